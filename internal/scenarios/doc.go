// Package scenarios holds the acceptance scenarios, each run step by step as a
// test named after it. People, organisations and numbers are invented.
package scenarios
