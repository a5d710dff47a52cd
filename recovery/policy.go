package recovery

import (
	_ "embed"
	"slices"
	"strconv"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Policy is this package's section of an organisation's policy, read from a
// peer.PolicyFile. The zero value is no policy: a person says and moves their
// goals all the same, and nothing is called still.
type Policy struct {
	section  policySection
	digest   peer.Digest
	calendar peer.Calendar
}

type policySection struct {
	// StuckAfter is how long an active goal stands still before the two of them
	// are offered something (REC-13).
	StuckAfter peer.Offset `json:"stuckAfter"`
	// CopingReviewAfter is how long after somebody last looked at a way of coping
	// the two look again (REC-23). The person may set another time or none.
	CopingReviewAfter peer.Offset `json:"copingReviewAfter"`
	// ProblemDepth is how many levels a problem is broken down into (REC-32).
	ProblemDepth int `json:"problemDepth"`
	// Ideas says when a worker may offer one the person asked for.
	Ideas *ideaSection `json:"ideas"`
	// WorkerLeadsPlanning lets the worker lead how a personal plan is made; what
	// stands in it stays the person's (REC-45).
	WorkerLeadsPlanning *bool `json:"workerLeadsPlanning"`
	// Observations gives workers the duty to describe how somebody is (REC-49).
	Observations *bool `json:"observations"`
	// Advance says which documents are made in advance (REC-47).
	Advance *advanceSection `json:"advance"`
	// HighRisk are the harms at which a concern goes alongside a talk about risk
	// (REC-16). Harm to somebody's life and to a child are always among them.
	HighRisk []Harm `json:"highRisk"`
}

type ideaSection struct {
	// Outside problem solving, on the person's invitation (REC-25).
	Outside *bool `json:"outside"`
	// OutsideAfter is how many ideas of their own the person has had first.
	OutsideAfter int `json:"outsideAfter"`
	// Inside problem solving, once ideas are closed and on invitation (REC-39).
	Inside *bool `json:"inside"`
	// InsideAfter is how many ideas of their own the person has had first; one at
	// least.
	InsideAfter int `json:"insideAfter"`
}

type advanceSection struct {
	Statement *bool `json:"statement"`
	Decision  *bool `json:"decision"`
}

//go:embed policy.json
var examplePolicy []byte

// ExamplePolicy is an example of this package's section. Its values are invented:
// an organisation sets its own.
func ExamplePolicy() []byte { return append([]byte(nil), examplePolicy...) }

// PolicyFrom reads this package's section. What is missing is
// peer.ErrPolicyIncomplete and what goes below a floor peer.ErrPolicyTooWeak, all
// faults at once in a *peer.Refusal.
func PolicyFrom(file peer.PolicyFile) (Policy, error) {
	p := Policy{digest: file.Digest(), calendar: file.Calendar()}
	if err := file.Section("recovery", &p.section); err != nil {
		return Policy{}, err
	}
	if err := peer.Faults(p.section.complete(), p.section.withinFloors()); err != nil {
		return Policy{}, err
	}
	return p, nil
}

func (s policySection) complete() error {
	said := func(ok bool, path, says string) error {
		if ok {
			return nil
		}
		return peer.Fault(peer.Rule{Row: "POL-01", Code: peer.ErrPolicyIncomplete}, "/recovery/"+path, says, "Say it in the policy; the example section shows how.")
	}
	ideas, advance := or(s.Ideas), or(s.Advance)
	return peer.Faults(
		said(!s.StuckAfter.IsZero(), "stuckAfter", "The policy says how long a goal stands still before the two are offered something."),
		said(!s.CopingReviewAfter.IsZero(), "copingReviewAfter", "The policy says after how long the two look again at a way of coping."),
		said(s.ProblemDepth != 0, "problemDepth", "The policy says how many levels a problem is broken down into."),
		said(ideas.Outside != nil, "ideas/outside", "The policy says whether an idea may be offered on invitation."),
		said(ideas.Inside != nil, "ideas/inside", "The policy says whether one may be offered inside problem solving."),
		said(!or(ideas.Inside) || ideas.InsideAfter != 0, "ideas/insideAfter", "The policy says how many ideas of their own the person has first."),
		said(s.WorkerLeadsPlanning != nil, "workerLeadsPlanning", "The policy says whether the worker may lead how a personal plan is made."),
		said(s.Observations != nil, "observations", "The policy says whether workers describe how somebody is."),
		said(advance.Statement != nil, "advance/statement", "The policy says whether advance statements are made here."),
		said(advance.Decision != nil, "advance/decision", "The policy says whether advance decisions are made here."),
		said(s.HighRisk != nil, "highRisk", "The policy says at which harms a concern goes alongside."),
	)
}

// or is what a pointer points at, and the zero value without one.
func or[T any](p *T) T {
	if p == nil {
		var none T
		return none
	}
	return *p
}

func (s policySection) withinFloors() error {
	within := func(ok bool, path, says, fix string, args ...peer.Arg) error {
		if ok {
			return nil
		}
		return peer.Fault(peer.Rule{Row: "POL-04", Code: peer.ErrPolicyTooWeak}, "/recovery/"+path, says, fix, args...)
	}
	ideas := or(s.Ideas)
	faults := []error{
		within(atLeastADay(s.StuckAfter), "stuckAfter", "A goal has a day at least before it is called still.", "Choose a day or more; no organisation goes below that.", peer.Number("days", 1)),
		within(atLeastADay(s.CopingReviewAfter), "copingReviewAfter", "A way of coping is left alone for a day at least.", "Choose a day or more; no organisation goes below that.", peer.Number("days", 1)),
		within(s.ProblemDepth >= 0 && s.ProblemDepth <= maxDepth, "problemDepth", "A problem is broken down into ten levels at most.", "Choose a number from 1 to 10.", peer.Number("levels", maxDepth)),
		within(ideas.OutsideAfter >= 0 && ideas.OutsideAfter <= maxOwnIdeas, "ideas/outsideAfter", "Nobody is asked for more than twenty ideas before they may hear one.", "Choose a number from 0 to 20.", peer.Number("ideas", maxOwnIdeas)),
		within(ideas.InsideAfter >= 0 && ideas.InsideAfter <= maxOwnIdeas, "ideas/insideAfter", "Nobody is asked for more than twenty ideas before they may hear one.", "Choose a number from 1 to 20.", peer.Number("ideas", maxOwnIdeas)),
	}
	for i, h := range s.HighRisk {
		faults = append(faults, within(h.Known(), "highRisk/"+strconv.Itoa(i), "A harm is one of those on the list.", "Use a word of the list."))
	}
	return peer.Faults(faults...)
}

// Ceilings of the section that no organisation moves.
const (
	maxDepth    = 10
	maxOwnIdeas = 20
)

// atLeastADay is also so of what is not said: that is another fault.
func atLeastADay(o peer.Offset) bool {
	span, timed := o.Fixed()
	return o.IsZero() || timed && span >= 24*time.Hour || !timed && o.Count() >= 1
}

// Known reports whether there is a policy at all.
func (p Policy) Known() bool { return p.digest != "" }

// Digest names the policy the section was read from.
func (p Policy) Digest() peer.Digest { return p.digest }

// Calendar is the organisation's calendar.
func (p Policy) Calendar() peer.Calendar { return p.calendar }

// stillSince reports whether a goal that last moved on this day stands still.
func (p Policy) stillSince(day peer.Date, now time.Time) bool {
	if !p.Known() {
		return false
	}
	end, err := p.section.StuckAfter.AfterDate(day, p.calendar)
	return err == nil && end.Over(now, p.calendar)
}

// highRisk reports whether a harm is one at which a concern goes alongside. Two
// are always. Without a policy nobody knows of the others, and what is not known is
// asked (hazard H02).
func (p Policy) highRisk(h Harm) bool {
	return !p.Known() || slices.Contains(alwaysHighRisk, h) || slices.Contains(p.section.HighRisk, h)
}

// problemDepth is how deep a problem is broken down: by the policy, and without
// one as deep as any policy may say.
func (p Policy) problemDepth() int {
	if !p.Known() {
		return maxDepth
	}
	return p.section.ProblemDepth
}

// outside answers whether an idea may be offered outside problem solving, and
// after how many of the person's own. Without a policy nobody knows.
func (p Policy) outside() (peer.Tri, int) {
	if !p.Known() {
		return peer.Unknown, 0
	}
	return peer.Is(*p.section.Ideas.Outside), p.section.Ideas.OutsideAfter
}

// inside answers the same inside problem solving. Without a policy: no.
func (p Policy) inside() (bool, int) {
	if !p.Known() {
		return false, 0
	}
	return *p.section.Ideas.Inside, p.section.Ideas.InsideAfter
}

// observes answers whether workers have the duty to describe how somebody is.
func (p Policy) observes() peer.Tri {
	if !p.Known() {
		return peer.Unknown
	}
	return peer.Is(*p.section.Observations)
}

// leadsPlanning answers whether the worker may lead how a personal plan is made.
func (p Policy) leadsPlanning() peer.Tri {
	if !p.Known() {
		return peer.Unknown
	}
	return peer.Is(*p.section.WorkerLeadsPlanning)
}

// statements and decisions answer whether such a document is made here.
func (p Policy) statements() peer.Tri {
	if !p.Known() {
		return peer.Unknown
	}
	return peer.Is(*p.section.Advance.Statement)
}

func (p Policy) decisions() peer.Tri {
	if !p.Known() {
		return peer.Unknown
	}
	return peer.Is(*p.section.Advance.Decision)
}

// copingReview is when the two look again; the person's own interval wins. None
// without either.
func (p Policy) copingReview(last peer.Date, own peer.Offset) (peer.When, bool) {
	every := own
	if every.IsZero() {
		if !p.Known() {
			return peer.When{}, false
		}
		every = p.section.CopingReviewAfter
	}
	w, err := every.AfterDate(last, p.calendar)
	return w, err == nil
}

// toCome reports whether a day is not over yet; no day never is.
func toCome(on peer.Date, p Policy, a peer.Act) peer.Tri {
	return peer.Is(!on.Before(p.calendar.FirstDay(a.At)))
}
