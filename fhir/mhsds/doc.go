// Package mhsds lays contacts and group sessions out as the rows that a provider's
// own submission system needs for the Mental Health Services Data Set (standard
// DCB0011, columns as of v6): care contacts (MHS201), the care activity in each
// (MHS202) and group sessions (MHS301). It submits nothing, and says of each row
// what it does not know, so that somebody can find out or leave it empty knowingly.
//
//	for row := range mhsds.CareContacts(slices.Values(records), site) {
//		…
//	}
//	err := mhsds.WriteCareContacts(w, slices.Values(records), site)
//
// A row holds ids and facts, and nobody's words. The codes are those of the NHS Data
// Dictionary; a national code for why somebody was not there blames more than our
// words do, and stands here and nowhere else.
package mhsds
