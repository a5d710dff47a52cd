package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// Validation says where the worker's entry stands (PEER-48). It is about that entry and
// nothing else: what the person says is never looked at, asked about or changed. The
// contact itself stays recorded throughout.
type Validation struct {
	State EntryState `json:"state,omitzero"`
	// Since is when it came to be there, in UTC.
	Since time.Time `json:"since,omitzero"`
	// Due is by when somebody does what comes next, under the policy of that day; zero
	// where nothing is owed or no policy was known.
	Due    When   `json:"due,omitzero"`
	Policy Digest `json:"policy,omitzero"`
	// Queries are the questions that were asked about it, first to last.
	Queries []EntryQuery `json:"queries,omitempty" ask:"items=100000"`
	// Seen says which professional has seen the entry as it stands; zero: nobody yet.
	Seen EntrySight `json:"seen,omitzero"`
}

// EntrySight says which professional has seen an entry, and when.
type EntrySight struct {
	By StaffID   `json:"by,omitzero"`
	At time.Time `json:"at,omitzero"`
}

// EntryQuery is a question a professional asked about an entry. It goes to the worker.
type EntryQuery struct {
	About EntryPart `json:"about,omitzero"`
	Asks  Words     `json:"asks" ask:"required,max=2000"`
	At    time.Time `json:"at" ask:"required"`
}

// EntryState is where a worker's entry stands.
type EntryState string

// Where an entry stands. Empty: there is none, because the contact is planned.
const (
	// EntryDraft: the fact is in; the entry is to be finished with the person. The
	// worker finishes it, which moves it to EntryAwaiting or EntryWritten.
	EntryDraft EntryState = "draft"
	// EntryWritten: it is finished, and nobody was asked to look at it. The worker may
	// submit it, which moves it to EntryAwaiting.
	EntryWritten EntryState = "written"
	// EntryAwaiting: it waits for a professional, who sees it or asks about it.
	EntryAwaiting EntryState = "awaiting-validation"
	// EntryQueried: a professional has asked something. The worker amends it, which
	// moves it back to EntryAwaiting.
	EntryQueried EntryState = "queried"
	// EntrySeen: a professional has seen it. Put anew, it is awaited again.
	EntrySeen EntryState = "validated"
)

var entryStates = []EntryState{EntryDraft, EntryWritten, EntryAwaiting, EntryQueried, EntrySeen}

// Known reports whether the word is on the list.
func (s EntryState) Known() bool { return slices.Contains(entryStates, s) }

// Terms returns the closed list.
func (EntryState) Terms() []string { return terms.Of(entryStates) }

// EntryPart says what a question is about.
type EntryPart string

// What a question may be about.
const (
	PartTimes EntryPart = "times"
	PartNote  EntryPart = "note"
	PartDid   EntryPart = "activities"
	PartAlong EntryPart = "going-along"
	// PartPersonsWords is known so that it can be answered, is never offered and never
	// taken: ErrImmutable.
	PartPersonsWords EntryPart = "persons-words"
)

var entryParts = []EntryPart{PartTimes, PartNote, PartDid, PartAlong, PartPersonsWords}

// Known reports whether the word is on the list.
func (p EntryPart) Known() bool { return slices.Contains(entryParts, p) }

// Terms returns the closed list.
func (EntryPart) Terms() []string { return terms.Of(entryParts) }

// SubmitEntry asks a professional to look at an entry for which nobody was asked yet.
type SubmitEntry struct{}

// ValidateEntry says that a registered professional, other than the worker, has seen the
// entry. It changes no word of anybody's.
type ValidateEntry struct{}

// QueryEntry asks the worker about the entry, in the professional's own words.
type QueryEntry struct {
	About EntryPart `json:"about,omitzero"`
	Asks  Words     `json:"asks" ask:"required,max=2000"`
}

func (SubmitEntry) contactStep()   {}
func (ValidateEntry) contactStep() {}
func (QueryEntry) contactStep()    {}

// ErrSelfValidation: nobody validates what they wrote themself (PEER-48).
var ErrSelfValidation = NewCode("self-validation", ShowWhose)

func (v Validation) own() Validation {
	v.Queries = slices.Clone(v.Queries)
	return v
}

// to is where the entry stands from now on, and by when somebody does what comes next.
func (v Validation) to(s EntryState, t *conTaken, due When) Validation {
	v.State, v.Since, v.Due, v.Policy, v.Seen = s, t.Now(), due, "", EntrySight{}
	if !due.IsZero() {
		v.Policy = t.Facts.Policy.digest
	}
	return v
}

// awaited is the contact with its entry waiting for a professional.
func (c Contact) awaited(t *conTaken) Contact {
	c.s.Validation = c.s.Validation.to(EntryAwaiting, t, t.Facts.Policy.lookBy(t.Now()))
	return c
}

// drafted is the contact with its entry to be finished with the person.
func (c Contact) drafted(t *conTaken) Contact {
	c.s.Validation = c.s.Validation.to(EntryDraft, t, t.Facts.Policy.draftBy(t.Now()))
	return c
}

// finished is the contact with its entry finished: it waits for a professional where the
// policy asks for one. Of a drop-in that names nobody there is nothing in anybody's
// record to look at.
func (c Contact) finished(t *conTaken) Contact {
	c.s.Confirmed = time.Time{}
	if c.s.Person != "" && t.Facts.Policy.asksValidation() == Yes {
		return c.awaited(t)
	}
	c.s.Validation = c.s.Validation.to(EntryWritten, t, When{})
	return c
}

// changed is the contact after one of the two put something anew: what was seen or asked
// about is awaited again, and nobody has confirmed it as it is now. What the person puts
// right answers no question that the worker was asked.
func (c Contact) changed(t *conTaken) Contact {
	if !c.isPerson(Words{}.Author(t.Act.By)) || c.s.What.Production != CoProduced {
		c.s.Confirmed = time.Time{}
	}
	if s := c.s.Validation.State; s == EntrySeen || s == EntryQueried && t.As == PartyWorker {
		return c.awaited(t)
	}
	return c
}

var (
	professionalLooks = Asks{Rule: Rule{"PEER-48", ErrNotAuthorised}, Says: "A registered professional of the team looks at the worker's entry.", Fix: "Leave it to them. Your own words stand beside it, and nobody asks about those."}
	entryAwaits       = conOpen{
		Asks: Asks{Rule: Rule{"PEER-48", ErrInvalidTransition}, Says: "The entry waits for somebody to look at it.", Fix: "Read the record again; it is a draft, or has been seen or asked about."},
		Met:  func(c Contact, _ Act, _ ContactFacts) Tri { return Is(c.s.Validation.State == EntryAwaiting) },
	}
	entryWritten = conOpen{
		Asks: Asks{Rule: Rule{"PEER-48", ErrInvalidTransition}, Says: "The entry is finished, and nobody was asked to look at it.", Fix: "Finish a draft first. An entry that waits or was seen needs no more."},
		Met:  func(c Contact, _ Act, _ ContactFacts) Tri { return Is(c.s.Validation.State == EntryWritten) },
	}
	notOwnEntry = conOpen{
		Asks: Asks{Rule: Rule{"PEER-48", ErrSelfValidation}, Says: "Somebody else looks at it than whoever wrote it.", Fix: "Ask one of the team's registered professionals."},
		Met:  func(c Contact, a Act, _ ContactFacts) Tri { return Is(!c.isWorker(Actor{Staff: a.By.Staff})) },
	}
	mayLook = conOpen{
		Asks: Asks{Rule: Rule{"PEER-48", ErrWrongRole}, Says: "They are one of the team's registered professionals, in a role that looks at entries.", Fix: "Ask one of those; the policy lists the roles."},
		Met: func(c Contact, a Act, f ContactFacts) Tri {
			if a.By.Staff == "" || a.By.Staff == c.s.Worker {
				return Yes // whose step it is, is asked besides
			}
			return f.registered(a.By.Staff).And(f.Policy.looks(a.By.Role))
		},
	}
	askedBySelf = conNeed[QueryEntry]{
		Asks: Asks{Rule: Rule{"PEER-48", ErrWrongRole}, Path: "/asks", Says: "The question is in the words of the professional who asks.", Fix: "Ask it in your own name."},
		Met: func(_ Contact, p QueryEntry, a Act, _ ContactFacts) Tri {
			return Is(p.Asks.IsZero() || a.By.Staff == "" || p.Asks.Author(a.By) == ByStaff(a.By.Staff, ""))
		},
	}
	notTheirWords = conNeed[QueryEntry]{
		Asks: Asks{Rule: Rule{"PEER-47", ErrImmutable}, Path: "/about", Says: "It is about the worker's entry; what the person says stands as it is.", Fix: "Ask about the entry, or leave it. The person may say more at any time."},
		Met:  func(_ Contact, p QueryEntry, _ Act, _ ContactFacts) Tri { return Is(p.About != PartPersonsWords) },
	}
)

// registered answers whether somebody is a registered professional of the team.
func (f ContactFacts) registered(by StaffID) Tri {
	if len(f.Professionals) == 0 {
		return Unknown
	}
	return Is(slices.Contains(f.Professionals, by))
}

// offeredParts leaves out what is never asked about.
var offeredParts = map[string]func(Contact) []string{"/about": func(Contact) []string {
	return terms.Of(slices.DeleteFunc(slices.Clone(entryParts), func(p EntryPart) bool { return p == PartPersonsWords }))
}}

// lookers are the staff: the worker among them, so as to hear that it is their own.
var lookers = []Party{PartyStaff, PartyWorker}

var validationRows = []conRow{
	Takes(conRow{
		Do: "submit", Says: "Ask a professional to look at the entry.",
		From: justRecorded, Stays: justRecorded, By: []Party{PartyWorker}, Else: ownContact, Form: "PEER-48", Open: []conOpen{entryWritten},
	}, conStep[SubmitEntry]{Apply: func(c Contact, _ SubmitEntry, t *conTaken) Contact { return c.awaited(t) }}),
	Takes(conRow{
		Do: "validate", Says: "Say that you have seen the entry.",
		From: justRecorded, Stays: justRecorded, By: lookers, Else: professionalLooks, Form: "PEER-48", Open: []conOpen{entryAwaits, notOwnEntry, mayLook},
	}, conStep[ValidateEntry]{Apply: func(c Contact, _ ValidateEntry, t *conTaken) Contact {
		c.s.Validation = c.s.Validation.to(EntrySeen, t, When{})
		c.s.Validation.Seen = EntrySight{t.Act.By.Staff, t.Now()}
		return c
	}}),
	Takes(conRow{
		Do: "query", Says: "Ask the worker about the entry.",
		From: justRecorded, Stays: justRecorded, By: lookers, Else: professionalLooks, Form: "PEER-48", Open: []conOpen{entryAwaits, notOwnEntry, mayLook},
	}, conStep[QueryEntry]{
		Needs: []conNeed[QueryEntry]{askedBySelf, notTheirWords}, Options: offeredParts,
		Apply: func(c Contact, p QueryEntry, t *conTaken) Contact {
			v := c.s.Validation.to(EntryQueried, t, t.Facts.Policy.lookBy(t.Now()))
			v.Queries = append(slices.Clone(v.Queries), EntryQuery{p.About, t.Own(p.Asks), t.Now()})
			c.s.Validation = v
			return c
		},
	}),
}
