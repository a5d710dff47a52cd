// Package requirements lists what Towpath promises, one row to a promise, and
// finds where the project keeps each of them: the rules that enforce it and the
// tests that try to break it.
//
// A row's id, such as PEER-20, stands in the rule that enforces it and at the
// start of the name of the test that does the forbidden thing. The pages under
// docs are generated from the three together.
package requirements

import (
	_ "embed"
	"fmt"
	"strings"
)

// Class says what kind of promise a row is.
type Class string

// Classes, by the letter they have in rows.tsv.
const (
	RuleRow      Class = "a" // a rule or an invariant that is enforced
	RecordRow    Class = "b" // a record somebody can keep
	WorkflowRow  Class = "c" // steps that lead from one status to the next
	DeadlineRow  Class = "d" // something that is due by a time
	ReferenceRow Class = "e" // content to look up or to be prompted by
	OutsideRow   Class = "f" // not done here; the text gives the reason
)

// Row is one promise.
type Row struct {
	// ID is the family and number, such as "PEER-20". It is never reused.
	ID    string
	Class Class
	// Package is the folder the promise is kept in, such as "peer/worker".
	Package string
	// Text is one sentence of at most 120 characters: what is enforced or
	// offered, or for OutsideRow why it is not.
	Text string
}

//go:embed rows.tsv
var table string

// Rows returns every row, by family (PEER, REC, SIGN, TRAN, SAFE, FHIR, EX) and
// then by number. The slice is the caller's own.
func Rows() []Row {
	lines := strings.Split(strings.TrimSuffix(table, "\n"), "\n")[1:] // the first line names the columns
	rows := make([]Row, len(lines))
	for i, line := range lines {
		cells := strings.Split(line, "\t")
		if len(cells) != 4 {
			panic(fmt.Sprintf("rows.tsv line %d has %d cells, not 4", i+2, len(cells)))
		}
		rows[i] = Row{ID: cells[0], Class: Class(cells[1]), Package: cells[2], Text: cells[3]}
	}
	return rows
}

// Family returns the letters of a row's id and its number: "PEER" and 20 for
// PEER-20. ok is false when id has another form.
func Family(id string) (letters string, number int, ok bool) {
	if n := idLength(id); n == 0 || n != len(id) {
		return "", 0, false
	}
	letters, digits, _ := strings.Cut(id, "-")
	_, err := fmt.Sscanf(digits, "%d", &number)
	return letters, number, err == nil
}

// idLength returns how many bytes at the start of s are the id of a row
// (PEER-20), a hazard (H05), or a step of a scenario (AT-01.3): letters, a
// hyphen, two digits, and for a step a full stop and digits. It is 0 when s
// starts with none.
func idLength(s string) int {
	letters := span(s, 'A', 'Z')
	if letters == 0 || letters > 5 {
		return 0
	}
	n := letters
	switch {
	case strings.HasPrefix(s[n:], "-"):
		n++
	case s[:letters] != "H":
		return 0
	}
	if span(s[n:], '0', '9') != 2 {
		return 0
	}
	n += 2
	if strings.HasPrefix(s[n:], ".") {
		if d := span(s[n+1:], '0', '9'); d > 0 {
			n += 1 + d
		}
	}
	return n
}

// span counts the bytes at the start of s that lie between lo and hi.
func span(s string, lo, hi byte) int {
	n := 0
	for n < len(s) && s[n] >= lo && s[n] <= hi {
		n++
	}
	return n
}

// Hazard is something that could go wrong for a person, in one sentence.
type Hazard struct {
	// ID is "H" and two digits, such as "H02". It is never reused, and no hazard
	// is ever deleted.
	ID   string
	Text string
}

//go:embed hazards.tsv
var hazardTable string

// Hazards returns the start of the clinical-safety log, in order. Severity,
// likelihood and sign-off are for a clinical safety officer and people with lived
// experience; none is given here.
func Hazards() []Hazard {
	var out []Hazard
	for _, line := range strings.Split(strings.TrimSuffix(hazardTable, "\n"), "\n")[1:] {
		id, text, _ := strings.Cut(line, "\t")
		out = append(out, Hazard{id, text})
	}
	return out
}
