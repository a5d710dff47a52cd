package transition

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindTransition is how a move between services is stored.
const KindTransition peer.Kind = "transition"

// Places a move can be in. The organiser moves it; that it does not progress is
// never a place but an answer of Assess.
const (
	// Announced: the person has been told. The organiser prepares it or calls it
	// off.
	Announced peer.Status = "announced"
	// Preparing: the two services and the person get ready. The organiser starts
	// the transfer or calls it off.
	Preparing peer.Status = "preparing"
	// InTransfer: care is going from one side to the other. The organiser says when
	// the person has arrived, goes back to preparing, or calls it off.
	InTransfer peer.Status = "in-transfer"
	// Settling: the person has arrived. The organiser completes it, or goes back to
	// the transfer.
	Settling peer.Status = "settling"
	// Completed: every check has its answer. Nothing leads on.
	Completed peer.Status = "completed"
	// Cancelled: it is not going to happen. Nothing leads on; a new one is a new
	// record.
	Cancelled peer.Status = "cancelled"
)

// Transition is a move between services as the person meets it: six checks with
// their own answers, what is told to whom, who goes along, and what happens to
// peer support. A professional or a service organises it; the worker supports
// (TRAN-01). The zero value is no move.
type Transition struct {
	head
	s transition
}

// head is embedded unexported, so that only this package changes it.
type head = peer.Head

type transition struct {
	Person      peer.PersonID  `json:"person" ask:"required"`
	Worker      peer.StaffID   `json:"worker,omitzero"`
	Organiser   Organiser      `json:"organiser"`
	Kind        MoveKind       `json:"move" ask:"required"`
	From        peer.ServiceID `json:"from,omitzero"`
	To          peer.ServiceID `json:"to,omitzero"`
	Told        peer.Date      `json:"told,omitzero"`
	Planned     peer.Date      `json:"planned,omitzero"`
	DaySet      time.Time      `json:"daySet,omitzero"`
	Until       peer.Date      `json:"until,omitzero"`
	Announced   time.Time      `json:"announced" ask:"required"`
	Since       time.Time      `json:"since" ask:"required"`
	Arrived     peer.Date      `json:"arrived,omitzero"`
	Back        time.Time      `json:"back,omitzero"` // when it last went back
	Checks      []checked      `json:"checks,omitempty" ask:"items=6"`
	OpenAgain   time.Time      `json:"openAgain,omitzero"` // when a check came open after all were settled
	Opinion     opinion        `json:"opinion"`
	Offered     []Service      `json:"offered,omitempty" ask:"items=20"`
	Information information    `json:"information"`
	SaidNo      []Passed       `json:"saidNo,omitempty" ask:"items=10"`
	Extra       extraSupport   `json:"extra"`
	Continuity  Continuity     `json:"continuity"`
	Effect      Effect         `json:"effect,omitzero"`
	EffectOn    peer.Date      `json:"effectOn,omitzero"`
	Bridge      Bridge         `json:"bridge"`
	NewContact  peer.Date      `json:"newContact,omitzero"`
	AfterMet    peer.Date      `json:"afterMet,omitzero"`
	Stuck       stuck          `json:"stuck"`
	HeldBack    heldBack       `json:"heldBack"`
	ConsentsAt  time.Time      `json:"consentsAt,omitzero"`
	CloserEvery peer.Offset    `json:"closerEvery,omitzero"`
	CloserFrom  peer.Date      `json:"closerFrom,omitzero"`
}

// Organiser is who runs a move: a professional, a service's organisation, or both
// (TRAN-01).
type Organiser struct {
	Staff        peer.StaffID `json:"staff,omitzero"`
	Role         peer.Role    `json:"role,omitzero" ask:"max=80"`
	Organisation peer.OrgID   `json:"organisation,omitzero"`
}

// Given reports whether somebody is named.
func (o Organiser) Given() bool { return o.Staff != "" || o.Organisation != "" }

// checked is one check with each side's answer.
type checked struct {
	Check     Check        `json:"check" ask:"required"`
	Person    Answer       `json:"person,omitzero"`
	Words     peer.Words   `json:"words,omitzero" ask:"max=2000"`
	PersonAt  time.Time    `json:"personAt,omitzero"`
	Worker    Answer       `json:"worker,omitzero"`
	Note      peer.Private `json:"note,omitzero" ask:"max=2000"`
	WorkerAt  time.Time    `json:"workerAt,omitzero"`
	Because   peer.Private `json:"because,omitzero" ask:"max=2000"`
	BecauseAt time.Time    `json:"becauseAt,omitzero"`
}

type opinion struct {
	Words   peer.Words `json:"words,omitzero" ask:"max=4000"`
	Send    bool       `json:"send,omitzero"`
	Objects bool       `json:"objects,omitzero"`
	At      time.Time  `json:"at,omitzero"`
}

// Service is something there will be on the other side (TRAN-06).
type Service struct {
	Name    peer.Private `json:"name" ask:"required,max=200"`
	First   peer.Date    `json:"first,omitzero"`
	Contact peer.Private `json:"contact,omitzero" ask:"max=200"`
}

type information struct {
	Will       []Item    `json:"will,omitempty" ask:"items=20"`
	Nothing    bool      `json:"nothing,omitzero"`
	WillNot    []Item    `json:"willNot,omitempty" ask:"items=20"`
	Everything bool      `json:"everything,omitzero"`
	Discussed  peer.Tri  `json:"discussed"`
	At         time.Time `json:"at,omitzero"`
}

// whole reports whether both halves have been said.
func (i information) whole() bool {
	return (len(i.Will) > 0 || i.Nothing) && (len(i.WillNot) > 0 || i.Everything)
}

// Item is something a service says it will, or will not, pass on.
type Item struct {
	What Passed       `json:"what" ask:"required"`
	Text peer.Private `json:"text,omitzero" ask:"max=500"`
	// Contested: the person said no to it. What the service does is for it to
	// answer for; here it stands as contested (TRAN-07).
	Contested bool `json:"contested,omitzero"`
}

type extraSupport struct {
	Since    time.Time    `json:"since,omitzero"`
	Informed peer.StaffID `json:"informed,omitzero"`
	At       time.Time    `json:"at,omitzero"`
	Lifted   time.Time    `json:"lifted,omitzero"`
}

// Continuity says whether the same worker goes along, and how (TRAN-13).
type Continuity struct {
	Possible peer.Tri `json:"possible"`
	// Before and After are how many contacts are meant before and after the day,
	// Until the last day the worker goes along.
	Before int       `json:"before,omitzero" ask:"max=100"`
	After  int       `json:"after,omitzero" ask:"max=100"`
	Until  peer.Date `json:"until,omitzero"`
	// FromAgrees and ToAgrees are the yes of the two services.
	FromAgrees peer.Tri `json:"fromAgrees"`
	ToAgrees   peer.Tri `json:"toAgrees"`
	// Because and Instead are given where it is not possible.
	Because peer.Private `json:"because,omitzero" ask:"max=1000"`
	Instead peer.Private `json:"instead,omitzero" ask:"max=1000"`
}

// Considered reports whether it has been thought through: a plan both services
// agree to, or a no with its reason and what there is instead.
func (c Continuity) Considered() bool {
	switch c.Possible {
	case peer.Yes:
		return c.Until.Precision() == peer.ByDay && c.Before+c.After > 0 && c.FromAgrees == peer.Yes && c.ToAgrees == peer.Yes
	case peer.No:
		return !c.Because.IsZero() && !c.Instead.IsZero()
	}
	return false
}

// Bridge is how the worker goes along from a ward into the community (TRAN-14):
// what is planned, not what took place; contacts are records of package peer.
type Bridge struct {
	// InReach are contacts on the ward before the discharge, LifeOutside planning
	// there what comes after it.
	InReach     bool `json:"inReach,omitzero"`
	LifeOutside bool `json:"lifeOutside,omitzero"`
	// HomeVisits, Community and Friends are meetings after it: at home, at places
	// around, and with friends.
	HomeVisits bool `json:"homeVisits,omitzero"`
	Community  bool `json:"community,omitzero"`
	Friends    bool `json:"friends,omitzero"`
}

// stuck is that one of the two, or each, says that the move does not progress, and
// the last time that, or what the rules said, was answered. Episode counts the
// answers.
type stuck struct {
	Episode   int          `json:"episode,omitzero"`
	Person    saidAt       `json:"person,omitzero"`
	Worker    saidAt       `json:"worker,omitzero"`
	Answered  time.Time    `json:"answered,omitzero"`
	Next      peer.Private `json:"next,omitzero" ask:"max=1000"`
	LookAgain peer.Date    `json:"lookAgain,omitzero"`
}

// saidAt is when something was said, the revision it was said with, and by which
// worker, who may be another by now.
type saidAt struct {
	By  peer.StaffID `json:"by,omitzero"`
	At  time.Time    `json:"at,omitzero"`
	Rev peer.Rev     `json:"rev,omitzero"`
}

type heldBack struct {
	Because peer.Private `json:"because,omitzero" ask:"max=1000"`
	Until   peer.Date    `json:"until,omitzero"`
	By      peer.StaffID `json:"by,omitzero"`
	At      time.Time    `json:"at,omitzero"`
}

// Person is the person who moves.
func (t Transition) Person() peer.PersonID { return t.s.Person }

// Worker is the peer support worker beside them; empty when nobody is named.
func (t Transition) Worker() peer.StaffID { return t.s.Worker }

// Organiser is who runs the move.
func (t Transition) Organiser() Organiser { return t.s.Organiser }

// Move is what kind of move it is.
func (t Transition) Move() MoveKind { return t.s.Kind }

// From is the service it leads from; empty when nobody has said.
func (t Transition) From() peer.ServiceID { return t.s.From }

// To is the service it leads to; empty when nobody has said.
func (t Transition) To() peer.ServiceID { return t.s.To }

// Told is the day the person was told; zero: nobody has said.
func (t Transition) Told() peer.Date { return t.s.Told }

// Planned is the day of the move; zero: not known yet.
func (t Transition) Planned() peer.Date { return t.s.Planned }

// Until is the day by which all of it is meant to be over; zero: nobody has said.
func (t Transition) Until() peer.Date { return t.s.Until }

// Announced is when the move was written down, in UTC.
func (t Transition) Announced() time.Time { return t.s.Announced }

// Arrived is the day the person arrived on the other side; zero before.
func (t Transition) Arrived() peer.Date { return t.s.Arrived }

// NoticeDays is how many days lie between the day the person was told and the
// day of the move. It is shown and asked about, never a verdict (TRAN-04).
func (t Transition) NoticeDays() (days int, known bool) {
	if t.s.Told.Precision() != peer.ByDay || t.s.Planned.Precision() != peer.ByDay {
		return 0, false
	}
	return t.s.Told.DaysUntil(t.s.Planned), true
}

// ShortNotice answers whether the person was told later than the policy would have
// it: a prompt to ask the organiser why, never a verdict. Unknown without a policy
// or without both days (TRAN-04).
func (t Transition) ShortNotice(p Policy) peer.Tri {
	if _, known := t.NoticeDays(); !known || !p.Known() {
		return peer.Unknown
	}
	by, err := p.section.MinimumNotice.AfterDate(t.s.Told, p.calendar)
	if err != nil {
		return peer.Unknown
	}
	return peer.Is(by.Day(p.calendar).After(t.s.Planned))
}

// Continuity says whether the same worker goes along.
func (t Transition) Continuity() Continuity { return t.s.Continuity }

// Effect is what the move does to the peer relationship; empty: nobody has said.
func (t Transition) Effect() Effect { return t.s.Effect }

// Bridge is how the worker goes along from a ward.
func (t Transition) Bridge() Bridge { return t.s.Bridge }

// Offered are the services on the other side.
func (t Transition) Offered() []Service { return slices.Clone(t.s.Offered) }

// Will is what the services say will be passed on.
func (t Transition) Will() []Item { return slices.Clone(t.s.Information.Will) }

// WillNot is what the services say will not be passed on.
func (t Transition) WillNot() []Item { return slices.Clone(t.s.Information.WillNot) }

// SaidNo is what the person does not want to be passed on.
func (t Transition) SaidNo() []Passed { return slices.Clone(t.s.SaidNo) }

// NewContact is the day the new service was in touch, as it was last told; zero:
// nobody has said.
func (t Transition) NewContact() peer.Date { return t.s.NewContact }

// AfterMet is the day the two first met after a discharge, as it was last told;
// zero: nobody has said.
func (t Transition) AfterMet() peer.Date { return t.s.AfterMet }

// Closer is how often the person would like to be in touch during the move; zero:
// as before.
func (t Transition) Closer() peer.Offset { return t.s.CloserEvery }

// Opinion is what the person thinks of the move, in their words; send reports
// whether they want the organiser to have it, objects whether they object.
func (t Transition) Opinion() (words peer.Words, send, objects bool) {
	return t.s.Opinion.Words, t.s.Opinion.Send, t.s.Opinion.Objects
}

// ExtraSupport reports whether somebody needs extra support during the move, and
// who has been told; never why (TRAN-08).
func (t Transition) ExtraSupport() (needed bool, informed peer.StaffID) {
	return t.s.Extra.needed(), t.s.Extra.Informed
}

// ExtraSupportTimes are when it was last said that extra support is needed, when a
// named professional had been told, and when it was lifted, in UTC; zero: not.
func (t Transition) ExtraSupportTimes() (since, told, lifted time.Time) {
	return t.s.Extra.Since, t.s.Extra.At, t.s.Extra.Lifted
}

func (e extraSupport) needed() bool { return !e.Since.IsZero() && e.Lifted.IsZero() }

// Open reports whether the move is still under way.
func (t Transition) Open() bool { return slices.Contains(underWay, t.Status()) }

// Offers are what can be offered now, for the person to take or leave. An
// objection, and something passed on against their no, lead to advocacy.
func (t Transition) Offers() []Along {
	if !t.Open() {
		return nil
	}
	var out []Along
	if t.s.Opinion.Objects || t.s.Information.contested() {
		out = append(out, AlongAdvocacy, AlongTalk)
	}
	out = append(out, AlongCloser)
	if t.s.NewContact.IsZero() {
		out = append(out, AlongFirst)
	}
	return out
}

// ContestedIssue is the step that names an issue for the organiser when something is
// passed on against the person's no (TRAN-07). Its words are left for whoever names
// it: nobody's are made up. False: nothing is contested.
func (t Transition) ContestedIssue(id string) (NameIssue, bool) {
	if !t.Open() || !t.s.Information.contested() {
		return NameIssue{}, false
	}
	return NameIssue{ID: id, Person: t.s.Person, Worker: t.s.Worker, Transition: t.Ref().ID, Organiser: t.s.Organiser, Kind: IssueInformation, Owner: OwnerOrganiser}, true
}

func (i information) contested() bool {
	return slices.ContainsFunc(i.Will, func(x Item) bool { return x.Contested })
}
