package exchange_test

import (
	"context"
	"fmt"
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
	"github.com/towpath-care/towpath/safeguard"
)

const ode, paul peer.StaffID = "dr-ode", "paul-renwick"

// safety is the invented organisation's policy about concerns.
func safety(t *testing.T) safeguard.Policy {
	t.Helper()
	file, err := peer.OpenPolicy(fmt.Appendf(nil, `{"schema": 1, "organisation": "A", "version": "2026", "from": "2026-01-01", "example": true, "calendar": {
  "zone": "Europe/London", "workingDays": ["mon","tue","wed","thu","fri"], "hours": {"from": "09:00", "to": "17:00"}, "holidays": [], "until": "2026-12-31"}, "safeguard": %s}`, safeguard.ExamplePolicy()), time.LoadLocation)
	require.NoError(t, err)
	p, err := safeguard.PolicyFrom(file)
	require.NoError(t, err)
	return p
}

// worry is a concern about Aled that two were told of, one after the other.
func worry(t *testing.T) safeguard.Concern {
	t.Helper()
	c, _, err := safeguard.NewConcern(safeguard.Raise{ID: "con-1", About: fixtures.Person, Trigger: safeguard.EnvironmentalRisk, NoticedAt: peer.MustMoment("2026-03-09T09:00:00Z")},
		peer.Act{By: peer.ByStaff(fixtures.Worker, ""), At: time.Date(2026, 3, 9, 9, 5, 0, 0, time.UTC), ID: "raise"}, safeguard.Facts{Policy: safety(t)})
	require.NoError(t, err)
	c = onward(t, c, fixtures.Worker, safeguard.Sent{Turn: "1.1", To: ode, Role: safeguard.RoleOnCallClinician, Receipt: "sms-1"})
	return onward(t, c, fixtures.Worker, safeguard.Sent{Turn: "1.2", To: paul, Role: safeguard.RoleDutyManager, Receipt: "sms-2"})
}

func onward(t *testing.T, c safeguard.Concern, by peer.StaffID, step safeguard.ConcernStep) safeguard.Concern {
	t.Helper()
	next, _, err := c.Do(step, peer.Act{By: peer.ByStaff(by, ""), At: time.Date(2026, 3, 9, 9, 5+10*int(c.Rev()), 0, 0, time.UTC), ID: peer.RequestID("c-" + c.Rev().String()), Seen: c.Rev()}, safeguard.Facts{Policy: safety(t)})
	require.NoError(t, err)
	return next
}

// concernBench is a bench whose site writes what concerns feed.
func concernBench(t *testing.T, config fhirtest.Config) *bench {
	t.Helper()
	b := newBench(t, config)
	b.Site = fhir.Site{Tasks: true, Labels: fhir.LabelStatement{By: "information governance", On: peer.MustDate("2026-03-01")}}
	calendar := safety(t).Calendar()
	b.Beside = func(_ context.Context, _ peer.Record, in *fhir.Context) error { in.Calendar = calendar; return nil }
	b.Records = exchange.Loaded{worry(t)}
	return b
}

// partsOf are what a plan does with each part of a record's documents of a type.
func partsOf(p exchange.Plan, typ string) map[string]exchange.Do {
	out := map[string]exchange.Do{}
	for _, i := range p.Items {
		if i.Name.Type == typ {
			out[i.Name.Part] = i.Do
		}
	}
	return out
}

func TestTheHopsOfAConcern(t *testing.T) {
	for name, config := range bothKinds {
		t.Run("FHIR-14, FHIR-16 "+name+": each is named, each is created, and a second run writes nothing", func(t *testing.T) {
			b := concernBench(t, config)
			p := b.plan(t)
			require.Equal(t, map[string]exchange.Do{"1-1": exchange.Create, "1-2": exchange.Create}, partsOf(p, "Task"), "%v", p.Items[0].Why)
			require.Equal(t, 2, b.apply(t, saved(t, p)).Writes())
			require.Len(t, b.epr.IDs("Task"), 2)
			require.Zero(t, b.plan(t).Writes())
			b.forget()
			require.Equal(t, map[exchange.Do]int{exchange.Leave: 2}, b.plan(t).Counts())
		})
		t.Run("FHIR-14, FHIR-16 "+name+": who takes it on changes the parts that it is about, each once", func(t *testing.T) {
			b := concernBench(t, config)
			b.apply(t, b.plan(t))
			taken := onward(t, b.Records.(exchange.Loaded)[0].(safeguard.Concern), paul, safeguard.Acknowledge{Next: peer.Say("ring the landlord"), Until: peer.MustMoment("2026-03-10T12:00:00Z")})
			b.Records = exchange.Loaded{taken}
			p := b.plan(t)
			require.Equal(t, exchange.Update, partsOf(p, "Task")["1-2"])
			b.apply(t, p)
			require.Zero(t, b.plan(t).Writes())
			b.forget()
			require.Zero(t, b.plan(t).Writes(), "a reference that has a place by now is no difference")
			for _, id := range b.epr.IDs("Task") {
				body, _ := b.epr.Bytes("Task", id)
				require.NotContains(t, string(body), "landlord")
			}
		})
	}
	t.Run("FHIR-17 what somebody notes beside a Task stands, byte for byte", func(t *testing.T) {
		b := concernBench(t, fhirtest.Config{UpdateCreate: true})
		b.apply(t, b.plan(t))
		const theirs = `{ "text" : "landlord rung, 4.10" }`
		for _, id := range b.epr.IDs("Task") {
			b.replaced(t, "Task", id, `"note":[`, `"note":[`+theirs+`,`)
		}
		b.forget()
		require.Zero(t, b.plan(t).Writes(), "a note of theirs is no difference")
		b.Records = exchange.Loaded{onward(t, b.Records.(exchange.Loaded)[0].(safeguard.Concern), paul, safeguard.Acknowledge{Next: peer.Say("next"), Until: peer.MustMoment("2026-03-10T12:00:00Z")})}
		require.Positive(t, b.apply(t, b.plan(t)).Writes())
		for _, id := range b.epr.IDs("Task") {
			body, _ := b.epr.Bytes("Task", id)
			require.Equal(t, 1, strings.Count(string(body), theirs))
		}
	})
	t.Run("FHIR-16 a concern that cannot be read is held by its kind, and its parts go once it can", func(t *testing.T) {
		b := concernBench(t, fhirtest.Config{UpdateCreate: true})
		whole := b.Records.(exchange.Loaded)
		b.Records = broken{whole, whole[0].Ref(), peer.Fault(peer.Rule{Row: "FHIR-16", Code: peer.ErrNewerSchema}, "", "It is known.", "Update.")}
		p := b.plan(t)
		require.Equal(t, map[string]exchange.Do{"": exchange.Hold}, partsOf(p, "Task"))
		b.Records = whole
		p = b.plan(t)
		require.Equal(t, map[string]exchange.Do{"": exchange.Keep, "1-1": exchange.Create, "1-2": exchange.Create}, partsOf(p, "Task"))
		require.Equal(t, 2, b.apply(t, p).Writes())
		require.Empty(t, all(t, b.Ledger.Parked(t.Context(), "epr")))
	})
}

// stated is a contact beside which Aled put these words.
func stated(t *testing.T, records []peer.Record, contact string, words ...string) exchange.Loaded {
	t.Helper()
	out := exchange.Loaded{}
	for _, r := range records {
		if c, ok := r.(peer.Contact); ok && c.Ref().ID == contact {
			for _, w := range words {
				next, _, err := c.Do(peer.AddStatement{Words: peer.Words{Text: peer.Say(w), By: peer.ByPerson(fixtures.Person), How: peer.Said}}, byAled(c.Rev()), peer.ContactFacts{})
				require.NoError(t, err)
				c = next
			}
			r = c
		}
		out = append(out, r)
	}
	return out
}

func statementBench(t *testing.T, config fhirtest.Config) *bench {
	b := newBench(t, config)
	b.Site.Messages = true
	b.Consents = yesTo(peer.ShareContacts, peer.ShareGoals)
	b.Records = stated(t, b.Records.(exchange.Loaded), "c-1", "it was I who asked", "and we laughed")
	return b
}

func TestTheStatementsOfAContact(t *testing.T) {
	for name, config := range bothKinds {
		t.Run("PEER-47, FHIR-16 "+name+": each is named, each is created, and a second run writes nothing", func(t *testing.T) {
			b := statementBench(t, config)
			p := b.plan(t)
			require.Equal(t, map[string]exchange.Do{"1": exchange.Create, "2": exchange.Create}, partsOf(p, "Communication"))
			require.Equal(t, 8, b.apply(t, p).Writes())
			require.Zero(t, b.plan(t).Writes())
			b.forget()
			require.Zero(t, b.plan(t).Writes())
		})
		t.Run("PEER-47, FHIR-16 "+name+": one more is one write more", func(t *testing.T) {
			b := statementBench(t, config)
			b.apply(t, b.plan(t))
			b.Records = stated(t, b.Records.(exchange.Loaded), "c-1", "it still helps")
			p := b.plan(t)
			require.Equal(t, map[string]exchange.Do{"1": exchange.Leave, "2": exchange.Leave, "3": exchange.Create}, partsOf(p, "Communication"))
			require.Equal(t, 1, b.apply(t, p).Writes())
			require.Zero(t, b.plan(t).Writes())
		})
	}
	t.Run("PEER-47, H25 without their yes they stay, and the contact goes", func(t *testing.T) {
		b := statementBench(t, fhirtest.Config{UpdateCreate: true})
		b.Consents = nil
		p := b.plan(t)
		require.Equal(t, map[string]exchange.Do{"1": exchange.Keep, "2": exchange.Keep}, partsOf(p, "Communication"))
		require.Equal(t, 6, b.apply(t, p).Writes())
	})
}

func TestReferencesToDocumentsOfOurs(t *testing.T) {
	about := func(t *testing.T, b *bench) (reference, identifier string) {
		for _, id := range b.epr.IDs("Communication") {
			to := b.stood(t, "Communication", id)["about"].([]any)[0].(map[string]any)
			reference, _ = to["reference"].(string)
			identifier, _ = to["identifier"].(map[string]any)["value"].(string)
		}
		return reference, identifier
	}
	t.Run("FHIR-16 ids chosen by us: the place is there from the first", func(t *testing.T) {
		b := statementBench(t, fhirtest.Config{UpdateCreate: true})
		r := b.apply(t, b.plan(t))
		reference, identifier := about(t, b)
		require.Equal(t, "Encounter/"+resultOf(t, r, "contact/c-1").ID, reference)
		require.Equal(t, "c-1", identifier)
	})
	t.Run("FHIR-16 ids chosen by the server: by our identifier, and a place that is known by now makes no write", func(t *testing.T) {
		b := statementBench(t, fhirtest.Config{})
		b.apply(t, b.plan(t))
		reference, identifier := about(t, b)
		require.Empty(t, reference)
		require.Equal(t, "c-1", identifier)
		for _, n := range all(t, b.Ledger.Dirty(t.Context(), "epr")) {
			require.NotEqual(t, "Communication", n.Name.Type)
		}
		name := exchange.Name{Type: "Communication", Record: peer.Ref{Kind: peer.KindContact, ID: "c-1"}, Part: "1"}
		require.NoError(t, b.Ledger.MarkDirty(t.Context(), "epr", exchange.Wanted{Name: name, Rev: 99}))
		p := b.plan(t)
		require.Equal(t, exchange.Leave, partsOf(p, "Communication")["1"])
		require.NotEmpty(t, itemNamed(t, p, name).Stands[0].ID, "it is known by now")
		require.Zero(t, p.Writes())
	})
	t.Run("FHIR-16 ids chosen by the server: the next update brings the place", func(t *testing.T) {
		goal := shared(t, "g-9")
		b := planBench(t, fhirtest.Config{}, goal)
		id := resultOf(t, b.apply(t, b.plan(t)), thePlan).ID
		at := func() any { return b.stood(t, "CarePlan", id)["goal"].([]any)[0].(map[string]any)["reference"] }
		require.Nil(t, at())
		c := coping(t, "co-1", "ring somebody")
		b.put(c, ownPlan(t, goal, c))
		b.apply(t, b.plan(t))
		require.Contains(t, at(), "Goal/")
		require.Zero(t, b.plan(t).Writes())
	})
}

func itemNamed(t *testing.T, p exchange.Plan, name exchange.Name) exchange.Item {
	t.Helper()
	for _, i := range p.Items {
		if i.Name == name {
			return i
		}
	}
	require.Fail(t, "no item", name.String())
	return exchange.Item{}
}

// seen are the records with a contact that a professional has looked at.
func seen(t *testing.T, records exchange.Loaded) exchange.Loaded {
	t.Helper()
	out := exchange.Loaded{}
	for _, r := range records {
		if c, ok := r.(peer.Contact); ok && c.Ref().ID == "c-1" {
			file, err := fixtures.PolicyFile()
			require.NoError(t, err)
			policy, err := peer.PolicyFrom(file)
			require.NoError(t, err)
			next, _, err := c.Do(peer.ValidateEntry{}, peer.Act{By: peer.ByStaff(fixtures.CareLead, peer.RoleCareCoordinator), At: time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC), ID: "seen", Seen: c.Rev()},
				peer.ContactFacts{Policy: policy, Professionals: []peer.StaffID{fixtures.CareLead}})
			require.NoError(t, err)
			r = next
		}
		out = append(out, r)
	}
	return out
}

func TestProvenance(t *testing.T) {
	with := func(t *testing.T, config fhirtest.Config) *bench {
		b := newBench(t, config)
		b.Site.Provenance = true
		known := b.People.(people)
		known.staff[fixtures.CareLead] = fhir.Reference{Reference: "Practitioner/kay-orr"}
		b.Records = seen(t, b.Records.(exchange.Loaded))
		return b
	}
	// otherwise are the requests that ask for one other than by its id.
	otherwise := func(b *bench) (n int) {
		for _, r := range b.epr.Log() {
			if r.Type == "Provenance" && (r.Method == http.MethodPost || !strings.Contains(strings.Trim(r.Path, "/"), "/")) {
				n++
			}
		}
		return n
	}
	t.Run("FHIR-22, FHIR-16 where the server takes ids of ours: created once, never looked for by an identifier", func(t *testing.T) {
		b := with(t, fhirtest.Config{UpdateCreate: true})
		r := b.apply(t, b.plan(t))
		require.Len(t, b.epr.IDs("Provenance"), 1, "%v", r)
		require.Zero(t, b.plan(t).Writes())
		b.forget()
		require.Zero(t, b.plan(t).Writes(), "found by its id")
		require.Zero(t, otherwise(b))
	})
	t.Run("FHIR-22, FHIR-16 where it does not: nothing is created, and it says what would be needed", func(t *testing.T) {
		b := with(t, fhirtest.Config{})
		p := b.plan(t)
		i := itemNamed(t, p, exchange.Name{Type: "Provenance", Record: peer.Ref{Kind: peer.KindContact, ID: "c-1"}})
		requireReason(t, i.Why, "server-says-no", "The record system can create a resource once and not twice.", "It has to offer update-as-create for Provenance.")
		b.apply(t, p)
		require.Empty(t, b.epr.IDs("Provenance"))
		require.Zero(t, otherwise(b))
	})
	t.Run("FHIR-22, FHIR-16 an answer that was lost is looked for by the id", func(t *testing.T) {
		b := with(t, fhirtest.Config{UpdateCreate: true})
		p := b.plan(t)
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if isWrite(r) && strings.Contains(r.URL.Path, "/Provenance/") {
				return &fhirtest.Fault{Late: true, Drop: true}
			}
			return nil
		})
		r := b.apply(t, p)
		b.epr.Fail(nil)
		require.Zero(t, r.Counts()[exchange.Hold])
		require.Zero(t, otherwise(b))
	})
}
