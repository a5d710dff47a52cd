package recovery

import "github.com/towpath-care/towpath/peer"

// ActivityStep is a step of an activity. A step of another record does not
// compile here.
type ActivityStep interface{ activityStep() }

// NameActivity names an activity. The person names it themself, or the worker
// alongside writes down what the person said and names the person as author of
// the words. It starts as wanted: something that goes on already, the person
// begins with their next step (REC-17).
type NameActivity struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	// Worker is who walks alongside; it may be left out.
	Worker peer.StaffID `json:"worker,omitzero"`
	// What sort of activity it is, and the activity in the person's words.
	What  ActivityKind `json:"what" ask:"required"`
	Words peer.Words   `json:"words" ask:"required,max=2000"`
	// Gives is what it gives; a list has no author, so only the person sets it.
	// Meaning says the same in the person's own words, which the worker may write
	// down.
	Gives   []Gives    `json:"gives,omitempty" ask:"items=5"`
	Meaning peer.Words `json:"meaning,omitzero" ask:"max=2000"`
	// Schedule is when it is, in the person's words; When a day or a time.
	Schedule peer.Words `json:"schedule,omitzero" ask:"max=500"`
	When     peer.When  `json:"when,omitzero"`
	// InGroup: it is done in a group. Then LedBy says who leads it (PEER-59).
	InGroup bool  `json:"inGroup,omitzero"`
	LedBy   LedBy `json:"ledBy,omitzero" ask:"row=PEER-59"`
	// Goals are ids of goals, Plans where services' plans name it.
	Goals  []string       `json:"goals,omitempty" ask:"items=20"`
	Domain LifeDomain     `json:"domain,omitzero" ask:"row=REC-06"`
	Plans  []PlanActivity `json:"plans,omitempty" ask:"items=5"`
}

// BeginActivity says that the person does it now.
type BeginActivity struct{}

// RestActivity lets it rest, for as long as the person likes.
type RestActivity struct{}

// ActivityIsOver says that it is over. Only the person knows.
type ActivityIsOver struct{}

// DropActivity puts it down. No reason is asked and none can be given.
type DropActivity struct{}

// SayWhatItGives says what the activity gives, from the list, in the person's own
// words, or both. It takes the place of what they said before; left out, nothing
// stands there.
type SayWhatItGives struct {
	Gives   []Gives    `json:"gives,omitempty" ask:"items=5"`
	Meaning peer.Words `json:"meaning,omitzero" ask:"max=2000"`
}

// ArrangeActivity says when it is and who leads it. It takes the place of what
// was arranged before; left out, nothing stands there.
type ArrangeActivity struct {
	Schedule peer.Words `json:"schedule,omitzero" ask:"max=500"`
	When     peer.When  `json:"when,omitzero"`
	InGroup  bool       `json:"inGroup,omitzero"`
	LedBy    LedBy      `json:"ledBy,omitzero" ask:"row=PEER-59"`
}

// TieActivity says what it belongs to: goals, a part of life, services' plans. It
// takes the place of what was said before; left out, nothing stands there.
type TieActivity struct {
	Goals  []string       `json:"goals,omitempty" ask:"items=20"`
	Domain LifeDomain     `json:"domain,omitzero" ask:"row=REC-06"`
	Plans  []PlanActivity `json:"plans,omitempty" ask:"items=5"`
}

func (NameActivity) activityStep()    {}
func (BeginActivity) activityStep()   {}
func (RestActivity) activityStep()    {}
func (PickUp) activityStep()          {}
func (ActivityIsOver) activityStep()  {}
func (DropActivity) activityStep()    {}
func (SayWhatItGives) activityStep()  {}
func (ArrangeActivity) activityStep() {}
func (TieActivity) activityStep()     {}
func (WhoMaySee) activityStep()       {}
