package transition

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// KindIssue is how an issue of a move is stored.
const KindIssue peer.Kind = "issue"

// Places an issue can be in.
const (
	// IssueOpen: it could make the move hard. One of the two, or the organiser, says
	// whose it is and what comes next; the person says when it is settled.
	IssueOpen peer.Status = "open"
	// IssueSettled: the person says it is settled. They may open it again.
	IssueSettled peer.Status = "settled"
)

// IssueKind says what sort of issue it is (TRAN-10).
type IssueKind string

// Kinds of issues.
const (
	IssuePractical   IssueKind = "practical"
	IssueRelational  IssueKind = "relational"
	IssueService     IssueKind = "clinical-service"
	IssueInformation IssueKind = "information"
)

var issueKinds = []IssueKind{IssuePractical, IssueRelational, IssueService, IssueInformation}

// Known reports whether the kind is on the list.
func (k IssueKind) Known() bool { return slices.Contains(issueKinds, k) }

// Terms returns the closed list.
func (IssueKind) Terms() []string { return terms.Of(issueKinds) }

// Issue is something that could make a move hard: whose it is to see to, and what
// comes next (TRAN-10). What has to be organised is the organiser's. One about people
// is for the two, and for the organiser only where it is theirs to see to. The zero
// value is none.
type Issue struct {
	head
	s issue
}

type issue struct {
	Person     peer.PersonID `json:"person" ask:"required"`
	Worker     peer.StaffID  `json:"worker,omitzero"`
	Transition string        `json:"transition" ask:"required"`
	Organiser  Organiser     `json:"organiser,omitzero"`
	Kind       IssueKind     `json:"sort" ask:"required"`
	Organising bool          `json:"organising,omitzero"`
	Words      peer.Words    `json:"words" ask:"required,max=2000"`
	Owner      peer.Party    `json:"owner,omitzero"`
	Next       peer.Words    `json:"next,omitzero" ask:"max=1000"`
	Named      time.Time     `json:"named" ask:"required"`
}

// Person is the person who moves.
func (i Issue) Person() peer.PersonID { return i.s.Person }

// Worker is the peer support worker beside them; empty when nobody is named.
func (i Issue) Worker() peer.StaffID { return i.s.Worker }

// Transition is the id of the move.
func (i Issue) Transition() string { return i.s.Transition }

// Sort is what sort of issue it is.
func (i Issue) Sort() IssueKind { return i.s.Kind }

// Organiser is who organises the move, as far as it is named here.
func (i Issue) Organiser() Organiser { return i.s.Organiser }

// Organising reports whether something has to be organised.
func (i Issue) Organising() bool { return i.s.Organising }

// Words are the issue, as one of those who take part put it.
func (i Issue) Words() peer.Words { return i.s.Words }

// Owner is who sees to it: the person, the worker or the organiser; empty: nobody
// yet.
func (i Issue) Owner() peer.Party { return i.s.Owner }

// Next is what comes next.
func (i Issue) Next() peer.Words { return i.s.Next }

// Named is when it was named, in UTC.
func (i Issue) Named() time.Time { return i.s.Named }

// IssueStep is a step of an issue. A step of another record does not compile here.
type IssueStep interface{ issueStep() }

// NameIssue names something that could make the move hard.
type NameIssue struct {
	ID         string        `json:"id"`
	Person     peer.PersonID `json:"person" ask:"required"`
	Worker     peer.StaffID  `json:"worker,omitzero"`
	Transition string        `json:"transition" ask:"required"`
	// Organiser is who organises the move, as the move names them. Where only an
	// organisation is named, a fact says who acts for it.
	Organiser Organiser `json:"organiser,omitzero"`
	Kind      IssueKind `json:"sort" ask:"required"`
	// Organising: something has to be booked, transferred or sent. It is the
	// organiser's to see to, also when no owner is named.
	Organising bool       `json:"organising,omitzero"`
	Words      peer.Words `json:"words" ask:"required,max=2000"`
	Owner      IssueOwner `json:"owner,omitzero"`
	Next       peer.Words `json:"next,omitzero" ask:"max=1000"`
}

// SeeTo says who sees to it and what comes next.
type SeeTo struct {
	Owner IssueOwner `json:"owner" ask:"required"`
	Next  peer.Words `json:"next,omitzero" ask:"max=1000"`
}

// SettleIssue says that it is settled.
type SettleIssue struct{}

// OpenIssueAgain says that it is not, after all.
type OpenIssueAgain struct{}

func (NameIssue) issueStep()      {}
func (SeeTo) issueStep()          {}
func (SettleIssue) issueStep()    {}
func (OpenIssueAgain) issueStep() {}

// IssueOwner is who sees to an issue.
type IssueOwner string

// Who sees to an issue.
const (
	OwnerPerson    = IssueOwner(peer.PartyPerson)
	OwnerWorker    = IssueOwner(peer.PartyWorker)
	OwnerOrganiser = IssueOwner(peer.PartyOrganiser)
)

var issueOwners = []IssueOwner{OwnerPerson, OwnerWorker, OwnerOrganiser}

// Known reports whether the owner is on the list.
func (o IssueOwner) Known() bool { return slices.Contains(issueOwners, o) }

// Terms returns the closed list.
func (IssueOwner) Terms() []string { return terms.Of(issueOwners) }

// namesPeople reports whether one of the two said it, about people, and nobody has
// given it to the organiser.
func (i Issue) namesPeople() bool {
	return i.s.Kind == IssueRelational && i.s.Owner != peer.PartyOrganiser && whose.Either(i, i.s.Words.By)
}

// issues is the table of TRAN-10.
var issues = peer.Machine[Issue, Facts]{
	Kind:   KindIssue,
	Schema: 1, // 1: the first form
	Says:   "Something that could make a move hard, whose it is to see to, and what comes next.",
	Moves:  "TRAN-10",
	States: []peer.State{
		{Status: IssueOpen, Says: "It could make the move hard. It is said who sees to it; the person says when it is settled."},
		{Status: IssueSettled, Says: "The person says it is settled. They may open it again."},
	},
	Head:   func(i *Issue) *peer.Head { return &i.head },
	Data:   func(i *Issue) any { return &i.s },
	Person: Issue.Person,
	Party:  issueParty,
	Policy: Facts.digest,
	Legal:  issueLegal,
	Parts: []peer.Part[Issue]{{Name: "issue", If: issueSeen, Rule: peer.Rule{Row: "TRAN-10", Code: peer.ErrConsentRequired}, Says: "An issue is for those who take part in the move; others see it on the person's yes, and one about people is for the two.",
		Value: func(i Issue) any { return i.s }}},
	Rows: []row[Issue]{
		peer.Begins(row[Issue]{
			Do: "name", Says: "Name something that could make the move hard.", To: []peer.Status{IssueOpen}, By: allThree, Else: forIssue, Form: "TRAN-10",
			Open: []open[Issue]{partOfIssue},
		}, func(c NameIssue) string { return c.ID }, func(c NameIssue) Issue {
			return Issue{s: issue{Person: c.Person, Worker: c.Worker, Transition: c.Transition, Organiser: c.Organiser, Kind: c.Kind, Organising: c.Organising}}
		}, step[Issue, NameIssue]{
			Needs: []need[Issue, NameIssue]{
				issueWords("/words", func(c NameIssue) peer.Words { return c.Words }), issueWords("/next", func(c NameIssue) peer.Words { return c.Next }),
				issueOrganiser, organisersOwn(func(c NameIssue) IssueOwner { return c.Owner }), ownerThere(func(c NameIssue) IssueOwner { return c.Owner }),
			},
			Apply: func(i Issue, c NameIssue, k *taken) Issue {
				i.s.Words, i.s.Owner, i.s.Next, i.s.Named = k.Own(c.Words), peer.Party(c.Owner), k.Own(c.Next), k.Now()
				if i.s.Organising {
					i.s.Owner = peer.PartyOrganiser
				}
				return i
			},
		}),
		peer.Takes(row[Issue]{
			Do: "see-to", Says: "Say who sees to it, and what comes next.", From: []peer.Status{IssueOpen}, To: []peer.Status{IssueOpen}, By: allThree, Else: forIssue, Form: "TRAN-10",
			Open: []open[Issue]{partOfIssue},
		}, step[Issue, SeeTo]{
			Needs: []need[Issue, SeeTo]{
				issueWords("/next", func(c SeeTo) peer.Words { return c.Next }),
				organisersOwn(func(c SeeTo) IssueOwner { return c.Owner }), ownerThere(func(c SeeTo) IssueOwner { return c.Owner }),
			},
			Apply: func(i Issue, c SeeTo, k *taken) Issue {
				i.s.Owner, i.s.Next = peer.Party(c.Owner), k.Own(c.Next)
				return i
			},
		}),
		peer.Takes(row[Issue]{
			Do: "settle", Says: "Say that it is settled.", From: []peer.Status{IssueOpen}, To: []peer.Status{IssueSettled}, By: whose.Person, Else: whose.ForPerson("TRAN-10"), Form: "TRAN-10",
		}, step[Issue, SettleIssue]{Apply: func(i Issue, _ SettleIssue, _ *taken) Issue { return i }}),
		peer.Takes(row[Issue]{
			Do: "open-again", Says: "Say that it is not settled after all.", From: []peer.Status{IssueSettled}, To: []peer.Status{IssueOpen}, By: whose.Person, Else: whose.ForPerson("TRAN-10"), Form: "TRAN-10",
		}, step[Issue, OpenIssueAgain]{Apply: func(i Issue, _ OpenIssueAgain, _ *taken) Issue { return i }}),
	},
}

var forIssue = peer.Asks{Rule: peer.Rule{Row: "TRAN-10", Code: peer.ErrNotAuthorised}, Says: "This is for the person, the worker and the organiser of the move.", Fix: "Ask one of them."}

var staffOfIssue = peer.Asks{Rule: forIssue.Rule, Says: "Staff take part where they organise the move, and in what is about people where it was given to them.", Fix: forIssue.Fix}

// issueParty: the professional who organises the move is a party of their own.
func issueParty(i Issue, a peer.Actor) peer.Party {
	as := whose.Party(i, a)
	if as == peer.PartyStaff && a.Staff == i.s.Organiser.Staff {
		return peer.PartyOrganiser
	}
	return as
}

// partOfIssue: the two take part in every issue. Whoever organises does, but not in
// one about people that nobody has given to them, and not as a peer support worker.
var partOfIssue = open[Issue]{Asks: staffOfIssue, Met: func(i Issue, a peer.Act, f Facts) peer.Tri {
	switch as := issueParty(i, a.By); {
	case slices.Contains(whose.Two, as):
		return peer.Yes
	case i.Exists() && i.namesPeople(), a.By.Role == peer.RolePeerWorker:
		return peer.No // nobody organises in the role of a peer support worker
	case as == peer.PartyOrganiser:
		return peer.Yes
	case i.s.Organiser.Staff == "" && i.s.Organiser.Organisation != "":
		return f.Organises
	}
	return peer.No
}}

// voiced: one of those who take part said it. Of an organisation it may be anybody on
// the staff; that they act for it was asked when they said it.
func voiced(i Issue, a peer.Actor) bool {
	o := i.s.Organiser
	switch {
	case whose.Either(i, a):
		return true
	case a.Staff == "" || a != peer.ByStaff(a.Staff, ""):
		return false
	}
	return a.Staff == o.Staff || o.Staff == "" && o.Organisation != ""
}

// issueWords: everybody says it for themself. The worker may write down what the
// person says, and either of the two what the named organiser says.
func issueWords[C any](path string, words func(C) peer.Words) need[Issue, C] {
	return need[Issue, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "TRAN-10", Code: peer.ErrPersonsWordsOnly}, Path: path, Says: "These are the words of one of those who take part, and nobody but the worker writes down the person's.", Fix: "Say it for yourself, or name the one who said it."},
		Met: func(i Issue, c C, act peer.Act, _ Facts) peer.Tri {
			w := words(c)
			author, as := w.Author(act.By), issueParty(i, act.By)
			switch {
			case w.IsZero() || author == peer.Words{}.Author(act.By):
				return peer.Yes // whose step it is, is asked besides
			case author.Person != "":
				return peer.Is(whose.Personal(i, author) && as != peer.PartyOrganiser && as != peer.PartyStaff)
			}
			named := author.Staff != "" && (author.Staff == i.s.Worker || author.Staff == i.s.Organiser.Staff)
			return peer.Is(named && voiced(i, author))
		},
	}
}

// issueOrganiser: who organises is never the worker.
var issueOrganiser = need[Issue, NameIssue]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "TRAN-10", Code: ErrPSWCannotOrganise}, Path: "/organiser", Says: "A professional or a service organises the move.", Fix: "Name the professional or the service that organises it; the peer support worker stands beside the person."},
	Met:  func(i Issue, _ NameIssue, _ peer.Act, _ Facts) peer.Tri { return peer.Is(i.organiserIsNot()) },
}

func (i Issue) organiserIsNot() bool {
	o := i.s.Organiser
	return o.Role != peer.RolePeerWorker && (o.Staff == "" || o.Staff != i.s.Worker)
}

// organisersOwn: what has to be organised is seen to by the organiser.
func organisersOwn[C any](owner func(C) IssueOwner) need[Issue, C] {
	return need[Issue, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "TRAN-10", Code: ErrPSWCannotOrganise}, Path: "/owner", Says: "What has to be organised is the organiser's to see to.", Fix: "Name the organiser; whoever would like to may go along."},
		Met: func(i Issue, c C, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(!i.s.Organising || owner(c) == "" || owner(c) == OwnerOrganiser)
		},
	}
}

// ownerThere: the worker sees to it only where there is one.
func ownerThere[C any](owner func(C) IssueOwner) need[Issue, C] {
	return need[Issue, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "TRAN-10", Code: peer.ErrRequired}, Path: "/owner", Says: "Whoever sees to it takes part in the move.", Fix: "No worker is named here: choose the person or the organiser."},
		Met: func(i Issue, c C, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(owner(c) != OwnerWorker || i.s.Worker != "")
		},
	}
}

func issueLegal(i Issue) []peer.Reason {
	s := i.s
	return []peer.Reason{
		peer.Holds(whose.SilentOr(voiced, i, s.Words, s.Next), "/words", "One of those who take part said it."),
		peer.Holds(s.Owner == "" || IssueOwner(s.Owner).Known(), "/owner", "One of those who take part sees to it."),
		peer.Holds(!s.Organising || s.Owner == peer.PartyOrganiser, "/owner", "What has to be organised is the organiser's."),
		peer.Holds(s.Owner != peer.PartyWorker || s.Worker != "", "/owner", "Whoever sees to it takes part in the move."),
		peer.Holds(i.organiserIsNot(), "/organiser", "The worker does not organise the move."),
	}
}

// issueSeen: the two. The organiser, and on the person's yes others on the staff, see
// what is not about people; of an organisation it is the person's yes that opens it.
func issueSeen(i Issue, as peer.Party, by peer.Reading) bool {
	switch {
	case forTheTwo(i, as, by):
		return true
	case i.namesPeople():
		return false
	case as == peer.PartyOrganiser && by.Purpose != peer.ForRecord:
		return true
	case i.s.Kind == IssueRelational:
		return false
	}
	return by.By.Staff != "" && peer.Consented(by.Consents, i.s.Person, peer.SharePlan, by.Purpose, by.At) == peer.Yes
}
