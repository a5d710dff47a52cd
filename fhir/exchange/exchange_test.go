package exchange_test

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/peer"
)

func TestPlanApplyAndAgain(t *testing.T) {
	for name, config := range map[string]fhirtest.Config{
		"FHIR-16 a server that lets a client choose ids":      {UpdateCreate: true},
		"FHIR-16 a server that creates under a condition":     {},
		"FHIR-16 a server with small pages":                   {UpdateCreate: true, PageSize: 1},
		"FHIR-16 a server that takes updates without a match": {UpdateCreate: true, BlindUpdates: true},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, config)
			p := b.plan(t)
			require.Zero(t, b.epr.Writes(), "planning wrote something")
			require.Equal(t, map[exchange.Do]int{exchange.Create: 5, exchange.Edit: 1, exchange.Keep: 5}, p.Counts())
			r := b.apply(t, p)
			require.Equal(t, map[exchange.Do]int{exchange.Create: 5, exchange.Edit: 1, exchange.Keep: 5}, r.Counts())
			require.Equal(t, 6, b.epr.Writes())
			require.Zero(t, r.Foreign())

			require.Zero(t, b.plan(t).Writes(), "the ledger remembers")
			b.forget()
			again := b.plan(t)
			require.Equal(t, map[exchange.Do]int{exchange.Leave: 6, exchange.Keep: 5}, again.Counts())
			b.apply(t, again)
			require.Equal(t, 6, b.epr.Writes(), "a second run wrote something")
		})
	}
}

func TestWhatStaysHereSaysWhy(t *testing.T) {
	p := newBench(t, fhirtest.Config{UpdateCreate: true}).plan(t)
	t.Run("REC-50 a goal without the person's yes", func(t *testing.T) {
		i := itemOf(t, p, "goal/g-4")
		require.Equal(t, exchange.Keep, i.Do)
		require.Equal(t, []string{"consent-required"}, codes(i.Why))
	})
	t.Run("PEER-57 a goal that a recorded no stands against", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.Consents = func(context.Context, peer.PersonID) ([]peer.Consent, error) {
			return []peer.Consent{{ID: "no-1", Person: fixtures.Person, Scope: peer.ShareGoals, Purpose: peer.ForRecord, Given: peer.No, From: time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC)}}, nil
		}
		p := b.plan(t)
		require.Equal(t, exchange.Keep, itemOf(t, p, "goal/g-1").Do)
		require.Equal(t, exchange.Create, itemOf(t, p, "contact/c-1").Do, "the fact of a contact goes without asking")
	})
	t.Run("FHIR-05 a contact that did not take place", func(t *testing.T) {
		require.Equal(t, exchange.Keep, itemOf(t, p, "contact/c-3").Do)
	})
	t.Run("FHIR-12 a relationship, a request, a setback", func(t *testing.T) {
		for _, record := range []string{"relationship/rel-1", "support-request/req-1", "setback/s-1"} {
			i := itemOf(t, p, record)
			require.Equal(t, exchange.Keep, i.Do)
			require.NotEmpty(t, i.Why[0].Says)
		}
	})
	t.Run("REC-44 a contribution where the site does not edit plans", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.Site.PlanEdits = false
		require.Equal(t, exchange.Keep, itemOf(t, b.plan(t), "contribution/walk").Do)
	})
}

func TestSomebodyElseEditsThePlan(t *testing.T) {
	onHold := func(b []byte) []byte {
		return bytes.Replace(b, []byte(`"status": "active",`), []byte(`"status": "on-hold",`), 1)
	}
	t.Run("FHIR-16 between plan and apply: both changes stand", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		p := b.plan(t)
		require.NoError(t, b.epr.Edit("CarePlan", "CP-SVC-77", onHold))
		require.Equal(t, exchange.Edit, resultOf(t, b.apply(t, p), "contribution/walk").Did)
		requireBoth(t, b)
	})
	t.Run("FHIR-16 between read and write: 412, read again, the same edits", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		p := b.plan(t)
		raced := false
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if !raced && r.Method == http.MethodPut && strings.HasSuffix(r.URL.Path, "/CarePlan/CP-SVC-77") {
				raced = true
				require.NoError(t, b.epr.Edit("CarePlan", "CP-SVC-77", onHold))
			}
			return nil
		})
		r := resultOf(t, b.apply(t, p), "contribution/walk")
		require.Equal(t, exchange.Edit, r.Did)
		require.Equal(t, 1, r.Again)
		requireBoth(t, b)
	})
	t.Run("REC-44 the plan is over by then: nothing is written into it", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		p := b.plan(t)
		require.NoError(t, b.epr.Edit("CarePlan", "CP-SVC-77", func(b []byte) []byte {
			return bytes.Replace(b, []byte(`"status": "active",`), []byte(`"status": "completed",`), 1)
		}))
		before, _ := b.epr.Bytes("CarePlan", "CP-SVC-77")
		r := resultOf(t, b.apply(t, p), "contribution/walk")
		require.Equal(t, exchange.Hold, r.Did)
		require.Equal(t, []string{"not-editable"}, codes(r.Why))
		after, _ := b.epr.Bytes("CarePlan", "CP-SVC-77")
		require.Equal(t, string(before), string(after))
	})
}

// requireBoth: Kay's change stands, ours stands, and everything else is as it was.
func requireBoth(t *testing.T, b *bench) {
	t.Helper()
	now, _ := b.epr.Bytes("CarePlan", "CP-SVC-77")
	require.Contains(t, string(now), `"status": "on-hold"`)
	require.Contains(t, string(now), "walk to the allotment together on Tuesdays")
	require.Contains(t, string(now), `"step": 4.10`, "an unknown vendor element")
	require.Contains(t, string(now), "Cynllun gofal a chymorth", "a primitive extension")
	require.Contains(t, string(now), `"name": "Community team"`, "a contained resource")
	require.Equal(t, 1, strings.Count(string(now), "walk to the allotment"))
}

func TestSomebodyElseEditsAResourceOfOurs(t *testing.T) {
	b := newBench(t, fhirtest.Config{UpdateCreate: true})
	b.apply(t, b.plan(t))
	told, err := fixtures.Story()
	require.NoError(t, err)
	b.Records = exchange.Loaded(told.Records)
	b.forget()
	id := resultID(t, b, "goal/g-1")

	t.Run("FHIR-16 a new version with the same content is taken as it is", func(t *testing.T) {
		require.NoError(t, b.epr.Edit("Goal", id, func(b []byte) []byte { return b }))
		require.Equal(t, exchange.Leave, itemOf(t, b.plan(t), "goal/g-1").Do)
	})
	t.Run("FHIR-16 what somebody changed there after the plan is not written over", func(t *testing.T) {
		b.Records = moved(t, told.Records)
		b.forget()
		p := b.plan(t)
		require.Equal(t, exchange.Update, itemOf(t, p, "goal/g-1").Do)
		require.NoError(t, b.epr.Edit("Goal", id, func(b []byte) []byte {
			return bytes.ReplaceAll(b, []byte("get back to the allotment"), []byte("get back to the garden"))
		}))
		r := resultOf(t, b.apply(t, p), "goal/g-1")
		require.Equal(t, exchange.Hold, r.Did)
		require.True(t, r.Conflict())
		now, _ := b.epr.Bytes("Goal", id)
		require.Contains(t, string(now), "garden")
	})
}

func resultID(t *testing.T, b *bench, record string) string {
	return itemOf(t, b.plan(t), record).ID
}

func TestAnAnswerIsLost(t *testing.T) {
	for name, config := range map[string]fhirtest.Config{
		"FHIR-16 ids chosen by us":          {UpdateCreate: true},
		"FHIR-16 created under a condition": {},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, config)
			p := b.plan(t)
			lost := map[string]int{}
			b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
				write := r.Method == http.MethodPut || r.Method == http.MethodPost && !strings.HasSuffix(r.URL.Path, "/_search")
				if lost[r.URL.Path]++; write && lost[r.URL.Path] <= 3 {
					return &fhirtest.Fault{Late: true, Drop: true}
				}
				return nil
			})
			r := b.apply(t, p)
			b.epr.Fail(nil)
			require.Zero(t, r.Counts()[exchange.Hold], "%v", r)
			require.Len(t, b.epr.IDs("Encounter"), 2)
			require.Len(t, b.epr.IDs("Goal"), 4, "three of ours and one of theirs")
			now, _ := b.epr.Bytes("CarePlan", "CP-SVC-77")
			require.Equal(t, 1, strings.Count(string(now), "walk to the allotment"))
			b.forget()
			require.Zero(t, b.plan(t).Writes())
		})
	}
}

func TestNobodyIsGuessed(t *testing.T) {
	cases := map[string]struct {
		change func(t *testing.T, b *bench)
		code   string
	}{
		"FHIR-15 nobody by that number": {func(t *testing.T, b *bench) {
			p := aled(t)
			p.NHSNumber = number(t, "9990001065")
			b.People = people{p, b.People.(people).staff}
		}, "patient-not-found"},
		"FHIR-15 nobody where the reference leads": {func(_ *testing.T, b *bench) {
			b.People = people{fhir.Person{Reference: "Patient/nobody"}, b.People.(people).staff}
		}, "patient-not-found"},
		"FHIR-15 two by that number": {func(t *testing.T, b *bench) {
			require.NoError(t, b.epr.Seed([]byte(`{"resourceType":"Patient","id":"twin","active":true,"identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"9990001014"}],"birthDate":"1988-04-12"}`)))
		}, "patient-ambiguous"},
		"FHIR-15, H19 somebody else has that number": {func(t *testing.T, b *bench) {
			p := aled(t)
			p.BirthDate = peer.MustDate("1988-04-13")
			b.People = people{p, b.People.(people).staff}
		}, "patient-mismatch"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, fhirtest.Config{UpdateCreate: true})
			c.change(t, b)
			p := b.plan(t)
			require.Zero(t, p.Writes())
			require.Equal(t, []string{c.code}, codes(itemOf(t, p, "contact/c-1").Why))
			b.apply(t, p)
			require.Zero(t, b.epr.Writes())
		})
	}
	t.Run("FHIR-15 no Patient is ever made", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.apply(t, b.plan(t))
		require.ElementsMatch(t, []string{"aled-prowse", "sian-weller"}, b.epr.IDs("Patient"))
	})
}

func number(t *testing.T, digits string) peer.NHSNumber {
	n, err := peer.ParseNHSNumber(digits)
	require.NoError(t, err)
	return n
}

func TestSavedPlan(t *testing.T) {
	b := newBench(t, fhirtest.Config{UpdateCreate: true})
	p := b.plan(t)
	saved, err := p.Encode()
	require.NoError(t, err)
	t.Run("FHIR-16 it is the plan that was made", func(t *testing.T) {
		back, err := exchange.DecodePlan(saved)
		require.NoError(t, err)
		again, err := back.Encode()
		require.NoError(t, err)
		require.Equal(t, string(saved), string(again))
	})
	t.Run("FHIR-16 edited by hand: it is not applied", func(t *testing.T) {
		for _, edit := range [][2]string{{"allotment", "garden"}, {`"create"`, `"update"`}, {"aled-prowse", "sian-weller"}, {"sha256:", "sha256:0"}} {
			altered := strings.Replace(string(saved), edit[0], edit[1], 1)
			require.NotEqual(t, string(saved), altered)
			_, err := exchange.DecodePlan([]byte(altered))
			require.ErrorIs(t, err, exchange.ErrPlanAltered)
			require.NotContains(t, err.Error(), "garden")
		}
	})
	t.Run("FHIR-16 hostile bytes: a typed error, no panic", func(t *testing.T) {
		for _, bad := range []string{"", "null", "[]", "{", `{"schema":1,"schema":1}`, strings.Repeat("[", 100000), `{"schema":1e5000000}`, strings.Repeat(" ", 10)} {
			_, err := exchange.DecodePlan([]byte(bad))
			require.ErrorIs(t, err, exchange.ErrPlanAltered, "%.20q", bad)
		}
	})
	t.Run("FHIR-16 saved by a newer version", func(t *testing.T) {
		newer := strings.Replace(string(saved), `"schema": 2`, `"schema": 3`, 1)
		_, err := exchange.DecodePlan([]byte(newer))
		require.ErrorIs(t, err, peer.ErrNewerSchema)
	})
	t.Run("FHIR-16 made against another server: nothing is written", func(t *testing.T) {
		other := newBench(t, fhirtest.Config{UpdateCreate: true})
		_, err := other.Apply(context.Background(), other.client, p, nil)
		require.ErrorIs(t, err, exchange.ErrOtherServer)
		require.Zero(t, other.epr.Writes())
	})
	t.Run("FHIR-12 it does not print or marshal by accident", func(t *testing.T) {
		_, err := json.Marshal(p)
		require.Error(t, err)
		require.NotContains(t, p.String(), "allotment")
	})
}

func TestApplyEndsWhenItIsTold(t *testing.T) {
	b := newBench(t, fhirtest.Config{UpdateCreate: true})
	p := b.plan(t)
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	report, err := b.Apply(ctx, b.client, p, func(exchange.Result, int) {
		if n++; n == 2 {
			cancel()
		}
	})
	require.ErrorIs(t, err, context.Canceled)
	require.Len(t, report.Results, 2)
	b.apply(t, p)
	b.forget()
	require.Zero(t, b.plan(t).Writes(), "the same plan, applied again, finished the work")
	require.Len(t, b.epr.IDs("Encounter"), 2)
}

func TestEnteredInError(t *testing.T) {
	b := newBench(t, fhirtest.Config{UpdateCreate: true})
	b.apply(t, b.plan(t))
	told, err := fixtures.Story()
	require.NoError(t, err)
	out := exchange.Loaded{}
	for _, r := range told.Records {
		if c, ok := r.(peer.Contact); ok && c.Ref().ID == "c-2" {
			next, _, err := c.Do(peer.MarkInError{Because: peer.Words{Text: peer.Say("wrong person")}},
				peer.Act{By: peer.ByStaff(fixtures.Worker, ""), At: time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC), ID: "oops", Seen: c.Rev()}, peer.ContactFacts{})
			require.NoError(t, err)
			r = next
		}
		out = append(out, r)
	}
	b.Records = out
	t.Run("PEER-49 one update and no delete", func(t *testing.T) {
		before := b.epr.Writes()
		p := b.plan(t)
		require.Equal(t, 1, p.Writes())
		r := resultOf(t, b.apply(t, p), "contact/c-2")
		require.Equal(t, exchange.Update, r.Did)
		require.Equal(t, before+1, b.epr.Writes())
		now, _ := b.epr.Bytes("Encounter", r.ID)
		require.Contains(t, string(now), `"entered-in-error"`)
	})
}
