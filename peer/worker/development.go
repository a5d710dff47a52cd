package worker

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindDevelopmentSession is how a session of continuing development is stored.
const KindDevelopmentSession peer.Kind = "development-session"

// Places a development session can be in.
const (
	// DevelopmentHeld: the worker was there. They may mark it as entered in error.
	DevelopmentHeld peer.Status = "held"
	// DevelopmentInError: the worker said that it should not have been written. Nothing
	// leads on.
	DevelopmentInError peer.Status = "entered-in-error"
)

// DevelopmentSession is a session in which a worker went on learning, where such
// sessions are offered (PEER-14). The zero value is none.
type DevelopmentSession struct {
	head
	s developmentSession
}

type developmentSession struct {
	Worker   peer.StaffID `json:"worker" ask:"required"`
	On       peer.Date    `json:"on" ask:"required"`
	Title    peer.Private `json:"title,omitzero" ask:"max=200"`
	Needs    []string     `json:"needs,omitempty" ask:"items=20"`
	Recorded time.Time    `json:"recorded" ask:"required"`
	Mistake  Mistake      `json:"mistake,omitzero"`
}

// Worker is who was there.
func (d DevelopmentSession) Worker() peer.StaffID { return d.s.Worker }

// On is the day of the session.
func (d DevelopmentSession) On() peer.Date { return d.s.On }

// Title is what the session was called; empty: nobody said.
func (d DevelopmentSession) Title() peer.Private { return d.s.Title }

// Needs are the ids of the development needs it served.
func (d DevelopmentSession) Needs() []string { return append([]string(nil), d.s.Needs...) }

// Recorded is when it was written down, in UTC.
func (d DevelopmentSession) Recorded() time.Time { return d.s.Recorded }

// Mistake says why it should not have been written; empty while it stands.
func (d DevelopmentSession) Mistake() Mistake { return d.s.Mistake }

// DevelopmentSessionStep is a step of a development session. A step of another record
// does not compile here.
type DevelopmentSessionStep interface{ developmentSessionStep() }

// RecordDevelopment writes down a session the worker was at.
type RecordDevelopment struct {
	ID     string       `json:"id"`
	Worker peer.StaffID `json:"worker" ask:"required"`
	On     peer.Date    `json:"on" ask:"required"`
	Title  peer.Private `json:"title,omitzero" ask:"max=200"`
	// Needs are the ids of the development needs it served.
	Needs []string `json:"needs,omitempty" ask:"items=20"`
}

// MarkDevelopmentInError says that it should not have been written.
type MarkDevelopmentInError struct {
	Mistake Mistake `json:"mistake" ask:"required"`
}

func (RecordDevelopment) developmentSessionStep()      {}
func (MarkDevelopmentInError) developmentSessionStep() {}

// developmentSessions is the table of PEER-14 about continuing development.
var developmentSessions = peer.Machine[DevelopmentSession, Facts]{
	Kind:   KindDevelopmentSession,
	Schema: 1, // 1: the first form
	Says:   "A session in which a worker went on learning.",
	Moves:  "PEER-14",
	States: []peer.State{
		{Status: DevelopmentHeld, Says: "The worker was there. They may mark it as entered in error."},
		{Status: DevelopmentInError, Says: "It should not have been written.", End: true},
	},
	Head:   func(d *DevelopmentSession) *peer.Head { return &d.head },
	Data:   func(d *DevelopmentSession) any { return &d.s },
	Person: nobodys[DevelopmentSession],
	Party:  party[DevelopmentSession],
	Policy: Facts.digest,
	Line:   workLines,
	Legal: func(d DevelopmentSession) []peer.Reason {
		return []peer.Reason{peer.Holds((d.s.Mistake != "") == (d.Status() == DevelopmentInError), "/mistake", "What was entered in error says why, and nothing else does.")}
	},
	Parts: []peer.Part[DevelopmentSession]{{Name: "session", If: func(_ DevelopmentSession, as peer.Party, by peer.Reading) bool { return workSeen(as, by, "") },
		Rule: peer.Rule{Row: "PEER-14", Code: peer.ErrNotAuthorised}, Says: "What a worker learns is for them and their line.",
		Value: func(d DevelopmentSession) any { return d.s }}},
	Rows: []row[DevelopmentSession]{
		peer.Begins(row[DevelopmentSession]{
			Do: "record", Says: "Write down a session you were at.", To: []peer.Status{DevelopmentHeld}, By: workOwn, Else: workOnly("PEER-14"), Form: "PEER-14",
		}, func(c RecordDevelopment) string { return c.ID }, func(c RecordDevelopment) DevelopmentSession {
			return DevelopmentSession{s: developmentSession{Worker: c.Worker, On: c.On}}
		}, step[DevelopmentSession, RecordDevelopment]{
			Needs: []need[DevelopmentSession, RecordDevelopment]{hasHappened[DevelopmentSession]("PEER-14", "/on", func(c RecordDevelopment) peer.Date { return c.On })},
			Apply: func(d DevelopmentSession, c RecordDevelopment, k *taken) DevelopmentSession {
				d.s.Title, d.s.Needs, d.s.Recorded = c.Title, c.Needs, k.Now()
				return d
			},
		}),
		peer.Takes(row[DevelopmentSession]{
			Do: "mark-in-error", Says: "Say that it should not have been written.", From: []peer.Status{DevelopmentHeld}, To: []peer.Status{DevelopmentInError},
			By: workOwn, Else: workOnly("PEER-14"), Form: "PEER-49",
		}, step[DevelopmentSession, MarkDevelopmentInError]{Apply: func(d DevelopmentSession, c MarkDevelopmentInError, _ *taken) DevelopmentSession {
			d.s.Mistake = c.Mistake
			return d
		}}),
	},
}
