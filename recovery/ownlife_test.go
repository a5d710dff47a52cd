package recovery_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// What a person says about their own life: vision, strength, meaning, valued role,
// connection and self report, stored and read.

// ownLifeRecords is at least one record of each of these kinds in every place.
func ownLifeRecords(t testing.TB) map[peer.Status]peer.Record {
	t.Helper()
	visionSaid, visionBack := tellVision(t)
	offered, accepted, aside := tellStrengths(t)
	meaningSaid, meaningBack := tellMeaning(t)
	held, wanted, putDown := tellRoles(t)
	chosen, down := tellConnection(t)
	reportSaid, reportBack := tellReport(t)
	return map[peer.Status]peer.Record{
		"vision-said": visionSaid, "vision-taken-back": visionBack,
		"strength-offered": offered, "strength-accepted": accepted, "strength-set-aside": aside,
		"meaning-said": meaningSaid, "meaning-taken-back": meaningBack,
		"valued-role-held": held, "valued-role-wanted": wanted, "valued-role-put-down": putDown,
		"connection-chosen": chosen, "connection-put-down": down,
		"self-report-said": reportSaid, "self-report-taken-back": reportBack,
	}
}

// ownEnds is a self report whose scale is in the person's own words.
func ownEnds(t testing.TB) recovery.SelfReport {
	t.Helper()
	r, _, err := recovery.NewSelfReport(endsReport(), act(bySian, "2026-05-03T16:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	return r
}

// writtenDown is a strength in the person's words that the worker brought in.
func writtenDown(t testing.TB) recovery.Strength {
	t.Helper()
	g, _, err := recovery.NewStrength(theStrength(), act(byJess, "2026-05-03T16:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	return g
}

// Documents that no step could have written are not read, and the fault names where
// it lies.
func TestOwnLifeStoredFormIsChecked(t *testing.T) {
	records := ownLifeRecords(t)
	records["self-report-ends"], records["strength-written-down"] = ownEnds(t), writtenDown(t)
	worker, colleague := map[string]any{"staff": "w4"}, map[string]any{"staff": "w5"}
	ground.NeverRead(t, records, []steptest.Hostile{
		{Of: "vision-said", Path: "/words/by", Value: worker, Heard: "/words"},
		{Of: "vision-said", Path: "/words/text", Value: "", Heard: "/words"},
		{Of: "vision-said", Path: "/words/text", Value: strings.Repeat("x", 4001), Heard: "/words/text"},
		{Of: "vision-said", Path: "/person", Value: "p6", Heard: "/words"},
		{Of: "vision-said", Path: "/person", Value: "", Heard: "/person"},
		{Of: "vision-said", Path: "/audience", Value: "", Heard: "/audience"},
		{Of: "vision-said", Path: "/said", Value: "0001-01-01T00:00:00.000Z", Heard: "/said"},
		{Of: "vision-said", Path: "/remission", Value: true, Heard: "/remission"},
		{Of: "vision-said", Path: "/symptoms", Value: "none", Heard: "/symptoms"},
		{Of: "vision-said", Path: "/status", Value: "current", Heard: "/status"},
		{Of: "vision-taken-back", Path: "/words/by", Value: worker, Heard: "/words"},
		{Of: "strength-offered", Path: "/words/by", Value: colleague, Heard: "/words"},
		{Of: "strength-offered", Path: "/from", Value: "person", Heard: "/from"},
		{Of: "strength-offered", Path: "/from", Value: "staff", Heard: "/from"},
		{Of: "strength-offered", Path: "/sort", Value: "value", Heard: "/words"},
		{Of: "strength-offered", Path: "/sort", Value: "deficit", Heard: "/sort"},
		{Of: "strength-accepted", Path: "/worker", Value: "", Heard: "/words"},
		{Of: "strength-accepted", Path: "/sort", Value: "aspiration", Heard: "/words"},
		{Of: "strength-accepted", Path: "/sort", Value: "", Heard: "/sort"},
		{Of: "strength-accepted", Path: "/audience", Value: "everybody", Heard: "/audience"},
		{Of: "strength-set-aside", Path: "/from", Value: "", Heard: "/from"},
		{Of: "strength-set-aside", Path: "/from", Value: "carer", Heard: "/from"},
		{Of: "strength-written-down", Path: "/worker", Value: "", Heard: "/from"},
		{Of: "meaning-said", Path: "/words/by", Value: worker, Heard: "/words"},
		{Of: "meaning-said", Path: "/words", Value: map[string]any{"text": "", "by": map[string]any{"person": "p4"}}, Heard: "/words"},
		{Of: "meaning-said", Path: "/lenses", Value: []any{"money", "money"}, Heard: "/lenses"},
		{Of: "meaning-said", Path: "/lenses", Value: []any{"money", "experience"}, Heard: "/lenses"},
		{Of: "meaning-said", Path: "/lenses", Value: []any{"diagnosis"}, Heard: "/lenses/0"},
		{Of: "meaning-said", Path: "/rank", Value: 1, Heard: "/rank"},
		{Of: "meaning-said", Path: "/diagnosis", Value: "F20", Heard: "/diagnosis"},
		{Of: "meaning-said", Path: "/audience", Value: "", Heard: "/audience"},
		{Of: "valued-role-held", Path: "/words/by", Value: worker, Heard: "/words"},
		{Of: "valued-role-held", Path: "/domain", Value: "ward", Heard: "/domain"},
		{Of: "valued-role-held", Path: "/domain", Value: "", Heard: "/domain"},
		{Of: "valued-role-held", Path: "/status", Value: "lost", Heard: "/status"},
		{Of: "connection-chosen", Path: "/words/by", Value: worker, Heard: "/words"},
		{Of: "connection-chosen", Path: "/words", Value: map[string]any{"text": "", "by": worker}, Heard: "/words"},
		{Of: "connection-chosen", Path: "/who", Value: "case-manager", Heard: "/who"},
		{Of: "connection-chosen", Path: "/who", Value: "", Heard: "/who"},
		{Of: "connection-chosen", Path: "/wish", Value: "", Heard: "/wish"},
		{Of: "connection-chosen", Path: "/wish", Value: "report", Heard: "/wish"},
		{Of: "connection-chosen", Path: "/domain", Value: "ward", Heard: "/domain"},
		{Of: "connection-chosen", Path: "/goals", Value: []any{"g1", "g1"}, Heard: "/goals"},
		{Of: "connection-chosen", Path: "/goals", Value: []any{""}, Heard: "/goals/0"},
		{Of: "connection-chosen", Path: "/name", Value: "Dilys", Heard: "/name"},
		{Of: "connection-chosen", Path: "/health", Value: "diabetes", Heard: "/health"},
		{Of: "self-report-said", Path: "/words/by", Value: worker, Heard: "/words"},
		{Of: "self-report-said", Path: "/rating", Value: "11", Heard: "/rating"},
		{Of: "self-report-said", Path: "/rating", Value: "6.5", Heard: "/rating"},
		{Of: "self-report-said", Path: "/rating", Value: 6, Heard: "/rating"},
		{Of: "self-report-said", Path: "/rating", Value: "", Heard: "/scale"},
		{Of: "self-report-said", Path: "/scale", Value: "", Heard: "/scale"},
		{Of: "self-report-said", Path: "/scale", Value: "phq-9", Heard: "/scale"},
		{Of: "self-report-said", Path: "/lowEnd", Value: map[string]any{"text": "flat", "by": map[string]any{"person": "p4"}}, Heard: "/scale"},
		{Of: "self-report-said", Path: "/average", Value: 6.5, Heard: "/average"},
		{Of: "self-report-said", Path: "/domain", Value: "worker", Heard: "/domain"},
		{Of: "self-report-said", Path: "/domain", Value: "", Heard: "/domain"},
		{Of: "self-report-ends", Path: "/lowEnd/by", Value: worker, Heard: "/words"},
		{Of: "self-report-ends", Path: "/highEnd/by", Value: worker, Heard: "/words"},
		{Of: "self-report-ends", Path: "/highEnd", Value: map[string]any{}, Heard: "/scale"},
		{Of: "self-report-ends", Path: "/rating", Value: "", Heard: "/words"},
		{Of: "self-report-ends", Path: "/rating", Value: "", Heard: "/scale"},
	})
}

// The steps of one of these records are no steps of another, and no JSON makes one.
func TestOwnLifeHostileSteps(t *testing.T) {
	for _, bad := range []string{``, `null`, `[]`, `{}`, `{"do":"take-back","by":"p4"}`, `{"do":"say","words":"CANARY"}`, `{"do":"say","words":{"text":"CANARY"},"author":"p4"}`,
		`{"do":"take-back","because":"CANARY"}`, `{"do":"say","do":"take-back"}`, `{"Do":"take-back"}`, `{"do":"say","status":"said"}`} {
		for name, err := range map[string]error{
			"vision": second(recovery.DecodeVisionStep([]byte(bad))), "meaning": second(recovery.DecodeMeaningStep([]byte(bad))),
			"self report": second(recovery.DecodeSelfReportStep([]byte(bad))),
		} {
			var r *peer.Refusal
			require.ErrorAs(t, err, &r, "%s %s", name, bad)
			require.NotContains(t, err.Error(), "CANARY")
		}
	}
}

func second[T any](_ T, err error) error { return err }

// ownGiven answers a form as given does, with lists of words from a closed list, ids
// of goals, and a number whose scale is named, mostly in one way.
func ownGiven(draw steptest.Draw, _ time.Time) steptest.Give {
	way := draw(5)
	return func(path string, _ peer.Field) any {
		switch path {
		case "/lenses":
			return steptest.OneOf[any](draw, steptest.Absent, []string{"money", "faith"}, []string{"faith", "faith", "experience"}, []string{"diagnosis"})
		case "/goals":
			return steptest.OneOf[any](draw, steptest.Absent, []string{"g1"}, []string{"g1", "g2"}, []string{"g1", "g1"})
		case "/resource":
			return steptest.OneOf[any](draw, steptest.Absent, "r7")
		case "/rating":
			return steptest.OneOf[any](draw, steptest.Absent, "0", "7", "10")
		case "/scale":
			if way != 1 {
				return mostly[any](draw, steptest.Absent, "never-to-always")
			}
		case "/lowEnd", "/highEnd":
			if way < 2 {
				return mostly[any](draw, steptest.Absent, said(draw, "flat"))
			}
			return mostly(draw, said(draw, "flat"), steptest.Absent)
		}
		return nil
	}
}

// walkOwnLife takes histories with ownGiven; besides, no step makes another record.
func walkOwnLife[R peer.Record, S any](t *testing.T, kind steptest.Bench[R, S, recovery.Facts], steps int, holds func(t require.TestingT, r R, c peer.Change)) {
	t.Helper()
	kind.Walks(steps).Giving(ownGiven).Hold(t, func(t require.TestingT, _, r R, c peer.Change) {
		holds(t, r, c)
		require.Empty(t, c.Made)
	})
}
