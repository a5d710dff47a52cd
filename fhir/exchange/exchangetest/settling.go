package exchangetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
)

var settling = map[string]check{
	"FHIR-16 a link is given back as it was settled": func(t *testing.T, l exchange.Ledger) {
		want := exchange.Link{Name: named("1"), ID: "x", ETag: `W/"a'b"`, Rev: 7, Base: "sha256:1", Expected: []peer.Digest{"sha256:2", "sha256:3"},
			Read: []exchange.Key{{Ref: peer.Ref{Kind: "relationship", ID: "r-1"}, Rev: 4}, {Ref: peer.Ref{Kind: "goal", ID: "g'2"}, Rev: 1}}}
		settle(t, l, exchange.Settled{Link: want, Did: exchange.Update})
		require.Equal(t, want, link(t, l, "1"))
		settle(t, l, exchange.Settled{Link: exchange.Link{Name: named("1"), ID: "y", Rev: 7}})
		require.Equal(t, exchange.Link{Name: named("1"), ID: "y", Rev: 7}, link(t, l, "1"), "the same revision replaces it whole")
	},
	"FHIR-16 a record that moved on since stays dirty": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 2))
		settle(t, l, stands("1", 1))
		require.Equal(t, stands("1", 1).Link, link(t, l, "1"))
		require.Equal(t, []exchange.Wanted{wants("1", 2)}, dirty(t, l))
		park(t, l, parked("1", 1))
		require.Empty(t, waits(t, l), "an older revision is not parked over a newer one that is dirty")
		settle(t, l, stands("1", 2))
		require.Empty(t, dirty(t, l))
	},
	"FHIR-16 what an old plan did does not take the place of what a newer one did": func(t *testing.T, l exchange.Ledger) {
		settle(t, l, stands("1", 3))
		old := stands("1", 2)
		old.ID = "old"
		settle(t, l, old)
		park(t, l, parked("1", 2))
		require.Equal(t, "at-1", link(t, l, "1").ID)
		require.Empty(t, waits(t, l))
	},
	"FHIR-16 what is settled is in nobody's hands any more": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 2), wants("2", 1))
		require.Len(t, claim(t, l, 2, at), 2)
		settle(t, l, stands("1", 1), stands("2", 1))
		require.Equal(t, []string{"1"}, ids(claim(t, l, 2, at)), "what has moved on since can be claimed at once")
	},
	"FHIR-16 what landed after all is not parked any more": func(t *testing.T, l exchange.Ledger) {
		park(t, l, parked("1", 2))
		settle(t, l, stands("1", 1))
		require.Len(t, waits(t, l), 1, "what landed is older")
		settle(t, l, stands("1", 2))
		require.Empty(t, waits(t, l))
	},
	"FHIR-16 one that was never noted can be settled, and twice in one call": func(t *testing.T, l exchange.Ledger) {
		settle(t, l, stands("1", 1), stands("1", 3), stands("1", 2))
		require.Equal(t, peer.Rev(3), link(t, l, "1").Rev)
		require.Len(t, all(t, l.Journal(t.Context(), epr, at.AddDate(-50, 0, 0))), 3)
	},
	"FHIR-16 what may be found there is expected until the next settle": func(t *testing.T, l exchange.Ledger) {
		expect := func(id string, contents ...peer.Digest) {
			require.NoError(t, l.Expect(t.Context(), epr, exchange.Expected{Name: named(id), Contents: contents}))
		}
		mark(t, l, wants("1", 2))
		expect("1", "sha256:1")
		unlinked(t, l, "1")
		settle(t, l, stands("1", 1))
		require.Empty(t, link(t, l, "1").Expected)
		park(t, l, parked("1", 2))
		expect("1", "sha256:1", "sha256:2")
		expect("1", "sha256:1")
		want := stands("1", 1).Link
		want.Expected = []peer.Digest{"sha256:2", "sha256:1"}
		require.Equal(t, want, link(t, l, "1"))
		require.Len(t, waits(t, l), 1, "it changes nothing else")
		for n := range 2 * exchange.MostExpected {
			expect("1", peer.Digest(fmt.Sprintf("sha256:many-%d", n)))
		}
		kept := link(t, l, "1").Expected
		require.Len(t, kept, exchange.MostExpected)
		require.Equal(t, peer.Digest(fmt.Sprintf("sha256:many-%d", 2*exchange.MostExpected-1)), kept[exchange.MostExpected-1])
		settle(t, l, stands("1", 2))
		require.Empty(t, link(t, l, "1").Expected)
	},
}

// first is what is expected of a document that has never been there.
var first = map[string]check{
	"FHIR-16 what is about to be sent for the first time is expected, and stands nowhere": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 2))
		for _, content := range []peer.Digest{"sha256:1", "sha256:2", "sha256:1"} {
			require.NoError(t, l.Expect(t.Context(), epr, exchange.Expected{Name: named("1"), Contents: []peer.Digest{content}}))
		}
		got, known, err := l.Link(t.Context(), epr, named("1"))
		require.NoError(t, err)
		require.False(t, known)
		require.Equal(t, exchange.Link{Name: named("1"), Expected: []peer.Digest{"sha256:2", "sha256:1"}}, got)
		claimed := claim(t, l, 1, at)
		require.Len(t, claimed, 1)
		require.False(t, claimed[0].Known)
		require.Equal(t, got, claimed[0].Link)
		require.Zero(t, status(t, l, at).Standing)
		require.Empty(t, behind(t, l, exchange.Place{}))
		there, err := l.Standing(t.Context(), epr, exchange.Place{Type: "Goal"})
		require.NoError(t, err)
		require.Empty(t, there)
		require.Equal(t, []exchange.Wanted{wants("1", 2)}, dirty(t, l), "it changes nothing else")
		settle(t, l, stands("1", 2))
		require.Equal(t, stands("1", 2).Link, link(t, l, "1"))
		require.Equal(t, []string{"at-1"}, behind(t, l, exchange.Place{}))
	},
	"FHIR-16 one that nobody has noted can be expected": func(t *testing.T, l exchange.Ledger) {
		require.NoError(t, l.Expect(t.Context(), epr, exchange.Expected{Name: named("1"), Contents: []peer.Digest{"sha256:1"}}))
		unlinked(t, l, "1")
		require.Empty(t, dirty(t, l))
		mark(t, l, wants("1", 1))
		require.Equal(t, []exchange.Wanted{wants("1", 1)}, dirty(t, l))
	},
}

var parking = map[string]check{
	"FHIR-16 parked: everything about it is given back": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 2))
		want := parked("1", 2)
		park(t, l, want)
		require.Equal(t, []exchange.Parked{want}, waits(t, l))
		want.Why, want.Owner, want.Read = nil, exchange.OwnerHere, nil
		park(t, l, want)
		require.Equal(t, []exchange.Parked{want}, waits(t, l), "parked again in the same revision, for another reason")
	},
	"FHIR-16 parked waits for a newer revision": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("2", 2), wants("1", 2))
		park(t, l, parked("2", 2))
		park(t, l, parked("1", 2))
		park(t, l, parked("1", 1))
		require.Equal(t, []exchange.Parked{parked("1", 2), parked("2", 2)}, waits(t, l))
		mark(t, l, wants("1", 2), wants("2", 1))
		require.Empty(t, dirty(t, l), "the same revision is still parked")
		require.Empty(t, claim(t, l, 2, at))
		mark(t, l, wants("1", 3))
		require.Equal(t, []exchange.Wanted{wants("1", 3)}, dirty(t, l))
		require.Equal(t, []exchange.Parked{parked("2", 2)}, waits(t, l))
	},
	"FHIR-16 parking an old revision does nothing but end the claim": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 2))
		require.Len(t, claim(t, l, 1, at), 1)
		park(t, l, parked("1", 1))
		require.Empty(t, waits(t, l))
		require.Equal(t, []string{"1"}, ids(claim(t, l, 1, at)))
	},
	"FHIR-16 released: it is dirty again, in its revision, due at once and as if never tried": func(t *testing.T, l exchange.Ledger) {
		mark(t, l, wants("1", 2), wants("2", 1))
		require.NoError(t, l.Later(t.Context(), epr, exchange.Postponed{Wanted: wants("1", 2), Due: at.Add(time.Hour), Why: because()}))
		park(t, l, parked("1", 2))
		require.NoError(t, l.Release(t.Context(), epr, named("1"), named("nobody"), named("2")))
		require.Empty(t, waits(t, l))
		require.Equal(t, []exchange.Wanted{wants("2", 1), wants("1", 2)}, dirty(t, l), "it is noted anew, behind the others")
		got := claim(t, l, 2, at)
		require.Equal(t, []string{"2", "1"}, ids(got))
		require.Zero(t, got[1].Tries)
	},
	"FHIR-16 dismissed: it stays parked and says so, until there is a newer revision": func(t *testing.T, l exchange.Ledger) {
		park(t, l, parked("1", 2), parked("2", 2))
		mark(t, l, wants("3", 1))
		require.NoError(t, l.Dismiss(t.Context(), epr, named("1"), named("3"), named("nobody")))
		want := parked("1", 2)
		want.Dismissed = true
		require.Equal(t, []exchange.Parked{want, parked("2", 2)}, waits(t, l))
		require.Equal(t, []exchange.Wanted{wants("3", 1)}, dirty(t, l))
		mark(t, l, wants("1", 2))
		require.Len(t, waits(t, l), 2)
		mark(t, l, wants("1", 3))
		require.Equal(t, []exchange.Parked{parked("2", 2)}, waits(t, l))
		park(t, l, parked("1", 3))
		require.False(t, waits(t, l)[0].Dismissed, "a newer revision is nobody's decision yet")
	},
	"FHIR-16 dismissed and then released is dirty": func(t *testing.T, l exchange.Ledger) {
		park(t, l, parked("1", 2))
		require.NoError(t, l.Dismiss(t.Context(), epr, named("1")))
		require.NoError(t, l.Release(t.Context(), epr, named("1")))
		require.Equal(t, []exchange.Wanted{wants("1", 2)}, dirty(t, l))
	},
	"FHIR-16 what is parked is given in the order of its names": func(t *testing.T, l exchange.Ledger) {
		name := func(of, kind, id, part string) exchange.Parked {
			return exchange.Parked{Name: exchange.Name{Type: of, Record: peer.Ref{Kind: peer.Kind(kind), ID: id}, Part: part}, Rev: 1}
		}
		want := []exchange.Parked{name("Goal", "goal", "1", ""), name("Goal", "goal", "B", ""), name("Goal", "goal", "a", ""), name("CarePlan", "goal", "1", ""),
			name("Task", "concern", "1", "1"), name("Task", "concern", "1", "2"), name("Task", "goal", "0", "")}
		for _, n := range []int{3, 6, 0, 5, 2, 4, 1} {
			park(t, l, want[n])
		}
		require.Equal(t, want, waits(t, l))
	},
}
