package exchange_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// blind makes the record system's searches find nothing that stands there; a read does.
func (p *pulled) blind(t *testing.T) {
	t.Helper()
	p.through(t, rewriting(func(form string) (string, int) { return form + "&_id=nothing", 0 }))
}

// failReads answers every read of the first goal with a status; 0: as it is.
func (p *pulled) failReads(status int) {
	p.epr.Fail(func(r *http.Request) *fhirtest.Fault {
		if status == 0 || r.Method != http.MethodGet || !strings.HasSuffix(r.URL.Path, "/Goal/"+p.goalID()) {
			return nil
		}
		return &fhirtest.Fault{Status: status}
	})
}

func TestARoundReadsWhatASearchDoesNotShow(t *testing.T) {
	t.Run("FHIR-18 it is there as it was: nothing was removed", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{})
		p.after(t, 0)
		p.blind(t)
		r := p.after(t, 25*time.Hour)
		require.True(t, r.Reconciled)
		require.Zero(t, r.Removed+r.Arrived+r.Marked, "%+v", r)
	})
	t.Run("FHIR-18 it is there, and somebody has changed it", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{})
		p.after(t, 0)
		p.garden(t)
		p.blind(t)
		p.after(t, 25*time.Hour)
		require.Equal(t, []string{"Goal goal/g-1"}, p.arrived(t))
		require.Equal(t, []string{"goal/g-1"}, p.dirty(t))
	})
	t.Run("FHIR-18 it cannot be read now: the round goes on there, and not behind it", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{})
		p.after(t, 0)
		p.garden(t)
		p.blind(t)
		p.failReads(429)
		p.now = p.now.Add(25 * time.Hour)
		r, err := p.Pull(t.Context(), p.client.Reader(), p.options)
		require.ErrorIs(t, err, client.TooManyRequests)
		require.False(t, r.Reconciled)
		require.Empty(t, p.arrived(t))
		p.failReads(0)
		require.True(t, p.after(t, time.Second).Reconciled)
		require.Equal(t, []string{"Goal goal/g-1"}, p.arrived(t))
	})
	t.Run("FHIR-20 it may not be read: it is counted, and is not taken for removed", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{})
		p.after(t, 0)
		p.blind(t)
		p.failReads(403)
		r := p.after(t, 25*time.Hour)
		require.Equal(t, []int{1, 0, 0}, []int{r.Unread, r.Removed, r.Arrived})
		require.Empty(t, p.dirty(t))
	})
	t.Run("FHIR-18 page after page: ids and versions, and no resource whole", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{PageSize: 1})
		p.after(t, 0)
		r := p.after(t, 25*time.Hour)
		require.True(t, r.Reconciled)
		require.Zero(t, r.Bodies)
	})
	t.Run("FHIR-18 a record system that keeps no versions: what was removed is given to the host", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{})
		p.after(t, 0)
		link, _, err := p.Ledger.Link(t.Context(), "epr", exchange.Name{Type: "Goal", Record: peer.Ref{Kind: recovery.KindGoal, ID: "g-1"}})
		require.NoError(t, err)
		link.ETag = ""
		require.NoError(t, p.Ledger.Settle(t.Context(), "epr", exchange.Settled{Link: link}))
		require.NoError(t, p.epr.Delete("Goal", p.goalID()))
		p.after(t, 25*time.Hour)
		require.Equal(t, []string{"Goal goal/g-1 removed"}, p.arrived(t))
	})
}

func TestASweepReadsWhatItFound(t *testing.T) {
	late := func(t *testing.T, status int) *pulled {
		p := newPulled(t, fhirtest.Config{})
		p.after(t, 0)
		commit := p.epr.EditLate("Goal", p.goalID(), inTheGarden)
		p.after(t, 90*time.Second)
		require.NoError(t, commit())
		p.failReads(status)
		p.now = p.now.Add(5 * time.Minute)
		return p
	}
	t.Run("FHIR-18 it cannot be read now: the sweep is made again", func(t *testing.T) {
		p := late(t, 429)
		_, err := p.Pull(t.Context(), p.client.Reader(), p.options)
		require.ErrorIs(t, err, client.TooManyRequests)
		require.Empty(t, p.arrived(t))
		p.failReads(0)
		require.True(t, p.after(t, time.Second).Swept)
		require.Equal(t, []string{"Goal goal/g-1"}, p.arrived(t))
	})
	t.Run("FHIR-20 it may not be read: that it was changed is told", func(t *testing.T) {
		p := late(t, 403)
		p.after(t, 0)
		require.Equal(t, []string{"Goal goal/g-1"}, p.arrived(t))
	})
	t.Run("FHIR-18 page after page, to the last", func(t *testing.T) {
		p := newPulled(t, fhirtest.Config{PageSize: 1})
		p.after(t, 0)
		var commits []func() error
		for _, id := range p.epr.IDs("Goal") {
			commits = append(commits, p.epr.EditLate("Goal", id, described))
		}
		p.after(t, 90*time.Second)
		for _, commit := range commits {
			require.NoError(t, commit())
		}
		require.True(t, p.after(t, 5*time.Minute).Swept)
		require.Len(t, p.arrived(t), 3, "three goals are ours")
	})
}
