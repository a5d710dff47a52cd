package strict_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestNarrative(t *testing.T) {
	const open, shut = `<div xmlns="http://www.w3.org/1999/xhtml">`, `</div>`
	for name, c := range map[string]struct{ div, breaks string }{
		"words":                         {open + "Seen." + shut, ""},
		"a table with a caption":        {open + `<table class="x"><caption>a</caption><tbody><tr><td colspan="2">b&nbsp;&amp; c</td></tr></tbody></table>` + shut, ""},
		"a picture and no words":        {open + `<img src="https://epr.example/a.png" alt="a"/>` + shut, ""},
		"a link, and one into the page": {open + `<a href="mailto:x@epr.example">x</a> <a href="#y">y</a> <a href="a/b?c=d:e">z</a>` + shut, ""},
		"a remark in the source":        {open + "a<!-- b -->" + shut, ""},
		"style":                         {open + `<p style="color: red">a</p>` + shut, ""},
		"a language":                    {`<div xmlns="http://www.w3.org/1999/xhtml" xml:lang="cy" lang="cy">Helo</div>`, ""},
		"white space":                   {open + " \n\t<p> </p>" + shut, "txt-2"},
		"a space that does not break":   {open + "&nbsp;" + shut, "txt-2"},
		"only a remark":                 {open + "<!-- words -->" + shut, "txt-2"},
		"words alone":                   {"Seen.", "txt-1"},
		"no namespace":                  {"<div>Seen.</div>", "txt-1"},
		"another root":                  {`<p xmlns="http://www.w3.org/1999/xhtml">Seen.</p>`, "txt-1"},
		"two roots":                     {open + "a" + shut + open + "b" + shut, "txt-1"},
		"words behind":                  {open + "a" + shut + "b", "txt-1"},
		"not closed":                    {open + "<p>a" + shut, "txt-1"},
		"a script":                      {open + "a<script>b()</script>" + shut, "txt-1"},
		"a form":                        {open + `a<form><input type="text"/></form>` + shut, "txt-1"},
		"a frame":                       {open + `a<iframe src="https://epr.example"/>` + shut, "txt-1"},
		"an event":                      {open + `<p onclick="x()">a</p>` + shut, "txt-1"},
		"an address that acts":          {open + `<a href="javascript:x()">a</a>` + shut, "txt-1"},
		"the same in disguise":          {open + `<a href=" JaVaScript:x()">a</a>` + shut, "txt-1"},
		"and in another":                {open + "<a href=\"java\tscript:x()\">a</a>" + shut, "txt-1"},
		"a picture that is data":        {open + `<img src="data:text/html,x"/>` + shut, "txt-1"},
		"a style that fetches":          {open + `<p style="background: url(https://x.example)">a</p>` + shut, "txt-1"},
		"a style with an escape":        {open + `<p style="background: u\72l(x)">a</p>` + shut, "txt-1"},
		"a document type":               {"<!DOCTYPE div>" + open + "a" + shut, "txt-1"},
		"an instruction":                {open + "a<?x y?>" + shut, "txt-1"},
		"paragraphs":                    {`<div xmlns="http://www.w3.org/1999/xhtml" lang="en-GB"><p>a &amp; b &#39;c&#34; é</p><p></p></div>`, ""},
		"a paragraph in a paragraph":    {open + "<p><p>a</p></p>" + shut, ""},
		"empty paragraphs":              {open + "<p></p><p> </p>" + shut, "txt-2"},
		"no paragraph at all":           {open + shut, "txt-2"},
		"a paragraph that goes on":      {open + "<p>a</p><p>b" + shut, "txt-1"},
		"a paragraph not begun":         {open + "<p>a</p>b</p>" + shut, "txt-1"},
		"a script in a paragraph":       {open + "<p>a<script>b</script></p>" + shut, "txt-1"},
		"a bracket in a paragraph":      {open + "<p>a < b</p>" + shut, "txt-1"},
		"a sign alone in a paragraph":   {open + "<p>a & b</p>" + shut, "txt-1"},
		"a control in a paragraph":      {open + "<p>a \u0007 b</p>" + shut, "txt-1"},
		"one that no text has":          {open + "<p>a \uffff</p>" + shut, "txt-1"},
		"the end of what is no part":    {open + "<p>a ]]> b</p>" + shut, "txt-1"},
		"paragraphs of no namespace":    {"<div><p>a</p>" + shut, "txt-1"},
		"paragraphs that act":           {`<div xmlns="http://www.w3.org/1999/xhtml" onclick="x()"><p>a</p></div>`, "txt-1"},
		"paragraphs behind the end":     {open + "<p>a</p>" + shut + "<p>b</p></div>", "txt-1"},
		"another namespace":             {open + `a<svg xmlns="http://www.w3.org/2000/svg"/>` + shut, "txt-1"},
		"an attribute of another":       {open + `<p xmlns:x="u:x" x:y="z">a</p>` + shut, "txt-1"},
		"an entity nobody knows":        {open + "&zephyrine;" + shut, "txt-1"},
	} {
		t.Run("FHIR-19 "+name, func(t *testing.T) {
			div, err := json.Marshal(c.div)
			require.NoError(t, err)
			s := newSampler(t)
			got := s.trial(t, "Goal", `{"text":{"status":"generated","div":`+string(div)+`}}`)
			if c.breaks == "" {
				require.Empty(t, found(t, string(got)))
				return
			}
			require.Equal(t, []string{"FHIR-19 schema /text/div"}, found(t, string(got)))
			require.True(t, broke(validate(got), c.breaks))
		})
	}
}
