package strict

import (
	"encoding/json"
	"maps"
	"math/big"
	"slices"
	"strings"
)

// key is the key of an invariant of R4, such as "cpl-3".
type key string

// Known reports whether the invariant is one that is judged.
func (k key) Known() bool { _, ok := invariants[k]; return ok }

// invariant is a rule of R4 on one place of a resource.
type invariant struct {
	says string
	// holds judges what stands at that place. It is nil for what needs the whole
	// document, which tree.go judges, and the one that a schema judges.
	holds func(any) bool
}

// on judges an object; anything else is for the schema to turn down.
func on(holds func(o map[string]any) bool) func(any) bool {
	return func(v any) bool {
		o, ok := v.(map[string]any)
		return !ok || holds(o)
	}
}

// needs is: where the first is, the second is too.
func needs(first, second string) func(any) bool {
	return on(func(o map[string]any) bool { return !has(o, first) || has(o, second) })
}

// notBoth is: one of the two at most.
func notBoth(a, b string) func(any) bool {
	return on(func(o map[string]any) bool { return !has(o, a) || !has(o, b) })
}

// anyOf is: one of these at least.
func anyOf(names ...string) func(any) bool {
	return on(func(o map[string]any) bool {
		return slices.ContainsFunc(names, func(n string) bool { return has(o, n) })
	})
}

const ucum = "http://unitsofmeasure.org"

// measure judges an Age, a Count or a Distance: a code with the value, and UCUM.
func measure(holds func(o map[string]any) bool) func(any) bool {
	return on(func(o map[string]any) bool {
		return (has(o, "code") || !has(o, "value")) && (!has(o, "system") || text(o, "system") == ucum) && holds(o)
	})
}

// scoped judges a Consent: this scope is about a patient. R4's own expression names a
// system that does not exist, so that it never says no; what it means to say is kept.
func scoped(code string) func(any) bool {
	return on(func(o map[string]any) bool {
		return has(o, "patient") || !slices.ContainsFunc(list(child(o, "scope"), "coding"), func(c map[string]any) bool { return text(c, "code") == code })
	})
}

// bundle judges a Bundle by its type.
func bundle(holds func(o map[string]any, typ string) bool) func(any) bool {
	return on(func(o map[string]any) bool { return holds(o, text(o, "type")) })
}

// eachEntry is: every entry has this member in these types of Bundle, and in no other.
func eachEntry(member string, in ...string) func(any) bool {
	return bundle(func(o map[string]any, typ string) bool {
		return !slices.ContainsFunc(list(o, "entry"), func(e map[string]any) bool { return has(e, member) != slices.Contains(in, typ) })
	})
}

// opensWith is: a Bundle of this type begins with a resource of this type.
func opensWith(bundleType, resourceType string) func(any) bool {
	return bundle(func(o map[string]any, typ string) bool {
		if typ != bundleType {
			return true
		}
		entries := list(o, "entry")
		return len(entries) > 0 && text(child(entries[0], "resource"), "resourceType") == resourceType
	})
}

func notHome(o map[string]any) bool { return text(o, "use") != "home" }

// hasValue reports whether a choice such as value[x] is there.
func hasValue(o map[string]any, choice string) bool {
	for name := range o {
		rest, ok := strings.CutPrefix(strings.TrimPrefix(name, "_"), choice)
		if ok && rest != "" && rest[0] >= 'A' && rest[0] <= 'Z' {
			return true
		}
	}
	return false
}

// number is a number of R4; what is none is for the schema to turn down.
func number(o map[string]any, name string) (*big.Rat, bool) {
	n, ok := o[name].(json.Number)
	if !ok {
		return nil, false
	}
	return new(big.Rat).SetString(string(n))
}

func notNegative(name string) func(any) bool {
	return on(func(o map[string]any) bool {
		n, ok := number(o, name)
		return !ok || n.Sign() >= 0
	})
}

// invariants are those that are judged. The sentences are ours.
var invariants = merged(everywhere, dataTypes, resourceRules, bundleRules)

func merged(all ...map[key]invariant) map[key]invariant {
	out := map[key]invariant{}
	for _, some := range all {
		maps.Copy(out, some)
	}
	return out
}

// everywhere bears on whole documents, and is judged in tree.go.
var everywhere = map[key]invariant{
	"ele-1":  {says: "An element has a value or something in it."},
	"dom-2":  {says: "What is contained contains nothing itself."},
	"dom-3":  {says: "What is contained is referred to, or refers to what contains it."},
	"dom-4":  {says: "What is contained has no version and no time of change of its own."},
	"dom-5":  {says: "What is contained has no security label of its own."},
	"ref-1":  {says: "A reference inside the document leads to something that it contains."},
	"sqty-1": {says: "A simple quantity has no comparator."}, // its schema has no such member
}

var dataTypes = map[key]invariant{
	"ext-1": {"An extension has a value or extensions, and not both.", on(func(o map[string]any) bool { return has(o, "extension") != hasValue(o, "value") })},
	"age-1": {"An age has a code of UCUM and is more than nothing.", measure(func(o map[string]any) bool {
		n, ok := number(o, "value")
		return !ok || n.Sign() > 0
	})},
	"cnt-3": {`A count is a whole number with the code "1" of UCUM.`, measure(func(o map[string]any) bool {
		n, _ := o["value"].(json.Number)
		return (!has(o, "code") || text(o, "code") == "1") && !strings.Contains(string(n), ".")
	})},
	"dis-1": {"A distance has a code of UCUM.", measure(func(map[string]any) bool { return true })},
	"drt-1": {"A duration with a code has a value, and UCUM as its system.", on(func(o map[string]any) bool {
		return !has(o, "code") || text(o, "system") == ucum && has(o, "value")
	})},
	"qty-3": {"A quantity with a code says of which system.", needs("code", "system")},
	"att-1": {"An attachment with data says what it is.", needs("data", "contentType")},
	"cpt-2": {"A telephone number or address says which kind it is.", needs("value", "system")},
	"drq-1": {"A filter has a path or a search parameter, and not both.", on(func(o map[string]any) bool { return has(o, "path") != has(o, "searchParam") })},
	"drq-2": {"A filter has a path or a search parameter, and not both.", on(func(o map[string]any) bool { return has(o, "path") != has(o, "searchParam") })},
	"exp-1": {"An expression is given, or a reference to one.", anyOf("expression", "reference")},
	"per-1": {"A period does not end before it starts.", on(func(o map[string]any) bool { return !before(text(o, "end"), text(o, "start")) })},
	"rng-2": {"The low end of a range is not above its high end.", on(func(o map[string]any) bool {
		low, a := number(child(o, "low"), "value")
		high, b := number(child(o, "high"), "value")
		return !a || !b || low.Cmp(high) <= 0
	})},
	"rat-1": {"A ratio has both its parts, or an extension in their place.", on(func(o map[string]any) bool {
		return has(o, "numerator") == has(o, "denominator") && (has(o, "numerator") || has(o, "extension"))
	})},
	"tim-1": {"A duration has a unit.", needs("duration", "durationUnit")},
	"tim-2": {"A period has a unit.", needs("period", "periodUnit")},
	"tim-4": {"A duration is not negative.", notNegative("duration")},
	"tim-5": {"A period is not negative.", notNegative("period")},
	"tim-6": {"A longest period comes with a period.", needs("periodMax", "period")},
	"tim-7": {"A longest duration comes with a duration.", needs("durationMax", "duration")},
	"tim-8": {"A largest count comes with a count.", needs("countMax", "count")},
	"tim-9": {"An offset is from an event, and not from a meal as such.", on(func(o map[string]any) bool {
		when, _ := o["when"].([]any)
		return !has(o, "offset") || len(when) > 0 && !slices.ContainsFunc(when, func(w any) bool {
			return slices.Contains([]any{"C", "CM", "CD", "CV"}, w)
		})
	})},
	"tim-10": {"Times of the day and events are not mixed.", notBoth("timeOfDay", "when")},
	"trd-1":  {"A trigger has data or a timing, and not both.", on(func(o map[string]any) bool { return !has(o, "data") || !hasValue(o, "timing") })},
	"trd-2":  {"A condition comes with data.", needs("condition", "data")},
	"trd-3": {"A trigger has what its type asks for.", on(func(o map[string]any) bool {
		switch typ := text(o, "type"); {
		case typ == "named-event":
			return has(o, "name")
		case typ == "periodic":
			return hasValue(o, "timing")
		case strings.HasPrefix(typ, "data-"):
			return has(o, "data")
		}
		return true
	})},
	"txt-1": {"A narrative is XHTML with formatting and nothing that acts.", func(v any) bool { s, ok := v.(string); return !ok || narrative(s) != unsafeText }},
	"txt-2": {"A narrative has something to read.", func(v any) bool { s, ok := v.(string); return !ok || narrative(s) != emptyText }},
}

var resourceRules = map[key]invariant{
	"gol-1": {"A target with a detail says what is measured.", on(func(o map[string]any) bool { return !hasValue(o, "detail") || has(o, "measure") })},
	"cpl-3": {"An activity has a reference or a detail, and not both.", notBoth("reference", "detail")},
	"ctm-1": {"Only a practitioner is in a team on behalf of an organisation.", on(func(o map[string]any) bool {
		typ := leadsTo(child(o, "member"))
		return !has(o, "onBehalfOf") || typ == "" || typ == "Practitioner"
	})},
	"app-1": {"Who takes part is named, or in which part.", anyOf("type", "actor")},
	"app-2": {"An appointment has a start and an end, or neither.", on(func(o map[string]any) bool { return has(o, "start") == has(o, "end") })},
	"app-3": {"An appointment without times is proposed, cancelled or on a waiting list.", on(func(o map[string]any) bool {
		return has(o, "start") && has(o, "end") || slices.Contains([]string{"proposed", "cancelled", "waitlist"}, text(o, "status"))
	})},
	// R4's own expression names "no-show" beside "cancelled". No appointment has that
	// status: the code is "noshow", and whoever judges by the expression turns it down.
	"app-4": {"A reason for calling off comes with an appointment that was called off.", on(func(o map[string]any) bool {
		return !has(o, "cancelationReason") || text(o, "status") == "cancelled"
	})},
	"inv-1": {"A task was not changed before it was written.", on(func(o map[string]any) bool { return !before(text(o, "lastModified"), text(o, "authoredOn")) })},
	"ppc-1": {"A consent says under which policy it is.", anyOf("policy", "policyRule")},
	"ppc-2": {"A consent about privacy is a patient's.", scoped("patient-privacy")},
	"ppc-3": {"A consent about research is a patient's.", scoped("research")},
	"ppc-4": {"An advance directive is a patient's.", scoped("adr")},
	"ppc-5": {"A consent about treatment is a patient's.", scoped("treatment")},
	"obs-3": {"A range of reference has a low end, a high end or a text.", anyOf("low", "high", "text")},
	"obs-6": {"A reason why there is no value does not stand beside a value.", on(func(o map[string]any) bool { return !has(o, "dataAbsentReason") || !hasValue(o, "value") })},
	"obs-7": {"A value does not stand beside a component that is about the same.", on(func(o map[string]any) bool {
		return !hasValue(o, "value") || !slices.ContainsFunc(list(o, "component"), func(c map[string]any) bool { return sharesCoding(child(o, "code"), child(c, "code")) })
	})},
	"org-1": {"An organisation has a name or an identifier.", anyOf("identifier", "name")},
	"org-2": {"The address of an organisation is nobody's home.", on(notHome)},
	"org-3": {"The telephone of an organisation is nobody's at home.", on(notHome)},
}

var bundleRules = map[key]invariant{
	"bdl-1": {"Only an answer to a search and a history have a total.", bundle(func(o map[string]any, typ string) bool {
		return !has(o, "total") || typ == "searchset" || typ == "history"
	})},
	"bdl-2": {"Only an entry of an answer to a search says how it was found.", bundle(func(o map[string]any, typ string) bool {
		return typ == "searchset" || !slices.ContainsFunc(list(o, "entry"), func(e map[string]any) bool { return has(e, "search") })
	})},
	"bdl-3": {"Entries of a batch, a transaction and a history, and no others, say what is asked.", eachEntry("request", "batch", "transaction", "history")},
	"bdl-4": {"Entries of answers and of a history, and no others, say what was answered.", eachEntry("response", "batch-response", "transaction-response", "history")},
	"bdl-5": {"An entry has a resource, or says what is asked or was answered.", anyOf("resource", "request", "response")},
	"bdl-7": {"An address stands once in a Bundle, or once for each version.", bundle(func(o map[string]any, typ string) bool {
		seen := map[[2]string]bool{}
		return typ == "history" || !slices.ContainsFunc(list(o, "entry"), func(e map[string]any) bool {
			at := [2]string{text(e, "fullUrl"), text(child(child(e, "resource"), "meta"), "versionId")}
			twice := seen[at]
			seen[at] = at[0] != ""
			return twice
		})
	})},
	"bdl-8": {"The address of an entry names no version.", on(func(o map[string]any) bool { return !strings.Contains(text(o, "fullUrl"), "/_history/") })},
	"bdl-9": {"A document has an identifier with system and value.", bundle(func(o map[string]any, typ string) bool {
		id := child(o, "identifier")
		return typ != "document" || has(id, "system") && has(id, "value")
	})},
	"bdl-10": {"A document has a time.", bundle(func(o map[string]any, typ string) bool { return typ != "document" || text(o, "timestamp") != "" })},
	"bdl-11": {"A document opens with its composition.", opensWith("document", "Composition")},
	"bdl-12": {"A message opens with its header.", opensWith("message", "MessageHeader")},
}

// NotJudged are rules of R4 that are not judged here, each with the reason. They are
// keys of invariants, or what R4 says in words.
func NotJudged() map[string]string { return maps.Clone(notJudged) }

var notJudged = map[string]string{
	"dom-6":                          "It is a warning, and what we make has a narrative.",
	"extensible bindings":            "R4 lets other codes stand there, and ours do.",
	"the list of currencies":         "ISO keeps it; the form of a code is judged.",
	"the list of media types":        "IANA keeps it; the form of a type is judged.",
	"the unit of an age or duration": "UCUM has no list of all units of time; that it is UCUM is judged (age-1, drt-1).",
	"profiles":                       "UK Core is claimed only where a site asks; its rules are for the record system that has it.",
	"where an address leads":         "Nothing is fetched: that a reference leads to a resource that is there is for the record system to see.",
	"targets of a canonical":         "An address of a definition does not say of what type it is.",
	"digits of a decimal":            "R4 asks for 18 at least; 40 bytes are read.",
}

// leadsTo is the type of resource that a reference leads to, where it says.
func leadsTo(reference map[string]any) string {
	to, _, _ := strings.Cut(text(reference, "reference"), "/_history/")
	parts := strings.Split(to, "/")
	if len(parts) < 2 {
		return text(reference, "type")
	}
	return parts[len(parts)-2]
}

func sharesCoding(a, b map[string]any) bool {
	return slices.ContainsFunc(list(a, "coding"), func(x map[string]any) bool {
		return has(x, "code") && slices.ContainsFunc(list(b, "coding"), func(y map[string]any) bool {
			return text(x, "code") == text(y, "code") && text(x, "system") == text(y, "system")
		})
	})
}
