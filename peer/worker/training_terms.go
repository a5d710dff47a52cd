package worker

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// RequirementKind is a training that an organisation asks for at a time (PEER-03,
// PEER-05, PEER-12).
type RequirementKind string

// Requirements.
const (
	CareCertificate    RequirementKind = "care-certificate"    // the standards for new care staff (PEER-03)
	PeerCertificate    RequirementKind = "peer-certificate"    // the organisation's own course (PEER-05)
	FrameworkTraining  RequirementKind = "framework-training"  // training under the national framework (PEER-05)
	AccreditedTraining RequirementKind = "accredited-training" // an accredited course (PEER-05)
	Induction          RequirementKind = "induction"           // with the peer support lead of the area (PEER-12)
)

var requirementKinds = []RequirementKind{CareCertificate, PeerCertificate, FrameworkTraining, AccreditedTraining, Induction}

// Known reports whether the requirement is on the list.
func (k RequirementKind) Known() bool { return slices.Contains(requirementKinds, k) }

// Terms returns the closed list.
func (RequirementKind) Terms() []string { return terms.Of(requirementKinds) }

// row is the requirement row that a training of this kind stands for.
func (k RequirementKind) row() string {
	switch k {
	case CareCertificate:
		return "PEER-03"
	case Induction:
		return "PEER-12"
	}
	return "PEER-05"
}

// When says whether a training is there before somebody starts or within a time after.
type When string

// When a training is asked for.
const (
	BeforeStart When = "before-start"
	AfterStart  When = "after-start"
)

var whens = []When{BeforeStart, AfterStart}

// Known reports whether the word is on the list.
func (w When) Known() bool { return slices.Contains(whens, w) }

// Terms returns the closed list.
func (When) Terms() []string { return terms.Of(whens) }

// EvidenceKind is what counts as having done a training.
type EvidenceKind string

// What counts.
const (
	BySelfCertifying EvidenceKind = "self-certified" // the worker says so themself
	ByAttending      EvidenceKind = "attended"       // they were there
	ByAssessment     EvidenceKind = "assessed"       // it was passed, and it is said who looked at it
	ByPassing        EvidenceKind = "passed"         // it was passed
)

var evidenceKinds = []EvidenceKind{BySelfCertifying, ByAttending, ByAssessment, ByPassing}

// Known reports whether the word is on the list.
func (e EvidenceKind) Known() bool { return slices.Contains(evidenceKinds, e) }

// Terms returns the closed list.
func (EvidenceKind) Terms() []string { return terms.Of(evidenceKinds) }

// Gate is what stays shut until a training is there (PEER-04).
type Gate string

// Gates.
const (
	GatesNothing  Gate = "nothing"  // it is owed, and nothing waits for it
	GatesAutonomy Gate = "autonomy" // nobody works without a colleague before it
	GatesContact  Gate = "contact"  // nobody meets people before it
)

var gates = []Gate{GatesNothing, GatesAutonomy, GatesContact}

// Known reports whether the gate is on the list.
func (g Gate) Known() bool { return slices.Contains(gates, g) }

// Terms returns the closed list.
func (Gate) Terms() []string { return terms.Of(gates) }

// Result is what came of a training. Not yet passed is a step on the way (PEER-05).
type Result string

// Results.
const (
	Attended      Result = "attended"
	Passed        Result = "passed"
	NotYetPassed  Result = "not-yet-passed"
	SelfCertified Result = "self-certified"
)

var results = []Result{Attended, Passed, NotYetPassed, SelfCertified}

// Known reports whether the result is on the list.
func (r Result) Known() bool { return slices.Contains(results, r) }

// Terms returns the closed list.
func (Result) Terms() []string { return terms.Of(results) }

// accepts reports whether a result is what counts.
func (e EvidenceKind) accepts(r Result) bool {
	switch e {
	case BySelfCertifying:
		return r == SelfCertified || r == Attended || r == Passed
	case ByAttending:
		return r == Attended || r == Passed
	}
	return r == Passed
}

// Topic is what a training was about, beyond what it was for (PEER-05).
type Topic string

// Topics of peer training.
const (
	TopicOwnExperience  Topic = "using-lived-experience-well"
	TopicRecovery       Topic = "recovery"
	TopicPeerPrinciples Topic = "peer-principles"
	TopicSkills         Topic = "practised-skills"
)

var topics = []Topic{TopicOwnExperience, TopicRecovery, TopicPeerPrinciples, TopicSkills}

// Known reports whether the topic is on the list.
func (t Topic) Known() bool { return slices.Contains(topics, t) }

// Terms returns the closed list.
func (Topic) Terms() []string { return terms.Of(topics) }

// Subject is a statutory or mandatory subject of an organisation's register (PEER-06).
// An organisation adds its own, so the list is the policy's: a subject that no policy
// names is peer.ErrUnknownCode.
type Subject string

// Subjects that most organisations have.
const (
	MentalHealthLaw      Subject = "mental-health-law"
	SafeguardingAdults   Subject = "safeguarding-adults"
	SafeguardingChildren Subject = "safeguarding-children"
	HealthAndSafety      Subject = "health-safety-welfare"
	SuicidePrevention    Subject = "suicide-prevention"
	MovingAndHandling    Subject = "moving-and-handling"
	FireSafety           Subject = "fire"
	FirstAid             Subject = "first-aid"
)

// longestSubject is how many letters a subject has at most.
const longestSubject = 40

// Known reports whether this can be a subject: a word of lower-case letters, digits and
// hyphens, of at most forty.
func (s Subject) Known() bool { return s != "" && len(s) <= longestSubject && s.spelt() }

// spelt reports whether it is written as a subject is.
func (s Subject) spelt() bool {
	for _, c := range []byte(s) {
		if !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-') {
			return false
		}
	}
	return true
}

// CheckState is where a criminal-record check has to be before somebody meets people.
// Less than submitted is not on the list: no organisation goes below that (PEER-07).
type CheckState string

// Where a check has to be.
const (
	SubmittedFirst CheckState = "submitted"
	ClearedFirst   CheckState = "cleared"
)

var checkStates = []CheckState{SubmittedFirst, ClearedFirst}

// Known reports whether the word is on the list.
func (s CheckState) Known() bool { return slices.Contains(checkStates, s) }

// Terms returns the closed list.
func (CheckState) Terms() []string { return terms.Of(checkStates) }
