package strict

import (
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

// explain turns what the validator found into reasons. Its messages quote values, so
// only the place of each fault is taken from it, and names of members.
func explain(e *jsonschema.ValidationError, at string) (out faults) {
	if f, ok := named(e, at); ok {
		return faults{f}
	}
	if len(e.Causes) == 0 {
		return leaf(e, at+e.InstanceLocation)
	}
	for _, cause := range e.Causes {
		// Beside null, which an element of a list may be where its twin speaks, the
		// other alternative is what was meant.
		if len(e.Causes) > 1 && strings.HasSuffix(cause.AbsoluteKeywordLocation, "/anyOf/0/type") {
			continue
		}
		out = append(out, explain(cause, at)...)
	}
	return out
}

// named is the fault that the name of a definition tells: "choice.Goal.start.startDate",
// "some.Task.input.value", "needs.Goal.lifecycleStatus".
func named(e *jsonschema.ValidationError, at string) (fault, bool) {
	_, place, _ := strings.Cut(e.AbsoluteKeywordLocation, "#/definitions/")
	definition, inside, _ := strings.Cut(place, "/")
	at += e.InstanceLocation
	if strings.HasPrefix(inside, "properties/") {
		at, _, _ = cutLast(at, "/")
	}
	steps := strings.Split(definition, ".")
	last := len(steps) - 1
	switch steps[0] {
	case "choice":
		return fault{"FHIR-03", ErrInvalidChoice, at + "/" + steps[last-1] + "[x]", "An element that may be given in several ways is given in one.", correct, ""}, true
	case "some":
		return missing(at + "/" + steps[last] + "[x]"), true
	case "needs":
		return missing(at + "/" + steps[last]), true
	}
	return fault{}, false
}

// says are the sentences for the keywords that need nothing else looked at.
var says = map[string]string{
	"type":          "The value is of the JSON type that belongs here; nothing is null.",
	"format":        "A whole number is written without fraction and exponent.",
	"minimum":       "A number is not below what R4 allows here.",
	"maximum":       "A number is not above what R4 allows here.",
	"minLength":     "No text is empty.",
	"maxLength":     "A text is no longer than R4 allows.",
	"minItems":      "No list is empty.",
	"minProperties": "No object is empty.",
	"pattern":       "A value has the form that R4 gives its type.",
	"enum":          "A code is one of those that R4 binds here.",
	"const":         "The type of the resource is the one it is judged by.",
}

// leaf is one fault of the validator.
func leaf(e *jsonschema.ValidationError, at string) (out faults) {
	inside, keyword, _ := cutLast(e.AbsoluteKeywordLocation, "/")
	switch {
	case keyword == "required":
		for _, name := range quoted(e.Message) {
			out = append(out, missing(at+"/"+strings.TrimPrefix(name, "_")))
		}
		return out
	case keyword == "additionalProperties":
		for _, name := range quoted(e.Message) {
			out = append(out, shape(at+"/"+strictjson.Token(name), "Every member is one that R4 has there; names are case-sensitive."))
		}
		return out
	case strings.HasSuffix(inside, "/invariants"):
		return faults{{"FHIR-19", peer.ErrSchema, at, invariants[key(keyword)].says, correct, key(keyword)}}
	case keyword == "pattern" && strings.HasSuffix(inside, "/definitions/Reference/properties/reference"):
		return faults{shape(at, "A reference leads to one resource, by its type and id.")}
	case keyword == "pattern" && strings.HasSuffix(inside, "/properties/reference"), keyword == "enum" && strings.HasSuffix(inside, "/properties/type"):
		return faults{shape(at, "A reference leads to a type of resource that R4 allows there.")}
	}
	return faults{shape(at, says[keyword])}
}

// quoted reads the names in a message such as "missing properties: 'a', 'b'".
func quoted(message string) (names []string) {
	var name strings.Builder
	inside, escaped := false, false
	for _, r := range message {
		switch {
		case escaped:
			name.WriteRune('\\') // no name of ours: shown as "*"
			escaped = false
		case r == '\\':
			escaped = true
		case r == '\'':
			if inside {
				names = append(names, name.String())
				name.Reset()
			}
			inside = !inside
		case inside:
			name.WriteRune(r)
		}
	}
	return names
}

func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}
