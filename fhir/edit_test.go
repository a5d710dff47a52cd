package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

var (
	field   = fhir.Field
	element = fhir.Element
)

func value(s string) []byte { return []byte(s) }

func TestEdits(t *testing.T) {
	for name, c := range map[string]struct {
		doc, want string
		edits     fhir.Edits
	}{
		"set: add": {plan, with(`"title":"x"`), fhir.Edits{fhir.Set(value(` "x" `), field("title"))}},
		"set: replace, white space around it kept": {
			with(`"title" : "old" , "z":1`), with(`"title" : {"a": 1} , "z":1`), fhir.Edits{fhir.Set(value(`{"a": 1}`), field("title"))}},
		"set: name written with escapes": {
			with(`"t\u0069tle":"old"`), with(`"t\u0069tle":"new"`), fhir.Edits{fhir.Set(value(`"new"`), field("title"))}},
		"set: same words, other escapes": {
			with(`"title":"\u0061\/b"`), with(`"title":"\u0061\/b"`), fhir.Edits{fhir.Set(value(`"a/b"`), field("title"))}},
		"set: 1.0 is not 1.00": {with(`"x":1.0`), with(`"x":1.00`), fhir.Edits{fhir.Set(value(`1.00`), field("x"))}},
		"set: inside an element": {
			with(`"activity":[{"id":"a"},{"id":"b","detail":{"status":"x"}}]`), with(`"activity":[{"id":"a"},{"id":"b","detail":{"status":"y"}}]`),
			fhir.Edits{fhir.Set(value(`"y"`), field("activity"), element("b"), field("detail"), field("status"))}},
		"upsert: list made": {plan, with(`"note":[{"id":"n"}]`), fhir.Edits{fhir.Upsert(value(`{"id":"n"}`), field("note"), element("n"))}},
		"upsert: two into a list made": {plan, with(`"note":[{"id":"n"},{"id":"m"}]`), fhir.Edits{
			fhir.Upsert(value(`{"id":"n"}`), field("note"), element("n")), fhir.Upsert(value(`{"id":"m"}`), field("note"), element("m"))}},
		"upsert: at the end": {
			with(`"note":[ {"id":"a"} ,7 ]`), with(`"note":[ {"id":"a"} ,7,{"id":"n"} ]`), fhir.Edits{fhir.Upsert(value(`{"id":"n"}`), field("note"), element("n"))}},
		"upsert: into an empty list": {
			with(`"note":[ ]`), with(`"note":[{"id":"n"} ]`), fhir.Edits{fhir.Upsert(value(`{"id":"n"}`), field("note"), element("n"))}},
		"upsert: in place": {
			with(`"note":[{"id":"a"},{"id":"n","text":"old"},{"id":"c"}]`), with(`"note":[{"id":"a"},{"id":"n","text":"new"},{"id":"c"}]`),
			fhir.Edits{fhir.Upsert(value(`{"id":"n","text":"new"}`), field("note"), element("n"))}},
		"upsert: the same in another order": {
			with(`"note":[{"text":"t", "id":"n"}]`), with(`"note":[{"text":"t", "id":"n"}]`), fhir.Edits{fhir.Upsert(value(`{"id":"n","text":"t"}`), field("note"), element("n"))}},
		"upsert: by identifier": {
			with(`"identifier":[{"system":"s","value":"1"},{"system":"t","value":"1"}]`), with(`"identifier":[{"system":"s","value":"1"},{"system":"t","value":"1","use":"usual"}]`),
			fhir.Edits{fhir.Upsert(value(`{"system":"t","value":"1","use":"usual"}`), field("identifier"), fhir.Identified("t", "1"))}},
		"upsert: by an element's identifier": {
			with(`"goal":[{"identifier":{"system":"t","value":"1"}},{"identifier":[{"system":"t","value":"2"}]}]`), with(`"goal":[{"identifier":{"system":"t","value":"1"}},{"identifier":{"system":"t","value":"2"},"display":"d"}]`),
			fhir.Edits{fhir.Upsert(value(`{"identifier":{"system":"t","value":"2"},"display":"d"}`), field("goal"), fhir.Identified("t", "2"))}},
		"upsert: a tag by its code": {
			with(`"tag":[{"system":"s","code":"1"},{"system":"t","code":"1"}]`), with(`"tag":[{"system":"s","code":"1","display":"d"},{"system":"t","code":"1"}]`),
			fhir.Edits{fhir.Upsert(value(`{"system":"s","code":"1","display":"d"}`), field("tag"), fhir.Coded("s", "1"))}},
		"upsert: a category by a coding in it": {
			with(`"category":[{"text":"1"},{"coding":[{"code":"1"},{"system":"s","code":"1"}]}]`), with(`"category":[{"text":"1"},{"coding":[{"system":"s","code":"1"}],"text":"one"}]`),
			fhir.Edits{fhir.Upsert(value(`{"coding":[{"system":"s","code":"1"}],"text":"one"}`), field("category"), fhir.Coded("s", "1"))}},
		"upsert: an extension by its url": {
			with(`"extension":[{"url":"u","valueCode":"a"},{"url":"v"}]`), with(`"extension":[{"url":"u","valueCode":"b"},{"url":"v"}]`),
			fhir.Edits{fhir.Upsert(value(`{"url":"u","valueCode":"b"}`), field("extension"), fhir.Extending("u"))}},
		"ensure: there": {
			with(`"goal":[{"reference":"Goal/1","display":"theirs"}]`), with(`"goal":[{"reference":"Goal/1","display":"theirs"}]`),
			fhir.Edits{fhir.Ensure(value(`{"reference":"Goal/1","display":"ours"}`), field("goal"), fhir.Referring("Goal/1"))}},
		"ensure: not there": {plan, with(`"goal":[{"reference":"Goal/1"}]`), fhir.Edits{fhir.Ensure(value(`{"reference":"Goal/1"}`), field("goal"), fhir.Referring("Goal/1"))}},
		"ensure: there twice": {
			with(`"goal":[{"reference":"Goal/1"},{"reference":"Goal/1"}]`), with(`"goal":[{"reference":"Goal/1"},{"reference":"Goal/1"}]`),
			fhir.Edits{fhir.Ensure(value(`{"reference":"Goal/1"}`), field("goal"), fhir.Referring("Goal/1"))}},
		"remove: first, middle and last member": {
			`{ "a":1 ,` + strings.TrimSuffix(plan[1:], "}") + `,"b" : 2 , "c":3 , "d":4 }`, `{ ` + strings.TrimSuffix(plan[1:], "}") + ` , "c":3 }`,
			fhir.Edits{fhir.Remove(field("a")), fhir.Remove(field("b")), fhir.Remove(field("d"))}},
		"remove: what is not there":            {plan, plan, fhir.Edits{fhir.Remove(field("title")), fhir.Remove(field("note"), element("n")), fhir.Remove(field("x"), field("y"))}},
		"remove: element":                      {with(`"note":[{"id":"a"}, {"id":"n"} ,{"id":"c"}]`), with(`"note":[{"id":"a"} ,{"id":"c"}]`), fhir.Edits{fhir.Remove(field("note"), element("n"))}},
		"remove: first element":                {with(`"note":[ {"id":"n"} , {"id":"c"}]`), with(`"note":[ {"id":"c"}]`), fhir.Edits{fhir.Remove(field("note"), element("n"))}},
		"remove: element that is not there":    {with(`"note":[{"id":"a"}]`), with(`"note":[{"id":"a"}]`), fhir.Edits{fhir.Remove(field("note"), element("n"))}},
		"remove: last element of a list":       {with(`"note":[{"id":"n"}]`), plan, fhir.Edits{fhir.Remove(field("note"), element("n"))}},
		"set, then remove":                     {plan, plan, fhir.Edits{fhir.Set(value(`1`), field("x")), fhir.Remove(field("x"))}},
		"upsert: list made in an empty object": {with(`"one":{ }`), with(`"one":{"note":[{"id":"n"}] }`), fhir.Edits{fhir.Upsert(value(`{"id":"n"}`), field("one"), field("note"), element("n"))}},
		"set, then remove, in an empty object": {with(`"one":{ }`), with(`"one":{"a":1 }`), fhir.Edits{
			fhir.Set(value(`1`), field("one"), field("a")), fhir.Set(value(`2`), field("one"), field("b")), fhir.Set(value(`3`), field("one"), field("c")),
			fhir.Remove(field("one"), field("b")), fhir.Remove(field("one"), field("c"))}},
		"upsert, then remove, in an empty list": {with(`"note":[ ]`), with(`"note":[{"id":"a"} ]`), fhir.Edits{
			fhir.Upsert(value(`{"id":"a"}`), field("note"), element("a")), fhir.Upsert(value(`{"id":"b"}`), field("note"), element("b")), fhir.Upsert(value(`{"id":"c"}`), field("note"), element("c")),
			fhir.Remove(field("note"), element("b")), fhir.Remove(field("note"), element("c"))}},
		"no edits": {plan, plan, nil},
		"a label in meta": {plan, strings.Replace(plan, `"versionId":"7"`, `"versionId":"7","tag":[{"id":"t","code":"c"}]`, 1),
			fhir.Edits{fhir.Upsert(value(`{"id":"t","code":"c"}`), field("meta"), field("tag"), element("t"))}},
	} {
		t.Run("FHIR-17 "+name, func(t *testing.T) {
			e, err := prove(t, parse(t, c.doc), c.edits, ofPlan)
			require.NoError(t, err)
			require.Equal(t, c.want, string(e.Document.Bytes()))
		})
	}
}

func TestTwins(t *testing.T) {
	twin := with(`"title":"old","_title":{"id":"x"},"description":"d"`)
	for name, c := range map[string]struct {
		doc, want string
		edit      fhir.Edit
	}{
		"both go together":            {twin, with(`"description":"d"`), fhir.Remove(field("title"))},
		"twin in front":               {with(`"_title":{"id":"x"},"description":"d","title":"old"`), with(`"description":"d"`), fhir.Remove(field("title"))},
		"a twin alone goes":           {with(`"_title":{"id":"x"}`), plan, fhir.Remove(field("title"))},
		"a value that stays the same": {twin, twin, fhir.Set(value(`"old"`), field("title"))},
	} {
		t.Run("FHIR-17 "+name, func(t *testing.T) {
			e, err := prove(t, parse(t, c.doc), fhir.Edits{c.edit}, ofPlan)
			require.NoError(t, err)
			require.Equal(t, c.want, string(e.Document.Bytes()))
		})
	}
	lists := with(`"given":["a","b"],"_given":[null,{"id":"x"}]`)
	for name, c := range map[string]struct {
		doc  string
		edit fhir.Edit
	}{
		"a value that its twin speaks about": {twin, fhir.Set(value(`"new"`), field("title"))},
		"a value that is only a twin":        {with(`"_title":{"extension":[{"url":"u"}]}`), fhir.Set(value(`"new"`), field("title"))},
		"a twin by itself":                   {twin, fhir.Set(value(`{"id":"y"}`), field("_title"))},
		"a twin by itself, removed":          {twin, fhir.Remove(field("_title"))},
		"into a twin":                        {twin, fhir.Set(value(`"y"`), field("_title"), field("id"))},
		"a list with a twin: set":            {lists, fhir.Set(value(`"y"`), field("given"))},
		"a list with a twin: remove":         {lists, fhir.Remove(field("given"))},
		"a list that is only a twin: remove": {with(`"_given":[{"id":"x"}]`), fhir.Remove(field("given"))},
		"a list with a twin: upsert":         {lists, fhir.Upsert(value(`{"id":"y"}`), field("given"), element("y"))},
		"a list with a twin: ensure":         {lists, fhir.Ensure(value(`{"id":"y"}`), field("given"), element("y"))},
		"a list with a twin: remove element": {lists, fhir.Remove(field("given"), element("x"))},
	} {
		t.Run("FHIR-17 "+name, func(t *testing.T) {
			_, err := prove(t, parse(t, c.doc), fhir.Edits{c.edit}, ofPlan)
			refused(t, err, fhir.ErrNotEditable)
		})
	}
	t.Run("FHIR-17 a primitive and its twin are replaced by removing first", func(t *testing.T) {
		e, err := prove(t, parse(t, twin), fhir.Edits{fhir.Remove(field("title")), fhir.Set(value(`"new"`), field("title"))}, ofPlan)
		require.NoError(t, err)
		require.Equal(t, with(`"description":"d","title":"new"`), string(e.Document.Bytes()))
	})
}

func TestEditsSayNo(t *testing.T) {
	elements := with(`"note":[{"id":"n","text":"` + canary + `"},{"id":"n"}],"goal":[{"id":"g","modifierExtension":[{}],"inner":{"x":1}}],"deep":[{"id":"d","inner":{"x":{"m\u006fdifierExtension":[{}]}}},{"id":"e"}],"one":{"x":1},"period":{"list":[{"id":"l"}]}`)
	n := value(`{"id":"n"}`)
	for name, c := range map[string]struct {
		edit fhir.Edit
		code error
	}{
		"no edit":                               {fhir.Edit{}, fhir.ErrNotEditable},
		"no path":                               {fhir.Set(value(`1`)), fhir.ErrNotEditable},
		"begins with a key":                     {fhir.Remove(element("n")), fhir.ErrNotEditable},
		"key behind a key":                      {fhir.Remove(field("note"), element("n"), element("m")), fhir.ErrNotEditable},
		"step of nothing":                       {fhir.Remove(field("note"), fhir.Step{}, field("text")), fhir.ErrNotEditable},
		"empty name":                            {fhir.Remove(field("")), fhir.ErrNotEditable},
		"empty key":                             {fhir.Remove(field("note"), element("")), fhir.ErrNotEditable},
		"name that is no name":                  {fhir.Set(value(`1`), field(`a":1,"b`)), fhir.ErrNotEditable},
		"set ends with a key":                   {fhir.Set(n, field("note"), element("n")), fhir.ErrNotEditable},
		"upsert ends with a member":             {fhir.Upsert(n, field("note")), fhir.ErrNotEditable},
		"set of a list":                         {fhir.Set(value(`[1]`), field("title")), fhir.ErrNotEditable},
		"set in place of a list":                {fhir.Set(value(`"x"`), field("note")), fhir.ErrNotEditable},
		"remove of a list":                      {fhir.Remove(field("note")), fhir.ErrNotEditable},
		"resourceType":                          {fhir.Set(value(`"Goal"`), field("resourceType")), fhir.ErrNotEditable},
		"id":                                    {fhir.Remove(field("id")), fhir.ErrNotEditable},
		"id of an element":                      {fhir.Set(value(`"x"`), field("note"), element("n"), field("id")), fhir.ErrNotEditable},
		"meta":                                  {fhir.Remove(field("meta")), fhir.ErrNotEditable},
		"the version":                           {fhir.Set(value(`"9"`), field("meta"), field("versionId")), fhir.ErrNotEditable},
		"when it was written":                   {fhir.Set(value(`"2026-03-01T10:00:00Z"`), field("meta"), field("lastUpdated")), fhir.ErrNotEditable},
		"implicitRules":                         {fhir.Set(value(`"x"`), field("implicitRules")), fhir.ErrNotEditable},
		"modifierExtension":                     {fhir.Upsert(n, field("modifierExtension"), element("n")), fhir.ErrNotEditable},
		"whom it is about":                      {fhir.Set(value(`"Patient/p2"`), field("subject"), field("reference")), fhir.ErrNotEditable},
		"whom it is about, taken away":          {fhir.Remove(field("patient")), fhir.ErrNotEditable},
		"a modifier of our own":                 {fhir.Upsert(value(`{"id":"m","modifierExtension":[{"url":"u"}]}`), field("note"), element("m")), fhir.ErrNotEditable},
		"a modifier inside what is ours":        {fhir.Upsert(value(`{"id":"m","inner":[{"modifierExtension":[{"url":"u"}]}]}`), field("note"), element("m")), fhir.ErrNotEditable},
		"over a modifier further in":            {fhir.Upsert(value(`{"id":"d"}`), field("deep"), element("d")), fhir.ErrNotEditable},
		"over a member with a modifier in it":   {fhir.Set(value(`{"y":1}`), field("deep"), element("d"), field("inner")), fhir.ErrNotEditable},
		"remove a modifier further in":          {fhir.Remove(field("deep"), element("d")), fhir.ErrNotEditable},
		"remove a member with a modifier in it": {fhir.Remove(field("deep"), element("d"), field("inner")), fhir.ErrNotEditable},
		"the value it is known by":              {fhir.Set(value(`"2"`), field("identifier"), fhir.Identified("s", "1"), field("value")), fhir.ErrNotEditable},
		"the system it is known by":             {fhir.Remove(field("identifier"), fhir.Identified("s", "1"), field("system")), fhir.ErrNotEditable},
		"the coding it is known by":             {fhir.Remove(field("category"), fhir.Coded("s", "1"), field("coding"), fhir.Coded("s", "1")), fhir.ErrNotEditable},
		"the reference it is known by":          {fhir.Set(value(`"Goal/2"`), field("goal"), fhir.Referring("Goal/1"), field("reference")), fhir.ErrNotEditable},
		"the url it is known by":                {fhir.Set(value(`"v"`), field("extension"), fhir.Extending("u"), field("url")), fhir.ErrNotEditable},
		"contained":                             {fhir.Upsert(n, field("contained"), element("n")), fhir.ErrNotEditable},
		"into an element with a modifier":       {fhir.Set(value(`2`), field("goal"), element("g"), field("inner"), field("x")), fhir.ErrNotEditable},
		"an element with a modifier":            {fhir.Upsert(value(`{"id":"g"}`), field("goal"), element("g")), fhir.ErrNotEditable},
		"remove an element with a modifier":     {fhir.Remove(field("goal"), element("g")), fhir.ErrNotEditable},
		"key leads into no list":                {fhir.Upsert(n, field("one"), element("n")), fhir.ErrNotEditable},
		"key leads through no list":             {fhir.Set(value(`1`), field("one"), element("n"), field("x")), fhir.ErrNotEditable},
		"member of a list":                      {fhir.Set(value(`1`), field("note"), field("x")), fhir.ErrNotEditable},
		"member of a text":                      {fhir.Set(value(`1`), field("status"), field("x")), fhir.ErrNotEditable},
		"value without its key":                 {fhir.Upsert(value(`{"id":"other"}`), field("note"), element("n")), fhir.ErrNotEditable},
		"value that is no object":               {fhir.Upsert(value(`"n"`), field("note"), element("n")), fhir.ErrNotEditable},
		"leaves an empty object":                {fhir.Remove(field("one"), field("x")), fhir.ErrNotEditable},
		"leaves an empty object, by an element": {fhir.Remove(field("period"), field("list"), element("l")), fhir.ErrNotEditable},
		"two carry the key":                     {fhir.Upsert(n, field("note"), element("n")), peer.ErrDuplicate},
		"two carry the key, removed":            {fhir.Remove(field("note"), element("n")), peer.ErrDuplicate},
		"two carry the key, on the way":         {fhir.Set(value(`1`), field("note"), element("n"), field("x")), peer.ErrDuplicate},
		"what it goes into is not there":        {fhir.Set(value(`1`), field("nothing"), field("x")), peer.ErrRequired},
		"null":                                  {fhir.Set(value(`null`), field("title")), peer.ErrRequired},
		"empty text":                            {fhir.Set(value(`""`), field("title")), peer.ErrRequired},
		"empty object":                          {fhir.Set(value(`{ }`), field("title")), peer.ErrRequired},
		"no value":                              {fhir.Set(nil, field("title")), peer.ErrSchema},
		"value cut short":                       {fhir.Set(value(`{"a":"`+canary), field("title")), peer.ErrSchema},
		"value with more behind it":             {fhir.Set(value(`1,"status":"x"`), field("title")), peer.ErrSchema},
		"value with a member twice":             {fhir.Set(value(`{"a":1,"a":2}`), field("title")), peer.ErrDuplicate},
		"result too deep":                       {fhir.Set(value(strings.Repeat(`{"a":`, 64)+"1"+strings.Repeat("}", 64)), field("title")), peer.ErrOutOfRange},
	} {
		t.Run("FHIR-17 "+name, func(t *testing.T) {
			_, err := prove(t, parse(t, elements), fhir.Edits{fhir.Set(value(`"fine"`), field("x")), c.edit}, ofPlan)
			refused(t, err, c.code)
		})
	}
	t.Run("FHIR-17 every fault of every edit at once", func(t *testing.T) {
		_, err := fhir.Edits{
			fhir.Remove(field("id")), fhir.Set(value(`1`), field("nothing"), field("x")), fhir.Upsert(n, field("note"), element("n")),
		}.Apply(parse(t, elements), fhir.Expect{ResourceType: "Goal", ID: "c1", Subject: "Patient/p1"})
		r := refused(t, err, fhir.ErrWrongResourceType, fhir.ErrNotEditable, peer.ErrRequired, peer.ErrDuplicate)
		require.Equal(t, "/note/n", r.Reasons[len(r.Reasons)-1].Path)
	})
	t.Run("FHIR-17 edits that contradict each other", func(t *testing.T) {
		_, err := fhir.Edits{
			fhir.Upsert(value(`{"id":"1","reference":"Goal/1"}`), field("x"), element("1")),
			fhir.Upsert(value(`{"id":"2","reference":"Goal/1"}`), field("x"), fhir.Referring("Goal/1")),
		}.Apply(parse(t, plan), ofPlan)
		refused(t, err, fhir.ErrNotEditable)
	})
	t.Run("FHIR-17 the document is missing", func(t *testing.T) {
		_, err := fhir.Edits{}.Apply(fhir.Document{}, ofPlan)
		refused(t, err, peer.ErrRequired)
	})
	t.Run("FHIR-17 the result is too large", func(t *testing.T) {
		big := value(`"` + strings.Repeat("x", 3<<20) + `"`)
		_, err := fhir.Edits{fhir.Set(big, field("x")), fhir.Set(big, field("y"))}.Apply(parse(t, plan), ofPlan)
		refused(t, err, peer.ErrOutOfRange)
	})
}

func TestEditsAreStored(t *testing.T) {
	es := fhir.Edits{
		fhir.Set(value(`"a <b> & c"`), field("author"), field("display")),
		fhir.Upsert(value(`{"id":"n"}`), field("note"), element("n")),
		fhir.Upsert(value(`{"system":"","value":"v"}`), field("identifier"), fhir.Identified("", "v")),
		fhir.Ensure(value(`{"reference":"Goal/1"}`), field("goal"), fhir.Referring("Goal/1")),
		fhir.Ensure(value(`{"system":"","code":"c"}`), field("tag"), fhir.Coded("", "c")),
		fhir.Ensure(value(`{"url":"u"}`), field("extension"), fhir.Extending("u")),
		fhir.Remove(field("title")),
	}
	b, err := es.Encode()
	require.NoError(t, err)
	require.Equal(t, `[{"op":"set","path":[{"field":"author"},{"field":"display"}],"value":"a <b> & c"},`+
		`{"op":"upsert","path":[{"field":"note"},{"id":"n"}],"value":{"id":"n"}},`+
		`{"op":"upsert","path":[{"field":"identifier"},{"system":"","value":"v"}],"value":{"system":"","value":"v"}},`+
		`{"op":"ensure","path":[{"field":"goal"},{"reference":"Goal/1"}],"value":{"reference":"Goal/1"}},`+
		`{"op":"ensure","path":[{"field":"tag"},{"system":"","code":"c"}],"value":{"system":"","code":"c"}},`+
		`{"op":"ensure","path":[{"field":"extension"},{"url":"u"}],"value":{"url":"u"}},`+
		`{"op":"remove","path":[{"field":"title"}]}]`, string(b))
	back, err := fhir.DecodeEdits(b)
	require.NoError(t, err)
	again, err := back.Encode()
	require.NoError(t, err)
	require.Equal(t, string(b), string(again))
	one, err := es.Apply(parse(t, plan), ofPlan)
	require.NoError(t, err)
	two, err := back.Apply(parse(t, plan), ofPlan)
	require.NoError(t, err)
	require.Equal(t, string(one.Document.Bytes()), string(two.Document.Bytes()))

	_, err = fhir.Edits{fhir.Remove(field("id"))}.Encode()
	refused(t, err, fhir.ErrNotEditable)
	for name, c := range map[string]struct {
		stored string
		code   error
	}{
		"not a list":                 {`{}`, peer.ErrSchema},
		"other case":                 {`[{"Op":"remove","path":[{"field":"x"}]}]`, peer.ErrSchema},
		"unknown member":             {`[{"op":"remove","path":[{"field":"x"}],"` + canary + ` x":1}]`, peer.ErrSchema},
		"unknown operation":          {`[{"op":"` + canary + `","path":[{"field":"x"}],"value":1}]`, fhir.ErrNotEditable},
		"step by place":              {`[{"op":"remove","path":[{"field":"x"},{"index":0}]}]`, peer.ErrSchema},
		"step of a value and a code": {`[{"op":"remove","path":[{"field":"x"},{"system":"s","value":"v","code":"c"}]}]`, fhir.ErrNotEditable},
		"step of two kinds":          {`[{"op":"remove","path":[{"field":"x","id":"y"}]}]`, fhir.ErrNotEditable},
		"step of nothing":            {`[{"op":"remove","path":[{}]}]`, fhir.ErrNotEditable},
		"remove with a value":        {`[{"op":"remove","path":[{"field":"x"}],"value":"` + canary + `"}]`, fhir.ErrNotEditable},
		"a modifier":                 {`[{"op":"upsert","path":[{"field":"x"},{"id":"y"}],"value":{"id":"y","modifierExtension":[]}}]`, fhir.ErrNotEditable},
		"value null":                 {`[{"op":"set","path":[{"field":"x"}],"value":null}]`, peer.ErrRequired},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := fhir.DecodeEdits([]byte(c.stored))
			refused(t, err, c.code)
		})
	}
}

// The proof is only worth something if it finds what is wrong.
func TestFrameFindsFaults(t *testing.T) {
	before := parse(t, with(`"note":[{"id":"theirs","text":"t"}],"x":1`))
	es := fhir.Edits{
		fhir.Upsert(value(`{"id":"n"}`), field("note"), element("n")),
		fhir.Ensure(value(`{"reference":"Goal/1"}`), field("goal"), fhir.Referring("Goal/1")),
		fhir.Set(value(`2`), field("x")),
	}
	e, err := es.Apply(before, ofPlan)
	require.NoError(t, err)
	after := string(e.Document.Bytes())
	forged := func(doc string, spans ...fhir.Span) fhir.Edited {
		f := e
		f.Document, f.Spans = parse(t, doc), spans
		return f
	}
	whole := fhir.Span{Was: fhir.Range{To: before.Len()}, Now: fhir.Range{To: len(after)}}
	for name, f := range map[string]fhir.Edited{
		"a byte outside the spans":       forged(strings.Replace(after, "Patient/p1", "Patient/p2", 1), e.Spans...),
		"spans that say too little":      forged(after, e.Spans[1:]...),
		"spans out of order":             forged(after, e.Spans[2], e.Spans[1], e.Spans[0]),
		"spans that overlap":             forged(after, whole, whole),
		"spans outside the document":     forged(after, fhir.Span{Was: fhir.Range{To: 1 << 20}, Now: fhir.Range{To: 1 << 20}}),
		"spans turned round":             forged(after, fhir.Span{Was: fhir.Range{From: 9, To: 3}, Now: fhir.Range{From: 9, To: 3}}),
		"a span over somebody's element": forged(strings.Replace(after, `{"id":"theirs","text":"t"},`, "", 1), whole2(before, strings.Replace(after, `{"id":"theirs","text":"t"},`, "", 1))),
		"a span over somebody's member":  forged(strings.Replace(after, `"intent":"plan",`, "", 1), whole2(before, strings.Replace(after, `"intent":"plan",`, "", 1))),
		"a span with a stranger in it":   forged(with(`"intruder":1`), whole2(before, with(`"intruder":1`))),
	} {
		t.Run("FHIR-17 "+name, func(t *testing.T) {
			r := refused(t, fhir.Frame(before.Bytes(), f), fhir.ErrForeignBytes)
			require.NotEqual(t, "0", r.Reasons[0].Args[0].Value())
		})
	}
	require.NoError(t, fhir.Frame(before.Bytes(), e))
	require.NoError(t, fhir.Frame(before.Bytes(), forged(after, whole)), "a wide span is no fault while everything in it is ours or as it was")
	require.Equal(t, 1, fhir.ForeignBytesChanged(before, parse(t, strings.Replace(string(before.Bytes()), "Patient/p1", "Patient/p2", 1)), nil))
	require.Positive(t, fhir.ForeignBytesChanged(before, e.Document, nil))

	t.Run("FHIR-17 an element that was there is not ours to ensure", func(t *testing.T) {
		theirs := with(`"goal":[{"reference":"Goal/1","display":"theirs"}]`)
		e, err := es[1:2].Apply(parse(t, theirs), ofPlan)
		require.NoError(t, err)
		ours := strings.Replace(theirs, "theirs", "ours", 1)
		e.Document, e.Spans = parse(t, ours), []fhir.Span{whole2(parse(t, theirs), ours)}
		require.ErrorIs(t, fhir.Frame([]byte(theirs), e), fhir.ErrForeignBytes)
	})
}

func whole2(before fhir.Document, after string) fhir.Span {
	return fhir.Span{Was: fhir.Range{To: before.Len()}, Now: fhir.Range{To: len(after)}}
}
