package recovery_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// What a person says about their own life: vision, strength, meaning, valued role,
// connection and self report, stored and read.

var ownDecode = map[peer.Kind]func([]byte) (peer.Record, error){
	recovery.KindVision:     func(b []byte) (peer.Record, error) { return recovery.DecodeVision(b) },
	recovery.KindStrength:   func(b []byte) (peer.Record, error) { return recovery.DecodeStrength(b) },
	recovery.KindMeaning:    func(b []byte) (peer.Record, error) { return recovery.DecodeMeaning(b) },
	recovery.KindValuedRole: func(b []byte) (peer.Record, error) { return recovery.DecodeValuedRole(b) },
	recovery.KindConnection: func(b []byte) (peer.Record, error) { return recovery.DecodeConnection(b) },
	recovery.KindSelfReport: func(b []byte) (peer.Record, error) { return recovery.DecodeSelfReport(b) },
}

// ownRecords is at least one record of each of these kinds in every place.
func ownRecords(t testing.TB) map[string]peer.Record {
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

// The stored form of version 1 (see TestStoredForm).
func TestOwnLifeStoredForm(t *testing.T) {
	for name, r := range ownRecords(t) {
		b, err := peer.Encode(r)
		require.NoError(t, err)
		var laidOut bytes.Buffer
		require.NoError(t, json.Indent(&laidOut, b, "", "  "))
		laidOut.WriteByte('\n')
		steptest.Golden(t, "v1/"+name+".json", laidOut.Bytes())
		back, err := ownDecode[r.Ref().Kind](laidOut.Bytes())
		require.NoError(t, err, name)
		again, err := peer.Encode(back)
		require.NoError(t, err)
		require.Equal(t, string(b), string(again), name)
		require.Equal(t, name, string(r.Ref().Kind)+"-"+string(r.Status()))
	}
}

// Documents that no step could have written are not read, and the fault names where
// it lies.
func TestOwnLifeStoredFormIsChecked(t *testing.T) {
	records := ownRecords(t)
	records["self-report-ends"], records["strength-written-down"] = ownEnds(t), writtenDown(t)
	worker, colleague := map[string]any{"staff": "w4"}, map[string]any{"staff": "w5"}
	for _, c := range []struct {
		of, path string
		value    any
		heard    string
	}{
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
	} {
		name := fmt.Sprintf("%s %s=%v", c.of, c.path, c.value)
		b, err := peer.Encode(records[c.of])
		require.NoError(t, err)
		var doc any
		require.NoError(t, json.Unmarshal(b, &doc))
		put(doc, strings.Split(c.path, "/")[1:], c.value)
		b, err = json.Marshal(doc)
		require.NoError(t, err)
		_, err = ownDecode[records[c.of].Ref().Kind](b)
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, name)
		var paths []string
		for _, x := range r.Unmet() {
			require.True(t, strings.HasPrefix(x.Rule.Row, "DOC-"), name)
			paths = append(paths, x.Path)
		}
		require.Contains(t, paths, c.heard, name)
	}
}

// As TestSpoiltDocuments, for these kinds.
func TestOwnLifeSpoiltDocuments(t *testing.T) {
	defer witness.Pause()()
	rng := rand.New(rand.NewPCG(20260217, 14))
	records := ownRecords(t)
	records["self-report-ends"] = ownEnds(t)
	read, tried := 0, 0
	for _, name := range slices.Sorted(maps.Keys(records)) {
		kind := records[name].Ref().Kind
		whole, err := peer.Encode(records[name])
		require.NoError(t, err)
		for range 200 {
			tried++
			r, err := ownDecode[kind](spoil(rng, whole))
			if err != nil {
				var refusal *peer.Refusal
				require.ErrorAs(t, err, &refusal)
				require.NotContains(t, err.Error(), "allotment")
				require.False(t, r.Exists())
				continue
			}
			read++
			first, err := peer.Encode(r)
			require.NoError(t, err)
			back, err := ownDecode[kind](first)
			require.NoError(t, err, name)
			second, err := peer.Encode(back)
			require.NoError(t, err)
			require.Equal(t, string(first), string(second))
		}
	}
	t.Logf("%d spoilt documents, %d of them still legal", tried, read)
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
	for of, r := range ownRecords(t) {
		b, err := peer.Encode(r)
		require.NoError(t, err)
		for kind, read := range ownDecode {
			if kind != r.Ref().Kind {
				_, err := read(b)
				require.ErrorIs(t, err, peer.ErrSchema, "%s is not read as a %s", of, kind)
			}
		}
	}
}

func second[T any](_ T, err error) error { return err }

// ownGiven answers a form as given does, with lists of words from a closed list, ids
// of goals, and a number whose scale is named, mostly in one way.
func ownGiven(draw steptest.Draw, now time.Time) steptest.Give {
	usual, way := given(draw, now), draw(5)
	return func(path string, f peer.Field) any {
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
		return usual(path, f)
	}
}

// walkOwnLife is walk with ownGiven.
func walkOwnLife[R peer.Record, S any](t *testing.T, kind steptest.Kind[R, S, recovery.Facts], steps int, holds func(t require.TestingT, r R, c peer.Change)) {
	t.Helper()
	defer witness.Pause()()
	var tally steptest.Tally
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "draw") }
		watch := func(next R, c peer.Change, err error) (R, peer.Change, error) {
			if err == nil {
				holds(rt, next, c)
				require.Empty(rt, c.For, "PEER-56 nobody acted for the person")
				require.Empty(rt, c.Made)
			}
			return next, c, err
		}
		watched := kind
		watched.Do = func(r R, s S, a peer.Act, f recovery.Facts) (R, peer.Change, error) {
			return watch(kind.Do(r, s, a, f))
		}
		watched.New = func(s S, a peer.Act, f recovery.Facts) (R, peer.Change, error) { return watch(kind.New(s, a, f)) }
		steptest.Walk[R, S, recovery.Facts]{Kind: watched, Steps: steps, From: on("2026-02-01T22:30Z"),
			Who:   func(draw steptest.Draw, _ R, party peer.Party) peer.Actor { return someone(draw, party) },
			Facts: func(steptest.Draw, R) recovery.Facts { return recovery.Facts{} },
			Give:  func(draw steptest.Draw, _ R, now time.Time) steptest.Give { return ownGiven(draw, now) },
		}.Run(rt, draw, &tally)
	})
	tally.Check(t, kind.Table)
}

// ownReader is somebody who reads, and the audience from which on they see what is
// shown by audience: 0 for the person alone, 4 for none.
type ownReader struct {
	name string
	by   peer.Reading
	from int
	two  bool // one of the two, and not for the record
}

func ownReaders(scope peer.ConsentScope) []ownReader {
	yes := func(p peer.Purpose) peer.Consent { return consent(scope, p, peer.Yes) }
	no := func(p peer.Purpose) peer.Consent { return consent(scope, p, peer.No) }
	return []ownReader{
		{"the person", reading(bySian, peer.ForSupport), 0, true},
		{"the person, for the team", reading(bySian, peer.ForCare, no(peer.ForCare)), 0, true},
		{"the worker", reading(byJess, peer.ForSupport), 1, true},
		{"the worker in supervision", reading(byJess, peer.ForSupervision), 1, true},
		{"a nurse, for care", reading(byKay, peer.ForCare), 2, false},
		{"a nurse, for care, on a yes that widens nothing", reading(byKay, peer.ForCare, yes(peer.ForCare)), 2, false},
		{"a nurse, for care, against a recorded no", reading(byKay, peer.ForCare, no(peer.ForCare), yes(peer.ForCare)), 4, false},
		{"a nurse, for supervision", reading(byKay, peer.ForSupervision), 4, false},
		{"a nurse, for the two", reading(byKay, peer.ForSupport), 4, false},
		{"an exporter", reading(byKay, peer.ForRecord), 3, false},
		{"an exporter on a yes that widens nothing", reading(byKay, peer.ForRecord, yes(peer.ForRecord)), 3, false},
		{"an exporter against a recorded no", reading(byKay, peer.ForRecord, no(peer.ForRecord)), 4, false},
		{"the worker, for the record", reading(byJess, peer.ForRecord), 3, false},
		{"the person, for the record", reading(bySian, peer.ForRecord), 3, false},
		{"another person", reading(peer.ByPerson(beatriz), peer.ForCare), 4, false},
		{"a carer", reading(byMegan, peer.ForCare), 4, false},
		{"nobody", reading(peer.Actor{}, peer.ForCare), 4, false},
		{"two at once", reading(peer.Actor{Person: sian, Staff: kay}, peer.ForCare), 4, false},
	}
}

var ownAudiences = []recovery.Audience{recovery.OnlyMe, recovery.MeAndMyWorker, recovery.Team, recovery.CareRecord}

// ownShown is how far a part of a record goes.
type ownShown struct {
	beyond bool // beyond the two, by the audience
	record bool // into the record, by the audience
}

// readBy lets everybody read a record under every audience and holds what they see
// against how far its parts go.
func readBy[R interface {
	peer.Record
	View(peer.Reading) (peer.Viewed, error)
	Sees(string, peer.Reading) bool
}](t *testing.T, scope peer.ConsentScope, set func(recovery.Audience) R, parts map[string]ownShown) {
	t.Helper()
	for i, audience := range ownAudiences {
		r := set(audience)
		for _, who := range ownReaders(scope) {
			v, err := r.View(who.by)
			require.NoError(t, err)
			for part, far := range parts {
				want := i >= who.from && (who.two || far.beyond && (far.record || who.by.Purpose != peer.ForRecord))
				where := fmt.Sprintf("%s %s of a %s %s read by %s", audience, part, r.Status(), r.Ref().Kind, who.name)
				require.Equal(t, want, v.Sees(part), where)
				require.Equal(t, want, r.Sees(part, who.by), where)
			}
			for _, out := range v.LeftOut {
				require.Equal(t, "REC-50 consent-required", out.Rule.String())
				require.Contains(t, parts, out.Name)
			}
			b, err := json.Marshal(v)
			require.NoError(t, err)
			if len(v.LeftOut) == len(parts) {
				require.NotContains(t, string(b), "allotment")
				require.NotContains(t, string(b), `"status"`)
			}
		}
	}
}
