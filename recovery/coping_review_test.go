package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func TestCopingReviewIsThePersonsToSet(t *testing.T) {
	s := tellCoping(t)
	check := func(by peer.Actor, step recovery.CopingStrategyStep) peer.Decision {
		return s.kept.Check(step, act(by, "2026-05-06T10:00Z", "r", s.kept), facts(t))
	}
	for name, every := range map[string]peer.Offset{"hours of a day": peer.Hours(23), "minutes of a day": peer.Minutes(1439), "no days": peer.Days(0), "no working days": peer.WorkingDays(0),
		"less than nothing": peer.Days(-1), "hours with a time of day": peer.Hours(48).At(peer.MustClock("09:00")), "beyond all limits": peer.Months(100_000)} {
		t.Run("REC-23 every "+name, func(t *testing.T) {
			only(t, check(bySian, recovery.ReviewCopingEvery{Every: every}), "REC-23 out-of-range", "/every")
		})
	}
	for name, every := range map[string]peer.Offset{"a day": peer.Days(1), "24 hours": peer.Hours(24), "two weeks": peer.Weeks(2), "the policy's again": {}} {
		t.Run("REC-23 every "+name, func(t *testing.T) { open(t, check(bySian, recovery.ReviewCopingEvery{Every: every})) })
	}
	t.Run("REC-23 by the worker", func(t *testing.T) {
		only(t, check(byJess, recovery.ReviewCopingEvery{Every: peer.Days(7)}), "REC-23 persons-choice-only", "")
		only(t, check(byJess, recovery.RemindCoping{On: peer.No}), "REC-23 persons-choice-only", "")
		only(t, check(byRowan, recovery.LookAgain{}), "REC-23 not-authorised", "")
		only(t, check(bySian, recovery.RemindCoping{}), "REC-23 required", "/on")
	})
	require.True(t, s.kept.Reminders())
	off := doCoping(t, s.kept, recovery.RemindCoping{On: peer.No}, "2026-05-06T10:00Z")
	require.False(t, off.Reminders())
	require.True(t, doCoping(t, off, recovery.RemindCoping{On: peer.Yes}, "2026-05-07T10:00Z").Reminders())
	require.False(t, recovery.CopingStrategy{}.Reminders())
	mine := doCoping(t, s.kept, recovery.ReviewCopingEvery{Every: peer.Weeks(2)}, "2026-05-06T10:00Z")
	require.Equal(t, peer.Weeks(2), mine.Every())
	require.Zero(t, doCoping(t, mine, recovery.ReviewCopingEvery{}, "2026-05-07T10:00Z").Every())
	looked := doCoping(t, mine, recovery.LookAgain{}, "2026-05-08T10:00Z")
	require.Equal(t, on("2026-05-08T10:00Z"), looked.ReviewedAt())
	require.Equal(t, mine.MovedAt(), looked.MovedAt(), "to look at it moves nothing")
}

func TestCopingGivesCopies(t *testing.T) {
	s := tellCoping(t)
	s.kept.Barriers()[0], s.told.Resources()[0] = recovery.CopingBarrier{}, recovery.CopingResource{}
	require.Equal(t, "text instead", s.kept.Barriers()[0].Response.Text.Reveal())
	require.Equal(t, recovery.HelpAnimal, s.told.Resources()[0].From)
	require.Len(t, s.told.Resources(), 2)
	require.Equal(t, "walk the dog round the canal", s.told.Words().Text.Reveal())
	require.Equal(t, jess, s.told.Worker())
	require.Empty(t, s.told.Item())
	require.Equal(t, recovery.MeAndMyWorker, s.told.Audience())
	require.Equal(t, "when the evening gets long", s.kept.Use().When.Text.Reveal())
	require.Equal(t, "on the stairs", s.kept.Use().Where.Text.Reveal())
	require.Equal(t, "the one from the choir", s.kept.Use().With.Text.Reveal())
	require.False(t, s.kept.NothingInTheWay())
	require.True(t, doCoping(t, s.kept, recovery.PlanCoping{Use: thePlan().Use, NothingInTheWay: true}, "2026-05-06T10:00Z").NothingInTheWay())
	require.Equal(t, on("2026-04-06T10:00Z"), s.kept.MovedAt())
	before, err := peer.Encode(s.planned)
	require.NoError(t, err)
	doCoping(t, s.planned, recovery.NameResources{}, "2026-05-06T10:00Z")
	after, err := peer.Encode(s.planned)
	require.NoError(t, err)
	require.Equal(t, string(before), string(after))
	require.Empty(t, doCoping(t, s.planned, recovery.NameResources{}, "2026-05-06T10:00Z").Resources())
	list := theRing().Resources
	named := doCoping(t, s.planned, recovery.NameResources{Resources: list}, "2026-05-06T10:00Z")
	list[0] = recovery.CopingResource{}
	require.Equal(t, recovery.HelpFriend, named.Resources()[0].From)
}

// Nothing the person says or decides about how they cope waits for a fact.
func TestCopingWaitsForNoFact(t *testing.T) {
	s := tellCoping(t)
	for _, c := range []recovery.CopingStrategy{s.told, s.considered, s.planned, s.trying, s.dropped} {
		for _, choice := range c.Choices(act(bySian, "2026-05-06T10:00Z", "r", c), recovery.Facts{}) {
			require.True(t, choice.Open && choice.Yours, choice.Do)
		}
		_, _, err := c.Do(recovery.WhoMaySee{Audience: recovery.OnlyMe}, act(bySian, "2026-05-06T10:00Z", "r", c), recovery.Facts{})
		require.NoError(t, err)
	}
}

func TestWhoSeesCoping(t *testing.T) {
	kept := tellCoping(t).kept
	yes := func(p peer.Purpose) peer.Consent { return consent(peer.SharePlan, p, peer.Yes) }
	no := func(p peer.Purpose) peer.Consent { return consent(peer.SharePlan, p, peer.No) }
	audiences := []recovery.Audience{recovery.OnlyMe, recovery.MeAndMyWorker, recovery.Team, recovery.CareRecord}
	// From which audience on a reader sees a part; 4: never.
	for _, r := range []struct {
		name                string
		by                  peer.Reading
		coping, how, review int
	}{
		{"the person", reading(bySian, peer.ForSupport), 0, 0, 0},
		{"the worker", reading(byJess, peer.ForSupport), 1, 1, 1},
		{"the worker in supervision", reading(byJess, peer.ForSupervision), 1, 1, 1},
		{"a nurse, for care", reading(byKay, peer.ForCare, yes(peer.ForCare)), 2, 2, 4},
		{"a nurse, against a recorded no", reading(byKay, peer.ForCare, no(peer.ForCare)), 4, 4, 4},
		{"a nurse, for supervision", reading(byKay, peer.ForSupervision, yes(peer.ForSupervision)), 4, 4, 4},
		{"an exporter", reading(byKay, peer.ForRecord, yes(peer.ForRecord)), 3, 4, 4},
		{"an exporter against a recorded no", reading(byKay, peer.ForRecord, no(peer.ForRecord)), 4, 4, 4},
		{"the worker, for the record", reading(byJess, peer.ForRecord), 3, 4, 4},
		{"the person, for the record", reading(bySian, peer.ForRecord), 3, 4, 4},
		{"a carer", reading(byMegan, peer.ForCare, yes(peer.ForCare)), 4, 4, 4},
		{"another person", reading(peer.ByPerson(beatriz), peer.ForCare, yes(peer.ForCare)), 4, 4, 4},
		{"nobody", reading(peer.Actor{}, peer.ForCare), 4, 4, 4},
	} {
		for i, a := range audiences {
			t.Run("REC-50 "+string(a)+" read by "+r.name, func(t *testing.T) {
				v, err := doCoping(t, kept, recovery.WhoMaySee{Audience: a}, "2026-05-09T09:00Z").View(r.by)
				require.NoError(t, err)
				require.Equal(t, i >= r.coping, v.Sees("coping"))
				require.Equal(t, i >= r.how, v.Sees("how"))
				require.Equal(t, i >= r.review, v.Sees("review"))
				for _, out := range v.LeftOut {
					require.Equal(t, "REC-50 consent-required", out.Rule.String())
				}
			})
		}
	}
	t.Run("H13 what goes to the record names kinds of help and nobody", func(t *testing.T) {
		b := steptest.Seen(t, doCoping(t, kept, recovery.WhoMaySee{Audience: recovery.CareRecord}, "2026-05-09T09:00Z"), reading(byKay, peer.ForRecord))
		require.Contains(t, b, `"helpFrom":["friend"]`)
		require.NotContains(t, b, "choir")
		require.NotContains(t, b, "tired")
	})
	t.Run("REC-50 the worker widens it", func(t *testing.T) {
		only(t, kept.Check(recovery.WhoMaySee{Audience: recovery.CareRecord}, act(byJess, "2026-05-09T09:00Z", "r", kept), facts(t)), "REC-50 persons-choice-only", "")
	})
}

func TestCopingListsAreClosed(t *testing.T) {
	closed(t, recovery.HelpFamily)
	closed(t, recovery.Works)
	closed(t, recovery.OfSkill)
}
