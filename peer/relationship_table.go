package peer

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// RelationshipFacts is what steps of a relationship rest on besides the record.
// A fact left out is unknown, and a decision that needs it says so.
type RelationshipFacts struct {
	// Policy in force on the day.
	Policy Policy
	// PersonAgreed: the person said yes to being offered peer support.
	PersonAgreed Tri
	// Lines of the worker who is offered.
	Lines Lines
	// Ready is the worker's readiness today.
	Ready Readiness
	// Places of the worker.
	Places Places
	// NoOther: the two have no other relationship that is open.
	NoOther Tri
	// Before is the relationship that a hand-over goes on from.
	Before Relationship
	// OtherOffered: another worker has been offered to the person in this one's place.
	OtherOffered Tri
	// Ahead is when the two mean to meet.
	Ahead Ahead
	// PeerWorkers are those on the staff who are known to be peer support workers.
	PeerWorkers []StaffID
}

// Ahead is the days on which two people mean to meet, as their diary says. The zero
// value is not known.
type Ahead struct {
	Known bool
	Days  []Date
}

// by counts the meetings up to a day.
func (a Ahead) by(last Date) int {
	n := 0
	for _, d := range a.Days {
		if !d.After(last) {
			n++
		}
	}
	return n
}

// Codes of the relationship rows.
var (
	// ErrWorkerNotReady: the worker is not ready to work, or nobody knows
	// (PEER-16).
	ErrWorkerNotReady = NewCode("worker-not-ready", Wait)
	// ErrNoCaseloadAgreement: worker and line manager have not agreed how many
	// people at once (PEER-20).
	ErrNoCaseloadAgreement = NewCode("no-caseload-agreement", Wait)
	// ErrCaseloadExceeded: no place is left in the agreed number (PEER-20).
	ErrCaseloadExceeded = NewCode("caseload-exceeded", Wait)
	// ErrDuplicateRelationship: the two have a relationship that is open
	// (PEER-30).
	ErrDuplicateRelationship = NewCode("duplicate-relationship", ReadAgain)
	// ErrSelfReference: somebody would be their own worker, or their own cover
	// (PEER-11, 30).
	ErrSelfReference = NewCode("self-reference", AskField)
	// ErrRoleNotDisclosed: the worker has not said that they are there with lived
	// experience (PEER-31).
	ErrRoleNotDisclosed = NewCode("role-not-disclosed", AskField)
	// ErrRightsNotExplained: a right, or the limits of confidentiality, has not
	// been explained (PEER-32).
	ErrRightsNotExplained = NewCode("rights-not-explained", Wait)
	// ErrNeedsBothParties: it is for the two of them, and the yes that is missing
	// is another one (PEER-33, 35).
	ErrNeedsBothParties = NewCode("needs-both-parties", ShowWhose)
	// ErrStaleVersion: it is another version than the one on the table (PEER-33).
	ErrStaleVersion = NewCode("stale-version", ReadAgain)
	// ErrImmutable: a version that exists would be altered (PEER-34).
	ErrImmutable = NewCode("immutable", Stop)
)

type (
	relRow         = Row[Relationship, RelationshipFacts]
	relOpen        = Open[Relationship, RelationshipFacts]
	relNeed[C any] = Need[Relationship, RelationshipFacts, C]
	relStep[C any] = Step[Relationship, RelationshipFacts, C]
	relFacts       = RelationshipFacts
	relTaken       = Taken[RelationshipFacts]
	relMet         = func(Relationship, Act, RelationshipFacts) Tri
)

// Places that rows lead on from, and the two whose relationship it is.
var (
	relBefore  = []Status{Offered, Welcomed, Agreeing}
	relRuns    = []Status{Active, EndingPlanned}
	relAwake   = slices.Concat(relBefore, relRuns)
	relNotOver = append(slices.Clone(relAwake), Paused)

	relTwo = []Party{PartyPerson, PartyWorker}
)

var (
	bothOfThem = Asks{Rule: Rule{"PEER-35", ErrNeedsBothParties}, Says: "This is for the two of them: the person and the worker.", Fix: "Ask the one whose turn it is. Nobody can decide it in their place."}
	personOnly = Asks{Rule: Rule{"PEER-37", ErrPersonsChoiceOnly}, Says: "This is the person's own choice.", Fix: "Leave it to them. Nobody says it for them."}
	workerOnly = Asks{Rule: Rule{"PEER-31", ErrNotAuthorised}, Says: "This is for the worker of this relationship.", Fix: "Ask the worker whose relationship it is."}
	lineOnly   = Asks{Rule: Rule{"PEER-24", ErrNotAuthorised}, Says: "A colleague makes the offer, not the worker and not the person.", Fix: "Ask the worker's line manager or peer support lead."}
)

// relationships is the table of PEER-11, 20, 21, 24, 30 to 37, 54, 55, 68 and 71.
var relationships = Machine[Relationship, RelationshipFacts]{
	Kind:   KindRelationship,
	Schema: 1, // 1: the first form
	Says:   "One person and one peer support worker, on an agreement both have said yes to.",
	Moves:  "PEER-30",
	States: []State{
		{Offered, "This worker has been offered. The worker's welcome moves it on; the person may decline.", false},
		{Welcomed, "The two have met. Either of them proposes an agreement; the person may decline.", false},
		{Agreeing, "A version is on the table. The second yes makes it count; the person may decline.", false},
		{Active, "Both agreed. Either proposes changes, or plans an ending; the person may leave at any time.", false},
		{Paused, "It rests. The person's word leads back to where it was; the person may leave at any time.", false},
		{EndingPlanned, "The two know the last day. Both together go on after all; either says that the day has come.", false},
		{Declined, "The person said no before it began.", true},
		{Ended, "It is over. How it ended stands there.", true},
	},
	Head:   func(r *Relationship) *Head { return &r.head },
	Data:   func(r *Relationship) any { return &r.s },
	Person: func(r Relationship) PersonID { return r.s.Person },
	Party:  relationshipParty,
	Policy: func(f relFacts) Digest { return f.Policy.Digest() },
	Line:   func(f relFacts) Lines { return f.Lines },
	Legal:  relationshipLegal,
	Parts:  relationshipParts,
	Rows: []relRow{
		Begins(relRow{
			Do: "offer", Says: "Offer a worker to a person who has said yes to peer support.",
			To: []Status{Offered}, By: []Party{PartyStaff}, Else: lineOnly, Form: "PEER-24",
			Open: []relOpen{personAgreed, inLine, mayBeOffered, numberAgreed, roomToOffer, noOther},
		}, func(c Offer) string { return c.ID }, draftOffer, relStep[Offer]{
			Needs: []relNeed[Offer]{notSelf(func(c Offer) (StaffID, PersonID) { return c.Worker, c.Person })},
			Apply: func(r Relationship, _ Offer, t *relTaken) Relationship { r.s.Offered = t.Now(); return r },
		}),
		Begins(relRow{
			Do: "hand-over", Says: "Offer another worker, who goes on from where the person is.",
			To: []Status{Offered}, By: []Party{PartyStaff}, Else: lineOnly, Form: "PEER-68",
			Open: []relOpen{inLine, mayBeOffered, numberAgreed, roomToOffer, noOther},
		}, func(c HandOver) string { return c.ID }, draftHandOver, relStep[HandOver]{
			Needs: []relNeed[HandOver]{notSelf(func(c HandOver) (StaffID, PersonID) { return c.Worker, c.Person }), goesOnFrom, stillAlongside, anotherOne},
			Apply: handOver,
		}),
		Takes(relRow{
			Do: "welcome", Says: "Record the first meeting.",
			From: []Status{Offered}, To: []Status{Welcomed, Agreeing}, By: []Party{PartyWorker}, Else: workerOnly, Form: "PEER-31",
			Open: []relOpen{workerThere},
		}, relStep[WelcomePerson]{Needs: []relNeed[WelcomePerson]{roleDisclosed, personThere}, Apply: welcome, To: standsAt[WelcomePerson]}),
		relStays("tell-rights", "Record which rights and choices were explained.", "PEER-32", relAwake, []Party{PartyWorker}, workerOnly,
			relStep[TellRights]{Needs: []relNeed[TellRights]{limitsExplained}, Apply: tellRights}),
		Takes(relRow{
			Do: "propose", Says: "Put a new version of the agreement on the table.",
			From: []Status{Welcomed, Agreeing, Active, EndingPlanned}, To: []Status{Agreeing}, Stays: relRuns, By: relTwo, Else: bothOfThem, Form: "PEER-33",
			Open: []relOpen{workerThere},
		}, relStep[Propose]{Needs: []relNeed[Propose]{newVersion, reviewAhead, quietLasts}, Apply: propose}),
		Takes(relRow{
			Do: "confirm", Says: "Say yes to the version on the table.",
			From: []Status{Agreeing, Active, EndingPlanned}, To: []Status{Agreeing, Active}, Stays: relRuns, By: relTwo, Else: bothOfThem, Form: "PEER-33",
			Open: []relOpen{workerThere, yoursIsMissing, rightsTold, numberStillAgreed, roomStill},
		}, relStep[Confirm]{Needs: []relNeed[Confirm]{onTheTable}, Apply: confirm, To: standsAt[Confirm],
			Options: map[string]func(Relationship) []string{"/version": versionOnTheTable}}),
		Takes(relRow{
			Do: "decline", Says: "Say no, without a reason.",
			From: relBefore, To: []Status{Declined}, By: []Party{PartyPerson}, Else: personOnly, Form: "PEER-37",
		}, relStep[Decline]{Apply: func(r Relationship, _ Decline, t *relTaken) Relationship { r.s.Over = t.Now(); return r }}),
		Takes(relRow{
			Do: "withdraw", Says: "Leave, at once and without a reason. Your goals stay yours, and what was raised about safety stays open.",
			From: relNotOver, To: []Status{Ended}, By: []Party{PartyPerson}, Else: personOnly, Form: "PEER-37",
		}, relStep[Withdraw]{Apply: func(r Relationship, c Withdraw, t *relTaken) Relationship {
			return r.ends(Ending{Kind: EndedByPerson}, t).wishes(EndingWishes{Plan: c.Plan})
		}}),
		Takes(relRow{
			Do: "pause", Says: "Let it rest for as long as you like, without a reason.",
			From: relAwake, To: []Status{Paused}, By: []Party{PartyPerson}, Else: personOnly, Form: "PEER-30",
		}, relStep[Pause]{Apply: pause}),
		Takes(relRow{
			Do: "pause-on-our-side", Says: "Let it rest because the worker or the service needs it.",
			From: relAwake, To: []Status{Paused}, By: []Party{PartyWorker, PartyStaff}, Else: ourPause, Form: "PEER-30",
			Open: []relOpen{lineActs},
		}, relStep[PauseOnOurSide]{Needs: []relNeed[PauseOnOurSide]{pauseAhead, pauseShort, coveredByAnother}, Apply: pauseOnOurSide}),
		Takes(relRow{
			Do: "resume", Says: "Go on from where it was. A worker says that they are there again, and waits for the person.",
			From: []Status{Paused}, To: relNotOver, By: relTwo, Else: bothOfThem, Form: "PEER-30",
			Open: []relOpen{wordIsMissing},
		}, relStep[Resume]{Apply: resume, To: resumesTo}),
		Takes(relRow{
			Do: "plan-ending", Says: "Plan how it will end, or plan it anew.",
			From: relRuns, To: []Status{EndingPlanned}, By: relTwo, Else: bothOfThem, Form: "PEER-54",
		}, relStep[PlanEnding]{
			Needs: []relNeed[PlanEnding]{lastDateAhead, endingNotice, endingContacts, supportOffered,
				theirAnswer("/notes", func(c PlanEnding) bool { return c.Notes != "" }), theirAnswer("/plan", func(c PlanEnding) bool { return c.Plan != "" })},
			Apply: planEnding,
		}),
		Takes(relRow{
			Do: "call-off-ending", Says: "Say that you would rather go on.",
			From: []Status{EndingPlanned}, To: relRuns, By: relTwo, Else: bothOfThem, Form: "PEER-54",
			Open: []relOpen{staysMissing},
		}, relStep[CallOffEnding]{Apply: callOffEnding, To: standsAt[CallOffEnding]}),
		relEnds("end-prepared", "Say that the ending you planned has come.", []Status{EndingPlanned}, relTwo, bothOfThem,
			relStep[EndPrepared]{Apply: func(r Relationship, _ EndPrepared, t *relTaken) Relationship {
				return r.ends(Ending{Kind: EndedPrepared}, t)
			}}, lastDateCome, supportNamed, talkedThrough),
		relEnds("end-by-service", "End it because the service, or who is in it, changed.", relNotOver, []Party{PartyStaff}, managerEnds,
			relStep[EndByService]{Needs: []relNeed[EndByService]{whyEnded}, Apply: func(r Relationship, c EndByService, t *relTaken) Relationship {
				return r.ends(Ending{Kind: EndKind(c.Kind), Because: c.Because}, t)
			}}, byManager, plannedOrOffered),
		relEnds("record-death", "Write down that the person died.", relNotOver, []Party{PartyStaff}, managerEnds,
			relStep[RecordDeath]{Needs: []relNeed[RecordDeath]{diedBefore}, Apply: func(r Relationship, c RecordDeath, t *relTaken) Relationship {
				return r.ends(Ending{Kind: EndedDied, On: c.On}, t)
			}}, byManager),
		relEnds("end-for-safety", "End it because it cannot go on safely.", relNotOver, []Party{PartyStaff}, seniorEnds,
			relStep[EndForSafety]{Apply: func(r Relationship, c EndForSafety, t *relTaken) Relationship {
				return r.ends(Ending{Kind: EndedForSafety, Because: c.Because, Instead: c.Instead}, t)
			}}, bySenior),
		relStays("ask-for-somebody-else", "Ask for another worker, without a reason.", "PEER-68", relNotOver, []Party{PartyPerson}, personOnly,
			relStep[AskForSomebodyElse]{Apply: askForSomebodyElse}),
		relStays("step-back", "Say, before it begins, that you would not be the right one.", "PEER-36", relBefore, []Party{PartyWorker}, stepsBack,
			relStep[StepBack]{Needs: []relNeed[StepBack]{lawfulGround}, Apply: stepBack, Options: map[string]func(Relationship) []string{
				"/ground": func(Relationship) []string { return terms.Of(lawfulGrounds) }}}, workerThere),
		relStays("name-care-coordinator", "Name the person's care co-ordinator, or nobody, from a day on.", "PEER-11", relNotOver, []Party{PartyWorker, PartyStaff}, anyColleague,
			relStep[NameCareCoordinator]{Needs: []relNeed[NameCareCoordinator]{neverAPeer, coordinatorFollows}, Apply: nameCareCoordinator}),
		relStays("give-word", "Record that the person has heard who is there while the worker is not.", "PEER-71", relNotOver, []Party{PartyWorker, PartyStaff}, wordGivers,
			relStep[GiveWord]{Apply: giveWord}),
	},
}

// relStays is a row that leaves a relationship where it is.
func relStays[C any](do Action, says, form string, from []Status, by []Party, other Asks, s relStep[C], rules ...relOpen) relRow {
	return Takes(relRow{Do: do, Says: says, From: from, Stays: from, By: by, Else: other, Form: form, Open: rules}, s)
}

// relEnds is a row that ends a relationship.
func relEnds[C any](do Action, says string, from []Status, by []Party, other Asks, s relStep[C], rules ...relOpen) relRow {
	return Takes(relRow{Do: do, Says: says, From: from, To: []Status{Ended}, By: by, Else: other, Form: "PEER-55", Open: rules}, s)
}

func relationshipParty(r Relationship, a Actor) Party {
	switch {
	case a.Person != "" && a.Person == r.s.Person:
		return PartyPerson
	case a.Staff != "" && a.Staff == r.s.Worker:
		return PartyWorker
	case a.Staff != "":
		return PartyStaff
	case a.Carer != "":
		return PartyCarer
	}
	return PartyNobody
}
