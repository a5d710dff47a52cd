package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// CarerInformation is general information that any carer may have. It says nothing
// about the person, and nobody's yes is needed for it (PEER-56, hazard H15).
type CarerInformation string

// General information.
const (
	// AboutCarersRights is what CarersRights lists.
	AboutCarersRights CarerInformation = "carers-rights"
	// AboutCarerStrategy is what the organisation has written down about carers.
	AboutCarerStrategy   CarerInformation = "carer-strategy"
	AboutSupportForYou   CarerInformation = "support-for-carers"
	AboutPeerSupport     CarerInformation = "what-peer-support-is"
	AboutServices        CarerInformation = "how-services-work"
	AboutHelpInACrisis   CarerInformation = "help-in-a-crisis"
	AboutConfidentiality CarerInformation = "what-stays-private-and-why"
)

var carerInformation = []CarerInformation{AboutCarersRights, AboutCarerStrategy, AboutSupportForYou, AboutPeerSupport, AboutServices, AboutHelpInACrisis, AboutConfidentiality}

// Known reports whether the information is on the list.
func (i CarerInformation) Known() bool { return slices.Contains(carerInformation, i) }

// Terms returns the closed list.
func (CarerInformation) Terms() []string { return terms.Of(carerInformation) }

// CarersRight is one right of a carer in England, in plain words, with the law it is in.
// What follows from it for one carer, a professional says.
type CarersRight struct {
	Says string `json:"says"`
	Law  string `json:"law"`
}

// CarersRights is what a carer is told about their own rights. The caller may keep it.
func CarersRights() []CarersRight { return slices.Clone(carersRights) }

var carersRights = []CarersRight{
	{"You may ask the council to look at what you need yourself.", "Care Act 2014, section 10"},
	{"If you are under eighteen and support somebody, the council looks at what you need, and whether it is right that you do it.", "Children Act 1989, section 17ZA"},
	{"You may take time off work when somebody who depends on you suddenly needs you.", "Employment Rights Act 1996, section 57A"},
	{"You may take a week of unpaid leave in a year to look after somebody with a long-term need.", "Carer's Leave Act 2023"},
	{"You may ask your employer for other hours or another place of work.", "Employment Rights Act 1996, section 80F"},
	{"You may not be treated worse because of your tie to somebody who is disabled.", "Equality Act 2010, section 13"},
}

// CarerItem is something a carer would be told: general information, or something
// about the person. One of the two.
type CarerItem struct {
	General CarerInformation `json:"general,omitzero"`
	About   ConsentScope     `json:"about,omitzero"`
}

// carerGeneral is the reason under which general information goes.
var carerGeneral = Asks{Rule: Rule{"PEER-56", ErrConsentRequired}, Path: "/general", Says: "It is general information, or something about the person to which they said yes.", Fix: "Name one thing: information from the list, or what it is about the person."}

// ShareWithCarer answers whether a carer may be told something. General information
// always goes. What is about the person goes on their recorded yes to this carer and on
// nothing else: what has to be said for somebody's safety goes through a concern. An
// answer of yes is logged with Disclose.
func ShareWithCarer(c Carer, item CarerItem, at time.Time, f ConsentFacts) Decision {
	if item.About == "" || item.General != "" {
		return Decision{[]Reason{carerGeneral.reason(Is(item.About == "" && item.General.Known()))}}
	}
	f.Carer = c
	return CheckDisclosure(c.hears(item.About), at, f)
}

// hears is something about the person that would go to the carer.
func (c Carer) hears(about ConsentScope) Disclosed {
	return Disclosed{Person: c.s.Person, Scope: about, With: ToCarer(c.s.Carer), Purpose: ForSupport, Basis: BasisConsent}
}
