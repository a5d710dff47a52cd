package client

import (
	"net/http"
	"strconv"
	"strings"
)

// replies takes the answer to a Bundle apart. One that does not answer each entry
// leaves open what became of any of them: they are told apart by their places alone.
func (b *bundle) replies(c *Client, a *answer) ([]Reply, error) {
	if a.body.member("resourceType").text() != "Bundle" || a.body.member("type").text() != b.op+"-response" {
		return nil, b.unusable(NotFHIR, a.status)
	}
	var out []Reply
	a.body.member("entry").each(func(p piece) bool {
		if len(out) < len(b.entries) {
			out = append(out, b.reply(c, b.entries[len(out)], p))
			return true
		}
		out = nil
		return false
	})
	if len(out) != len(b.entries) {
		return nil, b.unusable(NotFHIR, a.status)
	}
	return out, nil
}

// reply reads the answer to one entry.
func (b *bundle) reply(c *Client, e Entry, p piece) Reply {
	one := b.alone(e)
	response := p.member("response")
	status, ok := statusOf(response.member("status").text())
	if !ok {
		return Reply{Err: one.unusable(NotFHIR, 0)}
	}
	switch status {
	case http.StatusOK, http.StatusCreated, http.StatusNoContent:
	default:
		return Reply{Err: one.turnedDown(status, response.member("outcome"))}
	}
	a := &answer{status: status, body: p.member("resource"), header: http.Header{}}
	for header, member := range map[string]string{"Location": "location", "Etag": "etag"} {
		if value := response.member(member).text(); value != "" {
			a.header.Set(header, value)
		}
	}
	return one.did(c, a)
}

// alone is an entry as the request it would be by itself.
func (b *bundle) alone(e Entry) *call {
	asks := e.request()
	one := &call{op: e.op, typ: e.typ, id: e.id, method: asks.Method, header: http.Header{}, correlation: b.correlation, request: b.request}
	for name, value := range map[string]string{"If-Match": asks.IfMatch, "If-None-Match": asks.IfNoneMatch, "If-None-Exist": asks.IfNoneExist} {
		if value != "" {
			one.header.Set(name, value)
		}
	}
	return one
}

// turnedDown makes the error of an entry that was not carried out, or may not have
// been.
func (c *call) turnedDown(status int, outcome piece) *Error {
	c.unsure = c.writes() && (broken(status) || status < 300)
	kind := NotFHIR
	if status >= 400 {
		kind = c.kindOf(status, true)
	}
	e := c.fails(kind, status)
	e.Issues = issuesOf(outcome)
	return e
}

// did is the reply to an entry that was carried out.
func (c *call) did(client *Client, a *answer) Reply {
	if c.op == "search" {
		return c.found(a)
	}
	got, kind := client.written(c, a)
	if c.op == "read" && got.Body == nil {
		kind = NotFHIR
	}
	if kind != 0 {
		return Reply{Err: c.unusable(kind, a.status)}
	}
	got.tagged(a.header.Get("ETag"))
	return Reply{Outcome: Outcome{got, a.status == http.StatusCreated, a.status}}
}

// found counts the matches of a searchset within a Bundle, and gives the one where it is
// the only one.
func (c *call) found(a *answer) Reply {
	if a.body.member("resourceType").text() != "Bundle" {
		return Reply{Err: c.fails(NotFHIR, a.status)}
	}
	out := Reply{Outcome: Outcome{Status: a.status}}
	a.body.member("entry").each(func(p piece) bool {
		if one := p.member("resource"); one.member("resourceType").text() == c.typ {
			out.Found++
			out.Resource, _ = resourceOf(one)
		}
		return true
	})
	if out.Found != 1 {
		out.Resource = Resource{}
	}
	return out
}

// statusOf reads Bundle.entry.response.status: a code of three digits, and perhaps
// words.
func statusOf(text string) (int, bool) {
	code, _, _ := strings.Cut(text, " ")
	n, err := strconv.Atoi(code)
	return n, err == nil && len(code) == 3 && n >= 200
}
