package fhirtest

import (
	"mime"
	"net/http"
)

const jsonPatch = "application/json-patch+json"

// patch answers PATCH /{type}/{id}.
func (c *call) patch() answer {
	if no := c.onlyFormat(); no != nil {
		return *no
	}
	seen, no := c.preconditions()
	if no != nil {
		return *no
	}
	seen.needed = !c.config.BlindUpdates && !c.bent.ignoreIfMatch
	i := c.item(c.resourceType, c.id)
	if i == nil || i.gone() {
		return notHere(i)
	}
	return c.patched(i, seen)
}

// conditionalPatch answers PATCH /{type}?….
func (c *call) conditionalPatch() answer {
	criteria, no := c.target()
	if no != nil {
		return *no
	}
	seen, no := c.preconditions()
	if no != nil {
		return *no
	}
	there := c.resolve(criteria)
	switch len(there) {
	case 0:
		return notFound()
	case 1:
		c.id = there[0].id
		return c.located(c.patched(there[0], seen))
	}
	return severalMatch("the search")
}

// patched applies the body to the newest bytes of i, and treats what comes out as
// an update does. What the patch leaves without a form is its own fault (422):
// the request itself was well formed.
func (c *call) patched(i *item, seen preconditions) answer {
	if media, _, err := mime.ParseMediaType(c.r.Header.Get("Content-Type")); err != nil || media != jsonPatch {
		a := refuse(http.StatusUnsupportedMediaType, fault("not-supported", "Send a patch as "+jsonPatch+"."))
		a.header.Set("Accept-Patch", jsonPatch)
		return a
	}
	ops, no := readPatch(c.body)
	if no != nil {
		return *no
	}
	if no := seen.allow(i); no != nil {
		return *no
	}
	if c.body, no = ops.apply(i.now().Bytes, c.config.MaxBody); no != nil {
		return *no
	}
	doc, no := c.sound(http.StatusUnprocessableEntity)
	if no != nil {
		return *no
	}
	if doc["id"] != i.id {
		return refuse(http.StatusUnprocessableEntity, fault("value", "A patch may not change the id.", c.resourceType+".id"))
	}
	return c.changed(doc)
}
