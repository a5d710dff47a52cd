package worker_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

var credentials = steptest.BenchOf(ground, worker.CredentialTable(), worker.NewCredential, worker.CheckNewCredential, worker.CredentialStarts,
	worker.DecodeCredential, worker.EncodeCredentialStep, worker.DecodeCredentialStep)

func levelThree() worker.RecordCredential {
	return worker.RecordCredential{ID: "q1", Worker: jess, Qualification: worker.Level3, On: date("2019-07"), Evidence: "doc-3"}
}

func credentialsOf(t testing.TB) map[peer.Status]worker.Credential {
	t.Helper()
	held := credentials.Done(t, worker.Credential{}, levelThree(), byJess)
	return map[peer.Status]worker.Credential{worker.CredentialHeld: held, worker.CredentialInError: credentials.Done(t, held, worker.MarkCredential{}, byHannah)}
}

func TestCredentialEveryRow(t *testing.T) {
	all := credentialsOf(t)
	credentials.EveryRow(t, anybody(), all,
		credentials.Planned(t, "PEER-08 record", worker.Credential{}, levelThree(), byJess, worker.CredentialHeld, map[string][]peer.Rule{"/worker": {row("PEER-08", peer.ErrNotAuthorised)}}),
		credentials.Planned(t, "PEER-08 in error", all[worker.CredentialHeld], worker.MarkCredential{}, byHannah, worker.CredentialInError, nil),
	)
}

func TestCredentialRulesAndReading(t *testing.T) {
	all := credentialsOf(t)
	t.Run("PEER-08 tomorrow", func(t *testing.T) {
		c := levelThree()
		c.On = date("2026-02-17")
		only(t, credentials.Tried(t, worker.Credential{}, c, byJess), "PEER-08 future-date", "/on")
	})
	t.Run("PEER-08 by a nurse", func(t *testing.T) {
		only(t, credentials.Tried(t, worker.Credential{}, levelThree(), byKay), "PEER-08 not-authorised", "")
	})
	for status, c := range all {
		t.Run("PEER-08, H26 "+string(status), func(t *testing.T) {
			readers.See(t, c, "employment", "", "PEER-08 not-authorised", "jess", "hannah", "iris")
			require.Equal(t, []any{jess, worker.Level3, date("2019-07"), "doc-3"}, []any{c.Worker(), c.Qualification(), c.On(), c.Evidence()})
		})
	}
}

func TestCredentialHistoriesAndStored(t *testing.T) {
	credentials.Histories(t, func(draw steptest.Draw, now time.Time) steptest.Give {
		return func(path string, f peer.Field) any {
			switch path {
			case "/id":
				return steptest.Mostly(draw, "q1", "", "x y")
			case "/worker":
				return "w4"
			case "/on":
				return steptest.Mostly[any](draw, "2019-07", steptest.Absent, "2027")
			}
			return nil
		}
	}, func(t require.TestingT, c worker.Credential, _ peer.Change) {
		require.True(t, c.Worker() == jess && c.Qualification().Known())
	})
	all := credentialsOf(t)
	credentials.Goldens(t, all)
	credentials.Unreadable(t, "Voss", all, []steptest.Hostile{
		{Of: worker.CredentialHeld, Path: "/worker", Value: "", Heard: "/worker"},
		{Of: worker.CredentialHeld, Path: "/qualification", Value: "kindness", Heard: "/qualification"},
		{Of: worker.CredentialHeld, Path: "/qualification", Value: nil, Heard: "/qualification"},
		{Of: worker.CredentialHeld, Path: "/recorded", Value: nil, Heard: "/recorded"},
		{Of: worker.CredentialInError, Path: "/score", Value: 3, Heard: "/score"},
	})
}
