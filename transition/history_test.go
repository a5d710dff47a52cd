package transition_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

// givenMove answers a form about one move.
func givenMove(draw steptest.Draw, now time.Time) steptest.Give {
	day := func(from, to int) string { return now.AddDate(0, 0, from+draw(to-from+1)).Format(time.DateOnly) }
	words := func() any {
		w := map[string]any{"text": "too soon", "lang": "cy", "how": "said"}
		if draw(3) == 0 {
			w["by"] = steptest.Mostly[any](draw, map[string]any{"person": "p4"}, map[string]any{"staff": "w4"})
		}
		return w
	}
	return func(path string, f peer.Field) any {
		switch path {
		case "/id":
			return steptest.Mostly(draw, "m1", "", "x y")
		case "/person":
			return "p4"
		case "/worker":
			return steptest.Mostly[any](draw, "w4", steptest.Absent)
		case "/organiser/staff":
			return steptest.Mostly(draw, "kay-orr", "w4")
		case "/organiser/role", "/organiser/organisation":
			return steptest.Absent
		case "/informed", "/staff":
			return steptest.OneOf[any](draw, steptest.Absent, "dr-lowe", "w4")
		case "/told":
			return day(-10, 0)
		case "/planned":
			return day(0, 20)
		case "/on":
			return day(-2, 0)
		case "/until", "/lookAgain":
			return day(20, 28)
		case "/continuity/until":
			return day(30, 40)
		case "/because", "/continuity/because", "/continuity/instead", "/note":
			return steptest.Mostly[any](draw, "because", steptest.Absent)
		case "/every":
			return steptest.OneOf[any](draw, steptest.Absent, map[string]any{"days": 3})
		case "/services/*/first":
			return day(0, 20)
		}
		switch f.Kind {
		case peer.FieldWords:
			if draw(2) == 0 {
				return steptest.Absent
			}
			return words()
		case peer.FieldAnswer:
			return steptest.Mostly(draw, "yes", "no", "")
		case peer.FieldChoice:
			if path == "/answer" {
				return steptest.Mostly(draw, "met", "partly-met", "not-met")
			}
			one := steptest.OneOf(draw, append([]string(nil), f.Options...)...)
			if f.Repeats && !strings.HasSuffix(path, "/*") {
				return []any{one}
			}
			return one
		case peer.FieldNumber:
			return draw(4)
		case peer.FieldYesNo:
			return draw(3) == 0
		case peer.FieldGroup:
			item := strings.HasSuffix(path, "/*")
			if f.Repeats && !item && draw(4) > 0 {
				return []any{steptest.Fill(f.Fields, givenMove(draw, now))}
			}
			if !f.Repeats || item {
				return steptest.Fill(f.Fields, givenMove(draw, now))
			}
		}
		return nil
	}
}

// leading has what leads on come up more often, and what calls it off or goes back
// seldom: most histories have to go on.
func leading(draw steptest.Draw, r transition.Transition, c peer.Choice) int {
	often := map[peer.Action]int{"start-transfer": 3, "arrive": 5, "complete": 8, "plan-continuity": 3, "inform-extra": 3, "new-contact": 2, "answer-check": 12, "name-services": 2, "say-information": 2}
	n := 1 + often[c.Do]
	if r.Status() == transition.Settling && c.Do == "answer-stuck" {
		n = 4
	}
	if seldom := c.Do == "cancel" || c.Do == "go-back" || c.Do == "say-no" || c.Do == "say-stuck" || c.Do == "hold-back"; seldom && draw(5) > 0 || c.Do == "cancel" && draw(5) > 0 {
		n = 0
	}
	return n
}

// What holds in every move that can come to be: nobody but the person gave their
// words and answers, the worker moved nothing, what frightens somebody left a
// signal, and the record can be assessed.
func TestTransitionHistories(t *testing.T) {
	p, w := policy(t), world(t)
	yes := []peer.Consent{{ID: "c", Person: sian, Scope: peer.ShareContacts, Purpose: peer.ForCare, Given: peer.Yes, From: on("2026-01-01T00:00Z")}}
	walks := moves.Walks(45).Under(func(draw steptest.Draw) transition.Facts {
		f := transition.Facts{Policy: p, Consents: yes, EndingPlanned: peer.Yes, EndingOn: date("2026-12-01"), LoneWorking: peer.Yes}
		return steptest.Mostly(draw, f, transition.Facts{}, transition.Facts{Policy: p})
	})
	walks.Likely = leading
	walks.Give = func(draw steptest.Draw, r transition.Transition, now time.Time) steptest.Give {
		give := givenMove(draw, now)
		return func(path string, f peer.Field) any {
			i := slices.IndexFunc(r.Answers(), func(a transition.CheckAnswer) bool { return a.Answer != transition.Met })
			if path == "/check" && i >= 0 && draw(6) > 0 {
				return string(r.Answers()[i].Check) // what is open is asked
			}
			return give(path, f)
		}
	}
	walks.Hold(t, func(t require.TestingT, _, m transition.Transition, c peer.Change) {
		if c.From != c.To && c.From != "" {
			require.Equal(t, m.Organiser().Staff, c.By.Staff, "TRAN-01 the organiser moves it")
			require.NotEqual(t, peer.RolePeerWorker, c.By.Role)
		}
		words, _, _ := m.Opinion()
		require.True(t, words.IsZero() || words.From(sian))
		require.True(t, m.Worker() == "" || m.Worker() != m.Organiser().Staff)
		for _, a := range m.Answers() {
			require.True(t, a.Answer != "" || !a.Contested)
			require.True(t, m.Status() != transition.Completed || a.Answer != "", "TRAN-03")
		}
		needed, informed := m.ExtraSupport()
		require.True(t, !needed || informed == "" || informed != m.Worker())
		if c.Do == "announce" && needed && informed == "" || c.Do == "say-stuck" {
			require.NotEmpty(t, c.Signals, "H02")
		}
		if c.Do == "start-transfer" {
			require.True(t, !needed || informed != "", "TRAN-08")
			require.True(t, m.Worker() == "" || m.Continuity().Considered(), "TRAN-13")
		}
		if c.Do == "complete" {
			require.Equal(t, peer.Yes, transition.Assess(m, p, p.Calendar(), c.At).Progressing)
		}
		a := transition.Assess(m, p, p.Calendar(), c.At)
		require.Equal(t, a.Progressing == peer.No, m.Open() && a.Signal != nil)
		_, err := transition.Due([]peer.Record{m}, w, c.At)
		require.NoError(t, err)
	})
}
