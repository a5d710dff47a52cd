package worker

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// Lived experience (PEER-01, PEER-02).
var (
	asksExperience = peer.Asks{Rule: peer.Rule{Row: "PEER-01", Code: ErrNoLivedExperience}, Path: "/experience", Says: "The worker has declared a category of lived experience, or somebody confirms that they meet a service's need.", Fix: "Ask them which category they would like to declare; a confirmation may stand in its place."}
	asksCounts     = peer.Asks{Rule: peer.Rule{Row: "PEER-01", Code: ErrLivedExperienceNotRelevant}, Path: "/experience", Says: "One of the categories is among those that the organisation asks for.", Fix: "Declare one of those, or have somebody confirm that they meet a service's need."}
	asksCarer      = peer.Asks{Rule: peer.Rule{Row: "PEER-02", Code: ErrLivedExperienceNotRelevant}, Path: "/carer", Says: "Who is called a carer peer support worker has declared experience as a carer.", Fix: "Choose another title, or declare the category."}
)

// experienced are the rules of every step that says what a worker brings: as shows the
// member as they would be.
func experienced[C any](as func(Member, C) Member) []need[Member, C] {
	rule := func(asks peer.Asks, met func(Member, Facts) bool) need[Member, C] {
		return need[Member, C]{Asks: asks, Met: func(m Member, c C, _ peer.Act, f Facts) peer.Tri { return peer.Is(met(as(m, c), f)) }}
	}
	return []need[Member, C]{
		rule(asksExperience, func(m Member, _ Facts) bool { return m.brings() }),
		rule(asksCounts, func(m Member, f Facts) bool {
			return !m.brings() || m.bringsOneOf(f.Policy.section.Experience.AnyOf) || len(m.s.Needs) > 0
		}),
		rule(asksCarer, func(m Member, _ Facts) bool { return !m.brings() || m.titleFits() }),
	}
}

var carerTitle = need[Member, ChangeTitle]{Asks: asksCarer, Met: func(m Member, c ChangeTitle, _ peer.Act, _ Facts) peer.Tri {
	m.s.Carer = c.Carer
	return peer.Is(m.titleFits())
}}

func confirmers(list []MetNeed) []peer.StaffID {
	var out []peer.StaffID
	for _, n := range list {
		out = append(out, n.ConfirmedBy)
	}
	return out
}

// Services (PEER-01, PEER-27). Without a policy nobody knows what a service asks.
var (
	serviceKnown = need[Member, AssignTo]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-27", Code: peer.ErrUnknownCode}, Path: "/service", Says: "The policy names the service.", Fix: "Name one of the policy's services, or have it put in."},
		Met: func(_ Member, c AssignTo, _ peer.Act, f Facts) peer.Tri {
			if !f.Policy.Known() {
				return peer.Unknown
			}
			_, known := f.Policy.Service(c.Service)
			return peer.Is(known)
		},
	}
	categoryFits = ofService("One of the worker's categories is among those that the service asks for, or somebody confirmed that they meet its need.",
		"Choose another service, or ask somebody there to confirm it.", peer.Blocks, func(m Member, s Service) peer.Tri { return peer.Is(m.bringsOneOf(s.AnyOf)) })
	secondaryThere = ofService("Who works there has used secondary services themself.",
		"Choose another service, or ask somebody there to confirm that they meet its need.", peer.Blocks, func(m Member, s Service) peer.Tri {
			if s.SecondaryServices != Required {
				return peer.Yes
			}
			return m.s.SecondaryServices
		})
	secondaryLiked = ofService("The service would like somebody who has used secondary services themself.",
		"Nothing has to be done; it is good to know.", peer.Warns, func(m Member, s Service) peer.Tri {
			if s.SecondaryServices != Preferred {
				return peer.Yes
			}
			return m.s.SecondaryServices
		})
	notAssigned = need[Member, AssignTo]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-01", Code: peer.ErrDuplicate}, Path: "/service", Says: "The worker is not assigned to it yet.", Fix: "Nothing has to be done; they are."},
		Met:  func(m Member, c AssignTo, _ peer.Act, _ Facts) peer.Tri { return peer.Is(!m.works(c.Service)) },
	}
	isAssigned = need[Member, LeaveService]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-01", Code: peer.ErrInvalidTransition}, Path: "/service", Says: "The worker is assigned to it.", Fix: "Read the record again; they are not."},
		Met:  func(m Member, c LeaveService, _ peer.Act, _ Facts) peer.Tri { return peer.Is(m.works(c.Service)) },
	}
)

func (m Member) works(id peer.ServiceID) bool { return slices.Contains(m.s.Services, id) }

// ofService is a rule about what a service asks of who works there. A need that somebody
// confirmed stands for all of it, and a service nobody knows is another rule's to say.
func ofService(says, fix string, weight peer.Weight, met func(Member, Service) peer.Tri) need[Member, AssignTo] {
	return need[Member, AssignTo]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-01", Code: ErrLivedExperienceNotRelevant}, Path: "/service", Says: says, Fix: fix, Weight: weight, Audience: peer.WorkerAndLine},
		Met: func(m Member, c AssignTo, _ peer.Act, f Facts) peer.Tri {
			s, known := f.Policy.Service(c.Service)
			if !known || m.meetsNeedOf(c.Service) {
				return peer.Yes
			}
			return met(m, s)
		},
	}
}

// The first day and the trainings that come before it (PEER-05).
var (
	wholeStart = need[Member, SetStart]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-03", Code: peer.ErrOutOfRange}, Path: "/on", Says: "The first day is a whole day.", Fix: "Give year, month and day."},
		Met: func(_ Member, c SetStart, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(c.On.IsZero() || c.On.Precision() == peer.ByDay)
		},
	}
	trainedBefore = beforeStart(peer.Asks{Rule: peer.Rule{Row: "PEER-05", Code: ErrTrainingBeforeStart}, Path: "/on", Says: "Every training that is asked for before the start is there by that day.", Fix: "Choose a later day, or put down the training, or one like it that somebody here has assessed."},
		func(s Standing, on peer.Date) peer.Tri {
			if s.There == peer.Yes {
				return peer.Is(!s.On.After(on))
			}
			return s.There.Or(peer.Is(s.NotPassed)) // what was not passed is another rule's to say
		})
	passedBefore = beforeStart(peer.Asks{Rule: peer.Rule{Row: "PEER-05", Code: ErrNotPassed}, Path: "/on", Says: "A training that is asked for before the start has been passed.", Fix: "Choose a later day; being there was a step on the way."},
		func(s Standing, _ peer.Date) peer.Tri { return peer.Is(s.There == peer.Yes || !s.NotPassed) })
)

func beforeStart(asks peer.Asks, met func(Standing, peer.Date) peer.Tri) need[Member, SetStart] {
	return need[Member, SetStart]{
		Asks: asks,
		Met: func(_ Member, c SetStart, _ peer.Act, f Facts) peer.Tri {
			if !f.Policy.Known() {
				return peer.Unknown
			}
			answer := peer.Yes
			for _, r := range f.Policy.section.Requirements {
				if r.When == BeforeStart {
					answer = answer.And(met(f.Standing[r.Kind], c.On))
				}
			}
			return answer
		},
		Args: func(_ Member, c SetStart, _ peer.Act, f Facts) []peer.Arg {
			var out []peer.Arg
			for _, r := range f.Policy.section.Requirements {
				if r.When == BeforeStart && met(f.Standing[r.Kind], c.On) != peer.Yes {
					out = append(out, peer.Word("requirement", r.Kind))
				}
			}
			return out
		},
	}
}

// Lines (PEER-11).
var (
	managerGiven = need[Member, SetLines]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-11", Code: ErrNoLineManager}, Path: "/lineManager", Says: "A line manager is named.", Fix: "Name the team leader, ward manager or team manager."},
		Met:  func(_ Member, c SetLines, _ peer.Act, _ Facts) peer.Tri { return peer.Is(c.LineManager != "") },
	}
	linesFollow = need[Member, SetLines]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-11", Code: peer.ErrInvalidPeriod}, Path: "/from", Says: "It begins on the day of the lines before it, or after it.", Fix: "Choose that day or a later one; who it was before stays as it was."},
		Met: func(m Member, c SetLines, _ peer.Act, _ Facts) peer.Tri {
			n := len(m.s.Lines)
			return peer.Is(n == 0 || !c.From.First().Before(m.s.Lines[n-1].From))
		},
	}
	lineManagerThere = open[Member]{
		Asks: peer.Asks{Rule: managerGiven.Rule, Says: "A line manager stands behind the worker on their first day.", Fix: "Say who their line manager is."},
		Met: func(m Member, a peer.Act, f Facts) peer.Tri {
			return peer.Is(m.linesAsOf(f.Policy.today(a.At)).LineManager != "")
		},
	}
	supervisorThere = open[Member]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-11", Code: peer.ErrRequired}, Says: "A peer support lead, or another supervisor, stands behind the worker on their first day.", Fix: "Say who their supervisor is."},
		Met: func(m Member, a peer.Act, f Facts) peer.Tri {
			lines := m.linesAsOf(f.Policy.today(a.At))
			return peer.Is(lines.LineManager == "" || lines.Supervisor != "") // without any lines another rule says so
		},
	}
	startThere = open[Member]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-03", Code: peer.ErrRequired}, Says: "The first day is set.", Fix: "Set it; every training with a time is counted from it."},
		Met:  func(m Member, _ peer.Act, _ Facts) peer.Tri { return peer.Is(!m.s.Start.IsZero()) },
	}
)

// linesAsOf are the lines on a day, and on the first day of who has not begun.
func (m Member) linesAsOf(day peer.Date) peer.Lines {
	if day.Before(m.s.Start) {
		day = m.s.Start
	}
	return m.LinesOn(day)
}

// isManager reports whether somebody on the staff is the line manager that day.
func isManager(m Member, a peer.Act, f Facts) bool {
	return a.By.Staff != "" && a.By.Staff == ownLines(m, a, f).LineManager
}

func ownLines(m Member, a peer.Act, f Facts) peer.Lines {
	return m.linesAsOf(f.Policy.today(a.At))
}

// The number of people at once (PEER-20).
var (
	numberForBoth = peer.Asks{Rule: peer.Rule{Row: "PEER-20", Code: peer.ErrNeedsBothParties}, Says: "How many people at once is for the worker and their line manager to agree.", Fix: "Ask the one whose yes is missing. Nobody says it in their place."}
	managerNow    = open[Member]{
		Asks: peer.Asks{Rule: numberForBoth.Rule, Says: "Whoever agrees the number is the worker, or their line manager that day.", Fix: numberForBoth.Fix},
		Met: func(m Member, a peer.Act, f Facts) peer.Tri {
			if party(m, a.By) != peer.PartyStaff {
				return peer.Yes // that is another rule's to say
			}
			return peer.Is(isManager(m, a, f))
		},
	}
	othersProposal = open[Member]{
		Asks: peer.Asks{Rule: numberForBoth.Rule, Says: "The other of the two has proposed a number, and this yes is missing.", Fix: "Propose one, or wait for the other: a yes of your own is there already."},
		Met: func(m Member, a peer.Act, f Facts) peer.Tri {
			p, itself := m.s.Proposed, a.By.Staff == m.s.Worker
			if party(m, a.By) != peer.PartyWorker && !isManager(m, a, f) {
				return peer.Yes // that is another rule's to say
			}
			return peer.Is(p.Max > 0 && p.ByWorker != itself)
		},
	}
	sameNumber = need[Member, AgreeNumber]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-20", Code: peer.ErrStaleVersion}, Path: "/max", Says: "It is the number that was proposed.", Fix: "Read what was proposed, then say yes to that one or propose another."},
		Met: func(m Member, c AgreeNumber, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(m.s.Proposed.Max == 0 || c.Max == m.s.Proposed.Max) // nothing proposed is another rule's to say
		},
	}
	numberAgreed = open[Member]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-20", Code: peer.ErrNoCaseloadAgreement}, Says: "The worker and their line manager have agreed how many people at once.", Fix: "Agree a number first, both of them."},
		Met:  func(m Member, _ peer.Act, _ Facts) peer.Tri { return peer.Is(m.s.Number.Max > 0) },
	}
)

// Pauses and leaving (PEER-17, PEER-71). People left without a worker are named to those
// who find cover; nothing is held up by it.
var (
	pauseInOrder = need[Member, DeclarePause]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-17", Code: peer.ErrInvalidPeriod}, Path: "/to", Says: "The last day is the first, or after it.", Fix: "Look at the days, or leave the last one out."},
		Met: func(_ Member, c DeclarePause, a peer.Act, f Facts) peer.Tri {
			p := c.days(f.Policy.today(a.At))
			return peer.Is(!p.To.Before(p.From))
		},
	}
	pauseCovered = covered("PEER-17")
	leaveCovered = covered("PEER-71")
)

// days are the whole days of a pause that is declared today.
func (c DeclarePause) days(today peer.Date) pause {
	p := pause{From: c.From.First(), To: c.To.Last()}
	if p.From.IsZero() {
		p.From = today
	}
	return p
}

func covered(row string) open[Member] {
	held := func(m Member, f Facts) int {
		n := 0
		for _, r := range f.Open {
			if r.Worker() == m.s.Worker && r.Holds() {
				n++
			}
		}
		return n
	}
	return open[Member]{
		Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: PauseNeedsCover}, Says: "Nobody whom the worker supports is left without somebody.", Fix: "Nothing waits for it. The line manager finds cover and lets each of them know the same day; NeedsCover lists them.", Weight: peer.Warns},
		Met:  func(m Member, _ peer.Act, f Facts) peer.Tri { return peer.Is(held(m, f) == 0) },
		Args: func(m Member, _ peer.Act, f Facts) []peer.Arg {
			return []peer.Arg{peer.Number("relationships", held(m, f))}
		},
	}
}
