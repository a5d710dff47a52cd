package peer

import (
	"slices"
	"time"
)

// contactViews is what there is to see of a contact. The fact is for the two, the team and
// the record; the worker's entry and the person's words go to the record on the person's
// yes; the worker and their line see what is between them; that a question about somebody's
// safety is open stands on no page that may be read at home (hazard H08).
var contactViews = []Part[Contact]{
	{Name: "fact", May: []Party{PartyPerson, PartyWorker}, Purposes: []Purpose{ForCare, ForSupervision, ForRecord},
		Rule: Rule{"PEER-57", ErrConsentRequired}, Says: "That a contact took place is for the two, the team and the record.",
		Value: func(c Contact) any {
			return struct {
				Person PersonID     `json:"person,omitzero"`
				Worker StaffID      `json:"worker"`
				Kind   ActivityKind `json:"activity,omitzero"`
				What   Happening    `json:"what"`
			}{c.s.Person, c.s.Worker, c.s.Kind, c.s.What.shared()}
		}},
	{Name: "entry", May: []Party{PartyPerson, PartyWorker, PartyLine}, Purposes: []Purpose{ForCare}, Consent: ShareContacts,
		Rule: Rule{"PEER-57", ErrConsentRequired}, Says: "What the worker wrote is for the two and the team; the person says whether it goes further.",
		Value: func(c Contact) any { return c.shownEntry() }},
	{Name: "statements", May: []Party{PartyPerson, PartyWorker, PartyLine}, Purposes: []Purpose{ForCare}, Consent: ShareContacts,
		Rule: Rule{"PEER-47", ErrConsentRequired}, Says: "What the person says about it goes wherever the entry goes.",
		Value: func(c Contact) any { return c.s.Statements }},
	{Name: "query", If: querySeen,
		Rule: Rule{"PEER-48", ErrNotAuthorised}, Says: "A question about the entry is for the worker, and for the person where the record was made with them.",
		Value: func(c Contact) any { return c.s.Validation.Queries }},
	{Name: "learned", If: forTheTwo,
		Rule: Rule{"PEER-35", ErrConsentRequired}, Says: "What each of the two took from it is for the two.",
		Value: func(c Contact) any { return c.s.Learned }},
	{Name: "given", If: forTheTwo,
		Rule: Rule{"PEER-23", ErrConsentRequired}, Says: "What was given is for the two; somebody's own use of it is theirs to tell.",
		Value: func(c Contact) any { return c.s.Given }},
	{Name: "distress", If: func(c Contact, as Party, by Reading) bool {
		return forTheTwo(c, as, by) || by.By.Staff != "" && by.Purpose != ForRecord && Consented(by.Consents, c.s.Person, ShareContacts, by.Purpose, by.At) == Yes
	}, Rule: Rule{"PEER-43", ErrConsentRequired}, Says: "What was said in distress is for the two; the person says who else may know.",
		Value: func(c Contact) any { return c.shownDistress() }},
	{Name: "further", May: []Party{PartyWorker, PartyLine}, Purposes: []Purpose{ForCare},
		Rule: Rule{"PEER-43", ErrNotAuthorised}, Says: "Whether it went further is for the worker and for those who care for the person.",
		Value: func(c Contact) any {
			return struct {
				ForSafety bool    `json:"forSafety,omitzero"`
				Further   Further `json:"further"`
			}{c.s.ForSafety, c.s.Distress.Further}
		}},
	{Name: "corrections", May: []Party{PartyPerson, PartyWorker, PartyLine},
		Rule: Rule{"PEER-49", ErrConsentRequired}, Says: "What it said before is for the two and for supervision.",
		Value: func(c Contact) any {
			out := slices.Clone(c.s.Before)
			for i := range out {
				out[i].What = out[i].What.shared()
			}
			return out
		}},
	{Name: "marks", May: []Party{PartyWorker, PartyLine},
		Rule: Rule{"PEER-16", ErrNotAuthorised}, Says: "What was noticed is for the worker and their supervision.",
		Value: func(c Contact) any { return c.s.Marks }},
	{Name: "workers", May: []Party{PartyWorker, PartyLine},
		Rule: Rule{"PEER-26", ErrNotAuthorised}, Says: "How the worker was looked after is for them and their line.",
		Value: func(c Contact) any {
			return struct {
				Lone        bool        `json:"lone,omitzero"`
				LonePlan    string      `json:"lonePlan,omitzero"`
				NotTogether NotTogether `json:"notTogether,omitzero"`
				LateBecause Words       `json:"lateBecause,omitzero"`
				RecordBy    When        `json:"recordBy,omitzero"`
			}{c.s.What.Lone, c.s.What.LonePlan, c.s.What.NotTogether, c.s.LateBecause, c.s.RecordBy}
		}},
}

// shownEntry is the worker's entry with where it stands: what nobody has looked at yet is
// to be seen as such (PEER-48).
func (c Contact) shownEntry() any {
	e, v := c.s.Entry, c.s.Validation
	return struct {
		Note      Words          `json:"note,omitzero"`
		Did       []ActivityDone `json:"did,omitempty"`
		Along     GoingAlong     `json:"along,omitzero"`
		State     EntryState     `json:"state,omitzero"`
		Since     time.Time      `json:"since,omitzero"`
		Seen      EntrySight     `json:"seen,omitzero"`
		Confirmed time.Time      `json:"confirmed,omitzero"`
	}{e.Note, e.Did, e.Along, v.State, v.Since, v.Seen, c.s.Confirmed}
}

// shownDistress leaves the safety question out: it has a part of its own.
func (c Contact) shownDistress() DistressSupport {
	d := c.s.Distress
	d.Further = Further{}
	return d
}

// forTheTwo: one of the two reads, and not for the care record.
func forTheTwo(_ Contact, as Party, by Reading) bool {
	return (as == PartyPerson || as == PartyWorker) && by.Purpose != ForRecord
}

// querySeen: the worker and their line; whoever asked; the person where the record was made
// with them.
func querySeen(c Contact, as Party, by Reading) bool {
	asked := slices.ContainsFunc(c.s.Validation.Queries, func(q EntryQuery) bool { return by.By.Staff != "" && q.Asks.By.Staff == by.By.Staff })
	together := as == PartyPerson && c.s.What.Production == CoProduced
	return by.Purpose != ForRecord && (as == PartyWorker || as == PartyLine || asked || together)
}
