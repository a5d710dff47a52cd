package peer

import (
	"slices"
	"time"
)

// KindGroupPlace is how somebody's place in a group is stored.
const KindGroupPlace Kind = "group-place"

// Places a place in a group can be in.
const (
	// GroupWaiting: the person would like to come and waits. Those who facilitate the
	// group offer a place, which moves it to Offered; the person may leave.
	GroupWaiting Status = "waiting"
	// GroupOffered: a place is kept for them. The person takes it, which moves it to
	// Joined, or leaves; those who facilitate may take the offer back, to Waiting.
	GroupOffered Status = "place-offered"
	// GroupJoined: the person is a member. They may leave.
	GroupJoined Status = "joined"
	// GroupLeft: the person left. Nothing leads on; a new start is a new place.
	GroupLeft Status = "left"
)

// GroupPlace is one person's place in a group: that they wait for it, have it or left,
// whether they said yes to what the group agreed, and their own goals there. It mentions
// nobody else (PEER-58). The zero value is none.
type GroupPlace struct {
	head
	s groupPlace
}

type groupPlace struct {
	Person PersonID  `json:"person" ask:"required"`
	Group  string    `json:"group" ask:"required"`
	Asked  time.Time `json:"asked" ask:"required"`
	Joined time.Time `json:"joined,omitzero"`
	Left   time.Time `json:"left,omitzero"`
	// Agreed is the newest version they said yes to.
	Agreed   int       `json:"agreed,omitzero" ask:"min=1,max=10000"`
	AgreedAt time.Time `json:"agreedAt,omitzero"`
	Goals    []string  `json:"goals,omitempty" ask:"items=20"`
}

// Person is whose place it is.
func (p GroupPlace) Person() PersonID { return p.s.Person }

// Group is the id of the group.
func (p GroupPlace) Group() string { return p.s.Group }

// Asked is when the person asked for it, in UTC.
func (p GroupPlace) Asked() time.Time { return p.s.Asked }

// Joined is when the person became a member, in UTC; zero before.
func (p GroupPlace) Joined() time.Time { return p.s.Joined }

// Left is when the person left, in UTC; zero before.
func (p GroupPlace) Left() time.Time { return p.s.Left }

// Agreed is the newest version of the group's agreement that the person said yes to,
// and when; zero: none.
func (p GroupPlace) Agreed() (version int, at time.Time) { return p.s.Agreed, p.s.AgreedAt }

// Goals are the ids of the person's own goals in the group.
func (p GroupPlace) Goals() []string { return slices.Clone(p.s.Goals) }

// GroupPlaceStep is a step of a place in a group. A step of another record does not
// compile here.
type GroupPlaceStep interface{ groupPlaceStep() }

// WaitForGroup asks for a place. The staff may write down that the person asked.
type WaitForGroup struct {
	ID     string   `json:"id"`
	Person PersonID `json:"person" ask:"required"`
	Group  string   `json:"group" ask:"required"`
}

// JoinGroup joins an open group that has room.
type JoinGroup struct {
	ID     string   `json:"id"`
	Person PersonID `json:"person" ask:"required"`
	Group  string   `json:"group" ask:"required"`
}

// OfferPlace keeps a place for somebody who waits.
type OfferPlace struct{}

// TakeOfferBack gives the place to somebody else. Who was offered it waits on, where
// they stood before.
type TakeOfferBack struct{}

// TakePlace takes the place that was offered.
type TakePlace struct{}

// AgreeInGroup says yes to the newest version of the group's agreement.
type AgreeInGroup struct {
	Version int `json:"version" ask:"required,min=1"`
}

// ChooseOwnGoals says which of their goals somebody works on in the group; none is as
// good.
type ChooseOwnGoals struct {
	Goals []string `json:"goals,omitempty" ask:"items=20"`
}

// LeaveGroup leaves, at once and without a reason.
type LeaveGroup struct{}

func (WaitForGroup) groupPlaceStep()   {}
func (JoinGroup) groupPlaceStep()      {}
func (OfferPlace) groupPlaceStep()     {}
func (TakeOfferBack) groupPlaceStep()  {}
func (TakePlace) groupPlaceStep()      {}
func (AgreeInGroup) groupPlaceStep()   {}
func (ChooseOwnGoals) groupPlaceStep() {}
func (LeaveGroup) groupPlaceStep()     {}

var (
	membersOwn  = Asks{Rule: Rule{"PEER-58", ErrPersonsChoiceOnly}, Says: "This is the person's own choice.", Fix: "Leave it to them. Nobody says it for them."}
	askedFor    = Asks{Rule: Rule{"PEER-58", ErrNotAuthorised}, Says: "The person asks for a place, or the staff write down that they did.", Fix: "Let the person ask."}
	staffOffers = Asks{Rule: Rule{"PEER-58", ErrNotAuthorised}, Says: "Those who facilitate the group offer places.", Fix: "Ask one of them."}
)

// groupPlaces is the table of a place in a group (PEER-58).
var groupPlaces = Machine[GroupPlace, GroupFacts]{
	Kind:   KindGroupPlace,
	Schema: 1, // 1: the first form
	Says:   "One person's place in a group, and nobody else's.",
	Moves:  "PEER-58",
	States: []State{
		{GroupWaiting, "They would like to come. Those who facilitate offer a place; the person may leave.", false},
		{GroupOffered, "A place is kept for them. The person takes it or leaves; the offer may be taken back.", false},
		{GroupJoined, "They are a member, and may leave.", false},
		{GroupLeft, "The person left.", true},
	},
	Head:   func(p *GroupPlace) *Head { return &p.head },
	Data:   func(p *GroupPlace) any { return &p.s },
	Person: GroupPlace.Person,
	Party:  func(p GroupPlace, a Actor) Party { return PartyOf(a, p.s.Person, "") },
	Policy: GroupFacts.digest,
	Line:   GroupFacts.lines,
	Legal:  groupPlaceLegal,
	Parts: []Part[GroupPlace]{
		{Name: "place", May: []Party{PartyPerson}, Purposes: []Purpose{ForSupport, ForSupervision}, Consent: ShareContacts,
			Rule: Rule{"PEER-58", ErrConsentRequired}, Says: "That somebody has a place is for them and for those who run the group; others see it on the person's yes.",
			Value: func(p GroupPlace) any {
				s := p.s
				s.Goals = nil
				return s
			}},
		{Name: "goals", May: []Party{PartyPerson}, Consent: ShareGoals,
			Rule: Rule{"PEER-58", ErrConsentRequired}, Says: "Somebody's own goals are theirs, unless they say who else may see them.",
			Value: func(p GroupPlace) any { return p.s.Goals }},
	},
	Rows: []groupRow[GroupPlace]{
		Begins(groupRow[GroupPlace]{
			Do: "wait", Says: "Ask for a place.",
			To: []Status{GroupWaiting}, By: []Party{PartyPerson, PartyStaff}, Else: askedFor, Form: "PEER-58",
			Open: []groupOpen[GroupPlace]{onePlace},
		}, func(c WaitForGroup) string { return c.ID }, func(c WaitForGroup) GroupPlace {
			return GroupPlace{s: groupPlace{Person: c.Person, Group: c.Group}}
		}, groupStep[GroupPlace, WaitForGroup]{Apply: func(p GroupPlace, _ WaitForGroup, t *groupTaken) GroupPlace { p.s.Asked = t.Now(); return p }}),
		Begins(groupRow[GroupPlace]{
			Do: "join", Says: "Join an open group.",
			To: []Status{GroupJoined}, By: []Party{PartyPerson}, Else: membersOwn, Form: "PEER-58",
			Open: []groupOpen[GroupPlace]{takesNewcomers, roomInGroup, onePlace},
		}, func(c JoinGroup) string { return c.ID }, func(c JoinGroup) GroupPlace {
			return GroupPlace{s: groupPlace{Person: c.Person, Group: c.Group}}
		}, groupStep[GroupPlace, JoinGroup]{Apply: func(p GroupPlace, _ JoinGroup, t *groupTaken) GroupPlace {
			p.s.Asked, p.s.Joined = t.Now(), t.Now()
			return p
		}}),
		Takes(groupRow[GroupPlace]{
			Do: "offer-place", Says: "Keep a place for somebody who waits.",
			From: []Status{GroupWaiting}, To: []Status{GroupOffered}, By: []Party{PartyStaff}, Else: staffOffers, Form: "PEER-58",
			Open: []groupOpen[GroupPlace]{facilitatesIt, roomInGroup},
		}, groupStep[GroupPlace, OfferPlace]{Apply: func(p GroupPlace, _ OfferPlace, _ *groupTaken) GroupPlace { return p }}),
		Takes(groupRow[GroupPlace]{
			Do: "take-offer-back", Says: "Give the place to somebody else; who was offered it waits on.",
			From: []Status{GroupOffered}, To: []Status{GroupWaiting}, By: []Party{PartyStaff}, Else: staffOffers, Form: "PEER-58",
			Open: []groupOpen[GroupPlace]{facilitatesIt},
		}, groupStep[GroupPlace, TakeOfferBack]{Apply: func(p GroupPlace, _ TakeOfferBack, _ *groupTaken) GroupPlace { return p }}),
		Takes(groupRow[GroupPlace]{
			Do: "take-place", Says: "Take the place that was offered.",
			From: []Status{GroupOffered}, To: []Status{GroupJoined}, By: []Party{PartyPerson}, Else: membersOwn, Form: "PEER-58",
		}, groupStep[GroupPlace, TakePlace]{Apply: func(p GroupPlace, _ TakePlace, t *groupTaken) GroupPlace { p.s.Joined = t.Now(); return p }}),
		Takes(groupRow[GroupPlace]{
			Do: "agree", Says: "Say yes to what the group agrees on.",
			From: []Status{GroupJoined}, Stays: []Status{GroupJoined}, By: []Party{PartyPerson}, Else: membersOwn, Form: "PEER-58",
		}, groupStep[GroupPlace, AgreeInGroup]{
			Needs: []groupNeed[GroupPlace, AgreeInGroup]{newestInGroup},
			Apply: func(p GroupPlace, c AgreeInGroup, t *groupTaken) GroupPlace {
				p.s.Agreed, p.s.AgreedAt = c.Version, t.Now()
				return p
			},
		}),
		Takes(groupRow[GroupPlace]{
			Do: "choose-own-goals", Says: "Say which of your goals you work on in the group.",
			From: []Status{GroupJoined}, Stays: []Status{GroupJoined}, By: []Party{PartyPerson}, Else: membersOwn, Form: "PEER-58",
		}, groupStep[GroupPlace, ChooseOwnGoals]{Apply: func(p GroupPlace, c ChooseOwnGoals, _ *groupTaken) GroupPlace { p.s.Goals = c.Goals; return p }}),
		Takes(groupRow[GroupPlace]{
			Do: "leave", Says: "Leave, at once and without a reason.",
			From: []Status{GroupWaiting, GroupOffered, GroupJoined}, To: []Status{GroupLeft}, By: []Party{PartyPerson}, Else: membersOwn, Form: "PEER-58",
		}, groupStep[GroupPlace, LeaveGroup]{Apply: func(p GroupPlace, _ LeaveGroup, t *groupTaken) GroupPlace { p.s.Left = t.Now(); return p }}),
	},
}

// onePlace holds nobody up for a fact that is not known: asking for a place is asking.
var onePlace = groupOpen[GroupPlace]{
	Asks: Asks{Rule: Rule{"PEER-58", ErrDuplicate}, Says: "The person has no other place in this group.", Fix: "Go on with the one there is."},
	Met:  func(_ GroupPlace, _ Act, f GroupFacts) Tri { return Is(f.NoOther != No) },
}

var takesNewcomers = groupOpen[GroupPlace]{
	Asks: Asks{Rule: Rule{"PEER-58", ErrNotAuthorised}, Says: "The group is open: whoever wants to joins.", Fix: "Ask for a place; those who facilitate the group offer one when there is room."},
	Met:  func(p GroupPlace, _ Act, f GroupFacts) Tri { return f.Group.of(p.s.Group, f.Group.Entry == OpenGroup) },
}

var roomInGroup = groupOpen[GroupPlace]{
	Asks: Asks{Rule: Rule{"PEER-58", ErrOutOfRange}, Says: "The group is running and has room.", Fix: "Wait for a place, or look for another group together."},
	Met:  func(p GroupPlace, _ Act, f GroupFacts) Tri { return f.Group.room(p.s.Group) },
	Args: func(_ GroupPlace, _ Act, f GroupFacts) []Arg { return []Arg{Number("places", f.Group.Places)} },
}

var facilitatesIt = groupOpen[GroupPlace]{
	Asks: Asks{Rule: Rule{"PEER-58", ErrNotAuthorised}, Says: "Whoever offers a place facilitates the group.", Fix: "Ask one of them."},
	Met: func(p GroupPlace, a Act, f GroupFacts) Tri {
		if a.By.Staff == "" {
			return Yes // that is another rule's to say
		}
		return f.Group.of(p.s.Group, slices.Contains(f.Group.Facilitators, a.By.Staff))
	},
}

// newestInGroup: the one on the table, or the one in force when there is none.
var newestInGroup = groupNeed[GroupPlace, AgreeInGroup]{
	Asks: Asks{Rule: Rule{"PEER-34", ErrStaleVersion}, Path: "/version", Says: "It is the newest version of the group's agreement.", Fix: "Read the newest version, then say yes to that one."},
	Met: func(p GroupPlace, c AgreeInGroup, _ Act, f GroupFacts) Tri {
		newest := f.Group.InForce
		if f.Group.OnTable > 0 {
			newest = f.Group.OnTable
		}
		return f.Group.of(p.s.Group, c.Version == newest)
	},
}

func groupPlaceLegal(p GroupPlace) []Reason {
	s := p.s
	joined := !s.Joined.IsZero()
	return []Reason{
		Holds(p.status == GroupLeft || joined == (p.status == GroupJoined), "/joined", "The time they joined is there when they have."),
		Holds((p.status == GroupLeft) == !s.Left.IsZero(), "/left", "The time they left is there when they have."),
		Holds((s.Agreed > 0) == !s.AgreedAt.IsZero() && s.Agreed >= 0, "/agreedAt", "A yes says when it was said."),
		Holds(joined || s.Agreed == 0 && len(s.Goals) == 0, "/agreed", "Who has not joined has nothing to agree to and no goals there."),
		Holds(mentionsOnly(s.Person, p.Recent()), "/recent", "Somebody's place mentions nobody else."),
	}
}
