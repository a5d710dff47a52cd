package peer_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// drawnContactFacts are mostly the usual ones.
func drawnContactFacts(draw steptest.Draw, usual peer.ContactFacts) peer.ContactFacts {
	every := theAgreed()
	every.Activities = []peer.ActivityKind{peer.OneToOne, peer.GroupActivity, peer.DropIn, peer.Accompaniment, peer.ReviewTalk}
	every.Modes = []peer.Mode{peer.FaceToFace, peer.Phone, peer.Video, peer.Chat, peer.Text}
	ended := theAgreed()
	ended.Active, ended.Ended = false, true
	usual.Policy = steptest.OneOf(draw, usual.Policy, usual.Policy, peer.Policy{})
	usual.Ready = anyReadiness(draw)
	usual.Agreed = steptest.Mostly(draw, every, theAgreed(), peer.Agreed{}, ended)
	usual.Age, usual.LonePlan = anyTri(draw), anyTri(draw)
	return usual
}

// contactGiven answers the form of a contact, mostly with what fits.
func contactGiven(draw steptest.Draw, now time.Time) steptest.Give {
	start := steptest.OneOf(draw, now.Add(-5*time.Hour), now.Add(-5*time.Hour), now.Add(-50*time.Hour), now.Add(3*time.Hour))
	end := start.Add(time.Duration(steptest.Mostly(draw, 45, -10, 0, 600)) * time.Minute)
	text := func(by any) any { return map[string]any{"text": "something said", "by": by} }
	person, worker, nurse := map[string]any{"person": aled}, map[string]any{"staff": jess}, map[string]any{"staff": kay}
	return func(path string, f peer.Field) any {
		switch {
		case path == "/id":
			return steptest.Mostly(draw, "c-1", "", "a b")
		case path == "/person":
			return steptest.Mostly[any](draw, aled, steptest.Absent)
		case path == "/worker":
			return jess
		case path == "/headcount":
			return steptest.Mostly[any](draw, steptest.Absent, 7, -1, 20_000)
		case path == "/what/start":
			return peer.MomentOf(start).String()
		case path == "/what/end":
			return steptest.Mostly[any](draw, peer.MomentOf(end).String(), steptest.Absent)
		case path == "/what/outcome":
			return steptest.Mostly[any](draw, steptest.Absent, "missed")
		case path == "/what/goals/*":
			return "goal-1"
		case path == "/draft", path == "/forSafety", path == "/distress/inDistress":
			return draw(4) == 0
		case strings.HasSuffix(path, "/chosenBy"):
			return steptest.Mostly[any](draw, person, steptest.Absent, worker)
		case strings.HasSuffix(path, "/goal"):
			return steptest.Mostly[any](draw, "goal-1", steptest.Absent)
		case strings.HasSuffix(path, "/noGoalYet"):
			return draw(8) == 0
		case strings.HasSuffix(path, "/did"):
			return steptest.OneOf[any](draw, steptest.Absent, []any{map[string]any{"what": text(steptest.Mostly(draw, person, nurse)), "ledBy": "person"}})
		case strings.HasSuffix(path, "/nextAlone"), path == "/distress/personWords":
			return steptest.OneOf[any](draw, steptest.Absent, steptest.Absent, text(steptest.Mostly(draw, person, worker)))
		case strings.HasSuffix(path, "/further"):
			return steptest.OneOf[any](draw, steptest.Absent, map[string]any{"answer": "no", "because": "talked-through"}, map[string]any{"answer": "yes", "concern": "k1"}, map[string]any{"answer": "yes"})
		case path == "/source":
			return steptest.Mostly[any](draw, map[string]any{"kind": "own-use", "on": "2024"}, steptest.Absent)
		case f.Kind == peer.FieldChoice && !f.Repeats:
			return steptest.Mostly[any](draw, f.Options[draw(len(f.Options))], steptest.Absent)
		}
		return nil
	}
}

func TestContactHistories(t *testing.T) {
	contactBench.Histories(t, contactGiven, func(t require.TestingT, c peer.Contact, change peer.Change) {
		v, unseen := c.Validation(), c.Validation().Seen == peer.EntrySight{}
		require.Equal(t, c.Status() == peer.Planned || c.RecordedAt().IsZero(), v.State == "", "an entry stands somewhere once it is written down")
		require.Equal(t, v.State == peer.EntrySeen, !unseen)
		require.NotEqual(t, jess, v.Seen.By, "PEER-48 nobody validates their own")
		require.True(t, change.Do != "validate" && change.Do != "query" || change.By.Staff == kay)
		for _, s := range c.Statements() {
			require.True(t, s.Words.From(aled), "PEER-47 the person's own words")
		}
		for _, g := range c.Given() {
			require.NotEqual(t, peer.ContentAdvice, g.Kind, "PEER-23 advice was never kept")
		}
		along := c.Entry().Along
		require.True(t, along.NextAlone.IsZero() || along.NextAlone.From(aled))
		elsewhere := along.ChosenBy.Valid() && along.ChosenBy.Person != aled
		require.True(t, c.Status() != peer.Planned || c.ForSafety() || !elsewhere, "PEER-50 nothing is planned that somebody else chose")
		if change.Do == "record" || change.Do == "record-planned" || change.Do == "note-distress" {
			raised := slices.ContainsFunc(change.Signals, func(s peer.Signal) bool {
				return s.Kind == peer.SignalSafetyQuestion || s.Kind == peer.SignalGoesFurther
			})
			require.Equal(t, c.QuestionOpen(), raised, "H02 an open question goes along as a signal")
		}
		require.True(t, c.Confirmed().IsZero() || c.What().Production == peer.CoProduced)
	})
}

func TestContactStored(t *testing.T) {
	s, e := tellCon(t), tellEntry(t)
	whole := toldAll(t, peer.CoProduced)
	whole = contactBench.Done(t, whole, theAmendment(), byJess)
	records := map[peer.Status]peer.Contact{peer.Planned: s.planned, peer.Recorded: whole, peer.EnteredInError: s.wrong}
	contactBench.Goldens(t, records)
	worker, person, nurse, both := map[string]any{"staff": "w4"}, map[string]any{"person": "p1"}, map[string]any{"staff": "kay-orr"}, map[string]any{"person": "p1", "staff": "w4"}
	anyTime := "2026-02-18T10:00:00.000Z"
	contactBench.Unreadable(t, "allotment", records, []steptest.Hostile{
		{Of: peer.Recorded, Path: "/entry/note/by", Value: person, Heard: "/entry"},
		{Of: peer.Recorded, Path: "/entry/note/by", Value: both, Heard: "/entry"},
		{Of: peer.Recorded, Path: "/entry/note/text", Value: "", Heard: "/entry"},
		{Of: peer.Recorded, Path: "/entry/did/0/what/by", Value: nurse, Heard: "/entry"},
		{Of: peer.Recorded, Path: "/entry/along/nextAlone/by", Value: worker, Heard: "/entry"},
		{Of: peer.Recorded, Path: "/entry/along/chosenBy", Value: both, Heard: "/entry/along/chosenBy"},
		{Of: peer.Recorded, Path: "/before/0/entry/note/by", Value: nurse, Heard: "/entry"},
		{Of: peer.Recorded, Path: "/before/0/seen", Value: map[string]any{"by": "w4", "at": anyTime}, Heard: "/validation/seen"},
		{Of: peer.Recorded, Path: "/distress/personWords/by", Value: worker, Heard: "/distress"},
		{Of: peer.Recorded, Path: "/distress/helpedBy/by", Value: worker, Heard: "/distress"},
		{Of: peer.Recorded, Path: "/lateBecause/by", Value: person, Heard: "/lateBecause"},
		{Of: peer.Recorded, Path: "/given/0/kind", Value: "advice", Heard: "/given"},
		{Of: peer.Recorded, Path: "/given/0/source", Value: nil, Heard: "/given"},
		{Of: peer.Recorded, Path: "/given/0/about/by", Value: person, Heard: "/given"},
		{Of: peer.Recorded, Path: "/learned/0/words/by", Value: nurse, Heard: "/learned"},
		{Of: peer.Recorded, Path: "/statements/0/words/by", Value: worker, Heard: "/statements"},
		{Of: peer.Recorded, Path: "/validation/state", Value: nil, Heard: "/validation/state"},
		{Of: peer.Recorded, Path: "/validation/state", Value: "validated", Heard: "/validation/seen"},
		{Of: peer.Recorded, Path: "/validation/seen", Value: map[string]any{"by": "kay-orr", "at": anyTime}, Heard: "/validation/seen"},
		{Of: peer.Recorded, Path: "/validation/since", Value: nil, Heard: "/validation/since"},
		{Of: peer.Recorded, Path: "/validation/state", Value: "written", Heard: "/validation/due"},
		{Of: peer.Recorded, Path: "/validation/queries/0/asks/by", Value: worker, Heard: "/validation/queries"},
		{Of: peer.Recorded, Path: "/validation/queries/0/asks/by", Value: person, Heard: "/validation/queries"},
		{Of: peer.Recorded, Path: "/validation/queries/0/about", Value: "persons-words", Heard: "/validation/queries"},
		{Of: peer.Recorded, Path: "/confirmed", Value: anyTime, Heard: "/confirmed"},
		{Of: peer.Recorded, Path: "/recordedAt", Value: nil, Heard: "/recordedAt"},
		{Of: peer.Planned, Path: "/entry/note", Value: map[string]any{"text": "x", "by": worker}, Heard: "/recordedAt"},
		{Of: peer.Planned, Path: "/entry/did", Value: []any{map[string]any{"ledBy": "person"}}, Heard: "/recordedAt"},
		{Of: peer.Planned, Path: "/distress/inDistress", Value: true, Heard: "/recordedAt"},
		{Of: peer.Planned, Path: "/distress/further/answer", Value: "yes", Heard: "/recordedAt"},
		{Of: peer.Planned, Path: "/statements", Value: []any{map[string]any{"words": map[string]any{"text": "x", "by": person}, "at": anyTime}}, Heard: "/recordedAt"},
		{Of: peer.Planned, Path: "/learned", Value: []any{map[string]any{"words": map[string]any{"text": "x", "by": person}, "at": anyTime}}, Heard: "/recordedAt"},
		{Of: peer.Planned, Path: "/given", Value: []any{map[string]any{"kind": "guidance", "about": map[string]any{"text": "x", "by": worker}, "at": anyTime}}, Heard: "/recordedAt"},
		{Of: peer.Planned, Path: "/lateBecause", Value: map[string]any{"text": "x", "by": worker}, Heard: "/recordedAt"},
		{Of: peer.Planned, Path: "/marks", Value: []any{"late"}, Heard: "/recordedAt"},
		{Of: peer.Planned, Path: "/validation", Value: map[string]any{"state": "draft", "since": anyTime}, Heard: "/validation/state"},
		{Of: peer.EnteredInError, Path: "/before", Value: nil, Heard: "/before"},
		{Of: peer.EnteredInError, Path: "/statements", Value: []any{map[string]any{"words": map[string]any{"text": "x", "by": person}, "at": anyTime}}},
	})
	t.Run("PEER-48 every place an entry can stand in reads back", func(t *testing.T) {
		for _, r := range []peer.Contact{e.draft, e.written, e.awaiting, e.queried, e.seen} {
			back, err := peer.DecodeContact([]byte(encoded(t, r)))
			require.NoError(t, err)
			require.Equal(t, encoded(t, r), encoded(t, back))
		}
	})
	t.Run("PEER-48 an entry that was asked about names its question", func(t *testing.T) {
		_, err := peer.DecodeContact(steptest.PutAnew(t, e.queried, "/validation/queries", nil))
		require.Contains(t, pathsOf(t, err), "/validation/queries")
		_, err = peer.DecodeContact(steptest.PutAnew(t, e.seen, "/validation/seen/by", "w4"))
		require.Contains(t, pathsOf(t, err), "/validation/seen")
		_, err = peer.DecodeContact(steptest.PutAnew(t, e.seen, "/validation/due", "2026-03-01"))
		require.Contains(t, pathsOf(t, err), "/validation/due")
	})
}

// What is new in a contact is listed before anything of it can leak (hazard H26).
func init() {
	maps.Copy(structs, map[string]any{
		"ActivityDone": peer.ActivityDone{}, "AddStatement": peer.AddStatement{}, "AmendEntry": peer.AmendEntry{}, "AnswerDistress": peer.AnswerDistress{},
		"ConfirmTogether": peer.ConfirmTogether{}, "ContactEntry": peer.ContactEntry{}, "ContentSource": peer.ContentSource{}, "DistressSupport": peer.DistressSupport{},
		"EntryQuery": peer.EntryQuery{}, "FinishDraft": peer.FinishDraft{}, "GiveContent": peer.GiveContent{}, "GivenContent": peer.GivenContent{},
		"GoingAlong": peer.GoingAlong{}, "LeavingOut": peer.LeavingOut{}, "NoteDistress": peer.NoteDistress{}, "PersonStatement": peer.PersonStatement{},
		"QueryEntry": peer.QueryEntry{}, "SayTakenFromIt": peer.SayTakenFromIt{}, "SayWhyLate": peer.SayWhyLate{}, "EntrySight": peer.EntrySight{},
		"SubmitEntry": peer.SubmitEntry{}, "TakenFromIt": peer.TakenFromIt{}, "ValidateEntry": peer.ValidateEntry{}, "Validation": peer.Validation{},
	})
}
