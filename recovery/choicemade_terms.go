package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// Imposer is the kind of somebody who chose for a person; never a name (REC-42).
type Imposer string

// Kinds of somebody who chose for a person.
const (
	ImposedByFamily       Imposer = "family"
	ImposedByProfessional Imposer = "professional"
	ImposedByCourt        Imposer = "court"
	ImposedByOther        Imposer = "other"
)

var imposers = []Imposer{ImposedByFamily, ImposedByProfessional, ImposedByCourt, ImposedByOther}

// Known reports whether the kind is on the list.
func (i Imposer) Known() bool { return slices.Contains(imposers, i) }

// Terms returns the closed list.
func (Imposer) Terms() []string { return terms.Of(imposers) }

// ChoiceOffer is something there is to do about a choice the person felt put upon
// to make (REC-42, SIGN-17).
type ChoiceOffer string

// Offers, in the order they are made.
const (
	// OfferRevisit: look at the choice anew.
	OfferRevisit ChoiceOffer = "revisit"
	// OfferAdvocacy: somebody independent who speaks alongside.
	OfferAdvocacy ChoiceOffer = "advocacy"
	// OfferPerspectiveBrief: carry what the person says into the team (PEER-61).
	OfferPerspectiveBrief ChoiceOffer = "perspective-brief"
)

var choiceOffers = []ChoiceOffer{OfferRevisit, OfferAdvocacy, OfferPerspectiveBrief}

// Known reports whether the offer is on the list.
func (o ChoiceOffer) Known() bool { return slices.Contains(choiceOffers, o) }

// Terms returns the closed list.
func (ChoiceOffer) Terms() []string { return terms.Of(choiceOffers) }
