package strict

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strings"
)

// kindOfText is what a narrative turned out to be.
type kindOfText int

const (
	readableText kindOfText = iota
	emptyText
	unsafeText
)

const xhtmlSpace = "http://www.w3.org/1999/xhtml"

// textElements are the elements that a narrative may have: HTML 4.0 chapters 7 to 11
// without section 4 of chapter 9, and chapter 15, with a and img (R4 txt-1).
var textElements = words(`a abbr acronym address b big blockquote br caption cite code col colgroup dd del dfn div dl dt em
	h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q samp small span strong sub sup table tbody td tfoot th thead tr tt ul var`)

// textAttributes are the attributes that they may have. None of them acts.
var textAttributes = words(`abbr accesskey align alt axis bgcolor border cellhalign cellpadding cellspacing cellvalign char charoff
	charset cite class colspan compact coords dir frame headers height href hreflang hspace id lang longdesc name nowrap rel rev
	rowspan rules scope shape span src start style summary tabindex title type valign value vspace width`)

func words(s string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		out[w] = true
	}
	return out
}

// narrative reads the div of a narrative to its end.
func narrative(div string) kindOfText {
	d := xml.NewDecoder(strings.NewReader(div))
	d.Entity = xml.HTMLEntity
	depth, roots, says := 0, 0, false
	for {
		token, err := d.Token()
		switch {
		case errors.Is(err, io.EOF) && roots == 1 && says:
			return readableText
		case errors.Is(err, io.EOF) && roots == 1:
			return emptyText
		case err != nil:
			return unsafeText
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth == 0 {
				roots++
			}
			if !plain(t) || depth == 0 && t.Name.Local != "div" {
				return unsafeText
			}
			says = says || t.Name.Local == "img"
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			something := strings.TrimSpace(string(t)) != ""
			if something && depth == 0 {
				return unsafeText
			}
			says = says || something
		case xml.ProcInst, xml.Directive:
			return unsafeText
		}
	}
}

// plain reports whether an element formats and does nothing else.
func plain(e xml.StartElement) bool {
	return e.Name.Space == xhtmlSpace && textElements[e.Name.Local] && !slices.ContainsFunc(e.Attr, acts)
}

// acts reports whether an attribute may do something, or is not known.
func acts(a xml.Attr) bool {
	name, value := a.Name.Local, strings.ToLower(a.Value)
	switch {
	case name == "xmlns" || a.Name.Space == "xmlns", a.Name.Space == "http://www.w3.org/XML/1998/namespace" && name == "lang":
		return false
	case a.Name.Space != "" || !textAttributes[name]:
		return true
	case name == "href" || name == "src" || name == "cite" || name == "longdesc":
		return !harmless(value)
	case name == "style":
		return strings.Contains(value, "url(") || strings.Contains(value, "expression(") || strings.Contains(value, `\`)
	}
	return false
}

// harmless reports whether an address is one that shows something: relative, or under
// a scheme that runs nothing.
func harmless(address string) bool {
	scheme, _, absolute := strings.Cut(strings.TrimSpace(address), ":")
	return !absolute || strings.ContainsAny(scheme, "/?#") || slices.Contains([]string{"http", "https", "mailto", "tel"}, scheme)
}
