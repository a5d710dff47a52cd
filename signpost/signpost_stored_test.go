package signpost_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// The stored form of version 1. These files are never edited: what was stored once is
// read for ever.
func TestSignpostStoredForm(t *testing.T) {
	signposts.Goldens(t, signpostsOf(storedWays(t)))
}

// storedWays are ways of which as much as can be has been said.
func storedWays(t testing.TB) map[peer.Status]*way {
	t.Helper()
	ways := everyWay(t)
	for status, w := range ways {
		if status == signpost.PersonClosed || status == signpost.NotKnown {
			continue
		}
		w.then(bySian, signpost.AskHelp{Kind: signpost.HelpGoAlong, Until: day("2026-06-01"), NextTimeAlone: own(bySian, "through the garden gate")}).
			then(byJess, signpost.NameChallenge{Kind: signpost.ChallengeTravel, Words: own(bySian, "two buses to the garden"), Problem: "ps-1"})
	}
	return ways
}

// Documents that no step could have written are not read, and the fault names where it
// lies.
func TestSignpostStoredFormIsChecked(t *testing.T) {
	const never, some = "0001-01-01T00:00:00.000Z", "2026-04-22T10:00:00.000Z"
	type obj = map[string]any
	signposts.Unreadable(t, "garden", signpostsOf(storedWays(t)), []steptest.Hostile{
		{Of: signpost.Considered, Path: "/person", Value: "", Heard: "/person"},
		{Of: signpost.Considered, Path: "/person", Value: "p6", Heard: "/options"},
		{Of: signpost.Considered, Path: "/about", Value: obj{}, Heard: "/about"},
		{Of: signpost.Considered, Path: "/about/circumstance/by", Value: obj{"staff": "kay-orr"}, Heard: "/options"},
		{Of: signpost.Considered, Path: "/options", Value: []any{}, Heard: "/options"},
		{Of: signpost.Considered, Path: "/options/0/option/kind", Value: "advice", Heard: "/options"},
		{Of: signpost.Considered, Path: "/options/0/option/kind", Value: "", Heard: "/options"},
		{Of: signpost.Considered, Path: "/options/0/option/source", Value: obj{}, Heard: "/options"},
		{Of: signpost.Considered, Path: "/options/0/option/resource", Value: pantry, Heard: "/options"},
		{Of: signpost.Considered, Path: "/options/0/option/words/by", Value: obj{"carer": "megan"}, Heard: "/options"},
		{Of: signpost.Considered, Path: "/options/0/since", Value: nil, Heard: "/options/0/since"},
		{Of: signpost.Considered, Path: "/options/0/option/kind", Value: "guidance", Heard: ""},
		{Of: signpost.Considered, Path: "/chosen", Value: shed, Heard: "/chosen"},
		{Of: signpost.Considered, Path: "/chosenAt", Value: some, Heard: "/chosen"},
		{Of: signpost.Considered, Path: "/ready/willing", Value: "yes", Heard: "/ready"},
		{Of: signpost.Considered, Path: "/handed/first", Value: some, Heard: "/handed"},
		{Of: signpost.Considered, Path: "/followUp/next", Value: "2026-05-06", Heard: "/followUp"},
		{Of: signpost.Considered, Path: "/help/0/number", Value: 2, Heard: "/help"},
		{Of: signpost.Considered, Path: "/help/0/resource", Value: "another", Heard: "/help"},
		{Of: signpost.Considered, Path: "/help/0/nextTimeAlone/by", Value: obj{"staff": "w4"}, Heard: "/outcome/words"},
		{Of: signpost.Considered, Path: "/challenges/0/number", Value: 3, Heard: "/challenges"},
		{Of: signpost.Considered, Path: "/challenges/0/words/by", Value: obj{"staff": "w4"}, Heard: "/outcome/words"},
		{Of: signpost.Considered, Path: "/challenges/0/kind", Value: "laziness", Heard: "/challenges/0/kind"},
		{Of: signpost.Considered, Path: "/status", Value: "follow-up-due", Heard: "/status"},
		{Of: signpost.Chosen, Path: "/chosen", Value: money + "x", Heard: "/chosen"},
		{Of: signpost.Chosen, Path: "/chosen", Value: "", Heard: "/chosen"},
		{Of: signpost.Chosen, Path: "/chosenAt", Value: never, Heard: "/chosen"},
		{Of: signpost.Chosen, Path: "/ready/willing", Value: "", Heard: "/ready"},
		{Of: signpost.Chosen, Path: "/ready/at", Value: never, Heard: "/ready"},
		{Of: signpost.Chosen, Path: "/ready/words/by", Value: obj{"staff": "w4"}, Heard: "/outcome/words"},
		{Of: signpost.Given, Path: "/handed/medium", Value: "", Heard: "/handed"},
		{Of: signpost.Given, Path: "/handed/by", Value: obj{}, Heard: "/handed"},
		{Of: signpost.Given, Path: "/handed/on", Value: "2026-04", Heard: "/handed"},
		{Of: signpost.Given, Path: "/handed/first", Value: never, Heard: "/handed"},
		{Of: signpost.Given, Path: "/handed", Value: obj{}, Heard: "/handed"},
		{Of: signpost.Given, Path: "/handed/medium", Value: "owl", Heard: "/handed/medium"},
		{Of: signpost.Given, Path: "/ready/willing", Value: "no", Heard: "/ready/willing"},
		{Of: signpost.Given, Path: "/followUp/next", Value: "2026-04-21", Heard: "/followUp"},
		{Of: signpost.Given, Path: "/followUp/off", Value: true, Heard: "/followUp"},
		{Of: signpost.Given, Path: "/followUp/next", Value: "2026-05", Heard: "/followUp"},
		{Of: signpost.Given, Path: "/followUp/since", Value: never, Heard: "/followUp"},
		{Of: signpost.Given, Path: "/followUp/asked", Value: -1, Heard: "/followUp"},
		{Of: signpost.Given, Path: "/followUp/atMost", Value: 7, Heard: "/followUp"},
		{Of: signpost.Given, Path: "/followUp/atMost", Value: -1, Heard: "/followUp"},
		{Of: signpost.Given, Path: "/followUpDue", Value: true, Heard: "/followUpDue"},
		{Of: signpost.Given, Path: "/outcome/result", Value: "accessed", Heard: "/outcome"},
		{Of: signpost.Given, Path: "/outcome", Value: obj{"result": "accessed", "at": some, "on": "2026-04-22"}, Heard: "/outcome/result"},
		{Of: signpost.Given, Path: "/outcome/metNeed", Value: "yes", Heard: "/outcome"},
		{Of: signpost.Given, Path: "/further", Value: obj{"answer": "yes", "concern": "c1"}, Heard: "/further"},
		{Of: signpost.Given, Path: "/notKnown", Value: obj{"because": "asked-as-agreed", "at": some}, Heard: "/notKnown"},
		{Of: signpost.Given, Path: "/notKnown/because", Value: "asked-as-agreed", Heard: "/notKnown"},
		{Of: signpost.Accessed, Path: "/outcome", Value: obj{}, Heard: "/outcome/result"},
		{Of: signpost.Accessed, Path: "/outcome/result", Value: "not-accessed", Heard: "/outcome/result"},
		{Of: signpost.Accessed, Path: "/outcome/at", Value: never, Heard: "/outcome"},
		{Of: signpost.Accessed, Path: "/outcome/on", Value: "", Heard: "/outcome"},
		{Of: signpost.Accessed, Path: "/outcome/words/by", Value: obj{"staff": "w4"}, Heard: "/outcome/words"},
		{Of: signpost.Accessed, Path: "/notKnown", Value: obj{"because": "asked-as-agreed", "at": some}, Heard: "/notKnown"},
		{Of: signpost.Accessed, Path: "/outcome/next", Value: "concern", Heard: "/further"},
		{Of: signpost.NeedsDifferent, Path: "/outcome/next", Value: "", Heard: "/outcome/next"},
		{Of: signpost.NeedsDifferent, Path: "/furtherAsked", Value: false, Heard: "/further"},
		{Of: signpost.NotKnown, Path: "/notKnown", Value: obj{}, Heard: "/notKnown"},
		{Of: signpost.NotKnown, Path: "/notKnown/at", Value: never, Heard: "/notKnown"},
		{Of: signpost.NotKnown, Path: "/handed", Value: obj{}, Heard: "/handed"},
		{Of: signpost.PersonClosed, Path: "/chosen", Value: "", Heard: "/chosen"},
		{Of: signpost.PersonClosed, Path: "/handed/first", Value: never, Heard: "/handed"},
		{Of: signpost.PersonClosed, Path: "/notKnown", Value: obj{"because": "asked-as-agreed", "at": some}, Heard: ""},
		{Of: signpost.PersonClosed, Path: "/outcome", Value: obj{"result": "accessed", "at": some, "on": "2026-04-22"}, Heard: ""},
	})
}

func TestSignpostHostileSteps(t *testing.T) {
	for _, bad := range []string{``, `null`, `[]`, `{}`, `{"do":"accessed"}`, `{"do":"not-now","because":"CANARY"}`, `{"do":"choose","do":"not-now"}`, `{"do":"give","medium":7}`,
		`{"Do":"not-now"}`, `{"do":"consider","options":[{"resource":["x"]}]}`, `{"do":"record-outcome","by":"w4"}`, `{"do":"add-option","option":{"sensitive":false}}`, "{\"do\":\"not-now\"}\x00"} {
		_, err := signpost.DecodeSignpostStep([]byte(bad))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, bad)
		require.NotContains(t, err.Error(), "CANARY")
	}
	_, _, err := givenWay(t).s.Do(nil, act(bySian, "2026-05-06T10:00Z", "x", nil), givingFacts(t))
	require.ErrorIs(t, err, peer.ErrRequired)
}

// answers answers a form about one signpost.
func answers(draw steptest.Draw, now time.Time) steptest.Give {
	return func(path string, f peer.Field) any {
		switch path {
		case "/id":
			return steptest.Mostly(draw, "s1", "", "x y")
		case "/person":
			return steptest.Mostly(draw, "p4", "p6")
		case "/worker":
			return steptest.Mostly[any](draw, "w4", steptest.Absent)
		case "/about/goal":
			return steptest.Mostly[any](draw, "g1", steptest.Absent)
		case "/options":
			var out []any
			for _, id := range []string{shed, pantry, refuge, line}[draw(3):] {
				out = append(out, map[string]any{"resource": id, "kind": "guidance"})
			}
			return out
		case "/resource":
			return steptest.OneOf(draw, shed, shed, line, refuge, "unheard-of")
		case "/option/resource":
			return steptest.OneOf(draw, course, money, shed, forum)
		case "/option/kind":
			return steptest.Mostly[any](draw, "guidance", "advice", "information", steptest.Absent)
		case "/willing", "/able":
			return steptest.Mostly(draw, "yes", f.Options...)
		case "/medium":
			return steptest.OneOf(draw, "text", "text", "print", "verbal", "email", "keep-for-me")
		case "/offered":
			return []any{"print"}
		case "/on":
			return now.AddDate(0, 0, draw(12)-2).Format(time.DateOnly)
		case "/until":
			return steptest.OneOf[any](draw, steptest.Absent, now.AddDate(0, 0, draw(6)-1).Format(time.DateOnly))
		case "/number":
			return 1 + draw(2)
		case "/further/concern":
			return steptest.OneOf[any](draw, "c1", steptest.Absent)
		}
		switch f.Kind {
		case peer.FieldWords:
			if draw(2) == 0 {
				return steptest.Absent
			}
			return map[string]any{"text": "the garden gate", "by": steptest.Mostly(draw, map[string]any{"person": "p4"}, map[string]any{"staff": "w4"})}
		case peer.FieldChoice, peer.FieldAnswer:
			one := steptest.OneOf(draw, append([]string(nil), f.Options...)...)
			if f.Repeats && !strings.HasSuffix(path, "/*") {
				return []any{one}
			}
			return one
		case peer.FieldYesNo:
			return draw(2) == 0
		case peer.FieldGroup:
			if !f.Repeats {
				return steptest.Fill(f.Fields, answers(draw, now))
			}
		}
		return nil
	}
}

// leadingOn has what leads on come up more often, and leaving it seldom.
func leadingOn(draw steptest.Draw, _ signpost.Signpost, c peer.Choice) int {
	often := map[peer.Action]int{"choose": 2, "say-ready": 3, "give": 4, "note-asked": 3, "record-outcome": 1, "leave-not-known": 8, "answer-further": 3, "help-done": 1}
	if c.Do == "not-now" && draw(6) > 0 {
		return 0
	}
	return 1 + often[c.Do]
}

// What holds in every signpost that can come to be.
func TestSignpostHistories(t *testing.T) {
	p, directory := policy(t), entriesOfTests()
	usable := []signpost.Medium{signpost.MediumText, signpost.MediumPrint}
	care := sharing(peer.Yes).Reading(byKay, peer.ForRecord)
	walks := signposts.Walks(18).Giving(answers).Under(func(draw steptest.Draw) signpost.GivingFacts {
		f := signpost.GivingFacts{Policy: p, Directory: directory, Suitable: 2, Eligible: peer.Yes, Setting: signpost.SettingHome, Usable: usable,
			RelationshipEnded: steptest.OneOf(draw, peer.No, peer.No, peer.Yes)}
		return steptest.Mostly(draw, f, signpost.GivingFacts{}, signpost.GivingFacts{Policy: p, Directory: directory})
	})
	walks.Likely = leadingOn
	walks.Hold(t, func(t require.TestingT, _, s signpost.Signpost, c peer.Change) {
		decides := c.Do == "choose" || c.Do == "not-now" || c.Do == "say-ready" || c.Do == "ask-help" || c.Do == "record-outcome" || c.Do == "no-follow-up" || c.Do == "change-follow-up"
		require.True(t, !decides || c.As == peer.PartyPerson, "SIGN-11 %s is the person's", c.Do)
		_, _, words := s.Ready()
		require.True(t, words.IsZero() || words.From(sian))
		require.False(t, s.Sees("activity", care) && (s.Chosen() == refuge || s.Sensitive()), "H08")
		require.False(t, s.Sees("signpost", care))
		medium, first := s.Handed()
		require.Equal(t, medium == "", first.IsZero())
		require.True(t, s.FollowUp().IsZero() || !s.FollowUp().Before(first), "SIGN-15")
		require.LessOrEqual(t, s.Asked(), 3)
		if c.Do == "give" && s.Chosen() != line && c.As == peer.PartyWorker {
			willing, _, _ := s.Ready()
			require.Contains(t, []signpost.Willing{signpost.WillingYes, signpost.WillingUnsure}, willing, "SIGN-12")
			require.Contains(t, append([]signpost.Medium{signpost.MediumVerbal, signpost.MediumKeepForMe, signpost.MediumEmail}, usable...), medium)
		}
		if s.Status() == signpost.NeedsDifferent {
			next, _ := s.Next()
			require.NotEmpty(t, next, "SIGN-16")
		}
		sum := signpost.ConfidenceOf(s.Chosen(), []signpost.Signpost{s}, c.At)
		require.Equal(t, sum.Given, sum.Accessed+sum.NotAccessed+sum.NeedsDifferent+sum.NotKnown+sum.Waiting)
		for _, h := range s.Help() {
			require.False(t, !h.Done.IsZero() && !h.Dropped.IsZero())
		}
	})
}
