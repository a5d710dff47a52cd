package app_test

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestReceiving: what the worker told reaches whoever has to hear it, they take it on and
// close it, and the worker hears what came of it.
func TestReceiving(t *testing.T) {
	worker := open(t, "jess-aled")
	_, at := worker.send("/new/concern/raise", 200, "request", "t-1", "seen", "0", "trigger", "environmental-risk", "text", "The bannister came off.", "text/by", "me")
	id := at[len("/tell/"):]
	lead := worker.as("hannah")

	inbox := lead.get("/", 200)
	require.Contains(t, inbox, "/tell/"+id+"/open")
	require.NotContains(t, inbox, "bannister", "SAFE-18 the message carries no topic")
	require.NotContains(t, inbox, "on the table", "and no page of the person's is open")
	lead.get(at, 404)

	page, on := lead.send("/tell/"+id+"/open", 200)
	require.Equal(t, at, on)
	require.Contains(t, page, "bannister")
	require.Contains(t, page, "Told by")
	require.Contains(t, worker.get(at, 200), "Somebody was told.", "SAFE-17")
	require.NotContains(t, lead.get("/", 200), "/tell/"+id+"/open")
	require.Contains(t, page, "It is kept.")
	page, _ = lead.send("/tell/"+id+"/open", 200) // opened again it is what it was
	require.NotContains(t, page, "It is kept.")
	require.Equal(t, 1, strings.Count(lead.get(at, 200), "Hannah, team lead ·"))

	page, _ = lead.step("/do/concern/"+id+"/acknowledge", 422, "next", "Ring the landlord.")
	require.Contains(t, page, "f-until-fault")
	lead.step("/do/concern/"+id+"/acknowledge", 200, "next", "Ring the landlord.", "until", "2026-03-17T12:00")
	page = worker.get(at, 200)
	require.Contains(t, page, "Hannah has it, since Monday 16 March")
	require.NotContains(t, page, "Ring the landlord", "what they do about it is for those who were told")

	page, _ = lead.step("/do/concern/"+id+"/close", 422, "as", "resolved", "says", "Mended.", "says/by", "me", "raiser", "It is mended. Thank you.")
	require.Contains(t, page, "error-summary", "SAFE-16 what the person was told is said")
	lead.step("/do/concern/"+id+"/close", 200, "as", "resolved", "says", "Mended.", "says/by", "me", "raiser", "It is mended. Thank you.",
		"person/told", "that it is mended", "person/by", "hannah", "person/on", "2026-03-16")
	page = worker.get(at, 200)
	require.Contains(t, page, "It is mended. Thank you.")
	require.Contains(t, page, "Dealt with")
	require.Contains(t, worker.get("/", 200), `href="`+at+`"`, "what became of it stands on the worker's day")
	require.NotContains(t, worker.as("aled").get(at, 404), "bannister")
	for _, p := range append(aledsPages, "/kept") {
		page := worker.as("aled").get(p, 200)
		for _, word := range []string{"bannister", "Hannah has it", "/tell"} {
			require.NotContains(t, page, word, "H08, SAFE-18 %s", p)
		}
	}
}

// TestReceivingForbidden does what must not be possible for those who are told.
func TestReceivingForbidden(t *testing.T) {
	s := open(t, "jess-aled")
	t.Run("H04, SAFE-18 whoever was not told sees nothing, and opens nothing", func(t *testing.T) {
		other := s.as("ines")
		require.Contains(t, other.get("/", 200), "Nothing is waiting to be opened.")
		for _, id := range []string{"con-1", "con-2", "con-99"} {
			require.NotContains(t, other.get("/tell/"+id, 404), "stair")
			other.send("/tell/"+id+"/open", 404)
			other.get("/do/concern/"+id+"/acknowledge", 404)
			other.send("/do/concern/"+id+"/say-more", 404, "seen", "1", "request", "x", "about", "aled")
		}
		s.call("ines", "GET", "/records/concern/con-2", "", 404)
	})
	t.Run("H08 nobody opens it from a page of the person's", func(t *testing.T) {
		s.as("aled").send("/tell/con-2/open", 404)
		s.as("beatriz").send("/tell/con-2/open", 404)
		require.Contains(t, s.get("/tell/con-2", 200), "Nobody has this yet.")
	})
	t.Run("the worker who told does not open it for them", func(t *testing.T) {
		page, _ := s.send("/tell/con-2/open", 200)
		require.NotContains(t, page, "It is kept.", "and is not told that they did")
		require.Contains(t, s.get("/tell/con-2", 200), "Nobody has this yet.")
	})
	t.Run("SAFE-16 whoever told of it does not close it", func(t *testing.T) {
		page, _ := s.send("/do/concern/con-2/acknowledge", 422, "seen", "1", "request", "x", "next", "y", "until", "2026-03-17T12:00")
		require.Contains(t, page, "error-summary")
	})
	t.Run("those who are told have none of the person's pages", func(t *testing.T) {
		lead := s.as("hannah")
		for _, p := range []string{"/together", "/notes", "/notes/c-4", "/goals", "/goals/g-1", "/places", "/ways/way-1", "/moves/move-1", "/steps/ps-1", "/kept", "/tell", "/record/goal/g-1", "/do/goal/g-1/achieve", "/new/goal/propose", "/new/contact/record"} {
			require.NotContains(t, lead.get(p, 404), "allotment", p)
		}
		for _, seat := range []string{"hannah", "ines"} {
			for _, p := range []string{"goal/g-1", "contact/c-4", "transition/move-1", "relationship/rel-1"} {
				s.call(seat, "GET", "/records/"+p, "", 404)
				s.call(seat, "POST", "/records/"+p+"/steps", `{"seen":1,"request":"x","step":{"do":"confirm"}}`, 404)
			}
		}
		require.Equal(t, 404, lead.status("POST", "/do/goal/g-1/achieve", "seen=6&request=x", http.Header{"Content-Type": {"application/x-www-form-urlencoded"}, "Cookie": {"seat=hannah"}}))
	})
}

// TestHearingAgain: a page that lost its connection hears what came meanwhile, from the
// store, and nothing that it was not to hear.
func TestHearingAgain(t *testing.T) {
	s := open(t, "aled")
	heard := func(seat, last string) func() string {
		ctx, end := context.WithCancel(t.Context())
		t.Cleanup(end)
		r, err := http.NewRequestWithContext(ctx, "GET", s.base+"/changes", nil)
		require.NoError(t, err)
		r.AddCookie(&http.Cookie{Name: "seat", Value: seat})
		r.Header.Set("Last-Event-ID", last)
		a, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		t.Cleanup(func() { _ = a.Body.Close() })
		lines := bufio.NewReader(a.Body)
		return func() string {
			for {
				line, err := lines.ReadString('\n')
				require.NoError(t, err)
				if id, ok := strings.CutPrefix(line, "id: "); ok {
					return strings.TrimSpace(id)
				}
			}
		}
	}
	goes := func(request, seen string) {
		s.send("/do/goal/g-1/say-how-it-goes", 200, "seen", seen, "request", request, "going", "sustaining")
	}
	s.as("jess-aled").send("/new/concern/raise", 200, "request", "h-0", "text", "x", "text/by", "me")
	goes("h-1", "6")
	next := heard("aled", "goal/g-1@6")
	for id := ""; id != "goal/g-1@7"; { // kept while nobody listened
		id = next()
		require.NotContains(t, id, "concern", "H08")
	}
	for _, last := range []string{"concern/con-1@1", "concern/con-99@1", "goal/g-1@99", "goal/none@1", "x", "@", "/@", "goal/g-1@-1", ""} {
		again := heard("aled", last)
		s.as("aled").send("/new/goal/propose", 200, "request", "h-"+last, "words", "sing")
		require.Regexp(t, `^goal/id-\d+@1$`, again(), "H08 %q is no place to begin at", last)
	}
	require.Equal(t, "concern/con-2@1", heard("jess-aled", "concern/con-3@3")())
	s.as("hannah").send("/tell/con-2/open", 200)
	lead := heard("hannah", "")
	s.as("hannah").step("/do/concern/con-2/acknowledge", 200, "next", "Ring.", "until", "2026-03-17T12:00")
	require.Equal(t, "concern/con-2@3", lead())
	s.as("jess-aled").send("/new/concern/raise", 200, "request", "h-9", "trigger", "other-risk", "text", "x", "text/by", "me")
	require.Regexp(t, `^concern/id-\d+@1$`, lead(), "something came in that is for her to open")
	s.as("jess-aled").send("/new/concern/raise", 200, "request", "h-10", "trigger", "limit-of-competence", "text", "x", "text/by", "me")
	s.as("hannah").step("/do/concern/con-2/set-in-hand", 200, "next", "Visit.", "until", "2026-03-17T12:00")
	require.Equal(t, "concern/con-2@4", lead(), "SAFE-03 what is for another chain is not for her")
}
