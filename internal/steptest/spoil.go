package steptest

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

// fields spoils each field in each way the row's form has a rule against, and
// checks that exactly this rule is heard, with exactly this path.
func (r *run[R, S, F]) fields(t *testing.T) {
	used := map[string]map[peer.Rule]bool{}
	for _, a := range r.row.Form {
		path := strings.TrimSuffix(a.Path, "/*")
		f, ok := find(r.row.Fields, path)
		require.True(t, ok, a.Path)
		for _, s := range spoilings(f, a, r.creates, r.Give) {
			r.spoil(t, f, a, s, used)
		}
	}
	for path, rules := range r.c.Hears {
		for _, rule := range rules {
			require.True(t, used[path][rule], "%s is never heard beside %s", rule, path)
		}
	}
}

// spoiling is one way to spoil a field, and where that is heard.
type spoiling struct {
	name string
	edit func(any) any
	at   string // behind the field's own path
	code peer.Code
	// fits: it is right at the limit and nothing is heard.
	fits bool
}

func spoilings(f peer.Field, a peer.Asks, creates bool, give Give) []spoiling {
	item := ""
	if f.Repeats && a.Rule.Code != peer.ErrOutOfRange {
		item = "/0"
	}
	one := func(v any) func(any) any {
		return func(any) any { return filled(f, v) }
	}
	switch code := a.Rule.Code; {
	case code.Is(peer.ErrRequired) && f.Path == "/id" && creates:
		var out []spoiling
		for _, bad := range []any{Absent, "", "a b", "../x", ".x", "ä", "a/b", "a\n"} {
			out = append(out, spoiling{"no id to store under", one(bad), "", code, false})
		}
		return out
	case code.Is(peer.ErrRequired):
		return []spoiling{{"left out", func(any) any { return Absent }, "", code, false}}
	case code.Is(peer.ErrUnknownCode) && f.Kind == peer.FieldWords:
		return []spoiling{{"said in a way that is not on the list", one(map[string]any{"text": "x", "how": "sung"}), item + "/how", code, false}}
	case code.Is(peer.ErrUnknownCode):
		return []spoiling{{"a word that is not on the list", one("no-such-word"), item, code, false},
			{"a word in capitals", one("ATTENDED"), item, code, false}}
	case code.Is(peer.ErrTooLong):
		return tooLong(f, item, code, one)
	case code.Is(peer.ErrOutOfRange) && f.Repeats:
		fits := func(n int) func(any) any {
			return func(old any) any { return copies(f, old, n, give) }
		}
		out := []spoiling{{"as many as fit", fits(f.Items), "", code, true}, {"one too many", fits(f.Items + 1), "", code, false}}
		if f.Kind != peer.FieldGroup {
			out = append(out, spoiling{"an item with nothing in it", fillsNot(f), "/1", peer.ErrRequired, false})
		}
		return out
	}
	return outOfRange(f, a.Rule.Code)
}

func tooLong(f peer.Field, item string, code peer.Code, one func(any) func(any) any) []spoiling {
	switch f.Kind {
	case peer.FieldText, peer.FieldWords:
		if f.Kind == peer.FieldWords {
			item += "/text"
		}
		return []spoiling{
			{"as long as fits, in letters of two bytes", one(say(f, strings.Repeat("ŵ", f.Max))), item, code, true},
			{"a letter too long", one(say(f, strings.Repeat("ŵ", f.Max+1))), item, code, false},
			{"far too long", one(say(f, strings.Repeat("x", 20*f.Max))), item, code, false},
		}
	}
	return []spoiling{
		{"as long as fits", one(strings.Repeat("x", f.Max)), item, code, true},
		{"a byte too long", one(strings.Repeat("x", f.Max+1)), item, code, false},
	}
}

func outOfRange(f peer.Field, code peer.Code) []spoiling {
	numbers := []int{-1}
	if f.Min > 1 {
		numbers = append(numbers, f.Min-1)
	}
	if f.Min < 0 {
		numbers[0] = f.Min - 1
	}
	if f.Max != 0 {
		numbers = append(numbers, f.Max+1)
	}
	var out []spoiling
	for _, n := range numbers {
		out = append(out, spoiling{"a number beyond its limits", func(any) any { return n }, "", code, false})
	}
	return out
}

// fillsNot gives a list an item behind its first that says nothing.
func fillsNot(f peer.Field) func(any) any {
	return func(old any) any {
		var none any = ""
		if f.Kind == peer.FieldSomeone || f.Kind == peer.FieldWords {
			none = map[string]any{}
		}
		return append(copies(f, old, 1, Nothing), none)
	}
}

// copies is a list of n items like the first one there is.
func copies(f peer.Field, old any, n int, give Give) []any {
	first := item(f, give)
	if list, ok := old.([]any); ok && len(list) > 0 {
		first = list[0]
	}
	out := make([]any, n)
	for i := range out {
		out[i] = first
	}
	return out
}

func (r *run[R, S, F]) spoil(t *testing.T, f peer.Field, a peer.Asks, s spoiling, used map[string]map[peer.Rule]bool) {
	t.Helper()
	step := r.edited(t, r.c.Step, f.Path, s.edit)
	_, _, d := r.ask(t, r.c.Record, step, r.act)
	want := heard{peer.Rule{Row: a.Rule.Row, Code: s.code}.String(), strings.ReplaceAll(f.Path, "*", "0") + s.at}
	got := unmet(d)
	where := f.Path + ": " + s.name
	if s.fits {
		require.NotContains(t, got, want, where)
		return
	}
	require.Contains(t, got, want, where)
	if used[f.Path] == nil {
		used[f.Path] = map[peer.Rule]bool{}
	}
	for _, x := range d.Unmet() {
		h := heard{x.Rule.String(), x.Path}
		if h == want || slices.Contains(r.warned, h) || r.creates && f.Path == "/id" && x.Path == "/id" {
			continue
		}
		require.Contains(t, r.c.Hears[f.Path], x.Rule, "%s: %s at %s is heard too", where, x.Rule, x.Path)
		used[f.Path][x.Rule] = true
	}
}

// edited is the step with one member of its JSON put anew. Lists and groups on
// the way to it are made where they are missing.
func (r *run[R, S, F]) edited(t *testing.T, step S, path string, leaf func(any) any) S {
	t.Helper()
	b, err := r.EncodeStep(step)
	require.NoError(t, err)
	var doc map[string]any
	require.NoError(t, json.Unmarshal(b, &doc))
	doc = edit(doc, r.row.Fields, strings.Split(path, "/")[1:], leaf, r.Give)
	b, err = json.Marshal(doc)
	require.NoError(t, err)
	out, err := r.DecodeStep(b)
	require.NoError(t, err, path)
	return out
}

func edit(v any, fields []peer.Field, path []string, leaf func(any) any, give Give) map[string]any {
	doc, _ := v.(map[string]any)
	if doc == nil {
		doc = Fill(fields, give)
	}
	f := fields[slices.IndexFunc(fields, func(f peer.Field) bool { return f.Name == path[0] })]
	old, rest := doc[f.Name], path[1:]
	switch {
	case len(rest) == 0:
		old = leaf(old)
	case rest[0] == "*":
		list, _ := old.([]any)
		if len(list) == 0 {
			list = []any{item(f, give)}
		}
		list[0] = edit(list[0], f.Fields, rest[1:], leaf, give)
		old = list
	default:
		old = edit(old, f.Fields, rest, leaf, give)
	}
	if doc[f.Name] = old; old == Absent {
		delete(doc, f.Name)
	}
	return doc
}

// flat lists the fields with those of groups behind them.
func flat(fields []peer.Field) []peer.Field {
	var out []peer.Field
	for _, f := range fields {
		out = append(append(out, f), flat(f.Fields)...)
	}
	return out
}

func find(fields []peer.Field, path string) (peer.Field, bool) {
	all := flat(fields)
	i := slices.IndexFunc(all, func(f peer.Field) bool { return f.Path == path })
	if i < 0 {
		return peer.Field{}, false
	}
	return all[i], true
}
