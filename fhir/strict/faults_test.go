package strict_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/strict"
	"github.com/towpath-care/towpath/internal/r4schema"
	"github.com/towpath-care/towpath/peer"
)

// operator is one way to spoil a resource at a spot. It gives every way it knows of
// spoiling what stands around the last step of the path; none where it does not apply.
type operator struct {
	name  string
	code  error
	spoil func(s *sampler, sp spot, value any) []func(within, last any)
}

// set puts another value there.
func set(v any) func(within, last any) {
	return func(within, last any) {
		switch within := within.(type) {
		case obj:
			within[last.(string)] = v
		case []any:
			within[last.(int)] = v
		}
	}
}

func take(within, last any) { delete(within.(obj), last.(string)) }

func setAll(values []any) (out []func(within, last any)) {
	for _, v := range values {
		out = append(out, set(v))
	}
	return out
}

// wrongForms are values that a primitive of a type is never written as, beside those of
// another JSON type.
var wrongForms = map[string][]any{
	"boolean":      {"true", 0, ""},
	"integer":      {"1", json.Number("1.0"), json.Number("1e1"), json.Number("2147483648"), json.Number("-2147483649")},
	"unsignedInt":  {"1", -1, json.Number("1.0"), json.Number("2147483648")},
	"positiveInt":  {"1", 0, json.Number("1.0")},
	"decimal":      {"1", ""},
	"string":       {1, "", " \t", "\u0000", "a\u0007b", true},
	"markdown":     {1, "", " \n"},
	"code":         {1, "", " a", "a ", "a  b", "a\tb "},
	"id":           {1, "", "a b", "a_b", strings.Repeat("a", 65)},
	"uri":          {1, "", " ", "a b"},
	"url":          {1, "", "a b"},
	"canonical":    {1, "", "a b"},
	"oid":          {1, "", "1.2.3", "urn:oid:3.1", "urn:oid:1.02"},
	"uuid":         {1, "", "0b8a3a1e-5a2c-4d5e-8f00-0123456789ab", "urn:uuid:0B8A3A1E-5a2c-4d5e-8f00-0123456789ab"},
	"date":         {1, "", "0000", "26-01-01", "2026-1-1", "2026-13", "2026-00", "2026-04-31", "2026-02-29", "2100-02-29", "2026-01-01T00:00:00Z", "2026-01-01 "},
	"dateTime":     {1, "", "2026-01-01T10:00Z", "2026-01-01T10:00:00", "2026-01-01T24:00:00Z", "2026-01-01T10:60:00Z", "2026-01-01t10:00:00Z", "2026-01-01T10:00:00+15:00", "2023-02-29T10:00:00Z", "2026-01T10:00:00Z"},
	"instant":      {1, "", "2026", "2026-01-01", "2026-01-01T10:00:00", "2026-06-31T10:00:00Z"},
	"time":         {1, "", "24:00:00", "10:00", "10:00:00Z", "1:00:00"},
	"base64Binary": {1, "QUJ", "QU=C", "QUJD!", "QQ="},
	"xhtml":        {1, "", "words", "<div>no namespace</div>"},
}

var operators = []operator{
	{"required member dropped", peer.ErrRequired, func(_ *sampler, sp spot, _ any) []func(within, last any) {
		if sp.element.Min == 0 || sp.element.Many {
			return nil
		}
		return []func(within, last any){take}
	}},
	{"code that is not bound", peer.ErrSchema, func(_ *sampler, sp spot, _ any) []func(within, last any) {
		if sp.element.Codes == "" {
			return nil
		}
		return setAll([]any{"banana banana", "Active-", 1})
	}},
	{"two of a choice", strict.ErrInvalidChoice, func(s *sampler, sp spot, _ any) (out []func(within, last any)) {
		for i, of := range sp.element.Of {
			if len(sp.element.Of) > 1 && of.Type != sp.of.Type {
				out = append(out, func(within, _ any) { s.put(within.(obj), sp.element, nil, deepest, i) })
			}
		}
		return out
	}},
	{"twin of another of a choice", strict.ErrInvalidChoice, func(_ *sampler, sp spot, _ any) (out []func(within, last any)) {
		for _, of := range sp.element.Of {
			if len(sp.element.Of) > 1 && of.Type != sp.of.Type && samplePrimitives[of.Type] != nil {
				base := strings.TrimSuffix(sp.element.Path[strings.LastIndex(sp.element.Path, ".")+1:], "[x]")
				out = append(out, func(within, _ any) {
					within.(obj)["_"+base+strings.ToUpper(of.Type[:1])+of.Type[1:]] = obj{"id": "a", "extension": []any{obj{"url": "u:x", "valueCode": "x"}}}
				})
			}
		}
		return out
	}},
	{"empty object", peer.ErrSchema, func(_ *sampler, _ spot, _ any) []func(within, last any) { return setAll([]any{obj{}}) }},
	{"null", peer.ErrSchema, func(_ *sampler, _ spot, _ any) []func(within, last any) { return setAll([]any{nil}) }},
	{"unknown member", peer.ErrSchema, func(_ *sampler, sp spot, value any) []func(within, last any) {
		members, ok := value.(obj)
		if !ok {
			return nil
		}
		more := []func(within, last any){}
		names := []string{"banana", "extensions", "_id", "it's", `"quoted', '`, strings.Repeat("x", 33)}
		if len(sp.path) > 1 {
			names = names[:1]
		}
		for _, name := range names {
			with := maps.Clone(members)
			with[name] = "x"
			more = append(more, set(with))
		}
		return more
	}},
	{"member in another case", peer.ErrSchema, func(_ *sampler, _ spot, value any) []func(within, last any) {
		return []func(within, last any){func(within, last any) {
			if members, ok := within.(obj); ok {
				name := last.(string)
				delete(members, name)
				members[strings.ToUpper(name[:1])+name[1:]] = value
				return
			}
			within.([]any)[last.(int)] = []any{value}
		}}
	}},
	{"wrong form", peer.ErrSchema, func(_ *sampler, sp spot, _ any) []func(within, last any) {
		if sp.element.Codes != "" || sp.element.Path == "Reference.reference" {
			return nil
		}
		return setAll(wrongForms[sp.of.Type])
	}},
	{"wrong target", peer.ErrSchema, func(_ *sampler, sp spot, value any) []func(within, last any) {
		if sp.element.Path == "Reference.reference" {
			return setAll([]any{"Patient", "patient/1", "1", "Patient/", "Patient/a_b", "https://epr.example/", "Patient/1/x", "#a b"})
		}
		if sp.of.Targets == nil {
			return nil
		}
		var out []func(within, last any)
		for _, to := range []string{"Banana/1", "https://epr.example/Banana/1", "Banana/1/_history/1", "Banana?identifier=x"} {
			with := maps.Clone(value.(obj))
			with["reference"] = to
			out = append(out, set(with))
		}
		return append(out, set(obj{"display": "x", "type": "Banana"}))
	}},
	{"one where many, or many where one", peer.ErrSchema, func(_ *sampler, sp spot, value any) []func(within, last any) {
		return []func(within, last any){func(within, last any) { set([]any{value})(within, last) }}
	}},
}

// lists are operators on the list that a spot stands in.
var lists = []operator{
	{"required member dropped", peer.ErrRequired, func(_ *sampler, sp spot, _ any) []func(within, last any) {
		if sp.element.Min == 0 {
			return nil
		}
		return []func(within, last any){take}
	}},
	{"empty list", peer.ErrSchema, func(*sampler, spot, any) []func(within, last any) { return setAll([]any{[]any{}}) }},
	{"null in a list", peer.ErrSchema, func(_ *sampler, _ spot, v any) []func(within, last any) {
		return setAll([]any{[]any{nil}, append(slices.Clone(v.([]any)), nil), nil})
	}},
	{"one where many, or many where one", peer.ErrSchema, func(_ *sampler, _ spot, v any) []func(within, last any) {
		return setAll([]any{v.([]any)[0]})
	}},
}

// tally counts what was found, by operator and resource.
type tally struct {
	tried, caught, right map[[2]string]int
	missed               []string
}

func (n *tally) count(operator, typ, where string, code, err error) {
	at := [2]string{operator, typ}
	n.tried[at]++
	if err == nil {
		n.missed = append(n.missed, operator+" at "+typ+where)
		return
	}
	n.caught[at]++
	r, ok := err.(*peer.Refusal)
	near := where[:strings.LastIndex(where, "/")+1]
	if ok && r.Is(code) && slices.ContainsFunc(r.Reasons, func(r peer.Reason) bool { return strings.HasPrefix(r.Path+"/", near) }) {
		n.right[at]++
	}
}

// line prints the row of one operator.
func (n *tally) line(operator string) (line string, tried, caught, right int) {
	for at := range n.tried {
		if at[0] == operator {
			tried, caught, right = tried+n.tried[at], caught+n.caught[at], right+n.right[at]
		}
	}
	return fmt.Sprintf("%-36s %6d tried %6d caught %6d by code and place", operator, tried, caught, right), tried, caught, right
}

// of counts what was tried and caught in one type of resource.
func (n *tally) of(typ string) (tried, caught int) {
	for at := range n.tried {
		if at[1] == typ {
			tried, caught = tried+n.tried[at], caught+n.caught[at]
		}
	}
	return tried, caught
}

// builtTypes are the resources that package fhir builds: those that its mapping table
// has an element of.
func builtTypes(t *testing.T) []string {
	t.Helper()
	types := map[string]bool{}
	for _, m := range fhir.Mappings() {
		for _, element := range m.Elements {
			typ, _, _ := strings.Cut(element, ".")
			types[typ] = true
		}
	}
	require.Len(t, types, 16, "one for each type that fhir.Allowed has")
	return slices.Sorted(maps.Keys(types))
}

// TestFaultsAreFound spoils every element of every resource and every element of every
// data type by every operator; with TOWPATH_LONG the data types once in each resource.
func TestFaultsAreFound(t *testing.T) {
	s := newSampler(t)
	n := &tally{map[[2]string]int{}, map[[2]string]int{}, map[[2]string]int{}, nil}
	seen := map[string]bool{}
	spoil := func(typ string, doc obj) {
		for _, sp := range s.spots {
			if !seen[sp.element.Path] {
				seen[sp.element.Path] = true
				s.spoilAt(t, n, typ, doc, sp)
			}
		}
		s.shorten(seen)
	}
	for _, doc := range s.dataTypes() {
		spoil("Flag", doc())
	}
	for _, typ := range strict.Types() {
		if os.Getenv("TOWPATH_LONG") == "1" {
			clear(seen)
			s.shorten(seen)
		}
		for _, e := range s.children(typ) {
			spoil(typ, s.with(e))
		}
		for _, r := range rulesOf(typ) {
			err := strict.Validate(s.trial(t, typ, r.lost))
			require.True(t, broke(err, r.key), "%s %s", r.key, r.lost) // caught by something else does not count
			n.count("invariant", typ, "/", peer.ErrSchema, err)
		}
	}
	names := []string{"invariant"}
	for _, op := range slices.Concat(operators, lists) {
		if !slices.Contains(names, op.name) {
			names = append(names, op.name)
		}
	}
	all, found, exact := 0, 0, 0
	for _, name := range names {
		line, tried, caught, right := n.line(name)
		t.Log(line)
		require.NotZero(t, tried, name)
		all, found, exact = all+tried, found+caught, exact+right
	}
	t.Logf("%d of %d caught (%.2f %%), %d by the code and the place expected", found, all, 100*float64(found)/float64(all), exact)
	for _, typ := range builtTypes(t) {
		tried, caught := n.of(typ)
		t.Logf("%-36s %6d tried %6d caught", typ, tried, caught)
		require.Greater(t, tried, 100, "%s can be built, and is spoilt here", typ)
		require.GreaterOrEqual(t, 100*caught, 95*tried, typ)
	}
	for _, m := range n.missed {
		t.Log("missed: " + m)
	}
	require.Equal(t, all, found, "caught")
	require.Equal(t, all, exact, "by code and place")
	for _, typ := range s.types {
		for _, e := range typ.Elements {
			require.True(t, seen[e.Path] || s.spared(e), "%s was never spoilt", e.Path)
		}
	}
}

// dataTypes are samples of a Flag with an extension of each data type there is.
func (s *sampler) dataTypes() (out []func() obj) {
	i := slices.IndexFunc(s.types["Extension"].Elements, func(e r4schema.Element) bool { return e.Path == "Extension.value[x]" })
	value := s.types["Extension"].Elements[i]
	for variant := range value.Of {
		out = append(out, func() obj {
			doc := s.resource("Flag", func(r4schema.Element) bool { return false })
			extension := obj{"url": "u:x"}
			doc["extension"] = []any{extension}
			s.spots = nil
			s.put(extension, value, []any{"extension", 0}, 0, variant)
			s.spots = s.spots[1:] // the choice itself is spoilt as part of an extension
			return doc
		})
	}
	return out
}

// spared reports whether no sample has an element: what excludes another one, and the
// extensions of extensions.
func (s *sampler) spared(e r4schema.Element) bool {
	root, _, _ := strings.Cut(e.Path, ".")
	for path := range left {
		if e.Path == path || strings.HasPrefix(e.Path, path+".") {
			return true
		}
	}
	return strings.HasSuffix(e.Path, ".contained") || strings.HasSuffix(e.Path, "xtension") || root == "Element" || root == "Extension"
}

// shorten leaves the data types that have been spoilt through and through out of later
// samples.
func (s *sampler) shorten(seen map[string]bool) {
	for name, typ := range s.types {
		s.brief[name] = !slices.ContainsFunc(typ.Elements, func(e r4schema.Element) bool { return !seen[e.Path] && !s.spared(e) })
	}
}

func (s *sampler) spoilAt(t *testing.T, n *tally, typ string, doc obj, sp spot) {
	t.Helper()
	raw := encoded(t, doc)
	apply := func(ops []operator, path []any, where string) {
		value := valueAt(doc, path)
		for _, op := range ops {
			for _, change := range op.spoil(s, sp, value) {
				n.count(op.name, typ, where, op.code, strict.Validate(encoded(t, changed(t, raw, path, change))))
			}
		}
	}
	apply(operators, sp.path, sp.pointer())
	if sp.element.Many {
		sp.path = sp.path[:len(sp.path)-1]
		apply(lists, sp.path, sp.pointer())
	}
}

func valueAt(doc obj, path []any) any {
	var at any = doc
	for _, step := range path {
		switch step := step.(type) {
		case string:
			at = at.(obj)[step]
		case int:
			at = at.([]any)[step]
		}
	}
	return at
}
