package conformance

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
)

// system is the system of every identifier made here.
const system = "urn:towpath:conformance"

// mostRead is the longest answer that is read.
const mostRead = 8 << 20

// probe is one run against one server.
type probe struct {
	Target
	ctx context.Context
	// run is in every identifier, so that two runs do not meet.
	run  string
	n    int
	made []string // addresses to delete

	server ability
	typ    typeAbility
}

type ability struct {
	ResourceType string
	FHIRVersion  string
	Rest         []struct {
		Mode        string
		Interaction []struct{ Code string }
		Resource    []typeAbility
	}
}

type typeAbility struct {
	Type, Versioning, ConditionalRead    string
	Interaction                          []struct{ Code string }
	UpdateCreate                         bool
	ConditionalCreate, ConditionalUpdate bool
	SearchParam                          []struct{ Name string }
}

// reply is an answer with its body read, or why there is none.
type reply struct {
	request string
	status  int
	header  http.Header
	body    []byte
	err     error
}

// send makes a request below the base. headers are "Name: value" lines.
func (p *probe) send(method, address string, body []byte, headers ...string) reply {
	shown, _, _ := strings.Cut(address, "?")
	return p.sendTo(method+" "+shown, method, p.Base+address, body, headers...)
}

func (p *probe) sendTo(shown, method, at string, body []byte, headers ...string) reply {
	r := reply{request: shown, header: http.Header{}}
	req, err := http.NewRequestWithContext(p.ctx, method, at, strings.NewReader(string(body)))
	if err != nil {
		r.err = fmt.Errorf("%s: the address cannot be asked", shown)
		return r
	}
	for name, values := range p.Header {
		req.Header[name] = values
	}
	req.Header.Set("Accept", "application/fhir+json")
	if body != nil {
		req.Header.Set("Content-Type", "application/fhir+json")
	}
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		req.Header.Set(name, value)
	}
	res, err := p.Client.Do(req)
	if err != nil {
		r.err = fmt.Errorf("%s: no answer", shown)
		return r
	}
	defer res.Body.Close()
	r.status, r.header = res.StatusCode, res.Header
	if r.body, err = io.ReadAll(io.LimitReader(res.Body, mostRead)); err != nil {
		r.err = fmt.Errorf("%s: the answer broke off", shown)
	}
	return r
}

// want says what is wrong when the status is none of those.
func (r reply) want(statuses ...int) error {
	if r.err != nil {
		return r.err
	}
	if !slices.Contains(statuses, r.status) {
		return fmt.Errorf("%s: %d where %s is laid down", r.request, r.status, strings.Trim(strings.ReplaceAll(fmt.Sprint(statuses), " ", " or "), "[]"))
	}
	return nil
}

// refused says what is wrong when the request was not turned down as a fault of
// the client's.
func (r reply) refused() error {
	if r.err != nil {
		return r.err
	}
	if r.status < 400 || r.status > 499 {
		return fmt.Errorf("%s: %d where it is to be turned down", r.request, r.status)
	}
	return nil
}

// is says what is wrong when ok is false.
func (r reply) is(ok bool, says string) error {
	if r.err != nil || ok {
		return r.err
	}
	return fmt.Errorf("%s: %s", r.request, says)
}

// resource is what a reply says of itself.
type resource struct {
	ResourceType, ID, Type string
	Meta                   struct{ VersionID, LastUpdated string }
	Issue                  []struct{ Code string }
	Link                   []struct{ Relation, URL string }
	Entry                  []struct {
		Resource struct{ ID string }
		Request  *struct{ Method string }
		Response struct {
			Status, Location string
		}
	}
}

func (r reply) resource() resource {
	var out resource
	_ = json.Unmarshal(r.body, &out) // what it is not stays empty, and a check says so
	return out
}

func (r resource) ids() []string {
	out := []string{}
	for _, e := range r.Entry {
		out = append(out, e.Resource.ID)
	}
	return out
}

func (r resource) link(relation string) string {
	for _, l := range r.Link {
		if l.Relation == relation {
			return l.URL
		}
	}
	return ""
}

// meet reads the CapabilityStatement and settles the type to work with.
func (p *probe) meet() error {
	r := p.send("GET", "/metadata", nil)
	if err := r.want(200); err != nil {
		return fmt.Errorf("conformance: %w", err)
	}
	if json.Unmarshal(r.body, &p.server) != nil || p.server.ResourceType != "CapabilityStatement" || len(p.server.Rest) == 0 {
		return errors.New("conformance: GET /metadata: the answer is no CapabilityStatement with a rest part")
	}
	if !strings.HasPrefix(p.server.FHIRVersion, "4.0") {
		return errors.New("conformance: GET /metadata: the server is not one of R4 (4.0)")
	}
	candidates := []string{"Encounter", "Flag", "Basic"}
	if p.Type != "" {
		candidates = []string{p.Type}
	}
	for _, name := range candidates {
		for _, typ := range p.server.Rest[0].Resource {
			if typ.Type == name && typ.can("create") && typ.can("read") && typ.finds("identifier") {
				p.typ, p.Type = typ, name
				return nil
			}
		}
	}
	return fmt.Errorf("conformance: the server cannot create, read and search by identifier any of %s", strings.Join(candidates, ", "))
}

func (t typeAbility) can(code string) bool {
	return slices.Contains(t.Interaction, struct{ Code string }{code})
}

func (t typeAbility) finds(name string) bool {
	return t.can("search-type") && slices.Contains(t.SearchParam, struct{ Name string }{name})
}

// needs skips a check whose interactions the type does not have.
func (p *probe) needs(codes ...string) error {
	for _, code := range codes {
		if !p.typ.can(code) {
			return skip("the statement lists no " + code + " for " + p.Type)
		}
	}
	return nil
}

// needsWhole skips a check whose interaction the server does not have.
func (p *probe) needsWhole(code string) error {
	if !slices.Contains(p.server.Rest[0].Interaction, struct{ Code string }{code}) {
		return skip("the statement lists no " + code)
	}
	return nil
}

// value is an identifier that nothing has yet.
func (p *probe) value() string {
	p.n++
	return fmt.Sprintf("%s-%d", p.run, p.n)
}

// sample is a resource with that identifier and, unless it is empty, that id.
func (p *probe) sample(value, id string) []byte {
	var doc []byte
	switch {
	case p.Resource != nil:
		doc = p.Resource(system, value)
	case p.Type == "Encounter":
		doc = fmt.Appendf(nil, `{"resourceType":"Encounter","status":"planned","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},"identifier":[{"system":%q,"value":%q}]}`, system, value)
	case p.Type == "Flag":
		doc = fmt.Appendf(nil, `{"resourceType":"Flag","status":"inactive","code":{"text":"conformance"},"subject":{"display":"nobody"},"identifier":[{"system":%q,"value":%q}]}`, system, value)
	default:
		doc = fmt.Appendf(nil, `{"resourceType":%q,"code":{"text":"conformance"},"identifier":[{"system":%q,"value":%q}]}`, p.Type, system, value)
	}
	if id == "" {
		return doc
	}
	return []byte(strings.Replace(string(doc), "{", `{"id":"`+id+`",`, 1))
}

// kept is a resource that was created for a check.
type kept struct{ value, id, etag string }

func (k kept) address(p *probe) string { return "/" + p.Type + "/" + k.id }

// create makes a resource to work with.
func (p *probe) create(headers ...string) (kept, reply, error) {
	k := kept{value: p.value()}
	r := p.post(k.value, headers...)
	k.id, k.etag = p.idIn(r), r.header.Get("ETag")
	if err := r.want(201); err != nil {
		return k, r, err
	}
	return k, r, r.is(k.id != "", "the Location names no resource of this server")
}

// post creates a resource with an identifier, and remembers to delete it.
func (p *probe) post(value string, headers ...string) reply {
	r := p.send("POST", "/"+p.Type, p.sample(value, ""), headers...)
	if id := p.idIn(r); id != "" {
		p.remember(id)
	}
	return r
}

func (p *probe) remember(id string) { p.made = append(p.made, "/"+p.Type+"/"+id) }

// idIn reads the id from a Location.
func (p *probe) idIn(r reply) string { return p.located(r.header.Get("Location")) }

func (p *probe) located(location string) string {
	_, rest, found := strings.Cut(location, p.Type+"/")
	id, _, _ := strings.Cut(rest, "/")
	if !found {
		return ""
	}
	return id
}

// find searches by identifier.
func (p *probe) find(value, more string) reply {
	return p.send("GET", "/"+p.Type+"?"+p.query(value)+more, nil)
}

func (p *probe) query(value string) string { return "identifier=" + system + "%7C" + value }

// leave deletes what was made.
func (p *probe) leave() {
	if !p.typ.can("delete") {
		return
	}
	for _, address := range p.made {
		p.send("DELETE", address, nil)
	}
}
