package fhirtest

import (
	"mime"
	"net/http"
	"strconv"
	"strings"
)

const (
	fhirJSON = "application/fhir+json"
	bareJSON = "application/json"
)

// fhirVersion is what the MIME parameter of that name must say, if it is there.
const fhirVersion = "4.0"

func (c *call) authorised() bool {
	if c.config.Token == "" {
		return true
	}
	scheme, token, _ := strings.Cut(c.r.Header.Get("Authorization"), " ")
	return strings.EqualFold(scheme, "Bearer") && token == c.config.Token
}

// acceptable is the media type the client will take, or nothing. _format goes
// before Accept.
func (c *call) acceptable() string {
	if formats, asked := c.query["_format"]; asked {
		switch formats[0] {
		case "json", bareJSON, fhirJSON:
			return fhirJSON
		}
		return ""
	}
	accept := strings.Join(c.r.Header.Values("Accept"), ",")
	if strings.TrimSpace(accept) == "" {
		return fhirJSON
	}
	for one := range strings.SplitSeq(accept, ",") {
		media, params, err := mime.ParseMediaType(one)
		if err != nil || isZero(params["q"]) || !isR4(params) {
			continue
		}
		switch media {
		case fhirJSON, "*/*", "application/*":
			return fhirJSON
		case bareJSON:
			return bareJSON
		}
	}
	return ""
}

func isZero(q string) bool {
	n, err := strconv.ParseFloat(q, 64)
	return err == nil && n == 0
}

func isR4(params map[string]string) bool {
	version, said := params["fhirversion"]
	return !said || version == fhirVersion
}

// isJSON reports whether the body says it is FHIR JSON of this version, in UTF-8.
func (c *call) isJSON() bool {
	media, params, err := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	charset, said := params["charset"]
	return err == nil && (media == fhirJSON || media == bareJSON) && isR4(params) &&
		(!said || strings.EqualFold(charset, "utf-8"))
}

func (c *call) isForm() bool {
	media, _, err := mime.ParseMediaType(c.r.Header.Get("Content-Type"))
	return err == nil && media == "application/x-www-form-urlencoded"
}

// preferences are what the Prefer header (RFC 7240) asks for. What is not known
// is passed over, as that RFC wants.
type preferences struct {
	content string // minimal, representation or OperationOutcome
	lenient bool
}

func readPrefer(h http.Header) preferences {
	p := preferences{content: "representation"}
	for _, line := range h.Values("Prefer") {
		for one := range strings.FieldsFuncSeq(line, func(r rune) bool { return r == ',' || r == ';' || r == ' ' }) {
			switch name, value, _ := strings.Cut(one, "="); {
			case name == "return" && (value == "minimal" || value == "OperationOutcome"):
				p.content = value
			case name == "handling":
				p.lenient = value == "lenient"
			}
		}
	}
	return p
}

// asPreferred gives the answer to a write the body the client asked for.
func (c *call) asPreferred(a answer, done string) answer {
	switch c.prefer.content {
	case "minimal":
		a.body = nil
	case "OperationOutcome":
		a.issues = []issue{{Severity: "information", Code: "informational", Diagnostics: done}}
		a.body = outcome(a.issues)
	}
	return a
}

// onlyFormat turns down a query on an interaction that has no parameters of its
// own, except for _format and _pretty.
func (c *call) onlyFormat() *answer {
	for name := range c.query {
		if name != "_format" && name != "_pretty" {
			no := refuse(http.StatusBadRequest, fault("not-supported", "Only _format and _pretty can be asked for at this address."))
			return &no
		}
	}
	return nil
}
