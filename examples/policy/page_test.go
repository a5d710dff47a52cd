package main

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// shows and hides look into a page without printing all of it.
func shows(t testing.TB, page, part string) {
	t.Helper()
	require.True(t, strings.Contains(page, part), "not there: %s", part)
}

func hides(t testing.TB, page, part string) {
	t.Helper()
	require.False(t, strings.Contains(page, part), "there: %s", part)
}

// requireAlone: a page that needs nothing but itself, and lets nothing else in.
func requireAlone(t testing.TB, page string) {
	t.Helper()
	for _, tag := range []string{"<script", "<link", "<img", "<iframe", "<object", "<form", " src=", " style=", " onload=", "url(", "@import"} {
		hides(t, strings.ToLower(page), tag)
	}
	require.Empty(t, regexp.MustCompile(`https?://`).FindAllString(page, -1))
	require.Empty(t, regexp.MustCompile(`href="[^#]`).FindAllString(page, -1), "links stay on the page")
	style := regexp.MustCompile(`(?s)<style>(.*?)</style>`).FindStringSubmatch(page)
	require.Len(t, style, 2)
	sum := sha256.Sum256([]byte(style[1]))
	shows(t, page, `content="default-src 'none'; style-src 'sha256-`+base64.StdEncoding.EncodeToString(sum[:])+`'; base-uri 'none'; form-action 'none'"`)
}

// reported is the page of a policy.
func reported(t testing.TB, file string, args ...string) (string, int) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "page.html")
	text, code := policy(t, append([]string{"report", file, "--out", out}, args...)...)
	b, err := os.ReadFile(out)
	require.NoError(t, err, text)
	return string(b), code
}

func TestPage(t *testing.T) {
	page, code := reported(t, tamarside, "--roster", onDuty, "--from", "2026-01-05", "--until", "2026-01-11")
	require.Zero(t, code)
	requireAlone(t, page)
	t.Run("EX-03 each picture has a name, a description, a role and the same figures as a table", func(t *testing.T) {
		pictures := regexp.MustCompile(`<svg role="img" aria-labelledby="([a-z-]+)-title ([a-z-]+)-desc"`).FindAllStringSubmatch(page, -1)
		require.Len(t, pictures, 10, "five, wide and narrow")
		require.Equal(t, strings.Count(page, "<svg"), len(pictures))
		for _, p := range pictures {
			require.Equal(t, p[1], p[2])
			for _, part := range []string{"title", "desc"} {
				m := regexp.MustCompile(`<` + part + ` id="` + p[1] + `-` + part + `">([^<]+)</` + part + `>`).FindStringSubmatch(page)
				require.Len(t, m, 2, p[1])
				require.NotEmpty(t, strings.TrimSpace(m[1]))
			}
		}
		for _, section := range regexp.MustCompile(`(?s)<section.*?</section>`).FindAllString(page, -1) {
			if strings.Contains(section, "<svg") {
				_, table, found := strings.Cut(section, "<table")
				require.True(t, found)
				for _, m := range regexp.MustCompile(`<text[^>]*>([0-9]+%)</text>`).FindAllStringSubmatch(section, -1) {
					require.Contains(t, table, m[1])
				}
			}
		}
	})
	t.Run("EX-03 every id is there once, and every link leads somewhere", func(t *testing.T) {
		ids := map[string]int{}
		for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(page, -1) {
			ids[m[1]]++
			require.Equal(t, 1, ids[m[1]], m[1])
		}
		for _, m := range regexp.MustCompile(`href="#([^"]+)"`).FindAllStringSubmatch(page, -1) {
			require.Equal(t, 1, ids[m[1]], m[1])
		}
	})
	t.Run("EX-03, H29 every number of the policy is marked as an example", func(t *testing.T) {
		_, values, _ := strings.Cut(page, `<h2 id="values">`)
		cells := regexp.MustCompile(`data-head="Value">([^<]*)</td>`).FindAllStringSubmatch(values, -1)
		require.Greater(t, len(cells), 100)
		for _, m := range cells {
			require.True(t, !strings.ContainsAny(m[1], "0123456789") || strings.HasSuffix(m[1], " (example)"), m[1])
		}
		shows(t, page, "Every number in this policy is an example.")
	})
	t.Run("EX-03 nothing was found, and that is said", func(t *testing.T) {
		shows(t, page, "never one person alone")
		bare, _ := reported(t, tamarside, "--until", "2026-01-05")
		shows(t, bare, "no roster was given")
		hides(t, bare, "never one person alone")
	})
	t.Run("EX-03 against another policy", func(t *testing.T) {
		page, code := reported(t, draftFile, "--against", tamarside, "--roster", onDuty, "--until", "2026-10-03")
		require.Equal(t, exitFaults, code)
		shows(t, page, "Whose handling changes")
		shows(t, page, "paul: At some time they alone can be told")
	})
	t.Run("EX-03, POL-01 a policy that cannot be read has a page of its faults", func(t *testing.T) {
		page, code := reported(t, planted(t, tamarside, map[string]any{"safeguard/duty": nil}))
		require.Equal(t, exitFaults, code)
		requireAlone(t, page)
		shows(t, page, "/safeguard/duty")
		hides(t, page, "<svg")
	})
	t.Run("EX-03 what a policy says stays text", func(t *testing.T) {
		evil := `</style><script>alert(1)</script><svg onload=x>`
		page, _ := reported(t, planted(t, tamarside, map[string]any{"version": evil, "safeguard/highRisk/0/says": evil, "safeguard/chains/2/chain": evil, "safeguard/triggers/12/chain": evil}), "--until", "2026-01-02")
		requireAlone(t, strings.ReplaceAll(page, "onload=x", ""))
		shows(t, page, "&lt;script&gt;")
	})
}

// luminance is the relative luminance of a colour such as #16202a (WCAG 2.2).
func luminance(t testing.TB, colour string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(strings.TrimPrefix(colour, "#"), 16, 32)
	require.NoError(t, err, colour)
	part := func(shift int) float64 {
		c := float64(n>>shift&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(16) + 0.7152*part(8) + 0.0722*part(0)
}

func contrast(t testing.TB, a, b string) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// TestContrast: WCAG 2.2 AA, 4.5 for text and 3 for what is drawn, by day and by night.
func TestContrast(t *testing.T) {
	roots := regexp.MustCompile(`:root \{([^}]*)\}`).FindAllStringSubmatch(pageCSS, -1)
	require.Len(t, roots, 3, "light, dark and print")
	for i, root := range roots {
		c := map[string]string{}
		for _, m := range regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6})`).FindAllStringSubmatch(root[1], -1) {
			c[m[1]] = m[2]
		}
		for _, x := range []struct {
			of, on string
			least  float64
		}{{"ink", "paper", 4.5}, {"soft", "paper", 4.5}, {"link", "paper", 4.5}, {"fault", "paper", 4.5}, {"warning", "paper", 4.5}, {"ink", "note", 4.5}, {"on-mark", "mark", 4.5},
			{"mark", "paper", 3}, {"line", "paper", 3}, {"night", "had", 3}} {
			t.Run(fmt.Sprintf("EX-03 %s on %s, %d", x.of, x.on, i), func(t *testing.T) {
				require.GreaterOrEqual(t, contrast(t, c[x.of], c[x.on]), x.least)
			})
		}
	}
	parts := regexp.MustCompile(`\.part-(\d) \{ fill: (#[0-9a-f]{6})`).FindAllStringSubmatch(pageCSS, -1)
	require.Len(t, parts, len(classes))
	for i, m := range parts {
		text := "#16202a"
		if i >= 4 {
			text = "#ffffff"
		}
		t.Run("EX-03 the share in part "+m[1], func(t *testing.T) { require.GreaterOrEqual(t, contrast(t, text, m[2]), 4.5) })
	}
}

// lineMembers are the members that a line of each type may have; those behind "?" are
// not always there.
var lineMembers = map[string]string{
	"policy":        "organisation ? version example from until roster",
	"finding":       "weight rule path says fix when ? about for",
	"explained":     "asked trigger path when in_hours of_trigger floor urgency chain tell_within take_within in_hours_roles out_of_hours_roles duty",
	"rule":          "id path to holds says found ? turns_on",
	"next":          "at kind says ? who role",
	"event":         "at kind says concern trigger urgency ? who role",
	"reached":       "concern trigger told taken",
	"time_to_human": "triggers starts first every",
	"year":          "raised unheard told_longest taken_longest",
	"load":          "staff messages nights most_in_a_week week",
	"change":        "triggers field was now shows says",
	"replayed":      "raised otherwise first_told_otherwise",
	"first_told":    "trigger when was now",
	"member":        "path was now",
	"page":          "file",
	"summary":       "faults findings",
}

func TestEveryLineIsInTheTable(t *testing.T) {
	seen := map[string]bool{}
	week := []string{"--roster", onDuty, "--until", "2026-01-07", "--json"}
	autumn := []string{"--roster", onDuty, "--until", "2026-10-18", "--json"}
	for _, args := range [][]string{
		append([]string{"check", planted(t, tamarside, map[string]any{"safeguard/duty": "nobody"})}, week...),
		append([]string{"explain", tamarside, "--concern", "area-of-concern", "--known", "age=15"}, week...),
		append([]string{"simulate", tamarside}, week...), append([]string{"simulate", tamarside, "--year"}, week...),
		append([]string{"compare", tamarside, draftFile}, autumn...),
		append([]string{"report", tamarside, "--out", filepath.Join(t.TempDir(), "page.html")}, week...),
	} {
		out, _ := policy(t, args...)
		for line := range strings.Lines(out) {
			var v map[string]any
			require.NoError(t, json.Unmarshal([]byte(line), &v), line)
			typ, _ := v["type"].(string)
			members, known := lineMembers[typ]
			require.True(t, known, line)
			seen[typ] = true
			needed, more, _ := strings.Cut(members, "?")
			for _, name := range strings.Fields(needed) {
				require.Contains(t, v, name, line)
			}
			for name := range v {
				require.Contains(t, append(strings.Fields("type "+needed), strings.Fields(more)...), name, line)
			}
		}
	}
	require.Len(t, seen, len(lineMembers), "EX-03 every type of line comes: %v", seen)
}
