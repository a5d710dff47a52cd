package sharing_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/sharing"
)

var preferencesKind = steptest.Kind[sharing.Preferences, sharing.PreferencesStep, sharing.Facts]{
	Table: sharing.PreferencesTable(), New: sharing.NewPreferences, CheckNew: sharing.CheckNewPreferences, Starts: sharing.PreferencesStarts,
	Do: sharing.Preferences.Do, Check: sharing.Preferences.Check, Choices: sharing.Preferences.Choices,
	Decode: sharing.DecodePreferences, EncodeStep: sharing.EncodePreferencesStep, DecodeStep: sharing.DecodePreferencesStep,
}

func preferencesOf(t testing.TB) (hears, ratherNot sharing.Preferences, records map[peer.Status]sharing.Preferences) {
	t.Helper()
	hears = done(t, preferencesKind, sharing.Preferences{}, sharing.PreferencesStep(thePreferences()), bySian)
	ratherNot = done(t, preferencesKind, hears, sharing.PreferencesStep(sharing.OptOut{}), bySian)
	return hears, ratherNot, map[peer.Status]sharing.Preferences{sharing.Hears: hears, sharing.RatherNot: ratherNot}
}

func TestPreferencesEveryRow(t *testing.T) {
	hears, ratherNot, records := preferencesOf(t)
	type step = sharing.PreferencesStep
	out, anew := thePreferences(), sharing.ChangePreferences{Worker: jess, Avoid: []sharing.Theme{sharing.Loss}}
	out.RatherNot, out.Comfort = true, sharing.Comfort{}
	words := []peer.Rule{rule("PEER-38", peer.ErrPersonsWordsOnly)}
	whose := append([]peer.Rule{rule("PEER-38", peer.ErrPersonsChoiceOnly)}, words...)
	steptest.Plan[sharing.Preferences, sharing.PreferencesStep, sharing.Facts]{
		Kind: preferencesKind, Person: sian, Anybody: anybody(peer.PartyPerson), Records: records,
		Cases: []steptest.Case[sharing.Preferences, sharing.PreferencesStep, sharing.Facts]{
			planned("PEER-38 the person says what they would rather", sharing.Preferences{}, step(thePreferences()), bySian, sharing.Hears, map[string][]peer.Rule{"/person": whose}),
			planned("PEER-40 from the start they would rather hear nothing", sharing.Preferences{}, step(out), bySian, sharing.RatherNot, map[string][]peer.Rule{"/person": whose[:1]}),
			planned("PEER-38 say it anew", hears, step(anew), bySian, sharing.Hears, nil),
			planned("PEER-38 say it anew, opted out", ratherNot, step(anew), bySian, sharing.RatherNot, nil),
			planned("PEER-40 opt out", hears, step(sharing.OptOut{}), bySian, sharing.RatherNot, nil),
			planned("PEER-40 hear it again", ratherNot, step(sharing.HearAgain{}), bySian, sharing.Hears, nil),
		},
	}.Run(t)
}

func TestPreferencesAreThePersons(t *testing.T) {
	hears, ratherNot, _ := preferencesOf(t)
	for name, by := range map[string]peer.Actor{"worker": byJess, "line manager": byHannah, "carer": byMegan} {
		t.Run("PEER-38, PEER-40 the "+name+" sets, changes, opts out or in", func(t *testing.T) {
			begin := thePreferences()
			only(t, tried(t, preferencesKind, sharing.Preferences{}, sharing.PreferencesStep(begin), by), "PEER-38 persons-choice-only", "")
			only(t, tried(t, preferencesKind, hears, sharing.PreferencesStep(sharing.ChangePreferences{}), by), "PEER-38 persons-choice-only", "")
			only(t, tried(t, preferencesKind, hears, sharing.PreferencesStep(sharing.OptOut{}), by), "PEER-40 persons-choice-only", "")
			only(t, tried(t, preferencesKind, ratherNot, sharing.PreferencesStep(sharing.HearAgain{}), by), "PEER-40 persons-choice-only", "")
		})
	}
	t.Run("PEER-38 what makes it easier is in their own words", func(t *testing.T) {
		for _, words := range []peer.Words{own(byJess, "she is jumpy"), own(byMegan, "x"), own(peer.Actor{Person: sian, Staff: jess}, "x")} {
			for _, c := range []sharing.Comfort{{Place: words}, {Seating: words}, {Times: words}, {Present: words}} {
				begin := thePreferences()
				begin.Comfort = c
				only(t, tried(t, preferencesKind, sharing.Preferences{}, sharing.PreferencesStep(begin), bySian), "PEER-38 persons-words-only", "/comfort")
				only(t, tried(t, preferencesKind, hears, sharing.PreferencesStep(sharing.ChangePreferences{Comfort: c}), bySian), "PEER-38 persons-words-only", "/comfort")
			}
		}
		p := done(t, preferencesKind, hears, sharing.PreferencesStep(sharing.ChangePreferences{Comfort: sharing.Comfort{Place: unsigned("a"), Seating: unsigned("b"), Times: unsigned("c"), Present: unsigned("d")}}), bySian)
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
		p := done(t, preferencesKind, hears, sharing.PreferencesStep(sharing.ChangePreferences{Worker: rowan,
			Avoid: []sharing.Theme{sharing.Loss, sharing.SelfHarm, sharing.Loss}, AskFirst: []sharing.Theme{sharing.Work, sharing.Loss, sharing.Work}}), bySian)
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
			seen(t, p, "preferences", "PEER-38 not-authorised", "garden", "sian", "jess")
		})
	}
}

func TestPreferencesHistories(t *testing.T) {
	histories(t, preferencesKind, func(t require.TestingT, p sharing.Preferences, c peer.Change) {
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
	goldens(t, sharing.DecodePreferences, records)
	unreadable(t, sharing.DecodePreferences, records, []hostile{
		{sharing.Hears, "/person", "", "/person"},
		{sharing.Hears, "/person", "p6", "/comfort"},
		{sharing.Hears, "/avoid", []any{"loss", "loss"}, "/avoid"},
		{sharing.Hears, "/avoid", []any{"loss", "self-harm"}, "/avoid"},
		{sharing.Hears, "/avoid", []any{"aliens"}, "/avoid/0"},
		{sharing.Hears, "/avoid", []any{"hospital-admission"}, "/askFirst"},
		{sharing.Hears, "/askFirst", []any{"work", "work"}, "/askFirst"},
		{sharing.Hears, "/comfort/place/by", map[string]any{"staff": "w4"}, "/comfort"},
		{sharing.Hears, "/comfort/present/text", strings.Repeat("x", 501), "/comfort/present/text"},
		{sharing.Hears, "/comfort/touch", "a-hug", "/comfort/touch"},
		{sharing.Hears, "/why", "because", "/why"},
		{sharing.RatherNot, "/status", "declined", "/status"},
	})
}
