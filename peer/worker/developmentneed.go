package worker

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindDevelopmentNeed is how a development need is stored.
const KindDevelopmentNeed peer.Kind = "development-need"

// Places a development need can be in.
const (
	// NeedNamed: one of the two named it. The other agrees, which moves it to
	// NeedAgreed, or either lets it go.
	NeedNamed peer.Status = "named"
	// NeedAgreed: both agreed. Either says that it is met or lets it go.
	NeedAgreed peer.Status = "agreed"
	// NeedMet: one of the two said that it is met. Nothing leads on.
	NeedMet peer.Status = "met"
	// NeedLeft: one of the two let it go. Nothing leads on.
	NeedLeft peer.Status = "left"
)

// DevelopmentNeed is something a worker would like to learn or get better at, agreed by
// them and their line manager (PEER-14). The zero value is none.
type DevelopmentNeed struct {
	head
	s developmentNeed
}

type developmentNeed struct {
	Worker  peer.StaffID `json:"worker" ask:"required"`
	Manager peer.StaffID `json:"manager,omitzero"`
	Words   peer.Words   `json:"words" ask:"required,max=1000"`
	Until   peer.Date    `json:"until,omitzero"`
	// WorkerYes and ManagerYes are when each of the two agreed.
	WorkerYes  time.Time `json:"workerYes,omitzero"`
	ManagerYes time.Time `json:"managerYes,omitzero"`
}

// Worker is whose need it is.
func (d DevelopmentNeed) Worker() peer.StaffID { return d.s.Worker }

// Manager is the line manager who named it or agreed to it; empty while none has.
func (d DevelopmentNeed) Manager() peer.StaffID { return d.s.Manager }

// Words are the need as one of the two put it.
func (d DevelopmentNeed) Words() peer.Words { return d.s.Words }

// Until is when the two would like to be there; zero: nobody said.
func (d DevelopmentNeed) Until() peer.Date { return d.s.Until }

// Both are when the worker and the line manager agreed; zero while one has not.
func (d DevelopmentNeed) Both() (worker, manager time.Time) { return d.s.WorkerYes, d.s.ManagerYes }

// DevelopmentNeedStep is a step of a development need. A step of another record does not
// compile here.
type DevelopmentNeedStep interface{ developmentNeedStep() }

// NameNeed names a need. Whoever names it has agreed to it.
type NameNeed struct {
	ID     string       `json:"id"`
	Worker peer.StaffID `json:"worker" ask:"required"`
	Words  peer.Words   `json:"words" ask:"required,max=1000"`
	Until  peer.Date    `json:"until,omitzero"`
}

// AgreeNeed is the other one's yes.
type AgreeNeed struct{}

// MeetNeed says that it is met.
type MeetNeed struct{}

// LeaveNeed lets it go. No reason is asked.
type LeaveNeed struct{}

func (NameNeed) developmentNeedStep()  {}
func (AgreeNeed) developmentNeedStep() {}
func (MeetNeed) developmentNeedStep()  {}
func (LeaveNeed) developmentNeedStep() {}

// developmentNeeds is the table of PEER-14 about development plans.
var developmentNeeds = peer.Machine[DevelopmentNeed, Facts]{
	Kind:   KindDevelopmentNeed,
	Schema: 1, // 1: the first form
	Says:   "Something a worker would like to learn, agreed by them and their line manager.",
	Moves:  "PEER-14",
	States: []peer.State{
		{Status: NeedNamed, Says: "One of the two named it, and the other has not agreed yet."},
		{Status: NeedAgreed, Says: "Both agreed."},
		{Status: NeedMet, Says: "One of the two said that it is met.", End: true},
		{Status: NeedLeft, Says: "One of the two let it go.", End: true},
	},
	Head:   func(d *DevelopmentNeed) *peer.Head { return &d.head },
	Data:   func(d *DevelopmentNeed) any { return &d.s },
	Person: nobodys[DevelopmentNeed],
	Party:  party[DevelopmentNeed],
	Policy: Facts.digest,
	Line:   workLines,
	Legal:  needLegal,
	Parts: []peer.Part[DevelopmentNeed]{{Name: "need", If: func(d DevelopmentNeed, as peer.Party, by peer.Reading) bool { return workSeen(as, by, d.s.Manager) },
		Rule: peer.Rule{Row: "PEER-14", Code: peer.ErrNotAuthorised}, Says: "What a worker would like to learn is for them and their line.",
		Value: func(d DevelopmentNeed) any { return d.s }}},
	Rows: []row[DevelopmentNeed]{
		peer.Begins(row[DevelopmentNeed]{
			Do: "name", Says: "Name what you would like to learn.", To: []peer.Status{NeedNamed}, By: workStaff, Else: forNeed, Form: "PEER-14", Open: []open[DevelopmentNeed]{needOfTwo},
		}, func(c NameNeed) string { return c.ID }, func(c NameNeed) DevelopmentNeed {
			return DevelopmentNeed{s: developmentNeed{Worker: c.Worker, Until: c.Until}}
		}, step[DevelopmentNeed, NameNeed]{
			Needs: []need[DevelopmentNeed, NameNeed]{needWords},
			Apply: func(d DevelopmentNeed, c NameNeed, k *taken) DevelopmentNeed {
				d.s.Words = k.Own(c.Words)
				return d.agreedBy(k)
			},
		}),
		peer.Takes(row[DevelopmentNeed]{
			Do: "agree", Says: "Agree to it.", From: []peer.Status{NeedNamed}, To: []peer.Status{NeedAgreed}, By: workStaff, Else: forNeed, Form: "PEER-14",
			Open: []open[DevelopmentNeed]{needOfTwo, needOfOther},
		}, step[DevelopmentNeed, AgreeNeed]{Apply: func(d DevelopmentNeed, _ AgreeNeed, k *taken) DevelopmentNeed { return d.agreedBy(k) }}),
		peer.Takes(row[DevelopmentNeed]{
			Do: "meet", Says: "Say that it is met.", From: []peer.Status{NeedAgreed}, To: []peer.Status{NeedMet}, By: workStaff, Else: forNeed, Form: "PEER-14",
			Open: []open[DevelopmentNeed]{needOfTwo},
		}, step[DevelopmentNeed, MeetNeed]{Apply: func(d DevelopmentNeed, _ MeetNeed, _ *taken) DevelopmentNeed { return d }}),
		peer.Takes(row[DevelopmentNeed]{
			Do: "leave", Says: "Let it go.", From: []peer.Status{NeedNamed, NeedAgreed}, To: []peer.Status{NeedLeft}, By: workStaff, Else: forNeed, Form: "PEER-14",
			Open: []open[DevelopmentNeed]{needOfTwo},
		}, step[DevelopmentNeed, LeaveNeed]{Apply: func(d DevelopmentNeed, _ LeaveNeed, _ *taken) DevelopmentNeed { return d }}),
	},
}

var forNeed = peer.Asks{Rule: peer.Rule{Row: "PEER-14", Code: peer.ErrWrongRole}, Says: "This is for the worker and their line manager.", Fix: "Ask one of the two."}

// needOfTwo: of the staff, the line manager on that day takes part.
var needOfTwo = open[DevelopmentNeed]{
	Asks: peer.Asks{Rule: forNeed.Rule, Says: "Of the staff, the worker's line manager takes part.", Fix: "Ask the line manager; a colleague may help to put it."},
	Met: func(d DevelopmentNeed, a peer.Act, f Facts) peer.Tri {
		switch as := party(d, a.By); {
		case as != peer.PartyStaff:
			return peer.Yes
		case f.Lines.LineManager == "":
			return peer.Unknown
		}
		return peer.Is(a.By.Staff == f.Lines.LineManager)
	},
}

// needOfOther: one of the two does not agree for the other.
var needOfOther = open[DevelopmentNeed]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-14", Code: peer.ErrNotAuthorised}, Says: "Whoever has not agreed yet agrees.", Fix: "Ask the other one."},
	Met: func(d DevelopmentNeed, a peer.Act, _ Facts) peer.Tri {
		switch party(d, a.By) {
		case peer.PartyWorker:
			return peer.Is(d.s.WorkerYes.IsZero())
		case peer.PartyStaff:
			return peer.Is(d.s.ManagerYes.IsZero())
		}
		return peer.Yes // it is said besides whose it is
	},
}

// needWords: each of the two speaks for themself.
var needWords = need[DevelopmentNeed, NameNeed]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-14", Code: peer.ErrNotAuthorised}, Path: "/words", Says: "Whoever names it puts it in their own words.", Fix: "Leave the author out, or let the other one name it."},
	Met: func(_ DevelopmentNeed, c NameNeed, a peer.Act, _ Facts) peer.Tri {
		return peer.Is(c.Words.Author(a.By) == peer.Words{}.Author(a.By))
	},
}

func (d DevelopmentNeed) agreedBy(k *taken) DevelopmentNeed {
	if k.As == peer.PartyWorker {
		d.s.WorkerYes = k.Now()
	} else {
		d.s.Manager, d.s.ManagerYes = k.Act.By.Staff, k.Now()
	}
	return d
}

func needLegal(d DevelopmentNeed) []peer.Reason {
	s := d.s
	spoken := s.Words.By == peer.ByStaff(s.Words.By.Staff, "") && (s.Words.By.Staff == s.Worker && !s.WorkerYes.IsZero() || s.Words.By.Staff == s.Manager && s.Manager != "")
	return []peer.Reason{
		peer.Holds(spoken, "/words", "One of the two put it."),
		peer.Holds((s.Manager == "") == s.ManagerYes.IsZero() && s.Manager != s.Worker, "/manager", "The manager is named with their yes, and is not the worker."),
		peer.Holds(d.Status() != NeedNamed || s.WorkerYes.IsZero() != s.ManagerYes.IsZero(), "/workerYes", "Whoever named it has agreed, and the other has not yet."),
		peer.Holds(d.Status() != NeedAgreed && d.Status() != NeedMet || !s.WorkerYes.IsZero() && !s.ManagerYes.IsZero(), "/managerYes", "Both agreed."),
	}
}
