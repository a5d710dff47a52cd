package worker_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

type credentialStep = worker.CredentialStep

var credentialKind = kindOf[worker.Credential, credentialStep]{
	Table: worker.CredentialTable(), New: worker.NewCredential, CheckNew: worker.CheckNewCredential, Starts: worker.CredentialStarts,
	Do: worker.Credential.Do, Check: worker.Credential.Check, Choices: worker.Credential.Choices,
	Decode: worker.DecodeCredential, EncodeStep: worker.EncodeCredentialStep, DecodeStep: worker.DecodeCredentialStep,
}

func levelThree() worker.RecordCredential {
	return worker.RecordCredential{ID: "q1", Worker: jess, Qualification: worker.Level3, On: date("2019-07"), Evidence: "doc-3"}
}

func credentialsOf(t testing.TB) map[peer.Status]worker.Credential {
	t.Helper()
	held := did(t, credentialKind, worker.Credential{}, credentialStep(levelThree()), byJess)
	return map[peer.Status]worker.Credential{worker.CredentialHeld: held, worker.CredentialInError: did(t, credentialKind, held, credentialStep(worker.MarkCredential{}), byHannah)}
}

func TestCredentialEveryRow(t *testing.T) {
	all := credentialsOf(t)
	type one = steptest.Case[worker.Credential, credentialStep, worker.Facts]
	steptest.Plan[worker.Credential, credentialStep, worker.Facts]{
		Kind: credentialKind, Anybody: anybody(), Records: all,
		Cases: []one{
			caseOf(t, "PEER-08 record", worker.Credential{}, credentialStep(levelThree()), byJess, worker.CredentialHeld, map[string][]peer.Rule{"/worker": {row("PEER-08", peer.ErrNotAuthorised)}}),
			caseOf(t, "PEER-08 in error", all[worker.CredentialHeld], credentialStep(worker.MarkCredential{}), byHannah, worker.CredentialInError, nil),
		},
	}.Run(t)
}

func TestCredentialRulesAndReading(t *testing.T) {
	all := credentialsOf(t)
	t.Run("PEER-08 tomorrow", func(t *testing.T) {
		c := levelThree()
		c.On = date("2026-02-17")
		only(t, heard(t, credentialKind, worker.Credential{}, credentialStep(c), byJess), "PEER-08 future-date", "/on")
	})
	t.Run("PEER-08 by a nurse", func(t *testing.T) {
		only(t, heard(t, credentialKind, worker.Credential{}, credentialStep(levelThree()), byKay), "PEER-08 not-authorised", "")
	})
	for status, c := range all {
		t.Run("PEER-08, H26 "+string(status), func(t *testing.T) {
			sees(t, c, "employment", "PEER-08 not-authorised", "jess", "hannah", "iris")
			require.Equal(t, []any{jess, worker.Level3, date("2019-07"), "doc-3"}, []any{c.Worker(), c.Qualification(), c.On(), c.Evidence()})
		})
	}
}

func TestCredentialHistoriesAndStored(t *testing.T) {
	walked(t, credentialKind, func(draw steptest.Draw, _ worker.Credential, now time.Time) steptest.Give {
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
	storedAs(t, worker.DecodeCredential, all)
	unread(t, worker.DecodeCredential, all, []forged{
		{worker.CredentialHeld, "/worker", "", "/worker"},
		{worker.CredentialHeld, "/qualification", "kindness", "/qualification"},
		{worker.CredentialHeld, "/qualification", nil, "/qualification"},
		{worker.CredentialHeld, "/recorded", nil, "/recorded"},
		{worker.CredentialInError, "/score", 3, "/score"},
	})
}
