package peer_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

type briefStep = peer.PerspectiveBriefStep

func briefBench() steptest.Bench[peer.PerspectiveBrief, briefStep, peer.Facts] {
	return steptest.Bench[peer.PerspectiveBrief, briefStep, peer.Facts]{Ground: ground(), Kind: steptest.Kind[peer.PerspectiveBrief, briefStep, peer.Facts]{
		Table: peer.PerspectiveBriefTable(), New: peer.NewPerspectiveBrief, CheckNew: peer.CheckNewPerspectiveBrief, Starts: peer.PerspectiveBriefStarts,
		Do: peer.PerspectiveBrief.Do, Check: peer.PerspectiveBrief.Check, Choices: peer.PerspectiveBrief.Choices,
		Decode: peer.DecodePerspectiveBrief, EncodeStep: peer.EncodePerspectiveBriefStep, DecodeStep: peer.DecodePerspectiveBriefStep,
	}}
}

func theBrief() peer.WriteBrief {
	return peer.WriteBrief{ID: "b-1", Person: aled, Worker: jess, Words: steptest.Own(byAled, "I want to go home at weekends, for the garden"),
		Rights: []peer.Words{steptest.Own(byAled, "leave")}, Concerns: []peer.Words{steptest.Own(byAled, "nobody asks me")}}
}

// briefStory is one brief in every place it can be in.
type briefStory struct{ draft, approved, used, back peer.PerspectiveBrief }

func tellBrief(t testing.TB) (s briefStory) {
	t.Helper()
	b := briefBench()
	s.draft = b.Done(t, peer.PerspectiveBrief{}, briefStep(theBrief()), byJess)
	s.approved = b.Done(t, s.draft, briefStep(peer.ApproveBrief{Forums: []string{"ward-mdt"}}), byAled)
	s.used = b.Done(t, s.approved, briefStep(peer.UseBrief{Forum: "ward-mdt"}), byJess)
	s.back = b.Done(t, s.used, briefStep(peer.TakeBriefBack{}), byAled)
	return s
}

func (s briefStory) records() map[peer.Status]peer.PerspectiveBrief {
	return map[peer.Status]peer.PerspectiveBrief{peer.BriefDraft: s.draft, peer.BriefApproved: s.used, peer.BriefTakenBack: s.back}
}

func TestBriefEveryRow(t *testing.T) {
	b, s := briefBench(), tellBrief(t)
	words, two := row("PEER-61", peer.ErrPersonsWordsOnly), row("PEER-61", peer.ErrNotAuthorised)
	anew := peer.RewriteBrief{Words: theBrief().Words, Rights: theBrief().Rights, Concerns: theBrief().Concerns}
	steptest.Plan[peer.PerspectiveBrief, briefStep, peer.Facts]{
		Kind: b.Kind, Person: aled, Anybody: anybody(), Records: s.records(),
		Cases: []steptest.Case[peer.PerspectiveBrief, briefStep, peer.Facts]{
			b.Planned(t, "PEER-61 the person writes it", peer.PerspectiveBrief{}, theBrief(), byAled, peer.BriefDraft, map[string][]peer.Rule{"/person": {two, words}}),
			b.Planned(t, "PEER-61 the worker writes it down", peer.PerspectiveBrief{}, theBrief(), byJess, peer.BriefDraft, map[string][]peer.Rule{
				"/person": {words}, "/worker": {two}, "/words": {words}, "/rights": {words}, "/concerns": {words}}),
			b.Planned(t, "PEER-61 put it anew", s.used, anew, byAled, peer.BriefDraft, nil),
			b.Planned(t, "PEER-61 approve", s.draft, peer.ApproveBrief{Forums: []string{"ward-mdt", "cpa"}}, byAled, peer.BriefApproved, nil),
			b.Planned(t, "PEER-61 use", s.approved, peer.UseBrief{Forum: "ward-mdt"}, byJess, peer.BriefApproved, map[string][]peer.Rule{"/forum": {row("PEER-61", peer.ErrConsentRequired)}}),
			b.Planned(t, "PEER-61 tell what was said back", s.used, peer.TellBack{Use: 1, Back: steptest.Own(byJess, "they will ask you on Monday")}, byJess, peer.BriefApproved, map[string][]peer.Rule{"/use": {row("PEER-61", peer.ErrUnknownCode)}}),
			b.Planned(t, "PEER-61 tell it after it was taken back", s.back, peer.TellBack{Use: 1}, byJess, peer.BriefTakenBack, map[string][]peer.Rule{"/use": {row("PEER-61", peer.ErrUnknownCode)}}),
			b.Planned(t, "PEER-61 take it back", s.used, peer.TakeBriefBack{}, byAled, peer.BriefTakenBack, nil),
		},
	}.Run(t)
}

func TestBriefIsThePersons(t *testing.T) {
	b, s := briefBench(), tellBrief(t)
	try := func(r peer.PerspectiveBrief, step briefStep, by peer.Actor) peer.Decision {
		return b.Tried(t, r, step, by)
	}
	use := peer.UseBrief{Forum: "ward-mdt"}

	t.Run("AT-07.3, PEER-61 it is not used before the person's yes", func(t *testing.T) {
		steptest.Only(t, try(s.draft, use, byJess), "PEER-61 person-has-not-agreed", "")
		_, _, err := s.draft.Do(use, steptest.ActOn(byJess, "2026-06-11T10:00Z", "x", s.draft), ground().Facts(t))
		turnedDown(t, err, peer.ErrPersonHasNotAgreed)
	})
	t.Run("AT-07.3, PEER-61 nor anywhere the person did not say", func(t *testing.T) {
		steptest.Only(t, try(s.approved, peer.UseBrief{Forum: "discharge-meeting"}, byJess), "PEER-61 consent-required", "/forum")
		require.Equal(t, peer.Yes, s.approved.MayUse("ward-mdt"))
		for forum, r := range map[string]peer.PerspectiveBrief{"discharge-meeting": s.approved, "ward-mdt": s.draft, "": s.approved} {
			require.Equal(t, peer.No, r.MayUse(forum))
		}
	})
	t.Run("PEER-61 nobody says yes for the person", func(t *testing.T) {
		for _, by := range []peer.Actor{byJess, byHannah, byMegan} {
			steptest.Only(t, try(s.draft, peer.ApproveBrief{Forums: []string{"ward-mdt"}}, by), "PEER-61 persons-choice-only", "")
			steptest.Only(t, try(s.used, peer.TakeBriefBack{}, by), "PEER-61 persons-choice-only", "")
		}
	})
	t.Run("PEER-61 another meaning, another yes", func(t *testing.T) {
		anew := b.Done(t, s.used, briefStep(peer.RewriteBrief{Words: steptest.Own(byAled, "only Sundays")}), byJess)
		require.Empty(t, anew.Forums())
		require.True(t, anew.Approved().IsZero())
		steptest.Only(t, try(anew, use, byJess), "PEER-61 person-has-not-agreed", "")
		require.Len(t, anew.Uses(), 1, "where it was said stays")
		narrower := b.Done(t, s.approved, briefStep(peer.ApproveBrief{Forums: []string{"cpa"}}), byAled)
		steptest.Only(t, try(narrower, use, byJess), "PEER-61 consent-required", "/forum")
	})
	t.Run("PEER-61 taken back at once, without a reason, it is used nowhere", func(t *testing.T) {
		steptest.Open(t, b.Tried(t, s.used, briefStep(peer.TakeBriefBack{}), byAled, func(f *peer.Facts) { *f = peer.Facts{} }))
		require.Empty(t, s.back.Forums())
		steptest.Only(t, try(s.back, use, byJess), "PEER-61 invalid-transition", "")
	})
	t.Run("PEER-61 every word of it is the person's", func(t *testing.T) {
		for path, set := range map[string]func(*peer.WriteBrief, peer.Words){
			"/words":    func(c *peer.WriteBrief, w peer.Words) { c.Words = w },
			"/rights":   func(c *peer.WriteBrief, w peer.Words) { c.Rights = []peer.Words{w} },
			"/concerns": func(c *peer.WriteBrief, w peer.Words) { c.Concerns = []peer.Words{w} },
		} {
			for _, w := range []peer.Words{own("unsettled at home"), steptest.Own(byKay, "x"), steptest.Own(peer.ByPerson(beatriz), "x")} {
				step := theBrief()
				set(&step, w)
				steptest.Only(t, try(peer.PerspectiveBrief{}, step, byJess), "PEER-61 persons-words-only", path)
			}
		}
	})
	t.Run("PEER-61 one of the two says what was said back", func(t *testing.T) {
		steptest.Only(t, try(s.used, peer.TellBack{Use: 2}, byJess), "PEER-61 unknown-code", "/use")
		steptest.Only(t, try(s.draft, peer.TellBack{Use: 1}, byJess), "PEER-61 unknown-code", "/use")
		steptest.Only(t, try(s.used, peer.TellBack{Use: 1, Back: steptest.Own(byKay, "no")}, byJess), "PEER-61 not-authorised", "/back")
		steptest.Only(t, try(s.used, peer.TellBack{Use: 1}, byKay), "PEER-61 not-authorised", "")
		told := b.Done(t, s.used, briefStep(peer.TellBack{Use: 1, Back: own("they will look at Sundays")}), byAled)
		require.True(t, told.Uses()[0].Back.From(aled))
		require.Equal(t, on("2026-05-06T10:00Z"), told.Uses()[0].Told)
		require.True(t, s.used.Uses()[0].Told.IsZero(), "the record before is as it was")
	})
	t.Run("PEER-61 what the person said they heard is not written over", func(t *testing.T) {
		heard := b.Done(t, s.used, briefStep(peer.TellBack{Use: 1, Back: own("they laughed")}), byAled)
		for _, back := range []peer.Words{{}, own("they listened"), steptest.Own(byAled, "they listened")} {
			steptest.Only(t, try(heard, peer.TellBack{Use: 1, Back: back}, byJess), "PEER-61 persons-words-only", "/use")
		}
		anew := b.Done(t, heard, briefStep(peer.TellBack{Use: 1, Back: own("one of them laughed")}), byAled)
		require.Equal(t, "one of them laughed", anew.Uses()[0].Back.Text.Reveal())
		retold := b.Done(t, s.used, briefStep(peer.TellBack{Use: 1, Back: own("they said yes")}), byJess)
		steptest.Open(t, try(retold, peer.TellBack{Use: 1, Back: own("they said perhaps")}, byJess))
	})
	t.Run("PEER-61 it was used on a day the person had said yes by", func(t *testing.T) {
		said := s.approved.Approved()
		require.False(t, said.IsZero())
		before := peer.MustDate(said.AddDate(0, 0, -1).Format(time.DateOnly))
		steptest.Only(t, try(s.approved, peer.UseBrief{Forum: "ward-mdt", On: before}, byJess), "PEER-61 person-has-not-agreed", "/on")
		steptest.Open(t, try(s.approved, peer.UseBrief{Forum: "ward-mdt", On: peer.MustDate(said.Format(time.DateOnly))}, byJess))
	})
	t.Run("PEER-61 what is used is not in the future, and there is an end to it", func(t *testing.T) {
		steptest.Only(t, try(s.approved, peer.UseBrief{Forum: "ward-mdt", On: peer.MustDate("2026-05-20")}, byJess), "PEER-61 future-date", "/on")
		var uses []any
		for i := range 1000 {
			uses = append(uses, map[string]any{"number": i + 1, "forum": "ward-mdt", "on": "2026-05-05", "told": "2026-05-05T10:00:00Z"})
		}
		full, err := peer.DecodePerspectiveBrief(steptest.PutAnew(t, s.approved, "/uses", uses))
		require.NoError(t, err)
		steptest.Only(t, try(full, use, byJess), "PEER-61 out-of-range", "")
	})
	require.Equal(t, []any{aled, jess, theBrief().Rights, theBrief().Concerns}, []any{s.used.Person(), s.used.Worker(), s.used.Rights(), s.used.Concerns()})
	require.True(t, s.used.Words().From(aled))
}

func TestBriefIsToldBack(t *testing.T) {
	b, s := briefBench(), tellBrief(t)
	due := func(t *testing.T, at string, w peer.World, values ...peer.Record) []peer.Deadline {
		t.Helper()
		list, err := peer.Due(values, w, on(at))
		require.NoError(t, err)
		return list
	}
	usedOn := func(t *testing.T, day string, with ...func(*peer.Facts)) peer.PerspectiveBrief {
		t.Helper()
		b := b
		b.Ground.Next = "2026-06-30T10:00Z"
		return b.Done(t, s.approved, briefStep(peer.UseBrief{Forum: "ward-mdt", On: peer.MustDate(day)}), byJess, with...)
	}
	t.Run("AT-07.3, PEER-61 used on a Thursday, told by Friday at five", func(t *testing.T) {
		r := usedOn(t, "2026-06-11")
		for at, state := range map[string]peer.DeadlineState{"2026-06-11T20:00Z": peer.DeadlineOpen, "2026-06-12T15:59Z": peer.DeadlineDueToday, "2026-06-12T16:00Z": peer.DeadlineOverdue} {
			list := due(t, at, world(t), r)
			require.Len(t, list, 1)
			require.Equal(t, "2026-06-12T17:00:00+01:00", list[0].Due.Shown(world(t).Calendar))
			require.Equal(t, peer.Deadline{ID: "PEER-61.perspective-brief/b-1.1", Rule: row("PEER-61", peer.ErrTellBackDue), About: r.Ref(), Person: aled, Owes: peer.PartyWorker,
				Owner: peer.ByStaff(jess, ""), Since: on("2026-06-10T23:00Z"), Due: peer.DueAt(on("2026-06-12T16:00Z")), State: state, Policy: policyFile(t).Digest()}, list[0])
		}
	})
	t.Run("PEER-61 over a weekend and a bank holiday", func(t *testing.T) {
		require.Equal(t, "2026-05-26T17:00:00+01:00", due(t, "2026-06-01T10:00Z", world(t), usedOn(t, "2026-05-22"))[0].Due.Shown(world(t).Calendar))
	})
	t.Run("PEER-61 what was told is owed no more; each use is told", func(t *testing.T) {
		twice := b.Done(t, s.used, briefStep(peer.UseBrief{Forum: "ward-mdt"}), byJess)
		require.Len(t, due(t, "2026-05-09T10:00Z", world(t), twice), 2)
		once := b.Done(t, twice, briefStep(peer.TellBack{Use: 1}), byJess)
		list := due(t, "2026-05-09T10:00Z", world(t), once)
		require.Len(t, list, 1)
		require.Equal(t, "PEER-61.perspective-brief/b-1.2", list[0].ID)
	})
	t.Run("PEER-61 taking it back, or putting it anew, takes nothing from what is owed", func(t *testing.T) {
		require.Len(t, due(t, "2026-05-09T10:00Z", world(t), s.back), 1)
		require.Len(t, due(t, "2026-05-09T10:00Z", world(t), b.Done(t, s.used, briefStep(peer.RewriteBrief{Words: theBrief().Words}), byAled)), 1)
	})
	t.Run("PEER-61 without a policy it is used all the same, and the one in force that day says by when", func(t *testing.T) {
		r := usedOn(t, "2026-06-11", func(f *peer.Facts) { f.Policy = peer.Policy{} })
		require.True(t, r.Uses()[0].TellBy.IsZero())
		list := due(t, "2026-06-12T10:00Z", world(t), r)
		require.Equal(t, "2026-06-12T17:00:00+01:00", list[0].Due.Shown(world(t).Calendar))
		require.Equal(t, policyFile(t).Digest(), list[0].Policy)
		w := world(t)
		w.Policies = peer.Policies{}
		none, err := peer.Due([]peer.Record{r}, w, on("2026-06-12T10:00Z"))
		turnedDown(t, err, peer.ErrNoPolicyInForce)
		require.Empty(t, none)
	})
}

func TestBriefReading(t *testing.T) {
	s := tellBrief(t)
	const rule = "PEER-61 consent-required"
	t.Run("PEER-61 it is for the two", func(t *testing.T) {
		for _, r := range s.records() {
			readers.See(t, r, "brief", garden, rule, "aled", "jess")
			readers.See(t, r, "uses", "", rule, "aled", "jess")
		}
	})
	t.Run("PEER-57, PEER-61, H20 others read it when the person said yes to the words and to sharing", func(t *testing.T) {
		for _, a := range answers {
			yes := peer.Consent{ID: "c", Person: aled, Scope: peer.SharePlan, Purpose: peer.ForRecord, Given: a.answer, From: on("2026-01-01T00:00Z")}
			reading := readers.Reading(byKay, peer.ForRecord, yes)
			require.Equal(t, a.answer == peer.Yes, s.used.Sees("brief", reading), a.name)
			require.False(t, s.draft.Sees("brief", reading) || s.back.Sees("brief", reading) || s.used.Sees("uses", reading))
			require.False(t, s.used.Sees("brief", readers.Reading(byKay, peer.ForCare, yes)) || s.used.Sees("brief", readers.Reading(byMegan, peer.ForRecord, yes)))
		}
	})
}

func TestBriefHistories(t *testing.T) {
	give := withTwo(func(draw steptest.Draw, _ time.Time, path string, f peer.Field) any {
		switch path {
		case "/forums":
			return []any{steptest.OneOf(draw, "ward-mdt", "cpa")}
		case "/forum":
			return "ward-mdt"
		case "/use":
			return steptest.Mostly(draw, 1, 2)
		case "/rights", "/concerns":
			return steptest.Mostly[any](draw, steptest.Absent, []any{someWords(draw)})
		case "/words":
			return steptest.Mostly[any](draw, map[string]any{"text": "the garden", "by": map[string]any{"person": "p1"}}, someWords(draw))
		}
		return nil
	})
	agreed := map[string]bool{}
	briefBench().Histories(t, give, func(t require.TestingT, r peer.PerspectiveBrief, c peer.Change) {
		require.True(t, r.Words().From(r.Person()))
		for _, w := range append(r.Rights(), r.Concerns()...) {
			require.True(t, w.From(r.Person()))
		}
		require.True(t, c.Do != "use" || c.From == peer.BriefApproved && c.As == peer.PartyWorker && !r.Approved().IsZero())
		require.Equal(t, r.Status() == peer.BriefApproved, len(r.Forums()) > 0)
		agreed[fmt.Sprint(r.Status())] = true
	})
	require.Len(t, agreed, 3)
}

func TestBriefStored(t *testing.T) {
	b, s := briefBench(), tellBrief(t)
	told := b.Done(t, s.used, briefStep(peer.TellBack{Use: 1, Back: own("they will see to the garden")}), byJess)
	records := map[peer.Status]peer.PerspectiveBrief{peer.BriefDraft: s.draft, peer.BriefApproved: told, peer.BriefTakenBack: s.back}
	b.Goldens(t, records)
	b.Unreadable(t, garden, records, []steptest.Hostile{
		{Of: peer.BriefDraft, Path: "/words/by", Value: map[string]any{"staff": "w4"}, Heard: "/words"},
		{Of: peer.BriefDraft, Path: "/rights/0/by", Value: map[string]any{"staff": "w4"}, Heard: "/rights"},
		{Of: peer.BriefDraft, Path: "/concerns/0/by", Value: map[string]any{"person": "p6"}, Heard: "/concerns"},
		{Of: peer.BriefDraft, Path: "/forums", Value: []any{"ward-mdt"}, Heard: "/approved"},
		{Of: peer.BriefDraft, Path: "/approved", Value: "2026-05-06T10:00:00Z", Heard: "/approved"},
		{Of: peer.BriefApproved, Path: "/forums", Value: nil, Heard: "/approved"},
		{Of: peer.BriefApproved, Path: "/approved", Value: nil, Heard: "/approved"},
		{Of: peer.BriefApproved, Path: "/uses/0/number", Value: 2, Heard: "/uses/0/number"},
		{Of: peer.BriefApproved, Path: "/uses/0/policy", Value: nil, Heard: "/uses/0/tellBy"},
		{Of: peer.BriefApproved, Path: "/uses/0/told", Value: nil, Heard: "/uses/0/told"},
		{Of: peer.BriefApproved, Path: "/uses/0/back/by", Value: map[string]any{"staff": "kay-orr"}, Heard: "/uses/0/back"},
		{Of: peer.BriefApproved, Path: "/uses/0/forum", Value: "", Heard: "/uses/0/forum"},
		{Of: peer.BriefTakenBack, Path: "/words/text", Value: strings.Repeat("x", 4001), Heard: "/words/text"},
	})
}
