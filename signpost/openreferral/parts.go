package openreferral

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// phoneList reads telephone numbers. A fax is none.
func (s *service) phoneList(v span) {
	var number, sort string
	s.objects(v, func(name []byte, v span) {
		switch string(name) {
		case "number":
			if number = s.text(v); !sound(signpost.ContactPhone, number) {
				s.note(askContact)
				number = ""
			}
		case "type":
			sort = strings.ToLower(s.text(v))
		}
	}, func() {
		kind := signpost.ContactPhone
		if sort == "text" || sort == "sms" {
			kind = signpost.ContactSMS
		}
		if number != "" && sort != "fax" {
			s.phones = append(s.phones, signpost.ContactPoint{Kind: kind, Value: peer.Say(number)})
		}
		number, sort = "", ""
	})
}

// contacts reads ways to get in touch, and not whose they are.
func (s *service) contacts(v span) {
	s.objects(v, func(name []byte, v span) {
		switch string(name) {
		case "email":
			email := s.text(v)
			if !sound(signpost.ContactEmail, email) {
				s.note(askContact)
			} else if email != "" {
				s.phones = append(s.phones, signpost.ContactPoint{Kind: signpost.ContactEmail, Value: peer.Say(email)})
			}
		case "phones":
			s.phoneList(v)
		}
	}, nil)
}

// cost is one way to pay. Its amount is below 0 where nobody says it.
type cost struct {
	option, note string
	amount       float64
	until        peer.Date
}

func (s *service) costOptions(v span) {
	one := cost{amount: -1}
	s.objects(v, func(name []byte, v span) {
		switch string(name) {
		case "option":
			one.option = s.text(v)
		case "amount_description":
			one.note = s.text(v)
		case "amount":
			if n, ok := s.number(v); ok && n >= 0 && n < 1e6 {
				one.amount = n
			} else if ok {
				s.note(askRange)
			}
		case "valid_to":
			if one.until = s.date(v); s.over(one.until) {
				s.note(askRecent)
			}
		}
	}, func() {
		if !s.over(one.until) {
			s.costs = append(s.costs, one)
		}
		one = cost{amount: -1}
	})
}

// over reports whether something ended before the day of reading.
func (s *service) over(until peer.Date) bool {
	return !until.IsZero() && !s.how.Today.IsZero() && until.Before(s.how.Today)
}

// few is how many pounds are no more than a few.
const few = 5

// costless are fees in words that say one thing only.
var costless = []string{"free", "free of charge", "no charge", "no cost", "none", "there is no charge", "this service is free"}

// cost says what it costs as the most of what is asked; the note has it all.
func (s *service) cost() signpost.Cost {
	var out signpost.Cost
	most, parts := -1.0, []string{}
	for _, c := range s.costs {
		most = max(most, c.amount)
		text := c.option
		if c.amount > 0 {
			text = join(": ", text, "£"+decimal(c.amount))
		}
		if text = join(" ", text, c.note); text != "" {
			parts = append(parts, text)
		}
	}
	switch {
	case most > few:
		out.Kind = signpost.CostPaid
	case most > 0:
		out.Kind = signpost.CostLow
	case most == 0, slices.Contains(costless, strings.Trim(strings.ToLower(s.fees), " .")):
		out.Kind = signpost.CostFree
	}
	if s.fees != "" {
		parts = append(parts, s.fees)
	}
	out.Note = s.kept(strings.Join(parts, "; "), 500, "/cost_options")
	return out
}

// decimal writes pounds, with pence where there are any.
func decimal(n float64) string {
	pence := int(math.Round(n * 100))
	out := peer.Rev(pence / 100).String()
	if p := pence % 100; p > 0 {
		out += "." + string(rune('0'+p/10)) + string(rune('0'+p%10))
	}
	return out
}

func join(sep, a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + sep + b
}

func (s *service) spokenHere(v span) {
	var code, name string
	s.objects(v, func(member []byte, v span) {
		switch string(member) {
		case "code":
			code = s.text(v)
		case "name", "language":
			name = s.text(v)
		}
	}, func() {
		if tag := languageTag(code, name); tag == "" {
			s.note(askLanguage)
		} else if !slices.Contains(s.languages, tag) {
			s.languages = append(s.languages, tag)
		}
		code, name = "", ""
	})
}

// serviceAreas reads where it serves. An area that is none of ours stands among them
// as the empty one, and all of them are kept in words then.
func (s *service) serviceAreas(v span) {
	var name, uri, text string
	s.objects(v, func(member []byte, v span) {
		switch string(member) {
		case "name":
			name = s.text(v)
		case "uri":
			uri = s.text(v)
		case "service_area", "description", "extent":
			if s.data[v.From] == '"' {
				text = longer(text, s.text(v))
			}
		}
	}, func() {
		id, ok := s.how.areas[strings.ToLower(uri)]
		if !ok {
			id, ok = s.how.areas[strings.ToLower(name)]
		}
		if said := cmp.Or(name, text); said != "" || ok {
			s.areaNames = addTo(s.areaNames, []string{cmp.Or(said, uri)})
		}
		if ok {
			s.areas = addTo(s.areas, []string{id})
		} else if name+uri+text != "" {
			s.note(askArea)
			s.areas = addTo(s.areas, []string{""})
		}
		name, uri, text = "", "", ""
	})
}

func (s *service) attributes(v span) {
	s.objects(v, func(name []byte, v span) {
		if string(name) == "taxonomy_term" {
			s.taxonomyTerm(v)
		}
	}, nil)
}

func (s *service) taxonomyTerm(v span) {
	var t term
	s.object(v, func(name []byte, v span) {
		switch string(name) {
		case "id":
			t.id = s.text(v)
		case "name":
			t.name = s.text(v)
		case "term_uri":
			t.uri = s.text(v)
		case "taxonomy":
			t.taxonomy = s.text(v)
		}
	})
	if t == (term{}) {
		return
	}
	found, ok := s.how.find(t)
	if !ok {
		s.note(askTerm)
		if name := cmp.Or(t.name, t.id); len(s.unmapped) < mostNotes && len(name) <= 200 {
			s.unmapped = append(s.unmapped, name)
		}
		return
	}
	s.terms.Topics = addTo(s.terms.Topics, found.Topics)
	s.terms.Categories = addTo(s.terms.Categories, found.Categories)
	s.terms.Kind = cmp.Or(s.terms.Kind, found.Kind)
	s.terms.Sector = cmp.Or(s.terms.Sector, found.Sector)
	for _, n := range found.Features {
		s.has(n)
	}
}

func addTo[T comparable](list, more []T) []T {
	for _, v := range more {
		if !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	return list
}

// has notes a feature that is there.
func (s *service) has(n signpost.AccessNeed) {
	if f := (signpost.Feature{Need: n, Has: peer.Yes}); !slices.Contains(s.features, f) {
		s.features = append(s.features, f)
	}
}
