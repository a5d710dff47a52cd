package fhirtest

import (
	"bytes"
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
		if !slices.ContainsFunc(all, func(one criterion) bool { return !one.match(i) }) {
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
	// count is how many matches go on a page; none: the total only.
	count       int
	none        bool
	hasControls bool
	faults      []issue
}

// search answers GET /{type}?….
func (c *call) search() answer {
	if token, ok := c.query["_page"]; ok {
		return c.nextPage(token[0])
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
	c.mu.Lock()
	defer c.mu.Unlock()
	found := c.matches(q.criteria)
	if q.none {
		return c.bundle(self, "", len(found), nil)
	}
	return c.page(self, page{c.resourceType, found, q.count, 0})
}

// readCriteria reads the parameters of a search. A modifier is never ignored:
// leaving one out would change what is found.
func (c *call) readCriteria(values url.Values, lenient bool) asked {
	q := asked{used: url.Values{}, count: c.config.PageSize}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		if c.readControl(&q, name, values[name]) {
			q.hasControls = true
			continue
		}
		plain, _, modified := strings.Cut(name, ":")
		p, ok := paramOf(c.resourceType, plain)
		switch {
		case modified:
			q.fault("not-supported", "Modifiers of search parameters are not supported.", plain)
		case !ok && !lenient:
			q.fault("not-supported", "This type is searched by "+c.searchable()+" and by nothing else.", plain)
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
	for _, p := range paramsOf(c.resourceType) {
		names = append(names, p.name)
	}
	return strings.Join(names, ", ")
}

// page is what is left to show of a search whose matches do not fit on one page.
type page struct {
	resourceType string
	found        []*item
	count, from  int
}

// mostPages bounds how many searches can be paged through at once; the oldest is
// forgotten first.
const mostPages = 1000

// nextPage answers the address of a next link. The link holds no search
// parameters, so a search sent as a form never has its values in an address.
func (c *call) nextPage(token string) answer {
	c.mu.Lock()
	defer c.mu.Unlock()
	p, ok := c.pages[token]
	if !ok || p.resourceType != c.resourceType {
		return refuse(http.StatusGone, fault("expired", "This page is not kept any more. Search again."))
	}
	return c.page(c.pageAddress(token), p)
}

func (c *call) pageAddress(token string) string {
	return c.base + "/" + c.resourceType + "?_page=" + token
}

// page answers with one page and remembers the one after it.
func (c *call) page(self string, p page) answer {
	end := min(p.from+p.count, len(p.found))
	next := ""
	if end < len(p.found) {
		c.lastPage++
		token := strconv.Itoa(c.lastPage)
		c.pages[token] = page{p.resourceType, p.found, p.count, end}
		delete(c.pages, strconv.Itoa(c.lastPage-mostPages))
		next = c.pageAddress(token)
	}
	return c.bundle(self, next, len(p.found), p.found[p.from:end])
}

// bundle writes a searchset. The resources go in byte for byte, which
// encoding/json would not do.
func (c *call) bundle(self, next string, total int, entries []*item) answer {
	type link struct {
		Relation string `json:"relation"`
		URL      string `json:"url"`
	}
	links := []link{{"self", self}}
	if next != "" {
		links = append(links, link{"next", next})
	}
	var b bytes.Buffer
	b.WriteString(`{"resourceType":"Bundle","meta":{"lastUpdated":` + quote(c.now().Format(instant)) + `},"type":"searchset","total":` + strconv.Itoa(total) + `,"link":`)
	b.Write(encode(links))
	for n, i := range entries {
		if n == 0 {
			b.WriteString(`,"entry":[`)
		} else {
			b.WriteString(`,`)
		}
		b.WriteString(`{"fullUrl":` + string(encode(c.base+"/"+i.resourceType+"/"+i.id)) + `,"resource":`)
		b.Write(i.now().Bytes)
		b.WriteString(`,"search":{"mode":"match"}}`)
	}
	if len(entries) > 0 {
		b.WriteString(`]`)
	}
	b.WriteString(`}`)
	a := newAnswer(http.StatusOK)
	a.body = b.Bytes()
	return a
}
