package fhirtest

import (
	"errors"
	"io"
	"maps"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strconv"
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
	// Token, when set, is the bearer token every request but GET /metadata must
	// carry; without it the answer is 401.
	Token string
	// MaxBody is the longest request body in bytes; longer is 413. 0 means
	// 1 MiB.
	MaxBody int64
	// PageSize is the number of matches on a page of a search that names no
	// _count, and the most that _count can ask for. 0 means 50.
	PageSize int
	// Now is the server's clock, for meta.lastUpdated, Last-Modified and Date.
	// Nil means time.Now. It must be safe to call from several goroutines.
	Now func() time.Time
}

// Server is a FHIR R4 server in memory. It is an http.Handler and safe for
// concurrent use. Make one with New.
type Server struct {
	config Config
	born   time.Time

	mu       sync.Mutex
	shelves  map[string]*shelf
	pages    map[string]page
	log      []Request
	fail     func(*http.Request) *Fault
	lastID   int
	lastPage int
}

var _ http.Handler = (*Server)(nil)

// New makes a server that holds nothing yet. It panics when config names a type
// the server does not know.
func New(config Config) *Server {
	config.Types, config.ReadOnly = slices.Clone(config.Types), slices.Clone(config.ReadOnly)
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
	if config.MaxBody <= 0 {
		config.MaxBody = 1 << 20
	}
	if config.PageSize <= 0 {
		config.PageSize = 50
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	config.BaseURL = strings.TrimSuffix(config.BaseURL, "/")
	s := &Server{config: config}
	s.born = s.now()
	s.Reset()
	return s
}

// startPath is below the root on purpose: a client that builds its addresses from
// the root of the host is found out.
const startPath = "/fhir"

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
				path = ""
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

// has reports whether the server has resources of this type.
func (s *Server) has(resourceType string) bool {
	_, ok := slices.BinarySearch(s.config.Types, resourceType)
	return ok
}

// call is one request on its way through the server.
type call struct {
	*Server
	r     *http.Request
	base  string
	query url.Values
	body  []byte

	resourceType, id, version string

	prefer preferences
	format string
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request, base, path string) {
	entry := Request{Path: path}
	f := s.faultFor(r)
	c := &call{Server: s, r: r, base: base, prefer: readPrefer(r.Header), format: fhirJSON}
	var a answer
	if f == nil || f.Late {
		a = c.answer(w, path)
		entry.BytesIn = len(c.body)
	}
	if f != nil {
		a = f.answer(a)
	}
	if r.Method == http.MethodHead {
		a.header.Set("Content-Length", strconv.Itoa(len(a.body)))
	} else {
		entry.BytesOut = len(a.body)
	}
	entry.Status, entry.Wrote, entry.Fault = a.status, a.wrote, f != nil
	drop := f != nil && f.Drop
	if drop {
		entry.Status, entry.BytesOut = 0, 0
	}
	s.note(r, entry)
	if drop {
		panic(http.ErrAbortHandler)
	}
	c.write(w, a)
}

func (c *call) write(w http.ResponseWriter, a answer) {
	h := w.Header()
	maps.Copy(h, a.header)
	for _, name := range []string{"X-Request-ID", "X-Correlation-ID"} {
		if sent := c.r.Header.Get(name); sent != "" {
			h.Set(name, sent)
		}
	}
	h.Set("Date", c.now().Format(http.TimeFormat))
	if len(a.body) > 0 {
		h.Set("Content-Type", c.format)
	}
	w.WriteHeader(a.status)
	if c.r.Method != http.MethodHead {
		_, _ = w.Write(a.body) // a client that has gone is not our concern
	}
}

// shape is the form of an address below the base.
type shape int

const (
	nowhere shape = iota
	metadata
	wholeType
	searchForm
	instance
	instanceVersion
)

// routes is every interaction this server has.
var routes = map[shape]map[string]func(*call) answer{
	metadata:        {http.MethodGet: (*call).capabilities},
	wholeType:       {http.MethodGet: (*call).search, http.MethodPost: (*call).create, http.MethodPut: (*call).conditionalUpdate},
	searchForm:      {http.MethodPost: (*call).searchByForm},
	instance:        {http.MethodGet: (*call).read, http.MethodPut: (*call).update},
	instanceVersion: {http.MethodGet: (*call).readVersion},
}

// shapeOf takes an address apart.
func (c *call) shapeOf(path string) shape {
	parts := strings.Split(strings.TrimPrefix(path, "/"), "/")
	c.resourceType = parts[0]
	switch {
	case len(parts) == 1 && parts[0] == "metadata":
		return metadata
	case len(parts) == 1 && parts[0] != "":
		return wholeType
	case len(parts) == 2 && parts[1] == "_search":
		return searchForm
	case len(parts) == 2:
		c.id = parts[1]
		return instance
	case len(parts) == 4 && parts[2] == "_history":
		c.id, c.version = parts[1], parts[3]
		return instanceVersion
	}
	return nowhere
}

// answer finds what was asked for and does it. The order of the checks is: may
// you, is there such a place, can it do that, in which format.
func (c *call) answer(w http.ResponseWriter, path string) answer {
	at := c.shapeOf(path)
	if at != metadata && !c.authorised() {
		return refuse(http.StatusUnauthorized, fault("login", "A bearer token that this server knows is needed."))
	}
	if at == nowhere {
		return refuse(http.StatusNotFound, fault("not-supported",
			"There is nothing at this address. Batch, transaction, operations and history are not supported."))
	}
	if at != metadata && !c.has(c.resourceType) {
		return refuse(http.StatusNotFound, fault("not-supported", "This server has no resources of that type; GET /metadata lists the types."))
	}
	method := c.r.Method
	if method == http.MethodHead {
		method = http.MethodGet
	}
	do := routes[at][method]
	if do == nil || c.readOnly(at, method) {
		return notAllowed("This cannot be done at this address; the Allow header lists what can.", c.allowed(at)...)
	}
	var err error
	if c.query, err = url.ParseQuery(c.r.URL.RawQuery); err != nil {
		return refuse(http.StatusBadRequest, fault("value", "The query of the address is not well formed."))
	}
	if c.format = c.acceptable(); c.format == "" {
		c.format = fhirJSON
		return refuse(http.StatusNotAcceptable, fault("not-supported", "Only application/fhir+json, of FHIR 4.0, is given here."))
	}
	if no := c.readBody(w); no != nil {
		return *no
	}
	return do(c)
}

func (c *call) readOnly(at shape, method string) bool {
	writes := method == http.MethodPut || method == http.MethodPost && at != searchForm
	return writes && slices.Contains(c.config.ReadOnly, c.resourceType)
}

// allowed lists the methods of an address.
func (c *call) allowed(at shape) []string {
	var out []string
	for method := range routes[at] {
		switch {
		case c.readOnly(at, method), at == wholeType && method == http.MethodPut:
		case method == http.MethodGet:
			out = append(out, http.MethodGet, http.MethodHead)
		default:
			out = append(out, method)
		}
	}
	return out
}

// readBody takes the body in, up to the limit.
func (c *call) readBody(w http.ResponseWriter) *answer {
	var err error
	c.body, err = io.ReadAll(http.MaxBytesReader(w, c.r.Body, c.config.MaxBody))
	if err == nil {
		return nil
	}
	no := refuse(http.StatusBadRequest, fault("structure", "The body ended before its time."))
	if tooLong := (*http.MaxBytesError)(nil); errors.As(err, &tooLong) {
		no = refuse(http.StatusRequestEntityTooLarge, fault("too-long", "The body is longer than this server takes."))
	}
	return &no
}
