package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
)

// printer shows a run: as text for people, or as one JSON object a line.
type printer struct {
	out    io.Writer
	json   bool
	values bool
}

func newPrinter(out io.Writer, o options) printer { return printer{out, o.JSON, o.ShowValues} }

func (s printer) say(format string, args ...any) {
	if !s.json {
		fmt.Fprintf(s.out, format+"\n", args...)
	}
}

func (s printer) line(v any) {
	if s.json {
		b, err := json.Marshal(v)
		if err == nil {
			fmt.Fprintf(s.out, "%s\n", b)
		}
	}
}

func (s printer) opening(x *session) {
	n, same := len(x.epr.filled), x.epr.returned()
	s.line(struct {
		Type     string `json:"type"`
		Loaded   int    `json:"loaded"`
		Returned int    `json:"returned_byte_for_byte"`
	}{"record_system", n, same})
	s.say("A record system with %d documents runs inside this program; it gives back %d of them byte for byte.", n, same)
	if x.EPR == "" {
		s.say("All people and organisations are invented.")
	}
	s.say("")
}

// signs say at a glance what happens.
var signs = map[exchange.Do]string{exchange.Create: "+", exchange.Update: "~", exchange.Edit: "~", exchange.Leave: "=", exchange.Hold: "!", exchange.Keep: "·"}

func (s printer) plan(p exchange.Plan) {
	c := p.Counts()
	s.say("Plan: %d to create, %d to change, %d as they should be, %d held. %d stay here.", c[exchange.Create], c[exchange.Update]+c[exchange.Edit], c[exchange.Leave], c[exchange.Hold], c[exchange.Keep])
	for _, i := range p.Items {
		s.line(itemLine(i, s.values))
		s.say("  %s %s", signs[i.Do], headline(i))
		s.fields(i)
		s.why(i.Why, i.Owner())
	}
	s.said(p.Said)
	s.say("")
}

// why lists what stands in the way, and whose turn it is.
func (s printer) why(why []peer.Reason, owner exchange.Owner) {
	for _, r := range why {
		s.say("        %s", sentence(r))
	}
	if owner != "" {
		s.say("        For: %s.", owner.Says())
	}
}

// said is what was learned of the record system as a whole.
func (s printer) said(all []peer.Reason) {
	for _, r := range all {
		s.line(struct {
			Type string `json:"type"`
			Rule string `json:"rule"`
			Says string `json:"says"`
		}{"said", r.Rule.String(), strings.TrimSpace(r.Says + " " + r.Fix)})
		s.say("  ! the record system as a whole\n        %s", sentence(r))
	}
}

// account lists what goes where and what stays here.
func (s printer) account(all []exchange.Account) {
	for _, a := range all {
		s.line(accountLine(a))
		for n, text := range a.Words() {
			s.say("%s%s", strings.Repeat("  ", min(n, 1)+1), text)
		}
	}
}

type accountLineJSON struct {
	Type   string        `json:"type"`
	Record string        `json:"record"`
	Do     exchange.Do   `json:"do"`
	Where  string        `json:"where,omitempty"`
	Sent   []fhir.Placed `json:"sent,omitempty"`
	Stays  []fhir.Kept   `json:"stays,omitempty"`
	Says   []string      `json:"says,omitempty"`
}

func accountLine(a exchange.Account) accountLineJSON {
	return accountLineJSON{"account", a.Name.Record.String(), a.Do, a.Where, a.Sent, a.Stays, says(a.Why)}
}

// fields lists what changes: of a new resource the names in one line, unless values
// are shown.
func (s printer) fields(i exchange.Item) {
	if i.Do == exchange.Create && !s.values {
		var names []string
		for _, f := range i.Fields {
			names = append(names, strings.TrimPrefix(f.Path, "/"))
		}
		s.say("        %s", strings.Join(names, ", "))
		return
	}
	for _, f := range i.Fields {
		s.say("        %-8s %s%s", f.Change, f.Path, s.value(f))
	}
}

func headline(i exchange.Item) string {
	record := i.Name.Record.String()
	at := resource(i.Name.Type, i.ID)
	switch i.Do {
	case exchange.Create:
		return record + " → new " + at
	case exchange.Update:
		return record + " → " + at
	case exchange.Edit:
		return record + " → " + at + ", which a service owns; every other byte stays"
	case exchange.Leave:
		return record + " is there: " + at
	case exchange.Hold:
		return record + " is held"
	}
	return record + " stays here"
}

// value shows a value only when somebody asked for it: values are people's.
func (s printer) value(f exchange.Field) string {
	if !s.values || f.After == nil {
		return ""
	}
	return "  " + string(f.After)
}

// sentence shows a reason. That something has no home is a fact; every other
// reason says what is needed.
func sentence(r peer.Reason) string {
	needed := "Needed: "
	if r.Rule.Code.Is(fhir.ErrNotSent) {
		needed = ""
	}
	return strings.TrimSpace("[" + r.Rule.String() + "] " + needed + r.Says + " " + r.Fix)
}

type itemLineJSON struct {
	Type     string          `json:"type"`
	Do       exchange.Do     `json:"do"`
	Record   string          `json:"record"`
	Resource string          `json:"resource,omitempty"`
	Fields   []fieldLineJSON `json:"fields,omitempty"`
	Rules    []string        `json:"rules,omitempty"`
	Says     []string        `json:"says,omitempty"`
	Owner    exchange.Owner  `json:"owner,omitempty"`
}

type fieldLineJSON struct {
	Path   string               `json:"path"`
	Change exchange.FieldChange `json:"change"`
	After  json.RawMessage      `json:"after,omitempty"`
}

func itemLine(i exchange.Item, values bool) itemLineJSON {
	l := itemLineJSON{Type: "document", Do: i.Do, Record: i.Name.Record.String(), Resource: resource(i.Name.Type, i.ID), Rules: rules(i.Why), Says: says(i.Why), Owner: i.Owner()}
	for _, f := range i.Fields {
		line := fieldLineJSON{Path: f.Path, Change: f.Change}
		if values {
			line.After = f.After
		}
		l.Fields = append(l.Fields, line)
	}
	return l
}

func (s printer) saved(file string, o options) {
	s.line(struct {
		Type string `json:"type"`
		File string `json:"file"`
	}{"saved", file})
	command := "fhirsync apply " + file
	if o.Server != "" {
		command += " --server " + o.Server + " --records " + o.Records
	}
	for flag, value := range map[string]string{" --store ": o.Store, " --store-file ": o.StoreFile} {
		if value != "" {
			command += flag + value
		}
	}
	s.say("Saved to %s. It holds what would be sent: keep it private.\nTo write it: %s", file, command)
}

func (s printer) report(r exchange.Report) {
	c := r.Counts()
	s.say("Written: %d created, %d changed, %d as they should be, %d held.", c[exchange.Create], c[exchange.Update]+c[exchange.Edit], c[exchange.Leave], c[exchange.Hold])
	for _, x := range r.Results {
		s.line(struct {
			Type     string         `json:"type"`
			Did      exchange.Do    `json:"did"`
			Record   string         `json:"record"`
			Resource string         `json:"resource,omitempty"`
			Rules    []string       `json:"rules,omitempty"`
			Says     []string       `json:"says,omitempty"`
			Owner    exchange.Owner `json:"owner,omitempty"`
		}{"result", x.Did, x.Name.Record.String(), resource(x.Name.Type, x.ID), rules(x.Why), says(x.Why), x.Owner()})
		if x.Did != exchange.Hold {
			continue
		}
		s.say("  %s %s is held", signs[x.Did], x.Name.Record)
		s.why(x.Why, x.Owner())
	}
	s.said(r.Said)
}

// resource is where a document stands, as far as that is known.
func resource(typ, id string) string { return strings.TrimSuffix(typ+"/"+id, "/") }

func rules(why []peer.Reason) (out []string) {
	for _, r := range why {
		out = append(out, r.Rule.String())
	}
	return out
}

func says(why []peer.Reason) (out []string) {
	for _, r := range why {
		out = append(out, strings.TrimSpace(r.Says+" "+r.Fix))
	}
	return out
}

func (s printer) proof(p proof) {
	s.line(p)
	s.say("\nProof: %d documents stand as they were, byte for byte.", p.Untouched)
	s.say("       %d carry a contribution; of their other %d members %d stand as they were, byte for byte:", p.Edited, p.Others, p.Kept)
	s.say("       %s.", strings.Join(p.Names, ", "))
}

func (s printer) second(p exchange.Plan, writes int) {
	s.line(struct {
		Type   string `json:"type"`
		Writes int    `json:"writes"`
		Leave  int    `json:"unchanged"`
	}{"second_run", writes, p.Counts()[exchange.Leave]})
	s.say("\nSecond run, with nothing remembered of the first: %d found as they should be, %d writes.", p.Counts()[exchange.Leave], writes)
}

func (s printer) summary(x summary) {
	s.line(x)
	text := fmt.Sprintf("\ncreated %d, updated %d, unchanged %d, held %d, failed %d, conflicts %d", x.Created, x.Updated, x.Unchanged, x.Held, x.Failed, x.Conflicts)
	if x.Pending > 0 {
		text += fmt.Sprintf(", pending %d", x.Pending)
	}
	if x.SecondRunWrites >= 0 {
		text += fmt.Sprintf(", second_run_writes %d", x.SecondRunWrites)
	}
	s.say("%s, foreign_bytes_changed %d", text, x.ForeignBytesChanged)
}
