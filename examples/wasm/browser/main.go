//go:build js && wasm

// Command browser is the domain for a browser, or for any other runtime of JavaScript:
//
//	GOOS=js GOARCH=wasm go build -ldflags='-s -w' ./examples/wasm/browser
//
// It puts an object named towpath into the global scope, with one function for each
// door: a question in JSON goes in as a string, the answer comes out as one.
package main

import (
	"syscall/js"

	"github.com/towpath-care/towpath/examples/wasm/door"
)

func main() {
	towpath := map[string]any{}
	for _, name := range door.Names() {
		towpath[name] = js.FuncOf(func(_ js.Value, args []js.Value) any { return ask(name, args) })
	}
	js.Global().Set("towpath", towpath)
	select {} // the functions are there for as long as the page is
}

// ask takes the question from JavaScript. What is no string is no question.
func ask(name string, args []js.Value) any {
	question := ""
	if len(args) > 0 && args[0].Type() == js.TypeString {
		question = args[0].String()
	}
	return string(door.Answer(name, []byte(question)))
}
