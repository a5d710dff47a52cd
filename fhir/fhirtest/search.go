package fhirtest

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// criterion is one parameter of a search: the document must have, under name, a
// value that one of the alternatives matches.
type criterion struct {
	name string
	any  []matcher
	// values are the identifier values asked for, when nothing but those will do.
	values []string
}

// match is false for a resource that was deleted: nothing is found in it.
func (c criterion) match(i *item) bool {
	return slices.ContainsFunc(i.found[c.name], func(found any) bool {
		return slices.ContainsFunc(c.any, func(m matcher) bool { return m(found) })
	})
}

// matches lists the resources of the type that meet every criterion, in the order
// they came in.
func (c *call) matches(all []criterion) []*item {
	var out []*item
	for _, i := range c.candidates(all) {
		if !i.gone() && !slices.ContainsFunc(all, func(one criterion) bool { return !one.match(i) }) {
			out = append(out, i)
		}
	}
	return out
}

// candidates are the resources of the type that can meet every criterion; there
// is no need to look at the others.
func (c *call) candidates(all []criterion) []*item {
	at := c.shelf(c.resourceType)
	for _, one := range all {
		if one.values != nil {
			return at.withValue(one.values)
		}
	}
	return at.inOrder
}

// asked is a search as it was understood.
type asked struct {
	criteria []criterion
	// used holds the parameters that were taken into account, for the self link.
	used url.Values
	// count is how many matches go on a page; none: the total only. untold: the
	// total is not asked for.
	count       int
	none        bool
	untold      bool
	hasControls bool
	// sorted: by _lastUpdated, oldest first. elements are those asked for; nil: all.
	sorted   bool
	elements []string
	// alternatives counts the values asked for.
	alternatives int
	faults       []issue
}

// search answers GET /{type}?….
func (c *call) search() answer {
	if token, ok := c.query["_page"]; ok {
		return c.nextPage(c.resourceType, token[0])
	}
	return c.searchFor(c.query)
}

// searchByForm answers POST /{type}/_search. Parameters of address and form count
// alike.
func (c *call) searchByForm() answer {
	if !c.isForm() {
		return refuse(http.StatusUnsupportedMediaType, fault("not-supported", "Send application/x-www-form-urlencoded."))
	}
	form, err := url.ParseQuery(string(c.body))
	if err != nil {
		return refuse(http.StatusBadRequest, fault("value", "The form is not well formed."))
	}
	for name, values := range c.query {
		form[name] = append(form[name], values...)
	}
	return c.searchFor(form)
}

func (c *call) searchFor(values url.Values) answer {
	q := c.readCriteria(values, c.prefer.lenient)
	if len(q.faults) > 0 {
		return refuse(http.StatusBadRequest, q.faults...)
	}
	self := c.base + "/" + c.resourceType
	if len(q.used) > 0 {
		self += "?" + q.used.Encode()
	}
	if q.alternatives > mostAlternatives {
		return refuse(http.StatusBadRequest, fault("too-costly", "A search names at most "+strconv.Itoa(mostAlternatives)+" values here."))
	}
	p := page{kind: "searchset", at: c.resourceType, count: q.count, untold: q.untold}
	found := c.matches(q.criteria)
	p.rows = make([]row, 0, len(found))
	for _, i := range found {
		p.rows = append(p.rows, row{i, i.now()})
	}
	if q.none {
		p.count = 0
	}
	if p.elements = q.elements; q.sorted {
		slices.SortStableFunc(p.rows, func(a, b row) int { return a.v.At.Compare(b.v.At) })
	}
	return c.page(self, p)
}

// mostAlternatives bounds what one search can ask of every resource there is.
const mostAlternatives = 1000

// readCriteria reads the parameters of a search. A modifier is never ignored:
// leaving one out would change what is found.
func (c *call) readCriteria(values url.Values, lenient bool) asked {
	q := asked{used: url.Values{}, count: c.config.PageSize}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if len(q.faults) >= mostIssues {
			break
		}
		if !c.without(name) && c.readControl(&q, name, values[name]) {
			q.hasControls = true
			continue
		}
		plain, _, modified := strings.Cut(name, ":")
		p, ok := c.paramOf(c.resourceType, plain)
		switch {
		case modified:
			q.fault("not-supported", "Modifiers of search parameters are not supported.", plain)
		case !ok && !lenient:
			q.fault("not-supported", "This type is searched by "+c.searchable()+" here and by nothing else.", plain)
		case ok:
			c.readParameter(&q, p, values[name])
		}
	}
	return q
}

// readControl reads a parameter that is about the answer and not about what is
// found, and reports whether name is one.
func (c *call) readControl(q *asked, name string, values []string) bool {
	value := values[len(values)-1]
	switch name {
	case "_format", "_pretty":
		return true
	case "_summary":
		if q.none = value == "count"; !q.none {
			q.fault("not-supported", "Only _summary=count is supported.", name)
		}
	case "_count":
		n, err := strconv.Atoi(value)
		if err != nil || n < 0 || len(values) > 1 {
			q.fault("value", "_count is one whole number, 0 or more.", name)
		}
		q.count, q.none = min(n, c.config.PageSize), q.none || n == 0
	case "_sort":
		if q.sorted = value == byLastUpdated.name; !q.sorted || len(values) > 1 {
			q.fault("not-supported", "Only _sort=_lastUpdated is supported.", name)
		}
	case "_elements":
		q.elements = strings.Split(value, ",")
	case "_total":
		if q.untold = value == "none"; value != "none" && value != "estimate" && value != "accurate" || len(values) > 1 {
			q.fault("value", "_total is none, estimate or accurate.", name)
		}
	default:
		return false
	}
	q.used[name] = values
	return true
}

func (c *call) readParameter(q *asked, p param, values []string) {
	for _, value := range values {
		one := criterion{name: p.name}
		for _, alternative := range split(value, ',') {
			if q.alternatives++; q.alternatives > mostAlternatives {
				return
			}
			m := p.kind.read(alternative, c.base)
			if alternative == "" || m == nil {
				q.fault("value", "A value has the form "+p.kind.form+".", p.name)
				continue
			}
			one.any = append(one.any, m)
		}
		if p.name == byIdentifier.name {
			one.values = identifierValues(value)
		}
		q.criteria = append(q.criteria, one)
	}
	q.used[p.name] = values
}

// fault notes what is wrong with a parameter. Its name is shown only where it can
// hold nothing about a person.
func (q *asked) fault(code, says, name string) {
	if !isParameterName(name) {
		q.faults = append(q.faults, fault(code, says))
		return
	}
	q.faults = append(q.faults, fault(code, says, "http."+name))
}

func (c *call) searchable() string {
	var names []string
	for _, p := range c.paramsOf(c.resourceType) {
		names = append(names, p.name)
	}
	return strings.Join(names, ", ")
}
