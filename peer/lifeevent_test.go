package peer_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

type lifeStep = peer.LifeEventStep

func lifeBench() steptest.Bench[peer.LifeEvent, lifeStep, peer.Facts] {
	return steptest.Bench[peer.LifeEvent, lifeStep, peer.Facts]{Ground: ground(), Kind: steptest.Kind[peer.LifeEvent, lifeStep, peer.Facts]{
		Table: peer.LifeEventTable(), New: peer.NewLifeEvent, CheckNew: peer.CheckNewLifeEvent, Starts: peer.LifeEventStarts,
		Do: peer.LifeEvent.Do, Check: peer.LifeEvent.Check, Choices: peer.LifeEvent.Choices,
		Decode: peer.DecodeLifeEvent, EncodeStep: peer.EncodeLifeEventStep, DecodeStep: peer.DecodeLifeEventStep,
	}}
}

func theLifeEvent() peer.TellLifeEvent {
	return peer.TellLifeEvent{ID: "life-1", Person: aled, Worker: jess, Sort: peer.LifeWork, Words: steptest.Own(byAled, "the garden centre has taken me on")}
}

func lifeEventsOf(t testing.TB) (told, taken peer.LifeEvent, records map[peer.Status]peer.LifeEvent) {
	t.Helper()
	b := lifeBench()
	told = b.Done(t, peer.LifeEvent{}, lifeStep(theLifeEvent()), byAled)
	taken = b.Done(t, told, lifeStep(peer.TakeOffer{Offer: peer.OfferRights}), byAled)
	return told, taken, map[peer.Status]peer.LifeEvent{peer.LifeEventTold: taken, peer.LifeEventTakenBack: b.Done(t, taken, lifeStep(peer.TakeLifeEventBack{}), byAled)}
}

func TestLifeEventEveryRow(t *testing.T) {
	b := lifeBench()
	told, taken, records := lifeEventsOf(t)
	words := row("PEER-53", peer.ErrPersonsWordsOnly)
	two := row("PEER-53", peer.ErrNotAuthorised)
	steptest.Plan[peer.LifeEvent, lifeStep, peer.Facts]{
		Kind: b.Kind, Person: aled, Anybody: anybody(), Records: records,
		Cases: []steptest.Case[peer.LifeEvent, lifeStep, peer.Facts]{
			b.Planned(t, "PEER-53 the person tells", peer.LifeEvent{}, theLifeEvent(), byAled, peer.LifeEventTold, map[string][]peer.Rule{"/person": {two, words}}),
			b.Planned(t, "PEER-53 the worker writes it down", peer.LifeEvent{}, theLifeEvent(), byJess, peer.LifeEventTold, map[string][]peer.Rule{"/person": {words}, "/worker": {two}, "/words": {words}}),
			b.Planned(t, "PEER-53 take an offer", told, peer.TakeOffer{Offer: peer.OfferGoals}, byAled, peer.LifeEventTold, nil),
			b.Planned(t, "PEER-53 let one go", taken, peer.LetOfferGo{Offer: peer.OfferRights}, byAled, peer.LifeEventTold, nil),
			b.Planned(t, "PEER-53 take it back", taken, peer.TakeLifeEventBack{}, byAled, peer.LifeEventTakenBack, nil),
		},
	}.Run(t)
}

func TestLifeEvent(t *testing.T) {
	b := lifeBench()
	told, taken, records := lifeEventsOf(t)
	t.Run("PEER-53 every change opens something, in the order it is shown", func(t *testing.T) {
		for _, k := range peer.LifeEventKind("").Terms() {
			offers := peer.LifeEventKind(k).Offers()
			require.GreaterOrEqual(t, len(offers), 2, k)
			require.Equal(t, peer.OfferGoals, offers[0], k)
			for _, o := range offers {
				require.True(t, o.Known())
			}
			offers[0] = "x"
			require.NotContains(t, peer.LifeEventKind(k).Offers(), peer.LifeOffer("x"))
		}
		require.Empty(t, peer.LifeEventKind("birthday").Offers())
		require.Contains(t, peer.LifeCustody.Offers(), peer.OfferTransition)
		require.Contains(t, peer.LifeAdmission.Offers(), peer.OfferRights)
	})
	t.Run("PEER-53 the person takes one, and what is left is still there", func(t *testing.T) {
		require.Equal(t, []peer.LifeOffer{peer.OfferGoals, peer.OfferSignposts}, taken.Offers())
		require.Equal(t, []peer.LifeOffer{peer.OfferRights}, taken.Taken())
		for _, o := range []peer.LifeOffer{peer.OfferRights, peer.OfferTransition} {
			steptest.Only(t, b.Tried(t, taken, lifeStep(peer.TakeOffer{Offer: o}), byAled), "PEER-53 unknown-code", "/offer")
		}
		for _, c := range taken.Choices(steptest.ActOn(byAled, "2026-05-06T10:00Z", "x", taken), ground().Facts(t)) {
			if c.Do == "take-offer" {
				require.Equal(t, []string{"look-at-goals-again", "places-to-turn-to"}, c.Fields[0].Options)
			}
			if c.Do == "let-go" {
				require.Equal(t, []string{"hear-rights-again"}, c.Fields[0].Options)
			}
		}
	})
	t.Run("PEER-53 leaving an offer leaves nothing behind, and nobody waits for it", func(t *testing.T) {
		back := b.Done(t, taken, lifeStep(peer.LetOfferGo{Offer: peer.OfferRights}), byAled)
		require.Equal(t, told.Offers(), back.Offers())
		require.Empty(t, back.Taken())
		stored, err := peer.Encode(back)
		require.NoError(t, err)
		require.NotContains(t, string(stored), string(peer.OfferRights))
		list, err := peer.Due([]peer.Record{told, taken, back, records[peer.LifeEventTakenBack]}, world(t), on("2026-12-01T10:00Z"))
		require.NoError(t, err)
		require.Empty(t, list)
		for _, row := range peer.LifeEventTable().Rows {
			require.NotContains(t, string(row.Do), "ignore")
			for _, f := range row.Fields {
				require.NotEqual(t, "because", f.Name, "no reason is asked")
			}
		}
	})
	t.Run("PEER-53 nobody takes an offer for the person", func(t *testing.T) {
		for _, by := range []peer.Actor{byJess, byHannah, byMegan} {
			for _, step := range []lifeStep{peer.TakeOffer{Offer: peer.OfferGoals}, peer.LetOfferGo{Offer: peer.OfferRights}, peer.TakeLifeEventBack{}} {
				steptest.Only(t, b.Tried(t, taken, step, by), "PEER-53 persons-choice-only", "")
			}
		}
	})
	t.Run("PEER-53 how it is put is the person's, or left out", func(t *testing.T) {
		step := theLifeEvent()
		for _, w := range []peer.Words{own("lost the job again"), steptest.Own(byJess, "x"), steptest.Own(peer.ByPerson(beatriz), "x")} {
			step.Words = w
			steptest.Only(t, b.Tried(t, peer.LifeEvent{}, lifeStep(step), byJess), "PEER-53 persons-words-only", "/words")
		}
		step.Words = peer.Words{}
		steptest.Open(t, b.Tried(t, peer.LifeEvent{}, lifeStep(step), byJess))
	})
	t.Run("PEER-53 taken back, nothing stays but that it was there", func(t *testing.T) {
		e := records[peer.LifeEventTakenBack]
		require.Equal(t, peer.Words{}, e.Words())
		require.Empty(t, e.Taken())
		require.Empty(t, e.Offers())
		readers.See(t, e, "event", "", "PEER-53 consent-required", "aled")
	})
	t.Run("PEER-53 it is for the two", func(t *testing.T) {
		readers.See(t, told, "event", garden, "PEER-53 consent-required", "aled", "jess")
	})
	require.Equal(t, []any{aled, jess, peer.LifeWork, on("2026-05-04T10:00Z")}, []any{told.Person(), told.Worker(), told.Sort(), told.Told()})
}

func TestLifeEventHistories(t *testing.T) {
	lifeBench().Histories(t, withTwo(nil), func(t require.TestingT, e peer.LifeEvent, c peer.Change) {
		require.True(t, e.Words() == (peer.Words{}) || e.Words().From(e.Person()))
		require.True(t, c.Do == "tell" || c.As == peer.PartyPerson)
		for _, o := range e.Taken() {
			require.Contains(t, e.Sort().Offers(), o)
			require.NotContains(t, e.Offers(), o)
		}
		require.Equal(t, e.Status() == peer.LifeEventTold, len(e.Offers())+len(e.Taken()) == len(e.Sort().Offers()))
		require.False(t, slices.Contains(e.Offers(), ""))
	})
}

func TestLifeEventStored(t *testing.T) {
	b := lifeBench()
	_, _, records := lifeEventsOf(t)
	b.Goldens(t, records)
	b.Unreadable(t, garden, records, []steptest.Hostile{
		{Of: peer.LifeEventTold, Path: "/words/by", Value: map[string]any{"staff": "w4"}, Heard: "/words"},
		{Of: peer.LifeEventTold, Path: "/words/text", Value: strings.Repeat("x", 2001), Heard: "/words/text"},
		{Of: peer.LifeEventTold, Path: "/taken", Value: []any{"support-with-the-move"}, Heard: "/taken"},
		{Of: peer.LifeEventTold, Path: "/taken", Value: []any{"look-at-goals-again", "look-at-goals-again"}, Heard: "/taken"},
		{Of: peer.LifeEventTold, Path: "/sort", Value: "birthday", Heard: "/sort"},
		{Of: peer.LifeEventTakenBack, Path: "/taken", Value: []any{"look-at-goals-again"}, Heard: "/words"},
		{Of: peer.LifeEventTakenBack, Path: "/words", Value: map[string]any{"text": "x", "by": map[string]any{"person": "p1"}}, Heard: "/words"},
		{Of: peer.LifeEventTakenBack, Path: "/told", Value: nil, Heard: "/told"},
	})
}

func TestLifeEventOptionsTellNothing(t *testing.T) {
	t.Run("PEER-53, H26 what somebody took is not told by what there is to pick from", func(t *testing.T) {
		_, taken, _ := lifeEventsOf(t)
		for _, c := range []struct {
			by   peer.Actor
			sees bool
		}{{byAled, true}, {byJess, true}, {byKay, false}, {byHannah, false}, {byMegan, false}, {peer.ByPerson(beatriz), false}, {peer.Actor{Person: aled, Staff: jess}, false}} {
			for _, choice := range taken.Choices(act(c.by, "2026-05-06T10:00Z", "x", taken), peer.Facts{Lines: peer.Lines{LineManager: hannah}}) {
				for _, f := range choice.Fields {
					require.Equal(t, c.sees, len(f.Options) > 0, "%s for %v", choice.Do, c.by)
				}
			}
		}
	})
}
