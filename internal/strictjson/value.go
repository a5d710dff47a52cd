package strictjson

import (
	"bytes"
	"encoding/json"
)

// Value returns the value of a document as encoding/json would decode it into an any
// with UseNumber: map[string]any, []any, string, json.Number, bool or nil. The document
// must have passed Check. It looks at each byte once. Texts that are written without
// escapes share one copy of the document.
func Value(data []byte) any {
	s := reader{scanner{data: data}, string(data)}
	s.space()
	return s.tree()
}

// reader makes values.
type reader struct {
	scanner
	copied string // the document
}

func (s *reader) tree() any {
	switch s.peek() {
	case '{':
		out := map[string]any{}
		s.enter('}', func(int) bool {
			name := s.text()
			s.colon()
			out[name] = s.tree()
			return true
		})
		return out
	case '[':
		out := []any{}
		s.enter(']', func(int) bool {
			out = append(out, s.tree())
			return true
		})
		return out
	case '"':
		return s.text()
	}
	start := s.at
	s.skipWord()
	switch word := s.copied[start:s.at]; word {
	case "null":
		return nil
	case "true", "false":
		return word == "true"
	default:
		return json.Number(word)
	}
}

// text reads a string.
func (s *reader) text() string {
	start := s.at + 1
	s.skipText()
	if raw := s.data[start : s.at-1]; bytes.IndexByte(raw, '\\') >= 0 {
		return string(unescape(raw))
	}
	return s.copied[start : s.at-1]
}
