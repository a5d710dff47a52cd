package fhir_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
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

func TestNoOtherWordLeaves(t *testing.T) {
	in := sharing(t)
	t.Run("FHIR-12, PEER-43, PEER-47 of a contact that took place", func(t *testing.T) {
		r := marked(t, fullContact(t, wasMet, wasOff)).(peer.Contact)
		resources := built(t, r, in)
		require.Len(t, resources, 4)
		require.Equal(t, []string{"/relationship", "/statements/words/text"}, onlyWhereSaid(t, peer.KindContact, resources))
	})
	t.Run("FHIR-12, PEER-35 of a contact that did not", func(t *testing.T) {
		r := marked(t, fullContact(t, wasOff, wasMet)).(peer.Contact)
		require.Equal(t, []string{"/relationship", "/statements/words/text"}, onlyWhereSaid(t, peer.KindContact, built(t, r, in)))
	})
	t.Run("FHIR-12, PEER-47 without the person's yes nothing is said but the fact", func(t *testing.T) {
		in := in
		in.Consents = nil
		r := marked(t, fullContact(t, wasMet, wasOff)).(peer.Contact)
		require.Equal(t, []string{"/relationship"}, onlyWhereSaid(t, peer.KindContact, built(t, r, in)))
	})
	t.Run("FHIR-07, FHIR-12, H13 of an attendance", func(t *testing.T) {
		r := marked(t, stored[peer.GroupAttendance](t, "peer/group-attendance-recorded", map[string]any{
			"goals": put(t, `["g1"]`), "words": put(t, byP1), "learning": put(t, byP1), "led": true,
			"before": put(t, `[{"when":{"start":"2026-02-17T11:30:00.000Z","end":"2026-02-17T12:15:00.000Z"},"because":`+byP1+`,"by":{"person":"p1"},"at":"2026-02-18T09:00:00.000Z"}]`),
		}))
		resources := built(t, r, in)
		require.Len(t, resources, 2)
		require.Equal(t, []string{"/session"}, onlyWhereSaid(t, peer.KindGroupAttendance, resources))
	})
	t.Run("FHIR-12, PEER-37, PEER-55 of a relationship", func(t *testing.T) {
		over := `"at":"2026-03-10T11:00:00.000Z"`
		r := marked(t, stored[peer.Relationship](t, "peer/relationship-ended", map[string]any{
			"ending": put(t, `{"kind":"safety-ground",`+over+`,"because":{"text":"x","by":{"staff":"w4"}},"instead":{"text":"x","by":{"staff":"w4"}}}`),
			"agreements": put(t, `[{"version":1,"purpose":`+byP1+`,"activities":["one-to-one"],"modes":["phone"],"boundaries":[{"kind":"hours","words":`+byP1+`}],
				"often":`+byP1+`,"whenWorried":`+byP1+`,"proposedBy":"person","proposed":"2026-02-17T11:00:00.000Z","personYes":"2026-02-17T11:00:00.000Z","workerYes":"2026-02-17T11:20:00.000Z"}]`),
			"endingPlans": put(t, `[{"lastDate":"2026-03-10","by":"person","planned":"2026-03-01T11:00:00.000Z","feelings":[`+byP1+`],"gains":[`+byP1+`],
				"ongoingSupports":[`+byP1+`],"afterContact":`+byP1+`}]`),
		}))
		resources := built(t, r, in)
		require.Len(t, resources, 2)
		require.Empty(t, onlyWhereSaid(t, peer.KindRelationship, resources))
	})
	t.Run("FHIR-12, TRAN-05, TRAN-09 of a move", func(t *testing.T) {
		r := marked(t, everyMove(t)).(transition.Transition)
		resources := built(t, r, in)
		require.Len(t, resources, 1)
		require.Equal(t, []string{"/checks/words/text", "/opinion/words/text"}, onlyWhereSaid(t, transition.KindTransition, resources))
		silent := in
		silent.Consents = nil
		require.Empty(t, onlyWhereSaid(t, transition.KindTransition, built(t, r, silent)))
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
