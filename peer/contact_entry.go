package peer

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// ContactEntry is what the worker writes of a contact, beside its facts. It is what a
// professional looks at where the organisation asks for that (PEER-48). What the person
// says has its own place and is no part of it.
type ContactEntry struct {
	// Note is what the two did, in the worker's words.
	Note Words `json:"note,omitzero" ask:"max=4000"`
	// Did are activities, each with who led it.
	Did []ActivityDone `json:"did,omitempty" ask:"items=20"`
	// Along says more of going along and practical help.
	Along GoingAlong `json:"along,omitzero"`
}

// ActivityDone is something that was done, and who led it (PEER-59).
type ActivityDone struct {
	// What it was, as one of the two puts it.
	What  Words          `json:"what,omitzero" ask:"max=300"`
	LedBy ActivityLeader `json:"ledBy,omitzero" ask:"row=PEER-59"`
	// SupportedBy is who of the staff stood beside whoever led; empty: the worker.
	SupportedBy StaffID `json:"supportedBy,omitzero" ask:"row=PEER-59"`
}

// ActivityLeader says who led an activity. A peer support worker by themself is not on
// the list: they support what others lead (PEER-59).
type ActivityLeader string

// Who led an activity.
const (
	LeaderPerson  ActivityLeader = "person"   // the person
	LeaderMembers ActivityLeader = "members"  // those who took part, among themselves
	LeaderBoth    ActivityLeader = "together" // the person and the worker, as equals
	LeaderOthers  ActivityLeader = "others"   // a service or somebody who offers it
)

var activityLeaders = []ActivityLeader{LeaderPerson, LeaderMembers, LeaderBoth, LeaderOthers}

// Known reports whether the word is on the list.
func (l ActivityLeader) Known() bool { return slices.Contains(activityLeaders, l) }

// Terms returns the closed list.
func (ActivityLeader) Terms() []string { return terms.Of(activityLeaders) }

// AmendEntry puts the worker's entry anew and says why. The whole entry is given; what it
// said before stays readable (PEER-49). Where it was looked at or asked about, it waits to
// be looked at again.
type AmendEntry struct {
	Entry       ContactEntry `json:"entry"`
	Production  Production   `json:"production,omitzero"`
	NotTogether NotTogether  `json:"notTogether,omitzero"`
	Because     Words        `json:"because" ask:"required,max=1000,row=PEER-49"`
}

// FinishDraft finishes what was kept as a draft, at best with the person (PEER-46).
type FinishDraft struct {
	Entry       ContactEntry `json:"entry"`
	Production  Production   `json:"production,omitzero"`
	NotTogether NotTogether  `json:"notTogether,omitzero"`
}

func (AmendEntry) contactStep()  {}
func (FinishDraft) contactStep() {}

func (e ContactEntry) own() ContactEntry {
	e.Did = slices.Clone(e.Did)
	return e
}

// kept is the entry as it is stored: every text with its author.
func (e ContactEntry) kept(t *conTaken) ContactEntry {
	e = e.own()
	e.Note, e.Along = t.Own(e.Note), e.Along.kept(t)
	for i := range e.Did {
		e.Did[i].What = t.Own(e.Did[i].What)
	}
	return e
}

// deeds are the texts of what was done.
func (e ContactEntry) deeds() []Words {
	var out []Words
	for _, d := range e.Did {
		out = append(out, d.What)
	}
	return out
}

// entered is the contact with an entry put into it, and how far that was made together.
func (c Contact) entered(e ContactEntry, p Production, n NotTogether) Contact {
	c.s.Entry, c.s.What.Production, c.s.What.NotTogether = e, p, n
	return c
}

// Rules of an entry, the same for writing, finishing and amending it.
var (
	noteIsWorkers = saidBy(Asks{Rule: Rule{"PEER-47", ErrNotAuthorised}, Path: "/entry/note", Says: "The note is in the worker's own words.", Fix: "Write it in your own words. What the person says has its own place beside it."},
		Contact.isWorker, func(c Contact) []Words { return []Words{c.s.Entry.Note} })
	deedsOfTwo = saidBy(Asks{Rule: Rule{"PEER-47", ErrNotAuthorised}, Path: "/entry/did", Says: "What was done is in the words of one of the two.", Fix: "Say it in your own words, or name the person where they said it."},
		Contact.isEither, func(c Contact) []Words { return c.s.Entry.deeds() })
	leaderSaid = contactRule{
		asks: Asks{Rule: Rule{"PEER-59", ErrRequired}, Path: "/entry/did", Says: "It is said who led each activity.", Fix: "Add it when there is time: the person, those who took part, the two together, or others. The contact is kept.", Weight: Warns},
		met: func(c Contact, _ Act, _ ContactFacts) Tri {
			return Is(!slices.ContainsFunc(c.s.Entry.Did, func(d ActivityDone) bool { return d.LedBy == "" }))
		},
	}
)

// entryRules are what every way of writing an entry asks.
var entryRules = slices.Concat([]contactRule{noteIsWorkers, deedsOfTwo, leaderSaid}, alongWritten)

// entryAnew are the rules of an entry that is sent by itself.
var entryAnew = slices.Concat(entryRules, []contactRule{productionSaid.at("/production"), productionReason.at("/notTogether")})

// theirWordsStay: what the person said stays as they said it, whoever puts the rest
// anew.
var theirWordsStay = conNeed[AmendEntry]{
	Asks: Asks{Rule: Rule{"PEER-47", ErrImmutable}, Path: "/entry/along/nextAlone", Says: "What the person said stays in their words.", Fix: "Send it as it was. The person may say more beside it at any time."},
	Met: func(c Contact, p AmendEntry, a Act, _ ContactFacts) Tri {
		was := c.s.Entry.Along.NextAlone
		return Is(!was.From(c.s.Person) || p.Entry.Along.NextAlone.Own(a.By) == was)
	},
}

var isDraft = conOpen{
	Asks: Asks{Rule: Rule{"PEER-46", ErrInvalidTransition}, Says: "The entry is a draft.", Fix: "It is finished. Amend it and say why."},
	Met:  func(c Contact, _ Act, _ ContactFacts) Tri { return Is(c.s.Validation.State == EntryDraft) },
}

var entryRows = []conRow{
	Takes(conRow{
		Do: "finish-draft", Says: "Finish what was kept as a draft, at best with the person.",
		From: justRecorded, Stays: justRecorded, By: []Party{PartyWorker}, Else: ownContact, Form: "PEER-46", Open: []conOpen{isDraft},
	}, conStep[FinishDraft]{
		Needs: judged(func(c Contact, p FinishDraft) Contact {
			c.s.Validation.State = EntryWritten // as it would be
			return c.entered(p.Entry, p.Production, p.NotTogether)
		}, entryAnew...),
		Apply: func(c Contact, p FinishDraft, t *conTaken) Contact {
			return c.entered(p.Entry.kept(t), p.Production, p.NotTogether).finished(t)
		},
	}),
	Takes(conRow{
		Do: "amend", Says: "Put the entry anew, and say why.",
		From: justRecorded, Stays: justRecorded, By: []Party{PartyWorker}, Else: ownContact, Form: "PEER-49",
	}, conStep[AmendEntry]{
		Needs: append(judged(func(c Contact, p AmendEntry) Contact { return c.entered(p.Entry, p.Production, p.NotTogether) }, entryAnew...), theirWordsStay),
		Apply: func(c Contact, p AmendEntry, t *conTaken) Contact {
			return c.keep(p.Because, t).entered(p.Entry.kept(t), p.Production, p.NotTogether).changed(t)
		},
	}),
}
