package peer_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

type crossingStep = peer.BoundaryCrossingStep

func crossingBench() steptest.Bench[peer.BoundaryCrossing, crossingStep, peer.Facts] {
	return steptest.Bench[peer.BoundaryCrossing, crossingStep, peer.Facts]{Ground: ground(), Kind: steptest.Kind[peer.BoundaryCrossing, crossingStep, peer.Facts]{
		Table: peer.BoundaryCrossingTable(), New: peer.NewBoundaryCrossing, CheckNew: peer.CheckNewBoundaryCrossing, Starts: peer.BoundaryCrossingStarts,
		Do: peer.BoundaryCrossing.Do, Check: peer.BoundaryCrossing.Check, Choices: peer.BoundaryCrossing.Choices,
		Decode: peer.DecodeBoundaryCrossing, EncodeStep: peer.EncodeBoundaryCrossingStep, DecodeStep: peer.DecodeBoundaryCrossingStep,
	}}
}

var (
	notSafety = peer.Further{Answer: peer.No, Because: peer.NotAboutSafety}
	goesOn    = peer.Further{Answer: peer.Yes, Concern: "con-1"}
)

// theCrossing is that Jess texted on a Saturday.
func theCrossing(further peer.Further) peer.LogCrossing {
	return peer.LogCrossing{ID: "x-1", Person: aled, Worker: jess, Relationship: "rel-1", By: peer.CrossedByWorker, Boundary: peer.BoundaryHours,
		On: peer.MustDate("2026-05-02"), Words: own("a text about the garden on a Saturday"), Further: further}
}

func crossingsOf(t testing.TB) map[peer.Status]peer.BoundaryCrossing {
	t.Helper()
	b := crossingBench()
	logged := b.Done(t, peer.BoundaryCrossing{}, crossingStep(theCrossing(notSafety)), byJess)
	return map[peer.Status]peer.BoundaryCrossing{peer.CrossingLogged: logged,
		peer.CrossingTaken: b.Done(t, logged, crossingStep(peer.TakeToSupervision{With: iris}), byJess)}
}

func TestCrossingEveryRow(t *testing.T) {
	b, records := crossingBench(), crossingsOf(t)
	logged, taken := records[peer.CrossingLogged], records[peer.CrossingTaken]
	wordless := theCrossing(notSafety)
	wordless.Words = peer.Words{}
	authorised, open := row("PEER-34", peer.ErrNotAuthorised), []peer.Rule{row("PEER-34", peer.ErrConcernRequired)}
	steptest.Plan[peer.BoundaryCrossing, crossingStep, peer.Facts]{
		Kind: b.Kind, Person: aled, Anybody: anybody(), Records: records,
		Cases: []steptest.Case[peer.BoundaryCrossing, crossingStep, peer.Facts]{
			b.Planned(t, "PEER-34 the worker logs it", peer.BoundaryCrossing{}, wordless, byJess, peer.CrossingLogged, map[string][]peer.Rule{"/worker": {authorised}, "/further/because": open}),
			b.Planned(t, "PEER-34 the person logs it", peer.BoundaryCrossing{}, wordless, byAled, peer.CrossingLogged, map[string][]peer.Rule{"/person": {authorised}, "/further/because": open}),
			b.Planned(t, "PEER-34 answer", logged, peer.AnswerCrossing{Further: goesOn}, byJess, peer.CrossingLogged, nil),
			b.Planned(t, "PEER-34 answer later", taken, peer.AnswerCrossing{Further: goesOn}, byJess, peer.CrossingTaken, nil),
			b.Planned(t, "PEER-34 take it to supervision", logged, peer.TakeToSupervision{With: iris}, byJess, peer.CrossingTaken, nil),
		},
	}.Run(t)
}

func TestCrossing(t *testing.T) {
	b, none := crossingBench(), peer.BoundaryCrossing{}
	open := b.Done(t, none, crossingStep(theCrossing(peer.Further{})), byJess)
	try := func(r peer.BoundaryCrossing, step crossingStep, by peer.Actor) peer.Decision {
		return b.Tried(t, r, step, by)
	}

	t.Run("PEER-34 either may log it, about either", func(t *testing.T) {
		for _, by := range []peer.Actor{byAled, byJess} {
			for _, who := range []peer.CrossedBy{peer.CrossedByPerson, peer.CrossedByWorker} {
				step := theCrossing(notSafety)
				step.By = who
				x := b.Done(t, none, crossingStep(step), by)
				require.Equal(t, who, x.By())
				_, logged := x.Logged()
				require.Equal(t, by == byAled, logged == peer.PartyPerson)
			}
		}
		for _, by := range []peer.Actor{byHannah, byRowan, byMegan} {
			step := theCrossing(notSafety)
			step.Words = peer.Words{}
			steptest.Only(t, try(none, step, by), "PEER-34 not-authorised", "")
		}
	})
	t.Run("PEER-34, H02 whether it goes further is asked, holds nothing up and is not lost", func(t *testing.T) {
		for _, f := range []peer.Further{{}, {Answer: peer.Yes}, {Answer: peer.No}, {Concern: "con-1"}} {
			for _, by := range []peer.Actor{byAled, byJess} {
				x, change := b.Changed(t, none, crossingStep(theCrossing(f)), by)
				require.Len(t, change.Signals, 1)
				require.Equal(t, peer.SignalSafetyQuestion, change.Signals[0].Kind)
				require.Equal(t, aled, change.Signals[0].About)
				require.Equal(t, by == byJess, x.Shared())
			}
		}
		for _, f := range []peer.Further{notSafety, goesOn} {
			_, change := b.Changed(t, none, crossingStep(theCrossing(f)), byAled)
			require.Empty(t, change.Signals)
			steptest.Open(t, try(none, theCrossing(f), byAled))
		}
	})
	t.Run("PEER-34 it is not taken to supervision without an answer", func(t *testing.T) {
		for _, f := range []peer.Further{{}, {Answer: peer.Yes}, {Answer: peer.No}} {
			steptest.Only(t, try(open, peer.TakeToSupervision{With: iris, Further: f}, byJess), "PEER-34 concern-required", "/further")
			steptest.Only(t, try(open, peer.AnswerCrossing{Further: f}, byJess), "PEER-34 concern-required", "/further")
		}
		_, _, err := open.Do(peer.TakeToSupervision{With: iris}, steptest.ActOn(byJess, "2026-05-06T10:00Z", "x", open), ground().Facts(t))
		r := turnedDown(t, err, peer.ErrConcernRequired)
		require.Len(t, r.Signals, 1, "the question outlives the step")
		taken := b.Done(t, open, crossingStep(peer.TakeToSupervision{With: iris, Further: goesOn}), byJess)
		require.Equal(t, goesOn, taken.Further())
		on, with := taken.TakenToSupervision()
		require.Equal(t, "2026-05-06", on.String())
		require.Equal(t, iris, with)
	})
	t.Run("PEER-34 an answer that is there stays what it was", func(t *testing.T) {
		x := b.Done(t, none, crossingStep(theCrossing(goesOn)), byJess)
		require.Equal(t, goesOn, b.Done(t, x, crossingStep(peer.TakeToSupervision{With: iris, Further: notSafety}), byJess).Further())
		require.Equal(t, notSafety, b.Done(t, x, crossingStep(peer.AnswerCrossing{Further: notSafety}), byJess).Further())
	})
	t.Run("PEER-34 nobody supervises themself, and it is neither in the future nor before it happened", func(t *testing.T) {
		logged := crossingsOf(t)[peer.CrossingLogged]
		steptest.Only(t, try(logged, peer.TakeToSupervision{With: jess}, byJess), "PEER-34 self-reference", "/with")
		steptest.Only(t, try(logged, peer.TakeToSupervision{With: iris, On: peer.MustDate("2026-05-20")}, byJess), "PEER-34 future-date", "/on")
		steptest.Only(t, try(logged, peer.TakeToSupervision{With: iris, On: logged.On().AddDays(-1)}, byJess), "PEER-34 invalid-period", "/on")
		steptest.Open(t, try(logged, peer.TakeToSupervision{With: iris, On: logged.On()}, byJess))
		step := theCrossing(notSafety)
		step.On = peer.MustDate("2026-05-20")
		steptest.Only(t, try(none, step, byJess), "PEER-34 future-date", "/on")
		step.On = peer.Date{}
		require.Equal(t, "2026-05-04", b.Done(t, none, crossingStep(step), byJess).On().String())
		for _, by := range []peer.Actor{byAled, byHannah, byRowan} {
			steptest.Only(t, try(logged, peer.TakeToSupervision{With: iris}, by), "PEER-34 not-authorised", "")
		}
	})
	t.Run("PEER-34 nobody puts words into the other one's mouth", func(t *testing.T) {
		for by, other := range map[peer.Actor]peer.Actor{byAled: byJess, byJess: byAled} {
			step := theCrossing(notSafety)
			step.Words = steptest.Own(other, "it was my fault")
			steptest.Only(t, try(none, step, by), "PEER-34 persons-words-only", "/words")
		}
	})
	t.Run("PEER-35 every kind there is blames nobody", func(t *testing.T) {
		for _, k := range append(peer.BoundaryKind("").Terms(), peer.CrossedBy("").Terms()...) {
			for _, word := range []string{"fault", "breach", "violation", "misconduct", "broke", "blame"} {
				require.NotContains(t, k, word)
			}
		}
	})
	t.Run("H20, PEER-34 no document of it can name another record than the two's", func(t *testing.T) {
		for _, by := range []peer.Actor{byAled, byJess, byHannah, byKay} {
			for _, x := range crossingsOf(t) {
				v, err := x.View(readers.Reading(by, peer.ForRecord))
				require.NoError(t, err)
				require.Len(t, v.LeftOut, 4, "nothing of it goes into the care record")
			}
		}
	})
}

func TestCrossingReading(t *testing.T) {
	b, none := crossingBench(), peer.BoundaryCrossing{}
	const rule = "PEER-34 consent-required"
	line := []string{"hannah supervision", "iris supervision"}
	with := func(who ...string) []string { return append(who, line...) }
	t.Run("PEER-34 logged by the worker: both know of it, the words are for the worker and their line", func(t *testing.T) {
		x := crossingsOf(t)[peer.CrossingTaken]
		readers.See(t, x, "crossing", "", rule, with("aled", "jess")...)
		readers.See(t, x, "words", "", rule, with("jess")...)
		readers.See(t, x, "supervision", "", rule, with("jess")...)
		readers.See(t, x, "further", "", rule, "jess")
	})
	t.Run("PEER-34 logged by the person who says it need not go further: both know of it, the words are the person's", func(t *testing.T) {
		x := b.Done(t, none, crossingStep(theCrossing(notSafety)), byAled)
		readers.See(t, x, "crossing", "", rule, with("aled", "jess")...)
		readers.See(t, x, "words", "", rule, "aled")
		readers.See(t, x, "further", "", rule, "aled")
	})
	for name, f := range map[string]peer.Further{"goes further": goesOn, "is open": {}, "goes further, and no concern is named": {Answer: peer.Yes}} {
		t.Run("H04, H26, PEER-34 logged by the person, and it "+name+": the worker and their line hear nothing", func(t *testing.T) {
			x := b.Done(t, none, crossingStep(theCrossing(f)), byAled)
			for _, part := range []string{"crossing", "words", "further"} {
				readers.See(t, x, part, "", rule, "aled")
			}
			readers.See(t, x, "supervision", "", rule)
			steptest.Only(t, b.Tried(t, x, crossingStep(peer.TakeToSupervision{With: iris, Further: notSafety}), byJess), "PEER-34 not-authorised", "")
			steptest.Only(t, b.Tried(t, x, crossingStep(peer.AnswerCrossing{Further: notSafety}), byJess), "PEER-34 not-authorised", "")
			list, err := peer.Due([]peer.Record{x}, world(t), on("2026-09-01T10:00Z"))
			require.NoError(t, err)
			require.Empty(t, list, "a deadline would tell")
			later := b.Done(t, x, crossingStep(peer.AnswerCrossing{Further: notSafety}), byAled)
			require.True(t, later.Shared())
		})
	}
}

func TestCrossingIsTakenToSupervision(t *testing.T) {
	b, records := crossingBench(), crossingsOf(t)
	due := func(t *testing.T, at string, values ...peer.Record) []peer.Deadline {
		t.Helper()
		list, err := peer.Due(values, world(t), on(at))
		require.NoError(t, err)
		return list
	}
	t.Run("AT-01.10, PEER-34 it has reached supervision within the policy's days, or is overdue", func(t *testing.T) {
		for at, state := range map[string]peer.DeadlineState{"2026-05-05T10:00Z": peer.DeadlineOpen, "2026-05-18T10:00Z": peer.DeadlineDueToday, "2026-05-18T23:00Z": peer.DeadlineOverdue} {
			list := due(t, at, records[peer.CrossingLogged])
			require.Equal(t, []peer.Deadline{{ID: "PEER-34.boundary-crossing/x-1", Rule: row("PEER-34", peer.ErrCrossingDue), About: records[peer.CrossingLogged].Ref(), Person: aled,
				Owes: peer.PartyWorker, Owner: peer.ByStaff(jess, ""), Since: on("2026-05-04T10:00Z"), Due: peer.DueOn(peer.MustDate("2026-05-18")), State: state, Policy: policyFile(t).Digest()}}, list)
		}
		require.Empty(t, due(t, "2026-09-01T10:00Z", records[peer.CrossingTaken]))
	})
	t.Run("PEER-34 one of the person's is owed to nobody", func(t *testing.T) {
		step := theCrossing(notSafety)
		step.By = peer.CrossedByPerson
		require.Empty(t, due(t, "2026-09-01T10:00Z", b.Done(t, peer.BoundaryCrossing{}, crossingStep(step), byJess)))
	})
	t.Run("PEER-34 without a policy it is said", func(t *testing.T) {
		w := world(t)
		w.Policies = peer.Policies{}
		_, err := peer.Due([]peer.Record{records[peer.CrossingLogged]}, w, on("2026-09-01T10:00Z"))
		turnedDown(t, err, peer.ErrNoPolicyInForce)
	})
	x := records[peer.CrossingLogged]
	logged, _ := x.Logged()
	require.Equal(t, []any{aled, jess, "rel-1", peer.BoundaryHours, on("2026-05-04T10:00Z"), "a text about the garden on a Saturday"},
		[]any{x.Person(), x.Worker(), x.Relationship(), x.Boundary(), logged, x.Words().Text.Reveal()})
}

func TestCrossingHistories(t *testing.T) {
	give := withTwo(func(draw steptest.Draw, _ time.Time, path string, _ peer.Field) any {
		switch path {
		case "/further/answer":
			return steptest.OneOf(draw, "no", "no", "yes", "unknown")
		case "/further/concern":
			return steptest.OneOf[any](draw, "con-1", steptest.Absent)
		case "/with":
			return steptest.Mostly(draw, "iris-penhale", "w4")
		}
		return nil
	})
	crossingBench().Histories(t, give, func(t require.TestingT, x peer.BoundaryCrossing, c peer.Change) {
		require.True(t, c.Do != "take-to-supervision" || c.As == peer.PartyWorker && x.Further().Settled() == peer.Yes)
		require.False(t, !x.Shared() && x.Sees("crossing", peer.Reading{By: peer.ByStaff(x.Worker(), ""), Purpose: peer.ForSupport}))
		_, with := x.TakenToSupervision()
		require.NotEqual(t, x.Worker(), with)
	})
}

func TestCrossingStored(t *testing.T) {
	b, records := crossingBench(), crossingsOf(t)
	b.Goldens(t, records)
	b.Unreadable(t, garden, records, []steptest.Hostile{
		{Of: peer.CrossingLogged, Path: "/words/by", Value: map[string]any{"person": "p1"}, Heard: "/words"},
		{Of: peer.CrossingLogged, Path: "/loggedBy", Value: "staff", Heard: "/loggedBy"},
		{Of: peer.CrossingLogged, Path: "/loggedBy", Value: "person", Heard: "/words"},
		{Of: peer.CrossingLogged, Path: "/on", Value: "2026-05-09", Heard: "/on"},
		{Of: peer.CrossingLogged, Path: "/takenTo", Value: "iris-penhale", Heard: "/takenTo"},
		{Of: peer.CrossingTaken, Path: "/takenTo", Value: "w4", Heard: "/takenTo"},
		{Of: peer.CrossingTaken, Path: "/takenTo", Value: nil, Heard: "/takenTo"},
		{Of: peer.CrossingTaken, Path: "/takenOn", Value: nil, Heard: "/takenTo"},
		{Of: peer.CrossingTaken, Path: "/further", Value: nil, Heard: "/further"},
		{Of: peer.CrossingTaken, Path: "/boundary", Value: "misconduct", Heard: "/boundary"},
		{Of: peer.CrossingTaken, Path: "/by", Value: "both", Heard: "/by"},
	})
}
