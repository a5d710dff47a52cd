package r4schema

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/towpath-care/towpath/internal/strictjson"
)

// Resources are the types of resources that the table is about: those that may be
// written, and the two that answers and batches come in.
var Resources = []string{"Appointment", "Bundle", "CarePlan", "CareTeam", "Communication", "Consent", "DocumentReference",
	"Encounter", "EpisodeOfCare", "Flag", "Goal", "HealthcareService", "Location", "Observation", "OperationOutcome",
	"Organization", "Provenance", "Task"}

// Table is what is kept of the definitions.
type Table struct {
	// About says what the file is and how it is made.
	About  string `json:"about"`
	Source Source `json:"source"`
	// Types are in the order of their names.
	Types []Type `json:"types"`
	// Codes are the codes of each required binding, by the name of the value set.
	// None: they are kept by somebody else than HL7 and not listed there.
	Codes map[string][]string `json:"codes"`
}

// Source is where the table is from.
type Source struct {
	Standard string `json:"standard"`
	Licence  string `json:"licence"`
	Package  string `json:"package"`
	Version  string `json:"version"`
	// Files are the files that were read, each with its SHA-256.
	Files map[string]string `json:"files"`
	// Without are elements that the package has and R4 does not.
	Without []string `json:"without"`
}

// Type is a resource, a complex data type or a primitive.
type Type struct {
	Name string `json:"name"`
	// Kind is resource, complex-type or primitive-type.
	Kind string `json:"kind"`
	// Rules are the keys of the invariants on the type as a whole.
	Rules    []string  `json:"rules,omitempty"`
	Elements []Element `json:"elements,omitempty"`
}

// Element is one element of a type.
type Element struct {
	// Path is the element's path; [x] at its end is a choice.
	Path string `json:"path"`
	Min  int    `json:"min,omitempty"`
	// Many: it may be there more than once.
	Many bool `json:"many,omitempty"`
	// Of are the types it may have. An element with children has none.
	Of []Of `json:"of,omitempty"`
	// As is the path of an element that it has the same children as.
	As string `json:"as,omitempty"`
	// Codes is the value set of a required binding.
	Codes string `json:"codes,omitempty"`
	// Rules are the keys of the invariants on this element.
	Rules []string `json:"rules,omitempty"`
}

// Of is one type of an element.
type Of struct {
	Type string `json:"type"`
	// Targets are the types of resources that a reference may lead to. None: any.
	Targets []string `json:"targets,omitempty"`
}

//go:embed table.json
var table []byte

// Load reads the table.
func Load() (Table, error) {
	var t Table
	err := strictjson.Decode(table, &t, strictjson.Document)
	return t, err
}

// Encode writes a table, one element on a line.
func (t Table) Encode() ([]byte, error) {
	var b bytes.Buffer
	var err error
	line := func(indent, end string, v any) {
		text, bad := compact(v)
		if bad != nil {
			err = bad
		}
		fmt.Fprintf(&b, "%s%s%s\n", indent, text, end)
	}
	b.WriteString("{\n")
	line(`"about": `, ",", t.About)
	line(`"source": `, ",", t.Source)
	b.WriteString("\"types\": [\n")
	for i, typ := range t.Types {
		elements := typ.Elements
		typ.Elements = nil
		head, bad := compact(typ)
		if bad != nil {
			return nil, bad
		}
		fmt.Fprintf(&b, "%s", head[:len(head)-1])
		if len(elements) > 0 {
			b.WriteString(",\"elements\":[\n")
			for j, e := range elements {
				line("\t", comma(j, len(elements)), e)
			}
			b.WriteString("]")
		}
		b.WriteString("}" + comma(i, len(t.Types)) + "\n")
	}
	b.WriteString("],\n\"codes\": {\n")
	for i, name := range sorted(t.Codes) {
		line(fmt.Sprintf("%q: ", name), comma(i, len(t.Codes)), t.Codes[name])
	}
	b.WriteString("}\n}\n")
	return b.Bytes(), err
}

func compact(v any) ([]byte, error) {
	var b bytes.Buffer
	w := json.NewEncoder(&b)
	w.SetEscapeHTML(false)
	err := w.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

func comma(i, n int) string {
	if i == n-1 {
		return ""
	}
	return ","
}

func sorted[T any](m map[string]T) []string {
	names := make([]string, 0, len(m))
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
