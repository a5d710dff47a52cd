package safeguard_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// telling is a concern that steps are taken on.
type telling struct {
	t testing.TB
	p proved
	c safeguard.Concern
	n int
}

func tellingOf(t testing.TB, name string, raise safeguard.Raise, at string) *telling {
	g := groundOf(t, name)
	p := proved{g.policyOf(t), g.rosterOf(t), g.worldOf(t)}
	return &telling{t: t, p: p, c: proofRaised(t, p.policy, p.roster, proofInstant(at), raise)}
}

func (x *telling) do(at string, by peer.Actor, step safeguard.ConcernStep) {
	x.t.Helper()
	x.n++
	next, _, err := x.c.Do(step, peer.Act{By: by, At: proofInstant(at), ID: peer.RequestID(fmt.Sprint("r", x.n)), Seen: x.c.Rev()}, safeguard.Facts{Policy: x.p.policy, Roster: x.p.roster})
	require.NoError(x.t, err)
	x.c = next
}

func (x *telling) sent(at, turn string, to peer.StaffID, role peer.Role) {
	x.t.Helper()
	x.do(at, peer.ByStaff("w4", ""), safeguard.Sent{Turn: turn, To: to, Role: role, Receipt: "r-" + turn})
}

func (x *telling) story(now string) string {
	return safeguard.Text(safeguard.Narrate(x.c, x.p.world, proofInstant(now)), x.p.world.Calendar)
}

const canary = "CANARY-STORY-7Q"

// theStory is a concern that was told, taken, dropped, taken again and closed; each part
// of it can be looked at on the way.
func theStory(t testing.TB, each func(name, now string, x *telling)) *telling {
	words := peer.Words{Text: peer.Say(canary), By: peer.ByPerson("p4")}
	x := tellingOf(t, "tamarside", safeguard.Raise{Trigger: safeguard.AbuseDisclosure, About: "p4", Text: peer.Words{Text: peer.Say(canary)}, Wants: words, Disclosure: safeguard.Disclosure{Quoted: words, Promised: true}}, "2026-03-13T17:42Z")
	each("raised", "2026-03-13T17:50Z", x)
	x.sent("2026-03-13T17:48Z", "1.1", "dr-lindqvist", "on-call-clinician")
	x.sent("2026-03-13T18:48Z", "1.2", "greta", "duty-manager")
	each("told", "2026-03-13T18:50Z", x)
	x.do("2026-03-13T18:55Z", peer.ByStaff("greta", ""), safeguard.Work{})
	x.do("2026-03-13T19:05Z", peer.ByStaff("greta", ""), safeguard.Acknowledge{Next: peer.Say(canary), Until: peer.MustMoment("2026-03-14T08:00:00Z"), Bring: []peer.StaffID{"ines-vale"}})
	each("taken", "2026-03-13T19:30Z", x)
	x.sent("2026-03-13T20:00Z", "", "ines-vale", "")
	x.do("2026-03-13T20:10Z", peer.ByStaff("w4", ""), safeguard.SayTalked{Answer: safeguard.TalkNotSafe, Because: peer.Say(canary), LookAgain: peer.MustDate("2026-03-20")})
	x.do("2026-03-13T20:20Z", peer.ByStaff("w4", ""), safeguard.FinishPart{})
	each("silent", "2026-03-14T08:30Z", x)
	x.do("2026-03-16T09:10Z", peer.ByStaff("ines-vale", ""), safeguard.Acknowledge{Next: peer.Say(canary), Until: peer.MustMoment("2026-03-16T12:00:00Z")})
	x.do("2026-03-16T09:20Z", peer.ByStaff("ines-vale", ""), safeguard.SetInHand{Next: peer.Say(canary), Until: peer.MustMoment("2026-03-17T12:00:00Z")})
	x.do("2026-03-16T09:30Z", peer.ByStaff("w4", ""), safeguard.PutRight{})
	x.do("2026-03-16T10:00Z", peer.ByStaff("ines-vale", ""), safeguard.Close{As: safeguard.ClosedResolved, Says: peer.Words{Text: peer.Say(canary)}, Raiser: peer.Say(canary), Person: safeguard.PersonHeard{NotYet: peer.Say(canary)}})
	each("closed", "2026-03-16T11:00Z", x)
	return x
}

func TestNarrate(t *testing.T) {
	var out strings.Builder
	theStory(t, func(name, now string, x *telling) {
		fmt.Fprintf(&out, "# %s, at %s\n%s\n", name, now, x.story(now))
		t.Run("SAFE-18 no words of anybody's: "+name, func(t *testing.T) {
			b, err := json.Marshal(safeguard.Narrate(x.c, x.p.world, proofInstant(now)))
			require.NoError(t, err)
			require.NotContains(t, string(b)+x.story(now), canary)
		})
	})
	t.Run("SAFE-14, SAFE-16 one story, before and after now", func(t *testing.T) {
		steptest.Golden(t, "narratives/friday.txt", []byte(out.String()))
	})
	t.Run("SAFE-14 the clocks go back in the night", func(t *testing.T) {
		x := tellingOf(t, "tamarside", safeguard.Raise{Trigger: safeguard.AbuseDisclosure}, "2026-10-24T23:42Z")
		require.Contains(t, x.story("2026-10-24T23:42Z"), "Sun 25 Oct 2026\n  00:42  dr-lindqvist (on-call-clinician) is told in their turn, if nobody has it by then.\n  01:12  Something about danger is to be answered by then.\n  01:42  greta (duty-manager)")
		require.Contains(t, x.story("2026-10-24T23:42Z"), "  01:42  greta (duty-manager) is told again")
	})
	t.Run("SAFE-03, H03 nobody is on duty", func(t *testing.T) {
		x := tellingOf(t, "tamarside", safeguard.Raise{Trigger: safeguard.AbuseDisclosure}, "2026-03-13T17:42Z")
		x.p.world.Roster = safeguard.Roster{}
		require.Contains(t, x.story("2026-03-13T17:50Z"), "  17:50  Nobody who may be told is on duty; somebody rings the policy's number.\n")
	})
	t.Run("SAFE-14, H28 a clock set back", func(t *testing.T) {
		x := theStory(t, func(string, string, *telling) {})
		require.Equal(t, x.story("2026-03-16T10:00Z"), x.story("2026-03-01T10:00Z"))
	})
	t.Run("SAFE-16 taken back", func(t *testing.T) {
		x := tellingOf(t, "tamarside", safeguard.Raise{Trigger: safeguard.AbuseDisclosure}, "2026-03-13T17:42Z")
		x.do("2026-03-13T17:45Z", peer.ByStaff("w4", ""), safeguard.TakeBack{})
		require.Equal(t, "Fri 13 Mar 2026\n  17:42  w4 raised a concern.\n  17:45  It was taken back, before anybody was told.\n", x.story("2026-03-13T18:00Z"))
	})
	t.Run("SAFE-01 raised by the person, a carer, and nobody knows whom", func(t *testing.T) {
		g := groundOf(t, "tamarside")
		w := g.worldOf(t)
		for by, says := range map[peer.Actor]string{peer.ByPerson("p4"): "The person raised", peer.ByCarer("megan"): "A carer raised", {}: "Somebody raised"} {
			c, _, err := safeguard.NewConcern(safeguard.Raise{ID: "c1"}, peer.Act{By: by, At: proofInstant("2026-03-13T17:42Z"), ID: "r"}, safeguard.Facts{Policy: g.policyOf(t)})
			require.NoError(t, err)
			require.Contains(t, safeguard.Text(safeguard.Narrate(c, w, proofInstant("2026-03-13T17:42Z")), w.Calendar), says)
		}
	})
	t.Run("SAFE-14 no concern has no story", func(t *testing.T) {
		require.Empty(t, safeguard.Narrate(safeguard.Concern{}, safeguard.World{}, time.Time{}))
		require.Empty(t, safeguard.Text(nil, peer.Calendar{}))
	})
}

// TestNarrateAheadIsWhatHappens: the plan of a story is what a simulation with nobody
// answering does, for as long as the story goes.
func TestLineKinds(t *testing.T) {
	t.Run("SAFE-14 the kind of a line is that of what it says", func(t *testing.T) {
		kinds := map[safeguard.LineKind]map[string]bool{}
		theStory(t, func(_, now string, x *telling) {
			for _, l := range safeguard.Narrate(x.c, x.p.world, proofInstant(now)) {
				if kinds[l.Kind] == nil {
					kinds[l.Kind] = map[string]bool{}
				}
				kinds[l.Kind][l.Says] = true
			}
		})
		for kind, part := range map[safeguard.LineKind]string{
			safeguard.LineRaised: "raised", safeguard.LineTold: "in their turn", safeguard.LineToldAlso: "told", safeguard.LineToldAgain: "told again",
			safeguard.LineAtWork: "at work", safeguard.LineTaken: "by when", safeguard.LineSilent: "if nothing is heard|in silence",
			safeguard.LineAsked: "by then", safeguard.LineAnswered: "was", safeguard.LinePartDone: "part", safeguard.LineClosed: "closed",
		} {
			require.True(t, kind.Known())
			require.NotEmpty(t, kinds[kind], kind)
			for says := range kinds[kind] {
				require.Regexp(t, part, says, kind)
			}
			delete(kinds, kind)
		}
		require.Empty(t, kinds)
	})
	t.Run("SAFE-14 one that was taken back, and one that nobody heard of", func(t *testing.T) {
		x := tellingOf(t, "tamarside", safeguard.Raise{Trigger: safeguard.Accident}, "2026-03-13T17:42Z")
		x.p.world.Roster = safeguard.Roster{}
		ahead := safeguard.Narrate(x.c, x.p.world, proofInstant("2026-03-13T17:42Z"))
		require.Equal(t, safeguard.LineNobody, ahead[1].Kind)
		x.do("2026-03-13T17:50Z", peer.ByStaff("w4", ""), safeguard.TakeBack{})
		story := safeguard.Narrate(x.c, x.p.world, proofInstant("2026-03-13T18:00Z"))
		require.Equal(t, safeguard.LineTakenBack, story[len(story)-1].Kind)
		require.False(t, safeguard.LineKind("").Known())
	})
}

func TestNarrateAheadIsWhatHappens(t *testing.T) {
	for _, name := range proofOrganisations {
		for _, at := range []string{"2026-03-29T00:15Z", "2026-10-25T00:30Z", "2026-12-24T16:20Z", "2026-03-13T16:40Z"} {
			for trigger, days := range map[safeguard.Trigger]int{safeguard.AbuseDisclosure: 1, safeguard.RiskToSelf: 6, safeguard.Accident: 14} {
				t.Run("SAFE-14 "+name+" "+at+" "+string(trigger), func(t *testing.T) {
					x := tellingOf(t, name, safeguard.Raise{Trigger: trigger}, at)
					var ahead, happened []string
					for _, l := range safeguard.Narrate(x.c, x.p.world, proofInstant(at)) {
						if l.Turn != "" {
							ahead = append(ahead, fmt.Sprint(l.At, l.Turn, l.Who.Staff))
						}
					}
					sim := safeguard.Simulate(x.p.policy, x.p.roster, safeguard.Script{From: proofInstant(at), Until: proofInstant(at).AddDate(0, 0, days),
						Concerns: []safeguard.MadeUp{{At: proofInstant(at), By: peer.ByStaff("w4", ""), Raise: safeguard.Raise{ID: "c1", Trigger: trigger}}}})
					for _, e := range sim.Events {
						if e.Turn != "" {
							happened = append(happened, fmt.Sprint(e.At, e.Turn, e.Who.Staff))
						}
					}
					if trigger == safeguard.Accident { // two working days each: a story of fourteen days has few
						require.GreaterOrEqual(t, len(ahead), 3)
						require.ElementsMatch(t, happened, ahead)
						return
					}
					require.GreaterOrEqual(t, len(ahead), 12)
					require.ElementsMatch(t, happened[:len(ahead)], ahead)
				})
			}
		}
	}
}
