package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// KindObservation is how an observation is stored.
const KindObservation peer.Kind = "observation"

// Places an observation can be in.
const (
	// ObservationQuestionOpen: it is written down, and whether it needs to go
	// further has not been said. The person or the worker answers.
	ObservationQuestionOpen peer.Status = "question-open"
	// ObservationRecorded: it is written down and waits for a registered
	// professional, who validates or queries it.
	ObservationRecorded peer.Status = "recorded"
	// ObservationQueried: the professional has asked something. The worker amends
	// it.
	ObservationQueried peer.Status = "queried"
	// ObservationValidated: a professional has seen it. The person may still put
	// their own view beside it.
	ObservationValidated peer.Status = "validated"
)

var observationAnywhere = []peer.Status{ObservationQuestionOpen, ObservationRecorded, ObservationQueried, ObservationValidated}

// Observation is what a worker saw or heard of how somebody is, in plain words,
// where the organisation gives that duty and the agreement names it (REC-49). It
// has no diagnosis, no code and no score. The zero value is no observation.
type Observation struct {
	head
	s observation
}

type observation struct {
	Person    peer.PersonID `json:"person" ask:"required"`
	Worker    peer.StaffID  `json:"worker" ask:"required"`
	Saw       peer.Words    `json:"saw,omitzero" ask:"max=4000"`
	OwnView   peer.Words    `json:"ownView,omitzero" ask:"max=4000"`
	About     []Aspect      `json:"about,omitempty" ask:"items=10"`
	Compared  Compared      `json:"compared,omitzero"`
	On        peer.Date     `json:"on,omitzero"`
	Further   peer.Further  `json:"further"`
	Recorded  time.Time     `json:"recorded" ask:"required"`
	Amended   time.Time     `json:"amended,omitzero"`
	Query     peer.Words    `json:"query,omitzero" ask:"max=2000"`
	Validated LookedAt      `json:"validated,omitzero"`
}

// ObservationFacts is what steps of an observation rest on besides the record.
type ObservationFacts struct {
	// Policy in force on the day says whether workers have the duty.
	Policy Policy
	// Named answers whether the agreement of the two names the duty.
	Named peer.Tri
	// Professionals are the registered professionals of the team.
	Professionals []peer.StaffID
}

func (f ObservationFacts) digest() peer.Digest { return f.Policy.Digest() }

// Person is the person it is about.
func (o Observation) Person() peer.PersonID { return o.s.Person }

// Worker is the peer support worker whose observation it is.
func (o Observation) Worker() peer.StaffID { return o.s.Worker }

// Saw is what the worker saw or heard, in their own words; empty: not written.
func (o Observation) Saw() peer.Words { return o.s.Saw }

// OwnView is how the person sees it, in their own words; empty: not said.
func (o Observation) OwnView() peer.Words { return o.s.OwnView }

// About is what it is about; empty: not said.
func (o Observation) About() []Aspect { return slices.Clone(o.s.About) }

// Compared is how it was beside how they usually are; empty: not said.
func (o Observation) Compared() Compared { return o.s.Compared }

// On is the day it was noticed; the day it was recorded, in UTC, when none was
// given.
func (o Observation) On() peer.Date {
	if o.s.On.IsZero() && o.Exists() {
		return whose.DayUTC(o.s.Recorded)
	}
	return o.s.On
}

// Further is what has been answered to whether it needs to go further.
func (o Observation) Further() peer.Further { return o.s.Further }

// Recorded is when it was written down, in UTC.
func (o Observation) Recorded() time.Time { return o.s.Recorded }

// Amended is when the worker last amended it after a query; zero: never.
func (o Observation) Amended() time.Time { return o.s.Amended }

// Query is what a professional last asked, in their own words; empty: nothing.
func (o Observation) Query() peer.Words { return o.s.Query }

// Validated says which professional has seen it, and when; zero: nobody yet.
func (o Observation) Validated() LookedAt { return o.s.Validated }
