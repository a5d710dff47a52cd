package transition

import "github.com/towpath-care/towpath/peer"

// Facts is what steps of this package rest on besides the record. What is not
// known is named by the reason that asked for it.
type Facts struct {
	// Policy in force on the day.
	Policy Policy
	// Consents are the person's recorded yes and no to sharing (TRAN-07).
	Consents []peer.Consent
	// Organises answers, where only an organisation is named as organiser, whether
	// whoever acts does so for it.
	Organises peer.Tri
	// EndingPlanned answers whether an ending of the peer relationship is planned
	// with the person; EndingOn is its last day (TRAN-16).
	EndingPlanned peer.Tri
	EndingOn      peer.Date
	// LoneWorking answers whether there is a plan for working alone on a home visit
	// (TRAN-14).
	LoneWorking peer.Tri
	// Supervisor may answer in the organiser's place that a move that is stuck is
	// looked at (TRAN-15).
	Supervisor peer.StaffID
}

func (f Facts) digest() peer.Digest { return f.Policy.Digest() }
