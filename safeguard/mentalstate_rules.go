package safeguard

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// peerRoles are never qualified staff, whatever a chain says.
var peerRoles = []peer.Role{peer.RolePeerWorker, peer.RolePeerSupportLead}

// qualified are the roles that take a report on: those of the policy's chain for a change
// in mental state, at any hour; without a policy those of the built-in floor.
func (p Policy) qualified() []peer.Role {
	rule, _ := triggerRule(MentalStateChange, p)
	h := p.handling(rule, rule.Urgency, longAgo)
	var out []peer.Role
	for _, r := range append(append(h.InHours, h.OutOfHours...), h.Duty) {
		if !slices.Contains(peerRoles, r) && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	return out
}

// reportWords: what was noticed is in the words of the worker or the person.
var reportWords = whose.Said[Facts](peer.Asks{
	Rule: workerReports.Rule, Path: "/words",
	Says: "What was noticed is in the words of the worker or of the person.", Fix: "Write it in your own words, or name the person as the author of theirs.",
}, whose.Either[MentalStateReport], func(c ReportMentalState) []peer.Words { return []peer.Words{c.Words} })

var (
	tellSaid = peer.Asks{Rule: peer.Rule{Row: "SAFE-06", Code: peer.ErrConcernRequired}, Path: "/decision", Says: "It is said whether qualified staff are told now, today or not.",
		Fix: "Say now, today or no; what was written is kept while you decide.", Raise: peer.SignalSafetyQuestion}
	whyNotTold = peer.Asks{Rule: peer.Rule{Row: "SAFE-06", Code: peer.ErrReasonRequired}, Path: "/because", Says: "Where nobody is told, it is said why.",
		Fix: "Say why in a few words, or tell somebody.", Raise: peer.SignalSafetyQuestion}
	toQualified = peer.Asks{Rule: takesReport.Rule, Path: "/to", Says: "Who is named is somebody else than the worker who reports it.", Fix: "Name somebody qualified, or leave it out; the policy's roles are told."}
)

// reasoned reports whether "no" has its reason.
func reasoned(t Tell, because peer.Private) bool { return t != TellNo || !because.IsZero() }

// raising is a rule that is kept with the change and stops nothing.
func raising(a peer.Asks) peer.Asks {
	a.Weight = peer.Raises
	return a
}

// warning is a rule that is kept with the change and stops nothing.
func warning(a peer.Asks) peer.Asks {
	a.Weight = peer.Warns
	return a
}

var reportNeeds = []need[MentalStateReport, ReportMentalState]{
	reportWords,
	{Asks: raising(tellSaid), Met: func(_ MentalStateReport, c ReportMentalState, _ peer.Act, _ Facts) peer.Tri { return told(c.Decision) }},
	{Asks: raising(whyNotTold), Met: func(_ MentalStateReport, c ReportMentalState, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(reasoned(c.Decision, c.Because))
	}},
	{Asks: warning(toQualified), Met: func(_ MentalStateReport, c ReportMentalState, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(c.To == "" || c.To != c.Worker)
	}},
	happenedByNow[MentalStateReport]("SAFE-06", "/noticed", func(c ReportMentalState) peer.Moment { return c.Noticed }),
}

var decideNeeds = []need[MentalStateReport, DecideTelling]{
	{Asks: whyNotTold, Met: func(_ MentalStateReport, c DecideTelling, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(reasoned(c.Decision, c.Because))
	}},
	{Asks: toQualified, Met: func(m MentalStateReport, c DecideTelling, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(c.To == "" || c.To != m.s.Worker)
	}},
}

// told is Unknown while nobody has decided.
func told(t Tell) peer.Tri {
	if t.Known() {
		return peer.Yes
	}
	return peer.Unknown
}

// isQualified: whom the worker named, or who is on duty in a role that the policy tells.
// Nobody is qualified in the role of a peer worker.
var isQualified = open[MentalStateReport]{
	Asks: peer.Asks{Rule: takesReport.Rule, Says: "Who takes it on is named in the report, or on duty in a role of the policy; never a peer support worker.", Fix: takesReport.Fix},
	Met: func(m MentalStateReport, a peer.Act, f Facts) peer.Tri {
		if slices.Contains(peerRoles, a.By.Role) {
			return peer.No
		}
		if a.By.Staff != "" && a.By.Staff == m.s.To {
			return peer.Yes
		}
		return inRole(f, a.By.Staff, a.At, m.s.Qualified)
	},
}

func writtenDown(m MentalStateReport, c ReportMentalState, t *taken) MentalStateReport {
	now := t.Now()
	m.s.Words, m.s.Noticed, m.s.Reported = t.Own(c.Words), noticedAt(c.Noticed, now), now
	m.s.Qualified = t.Facts.Policy.qualified()
	return m.decided(DecideTelling{c.Decision, c.Because, c.To}, t)
}

// decided sets what was decided, and by when somebody has it.
func (m MentalStateReport) decided(c DecideTelling, t *taken) MentalStateReport {
	if c.Decision == "" {
		return m
	}
	now, p := t.Now(), t.Facts.Policy
	m.s.Decision, m.s.Because, m.s.To, m.s.By, m.s.Decided = c.Decision, c.Because, c.To, peer.When{}, now
	if c.To == m.s.Worker {
		m.s.To = ""
	}
	switch c.Decision {
	case TellNow:
		m.s.By = peer.DueAt(after(p.immediately(), now, p.Calendar()))
	case TellToday:
		m.s.By = peer.DueOn(p.Calendar().Day(now))
	}
	return m
}

// immediately is how soon what is Immediate is taken on.
func (p Policy) immediately() peer.Offset {
	if !p.Known() {
		return peer.Minutes(60) // as the built-in floor has it
	}
	return p.section.Immediate.Acknowledge
}

// waits is where a report stands before somebody has it.
func (s mentalState) waits() peer.Status {
	switch {
	case s.Decision.tells():
		return Reported
	case s.Decision == TellNo && reasoned(s.Decision, s.Because):
		return ReportKept
	}
	return ReportQuestionOpen
}

// found is what came of the care plan, said by whoever takes the step.
func (m MentalStateReport) found(plan string, says peer.Private, t *taken) MentalStateReport {
	m.s.Plan, m.s.Found, m.s.FoundBy, m.s.FoundAt = plan, says, t.Act.By.Staff, t.Now()
	return m
}

// reportLegal is what is so of every report that a step made.
func reportLegal(m MentalStateReport) []peer.Reason {
	s, at := m.s, m.Status()
	ended := at == PlanReviewed || at == NoChange
	taken := true
	for _, x := range s.Taken {
		taken = taken && x.Until.After(x.At) && x.By != s.Worker && !x.InHand
	}
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Either, m, s.Words), "/words", "What was noticed is in the words of the worker or of the person."),
		peer.Holds(upTo(s.Noticed, s.Reported), "/noticed", "It was noticed before it was written down, or then."),
		peer.Holds(slices.Contains(placesOfDecision(s), at), "/decision", "Where it stands is what was decided."),
		peer.Holds(s.Decision.tells() == !s.By.IsZero(), "/by", "By when somebody has it is there when somebody is told."),
		peer.Holds((s.Decision == "") == s.Decided.IsZero(), "/decided", "A decision has its time."),
		peer.Holds(s.Decision != "" || s.Because.IsZero() && s.To == "", "/because", "A reason stands beside a decision."),
		peer.Holds(s.To == "" || s.To != s.Worker, "/to", "Who is told is somebody else than the worker."),
		peer.Holds(!slices.ContainsFunc(s.Qualified, func(r peer.Role) bool { return slices.Contains(peerRoles, r) }), "/qualified", "A peer support worker is not qualified staff."),
		peer.Holds(taken, "/taken", "Whoever has it is not the worker, and said by when, and that lay ahead."),
		peer.Holds((at == ReportAcknowledged || ended) == (len(s.Taken) > 0), "/taken", "Somebody has it, or had it."),
		peer.Holds(ended == !s.FoundAt.IsZero() && ended == (s.FoundBy != "") && (s.FoundBy == "" || s.FoundBy != s.Worker), "/foundBy", "What came of it was said by somebody qualified, and when."),
		peer.Holds(at != NoChange || !s.Found.IsZero(), "/found", "Where the plan stays as it is, it is said why."),
		peer.Holds(ended || s.Plan == "" && s.Found.IsZero(), "/found", "Nothing has come of it yet."),
	}
}

// placesOfDecision are where a report can stand after what was decided.
func placesOfDecision(s mentalState) []peer.Status {
	if s.waits() == Reported {
		return []peer.Status{Reported, ReportAcknowledged, PlanReviewed, NoChange}
	}
	return []peer.Status{s.waits()}
}

// reportParts: for the worker and for those who care for the person. It is not for pages
// that may be read at home, nor for the record (hazards H08, H09).
var reportParts = []peer.Part[MentalStateReport]{
	{Name: "report", If: reportSeen, Rule: notShown, Says: "A report of a change is for the worker who wrote it and for those who care for the person.",
		Value: func(m MentalStateReport) any { return m.s }},
}

func reportSeen(m MentalStateReport, as peer.Party, by peer.Reading) bool {
	if by.By.Staff == "" || by.Purpose == peer.ForRecord {
		return false
	}
	return as == peer.PartyWorker || by.By.Staff == m.s.To || by.Purpose == peer.ForCare
}
