package main

import (
	"encoding/xml"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
)

// reported is the page of a site.
func reported(t *testing.T, x *site, args ...string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report.html")
	out, code := x.run(t, append([]string{"report", "--out", file}, args...)...)
	require.Zero(t, code, out)
	b, err := os.ReadFile(file)
	require.NoError(t, err)
	for _, c := range canaries {
		require.NotContains(t, string(b), c)
	}
	return string(b)
}

func TestReport(t *testing.T) {
	x := held(t)
	x.epr.Fail(nil)
	x.later(26 * time.Hour)
	_, code := x.run(t, "parked", "retry", "goal/g-1")
	require.Zero(t, code)
	x.later(3 * time.Minute)
	_, _ = x.run(t, "sync", "--once")
	_, code = x.run(t, "parked", "dismiss", "goal/g-3")
	require.Zero(t, code)
	page := reported(t, x)
	golden(t, "report.html", page)

	t.Run("EX-02 it loads nothing and runs nothing", func(t *testing.T) {
		require.Contains(t, page, `http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-`)
		for _, never := range []string{"<script", "<img", "<link", "src=", "href=", "url(", "style=\"", "onload", "@import"} {
			require.NotContains(t, page, never)
		}
	})
	t.Run("EX-02 each picture has a title, a description and its figures as a table", func(t *testing.T) {
		pictures := regexp.MustCompile(`(?s)<svg [^>]*role="img" aria-labelledby="([a-z]+)-title [a-z]+-desc">.*?</svg>\s*</figure>\s*<table>.*?</table>`).FindAllString(page, -1)
		require.Len(t, pictures, 3)
		for _, p := range pictures {
			require.Contains(t, p, "<title id=")
			require.Contains(t, p, "<desc id=")
			for _, bar := range regexp.MustCompile(`<text x="0" y="\d+">([^<]+)</text><rect [^>]*></rect><text [^>]*>(\d+)</text>`).FindAllStringSubmatch(p, -1) {
				require.Contains(t, p, `<tr><th scope="row">`+bar[1]+`</th><td class="n">`+bar[2]+`</td>`)
			}
		}
	})
	t.Run("EX-02 its tags are closed", func(t *testing.T) {
		d := xml.NewDecoder(strings.NewReader(regexp.MustCompile(`<!DOCTYPE[^>]*>|<meta[^>]*>`).ReplaceAllString(page, "")))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else {
				require.NoError(t, err)
			}
		}
	})
	t.Run("EX-02 days are those that are asked for", func(t *testing.T) {
		require.NotEqual(t, page, reported(t, x, "--days", "1"))
		for _, days := range []string{"0", "400", "x"} {
			_, code := x.run(t, "report", "--days", days)
			require.Equal(t, exitUsage, code)
		}
	})
	t.Run("EX-02 a place where nothing can be written", func(t *testing.T) {
		out, code := x.run(t, "report", "--out", filepath.Join(t.TempDir(), "none", "report.html"))
		require.Equal(t, exitUsage, code)
		saysHow(t, out, "--out")
	})
	t.Run("EX-02 as JSON lines", func(t *testing.T) {
		out, _ := x.run(t, "report", "--json", "--out", filepath.Join(t.TempDir(), "report.html"))
		require.Equal(t, map[string]int{"saved": 1}, requireLines(t, out, false))
	})
}

func TestReportOfAQuietAndOfARestingTarget(t *testing.T) {
	x := newSite(t, fhirtest.Config{})
	page := reported(t, x)
	require.Contains(t, page, "Nothing in these days.")
	require.Contains(t, page, "Nothing waits for anybody.")
	require.NotContains(t, page, "How long they took at most")
	x.epr.Fail(func(*http.Request) *fhirtest.Fault { return &fhirtest.Fault{Status: 401} })
	_, code := x.run(t, "sync", "--once")
	require.Equal(t, exitNotLetIn, code)
	page = reported(t, x)
	require.Contains(t, page, `<h2 id="rests">Nothing is tried until `)
	require.Contains(t, page, "<p>Next: ")
}

func TestWhatNoReportShowsIsForgotten(t *testing.T) {
	x := newSite(t, fhirtest.Config{})
	_, code := x.run(t, "sync", "--once")
	require.Zero(t, code)
	lines := func() int {
		l, end, err := stored{Store: x.store, Target: "epr"}.open(t.Context(), time.Now)
		require.NoError(t, err)
		defer end()
		all, err := all(l.Journal(t.Context(), "epr", time.Time{}))
		require.NoError(t, err)
		return len(all)
	}
	before := lines()
	x.later(365 * 24 * time.Hour)
	_, code = x.run(t, "sync", "--once")
	require.Zero(t, code)
	require.Greater(t, lines(), before, "what stays here is noted again")
	x.later(2 * 24 * time.Hour)
	_, code = x.run(t, "sync", "--once")
	require.Zero(t, code)
	require.Less(t, lines(), before, "EX-02 the journal holds a year and a day")
}

func TestATargetWithANameThatIsMarkup(t *testing.T) {
	x := newSite(t, fhirtest.Config{})
	page := reported(t, x, "--target", "<script>x</script>")
	require.NotContains(t, page, "<script")
}

func TestJournal(t *testing.T) {
	j := newJournal(noon, 2)
	at := func(d time.Duration, did exchange.Do, took time.Duration) {
		j.add(exchange.Entry{At: noon.Add(-d), Since: noon.Add(-d - took), Did: did, Parked: did == exchange.Hold && took > 0})
	}
	at(0, exchange.Create, 999*time.Millisecond)
	at(0, exchange.Update, time.Second)
	at(24*time.Hour, exchange.Edit, 90*time.Second)
	at(24*time.Hour, exchange.Leave, 0)
	at(48*time.Hour, exchange.Create, 25*time.Hour)
	at(13*time.Hour, exchange.Hold, time.Second)
	at(0, exchange.Hold, 0)
	at(0, exchange.Keep, 0)
	at(400*time.Hour, exchange.Create, 0)
	figures := func(p picture) (out []int) {
		for _, r := range p.Rows {
			out = append(append(out, r.N), r.More...)
		}
		return out
	}
	require.Equal(t, []int{3, 1, 1, 1, 1, 1, 1}, figures(j.went()))
	require.Equal(t, []int{1, 1, 0, 1, 0, 0, 1}, figures(j.took()))
	require.Equal(t, []int{1, 0, 1, 1, 2, 0}, figures(j.each()), "EX-02 by the day, oldest first")
	require.Equal(t, []quantile{{"50 %", "1.0 s"}, {"95 %", "25.0 h"}, {"99 %", "25.0 h"}, {"100 %", "25.0 h"}}, j.quantiles())
	for d, says := range map[time.Duration]string{time.Millisecond: "1 ms", 119 * time.Second: "119.0 s", 3 * time.Minute: "3 min", 50 * time.Hour: "2.1 days"} {
		require.Equal(t, says, roughly(d))
	}
	t.Run("EX-02 bars stay within the drawing", func(t *testing.T) {
		p := picture{}
		p.add("a", 1_000_000)
		p.add("b", 1)
		p.add("c", 0)
		p = p.drawn()
		require.Equal(t, []int{barMost, 1, 0}, []int{p.Rows[0].Width, p.Rows[1].Width, p.Rows[2].Width}, "one is not none")
		require.LessOrEqual(t, p.Rows[0].After, 270)
	})
}
