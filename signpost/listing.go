package signpost

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// Listing is what the directory says of a resource (SIGN-01, SIGN-05, SIGN-08,
// SIGN-20, SIGN-25). Texts in it are about organisations, never about people.
type Listing struct {
	Name peer.Private `json:"name" ask:"required,max=200"`
	// Organisation is the id of whoever runs it, OrganisationName what they are
	// called.
	Organisation     string       `json:"organisation,omitzero"`
	OrganisationName peer.Private `json:"organisationName,omitzero" ask:"max=200"`
	Kind             ResourceKind `json:"kind" ask:"required"`
	Sector           Sector       `json:"sector" ask:"required"`
	Categories       []Category   `json:"categories" ask:"required,items=15,row=SIGN-02"`
	Topics           []Topic      `json:"topics,omitempty" ask:"items=24"`
	// Offers is what there is, OffersNot what there is not (SIGN-04).
	Offers    peer.Private   `json:"offers" ask:"required,max=4000,row=SIGN-04"`
	OffersNot peer.Private   `json:"offersNot,omitzero" ask:"max=2000"`
	Contacts  []ContactPoint `json:"contacts" ask:"required,items=20"`
	Access    AccessRoute    `json:"access,omitzero"`
	// Area is the id of the area it serves; empty: everywhere.
	Area string `json:"area,omitzero"`
	// Place is where it is; zero: nowhere, or not said.
	Place     Place     `json:"place"`
	Hours     []Opening `json:"hours,omitempty" ask:"items=40"`
	Cost      Cost      `json:"cost"`
	Languages []string  `json:"languages,omitempty" ask:"items=40"` // BCP 47
	Reach     Reach     `json:"reach" ask:"row=SIGN-05"`
	Features  []Feature `json:"features,omitempty" ask:"items=40"`
	Digital   Digital   `json:"digital" ask:"row=SIGN-20"`
	Sessions  Sessions  `json:"sessions" ask:"row=SIGN-25"`
	Now       RightNow  `json:"now"`
	Source    SourceOf  `json:"source"`
}

// ContactPoint is one way to get in touch.
type ContactPoint struct {
	Kind  ContactKind  `json:"kind" ask:"required"`
	Value peer.Private `json:"value" ask:"required,max=300"`
}

// Place is a point in millionths of a degree, WGS 84. The zero value is none. Both are
// there or neither: a place on the meridian of Greenwich is written a millionth beside
// it, which is the width of a hand.
type Place struct {
	Latitude  int `json:"latitude,omitzero" ask:"min=-90000000,max=90000000"`
	Longitude int `json:"longitude,omitzero" ask:"min=-180000000,max=180000000"`
}

// Given reports whether there is a point.
func (p Place) Given() bool { return p != Place{} }

// Opening is when it is open on a day of the week, in local time. Where To is not after
// From, it is open past midnight.
type Opening struct {
	Day  Weekday    `json:"day" ask:"required"`
	From peer.Clock `json:"from" ask:"required"`
	To   peer.Clock `json:"to" ask:"required"`
}

// Cost is what it costs; Kind empty: nobody has said.
type Cost struct {
	Kind CostKind     `json:"kind,omitzero"`
	Note peer.Private `json:"note,omitzero" ask:"max=500"`
}

// Reach is whom it serves and whom it cannot, what it is responsible for, and where
// it ends (SIGN-05). It is shown in every talk about options.
type Reach struct {
	Serves        peer.Private `json:"serves,omitzero" ask:"max=2000"`
	CannotServe   peer.Private `json:"cannotServe,omitzero" ask:"max=2000"`
	Responsible   peer.Private `json:"responsible,omitzero" ask:"max=2000"`
	Waiting       peer.Private `json:"waiting,omitzero" ask:"max=500"`
	Ends          peer.Private `json:"ends,omitzero" ask:"max=500"`
	Threshold     peer.Private `json:"threshold,omitzero" ask:"max=1000"`
	MinimumAge    int          `json:"minimumAge,omitzero" ask:"min=1,max=120"`
	MaximumAge    int          `json:"maximumAge,omitzero" ask:"min=1,max=120"`
	NobodyLeftOut bool         `json:"nobodyLeftOut,omitzero"`
}

// LimitsKnown reports whether somebody wrote down whom it cannot serve, or that it
// serves everybody.
func (r Reach) LimitsKnown() bool {
	return !r.CannotServe.IsZero() || !r.Threshold.IsZero() || r.MinimumAge != 0 || r.MaximumAge != 0 || r.NobodyLeftOut
}

// Feature says whether a resource has what somebody may need: yes, no, or not known.
type Feature struct {
	Need AccessNeed `json:"need" ask:"required"`
	Has  peer.Tri   `json:"has"`
}

// Digital is what to know before using something online (SIGN-20). Given is false for
// a resource that is not online.
type Digital struct {
	Given bool `json:"given,omitzero"`
	// Device, Data, Account and Identity answer whether one is needed: a device of
	// one's own, data, an account, one's real name.
	Device   peer.Tri `json:"device"`
	Data     peer.Tri `json:"data"`
	Account  peer.Tri `json:"account"`
	Identity peer.Tri `json:"identity"`
	// Forum: people who use it write to each other. A talk about staying safe comes
	// first.
	Forum     bool         `json:"forum,omitzero"`
	Moderated peer.Tri     `json:"moderated"`
	Privacy   peer.Private `json:"privacy,omitzero" ask:"max=2000"`
	Safety    peer.Private `json:"safety,omitzero" ask:"max=2000"`
}

// Sessions are the days of a course (SIGN-25). The zero value is of a resource that
// is no course.
type Sessions struct {
	Days       []Session    `json:"days,omitempty" ask:"items=100"`
	Enrol      peer.Private `json:"enrol,omitzero" ask:"max=500"`
	CoProduced peer.Tri     `json:"coProduced"`
	// Help is what there is to get the most from it.
	Help peer.Private `json:"help,omitzero" ask:"max=1000"`
}

// Session is one of them.
type Session struct {
	On   peer.Date  `json:"on" ask:"required"`
	From peer.Clock `json:"from,omitzero"`
	To   peer.Clock `json:"to,omitzero"`
}

// Over reports whether the last session was before a day. Without sessions nothing is
// over.
func (s Sessions) Over(today peer.Date) bool {
	return len(s.Days) > 0 && !slices.ContainsFunc(s.Days, func(x Session) bool { return !x.On.Last().Before(today) })
}

// RightNow is what stands over everything else: closed for a while, or an alert, as
// its organisation put it.
type RightNow struct {
	Closed bool         `json:"closed,omitzero"`
	Alert  peer.Private `json:"alert,omitzero" ask:"max=1000"`
}

// SourceOf is the directory that an entry was read from: its name, the entry's id
// there and the day it was last changed there. The zero value was written here.
type SourceOf struct {
	Directory string    `json:"directory,omitzero"`
	ID        string    `json:"id,omitzero"`
	Changed   peer.Date `json:"changed,omitzero"`
	Assured   peer.Date `json:"assured,omitzero"`
}

// clone is the listing with lists of its own.
func (l Listing) clone() Listing {
	l.Categories, l.Topics, l.Contacts = slices.Clone(l.Categories), slices.Clone(l.Topics), slices.Clone(l.Contacts)
	l.Hours, l.Languages, l.Features = slices.Clone(l.Hours), slices.Clone(l.Languages), slices.Clone(l.Features)
	l.Sessions.Days = slices.Clone(l.Sessions.Days)
	return l
}
