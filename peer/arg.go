package peer

import (
	"encoding/json"
	"time"
)

// Arg is one typed detail of a reason: a number, a date, an instant or a word
// from one of our closed lists. There is no way to put free text into it.
type Arg struct {
	name string
	kind argKind
	num  int64
	word string
}

type argKind uint8

const (
	argNumber argKind = iota
	argWord
	argDate
	argInstant
)

// Term is a type whose values come from a closed list of ours: a topic, a mode,
// a status. Only such values may stand in an Arg beside numbers and times.
type Term interface {
	~string
	// Known reports whether the value is on its list.
	Known() bool
}

// Number makes an argument of a number, such as {max 12}.
func Number(name string, n int) Arg { return Arg{name: name, kind: argNumber, num: int64(n)} }

// Word makes an argument of a word from a closed list. A word that is not on
// its list is left empty, so that nothing a caller sent can be echoed.
func Word[T Term](name string, v T) Arg {
	if !v.Known() {
		return Arg{name: name, kind: argWord}
	}
	return Arg{name: name, kind: argWord, word: string(v)}
}

// On makes an argument of a date.
func On(name string, d Date) Arg { return Arg{name: name, kind: argDate, word: d.String()} }

// At makes an argument of an instant, kept in UTC to the millisecond.
func At(name string, t time.Time) Arg {
	return Arg{name: name, kind: argInstant, word: t.UTC().Format(millis)}
}

// Name is what the argument is called, such as "max".
func (a Arg) Name() string { return a.name }

// Value returns the argument for showing: digits, a date, an instant in UTC or
// a word.
func (a Arg) Value() string {
	if a.kind == argNumber {
		b, _ := json.Marshal(a.num)
		return string(b)
	}
	return a.word
}

type argJSON struct {
	Name    string `json:"name"`
	Number  *int64 `json:"number,omitempty"`
	Word    string `json:"word,omitempty"`
	Date    string `json:"date,omitempty"`
	Instant string `json:"instant,omitempty"`
}

// MarshalJSON writes {"name":"max","number":12}; a date, an instant and a word
// each have a member of their own.
func (a Arg) MarshalJSON() ([]byte, error) {
	j := argJSON{Name: a.name}
	switch a.kind {
	case argNumber:
		j.Number = &a.num
	case argWord:
		j.Word = a.word
	case argDate:
		j.Date = a.word
	case argInstant:
		j.Instant = a.word
	}
	return json.Marshal(j)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (a *Arg) UnmarshalJSON(b []byte) error {
	var j argJSON
	if err := json.Unmarshal(b, &j); err != nil {
		return err
	}
	switch *a = (Arg{name: j.Name}); {
	case j.Number != nil:
		a.num = *j.Number
	case j.Date != "":
		a.kind, a.word = argDate, j.Date
	case j.Instant != "":
		a.kind, a.word = argInstant, j.Instant
	default:
		a.kind, a.word = argWord, j.Word
	}
	return nil
}
