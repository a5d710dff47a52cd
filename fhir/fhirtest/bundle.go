package fhirtest

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/internal/strictjson"
)

// entry is one entry of a batch or transaction on its way.
type entry struct {
	*call
	n       int
	fullURL string
	do      route
	// criteria is the condition of a conditional create, update or patch.
	criteria []criterion
	// target is the address of what the entry creates or changes, once that is
	// known.
	target string
	done   answer
}

// ranks is the order in which R4 has entries processed (http.html, transaction
// processing rules); within a rank they keep their order.
var ranks = map[string]int{
	http.MethodDelete: 1, http.MethodPost: 2, http.MethodPut: 3, http.MethodPatch: 3, http.MethodGet: 4, http.MethodHead: 4,
}

func (e *entry) rank() int { return ranks[e.r.Method] }

// changes reports whether the entry means to change something.
func (e *entry) changes() bool { return e.rank() < 4 }

// at names the entry, or an element of it, by its FHIRPath.
func (e *entry) at(element string) string {
	path := fmt.Sprintf("Bundle.entry[%d]", e.n)
	if element != "" {
		path += "." + element
	}
	return path
}

// submit answers POST to the base: a batch or a transaction.
func (c *call) submit() answer {
	if no := c.onlyFormat(); no != nil {
		return *no
	}
	if !c.isJSON() {
		return refuse(http.StatusUnsupportedMediaType, fault("not-supported", "Send application/fhir+json, FHIR 4.0, in UTF-8."))
	}
	if no := checkJSON(c.body); no != nil {
		return *no
	}
	in := rawMembers(c.body)
	if resourceType, _ := strictjson.Text(in["resourceType"]); resourceType != "Bundle" {
		return refuse(http.StatusBadRequest, fault("invalid", "What is sent to the base is a Bundle.", "resourceType"))
	}
	kind, _ := strictjson.Text(in["type"])
	if kind != "batch" && kind != "transaction" {
		return refuse(http.StatusBadRequest, fault("value", "The type of a Bundle sent to the base is batch or transaction.", "Bundle.type"))
	}
	if !c.offersCode(kind) {
		return refuse(http.StatusUnprocessableEntity, fault("not-supported", "This server has no such interaction; GET /metadata lists what it has.", "Bundle.type"))
	}
	if _, there := in["total"]; there {
		return refuse(http.StatusBadRequest, fault("invalid", "Only a searchset or a history has a total.", "Bundle.total"))
	}
	entries, no := c.readEntries(in["entry"])
	if no != nil {
		return *no
	}
	if kind == "batch" {
		return c.batch(entries)
	}
	return c.transaction(entries)
}

// readEntries reads what is to be done; every entry that cannot be read is in the
// answer.
func (c *call) readEntries(list []byte) ([]*entry, *answer) {
	if list == nil {
		return nil, nil
	}
	var entries []*entry
	var issues []issue
	if list[0] != '[' || bytes.Equal(list, []byte("[]")) {
		issues = append(issues, fault("structure", "entry is an array with something in it, or is left out.", "Bundle.entry"))
	}
	strictjson.Elements(list, 0, func(n int, at strictjson.Span) bool {
		e := &entry{call: &call{Server: c.Server, base: c.base, prefer: c.prefer, format: fhirJSON, bent: c.bent, query: url.Values{}}, n: n}
		issues = append(issues, e.read(list[at.From:at.To])...)
		entries = append(entries, e)
		return len(issues) < mostIssues && len(entries) <= c.config.MaxEntries
	})
	var no answer
	switch {
	case len(issues) > 0:
		no = refuse(http.StatusBadRequest, issues...)
	case len(entries) > c.config.MaxEntries:
		no = refuse(http.StatusRequestEntityTooLarge, fault("too-costly", fmt.Sprintf("A Bundle has at most %d entries here.", c.config.MaxEntries), "Bundle.entry"))
	default:
		return entries, sameFullURL(entries)
	}
	return nil, &no
}

// sameFullURL turns down two entries with one fullUrl (R4, bdl-7).
func sameFullURL(entries []*entry) *answer {
	seen := map[string]bool{}
	for _, e := range entries {
		if e.fullURL != "" && seen[e.fullURL] {
			no := refuse(http.StatusBadRequest, fault("duplicate", "Another entry has this fullUrl.", e.at("fullUrl")))
			return &no
		}
		seen[e.fullURL] = true
	}
	return nil
}

// headers lists the elements of a request that stand for HTTP headers.
var headers = map[string]string{"ifMatch": "If-Match", "ifNoneMatch": "If-None-Match", "ifNoneExist": "If-None-Exist"}

// read takes one entry apart and finds what it asks for.
func (e *entry) read(data []byte) (issues []issue) {
	wrong := func(code, says, element string) { issues = append(issues, fault(code, says, e.at(element))) }
	in := rawMembers(data)
	for _, name := range []string{"response", "search"} {
		if _, there := in[name]; there {
			wrong("invalid", "An entry of a batch or transaction has none.", name)
		}
	}
	if raw, there := in["fullUrl"]; there {
		if e.fullURL, _ = strictjson.Text(raw); !strings.Contains(e.fullURL, ":") || strings.Contains(e.fullURL, "/_history/") {
			wrong("value", "A fullUrl is absolute and names no version.", "fullUrl")
		}
	}
	request := rawMembers(in["request"])
	method, _ := strictjson.Text(request["method"])
	if ranks[method] == 0 {
		wrong("value", "An entry needs a request with a method of GET, HEAD, POST, PUT, PATCH or DELETE.", "request.method")
	}
	e.r = &http.Request{Method: method, Header: http.Header{}}
	for element, header := range headers {
		if raw, there := request[element]; there {
			value, ok := strictjson.Text(raw)
			if !ok || value == "" {
				wrong("structure", "This is a text.", "request."+element)
			}
			e.r.Header.Set(header, value)
		}
	}
	if _, there := request["ifModifiedSince"]; there {
		wrong("not-supported", "ifModifiedSince is not supported: use ifNoneMatch.", "request.ifModifiedSince")
	}
	e.readAddress(request["url"], wrong)
	e.readBody(in["resource"], wrong)
	return issues
}

func (e *entry) readAddress(raw []byte, wrong func(code, says, element string)) {
	address, _ := strictjson.Text(raw)
	path, query, _ := strings.Cut(address, "?")
	values, err := url.ParseQuery(query)
	if path == "" || path[0] == '/' || strings.Contains(path, ":") || err != nil {
		wrong("value", "An address is given from the base on, such as Patient/p1, with a query that is well formed.", "request.url")
		return
	}
	e.query = values
	at := e.shapeOf(path)
	if at == instanceOperation {
		at = nowhere // what it does is not taken back with a transaction
	}
	to, no := e.route(at)
	if no != nil {
		e.done = *no
	}
	e.do = to
}

// readBody finds the body of the request. The body of a patch stands in a Binary,
// because a JSON Patch is no resource.
func (e *entry) readBody(resource []byte, wrong func(code, says, element string)) {
	switch e.r.Method {
	case http.MethodPost, http.MethodPut:
		e.r.Header.Set("Content-Type", fhirJSON)
		if e.body = resource; len(resource) == 0 || resource[0] != '{' {
			wrong("required", "A create or an update needs its resource.", "resource")
		}
	case http.MethodPatch:
		in := rawMembers(resource)
		kind, _ := strictjson.Text(in["resourceType"])
		media, _ := strictjson.Text(in["contentType"])
		data, _ := strictjson.Text(in["data"])
		patch, err := base64.StdEncoding.DecodeString(data)
		if kind != "Binary" || err != nil || len(patch) == 0 {
			wrong("not-supported", "A patch in a Bundle is a Binary with a JSON Patch in it; FHIRPath Patch is not supported.", "resource")
		}
		e.r.Header.Set("Content-Type", media)
		e.body = patch
	}
}

// run does what the entry asks for.
func (e *entry) run() {
	if e.done.status == 0 {
		e.done = e.do.do(e.call)
	}
	e.done.issues = e.placed(e.done.issues)
}

// elements lead from what a refusal of a single request names to the place in a
// Bundle.
var elements = map[string]string{
	"http.If-Match": "request.ifMatch", "http.If-None-Match": "request.ifNoneMatch", "http.If-None-Exist": "request.ifNoneExist", "resourceType": "resource",
}

// placed says of each issue where in the Bundle it is.
func (e *entry) placed(issues []issue) []issue {
	out := slices.Clone(issues)
	for n, one := range out {
		at := e.at("")
		if len(one.Expression) > 0 {
			named := one.Expression[0]
			rest, inside := strings.CutPrefix(named, e.resourceType+".")
			switch {
			case strings.HasPrefix(named, "Bundle."):
				continue
			case elements[named] != "":
				at = e.at(elements[named])
			case named == e.resourceType:
				at = e.at("resource")
			case inside:
				at = e.at("resource." + rest)
			}
		}
		out[n].Expression = []string{at}
	}
	return out
}

// responses answers with what became of each entry, in the order they were sent.
func (c *call) responses(kind string, entries []*entry) answer {
	var b bytes.Buffer
	b.WriteString(`{"resourceType":"Bundle","type":` + quote(kind))
	a := newAnswer(http.StatusOK)
	for n, e := range slices.SortedFunc(slices.Values(entries), func(a, b *entry) int { return cmp.Compare(a.n, b.n) }) {
		b.WriteString([]string{`,"entry":[`, `,`}[min(n, 1)])
		e.report(&b)
		a.wrote = a.wrote || e.done.wrote
	}
	if len(entries) > 0 {
		b.WriteString(`]`)
	}
	b.WriteString(`}`)
	a.body = b.Bytes()
	return a
}

// report writes the response of one entry.
func (e *entry) report(b *bytes.Buffer) {
	b.WriteString(`{`)
	if len(e.done.issues) == 0 && len(e.done.body) > 0 {
		b.WriteString(`"resource":`)
		b.Write(e.done.body)
		b.WriteString(`,`)
	}
	response := map[string]any{"status": fmt.Sprintf("%d %s", e.done.status, http.StatusText(e.done.status))}
	if location := e.done.header.Get("Location"); location != "" {
		response["location"] = location
	}
	if etag := e.done.header.Get("ETag"); etag != "" {
		response["etag"] = etag
	}
	if !e.done.at.IsZero() {
		response["lastModified"] = e.done.at.Format(instant)
	}
	if len(e.done.issues) > 0 {
		response["outcome"] = operationOutcome{"OperationOutcome", e.done.issues}
	}
	b.WriteString(`"response":`)
	b.Write(encode(response))
	b.WriteString(`}`)
}
