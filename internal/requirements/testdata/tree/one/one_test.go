package one

import "testing"

// REC-30 in a comment is no test.
func TestRoom(t *testing.T) {
	t.Run("PEER-20 no room is left", func(t *testing.T) {
		_ = rule{"PEER-20", "the id alone is no name"}
	})
}

func TestTable(t *testing.T) {
	t.Run("AT-01.3 the third step", func(t *testing.T) {})
	for _, c := range cases() {
		t.Run(c.name, func(t *testing.T) {})
	}
}

type testCase struct{ name string }

func cases() []testCase {
	return []testCase{{name: "PEER-20, REC-05 somebody else decides"}, {name: "PEER-200 is no row"}}
}

// Nothing runs these, so they try nothing.
var forgotten = []testCase{{name: "REC-39 nobody runs this"}}
