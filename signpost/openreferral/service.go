package openreferral

import (
	"slices"
	"strings"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// service is one service on its way to a listing.
type service struct {
	*walk
	how *mapping

	id, name, status            string
	description, fees, process  string
	interpreters, whom, waiting string
	url, email, alert           string
	least, most                 float64
	assured, changed            peer.Date
	orgID, orgName              string
	orgURL, orgEmail            string
	nested                      bool // it holds what belongs to it
	hours                       []signpost.Opening
	sessions                    []signpost.Session
	inWords                     []string // what is added to Offers
	costs                       []cost
	languages                   []string
	features                    []signpost.Feature
	phones, visits              []signpost.ContactPoint
	place                       signpost.Place
	areas, areaNames            []string
	terms                       Term
	unmapped                    []string
}

// entry reads one service.
func (m *mapping) entry(raw []byte, pointer string, listed bool) Entry {
	out := Entry{Pointer: pointer, Outcome: LeftOut}
	if bad := m.Limits.checked(raw); bad != nil {
		r := stops(askSound, "DOC-01")
		r.Path = bad.Path
		out.Notes = []peer.Reason{r}
		return out
	}
	s := service{walk: &walk{data: raw, most: m.Limits.List}, how: m}
	at := strictjson.Start(raw)
	if raw[at] != '{' {
		s.note(stops(askType, "DOC-01"))
		out.Notes = s.notes
		return out
	}
	s.object(span{From: at, To: len(raw)}, s.member)
	out.ID = s.id
	s.judge()
	if s.status == "inactive" || s.status == "defunct" {
		out.Outcome, out.Notes = Gone, s.goneNotes()
		if slices.ContainsFunc(out.Notes, peer.Reason.Stops) {
			out.Outcome = LeftOut
		}
		return out
	}
	out.Shallow = listed && !s.nested
	listing := s.listing(out.Shallow)
	out.Notes, out.Unmapped = s.notes, s.unmapped
	if !slices.ContainsFunc(s.notes, peer.Reason.Stops) {
		out.Outcome, out.Listing = Imported, listing
	}
	return out
}

// goneNotes are those that matter of a service that is gone: who it is.
func (s *service) goneNotes() []peer.Reason {
	return slices.DeleteFunc(s.notes, func(r peer.Reason) bool { return r.Path != "/id" })
}

// member reads one member of a service. One that is not known here is passed over:
// directories add their own, and later versions do.
func (s *service) member(name []byte, v span) {
	switch string(name) {
	case "id":
		s.id = s.text(v)
	case "name":
		s.name = s.text(v)
	case "status":
		s.status = s.text(v)
	case "description":
		s.description = s.text(v)
	case "url":
		s.url = s.text(v)
	case "email":
		s.email = s.text(v)
	case "alert":
		s.alert = s.text(v)
	case "fees", "fees_description":
		s.fees = longer(s.fees, s.text(v))
	case "application_process":
		s.process = s.text(v)
	case "interpretation_services":
		s.interpreters = s.text(v)
	case "wait_time":
		s.waiting = s.text(v)
	case "eligibility_description", "eligibility":
		s.eligible(v)
	case "minimum_age":
		s.least = s.age(v)
	case "maximum_age":
		s.most = s.age(v)
	case "assured_date":
		s.assured = s.past(v)
	case "last_modified":
		s.changed = s.past(v)
	case "organization_id":
		s.orgID = longer(s.orgID, s.text(v))
	case "organization":
		s.object(v, s.organisation)
	default:
		s.collection(name, v)
	}
}

// collection reads what belongs to a service, of which a list item has nothing.
func (s *service) collection(name []byte, v span) {
	switch string(name) {
	case "schedules":
		s.schedules(v)
	case "cost_options":
		s.costOptions(v)
	case "languages":
		s.spokenHere(v)
	case "phones":
		s.phoneList(v)
	case "contacts":
		s.contacts(v)
	case "service_areas":
		s.serviceAreas(v)
	case "service_at_locations":
		s.atLocations(v)
	case "locations":
		s.list(v, s.location)
	case "attributes":
		s.attributes(v)
	default:
		return
	}
	s.nested = s.nested || s.data[v.From] == '['
}

// longer keeps what is said in two places once.
func longer(a, b string) string {
	if len(b) > len(a) {
		return b
	}
	return a
}

func (s *service) organisation(name []byte, v span) {
	switch string(name) {
	case "id":
		s.orgID = s.text(v)
	case "name":
		s.orgName = s.text(v)
	case "email":
		s.orgEmail = s.text(v)
	case "website", "url":
		s.orgURL = longer(s.orgURL, s.text(v))
	case "phones":
		s.phoneList(v)
	}
}

// eligible reads who may come: a text, or a list of entries with one.
func (s *service) eligible(v span) {
	if s.data[v.From] != '[' {
		s.whom = longer(s.whom, s.text(v))
		return
	}
	s.objects(v, func(name []byte, v span) {
		switch string(name) {
		case "eligibility", "eligibility_description", "description":
			if text := s.text(v); text != "" && s.whom != "" {
				s.whom += "\n" + text
			} else {
				s.whom += text
			}
		}
	}, nil)
}

// age is a number of years; nobody says with 0 that somebody has to be that old.
func (s *service) age(v span) float64 {
	n, ok := s.number(v)
	if !ok || n == 0 {
		return 0
	}
	if n < 0 || n > 200 || n != n {
		s.note(askRange)
		return 0
	}
	return n
}

// past is a day on which something has happened. One that has not come is dropped: it
// would make an entry look fresher than it is.
func (s *service) past(v span) peer.Date {
	d := s.date(v)
	if d.IsZero() || s.how.Today.IsZero() {
		return d
	}
	if d.After(s.how.Today) {
		s.note(askRange)
		return peer.Date{}
	}
	if d.DaysUntil(s.how.Today) > oldDays {
		s.note(askRecent)
	}
	return d
}

// oldDays is after how long a date says nothing about today.
const oldDays = 366

// judge finds what a service cannot be read without. The order is that of the schema.
func (s *service) judge() {
	stop := func(ok bool, r peer.Reason, row, path string) {
		if !ok {
			s.note(stops(r, row), path)
		}
	}
	stop(s.id != "", askThere, "SIGN-01", "/id")
	stop(len(s.id) <= 200, askShort, "SIGN-01", "/id")
	if s.id != "" && len(s.id) <= 200 && !isUUID(s.id) {
		s.note(askUUID, "/id")
	}
	if len(s.id) > 200 {
		s.id = ""
	}
	stop(s.name != "", askThere, "SIGN-01", "/name")
	stop(s.status != "", askThere, "SIGN-01", "/status")
	stop(s.status == "" || slices.Contains(statuses, s.status), askWord, "SIGN-01", "/status")
	stop(sound(signpost.ContactEmail, s.email), askContact, "SIGN-01", "/email")
	stop(sound(signpost.ContactWeb, s.url), askContact, "SIGN-01", "/url")
	stop(sound(signpost.ContactEmail, s.orgEmail), askContact, "SIGN-01", "/organization/email")
	stop(sound(signpost.ContactWeb, s.orgURL), askContact, "SIGN-01", "/organization/website")
	stop(s.description != "", askThere, "SIGN-04", "/description")
}

var statuses = []string{"active", "inactive", "defunct", "temporarily closed"}

// isUUID reports whether a text is a UUID as RFC 9562 writes it, in either case.
func isUUID(s string) bool {
	if len(s) != 36 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if dash := i == 8 || i == 13 || i == 18 || i == 23; dash != (c == '-') {
			return false
		}
		if c != '-' && !(c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f') {
			return false
		}
	}
	return true
}

// listing is what the service comes to.
func (s *service) listing(shallow bool) signpost.Listing {
	l := signpost.Listing{
		Name: s.kept(s.name, 200, "/name"), OrganisationName: s.kept(s.orgName, 200, "/organization/name"),
		Kind: s.terms.Kind, Sector: s.terms.Sector, Topics: s.terms.Topics, Categories: s.terms.Categories,
		Contacts: s.allContacts(), Place: s.place, Hours: s.hours, Languages: s.languages, Features: s.features,
		Sessions: signpost.Sessions{Days: s.sessions}, Cost: s.cost(),
		Now:    signpost.RightNow{Closed: s.status == "temporarily closed", Alert: s.kept(s.alert, 1000, "/alert")},
		Source: signpost.SourceOf{Directory: s.how.Directory, ID: s.id, Changed: s.changed, Assured: s.assured},
	}
	if len(s.orgID) <= 200 {
		l.Organisation = s.orgID
	}
	if l.Sector == "" {
		l.Sector = s.how.Sector
	}
	if l.Kind == "" {
		l.Kind = signpost.Service
		if len(s.sessions) > 0 && len(s.hours) == 0 {
			l.Kind = signpost.Course
		}
	}
	if len(l.Categories) == 0 {
		l.Categories = slices.Clone(s.how.Categories)
	}
	s.reach(&l)
	l.Offers = s.kept(s.offers(), 4000, "/description")
	s.bounded(&l)
	s.missing(&l, shallow)
	return l
}

// offers is the description with what has no place of its own.
func (s *service) offers() string {
	parts := []string{s.description}
	for _, p := range append(s.inWords, s.process, s.interpreters) {
		if p != "" && !slices.Contains(parts, p) {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, "\n\n")
}

func (s *service) reach(l *signpost.Listing) {
	l.Reach.Threshold = s.kept(s.whom, 1000, "/eligibility_description")
	l.Reach.Waiting = s.kept(s.waiting, 500, "/wait_time")
	least, most := s.least, s.most
	if least > 0 && most > 0 && least > most {
		s.note(askRange, "/maximum_age")
		least, most = 0, 0
	}
	if least > 120 {
		s.note(askRange, "/minimum_age")
		least = 0
	}
	l.Reach.MinimumAge = int(least)
	if l.Reach.MinimumAge < 1 {
		l.Reach.MinimumAge = 0
	}
	if l.Reach.MaximumAge = int(most); most < 1 || most > 120 { // as good as no limit
		l.Reach.MaximumAge = 0
	}
	if len(s.areas) == 1 && s.areas[0] != "" {
		l.Area = s.areas[0]
		return
	}
	if len(s.areas) > 1 {
		s.note(askKept, "/service_areas") // a listing has one area, or serves everywhere
	}
	l.Reach.Serves = s.kept(strings.Join(s.areaNames, "\n"), 2000, "/service_areas")
}

// bounded keeps lists to what a listing holds.
func (s *service) bounded(l *signpost.Listing) {
	l.Contacts = cut(s, l.Contacts, 20, "/contacts")
	l.Hours = cut(s, l.Hours, 40, "/schedules")
	l.Sessions.Days = cut(s, l.Sessions.Days, 100, "/schedules")
	l.Languages = cut(s, l.Languages, 40, "/languages")
	l.Topics = cut(s, l.Topics, 24, "/attributes")
	l.Categories = cut(s, l.Categories, 15, "/attributes")
}

func cut[T any](s *service, list []T, most int, path string) []T {
	if len(list) <= most {
		return list
	}
	s.note(askShort, path)
	return slices.Clip(list[:most])
}

// missing finds what an entry of our directory has to have. An item of a list may get
// it when the service is fetched.
func (s *service) missing(l *signpost.Listing, shallow bool) {
	if len(l.Contacts) == 0 {
		r := askThere
		if !shallow {
			r = stops(r, "SIGN-01")
		}
		s.note(r, "/contacts")
	}
	if len(l.Categories) == 0 {
		s.note(askThere, "/attributes")
	}
}

// allContacts are the ways to get in touch, the service's own first.
func (s *service) allContacts() []signpost.ContactPoint {
	var out []signpost.ContactPoint
	add := func(kind signpost.ContactKind, value string) {
		p := signpost.ContactPoint{Kind: kind, Value: peer.Say(value)}
		if value != "" && !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	for _, p := range s.phones {
		add(p.Kind, p.Value.Reveal())
	}
	add(signpost.ContactEmail, s.email)
	add(signpost.ContactWeb, s.url)
	for _, p := range s.visits {
		add(p.Kind, p.Value.Reveal())
	}
	if len(out) == 0 || s.email == "" && s.url == "" && len(s.phones) == 0 {
		add(signpost.ContactEmail, s.orgEmail)
		add(signpost.ContactWeb, s.orgURL)
	}
	return out
}
