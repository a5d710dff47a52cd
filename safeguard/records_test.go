package safeguard_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// What the tests of the records beside concerns share. It is Tuesday, within hours.
const (
	whenSaid = "2026-06-02T09:05Z"
	whenNext = "2026-06-02T10:00Z"
)

var onThursday = moment("2026-06-04T12:00:00Z")

var recordGround = steptest.Ground[safeguard.Facts]{Facts: facts, Said: whenSaid, Next: whenNext, From: "2026-06-01T09:30Z", Steps: 12,
	Usual: usualActors, Who: func(draw steptest.Draw, r peer.Record, party peer.Party) peer.Actor {
		return steptest.Mostly(draw, usually(r, party), bySian, byJess, byRowan, byKay, byHannah, byInes, byMegan, peer.ByPerson(beatriz), peer.Actor{}, peer.Actor{Person: sian, Staff: jess})
	},
	Drawn: func(draw steptest.Draw, f safeguard.Facts) safeguard.Facts {
		return safeguard.Facts{Policy: steptest.Mostly(draw, f.Policy, safeguard.Policy{}), Roster: steptest.Mostly(draw, f.Roster, safeguard.Roster{}), Identifying: []string{"Siân Weller"},
			Consents: steptest.OneOf(draw, consentToName(peer.Yes), consentToName(peer.Yes), nil, consentToName(peer.No))}
	},
	Give: besides, Decode: safeguard.Decode,
}

var readers = steptest.Readers{At: "2026-06-10T09:00Z", Lines: peer.Lines{LineManager: hannah, Supervisor: iris},
	Who: map[string]peer.Actor{"sian": bySian, "jess": byJess, "kay": byKay, "rowan": byRowan, "megan": byMegan, "hannah": byHannah, "ines": byInes, "iris": peer.ByStaff(iris, peer.RolePeerSupportLead),
		"beatriz": peer.ByPerson(beatriz), "nobody": {}, "two at once": {Person: sian, Staff: jess}}}

// everybody are actors of every sort; parties says what some of them are to the records,
// and leaves out whom it gives no party.
func everybody(parties map[string]peer.Party) []steptest.Someone {
	var out []steptest.Someone
	for _, who := range []steptest.Someone{
		{Name: "the person", By: bySian, As: peer.PartyPerson},
		{Name: "another person", By: peer.ByPerson(beatriz), As: peer.PartyNobody},
		{Name: "a person with the worker's id", By: peer.ByPerson(peer.PersonID(jess)), As: peer.PartyNobody},
		{Name: "the worker", By: byJess, As: peer.PartyWorker},
		{Name: "another worker", By: byRowan, As: peer.PartyStaff},
		{Name: "staff with the person's id", By: peer.ByStaff(peer.StaffID(sian), peer.RolePeerWorker), As: peer.PartyStaff},
		{Name: "a nurse", By: byKay, As: peer.PartyStaff},
		{Name: "a carer", By: byMegan, As: peer.PartyCarer},
		{Name: "a carer with the person's id", By: peer.ByCarer(peer.CarerID(sian)), As: peer.PartyCarer},
	} {
		as, named := parties[who.Name]
		if as == "left out" {
			continue
		}
		if named {
			who.As = as
		}
		out = append(out, who)
	}
	return out
}

var usualActors = map[peer.Party]peer.Actor{peer.PartyPerson: bySian, peer.PartyWorker: byJess, peer.PartyRaiser: byJess, peer.PartyRecipient: byInes, peer.PartyOwner: byKay,
	peer.PartyStaff: byKay, peer.PartyCarer: byMegan}

// usually is who mostly takes a step that is a party's.
func usually(r peer.Record, party peer.Party) peer.Actor {
	switch r := r.(type) {
	case safeguard.Discrimination:
		if party == peer.PartyRaiser && r.Exists() {
			return r.Noter()
		}
		if n := len(r.With()); party == peer.PartyRecipient && n > 0 {
			return peer.ByStaff(r.With()[n-1].Staff, "")
		}
	case safeguard.Incident:
		if party == peer.PartyRaiser && r.Exists() {
			return r.Reporter()
		}
	}
	return usualActors[party]
}

// consentToName are Siân's answer to being named.
func consentToName(given peer.Tri) []peer.Consent {
	return []peer.Consent{{ID: "c1", Person: sian, Scope: peer.ShareConcerns, Purpose: peer.ForSupervision, Given: given, From: on("2026-01-01T00:00Z")}}
}

// besides answers a form of a record beside concerns, but for its groups.
func besides(draw steptest.Draw, now time.Time) steptest.Give {
	return func(path string, f peer.Field) any {
		switch path {
		case "/id":
			return steptest.Mostly(draw, "r1", "", "x y")
		case "/person":
			return steptest.Mostly(draw, "p4", "p6")
		case "/worker":
			return steptest.Mostly(draw, "w4", "w5")
		case "/until":
			return now.Add(time.Duration(steptest.OneOf(draw, 5, 30, 48, -3)) * time.Hour).UTC().Format("2006-01-02T15:04:05Z")
		case "/noticed", "/happened":
			return steptest.Mostly[any](draw, steptest.Absent, now.Add(time.Hour).UTC().Format("2006-01-02T15:04:05Z"), "2026-05-30T08:00:00+01:00")
		}
		switch f.Kind {
		case peer.FieldWords:
			by := steptest.Mostly[any](draw, nil, map[string]any{"person": "p4"}, map[string]any{"staff": "w4"}, map[string]any{"staff": "w5"}, map[string]any{"person": "p4", "staff": "w4"})
			w := map[string]any{"text": "the garden gate", "lang": "cy", "how": steptest.OneOf(draw, "said", "written", "signed")}
			if by != nil {
				w["by"] = by
			}
			return steptest.Mostly[any](draw, w, steptest.Absent)
		case peer.FieldText:
			return steptest.Mostly[any](draw, "the garden gate", steptest.Absent, "as Siân Weller said")
		case peer.FieldChoice, peer.FieldAnswer:
			return steptest.Mostly[any](draw, steptest.OneOf(draw, f.Options...), steptest.Absent)
		case peer.FieldYesNo:
			return draw(2) == 0
		}
		return nil
	}
}

func TestRecordsTerms(t *testing.T) {
	for _, list := range []interface {
		Terms() []string
		Known() bool
	}{safeguard.MentalChange("x"), safeguard.Tell("x"), safeguard.IncidentSort("x"), safeguard.PersonsPart("x"), safeguard.PhysicalHarm("x"), safeguard.PsychologicalHarm("x"),
		safeguard.Characteristic("x"), safeguard.AssessmentSort("x"), safeguard.LimitSort("x")} {
		require.False(t, list.Known())
		require.NotEmpty(t, list.Terms())
	}
	known := safeguard.MentalChange("worse").Known() && safeguard.Tell("now").Known() && safeguard.IncidentSort("accident").Known() && safeguard.PersonsPart("harmed").Known() && safeguard.PhysicalHarm("fatal").Known() &&
		safeguard.PsychologicalHarm("severe").Known() && safeguard.Characteristic("sex").Known() && safeguard.AssessmentSort("person").Known() && safeguard.LimitSort("legal").Known()
	require.True(t, known)
}
