package fhir

import (
	"crypto/sha1"
	"encoding/hex"

	"github.com/towpath-care/towpath/peer"
)

// urlNamespace is the namespace that RFC 9562 appendix A.3 gives for names that
// are URLs: 6ba7b811-9dad-11d1-80b4-00c04fd430c8.
var urlNamespace = [16]byte{0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8}

// ResourceID is the logical id of the resource that carries this identifier: a
// UUID of version 5 (RFC 9562 section 5.5) over system, "|" and value. The same
// identifier gives the same id on every machine, so that a create that is sent
// twice lands in one place (FHIR-16).
func ResourceID(id Identifier) string { return nameUUID(urlNamespace, id.System+"|"+id.Value) }

func nameUUID(namespace [16]byte, name string) string {
	sum := sha1.Sum(append(namespace[:], name...))
	sum[6] = sum[6]&0x0f | 0x50 // version 5
	sum[8] = sum[8]&0x3f | 0x80 // the variant of RFC 9562
	h := hex.EncodeToString(sum[:16])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// identify makes the identifier of what a record becomes, and its logical id.
func (in In) identify(of peer.Ref) (Identifier, string, error) {
	id := Identifier{in.Site.identifierSystem(of.Kind), of.ID}
	return id, ResourceID(id), peer.Faults(
		in.Site.check(),
		unless(writableText(of.ID), "FHIR-16", ErrUnmappable, "/id",
			"The id of a record can stand in a FHIR identifier.", "Give records ids without control characters."),
	)
}

// patient is whom a resource is about: the server's reference, and the NHS number
// when it is known.
func (in In) patient(id peer.PersonID) (Patient, error) {
	p, ok := in.People.Patients[id]
	return p, peer.Faults(
		unless(ok, "FHIR-15", ErrPatientNotFound, "/person",
			"The person is known in the record system.", "Find them with MatchPatient and add them to the directory."),
		unless(!ok || refersTo(p.Reference, "Patient"), "FHIR-15", ErrUnmappable, "/person",
			"A person is named as a Patient.", "Give a reference such as Patient/ and the id."),
	)
}

// practitioner is who a member of staff is in the record system.
func (in In) practitioner(id peer.StaffID, path string) (Reference, error) {
	r, ok := in.People.Staff[id]
	return r, peer.Faults(
		unless(ok, "FHIR-05", peer.ErrRequired, path,
			"The member of staff is known in the record system.", "Add them to the directory."),
		unless(!ok || isPractitioner(r.Reference), "FHIR-05", ErrUnmappable, path,
			"A member of staff is named as a Practitioner.", "Give a reference such as Practitioner/ and the id."),
	)
}

// organisation is who provides the service; nobody when the record names none.
func (in In) organisation(id peer.OrgID) (Organisation, error) {
	if id == "" {
		return Organisation{}, nil
	}
	o, ok := in.People.Organisations[id]
	return o, peer.Faults(
		unless(ok && (o.Reference != "" || o.ODS != ""), "FHIR-05", peer.ErrRequired, "/organisation",
			"The organisation is known in the record system, by reference or by ODS code.", "Add it to the directory."),
		unless(o.Reference == "" || refersTo(o.Reference, "Organization"), "FHIR-05", ErrUnmappable, "/organisation",
			"An organisation is named as an Organization.", "Give a reference such as Organization/ and the id."),
	)
}
