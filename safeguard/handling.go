package safeguard

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Handling is how one concern is handled: what the policy said when it was raised,
// frozen with it, so that a later policy changes nothing about a concern under way
// (SAFE-04).
type Handling struct {
	// Policy names the policy it comes from; Floor: none was in force and none had
	// been, so it is the built-in floor.
	Policy peer.Digest `json:"policy,omitzero"`
	Floor  bool        `json:"floor,omitzero"`
	// NotifyBy is when somebody has to have been told, in UTC.
	NotifyBy time.Time `json:"notifyBy" ask:"required"`
	// AcknowledgeWithin is how soon whoever is told takes it on, HumanWithin when a
	// human has it at the latest, whatever the chain.
	AcknowledgeWithin peer.Offset `json:"acknowledgeWithin" ask:"required"`
	HumanWithin       peer.Offset `json:"humanWithin" ask:"required"`
	// InHours and OutOfHours are who is told one after the other, Duty to whom the
	// chain goes back.
	InHours    []peer.Role `json:"inHours" ask:"required,items=12"`
	OutOfHours []peer.Role `json:"outOfHours" ask:"required,items=12"`
	Duty       peer.Role   `json:"duty" ask:"required"`
	Take       []peer.Role `json:"take,omitempty" ask:"items=50"`
	Close      []peer.Role `json:"close,omitempty" ask:"items=50"`
	Telephone  string      `json:"telephone" ask:"required"`
	// QuestionWithin is when an open question counts as unanswered, LookAgainWithin
	// how long "not safe to tell" stands.
	QuestionWithin  peer.Offset `json:"questionWithin" ask:"required"`
	LookAgainWithin peer.Offset `json:"lookAgainWithin" ask:"required"`
	SharedLength    int         `json:"sharedLength" ask:"required"`
}

func (h Handling) clone() Handling {
	h.InHours, h.OutOfHours = slices.Clone(h.InHours), slices.Clone(h.OutOfHours)
	h.Take, h.Close = slices.Clone(h.Take), slices.Clone(h.Close)
	return h
}

// floorEmergency is the prompt where no policy gives one.
var floorEmergency = Emergency{Says: "If anybody is in danger now, ring 999 first.", Telephone: "999"}

// floorNotify is how many minutes the built-in floor gives until somebody is told.
const floorNotify = 30

// floorHandling is what stands below every policy: Immediate within half an hour, the
// line manager and whoever is on call. It names roles, and a number that always
// answers.
func floorHandling(noticed time.Time) Handling {
	minutes := func(n int) peer.Offset { return peer.Minutes(n) }
	return Handling{
		Floor: true, NotifyBy: noticed.Add(floorNotify * time.Minute), AcknowledgeWithin: minutes(60), HumanWithin: minutes(240),
		InHours: []peer.Role{peer.RoleLineManager, RoleOnCall}, OutOfHours: []peer.Role{RoleOnCall, peer.RoleLineManager}, Duty: RoleOnCall,
		Telephone: floorEmergency.Telephone, QuestionWithin: minutes(30), LookAgainWithin: peer.Days(14), SharedLength: leastShared,
	}
}

// Roles that the built-in floor names; an organisation names its own in its policy.
const (
	RoleOnCall           peer.Role = "on-call"
	RoleSafeguardingLead peer.Role = "safeguarding-lead"
	RoleDutyManager      peer.Role = "duty-manager"
	RoleOnCallClinician  peer.Role = "on-call-clinician"
)

// humanWithin is when a human has it at the latest: of what is Immediate the policy's
// time, of the rest the longest that a chain may take, so that the night is not woken
// for what can wait (hazard H07).
func (s policySection) humanWithin(u Urgency) peer.Offset {
	if u == Immediate {
		return s.HumanWithin
	}
	return peer.Days(mostDays)
}

// urged is how a concern is handled once it is more urgent: never later than before.
// The chain stays.
func (p Policy) urged(h Handling, u Urgency, now time.Time) Handling {
	h = h.clone()
	cal, of := p.Calendar(), floorHandling(now)
	times, human := within{Notify: peer.Minutes(floorNotify), Acknowledge: of.AcknowledgeWithin}, of.HumanWithin
	if p.Known() {
		times, human = p.section.times(u), p.section.humanWithin(u)
	}
	if by := after(times.Notify, now, cal); by.Before(h.NotifyBy) {
		h.NotifyBy = by
	}
	h.AcknowledgeWithin = sooner(h.AcknowledgeWithin, times.Acknowledge, now, cal)
	h.HumanWithin = sooner(h.HumanWithin, human, now, cal)
	return h
}

// sooner is the span that is over first. Minutes and hours stand before days: they are
// the same at every hour.
func sooner(was, to peer.Offset, now time.Time, cal peer.Calendar) peer.Offset {
	_, wasFixed := was.Fixed()
	_, toFixed := to.Fixed()
	if wasFixed == toFixed && after(to, now, cal).Before(after(was, now, cal)) || toFixed && !wasFixed {
		return to
	}
	return was
}

// handling is what this policy says of a concern with this trigger and urgency.
func (p Policy) handling(rule TriggerRule, u Urgency, noticed time.Time) Handling {
	chain, ok := p.section.chain(rule.Chain)
	if !p.Known() || !ok {
		return floorHandling(noticed)
	}
	s, cal := p.section, p.Calendar()
	return Handling{
		Policy: p.Digest(), NotifyBy: after(s.times(u).Notify, noticed, cal), AcknowledgeWithin: s.times(u).Acknowledge, HumanWithin: s.humanWithin(u),
		InHours: slices.Clone(chain.InHours), OutOfHours: slices.Clone(chain.OutOfHours), Duty: s.Duty,
		Take: slices.Clone(s.Take), Close: slices.Clone(s.Close), Telephone: s.Telephone,
		QuestionWithin: s.QuestionWithin, LookAgainWithin: s.LookAgainWithin, SharedLength: s.SharedLength,
	}
}

// after is the instant at which a span is over that begins then. A span that cannot be
// counted is over at once: nothing waits for it.
func after(o peer.Offset, from time.Time, cal peer.Calendar) time.Time {
	w, err := o.After(from, cal)
	if err != nil {
		return from
	}
	return w.Instant(cal)
}
