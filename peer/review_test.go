package peer_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

type reviewStep = peer.ReviewStep

func reviewBench() steptest.Bench[peer.Review, reviewStep, peer.Facts] {
	return steptest.Bench[peer.Review, reviewStep, peer.Facts]{Ground: ground(), Kind: steptest.Kind[peer.Review, reviewStep, peer.Facts]{
		Table: peer.ReviewTable(), New: peer.NewReview, CheckNew: peer.CheckNewReview, Starts: peer.ReviewStarts,
		Do: peer.Review.Do, Check: peer.Review.Check, Choices: peer.Review.Choices,
		Decode: peer.DecodeReview, EncodeStep: peer.EncodeReviewStep, DecodeStep: peer.DecodeReviewStep,
	}}
}

func theReview() peer.OpenReview {
	return peer.OpenReview{ID: "rev-1", Person: aled, Worker: jess, Relationship: "rel-1"}
}

// says is a part in words that do not say whose they are.
func says(helped string, strengths ...string) peer.SayInReview {
	part := peer.ReviewPart{Helped: own(helped)}
	for _, s := range strengths {
		part.Strengths = append(part.Strengths, own(s))
	}
	return peer.SayInReview{Part: part}
}

// reviewStory is one review on its way.
type reviewStory struct{ open, both, proposed, settled, off peer.Review }

func tellReview(t testing.TB) (s reviewStory) {
	t.Helper()
	b := reviewBench()
	s.open = b.Done(t, peer.Review{}, reviewStep(theReview()), byAled)
	both := b.Done(t, s.open, reviewStep(says("walking to the garden", "you wait until I am ready")), byAled)
	s.both = b.Done(t, both, reviewStep(says("our plan for the garden", "you asked the neighbour yourself")), byJess)
	s.proposed = b.Done(t, s.both, reviewStep(peer.ProposeOutcome{Outcome: peer.ReviewContinue}), byJess)
	s.settled = b.Done(t, s.proposed, reviewStep(peer.AgreeOutcome{Outcome: peer.ReviewContinue}), byAled)
	s.off = b.Done(t, s.open, reviewStep(peer.CallReviewOff{}), byJess)
	return s
}

func (s reviewStory) records() map[peer.Status]peer.Review {
	return map[peer.Status]peer.Review{peer.ReviewOpen: s.proposed, peer.ReviewSettled: s.settled, peer.ReviewCalledOff: s.off}
}

func TestReviewEveryRow(t *testing.T) {
	b, s := reviewBench(), tellReview(t)
	both := row("PEER-35", peer.ErrNeedsBothParties)
	said := func(by peer.Actor) peer.SayInReview {
		return peer.SayInReview{Part: peer.ReviewPart{Helped: steptest.Own(by, "the garden"), Strengths: []peer.Words{steptest.Own(by, "you came back")}}}
	}
	steptest.Plan[peer.Review, reviewStep, peer.Facts]{
		Kind: b.Kind, Person: aled, Anybody: anybody(), Records: s.records(),
		Cases: []steptest.Case[peer.Review, reviewStep, peer.Facts]{
			b.Planned(t, "PEER-51 the person begins", peer.Review{}, theReview(), byAled, peer.ReviewOpen, map[string][]peer.Rule{"/person": {both}}),
			b.Planned(t, "PEER-51 the worker begins", peer.Review{}, theReview(), byJess, peer.ReviewOpen, map[string][]peer.Rule{"/worker": {both}}),
			b.Planned(t, "PEER-51 the person says their part", s.open, said(byAled), byAled, peer.ReviewOpen, nil),
			b.Planned(t, "PEER-51 the worker says theirs", s.open, said(byJess), byJess, peer.ReviewOpen, nil),
			b.Planned(t, "PEER-51 the person passes", s.open, peer.PassInReview{}, byAled, peer.ReviewOpen, nil),
			b.Planned(t, "PEER-51 the worker proposes", s.both, peer.ProposeOutcome{Outcome: peer.ReviewChangeAgreement}, byJess, peer.ReviewOpen, nil),
			b.Planned(t, "PEER-51 the person agrees", s.proposed, peer.AgreeOutcome{Outcome: peer.ReviewContinue}, byAled, peer.ReviewSettled, map[string][]peer.Rule{
				"/outcome": {row("PEER-51", peer.ErrStaleVersion)}}),
			b.Planned(t, "PEER-51 call it off", s.proposed, peer.CallReviewOff{}, byAled, peer.ReviewCalledOff, nil),
		},
	}.Run(t)
}

func TestReviewIsMutual(t *testing.T) {
	b, s := reviewBench(), tellReview(t)
	try := func(r peer.Review, step reviewStep, by peer.Actor) peer.Decision { return b.Tried(t, r, step, by) }
	agree := reviewStep(peer.AgreeOutcome{Outcome: peer.ReviewContinue})

	t.Run("PEER-51 one of the two does not settle it alone", func(t *testing.T) {
		steptest.Only(t, try(s.proposed, agree, byJess), "PEER-51 needs-both-parties", "")
		steptest.Only(t, try(s.both, agree, byAled), "PEER-51 needs-both-parties", "")
	})
	t.Run("PEER-35, PEER-51 no role settles it for them", func(t *testing.T) {
		for _, by := range []peer.Actor{byHannah, byIris, byRowan, byMegan, peer.ByPerson(beatriz)} {
			steptest.Only(t, try(s.proposed, agree, by), "PEER-35 needs-both-parties", "")
			steptest.Only(t, try(s.both, peer.ProposeOutcome{Outcome: peer.ReviewPlanEnding}, by), "PEER-35 needs-both-parties", "")
		}
	})
	t.Run("PEER-35 both may propose, and either may say yes to the other", func(t *testing.T) {
		for by, other := range map[peer.Actor]peer.Actor{byAled: byJess, byJess: byAled} {
			for _, outcome := range []peer.ReviewOutcome{peer.ReviewContinue, peer.ReviewChangeAgreement, peer.ReviewPlanEnding} {
				r := b.Done(t, s.proposed, reviewStep(peer.ProposeOutcome{Outcome: outcome}), by)
				on, who := r.OnTheTable()
				require.Equal(t, outcome, on)
				require.Equal(t, by == byAled, who == peer.PartyPerson)
				r = b.Done(t, r, reviewStep(peer.AgreeOutcome{Outcome: outcome}), other)
				settled, at := r.Outcome()
				require.Equal(t, outcome, settled)
				require.False(t, at.IsZero())
				on, _ = r.OnTheTable()
				require.Empty(t, on)
			}
		}
	})
	t.Run("PEER-51 nobody says yes to something else than was proposed", func(t *testing.T) {
		steptest.Only(t, try(s.proposed, peer.AgreeOutcome{Outcome: peer.ReviewPlanEnding}, byAled), "PEER-51 stale-version", "/outcome")
	})
	t.Run("PEER-51 it is settled after both had their say", func(t *testing.T) {
		propose := reviewStep(peer.ProposeOutcome{Outcome: peer.ReviewContinue})
		onlyAled := b.Done(t, b.Done(t, s.open, reviewStep(says("the garden")), byAled), propose, byJess)
		steptest.Only(t, try(onlyAled, agree, byAled), "PEER-51 strength-required", "")
		onlyJess := b.Done(t, b.Done(t, s.open, reviewStep(says("the garden", "you stayed")), byJess), propose, byJess)
		steptest.Only(t, try(onlyJess, agree, byAled), "PEER-51 needs-both-parties", "")
		passed := b.Done(t, onlyJess, reviewStep(peer.PassInReview{}), byAled)
		steptest.Open(t, try(passed, agree, byAled))
		require.True(t, passed.PersonPassed())
	})
	t.Run("PEER-51 what a worker says names a strength", func(t *testing.T) {
		for _, step := range []peer.SayInReview{says("the garden"), {Part: peer.ReviewPart{DidNotHelp: own("coming late to the garden")}}, {Part: peer.ReviewPart{Change: own("meet less often")}}} {
			steptest.Only(t, try(s.open, step, byJess), "PEER-51 strength-required", "/part/strengths")
			steptest.Open(t, try(s.open, step, byAled))
		}
	})
	t.Run("PEER-51 blanks name nothing", func(t *testing.T) {
		for _, blank := range []string{" ", "\t\n", "\u00a0"} {
			step := says("the garden")
			step.Part.Strengths = []peer.Words{steptest.Own(byJess, blank)}
			require.False(t, try(s.open, step, byJess).Allowed(), "%q is no strength", blank)
		}
	})
	t.Run("PEER-51 saying nothing is passing", func(t *testing.T) {
		steptest.Only(t, try(s.open, peer.SayInReview{}, byAled), "PEER-51 required", "/part")
		steptest.Only(t, try(s.open, peer.PassInReview{}, byJess), "PEER-51 persons-choice-only", "")
	})
	t.Run("PEER-51 a part is one of the two's, in their own words", func(t *testing.T) {
		for name, c := range map[string]struct {
			by    peer.Actor
			words []peer.Words
		}{
			"somebody else's":                {byJess, []peer.Words{steptest.Own(byKay, "does well")}},
			"the person passes on Jess's":    {byAled, []peer.Words{steptest.Own(byJess, "does well")}},
			"the two mixed":                  {byJess, []peer.Words{steptest.Own(byJess, "does well"), steptest.Own(byAled, "I do")}},
			"two at once":                    {byJess, []peer.Words{{Text: peer.Say("x"), By: peer.Actor{Person: aled, Staff: jess}}}},
			"another person's, passed along": {byJess, []peer.Words{steptest.Own(peer.ByPerson(beatriz), "well")}},
		} {
			step := peer.SayInReview{Part: peer.ReviewPart{Strengths: c.words}}
			steptest.Only(t, try(s.open, step, c.by), "PEER-51 persons-words-only", "/part")
			require.NotEmpty(t, name)
		}
	})
	noted := peer.SayInReview{Part: peer.ReviewPart{Helped: steptest.Own(byAled, "walking to the garden")}}
	t.Run("PEER-51 the worker writes down what the person says, and not over what they wrote", func(t *testing.T) {
		r := b.Done(t, s.open, reviewStep(noted), byJess)
		require.True(t, r.PersonSaid().Helped.From(aled))
		require.Empty(t, r.WorkerSaid().Strengths)
		steptest.Open(t, try(r, noted, byJess))
		r = b.Done(t, r, reviewStep(says("the bus to the garden")), byAled)
		steptest.Only(t, try(r, noted, byJess), "PEER-51 persons-words-only", "/part")
		steptest.Open(t, try(r, noted, byAled))
		r = b.Done(t, r, reviewStep(peer.PassInReview{}), byAled)
		steptest.Only(t, try(r, noted, byJess), "PEER-51 persons-words-only", "/part")
		require.Equal(t, peer.ReviewPart{}, r.PersonSaid())
		r = b.Done(t, r, reviewStep(says("the bus")), byAled)
		require.False(t, r.PersonPassed())
	})
	t.Run("PEER-35 what each took from it has its place", func(t *testing.T) {
		step := says("x", "y")
		step.Part.Learned = own("to ask before I plan")
		r := b.Done(t, s.open, reviewStep(step), byJess)
		require.Equal(t, "to ask before I plan", r.WorkerSaid().Learned.Text.Reveal())
		require.Equal(t, peer.ByStaff(jess, ""), r.WorkerSaid().Strengths[0].By)
	})
	require.Equal(t, "rel-1", s.open.Relationship())
	require.Equal(t, on("2026-05-04T10:00Z"), s.open.Opened())
	require.Equal(t, jess, s.open.Worker())
}

func TestReviewReading(t *testing.T) {
	s := tellReview(t)
	const rule = "PEER-51 consent-required"
	t.Run("PEER-51 the words are the two's, the outcome supervision's too", func(t *testing.T) {
		readers.See(t, s.settled, "said", garden, rule, "aled", "jess")
		readers.See(t, s.settled, "review", "", rule, "aled", "jess", "hannah supervision", "iris supervision")
	})
	t.Run("PEER-57 others read the outcome on the person's yes, and never the words", func(t *testing.T) {
		for _, a := range answers {
			yes := peer.Consent{ID: "c", Person: aled, Scope: peer.ShareAgreement, Purpose: peer.ForRecord, Given: a.answer, From: on("2026-01-01T00:00Z")}
			require.Equal(t, a.answer == peer.Yes, s.settled.Sees("review", readers.Reading(byKay, peer.ForRecord, yes)), a.name)
			require.False(t, s.settled.Sees("review", readers.Reading(byKay, peer.ForCare, yes)))
			require.False(t, s.settled.Sees("review", readers.Reading(byMegan, peer.ForRecord, yes)))
			require.False(t, s.settled.Sees("said", readers.Reading(byKay, peer.ForRecord, yes)))
		}
	})
}

// strengths stand in a part, and mostly the two mean to go on.
func strengths(draw steptest.Draw, _ time.Time, path string, _ peer.Field) any {
	switch path {
	case "/outcome":
		return steptest.Mostly(draw, "continue", "plan-ending")
	case "/part/strengths":
		return steptest.Mostly[any](draw, []any{map[string]any{"text": "came back to the garden"}}, []any{someWords(draw)})
	case "/part/helped", "/part/didNotHelp", "/part/change", "/part/learned":
		return steptest.Mostly(draw, steptest.Absent, someWords(draw))
	}
	return nil
}

func TestReviewHistories(t *testing.T) {
	reviewBench().Histories(t, withTwo(strengths), func(t require.TestingT, r peer.Review, c peer.Change) {
		require.Contains(t, []peer.Party{peer.PartyPerson, peer.PartyWorker}, c.As)
		for _, w := range append(r.PersonSaid().Strengths, r.PersonSaid().Helped, r.PersonSaid().Change) {
			require.True(t, w == (peer.Words{}) || w.From(r.Person()), "the person's part is in the person's words")
		}
		if outcome, _ := r.Outcome(); outcome != "" {
			require.NotEmpty(t, r.WorkerSaid().Strengths)
			recent := r.Recent()
			require.GreaterOrEqual(t, len(recent), 4, "both spoke, one proposed, the other agreed")
		}
	})
}

func TestReviewStored(t *testing.T) {
	b, s := reviewBench(), tellReview(t)
	b.Goldens(t, s.records())
	b.Unreadable(t, garden, s.records(), []steptest.Hostile{
		{Of: peer.ReviewSettled, Path: "/personSaid/helped/by", Value: map[string]any{"staff": "w4"}, Heard: "/personSaid"},
		{Of: peer.ReviewSettled, Path: "/workerSaid/helped/by", Value: map[string]any{"person": "p1"}, Heard: "/workerSaid"},
		{Of: peer.ReviewSettled, Path: "/workerSaid/strengths", Value: nil, Heard: "/workerSaid/strengths"},
		{Of: peer.ReviewSettled, Path: "/workerSaid", Value: nil, Heard: "/settled"},
		{Of: peer.ReviewSettled, Path: "/personSaid", Value: nil, Heard: "/settled"},
		{Of: peer.ReviewSettled, Path: "/personPassed", Value: true, Heard: "/personPassed"},
		{Of: peer.ReviewOpen, Path: "/personSaid", Value: nil, Heard: "/personOwn"},
		{Of: peer.ReviewSettled, Path: "/outcome", Value: nil, Heard: "/proposedBy"},
		{Of: peer.ReviewSettled, Path: "/settled", Value: nil, Heard: "/settled"},
		{Of: peer.ReviewOpen, Path: "/settled", Value: "2026-05-06T10:00:00Z", Heard: "/settled"},
		{Of: peer.ReviewOpen, Path: "/proposedBy", Value: "staff", Heard: "/proposedBy"},
		{Of: peer.ReviewOpen, Path: "/outcome", Value: "dismiss", Heard: "/outcome"},
		{Of: peer.ReviewOpen, Path: "/personSaid/helped/text", Value: strings.Repeat("x", 2001), Heard: "/personSaid/helped/text"},
		{Of: peer.ReviewCalledOff, Path: "/relationship", Value: "", Heard: "/relationship"},
	})
}

func TestReviewIsDueAgain(t *testing.T) {
	rel, facts := tellRel(t), relFacts(t)
	b := reviewBench()
	settled := func(t *testing.T, at string) peer.Review {
		t.Helper()
		b := b
		b.Ground.Said, b.Ground.Next = at, at
		r := b.Done(t, peer.Review{}, reviewStep(theReview()), byAled)
		r = b.Done(t, b.Done(t, r, reviewStep(says("x")), byAled), reviewStep(says("x", "y")), byJess)
		r = b.Done(t, r, reviewStep(peer.ProposeOutcome{Outcome: peer.ReviewContinue}), byJess)
		return b.Done(t, r, reviewStep(peer.AgreeOutcome{Outcome: peer.ReviewContinue}), byAled)
	}
	due := func(t *testing.T, values ...peer.Record) peer.Deadline {
		t.Helper()
		list, err := peer.Due(values, world(t), on("2026-06-01T09:00Z"))
		require.NoError(t, err)
		require.Len(t, list, 1)
		return list[0]
	}
	require.Equal(t, "2026-05-12", due(t, rel.active).Due.String())
	t.Run("PEER-51 the next one counts from the last that both settled", func(t *testing.T) {
		first, second := settled(t, "2026-05-11T10:00Z"), settled(t, "2026-05-20T10:00Z")
		for _, values := range [][]peer.Record{{rel.active, first, second}, {second, first, rel.active}} {
			d := due(t, values...)
			require.Equal(t, "2026-08-12", d.Due.String(), "84 days on")
			require.Equal(t, on("2026-05-20T10:00Z"), d.Since)
			require.Equal(t, policyFile(t).Digest(), d.Policy)
			require.Equal(t, peer.DeadlineOpen, d.State)
		}
	})
	t.Run("PEER-51 what was not settled, or is of another relationship, moves nothing", func(t *testing.T) {
		s := tellReview(t)
		require.Equal(t, "2026-05-12", due(t, rel.active, s.open, s.proposed, s.off).Due.String())
		other, err := peer.DecodeReview(steptest.PutAnew(t, settled(t, "2026-05-20T10:00Z"), "/relationship", "rel-2"))
		require.NoError(t, err)
		require.Equal(t, "2026-05-12", due(t, rel.active, other).Due.String())
	})
	t.Run("PEER-51 nor what another two settled in the name of the relationship", func(t *testing.T) {
		b := b
		b.Ground.Said, b.Ground.Next = "2026-05-20T10:00Z", "2026-05-20T10:00Z"
		byBeatriz, byRowan := peer.ByPerson(beatriz), peer.ByStaff(rowan, peer.RolePeerWorker)
		step := theReview()
		step.Person, step.Worker = beatriz, rowan
		r := b.Done(t, peer.Review{}, reviewStep(step), byBeatriz)
		r = b.Done(t, b.Done(t, r, reviewStep(peer.PassInReview{}), byBeatriz), reviewStep(says("x", "y")), byRowan)
		r = b.Done(t, b.Done(t, r, reviewStep(peer.ProposeOutcome{Outcome: peer.ReviewContinue}), byRowan), reviewStep(peer.AgreeOutcome{Outcome: peer.ReviewContinue}), byBeatriz)
		require.Equal(t, rel.active.Ref().ID, r.Relationship())
		require.Equal(t, "2026-05-12", due(t, rel.active, r).Due.String())
	})
	t.Run("PEER-51 the next look back is another deadline: what was let go of the first does not let it go", func(t *testing.T) {
		first, next := due(t, rel.active), due(t, rel.active, settled(t, "2026-05-11T10:00Z"))
		require.Equal(t, "PEER-51.relationship/rel-1.1", first.ID)
		require.NotEqual(t, first.ID, next.ID)
		require.NotEqual(t, next.ID, due(t, rel.active, settled(t, "2026-05-20T10:00Z")).ID)
	})
	t.Run("PEER-51 a new agreement brings its own day", func(t *testing.T) {
		proposal := theProposal()
		proposal.ReviewOn = peer.Date{}
		r, _, err := rel.active.Do(proposal, act(byJess, "2026-05-25T10:00Z", "v2", rel.active), facts)
		require.NoError(t, err)
		r, _, err = r.Do(peer.Confirm{Version: 2}, act(byAled, "2026-05-26T10:00Z", "y2", r), facts)
		require.NoError(t, err)
		v, _ := r.InForce()
		require.Equal(t, v.ReviewOn.String(), due(t, r, settled(t, "2026-05-20T10:00Z")).Due.String())
	})
	t.Run("PEER-51 without a policy that day the day of the agreement stays, and it is said", func(t *testing.T) {
		w := world(t)
		w.Policies = peer.Policies{}
		list, err := peer.Due([]peer.Record{rel.active, settled(t, "2026-05-20T10:00Z")}, w, on("2026-06-01T09:00Z"))
		turnedDown(t, err, peer.ErrNoPolicyInForce)
		require.Equal(t, "2026-05-12", list[0].Due.String())
	})
	t.Run("PEER-51 an overdue look back stops no contact", func(t *testing.T) {
		for _, row := range peer.ContactTable().Rows {
			for _, a := range append(row.Open, row.Needs...) {
				require.NotEqual(t, "PEER-51", a.Rule.Row)
			}
		}
	})
}
