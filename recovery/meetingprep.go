package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindMeetingPrep is how the preparation of a meeting is stored.
const KindMeetingPrep peer.Kind = "meeting-prep"

// Places the preparation of a meeting can be in.
const (
	// MeetingPrepared: it lies ahead. Either of the two prepares, moves it, says
	// that it took place or that it was called off.
	MeetingPrepared peer.Status = "prepared"
	// MeetingOver: it took place. What was decided can be written down, and the
	// person may say whether they felt heard.
	MeetingOver peer.Status = "over"
	// MeetingCalledOff: it does not take place then. Given another day it is
	// prepared again.
	MeetingCalledOff peer.Status = "called-off"
)

// MeetingPrep is what a person takes along to a meeting, a review, an appointment
// or an application, and what came of it (REC-41). The zero value is none.
type MeetingPrep struct {
	head
	s meetingPrep
}

type meetingPrep struct {
	Person    peer.PersonID   `json:"person" ask:"required"`
	Worker    peer.StaffID    `json:"worker,omitzero"`
	Goal      string          `json:"goal,omitzero"`
	Event     MeetingEvent    `json:"event" ask:"required"`
	When      peer.When       `json:"when,omitzero"`
	Speaks    MeetingSpeaker  `json:"speaks,omitzero"`
	Accompany peer.Tri        `json:"accompany"`
	Questions []MeetingPoint  `json:"questions,omitempty" ask:"items=30"`
	Concerns  []MeetingPoint  `json:"concerns,omitempty" ask:"items=30"`
	Wants     []MeetingWant   `json:"wants,omitempty" ask:"items=30"`
	Papers    []MeetingPaper  `json:"papers,omitempty" ask:"items=30"`
	Answers   []MeetingAnswer `json:"answers,omitempty" ask:"items=60"`
	Decided   peer.Words      `json:"decided,omitzero" ask:"max=4000"`
	Heard     peer.Tri        `json:"heard"`
	HeardSays peer.Words      `json:"heardSays,omitzero" ask:"max=2000"`
	Audience  Audience        `json:"audience" ask:"required"`
}

// How much one sheet holds.
const (
	maxMeetingPoints  = 30
	maxMeetingAnswers = 60
)

// MeetingPoint is a question or a concern to take along, in the person's words.
type MeetingPoint struct {
	// Number counts the questions, and apart from them the concerns, from 1 and is
	// never used again.
	Number int        `json:"number" ask:"required"`
	Words  peer.Words `json:"words" ask:"required,max=2000"`
	// Treatment: it is about treatment and is taken to a health professional.
	Treatment bool `json:"treatment,omitzero"`
}

// MeetingWant is something the person wants to say, and how.
type MeetingWant struct {
	Number int        `json:"number" ask:"required"`
	Words  peer.Words `json:"words" ask:"required,max=2000"`
	// How they want to say it, such as "read out from the card".
	How peer.Words `json:"how,omitzero" ask:"max=500"`
}

// MeetingPaper is something to bring.
type MeetingPaper struct {
	Number int          `json:"number" ask:"required"`
	What   peer.Private `json:"what" ask:"required,max=300"`
	Ready  bool         `json:"ready,omitzero"`
}

// MeetingAnswer is what the worker alongside said to a question: information, or
// guidance on how something works. There is no advice (PEER-23).
type MeetingAnswer struct {
	// Question is the number of the question.
	Question int        `json:"question" ask:"required"`
	Kind     AnswerKind `json:"kind" ask:"required"`
	Words    peer.Words `json:"words" ask:"required,max=2000"`
	Source   Source     `json:"source,omitzero"`
	// At is when it was said, in UTC.
	At time.Time `json:"at" ask:"required"`
}

// Person is the person whose meeting it is.
func (m MeetingPrep) Person() peer.PersonID { return m.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (m MeetingPrep) Worker() peer.StaffID { return m.s.Worker }

// Goal is the id of the goal it serves; empty when there is none.
func (m MeetingPrep) Goal() string { return m.s.Goal }

// Event is what they prepare for.
func (m MeetingPrep) Event() MeetingEvent { return m.s.Event }

// When is the day or the instant of it; zero: not known yet.
func (m MeetingPrep) When() peer.When { return m.s.When }

// Speaks is who speaks, as the person said; empty when they have not.
func (m MeetingPrep) Speaks() MeetingSpeaker { return m.s.Speaks }

// Accompany answers whether the person wants somebody to come along.
func (m MeetingPrep) Accompany() peer.Tri { return m.s.Accompany }

// Questions are what the person wants to ask.
func (m MeetingPrep) Questions() []MeetingPoint { return slices.Clone(m.s.Questions) }

// Concerns are what troubles the person about it.
func (m MeetingPrep) Concerns() []MeetingPoint { return slices.Clone(m.s.Concerns) }

// Wants are what the person wants to say.
func (m MeetingPrep) Wants() []MeetingWant { return slices.Clone(m.s.Wants) }

// Papers are what to bring.
func (m MeetingPrep) Papers() []MeetingPaper { return slices.Clone(m.s.Papers) }

// Answers are what the worker said to questions, in the order they were given.
func (m MeetingPrep) Answers() []MeetingAnswer { return slices.Clone(m.s.Answers) }

// ForHealthProfessional are the questions and then the concerns about treatment:
// what to take to a health professional and to nobody else.
func (m MeetingPrep) ForHealthProfessional() (questions, concerns []MeetingPoint) {
	other := func(p MeetingPoint) bool { return !p.Treatment }
	return slices.DeleteFunc(m.Questions(), other), slices.DeleteFunc(m.Concerns(), other)
}

// Decided is what was decided; empty when nobody has said.
func (m MeetingPrep) Decided() peer.Words { return m.s.Decided }

// Heard is the person's own answer to whether they felt heard; unknown when they
// have not said.
func (m MeetingPrep) Heard() peer.Tri { return m.s.Heard }

// HeardSays is what the person said of how they were heard; it may be empty.
func (m MeetingPrep) HeardSays() peer.Words { return m.s.HeardSays }

// Audience is who may see it, as the person set it; MeAndMyWorker at first.
func (m MeetingPrep) Audience() Audience { return m.s.Audience }
