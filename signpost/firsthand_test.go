package signpost_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

type firstHandStep = signpost.FirstHandStep

var firstHands = steptest.BenchOf(ground, signpost.FirstHandTable(), signpost.NewFirstHand, signpost.CheckNewFirstHand, signpost.FirstHandStarts,
	signpost.DecodeFirstHand, signpost.EncodeFirstHandStep, signpost.DecodeFirstHandStep)

func siansWords() signpost.SayFirstHand {
	return signpost.SayFirstHand{ID: "h1", Person: sian, Worker: jess, Resource: "r1", On: date("2026-04-28"), Words: own(bySian, "nobody in the garden asks you anything, and the tea is good")}
}

func jesssWords() signpost.SayFirstHand {
	return signpost.SayFirstHand{ID: "h2", Worker: jess, Resource: "r1", On: date("2026-03-10"), Words: own(byJess, "the garden gate is on the left")}
}

func firstHandsOf(t testing.TB) (said, shown signpost.FirstHand, records map[peer.Status]signpost.FirstHand) {
	t.Helper()
	said = firstHands.Done(t, signpost.FirstHand{}, siansWords(), byJess)
	shown = firstHands.Done(t, said, signpost.ShowFirstHand{Show: true}, bySian)
	return said, shown, map[peer.Status]signpost.FirstHand{signpost.FirstHandSaid: shown,
		signpost.FirstHandTakenBack: firstHands.Done(t, shown, signpost.TakeFirstHandBack{}, bySian)}
}

func TestFirstHandEveryRow(t *testing.T) {
	said, _, records := firstHandsOf(t)
	words, two := row("SIGN-04", peer.ErrPersonsWordsOnly), row("SIGN-04", peer.ErrNotAuthorised)
	firstHands.EveryRow(t, anybody(), records,
		firstHands.Planned(t, "SIGN-04 the person says it", signpost.FirstHand{}, siansWords(), bySian, signpost.FirstHandSaid, map[string][]peer.Rule{"/person": {two, words}}),
		firstHands.Planned(t, "SIGN-04 the worker writes it down", signpost.FirstHand{}, siansWords(), byJess, signpost.FirstHandSaid, map[string][]peer.Rule{"/person": {words}, "/worker": {two}, "/words": {words}}),
		firstHands.Planned(t, "SIGN-04 the person lets others read it", said, signpost.ShowFirstHand{Show: true}, bySian, signpost.FirstHandSaid, nil),
		firstHands.Planned(t, "SIGN-04 take back", said, signpost.TakeFirstHandBack{}, bySian, signpost.FirstHandTakenBack, nil),
	)
}

func TestFirstHandIsTheirs(t *testing.T) {
	said, shown, _ := firstHandsOf(t)
	workers := firstHands.Done(t, signpost.FirstHand{}, jesssWords(), byJess)
	say := func(change func(*signpost.SayFirstHand)) firstHandStep {
		c := siansWords()
		change(&c)
		return c
	}
	for name, c := range map[string]struct {
		step firstHandStep
		by   peer.Actor
	}{
		"the worker's own, as the person's": {say(func(c *signpost.SayFirstHand) { c.Words = unsigned("they were kind") }), byJess},
		"the worker names themself":         {say(func(c *signpost.SayFirstHand) { c.Words = own(byJess, "x") }), byJess},
		"another person's":                  {say(func(c *signpost.SayFirstHand) { c.Words = own(byBeatriz, "x") }), bySian},
		"two at once":                       {say(func(c *signpost.SayFirstHand) { c.Words = own(peer.Actor{Person: sian, Staff: jess}, "x") }), byJess},
		"the person's, as the worker's":     {say(func(c *signpost.SayFirstHand) { c.Person = "" }), byJess},
	} {
		t.Run("SIGN-04 words that are "+name, func(t *testing.T) {
			only(t, firstHands.Tried(t, signpost.FirstHand{}, c.step, c.by), "SIGN-04 persons-words-only", "/words")
		})
	}
	t.Run("SIGN-04 somebody who was there next week", func(t *testing.T) {
		only(t, firstHands.Tried(t, signpost.FirstHand{}, say(func(c *signpost.SayFirstHand) { c.On = date("2026-05-11") }), bySian), "SIGN-04 future-date", "/on")
		open(t, firstHands.Tried(t, signpost.FirstHand{}, say(func(c *signpost.SayFirstHand) { c.On, c.Worker = peer.Date{}, "" }), bySian))
	})
	t.Run("SIGN-04 nobody else lets others read it or takes it back", func(t *testing.T) {
		for _, step := range []firstHandStep{signpost.ShowFirstHand{Show: true}, signpost.ShowFirstHand{}, signpost.TakeFirstHandBack{}} {
			for _, by := range []peer.Actor{byJess, byRowan, byKay, byMegan, byBeatriz} {
				only(t, firstHands.Tried(t, said, step, by), "SIGN-04 persons-choice-only", "")
			}
			for _, by := range []peer.Actor{bySian, byRowan, byKay, byMegan} {
				only(t, firstHands.Tried(t, workers, step, by), "SIGN-04 persons-choice-only", "")
			}
			open(t, firstHands.Tried(t, workers, step, byJess))
		}
	})
	t.Run("SIGN-04, H13 what names somebody is kept for them and shown to nobody", func(t *testing.T) {
		for _, text := range []string{"ask for Siân Weller", "P6 is there too", "my number is 999 000 1049"} {
			f := firstHands.Done(t, signpost.FirstHand{}, say(func(c *signpost.SayFirstHand) { c.Words = own(bySian, text) }), bySian)
			d := firstHands.Tried(t, f, signpost.ShowFirstHand{Show: true}, bySian)
			only(t, d, "SIGN-04 identifiable-content", "/show")
			steptest.Silent(t, "Weller", &peer.Refusal{Decision: d})
			open(t, firstHands.Tried(t, f, signpost.ShowFirstHand{}, bySian))
			require.Empty(t, signpost.Impressions("r1", []signpost.FirstHand{f}))
		}
	})
	t.Run("SIGN-04 taking back rests on no fact and no policy", func(t *testing.T) {
		open(t, shown.Check(signpost.TakeFirstHandBack{}, act(bySian, whenNext, "x", shown), signpost.Facts{}))
	})
	require.Equal(t, []any{sian, jess, "r1", date("2026-04-28"), true, bySian}, []any{shown.Person(), shown.Worker(), shown.Resource(), shown.On(), shown.Shown(), shown.Words().By})
}

func TestImpressions(t *testing.T) {
	said, shown, records := firstHandsOf(t)
	show := func(c signpost.SayFirstHand, by peer.Actor) signpost.FirstHand {
		return firstHands.Done(t, firstHands.Done(t, signpost.FirstHand{}, c, by), signpost.ShowFirstHand{Show: true}, by)
	}
	other, undated, year, same := jesssWords(), siansWords(), siansWords(), siansWords()
	other.Resource = "r2"
	undated.ID, undated.On, undated.Words = "h3", peer.Date{}, own(bySian, "undated")
	year.ID, year.On, year.Words = "h4", date("2025"), own(bySian, "some year")
	same.ID, same.On, same.Words = "h5", date("2026-04-01"), own(bySian, "the same month")
	list := []signpost.FirstHand{show(jesssWords(), byJess), show(other, byJess), show(undated, bySian), said, shown, records[signpost.FirstHandTakenBack], {}, show(year, bySian), show(same, bySian)}
	want := []signpost.Impression{
		{Words: siansWords().Words.Text, Lang: "en-GB", In: date("2026-04"), By: signpost.SomebodyThere},
		{Words: peer.Say("the same month"), Lang: "en-GB", In: date("2026-04"), By: signpost.SomebodyThere},
		{Words: jesssWords().Words.Text, Lang: "en-GB", In: date("2026-03"), By: signpost.PeerWorkerTold},
		{Words: peer.Say("some year"), Lang: "en-GB", In: date("2025"), By: signpost.SomebodyThere},
		{Words: peer.Say("undated"), Lang: "en-GB", By: signpost.SomebodyThere},
	}
	rng := rand.New(rand.NewPCG(20260504, 4))
	for range 5 {
		require.Equal(t, want, signpost.Impressions("r1", list), "SIGN-04 only what was said to be shown, the newest month first")
		rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	}
	require.Empty(t, signpost.Impressions("", list))
	steptest.Silent(t, "garden", want[0], want)
}

func TestFirstHandReading(t *testing.T) {
	said, shown, records := firstHandsOf(t)
	sees := func(f signpost.FirstHand, by peer.Reading) string {
		v, err := f.View(by)
		require.NoError(t, err)
		b := steptest.Seen(t, f, by)
		out := ""
		for _, part := range []string{"own", "impression"} {
			require.Equal(t, v.Sees(part), f.Sees(part, by))
			if v.Sees(part) {
				out += part + " "
			}
		}
		require.Equal(t, out != "", strings.Contains(b, "garden"))
		if !v.Sees("own") {
			require.NotContains(t, b, `"p4"`, "nobody is told by it")
			require.NotContains(t, b, "w4")
			require.NotContains(t, b, "2026-04-28")
		}
		return out
	}
	for name, by := range readers.Every() {
		alone, purpose, _ := strings.Cut(name, " ")
		nobody, author, two := alone == "nobody" || alone == "two", alone == "sian", alone == "sian" || alone == "jess"
		record := purpose == string(peer.ForRecord)
		want := func(own, impression bool) string {
			out := ""
			if own && !record {
				out = "own "
			}
			if impression && !record && !nobody {
				out += "impression "
			}
			return out
		}
		t.Run("SIGN-04, H13 read by "+name, func(t *testing.T) {
			require.Equal(t, want(two, false), sees(said, by))
			require.Equal(t, want(two, true), sees(shown, by))
			require.Equal(t, want(author, false), sees(records[signpost.FirstHandTakenBack], by))
		})
	}
	t.Run("SIGN-04 hidden again, it is for the two", func(t *testing.T) {
		hidden := firstHands.Done(t, shown, signpost.ShowFirstHand{}, bySian)
		require.Empty(t, sees(hidden, readers.Reading(byKay, peer.ForCare)))
		require.Empty(t, signpost.Impressions("r1", []signpost.FirstHand{hidden}))
	})
}

func TestFirstHandHistories(t *testing.T) {
	give := func(draw steptest.Draw, now time.Time) steptest.Give {
		return func(path string, _ peer.Field) any {
			switch path {
			case "/id":
				return steptest.Mostly(draw, "h1", "")
			case "/person":
				return steptest.OneOf[any](draw, "p4", "p4", steptest.Absent)
			case "/worker":
				return steptest.Mostly[any](draw, "w4", steptest.Absent)
			case "/on":
				return steptest.Mostly[any](draw, steptest.Absent, "2025-12", "2026-12-01")
			case "/words":
				who := steptest.OneOf(draw, map[string]any{"person": "p4"}, map[string]any{"staff": "w4"})
				return map[string]any{"text": steptest.Mostly(draw, "a garden", "Ahmed's garden"), "by": who}
			case "/show":
				return draw(3) > 0
			}
			return nil
		}
	}
	firstHands.Histories(t, give, func(t require.TestingT, f signpost.FirstHand, c peer.Change) {
		author := peer.ByStaff(jess, "")
		if f.Person() != "" {
			author = bySian
		}
		require.Equal(t, author, f.Words().By)
		by := c.By
		by.Role = ""
		require.True(t, c.Do == "say" || by == author, "nobody else decides")
		require.False(t, f.Shown() && strings.Contains(f.Words().Text.Reveal(), "Ahmed"))
		require.True(t, f.Shown() || len(signpost.Impressions("an-id", []signpost.FirstHand{f})) == 0)
	})
}

func TestFirstHandStored(t *testing.T) {
	_, _, records := firstHandsOf(t)
	firstHands.Goldens(t, records)
	firstHands.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: signpost.FirstHandSaid, Path: "/person", Value: "p6", Heard: "/words"},
		{Of: signpost.FirstHandSaid, Path: "/person", Value: nil, Heard: "/words"},
		{Of: signpost.FirstHandSaid, Path: "/resource", Value: "", Heard: "/resource"},
		{Of: signpost.FirstHandSaid, Path: "/words/by", Value: map[string]any{"staff": "w4"}, Heard: "/words"},
		{Of: signpost.FirstHandSaid, Path: "/words/text", Value: "", Heard: "/words"},
		{Of: signpost.FirstHandSaid, Path: "/words/text", Value: strings.Repeat("x", 2001), Heard: "/words/text"},
		{Of: signpost.FirstHandSaid, Path: "/words/text", Value: "ask 999 000 1049", Heard: "/words"},
		{Of: signpost.FirstHandSaid, Path: "/on", Value: "2026-05-06", Heard: "/on"},
		{Of: signpost.FirstHandSaid, Path: "/said", Value: nil, Heard: "/said"},
		{Of: signpost.FirstHandTakenBack, Path: "/shown", Value: true, Heard: "/shown"},
	})
}
