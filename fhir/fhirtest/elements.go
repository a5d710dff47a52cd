package fhirtest

import (
	"bytes"
	"slices"
)

// needed are the members that stay whatever a search asks for.
var needed = []string{"resourceType", "id", "meta"}

// subsetted is the tag that R4 gives a resource that is not whole (search.html,
// 3.1.1.5.9).
const subsetted = `[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"}]`

// subset is a resource with some of its elements, each byte for byte, and tagged as not
// whole; with nil all of it, as it is.
func subset(data []byte, elements []string) []byte {
	if elements == nil {
		return data
	}
	var parts [][]byte
	for _, m := range members(data) {
		value := data[m.start:m.end]
		switch {
		case m.name == "meta":
			value = setMembers(value, [][2]string{{"tag", subsetted}})
		case !slices.Contains(needed, m.name) && !slices.Contains(elements, m.name):
			continue
		}
		parts = append(parts, append([]byte(quote(m.name)+":"), value...))
	}
	return slices.Concat([]byte("{"), bytes.Join(parts, []byte(",")), []byte("}"))
}
