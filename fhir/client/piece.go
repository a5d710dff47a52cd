package client

import (
	"strings"

	"github.com/towpath-care/towpath/internal/strictjson"
)

// piece is one value of a document that has passed strictjson.Check, as the
// bytes that stand there. A nil piece is one that is not there.
type piece []byte

// member returns the member of that name of an object.
func (p piece) member(name string) piece {
	var found piece
	if len(p) > 0 {
		strictjson.Members(p, 0, func(m strictjson.Member) bool {
			if string(m.Name) == name {
				found = p[m.Value.From:m.Value.To:m.Value.To]
			}
			return found == nil
		})
	}
	return found
}

// text returns what a string says; empty for anything else.
func (p piece) text() string {
	s, _ := strictjson.Text(p)
	return s
}

// yes reports whether the piece is true.
func (p piece) yes() bool { return string(p) == "true" }

// each calls do for the elements of an array until do answers false.
func (p piece) each(do func(piece) bool) {
	if len(p) > 0 {
		strictjson.Elements(p, 0, func(_ int, s strictjson.Span) bool { return do(p[s.From:s.To:s.To]) })
	}
}

// isType reports whether s is spelled like a resource type (R4 resource-types).
func isType(s string) bool {
	if len(s) == 0 || len(s) > 64 || s[0] < 'A' || s[0] > 'Z' {
		return false
	}
	for i := range len(s) {
		if l := s[i] | 0x20; l < 'a' || l > 'z' {
			return false
		}
	}
	return true
}

// isID reports whether s is an id (R4 datatype id) that stands for itself in a
// path.
func isID(s string) bool {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-."
	return len(s) > 0 && len(s) <= 64 && strings.Trim(s, letters) == "" && s != "." && s != ".."
}
