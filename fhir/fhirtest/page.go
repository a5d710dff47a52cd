package fhirtest

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"net/http"
	"strconv"
	"time"
)

// row is one entry of a searchset or a history: a resource in one version.
type row struct {
	*item
	v Version
}

// page is what is left to show of a search or a history that does not fit on one
// page. It holds the versions that were there when it was asked, so that what
// comes in meanwhile neither repeats an entry nor hides one.
type page struct {
	kind string // Bundle.type
	// at is the address below the base that the next link leads to.
	at     string
	rows   []row
	count  int
	from   int
	untold bool
	until  time.Time
	// elements are those of each resource that are shown; nil: all.
	elements []string
}

// pages are the next links that can still be followed.
type pages struct {
	byToken map[string]page
	inOrder []string
	given   int
}

// mostPages bounds how many next links are kept; the oldest is forgotten first.
const mostPages = 1000

// keep notes a page and gives the token it is asked for by. A token says nothing
// about the search or the page: it can be followed and not worked out.
func (p *pages) keep(one page) string {
	p.given++
	sum := fnv.New64a()
	fmt.Fprintf(sum, "towpath page %d", p.given)
	token := fmt.Sprintf("%016x%x", sum.Sum64(), p.given)
	if p.byToken == nil {
		p.byToken = map[string]page{}
	}
	p.byToken[token] = one
	if p.inOrder = append(p.inOrder, token); len(p.inOrder) > mostPages {
		delete(p.byToken, p.inOrder[0])
		p.inOrder = p.inOrder[1:]
	}
	return token
}

// nextPage answers the address of a next link. The link holds no search
// parameters, so a search sent as a form never has its values in an address.
func (c *call) nextPage(at, token string) answer {
	p, ok := c.pages.byToken[token]
	if !ok || p.at != at || len(c.query) > 1 || !c.Server.now().Before(p.until) {
		return refuse(http.StatusGone, fault("expired", "This page is not kept any more, or never was. Ask from the start again."))
	}
	return c.page(c.pageAddress(p, token), p)
}

func (c *call) pageAddress(p page, token string) string {
	return c.base + "/" + p.at + "?_page=" + token
}

// page answers with one page and remembers the one after it.
func (c *call) page(self string, p page) answer {
	shown := p.rows[p.from:min(p.from+p.count, len(p.rows))]
	links := []link{{"self", self}}
	if rest := p; p.count > 0 && p.from+p.count < len(p.rows) {
		rest.from += p.count
		rest.until = c.Server.now().Add(c.config.PageLife)
		links = append(links, link{"next", c.pageAddress(rest, c.pages.keep(rest))})
	}
	return c.bundle(p, links, shown)
}

type link struct {
	Relation string `json:"relation"`
	URL      string `json:"url"`
}

// bundle writes a searchset or a history. The resources go in byte for byte,
// which encoding/json would not do.
func (c *call) bundle(p page, links []link, entries []row) answer {
	var b bytes.Buffer
	b.WriteString(`{"resourceType":"Bundle","meta":{"lastUpdated":` + quote(c.now().Format(instant)) + `},"type":` + quote(p.kind))
	if !p.untold {
		b.WriteString(`,"total":` + strconv.Itoa(len(p.rows)))
	}
	b.WriteString(`,"link":`)
	b.Write(encode(links))
	for n, one := range entries {
		b.WriteString([]string{`,"entry":[`, `,`}[min(n, 1)])
		b.WriteString(`{"fullUrl":` + string(encode(c.base+"/"+one.address())))
		if !one.v.Deleted {
			b.WriteString(`,"resource":`)
			b.Write(subset(one.v.Bytes, p.elements))
		}
		if p.kind == "history" {
			b.Write(one.happened())
		} else {
			b.WriteString(`,"search":{"mode":"match"}`)
		}
		b.WriteString(`}`)
	}
	if len(entries) > 0 {
		b.WriteString(`]`)
	}
	b.WriteString(`}`)
	a := newAnswer(http.StatusOK)
	a.body = b.Bytes()
	return a
}
