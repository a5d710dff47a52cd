package stepschema

import (
	"maps"
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// forms turn fields into schemas.
type forms struct {
	// kept: what is stored writes a member that nobody filled, where the form of the
	// record has it, as an empty text, or as null for a span.
	kept bool
}

var posted, stored = forms{}, forms{kept: true}

// Titles of what stands in many schemas; TypeScript has each of them once.
const titleActor, titleWords, titleSpan = "Actor", "Words", "Span"

// patterns are how values are written that JSON has no type for.
var patterns = map[peer.FieldKind]string{
	peer.FieldDate:   `^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$`,
	peer.FieldMoment: `^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$`,
	peer.FieldClock:  `^[0-9]{2}:[0-9]{2}$`,
	peer.FieldWhen:   `^[0-9]{4}-[0-9]{2}-[0-9]{2}(T.+)?$`,
}

// said describes values that JSON has no type for.
var said = map[peer.FieldKind]string{
	peer.FieldDate:   "A day, a month or a year: 2026-02-18, 2026-02 or 2026.",
	peer.FieldMoment: "An instant with its offset (RFC 3339).",
	peer.FieldClock:  "A time of day: 09:00.",
	peer.FieldWhen:   "A whole day, or an instant (RFC 3339).",
}

// object is a group of fields; nothing else may stand in it.
func (w forms) object(fields []peer.Field) schema {
	members := schema{}
	var needed []string
	for _, f := range fields {
		members[f.Name] = w.field(f)
		if required(f) {
			needed = append(needed, f.Name)
		}
	}
	return closed(members, needed...)
}

// closed is an object with these members and no others.
func closed(members schema, needed ...string) schema {
	s := schema{"type": "object", "properties": members, "additionalProperties": false}
	if len(needed) > 0 {
		s["required"] = needed
	}
	return s
}

// required reports whether a member has to be there: a tick that is left out is
// a no, and a group with something required in it is needed itself.
func required(f peer.Field) bool {
	if f.Kind == peer.FieldGroup && !f.Repeats && slices.ContainsFunc(f.Fields, required) {
		return true
	}
	return f.Required && f.Kind != peer.FieldYesNo
}

func (w forms) field(f peer.Field) schema {
	one := w.value(f)
	if !f.Repeats {
		return one
	}
	list := schema{"type": "array", "items": one, "maxItems": f.Items}
	if f.Required {
		list["minItems"] = 1
	}
	return list
}

func (w forms) value(f peer.Field) schema {
	switch f.Kind {
	case peer.FieldWords:
		return w.words(f)
	case peer.FieldChoice, peer.FieldAnswer:
		if w.empty(f) && f.Kind == peer.FieldChoice {
			return schema{"enum": append([]string{""}, f.Options...)}
		}
		return schema{"enum": f.Options}
	case peer.FieldNumber:
		return w.number(f)
	case peer.FieldYesNo:
		return schema{"type": "boolean"}
	case peer.FieldSomeone:
		return someone()
	case peer.FieldSpan:
		return w.span(f)
	case peer.FieldGroup:
		return w.object(f.Fields)
	}
	return w.text(f)
}

// empty reports whether a value that says nothing may stand there.
func (w forms) empty(f peer.Field) bool { return w.kept && !f.Required && !f.Repeats }

func (w forms) text(f peer.Field) schema {
	s := schema{"type": "string"}
	if p, ok := patterns[f.Kind]; ok {
		if w.empty(f) {
			p = "^$|" + p
		}
		s["pattern"], s["description"] = p, said[f.Kind]
	}
	if f.Max > 0 {
		s["maxLength"] = f.Max
	}
	if f.Required || f.Repeats {
		s["minLength"] = 1
	}
	return s
}

func (w forms) number(f peer.Field) schema {
	s := schema{"type": "integer", "minimum": f.Min}
	if w.empty(f) {
		s["minimum"] = min(f.Min, 0)
	}
	if f.Max > 0 {
		s["maximum"] = f.Max
	}
	return s
}

// words are somebody's own words.
func (w forms) words(f peer.Field) schema {
	text := schema{"type": "string", "maxLength": f.Max}
	if f.Required || f.Repeats {
		text["minLength"] = 1
	}
	s := closed(schema{"text": text, "by": someone(), "lang": schema{"type": "string", "maxLength": 35}, "how": schema{"enum": peer.How("").Terms()}})
	if f.Required || f.Repeats || w.kept {
		s["required"] = []string{"text"}
	}
	s["title"] = titleWords
	s["description"] = "Somebody's own words: who said them, in which language, and how."
	return s
}

// someone is the person, a member of staff or a carer.
func someone() schema {
	id := schema{"type": "string", "maxLength": 200}
	s := closed(schema{"person": id, "staff": id, "carer": id, "role": id})
	s["title"] = titleActor
	return s
}

// span is a length of time: an object with one unit. It is never a bare number.
func (w forms) span(f peer.Field) schema {
	members := schema{"at": schema{"type": "string", "pattern": patterns[peer.FieldClock], "description": "The time of day at which a span of days, weeks or months ends."}}
	var one []any
	for _, unit := range peer.UnitMinutes.Terms() {
		members[unit] = schema{"type": "integer", "minimum": 0}
		one = append(one, schema{"required": []string{unit}})
	}
	s := closed(members)
	s["oneOf"], s["title"] = one, titleSpan
	s["description"] = "A length of time in exactly one unit: {\"weeks\": 12}."
	if w.empty(f) {
		return schema{"anyOf": []any{s, schema{"type": "null"}}}
	}
	return s
}

// terms are the words of a closed list.
func terms[T ~string](list ...T) schema {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return schema{"enum": out}
}

// described puts a sentence beside a schema.
func described(s schema, says string) schema {
	s = maps.Clone(s)
	s["description"] = says
	return s
}
