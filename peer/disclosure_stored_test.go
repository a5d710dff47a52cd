package peer_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

func TestDisclosureReading(t *testing.T) {
	const rule = "PEER-57 not-authorised"
	logged := disclosureRecords(t)[peer.DisclosureLogged]
	t.Run("H11, H26 what went for safety the person reads from the day they were told", func(t *testing.T) {
		consentReaders.See(t, logged, "disclosure", "garden", rule, "jess", "hannah")
		for answer, told := range map[peer.ToldPerson]bool{peer.NotYetTold: false, peer.NotSafeToTell: false, peer.ToldThem: true} {
			d := disclosureBench.Done(t, logged, peer.SayPersonTold{Answer: answer}, byJess)
			if told {
				consentReaders.See(t, d, "disclosure", "garden", rule, "aled", "jess", "hannah")
			} else {
				consentReaders.See(t, d, "disclosure", "garden", rule, "jess", "hannah")
			}
		}
	})
	t.Run("H26 before that nothing in it tells them of a concern", func(t *testing.T) {
		v, err := logged.View(consentReaders.Reading(byAled, peer.ForSupport))
		require.NoError(t, err)
		b, err := json.Marshal(v)
		require.NoError(t, err)
		for _, word := range []string{"c-1", "safeguarding", "concern", "logged", "crisis"} {
			require.NotContains(t, string(b), word)
		}
	})
	t.Run("PEER-35, PEER-57 what went on their yes they read", func(t *testing.T) {
		consentReaders.See(t, disclosureBench.Done(t, peer.Disclosure{}, disclose(factOfIt), byJess), "disclosure", "garden", rule, "aled", "jess", "hannah")
	})
}

// disclosureForm answers a form about one disclosure.
func disclosureForm(draw steptest.Draw, now time.Time) steptest.Give {
	return func(path string, f peer.Field) any {
		switch path {
		case "/id":
			return steptest.Mostly(draw, "d1", "", "x y")
		case "/worker":
			return steptest.Mostly(draw, "w4", "w5")
		case "/what":
			what := map[string]any{"person": "p1", "scope": steptest.OneOf(draw, "plan", "contacts"), "purpose": "direct-care", "with": map[string]any{"kind": "service", "id": "crisis-team"}}
			for name, v := range map[string]any{"basis": steptest.OneOf(draw, "consent", "direct-care", "safeguarding", "legal-duty"), "because": "the garden gate", "concern": "c-1"} {
				if draw(5) > 0 {
					what[name] = v
				}
			}
			return what
		case "/went":
			return now.Add(time.Duration(draw(9)-8) * time.Hour).Format(time.RFC3339)
		case "/lookAgain":
			return steptest.OneOf[any](draw, steptest.Absent, now.AddDate(0, 0, draw(20)).Format(time.DateOnly))
		case "/words":
			return steptest.Mostly(draw, map[string]any{"text": "garden", "by": map[string]any{"person": "p1"}}, map[string]any{"text": "garden"})
		}
		if f.Kind == peer.FieldChoice {
			return steptest.OneOf(draw, f.Options...)
		}
		return nil
	}
}

func TestDisclosureHistories(t *testing.T) {
	disclosureBench.Histories(t, disclosureForm, func(t require.TestingT, d peer.Disclosure, c peer.Change) {
		what := d.What()
		if c.Do == "disclose" {
			require.Empty(t, d.Marks())
			require.True(t, what.Basis != "" && (what.Basis != peer.BasisSafeguarding || what.Concern != "" || what.Signal != ""))
			require.Equal(t, what.Basis == peer.BasisConsent, d.Consent() != "")
		}
		if d.Owed() {
			require.False(t, d.Sees("disclosure", consentReaders.Reading(byAled, peer.ForSupport)))
		}
		require.False(t, d.Sees("disclosure", consentReaders.Reading(byJess, peer.ForRecord)))
	})
}

func TestDisclosureStored(t *testing.T) {
	records := disclosureRecords(t)
	disclosureBench.Goldens(t, records)
	all := map[peer.Status]peer.Disclosure{
		"told":     disclosureBench.Done(t, records[peer.DisclosureLogged], peer.SayPersonTold{Answer: peer.ToldThem}, byJess),
		"not-safe": disclosureBench.Done(t, records[peer.DisclosureLogged], peer.SayPersonTold{Answer: peer.NotSafeToTell}, byJess),
		"side":     disclosureBench.Done(t, records[peer.DisclosureLogged], peer.AddMySide{Words: steptest.Own(byAled, "the garden was mine")}, byAled),
		"on-a-yes": disclosureBench.Done(t, peer.Disclosure{}, disclose(planOnYes), byJess),
		"marked":   disclosureBench.Done(t, peer.Disclosure{}, logIt(forSafety, func(d *peer.Disclosed) { d.Concern, d.Because = "", peer.Private{} }), byJess),
	}
	for status, d := range records {
		all[status] = d
	}
	disclosureBench.Unreadable(t, "garden", all, []steptest.Hostile{
		{Of: "logged", Path: "/went", Value: "2026-05-04T10:00:01Z", Heard: "/went"},
		{Of: "logged", Path: "/consent", Value: "k1", Heard: "/consent"},
		{Of: "logged", Path: "/told", Value: map[string]any{"by": map[string]any{"staff": "w4"}}, Heard: "/told"},
		{Of: "told", Path: "/told/answer", Value: "perhaps", Heard: "/told/answer"},
		{Of: "told", Path: "/told/by", Heard: "/told"},
		{Of: "told", Path: "/told/at", Heard: "/told"},
		{Of: "told", Path: "/told/lookAgain", Value: "2026-05-12", Heard: "/told/lookAgain"},
		{Of: "not-safe", Path: "/told/lookAgain", Heard: "/told/lookAgain"},
		{Of: "not-safe", Path: "/told/lookAgain", Value: "2026", Heard: "/told/lookAgain"},
		{Of: "side", Path: "/side/by", Value: map[string]any{"staff": "w4"}, Heard: "/side"},
		{Of: "side", Path: "/side/text", Value: "", Heard: "/side"},
		{Of: "side", Path: "/what/person", Value: "p6", Heard: "/side"},
		{Of: "entered-in-error", Path: "/error", Heard: "/error"},
		{Of: "logged", Path: "/error", Value: "no", Heard: "/error"},
		{Of: "marked", Path: "/marks/0", Value: "his-fault", Heard: "/marks/0"},
		{Of: "logged", Path: "/what/basis", Value: "because", Heard: "/what/basis"},
		{Of: "logged", Path: "/what/scope", Heard: "/what/scope"},
		{Of: "logged", Path: "/what/with/kind", Value: "everybody", Heard: "/what/with/kind"},
		{Of: "logged", Path: "/worker", Heard: "/worker"},
		{Of: "logged", Path: "/logged", Heard: "/logged"},
	})
	require.True(t, slices.Equal(all["marked"].Marks(), []peer.DisclosureMark{peer.MarkNoConcern, peer.MarkNoReason}))
}
