package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// KindRelationship is how a relationship is stored.
const KindRelationship Kind = "relationship"

// Places a relationship can be in. The person may leave from every one of them, by
// which it is Ended. The worker's line ends it when the service changes or the worker or
// the person moves on.
const (
	// Offered: the worker's line manager or peer support lead has offered this
	// worker to a person who said yes to peer support. The worker's welcome moves
	// it to Welcomed, or to Agreeing where an agreement came over from another worker;
	// the person may decline.
	Offered Status = "offered"
	// Welcomed: the two have met and the worker has said that they have lived
	// experience. Either proposes an agreement, which moves it to Agreeing; the
	// person may decline.
	Welcomed Status = "welcomed"
	// Agreeing: a version is on the table. The second of the two to say yes to the
	// same version moves it to Active; the person may decline.
	Agreeing Status = "agreeing"
	// Active: both agreed. Either may propose changes, which leaves it Active. Either
	// may plan an ending, which moves it to EndingPlanned.
	Active Status = "active"
	// Paused: it rests, from any place before the end. The person's word moves it back
	// to where it was; after a pause on the service's side the worker may say first that
	// they are there again.
	Paused Status = "paused"
	// EndingPlanned: the two know the last day and what comes after. Both together move
	// it back to Active; either moves it to Ended when the day has come, the person at
	// any time.
	EndingPlanned Status = "ending-planned"
	// Declined: the person said no before it began. Nothing leads on.
	Declined Status = "declined"
	// Ended: it is over, and Ending says how it came about. Nothing leads on; a new
	// start is a new offer.
	Ended Status = "ended"
)

// Relationship is one person and one peer support worker who walk a way together:
// voluntary, equal, on an agreement both have said yes to. The zero value is no
// relationship.
type Relationship struct {
	head
	s relationship
}

// head is embedded unexported, so that only this package changes it.
type head = Head

// relationship is what is stored beside the head.
type relationship struct {
	Person  PersonID  `json:"person" ask:"required"`
	Worker  StaffID   `json:"worker" ask:"required"`
	Service ServiceID `json:"service" ask:"required"`
	// Request is the support request it answers.
	Request string `json:"request,omitzero"`
	// Continues is the id of the relationship that it goes on from, with another
	// worker.
	Continues    string            `json:"continues,omitzero"`
	Offered      time.Time         `json:"offered" ask:"required"`
	Welcome      Welcoming         `json:"welcome,omitzero"`
	Rights       []RightTold       `json:"rights,omitempty" ask:"items=100000"`
	Agreements   []Agreement       `json:"agreements,omitempty" ask:"items=100000"`
	Since        time.Time         `json:"since,omitzero"`
	Pause        Pausing           `json:"pause,omitzero"`
	Back         time.Time         `json:"back,omitzero"`
	EndingPlans  []EndingPlan      `json:"endingPlans,omitempty" ask:"items=100000"`
	Wishes       EndingWishes      `json:"wishes,omitzero"`
	Ending       Ending            `json:"ending,omitzero"`
	Change       ChangeAsked       `json:"change,omitzero"`
	StepBack     SteppedBack       `json:"stepBack,omitzero"`
	Coordinators []CareCoordinator `json:"careCoordinators,omitempty" ask:"items=100000"`
	Word         WordGiven         `json:"word,omitzero"`
	Over         time.Time         `json:"over,omitzero"`
}

// Welcoming is what is kept of the first meeting (PEER-31): when it was written
// down, who was there, what was shown, and how it helped in the person's words.
type Welcoming struct {
	At           time.Time         `json:"at"`
	Participants []Actor           `json:"participants"`
	Orientation  []OrientationItem `json:"orientation,omitempty"`
	Helped       Words             `json:"helped,omitzero"`
}

// OrientationItem is one thing shown or explained at the welcome.
type OrientationItem string

// Orientation items.
const (
	ShownPlace  OrientationItem = "the-place"
	ShownPeople OrientationItem = "who-is-who"
	ShownTimes  OrientationItem = "times-and-ways"
	ShownHelp   OrientationItem = "help-in-a-crisis"
)

var orientationItems = []OrientationItem{ShownPlace, ShownPeople, ShownTimes, ShownHelp}

// Known reports whether the item is on the list.
func (o OrientationItem) Known() bool { return slices.Contains(orientationItems, o) }

// Terms returns the closed list.
func (OrientationItem) Terms() []string { return terms.Of(orientationItems) }

// Person is the person who is supported.
func (r Relationship) Person() PersonID { return r.s.Person }

// Worker is the peer support worker.
func (r Relationship) Worker() StaffID { return r.s.Worker }

// Service is the service it belongs to.
func (r Relationship) Service() ServiceID { return r.s.Service }

// Continues is the id of the relationship that it goes on from with another worker;
// empty when it began anew (PEER-68).
func (r Relationship) Continues() string { return r.s.Continues }

// Since is when the two first agreed, in UTC; zero before.
func (r Relationship) Since() time.Time { return r.s.Since }

// Welcome is what is kept of the first meeting; zero before it.
func (r Relationship) Welcome() Welcoming {
	w := r.s.Welcome
	w.Participants, w.Orientation = slices.Clone(w.Participants), slices.Clone(w.Orientation)
	return w
}

// Holds reports whether the relationship holds one of the worker's places: from the
// offer until it is over, pauses and planned endings among it (PEER-20).
func (r Relationship) Holds() bool {
	return r.Exists() && r.status != Declined && r.status != Ended
}

// Runs reports whether the two meet on an agreement: it is Active, or its ending is
// planned. While it is paused it does not run.
func (r Relationship) Runs() bool { return r.status == Active || r.status == EndingPlanned }

// standing is the place that follows from what has been said and done, pauses and
// endings apart: where a pause leads back to.
func (r Relationship) standing() Status {
	_, agreed := r.InForce()
	_, open := r.OnTheTable()
	_, ending := r.EndingPlan()
	switch met := !r.s.Welcome.At.IsZero(); {
	case agreed && ending:
		return EndingPlanned
	case agreed:
		return Active
	case met && open:
		return Agreeing
	case met:
		return Welcomed
	}
	return Offered
}

// Agreements returns every version, first to last. What a version says is never
// altered; it gains the two's yes.
func (r Relationship) Agreements() []Agreement { return slices.Clone(r.s.Agreements) }

// InForce returns the newest version both have said yes to, and false when there
// is none.
func (r Relationship) InForce() (Agreement, bool) {
	for _, a := range slices.Backward(r.s.Agreements) {
		if a.Both() {
			return a, true
		}
	}
	return Agreement{}, false
}

// OnTheTable returns the newest version when somebody's yes to it is missing, and
// false otherwise.
func (r Relationship) OnTheTable() (Agreement, bool) {
	if n := len(r.s.Agreements); n > 0 && !r.s.Agreements[n-1].Both() {
		return r.s.Agreements[n-1], true
	}
	return Agreement{}, false
}

// Rights returns what became of each topic, the newest word on each. A topic that
// was never touched is not in it.
func (r Relationship) Rights() map[RightsTopic]Told {
	out := map[RightsTopic]Told{}
	for _, t := range r.s.Rights {
		out[t.Topic] = t.Told
	}
	return out
}

// untold are the topics nobody has touched, and confidentiality when it was put
// off: that one cannot be.
func (r Relationship) untold() []RightsTopic {
	told := r.Rights()
	var out []RightsTopic
	for _, t := range rightsTopics {
		if told[t] == "" || t == RightConfidentiality && told[t] != Explained {
			out = append(out, t)
		}
	}
	return out
}
