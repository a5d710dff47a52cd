package steptest

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
)

// Robot is a front end that knows nothing of the domain. It draws the form of a choice
// from its field descriptors, posts it, and where a reason names a field it gives
// another answer there, as somebody at the screen would.
type Robot struct {
	// IDs and People are what a list to pick from would hold.
	IDs    []string
	People []peer.Actor
	// Days and Times to pick from lie around this instant.
	Now time.Time
	// Knows is whom and what it is about, by the name of a field.
	Knows map[string][]any
}

// tries is how often a robot answers a form before it gives up, fewTries how often where
// it is not open anyway.
const tries, fewTries = 400, 30

// Answers holds what a robot has put into a form: which of its answers, by path. A
// path that is not there is left out.
type answers map[string]int

// Fill answers the form of a choice until ask has nothing to say against a field, and
// returns what it posts and what is still said.
func (r Robot) Fill(c peer.Choice, ask func([]byte) peer.Decision) ([]byte, peer.Decision) {
	given, most := answers{}, tries
	if !c.Open {
		most = fewTries
	}
	r.start(given, c.Fields)
	for i := 0; ; i++ {
		doc := r.group(given, c.Fields)
		doc["do"] = c.Do
		post, err := json.Marshal(doc)
		if err != nil {
			panic("steptest: " + err.Error())
		}
		d := ask(post)
		if i == most || !r.mend(given, c, d) {
			return post, d
		}
	}
}

// start answers what a form asks for.
func (r Robot) start(given answers, fields []peer.Field) {
	for _, f := range fields {
		if f.Required || f.Kind == peer.FieldGroup && !f.Repeats && asksInside(f) {
			given[f.Path] = 0
			r.start(given, f.Fields)
		}
	}
}

// mend gives another answer to each field that a reason names, and reports whether
// there was one.
func (r Robot) mend(given answers, c peer.Choice, d peer.Decision) bool {
	changed := false
	for _, x := range d.Reasons {
		if x.Stops() && x.Path != "" {
			changed = r.another(given, c.Fields, anyItem(x.Path)) || changed
		}
	}
	return changed || c.Open && !d.Allowed() && r.next(given, ids(c.Fields))
}

// ids are the fields that say whom a form is about: they are what somebody looks at
// who hears that it is not theirs.
func ids(fields []peer.Field) []peer.Field {
	var out []peer.Field
	for _, f := range fields {
		if f.Kind == peer.FieldID && f.Path != "/id" {
			out = append(out, f)
		}
	}
	return out
}

// anyItem is a path with a star in the place of each number.
func anyItem(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if _, err := strconv.Atoi(p); err == nil {
			parts[i] = "*"
		}
	}
	return strings.Join(parts, "/")
}

// another answers the field at a path anew, or the one that holds it.
func (r Robot) another(given answers, fields []peer.Field, path string) bool {
	for _, f := range fields {
		inside := path != f.Path && (strings.HasPrefix(path, f.Path+"/"))
		if path != f.Path && !inside {
			continue
		}
		if _, there := given[f.Path]; !there {
			given[f.Path] = 0
			r.start(given, f.Fields)
			if inside {
				r.another(given, f.Fields, path)
			}
			return true
		}
		if inside && r.another(given, f.Fields, path) {
			return true
		}
		if f.Kind == peer.FieldGroup && path == f.Path {
			return r.next(given, f.Fields)
		}
		if f.Kind != peer.FieldGroup {
			given[f.Path]++
		}
		return true
	}
	return false
}

// next goes through what a group can hold, like the wheels of a counter.
func (r Robot) next(given answers, fields []peer.Field) bool {
	for _, f := range fields {
		n, there := given[f.Path]
		switch {
		case !there:
			given[f.Path] = 0
			r.start(given, f.Fields)
			return true
		case f.Kind == peer.FieldGroup:
			if r.next(given, f.Fields) {
				return true
			}
		case n+1 < len(r.all(f)):
			given[f.Path]++
			return true
		default:
			given[f.Path] = 0
		}
	}
	return false
}

func (r Robot) group(given answers, fields []peer.Field) map[string]any {
	out := map[string]any{}
	for _, f := range fields {
		n, there := given[f.Path]
		switch {
		case !there:
		case f.Kind == peer.FieldGroup && f.Repeats:
			out[f.Name] = r.items(given, f, n)
		case f.Kind == peer.FieldGroup:
			out[f.Name] = r.group(given, f.Fields)
		default:
			if all := r.all(f); len(all) > 0 {
				out[f.Name] = all[n%len(all)]
			}
		}
	}
	return out
}

// items are the items of a list of groups: one for each word of the first closed list
// in it, as when every line of a table is filled.
func (r Robot) items(given answers, f peer.Field, n int) []any {
	i := slices.IndexFunc(f.Fields, func(g peer.Field) bool { return g.Required && g.Kind == peer.FieldChoice && !g.Repeats })
	if i < 0 || n%2 == 1 {
		return []any{r.group(given, f.Fields)}
	}
	var out []any
	for _, word := range f.Fields[i].Options {
		item := r.group(given, f.Fields)
		item[f.Fields[i].Name] = word
		out = append(out, item)
	}
	return out[:min(len(out), f.Items)]
}

// all are the answers a robot has for a field.
func (r Robot) all(f peer.Field) []any {
	one := r.each(f)
	if !f.Repeats {
		return one
	}
	var out []any
	if f.Kind == peer.FieldChoice {
		out = append(out, one[:min(len(one), f.Items)])
	}
	for _, v := range one {
		out = append(out, []any{v})
	}
	return out
}

func (r Robot) each(f peer.Field) []any {
	if known, ok := r.Knows[f.Name]; ok {
		return known
	}
	if f.Options != nil && f.Kind == peer.FieldNumber {
		return numbers(f.Options)
	}
	if f.Options != nil {
		return anyOf(f.Options)
	}
	switch f.Kind {
	case peer.FieldID:
		return anyOf(r.IDs)
	case peer.FieldSomeone:
		return anyOf(r.People)
	case peer.FieldWords:
		out := []any{map[string]any{"text": "something said"}}
		for _, by := range r.People {
			out = append(out, map[string]any{"text": "something said", "by": by, "lang": "en-GB", "how": "said"})
		}
		return out
	case peer.FieldYesNo:
		return []any{true, false}
	case peer.FieldNumber:
		return []any{max(f.Min, 1), max(f.Min, 1) + 1, max(f.Min, 1) + 2}
	case peer.FieldDate, peer.FieldWhen:
		return r.days()
	case peer.FieldMoment:
		return r.times()
	case peer.FieldClock:
		return []any{"09:00", "17:00", "12:00"}
	case peer.FieldSpan:
		return []any{map[string]any{"days": 7}, map[string]any{"days": 1}, map[string]any{"days": 28}}
	}
	return []any{"something said"}
}

func numbers(options []string) []any {
	var out []any
	for _, o := range options {
		n, _ := strconv.Atoi(o)
		out = append(out, n)
	}
	return out
}

func anyOf[T any](list []T) []any {
	var out []any
	for _, v := range list {
		out = append(out, v)
	}
	return out
}

// days to pick from: soon, later, today and before.
func (r Robot) days() []any {
	var out []any
	for _, n := range []int{7, 28, 90, 1, 0, -1, -30} {
		out = append(out, r.Now.AddDate(0, 0, n).Format(time.DateOnly))
	}
	return out
}

func (r Robot) times() []any {
	var out []any
	for _, h := range []int{-3, -2, -1, 24, 25, 48, 24 * 28, 0} {
		out = append(out, r.Now.Add(hour(h)).UTC().Format(time.RFC3339))
	}
	return out
}

// Robot lets a front end that knows only field descriptors go through every place it
// can reach from no record and from these, as everybody, and try every choice there is.
// A choice that is open is taken; one that is not is turned down for exactly the reasons
// it listed. shut are choices, by verb, that no form alone brings to an end on these
// facts, each with the reason.
func (b Bench[R, S, F]) Robot(t *testing.T, robot Robot, records []R, shut map[peer.Action]string) {
	t.Helper()
	defer witness.Pause()()
	walk := &roaming[R, S, F]{Bench: b, robot: robot, shut: shut, seen: map[string]bool{}, taken: map[peer.Action]int{}, usual: b.facts(t, nil)}
	for _, party := range slices.Sorted(maps.Keys(b.Ground.Usual)) {
		walk.everybody = append(walk.everybody, b.Ground.Usual[party])
	}
	walk.everybody = append(walk.everybody, b.Ground.Others...)
	walk.robot.People = slices.Concat(robot.People, walk.everybody)
	for _, a := range walk.everybody {
		walk.robot.IDs = append(slices.Clone(walk.robot.IDs), cmp.Or(string(a.Person), string(a.Staff), string(a.Carer)))
	}
	var none R
	walk.open = append([]R{none}, records...)
	for len(walk.open) > 0 {
		r := walk.open[0]
		walk.open = walk.open[1:]
		walk.stop(t, r)
	}
	for _, row := range b.Table.Rows {
		if shut[row.Do] == "" {
			require.NotZero(t, walk.taken[row.Do], "%s: %s was never taken by a form alone", b.Table.Kind, row.Do)
		}
	}
	t.Logf("%s: %d places, %d steps by forms alone", b.Table.Kind, len(walk.seen), len(walk.taken))
}

// farthest is how many steps a robot goes with one record.
const farthest = 8

// roaming is a robot on its way through a table.
type roaming[R peer.Record, S, F any] struct {
	Bench[R, S, F]
	robot     Robot
	shut      map[peer.Action]string
	everybody []peer.Actor
	open      []R
	seen      map[string]bool
	taken     map[peer.Action]int
	usual     F
}

// choice is one that lies before somebody.
type choice struct {
	act peer.Act
	peer.Choice
}

// stop tries everything from one record, unless it has been where everybody has these
// choices.
func (w *roaming[R, S, F]) stop(t *testing.T, r R) {
	t.Helper()
	list, place := w.before(r)
	if w.seen[place] {
		return
	}
	w.seen[place] = true
	for _, c := range list {
		if w.shut[c.Do] == "" && !nothingToPick(c.Fields) {
			w.try(t, r, c)
		}
	}
}

// nothingToPick reports whether a form asks for one of a list that is empty now.
func nothingToPick(fields []peer.Field) bool {
	return slices.ContainsFunc(fields, func(f peer.Field) bool { return f.Required && f.Options != nil && len(f.Options) == 0 })
}

// before are the choices that lie before everybody, and what tells such a place from
// others: where it is, who may do what, and for which reasons not.
func (w *roaming[R, S, F]) before(r R) ([]choice, string) {
	var list []choice
	place := string(r.Status())
	for _, by := range w.everybody {
		act := w.act(r, by, fmt.Sprintf("robot-%d", r.Rev()))
		act.At = act.At.Add(time.Duration(r.Rev()) * time.Hour)
		choices := w.Starts(act, w.usual)
		if r.Exists() {
			choices = w.Choices(r, act, w.usual)
		}
		for _, c := range choices {
			list = append(list, choice{act, c})
			place += fmt.Sprint(" ", c.Do, c.Open, stops(c.Decision))
			for _, f := range c.Fields {
				place += fmt.Sprint(f.Options)
			}
		}
	}
	return list, place
}

// try answers one choice.
func (w *roaming[R, S, F]) try(t *testing.T, r R, c choice) {
	t.Helper()
	robot, facts := w.robot, w.usual
	robot.Now = c.act.At
	post, d := robot.Fill(c.Choice, func(post []byte) peer.Decision {
		step, err := w.DecodeStep(post)
		require.NoError(t, err, "%s %s", c.Do, post)
		if !r.Exists() {
			return w.CheckNew(step, c.act, facts)
		}
		return w.Check(r, step, c.act, facts)
	})
	said := fmt.Sprintf("%s %s by %v from %q, %s: %v", w.Table.Kind, c.Do, c.act.By, r.Status(), post, stops(d))
	switch {
	case !c.Open:
		require.False(t, d.Allowed(), "taken although Choices says it is not open: %s", said)
		w.listed(t, r, c, d, said)
	case !d.Allowed():
		require.True(t, notTheirs(d), said)
	default:
		step, err := w.DecodeStep(post)
		require.NoError(t, err)
		next, _, err := w.take(r, step, c.act, facts)
		require.NoError(t, err, said)
		w.taken[c.Do]++
		if next.Rev() < farthest {
			w.open = append(w.open, next)
		}
	}
}

// notTheirs reports whether all that stands in the way is that it is somebody else's:
// whose it is can stand in the form.
func notTheirs(d peer.Decision) bool {
	return !slices.ContainsFunc(d.Reasons, func(x peer.Reason) bool { return x.Stops() && x.Rule.Code.Kind() != peer.ShowWhose })
}

// listed checks that a choice which is not open was turned down for the reasons it
// listed, and for none but those: what stands in the way, and what the form has to
// satisfy.
func (w *roaming[R, S, F]) listed(t *testing.T, r R, c choice, d peer.Decision, said string) {
	t.Helper()
	form := stops(peer.Decision{Reasons: c.Needs})
	var heard []string
	for _, rule := range stops(d) {
		if !slices.Contains(form, rule) {
			heard = append(heard, rule)
		}
	}
	listed := stops(c.Decision)
	require.Subset(t, listed, heard, said)
	if r.Exists() { // whose a record would be is not known before there is one
		require.Subset(t, append(heard, form...), listed, said)
	}
}
