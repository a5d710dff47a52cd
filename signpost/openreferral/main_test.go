package openreferral_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/signpost/openreferral"
)

func TestMain(m *testing.M) { steptest.Main(m) }

var today = peer.MustDate("2026-04-20")

// tamarside reads a directory as its town does.
func tamarside() openreferral.Options {
	return openreferral.Options{
		Directory: "tamarside", Today: today, Sector: signpost.SectorLocal,
		Terms: map[string]openreferral.Term{"local types/arts AND crafts": {Topics: []signpost.Topic{signpost.TopicHandsOn, signpost.TopicCreative}, Categories: []signpost.Category{signpost.LeisureGroup}}},
		Areas: map[string]string{"TAMARSIDE": "a3"},
	}
}

// readAll reads a document to its end.
func readAll(o openreferral.Options, r io.Reader) (*openreferral.Reader, []openreferral.Entry, error) {
	reader := openreferral.NewReader(r, o)
	var out []openreferral.Entry
	for e, err := range reader.Entries() {
		if err != nil {
			return reader, out, err
		}
		out = append(out, e)
	}
	return reader, out, nil
}

func readText(o openreferral.Options, text string) (*openreferral.Reader, []openreferral.Entry, error) {
	return readAll(o, strings.NewReader(text))
}

func readFixture(t testing.TB, name string) (*openreferral.Reader, []openreferral.Entry) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	reader, entries, err := readAll(tamarside(), bytes.NewReader(raw))
	require.NoError(t, err)
	_, byByte, err := readAll(tamarside(), iotest.OneByteReader(bytes.NewReader(raw)))
	require.NoError(t, err)
	require.Equal(t, entries, byByte)
	return reader, entries
}

// said lists notes as "path code", those that stop with a mark.
func said(notes []peer.Reason) []string {
	out := []string{}
	for _, n := range notes {
		mark := ""
		if n.Stops() {
			mark = "!"
		}
		out = append(out, mark+n.Path+" "+n.Rule.Code.String())
	}
	slices.Sort(out)
	return out
}

func contact(kind signpost.ContactKind, value string) signpost.ContactPoint {
	return signpost.ContactPoint{Kind: kind, Value: peer.Say(value)}
}

// minimal is a service with what it cannot do without, and more members.
func minimal(more string) string {
	return `{"id":"0b6f3b52-5f5d-4f0e-9a58-3a1c5de3a099","name":"Walk","description":"Walking.","status":"active","url":"https://walk.example.org"` + more + `}`
}

// one reads one service.
func one(t testing.TB, more string) openreferral.Entry {
	t.Helper()
	_, entries, err := readText(tamarside(), minimal(more))
	require.NoError(t, err)
	require.Len(t, entries, 1)
	return entries[0]
}
