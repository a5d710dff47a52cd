package conformance

import (
	"errors"
	"strings"
)

// single are the checks of one resource and one request.
var single = []Check{
	{"statement-names-json", "http.html, capabilities", "GET /metadata answers a CapabilityStatement in the media type of FHIR.", func(p *probe) error {
		r := p.send("GET", "/metadata", nil)
		return r.is(strings.HasPrefix(r.header.Get("Content-Type"), "application/fhir+json"), "Content-Type is not application/fhir+json")
	}},
	{"create-answers-location", "http.html, create", "A create answers 201 with [base]/[type]/[id]/_history/[vid] as Location.", func(p *probe) error {
		k, r, err := p.create()
		if err != nil {
			return err
		}
		return r.is(strings.Contains(r.header.Get("Location"), p.Type+"/"+k.id+"/_history/"), "the Location names no version")
	}},
	{"create-ignores-id", "http.html, create", "An id in the body of a create is ignored.", func(p *probe) error {
		value := p.value()
		r := p.send("POST", "/"+p.Type, p.sample(value, "chosen-"+value))
		id := p.idIn(r)
		p.remember(id)
		return errors.Join(r.want(201), r.is(id != "chosen-"+value, "the id of the body was taken"))
	}},
	{"create-sets-meta", "http.html, create", "The server sets meta.versionId and meta.lastUpdated.", func(p *probe) error {
		k, _, err := p.create()
		if err != nil {
			return err
		}
		r := p.send("GET", k.address(p), nil)
		meta := r.resource().Meta
		return errors.Join(r.want(200), r.is(meta.VersionID != "" && meta.LastUpdated != "", "meta has no versionId or no lastUpdated"))
	}},
	{"create-turns-down-bad-json", "http.html, create", "A body that is no JSON is 400.", func(p *probe) error {
		return p.send("POST", "/"+p.Type, []byte(`{"resourceType":`)).want(400)
	}},
	{"create-turns-down-other-type", "http.html, create", "A body of another type than the address is turned down.", func(p *probe) error {
		return p.send("POST", "/"+p.Type, []byte(`{"resourceType":"OperationOutcome","issue":[{"severity":"error","code":"invalid"}]}`)).refused()
	}},
	{"refusal-is-an-outcome", "http.html, update, and operationoutcome.html", "A refusal says why in an OperationOutcome with an issue code.", func(p *probe) error {
		r := p.send("GET", "/"+p.Type+"/towpath-none-"+p.run, nil)
		got := r.resource()
		return r.is(got.ResourceType == "OperationOutcome" && len(got.Issue) > 0 && got.Issue[0].Code != "", "the body is no OperationOutcome with an issue")
	}},
	{"unknown-type-is-404", "http.html, create", "A type that R4 does not have is 404.", func(p *probe) error {
		return p.send("GET", "/TowpathBanana/1", nil).want(404)
	}},
	{"read-unknown-is-404", "http.html, read", "A resource that never was is 404.", func(p *probe) error {
		return p.send("GET", "/"+p.Type+"/towpath-none-"+p.run, nil).want(404)
	}},
	{"read-returns-what-was-asked", "http.html, read", "A read answers the resource with that id, and an ETag of its version.", func(p *probe) error {
		k, _, err := p.create()
		if err != nil {
			return err
		}
		r := p.send("GET", k.address(p), nil)
		got := r.resource()
		return errors.Join(r.want(200), r.is(got.ID == k.id && got.ResourceType == p.Type, "it is another resource"),
			r.is(r.header.Get("ETag") == `W/"`+got.Meta.VersionID+`"`, "the ETag is not that of meta.versionId"))
	}},
	{"read-if-changed", "http.html, conditional read", "A read with If-None-Match of the version there is answers 304.", func(p *probe) error {
		if kind := p.typ.ConditionalRead; kind != "not-match" && kind != "full-support" {
			return skip("the statement says conditionalRead is not supported")
		}
		k, _, err := p.create()
		if err != nil {
			return err
		}
		tag := p.send("GET", k.address(p), nil).header.Get("ETag")
		return errors.Join(p.send("GET", k.address(p), nil, "If-None-Match: "+tag).want(304),
			p.send("GET", k.address(p), nil, `If-None-Match: W/"towpath-none"`).want(200))
	}},
	{"prefer-minimal", "http.html, managing return content", "Prefer: return=minimal is answered without a body.", func(p *probe) error {
		_, r, err := p.create("Prefer: return=minimal")
		if err != nil {
			return err
		}
		return r.is(len(r.body) == 0, "there is a body")
	}},
}
