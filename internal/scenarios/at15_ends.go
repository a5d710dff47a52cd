package scenarios

import (
	"context"
	"iter"
	"net/http"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
)

// AT-15, what comes after an export, and by itself (Push): a yes is taken back, the
// record system merges Aled's entry into another one, an entry was a mistake. Decision 53
// says how each ends.

var at15Ends = []onLedger{
	{"AT-15, FHIR-16, H25 a yes is taken back: no more goes, and somebody hears that it stands there", at15TakenBack},
	{"AT-15, FHIR-15, H19 his entry is merged: his documents name the one that took its place", at15Merged},
	{"AT-15, FHIR-15, H19 merged into somebody else's entry: nothing is sent", at15MergedWrongly},
	{"AT-15, FHIR-16, PEER-49 a contact that never was is entered in error, by one update", at15PushedMistake},
}

func tellAT15AfterAnExport(t T) { tellOn(t, inMemory, at15Ends) }

// push marks what has moved on and pushes until nothing is due.
func (s *synced) push() exchange.PushReport {
	s.t.Helper()
	require.NoError(s.t, s.MarkChanged(s.t.Context()))
	r, err := s.Push(s.t.Context(), s.client(), exchange.PushOptions{})
	require.NoError(s.t, err)
	return r
}

// parked is what waits for somebody, by record.
func (s *synced) parked() map[string]exchange.Parked {
	s.t.Helper()
	out := map[string]exchange.Parked{}
	for p, err := range s.Ledger.Parked(s.t.Context(), "epr") {
		require.NoError(s.t, err)
		out[p.Name.Record.String()] = p
	}
	return out
}

// remark marks all documents, as a host does when something that has no revision changed.
func (s *synced) remark() {
	s.t.Helper()
	for key, err := range s.Records.Keys(s.t.Context()) {
		require.NoError(s.t, err)
		names, _ := s.Site.NamesOf(key.Ref)
		for _, name := range names {
			require.NoError(s.t, s.Ledger.MarkDirty(s.t.Context(), "epr", exchange.Wanted{Name: name, Rev: key.Rev}))
		}
	}
}

func at15TakenBack(t T, open ledgers) {
	s := newSynced(t, open)
	require.Equal(t, 6, s.push().Writes())
	before := s.epr.Writes()
	said := s.Now()
	s.Consents = func(context.Context, peer.PersonID) ([]peer.Consent, error) {
		return []peer.Consent{{ID: "no-1", Person: fixtures.Person, Scope: peer.ShareGoals, Purpose: peer.ForRecord, Given: peer.No, From: said}}, nil
	}
	s.remark()
	s.push()
	require.Equal(t, before, s.epr.Writes(), "nothing is written, and nothing taken out by a program")
	goals := 0
	for record, p := range s.parked() {
		if strings.HasPrefix(record, "goal/") {
			goals++
			require.Equal(t, exchange.ErrStillThere, p.Why[0].Rule.Code)
			require.Equal(t, exchange.OwnerGovernance, p.Owner)
			require.Contains(t, p.Why[0].Fix, "tell the person")
		}
	}
	require.Equal(t, 3, goals)
	require.NotContains(t, s.parked(), "contact/c-1", "the fact of a contact goes without asking")
}

// merge puts Aled's entry aside for another one, which has this birth date.
func (s *synced) merge(birthDate string) {
	s.t.Helper()
	require.NoError(s.t, s.epr.Seed([]byte(`{"resourceType":"Patient","id":"aled-new","active":true,"link":[{"other":{"reference":"Patient/aled-prowse"},"type":"replaces"}],"identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990001014"}],"birthDate":"`+birthDate+`"}`)))
	require.NoError(s.t, s.epr.Edit("Patient", "aled-prowse", func(b []byte) []byte {
		at := slices.Index(b, '{')
		return slices.Concat(b[:at+1], []byte(`"link":[{"other":{"reference":"Patient/aled-new"},"type":"replaced-by"}],`), b[at+1:])
	}))
}

func (s *synced) goalsAbout(patient string) int {
	n := 0
	for _, id := range s.epr.IDs("Goal") {
		body, _ := s.epr.Bytes("Goal", id)
		if slices.Contains(says(s.t, body, "subject.reference"), patient) {
			n++
		}
	}
	return n
}

func at15Merged(t T, open ledgers) {
	s := newSynced(t, open)
	(*s.people)[fixtures.Person] = fhir.Person{Reference: "Patient/aled-prowse", BirthDate: peer.MustDate("1988-04-12")}
	require.Equal(t, 6, s.push().Writes())
	require.Equal(t, 3, s.goalsAbout("Patient/aled-prowse"))
	s.merge("1988-04-12")
	r, err := s.Pull(t.Context(), s.client().Reader(), exchange.PullOptions{People: everybody})
	require.NoError(t, err)
	require.Len(t, r.Merged, 1)
	s.push()
	require.Equal(t, 3, s.goalsAbout("Patient/aled-new"))
	require.Zero(t, s.goalsAbout("Patient/aled-prowse"))
	require.Len(t, s.epr.IDs("Goal"), 3, "the same resources")
	require.Len(t, s.epr.IDs("Patient"), 2, "none was made")
}

func at15MergedWrongly(t T, open ledgers) {
	s := newSynced(t, open)
	(*s.people)[fixtures.Person] = fhir.Person{Reference: "Patient/aled-prowse", BirthDate: peer.MustDate("1988-04-12")}
	require.Equal(t, 6, s.push().Writes())
	s.merge("1961-01-01")
	before := s.epr.Writes()
	_, err := s.Pull(t.Context(), s.client().Reader(), exchange.PullOptions{People: everybody})
	require.NoError(t, err)
	s.push()
	require.Equal(t, before, s.epr.Writes())
	p := s.parked()["goal/g-1"]
	require.Equal(t, exchange.OwnerGovernance, p.Owner, "%v", p.Why)
	require.NotContains(t, p.Why[0].Says+p.Why[0].Fix, "1988")
}

// everybody is Aled.
func everybody(context.Context) iter.Seq2[peer.PersonID, error] {
	return func(yield func(peer.PersonID, error) bool) { yield(fixtures.Person, nil) }
}

func at15PushedMistake(t T, open ledgers) {
	s := newWhole(t, open)
	require.Equal(t, 8, s.push().Writes())
	s.contact("c-2", peer.MarkInError{Because: peer.Words{Text: peer.Say("CANARY-WRONG-2D"), By: aledAt15}}, aledAt15, "2026-03-20T10:00Z")
	require.Equal(t, 1, s.push().Writes())
	inError := 0
	for _, id := range s.epr.IDs("Encounter") {
		body, _ := s.epr.Bytes("Encounter", id)
		require.NotContains(t, string(body), "CANARY")
		if slices.Contains(says(t, body, "status"), "entered-in-error") {
			inError++
			require.Equal(t, []string{"c-2"}, says(t, body, "identifier.value"))
		}
	}
	require.Equal(t, 1, inError)
	require.Zero(t, s.push().Writes(), "once")
	for _, asked := range s.epr.Log() {
		require.NotEqual(t, http.MethodDelete, asked.Method)
	}
}
