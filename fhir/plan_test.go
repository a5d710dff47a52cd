package fhir_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/signpost"
)

func init() {
	feeding := func(kind peer.Kind) func(testing.TB) example {
		return func(t testing.TB) example {
			all := everything(t)
			i := slices.IndexFunc(all, func(r peer.Record) bool { return r.Ref().Kind == kind })
			return example{all[i], []fhir.Resource{planOf(t, all...), planOf(t, dropped(t))}}
		}
	}
	for _, kind := range []peer.Kind{recovery.KindVision, recovery.KindStrength, peer.KindPerspectiveBrief, recovery.KindProblemSolving, recovery.KindGradedPlan, recovery.KindCopingStrategy,
		recovery.KindSkill, recovery.KindActivity, recovery.KindHealthInfo, recovery.KindChoice, recovery.KindSelfAdvocacy, recovery.KindPositiveRisk, recovery.KindMeetingPrep,
		recovery.KindConnection} {
		examples[kind] = feeding(kind)
	}
	examples[recovery.KindPlan] = func(t testing.TB) example {
		all := everything(t)
		return example{current(t, all, nil), []fhir.Resource{planOf(t, all...)}}
	}
	examples[recovery.KindCelebration] = func(t testing.TB) example {
		r, err := fhir.ToGoal(wanted(t, nil), planned(t, cheered(t)))
		require.NoError(t, err)
		return example{cheered(t), []fhir.Resource{r}}
	}
}

// dropped is an activity that was put down.
func dropped(t testing.TB) recovery.Activity {
	a := begun(t, recovery.NewActivity, recovery.ActivityStep(recovery.NameActivity{ID: "a3", Person: aled, What: recovery.ActivitySport, Words: say("running")}), noFacts, byAled)
	return taken(t, a, noFacts, byAled, []recovery.ActivityStep{toRecord, recovery.BeginActivity{}, recovery.DropActivity{}})
}

// planOf is Aled's plan with these records in it, linked to a service's.
func planOf(t testing.TB, records ...peer.Record) fhir.Resource {
	t.Helper()
	r, err := fhir.ToPlan(current(t, records, map[recovery.PlanSection]string{recovery.PlanVision: "soil & <quiet>", recovery.PlanStrategies: "I walk", recovery.PlanCrisisWishes: "ring first"}, linked), planned(t, records...))
	require.NoError(t, err)
	return r
}

func TestToPlan(t *testing.T) {
	t.Run("FHIR-08, FHIR-11, REC-45 a whole plan", func(t *testing.T) {
		r := planOf(t, everything(t)...)
		golden(t, "plan-whole", r.Body)
		require.Empty(t, r.LeftOut)
		require.False(t, r.TakesBack)
		require.Equal(t, fhir.Identifier{System: fhir.Canonical + "/id/recovery-plan", Value: "pl1"}, r.Identifier)
		require.Equal(t, at(t, r, "subject.reference"), at(t, r, "author.reference"))
		require.Equal(t, []string{"Practitioner/w4"}, at(t, r, "contributor.reference"))
		require.Equal(t, r.Body, planOf(t, everything(t)...).Body, "the same again")
	})
	t.Run("REC-45 the smallest plan: a section that may go, and nothing in it that may", func(t *testing.T) {
		private := begun(t, recovery.NewGoal, recovery.GoalStep(recovery.ProposeGoal{ID: "g1", Person: aled, Words: say(canary)}), noFacts, byAled)
		in := planned(t, private)
		p := begun(t, recovery.NewPlan, recovery.PlanStep(recovery.OpenPlan{ID: "pl1", Person: aled}), noFacts, byAled)
		p = taken(t, p, noFacts, byAled, []recovery.PlanStep{recovery.AddPlanItem{Section: recovery.PlanGoals, Record: private.Ref()},
			recovery.WhoMaySeePlan{Section: recovery.PlanGoals, Audience: recovery.CareRecord}, recovery.MakePlanCurrent{}})
		r, err := fhir.ToPlan(p, in)
		require.NoError(t, err)
		golden(t, "plan-smallest", r.Body)
		require.Equal(t, []fhir.LeftOut{{Record: private.Ref(), Says: "The person has not said that it may go into the care record."}}, r.LeftOut)
	})
	t.Run("FHIR-11 an activity keeps its element id wherever it stands", func(t *testing.T) {
		ids := func(records ...peer.Record) []string { return at(t, planOf(t, records...), "activity.id") }
		first, last := ids(pottery(t), coped(t)), ids(coped(t), pottery(t))
		slices.Reverse(last)
		require.Equal(t, first, last)
		require.Len(t, slices.Compact(slices.Sorted(slices.Values(ids(everything(t)...)))), 13)
	})
	t.Run("FHIR-11 a record that stands in two sections is one activity", func(t *testing.T) {
		p := current(t, []peer.Record{coped(t)}, nil, recovery.AddPlanItem{Section: recovery.PlanStrategies, Record: coped(t).Ref()})
		r, err := fhir.ToPlan(p, planned(t, coped(t)))
		require.NoError(t, err)
		require.Len(t, at(t, r, "activity.id"), 1)
	})
	t.Run("REC-45 a plan that was put down is taken back with nothing in it", func(t *testing.T) {
		all := everything(t)
		r, err := fhir.ToPlan(current(t, all, nil, linked, recovery.PutPlanDown{}), planned(t, all...))
		require.NoError(t, err)
		golden(t, "plan-put-down", r.Body)
		require.True(t, r.TakesBack)
	})
	t.Run("REC-45, H25 put down and picked up again before anybody looked: what stands there is taken back", func(t *testing.T) {
		p := current(t, everything(t), nil, linked, recovery.PutPlanDown{}, recovery.PickPlanUp{})
		in := planned(t, everything(t)...)
		_, missing, err := fhir.Build(fhir.Documents(p)[0], p, in)
		refused(t, err, fhir.ErrNotSent)
		require.Equal(t, fhir.Documents(p), missing.Documents, "whether it stands there is asked")
		in.Stands = map[fhir.DocumentName]string{fhir.Documents(p)[0]: "pl7"}
		r, err := fhir.ToPlan(p, in)
		require.NoError(t, err)
		require.True(t, r.TakesBack)
		putDown, err := fhir.ToPlan(current(t, everything(t), nil, linked, recovery.PutPlanDown{}), in)
		require.NoError(t, err)
		require.Equal(t, putDown.Body, r.Body)
	})
	t.Run("FHIR-16 Build says what it needs, and builds when it has it", func(t *testing.T) {
		all := everything(t)
		p := current(t, all, nil)
		name := fhir.Documents(p)[0]
		require.Equal(t, "CarePlan of recovery-plan/pl1", name.String())
		in := planned(t)
		in.Records, in.Stands = map[peer.Ref]peer.Record{}, map[fhir.DocumentName]string{}
		r, missing, err := fhir.Build(name, p, in)
		require.NoError(t, err)
		require.Len(t, missing.Records, len(all))
		require.Len(t, r.LeftOut, len(all), "what was not given is said, and nothing is made of it")
		for _, one := range all {
			in.Records[one.Ref()] = one
		}
		_, missing, err = fhir.Build(name, p, in)
		require.NoError(t, err)
		nobodys := peer.Ref{Kind: recovery.KindGoal, ID: "g0"}
		require.Equal(t, []peer.Ref{nobodys}, missing.Records, "a goal that only an activity names")
		in.Records[nobodys] = nil
		for _, document := range missing.Documents {
			in.Stands[document] = "there-1"
		}
		r, missing, err = fhir.Build(name, p, in)
		require.NoError(t, err)
		require.True(t, missing.None())
		require.Equal(t, []string{"Goal/there-1"}, at(t, r, "goal.reference"))
		require.Equal(t, []string{"Consent/there-1"}, at(t, r, "supportingInfo.reference"))
	})
}

func TestPlanRefersToWhatMayLeave(t *testing.T) {
	t.Run("REC-50, FHIR-11 an activity does not refer to a goal that stays here", func(t *testing.T) {
		private := wanted(t, nil, recovery.WhoMaySee{Audience: recovery.Team})
		r, err := fhir.ToPlan(current(t, []peer.Record{pottery(t), solved(t), goingPartly(t), pointed(t, handsOn, give)}, nil),
			planned(t, pottery(t), solved(t), goingPartly(t), pointed(t, handsOn, give), private))
		require.NoError(t, err)
		require.NotContains(t, string(r.Body), `"goal"`)
		require.Len(t, at(t, r, "activity.id"), 4)
		require.Len(t, at(t, planOf(t, pottery(t), wanted(t, nil)), "activity.detail.goal.identifier.value"), 1)
	})
}

func TestPlanRefusals(t *testing.T) {
	all := everything(t)
	t.Run("REC-45 no plan, and a draft", func(t *testing.T) {
		_, err := fhir.ToPlan(recovery.Plan{}, planned(t))
		refused(t, err, peer.ErrRequired)
		_, err = fhir.ToPlan(drafted(t, all, nil), planned(t, all...))
		refused(t, err, fhir.ErrNotSent)
	})
	t.Run("REC-50 no section may go", func(t *testing.T) {
		for _, audience := range []recovery.Audience{recovery.OnlyMe, recovery.MeAndMyWorker, recovery.Team} {
			p := current(t, all, map[recovery.PlanSection]string{recovery.PlanVision: canary})
			for _, s := range sections {
				p = taken(t, p, noFacts, byAled, []recovery.PlanStep{recovery.WhoMaySeePlan{Section: s, Audience: audience}})
			}
			_, err := fhir.ToPlan(p, planned(t, all...))
			refused(t, err, peer.ErrConsentRequired)
		}
		in := planned(t, all...)
		in.Consents = append(in.Consents, peer.Consent{Person: aled, Scope: peer.SharePlan, Purpose: peer.ForRecord, Given: peer.No, From: clock})
		_, err := fhir.ToPlan(current(t, all, nil), in)
		refused(t, err, peer.ErrConsentRequired)
	})
	t.Run("REC-50 a section that may not go is not there, nor any sign of it", func(t *testing.T) {
		for _, shut := range sections {
			words := map[recovery.PlanSection]string{recovery.PlanVision: "x", recovery.PlanStrategies: "x"}
			if shut != recovery.PlanHealthInformation {
				words[shut] = canary
			}
			p := current(t, all, words, recovery.WhoMaySeePlan{Section: shut, Audience: recovery.Team})
			r, err := fhir.ToPlan(p, planned(t, all...))
			require.NoError(t, err)
			require.NotContains(t, string(r.Body), canary)
			require.Empty(t, r.LeftOut)
			open := planOf(t, all...)
			require.NotEqual(t, elementsIn(t, open), elementsIn(t, r), shut)
		}
	})
	t.Run("FHIR-15, H19 a record of somebody else's", func(t *testing.T) {
		other := begun(t, recovery.NewSkill, recovery.SkillStep(recovery.ListSkill{ID: "sk9", Person: "p6", Words: say(canary)}), noFacts, peer.ByPerson("p6"))
		_, err := fhir.ToPlan(current(t, []peer.Record{other}, nil), planned(t, other))
		refused(t, err, fhir.ErrWrongRecord)
		in := planned(t)
		in.Records[coped(t).Ref()] = practised(t)
		_, err = fhir.ToPlan(current(t, []peer.Record{coped(t)}, nil), in)
		refused(t, err, fhir.ErrWrongRecord)
		goal := begun(t, recovery.NewGoal, recovery.GoalStep(recovery.ProposeGoal{ID: "g1", Person: "p6", Words: say("x")}), noFacts, peer.ByPerson("p6"))
		goal = taken(t, goal, noFacts, peer.ByPerson("p6"), []recovery.GoalStep{toRecord})
		r, err := fhir.ToPlan(current(t, []peer.Record{pottery(t)}, nil), planned(t, pottery(t), goal))
		require.NoError(t, err)
		require.NotContains(t, string(r.Body), `"goal"`)
	})
	t.Run("FHIR-11, FHIR-15 all faults at once: nobody known, a link that is none, words that FHIR cannot hold", func(t *testing.T) {
		p := current(t, []peer.Record{}, map[recovery.PlanSection]string{recovery.PlanVision: canary + "\x01"}, recovery.LinkServicePlan{Plan: recovery.PlanRef{ID: "not an id", Owner: kay}})
		_, err := fhir.ToPlan(p, fhir.Context{})
		var paths []string
		for _, reason := range refused(t, err, fhir.ErrPatientNotFound, peer.ErrRequired, fhir.ErrUnmappable).Reasons {
			paths = append(paths, reason.Path)
		}
		require.Equal(t, []string{"/person", "/worker", "/service/id", "/items/1"}, paths)
	})
}

// elementsIn are the values of a plan without its narrative.
func elementsIn(t testing.TB, r fhir.Resource) map[string][]string {
	out := leaves(t, r.Body)
	delete(out, "text.div")
	return out
}

func TestPlanItemsHaveDoors(t *testing.T) {
	t.Run("REC-50 of each kind, what the person has not let go stays here and is said", func(t *testing.T) {
		shut := planned(t, everything(t)...)
		shut.Consents = nil
		shut.Site.Consents = true
		for _, r := range everything(t) {
			in, of := planned(t, r), r
			switch own := r.(type) {
			case peer.PerspectiveBrief, peer.Relationship, signpost.Signpost:
				in.Consents = nil
			default:
				of = unshown(t, own)
				in.Records[r.Ref()] = of
			}
			made, err := fhir.ToPlan(current(t, []peer.Record{r}, nil), in)
			require.NoError(t, err)
			require.Equal(t, []fhir.LeftOut{{Record: r.Ref(), Says: "The person has not said that it may go into the care record."}}, made.LeftOut, r.Ref())
			require.NotContains(t, string(made.Body), `"activity"`)
			require.NotContains(t, string(made.Body), `"note"`)
		}
	})
	t.Run("SIGN-14, H08 a signpost about any sensitive topic never goes, whatever was agreed", func(t *testing.T) {
		policy, sensitive := signpostPolicy(t), 0
		for _, word := range signpost.Topic("").Terms() {
			s := pointed(t, []signpost.Topic{signpost.Topic(word)}, give)
			r, err := fhir.ToPlan(current(t, []peer.Record{s}, nil), planned(t, s))
			require.NoError(t, err)
			if policy.Sensitive(signpost.Topic(word)) {
				sensitive++
				require.NotContains(t, string(r.Body), "signpost", word)
				require.Len(t, r.LeftOut, 1)
			} else {
				require.Contains(t, string(r.Body), `"code":"signpost"`, word)
			}
			require.NotContains(t, string(r.Body), "Shed")
		}
		require.GreaterOrEqual(t, sensitive, 3)
	})
	t.Run("PEER-61 a brief goes where the person named the care record, and no wider than its forum", func(t *testing.T) {
		b := brief(t, "ward-round")
		r, err := fhir.ToPlan(current(t, []peer.Record{b}, nil), planned(t, b))
		require.NoError(t, err)
		require.NotContains(t, string(r.Body), "mornings")
		require.Len(t, r.LeftOut, 1)
	})
	t.Run("PEER-33 a purpose in the worker's words is not put under the person's name", func(t *testing.T) {
		body, err := peer.Encode(agreed(t))
		require.NoError(t, err)
		theirs, err := peer.DecodeRelationship([]byte(strings.Replace(string(body), `"purpose":{"text":"get back to the allotment","by":{"person":"p1"}`, `"purpose":{"text":"`+canary+`","by":{"staff":"w4"}`, 1)))
		require.NoError(t, err)
		r, err := fhir.ToPlan(current(t, []peer.Record{theirs}, nil), planned(t, theirs))
		require.NoError(t, err)
		require.NotContains(t, string(r.Body), canary)
		require.Len(t, r.LeftOut, 1)
	})
	t.Run("FHIR-24 advance wishes are referred to where consents are written and they are in force", func(t *testing.T) {
		for _, off := range []bool{true, false} {
			s := wished(t)
			in := planned(t, s)
			in.Site.Consents = !off
			if !off {
				s = taken(t, s, recovery.AdvanceFacts{}, byAled, []recovery.AdvanceStatementStep{recovery.WithdrawAdvance{}})
				in.Records[s.Ref()] = s
			}
			r, err := fhir.ToPlan(current(t, []peer.Record{s}, nil), in)
			require.NoError(t, err)
			require.NotContains(t, string(r.Body), "supportingInfo")
			require.Len(t, r.LeftOut, 1)
		}
	})
	t.Run("H13 words about those who are there, and kinds with no home, stay and are said", func(t *testing.T) {
		setback := begun(t, recovery.NewSetback, recovery.SetbackStep(recovery.RecordSetback{ID: "sb1", Person: aled, Happened: say(canary), Worse: peer.No}), noFacts, byAled)
		p := current(t, []peer.Record{setback, happened(t, nil)}, map[recovery.PlanSection]string{recovery.PlanSupports: "my sister " + canary})
		r, err := fhir.ToPlan(p, planned(t, setback))
		require.NoError(t, err)
		require.NotContains(t, string(r.Body), canary)
		require.Len(t, r.LeftOut, 3)
		require.Equal(t, fhir.LeftOut{Record: p.Ref(), Item: 1, Says: "Who is there for a person goes by its kind, because words about them may name somebody."}, r.LeftOut[0])
		require.Equal(t, setback.Ref(), r.LeftOut[1].Record)
		require.Equal(t, fhir.WhyNotSent(recovery.KindSetback), r.LeftOut[1].Says)
		require.Equal(t, "It is a document of its own, and a plan does not refer to it.", r.LeftOut[2].Says)
		said, err := json.Marshal(r.LeftOut)
		require.NoError(t, err)
		require.NotContains(t, string(said), canary)
	})
	t.Run("REC-45 what the worker put there and the person has not accepted does not count", func(t *testing.T) {
		p := current(t, nil, map[recovery.PlanSection]string{recovery.PlanVision: "x"})
		p = taken(t, p, noFacts, byJess, []recovery.PlanStep{recovery.AddPlanItem{Section: recovery.PlanVision, Words: peer.Words{Text: peer.Say(canary), By: byAled}}})
		r, err := fhir.ToPlan(p, planned(t))
		require.NoError(t, err)
		require.NotContains(t, string(r.Body), canary)
	})
}

// unshown is a record that the person lets their worker see and nobody else.
func unshown(t testing.TB, r peer.Record) peer.Record {
	t.Helper()
	body, err := peer.Encode(r)
	require.NoError(t, err)
	var members map[string]any
	require.NoError(t, json.Unmarshal(body, &members))
	require.Equal(t, "care-record", members["audience"], r.Ref())
	members["audience"] = "team"
	body, err = json.Marshal(members)
	require.NoError(t, err)
	back, err := recovery.Decode(r.Ref().Kind, body)
	require.NoError(t, err)
	return back
}

func TestPlanNeverSays(t *testing.T) {
	r := planOf(t, append(everything(t), dropped(t))...)
	var members map[string]json.RawMessage
	require.NoError(t, json.Unmarshal(r.Body, &members))
	t.Run("FHIR-04, FHIR-11, H20 no elements but these", func(t *testing.T) {
		require.ElementsMatch(t, []string{"resourceType", "id", "text", "identifier", "partOf", "status", "intent", "category", "description", "subject", "author", "contributor",
			"supportingInfo", "goal", "activity", "note"}, slices.Collect(maps.Keys(members)))
		for path := range leaves(t, r.Body) {
			require.NotRegexp(t, `activity\.(reference|outcomeReference)|detail\.(kind|reasonCode|doNotPerform|product|location|dailyAmount)|priority|addresses|careTeam|careManager`, path)
		}
	})
	t.Run("REC-16, REC-22, REC-31, REC-41, REC-42, FHIR-12 nothing of how they got there", func(t *testing.T) {
		for _, never := range []string{"leave earlier", "it is dark", "the bus is full", "walk to the stop", "text me at", "two stops", "crowded", "neighbour from", "Ade", "too tired", "in the kitchen",
			"nobody looks", "goes quiet", "it is cold", "say when I am back", "I am scared", "how long", "talked over", "slower please", "half an hour", "again in June", "mostly",
			"the consultant insisted", "the skills group", "a morning slot", "he would like", "they said yes", "my hands know it", "to be asked", "being moved", "leave the light on",
			"The Shed", "two buses", "they were kind", "the garden is empty", "with tea", "megan", "number four"} {
			require.NotContains(t, string(r.Body), never)
		}
	})
	t.Run("REC-16 views by their authors, and of somebody who is not known none", func(t *testing.T) {
		require.Subset(t, at(t, r, "activity.progress.authorReference.reference"), []string{"Patient/p1", "Practitioner/w4", "Practitioner/kay"})
		in := planned(t, swim(t))
		delete(in.People.Staff, kay)
		alone, err := fhir.ToPlan(current(t, []peer.Record{swim(t)}, nil), in)
		require.NoError(t, err)
		require.NotContains(t, string(alone.Body), "not in winter")
		require.Equal(t, []fhir.LeftOut{{Record: swim(t).Ref(), Says: "Whose view it is, is not known in the record system."}}, alone.LeftOut)
	})
	t.Run("H20 fixed words beside a forced code", func(t *testing.T) {
		require.Contains(t, at(t, r, "activity.detail.statusReason.text"), "The person chose to put this down.")
	})
}
