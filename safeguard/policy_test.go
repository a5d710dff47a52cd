package safeguard_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

type obj = map[string]any

// faulty is the section with one text put for another.
func faulty(t testing.TB, old, with string) error {
	t.Helper()
	whole := string(safeguard.ExamplePolicy())
	require.Contains(t, whole, old)
	_, err := safeguard.PolicyFrom(policyFile(t, strings.Replace(whole, old, with, 1)))
	return err
}

func TestPolicy(t *testing.T) {
	p := policy(t)
	require.True(t, p.Known())
	require.Equal(t, "2026", p.Version())
	require.Equal(t, "Europe/London", p.Calendar().Zone().String())
	require.Len(t, p.Triggers(), len(safeguard.CoreTriggers()))
	require.Equal(t, "999", p.Emergency().Telephone)
	require.True(t, p.Fluctuation().Given())
	require.NotEmpty(t, p.References())
	require.Equal(t, "999", safeguard.Policy{}.Emergency().Telephone, "the prompt is there without a policy")
	example := safeguard.ExamplePolicy()
	example[0] = 'x'
	require.Equal(t, byte('{'), safeguard.ExamplePolicy()[0], "each gets their own")

	t.Run("SAFE-04 everything that is missing comes at once", func(t *testing.T) {
		_, err := safeguard.PolicyFrom(policyFile(t, `{}`))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.ErrorIs(t, err, peer.ErrPolicyIncomplete)
		var paths []string
		for _, x := range r.Unmet() {
			require.NotEmpty(t, x.Fix)
			paths = append(paths, x.Path)
		}
		for _, want := range []string{"/safeguard/immediate/notifyWithin", "/safeguard/routine/acknowledgeWithin", "/safeguard/humanWithin", "/safeguard/duty", "/safeguard/telephone", "/safeguard/emergency", "/safeguard/highRisk",
			"/safeguard/questionWithin", "/safeguard/lookAgainWithin", "/safeguard/rosterMaxAge", "/safeguard/clockEvery", "/safeguard/sharedLength", "/safeguard/triggers/safeguarding-child"} {
			require.Contains(t, paths, want)
		}
		_, err = safeguard.PolicyFrom(peer.PolicyFile{})
		require.ErrorIs(t, err, peer.ErrPolicyIncomplete, "an organisation without this section")
	})
	t.Run("SAFE-02, H29 floors and ceilings that nobody moves", func(t *testing.T) {
		minutes := func(n int) obj { return obj{"minutes": n} }
		span := func(notify, ack any) obj { return obj{"notifyWithin": notify, "acknowledgeWithin": ack} }
		for _, c := range []struct {
			member string
			weak   []any
			fits   []any
		}{
			{"immediate", []any{span(minutes(0), minutes(60)), span(obj{"hours": 48}, minutes(60)), span(minutes(61), minutes(60)), span(minutes(30), minutes(121)), span(minutes(30), minutes(0)), span(obj{"days": 1}, minutes(60)), span(obj{"workingDays": 0}, minutes(60))},
				[]any{span(minutes(1), minutes(1)), span(minutes(60), minutes(120)), span(obj{"hours": 1}, obj{"hours": 2})}},
			{"soon", []any{span(obj{"days": 15}, minutes(60)), span(obj{"days": 0}, minutes(60)), span(minutes(60), obj{"weeks": 3}), span(minutes(60), obj{"months": 1})}, []any{span(obj{"days": 14}, obj{"weeks": 2})}},
			{"routine", []any{span(obj{"workingDays": 15}, minutes(60)), span(obj{"hours": 337}, minutes(60))}, []any{span(obj{"hours": 336}, obj{"workingDays": 14})}},
			{"humanWithin", []any{obj{"hours": 5}, obj{"days": 1}, minutes(0)}, []any{minutes(240), obj{"hours": 4}}},
			{"questionWithin", []any{minutes(61), minutes(0)}, []any{minutes(60)}},
			{"clockEvery", []any{minutes(61), minutes(0), obj{"days": 1}}, []any{minutes(1)}},
			{"lookAgainWithin", []any{obj{"days": 32}, obj{"days": 0}}, []any{obj{"days": 31}, obj{"months": 1}, obj{"weeks": 4}}},
			{"rosterMaxAge", []any{obj{"days": 32}}, []any{obj{"days": 1}}},
			{"sharedLength", []any{79, 1001, -1}, []any{80, 1000}},
		} {
			for _, value := range c.weak {
				_, err := saying(t, obj{c.member: value})
				require.ErrorIs(t, err, peer.ErrPolicyTooWeak, "%s %v", c.member, value)
			}
			for _, value := range c.fits {
				_, err := saying(t, obj{c.member: value})
				require.NoError(t, err, "%s %v", c.member, value)
			}
		}
		for _, trigger := range []string{"safeguarding-adult", "safeguarding-child", "abuse-disclosure", "untoward-incident", "unusual-occurrence", "high-risk-situation"} {
			for _, u := range []string{"soon", "routine"} {
				require.ErrorIs(t, faulty(t, `{"trigger": "`+trigger+`", "urgency": "immediate"`, `{"trigger": "`+trigger+`", "urgency": "`+u+`"`), peer.ErrPolicyTooWeak)
			}
		}
		require.NoError(t, faulty(t, `{"trigger": "accident", "urgency": "routine"`, `{"trigger": "accident", "urgency": "immediate"`), "more is always open")
	})
	t.Run("SAFE-03, SAFE-04 every trigger has an urgency and a chain of two links at every hour", func(t *testing.T) {
		const child, line = `{"trigger": "safeguarding-child", "urgency": "immediate", "chain": "safeguarding"}`, `"chain": "line", "inHours": ["team-lead", "peer-support-lead"]`
		for with, code := range map[string]peer.Code{
			`{"trigger": "safeguarding-child", "urgency": "immediate", "chain": ""}`:                               peer.ErrPolicyIncomplete,
			`{"trigger": "safeguarding-child", "urgency": "", "chain": "safeguarding"}`:                            peer.ErrPolicyIncomplete,
			`{"trigger": "safeguarding-child", "urgency": "immediate", "chain": "none"}`:                           safeguard.ErrNoRecipient,
			`{"trigger": "my-own", "as": "accident", "says": "x", "urgency": "routine", "chain": "line"}`:          peer.ErrPolicyIncomplete,
			`{"trigger": "safeguarding-child", "as": "accident", "urgency": "immediate", "chain": "safeguarding"}`: peer.ErrUnknownCode,
			`{"trigger": "safeguarding-child", "urgency": "now", "chain": "safeguarding"}`:                         peer.ErrUnknownCode,
			child + `, ` + child: peer.ErrUnknownCode,
			child + `, {"trigger": "my-own", "urgency": "routine", "chain": "line"}`:                                     peer.ErrUnknownCode,
			child + `, {"trigger": "my-own", "as": "accident", "urgency": "routine", "chain": "line"}`:                   peer.ErrUnknownCode,
			child + `, {"trigger": "My own", "as": "accident", "says": "x", "urgency": "routine", "chain": "line"}`:      peer.ErrUnknownCode,
			child + `, {"trigger": "my-own", "as": "accident", "says": "x", "urgency": "routine"}`:                       safeguard.ErrNoRecipient,
			child + `, {"trigger": "my-own", "as": "accident", "says": "x", "urgency": "routine", "chain": ""}`:          safeguard.ErrNoRecipient,
			child + `, {"trigger": "my-own", "as": "accident", "says": "x", "urgency": "routine", "chain": "nowhere"}`:   safeguard.ErrNoRecipient,
			child + `, {"trigger": "my-own", "as": "risk-to-self", "says": "x", "urgency": "", "chain": "line"}`:         peer.ErrUnknownCode,
			child + `, {"trigger": "my-own", "as": "abuse-disclosure", "says": "x", "urgency": "soon", "chain": "line"}`: peer.ErrPolicyTooWeak,
		} {
			require.ErrorIs(t, faulty(t, child, with), code, with)
		}
		require.NoError(t, faulty(t, child, child+`, {"trigger": "my-own", "as": "accident", "says": "x", "urgency": "soon", "chain": "line"}`))
		for with, code := range map[string]peer.Code{
			`"chain": "line", "inHours": []`:                                                safeguard.ErrNoRecipient,
			`"chain": "line", "inHours": ["team-lead"]`:                                     peer.ErrPolicyTooWeak,
			`"chain": "line", "inHours": ["team-lead", "team-lead"]`:                        peer.ErrPolicyTooWeak,
			`"chain": "line", "inHours": ["team-lead", ""]`:                                 peer.ErrOutOfRange,
			`"chain": "care", "inHours": ["team-lead", "manager"]`:                          peer.ErrDuplicate,
			`"chain": "line", "inHours": [` + strings.Repeat(`"a",`, 12) + `"b"]`:           peer.ErrPolicyTooWeak,
			`"chain": "line", "inHours": ["team-lead", "` + strings.Repeat("x", 201) + `"]`: peer.ErrOutOfRange,
		} {
			require.ErrorIs(t, faulty(t, line, with), code, with)
		}
		require.ErrorIs(t, faulty(t, `"outOfHours": ["duty-manager", "on-call-clinician"]`, `"outOfHours": []`), safeguard.ErrNoRecipient)
	})
	t.Run("SAFE-04, H01 what is frozen with a concern can be stored with it", func(t *testing.T) {
		roles := make([]string, 51)
		for i := range roles {
			roles[i] = "role-" + strings.Repeat("x", i)
		}
		for member, value := range map[string]any{"take": roles, "close": []string{""}, "duty": strings.Repeat("x", 201), "telephone": strings.Repeat("1", 201)} {
			_, err := saying(t, obj{member: value})
			require.ErrorIs(t, err, peer.ErrOutOfRange, member)
		}
		rules := make([]any, 200)
		for i := range rules {
			rules[i] = obj{"id": "r" + strings.Repeat("x", i%70) + string(rune('a'+i/70)), "when": obj{"ask": "violence", "isOneOf": []string{"yes"}}}
		}
		_, err := saying(t, obj{"highRisk": rules})
		require.ErrorIs(t, err, peer.ErrOutOfRange)
		p, err := saying(t, obj{"highRisk": rules[:199], "take": roles[1:], "telephone": strings.Repeat("1", 200)})
		require.NoError(t, err)
		c, _ := raisedAnyway(t, safeguard.Raise{Danger: safeguard.Danger{Violence: peer.Yes}, Age: 3}, act(byJess, "2026-03-13T17:42Z", "r", nil), safeguard.Facts{Policy: p})
		require.Len(t, c.Rules(), 200)
	})
	t.Run("SAFE-07 rules are rules", func(t *testing.T) {
		for old, c := range map[string]struct {
			with string
			code peer.Code
		}{
			`"id": "violence"`: {`"id": "danger-now"`, peer.ErrDuplicate}, `"says": "Nobody is sure, and it is about somebody under 18.", "urgency": "immediate"`: {`"urgency": "now"`, peer.ErrUnknownCode},
			`"isOneOf": ["area-of-concern"]`: {`"isOneOf": ["no-such-trigger"]`, peer.ErrUnknownCode}, `{"ask": "violence", "isOneOf": ["yes"]}`: {`{"ask": "urgency", "isOneOf": ["now"]}`, peer.ErrUnknownCode},
		} {
			require.ErrorIs(t, faulty(t, old, c.with), c.code, old)
		}
		for _, f := range []obj{{"times": 0, "within": obj{"days": 3}}, {"times": -1}, {"times": 3}} {
			_, err := saying(t, obj{"fluctuation": f})
			require.ErrorIs(t, err, peer.ErrPolicyIncomplete)
		}
		none, err := saying(t, obj{"fluctuation": nil})
		require.NoError(t, err)
		require.False(t, none.Fluctuation().Given(), "an organisation may leave this duty out")
	})
}

func TestPolicyGoesLive(t *testing.T) {
	whole := func(example bool, live any) (safeguard.Policy, error) {
		members := obj{"live": live}
		if live == nil {
			members = nil
		}
		doc := strings.Replace(policyJSON, "SECTION", section(t, members), 1)
		if !example {
			doc = strings.Replace(doc, `"example": true,`, ``, 1)
		}
		file, err := peer.OpenPolicy([]byte(doc), time.LoadLocation)
		require.NoError(t, err)
		return safeguard.PolicyFrom(file)
	}
	named := obj{"by": "ines-vale", "on": "2026-01-05"}
	t.Run("H29 example values are no live policy", func(t *testing.T) {
		p, err := whole(true, nil)
		require.NoError(t, err)
		_, _, live := p.Live()
		require.False(t, live)
		_, _, live = safeguard.Policy{}.Live()
		require.False(t, live)
	})
	t.Run("H29 a live policy says who took the mark away and when", func(t *testing.T) {
		p, err := whole(false, named)
		require.NoError(t, err)
		by, day, live := p.Live()
		require.Equal(t, []any{ines, peer.MustDate("2026-01-05"), true}, []any{by, day, live})
	})
	t.Run("H29 never both, never neither, never half", func(t *testing.T) {
		for _, c := range []struct {
			example bool
			live    any
		}{{true, named}, {false, nil}, {false, obj{"by": "ines-vale", "on": "2026"}}, {false, obj{"by": "", "on": "2026-01-05"}}, {true, obj{"by": "", "on": "2026-01-05"}}} {
			_, err := whole(c.example, c.live)
			require.ErrorIs(t, err, peer.ErrPolicyTooWeak, "%v", c)
		}
	})
}

func TestFactsOn(t *testing.T) {
	dated := func(version, from, until, section string) peer.PolicyFile {
		doc := strings.NewReplacer(`"version": "2026"`, `"version": "`+version+`"`, `"from": "2026-01-01"`, `"from": "`+from+`"`, `"until": "2026-12-31", "example"`, `"until": "`+until+`", "example"`, "SECTION", section).Replace(policyJSON)
		file, err := peer.OpenPolicy([]byte(doc), time.LoadLocation)
		require.NoError(t, err)
		return file
	}
	good := string(safeguard.ExamplePolicy())
	early, late := dated("a", "2026-01-01", "2026-02-28", good), dated("b", "2026-04-01", "2026-12-31", good)
	broken := dated("c", "2026-03-01", "2026-03-31", `{"duty": 7}`)
	when := func(at string, files ...peer.PolicyFile) safeguard.Facts {
		return safeguard.FactsOn(policies(t, files...), roster(t), policy(t).Calendar(), on(at))
	}
	for _, c := range []struct {
		name, at, version string
		outdated          bool
		files             []peer.PolicyFile
	}{
		{"SAFE-04 the policy in force", "2026-02-01T10:00Z", "a", false, []peer.PolicyFile{early, late}},
		{"SAFE-04 on its last day", "2026-02-28T23:59Z", "a", false, []peer.PolicyFile{early, late}},
		{"SAFE-04 on its first day, which begins at midnight there", "2026-03-31T23:00Z", "b", false, []peer.PolicyFile{early, late}},
		{"SAFE-04, H01 none in force: the last one", "2026-03-13T17:42Z", "a", true, []peer.PolicyFile{early, late}},
		{"SAFE-04, H01 none in force and none before: the floor", "2025-12-31T10:00Z", "", true, []peer.PolicyFile{early, late}},
		{"SAFE-04, H01 none at all: the floor", "2026-03-13T17:42Z", "", true, nil},
		{"SAFE-04, H01 one that cannot be read: the last one before it", "2026-03-13T17:42Z", "a", true, []peer.PolicyFile{early, broken}},
		{"SAFE-04, H01 only one that cannot be read: the floor", "2026-03-13T17:42Z", "", true, []peer.PolicyFile{broken}},
		{"SAFE-04 over, but the one before it is over longer", "2027-03-13T17:42Z", "b", true, []peer.PolicyFile{early, late}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := when(c.at, c.files...)
			require.Equal(t, []any{c.version, c.outdated, c.version != ""}, []any{f.Policy.Version(), f.Outdated, f.Policy.Known()})
			got, _ := raisedAnyway(t, safeguard.Raise{Trigger: safeguard.Accident}, act(byJess, c.at, "r", nil), f)
			require.Equal(t, c.outdated, got.Marked(safeguard.NotInForce))
		})
	}
	t.Run("SAFE-04 a question about a policy on a day without one is an error", func(t *testing.T) {
		_, err := policies(t, early, late).On(peer.MustDate("2026-03-13"))
		require.ErrorIs(t, err, peer.ErrNoPolicyInForce)
	})
	t.Run("SAFE-04 a set of nothing", func(t *testing.T) {
		require.Equal(t, safeguard.Facts{Outdated: true}, safeguard.FactsOn(peer.Policies{}, safeguard.Roster{}, peer.Calendar{}, time.Time{}))
		require.Equal(t, safeguard.Facts{Outdated: true}, safeguard.FactsOn(policies(t, peer.PolicyFile{}), safeguard.Roster{}, peer.Calendar{}, on("2026-03-13T17:42Z")))
	})
}
