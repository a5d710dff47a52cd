package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var (
	workerOffers = peer.Asks{Rule: peer.Rule{Row: "REC-25", Code: peer.ErrNotAuthorised}, Says: "An idea from experience is for the worker alongside to offer, when the person invites it.", Fix: "Leave it to the two of them."}

	ideaPlaces   = []peer.Status{IdeaOffered, IdeaUseful, IdeaNotForMe, IdeaNotNow}
	ideaAnswered = []peer.Status{IdeaUseful, IdeaNotForMe, IdeaNotNow}
)

// offeredIdeas is the table of REC-25.
var offeredIdeas = peer.Machine[OfferedIdea, Facts]{
	Kind:   KindOfferedIdea,
	Schema: 1, // 1: the first form
	Says:   "An idea the worker offers on the person's invitation, after ideas of the person's own.",
	Moves:  "REC-25",
	States: []peer.State{
		{Status: IdeaOffered, Says: "The worker has offered it. The person answers or does not; nothing follows from no answer."},
		{Status: IdeaUseful, Says: "The person finds it useful. They may answer anew."},
		{Status: IdeaNotForMe, Says: "The person says it is not for them. They may answer anew."},
		{Status: IdeaNotNow, Says: "The person says not now. They may answer anew."},
	},
	Head:   func(i *OfferedIdea) *peer.Head { return &i.head },
	Data:   func(i *OfferedIdea) any { return &i.s },
	Person: OfferedIdea.Person,
	Party:  whose.Party[OfferedIdea],
	Policy: Facts.digest,
	Legal:  offeredIdeaLegal,
	Parts:  offeredIdeaParts,
	Rows: []row[OfferedIdea]{
		peer.Begins(row[OfferedIdea]{
			Do: "offer", Says: "Offer an idea the person asked for, without the story behind it.",
			To: []peer.Status{IdeaOffered}, By: []peer.Party{peer.PartyWorker}, Else: workerOffers, Form: "REC-25",
			Open: []open[OfferedIdea]{ideasAllowed},
		}, func(c OfferIdea) string { return c.ID }, draftOfferedIdea, step[OfferedIdea, OfferIdea]{
			Needs: []need[OfferedIdea, OfferIdea]{ideaInvited, ideaAbout, notInProblemSolving, personsIdeas, enoughOwnIdeas, workersIdea},
			Apply: func(i OfferedIdea, c OfferIdea, t *taken) OfferedIdea {
				i.s.OwnIdeas, i.s.Idea, i.s.Offered = whose.Kept(c.OwnIdeas, t.Act.By), t.Own(c.Idea), t.Now()
				return i
			},
		}),
		peer.Takes(row[OfferedIdea]{
			Do: "answer", Says: "Say whether it is useful, not for you, or not for now.",
			From: ideaPlaces, To: ideaAnswered, By: whose.Person, Else: whose.ForPerson("REC-25"), Form: "REC-25",
		}, step[OfferedIdea, AnswerIdea]{
			Apply: func(i OfferedIdea, _ AnswerIdea, _ *taken) OfferedIdea { return i },
			To:    func(_ OfferedIdea, c AnswerIdea) peer.Status { return answeredAs[c.Answer] },
		}),
	},
}

// answeredAs is where each answer leads.
var answeredAs = map[IdeaAnswer]peer.Status{AnswerUseful: IdeaUseful, AnswerNotForMe: IdeaNotForMe, AnswerNotNow: IdeaNotNow}

func draftOfferedIdea(c OfferIdea) OfferedIdea {
	return OfferedIdea{s: offeredIdea{Person: c.Person, Worker: c.Worker, About: c.About, Invited: c.Invited, Basis: c.Basis}}
}
