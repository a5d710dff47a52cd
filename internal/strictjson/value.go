package strictjson

import "encoding/json"

// Value returns the value of a document as encoding/json would decode it into an any
// with UseNumber: map[string]any, []any, string, json.Number, bool or nil. The document
// must have passed Check. It looks at each byte once.
func Value(data []byte) any {
	s := scanner{data: data}
	s.space()
	return s.tree()
}

func (s *scanner) tree() any {
	switch s.peek() {
	case '{':
		out := map[string]any{}
		s.enter('}', func(int) bool {
			name := s.passed(s.skipText)
			s.colon()
			out[string(unescape(name[1:len(name)-1]))] = s.tree()
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
		text, _ := Text(s.passed(s.skipText))
		return text
	}
	switch word := string(s.passed(s.skipWord)); word {
	case "null":
		return nil
	case "true", "false":
		return word == "true"
	default:
		return json.Number(word)
	}
}

// passed moves behind what skip skips and returns it.
func (s *scanner) passed(skip func()) []byte {
	start := s.at
	skip()
	return s.data[start:s.at]
}
