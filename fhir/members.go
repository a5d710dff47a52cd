package fhir

import "maps"

// Owner says who decides what stands in a member of a resource that we write, when
// the record system and we say different things.
type Owner string

const (
	// OwnerPerson: the person's own words and choices. What they say here stands.
	OwnerPerson Owner = "person"
	// OwnerService: facts the service keeps here, such as when a contact was.
	OwnerService Owner = "service"
	// OwnerShared: a list that others add to. Ours in it are known by the ids of their
	// elements (IsElementOfOurs), the rest are theirs.
	OwnerShared Owner = "shared"
	// OwnerSafety: what somebody's safety rests on. No program settles a difference:
	// both versions are kept, and a human decides.
	OwnerSafety Owner = "safety"
	// OwnerNarrative: text made from the other members. It is written with them and
	// never compared, because record systems make their own.
	OwnerNarrative Owner = "narrative"
)

// members are those that we write of each kind of resource, with who decides about
// each. Every other member belongs to the record system and stays as it stands
// (FHIR-17); so do resourceType, id, identifier and meta beyond what is ours there.
var members = map[string]map[string]Owner{
	"Appointment": and(owned(OwnerService, "status", "cancelationReason", "start", "end", "participant"), OwnerNarrative, "text"),
	// What a person put into their plan stands with what others add beside it: element
	// ids of ours tell the two apart.
	"CarePlan": and(and(and(owned(OwnerPerson, "status", "intent", "category", "subject", "author", "description", "partOf"),
		OwnerShared, "goal", "activity", "note", "supportingInfo"), OwnerService, "period", "contributor", "basedOn"), OwnerNarrative, "text"),
	"CareTeam": and(owned(OwnerService, "status", "subject", "period", "participant"), OwnerNarrative, "text"),
	// A Communication may tell of a concern, and a Task ask somebody to act on one.
	"Communication": and(and(owned(OwnerSafety, "status", "category", "medium", "subject", "about", "sent", "received", "recipient", "sender", "inResponseTo"),
		OwnerShared, "note"), OwnerNarrative, "text"),
	"Consent": and(owned(OwnerSafety, "status", "scope", "category", "patient", "dateTime", "performer", "sourceReference", "policy", "provision"),
		OwnerNarrative, "text"),
	"DocumentReference": and(owned(OwnerSafety, "status", "docStatus", "type", "subject", "author", "description", "content"), OwnerNarrative, "text"),
	"Encounter": and(owned(OwnerService, "status", "class", "type", "subject", "participant", "period", "length", "serviceProvider", "partOf",
		"episodeOfCare"), OwnerNarrative, "text"),
	"EpisodeOfCare": and(owned(OwnerService, "status", "type", "patient", "managingOrganization", "period", "team"), OwnerNarrative, "text"),
	"Flag":          and(owned(OwnerSafety, "status", "category", "code", "subject", "period", "author"), OwnerNarrative, "text"),
	"Goal": and(and(owned(OwnerPerson, "lifecycleStatus", "achievementStatus", "category", "description", "subject", "startDate", "target",
		"statusDate", "statusReason", "expressedBy"), OwnerShared, "note", "outcomeReference"), OwnerNarrative, "text"),
	"HealthcareService": and(owned(OwnerService, "extension", "active", "providedBy", "category", "type", "location", "name", "comment", "extraDetails", "telecom",
		"coverageArea", "eligibility", "characteristic", "communication", "appointmentRequired", "availableTime", "notAvailable"), OwnerNarrative, "text"),
	"Location": and(owned(OwnerService, "status", "mode", "address", "position", "managingOrganization"), OwnerNarrative, "text"),
	"Observation": and(and(and(owned(OwnerService, "status", "category", "code", "subject", "effectiveDateTime", "performer", "valueString"),
		OwnerPerson, "valueInteger"), OwnerShared, "note"), OwnerNarrative, "text"),
	"Organization": and(owned(OwnerService, "type", "name"), OwnerNarrative, "text"),
	"Provenance":   and(owned(OwnerService, "target", "recorded", "agent"), OwnerNarrative, "text"),
	"Task": and(and(owned(OwnerSafety, "status", "statusReason", "intent", "priority", "code", "groupIdentifier", "partOf", "instantiatesUri", "for", "focus",
		"authoredOn", "requester", "owner", "restriction"), OwnerShared, "note"), OwnerNarrative, "text"),
}

func owned(by Owner, names ...string) map[string]Owner {
	out := make(map[string]Owner, len(names))
	for _, n := range names {
		out[n] = by
	}
	return out
}

// and adds members that somebody else decides about.
func and(all map[string]Owner, by Owner, names ...string) map[string]Owner {
	maps.Copy(all, owned(by, names...))
	return all
}

// Members returns the members that we write of a kind of resource, with who decides
// about each; none for one that we do not write.
func Members(resourceType string) map[string]Owner { return maps.Clone(members[resourceType]) }
