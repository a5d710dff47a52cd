package forms

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Step is what was posted as the JSON of a step.
type Step struct {
	JSON []byte
	// named has the name of the drawn field for each path of the JSON.
	named map[string]string
}

// Read reads a posted form. What cannot be read as what the field asks for stays as it
// was typed: the record says that it will not do, and where.
func Read(c peer.Choice, k Known, posted Posted) (Step, error) {
	r := reading{Known: k, posted: posted, named: map[string]string{}}
	doc := r.group(c.Fields, "", "")
	doc["do"] = c.Do
	b, err := json.Marshal(doc)
	return Step{b, r.named}, err
}

// Named gives for each reason the name of the drawn field it is about; empty for one
// that is about no field on the form.
func (s Step) Named(path string) string {
	for p := path; p != ""; p = p[:strings.LastIndex(p, "/")] {
		if name, ok := s.named[p]; ok {
			return name
		}
	}
	return ""
}

type reading struct {
	Known
	posted Posted
	named  map[string]string
}

// group reads fields into an object; name is where they stand on the form, path where
// in the JSON.
func (r reading) group(fields []peer.Field, name, path string) map[string]any {
	out, fixed := map[string]any{}, map[string]any{}
	for _, f := range fields {
		if v, ok := r.fixed(f); ok {
			fixed[f.Name] = v
		}
		if r.left(f) {
			continue
		}
		at := join(name, f.Name)
		r.named[path+"/"+f.Name] = at
		if v := r.field(f, at, path+"/"+f.Name); v != nil {
			out[f.Name] = v
		}
	}
	if name == "" || len(out) > 0 {
		maps.Copy(out, fixed)
	}
	return out
}

// field is the value of a field, nil when nothing was said.
func (r reading) field(f peer.Field, name, path string) any {
	switch {
	case f.Kind == peer.FieldGroup && f.Repeats:
		return orNil(r.rows(f, name, path))
	case f.Kind == peer.FieldGroup:
		if g := r.group(f.Fields, name, path); len(g) > 0 {
			return g
		}
		return nil
	case f.Repeats:
		return orNil(r.list(f, name))
	}
	return r.value(f, name, r.posted.one(name))
}

func orNil(list []any) any {
	if len(list) == 0 {
		return nil
	}
	return list
}

// list are the answers of a field that may have several: the ticks, or one a line.
func (r reading) list(f peer.Field, name string) []any {
	values := r.posted[name]
	if r.options(f) == nil {
		values = strings.Split(r.posted.one(name), "\n")
	}
	var out []any
	for _, v := range values {
		if v := r.value(f, name, v); v != nil {
			out = append(out, v)
		}
	}
	return out
}

// rows are the items of a list of groups. A line about which nothing was said is left
// out.
func (r reading) rows(f peer.Field, name, path string) []any {
	line, lined := lineFor(f)
	count := f.Items
	if lined {
		count = len(line.Options)
	}
	var out []any
	for i := range count {
		at := join(name, strconv.Itoa(i))
		to := path + "/" + strconv.Itoa(len(out))
		if !lined {
			if g := r.group(f.Fields, at, to); len(g) > 0 && saysSomething(f, g) {
				out = append(out, g)
			}
			continue
		}
		g := r.group(without(f.Fields, line.Name), at, to)
		if len(g) > 0 || ticked(f, line) && r.posted.one(at) != "" {
			g[line.Name] = line.Options[i]
			out = append(out, g)
		}
	}
	return out
}

// saysSomething reports whether any field of a row that has to be filled in was: a row of
// which only the rest was sent is one that somebody left.
func saysSomething(f peer.Field, g map[string]any) bool {
	asks := false
	for _, field := range f.Fields {
		_, there := g[field.Name]
		asks = asks || field.Required
		if field.Required && there && field.Kind != peer.FieldChoice {
			return true
		}
	}
	return !asks
}

func (r reading) value(f peer.Field, name, text string) any {
	text = strings.TrimSpace(strings.ReplaceAll(text, "\r\n", "\n"))
	if text == "" {
		return nil
	}
	switch f.Kind {
	case peer.FieldWords:
		return r.words(name, text)
	case peer.FieldYesNo:
		return true
	case peer.FieldNumber:
		if n, err := strconv.Atoi(text); err == nil {
			return n
		}
	case peer.FieldSpan:
		if n, err := strconv.Atoi(text); err == nil {
			return map[string]any{"days": n}
		}
	case peer.FieldMoment:
		if t, err := time.ParseInLocation("2006-01-02T15:04", text, r.Zone); err == nil {
			return t.Format(time.RFC3339)
		}
	case peer.FieldSomeone:
		kind, id, _ := strings.Cut(text, ":")
		return map[string]any{kind: id}
	}
	return text
}

// words are somebody's own, with whose they are.
func (r reading) words(name, text string) any {
	out := map[string]any{"text": text, "how": peer.Written}
	if len(r.Authors) == 0 {
		return out
	}
	i := max(0, slices.IndexFunc(r.Authors, func(a Author) bool { return a.Value == r.posted.one(name+"/by") }))
	out["by"], out["how"] = r.Authors[i].Actor, r.Authors[i].How
	return out
}
