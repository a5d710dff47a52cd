package safeguard_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// recHistories takes many histories of one kind and checks what they came to.
func recHistories[R peer.Record, S any](t *testing.T, kind steptest.Kind[R, S, safeguard.Facts], give func(steptest.Draw) steptest.Give, holds func(t require.TestingT, r R, c peer.Change)) {
	t.Helper()
	defer witness.Pause()()
	var tally steptest.Tally
	p, duty := recFacts(t).Policy, recFacts(t).Roster
	rapid.Check(t, func(rt *rapid.T) {
		watched := kind
		watched.Do = func(r R, s S, a peer.Act, f safeguard.Facts) (R, peer.Change, error) {
			next, c, err := kind.Do(r, s, a, f)
			if err == nil {
				holds(rt, next, c)
			}
			return next, c, err
		}
		watched.New = func(s S, a peer.Act, f safeguard.Facts) (R, peer.Change, error) {
			next, c, err := kind.New(s, a, f)
			if err == nil {
				holds(rt, next, c)
			}
			return next, c, err
		}
		steptest.Walk[R, S, safeguard.Facts]{Kind: watched, Steps: 12, From: on("2026-06-01T09:30Z"),
			Who: func(draw steptest.Draw, r R, party peer.Party) peer.Actor {
				return steptest.Mostly(draw, recUsual(r, party), bySian, byJess, byRowan, recKay, byHannah, byInes, byMegan, peer.ByPerson(beatriz), peer.Actor{}, peer.Actor{Person: sian, Staff: jess})
			},
			Facts: func(draw steptest.Draw, _ R) safeguard.Facts {
				return safeguard.Facts{Policy: steptest.Mostly(draw, p, safeguard.Policy{}), Roster: steptest.Mostly(draw, duty, safeguard.Roster{}), Identifying: []string{"Siân Weller"},
					Consents: steptest.OneOf(draw, recConsents(peer.Yes), recConsents(peer.Yes), nil, recConsents(peer.No))}
			},
			Give: func(draw steptest.Draw, _ R, now time.Time) steptest.Give { return recGive(draw, now, give(draw)) },
		}.Run(rt, func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "draw") }, &tally)
	})
	tally.Check(t, kind.Table)
}

// recUsual is who mostly takes a step that is a party's.
func recUsual(r any, party peer.Party) peer.Actor {
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
	return map[peer.Party]peer.Actor{peer.PartyPerson: bySian, peer.PartyWorker: byJess, peer.PartyRaiser: byJess, peer.PartyRecipient: byInes, peer.PartyOwner: recKay,
		peer.PartyStaff: recKay, peer.PartyCarer: byMegan}[party]
}

// recConsents are Siân's answer to being named.
func recConsents(given peer.Tri) []peer.Consent {
	return []peer.Consent{{ID: "c1", Person: sian, Scope: peer.ShareConcerns, Purpose: peer.ForSupervision, Given: given, From: on("2026-01-01T00:00Z")}}
}

// recGive answers a form; first is asked before.
func recGive(draw steptest.Draw, now time.Time, first steptest.Give) steptest.Give {
	return func(path string, f peer.Field) any {
		if v := first(path, f); v != nil {
			return v
		}
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
		case peer.FieldGroup:
			return steptest.Fill(f.Fields, recGive(draw, now, first))
		}
		return nil
	}
}

// recNothing gives nothing of its own.
func recNothing(steptest.Draw) steptest.Give { return steptest.Nothing }

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
