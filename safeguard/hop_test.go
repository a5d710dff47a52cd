package safeguard_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// hops are those of a concern, each as "number who state" and what else is so of it.
func (w *worry) hops() []string {
	var out []string
	for _, h := range w.c.Hops(w.Calendar) {
		says := fmt.Sprintf("%s %s %s", h.Number, h.To.Staff, h.State)
		if h.Late {
			says += " late"
		}
		if !h.Acknowledged.IsZero() {
			says += " " + h.Acknowledged.Format("15:04")
		}
		out = append(out, says)
	}
	return out
}

func closing(as safeguard.Closing) safeguard.Close {
	return safeguard.Close{As: as, Says: unsigned("looked after"), Raiser: peer.Say("it is looked after"), Person: safeguard.PersonHeard{NotYet: peer.Say("on Monday")}}
}

func TestHops(t *testing.T) {
	const friday = "2026-03-13T"
	raised := func(t *testing.T) *worry {
		return newHouse(t, usual()).raiseAt(t, friday+"17:42Z", safeguard.Raise{NoticedAt: peer.MustMoment(friday + "17:40:00Z")})
	}
	passed := func(t *testing.T) *worry {
		return raised(t).told("1.1", ode, safeguard.RoleOnCallClinician, friday+"17:48Z").told("1.2", paul, safeguard.RoleDutyManager, friday+"18:48Z")
	}
	again := "2026-03-14T12:00Z"
	inHand := safeguard.SetInHand{Next: peer.Say("visit"), Until: peer.MomentOf(at(again))}

	t.Run("SAFE-14 nobody was told: none", func(t *testing.T) {
		require.Empty(t, raised(t).hops())
		require.Empty(t, safeguard.Concern{}.Hops(peer.Calendar{}))
	})
	t.Run("SAFE-14 AT-10 two links: whom, when, by when and what came of it", func(t *testing.T) {
		w := raised(t).told("1.1", ode, safeguard.RoleOnCallClinician, friday+"17:48Z")
		until := func() time.Time {
			owed := w.escalate(w.c.Told()[len(w.c.Told())-1].At.Format(time.RFC3339)).Owed
			return owed[slices.IndexFunc(owed, func(o safeguard.Owed) bool { return o.Kind == safeguard.OwedTake })].By.Instant(w.Calendar)
		}
		require.Equal(t, until(), w.c.Hops(w.Calendar)[0].AcknowledgeBy, "as Escalate counts it")
		w.told("1.2", paul, safeguard.RoleDutyManager, friday+"18:48Z")
		require.Equal(t, until(), w.c.Hops(w.Calendar)[1].AcknowledgeBy, "as Escalate counts it")
		require.Equal(t, []safeguard.Hop{
			{Number: "1-1", To: safeguard.Recipient{Staff: ode, Role: safeguard.RoleOnCallClinician}, Began: at(friday + "17:42Z"), Told: at(friday + "17:48Z"), AcknowledgeBy: at(friday + "18:48Z"), State: safeguard.HopPassedOn},
			{Number: "1-2", To: safeguard.Recipient{Staff: paul, Role: safeguard.RoleDutyManager}, Began: at(friday + "18:48Z"), Told: at(friday + "18:48Z"), AcknowledgeBy: at(friday + "19:48Z"), State: safeguard.HopAsked},
		}, w.c.Hops(w.Calendar))
		require.Equal(t, w.c.Hops(w.Calendar), w.c.Hops(peer.Calendar{}), "minutes need no calendar")
	})
	t.Run("SAFE-14 time alone changes nothing", func(t *testing.T) {
		w := raised(t).told("1.1", ode, safeguard.RoleOnCallClinician, friday+"17:48Z")
		require.Equal(t, []string{"1-1 dr-ode asked"}, w.hops(), "it is passed on when the next human was told")
	})
	t.Run("SAFE-14 taken on, in hand by another who was brought in, closed: it stays one hop", func(t *testing.T) {
		w := passed(t)
		w.do(paul, friday+"19:05Z", safeguard.Acknowledge{Next: peer.Say("visit"), Until: peer.MomentOf(at(again)), Bring: []peer.StaffID{ines}})
		require.Equal(t, []string{"1-1 dr-ode passed-on", "1-2 paul-renwick taken 19:05"}, w.hops())
		w.told("", ines, "", friday+"19:06Z").do(ines, friday+"19:30Z", inHand)
		require.Equal(t, []string{"1-1 dr-ode passed-on", "1-2 paul-renwick in-hand 19:05"}, w.hops())
		w.do(ines, friday+"20:00Z", closing(safeguard.ClosedResolved))
		require.Equal(t, []string{"1-1 dr-ode passed-on", "1-2 paul-renwick closed 19:05"}, w.hops())
	})
	t.Run("SAFE-14 a late answer opens a hop of its own and ends the one that runs", func(t *testing.T) {
		w := passed(t).takes(ode, friday+"18:55Z", again)
		require.Equal(t, []string{"1-1 dr-ode passed-on", "1-2 paul-renwick taken-late", "taken-1 dr-ode taken late 18:55"}, w.hops())
		w.takes(ode, friday+"19:00Z", again)
		require.Equal(t, "taken-1 dr-ode taken late 18:55", w.hops()[2], "said again it is the same")
		w.takes(paul, friday+"19:10Z", again)
		require.Equal(t, []string{"taken-1 dr-ode taken-late late 18:55", "taken-3 paul-renwick taken late 19:10"}, w.hops()[2:])
		last := w.c.Hops(w.Calendar)[3]
		require.Equal(t, []any{at(friday + "19:10Z"), time.Time{}, time.Time{}}, []any{last.Began, last.Told, last.AcknowledgeBy})
	})
	t.Run("SAFE-14 two in a link: one takes it, the other is relieved; told late, the numbers stay", func(t *testing.T) {
		w := raised(t).told("1.1", ode, "", friday+"17:48Z").told("1.1", lee, "", friday+"17:50Z")
		require.Equal(t, []string{"1-1 dr-ode asked", "1-1-2 dr-lee asked"}, w.hops())
		w.takes(lee, friday+"17:55Z", again)
		require.Equal(t, []string{"1-1 dr-ode taken-else", "1-1-2 dr-lee taken 17:55"}, w.hops())
		w.told("1.2", paul, "", friday+"17:56Z")
		require.Equal(t, []string{"1-1 dr-ode taken-else", "1-1-2 dr-lee taken 17:55", "1-2 paul-renwick taken-else"}, w.hops(), "told although she had it")
	})
	t.Run("SAFE-14 whoever has it falls silent: it is passed on, and a new round begins", func(t *testing.T) {
		w := passed(t).takes(paul, friday+"19:05Z", friday+"20:00Z")
		require.Equal(t, "1-2 paul-renwick taken 19:05", w.hops()[1])
		w.told("2.1", ode, "", friday+"20:01Z")
		require.Equal(t, []string{"1-2 paul-renwick passed-on 19:05", "2-1 dr-ode asked"}, w.hops()[1:])
		h := w.c.Hops(w.Calendar)[2]
		require.Equal(t, []any{at(friday + "20:00Z"), at(friday + "21:01Z")}, []any{h.Began, h.AcknowledgeBy})
		w.do(paul, friday+"20:30Z", inHand)
		require.Equal(t, []string{"2-1 dr-ode taken-late", "taken-2 paul-renwick in-hand late 20:30"}, w.hops()[2:])
	})
	t.Run("SAFE-16 closed by somebody while it was running with another", func(t *testing.T) {
		w := passed(t).takes(paul, friday+"19:05Z", friday+"20:00Z").told("2.1", ode, "", friday+"20:01Z")
		w.do(paul, friday+"20:30Z", closing(safeguard.ClosedNoFurther))
		require.Equal(t, []string{"2-1 dr-ode taken-late", "closed paul-renwick closed late"}, w.hops()[2:])
	})
	t.Run("SAFE-14 taken unasked before anybody was told", func(t *testing.T) {
		w := newHouse(t, usual()).raiseAt(t, "2026-03-13T10:00Z", safeguard.Raise{}).takes(ines, "2026-03-13T10:05Z", again)
		require.Equal(t, []string{"taken-1 ines-vale taken 10:05"}, w.hops())
		w.told("1.1", ines, "", "2026-03-13T10:10Z")
		require.Equal(t, []string{"1-1 ines-vale taken-else", "taken-1 ines-vale taken 10:05"}, w.hops(), "told afterwards, it was not late")
	})
	t.Run("SAFE-14 takings that the log no longer keeps go on counting", func(t *testing.T) {
		w := passed(t)
		for i := range 103 {
			w.takes([]peer.StaffID{ode, paul}[i%2], friday+"19:00Z", again)
		}
		last := w.hops()
		require.Equal(t, "taken-103 dr-ode taken late 19:00", last[len(last)-1])
	})
	t.Run("SAFE-02 told later than there was time: by when comes before", func(t *testing.T) {
		w := raised(t).told("1.1", ode, "", friday+"20:00Z")
		h := w.c.Hops(w.Calendar)[0]
		require.Equal(t, at(friday+"19:10Z"), h.AcknowledgeBy)
	})
	t.Run("SAFE-14 days need a calendar", func(t *testing.T) {
		w := newHouse(t, usual()).raiseAt(t, friday+"10:00Z", safeguard.Raise{Trigger: safeguard.NotProgressing}).told("1.1", hannah, "", friday+"10:05Z")
		require.Equal(t, at("2026-03-18T00:00Z"), w.c.Hops(w.Calendar)[0].AcknowledgeBy)
		require.Zero(t, w.c.Hops(peer.Calendar{})[0].AcknowledgeBy)
	})
	t.Run("SAFE-14 a telling again and somebody told outside the plan add none", func(t *testing.T) {
		w := raised(t).told("1.1", ode, "", friday+"17:48Z").told("1.again-181", ode, "", friday+"20:42Z").told("", hannah, "", friday+"20:43Z")
		require.Equal(t, []string{"1-1 dr-ode asked"}, w.hops())
	})
	t.Run("FHIR-16 no number has a dot, and none stands twice", func(t *testing.T) {
		w := passed(t).takes(ode, friday+"18:55Z", again).takes(paul, friday+"19:10Z", again)
		seen := map[string]bool{}
		for _, h := range w.c.Hops(w.Calendar) {
			require.False(t, seen[h.Number] || strings.Contains(h.Number, "."))
			seen[h.Number] = true
			require.True(t, h.State.Known())
		}
		require.Len(t, safeguard.HopState("").Terms(), 7)
	})
}
