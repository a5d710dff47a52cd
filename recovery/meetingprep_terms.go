package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// MeetingEvent is what a person prepares for (REC-41).
type MeetingEvent string

// What a person prepares for: somebody to meet, or something to apply for.
const (
	EventMeeting          MeetingEvent = "meeting"
	EventReview           MeetingEvent = "review"
	EventAppointment      MeetingEvent = "appointment"
	EventMedicationReview MeetingEvent = "medication-review"
	EventHousing          MeetingEvent = "housing"
	EventFoodBank         MeetingEvent = "food-bank"
	EventBenefits         MeetingEvent = "benefits"
	EventOther            MeetingEvent = "other"
)

var meetingEvents = []MeetingEvent{EventMeeting, EventReview, EventAppointment, EventMedicationReview, EventHousing, EventFoodBank, EventBenefits, EventOther}

// Known reports whether the event is on the list.
func (e MeetingEvent) Known() bool { return slices.Contains(meetingEvents, e) }

// Terms returns the closed list.
func (MeetingEvent) Terms() []string { return terms.Of(meetingEvents) }

// MeetingSpeaker is who speaks at a meeting, as the person says (REC-41).
type MeetingSpeaker string

// Who speaks at a meeting.
const (
	SpeakerPerson   MeetingSpeaker = "person"
	SpeakerWorker   MeetingSpeaker = "worker"
	SpeakerAdvocate MeetingSpeaker = "advocate"
	SpeakerTogether MeetingSpeaker = "together"
)

var meetingSpeakers = []MeetingSpeaker{SpeakerPerson, SpeakerWorker, SpeakerAdvocate, SpeakerTogether}

// Known reports whether the speaker is on the list.
func (s MeetingSpeaker) Known() bool { return slices.Contains(meetingSpeakers, s) }

// Terms returns the closed list.
func (MeetingSpeaker) Terms() []string { return terms.Of(meetingSpeakers) }

// AnswerKind says what an answer is (PEER-23).
type AnswerKind string

// What an answer is.
const (
	// AnswerInformation: facts, with their source.
	AnswerInformation AnswerKind = "information"
	// AnswerGuidance: how to use a service or a process.
	AnswerGuidance AnswerKind = "guidance"
	// AnswerAdvice: what somebody should do. It is known so that it can be
	// answered, is never offered and never taken: peer.ErrAdviceOutOfScope.
	AnswerAdvice AnswerKind = "advice"
)

var answerKinds = []AnswerKind{AnswerInformation, AnswerGuidance, AnswerAdvice}

// Known reports whether the kind is on the list.
func (k AnswerKind) Known() bool { return slices.Contains(answerKinds, k) }

// Terms returns the closed list.
func (AnswerKind) Terms() []string { return terms.Of(answerKinds) }

// AdviceRoute is where a question goes that is not a peer support worker's to
// answer.
type AdviceRoute string

// RouteQualifiedStaff: to staff who are qualified to advise.
const RouteQualifiedStaff AdviceRoute = "qualified-staff"

// Known reports whether the route is on the list.
func (r AdviceRoute) Known() bool { return r == RouteQualifiedStaff }

// Terms returns the closed list.
func (AdviceRoute) Terms() []string { return []string{string(RouteQualifiedStaff)} }
