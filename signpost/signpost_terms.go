package signpost

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// ToldKind says what was told about a way to choose (PEER-23).
type ToldKind string

// What was told.
const (
	// TellInformation: facts, with their source.
	TellInformation ToldKind = "information"
	// TellGuidance: how to use a service or a process.
	TellGuidance ToldKind = "guidance"
	// TellAdvice: what somebody should do. It is known so that it can be answered and
	// is never taken: peer.ErrAdviceOutOfScope.
	TellAdvice ToldKind = "advice"
)

var toldKinds = []ToldKind{TellInformation, TellGuidance, TellAdvice}

// Known reports whether the kind is on the list.
func (k ToldKind) Known() bool { return slices.Contains(toldKinds, k) }

// Terms returns the closed list.
func (ToldKind) Terms() []string { return terms.Of(toldKinds) }

// ToldSourceKind says what sort of source information has.
type ToldSourceKind string

// Sources.
const (
	// FromEntry: the directory's entry itself.
	FromEntry ToldSourceKind = "directory"
	// FromThem: the organisation said so.
	FromThem ToldSourceKind = "organisation"
	// FromLeaflet: something printed or a page.
	FromLeaflet ToldSourceKind = "leaflet"
	// FromSomebody: somebody who was there told it.
	FromSomebody ToldSourceKind = "somebody-who-was-there"
	// FromOwnUse: whoever tells it has used it; it needs its date.
	FromOwnUse ToldSourceKind = "own-use"
)

var toldSourceKinds = []ToldSourceKind{FromEntry, FromThem, FromLeaflet, FromSomebody, FromOwnUse}

// Known reports whether the source is on the list.
func (k ToldSourceKind) Known() bool { return slices.Contains(toldSourceKinds, k) }

// Terms returns the closed list.
func (ToldSourceKind) Terms() []string { return terms.Of(toldSourceKinds) }

// Route is where something goes that is not done here.
type Route string

// Routes.
const (
	// RouteQualifiedStaff: advice is for staff who are qualified to give it.
	RouteQualifiedStaff Route = "qualified-staff"
	// RouteTeamRequest: a referral is made by a professional, whom the team is asked
	// for (SIGN-24).
	RouteTeamRequest Route = "professional-by-team-request"
)

var routes = []Route{RouteQualifiedStaff, RouteTeamRequest}

// Known reports whether the route is on the list.
func (r Route) Known() bool { return slices.Contains(routes, r) }

// Terms returns the closed list.
func (Route) Terms() []string { return terms.Of(routes) }

// Willing is whether the person wants to (SIGN-12).
type Willing string

// Answers of whether they want to.
const (
	WillingYes    Willing = "yes"
	WillingUnsure Willing = "unsure"
	WillingNo     Willing = "no"
)

var willings = []Willing{WillingYes, WillingUnsure, WillingNo}

// Known reports whether the answer is on the list.
func (w Willing) Known() bool { return slices.Contains(willings, w) }

// Terms returns the closed list.
func (Willing) Terms() []string { return terms.Of(willings) }

// Able is whether the person can (SIGN-12).
type Able string

// Answers of whether they can.
const (
	AbleYes      Able = "yes"
	AbleWithHelp Able = "with-help"
	AbleNo       Able = "no"
)

var ables = []Able{AbleYes, AbleWithHelp, AbleNo}

// Known reports whether the answer is on the list.
func (a Able) Known() bool { return slices.Contains(ables, a) }

// Terms returns the closed list.
func (Able) Terms() []string { return terms.Of(ables) }

// HelpKind says what practical help is (SIGN-18).
type HelpKind string

// Kinds of help.
const (
	HelpPhone   HelpKind = "phone-together"
	HelpForm    HelpKind = "fill-in-a-form"
	HelpTravel  HelpKind = "plan-the-way"
	HelpGoAlong HelpKind = "go-along-first-time"
	HelpOnline  HelpKind = "get-online"
)

var helpKinds = []HelpKind{HelpPhone, HelpForm, HelpTravel, HelpGoAlong, HelpOnline}

// Known reports whether the kind is on the list.
func (k HelpKind) Known() bool { return slices.Contains(helpKinds, k) }

// Terms returns the closed list.
func (HelpKind) Terms() []string { return terms.Of(helpKinds) }

// Outcome is what came of it, in the person's word (SIGN-16).
type Outcome string

// Outcomes. Each is also the place it leads to.
const (
	OutcomeAccessed       = Outcome(Accessed)
	OutcomeNotAccessed    = Outcome(NotAccessed)
	OutcomeNeedsDifferent = Outcome(NeedsDifferent)
)

var outcomes = []Outcome{OutcomeAccessed, OutcomeNotAccessed, OutcomeNeedsDifferent}

// Known reports whether the outcome is on the list.
func (o Outcome) Known() bool { return slices.Contains(outcomes, o) }

// Terms returns the closed list.
func (Outcome) Terms() []string { return terms.Of(outcomes) }

// NextStep is what comes after an outcome (SIGN-16). Stopping is a choice.
type NextStep string

// What may come next.
const (
	NextSignpost NextStep = "another-signpost"
	NextHelp     NextStep = "access-help"
	// NextGap: there is nothing like it, which is written down without anybody's name.
	NextGap NextStep = "gap"
	// NextConcern: it needs to go further.
	NextConcern NextStep = "concern"
	NextProblem NextStep = "problem-solving"
	NextNothing NextStep = "nothing-for-now"
)

var nextSteps = []NextStep{NextSignpost, NextHelp, NextGap, NextConcern, NextProblem, NextNothing}

// Known reports whether it is on the list.
func (n NextStep) Known() bool { return slices.Contains(nextSteps, n) }

// Terms returns the closed list.
func (NextStep) Terms() []string { return terms.Of(nextSteps) }

// NotKnownReason says why nobody knows what came of it (SIGN-16).
type NotKnownReason string

// Reasons.
const (
	AskedAsAgreed NotKnownReason = "asked-as-agreed"
	SupportEnded  NotKnownReason = "relationship-ended"
)

var notKnownReasons = []NotKnownReason{AskedAsAgreed, SupportEnded}

// Known reports whether the reason is on the list.
func (r NotKnownReason) Known() bool { return slices.Contains(notKnownReasons, r) }

// Terms returns the closed list.
func (NotKnownReason) Terms() []string { return terms.Of(notKnownReasons) }

// ChallengeKind says what makes it hard to get there (SIGN-19).
type ChallengeKind string

// Challenges, the practical ones first.
const (
	ChallengeAppointments ChallengeKind = "appointments"
	ChallengeTravel       ChallengeKind = "travel"
	ChallengeCost         ChallengeKind = "cost"
	ChallengeForms        ChallengeKind = "forms"
	ChallengeWaiting      ChallengeKind = "waiting"
	ChallengeCaring       ChallengeKind = "caring-duties"
	ChallengeLanguage     ChallengeKind = "language"
	ChallengeOnline       ChallengeKind = "getting-online"
	// ChallengeJudged: worry about being judged.
	ChallengeJudged ChallengeKind = "being-judged"
	// ChallengeSeen: worry about being seen there.
	ChallengeSeen ChallengeKind = "being-seen-there"
	// ChallengeBefore: a bad experience of a service.
	ChallengeBefore ChallengeKind = "bad-experience-before"
	// ChallengeNotForMe: the feeling that it is not for people like them.
	ChallengeNotForMe ChallengeKind = "not-for-people-like-me"
)

var challengeKinds = []ChallengeKind{ChallengeAppointments, ChallengeTravel, ChallengeCost, ChallengeForms, ChallengeWaiting, ChallengeCaring, ChallengeLanguage, ChallengeOnline, ChallengeJudged, ChallengeSeen, ChallengeBefore, ChallengeNotForMe}

// Known reports whether the kind is on the list.
func (k ChallengeKind) Known() bool { return slices.Contains(challengeKinds, k) }

// Terms returns the closed list, the practical ones first.
func (ChallengeKind) Terms() []string { return terms.Of(challengeKinds) }

// Stigma reports whether it is about what others may think or have done, and not a
// practical one.
func (k ChallengeKind) Stigma() bool {
	return slices.Contains([]ChallengeKind{ChallengeJudged, ChallengeSeen, ChallengeBefore, ChallengeNotForMe}, k)
}

// lasting reports whether somebody still has it tomorrow (SIGN-13).
func (m Medium) lasting() bool {
	return m.Known() && m != MediumPhone && !m.always()
}

// always reports whether it needs nothing but the person's wish (SIGN-13).
func (m Medium) always() bool {
	return m == MediumVerbal || m == MediumMemoryAid || m == MediumKeepForMe
}

// byStaff reports whether somebody else sees to it, so that nothing is asked of the
// person.
func (m Medium) byStaff() bool { return m == MediumViaStaff || m == MediumHold }

// placeOf is where an outcome leads.
func (o Outcome) placeOf() peer.Status { return peer.Status(o) }
