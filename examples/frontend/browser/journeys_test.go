package browser

import (
	"context"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// press clicks what has this text, and waits for the page that follows.
func (b *tab) press(selector, shows string) {
	b.t.Helper()
	b.do(chromedp.Click(selector), chromedp.WaitVisible(shows))
}

// until waits for something to be so.
func (b *tab) until(code string) {
	b.t.Helper()
	ctx, end := context.WithTimeout(b.Context, 60*time.Second)
	defer end()
	_, err := chromedp.Run(ctx, chromedp.Poll[bool](code))
	require.NoError(b.t, err)
}

// script turns the scripts of pages on or off.
func (b *tab) script(on bool) {
	b.t.Helper()
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
}

// TestJourneys clicks through what people come for, as both, with scripts and without.
func TestJourneys(t *testing.T) {
	browser := start(t)
	for name, scripts := range map[string]bool{"with scripts": true, "without scripts": false} {
		t.Run(name, func(t *testing.T) {
			b := open(t, browser, serve(t))
			b.set(screens[0])
			b.script(scripts)
			t.Run("the person says a goal, agrees to it and says how sure they feel", func(t *testing.T) {
				b.t = t
				b.look("beatriz", "en", "/goals")
				b.press(`a[href^="/new/goal/propose"]`, "#f-words")
				b.do(chromedp.SendKeys("#f-words", "sing in the choir again"))
				b.press(`main form.app-form button`, ".nhsuk-notification-banner--success")
				b.press(`form[action$="/agree"] button`, ".nhsuk-notification-banner--success")
				b.press(`form[action$="/start"] button`, ".nhsuk-notification-banner--success")
				b.do(chromedp.Click("#rate-6"))
				b.press(`form[action="/new/self-report/say"] button`, ".nhsuk-notification-banner--success")
				b.do(chromedp.WaitVisible("svg.picture--wide"))
			})
			t.Run("the worker writes a note, and what will not do keeps every answer", func(t *testing.T) {
				b.t = t
				b.look("jess-aled", "en", "/")
				b.press(`a[href="/new/contact/record"]`, "#f-entry-note")
				b.do(chromedp.SendKeys("#f-entry-note", "We walked to the gate."))
				b.press(`main form.app-form button`, ".nhsuk-notification-banner--success")
				b.look("jess-aled", "en", "/do/relationship/rel-aled/plan-ending")
				b.press(`main form.app-form button`, ".nhsuk-error-summary")
			})
			t.Run("the worker tells somebody and sees that nobody has it yet", func(t *testing.T) {
				b.t = t
				b.look("jess-aled", "en", "/tell")
				b.do(chromedp.SendKeys("#f-text", "The rail is loose again."))
				b.press(`main form.app-form button`, ".app-danger a[href^='tel:']")
			})
			t.Run("whoever is told opens it and takes it on, and the worker hears who has it", func(t *testing.T) {
				b.t = t
				b.look("hannah", "en", "/")
				b.press(`form[action$="/open"] button`, ".nhsuk-notification-banner--success")
				told := js[string](b, `location.pathname`)
				b.press(`a[href*="/acknowledge"]`, "#f-until")
				b.do(chromedp.SendKeys("#f-next", "Ring the landlord."))
				js[chromedp.Void](b, `void(document.querySelector('#f-until').value = '2026-03-17T12:00')`)
				b.press(`main form.app-form button`, ".nhsuk-notification-banner--success")
				b.look("jess-aled", "en", told)
				require.Contains(t, js[string](b, `document.querySelector('main').innerText`), "Hannah has it")
			})
			t.Run("the person looks for a place and keeps two", func(t *testing.T) {
				b.t = t
				b.look("aled", "en", "/places?look=1&topic=company")
				b.do(chromedp.Click(`#f-about-goal`))
				b.press(`form[action="/new/signpost/consider"] button`, ".nhsuk-notification-banner--success")
			})
			b.t = t
			b.onlyHere()
		})
	}
}

// TestLeaving: the quick exit shows a page that says nothing, with no way back to what
// was there (hazard H09).
func TestLeaving(t *testing.T) {
	b := open(t, start(t), serve(t))
	b.look("aled", "en", "/goals/g-1")
	b.press("[data-exit]", "main")
	b.until(`location.pathname === '/away'`)
	require.Equal(t, "Garden notes", js[string](b, `document.title`))
	b.do(chromedp.NavigateBack())
	require.NotContains(t, js[string](b, `document.body.innerText`), "allotment")
}

// TestChanges: an open page hears that something changed, and reads nothing aloud of what.
func TestChanges(t *testing.T) {
	browser, base := start(t), ""
	base = serve(t)
	worker := open(t, browser, base)
	worker.look("jess-aled", "en", "/goals/g-1")
	js[chromedp.Void](worker, `fetch('/do/goal/g-1/say-how-it-goes', {method: 'POST', headers: {'Content-Type': 'application/x-www-form-urlencoded'}, body: 'seen=6&request=r&going=sustaining'})`, chromedp.EvalAwaitPromise)
	require.NotContains(t, js[string](worker, `document.getElementById('live').innerText`), "changed", "a step that was not taken changes nothing")
	js[chromedp.Void](worker, `fetch('/new/concern/raise', {method: 'POST', headers: {'Content-Type': 'application/x-www-form-urlencoded'}, body: 'seen=0&request=r2&text=x&text/by=me'})`, chromedp.EvalAwaitPromise)
	worker.do(chromedp.WaitVisible("#live .app-live"))
	require.Contains(t, js[string](worker, `document.getElementById('live').innerText`), "Something here has changed")
}

// TestKeyboard: the first two stops lead past the menu and away; a step is taken without
// a mouse.
func TestKeyboard(t *testing.T) {
	b := open(t, start(t), serve(t))
	b.set(screens[0])
	b.look("aled", "en", "/goals/g-1")
	stop := func() string {
		b.do(chromedp.KeyEvent("\t"))
		return js[string](b, `document.activeElement.innerText || document.activeElement.id`)
	}
	require.Equal(t, "Skip to main content", stop())
	require.Equal(t, "My pages", stop())
	require.Equal(t, "Leave this page", stop())
	js[chromedp.Void](b, `document.getElementById('rate-0').focus()`)
	b.do(chromedp.KeyEvent(" "), chromedp.KeyEvent("\r"), chromedp.WaitVisible(".nhsuk-notification-banner--success"))
}

// TestPrint: what is printed is what somebody would take along, and no menu.
func TestPrint(t *testing.T) {
	b := open(t, start(t), serve(t))
	b.look("aled", "en", "/goals/g-1")
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"})
	require.Equal(t, "none", js[string](b, `getComputedStyle(document.querySelector('.nhsuk-header')).display`))
	require.NotEqual(t, "none", js[string](b, `getComputedStyle(document.querySelector('h1')).display`))
	require.Equal(t, "none", js[string](b, `getComputedStyle(document.querySelector('main a'), '::after').content`), "an address within the program is of no use on paper")
	require.True(t, js[bool](b, `document.querySelector('main table').checkVisibility({contentVisibilityAuto: true})`), "the figures are printed with their picture")
	require.False(t, js[bool](b, `document.querySelector('.app-ask').checkVisibility()`), "and no heading over a form that is not")
	b.shoot("goal-person-filled.print")
	pdf := call(b, page.PrintToPDF, page.PrintToPDFParams{})
	require.NotEmpty(t, pdf.Data)
	for name, path := range map[string]string{"kept": "/kept", "together": "/together", "move": "/moves/move-1"} {
		b.look("aled", "en", path)
		b.shoot(name + "-person-filled.print")
	}
}
