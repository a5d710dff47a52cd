package peer_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

type feedbackStep = peer.FeedbackStep

const complaintsLead peer.StaffID = "carol-finch"

var byCarol = peer.ByStaff(complaintsLead, "complaints-lead")

// unnamed is the ground of records in which nobody may be named.
func unnamed() steptest.Ground[peer.UnnamedFacts] {
	g := ground()
	return steptest.Ground[peer.UnnamedFacts]{
		Facts: func(t testing.TB) peer.UnnamedFacts {
			return peer.UnnamedFacts{Policy: policy(t), Identifying: []string{"Aled Prowse", "Aled", "p1"}}
		},
		Said: g.Said, Next: g.Next, Usual: g.Usual, Others: g.Others, Decode: g.Decode,
	}
}

func feedbackBench() steptest.Bench[peer.Feedback, feedbackStep, peer.UnnamedFacts] {
	g := unnamed()
	g.Others = append(g.Others, byCarol, byCarol, byCarol)
	return steptest.Bench[peer.Feedback, feedbackStep, peer.UnnamedFacts]{Ground: g, Kind: steptest.Kind[peer.Feedback, feedbackStep, peer.UnnamedFacts]{
		Table: peer.FeedbackTable(), New: peer.NewFeedback, CheckNew: peer.CheckNewFeedback, Starts: peer.FeedbackStarts,
		Do: peer.Feedback.Do, Check: peer.Feedback.Check, Choices: peer.Feedback.Choices,
		Decode: peer.DecodeFeedback, EncodeStep: peer.EncodeFeedbackStep, DecodeStep: peer.DecodeFeedbackStep,
	}}
}

// unsigned is an answer that nobody signs.
func unsigned(id string) peer.GiveFeedback {
	return peer.GiveFeedback{ID: id, Request: "fr-1", Worker: jess, Answers: peer.FeedbackAnswers{Listened: peer.FeedbackYes, Chosen: peer.FeedbackPartly, Helped: peer.FeedbackNo}}
}

// inMyName is an answer that Aled signs.
func inMyName() peer.SignFeedback {
	return peer.SignFeedback{ID: "fb-2", Request: "fr-1", Worker: jess, Person: aled, Answers: peer.FeedbackAnswers{Again: peer.FeedbackYes},
		Words: peer.Say("thank you for the garden"), Complaint: peer.Say("the garden gate is always locked")}
}

func feedbacksOf(t testing.TB) map[peer.Status]peer.Feedback {
	t.Helper()
	b := feedbackBench()
	step := unsigned("fb-1")
	step.Complaint = peer.Say("nobody came to the garden, twice")
	signed := b.Done(t, peer.Feedback{}, feedbackStep(inMyName()), byAled)
	return map[peer.Status]peer.Feedback{peer.FeedbackUnsigned: b.Done(t, peer.Feedback{}, feedbackStep(step), byHannah), peer.FeedbackSigned: signed,
		peer.FeedbackTakenBack: b.Done(t, signed, feedbackStep(peer.TakeFeedbackBack{}), byAled)}
}

func TestFeedbackEveryRow(t *testing.T) {
	b, records := feedbackBench(), feedbacksOf(t)
	steptest.Plan[peer.Feedback, feedbackStep, peer.UnnamedFacts]{
		Kind: b.Kind, Person: aled, Anybody: anybody(), Records: records,
		Cases: []steptest.Case[peer.Feedback, feedbackStep, peer.UnnamedFacts]{
			b.Planned(t, "PEER-52 nobody signs it", peer.Feedback{}, unsigned("fb-1"), byHannah, peer.FeedbackUnsigned, nil),
			b.Planned(t, "PEER-52 sign", peer.Feedback{}, inMyName(), byAled, peer.FeedbackSigned, map[string][]peer.Rule{"/person": {row("PEER-52", peer.ErrPersonsChoiceOnly)}}),
			b.Planned(t, "PEER-52 take back", records[peer.FeedbackSigned], peer.TakeFeedbackBack{}, byAled, peer.FeedbackTakenBack, nil),
			b.Planned(t, "PEER-52 take an unsigned complaint on", records[peer.FeedbackUnsigned], peer.TakeComplaintOn{}, byCarol, peer.FeedbackUnsigned, nil),
			b.Planned(t, "PEER-52 take a complaint on after the rest was taken back", records[peer.FeedbackTakenBack], peer.TakeComplaintOn{}, byCarol, peer.FeedbackTakenBack, nil),
		},
	}.Run(t)
}

func TestFeedbackIsAnonymous(t *testing.T) {
	b, none := feedbackBench(), peer.Feedback{}
	const rule = "PEER-52 identifiable-content"
	t.Run("PEER-52 an answer that nobody signed names no person, not even in its change", func(t *testing.T) {
		for _, by := range []peer.Actor{byAled, peer.ByPerson(beatriz), byMegan, byJess} {
			steptest.Only(t, b.Tried(t, none, feedbackStep(unsigned("fb-1")), by), rule, "")
		}
		f, change := b.Changed(t, none, feedbackStep(unsigned("fb-1")), byHannah)
		require.True(t, f.Anonymous())
		require.Empty(t, f.Person())
		require.Empty(t, change.By.Person)
	})
	t.Run("PEER-52 linking it to a person is turned down", func(t *testing.T) {
		for path, step := range map[string]peer.GiveFeedback{"/id": unsigned("feedback-of-p1"), "/request": {ID: "fb-1", Request: "fr-aled", Worker: jess}} {
			steptest.Only(t, b.Tried(t, none, feedbackStep(step), byHannah), rule, path)
		}
		steptest.Only(t, b.Tried(t, none, feedbackStep(unsigned("f-9990001014")), byHannah), rule, "/id")
		for _, request := range []string{"answer-of-p1", "aled", "f-9990001014"} {
			act := steptest.ActOn(byHannah, "2026-05-04T10:00Z", request, nil)
			steptest.Only(t, peer.CheckNewFeedback(unsigned("fb-1"), act, unnamed().Facts(t)), rule, "/id")
		}
		steptest.Open(t, b.Tried(t, none, feedbackStep(unsigned("f-9990001015")), byHannah))
	})
	t.Run("PEER-52 there is no field for a person and none for words", func(t *testing.T) {
		for _, row := range peer.FeedbackTable().Rows {
			for _, f := range row.Fields {
				require.False(t, row.Do == "give" && (f.Name == "person" || f.Name == "words" || f.Kind == peer.FieldSomeone), f.Path)
			}
			require.False(t, row.Do == "sign" && len(row.From) > 0, "one that nobody signed never becomes signed")
		}
	})
	t.Run("PEER-52 nobody signs for the person", func(t *testing.T) {
		for _, by := range []peer.Actor{byJess, byHannah, byMegan} {
			steptest.Only(t, b.Tried(t, none, feedbackStep(inMyName()), by), "PEER-52 persons-choice-only", "")
			steptest.Only(t, b.Tried(t, feedbacksOf(t)[peer.FeedbackSigned], feedbackStep(peer.TakeFeedbackBack{}), by), "PEER-52 persons-choice-only", "")
		}
	})
	t.Run("PEER-52 a single answer is for nobody, unless it is signed", func(t *testing.T) {
		records := feedbacksOf(t)
		readers.See(t, records[peer.FeedbackUnsigned], "answer", "", "PEER-52 too-few-responses")
		readers.See(t, records[peer.FeedbackSigned], "answer", "thank you", "PEER-52 too-few-responses", "aled", "jess")
		readers.See(t, records[peer.FeedbackTakenBack], "answer", "thank you", "PEER-52 too-few-responses")
		require.Equal(t, peer.FeedbackAnswers{}, records[peer.FeedbackTakenBack].Answers())
		require.True(t, records[peer.FeedbackTakenBack].Words().IsZero())
	})
	f := feedbacksOf(t)[peer.FeedbackSigned]
	require.Equal(t, []any{"fr-1", jess, aled, inMyName().Answers, "thank you for the garden", on("2026-05-04T10:00Z")},
		[]any{f.Request(), f.Worker(), f.Person(), f.Answers(), f.Words().Reveal(), f.Given()})
}

func TestFeedbackComplaint(t *testing.T) {
	b, records := feedbackBench(), feedbacksOf(t)
	take := feedbackStep(peer.TakeComplaintOn{})
	who := readers
	who.Who = map[string]peer.Actor{"carol": byCarol, "role without a person": {Role: "complaints-lead"}, "person in the role": {Person: beatriz, Role: "complaints-lead"},
		"jess as lead": peer.ByStaff(jess, "complaints-lead"), "aled": byAled, "jess": byJess, "hannah": byHannah, "iris": byIris, "kay": byKay}
	const rule = "PEER-52 consent-required"

	t.Run("PEER-52 a complaint goes to whoever answers for complaints, and to nobody else", func(t *testing.T) {
		for status, f := range records {
			to, open := f.ComplaintRoute()
			require.Equal(t, peer.Role("complaints-lead"), to)
			require.True(t, open, status)
			require.False(t, f.Complaint().IsZero())
		}
		who.See(t, records[peer.FeedbackUnsigned], "complaint", garden, rule, "carol")
		who.See(t, records[peer.FeedbackSigned], "complaint", "gate", rule, "carol", "aled")
		who.See(t, records[peer.FeedbackTakenBack], "complaint", "gate", rule, "carol", "aled")
		_, change := b.Changed(t, peer.Feedback{}, feedbackStep(inMyName()), byAled)
		require.Empty(t, change.Signals, "a complaint is no alarm")
	})
	t.Run("PEER-52 taken on, it is for whoever took it on", func(t *testing.T) {
		for _, f := range records {
			f = b.Done(t, f, take, byCarol)
			by, at := f.TakenOn()
			require.Equal(t, complaintsLead, by)
			require.Equal(t, on("2026-05-06T10:00Z"), at)
			_, open := f.ComplaintRoute()
			require.False(t, open)
			steptest.Only(t, b.Tried(t, f, take, byCarol), "PEER-52 required", "")
			require.False(t, f.Sees("complaint", readers.Reading(peer.ByStaff("dan", "complaints-lead"), peer.ForCare)))
			require.True(t, f.Sees("complaint", readers.Reading(byCarol, peer.ForCare)))
		}
	})
	t.Run("PEER-52 nobody else takes it on, and never the worker it is about", func(t *testing.T) {
		for _, by := range []peer.Actor{byHannah, byKay, peer.ByStaff(jess, "complaints-lead"), byAled, byMegan} {
			steptest.Only(t, b.Tried(t, records[peer.FeedbackSigned], take, by), "PEER-52 wrong-role", "")
		}
		plain := b.Done(t, peer.Feedback{}, feedbackStep(unsigned("fb-3")), byHannah)
		steptest.Only(t, b.Tried(t, plain, take, byCarol), "PEER-52 required", "")
		to, open := plain.ComplaintRoute()
		require.False(t, open)
		require.Empty(t, to)
		who.See(t, plain, "complaint", "", rule)
	})
	t.Run("PEER-52, H26 whether there is a complaint is heard by nobody who may not read it", func(t *testing.T) {
		with, without := inMyName(), inMyName()
		without.Complaint = peer.Private{}
		for _, by := range []peer.Actor{byJess, peer.ByStaff(jess, "complaints-lead"), byHannah, byKay, byMegan, peer.ByPerson(beatriz), {Person: beatriz, Role: "complaints-lead"}} {
			var heard [2]string
			for i, step := range []peer.SignFeedback{with, without} {
				f := b.Done(t, peer.Feedback{}, feedbackStep(step), byAled)
				act, facts := steptest.ActOn(by, "2026-05-06T10:00Z", "x", f), unnamed().Facts(t)
				choices, err := json.Marshal(f.Choices(act, facts))
				require.NoError(t, err)
				check, err := json.Marshal(f.Check(take, act, facts))
				require.NoError(t, err)
				heard[i] = string(choices) + string(check)
			}
			require.Equal(t, heard[0], heard[1], by)
		}
	})
	t.Run("PEER-52 without a policy it is kept, and goes where the policy says later", func(t *testing.T) {
		none := func(f *peer.UnnamedFacts) { f.Policy = peer.Policy{} }
		f := b.Done(t, peer.Feedback{}, feedbackStep(inMyName()), byAled, none)
		to, open := f.ComplaintRoute()
		require.True(t, open && to == "")
		who.See(t, f, "complaint", "gate", rule, "aled")
		steptest.Only(t, b.Tried(t, f, take, byCarol, none), "PEER-52 wrong-role", "")
		steptest.Only(t, b.Tried(t, f, take, byHannah), "PEER-52 wrong-role", "")
		steptest.Open(t, b.Tried(t, f, take, byCarol))
	})
	t.Run("PEER-52 somebody takes it on by the next working day", func(t *testing.T) {
		list, err := peer.Due([]peer.Record{records[peer.FeedbackUnsigned]}, world(t), on("2026-05-06T10:00Z"))
		require.NoError(t, err)
		require.Equal(t, []peer.Deadline{{ID: "PEER-52.feedback/fb-1", Rule: row("PEER-52", peer.ErrComplaintDue), About: records[peer.FeedbackUnsigned].Ref(), Owes: peer.PartyStaff,
			Since: on("2026-05-04T10:00Z"), Due: peer.DueOn(peer.MustDate("2026-05-05")), State: peer.DeadlineOverdue, Policy: policyFile(t).Digest()}}, list)
		list, err = peer.Due([]peer.Record{records[peer.FeedbackSigned]}, world(t), on("2026-05-06T10:00Z"))
		require.NoError(t, err)
		require.Len(t, list, 1)
		require.Empty(t, list[0].Person, "who complained is for whoever answers for complaints")
		list, err = peer.Due([]peer.Record{b.Done(t, records[peer.FeedbackSigned], take, byCarol), b.Done(t, peer.Feedback{}, feedbackStep(unsigned("fb-3")), byHannah)}, world(t), on("2026-05-06T10:00Z"))
		require.NoError(t, err)
		require.Empty(t, list)
		w := world(t)
		w.Policies = peer.Policies{}
		_, err = peer.Due([]peer.Record{records[peer.FeedbackUnsigned]}, w, on("2026-05-06T10:00Z"))
		turnedDown(t, err, peer.ErrNoPolicyInForce)
	})
}

func TestFeedbackHistories(t *testing.T) {
	give := withTwo(func(draw steptest.Draw, _ time.Time, path string, f peer.Field) any {
		switch path {
		case "/id":
			return steptest.Mostly(draw, "r-1", "of-p1")
		case "/complaint":
			return steptest.Mostly[any](draw, "the gate", steptest.Absent)
		case "/worker":
			return "w4"
		}
		return nil
	})
	b := feedbackBench()
	b.Ground.Usual = map[peer.Party]peer.Actor{peer.PartyPerson: byAled, peer.PartyStaff: byCarol}
	b.Histories(t, give, func(t require.TestingT, f peer.Feedback, c peer.Change) {
		require.Equal(t, f.Anonymous(), f.Person() == "")
		require.False(t, f.Anonymous() && (c.By.Person != "" || !f.Words().IsZero()))
		by, _ := f.TakenOn()
		require.NotEqual(t, f.Worker(), by)
		require.False(t, f.Anonymous() && f.Ref().ID == "of-p1")
	})
}

func TestFeedbackStored(t *testing.T) {
	b, records := feedbackBench(), feedbacksOf(t)
	b.Goldens(t, records)
	b.Unreadable(t, garden, records, []steptest.Hostile{
		{Of: peer.FeedbackUnsigned, Path: "/person", Value: "p1", Heard: "/person"},
		{Of: peer.FeedbackUnsigned, Path: "/handedIn", Value: nil, Heard: "/handedIn"},
		{Of: peer.FeedbackUnsigned, Path: "/handedIn", Value: "w4", Heard: "/handedIn"},
		{Of: peer.FeedbackUnsigned, Path: "/words", Value: "it was me, Aled", Heard: "/words"},
		{Of: peer.FeedbackUnsigned, Path: "/status", Value: "signed", Heard: "/recent"},
		{Of: peer.FeedbackUnsigned, Path: "/recent/0/by", Value: map[string]any{"person": "p1"}, Heard: "/recent"},
		{Of: peer.FeedbackUnsigned, Path: "/recent/0/by", Value: map[string]any{"carer": "megan"}, Heard: "/recent"},
		{Of: peer.FeedbackUnsigned, Path: "/takenOn", Value: "w4", Heard: "/takenOn"},
		{Of: peer.FeedbackUnsigned, Path: "/taken", Value: "2026-05-06T10:00:00Z", Heard: "/takenOn"},
		{Of: peer.FeedbackUnsigned, Path: "/complaint", Value: nil, Heard: "/complaint"},
		{Of: peer.FeedbackSigned, Path: "/person", Value: nil, Heard: "/person"},
		{Of: peer.FeedbackSigned, Path: "/handedIn", Value: "hannah-voss", Heard: "/handedIn"},
		{Of: peer.FeedbackSigned, Path: "/answers/again", Value: "certainly", Heard: "/answers/again"},
		{Of: peer.FeedbackTakenBack, Path: "/answers", Value: map[string]any{"again": "yes"}, Heard: "/answers"},
		{Of: peer.FeedbackTakenBack, Path: "/words", Value: "x", Heard: "/answers"},
	})
}
