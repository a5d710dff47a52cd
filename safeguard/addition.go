package safeguard

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindAddition is how something added to a concern is stored.
const KindAddition peer.Kind = "concern-addition"

// Added is where an addition stands: it was said, and stays as it is. Nothing leads on.
const Added peer.Status = "added"

// Addition is something said of a concern after it was raised: by whoever raised it, those
// who were told, the person, a carer or anybody else, at any time, also when the concern is
// closed and when the two do not meet any more (SAFE-02, SAFE-16, hazard H23). It is a
// record of its own, so that it is never held up by anything. The zero value is none.
//
// Its view shows it to the member of staff who added it. Who was told of the concern is
// not known to it: [Concern.ReadAdditions] gives what was added to those who read the
// concern's story.
type Addition struct {
	head
	s addition
}

type addition struct {
	Concern string        `json:"concern" ask:"required"`
	About   peer.PersonID `json:"about,omitzero"`
	Words   peer.Words    `json:"words" ask:"required,max=50000"`
	WriteUp bool          `json:"writeUp,omitzero"`
	By      peer.Actor    `json:"by" ask:"required"`
	At      time.Time     `json:"at" ask:"required"`
}

// Concern is the id of the concern.
func (a Addition) Concern() string { return a.s.Concern }

// About is the person it is about; empty: not said.
func (a Addition) About() peer.PersonID { return a.s.About }

// Words are what was added, as somebody put it.
func (a Addition) Words() peer.Words { return a.s.Words }

// WriteUp reports whether it is the writing up of what was reported first (SAFE-02).
func (a Addition) WriteUp() bool { return a.s.WriteUp }

// By is who added it, At when, in UTC.
func (a Addition) By() peer.Actor { return a.s.By }

// At is when it was added, in UTC.
func (a Addition) At() time.Time { return a.s.At }

// AdditionStep is a step of an addition. A step of another record does not compile here.
type AdditionStep interface{ additionStep() }

// AddToConcern says more of a concern. All it takes is which one and a text; what does not
// fit goes into another.
type AddToConcern struct {
	ID      string        `json:"id"`
	Concern string        `json:"concern"`
	About   peer.PersonID `json:"about,omitzero"`
	Words   peer.Words    `json:"words" ask:"max=50000"`
	// WriteUp: it is the writing up of what was reported first.
	WriteUp bool `json:"writeUp,omitzero"`
}

func (AddToConcern) additionStep() {}

// additions is the table of what is added to concerns.
var additions = peer.Machine[Addition, Facts]{
	Kind:   KindAddition,
	Schema: 1, // 1: the first form
	Says:   "Something that was said of a concern after it was raised.",
	Moves:  "SAFE-16",
	States: []peer.State{{Status: Added, Says: "It was said, and stays as it is.", End: true}},
	Head:   func(a *Addition) *peer.Head { return &a.head },
	Data:   func(a *Addition) any { return &a.s },
	Person: Addition.About,
	Party:  additionParty,
	Policy: Facts.digest,
	Legal: func(a Addition) []peer.Reason {
		return []peer.Reason{
			peer.Holds(a.s.By.Valid() && a.s.By.Role == "", "/by", "Somebody added it."),
			peer.Holds(a.s.Words.By.Valid() && a.s.Words.By.Role == "", "/words", "Words have an author."),
			peer.Holds(plainID(a.s.Concern), "/concern", "It names its concern."),
		}
	},
	Parts: []peer.Part[Addition]{{Name: "addition", If: additionSeen, Rule: notShown, Says: "What was added is for whoever added it and those who read the concern.",
		Value: func(a Addition) any { return a.s }}},
	Rows: []row[Addition]{
		peer.Begins(row[Addition]{
			Do: "add", Says: "Say more of a concern.", To: []peer.Status{Added}, By: everybody, Form: "SAFE-16",
			Else: peer.Asks{Rule: peer.Rule{Row: "SAFE-16", Code: peer.ErrNotAuthorised}, Says: "Somebody is named who adds it.", Fix: "Say who adds it."},
		}, func(c AddToConcern) string { return c.ID }, func(c AddToConcern) Addition {
			return Addition{s: addition{Concern: c.Concern, About: c.About, WriteUp: c.WriteUp}}
		}, step[Addition, AddToConcern]{
			Needs: []need[Addition, AddToConcern]{addsSomething, toAConcern},
			Apply: func(a Addition, c AddToConcern, t *taken) Addition {
				if !c.Words.By.Valid() {
					c.Words.By = peer.Actor{} // two at once are nobody
				}
				a.s.Words, a.s.By, a.s.At = t.Own(c.Words), raiserOf(t.Act.By), t.Now()
				return a
			},
		}),
	},
}

var addsSomething = need[Addition, AddToConcern]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-16", Code: peer.ErrRequired}, Path: "/words", Says: "Something is added.", Fix: "Write down what there is to say."},
	Met:  func(_ Addition, c AddToConcern, _ peer.Act, _ Facts) peer.Tri { return peer.Is(!c.Words.IsZero()) },
}

var toAConcern = need[Addition, AddToConcern]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-16", Code: peer.ErrRequired}, Path: "/concern", Says: "It names its concern.", Fix: "Name the concern, or raise one with the same text; that is never turned down."},
	Met: func(_ Addition, c AddToConcern, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(len(c.Concern) > mostID || plainID(c.Concern))
	},
}

// additionParty: whoever added it; before that, whoever they are to the person.
func additionParty(a Addition, by peer.Actor) peer.Party {
	switch {
	case a.s.By == (peer.Actor{}):
		return writer(by, a.s.About)
	case sameHuman(by, a.s.By):
		return peer.PartyRaiser
	}
	return peer.PartyOf(by, a.s.About, "")
}

// additionSeen: the member of staff who added it. What the person or a carer added is not
// for a page that may be read at home (hazards H08, H15).
func additionSeen(_ Addition, as peer.Party, by peer.Reading) bool {
	return as == peer.PartyRaiser && by.By.Staff != "" && by.Purpose != peer.ForRecord
}

// ReadAdditions gives what was added to this concern, oldest first, to a reader who sees
// its story, and nothing to anybody else.
func (c Concern) ReadAdditions(list []Addition, by peer.Reading) []Addition {
	if !concerns.Sees(c, "story", by) {
		return nil
	}
	return c.additions(list)
}

// additions are those of this concern, oldest first.
func (c Concern) additions(list []Addition) []Addition {
	var out []Addition
	for _, a := range list {
		if a.Exists() && a.s.Concern == c.Ref().ID {
			out = append(out, a)
		}
	}
	slices.SortStableFunc(out, func(a, b Addition) int { return a.s.At.Compare(b.s.At) })
	return out
}

// AddedLate are signals for what was added after this concern was closed: somebody has to
// read it, and nobody has the concern any more (hazard H23). The same addition gives the
// same signal.
func (c Concern) AddedLate(list []Addition) []peer.Signal {
	if !c.Exists() || c.Open() {
		return nil
	}
	closed := c.lastSeen()
	if at := c.s.Outcome.At; !at.IsZero() {
		closed = at
	}
	var out []peer.Signal
	for _, a := range c.additions(list) {
		if a.s.At.After(closed) {
			out = append(out, peer.Signal{ID: string(KindAddition) + "." + a.Ref().ID + ".late", Kind: peer.SignalSafetyQuestion, Rule: addedLate, About: c.s.About, From: a.Ref(), Rev: a.Rev(), Noticed: a.s.At, By: a.s.By})
		}
	}
	return out
}

// addedLate is the rule under which what was added late is read.
var addedLate = peer.Rule{Row: "SAFE-16", Code: peer.ErrConcernRequired}
