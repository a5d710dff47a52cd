package worker

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Evaluate answers whether a worker may work at a time, and how, with every reason it
// rests on, met or not (PEER-16). Records hold the worker's trainings, checks and
// credentials; those of others and of other kinds are passed over.
//
// Not met and blocking, a reason makes the answer peer.NotReady. A training that gates
// autonomy makes it peer.SupervisedOnly: its reason is PEER-04 supervised-only, and stops
// nothing by itself. Everything else that is not met is there to be seen and changes
// nothing. Supervision, appraisal and reviews are not asked at all: whoever has to hold
// them owes them, and the worker does not pay for it.
//
// NotReady turns down planning, never recording and never raising a concern. The reasons
// are for the worker and their line. Without a policy what it asks for is not known, and
// the verdict is none of the three.
func Evaluate(m Member, records []peer.Record, p Policy, now time.Time) peer.Readiness {
	s := &p.section
	v := verdict{keep: make([]peer.Reason, 0, 9+len(s.Requirements)+len(s.Qualified))}
	v.judge(m, records, p, p.today(now))
	return peer.Readiness{Verdict: v.is(), Reasons: v.keep}
}

// VerdictOn is the verdict of Evaluate without its reasons, for long lists.
func VerdictOn(m Member, records []peer.Record, p Policy, now time.Time) peer.Verdict {
	var v verdict
	v.judge(m, records, p, p.today(now))
	return v.is()
}

// verdict gathers reasons as they are judged. Without a slice to keep them in it only
// remembers what they come to.
type verdict struct {
	keep           []peer.Reason
	stops, unknown bool
	supervised     bool
}

func (v *verdict) is() peer.Verdict {
	switch {
	case v.stops:
		return peer.NotReady
	case v.unknown:
		return ""
	case v.supervised:
		return peer.SupervisedOnly
	}
	return peer.Ready
}

// add judges one reason. Details are given only for what is not met.
func (v *verdict) add(asks *peer.Asks, met peer.Tri, args func() []peer.Arg) {
	if met != peer.Yes {
		v.stops = v.stops || asks.Weight == peer.Blocks && met == peer.No
		v.unknown = v.unknown || asks.Weight == peer.Blocks && met == peer.Unknown
	}
	if v.keep == nil {
		return
	}
	r := peer.Reason{Rule: asks.Rule, Says: asks.Says, Fix: asks.Fix, Weight: asks.Weight, Met: met, Audience: peer.WorkerAndLine}
	if met != peer.Yes && args != nil {
		r.Args = args()
	}
	v.keep = append(v.keep, r)
}

// judge asks everything there is to ask, in the order in which somebody would look.
func (v *verdict) judge(m Member, records []peer.Record, p Policy, day peer.Date) {
	v.add(&readyPolicy, knownOr(p, true), nil)
	v.add(&readyEmployed, peer.Is(m.employedOn(day)), m.startArgs)
	v.add(&readyAway, peer.Is(!m.AwayOn(day)), m.pauseArgs)
	v.add(&readyManager, peer.Is(m.LinesOn(day).LineManager != ""), nil)
	v.add(&readyBrings, peer.Is(m.brings()), nil)
	v.add(&readyCounts, knownOr(p, !m.brings() || m.bringsOneOf(p.section.Experience.AnyOf) || len(m.s.Needs) > 0), nil)
	if !p.Known() {
		return // nobody knows what else would be asked
	}
	v.judgeCheck(m, records, p, day)
	for i := range p.section.Requirements {
		v.judgeRequirement(m, records, p, &p.section.Requirements[i], day)
	}
	v.judgeStatutory(m, records, p, day)
	v.judgeCredentials(m, records, p, day)
}

func knownOr(p Policy, met bool) peer.Tri {
	if !p.Known() {
		return peer.Unknown
	}
	return peer.Is(met)
}

func (v *verdict) judgeCheck(m Member, records []peer.Record, p Policy, day peer.Date) {
	c := checkOn(m.s.Worker, records, p, day)
	met := c.cleared || p.section.Check.Before == SubmittedFirst && c.submitted
	v.add(&readyCheck, peer.Is(met), func() []peer.Arg {
		if c.renewal.IsZero() {
			return nil
		}
		return []peer.Arg{peer.On("renewal", c.renewal)}
	})
}

func (v *verdict) judgeRequirement(m Member, records []peer.Record, p Policy, r *Requirement, day peer.Date) {
	st := standing(m.s.Worker, m.s.Start, records, r, day)
	asks := r.asks()
	v.supervised = v.supervised || r.Gates == GatesAutonomy && st.There != peer.Yes
	v.add(&asks, st.There, func() []peer.Arg {
		args := []peer.Arg{peer.Word("requirement", r.Kind)}
		if due := r.dueDay(m.s.Start, p.calendar); !due.IsZero() {
			args = append(args, peer.On("due", due))
		}
		if st.Of > 0 {
			args = append(args, peer.Number("done", st.Parts), peer.Number("parts", st.Of))
		}
		return args
	})
}

// judgeStatutory asks the register twice: what nobody works without, and the rest.
func (v *verdict) judgeStatutory(m Member, records []peer.Record, p Policy, day peer.Date) {
	for _, asks := range [...]*peer.Asks{&readyStatutory, &readyRegister} {
		met := peer.Yes
		over := func(x *Statutory) (bool, peer.Date) {
			due, done := x.dueDay(refreshed(m.s.Worker, records, x.Subject, day), p.calendar)
			return !done || due.Before(day), due
		}
		for i := range p.section.Statutory {
			x := &p.section.Statutory[i]
			if x.Blocks != (asks.Weight == peer.Blocks) {
				continue
			}
			if gone, _ := over(x); gone {
				met = peer.No
			}
		}
		v.add(asks, met, func() []peer.Arg {
			var args []peer.Arg
			for i := range p.section.Statutory {
				x := &p.section.Statutory[i]
				if gone, due := over(x); gone && x.Blocks == (asks.Weight == peer.Blocks) {
					if args = append(args, peer.Word("subject", x.Subject)); !due.IsZero() {
						args = append(args, peer.On("due", due))
					}
				}
			}
			return args
		})
	}
}

func (v *verdict) judgeCredentials(m Member, records []peer.Record, p Policy, day peer.Date) {
	for i := range p.section.Qualified {
		q := &p.section.Qualified[i]
		if q.Weight != Essential {
			continue
		}
		v.add(&readyQualified, peer.Is(holds(m.s.Worker, records, q.Qualification, day)), func() []peer.Arg {
			return []peer.Arg{peer.Word("qualification", q.Qualification)}
		})
	}
}

func holds(worker peer.StaffID, records []peer.Record, q Qualification, day peer.Date) bool {
	for i := range records {
		c, ok := records[i].(Credential)
		if ok && c.s.Worker == worker && c.s.Qualification == q && c.Status() == CredentialHeld && !c.s.On.After(day) {
			return true
		}
	}
	return false
}

func (m Member) startArgs() []peer.Arg {
	if m.s.Start.IsZero() {
		return nil
	}
	return []peer.Arg{peer.On("start", m.s.Start)}
}

func (m Member) pauseArgs() []peer.Arg {
	if m.s.Pause.To.IsZero() {
		return nil
	}
	return []peer.Arg{peer.On("until", m.s.Pause.To)}
}
