package conformance

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// conditions are the checks of requests that name a resource by a search.
var conditions = []Check{
	{"conditional-create-once", "http.html, conditional create", "A create with If-None-Exist that finds one answers 200 with it, and makes none.", func(p *probe) error {
		if !p.typ.ConditionalCreate {
			return skip("the statement says no conditionalCreate")
		}
		value := p.value()
		first := p.post(value, "If-None-Exist: "+p.query(value))
		again := p.post(value, "If-None-Exist: "+p.query(value))
		return errors.Join(first.want(201), again.want(200), p.number(value, 1))
	}},
	{"conditional-create-several", "http.html, conditional create", "A create with If-None-Exist that finds several is 412.", func(p *probe) error {
		if !p.typ.ConditionalCreate {
			return skip("the statement says no conditionalCreate")
		}
		value := p.value()
		return errors.Join(p.post(value).want(201), p.post(value).want(201), p.post(value, "If-None-Exist: "+p.query(value)).want(412))
	}},
	{"conditional-create-at-once", "http.html, conditional create", "Eight creates at once under one condition make one resource.", func(p *probe) error {
		if !p.typ.ConditionalCreate {
			return skip("the statement says no conditionalCreate")
		}
		const all = 8
		value, done := p.value(), make(chan reply, all)
		body := p.sample(value, "")
		for range all {
			go func() { done <- p.send("POST", "/"+p.Type, body, "If-None-Exist: "+p.query(value)) }()
		}
		for range all {
			p.remember(p.idIn(<-done))
		}
		return p.number(value, 1)
	}},
	{"conditional-update-one", "http.html, conditional update", "An update by a search that finds one updates it.", func(p *probe) error {
		if !p.typ.ConditionalUpdate {
			return skip("the statement says no conditionalUpdate")
		}
		k, _, err := p.create()
		if err != nil {
			return err
		}
		r := p.send("PUT", "/"+p.Type+"?"+p.query(k.value), p.sample(k.value, ""))
		found := p.find(k.value, "")
		return errors.Join(r.want(200), found.is(slices.Equal(found.resource().ids(), []string{k.id}), "it is not the one that was there"))
	}},
	{"conditional-update-none", "http.html, conditional update", "An update by a search that finds nothing creates.", func(p *probe) error {
		if !p.typ.ConditionalUpdate {
			return skip("the statement says no conditionalUpdate")
		}
		value := p.value()
		r := p.send("PUT", "/"+p.Type+"?"+p.query(value), p.sample(value, ""))
		p.remember(p.idIn(r))
		return r.want(201)
	}},
	{"conditional-update-several", "http.html, conditional update", "An update by a search that finds several is 412.", func(p *probe) error {
		if !p.typ.ConditionalUpdate {
			return skip("the statement says no conditionalUpdate")
		}
		value := p.value()
		return errors.Join(p.post(value).want(201), p.post(value).want(201),
			p.send("PUT", "/"+p.Type+"?"+p.query(value), p.sample(value, "")).want(412))
	}},
}

// searches are the checks of search and paging.
var searches = []Check{
	{"search-by-identifier", "search.html, token", "A search by system and value finds what has both, and nothing else.", func(p *probe) error {
		k, _, err := p.create()
		if err != nil {
			return err
		}
		if _, _, err := p.create(); err != nil {
			return err
		}
		r := p.find(k.value, "")
		return errors.Join(r.want(200), r.is(r.resource().Type == "searchset", "the Bundle is no searchset"),
			r.is(slices.Equal(r.resource().ids(), []string{k.id}), "it is not the one that has the identifier"))
	}},
	{"search-by-form", "http.html, search", "POST [type]/_search finds what GET finds.", func(p *probe) error {
		k, _, err := p.create()
		if err != nil {
			return err
		}
		r := p.send("POST", "/"+p.Type+"/_search", []byte(p.query(k.value)), "Content-Type: application/x-www-form-urlencoded")
		return errors.Join(r.want(200), r.is(slices.Equal(r.resource().ids(), []string{k.id}), "it finds something else"))
	}},
	{"search-strict", "search.html, handling errors", "With Prefer: handling=strict a parameter that is not known is turned down.", func(p *probe) error {
		return p.send("GET", "/"+p.Type+"?towpath-unknown=1", nil, "Prefer: handling=strict").refused()
	}},
	{"search-last-updated", "search.html, prefixes", "_lastUpdated with gt and lt compares with meta.lastUpdated.", func(p *probe) error {
		if !p.typ.finds("_lastUpdated") {
			return skip("the statement lists no _lastUpdated")
		}
		k, _, err := p.create()
		if err != nil {
			return err
		}
		past, future := p.find(k.value, "&_lastUpdated=gt2000-01-01"), p.find(k.value, "&_lastUpdated=lt2000-01-01")
		return errors.Join(past.want(200), future.want(200), past.is(len(past.resource().Entry) == 1, "gt does not find it"),
			future.is(len(future.resource().Entry) == 0, "lt finds it"))
	}},
	{"search-pages", "http.html, paging", "Next links lead through all matches, each once.", func(p *probe) error {
		value := p.value()
		want := []string{}
		for range 3 {
			r := p.post(value)
			if err := r.want(201); err != nil {
				return err
			}
			want = append(want, p.idIn(r))
		}
		all, err := p.walk(p.find(value, "&_count=2"))
		if err != nil {
			return err
		}
		got := all.ids()
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(want, got) {
			return errors.New("the pages together do not hold every match once")
		}
		return nil
	}},
	{"search-self-link", "search.html, and http.html, paging", "A searchset has a self link, which says what was searched for.", func(p *probe) error {
		r := p.find(p.value(), "")
		self := r.resource().link("self")
		return errors.Join(r.want(200), r.is(strings.Contains(self, "identifier="), "the self link does not name the parameter"))
	}},
}

// mostPages is how many next links are followed for what a check made itself.
const mostPages = 20

// walk follows the next links to the end and returns what stands on every page,
// as one.
func (p *probe) walk(page reply) (all resource, err error) {
	for range mostPages {
		if err := page.want(200); err != nil {
			return all, err
		}
		got := page.resource()
		got.Entry = append(all.Entry, got.Entry...)
		all = got
		next := got.link("next")
		if next == "" {
			return all, nil
		}
		if !strings.HasPrefix(next, p.Base) {
			return all, errors.New("a next link leads away from the base")
		}
		page = p.sendTo("GET next page", "GET", next, nil)
	}
	return all, errors.New("the next links do not end")
}

// number says what is wrong when there are not so many resources with an
// identifier.
func (p *probe) number(value string, want int) error {
	all, err := p.walk(p.find(value, ""))
	if err == nil && len(all.Entry) != want {
		err = fmt.Errorf("there are %d of it where there should be %d", len(all.Entry), want)
	}
	return err
}
