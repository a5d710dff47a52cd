package peer_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

func choice(t testing.TB, list []peer.Choice, do peer.Action) peer.Choice {
	t.Helper()
	i := slices.IndexFunc(list, func(c peer.Choice) bool { return c.Do == do })
	require.GreaterOrEqual(t, i, 0, "%s is not listed", do)
	return list[i]
}

func TestChoices(t *testing.T) {
	s, facts := tellRel(t), relFacts(t)
	t.Run("PEER-35 everybody sees every step that leads on, and whose it is", func(t *testing.T) {
		for _, who := range anybody() {
			var seen []peer.Action
			for _, c := range s.active.Choices(act(who.By, "2026-03-10T11:00Z", "x", s.active), facts) {
				seen = append(seen, c.Do)
				require.Equal(t, slices.Contains(c.Whose, who.As), c.Yours, "%s: %s", who.Name, c.Do)
				require.True(t, c.Yours || !c.Open, "%s: %s is not theirs", who.Name, c.Do)
				require.NotEmpty(t, c.Says)
				require.NotEmpty(t, c.Leads)
			}
			require.Equal(t, []peer.Action{"tell-rights", "propose", "confirm", "withdraw", "pause", "pause-on-our-side", "plan-ending", "end-by-service", "record-death",
				"end-for-safety", "ask-for-somebody-else", "name-care-coordinator", "give-word"}, seen, who.Name)
		}
	})
	t.Run("PEER-37 from an end nothing leads on", func(t *testing.T) {
		for _, r := range []peer.Relationship{s.ended, s.declined, {}} {
			require.Empty(t, r.Choices(act(byAled, "2026-04-10T11:00Z", "x", r), facts))
		}
	})
	t.Run("PEER-31 an empty form is not an obstacle", func(t *testing.T) {
		c := choice(t, s.offered.Choices(act(byJess, "2026-02-10T11:00Z", "x", s.offered), facts), "welcome")
		require.True(t, c.Open)
		require.Len(t, c.Needs, 2)
		for _, n := range c.Needs {
			require.Equal(t, peer.Unknown, n.Met)
			require.NotEmpty(t, n.Path)
			require.NotEmpty(t, n.Fix)
		}
	})
	t.Run("PEER-20 what a caller does with a choice does not change the table", func(t *testing.T) {
		list := s.active.Choices(act(byAled, "2026-03-10T11:00Z", "x", s.active), facts)
		for i := range list {
			for j := range list[i].Whose {
				list[i].Whose[j] = peer.PartyCarer
			}
			for j := range list[i].Leads {
				list[i].Leads[j] = "nowhere"
			}
			for j := range list[i].Fields {
				spoilField(&list[i].Fields[j])
			}
		}
		for _, row := range peer.RelationshipTable().Rows {
			row.By[0], row.To[0] = peer.PartyCarer, "nowhere"
			for j := range row.Fields {
				spoilField(&row.Fields[j])
			}
		}
		next, _, err := s.active.Do(theProposal(), act(byAled, "2026-03-10T11:00Z", "x", s.active), facts)
		require.NoError(t, err)
		require.Equal(t, peer.Active, next.Status())
		step := theProposal()
		step.Purpose = own(string(make([]byte, 2001)))
		_, _, err = s.active.Do(step, act(byAled, "2026-03-10T11:00Z", "x", s.active), facts)
		turnedDown(t, err, peer.ErrTooLong)
		_, _, err = s.active.Do(theProposal(), act(byMegan, "2026-03-10T11:00Z", "x", s.active), facts)
		turnedDown(t, err, peer.ErrNeedsBothParties)
	})
	t.Run("PEER-24 the steps that begin a record are listed before there is one", func(t *testing.T) {
		starts := peer.RelationshipStarts(act(byHannah, "2026-02-09T10:00Z", "x", nil), facts)
		require.Len(t, starts, 2)
		require.Equal(t, []peer.Action{"offer", "hand-over"}, []peer.Action{starts[0].Do, starts[1].Do})
		require.True(t, starts[0].Open, "whose it is cannot be said before the form names the person")
		require.Len(t, starts[0].Decision.Missing(), 1)
		for _, by := range []peer.Actor{byAled, byMegan, {}} {
			other := peer.RelationshipStarts(act(by, "2026-02-09T10:00Z", "x", nil), facts)[0]
			require.False(t, other.Open || other.Yours, "no member of staff can be this somebody")
		}
		full := facts
		full.Places.Held = full.Places.Max
		require.False(t, peer.RelationshipStarts(act(byHannah, "2026-02-09T10:00Z", "x", nil), full)[0].Open)
		require.True(t, starts[0].Fields[0].Required, "/id is needed")
		require.Equal(t, []peer.Party{peer.PartyStaff}, starts[0].Whose)
		require.Len(t, peer.ContactStarts(act(byJess, before, "x", nil), conFacts(t)), 2)
		require.Len(t, peer.SupportRequestStarts(act(byJess, before, "x", nil), facts), 1)
	})
	t.Run("a choice offers what the record holds", func(t *testing.T) {
		out, back, _ := walking(t)
		for r, want := range map[*walk][]string{&out: {"bridge"}, &back: {"bridge", "bridge"}} {
			c := choice(t, walks.Choices(*r, act(byAled, nextDay, "x", *r), fine), "go-on")
			require.Equal(t, want, c.Fields[0].Options)
			require.Equal(t, "/stop", c.Fields[0].Path)
			require.Empty(t, c.Fields[1].Options)
		}
	})
	t.Run("a choice tells a form everything it draws", func(t *testing.T) {
		c := choice(t, s.active.Choices(act(byAled, "2026-03-10T11:00Z", "x", s.active), facts), "propose")
		b, err := json.MarshalIndent(c.Fields, "", "  ")
		require.NoError(t, err)
		steptest.Golden(t, "fields-propose.json", append(b, '\n'))
	})
}

func spoilField(f *peer.Field) {
	f.Required, f.Max, f.Items, f.Kind, f.Path = false, 1<<30, 1<<30, peer.FieldYesNo, ""
	for i := range f.Options {
		f.Options[i] = "anything"
	}
	for i := range f.Fields {
		spoilField(&f.Fields[i])
	}
}

// TestFormOfAChoice fills forms from nothing but what Choices tells, as a front
// end that has never seen the types.
func TestFormOfAChoice(t *testing.T) {
	facts := relFacts(t)
	post := func(t *testing.T, c peer.Choice, give steptest.Give) peer.RelationshipStep {
		t.Helper()
		step, err := peer.DecodeRelationshipStep(steptest.Post(c, give))
		require.NoError(t, err)
		return step
	}
	ids := func(path string, f peer.Field) any {
		switch path {
		case "/id":
			return "rel-1"
		case "/person":
			return aled
		case "/worker":
			return jess
		case "/participants/*":
			return map[string]any{"person": aled}
		case "/introducedAsPeer":
			return true
		case "/topics":
			var out []any
			for _, topic := range f.Fields[0].Options {
				out = append(out, map[string]any{"topic": topic, "told": f.Fields[1].Options[0]})
			}
			return out
		}
		return nil
	}
	t.Run("PEER-24, PEER-31, PEER-32, PEER-33 from offer to agreement with field descriptors alone", func(t *testing.T) {
		a := act(byHannah, "2026-02-09T10:00Z", "1", nil)
		r, _, err := peer.NewRelationship(post(t, peer.RelationshipStarts(a, facts)[0], ids), a, facts)
		require.NoError(t, err)
		for i, next := range []struct {
			do peer.Action
			by peer.Actor
		}{{"welcome", byJess}, {"tell-rights", byJess}, {"propose", byAled}, {"confirm", byJess}} {
			a := act(next.by, "2026-02-10T10:00Z", "r"+peer.Rev(i).String(), r)
			c := choice(t, r.Choices(a, facts), next.do)
			require.True(t, c.Open && c.Yours, "%s: %v", next.do, c.Decision.Unmet())
			r, _, err = r.Do(post(t, c, ids), a, facts)
			require.NoError(t, err, next.do)
		}
		require.Equal(t, peer.Active, r.Status())
	})
}

// TestAudience is hazard H26: why a worker may not work today is for the worker
// and their line.
func TestAudience(t *testing.T) {
	why := peer.Reason{Rule: row("PEER-13", peer.ErrOutOfRange), Says: "The worker is not away.", Fix: "Wait until they are back.", Met: peer.No}
	notReady := func(f *peer.ContactFacts) {
		f.Ready = peer.Readiness{Verdict: peer.NotReady, Reasons: []peer.Reason{why}}
	}
	facts := conFacts(t)
	facts.Lines = peer.Lines{LineManager: hannah, Supervisor: iris}
	notReady(&facts)
	check := func(by peer.Actor) peer.Decision {
		return peer.CheckNewContact(thePlan(), act(by, before, "x", nil), facts)
	}
	told := func(t *testing.T, d peer.Decision) {
		t.Helper()
		var all []string
		for _, r := range d.Unmet() {
			all = append(all, r.Rule.String())
			require.NotEqual(t, peer.WorkerAndLine, r.Audience)
		}
		require.Contains(t, all, "PEER-16 not-available-today")
		require.NotContains(t, all, "PEER-13 out-of-range")
		require.NotContains(t, all, "PEER-16 worker-not-ready")
	}
	t.Run("PEER-16 the person reads that it is not today, and no more", func(t *testing.T) {
		d := check(byAled)
		reason := only(t, d, "PEER-16 not-available-today")
		require.Equal(t, "Not available today.", reason.Says)
		_, _, err := peer.NewContact(thePlan(), act(byAled, before, "x", nil), facts)
		turnedDown(t, err, peer.ErrNotAvailableToday)
		for _, secret := range []string{"ready", "PEER-13", "is not away", "until they are back"} {
			steptest.Silent(t, secret, err)
		}
		b, err := json.Marshal(err)
		require.NoError(t, err)
		require.NotContains(t, string(b), "ready")
	})
	t.Run("PEER-16 nor does a carer, another person or nobody at all", func(t *testing.T) {
		for _, by := range []peer.Actor{byMegan, peer.ByPerson(beatriz), {}} {
			told(t, check(by))
		}
	})
	t.Run("PEER-16 the worker and the line read why", func(t *testing.T) {
		for _, by := range []peer.Actor{byJess, byHannah, peer.ByStaff(iris, peer.RolePeerSupportLead)} {
			var all []string
			for _, r := range check(by).Unmet() {
				all = append(all, r.Rule.String())
			}
			require.Contains(t, all, "PEER-16 worker-not-ready")
			require.Contains(t, all, "PEER-13 out-of-range")
		}
	})
	t.Run("PEER-16 nor does a colleague who is not in the worker's line", func(t *testing.T) {
		d := check(peer.ByStaff(kay, peer.RoleLineManager))
		for _, r := range d.Unmet() {
			require.NotEqual(t, "PEER-16 worker-not-ready", r.Rule.String())
		}
	})
	t.Run("PEER-04 the person is not told that the worker is under supervision", func(t *testing.T) {
		facts := conFacts(t)
		supervisedOnly(&facts)
		only(t, peer.CheckNewContact(thePlan(), act(byAled, before, "x", nil), facts), "PEER-16 not-available-today")
		facts.Ready.Verdict = ""
		d := peer.CheckNewContact(thePlan(), act(byAled, before, "x", nil), facts)
		require.Len(t, d.Unmet(), 1, "two reasons that are not theirs are told as one")
	})
	t.Run("PEER-04 nor is it among the needs the person's form lists", func(t *testing.T) {
		out, _, _ := walking(t)
		for _, c := range walks.Choices(out, act(byAled, after, "x", out), fine) {
			for _, n := range c.Needs {
				require.NotEqual(t, peer.WorkerAndLine, n.Audience)
			}
		}
		for _, c := range peer.ContactStarts(act(byAled, before, "x", nil), facts) {
			for _, n := range append(c.Needs, c.Decision.Reasons...) {
				require.False(t, n.Audience == peer.WorkerAndLine && n.Met != peer.Yes, n.Rule.String())
			}
		}
	})
	t.Run("PEER-16 what is hidden still stands in the way", func(t *testing.T) {
		full := peer.CheckNewContact(thePlan(), act(byHannah, before, "x", nil), facts)
		for _, p := range []peer.Party{peer.PartyPerson, peer.PartyCarer, peer.PartyOwner, peer.PartyNobody} {
			seen := full.SeenBy(p)
			require.False(t, seen.Allowed())
			told(t, seen)
			require.Equal(t, seen, seen.SeenBy(p))
		}
	})
	t.Run("PEER-16 a warning that is hidden does not turn into an obstacle", func(t *testing.T) {
		d := peer.Decision{Reasons: []peer.Reason{{Weight: peer.Warns, Met: peer.No, Audience: peer.WorkerAndLine}, {Met: peer.Yes}}}
		require.True(t, d.SeenBy(peer.PartyPerson).Allowed())
		require.Empty(t, d.SeenBy(peer.PartyPerson).Unmet())
		require.Equal(t, d, d.SeenBy(peer.PartyWorker))
	})
}

func TestLinesThatNobodyKnowsAreNoLine(t *testing.T) {
	t.Run("PEER-16 a manager reads why only where the facts say they are the worker's", func(t *testing.T) {
		facts := conFacts(t)
		facts.Ready = peer.Readiness{Verdict: peer.NotReady}
		reads := func() bool {
			d := peer.CheckNewContact(thePlan(), act(byHannah, before, "x", nil), facts)
			for _, r := range d.Unmet() {
				if r.Rule.String() == "PEER-16 worker-not-ready" {
					return true
				}
			}
			return false
		}
		facts.Lines = peer.Lines{}
		require.False(t, reads())
		facts.Lines = peer.Lines{LineManager: hannah}
		require.True(t, reads())
	})
}
