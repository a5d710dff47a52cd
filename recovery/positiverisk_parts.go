package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// riskParts: the person says who sees the talk. A carer's view stands apart: the
// person reads it on that carer's yes, and it goes into no record.
var riskParts = []peer.Part[PositiveRisk]{
	{Name: "talk", If: seenByAudience[PositiveRisk](peer.SharePlan), Rule: notShown, Says: "The person says who may see what they want to do.",
		Value: func(p PositiveRisk) any {
			s := p.s
			return struct {
				Person    peer.PersonID  `json:"person"`
				Worker    peer.StaffID   `json:"worker,omitzero"`
				What      peer.Words     `json:"what"`
				Why       peer.Words     `json:"why,omitzero"`
				Good      []peer.Words   `json:"good,omitempty"`
				Harm      []PossibleHarm `json:"harm,omitempty"`
				Safer     []peer.Words   `json:"safer,omitempty"`
				Decision  RiskDecision   `json:"decision,omitzero"`
				Because   peer.Words     `json:"because,omitzero"`
				DecidedOn peer.Date      `json:"decidedOn,omitzero"`
				ReviewOn  peer.Date      `json:"reviewOn,omitzero"`
				Audience  Audience       `json:"audience"`
			}{s.Person, s.Worker, s.What, s.Why, s.Good, s.Harm, s.Safer, s.Decision, s.Because, s.DecidedOn, s.ReviewOn, s.Audience}
		}},
	{Name: "views", If: seenByAudience[PositiveRisk](peer.SharePlan), Rule: notShown, Says: "The person says who may see how others see it.",
		Value: func(p PositiveRisk) any { return p.viewsOf(func(v RiskView) bool { return v.Of != ViewOfCarer }) }},
	{Name: "carers", If: carersShown, Rule: notShown, Says: "The person says who may see what carers have shown them; it goes into no record.",
		Value: func(p PositiveRisk) any {
			return p.viewsOf(func(v RiskView) bool { return v.Of == ViewOfCarer && v.ShowPerson })
		}},
	{Name: "carersApart", If: carersSeen, Rule: peer.Rule{Row: "REC-16", Code: peer.ErrConsentRequired}, Says: "What a carer says is theirs, and kept from the person until that carer says yes.",
		Value: func(p PositiveRisk) any {
			return p.viewsOf(func(v RiskView) bool { return v.Of == ViewOfCarer && !v.ShowPerson })
		}},
	{Name: "further", If: furtherSeen, Rule: peer.Rule{Row: "REC-16", Code: peer.ErrNotAuthorised}, Says: "Whether it went further is for the worker and for those who care for the person.",
		Value: func(p PositiveRisk) any {
			return struct {
				High     []Harm           `json:"high,omitempty"`
				Further  peer.Further     `json:"further"`
				Concerns []peer.ConcernID `json:"concerns,omitempty"`
			}{p.s.High, p.s.Further, p.s.Concerns}
		}},
}

func (p PositiveRisk) viewsOf(which func(RiskView) bool) []RiskView {
	return slices.DeleteFunc(slices.Clone(p.s.Views), func(v RiskView) bool { return !which(v) })
}

func carersShown(p PositiveRisk, as peer.Party, by peer.Reading) bool {
	return by.Purpose != peer.ForRecord && seenByAudience[PositiveRisk](peer.SharePlan)(p, as, by)
}

// carersSeen: the worker who listens, and the staff who care for the person where
// the person lets the team see the talk.
func carersSeen(p PositiveRisk, as peer.Party, by peer.Reading) bool {
	if as == peer.PartyPerson || by.By.Staff == "" || by.Purpose == peer.ForRecord {
		return false
	}
	return as == peer.PartyWorker || p.s.Audience.admits(as, p.s.Person, peer.SharePlan, by)
}

// furtherSeen is decided the same way: a page that is read at home shows no sign
// of a concern (hazard H08).
func furtherSeen(p PositiveRisk, as peer.Party, by peer.Reading) bool { return carersSeen(p, as, by) }
