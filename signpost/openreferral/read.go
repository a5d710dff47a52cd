package openreferral

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// Options say how a directory is read. The zero value reads it; what only the caller
// knows stays open and is reported.
type Options struct {
	// Directory is what the directory is called here: an id, for Source.Directory.
	Directory string
	// Today is the day of reading. With it, dates that are old are reported, and what
	// is over is passed over. Zero: no date counts as old.
	Today peer.Date
	// Sector is whose its entries are, where a term does not say; empty: other.
	Sector signpost.Sector
	// Categories are what an entry is put under where no term says.
	Categories []signpost.Category
	// Terms say what a term of a taxonomy comes to. A key is the term's id, its
	// term_uri, "taxonomy/name" or its name; the first that is found counts. Capitals
	// make no difference. The terms that this package writes are known.
	Terms map[string]Term
	// Areas say which area of ours a service area is, by its uri or its name. Capitals
	// make no difference.
	Areas map[string]string
	// Limits bound what is read.
	Limits Limits
	// Lines: the document is one service a line. Without it that is noticed where the
	// first line is short and sound.
	Lines bool
}

// Term is what a term of a taxonomy comes to. Nothing at all: it is known and of no
// use here.
type Term struct {
	Topics     []signpost.Topic
	Categories []signpost.Category
	Features   []signpost.AccessNeed
	Kind       signpost.ResourceKind
	Sector     signpost.Sector
}

// Limits bound a document. A limit of zero is one that holds the directory of a large
// city many times over.
type Limits struct {
	// Document is the most bytes in all (a gibibyte), Entry the most bytes of one
	// service (a mebibyte), Depth how many objects and arrays stand inside each other
	// (32), String the most bytes of a text (64 KiB), List the most items of a list
	// that are looked at (500).
	Document int64
	Entry    int
	Depth    int
	String   int
	List     int
}

func (l Limits) filled() Limits {
	return Limits{above0(l.Document, 1<<30), above0(l.Entry, 1<<20), above0(l.Depth, 32), above0(l.String, 64<<10), above0(l.List, 500)}
}

func above0[N int | int64](n, otherwise N) N {
	if n <= 0 {
		return otherwise
	}
	return n
}

// Reader reads one document. It is for one goroutine and one time through.
type Reader struct {
	src     *metered
	how     mapping
	page    PageInfo
	report  Report
	yield   func(Entry, error) bool
	stopped bool
}

// NewReader reads a document from r. It reads nothing before Entries is ranged over.
func NewReader(r io.Reader, o Options) *Reader {
	o.Limits = o.Limits.filled()
	return &Reader{src: &metered{r: r, left: o.Limits.Document}, how: newMapping(o)}
}

// Page is what the document said of itself as a page, after the entries have been
// ranged over; the zero value when it was none.
func (r *Reader) Page() PageInfo { return r.page }

// Report counts what was read so far.
func (r *Reader) Report() Report { return r.report.clone() }

// Entries gives the services one after the other. An error comes once and last, with
// the zero Entry: a *peer.Refusal with peer.ErrSchema when the document cannot be read
// on, or what the io.Reader answered. What is wrong with one service is no error but
// stands in its notes.
func (r *Reader) Entries() iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		if r.yield != nil {
			yield(Entry{}, errors.New("openreferral: a document is read once"))
			return
		}
		r.yield = yield
		if err := r.document(); err != nil && !r.stopped {
			yield(Entry{}, err)
		}
	}
}

// errStop: whoever ranges over the entries has had enough.
var errStop = errors.New("openreferral: stopped")

// peekable is how much of a document is looked at to tell lines from the rest.
const peekable = 64 << 10

func (r *Reader) document() error {
	r.src.allow(r.how.Limits.Entry)
	in := bufio.NewReaderSize(r.src, peekable)
	if r.how.Lines || oneALine(in) {
		return r.lines(in, 0)
	}
	d := &decoding{Decoder: json.NewDecoder(in), src: r.src, entry: r.how.Limits.Entry}
	d.UseNumber()
	open, err := d.Token()
	switch {
	case errors.Is(err, io.EOF):
		return unreadable("There is a document.")
	case err != nil:
		return d.why(err)
	case open == json.Delim('['):
		return r.elements(d, "")
	case open != json.Delim('{'):
		return unreadable("The document is a page of services, a service, a list of them, or one a line.")
	}
	if err := r.object(d); err != nil {
		return err
	}
	if !d.More() {
		_, err := d.Token()
		return d.ended(err)
	}
	return r.lines(bufio.NewReaderSize(io.MultiReader(d.Buffered(), in), peekable), 1)
}

// oneALine reports whether the first line is a whole object and another begins on the
// next.
func oneALine(in *bufio.Reader) bool {
	ahead, _ := in.Peek(peekable)
	line, rest, more := bytes.Cut(bytes.TrimLeft(ahead, " \t\r\n"), []byte("\n"))
	next := bytes.TrimLeft(rest, " \t\r\n")
	return more && len(line) > 0 && line[0] == '{' && len(next) > 0 && next[0] == '{' && json.Valid(line)
}

// elements reads the services of a list.
func (r *Reader) elements(d *decoding, under string) error {
	for i := 0; d.More(); i++ {
		raw, err := d.value()
		if err != nil {
			return err
		}
		if err := r.service(raw, under+"/"+peer.Rev(i).String(), true); err != nil {
			return err
		}
	}
	_, err := d.Token()
	if err != nil {
		return d.why(err)
	}
	if under != "" {
		return nil
	}
	_, err = d.Token()
	return d.ended(err)
}

// lines reads one service a line. A line that is no service is reported, and reading
// goes on with the next.
func (r *Reader) lines(in *bufio.Reader, from int) error {
	r.src.now = math.MaxInt // a line that is too long is passed over, not kept
	for i := from; ; {
		line, whole, err := oneLine(in, r.how.Limits.Entry)
		if err != nil && !errors.Is(err, io.EOF) {
			return broken(err)
		}
		if line = bytes.TrimSpace(line); len(line) > 0 || !whole {
			if err := r.service(line, "/"+peer.Rev(i).String(), true); err != nil {
				return err
			}
			i++
		}
		if err != nil {
			return nil
		}
	}
}

// oneLine reads a line. Of one that is too long it keeps a byte more than may be, and
// passes over the rest.
func oneLine(in *bufio.Reader, most int) (line []byte, whole bool, err error) {
	whole = true
	for {
		piece, err := in.ReadSlice('\n')
		if room := most + 1 - len(line); len(piece) > room {
			piece, whole = piece[:room], false
		}
		line = append(line, piece...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, whole, err
		}
	}
}

// service reads one service and hands it on.
func (r *Reader) service(raw []byte, pointer string, listed bool) error {
	e := r.how.entry(raw, pointer, listed)
	r.report.add(e)
	if !r.yield(e, nil) {
		r.stopped = true
		return errStop
	}
	return nil
}

// decoding takes a document apart, value by value, and keeps each within its limit.
type decoding struct {
	*json.Decoder
	src   *metered
	entry int
}

// value is the next value as it is written.
func (d *decoding) value() (json.RawMessage, error) {
	d.src.allow(d.entry)
	var raw json.RawMessage
	if err := d.Decode(&raw); err != nil {
		return nil, d.why(err)
	}
	return raw, nil
}

// why is what a reader hears when a document cannot be read on: never what it says.
func (d *decoding) why(err error) error {
	var bad *json.SyntaxError
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &bad) {
		return unreadable("The document is JSON, to its end.")
	}
	return broken(err)
}

// ended is nil at the end of the document.
func (d *decoding) ended(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err == nil {
		return unreadable("Nothing follows the end of the document.")
	}
	return d.why(err)
}

func unreadable(says string) error {
	return peer.Fault(peer.Rule{Row: "DOC-01", Code: peer.ErrSchema}, "", says, "Ask the directory to send it again, or tell whoever keeps it. What came before is there.")
}

// broken is what the io.Reader answered, or one of our limits.
func broken(err error) error {
	switch {
	case errors.Is(err, errTooLong):
		return unreadable("A service is no larger than is read here.")
	case errors.Is(err, errTooMuch):
		return unreadable("The document is no larger than is read here.")
	}
	return fmt.Errorf("openreferral: reading: %w", err)
}

var (
	errTooMuch = errors.New("openreferral: the document is too large")
	errTooLong = errors.New("openreferral: one value is too large")
)

// metered counts the bytes of a document and of the value that is being read.
type metered struct {
	r    io.Reader
	left int64
	now  int // bytes the value may still take; what is read ahead counts
}

// allow lets the next value take this many bytes, beside what is read ahead.
func (m *metered) allow(n int) { m.now = n + 2*peekable }

// Read reads no more than is left.
func (m *metered) Read(b []byte) (int, error) {
	if m.left <= 0 {
		return 0, m.over()
	}
	if m.now <= 0 {
		return 0, errTooLong
	}
	n, err := m.r.Read(b[:min(int64(len(b)), m.left, int64(m.now))])
	m.left, m.now = m.left-int64(n), m.now-n
	return n, err
}

// over tells a document that ends at the limit from one that goes on.
func (m *metered) over() error {
	var one [1]byte
	for range 100 {
		if n, err := m.r.Read(one[:]); n > 0 {
			return errTooMuch
		} else if err != nil {
			return err
		}
	}
	return io.ErrNoProgress
}

// limits are those of one service.
func (l Limits) json() strictjson.Limits {
	return strictjson.Limits{Size: l.Entry, Depth: l.Depth, String: l.String}
}

// checked is whether a service is sound JSON, and the first thing that is wrong with
// it.
func (l Limits) checked(raw []byte) *strictjson.Error {
	if all := strictjson.All(strictjson.Check(raw, l.json())); len(all) > 0 {
		return all[0]
	}
	return nil
}

// object reads an object: a page, or one service. Members come in any order.
func (r *Reader) object(d *decoding) error {
	var members bytes.Buffer
	page := false
	for d.More() {
		d.src.allow(d.entry)
		key, err := d.Token()
		if err != nil {
			return d.why(err)
		}
		name, _ := key.(string)
		if name == "contents" && !page {
			if page, err = r.contents(d); err != nil {
				return err
			}
			continue
		}
		raw, err := d.value()
		if err != nil {
			return err
		}
		if r.page.read(name, raw); members.Len()+len(raw) <= d.entry {
			member(&members, name, raw)
		} else if !page {
			return broken(errTooLong)
		}
	}
	if _, err := d.Token(); err != nil {
		return d.why(err)
	}
	if page {
		return nil
	}
	r.page = PageInfo{}
	return r.service(slices.Concat([]byte("{"), members.Bytes(), []byte("}")), "", false)
}

// member writes a member as it stood, so that what stands twice is seen.
func member(b *bytes.Buffer, name string, raw []byte) {
	if b.Len() > 0 {
		b.WriteByte(',')
	}
	key, _ := json.Marshal(name)
	b.Write(key)
	b.WriteByte(':')
	b.Write(raw)
}
