package fhir

import "github.com/towpath-care/towpath/peer"

// Codes that are heard where resources are made and people are looked for.
var (
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
