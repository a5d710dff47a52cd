package fhir

import (
	"crypto/sha1"
	"encoding/hex"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
)

// urlNamespace is the namespace that RFC 9562 appendix A.3 gives for names that
// are URLs: 6ba7b811-9dad-11d1-80b4-00c04fd430c8.
var urlNamespace = [16]byte{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}

// ResourceID is the logical id of the resource that carries this identifier: a
// UUID of version 5 (RFC 9562 section 5.5) over system, "|" and value. The same
// identifier gives the same id on every machine, so that a create that is sent
// twice lands in one place on a server that lets a client choose ids (FHIR-16).
func ResourceID(id Identifier) string { return nameUUID(urlNamespace, id.System+"|"+id.Value) }

func nameUUID(namespace [16]byte, name string) string {
	sum := sha1.Sum(append(namespace[:], name...))
	sum[6] = sum[6]&0x0f | 0x50 // version 5
	sum[8] = sum[8]&0x3f | 0x80 // the variant of RFC 9562
	h := hex.EncodeToString(sum[:16])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// identify makes the identifier of a document. The id of a record can stand in one
// as it is.
func (in Context) identify(name DocumentName) (Identifier, error) {
	return in.Site.IdentifierOf(name), in.Site.check()
}

// refer refers to another document of ours: by our identifier, and by the place
// where it stands once it does (R4 Reference.identifier).
func (in Context) refer(name DocumentName) *r4.Reference {
	id, known := in.Stands[name]
	if !known {
		want(&in.lacks().Documents, name)
	}
	r := &r4.Reference{Type: text(name.Type), Identifier: new(in.Site.IdentifierOf(name).r4())}
	if id != "" {
		r.Reference = text(name.Type + "/" + id)
	}
	return r
}

// referIn refers to another document of ours in a list that others may add to: the id
// of the element says that it is ours.
func (in Context) referIn(list string, name DocumentName) r4.Reference {
	r := *in.refer(name)
	r.Id = text(elementID(name.Record.String(), list))
	return r
}

// patient is whom a resource is about: by the server's reference and, when it is
// known, by NHS number; never by name.
func (in Context) patient(id peer.PersonID) (*r4.Reference, error) {
	p, looked := in.People.Patients[id]
	if !looked {
		want(&in.lacks().People, id)
	}
	ok := p != Patient{}
	r := Reference{Reference: p.Reference.Reference}.r4()
	if !p.NHSNumber.IsZero() {
		r.Identifier = new(Identifier{NHSNumberSystem, p.NHSNumber.Reveal()}.r4())
	}
	return r, peer.Faults(
		unless(ok, "FHIR-15", ErrPatientNotFound, "/person",
			"The person is known in the record system.", "Find them with MatchPatient and add them to the directory."),
		unless(!ok || refersTo(p.Reference.Reference, "Patient"), "FHIR-15", ErrUnmappable, "/person",
			"A person is named as a Patient.", "Give a reference such as Patient/ and the id."),
	)
}

// practitioner is who a member of staff is in the record system.
func (in Context) practitioner(id peer.StaffID, path string) (*r4.Reference, error) {
	r, looked := in.People.Staff[id]
	if !looked {
		want(&in.lacks().Staff, id)
	}
	ok := r != Reference{}
	return r.r4(), peer.Faults(
		unless(ok, "FHIR-05", peer.ErrRequired, path,
			"The member of staff is known in the record system.", "Add them to the directory."),
		unless(!ok || isPractitioner(r.Reference), "FHIR-05", ErrUnmappable, path,
			"A member of staff is named as a Practitioner.", "Give a reference such as Practitioner/ and the id."),
	)
}

// provider is who provides the service; nil when the record names nobody.
func (in Context) provider(id peer.OrgID) (*r4.Reference, error) {
	if id == "" {
		return nil, nil
	}
	known, looked := in.People.Organisations[id]
	if !looked {
		want(&in.lacks().Organisations, id)
	}
	ok := known != Reference{}
	r := known.r4()
	if in.Site.ODSCodes {
		r.Identifier = new(Identifier{ODSSystem, string(id)}.r4())
	}
	return r, peer.Faults(
		unless(ok || in.Site.ODSCodes, "FHIR-05", peer.ErrRequired, "/organisation",
			"The organisation is known in the record system.", "Add it to the directory, or say that its id is its ODS code."),
		unless(!ok || refersTo(known.Reference, "Organization"), "FHIR-05", ErrUnmappable, "/organisation",
			"An organisation is named as an Organization.", "Give a reference such as Organization/ and the id."),
	)
}
