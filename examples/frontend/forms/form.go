// Package forms draws the form of any choice from its field descriptors, and reads what
// was posted back into the JSON of a step. It knows no record and no rule: what a field
// needs, the descriptor says, and whether an answer will do, the record says.
package forms

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Control is what is drawn for a field.
type Control string

// Controls.
const (
	Line      Control = "line"    // one line of text
	Area      Control = "area"    // several lines
	Lines     Control = "lines"   // one answer a line
	Number    Control = "number"  // a whole number
	Tick      Control = "tick"    // one tick
	Ticks     Control = "ticks"   // several of a list
	Radios    Control = "radios"  // one of a short list
	Select    Control = "select"  // one of a long list
	Day       Control = "day"     // a day
	Instant   Control = "instant" // a day and a time
	Clock     Control = "clock"   // a time of day
	Days      Control = "days"    // a number of days
	Group     Control = "group"   // fields that belong together
	Rows      Control = "rows"    // the same fields several times
	shortest          = 6         // options that are still drawn as radios
	blankRows         = 2         // rows that are offered beyond those filled
	longText          = 200       // from so many characters on a text gets several lines
)

// Option is one thing to pick. Own: the label is somebody's own words.
type Option struct {
	Value, Label string
	Own, Picked  bool
}

// Field is one field as it is drawn.
type Field struct {
	Control     Control
	ID, Name    string
	Label, Hint string
	Value       string
	Fault       string // what was said against it, in the library's words
	Options     []Option
	Required    bool
	Max         int
	Fields      []Field // of a group
	Rows        []Row   // of rows
	Words       bool    // somebody's own words
	Authors     []Option
	Include     string // of a group that is a row: the name of its tick
	Included    bool
}

// Row is one item of a list. Fixed is the option it is about, when the list has a line
// for each.
type Row struct {
	Label  string
	Fields []Field
}

// Known is what the host adds to a form: what it knows itself, and what there is to
// pick from.
type Known struct {
	// Fixed are answers that nobody is asked for, by the path of a field. Inside a group
	// they stand only where something else of it was filled in.
	Fixed map[string]any
	// Hide are paths of fields that are left out.
	Hide []string
	// Pick are lists for fields that hold an id, somebody, or the number of something,
	// by the name of the field.
	Pick map[string][]Option
	// Start are first answers that can be changed, by path.
	Start map[string]string
	// Authors are whose words somebody may write down. Empty: their own. Author says by
	// its value whose words a field usually holds.
	Authors []Author
	Author  func(f peer.Field) string
	// Zone is where local times are said.
	Zone *time.Location
	// Label, Hint and OptionLabel give the words for a field and for what there is to
	// pick.
	Label, Hint func(f peer.Field) string
	OptionLabel func(f peer.Field, value string) string
}

// Author is somebody whose words are written down.
type Author struct {
	Value, Label string
	Actor        peer.Actor
	How          peer.How
}

// Posted are the values of a form by the names of its fields; nil: nothing was posted.
type Posted map[string][]string

func (p Posted) one(name string) string {
	if v := p[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// left reports whether nobody is asked for a field: the host knows it, or it is an id
// that nobody could know.
func (k Known) left(f peer.Field) bool {
	if _, fixed := k.fixed(f); fixed || slices.Contains(k.Hide, f.Path) {
		return true
	}
	if f.Kind != peer.FieldID && f.Kind != peer.FieldSomeone {
		return f.Kind == peer.FieldGroup && !slices.ContainsFunc(f.Fields, func(g peer.Field) bool { return !k.left(g) })
	}
	return len(k.options(f)) == 0 && (!f.Required || f.Options != nil)
}

// fixed is the answer to a field that nobody is asked for: the host knows it, or there is
// only one to pick.
func (k Known) fixed(f peer.Field) (any, bool) {
	if v, ok := k.Fixed[f.Path]; ok {
		return v, true
	}
	if !f.Required || f.Repeats || len(f.Options) != 1 {
		return nil, false
	}
	switch f.Kind {
	case peer.FieldNumber:
		n, err := strconv.Atoi(f.Options[0])
		return n, err == nil
	case peer.FieldID:
		return f.Options[0], true
	}
	return nil, false
}

// options are what there is to pick from for a field, with their words.
func (k Known) options(f peer.Field) []Option {
	if pick, ok := k.Pick[f.Name]; ok {
		if f.Options == nil {
			return pick
		}
		return slices.DeleteFunc(slices.Clone(pick), func(o Option) bool { return !slices.Contains(f.Options, o.Value) })
	}
	var out []Option
	for _, v := range f.Options {
		out = append(out, Option{Value: v, Label: k.OptionLabel(f, v)})
	}
	return out
}

// lineFor is the field of a list's items that gives every line its heading: the first
// that has to be picked from a closed list.
func lineFor(f peer.Field) (peer.Field, bool) {
	i := slices.IndexFunc(f.Fields, func(g peer.Field) bool {
		return g.Required && !g.Repeats && g.Kind == peer.FieldChoice && len(g.Options) <= f.Items
	})
	if i < 0 {
		return peer.Field{}, false
	}
	return f.Fields[i], true
}

// ticked reports whether a line of a list needs a tick of its own: it has nothing else
// that has to be filled in, so an empty line could be meant.
func ticked(f, line peer.Field) bool {
	return !slices.ContainsFunc(f.Fields, func(g peer.Field) bool { return g.Required && g.Name != line.Name })
}

// ID is the id of a drawn field on its page.
func ID(name string) string { return "f-" + strings.ReplaceAll(name, "/", "-") }

// join puts a name under another.
func join(at, name string) string {
	if at == "" {
		return name
	}
	return at + "/" + name
}

// Split takes the fields that a form begins with from the rest, by name: "what/start"
// takes one field out of a group. What is in neither list is among the rest.
func Split(fields []Field, lead []string) (first, rest []Field) {
	for _, f := range fields {
		under := f.Name + "/"
		switch {
		case slices.Contains(lead, f.Name):
			first = append(first, f)
		case f.Control == Group && slices.ContainsFunc(lead, func(l string) bool { return strings.HasPrefix(l, under) }):
			a, b := f, f
			a.Fields, b.Fields = Split(f.Fields, lead)
			b.ID += "-more"
			first = append(first, a)
			if len(b.Fields) > 0 {
				rest = append(rest, b)
			}
		default:
			rest = append(rest, f)
		}
	}
	return first, rest
}

// Labels are what the fields are called, by name.
func Labels(fields []Field) map[string]string {
	out := map[string]string{}
	for _, f := range fields {
		out[f.Name] = f.Label
		maps.Copy(out, Labels(f.Fields))
		for _, r := range f.Rows {
			for name, label := range Labels(r.Fields) {
				out[name] = r.Label + ", " + label
			}
		}
	}
	return out
}
