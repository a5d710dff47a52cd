package fhir_test

import (
	"encoding/json"
	"strings"
	"testing"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// wanted is a goal after these steps of the person's. It may go into the care
// record unless a step says otherwise.
func wanted(t testing.TB, change func(*recovery.ProposeGoal), steps ...recovery.GoalStep) recovery.Goal {
	t.Helper()
	first := recovery.ProposeGoal{ID: "g1", Person: aled, Worker: jess, Words: say("get back to the allotment & <grow> beans"), Target: peer.MustDate("2027-05"), Domain: recovery.DomainLeisure}
	if change != nil {
		change(&first)
	}
	ask := &requests{}
	g, _, err := recovery.NewGoal(first, ask.act(byAled, 0), recovery.Facts{})
	require.NoError(t, err)
	for _, step := range append([]recovery.GoalStep{recovery.WhoMaySee{Audience: recovery.CareRecord}}, steps...) {
		g, _, err = g.Do(step, ask.act(byAled, g.Rev()), recovery.Facts{})
		require.NoError(t, err)
	}
	return g
}

var (
	agree, start = recovery.AgreeGoal{}, recovery.StartGoal{}
	toStatus     = map[peer.Status][]recovery.GoalStep{
		recovery.GoalProposed: nil,
		recovery.GoalAgreed:   {agree},
		recovery.GoalActive:   {agree, start},
		recovery.GoalOnHold:   {agree, start, recovery.HoldGoal{Because: recovery.BecauseRest}},
		recovery.GoalAchieved: {agree, start, recovery.Achieve{}},
		recovery.GoalChanged:  {agree, start, recovery.ChangeGoal{Because: recovery.BecauseLifeChanged}},
		recovery.GoalLetGo:    {agree, start, recovery.LetGo{Because: recovery.BecauseEnough}},
	}
)

func TestToGoal(t *testing.T) {
	t.Run("FHIR-10 AT-15 an active goal", func(t *testing.T) {
		g := wanted(t, nil, agree, start, recovery.SayHowItGoes{Going: recovery.GoingImproving})
		r, err := fhir.ToGoal(g, tamarside(t))
		require.NoError(t, err)
		golden(t, "goal-active", r.Body)
		require.Equal(t, fhir.Identifier{System: fhir.Canonical + "/id/goal", Value: "g1"}, r.Identifier)
		require.Contains(t, string(r.Body), `"text":"get back to the allotment & <grow> beans"`, "as it was said")
		require.Equal(t, at(t, r, "subject.reference"), at(t, r, "expressedBy.reference"))
	})
	t.Run("FHIR-10 every status", func(t *testing.T) {
		want := map[peer.Status][3]string{
			recovery.GoalProposed: {"proposed"},
			recovery.GoalAgreed:   {"accepted"},
			recovery.GoalActive:   {"active"},
			recovery.GoalOnHold:   {"on-hold"},
			recovery.GoalAchieved: {"completed", "achieved"},
			recovery.GoalChanged:  {"cancelled", "", "The person changed this goal into another one."},
			recovery.GoalLetGo:    {"cancelled", "", "The person chose to put this goal down."},
		}
		require.Len(t, want, len(recovery.GoalTable().States))
		for _, state := range recovery.GoalTable().States {
			g := wanted(t, nil, toStatus[state.Status]...)
			require.Equal(t, state.Status, g.Status())
			r, err := fhir.ToGoal(g, tamarside(t))
			require.NoError(t, err)
			got := [3]string{}
			for i, path := range []string{"lifecycleStatus", "achievementStatus.coding.code", "statusReason"} {
				got[i] = strings.Join(at(t, r, path), ",")
			}
			require.Equal(t, want[state.Status], got, state.Status)
			require.Equal(t, []string{g.StatusOn().String()}, at(t, r, "statusDate"))
		}
	})
	t.Run("FHIR-10 H20 every way of going, in the person's own say only", func(t *testing.T) {
		for _, word := range recovery.Going("").Terms() {
			for _, last := range [][]recovery.GoalStep{nil, {recovery.HoldGoal{}}, {recovery.Achieve{}}, {recovery.LetGo{}}, {recovery.Achieve{}, recovery.PickUp{}}} {
				g := wanted(t, nil, append([]recovery.GoalStep{agree, start, recovery.SayHowItGoes{Going: recovery.Going(word)}}, last...)...)
				r, err := fhir.ToGoal(g, tamarside(t))
				require.NoError(t, err)
				want := word
				if g.Status() == recovery.GoalAchieved {
					want = "achieved"
				}
				require.Equal(t, []string{want}, at(t, r, "achievementStatus.coding.code"))
				require.Equal(t, []string{"http://terminology.hl7.org/CodeSystem/goal-achievement"}, at(t, r, "achievementStatus.coding.system"))
				require.Len(t, at(t, r, "achievementStatus.coding.display"), 1)
			}
		}
	})
	t.Run("FHIR-10 every part of life, and every kind of date", func(t *testing.T) {
		for _, domain := range append(recovery.LifeDomain("").Terms(), "") {
			for _, target := range []string{"", "2027", "2027-05", "2027-05-09"} {
				g := wanted(t, func(c *recovery.ProposeGoal) {
					c.Domain, c.Target = recovery.LifeDomain(domain), peer.Date{}
					if target != "" {
						c.Target = peer.MustDate(target)
					}
				})
				r, err := fhir.ToGoal(g, tamarside(t))
				require.NoError(t, err)
				require.Equal(t, domain, strings.Join(at(t, r, "category.coding.code"), ","))
				require.Equal(t, target, strings.Join(at(t, r, "target.dueDate"), ","))
			}
		}
	})
	t.Run("FHIR-02 the same goal gives the same bytes, and the models read them", func(t *testing.T) {
		g, in := wanted(t, nil, agree, start), tamarside(t)
		first, err := fhir.ToGoal(g, in)
		require.NoError(t, err)
		again, err := fhir.ToGoal(g, in)
		require.NoError(t, err)
		require.Equal(t, first.Body, again.Body)
		read, err := r4.UnmarshalGoal(first.Body)
		require.NoError(t, err)
		theirs, err := json.Marshal(read)
		require.NoError(t, err)
		require.JSONEq(t, string(theirs), string(first.Body))
	})
}

func TestGoalNotes(t *testing.T) {
	goal := wanted(t, nil, agree, start)
	t.Run("REC-11, FHIR-10 what the person celebrates of it, in their own words", func(t *testing.T) {
		second := begun(t, recovery.NewCelebration, recovery.CelebrationStep(recovery.Celebrate{ID: "ce0", Person: aled, Goal: "g1", What: say("a whole row")}), noFacts, byAled)
		r, err := fhir.ToGoal(goal, planned(t, cheered(t), second))
		require.NoError(t, err)
		golden(t, "goal-celebrated", r.Body)
		require.Equal(t, []string{"a whole row", "the first beans"}, at(t, r, "note.text"))
		require.Equal(t, []string{"Patient/p1", "Patient/p1"}, at(t, r, "note.authorReference.reference"))
		require.NotContains(t, string(r.Body), "tea")
	})
	t.Run("REC-11, REC-50 not of another goal or person, not the worker's words, not without a yes", func(t *testing.T) {
		celebrate := func(c recovery.Celebrate, by peer.Actor) recovery.Celebration {
			c.ID, c.What = "ce2", say(canary)
			return begun(t, recovery.NewCelebration, recovery.CelebrationStep(c), noFacts, by)
		}
		other := celebrate(recovery.Celebrate{Person: aled, Goal: "g2"}, byAled)
		somebody := celebrate(recovery.Celebrate{Person: "p6", Goal: "g1"}, peer.ByPerson("p6"))
		offered := celebrate(recovery.Celebrate{Person: aled, Worker: jess, Goal: "g1"}, byJess)
		accepted := taken(t, offered, noFacts, byAled, []recovery.CelebrationStep{recovery.AcceptCelebration{}})
		own := celebrate(recovery.Celebrate{Person: aled, Goal: "g1"}, byAled)
		for _, c := range []recovery.Celebration{other, somebody, offered, accepted} {
			r, err := fhir.ToGoal(goal, planned(t, c))
			require.NoError(t, err)
			require.NotContains(t, string(r.Body), canary)
		}
		in := planned(t, own)
		in.Consents = nil
		r, err := fhir.ToGoal(goal, in)
		require.NoError(t, err)
		require.NotContains(t, string(r.Body), canary)
	})
	t.Run("FHIR-10 words of a note that FHIR cannot hold", func(t *testing.T) {
		c := begun(t, recovery.NewCelebration, recovery.CelebrationStep(recovery.Celebrate{ID: "ce3", Person: aled, Goal: "g1", What: say(canary + "\x01")}), noFacts, byAled)
		_, err := fhir.ToGoal(goal, planned(t, c))
		refused(t, err, fhir.ErrUnmappable)
	})
}

func TestGoalRefusals(t *testing.T) {
	t.Run("REC-50 nothing goes without the person's yes, whatever the status", func(t *testing.T) {
		for _, audience := range []recovery.Audience{recovery.OnlyMe, recovery.MeAndMyWorker, recovery.Team} {
			for status, steps := range toStatus {
				g := wanted(t, func(c *recovery.ProposeGoal) { c.Words = say(canary) }, append([]recovery.GoalStep{recovery.WhoMaySee{Audience: audience}}, steps...)...)
				r, err := fhir.ToGoal(g, tamarside(t))
				require.Empty(t, r, status)
				require.Equal(t, "REC-50", refused(t, err, peer.ErrConsentRequired).Reasons[0].Rule.Row)
			}
		}
		first := recovery.ProposeGoal{ID: "g1", Person: aled, Words: say(canary)}
		g, _, err := recovery.NewGoal(first, (&requests{}).act(byAled, 0), recovery.Facts{})
		require.NoError(t, err)
		_, err = fhir.ToGoal(g, tamarside(t))
		refused(t, err, peer.ErrConsentRequired)
	})
	t.Run("FHIR-10 no goal", func(t *testing.T) {
		_, err := fhir.ToGoal(recovery.Goal{}, tamarside(t))
		refused(t, err, peer.ErrRequired)
	})
	t.Run("FHIR-15 a person whom the record system does not know", func(t *testing.T) {
		_, err := fhir.ToGoal(wanted(t, nil), fhir.Context{Site: fhir.Site{Identifiers: "x y"}})
		refused(t, err, fhir.ErrPatientNotFound, fhir.ErrUnmappable)
	})
	t.Run("FHIR-10 words that FHIR cannot hold", func(t *testing.T) {
		for _, words := range []string{canary + "\x00", canary + "\x1b[0m", canary + "\xff", "\xed\xa0\x80" + canary} {
			first := recovery.ProposeGoal{ID: "g1", Person: aled, Words: say(words)}
			g, _, err := recovery.NewGoal(first, (&requests{}).act(byAled, 0), recovery.Facts{})
			if err != nil {
				continue
			}
			g, _, err = g.Do(recovery.WhoMaySee{Audience: recovery.CareRecord}, (&requests{n: 1}).act(byAled, g.Rev()), recovery.Facts{})
			require.NoError(t, err)
			_, err = fhir.ToGoal(g, tamarside(t))
			require.Equal(t, "/words", refused(t, err, fhir.ErrUnmappable).Reasons[0].Path)
		}
	})
	t.Run("FHIR-10 every kind of text there is", func(t *testing.T) {
		for _, words := range []string{"a\tb\nc\r\nd", `"quoted" \ back`, "Siân 🌱", "a\u2028b\u2029", "<script>&amp;</script>", strings.Repeat("x", 2000)} {
			r, err := fhir.ToGoal(wanted(t, func(c *recovery.ProposeGoal) { c.Words = say(words) }), tamarside(t))
			require.NoError(t, err)
			require.Equal(t, []string{words}, at(t, r, "description.text"))
		}
	})
}

func TestGoalNeverSays(t *testing.T) {
	t.Run("FHIR-04 FHIR-12 REC-50 the words of the goal and no others", func(t *testing.T) {
		mark := func(field string) peer.Words { return say(canary + "-" + field) }
		g := wanted(t, func(c *recovery.ProposeGoal) {
			c.Words, c.Why, c.FirstStep = mark("words"), mark("why"), mark("first")
			c.Strengths, c.Challenges = []peer.Words{mark("strength")}, []peer.Words{mark("challenge")}
		}, agree, start, recovery.ChangeGoal{Because: recovery.BecauseNotMine, Into: recovery.NextGoal{ID: canary + "-next", Words: mark("next")}})
		r, err := fhir.ToGoal(g, tamarside(t))
		require.NoError(t, err)
		for path, values := range leaves(t, r.Body) {
			if path == "text.div" { // the narrative says what the rest does
				require.Equal(t, 1, strings.Count(values[0], canary))
				require.Contains(t, values[0], canary+"-words")
				continue
			}
			if strings.Contains(strings.Join(values, " "), canary) {
				require.Contains(t, fhir.Mappings(), fhir.Mapping{Record: recovery.KindGoal, Field: "/words/text", Elements: []string{"Goal." + path}})
				require.Equal(t, []string{canary + "-words"}, values)
			}
		}
		for _, word := range []string{"not-really-mine", "w4", "Jess", "audience"} {
			require.NotContains(t, string(r.Body), word)
		}
		var members map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(r.Body, &members))
		for _, never := range []string{"addresses", "priority", "note", "outcomeCode", "outcomeReference", "startCodeableConcept", "contained", "extension"} {
			require.NotContains(t, members, never)
		}
		require.NotContains(t, string(r.Body), "detail")
		require.NotContains(t, string(r.Body), "measure")
	})
}

func TestContributionOf(t *testing.T) {
	ask := &requests{}
	first := recovery.Contribute{ID: "k1", Person: aled, Worker: jess, Plan: recovery.PlanRef{ID: "c1", Owner: "kay"}, Words: say("walk to the allotment together on Tuesdays")}
	c, _, err := recovery.NewContribution(first, ask.act(byJess, 0), recovery.Facts{})
	require.NoError(t, err)
	do := func(c recovery.Contribution, by peer.Actor, step recovery.ContributionStep) recovery.Contribution {
		next, _, err := c.Do(step, ask.act(by, c.Rev()), recovery.Facts{})
		require.NoError(t, err)
		return next
	}
	of := func(c recovery.Contribution) (fhir.Edits, error) {
		return fhir.Contribute(parse(t, plan), fhir.ContributionOf(c, fhir.Reference{Reference: "Patient/p1"}, fhir.Reference{Reference: "Practitioner/w4", Display: "Jess Tamblyn"}))
	}
	seen := do(c, byAled, recovery.SeenByPerson{Agrees: peer.Yes})
	accepted := do(seen, peer.ByStaff("kay", peer.RoleCareCoordinator), recovery.AcceptContribution{})

	t.Run("FHIR-08 REC-44 accepted by the owner and seen by the person, it goes in", func(t *testing.T) {
		edits, err := of(accepted)
		require.NoError(t, err)
		e, err := prove(t, parse(t, plan), edits, ofPlan)
		require.NoError(t, err)
		text := string(e.Document.Bytes())
		require.Contains(t, text, `"description":"walk to the allotment together on Tuesdays"`)
		require.Contains(t, text, `"status":"not-started"`)
		require.Contains(t, text, `"reference":"Practitioner/w4"`)
		require.NotContains(t, text, `"performer"`)
	})
	t.Run("FHIR-08 REC-44 anything less does not", func(t *testing.T) {
		_, err := of(c)
		refused(t, err, fhir.ErrContributionOnly, peer.ErrPersonHasNotAgreed)
		_, err = of(seen)
		refused(t, err, fhir.ErrContributionOnly)
		_, err = of(do(c, byAled, recovery.SeenByPerson{Agrees: peer.No}))
		refused(t, err, fhir.ErrContributionOnly, peer.ErrPersonHasNotAgreed)
		_, err = of(do(seen, byAled, recovery.WithdrawContribution{}))
		refused(t, err, fhir.ErrContributionOnly)
		_, err = of(do(seen, peer.ByStaff("kay", ""), recovery.DeclineContribution{}))
		refused(t, err, fhir.ErrContributionOnly)
	})
}
