package fhir

import "github.com/towpath-care/towpath/peer"

// Codes that are heard only where somebody is looked for in a record system.
var (
	// ErrPatientMismatch: the number leads to somebody whose birth date or family
	// name is another one than ours (FHIR-15, hazard H19).
	ErrPatientMismatch = peer.NewCode("patient-mismatch", peer.Stop)
	// ErrPatientMerged: the record system has merged this entry into another one,
	// which has to be read as well (FHIR-15, hazard H19).
	ErrPatientMerged = peer.NewCode("patient-merged", peer.ReadAgain)
)
