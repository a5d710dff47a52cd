package main

import (
	"bytes"
	"encoding/binary"
)

// Of runtime.pcHeader: what it begins with where numbers are 8 bytes long and code is
// counted by the byte, and how long it is.
const (
	magic      = "\xf1\xff\xff\xff\x00\x00\x01\x08"
	headerSize = 72
)

// Of runtime._func: where its members lie. A list of tables follows it.
const (
	entryAt, nameAt, stackAt, fileAt, lineAt, tablesAt, unitAt, startAt = 0, 4, 16, 20, 24, 28, 32, 36

	funcSize = 44
)

// tables are those that the runtime keeps of functions, as parts of the memory.
type tables struct {
	names, units, files, steps, funcs []byte
	n                                 int // functions
}

// forget takes lines, files and names out of the tables. It reports whether it knows
// them; a memory that it does not know is not touched.
func (m memory) forget() bool {
	for from := 0; ; {
		i := bytes.Index(m[from:], []byte(magic))
		if i < 0 {
			return false
		}
		if t, ok := m.tables(from + i); ok && t.known() {
			t.forget()
			return true
		}
		from += i + 1
	}
}

// tables finds the tables by the header at an address.
func (m memory) tables(at int) (tables, bool) {
	h := m[at:]
	if len(h) < headerSize {
		return tables{}, false
	}
	word := func(i int) uint64 { return binary.LittleEndian.Uint64(h[8*i:]) }
	t, last := tables{n: int(word(1))}, uint64(headerSize)
	for i := 4; i <= 8; i++ {
		if word(i) < last || word(i) > uint64(len(h)) {
			return tables{}, false
		}
		last = word(i)
	}
	t.names, t.units, t.files, t.steps, t.funcs = h[word(4):word(5)], h[word(5):word(6)], h[word(6):word(7)], h[word(7):word(8)], h[word(8):]
	return t, word(1) > 0 && word(1) <= uint64(len(t.funcs)/8)
}

// function is the entry of one function, with the list of its tables.
func (t tables) function(i int) ([]byte, bool) {
	at := int(four(t.funcs[8*i:], 4))
	if at > len(t.funcs)-funcSize {
		return nil, false
	}
	f := t.funcs[at:]
	more := int(four(f, tablesAt))
	if len(f) < funcSize+4*more {
		return nil, false
	}
	return f[:funcSize+4*more], true
}

// known reports whether every function is described in the way known here.
func (t tables) known() bool {
	for i := range t.n {
		f, ok := t.function(i)
		if !ok || four(f, entryAt) != four(t.funcs[8*i:], 0) || int(four(f, nameAt)) >= len(t.names) {
			return false
		}
		for _, at := range kept(f) {
			if at > uint32(len(t.steps)) || stepsEnd(t.steps[at:]) < 0 {
				return false
			}
		}
	}
	return true
}

// forget empties whatever no function needs to run. Tables may be shared, so those that
// are needed are kept, rather than the others emptied.
func (t tables) forget() {
	steps := make([]byte, len(t.steps))
	for i := range t.n {
		f, _ := t.function(i)
		for _, at := range kept(f) {
			end := int(at) + stepsEnd(t.steps[at:])
			copy(steps[at:end], t.steps[at:end])
		}
		clear(f[fileAt:tablesAt])
		clear(f[unitAt : startAt+4])
	}
	t.forgetNames()
	copy(t.steps, steps)
	clear(t.units)
	clear(t.files)
}

// anyMethod stands for every method of a pointer: where one is called on no value, the
// runtime takes its name apart for what it says, and stops the program when it cannot.
const anyMethod = "a.(*T).method"

// forgetNames keeps the names that the runtime asks for: its own, by which it tells its
// goroutines from others, and those of reflect, by which it knows what lies on their
// stack. A function without a name has the number 0.
func (t tables) forgetNames() {
	names, method := make([]byte, len(t.names)), 0
	for i := range t.n {
		f, _ := t.function(i)
		at := int(four(f, nameAt))
		name, _, _ := bytes.Cut(t.names[at:], []byte{0})
		switch {
		case bytes.HasPrefix(name, []byte("runtime.")), bytes.HasPrefix(name, []byte("reflect.")):
			copy(names[at:], name)
		case bytes.Contains(name, []byte("(*")):
			if method == 0 && len(name) >= len(anyMethod) {
				method = at
				copy(names[at:], anyMethod)
			}
			binary.LittleEndian.PutUint32(f[nameAt:], uint32(method))
		default:
			clear(f[nameAt : nameAt+4])
		}
	}
	copy(t.names, names)
}

// kept are the tables of a function that the runtime needs: how deep its stack is, and
// what lies on it. The number 0 is no table.
func kept(f []byte) (out []uint32) {
	for _, at := range append([]uint32{four(f, stackAt)}, list(f)...) {
		if at != 0 {
			out = append(out, at)
		}
	}
	return out
}

// list are the tables at the end of a function's entry.
func list(f []byte) (out []uint32) {
	for i := funcSize; i < len(f); i += 4 {
		out = append(out, four(f, i))
	}
	return out
}

// stepsEnd is where a table ends: pairs of numbers, of which the first is 0 only at the
// beginning and at the end. It is below zero where it does not end.
func stepsEnd(b []byte) int {
	at := 0
	for first := true; ; first = false {
		value, took := binary.Uvarint(b[at:])
		if took <= 0 {
			return -1
		}
		at += took
		if value == 0 && !first {
			return at
		}
		if _, took = binary.Uvarint(b[at:]); took <= 0 {
			return -1
		}
		at += took
	}
}

func four(b []byte, at int) uint32 { return binary.LittleEndian.Uint32(b[at:]) }
