package main

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// A program carries, for each of its functions, which byte of it is which line of which
// file, and what the function is called. Only the trace of a crash reads them, and the
// doors answer whatever comes; with them a browser would fetch a sixth more. The tables have
// no switch in the go command, so they are taken out of what it has built.
//
// What is known here of the tables is runtime.pcHeader and runtime._func of Go
// 1.26. Everything that is read is held against what it must be; a program that is laid
// out in any other way is left as it is.

// errLayout is a program that is not laid out in the way known here.
var errLayout = errors.New("the program is laid out in a way not known here")

const (
	header      = "\x00asm\x01\x00\x00\x00"
	dataSection = 11
	countOfData = 12 // Go writes none; it would have to change with the data
)

// slim is the program without lines and files, and without the names of functions other
// than the runtime's, which tells its own goroutines by them.
func slim(program []byte) ([]byte, error) {
	rest, ok := bytes.CutPrefix(program, []byte(header))
	if !ok {
		return nil, errLayout
	}
	out, found := []byte(header), false
	for len(rest) > 0 {
		id := rest[0]
		body, after, ok := counted(rest[1:])
		if !ok || id == countOfData || id == dataSection && found {
			return nil, errLayout
		}
		if id == dataSection {
			m, ok := memoryOf(body)
			if !ok || !m.forget() {
				return nil, errLayout
			}
			body, found = m.section(), true
		}
		out = binary.AppendUvarint(append(out, id), uint64(len(body)))
		out, rest = append(out, body...), after
	}
	if !found {
		return nil, errLayout
	}
	return out, nil
}

// number reads an unsigned number of WebAssembly.
func number(b []byte) (n int, rest []byte, ok bool) {
	v, took := binary.Uvarint(b)
	if took <= 0 || v >= 1<<32 {
		return 0, nil, false
	}
	return int(v), b[took:], true
}

// counted reads as many bytes as the number before them says.
func counted(b []byte) (body, rest []byte, ok bool) {
	n, b, ok := number(b)
	if !ok || n > len(b) {
		return nil, nil, false
	}
	return b[:n], b[n:], true
}

// memory is what a program finds in its memory as it starts, from the address 0 on.
type memory []byte

// most is how large a memory may be that is read here.
const most = 1 << 28

// memoryOf reads the section of data, which names only what is not zero.
func memoryOf(section []byte) (memory, bool) {
	n, rest, ok := number(section)
	var m memory
	for range n {
		if len(rest) < 2 || rest[0] != 0 || rest[1] != 0x41 { // of the one memory, at an i32.const
			return nil, false
		}
		at, after, _ := number(rest[2:])
		if at >= most || !bytes.HasPrefix(rest[2:], address(nil, at)) || len(after) == 0 || after[0] != 0x0b {
			return nil, false
		}
		var body []byte
		if body, rest, ok = counted(after[1:]); !ok || len(body) >= most {
			return nil, false
		}
		m = append(m, make([]byte, max(0, at+len(body)-len(m)))...)
		copy(m[at:], body)
	}
	return m, ok && len(rest) == 0
}

// gap is how many zeros in a row are worth a new piece of data: the address and the
// length of a piece are harder to pack than zeros are.
const gap = 1024

// section writes the memory as a section of data.
func (m memory) section() []byte {
	var pieces []byte
	n, from := 0, 0
	zeros := make([]byte, gap)
	for from < len(m) {
		if m[from] == 0 {
			from++
			continue
		}
		to := len(m)
		if i := bytes.Index(m[from:], zeros); i >= 0 {
			to = from + i
		}
		pieces = append(address(append(pieces, 0, 0x41), from), 0x0b)
		pieces = append(binary.AppendUvarint(pieces, uint64(to-from)), m[from:to]...)
		n, from = n+1, to
	}
	return append(binary.AppendUvarint(nil, uint64(n)), pieces...)
}

// address appends a number of WebAssembly that has a sign, which an i32.const is.
func address(out []byte, n int) []byte {
	for n >= 0x40 {
		out, n = append(out, byte(n)|0x80), n>>7
	}
	return append(out, byte(n))
}
