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
func ownLifeRecords(t testing.TB) map[string]peer.Record {
	t.Helper()
	visionSaid, visionBack := tellVision(t)
	offered, accepted, aside := tellStrengths(t)
	meaningSaid, meaningBack := tellMeaning(t)
	held, wanted, putDown := tellRoles(t)
	chosen, down := tellConnection(t)
	reportSaid, reportBack := tellReport(t)
	return map[string]peer.Record{
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
	neverRead(t, records, []planted{
		{"vision-said", "/words/by", worker, "/words"},
		{"vision-said", "/words/text", "", "/words"},
		{"vision-said", "/words/text", strings.Repeat("x", 4001), "/words/text"},
		{"vision-said", "/person", "p6", "/words"},
		{"vision-said", "/person", "", "/person"},
		{"vision-said", "/audience", "", "/audience"},
		{"vision-said", "/said", "0001-01-01T00:00:00.000Z", "/said"},
		{"vision-said", "/remission", true, "/remission"},
		{"vision-said", "/symptoms", "none", "/symptoms"},
		{"vision-said", "/status", "current", "/status"},
		{"vision-taken-back", "/words/by", worker, "/words"},
		{"strength-offered", "/words/by", colleague, "/words"},
		{"strength-offered", "/from", "person", "/from"},
		{"strength-offered", "/from", "staff", "/from"},
		{"strength-offered", "/sort", "value", "/words"},
		{"strength-offered", "/sort", "deficit", "/sort"},
		{"strength-accepted", "/worker", "", "/words"},
		{"strength-accepted", "/sort", "aspiration", "/words"},
		{"strength-accepted", "/sort", "", "/sort"},
		{"strength-accepted", "/audience", "everybody", "/audience"},
		{"strength-set-aside", "/from", "", "/from"},
		{"strength-set-aside", "/from", "carer", "/from"},
		{"strength-written-down", "/worker", "", "/from"},
		{"meaning-said", "/words/by", worker, "/words"},
		{"meaning-said", "/words", map[string]any{"text": "", "by": map[string]any{"person": "p4"}}, "/words"},
		{"meaning-said", "/lenses", []any{"money", "money"}, "/lenses"},
		{"meaning-said", "/lenses", []any{"money", "experience"}, "/lenses"},
		{"meaning-said", "/lenses", []any{"diagnosis"}, "/lenses/0"},
		{"meaning-said", "/rank", 1, "/rank"},
		{"meaning-said", "/diagnosis", "F20", "/diagnosis"},
		{"meaning-said", "/audience", "", "/audience"},
		{"valued-role-held", "/words/by", worker, "/words"},
		{"valued-role-held", "/domain", "ward", "/domain"},
		{"valued-role-held", "/domain", "", "/domain"},
		{"valued-role-held", "/status", "lost", "/status"},
		{"connection-chosen", "/words/by", worker, "/words"},
		{"connection-chosen", "/words", map[string]any{"text": "", "by": worker}, "/words"},
		{"connection-chosen", "/who", "case-manager", "/who"},
		{"connection-chosen", "/who", "", "/who"},
		{"connection-chosen", "/wish", "", "/wish"},
		{"connection-chosen", "/wish", "report", "/wish"},
		{"connection-chosen", "/domain", "ward", "/domain"},
		{"connection-chosen", "/goals", []any{"g1", "g1"}, "/goals"},
		{"connection-chosen", "/goals", []any{""}, "/goals/0"},
		{"connection-chosen", "/name", "Dilys", "/name"},
		{"connection-chosen", "/health", "diabetes", "/health"},
		{"self-report-said", "/words/by", worker, "/words"},
		{"self-report-said", "/rating", "11", "/rating"},
		{"self-report-said", "/rating", "6.5", "/rating"},
		{"self-report-said", "/rating", 6, "/rating"},
		{"self-report-said", "/rating", "", "/scale"},
		{"self-report-said", "/scale", "", "/scale"},
		{"self-report-said", "/scale", "phq-9", "/scale"},
		{"self-report-said", "/lowEnd", map[string]any{"text": "flat", "by": map[string]any{"person": "p4"}}, "/scale"},
		{"self-report-said", "/average", 6.5, "/average"},
		{"self-report-said", "/domain", "worker", "/domain"},
		{"self-report-said", "/domain", "", "/domain"},
		{"self-report-ends", "/lowEnd/by", worker, "/words"},
		{"self-report-ends", "/highEnd/by", worker, "/words"},
		{"self-report-ends", "/highEnd", map[string]any{}, "/scale"},
		{"self-report-ends", "/rating", "", "/words"},
		{"self-report-ends", "/rating", "", "/scale"},
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

// walkOwnLife is walk with ownGiven; besides, nobody acts for the person and no step
// makes another record.
func walkOwnLife[R peer.Record, S any](t *testing.T, kind steptest.Kind[R, S, recovery.Facts], steps int, holds func(t require.TestingT, r R, c peer.Change)) {
	t.Helper()
	walk(kind, steps).giving(ownGiven).hold(t, func(t require.TestingT, _, r R, c peer.Change) {
		holds(t, r, c)
		require.Empty(t, c.For, "PEER-56 nobody acted for the person")
		require.Empty(t, c.Made)
	})
}
