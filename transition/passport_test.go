package transition_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

type entryStep = transition.PassportEntryStep

var entries = steptest.BenchOf(ground, transition.PassportEntryTable(), transition.NewPassportEntry, transition.CheckNewPassportEntry, transition.PassportEntryStarts,
	transition.DecodePassportEntry, transition.EncodePassportEntryStep, transition.DecodePassportEntryStep)

func theEntry() transition.WriteEntry {
	return transition.WriteEntry{ID: "e1", Person: sian, Worker: jess, Transition: "t1", Section: transition.SectionHelps,
		Words: own(bySian, "ten minutes in the garden first")}
}

func entriesOf(t testing.TB) map[peer.Status]transition.PassportEntry {
	t.Helper()
	kept := entries.Done(t, transition.PassportEntry{}, theEntry(), byJess)
	along := entries.Done(t, kept, transition.TakeAlong{}, bySian)
	return map[peer.Status]transition.PassportEntry{transition.EntryKept: kept, transition.EntryGoesAlong: along,
		transition.EntryTakenOut: entries.Done(t, along, transition.TakeOut{}, bySian)}
}

func TestPassportEntryEveryRow(t *testing.T) {
	records := entriesOf(t)
	words := []peer.Rule{row("TRAN-05", peer.ErrPersonsWordsOnly)}
	both := append([]peer.Rule{row("TRAN-05", peer.ErrNotAuthorised)}, words...)
	on := func(name string, from peer.Status, s entryStep, by peer.Actor, to peer.Status) steptest.Case[transition.PassportEntry, entryStep, transition.Facts] {
		return entries.Planned(t, "TRAN-05 "+name, records[from], s, by, to, nil)
	}
	entries.EveryRow(t, anybody(peer.PartyStaff), records,
		entries.Planned(t, "TRAN-05 the person writes it", transition.PassportEntry{}, theEntry(), bySian, transition.EntryKept, map[string][]peer.Rule{"/person": both}),
		entries.Planned(t, "TRAN-05 the worker writes it down", transition.PassportEntry{}, theEntry(), byJess, transition.EntryKept,
			map[string][]peer.Rule{"/person": words, "/worker": both[:1], "/words": words}),
		on("say anew", transition.EntryKept, transition.SayAnew{Words: own(bySian, "twenty minutes")}, bySian, transition.EntryKept),
		on("change what goes along", transition.EntryGoesAlong, transition.ChangeAlong{Words: own(bySian, "twenty minutes")}, bySian, transition.EntryGoesAlong),
		on("take along", transition.EntryKept, transition.TakeAlong{}, bySian, transition.EntryGoesAlong),
		on("keep back", transition.EntryGoesAlong, transition.KeepBack{}, bySian, transition.EntryKept),
		on("take out what was kept", transition.EntryKept, transition.TakeOut{}, bySian, transition.EntryTakenOut),
		on("take out what goes along", transition.EntryGoesAlong, transition.TakeOut{}, bySian, transition.EntryTakenOut),
	)
}

func TestPassportEntryIsThePersons(t *testing.T) {
	records := entriesOf(t)
	for name, c := range map[string]struct {
		from peer.Status
		step entryStep
	}{
		"takes it along":          {transition.EntryKept, transition.TakeAlong{}},
		"keeps it back":           {transition.EntryGoesAlong, transition.KeepBack{}},
		"takes it out":            {transition.EntryGoesAlong, transition.TakeOut{}},
		"changes what goes along": {transition.EntryGoesAlong, transition.ChangeAlong{Words: own(bySian, "x")}},
	} {
		for who, by := range map[string]peer.Actor{"worker": byJess, "organiser": byKay, "carer": byMegan} {
			t.Run("TRAN-05 the "+who+" "+name, func(t *testing.T) {
				only(t, entries.Tried(t, records[c.from], c.step, by), "TRAN-05 persons-choice-only", "")
			})
		}
	}
	for _, w := range []peer.Words{own(byJess, "needs firm handling"), own(byMegan, "x"), own(peer.ByPerson(beatriz), "x")} {
		t.Run("TRAN-05 somebody else's words", func(t *testing.T) {
			step := theEntry()
			step.Words = w
			only(t, entries.Tried(t, transition.PassportEntry{}, step, byJess), "TRAN-05 persons-words-only", "/words")
			only(t, entries.Tried(t, records[transition.EntryKept], transition.SayAnew{Words: w}, byJess), "TRAN-05 persons-words-only", "/words")
			only(t, entries.Tried(t, records[transition.EntryGoesAlong], transition.ChangeAlong{Words: w}, bySian), "TRAN-05 persons-words-only", "/words")
		})
	}
	t.Run("TRAN-05 said anew", func(t *testing.T) {
		e := entries.Done(t, records[transition.EntryKept], transition.SayAnew{Words: own(bySian, "twenty")}, byJess)
		require.Equal(t, "twenty", e.Words().Text.Reveal())
		require.Equal(t, on(whenNext), e.Said())
		require.Equal(t, transition.SectionHelps, e.Section())
		require.Equal(t, "t1", e.Transition())
		require.Equal(t, on(whenSaid), records[transition.EntryGoesAlong].Said())
	})
}

func TestPassportEntryReading(t *testing.T) {
	const rule = "TRAN-05 consent-required"
	records := entriesOf(t)
	t.Run("TRAN-05 kept", func(t *testing.T) {
		readers.See(t, records[transition.EntryKept], "entry", "garden", rule, "sian", "jess")
	})
	t.Run("TRAN-05 it goes along", func(t *testing.T) {
		readers.See(t, records[transition.EntryGoesAlong], "entry", "garden", rule, "sian", "jess", "kay direct-care", "rowan direct-care")
	})
	t.Run("TRAN-05 taken out", func(t *testing.T) { readers.See(t, records[transition.EntryTakenOut], "entry", "garden", rule, "sian") })
}

func TestPassportEntryHistories(t *testing.T) {
	move := transition.Transition{}
	entries.Histories(t, besides, func(t require.TestingT, e transition.PassportEntry, c peer.Change) {
		saidBySian(t, e.Person(), e.Words())
		require.True(t, c.To == c.From || c.From == "" || c.As == peer.PartyPerson, "only the person moves it")
		require.True(t, c.To != transition.EntryGoesAlong || c.As == peer.PartyPerson)
		require.Empty(t, transition.PassportOf(move, []transition.PassportEntry{e}).Sections)
	})
}

func TestPassportEntryStored(t *testing.T) {
	records := entriesOf(t)
	entries.Goldens(t, records)
	entries.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: transition.EntryGoesAlong, Path: "/words/by", Value: map[string]any{"staff": "w4"}, Heard: "/words"},
		{Of: transition.EntryGoesAlong, Path: "/words/by", Value: map[string]any{"carer": "megan"}, Heard: "/words"},
		{Of: transition.EntryGoesAlong, Path: "/words/text", Value: "", Heard: "/words"},
		{Of: transition.EntryKept, Path: "/words/text", Value: strings.Repeat("x", 2001), Heard: "/words/text"},
		{Of: transition.EntryKept, Path: "/person", Value: "p6", Heard: "/words"},
		{Of: transition.EntryKept, Path: "/section", Value: "diagnosis", Heard: "/section"},
		{Of: transition.EntryTakenOut, Path: "/said", Value: nil, Heard: "/said"},
		{Of: transition.EntryTakenOut, Path: "/transition", Value: nil, Heard: "/transition"},
	})
}

// aMove is a move of somebody, with what they think of it.
func aMove(t testing.TB, id string, person peer.PersonID, say transition.GiveOpinion) transition.Transition {
	t.Helper()
	f := facts(t)
	by := peer.ByPerson(person)
	m, _, err := transition.NewTransition(transition.Announce{ID: id, Person: person, Worker: jess, Organiser: transition.Organiser{Staff: kay},
		Move: transition.TeamChange, To: "team-b", Told: peer.MustDate("2026-05-01"), Planned: peer.MustDate("2026-06-01")}, act(by, whenSaid, "m1", nil), f)
	require.NoError(t, err)
	m, _, err = m.Do(say, act(by, whenSaid, "m2", m), f)
	require.NoError(t, err)
	return m
}

// entry is an entry with a text; along: it goes along.
func entry(t testing.TB, id string, person peer.PersonID, move string, in transition.Section, text, at string, along bool) transition.PassportEntry {
	t.Helper()
	by := peer.ByPerson(person)
	e, _, err := transition.NewPassportEntry(transition.WriteEntry{ID: id, Person: person, Worker: jess, Transition: move, Section: in, Words: own(by, text)}, act(by, at, "x1", nil), facts(t))
	require.NoError(t, err)
	if along {
		e, _, err = e.Do(transition.TakeAlong{}, act(by, at, "x2", e), facts(t))
		require.NoError(t, err)
	}
	return e
}

func TestPassportOf(t *testing.T) {
	opinion := transition.GiveOpinion{Words: own(bySian, "I would rather stay"), Send: true}
	m := aMove(t, "t1", sian, opinion)
	late := entry(t, "e1", sian, "t1", transition.SectionHelps, "helps late", "2026-05-03T10:00Z", true)
	early := entry(t, "e2", sian, "t1", transition.SectionHelps, "helps early", "2026-05-02T10:00Z", true)
	same := entry(t, "e3", sian, "t1", transition.SectionHelps, "helps early too", "2026-05-02T10:00Z", true)
	about := entry(t, "e4", sian, "t1", transition.SectionAboutMe, "about me", "2026-05-04T10:00Z", true)
	asks := entry(t, "e5", sian, "t1", transition.SectionQuestions, "a question", "2026-05-01T10:00Z", true)
	wrong := []transition.PassportEntry{
		{}, entry(t, "e6", sian, "t1", transition.SectionHelps, "kept", "2026-05-02T10:00Z", false),
		entry(t, "e7", beatriz, "t1", transition.SectionHelps, "of another person", "2026-05-02T10:00Z", true),
		entry(t, "e8", sian, "t2", transition.SectionHelps, "of another move", "2026-05-02T10:00Z", true),
	}
	out, _, err := entry(t, "e9", sian, "t1", transition.SectionHelps, "taken out", "2026-05-02T10:00Z", true).Do(transition.TakeOut{}, peer.Act{By: bySian, At: on(whenNext), ID: "x3", Seen: 2}, facts(t))
	require.NoError(t, err)
	wrong = append(wrong, out)
	texts := func(p transition.Passport) string {
		var b strings.Builder
		for _, s := range p.Sections {
			fmt.Fprintf(&b, "%s:", s.Section)
			for _, w := range s.Words {
				require.True(t, w.From(sian))
				fmt.Fprintf(&b, " %s;", w.Text.Reveal())
			}
			b.WriteString("\n")
		}
		return b.String()
	}
	const want = "about-me: about me;\nwhat-helps: helps early; helps early too; helps late;\nwhat-i-would-like-to-know: a question;\n"
	t.Run("TRAN-05 what goes along, in order, and nothing else", func(t *testing.T) {
		all := append([]transition.PassportEntry{late, early, same, about, asks}, wrong...)
		rng := rand.New(rand.NewPCG(20260504, 1))
		for range 30 {
			rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
			before := fmt.Sprint(all)
			p := transition.PassportOf(m, all)
			require.Equal(t, want, texts(p))
			require.Equal(t, before, fmt.Sprint(all), "the list of the caller is as it was")
			require.Equal(t, transition.Passport{Person: sian, Transition: "t1", To: "team-b", Planned: peer.MustDate("2026-06-01"), Sections: p.Sections, Opinion: opinion.Words}, p)
		}
	})
	t.Run("TRAN-05 what was kept back since is not in it", func(t *testing.T) {
		back, _, err := late.Do(transition.KeepBack{}, act(bySian, whenNext, "x3", late), facts(t))
		require.NoError(t, err)
		for _, list := range [][]transition.PassportEntry{{late, back}, {back, late}, {back}} {
			require.Empty(t, transition.PassportOf(m, list).Sections)
		}
		anew, _, err := late.Do(transition.ChangeAlong{Words: own(bySian, "anew")}, act(bySian, whenNext, "x3", late), facts(t))
		require.NoError(t, err)
		require.Equal(t, "what-helps: anew;\n", texts(transition.PassportOf(m, []transition.PassportEntry{anew, late, late})))
	})
	t.Run("TRAN-05 the opinion only when it may be known", func(t *testing.T) {
		for _, o := range []transition.GiveOpinion{{Words: opinion.Words}, {Words: opinion.Words, Objects: true}, {Send: true}} {
			require.Zero(t, transition.PassportOf(aMove(t, "t1", sian, o), nil).Opinion)
		}
	})
	t.Run("TRAN-05 of nothing", func(t *testing.T) {
		require.Zero(t, transition.PassportOf(transition.Transition{}, []transition.PassportEntry{late, {}}))
		require.Empty(t, transition.PassportOf(m, nil).Sections)
		b, err := json.Marshal(transition.Passport{})
		require.NoError(t, err)
		require.JSONEq(t, `{"person":"","transition":"","sections":[]}`, string(b))
	})
}

func TestPassportShowsItsWordsInJSONOnly(t *testing.T) {
	const canary = "canary-of-the-words"
	m := aMove(t, "t1", sian, transition.GiveOpinion{Words: own(bySian, canary+" of the opinion"), Send: true})
	p := transition.PassportOf(m, []transition.PassportEntry{entry(t, "e1", sian, "t1", transition.SectionTalk, canary+" <of> the entry", whenSaid, true)})
	t.Run("TRAN-05 its JSON shows them", func(t *testing.T) {
		for _, v := range []any{p, &p} {
			b, err := json.Marshal(v)
			require.NoError(t, err)
			var doc struct {
				Person, Transition, To, Planned string
				Sections                        []struct {
					Section string
					Words   []struct{ Text string }
				}
				Opinion struct{ Text string }
			}
			require.NoError(t, json.Unmarshal(b, &doc))
			require.Equal(t, "p4 t1 team-b 2026-06-01", strings.Join([]string{doc.Person, doc.Transition, doc.To, doc.Planned}, " "))
			require.Equal(t, canary+" <of> the entry", doc.Sections[0].Words[0].Text)
			require.Equal(t, "how-to-talk-with-me", doc.Sections[0].Section)
			require.Equal(t, canary+" of the opinion", doc.Opinion.Text)
		}
	})
	t.Run("TRAN-05 printed and logged it does not", func(t *testing.T) {
		var b bytes.Buffer
		inside := struct {
			Open   any
			closed any
			P      transition.Passport
		}{p, p, p}
		for _, v := range []any{p, &p, p.Sections, p.Sections[0], &p.Sections[0], p.Opinion, []any{p}, map[string]any{"k": p}, inside, &inside} {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%X", "%t", "%T", "%p"} {
				fmt.Fprintf(&b, verb+"\n", v)
			}
			func() {
				defer func() { fmt.Fprint(&b, recover()) }()
				panic(v)
			}()
			slog.New(slog.NewTextHandler(&b, nil)).Error("shown", "v", v)
		}
		for _, v := range []any{p, &p, p.Sections[0], p.Opinion} {
			log := slog.New(slog.NewJSONHandler(&b, nil)).With("with", v).WithGroup("g")
			log.Error("shown", "v", v, "group", slog.GroupValue(slog.Any("v", v)))
		}
		for _, form := range []string{canary, fmt.Sprintf("%x", canary), strings.ToUpper(fmt.Sprintf("%x", canary))} {
			require.False(t, strings.Contains(b.String(), form), "the words are shown")
		}
		require.Equal(t, "passport for transition/t1", fmt.Sprintf("%+v", p))
		require.Equal(t, "passport for transition/t1", p.LogValue().String())
	})
	t.Run("TRAN-05 a part of it has no JSON of its own", func(t *testing.T) {
		_, err := json.Marshal(p.Sections)
		require.ErrorIs(t, err, peer.ErrSealed)
	})
}
