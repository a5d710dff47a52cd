package client_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/client"
)

// pagesOf collects the pages of a search of goals.
func pagesOf(c *client.Client, t *testing.T) (found []client.Page, err error) {
	t.Helper()
	for page, err := range c.Pages(t.Context(), "Goal", url.Values{"_lastUpdated": {"ge2026-03-02T09:00:00Z"}}) {
		if err != nil {
			return found, err
		}
		found = append(found, page)
	}
	return found, nil
}

const dated = `{"resourceType":"Bundle","type":"searchset","meta":{"lastUpdated":"2026-03-02T10:00:00.5+01:00"},` +
	`"link":[{"relation":"next","url":"` + base + `/Goal?page=2"}],"entry":[{"resource":{"resourceType":"Goal","id":"g1","meta":{"lastUpdated":"2026-03-02T08:59:59Z"}}},{"resource":{"resourceType":"Task","id":"t1"}}]}`

func TestPages(t *testing.T) {
	t.Run("FHIR-18 each page has the server's time: the Bundle's, else the Date, else none", func(t *testing.T) {
		bare := `{"resourceType":"Bundle","type":"searchset","link":[{"relation":"next","url":"` + base + `/Goal?page=3"}]}`
		s := &server{answer: in(says(200, dated, "Date", "Mon, 02 Mar 2026 09:30:00 GMT"), says(200, bare, "Date", "Mon, 02 Mar 2026 09:30:01 GMT"),
			says(200, `{"resourceType":"Bundle","type":"searchset"}`))}
		found, err := pagesOf(at(t, s), t)
		require.NoError(t, err)
		require.Len(t, found, 3)
		require.Equal(t, time.Date(2026, 3, 2, 9, 0, 0, 5e8, time.UTC), found[0].At)
		require.Equal(t, time.Date(2026, 3, 2, 9, 30, 1, 0, time.UTC), found[1].At)
		require.True(t, found[2].At.IsZero())
		require.Equal(t, []bool{false, false, true}, []bool{found[0].Last, found[1].Last, found[2].Last})
		require.Equal(t, time.Date(2026, 3, 2, 8, 59, 59, 0, time.UTC), found[0].Matches[0].Updated())
		require.True(t, client.Resource{}.Updated().IsZero())
	})
	t.Run("FHIR-18 an entry of another type is named, and the others are there", func(t *testing.T) {
		found, err := pagesOf(at(t, &server{answer: in(says(200, dated), says(200, `{"resourceType":"Bundle","type":"searchset"}`))}), t)
		require.NoError(t, err)
		require.Len(t, found[0].Matches, 1)
		require.ErrorIs(t, found[0].Unread[0], client.WrongResource)
		require.Equal(t, "t1", found[0].Unread[0].ID)
	})
	t.Run("FHIR-20 pages that lead back are left after the first time round", func(t *testing.T) {
		s := &server{answer: in(says(200, dated))}
		found, err := pagesOf(at(t, s), t)
		failed(t, err, client.InCircles)
		require.Len(t, found, 1)
		require.Len(t, s.heard, 2)
	})
	t.Run("FHIR-20 a next link to another host is not followed", func(t *testing.T) {
		elsewhere := `{"resourceType":"Bundle","type":"searchset","link":[{"relation":"next","url":"https://elsewhere.example/r4/Goal?page=2"}]}`
		s := &server{answer: in(says(200, elsewhere))}
		_, err := pagesOf(at(t, s), t)
		failed(t, err, client.OutsideBase)
		require.Len(t, s.heard, 1)
	})
	t.Run("FHIR-20 more pages than the limit: those before it are given", func(t *testing.T) {
		n := 0
		s := &server{answer: func(int, *http.Request) (*http.Response, error) {
			n++
			return says(200, `{"resourceType":"Bundle","type":"searchset","link":[{"relation":"next","url":"`+base+`/Goal?page=`+string(rune('a'+n))+`"}]}`), nil
		}}
		found, err := pagesOf(at(t, s, func(c *client.Config) { c.PageLimit = 3 }), t)
		failed(t, err, client.TooLarge)
		require.Len(t, found, 3)
		require.Equal(t, 3, n)
	})
	t.Run("FHIR-20 a page that fails is the last, and a reader who has enough is let go", func(t *testing.T) {
		found, err := pagesOf(at(t, &server{answer: in(says(200, dated), says(403, outcome))}), t)
		failed(t, err, client.Forbidden)
		require.Len(t, found, 1)
		s := &server{answer: in(says(200, dated))}
		for range at(t, s).Pages(t.Context(), "Goal", nil) {
			break
		}
		require.Len(t, s.heard, 1)
		for _, err := range at(t, s).Pages(t.Context(), "no type", nil) {
			require.Error(t, err)
		}
		require.Len(t, s.heard, 1)
	})
}
