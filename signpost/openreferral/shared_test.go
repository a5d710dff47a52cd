package openreferral_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/signpost/openreferral"
)

// shared returns the folder of Open Referral UK's own documents, which come from
// elsewhere.
func shared(t testing.TB) string {
	root := os.Getenv("TOWPATH_SHARED")
	if root == "" {
		t.Skip("TOWPATH_SHARED is not set: the documents of Open Referral UK are not part of this project")
	}
	return filepath.Join(root, "cases", "open-referral-uk")
}

// schema compiles one of its schemas. They name no draft, and check formats only when
// asked to.
func schema(t testing.TB, name string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.Draft, c.AssertFormat = jsonschema.Draft2020, true
	s, err := c.Compile(filepath.Join(shared(t), "schema", "compiled", name))
	require.NoError(t, err)
	return s
}

func valid(t testing.TB, s *jsonschema.Schema, raw []byte) {
	t.Helper()
	var doc any
	require.NoError(t, json.Unmarshal(raw, &doc))
	require.NoError(t, s.Validate(doc), string(raw))
}

func TestPublishedDocuments(t *testing.T) {
	read := func(t *testing.T, name string) (*openreferral.Reader, []openreferral.Entry) {
		raw, err := os.ReadFile(filepath.Join(shared(t), "examples", name))
		require.NoError(t, err)
		r, entries, err := readAll(tamarside(), bytes.NewReader(raw))
		require.NoError(t, err)
		report, err := json.Marshal(r.Report())
		require.NoError(t, err)
		t.Logf("%s: %s", name, report)
		return r, entries
	}
	t.Run("SIGN-01 a whole service: its traps are warnings", func(t *testing.T) {
		r, entries := read(t, "service_full.json")
		require.Len(t, entries, 1)
		e := entries[0]
		require.Equal(t, openreferral.Imported, e.Outcome)
		require.Equal(t, []string{
			"/assured_date date-old", "/attributes required", "/attributes/0/taxonomy_term term-unmapped", "/cost_options/0/valid_to date-old", "/languages/0 unknown-code", "/last_modified date-old",
			"/schedules/0 date-old", "/service_areas/0 area-unmapped", "/service_at_locations/0/location other-country", "/service_at_locations/0/location/latitude out-of-range",
		}, said(e.Notes))
		require.Zero(t, e.Listing.Place)
		require.Equal(t, []int{12, 100}, []int{e.Listing.Reach.MinimumAge, e.Listing.Reach.MaximumAge})
		require.Equal(t, []signpost.Feature{{Need: signpost.NeedHearingLoop, Has: peer.Yes}, {Need: signpost.NeedStepFree, Has: peer.Yes}}, e.Listing.Features)
		report := r.Report()
		require.Equal(t, []int{1, 1, 0, 0}, []int{report.Services, report.Imported, report.Gone, report.LeftOut})
	})
	t.Run("SIGN-01 a page of them", func(t *testing.T) {
		r, entries := read(t, "service_list.json")
		require.Len(t, entries, 1)
		require.True(t, entries[0].Shallow)
		require.Equal(t, openreferral.Imported, entries[0].Outcome)
		require.Equal(t, openreferral.PageInfo{Items: 10, Pages: 10, Number: 1, Size: 1, First: true}, r.Page())
	})
	t.Run("SIGN-01 what is no service is left out, and nothing else happens", func(t *testing.T) {
		files, err := filepath.Glob(filepath.Join(shared(t), "examples", "*.json"))
		require.NoError(t, err)
		require.Len(t, files, 10)
		imported := 0
		for _, f := range files {
			_, entries := read(t, filepath.Base(f))
			for _, e := range entries {
				if soundEntry(t, e); e.Outcome == openreferral.Imported {
					imported++
				}
			}
		}
		require.Equal(t, 2, imported)
	})
}

func TestPublishedSchemas(t *testing.T) {
	service, item := schema(t, "service.json"), schema(t, "service_list.json")
	check := func(t *testing.T, h openreferral.Held) {
		valid(t, service, []byte(written(t, h)))
		for _, shallow := range []bool{false, true} {
			var b bytes.Buffer
			require.NoError(t, openreferral.WriteHeldPage(&b, []openreferral.Held{h}, openreferral.Paging{Shallow: shallow}))
			var page struct {
				openreferral.PageInfo
				Contents []json.RawMessage `json:"contents"`
			}
			require.NoError(t, json.Unmarshal(b.Bytes(), &page))
			require.Equal(t, len(page.Contents), page.Items)
			for _, c := range page.Contents {
				valid(t, item, c)
			}
		}
	}
	t.Run("SIGN-01 what is written is valid", func(t *testing.T) {
		check(t, shed(t))
		l := shed(t).Listing()
		l.Now.Closed, l.Source.ID, l.Organisation, l.Features, l.Place = true, "r-1", "o-1", nil, signpost.Place{}
		check(t, openreferral.NewHeld("r2", signpost.Listed, l, peer.Date{}, "2026-03-30T10:00:00.000Z"))
		check(t, openreferral.NewHeld("r3", signpost.Retired, l, peer.MustDate("2026-03"), ""))
		check(t, openreferral.NewHeld("r4", signpost.Listed, signpost.Listing{Name: peer.Say("a"), Offers: peer.Say("b")}, peer.Date{}, ""))
	})
	t.Run("SIGN-01 the schemas do turn down what we leave out", func(t *testing.T) {
		for _, text := range []string{minimal(`,"email":"not an address"`), `{"id":"i","name":"a","status":"active"}`, `{"id":"0b6f3b52-5f5d-4f0e-9a58-3a1c5de3a099","status":"active"}`, `{"id":"0b6f3b52-5f5d-4f0e-9a58-3a1c5de3a099","name":"a","status":"open"}`} {
			var doc any
			require.NoError(t, json.Unmarshal([]byte(text), &doc))
			require.Error(t, service.Validate(doc), text)
		}
	})
	t.Run("SIGN-01 a published service, read and written, is valid", func(t *testing.T) {
		raw, err := os.ReadFile(filepath.Join(shared(t), "examples", "service_full.json"))
		require.NoError(t, err)
		valid(t, service, raw)
		_, entries, err := readAll(openreferral.Options{}, bytes.NewReader(raw))
		require.NoError(t, err)
		require.Len(t, entries[0].Listing.Hours, 2)
		require.Contains(t, said(entries[0].Notes), "/schedules/0 not-kept", "days of the month in a weekly schedule")
		check(t, openreferral.NewHeld("r5", signpost.Listed, entries[0].Listing, peer.Date{}, ""))
	})
}
