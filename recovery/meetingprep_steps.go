package recovery

import "github.com/towpath-care/towpath/peer"

// MeetingPrepStep is a step of the preparation of a meeting. A step of another
// record does not compile here.
type MeetingPrepStep interface{ meetingPrepStep() }

// PrepareMeeting begins a sheet for a meeting, a review, an appointment or an
// application (REC-41).
type PrepareMeeting struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	Worker peer.StaffID  `json:"worker,omitzero"`
	// Goal is the id of the goal it serves, if any.
	Goal  string       `json:"goal,omitzero"`
	Event MeetingEvent `json:"event" ask:"required"`
	// When is a day or an instant that is not over yet: in the policy's calendar,
	// and without a policy anywhere on earth. It may be left out.
	When peer.When `json:"when,omitzero"`
}

// AddMeetingQuestion is something the person wants to ask, in their own words; the
// worker alongside may write it down. It gets the next number.
type AddMeetingQuestion struct {
	Words peer.Words `json:"words" ask:"required,max=2000"`
	// Treatment: it is about treatment and is taken to a health professional.
	Treatment bool `json:"treatment,omitzero"`
}

// AddMeetingConcern is something that troubles the person, in their own words. It
// gets the next number.
type AddMeetingConcern struct {
	Words     peer.Words `json:"words" ask:"required,max=2000"`
	Treatment bool       `json:"treatment,omitzero"`
}

// AddMeetingWant is something the person wants to say, in their own words, and how
// they want to say it. It gets the next number.
type AddMeetingWant struct {
	Words peer.Words `json:"words" ask:"required,max=2000"`
	How   peer.Words `json:"how,omitzero" ask:"max=500"`
}

// AddMeetingPaper is something to bring. It gets the next number.
type AddMeetingPaper struct {
	What peer.Private `json:"what" ask:"required,max=300"`
}

// MeetingPaperReady says that a paper is there.
type MeetingPaperReady struct {
	Number int `json:"number" ask:"required,min=1,max=30"`
}

// AnswerMeetingQuestion is the worker's answer to a question: information with its
// source, or guidance on how something works. To a question about treatment there
// is information and nothing else, and somebody's own use is no source for it.
// Advice goes to qualified staff (PEER-23).
type AnswerMeetingQuestion struct {
	// Question is the number of the question.
	Question int        `json:"question" ask:"required,min=1,max=30"`
	Kind     AnswerKind `json:"kind" ask:"required"`
	Words    peer.Words `json:"words" ask:"required,max=2000"`
	Source   Source     `json:"source,omitzero"`
}

// SayWhoSpeaks is the person's word on who speaks. The worker speaks on their yes
// and not without.
type SayWhoSpeaks struct {
	Speaks MeetingSpeaker `json:"speaks" ask:"required"`
}

// SayAccompany is the person's word on whether somebody comes along (PEER-50).
type SayAccompany struct {
	Accompany peer.Tri `json:"accompany" ask:"required"`
}

// MoveMeeting gives it another day or time, that is not over yet. What was called
// off is prepared again.
type MoveMeeting struct {
	When peer.When `json:"when" ask:"required"`
}

// MeetingTookPlace says that it is over. Nothing more is asked.
type MeetingTookPlace struct{}

// SayWhatWasDecided writes down what was decided, in the words of one of the two.
type SayWhatWasDecided struct {
	Words peer.Words `json:"words" ask:"required,max=4000"`
}

// SayHeard is the person's own answer to whether they felt heard. Nobody has to
// give it; unknown takes it back.
type SayHeard struct {
	Heard peer.Tri   `json:"heard,omitzero"`
	Says  peer.Words `json:"says,omitzero" ask:"max=2000"`
}

// CallOffMeeting says that it does not take place then. No reason is asked.
type CallOffMeeting struct{}

func (PrepareMeeting) meetingPrepStep()        {}
func (AddMeetingQuestion) meetingPrepStep()    {}
func (AddMeetingConcern) meetingPrepStep()     {}
func (AddMeetingWant) meetingPrepStep()        {}
func (AddMeetingPaper) meetingPrepStep()       {}
func (MeetingPaperReady) meetingPrepStep()     {}
func (AnswerMeetingQuestion) meetingPrepStep() {}
func (SayWhoSpeaks) meetingPrepStep()          {}
func (SayAccompany) meetingPrepStep()          {}
func (MoveMeeting) meetingPrepStep()           {}
func (MeetingTookPlace) meetingPrepStep()      {}
func (SayWhatWasDecided) meetingPrepStep()     {}
func (SayHeard) meetingPrepStep()              {}
func (CallOffMeeting) meetingPrepStep()        {}
func (WhoMaySee) meetingPrepStep()             {}
