package fhir

import (
	"io"
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// Recipient is what somebody who is given resources may receive, by their labels
// (meta.security, FHIR-13). The zero value receives what has no label only.
type Recipient struct {
	// Restricted: resources labelled R (v3-Confidentiality), such as those of a
	// concern. The recipient has undertaken to enforce the label.
	Restricted bool
	// FromPerson: resources that the person's own view must not show (NOPAT).
	FromPerson bool
}

// Exporter writes the documents of records one after the other, and accounts for
// each record. It keeps nothing of what it has written.
type Exporter struct {
	// To takes the resources as lines of JSON (NDJSON, as FHIR bulk data has them).
	To io.Writer
	// For is who receives them.
	For Recipient
	// In is what Build needs.
	In Context
}

// Write writes what may go of one record and answers with what went and what stayed
// and why: the proof of what was left out. Its error is that of To; what had been
// written of the record before it stands there.
func (e Exporter) Write(r peer.Record) (Account, error) {
	var failed error
	account := accountFor(r, e.In, func(resource Resource) string {
		if why := e.For.mayNot(resource); why != "" || failed != nil {
			return why
		}
		_, failed = e.To.Write(append(slices.Clip(resource.Body), '\n'))
		return ""
	})
	return account, failed
}

// mayNot says why this recipient does not receive a resource.
func (to Recipient) mayNot(r Resource) string {
	labels := securityOf(r.Body)
	switch {
	case slices.Contains(labels, "NOPAT") && !to.FromPerson:
		return "Its label keeps it from the person's own view, and this recipient may show it there."
	case slices.Contains(labels, "R") && !to.Restricted:
		return "Its label is restricted, and this recipient has not undertaken to enforce that."
	}
	return ""
}

// securityOf are the codes of meta.security.
func securityOf(body []byte) (codes []string) {
	d, err := ParseDocument(body)
	if err != nil {
		return nil
	}
	for _, label := range readTree(d).in("meta").list("security") {
		codes = append(codes, label.text("code"))
	}
	return codes
}
