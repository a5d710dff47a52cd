package exchange_test

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// noMore is Aled's recorded no to sharing his goals.
func noMore() []peer.Consent {
	return []peer.Consent{{ID: "no-1", Person: fixtures.Person, Scope: peer.ShareGoals, Purpose: peer.ForRecord, Given: peer.No, From: time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC)}}
}

func TestAYesThatIsTakenBackStopsThePush(t *testing.T) {
	t.Run("FHIR-16, H25 whatever the server says: nothing more is sent, and what stands there has an owner", func(t *testing.T) {
		b := proved(t, fhirtest.Config{UpdateCreate: true}, 12)
		b.Consents = func(context.Context, peer.PersonID) ([]peer.Consent, error) { return noMore(), nil }
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if strings.Contains(r.URL.Path, "/Goal/") {
				return &fhirtest.Fault{Status: 500}
			}
			return nil
		})
		writes := b.epr.Writes()
		require.Equal(t, map[exchange.Do]int{exchange.Hold: 12}, b.push(t, exchange.PushOptions{}).Did)
		require.Equal(t, writes, b.epr.Writes())
		require.Len(t, b.waiting(t), 12)
		b.epr.Fail(nil)
		b.later()
		b.push(t, exchange.PushOptions{})
		require.Equal(t, writes, b.epr.Writes())
		parked := b.parked(t)
		require.Len(t, parked, 12)
		for _, p := range parked {
			require.Equal(t, []string{"still-there"}, codes(p.Why))
			require.Equal(t, exchange.OwnerGovernance, p.Owner)
		}
	})
	t.Run("FHIR-16, H25 after they were made and before they are sent", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.Records = goals(t, 12)
		said := []peer.Consent(nil)
		b.Consents = func(context.Context, peer.PersonID) ([]peer.Consent, error) { return said, nil }
		r := b.push(t, exchange.PushOptions{Trace: func(e exchange.Event) {
			if e.Point == exchange.PointMade {
				said = noMore()
			}
		}})
		require.Equal(t, map[exchange.Do]int{exchange.Keep: 12}, r.Did)
		require.Zero(t, b.epr.Writes())
	})
	t.Run("FHIR-16, H25 while Bundles are on their way: none is sent after it", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.Records = goals(t, 18)
		said, made, writes := []peer.Consent(nil), 0, 0
		b.Consents = func(context.Context, peer.PersonID) ([]peer.Consent, error) { return said, nil }
		b.push(t, exchange.PushOptions{Entries: 6, Trace: func(e exchange.Event) {
			if e.Point == exchange.PointMade {
				if made++; made == 2 {
					said = noMore()
				}
			}
			if made == 2 && e.Point == exchange.PointAnswered && writes == 0 {
				writes = b.epr.Writes()
			}
		}})
		require.Positive(t, writes)
		require.Equal(t, writes, b.epr.Writes())
	})
	t.Run("FHIR-16, H25 what may not go is looked at before anything is sent", func(t *testing.T) {
		b := proved(t, fhirtest.Config{UpdateCreate: true}, 1)
		withheld := b.Records.(exchange.Loaded)[0]
		b.Records = append(exchange.Loaded{shared(t, "new-1"), shared(t, "new-2")}, withheld)
		b.Consents = func(context.Context, peer.PersonID) ([]peer.Consent, error) { return nil, nil }
		b.Beside = nil
		b.Records = append(exchange.Loaded{worry(t)}, withheld)
		b.Site, b.Beside = concernBench(t, fhirtest.Config{UpdateCreate: true}).Site, concernBench(t, fhirtest.Config{}).Beside
		b.Consents = func(context.Context, peer.PersonID) ([]peer.Consent, error) { return noMore(), nil }
		sent := len(b.epr.Log())
		b.push(t, exchange.PushOptions{})
		var asked []string
		for _, r := range b.epr.Log()[sent:] {
			asked = append(asked, r.Method+" "+r.Type)
		}
		require.Contains(t, asked, "PUT Task")
		require.Less(t, index(asked, "GET Goal"), index(asked, "PUT Task"), "%v", asked)
	})
}

func index(all []string, one string) int {
	for n, s := range all {
		if s == one {
			return n
		}
	}
	return -1
}

func TestWhatSafetyRestsOnIsNotJoinedByAProgram(t *testing.T) {
	const theirs = `{ "text" : "landlord rung, 4.10" }`
	sent := func(t *testing.T) *bench {
		b := concernBench(t, fhirtest.Config{UpdateCreate: true})
		require.Equal(t, 2, b.push(t, exchange.PushOptions{}).Writes())
		for _, id := range b.epr.IDs("Task") {
			b.replaced(t, "Task", id, `"note":[`, `"note":[`+theirs+`,`)
		}
		b.Records = exchange.Loaded{onward(t, b.Records.(exchange.Loaded)[0].(safeguard.Concern), paul, safeguard.Acknowledge{Next: peer.Say("next"), Until: peer.MustMoment("2026-03-10T12:00:00Z")})}
		return b
	}
	t.Run("FHIR-16, FHIR-17, H02 somebody wrote into a Task: both stand, parked, with an owner", func(t *testing.T) {
		b := sent(t)
		writes := b.epr.Writes()
		b.push(t, exchange.PushOptions{})
		parked := b.parked(t)
		require.NotEmpty(t, parked)
		for _, p := range parked {
			requireReason(t, p.Why, "both-stand", "Nobody has put anything into the resource there since it was last agreed on.", "Somebody's safety rests on it")
			require.Equal(t, exchange.OwnerGovernance, p.Owner)
		}
		require.Equal(t, writes, b.epr.Writes())
		t.Run("FHIR-16 once somebody has looked, ours is brought up to date and theirs stays", func(t *testing.T) {
			for _, p := range parked {
				require.NoError(t, b.Seen(t.Context(), b.client.Reader(), p.Name))
			}
			require.Equal(t, len(parked), b.push(t, exchange.PushOptions{}).Writes())
			require.Empty(t, b.parked(t))
			for _, id := range b.epr.IDs("Task") {
				body, _ := b.epr.Bytes("Task", id)
				require.Equal(t, 1, strings.Count(string(body), theirs))
			}
		})
	})
	t.Run("FHIR-16, H02 somebody writes again after that: parked again", func(t *testing.T) {
		b := sent(t)
		b.push(t, exchange.PushOptions{})
		parked := b.parked(t)
		for _, p := range parked {
			require.NoError(t, b.Seen(t.Context(), b.client.Reader(), p.Name))
		}
		for _, id := range b.epr.IDs("Task") {
			b.replaced(t, "Task", id, theirs, theirs+`,{"text":"and again"}`)
		}
		require.Zero(t, b.push(t, exchange.PushOptions{}).Writes())
		require.Len(t, b.parked(t), len(parked))
	})
}
