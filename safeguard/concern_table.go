package safeguard

import (
	"github.com/towpath-care/towpath/peer"
)

// Where a concern can be while it is open, while somebody was told, and wherever more
// can be said of it.
var (
	stillOpen = []peer.Status{Raised, Notified, Acknowledged, InHand}
	anywhere  = []peer.Status{Raised, Notified, Acknowledged, InHand, Resolved, NoFurtherAction}
	running   = []peer.Status{Notified, Acknowledged, InHand}
)

// whereTold is where a receipt leads while nobody has it: one that names somebody who is
// not to be told leaves it where nobody was.
func whereTold(c Concern, _ Sent) peer.Status {
	if c.s.FirstTold.IsZero() {
		return Raised
	}
	return Notified
}

// Who takes part in a concern.
var (
	raiser     = []peer.Party{peer.PartyRaiser}
	recipients = []peer.Party{peer.PartyRecipient}
	takers     = []peer.Party{peer.PartyRecipient, peer.PartyStaff}
	thoseIn    = []peer.Party{peer.PartyRaiser, peer.PartyRecipient}
	anyStaff   = []peer.Party{peer.PartyRaiser, peer.PartyRecipient, peer.PartyStaff}

	forRaiser  = peer.Asks{Rule: peer.Rule{Row: "SAFE-16", Code: peer.ErrNotAuthorised}, Says: "This is for whoever raised the concern.", Fix: "Add to the concern instead; that anybody may do."}
	forTakers  = peer.Asks{Rule: peer.Rule{Row: "SAFE-14", Code: peer.ErrNotAuthorised}, Says: "Somebody who was told of the concern takes it on, or a role the policy lists.", Fix: "Ask somebody who was told, or bring it to whoever is on duty."}
	forClosers = peer.Asks{Rule: peer.Rule{Row: "SAFE-16", Code: ErrNotAuthorisedToClose}, Says: "Somebody who was told of the concern closes it, or a role the policy names; never whoever raised it.", Fix: "Leave it open; whoever has it closes it and tells you what came of it."}
	forThoseIn = peer.Asks{Rule: peer.Rule{Row: "SAFE-16", Code: peer.ErrNotAuthorised}, Says: "This is for whoever raised the concern, or somebody who was told of it.", Fix: "Add to the concern instead; that anybody may do."}
	forSenders = peer.Asks{Rule: peer.Rule{Row: "SAFE-17", Code: peer.ErrNotAuthorised}, Says: "Somebody on the staff, or whoever raised it, says who was told.", Fix: "Let somebody on the staff say who was told."}
)

// concerns is the table of SAFE-01 to SAFE-09 and SAFE-14 to SAFE-18.
var concerns = peer.Machine[Concern, Facts]{
	Kind:   KindConcern,
	Schema: 1, // 1: the first form
	Says:   "Something that somebody noticed and others have to know, until it is closed by one of them.",
	Moves:  "SAFE-16",
	States: []peer.State{
		{Status: Raised, Says: "It is stored, and nobody has been told for certain. A receipt moves it on, or somebody on duty takes it."},
		{Status: Notified, Says: "A named human was told. Somebody who was told takes it on."},
		{Status: Acknowledged, Says: "Somebody has it, says what they do next and by when. They set it in hand or close it; another who was told may take it over."},
		{Status: InHand, Says: "Something is being done. Somebody who was told closes it."},
		{Status: Resolved, Says: "It was dealt with. More may be said of it, and nothing leads on."},
		{Status: NoFurtherAction, Says: "Nothing more was needed. More may be said of it, and nothing leads on."},
		{Status: Withdrawn, Says: "It was raised by mistake, before anybody was told.", End: true},
	},
	Head:   func(c *Concern) *peer.Head { return &c.head },
	Data:   func(c *Concern) any { return &c.s },
	Person: Concern.About,
	Party:  concernParty,
	Policy: Facts.digest,
	Legal:  concernLegal,
	Parts:  concernParts,
	Rows: []row[Concern]{
		peer.Begins(row[Concern]{
			Do: "raise", Says: "Say that something was noticed. Almost nothing is needed, and it is never turned down.", To: []peer.Status{Raised}, By: raiser, Form: "SAFE-01", Makes: KindConcern,
		}, func(c Raise) string { return c.ID }, func(c Raise) Concern { return Concern{s: concern{About: c.About}} }, step[Concern, Raise]{
			Mend: mended, Also: nothingInTheWay[Raise], Apply: raised,
		}),
		peer.Takes(row[Concern]{
			Do: "sent", Says: "Say which human was told, with the receipt.", From: stillOpen, To: []peer.Status{Raised, Notified}, Stays: running, By: anyStaff, Else: forSenders, Form: "SAFE-17",
		}, step[Concern, Sent]{Needs: []need[Concern, Sent]{toldInTime, notToSubject}, Apply: sent, To: whereTold}),
		peer.Takes(row[Concern]{
			Do: "acknowledge", Says: "Say that you have it, what you do next and by when.", From: stillOpen, To: []peer.Status{Acknowledged}, Stays: []peer.Status{InHand}, By: takers, Else: forTakers, Form: "SAFE-14", Open: []open[Concern]{mayTake},
		}, step[Concern, Acknowledge]{Needs: []need[Concern, Acknowledge]{untilToCome(func(c Acknowledge) peer.Moment { return c.Until }), notBrought}, Apply: acknowledged}),
		peer.Takes(row[Concern]{
			Do: "work", Says: "Say that you are at work on it, without having it yet.", From: running, Stays: running, By: recipients, Else: forTakers, Form: "SAFE-14",
		}, step[Concern, Work]{Apply: atWork}),
		peer.Takes(row[Concern]{
			Do: "set-in-hand", Says: "Say that something is being done, what is next and by when.", From: []peer.Status{Acknowledged, InHand}, To: []peer.Status{InHand}, By: recipients, Else: forTakers, Form: "SAFE-14",
		}, step[Concern, SetInHand]{Needs: []need[Concern, SetInHand]{untilToCome(func(c SetInHand) peer.Moment { return c.Until })}, Apply: setInHand}),
		peer.Takes(row[Concern]{
			Do: "close", Says: "Close it: what was done, and what whoever raised it and the person were told.", From: []peer.Status{Acknowledged, InHand}, To: []peer.Status{Resolved, NoFurtherAction}, By: takers, Else: forClosers, Form: "SAFE-16", Open: []open[Concern]{mayClose},
		}, step[Concern, Close]{
			Needs: []need[Concern, Close]{personHeard, heardInPast},
			Apply: closed,
			To:    func(_ Concern, c Close) peer.Status { return peer.Status(c.As) },
		}),
		peer.Takes(row[Concern]{
			Do: "take-back", Says: "Say that it was raised by mistake, before anybody was told.", From: []peer.Status{Raised}, To: []peer.Status{Withdrawn}, By: raiser, Else: forRaiser, Form: "SAFE-16",
		}, step[Concern, TakeBack]{Apply: func(c Concern, _ TakeBack, _ *taken) Concern { return c }}),
		peer.Takes(row[Concern]{
			Do: "make-more-urgent", Says: "Make it more urgent.", From: stillOpen, Stays: stillOpen, By: thoseIn, Else: forThoseIn, Form: "SAFE-16",
		}, step[Concern, MoreUrgent]{Needs: []need[Concern, MoreUrgent]{notLess}, Apply: moreUrgent}),
		peer.Takes(row[Concern]{
			Do: "say-talked", Says: "Say whether it was talked about with the person.", From: anywhere, Stays: anywhere, By: thoseIn, Else: forThoseIn, Form: "SAFE-09",
		}, step[Concern, SayTalked]{Needs: []need[Concern, SayTalked]{whyNotTalked, lookAgainSoon}, Apply: talked}),
		peer.Takes(row[Concern]{
			Do: "say-more", Says: "Say what was not known before.", From: anywhere, Stays: anywhere, By: thoseIn, Else: forThoseIn, Form: "SAFE-05", Makes: KindConcern,
		}, step[Concern, SayMore]{Needs: []need[Concern, SayMore]{sameAbout, personsWish, groundReason, roomForNames}, Also: nothingInTheWay[SayMore], Apply: saidMore}),
		peer.Takes(row[Concern]{
			Do: "put-right", Says: "Say that a promise of silence was put right with the person.", From: anywhere, Stays: anywhere, By: thoseIn, Else: forThoseIn, Form: "SAFE-05", Open: []open[Concern]{wasPromised},
		}, step[Concern, PutRight]{Apply: putRight}),
		peer.Takes(row[Concern]{
			Do: "finish-part", Says: "Say that you have written down what you can.", From: anywhere, Stays: anywhere, By: raiser, Else: forRaiser, Form: "SAFE-09", Open: []open[Concern]{talkSaid},
		}, step[Concern, FinishPart]{Apply: finished}),
	},
}
