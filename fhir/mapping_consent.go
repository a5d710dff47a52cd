package fhir

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

const (
	becauseAsked   = "How somebody was asked, and what was recorded of what they can decide, is for them, the worker alongside and supervision."
	becauseGivenTo = "Who has been given it is for the person and the worker alongside; it may name somebody close."
)

var consentMappings = []Mapping{
	stays(peer.KindConsent, "/schema", becauseForm),
	stays(peer.KindConsent, "/rev", becauseVersions),
	stays(peer.KindConsent, "/recent", becauseAudit),
	goes(peer.KindConsent, "/kind", "Consent.identifier.system", "Consent.id", "Consent.scope"),
	goes(peer.KindConsent, "/id", "Consent.identifier.value", "Consent.id"),
	goes(peer.KindConsent, "/status", "Consent.status", "Consent.provision.type"),
	goes(peer.KindConsent, "/person", "Consent.patient", "Consent.performer"),
	stays(peer.KindConsent, "/worker", "A consent is the person's; who wrote it down is the audit of this system."),
	goes(peer.KindConsent, "/scope", "Consent.category", "Consent.policy.uri"),
	goes(peer.KindConsent, "/with/kind", "Consent.provision.actor"),
	goes(peer.KindConsent, "/with/id", "Consent.provision.actor.reference"),
	goes(peer.KindConsent, "/purpose", "Consent.policy.uri", "Consent.provision.action"),
	goes(peer.KindConsent, "/answers/says", "Consent.provision.type"),
	goes(peer.KindConsent, "/answers/from", "Consent.provision.period.start"),
	goes(peer.KindConsent, "/answers/until", "Consent.provision.period.end"),
	goes(peer.KindConsent, "/answers/holder", "Consent.performer"),
	stays(peer.KindConsent, "/answers/authority", becauseAsked),
	stays(peer.KindConsent, "/answers/kind", becauseAsked),
	stays(peer.KindConsent, "/answers/lapses", "The day on which it ends stands in provision.period; that it is a birthday does not."),
	stays(peer.KindConsent, "/answers/ability", becauseAsked),
	stays(peer.KindConsent, "/answers/present", becauseAsked),
	stays(peer.KindConsent, "/answers/alone", becauseAsked),
	stays(peer.KindConsent, "/answers/by", becauseAudit),
	stays(peer.KindConsent, "/answers/at", becauseAudit),
}

// advanceMappings are those of an advance statement or an advance decision, with what is
// in it of its own.
func advanceMappings(kind peer.Kind, own ...Mapping) []Mapping {
	out := slices.Concat(paperMappings(kind), own)
	words := []string{"/document/where", "/document/ask"}
	if kind == recovery.KindAdvanceStatement {
		words = append(words, "/text/wishes", "/text/helps", "/text/ratherNot")
	} else {
		words = append(words, "/text/treatment", "/text/circumstances", "/text/why", "/text/lifeAtRisk")
	}
	for _, w := range words {
		out = append(out, goes(kind, w+"/text", "DocumentReference.content.attachment.data"),
			stays(kind, w+"/by", "Every text of it is the person's own: author is whose document it is."),
			stays(kind, w+"/lang", becauseLanguage), stays(kind, w+"/how", becauseLanguage))
	}
	return out
}

var (
	statementMappings = advanceMappings(recovery.KindAdvanceStatement)
	decisionMappings  = advanceMappings(recovery.KindAdvanceDecision,
		stays(recovery.KindAdvanceDecision, "/told", becauseCertificate),
		stays(recovery.KindAdvanceDecision, "/noted", becauseCertificate),
		stays(recovery.KindAdvanceDecision, "/lookedAt", becauseCertificate))
)

const becauseCertificate = "Beside a decision it would read as a certificate, and nobody certifies it."

func paperMappings(kind peer.Kind) []Mapping {
	return []Mapping{
		stays(kind, "/schema", becauseForm),
		stays(kind, "/rev", becauseVersions),
		stays(kind, "/recent", becauseAudit),
		goes(kind, "/kind", "Consent.identifier.system", "Consent.id", "Consent.scope", "Consent.category", "Consent.policy.uri",
			"DocumentReference.identifier.system", "DocumentReference.id", "DocumentReference.type", "DocumentReference.description",
			"DocumentReference.content.attachment.title", "DocumentReference.content.attachment.contentType"),
		goes(kind, "/id", "Consent.identifier.value", "Consent.id", "Consent.sourceReference", "DocumentReference.identifier.value", "DocumentReference.id"),
		goes(kind, "/status", "Consent.status", "DocumentReference.status"),
		goes(kind, "/person", "Consent.patient", "Consent.performer", "DocumentReference.subject", "DocumentReference.author"),
		stays(kind, "/worker", "It is the person's; a worker is not named on it."),
		stays(kind, "/audience", "It decides whether it is sent at all."),
		stays(kind, "/document/version", "Each version is a resource of its own, and the newest is the one in force."),
		stays(kind, "/document/replaces", "The version before says itself that it counts no more."),
		stays(kind, "/document/replacedBy", "The version before says itself that it counts no more."),
		stays(kind, "/document/written", "What counts is when the person confirmed it."),
		goes(kind, "/document/confirmed", "Consent.dateTime", "DocumentReference.docStatus", "DocumentReference.content.attachment.creation"),
		stays(kind, "/document/over", "The status says that it is over; a Consent has no day for that."),
		stays(kind, "/document/reviewOn", "When the person would look at it again is theirs; it counts until they change it."),
		stays(kind, "/document/shares", becauseGivenTo),
	}
}
