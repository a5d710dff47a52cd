package fhirtest

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/towpath-care/towpath/internal/strictjson"
)

// create answers POST /{type}, with If-None-Exist or without.
func (c *call) create() answer {
	doc, no := c.document()
	if no != nil {
		return *no
	}
	same, no := c.ifNoneExist()
	if no != nil {
		return *no
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if same != nil {
		switch there := c.matches(same); len(there) {
		case 0:
		case 1:
			a := there[0].resource(http.StatusOK, there[0].now())
			a.header.Set("Location", c.location(there[0]))
			return c.asPreferred(a, "There is one already, so nothing was created.")
		default:
			return refuse(http.StatusPreconditionFailed, fault("multiple-matches",
				"Several resources match If-None-Exist. Ask with an identifier that only one has."))
		}
	}
	return c.made(c.freshID(c.resourceType), doc)
}

// ifNoneExist reads the header of that name as a search; nil means there is none.
func (c *call) ifNoneExist() ([]criterion, *answer) {
	lines := c.r.Header.Values("If-None-Exist")
	if len(lines) == 0 {
		return nil, nil
	}
	bad := func(says string) *answer {
		no := refuse(http.StatusBadRequest, fault("value", says, "http.If-None-Exist"))
		return &no
	}
	if c.config.NoConditionalCreate {
		no := refuse(http.StatusBadRequest, fault("not-supported", "Conditional create is not supported."))
		return nil, &no
	}
	values, err := url.ParseQuery(lines[0])
	if len(lines) > 1 || err != nil || strings.Contains(lines[0], "?") {
		return nil, bad("If-None-Exist is one line with what would follow the question mark of a search.")
	}
	asked := c.readCriteria(values, false)
	switch {
	case len(asked.faults) > 0:
		no := refuse(http.StatusBadRequest, asked.faults...)
		return nil, &no
	case len(asked.criteria) == 0 || asked.hasControls:
		return nil, bad("If-None-Exist needs a search parameter, such as identifier, and nothing else.")
	}
	return asked.criteria, nil
}

// update answers PUT /{type}/{id}.
func (c *call) update() answer {
	doc, no := c.document()
	if no != nil {
		return *no
	}
	if !isID(c.id) || doc["id"] != c.id {
		return refuse(http.StatusBadRequest, fault("value",
			"The body must have the id of the address: 1 to 64 letters, digits, - and full stops.", c.resourceType+".id"))
	}
	seen, no := c.preconditions()
	if no != nil {
		return *no
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	i := c.item(c.resourceType, c.id)
	if i == nil {
		return c.updateAsCreate(seen, doc)
	}
	switch {
	case seen.none:
		return refuse(http.StatusPreconditionFailed, fault("duplicate", "If-None-Match: * was sent, and there is a resource with this id already."))
	case seen.version == "" && !c.config.BlindUpdates:
		return refuse(http.StatusBadRequest, fault("required",
			`An update needs If-Match with the ETag of the version it was based on, such as W/"3".`, "http.If-Match"))
	case seen.version != "" && seen.version != i.now().ID:
		return refuse(http.StatusPreconditionFailed, fault("conflict",
			"The resource has another version than If-Match names. Read it again and apply the change to that."))
	}
	c.commit(c.resourceType, c.id, c.body, doc)
	a := i.resource(http.StatusOK, i.now())
	a.wrote = true
	return c.asPreferred(a, "Updated.")
}

// updateAsCreate answers a PUT to an id that nothing has. Preconditions count only
// where the request would otherwise have gone through (RFC 9110, 13.2.1), so a
// server that gives the ids itself says that first.
func (c *call) updateAsCreate(seen preconditions, doc map[string]any) answer {
	if !c.config.UpdateCreate {
		return notAllowed("There is no resource with this id, and this server gives ids itself: create with POST.", http.MethodGet, http.MethodHead)
	}
	if seen.version != "" {
		return refuse(http.StatusPreconditionFailed, fault("conflict", "If-Match names a version, and there is no resource with this id."))
	}
	return c.made(c.id, doc)
}

// made stores the body as a new resource and answers 201.
func (c *call) made(id string, doc map[string]any) answer {
	i := c.commit(c.resourceType, id, c.body, doc)
	a := i.resource(http.StatusCreated, i.now())
	a.header.Set("Location", c.location(i))
	a.wrote = true
	return c.asPreferred(a, "Created.")
}

func (c *call) location(i *item) string {
	return c.base + "/" + i.resourceType + "/" + i.id + "/_history/" + i.now().ID
}

// conditionalUpdate answers PUT /{type}?…, which R4 wants turned down with 400.
func (c *call) conditionalUpdate() answer {
	return refuse(http.StatusBadRequest, fault("not-supported", "Conditional update is not supported: send PUT to the resource's own address."))
}

// preconditions are what If-Match and If-None-Match of a PUT ask for.
type preconditions struct {
	version string // from If-Match; empty: not asked
	none    bool   // If-None-Match: *
}

func (c *call) preconditions() (preconditions, *answer) {
	var p preconditions
	if lines := c.r.Header.Values("If-Match"); len(lines) > 0 {
		inner, weak := strings.CutPrefix(strings.TrimSpace(lines[0]), `W/"`)
		version, closed := strings.CutSuffix(inner, `"`)
		if len(lines) > 1 || !weak || !closed || !isID(version) {
			no := refuse(http.StatusBadRequest, fault("value", `If-Match must be one ETag as this server gave it, such as W/"3".`, "http.If-Match"))
			return p, &no
		}
		p.version = version
	}
	if lines := c.r.Header.Values("If-None-Match"); len(lines) > 0 {
		if len(lines) > 1 || strings.TrimSpace(lines[0]) != "*" {
			no := refuse(http.StatusBadRequest, fault("value", "If-None-Match of an update can only be *.", "http.If-None-Match"))
			return p, &no
		}
		p.none = true
	}
	return p, nil
}

// document reads the body as a resource of the type in the address and checks
// it. Every fault of the kind found first is in the answer.
func (c *call) document() (map[string]any, *answer) {
	say := func(status int, issues ...issue) (map[string]any, *answer) {
		no := refuse(status, issues...)
		return nil, &no
	}
	if no := c.onlyFormat(); no != nil {
		return nil, no
	}
	if !c.isJSON() {
		return say(http.StatusUnsupportedMediaType, fault("not-supported", "Send application/fhir+json, FHIR 4.0, in UTF-8."))
	}
	if err := strictjson.Check(c.body, strictjson.Limits{Size: len(c.body), Depth: strictjson.Document.Depth}); err != nil {
		return say(http.StatusBadRequest, jsonFault(err))
	}
	doc, err := decode(c.body)
	if err != nil {
		return say(http.StatusBadRequest, fault("structure", "The body must be one JSON object."))
	}
	if doc["resourceType"] != c.resourceType {
		return say(http.StatusBadRequest, fault("invalid", "The body must have the resourceType of the address.", "resourceType"))
	}
	if issues := structure(doc, c.resourceType); len(issues) > 0 {
		return say(http.StatusBadRequest, issues...)
	}
	if issues := required(doc, c.resourceType); len(issues) > 0 {
		return say(http.StatusUnprocessableEntity, issues...)
	}
	return doc, nil
}

// jsonFault says what strictjson found; its text holds no value.
func jsonFault(err error) issue {
	return fault("structure", "The body cannot be read as JSON: "+err.Error()+".")
}
