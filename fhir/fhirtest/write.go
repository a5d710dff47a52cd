package fhirtest

import (
	"net/http"
	"net/url"
	"strings"
)

// create answers POST /{type}, with If-None-Exist or without.
func (c *call) create() answer {
	if no := c.onlyFormat(); no != nil {
		return *no
	}
	doc, no := c.document()
	if no != nil {
		return *no
	}
	same, no := c.ifNoneExist()
	if no != nil {
		return *no
	}
	if same != nil && !c.bent.ignoreIfNoneExist {
		switch there := c.resolve(same); len(there) {
		case 0:
		case 1:
			a := there[0].resource(http.StatusOK, there[0].now())
			a.header.Set("Location", c.location(there[0]))
			return c.asPreferred(a, "There is one already, so nothing was created.")
		default:
			return severalMatch("If-None-Exist")
		}
	}
	return c.made(c.newID(), doc)
}

// newID gives the id of what is created: the one a transaction has settled, or a
// fresh one.
func (c *call) newID() string {
	if c.planned != nil && c.planned.id != "" {
		return c.planned.id
	}
	return c.freshID(c.resourceType)
}

// resolve lists what a condition finds: what a transaction has settled, or what
// matches now.
func (c *call) resolve(criteria []criterion) []*item {
	if c.planned != nil {
		return c.planned.found
	}
	return c.matches(criteria)
}

func severalMatch(what string) answer {
	return refuse(http.StatusPreconditionFailed, fault("multiple-matches",
		"Several resources match "+what+". Ask with an identifier that only one has."))
}

// ifNoneExist reads the header of that name as a search; nil means there is none.
func (c *call) ifNoneExist() ([]criterion, *answer) {
	lines := c.r.Header.Values("If-None-Exist")
	if len(lines) == 0 {
		return nil, nil
	}
	if c.config.NoConditionalCreate {
		no := refuse(http.StatusBadRequest, fault("not-supported", "Conditional create is not supported."))
		return nil, &no
	}
	values, err := url.ParseQuery(lines[0])
	if len(lines) > 1 || err != nil || strings.Contains(lines[0], "?") {
		no := refuse(http.StatusBadRequest, fault("value", "If-None-Exist is one line with what would follow the question mark of a search.", "http.If-None-Exist"))
		return nil, &no
	}
	return c.condition(values, "If-None-Exist", "http.If-None-Exist")
}

// condition reads values as a search that is to find one resource. It needs a
// parameter, and takes none that is about the answer.
func (c *call) condition(values url.Values, what string, expression ...string) ([]criterion, *answer) {
	asked := c.readCriteria(values, false)
	var no answer
	switch {
	case len(asked.faults) > 0:
		no = refuse(http.StatusBadRequest, asked.faults...)
	case len(asked.criteria) == 0 || asked.hasControls || asked.alternatives > mostAlternatives:
		no = refuse(http.StatusBadRequest, fault("value", what+" needs a search parameter, such as identifier, and nothing else.", expression...))
	default:
		return asked.criteria, nil
	}
	return nil, &no
}

// update answers PUT /{type}/{id}.
func (c *call) update() answer {
	if no := c.onlyFormat(); no != nil {
		return *no
	}
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
	seen.needed = !c.config.BlindUpdates && !c.bent.ignoreIfMatch
	return c.replace(seen, doc)
}

// conditionalUpdate answers PUT /{type}?…. The search is its precondition, so
// If-Match is heeded and not asked for.
func (c *call) conditionalUpdate() answer {
	criteria, no := c.target()
	if no != nil {
		return *no
	}
	doc, no := c.document()
	if no != nil {
		return *no
	}
	seen, no := c.preconditions()
	if no != nil {
		return *no
	}
	id, _ := doc["id"].(string)
	there := c.resolve(criteria)
	switch {
	case len(there) > 1:
		return severalMatch("the search")
	case len(there) == 1 && id != "" && id != there[0].id:
		return refuse(http.StatusBadRequest, fault("value", "The body has another id than the resource that the search finds.", c.resourceType+".id"))
	case len(there) == 1:
		c.id = there[0].id
		return c.located(c.replace(seen, doc))
	case id != "" && c.here(c.resourceType, id) != nil:
		return refuse(http.StatusConflict, fault("conflict", "The search finds nothing, and the id of the body belongs to another resource.", c.resourceType+".id"))
	case id != "":
		c.id = id
		return c.replace(seen, doc)
	case seen.version != "":
		return nothingToMatch()
	}
	return c.made(c.newID(), doc)
}

// located adds where a resource is to the answer of a client that did not know.
func (c *call) located(a answer) answer {
	if a.wrote {
		a.header.Set("Location", c.location(c.item(c.resourceType, c.id)))
	}
	return a
}

// target reads the query of a conditional update or patch.
func (c *call) target() ([]criterion, *answer) {
	if c.config.NoConditionalUpdate {
		no := refuse(http.StatusBadRequest, fault("not-supported", "Conditional update and patch are not supported: use the resource's own address."))
		return nil, &no
	}
	values := url.Values{}
	for name, value := range c.query {
		if name != "_format" && name != "_pretty" {
			values[name] = value
		}
	}
	return c.condition(values, "A change without the id in the address")
}

// conditionalDelete answers DELETE /{type}?…. It is always turned down: what it
// deletes is known only afterwards.
func (c *call) conditionalDelete() answer {
	return refuse(http.StatusBadRequest, fault("not-supported", "Conditional delete is not supported: search first, and delete by the resource's own address."))
}

// replace stores doc, which is the body, as the next version of the resource.
func (c *call) replace(seen preconditions, doc map[string]any) answer {
	i := c.item(c.resourceType, c.id)
	switch {
	case i == nil:
		return c.updateAsCreate(seen, doc)
	case i.gone() && seen.version != "" && seen.version != i.now().ID:
		return nothingToMatch()
	case i.gone():
		return c.made(c.id, doc)
	}
	if no := seen.allow(i); no != nil {
		return *no
	}
	c.body = c.config.Tags.carry(c.r.Header, i.now().Bytes, c.body)
	return c.changed(doc)
}

// changed stores the body as the next version of what is there and answers 200.
func (c *call) changed(doc map[string]any) answer {
	i := c.commit(c.resourceType, c.id, c.body, doc, c.now())
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
		return nothingToMatch()
	}
	return c.made(c.id, doc)
}

// made stores the body as a new resource, or brings a deleted one back, and
// answers 201.
func (c *call) made(id string, doc map[string]any) answer {
	i := c.commit(c.resourceType, id, c.body, doc, c.now())
	a := i.resource(http.StatusCreated, i.now())
	a.header.Set("Location", c.location(i))
	a.wrote = true
	return c.asPreferred(a, "Created.")
}

func (c *call) location(i *item) string {
	return c.base + "/" + i.address() + "/_history/" + i.now().ID
}

// delete answers DELETE /{type}/{id}. What was never there is as good as deleted.
func (c *call) delete() answer {
	if no := c.onlyFormat(); no != nil {
		return *no
	}
	seen, no := c.preconditions()
	if no != nil {
		return *no
	}
	a := newAnswer(http.StatusNoContent)
	i := c.item(c.resourceType, c.id)
	if i == nil {
		if seen.version != "" {
			return nothingToMatch()
		}
		return a
	}
	if no := seen.allow(i); no != nil {
		return *no
	}
	if !i.gone() {
		c.remove(i, c.now())
		a.wrote = true
	}
	a.header.Set("ETag", i.now().etag())
	return a
}

// preconditions are what If-Match and If-None-Match of a change ask for.
type preconditions struct {
	version string // from If-Match; empty: not asked
	none    bool   // If-None-Match: *
	needed  bool   // the change may not go without If-Match
}

// allow turns down a change of i that the preconditions forbid.
func (p preconditions) allow(i *item) *answer {
	var no answer
	switch {
	case p.none:
		no = refuse(http.StatusPreconditionFailed, fault("duplicate", "If-None-Match: * was sent, and there is a resource with this id already."))
	case p.version == "" && p.needed:
		no = refuse(http.StatusBadRequest, fault("required",
			`An update needs If-Match with the ETag of the version it was based on, such as W/"3".`, "http.If-Match"))
	case p.version != "" && p.version != i.now().ID:
		no = refuse(http.StatusPreconditionFailed, fault("conflict",
			"The resource has another version than If-Match names. Read it again and apply the change to that."))
	default:
		return nil
	}
	return &no
}

func nothingToMatch() answer {
	return refuse(http.StatusPreconditionFailed, fault("conflict", "If-Match names a version, and there is no such version of a resource here."))
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
	if c.bent.ignoreIfMatch {
		p.version = "" // the change goes on as if it had been the right one
	}
	return p, nil
}
