package openreferral_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/signpost/openreferral"
)

func TestReadPage(t *testing.T) {
	t.Run("SIGN-01, SIGN-04 what is wrong is said by path and code, and the rest is read", func(t *testing.T) {
		r, entries := readFixture(t, "page.json")
		require.Equal(t, openreferral.PageInfo{Items: 9, Pages: 2, Number: 1, Size: 8, First: true}, r.Page())
		want := []struct {
			outcome openreferral.Outcome
			notes   []string
		}{
			{openreferral.Imported, []string{"/attributes required"}},
			{openreferral.LeftOut, []string{"!/email invalid-contact", "/attributes required"}},
			{openreferral.LeftOut, []string{"!/url invalid-contact", "/attributes required"}},
			{openreferral.LeftOut, []string{"!/name required", "/attributes required"}},
			{openreferral.LeftOut, []string{"!/status unknown-code", "/attributes required"}},
			{openreferral.Imported, []string{"/attributes required"}},
			{openreferral.Gone, []string{}},
			{openreferral.LeftOut, []string{"!/name schema"}},
			{openreferral.LeftOut, []string{"! schema"}},
		}
		require.Len(t, entries, len(want))
		for i, e := range entries {
			require.Equal(t, fmt.Sprintf("/contents/%d", i), e.Pointer)
			require.Equal(t, want[i].outcome, e.Outcome, e.Pointer)
			require.Equal(t, want[i].notes, said(e.Notes), e.Pointer)
			if e.Outcome != openreferral.Imported {
				require.Equal(t, signpost.Listing{}, e.Listing)
			}
		}
		require.True(t, entries[0].Shallow)
		require.True(t, entries[5].Listing.Now.Closed)
		report := r.Report()
		require.Equal(t, []int{9, 2, 1, 6}, []int{report.Services, report.Imported, report.Gone, report.LeftOut})
		require.Equal(t, map[string]int{"invalid-contact": 2, "required": 1, "unknown-code": 1, "schema": 2}, report.Stops)
	})
	t.Run("SIGN-01 one service a line, and a broken line is one line", func(t *testing.T) {
		r, entries := readFixture(t, "services.ndjson")
		require.Equal(t, []string{"/0", "/1", "/2"}, []string{entries[0].Pointer, entries[1].Pointer, entries[2].Pointer})
		require.Equal(t, openreferral.LeftOut, entries[1].Outcome)
		require.Equal(t, "Adults\nwho can swim", entries[2].Listing.Reach.Threshold.Reveal())
		require.Equal(t, 2, r.Report().Imported)
	})
	t.Run("SIGN-01 every shape", func(t *testing.T) {
		s := minimal("")
		for _, c := range []struct {
			text     string
			lines    bool
			pointers []string
		}{
			{s, false, []string{""}},
			{"[" + s + "," + s + "]", false, []string{"/0", "/1"}},
			{"[]", false, nil},
			{`{"contents":[` + s + `],"size":1}`, false, []string{"/contents/0"}},
			{`{"size":1,"contents":[]}`, false, nil},
			{s + "\n" + s, false, []string{"/0", "/1"}},
			{s, true, []string{"/0"}},
			{"{\n" + s[1:] + "\n" + s + "\n" + s, false, []string{"", "/1", "/2"}},
			{" \n\t" + s + "\n", false, []string{""}},
		} {
			o := tamarside()
			o.Lines = c.lines
			_, entries, err := readText(o, c.text)
			require.NoError(t, err, c.text)
			var got []string
			for _, e := range entries {
				require.Equal(t, openreferral.Imported, e.Outcome)
				got = append(got, e.Pointer)
			}
			require.Equal(t, c.pointers, got, c.text)
		}
	})
	t.Run("SIGN-01 what cannot be read on is an error, once and last, with what came before", func(t *testing.T) {
		s := minimal("")
		for text, before := range map[string]int{
			"": 0, "   ": 0, "5": 0, `"x"`: 0, "null": 0, "{": 0, "[": 0, "[1": 1, "[" + s: 1, "[" + s + ",": 1, "[" + s + `,{"id":`: 1,
			`{"contents":[` + s: 1, `{"contents":[` + s + `]`: 1, `{"contents":{"a":1}}`: 0, `{"contents":5}`: 0, "[" + s + "] x": 1, `{"contents":[]} {`: 0, "[" + s + "]]": 1, "}": 0, s[:40]: 0,
		} {
			_, entries, err := readText(tamarside(), text)
			if text == `{"contents":[]} {` { // a line that is none
				require.NoError(t, err)
				continue
			}
			require.ErrorIs(t, err, peer.ErrSchema, "%s", text)
			require.Len(t, entries, before, "%s", text)
			require.NotContains(t, err.Error(), "Walk")
		}
	})
	t.Run("SIGN-01 a line that is down is its own error, with what came before", func(t *testing.T) {
		down, s := errors.New("the line is down"), minimal("")
		for text, before := range map[string]int{"": 0, "[": 0, "[" + s + ",": 1, s[:50]: 0, s + "\n" + s + "\n" + s[:50]: 2, `{"contents":[` + s: 1} {
			_, entries, err := readAll(tamarside(), io.MultiReader(strings.NewReader(text), iotest.ErrReader(down)))
			require.ErrorIs(t, err, down, text)
			require.Len(t, entries, before, text)
		}
	})
	t.Run("SIGN-01 whoever has had enough stops, and a document is read once", func(t *testing.T) {
		r := openreferral.NewReader(strings.NewReader("["+minimal("")+","+minimal("")+"]"), tamarside())
		n := 0
		for _, err := range r.Entries() {
			require.NoError(t, err)
			n++
			break
		}
		require.Equal(t, 1, n)
		require.Equal(t, 1, r.Report().Services)
		for _, err := range r.Entries() {
			require.Error(t, err)
		}
	})
	t.Run("SIGN-01 limits", func(t *testing.T) {
		small := tamarside()
		small.Limits = openreferral.Limits{Entry: 400, Depth: 4, String: 100, List: 2}
		s, long := minimal(""), minimal(`,"x":"`+strings.Repeat("y", 500)+`"`)
		for _, text := range []string{"[" + long + "," + s + "]", long + "\n" + s + "\n", `{"contents":[` + long + "," + s + "]}"} {
			_, entries, err := readText(small, text)
			require.NoError(t, err)
			require.Equal(t, []openreferral.Outcome{openreferral.LeftOut, openreferral.Imported}, []openreferral.Outcome{entries[0].Outcome, entries[1].Outcome})
		}
		for _, more := range []string{`,"x":[[[[[1]]]]]`, `,"x":"` + strings.Repeat("y", 101) + `"`, `,"x":1e999`, `,"x":"` + "\xff" + `"`} {
			_, entries, err := readText(small, "["+minimal(more)+","+s+"]")
			require.NoError(t, err)
			require.Equal(t, openreferral.LeftOut, entries[0].Outcome, more)
			require.Equal(t, openreferral.Imported, entries[1].Outcome, more)
		}
		_, entries, err := readText(small, minimal(`,"phones":[{"number":"111"},{"number":"112"},{"number":"113"}]`))
		require.NoError(t, err)
		require.Contains(t, said(entries[0].Notes), "/phones shortened")
		require.Len(t, entries[0].Listing.Contacts, 3)

		huge := tamarside()
		huge.Limits = openreferral.Limits{Entry: 1000}
		_, entries, err = readText(huge, "["+s+","+minimal(`,"x":"`+strings.Repeat("y", 400_000)+`"`)+"]")
		require.ErrorIs(t, err, peer.ErrSchema)
		require.Contains(t, err.Error(), "A service is no larger")
		require.Len(t, entries, 1)
		_, entries, err = readText(huge, s+"\n"+minimal(`,"x":"`+strings.Repeat("y", 400_000)+`"`)+"\n"+s)
		require.NoError(t, err)
		require.Len(t, entries, 3)
		require.Equal(t, openreferral.LeftOut, entries[1].Outcome)
		_, _, err = readText(huge, `{"x":"`+strings.Repeat("y", 2000)+`","y":"`+strings.Repeat("y", 2000)+`"}`)
		require.ErrorIs(t, err, peer.ErrSchema)

		short := tamarside()
		short.Limits = openreferral.Limits{Document: int64(len(s))}
		_, entries, err = readText(short, s)
		require.NoError(t, err, "just as long as may be")
		require.Len(t, entries, 1)
		_, _, err = readText(short, s+s)
		require.ErrorIs(t, err, peer.ErrSchema)
		require.Contains(t, err.Error(), "The document is no larger")
	})
}
