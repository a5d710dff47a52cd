package client

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestMissingScopes(t *testing.T) {
	for _, c := range []struct{ name, asked, granted, missing string }{
		{"the same", "system/Goal.rs", "system/Goal.rs", ""},
		{"nothing", "system/Goal.rs", "", "system/Goal.rs"},
		{"every type", "system/Goal.rs", "system/*.rs", ""},
		{"every type is more than one", "system/*.rs", "system/Goal.rs", "system/*.rs"},
		{"more than asked", "system/Goal.r", "system/Goal.cruds", ""},
		{"reading only", "system/Goal.cruds", "system/Goal.rs", "system/Goal.cud"},
		{"in two parts", "system/Goal.cruds", "system/Goal.rs system/*.cud", ""},
		{"in two parts and not whole", "system/Goal.cruds", "system/Goal.rs system/*.cu", "system/Goal.d"},
		{"version 1 for version 2", "system/Goal.cruds", "system/Goal.*", ""},
		{"version 2 for version 1", "system/Goal.read system/Goal.write", "system/Goal.cruds", ""},
		{"version 1, reading", "system/Goal.*", "system/Goal.read", "system/Goal.cud"},
		{"another level", "system/Goal.rs", "user/Goal.rs patient/Goal.rs", "system/Goal.rs"},
		{"another type", "system/Goal.rs system/CarePlan.rs", "system/Goal.rs", "system/CarePlan.rs"},
		{"a narrower query", "system/Goal.rs", "system/Goal.rs?category=x", "system/Goal.rs"},
		{"the same query", "system/Goal.rs?category=x", "system/Goal.rs?category=x", ""},
		{"the same query in part", "system/Goal.rs?category=x", "system/Goal.r?category=x", "system/Goal.s?category=x"},
		{"another query", "system/Goal.rs?category=x", "system/Goal.rs?category=y", "system/Goal.rs?category=x"},
		{"no query covers one", "system/Goal.rs?category=x", "system/Goal.rs", ""},
		{"not of SMART", "offline_access", "openid", "offline_access"},
		{"not of SMART and there", "offline_access", "openid offline_access", ""},
		{"letters out of order are no scope of SMART", "system/Goal.sr", "system/Goal.rs", "system/Goal.sr"},
		{"a letter twice", "system/Goal.rr", "system/Goal.r", "system/Goal.rr"},
		{"no letters", "system/Goal.", "system/Goal.rs", "system/Goal."},
		{"a type that is none", "system/goal.r", "system/*.r", "system/goal.r"},
		{"a part of a word", "system/Goal.rs", "system/Goals.rs xsystem/Goal.rs", "system/Goal.rs"},
	} {
		t.Run("FHIR-20 granted "+c.name, func(t *testing.T) {
			require.Equal(t, strings.Fields(c.missing), append([]string{}, missing(strings.Fields(c.asked), strings.Fields(c.granted))...))
		})
	}
}

func TestMissingScopesProperties(t *testing.T) {
	letters := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"c", "r", "u", "d", "s"}), 1, 5, rapid.ID[string])
	one := rapid.Custom(func(t *rapid.T) string {
		l := letters.Draw(t, "letters")
		slices.SortFunc(l, func(a, b string) int { return strings.Index("cruds", a) - strings.Index("cruds", b) })
		return "system/" + rapid.SampledFrom([]string{"Goal", "CarePlan", "*"}).Draw(t, "type") + "." + strings.Join(l, "")
	})
	some := rapid.SliceOfN(one, 0, 4)
	t.Run("FHIR-20 with what was missing granted too, nothing is missing, and nothing is missing that was not asked for", rapid.MakeCheck(func(t *rapid.T) {
		asked, granted := some.Draw(t, "asked"), some.Draw(t, "granted")
		left := missing(asked, granted)
		require.Empty(t, missing(asked, append(left, granted...)))
		require.Empty(t, missing(left, asked))
		require.Empty(t, missing(asked, asked))
	}))
}

func TestSpokenScopes(t *testing.T) {
	for _, c := range []struct{ name, scopes, said string }{
		{"without their queries", "system/Goal.rs?identifier=9990001014 openid", "system/Goal.rs, openid"},
		{"no number", "x9990001014 system/Goal.rs", "system/Goal.rs"},
		{"nothing long", strings.Repeat("a", 81), ""},
		{"a few", strings.Repeat("a ", 9), "a, a, a, a, a, a, a, a, and more"},
		{"not more than there are", strings.Repeat("a ", 8), "a, a, a, a, a, a, a, a"},
	} {
		t.Run("FHIR-20 scopes in an error: "+c.name, func(t *testing.T) {
			require.Equal(t, c.said, strings.Join(spoken(strings.Fields(c.scopes)), ", "))
		})
	}
}
