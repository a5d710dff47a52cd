package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

// foundIn are the findings of a run, as "weight rule path".
func foundIn(t testing.TB, out string) (list []string) {
	t.Helper()
	for line := range strings.Lines(out) {
		var v struct{ Type, Weight, Rule, Path, Says, Fix, When string }
		require.NoError(t, json.Unmarshal([]byte(line), &v), line)
		if v.Type == "finding" {
			require.NotEmpty(t, v.Says)
			require.NotEmpty(t, v.Fix)
			require.NotEmpty(t, v.When)
			list = append(list, v.Weight+" "+v.Rule+" "+v.Path+" "+v.When)
		}
	}
	return list
}

func TestCheck(t *testing.T) {
	const first = " Thu 1 Jan 2026 00:00"
	type obj = map[string]any
	for name, c := range map[string]struct {
		members obj
		found   []string
	}{
		"nothing is wrong":                       {nil, nil},
		"EX-03, POL-01 peer leaves a number out": {obj{"peer/recordWithin": nil}, []string{"fault POL-01 policy-incomplete /peer/recordWithin" + first}},
		"EX-03, POL-04 peer goes too far":        {obj{"peer/longestContactMinutes": 2000}, []string{"fault POL-04 policy-too-weak /peer/longestContactMinutes" + first}},
		"EX-03, POL-01 worker leaves one out":    {obj{"worker/pauseWithoutCover": nil}, []string{"fault POL-01 policy-incomplete /worker/pauseWithoutCover" + first}},
		"EX-03, POL-01 recovery leaves one out":  {obj{"recovery/stuckAfter": nil}, []string{"fault POL-01 policy-incomplete /recovery/stuckAfter" + first}},
		"EX-03, POL-04 transition goes too far":  {obj{"transition/contactWithin": obj{"days": 29}}, []string{"fault POL-04 policy-too-weak /transition/contactWithin" + first}},
		"EX-03, SAFE-02 a ceiling is passed":     {obj{"safeguard/humanWithin": obj{"hours": 5}}, []string{"fault SAFE-02 policy-too-weak /safeguard/humanWithin" + first + " GMT"}},
		"EX-03, SAFE-03 a role nobody holds":     {obj{"safeguard/duty": "night-manager"}, []string{"fault SAFE-14 lint-chain-without-end /safeguard/duty" + first + " GMT"}},
		"EX-03, POL-01 several, all at once": {obj{"peer/recordWithin": nil, "worker/check": nil, "safeguard/telephone": nil},
			[]string{"fault POL-01 policy-incomplete /peer/recordWithin" + first, "fault POL-01 policy-incomplete /worker/check/before" + first, "fault SAFE-04 policy-incomplete /safeguard/telephone" + first + " GMT"}},
	} {
		t.Run(name, func(t *testing.T) {
			out, code := policy(t, "check", planted(t, tamarside, c.members), "--roster", onDuty, "--json")
			require.Equal(t, c.found, foundIn(t, out))
			want := exitDone
			if len(c.found) > 0 {
				want = exitFaults
			}
			require.Equal(t, want, code)
		})
	}
	for _, section := range []string{"peer", "worker", "recovery", "signpost", "transition", "safeguard"} {
		t.Run("EX-03, POL-01 without the section of "+section, func(t *testing.T) {
			out, code := policy(t, "check", planted(t, tamarside, obj{section: nil}), "--roster", onDuty, "--json")
			require.Equal(t, exitFaults, code)
			require.Contains(t, strings.Join(foundIn(t, out), "\n"), "fault POL-01 policy-incomplete /"+section+" ")
		})
	}
}

func TestCheckOfWhatCannotBeOpened(t *testing.T) {
	file := filepath.Join(t.TempDir(), "policy.json")
	for name, c := range map[string]struct{ text, path string }{
		"EX-03, DOC-01 no JSON":                   {"{", ""},
		"EX-03, POL-01 an empty policy":           {"{}", "/organisation"},
		"EX-03, POL-01 a zone that there is none": {`{"schema":1,"organisation":"a","version":"1","from":"2026-01-01","calendar":{"zone":"Moon/Base"}}`, "/calendar/zone"},
	} {
		t.Run(name, func(t *testing.T) {
			require.NoError(t, os.WriteFile(file, []byte(c.text), 0o600))
			for _, command := range [][]string{{"check"}, {"simulate"}, {"explain", "--concern", "accident"}} {
				out, code := policy(t, append(command, file, "--json")...)
				require.Equal(t, exitFaults, code)
				require.Contains(t, strings.Join(foundIn(t, out), "\n"), " "+c.path+" before anything is read")
			}
			_, code := policy(t, "compare", tamarside, file)
			require.Equal(t, exitFaults, code)
		})
	}
}

func TestCheckWithoutARoster(t *testing.T) {
	t.Run("EX-03, SAFE-03 cover is not looked at, and that is said", func(t *testing.T) {
		out, code := policy(t, "check", draftFile, "--until", "2026-12-31")
		require.Zero(t, code)
		require.Contains(t, out, "cover is not looked at")
	})
	t.Run("EX-03, SAFE-03 what is wrong whoever is on duty is found all the same", func(t *testing.T) {
		out, code := policy(t, "check", planted(t, tamarside, map[string]any{"safeguard/chains/0/inHours": []string{"team-lead", "service-manager"}}), "--json")
		require.Equal(t, exitFaults, code)
		require.Equal(t, []string{"fault SAFE-03 lint-no-senior /safeguard/chains/0/inHours Fri 2 Jan 2026 09:00 GMT"}, foundIn(t, out))
	})
}

func TestCheckInWords(t *testing.T) {
	t.Run("EX-03, SAFE-02 a limit is not taken for how long something is so", func(t *testing.T) {
		out, _ := policy(t, "check", planted(t, tamarside, map[string]any{"safeguard/humanWithin": map[string]any{"hours": 5}}))
		require.Contains(t, out, "It shows: Thu 1 Jan 2026 00:00 GMT.\n")
	})
	t.Run("EX-03, SAFE-03 how long it is so", func(t *testing.T) {
		out, _ := policy(t, "check", draftFile, "--roster", onDuty, "--until", "2026-10-07")
		require.Contains(t, out, "It shows: Fri 2 Oct 2026 17:00 BST, the first of ")
	})
	t.Run("EX-03 a policy is looked at as long as it is in force", func(t *testing.T) {
		out, code := policy(t, "check", planted(t, tamarside, map[string]any{"until": "2026-03-31"}), "--roster", onDuty)
		require.Zero(t, code)
		require.Contains(t, out, "Looked at from 2026-01-01 until 2026-03-31")
	})
	t.Run("EX-03 without a roster somebody holds every role of all of them", func(t *testing.T) {
		a, b, err := ground{}.both(documentOf(t, "soarfield"), documentOf(t, "broadwater"))
		require.NoError(t, err)
		for _, role := range []peer.Role{"team-manager", "ward-manager"} {
			require.True(t, a.roster.Holds(role) && b.roster.Holds(role), role)
		}
	})
}

// documentOf is the policy of one of the organisations.
func documentOf(t testing.TB, name string) document {
	t.Helper()
	b, err := exampleBench(name, name)
	require.NoError(t, err)
	return b.document
}

func TestCheckOfVersions(t *testing.T) {
	check := func(until string) []string {
		old := planted(t, tamarside, map[string]any{"until": until})
		out, _ := policy(t, "check", old, draftFile, "--json", "--from", "2026-09-01", "--until", "2026-10-31")
		return foundIn(t, out)
	}
	t.Run("EX-03, SAFE-04 one follows the other", func(t *testing.T) {
		require.Empty(t, check("2026-09-30"))
	})
	t.Run("EX-03, SAFE-04 a day without a policy", func(t *testing.T) {
		require.Equal(t, []string{"fault SAFE-04 lint-version-gap /from Wed 30 Sep 2026 00:00 BST"}, check("2026-09-29"))
	})
	t.Run("EX-03, SAFE-04 two at once", func(t *testing.T) {
		require.Equal(t, []string{"fault SAFE-04 lint-versions-overlap /from Thu 1 Oct 2026 00:00 BST"}, check("2026-10-01"))
	})
}
