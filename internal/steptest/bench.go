package steptest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

// Ground is what the tests of one package share: facts and times on which a step is
// taken, who comes along in a history, and what stands in its documents.
type Ground[F any] struct {
	// Facts on which a step is taken.
	Facts func(testing.TB) F
	// Said is when a record is begun, Next when it is moved on, as On reads them.
	Said, Next string
	// Usual is who mostly takes a party's steps in a history, Others who tries now and
	// then. Nobody and two at once always try.
	Usual  map[peer.Party]peer.Actor
	Others []peer.Actor
	// Who draws who tries a party's step, where Usual and Others do not say it; may be nil.
	Who func(draw Draw, r peer.Record, party peer.Party) peer.Actor
	// Steps of a history; zero: ten.
	Steps int
	// Share is how many steps are tried in the histories of a kind for each place and step
	// of its table. Zero: as many histories are taken as rapid takes.
	Share int
	// From is when histories begin, as On reads it; empty: in February 2026.
	From string
	// Drawn are the facts as histories draw them; nil: always Facts.
	Drawn func(Draw, F) F
	// Give answers a form in a history where the test itself has no answer; may be nil.
	Give func(Draw, time.Time) Give
	// Odd are more values that stand where they do not belong in a broken document:
	// words that are on a list of this package.
	Odd []any
	// Spoilt is how many broken documents are read of each record; zero: 150.
	Spoilt int
	// Shapes are paths under which a stored record hears the rows of its form. Anywhere
	// else it hears a row of DOC.
	Shapes []string
	// Decode reads a record of any kind of the package.
	Decode func(peer.Kind, []byte) (peer.Record, error)
}

// Bench is a kind with the ground its tests stand on.
type Bench[R peer.Record, S, F any] struct {
	Kind[R, S, F]
	Ground Ground[F]
}

// moved is a record with the steps of its kind.
type moved[R, S, F any] interface {
	peer.Record
	Do(step S, a peer.Act, f F) (R, peer.Change, error)
	Check(step S, a peer.Act, f F) peer.Decision
	Choices(a peer.Act, f F) []peer.Choice
}

// BenchOf is the bench of the kind whose doors these are; the other doors are methods of
// the record.
func BenchOf[R moved[R, S, F], S, F any](ground Ground[F], table peer.Table, begin func(S, peer.Act, F) (R, peer.Change, error), check func(S, peer.Act, F) peer.Decision,
	starts func(peer.Act, F) []peer.Choice, decode func([]byte) (R, error), encodeStep func(S) ([]byte, error), decodeStep func([]byte) (S, error)) Bench[R, S, F] {
	return Bench[R, S, F]{Ground: ground, Kind: Kind[R, S, F]{
		Table: table, New: begin, CheckNew: check, Starts: starts, Decode: decode, EncodeStep: encodeStep, DecodeStep: decodeStep,
		Do:      func(r R, s S, a peer.Act, f F) (R, peer.Change, error) { return r.Do(s, a, f) },
		Check:   func(r R, s S, a peer.Act, f F) peer.Decision { return r.Check(s, a, f) },
		Choices: func(r R, a peer.Act, f F) []peer.Choice { return r.Choices(a, f) },
	}}
}

// Done takes a step that has to be allowed; on the zero record it begins one.
func (b Bench[R, S, F]) Done(t testing.TB, r R, step S, by peer.Actor, with ...func(*F)) R {
	t.Helper()
	next, _ := b.Changed(t, r, step, by, with...)
	return next
}

// Changed is Done with the change.
func (b Bench[R, S, F]) Changed(t testing.TB, r R, step S, by peer.Actor, with ...func(*F)) (R, peer.Change) {
	t.Helper()
	return b.took(t, r, step, b.act(r, by, fmt.Sprintf("a%d", r.Rev()+1)), with)
}

// DoneAt is Done at another time, as On reads it, and under another id.
func (b Bench[R, S, F]) DoneAt(t testing.TB, r R, step S, by peer.Actor, at, id string, with ...func(*F)) R {
	t.Helper()
	next, _ := b.ChangedAt(t, r, step, by, at, id, with...)
	return next
}

// ChangedAt is DoneAt with the change.
func (b Bench[R, S, F]) ChangedAt(t testing.TB, r R, step S, by peer.Actor, at, id string, with ...func(*F)) (R, peer.Change) {
	t.Helper()
	return b.took(t, r, step, ActOn(by, at, id, r), with)
}

func (b Bench[R, S, F]) took(t testing.TB, r R, step S, act peer.Act, with []func(*F)) (R, peer.Change) {
	t.Helper()
	next, change, err := b.take(r, step, act, b.facts(t, with))
	require.NoError(t, err)
	return next, change
}

// Tried is what a step hears, on a record or on none.
func (b Bench[R, S, F]) Tried(t testing.TB, r R, step S, by peer.Actor, with ...func(*F)) peer.Decision {
	t.Helper()
	if !r.Exists() {
		return b.CheckNew(step, b.act(r, by, "try"), b.facts(t, with))
	}
	return b.Check(r, step, b.act(r, by, "try"), b.facts(t, with))
}

// Planned is a case of a plan.
func (b Bench[R, S, F]) Planned(t testing.TB, name string, r R, step S, by peer.Actor, to peer.Status, hears map[string][]peer.Rule, with ...func(*F)) Case[R, S, F] {
	return Case[R, S, F]{Name: name, Record: r, Step: step, Act: b.act(r, by, ""), Facts: b.facts(t, with), To: to, Hears: hears}
}

// EveryRow runs the plan of these cases; the records are about whoever usually is the
// person.
func (b Bench[R, S, F]) EveryRow(t *testing.T, anybody []Someone, records map[peer.Status]R, cases ...Case[R, S, F]) {
	t.Helper()
	Plan[R, S, F]{Kind: b.Kind, Person: b.Ground.Usual[peer.PartyPerson].Person, Anybody: anybody, Records: records, Cases: cases}.Run(t)
}

func (b Bench[R, S, F]) facts(t testing.TB, with []func(*F)) F {
	f := b.Ground.Facts(t)
	for _, set := range with {
		set(&f)
	}
	return f
}

func (b Bench[R, S, F]) act(r R, by peer.Actor, id string) peer.Act {
	if !r.Exists() {
		return ActOn(by, b.Ground.Said, id, nil)
	}
	return ActOn(by, b.Ground.Next, id, r)
}

func (b Bench[R, S, F]) take(r R, step S, act peer.Act, f F) (R, peer.Change, error) {
	if !r.Exists() {
		return b.New(step, act, f)
	}
	return b.Do(r, step, act, f)
}

// Goldens holds each record against its stored form, testdata/v1/<kind>-<status>.json,
// and reads it back. Behind the status may stand more of a name.
func (b Bench[R, S, F]) Goldens(t *testing.T, records map[peer.Status]R) {
	t.Helper()
	for name, r := range records {
		b.Ground.Golden(t, fmt.Sprintf("%s-%s", r.Ref().Kind, name), r)
		whole := stored(t, r)
		back, err := b.Decode([]byte(whole))
		require.NoError(t, err)
		require.Equal(t, whole, stored(t, back))
	}
}

// Golden holds a record of any kind against testdata/v1/<name>.json and reads it back.
func (g Ground[F]) Golden(t *testing.T, name string, r peer.Record) {
	t.Helper()
	whole := stored(t, r)
	var laidOut bytes.Buffer
	require.NoError(t, json.Indent(&laidOut, []byte(whole), "", "  "))
	laidOut.WriteByte('\n')
	Golden(t, "v1/"+name+".json", laidOut.Bytes())
	back, err := g.Decode(r.Ref().Kind, laidOut.Bytes())
	require.NoError(t, err, name)
	require.Equal(t, r.Ref(), back.Ref())
	require.Equal(t, whole, stored(t, back), name)
}
