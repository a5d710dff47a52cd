package worker

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindCredential is how a qualification of a worker is stored.
const KindCredential peer.Kind = "credential"

// Places a credential can be in.
const (
	// CredentialHeld: the worker has it. Whoever may write it down may mark it as
	// entered in error.
	CredentialHeld peer.Status = "held"
	// CredentialInError: it should never have been written. Nothing leads on.
	CredentialInError peer.Status = "entered-in-error"
)

// Credential is a qualification that a worker has (PEER-08). How much it counts is the
// policy's to say. The zero value is none.
type Credential struct {
	head
	s credential
}

type credential struct {
	Worker        peer.StaffID  `json:"worker" ask:"required"`
	Qualification Qualification `json:"qualification" ask:"required"`
	On            peer.Date     `json:"on,omitzero"`
	Evidence      string        `json:"evidence,omitzero"`
	Recorded      time.Time     `json:"recorded" ask:"required"`
}

// Worker is who has it.
func (c Credential) Worker() peer.StaffID { return c.s.Worker }

// Qualification is what they have.
func (c Credential) Qualification() Qualification { return c.s.Qualification }

// On is the day they got it; zero: nobody said.
func (c Credential) On() peer.Date { return c.s.On }

// Evidence is where the host keeps what shows it.
func (c Credential) Evidence() string { return c.s.Evidence }

// CredentialStep is a step of a qualification. A step of another record does not compile here.
type CredentialStep interface{ credentialStep() }

// RecordCredential writes down a qualification.
type RecordCredential struct {
	ID            string        `json:"id"`
	Worker        peer.StaffID  `json:"worker" ask:"required"`
	Qualification Qualification `json:"qualification" ask:"required"`
	On            peer.Date     `json:"on,omitzero"`
	Evidence      string        `json:"evidence,omitzero"`
}

// MarkCredential says that it should never have been written.
type MarkCredential struct{}

func (RecordCredential) credentialStep() {}
func (MarkCredential) credentialStep()   {}

// credentials is the table of PEER-08.
var credentials = peer.Machine[Credential, Facts]{
	Kind:   KindCredential,
	Schema: 1, // 1: the first form
	Says:   "A qualification that a worker has.",
	Moves:  "PEER-08",
	States: []peer.State{
		{Status: CredentialHeld, Says: "The worker has it."},
		{Status: CredentialInError, Says: "It should never have been written, and counts for nothing.", End: true},
	},
	Head:   func(c *Credential) *peer.Head { return &c.head },
	Data:   func(c *Credential) any { return &c.s },
	Person: nobodys[Credential],
	Party:  party[Credential],
	Policy: Facts.digest,
	Line:   Facts.lines,
	Legal:  func(Credential) []peer.Reason { return nil },
	Parts:  []peer.Part[Credential]{hrPart("PEER-08", "Somebody's qualifications are for them and their line.", func(c Credential) any { return c.s })},
	Rows: []row[Credential]{
		peer.Begins(row[Credential]{
			Do: "record", Says: "Write down a qualification.", To: []peer.Status{CredentialHeld},
			By: workerOr, Else: forWorkerOr("PEER-08"), Form: "PEER-08", Open: []open[Credential]{behind("PEER-08", linesKnown[Credential])},
		}, func(c RecordCredential) string { return c.ID }, func(c RecordCredential) Credential {
			return Credential{s: credential{Worker: c.Worker, Qualification: c.Qualification, On: c.On, Evidence: c.Evidence}}
		}, step[Credential, RecordCredential]{
			Needs: []need[Credential, RecordCredential]{hasHappened[Credential]("PEER-08", "/on", func(c RecordCredential) peer.Date { return c.On })},
			Apply: func(c Credential, _ RecordCredential, t *taken) Credential { c.s.Recorded = t.Now(); return c },
		}),
		peer.Takes(row[Credential]{
			Do: "mark-in-error", Says: "Say that it should never have been written.", From: []peer.Status{CredentialHeld}, To: []peer.Status{CredentialInError},
			By: workerOr, Else: forWorkerOr("PEER-08"), Form: "PEER-08", Open: []open[Credential]{behind("PEER-08", linesKnown[Credential])},
		}, step[Credential, MarkCredential]{Apply: func(c Credential, _ MarkCredential, _ *taken) Credential { return c }}),
	},
}
