package steptest

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

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
	// Knows has answers that no descriptor can give, by path; most forms need none.
	Knows map[string][]any
}

// tries is how often a robot answers one form before it gives up.
const tries = 400

// Answers holds what a robot has put into a form: which of its answers, by path. A
// path that is not there is left out.
type answers map[string]int

// Fill answers the form of a choice until ask has nothing to say against a field, and
// returns what it posts and what is still said.
func (r Robot) Fill(c peer.Choice, ask func([]byte) peer.Decision) ([]byte, peer.Decision) {
	given := answers{}
	r.start(given, c.Fields)
	for i := 0; ; i++ {
		doc := r.group(given, c.Fields)
		doc["do"] = c.Do
		post, err := json.Marshal(doc)
		if err != nil {
			panic("steptest: " + err.Error())
		}
		d := ask(post)
		if i == tries || !r.mend(given, c, d) {
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
			all := r.all(f)
			out[f.Name] = all[n%len(all)]
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
	if known, ok := r.Knows[f.Path]; ok {
		return known
	}
	switch f.Kind {
	case peer.FieldChoice, peer.FieldAnswer:
		return anyOf(f.Options)
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

func anyOf[T any](list []T) []any {
	var out []any
	for _, v := range list {
		out = append(out, v)
	}
	if len(out) == 0 {
		out = []any{""}
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

// Robot lets a front end that knows only field descriptors try every choice, as
// everybody, from no record and from every one of these. A choice that is open is
// taken; one that is not is turned down for exactly the reasons it listed. shut are
// choices, by verb, that the robot cannot bring to an end on these facts, each with the
// reason.
func (b Bench[R, S, F]) Robot(t *testing.T, robot Robot, records map[peer.Status]R, shut map[peer.Action]string) {
	t.Helper()
	everybody := slices.Concat(slices.Collect(maps.Values(b.Ground.Usual)), b.Ground.Others)
	robot.People = slices.Concat(robot.People, everybody)
	for _, a := range everybody {
		robot.IDs = append(slices.Clone(robot.IDs), cmp.Or(string(a.Person), string(a.Staff), string(a.Carer)))
	}
	taken := map[peer.Action]int{}
	var none R
	for _, by := range everybody {
		act := b.act(none, by, "robot")
		for _, c := range b.Starts(act, b.facts(t, nil)) {
			b.try(t, robot, none, c, act, taken, shut)
		}
	}
	for _, status := range slices.Sorted(maps.Keys(records)) {
		r := records[status]
		for _, by := range everybody {
			act := b.act(r, by, "robot")
			for _, c := range b.Choices(r, act, b.facts(t, nil)) {
				b.try(t, robot, r, c, act, taken, shut)
			}
		}
	}
	for _, row := range b.Table.Rows {
		if shut[row.Do] == "" {
			require.NotZero(t, taken[row.Do], "%s: %s was never taken by a form alone", b.Table.Kind, row.Do)
		}
	}
}

// try answers one choice.
func (b Bench[R, S, F]) try(t *testing.T, robot Robot, r R, c peer.Choice, act peer.Act, taken map[peer.Action]int, shut map[peer.Action]string) {
	t.Helper()
	robot.Now = act.At
	facts := b.facts(t, nil)
	check := func(post []byte) peer.Decision {
		step, err := b.DecodeStep(post)
		require.NoError(t, err, "%s %s", c.Do, post)
		if !r.Exists() {
			return b.CheckNew(step, act, facts)
		}
		return b.Check(r, step, act, facts)
	}
	post, d := robot.Fill(c, check)
	if c.Open && !d.Allowed() {
		require.NotEmpty(t, shut[c.Do], "%s %s as %v from %q: %s\n%v", b.Table.Kind, c.Do, act.By, r.Status(), post, stops(d))
		return
	}
	if !c.Open {
		require.False(t, d.Allowed(), "%s is taken although Choices says it is not open", c.Do)
		listed := stops(c.Decision)
		if shut[c.Do] == "" && r.Exists() {
			require.ElementsMatch(t, listed, stops(d), "%s as %v from %q", c.Do, act.By, r.Status())
		}
		if shut[c.Do] == "" { // whose a record would be is not known before there is one
			require.Subset(t, listed, stops(d), "%s as %v from %q", c.Do, act.By, r.Status())
		}
		return
	}
	step, err := b.DecodeStep(post)
	require.NoError(t, err)
	_, _, err = b.take(r, step, act, facts)
	require.NoError(t, err)
	taken[c.Do]++
}
