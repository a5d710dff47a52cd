package fhirtest

import (
	"net/http"
	"slices"
	"strings"
)

// shape is the form of an address below the base.
type shape int

const (
	nowhere shape = iota
	metadata
	system
	systemHistory
	wholeType
	searchForm
	typeHistory
	instance
	instanceHistory
	instanceVersion
	instanceOperation
)

// hasType reports whether addresses of this shape begin with a resource type.
func (s shape) hasType() bool { return s >= wholeType }

// route is one thing that can be done.
type route struct {
	at     shape
	method string
	// codes are what CapabilityStatement calls it; none for what every server
	// has.
	codes []string
	// writes: it is not done to a type that is read-only.
	writes bool
	do     func(*call) answer
}

// routes is every interaction this server has. Dispatch, the Allow header and
// the CapabilityStatement all read it, so that none can say more than another.
// It is a function because a bundle comes back to it.
func routes() []route {
	return []route{
		{metadata, http.MethodGet, nil, false, (*call).capabilities},
		{system, http.MethodPost, []string{"batch", "transaction"}, false, (*call).submit},
		{systemHistory, http.MethodGet, []string{"history-system"}, false, (*call).history},
		{wholeType, http.MethodGet, []string{"search-type"}, false, (*call).search},
		{wholeType, http.MethodPost, []string{"create"}, true, (*call).create},
		{wholeType, http.MethodPut, []string{"update"}, true, (*call).conditionalUpdate},
		{wholeType, http.MethodPatch, []string{"patch"}, true, (*call).conditionalPatch},
		{wholeType, http.MethodDelete, []string{"delete"}, true, (*call).conditionalDelete},
		{searchForm, http.MethodPost, []string{"search-type"}, false, (*call).searchByForm},
		{typeHistory, http.MethodGet, []string{"history-type"}, false, (*call).history},
		{instance, http.MethodGet, []string{"read"}, false, (*call).read},
		{instance, http.MethodPut, []string{"update"}, true, (*call).update},
		{instance, http.MethodPatch, []string{"patch"}, true, (*call).patch},
		{instance, http.MethodDelete, []string{"delete"}, true, (*call).delete},
		{instanceHistory, http.MethodGet, []string{"history-instance"}, false, (*call).history},
		{instanceVersion, http.MethodGet, []string{"vread"}, false, (*call).readVersion},
		{instanceOperation, http.MethodPost, nil, true, (*call).metaDelete},
	}
}

// interactions lists every code that a route has, each once, in their order.
func interactions() []string {
	var out []string
	for _, r := range routes() {
		for _, code := range r.codes {
			if !slices.Contains(out, code) {
				out = append(out, code)
			}
		}
	}
	return out
}

// offers reports whether this server does r, for resources of a type.
func (s *Server) offers(r route, resourceType string) bool {
	if r.writes && slices.Contains(s.config.ReadOnly, resourceType) {
		return false
	}
	return len(r.codes) == 0 || slices.ContainsFunc(r.codes, s.offersCode)
}

// offersCode reports whether the test left the interaction in.
func (s *Server) offersCode(code string) bool { return !slices.Contains(s.config.Without, code) }

// shapeOf takes an address apart. One slash at the end is as good as none.
func (c *call) shapeOf(path string) shape {
	parts := strings.Split(strings.TrimSuffix(strings.TrimPrefix(path, "/"), "/"), "/")
	c.resourceType = parts[0]
	switch {
	case len(parts) == 1 && parts[0] == "":
		return system
	case len(parts) == 1 && parts[0] == "metadata":
		return metadata
	case len(parts) == 1 && parts[0] == "_history":
		return systemHistory
	case len(parts) == 1:
		return wholeType
	case len(parts) == 2 && parts[1] == "_search":
		return searchForm
	case len(parts) == 2 && parts[1] == "_history":
		return typeHistory
	case len(parts) == 2:
		c.id = parts[1]
		return instance
	case len(parts) == 3 && parts[2] == "_history":
		c.id = parts[1]
		return instanceHistory
	case len(parts) == 3 && parts[2] == "$"+metaDelete && c.config.Tags == TagsOperation:
		c.id = parts[1]
		return instanceOperation
	case len(parts) == 4 && parts[2] == "_history":
		c.id, c.version = parts[1], parts[3]
		return instanceVersion
	}
	return nowhere
}

// allowed lists the methods of an address. The conditional ones of a type are
// left out: they need a query, which an Allow header cannot say.
func (c *call) allowed(at shape) []string {
	var out []string
	for _, r := range routes() {
		switch {
		case r.at != at || !c.offers(r, c.resourceType):
		case at == wholeType && r.writes && r.method != http.MethodPost:
		case r.method == http.MethodGet:
			out = append(out, http.MethodGet, http.MethodHead)
		default:
			out = append(out, r.method)
		}
	}
	return out
}
