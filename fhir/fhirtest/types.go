package fhirtest

import "slices"

// param is one search parameter of one resource type, as the R4 search parameter
// registry defines it.
type param struct {
	name string
	kind *kind
	// path leads to the element, one member name after the other. A list on the
	// way is followed into each of its elements.
	path []string
}

var (
	byIdentifier = param{"identifier", token, []string{"identifier"}}
	bySubject    = param{"subject", reference, []string{"subject"}}
	ofSubject    = param{"patient", patient, []string{"subject"}}
	ofPatient    = param{"patient", patient, []string{"patient"}}
	byFamily     = param{"family", text, []string{"name", "family"}}
	byBirthDate  = param{"birthdate", date, []string{"birthDate"}}
)

// known lists every resource type this server can hold and how each may be
// searched, beside _id and _lastUpdated. Routing, search and the CapabilityStatement read it.
var known = map[string][]param{
	"Appointment":           {byIdentifier, {"patient", patient, []string{"participant", "actor"}}},
	"AuditEvent":            {},
	"CarePlan":              {byIdentifier, ofSubject, bySubject},
	"CareTeam":              {byIdentifier, ofSubject, bySubject},
	"Communication":         {byIdentifier, ofSubject, bySubject},
	"CommunicationRequest":  {byIdentifier, ofSubject, bySubject},
	"Condition":             {byIdentifier, ofSubject, bySubject},
	"Consent":               {byIdentifier, ofPatient},
	"DetectedIssue":         {byIdentifier, ofPatient},
	"DocumentReference":     {byIdentifier, ofSubject, bySubject},
	"Encounter":             {byIdentifier, ofSubject, bySubject},
	"EpisodeOfCare":         {byIdentifier, ofPatient},
	"Flag":                  {byIdentifier, ofSubject, bySubject},
	"Goal":                  {byIdentifier, ofSubject, bySubject},
	"Group":                 {byIdentifier},
	"HealthcareService":     {byIdentifier},
	"Location":              {byIdentifier},
	"Observation":           {byIdentifier, ofSubject, bySubject},
	"Organization":          {byIdentifier},
	"Patient":               {byIdentifier, byBirthDate, byFamily},
	"Practitioner":          {byIdentifier, byFamily},
	"PractitionerRole":      {byIdentifier},
	"Provenance":            {{"patient", patient, []string{"target"}}},
	"QuestionnaireResponse": {byIdentifier, ofSubject, bySubject},
	"RelatedPerson":         {byIdentifier, ofPatient, byBirthDate},
	"RequestGroup":          {byIdentifier, ofSubject, bySubject},
	"RiskAssessment":        {byIdentifier, ofSubject, bySubject},
	"ServiceRequest":        {byIdentifier, ofSubject, bySubject},
	"Task":                  {byIdentifier, {"patient", patient, []string{"for"}}, {"subject", reference, []string{"for"}}},
}

// byID and byLastUpdated are the parameters every type has. They are matched on
// the address and on the version, not on the document.
var (
	byID          = param{"_id", token, nil}
	byLastUpdated = param{"_lastUpdated", date, nil}
)

// paramsOf lists the parameters of a type that the server has, those of every type
// first.
func (s *Server) paramsOf(resourceType string) []param {
	all := append([]param{byID, byLastUpdated}, known[resourceType]...)
	return slices.DeleteFunc(all, func(p param) bool { return s.without(p.name) })
}

// paramOf finds a parameter of a type by its name.
func (s *Server) paramOf(resourceType, name string) (param, bool) {
	all := s.paramsOf(resourceType)
	i := slices.IndexFunc(all, func(p param) bool { return p.name == name })
	if i < 0 {
		return param{}, false
	}
	return all[i], true
}

// nodes follows path through a decoded document and returns what it leads to.
func nodes(at any, path []string) []any {
	if list, ok := at.([]any); ok {
		var out []any
		for _, one := range list {
			out = append(out, nodes(one, path)...)
		}
		return out
	}
	if at == nil {
		return nil
	}
	if len(path) == 0 {
		return []any{at}
	}
	object, _ := at.(map[string]any)
	return nodes(object[path[0]], path[1:])
}
