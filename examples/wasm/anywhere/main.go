//go:build wasip1

// Command anywhere is the domain for programs in any language that have a runtime for
// WebAssembly with WASI preview 1:
//
//	GOOS=wasip1 GOARCH=wasm go build -buildmode=c-shared -ldflags='-s -w' -o towpath.wasm ./examples/wasm/anywhere
//
// It is a reactor: call _initialize once, then as often as there is something to ask
//
//	at = room(length)                 where length bytes of the question go
//	packed = decode(at, length)       or view, choices, check, do, due
//	at = packed >> 32                 where the answer lies, packed & 0xffffffff bytes of it
//	done(at)                          when it has been read
//
// Questions and answers are JSON in UTF-8. One call at a time; for more at once, start
// more instances. It opens no file, and nothing is asked of the machine but a clock and
// randomness for the runtime of Go itself.
package main

import (
	"unsafe"

	"github.com/towpath-care/towpath/examples/wasm/door"
)

// held keeps what the host reads and writes where it is, by its address.
var held = map[uint32][]byte{}

func hold(b []byte) uint32 {
	at := uint32(uintptr(unsafe.Pointer(unsafe.SliceData(b))))
	held[at] = b
	return at
}

// room makes room for a question. A question of no bytes has room too.
//
//go:wasmexport room
func room(length uint32) uint32 { return hold(make([]byte, length, max(length, 1))) }

// done lets go of an answer.
//
//go:wasmexport done
func done(at uint32) { delete(held, at) }

// ask answers the question that lies in the room at an address, and lets go of it. Where
// the host never asked for room there is no question.
func ask(name string, at, length uint32) uint64 {
	question := held[at]
	delete(held, at)
	answer := door.Answer(name, question[:min(int(length), len(question))])
	return uint64(hold(answer))<<32 | uint64(len(answer))
}

//go:wasmexport decode
func decode(at, length uint32) uint64 { return ask("decode", at, length) }

//go:wasmexport view
func view(at, length uint32) uint64 { return ask("view", at, length) }

//go:wasmexport choices
func choices(at, length uint32) uint64 { return ask("choices", at, length) }

//go:wasmexport check
func check(at, length uint32) uint64 { return ask("check", at, length) }

//go:wasmexport do
func do(at, length uint32) uint64 { return ask("do", at, length) }

//go:wasmexport due
func due(at, length uint32) uint64 { return ask("due", at, length) }

func main() {}
