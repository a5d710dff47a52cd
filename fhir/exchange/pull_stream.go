package exchange

import (
	"context"
	"errors"
	"iter"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// ErrCannotLook: the record system does not let a type of resource be looked through.
var ErrCannotLook = peer.NewCode("cannot-look", peer.Wait)

// stream is one type of resources that is looked for, again and again.
type stream struct {
	name string // of its checkpoints
	typ  string
	of   whose
}

// whose tells why a type is looked for.
type whose int

const (
	ofOurs   whose = iota // documents of ours
	ofTheirs              // what others keep about the host's people
	ofPeople              // who the host's people are
)

// theirTypes are the types that fhir.Import reads.
var theirTypes = []string{"CarePlan", "EpisodeOfCare", "Encounter", "Goal"}

// followed are the streams, in a fixed order: who people are, documents of ours by the
// types of which any stand there, and then what is theirs.
func (p *puller) followed(ctx context.Context) ([]stream, error) {
	var all []stream
	if len(p.persons) > 0 {
		all = append(all, stream{"people/Patient", "Patient", ofPeople})
	}
	types, err := p.standingTypes(ctx)
	if err != nil {
		return nil, err
	}
	for _, t := range types {
		all = append(all, stream{"ours/" + t, t, ofOurs})
	}
	if p.o.Theirs && len(p.persons) > 0 {
		for _, t := range theirTypes {
			all = append(all, stream{"theirs/" + t, t, ofTheirs})
		}
	}
	return all, nil
}

// standingTypes are the types of which documents of ours stand in the record system.
func (p *puller) standingTypes(ctx context.Context) (types []string, err error) {
	for at := (Place{}); ; {
		first, found, err := p.firstBehind(ctx, at)
		if err != nil || !found {
			return types, err
		}
		types = append(types, first.Type)
		at = Place{first.Type, "\x7f"} // behind every id that R4 allows
	}
}

func (p *puller) firstBehind(ctx context.Context, at Place) (Place, bool, error) {
	for l, err := range p.Ledger.Links(ctx, p.Target, at) {
		return l.place(), err == nil, err
	}
	return Place{}, false, nil
}

// inPlace reports whether a document is edits of a resource that others own. What they
// do with it is theirs.
func (x *Exchange) inPlace(n Name) bool {
	return n.Record.Kind == recovery.KindContribution && !(x.Site.Proposals && !x.Site.PlanEdits)
}

// manner is how a stream is asked for: what the record system was found not to do. It is
// tried anew after a day.
type manner struct {
	// ByID: it does not find resources by the system of an identifier, so that
	// documents of ours are looked for by their ids; see polled.
	ByID bool `json:"byID,omitempty"`
	// Plain: it takes no _sort and no _elements.
	Plain bool `json:"plain,omitempty"`
	// Undated: it does not search by _lastUpdated. The stream is not polled, and a sweep
	// looks through all of it.
	Undated bool `json:"undated,omitempty"`
	// At is when it was found out, by the host's clock.
	At time.Time `json:"at"`
}

const day = 24 * time.Hour

// humbler is the manner to try when the record system did not take this one.
func (w manner) humbler() (manner, bool) {
	if w.Plain && w.Undated {
		return w, false
	}
	w.Plain, w.Undated = true, w.Plain
	return w, true
}

// learn notes how a stream is asked for from now on.
func (p *puller) learn(ctx context.Context, s stream, w manner) error {
	w.At = p.Now()
	p.manners[s.name] = w
	return p.arrive(ctx, nil, "ways", p.manners)
}

// mannerOf is how a stream is asked for. The first time in a day it is found out whether
// the record system finds what carries an identifier of ours, with a document that is
// known to stand there: some servers do not take the question, some find nothing and
// some find everything.
func (p *puller) mannerOf(ctx context.Context, s stream) (manner, error) {
	w, known := p.manners[s.name]
	if known || s.of != ofOurs {
		return w, nil
	}
	finds, err := p.findsBySystem(ctx, s.typ)
	if err != nil {
		return w, err
	}
	w.ByID = !finds
	return w, p.learn(ctx, s, w)
}

func (p *puller) findsBySystem(ctx context.Context, typ string) (bool, error) {
	systems := p.Site.IdentifierSystems(typ)
	known, found, err := p.firstBehind(ctx, Place{Type: typ})
	if err != nil || !found || len(systems) == 0 {
		return false, err
	}
	ask := func(system string) (n int, err error) {
		for page, err := range p.server.Pages(ctx, typ, url.Values{"identifier": {system}, "_id": {known.ID}}) {
			if err != nil {
				return 0, err
			}
			p.report.Pages++
			n += len(page.Matches)
		}
		return n, nil
	}
	there, err := ask(strings.Join(withBars(systems), ","))
	if err != nil || there != 1 {
		return false, unlessUnsupported(ctx, err)
	}
	elsewhere, err := ask(systems[0] + "/of-nobody|")
	return elsewhere == 0, unlessUnsupported(ctx, err)
}

// unlessUnsupported is the error of a question that a server may not know. Some answer
// it with 500.
func unlessUnsupported(ctx context.Context, err error) error {
	if ctx.Err() == nil && aboutType(err) {
		return nil
	}
	return err
}

func withBars(systems []string) []string {
	out := make([]string, len(systems))
	for i, s := range systems {
		out[i] = s + "|"
	}
	return out
}

// aboutType reports whether an answer is about a type of resources, or about the
// question, and not about the record system as a whole.
func aboutType(err error) bool {
	for _, k := range []client.Kind{client.Forbidden, client.NotAllowed, client.NotFound, client.BadRequest, client.RuleBroken, client.ServerFault,
		client.NotFHIR, client.TooLarge, client.InCircles, client.OutsideBase} {
		if errors.Is(err, k) {
			return true
		}
	}
	return false
}

// unsupported reports whether a server did not take a question as it was put.
func unsupported(err error) bool {
	return errors.Is(err, client.BadRequest) || errors.Is(err, client.NotAllowed) || errors.Is(err, client.RuleBroken)
}

// say notes what the record system answered about a type.
func (p *puller) say(typ string, err error) {
	fix := "What is there is not lost: it is looked for again by the next Pull, from where this one began. Look at what the record system says about it"
	if e, ok := errors.AsType[*client.Error](err); ok {
		fix += ": " + e.Error()
	}
	p.report.Said = append(p.report.Said, reasonsFor(fault(ErrCannotLook, "The record system lets resources of type "+typ+" be looked through.", fix+"."))...)
}

// asks are the searches of a stream, one after the other.
func (p *puller) asks(ctx context.Context, s stream, w manner, since time.Time, whole bool) iter.Seq2[url.Values, error] {
	return func(yield func(url.Values, error) bool) {
		for params, err := range p.subjects(ctx, s, w) {
			if err != nil {
				yield(nil, err)
				return
			}
			p.shape(params, s, w, since, whole)
			if !yield(params, nil) {
				return
			}
		}
	}
}

// subjects are about whom or what the searches of a stream are.
func (p *puller) subjects(ctx context.Context, s stream, w manner) iter.Seq2[url.Values, error] {
	switch {
	case s.of == ofPeople:
		return p.chunked("_id", p.patients())
	case s.of == ofTheirs:
		return p.chunked("patient", p.patients())
	case w.ByID:
		return p.chunked("_id", p.idsOf(ctx, s.typ))
	}
	return func(yield func(url.Values, error) bool) {
		yield(url.Values{"identifier": {strings.Join(withBars(p.Site.IdentifierSystems(s.typ)), ",")}}, nil)
	}
}

// shape adds to a search from when on, in which order and how much of each resource.
func (p *puller) shape(params url.Values, s stream, w manner, since time.Time, whole bool) {
	params.Set("_count", strconv.Itoa(p.o.Page))
	if !w.Undated && !since.IsZero() {
		params.Set("_lastUpdated", "ge"+since.UTC().Format(stampForm))
	}
	if w.Plain {
		return
	}
	params.Set("_sort", "_lastUpdated")
	switch {
	case s.of == ofPeople:
		params.Set("_elements", "id,meta,link")
	case !whole:
		params.Set("_elements", "id,meta")
	}
}

// stampForm is how an instant is written in a search, to the millisecond.
const stampForm = "2006-01-02T15:04:05.000Z"

// chunked makes searches for some ids each.
func (p *puller) chunked(param string, ids iter.Seq2[string, error]) iter.Seq2[url.Values, error] {
	return func(yield func(url.Values, error) bool) {
		var some []string
		for id, err := range ids {
			if err != nil {
				yield(nil, err)
				return
			}
			if some = append(some, id); len(some) < p.o.Chunk {
				continue
			}
			if !yield(url.Values{param: {strings.Join(some, ",")}}, nil) {
				return
			}
			some = nil
		}
		if len(some) > 0 {
			yield(url.Values{param: {strings.Join(some, ",")}}, nil)
		}
	}
}

// idsOf are the ids of the documents of ours of a type.
func (p *puller) idsOf(ctx context.Context, typ string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for l, err := range p.Ledger.Links(ctx, p.Target, Place{Type: typ}) {
			if err != nil {
				yield("", err)
				return
			}
			if l.Name.Type != typ || !p.inPlace(l.Name) && !yield(l.ID, nil) {
				return
			}
		}
	}
}

// patients are the ids of the entries of the host's people, and of those that they were
// merged into.
func (p *puller) patients() iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for _, id := range slices.Sorted(maps.Keys(p.persons)) {
			if !yield(id, nil) {
				return
			}
		}
	}
}

// isSafety reports whether somebody's safety rests on resources of a type.
func isSafety(typ string) bool {
	return slices.Contains(slices.Collect(maps.Values(fhir.Members(typ))), fhir.OwnerSafety)
}
