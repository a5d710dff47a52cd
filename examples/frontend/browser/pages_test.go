package browser

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// visit is one state of one page.
type visit struct {
	name, seat, path string
	// before runs in the page before it is looked at, such as to send a form that will
	// not do.
	before string
}

// visits are every page as the person, as the worker and as those who are told, with little in it (Beatriz has
// only just begun), with much in it, with everything opened, and where a step is not
// taken.
func visits() []visit {
	var out []visit
	both := func(name, path string) {
		out = append(out, visit{name + "-person-filled", "aled", path, ""}, visit{name + "-worker-filled", "jess-aled", path, ""})
	}
	fresh := func(name, path string) {
		out = append(out, visit{name + "-person-fresh", "beatriz", path, ""}, visit{name + "-worker-fresh", "jess-beatriz", path, ""})
	}
	for _, p := range [][2]string{{"today", "/"}, {"together", "/together"}, {"notes", "/notes"}, {"goals", "/goals"}, {"places", "/places"}} {
		both(p[0], p[1])
		fresh(p[0], p[1])
	}
	for _, p := range [][2]string{{"note", "/notes/c-4"}, {"note-planned", "/notes/c-6"}, {"goal", "/goals/g-1"}, {"steps", "/steps/ps-1"}, {"found", "/places?look=1&topic=company&topic=nature&need=short-travel"},
		{"way", "/ways/way-1"}, {"move", "/moves/move-1"}, {"help", "/help"}, {"who", "/who"}, {"nothing", "/goals/none"}, {"record", "/record/self-report/r-1"}, {"form-agreement", "/do/relationship/rel-aled/propose"}} {
		both(p[0], p[1])
	}
	send := `document.querySelector('main form.app-form').submit()`
	out = append(out,
		visit{"kept-person-filled", "aled", "/kept", ""}, visit{"kept-person-fresh", "beatriz", "/kept", ""},
		visit{"tell-worker-filled", "jess-aled", "/tell", ""}, visit{"tell-worker-fresh", "jess-beatriz", "/tell", ""},
		visit{"told-worker-closed", "jess-aled", "/tell/con-1", ""}, visit{"told-worker-open", "jess-aled", "/tell/con-2", ""},
		visit{"crisis-person-filled", "aled", "/places?look=1&topic=company&distress=high", ""},
		visit{"form-goal-person-fresh", "beatriz", "/new/goal/propose", ""}, visit{"form-goal-person-refused", "beatriz", "/new/goal/propose", send},
		visit{"form-goal-worker-refused", "jess-beatriz", "/new/goal/propose", send},
		visit{"form-note-worker-filled", "jess-aled", "/new/contact/record", ""},
		visit{"form-note-worker-refused", "jess-aled", "/new/contact/record", `document.getElementById('f-what-start').value='2026-03-16T12:30';document.getElementById('f-what-end').value='2026-03-16T09:00';` + send},
		visit{"form-check-person-refused", "aled", "/do/transition/move-1/answer-check", send},
		visit{"form-outcome-person-refused", "aled", "/do/signpost/way-1/record-outcome", send},
		visit{"form-evaluate-person-refused", "aled", "/do/problem-solving/ps-1/evaluate", send},
		visit{"form-agreement-worker-refused", "jess-beatriz", "/do/relationship/rel-beatriz/welcome", send},
		visit{"form-agreement-person-refused", "aled", "/do/relationship/rel-aled/propose", send},
		visit{"inbox-lead-filled", "hannah", "/", ""}, visit{"inbox-lead-fresh", "ines", "/", ""},
		visit{"told-lead-closed", "hannah", "/tell/con-1", ""}, visit{"told-lead-open", "hannah", "/tell/con-3", ""},
		visit{"form-take-lead-refused", "hannah", "/do/concern/con-3/acknowledge", send}, visit{"form-close-lead-refused", "hannah", "/do/concern/con-3/close", send},
	)
	for _, p := range [][3]string{{"together-person", "aled", "/together"}, {"note-worker", "jess-aled", "/notes/c-4"}, {"form-note-worker", "jess-aled", "/new/contact/record"}, {"form-goal-person", "aled", "/new/goal/propose"},
		{"tell-worker", "jess-aled", "/tell"}, {"steps-person", "aled", "/steps/ps-1"}, {"goal-person", "aled", "/goals/g-1"}, {"kept-person", "aled", "/kept"}, {"told-lead", "hannah", "/tell/con-3"}} {
		out = append(out, visit{p[0] + "-opened", p[1], p[2], opened})
	}
	for _, p := range [][3]string{{"today", "aled", "/"}, {"goal", "aled", "/goals/g-1"}, {"move", "aled", "/moves/move-1"}, {"form-note", "jess-aled", "/new/contact/record"}, {"told", "jess-aled", "/tell/con-2"}} {
		out = append(out, visit{p[0] + "-cy", p[1], p[2], ""})
	}
	return append(out, visit{"goal-easy", "aled", "/goals/g-1", ""})
}

// opened opens everything on a page that is closed at first.
const opened = `document.querySelectorAll('details').forEach(d => { d.open = true })`

// cut gives the text of what can be seen and is wider than the box it stands in.
const cut = `[...document.querySelectorAll('.nhsuk-tag, .nhsuk-button, h1, h2, h3, p, li, dt, dd, td, th, label, legend')].filter(e => {
	const words = document.createTreeWalker(e, NodeFilter.SHOW_TEXT), part = document.createRange(), end = e.getBoundingClientRect().right + 1
	for (let n; e.checkVisibility() && e.clientWidth > 1 && (n = words.nextNode());) {
		part.selectNodeContents(n)
		if (!n.parentElement.closest('.nhsuk-u-visually-hidden') && part.getBoundingClientRect().right > end) return true
	}
	return false
}).map(e => e.innerText.slice(0, 60))`

type violation struct {
	ID, Impact, Help string
	Nodes            []struct{ HTML string }
}

type axeResult struct {
	Violations, Incomplete []violation
	Passes                 []struct{ ID string }
}

// TestPages looks at every state of every page on every screen: nothing that axe finds,
// nothing wider than the screen, nothing asked of another host.
func TestPages(t *testing.T) {
	browser := start(t)
	axe, err := os.ReadFile(os.Getenv("TOWPATH_AXE"))
	require.NoError(t, err, "TOWPATH_AXE is the path of axe.min.js")
	b := open(t, browser, serve(t))
	for _, s := range screens {
		b.set(s)
		for _, v := range visits() {
			t.Run(v.name+" "+s.name, func(t *testing.T) {
				b.t = t
				b.visit(v)
				wide := js[int64](b, `document.documentElement.scrollWidth`)
				require.LessOrEqual(t, wide, s.width, "wider than the screen")
				require.Empty(t, js[[]string](b, cut), "what runs out of its box")
				js[chromedp.Void](b, string(axe))
				r := js[axeResult](b, `axe.run(document,{runOnly:['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})`, chromedp.EvalAwaitPromise)
				b.shoot(v.name + "." + s.name)
				t.Logf("axe: %d violations, %d passes, %d cannot tell", len(r.Violations), len(r.Passes), len(r.Incomplete))
				require.Empty(t, said(r.Violations))
			})
		}
	}
	b.t = t
	b.onlyHere()
}

func (b *tab) visit(v visit) {
	b.t.Helper()
	words := "en"
	for _, other := range []string{"cy", "easy"} {
		if strings.HasSuffix(v.name, "-"+other) {
			words = other
		}
	}
	b.look(v.seat, words, v.path)
	if v.before == "" {
		return
	}
	js[chromedp.Void](b, v.before)
	if v.before == opened {
		return
	}
	b.do(chromedp.WaitVisible(".nhsuk-error-summary"))
}

func said(list []violation) []string {
	var out []string
	for _, v := range list {
		for _, n := range v.Nodes {
			out = append(out, fmt.Sprintf("%s (%s): %s: %.300s", v.ID, v.Impact, v.Help, n.HTML))
		}
	}
	return out
}
