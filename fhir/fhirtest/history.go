package fhirtest

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// history answers GET …/_history of a resource, a type or the whole server:
// newest first, deletions among them.
func (c *call) history() answer {
	if token, ok := c.query["_page"]; ok {
		return c.nextPage(c.historyAddress(), token[0])
	}
	p := page{kind: "history", at: c.historyAddress(), count: c.config.PageSize}
	since, no := c.readHistory(&p)
	if no != nil {
		return *no
	}
	items, known := c.remembered()
	if !known {
		return notFound()
	}
	for _, i := range items {
		for _, v := range i.versions {
			if !v.At.Before(since) {
				p.rows = append(p.rows, row{i, v})
			}
		}
	}
	slices.SortFunc(p.rows, func(a, b row) int { return b.v.seq - a.v.seq })
	self := c.base + "/" + p.at
	if len(c.query) > 0 {
		self += "?" + c.query.Encode()
	}
	return c.page(self, p)
}

func (c *call) historyAddress() string {
	at := c.resourceType + "/" + c.id + "/_history"
	if c.resourceType == "_history" {
		at = "_history"
	}
	return strings.ReplaceAll(at, "//", "/")
}

// remembered lists the resources a history is about, and whether there is
// anything to be asked about.
func (c *call) remembered() ([]*item, bool) {
	if c.id != "" {
		i := c.item(c.resourceType, c.id)
		return []*item{i}, i != nil
	}
	var out []*item
	for _, name := range c.config.Types {
		if c.resourceType == "_history" || c.resourceType == name {
			out = append(out, c.shelf(name).inOrder...)
		}
	}
	return out, true
}

// readHistory reads the parameters of a history.
func (c *call) readHistory(p *page) (since time.Time, no *answer) {
	for name, values := range c.query {
		var err error
		switch name {
		case "_format", "_pretty":
		case "_count":
			n, bad := strconv.Atoi(values[0])
			if bad != nil || n < 0 || len(values) > 1 {
				return since, badParameter("_count is one whole number, 0 or more.", name)
			}
			p.count = min(n, c.config.PageSize)
		case "_since":
			if since, err = time.Parse(time.RFC3339, values[0]); err != nil || len(values) > 1 {
				return since, badParameter("_since is one instant, with seconds and a zone.", name)
			}
		default:
			a := refuse(http.StatusBadRequest, fault("not-supported", "A history takes _count and _since here."))
			return since, &a
		}
	}
	return since, nil
}

func badParameter(says, name string) *answer {
	a := refuse(http.StatusBadRequest, fault("value", says, "http."+name))
	return &a
}

// happened writes what made a version: the request and its response, as R4 wants
// of a history. A conditional change stands here as the plain one it became, and
// a patch as an update.
func (r row) happened() []byte {
	type request struct {
		Method string `json:"method"`
		URL    string `json:"url"`
	}
	type response struct {
		Status       string `json:"status"`
		ETag         string `json:"etag"`
		LastModified string `json:"lastModified"`
	}
	did, url, status := r.v.Method, r.address(), "200 OK"
	switch {
	case did == http.MethodPost:
		url, status = r.resourceType, "201 Created"
	case did == http.MethodDelete:
		status = "204 No Content"
	}
	out := encode(struct {
		Request  request  `json:"request"`
		Response response `json:"response"`
	}{request{did, url}, response{status, r.v.etag(), r.v.At.Format(instant)}})
	out[0] = ','
	return out[:len(out)-1]
}
