package client

import (
	"context"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/peer"
)

// Reader reads from a FHIR server. It has no way to write, so whoever is given
// one can look and cannot change. Client.Reader returns it; the zero Reader is
// of no use.
type Reader struct{ wire *wire }

// String returns the kind of value and the server's host.
func (r Reader) String() string {
	if r.wire == nil {
		return shown("client.Reader", nil)
	}
	return shown("client.Reader", r.wire.base)
}

// Format writes what String returns, whatever the verb.
func (r Reader) Format(s fmt.State, _ rune) { io.WriteString(s, r.String()) }

// LogValue is what String returns.
func (r Reader) LogValue() slog.Value { return slog.StringValue(r.String()) }

// Read returns the resource of that type and id as it stands now. The error is
// an *Error (NotFound, Gone, WrongResource when the server answers with
// another, and so on), or a *peer.Refusal when type or id cannot be one.
func (r *Reader) Read(ctx context.Context, typ, id string) (Resource, error) {
	if err := peer.Faults(checkType(typ), checkID(id)); err != nil {
		return Resource{}, err
	}
	c := &call{op: "read", typ: typ, id: id, method: http.MethodGet, at: join(r.wire.base, typ, id)}
	a, err := r.wire.send(ctx, c)
	if err != nil {
		return Resource{}, err
	}
	got, ok := resourceOf(a.body)
	switch {
	case !ok:
		return Resource{}, c.fails(NotFHIR, a.status)
	case got.Type != typ || got.ID != id:
		return Resource{}, c.fails(WrongResource, a.status)
	}
	got.tagged(a.header.Get("ETag"))
	return got, nil
}

// Search yields every resource of the type that matches params, page after page
// as they are asked for. It always posts to _search, so that nothing personal
// stands in an address, and asks the server not to pass over a parameter it does
// not know (Prefer: handling=strict).
//
// An entry that cannot be read, or that is of another type, is yielded as an
// *Error with its id, and the search goes on behind it (FHIR-18). Any other
// error is the last thing yielded: what came before it is not the whole. What
// the server adds of its own, by search.mode include or outcome, is left out.
func (r *Reader) Search(ctx context.Context, typ string, params url.Values) iter.Seq2[Resource, error] {
	return func(yield func(Resource, error) bool) {
		if err := checkType(typ); err != nil {
			yield(Resource{}, err)
			return
		}
		c := r.ask(typ, join(r.wire.base, typ, "_search"), params)
		left := r.wire.entries
		for page := 1; c != nil; page++ {
			if page > r.wire.pages {
				yield(Resource{}, c.fails(TooLarge, 0))
				return
			}
			a, err := r.page(ctx, c)
			if err != nil {
				yield(Resource{}, err)
				return
			}
			if !matches(c, a.body, &left, yield) {
				return
			}
			if c, err = r.next(c, a.body, params); err != nil {
				yield(Resource{}, err)
				return
			}
		}
	}
}

// ask makes the call of a page whose parameters go in the body.
func (r *Reader) ask(typ string, at *url.URL, params url.Values) *call {
	return &call{op: "search", typ: typ, method: http.MethodPost, at: at, search: true, body: []byte(params.Encode()),
		header: http.Header{"Content-Type": {"application/x-www-form-urlencoded"}, "Prefer": {"handling=strict"}}}
}

// page fetches one page of a searchset.
func (r *Reader) page(ctx context.Context, c *call) (*answer, error) {
	a, err := r.wire.send(ctx, c)
	if err != nil {
		return nil, err
	}
	if a.body.member("resourceType").text() != "Bundle" || a.body.member("type").text() != "searchset" {
		return nil, c.fails(NotFHIR, a.status)
	}
	return a, nil
}

// matches yields the page's matches and reports whether to go on. Every entry
// counts towards what is left.
func matches(c *call, bundle piece, left *int, yield func(Resource, error) bool) bool {
	on := true
	bundle.member("entry").each(func(entry piece) bool {
		if *left--; *left < 0 {
			yield(Resource{}, c.fails(TooLarge, http.StatusOK))
			on = false
			return false
		}
		if mode := entry.member("search").member("mode").text(); mode == "include" || mode == "outcome" {
			return true
		}
		got, ok := resourceOf(entry.member("resource"))
		switch {
		case !ok || got.ID == "":
			on = yield(Resource{}, c.entry(NotFHIR, got.ID))
		case got.Type != c.typ:
			on = yield(Resource{}, c.entry(WrongResource, got.ID))
		default:
			on = yield(got, nil)
		}
		return on
	})
	return on
}

// entry makes the error of one entry of a page.
func (c *call) entry(kind Kind, id string) *Error {
	e := c.fails(kind, http.StatusOK)
	if isID(id) {
		e.ID = id
	}
	return e
}

// next makes the call of the page behind this one; nil when this is the last. A
// link in which the server repeats what was searched for is asked by POST too.
func (r *Reader) next(c *call, bundle piece, params url.Values) (*call, error) {
	link, there := nextLink(bundle)
	if !there {
		return nil, nil
	}
	at, inside := follow(r.wire.base, link)
	if !inside {
		return nil, c.fails(OutsideBase, http.StatusOK)
	}
	query, err := url.ParseQuery(at.RawQuery)
	switch {
	case err != nil || repeats(at.Path, params):
		return nil, c.fails(OutsideBase, http.StatusOK)
	case !slices.ContainsFunc(values(query), func(v string) bool { return repeats(v, params) }):
		return &call{op: "search", typ: c.typ, method: http.MethodGet, at: at}, nil
	}
	search := join(r.wire.base, c.typ, "_search")
	if at.Path != search.Path && at.Path != join(r.wire.base, c.typ).Path {
		return nil, c.fails(OutsideBase, http.StatusOK)
	}
	return r.ask(c.typ, search, query), nil
}

func values(v url.Values) []string {
	return slices.Concat(slices.Collect(maps.Values(v))...)
}

// telling is how long a value is that is looked for inside others too; a shorter
// one stands in any page token by chance.
const telling = 6

// shaping are the parameters that say how the result is to look and what the
// server has to have noted about a resource (R4 search.html). They are no secret;
// every other one may be, such as _has, which looks for a person by what refers to
// them.
var shaping = []string{
	"_count", "_sort", "_include", "_revinclude", "_summary", "_elements", "_total", "_contained", "_containedType",
	"_format", "_pretty", "_lastUpdated", "_profile", "_security", "_source", "_tag", "_type",
}

// repeats reports whether text is, or holds, a value that was searched for.
func repeats(text string, params url.Values) bool {
	text = strings.ToLower(text)
	for name, all := range params {
		name, _, _ = strings.Cut(name, ":")
		if !slices.Contains(shaping, name) && slices.ContainsFunc(all, func(v string) bool { return repeatsOne(text, strings.ToLower(v)) }) {
			return true
		}
	}
	return false
}

// repeatsOne looks for the value, and for what it lists where it lists several. Of
// system|value the value is what counts.
func repeatsOne(text, value string) bool {
	whole := coded(value)
	if text == whole || strings.HasSuffix(text, "|"+whole) {
		return true
	}
	return slices.ContainsFunc(append(strings.Split(value, ","), whole), func(part string) bool {
		return len(coded(part)) >= telling && strings.Contains(text, coded(part))
	})
}

// coded is what stands behind the system of a token, or all of it.
func coded(value string) string {
	if _, code, ok := strings.Cut(value, "|"); ok {
		return code
	}
	return value
}

func nextLink(bundle piece) (link string, there bool) {
	bundle.member("link").each(func(l piece) bool {
		if there = l.member("relation").text() == "next"; there {
			link = l.member("url").text()
		}
		return !there
	})
	return link, there
}

func checkType(typ string) error {
	if isType(typ) {
		return nil
	}
	return peer.Fault(peer.Rule{Row: "FHIR-01", Code: peer.ErrUnknownCode}, "/type",
		"A resource type is one word of letters that begins with a capital.", "Name an R4 resource type such as CarePlan.")
}

func checkID(id string) error {
	if isID(id) {
		return nil
	}
	return peer.Fault(peer.Rule{Row: "FHIR-01", Code: peer.ErrRequired}, "/id",
		"A logical id is 1 to 64 letters, digits, hyphens and dots.", "Give the id the server uses, without the type.")
}
