package exchange_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
)

// lookedAt is a ledger that nobody may write to.
type lookedAt struct {
	exchange.Ledger
	t *testing.T
}

func (l lookedAt) wrote() error {
	l.t.Error("the ledger was written to")
	return nil
}
func (l lookedAt) MarkDirty(context.Context, string, ...exchange.Wanted) error { return l.wrote() }
func (l lookedAt) Settle(context.Context, string, ...exchange.Settled) error   { return l.wrote() }
func (l lookedAt) Park(context.Context, string, ...exchange.Parked) error      { return l.wrote() }
func (l lookedAt) Release(context.Context, string, ...exchange.Name) error     { return l.wrote() }
func (l lookedAt) Dismiss(context.Context, string, ...exchange.Name) error     { return l.wrote() }
func (l lookedAt) Expect(context.Context, string, ...exchange.Expected) error  { return l.wrote() }
func (l lookedAt) Later(context.Context, string, ...exchange.Postponed) error  { return l.wrote() }
func (l lookedAt) Leave(context.Context, string, ...exchange.Wanted) error     { return l.wrote() }
func (l lookedAt) Rest(context.Context, string, exchange.Resting) error        { return l.wrote() }
func (l lookedAt) Take(context.Context, string, ...exchange.Arrival) error     { return l.wrote() }
func (l lookedAt) Forget(context.Context, string, time.Time) error             { return l.wrote() }
func (l lookedAt) Claim(context.Context, string, exchange.Claim) ([]exchange.Claimed, error) {
	return nil, l.wrote()
}
func (l lookedAt) Arrive(context.Context, string, []exchange.Arrival, exchange.Checkpoint) error {
	return l.wrote()
}

// changedThere asks what was changed, and makes sure that nothing is changed by that,
// here or there.
func (b *bench) changedThere(t *testing.T, name exchange.Name) (exchange.ChangesThere, error) {
	t.Helper()
	ledger, writes, since := b.Ledger, b.epr.Writes(), len(b.epr.Log())
	b.Ledger = lookedAt{ledger, t}
	defer func() { b.Ledger = ledger }()
	out, err := b.ChangedThere(t.Context(), b.client.Reader(), name)
	require.Equal(t, writes, b.epr.Writes())
	for _, r := range b.epr.Log()[since:] {
		require.True(t, r.Method == http.MethodGet || strings.HasSuffix(r.Path, "/_search"), "%s %s", r.Method, r.Path)
	}
	return out, err
}

// sentGoal is a bench whose record system has Aled's goal.
func sentGoal(t *testing.T, config fhirtest.Config) (b *bench, id string) {
	t.Helper()
	b = newBench(t, config)
	return b, resultOf(t, b.apply(t, b.plan(t)), "goal/g-1").ID
}

// told are the changes without their words.
func told(c exchange.ChangesThere) []string {
	out := []string{}
	for _, one := range c.Changes {
		out = append(out, fmt.Sprint(one, " of ", one.Owner))
	}
	return out
}

func TestWhatSomebodyChangedThere(t *testing.T) {
	for name, config := range bothKinds {
		t.Run("FHIR-16, REC-08 "+name+": a person's words, theirs and ours beside each other, with the version there", func(t *testing.T) {
			b, id := sentGoal(t, config)
			b.replaced(t, "Goal", id, "get back to the allotment", "get back to the garden")
			c, err := b.changedThere(t, theGoal)
			require.NoError(t, err)
			require.Equal(t, []string{"changed /description of person", "changed /text of narrative"}, told(c))
			require.JSONEq(t, `{"text":"get back to the garden"}`, c.Changes[0].Theirs.Reveal())
			require.JSONEq(t, `{"text":"get back to the allotment"}`, c.Changes[0].Ours.Reveal())
			require.Equal(t, theGoal, c.Name)
			require.Equal(t, id, c.ID)
			require.Equal(t, b.newestOf("Goal", id), c.ETag)
			versions := b.epr.Versions("Goal", id)
			require.True(t, c.LastUpdated.Equal(versions[len(versions)-1].At))
			require.Equal(t, c.Sent, c.Rev, "every difference is theirs")
			require.False(t, c.NotForThePerson)
		})
	}
	t.Run("FHIR-16 added and removed there, and what is not ours", func(t *testing.T) {
		b, id := sentGoal(t, fhirtest.Config{UpdateCreate: true})
		b.replaced(t, "Goal", id, `"lifecycleStatus"`, `"statusReason":{"text":"hip"},"priority":{"text":"high"},"x-vendor":1,"lifecycleStatus"`)
		at := b.stood(t, "Goal", id)["expressedBy"]
		raw, err := json.Marshal(at)
		require.NoError(t, err)
		require.NotEqual(t, "null", string(raw))
		b.without(t, "Goal", id, "expressedBy")
		c, err := b.changedThere(t, theGoal)
		require.NoError(t, err)
		require.Equal(t, []string{"removed /expressedBy of person", "added /statusReason of person"}, told(c))
		require.True(t, c.Changes[0].Theirs.IsZero())
		require.True(t, c.Changes[1].Ours.IsZero())
		require.JSONEq(t, `{"text":"hip"}`, c.Changes[1].Theirs.Reveal())
	})
	t.Run("FHIR-16 a fact of the service's", func(t *testing.T) {
		b, _ := sentGoal(t, fhirtest.Config{UpdateCreate: true})
		id := itemNamed(t, b.replan(t), theEncounter).ID
		b.replaced(t, "Encounter", id, `"finished"`, `"entered-in-error"`)
		c, err := b.changedThere(t, theEncounter)
		require.NoError(t, err)
		require.Equal(t, []string{"changed /status of service"}, told(c))
		require.Equal(t, `"entered-in-error"`, c.Changes[0].Theirs.Reveal())
	})
	t.Run("FHIR-16, FHIR-17 one element of the person's plan; what others have put beside it is none", func(t *testing.T) {
		b := planBench(t, fhirtest.Config{UpdateCreate: true}, coping(t, "co-1", "ring somebody"), coping(t, "co-2", "walk the dog"))
		id := resultOf(t, b.apply(t, b.plan(t)), thePlan).ID
		b.replaced(t, "CarePlan", id, "ring somebody", "ring the team")
		b.replaced(t, "CarePlan", id, `"activity":[`, `"activity":[{"detail":{"status":"in-progress","description":"theirs"}},`)
		c, err := b.changedThere(t, exchange.Name{Type: "CarePlan", Record: peer.Ref{Kind: recovery.KindPlan, ID: "pl-1"}})
		require.NoError(t, err)
		require.Len(t, c.Changes, 2, "%v", told(c))
		require.Regexp(t, `^/activity/[^/]+$`, c.Changes[0].Path)
		require.Equal(t, fhir.OwnerShared, c.Changes[0].Owner)
		require.Contains(t, c.Changes[0].Theirs.Reveal(), "ring the team")
		require.Contains(t, c.Changes[0].Ours.Reveal(), "ring somebody")
		require.NotContains(t, c.Changes[0].Theirs.Reveal(), "walk the dog")
	})
	t.Run("FHIR-13, FHIR-14, H08 what somebody's safety rests on, and whether the person may see it", func(t *testing.T) {
		b := concernBench(t, fhirtest.Config{UpdateCreate: true})
		r := b.apply(t, b.plan(t))
		name := exchange.Name{Type: "Task", Record: r.Results[0].Name.Record, Part: "1-2"}
		id := itemNamed(t, b.replan(t), name).ID
		b.replaced(t, "Task", id, `"requested"`, `"completed"`)
		c, err := b.changedThere(t, name)
		require.NoError(t, err)
		require.Contains(t, told(c), "changed /status of safety")
		require.False(t, c.NotForThePerson, "this one is no private concern")
		b.replaced(t, "Task", id, `"security":[`, `"security":[{"code":"NOPAT"},`)
		c, err = b.changedThere(t, name)
		require.NoError(t, err)
		require.True(t, c.NotForThePerson)
	})
	t.Run("FHIR-13, H08 a label that was taken off there still counts, whether or not anything else was changed", func(t *testing.T) {
		b := concernBench(t, fhirtest.Config{UpdateCreate: true})
		b.Records = exchange.Loaded{private(t)}
		r := b.apply(t, b.plan(t))
		name := r.Results[0].Name
		require.Equal(t, "Task", name.Type)
		id := r.Results[0].ID
		quiet, err := b.changedThere(t, name)
		require.NoError(t, err)
		require.Empty(t, quiet.Changes)
		require.True(t, quiet.NotForThePerson)
		b.without(t, "Task", id, "meta")
		b.replaced(t, "Task", id, `"stat"`, `"routine"`)
		c, err := b.changedThere(t, name)
		require.NoError(t, err)
		require.NotEmpty(t, c.Changes)
		require.True(t, c.NotForThePerson)
	})
}

// private is a concern that the person's own view must not show.
func private(t *testing.T) safeguard.Concern {
	t.Helper()
	c, _, err := safeguard.NewConcern(safeguard.Raise{ID: "con-2", About: fixtures.Person, Trigger: safeguard.AbuseDisclosure, NoticedAt: peer.MustMoment("2026-03-09T09:00:00Z")},
		peer.Act{By: peer.ByStaff(fixtures.Worker, ""), At: time.Date(2026, 3, 9, 9, 5, 0, 0, time.UTC), ID: "raise"}, safeguard.Facts{Policy: safety(t)})
	require.NoError(t, err)
	return onward(t, c, fixtures.Worker, safeguard.Sent{Turn: "1.1", To: ode, Role: safeguard.RoleOnCallClinician, Receipt: "sms-1"})
}

// without takes a member out of a resource, as another user would.
func (b *bench) without(t *testing.T, typ, id, member string) {
	t.Helper()
	require.NoError(t, b.epr.Edit(typ, id, func(body []byte) []byte {
		var all map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(body, &all))
		require.Contains(t, all, member)
		delete(all, member)
		out, err := json.Marshal(all)
		require.NoError(t, err)
		return out
	}))
}

// replan is a plan of everything, as with a ledger that forgot; the ledger stays.
func (b *bench) replan(t *testing.T) exchange.Plan {
	t.Helper()
	ledger := b.Ledger
	defer func() { b.Ledger = ledger }()
	b.forget()
	return b.plan(t)
}

func TestNothingWasChangedThere(t *testing.T) {
	quiet := func(t *testing.T, b *bench, want ...string) exchange.ChangesThere {
		t.Helper()
		c, err := b.changedThere(t, theGoal)
		require.NoError(t, err)
		require.ElementsMatch(t, want, told(c))
		return c
	}
	t.Run("FHIR-16 as it was sent", func(t *testing.T) {
		b, _ := sentGoal(t, fhirtest.Config{UpdateCreate: true})
		quiet(t, b)
	})
	t.Run("FHIR-16 a new version that says the same, and a note of theirs", func(t *testing.T) {
		b, id := sentGoal(t, fhirtest.Config{UpdateCreate: true})
		b.replaced(t, "Goal", id, `"lifecycleStatus"`, `"note":[{"text":"a note of theirs"}],"lifecycleStatus"`)
		require.NotEmpty(t, quiet(t, b).ETag)
	})
	t.Run("FHIR-16 the record has moved on here: that is no change of theirs", func(t *testing.T) {
		b, _ := sentGoal(t, fhirtest.Config{UpdateCreate: true})
		b.Records = moved(t, b.Records.(exchange.Loaded))
		c := quiet(t, b)
		require.Greater(t, c.Rev, c.Sent)
	})
	t.Run("FHIR-16 both moved on: what differs may be of our making, and the revisions say so", func(t *testing.T) {
		b, id := sentGoal(t, fhirtest.Config{UpdateCreate: true})
		b.replaced(t, "Goal", id, "get back to the allotment", "get back to the garden")
		b.Records = moved(t, b.Records.(exchange.Loaded))
		c, err := b.changedThere(t, theGoal)
		require.NoError(t, err)
		require.Contains(t, told(c), "changed /description of person")
		require.Contains(t, told(c), "changed /lifecycleStatus of person")
		require.Greater(t, c.Rev, c.Sent)
	})
	t.Run("FHIR-16 looked at, and looked at again after one more change", func(t *testing.T) {
		b, id := sentGoal(t, fhirtest.Config{UpdateCreate: true})
		b.replaced(t, "Goal", id, "get back to the allotment", "get back to the garden")
		require.NoError(t, b.Seen(t.Context(), b.client.Reader(), theGoal))
		quiet(t, b)
		b.replaced(t, "Goal", id, "garden", "greenhouse")
		quiet(t, b, "changed /description of person", "changed /text of narrative")
	})
	t.Run("FHIR-16 both say the same by now", func(t *testing.T) {
		b, id := sentGoal(t, fhirtest.Config{UpdateCreate: true})
		want := itemOf(t, newMoved(t), "goal/g-1").Body
		require.NoError(t, b.epr.Edit("Goal", id, func([]byte) []byte { return bytes.Clone(want) }))
		b.Records = moved(t, b.Records.(exchange.Loaded))
		quiet(t, b)
	})
	t.Run("FHIR-16 a ledger that forgot: it cannot be said who changed what, and Sent says so", func(t *testing.T) {
		b, id := sentGoal(t, fhirtest.Config{UpdateCreate: true})
		b.replaced(t, "Goal", id, "get back to the allotment", "get back to the garden")
		b.forget()
		require.Zero(t, quiet(t, b, "changed /description of person", "changed /text of narrative").Sent)
	})
	t.Run("FHIR-16 it does not say when it was changed", func(t *testing.T) {
		b, id := sentGoal(t, fhirtest.Config{UpdateCreate: true})
		for _, when := range []string{``, `,"lastUpdated":"yesterday"`, `,"lastUpdated":7`} {
			body := b.stoodBytes(t, "Goal", id)
			d, err := fhir.ParseDocument(body)
			require.NoError(t, err)
			meta, _ := d.Get(fhir.Field("meta"))
			bare := bytes.Replace(body, meta, []byte(`{"versionId":"1"`+when+`}`), 1)
			b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
				if strings.HasSuffix(r.URL.Path, "/Goal/"+id) {
					return &fhirtest.Fault{Status: 200, Body: string(bare), ContentType: "application/fhir+json"}
				}
				return nil
			})
			c, err := b.ChangedThere(t.Context(), b.client.Reader(), theGoal)
			require.NoError(t, err)
			require.Equal(t, time.Time{}, c.LastUpdated)
			require.Equal(t, `W/"1"`, c.ETag)
		}
	})
}

func TestThereIsNothingToCompare(t *testing.T) {
	for name, c := range map[string]struct {
		change func(t *testing.T, b *bench, id string)
		want   error
	}{
		"FHIR-16 it was removed there": {func(t *testing.T, b *bench, id string) { require.NoError(t, b.epr.Delete("Goal", id)) }, exchange.ErrRemovedThere},
		"FHIR-16 somebody else's id took it": {func(t *testing.T, b *bench, id string) {
			b.replaced(t, "Goal", id, `"value":"g-1"`, `"value":"x-9"`)
		}, exchange.ErrNotOurs},
		"FHIR-16 there are several": {func(t *testing.T, b *bench, id string) {
			body := b.stoodBytes(t, "Goal", id)
			require.NoError(t, b.epr.Seed(bytes.ReplaceAll(body, []byte(id), []byte("copy-1")), bytes.ReplaceAll(body, []byte(id), []byte("copy-2"))))
			require.NoError(t, b.Ledger.Settle(t.Context(), "epr", exchange.Settled{Link: exchange.Link{Name: theGoal, ID: "moved-away", Rev: 99}, Did: exchange.Update}))
		}, peer.ErrDuplicate},
		"FHIR-18 it may mean something else": {func(t *testing.T, b *bench, id string) {
			b.replaced(t, "Goal", id, "get back to the allotment", "never")
			b.replaced(t, "Goal", id, `"lifecycleStatus"`, `"modifierExtension":[{"url":"https://pilot.example/not","valueBoolean":true}],"lifecycleStatus"`)
		}, fhir.ErrUnmappable},
		"FHIR-18 it is to be read by other rules": {func(t *testing.T, b *bench, id string) {
			b.replaced(t, "Goal", id, "get back to the allotment", "never")
			b.replaced(t, "Goal", id, `"lifecycleStatus"`, `"implicitRules":"https://pilot.example/rules","lifecycleStatus"`)
		}, fhir.ErrUnmappable},
		"REC-50, H25 it may not go any more": {func(t *testing.T, b *bench, id string) {
			b.replaced(t, "Goal", id, "get back to the allotment", "never")
			b.Consents = func(context.Context, peer.PersonID) ([]peer.Consent, error) {
				return []peer.Consent{{ID: "no-1", Person: "aled", Scope: peer.ShareGoals, Purpose: peer.ForRecord, Given: peer.No, From: time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC)}}, nil
			}
		}, peer.ErrConsentRequired},
		"FHIR-16 the record is not here": {func(_ *testing.T, b *bench, _ string) { b.Records = exchange.Loaded{} }, peer.ErrRequired},
		"FHIR-20 the client may not read it": {func(_ *testing.T, b *bench, id string) {
			b.failRead(id, fhirtest.Fault{Status: 403})
		}, client.Forbidden},
		"FHIR-20 it is busy": {func(_ *testing.T, b *bench, id string) { b.failRead(id, fhirtest.Fault{Status: 503}) }, client.ServerFault},
		"FHIR-18 what it answers is no resource": {func(_ *testing.T, b *bench, id string) {
			b.failRead(id, fhirtest.Fault{Status: 200, Body: fhirtest.HTMLPage})
		}, client.NotFHIR},
		"FHIR-20 it says nothing of itself": {func(_ *testing.T, b *bench, _ string) {
			b.failRead("metadata", fhirtest.Fault{Status: 503})
		}, client.ServerFault},
		"FHIR-16 the ledger is down": {func(_ *testing.T, b *bench, _ string) { b.Ledger = downLedger{Ledger: b.Ledger} }, errDown},
	} {
		t.Run(name, func(t *testing.T) {
			b, id := sentGoal(t, fhirtest.Config{UpdateCreate: true})
			c.change(t, b, id)
			out, err := b.changedThere(t, theGoal)
			require.ErrorIs(t, err, c.want)
			require.Empty(t, out.Changes)
			for _, words := range []string{"allotment", "never", "9990001014"} {
				require.NotContains(t, err.Error(), words)
			}
		})
	}
	t.Run("FHIR-16 nothing of it was ever sent", func(t *testing.T) {
		for says, config := range bothKinds {
			_, err := newBench(t, config).changedThere(t, theGoal)
			require.ErrorIs(t, err, exchange.ErrNotThere, says)
		}
	})
	t.Run("REC-44 a service's plan is its owner's", func(t *testing.T) {
		b, _ := sentGoal(t, fhirtest.Config{UpdateCreate: true})
		name := itemOf(t, b.replan(t), "contribution/walk").Name
		_, err := b.changedThere(t, name)
		require.ErrorIs(t, err, peer.ErrPlanOwnership)
	})
	t.Run("FHIR-12 what has no document is not looked for there", func(t *testing.T) {
		b, _ := sentGoal(t, fhirtest.Config{UpdateCreate: true})
		_, err := b.changedThere(t, exchange.Name{Type: "Condition", Record: theGoal.Record})
		require.Error(t, err)
	})
}

// failRead gives a fault to every request whose path ends so.
func (b *bench) failRead(end string, f fhirtest.Fault) {
	b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
		if strings.HasSuffix(r.URL.Path, "/"+end) {
			return &f
		}
		return nil
	})
}

func TestTheirWordsAreNotShownByAccident(t *testing.T) {
	b, id := sentGoal(t, fhirtest.Config{UpdateCreate: true})
	b.replaced(t, "Goal", id, "get back to the allotment", "get back to the garden")
	c, err := b.changedThere(t, theGoal)
	require.NoError(t, err)
	var logged bytes.Buffer
	for _, h := range []slog.Handler{slog.NewJSONHandler(&logged, nil), slog.NewTextHandler(&logged, nil)} {
		slog.New(h).Info("seen", "all", c, "list", c.Changes, "one", c.Changes[0], "theirs", c.Changes[0].Theirs)
	}
	shown := []string{logged.String()}
	type wrapper struct{ inner any }
	for _, v := range []any{c, &c, c.Changes, c.Changes[0], &c.Changes[0], c.Changes[0].Theirs, []any{c}, map[string]any{"c": c}, wrapper{c}, struct{ C exchange.ChangesThere }{c}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			shown = append(shown, fmt.Sprintf(verb, v))
		}
		text, err := json.Marshal(v)
		if _, hides := v.(wrapper); !hides {
			require.Error(t, err, "FHIR-12 %T", v)
		}
		shown = append(shown, string(text))
	}
	for _, s := range shown {
		for _, words := range []string{"garden", "allotment", "67617264656e"} {
			require.NotContains(t, s, words, "FHIR-12")
		}
	}
	require.Equal(t, "Goal of goal/g-1: 2 changed there", c.String())
}
