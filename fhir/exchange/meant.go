package exchange

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/fhir"
)

// meant is what a member says, in a form in which the same is the same bytes: of a list
// that others add to our elements alone, in the order of their ids, because the order
// there is nobody's; and of a reference to another document of ours which one it is,
// and not where it stands. nil for a member that says nothing of ours.
func meant(owner fhir.Owner, value json.RawMessage) json.RawMessage {
	if owner == fhir.OwnerShared {
		elements := elementsOf(oursIn(value))
		slices.SortStableFunc(elements, func(a, b json.RawMessage) int { return strings.Compare(elementID(a), elementID(b)) })
		value = listOf(elements)
	}
	if value == nil {
		return nil
	}
	v, err := decoded(value)
	if err != nil {
		return value
	}
	text, err := json.Marshal(placeless(v))
	if err != nil {
		return value
	}
	return text
}

// placeless takes the places out of references to documents of ours. They have our
// identifier as well, and that says which document it is, before it stands anywhere and
// wherever it stands then. Whom a resource is about is no document of ours: that
// reference is compared whole.
func placeless(v any) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = placeless(v[i])
		}
	case map[string]any:
		for name := range v {
			v[name] = placeless(v[name])
		}
		if isPlace(v) {
			delete(v, "reference")
		}
	}
	return v
}

// isPlace reports whether an object is a reference to a document of ours with the place
// where it stands.
func isPlace(v map[string]any) bool {
	typ, _ := v["type"].(string)
	place, _ := v["reference"].(string)
	identifier, _ := v["identifier"].(map[string]any)
	return fhir.Allowed(typ) && fhir.IDIn(place, typ) != "" && identifier["system"] != nil && identifier["value"] != nil
}
