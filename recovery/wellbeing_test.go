package recovery_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theWellbeingOffer() recovery.OfferWellbeing {
	return recovery.OfferWellbeing{ID: "w1", Person: sian, Worker: jess}
}

func aWellbeingSection() recovery.AddWellbeingSection {
	return recovery.AddWellbeingSection{Kind: recovery.WellbeingOther, Title: own(bySian, "mornings"), Words: own(bySian, "tea at the allotment gate before anybody speaks")}
}

var wellbeingPlans = steptest.BenchOf(ground, recovery.WellbeingPlanTable(), recovery.NewWellbeingPlan, recovery.CheckNewWellbeingPlan, recovery.WellbeingPlanStarts,
	recovery.DecodeWellbeingPlan, recovery.EncodeWellbeingPlanStep, recovery.DecodeWellbeingPlanStep)

func doWellbeing(t testing.TB, w recovery.WellbeingPlan, step recovery.WellbeingPlanStep, by peer.Actor, at, id string) recovery.WellbeingPlan {
	t.Helper()
	return wellbeingPlans.DoneAt(t, w, step, by, at, id)
}

// wellbeingStory is one plan in every place it can be in. filled has one section;
// someday was put off without a day, later until 9 April.
type wellbeingStory struct {
	offered, accepted, filled, declined, later, someday recovery.WellbeingPlan
}

func tellWellbeing(t testing.TB) wellbeingStory {
	t.Helper()
	var s wellbeingStory
	var err error
	s.offered, _, err = recovery.NewWellbeingPlan(theWellbeingOffer(), act(byJess, "2026-03-09T10:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	answer := func(step recovery.WellbeingPlanStep, id string) recovery.WellbeingPlan {
		return doWellbeing(t, s.offered, step, bySian, "2026-03-09T10:05Z", id)
	}
	s.accepted, s.declined = answer(recovery.AcceptWellbeing{}, "a2"), answer(recovery.DeclineWellbeing{}, "a3")
	s.later, s.someday = answer(recovery.LaterWellbeing{Again: peer.MustDate("2026-04-09")}, "a4"), answer(recovery.LaterWellbeing{}, "a5")
	s.filled = doWellbeing(t, s.accepted, aWellbeingSection(), byJess, "2026-03-10T10:00Z", "a6")
	return s
}

func TestWellbeingPlanEveryRow(t *testing.T) {
	s := tellWellbeing(t)
	type one = steptest.Case[recovery.WellbeingPlan, recovery.WellbeingPlanStep, recovery.Facts]
	step := func(name string, w recovery.WellbeingPlan, step recovery.WellbeingPlanStep, by peer.Actor, to peer.Status) one {
		return one{Name: name, Record: w, Step: step, Act: act(by, "2026-05-01T09:00Z", "", nil), Facts: facts(t), To: to}
	}
	whose, words := []peer.Rule{row("REC-15", peer.ErrNotAuthorised)}, []peer.Rule{row("REC-15", peer.ErrPersonsWordsOnly)}
	offer := step("REC-15 the worker offers", recovery.WellbeingPlan{}, theWellbeingOffer(), byJess, recovery.WellbeingOffered)
	offer.Hears = map[string][]peer.Rule{"/worker": whose}
	begin := step("REC-15 the person begins", recovery.WellbeingPlan{}, theWellbeingOffer(), bySian, recovery.WellbeingAccepted)
	begin.Hears = map[string][]peer.Rule{"/person": whose}
	add := step("REC-15 the worker writes a section down", s.accepted, aWellbeingSection(), byJess, recovery.WellbeingAccepted)
	add.Hears = map[string][]peer.Rule{"/title": words, "/words": words}
	wellbeingPlans.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.WellbeingPlan{recovery.WellbeingOffered: s.offered, recovery.WellbeingAccepted: s.filled,
		recovery.WellbeingDeclined: s.declined, recovery.WellbeingLater: s.later},
		offer, begin, add,
		step("REC-15 accept", s.offered, recovery.AcceptWellbeing{}, bySian, recovery.WellbeingAccepted),
		step("REC-15 accept what was put off", s.later, recovery.AcceptWellbeing{}, bySian, recovery.WellbeingAccepted),
		step("REC-15 decline", s.offered, recovery.DeclineWellbeing{}, bySian, recovery.WellbeingDeclined),
		step("REC-15 decline what was accepted", s.filled, recovery.DeclineWellbeing{}, bySian, recovery.WellbeingDeclined),
		step("REC-15 decline what was put off", s.later, recovery.DeclineWellbeing{}, bySian, recovery.WellbeingDeclined),
		step("REC-15 later", s.offered, recovery.LaterWellbeing{Again: peer.MustDate("2026-06")}, bySian, recovery.WellbeingLater),
		step("REC-15 later still", s.later, recovery.LaterWellbeing{}, bySian, recovery.WellbeingLater),
		step("REC-15 reopen", s.declined, recovery.ReopenWellbeing{}, bySian, recovery.WellbeingAccepted),
		step("REC-15 the worker offers again on the day", s.later, recovery.OfferWellbeingAgain{}, byJess, recovery.WellbeingOffered),
		step("REC-15 the person has it offered again", s.declined, recovery.OfferWellbeingAgain{}, bySian, recovery.WellbeingOffered),
		step("REC-15 the person adds a section", s.filled, recovery.AddWellbeingSection{Kind: recovery.WellbeingRest, Words: own(bySian, "phone off by nine")}, bySian, recovery.WellbeingAccepted),
		step("REC-15 edit", s.filled, recovery.EditWellbeingSection{Section: 1, Title: own(bySian, "first thing"), Words: own(bySian, "tea")}, bySian, recovery.WellbeingAccepted),
		step("REC-15 remove", s.filled, recovery.RemoveWellbeingSection{Section: 1}, bySian, recovery.WellbeingAccepted),
		step("REC-50 who may see a section", s.filled, recovery.WhoMaySeeWellbeing{Section: 1, Audience: recovery.OnlyMe}, bySian, recovery.WellbeingAccepted),
	)
}

func TestWellbeingWaitsForTheirYes(t *testing.T) {
	s := tellWellbeing(t)
	put := doWellbeing(t, s.filled, recovery.DeclineWellbeing{}, bySian, "2026-03-11T09:00Z", "b1")
	for name, w := range map[string]recovery.WellbeingPlan{"offered": s.offered, "declined": s.declined, "put off": s.later, "declined after all": put} {
		for who, by := range map[string]peer.Actor{"the worker": byJess, "the person": bySian} {
			t.Run("REC-15 a section added by "+who+" when "+name, func(t *testing.T) {
				only(t, w.Check(aWellbeingSection(), act(by, "2026-05-01T09:00Z", "r", w), facts(t)), "REC-15 person-has-not-agreed", "")
			})
		}
	}
	for name, w := range map[string]recovery.WellbeingPlan{"offered": s.offered, "put off": s.later} {
		t.Run("REC-15 accepted by the worker when "+name, func(t *testing.T) {
			only(t, w.Check(recovery.AcceptWellbeing{}, act(byJess, "2026-05-01T09:00Z", "r", w), facts(t)), "REC-15 persons-choice-only", "")
		})
	}
	t.Run("REC-15 reopened by the worker", func(t *testing.T) {
		only(t, s.declined.Check(recovery.ReopenWellbeing{}, act(byJess, "2026-05-01T09:00Z", "r", s.declined), facts(t)), "REC-15 persons-choice-only", "")
	})
	for name, step := range map[string]recovery.WellbeingPlanStep{
		"edited":  recovery.EditWellbeingSection{Section: 1, Title: own(bySian, "x"), Words: own(bySian, "x")},
		"removed": recovery.RemoveWellbeingSection{Section: 1},
	} {
		t.Run("REC-15 "+name+" by the worker", func(t *testing.T) {
			only(t, s.filled.Check(step, act(byJess, "2026-05-01T09:00Z", "r", s.filled), facts(t)), "REC-15 persons-choice-only", "")
		})
	}
	for name, w := range map[string]recovery.WellbeingPlan{"offered": s.offered, "accepted": s.filled, "put off": s.later} {
		t.Run("REC-15 a no needs no fact when "+name, func(t *testing.T) {
			open(t, w.Check(recovery.DeclineWellbeing{}, act(bySian, "2026-05-01T09:00Z", "r", w), recovery.Facts{}))
		})
	}
	gone := doWellbeing(t, put, recovery.RemoveWellbeingSection{Section: 1}, bySian, "2026-03-12T09:00Z", "b2")
	require.Empty(t, gone.Sections(), "what was written can be taken out after a no")
	back := doWellbeing(t, put, recovery.ReopenWellbeing{}, bySian, "2026-05-01T09:00Z", "b3")
	require.Equal(t, s.filled.Sections(), back.Sections(), "and what was kept is there again")
}

func TestWellbeingNobodyNags(t *testing.T) {
	s, p := tellWellbeing(t), policy(t)
	for _, at := range []string{"2026-03-09T10:06Z", "2026-04-09T09:00Z", "2026-12-09T09:00Z"} {
		for name, w := range map[string]recovery.WellbeingPlan{"offered": s.offered, "accepted": s.accepted, "declined": s.declined, "put off without a day": s.someday, "no plan": {}} {
			t.Run("REC-15 a reminder when "+name+" at "+at, func(t *testing.T) {
				require.False(t, w.MayRemind(on(at), p))
				require.False(t, w.MayRemind(on(at), recovery.Policy{}))
				if w.Exists() {
					require.Equal(t, peer.No, recovery.WellbeingWelcome([]recovery.WellbeingPlan{w}, sian, on(at), p))
				}
			})
		}
	}
	for _, c := range []struct {
		at      string
		with    bool // in the policy's zone, Europe/London
		without bool // anywhere on earth
	}{
		{"2026-03-10T09:00Z", false, false},
		{"2026-04-08T22:59Z", false, false},
		{"2026-04-08T23:00Z", true, false},
		{"2026-04-09T11:59Z", true, false},
		{"2026-04-09T12:00Z", true, true},
		{"2027-01-01T09:00Z", true, true},
	} {
		t.Run("REC-15 the day named has come at "+c.at, func(t *testing.T) {
			for p, may := range map[*recovery.Policy]bool{&p: c.with, {}: c.without} {
				require.Equal(t, may, s.later.MayRemind(on(c.at), *p))
				require.Equal(t, peer.Is(may), recovery.WellbeingWelcome([]recovery.WellbeingPlan{s.later}, sian, on(c.at), *p))
				d := s.later.Check(recovery.OfferWellbeingAgain{}, act(byJess, c.at, "r", s.later), recovery.Facts{Policy: *p})
				if may {
					open(t, d)
					continue
				}
				only(t, d, "REC-15 person-has-not-agreed", "")
			}
		})
	}
	for name, w := range map[string]recovery.WellbeingPlan{"declined": s.declined, "put off without a day": s.someday} {
		for who, by := range map[string]peer.Actor{"the worker": byJess, "a colleague": byRowan, "a nurse": byKay, "a carer": byMegan} {
			t.Run("REC-15 offered again by "+who+" when "+name, func(t *testing.T) {
				d := w.Check(recovery.OfferWellbeingAgain{}, act(by, "2026-12-01T09:00Z", "r", w), facts(t))
				require.Equal(t, []peer.Code{peer.ErrPersonHasNotAgreed}, (&peer.Refusal{Decision: d}).Codes())
			})
		}
		open(t, w.Check(recovery.OfferWellbeingAgain{}, act(bySian, "2026-03-10T09:00Z", "r", w), recovery.Facts{}))
	}
	again := doWellbeing(t, s.later, recovery.OfferWellbeingAgain{}, byJess, "2026-04-09T12:00Z", "b1")
	require.Zero(t, again.Again(), "the day is used up")
	require.Zero(t, again.Answered())
	accepted := doWellbeing(t, s.later, recovery.AcceptWellbeing{}, bySian, "2026-03-20T12:00Z", "b2")
	require.Zero(t, accepted.Again())
	t.Run("REC-15 asked again on a day that is over", func(t *testing.T) {
		past := recovery.LaterWellbeing{Again: peer.MustDate("2026-03-08")}
		only(t, s.offered.Check(past, act(bySian, "2026-03-10T09:00Z", "r", s.offered), facts(t)), "REC-15 past-date", "/again")
	})
	t.Run("REC-15 a new offer", func(t *testing.T) {
		at := on("2026-06-09T09:00Z")
		require.Equal(t, peer.Yes, recovery.WellbeingWelcome(nil, sian, at, p))
		require.Equal(t, peer.Yes, recovery.WellbeingWelcome([]recovery.WellbeingPlan{{}, s.declined}, beatriz, at, p), "somebody else's no")
		require.Equal(t, peer.No, recovery.WellbeingWelcome([]recovery.WellbeingPlan{s.later, s.declined}, sian, at, p))
		again := theWellbeingOffer()
		again.ID = "w2"
		for welcome, by := range map[peer.Tri]peer.Actor{peer.No: byJess, peer.Unknown: byJess} {
			f := facts(t)
			f.WellbeingWelcome = welcome
			only(t, recovery.CheckNewWellbeingPlan(again, act(by, "2026-06-09T09:00Z", "r", nil), f), "REC-15 person-has-not-agreed", "")
			open(t, recovery.CheckNewWellbeingPlan(again, act(bySian, "2026-06-09T09:00Z", "r", nil), f))
		}
	})
}

func TestWellbeingSections(t *testing.T) {
	s := tellWellbeing(t)
	for path, set := range map[string]func(*recovery.AddWellbeingSection, peer.Words){
		"/title": func(c *recovery.AddWellbeingSection, w peer.Words) { c.Title = w },
		"/words": func(c *recovery.AddWellbeingSection, w peer.Words) { c.Words = w },
	} {
		for name, tried := range map[string]struct {
			by    peer.Actor
			words peer.Words
		}{
			"the worker says it as their own": {byJess, unsigned("get more sleep")}, "the worker names themself": {byJess, own(byJess, "get more sleep")},
			"the worker names somebody else": {byJess, own(peer.ByPerson(beatriz), "x")}, "the person passes on the worker's words": {bySian, own(byJess, "x")},
		} {
			t.Run("REC-15 "+path+" "+name, func(t *testing.T) {
				step := aWellbeingSection()
				set(&step, tried.words)
				only(t, s.filled.Check(step, act(tried.by, "2026-05-01T09:00Z", "r", s.filled), facts(t)), "REC-15 persons-words-only", path)
			})
		}
	}
	edit := recovery.EditWellbeingSection{Section: 1, Title: own(bySian, "first thing"), Words: unsigned("tea, then the post")}
	try := func(step recovery.WellbeingPlanStep) peer.Decision {
		return s.filled.Check(step, act(bySian, "2026-05-01T09:00Z", "r", s.filled), facts(t))
	}
	for path, spoil := range map[string]func(*recovery.EditWellbeingSection){
		"/title": func(e *recovery.EditWellbeingSection) { e.Title = own(byJess, "x") },
		"/words": func(e *recovery.EditWellbeingSection) { e.Words = own(byJess, "x") },
	} {
		t.Run("REC-15 edited "+path+" in the worker's words", func(t *testing.T) {
			e := edit
			spoil(&e)
			only(t, try(e), "REC-15 persons-words-only", path)
		})
	}
	untitled, bare := aWellbeingSection(), edit
	untitled.Title, bare.Title = peer.Words{}, peer.Words{}
	t.Run("REC-15 another kind without a title", func(t *testing.T) {
		only(t, try(untitled), "REC-15 required", "/title")
		only(t, try(bare), "REC-15 required", "/title")
		untitled.Kind = recovery.WellbeingPeople
		open(t, try(untitled))
	})
	for name, step := range map[string]recovery.WellbeingPlanStep{
		"edited":  recovery.EditWellbeingSection{Section: 2, Words: own(bySian, "x")},
		"removed": recovery.RemoveWellbeingSection{Section: 2},
		"shown":   recovery.WhoMaySeeWellbeing{Section: 2, Audience: recovery.Team},
	} {
		t.Run("REC-15 a section that is not there is "+name, func(t *testing.T) { only(t, try(step), "REC-15 out-of-range", "/section") })
	}
	for name, by := range map[string]peer.Actor{"the worker": byJess, "a nurse": byKay, "a carer": byMegan} {
		t.Run("REC-50 a section shown by "+name, func(t *testing.T) {
			only(t, s.filled.Check(recovery.WhoMaySeeWellbeing{Section: 1, Audience: recovery.Team}, act(by, "2026-05-01T09:00Z", "r", s.filled), facts(t)), "REC-50 persons-choice-only", "")
		})
	}
	edited := doWellbeing(t, s.filled, edit, bySian, "2026-05-01T09:00Z", "b1")
	require.Equal(t, "tea, then the post", edited.Sections()[0].Words.Text.Reveal())
	require.True(t, edited.Sections()[0].Words.From(sian))
	require.Equal(t, on("2026-05-01T09:00Z"), edited.Sections()[0].Said)
	require.Equal(t, recovery.WellbeingOther, edited.Sections()[0].Kind)
	require.NotEqual(t, edited.Sections(), s.filled.Sections(), "the plan before stays as it was")

	gone := doWellbeing(t, s.filled, recovery.RemoveWellbeingSection{Section: 1}, bySian, "2026-05-01T09:00Z", "b2")
	two := doWellbeing(t, gone, aWellbeingSection(), bySian, "2026-05-01T09:01Z", "b3")
	require.Equal(t, 2, two.Sections()[0].Number, "a number is not used again")
	require.Equal(t, recovery.MeAndMyWorker, two.Sections()[0].Audience)
	s.filled.Sections()[0].Number = 9
	require.Equal(t, 1, s.filled.Sections()[0].Number, "a getter gives a copy")

	full := s.accepted
	for i := range 30 {
		full = doWellbeing(t, full, aWellbeingSection(), bySian, "2026-05-02T09:00Z", "c"+peer.Rev(i).String())
	}
	t.Run("REC-15 a section too many", func(t *testing.T) {
		d := full.Check(aWellbeingSection(), act(bySian, "2026-05-03T09:00Z", "r", full), facts(t))
		only(t, d, "REC-15 out-of-range", "")
		require.Equal(t, "30", d.Unmet()[0].Args[0].Value())
		less := doWellbeing(t, full, recovery.RemoveWellbeingSection{Section: 7}, bySian, "2026-05-03T09:00Z", "d1")
		more := doWellbeing(t, less, aWellbeingSection(), bySian, "2026-05-03T09:01Z", "d2")
		require.Equal(t, 31, more.Sections()[29].Number)
		require.Equal(t, 8, more.Sections()[6].Number)
	})
}

func TestWhoSeesAWellbeingPlan(t *testing.T) {
	s := tellWellbeing(t)
	names := []string{"onlyMe", "meAndMyWorker", "team", "careRecord"}
	for i, a := range everyAudience {
		set := doWellbeing(t, s.filled, recovery.WhoMaySeeWellbeing{Section: 1, Audience: a}, bySian, "2026-05-01T09:00Z", "b1")
		put := doWellbeing(t, set, recovery.DeclineWellbeing{}, bySian, "2026-05-02T09:00Z", "b2")
		for _, r := range readers(peer.SharePlan) {
			t.Run("REC-50 a section for "+string(a)+" read by "+r.name, func(t *testing.T) {
				for _, w := range []recovery.WellbeingPlan{set, put} {
					v, err := w.View(r.by)
					require.NoError(t, err)
					may := i >= r.from && (r.two || w.Status() == recovery.WellbeingAccepted)
					require.Equal(t, may, v.Sees(names[i]))
					require.Equal(t, may, w.Sees(names[i], r.by))
					require.Equal(t, may, len(w.SectionsFor(r.by)) == 1)
					require.Equal(t, r.two, v.Sees("offer"))
					b, err := json.Marshal(v)
					require.NoError(t, err)
					require.Equal(t, may, strings.Contains(string(b), "allotment"))
					require.Equal(t, may || r.two, strings.Contains(string(b), string(w.Status())+`"`), "H26 whether there is a plan is told to nobody else")
				}
			})
		}
	}
	v, err := s.accepted.View(reading(byKay, peer.ForCare))
	require.NoError(t, err)
	require.Len(t, v.LeftOut, 5, "H26 an empty plan tells nobody that it is there")
	v, err = recovery.WellbeingPlan{}.View(reading(bySian, peer.ForSupport))
	require.NoError(t, err)
	require.Len(t, v.LeftOut, 5)
}

func TestWellbeingPlanHistories(t *testing.T) {
	p := policy(t)
	wellbeingPlans.Walks(30).Giving(func(draw steptest.Draw, _ time.Time) steptest.Give {
		return func(path string, _ peer.Field) any {
			if path == "/section" {
				return mostly(draw, 1+draw(3), 9)
			}
			return nil
		}
	}).Hold(t, func(t require.TestingT, _, w recovery.WellbeingPlan, c peer.Change) {
		if c.As != peer.PartyPerson {
			require.Contains(t, []peer.Action{"offer", "offer-again", "add-section"}, c.Do, "REC-15 the worker offers and writes down")
			require.NotEqual(t, recovery.WellbeingDeclined, c.From, "REC-15 nobody else comes back to a no")
			require.False(t, c.Do == "offer" && c.To != recovery.WellbeingOffered)
		}
		require.True(t, c.Do != "add-section" || c.To == recovery.WellbeingAccepted, "REC-15 nothing is written without their yes")
		last := 0
		for _, s := range w.Sections() {
			personsOwn(t, w.Person(), nil, s.Title, s.Words)
			require.Greater(t, s.Number, last)
			last = s.Number
		}
		require.False(t, w.Status() != recovery.WellbeingLater && w.MayRemind(c.At.AddDate(10, 0, 0), p))
	})
}

func wellbeingRecords(t testing.TB) map[peer.Status]peer.Record {
	s := tellWellbeing(t)
	return map[peer.Status]peer.Record{"wellbeing-plan-offered": s.offered, "wellbeing-plan-accepted": s.filled, "wellbeing-plan-declined": s.declined, "wellbeing-plan-later": s.later}
}

func TestWellbeingPlanStored(t *testing.T) {
	section := func(number int, audience string) map[string]any {
		return map[string]any{"number": number, "kind": "rest", "words": map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, "audience": audience, "said": "2026-03-10T10:00:00.000Z"}
	}
	ground.NeverRead(t, wellbeingRecords(t), []steptest.Hostile{
		{Of: "wellbeing-plan-accepted", Path: "/sections/0/words/by", Value: map[string]any{"staff": "w4"}, Heard: "/sections: own"},
		{Of: "wellbeing-plan-accepted", Path: "/sections/0/title/by", Value: map[string]any{"staff": "w4"}, Heard: "/sections: own"},
		{Of: "wellbeing-plan-accepted", Path: "/sections/0/title", Value: map[string]any{"text": ""}, Heard: "/sections: title"},
		{Of: "wellbeing-plan-accepted", Path: "/sections/0/words/text", Value: "", Heard: "/sections/0/words"},
		{Of: "wellbeing-plan-accepted", Path: "/sections/0/number", Value: 2, Heard: "/sections: numbered"},
		{Of: "wellbeing-plan-accepted", Path: "/sections/0/number", Value: -1, Heard: "/sections: numbered"},
		{Of: "wellbeing-plan-accepted", Path: "/sections", Value: []any{section(1, "team"), section(1, "team")}, Heard: "/sections: numbered"},
		{Of: "wellbeing-plan-accepted", Path: "/sections/0/audience", Value: "everybody", Heard: "/sections/0/audience"},
		{Of: "wellbeing-plan-accepted", Path: "/sections/0/audience", Value: "", Heard: "/sections/0/audience"},
		{Of: "wellbeing-plan-accepted", Path: "/sections/0/kind", Value: "deficits", Heard: "/sections/0/kind"},
		{Of: "wellbeing-plan-accepted", Path: "/last", Value: 3, Heard: "/last"},
		{Of: "wellbeing-plan-accepted", Path: "/last", Value: int64(9223372036854775807), Heard: "/last"},
		{Of: "wellbeing-plan-offered", Path: "/last", Value: -1, Heard: "/last"},
		{Of: "wellbeing-plan-accepted", Path: "/answered", Value: "0001-01-01T00:00:00.000Z", Heard: "/answered"},
		{Of: "wellbeing-plan-offered", Path: "/answered", Value: "2026-03-09T10:05:00.000Z", Heard: "/answered"},
		{Of: "wellbeing-plan-declined", Path: "/again", Value: "2026-04-09", Heard: "/again"},
		{Of: "wellbeing-plan-offered", Path: "/from", Value: "staff", Heard: "/from"},
		{Of: "wellbeing-plan-offered", Path: "/worker", Value: "", Heard: "/from"},
		{Of: "wellbeing-plan-offered", Path: "/person", Value: "", Heard: "/person"},
		{Of: "wellbeing-plan-offered", Path: "/status", Value: "refuted", Heard: "/status"},
		{Of: "wellbeing-plan-later", Path: "/reminders", Value: 3, Heard: "/reminders"},
	})
}
