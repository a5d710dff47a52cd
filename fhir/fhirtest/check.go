package fhirtest

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/towpath-care/towpath/internal/strictjson"
)

// structure finds what FHIR's JSON format forbids in any resource: null, empty
// strings, empty objects, empty arrays, arrays in arrays, an id that is no id, a
// meta that is no object. Each issue names the element by its FHIRPath; a member
// whose name is not that of an element is written as *.
func structure(doc map[string]any, resourceType string) []issue {
	w := walker{}
	w.object(doc, resourceType)
	if id, there := doc["id"]; there {
		if text, _ := id.(string); !isID(text) {
			w.found = append(w.found, fault("value", "An id is 1 to 64 letters, digits, - and full stops.", resourceType+".id"))
		}
	}
	if meta, there := doc["meta"]; there && !isObject(meta) {
		w.found = append(w.found, fault("structure", "meta is an object.", resourceType+".meta"))
	}
	return w.found
}

// walker gathers issues up to as many as are shown.
type walker struct{ found []issue }

func (w *walker) add(path, says string) {
	if len(w.found) < mostIssues {
		w.found = append(w.found, fault("structure", says, path))
	}
}

func (w *walker) object(object map[string]any, path string) {
	if len(object) == 0 {
		w.add(path, "An object without members is not FHIR JSON.")
	}
	for _, name := range slices.Sorted(maps.Keys(object)) {
		at := path + "." + strictjson.Token(name)
		if list, ok := object[name].([]any); ok {
			twin, _ := object[twinOf(name)].([]any)
			w.list(list, twin, at)
			continue
		}
		w.value(object[name], at)
	}
}

func (w *walker) value(value any, path string) {
	switch value := value.(type) {
	case nil:
		w.add(path, "null is not FHIR JSON here: leave the member out.")
	case string:
		if value == "" {
			w.add(path, "An empty string is not FHIR JSON: leave the member out.")
		}
	case map[string]any:
		w.object(value, path)
	case []any:
		w.add(path, "An array in an array is not FHIR JSON.")
	}
}

// list checks an array. null may stand in it only to keep pace with its twin, the
// array of the same name with or without an underscore.
func (w *walker) list(list, twin []any, path string) {
	if len(list) == 0 {
		w.add(path, "An empty array is not FHIR JSON: leave the member out.")
	}
	for n, value := range list {
		if value == nil && n < len(twin) && twin[n] != nil {
			continue
		}
		w.value(value, path+"["+strconv.Itoa(n)+"]")
	}
}

// twinOf names the member that carries the other half of a primitive: its value
// or its extensions.
func twinOf(name string) string {
	if rest, ok := strings.CutPrefix(name, "_"); ok {
		return rest
	}
	return "_" + name
}

// rule is something R4 requires of every resource of a type.
type rule struct {
	path []string
	fits func(any) bool
	// code and says are for a value that does not fit; one that is not there is
	// always "required".
	code, says string
}

// rules lists, for the types this project writes, the elements with a minimum of
// one and the codes of required bindings (R4 4.0.1, definitions of Encounter,
// Goal and CarePlan).
var rules = map[string][]rule{
	"Encounter": {
		oneOf("status", "planned", "arrived", "triaged", "in-progress", "onleave", "finished", "cancelled", "entered-in-error", "unknown"),
		{[]string{"class"}, isObject, "structure", "In R4 the class of an Encounter is one Coding."},
		{[]string{"class", "code"}, isText, "structure", "The class must have a code."},
	},
	"Goal": {
		oneOf("lifecycleStatus", "proposed", "planned", "accepted", "active", "on-hold", "completed", "cancelled", "entered-in-error", "rejected"),
		{[]string{"description"}, isObject, "structure", "This must be a CodeableConcept."},
		{[]string{"subject"}, isReference, "structure", "This must be a Reference with a reference, an identifier or a display."},
	},
	"CarePlan": {
		oneOf("status", "draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"),
		oneOf("intent", "proposal", "plan", "order", "option"),
		{[]string{"subject"}, isReference, "structure", "This must be a Reference with a reference, an identifier or a display."},
	},
}

func oneOf(name string, codes ...string) rule {
	return rule{
		path: []string{name},
		fits: func(v any) bool { s, _ := v.(string); return slices.Contains(codes, s) },
		code: "code-invalid",
		says: "This must be one of " + strings.Join(codes, ", ") + ".",
	}
}

// required finds what R4 requires of the type and the document lacks.
func required(doc map[string]any, resourceType string) []issue {
	var out []issue
	for _, r := range rules[resourceType] {
		last := len(r.path) - 1
		parent := any(doc)
		for _, name := range r.path[:last] {
			object, _ := parent.(map[string]any)
			parent = object[name]
		}
		object, ok := parent.(map[string]any)
		if !ok {
			continue // the parent's own rule says so
		}
		value, there := object[r.path[last]]
		_, extended := object[twinOf(r.path[last])]
		at := resourceType + "." + strings.Join(r.path, ".")
		switch {
		case !there && !extended:
			out = append(out, fault("required", "R4 requires this element.", at))
		case there && !r.fits(value):
			out = append(out, fault(r.code, r.says, at))
		}
	}
	return out
}

func isObject(v any) bool { _, ok := v.(map[string]any); return ok }

func isText(v any) bool { _, ok := v.(string); return ok }

func isReference(v any) bool {
	object, _ := v.(map[string]any)
	return isText(object["reference"]) || isObject(object["identifier"]) || isText(object["display"])
}
