package fhir

import (
	"strconv"
	"strings"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

var directoryHomes = []home{
	{kind: signpost.KindResource, resource: "HealthcareService", on: keepsDirectory, build: whole(ToHealthcareService)},
	{kind: signpost.KindResource, resource: "Organization", on: keepsDirectory, build: whole(ToOrganization)},
	{kind: signpost.KindResource, resource: "Location", on: keepsDirectory, build: whole(ToLocation)},
}

func keepsDirectory(s Site) bool { return s.Directory }

type healthcareService struct {
	ResourceType string `json:"resourceType"`
	ID           string `json:"id"`
	*r4.OtherHealthcareService
}

// ToHealthcareService makes a HealthcareService of an entry of the directory (SIGN-01 to
// SIGN-09, SIGN-25), as decision 18 has it.
//
// Its elements are identifier (ours, and the one the entry has where it was read),
// active, providedBy, category, type, location, name, comment, extraDetails, telecom,
// coverageArea, eligibility, characteristic, communication, appointmentRequired,
// availableTime, notAvailable and three extensions of ours. It is active while it is
// listed and not closed for now. A day that goes past midnight is written as two, the
// end of a day as 23:59:59, and a whole day as allDay; the times have no zone, as R4
// has it: they are those of the place.
//
// Nobody stands in it: neither who found it, nor who doubts it, nor who made sure of
// it. The codes are ErrNotSent for an entry that people were never shown, and for one
// that is gone and does not stand in the record system; peer.ErrRequired for no entry;
// ErrUnmappable for a word that has no code and for words that FHIR cannot hold.
func ToHealthcareService(r signpost.Resource, in Context) (Resource, error) {
	name := DocumentName{Type: "HealthcareService", Record: r.Ref()}
	if err := in.listed(r, name); err != nil {
		return Resource{}, err
	}
	l := r.Listing()
	id, badID := in.identify(name)
	provider, badProvider := in.runBy(r)
	hours, badHours := availableTime(l.Hours)
	said, badWords := wordsOf(l)
	features, badFeatures := featuresOf(l.Features)
	if err := peer.Faults(badID, badProvider, badHours, badWords, badFeatures, sayableListing(l)); err != nil {
		return Resource{}, err
	}
	verified, _ := r.LastVerified()
	body := &r4.OtherHealthcareService{
		Text:           told(l.Name.Reveal()+".", l.Offers.Reveal(), openNow(r, l)),
		Extension:      directoryExtensions(l, verified),
		Identifier:     append([]r4.Identifier{id.r4()}, sourceOf(l.Source)...),
		Active:         new(activeNow(r, l)),
		ProvidedBy:     provider,
		Category:       said.categories,
		Type:           said.topics,
		Name:           text(l.Name.Reveal()),
		Comment:        text(l.Offers.Reveal()),
		ExtraDetails:   text(lines(labelled("Not on offer: ", l.OffersNot), labelled("For: ", l.Reach.Serves))),
		Telecom:        telecom(l.Contacts),
		CoverageArea:   in.area(l.Area),
		Eligibility:    eligibility(l.Reach),
		Characteristic: features,
		Communication:  languages(l.Languages),
		AvailableTime:  hours,
		NotAvailable:   notAvailable(l.Now),
	}
	if placed(l) {
		body.Location = []r4.Reference{*in.refer(DocumentName{Type: "Location", Record: r.Ref()})}
	}
	if l.Access == signpost.AccessBook {
		body.AppointmentRequired = new(true)
	}
	return finish(id, healthcareService{"HealthcareService", ResourceID(id), body})
}

// listed says why an entry has no document, if so. What people were shown once stays
// where it stands when it is gone, and says that it is.
func (in Context) listed(r signpost.Resource, name DocumentName) error {
	switch {
	case !r.Exists():
		return peer.Fault(peer.Rule{Row: "FHIR-01", Code: peer.ErrRequired}, "",
			"There is an entry to send.", "Pass what a step or a decode returned.")
	case !r.Sees("listing", in.reading()) || !r.Sees("standing", in.reading()) || r.ListedAt().IsZero():
		return notSent("SIGN-06", "People are shown the entry.", "It stays here until it is listed.")
	case r.Status() == signpost.Retired && !in.stood(name):
		return notSent("SIGN-06", "The entry is still there.", "It stays here; what the record system never had needs no end there.")
	}
	return nil
}

// stood reports whether a document of this name stands in the record system already.
func (in Context) stood(name DocumentName) bool {
	id, known := in.Stands[name]
	if !known {
		want(&in.lacks().Documents, name)
	}
	return id != ""
}

// activeNow reports whether people can go there: nobody doubts it, it is not gone, and
// it is not closed for now.
func activeNow(r signpost.Resource, l signpost.Listing) bool {
	return r.Status() == signpost.Listed && !l.Now.Closed
}

func openNow(r signpost.Resource, l signpost.Listing) string {
	switch {
	case r.Status() == signpost.Retired:
		return "It is there no more."
	case r.Status() != signpost.Listed:
		return "Somebody has to make sure of it first."
	case l.Now.Closed:
		return "It is closed for now."
	}
	return ""
}

// sourceOf is the identifier that an entry has where it was read.
func sourceOf(s signpost.SourceOf) []r4.Identifier {
	if s.ID == "" {
		return nil
	}
	id := Identifier{DirectoryEntrySystem, s.ID}.r4()
	if s.Directory != "" {
		id.Assigner = &r4.Reference{Display: text(s.Directory)}
	}
	return []r4.Identifier{id}
}

func directoryExtensions(l signpost.Listing, verified peer.Date) []r4.Extension {
	var out []r4.Extension
	if !verified.IsZero() {
		out = append(out, r4.Extension{Url: ExtensionLastVerified, ValueDate: text(verified.String())})
	}
	if !l.Source.Assured.IsZero() {
		out = append(out, r4.Extension{Url: ExtensionAssured, ValueDate: text(l.Source.Assured.String())})
	}
	if cost := costOf(l.Cost); cost != nil {
		out = append(out, r4.Extension{Url: ExtensionCost, ValueCodeableConcept: cost})
	}
	return out
}

func costOf(c signpost.Cost) *r4.CodeableConcept {
	if c.Kind == "" && c.Note.IsZero() {
		return nil
	}
	says := costTexts[c.Kind]
	cost := concept(lines(says, c.Note.Reveal()))
	if c.Kind != "" {
		cost.Coding = []r4.Coding{coding(CostSystem, c.Kind, says)}
	}
	return &cost
}

// telecoms are R4 ContactPointSystem. An app has a name and no address; a place to go
// to is a Location.
var telecoms = map[signpost.ContactKind]r4.ContactPointSystem{
	signpost.ContactPhone: r4.ContactPointSystemPhone,
	signpost.ContactSMS:   r4.ContactPointSystemSms,
	signpost.ContactEmail: r4.ContactPointSystemEmail,
	signpost.ContactWeb:   r4.ContactPointSystemUrl,
}

func telecom(list []signpost.ContactPoint) (out []r4.ContactPoint) {
	for _, c := range list {
		if system, ok := telecoms[c.Kind]; ok {
			out = append(out, r4.ContactPoint{System: &system, Value: text(c.Value.Reveal())})
		}
	}
	return out
}

// area refers to an area that an entry serves by its id. The area belongs to whoever
// drew it: there is no Location of ours for it.
func (in Context) area(id string) []r4.Reference {
	if id == "" {
		return nil
	}
	return []r4.Reference{{Type: text("Location"), Display: text(id), Identifier: new(Identifier{in.Site.identifierSystem("area"), id}.r4())}}
}

func eligibility(r signpost.Reach) []r4.HealthcareServiceEligibility {
	everybody := ""
	if r.NobodyLeftOut {
		everybody = "It serves everybody."
	}
	comment := lines(ages(r.MinimumAge, r.MaximumAge), labelled("Cannot serve: ", r.CannotServe), labelled("Threshold: ", r.Threshold), everybody)
	if comment == "" {
		return nil
	}
	return []r4.HealthcareServiceEligibility{{Comment: text(comment)}}
}

func ages(youngest, oldest int) string {
	switch {
	case youngest == 0 && oldest == 0:
		return ""
	case oldest == 0:
		return "From the age of " + strconv.Itoa(youngest) + "."
	case youngest == 0:
		return "Up to the age of " + strconv.Itoa(oldest) + "."
	}
	return "From the age of " + strconv.Itoa(youngest) + " to " + strconv.Itoa(oldest) + "."
}

func languages(tags []string) (out []r4.CodeableConcept) {
	for _, tag := range tags {
		out = append(out, concept(tag, coding("urn:ietf:bcp:47", tag, "")))
	}
	return out
}

// notAvailable is what stands over everything else. A notice says first whether it is
// open: the element alone would read as if it were not.
func notAvailable(now signpost.RightNow) []r4.HealthcareServiceNotAvailable {
	says := "It is closed for now."
	switch {
	case !now.Closed && now.Alert.IsZero():
		return nil
	case !now.Closed:
		says = "It is open, with a notice."
	}
	return []r4.HealthcareServiceNotAvailable{{Description: lines(says, now.Alert.Reveal())}}
}

// labelled is a text with what it is about in front; empty for none.
func labelled(label string, words peer.Private) string {
	if words.IsZero() {
		return ""
	}
	return label + words.Reveal()
}

// lines are those that say something, each on a line of its own.
func lines(list ...string) string {
	var out []string
	for _, line := range list {
		if line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}
