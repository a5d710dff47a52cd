package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/fhir/strict"
	"github.com/towpath-care/towpath/peer"
)

// epr is a record system on a bad day: one request in five meets a fault, and before one
// in four somebody there edits what the request is about, or something else.
type epr struct {
	*fhirtest.Server
	base string
	web  *http.Server
	over chan struct{}

	mu     sync.Mutex
	seed   uint64
	nth    uint64 // requests so far: the faults are drawn by it
	quiet  bool
	kinds  []fhirtest.NamedFault
	faults map[string]int
	edits  int
	early  int // of these, in what is ours before the host heard that it stands here
	writes int
	notes  map[string]int // how many notes of others stand in a resource
	theirs map[string]int // how often somebody there has changed what is ours in a goal
	status string         // of the service's plan, as its owner last set it
	undone int            // how often the owner found it changed
	late   []func() error // changes that are made and not to be seen yet
	deadly *deadly
	// settled reports whether the host's ledger knows that a goal stands here.
	settled func(goal string) bool
}

// kinds are the faults of a bad day: those that fhirtest lists, but for a server that
// writes over what it was told not to, once in a while. From that no program can save
// anything; that it is noticed is tested in fhir/exchange.
func kinds() []fhirtest.NamedFault {
	all := slices.DeleteFunc(fhirtest.BadDays(time.Now()), func(f fhirtest.NamedFault) bool {
		return f.Fault.IgnoreIfMatch || f.Fault.IgnoreIfNoneExist
	})
	for _, status := range []int{409, 412, 413, 422} {
		all = append(all, fhirtest.NamedFault{Name: fmt.Sprintf("turned-down-%d", status), Fault: fhirtest.Fault{Status: status}})
	}
	return all
}

func newEPR(seed uint64, conditional, blind bool) (*epr, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	e := &epr{base: "http://" + l.Addr().String() + "/fhir", over: make(chan struct{}), seed: seed, kinds: kinds(),
		faults: map[string]int{}, notes: map[string]int{}, theirs: map[string]int{}, status: "active", settled: func(string) bool { return false }}
	e.Server = fhirtest.New(fhirtest.Config{
		BaseURL: e.base, UpdateCreate: !conditional, BlindUpdates: blind, ReadOnly: []string{"Patient"},
		Nodes: []time.Duration{0, 800 * time.Millisecond, -800 * time.Millisecond},
		Wait:  shorter, Validate: func(b []byte) error { return notPoison(b, blind) },
	})
	if err := seedPeople(e.Server); err != nil {
		return nil, err
	}
	e.Fail(e.weather)
	e.web = &http.Server{Handler: http.StripPrefix("/fhir", e), ReadHeaderTimeout: 10 * time.Second}
	go func() {
		defer close(e.over)
		_ = e.web.Serve(l) // always ends, by stop
	}()
	return e, nil
}

// seedPeople puts Aled, those about him and the service's plan into a record system.
func seedPeople(s *fhirtest.Server) error {
	for _, name := range []string{"patient-aled", "practitioner-jess", "organization-tamarside", "careplan-service"} {
		body, err := fs.ReadFile(fixtures.EPR(), name+".json")
		if err == nil {
			err = s.Seed(body)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (e *epr) stop() {
	_ = e.web.Close()
	<-e.over
}

// shorter lets a thousandth of the time pass: what takes a server half a minute takes 30
// ms here, and the program's patience is as much shorter.
func shorter(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d / 1000):
	case <-ctx.Done():
	}
}

var errPoison = peer.Fault(peer.Rule{Row: "FHIR-19", Code: peer.ErrSchema}, "/description", "The record system takes it.", "Nobody knows.")

func notPoison(body []byte, blind bool) error {
	if bytes.Contains(body, []byte(poison)) {
		return errPoison
	}
	if blind {
		return nil
	}
	return strict.Validate(body)
}

// deadly is the nth write from now on, in the middle of which the program that asked is
// killed.
type deadly struct {
	at   spot
	left int64
	kill func()
}

// ServeHTTP answers one request. A program that is killed in the middle of it gets no
// answer.
func (e *epr) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d := e.deadlyNow(r)
	if d == nil {
		e.Server.ServeHTTP(w, r)
		return
	}
	defer d.kill()
	if d.at == served {
		e.Server.ServeHTTP(unheard{}, r)
	}
	panic(http.ErrAbortHandler)
}

func (e *epr) deadlyNow(r *http.Request) *deadly {
	e.mu.Lock()
	defer e.mu.Unlock()
	d := e.deadly
	if d == nil || !isWrite(r) {
		return nil
	}
	if d.left--; d.left != 0 {
		return nil
	}
	return d
}

// unheard is an answer that nobody hears.
type unheard struct{}

// Header is nobody's.
func (unheard) Header() http.Header { return http.Header{} }

// WriteHeader does nothing.
func (unheard) WriteHeader(int) {}

// Write does nothing.
func (unheard) Write(b []byte) (int, error) { return len(b), nil }

// weather says what goes wrong with a request, and lets others be about. The same seed
// and the same number of a request give the same fault.
func (e *epr) weather(r *http.Request) *fhirtest.Fault {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.nth++
	if isWrite(r) {
		e.writes++
	}
	if e.quiet {
		return nil
	}
	random := rand.New(rand.NewPCG(e.seed, e.nth))
	e.becomeVisible(random)
	if random.IntN(4) == 0 {
		e.somebodyEdits(r, random)
	}
	if random.IntN(5) > 0 {
		return nil
	}
	kind := e.kinds[random.IntN(len(e.kinds))]
	e.faults[kind.Name]++
	return &kind.Fault
}

// becomeVisible ends some of the transactions that take their time.
func (e *epr) becomeVisible(random *rand.Rand) {
	for len(e.late) > 0 && random.IntN(3) == 0 {
		_ = e.late[0]()
		e.late = e.late[1:]
	}
}

// somebodyEdits changes the resource that is asked for, or another one: before all others
// one of which the host has not heard yet that it stands here.
func (e *epr) somebodyEdits(r *http.Request, random *rand.Rand) {
	if id := e.unheardOf(); id != "" && random.IntN(2) == 0 {
		e.edits++
		e.early++
		e.theyChange(id, random)
		return
	}
	typ, id, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
	if _, there := e.Bytes(typ, id); !there || typ != "Goal" && typ != "CarePlan" {
		typ = []string{"Goal", "Goal", "CarePlan"}[random.IntN(3)]
		ids := e.IDs(typ)
		if len(ids) == 0 {
			return
		}
		id = ids[random.IntN(len(ids))]
	}
	e.edits++
	switch {
	case typ == "CarePlan" && random.IntN(3) == 0:
		e.setStatus(id)
	case typ == "Goal" && e.theyMayChange(id):
		e.theyChange(id, random)
	default:
		e.note(typ, id)
	}
}

// note puts an element of their own into a resource.
func (e *epr) note(typ, id string) {
	if e.Edit(typ, id, func(body []byte) []byte {
		at := bytes.Index(body, []byte(`"resourceType"`))
		return slices.Concat(body[:at], fmt.Appendf(nil, `"x-note-%d":4.10,`, e.notes[typ+"/"+id]+1), body[at:])
	}) == nil {
		e.notes[typ+"/"+id]++
	}
}

// setStatus puts the service's plan on hold, or takes it up again.
func (e *epr) setStatus(id string) {
	next := map[string]string{"active": "on-hold", "on-hold": "active"}[e.status]
	_ = e.Edit("CarePlan", id, func(body []byte) []byte {
		for _, now := range []string{"active", "on-hold"} {
			if at := bytes.Index(body, []byte(`"`+now+`"`)); at >= 0 {
				if now != e.status {
					e.undone++
				}
				return slices.Concat(body[:at+1], []byte(next), body[at+1+len(now):])
			}
		}
		return body
	})
	e.status = next
}

// tGoals are the goals in which somebody there changes what is ours.
var tGoals = []string{"t-0", "t-1", "t-2"}

func identifierOf(goal string) fhir.Identifier {
	return fhir.Site{}.IdentifierOf(goalName(goal))
}

// theyMayChange reports whether it is one of these, and no change of theirs is under way.
func (e *epr) theyMayChange(id string) bool {
	body, _ := e.Bytes("Goal", id)
	return len(e.late) == 0 && slices.ContainsFunc(tGoals, func(goal string) bool { return fhir.Carries(body, identifierOf(goal)) })
}

// unheardOf is the id of one of these that stands here and of which the host's ledger does
// not know that it does: its answer was lost, or is on its way.
func (e *epr) unheardOf() string {
	var waiting []string
	for _, goal := range tGoals {
		if !e.settled(goal) {
			waiting = append(waiting, goal)
		}
	}
	if len(waiting) == 0 || len(e.late) > 0 {
		return ""
	}
	for _, id := range e.IDs("Goal") {
		body, _ := e.Bytes("Goal", id)
		if slices.ContainsFunc(waiting, func(goal string) bool { return fhir.Carries(body, identifierOf(goal)) }) {
			return id
		}
	}
	return ""
}

var ourWords = regexp.MustCompile(`get on with t-\d|as they say there, \d+`)

// theyChange changes what is ours, at once or in a transaction that takes its time.
func (e *epr) theyChange(id string, random *rand.Rand) {
	e.theirs[id]++
	said := fmt.Appendf(nil, "as they say there, %d", e.theirs[id])
	change := func(body []byte) []byte { return ourWords.ReplaceAll(body, said) }
	if random.IntN(2) == 0 {
		e.late = append(e.late, e.EditLate("Goal", id, change))
		return
	}
	_ = e.Edit("Goal", id, change)
}

// settle ends the bad day.
func (e *epr) settle() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, commit := range e.late {
		_ = commit()
	}
	e.late, e.quiet = nil, true
}
