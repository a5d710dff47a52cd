package signpost

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/naming"
	"github.com/towpath-care/towpath/peer"
)

// KindCommunityLink is how a link with an organisation is stored.
const KindCommunityLink peer.Kind = "community-link"

// Places a link can be in.
const (
	// LinkKept: somebody on the staff keeps in touch. They write down the last
	// conversation and what is agreed, and retire it.
	LinkKept peer.Status = "kept"
	// LinkRetired: nobody keeps in touch any more. Nothing leads on.
	LinkRetired peer.Status = "retired"
)

// mostAgreements run with one organisation at a time.
const mostAgreements = 20

// CommunityLink is who keeps in touch with an organisation, with whom there, what they
// last talked about and what is agreed (SIGN-23). It holds business data only, and
// nobody who is supported. The zero value is none.
type CommunityLink struct {
	head
	s communityLink
}

type communityLink struct {
	Organisation string       `json:"organisation" ask:"required"`
	Contact      Partner      `json:"contact"`
	Keeper       peer.StaffID `json:"keeper" ask:"required"`
	Opened       time.Time    `json:"opened" ask:"required"`
	Talked       Conversation `json:"talked"`
	Agreements   []Agreement  `json:"agreements,omitempty" ask:"items=20"`
	Agreed       int          `json:"agreed,omitzero" ask:"min=1"` // how many there ever were
}

// Partner is whom to talk to at an organisation, as a business card has it.
type Partner struct {
	Name peer.Private   `json:"name,omitzero" ask:"max=200"`
	Role peer.Private   `json:"role,omitzero" ask:"max=200"`
	Ways []ContactPoint `json:"ways,omitempty" ask:"items=10"`
}

// Conversation is when somebody talked with them, and what about.
type Conversation struct {
	On    peer.Date    `json:"on,omitzero"`
	About peer.Private `json:"about,omitzero" ask:"max=2000"`
}

// Agreement is something the two sides agreed on.
type Agreement struct {
	Number int          `json:"number" ask:"required,min=1"`
	What   peer.Private `json:"what" ask:"required,max=1000"`
	// Until is the day it runs to; zero: until somebody ends it.
	Until peer.Date `json:"until,omitzero"`
}

// Organisation is the id of the organisation.
func (l CommunityLink) Organisation() string { return l.s.Organisation }

// Contact is whom to talk to there.
func (l CommunityLink) Contact() Partner { return l.s.Contact.clone() }

// Keeper is who on the staff keeps in touch: whoever talked with them last.
func (l CommunityLink) Keeper() peer.StaffID { return l.s.Keeper }

// LastTalked is the last conversation; zero: nobody wrote one down.
func (l CommunityLink) LastTalked() Conversation { return l.s.Talked }

// Agreements are those that run, in the order of their numbers.
func (l CommunityLink) Agreements() []Agreement { return slices.Clone(l.s.Agreements) }

func (p Partner) clone() Partner {
	p.Ways = slices.Clone(p.Ways)
	return p
}

// texts are what is written in a card, but for telephone numbers.
func (p Partner) texts() []string {
	out := []string{p.Name.Reveal(), p.Role.Reveal()}
	for _, c := range p.Ways {
		if c.Kind != ContactPhone && c.Kind != ContactSMS {
			out = append(out, c.Value.Reveal())
		}
	}
	return out
}

// CommunityLinkStep is a step of a link. A step of another record does not compile
// here.
type CommunityLinkStep interface{ communityLinkStep() }

// OpenLink begins to keep in touch with an organisation.
type OpenLink struct {
	ID           string  `json:"id"`
	Organisation string  `json:"organisation" ask:"required"`
	Contact      Partner `json:"contact"`
}

// ChangePartner says whom to talk to from now on.
type ChangePartner struct {
	Contact Partner `json:"contact"`
}

// Converse writes down the last conversation. It replaces the one before.
type Converse struct {
	On    peer.Date    `json:"on" ask:"required"`
	About peer.Private `json:"about,omitzero" ask:"max=2000"`
}

// MakeAgreement writes down something the two sides agreed on.
type MakeAgreement struct {
	What  peer.Private `json:"what" ask:"required,max=1000"`
	Until peer.Date    `json:"until,omitzero"`
}

// EndAgreement says that one of them runs no more.
type EndAgreement struct {
	Number int `json:"number" ask:"required,min=1"`
}

// RetireLink says that nobody keeps in touch any more.
type RetireLink struct{}

func (OpenLink) communityLinkStep()      {}
func (ChangePartner) communityLinkStep() {}
func (Converse) communityLinkStep()      {}
func (MakeAgreement) communityLinkStep() {}
func (EndAgreement) communityLinkStep()  {}
func (RetireLink) communityLinkStep()    {}

// communityLinks is the table of SIGN-23.
var communityLinks = peer.Machine[CommunityLink, Facts]{
	Kind:   KindCommunityLink,
	Schema: 1, // 1: the first form
	Says:   "Who keeps in touch with an organisation, and what is agreed; with nobody in it who is supported.",
	Moves:  "SIGN-23",
	States: []peer.State{
		{Status: LinkKept, Says: "Somebody keeps in touch. They write down what they talked about and agreed, and retire it."},
		{Status: LinkRetired, Says: "Nobody keeps in touch any more.", End: true},
	},
	Head:   func(l *CommunityLink) *peer.Head { return &l.head },
	Data:   func(l *CommunityLink) any { return &l.s },
	Person: func(CommunityLink) peer.PersonID { return "" }, // it is about nobody who is supported
	Party:  byKind[CommunityLink],
	Policy: Facts.digest,
	Legal:  communityLinkLegal,
	Parts: []peer.Part[CommunityLink]{{Name: "link", If: staffRead[CommunityLink], Rule: peer.Rule{Row: "SIGN-23", Code: peer.ErrNotAuthorised}, Says: "Links with organisations are for the staff.",
		Value: func(l CommunityLink) any { return l.s }}},
	Rows: []row[CommunityLink]{
		peer.Begins(row[CommunityLink]{
			Do: "open", Says: "Begin to keep in touch with an organisation.", To: []peer.Status{LinkKept}, By: staffOnly, Else: forStaff("SIGN-23"), Form: "SIGN-23",
		}, func(c OpenLink) string { return c.ID }, func(c OpenLink) CommunityLink {
			return CommunityLink{s: communityLink{Organisation: c.Organisation, Contact: c.Contact}}
		}, step[CommunityLink, OpenLink]{
			Needs: append(partnerNeeds(func(c OpenLink) Partner { return c.Contact }),
				namesNo[CommunityLink]("SIGN-23", "/id", func(c OpenLink) []string { return []string{c.ID} }),
				namesNo[CommunityLink]("SIGN-23", "/organisation", func(c OpenLink) []string { return []string{c.Organisation} })),
			Apply: func(l CommunityLink, _ OpenLink, k *taken) CommunityLink {
				l.s.Keeper, l.s.Opened = k.Act.By.Staff, k.Now()
				return l
			},
		}),
		keeps("change-contact", "Say whom to talk to from now on.", step[CommunityLink, ChangePartner]{
			Needs: partnerNeeds(func(c ChangePartner) Partner { return c.Contact }),
			Apply: func(l CommunityLink, c ChangePartner, _ *taken) CommunityLink { l.s.Contact = c.Contact; return l },
		}),
		keeps("talk", "Write down the last conversation.", step[CommunityLink, Converse]{
			Needs: []need[CommunityLink, Converse]{
				notInFuture[CommunityLink]("SIGN-23", func(c Converse) peer.Date { return c.On }),
				namesNo[CommunityLink]("SIGN-23", "/about", func(c Converse) []string { return []string{c.About.Reveal()} }),
			},
			Apply: func(l CommunityLink, c Converse, k *taken) CommunityLink {
				l.s.Talked, l.s.Keeper = Conversation(c), k.Act.By.Staff
				return l
			},
		}),
		keeps("agree", "Write down what you agreed on.", step[CommunityLink, MakeAgreement]{
			Needs: []need[CommunityLink, MakeAgreement]{
				namesNo[CommunityLink]("SIGN-23", "/what", func(c MakeAgreement) []string { return []string{c.What.Reveal()} }),
				{
					Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-23", Code: peer.ErrOutOfRange}, Path: "/what", Says: "There is room for another agreement.", Fix: "End one that runs no more."},
					Met: func(l CommunityLink, _ MakeAgreement, _ peer.Act, _ Facts) peer.Tri {
						return peer.Is(len(l.s.Agreements) < mostAgreements)
					},
				},
			},
			Apply: func(l CommunityLink, c MakeAgreement, _ *taken) CommunityLink {
				l.s.Agreed++
				l.s.Agreements = append(slices.Clone(l.s.Agreements), Agreement{l.s.Agreed, c.What, c.Until})
				return l
			},
		}),
		keeps("end-agreement", "Say that an agreement runs no more.", step[CommunityLink, EndAgreement]{
			Needs: []need[CommunityLink, EndAgreement]{{
				Asks: peer.Asks{Rule: peer.Rule{Row: "SIGN-23", Code: peer.ErrOutOfRange}, Path: "/number", Says: "It is the number of an agreement that runs.", Fix: "Choose one of those that run."},
				Met: func(l CommunityLink, c EndAgreement, _ peer.Act, _ Facts) peer.Tri {
					return peer.Is(slices.ContainsFunc(l.s.Agreements, func(a Agreement) bool { return a.Number == c.Number }))
				},
			}},
			Options: map[string]func(CommunityLink) []string{"/number": running},
			Apply: func(l CommunityLink, c EndAgreement, _ *taken) CommunityLink {
				l.s.Agreements = slices.DeleteFunc(slices.Clone(l.s.Agreements), func(a Agreement) bool { return a.Number == c.Number })
				return l
			},
		}),
		peer.Takes(row[CommunityLink]{
			Do: "retire", Says: "Say that nobody keeps in touch any more.", From: []peer.Status{LinkKept}, To: []peer.Status{LinkRetired}, By: staffOnly, Else: forStaff("SIGN-23"), Form: "SIGN-23",
		}, step[CommunityLink, RetireLink]{Apply: func(l CommunityLink, _ RetireLink, _ *taken) CommunityLink { return l }}),
	},
}

// keeps is a row by which the link goes on.
func keeps[C any](do peer.Action, says string, s step[CommunityLink, C]) row[CommunityLink] {
	kept := []peer.Status{LinkKept}
	return peer.Takes(row[CommunityLink]{Do: do, Says: says, From: kept, Stays: kept, By: staffOnly, Else: forStaff("SIGN-23"), Form: "SIGN-23"}, s)
}

func partnerNeeds[C any](of func(C) Partner) []need[CommunityLink, C] {
	return []need[CommunityLink, C]{
		namesNo[CommunityLink]("SIGN-23", "/contact", func(c C) []string { return of(c).texts() }),
		{
			Asks: invalidContact("SIGN-23", "/contact/ways"),
			Met: func(_ CommunityLink, c C, _ peer.Act, _ Facts) peer.Tri {
				_, bad := misshapen(of(c).Ways)
				return peer.Is(!bad)
			},
			Args: func(_ CommunityLink, c C, _ peer.Act, _ Facts) []peer.Arg { return item(of(c).Ways) },
		},
	}
}

// texts are what is written in a link.
func (l CommunityLink) texts() []string {
	out := append(l.s.Contact.texts(), l.s.Talked.About.Reveal())
	for _, a := range l.s.Agreements {
		out = append(out, a.What.Reveal())
	}
	return out
}

// running are the numbers of the agreements that run.
func running(l CommunityLink) []string {
	var out []string
	for _, a := range l.s.Agreements {
		out = append(out, peer.Rev(a.Number).String())
	}
	return out
}

func communityLinkLegal(l CommunityLink) []peer.Reason {
	s := l.s
	_, bad := misshapen(s.Contact.Ways)
	numbered, last := true, 0
	for _, a := range s.Agreements {
		numbered, last = numbered && a.Number > last, a.Number
	}
	return []peer.Reason{
		peer.Holds(!bad, "/contact/ways", invalidContact("", "").Says),
		peer.Holds(!slices.ContainsFunc(l.texts(), func(t string) bool { return naming.Names(t, nil) }), "/contact", "Nobody is told by what is written here."),
		peer.Holds(s.Talked.On != peer.Date{} || s.Talked == Conversation{}, "/talked", "A conversation has its day."),
		peer.Holds(numbered && last <= s.Agreed, "/agreements", "Agreements are numbered from 1, each number once."),
	}
}
