package recovery

import (
	"cmp"
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// advanceSeen decides who sees a document: by the audience the person set. Others
// than the two see a draft only when the person asked that it goes out to a
// service, and nothing for care once it is over. For the record it is read when it
// is over only where it may stand there: a draft that was taken back never went out.
func advanceSeen[R document[R]](r R, as peer.Party, by peer.Reading) bool {
	if !seenByAudience[R](peer.SharePlan)(r, as, by) {
		return false
	}
	two := whose.TwoRead(as, by)
	switch {
	case two:
		return true
	case r.Status() == AdvanceDraft:
		return r.paper().givenForCare()
	}
	if slices.Contains(advanceOver, r.Status()) {
		return by.Purpose == peer.ForRecord && r.paper().wentOut()
	}
	return true
}

// advanceTwo decides what is for the two alone.
func advanceTwo[R document[R]](r R, as peer.Party, by peer.Reading) bool {
	return whose.TwoRead(as, by) && advanceSeen(r, as, by)
}

// lifeSeen is what a reader of a document sees of its life.
type lifeSeen struct {
	Version    int        `json:"version"`
	Replaces   string     `json:"replaces,omitzero"`
	ReplacedBy string     `json:"replacedBy,omitzero"`
	Confirmed  time.Time  `json:"confirmed,omitzero"`
	Over       time.Time  `json:"over,omitzero"`
	ReviewOn   peer.Date  `json:"reviewOn,omitzero"`
	Where      peer.Words `json:"where,omitzero"`
	Ask        peer.Words `json:"ask,omitzero"`
}

func seenLife[R document[R]](r R) lifeSeen {
	p := r.paper()
	return lifeSeen{p.Version, p.Replaces, p.ReplacedBy, p.Confirmed, p.Over, p.ReviewOn, p.Where, p.Ask}
}

// CrisisView is what somebody who supports a person in a crisis finds: that there
// is a document, where it is and whom to ask. It holds nothing of what the
// documents say.
type CrisisView struct {
	// Says is NotChecked, always.
	Says      string
	Documents []CrisisDocument
}

// CrisisDocument is one document in force.
type CrisisDocument struct {
	Kind     AdvanceKind
	Document peer.Ref
	Version  int
	// ConfirmedOn is the day of the person's yes, in UTC.
	ConfirmedOn peer.Date
	// ReviewOn is when the person meant to look at it again; zero: no day is set.
	ReviewOn peer.Date
	// Where and Ask are where it is kept and whom to ask, in the person's words;
	// empty: not said. Worker is who walks alongside and may be asked too.
	Where, Ask peer.Words
	Worker     peer.StaffID
}

// InCrisis lists the advance documents in force among these records, the newest
// first, for somebody on the staff who reads for peer.ForCare, and for the two at
// any time. The staff find a document where the person lets the team see it, or
// where a service for care has been given it and the person's consent to that is
// still in force; a recorded no hides it. Drafts, and what is superseded or
// withdrawn, are never listed. Records of other kinds are passed over.
func InCrisis(docs []peer.Record, by peer.Reading) CrisisView {
	v := CrisisView{Says: NotChecked}
	for _, d := range docs {
		switch r := d.(type) {
		case AdvanceStatement:
			v.Documents = append(v.Documents, crisisDocument(r, StatementInAdvance, by)...)
		case AdvanceDecision:
			v.Documents = append(v.Documents, crisisDocument(r, DecisionInAdvance, by)...)
		}
	}
	slices.SortStableFunc(v.Documents, func(a, b CrisisDocument) int {
		return cmp.Or(b.ConfirmedOn.Compare(a.ConfirmedOn), cmp.Compare(a.Document.String(), b.Document.String()))
	})
	return v
}

func crisisDocument[R document[R]](r R, kind AdvanceKind, by peer.Reading) []CrisisDocument {
	if !slices.Contains(advanceInForce, r.Status()) || !foundInCrisis(r, by) {
		return nil
	}
	p := r.paper()
	return []CrisisDocument{{Kind: kind, Document: r.Ref(), Version: p.Version, ConfirmedOn: p.confirmedOn(), ReviewOn: p.ReviewOn, Where: p.Where, Ask: p.Ask, Worker: r.Worker()}}
}

// foundInCrisis: the library cannot tell which team somebody is of, so a share
// with one service for care lets those who read for care find the document, and
// no more than find it.
func foundInCrisis[R document[R]](r R, by peer.Reading) bool {
	if !by.By.Valid() {
		return false
	}
	if as := whose.Party(r, by.By); by.Purpose != peer.ForRecord && r.Audience().admits(as, r.Person(), peer.SharePlan, by) {
		return true
	}
	return r.paper().givenForCare() && by.By.Staff != "" && by.Purpose == peer.ForCare && peer.Consented(by.Consents, r.Person(), peer.SharePlan, peer.ForCare, by.At) == peer.Yes
}

// wentOut reports whether it was ever more than a draft that stays here.
func (p paper) wentOut() bool {
	return !p.Confirmed.IsZero() || slices.ContainsFunc(p.Shares, func(s Share) bool { return slices.Contains(careRecipients, s.With.Kind) })
}

// givenForCare reports whether a service for care has it.
func (p paper) givenForCare() bool {
	return slices.ContainsFunc(p.shared(), func(s Share) bool { return slices.Contains(careRecipients, s.With.Kind) })
}
