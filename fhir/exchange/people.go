package exchange

import (
	"context"
	"errors"
	"net/url"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

// People says who somebody is in the record system. It is the host's: the library
// keeps no directory.
type People interface {
	// Person gives what a person is found by: their server reference, or their
	// NHS number with a second identifier.
	Person(ctx context.Context, id peer.PersonID) (fhir.Person, error)
	// Staff gives the Practitioner that a member of staff is.
	Staff(ctx context.Context, id peer.StaffID) (fhir.Reference, error)
	// Organisation gives the Organization that provides a service.
	Organisation(ctx context.Context, id peer.OrgID) (fhir.Reference, error)
}

// who finds people in the record system, each of them once a plan.
type who struct {
	people People
	server *client.Reader
	// turn: each is asked about once, by whoever comes first.
	turn  turn
	found map[peer.PersonID]patient
}

func newWho(people People, server *client.Reader) *who {
	return &who{people: people, server: server, turn: make(turn, 1), found: map[peer.PersonID]patient{}}
}

type patient struct {
	ref    fhir.Reference
	person fhir.Person
	err    error
}

// patient finds a person and makes sure that it is them (FHIR-15). Nothing is
// ever written for a person who is not found, who is found twice, or whose second
// identifier does not agree.
func (w *who) patient(ctx context.Context, id peer.PersonID) (fhir.Reference, fhir.Person, error) {
	w.turn.take()
	defer w.turn.leave()
	if p, ok := w.found[id]; ok {
		return p.ref, p.person, p.err
	}
	var p patient
	p.person, p.err = w.people.Person(ctx, id)
	if p.err == nil {
		p.ref, p.err = w.match(ctx, p.person)
	}
	if p.err == nil || final(p.err) {
		w.found[id] = p
	}
	return p.ref, p.person, p.err
}

// final reports whether asking again within this plan would give the same.
func final(err error) bool {
	var refusal *peer.Refusal
	return errors.As(err, &refusal) || errors.Is(err, client.Forbidden)
}

func (w *who) match(ctx context.Context, want fhir.Person) (fhir.Reference, error) {
	var found [][]byte
	for r, err := range w.candidates(ctx, want) {
		if err != nil {
			return fhir.Reference{}, err
		}
		found = append(found, r.Body)
	}
	found, err := w.follow(ctx, found)
	if err != nil {
		return fhir.Reference{}, err
	}
	if want.Reference != "" && len(found) == 0 {
		return fhir.Reference{}, peer.Fault(peer.Rule{Row: "FHIR-15", Code: fhir.ErrPatientNotFound}, "/reference",
			"The Patient that the reference names is in the record system.", "Ask whoever runs it where they are. No entry is made from here.")
	}
	return fhir.MatchPatient(found, want)
}

// mostMerges is how often an entry may have been merged into the next one.
const mostMerges = 5

// follow reads the entries that those which were found have been merged into, so that
// whoever was known by an old one is found by the one that took its place, and is looked
// at there (FHIR-15). One that cannot be read is left to MatchPatient to name.
func (w *who) follow(ctx context.Context, found [][]byte) ([][]byte, error) {
	read := map[string]bool{}
	for i := 0; i < len(found) && len(read) < mostMerges; i++ {
		for _, id := range fhir.MergedInto(found[i]) {
			if id == "" || read[id] {
				continue
			}
			read[id] = true
			r, err := w.server.Read(ctx, "Patient", id)
			switch {
			case errors.Is(err, client.NotFound), errors.Is(err, client.Gone):
			case err != nil:
				return nil, err
			default:
				found = append(found, r.Body)
			}
		}
	}
	return found, nil
}

// candidates reads the one patient the host named, or searches by NHS number; the
// search is a POST, so that the number stands in no address.
func (w *who) candidates(ctx context.Context, want fhir.Person) func(func(client.Resource, error) bool) {
	if want.Reference == "" {
		return w.server.Search(ctx, "Patient", url.Values{"identifier": {fhir.NHSNumberSystem + "|" + want.NHSNumber.Reveal()}})
	}
	return func(yield func(client.Resource, error) bool) {
		r, err := w.server.Read(ctx, "Patient", fhir.IDIn(want.Reference, "Patient"))
		if errors.Is(err, client.NotFound) || errors.Is(err, client.Gone) {
			return
		}
		yield(r, err)
	}
}
