package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

func draftGradedPlan(c AskToComeAlong) GradedPlan {
	return GradedPlan{s: gradedPlan{Person: c.Person, Worker: c.Worker, Activity: c.Activity, Goals: c.Goals, Audience: MeAndMyWorker}}
}

// moved notes the day of a move.
func (p GradedPlan) moved(t *taken) GradedPlan {
	p.s.StatusOn = whose.DayUTC(t.Now())
	return p
}

// asked waits for the worker's answer.
func (p GradedPlan) asked(t *taken) GradedPlan {
	p.s.ComesAlong = peer.Unknown
	return p.moved(t)
}

func (p GradedPlan) together(t *taken) GradedPlan {
	p = p.moved(t)
	p.s.Together = p.s.StatusOn
	return p
}

func (p GradedPlan) partly(t *taken) GradedPlan {
	p = p.moved(t)
	p.s.PartlyTogether = p.s.StatusOn
	return p
}

func (p GradedPlan) alone(t *taken) GradedPlan {
	p = p.moved(t)
	p.s.Alone = p.s.StatusOn
	return p
}

// withWorker takes a step that needs the worker's time; without their yes it asks
// for it, so that nothing ever holds up a step back.
func (p GradedPlan) withWorker(step func(GradedPlan, *taken) GradedPlan, t *taken) GradedPlan {
	if p.s.ComesAlong == peer.Yes {
		return step(p, t)
	}
	return p.asked(t)
}

// orAsked is where such a step leads.
func (p GradedPlan) orAsked(to peer.Status) peer.Status {
	if p.s.ComesAlong == peer.Yes {
		return to
	}
	return GradedAsked
}

func gradedPlanLegal(p GradedPlan) []peer.Reason {
	s, at := p.s, p.Status()
	withWorker := at == GradedTogether || at == GradedPartly
	whole := func(d peer.Date, needed ...peer.Status) bool {
		return d.Precision() == peer.ByDay || d.IsZero() && !slices.Contains(needed, at)
	}
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, p, s.Where, s.Partly), "/where", "Every text of a graded plan is the person's own."),
		peer.Holds(!withWorker || s.ComesAlong != peer.Unknown, "/comesAlong", "The worker has answered before the two go together."),
		peer.Holds(at != GradedAsked || s.ComesAlong != peer.Yes, "/comesAlong", "Where the worker said yes, nobody is asked any more."),
		peer.Holds(whole(s.Together, GradedTogether), "/together", "The day of going together is a whole day, and there where they do."),
		peer.Holds(whole(s.PartlyTogether, GradedPartly), "/partlyTogether", "The day of going partly together is a whole day, and there where they do."),
		peer.Holds(whole(s.Alone, GradedAlone, GradedFinished), "/alone", "The day of going alone is a whole day, and there where they do."),
		peer.Holds(s.StatusOn.Precision() == peer.ByDay, "/statusOn", "The last move has its day."),
	}
}

var gradedPlanParts = []peer.Part[GradedPlan]{
	{Name: "gradedPlan", If: seenByAudience[GradedPlan](peer.SharePlan), Rule: notShown, Says: "The person says who may see their plan.",
		Value: func(p GradedPlan) any { return p.s }},
}
