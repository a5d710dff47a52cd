package strictjson

import (
	"bytes"
	"unicode/utf16"
	"unicode/utf8"
)

// scanner reads the tokens of a document from left to right.
type scanner struct {
	data []byte
	at   int
}

// peek returns the byte the scanner is at, and 0 at the end: no token of JSON
// holds a 0.
func (s *scanner) peek() byte {
	if s.at < len(s.data) {
		return s.data[s.at]
	}
	return 0
}

func (s *scanner) space() {
	for s.at < len(s.data) {
		switch s.data[s.at] {
		case ' ', '\n', '\t', '\r':
			s.at++
		default:
			return
		}
	}
}

// scalar reads a number, true, false or null.
func (s *scanner) scalar() Kind {
	for _, word := range [...]string{"true", "false", "null"} {
		if bytes.HasPrefix(s.data[s.at:], []byte(word)) {
			s.at += len(word)
			return ""
		}
	}
	return s.number()
}

// A measurement or a count stays far inside these bounds. A number beyond them
// costs some readers of arbitrary precision minutes, or ends them.
const (
	longestNumber   = 40
	largestExponent = 100
)

func (s *scanner) number() Kind {
	start := s.at
	if s.peek() == '-' {
		s.at++
	}
	first := s.peek()
	whole := s.digits()
	if whole == 0 || first == '0' && whole > 1 {
		return NotJSON
	}
	if s.peek() == '.' {
		s.at++
		if s.digits() == 0 {
			return NotJSON
		}
	}
	kind := s.exponent()
	if kind == "" && s.at-start > longestNumber {
		kind = NumberTooLarge
	}
	if kind == NumberTooLarge {
		s.at = start
	}
	return kind
}

func (s *scanner) exponent() Kind {
	if s.peek()|0x20 != 'e' {
		return ""
	}
	s.at++
	if b := s.peek(); b == '+' || b == '-' {
		s.at++
	}
	start := s.at
	if s.digits() == 0 {
		return NotJSON
	}
	size := 0
	for _, d := range s.data[start:s.at] {
		if size = size*10 + int(d-'0'); size > largestExponent {
			return NumberTooLarge
		}
	}
	return ""
}

func (s *scanner) digits() (n int) {
	for ; s.peek() >= '0' && s.peek() <= '9'; n++ {
		s.at++
	}
	return n
}

// string reads a string and returns what stands between its quotes.
func (s *scanner) string() ([]byte, Kind) {
	s.at++
	start, wide := s.at, false
	for s.at < len(s.data) {
		switch b := s.data[s.at]; {
		case b == '"':
			raw := s.data[start:s.at]
			if wide && !utf8.Valid(raw) {
				s.at = start
				return nil, NotUTF8
			}
			s.at++
			return raw, ""
		case b == '\\':
			if kind := s.escape(); kind != "" {
				return nil, kind
			}
		case b < ' ':
			return nil, NotJSON
		default:
			wide = wide || b >= utf8.RuneSelf
			s.at++
		}
	}
	return nil, NotJSON
}

func (s *scanner) escape() Kind {
	s.at++
	switch s.peek() {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		s.at++
		return ""
	case 'u':
	default:
		return NotJSON
	}
	high, ok := hex4(s.data[s.at+1:])
	if !ok {
		return NotJSON
	}
	if !utf16.IsSurrogate(high) {
		s.at += 5
		return ""
	}
	rest := s.data[s.at+5:]
	if len(rest) < 6 || rest[0] != '\\' || rest[1] != 'u' {
		return NotUTF8
	}
	low, ok := hex4(rest[2:])
	if !ok || utf16.DecodeRune(high, low) == utf8.RuneError {
		return NotUTF8
	}
	s.at += 11
	return ""
}

func hex4(b []byte) (r rune, ok bool) {
	if len(b) < 4 {
		return 0, false
	}
	for _, c := range b[:4] {
		switch low := c | 0x20; {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case low >= 'a' && low <= 'f':
			r = r<<4 | rune(low-'a'+10)
		default:
			return 0, false
		}
	}
	return r, true
}

var shortEscapes = [256]byte{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// unescape undoes the escapes of a string that was found sound. Without any it
// returns raw itself.
func unescape(raw []byte) []byte {
	i := bytes.IndexByte(raw, '\\')
	if i < 0 {
		return raw
	}
	out := append(make([]byte, 0, len(raw)), raw[:i]...)
	for i < len(raw) {
		switch {
		case raw[i] != '\\':
			out = append(out, raw[i])
			i++
		case raw[i+1] != 'u':
			out = append(out, shortEscapes[raw[i+1]])
			i += 2
		default:
			r, _ := hex4(raw[i+2:])
			i += 6
			if utf16.IsSurrogate(r) {
				low, _ := hex4(raw[i+2:])
				r = utf16.DecodeRune(r, low)
				i += 6
			}
			out = utf8.AppendRune(out, r)
		}
	}
	return out
}
