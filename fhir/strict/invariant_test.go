package strict_test

import (
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/strict"
	"github.com/towpath-care/towpath/internal/r4schema"
	"github.com/towpath-care/towpath/peer"
)

// rule is one invariant of R4, with JSON that keeps it and JSON that does not: a value
// of a data type, or members of a resource, where null takes one away.
type rule struct{ key, of, kept, lost string }

// valueRules are about data types. Each is tried in every resource, as an extension of meta.
var valueRules = []rule{
	{"age-1", "Age", `{"value":30,"code":"a","system":"http://unitsofmeasure.org"}`, `{"value":0,"code":"a","system":"http://unitsofmeasure.org"}`},
	{"age-1", "Age", `{"extension":[{"url":"u:x","valueString":"old"}]}`, `{"value":30}`},
	{"age-1", "Age", `{"code":"a","system":"http://unitsofmeasure.org"}`, `{"value":30,"code":"a","system":"http://example.org"}`},
	{"cnt-3", "Count", `{"value":3,"code":"1","system":"http://unitsofmeasure.org"}`, `{"value":3.5,"code":"1","system":"http://unitsofmeasure.org"}`},
	{"cnt-3", "Count", `{"code":"1","system":"http://unitsofmeasure.org"}`, `{"value":3,"code":"2","system":"http://unitsofmeasure.org"}`},
	{"dis-1", "Distance", `{"value":3,"code":"km","system":"http://unitsofmeasure.org"}`, `{"value":3}`},
	{"drt-1", "Duration", `{"value":3}`, `{"value":3,"code":"min","system":"http://example.org"}`},
	{"drt-1", "Duration", `{"value":3,"code":"min","system":"http://unitsofmeasure.org"}`, `{"code":"min","system":"http://unitsofmeasure.org"}`},
	{"qty-3", "Quantity", `{"value":3,"code":"x","system":"u:x"}`, `{"value":3,"code":"x"}`},
	{"sqty-1", "Range", `{"low":{"value":3}}`, `{"low":{"value":3,"comparator":"<"}}`},
	{"rng-2", "Range", `{"low":{"value":3},"high":{"value":3.0}}`, `{"low":{"value":3},"high":{"value":2.9}}`},
	{"rat-1", "Ratio", `{"numerator":{"value":1},"denominator":{"value":2}}`, `{"numerator":{"value":1}}`},
	{"rat-1", "Ratio", `{"extension":[{"url":"u:x","valueString":"none"}]}`, `{"denominator":{"value":1}}`},
	{"att-1", "Attachment", `{"data":"QUJD","contentType":"text/plain"}`, `{"data":"QUJD"}`},
	{"cpt-2", "ContactPoint", `{"value":"1","system":"phone"}`, `{"value":"1"}`},
	{"drq-1", "DataRequirement", `{"type":"Task","codeFilter":[{"path":"code"}]}`, `{"type":"Task","codeFilter":[{"path":"code","searchParam":"code"}]}`},
	{"drq-2", "DataRequirement", `{"type":"Task","dateFilter":[{"searchParam":"x"}]}`, `{"type":"Task","dateFilter":[{"valueDateTime":"2026"}]}`},
	{"exp-1", "Expression", `{"language":"text/cql","expression":"x"}`, `{"language":"text/cql"}`},
	{"per-1", "Period", `{"start":"2026-02-17","end":"2026-02"}`, `{"start":"2026-02-17","end":"2026-01"}`},
	{"per-1", "Period", `{"start":"2026-02-17T11:30:00+01:00","end":"2026-02-17T10:30:00Z"}`, `{"start":"2026-02-17T11:30:00+01:00","end":"2026-02-17T10:29:59Z"}`},
	{"per-1", "Period", `{"end":"2020"}`, `{"start":"2021-01-03","end":"2020"}`},
	{"ref-1", "Reference", `{"reference":"Patient/1"}`, `{"reference":"#nobody"}`},
	{"tim-1", "Timing", `{"repeat":{"duration":1,"durationUnit":"h"}}`, `{"repeat":{"duration":1}}`},
	{"tim-2", "Timing", `{"repeat":{"period":1,"periodUnit":"d"}}`, `{"repeat":{"period":1}}`},
	{"tim-4", "Timing", `{"repeat":{"duration":0,"durationUnit":"h"}}`, `{"repeat":{"duration":-1,"durationUnit":"h"}}`},
	{"tim-5", "Timing", `{"repeat":{"period":0,"periodUnit":"d"}}`, `{"repeat":{"period":-1,"periodUnit":"d"}}`},
	{"tim-6", "Timing", `{"repeat":{"period":1,"periodMax":2,"periodUnit":"d"}}`, `{"repeat":{"periodMax":2}}`},
	{"tim-7", "Timing", `{"repeat":{"duration":1,"durationMax":2,"durationUnit":"d"}}`, `{"repeat":{"durationMax":2}}`},
	{"tim-8", "Timing", `{"repeat":{"count":1,"countMax":2}}`, `{"repeat":{"countMax":2}}`},
	{"tim-9", "Timing", `{"repeat":{"offset":5,"when":["ACM"]}}`, `{"repeat":{"offset":5,"when":["ACM","CM"]}}`},
	{"tim-9", "Timing", `{"repeat":{"when":["CM"]}}`, `{"repeat":{"offset":5}}`},
	{"tim-10", "Timing", `{"repeat":{"timeOfDay":["10:00:00"]}}`, `{"repeat":{"timeOfDay":["10:00:00"],"when":["CM"]}}`},
	{"trd-1", "TriggerDefinition", `{"type":"periodic","timingDate":"2026-01-01"}`, `{"type":"data-added","data":[{"type":"Task"}],"timingDate":"2026-01-01"}`},
	{"trd-2", "TriggerDefinition", `{"type":"data-added","data":[{"type":"Task"}],"condition":{"language":"x/y","expression":"x"}}`, `{"type":"named-event","name":"x","condition":{"language":"x/y","expression":"x"}}`},
	{"trd-3", "TriggerDefinition", `{"type":"named-event","name":"x"}`, `{"type":"named-event"}`},
	{"trd-3", "TriggerDefinition", `{"type":"periodic","timingDate":"2026-01-01"}`, `{"type":"periodic","name":"x"}`},
	{"trd-3", "TriggerDefinition", `{"type":"data-added","data":[{"type":"Task"}]}`, `{"type":"data-added","name":"x"}`},
	{"ele-1", "Period", `{"id":"a","start":"2026"}`, `{"id":"a"}`},
	{"ele-1", "Period", `{"_start":{"extension":[{"url":"u:x","valueString":"soon"}]}}`, `{"_start":{"id":"a"}}`},
	{"ele-1", "HumanName", `{"given":["A",null],"_given":[null,{"extension":[{"url":"u:x","valueString":"y"}]}]}`, `{"given":["A",null],"_given":[null,{"id":"a"}]}`},
	{"ele-1", "HumanName", `{"_given":[{"extension":[{"url":"u:x","valueString":"y"}]}]}`, `{"_given":[null,{"extension":[{"url":"u:x","valueString":"y"}]}]}`},
}

// memberRules are about one type of resource, or about what many have.
var memberRules = []rule{
	{"gol-1", "Goal", `{"target":[{"measure":{"text":"x"},"detailString":"y"}]}`, `{"target":[{"detailString":"y"}]}`},
	{"cpl-3", "CarePlan", `{"activity":[{"detail":{"status":"scheduled"}}]}`, `{"activity":[{"detail":{"status":"scheduled"},"reference":{"reference":"Task/1"}}]}`},
	{"ctm-1", "CareTeam", `{"participant":[{"member":{"reference":"Practitioner/1/_history/2"},"onBehalfOf":{"reference":"Organization/1"}}]}`,
		`{"participant":[{"member":{"reference":"Patient/1"},"onBehalfOf":{"reference":"Organization/1"}}]}`},
	{"ctm-1", "CareTeam", `{"participant":[{"member":{"display":"x"},"onBehalfOf":{"reference":"Organization/1"}}]}`,
		`{"participant":[{"member":{"display":"x","type":"Patient"},"onBehalfOf":{"reference":"Organization/1"}}]}`},
	{"app-1", "Appointment", `{"participant":[{"actor":{"display":"x"},"status":"accepted"}]}`, `{"participant":[{"status":"accepted"}]}`},
	{"app-2", "Appointment", `{"start":null,"end":null}`, `{"end":null}`},
	{"app-3", "Appointment", `{"status":"proposed","start":null,"end":null}`, `{"status":"booked","start":null,"end":null}`},
	{"app-4", "Appointment", `{"status":"cancelled","cancelationReason":{"text":"x"}}`, `{"status":"noshow","cancelationReason":{"text":"x"}}`},
	{"inv-1", "Task", `{"authoredOn":"2026-02-17T11:30:00Z","lastModified":"2026-02-17"}`, `{"authoredOn":"2026-02-17T11:30:00Z","lastModified":"2026-01"}`},
	{"ppc-1", "Consent", `{"policyRule":null,"policy":[{"uri":"https://epr.example/policy"}]}`, `{"policyRule":null}`},
	{"ppc-2", "Consent", `{"scope":{"coding":[{"code":"patient-privacy"}]},"patient":{"reference":"Patient/1"}}`, `{"scope":{"coding":[{"code":"patient-privacy"}]}}`},
	{"ppc-3", "Consent", `{"scope":{"coding":[{"code":"research"}]},"patient":{"reference":"Patient/1"}}`, `{"scope":{"coding":[{"code":"research"}]}}`},
	{"ppc-4", "Consent", `{"scope":{"coding":[{"code":"adr"}]},"patient":{"reference":"Patient/1"}}`, `{"scope":{"coding":[{"code":"adr"}]}}`},
	{"ppc-5", "Consent", `{"scope":{"coding":[{"code":"treatment"}]},"patient":{"reference":"Patient/1"}}`, `{"scope":{"coding":[{"code":"treatment"}]}}`},
	{"obs-3", "Observation", `{"referenceRange":[{"text":"x"}]}`, `{"referenceRange":[{"type":{"text":"x"}}]}`},
	{"obs-6", "Observation", `{"dataAbsentReason":{"text":"x"}}`, `{"dataAbsentReason":{"text":"x"},"valueBoolean":false}`},
	{"obs-7", "Observation", `{"code":{"coding":[{"system":"u:x","code":"1"}]},"valueString":"x","component":[{"code":{"coding":[{"system":"u:y","code":"1"}]}}]}`,
		`{"code":{"coding":[{"system":"u:x","code":"1"}]},"valueString":"x","component":[{"code":{"coding":[{"system":"u:x","code":"1","display":"x"}]}}]}`},
	{"org-1", "Organization", `{"name":null,"identifier":[{"value":"x"}]}`, `{"name":null,"alias":["x"]}`},
	{"org-2", "Organization", `{"address":[{"use":"work"}]}`, `{"address":[{"use":"home"}]}`},
	{"org-3", "Organization", `{"telecom":[{"use":"work"}]}`, `{"telecom":[{"use":"home"}]}`},
	{"bdl-1", "Bundle", `{"type":"searchset","total":1,"entry":null}`, `{"type":"batch","total":1,"entry":null}`},
	{"bdl-2", "Bundle", `{"type":"searchset","entry":[{"search":{"mode":"match"},"resource":` + anOutcome + `}]}`, `{"type":"collection","entry":[{"search":{"mode":"match"},"resource":` + anOutcome + `}]}`},
	{"bdl-3", "Bundle", `{"type":"batch","entry":[{"request":{"method":"GET","url":"Task/1"}}]}`, `{"type":"collection","entry":[{"request":{"method":"GET","url":"Task/1"}}]}`},
	{"bdl-3", "Bundle", `{"type":"history","entry":null}`, `{"type":"history","entry":[{"response":{"status":"200"}}]}`},
	{"bdl-4", "Bundle", `{"type":"batch-response","entry":[{"response":{"status":"200","outcome":` + anOutcome + `}}]}`, `{"type":"searchset","entry":[{"response":{"status":"200"}}]}`},
	{"bdl-5", "Bundle", `{"type":"collection","entry":[{"resource":` + anOutcome + `}]}`, `{"type":"collection","entry":[{"fullUrl":"urn:oid:1.2.3"}]}`},
	{"bdl-7", "Bundle", `{"type":"batch","entry":[` + anAsk + `,` + anAsk + `]}`, `{"type":"batch","entry":[{"fullUrl":"u:x",` + anAsk[1:] + `,{"fullUrl":"u:x",` + anAsk[1:] + `]}`},
	{"bdl-8", "Bundle", `{"type":"batch","entry":[{"fullUrl":"http://epr.example/Task/1",` + anAsk[1:] + `]}`, `{"type":"batch","entry":[{"fullUrl":"http://epr.example/Task/1/_history/2",` + anAsk[1:] + `]}`},
	// A document and a message begin with a resource that peer support does not
	// write, so none is ever kept.
	{"bdl-9", "Bundle", `{"type":"collection","entry":null}`, `{"type":"document","timestamp":"2026-02-17T11:30:00Z","identifier":{"system":"u:x"},"entry":null}`},
	{"bdl-10", "Bundle", `{"type":"collection","entry":null}`, `{"type":"document","identifier":{"system":"u:x","value":"1"},"entry":null}`},
	{"bdl-11", "Bundle", `{"type":"collection","entry":null}`, `{"type":"document","timestamp":"2026-02-17T11:30:00Z","entry":[{"resource":` + anOutcome + `}]}`},
	{"bdl-12", "Bundle", `{"type":"collection","entry":null}`, `{"type":"message","entry":null}`},
}

const (
	anOutcome = `{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"invalid"}]}`
	anAsk     = `{"request":{"method":"GET","url":"Task/1"}}`
	aPlace    = `{"resourceType":"Location","id":"a","extension":[{"url":"u:x","valueUri":"#"}]}`
)

// commonRules are about every resource that has a narrative and may contain others.
var commonRules = []rule{
	{"txt-1", "", `{"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>"}}`, `{"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><script>x</script></div>"}}`},
	{"txt-2", "", `{"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><img src=\"#a\"/></div>"}}`, `{"text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"> <b/></div>"}}`},
	{"ext-1", "", `{"extension":[{"url":"u:x","extension":[{"url":"y","valueCode":"z"}]}]}`, `{"extension":[{"url":"u:x","valueCode":"z","extension":[{"url":"y","valueCode":"z"}]}]}`},
	{"ext-1", "", `{"extension":[{"url":"u:x","_valueDate":{"extension":[{"url":"y","valueCode":"z"}]}}]}`, `{"extension":[{"url":"u:x"}]}`},
	{"dom-2", "", `{"contained":[` + aPlace + `]}`, `{"contained":[{"contained":[` + aPlace + `],` + aPlace[1:] + `]}`},
	{"dom-3", "", `{"contained":[{"resourceType":"Location","id":"c","managingOrganization":{"reference":"#b"},"partOf":{"reference":"#c"}},{"resourceType":"Organization","id":"b","name":"x"}]}`,
		`{"contained":[{"resourceType":"Location","id":"a"}]}`},
	{"dom-4", "", `{"contained":[{"meta":{"source":"u:x"},` + aPlace[1:] + `]}`, `{"contained":[{"meta":{"versionId":"1"},` + aPlace[1:] + `]}`},
	{"dom-4", "", `{"contained":[{"meta":{"profile":["u:x"]},` + aPlace[1:] + `]}`, `{"contained":[{"meta":{"lastUpdated":"2026-02-17T11:30:00Z"},` + aPlace[1:] + `]}`},
	{"dom-5", "", `{"contained":[{"meta":{"tag":[{"code":"x"}]},` + aPlace[1:] + `]}`, `{"contained":[{"meta":{"security":[{"code":"R"}]},` + aPlace[1:] + `]}`},
}

// trial is a resource with JSON members put into it.
func (s *sampler) trial(t testing.TB, typ, members string) []byte {
	t.Helper()
	out := s.resource(typ, func(e r4schema.Element) bool { return beside[e.Path] })
	var more obj
	require.NoError(t, json.Unmarshal([]byte(members), &more), members)
	for name, v := range more {
		if out[name] = v; v == nil {
			delete(out, name)
		}
	}
	return encoded(t, out)
}

// rulesOf are the rules that bear on a type of resource, each as members of it.
func rulesOf(typ string) (out []rule) {
	in := func(r rule, json string) string {
		return `{"meta":{"extension":[{"url":"https://epr.example/x","value` + r.of + `":` + json + `}]}}`
	}
	for _, r := range valueRules {
		out = append(out, rule{r.key, typ, in(r, r.kept), in(r, r.lost)})
	}
	for _, r := range memberRules {
		if r.of == typ {
			out = append(out, r)
		}
	}
	if typ != "Bundle" {
		out = append(out, commonRules...)
	}
	return out
}

// broke reports whether a refusal names an invariant. For sqty-1 the schema has no
// such member.
func broke(err error, key string) bool {
	r, ok := errors.AsType[*peer.Refusal](err)
	return ok && key == "sqty-1" || ok && slices.ContainsFunc(r.Reasons, func(r peer.Reason) bool {
		return slices.ContainsFunc(r.Args, func(a peer.Arg) bool { return a.Name() == "invariant" && a.Value() == key })
	})
}

// TestInvariantsOfR4: what keeps them is accepted. TestFaultsAreFound has what does not.
func TestInvariantsOfR4(t *testing.T) {
	s := newSampler(t)
	tried := map[string]bool{}
	for _, typ := range strict.Types() {
		t.Run("FHIR-19 "+typ, func(t *testing.T) {
			for _, r := range rulesOf(typ) {
				tried[r.key] = true
				require.NoError(t, strict.Validate(s.trial(t, typ, r.kept)), "%s %s", r.key, r.kept)
			}
		})
	}
	t.Run("FHIR-19 every invariant is tried, or left out with a reason", func(t *testing.T) {
		known := map[string]bool{"ele-1": true}
		for _, typ := range s.types {
			for _, e := range append(typ.Elements, r4schema.Element{Rules: typ.Rules}) {
				for _, key := range e.Rules {
					known[key] = true
				}
			}
		}
		for key, because := range strict.NotJudged() {
			require.NotEmpty(t, because)
			delete(known, key)
		}
		require.Equal(t, slices.Sorted(maps.Keys(known)), slices.Sorted(maps.Keys(tried)))
		t.Logf("%d invariants", len(known))
	})
}
