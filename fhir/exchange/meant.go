package exchange

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/fhir"
)

// meant is what a decoded member says: of a list that others add to our elements alone,
// in the order of their ids, because the order there is nobody's; and of a reference to
// another document of ours which one it is, and not where it stands. It reports whether
// the member says anything of ours. It changes what it is given.
func meant(owner fhir.Owner, value any) (any, bool) {
	if owner == fhir.OwnerShared {
		list, _ := value.([]any)
		list = slices.DeleteFunc(list, func(e any) bool { return !fhir.IsElementOfOurs(idOf(e)) })
		slices.SortStableFunc(list, func(a, b any) int { return strings.Compare(idOf(a), idOf(b)) })
		if len(list) == 0 {
			return nil, false
		}
		value = list
	}
	return placeless(value), true
}

// idOf is the id of a decoded element; empty when it has none.
func idOf(element any) string {
	object, _ := element.(map[string]any)
	id, _ := object["id"].(string)
	return id
}

// sameMeaning reports whether two values of a member say the same.
func sameMeaning(owner fhir.Owner, a, b json.RawMessage) bool {
	x, errA := decoded(a)
	y, errB := decoded(b)
	if errA != nil || errB != nil {
		return bytes.Equal(a, b)
	}
	x, saysX := meant(owner, x)
	y, saysY := meant(owner, y)
	return saysX == saysY && bytes.Equal(inOneForm(x), inOneForm(y))
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
