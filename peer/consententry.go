package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// KindConsent is how an entry of a consent register is stored.
const KindConsent Kind = "consent"

// Places an entry of a consent register can be in.
const (
	// ConsentGiven: the answer is yes, from the day it counts until the day it ends.
	// The person, or whoever writes it down for them, moves it on with any other answer.
	ConsentGiven Status = "given"
	// ConsentSaidNo: the answer is no. A new answer moves it on.
	ConsentSaidNo Status = "said-no"
	// ConsentWithdrawn: the answer was taken back, and that counts at once. A new
	// answer moves it on.
	ConsentWithdrawn Status = "withdrawn"
	// ConsentReopened: the person said that they had been pressed. Their own yes, asked
	// with nobody else there, or a no moves it on.
	ConsentReopened Status = "reopened"
)

// ConsentEntry is one question of a person's consent register and every answer to it:
// may this be shared with this recipient for this purpose (PEER-57)? The register of a
// person is all their entries. An answer belongs to one question, so that taking one
// back never waits for another. The zero value is no entry.
type ConsentEntry struct {
	head
	s consentEntry
}

type consentEntry struct {
	Person PersonID `json:"person" ask:"required"`
	// Worker is the peer support worker alongside, who may write down what the person
	// says.
	Worker  StaffID         `json:"worker,omitzero"`
	Scope   ConsentScope    `json:"scope" ask:"required"`
	With    Recipient       `json:"with"`
	Purpose Purpose         `json:"purpose" ask:"required"`
	Answers []ConsentAnswer `json:"answers" ask:"required,items=100000"`
}

// ConsentAnswer is one answer: what was said, by whom, from when to when it counts, and
// how it was asked.
type ConsentAnswer struct {
	// Says is the place that the answer led to: given, said-no, withdrawn, reopened.
	Says  Status    `json:"says" ask:"required"`
	From  time.Time `json:"from" ask:"required"`
	Until time.Time `json:"until,omitzero"` // when it ended, or is going to; zero: it goes on
	// Holder gave it in the person's place, under an authority of this kind. Empty: it
	// is the person's own.
	Holder    CarerID       `json:"holder,omitzero"`
	Authority string        `json:"authority,omitzero"`
	Kind      AuthorityKind `json:"kind,omitzero"`
	// Lapses is the birthday on which an answer that somebody else gave ends.
	Lapses Date `json:"lapses,omitzero"`
	// Ability is what a professional had recorded about this decision.
	Ability AbilityRecorded `json:"ability,omitzero"`
	// Present are who else was in the room.
	Present []InTheRoom `json:"present,omitempty" ask:"items=10"`
	// Alone is when the person said it with nobody else there who could press them; zero:
	// they have not.
	Alone time.Time `json:"alone,omitzero"`
	// By wrote it down, At that time.
	By Actor     `json:"by" ask:"required"`
	At time.Time `json:"at" ask:"required"`
}

// running reports whether the answer counts at a time.
func (a ConsentAnswer) running(at time.Time) bool {
	return !at.Before(a.From) && (a.Until.IsZero() || at.Before(a.Until))
}

// InTheRoom says who else was there when somebody was asked. It names nobody.
type InTheRoom string

// Who else was there.
const (
	NobodyElse        InTheRoom = "nobody-else"
	FamilyInTheRoom   InTheRoom = "family"
	FriendInTheRoom   InTheRoom = "friend"
	AdvocateInTheRoom InTheRoom = "advocate"
	// InterpreterInTheRoom is one who is there to interpret, and nobody of the family.
	InterpreterInTheRoom InTheRoom = "interpreter"
	ColleagueInTheRoom   InTheRoom = "colleague"
	OtherInTheRoom       InTheRoom = "somebody-else"
)

var (
	inTheRoom = []InTheRoom{NobodyElse, FamilyInTheRoom, FriendInTheRoom, AdvocateInTheRoom, InterpreterInTheRoom, ColleagueInTheRoom, OtherInTheRoom}
	// besideThem are those in whose presence somebody still answers alone.
	besideThem = []InTheRoom{NobodyElse, AdvocateInTheRoom, InterpreterInTheRoom, ColleagueInTheRoom}
)

// Known reports whether the word is on the list.
func (r InTheRoom) Known() bool { return slices.Contains(inTheRoom, r) }

// Terms returns the closed list.
func (InTheRoom) Terms() []string { return terms.Of(inTheRoom) }

// roomSaid reports whether it is said who was there: somebody, or nobody else.
func roomSaid(list []InTheRoom) bool {
	return len(list) > 0 && (len(list) == 1 || !slices.Contains(list, NobodyElse))
}

// askedAlone reports whether nobody was there who could have pressed the person.
func askedAlone(list []InTheRoom) bool {
	return roomSaid(list) && !slices.ContainsFunc(list, func(r InTheRoom) bool { return !slices.Contains(besideThem, r) })
}

// Person is whose register the entry belongs to.
func (e ConsentEntry) Person() PersonID { return e.s.Person }

// Worker is the peer support worker alongside; empty when nobody is named.
func (e ConsentEntry) Worker() StaffID { return e.s.Worker }

// Scope is what may be shared, or may not.
func (e ConsentEntry) Scope() ConsentScope { return e.s.Scope }

// With is with whom.
func (e ConsentEntry) With() Recipient { return e.s.With }

// Purpose is what for.
func (e ConsentEntry) Purpose() Purpose { return e.s.Purpose }

// Answers are all answers, first to last. All but the last have ended.
func (e ConsentEntry) Answers() []ConsentAnswer {
	out := slices.Clone(e.s.Answers)
	for i := range out {
		out[i].Present = slices.Clone(out[i].Present)
	}
	return out
}

// InForce answers whether this entry lets it be shared at a time: Yes while a yes
// counts, No once it was said, taken back or is to be asked again, Unknown before a yes
// begins and after it has ended.
func (e ConsentEntry) InForce(at time.Time) Tri {
	return Consented(Consents(e.s.With, e), e.s.Person, e.s.Scope, e.s.Purpose, at)
}

// last is the answer that stands.
func (e ConsentEntry) last() ConsentAnswer {
	if n := len(e.s.Answers); n > 0 {
		return e.s.Answers[n-1]
	}
	return ConsentAnswer{}
}

// answered is the entry with a new answer, which ends the one before it at once.
func (e ConsentEntry) answered(a ConsentAnswer, t *consentTaken) ConsentEntry {
	a.At, a.By = t.Now(), Words{}.Author(t.Act.By)
	if a.From.IsZero() {
		a.From = t.Now()
	}
	e.s.Answers = slices.Clone(e.s.Answers)
	if n := len(e.s.Answers); n > 0 {
		e.s.Answers[n-1].Until = soonerEnd(e.s.Answers[n-1].Until, t.Now())
	}
	e.s.Answers = append(e.s.Answers, a)
	return e
}
