package fhir_test

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/transition"
)

const (
	byP1   = `{"text":"x","by":{"person":"p1"}}`
	byW4   = `{"text":"x","by":{"staff":"w4"}}`
	byP4   = `{"text":"x","by":{"person":"p4"}}`
	wrote  = `{"note":` + byW4 + `,"did":[{"what":` + byP1 + `,"ledBy":"person"}],"along":{"to":"meeting","chosenBy":{"person":"p1"},"goal":"g1","nextAlone":` + byP1 + `}}`
	aMeet  = `"mode":"face-to-face","place":"home","start":"2026-02-17T11:30:00.000Z","end":"2026-02-17T12:15:00.000Z","production":"co-produced"`
	wasMet = `{` + aMeet + `,"outcome":"attended","goals":["g1"],"lone":true,"lonePlan":"l1"}`
	wasOff = `{` + aMeet + `,"outcome":"missed","notMet":"unwell"}`
)

// fullContact is a contact with every text that one can have.
func fullContact(t testing.TB, what, before string) peer.Contact {
	return stored[peer.Contact](t, "peer/contact", map[string]any{
		"what":        put(t, what),
		"entry":       put(t, wrote),
		"lateBecause": put(t, byW4), "marks": put(t, `["late"]`),
		"distress":   put(t, `{"inDistress":true,"personWords":`+byP1+`,"helpedBy":`+byP1+`,"whoWasThere":["friend"],"stayedWith":"yes","further":{"answer":"no","because":"talked-through"}}`),
		"given":      put(t, `[{"kind":"information","about":`+byW4+`,"source":{"kind":"leaflet","name":"x"},"at":"2026-02-18T10:00:00.000Z"}]`),
		"learned":    put(t, `[{"words":`+byP1+`,"at":"2026-02-18T10:00:00.000Z"}]`),
		"statements": put(t, `[{"words":`+byP1+`,"disagrees":true,"at":"2026-02-18T10:00:00.000Z"}]`),
		"before":     put(t, `[{"what":`+before+`,"entry":`+wrote+`,"because":`+byP1+`,"by":{"person":"p1"},"at":"2026-02-18T09:00:00.000Z"}]`),
		"validation": put(t, `{"state":"validated","since":"2026-02-19T10:00:00.000Z","seen":{"by":"kay-orr","at":"2026-02-19T10:00:00.000Z"},
			"queries":[{"about":"note","asks":{"text":"x","by":{"staff":"kay-orr"}},"at":"2026-02-18T10:00:00.000Z"}]}`),
	})
}

func init() {
	whole := func(r peer.Record, in fhir.Context) []sighting {
		return []sighting{{record: r, made: func(t testing.TB, r peer.Record) []fhir.Resource { return built(t, r, in) }}}
	}
	maps.Copy(sightings, map[peer.Kind]func(testing.TB) []sighting{
		peer.KindContact: func(t testing.TB) []sighting {
			in := sharing(t)
			return append(whole(fullContact(t, wasMet, wasOff), in), whole(fullContact(t, wasOff, wasMet), in)...)
		},
		peer.KindGroupAttendance: func(t testing.TB) []sighting {
			return whole(stored[peer.GroupAttendance](t, "peer/group-attendance-recorded", map[string]any{
				"goals": put(t, `["g1"]`), "words": put(t, byP1), "learning": put(t, byP1), "led": true,
				"before": put(t, `[{"when":{"start":"2026-02-17T11:30:00.000Z","end":"2026-02-17T12:15:00.000Z"},"because":`+byP1+`,"by":{"person":"p1"},"at":"2026-02-18T09:00:00.000Z"}]`),
			}), sharing(t))
		},
		peer.KindRelationship: func(t testing.TB) []sighting {
			going := everyAgreement(t, "ending-planned", map[string]any{"endingPlans": put(t, endingPlans)})
			return append(whole(everyAgreement(t, "ended", map[string]any{"endingPlans": put(t, endingPlans), "ending": put(t, endedSafely)}), sharing(t)),
				sighting{record: going, keeps: []string{"/ending/because/text", "/ending/instead/text"}, made: inPlanOf(going.Person()), within: recovery.KindPlan})
		},
		transition.KindTransition: func(t testing.TB) []sighting { return whole(everyMove(t), sharing(t)) },
	})
}

const (
	endedSafely = `{"kind":"safety-ground","at":"2026-03-10T11:00:00.000Z","because":` + byW4 + `,"instead":` + byW4 + `}`
	endingPlans = `[{"lastDate":"2026-03-10","by":"person","planned":"2026-03-01T11:00:00.000Z","feelings":[` + byP1 + `],"gains":[` + byP1 + `],
		"ongoingSupports":[` + byP1 + `],"afterContact":` + byP1 + `}]`
)

// everyAgreement is a relationship of this status with every text that an agreement has.
func everyAgreement(t testing.TB, status string, with map[string]any) peer.Relationship {
	with["agreements"] = put(t, `[{"version":1,"purpose":`+byP1+`,"activities":["one-to-one"],"modes":["phone"],"boundaries":[{"kind":"hours","words":`+byP1+`}],
		"often":`+byP1+`,"whenWorried":`+byP1+`,"proposedBy":"person","proposed":"2026-02-17T11:00:00.000Z","personYes":"2026-02-17T11:00:00.000Z","workerYes":"2026-02-17T11:20:00.000Z"}]`)
	return stored[peer.Relationship](t, "peer/relationship-"+status, with)
}

// inPlanOf is this person's plan with a record in it and nothing else.
func inPlanOf(person peer.PersonID) func(testing.TB, peer.Record) []fhir.Resource {
	return func(t testing.TB, r peer.Record) []fhir.Resource {
		t.Helper()
		require.Equal(t, aled, person, "the plans of these tests are Aled's")
		made, err := fhir.ToPlan(current(t, []peer.Record{r}, nil), planned(t, r))
		require.NoError(t, err)
		return []fhir.Resource{made}
	}
}

func TestNoOtherWordLeaves(t *testing.T) {
	silent := sharing(t)
	silent.Consents = nil
	t.Run("FHIR-12, PEER-47 without the person's yes nothing is said of a contact but the fact", func(t *testing.T) {
		r := marked(t, fullContact(t, wasMet, wasOff))
		require.Equal(t, []string{"/relationship"}, onlyWhereMapped(t, peer.KindContact, built(t, r, silent)))
	})
	t.Run("FHIR-12, TRAN-05, TRAN-09 nor of a move", func(t *testing.T) {
		require.Empty(t, onlyWhereMapped(t, transition.KindTransition, built(t, marked(t, everyMove(t)), silent)))
	})
}

// everyMove is a move with every text that one can have.
func everyMove(t testing.TB) transition.Transition {
	return stored[transition.Transition](t, "transition/transition-announced-all", map[string]any{
		"opinion":    put(t, `{"words":`+byP4+`,"send":true,"objects":true,"at":"2026-03-02T10:00:00.000Z"}`),
		"continuity": put(t, `{"possible":"no","fromAgrees":"unknown","toAgrees":"unknown","because":"x","instead":"x"}`),
		"information": put(t, `{"will":[{"what":"family-and-carers","text":"x","contested":true}],"willNot":[{"what":"other","text":"x"}],
			"discussed":"yes","at":"2026-03-02T10:00:00.000Z"}`),
	})
}
