package fhirtest

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

// document reads the body as a resource of the type in the address and checks
// it. Every fault of the kind found first is in the answer.
func (c *call) document() (map[string]any, *answer) {
	if !c.isJSON() {
		no := refuse(http.StatusUnsupportedMediaType, fault("not-supported", "Send application/fhir+json, FHIR 4.0, in UTF-8."))
		return nil, &no
	}
	return c.sound(http.StatusBadRequest)
}

// sound checks the body: JSON, of the type in the address, in FHIR's form, and
// with what the rules of the type ask for. formless is the status of what is no
// such resource at all.
func (c *call) sound(formless int) (map[string]any, *answer) {
	say := func(status int, issues ...issue) (map[string]any, *answer) {
		no := refuse(status, issues...)
		return nil, &no
	}
	if no := checkJSON(c.body); no != nil {
		return nil, no
	}
	doc, err := decode(c.body)
	if err != nil {
		return say(formless, fault("structure", "The body must be one JSON object."))
	}
	if doc["resourceType"] != c.resourceType {
		return say(formless, fault("invalid", "The body must have the resourceType of the address.", "resourceType"))
	}
	if issues := structure(doc, c.resourceType); len(issues) > 0 {
		return say(formless, issues...)
	}
	if issues := c.faultsOf(doc); len(issues) > 0 {
		return say(http.StatusUnprocessableEntity, issues...)
	}
	return doc, nil
}

// checkJSON turns down what cannot be read as JSON without a doubt.
func checkJSON(data []byte) *answer {
	err := strictjson.Check(data, strictjson.Limits{Size: max(1, len(data)), Depth: strictjson.Document.Depth})
	if err == nil {
		return nil
	}
	// The text of a strictjson error holds no value.
	no := refuse(http.StatusBadRequest, fault("structure", "The body cannot be read as JSON: "+err.Error()+"."))
	return &no
}

// faultsOf asks the test's own rules, or the built-in ones when it has none. What the
// resource had before, by Seed or Edit, is not held against who changes it now.
func (c *call) faultsOf(doc map[string]any) []issue {
	if c.config.Validate == nil {
		return required(doc, c.resourceType)
	}
	now := issuesOf(c.config.Validate(c.body), c.resourceType)
	i := c.item(c.resourceType, c.id)
	if len(now) == 0 || i == nil || i.gone() {
		return now
	}
	before := issuesOf(c.config.Validate(i.now().Bytes), c.resourceType)
	return slices.DeleteFunc(now, func(n issue) bool { return slices.ContainsFunc(before, n.same) })
}

// issuesOf makes an issue of every error that err is made of.
func issuesOf(err error, resourceType string) []issue {
	if err == nil {
		return nil
	}
	if refusal, ok := err.(*peer.Refusal); ok {
		var out []issue
		for _, r := range refusal.Reasons {
			out = append(out, fault("invalid", strings.TrimSpace(r.Says+" "+r.Fix), fhirPath(resourceType, r.Path)))
		}
		return out
	}
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		var out []issue
		for _, one := range several.Unwrap() {
			out = append(out, issuesOf(one, resourceType)...)
		}
		if len(out) > 0 {
			return out
		}
	}
	found := fault("invalid", err.Error())
	if at, ok := err.(interface{ Expression() string }); ok && at.Expression() != "" {
		found.Expression = []string{at.Expression()}
	}
	return []issue{found}
}

// fhirPath turns a JSON pointer into a resource into the FHIRPath that R4 wants
// in an issue: /activity/0/detail is CarePlan.activity[0].detail.
func fhirPath(resourceType, pointer string) string {
	out := resourceType
	for part := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		if n, ok := index(part); ok {
			out += "[" + strconv.Itoa(n) + "]"
		} else if part != "" {
			out += "." + strictjson.Token(part)
		}
	}
	return out
}
