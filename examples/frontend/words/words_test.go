package words_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/examples/frontend/words"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
)

// longest is how many words a sentence may have.
var longest = map[string]int{"en": 22, "easy": 15, "cy": 30}

// forbidden judge a person, or are jargon that nobody needs.
var forbidden = regexp.MustCompile(`(?i)\b(service user|non-compliant|failed|refused|DNA|patient|disengaged|e\.g\.|i\.e\.|etc|MDT|EPR|crisis team referral|case|client)\b`)

var sentence = regexp.MustCompile(`[.!?:]+(\s|$)`)

func TestCatalogue(t *testing.T) {
	all := words.Languages()
	for _, l := range all {
		t.Run("EX every key in "+l.ID, func(t *testing.T) { require.Equal(t, all[0].Keys(), l.Keys()) })
		for _, key := range l.Keys() {
			says := l.Say(key).Says
			require.NotEmpty(t, strings.TrimSpace(says), key)
			require.False(t, strings.HasPrefix(says, "?"), "%s: not put into words", key)
			if l.ID != "cy" {
				require.NotRegexp(t, forbidden, says, key)
			}
			for _, s := range sentence.Split(says, -1) {
				require.LessOrEqual(t, len(strings.Fields(s)), longest[l.ID], "%s: %q", key, s)
			}
			require.Equal(t, strings.Count(all[0].Say(key).Says, "{"), strings.Count(says, "{"), "%s: what is put in", key)
		}
	}
}

// silent are kinds whose steps no page of the example offers.
var silent = map[string]bool{"resource": true, "contribution": true, "setback": true, "support-request": true}

// TestEveryChoiceHasItsWords: a step or a place that the library gains has to be put into
// words before a page shows it.
func TestEveryChoiceHasItsWords(t *testing.T) {
	en := words.Languages()[0]
	for _, table := range desk.Tables() {
		kind := string(table.Kind)
		if silent[kind] {
			continue
		}
		require.True(t, en.Has("kind."+kind), kind)
		for _, r := range table.Rows {
			require.True(t, en.Has("do."+kind+"."+string(r.Do)), "%s %s", kind, r.Do)
		}
		for _, s := range table.States {
			require.True(t, en.Has("status."+kind+"."+string(s.Status)), "%s %s", kind, s.Status)
		}
	}
	for _, topic := range signpost.Topic("").Terms() {
		require.True(t, en.Has("is."+topic), topic)
	}
	for _, trigger := range safeguard.CoreTriggers() {
		require.True(t, en.Has("is."+string(trigger)), trigger)
	}
}

func TestSay(t *testing.T) {
	cy := words.In("cy")
	require.Equal(t, words.Text{Says: "Heddiw"}, cy.Say("nav.today"))
	require.Equal(t, words.Text{Says: "no.such.key", Lang: "en-GB"}, cy.Say("no.such.key"))
	require.Equal(t, "en-GB", cy.Released("shell.help").Lang, "H30")
	require.Equal(t, "", words.In("easy").Released("shell.help").Lang)
	require.Equal(t, "en", words.In("nothing").ID)
	require.Equal(t, "Nodau Aled", cy.Say("goals.of", "Aled").Says)
}
