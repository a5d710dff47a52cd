package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// KindSafeContact is how a person's safe contact is stored.
const KindSafeContact Kind = "safe-contact"

// Places a safe contact can be in.
const (
	// ContactSaid: the person has said how they may be reached, or somebody wrote down
	// that a way is not safe. The person, or the worker in the person's words, says it
	// anew; anybody on the staff may take a way away. Both stay here. The person or the
	// staff may move it to ContactNotNow.
	ContactSaid Status = "said"
	// ContactNotNow: nobody gets in touch until the person says. Saying it anew moves
	// it to ContactSaid.
	ContactNotNow Status = "not-now"
)

// SafeContact is how a person may be reached without harm to them: by which ways, when,
// with which words, and what never (PEER-69, hazards H09 and H10). Every sender reads it
// before a message, a reminder, a letter or a visit. The zero value is not known, which
// reads: ask the worker first.
type SafeContact struct {
	head
	s safeContact
}

type safeContact struct {
	Person PersonID   `json:"person" ask:"required"`
	Worker StaffID    `json:"worker,omitzero"`
	How    HowToReach `json:"how"`
	Said   time.Time  `json:"said" ask:"required"`
}

// HowToReach is what is said about reaching somebody. All of it may be left out; what is
// left out is not known.
type HowToReach struct {
	// Ways are those that are safe.
	Ways []SafeWay `json:"ways,omitempty" ask:"items=20"`
	// NotSafe are ways that are not. A way on both lists is not safe.
	NotSafe []Medium `json:"notSafe,omitempty" ask:"items=20"`
	// NeverInWriting: nothing that can be found afterwards, a recording as little as a
	// letter or a leaflet.
	NeverInWriting bool `json:"neverInWriting,omitzero"`
	// NeverLeaveMessage: no message on a telephone and none with whoever answers it.
	NeverLeaveMessage bool `json:"neverLeaveMessage,omitzero"`
	// SayItIs is whom the sender says they are, such as a shop.
	SayItIs Private `json:"sayItIs,omitzero" ask:"max=200"`
	// Avoid are words that no message uses.
	Avoid []Private `json:"avoid,omitempty" ask:"items=100,max=100"`
	// Words are how the person put it.
	Words Words `json:"words,omitzero" ask:"max=1000"`
}

// SafeWay is a way that is safe, and when. A way without a time is not safe at any: it
// has to be said.
type SafeWay struct {
	Medium Medium `json:"medium" ask:"required"`
	// AnyTime: at every hour of every day. Where times are named they count and this
	// does not.
	AnyTime bool `json:"anyTime,omitzero"`
	// Times of the week; one that lasts over midnight is two.
	Times []WeekTime `json:"times,omitempty" ask:"items=14"`
}

// WeekTime is a time of the week as the clocks of the organisation's zone show it: on
// these days, from one time of day until another, which is no longer in it.
type WeekTime struct {
	Days []Weekday `json:"days" ask:"required,items=7"`
	From Clock     `json:"from" ask:"required"`
	To   Clock     `json:"to" ask:"required"`
}

// Weekday is a day of the week, by its first three letters.
type Weekday string

// Days of the week.
const (
	Monday    Weekday = "mon"
	Tuesday   Weekday = "tue"
	Wednesday Weekday = "wed"
	Thursday  Weekday = "thu"
	Friday    Weekday = "fri"
	Saturday  Weekday = "sat"
	Sunday    Weekday = "sun"
)

var weekdayList = []Weekday{Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday}

// Known reports whether the day is on the list.
func (d Weekday) Known() bool { return slices.Contains(weekdayList, d) }

// Terms returns the closed list.
func (Weekday) Terms() []string { return terms.Of(weekdayList) }

// Person is whom it is about.
func (s SafeContact) Person() PersonID { return s.s.Person }

// Worker is the worker alongside, whom others ask first; empty when nobody is named.
func (s SafeContact) Worker() StaffID { return s.s.Worker }

// How is what is said. No way that is not safe stands among its ways.
func (s SafeContact) How() HowToReach { return s.s.How.clone() }

// Said is when it was last said, or last narrowed, in UTC.
func (s SafeContact) Said() time.Time { return s.s.Said }

func (h HowToReach) clone() HowToReach {
	h.NotSafe, h.Avoid, h.Ways = slices.Clone(h.NotSafe), slices.Clone(h.Avoid), slices.Clone(h.Ways)
	for i := range h.Ways {
		h.Ways[i].Times = slices.Clone(h.Ways[i].Times)
		for j := range h.Ways[i].Times {
			h.Ways[i].Times[j].Days = slices.Clone(h.Ways[i].Times[j].Days)
		}
	}
	return h
}

// unsafe reports whether a way is known not to be safe.
func (h HowToReach) unsafe(m Medium) bool {
	return slices.Contains(h.NotSafe, m) || h.NeverInWriting && m.leavesTrace() || h.NeverLeaveMessage && m == MediumVoiceMessage
}

// settled is what is said as it is stored: not safe wins over safe, and named times over
// any time.
func (h HowToReach) settled() HowToReach {
	var ways []SafeWay
	for _, w := range h.Ways {
		if h.unsafe(w.Medium) {
			continue
		}
		w.AnyTime = w.AnyTime && len(w.Times) == 0
		ways = append(ways, w)
	}
	h.Ways, h.NotSafe = ways, mediaOnce(h.NotSafe)
	return h
}

// SafeContactStep is a step of a safe contact. A step of another record does not compile
// here.
type SafeContactStep interface{ safeContactStep() }

// SaySafeContact says for the first time how somebody may be reached. The person says
// it; the worker alongside may write it down in the person's words. Anybody else on the
// staff may write down what is not safe, and no way that is.
type SaySafeContact struct {
	ID     string     `json:"id"`
	Person PersonID   `json:"person" ask:"required"`
	Worker StaffID    `json:"worker,omitzero"`
	How    HowToReach `json:"how"`
	// NotNow: nobody gets in touch until the person says.
	NotNow bool `json:"notNow,omitzero"`
}

// ChangeSafeContact says all of it anew; what is left out no longer holds. It ends a time
// in which nobody gets in touch.
type ChangeSafeContact struct {
	// Worker is the worker alongside from now on; left out, it stays who it was.
	Worker StaffID    `json:"worker,omitzero"`
	How    HowToReach `json:"how"`
}

// NarrowSafeContact writes down that something is not safe. It only takes away, so that
// whoever on the staff hears of it can write it down at once.
type NarrowSafeContact struct {
	NotSafe           []Medium  `json:"notSafe,omitempty" ask:"items=20"`
	NeverInWriting    bool      `json:"neverInWriting,omitzero"`
	NeverLeaveMessage bool      `json:"neverLeaveMessage,omitzero"`
	Avoid             []Private `json:"avoid,omitempty" ask:"items=100,max=100"`
}

// NotNow: nobody gets in touch until the person says. No reason is asked.
type NotNow struct{}

func (SaySafeContact) safeContactStep()    {}
func (ChangeSafeContact) safeContactStep() {}
func (NarrowSafeContact) safeContactStep() {}
func (NotNow) safeContactStep()            {}
