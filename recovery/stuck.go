package recovery

import (
	"cmp"
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// Offer is something the two may do together when a goal stands still. Closing
// the goal, or meeting less, is not on the list (REC-13).
type Offer string

// Offers, in the order they are made.
const (
	OfferRest           Offer = "rest"
	OfferSmallerStep    Offer = "smaller-step"
	OfferProblemSolving Offer = "problem-solving"
	OfferLookBack       Offer = "look-back-together"
)

var offers = []Offer{OfferRest, OfferSmallerStep, OfferProblemSolving, OfferLookBack}

// Known reports whether the offer is on the list.
func (o Offer) Known() bool { return slices.Contains(offers, o) }

// Terms returns the closed list.
func (Offer) Terms() []string { return terms.Of(offers) }

// Movement is a time at which something happened around a goal.
type Movement struct {
	// Goal is the goal's id.
	Goal string
	At   time.Time
}

// Movements reads from records when something happened around a goal: setbacks
// and celebrations about it, what the person wrote along it, and contacts that served
// it and took place. That the worker asked or summed up moves nothing. Records of
// other kinds are passed over.
func Movements(values []peer.Record) []Movement {
	var out []Movement
	for _, v := range values {
		switch r := v.(type) {
		case Setback:
			out = append(out, Movement{r.Goal(), r.Told()})
		case Celebration:
			out = append(out, Movement{r.Goal(), r.Said()})
		case Entry:
			if about := r.About(); about.Kind == KindGoal && r.As().persons() {
				out = append(out, Movement{about.ID, r.Said()})
			}
		case peer.Contact:
			what := r.What()
			if r.Status() != peer.Recorded || what.Outcome != peer.Attended {
				continue
			}
			for _, goal := range what.Goals {
				out = append(out, Movement{goal, what.Start.UTC()})
			}
		}
	}
	return out
}

// Still is a goal around which nothing has happened for a while, and what the
// two may do about it.
type Still struct {
	Goal  peer.Ref
	Since peer.Date // the last day something happened, in UTC
	// Offers are for the two to choose from, or not.
	Offers []Offer
}

// Stuck answers which active goals have stood still for the policy's stuckAfter
// or longer, the longest first. It is a question for the two of them: the answer
// is kept nowhere, goes into no record, moves no goal and lowers no offer of
// contact (REC-13). A change of status, the person's own say and every movement
// count as something happening. Without a policy nothing is called still, and a goal
// that the person keeps to themself never is: it is nobody else's to ask about.
func Stuck(goals []Goal, moved []Movement, p Policy, now time.Time) []Still {
	var out []Still
	for _, g := range goals {
		if last := g.lastMoved(moved); g.Status() == GoalActive && g.s.Audience.Allows(MeAndMyWorker) && p.stillSince(last, now) {
			out = append(out, Still{g.Ref(), last, slices.Clone(offers)})
		}
	}
	slices.SortStableFunc(out, func(a, b Still) int {
		return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.Goal.ID, b.Goal.ID))
	})
	return out
}

// lastMoved is the last day on which something happened around the goal.
func (g Goal) lastMoved(moved []Movement) peer.Date {
	last := latest(g.s.StatusOn, g.s.GoingOn)
	for _, m := range moved {
		if g.Exists() && m.Goal == g.Ref().ID && !m.At.IsZero() {
			last = latest(last, whose.DayUTC(m.At))
		}
	}
	return last
}

func latest(a, b peer.Date) peer.Date {
	if a.Compare(b) < 0 {
		return b
	}
	return a
}
