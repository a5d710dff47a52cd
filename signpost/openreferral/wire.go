package openreferral

import (
	"strings"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// What is written, member by member in the order of the schema.
type (
	envelope struct {
		PageInfo
		Contents []wire `json:"contents"`
	}
	wire struct {
		ID           string            `json:"id"`
		Name         string            `json:"name"`
		Description  string            `json:"description,omitempty"`
		URL          string            `json:"url,omitempty"`
		Email        string            `json:"email,omitempty"`
		Status       string            `json:"status"`
		Eligibility  string            `json:"eligibility_description,omitempty"`
		WaitTime     string            `json:"wait_time,omitempty"`
		MinimumAge   int               `json:"minimum_age,omitempty"`
		MaximumAge   int               `json:"maximum_age,omitempty"`
		AssuredDate  string            `json:"assured_date,omitempty"`
		Alert        string            `json:"alert,omitempty"`
		LastModified string            `json:"last_modified,omitempty"`
		Phones       []wirePhone       `json:"phones,omitempty"`
		Schedules    []wireSchedule    `json:"schedules,omitempty"`
		Areas        []wireArea        `json:"service_areas,omitempty"`
		AtLocations  []wireAt          `json:"service_at_locations,omitempty"`
		Languages    []wireLanguage    `json:"languages,omitempty"`
		Organization *wireOrganization `json:"organization,omitempty"`
		Costs        []wireCost        `json:"cost_options,omitempty"`
		Contacts     []wireContact     `json:"contacts,omitempty"`
		Attributes   []wireAttribute   `json:"attributes,omitempty"`
	}
	wirePhone struct {
		ID     string `json:"id"`
		Number string `json:"number"`
		Type   string `json:"type"`
	}
	wireContact struct {
		ID    string `json:"id"`
		Email string `json:"email"`
	}
	wireSchedule struct {
		ID       string `json:"id"`
		DTStart  string `json:"dtstart,omitempty"`
		Freq     string `json:"freq,omitempty"`
		Interval int    `json:"interval,omitempty"`
		ByDay    string `json:"byday,omitempty"`
		OpensAt  string `json:"opens_at,omitempty"`
		ClosesAt string `json:"closes_at,omitempty"`
	}
	wireArea struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	wireAt struct {
		ID       string       `json:"id"`
		Location wireLocation `json:"location"`
	}
	wireLocation struct {
		ID        string   `json:"id"`
		Type      string   `json:"location_type"`
		Name      string   `json:"name,omitempty"`
		Latitude  *float64 `json:"latitude,omitempty"`
		Longitude *float64 `json:"longitude,omitempty"`
	}
	wireLanguage struct {
		ID   string `json:"id"`
		Code string `json:"code"`
	}
	wireOrganization struct {
		ID          string `json:"id"`
		Name        string `json:"name"`
		Description string `json:"description"`
	}
	wireCost struct {
		ID     string   `json:"id"`
		Option string   `json:"option,omitempty"`
		Amount *float64 `json:"amount,omitempty"`
	}
	wireAttribute struct {
		ID   string   `json:"id"`
		Type string   `json:"link_type"`
		Term wireTerm `json:"taxonomy_term"`
	}
	wireTerm struct {
		ID          string `json:"id"`
		Name        string `json:"name"`
		Description string `json:"description"`
		Taxonomy    string `json:"taxonomy"`
	}
)

// nested writes what belongs to a service.
func (h held) nested(out *wire) {
	l := h.listing
	h.times(out)
	h.places(out)
	for _, tag := range l.Languages {
		out.Languages = append(out.Languages, wireLanguage{h.part("language", tag), tag})
	}
	if l.Area != "" {
		out.Areas = append(out.Areas, wireArea{h.part("area", l.Area), l.Area})
	}
	if l.Cost != (signpost.Cost{}) {
		c := wireCost{ID: h.part("cost"), Option: l.Cost.Note.Reveal()}
		if l.Cost.Kind == signpost.CostFree {
			c.Amount = new(float64)
		}
		out.Costs = append(out.Costs, c)
	}
	h.terms(out)
}

// terms writes topics, categories and what it has for those who need it, in taxonomies
// of our own that a Reader knows again.
func (h held) terms(out *wire) {
	l := h.listing
	add := func(taxonomy, name string) {
		out.Attributes = append(out.Attributes, wireAttribute{h.part("attribute", taxonomy, name), "service",
			wireTerm{madeID("term", taxonomy, name), name, strings.ReplaceAll(name, "-", " "), taxonomy}})
	}
	for _, t := range l.Topics {
		add(topicTaxonomy, string(t))
	}
	for _, c := range l.Categories {
		add(categoryTaxonomy, string(c))
	}
	for _, f := range l.Features {
		if f.Has == peer.Yes {
			add(needTaxonomy, string(f.Need))
		}
	}
	if l.Kind != signpost.Service {
		add(kindTaxonomy, string(l.Kind))
	}
}

// times writes hours, the days with the same hours together, and dated sessions.
func (h held) times(out *wire) {
	type span struct{ from, to peer.Clock }
	at := map[span]int{}
	for _, o := range h.listing.Hours {
		s := span{o.From, o.To}
		i, there := at[s]
		if !there {
			i = len(out.Schedules)
			at[s] = i
			out.Schedules = append(out.Schedules, wireSchedule{ID: h.part("hours", o.From.String(), o.To.String()), Freq: "WEEKLY", Interval: 1, OpensAt: o.From.String(), ClosesAt: closing(o.To)})
		}
		if out.Schedules[i].ByDay != "" {
			out.Schedules[i].ByDay += ","
		}
		out.Schedules[i].ByDay += string(o.Day)
	}
	for _, s := range h.listing.Sessions.Days {
		out.Schedules = append(out.Schedules, wireSchedule{ID: h.part("session", s.On.String(), s.From.String()), DTStart: s.On.String(), OpensAt: s.From.String(), ClosesAt: closing(s.To)})
	}
}

// closing writes the end of the day as midnight: others have no 24:00.
func closing(k peer.Clock) string {
	if k == midnight {
		return morning.String()
	}
	return k.String()
}

// places writes where it is, and every address to go to under its name: we keep an
// address as one line, which is none of theirs.
func (h held) places(out *wire) {
	var visits []string
	for _, c := range h.listing.Contacts {
		if c.Kind == signpost.ContactVisit {
			visits = append(visits, c.Value.Reveal())
		}
	}
	place := h.listing.Place
	if len(visits) == 0 && place.Given() {
		visits = []string{""}
	}
	for i, name := range visits {
		l := wireLocation{ID: h.part("location", name), Type: "physical", Name: name}
		if i == 0 && place.Given() {
			lat, lon := float64(place.Latitude)/1e6, float64(place.Longitude)/1e6
			l.Latitude, l.Longitude = &lat, &lon
		}
		out.AtLocations = append(out.AtLocations, wireAt{h.part("at", name), l})
	}
}
