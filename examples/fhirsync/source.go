package main

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"iter"
	"os"
	"path"
	"strings"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/transition"
)

// source gives the records and who is who: from a folder, from the invented story
// inside this program, or one invented contribution for each plan of a folder of
// R4 JSON.
func (s *session) source() (exchange.Records, exchange.People, error) {
	switch {
	case s.Records != "":
		return openFolder(os.DirFS(s.Records))
	case s.EPR != "":
		return contributionsTo(s.epr.filled)
	case s.Server != "":
		return nil, nil, errors.New("say which records with --records DIR; the invented ones are for the record system inside this program")
	}
	return openFolder(fixtures.Records())
}

// folder is records on disk: one file each, <kind>/<id>.json.
type folder struct{ files fs.FS }

// decoders says which package reads a kind of record.
var decoders = func() map[peer.Kind]func(peer.Kind, []byte) (peer.Record, error) {
	out := map[peer.Kind]func(peer.Kind, []byte) (peer.Record, error){}
	for _, t := range peer.Tables() {
		out[t.Kind] = peer.Decode
	}
	for _, t := range recovery.Tables() {
		out[t.Kind] = recovery.Decode
	}
	for _, t := range safeguard.Tables() {
		out[t.Kind] = safeguard.Decode
	}
	for _, t := range signpost.Tables() {
		out[t.Kind] = signpost.Decode
	}
	for _, t := range transition.Tables() {
		out[t.Kind] = transition.Decode
	}
	return out
}()

// Load reads one record and checks it.
func (f folder) Load(_ context.Context, ref peer.Ref) (peer.Record, error) {
	decode := decoders[ref.Kind]
	if decode == nil {
		return nil, errors.New("a folder of the records has a name that is no kind of record")
	}
	b, err := fs.ReadFile(f.files, path.Join(string(ref.Kind), ref.ID+".json"))
	if err != nil {
		return nil, peer.Fault(peer.Rule{Row: "FHIR-16", Code: peer.ErrRequired}, "/"+ref.String(), "The record can be read.", "Look at its file, and who may read it.")
	}
	r, err := decode(ref.Kind, b)
	return r, peer.Under("/"+ref.String(), err)
}

// Keys reads the head of each record, one after the other. A record whose head
// cannot be read has no revision; what is wrong with it is for Load to say.
func (f folder) Keys(ctx context.Context) iter.Seq2[exchange.Key, error] {
	return func(yield func(exchange.Key, error) bool) {
		names, err := fs.Glob(f.files, "*/*.json")
		if err != nil {
			yield(exchange.Key{}, err)
			return
		}
		for _, name := range names {
			if !yield(f.key(name), ctx.Err()) {
				return
			}
		}
	}
}

func (f folder) key(name string) exchange.Key {
	kind, file := path.Split(name)
	ref := peer.Ref{Kind: peer.Kind(path.Clean(kind)), ID: strings.TrimSuffix(file, ".json")}
	var head struct {
		Rev peer.Rev `json:"rev"`
	}
	b, err := fs.ReadFile(f.files, name)
	if err != nil || strictjson.Check(b, strictjson.Default) != nil || json.Unmarshal(b, &head) != nil {
		return exchange.Key{Ref: ref}
	}
	return exchange.Key{Ref: ref, Rev: head.Rev}
}

// directory is people.json: who is who in the record system.
type directory struct{ in whoIsWho }

type whoIsWho struct {
	Persons       map[peer.PersonID]entry         `json:"persons"`
	Staff         map[peer.StaffID]fhir.Reference `json:"staff"`
	Organisations map[peer.OrgID]fhir.Reference   `json:"organisations"`
}

// entry is what a person is found by: a reference of the server, or an NHS number
// with the birth date or the family name.
type entry struct {
	Reference string         `json:"reference"`
	NHSNumber peer.NHSNumber `json:"nhsNumber"`
	BirthDate peer.Date      `json:"birthDate"`
	Family    peer.Private   `json:"family"`
}

func openFolder(files fs.FS) (exchange.Records, exchange.People, error) {
	b, err := fs.ReadFile(files, "people.json")
	if err != nil {
		return nil, nil, errors.New("the records need a file people.json that says who is who; the README shows one")
	}
	var d directory
	if err := strictjson.Decode(b, &d.in, strictjson.Default); err != nil {
		return nil, nil, peopleFault(err)
	}
	return folder{files}, d, nil
}

func peopleFault(err error) error {
	var refusal *peer.Refusal
	bad := strictjson.All(err)
	switch {
	case len(bad) == 0:
		return errors.New("people.json is not JSON")
	case errors.As(bad[0].Unwrap(), &refusal):
		return peer.Under("/people.json"+bad[0].Path, refusal)
	}
	return errors.New("people.json at " + bad[0].Path + ": " + bad[0].Kind.Says())
}

var ruleKnown = peer.Rule{Row: "FHIR-15", Code: fhir.ErrPatientNotFound}

// Person gives what a person is found by.
func (d directory) Person(_ context.Context, id peer.PersonID) (fhir.Person, error) {
	e, ok := d.in.Persons[id]
	if !ok {
		return fhir.Person{}, peer.Fault(ruleKnown, "/persons", "The person is in people.json.", "Add them with their NHS number and birth date, or with the server's reference.")
	}
	return fhir.Person{Reference: e.Reference, NHSNumber: e.NHSNumber, BirthDate: e.BirthDate, Family: e.Family}, nil
}

// Staff gives the Practitioner that a member of staff is.
func (d directory) Staff(_ context.Context, id peer.StaffID) (fhir.Reference, error) {
	r, ok := d.in.Staff[id]
	if !ok {
		return r, peer.Fault(peer.Rule{Row: "FHIR-05", Code: peer.ErrRequired}, "/staff", "The member of staff is in people.json.", "Add the reference of their Practitioner.")
	}
	return r, nil
}

// Organisation gives the Organization that provides a service.
func (d directory) Organisation(_ context.Context, id peer.OrgID) (fhir.Reference, error) {
	r, ok := d.in.Organisations[id]
	if !ok {
		return r, peer.Fault(peer.Rule{Row: "FHIR-05", Code: peer.ErrRequired}, "/organisations", "The organisation is in people.json.", "Add the reference of its Organization.")
	}
	return r, nil
}

// contributionsTo makes one invented contribution to every CarePlan of a folder,
// seen by the person and accepted by the plan's owner. The person is whoever the
// plan is about, found by the server's own reference.
func contributionsTo(docs []document) (exchange.Records, exchange.People, error) {
	who := whoIsWho{Persons: map[peer.PersonID]entry{}, Staff: map[peer.StaffID]fhir.Reference{
		fixtures.Worker: {Reference: "Practitioner/towpath-example-worker"},
	}}
	var records exchange.Loaded
	for _, d := range docs {
		if d.typ != "CarePlan" {
			continue
		}
		plan, err := fhir.ParseDocument(d.body)
		if err != nil {
			return nil, nil, err
		}
		person := peer.PersonID("subject-of-" + d.id)
		who.Persons[person] = entryFor(plan.Subject(), docs)
		c, err := fixtures.Contribution("walk-"+d.id, d.id, person)
		if err != nil {
			return nil, nil, err
		}
		records = append(records, c)
	}
	return records, directory{who}, nil
}

// entryFor names a person by the server's own reference; the second identifier is
// what the folder says about that Patient.
func entryFor(reference string, docs []document) entry {
	e := entry{Reference: reference}
	for _, d := range docs {
		if d.typ+"/"+d.id != reference {
			continue
		}
		var p struct {
			BirthDate string
			Name      []struct{ Family string }
		}
		if json.Unmarshal(d.body, &p) != nil {
			continue
		}
		e.BirthDate, _ = peer.ParseDate(p.BirthDate)
		for _, n := range p.Name {
			e.Family = peer.Say(n.Family)
		}
	}
	return e
}
