package recovery

import "github.com/towpath-care/towpath/peer"

// CoproductionCheckStep is a step of a co-production check. A step of another
// record does not compile here.
type CoproductionCheckStep interface{ coproductionCheckStep() }

// CheckCoproduction begins a check of one document with what whoever begins it
// thinks. Every answer may be left out (REC-46).
type CheckCoproduction struct {
	ID     string        `json:"id"`
	Person peer.PersonID `json:"person" ask:"required"`
	Worker peer.StaffID  `json:"worker,omitzero"`
	// About is the document the two share.
	About   peer.Ref        `json:"about" ask:"required"`
	Agenda  CoproductionWho `json:"agenda,omitzero"`
	Wrote   CoproductionWho `json:"wrote,omitzero"`
	Decided CoproductionWho `json:"decided,omitzero"`
	// Changed is what changed because of the person, in their own words; the
	// worker alongside may write it down.
	Changed peer.Words `json:"changed,omitzero" ask:"max=2000"`
}

// SayCoproduction is what one of the two thinks now, in place of what they said
// before. Where Changed is left out, what was said stays.
type SayCoproduction struct {
	Agenda  CoproductionWho `json:"agenda,omitzero"`
	Wrote   CoproductionWho `json:"wrote,omitzero"`
	Decided CoproductionWho `json:"decided,omitzero"`
	Changed peer.Words      `json:"changed,omitzero" ask:"max=2000"`
}

func (CheckCoproduction) coproductionCheckStep() {}
func (SayCoproduction) coproductionCheckStep()   {}
