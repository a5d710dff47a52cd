package conformance

import (
	"errors"
	"fmt"
	"strings"
)

// bundles are the checks of batch and transaction.
var bundles = []Check{
	{"transaction-does-all", "http.html, transaction response", "A transaction answers 200 with one entry for each that was sent, in the same order.", func(p *probe) error {
		if err := p.needsWhole("transaction"); err != nil {
			return err
		}
		k, _, err := p.create()
		if err != nil {
			return err
		}
		r := p.submit("transaction", p.getEntry(k.id), p.postEntry(p.value()))
		return errors.Join(r.want(200), r.is(r.resource().Type == "transaction-response", "the Bundle is no transaction-response"),
			r.is(r.statuses() == "200 201", "the entries do not answer 200 and 201 in the order they were sent"))
	}},
	{"transaction-all-or-nothing", "http.html, transaction processing rules", "A transaction with an entry that is turned down does none of them.", func(p *probe) error {
		if err := p.needsWhole("transaction"); err != nil {
			return err
		}
		value := p.value()
		bad := fmt.Sprintf(`{"resource":{"resourceType":%q,"status":"towpath-banana"},"request":{"method":"POST","url":%q}}`, p.Type, p.Type)
		r := p.submit("transaction", p.postEntry(value), bad)
		return errors.Join(r.refused(), r.is(r.resource().ResourceType == "OperationOutcome", "the body is no OperationOutcome"), p.number(value, 0))
	}},
	{"transaction-same-twice", "http.html, transaction processing rules", "A transaction that changes one resource twice fails.", func(p *probe) error {
		if err := errors.Join(p.needsWhole("transaction"), p.needs("update", "delete")); err != nil {
			return err
		}
		k, err := p.tagged("update")
		if err != nil {
			return err
		}
		remove := fmt.Sprintf(`{"request":{"method":"DELETE","url":"%s/%s"}}`, p.Type, k.id)
		change := fmt.Sprintf(`{"resource":%s,"request":{"method":"PUT","url":"%s/%s","ifMatch":%q}}`, p.sample(k.value, k.id), p.Type, k.id, k.etag)
		r := p.submit("transaction", remove, change)
		return errors.Join(r.refused(), p.send("GET", k.address(p), nil).want(200))
	}},
	{"transaction-references", "http.html, transaction processing rules", "A reference to the urn:uuid of an entry becomes the address that the entry gets.", func(p *probe) error {
		if err := p.needsWhole("transaction"); err != nil {
			return err
		}
		one, two := "urn:uuid:8a4c1b0e-4e0b-4c7e-9d5a-000000000001", p.value()
		link := fmt.Sprintf(`"extension":[{"url":"http://towpath.example/conformance","valueReference":{"reference":%q}}],`, one)
		doc := strings.Replace(string(p.sample(two, "")), "{", "{"+link, 1)
		r := p.submit("transaction",
			fmt.Sprintf(`{"resource":%s,"request":{"method":"POST","url":%q}}`, doc, p.Type),
			strings.Replace(p.postEntry(p.value()), "{", `{"fullUrl":"`+one+`",`, 1))
		ids := p.takeIn(r)
		found := p.find(two, "")
		return errors.Join(r.want(200), found.is(len(ids) == 2 && strings.Contains(string(found.body), p.Type+"/"+ids[1]+`"`) && !strings.Contains(string(found.body), one),
			"the reference does not lead to what the entry became"))
	}},
	{"batch-one-by-one", "http.html, batch processing rules", "In a batch an entry that is turned down leaves the others be, and the answer is 200.", func(p *probe) error {
		if err := p.needsWhole("batch"); err != nil {
			return err
		}
		value := p.value()
		r := p.submit("batch", p.getEntry("towpath-none-"+p.run), p.postEntry(value))
		return errors.Join(r.want(200), r.is(r.statuses() == "404 201", "the entries do not answer 404 and 201"), p.number(value, 1))
	}},
}

func (p *probe) submit(kind string, entries ...string) reply {
	r := p.send("POST", "", fmt.Appendf(nil, `{"resourceType":"Bundle","type":%q,"entry":[%s]}`, kind, strings.Join(entries, ",")))
	p.takeIn(r)
	return r
}

// takeIn gives the ids of what a Bundle made, and remembers to delete them.
func (p *probe) takeIn(r reply) (ids []string) {
	for _, e := range r.resource().Entry {
		if id := p.located(e.Response.Location); id != "" {
			ids = append(ids, id)
			p.remember(id)
		}
	}
	return ids
}

func (p *probe) postEntry(value string) string {
	return fmt.Sprintf(`{"resource":%s,"request":{"method":"POST","url":%q}}`, p.sample(value, ""), p.Type)
}

func (p *probe) getEntry(id string) string {
	return fmt.Sprintf(`{"request":{"method":"GET","url":"%s/%s"}}`, p.Type, id)
}

// statuses lists the codes of a response Bundle with spaces between.
func (r reply) statuses() string {
	var out []string
	for _, e := range r.resource().Entry {
		code, _, _ := strings.Cut(e.Response.Status, " ")
		out = append(out, code)
	}
	return strings.Join(out, " ")
}
