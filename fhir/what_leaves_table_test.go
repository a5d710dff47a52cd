package fhir_test

import (
	"encoding/json"
	"maps"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/transition"
)

// leavings has a line for every kind of record and type of resource that it feeds.
func leavings() map[string]leaving {
	all := map[string]leaving{}
	for _, some := range []map[string]leaving{factsLeaving(), plansLeaving(), wishesLeaving(), concernsLeaving(), placesLeaving()} {
		maps.Copy(all, some)
	}
	return all
}

// of makes a record without a test's changes.
func of[R peer.Record](r func(testing.TB) R) func(testing.TB) peer.Record {
	return func(t testing.TB) peer.Record { return r(t) }
}

// The fact of a contact, of who is alongside whom, of a move and of an answer about
// sharing goes by the organisation's duty. What the person says of them goes on a yes.
func factsLeaving() map[string]leaving {
	contact := func(t testing.TB) peer.Record { return fullContact(t, wasMet, wasOff) }
	group := func(t testing.TB) peer.Record { return attended(t, nil) }
	alongside := func(t testing.TB) peer.Record { return relationship(t, "ended") }
	return map[string]leaving{
		"contact Encounter":  {on: byDuty, record: contact},
		"contact Provenance": {on: byDuty, record: contact},
		"contact Appointment": {on: byDuty, record: func(t testing.TB) peer.Record {
			return missed(t, peer.Missed, peer.Travel)
		}},
		"contact Communication": {on: onAYes, scope: peer.ShareContacts, words: []string{"I saw it otherwise"}, record: func(t testing.TB) peer.Record {
			return stored[peer.Contact](t, "peer/contact", map[string]any{"statements": put(t, `[{"words":{"text":"I saw it otherwise","by":{"person":"p1"}},"disagrees":true,"at":"2026-02-18T10:00:00.000Z"}]`)})
		}},
		"group-attendance Encounter":  {on: byDuty, record: group},
		"group-attendance Provenance": {on: byDuty, record: group},
		"relationship EpisodeOfCare":  {on: byDuty, record: alongside},
		"relationship CareTeam":       {on: byDuty, record: alongside},
		"consent Consent": {on: byDuty, record: func(t testing.TB) peer.Record { return asked(t, nil) }, labels: func(t testing.TB) (all []labelledAs) {
			for _, scope := range peer.ConsentScope("").Terms() {
				for _, to := range []peer.Recipient{peer.Here(), {Kind: peer.RecipientService, ID: "s9"}, {Kind: peer.RecipientOrganisation, ID: "o9"}, {Kind: peer.RecipientProfessional, ID: "w9"}, peer.ToCarer(megan)} {
					label := unlabelled
					if to.Kind == peer.RecipientCarer || peer.ConsentScope(scope) == peer.ShareConcerns {
						label = restricted
					}
					all = append(all, labelledAs{entered(t, aled, peer.ConsentScope(scope), to), label})
				}
			}
			return all
		}},
		"transition CarePlan": {on: byDuty, scope: peer.SharePlan, words: []string{"CANARY words", "CANARY opinion"}, record: func(t testing.TB) peer.Record { return saidOfTheMove(t, true) }},
		"transition Task":     {on: forSafety, record: extraSupportAsked, labels: labelledAll(restricted, extraSupportAsked)},
		"transition Flag": {on: forSafety, record: extraSupportAsked, labels: labelledAll(restricted, extraSupportAsked), with: func(t testing.TB, in *fhir.Context) {
			m := extraSupportAsked(t)
			in.Flags = map[peer.Ref]fhir.FlagDecision{m.Ref(): {By: iris, At: in.At}}
		}},
	}
}

// saidOfTheMove is a move of which the person says something; they want their opinion
// sent or not.
func saidOfTheMove(t testing.TB, send bool) transition.Transition {
	return move(t, "announced-all", map[string]any{"opinion": map[string]any{"words": put(t, `{"text":"CANARY opinion","by":{"person":"p4"}}`), "send": send, "at": "2026-03-02T10:00:00.000Z"}})
}

func extraSupportAsked(t testing.TB) peer.Record { return moving(t, nil, transition.FlagExtra{}) }

// labelledAll are records of which every document carries this label.
func labelledAll(label string, records ...func(testing.TB) peer.Record) func(testing.TB) []labelledAs {
	return func(t testing.TB) (all []labelledAs) {
		for _, r := range records {
			all = append(all, labelledAs{r(t), label})
		}
		return all
	}
}

// Goals, ratings and plans are the person's own. Each says itself whether it may go into
// the care record, and so does each section of a plan.
func plansLeaving() map[string]leaving {
	goal := func(t testing.TB) peer.Record { return wanted(t, nil, agree, start) }
	return map[string]leaving{
		"goal Goal": {on: onTheirSay, record: goal, scope: peer.ShareGoals, shut: func(t testing.TB) map[string]barred {
			unasked, _, err := recovery.NewGoal(recovery.ProposeGoal{ID: "g1", Person: aled, Words: say(canary)}, (&requests{}).act(byAled, 0), recovery.Facts{})
			require.NoError(t, err)
			return shutFor(unasked, func(a recovery.WhoMaySee) peer.Record { return wanted(t, nil, a) })
		}},
		"self-report Observation": {on: onTheirSay, record: func(t testing.TB) peer.Record { return rated(t, nil) }, scope: peer.ShareGoals, shut: func(t testing.TB) map[string]barred {
			unasked, _, err := recovery.NewSelfReport(recovery.SaySelfReport{ID: "r1", Person: aled, Domain: recovery.ReportHope, Rating: "6", Scale: recovery.ScaleNeverToAlways}, (&requests{}).act(byAled, 0), recovery.Facts{})
			require.NoError(t, err)
			return shutFor(unasked, func(a recovery.WhoMaySee) peer.Record { return rated(t, nil, a) })
		}},
		"recovery-plan CarePlan": {on: onTheirSay, record: of(wholePlan), with: namedInPlan, scope: peer.SharePlan, shut: func(t testing.TB) map[string]barred {
			unasked := begun(t, recovery.NewPlan, recovery.PlanStep(recovery.OpenPlan{ID: "pl1", Person: aled, Worker: jess}), noFacts, byAled)
			unasked = taken(t, unasked, noFacts, byAled, []recovery.PlanStep{recovery.AddPlanItem{Section: recovery.PlanVision, Words: say(canary)}, recovery.MakePlanCurrent{}})
			return shutFor(unasked, func(a recovery.WhoMaySee) peer.Record {
				p := wholePlan(t)
				for _, s := range sections {
					p = taken(t, p, noFacts, byAled, []recovery.PlanStep{recovery.WhoMaySeePlan{Section: s, Audience: a.Audience}})
				}
				return p
			})
		}, narrower: func(t testing.TB) map[string]part {
			require.Len(t, saidInPlan, len(sections))
			less := map[string]part{}
			for section, words := range saidInPlan {
				less["without "+string(section)] = part{taken(t, wholePlan(t), noFacts, byAled, []recovery.PlanStep{recovery.WhoMaySeePlan{Section: section, Audience: recovery.Team}}), words}
			}
			return less
		}},
		"wellbeing-plan CarePlan": {on: onTheirSay, record: func(t testing.TB) peer.Record { return stayingWell(t) }, scope: peer.SharePlan, shut: func(t testing.TB) map[string]barred {
			unasked := begun(t, recovery.NewWellbeingPlan, recovery.WellbeingPlanStep(recovery.OfferWellbeing{ID: "w1", Person: aled, Worker: jess}), noFacts, byAled)
			unasked = taken(t, unasked, noFacts, byAled, []recovery.WellbeingPlanStep{recovery.AddWellbeingSection{Kind: recovery.WellbeingRest, Words: say(canary)}})
			return shutFor(unasked, func(a recovery.WhoMaySee) peer.Record {
				w := stayingWell(t)
				for _, s := range w.Sections() {
					w = taken(t, w, noFacts, byAled, []recovery.WellbeingPlanStep{recovery.WhoMaySeeWellbeing{Section: s.Number, Audience: a.Audience}})
				}
				return w
			})
		}, narrower: func(t testing.TB) map[string]part {
			less := map[string]part{}
			for section, words := range map[int]string{1: "I am patient", 2: "the sea", 4: "an hour after lunch"} {
				less[words] = part{stayingWell(t, recovery.WhoMaySeeWellbeing{Section: section, Audience: recovery.Team}), words}
			}
			return less
		}},
		"contribution CarePlan": {on: onTheirSay, record: func(t testing.TB) peer.Record { return contributed(t, say("x"), seenAndWanted, acceptedByOwner) }, shut: func(t testing.TB) map[string]barred {
			no := contributionTurn{byAled, recovery.SeenByPerson{Agrees: peer.No}}
			return map[string]barred{
				"not shown to them":      {contributed(t, say("x")), []error{peer.ErrConsentRequired, fhir.ErrContributionOnly}},
				"shown, and they say no": {contributed(t, say("x"), no), []error{peer.ErrConsentRequired, fhir.ErrContributionOnly}},
				"not yet accepted":       {contributed(t, say("x"), seenAndWanted), []error{fhir.ErrContributionOnly}},
			}
		}},
	}
}

// shutFor are a record that the person was never asked about, and what they opened once
// and closed again for all but each of the fewer.
func shutFor(unasked peer.Record, closed func(recovery.WhoMaySee) peer.Record) map[string]barred {
	codes := []error{peer.ErrConsentRequired}
	all := map[string]barred{"never asked": {unasked, codes}}
	for _, a := range []recovery.Audience{recovery.OnlyMe, recovery.MeAndMyWorker, recovery.Team} {
		all["for "+string(a)] = barred{closed(recovery.WhoMaySee{Audience: a}), codes}
	}
	return all
}

// saidInPlan is what tells the sections of a plan: the person's words, or those of what
// they put there.
var saidInPlan = map[recovery.PlanSection]string{recovery.PlanVision: "the allotment, most days", recovery.PlanStrategies: "ring before noon", recovery.PlanActivities: "the shed on Fridays",
	recovery.PlanCrisisWishes: "leave the light on", recovery.PlanGoals: fhir.Canonical + "/id/goal", recovery.PlanHealthInformation: "sleep and light", recovery.PlanSupports: "A neighbour"}

// inPlan are records that a plan names in sections that hold no words of their own.
func inPlan(t testing.TB) []peer.Record { return []peer.Record{wanted(t, nil), leaflet(t), friend(t)} }

func wholePlan(t testing.TB) recovery.Plan {
	words := maps.Clone(saidInPlan)
	for _, r := range inPlan(t) {
		delete(words, sectionOf(r.Ref().Kind))
	}
	return current(t, inPlan(t), words)
}

func namedInPlan(t testing.TB, in *fhir.Context) {
	for _, r := range inPlan(t) {
		in.Records[r.Ref()] = r
	}
}

// Advance wishes go where the person has confirmed them and lets them into the record.
func wishesLeaving() map[string]leaving {
	statements := leaving{on: onTheirSay, record: func(t testing.TB) peer.Record { return statementExample(t).record }, scope: peer.SharePlan, shut: func(t testing.TB) map[string]barred {
		after := func(steps ...recovery.AdvanceStatementStep) peer.Record {
			s, _ := statement(t, steps...)
			return s
		}
		shut := shutFor(after(recovery.ConfirmAdvance{}), func(a recovery.WhoMaySee) peer.Record { return after(intoRecord, recovery.ConfirmAdvance{}, a) })
		shut["a draft that was not asked out"] = barred{after(intoRecord), []error{peer.ErrConsentRequired}}
		return shut
	}}
	decisions := leaving{on: onTheirSay, record: func(t testing.TB) peer.Record { return decisionExample(t).record }, scope: peer.SharePlan, shut: func(t testing.TB) map[string]barred {
		shut := shutFor(decision(t, recovery.ConfirmAdvance{}), func(a recovery.WhoMaySee) peer.Record { return decision(t, intoRecord, recovery.ConfirmAdvance{}, a) })
		shut["a draft that was not asked out"] = barred{decision(t, intoRecord), []error{peer.ErrConsentRequired}}
		return shut
	}}
	return map[string]leaving{
		"advance-statement Consent": statements, "advance-statement DocumentReference": statements,
		"advance-decision Consent": decisions, "advance-decision DocumentReference": decisions,
	}
}

// concernLabels are what a resource about a concern carries, by what set it off.
var concernLabels = map[safeguard.Trigger]string{
	safeguard.SafeguardingAdult: hidden, safeguard.SafeguardingChild: hidden, safeguard.AbuseDisclosure: hidden, safeguard.RiskToOthers: hidden,
	safeguard.DiscriminatoryAct: hidden, safeguard.UnprofessionalAct: hidden,
	safeguard.RiskToSelf: restricted, safeguard.OtherRisk: restricted, safeguard.EnvironmentalRisk: restricted, safeguard.UntowardIncident: restricted, safeguard.UnusualOccurrence: restricted,
	safeguard.MentalStateChange: restricted, safeguard.HighRiskSituation: restricted, safeguard.LimitOfCompetence: restricted, safeguard.NotProgressing: restricted,
	safeguard.Accident: restricted, safeguard.FaultyEquipment: restricted, safeguard.AreaOfConcern: restricted,
	safeguard.WorkerWellbeing: never, safeguard.LoneWorkerOverdue: never,
}

// never: it is about a worker, and has no resource.
const never = "never"

// What tells somebody of a danger waits for no yes, and goes only under labels that
// somebody answers for.
func concernsLeaving() map[string]leaving {
	concern := leaving{on: forSafety, record: worried(safeguard.RiskToSelf), with: flagDecided, labels: func(t testing.TB) (all []labelledAs) {
		var policy struct {
			Triggers []struct{ Trigger safeguard.Trigger }
		}
		require.NoError(t, json.Unmarshal(safeguard.ExamplePolicy(), &policy))
		for _, rule := range policy.Triggers {
			require.Contains(t, concernLabels, rule.Trigger, "say which label it carries")
		}
		require.Len(t, concernLabels, len(policy.Triggers))
		for trigger, label := range concernLabels {
			if label != never {
				all = append(all, labelledAs{worried(trigger)(t), label})
			}
		}
		return all
	}}
	report := of(everyReport)
	return map[string]leaving{
		"concern Task": concern, "concern Communication": concern, "concern Flag": concern,
		"mental-state-report Task": {on: forSafety, record: report, labels: labelledAll(restricted, report)},
		"observation Observation": {on: forSafety, record: of(everyObservation), scope: peer.SharePlan, words: []string{"a good day, for once"},
			labels: labelledAll(restricted, of(everyObservation), func(t testing.TB) peer.Record { return noticed(t, nil) })},
	}
}

// worried is a concern of this trigger that two were told of and one has taken on.
func worried(trigger safeguard.Trigger) func(testing.TB) peer.Record {
	return func(t testing.TB) peer.Record {
		return passed(t, safeguard.Raise{Trigger: trigger}).takes(paul, "19:05").c
	}
}

func flagDecided(t testing.TB, in *fhir.Context) {
	in.Flags = map[peer.Ref]fhir.FlagDecision{{Kind: safeguard.KindConcern, ID: "c1"}: {By: paul, At: moment(t, "19:30"), SafeguardingLead: true}}
}

// A directory is about no person. Where somebody was pointed to goes on their yes, and
// never where it would tell what they keep to themself.
func placesLeaving() map[string]leaving {
	place := leaving{on: ofNobody, record: func(t testing.TB) peer.Record { return directoryExample(t).record },
		with: func(_ testing.TB, in *fhir.Context) { in.People.Organisations["o1"] = fhir.Reference{} }} // the record system has none
	pointed := leaving{on: onAYes, record: func(t testing.TB) peer.Record { return signpostExample(t).record }, scope: peer.SharePlan}
	return map[string]leaving{
		"resource HealthcareService": place, "resource Organization": place, "resource Location": place,
		"signpost Communication": pointed, "signpost Task": pointed,
	}
}

// TestWhatNeverLeaves are records of kinds that feed documents of which none leaves,
// whatever the person says and the site states.
func TestWhatNeverLeaves(t *testing.T) {
	of := map[string]struct {
		record peer.Record
		code   error
	}{
		"SAFE-09 a concern about a worker's own wellbeing": {worried(safeguard.WorkerWellbeing)(t), fhir.ErrNotSent},
		"SAFE-09 a worker alone who is overdue":            {worried(safeguard.LoneWorkerOverdue)(t), fhir.ErrNotSent},
		"SIGN-14, H08 a place that tells too much":         {pointed(t, []signpost.Topic{signpost.TopicDomesticAbuse}, give), peer.ErrConsentRequired},
	}
	for what, c := range of {
		t.Run(what, func(t *testing.T) {
			in := leaving{with: flagDecided}.setting(t)
			in.At, in.Consents = clock.Add(time.Hour), toEach(whoseIs(c.record), peer.Yes)
			for _, name := range fhir.Documents(c.record) {
				_, _, err := fhir.Build(name, c.record, in)
				refused(t, err, c.code)
			}
		})
	}
}
