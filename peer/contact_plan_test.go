package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

func TestPlanAge(t *testing.T) {
	for _, c := range answers {
		t.Run("PEER-27, H16 of the service's age: "+c.name, func(t *testing.T) {
			d := conBefore(t, byJess, thePlan(), func(f *peer.ContactFacts) { f.Age = c.answer })
			if c.answer == peer.Yes {
				steptest.Open(t, d)
				return
			}
			steptest.Only(t, d, "PEER-27 age-outside-service", "")
			require.Equal(t, c.answer == peer.Unknown, len(d.Missing()) == 1, "what nobody knows is named")
			safe := thePlan()
			safe.ForSafety = true
			steptest.Open(t, conBefore(t, byJess, safe, func(f *peer.ContactFacts) { f.Age = c.answer }))
			steptest.Open(t, contactBench.Tried(t, peer.Contact{}, theRecord(), byJess, func(f *peer.ContactFacts) { f.Age = c.answer }))
		})
	}
	t.Run("PEER-27 an answer about an age is a fact of the plan", func(t *testing.T) {
		reason := func(met peer.Tri, w peer.Weight) peer.Reason { return peer.Reason{Met: met, Weight: w} }
		for _, c := range []struct {
			want    peer.Tri
			reasons []peer.Reason
		}{
			{peer.Unknown, nil},
			{peer.Yes, []peer.Reason{reason(peer.Yes, peer.Blocks), reason(peer.No, peer.Warns)}},
			{peer.No, []peer.Reason{reason(peer.Unknown, peer.Blocks), reason(peer.No, peer.Blocks)}},
			{peer.Unknown, []peer.Reason{reason(peer.Unknown, peer.Blocks), reason(peer.No, peer.Warns)}},
		} {
			require.Equal(t, c.want, peer.Decision{Reasons: c.reasons}.Answer())
		}
	})
}

func TestPlanLone(t *testing.T) {
	lone := thePlan()
	lone.What.Lone = true
	for _, c := range answers {
		t.Run("PEER-26 alone, with what the organisation asks for: "+c.name, func(t *testing.T) {
			with := func(f *peer.ContactFacts) { f.LonePlan = c.answer }
			d := conBefore(t, byJess, lone, with)
			if c.answer == peer.Yes {
				steptest.Open(t, d)
				return
			}
			steptest.Only(t, d, "PEER-26 lone-working-plan-missing", "/what/lonePlan")
			require.Contains(t, codesOf(conBefore(t, byAled, lone, with)), "PEER-16 not-available-today", "H26 where a worker is alone is not for others to read")
			named := lone
			named.What.LonePlan = "lone-1"
			steptest.Open(t, conBefore(t, byJess, named, with))
			safe := lone
			safe.ForSafety = true
			steptest.Open(t, conBefore(t, byJess, safe, with))

			p := theRecord()
			p.What.Lone = true
			warned(t, contactBench.Tried(t, peer.Contact{}, p, byJess, with), "PEER-26 lone-working-plan-missing")
			require.Equal(t, []peer.Mark{peer.NoLonePlan}, contactBench.Done(t, peer.Contact{}, p, byJess, with).Marks(), "H21 it is kept, and goes to supervision")
			p.What.LonePlan = "lone-1"
			require.Empty(t, contactBench.Done(t, peer.Contact{}, p, byJess, with).Marks())
		})
	}
	t.Run("PEER-26 with a colleague nothing is asked", func(t *testing.T) {
		steptest.Open(t, conBefore(t, byJess, thePlan(), func(f *peer.ContactFacts) { f.LonePlan = peer.No }))
	})
}

// codesOf are the rules that stand in the way.
func codesOf(d peer.Decision) []string {
	var out []string
	for _, r := range d.Reasons {
		if r.Stops() {
			out = append(out, r.Rule.String())
		}
	}
	return out
}

func TestPlanAfterTheEnd(t *testing.T) {
	over := func(f *peer.ContactFacts) { f.Agreed.Active, f.Agreed.Ended = false, true }
	t.Run("PEER-55 no more contacts are planned once it has ended", func(t *testing.T) {
		steptest.Only(t, conBefore(t, byJess, thePlan(), over), "PEER-55 relationship-ended", "/relationship")
		for _, kind := range []peer.ActivityKind{peer.Orientation, peer.GroupActivity} {
			p := thePlan()
			p.Kind = kind
			steptest.Only(t, conBefore(t, byAled, p, over), "PEER-55 relationship-ended", "/relationship")
		}
	})
	t.Run("PEER-55, H23 what is about somebody's safety is planned all the same", func(t *testing.T) {
		p := thePlan()
		p.ForSafety = true
		steptest.Open(t, conBefore(t, byJess, p, over))
	})
	t.Run("PEER-55, H21 a contact that took place is kept, and goes to supervision", func(t *testing.T) {
		r, change := contactBench.Changed(t, peer.Contact{}, theRecord(), byJess, over)
		require.Equal(t, []peer.Mark{peer.OutsideAgreement}, r.Marks())
		require.Equal(t, peer.SignalOutsideAgreement, change.Signals[0].Kind)
	})
	t.Run("PEER-55 another pair's end is not theirs", func(t *testing.T) {
		for _, set := range []func(*peer.ContactFacts){
			func(f *peer.ContactFacts) { over(f); f.Agreed.Person = beatriz }, func(f *peer.ContactFacts) { over(f); f.Agreed.Worker = rowan },
		} {
			steptest.Only(t, conBefore(t, byJess, thePlan(), set), "PEER-33 boundaries-not-agreed", "/activity")
		}
	})
	t.Run("PEER-55 the relationship says so", func(t *testing.T) {
		s := tellRel(t)
		require.True(t, peer.AgreedIn(s.ended).Ended)
		for _, r := range []peer.Relationship{s.offered, s.welcomed, s.agreeing, s.active, s.declined} {
			require.False(t, peer.AgreedIn(r).Ended)
		}
	})
}

func TestAgreedIn(t *testing.T) {
	s := tellRel(t)
	t.Run("PEER-33 what a relationship says about contacts", func(t *testing.T) {
		require.Equal(t, theAgreed(), peer.AgreedIn(s.active))
		require.False(t, peer.AgreedIn(peer.Relationship{}).Known)
		for _, r := range []peer.Relationship{s.offered, s.welcomed, s.agreeing, s.declined, s.ended} {
			require.True(t, peer.AgreedIn(r).Known)
			require.False(t, peer.AgreedIn(r).Active)
		}
	})
}
