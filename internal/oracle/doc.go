// Package oracle asks Google's FHIR library what it thinks of the resources that
// package fhir builds: every golden file, and every resource that the tests of the
// project made and kept (internal/kept). It shares no code with package fhir, and is
// a module of its own so that nobody who imports Towpath meets it.
package oracle
