package safeguard

import (
	"github.com/towpath-care/towpath/peer"
)

// Minimal is the least that goes along with a concern (SAFE-18): what, how urgent,
// when, how the person may be reached and what they want, and a short text. Others are
// not named, and the story stays with those who may read it.
type Minimal struct {
	Trigger  Trigger       `json:"trigger"`
	Urgency  Urgency       `json:"urgency"`
	Noticed  string        `json:"noticed"` // RFC 3339, UTC
	Received string        `json:"received"`
	Where    Where         `json:"where,omitzero"`
	About    peer.PersonID `json:"about,omitzero"`
	// Contact is how the person may be reached; empty means ask the worker first.
	Contact Contactable  `json:"contact,omitzero"`
	How     peer.Private `json:"how,omitzero"`
	// Wants is what the person wants; nothing: not said.
	Wants     peer.Private    `json:"wants,omitzero"`
	Talked    TalkedWith      `json:"talked,omitzero"`
	Emergency EmergencyAction `json:"emergency,omitzero"` // where there is danger and nobody answered: unanswered
	Raiser    peer.Actor      `json:"raiser"`             // whom to get back to
	// Text is the beginning of what was noticed; More says that there is more to read.
	Text peer.Private `json:"text,omitzero"`
	More bool         `json:"more,omitzero"`
}

// Minimal is what is passed on with the concern to those who are told.
func (c Concern) Minimal() Minimal {
	s := c.s
	short := cut(s.Text.Text.Reveal(), s.Handling.SharedLength)
	emergency := s.Danger.Emergency
	if emergency == "" && (len(s.Rules) > 0 || s.Core == HighRiskSituation) {
		emergency = EmergencyUnanswered
	}
	return Minimal{
		Trigger: s.Trigger, Urgency: s.Urgency, Noticed: peer.MomentOf(s.Noticed).String(), Received: peer.MomentOf(s.Received).String(), Where: s.Where, About: s.About,
		Contact: s.Contact.Answer, How: s.Contact.How.Text, Wants: s.Wants.Text, Talked: s.Talk.Answer, Emergency: emergency, Raiser: s.Raiser,
		Text: peer.Say(short), More: short != s.Text.Text.Reveal() || !s.Disclosure.Quoted.IsZero() || !s.Beside.IsZero(),
	}
}

// concernParts: the least goes to those who were told; the story to them and to whoever
// raised it. Nothing of it is for the person's page or for the record: an abuser reads
// along (hazards H08, H09).
var concernParts = []peer.Part[Concern]{
	{Name: "concern", If: knows, Rule: notShown, Says: "A concern is for whoever raised it and those who were told.", Value: func(c Concern) any { return c.Minimal() }},
	{Name: "handling", If: knows, Rule: notShown, Says: "How a concern is handled is for whoever raised it and those who were told.", Value: func(c Concern) any { return c.s.Handling }},
	{Name: "story", If: knows, Rule: notShown, Says: "The story is for whoever raised it and those who were told.", Value: func(c Concern) any { return c.story() }},
	{Name: "log", If: toldOf, Rule: notShown, Says: "Who was told and who has it is for those who were told.", Value: func(c Concern) any { return c.log() }},
	{Name: "outcome", If: knows, Rule: notShown, Says: "What came of it is for whoever raised it and those who were told.", Value: func(c Concern) any { return c.s.Outcome }},
}

var notShown = peer.Rule{Row: "SAFE-18", Code: peer.ErrNotAuthorised}

// knows: whoever raised it, where they work here, and those who were told. A person or a
// carer who raised it reads it on no page: others may look on.
func knows(_ Concern, as peer.Party, by peer.Reading) bool {
	return by.Purpose != peer.ForRecord && by.By.Staff != "" && (as == peer.PartyRaiser || as == peer.PartyRecipient)
}

func toldOf(c Concern, as peer.Party, by peer.Reading) bool {
	return knows(c, as, by) && as == peer.PartyRecipient
}

// story is everything that was said, in full.
func (c Concern) story() any {
	s := c.s
	return struct {
		Text       peer.Words   `json:"text,omitzero"`
		Wants      peer.Words   `json:"wants,omitzero"`
		Contact    SafeContact  `json:"contact"`
		Disclosure Disclosure   `json:"disclosure"`
		Talk       Talk         `json:"talk"`
		Danger     Danger       `json:"danger"`
		Ground     Ground       `json:"ground"`
		NotTo      NotTo        `json:"notTo"`
		Age        int          `json:"age,omitzero"`
		Device     peer.Moment  `json:"device,omitzero"`
		Given      peer.Private `json:"given,omitzero"`
		Beside     peer.Private `json:"beside,omitzero"`
		Marks      []Mark       `json:"marks"`
		Rules      []string     `json:"rules"`
		With       string       `json:"with,omitzero"`
		Child      string       `json:"child,omitzero"`
	}{s.Text, s.Wants, s.Contact, s.Disclosure, s.Talk, s.Danger, s.Ground, s.NotTo, s.Age, s.Device, s.Given, s.Beside, s.Marks, s.Rules, s.With, s.Child}
}

func (c Concern) log() any {
	s := c.s
	return struct {
		Told    []Told      `json:"told"`
		Again   []ToldAgain `json:"again"`
		Taken   []Taken     `json:"taken"`
		Working []Working   `json:"working"`
	}{s.Told, s.Again, s.Taken, s.Working}
}
