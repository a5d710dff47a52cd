package sqlledger

import (
	"database/sql"
	"encoding/json"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
)

// nameRow is a document of a target, in a list in JSON.
type nameRow struct {
	Target string `json:"target"`
	Type   string `json:"type"`
	Kind   string `json:"kind"`
	ID     string `json:"id"`
	Part   string `json:"part"`
}

const nameColumns = "target text, type text, kind text, id text, part text"

func rowOf(target string, n exchange.Name) nameRow {
	return nameRow{target, n.Type, string(n.Record.Kind), n.Record.ID, n.Part}
}

func rowsOf(target string, names []exchange.Name) []nameRow {
	rows := make([]nameRow, len(names))
	for i, n := range names {
		rows[i] = rowOf(target, n)
	}
	return rows
}

// list is a list in JSON, as a parameter.
func list(rows any) (string, error) {
	b, err := json.Marshal(rows)
	return string(b), err
}

// scanName reads the columns type, kind, id and part, and what follows them.
func scanName(r *sql.Rows, n *exchange.Name, more ...any) error {
	return r.Scan(append([]any{&n.Type, &n.Record.Kind, &n.Record.ID, &n.Part}, more...)...)
}

// micros is a time as it is stored: in microseconds since 1970, 0 for none.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func timeOf(micros int64) time.Time {
	if micros == 0 {
		return time.Time{}
	}
	return time.UnixMicro(micros).UTC()
}

// in writes a value into a column that holds JSON; out reads it.
func in(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return "null"
	}
	return string(b)
}

func out(text string, into any) error {
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return &Error{ErrNoStore, err}
	}
	return nil
}

// strict notes what no database could give back as it was: text with a zero character,
// or that is not UTF-8.
type strict struct{ bad bool }

func (s *strict) text(all ...string) {
	for _, t := range all {
		s.bad = s.bad || !utf8.ValidString(t) || strings.ContainsRune(t, 0)
	}
}

func (s *strict) name(target string, n exchange.Name) {
	s.text(target, n.Type, string(n.Record.Kind), n.Record.ID, n.Part)
}

func (s *strict) err() error {
	if !s.bad {
		return nil
	}
	return peer.Fault(peer.Rule{Row: "FHIR-16", Code: peer.ErrOutOfRange}, "", "Names, places and versions are UTF-8 without a zero character.",
		"Nothing was noted. Look at how the ids of the records are made, and at what the record system gives for ids and ETags.")
}
