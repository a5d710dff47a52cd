package safeguard

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var (
	riskOffered = []peer.Status{RiskOffered}
	riskOwner   = []peer.Party{peer.PartyOwner}

	ownerTakesIn = peer.Asks{Rule: peer.Rule{Row: "SAFE-08", Code: peer.ErrNotAuthorised}, Says: "Whoever owns the assessment says whether it was taken in.", Fix: "Leave it to them."}
	professional = peer.Asks{Rule: peer.Rule{Row: "SAFE-08", Code: peer.ErrWrongRole}, Says: "A person's clinical risk assessment is a professional's; the worker finishes only one of their own.", Fix: "Give your view; the professional who owns the assessment signs it."}
)

// riskContributions is the table of SAFE-08.
var riskContributions = peer.Machine[RiskContribution, Facts]{
	Kind:   KindRiskContribution,
	Schema: 1, // 1: the first form
	Says:   "The worker's view and the person's, side by side, for an assessment that has to be made.",
	Moves:  "SAFE-08",
	States: []peer.State{
		{Status: RiskOffered, Says: "It is there for whoever owns the assessment. They say whether it was taken in; whoever gave it may withdraw it."},
		{Status: RiskTakenIn, Says: "The owner took it in.", End: true},
		{Status: RiskNotTakenIn, Says: "The owner did not take it in, and said why.", End: true},
		{Status: RiskWithdrawn, Says: "Whoever gave it withdrew it.", End: true},
		{Status: RiskFinished, Says: "The worker finished an assessment of their own.", End: true},
	},
	Head:   func(r *RiskContribution) *peer.Head { return &r.head },
	Data:   func(r *RiskContribution) any { return &r.s },
	Person: RiskContribution.Person,
	Party:  riskParty,
	Policy: Facts.digest,
	Legal:  riskLegal,
	Parts: []peer.Part[RiskContribution]{{Name: "contribution", If: riskSeen, Rule: notShown, Says: "It is for the two and for whoever owns the assessment, who carries it on.",
		Value: func(r RiskContribution) any { return r.s }}},
	Rows: []row[RiskContribution]{
		peer.Begins(row[RiskContribution]{
			Do: "offer", Says: "Give the worker's view, the person's, or both side by side.", To: riskOffered, By: theTwo, Else: whose.ForTwo("SAFE-08"), Form: "SAFE-08",
		}, func(c OfferRiskView) string { return c.ID }, func(c OfferRiskView) RiskContribution {
			return RiskContribution{s: riskContribution{Person: c.Person, Worker: c.Worker, Assessment: c.Assessment, Sort: c.Sort, Owner: c.Owner}}
		}, step[RiskContribution, OfferRiskView]{
			Needs: []need[RiskContribution, OfferRiskView]{oneView, professionalOwns,
				whose.Said[Facts](peer.Asks{Rule: peer.Rule{Row: "SAFE-08", Code: peer.ErrNotAuthorised}, Path: "/workersView", Says: "The worker's view is in the worker's words.", Fix: "Put what the person says under their own view."},
					whose.Workers[RiskContribution], func(c OfferRiskView) []peer.Words { return []peer.Words{c.WorkersView} }),
				whose.OwnWords[Facts, RiskContribution]("SAFE-08", "/personsView", func(c OfferRiskView) []peer.Words { return []peer.Words{c.PersonsView} })},
			Apply: func(r RiskContribution, c OfferRiskView, t *taken) RiskContribution {
				r.s.WorkersView, r.s.PersonsView, r.s.GivenBy, r.s.Offered = t.Own(c.WorkersView), t.Own(c.PersonsView), t.As, t.Now()
				return r
			},
		}),
		peer.Takes(row[RiskContribution]{
			Do: "take-in", Says: "Say that it was taken into the assessment.", From: riskOffered, To: []peer.Status{RiskTakenIn}, By: riskOwner, Else: ownerTakesIn, Form: "SAFE-08", Open: []open[RiskContribution]{notAsPeer},
		}, step[RiskContribution, TakeRiskViewIn]{Apply: func(r RiskContribution, c TakeRiskViewIn, t *taken) RiskContribution {
			return r.over(c.Says, t)
		}}),
		peer.Takes(row[RiskContribution]{
			Do: "leave-out", Says: "Say that it was not taken in, and why.", From: riskOffered, To: []peer.Status{RiskNotTakenIn}, By: riskOwner, Else: ownerTakesIn, Form: "SAFE-08", Open: []open[RiskContribution]{notAsPeer},
		}, step[RiskContribution, LeaveRiskViewOut]{Apply: func(r RiskContribution, c LeaveRiskViewOut, t *taken) RiskContribution {
			return r.over(c.Says, t)
		}}),
		peer.Takes(row[RiskContribution]{
			Do: "withdraw", Says: "Withdraw it; no reason is asked.", From: riskOffered, To: []peer.Status{RiskWithdrawn}, By: theTwo, Else: whose.ForTwo("SAFE-08"), Form: "SAFE-08", Open: []open[RiskContribution]{whoGaveIt},
		}, step[RiskContribution, WithdrawRiskView]{Apply: func(r RiskContribution, _ WithdrawRiskView, t *taken) RiskContribution {
			return r.over(peer.Private{}, t)
		}}),
		peer.Takes(row[RiskContribution]{
			Do: "finish", Says: "Finish an assessment of your own.", From: riskOffered, To: []peer.Status{RiskFinished}, By: justWorker, Else: professional, Form: "SAFE-08", Open: []open[RiskContribution]{workersOwn},
		}, step[RiskContribution, FinishAssessment]{Apply: func(r RiskContribution, _ FinishAssessment, t *taken) RiskContribution {
			return r.over(peer.Private{}, t)
		}}),
	},
}

// over is the contribution when somebody said what came of it.
func (r RiskContribution) over(says peer.Private, t *taken) RiskContribution {
	r.s.Says, r.s.Over = says, t.Now()
	return r
}

// riskParty: the two; whoever owns the assessment, where that is somebody else.
func riskParty(r RiskContribution, a peer.Actor) peer.Party {
	as := whose.Party(r, a)
	if as == peer.PartyStaff && a.Staff == r.s.Owner {
		return peer.PartyOwner
	}
	return as
}

var oneView = need[RiskContribution, OfferRiskView]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-08", Code: peer.ErrRequired}, Path: "/workersView", Says: "The worker's view or the person's is there.", Fix: "Say what you see, or write down what the person says."},
	Met: func(_ RiskContribution, c OfferRiskView, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(!c.WorkersView.IsZero() || !c.PersonsView.IsZero())
	},
}

// professionalOwns: a person's clinical risk assessment is never the worker's.
var professionalOwns = need[RiskContribution, OfferRiskView]{
	Asks: peer.Asks{Rule: professional.Rule, Path: "/owner", Says: "A person's clinical risk assessment is owned by somebody else than the worker.", Fix: "Name the professional who owns the assessment."},
	Met: func(_ RiskContribution, c OfferRiskView, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(c.Sort != AssessPerson || c.Owner == "" || c.Owner != c.Worker)
	},
}

// notAsPeer: nobody decides about a person's clinical assessment in the role of a peer
// worker.
var notAsPeer = open[RiskContribution]{
	Asks: peer.Asks{Rule: professional.Rule, Says: "Nobody does this to a person's clinical risk assessment as a peer support worker.", Fix: professional.Fix},
	Met: func(r RiskContribution, a peer.Act, _ Facts) peer.Tri {
		return peer.Is(riskParty(r, a.By) != peer.PartyOwner || r.s.Sort != AssessPerson || !slices.Contains(peerRoles, a.By.Role))
	},
}

// whoGaveIt: whoever gave it withdraws it, and the person always where their view is in
// it.
var whoGaveIt = open[RiskContribution]{
	Asks: peer.Asks{Rule: whose.ForTwo("SAFE-08").Rule, Says: "Whoever gave it withdraws it, and the person where their view is in it.", Fix: "Leave it to them, or give your own view beside it."},
	Met: func(r RiskContribution, a peer.Act, _ Facts) peer.Tri {
		as := riskParty(r, a.By)
		return peer.Is(!slices.Contains(theTwo, as) || as == r.s.GivenBy || as == peer.PartyPerson && !r.s.PersonsView.IsZero())
	},
}

var workersOwn = open[RiskContribution]{
	Asks: peer.Asks{Rule: professional.Rule, Says: "The assessment is the worker's own: of an activity, a place or working alone.", Fix: professional.Fix},
	Met:  func(r RiskContribution, _ peer.Act, _ Facts) peer.Tri { return peer.Is(r.s.workersOwn()) },
}

// riskSeen: the two and the owner. It goes into no record from here: the owner carries it
// on into theirs.
func riskSeen(_ RiskContribution, as peer.Party, by peer.Reading) bool {
	return by.Purpose != peer.ForRecord && (slices.Contains(theTwo, as) || as == peer.PartyOwner)
}

// riskLegal is what is so of every contribution that a step made.
func riskLegal(r RiskContribution) []peer.Reason {
	s, at := r.s, r.Status()
	decided := at == RiskTakenIn || at == RiskNotTakenIn
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Workers, r, s.WorkersView), "/workersView", "The worker's view is in the worker's words."),
		peer.Holds(whose.SilentOr(whose.Personal, r, s.PersonsView), "/personsView", "The person's view is in their words."),
		peer.Holds(!s.WorkersView.IsZero() || !s.PersonsView.IsZero(), "/workersView", "One of the two views is there."),
		peer.Holds(s.Sort != AssessPerson || s.Owner != s.Worker, "/owner", "A person's clinical risk assessment is a professional's."),
		peer.Holds(slices.Contains(theTwo, s.GivenBy), "/givenBy", "One of the two gave it."),
		peer.Holds((at == RiskOffered) == s.Over.IsZero(), "/over", "When it was over is there when it is over."),
		peer.Holds(at != RiskFinished || s.workersOwn(), "/sort", "Only an assessment of the worker's own is finished here."),
		peer.Holds(!decided || s.Owner != s.Worker, "/owner", "Somebody else than the worker took it in, or did not."),
		peer.Holds(decided || s.Says.IsZero(), "/says", "The owner says something of it when they take it in, or do not."),
		peer.Holds(at != RiskNotTakenIn || !s.Says.IsZero(), "/says", "Where it was not taken in, it is said why."),
	}
}
