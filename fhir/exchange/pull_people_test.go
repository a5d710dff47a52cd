package exchange_test

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/peer"
)

// known is a host with these people.
func known(ids ...peer.PersonID) func(context.Context) iter.Seq2[peer.PersonID, error] {
	return func(ctx context.Context) iter.Seq2[peer.PersonID, error] {
		return func(yield func(peer.PersonID, error) bool) {
			for _, id := range ids {
				if !yield(id, ctx.Err()) {
					return
				}
			}
		}
	}
}

func TestPullTheirs(t *testing.T) {
	t.Run("FHIR-18 what others keep about the host's people arrives, and nobody else's", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{})
		p.options = exchange.PullOptions{People: known(fixtures.Person, "nobody-knows"), Theirs: true}
		first := p.after(t, 0)
		require.Equal(t, 1, first.Unfound)
		require.Empty(t, p.arrived(t), "what is there already is for the host to import")
		require.NoError(t, p.epr.Edit("CarePlan", "CP-SVC-77", onHoldThere))
		require.NoError(t, p.epr.Seed([]byte(`{"resourceType":"Encounter","id":"theirs","subject":{"reference":"Patient/other"}}`)))
		p.garden(t)
		r := p.after(t, time.Second)
		require.Equal(t, []string{"Goal goal/g-1", "CarePlan/CP-SVC-77"}, p.arrived(t))
		require.Equal(t, 1, r.Bodies, "the content of what is theirs is not asked for")
		p.take(t)
		require.Zero(t, p.after(t, 10*time.Minute).Arrived)
	})
	t.Run("REC-44 an edit of ours in their plan does not arrive", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{})
		p.options = exchange.PullOptions{People: known(fixtures.Person), Theirs: true, From: p.now.Add(-time.Hour)}
		p.after(t, 0)
		for _, a := range all(t, p.Ledger.Arrived(t.Context(), "epr")) {
			require.NotEqual(t, "CP-SVC-77", a.ID)
		}
	})
}

func TestAPatientIsMerged(t *testing.T) {
	p := newPulled(t, fhirtest.Config{})
	p.options = exchange.PullOptions{People: known(fixtures.Person)}
	p.after(t, 0)
	require.Empty(t, p.dirty(t))
	old := patientOf(t, p)
	body, _ := p.epr.Bytes("Patient", old)
	require.NoError(t, p.epr.Seed(bytes.Replace(body, []byte(old), []byte("p-new"), 1)))
	p.mergedInto(t, old, "p-new")
	r := p.after(t, time.Second)
	require.Equal(t, []exchange.Merged{{Person: fixtures.Person, From: old, Into: "p-new"}}, r.Merged)
	require.Equal(t, []string{"Patient/" + old}, p.arrived(t))
	require.Contains(t, p.dirty(t), "goal/g-1")
	require.Empty(t, p.after(t, time.Second).Merged, "it is news once")

	who := p.People.(people)
	who.person.Reference = "Patient/" + old // a host that has not heard of it
	p.People = who
	p.apply(t, p.plan(t))
	now, _ := p.epr.Bytes("Goal", p.goalID())
	require.Contains(t, string(now), `"reference":"Patient/p-new"`, "FHIR-15 the documents name the entry that stands for them now")

	t.Run("FHIR-15, H19 the entry it was merged into is somebody else's: nothing is sent", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{})
		require.NoError(t, p.epr.Seed([]byte(`{"resourceType":"Patient","id":"p-else","birthDate":"1970-01-01"}`)))
		p.mergedInto(t, old, "p-else")
		p.options = exchange.PullOptions{People: known(fixtures.Person)}
		who.person.Reference = "Patient/" + old
		p.People = who
		p.after(t, 0)
		writes := p.epr.Writes()
		plan := p.plan(t)
		p.apply(t, plan)
		require.Equal(t, []string{"patient-mismatch"}, codes(itemOf(t, plan, "goal/g-1").Why))
		require.Equal(t, writes, p.epr.Writes())
	})
}

// patientOf is the entry that the first goal is about.
func patientOf(t *testing.T, p *pulled) string {
	t.Helper()
	body, _ := p.epr.Bytes("Goal", p.goalID())
	d, err := fhir.ParseDocument(body)
	require.NoError(t, err)
	return fhir.IDIn(d.Subject(), "Patient")
}

func TestAMergeIsHeardOfAfterAnEnd(t *testing.T) {
	p := newPulled(t, fhirtest.Config{})
	p.options = exchange.PullOptions{People: known(fixtures.Person)}
	p.after(t, 0)
	old := patientOf(t, p)
	p.mergedInto(t, old, "p-new")
	whole := p.Ledger
	p.Ledger = deaf{whole, "Arrive"}
	_, err := p.Pull(t.Context(), p.client.Reader(), p.options)
	require.ErrorIs(t, err, errDeaf)
	p.Ledger = whole
	require.Len(t, p.after(t, time.Second).Merged, 1, "FHIR-15 it is not known before it has arrived")
	require.Equal(t, []string{"Patient/" + old}, p.arrived(t))
}

func TestAPatientIsMergedAgainAndAgain(t *testing.T) {
	p := newPulled(t, fhirtest.Config{})
	at := patientOf(t, p)
	who := p.People.(people)
	who.person.Reference = "Patient/" + at // a host that hears of none of it
	p.People = who
	p.options = exchange.PullOptions{People: known(fixtures.Person)}
	p.after(t, 0)
	first, _ := p.epr.Bytes("Patient", at)
	for n := range 3 {
		next := fmt.Sprintf("p-%d", n)
		require.NoError(t, p.epr.Seed(bytes.Replace(first, []byte(patientOf(t, p)), []byte(next), 1)))
		p.mergedInto(t, at, next)
		r := p.after(t, time.Minute)
		require.Equal(t, []exchange.Merged{{Person: fixtures.Person, From: at, Into: next}}, r.Merged, "FHIR-15 each step of the way is heard of")
		require.Equal(t, []string{"Patient/" + at}, p.arrived(t))
		p.take(t)
		at = next
	}
	p.apply(t, p.plan(t))
	now, _ := p.epr.Bytes("Goal", p.goalID())
	require.Contains(t, string(now), `"reference":"Patient/p-2"`, "FHIR-15 the documents name the last of them")
}

// mergedInto merges one entry into another one.
func (p *pulled) mergedInto(t *testing.T, from, into string) {
	t.Helper()
	require.NoError(t, p.epr.Edit("Patient", from, func(b []byte) []byte {
		return bytes.Replace(b, []byte(`"resourceType"`), []byte(`"link":[{"type":"replaced-by","other":{"reference":"Patient/`+into+`"}}],"resourceType"`), 1)
	}))
}
