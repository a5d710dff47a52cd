package safeguard

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// KindLimitReached is how it is stored that somebody asked for more than is a peer support
// worker's to give.
const KindLimitReached peer.Kind = "limit-reached"

// LimitSaid is where it stands: the worker said so. What was said to the person, and who
// the right person is, may be added, and nothing leads on.
const LimitSaid peer.Status = "said"

// LimitReached says that something was asked which is beyond the role: what it was, who is
// the right one for it, and what was said to the person (SAFE-10). It is no fault of
// anybody's; it makes a concern that goes to a colleague or the supervisor by the policy.
// The zero value is none.
type LimitReached struct {
	head
	s limitReached
}

type limitReached struct {
	Person  peer.PersonID `json:"person" ask:"required"`
	Worker  peer.StaffID  `json:"worker" ask:"required"`
	Asked   LimitSort     `json:"asked" ask:"required"`
	Words   peer.Words    `json:"words,omitzero" ask:"max=4000"`
	RouteTo peer.Role     `json:"routeTo,omitzero"`
	Said    peer.Words    `json:"said,omitzero" ask:"max=4000"`
	At      time.Time     `json:"at" ask:"required"`
	Concern string        `json:"concern,omitzero"`
}

// LimitSort says what sort of thing was asked.
type LimitSort string

// What was asked.
const (
	LimitTreatment   LimitSort = "treatment"
	LimitMedication  LimitSort = "medication"
	LimitLegal       LimitSort = "legal"
	LimitTherapy     LimitSort = "therapy"
	LimitComplexRisk LimitSort = "complex-risk"
	LimitOther       LimitSort = "other"
)

var limitSorts = []LimitSort{LimitTreatment, LimitMedication, LimitLegal, LimitTherapy, LimitComplexRisk, LimitOther}

// Known reports whether it is on the list.
func (s LimitSort) Known() bool { return slices.Contains(limitSorts, s) }

// Terms returns the closed list.
func (LimitSort) Terms() []string { return terms.Of(limitSorts) }

// Person is the person who asked.
func (l LimitReached) Person() peer.PersonID { return l.s.Person }

// Worker is the peer support worker who was asked.
func (l LimitReached) Worker() peer.StaffID { return l.s.Worker }

// Asked is what sort of thing was asked.
func (l LimitReached) Asked() LimitSort { return l.s.Asked }

// Words are what was asked, as the worker or the person put it; empty: not written.
func (l LimitReached) Words() peer.Words { return l.s.Words }

// RouteTo is the role of whoever is the right one for it; empty: not said.
func (l LimitReached) RouteTo() peer.Role { return l.s.RouteTo }

// Said is what was said to the person; empty: not written.
func (l LimitReached) Said() peer.Words { return l.s.Said }

// At is when it was written down, in UTC.
func (l LimitReached) At() time.Time { return l.s.At }

// Concern is the id of the concern it made.
func (l LimitReached) Concern() string { return l.s.Concern }

// LimitReachedStep is a step of it. A step of another record does not compile here.
type LimitReachedStep interface{ limitReachedStep() }

// ReachLimit says that something was asked which is beyond the role. What is missing is
// noted and holds nothing up. It makes a concern with the trigger limit-of-competence,
// which is stored with it.
type ReachLimit struct {
	ID      string        `json:"id"`
	Person  peer.PersonID `json:"person" ask:"required"`
	Worker  peer.StaffID  `json:"worker" ask:"required"`
	Asked   LimitSort     `json:"asked" ask:"required"`
	Words   peer.Words    `json:"words,omitzero" ask:"max=4000"`
	RouteTo peer.Role     `json:"routeTo,omitzero"`
	Said    peer.Words    `json:"said,omitzero" ask:"max=4000"`
}

// SayWhatWasSaid adds who the right one is, and what was said to the person. What is left
// out stays as it was.
type SayWhatWasSaid struct {
	RouteTo peer.Role  `json:"routeTo,omitzero"`
	Said    peer.Words `json:"said,omitzero" ask:"max=4000"`
}

func (ReachLimit) limitReachedStep()     {}
func (SayWhatWasSaid) limitReachedStep() {}

var (
	limitPlaces = []peer.Status{LimitSaid}

	forLimit = peer.Asks{Rule: peer.Rule{Row: "SAFE-10", Code: peer.ErrNotAuthorised}, Says: "This is for the worker who was asked.", Fix: "Leave it to them, or raise a concern; that anybody may do."}
)

// limits is the table of SAFE-10.
var limits = peer.Machine[LimitReached, Facts]{
	Kind:   KindLimitReached,
	Schema: 1, // 1: the first form
	Says:   "That something was asked which is beyond the role, who is the right one for it, and what was said to the person.",
	Moves:  "SAFE-10",
	States: []peer.State{{Status: LimitSaid, Says: "The worker said so, and a colleague hears of it. What was said to the person may be added."}},
	Head:   func(l *LimitReached) *peer.Head { return &l.head },
	Data:   func(l *LimitReached) any { return &l.s },
	Person: LimitReached.Person,
	Party:  whose.Party[LimitReached],
	Policy: Facts.digest,
	Legal: func(l LimitReached) []peer.Reason {
		return []peer.Reason{
			peer.Holds(whose.SilentOr(whose.Either, l, l.s.Words), "/words", "What was asked is in the words of the worker or of the person."),
			peer.Holds(whose.SilentOr(whose.Workers, l, l.s.Said), "/said", "What was said to the person is in the worker's words."),
		}
	},
	Parts: []peer.Part[LimitReached]{{Name: "limit", If: limitSeen, Rule: notShown, Says: "It is for the worker and their line; the concern goes to whoever can help.",
		Value: func(l LimitReached) any { return l.s }}},
	Rows: []row[LimitReached]{
		peer.Begins(row[LimitReached]{
			Do: "reach", Says: "Say that something was asked which is beyond the role.", To: limitPlaces, By: justWorker, Else: forLimit, Form: "SAFE-10", Makes: KindConcern,
		}, func(c ReachLimit) string { return c.ID }, func(c ReachLimit) LimitReached {
			return LimitReached{s: limitReached{Person: c.Person, Worker: c.Worker, Asked: c.Asked, RouteTo: c.RouteTo}}
		}, step[LimitReached, ReachLimit]{
			Needs: []need[LimitReached, ReachLimit]{limitWords, limitSaid(func(c ReachLimit) peer.Words { return c.Said }), rightOneSaid, saidToPerson},
			Also:  func(LimitReached, ReachLimit, peer.Act, Facts) peer.Decision { return peer.Decision{} },
			Apply: reached,
		}),
		peer.Takes(row[LimitReached]{
			Do: "say-what-was-said", Says: "Add who the right one is, and what was said to the person.", From: limitPlaces, To: limitPlaces, By: justWorker, Else: forLimit, Form: "SAFE-10",
		}, step[LimitReached, SayWhatWasSaid]{
			Needs: []need[LimitReached, SayWhatWasSaid]{limitSaid(func(c SayWhatWasSaid) peer.Words { return c.Said })},
			Apply: func(l LimitReached, c SayWhatWasSaid, t *taken) LimitReached {
				if c.RouteTo != "" {
					l.s.RouteTo = c.RouteTo
				}
				if !c.Said.IsZero() {
					l.s.Said = t.Own(c.Said)
				}
				return l
			},
		}),
	},
}

var limitWords = whose.Said[Facts](peer.Asks{
	Rule: forLimit.Rule, Path: "/words", Says: "What was asked is in the words of the worker or of the person.", Fix: "Write it in your own words, or name the person as the author of theirs.",
}, whose.Either[LimitReached], func(c ReachLimit) []peer.Words { return []peer.Words{c.Words} })

func limitSaid[C any](said func(C) peer.Words) need[LimitReached, C] {
	return whose.Said[Facts](peer.Asks{Rule: forLimit.Rule, Path: "/said", Says: "What was said to the person is in the worker's words.", Fix: "Write down what you said."},
		whose.Workers[LimitReached], func(c C) []peer.Words { return []peer.Words{said(c)} })
}

var (
	rightOneSaid = limitLater("/routeTo", "It is said who is the right one for it.", func(c ReachLimit) bool { return c.RouteTo != "" })
	saidToPerson = limitLater("/said", "It is said what the person was told.", func(c ReachLimit) bool { return !c.Said.IsZero() })
)

// limitLater: it is noted, and asked afterwards.
func limitLater(path, says string, there func(ReachLimit) bool) need[LimitReached, ReachLimit] {
	return need[LimitReached, ReachLimit]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-10", Code: peer.ErrRequired}, Path: path, Says: says, Fix: "Add it when you can; it holds nothing up.", Weight: peer.Warns},
		Met:  func(_ LimitReached, c ReachLimit, _ peer.Act, _ Facts) peer.Tri { return peer.Is(there(c)) },
	}
}

// reached adds what was said, and makes the concern that goes to a colleague.
func reached(l LimitReached, c ReachLimit, t *taken) LimitReached {
	l.s.Words, l.s.Said, l.s.At = t.Own(c.Words), t.Own(c.Said), t.Now()
	id := c.ID[:min(len(c.ID), mostID-len(limitSuffix))] + limitSuffix
	raise := Raise{ID: id, Trigger: LimitOfCompetence, About: c.Person, Text: l.s.Words}
	if concern, change, err := ownDoor.raise(raise, peer.Act{By: t.Act.By, At: t.Act.At, ID: t.Act.ID}, t.Facts); err == nil {
		t.Make(concern, change)
		l.s.Concern = concern.Ref().ID
	}
	return l
}

// limitSuffix ends the id of the concern that a limit makes.
const limitSuffix = "-limit"

// limitSeen: the worker and their line. It goes into no record.
func limitSeen(_ LimitReached, as peer.Party, by peer.Reading) bool {
	return as == peer.PartyWorker && by.Purpose != peer.ForRecord || as == peer.PartyLine && by.Purpose == peer.ForSupervision
}
