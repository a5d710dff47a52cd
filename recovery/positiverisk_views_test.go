package recovery_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func TestRiskViews(t *testing.T) {
	s := tellRisk(t)
	check := func(p recovery.PositiveRisk, step recovery.PositiveRiskStep, by peer.Actor) peer.Decision {
		return p.Check(step, act(by, "2026-05-05T09:00Z", "r", p), facts(t))
	}
	require.Empty(t, s.views.NotHeard())
	require.Len(t, s.views.Views(), 4)
	t.Run("REC-16 whom to ask is the person's to say", func(t *testing.T) {
		only(t, check(s.talking, recovery.AskView{Holder: byKay}, byJess), "REC-16 persons-choice-only", "")
		only(t, check(s.talking, recovery.AskView{Holder: byJess}, bySian), "REC-16 duplicate", "/holder")
		only(t, check(s.views, recovery.AskView{Holder: byKay}, bySian), "REC-16 duplicate", "/holder")
		only(t, check(s.talking, recovery.AskView{Holder: peer.ByPerson(beatriz)}, bySian), "REC-16 unknown-code", "/holder")
		only(t, check(s.talking, recovery.AskView{Holder: bySian}, bySian), "REC-16 unknown-code", "/holder")
		p, _ := doRisk(t, s.talking, recovery.AskView{Holder: byKay}, bySian, "2026-05-03T08:00Z", "b1")
		require.Len(t, p.NotHeard(), 4, "asked and not heard is a prompt too")
		require.Empty(t, p.Views()[0].Holder.Role)
	})
	t.Run("REC-16 others give a view when they were asked", func(t *testing.T) {
		only(t, check(s.talking, recovery.GiveView{Words: unsigned("no")}, byKay), "REC-16 not-authorised", "")
		only(t, check(s.talking, recovery.GiveView{Words: unsigned("no")}, byMegan), "REC-16 not-authorised", "")
		only(t, check(s.views, recovery.GiveView{Words: unsigned("no")}, byRowan), "REC-16 not-authorised", "")
	})
	t.Run("H15 a carer is listened to whoever asked", func(t *testing.T) {
		p, _ := doRisk(t, s.talking, recovery.GiveView{Words: own(byMegan, "I am scared")}, byJess, "2026-05-03T08:00Z", "b1")
		require.Equal(t, recovery.ViewOfCarer, p.Views()[0].Of)
		require.Equal(t, byMegan, p.Views()[0].Holder)
		p, _ = doRisk(t, p, recovery.GiveView{Words: unsigned("I was scared")}, byMegan, "2026-05-03T09:00Z", "b2")
		require.Len(t, p.Views(), 1)
		require.Equal(t, "I was scared", p.Views()[0].Words.Text.Reveal())
	})
	t.Run("REC-16 a view is in its holder's words", func(t *testing.T) {
		only(t, check(s.views, recovery.GiveView{Words: own(peer.ByCarer("a-brother"), "I say so too")}, byKay), "REC-16 persons-words-only", "/words")
		only(t, check(s.talking, recovery.GiveView{Words: own(byJess, "she should not")}, bySian), "REC-16 persons-words-only", "/words")
		only(t, check(s.talking, recovery.GiveView{Words: own(peer.ByPerson(beatriz), "x")}, byJess), "REC-16 persons-words-only", "/words")
		only(t, check(s.talking, recovery.GiveView{Words: own(peer.Actor{Person: sian, Staff: jess}, "x")}, byJess), "REC-16 persons-words-only", "/words")
	})
	t.Run("REC-16 only its holder replaces a view", func(t *testing.T) {
		for _, holder := range []peer.Actor{bySian, byKay, byMegan} {
			only(t, check(s.views, recovery.GiveView{Words: own(holder, "they meant something else")}, byJess), "REC-16 persons-choice-only", "/words")
		}
		for _, holder := range []peer.Actor{bySian, byJess, byKay, byMegan} {
			p, _ := doRisk(t, s.views, recovery.GiveView{Words: unsigned("said anew")}, holder, "2026-05-05T09:00Z", "b1")
			require.Len(t, p.Views(), 4)
			n := 0
			for i, v := range p.Views() {
				if v.Holder == (peer.Words{}).Author(holder) {
					require.Equal(t, "said anew", v.Words.Text.Reveal())
					n++
					continue
				}
				require.Equal(t, s.views.Views()[i], v)
			}
			require.Equal(t, 1, n)
		}
	})
	t.Run("H15 nobody but the carer says that the person may read it", func(t *testing.T) {
		only(t, check(s.talking, recovery.GiveView{Words: own(byMegan, "I am scared"), ShowPerson: true}, byJess), "REC-16 consent-required", "/showPerson")
		only(t, check(s.views, recovery.GiveView{Words: unsigned("fine"), ShowPerson: true}, byKay), "REC-16 consent-required", "/showPerson")
	})
	t.Run("REC-16 thirty at most", func(t *testing.T) {
		p := s.talking
		for i := range 30 {
			p, _ = doRisk(t, p, recovery.AskView{Holder: peer.ByCarer(peer.CarerID("c" + strconv.Itoa(i)))}, bySian, "2026-05-03T08:00Z", "m"+strconv.Itoa(i))
		}
		only(t, check(p, recovery.AskView{Holder: byKay}, bySian), "REC-16 out-of-range", "/holder")
		only(t, check(p, recovery.GiveView{Words: unsigned("yes")}, bySian), "REC-16 out-of-range", "/words")
	})
	t.Run("REC-16 a day that is over", func(t *testing.T) {
		only(t, check(s.talking, recovery.ReviewRiskOn{On: peer.MustDate("2026-05-04")}, byJess), "REC-16 past-date", "/on")
		open(t, check(s.talking, recovery.ReviewRiskOn{On: peer.MustDate("2026-05-05")}, byJess))
		open(t, check(s.decided, recovery.ReviewRiskOn{}, bySian))
	})
	t.Run("REC-16 the review is due", func(t *testing.T) {
		due := dueOf(t, s.decided)
		require.Len(t, due, 1)
		require.Equal(t, "REC-16 risk-review-due", due[0].Rule.String())
		require.Equal(t, peer.DueOn(peer.MustDate("2026-09-01")), due[0].Due)
		require.Equal(t, peer.PartyWorker, due[0].Owes)
		require.Equal(t, peer.ByStaff(jess, ""), due[0].Owner)
		require.Equal(t, "REC-16.positive-risk/pr1", due[0].ID)
		require.Empty(t, dueOf(t, s.talking))
		alone := theRisk()
		alone.Worker, alone.Good, alone.Safer = "", nil, nil
		p, _ := newRisk(t, alone, bySian)
		p, _ = doRisk(t, p, recovery.ReviewRiskOn{On: peer.MustDate("2026-09")}, bySian, "2026-05-03T09:00Z", "b1")
		require.Equal(t, peer.PartyPerson, dueOf(t, p)[0].Owes)
	})
}

func TestWhoSeesARisk(t *testing.T) {
	s := tellRisk(t)
	shown, _ := doRisk(t, s.decided, recovery.GiveView{Words: unsigned("I am scared every time, and she knows"), ShowPerson: true}, byMegan, "2026-05-05T09:00Z", "b1")
	for _, c := range []struct {
		name                         string
		audience                     recovery.Audience
		by                           peer.Reading
		talk, carers, apart, further bool
	}{
		{"the person", recovery.MeAndMyWorker, reading(bySian, peer.ForSupport), true, true, false, false},
		{"the person, everybody", recovery.CareRecord, reading(bySian, peer.ForCare), true, true, false, false},
		{"the worker", recovery.MeAndMyWorker, reading(byJess, peer.ForSupport), true, true, true, true},
		{"the worker, only the person", recovery.OnlyMe, reading(byJess, peer.ForSupport), false, false, true, true},
		{"a nurse, the two", recovery.MeAndMyWorker, reading(byKay, peer.ForCare), false, false, false, false},
		{"a nurse, the team", recovery.Team, reading(byKay, peer.ForCare), true, true, true, true},
		{"a nurse, against a no", recovery.Team, reading(byKay, peer.ForCare, consent(peer.SharePlan, peer.ForCare, peer.No)), false, false, false, false},
		{"an exporter", recovery.CareRecord, reading(byKay, peer.ForRecord), true, false, false, false},
		{"the worker exports", recovery.CareRecord, reading(byJess, peer.ForRecord), true, false, false, false},
		{"a carer", recovery.CareRecord, reading(byMegan, peer.ForCare), false, false, false, false},
	} {
		t.Run("REC-16, H15 "+c.name, func(t *testing.T) {
			p, _ := doRisk(t, shown, recovery.WhoMaySee{Audience: c.audience}, bySian, "2026-05-06T09:00Z", "b2")
			for part, want := range map[string]bool{"talk": c.talk, "views": c.talk, "carers": c.carers, "carersApart": c.apart, "further": c.further} {
				require.Equal(t, want, p.Sees(part, c.by), part)
			}
		})
	}
	text := func(p recovery.PositiveRisk, by peer.Reading) string {
		b := steptest.Seen(t, p, by)
		return b
	}
	t.Run("H15 what a carer says reaches the person on that carer's yes alone", func(t *testing.T) {
		person, worker := reading(bySian, peer.ForSupport), reading(byJess, peer.ForSupport)
		require.NotContains(t, text(s.decided, person), "scared")
		require.Contains(t, text(s.decided, worker), "scared")
		require.Contains(t, text(shown, person), "scared")
		back, _ := doRisk(t, shown, recovery.GiveView{Words: unsigned("I am scared")}, byMegan, "2026-05-06T09:00Z", "b2")
		require.NotContains(t, text(back, person), "scared", "and no longer when it is taken back")
		require.Contains(t, text(s.decided, person), "not in winter")
		all, _ := doRisk(t, shown, recovery.WhoMaySee{Audience: recovery.CareRecord}, bySian, "2026-05-06T09:00Z", "b2")
		require.NotContains(t, text(all, reading(byKay, peer.ForRecord)), "scared", "H13 a carer's words go into no record")
	})
}
