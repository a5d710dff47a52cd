package signpost

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindSignpost is how a signpost is stored.
const KindSignpost peer.Kind = "signpost"

// Places a signpost can be in. That it is time to ask how it went is never a place but
// an answer of Due.
const (
	// Considered: there are ways to choose from, and "not now". The person chooses one
	// or leaves it.
	Considered peer.Status = "considered"
	// Chosen: the person chose one. They say whether they are willing and able; either
	// of the two gives the details; the person may choose another, or leave it.
	Chosen peer.Status = "chosen"
	// Given: the person has the details. They say what came of it, or leave it; the
	// worker may leave it as not known once it was asked as agreed.
	Given peer.Status = "given"
	// Accessed: the person says they got there. They may put it right, or leave it.
	Accessed peer.Status = "accessed"
	// NotAccessed: the person says they did not go, or not yet. They may put it right,
	// or leave it.
	NotAccessed peer.Status = "not-accessed"
	// NeedsDifferent: the person says it takes something else. They may put it right,
	// or leave it.
	NeedsDifferent peer.Status = "needs-different"
	// NotKnown: it was asked as agreed, or peer support is over, and nobody knows. The
	// person may still say, or leave it.
	NotKnown peer.Status = "not-known"
	// PersonClosed: the person left it; nobody asks why. They may choose again, and of
	// details they have, say what came of them.
	PersonClosed peer.Status = "person-closed"
)

// Signpost is one person's way to something there is: what was talked about, what they
// chose, how they took the details along, and what came of it in their own word
// (SIGN-11 to SIGN-19). It is no referral; the person holds the next move (SIGN-24).
// The zero value is none.
type Signpost struct {
	head
	s signpost
}

type signpost struct {
	Person     peer.PersonID `json:"person" ask:"required"`
	Worker     peer.StaffID  `json:"worker,omitzero"`
	About      About         `json:"about"`
	Options    []shownOption `json:"options" ask:"required,items=20"`
	Chosen     string        `json:"chosen,omitzero"`
	ChosenAt   time.Time     `json:"chosenAt,omitzero"`
	Ready      readiness     `json:"ready"`
	Help       []AccessHelp  `json:"help,omitempty" ask:"items=20"`
	Handed     handed        `json:"handed"`
	FollowUp   followUp      `json:"followUp"`
	Outcome    outcome       `json:"outcome"`
	Asked      bool          `json:"furtherAsked,omitzero"` // whether it needs to go further was asked
	Further    peer.Further  `json:"further"`
	NotKnown   notKnown      `json:"notKnown"`
	Challenges []Challenge   `json:"challenges,omitempty" ask:"items=30"`
}

// How much one signpost holds.
const (
	maxOptions    = 20
	maxHelp       = 20
	maxChallenges = 30
)

// About is what a signpost is for: a goal, a circumstance, or both (SIGN-14).
type About struct {
	// Goal is the id of the goal it serves.
	Goal string `json:"goal,omitzero"`
	// Circumstance is what it is about, in the person's words or the worker's.
	Circumstance peer.Words `json:"circumstance,omitzero" ask:"max=2000"`
}

// Given reports whether it is said what it is for.
func (a About) Given() bool { return a.Goal != "" || !a.Circumstance.IsZero() }

// Option is one way to choose, with what was said about it (SIGN-11).
type Option struct {
	// Resource is the id of the directory's entry.
	Resource string `json:"resource" ask:"required"`
	// Kind says what the words are. The person's own words need none.
	Kind   ToldKind   `json:"kind,omitzero"`
	Words  peer.Words `json:"words,omitzero" ask:"max=2000"`
	Source ToldSource `json:"source,omitzero"`
}

// ToldSource says where information is from and of when it is (PEER-23).
type ToldSource struct {
	Kind ToldSourceKind `json:"kind,omitzero"`
	// Name is what it is called. The entry itself, and somebody's own use, need none.
	Name peer.Private `json:"name,omitzero" ask:"max=300"`
	// On is the day, month or year of it.
	On peer.Date `json:"on,omitzero"`
}

// Given reports whether it is a source: the entry itself, somebody's own use with its
// date, or another with its name.
func (s ToldSource) Given() bool {
	switch s.Kind {
	case FromEntry:
		return true
	case FromOwnUse:
		return !s.On.IsZero()
	}
	return s.Kind.Known() && !s.Name.IsZero()
}

// shownOption is an option as it is stored: since when it was there, and whether it
// stays between the two.
type shownOption struct {
	Option    Option    `json:"option"`
	Since     time.Time `json:"since" ask:"required"`
	Sensitive bool      `json:"sensitive,omitzero"`
}

type readiness struct {
	Willing Willing    `json:"willing,omitzero"`
	Able    Able       `json:"able,omitzero"`
	Words   peer.Words `json:"words,omitzero" ask:"max=1000"`
	At      time.Time  `json:"at,omitzero"`
}

// AccessHelp is practical help to get there, which the person asked for (SIGN-18).
type AccessHelp struct {
	// Number counts them from 1 and is never used again.
	Number int      `json:"number" ask:"required,min=1"`
	Kind   HelpKind `json:"kind" ask:"required"`
	// Resource is the entry that was chosen when it was asked for; empty: none yet.
	Resource string `json:"resource,omitzero"`
	// Until is the last day by which it is meant to take place; zero: none was said.
	Until peer.Date `json:"until,omitzero"`
	// NextTimeAlone is what the person would like to do on their own next time.
	NextTimeAlone peer.Words `json:"nextTimeAlone,omitzero" ask:"max=1000"`
	Asked         time.Time  `json:"asked" ask:"required"`
	// Done is when it had taken place, Dropped when the person wanted it no more.
	Done    time.Time `json:"done,omitzero"`
	Dropped time.Time `json:"dropped,omitzero"`
}

// Open reports whether it is still to take place.
func (h AccessHelp) Open() bool { return h.Done.IsZero() && h.Dropped.IsZero() }

type handed struct {
	Medium     Medium     `json:"medium,omitzero"`
	Offered    []Medium   `json:"offered,omitempty" ask:"items=16"`
	By         peer.Actor `json:"by,omitzero"`
	First      time.Time  `json:"first,omitzero"`
	On         peer.Date  `json:"on,omitzero"`
	Verified   peer.Date  `json:"verified,omitzero"` // when the entry had last been made sure of
	ToldOld    bool       `json:"toldOld,omitzero"`
	SafetyTalk bool       `json:"safetyTalk,omitzero"`
}

// followUp is frozen when the details are given, but for what the person changes.
type followUp struct {
	Next   peer.Date   `json:"next,omitzero"`
	Since  time.Time   `json:"since,omitzero"` // what the next day was counted from
	Asked  int         `json:"asked,omitzero"`
	Again  peer.Offset `json:"again,omitzero"`
	AtMost int         `json:"atMost,omitzero"`
	Off    bool        `json:"off,omitzero"`
	Policy peer.Digest `json:"policy,omitzero"`
}

type outcome struct {
	Result  Outcome    `json:"result,omitzero"`
	Words   peer.Words `json:"words,omitzero" ask:"max=2000"`
	MetNeed peer.Tri   `json:"metNeed"`
	Next    NextStep   `json:"next,omitzero"`
	Link    string     `json:"link,omitzero"`
	At      time.Time  `json:"at,omitzero"`
	On      peer.Date  `json:"on,omitzero"`
}

type notKnown struct {
	Because NotKnownReason `json:"because,omitzero"`
	At      time.Time      `json:"at,omitzero"`
}

// Challenge is something that makes it hard to get there: practical, or what others
// may think (SIGN-19).
type Challenge struct {
	// Number counts them from 1 and is never used again.
	Number int           `json:"number" ask:"required,min=1"`
	Kind   ChallengeKind `json:"kind" ask:"required"`
	Words  peer.Words    `json:"words,omitzero" ask:"max=2000"`
	// Problem is the id of the problem solving that was begun about it.
	Problem string    `json:"problem,omitzero"`
	Named   time.Time `json:"named" ask:"required"`
}

// Person is whose way it is.
func (s Signpost) Person() peer.PersonID { return s.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (s Signpost) Worker() peer.StaffID { return s.s.Worker }

// About is what it is for.
func (s Signpost) About() About { return s.s.About }

// Options are the ways there were to choose from; "not now" is always one more.
func (s Signpost) Options() []Option {
	var out []Option
	for _, o := range s.s.Options {
		out = append(out, o.Option)
	}
	return out
}

// Chosen is the id of the entry the person chose; empty before.
func (s Signpost) Chosen() string { return s.s.Chosen }

// Ready is what the person said of whether they want to and can; empty: they have not.
func (s Signpost) Ready() (Willing, Able, peer.Words) {
	return s.s.Ready.Willing, s.s.Ready.Able, s.s.Ready.Words
}

// Help is the practical help the person asked for.
func (s Signpost) Help() []AccessHelp { return slices.Clone(s.s.Help) }

// Handed is the form in which the person last took the details along, and the local
// day on which they first did; zero before.
func (s Signpost) Handed() (Medium, peer.Date) { return s.s.Handed.Medium, s.s.Handed.On }

// FollowUp is the next day on which it is asked how it went; zero: nobody asks.
func (s Signpost) FollowUp() peer.Date { return s.s.FollowUp.Next }

// Asked is how often it was asked how it went, on a day it was due.
func (s Signpost) Asked() int { return s.s.FollowUp.Asked }

// Outcome is what came of it, in the person's word; empty: they have not said.
func (s Signpost) Outcome() Outcome { return s.s.Outcome.Result }

// MetNeed is the person's answer to whether it met what they needed.
func (s Signpost) MetNeed() peer.Tri { return s.s.Outcome.MetNeed }

// Next is what the person wants next, and the id of the record that it led to; empty:
// nothing was said.
func (s Signpost) Next() (NextStep, string) { return s.s.Outcome.Next, s.s.Outcome.Link }

// Further is what has been answered to whether it needs to go further.
func (s Signpost) Further() peer.Further { return s.s.Further }

// Challenges are what makes it hard.
func (s Signpost) Challenges() []Challenge { return slices.Clone(s.s.Challenges) }

// Sensitive reports whether it stays between the two, whatever they agreed to share:
// by the entry that was chosen, and before a choice by any of them (hazard H08).
func (s Signpost) Sensitive() bool {
	return slices.ContainsFunc(s.s.Options, func(o shownOption) bool {
		return o.Sensitive && (s.s.Chosen == "" || o.Option.Resource == s.s.Chosen)
	})
}
