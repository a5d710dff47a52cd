package worker

import "github.com/towpath-care/towpath/peer"

// experienceRule is which categories of lived experience count; none: any (PEER-01).
type experienceRule struct {
	AnyOf []Experience `json:"anyOf"`
}

// Service is where support happens, and what it asks of a worker (PEER-01, PEER-27). An
// age of 0 is no limit.
type Service struct {
	Service           peer.ServiceID `json:"service"`
	Setting           peer.Setting   `json:"setting"`
	AgeFrom           int            `json:"ageFrom,omitzero"`
	AgeTo             int            `json:"ageTo,omitzero"`
	AnyOf             []Experience   `json:"anyOf"`
	SecondaryServices Asked          `json:"secondaryServices"`
}

// Requirement is a training with a time, and what stays shut until it is there (PEER-03
// to PEER-05, PEER-12).
type Requirement struct {
	Kind   RequirementKind `json:"kind"`
	When   When            `json:"when"`
	Within peer.Offset     `json:"within,omitzero"`
	// Evidence is what counts: self-certified, attended, assessed or passed.
	Evidence EvidenceKind `json:"evidence"`
	// Parts are how many parts the edition has; 0: it is one.
	Parts   int    `json:"parts,omitzero"`
	Edition string `json:"edition,omitzero"`
	// Prior: what was done before the start counts. Equivalence: so does something like
	// it from elsewhere, assessed here.
	Prior       bool `json:"prior"`
	Equivalence bool `json:"equivalence"`
	Gates       Gate `json:"gates"`
}

// Statutory is a subject that is learnt and refreshed (PEER-06). No time: it is learnt
// once.
type Statutory struct {
	Subject Subject     `json:"subject"`
	Every   peer.Offset `json:"every,omitzero"`
	// Blocks: nobody meets people while it is over.
	Blocks bool `json:"blocks"`
}

// checkRule is where the criminal-record check has to be before somebody meets people,
// and how often it is renewed (PEER-07).
type checkRule struct {
	Before CheckState  `json:"before"`
	Every  peer.Offset `json:"every,omitzero"`
}

// Qualified is how much a qualification counts here (PEER-08).
type Qualified struct {
	Qualification Qualification `json:"qualification"`
	Weight        Weight        `json:"weight"`
}
