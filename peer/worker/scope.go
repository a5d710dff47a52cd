package worker

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// Outside is an act that is never a peer support worker's. There is no step, no field
// and no policy for any of them; the list is there to say no with (PEER-21).
type Outside string

// Acts outside the role.
const (
	Diagnosis Outside = "diagnosis"
	Treatment Outside = "treatment"
	Therapy   Outside = "therapy"
	Advice    Outside = "advice"
	LeadCarer Outside = "lead-carer" // lead professional, care co-ordinator
)

var outsides = []Outside{Diagnosis, Treatment, Therapy, Advice, LeadCarer}

// Known reports whether the act is on the list.
func (o Outside) Known() bool { return slices.Contains(outsides, o) }

// Terms returns the closed list.
func (Outside) Terms() []string { return terms.Of(outsides) }

// OutsideScope is what a host answers where somebody would have a peer support worker do
// such an act, or maps an activity of its own to one: a *peer.Refusal with
// peer.ErrOutsideScopeOfPractice and the act. It is never nil.
func OutsideScope(act Outside) error {
	return peer.Fault(peer.Rule{Row: "PEER-21", Code: peer.ErrOutsideScopeOfPractice}, "", "What a peer support worker does rests on lived experience and on being beside somebody.",
		"Ask a registered professional for it; the worker stands beside the person.", peer.Word("act", act))
}

// MayCoordinate answers whether somebody on the staff may be named as a person's care
// co-ordinator: nil, unless they are on the books here as a peer support worker.
func MayCoordinate(staff peer.StaffID, members []Member) error {
	for _, m := range members {
		if m.Exists() && m.s.Worker == staff && m.Status() != Left {
			return OutsideScope(LeadCarer)
		}
	}
	return nil
}

// MayMeet answers whether a service is for somebody of this age today. Where the date of
// birth is not known, or not well enough, the answer is unknown and the caller asks; a
// concern is raised all the same (PEER-27, hazard H16).
func (p Policy) MayMeet(service peer.ServiceID, born peer.Date, now time.Time) peer.Decision {
	s, known := p.Service(service)
	there := peer.Reason{Rule: peer.Rule{Row: "PEER-27", Code: peer.ErrUnknownCode}, Says: "The policy names the service.", Fix: "Name one of the policy's services, or have it put in.", Met: knownOr(p, known)}
	age := peer.Reason{Rule: peer.Rule{Row: "PEER-27", Code: peer.ErrAgeOutsideService}, Says: "The service is for people of this age.", Fix: "Choose a service for their age; ask for the date of birth where nobody knows it.", Met: peer.Unknown}
	if known {
		age.Met = s.fits(born, p.today(now))
		age.Args = s.ageArgs()
	}
	return peer.Decision{Reasons: []peer.Reason{there, age}}
}

func (s Service) ageArgs() []peer.Arg {
	var out []peer.Arg
	if s.AgeFrom > 0 {
		out = append(out, peer.Number("from", s.AgeFrom))
	}
	if s.AgeTo > 0 {
		out = append(out, peer.Number("to", s.AgeTo))
	}
	return out
}

// fits answers whether somebody is of the service's age on a day. Of a date of birth
// that is partly known every day it may mean has to give the same answer.
func (s Service) fits(born, day peer.Date) peer.Tri {
	if s.AgeFrom == 0 && s.AgeTo == 0 {
		return peer.Yes
	}
	if born.IsZero() || born.After(day) {
		return peer.Unknown
	}
	oldest, youngest := s.takes(born.First(), day), s.takes(born.Last(), day)
	if oldest != youngest {
		return peer.Unknown
	}
	return peer.Is(oldest)
}

func (s Service) takes(born, day peer.Date) bool {
	old := !day.Before(born.AddMonths(12 * s.AgeFrom))
	young := s.AgeTo == 0 || day.Before(born.AddMonths(12*(s.AgeTo+1)))
	return old && young
}
