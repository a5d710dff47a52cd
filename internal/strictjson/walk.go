package strictjson

import "bytes"

// Span is a stretch of a document: bytes From up to, not including, To.
type Span struct{ From, To int }

// Member is one member of an object.
type Member struct {
	// Name has its escapes undone. It may share the document's bytes.
	Name []byte
	// Key spans the name with its quotes.
	Key Span
	// Value spans the value without the white space around it.
	Value Span
}

// Members calls yield for every member of the object that starts at data[at],
// in order, until yield answers false. The document must have passed Check;
// anything else than an object has no members. It looks at each byte of the
// object once.
func Members(data []byte, at int, yield func(Member) bool) {
	s := scanner{data, at}
	if s.peek() != '{' {
		return
	}
	s.enter('}', func(int) bool {
		key := Span{From: s.at}
		s.skip()
		key.To = s.at
		s.colon()
		value := Span{From: s.at}
		s.skip()
		value.To = s.at
		return yield(Member{unescape(data[key.From+1 : key.To-1]), key, value})
	})
}

// Elements calls yield for every element of the array that starts at data[at],
// in order, until yield answers false. The document must have passed Check;
// anything else than an array has no elements.
func Elements(data []byte, at int, yield func(index int, value Span) bool) {
	s := scanner{data, at}
	if s.peek() != '[' {
		return
	}
	s.enter(']', func(i int) bool {
		start := s.at
		s.skip()
		return yield(i, Span{start, s.at})
	})
}

// Start returns where the value of a document begins: behind white space.
func Start(data []byte) int {
	s := scanner{data: data}
	s.space()
	return s.at
}

// End returns where the value that starts at data[at] ends. The document must
// have passed Check.
func End(data []byte, at int) int {
	s := scanner{data, at}
	s.skip()
	return s.at
}

// Text returns the string that raw writes, escapes undone, and whether raw is a
// string at all. It must come from a document that has passed Check.
func Text(raw []byte) (string, bool) {
	if len(raw) < 2 || raw[0] != '"' {
		return "", false
	}
	return string(unescape(raw[1 : len(raw)-1])), true
}

// enter goes through an object or array of a sound document. The scanner stands
// at each member or element when it calls each, and each moves it behind.
func (s *scanner) enter(end byte, each func(i int) bool) {
	s.at++
	s.space()
	for i := 0; s.peek() != end; i++ {
		if !each(i) {
			return
		}
		if s.space(); s.peek() == ',' {
			s.at++
			s.space()
		}
	}
	s.at++
}

func (s *scanner) colon() {
	s.space()
	s.at++
	s.space()
}

// skip moves behind the value of a sound document.
func (s *scanner) skip() {
	switch s.peek() {
	case '"':
		s.skipText()
	case '{', '[':
		s.skipNested()
	default:
		s.skipWord()
	}
}

// skipNested counts brackets; in a sound document they need not be told apart.
func (s *scanner) skipNested() {
	for depth := 0; ; {
		switch s.data[s.at] {
		case '"':
			s.skipText()
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		if s.at++; depth == 0 {
			return
		}
	}
}

// skipText looks for the next quote that no backslash escapes.
func (s *scanner) skipText() {
	for s.at++; ; s.at++ {
		s.at += bytes.IndexByte(s.data[s.at:], '"')
		slashes := 0
		for s.data[s.at-1-slashes] == '\\' {
			slashes++
		}
		if slashes%2 == 0 {
			s.at++
			return
		}
	}
}

// skipWord moves behind a number, true, false or null.
func (s *scanner) skipWord() {
	for s.at < len(s.data) {
		switch s.data[s.at] {
		case ',', '}', ']', ' ', '\n', '\t', '\r':
			return
		}
		s.at++
	}
}

func (d *decoder) members(each func(name []byte, at int)) {
	d.enter('}', func(int) bool {
		start := d.at
		d.skipText()
		name := unescape(d.data[start+1 : d.at-1])
		d.colon()
		d.steps = append(d.steps, step{name: name})
		each(name, start)
		d.steps = d.steps[:len(d.steps)-1]
		return true
	})
}

func (d *decoder) elements(each func(i int)) {
	d.enter(']', func(i int) bool {
		d.steps = append(d.steps, step{index: i})
		each(i)
		d.steps = d.steps[:len(d.steps)-1]
		return true
	})
}
