package strict_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/r4schema"
)

type obj = map[string]any

// spot is one place of a sample: its path, and what R4 says of it.
type spot struct {
	path    []any // names and indices
	element r4schema.Element
	of      r4schema.Of // the type it was given as; empty for an object of the resource's own
}

func (s spot) pointer() string {
	var b strings.Builder
	for _, step := range s.path {
		b.WriteByte('/')
		switch step := step.(type) {
		case string:
			b.WriteString(step)
		case int:
			b.WriteString(strconv.Itoa(step))
		}
	}
	return b.String()
}

// sampler makes resources out of the table that the schemas are made of.
type sampler struct {
	types map[string]r4schema.Type
	codes map[string][]string
	spots []spot
	// brief are data types of which a sample has no more than has to be there.
	brief map[string]bool
}

func newSampler(t testing.TB) *sampler {
	t.Helper()
	table, err := r4schema.Load()
	require.NoError(t, err)
	s := &sampler{types: map[string]r4schema.Type{}, codes: table.Codes, brief: map[string]bool{}}
	for _, typ := range table.Types {
		s.types[typ.Name] = typ
	}
	return s
}

// children are the elements right below a path.
func (s *sampler) children(path string) (out []r4schema.Element) {
	typ := s.types[strings.SplitN(path, ".", 2)[0]]
	for _, e := range typ.Elements {
		if name, ok := strings.CutPrefix(e.Path, path+"."); ok && !strings.Contains(name, ".") {
			out = append(out, e)
		}
	}
	return out
}

// left are elements that a sample does without: what two places are about, and what
// excludes another element.
var left = map[string]bool{
	"CarePlan.activity.reference": true, "Observation.dataAbsentReason": true, "Timing.repeat.timeOfDay": true,
	"Bundle.entry.response": true, "Bundle.entry.search": true, "Bundle.entry.resource": true, "Bundle.total": true, "Bundle.signature": true,
	"DataRequirement.codeFilter.searchParam": true, "DataRequirement.dateFilter.searchParam": true,
	"TriggerDefinition.timing[x]": true, "Ratio.extension": true,
}

// chosen are codes that the rest of a sample goes with.
var chosen = map[string]string{
	"Appointment.status": "cancelled", "ContactPoint.use": "work", "Address.use": "work", "Bundle.type": "batch",
	"TriggerDefinition.type": "data-changed", "currencies": "GBP", "mimetypes": "text/plain",
}

var samplePrimitives = map[string]any{
	"boolean": true, "integer": json.Number("-3"), "unsignedInt": json.Number("0"), "positiveInt": json.Number("2"),
	"decimal": json.Number("1.50"), "string": "as it is", "markdown": "*as* it is", "code": "any-code", "id": "id-1.a",
	"uri": "urn:isbn:0-330-34032-8", "url": "https://epr.example/x", "canonical": "https://epr.example/x|2",
	"oid": "urn:oid:2.16.840", "uuid": "urn:uuid:0b8a3a1e-5a2c-4d5e-8f00-0123456789ab", "date": "2024-02-29",
	"dateTime": "2026-02-17T11:30:00+00:00", "instant": "2026-02-17T11:30:00.5Z", "time": "23:59:60", "base64Binary": "QUJD",
	"xhtml": `<div xmlns="http://www.w3.org/1999/xhtml"><p>Seen.</p></div>`,
}

const ucum = "http://unitsofmeasure.org"

// deepest is how far down a sample has what is not required.
const deepest = 3

// object makes an object with the elements that want says, and notes its spots.
func (s *sampler) object(path string, at []any, depth int, want func(r4schema.Element) bool) obj {
	out := obj{}
	for _, e := range s.children(path) {
		if left[e.Path] || e.Path == "Element.extension" || strings.HasSuffix(e.Path, ".contained") || e.Min == 0 && (!want(e) || strings.HasSuffix(e.Path, "xtension") && depth > 1) {
			continue
		}
		s.put(out, e, at, depth, 0)
	}
	for _, primitive := range []bool{true, false} {
		for _, e := range s.children(path) {
			own := len(e.Of) == 1 && !strings.HasSuffix(e.Path, ".id") && !strings.HasSuffix(e.Path, "xtension")
			switch {
			case len(out) > 0 && primitive, !own, (samplePrimitives[e.Of[0].Type] != nil) != primitive:
			case primitive, path == "Range", path == "Ratio":
				s.put(out, e, at, depth, 0) // no object is empty
			}
		}
	}
	return out
}

// put makes one element; a choice as its variant of that number.
func (s *sampler) put(into obj, e r4schema.Element, at []any, depth, variant int) {
	name := e.Path[strings.LastIndex(e.Path, ".")+1:]
	var of r4schema.Of
	if len(e.Of) > 0 {
		of = e.Of[variant]
	}
	if base, choice := strings.CutSuffix(name, "[x]"); choice {
		name = base + strings.ToUpper(of.Type[:1]) + of.Type[1:]
	}
	to := append(slices.Clone(at), name)
	if e.Many {
		to = append(to, 0)
	}
	s.spots = append(s.spots, spot{to, e, of})
	v := s.value(e, of, to, depth)
	if e.Many {
		v = []any{v}
	}
	into[name] = v
}

func (s *sampler) value(e r4schema.Element, of r4schema.Of, at []any, depth int) any {
	more := func(r4schema.Element) bool { return depth < deepest }
	switch {
	case e.As != "":
		return s.object(e.As, at, depth+1, func(r4schema.Element) bool { return false })
	case of.Type == "":
		return s.object(e.Path, at, depth+1, more)
	case e.Codes != "":
		for _, name := range []string{e.Path, e.Codes} {
			if code, ok := chosen[name]; ok {
				return code
			}
		}
		return s.codes[e.Codes][0]
	case samplePrimitives[of.Type] != nil:
		return s.primitive(e, of)
	case of.Type == "Extension":
		return s.extension(at)
	}
	if s.brief[of.Type] {
		more = func(r4schema.Element) bool { return false }
	}
	v := s.object(of.Type, at, depth+1, more)
	switch of.Type {
	case "Reference":
		target := "Practitioner"
		if len(of.Targets) > 0 && !slices.Contains(of.Targets, target) {
			target = of.Targets[0]
		}
		v["reference"] = target + "/x1"
		if v["type"] != nil {
			v["type"] = target
		}
	case "Age", "Count", "Distance", "Duration":
		maps.Copy(v, obj{"value": json.Number("1"), "code": "1", "system": ucum})
	}
	return v
}

// extension is one with a text. Those of an extension would have no end.
func (s *sampler) extension(at []any) obj {
	for _, e := range s.children("Extension") {
		switch e.Path {
		case "Extension.url":
			s.spots = append(s.spots, spot{append(slices.Clone(at), "url"), e, e.Of[0]})
		case "Extension.value[x]":
			i := slices.IndexFunc(e.Of, func(of r4schema.Of) bool { return of.Type == "string" })
			s.spots = append(s.spots, spot{append(slices.Clone(at), "valueString"), e, e.Of[i]})
		}
	}
	return obj{"url": "https://epr.example/extension", "valueString": "as it is"}
}

func (s *sampler) primitive(e r4schema.Element, of r4schema.Of) any {
	switch e.Path {
	case "Reference.reference":
		return "Patient/x1"
	case "Attachment.data", "Element.id":
		return "QUJD"
	case "Quantity.system", "Duration.system":
		return ucum
	}
	if strings.HasSuffix(e.Path, ".id") {
		return "id-1"
	}
	return samplePrimitives[of.Type]
}

// resource makes a resource with what R4 requires and what want says.
func (s *sampler) resource(typ string, want func(r4schema.Element) bool) obj {
	s.spots = nil
	out := s.object(typ, nil, 0, want)
	out["resourceType"] = typ
	if components, ok := out["component"].([]any); ok && typ == "Observation" {
		components[0].(obj)["code"] = obj{"text": "something else"}
	}
	return out
}

func everything(r4schema.Element) bool { return true }

// beside are elements that no cardinality requires, but an invariant.
var beside = map[string]bool{"Organization.name": true, "Consent.policyRule": true, "Bundle.entry": true, "Appointment.start": true, "Appointment.end": true}

// with makes a resource with what has to be there and one element more, and notes the
// spots of that element only.
func (s *sampler) with(e r4schema.Element) obj {
	typ, _, _ := strings.Cut(e.Path, ".")
	out := s.resource(typ, func(o r4schema.Element) bool { return beside[o.Path] || o.Path == e.Path })
	s.spots = slices.DeleteFunc(s.spots, func(sp spot) bool {
		name := strings.TrimSuffix(strings.TrimPrefix(e.Path, typ+"."), "[x]")
		first, _ := sp.path[0].(string)
		return !strings.HasPrefix(first, name) || sp.element.Path != e.Path && len(sp.path) == 1
	})
	return out
}

// changed copies a document and changes what stands around the last step of a path:
// within is the object or list there.
func changed(t testing.TB, doc []byte, path []any, change func(within any, last any)) obj {
	t.Helper()
	d := json.NewDecoder(bytes.NewReader(doc))
	d.UseNumber()
	var out obj
	require.NoError(t, d.Decode(&out))
	var at any = out
	for _, step := range path[:len(path)-1] {
		switch step := step.(type) {
		case string:
			at = at.(obj)[step]
		case int:
			at = at.([]any)[step]
		}
	}
	change(at, path[len(path)-1])
	return out
}

func encoded(t testing.TB, v any) []byte {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return b
}
