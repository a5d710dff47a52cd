package worker

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// trainingRule is a rule about a training as it would be.
func trainingRule[C any](asks peer.Asks, met func(Training, Facts) peer.Tri) need[Training, C] {
	return need[Training, C]{Asks: asks, Met: func(t Training, _ C, _ peer.Act, f Facts) peer.Tri { return met(t, f) }}
}

// trainingAhead: what is written down has happened.
func trainingAhead[C any]() need[Training, C] {
	return need[Training, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-03", Code: peer.ErrFutureDate}, Path: "/on", Says: "It has taken place.", Fix: "Write it down when it has, or look at the day."},
		Met: func(t Training, _ C, a peer.Act, f Facts) peer.Tri {
			return peer.Is(!t.s.On.After(f.Policy.latestToday(a.At)))
		},
	}
}

// happenedOnce are the only rules for which a training is not written down: it says what
// it was for, and it has taken place.
func happenedOnce[C any]() []need[Training, C] {
	return []need[Training, C]{trainingAhead[C](), trainingRule[C](
		peer.Asks{Rule: peer.Rule{Row: "PEER-05", Code: peer.ErrRequired}, Path: "/requirement", Says: "It is said what it was for: one requirement, or one statutory subject.", Fix: "Name the one it was for; write a second one down by itself."},
		func(t Training, _ Facts) peer.Tri { return peer.Is(t.forOne()) },
	), trainingRule[C](
		peer.Asks{Rule: peer.Rule{Row: "PEER-06", Code: peer.ErrOutOfRange}, Path: "/subject", Says: "A subject is a word of lower-case letters, digits and hyphens.", Fix: "Use the word of the policy."},
		func(t Training, _ Facts) peer.Tri { return peer.Is(t.s.Subject.spelt()) },
	), trainingRule[C](
		peer.Asks{Rule: peer.Rule{Row: "PEER-03", Code: peer.ErrRequired}, Path: "/part", Says: "A part is one of a requirement.", Fix: "Leave the part out."},
		func(t Training, _ Facts) peer.Tri { return peer.Is(t.s.Part == 0 || t.s.Requirement != "") },
	)}
}

// countsHere are the rules of what the policy asks for. What it asks is not known
// without one, and of a requirement that it does not have it asks nothing.
func countsHere[C any]() []need[Training, C] {
	rule := func(asks peer.Asks, met func(Training, Requirement, Facts) peer.Tri) need[Training, C] {
		return trainingRule[C](asks, func(t Training, f Facts) peer.Tri {
			r, asked := f.Policy.requirement(t.s.Requirement)
			switch {
			case t.s.Requirement == "":
				return peer.Yes
			case !f.Policy.Known():
				return peer.Unknown
			case !asked:
				return peer.Yes
			}
			return met(t, r, f)
		})
	}
	return []need[Training, C]{
		trainingRule[C](peer.Asks{Rule: peer.Rule{Row: "PEER-06", Code: peer.ErrUnknownCode}, Path: "/subject", Says: "The subject is one of the organisation's register.", Fix: "Use a subject of the policy, or have it put in."},
			subjectListed),
		trainingRule[C](peer.Asks{Rule: peer.Rule{Row: "PEER-06", Code: ErrNotPassed}, Path: "/result", Says: "A statutory training has been done.", Fix: "Put it forward once it has; this was a step on the way."},
			func(t Training, _ Facts) peer.Tri {
				return peer.Is(t.s.Subject == "" || t.s.Result != NotYetPassed)
			}),
		rule(peer.Asks{Rule: peer.Rule{Row: "PEER-05", Code: ErrNotPassed}, Path: "/result", Says: "What came of it is what the organisation asks for: where it has to be passed, it is.", Fix: "Put it forward once it is; this was a step on the way."},
			func(t Training, r Requirement, _ Facts) peer.Tri { return peer.Is(r.Evidence.accepts(t.s.Result)) }),
		rule(peer.Asks{Rule: peer.Rule{Row: "PEER-03", Code: peer.ErrRequired}, Path: "/with", Says: "Of what is assessed it is said who looked at it, and it is somebody else.", Fix: "Name whoever looked at it."},
			func(t Training, r Requirement, _ Facts) peer.Tri { return peer.Is(t.assessedFor(r)) }),
		rule(peer.Asks{Rule: peer.Rule{Row: "PEER-03", Code: ErrPriorNotAccepted}, Path: "/on", Says: "It was done since the worker started, or what came before counts here.", Fix: "Do it again here; what was done before is worth telling all the same."},
			func(t Training, r Requirement, f Facts) peer.Tri {
				if r.Prior || r.When == BeforeStart {
					return peer.Yes
				}
				if f.Start.IsZero() {
					return peer.Unknown
				}
				return peer.Is(!t.s.On.Before(f.Start))
			}),
		withPart(rule(peer.Asks{Rule: peer.Rule{Row: "PEER-03", Code: peer.ErrOutOfRange}, Path: "/part", Says: "The part is one of the edition in force.", Fix: "Look at the number of parts, and at the edition."},
			func(t Training, r Requirement, _ Facts) peer.Tri { return peer.Is(t.partOf(r)) })),
		rule(peer.Asks{Rule: peer.Rule{Row: "PEER-12", Code: peer.ErrWrongRole}, Path: "/with", Says: "An induction is held by a peer support lead.", Fix: "Name the peer support lead of the area."},
			func(t Training, _ Requirement, f Facts) peer.Tri {
				if t.s.Requirement != Induction {
					return peer.Yes
				}
				role, known := f.roleOf(t.s.With)
				return known.And(peer.Is(role == peer.RolePeerSupportLead))
			}),
	}
}

// withPart names the number of parts there are.
func withPart[C any](n need[Training, C]) need[Training, C] {
	n.Args = func(t Training, _ C, _ peer.Act, f Facts) []peer.Arg {
		r, _ := f.Policy.requirement(t.s.Requirement)
		return []peer.Arg{peer.Number("parts", r.Parts)}
	}
	return n
}

func subjectListed(t Training, f Facts) peer.Tri {
	switch {
	case !t.s.Subject.Known():
		return peer.Yes // there is none, or another rule says how it is written
	case !f.Policy.Known():
		return peer.Unknown
	}
	return peer.Is(f.Policy.lists(t.s.Subject))
}

// softly is the same rules where something is written down: it is kept and marked.
func softly[C any](list []need[Training, C]) []need[Training, C] {
	out := slices.Clone(list)
	for i := range out {
		out[i].Weight = peer.Warns
	}
	return out
}

// likeAccepted: the organisation accepts trainings like this one from elsewhere.
var likeAccepted = need[Training, AcceptEquivalent]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-05", Code: ErrPriorNotAccepted}, Path: "/requirement", Says: "The organisation accepts a training like it from elsewhere.", Fix: "Do the training here; what was done before is worth telling all the same."},
	Met: func(t Training, _ AcceptEquivalent, _ peer.Act, f Facts) peer.Tri {
		if !f.Policy.Known() {
			return peer.Unknown
		}
		r, asked := f.Policy.requirement(t.s.Requirement)
		return peer.Is(asked && r.Equivalence)
	},
}

// partOf reports whether it is all of a requirement or a part of its edition.
func (t Training) partOf(r Requirement) bool {
	return t.s.Part == 0 || t.s.Part <= r.Parts && (t.s.Edition == "" || t.s.Edition == r.Edition)
}

// assessedFor reports whether it is said who looked at it, where that is asked.
func (t Training) assessedFor(r Requirement) bool {
	return r.Evidence != ByAssessment || t.s.With != "" && t.s.With != t.s.Worker
}
