package exchange_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
)

// noted is somebody else's note in a resource, before a write of ours arrives.
func (b *bench) noted(t *testing.T, r *http.Request, mark string) {
	typ, id, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/fhir/"), "/")
	require.NoError(t, b.epr.Edit(typ, id, func(body []byte) []byte {
		return bytes.Replace(body, []byte(`"resourceType"`), []byte(`"x-note":"`+mark+`","resourceType"`), 1)
	}))
}

func TestAServerThatIgnoresIfMatch(t *testing.T) {
	ignores := func(t *testing.T, b *bench, typ string) {
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if r.Method != http.MethodPut || r.Header.Get("If-Match") == "" {
				return nil
			}
			if strings.Contains(r.URL.Path, typ) && r.Header.Get("If-Match") == b.newest(r) {
				b.noted(t, r, "theirs")
			}
			return &fhirtest.Fault{IgnoreIfMatch: true}
		})
	}
	t.Run("FHIR-16, FHIR-17, H25 an edit: it is noticed, said, parked, and nothing more is changed", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		p := b.plan(t)
		ignores(t, b, "/CarePlan/")
		r := b.apply(t, p)
		requireNoticed(t, b, r, "contribution/walk")
		require.Equal(t, 5, r.Writes(), "what is new was created")
	})
	t.Run("FHIR-16, FHIR-17, H25 an update: the next ones are not tried", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.Records = append(exchange.Loaded{shared(t, "f-1")}, b.Records.(exchange.Loaded)...)
		b.apply(t, b.plan(t))
		b.Records = append(exchange.Loaded{onHold(t, shared(t, "f-1"))}, moved(t, b.Records.(exchange.Loaded)[1:])...)
		p := b.plan(t)
		require.Equal(t, 2, p.Writes())
		ignores(t, b, "/Goal/")
		r := b.apply(t, p)
		requireNoticed(t, b, r, "goal/f-1")
		require.Equal(t, []string{"ignores-if-match"}, codes(resultOf(t, r, "goal/g-1").Why))
		require.Zero(t, r.Writes())
		b.epr.Fail(nil)
		require.Equal(t, 1, b.plan(t).Writes(), "the other one is in the next plan")
	})
	t.Run("FHIR-16 a server that heeds it and counts in its own way is not accused, and asked once", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.apply(t, b.plan(t))
		b.Records = moved(t, b.Records.(exchange.Loaded))
		p := b.plan(t)
		b.through(t, func(r *http.Request) (*http.Response, error) {
			resp, err := http.DefaultTransport.RoundTrip(r)
			if err == nil && isWrite(r) && resp.StatusCode == 200 {
				resp.Header.Set("ETag", `W/"4711"`)
			}
			return resp, err
		})
		writes := b.epr.Writes()
		r := b.apply(t, p)
		require.Equal(t, exchange.Update, resultOf(t, r, "goal/g-1").Did)
		require.Empty(t, r.Said)
		require.Equal(t, writes+1, b.epr.Writes(), "what was sent to find out was turned down")
	})
}

// newest is the ETag of what a request is about.
func (b *bench) newest(r *http.Request) string {
	typ, id, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/fhir/"), "/")
	all := b.epr.Versions(typ, id)
	if len(all) == 0 {
		return ""
	}
	return `W/"` + all[len(all)-1].ID + `"`
}

func requireNoticed(t *testing.T, b *bench, r exchange.Report, record string) {
	t.Helper()
	held := resultOf(t, r, record)
	require.Equal(t, exchange.Hold, held.Did)
	require.True(t, held.Conflict())
	requireReason(t, held.Why, "written-over", "What somebody writes there is not written over.", "is in the history of the resource")
	require.Len(t, r.Said, 1)
	requireReason(t, r.Said, "ignores-if-match", "The record system heeds If-Match and If-None-Match.", "nothing more is changed in it by this run")
	parked := all(t, b.Ledger.Parked(t.Context(), "epr"))
	require.Len(t, parked, 1)
	require.Equal(t, exchange.OwnerThere, parked[0].Owner)
}

func TestAServerThatIgnoresIfNoneMatch(t *testing.T) {
	b := newBench(t, fhirtest.Config{UpdateCreate: true, BlindUpdates: true})
	p := b.plan(t)
	b.apply(t, p)
	b.forget()
	b.through(t, func(r *http.Request) (*http.Response, error) {
		r.Header.Del("If-None-Match")
		return http.DefaultTransport.RoundTrip(r)
	})
	writes := b.epr.Writes()
	r := b.apply(t, p)
	requireNoticed(t, b, r, "goal/g-1")
	require.Equal(t, writes+1, b.epr.Writes(), "and then nothing more is written")
	require.Equal(t, 6, r.Counts()[exchange.Hold])
}

func TestAServerThatIgnoresIfNoneExist(t *testing.T) {
	b := newBench(t, fhirtest.Config{})
	p := b.plan(t)
	posts := 0
	b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
		if r.Method == http.MethodPost && isWrite(r) {
			if posts++; posts == 1 {
				return &fhirtest.Fault{Late: true, Drop: true} // the client sends it again by itself
			}
			return &fhirtest.Fault{IgnoreIfNoneExist: true}
		}
		return nil
	})
	r := b.apply(t, p)
	held := resultOf(t, r, "goal/g-1")
	t.Run("FHIR-16 the copy is noticed and parked", func(t *testing.T) {
		requireReason(t, held.Why, "duplicate", "The record system holds one resource with our identifier.", "mark all but one as entered in error")
		require.Equal(t, exchange.OwnerThere, held.Owner())
		require.Len(t, all(t, b.Ledger.Parked(t.Context(), "epr")), 1)
	})
	t.Run("FHIR-16 it is said, and nothing more is created", func(t *testing.T) {
		requireReason(t, r.Said, "ignores-if-none-exist", "The record system heeds If-None-Exist.", "Nothing is lost")
		require.Equal(t, 2, posts)
		require.Equal(t, 1, r.Writes(), "the edit of the service's plan")
		require.Equal(t, []string{"ignores-if-none-exist"}, codes(resultOf(t, r, "contact/c-1").Why))
	})
	t.Run("FHIR-16 once it heeds it, the next plan goes on", func(t *testing.T) {
		b.epr.Fail(nil)
		require.Equal(t, 4, b.plan(t).Writes())
	})
	t.Run("FHIR-16 it says itself that there are several", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{})
		p := b.plan(t)
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if r.Method == http.MethodPost && isWrite(r) {
				return &fhirtest.Fault{Status: 412}
			}
			return nil
		})
		require.Equal(t, []string{"duplicate"}, codes(resultOf(t, b.apply(t, p), "goal/g-1").Why))
	})
}

func TestAServerThatKeepsNoVersions(t *testing.T) {
	b := newBench(t, fhirtest.Config{UpdateCreate: true})
	b.apply(t, b.plan(t))
	b.Records = moved(t, b.Records.(exchange.Loaded))
	id := itemOf(t, b.plan(t), "goal/g-1").ID
	body, _ := b.epr.Bytes("Goal", id)
	d, err := fhir.ParseDocument(body)
	require.NoError(t, err)
	meta, _ := d.Get(fhir.Field("meta"))
	bare := strings.Replace(string(body), `"meta":`+string(meta)+`,`, "", 1)
	require.NotContains(t, bare, "versionId")
	b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
		if strings.HasSuffix(r.URL.Path, "/Goal/"+id) {
			return &fhirtest.Fault{Status: 200, Body: bare, ContentType: "application/fhir+json"}
		}
		return nil
	})
	i := itemOf(t, b.plan(t), "goal/g-1")
	require.Equal(t, exchange.Hold, i.Do)
	requireReason(t, i.Why, "server-says-no", "The record system says which version of the resource stands there.", "Ask whoever runs it to keep versions")
	require.Equal(t, exchange.OwnerThere, i.Owner())
}
