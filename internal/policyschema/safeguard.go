package policyschema

import (
	"cmp"
	"slices"

	"github.com/towpath-care/towpath/safeguard"
)

// Limits that the package keeps to itself; a test holds both against each other.
const (
	mostNotify, mostAcknowledge, mostHuman = 60, 120, 240 // minutes
	mostQuestion, mostClock                = 60, 60
	mostDays, mostLookAgain                = 14, 31 // days
	leastShared, mostShared                = 80, 1000
	mostRoles, mostLinks                   = 50, 12
)

// word is a name of the policy's own.
func word() schema { return schema{"type": "string", "pattern": `^[a-z0-9-]{1,80}$`} }

// safeguardSection is the section about concerns.
func safeguardSection() schema {
	members := schema{
		"immediate":       times(minutes(mostNotify), minutes(mostAcknowledge)),
		"soon":            times(days(mostDays), days(mostDays)),
		"routine":         times(days(mostDays), days(mostDays)),
		"humanWithin":     minutes(mostHuman),
		"triggers":        triggers(),
		"chains":          list(object(schema{"chain": text(1), "inHours": links(), "outOfHours": links()}, "chain", "inHours", "outOfHours"), 1, 0),
		"duty":            short(),
		"telephone":       short(),
		"emergency":       object(schema{"says": text(1), "telephone": text(1)}, "says", "telephone"),
		"highRisk":        list(rule(nil), 1, 200),
		"questionWithin":  minutes(mostQuestion),
		"lookAgainWithin": days(mostLookAgain),
		"rosterMaxAge":    days(mostLookAgain),
		"clockEvery":      minutes(mostClock),
		"sharedLength":    schema{"type": "integer", "minimum": leastShared, "maximum": mostShared},
	}
	needed := all(members)
	members["live"] = object(schema{"by": short(), "on": day()}, "by", "on")
	members["take"], members["close"] = list(short(), 0, mostRoles), list(short(), 0, mostRoles)
	members["sooner"] = list(rule(schema{"urgency": oneOf(urgencies())}), 0, 200)
	members["fluctuation"] = object(schema{"times": schema{"type": "integer", "minimum": 1}, "within": schema{"type": "object"}}, "times", "within")
	members["references"] = list(object(schema{"says": schema{"type": "string"}, "where": schema{"type": "string"}}, "says"), 0, 0)
	s := object(members, needed...)
	s["description"] = "Who is told of a concern, how soon, and who may close it (SAFE-01 to SAFE-04)."
	return s
}

func urgencies() []string { return safeguard.Routine.Terms() }

func times(notify, acknowledge schema) schema {
	return object(schema{"notifyWithin": notify, "acknowledgeWithin": acknowledge}, "notifyWithin", "acknowledgeWithin")
}

// links are roles, two different ones at least.
func links() schema { return list(short(), 2, mostLinks) }

func rule(more schema) schema {
	members := schema{"id": word(), "says": schema{"type": "string"}, "when": schema{"$ref": "#/definitions/condition"}}
	needed := []string{"id", "when"}
	for name, s := range more {
		members[name] = s
		needed = append(needed, name)
	}
	return object(members, sorted(needed)...)
}

// triggers hold every trigger of the core, none below its floor, and the organisation's
// own, each standing for one of the core.
func triggers() schema {
	core := safeguard.CoreTriggers()
	each := object(schema{"trigger": word(), "as": oneOf(core), "says": schema{"type": "string"}, "urgency": oneOf(urgencies()), "chain": text(1)}, "trigger", "urgency", "chain")
	each["if"] = schema{"properties": schema{"trigger": oneOf(core)}}
	each["then"] = schema{"not": schema{"required": []string{"as"}}}
	each["else"] = schema{"required": []string{"as", "says"}, "properties": schema{"says": text(1)}}
	var floors, there []any
	for _, t := range core {
		there = append(there, schema{"contains": schema{"required": []string{"trigger"}, "properties": schema{"trigger": schema{"const": string(t)}}}})
		if t.Floor() != safeguard.Immediate {
			continue
		}
		for _, name := range []string{"trigger", "as"} {
			floors = append(floors, schema{"if": schema{"required": []string{name}, "properties": schema{name: schema{"const": string(t)}}},
				"then": schema{"properties": schema{"urgency": schema{"const": string(safeguard.Immediate)}}}})
		}
	}
	each["allOf"] = floors
	s := list(each, len(core), 0)
	s["allOf"] = there
	return s
}

// condition is when a rule holds.
func condition() schema {
	again := schema{"$ref": "#/definitions/condition"}
	forms := []any{
		object(schema{"allOf": list(again, 1, 64)}, "allOf"),
		object(schema{"anyOf": list(again, 1, 64)}, "anyOf"),
		object(schema{"not": again}, "not"),
	}
	var a safeguard.Ask
	for _, name := range a.Terms() {
		ask := safeguard.Ask(name)
		is := schema{"const": name}
		words := word()
		switch {
		case ask == safeguard.AskUrgency:
			words = oneOf(append(slices.Clone(urgencies()), "unknown"))
		case len(ask.Words()) > 0:
			words = oneOf(append(ask.Words(), "unknown"))
		case ask == safeguard.AskAge, ask == safeguard.AskMinutesSinceNoticed:
			words = oneOf([]string{"unknown"})
			number := schema{"type": "integer", "minimum": 1}
			forms = append(forms, object(schema{"ask": is, "isAtLeast": number}, "ask", "isAtLeast"), object(schema{"ask": is, "isBelow": number}, "ask", "isBelow"))
		}
		forms = append(forms, object(schema{"ask": is, "isOneOf": list(words, 1, 256)}, "ask", "isOneOf"))
	}
	return schema{"description": "In plain JSON; docs of package safeguard say what each part means.", "oneOf": forms}
}

func sorted(names []string) []string {
	slices.Sort(names)
	return names
}

// sortForms puts forms in the order of the member that each needs.
func sortForms(forms []any) {
	of := func(f any) string { return f.(schema)["required"].([]string)[0] }
	slices.SortFunc(forms, func(a, b any) int { return cmp.Compare(of(a), of(b)) })
}
