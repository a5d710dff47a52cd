package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// conBefore is what planning hears the day before, with the plan and the facts put anew.
func conBefore(t *testing.T, by peer.Actor, p peer.PlanContact, set ...func(*peer.ContactFacts)) peer.Decision {
	t.Helper()
	f := conFacts(t)
	for _, s := range set {
		s(&f)
	}
	return peer.CheckNewContact(p, act(by, before, "x", nil), f)
}

func TestGoingAlong(t *testing.T) {
	for _, c := range []struct {
		name, rule, path string
		set              func(*peer.GoingAlong)
		atPlan           string // what planning hears; empty: the same
	}{
		{"the worker chose it", "PEER-50 persons-choice-only", "/chosenBy", func(g *peer.GoingAlong) { g.ChosenBy = byJess }, ""},
		{"the care co-ordinator chose it", "PEER-50 persons-choice-only", "/chosenBy", func(g *peer.GoingAlong) { g.ChosenBy = byKay }, ""},
		{"another person chose it", "PEER-50 persons-choice-only", "/chosenBy", func(g *peer.GoingAlong) { g.ChosenBy = peer.ByPerson(beatriz) }, ""},
		{"nobody said who chose it", "PEER-50 required", "/chosenBy", func(g *peer.GoingAlong) { g.ChosenBy = peer.Actor{} }, ""},
		{"two at once chose it", "PEER-50 required", "/chosenBy", func(g *peer.GoingAlong) { g.ChosenBy.Staff = jess }, ""},
		{"nobody said what it serves", "PEER-50 required", "/goal", func(g *peer.GoingAlong) { g.Goal = "" }, ""},
		{"it serves a goal and none", "PEER-50 required", "/goal", func(g *peer.GoingAlong) { g.NoGoalYet = true }, ""},
	} {
		t.Run("PEER-50 "+c.name+": it is not planned", func(t *testing.T) {
			p := thePlanAlong()
			c.set(&p.Along)
			steptest.Only(t, conBefore(t, byJess, p), c.rule, "/along"+c.path)
		})
		t.Run("PEER-50, H21 "+c.name+": it is kept all the same", func(t *testing.T) {
			p := theWhole()
			c.set(&p.Entry.Along)
			reason := warned(t, contactBench.Tried(t, peer.Contact{}, p, byJess), c.rule)
			require.Equal(t, "/entry/along"+c.path, reason.Path)
			r := contactBench.Done(t, peer.Contact{}, p, byJess)
			require.Equal(t, c.rule == "PEER-50 persons-choice-only", len(r.Marks()) == 1)
			if len(r.Marks()) == 1 {
				require.Equal(t, peer.NotTheirChoice, r.Marks()[0], "it goes to supervision")
			}
		})
	}
	t.Run("PEER-50 with no goal yet, and practical help", func(t *testing.T) {
		p := thePlanAlong()
		p.Kind, p.Along = peer.OneToOne, peer.GoingAlong{To: peer.AlongPractical, ChosenBy: byAled, NoGoalYet: true}
		steptest.Open(t, conBefore(t, byJess, p))
		p.Along.ChosenBy = byJess
		steptest.Only(t, conBefore(t, byJess, p), "PEER-50 persons-choice-only", "/along/chosenBy")
	})
	t.Run("PEER-50 nothing of it is asked of a contact that is something else, or did not take place", func(t *testing.T) {
		p := theWhole()
		p.Kind, p.Entry.Along = peer.OneToOne, peer.GoingAlong{}
		steptest.Open(t, contactBench.Tried(t, peer.Contact{}, p, byJess))
		for _, outcome := range []peer.Outcome{peer.Missed, peer.CalledOff} {
			p.Kind, p.What.Outcome = peer.Accompaniment, outcome
			steptest.Open(t, contactBench.Tried(t, peer.Contact{}, p, byJess))
		}
	})
	t.Run("PEER-50, PEER-44 about somebody's safety nothing is asked first", func(t *testing.T) {
		p := thePlanAlong()
		p.ForSafety, p.Along = true, peer.GoingAlong{ChosenBy: byKay}
		steptest.Open(t, conBefore(t, byJess, p))
	})
	t.Run("PEER-50 what the person means to do alone is asked afterwards, and is in their words", func(t *testing.T) {
		p := theWhole()
		p.Entry.Along.NextAlone = peer.Words{}
		require.Equal(t, "/entry/along/nextAlone", warned(t, contactBench.Tried(t, peer.Contact{}, p, byJess), "PEER-50 required").Path)
		for _, w := range []peer.Words{own("he will go alone"), steptest.Own(byJess, "go alone"), steptest.Own(peer.ByPerson(beatriz), "go")} {
			p.Entry.Along.NextAlone = w
			steptest.Only(t, contactBench.Tried(t, peer.Contact{}, p, byJess), "PEER-50 persons-words-only", "/entry/along/nextAlone")
		}
	})
	t.Run("PEER-50 what was planned is there when it is written down, unless something else is said", func(t *testing.T) {
		planned, _, err := peer.NewContact(thePlanAlong(), act(byAled, before, "b1", nil), conFacts(t))
		require.NoError(t, err)
		require.Equal(t, theAlong(), planned.Entry().Along)
		r := contactBench.Done(t, planned, peer.RecordPlanned{What: theTime()}, byJess)
		require.Equal(t, theAlong(), r.Entry().Along)
		other := theAlong()
		other.Goal = "goal-2"
		r = contactBench.Done(t, planned, peer.RecordPlanned{What: theTime(), Entry: peer.ContactEntry{Along: other}}, byJess)
		require.Equal(t, "goal-2", r.Entry().Along.Goal)
	})
	t.Run("PEER-50 an actor that is nobody is not kept", func(t *testing.T) {
		p := theWhole()
		p.Entry.Along.ChosenBy = peer.Actor{Person: aled, Staff: jess}
		require.Zero(t, contactBench.Done(t, peer.Contact{}, p, byJess).Entry().Along.ChosenBy)
	})
}
