package steptest

import (
	"encoding/json"
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// Give answers what a form cannot know: the id of somebody, a day, an instant.
// It is asked for every field by its path, with "*" for the items of a list.
// Absent leaves a field out; nil lets Fill choose. For a list it gives the whole
// list or one item of it, which is asked for by its own path.
type Give func(path string, f peer.Field) any

// Absent stands for a member that is left out.
var Absent any = absent{}

type absent struct{}

// Fill fills a form from its field descriptors and nothing else: what is
// required, the id of a record that comes into being, and whatever give has an
// answer for.
func Fill(fields []peer.Field, give Give) map[string]any {
	out := map[string]any{}
	for _, f := range fields {
		v := give(f.Path, f)
		switch {
		case v == Absent:
		case v != nil:
			out[f.Name] = v
		case f.Required || f.Path == "/id" || f.Kind == peer.FieldGroup && !f.Repeats && asksInside(f):
			out[f.Name] = fillOne(f, give)
		}
	}
	return out
}

// asksInside reports whether a group has a field that must be there.
func asksInside(f peer.Field) bool {
	return slices.ContainsFunc(f.Fields, func(g peer.Field) bool { return g.Required })
}

func fillOne(f peer.Field, give Give) any {
	if !f.Repeats {
		return value(f, give)
	}
	return []any{item(f, give)}
}

// item is one item of a list.
func item(f peer.Field, give Give) any {
	if v := give(f.Path+"/*", f); v != nil && v != Absent {
		return v
	}
	return value(f, give)
}

// value is one value that fits the field.
func value(f peer.Field, give Give) any {
	switch f.Kind {
	case peer.FieldText:
		return "something said"
	case peer.FieldWords:
		return map[string]any{"text": "something said", "lang": "en-GB", "how": "said"}
	case peer.FieldChoice, peer.FieldAnswer:
		if len(f.Options) == 0 {
			return ""
		}
		return f.Options[0]
	case peer.FieldNumber:
		return max(f.Min, 1)
	case peer.FieldYesNo:
		return true
	case peer.FieldDate:
		return "2026-12-01"
	case peer.FieldMoment:
		return "2026-02-17T11:30:00Z"
	case peer.FieldClock:
		return "09:00"
	case peer.FieldSpan:
		return map[string]any{"days": 7}
	case peer.FieldWhen:
		return "2026-12-01"
	case peer.FieldSomeone:
		return map[string]any{"staff": "somebody"}
	case peer.FieldGroup:
		return Fill(f.Fields, give)
	}
	return "an-id"
}

// Post fills the form of a choice and returns the JSON a front end posts.
func Post(c peer.Choice, give Give) []byte {
	doc := Fill(c.Fields, give)
	doc["do"] = c.Do
	b, err := json.Marshal(doc)
	if err != nil {
		panic("steptest: " + err.Error()) // a Give that gives what JSON has no form for
	}
	return b
}

// Nothing is a Give without answers.
func Nothing(string, peer.Field) any { return nil }
