package signpost

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// notSharedOn is the rule under which a signpost is left out of a view. It reads the
// same for one that stays between the two and for one nobody has agreed to share, so
// that what is left out tells nothing (hazard H08).
var notSharedOn = peer.Rule{Row: "SIGN-14", Code: peer.ErrConsentRequired}

// signpostParts: the two see all of it. Others on the staff see what was chosen and
// what came of it, on the person's yes to sharing their plan, and never of one that
// stays between the two. What was said of whether it needs to go further is for the
// worker: a page that is read at home shows no sign of a concern.
var signpostParts = []peer.Part[Signpost]{
	{Name: "activity", If: activitySeen, Rule: notSharedOn, Says: "What somebody chose is for the two; others see it on the person's yes.",
		Value: func(s Signpost) any {
			_, on := s.Handed()
			return struct {
				Person   peer.PersonID `json:"person"`
				Goal     string        `json:"goal,omitzero"`
				Resource string        `json:"resource,omitzero"`
				Given    peer.Date     `json:"given,omitzero"`
				FollowUp peer.Date     `json:"followUp,omitzero"`
				Outcome  Outcome       `json:"outcome,omitzero"`
			}{s.s.Person, s.s.About.Goal, s.s.Chosen, on, s.s.FollowUp.Next, s.s.Outcome.Result}
		}},
	{Name: "signpost", If: forTwoOnly[Signpost], Rule: notSharedOn, Says: "What the two talked about is for the two.",
		Value: func(s Signpost) any {
			d := s.s
			d.Options, d.Help, d.Challenges = slices.Clone(d.Options), s.Help(), s.Challenges()
			d.Asked, d.Further = false, peer.Further{}
			if d.Outcome.Next == NextConcern {
				d.Outcome.Next, d.Outcome.Link = "", ""
			}
			return d
		}},
	{Name: "further", If: func(_ Signpost, as peer.Party, by peer.Reading) bool {
		return as == peer.PartyWorker && by.Purpose != peer.ForRecord
	}, Rule: notSharedOn, Says: "Whether it needs to go further is for the worker alongside.",
		Value: func(s Signpost) any {
			return struct {
				Asked   bool         `json:"asked,omitzero"`
				Further peer.Further `json:"further"`
			}{s.s.Asked, s.s.Further}
		}},
}

// forTwoOnly: the two, and never the care record.
func forTwoOnly[R any](_ R, as peer.Party, by peer.Reading) bool { return whose.TwoRead(as, by) }

func activitySeen(s Signpost, as peer.Party, by peer.Reading) bool {
	if whose.TwoRead(as, by) {
		return true
	}
	return by.By.Staff != "" && s.s.Chosen != "" && !s.Sensitive() &&
		peer.Consented(by.Consents, s.s.Person, peer.SharePlan, by.Purpose, by.At) == peer.Yes
}

// Reminder is what a reminder says, to whomever it goes and on whatever screen it is
// read: nothing of what it is about, nor of peer support (hazard H09). A host sends it
// the way the person said is safe, or not at all.
func Reminder() string {
	return "Hello. You asked to be reminded. There is no hurry, and you can switch reminders off."
}
