package steptest

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

func (r *run[R, S, F]) allowed(t *testing.T) {
	next, change, d := r.ask(t, r.c.Record, r.c.Step, r.act)
	require.True(t, d.Allowed(), "stands in the way: %v", stops(d))
	require.Equal(t, r.c.To, next.Status())
	require.Contains(t, r.row.To, next.Status())
	require.Equal(t, r.c.Record.Rev()+1, next.Rev())
	require.Equal(t, next.Ref(), change.Of)
	require.Equal(t, next.Rev(), change.Rev)
	require.Equal(t, r.row.Do, change.Do)
	require.Equal(t, r.c.Record.Status(), change.From)
	require.Equal(t, next.Status(), change.To)
	require.Equal(t, r.act.ID, change.Request)
	require.Equal(t, r.act.By, change.By)
	require.Contains(t, r.row.By, change.As)
	require.Empty(t, change.For)
	require.Equal(t, r.act.At.UTC().Truncate(time.Millisecond), change.At)
	var kept []heard
	for _, x := range change.Reasons {
		kept = append(kept, heard{x.Rule.String(), x.Path})
	}
	require.Subset(t, append(kept, heard{}), r.warned, "what warned is kept with the change")
	for _, s := range change.Signals {
		require.True(t, s.Kind.Known())
		require.Equal(t, next.Ref(), s.From)
		require.NotEmpty(t, s.ID)
	}
}

// elsewhere takes the step from every place it does not lead on from.
func (r *run[R, S, F]) elsewhere(t *testing.T) {
	for _, status := range slices.Sorted(maps.Keys(r.Records)) {
		rec := r.Records[status]
		if slices.Contains(r.row.From, status) {
			continue
		}
		act := r.act
		act.Seen, act.ID = rec.Rev(), "request-elsewhere"
		_, _, d := r.askOn(t, rec, act)
		said := []string{r.Table.Moves.Rule.String()}
		if early := r.Table.Early; early.Says != "" {
			said = append(said, early.Rule.String())
		}
		require.Len(t, stops(d), 1)
		require.Subset(t, said, stops(d), "from %s", status)
	}
	var none R
	act := r.act
	act.Seen = 0
	d := r.Check(none, r.c.Step, act, r.c.Facts)
	require.Equal(t, []string{r.Table.Moves.Rule.String()}, stops(d), "from no record at all")
	if !r.creates {
		_, _, err := r.New(r.c.Step, act, r.c.Facts)
		require.ErrorIs(t, err, peer.ErrInvalidTransition, "a step that moves a record creates none")
	}
}

// askOn asks an existing record, also for a step that creates one.
func (r *run[R, S, F]) askOn(t *testing.T, rec R, act peer.Act) (R, peer.Change, peer.Decision) {
	t.Helper()
	on := *r
	on.creates = false
	return on.ask(t, rec, r.c.Step, act)
}

// others lets everybody try who is not one of the row's parties. They hear one
// thing: whose it is.
func (r *run[R, S, F]) others(t *testing.T) {
	for _, who := range r.Anybody {
		act := r.act
		act.By = who.By
		_, _, d := r.ask(t, r.c.Record, r.c.Step, act)
		if slices.Contains(r.row.By, who.As) {
			require.False(t, slices.ContainsFunc(d.Unmet(), r.saysWhose), "%s may take it", who.Name)
			continue
		}
		require.Equal(t, []string{r.row.Else.Rule.String()}, stops(d), "taken by %s", who.Name)
		require.True(t, slices.ContainsFunc(d.Unmet(), r.saysWhose), "taken by %s", who.Name)
	}
	act := r.act
	act.By = peer.Actor{}
	_, _, d := r.ask(t, r.c.Record, r.c.Step, act)
	require.ElementsMatch(t, []string{"STEP-01 required", r.row.Else.Rule.String()}, stops(d), "taken by nobody")
}

func (r *run[R, S, F]) saysWhose(x peer.Reason) bool {
	return x.Rule == r.row.Else.Rule && x.Says == r.row.Else.Says
}

// authorities lets a carer act for the person, with a right that covers the step
// and with rights that do not.
func (r *run[R, S, F]) authorities(t *testing.T) {
	holder := peer.ByCarer("an-attorney")
	good := peer.Authority{ID: "authority-1", Kind: peer.AuthorityParental, Holder: holder, For: r.Person,
		Scope: []peer.AuthorityScope{peer.MayArrange, peer.MayCorrect}, From: r.act.At.Add(-hour(1)), Until: r.act.At.Add(hour(1))}
	act := r.act
	act.By, act.For = holder, good
	next, change, d := r.ask(t, r.c.Record, r.c.Step, act)
	if r.row.For == "" || !slices.Contains(r.row.By, peer.PartyPerson) {
		require.Equal(t, !slices.Contains(r.row.By, peer.PartyCarer), slices.ContainsFunc(d.Unmet(), r.saysWhose), "nobody acts for the person here")
		return
	}
	require.True(t, d.Allowed(), stops(d))
	require.Equal(t, r.c.To, next.Status())
	require.Equal(t, peer.PartyPerson, change.As)
	require.Equal(t, good.ID, change.For)
	for name, spoil := range map[string]func(*peer.Authority){
		"of somebody else":       func(a *peer.Authority) { a.Holder = peer.ByCarer("somebody-else") },
		"of a colleague":         func(a *peer.Authority) { a.Holder = peer.ByStaff("an-attorney", "") },
		"for somebody else":      func(a *peer.Authority) { a.For = "somebody-else" },
		"that has not begun":     func(a *peer.Authority) { a.From = r.act.At.Add(hour(1)) },
		"that is over":           func(a *peer.Authority) { a.Until = r.act.At },
		"in other matters":       func(a *peer.Authority) { a.Scope = nil },
		"without an id":          func(a *peer.Authority) { a.ID = "" },
		"of an unknown kind":     func(a *peer.Authority) { a.Kind = "next-of-kin" },
		"nobody has recorded":    func(a *peer.Authority) { a.Kind = peer.AuthorityHealthAndWelfare },
		"that names two holders": func(a *peer.Authority) { a.Holder.Person = "somebody" },
	} {
		act.For = good
		spoil(&act.For)
		_, _, d := r.ask(t, r.c.Record, r.c.Step, act)
		require.Equal(t, []string{r.row.Else.Rule.String()}, stops(d), "under an authority %s", name)
	}
}

// acts spoils the act in each way it can be wrong.
func (r *run[R, S, F]) acts(t *testing.T) {
	for _, bad := range []struct {
		name  string
		rule  string
		spoil func(*peer.Act)
	}{
		{"without a time", "STEP-02 required", func(a *peer.Act) { a.At = time.Time{} }},
		{"without a request id", "STEP-03 required", func(a *peer.Act) { a.ID = "" }},
		{"on a newer record", "STEP-04 conflict", func(a *peer.Act) { a.Seen++ }},
		{"on an older record", "STEP-04 conflict", func(a *peer.Act) { a.Seen-- }},
		{"by two at once", "STEP-01 required", func(a *peer.Act) {
			a.By.Carer = "another"
			if a.By.Staff == "" {
				a.By.Staff = "another"
			}
		}},
	} {
		act := r.act
		bad.spoil(&act)
		_, _, d := r.ask(t, r.c.Record, r.c.Step, act)
		require.Contains(t, stops(d), bad.rule, bad.name)
		if bad.rule == "STEP-03 required" || bad.rule == "STEP-04 conflict" {
			require.Equal(t, []string{bad.rule}, stops(d), bad.name)
		}
	}
	if r.creates {
		return
	}
	act := r.act
	act.At = lastChange(t, r.c.Record).Add(-time.Millisecond)
	_, _, d := r.ask(t, r.c.Record, r.c.Step, act)
	i := slices.IndexFunc(d.Unmet(), func(x peer.Reason) bool { return x.Rule == peer.Rule{Row: "STEP-05", Code: peer.ErrClockWentBack} })
	require.GreaterOrEqual(t, i, 0, "a clock that went back is noticed")
	require.False(t, d.Unmet()[i].Stops(), "and stops nothing")
}

func lastChange[R peer.Record](t *testing.T, rec R) time.Time {
	t.Helper()
	history, ok := any(rec).(interface{ Recent() []peer.Change })
	require.True(t, ok)
	recent := history.Recent()
	return recent[len(recent)-1].At
}

// repeats sends the request again, sends another step under its id, and lets
// somebody else send it.
func (r *run[R, S, F]) repeats(t *testing.T) {
	next, change, err := r.take(r.c.Record, r.c.Step, r.act)
	require.NoError(t, err)
	for name, act := range map[string]peer.Act{"as it was": r.act, "later": later(r.act), "on the new record": seen(r.act, next.Rev())} {
		require.True(t, r.Check(next, r.c.Step, act, r.c.Facts).Allowed(), name)
		again, same, err := r.Do(next, r.c.Step, act, r.c.Facts)
		require.NoError(t, err, name)
		require.Equal(t, change, same, name)
		require.Equal(t, stored(t, next), stored(t, again), name)
	}
	duplicate := []string{"STEP-06 duplicate"}
	for _, other := range r.Cases {
		if r.do(t, other.Step) != r.row.Do {
			require.Equal(t, duplicate, stops(r.Check(next, other.Step, r.act, r.c.Facts)), "another step under the same id")
			_, _, err := r.Do(next, other.Step, r.act, r.c.Facts)
			require.ErrorIs(t, err, peer.ErrDuplicate)
		}
	}
	act := r.act
	act.By = peer.ByCarer("somebody-else")
	require.Equal(t, duplicate, stops(r.Check(next, r.c.Step, act, r.c.Facts)), "somebody else under the same id")
}

func later(a peer.Act) peer.Act { a.At = a.At.Add(hour(24)); return a }

func seen(a peer.Act, rev peer.Rev) peer.Act { a.Seen = rev; return a }

// roundTrip stores the record and the step and reads them back.
func (r *run[R, S, F]) roundTrip(t *testing.T) {
	next, change, err := r.take(r.c.Record, r.c.Step, r.act)
	require.NoError(t, err)
	first := stored(t, next)
	back, err := r.Decode([]byte(first))
	require.NoError(t, err)
	require.Equal(t, first, stored(t, back))
	again, same, err := r.Do(back, r.c.Step, r.act, r.c.Facts)
	require.NoError(t, err, "a record that was stored knows its last requests")
	require.Equal(t, first, stored(t, again))
	require.JSONEq(t, marshal(t, change), marshal(t, same))

	step, err := r.EncodeStep(r.c.Step)
	require.NoError(t, err)
	decoded, err := r.DecodeStep(step)
	require.NoError(t, err)
	twice, err := r.EncodeStep(decoded)
	require.NoError(t, err)
	require.Equal(t, string(step), string(twice))
	require.Equal(t, unmet(r.check(r.c.Record, r.c.Step, r.act)), unmet(r.check(r.c.Record, decoded, r.act)))
}

// letsGo changes every list of a step after it was taken: the record has its own.
func (r *run[R, S, F]) letsGo(t *testing.T) {
	b, err := r.EncodeStep(r.c.Step)
	require.NoError(t, err)
	step, err := r.DecodeStep(b)
	require.NoError(t, err)
	next, _, err := r.take(r.c.Record, step, r.act)
	require.NoError(t, err)
	before := stored(t, next)
	scribble(reflect.ValueOf(step))
	require.Equal(t, before, stored(t, next))
}

// scribble empties every item of every list.
func scribble(v reflect.Value) {
	switch v.Kind() {
	case reflect.Interface:
		scribble(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				scribble(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			scribble(v.Index(i))
			v.Index(i).SetZero()
		}
	}
}

func marshal(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return string(b)
}

// canary stands in every text of a step when it is shown.
const canary = "canary-of-the-words"

// silent puts a canary into every text of the form and shows what comes of it.
func (r *run[R, S, F]) silent(t *testing.T) {
	step := r.c.Step
	for _, f := range flat(r.row.Fields) {
		if f.Kind == peer.FieldText || f.Kind == peer.FieldWords {
			step = r.edited(t, step, f.Path, func(any) any { return filled(f, say(f, canary)) })
		}
	}
	next, change, err := r.take(r.c.Record, step, r.act)
	Silent(t, canary, step, next, change, &next, &change, change.Reasons, change.Signals)
	if err != nil {
		Silent(t, canary, err)
	}
	var nobody peer.Act
	next, change, err = r.take(r.c.Record, step, nobody)
	require.Equal(t, r.row.Mended, err == nil, "only a row that is never turned down is taken by nobody")
	Silent(t, canary, next, change, err)
	_, err = json.Marshal(next)
	require.ErrorIs(t, err, peer.ErrSealed, "%s", fmt.Sprintf("%T", next))
}

// filled is a value, or the list that holds it where the field is one.
func filled(f peer.Field, v any) any {
	if f.Repeats {
		return []any{v}
	}
	return v
}

func say(f peer.Field, text string) any {
	if f.Kind == peer.FieldText {
		return text
	}
	return map[string]any{"text": text}
}
