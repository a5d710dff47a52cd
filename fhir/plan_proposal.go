package fhir

import (
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// ToProposal makes a CarePlan of ours of what a person and a worker contribute to a
// plan that a service owns, where the site does not have such plans edited: intent
// "proposal", based on the service's plan, which is not touched (REC-44, FHIR-08). Where
// the site has Proposals off, or PlanEdits on, it is ErrNotSent, because Contribute is
// the way or there is none.
//
// Its elements are identifier, status "active", intent, category, basedOn, subject,
// author, contributor and one activity with the words. The author is the person where
// the words are theirs, and nobody where they are the worker's: R4 reads the author as
// the responsible party. Whose turn it is, it does not say.
//
// It goes when the person has seen it and agrees, peer.ErrConsentRequired otherwise, and
// when the plan's owner has accepted it: ErrContributionOnly before, ErrNotSent when
// they have said no or it was withdrawn. The other codes are ErrUnmappable for words
// that FHIR cannot hold and for a plan whose id is none, ErrPatientNotFound and
// peer.ErrRequired for somebody whom in.People does not have.
func ToProposal(c recovery.Contribution, in Context) (Resource, error) {
	if err := in.proposes(c); err != nil {
		return Resource{}, err
	}
	m, err := in.making(DocumentName{Type: "CarePlan", Record: c.Ref()}, c.Person(), "contribution")
	m.at = "/words"
	m.body.Intent = "proposal"
	m.body.BasedOn = m.linked(c.Plan(), "/plan/id")
	m.body.Contributor = m.helped(c.Worker())
	if c.Words().By != peer.ByPerson(c.Person()) {
		m.body.Author = nil
	}
	m.body.Activity = []planActivity{{ID: elementID(c.Ref().ID, "activity"),
		Detail: planDetail{Status: "not-started", Description: text(m.said(c.Words()))}}}
	return m.finished(err)
}

// proposes reports why a contribution does not go as a plan of ours, if so.
func (in Context) proposes(c recovery.Contribution) error {
	switch {
	case !c.Exists():
		return peer.Fault(peer.Rule{Row: "REC-44", Code: peer.ErrRequired}, "",
			"There is a contribution to send.", "Pass what a step or a decode returned.")
	case in.Site.PlanEdits || !in.Site.Proposals:
		return notSent("FHIR-08", "This site has contributions go as a plan of ours.", "Use Contribute on the plan as the record system has it, where the site allows that.")
	case c.Status() == recovery.ContributionDeclined || c.Status() == recovery.ContributionWithdrawn:
		return notSent("REC-44", "The contribution stands.", "It stays here.")
	}
	return peer.Faults(
		unless(c.Sees("contribution", in.reading()), "REC-44", peer.ErrConsentRequired, "/agrees",
			"The person has seen the contribution and agrees that it goes there.", "Show it to them and let them answer."),
		unless(c.Status() == recovery.ContributionAccepted, "REC-44", ErrContributionOnly, "/status",
			"The owner of the plan accepts a contribution before it is written.", "Ask the owner, and record their answer."),
	)
}
