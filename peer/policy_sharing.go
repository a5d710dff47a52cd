package peer

import (
	"slices"
	"strconv"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// Consenter is who may say yes to sharing for somebody under eighteen.
type Consenter string

const (
	// ConsenterPerson: the young person themself. Under sixteen, where a professional
	// has recorded that they can make this decision.
	ConsenterPerson Consenter = "person"
	// ConsenterParental: somebody with parental responsibility, where the young person
	// does not decide themself.
	ConsenterParental Consenter = Consenter(AuthorityParental)
)

var consenters = []Consenter{ConsenterPerson, ConsenterParental}

// Known reports whether the consenter is on the list.
func (c Consenter) Known() bool { return slices.Contains(consenters, c) }

// Terms returns the closed list.
func (Consenter) Terms() []string { return terms.Of(consenters) }

// sharingRules are what an organisation says of sharing: on which bases something
// leaves, who says yes for whom, and how soon the person is told (PEER-56, 57).
type sharingRules struct {
	// DirectCare is what goes to those who care for the person without their being
	// asked each time. Their words, goals and plans are never among it.
	DirectCare []ConsentScope `json:"directCare"`
	// TellWithin is how soon a person hears of what was shared without their yes.
	TellWithin Offset `json:"tellWithin"`
	// LookAgainWithin is how soon it is looked at again where telling them was not safe.
	LookAgainWithin Offset `json:"lookAgainWithin"`
	// LapseNoticeDays before a birthday, what others agreed to is asked of the young
	// person themself.
	LapseNoticeDays int `json:"lapseNoticeDays"`
	// Under16 and From16 are who may say yes for a young person. Empty: nobody, the
	// service is for adults.
	Under16 []Consenter `json:"under16"`
	From16  []Consenter `json:"from16"`
}

// asksEachTime is what no organisation shares for direct care without the person's
// own yes.
var asksEachTime = []ConsentScope{ShareAgreement, ShareGoals, SharePlan}

func (s sharingRules) faults() error {
	out := []error{
		said(s.DirectCare != nil, "/peer/sharing/directCare", "The policy says what is shared for direct care; an empty list is nothing."),
		said(!s.TellWithin.IsZero(), "/peer/sharing/tellWithin", "The policy says how soon a person hears of what was shared without their yes."),
		said(!s.LookAgainWithin.IsZero(), "/peer/sharing/lookAgainWithin", "The policy says how soon it is looked at again where telling the person was not safe."),
		said(s.LapseNoticeDays != 0, "/peer/sharing/lapseNoticeDays", "The policy says how long before a birthday a young person is asked themself."),
		within(s.LapseNoticeDays >= 0 && s.LapseNoticeDays <= 365, "/peer/sharing/lapseNoticeDays", "A young person is asked at least a day and at most a year before their birthday."),
		said(s.Under16 != nil, "/peer/sharing/under16", "The policy says who says yes for somebody under sixteen; an empty list is nobody."),
		said(s.From16 != nil, "/peer/sharing/from16", "The policy says who says yes for somebody of sixteen or seventeen; an empty list is nobody."),
	}
	for i, scope := range s.DirectCare {
		out = append(out, within(scope.Known() && !slices.Contains(asksEachTime, scope), "/peer/sharing/directCare/"+strconv.Itoa(i), "What is shared for direct care is on the list of scopes, and no agreement, goal or plan of the person's."))
	}
	out = append(out, consentersKnown("/peer/sharing/under16", s.Under16)...)
	out = append(out, consentersKnown("/peer/sharing/from16", s.From16)...)
	return Faults(out...)
}

func consentersKnown(path string, list []Consenter) []error {
	var out []error
	for i, c := range list {
		out = append(out, within(c.Known(), path+"/"+strconv.Itoa(i), "Who says yes is the young person, or somebody with parental responsibility."))
	}
	return out
}

// forCare answers whether something is shared for direct care without asking; Unknown
// without a policy.
func (p Policy) forCare(scope ConsentScope) Tri {
	if !p.Known() {
		return Unknown
	}
	return Is(slices.Contains(p.section.Sharing.DirectCare, scope))
}

// says answers whether the policy lets somebody say yes for people of a band; Unknown
// without a policy.
func (p Policy) says(who Consenter, band ageBand) Tri {
	list := p.section.Sharing.From16
	if band == bandUnder16 {
		list = p.section.Sharing.Under16
	}
	if !p.Known() {
		return Unknown
	}
	return Is(slices.Contains(list, who))
}

// tellBy is when a person has to have heard of something; none without a policy.
func (p Policy) tellBy(at time.Time) When { return p.sharingAfter(p.section.Sharing.TellWithin, at) }

// lastLook is the last day on which it is looked at again whether somebody can be told;
// none without a policy.
func (p Policy) lastLook(at time.Time) Date {
	return p.sharingAfter(p.section.Sharing.LookAgainWithin, at).Day(p.calendar)
}

func (p Policy) sharingAfter(o Offset, at time.Time) When {
	if !p.Known() {
		return When{}
	}
	w, err := o.After(at, p.calendar)
	if err != nil {
		return When{}
	}
	return w
}
