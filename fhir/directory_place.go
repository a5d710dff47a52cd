package fhir

import (
	"encoding/json"
	"fmt"
	"strings"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

type organization struct {
	ResourceType string `json:"resourceType"`
	ID           string `json:"id"`
	*r4.OtherOrganization
}

// location hides the twin's codes: the zero values say "active" and "instance".
type location struct {
	ResourceType string `json:"resourceType"`
	ID           string `json:"id"`
	Status       string `json:"status"`
	Mode         string `json:"mode"`
	*r4.OtherLocation
}

// ToOrganization makes an Organization of who runs an entry of the directory (SIGN-01):
// identifier (ours, and the organisation's own id), name, and the sector as its type.
// It has no contact: nobody who works there stands in it.
//
// Each entry that names an organisation has one of its own, unless in.People has the
// organisation as the record system knows it: then that one is referred to, and none
// is made (ErrNotSent). Neither is one for an entry that gives no name. The other codes
// are those of ToHealthcareService.
func ToOrganization(r signpost.Resource, in Context) (Resource, error) {
	name := DocumentName{Type: "Organization", Record: r.Ref()}
	if err := in.listed(r, name); err != nil {
		return Resource{}, err
	}
	l := r.Listing()
	if l.OrganisationName.IsZero() || in.organisationThere(l) != (Reference{}) {
		return Resource{}, notSent("SIGN-01", "The entry names an organisation that the record system does not have.", "Nothing is needed.")
	}
	id, badID := in.identify(name)
	sector, known := sectorTexts[l.Sector]
	if err := peer.Faults(badID, listingFault(known, "/listing/sector", "A sector has a code."), sayableListing(l)); err != nil {
		return Resource{}, err
	}
	return finish(id, organization{"Organization", ResourceID(id), &r4.OtherOrganization{
		Text:       told(l.OrganisationName.Reveal()+".", sector+"."),
		Identifier: append([]r4.Identifier{id.r4()}, in.organisationID(l)...),
		Type:       []r4.CodeableConcept{concept(sector, coding(SectorSystem, l.Sector, sector))},
		Name:       text(l.OrganisationName.Reveal()),
	}})
}

// organisationThere is who runs an entry, as the record system knows them; zero: it does
// not.
func (in Context) organisationThere(l signpost.Listing) Reference {
	if l.Organisation == "" {
		return Reference{}
	}
	there, looked := in.People.Organisations[peer.OrgID(l.Organisation)]
	if !looked {
		want(&in.lacks().Organisations, peer.OrgID(l.Organisation))
	}
	return there
}

func (in Context) organisationID(l signpost.Listing) []r4.Identifier {
	if l.Organisation == "" {
		return nil
	}
	return []r4.Identifier{Identifier{in.Site.identifierSystem("organisation"), l.Organisation}.r4()}
}

// runBy refers to who runs an entry; nil when nobody is named.
func (in Context) runBy(r signpost.Resource) (*r4.Reference, error) {
	l := r.Listing()
	switch there := in.organisationThere(l); {
	case there != Reference{}:
		return there.r4(), unless(refersTo(there.Reference, "Organization"), "SIGN-01", ErrUnmappable, "/listing/organisation",
			"An organisation is named as an Organization.", "Give a reference such as Organization/ and the id.")
	case !l.OrganisationName.IsZero():
		return in.refer(DocumentName{Type: "Organization", Record: r.Ref()}), nil
	case l.Organisation != "":
		return &r4.Reference{Type: text("Organization"), Identifier: &in.organisationID(l)[0]}, nil
	}
	return nil, nil
}

// ToLocation makes a Location of where an entry of the directory is (SIGN-01): identifier,
// status, mode instance, address as text, position and managingOrganization. Where
// several addresses are given they stand in the text, and no position with them: it
// would be that of one.
//
// It is active while people can go there, suspended while it is closed for now, and
// inactive when it is gone, is doubted, or is no longer a place to go to. An entry
// without a place has none: ErrNotSent. The other codes are those of
// ToHealthcareService.
func ToLocation(r signpost.Resource, in Context) (Resource, error) {
	name := DocumentName{Type: "Location", Record: r.Ref()}
	if err := in.listed(r, name); err != nil {
		return Resource{}, err
	}
	l := r.Listing()
	if !placed(l) && !in.stood(name) {
		return Resource{}, notSent("SIGN-01", "The entry is somewhere.", "Nothing is needed.")
	}
	id, badID := in.identify(name)
	provider, badProvider := in.runBy(r)
	if err := peer.Faults(badID, badProvider, sayableListing(l)); err != nil {
		return Resource{}, err
	}
	visits, status := visitsOf(l), locationStatus(r, l)
	body := &r4.OtherLocation{
		Text:                 told("A place to go to.", locationTexts[status], strings.Join(visits, "; or ")),
		Identifier:           []r4.Identifier{id.r4()},
		ManagingOrganization: provider,
	}
	if len(visits) > 0 {
		body.Address = &r4.Address{Text: text(strings.Join(visits, "; or "))}
	}
	if l.Place.Given() && len(visits) < 2 {
		body.Position = &r4.LocationPosition{Latitude: degrees(l.Place.Latitude), Longitude: degrees(l.Place.Longitude)}
	}
	return finish(id, location{"Location", ResourceID(id), status, "instance", body})
}

func locationStatus(r signpost.Resource, l signpost.Listing) string {
	switch {
	case r.Status() != signpost.Listed || !placed(l):
		return "inactive"
	case l.Now.Closed:
		return "suspended"
	}
	return "active"
}

var locationTexts = map[string]string{
	"suspended": "It is closed for now.",
	"inactive":  "Nobody is sent there now.",
}

// placed reports whether an entry is somewhere.
func placed(l signpost.Listing) bool { return l.Place.Given() || len(visitsOf(l)) > 0 }

// visitsOf are the places to go to, as they are written.
func visitsOf(l signpost.Listing) (out []string) {
	for _, c := range l.Contacts {
		if c.Kind == signpost.ContactVisit {
			out = append(out, c.Value.Reveal())
		}
	}
	return out
}

// degrees writes millionths of a degree as R4 decimal, exactly.
func degrees(millionths int) json.Number {
	sign := ""
	if millionths < 0 {
		sign, millionths = "-", -millionths
	}
	return json.Number(fmt.Sprintf("%s%d.%06d", sign, millionths/1_000_000, millionths%1_000_000))
}
