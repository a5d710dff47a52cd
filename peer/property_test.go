package peer_test

import (
	"testing"
	"time"

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

func anyRelFacts(p peer.Policy) func(steptest.Draw) peer.RelationshipFacts {
	return func(draw steptest.Draw) peer.RelationshipFacts {
		if draw(4) > 0 {
			draw = func(int) int { return 1 } // what is usual
		}
		return peer.RelationshipFacts{
			Policy: steptest.Mostly(draw, p, peer.Policy{}), PersonAgreed: anyTri(draw), NoOther: anyTri(draw),
			Lines: steptest.Mostly(draw, peer.Lines{LineManager: hannah, Supervisor: iris}, peer.Lines{}, peer.Lines{LineManager: jess}),
			Ready: anyReadiness(draw), Places: peer.Places{Agreed: anyTri(draw), Max: 12, Held: steptest.Mostly(draw, 11, 12, 13)},
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
	facts := anyRelFacts(policy(t))
	histories(t, steptest.Walk[peer.Relationship, peer.RelationshipStep, peer.RelationshipFacts]{
		Kind: relKind, Steps: 25, From: on(before),
		Who: func(draw steptest.Draw, _ peer.Relationship, party peer.Party) peer.Actor {
			return whoever(draw, party)
		},
		Facts: func(draw steptest.Draw, _ peer.Relationship) peer.RelationshipFacts { return facts(draw) },
		Give: func(draw steptest.Draw, r peer.Relationship, now time.Time) steptest.Give {
			return func(path string, f peer.Field) any {
				switch path {
				case "/id":
					return steptest.Mostly(draw, "rel-1", "", "a b")
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
					return steptest.Mostly[any](draw, now.AddDate(0, 3, 0).Format(time.DateOnly), steptest.Absent, now.Format(time.DateOnly))
				}
				return anyField(draw, path, f)
			}
		},
	})
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
	facts := anyRelFacts(policy(t))
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

func TestContactHistories(t *testing.T) {
	p := policy(t)
	histories(t, steptest.Walk[peer.Contact, peer.ContactStep, peer.ContactFacts]{
		Kind: conKind, Steps: 14, From: on(before),
		Who: func(draw steptest.Draw, _ peer.Contact, party peer.Party) peer.Actor { return whoever(draw, party) },
		Facts: func(draw steptest.Draw, _ peer.Contact) peer.ContactFacts {
			every := peer.Agreed{Known: true, Person: aled, Worker: jess, Active: true,
				Activities: []peer.ActivityKind{peer.OneToOne, peer.GroupActivity, peer.DropIn, peer.Accompaniment, peer.ReviewTalk},
				Modes:      []peer.Mode{peer.FaceToFace, peer.Phone, peer.Video, peer.Chat, peer.Text}}
			options := []peer.Agreed{every, theAgreed(), {}, {Known: true, Person: aled, Worker: jess}}
			return peer.ContactFacts{Policy: steptest.Mostly(draw, p, peer.Policy{}), Ready: anyReadiness(draw), Agreed: options[max(0, draw(8)-4)]}
		},
		Give: func(draw steptest.Draw, c peer.Contact, now time.Time) steptest.Give {
			start := steptest.OneOf(draw, now.Add(-5*time.Hour), now.Add(-26*time.Hour), now.Add(3*time.Hour), now)
			end := start.Add(time.Duration(steptest.Mostly(draw, 45, -10, 0, 600)) * time.Minute)
			return func(path string, f peer.Field) any {
				switch path {
				case "/id":
					return steptest.Mostly(draw, "c-1", "", "a b")
				case "/person":
					return steptest.Mostly[any](draw, aled, steptest.Absent)
				case "/worker":
					return jess
				case "/headcount":
					return steptest.Mostly[any](draw, steptest.Absent, 7, -1, 20_000)
				case "/what/start":
					return peer.MomentOf(start).String()
				case "/what/end":
					return steptest.Mostly[any](draw, peer.MomentOf(end).String(), steptest.Absent)
				case "/what/goals/*":
					return "goal-1"
				}
				return anyField(draw, path, f)
			}
		},
	})
}
