package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// row is a line of the table.
type row struct{ line, gate, ours, naive string }

func (b board) rows() []row {
	t, n := b.ours(), b.naive
	zero := func(line string, ours, naive int) row {
		return row{line, "0", fmt.Sprint(ours), fmt.Sprint(naive)}
	}
	share := func(of, all int) string { return fmt.Sprintf("%d of %d", of, all) }
	gate := "≥ 500"
	if b.short {
		gate = "each place"
	}
	rows := []row{
		{"SIGKILLs, at " + fmt.Sprint(len(t.Kills)) + " places", gate, b.killed(), fmt.Sprint(n.killed())},
		{"runs, each checked after every kill and at its end", "", fmt.Sprint(t.Runs), fmt.Sprint(n.Runs)},
		{"kinds of fault", "≥ 12", fmt.Sprint(len(t.Faults)), fmt.Sprint(len(n.Faults))},
		{"requests that met one", "", share(t.faulty(), t.Requests), share(n.faulty(), n.Requests)},
		{"edits by others in the meantime", "", fmt.Sprint(t.Edits), fmt.Sprint(n.Edits)},
		{"of these in what is ours, before the answer to our first write was heard", "", fmt.Sprint(t.Early), fmt.Sprint(n.Early)},
		zero("acknowledged changes lost", t.Lost, n.Lost),
		zero("duplicates", t.Doubled, n.Doubled),
		zero("stale overwrites", t.Stale, n.Stale),
		zero("edits of others overwritten", t.Overwritten, n.Overwritten),
		{"changes there of what is ours that the host did not hear of", "0", share(t.Missed, t.Missed+t.Heard), "does not look"},
		{"records behind a poison record that arrive", "100 %", share(t.Arrived, t.Healthy), share(n.Arrived, n.Healthy)},
		{"parked records with a sentence and an owner", "100 %", share(t.Sentences, t.Parked), "parks nothing"},
	}
	for _, p := range b.shown {
		rows = append(rows, row{p.line, p.gate, p.seen, ""})
	}
	return rows
}

// killed is how often, by store.
func (b board) killed() string {
	var parts []string
	for _, s := range b.stores {
		parts = append(parts, fmt.Sprintf("%s %d", s, b.by[s].killed()))
	}
	return fmt.Sprintf("%d (%s)", b.ours().killed(), strings.Join(parts, ", "))
}

// print shows the table on a terminal.
func (b board) print(out io.Writer) {
	for _, r := range b.rows() {
		fmt.Fprintf(out, "%-75s  %-12s  %-40s  naive: %s\n", r.line, r.gate, r.ours, r.naive)
	}
}

// markdown is the generated part of the page.
func (b board) markdown() string {
	var s strings.Builder
	on := strings.Join(b.stores, " and ")
	fmt.Fprintf(&s, "On %s, %s, %d CPUs, %s; seed %d; the runs took %s.\n\n", b.began.UTC().Format(time.DateOnly), runtime.Version(), runtime.NumCPU(), on, b.seed, b.took.Round(time.Second))
	if b.missing != "" {
		fmt.Fprintf(&s, "%s\n\n", b.missing)
	}
	s.WriteString("| line | gate | ours | naive |\n|---|---|---|---|\n")
	for _, r := range b.rows() {
		fmt.Fprintf(&s, "| %s | %s | %s | %s |\n", r.line, r.gate, r.ours, r.naive)
	}
	t := b.ours()
	s.WriteString("\n| killed | times |\n|---|---|\n")
	for _, at := range spots {
		fmt.Fprintf(&s, "| %s | %d |\n", at, t.Kills[at])
	}
	s.WriteString("\n| fault | times |\n|---|---|\n")
	for _, k := range kinds() {
		fmt.Fprintf(&s, "| %s | %d |\n", k.Name, t.Faults[k.Name])
	}
	return s.String()
}

// The marks between which a page is generated.
const (
	from = "<!-- scoreboard: from here on written by go run ./internal/scoreboard --out -->\n"
	to   = "<!-- scoreboard: to here -->\n"
)

// write puts the generated part into a page, and leaves the rest of it.
func (b board) write(page string) error {
	text, err := os.ReadFile(page)
	if err != nil {
		return err
	}
	start, end := bytes.Index(text, []byte(from)), bytes.Index(text, []byte(to))
	if start < 0 || end < start {
		return fmt.Errorf("%s has no marks to write between", page)
	}
	start += len(from)
	return os.WriteFile(page, slices.Concat(text[:start], []byte(b.markdown()), text[end:]), 0o644)
}
