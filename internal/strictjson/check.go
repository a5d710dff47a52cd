package strictjson

import "bytes"

// Limits bound what is read. A zero Size or Depth is that of Default.
type Limits struct {
	// Size is the longest document, in bytes.
	Size int
	// Depth is how many objects and arrays may stand inside each other; a
	// document that is one object without objects in it has depth 1.
	Depth int
	// String is the longest string or member name in bytes as written, without
	// its quotes. 0: no limit but Size.
	String int
}

// Default bounds a record or a step of ours. What grows with the years is kept
// in records of its own, so one of them is some kilobytes; 1 MiB leaves room a
// hundred times over and can be held in memory several times on a small device.
var Default = Limits{Size: 1 << 20, Depth: 64}

// Document bounds a document from a record system: one FHIR resource with all it
// contains. It is wider than Default because others decide what is in it; what
// is longer than 4 MiB is an attachment more likely than a plan or a contact.
var Document = Limits{Size: 4 << 20, Depth: 64}

func (l Limits) filled() Limits {
	if l.Size <= 0 {
		l.Size = Default.Size
	}
	if l.Depth <= 0 {
		l.Depth = Default.Depth
	}
	if l.String <= 0 {
		l.String = l.Size
	}
	return l
}

// Check reports whether data is exactly one JSON value within the limits: RFC
// 8259 and valid UTF-8, no member named twice in one object (escapes undone, so
// that "a" and "\u0061" are the same), every number of at most 40 bytes with an
// exponent of at most ±100. The error is an *Error for the first fault.
//
// It takes one pass, keeps no more than the names of the objects it is inside
// of, and does not recurse.
func Check(data []byte, max Limits) error {
	c := checker{scanner: scanner{data: data}, max: max.filled()}
	if kind := c.document(); kind != "" {
		return &Error{Kind: kind, Path: c.path(), Offset: c.at}
	}
	return nil
}

// checker walks a document with a stack of its own. Its methods answer with the
// kind of fault they met, or nothing.
type checker struct {
	scanner
	max   Limits
	stack []level
	// names are the members met so far of every object on the stack.
	names [][]byte
}

// level is one object or array the walk is inside of.
type level struct {
	object bool
	name   []byte // the member the walk is at; nil before the first
	index  int    // the element the walk is at
	from   int    // where this object's names begin in checker.names
	set    map[string]struct{}
}

func (c *checker) document() Kind {
	if len(c.data) > c.max.Size {
		c.at = c.max.Size
		return TooLarge
	}
	for {
		kind, opened := c.value()
		if kind != "" {
			return kind
		}
		if opened {
			continue
		}
		if kind, done := c.after(); kind != "" || done {
			return kind
		}
	}
}

// value reads a scalar or an empty object or array, or goes into one that holds
// something; opened reports the latter.
func (c *checker) value() (kind Kind, opened bool) {
	c.space()
	switch b := c.peek(); b {
	case '{', '[':
		if len(c.stack) == c.max.Depth {
			return TooDeep, false
		}
		c.stack = append(c.stack, level{object: b == '{', from: len(c.names)})
		c.at++
		if c.space(); c.peek() == b+2 { // '}' is '{'+2 and ']' is '['+2
			c.leave()
			return "", false
		}
		if b == '{' {
			return c.key(), true
		}
		return "", true
	case '"':
		_, kind = c.text()
		return kind, false
	default:
		return c.scalar(), false
	}
}

// after follows a value: it closes what ends here and stops in front of the next
// value, or at the end of the document.
func (c *checker) after() (kind Kind, done bool) {
	for len(c.stack) > 0 {
		c.space()
		top := &c.stack[len(c.stack)-1]
		switch b := c.peek(); {
		case b == ',' && top.object:
			c.at++
			c.space()
			return c.key(), false
		case b == ',':
			c.at++
			top.index++
			return "", false
		case b == '}' && top.object, b == ']' && !top.object:
			c.leave()
		default:
			return NotJSON, false
		}
	}
	if c.space(); c.at < len(c.data) {
		return TrailingData, true
	}
	return "", true
}

func (c *checker) leave() {
	top := c.stack[len(c.stack)-1]
	c.names = c.names[:top.from]
	c.stack = c.stack[:len(c.stack)-1]
	c.at++
}

// key reads a member's name and its colon.
func (c *checker) key() Kind {
	if c.peek() != '"' {
		return NotJSON
	}
	start := c.at
	raw, kind := c.text()
	if kind != "" {
		return kind
	}
	top := &c.stack[len(c.stack)-1]
	top.name = unescape(raw)
	if !c.fresh(top) {
		c.at = start
		return DuplicateKey
	}
	if c.space(); c.peek() != ':' {
		return NotJSON
	}
	c.at++
	return ""
}

// few is how many names are compared one by one before a set is worth making.
const few = 16

// fresh notes the level's member and reports whether its name is new there.
func (c *checker) fresh(top *level) bool {
	if top.set == nil {
		here := c.names[top.from:]
		for _, other := range here {
			if bytes.Equal(other, top.name) {
				return false
			}
		}
		c.names = append(c.names, top.name)
		if len(here) < few {
			return true
		}
		top.set = make(map[string]struct{}, 4*few)
		for _, name := range c.names[top.from:] {
			top.set[string(name)] = struct{}{}
		}
		return true
	}
	if _, there := top.set[string(top.name)]; there {
		return false
	}
	top.set[string(top.name)] = struct{}{}
	return true
}

func (c *checker) text() ([]byte, Kind) {
	start := c.at
	raw, kind := c.string()
	if kind == "" && len(raw) > c.max.String {
		c.at = start
		return nil, StringTooLong
	}
	return raw, kind
}

func (c *checker) path() string {
	steps := make([]step, 0, len(c.stack))
	for _, l := range c.stack {
		if !l.object || l.name != nil {
			steps = append(steps, step{l.name, l.index})
		}
	}
	return path(steps)
}
