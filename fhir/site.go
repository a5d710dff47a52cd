package fhir

import (
	"fmt"
	"io"
	"log/slog"
	"strings"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Site is what one organisation has chosen about its record system. The zero
// value writes the least: base R4, no national codes, nothing into what others
// own.
type Site struct {
	// Identifiers is the address under which this site's identifiers stand,
	// without a slash at the end, such as "https://tamarside.example/towpath".
	// Empty: under Canonical. Two programs that write to the same server and make
	// their record ids independently need different ones; it stays the same for
	// ever, because the ids of resources are made from it.
	Identifiers string
	// ConsultationMechanism is the URL of the code system in which this record
	// system keeps the NHS Data Dictionary's CONSULTATION MECHANISM (MENTAL
	// HEALTH). Given, each Encounter says the way of being in touch as a second
	// type, with that code. Empty: it does not. There is no default, because no
	// published URL of that code system was seen.
	ConsultationMechanism string
	// TherapyMode is the URL of the code system in which this record system keeps
	// the NHS Data Dictionary's CARE CONTACT PATIENT THERAPY MODE. Given, the type of
	// an Encounter has its code beside ours. Empty: it does not.
	TherapyMode string
	// JobRoles is the URL of the code system in which this record system keeps the
	// NHS Data Dictionary's JOB ROLE CODE. Given, a worker's role in a CareTeam has
	// its code beside ours. Empty: it does not.
	JobRoles string
	// CarePlanTypes is the URL of the code system in which this record system keeps the
	// NHS Data Dictionary's CARE PLAN TYPE FOR MENTAL HEALTH. Given, the category of a
	// CarePlan has its code beside ours where one is so: of a move to adult services,
	// and of no other plan of ours. Empty: it does not.
	CarePlanTypes string
	// Organisation is whose site this is: it manages the episodes of peer support,
	// because a relationship names a service and no organisation. Empty: nobody is
	// named.
	Organisation peer.OrgID
	// UKCore claims the UK Core profile in meta.profile, where one is published:
	// for Encounter only. False: no profile is claimed.
	UKCore bool
	// ODSCodes: the ids of organisations are ODS codes, and go with serviceProvider
	// as its identifier. False: they do not.
	ODSCodes bool
	// WardAsStay gives a contact on a ward the class IMP, as a part of the stay
	// that Context.Stay names; without a stay it is AMB all the same, because IMP
	// alone reads as an admission. False: a contact on a ward is AMB.
	WardAsStay bool
	// PlanEdits lets accepted contributions be put into plans that a service
	// owns. False: they stay here.
	PlanEdits bool
	// Proposals lets accepted contributions go as a CarePlan of ours with intent
	// proposal, based on the plan that a service owns, where PlanEdits is false.
	Proposals bool
	// Episodes writes each relationship as EpisodeOfCare and CareTeam.
	Episodes bool
	// Appointments writes contacts that were missed or called off as cancelled
	// Appointments.
	Appointments bool
	// NationalReturns gives a missed contact's Appointment the code that returns
	// count by (R4 AppointmentStatus), in place of cancelled.
	NationalReturns bool
	// SharedFact adds to an Encounter that lived experience was shared: the fact
	// and nothing else (PEER-40).
	SharedFact bool
	// Messages writes Communications, without a payload ever.
	Messages bool
	// Observations writes what somebody with that duty noticed, and a person's own
	// ratings, to which the goal refers that they named them for. The first needs Labels.
	Observations bool
	// Provenance writes who wrote a record together, and who looked at it.
	Provenance bool
	// Consents writes what a person has said yes and no to, and advance wishes.
	Consents bool
	// Papers writes the text of advance wishes as DocumentReference.
	Papers bool
	// Tasks writes each human told of a concern as a Task, and follow-ups. Those of
	// concerns need Labels.
	Tasks bool
	// Flags writes what a recipient of a concern has decided to flag. It needs
	// Labels.
	Flags bool
	// Directory writes the directory: HealthcareService, Organization, Location.
	Directory bool
	// Labels is who has stated that the record system enforces its labels. Zero:
	// nobody has, and no resource of a concern is written (FHIR-13).
	Labels LabelStatement
}

// LabelStatement is a site's statement that its record system enforces security
// labels, and that neither patient-facing nor proxy access shows what they hide. A
// label is a request and not a lock: somebody has to answer for it.
type LabelStatement struct {
	// By is who has stated it: a role or an id of the site's.
	By string
	// On is the day.
	On peer.Date
}

// Stated reports whether somebody has stated it.
func (l LabelStatement) Stated() bool { return l.By != "" && !l.On.IsZero() }

// Patient is who a person is in the record system.
type Patient struct {
	// Reference is the server's own, such as "Patient/p1"; required. MatchPatient
	// finds it. Its Display is not written: no resource needs a person's name.
	Reference Reference
	// NHSNumber goes beside it as an identifier; zero: it does not.
	NHSNumber peer.NHSNumber
}

// People says who is who in the record system. It holds whom the records name
// that are to be sent, and need hold nobody else. What it does not have is never
// guessed: the resource is not made, and the refusal says whom it needs.
type People struct {
	Patients map[peer.PersonID]Patient
	// Staff are references to Practitioners, which R4 admits wherever a worker is
	// named. Display is their name for people to read; it may be empty.
	Staff map[peer.StaffID]Reference
	// Organisations are references to Organizations. With Site.ODSCodes, one that
	// is not here goes by its code alone.
	Organisations map[peer.OrgID]Reference
}

// Context is what a record does not say itself: where it is going, and who is
// who there.
type Context struct {
	Site   Site
	People People
	// Stay is the record system's own Encounter for the person's stay on the ward
	// at that time, such as "Encounter/s1"; empty when there is none or nobody
	// knows. It is used with Site.WardAsStay only.
	Stay string
	// Episode is the record system's own EpisodeOfCare that the contact belongs to,
	// such as "EpisodeOfCare/e1"; empty when there is none or nobody knows. It is used
	// where Site.Episodes is false: otherwise a contact belongs to its relationship's.
	Episode string
	// Shared are the contacts and the attendances of groups in which lived experience
	// was shared. The caller says so: nothing here can read what was shared. It is
	// used with Site.SharedFact only.
	Shared map[peer.Ref]bool
	// Consents are what the person has said yes and no to. A no narrows what
	// leaves; a yes widens nothing that the record itself does not let go.
	Consents []peer.Consent
	// At is when it is sent: consents are looked at as they stood then.
	At time.Time
	// Records are other records that a document is made from, such as those that
	// a plan names. Nil for one that is not there. What names the document instead, such
	// as celebrations and ratings of a goal, is here or nobody knows of it.
	Records map[peer.Ref]peer.Record
	// Stands are the logical ids that other documents of ours have in the record
	// system; empty for one that is not there, which is referred to by its
	// identifier.
	Stands map[DocumentName]string
	// Calendar counts the times that a policy gives in days, until when somebody told
	// of a concern takes it on.
	Calendar peer.Calendar
	// Signals are those that concerns answer, as the host has stored them. One that
	// came from a move says which move a concern is about.
	Signals []peer.Signal
	// ServicePlan is the service's own care plan for the person in the record system,
	// such as "CarePlan/cp1"; empty when there is none or nobody knows. A change in
	// somebody's mental state refers to it.
	ServicePlan string
	// Flags are what recipients of concerns, and professionals told of extra support,
	// have decided to flag, by the record it is about. No record of ours holds it.
	Flags map[peer.Ref]FlagDecision

	missing *Missing
}

// exporter is who reads a record to send it: a program of the organisation.
const exporter peer.StaffID = "towpath-fhir"

// reading is how this package goes through the reading door that every other
// reader goes through.
func (in Context) reading() peer.Reading {
	return peer.Reading{By: peer.ByStaff(exporter, ""), Purpose: peer.ForRecord, At: in.At, Consents: in.Consents}
}

const peopleHidden = "who is who in a record system"

// Format writes that this is a directory, for every verb: it has people's names
// in it.
func (p People) Format(s fmt.State, _ rune) { io.WriteString(s, peopleHidden) }

// LogValue logs what Format writes.
func (p People) LogValue() slog.Value { return slog.StringValue(peopleHidden) }

// check reports what is wrong with the site's options.
func (s Site) check() error {
	return peer.Faults(
		unless(s.Identifiers == "" || isSystem(s.Identifiers), "FHIR-16", ErrUnmappable, "/site/identifiers",
			"Identifiers stand under an absolute address without spaces.", "Give an address such as https://tamarside.example/towpath."),
		codeSystem(s.ConsultationMechanism, "FHIR-06", "/site/consultationMechanism"),
		codeSystem(s.TherapyMode, "FHIR-06", "/site/therapyMode"),
		codeSystem(s.JobRoles, "FHIR-23", "/site/jobRoles"),
		codeSystem(s.CarePlanTypes, "FHIR-08", "/site/carePlanTypes"),
	)
}

func codeSystem(url, row, path string) error {
	return unless(url == "" || isSystem(url), row, ErrUnmappable, path,
		"A code system has an absolute address without spaces.", "Ask whoever runs the record system for it, or leave it out.")
}

// isSystem reports whether s can be the system of an identifier or a code: an
// absolute address. A "|" would end it in a search (R4 token parameter).
func isSystem(s string) bool {
	scheme, rest, ok := strings.Cut(s, ":")
	return ok && scheme != "" && rest != "" && !strings.HasSuffix(s, "/") &&
		!strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r == '|' || r >= 0x7f })
}

// refersTo reports whether a reference, relative or absolute, leads to one
// resource of this type.
func refersTo(reference, resourceType string) bool {
	path, id := cutLast(versionless(reference))
	_, is := cutLast(path)
	return is == resourceType && isID(id)
}
