package fhir_test

import (
	"bytes"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/signpost"
)

// A plan of Aled's with one record of every kind that can stand in it.

var (
	kay     peer.StaffID = "kay"
	byMegan              = peer.ByCarer("megan")
)

// begun is a record after the step that creates it.
func begun[R peer.Record, S, F any](t testing.TB, begin func(S, peer.Act, F) (R, peer.Change, error), first S, f F, by peer.Actor) R {
	t.Helper()
	r, _, err := begin(first, (&requests{}).act(by, 0), f)
	require.NoError(t, err)
	return r
}

// taken is a record after one more step.
type steps[R, S, F any] interface {
	peer.Record
	Do(S, peer.Act, F) (R, peer.Change, error)
}

func taken[R steps[R, S, F], S, F any](t testing.TB, r R, f F, by peer.Actor, all []S) R {
	t.Helper()
	for _, step := range all {
		next, _, err := r.Do(step, (&requests{n: int(r.Rev())}).act(by, r.Rev()), f)
		require.NoError(t, err, "%T", step)
		r = next
	}
	return r
}

var (
	noFacts  = recovery.Facts{}
	toRecord = recovery.WhoMaySee{Audience: recovery.CareRecord}
)

// aboutGoal are the ids of goals that records name.
var aboutGoal = []string{"g1"}

func solved(t testing.TB) recovery.ProblemSolving {
	p := begun(t, recovery.NewProblemSolving, recovery.ProblemSolvingStep(recovery.StartProblemSolving{ID: "ps1", Person: aled, Worker: jess, Explained: true, Wants: peer.Yes}), noFacts, byAled)
	p = taken(t, p, noFacts, byAled, []recovery.ProblemSolvingStep{toRecord,
		recovery.SelectProblem{Words: say("I miss morning appointments"), Relevant: peer.Yes, Important: peer.Yes, Achievable: peer.Yes},
		recovery.Specify{Statement: say("mornings")}, recovery.SetGoal{Goal: "g0", Words: say("get up"), Resources: []peer.Words{say("me")}, NoneSeen: true}, recovery.AddIdea{Words: say("sleep")}, recovery.CloseIdeas{},
		recovery.PassStep{Words: say("I have chosen already")}, recovery.GoBack{To: recovery.ProblemSelected},
		recovery.Specify{Statement: say("the bus is full"), Parts: []recovery.NewPart{{Words: say("waking")}, {Words: say("the bus")}}},
		recovery.SetGoal{Goal: "g1", Part: 2, Words: say("get the 09:40 on Thursdays"), Resources: []peer.Words{say("my neighbour")}, Obstacles: []peer.Words{say("crowded")}},
		recovery.AddIdea{Words: say("leave earlier")}, recovery.AddIdea{Words: say("go together")}, recovery.CloseIdeas{},
		recovery.WeighIdea{Idea: 1, For: say("it is quiet"), Against: say("it is dark")},
		recovery.ChooseIdeas{Ideas: []recovery.WeighedIdea{{Idea: 1, For: say("quiet"), Against: say("dark")}}},
		recovery.AskWorker{Words: say("text me at 08:30")},
		recovery.PlanSolution{Steps: []recovery.PlannedStep{{What: say("walk to the stop"), When: say("at nine"), Where: say("the corner"), WithWhom: say("my neighbour"), InTheWay: say("rain")}}},
		recovery.TrySolution{Happened: say("we got on"), On: peer.MustDate("2026-11-30")},
		recovery.EvaluateSolution{Outcome: recovery.SolutionHelped, Learning: say("two stops are fine")}, recovery.CloseProblem{}})
	return p
}

func goingPartly(t testing.TB) recovery.GradedPlan {
	p := begun(t, recovery.NewGradedPlan, recovery.GradedPlanStep(recovery.AskToComeAlong{ID: "gp1", Person: aled, Worker: jess, Where: say("the market"), Partly: say("to the gate"), Activity: "a1", Goals: aboutGoal}), noFacts, byAled)
	p = taken(t, p, noFacts, byJess, []recovery.GradedPlanStep{recovery.ComeAlong{}})
	return taken(t, p, noFacts, byAled, []recovery.GradedPlanStep{toRecord, recovery.GoPartlyTogether{}, recovery.GoAlone{}})
}

func coped(t testing.TB) recovery.CopingStrategy {
	c := begun(t, recovery.NewCopingStrategy, recovery.CopingStrategyStep(recovery.ConsiderCoping{ID: "co1", Person: aled, Worker: jess, Words: say("ring somebody"),
		Resources: []recovery.CopingResource{{From: recovery.HelpFriend, Words: say("Ade")}, {From: recovery.HelpAnimal}}}), noFacts, byAled)
	return taken(t, c, noFacts, byAled, []recovery.CopingStrategyStep{toRecord, recovery.PlanCoping{
		Use:      recovery.CopingUse{When: say("at night"), Where: say("in the kitchen"), With: say("Ade")},
		Barriers: []recovery.CopingBarrier{{Words: say("too tired"), Response: say("text instead")}}, JustTry: say("or simply try")}, recovery.TryCoping{}})
}

func practised(t testing.TB) recovery.Skill {
	k := begun(t, recovery.NewSkill, recovery.SkillStep(recovery.ListSkill{ID: "sk1", Person: aled, Worker: jess, Words: say("breathe slowly")}), noFacts, byAled)
	return taken(t, k, noFacts, byAled, []recovery.SkillStep{toRecord, recovery.SayHowSkillGoes{Useful: peer.Yes, When: say("before bed"), Progress: say("it comes easier")}})
}

func pottery(t testing.TB) recovery.Activity {
	a := begun(t, recovery.NewActivity, recovery.ActivityStep(recovery.NameActivity{ID: "a1", Person: aled, Worker: jess, What: recovery.ActivityCreative, Words: say("pottery"),
		Gives: []recovery.Gives{recovery.GivesPeople}, Meaning: say("my hands know it"), Schedule: say("on Tuesdays"), InGroup: true, LedBy: recovery.LedByGroup, Goals: aboutGoal,
		Domain: recovery.DomainCreativity, Plans: []recovery.PlanActivity{{Plan: recovery.PlanRef{ID: "c1", Owner: kay}, ID: "x1"}}}), noFacts, byAled)
	return taken(t, a, noFacts, byAled, []recovery.ActivityStep{toRecord, recovery.BeginActivity{}})
}

func firstTime(t testing.TB) recovery.Activity {
	a := begun(t, recovery.NewActivity, recovery.ActivityStep(recovery.NameActivity{ID: "a2", Person: aled, What: recovery.ActivityHobby, Words: say("chess"), When: peer.DueOn(peer.MustDate("2026-12-09"))}), noFacts, byAled)
	return taken(t, a, noFacts, byAled, []recovery.ActivityStep{toRecord})
}

func leaflet(t testing.TB) recovery.HealthInfo {
	h := begun(t, recovery.NewHealthInfo, recovery.HealthInfoStep(recovery.ShowHealthInfo{ID: "h1", Person: aled, Worker: jess, About: recovery.HealthPhysical, Content: recovery.HealthInformation,
		Text: peer.Say("sleep and light"), Source: peer.Say("a leaflet of the hospital"), SourceOn: peer.MustDate("2026-05")}), noFacts, byJess)
	return taken(t, h, noFacts, byAled, []recovery.HealthInfoStep{toRecord, recovery.IncludeHealthInfo{}})
}

func chosen(t testing.TB) recovery.ChoiceMade {
	c := begun(t, recovery.NewChoiceMade, recovery.ChoiceMadeStep(recovery.MakeChoice{ID: "ch1", Person: aled, Worker: jess, Goal: "g1", Chosen: recovery.Chosen{Words: say("the skills group")},
		Whose: recovery.Whose{Active: peer.No, ImposedBy: recovery.ImposedByProfessional, Says: say("the consultant insisted")}}), recovery.ChoiceFacts{}, byAled)
	return taken(t, c, recovery.ChoiceFacts{}, byAled, []recovery.ChoiceMadeStep{toRecord, recovery.WordsForRecord{Words: say("I went to the group, and it was not my idea")}})
}

func askedFor(t testing.TB) recovery.SelfAdvocacy {
	a := begun(t, recovery.NewSelfAdvocacy, recovery.SelfAdvocacyStep(recovery.PlanToAsk{ID: "sa1", Person: aled, Worker: jess, Goal: "g1", Asks: say("a morning slot"), Of: recovery.AskedOfDoctor}), noFacts, byAled)
	a = taken(t, a, noFacts, byJess, []recovery.SelfAdvocacyStep{recovery.ProposeWords{Words: say("he would like mornings")}})
	return taken(t, a, noFacts, byAled, []recovery.SelfAdvocacyStep{toRecord, recovery.SayAdvocacyResult{Result: say("they said yes")}, recovery.WordsForRecord{Words: say("I asked for mornings")}})
}

func swim(t testing.TB) recovery.PositiveRisk {
	p := begun(t, recovery.NewPositiveRisk, recovery.PositiveRiskStep(recovery.TalkRisk{ID: "pr1", Person: aled, Worker: jess, What: say("swim in the quarry"), Why: say("nobody looks"),
		Good: []peer.Words{say("my head goes quiet")}, Harm: []recovery.PossibleHarm{{Kind: recovery.HarmHealth, Words: say("it is cold")}}, Safer: []peer.Words{say("say when I am back")}}), noFacts, byAled)
	p = taken(t, p, noFacts, byAled, []recovery.PositiveRiskStep{toRecord, recovery.AskView{Holder: byKay}, recovery.AskView{Holder: byMegan}, recovery.GiveView{Words: say("I know the ledge")},
		recovery.DecideRisk{Decision: recovery.RiskOtherWay, Because: say("with the phone on the bank")}})
	p = taken(t, p, noFacts, byJess, []recovery.PositiveRiskStep{recovery.GiveView{Words: say("I would want to know")}})
	p = taken(t, p, noFacts, byKay, []recovery.PositiveRiskStep{recovery.GiveView{Words: say("not in winter")}})
	return taken(t, p, noFacts, byMegan, []recovery.PositiveRiskStep{recovery.GiveView{Words: say("I am scared"), ShowPerson: true}})
}

func prepared(t testing.TB) recovery.MeetingPrep {
	m := begun(t, recovery.NewMeetingPrep, recovery.MeetingPrepStep(recovery.PrepareMeeting{ID: "mp1", Person: aled, Worker: jess, Goal: "g1", Event: recovery.EventReview, When: peer.DueOn(peer.MustDate("2026-12-15"))}), noFacts, byAled)
	m = taken(t, m, noFacts, byAled, []recovery.MeetingPrepStep{toRecord, recovery.AddMeetingQuestion{Words: say("how long")}, recovery.AddMeetingConcern{Words: say("being talked over")},
		recovery.AddMeetingWant{Words: say("slower please"), How: say("from the card")}, recovery.AddMeetingPaper{What: peer.Say("the letter")}})
	m = taken(t, m, noFacts, byJess, []recovery.MeetingPrepStep{recovery.AnswerMeetingQuestion{Question: 1, Kind: recovery.AnswerInformation, Words: say("half an hour"),
		Source: recovery.Source{Kind: recovery.SourceLeaflet, Name: peer.Say("the ward's leaflet")}}})
	return taken(t, m, noFacts, byAled, []recovery.MeetingPrepStep{recovery.MeetingTookPlace{}, recovery.SayWhatWasDecided{Words: say("again in June")}, recovery.SayHeard{Heard: peer.Yes, Says: say("mostly")}})
}

func friend(t testing.TB) recovery.Connection {
	c := begun(t, recovery.NewConnection, recovery.ConnectionStep(recovery.ChooseConnection{ID: "cn1", Person: aled, Worker: jess, Who: recovery.ConnectionNeighbour, Wish: recovery.WishLeanOn,
		Words: say("Ade from number four"), Goals: aboutGoal}), noFacts, byAled)
	return taken(t, c, noFacts, byAled, []recovery.ConnectionStep{toRecord})
}

func dreamt(t testing.TB) recovery.Vision {
	v := begun(t, recovery.NewVision, recovery.VisionStep(recovery.SayVision{ID: "v1", Person: aled, Worker: jess, Words: say("the allotment, most days")}), noFacts, byAled)
	return taken(t, v, noFacts, byAled, []recovery.VisionStep{toRecord})
}

func strong(t testing.TB) recovery.Strength {
	s := begun(t, recovery.NewStrength, recovery.StrengthStep(recovery.NameStrength{ID: "st1", Person: aled, Worker: jess, Sort: recovery.SortStrength, Words: say("patient with plants")}), noFacts, byAled)
	return taken(t, s, noFacts, byAled, []recovery.StrengthStep{toRecord})
}

func brief(t testing.TB, forums ...string) peer.PerspectiveBrief {
	b := begun(t, peer.NewPerspectiveBrief, peer.PerspectiveBriefStep(peer.WriteBrief{ID: "b1", Person: aled, Worker: jess, Words: say("mornings are hard"),
		Rights: []peer.Words{say("to be asked")}, Concerns: []peer.Words{say("being moved")}}), peer.Facts{}, byAled)
	return taken(t, b, peer.Facts{}, byAled, []peer.PerspectiveBriefStep{peer.ApproveBrief{Forums: forums}})
}

func cheered(t testing.TB) recovery.Celebration {
	return begun(t, recovery.NewCelebration, recovery.CelebrationStep(recovery.Celebrate{ID: "ce1", Person: aled, Worker: jess, Goal: "g1", What: say("the first beans"), HowMarked: say("with tea")}), noFacts, byAled)
}

func wished(t testing.TB) recovery.AdvanceStatement {
	s := begun(t, recovery.NewAdvanceStatement, recovery.AdvanceStatementStep(recovery.WriteStatement{ID: "as1", Person: aled, Worker: jess, Text: recovery.StatementText{Wishes: say("leave the light on")}, Confirm: true}), recovery.AdvanceFacts{}, byAled)
	return taken(t, s, recovery.AdvanceFacts{}, byAled, []recovery.AdvanceStatementStep{toRecord})
}

// agreed is the relationship of the fixtures, as Aled's and Jess's.
func agreed(t testing.TB) peer.Relationship {
	body, err := os.ReadFile("../examples/fixtures/records/relationship/rel-1.json")
	require.NoError(t, err)
	for was, is := range map[string]string{`"person": "aled"`: `"person": "p1"`, `"worker": "jess"`: `"worker": "w4"`, `"staff": "jess"`: `"staff": "w4"`} {
		body = bytes.ReplaceAll(body, []byte(was), []byte(is))
	}
	r, err := peer.DecodeRelationship(body)
	require.NoError(t, err)
	return r
}

// pointed is a signpost to an entry with these topics, after these steps of Aled's.
func pointed(t testing.TB, topics []signpost.Topic, all ...signpost.SignpostStep) signpost.Signpost {
	t.Helper()
	known := signpost.Facts{Policy: signpostPolicy(t), NoOther: peer.Yes}
	entry := begun(t, signpost.NewResource, signpost.ResourceStep(signpost.Find{ID: "shed", Listing: signpost.Listing{
		Name: peer.Say("The Shed"), Kind: signpost.Service, Sector: signpost.SectorLocal, Categories: []signpost.Category{signpost.LeisureGroup}, Topics: topics,
		Offers: peer.Say("tools"), Contacts: []signpost.ContactPoint{{Kind: signpost.ContactPhone, Value: peer.Say("01632 960123")}}}}), known, byJess)
	entry = taken(t, entry, known, byJess, []signpost.ResourceStep{signpost.Propose{}, signpost.Verify{On: peer.MustDate("2026-11-20"), How: signpost.ByPhone}, signpost.List{}})
	f := signpost.GivingFacts{Policy: signpostPolicy(t), Directory: []signpost.Resource{entry}, Suitable: 1, Eligible: peer.Yes, Setting: signpost.SettingHome,
		Usable: []signpost.Medium{signpost.MediumPrint}, RelationshipEnded: peer.No}
	s := begun(t, signpost.NewSignpost, signpost.SignpostStep(signpost.Consider{ID: "s1", Person: aled, Worker: jess, About: signpost.About{Goal: "g1", Circumstance: say("the garden is empty")},
		Options: []signpost.Option{{Resource: "shed", Kind: signpost.TellInformation, Words: say("open on Tuesdays"), Source: signpost.ToldSource{Kind: signpost.FromThem, Name: peer.Say("the shed's page")}}}}), f, byJess)
	return taken(t, s, f, byAled, append([]signpost.SignpostStep{signpost.Choose{Resource: "shed"}, signpost.SayReady{Willing: signpost.WillingYes, Able: signpost.AbleWithHelp, Words: say("soon")},
		signpost.NameChallenge{Kind: signpost.ChallengeTravel, Words: say("two buses")}, signpost.AskHelp{Kind: signpost.HelpTravel, NextTimeAlone: say("the way back")}}, all...))
}

var (
	give    = signpost.Give{Medium: signpost.MediumPrint, Offered: []signpost.Medium{signpost.MediumPrint}}
	handsOn = []signpost.Topic{signpost.TopicHandsOn}
)

// everything are records of every kind that can stand in a plan, all of which may go.
func everything(t testing.TB) []peer.Record {
	goal := wanted(t, nil, agree, start)
	return []peer.Record{goal, dreamt(t), strong(t), brief(t, "care-record", "ward-round"), agreed(t), solved(t), goingPartly(t), coped(t), practised(t), pottery(t), firstTime(t),
		leaflet(t), chosen(t), askedFor(t), swim(t), prepared(t), friend(t), wished(t),
		pointed(t, handsOn, give, signpost.RecordOutcome{Outcome: signpost.OutcomeAccessed, Words: say("they were kind"), MetNeed: peer.Yes})}
}

// sectionOf is where a record stands in these tests.
func sectionOf(kind peer.Kind) recovery.PlanSection {
	switch kind {
	case recovery.KindVision:
		return recovery.PlanVision
	case recovery.KindGoal:
		return recovery.PlanGoals
	case recovery.KindHealthInfo:
		return recovery.PlanHealthInformation
	case recovery.KindConnection:
		return recovery.PlanSupports
	case recovery.KindAdvanceStatement, recovery.KindAdvanceDecision:
		return recovery.PlanCrisisWishes
	}
	return recovery.PlanActivities
}

var sections = []recovery.PlanSection{recovery.PlanVision, recovery.PlanGoals, recovery.PlanStrategies, recovery.PlanSupports, recovery.PlanActivities, recovery.PlanCrisisWishes, recovery.PlanHealthInformation}

// drafted is a draft with these records and words, every section of which may go.
func drafted(t testing.TB, records []peer.Record, words map[recovery.PlanSection]string) recovery.Plan {
	t.Helper()
	p := begun(t, recovery.NewPlan, recovery.PlanStep(recovery.OpenPlan{ID: "pl1", Person: aled, Worker: jess}), noFacts, byAled)
	for _, s := range sections {
		p = taken(t, p, noFacts, byAled, []recovery.PlanStep{recovery.WhoMaySeePlan{Section: s, Audience: recovery.CareRecord}})
		if words[s] != "" {
			p = taken(t, p, noFacts, byAled, []recovery.PlanStep{recovery.AddPlanItem{Section: s, Words: say(words[s])}})
		}
	}
	for _, r := range records {
		p = taken(t, p, noFacts, byAled, []recovery.PlanStep{recovery.AddPlanItem{Section: sectionOf(r.Ref().Kind), Record: r.Ref()}})
	}
	return p
}

var linked = recovery.LinkServicePlan{Plan: recovery.PlanRef{ID: "CP-SVC-77", Owner: kay}}

// current is Aled's plan with these records and words.
func current(t testing.TB, records []peer.Record, words map[recovery.PlanSection]string, more ...recovery.PlanStep) recovery.Plan {
	t.Helper()
	return taken(t, drafted(t, records, words), noFacts, byAled, append([]recovery.PlanStep{recovery.MakePlanCurrent{}}, more...))
}

// agreesTo are the consents that records ask for beside their own audience.
func agreesTo(scopes ...peer.ConsentScope) (out []peer.Consent) {
	for _, s := range scopes {
		out = append(out, peer.Consent{Person: aled, Scope: s, Purpose: peer.ForRecord, Given: peer.Yes, From: clock})
	}
	return out
}

// planned is what there is to build a plan with: these records, a site with everything
// on, and a yes to everything.
func planned(t testing.TB, records ...peer.Record) fhir.Context {
	t.Helper()
	in := tamarside(t)
	in.Site, in.At = fhir.Site{Consents: true}, clock.Add(time.Hour)
	in.People.Staff[kay] = fhir.Reference{Reference: "Practitioner/kay"}
	in.Consents = agreesTo(peer.SharePlan, peer.ShareAgreement, peer.ShareGoals)
	in.Records = map[peer.Ref]peer.Record{}
	in.Stands = map[fhir.DocumentName]string{}
	for _, r := range records {
		in.Records[r.Ref()] = r
		in.Stands[fhir.DocumentName{Type: "Goal", Record: r.Ref()}] = ""
		in.Stands[fhir.DocumentName{Type: "Consent", Record: r.Ref()}] = ""
	}
	return in
}
