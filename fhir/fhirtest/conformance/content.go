package conformance

import (
	"errors"
	"fmt"
	"strings"
)

// content are the checks of what a server takes for a resource at all. R4 lets a
// server be lenient in reading; what it has stored is what everybody else gets.
var content = []Check{
	{"turns-down-unknown-member", "validation.html, structure", "A resource with a member that R4 does not have is turned down.", func(p *probe) error {
		return p.turnsDown(p.with(`"towpathBanana":"x"`))
	}},
	{"turns-down-missing-element", "validation.html, cardinality", "A resource without what R4 requires of it is turned down.", func(p *probe) error {
		if p.Resource != nil {
			return skip("what the caller's resource requires is not known here")
		}
		return p.turnsDown(func(value string) string {
			return fmt.Sprintf(`{"resourceType":%q,"identifier":[{"system":%q,"value":%q}]}`, p.Type, system, value)
		})
	}},
	{"turns-down-wrong-code", "validation.html, value domains", "A resource whose language is no code, or whose status is none of R4's, is turned down.", func(p *probe) error {
		err := p.turnsDown(p.with(`"language":"en GB "`))
		if !strings.Contains(string(p.sample("", "")), `"status":"`) {
			return err
		}
		return errors.Join(err, p.turnsDown(func(value string) string {
			return strings.Replace(string(p.sample(value, "")), `"status":"`, `"status":"towpath-`, 1)
		}))
	}},
	{"turns-down-wrong-type", "json.html, primitive elements", "A resource with a number where a text belongs is turned down.", func(p *probe) error {
		return p.turnsDown(p.with(`"language":1`))
	}},
	{"turns-down-single-for-list", "json.html, repeating elements", "A resource with one object where a list of them belongs is turned down.", func(p *probe) error {
		return p.turnsDown(p.with(`"extension":{"url":"http://towpath.example/conformance","valueCode":"x"}`))
	}},
	{"turns-down-null", "json.html, objects and arrays", "A resource with an empty text, or with null for a member, is turned down.", func(p *probe) error {
		return errors.Join(p.turnsDown(p.with(`"language":""`)), p.turnsDown(p.with(`"language":null`)))
	}},
	{"turns-down-two-of-a-choice", "formats.html, choice of data types", "A resource with two values of one choice is turned down.", func(p *probe) error {
		return p.turnsDown(p.with(`"extension":[{"url":"http://towpath.example/conformance","valueCode":"x","valueString":"x"}]`))
	}},
	{"turns-down-wrong-date", "datatypes.html, date", "A resource with a date that is not in the calendar is turned down.", func(p *probe) error {
		return errors.Join(p.turnsDown(p.with(p.dated("2026-13-01"))), p.turnsDown(p.with(p.dated("2026-02-30"))))
	}},
	{"update-turns-down-too", "http.html, update", "An update that is no resource of R4 is turned down and changes nothing.", func(p *probe) error {
		k, err := p.tagged("update")
		if err != nil {
			return err
		}
		bad := strings.Replace(string(p.sample(k.value, k.id)), "{", `{"towpathBanana":"x",`, 1)
		r := p.send("PUT", k.address(p), []byte(bad), "If-Match: "+k.etag)
		now := p.send("GET", k.address(p), nil)
		return errors.Join(r.refused(), now.is(now.header.Get("ETag") == k.etag, "the version moved on all the same"))
	}},
}

func (p *probe) dated(date string) string {
	return fmt.Sprintf(`"extension":[{"url":"http://towpath.example/conformance","valueDate":%q}]`, date)
}

// with makes a resource that has one member more, or another one.
func (p *probe) with(member string) func(value string) string {
	return func(value string) string { return strings.Replace(string(p.sample(value, "")), "{", "{"+member+",", 1) }
}

// turnsDown says what is wrong when a create is not turned down, or is stored all the
// same.
func (p *probe) turnsDown(resource func(value string) string) error {
	value := p.value()
	r := p.send("POST", "/"+p.Type, []byte(resource(value)))
	p.remember(p.idIn(r))
	return errors.Join(r.refused(), p.number(value, 0))
}
