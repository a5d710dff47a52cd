package fhirtest

import (
	"net/http"
	"slices"
	"strings"
)

// read answers GET /{type}/{id}.
func (c *call) read() answer {
	if no := c.onlyFormat(); no != nil {
		return *no
	}
	i := c.item(c.resourceType, c.id)
	if i == nil || i.gone() {
		return notHere(i)
	}
	return c.unlessKnown(i.resource(http.StatusOK, i.now()))
}

// readVersion answers GET /{type}/{id}/_history/{version}.
func (c *call) readVersion() answer {
	if no := c.onlyFormat(); no != nil {
		return *no
	}
	i := c.item(c.resourceType, c.id)
	if i == nil {
		return notFound()
	}
	n := slices.IndexFunc(i.versions, func(v Version) bool { return v.ID == c.version })
	if n < 0 {
		return notFound()
	}
	if i.versions[n].Deleted {
		return notHere(i)
	}
	return c.unlessKnown(i.resource(http.StatusOK, i.versions[n]))
}

// unlessKnown turns a read into 304 when If-None-Match names what the client
// already has. The comparison is the weak one of RFC 9110, 13.1.2.
func (c *call) unlessKnown(a answer) answer {
	current := strings.TrimPrefix(a.header.Get("ETag"), "W/")
	for one := range strings.SplitSeq(strings.Join(c.r.Header.Values("If-None-Match"), ","), ",") {
		tag := strings.TrimSpace(one)
		if tag == "*" || strings.TrimPrefix(tag, "W/") == current {
			a.status, a.body = http.StatusNotModified, nil
		}
	}
	return a
}
