package safeguard_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// What the tests of the records beside concerns share. It is Tuesday, within hours.
const (
	recBegun = "2026-06-02T09:05Z"
	recNext  = "2026-06-02T10:00Z"
)

var (
	recKay   = peer.ByStaff(kay, peer.RoleCareCoordinator)
	recUntil = moment("2026-06-04T12:00:00Z")
)

// recAnybody are actors of every sort; parties says what some of them are to the records,
// and leaves out whom it gives no party.
func recAnybody(parties map[string]peer.Party) []steptest.Someone {
	var out []steptest.Someone
	for _, who := range []steptest.Someone{
		{Name: "the person", By: bySian, As: peer.PartyPerson},
		{Name: "another person", By: peer.ByPerson(beatriz), As: peer.PartyNobody},
		{Name: "a person with the worker's id", By: peer.ByPerson(peer.PersonID(jess)), As: peer.PartyNobody},
		{Name: "the worker", By: byJess, As: peer.PartyWorker},
		{Name: "another worker", By: byRowan, As: peer.PartyStaff},
		{Name: "staff with the person's id", By: peer.ByStaff(peer.StaffID(sian), peer.RolePeerWorker), As: peer.PartyStaff},
		{Name: "a nurse", By: recKay, As: peer.PartyStaff},
		{Name: "a carer", By: byMegan, As: peer.PartyCarer},
		{Name: "a carer with the person's id", By: peer.ByCarer(peer.CarerID(sian)), As: peer.PartyCarer},
	} {
		as, named := parties[who.Name]
		if as == "left out" {
			continue
		}
		if named {
			who.As = as
		}
		out = append(out, who)
	}
	return out
}

// recFacts are facts(t), read once.
func recFacts(t testing.TB) safeguard.Facts {
	t.Helper()
	recRead.Do(func() { recWorld = facts(t) })
	return recWorld
}

var (
	recRead  sync.Once
	recWorld safeguard.Facts
)

// recDone takes a step that has to be allowed.
func recDone[R peer.Record, S any](t testing.TB, kind steptest.Kind[R, S, safeguard.Facts], r R, step S, by peer.Actor, with ...func(*safeguard.Facts)) R {
	t.Helper()
	next, _ := recChanged(t, kind, r, step, by, with...)
	return next
}

// recChanged takes it and gives the change as well.
func recChanged[R peer.Record, S any](t testing.TB, kind steptest.Kind[R, S, safeguard.Facts], r R, step S, by peer.Actor, with ...func(*safeguard.Facts)) (R, peer.Change) {
	t.Helper()
	f := recFacts(t)
	for _, set := range with {
		set(&f)
	}
	var next R
	var change peer.Change
	var err error
	if r.Exists() {
		next, change, err = kind.Do(r, step, act(by, recNext, fmt.Sprintf("a%d", r.Rev()+1), r), f)
	} else {
		next, change, err = kind.New(step, act(by, recBegun, "a1", nil), f)
	}
	require.NoError(t, err)
	return next, change
}

// recTried is what a step hears, on a record or on none.
func recTried[R peer.Record, S any](t testing.TB, kind steptest.Kind[R, S, safeguard.Facts], r R, step S, by peer.Actor, with ...func(*safeguard.Facts)) peer.Decision {
	t.Helper()
	f := recFacts(t)
	for _, set := range with {
		set(&f)
	}
	if !r.Exists() {
		return kind.CheckNew(step, act(by, recBegun, "try", nil), f)
	}
	return kind.Check(r, step, act(by, recNext, "try", r), f)
}

// recPlanned is a case of a plan.
func recPlanned[R peer.Record, S any](t testing.TB, name string, r R, step S, by peer.Actor, to peer.Status, hears map[string][]peer.Rule, with ...func(*safeguard.Facts)) steptest.Case[R, S, safeguard.Facts] {
	at, f := recNext, recFacts(t)
	if !r.Exists() {
		at = recBegun
	}
	for _, set := range with {
		set(&f)
	}
	return steptest.Case[R, S, safeguard.Facts]{Name: name, Record: r, Step: step, Act: act(by, at, "", nil), Facts: f, To: to, Hears: hears}
}

// recWarns checks that one rule is heard and stops nothing.
func recWarns(t testing.TB, d peer.Decision, rule, path string, weight peer.Weight) {
	t.Helper()
	require.True(t, d.Allowed(), "%v", d.Unmet())
	require.Len(t, d.Unmet(), 1, "%v", d.Unmet())
	require.Equal(t, []any{rule, path, weight}, []any{d.Unmet()[0].Rule.String(), d.Unmet()[0].Path, d.Unmet()[0].Weight})
}

// recGoldens holds each record against its stored form, and reads it back.
func recGoldens[R peer.Record](t *testing.T, decode func([]byte) (R, error), records map[peer.Status]R) {
	t.Helper()
	for status, r := range records {
		b, err := peer.Encode(r)
		require.NoError(t, err)
		var laidOut bytes.Buffer
		require.NoError(t, json.Indent(&laidOut, b, "", "  "))
		laidOut.WriteByte('\n')
		steptest.Golden(t, fmt.Sprintf("v1/%s-%s.json", r.Ref().Kind, status), laidOut.Bytes())
		back, err := decode(laidOut.Bytes())
		require.NoError(t, err)
		again, err := peer.Encode(back)
		require.NoError(t, err)
		require.Equal(t, string(b), string(again))
		anyKind, err := safeguard.Decode(r.Ref().Kind, b)
		require.NoError(t, err)
		require.Equal(t, r.Ref(), anyKind.Ref())
	}
}

// recHostile is a document that no step could have written, and where its fault lies.
type recHostile struct {
	of    peer.Status
	path  string
	value any
	heard string
}

func recUnreadable[R peer.Record](t *testing.T, decode func([]byte) (R, error), records map[peer.Status]R, list []recHostile) {
	t.Helper()
	defer witness.Pause()()
	for _, c := range list {
		name := fmt.Sprintf("%s %s=%v", c.of, c.path, c.value)
		_, err := decode(recPutAnew(t, records[c.of], c.path, c.value))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, name)
		var paths []string
		for _, x := range r.Unmet() {
			require.True(t, strings.HasPrefix(x.Rule.Row, "DOC-"), name)
			paths = append(paths, x.Path)
		}
		require.Contains(t, paths, c.heard, name)
	}
	rng := rand.New(rand.NewPCG(20260602, 12))
	for _, status := range slices.Sorted(maps.Keys(records)) {
		whole, err := peer.Encode(records[status])
		require.NoError(t, err)
		for range 100 {
			r, err := decode(recBroken(rng, whole))
			if err != nil {
				var refusal *peer.Refusal
				require.ErrorAs(t, err, &refusal)
				require.NotContains(t, err.Error(), "garden")
				require.False(t, r.Exists())
				continue
			}
			first, err := peer.Encode(r)
			require.NoError(t, err)
			back, err := decode(first)
			require.NoError(t, err)
			second, err := peer.Encode(back)
			require.NoError(t, err)
			require.Equal(t, string(first), string(second))
		}
	}
}

// recPutAnew is the stored form of a record with one member put anew; nil takes it out.
// A number in the path is the place in a list.
func recPutAnew(t testing.TB, r peer.Record, path string, value any) []byte {
	t.Helper()
	b, err := peer.Encode(r)
	require.NoError(t, err)
	var doc any
	require.NoError(t, json.Unmarshal(b, &doc))
	parts := strings.Split(path, "/")[1:]
	at := doc
	for i, p := range parts {
		if list, ok := at.([]any); ok {
			require.Equal(t, "0", p)
			at = list[0]
			continue
		}
		members := at.(map[string]any)
		if i == len(parts)-1 {
			if members[p] = value; value == nil {
				delete(members, p)
			}
			break
		}
		if members[p] == nil {
			members[p] = map[string]any{}
		}
		at = members[p]
	}
	b, err = json.Marshal(doc)
	require.NoError(t, err)
	return b
}

// recBroken is a document with one byte or one member changed.
func recBroken(rng *rand.Rand, whole []byte) []byte {
	if rng.IntN(3) == 0 {
		b := bytes.Clone(whole)
		b[rng.IntN(len(b))] = byte(rng.IntN(256))
		return b
	}
	var doc map[string]any
	if err := json.Unmarshal(whole, &doc); err != nil {
		panic(err)
	}
	keys := slices.Sorted(maps.Keys(doc))
	values := []any{nil, "", "x", strings.Repeat("x", 9000), -1, 1e9, true, []any{}, []any{nil}, map[string]any{}, "2026", "person", doc[keys[rng.IntN(len(keys))]]}
	doc[keys[rng.IntN(len(keys))]] = values[rng.IntN(len(values))]
	b, err := json.Marshal(doc)
	if err != nil {
		panic(err)
	}
	return b
}

// recReading is somebody who reads for something.
func recReading(by peer.Actor, purpose peer.Purpose, yes ...peer.Consent) peer.Reading {
	return peer.Reading{By: by, Purpose: purpose, At: on("2026-06-10T09:00Z"), Consents: yes, Lines: peer.Lines{LineManager: hannah, Supervisor: iris}}
}

var recReaders = map[string]peer.Actor{"sian": bySian, "jess": byJess, "kay": recKay, "rowan": byRowan, "megan": byMegan, "hannah": byHannah, "ines": byInes, "iris": peer.ByStaff(iris, peer.RolePeerSupportLead),
	"beatriz": peer.ByPerson(beatriz), "nobody": {}, "two at once": {Person: sian, Staff: jess}}

// recSeen checks that exactly these readers see a part: by name alone for every purpose
// but the record, else by name and purpose. What the others hear is a rule.
func recSeen(t *testing.T, r interface {
	View(peer.Reading) (peer.Viewed, error)
	Sees(string, peer.Reading) bool
}, part, rule string, who ...string) {
	t.Helper()
	for alone, by := range recReaders {
		for _, purpose := range []peer.Purpose{peer.ForSupport, peer.ForCare, peer.ForSupervision, peer.ForRecord} {
			name, reading := alone+" "+string(purpose), recReading(by, purpose)
			may := slices.Contains(who, name) || slices.Contains(who, alone) && purpose != peer.ForRecord
			v, err := r.View(reading)
			require.NoError(t, err)
			require.Equal(t, may, v.Sees(part), name)
			require.Equal(t, may, r.Sees(part, reading), name)
			if !may {
				i := slices.IndexFunc(v.LeftOut, func(l peer.LeftOut) bool { return l.Name == part })
				require.Equal(t, rule, v.LeftOut[i].Rule.String())
			}
		}
	}
}

// recShown is a view as JSON.
func recShown(t *testing.T, r interface {
	View(peer.Reading) (peer.Viewed, error)
}, by peer.Reading) string {
	t.Helper()
	v, err := r.View(by)
	require.NoError(t, err)
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return string(b)
}
