package peer_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
)

// drawn makes a property test's source of chance a Draw.
func drawn(t *rapid.T) steptest.Draw {
	return func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
}

// histories takes random histories of a kind and checks what they come to.
func histories[R peer.Record, S, F any](t *testing.T, w steptest.Walk[R, S, F]) {
	defer witness.Pause()()
	var tally steptest.Tally
	rapid.Check(t, func(t *rapid.T) { w.Run(t, drawn(t), &tally) })
	tally.Check(t, w.Table)
}

// whoever draws mostly one of the party whose step it is.
func whoever(draw steptest.Draw, party peer.Party) peer.Actor {
	usual := map[peer.Party]peer.Actor{peer.PartyPerson: byAled, peer.PartyWorker: byJess, peer.PartyStaff: byHannah, peer.PartyCarer: byMegan}[party]
	return steptest.Mostly(draw, usual, byAled, byJess, byHannah, byMegan, peer.ByPerson(beatriz), peer.ByStaff(rowan, ""), peer.Actor{}, peer.Actor{Person: aled, Staff: jess})
}

func anyTri(draw steptest.Draw) peer.Tri {
	return steptest.Mostly(draw, peer.Yes, peer.No, peer.Unknown)
}

func anyReadiness(draw steptest.Draw) peer.Readiness {
	return peer.Readiness{Verdict: steptest.Mostly(draw, peer.Ready, peer.SupervisedOnly, peer.NotReady, "")}
}

func anyRelFacts(p peer.Policy, before peer.Relationship) func(steptest.Draw) peer.RelationshipFacts {
	var manyDays []peer.Date
	for n := range 40 {
		manyDays = append(manyDays, peer.MustDate("2026-02-02").AddDays(7*n))
	}
	return func(draw steptest.Draw) peer.RelationshipFacts {
		if draw(4) > 0 {
			draw = func(int) int { return 1 } // what is usual
		}
		return peer.RelationshipFacts{
			Policy: steptest.Mostly(draw, p, peer.Policy{}), PersonAgreed: anyTri(draw), NoOther: anyTri(draw),
			Lines: steptest.Mostly(draw, peer.Lines{LineManager: hannah, Supervisor: iris}, peer.Lines{}, peer.Lines{LineManager: jess}),
			Ready: anyReadiness(draw), Places: peer.Places{Agreed: anyTri(draw), Max: 12, Held: steptest.Mostly(draw, 11, 12, 13)},
			Before: steptest.OneOf(draw, peer.Relationship{}, before), OtherOffered: anyTri(draw), Ahead: peer.Ahead{Known: draw(4) > 0, Days: manyDays},
		}
	}
}

// anyField draws what a form holds: mostly what fits, now and then nothing.
func anyField(draw steptest.Draw, _ string, f peer.Field) any {
	switch {
	case draw(80) == 0:
		return steptest.Absent
	case f.Kind == peer.FieldChoice && !f.Repeats:
		return steptest.OneOf(draw, f.Options...)
	case f.Kind == peer.FieldYesNo:
		return draw(2) == 0
	}
	return nil
}

func TestRelationshipHistories(t *testing.T) {
	facts := anyRelFacts(policy(t), withRowan(t))
	kind := relKind
	kind.Do = func(r peer.Relationship, step peer.RelationshipStep, a peer.Act, f peer.RelationshipFacts) (peer.Relationship, peer.Change, error) {
		next, c, err := r.Do(step, a, f)
		if err == nil {
			holdsOfRelationship(t, r, next, c)
		}
		return next, c, err
	}
	onward := map[peer.Action]int{"welcome": 5, "tell-rights": 4, "propose": 4, "confirm": 6, "resume": 5, "plan-ending": 6, "call-off-ending": 5, "end-prepared": 30}
	kind.Choices = func(r peer.Relationship, a peer.Act, f peer.RelationshipFacts) []peer.Choice {
		list := r.Choices(a, f)
		for _, c := range list {
			list = append(list, slices.Repeat([]peer.Choice{c}, onward[c.Do])...)
		}
		if !r.Since().IsZero() {
			return list
		}
		// Before it has begun an ending shows little.
		return slices.DeleteFunc(list, func(c peer.Choice) bool {
			return c.Do != "withdraw" && slices.Equal(c.Leads, []peer.Status{peer.Ended})
		})
	}
	histories(t, steptest.Walk[peer.Relationship, peer.RelationshipStep, peer.RelationshipFacts]{
		Kind: kind, Steps: 40, From: on(before),
		Who: func(draw steptest.Draw, _ peer.Relationship, party peer.Party) peer.Actor {
			return whoever(draw, party)
		},
		Facts: func(draw steptest.Draw, _ peer.Relationship) peer.RelationshipFacts { return facts(draw) },
		Give:  giveRelationship,
	})
}

// holdsOfRelationship is what is so of every step of every history.
func holdsOfRelationship(t *testing.T, before, after peer.Relationship, c peer.Change) {
	t.Helper()
	switch c.Do {
	case "decline", "withdraw", "pause", "ask-for-somebody-else":
		require.Equal(t, peer.PartyPerson, c.As, "nobody says it for them")
		require.Empty(t, c.Reasons, "nothing stood in the way")
	case "resume":
		require.True(t, c.As == peer.PartyPerson || after.Status() == peer.Paused, "only the person's word ends a pause")
	case "end-by-service", "record-death", "end-for-safety":
		require.Equal(t, peer.PartyStaff, c.As, "never the worker")
	}
	_, paused := after.Pausing()
	require.Equal(t, after.Status() == peer.Paused, paused)
	require.Equal(t, after.Status() == peer.Ended, after.Ending().Kind != "")
	require.Equal(t, after.Status() != peer.Ended && after.Status() != peer.Declined, after.Holds())
	require.GreaterOrEqual(t, len(after.Agreements()), len(before.Agreements()), "what was agreed stays readable")
	require.Empty(t, c.Signals, "an ending touches no concern")
	require.Empty(t, c.Made)
}

// giveRelationship fills the forms of a relationship. Endings are mostly given in a way
// that is turned down, so that a history does not end where it begins.
func giveRelationship(draw steptest.Draw, r peer.Relationship, now time.Time) steptest.Give {
	day := func(n int) string { return now.AddDate(0, 0, n).Format(time.DateOnly) }
	return func(path string, f peer.Field) any {
		switch path {
		case "/id":
			return steptest.Mostly(draw, "rel-1", "", "a b")
		case "/continues":
			return steptest.OneOf[any](draw, "rel-0", "rel-9", steptest.Absent)
		case "/person":
			return aled
		case "/worker":
			return steptest.Mostly(draw, jess, peer.StaffID(aled))
		case "/participants/*":
			return map[string]any{"person": steptest.Mostly(draw, aled, beatriz)}
		case "/introducedAsPeer":
			return draw(5) > 0
		case "/topics":
			return someTopics(draw, f)
		case "/version":
			return someVersion(draw, r, f)
		case "/reviewOn":
			return steptest.Mostly[any](draw, day(90), steptest.Absent, day(0))
		case "/quietAfter":
			return steptest.Mostly[any](draw, steptest.Absent, map[string]any{"weeks": 3}, map[string]any{"hours": 3})
		case "/until":
			return steptest.Mostly(draw, day(9), day(-1), day(40))
		case "/cover", "/staff":
			return steptest.Mostly(draw, rowan, jess)
		case "/role":
			return steptest.Mostly(draw, peer.RoleCareCoordinator, peer.RolePeerWorker)
		case "/from":
			return day(draw(3))
		case "/lastDate":
			return steptest.OneOf(draw, day(0), day(30), day(-1))
		case "/ground":
			return steptest.Mostly(draw, "race", "own-wellbeing")
		case "/on", "/because", "/instead":
			if f.Kind == peer.FieldDate {
				return steptest.OneOf[any](draw, day(2), steptest.Absent, day(0))
			}
			if len(f.Options) == 0 {
				return steptest.OneOf[any](draw, steptest.Absent, map[string]any{"text": "as we said"})
			}
		}
		return anyField(draw, path, f)
	}
}

// someTopics tells all, or some, of the topics.
func someTopics(draw steptest.Draw, f peer.Field) any {
	var out []any
	for _, topic := range f.Fields[0].Options {
		if draw(20) > 0 {
			out = append(out, map[string]any{"topic": topic, "told": steptest.Mostly(draw, "explained", "put-off", "not-wanted-now")})
		}
	}
	return out
}

// someVersion is the version on the table, or for a proposal mostly none.
func someVersion(draw steptest.Draw, r peer.Relationship, f peer.Field) any {
	if !f.Required {
		return steptest.Mostly[any](draw, steptest.Absent, 1, len(r.Agreements())+1)
	}
	return steptest.Mostly(draw, max(1, len(r.Agreements())), 0, 1, 99)
}

func TestSupportRequestHistories(t *testing.T) {
	facts := anyRelFacts(policy(t), peer.Relationship{})
	histories(t, steptest.Walk[peer.SupportRequest, peer.SupportRequestStep, peer.RelationshipFacts]{
		Kind: reqKind, Steps: 8, From: on(before),
		Who: func(draw steptest.Draw, _ peer.SupportRequest, party peer.Party) peer.Actor {
			return whoever(draw, party)
		},
		Facts: func(draw steptest.Draw, _ peer.SupportRequest) peer.RelationshipFacts { return facts(draw) },
		Give: func(draw steptest.Draw, _ peer.SupportRequest, _ time.Time) steptest.Give {
			return func(path string, f peer.Field) any {
				switch path {
				case "/id", "/relationship":
					return steptest.Mostly(draw, "id-1", "", "a b")
				case "/person":
					return aled
				case "/worker":
					return steptest.Mostly(draw, jess, peer.StaffID(aled))
				}
				return anyField(draw, path, f)
			}
		},
	})
}
