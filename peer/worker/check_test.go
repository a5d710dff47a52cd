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

var checkKind = kindOf[worker.Check, checkStep]{
	Table: worker.CheckTable(), New: worker.NewCheck, CheckNew: worker.CheckNewCheck, Starts: worker.CheckStarts,
	Do: worker.Check.Do, Check: worker.Check.Check, Choices: worker.Check.Choices,
	Decode: worker.DecodeCheck, EncodeStep: worker.EncodeCheckStep, DecodeStep: worker.DecodeCheckStep,
}

func submit() worker.SubmitCheck {
	return worker.SubmitCheck{Reference: "0012/345678-A", On: date("2026-02-20")}
}

func cleared() worker.ClearCheck {
	return worker.ClearCheck{On: date("2026-03-05"), DecidedBy: noor}
}

// checksOf is Jess's check in every place.
func checksOf(t testing.TB) map[peer.Status]worker.Check {
	t.Helper()
	asked := did(t, checkKind, worker.Check{}, checkStep(worker.AskForCheck{ID: "c1", Worker: jess}), byHannah)
	under := did(t, checkKind, asked, checkStep(submit()), byJess)
	return map[peer.Status]worker.Check{worker.CheckOpen: asked, worker.CheckSubmitted: under, worker.CheckCleared: did(t, checkKind, under, checkStep(cleared()), byNoor),
		worker.CheckNotCleared: did(t, checkKind, under, checkStep(worker.DeclineCheck{On: date("2026-03-05"), DecidedBy: noor}), byNoor),
		worker.CheckInError:    did(t, checkKind, asked, checkStep(worker.MarkCheck{}), byNoor)}
}

func TestCheckEveryRow(t *testing.T) {
	all := checksOf(t)
	later := cleared()
	later.Renewal = date("2028-03-05")
	type one = steptest.Case[worker.Check, checkStep, worker.Facts]
	steptest.Plan[worker.Check, checkStep, worker.Facts]{
		Kind: checkKind, Anybody: anybody(), Records: all,
		Cases: []one{
			caseOf(t, "PEER-07 ask", worker.Check{}, checkStep(worker.AskForCheck{ID: "c1", Worker: jess}), byHannah, worker.CheckOpen, nil),
			caseOf(t, "PEER-07 submit", all[worker.CheckOpen], checkStep(submit()), byJess, worker.CheckSubmitted, nil),
			caseOf(t, "PEER-07 clear", all[worker.CheckSubmitted], checkStep(later), byNoor, worker.CheckCleared, nil),
			caseOf(t, "PEER-07 decline", all[worker.CheckSubmitted], checkStep(worker.DeclineCheck{On: date("2026-03-05"), DecidedBy: noor}), byIris, worker.CheckNotCleared, nil),
			caseOf(t, "PEER-07 decline later", all[worker.CheckCleared], checkStep(worker.DeclineCheck{On: date("2026-03-06"), DecidedBy: noor}), byIris, worker.CheckNotCleared, nil),
			caseOf(t, "PEER-07 in error", all[worker.CheckNotCleared], checkStep(worker.MarkCheck{}), byIris, worker.CheckInError, nil),
		},
	}.Run(t)
}

func TestCheckRules(t *testing.T) {
	all := checksOf(t)
	hears := func(of peer.Status, step checkStep, by peer.Actor) peer.Decision {
		return heard(t, checkKind, all[of], step, by)
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
		require.Equal(t, date("2027-01-31"), did(t, checkKind, all[worker.CheckSubmitted], checkStep(said), byNoor).Renewal())
		require.Zero(t, did(t, checkKind, all[worker.CheckSubmitted], checkStep(cleared()), byNoor, func(f *worker.Facts) { f.Policy = worker.Policy{} }).Renewal())
		require.Zero(t, did(t, checkKind, all[worker.CheckCleared], checkStep(worker.DeclineCheck{On: date("2026-03-06"), DecidedBy: noor}), byNoor).Renewal())
	})
	under := all[worker.CheckCleared]
	by, who := under.Decided()
	require.Equal(t, []any{jess, "0012/345678-A", date("2026-02-20"), date("2026-03-05"), noor}, []any{under.Worker(), under.Reference(), under.Submitted(), by, who})
}

func TestCheckReading(t *testing.T) {
	for status, c := range checksOf(t) {
		t.Run("PEER-07, H26 "+string(status), func(t *testing.T) {
			sees(t, c, "employment", "PEER-07 not-authorised", "jess", "hannah", "iris")
		})
	}
}

func TestCheckHistories(t *testing.T) {
	walked(t, checkKind, func(draw steptest.Draw, _ worker.Check, now time.Time) steptest.Give {
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
	}, func(t require.TestingT, c worker.Check, change peer.Change) {
		on, by := c.Decided()
		require.True(t, on.IsZero() == (by == "") && by != jess)
		require.True(t, (change.Do != "clear" && change.Do != "decline") || change.As == peer.PartyStaff)
		require.False(t, strings.Contains(c.Reference(), " "))
	}, func(_ worker.Check, do peer.Action) int { return map[peer.Action]int{"submit": 3, "clear": 2}[do] })
}

func TestCheckStored(t *testing.T) {
	all := checksOf(t)
	storedAs(t, worker.DecodeCheck, all)
	unread(t, worker.DecodeCheck, all, []forged{
		{worker.CheckOpen, "/worker", "", "/worker"},
		{worker.CheckOpen, "/submitted", "2026-02-20", "/submitted"},
		{worker.CheckOpen, "/content", "x", "/content"},
		{worker.CheckSubmitted, "/reference", "a caution", "/reference"},
		{worker.CheckSubmitted, "/reference", "", "/submitted"},
		{worker.CheckSubmitted, "/submitted", nil, "/submitted"},
		{worker.CheckSubmitted, "/submitted", "2026-02", "/submitted"},
		{worker.CheckSubmitted, "/decided", "2026-03-05", "/decided"},
		{worker.CheckSubmitted, "/renewal", "2026", "/renewal"},
		{worker.CheckCleared, "/decided", nil, "/decided"},
		{worker.CheckCleared, "/decided", "2026-02-19", "/decided"},
		{worker.CheckCleared, "/decidedBy", "", "/decided"},
		{worker.CheckCleared, "/decidedBy", "w4", "/decidedBy"},
		{worker.CheckCleared, "/renewal", "2026-03-05", "/renewal"},
		{worker.CheckCleared, "/asked", nil, "/asked"},
		{worker.CheckNotCleared, "/renewal", "2029-03-05", "/renewal"},
		{worker.CheckNotCleared, "/decided", nil, "/decided"},
		{worker.CheckInError, "/decidedBy", "noor-castle", "/decided"},
	})
}
