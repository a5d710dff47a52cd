package exchange_test

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// rewriting is a record system that understands a search in its own way: answer gives
// the form as it takes it, or the status that it answers with.
func rewriting(answer func(form string) (string, int)) func(*http.Request) (*http.Response, error) {
	return func(r *http.Request) (*http.Response, error) {
		if !strings.HasSuffix(r.URL.Path, "/_search") {
			return ask(r)
		}
		sent, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		form, status := answer(string(sent))
		if status != 0 {
			return &http.Response{StatusCode: status, Header: http.Header{}, Body: http.NoBody, Request: r}, nil
		}
		r = r.Clone(r.Context())
		r.Body, r.ContentLength = io.NopCloser(strings.NewReader(form)), int64(len(form))
		return ask(r)
	}
}

// without is a form without a parameter.
func without(form, name string) string {
	values, err := url.ParseQuery(form)
	if err != nil {
		return form
	}
	values.Del(name)
	return values.Encode()
}

// answering changes what comes back from a search.
func answering(change func(body []byte) []byte) func(*http.Request) (*http.Response, error) {
	return func(r *http.Request) (*http.Response, error) {
		resp, err := ask(r)
		if err != nil || !strings.Contains(r.URL.String(), "/Goal") {
			return resp, err
		}
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			return nil, err
		}
		resp.Body.Close()
		body = change(body)
		resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		resp.Header.Del("Content-Length")
		return resp, nil
	}
}

func TestServersWhosePagesGoWrong(t *testing.T) {
	t.Run("FHIR-20 a next link to another host: it is not followed, it is said, and nothing is passed over", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{PageSize: 1})
		p.after(t, 0)
		for _, id := range p.epr.IDs("Goal") {
			require.NoError(t, p.epr.Edit("Goal", id, func(b []byte) []byte {
				return bytes.Replace(b, []byte(`"description":{`), []byte(`"description":{"id":"x",`), 1)
			}))
		}
		inOrder := p.client
		p.through(t, answering(func(b []byte) []byte {
			return bytes.ReplaceAll(b, []byte(`"relation":"next","url":"`+p.Base), []byte(`"relation":"next","url":"https://elsewhere.example/r4`))
		}))
		r := p.after(t, time.Second)
		require.Equal(t, []string{"cannot-look"}, codes(r.Said))
		require.NotContains(t, r.Said[0].Fix, "elsewhere")
		p.client = inOrder
		p.after(t, time.Second)
		require.Len(t, p.arrived(t), 3)
	})
	t.Run("FHIR-20 pages that lead back to the first", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{PageSize: 1})
		p.after(t, 0)
		p.garden(t)
		p.through(t, answering(func(b []byte) []byte {
			return bytes.Replace(b, []byte(`"link":[`), []byte(`"link":[{"relation":"next","url":"`+p.Base+`/Goal?page=1"},`), 1)
		}))
		p.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if r.URL.RawQuery == "page=1" {
				return &fhirtest.Fault{Status: 200, ContentType: "application/fhir+json", Body: `{"resourceType":"Bundle","type":"searchset","link":[{"relation":"next","url":"` + p.Base + `/Goal?page=1"}]}`}
			}
			return nil
		})
		r := p.after(t, time.Second)
		require.Equal(t, []string{"cannot-look"}, codes(r.Said))
		require.Less(t, r.Pages, 10)
		require.Equal(t, []string{"Goal goal/g-1"}, p.arrived(t), "what was on the way is not lost")
	})
	t.Run("FHIR-18 an entry that is on two pages arrives once", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{})
		p.after(t, 0)
		p.garden(t)
		p.through(t, answering(func(b []byte) []byte {
			from := bytes.Index(b, []byte(`"entry":[`))
			if from < 0 {
				return b
			}
			entries := b[from+len(`"entry":[`) : bytes.LastIndex(b, []byte(`]`))]
			return bytes.Replace(b, entries, append(append(bytes.Clone(entries), ','), entries...), 1)
		}))
		p.after(t, time.Second)
		require.Equal(t, []string{"Goal goal/g-1"}, p.arrived(t))
	})
	t.Run("FHIR-18 a page that was skipped: the sweep has it", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{})
		p.after(t, 0)
		p.garden(t)
		p.through(t, rewriting(func(form string) (string, int) {
			if !strings.Contains(form, "_elements") {
				return form + "&_id=skipped", 0
			}
			return form, 0
		}))
		require.Zero(t, p.after(t, time.Second).Arrived)
		require.Equal(t, 1, p.after(t, 5*time.Minute).Arrived)
	})
	t.Run("FHIR-18 neither the Bundle nor the Date says when: the newest resource does", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{})
		p.through(t, func(r *http.Request) (*http.Response, error) {
			resp, err := answering(func(b []byte) []byte {
				from, to := bytes.Index(b, []byte(`"meta":{`)), bytes.Index(b, []byte(`"type":"searchset"`))
				if from < 0 || to < from {
					return b
				}
				return append(bytes.Clone(b[:from]), b[to:]...)
			})(r)
			if err == nil {
				resp.Header.Del("Date")
			}
			return resp, err
		})
		p.after(t, 0)
		p.garden(t)
		p.after(t, time.Second)
		require.Equal(t, []string{"Goal goal/g-1"}, p.arrived(t))
	})
	t.Run("FHIR-18 a version that went back, as after a backup, is looked at however old it is", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{})
		p.after(t, 10*time.Minute)
		name := exchange.Name{Type: "Goal", Record: peer.Ref{Kind: recovery.KindGoal, ID: "g-1"}}
		link, _, err := p.Ledger.Link(t.Context(), "epr", name)
		require.NoError(t, err)
		link.ETag, link.Base = `W/"7"`, "sha256:what-was-there-since"
		require.NoError(t, p.Ledger.Settle(t.Context(), "epr", exchange.Settled{Link: link}))
		p.after(t, 10*time.Minute)
		require.Empty(t, p.arrived(t), "no search by time shows it")
		p.after(t, 25*time.Hour)
		require.Equal(t, []string{"Goal goal/g-1"}, p.arrived(t))
	})
}
