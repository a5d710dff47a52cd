package recovery

import (
	"slices"
	"strings"
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var (
	twoWrite = peer.Asks{Rule: peer.Rule{Row: "REC-47", Code: peer.ErrNotAuthorised}, Says: "It is written by the person; the worker alongside may write down what they say.", Fix: "Leave it to the two of them, or ask one of them."}

	advanceMine = whose.ForPerson("REC-47")
	noSuchKind  = peer.Rule{Row: "REC-47", Code: ErrNotProvided}
)

// lawful: the law provides for this kind of document on the day.
func lawful[R any](kind AdvanceKind) advanceOpen[R] {
	return advanceOpen[R]{
		Asks: peer.Asks{Rule: noSuchKind, Says: lawProvides, Fix: "Check the time of the step."},
		Met: func(_ R, a peer.Act, f AdvanceFacts) peer.Tri {
			return peer.Is(kind.provided(f.Policy.calendar.FirstDay(a.At)))
		},
	}
}

// madeHere: the organisation helps to make this kind of document.
func madeHere[R any](made func(Policy) peer.Tri) advanceOpen[R] {
	return advanceOpen[R]{
		Asks: peer.Asks{Rule: noSuchKind, Says: "This organisation helps to make this kind of document.", Fix: "Ask the organisation who helps with it where this person lives."},
		Met:  func(_ R, _ peer.Act, f AdvanceFacts) peer.Tri { return made(f.Policy) },
	}
}

// confirmedBySelf: of the two who may write it only the person confirms with the
// same step.
func confirmedBySelf[R whose.OfTwo, C any](confirm func(C) bool) advanceNeed[R, C] {
	return advanceNeed[R, C]{
		Asks: peer.Asks{Rule: advanceMine.Rule, Path: "/confirm", Says: "Whether this is what they want is for the person to say.", Fix: "Leave it a draft, and let the person confirm it."},
		Met: func(r R, c C, a peer.Act, _ AdvanceFacts) peer.Tri {
			return peer.Is(!confirm(c) || whose.Party(r, a.By) != peer.PartyWorker)
		},
	}
}

// sharing are the rules of giving it to somebody.
func sharing[R document[R]]() []advanceNeed[R, ShareAdvance] {
	rule := func(code peer.Code, path, says, fix string, met func(R, ShareAdvance) bool) advanceNeed[R, ShareAdvance] {
		return advanceNeed[R, ShareAdvance]{
			Asks: peer.Asks{Rule: peer.Rule{Row: "REC-47", Code: code}, Path: path, Says: says, Fix: fix},
			Met:  func(r R, c ShareAdvance, _ peer.Act, _ AdvanceFacts) peer.Tri { return peer.Is(met(r, c)) },
		}
	}
	return []advanceNeed[R, ShareAdvance]{
		{
			Asks: peer.Asks{Rule: peer.Rule{Row: "REC-47", Code: peer.ErrConsentRequired}, Path: "/with", Says: "The person's consent to share it with somebody of this kind is in force.", Fix: "Talk it through and record their yes, or leave it unshared."},
			Met: func(r R, c ShareAdvance, a peer.Act, f AdvanceFacts) peer.Tri {
				return peer.Consented(f.Consents, r.Person(), peer.SharePlan, c.With.Kind.purpose(), a.At)
			},
		},
		rule(peer.ErrPersonHasNotAgreed, "/asDraft", "A draft goes out when the person asks for that.", "Confirm it first, or say that it is to go out as a draft.",
			func(r R, c ShareAdvance) bool { return r.Status() != AdvanceDraft || c.AsDraft }),
		rule(peer.ErrRequired, "/with/organisation", "A service or an organisation is named by its id.", "Name the organisation it goes to.",
			func(_ R, c ShareAdvance) bool { return c.With.Kind == ToCarer || c.With.Organisation != "" }),
		rule(peer.ErrRequired, "/with/carer", "A carer is named by their id.", "Name the carer it goes to.",
			func(_ R, c ShareAdvance) bool { return c.With.Kind != ToCarer || c.With.Carer != "" }),
		rule(peer.ErrDuplicate, "/with", "They do not have it yet.", "They have it already; nothing is needed.",
			func(r R, c ShareAdvance) bool {
				return !slices.ContainsFunc(r.paper().shared(), func(s Share) bool { return s.With == c.With.plain() })
			}),
		rule(peer.ErrOutOfRange, "", "A version is shared a hundred times at most.", "Edit it: a new version has a list of its own.",
			func(r R, _ ShareAdvance) bool { return len(r.paper().Shares) < maxShares }),
	}
}

// plain leaves out what a recipient of this kind does not name.
func (r Recipient) plain() Recipient {
	if r.Kind == ToCarer {
		return Recipient{Kind: r.Kind, Carer: r.Carer}
	}
	return Recipient{Kind: r.Kind, Organisation: r.Organisation}
}

func shareThere[R document[R]]() advanceNeed[R, TakeBackShare] {
	return advanceNeed[R, TakeBackShare]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-47", Code: peer.ErrOutOfRange}, Path: "/number", Says: "A share that goes on has this number.", Fix: "Use the number of one that is listed and has not ended."},
		Met: func(r R, c TakeBackShare, _ peer.Act, _ AdvanceFacts) peer.Tri {
			return peer.Is(slices.ContainsFunc(r.paper().shared(), func(s Share) bool { return s.Number == c.Number }))
		},
	}
}

func reviewToCome[R document[R]]() advanceNeed[R, ReviewAdvanceOn] {
	return advanceNeed[R, ReviewAdvanceOn]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-47", Code: peer.ErrPastDate}, Path: "/on", Says: "The day to look at it again is not over yet.", Fix: "Choose a later day, a month or a year, or leave it out."},
		Met:  func(_ R, c ReviewAdvanceOn, a peer.Act, f AdvanceFacts) peer.Tri { return toCome(c.On, f.Policy, a) },
	}
}

// anotherVersion: a new version has an id of its own.
func anotherVersion[R document[R], C any](id func(C) string) advanceNeed[R, C] {
	return advanceNeed[R, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-47", Code: peer.ErrDuplicate}, Path: "/id", Says: "The new version has an id of its own.", Fix: "Make a new id for the new version."},
		Met:  func(r R, c C, _ peer.Act, _ AdvanceFacts) peer.Tri { return peer.Is(id(c) != r.Ref().ID) },
	}
}

// itself is how the literal of a table asks the table it is: a Go literal cannot
// name itself.
type itself[R any] interface {
	table() *peer.Machine[R, AdvanceFacts]
}

// nextVersionAllowed asks what writing the next version would hear, less what the
// act and whose step it is have answered already.
func nextVersionAllowed[R document[R], W any](own itself[R], write W, a peer.Act, f AdvanceFacts) peer.Decision {
	a.Seen = 0 // the new version has no revision yet
	d := own.table().CheckNew(write, a, f)
	d.Reasons = slices.DeleteFunc(d.Reasons, func(r peer.Reason) bool {
		return strings.HasPrefix(r.Rule.Row, "STEP-") || r.Says == twoWrite.Says || r.Path == "/confirm"
	})
	return d
}

// nextVersion makes the next version, confirmed by the person's own step, and ends
// this one with every share of it: there is no moment with none in force, and
// none with two.
func nextVersion[R document[R], W any](own itself[R], old R, write W, t *advanceTaken) R {
	a, p := t.Act, old.paper()
	a.Seen = 0
	if next, change, err := own.table().New(write, a, t.Facts); err == nil {
		q := next.paper()
		q.Version, q.Replaces, q.Ask = p.Version+1, old.Ref().ID, p.Ask
		next = next.with(q).seenBy(old.Audience()) // what was the person's alone stays so
		t.Make(next, change)
		p.ReplacedBy = next.Ref().ID
	}
	return old.with(p.over(t.Now()))
}

// paperLegal is what holds of the common life of every stored record.
func paperLegal[R document[R]](r R) []peer.Reason {
	p, at := r.paper(), r.Status()
	live, over := slices.Contains(advanceLive, at), slices.Contains(advanceOver, at)
	going := p.shared()
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, r, p.Where, p.Ask), "/document/where", "Where it is kept and whom to ask are the person's words."),
		peer.Holds((p.Version == 1) == (p.Replaces == "") && p.Replaces != r.Ref().ID, "/document/replaces", "Every version but the first names the one before it."),
		peer.Holds((p.ReplacedBy != "") == (at == AdvanceSuperseded) && (p.ReplacedBy == "" || p.ReplacedBy != r.Ref().ID && p.ReplacedBy != p.Replaces), "/document/replacedBy", "A superseded version names the newer one, and no other does."),
		peer.Holds(at != AdvanceDraft || p.Confirmed.IsZero() && p.Version == 1, "/document/confirmed", "A draft has not been confirmed."),
		peer.Holds(at == AdvanceDraft || at == AdvanceWithdrawn || !p.Confirmed.IsZero(), "/document/confirmed", "What is in force, or was, has the day of the person's yes."),
		peer.Holds(over != p.Over.IsZero(), "/document/over", "When it was over is there when it is over."),
		peer.Holds(live || len(going) == 0, "/document/shares", "What is over is shared with nobody."),
		peer.Holds((at == AdvanceShared) == (len(going) > 0 && at != AdvanceDraft), "/status", "It is shared while somebody has it."),
		peer.Holds(sharesLegal(p), "/document/shares", "Shares are numbered from one, each with one recipient and nobody twice at a time."),
	}
}

func sharesLegal(p paper) bool {
	var going []Recipient
	for i, s := range p.Shares {
		w := s.With
		named := w == w.plain() && (w.Carer != "" || w.Organisation != "")
		if s.Number != i+1 || !named || !s.Draft && p.Confirmed.IsZero() || slices.Contains(going, w) {
			return false
		}
		if s.Ended.IsZero() {
			going = append(going, w)
		}
	}
	return true
}

// newPaper starts the life of a document.
func newPaper(confirm bool, at time.Time) paper {
	p := paper{Version: 1, Written: at}
	if confirm {
		p.Confirmed = at
	}
	return p
}
