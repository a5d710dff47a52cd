package steptest

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

// Kind is a kind of record R with its steps S and facts F, as a package exports
// it.
type Kind[R peer.Record, S, F any] struct {
	Table      peer.Table
	New        func(S, peer.Act, F) (R, peer.Change, error)
	CheckNew   func(S, peer.Act, F) peer.Decision
	Starts     func(peer.Act, F) []peer.Choice
	Do         func(R, S, peer.Act, F) (R, peer.Change, error)
	Check      func(R, S, peer.Act, F) peer.Decision
	Choices    func(R, peer.Act, F) []peer.Choice
	Decode     func([]byte) (R, error)
	EncodeStep func(S) ([]byte, error)
	DecodeStep func([]byte) (S, error)
}

// Of is the kind of a bare machine, whose steps are of any type.
func Of[R peer.Record, F any](m *peer.Machine[R, F]) Kind[R, any, F] {
	return Kind[R, any, F]{Table: m.Table(), New: m.New, CheckNew: m.CheckNew, Starts: m.Starts, Do: m.Do, Check: m.Check,
		Choices: m.Choices, Decode: m.Decode, EncodeStep: m.EncodeStep, DecodeStep: m.DecodeStep}
}

// Someone is an actor and what they are to the records of the plan.
type Someone struct {
	Name string
	By   peer.Actor
	As   peer.Party
}

// Case is one legal step. The revision seen is the record's own.
type Case[R peer.Record, S, F any] struct {
	Name   string
	Record R // the zero value when the step creates it
	Step   S
	Act    peer.Act
	Facts  F
	// To is where the step leads.
	To peer.Status
	// Hears are the rules that are heard as well when a field is left out or
	// does not fit, by the field's path. One that is never heard is a fault.
	Hears map[string][]peer.Rule
}

// Hearing is the case in which these rules are heard too when this field does not fit.
func (c Case[R, S, F]) Hearing(path string, rules ...peer.Rule) Case[R, S, F] {
	if c.Hears = maps.Clone(c.Hears); c.Hears == nil {
		c.Hears = map[string][]peer.Rule{}
	}
	c.Hears[path] = rules
	return c
}

// Plan is what Run needs to try everything that must not work.
type Plan[R peer.Record, S, F any] struct {
	Kind[R, S, F]
	// Person is whom the records are about.
	Person peer.PersonID
	// Records holds one record in each place the table names.
	Records map[peer.Status]R
	// Anybody are actors: each party, another person, another worker, a carer.
	Anybody []Someone
	// Cases hold at least one for every row.
	Cases []Case[R, S, F]
	// Give helps to fill what a case leaves out; nil: Nothing.
	Give Give
}

// Run checks the table itself, then every case.
func (p Plan[R, S, F]) Run(t *testing.T) {
	if p.Give == nil {
		p.Give = Nothing
	}
	t.Run("the table is whole", p.whole)
	for _, c := range p.Cases {
		r := &run[R, S, F]{Plan: p, c: c}
		t.Run(c.Name, func(t *testing.T) {
			r.begin(t)
			for _, check := range []struct {
				name string
				run  func(*testing.T)
			}{
				{"is allowed and leads where the row says", r.allowed},
				{"leads on from nowhere else", r.elsewhere},
				{"is nobody else's", r.unlessMended(r.others)},
				{"is not taken under an authority that does not cover it", r.unlessMended(r.authorities)},
				{"needs an act that says who, when and on what", r.unlessMended(r.acts)},
				{"is done once however often it is sent", r.repeats},
				{"has every field within its limits", r.unlessMended(r.fields)},
				{"is never turned down, where its row says so", r.mended},
				{"reads back what it wrote", r.roundTrip},
				{"holds on to nothing that the caller still has", r.letsGo},
				{"shows nobody's words", r.silent},
			} {
				t.Run(check.name, check.run)
			}
		})
	}
}

// whole checks what a literal can get wrong without a test noticing.
func (p Plan[R, S, F]) whole(t *testing.T) {
	table := p.Table
	known := map[peer.Status]peer.State{}
	for _, s := range table.States {
		require.NotContains(t, known, s.Status, "a place stands there twice")
		require.NotEmpty(t, s.Says)
		known[s.Status] = s
		require.Contains(t, p.Records, s.Status, "the plan has no record in this place")
		require.Equal(t, s.Status, p.Records[s.Status].Status())
	}
	reached, left := map[peer.Status]bool{}, map[peer.Status]bool{}
	for _, row := range table.Rows {
		require.NotEmpty(t, row.Says, row.Do)
		require.NotEmpty(t, row.By, row.Do)
		for _, s := range append(slices.Clone(row.From), row.To...) {
			require.Contains(t, known, s, row.Do)
		}
		for _, s := range row.To {
			reached[s] = true
		}
		for _, s := range row.From {
			left[s] = true
		}
		require.True(t, slices.ContainsFunc(p.Cases, func(c Case[R, S, F]) bool { return p.do(t, c.Step) == row.Do }), "no case takes %s", row.Do)
		for _, f := range row.Fields {
			require.True(t, f.Kind != peer.FieldChoice || len(f.Options) > 0, "%s has nothing to choose from: a list of words is a plain literal", f.Path)
		}
		for _, list := range [][]peer.Asks{whose(row), row.Open, row.Needs, row.Form} {
			for _, a := range list {
				saysAll(t, a)
			}
		}
	}
	for s, state := range known {
		require.True(t, reached[s], "nothing leads to %s", s)
		require.Equal(t, state.End, !left[s], "%s is an end exactly when no step leads on", s)
	}
}

// whose is what anybody else hears of a row, where it can be anybody else's.
func whose(row peer.RowOf) []peer.Asks {
	if row.Mended {
		return nil
	}
	return []peer.Asks{row.Else}
}

func saysAll(t *testing.T, a peer.Asks) {
	t.Helper()
	require.NotEmpty(t, a.Rule.Row)
	require.NotEmpty(t, a.Rule.Code.String(), a.Rule.Row)
	require.NotEmpty(t, a.Says, a.Rule.String())
	require.NotEmpty(t, a.Fix, a.Rule.String())
	require.True(t, a.Raise == "" || a.Raise.Known(), a.Rule.String())
	require.True(t, a.Weight != peer.Raises || a.Raise != "", "%s raises nothing", a.Rule)
}

// do is what a step is called.
func (p Plan[R, S, F]) do(t *testing.T, step S) peer.Action {
	t.Helper()
	b, err := p.EncodeStep(step)
	require.NoError(t, err)
	var head struct{ Do peer.Action }
	require.NoError(t, json.Unmarshal(b, &head))
	return head.Do
}

// run is one case on its way.
type run[R peer.Record, S, F any] struct {
	Plan[R, S, F]
	c       Case[R, S, F]
	row     peer.RowOf
	act     peer.Act
	creates bool
	// warned are the rules that are not met in the legal case and stop nothing.
	warned []heard
}

func (r *run[R, S, F]) begin(t *testing.T) {
	do := r.do(t, r.c.Step)
	i := slices.IndexFunc(r.Table.Rows, func(row peer.RowOf) bool { return row.Do == do })
	require.GreaterOrEqual(t, i, 0)
	r.row, r.act = r.Table.Rows[i], r.c.Act
	r.creates = len(r.row.From) == 0
	require.Equal(t, r.creates, !r.c.Record.Exists(), "a step creates a record or moves one")
	r.act.Seen = r.c.Record.Rev()
	if r.act.ID == "" {
		r.act.ID = "request-under-test"
	}
	r.warned = unmet(r.check(r.c.Record, r.c.Step, r.act))
}

func (r *run[R, S, F]) check(rec R, step S, act peer.Act) peer.Decision {
	if r.creates && !rec.Exists() {
		return r.CheckNew(step, act, r.c.Facts)
	}
	return r.Check(rec, step, act, r.c.Facts)
}

func (r *run[R, S, F]) take(rec R, step S, act peer.Act) (R, peer.Change, error) {
	if r.creates && !rec.Exists() {
		return r.New(step, act, r.c.Facts)
	}
	return r.Do(rec, step, act, r.c.Facts)
}

// ask asks in every way there is and holds the answers against each other: Do
// says what Check says, Choices judges the open rules alike, the record that was
// asked is as it was.
func (r *run[R, S, F]) ask(t *testing.T, rec R, step S, act peer.Act) (R, peer.Change, peer.Decision) {
	t.Helper()
	before := stored(t, rec)
	d := r.check(rec, step, act)
	next, change, err := r.take(rec, step, act)
	if d.Allowed() {
		require.NoError(t, err)
	} else {
		var refusal *peer.Refusal
		require.ErrorAs(t, err, &refusal)
		require.Equal(t, d, refusal.Decision, "Do says what Check says")
		require.Zero(t, change)
		require.Equal(t, before, stored(t, next), "a step that is not taken leaves the record as it was")
	}
	require.Equal(t, before, stored(t, rec), "the record that was asked is as it was")
	r.sameChoice(t, rec, act, d)
	return next, change, d
}

func stored[R peer.Record](t testing.TB, rec R) string {
	t.Helper()
	if !rec.Exists() {
		return ""
	}
	b, err := peer.Encode(rec)
	require.NoError(t, err)
	return string(b)
}

// sameChoice holds the choice for the row against the decision.
func (r *run[R, S, F]) sameChoice(t *testing.T, rec R, act peer.Act, d peer.Decision) {
	t.Helper()
	for _, c := range r.Choices(rec, act, r.c.Facts) {
		if c.Do != r.row.Do || r.creates {
			continue
		}
		for _, a := range append(whose(r.row), r.row.Open...) {
			same := func(x peer.Reason) bool { return x.Rule == a.Rule && x.Says == a.Says }
			i, j := slices.IndexFunc(c.Decision.Reasons, same), slices.IndexFunc(d.Reasons, same)
			require.Equal(t, i < 0, j < 0, a.Rule.String())
			if i >= 0 {
				require.Equal(t, d.Reasons[j], c.Decision.Reasons[i], "Choices and Check judge %s alike", a.Rule)
			}
		}
		require.Equal(t, c.Decision.Allowed(), c.Open)
		require.True(t, c.Open || !d.Allowed(), "%s is taken although Choices says it is not open", c.Do)
	}
}

// heard is a rule that is not met and the path it names.
type heard struct {
	Rule string
	Path string
}

func unmet(d peer.Decision) []heard {
	var out []heard
	for _, x := range d.Unmet() {
		out = append(out, heard{x.Rule.String(), x.Path})
	}
	return out
}

// stops are the rules that stand in the way, each once.
func stops(d peer.Decision) []string {
	var out []string
	for _, x := range d.Reasons {
		if x.Stops() && !slices.Contains(out, x.Rule.String()) {
			out = append(out, x.Rule.String())
		}
	}
	return out
}

func hour(n int) time.Duration { return time.Duration(n) * time.Hour }
