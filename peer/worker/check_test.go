package worker_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

type checkStep = worker.CheckStep

var checks = steptest.BenchOf(ground, worker.CheckTable(), worker.NewCheck, worker.CheckNewCheck, worker.CheckStarts,
	worker.DecodeCheck, worker.EncodeCheckStep, worker.DecodeCheckStep)

func submit() worker.SubmitCheck {
	return worker.SubmitCheck{Reference: "0012/345678-A", On: date("2026-02-20")}
}

func cleared() worker.ClearCheck {
	return worker.ClearCheck{On: date("2026-03-05"), DecidedBy: noor}
}

// checksOf is Jess's check in every place.
func checksOf(t testing.TB) map[peer.Status]worker.Check {
	t.Helper()
	asked := checks.Done(t, worker.Check{}, worker.AskForCheck{ID: "c1", Worker: jess}, byHannah)
	under := checks.Done(t, asked, submit(), byJess)
	return map[peer.Status]worker.Check{worker.CheckOpen: asked, worker.CheckSubmitted: under, worker.CheckCleared: checks.Done(t, under, cleared(), byNoor),
		worker.CheckNotCleared: checks.Done(t, under, worker.DeclineCheck{On: date("2026-03-05"), DecidedBy: noor}, byNoor),
		worker.CheckInError:    checks.Done(t, asked, worker.MarkCheck{}, byNoor)}
}

func TestCheckEveryRow(t *testing.T) {
	all := checksOf(t)
	later := cleared()
	later.Renewal = date("2028-03-05")
	checks.EveryRow(t, anybody(), all,
		checks.Planned(t, "PEER-07 ask", worker.Check{}, worker.AskForCheck{ID: "c1", Worker: jess}, byHannah, worker.CheckOpen, nil),
		checks.Planned(t, "PEER-07 submit", all[worker.CheckOpen], submit(), byJess, worker.CheckSubmitted, nil),
		checks.Planned(t, "PEER-07 clear", all[worker.CheckSubmitted], later, byNoor, worker.CheckCleared, nil),
		checks.Planned(t, "PEER-07 decline", all[worker.CheckSubmitted], worker.DeclineCheck{On: date("2026-03-05"), DecidedBy: noor}, byIris, worker.CheckNotCleared, nil),
		checks.Planned(t, "PEER-07 decline later", all[worker.CheckCleared], worker.DeclineCheck{On: date("2026-03-06"), DecidedBy: noor}, byIris, worker.CheckNotCleared, nil),
		checks.Planned(t, "PEER-07 in error", all[worker.CheckNotCleared], worker.MarkCheck{}, byIris, worker.CheckInError, nil),
	)
}

func TestCheckRules(t *testing.T) {
	all := checksOf(t)
	hears := func(of peer.Status, step checkStep, by peer.Actor) peer.Decision {
		return checks.Tried(t, all[of], step, by)
	}
	t.Run("PEER-07 a day ahead, or half a day", func(t *testing.T) {
		only(t, hears(worker.CheckOpen, worker.SubmitCheck{Reference: "1", On: date("2026-03-11")}, byJess), "PEER-07 future-date", "/on")
		only(t, hears(worker.CheckOpen, worker.SubmitCheck{Reference: "1", On: date("2026-02")}, byJess), "PEER-07 out-of-range", "/on")
		only(t, hears(worker.CheckSubmitted, worker.ClearCheck{On: date("2026-03-11"), DecidedBy: noor}, byNoor), "PEER-07 future-date", "/on")
		only(t, hears(worker.CheckSubmitted, worker.ClearCheck{On: date("2026-03"), DecidedBy: noor}, byNoor), "PEER-07 out-of-range", "/on")
		only(t, hears(worker.CheckSubmitted, worker.DeclineCheck{On: date("2026-03-11"), DecidedBy: noor}, byNoor), "PEER-07 future-date", "/on")
	})
	t.Run("PEER-07 a reference is a number and nothing about it", func(t *testing.T) {
		for _, text := range []string{"caution 2009", "clear.", "näh", "a\nb"} {
			only(t, hears(worker.CheckOpen, worker.SubmitCheck{Reference: text, On: date("2026-02-20")}, byJess), "PEER-07 schema", "/reference")
		}
		only(t, hears(worker.CheckOpen, worker.SubmitCheck{Reference: strings.Repeat("x", 21), On: date("2026-02-20")}, byJess), "PEER-07 too-long", "/reference")
	})
	t.Run("PEER-07 nothing of what it says has a place", func(t *testing.T) {
		for _, r := range worker.CheckTable().Rows {
			for _, f := range r.Fields {
				require.Contains(t, []string{"/id", "/worker", "/reference", "/on", "/decidedBy", "/renewal"}, f.Path)
				require.NotContains(t, []peer.FieldKind{peer.FieldText, peer.FieldWords}, f.Kind)
			}
		}
	})
	t.Run("PEER-07 somebody else decides, and it is decided by those behind them", func(t *testing.T) {
		only(t, hears(worker.CheckSubmitted, worker.ClearCheck{On: date("2026-03-05"), DecidedBy: jess}, byNoor), "PEER-07 self-reference", "/decidedBy")
		for _, by := range []peer.Actor{byJess, byKay, byRowan} {
			only(t, hears(worker.CheckSubmitted, cleared(), by), "PEER-07 not-authorised", "")
		}
		only(t, hears(worker.CheckOpen, submit(), byKay), "PEER-07 not-authorised", "")
	})
	t.Run("PEER-07 days are in order", func(t *testing.T) {
		only(t, hears(worker.CheckSubmitted, worker.ClearCheck{On: date("2026-02-19"), DecidedBy: noor}, byNoor), "PEER-07 invalid-period", "/on")
		only(t, hears(worker.CheckCleared, worker.DeclineCheck{On: date("2026-03-04"), DecidedBy: noor}, byNoor), "PEER-07 invalid-period", "/on")
		only(t, hears(worker.CheckSubmitted, worker.ClearCheck{On: date("2026-03-05"), DecidedBy: noor, Renewal: date("2026-03-05")}, byNoor), "PEER-07 invalid-period", "/renewal")
		only(t, hears(worker.CheckSubmitted, worker.ClearCheck{On: date("2026-03-05"), DecidedBy: noor, Renewal: date("2027")}, byNoor), "PEER-07 invalid-period", "/renewal")
	})
	t.Run("PEER-07 the renewal day is the policy's, or the one that was said", func(t *testing.T) {
		require.Equal(t, date("2029-03-05"), all[worker.CheckCleared].Renewal())
		said := cleared()
		said.Renewal = date("2027-01-31")
		require.Equal(t, date("2027-01-31"), checks.Done(t, all[worker.CheckSubmitted], said, byNoor).Renewal())
		require.Zero(t, checks.Done(t, all[worker.CheckSubmitted], cleared(), byNoor, func(f *worker.Facts) { f.Policy = worker.Policy{} }).Renewal())
		require.Zero(t, checks.Done(t, all[worker.CheckCleared], worker.DeclineCheck{On: date("2026-03-06"), DecidedBy: noor}, byNoor).Renewal())
	})
	under := all[worker.CheckCleared]
	by, who := under.Decided()
	require.Equal(t, []any{jess, "0012/345678-A", date("2026-02-20"), date("2026-03-05"), noor}, []any{under.Worker(), under.Reference(), under.Submitted(), by, who})
}

func TestCheckReading(t *testing.T) {
	for status, c := range checksOf(t) {
		t.Run("PEER-07, H26 "+string(status), func(t *testing.T) {
			readers.See(t, c, "employment", "", "PEER-07 not-authorised", "jess", "hannah", "iris")
		})
	}
}

func TestCheckHistories(t *testing.T) {
	walks := checks.Walks(25).Giving(func(draw steptest.Draw, now time.Time) steptest.Give {
		return func(path string, f peer.Field) any {
			switch path {
			case "/id":
				return steptest.Mostly(draw, "c1", "", "x y")
			case "/worker":
				return "w4"
			case "/reference":
				return steptest.Mostly(draw, "0012", "a caution")
			case "/on":
				return now.AddDate(0, 0, -draw(2)).Format(time.DateOnly)
			case "/renewal":
				return steptest.Absent
			case "/decidedBy":
				return steptest.Mostly(draw, "noor-castle", "w4")
			}
			return nil
		}
	})
	walks.Likely = func(_ steptest.Draw, _ worker.Check, c peer.Choice) int {
		return 1 + map[peer.Action]int{"submit": 3, "clear": 2}[c.Do]
	}
	walks.Hold(t, func(t require.TestingT, _, c worker.Check, change peer.Change) {
		on, by := c.Decided()
		require.True(t, on.IsZero() == (by == "") && by != jess)
		require.True(t, (change.Do != "clear" && change.Do != "decline") || change.As == peer.PartyStaff)
		require.False(t, strings.Contains(c.Reference(), " "))
	})
}

func TestCheckStored(t *testing.T) {
	all := checksOf(t)
	checks.Goldens(t, all)
	checks.Unreadable(t, "Voss", all, []steptest.Hostile{
		{Of: worker.CheckOpen, Path: "/worker", Value: "", Heard: "/worker"},
		{Of: worker.CheckOpen, Path: "/submitted", Value: "2026-02-20", Heard: "/submitted"},
		{Of: worker.CheckOpen, Path: "/content", Value: "x", Heard: "/content"},
		{Of: worker.CheckSubmitted, Path: "/reference", Value: "a caution", Heard: "/reference"},
		{Of: worker.CheckSubmitted, Path: "/reference", Value: "", Heard: "/submitted"},
		{Of: worker.CheckSubmitted, Path: "/submitted", Value: nil, Heard: "/submitted"},
		{Of: worker.CheckSubmitted, Path: "/submitted", Value: "2026-02", Heard: "/submitted"},
		{Of: worker.CheckSubmitted, Path: "/decided", Value: "2026-03-05", Heard: "/decided"},
		{Of: worker.CheckSubmitted, Path: "/renewal", Value: "2026", Heard: "/renewal"},
		{Of: worker.CheckCleared, Path: "/decided", Value: nil, Heard: "/decided"},
		{Of: worker.CheckCleared, Path: "/decided", Value: "2026-02-19", Heard: "/decided"},
		{Of: worker.CheckCleared, Path: "/decidedBy", Value: "", Heard: "/decided"},
		{Of: worker.CheckCleared, Path: "/decidedBy", Value: "w4", Heard: "/decidedBy"},
		{Of: worker.CheckCleared, Path: "/renewal", Value: "2026-03-05", Heard: "/renewal"},
		{Of: worker.CheckCleared, Path: "/asked", Value: nil, Heard: "/asked"},
		{Of: worker.CheckNotCleared, Path: "/renewal", Value: "2029-03-05", Heard: "/renewal"},
		{Of: worker.CheckNotCleared, Path: "/decided", Value: nil, Heard: "/decided"},
		{Of: worker.CheckInError, Path: "/decidedBy", Value: "noor-castle", Heard: "/decided"},
	})
}
