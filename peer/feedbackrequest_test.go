package peer_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
)

type roundStep = peer.FeedbackRequestStep

func roundBench() steptest.Bench[peer.FeedbackRequest, roundStep, peer.FeedbackFacts] {
	g := ground()
	return steptest.Bench[peer.FeedbackRequest, roundStep, peer.FeedbackFacts]{
		Ground: steptest.Ground[peer.FeedbackFacts]{
			Facts: func(t testing.TB) peer.FeedbackFacts {
				return peer.FeedbackFacts{Policy: policy(t), Answers: answersOf(t, 1, 5)}
			},
			Said: g.Said, Next: g.Next, Usual: g.Usual, Others: g.Others, Decode: g.Decode,
		},
		Kind: steptest.Kind[peer.FeedbackRequest, roundStep, peer.FeedbackFacts]{
			Table: peer.FeedbackRequestTable(), New: peer.NewFeedbackRequest, CheckNew: peer.CheckNewFeedbackRequest, Starts: peer.FeedbackRequestStarts,
			Do: peer.FeedbackRequest.Do, Check: peer.FeedbackRequest.Check, Choices: peer.FeedbackRequest.Choices,
			Decode: peer.DecodeFeedbackRequest, EncodeStep: peer.EncodeFeedbackRequestStep, DecodeStep: peer.DecodeFeedbackRequestStep,
		}}
}

// answersOf are unsigned answers numbered from one to another.
func answersOf(t testing.TB, from, to int) (out []peer.Feedback) {
	t.Helper()
	defer witness.Pause()()
	for n := from; n <= to; n++ {
		out = append(out, feedbackBench().Done(t, peer.Feedback{}, feedbackStep(unsigned(fmt.Sprintf("fb-%03d", n))), byHannah))
	}
	return out
}

// came are facts with these answers among them.
func came(answers ...peer.Feedback) func(*peer.FeedbackFacts) {
	return func(f *peer.FeedbackFacts) { f.Answers = answers }
}

func theRound() peer.AskForFeedback {
	return peer.AskForFeedback{ID: "fr-1", Worker: jess, Of: peer.FromGroup, Group: "allotment-group"}
}

// roundStory is one round on its way.
type roundStory struct{ asking, drawn, closed peer.FeedbackRequest }

func tellRound(t testing.TB) (s roundStory) {
	t.Helper()
	b := roundBench()
	s.asking = b.Done(t, peer.FeedbackRequest{}, roundStep(theRound()), byJess)
	s.drawn = b.Done(t, b.Done(t, s.asking, roundStep(peer.CountDeclined{}), byJess), roundStep(peer.DrawResult{}), byJess)
	s.closed = b.Done(t, s.drawn, roundStep(peer.CloseFeedback{}), byHannah)
	return s
}

func (s roundStory) records() map[peer.Status]peer.FeedbackRequest {
	return map[peer.Status]peer.FeedbackRequest{peer.FeedbackAsking: s.drawn, peer.FeedbackClosed: s.closed}
}

func TestRoundEveryRow(t *testing.T) {
	b, s := roundBench(), tellRound(t)
	steptest.Plan[peer.FeedbackRequest, roundStep, peer.FeedbackFacts]{
		Kind: b.Kind, Anybody: unlessWorker(), Records: s.records(),
		Cases: []steptest.Case[peer.FeedbackRequest, roundStep, peer.FeedbackFacts]{
			b.Planned(t, "PEER-52 the worker asks", peer.FeedbackRequest{}, theRound(), byJess, peer.FeedbackAsking, nil),
			b.Planned(t, "PEER-52 count a no", s.asking, peer.CountDeclined{}, byHannah, peer.FeedbackAsking, nil),
			b.Planned(t, "PEER-52 draw a result", s.asking, peer.DrawResult{}, byJess, peer.FeedbackAsking, nil),
			b.Planned(t, "PEER-52 close", s.drawn, peer.CloseFeedback{}, byJess, peer.FeedbackClosed, nil),
		},
	}.Run(t)
}

func TestRoundTellsOnNobody(t *testing.T) {
	b, s := roundBench(), tellRound(t)
	draw := roundStep(peer.DrawResult{})
	const few = "PEER-52 too-few-responses"

	t.Run("PEER-52 below the number there is no result", func(t *testing.T) {
		for n := range 5 {
			steptest.Only(t, b.Tried(t, s.asking, draw, byJess, came(answersOf(t, 1, n)...)), few, "")
		}
		steptest.Open(t, b.Tried(t, s.asking, draw, byJess, came(answersOf(t, 1, 5)...)))
		_, err := s.asking.Summary()
		turnedDown(t, err, peer.ErrTooFewResponses)
	})
	t.Run("PEER-52 of people one by one there is no group: an id there would be somebody's", func(t *testing.T) {
		step := peer.AskForFeedback{ID: "fr-2", Worker: jess, Of: peer.FromPeople}
		steptest.Open(t, b.Tried(t, peer.FeedbackRequest{}, roundStep(step), byJess))
		step.Group = "p1"
		steptest.Only(t, b.Tried(t, peer.FeedbackRequest{}, roundStep(step), byJess), "PEER-52 identifiable-content", "/group")
	})
	t.Run("PEER-52 two summaries never differ by fewer", func(t *testing.T) {
		r := s.drawn
		first, err := r.Summary()
		require.NoError(t, err)
		for n := 6; n < 10; n++ {
			steptest.Only(t, b.Tried(t, r, draw, byJess, came(answersOf(t, 1, n)...)), few, "")
			same, err := r.Summary()
			require.NoError(t, err)
			require.Equal(t, first, same)
		}
		r = b.Done(t, r, draw, byJess, came(answersOf(t, 1, 10)...))
		second, err := r.Summary()
		require.NoError(t, err)
		require.Equal(t, 5, second.Answered-first.Answered)
	})
	t.Run("PEER-52 another number of the policy in between does not open a smaller difference", func(t *testing.T) {
		r := b.Done(t, s.drawn, roundStep(peer.CountDeclined{}), byJess)
		fewer := func(f *peer.FeedbackFacts) {
			f.Policy, f.Answers = argued(t, 3, "a small service"), answersOf(t, 1, 8)
		}
		steptest.Only(t, b.Tried(t, r, draw, byJess, fewer), few, "")
		require.Equal(t, 5, r.Minimum())
	})
	t.Run("PEER-52 the same answers, however often they are sent, make no result", func(t *testing.T) {
		one, five := answersOf(t, 1, 1)[0], answersOf(t, 1, 5)
		steptest.Only(t, b.Tried(t, s.asking, draw, byJess, came(one, one, one, one, one)), few, "")
		steptest.Only(t, b.Tried(t, s.drawn, draw, byJess, came(append(five, five...)...)), few, "")
	})
	t.Run("PEER-52 only what belongs to the round and tells on nobody is counted", func(t *testing.T) {
		four := answersOf(t, 1, 4)
		elsewhere, silent, another := unsigned("fb-900"), unsigned("fb-901"), unsigned("fb-902")
		elsewhere.Request, silent.Answers, another.Worker = "fr-2", peer.FeedbackAnswers{}, rowan
		f := feedbackBench()
		for name, x := range map[string]peer.Feedback{
			"of another round": f.Done(t, peer.Feedback{}, feedbackStep(elsewhere), byHannah), "of another worker": f.Done(t, peer.Feedback{}, feedbackStep(another), byHannah),
			"without an answer": f.Done(t, peer.Feedback{}, feedbackStep(silent), byHannah), "signed": feedbacksOf(t)[peer.FeedbackSigned],
			"taken back": feedbacksOf(t)[peer.FeedbackTakenBack], "none": {},
		} {
			require.NotEmpty(t, name)
			steptest.Only(t, b.Tried(t, s.asking, draw, byJess, came(append(four[:4:4], x)...)), few, "")
		}
	})
	t.Run("PEER-52 who would rather not is a number, and nobody counts themself", func(t *testing.T) {
		for _, by := range []peer.Actor{byAled, peer.ByPerson(beatriz), byMegan} {
			steptest.Only(t, b.Tried(t, s.asking, roundStep(peer.CountDeclined{}), by), "PEER-52 identifiable-content", "")
		}
		r, change := b.Changed(t, s.asking, roundStep(peer.CountDeclined{}), byJess)
		require.Equal(t, 1, r.Declined())
		require.Empty(t, change.By.Person)
		stored, err := peer.Encode(r)
		require.NoError(t, err)
		require.NotContains(t, string(stored), string(aled))
		for _, row := range peer.FeedbackRequestTable().Rows {
			for _, f := range row.Fields {
				require.NotContains(t, f.Path, "person")
			}
		}
	})
	t.Run("PEER-52 without a policy nobody knows how many; the first that says so counts", func(t *testing.T) {
		none := func(f *peer.FeedbackFacts) { f.Policy = peer.Policy{} }
		r := b.Done(t, peer.FeedbackRequest{}, roundStep(theRound()), byJess, none)
		require.Zero(t, r.Minimum())
		d := b.Tried(t, r, draw, byJess, none)
		steptest.Only(t, d, few, "")
		require.Len(t, d.Missing(), 1)
		steptest.Only(t, b.Tried(t, r, draw, byJess, came(answersOf(t, 1, 4)...)), few, "")
		require.Equal(t, 5, b.Done(t, r, draw, byJess).Minimum())
	})
	t.Run("PEER-52 a policy that argues for it takes three", func(t *testing.T) {
		small := func(f *peer.FeedbackFacts) { f.Policy, f.Answers = argued(t, 3, "a small service"), answersOf(t, 1, 3) }
		r := b.Done(t, peer.FeedbackRequest{}, roundStep(theRound()), byJess, small)
		sum, err := b.Done(t, r, draw, byJess, small).Summary()
		require.NoError(t, err)
		require.Equal(t, 3, sum.Answered)
	})
	t.Run("PEER-52 the counts are what was said", func(t *testing.T) {
		sum, err := s.drawn.Summary()
		require.NoError(t, err)
		require.Equal(t, peer.FeedbackResult{Answered: 5, Listened: peer.FeedbackCount{Yes: 5}, Chosen: peer.FeedbackCount{Partly: 5}, Helped: peer.FeedbackCount{No: 5},
			Again: peer.FeedbackCount{NotSaid: 5}, Declined: 1}, sum)
	})
	require.Equal(t, []any{jess, peer.FromGroup, "allotment-group", on("2026-05-04T10:00Z")}, []any{s.asking.Worker(), s.asking.Of(), s.asking.Group(), s.asking.Asked()})
}

func TestRoundReading(t *testing.T) {
	b, s := roundBench(), tellRound(t)
	const rule = "PEER-52 not-authorised"
	t.Run("PEER-52, H27 results are for the worker, and for their line in supervision", func(t *testing.T) {
		readers.See(t, s.drawn, "results", "answered", rule, "jess", "hannah supervision", "iris supervision")
		readers.See(t, s.drawn, "round", "", rule, "jess", "hannah", "iris", "kay", "rowan")
	})
	t.Run("PEER-52 what one person just did is not seen in between", func(t *testing.T) {
		shown := func(r peer.FeedbackRequest) string {
			v, err := r.View(readers.Reading(byJess, peer.ForSupport))
			require.NoError(t, err)
			b, err := json.Marshal(v)
			require.NoError(t, err)
			return string(b)
		}
		require.Equal(t, shown(s.drawn), shown(b.Done(t, s.drawn, roundStep(peer.CountDeclined{}), byJess)))
		require.NotContains(t, shown(s.drawn), "fb-001")
	})
}

func TestRoundHistories(t *testing.T) {
	b := roundBench()
	answers := answersOf(t, 1, 20)
	b.Ground.Drawn = func(draw steptest.Draw, f peer.FeedbackFacts) peer.FeedbackFacts {
		n := draw(21)
		f.Answers = answers[draw(n+1):n]
		return f
	}
	give := withTwo(func(_ steptest.Draw, _ time.Time, path string, _ peer.Field) any {
		if path == "/worker" {
			return "w4"
		}
		if path == "/id" {
			return "fr-1"
		}
		return nil
	})
	b.Histories(t, give, func(t require.TestingT, r peer.FeedbackRequest, c peer.Change) {
		require.Empty(t, c.By.Person)
		sum, err := r.Summary()
		require.True(t, err != nil || sum.Answered >= 5 && sum.Declined <= r.Declined())
		require.True(t, err != nil || sum.Answered <= len(answers), "nobody is counted twice")
	})
}

func TestRoundStored(t *testing.T) {
	b, s := roundBench(), tellRound(t)
	b.Goldens(t, s.records())
	b.Unreadable(t, "", s.records(), []steptest.Hostile{
		{Of: peer.FeedbackAsking, Path: "/minimum", Value: 2, Heard: "/minimum"},
		{Of: peer.FeedbackAsking, Path: "/minimum", Value: 6, Heard: "/results/0/answered"},
		{Of: peer.FeedbackAsking, Path: "/minimum", Value: nil, Heard: "/results"},
		{Of: peer.FeedbackAsking, Path: "/declined", Value: -1, Heard: "/declined"},
		{Of: peer.FeedbackAsking, Path: "/declined", Value: nil, Heard: "/results/0/declined"},
		{Of: peer.FeedbackAsking, Path: "/results/0/answered", Value: 4, Heard: "/results/0/answered"},
		{Of: peer.FeedbackAsking, Path: "/results/0/answered", Value: 6, Heard: "/results/0"},
		{Of: peer.FeedbackAsking, Path: "/results/0/listened", Value: map[string]any{"yes": 6, "no": -1}, Heard: "/results/0"},
		{Of: peer.FeedbackAsking, Path: "/drawn/0", Value: "fb-002", Heard: "/drawn"},
		{Of: peer.FeedbackAsking, Path: "/drawn", Value: []any{"fb-001"}, Heard: "/drawn"},
		{Of: peer.FeedbackClosed, Path: "/of", Value: "aled", Heard: "/of"},
		{Of: peer.FeedbackClosed, Path: "/of", Value: "people", Heard: "/group"},
		{Of: peer.FeedbackClosed, Path: "/person", Value: "p1", Heard: "/person"},
	})
}
