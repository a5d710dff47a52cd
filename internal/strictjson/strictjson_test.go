package strictjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func nest(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }

func TestCheck(t *testing.T) {
	const canary = "Zephyrine"
	for name, c := range map[string]struct {
		doc    string
		limits Limits
		kind   Kind
		path   string
		offset int
	}{
		"nothing":                      {"", Limits{}, NotJSON, "", 0},
		"white space only":             {" \n", Limits{}, NotJSON, "", 2},
		"scalar":                       {" true ", Limits{}, "", "", 0},
		"all kinds of value":           {`{"a":[1,-0.5,2E+10,"x\n\u00e9😀\ud83d\ude00",true,false,null,{},[]]}`, Limits{}, "", "", 0},
		"byte order mark":              {"\ufeff{}", Limits{}, NotJSON, "", 0},
		"two values":                   {`{} {}`, Limits{}, TrailingData, "", 3},
		"text behind":                  {`{"a":1}` + canary, Limits{}, TrailingData, "", 7},
		"word with a tail":             {"truex", Limits{}, TrailingData, "", 4},
		"cut short":                    {`{"a":`, Limits{}, NotJSON, "/a", 5},
		"string cut short":             {`["` + canary, Limits{}, NotJSON, "/0", 11},
		"escape cut short":             {`["\u00`, Limits{}, NotJSON, "/0", 3},
		"comma at the end of an array": {`[1,]`, Limits{}, NotJSON, "/1", 3},
		"comma at the end":             {`{"a":1,}`, Limits{}, NotJSON, "/a", 7},
		"wrong bracket":                {`{"a":[1}`, Limits{}, NotJSON, "/a/0", 7},
		"name without quotes":          {`{a:1}`, Limits{}, NotJSON, "", 1},
		"no colon":                     {`{"a" 1}`, Limits{}, NotJSON, "/a", 5},
		"single quotes":                {`['a']`, Limits{}, NotJSON, "/0", 1},
		"comment":                      {`[1/*x*/]`, Limits{}, NotJSON, "/0", 2},
		"control character":            {"[\"\x01\"]", Limits{}, NotJSON, "/0", 2},
		"zero byte":                    {"[\x00]", Limits{}, NotJSON, "/0", 1},
		"unknown escape":               {`["\x"]`, Limits{}, NotJSON, "/0", 3},
		"NaN":                          {`[NaN]`, Limits{}, NotJSON, "/0", 1},
		"leading zero":                 {`[01]`, Limits{}, NotJSON, "/0", 3},
		"plus sign":                    {`[+1]`, Limits{}, NotJSON, "/0", 1},
		"bare minus":                   {`[-]`, Limits{}, NotJSON, "/0", 2},
		"point without digits":         {`[1.]`, Limits{}, NotJSON, "/0", 3},
		"exponent without digits":      {`[1e]`, Limits{}, NotJSON, "/0", 3},

		"depth at the limit":     {nest(64), Limits{}, "", "", 0},
		"depth over the limit":   {nest(65), Limits{}, TooDeep, strings.Repeat("/0", 64), 64},
		"a million deep":         {strings.Repeat("[", 1<<20), Limits{}, TooDeep, strings.Repeat("/0", 64), 64},
		"objects over the limit": {`{"a":{"b":{}}}`, Limits{Depth: 2}, TooDeep, "/a/b", 10},
		"size at the limit":      {`"` + strings.Repeat("x", 8) + `"`, Limits{Size: 10}, "", "", 0},
		"size over the limit":    {`"` + strings.Repeat("x", 9) + `"`, Limits{Size: 10}, TooLarge, "", 10},
		"text at the limit":      {`["1234"]`, Limits{String: 4}, "", "", 0},
		"text over the limit":    {`["` + canary + `"]`, Limits{String: 4}, StringTooLong, "/0", 1},
		"name over the limit":    {`{"` + canary + `":1}`, Limits{String: 4}, StringTooLong, "", 1},

		"same name twice":               {`{"a":1,"b":2,"a":3}`, Limits{}, DuplicateKey, "/a", 13},
		"same name twice, escaped":      {`{"a":1,"\u0061":3}`, Limits{}, DuplicateKey, "/a", 7},
		"same name twice, solidus":      {`{"a/b":1,"a\/b":3}`, Limits{}, DuplicateKey, "/*", 9},
		"same name twice, pair":         {`{"😀":1,"\uD83D\ude00":3}`, Limits{}, DuplicateKey, "/*", 10},
		"same name twice, empty":        {`{"":1,"":3}`, Limits{}, DuplicateKey, "/*", 6},
		"same name twice, further in":   {`{"a":[{},{"` + canary + ` x":1,"` + canary + ` x":1}]}`, Limits{}, DuplicateKey, "/a/1/*", 26},
		"same name in other objects":    {`{"a":{"a":1,"b":{"a":1}},"b":[{"a":1},{"a":1}]}`, Limits{}, "", "", 0},
		"names that differ by case":     {`{"a":1,"A":1}`, Limits{}, "", "", 0},
		"same name after a large inner": {`{"a":` + wide(40, "") + `,"b":1,"a":2}`, Limits{}, DuplicateKey, "/a", len(wide(40, "")) + 12},
		"same name among many":          {wide(1000, `,"k7":1`), Limits{}, DuplicateKey, "/k7", len(wide(1000, ""))},

		"forty digits":       {"[" + strings.Repeat("9", 40) + "]", Limits{}, "", "", 0},
		"forty-one digits":   {"[" + strings.Repeat("9", 41) + "]", Limits{}, NumberTooLarge, "/0", 1},
		"exponent 100":       {"[1e100,1E-100,1e+00000100]", Limits{}, "", "", 0},
		"exponent 101":       {"[1e101]", Limits{}, NumberTooLarge, "/0", 1},
		"exponent -101":      {"[1e-101]", Limits{}, NumberTooLarge, "/0", 1},
		"exponent 5000000":   {"[1e5000000]", Limits{}, NumberTooLarge, "/0", 1},
		"exponent overflows": {"[1e18446744073709551617]", Limits{}, NumberTooLarge, "/0", 1},
		"number at the end":  {"1e5000000", Limits{}, NumberTooLarge, "", 0},

		"not UTF-8":                 {"[\"\xff\"]", Limits{}, NotUTF8, "/0", 2},
		"overlong UTF-8":            {"[\"\xc0\xaf\"]", Limits{}, NotUTF8, "/0", 2},
		"surrogate in UTF-8":        {"[\"\xed\xa0\x80\"]", Limits{}, NotUTF8, "/0", 2},
		"not UTF-8 in a name":       {"{\"\xff\":1}", Limits{}, NotUTF8, "", 2},
		"high surrogate alone":      {`["\ud83d"]`, Limits{}, NotUTF8, "/0", 3},
		"low surrogate alone":       {`["\ude00"]`, Limits{}, NotUTF8, "/0", 3},
		"high surrogate twice":      {`["\ud83d\ud83d"]`, Limits{}, NotUTF8, "/0", 3},
		"high surrogate, then text": {`["\ud83dabcdef"]`, Limits{}, NotUTF8, "/0", 3},
		"surrogate in a name":       {`{"\ud83d":1}`, Limits{}, NotUTF8, "", 3},
	} {
		t.Run(name, func(t *testing.T) {
			err := Check([]byte(c.doc), c.limits)
			if c.kind == "" {
				require.NoError(t, err)
				return
			}
			var e *Error
			require.ErrorAs(t, err, &e)
			require.Equal(t, Error{Kind: c.kind, Path: c.path, Offset: c.offset}, *e)
			require.NotContains(t, err.Error(), canary)
			require.NotEmpty(t, c.kind.Says())
		})
	}
}

// wide is an object of n members and what follows them.
func wide(n int, more string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `%c"k%d":%d`, "{,"[min(i, 1)], i, i)
	}
	return b.String() + more + "}"
}

func TestToken(t *testing.T) {
	for in, want := range map[string]string{
		"": "*", "status": "status", "_birthDate": "_birthDate", "value2": "value2",
		"9990000018": "*", "a b": "*", "a/b": "*", "é": "*", "a~b": "*",
		strings.Repeat("a", 32): strings.Repeat("a", 32), strings.Repeat("a", 33): "*",
	} {
		require.Equal(t, want, Token(in), in)
	}
}

// Whatever encoding/json calls invalid is refused; what Check passes,
// encoding/json reads, and the walk finds the same in it.
func TestCheckAgreesWithEncodingJSON(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	passed := 0
	for range 40_000 {
		doc := mangle(r, random(r, 4))
		err := Check(doc, Limits{})
		if !json.Valid(doc) {
			require.Error(t, err, "%q", doc)
			continue
		}
		if err == nil {
			passed++
			var v any
			require.NoError(t, json.Unmarshal(doc, &v))
			var w any
			require.NoError(t, Decode(doc, &w, Limits{}))
			require.Equal(t, v, w)
			require.Equal(t, v, rebuild(doc, Start(doc)), "%q", doc)
			exact := json.NewDecoder(bytes.NewReader(doc))
			exact.UseNumber()
			v = nil
			require.NoError(t, exact.Decode(&v))
			require.Equal(t, v, Value(doc), "%q", doc)
		} else {
			require.NotEqual(t, NotJSON, All(err)[0].Kind, "%q", doc)
		}
	}
	require.Greater(t, passed, 5_000)
}

// rebuild reads a document by Members and Elements alone.
func rebuild(data []byte, at int) any {
	switch data[at] {
	case '{':
		m := map[string]any{}
		Members(data, at, func(x Member) bool { m[string(x.Name)] = rebuild(data, x.Value.From); return true })
		return m
	case '[':
		l := []any{}
		Elements(data, at, func(_ int, s Span) bool { l = append(l, rebuild(data, s.From)); return true })
		return l
	}
	raw := data[at:End(data, at)]
	if s, ok := Text(raw); ok {
		return s
	}
	var v any
	_ = json.Unmarshal(raw, &v)
	return v
}

func random(r *rand.Rand, depth int) string {
	space := []string{"", "", " ", "\n\t"}[r.IntN(4)]
	kinds := 8
	if depth == 0 {
		kinds = 6
	}
	switch r.IntN(kinds) {
	case 0:
		return []string{"0", "-1.5", "1e5", "12E-2", "1e101", "7"}[r.IntN(6)]
	case 1:
		return []string{"true", "false", "null"}[r.IntN(3)]
	case 2, 3, 4, 5:
		return []string{`""`, `"\\"`, `"\""`, `"}{]["`, `"\u00e9\ud83d\ude00"`, `"a,b:c"`, `"é"`, `"\/\b\f\n\r\t"`}[r.IntN(8)]
	}
	array := r.IntN(2) == 0
	var parts []string
	for i := range r.IntN(5) {
		part := space + random(r, depth-1) + space
		if !array {
			part = fmt.Sprintf(`%s"%s"%s:%s`, space, []string{"a", "b", `\u0061`, `\"`, fmt.Sprint("k", i)}[r.IntN(5)], space, part)
		}
		parts = append(parts, part)
	}
	if array {
		return space + "[" + strings.Join(parts, ",") + space + "]" + space
	}
	return space + "{" + strings.Join(parts, ",") + space + "}" + space
}

func mangle(r *rand.Rand, doc string) []byte {
	b := []byte(doc)
	for range r.IntN(3) {
		switch i := r.IntN(len(b)); r.IntN(3) {
		case 0:
			b[i] = "{}[],:\"\\0 1eu\x00\xff"[r.IntN(15)]
		case 1:
			b = append(b[:i:i], b[i+1:]...)
		default:
			b = append(b[:i:i], append([]byte{"{}[],:\"\\0 1"[r.IntN(11)]}, b[i:]...)...)
		}
		if len(b) == 0 {
			return b
		}
	}
	return b
}

func FuzzCheck(f *testing.F) {
	f.Add([]byte(`{"a":[1,"\ud83d\ude00"]}`))
	f.Add([]byte(nest(65)))
	f.Fuzz(func(t *testing.T, b []byte) {
		if err := Check(b, Limits{}); err == nil {
			require.True(t, json.Valid(b))
			var v any
			require.NoError(t, Decode(b, &v, Limits{}))
		}
	})
}

// A quadratic check of 100,000 names takes minutes; this takes milliseconds.
func TestManyNames(t *testing.T) {
	require.NoError(t, Check([]byte(wide(100_000, "")), Limits{Size: 4 << 20}))
	require.Error(t, Check([]byte(wide(100_000, `,"k99999":0`)), Limits{Size: 4 << 20}))
}

type inner struct {
	City string `json:"city"`
}

type Base struct {
	ID   string `json:"id"`
	Note string `json:"note"`
}

type half struct{ n int }

func (h *half) UnmarshalJSON(b []byte) error {
	var in struct {
		N int `json:"n"`
	}
	if err := Decode(b, &in, Limits{}); err != nil {
		return err
	}
	h.n = in.N
	return nil
}

type shy struct{}

var errShy = errors.New("its own words")

func (*shy) UnmarshalJSON([]byte) error { return errShy }

type outer struct {
	Base
	*Extra
	Note    string           `json:"note"`
	Age     uint8            `json:"age"`
	At      time.Time        `json:"at,omitzero"`
	Tags    []string         `json:"tags"`
	Raw     []byte           `json:"raw"`
	Pair    [2]int           `json:"pair"`
	Inner   *inner           `json:"inner"`
	Inners  []inner          `json:"inners"`
	Map     map[string]inner `json:"map"`
	Numbers map[int]bool     `json:"numbers"`
	Half    half             `json:"half"`
	Shy     shy              `json:"shy"`
	Any     any              `json:"any"`
	Later   json.RawMessage  `json:"later"`
	Skipped string           `json:"-"`
	hidden  string
}

type Extra struct {
	Colour string
}

func TestDecode(t *testing.T) {
	const doc = `{"id":"x","Colour":"red","note":"outer","age":7,"at":"2026-01-02T03:04:05Z","tags":["a","b"],"raw":"AQI=",
		"pair":[1,2],"inner":{"city":"York"},"inners":[{"city":"Ely"},{}],"map":{"é":{"city":"Bath"}},"numbers":{"-3":true},
		"half":{"n":4},"any":{"Z":[1]},"later":{"q": 1}}`
	var got outer
	require.NoError(t, Decode([]byte(doc), &got, Limits{}))
	require.Equal(t, outer{
		Base: Base{ID: "x"}, Extra: &Extra{"red"}, Note: "outer", Age: 7, At: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC),
		Tags: []string{"a", "b"}, Raw: []byte{1, 2}, Pair: [2]int{1, 2}, Inner: &inner{"York"}, Inners: []inner{{"Ely"}, {}},
		Map: map[string]inner{"é": {"Bath"}}, Numbers: map[int]bool{-3: true}, Half: half{4},
		Any: map[string]any{"Z": []any{1.0}}, Later: json.RawMessage(`{"q": 1}`),
	}, got)
	require.Empty(t, got.hidden)

	require.NoError(t, Decode([]byte(`{"tags":null,"inner":null,"map":null,"any":null}`), &got, Limits{}))
	require.Equal(t, outer{}, got, "the value is replaced as a whole")
}

func TestDecodeFaults(t *testing.T) {
	const canary = "Zephyrine"
	for name, c := range map[string]struct {
		doc  string
		kind Kind
		path string
	}{
		"unknown member":          {`{"zebra":1}`, UnknownMember, "/zebra"},
		"unknown, long name":      {`{"` + canary + ` Smith":1}`, UnknownMember, "/*"},
		"other case":              {`{"Id":"x"}`, UnknownMember, "/Id"},
		"other case, folded":      {`{"noteſ":"x"}`, UnknownMember, "/*"},
		"unexported field":        {`{"hidden":"x"}`, UnknownMember, "/hidden"},
		"field left out":          {`{"Skipped":"x"}`, UnknownMember, "/Skipped"},
		"embedded by name":        {`{"Base":{}}`, UnknownMember, "/Base"},
		"unknown further in":      {`{"inners":[{},{"city":"x","town":"y"}]}`, UnknownMember, "/inners/1/town"},
		"unknown under a map":     {`{"map":{"k":{"x":1}}}`, UnknownMember, "/map/k/x"},
		"unknown in own decoder":  {`{"half":{"n":1,"m":2}}`, UnknownMember, "/half/m"},
		"text for a number":       {`{"age":"` + canary + `"}`, WrongType, "/age"},
		"number for a text":       {`{"id":5}`, WrongType, "/id"},
		"number out of range":     {`{"age":256}`, WrongType, "/age"},
		"negative":                {`{"age":-1}`, WrongType, "/age"},
		"fraction":                {`{"age":1.5}`, WrongType, "/age"},
		"object for a list":       {`{"tags":{}}`, WrongType, "/tags"},
		"list for an object":      {`{"inner":[]}`, WrongType, "/inner"},
		"list for the document":   {`[]`, WrongType, ""},
		"null for a text":         {`{"id":null}`, WrongType, "/id"},
		"null for an object":      {`{"inners":[null]}`, WrongType, "/inners/0"},
		"null for the document":   {`null`, WrongType, ""},
		"bad time":                {`{"at":"` + canary + `"}`, WrongType, "/at"},
		"bad base64":              {`{"raw":"` + canary + `!"}`, WrongType, "/raw"},
		"too few":                 {`{"pair":[1]}`, WrongType, "/pair"},
		"too many":                {`{"pair":[1,2,3]}`, WrongType, "/pair"},
		"map key":                 {`{"numbers":{"` + canary + `":true}}`, WrongType, "/numbers/" + canary},
		"map keys that are equal": {`{"numbers":{"1":true,"+1":true}}`, DuplicateKey, "/numbers/*"},
		"own words":               {`{"shy":1}`, WrongType, "/shy"},
		"duplicate":               {`{"id":"x","id":"y"}`, DuplicateKey, "/id"},
		"trailing":                {`{}{}`, TrailingData, ""},
	} {
		t.Run(name, func(t *testing.T) {
			before := outer{Note: "kept"}
			v := before
			err := Decode([]byte(c.doc), &v, Limits{})
			faults := All(err)
			require.Len(t, faults, 1)
			require.Equal(t, c.kind, faults[0].Kind)
			require.Equal(t, c.path, faults[0].Path)
			if name != "map key" {
				require.NotContains(t, err.Error(), canary)
			}
			require.Equal(t, before, v, "nothing half-written")
		})
	}
	t.Run("several at once, in order", func(t *testing.T) {
		doc := `{"half":{"x":1,"y":2},"id":5,"zebra":1}`
		err := Decode([]byte(doc), &outer{}, Limits{})
		var texts []string
		for _, e := range All(err) {
			texts = append(texts, string(e.Kind)+" "+e.Path+" "+doc[e.Offset:e.Offset+1])
		}
		require.Equal(t, []string{`unknown-member /half/x "`, `unknown-member /half/y "`, "wrong-type /id 5", `unknown-member /zebra "`}, texts)
		require.Contains(t, err.Error(), "; ")
	})
	t.Run("at most 32", func(t *testing.T) {
		require.Len(t, All(Decode([]byte(wide(100, "")), &outer{}, Limits{})), 32)
	})
	t.Run("what a type itself says can be asked for, and is not in the text", func(t *testing.T) {
		err := Decode([]byte(`{"shy":1}`), &outer{}, Limits{})
		require.ErrorIs(t, err, errShy)
		require.NotContains(t, err.Error(), errShy.Error())
	})
	t.Run("a target that cannot be filled", func(t *testing.T) {
		require.Error(t, Decode([]byte(`{}`), outer{}, Limits{}))
		require.Error(t, Decode([]byte(`{}`), (*outer)(nil), Limits{}))
		require.Empty(t, All(Decode([]byte(`{}`), nil, Limits{})))
	})
}

// Embedding follows encoding/json: what it would read, Decode reads.
func TestDecodeEmbedding(t *testing.T) {
	type A struct{ X, Y string }
	type B struct {
		X string
		Z string `json:"Y"`
	}
	type C struct {
		A
		B
		inner
		Named A `json:"a"`
	}
	for _, doc := range []string{`{"Y":"tagged wins"}`, `{"city":"from an unexported struct"}`, `{"a":{"X":"1"}}`} {
		var want, got C
		require.NoError(t, json.Unmarshal([]byte(doc), &want))
		require.NoError(t, Decode([]byte(doc), &got, Limits{}))
		require.Equal(t, want, got)
	}
	require.Equal(t, UnknownMember, All(Decode([]byte(`{"X":"two of equal rank"}`), &C{}, Limits{}))[0].Kind)
}

func BenchmarkCheck(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000, 100_000} {
		for name, doc := range map[string]string{
			"object": wide(n, ""),
			"nested": "[" + strings.Repeat(`{"resourceType":"Goal","text":"a few plain words"},`, n) + "0]",
		} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				data, limits := []byte(doc), Limits{Size: 64 << 20}
				b.SetBytes(int64(len(data)))
				b.ReportAllocs()
				for b.Loop() {
					if err := Check(data, limits); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	data := []byte(`{"id":"x","note":"outer","tags":[` + strings.Repeat(`"a",`, 200) + `"b"],"inners":[` + strings.Repeat(`{"city":"York"},`, 200) + `{}]}`)
	b.Run("strict", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			var v outer
			if err := Decode(data, &v, Limits{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("encoding-json", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			var v outer
			if err := json.Unmarshal(data, &v); err != nil {
				b.Fatal(err)
			}
		}
	})
}
