package steptest

import (
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

// teas is the bench of the kettles.
func teas() Bench[kettle, any, peer.Tri] {
	byAled := peer.ByPerson("p1")
	return Bench[kettle, any, peer.Tri]{Kind: Of(&kettles), Ground: Ground[peer.Tri]{
		Facts: func(testing.TB) peer.Tri { return peer.Yes }, Said: "2026-02-17T12:00Z", Next: "2026-02-17T13:00Z",
		Usual: map[peer.Party]peer.Actor{peer.PartyPerson: byAled}, Others: []peer.Actor{peer.ByStaff("kay", "")}, Odd: []any{"full"},
		Give: func(Draw, time.Time) Give {
			return func(path string, _ peer.Field) any { return map[string]any{"/person": "p1"}[path] }
		},
		Decode: func(_ peer.Kind, b []byte) (peer.Record, error) { return kettles.Decode(b) },
	}}
}

func kettlesOf(t testing.TB, b Bench[kettle, any, peer.Tri]) map[peer.Status]kettle {
	t.Helper()
	full := b.Done(t, kettle{}, fill{"k-1", "p1"}, peer.ByPerson("p1"))
	return map[peer.Status]kettle{"full": full, "hot": b.Done(t, full, boil{Cups: 2, Note: peer.Say("two sugars")}, peer.ByPerson("p1"))}
}

// noticed runs a check out of sight and reports whether it did not pass.
func noticed(check func(*testing.T)) bool {
	all := func(string, string) (bool, error) { return true, nil }
	return !testing.RunTests(all, []testing.InternalTest{{Name: "planted", F: check}})
}

func TestBench(t *testing.T) {
	b := teas()
	records := kettlesOf(t, b)
	require.Equal(t, On("2026-02-17T13:00Z"), lastChange(t, records["hot"]))
	Only(t, b.Tried(t, records["full"], boil{Cups: 2}, peer.ByPerson("p1"), func(f *peer.Tri) { *f = peer.No }), "TEA-02 conflict", "")
	Open(t, b.Tried(t, kettle{}, fill{"k-1", "p1"}, peer.ByPerson("p1")))
	b.EveryRow(t, []Someone{{"a nurse", peer.ByStaff("kay", ""), peer.PartyNobody}}, records,
		b.Planned(t, "filling", kettle{}, fill{"k-1", "p1"}, peer.ByPerson("p1"), "full", nil).Hearing("/person", personOnly.Rule),
		b.Planned(t, "boiling", records["full"], boil{Cups: 2}, peer.ByPerson("p1"), "hot", nil))
	held := 0
	b.Histories(t, nil, func(require.TestingT, kettle, peer.Change) { held++ })
	require.Positive(t, held)
}

func TestHistoriesNotice(t *testing.T) {
	b := teas()
	require.True(t, noticed(func(t *testing.T) {
		b.Histories(t, nil, func(t require.TestingT, k kettle, _ peer.Change) { require.Equal(t, peer.Status("full"), k.Status()) })
	}), "what does not hold")
	walks := b.Walks(3)
	walks.Likely = func(Draw, kettle, peer.Choice) int { return 0 }
	walks.Facts = func(Draw, kettle) peer.Tri { return peer.No }
	require.True(t, noticed(func(t *testing.T) { walks.Hold(t, func(require.TestingT, kettle, kettle, peer.Change) {}) }), "a place that is never reached")
}

func TestUnreadableNotices(t *testing.T) {
	b := teas()
	records := kettlesOf(t, b)
	b.Unreadable(t, "sugars", records, []Hostile{{Of: "full", Path: "/person", Heard: "/person"}, {Of: "hot", Path: "/note", Value: "three sugars"}})
	odd := peer.Fault(peer.Rule{Row: "TEA-04", Code: peer.ErrRequired}, "/person", "It is somebody's.", "Say whose.")
	for name, plant := range map[string]struct {
		hostile []Hostile
		decode  func([]byte) (kettle, error)
	}{
		"a path that is not heard":         {hostile: []Hostile{{Of: "full", Path: "/person", Heard: "/note"}}},
		"other words at a path":            {hostile: []Hostile{{Of: "full", Path: "/person", Heard: "/person: the moon"}}},
		"a document that can be read":      {hostile: []Hostile{{Of: "hot", Path: "/note", Heard: "/note"}}},
		"a document that cannot be read":   {hostile: []Hostile{{Of: "full", Path: "/person"}}},
		"a record that is not there":       {hostile: []Hostile{{Of: "cold", Path: "/person", Heard: "/person"}}},
		"a row of the form":                {[]Hostile{{Of: "full", Path: "/person", Heard: "/person"}}, func([]byte) (kettle, error) { return kettle{}, odd }},
		"a record that comes with a fault": {decode: func([]byte) (kettle, error) { return records["hot"], odd }},
		"an error of another sort":         {decode: func([]byte) (kettle, error) { return kettle{}, errors.New("other") }},
		"a fault that tells what was said": {decode: func([]byte) (kettle, error) {
			return kettle{}, peer.Fault(peer.Rule{Row: "DOC-01", Code: peer.ErrSchema}, "", "You said two sugars.", "Say less.")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			b := teas()
			if plant.decode != nil {
				b.Kind.Decode = plant.decode
			}
			require.True(t, noticed(func(t *testing.T) { b.Unreadable(t, "", records, plant.hostile) }))
		})
	}
}

func TestSeeNotices(t *testing.T) {
	c := kettlesOf(t, teas())["hot"]
	readers := Readers{At: "2026-02-18T12:00Z", Who: map[string]peer.Actor{"aled": peer.ByPerson("p1"), "kay": peer.ByStaff("kay", "")}}
	const rule = "TEA-01 not-authorised"
	readers.See(t, c, "note", "sugars", rule, "aled", "aled care-record")
	for name, see := range map[string]func(*testing.T){
		"somebody who does not see it":   func(t *testing.T) { readers.See(t, c, "note", "", rule, "aled", "aled care-record", "kay") },
		"somebody who sees it":           func(t *testing.T) { readers.See(t, c, "note", "", rule) },
		"the record, which sees it":      func(t *testing.T) { readers.See(t, c, "note", "", rule, "aled") },
		"another rule":                   func(t *testing.T) { readers.See(t, c, "note", "", "TEA-02 conflict", "aled", "aled care-record") },
		"words that are not there":       func(t *testing.T) { readers.See(t, c, "note", "honey", rule, "aled", "aled care-record") },
		"words everybody is shown":       func(t *testing.T) { readers.See(t, c, "note", "kettle", rule, "aled", "aled care-record") },
		"a part that is not on the list": func(t *testing.T) { readers.See(t, c, "cups", "", rule) },
	} {
		require.True(t, noticed(see), name)
	}
}

func TestWarnsNotices(t *testing.T) {
	b := teas()
	full := kettlesOf(t, b)["full"]
	d := b.Tried(t, full, boil{Cups: 2}, peer.ByPerson("p1"))
	require.True(t, noticed(func(t *testing.T) { Warns(t, d, "TEA-02 conflict", "", peer.Warns) }))
}
