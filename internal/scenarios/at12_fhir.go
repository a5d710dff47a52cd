package scenarios

import (
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
	"github.com/towpath-care/towpath/safeguard"
)

// nothingSent checks that organisation A's record system gets no resource of these
// records. The paragraph of AT-12 names no resource that its site has turned on.
func nothingSent(t T, records ...peer.Record) {
	t.Helper()
	in := siteFor(t, fhir.Site{}, "p8", "2026-06-30T12:00Z")
	require.Empty(t, made(t, in, records...))
	for _, r := range records {
		require.Empty(t, in.Site.Documents(r), r.Ref().String())
		require.NotEmpty(t, in.Site.WhyNotSent(r.Ref().Kind), r.Ref().String())
		require.Empty(t, fhir.AccountFor(r, in).Goes, r.Ref().String())
	}
}

// tellAT12FHIRPause is step 5 as far as it is about Jess being away: the pause, and the
// concern she raises in it, of which everybody on the chain is told without a server.
func tellAT12FHIRPause(t T) {
	s := trainBegan(t, "A", w4, hannah, iris, "2025-03-03")
	require.NoError(t, s.do("2026-06-02T12:00Z", worker.DeclarePause{From: peer.MustDate("2026-06-08"), To: peer.MustDate("2026-06-19")}))
	concern, _, err := safeguard.NewConcern(safeguard.Raise{ID: "away", About: p1, Trigger: safeguard.AreaOfConcern, Text: words("not sure")}, s.act(jess, "2026-06-10T10:00Z", 0), safeguard.Facts{})
	require.NoError(t, err)
	t.Run("AT-12, FHIR-12, PEER-16 nothing of a pause has a home", func(t T) { stayHere(t, s.m) })
	t.Run("AT-12, FHIR-13, SAFE-14 nothing of the concern is sent where the site has not turned Task on", func(t T) {
		nothingSent(t, s.m, concern)
	})
	t.Run("AT-12, FHIR-13 nor where it has, until somebody has stated that labels are enforced", func(t T) {
		require.Empty(t, made(t, siteFor(t, fhir.Site{Tasks: true, Messages: true, Flags: true}, p1, "2026-06-10T12:00Z"), concern))
	})
}
