// Package scenarios holds the acceptance scenarios, each told step by step and named
// after itself. People, organisations and numbers are invented.
//
// A scenario is told once, to whoever listens (T): go test hears each as a test, and
// examples/quickstart shows the same telling to a reader.
package scenarios
