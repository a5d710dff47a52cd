package fhir

import "github.com/towpath-care/towpath/peer"

// Codes of the fhir rows, and those of other rows that are heard here.
var (
	// ErrWrongResourceType: the document is another kind of resource than was
	// asked for (FHIR-02).
	ErrWrongResourceType = peer.NewCode("wrong-resource-type", peer.Stop)
	// ErrWrongRecord: the document is another one than was asked for, or is
	// about somebody else (FHIR-15, hazard H19).
	ErrWrongRecord = peer.NewCode("wrong-record", peer.Stop)
	// ErrContributionOnly: a service's plan changes only by a contribution that
	// its owner has accepted (REC-44).
	ErrContributionOnly = peer.NewCode("contribution-only", peer.Wait)
	// ErrUnmappable: a value has no home in FHIR R4, or none that keeps its
	// meaning (FHIR-01, 06, 10, 11, 18).
	ErrUnmappable = peer.NewCode("unmappable", peer.Stop)
	// ErrNotEditable: what the edit would touch may mean something else than it
	// seems to, is over, or belongs to others (FHIR-17).
	ErrNotEditable = peer.NewCode("not-editable", peer.Stop)
	// ErrNothingToSend: an edit changed nothing, because everything stood there
	// already (FHIR-16).
	ErrNothingToSend = peer.NewCode("nothing-to-send", peer.Stop)
	// ErrForeignBytes: an edit changed something it does not own. It is never
	// heard unless this package itself is at fault (FHIR-17).
	ErrForeignBytes = peer.NewCode("foreign-bytes", peer.Stop)
	// ErrPatientNotFound: the record system knows nobody by that number
	// (FHIR-15).
	ErrPatientNotFound = peer.NewCode("patient-not-found", peer.Stop)
	// ErrPatientAmbiguous: the record system knows more than one person by that
	// number (FHIR-15).
	ErrPatientAmbiguous = peer.NewCode("patient-ambiguous", peer.Stop)
	// ErrInsecureURL: a record system is reached by TLS only, except on this
	// machine (FHIR-20).
	ErrInsecureURL = peer.NewCode("insecure-url", peer.Stop)
	// ErrUnauthorised: the record system does not accept the token, a fresh one
	// included (FHIR-20).
	ErrUnauthorised = peer.NewCode("unauthorised", peer.Stop)
	// ErrNotSent: the record, as it stands, has no home in a record system. It is
	// nobody's fault, and there is nothing to put right (FHIR-05, 07, 12).
	ErrNotSent = peer.NewCode("not-sent", peer.Stop)
	// ErrPatientMismatch: the number leads to somebody whose birth date or family
	// name is another one than ours (FHIR-15, hazard H19).
	ErrPatientMismatch = peer.NewCode("patient-mismatch", peer.Stop)
	// ErrPatientMerged: the record system has merged this entry into another one,
	// which has to be read as well (FHIR-15, hazard H19).
	ErrPatientMerged = peer.NewCode("patient-merged", peer.ReadAgain)
)
