package fhirtest

import (
	"context"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Config says which server New makes. The zero Config is the strictest: every
// update names the version it was based on, and the server alone gives ids.
type Config struct {
	// BaseURL is the address clients reach the handler under, without a slash at
	// the end: the start of Location, Bundle.entry.fullUrl and paging links. Empty
	// means the scheme and host of each request. Start has its own.
	BaseURL string
	// Types are the resource types the server has. Nil means all that it knows;
	// GET /metadata lists them.
	Types []string
	// ReadOnly are types that clients can read and search and not write (405),
	// such as Patient for an integration that must never make one. Seed and Edit
	// reach them all the same.
	ReadOnly []string
	// UpdateCreate lets a client choose the id: PUT to an address where nothing
	// is creates it (201). False: such a PUT is 405. /metadata shows it.
	UpdateCreate bool
	// BlindUpdates takes a PUT without If-Match. False: it is 400, and /metadata
	// says versioning is versioned-update.
	BlindUpdates bool
	// NoConditionalCreate turns down If-None-Exist with 400, as R4 has it for
	// servers without conditional create.
	NoConditionalCreate bool
	// Tags is what an update does with the tags and security labels that the newest
	// version has and the body does not. Empty: what the body says is all there is.
	Tags Tags
	// Token, when set, is the bearer token every request but GET /metadata must
	// carry; without it the answer is 401.
	Token string
	// MaxBody is the longest request body in bytes; longer is 413. 0 means
	// 1 MiB.
	MaxBody int64
	// PageSize is the number of matches on a page of a search that names no
	// _count, and the most that _count can ask for. 0 means 50.
	PageSize int
	// NoConditionalUpdate turns down an update or a patch that names its resource
	// by a search with 400, as R4 has it for servers without conditional update.
	NoConditionalUpdate bool
	// Without are interactions the server is not to have, by the codes of
	// CapabilityStatement.rest.interaction and rest.resource.interaction: patch,
	// delete, vread, history-instance, history-type, history-system, search-type,
	// create, update, read, batch and transaction. They are 405 (batch and
	// transaction are 422) and /metadata does not list them.
	Without []string
	// WithoutParams are search parameters the server is not to have, such as
	// _lastUpdated, _sort, _elements or identifier: it answers them as it answers any
	// that it does not know, and /metadata does not list them.
	WithoutParams []string
	// Nodes are how far the clocks of the machines behind the server are off, each from
	// Now. They take turns with the requests and with what Edit, EditLate and Delete
	// do: each writes and answers by its own clock. Nil: one machine, by Now.
	Nodes []time.Duration
	// MaxEntries is the most entries a batch or transaction may have; more is
	// 413. 0 means 1000.
	MaxEntries int
	// PageLife is how long a next link can be followed, by Now. 0 means ten
	// minutes; past it the answer is 410.
	PageLife time.Duration
	// Validate, when set, is asked about every resource that is to be stored, in
	// place of the built-in rules for Encounter, Goal and CarePlan; what holds
	// for any resource is checked before. An error is answered with 422. When it
	// is made of several, by errors.Join or another Unwrap() []error, each is an
	// issue; one with a method Expression() string names the element by its
	// FHIRPath. Each reason of a *peer.Refusal is an issue at its path. The text
	// of an error is shown to the client. Validate may not call the server.
	//
	// strict.Validate is one such validator: it takes nothing that is not strictly R4,
	// and of types only those that peer support may write. What Seed and Edit put in is
	// not asked about, and a fault that a resource has from there already is not held
	// against who updates or patches it by its address.
	Validate func(resource []byte) error
	// Now is the server's clock, for meta.lastUpdated, Last-Modified and Date.
	// Nil means time.Now. It must be safe to call from several goroutines.
	Now func() time.Time
	// Wait is how a Fault lets time pass: it returns when d has passed or ctx is
	// done. Nil means a timer. A test that has no time to lose gives its own.
	Wait func(ctx context.Context, d time.Duration)
}

// Server is a FHIR R4 server in memory. It is an http.Handler and safe for
// concurrent use. Make one with New.
type Server struct {
	config Config
	born   time.Time

	mu      sync.Mutex
	shelves map[string]*shelf
	pages   pages
	log     []Request
	fail    func(*http.Request) *Fault
	lastID  int
	lastSeq int
	// turns counts whose turn it was among Config.Nodes.
	turns int
	// undo is not nil while a transaction is under way: what takes back the
	// changes so far, newest last.
	undo *[]func()
}

var _ http.Handler = (*Server)(nil)

// New makes a server that holds nothing yet. It panics when config names a type
// the server does not know.
func New(config Config) *Server {
	config.Types, config.ReadOnly, config.Without = slices.Clone(config.Types), slices.Clone(config.ReadOnly), slices.Clone(config.Without)
	config.WithoutParams, config.Nodes = slices.Clone(config.WithoutParams), slices.Clone(config.Nodes)
	if config.Types == nil {
		config.Types = slices.Collect(maps.Keys(known))
	}
	slices.Sort(config.Types)
	config.Types = slices.Compact(config.Types)
	for _, name := range append(config.Types, config.ReadOnly...) {
		if _, ok := known[name]; !ok {
			panic("fhirtest: Config names the type " + name + ", which this server does not know")
		}
	}
	for _, code := range config.Without {
		if !slices.Contains(interactions(), code) {
			panic("fhirtest: Config.Without names the interaction " + code + ", which this server does not know")
		}
	}
	config.fill()
	config.BaseURL = strings.TrimSuffix(config.BaseURL, "/")
	s := &Server{config: config}
	s.born = s.now()
	s.Reset()
	return s
}

// fill puts the defaults where a test set nothing.
func (c *Config) fill() {
	if c.MaxBody <= 0 {
		c.MaxBody = 1 << 20
	}
	if c.PageSize <= 0 {
		c.PageSize = 50
	}
	if c.MaxEntries <= 0 {
		c.MaxEntries = 1000
	}
	if c.PageLife <= 0 {
		c.PageLife = 10 * time.Minute
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Wait == nil {
		c.Wait = wait
	}
}

// startPath is below the root on purpose: a client that builds its addresses from
// the root of the host is found out.
const startPath = "/fhir"

// outside stands in the log for every path that is not below startPath.
const outside = "/outside/the/base"

// Start serves on a free port of the loopback address until stop is called, and
// returns the base address, such as http://127.0.0.1:40213/fhir. stop cuts open
// connections and waits for the listener; calling it twice does no harm. Start
// panics when the machine has no loopback address to listen on.
func (s *Server) Start() (baseURL string, stop func()) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic("fhirtest: " + err.Error())
	}
	baseURL = "http://" + listener.Addr().String() + startPath
	web := &http.Server{
		ReadHeaderTimeout: 10 * time.Second,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			path, _ := strings.CutPrefix(r.URL.Path, startPath)
			if len(path) == len(r.URL.Path) {
				path = outside
			}
			s.serve(w, r, baseURL, path)
		}),
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = web.Serve(listener) // always ends with http.ErrServerClosed, by stop
	}()
	return baseURL, func() {
		_ = web.Close()
		<-done
	}
}

// ServeHTTP answers one request; see the package comment for what it can answer.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	base := s.config.BaseURL
	if base == "" {
		base = "http://" + r.Host
		if r.TLS != nil {
			base = "https://" + r.Host
		}
	}
	s.serve(w, r, base, r.URL.Path)
}

// nextNode is how far the clock of the machine is off whose turn it is. The caller
// holds mu.
func (s *Server) nextNode() time.Duration {
	if len(s.config.Nodes) == 0 {
		return 0
	}
	s.turns++
	return s.config.Nodes[(s.turns-1)%len(s.config.Nodes)]
}

// without reports whether the test took a search parameter away.
func (s *Server) without(param string) bool { return slices.Contains(s.config.WithoutParams, param) }

// has reports whether the server has resources of this type.
func (s *Server) has(resourceType string) bool {
	_, ok := slices.BinarySearch(s.config.Types, resourceType)
	return ok
}
