package main

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestExplain(t *testing.T) {
	explained := func(t *testing.T, args ...string) string {
		out, code := policy(t, append([]string{"explain", tamarside, "--roster", onDuty}, args...)...)
		require.Zero(t, code, out)
		return out
	}
	t.Run("EX-03, SAFE-07 every rule, met or not, and what would turn it round", func(t *testing.T) {
		out := explained(t, "--concern", "area-of-concern", "--known", "age=15,violence=no", "--at", "2026-03-13T17:42")
		for _, line := range []string{
			"Why it goes there: area of concern, Fri 13 Mar 2026 17:42, out of hours.",
			"  The policy makes it soon and sends it by the chain line (/safeguard/triggers/11).",
			"  not met    violence: makes it immediate. violence is no, which is not yes",
			"             It turns on: violence is yes.",
			"  not known  danger now: makes it immediate. immediate danger is not known",
			"  met        child in an area of concern: makes it immediate. trigger is area of concern; age is 15, which is below 18",
			"  So it is immediate, because a rule is met. Somebody is told within 30 minutes, that is by Fri 13 Mar 2026 18:12.",
			"    Fri 13 Mar 2026 17:42  dr-lindqvist (on-call-clinician) is told in their turn, if nobody has it by then.",
			"    And so again and again, until somebody has it.",
		} {
			require.Contains(t, out, line)
		}
		require.Equal(t, 1, strings.Count(out, "greta (duty-manager) is told again"), "once, and then it goes on")
	})
	t.Run("EX-03, SAFE-02 what no organisation makes less urgent", func(t *testing.T) {
		require.Contains(t, explained(t, "--concern", "abuse-disclosure"), "No organisation makes it less urgent than immediate.")
		require.NotContains(t, explained(t, "--concern", "accident"), "No organisation makes it less urgent")
	})
	t.Run("EX-03, SAFE-01 a word that the policy does not know", func(t *testing.T) {
		require.Contains(t, explained(t, "--concern", "self-neglect"), "The policy does not know this word, so it counts as area of concern")
	})
	t.Run("EX-03, SAFE-01 a trigger of the organisation's own", func(t *testing.T) {
		out, code := policy(t, "explain", draftFile, "--concern", "self-neglect")
		require.Zero(t, code)
		require.Contains(t, out, "stands for risk to self")
		require.Contains(t, out, "one made-up person in each role at every hour: cover is not looked at")
		require.Contains(t, out, "Thu 1 Oct 2026 10:00  team-lead (team-lead) is told", "the first working day, at ten")
	})
	t.Run("EX-03, SAFE-03 in hours and out of hours", func(t *testing.T) {
		in := explained(t, "--concern", "abuse-disclosure", "--at", "2026-03-13T10:00")
		require.Contains(t, in, "At this hour it goes to team lead, then safeguarding lead")
		require.Contains(t, in, "Out of hours it would go to on call clinician, then duty manager")
	})
	t.Run("EX-03, SAFE-07 everything that can be known changes an answer", func(t *testing.T) {
		for _, x := range [][2]string{{"setting=ward", "setting"}, {"age=70", "age"}, {"children-at-risk=yes", "children-at-risk"}, {"immediate-danger=yes", "immediate-danger"}, {"intent-with-plan=yes", "intent-with-plan"},
			{"violence=yes", "violence"}, {"told-the-person=yes", "told-the-person"}, {"asked-for-silence=yes", "asked-for-silence"}, {"minutes-since-noticed=90", "minutes-since-noticed"}, {"raised-by=carer", "raised-by"}} {
			name, answer, _ := strings.Cut(x[0], "=")
			when := map[string]any{"ask": name, "isOneOf": []string{answer}}
			if name == "age" || name == "minutes-since-noticed" {
				when = map[string]any{"ask": name, "isAtLeast": 60}
			}
			file := planted(t, tamarside, map[string]any{"safeguard/sooner": []any{map[string]any{"id": "asked", "says": "-", "urgency": "immediate", "when": when}}})
			out, code := policy(t, "explain", file, "--concern", "accident", "--known", x[0], "--json")
			require.Zero(t, code)
			require.Contains(t, out, `"id":"asked","path":"/safeguard/sooner/0","to":"immediate","holds":"yes"`, x[0])
			out, _ = policy(t, "explain", file, "--concern", "accident", "--json")
			require.NotContains(t, out, `"id":"asked","path":"/safeguard/sooner/0","to":"immediate","holds":"yes"`, x[0])
		}
	})
}

func TestSimulate(t *testing.T) {
	t.Run("EX-03, SAFE-14 a day", func(t *testing.T) {
		out, code := policy(t, "simulate", tamarside, "--roster", onDuty, "--day", "2026-03-13")
		require.Zero(t, code)
		require.Contains(t, out, "A made-up day, Friday 13 March 2026:")
		require.Contains(t, out, "  Fri 18:42  disclosure: greta (duty-manager) was told in their turn.")
		require.Contains(t, out, "  disclosure (abuse disclosure): told at once, taken on after 1 hour 15 minutes.")
	})
	t.Run("EX-03, H28 a day on which the clocks change", func(t *testing.T) {
		out, code := policy(t, "simulate", tamarside, "--roster", onDuty, "--day", "2026-10-24")
		require.Zero(t, code)
		require.Contains(t, out, "Sat 23:50  not back yet")
	})
	t.Run("EX-03, SAFE-03, H03 nobody is on duty, and that is said", func(t *testing.T) {
		roster := planted(t, onDuty, map[string]any{"until": "2026-01-04", "shifts": []any{map[string]any{"staff": "hannah", "role": "team-lead", "days": []string{"mon"}, "from": "09:00", "to": "17:00"}}})
		out, code := policy(t, "simulate", tamarside, "--roster", roster, "--year", "--until", "2026-01-04")
		require.Zero(t, code)
		require.Contains(t, out, "the first human hears: nobody within a week at worst, such as on Thu 1 Jan 2026 00:00 GMT")
		require.Contains(t, out, "Made-up concerns of that time: of 3 concerns, nobody was told of 3 of them")
	})
	t.Run("EX-03, SAFE-02 a stretch of a year, every hour of it", func(t *testing.T) {
		out, code := policy(t, "simulate", tamarside, "--roster", onDuty, "--year", "--until", "2026-01-07", "--json")
		require.Zero(t, code)
		var waits []hoursLine
		load := map[string]loadLine{}
		for line := range strings.Lines(out) {
			var v struct {
				Type string
				hoursLine
				loadLine
			}
			require.NoError(t, json.Unmarshal([]byte(line), &v))
			switch v.Type {
			case "time_to_human":
				waits = append(waits, v.hoursLine)
			case "load":
				load[string(v.Staff)] = v.loadLine
			}
		}
		require.Len(t, waits, 3)
		require.Equal(t, []int{7 * 24, 0, 180}, []int{waits[2].Starts, waits[2].First.Longest, waits[2].Every.Longest})
		require.Equal(t, loadLine{Staff: "dr-ode", Messages: 2, Nights: 1, Most: 1, Week: "2025-12-29"}, load["dr-ode"])
	})
}

func TestCompare(t *testing.T) {
	compared := func(t *testing.T, was, now string) string {
		out, code := policy(t, "compare", was, now, "--roster", onDuty, "--from", "2026-10-01", "--until", "2026-10-18")
		require.Zero(t, code, out)
		return out
	}
	t.Run("EX-03, SAFE-04 whose handling changes, in words", func(t *testing.T) {
		out := compared(t, tamarside, draftFile)
		for _, line := range []string{
			"  For whatever was noticed: who may close it: was safeguarding lead, would be safeguarding lead, team lead.",
			"  For risk to self: somebody is told within: was 4 hours, would be 30 minutes.",
			"  For mental state change: who is told out of hours: was on call clinician, then duty manager, would be night practitioner, then duty manager. It shows: Thu 1 Oct 2026 00:00 BST.",
			"  For self neglect: the policy knows it now; before it counted as an area of concern.",
			"    mental state change, Sat 17 Oct 2026 12:00: was dr-lindqvist, would be greta",
			"    /worker/supervision/peer/every: was 42 days, would be 28 days",
		} {
			require.Contains(t, out, line)
		}
	})
	t.Run("EX-03, SAFE-04 and back", func(t *testing.T) {
		out := compared(t, draftFile, tamarside)
		require.Contains(t, out, "For self neglect: the policy does not know it any more; it counts as what it stood for.")
		require.Contains(t, out, "/safeguard/triggers/self-neglect/as: was risk-to-self, would be not there")
	})
	t.Run("EX-03, SAFE-04 the same policy", func(t *testing.T) {
		out := compared(t, tamarside, tamarside)
		require.Contains(t, out, "Of 14 made-up concerns in that time 0 would be handled otherwise.")
		require.NotContains(t, out, "For ")
		require.True(t, strings.HasSuffix(out, "In the file:\n    nothing\n"), out)
	})
	t.Run("EX-03, SAFE-18 the telephone numbers of a chain are not put into words", func(t *testing.T) {
		out := compared(t, tamarside, planted(t, tamarside, map[string]any{"safeguard/telephone": "01632 960777"}))
		require.Contains(t, out, "For whatever was noticed: the number that is rung when nobody can be reached is another.")
	})
	t.Run("EX-03, SAFE-03, H03 a chain that nobody holds", func(t *testing.T) {
		out := compared(t, tamarside, planted(t, tamarside, map[string]any{"safeguard/chains/2/outOfHours": []string{"somebody", "nobody"}, "safeguard/duty": "nobody"}))
		require.Contains(t, out, "For mental state change: the worst time until the first human hears: was at once, would be 2 days 16 hours.")
		require.Contains(t, out, "would be nobody")
	})
	t.Run("EX-03 without a roster somebody holds every role of both", func(t *testing.T) {
		other := filepath.Join("..", "fixtures", "policies", "broadwater.json")
		out, code := policy(t, "compare", tamarside, other, "--until", "2026-01-04")
		require.Zero(t, code)
		require.NotContains(t, out, "nobody within a week")
		require.Contains(t, out, "For ligature risk: the policy knows it now")
	})
}

func TestWordsOfTheWorkbench(t *testing.T) {
	t.Run("EX-03 spans", func(t *testing.T) {
		for minutes, text := range map[int]string{0: "at once", 1: "1 minute", 60: "1 hour", 61: "1 hour 1 minute", 1440: "1 day", 3121: "2 days 4 hours 1 minute"} {
			require.Equal(t, text, span(minutes))
		}
	})
	t.Run("EX-03 text goes over between words", func(t *testing.T) {
		require.Equal(t, []string{"one two", "three", "unbreakable"}, wrapped("one two three unbreakable", 8))
	})
	t.Run("EX-03 parts of a bar make a hundred", func(t *testing.T) {
		out, _ := policy(t, "simulate", tamarside, "--roster", onDuty, "--year", "--until", "2026-01-09", "--json")
		require.Contains(t, out, "time_to_human")
		b, err := ground{Roster: onDuty, Until: "2026-01-09"}.open(tamarside)
		require.NoError(t, err)
		for _, h := range playYear(b).Hours {
			per, thousand := 0, 0
			for _, s := range shares(h.Every, h.Starts) {
				per, thousand = per+s.percent, thousand+s.thousandth
			}
			require.Equal(t, []int{100, 1000}, []int{per, thousand})
		}
	})
}
