package fhir

import (
	"cmp"
	"maps"
	"slices"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/transition"
)

// CodeSystem is a list of codes of ours, as it is published for whoever reads what
// we write (R4 CodeSystem). Its codes are the words that records are stored with.
type CodeSystem struct {
	// URL names it wherever its codes stand.
	URL string
	// Name is for programs, Title for people, Says in a sentence what it is about.
	Name, Title, Says string
	// Codes are all of them, in order.
	Codes []Code
}

// Code is one code with the words that stand beside it.
type Code struct{ Code, Display string }

// CodeSystems returns those of ours that codes may come from.
func CodeSystems() []CodeSystem {
	return slices.Concat(contactSystems(), planSystems(), concernSystems(), directorySystems())
}

func contactSystems() []CodeSystem {
	return []CodeSystem{
		{ContactKindSystem, "TowpathContactKind", "Kinds of contact", "What a contact of peer support was for.", codesOf(kindTexts)},
		{ContactModeSystem, "TowpathContactMode", "Ways of being in touch", "The way the person and the worker were in touch.", modeCodes()},
		{ParticipationSystem, "TowpathParticipation", "Parts in a contact", "Parts in a contact that HL7 has no code for.", []Code{{"supervising", "Supervising colleague"}}},
		{ContactFactSystem, "TowpathContactFact", "Facts of a contact", "What else an Encounter says of a contact.", []Code{{"lived-experience-shared", "Lived experience was shared"}}},
		{NotMetSystem, "TowpathNotMet", "Why two people did not meet", "Why a contact did not take place, in words that blame nobody.", codesOf(notMetTexts)},
		{EntryStateSystem, "TowpathEntryState", "Where an entry stands", "Where the worker's entry about a contact stands.", []Code{{string(peer.EntryAwaiting), "Not yet looked at by a professional"}}},
		{EpisodeSystem, "TowpathEpisode", "Episodes", "What an EpisodeOfCare of ours is of.", []Code{{"peer-support", "Peer support"}}},
		{TeamRoleSystem, "TowpathTeamRole", "Who is alongside", "What somebody is in a CareTeam of ours.", []Code{{"person", "The person"}, {string(peer.RolePeerWorker), "Peer support worker"}}},
		{TransitionCheckSystem, "TowpathTransitionCheck", "Checks of a move", "What is looked at while somebody moves between services.", checkCodes()},
	}
}

func planSystems() []CodeSystem {
	return []CodeSystem{
		{LifeDomainSystem, "TowpathLifeDomain", "Parts of life", "The part of a person's life that a goal of theirs is about.", codesOf(domainTexts)},
		{PlanCategorySystem, "TowpathPlanCategory", "Sorts of plan", "What sort of plan a CarePlan of ours is.", codesOf(planCategories)},
		{PlanActivitySystem, "TowpathPlanActivity", "Sorts of activity in a plan", "What an activity of a plan is made from.", codesOf(activityTexts)},
		{ActivitySortSystem, "TowpathActivitySort", "Activities that matter", "What sort of activity matters to a person.", codesOf(activitySorts)},
		{HealthTopicSystem, "TowpathHealthTopic", "Topics of health information", "What health information is on.", codesOf(healthTopics)},
		{MeetingEventSystem, "TowpathMeetingEvent", "What somebody prepares for", "The meeting or moment that a person prepares for.", codesOf(meetingTexts)},
		{WellbeingSectionSystem, "TowpathWellbeingSection", "Sections of a plan for staying well", "What a section of a plan for staying well is about.", codesOf(wellbeingTexts)},
		{SolutionOutcomeSystem, "TowpathSolutionOutcome", "How a solution went", "How a solution went, in the person's say.", codesOf(solutionTexts)},
		{RiskDecisionSystem, "TowpathRiskDecision", "Decisions about something somebody wants to do", "What a person decided about something they want to do.", codesOf(riskTexts)},
		{SignpostOutcomeSystem, "TowpathSignpostOutcome", "What came of a signpost", "What came of a signpost, in the person's word.", codesOf(signpostTexts)},
		{OwnRatingSystem, "TowpathOwnRating", "What somebody rates in their own life", "What a person rates in their own life, for themself.", codesOf(ratedTexts)},
		{OwnScaleSystem, "TowpathOwnScale", "Ends of a scale", "What 0 and 10 stand for.", codesOf(scaleTexts)},
		{SharedSystem, "TowpathShared", "What is shared", "What a consent to sharing is about.", codesOf(sharedTexts)},
		{AdvanceKindSystem, "TowpathAdvanceDocument", "Advance documents", "What sort of advance document it is.", wishCodes()},
	}
}

func concernSystems() []CodeSystem {
	return []CodeSystem{
		{AskedSystem, "TowpathAskedToLookAt", "What somebody is asked to look at", "What somebody is asked to look at; which of the private ones it is stays here.", codesOf(askedTexts)},
		{EndOfTurnSystem, "TowpathEndOfTurn", "Ends of a turn", "Why somebody's turn to take a concern on ended without them.", endOfTurnCodes()},
		{MessageSystem, "TowpathConcernMessage", "Messages about a concern", "What was said between those who look after a concern.",
			[]Code{{"acknowledged", "Somebody has taken a concern on"}, {"told", "Somebody was told of a concern"}}},
		{FlagSystem, "TowpathFlag", "Flags", "The one thing that a flag of ours says.", []Code{{"speak-with-the-team", speakWithTheTeam}}},
		{NoticedSystem, "TowpathObservation", "Observations", "What an observation of ours is.", []Code{{"what-was-noticed", whatWasNoticed}}},
	}
}

func directorySystems() []CodeSystem {
	return []CodeSystem{
		{ServiceCategorySystem, "TowpathServiceCategory", "Categories of the directory", "What an entry of the directory is filed under.", codesOf(categoryTexts)},
		{ServiceTopicSystem, "TowpathServiceTopic", "Topics of the directory", "What an entry of the directory is about.", codesOf(topicTexts)},
		{ServiceFeatureSystem, "TowpathServiceFeature", "What a place has", "What an entry of the directory has for those who need it.", codesOf(featureTexts)},
		{SectorSystem, "TowpathSector", "Sectors", "Whose an entry of the directory is.", codesOf(sectorTexts)},
		{CostSystem, "TowpathCost", "Costs", "What an entry of the directory costs.", codesOf(costTexts)},
		{HandedOverSystem, "TowpathHandedOver", "Forms of handing over", "The form in which details were handed over.", formCodes()},
		{FollowUpSystem, "TowpathFollowUp", "Follow-ups", "The one thing a follow-up of a signpost is.", []Code{{"follow-up", "Ask how it went"}}},
	}
}

// codesOf lists the codes of a table in their own order. What has no words has no code.
func codesOf[T ~string](texts map[T]string) []Code {
	out := make([]Code, 0, len(texts))
	for _, code := range slices.Sorted(maps.Keys(texts)) {
		if texts[code] != "" {
			out = append(out, Code{string(code), texts[code]})
		}
	}
	return out
}

// codesBy lists the codes of a table whose entries say more than their text.
func codesBy[T ~string, V any](table map[T]V, code func(T, V) Code) []Code {
	texts := map[string]string{}
	for key, value := range table {
		if c := code(key, value); c.Code != "" {
			texts[c.Code] = c.Display
		}
	}
	return codesOf(texts)
}

func checkCodes() []Code {
	return codesBy(checkTexts, func(c transition.Check, t struct{ says, asks string }) Code { return Code{string(c), t.says} })
}

func wishCodes() []Code {
	return codesBy(wishKinds, func(k recovery.AdvanceKind, w wishKind) Code { return Code{string(k), w.says} })
}

func formCodes() []Code {
	return codesBy(forms, func(_ signpost.Medium, f form) Code { return Code{f.code, f.says} })
}

func endOfTurnCodes() []Code {
	return append(codesBy(hopStatuses, func(_ safeguard.HopState, e ended) Code { return Code{e.reason, e.because} }), Code{moveOver.reason, moveOver.because})
}

func modeCodes() []Code {
	return codesBy(mechanisms, func(m peer.Mode, n mechanism) Code { return Code{string(m), n.says} })
}

// publisher stands in everything we publish.
const publisher = "Towpath contributors"

// Resource is the list as an R4 CodeSystem, for a terminology server to load. It is
// published as a file and never sent with anybody's record.
func (c CodeSystem) Resource() ([]byte, error) {
	type concept struct {
		Code    string `json:"code"`
		Display string `json:"display"`
	}
	concepts := make([]concept, len(c.Codes))
	for i, code := range c.Codes {
		concepts[i] = concept(code)
	}
	return literal(struct {
		ResourceType  string    `json:"resourceType"`
		ID            string    `json:"id"`
		URL           string    `json:"url"`
		Name          string    `json:"name"`
		Title         string    `json:"title"`
		Status        string    `json:"status"`
		Experimental  bool      `json:"experimental"`
		Publisher     string    `json:"publisher"`
		Description   string    `json:"description"`
		CaseSensitive bool      `json:"caseSensitive"`
		Content       string    `json:"content"`
		Count         int       `json:"count"`
		Concept       []concept `json:"concept"`
	}{"CodeSystem", c.ID(), c.URL, c.Name, c.Title, "active", false, publisher, c.Says, true, "complete", len(concepts), concepts})
}

// ID is the last part of the address, and the name of the file it is published in.
func (c CodeSystem) ID() string {
	_, id := cutLast(c.URL)
	return id
}

// ConceptMap says which national code says the same as one of ours (R4 ConceptMap):
// where a record system keeps its codes is the site's to say, so that there is one
// for each site and none without it.
type ConceptMap struct {
	// Source and Target are the code systems.
	Source, Target string
	Same           []Same
}

// NationalMode is the code of the NHS Data Dictionary's CONSULTATION MECHANISM (MENTAL
// HEALTH) for a way of being in touch; false for one that is not on our list.
func NationalMode(mode peer.Mode) (Code, bool) {
	m, ok := mechanisms[mode]
	return Code{m.code, m.display}, ok
}

// NationalTherapyMode is the code of the NHS Data Dictionary's CARE CONTACT PATIENT
// THERAPY MODE for what a contact was for; false for a drop-in, which is neither, and
// for what nobody has said.
func NationalTherapyMode(kind peer.ActivityKind) (Code, bool) {
	m, ok := therapyModes[kind]
	return Code{m.code, m.display}, ok
}

// Same is one pair of codes. Equivalence is of R4 ConceptMapEquivalence, seen from
// our code: "equivalent", "wider" where the national code says less, "narrower" where it
// says more and is so of some only, or "unmatched" where there is none and National is
// empty. Comment is a fixed sentence for the last two: of which it is so, or why of none.
type Same struct {
	Code        string
	National    Code
	Equivalence string
	Comment     string
}

// ConceptMaps returns those of this site, where it has said which address its record
// system knows the national codes by: from the ways of being in touch to the NHS Data
// Dictionary's CONSULTATION MECHANISM (MENTAL HEALTH), and from the sorts of plan to its
// CARE PLAN TYPE FOR MENTAL HEALTH.
func (s Site) ConceptMaps() (out []ConceptMap) {
	if s.ConsultationMechanism != "" {
		out = append(out, s.mechanismMap())
	}
	if s.CarePlanTypes != "" {
		out = append(out, s.planTypeMap())
	}
	return out
}

func (s Site) mechanismMap() ConceptMap {
	m := ConceptMap{Source: ContactModeSystem, Target: s.ConsultationMechanism}
	for mode, national := range mechanisms {
		how := "equivalent"
		if mode == peer.Letter {
			how = "wider" // it is not listed there
		}
		m.Same = append(m.Same, Same{string(mode), Code{national.code, national.display}, how, ""})
	}
	slices.SortFunc(m.Same, func(a, b Same) int { return cmp.Compare(a.Code, b.Code) })
	return m
}

var equivalences = map[string]r4.ConceptMapEquivalence{
	"equivalent": r4.ConceptMapEquivalenceEquivalent,
	"wider":      r4.ConceptMapEquivalenceWider,
	"narrower":   r4.ConceptMapEquivalenceNarrower,
	"unmatched":  r4.ConceptMapEquivalenceUnmatched,
}

// Resource is the map as an R4 ConceptMap.
func (m ConceptMap) Resource() ([]byte, error) {
	group := r4.ConceptMapGroup{Source: text(m.Source), Target: text(m.Target)}
	for _, s := range m.Same {
		group.Element = append(group.Element, r4.ConceptMapGroupElement{Code: text(s.Code), Target: []r4.ConceptMapGroupElementTarget{
			{Code: text(s.National.Code), Display: text(s.National.Display), Equivalence: equivalences[s.Equivalence], Comment: text(s.Comment)}}})
	}
	_, source := cutLast(m.Source)
	return literal(struct {
		ResourceType string               `json:"resourceType"`
		URL          string               `json:"url"`
		Status       string               `json:"status"`
		Publisher    string               `json:"publisher"`
		Group        []r4.ConceptMapGroup `json:"group"`
	}{"ConceptMap", Canonical + "/ConceptMap/" + source, "active", publisher, []r4.ConceptMapGroup{group}})
}
