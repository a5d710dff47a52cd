package signpost_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// The stored form of version 1. These files are never edited: what was stored once is
// read for ever.
func TestSignpostStoredForm(t *testing.T) {
	goldens(t, signpost.DecodeSignpost, signpostsOf(storedWays(t)))
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
	unreadable(t, signpost.DecodeSignpost, signpostsOf(storedWays(t)), []hostile{
		{signpost.Considered, "/person", "", "/person"},
		{signpost.Considered, "/person", "p6", "/options"},
		{signpost.Considered, "/about", obj{}, "/about"},
		{signpost.Considered, "/about/circumstance/by", obj{"staff": "kay-orr"}, "/options"},
		{signpost.Considered, "/options", []any{}, "/options"},
		{signpost.Considered, "/options/0/option/kind", "advice", "/options"},
		{signpost.Considered, "/options/0/option/kind", "", "/options"},
		{signpost.Considered, "/options/0/option/source", obj{}, "/options"},
		{signpost.Considered, "/options/0/option/resource", pantry, "/options"},
		{signpost.Considered, "/options/0/option/words/by", obj{"carer": "megan"}, "/options"},
		{signpost.Considered, "/options/0/since", nil, "/options/0/since"},
		{signpost.Considered, "/options/0/option/kind", "guidance", ""},
		{signpost.Considered, "/chosen", shed, "/chosen"},
		{signpost.Considered, "/chosenAt", some, "/chosen"},
		{signpost.Considered, "/ready/willing", "yes", "/ready"},
		{signpost.Considered, "/handed/first", some, "/handed"},
		{signpost.Considered, "/followUp/next", "2026-05-06", "/followUp"},
		{signpost.Considered, "/help/0/number", 2, "/help"},
		{signpost.Considered, "/help/0/resource", "another", "/help"},
		{signpost.Considered, "/help/0/nextTimeAlone/by", obj{"staff": "w4"}, "/outcome/words"},
		{signpost.Considered, "/challenges/0/number", 3, "/challenges"},
		{signpost.Considered, "/challenges/0/words/by", obj{"staff": "w4"}, "/outcome/words"},
		{signpost.Considered, "/challenges/0/kind", "laziness", "/challenges/0/kind"},
		{signpost.Considered, "/status", "follow-up-due", "/status"},
		{signpost.Chosen, "/chosen", money + "x", "/chosen"},
		{signpost.Chosen, "/chosen", "", "/chosen"},
		{signpost.Chosen, "/chosenAt", never, "/chosen"},
		{signpost.Chosen, "/ready/willing", "", "/ready"},
		{signpost.Chosen, "/ready/at", never, "/ready"},
		{signpost.Chosen, "/ready/words/by", obj{"staff": "w4"}, "/outcome/words"},
		{signpost.Given, "/handed/medium", "", "/handed"},
		{signpost.Given, "/handed/by", obj{}, "/handed"},
		{signpost.Given, "/handed/on", "2026-04", "/handed"},
		{signpost.Given, "/handed/first", never, "/handed"},
		{signpost.Given, "/handed", obj{}, "/handed"},
		{signpost.Given, "/handed/medium", "owl", "/handed/medium"},
		{signpost.Given, "/ready/willing", "no", "/ready/willing"},
		{signpost.Given, "/followUp/next", "2026-04-21", "/followUp"},
		{signpost.Given, "/followUp/off", true, "/followUp"},
		{signpost.Given, "/followUp/next", "2026-05", "/followUp"},
		{signpost.Given, "/followUp/since", never, "/followUp"},
		{signpost.Given, "/followUp/asked", -1, "/followUp"},
		{signpost.Given, "/followUp/atMost", 7, "/followUp"},
		{signpost.Given, "/followUp/atMost", -1, "/followUp"},
		{signpost.Given, "/followUpDue", true, "/followUpDue"},
		{signpost.Given, "/outcome/result", "accessed", "/outcome"},
		{signpost.Given, "/outcome", obj{"result": "accessed", "at": some, "on": "2026-04-22"}, "/outcome/result"},
		{signpost.Given, "/outcome/metNeed", "yes", "/outcome"},
		{signpost.Given, "/further", obj{"answer": "yes", "concern": "c1"}, "/further"},
		{signpost.Given, "/notKnown", obj{"because": "asked-as-agreed", "at": some}, "/notKnown"},
		{signpost.Given, "/notKnown/because", "asked-as-agreed", "/notKnown"},
		{signpost.Accessed, "/outcome", obj{}, "/outcome/result"},
		{signpost.Accessed, "/outcome/result", "not-accessed", "/outcome/result"},
		{signpost.Accessed, "/outcome/at", never, "/outcome"},
		{signpost.Accessed, "/outcome/on", "", "/outcome"},
		{signpost.Accessed, "/outcome/words/by", obj{"staff": "w4"}, "/outcome/words"},
		{signpost.Accessed, "/notKnown", obj{"because": "asked-as-agreed", "at": some}, "/notKnown"},
		{signpost.Accessed, "/outcome/next", "concern", "/further"},
		{signpost.NeedsDifferent, "/outcome/next", "", "/outcome/next"},
		{signpost.NeedsDifferent, "/furtherAsked", false, "/further"},
		{signpost.NotKnown, "/notKnown", obj{}, "/notKnown"},
		{signpost.NotKnown, "/notKnown/at", never, "/notKnown"},
		{signpost.NotKnown, "/handed", obj{}, "/handed"},
		{signpost.PersonClosed, "/chosen", "", "/chosen"},
		{signpost.PersonClosed, "/handed/first", never, "/handed"},
		{signpost.PersonClosed, "/notKnown", obj{"because": "asked-as-agreed", "at": some}, ""},
		{signpost.PersonClosed, "/outcome", obj{"result": "accessed", "at": some, "on": "2026-04-22"}, ""},
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

// leadingOn are the choices with those that lead on more often, and leaving it seldom.
func leadingOn(draw steptest.Draw, list []peer.Choice) []peer.Choice {
	often := map[peer.Action]int{"choose": 2, "say-ready": 3, "give": 4, "note-asked": 3, "record-outcome": 1, "leave-not-known": 8, "answer-further": 3, "help-done": 1}
	var out []peer.Choice
	for _, c := range list {
		n := 1 + often[c.Do]
		if c.Do == "not-now" && draw(6) > 0 {
			n = 0
		}
		for range n {
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		return list
	}
	return out
}

// What holds in every signpost that can come to be.
func TestSignpostHistories(t *testing.T) {
	defer witness.Pause()()
	p, directory := policy(t), entriesOfTests()
	usable := []signpost.Medium{signpost.MediumText, signpost.MediumPrint}
	care := readings(peer.Yes)["kay care-record"]
	holds := func(t require.TestingT, s signpost.Signpost, c peer.Change) {
		require.Empty(t, c.For)
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
	}
	var tally steptest.Tally
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "draw") }
		watched := signpostKind
		watched.Do = func(r signpost.Signpost, s signpost.SignpostStep, a peer.Act, f signpost.GivingFacts) (signpost.Signpost, peer.Change, error) {
			next, c, err := signpostKind.Do(r, s, a, f)
			if err == nil {
				holds(rt, next, c)
			}
			return next, c, err
		}
		watched.Choices = func(r signpost.Signpost, a peer.Act, f signpost.GivingFacts) []peer.Choice {
			return leadingOn(draw, signpostKind.Choices(r, a, f))
		}
		steptest.Walk[signpost.Signpost, signpost.SignpostStep, signpost.GivingFacts]{Kind: watched, Steps: 18, From: on("2026-04-20T22:30Z"),
			Who: func(draw steptest.Draw, _ signpost.Signpost, party peer.Party) peer.Actor {
				return usualActor(draw, party)
			},
			Facts: func(draw steptest.Draw, _ signpost.Signpost) signpost.GivingFacts {
				f := signpost.GivingFacts{Policy: p, Directory: directory, Suitable: 2, Eligible: peer.Yes, Setting: signpost.SettingHome, Usable: usable,
					RelationshipEnded: steptest.OneOf(draw, peer.No, peer.No, peer.Yes)}
				return steptest.Mostly(draw, f, signpost.GivingFacts{}, signpost.GivingFacts{Policy: p, Directory: directory})
			},
			Give: func(draw steptest.Draw, _ signpost.Signpost, now time.Time) steptest.Give { return answers(draw, now) },
		}.Run(rt, draw, &tally)
	})
	tally.Check(t, signpost.SignpostTable())
}
