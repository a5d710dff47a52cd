package recovery_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// copingGiven answers what the forms of coping ask besides what given answers.
func copingGiven(draw steptest.Draw, _ time.Time) steptest.Give {
	return func(path string, f peer.Field) any {
		switch path {
		case "/resources", "/barriers":
			if draw(3) == 0 {
				return steptest.Absent
			}
		case "/barriers/*/accepted":
			return draw(8) > 0
		case "/use":
			return mostly[any](draw, nil, steptest.Absent)
		case "/rating":
			return steptest.OneOf[any](draw, steptest.Absent, map[string]any{"number": "7", "scale": "never-to-always"}, map[string]any{"number": "11"})
		case "/item", "/code":
			return steptest.OneOf[any](draw, steptest.Absent, "cat-1")
		case "/every":
			return steptest.OneOf[any](draw, steptest.Absent, map[string]any{"days": draw(3)}, map[string]any{"hours": 23 + draw(2)})
		case "/of":
			return mostly(draw, "w1", "")
		}
		if f.Kind == peer.FieldWords && (path == "/barriers/*/words" || path == "/words") {
			return mostly[any](draw, said(draw, "the radio on low"), steptest.Absent)
		}
		return nil
	}
}

// twoTook are the steps the worker may take too; every other is the person's.
func twoTook(t require.TestingT, person peer.PersonID, c peer.Change, steps ...peer.Action) {
	require.Empty(t, c.For, "PEER-56 nobody acts for the person")
	if !slices.Contains(steps, c.Do) {
		require.Equal(t, peer.PartyPerson, c.As, "%s is the person's", c.Do)
		require.Equal(t, person, c.By.Person)
	}
}

func TestCopingStrategyHistories(t *testing.T) {
	w := dueWorld(t)
	copingStrategies.Walks(25).Giving(copingGiven).Hold(t, func(t require.TestingT, before, c recovery.CopingStrategy, by peer.Change) {
		twoTook(t, c.Person(), by, "tell", "consider", "name-resources", "look-again")
		said := []peer.Words{c.Words(), c.JustTry(), c.Use().When, c.Use().Where, c.Use().With}
		settled := true
		for _, b := range c.Barriers() {
			said = append(said, b.Words, b.Response)
			settled = settled && (b.Accepted || !b.Response.IsZero())
		}
		for _, r := range c.Resources() {
			said = append(said, r.Words)
		}
		personsOwn(t, c.Person(), nil, said...)
		talked := settled && (c.NothingInTheWay() || len(c.Barriers()) > 0)
		if s := c.Status(); s == recovery.CopingPlanned || s == recovery.CopingTrying {
			require.True(t, talked || !c.JustTry().IsZero(), "REC-22 talked through, or in the person's words not")
		}
		if c.Status() != recovery.CopingDropped {
			require.Equal(t, c.Status(), c.Place())
		}
		if before.Exists() && by.Do != "pick-up" && by.Do != "keep" {
			require.False(t, c.Status() == recovery.CopingInUse && before.Status() != recovery.CopingInUse, "REC-22 only what was tried comes into use")
		}
		owed, err := recovery.Due([]peer.Record{c}, w, by.At)
		require.NoError(t, err)
		review := c.Reminders() && (c.Status() == recovery.CopingInUse || c.Status() == recovery.CopingTrying)
		require.Equal(t, review, len(owed) == 1)
		for _, d := range owed {
			moved := slices.Contains([]peer.Action{"tell", "try", "keep", "pick-up", "look-again"}, by.Do)
			require.False(t, moved && d.Due.Over(by.At.Add(23*time.Hour), w.Calendar), "REC-23 it is left alone for a day")
			require.False(t, d.Owes == peer.PartyWorker && c.Audience() == recovery.OnlyMe, "REC-50 what is the person's alone is not told by a reminder")
		}
	})
}

func TestAppraisalHistories(t *testing.T) {
	appraisals.Walks(8).Giving(copingGiven).Hold(t, func(t require.TestingT, before, a recovery.Appraisal, by peer.Change) {
		twoTook(t, a.Person(), by)
		personsOwn(t, a.Person(), nil, a.Why(), a.When())
		require.True(t, a.Verdict() != recovery.DoesNotWork || !a.Why().IsZero() || a.DontKnow())
		require.False(t, a.Reinforces() && a.Verdict() != recovery.Works)
		if before.Exists() {
			require.Equal(t, before.Verdict(), a.Verdict(), "REC-21 a verdict is never changed")
			require.Equal(t, before.Why(), a.Why())
			require.Equal(t, before.Said(), a.Said())
			require.False(t, a.Counts() && !before.Counts(), "what was taken back stays so")
		}
	})
}

func TestSkillHistories(t *testing.T) {
	skills.Walks(15).Giving(copingGiven).Hold(t, func(t require.TestingT, before, k recovery.Skill, by peer.Change) {
		twoTook(t, k.Person(), by, "list")
		personsOwn(t, k.Person(), nil, k.Words(), k.When(), k.Progress())
		require.True(t, k.Rating().IsZero() || k.Rating().Scale.Known() && k.Rating().Number.Known())
		if before.Rating() != k.Rating() || before.Useful() != k.Useful() || before.Progress() != k.Progress() {
			require.Equal(t, peer.PartyPerson, by.As, "REC-14 the person's own rating and words")
		}
	})
}

func TestFearHistories(t *testing.T) {
	fears.Walks(12).Giving(copingGiven).Hold(t, func(t require.TestingT, before, e recovery.Fear, by peer.Change) {
		twoTook(t, e.Person(), by)
		personsOwn(t, e.Person(), nil, append(e.SmallSteps(), e.Words(), e.Stops(), e.Helps())...)
		if before.Exists() {
			require.Equal(t, before.Words(), e.Words(), "REC-26 a fear stays as it was named")
		}
	})
}
