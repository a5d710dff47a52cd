package openreferral

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

func (s *service) atLocations(v span) {
	s.objects(v, func(name []byte, v span) {
		switch string(name) {
		case "location":
			s.location(v)
		case "schedules":
			s.schedules(v)
		case "contacts":
			s.contacts(v)
		case "phones":
			s.phoneList(v)
		case "attributes":
			s.attributes(v)
		}
	}, nil)
}

// where is one location on its way.
type where struct {
	sort, name string
	lat, lon   float64
	located    [2]bool
	address    address
}

// address is how a place is found; the physical one where there are several.
type address struct {
	lines    [4]string // two of the street, town, post code
	country  string
	physical bool
}

func (a address) String() string {
	return strings.Join(slices.DeleteFunc(a.lines[:], func(line string) bool { return line == "" }), ", ")
}

// location reads a place. The first that can be gone to gives the coordinates.
func (s *service) location(v span) {
	var w where
	s.object(v, func(name []byte, v span) {
		switch string(name) {
		case "location_type":
			w.sort = s.text(v)
		case "name":
			w.name = s.text(v)
		case "latitude":
			w.lat, w.located[0] = s.degrees(v, 90)
		case "longitude":
			w.lon, w.located[1] = s.degrees(v, 180)
		case "addresses", "physical_addresses":
			s.addresses(v, &w.address)
		case "accessibility":
			s.accessibility(v)
		case "phones":
			s.phoneList(v)
		case "attributes":
			s.attributes(v)
		}
	})
	switch {
	case w.sort == "virtual":
		s.has(signpost.NeedOnline)
		return
	case w.sort == "postal":
		return
	}
	s.visit(cmp.Or(w.address.String(), w.name))
	abroad := w.address.country != "" && !homeCountry(w.address.country)
	if abroad {
		s.note(askCountry)
	}
	at := signpost.Place{Latitude: millionths(w.lat), Longitude: millionths(w.lon)}
	nowhere := w.lat == 0 && w.lon == 0 // the sea off Africa: nobody filled it in
	if w.located[0] && w.located[1] && !abroad && !nowhere && !s.place.Given() {
		s.place = at
	}
}

// millionths is a coordinate as a Place has it, which is never 0: on the meridian of
// Greenwich it is a hand's width beside.
func millionths(degrees float64) int {
	if n := int(math.Round(degrees * 1e6)); n != 0 {
		return n
	}
	return 1
}

// visit is somewhere to go.
func (s *service) visit(text string) {
	if r := []rune(text); len(r) > 300 {
		s.note(askShort)
		text = string(r[:300])
	}
	if text != "" {
		s.visits = append(s.visits, signpost.ContactPoint{Kind: signpost.ContactVisit, Value: peer.Say(text)})
	}
}

// degrees is a coordinate; one that is not on earth is dropped.
func (s *service) degrees(v span, most float64) (float64, bool) {
	n, ok := s.number(v)
	if !ok {
		return 0, false
	}
	if !(n >= -most && n <= most) {
		s.note(askRange)
		return 0, false
	}
	return n, true
}

// homeCountry reports whether a country is the United Kingdom, a part of it, or one of
// the islands that share its numbers and post codes.
func homeCountry(s string) bool {
	switch strings.ToLower(s) {
	case "gb", "uk", "gbr", "united kingdom", "great britain", "england", "scotland", "wales", "cymru", "northern ireland", "im", "je", "gg":
		return true
	}
	return false
}

func (s *service) addresses(v span, out *address) {
	var one address
	s.objects(v, func(name []byte, v span) {
		switch string(name) {
		case "address_1":
			one.lines[0] = s.text(v)
		case "address_2":
			one.lines[1] = s.text(v)
		case "city":
			one.lines[2] = s.text(v)
		case "postal_code":
			one.lines[3] = s.text(v)
		case "country":
			one.country = s.text(v)
		case "address_type":
			one.physical = s.text(v) == "physical"
		}
	}, func() {
		if none := [4]string{}; one.lines != none && (out.lines == none || one.physical && !out.physical) {
			*out = one
		}
		one = address{}
	})
}

// accessibility reads what somebody may need there. What it says is kept in words too:
// no software reads all of it.
func (s *service) accessibility(v span) {
	s.objects(v, func(name []byte, v span) {
		switch string(name) {
		case "description", "details", "accessibility":
			text := s.text(v)
			for _, n := range featuresIn(text) {
				s.has(n)
			}
			if text != "" {
				s.inWords = addTo(s.inWords, []string{text})
			}
		case "attributes":
			s.attributes(v)
		}
	}, nil)
}
