package recovery

import "github.com/towpath-care/towpath/peer"

// AdvanceFacts is what steps of an advance statement or decision rest on besides
// the record. Withdrawing, taking back a share and saying where it is kept rest
// on none of it.
type AdvanceFacts struct {
	// Policy in force on the day. Without one a statement is made all the same and
	// a decision is not.
	Policy Policy
	// Born is the person's date of birth, as exact as it is known; zero: it is not
	// known. A decision is for adults; a statement asks nobody's age.
	Born peer.Date
	// Consents are the person's, as the register has them now. Sharing needs a yes
	// to peer.SharePlan that is in force at that moment: for peer.ForCare where
	// the recipient is a service, for peer.ForSupport where it is a carer or
	// somebody else.
	Consents []peer.Consent
	// Professionals are the registered professionals of the team who may look at
	// formalities.
	Professionals []peer.StaffID
}

func (f AdvanceFacts) digest() peer.Digest { return f.Policy.Digest() }

// What the two tables are made of.
type (
	advanceRow[R any]     = peer.Row[R, AdvanceFacts]
	advanceOpen[R any]    = peer.Open[R, AdvanceFacts]
	advanceNeed[R, C any] = peer.Need[R, AdvanceFacts, C]
	advanceStep[R, C any] = peer.Step[R, AdvanceFacts, C]
	advanceTaken          = peer.Taken[AdvanceFacts]
)

// adultYears is from when somebody decides in advance (Mental Capacity Act 2005,
// section 24(1)).
const adultYears = 18

// adult answers whether somebody born then is 18 on a day. A birth known by its
// month or year alone may leave it unknown. Born on 29 February, they are on 1
// March.
func adult(born, today peer.Date) peer.Tri {
	switch {
	case born.IsZero():
		return peer.Unknown
	case of18(born.Last(), today):
		return peer.Yes
	case of18(born.First(), today):
		return peer.Unknown
	}
	return peer.No
}

func of18(born, today peer.Date) bool {
	years := today.Year() - born.Year()
	later := today.Month() > born.Month() || today.Month() == born.Month() && today.Day() >= born.Day()
	return years > adultYears || years == adultYears && later
}
