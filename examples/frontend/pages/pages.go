// Package pages draws the example: one file for each page, templates beside them. A page
// shows a record's View, draws its Choices, and posts a step. What may be done, by whom
// and why not, is nowhere in here.
package pages

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/towpath-care/towpath/examples/frontend/desk"
	"github.com/towpath-care/towpath/examples/frontend/words"
	"github.com/towpath-care/towpath/examples/frontend/world"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
)

//go:embed templates/*.gohtml
var templates embed.FS

// Config is what the pages need besides the desk.
type Config struct {
	Desk *desk.Desk
	// Names are what people and places are called, by id.
	Names map[string]string
	// Away is where the quick exit leads; empty: a page of this program that says
	// nothing.
	Away string
	// Log hears of what is wrong with the program. It is never told what anybody said.
	Log *slog.Logger
}

type pages struct {
	Config
	zone *time.Location
	sets map[string]map[string]*template.Template // by language and page
}

// most is how large a posted form may be.
const most = 64 << 10

// New makes the handler of all pages.
func New(c Config) http.Handler {
	if c.Away == "" {
		c.Away = "/away"
	}
	p := &pages{Config: c, zone: c.Desk.Host.Calendar.Zone(), sets: map[string]map[string]*template.Template{}}
	for _, l := range words.Languages() {
		p.sets[l.ID] = bodies(template.Must(template.New("").Funcs(p.speaking(l)).ParseFS(templates, "templates/*.gohtml")))
	}
	mux := http.NewServeMux()
	p.routes(mux)
	return mux
}

// bodies are the templates of each page: all of them, with the page's own as body.
func bodies(all *template.Template) map[string]*template.Template {
	out := map[string]*template.Template{"away": template.Must(all.Clone())}
	for _, t := range all.Templates() {
		if name, ok := strings.CutPrefix(t.Name(), "page-"); ok {
			out[name] = template.Must(all.Clone())
			template.Must(out[name].AddParseTree("body", t.Tree))
		}
	}
	return out
}

func (p *pages) routes(mux *http.ServeMux) {
	mux.HandleFunc("GET /{$}", p.home)
	mux.HandleFunc("GET /together", p.page("together", together))
	mux.HandleFunc("GET /notes", p.page("notes", notes))
	mux.HandleFunc("GET /notes/{id}", p.page("note", note))
	mux.HandleFunc("GET /goals", p.page("goals", goals))
	mux.HandleFunc("GET /goals/{id}", p.page("goal", goal))
	mux.HandleFunc("GET /steps/{id}", p.page("steps", steps))
	mux.HandleFunc("GET /places", p.page("places", places))
	mux.HandleFunc("GET /ways/{id}", p.page("way", way))
	mux.HandleFunc("GET /moves/{id}", p.page("move", move))
	mux.HandleFunc("GET /kept", p.page("kept", kept))
	mux.HandleFunc("GET /tell", p.page("tell", tell))
	mux.HandleFunc("GET /tell/{id}", p.page("told", told))
	mux.HandleFunc("POST /tell/{id}/open", p.post(openTold))
	mux.HandleFunc("GET /record/{kind}/{id}", p.page("record", record))
	mux.HandleFunc("GET /do/{kind}/{id}/{do}", p.page("step", askStep))
	mux.HandleFunc("POST /do/{kind}/{id}/{do}", p.post(takeStep))
	mux.HandleFunc("GET /new/{kind}/{do}", p.page("step", askStep))
	mux.HandleFunc("POST /new/{kind}/{do}", p.post(takeStep))
	mux.HandleFunc("GET /help", p.page("help", help))
	mux.HandleFunc("GET /who", p.page("who", whoIsHere))
	mux.HandleFunc("POST /who", p.sit)
	mux.HandleFunc("POST /words", p.choose)
	mux.HandleFunc("GET /away", p.away)
	mux.HandleFunc("GET /changes", p.changes)
	mux.HandleFunc("/", p.page("", func(*view) (any, error) { return nil, desk.ErrNotHere }))
}

// view is one request: who looks, in which words, at what.
type view struct {
	*pages
	ctx  context.Context
	r    *http.Request
	seat world.Seat
	at   desk.Who // the seat, with the pages that are open
	lang words.Language
	code int // of the answer

	read   bool // what follows was read
	all    []desk.Opened
	listed map[string]signpost.Resource
}

func (p *pages) view(r *http.Request) *view {
	v := &view{pages: p, ctx: r.Context(), r: r, code: http.StatusOK, lang: words.In(cookie(r, "words"))}
	v.seat, _ = world.SeatOf(cookie(r, "seat"))
	v.at = v.seat.Who
	return v
}

func (v *view) who() desk.Who { return v.at }

// besideIt puts somebody who receives at the pages of whom a concern is about. They have
// no other pages: what there is of somebody is for the two.
func (v *view) besideIt(name string) (err error) {
	switch {
	case !v.seat.Who.Receives() || open[name] || name == "inbox":
	case name == "told" || v.r.PathValue("kind") == string(safeguard.KindConcern) && v.r.PathValue("id") != "":
		v.at, err = v.Desk.Beside(v.ctx, v.at, refOf(safeguard.KindConcern, v.r.PathValue("id")))
	default:
		err = desk.ErrNotHere
	}
	return err
}

// seated reports whether somebody was chosen: in a host of its own, whether anybody
// signed in.
func (v *view) seated() bool { return v.seat.ID != "" }

func cookie(r *http.Request, name string) string {
	c, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}

// open are the pages for which nobody has to be let in: help comes before any question.
var open = map[string]bool{"help": true, "who": true}

// shell is what every page has around it.
type shell struct {
	Name     string // of the page
	Lang     words.Language
	All      []words.Language
	Seat     world.Seat
	Seated   bool
	IsPerson bool
	Receives bool
	Person   string
	Nav      []link
	Away     string
	Saved    bool
	Fault    bool
	Path     string
	Now      time.Time
	Body     any
}

type link struct {
	Href, Key string
	Here      bool
}

// page draws a page from its body.
func (p *pages) page(name string, body func(*view) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := p.view(r)
		if !v.seated() && !open[name] {
			http.Redirect(w, r, "/who", http.StatusSeeOther)
			return
		}
		err := v.besideIt(name)
		var b any
		if err == nil {
			b, err = body(v)
		}
		if err != nil {
			p.sorry(w, v, err)
			return
		}
		v.draw(w, name, b)
	}
}

// home is today, or what came in for somebody who receives.
func (p *pages) home(w http.ResponseWriter, r *http.Request) {
	if p.view(r).who().Receives() {
		p.page("inbox", inbox)(w, r)
		return
	}
	p.page("today", today)(w, r)
}

// sorry says that there is nothing here, or that something is wrong with the program.
func (p *pages) sorry(w http.ResponseWriter, v *view, err error) {
	var big *http.MaxBytesError
	switch {
	case errors.As(err, &big):
		v.code = http.StatusRequestEntityTooLarge
		v.draw(w, "toomuch", nil)
	case errors.Is(err, desk.ErrNotHere):
		v.code = http.StatusNotFound
		v.draw(w, "nothing", nil)
	default:
		p.Log.Error("page", "path", v.r.Pattern, "err", err)
		v.code = http.StatusInternalServerError
		v.draw(w, "sorry", nil)
	}
}

func (v *view) draw(w http.ResponseWriter, name string, body any) {
	s := shell{Name: name, Lang: v.lang, All: words.Languages(), Seat: v.seat, Seated: v.seated(), IsPerson: v.who().IsPerson(), Receives: v.seat.Who.Receives(),
		Person: v.Names[string(v.who().Person)], Nav: v.nav(name), Away: v.Away, Saved: v.r.URL.Query().Has("saved"), Path: v.r.URL.Path, Now: v.Desk.Now(), Body: body,
		Fault: v.code == http.StatusUnprocessableEntity || v.code == http.StatusConflict}
	var b bytes.Buffer
	if err := v.sets[v.lang.ID][name].ExecuteTemplate(&b, "shell", s); err != nil {
		v.Log.Error("template", "page", name, "err", err)
		http.Error(w, "500", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(v.code)
	b.WriteTo(w)
}

func (v *view) nav(here string) []link {
	if !v.seated() {
		return nil
	}
	if v.seat.Who.Receives() {
		return []link{{"/", "inbox", here != "help" && here != "who"}}
	}
	out := []link{{"/", "today", false}, {"/together", "together", false}, {"/notes", "notes", false}, {"/goals", "goals", false}, {"/places", "places", false}}
	if v.who().IsPerson() {
		out = append(out, link{"/kept", "kept", false})
	} else {
		out = append(out, link{"/tell", "tell", false})
	}
	for i := range out {
		out[i].Here = out[i].Key == here || under[here] == out[i].Key || homesOf[v.r.PathValue("kind")] == out[i].Key
	}
	return out
}

// under says under which entry of the navigation a page lies.
var under = map[string]string{"note": "notes", "goal": "goals", "steps": "goals", "way": "places", "move": "today", "told": "tell"}

// homesOf says the same of a step or an entry, by the kind of its record.
var homesOf = map[string]string{"contact": "notes", "goal": "goals", "problem-solving": "goals", "self-report": "goals", "signpost": "places",
	"transition": "today", "feeling": "today", "issue": "today", "relationship": "together", "concern": "tell"}

// posted is the name of the page that a form belongs to.
func posted(r *http.Request) string {
	if r.PathValue("kind") == "" {
		return "told"
	}
	return "step"
}

// post reads a posted form and lets it be answered.
func (p *pages) post(answer func(*view, http.ResponseWriter) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := p.view(r)
		if !v.seated() {
			http.Redirect(w, r, "/who", http.StatusSeeOther)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, most)
		err := r.ParseForm()
		if err == nil {
			err = v.besideIt(posted(r))
		}
		if err == nil {
			err = answer(v, w)
		}
		if err != nil {
			p.sorry(w, v, err)
		}
	}
}
