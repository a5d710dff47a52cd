package safeguard_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// anyCover is Tamarside with one chain and a roster that leaves much to chance. Shifts and
// opening hours begin and end at half hours, so that trying every half hour tries
// everything.
func anyCover(t *rapid.T, tb testing.TB) ground {
	g := groundOf(tb, "tamarside")
	roles := []string{"team-lead", "safeguarding-lead", "on-call-clinician", "duty-manager"}
	role := rapid.SampledFrom(roles)
	chain := rapid.SliceOfNDistinct(role, 2, 3, rapid.ID[string])
	list := func(name string) []any {
		var out []any
		for _, r := range chain.Draw(t, name) {
			out = append(out, r)
		}
		return out
	}
	section := g.policy["safeguard"].(map[string]any)
	section["chains"] = []any{map[string]any{"chain": "only", "inHours": list("in"), "outOfHours": list("out")}}
	for _, x := range section["triggers"].([]any) {
		x.(map[string]any)["chain"] = "only"
	}
	hours := rapid.SampledFrom([][2]string{{"09:00", "17:00"}, {"00:00", "24:00"}, {"01:30", "03:00"}, {"00:30", "01:30"}}).Draw(t, "hours")
	calendar := g.policy["calendar"].(map[string]any)
	calendar["hours"] = map[string]any{"from": hours[0], "to": hours[1]}
	calendar["workingDays"] = []any{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
	section["duty"] = role.Draw(t, "duty")
	days := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}), 2, 7, rapid.ID[string])
	clock := rapid.SampledFrom([]string{"00:00", "01:00", "02:00", "09:00", "12:00", "17:00", "22:00"})
	var shifts []any
	for _, staff := range []string{"s1", "s2", "s3"} {
		for range rapid.IntRange(1, 4).Draw(t, "shifts") {
			shifts = append(shifts, map[string]any{"staff": staff, "role": role.Draw(t, "role"), "days": days.Draw(t, "days"), "from": clock.Draw(t, "from"), "to": clock.Draw(t, "to"),
				"holidays": rapid.SampledFrom([]string{"also", "not"}).Draw(t, "holidays")})
		}
	}
	g.roster["shifts"], g.roster["absences"] = shifts, []any{}
	g.roster["people"] = []any{map[string]any{"staff": "s1"}, map[string]any{"staff": "s2"}, map[string]any{"staff": "s3"}}
	return g
}

// tellsAnybody reports whether a concern that comes in is told to somebody at once.
func tellsAnybody(t testing.TB, g proved, at time.Time, subject ...peer.StaffID) bool {
	c := proofRaised(t, g.policy, g.roster, at, safeguard.Raise{Trigger: safeguard.AbuseDisclosure, NotTo: safeguard.NotTo{Subjects: subject}})
	some := false
	for _, o := range safeguard.Escalate(c, g.world, at).Owed {
		tell := o.Kind == safeguard.OwedTell || o.Kind == safeguard.OwedTellAgain
		some = some || tell && len(o.To) > 0
	}
	return some
}

// proved is a ground, read.
type proved struct {
	policy safeguard.Policy
	roster safeguard.Roster
	world  safeguard.World
}

// twoLinks reports whether two humans are on duty in two different roles.
func (g proved) twoLinks(at time.Time, roles []peer.Role) bool {
	for i, a := range roles {
		for _, b := range roles[i+1:] {
			for _, x := range g.roster.OnDuty(a, at) {
				if slices.ContainsFunc(g.roster.OnDuty(b, at), func(y peer.StaffID) bool { return y != x }) {
					return true
				}
			}
		}
	}
	return false
}

// minutesOf adds up the minutes that findings of these codes tell of.
func minutesOf(t testing.TB, found []safeguard.Finding, staff peer.StaffID, codes ...peer.Code) time.Duration {
	var total time.Duration
	for _, f := range found {
		if f.Staff != staff || !slices.Contains(codes, f.Rule.Code) {
			continue
		}
		require.Equal(t, "minutes", f.Args[0].Name())
		d, err := time.ParseDuration(f.Args[0].Value() + "m")
		require.NoError(t, err)
		total += d
	}
	return total
}

// TestLintIsWhatEveryHalfHourShows: what Lint says of cover, to the minute, is what comes
// out when a concern is raised at every half hour and Escalate is asked. So where it says
// nothing, nobody is left alone with a concern.
func TestLintIsWhatEveryHalfHourShows(t *testing.T) {
	windows := [][2]string{{"2026-03-28", "2026-03-30"}, {"2026-10-24", "2026-10-25"}, {"2026-04-02", "2026-04-04"}}
	seen := map[string]int{}
	grounds := rapid.Custom(func(rt *rapid.T) ground { return anyCover(rt, t) })
	for i := range 12 {
		g := grounds.Example(i)
		p := proved{g.policyOf(t), g.rosterOf(t), g.worldOf(t)}
		window := windows[i%len(windows)]
		from, until := peer.MustDate(window[0]), peer.MustDate(window[1])
		found := safeguard.Lint([]peer.PolicyFile{g.file(t)}, p.roster, from, until)
		cal := p.policy.Calendar()
		var nobody, singleLink time.Duration
		alone := map[peer.StaffID]time.Duration{}
		h := proofRaised(t, p.policy, p.roster, cal.StartOf(from), safeguard.Raise{Trigger: safeguard.AbuseDisclosure}).Handling()
		for at := cal.StartOf(from); at.Before(cal.EndOf(until)); at = at.Add(30 * time.Minute) {
			roles := h.OutOfHours
			if cal.InHours(at) {
				roles = h.InHours
			}
			if p.twoLinks(at, roles) {
				require.True(t, tellsAnybody(t, p, at))
				continue
			}
			if !tellsAnybody(t, p, at) {
				nobody += 30 * time.Minute
				continue
			}
			only := peer.StaffID("")
			for _, staff := range []peer.StaffID{"s1", "s2", "s3"} {
				if !tellsAnybody(t, p, at, staff) {
					only = staff
				}
			}
			if only == "" {
				singleLink += 30 * time.Minute
			} else {
				alone[only] += 30 * time.Minute
			}
		}
		require.Equal(t, nobody, minutesOf(t, found, "", safeguard.LintNobody, safeguard.LintNobodyHoliday, safeguard.LintNobodyClocks))
		require.Equal(t, singleLink, minutesOf(t, found, "", safeguard.LintOneLink))
		for _, staff := range []peer.StaffID{"s1", "s2", "s3"} {
			require.Equal(t, alone[staff], minutesOf(t, found, staff, safeguard.LintOneHuman))
		}
		for _, f := range found {
			seen[strings.TrimPrefix(f.Rule.Code.String(), "lint-")]++
		}
	}
	for _, kind := range []string{"nobody-on-cover", "one-human", "one-link"} {
		require.Positive(t, seen[kind], "%v", seen)
	}
}
