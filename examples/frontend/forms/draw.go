package forms

import (
	"slices"
	"strconv"
	"strings"

	"github.com/towpath-care/towpath/peer"
)

// Draw draws the fields of a choice with what was posted and what was said against it.
// faults are by the name of a field, as Named gives them.
func Draw(fields []peer.Field, k Known, posted Posted, faults map[string]string) []Field {
	d := drawing{k, posted, faults}
	return d.fields(fields, "")
}

type drawing struct {
	Known
	posted Posted
	faults map[string]string
}

func (d drawing) fields(fields []peer.Field, at string) []Field {
	var out []Field
	for _, f := range fields {
		if !d.left(f) {
			out = append(out, d.field(f, join(at, f.Name)))
		}
	}
	return out
}

func (d drawing) field(f peer.Field, name string) Field {
	out := Field{ID: ID(name), Name: name, Label: d.Label(f), Hint: d.Hint(f), Required: f.Required, Max: f.Max,
		Fault: d.faults[name], Value: d.value(name), Options: d.picked(f, name)}
	out.Control = d.control(f, out.Options)
	if f.Kind == peer.FieldWords {
		out.Words, out.Authors = true, d.authors(f, name)
	}
	switch {
	case f.Kind == peer.FieldGroup && f.Repeats:
		out.Rows = d.rows(f, name)
	case f.Kind == peer.FieldGroup:
		out.Fields = d.fields(f.Fields, name)
	}
	return out
}

func (d drawing) value(name string) string {
	if d.posted != nil {
		return d.posted.one(name)
	}
	return d.Start["/"+name]
}

func (d drawing) picked(f peer.Field, name string) []Option {
	out := slices.Clone(d.options(f))
	values := []string{d.value(name)}
	if d.posted != nil {
		values = d.posted[name]
	}
	for i := range out {
		out[i].Picked = slices.Contains(values, out[i].Value)
	}
	return out
}

func (d drawing) authors(f peer.Field, name string) []Option {
	var out []Option
	picked := d.posted.one(name + "/by")
	if picked == "" && d.Author != nil {
		picked = d.Author(f)
	}
	for _, a := range d.Authors {
		out = append(out, Option{Value: a.Value, Label: a.Label, Picked: picked == a.Value})
	}
	return out
}

// control says what is drawn for a field.
func (d drawing) control(f peer.Field, options []Option) Control {
	switch {
	case f.Kind == peer.FieldGroup && f.Repeats:
		return Rows
	case f.Kind == peer.FieldGroup:
		return Group
	case options != nil && f.Repeats:
		return Ticks
	case options != nil && len(options) <= shortest:
		return Radios
	case options != nil:
		return Select
	case f.Repeats:
		return Lines
	}
	if c, ok := plain[f.Kind]; ok {
		return c
	}
	if f.Kind != peer.FieldID && f.Max > longText {
		return Area
	}
	return Line
}

var plain = map[peer.FieldKind]Control{
	peer.FieldNumber: Number, peer.FieldYesNo: Tick, peer.FieldDate: Day, peer.FieldWhen: Day,
	peer.FieldMoment: Instant, peer.FieldClock: Clock, peer.FieldSpan: Days,
}

// rows are the lines of a list: one for each option of the field that heads a line, or
// those that were filled and a few more.
func (d drawing) rows(f peer.Field, name string) []Row {
	var out []Row
	if line, ok := lineFor(f); ok {
		for i, o := range line.Options {
			at := join(name, strconv.Itoa(i))
			rest := without(f.Fields, line.Name)
			row := Row{Label: d.OptionLabel(line, o)}
			if ticked(f, line) {
				row.Fields = append(row.Fields, Field{Control: Tick, ID: ID(at), Name: at, Label: row.Label, Value: d.value(at)})
			}
			row.Fields = append(row.Fields, d.fields(rest, at)...)
			out = append(out, row)
		}
		return out
	}
	for i := range min(f.Items, d.filled(name)+blankRows) {
		at := join(name, strconv.Itoa(i))
		out = append(out, Row{Label: strconv.Itoa(i + 1), Fields: d.fields(f.Fields, at)})
	}
	return out
}

// filled is how many rows of a list were posted.
func (d drawing) filled(name string) int {
	n := 0
	for key := range d.posted {
		rest, ok := strings.CutPrefix(key, name+"/")
		number, _, _ := strings.Cut(rest, "/")
		if i, err := strconv.Atoi(number); ok && err == nil && d.posted.one(key) != "" {
			n = max(n, i+1)
		}
	}
	return n
}

func without(fields []peer.Field, name string) []peer.Field {
	return slices.DeleteFunc(slices.Clone(fields), func(f peer.Field) bool { return f.Name == name })
}
