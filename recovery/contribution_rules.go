package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var notOwner = need[Contribution, Contribute]{
	Asks: peer.Asks{Rule: ownerDecides.Rule, Path: "/plan/owner", Says: "The plan's owner is somebody else than the worker who contributes.", Fix: "Name the professional whose plan it is."},
	Met: func(_ Contribution, s Contribute, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(s.Plan.Owner == "" || s.Plan.Owner != s.Worker)
	},
}

// contributionOnly: a plan that a service owns is added to, and nothing else is done
// with it here.
var contributionOnly = need[Contribution, Contribute]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-44", Code: ErrContributionOnly}, Path: "/what", Says: "A service's plan is added to; to write, approve or close it is its owner's.", Fix: "Offer an activity, a note or a task, and let the owner decide."},
	Met: func(_ Contribution, s Contribute, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(!s.What.Known() || s.What.contributes())
	},
}

// ownTask: nobody signs somebody else up for a task.
var ownTask = need[Contribution, Contribute]{
	Asks: peer.Asks{Rule: twoContribute.Rule, Path: "/what", Says: "A task is offered by the worker who takes it on.", Fix: "Ask the worker, or put it down as an activity."},
	Met: func(c Contribution, s Contribute, a peer.Act, _ Facts) peer.Tri {
		return peer.Is(s.What != ContributeTask || contributionParty(c, a.By) == peer.PartyWorker)
	},
}

// offeredActs leaves out what is never taken.
var offeredActs = map[string]func(Contribution) []string{"/what": func(Contribution) []string {
	return terms.Of(slices.DeleteFunc(slices.Clone(planActs), func(a PlanAct) bool { return !a.contributes() }))
}}

var contributedBy = whose.Said[Facts, Contribution, Contribute](peer.Asks{
	Rule: twoContribute.Rule, Path: "/words",
	Says: "These are the words of the person or of the worker who contributes.", Fix: "Name the one of the two who said it.",
}, whose.Either[Contribution], func(s Contribute) []peer.Words { return []peer.Words{s.Words} })

var personAgrees = open[Contribution]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-44", Code: peer.ErrPersonHasNotAgreed}, Says: "The person has seen it and agrees.", Fix: "Wait until they have seen it; it is about their life."},
	Met:  func(c Contribution, _ peer.Act, _ Facts) peer.Tri { return c.s.Agrees },
}

// theirsToTakeBack: the worker takes back what the person has not made theirs.
var theirsToTakeBack = open[Contribution]{
	Asks: peer.Asks{Rule: personAnswers.Rule, Says: "What the person said yes to is theirs to take back.", Fix: "Ask them whether they would like to."},
	Met: func(c Contribution, a peer.Act, _ Facts) peer.Tri {
		return peer.Is(contributionParty(c, a.By) != peer.PartyWorker || c.s.Agrees != peer.Yes)
	},
}

func contributionLegal(c Contribution) []peer.Reason {
	s, at := c.s, c.Status()
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Either, c, s.Words), "/words", "What it adds was said by the person or the worker."),
		peer.Holds(s.What == "" || s.What.contributes(), "/what", "It adds something to the plan and does nothing else with it."),
		peer.Holds(s.What != ContributeTask || s.Worker != "", "/what", "A task has the worker who takes it on."),
		peer.Holds(s.Plan.Owner != s.Worker, "/plan/owner", "The plan is somebody else's than the worker's."),
		peer.Holds((s.Agrees == peer.Unknown) == s.SeenAt.IsZero(), "/seenAt", "The person's answer has its time."),
		peer.Holds(at != ContributionAccepted || s.Agrees == peer.Yes, "/agrees", "What was accepted the person has agreed to."),
		peer.Holds((at == ContributionProposed) == s.Over.IsZero(), "/over", "When it was over is there when it is over."),
	}
}

// contributionParts: for the two; for the plan's owner once the person agrees;
// for the record once the owner has accepted it, or as a proposal on the person's
// recorded yes.
var contributionParts = []peer.Part[Contribution]{
	{Name: "contribution", Rule: peer.Rule{Row: "REC-44", Code: peer.ErrPersonHasNotAgreed}, Says: "Others see it when the person has seen it and agrees.",
		If:    contributionSeen,
		Value: func(c Contribution) any { return c.s }},
}

func contributionSeen(c Contribution, as peer.Party, by peer.Reading) bool {
	shared := c.Status() == ContributionAccepted || c.Status() == ContributionProposed &&
		peer.Consented(by.Consents, c.s.Person, peer.SharePlan, by.Purpose, by.At) == peer.Yes
	switch {
	case by.Purpose == peer.ForRecord:
		return c.s.Agrees == peer.Yes && shared && by.By.Staff != ""
	case as == peer.PartyPerson, as == peer.PartyWorker:
		return true
	case as == peer.PartyOwner:
		return c.s.Agrees == peer.Yes
	}
	return c.s.Agrees == peer.Yes && shared && by.By.Staff != "" && by.Purpose == peer.ForCare
}
