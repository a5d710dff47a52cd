// Package strictjson reads JSON that may be hostile.
//
// encoding/json lets through what a record must not rest on: two members of the
// same name (the last one wins, and another reader may take the first), names
// that differ only by case, bytes that are not UTF-8, half a surrogate pair,
// members nobody asked for. Check finds all of that in one pass whose time grows
// with the length of the document and with nothing else. Decode checks, then
// fills a Go value, and leaves the value alone unless every member fitted.
//
// An Error says what kind of fault it is and where, as a JSON pointer and a byte
// offset. It never quotes a value. A member name stands in the pointer only when
// it is a short plain identifier; any other is written as "*".
package strictjson
