package sharing_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/sharing"
)

var preferences = steptest.BenchOf(ground, sharing.PreferencesTable(), sharing.NewPreferences, sharing.CheckNewPreferences, sharing.PreferencesStarts,
	sharing.DecodePreferences, sharing.EncodePreferencesStep, sharing.DecodePreferencesStep)

func preferencesOf(t testing.TB) (hears, ratherNot sharing.Preferences, records map[peer.Status]sharing.Preferences) {
	t.Helper()
	hears = preferences.Done(t, sharing.Preferences{}, thePreferences(), bySian)
	ratherNot = preferences.Done(t, hears, sharing.OptOut{}, bySian)
	return hears, ratherNot, map[peer.Status]sharing.Preferences{sharing.Hears: hears, sharing.RatherNot: ratherNot}
}

func TestPreferencesEveryRow(t *testing.T) {
	hears, ratherNot, records := preferencesOf(t)
	out, anew := thePreferences(), sharing.ChangePreferences{Worker: jess, Avoid: []sharing.Theme{sharing.Loss}}
	out.RatherNot, out.Comfort = true, sharing.Comfort{}
	words := []peer.Rule{rule("PEER-38", peer.ErrPersonsWordsOnly)}
	whose := append([]peer.Rule{rule("PEER-38", peer.ErrPersonsChoiceOnly)}, words...)
	preferences.EveryRow(t, anybody(peer.PartyPerson), records,
		preferences.Planned(t, "PEER-38 the person says what they would rather", sharing.Preferences{}, thePreferences(), bySian, sharing.Hears, map[string][]peer.Rule{"/person": whose}),
		preferences.Planned(t, "PEER-40 from the start they would rather hear nothing", sharing.Preferences{}, out, bySian, sharing.RatherNot, map[string][]peer.Rule{"/person": whose[:1]}),
		preferences.Planned(t, "PEER-38 say it anew", hears, anew, bySian, sharing.Hears, nil),
		preferences.Planned(t, "PEER-38 say it anew, opted out", ratherNot, anew, bySian, sharing.RatherNot, nil),
		preferences.Planned(t, "PEER-40 opt out", hears, sharing.OptOut{}, bySian, sharing.RatherNot, nil),
		preferences.Planned(t, "PEER-40 hear it again", ratherNot, sharing.HearAgain{}, bySian, sharing.Hears, nil),
	)
}

func TestPreferencesAreThePersons(t *testing.T) {
	hears, ratherNot, _ := preferencesOf(t)
	for name, by := range map[string]peer.Actor{"worker": byJess, "line manager": byHannah, "carer": byMegan} {
		t.Run("PEER-38, PEER-40 the "+name+" sets, changes, opts out or in", func(t *testing.T) {
			begin := thePreferences()
			only(t, preferences.Tried(t, sharing.Preferences{}, begin, by), "PEER-38 persons-choice-only", "")
			only(t, preferences.Tried(t, hears, sharing.ChangePreferences{}, by), "PEER-38 persons-choice-only", "")
			only(t, preferences.Tried(t, hears, sharing.OptOut{}, by), "PEER-40 persons-choice-only", "")
			only(t, preferences.Tried(t, ratherNot, sharing.HearAgain{}, by), "PEER-40 persons-choice-only", "")
		})
	}
	t.Run("PEER-38 what makes it easier is in their own words", func(t *testing.T) {
		for _, words := range []peer.Words{own(byJess, "she is jumpy"), own(byMegan, "x"), own(peer.Actor{Person: sian, Staff: jess}, "x")} {
			for _, c := range []sharing.Comfort{{Place: words}, {Seating: words}, {Times: words}, {Present: words}} {
				begin := thePreferences()
				begin.Comfort = c
				only(t, preferences.Tried(t, sharing.Preferences{}, begin, bySian), "PEER-38 persons-words-only", "/comfort")
				only(t, preferences.Tried(t, hears, sharing.ChangePreferences{Comfort: c}, bySian), "PEER-38 persons-words-only", "/comfort")
			}
		}
		p := preferences.Done(t, hears, sharing.ChangePreferences{Comfort: sharing.Comfort{Place: unsigned("a"), Seating: unsigned("b"), Times: unsigned("c"), Present: unsigned("d")}}, bySian)
		c := p.Comfort()
		for i, w := range []peer.Words{c.Place, c.Seating, c.Times, c.Present} {
			require.True(t, w.From(sian))
			require.Equal(t, string("abcd"[i]), w.Text.Reveal())
		}
	})
	t.Run("PEER-40 opting out and in again rests on no fact at all", func(t *testing.T) {
		for _, f := range []sharing.Facts{{}, {Agreed: peer.No}} {
			require.True(t, hears.Check(sharing.OptOut{}, act(bySian, whenNext, "x", hears), f).Allowed())
			require.True(t, ratherNot.Check(sharing.HearAgain{}, act(bySian, whenNext, "x", ratherNot), f).Allowed())
		}
		require.True(t, ratherNot.OptedOut())
		require.False(t, hears.OptedOut())
		require.Equal(t, hears.Avoid(), ratherNot.Avoid(), "the list stays")
	})
	t.Run("PEER-38 nobody asks why", func(t *testing.T) {
		for _, row := range sharing.PreferencesTable().Rows {
			for _, f := range row.Fields {
				require.NotRegexp(t, "(?i)why|because|reason|note", f.Path)
			}
		}
	})
	t.Run("PEER-38 the narrower of two lists holds, each theme once", func(t *testing.T) {
		p := preferences.Done(t, hears, sharing.ChangePreferences{Worker: rowan,
			Avoid: []sharing.Theme{sharing.Loss, sharing.SelfHarm, sharing.Loss}, AskFirst: []sharing.Theme{sharing.Work, sharing.Loss, sharing.Work}}, bySian)
		require.Equal(t, []sharing.Theme{sharing.SelfHarm, sharing.Loss}, p.Avoid())
		require.Equal(t, []sharing.Theme{sharing.Work}, p.AskFirst())
		require.Equal(t, []any{sian, rowan, sharing.Comfort{}}, []any{p.Person(), p.Worker(), p.Comfort()}, "what is left out no longer holds")
		p.Avoid()[0], p.AskFirst()[0] = sharing.Money, sharing.Money
		require.Equal(t, []sharing.Theme{sharing.SelfHarm, sharing.Loss}, p.Avoid())
		require.Equal(t, []sharing.Theme{sharing.Work}, p.AskFirst())
	})
}

func TestPreferencesReading(t *testing.T) {
	hears, ratherNot, _ := preferencesOf(t)
	for _, p := range []sharing.Preferences{hears, ratherNot} {
		t.Run("PEER-38, FHIR-12 they are for the two, and for no record", func(t *testing.T) {
			readers.See(t, p, "preferences", "garden", "PEER-38 not-authorised", "sian", "jess")
		})
	}
}

func TestPreferencesHistories(t *testing.T) {
	preferences.Histories(t, given, func(t require.TestingT, p sharing.Preferences, c peer.Change) {
		require.Equal(t, peer.PartyPerson, c.As)
		require.Equal(t, p.OptedOut(), p.Status() == sharing.RatherNot)
		for _, theme := range p.AskFirst() {
			require.NotContains(t, p.Avoid(), theme)
		}
		for _, w := range []peer.Words{p.Comfort().Place, p.Comfort().Present} {
			require.True(t, w == (peer.Words{}) || w.From(p.Person()))
		}
	})
}

func TestPreferencesStored(t *testing.T) {
	_, _, records := preferencesOf(t)
	preferences.Goldens(t, records)
	preferences.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: sharing.Hears, Path: "/person", Value: "", Heard: "/person"},
		{Of: sharing.Hears, Path: "/person", Value: "p6", Heard: "/comfort"},
		{Of: sharing.Hears, Path: "/avoid", Value: []any{"loss", "loss"}, Heard: "/avoid"},
		{Of: sharing.Hears, Path: "/avoid", Value: []any{"loss", "self-harm"}, Heard: "/avoid"},
		{Of: sharing.Hears, Path: "/avoid", Value: []any{"aliens"}, Heard: "/avoid/0"},
		{Of: sharing.Hears, Path: "/avoid", Value: []any{"hospital-admission"}, Heard: "/askFirst"},
		{Of: sharing.Hears, Path: "/askFirst", Value: []any{"work", "work"}, Heard: "/askFirst"},
		{Of: sharing.Hears, Path: "/comfort/place/by", Value: map[string]any{"staff": "w4"}, Heard: "/comfort"},
		{Of: sharing.Hears, Path: "/comfort/present/text", Value: strings.Repeat("x", 501), Heard: "/comfort/present/text"},
		{Of: sharing.Hears, Path: "/comfort/touch", Value: "a-hug", Heard: "/comfort/touch"},
		{Of: sharing.Hears, Path: "/why", Value: "because", Heard: "/why"},
		{Of: sharing.RatherNot, Path: "/status", Value: "declined", Heard: "/status"},
	})
}
