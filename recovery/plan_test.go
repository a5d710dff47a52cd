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

func thePersonsPlan() recovery.OpenPlan {
	return recovery.OpenPlan{ID: "pl1", Person: sian, Worker: jess}
}

var (
	planOfWords  = recovery.AddPlanItem{Section: recovery.PlanVision, Words: own(bySian, "the allotment, most days")}
	planOfGoal   = recovery.AddPlanItem{Section: recovery.PlanGoals, Record: peer.Ref{Kind: recovery.KindGoal, ID: "g1"}}
	planOfHealth = recovery.AddPlanItem{Section: recovery.PlanHealthInformation, Record: peer.Ref{Kind: recovery.KindHealthInfo, ID: "h1"}}
	planLink     = recovery.LinkServicePlan{Plan: recovery.PlanRef{ID: "CP-SVC-77", Owner: kay}}
)

var plans = steptest.BenchOf(ground, recovery.PlanTable(), recovery.NewPlan, recovery.CheckNewPlan, recovery.PlanStarts,
	recovery.DecodePlan, recovery.EncodePlanStep, recovery.DecodePlanStep)

func doPlan(t testing.TB, p recovery.Plan, step recovery.PlanStep, by peer.Actor, at, id string) recovery.Plan {
	t.Helper()
	return plans.DoneAt(t, p, step, by, at, id)
}

// planStory is one plan in every place it can be in. filled is a draft with words
// of the person's and a goal that the worker put there and nobody has accepted.
type planStory struct{ draft, filled, current, down recovery.Plan }

func tellPlan(t testing.TB) planStory {
	t.Helper()
	var s planStory
	var err error
	s.draft, _, err = recovery.NewPlan(thePersonsPlan(), act(byJess, "2026-03-02T10:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	words := doPlan(t, s.draft, planOfWords, bySian, "2026-03-02T10:05Z", "a2")
	s.filled = doPlan(t, words, planOfGoal, byJess, "2026-03-02T10:06Z", "a3")
	linked := doPlan(t, s.filled, planLink, bySian, "2026-03-02T10:07Z", "a4")
	s.current = doPlan(t, linked, recovery.MakePlanCurrent{}, bySian, "2026-03-03T10:00Z", "a5")
	s.down = doPlan(t, s.current, recovery.PutPlanDown{}, bySian, "2026-04-03T10:00Z", "a6")
	return s
}

func TestPlanEveryRow(t *testing.T) {
	s := tellPlan(t)
	type one = steptest.Case[recovery.Plan, recovery.PlanStep, recovery.Facts]
	step := func(name string, p recovery.Plan, step recovery.PlanStep, by peer.Actor, to peer.Status) one {
		return one{Name: name, Record: p, Step: step, Act: act(by, "2026-05-01T09:00Z", "", nil), Facts: facts(t), To: to}
	}
	whose, thing := []peer.Rule{row("REC-45", peer.ErrNotAuthorised)}, []peer.Rule{row("REC-45", peer.ErrRequired)}
	byWorker := step("REC-45 the worker opens a draft", recovery.Plan{}, thePersonsPlan(), byJess, recovery.PlanDraft)
	byWorker.Hears = map[string][]peer.Rule{"/worker": whose}
	byPerson := step("REC-45 the person opens a draft", recovery.Plan{}, thePersonsPlan(), bySian, recovery.PlanDraft)
	byPerson.Hears = map[string][]peer.Rule{"/person": whose}
	words := step("REC-45 the worker writes words down", s.draft, planOfWords, byJess, recovery.PlanDraft)
	words.Hears = map[string][]peer.Rule{"/words": {row("REC-45", peer.ErrPersonsWordsOnly)}, "/record/kind": thing, "/record/id": thing}
	goal := step("REC-45 the person puts a goal into it", s.draft, planOfGoal, bySian, recovery.PlanDraft)
	goal.Hears = map[string][]peer.Rule{"/words": thing}
	health := step("REC-48 the worker puts health information into it", s.current, planOfHealth, byJess, recovery.PlanCurrent)
	source := row("REC-48", peer.ErrSourceRequired)
	health.Hears = map[string][]peer.Rule{"/words": append(thing, row("REC-45", peer.ErrPersonsWordsOnly)), "/record/kind": {source}}
	plans.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.Plan{recovery.PlanDraft: s.filled, recovery.PlanCurrent: s.current, recovery.PlanPutDown: s.down},
		byWorker, byPerson, words, goal, health,
		step("REC-45 the worker invites", s.current, recovery.InviteToLook{}, byJess, recovery.PlanCurrent),
		step("REC-45 the person looks", s.current, recovery.LookAtPlan{}, bySian, recovery.PlanCurrent),
		step("REC-45 accept an item", s.filled, recovery.AcceptPlanItem{Item: 2}, bySian, recovery.PlanDraft),
		step("REC-45 edit an item", s.current, recovery.EditPlanItem{Item: 1, Words: own(bySian, "soil")}, bySian, recovery.PlanCurrent),
		step("REC-45 remove an item", s.down, recovery.RemovePlanItem{Item: 1}, bySian, recovery.PlanPutDown),
		step("REC-45 make it current", s.draft, recovery.MakePlanCurrent{}, bySian, recovery.PlanCurrent),
		step("REC-45 put a draft down", s.draft, recovery.PutPlanDown{}, bySian, recovery.PlanPutDown),
		step("REC-45 put it down", s.current, recovery.PutPlanDown{}, bySian, recovery.PlanPutDown),
		step("REC-45 pick it up", s.down, recovery.PickPlanUp{}, bySian, recovery.PlanDraft),
		step("REC-45 link it", s.filled, planLink, bySian, recovery.PlanDraft),
		step("REC-45 take the link away", s.current, recovery.UnlinkServicePlan{}, bySian, recovery.PlanCurrent),
		step("REC-50 who may see a section", s.current, recovery.WhoMaySeePlan{Section: recovery.PlanVision, Audience: recovery.Team}, bySian, recovery.PlanCurrent),
	)
}

func TestPlanLedByTheWorker(t *testing.T) {
	s := tellPlan(t)
	for name, c := range map[string]struct {
		leads any
		may   bool
	}{"yes": {true, true}, "no": {false, false}, "not known": {nil, false}} {
		f := planningFacts(t, c.leads)
		invite := s.current.Check(recovery.InviteToLook{}, act(byJess, "2026-05-01T09:00Z", "r", s.current), f)
		opens := recovery.CheckNewPlan(thePersonsPlan(), act(byJess, "2026-05-01T09:00Z", "r", nil), f)
		t.Run("REC-45 V7 the worker leads where the policy says "+name, func(t *testing.T) {
			for _, d := range []peer.Decision{invite, opens} {
				if c.may {
					open(t, d)
					continue
				}
				only(t, d, "REC-45 duty-not-given", "")
				require.Equal(t, c.leads == nil, len(d.Missing()) == 1, "what is not known is named")
			}
		})
		t.Run("REC-45 the person is never stopped where the policy says "+name, func(t *testing.T) {
			open(t, recovery.CheckNewPlan(thePersonsPlan(), act(bySian, "2026-05-01T09:00Z", "r", nil), f))
			for _, p := range []recovery.Plan{s.filled, s.current, s.down} {
				for _, choice := range p.Choices(act(bySian, "2026-05-01T09:00Z", "r", p), f) {
					require.True(t, choice.Open && choice.Yours, choice.Do)
				}
			}
			add := s.draft.Check(planOfWords, act(byJess, "2026-05-01T09:00Z", "r", s.draft), f)
			open(t, add) // to write down what the person said is not to lead
		})
	}
	for name, step := range map[string]recovery.PlanStep{
		"made current": recovery.MakePlanCurrent{}, "put down": recovery.PutPlanDown{}, "accepted": recovery.AcceptPlanItem{Item: 2},
		"edited": recovery.EditPlanItem{Item: 1, Words: own(bySian, "x")}, "an item removed": recovery.RemovePlanItem{Item: 1},
		"linked": planLink, "unlinked": recovery.UnlinkServicePlan{}, "looked at": recovery.LookAtPlan{},
	} {
		for who, by := range map[string]peer.Actor{"the worker": byJess, "a nurse": byKay} {
			t.Run("REC-45 "+name+" by "+who, func(t *testing.T) {
				only(t, s.filled.Check(step, act(by, "2026-05-01T09:00Z", "r", s.filled), facts(t)), "REC-45 persons-choice-only", "")
			})
		}
	}
	invited := doPlan(t, s.filled, recovery.InviteToLook{}, byJess, "2026-05-01T09:00Z", "b1")
	require.Equal(t, on("2026-05-01T09:00Z"), invited.Invited())
	require.Equal(t, invited.Since(), s.filled.Since(), "an invitation moves nothing")
	added := doPlan(t, invited, recovery.AddPlanItem{Section: recovery.PlanVision, Words: own(bySian, "x")}, byJess, "2026-05-01T10:00Z", "b2")
	require.False(t, added.Invited().IsZero(), "the worker does not answer it")
	for name, step := range map[string]recovery.PlanStep{"look": recovery.LookAtPlan{}, "make-current": recovery.MakePlanCurrent{}, "put-down": recovery.PutPlanDown{},
		"accept-item": recovery.AcceptPlanItem{Item: 2}, "add-item": planOfHealth, "edit-item": recovery.EditPlanItem{Item: 1, Words: unsigned("x")}, "remove-item": recovery.RemovePlanItem{Item: 1},
		"link": planLink, "unlink": recovery.UnlinkServicePlan{}, "who-may-see-section": recovery.WhoMaySeePlan{Section: recovery.PlanGoals, Audience: recovery.OnlyMe}} {
		require.Zero(t, doPlan(t, invited, step, bySian, "2026-05-01T10:00Z", "b3").Invited(), "REC-45 "+name+" answers it")
	}
}

func TestPlanItemsCountWhenAccepted(t *testing.T) {
	s := tellPlan(t)
	wrote := doPlan(t, s.draft, planOfWords, byJess, "2026-03-02T10:05Z", "b1")
	t.Run("REC-45 an item from the worker used before the person accepts it", func(t *testing.T) {
		for _, p := range []recovery.Plan{wrote, s.filled} {
			number := len(p.Items())
			_, err := p.Use(number)
			require.ErrorIs(t, err, peer.ErrPersonHasNotAgreed)
			accepted := doPlan(t, p, recovery.AcceptPlanItem{Item: number}, bySian, "2026-03-02T11:00Z", "b2")
			item, err := accepted.Use(number)
			require.NoError(t, err)
			require.Equal(t, on("2026-03-02T11:00Z"), item.Accepted)
			require.Equal(t, peer.PartyWorker, item.From)
			require.False(t, p.Items()[number-1].Counts(), "the plan before stays as it was")
			again := doPlan(t, accepted, recovery.AcceptPlanItem{Item: number}, bySian, "2026-03-02T12:00Z", "b3")
			require.Equal(t, accepted.Items(), again.Items(), "the first yes stays")
		}
		edited := doPlan(t, wrote, recovery.EditPlanItem{Item: 1, Words: unsigned("soil")}, bySian, "2026-03-02T11:00Z", "b4")
		item, err := edited.Use(1)
		require.NoError(t, err)
		require.True(t, item.Words.From(sian))
		require.Equal(t, "soil", item.Words.Text.Reveal())
	})
	t.Run("REC-45 an item that is not there", func(t *testing.T) {
		for _, number := range []int{0, -1, 3} {
			_, err := s.filled.Use(number)
			require.ErrorIs(t, err, peer.ErrOutOfRange)
		}
		for _, step := range []recovery.PlanStep{recovery.AcceptPlanItem{Item: 3}, recovery.EditPlanItem{Item: 3, Words: unsigned("x")}, recovery.RemovePlanItem{Item: 3}} {
			only(t, s.filled.Check(step, act(bySian, "2026-05-01T09:00Z", "r", s.filled), facts(t)), "REC-45 out-of-range", "/item")
		}
	})
	require.Len(t, s.filled.Section(recovery.PlanVision), 1)
	require.Empty(t, s.filled.Section(recovery.PlanGoals), "nobody has accepted it")
	require.Len(t, s.filled.Items(), 2)
	s.filled.Items()[0].Number = 9
	require.Equal(t, 1, s.filled.Items()[0].Number, "a getter gives a copy")
	gone := doPlan(t, s.filled, recovery.RemovePlanItem{Item: 2}, bySian, "2026-03-02T11:00Z", "c1")
	back := doPlan(t, gone, planOfGoal, bySian, "2026-03-02T11:01Z", "c2")
	require.Equal(t, 3, back.Items()[1].Number, "a number is not used again")
	require.Equal(t, peer.ByPerson(sian), s.draft.Author(), "the person is the author, whoever opened it")
	require.Equal(t, peer.PartyWorker, s.draft.From())
	require.Equal(t, on("2026-04-03T10:00Z"), s.down.Since())
	require.Equal(t, on("2026-03-03T10:00Z"), s.current.Since())
}

func TestPlanItems(t *testing.T) {
	s := tellPlan(t)
	try := func(step recovery.PlanStep, by peer.Actor) peer.Decision {
		return s.filled.Check(step, act(by, "2026-05-01T09:00Z", "r", s.filled), facts(t))
	}
	vision := func(w peer.Words) recovery.AddPlanItem {
		return recovery.AddPlanItem{Section: recovery.PlanVision, Words: w}
	}
	for name, d := range map[string]peer.Decision{
		"the worker says it as their own": try(vision(unsigned("be symptom free")), byJess), "the worker names themself": try(vision(own(byJess, "x")), byJess),
		"the person passes on the worker's words": try(vision(own(byJess, "x")), bySian),
		"the person edits in the worker's words":  try(recovery.EditPlanItem{Item: 1, Words: own(byJess, "x")}, bySian),
	} {
		t.Run("REC-45 a vision when "+name, func(t *testing.T) { only(t, d, "REC-45 persons-words-only", "/words") })
	}
	for name, step := range map[string]recovery.AddPlanItem{
		"nothing": {Section: recovery.PlanGoals}, "a record and words": {Section: recovery.PlanGoals, Record: peer.Ref{Kind: "goal", ID: "g2"}, Words: own(bySian, "x")},
		"a record without an id": {Section: recovery.PlanGoals, Record: peer.Ref{Kind: "goal"}}, "a record of no kind": {Section: recovery.PlanGoals, Record: peer.Ref{ID: "g2"}},
	} {
		t.Run("REC-45 an item of "+name, func(t *testing.T) { only(t, try(step, bySian), "REC-45 required", "/words") })
	}
	t.Run("REC-45 the same record twice", func(t *testing.T) {
		only(t, try(planOfGoal, bySian), "REC-45 duplicate", "/record")
		other := planOfGoal
		other.Section = recovery.PlanActivities
		open(t, try(other, bySian))
	})
	t.Run("REC-48 health information without its source", func(t *testing.T) {
		only(t, try(recovery.AddPlanItem{Section: recovery.PlanHealthInformation, Words: own(bySian, "blood pressure")}, bySian), "REC-48 source-required", "/record")
		wrong := planOfHealth
		wrong.Record.Kind = recovery.KindGoal
		only(t, try(wrong, bySian), "REC-48 source-required", "/record")
		open(t, try(planOfHealth, byJess))
	})
	t.Run("REC-45 a record is not put into other words", func(t *testing.T) {
		only(t, try(recovery.EditPlanItem{Item: 2, Words: own(bySian, "x")}, bySian), "REC-45 out-of-range", "/item")
	})
	t.Run("REC-44 linked to a plan of the worker's", func(t *testing.T) {
		only(t, try(recovery.LinkServicePlan{Plan: recovery.PlanRef{ID: "CP-1", Owner: jess}}, bySian), "REC-44 plan-ownership", "/plan/owner")
		require.Equal(t, planLink.Plan, s.current.Service())
		require.Zero(t, doPlan(t, s.current, recovery.UnlinkServicePlan{}, bySian, "2026-05-01T09:00Z", "b1").Service())
	})
	full := s.draft
	for i := range 20 {
		full = doPlan(t, full, vision(own(bySian, "x")), byJess, "2026-05-02T09:00Z", "c"+peer.Rev(i).String())
	}
	t.Run("REC-45 an item too many", func(t *testing.T) {
		d := full.Check(vision(own(bySian, "x")), act(bySian, "2026-05-03T09:00Z", "r", full), facts(t))
		only(t, d, "REC-45 out-of-range", "/section")
		require.Equal(t, "20", d.Unmet()[0].Args[0].Value())
		open(t, full.Check(planOfGoal, act(bySian, "2026-05-03T09:00Z", "r", full), facts(t)))
	})
}

func TestWhoSeesAPlan(t *testing.T) {
	s := tellPlan(t)
	for i, a := range everyAudience {
		set := doPlan(t, s.current, recovery.WhoMaySeePlan{Section: recovery.PlanVision, Audience: a}, bySian, "2026-05-01T09:00Z", "b1")
		set = doPlan(t, set, recovery.WhoMaySeePlan{Section: recovery.PlanGoals, Audience: recovery.CareRecord}, bySian, "2026-05-01T09:01Z", "b2")
		down := doPlan(t, set, recovery.PutPlanDown{}, bySian, "2026-05-02T09:00Z", "b3")
		again := doPlan(t, down, recovery.PickPlanUp{}, bySian, "2026-05-03T09:00Z", "b4")
		require.Equal(t, a, set.Audience(recovery.PlanVision))
		require.Equal(t, recovery.MeAndMyWorker, set.Audience(recovery.PlanSupports), "REC-50 what a section starts with")
		for _, r := range readers(peer.SharePlan) {
			t.Run("REC-50 a section for "+string(a)+" read by "+r.name, func(t *testing.T) {
				for _, p := range []recovery.Plan{set, down, again} {
					v, err := p.View(r.by)
					require.NoError(t, err)
					may := i >= r.from && (r.two || p.Status() == recovery.PlanCurrent)
					require.Equal(t, may, v.Sees("vision"))
					require.Equal(t, may || r.two, v.Sees("plan"))
					require.Equal(t, r.two, v.Sees("process"), "REC-45 what is not accepted is for the two")
					require.Equal(t, r.two, v.Sees("goals"), "REC-45 a section in which nothing counts is seen by nobody else")
					require.Equal(t, r.by.By == bySian && r.two, v.Sees("shown"))
					b, err := json.Marshal(v)
					require.NoError(t, err)
					require.Equal(t, may, strings.Contains(string(b), "allotment"))
					require.Equal(t, r.two, strings.Contains(string(b), `"g1"`), "REC-45 nor is it exported: %s", b)
					require.Equal(t, may || r.two, strings.Contains(string(b), "CP-SVC-77"))
				}
			})
		}
	}
	for name, by := range map[string]peer.Actor{"the worker": byJess, "a nurse": byKay, "a carer": byMegan} {
		t.Run("REC-50 widened by "+name, func(t *testing.T) {
			only(t, s.current.Check(recovery.WhoMaySeePlan{Section: recovery.PlanVision, Audience: recovery.CareRecord}, act(by, "2026-05-09T09:00Z", "r", s.current), facts(t)), "REC-50 persons-choice-only", "")
		})
	}
	twice := doPlan(t, s.current, recovery.WhoMaySeePlan{Section: recovery.PlanVision, Audience: recovery.Team}, bySian, "2026-05-01T09:00Z", "c1")
	twice = doPlan(t, twice, recovery.WhoMaySeePlan{Section: recovery.PlanVision, Audience: recovery.OnlyMe}, bySian, "2026-05-01T09:01Z", "c2")
	require.Equal(t, recovery.OnlyMe, twice.Audience(recovery.PlanVision), "the last word holds")
}

// planningFacts are those of an organisation that lets the worker lead or does
// not, or whose policy nobody knows.
func planningFacts(t testing.TB, leads any) recovery.Facts {
	t.Helper()
	if leads == nil {
		return recovery.Facts{}
	}
	p, err := policyOf(t, saying(t, "workerLeadsPlanning", leads))
	require.NoError(t, err)
	return recovery.Facts{Policy: p}
}

func TestPlanHistories(t *testing.T) {
	leads, leadsNot, unknown := planningFacts(t, true), planningFacts(t, false), planningFacts(t, nil)
	plans.Walks(30).Often(2).Under(func(draw steptest.Draw) recovery.Facts {
		return mostly(draw, leads, leadsNot, unknown)
	}).Giving(func(draw steptest.Draw, _ time.Time) steptest.Give {
		return func(path string, _ peer.Field) any {
			switch path {
			case "/item":
				return mostly(draw, 1+draw(4), 9)
			case "/record":
				return mostly[any](draw, steptest.Absent, map[string]any{"kind": "health-information", "id": "h1"}, map[string]any{"kind": "goal", "id": "g1"})
			}
			return nil
		}
	}).Hold(t, func(t require.TestingT, _, p recovery.Plan, c peer.Change) {
		if c.As != peer.PartyPerson {
			require.Contains(t, []peer.Action{"open", "invite-to-look", "add-item"}, c.Do, "REC-45 the person moves it")
			require.True(t, c.From == "" || c.From == c.To)
		}
		last := 0
		for _, i := range p.Items() {
			personsOwn(t, p.Person(), nil, i.Words)
			require.Greater(t, i.Number, last)
			last = i.Number
			require.True(t, i.From == peer.PartyWorker || i.Counts())
		}
		if n := len(p.Items()); c.Do == "add-item" {
			require.Equal(t, c.As == peer.PartyPerson, p.Items()[n-1].Counts(), "REC-45 nothing of the worker's counts by itself")
		}
		require.Equal(t, peer.ByPerson(p.Person()), p.Author())
	})
}

func planRecords(t testing.TB) map[peer.Status]peer.Record {
	s := tellPlan(t)
	seen := doPlan(t, s.current, recovery.WhoMaySeePlan{Section: recovery.PlanVision, Audience: recovery.CareRecord}, bySian, "2026-03-04T10:00Z", "d1")
	invited := doPlan(t, s.filled, recovery.InviteToLook{}, byJess, "2026-03-04T10:00Z", "d2")
	return map[peer.Status]peer.Record{"recovery-plan-draft": invited, "recovery-plan-current": seen, "recovery-plan-put-down": s.down}
}

func TestPlanStored(t *testing.T) {
	item := func(number int, more map[string]any) map[string]any {
		out := map[string]any{"number": number, "section": "goals", "record": map[string]any{"kind": "goal", "id": "g1"}, "from": "person", "put": "2026-03-02T10:05:00.000Z", "accepted": "2026-03-02T10:05:00.000Z"}
		for k, v := range more {
			out[k] = v
		}
		return out
	}
	many := []any{}
	for range 21 {
		many = append(many, item(1, nil))
	}
	shown := map[string]any{"section": "goals", "audience": "team"}
	ground.NeverRead(t, planRecords(t), []steptest.Hostile{
		{Of: "recovery-plan-current", Path: "/items/0/words/by", Value: map[string]any{"staff": "w4"}, Heard: "/items: own"},
		{Of: "recovery-plan-current", Path: "/items/0/words", Value: map[string]any{"text": ""}, Heard: "/items: not both"},
		{Of: "recovery-plan-current", Path: "/items/0/record", Value: map[string]any{"kind": "goal", "id": "g1"}, Heard: "/items: not both"},
		{Of: "recovery-plan-current", Path: "/items/0/section", Value: "health-information", Heard: "/items: source"},
		{Of: "recovery-plan-current", Path: "/items/0/section", Value: "prognosis", Heard: "/items/0/section"},
		{Of: "recovery-plan-current", Path: "/items/0/number", Value: 2, Heard: "/items: numbered"},
		{Of: "recovery-plan-current", Path: "/items/0/accepted", Value: "0001-01-01T00:00:00.000Z", Heard: "/items: from the person"},
		{Of: "recovery-plan-current", Path: "/items/0/from", Value: "staff", Heard: "/items: from the person"},
		{Of: "recovery-plan-current", Path: "/worker", Value: "", Heard: "/items: from the worker"},
		{Of: "recovery-plan-current", Path: "/worker", Value: "", Heard: "/from"},
		{Of: "recovery-plan-current", Path: "/items", Value: []any{item(1, nil), item(2, nil)}, Heard: "/items: once"},
		{Of: "recovery-plan-current", Path: "/items", Value: []any{item(1, nil), item(3, nil)}, Heard: "/items: numbered"},
		{Of: "recovery-plan-current", Path: "/items", Value: []any{item(-1, nil)}, Heard: "/items: numbered"},
		{Of: "recovery-plan-current", Path: "/items", Value: many, Heard: "/items: room"},
		{Of: "recovery-plan-current", Path: "/last", Value: 6, Heard: "/last"},
		{Of: "recovery-plan-current", Path: "/last", Value: -1, Heard: "/last"},
		{Of: "recovery-plan-current", Path: "/shown", Value: []any{shown, shown}, Heard: "/shown"},
		{Of: "recovery-plan-current", Path: "/shown/0/audience", Value: "everybody", Heard: "/shown/0/audience"},
		{Of: "recovery-plan-current", Path: "/service/id", Value: "", Heard: "/service"},
		{Of: "recovery-plan-current", Path: "/service/owner", Value: "", Heard: "/service"},
		{Of: "recovery-plan-current", Path: "/service/owner", Value: "w4", Heard: "/service/owner"},
		{Of: "recovery-plan-current", Path: "/from", Value: "owner", Heard: "/from"},
		{Of: "recovery-plan-current", Path: "/since", Value: "0001-01-01T00:00:00.000Z", Heard: "/since"},
		{Of: "recovery-plan-put-down", Path: "/invited", Value: "2026-03-04T10:00:00.000Z", Heard: "/invited"},
		{Of: "recovery-plan-draft", Path: "/author", Value: map[string]any{"staff": "w4"}, Heard: "/author"},
	})
}
