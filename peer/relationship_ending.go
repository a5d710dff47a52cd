package peer

import (
	"slices"
	"time"
)

// EndingPlan is how the two mean to end: the last day, how they feel about it and what
// each takes along, and what there is afterwards (PEER-54). What was said is added to and
// never replaced.
type EndingPlan struct {
	LastDate Date `json:"lastDate" ask:"required"`
	// By is who of the two planned it, and when.
	By      Party     `json:"by" ask:"required"`
	Planned time.Time `json:"planned" ask:"required"`
	// Feelings and Gains are each one's own words.
	Feelings []Words `json:"feelings,omitempty" ask:"items=100000,max=2000"`
	Gains    []Words `json:"gains,omitempty" ask:"items=100000,max=2000"`
	// OngoingSupports are what goes on afterwards, AfterContact whom to turn to.
	OngoingSupports []Words `json:"ongoingSupports,omitempty" ask:"items=20,max=500"`
	AfterContact    Words   `json:"afterContact,omitzero" ask:"max=1000"`
	// PersonStays and WorkerStays are when each said that they would rather go on,
	// CalledOff when both had.
	PersonStays time.Time `json:"personStays,omitzero"`
	WorkerStays time.Time `json:"workerStays,omitzero"`
	CalledOff   time.Time `json:"calledOff,omitzero"`
}

// untalked are the topics that nobody has put a word to.
func (p EndingPlan) untalked() []EndingTopic {
	talked := map[EndingTopic]bool{TalkedOfFeelings: len(p.Feelings) > 0, TalkedOfGains: len(p.Gains) > 0, TalkedOfAfter: !p.AfterContact.IsZero()}
	return slices.DeleteFunc(slices.Clone(endingTopics), func(t EndingTopic) bool { return talked[t] })
}

// stays reports whether this party would rather go on.
func (p EndingPlan) stays(as Party) bool {
	return as == PartyPerson && !p.PersonStays.IsZero() || as == PartyWorker && !p.WorkerStays.IsZero()
}

func (p EndingPlan) clone() EndingPlan {
	p.Feelings, p.Gains, p.OngoingSupports = slices.Clone(p.Feelings), slices.Clone(p.Gains), slices.Clone(p.OngoingSupports)
	return p
}

// EndingPlan returns the plan that stands, and false when there is none.
func (r Relationship) EndingPlan() (EndingPlan, bool) {
	if n := len(r.s.EndingPlans); n > 0 && r.s.EndingPlans[n-1].CalledOff.IsZero() {
		return r.s.EndingPlans[n-1].clone(), true
	}
	return EndingPlan{}, false
}

// EndingPlans returns every plan, first to last, those that were called off among them.
func (r Relationship) EndingPlans() []EndingPlan {
	out := slices.Clone(r.s.EndingPlans)
	for i := range out {
		out[i] = out[i].clone()
	}
	return out
}

// EndingWishes are what the person wants to become of what was written; empty where they
// have not said, which they never have to.
type EndingWishes struct {
	Notes NotesWish `json:"notes,omitzero"`
	Plan  PlanWish  `json:"plan,omitzero"`
}

// Wishes are what the person wants to become of the notes, and of their plan in the care
// record.
func (r Relationship) Wishes() EndingWishes { return r.s.Wishes }

// Ending is how it came to its end (PEER-55).
type Ending struct {
	Kind EndKind   `json:"kind,omitzero"`
	At   time.Time `json:"at,omitzero"`
	// Because is why the service ended it, as the person was told; Instead is what they
	// were offered in its place when it could not go on safely.
	Because Words `json:"because,omitzero" ask:"max=2000"`
	Instead Words `json:"instead,omitzero" ask:"max=2000"`
	// On is the day of a death, as far as it is known.
	On Date `json:"on,omitzero"`
}

// Ending says how it ended; zero while it has not, and when it was declined.
func (r Relationship) Ending() Ending { return r.s.Ending }
