package pages

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/towpath-care/towpath/examples/frontend/store"
	"github.com/towpath-care/towpath/examples/frontend/words"
	"github.com/towpath-care/towpath/examples/frontend/world"
	"github.com/towpath-care/towpath/peer"
)

// whoIsHere is the page on which the example is told who looks. A host signs people in
// instead.
func whoIsHere(*view) (any, error) { return map[string]any{"Seats": world.Seats()}, nil }

// sit takes a seat.
func (p *pages) sit(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, most)
	seat, ok := world.SeatOf(r.PostFormValue("seat"))
	if !ok {
		http.Redirect(w, r, "/who", http.StatusSeeOther)
		return
	}
	http.SetCookie(w, &http.Cookie{Name: "seat", Value: seat.ID, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// choose changes the words of the pages.
func (p *pages) choose(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, most)
	http.SetCookie(w, &http.Cookie{Name: "words", Value: words.In(r.PostFormValue("words")).ID, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	back := r.PostFormValue("back")
	if !strings.HasPrefix(back, "/") || strings.HasPrefix(back, "//") || strings.Contains(back, "\\") {
		back = "/"
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
}

// away is the quick exit: it gets up from the seat, and what is on the page says nothing.
func (p *pages) away(w http.ResponseWriter, r *http.Request) {
	for _, name := range []string{"seat", "words"} {
		http.SetCookie(w, &http.Cookie{Name: name, Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteStrictMode})
	}
	w.Header().Set("Clear-Site-Data", `"cache"`)
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if err := p.sets["en"]["away"].ExecuteTemplate(w, "away", nil); err != nil {
		p.Log.Error("away", "err", err)
	}
}

// changes tells an open page that something it may show has moved on: which record, and
// nothing of what it says. A record that this reader sees nothing of is not mentioned.
func (p *pages) changes(w http.ResponseWriter, r *http.Request) {
	v := p.view(r)
	if !v.seated() {
		http.Error(w, "", http.StatusForbidden)
		return
	}
	heard, err := p.Desk.Hear(r.Context(), v.who(), after(r.Header.Get("Last-Event-ID")))
	if err != nil {
		p.Log.Error("changes", "err", err)
		http.Error(w, "", http.StatusInternalServerError)
		return
	}
	defer heard.End()
	flush := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	fmt.Fprint(w, "retry: 3000\n\n")
	for flush.Flush() == nil {
		list, err := heard.Next(r.Context())
		if err != nil && r.Context().Err() == nil {
			p.Log.Error("changes", "err", err)
		}
		if err != nil {
			return
		}
		for _, m := range list {
			fmt.Fprintf(w, "event: change\nid: %s@%d\ndata: %s\n\n", m.Of, m.Rev, href(m.Of))
		}
	}
}

// after reads the id of the last event that a page heard before it lost its connection.
// It names a record and its revision, both of which the page may know: a number that
// counts what everybody does would tell a person that something happened (hazard H08).
func after(id string) store.Moved {
	at := strings.LastIndex(id, "@")
	rev, err := strconv.Atoi(id[at+1:])
	kind, record, ok := strings.Cut(id[:max(at, 0)], "/")
	if err != nil || !ok {
		return store.Moved{}
	}
	return store.Moved{Of: refOf(kind, record), Rev: peer.Rev(rev)}
}

func asRefusal(err error, r **peer.Refusal) bool { return errors.As(err, r) }
