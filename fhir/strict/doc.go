// Package strict judges a resource of ours before it is sent: by a strict schema of
// FHIR R4 (4.0.1) and by R4's invariants. It knows the resources that peer support may
// write and no other, and it opens no connection.
//
//	if err := strict.Validate(body); err != nil {
//		// a *peer.Refusal: JSON pointers and rules, never a value
//	}
//
// It is for what we make. What somebody else owns is read with tolerance and edited in
// place by package fhir; a strict reader would turn down most of it.
//
// # What is judged
//
// The schemas in the folder schema are made by internal/r4schema from HL7's
// definitions. They are draft-07 and stand by themselves: no member that R4 does not
// have, nothing required that is missing, one value of a choice at most, nothing empty
// and no null, every primitive in its form and every date in the calendar, every
// required binding, and every reference to a type that it may lead to. A reference to
// something contained, or to another entry of a Bundle, is followed.
//
// The invariants of R4 are judged in Go. All that bear on these resources are; what is
// left out, and why, is in [NotJudged]. A schema names them under a keyword of our own,
// which another validator passes over.
//
// What is contained, and what stands in a Bundle, is judged by its own type. A type
// that peer support does not write is turned down there too (FHIR-04).
//
// # Limits
//
// A resource has at most 4 MiB, 64 levels and 10,000 values, and no number of more than
// 40 bytes or an exponent beyond 100: the validator beneath would not end well on
// them. At most 32 reasons are given.
//
// A schema is compiled when a resource of its type is first judged, once, and kept.
package strict

//go:generate go run ../../internal/r4schema/write
