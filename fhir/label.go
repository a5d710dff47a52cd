package fhir

import (
	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
)

// Systems of security labels (HL7 v3), for meta.security.
const (
	systemConfidentiality = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
	systemActCode         = systemClass
)

// restricted is the label of what is sensitive: R, and NOPAT where the person's own
// view must not show it (FHIR-13). Without the site's statement that its labels are
// enforced there is no such resource.
func (in Context) restricted(fromPerson bool) (*r4.Meta, error) {
	label := []r4.Coding{coding(systemConfidentiality, "R", "restricted")}
	if fromPerson {
		label = append(label, coding(systemActCode, "NOPAT", "no disclosure to patient, family or caregivers without attending provider's authorization"))
	}
	return &r4.Meta{Security: label}, unless(in.Site.Labels.Stated(), "FHIR-13", peer.ErrRequired, "/site/labels",
		"Somebody has stated that the record system enforces its labels.", "Ask who answers for it to state so, with the day; until then it stays here, and telling goes on as ever.")
}
