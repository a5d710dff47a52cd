package safeguard_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// concernGround is the ground of concerns.
var concernGround = steptest.Ground[safeguard.Facts]{Facts: facts, From: "2026-03-13T17:42Z", Usual: usualActors, Decode: safeguard.Decode,
	Who: func(draw steptest.Draw, r peer.Record, party peer.Party) peer.Actor {
		c := r.(safeguard.Concern)
		switch party {
		case peer.PartyRaiser:
			if c.Exists() {
				return steptest.Mostly(draw, c.Raiser(), byHannah)
			}
			return steptest.OneOf(draw, byJess, byJess, bySian, byMegan, peer.Actor{})
		case peer.PartyRecipient:
			if told := c.Told(); len(told) > 0 {
				return steptest.Mostly(draw, peer.ByStaff(steptest.OneOf(draw, told...).To, ""), byJess, byKay)
			}
		}
		return steptest.Mostly(draw, byInes, byRowan, byKay, peer.ByStaff("her-son-works-here", safeguard.RoleSafeguardingLead))
	},
	Drawn: func(draw steptest.Draw, f safeguard.Facts) safeguard.Facts {
		return steptest.Mostly(draw, f, safeguard.Facts{}, safeguard.Facts{Policy: f.Policy, Outdated: true})
	},
}

// Whatever anybody does to a concern: only humans who may know are told, it never gets
// less urgent, its log only grows, and whoever raised it neither has it nor closes it.
func TestConcernWalk(t *testing.T) {
	calendar := policy(t).Calendar()
	staff := []peer.StaffID{ode, paul, ines, hannah, rowan, jess, kay, "her-son-works-here"}
	concerns.Walks(18).Giving(func(draw steptest.Draw, now time.Time) steptest.Give {
		later := now.Add(time.Duration(draw(60)+1) * time.Hour).Format(time.RFC3339)
		return func(path string, field peer.Field) any {
			switch path {
			case "/trigger":
				return steptest.Mostly(draw, string(steptest.OneOf(draw, safeguard.CoreTriggers()...)), "odd-word", "Words of somebody")
			case "/about":
				return steptest.Mostly[any](draw, string(sian), steptest.Absent)
			case "/turn":
				return steptest.OneOf[any](draw, "1.1", "1.2", "2.1", "1.again-1", "1.again-2", "9.9", steptest.Absent)
			case "/to":
				if field.Kind == peer.FieldID {
					return string(steptest.OneOf(draw, staff...))
				}
				return steptest.OneOf(draw, "immediate", "soon", "routine")
			case "/as":
				return steptest.OneOf(draw, "resolved", "no-further-action")
			case "/receipt":
				return fmt.Sprint("receipt-", draw(5))
			case "/until":
				return later
			case "/bring":
				return steptest.OneOf[any](draw, steptest.Absent, []any{string(steptest.OneOf(draw, staff...))})
			case "/notTo/named", "/notTo/linked":
				return steptest.Mostly[any](draw, steptest.Absent, []any{string(steptest.OneOf(draw, staff...))})
			case "/notTo/subjects":
				return steptest.OneOf[any](draw, steptest.Absent, []any{"her-son-works-here"})
			case "/notTo":
				return steptest.Fill([]peer.Field{{Name: "notTo", Path: "/notTo", Kind: peer.FieldGroup, Required: true, Fields: field.Fields}}, func(p string, g peer.Field) any {
					if p != "/notTo/subjects" || draw(2) == 0 {
						return steptest.Absent
					}
					return []any{string(steptest.OneOf(draw, kay, "her-son-works-here", hannah))}
				})["notTo"]
			case "/person/notYet", "/raiser", "/because", "/next":
				return "words"
			case "/person":
				return map[string]any{"notYet": "she is away"}
			case "/lookAgain":
				return calendar.Day(now).AddDays(draw(16)).String()
			case "/disclosure":
				return map[string]any{"children": steptest.OneOf(draw, "yes", "no", "unknown"), "promised": draw(4) == 0}
			case "/danger":
				return map[string]any{"violence": steptest.Mostly(draw, "unknown", "yes", "no")}
			case "/talk":
				return map[string]any{"answer": steptest.OneOf(draw, "yes", "not-safe", "not-yet"), "because": "x"}
			case "/answer":
				return steptest.OneOf(draw, "yes", "not-safe", "not-yet")
			}
			return nil
		}
	}).Hold(t, func(t require.TestingT, was, is safeguard.Concern, change peer.Change) {
		if was.Exists() {
			holds(t, was, is, change)
		}
	})
}

// holds is what is so of every step that is taken.
func holds(t require.TestingT, was, is safeguard.Concern, change peer.Change) {
	urgencies := safeguard.Routine.Terms()
	require.GreaterOrEqual(t, slices.Index(urgencies, string(is.Urgency())), slices.Index(urgencies, string(was.Urgency())), "never less urgent")
	require.False(t, is.NotifyBy().After(was.NotifyBy()), "never later")
	require.Equal(t, was.Raiser(), is.Raiser())
	require.Equal(t, []any{was.Noticed(), was.Received(), was.Text(), was.CoreTrigger()}, []any{is.Noticed(), is.Received(), is.Text(), is.CoreTrigger()})
	require.GreaterOrEqual(t, len(is.Told()), len(was.Told()))
	require.True(t, slices.Equal(was.Told(), is.Told()[:len(was.Told())]), "the log only grows")
	require.GreaterOrEqual(t, len(is.Taken()), len(was.Taken()))
	for i, x := range was.Taken() {
		now := is.Taken()[i]
		require.Equal(t, []any{x.By, x.At}, []any{now.By, now.At})
		require.False(t, now.Until.After(x.Until))
	}
	not := func(c safeguard.Concern) []peer.StaffID {
		n := c.NotTo()
		return slices.Concat(n.Subjects, n.Linked, n.Named)
	}
	require.Subset(t, append(not(is), ""), not(was), "who is not to be told never is again")
	excluded := append(not(was), was.Raiser().Staff)
	for _, x := range is.Told()[len(was.Told()):] {
		require.NotContains(t, excluded, x.To, "nobody who is not to know is told")
		require.NotEmpty(t, x.To)
	}
	for _, staff := range not(is) {
		if staff == is.Raiser().Staff {
			continue
		}
		for _, part := range concernParts {
			require.False(t, is.Sees(part, peer.Reading{By: peer.ByStaff(staff, safeguard.RoleSafeguardingLead)}), "nor reads it")
		}
	}
	for _, part := range concernParts {
		require.False(t, is.Sees(part, peer.Reading{By: bySian}), "nothing stands on the person's page")
		require.False(t, is.Sees(part, peer.Reading{By: byOde, Purpose: peer.ForRecord}), "nor in the record")
	}
	switch change.Do {
	case "acknowledge", "set-in-hand", "close", "work":
		require.NotContains(t, excluded, change.By.Staff, "whoever takes it on or closes it may know, and did not raise it")
	}
	require.LessOrEqual(t, len(change.Made), 1)
	require.True(t, was.Child() == "" || is.Child() == was.Child() && len(change.Made) == 0, "the concern about a child is made once")
}
