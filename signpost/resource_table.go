package signpost

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Who may do what with the directory.
var (
	anyone    = []peer.Party{peer.PartyPerson, peer.PartyCarer, peer.PartyStaff}
	staffOnly = []peer.Party{peer.PartyStaff}
)

// forAnyone is what nobody at all hears.
var forAnyone = peer.Asks{Rule: peer.Rule{Row: "SIGN-06", Code: peer.ErrNotAuthorised}, Says: "Somebody does this: a person, a carer or one of the staff.", Fix: "Say who it is."}

// forStaff is what everybody hears who is not on the staff.
func forStaff(row string) peer.Asks {
	return peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrNotAuthorised}, Says: "This is for the staff who look after the directory.", Fix: "Tell one of them what you found out; that is always welcome."}
}

// resources is the table of SIGN-01 to SIGN-06, SIGN-20 and SIGN-25.
var resources = peer.Machine[Resource, Facts]{
	Kind:   KindResource,
	Schema: 1, // 1: the first form
	Says:   "Something there is for people: what it offers, how to reach it, and when somebody last made sure.",
	Moves:  "SIGN-06",
	First:  comesFirst,
	Early:  peer.Asks{Rule: peer.Rule{Row: "SIGN-06", Code: ErrNotVerified}, Says: "Somebody has made sure of the entry.", Fix: "Ring, write or go there, and say on which day that was."},
	States: []peer.State{
		{Status: Found, Says: "Somebody came across it. Anybody may propose it."},
		{Status: Proposed, Says: "It is meant for the directory. Somebody on the staff makes sure of it."},
		{Status: Verified, Says: "Somebody made sure of it. The staff list it."},
		{Status: Listed, Says: "People are shown it. The staff make sure of it again; anybody says that it is not as described."},
		{Status: Disputed, Says: "Somebody said that it is not as described. Making sure of it lists it again."},
		{Status: Retired, Says: "It is there no more. What somebody still has to say of it is kept."},
	},
	Head:   func(r *Resource) *peer.Head { return &r.head },
	Data:   func(r *Resource) any { return &r.s },
	Person: func(Resource) peer.PersonID { return "" }, // it is about nobody
	Party:  byKind[Resource],
	Policy: Facts.digest,
	Legal:  resourceLegal,
	Parts:  resourceParts,
	Rows: []row[Resource]{
		peer.Begins(row[Resource]{
			Do: "find", Says: "Write down something you came across.", To: []peer.Status{Found}, By: anyone, Else: forAnyone, Form: "SIGN-01",
		}, func(c Find) string { return c.ID }, func(c Find) Resource { return Resource{s: resource{Listing: c.Listing}} }, step[Resource, Find]{
			Needs: append(listingNeeds(func(c Find) Listing { return c.Listing }), noOther(func(c Find) Listing { return c.Listing })),
			Apply: func(r Resource, _ Find, k *taken) Resource {
				r.s.Finder, r.s.Found = somebody(k.Act.By), k.Now()
				return r
			},
		}),
		peer.Takes(row[Resource]{
			Do: "propose", Says: "Mean it for the directory.", From: []peer.Status{Found}, To: []peer.Status{Proposed}, By: anyone, Else: forAnyone, Form: "SIGN-06",
		}, step[Resource, Propose]{Apply: func(r Resource, _ Propose, _ *taken) Resource { return r }}),
		peer.Takes(row[Resource]{
			Do: "verify", Says: "Say when you made sure of it, and how.", From: []peer.Status{Proposed, Verified, Listed, Disputed}, Stays: []peer.Status{Verified, Listed},
			To: []peer.Status{Verified, Listed}, By: staffOnly, Else: forStaff("SIGN-03"), Form: "SIGN-03",
		}, step[Resource, Verify]{
			Needs: []need[Resource, Verify]{notInFuture[Resource]("SIGN-03", func(c Verify) peer.Date { return c.On }), sureSince},
			Apply: verified,
			To: func(r Resource, _ Verify) peer.Status {
				if r.Status() == Disputed {
					return Listed
				}
				return Verified
			},
		}),
		peer.Takes(row[Resource]{
			Do: "list", Says: "Show it to people.", From: []peer.Status{Verified}, To: []peer.Status{Listed}, By: staffOnly, Else: forStaff("SIGN-06"), Form: "SIGN-06",
		}, step[Resource, List]{Apply: func(r Resource, _ List, k *taken) Resource { r.s.Listed = k.Now(); return r }}),
		peer.Takes(row[Resource]{
			Do: "amend", Says: "Put right what is said of it.", From: []peer.Status{Found, Proposed, Verified, Listed, Disputed}, Stays: []peer.Status{Found, Proposed, Listed, Disputed},
			To: []peer.Status{Proposed, Verified}, By: staffOnly, Else: forStaff("SIGN-01"), Form: "SIGN-01",
		}, step[Resource, Amend]{
			Needs: append(listingNeeds(func(c Amend) Listing { return c.Listing }), noOther(func(c Amend) Listing { return c.Listing })),
			Apply: amended,
			To: func(r Resource, _ Amend) peer.Status {
				if r.s.Verified == (verification{}) {
					return Proposed
				}
				return Verified
			},
		}),
		peer.Takes(row[Resource]{
			Do: "dispute", Says: "Say that it is not as described.", From: []peer.Status{Listed, Disputed, Retired}, Stays: []peer.Status{Disputed, Retired}, To: []peer.Status{Disputed},
			By: anyone, Else: forAnyone, Form: "SIGN-04",
		}, step[Resource, Dispute]{Needs: disputeNeeds, Apply: disputed}),
		peer.Takes(row[Resource]{
			Do: "retire", Says: "Take it out of the directory.", From: []peer.Status{Found, Proposed, Verified, Listed, Disputed}, To: []peer.Status{Retired},
			By: staffOnly, Else: forStaff("SIGN-06"), Form: "SIGN-06",
		}, step[Resource, Retire]{Apply: func(r Resource, c Retire, _ *taken) Resource { r.s.Why = c.Why; return r }}),
	},
}

// byKind is what an actor is to a record that is about nobody: a directory belongs to
// no person, so every person is a person to it, and everybody on the staff is staff.
func byKind[R any](_ R, a peer.Actor) peer.Party {
	switch {
	case a.Staff != "":
		return peer.PartyStaff
	case a.Person != "":
		return peer.PartyPerson
	case a.Carer != "":
		return peer.PartyCarer
	}
	return peer.PartyNobody
}

// somebody is an actor as they are kept: without the role they acted in.
func somebody(a peer.Actor) peer.Actor {
	a.Role = ""
	return a
}

// comesFirst: nothing is listed before somebody made sure of it, also not again after
// a doubt.
func comesFirst(r Resource, do peer.Action) peer.Action {
	if do == "list" && slices.Contains([]peer.Status{Found, Proposed, Disputed}, r.Status()) {
		return "verify"
	}
	return ""
}

// verified: of two days the later stands, whichever was written down first.
func verified(r Resource, c Verify, k *taken) Resource {
	if r.s.Verified.On.IsZero() || !c.On.Before(r.s.Verified.On) {
		r.s.Verified = verification{c.On, c.How, k.Act.By.Staff, k.Now()}
	}
	if r.Status() == Disputed {
		r.s.Listed = k.Now()
	}
	r.s.Changed, r.s.Doubts = time.Time{}, slices.Clone(r.s.Doubts)
	for i := range r.s.Doubts {
		if r.s.Doubts[i].open() {
			r.s.Doubts[i].Settled = k.Now()
		}
	}
	return r
}

func amended(r Resource, c Amend, k *taken) Resource {
	same := r.s.Listing.goneBy(c.Listing)
	r.s.Listing = c.Listing
	switch {
	case same:
	case r.Status() == Verified:
		r.s.Verified = verification{}
	case !r.s.Listed.IsZero():
		r.s.Changed = k.Now()
	}
	return r
}

func disputed(r Resource, c Dispute, k *taken) Resource {
	keep := r.s.Doubts[max(0, len(r.s.Doubts)-mostDoubts+1):]
	r.s.Doubts = append(slices.Clone(keep), Doubt{Reason: c.Reason, Words: k.Own(c.Words), By: somebody(k.Act.By), At: k.Now()})
	return r
}
