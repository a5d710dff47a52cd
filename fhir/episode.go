package fhir

import (
	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
)

// The wrappers hide the models' status, whose zero value says "planned" or
// "proposed".
type (
	episodeOfCare struct {
		ResourceType string `json:"resourceType"`
		ID           string `json:"id"`
		Status       string `json:"status"`
		*r4.OtherEpisodeOfCare
	}
	careTeam struct {
		ResourceType string `json:"resourceType"`
		ID           string `json:"id"`
		Status       string `json:"status"`
		*r4.OtherCareTeam
	}
)

func writesEpisodes(s Site) bool { return s.Episodes }

var relationshipHomes = []home{
	{kind: peer.KindRelationship, resource: "EpisodeOfCare", on: writesEpisodes, build: whole(ToEpisodeOfCare)},
	{kind: peer.KindRelationship, resource: "CareTeam", on: writesEpisodes, build: whole(ToCareTeam)},
}

func episodeName(of peer.Ref) DocumentName { return DocumentName{Type: "EpisodeOfCare", Record: of} }

func teamName(of peer.Ref) DocumentName { return DocumentName{Type: "CareTeam", Record: of} }

// alongside is what the two resources say for a status of a relationship, in codes
// and in words.
type alongside struct{ episode, team, says string }

var alongsides = map[peer.Status]alongside{
	peer.Offered:       {"planned", "proposed", "Peer support has been offered."},
	peer.Welcomed:      {"planned", "proposed", "Peer support has been offered."},
	peer.Agreeing:      {"planned", "proposed", "Peer support has been offered."},
	peer.Active:        {"active", "active", "Peer support goes on."},
	peer.EndingPlanned: {"active", "active", "Peer support goes on."},
	peer.Paused:        {"onhold", "suspended", "Peer support rests for a while."},
	peer.Ended:         {"finished", "inactive", "Peer support is over."},
	peer.Declined:      {"cancelled", "inactive", "Peer support was offered and did not begin."},
}

// ToEpisodeOfCare makes an EpisodeOfCare of a relationship (FHIR-23). Its elements
// are identifier, status, type peer-support, patient, managingOrganization where the
// site has said who that is, period, which begins when the two first agreed and ends
// when it was over, and team, which is its CareTeam.
//
// There is never a careManager, a diagnosis or a referralRequest, and never why or
// how it rests or ended: who left is told nobody. What the two agreed stays theirs.
//
// The codes are peer.ErrConsentRequired, ErrUnmappable for a status that has no code,
// ErrPatientNotFound and peer.ErrRequired for somebody whom in.People does not have.
func ToEpisodeOfCare(r peer.Relationship, in Context) (Resource, error) {
	state, err := in.alongside(r)
	if err != nil {
		return Resource{}, err
	}
	id, badID := in.identify(episodeName(r.Ref()))
	person, badPerson := in.patient(r.Person())
	manager, badManager := in.provider(in.Site.Organisation)
	team := in.refer(teamName(r.Ref()))
	if err := peer.Faults(badID, badPerson, badManager); err != nil {
		return Resource{}, err
	}
	const says = "Peer support"
	return finish(id, episodeOfCare{"EpisodeOfCare", ResourceID(id), state.episode, &r4.OtherEpisodeOfCare{
		Text:                 told(state.says),
		Identifier:           []r4.Identifier{id.r4()},
		Type:                 []r4.CodeableConcept{concept(says, coding(EpisodeSystem, "peer-support", says))},
		Patient:              *person,
		ManagingOrganization: manager,
		Period:               lasted(r),
		Team:                 []r4.Reference{*team},
	}})
}

// ToCareTeam makes a CareTeam of a relationship: who is alongside whom (PEER-11,
// 60). Its elements are identifier, status, subject, period as in ToEpisodeOfCare, and
// two participants: the person, and the worker, whose role has the NHS job role beside
// ours where the site keeps those. Nobody is there on behalf of anybody, and nobody
// else is named: the record system knows its own team. The codes are those of
// ToEpisodeOfCare.
func ToCareTeam(r peer.Relationship, in Context) (Resource, error) {
	state, err := in.alongside(r)
	if err != nil {
		return Resource{}, err
	}
	id, badID := in.identify(teamName(r.Ref()))
	person, badPerson := in.patient(r.Person())
	worker, badWorker := in.practitioner(r.Worker(), "/worker")
	if err := peer.Faults(badID, badPerson, badWorker); err != nil {
		return Resource{}, err
	}
	return finish(id, careTeam{"CareTeam", ResourceID(id), state.team, &r4.OtherCareTeam{
		Text:       told("The person and a peer support worker.", state.says),
		Identifier: []r4.Identifier{id.r4()},
		Subject:    person,
		Period:     lasted(r),
		Participant: []r4.CareTeamParticipant{
			{Role: []r4.CodeableConcept{concept("The person", coding(TeamRoleSystem, "person", "The person"))}, Member: person},
			{Role: []r4.CodeableConcept{in.Site.workerRole()}, Member: worker},
		},
	}})
}

// alongside judges whether a relationship may be written, and what its status is.
func (in Context) alongside(r peer.Relationship) (alongside, error) {
	if !r.Exists() {
		return alongside{}, peer.Fault(peer.Rule{Row: "FHIR-23", Code: peer.ErrRequired}, "",
			"There is a relationship to send.", "Pass what a step or a decode returned.")
	}
	if !r.Sees("who", in.reading()) {
		return alongside{}, factStays("Who is alongside whom is for the record.")
	}
	state, known := alongsides[r.Status()]
	return state, unless(known, "FHIR-23", ErrUnmappable, "/status",
		"The status of a relationship has a code.", "Use a version of this library that knows it.")
}

// workerRole is ours, and NHS Data Dictionary JOB ROLE CODE beside it.
func (s Site) workerRole() r4.CodeableConcept {
	const says = "Peer support worker"
	role := concept(says, coding(TeamRoleSystem, peer.RolePeerWorker, says))
	if s.JobRoles != "" {
		role.Coding = append(role.Coding, coding(s.JobRoles, "07050", "Peer Support Worker"))
	}
	return role
}

// lasted is from when the two first agreed until it was over; nil before either.
func lasted(r peer.Relationship) *r4.Period {
	from, until := r.Since(), r.Ending().At
	if from.IsZero() && until.IsZero() {
		return nil
	}
	return &r4.Period{Start: text(instant(from)), End: text(instant(until))}
}
