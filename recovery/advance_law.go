package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// ErrNotProvided: this kind of document is not made here, or the law does not
// provide for it on that day (REC-47).
var ErrNotProvided = peer.NewCode("not-provided", peer.Stop)

// NotChecked is the sentence that stands beside every advance document wherever
// it is shown or sent. It is never left out and never turned into the opposite:
// this library checks neither validity nor capacity (hazards H17 and H18).
const NotChecked = "Nobody has checked whether this document is valid or applies. Ask the person first; if they cannot say, ask whom the document names and the professional responsible."

// AdvanceKind is a kind of document that a person makes in advance. The law says
// which there are and from when (REC-47).
type AdvanceKind string

// Kinds of advance documents.
const (
	// StatementInAdvance says wishes and preferences. It is weighed and does not
	// bind (Mental Capacity Act 2005, section 4(6)(a)).
	StatementInAdvance AdvanceKind = "advance-statement"
	// DecisionInAdvance refuses a named treatment (sections 24 to 26).
	DecisionInAdvance AdvanceKind = "advance-decision"
	// ChoiceDocument is the advance choice document of the Mental Health Act 2025,
	// section 44. It is known so that it can be answered; no day is set from
	// which it is provided, so it is not made.
	ChoiceDocument AdvanceKind = "advance-choice-document"
)

var advanceKinds = []AdvanceKind{StatementInAdvance, DecisionInAdvance, ChoiceDocument}

// Known reports whether the kind is on the list.
func (k AdvanceKind) Known() bool { return slices.Contains(advanceKinds, k) }

// Terms returns the closed list.
func (AdvanceKind) Terms() []string { return terms.Of(advanceKinds) }

// provision is since when the law of England and Wales provides for a kind of
// document. Without a day it does not yet.
type provision struct {
	kind AdvanceKind
	from peer.Date
}

// provisions is read on the day of the step. The Mental Capacity Act 2005 has been
// in force as a whole since 1 October 2007. Section 44 of the Mental Health Act
// 2025 (Royal Assent 18 December 2025) was prospective in the text of 9 April 2026:
// once a commencement order names a day, it is written here.
var provisions = []provision{
	{StatementInAdvance, peer.MustDate("2007-10-01")},
	{DecisionInAdvance, peer.MustDate("2007-10-01")},
	{ChoiceDocument, peer.Date{}},
}

// provided reports whether the law provides for the kind on a day.
func (k AdvanceKind) provided(on peer.Date) bool {
	i := slices.IndexFunc(provisions, func(p provision) bool { return p.kind == k })
	return i >= 0 && !provisions[i].from.IsZero() && !on.Before(provisions[i].from)
}

// AdvanceProvided answers whether a kind of advance document can be made on a day. Where
// it cannot, it is a *peer.Refusal with ErrNotProvided that says why and what
// there is instead.
func AdvanceProvided(kind AdvanceKind, on peer.Date) error {
	rule := noSuchKind
	switch {
	case kind.provided(on):
		return nil
	case kind == ChoiceDocument:
		return peer.Fault(rule, "", "Section 44 of the Mental Health Act 2025 is in force; no day is set for it yet.",
			"Write an advance statement, or an advance decision for a treatment that is not wanted. Both can be taken over later.", peer.Word("kind", kind))
	}
	return peer.Fault(rule, "", lawProvides, "Choose a kind of document that the law provides for on that day.", peer.Word("kind", kind))
}

const lawProvides = "The law provides for this kind of document on that day."
