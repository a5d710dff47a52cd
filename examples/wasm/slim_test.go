package main

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// laidOut is a program as the go command writes it: a memory with a header, tables and
// four functions. change may spoil the memory before it becomes a section.
func laidOut(change func(m memory)) []byte {
	const at = 100 // where the header lies
	names := "\x00main.do\x00runtime.main\x00reflect.makeFuncStub\x00peer.(*Goal).Check\x00"
	called := func(name string) uint32 { return uint32(strings.Index(names, name)) }
	steps := "\x00" + "\x02\x01\x01\x04\x00" + "\x00\x03\x02\x01\x00" + "\x06\x02\x00" // at 1 and 6 needed, at 11 a line
	parts := [][]byte{[]byte(names), {1, 1, 1, 1}, []byte("goal.go\x00"), []byte(steps)}
	h := binary.LittleEndian.AppendUint64([]byte(magic), 4)
	h = append(h, make([]byte, 16)...)
	offset := headerSize
	for _, p := range parts {
		h = binary.LittleEndian.AppendUint64(h, uint64(offset))
		offset += len(p)
	}
	h = binary.LittleEndian.AppendUint64(h, uint64(offset))
	for _, p := range parts {
		h = append(h, p...)
	}
	var index, funcs []byte
	for i, name := range []string{"main.do", "runtime.main", "reflect.makeFuncStub", "peer.(*Goal).Check"} {
		entry := uint32(i) << 16
		index = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(index, entry), uint32(4*8+len(funcs)))
		for _, v := range []uint32{entry, called(name), 8, 0, 1, 11, 11, 2, 1, 7, 0, 6, 0} {
			funcs = binary.LittleEndian.AppendUint32(funcs, v)
		}
	}
	m := append(make(memory, at), append(append(h, index...), funcs...)...)
	m[10] = 7
	if change != nil {
		change(m)
	}
	return sections{{1, []byte{0}}, {dataSection, m.section()}, {0, []byte("end")}}.bytes()
}

type sections []struct {
	id   byte
	body []byte
}

func (s sections) bytes() []byte {
	out := []byte(header)
	for _, one := range s {
		out = append(binary.AppendUvarint(append(out, one.id), uint64(len(one.body))), one.body...)
	}
	return out
}

// memoryIn is the memory of a program.
func memoryIn(t *testing.T, program []byte) memory {
	t.Helper()
	body, _, ok := counted(program[len(header)+4:]) // past the first section
	require.True(t, ok)
	m, ok := memoryOf(body)
	require.True(t, ok)
	return m
}

func TestSlimTakesOutLinesAndNames(t *testing.T) {
	whole := laidOut(nil)
	before := memoryIn(t, whole)
	less, err := slim(whole)
	require.NoError(t, err)
	require.Equal(t, whole, laidOut(nil), "what was given is as it was")
	m := memoryIn(t, less)
	require.Len(t, m, len(before))
	require.True(t, bytes.HasSuffix(less, []byte("end")), "what comes after the data")
	tab, ok := m.tables(100)
	require.True(t, ok)
	require.Equal(t, byte(7), m[10])
	require.Equal(t, "\x00\x02\x01\x01\x04\x00\x00\x03\x02\x01\x00\x00\x00\x00", string(tab.steps), "tables that are needed, and no other")
	require.Equal(t, make([]byte, 4), tab.units)
	require.Equal(t, make([]byte, len("goal.go\x00")), tab.files)
	for i, want := range []string{"", "runtime.main", "reflect.makeFuncStub", anyMethod} {
		f, ok := tab.function(i)
		require.True(t, ok)
		name, _, _ := bytes.Cut(tab.names[four(f, nameAt):], []byte{0})
		require.Equal(t, want, string(name))
		require.Equal(t, want == "", four(f, nameAt) == 0)
		kept := []uint32{uint32(i) << 16, four(f, nameAt), 8, 0, 1, 0, 0, 2, 0, 0, 0, 6, 0}
		for j, v := range kept {
			require.Equal(t, v, four(f, 4*j), "%d of %d", j, i)
		}
	}
	require.NotContains(t, string(less), "main.do")
	require.NotContains(t, string(less), "Goal")
}

// What is laid out in another way is left as it is, whatever is different.
func TestSlimLeavesWhatItDoesNotKnow(t *testing.T) {
	whole := laidOut(nil)
	tab, ok := memoryIn(t, whole).tables(100)
	require.True(t, ok)
	funcs := len(memoryIn(t, whole)) - len(tab.funcs)
	first := funcs + 4*8
	for name, change := range map[string]func(m memory){
		"another magic":                     func(m memory) { m[100] = 0xf2 },
		"numbers of 4 bytes":                func(m memory) { m[107] = 4 },
		"no functions":                      func(m memory) { m[108] = 0 },
		"more functions than there is room": func(m memory) { m[115] = 0x7f },
		"tables out of order":               func(m memory) { m[100+8*6] = 0 },
		"tables beyond the end":             func(m memory) { m[100+8*8+2] = 1 },
		"a function beyond the end":         func(m memory) { m[funcs+4+2] = 1 },
		"a function that begins elsewhere":  func(m memory) { m[first]++ },
		"a name beyond the end":             func(m memory) { m[first+nameAt+1] = 1 },
		"a table beyond the end":            func(m memory) { m[first+stackAt+1] = 1 },
		"a table that does not end":         func(m memory) { copy(m[funcs-3:], "\x06\x02\x05"); m[first+stackAt] = 11 },
		"a list of tables without end":      func(m memory) { m[first+tablesAt+1] = 1 },
	} {
		_, err := slim(laidOut(change))
		require.ErrorIs(t, err, errLayout, name)
	}
	data := memoryIn(t, whole).section()
	for name, program := range map[string][]byte{
		"nothing":                 nil,
		"no program":              []byte("#!/bin/sh\nexit 0\n"),
		"another version":         append([]byte("\x00asm\x02\x00\x00\x00"), whole[8:]...),
		"no data":                 sections{{1, []byte{0}}}.bytes(),
		"data twice":              sections{{dataSection, data}, {dataSection, data}}.bytes(),
		"a count of data":         sections{{countOfData, []byte{1}}, {dataSection, data}}.bytes(),
		"data of another memory":  sections{{dataSection, []byte("\x01\x02\x41\x00\x0b\x00")}}.bytes(),
		"data at no fixed place":  sections{{dataSection, []byte("\x01\x00\x23\x00\x0b\x00")}}.bytes(),
		"data below the memory":   sections{{dataSection, []byte("\x01\x00\x41\x7f\x0b\x00")}}.bytes(),
		"data far beyond":         sections{{dataSection, []byte("\x01\x00\x41\xff\xff\xff\xff\x07\x0b\x00")}}.bytes(),
		"more after the data":     sections{{dataSection, append(slices.Clone(data), 0)}}.bytes(),
		"fewer data than counted": sections{{dataSection, append([]byte{data[0] + 1}, data[1:]...)}}.bytes(),
	} {
		_, err := slim(program)
		require.ErrorIs(t, err, errLayout, name)
	}
	for n := range len(whole) - len("\x00\x03end") {
		_, err := slim(whole[:n])
		require.ErrorIs(t, err, errLayout, "cut after %d bytes", n)
	}
}

// However a program is spoilt, slim ends, and what it makes can be read again.
func TestSlimOfSpoiltPrograms(t *testing.T) {
	whole, done := laidOut(nil), 0
	for at := range whole {
		for _, bit := range []byte{1, 0x80, 0xff} {
			spoilt := slices.Clone(whole)
			spoilt[at] ^= bit
			less, err := slim(spoilt)
			if err != nil {
				require.ErrorIs(t, err, errLayout)
				continue
			}
			done++
			_, err = slim(less)
			require.NoError(t, err)
		}
	}
	require.Positive(t, done)
}

func TestMemoryIsWrittenInPieces(t *testing.T) {
	m := make(memory, 5*gap)
	m[0x3f], m[0x40], m[3*gap], m[4*gap+1] = 1, 2, 3, 4 // a gap, and one a little short of it
	m[5*gap-1] = 5
	section := m.section()
	require.Equal(t, byte(3), section[0])
	require.Less(t, len(section), 3*gap)
	back, ok := memoryOf(section)
	require.True(t, ok)
	require.Equal(t, m, back)
	none, ok := memoryOf(memory{}.section())
	require.True(t, ok)
	require.Empty(t, none)
}

func TestAddressesHaveASign(t *testing.T) {
	for n, want := range map[int]string{0: "\x00", 0x3f: "\x3f", 0x40: "\xc0\x00", 0x1fff: "\xff\x3f", 0x2000: "\x80\xc0\x00"} {
		require.Equal(t, want, string(address(nil, n)), n)
		_, ok := memoryOf(memory("\x01\x00\x41" + want + "\x0b\x00"))
		require.True(t, ok, n)
	}
	for _, below := range []string{"\x7f", "\x40", "\xff\x7f", "\x80\x80"} {
		_, ok := memoryOf([]byte("\x01\x00\x41" + below + "\x0b\x00"))
		require.False(t, ok, "%x", below)
	}
}
