package peer_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

var contactReaders = steptest.Readers{At: "2026-03-10T11:00Z", Lines: peer.Lines{LineManager: hannah, Supervisor: iris},
	Who: map[string]peer.Actor{"aled": byAled, "jess": byJess, "hannah": byHannah, "kay": byKay, "rowan": peer.ByStaff(rowan, peer.RolePeerWorker),
		"megan": byMegan, "beatriz": peer.ByPerson(beatriz), "two": {Person: aled, Staff: jess}}}

// toldAll is a contact with everything in it that there is to see.
func toldAll(t testing.TB, together peer.Production) peer.Contact {
	t.Helper()
	b := contactBench
	p := theWhole()
	p.What.Production, p.What.Lone, p.What.LonePlan = together, true, "lone-1"
	if together == peer.NotCoProduced {
		p.What.NotTogether = peer.NotSafe
	}
	r := b.Done(t, peer.Contact{}, p, byJess)
	for _, step := range []struct {
		step peer.ContactStep
		by   peer.Actor
	}{{theQuery(), byKay}, {peer.AddStatement{Words: own("it was I who asked")}, byAled}, {peer.SayTakenFromIt{Words: own("I can ask")}, byAled}, {theInformation(), byJess}} {
		r = b.Done(t, r, step.step, step.by)
	}
	return r
}

func TestContactReading(t *testing.T) {
	c, apart, l := toldAll(t, peer.CoProduced), toldAll(t, peer.NotCoProduced), contactReaders
	care := []string{"hannah direct-care", "kay direct-care", "rowan direct-care"}
	shares := func(purpose peer.Purpose) peer.Consent {
		return peer.Consent{ID: "k-1", Person: aled, Scope: peer.ShareContacts, Purpose: purpose, Given: peer.Yes, From: on("2026-01-01T00:00Z")}
	}
	t.Run("PEER-57 the fact is for the two, the team and the record", func(t *testing.T) {
		l.See(t, c, "fact", "", "PEER-57 consent-required", append(care, "aled", "aled care-record", "jess", "jess care-record",
			"hannah supervision", "kay supervision", "rowan supervision", "hannah care-record", "kay care-record", "rowan care-record")...)
	})
	t.Run("PEER-47, PEER-57 the entry and the person's words go together", func(t *testing.T) {
		who := append(care, "aled", "aled care-record", "jess", "jess care-record", "hannah", "hannah care-record")
		l.See(t, c, "entry", "allotment office", "PEER-57 consent-required", who...)
		l.See(t, c, "statements", "it was I who asked", "PEER-47 consent-required", who...)
		for _, part := range []string{"entry", "statements"} {
			require.False(t, c.Sees(part, l.Reading(byKay, peer.ForRecord)))
			require.True(t, c.Sees(part, l.Reading(byKay, peer.ForRecord, shares(peer.ForRecord))), "on the person's yes they go to the record")
			require.False(t, c.Sees(part, l.Reading(byKay, peer.ForRecord, shares(peer.ForCare))))
		}
	})
	t.Run("PEER-48 a question is for the worker and whoever asked; the person sees it where they made the record together", func(t *testing.T) {
		l.See(t, c, "query", "which office", "PEER-48 not-authorised", "aled", "jess", "hannah", "kay")
		l.See(t, apart, "query", "which office", "PEER-48 not-authorised", "jess", "hannah", "kay")
	})
	t.Run("PEER-35, PEER-23 what they took from it, and what was given, is for the two", func(t *testing.T) {
		l.See(t, c, "learned", "I can ask", "PEER-35 consent-required", "aled", "jess")
		l.See(t, c, "given", "Allotments in Tamarside", "PEER-23 consent-required", "aled", "jess")
	})
	t.Run("PEER-43, H08 what was said in distress is for the two, and for others on the person's yes; never for the record", func(t *testing.T) {
		l.See(t, c, "distress", "it all came up again", "PEER-43 consent-required", "aled", "jess")
		require.True(t, c.Sees("distress", l.Reading(byKay, peer.ForCare, shares(peer.ForCare))))
		require.False(t, c.Sees("distress", l.Reading(byKay, peer.ForRecord, shares(peer.ForRecord))))
		require.False(t, c.Sees("distress", l.Reading(byMegan, peer.ForCare, shares(peer.ForCare))))
		l.See(t, c, "further", "talked-through", "PEER-43 not-authorised", append(care, "jess", "jess care-record", "hannah", "hannah care-record")...)
	})
	t.Run("PEER-49, PEER-16, PEER-26 what it said before, what was noticed, and how the worker was looked after", func(t *testing.T) {
		line := []string{"jess", "jess care-record", "hannah", "hannah care-record"}
		l.See(t, c, "corrections", "", "PEER-49 consent-required", append(line, "aled", "aled care-record")...)
		l.See(t, c, "marks", "", "PEER-16 not-authorised", line...)
		l.See(t, c, "workers", "lone-1", "PEER-26 not-authorised", line...)
	})
	t.Run("PEER-48 what nobody has looked at yet is to be seen as such", func(t *testing.T) {
		s := tellEntry(t)
		for state, r := range map[string]peer.Contact{"draft": s.draft, "written": s.written, "awaiting-validation": s.awaiting, "queried": s.queried, "validated": s.seen} {
			shown := shownTo(t, r, byKay)
			require.Contains(t, shown, `"state":"`+state+`"`)
			require.Equal(t, state == "validated", strings.Contains(shown, `"seen":{"by":"kay-orr"`))
		}
	})
	t.Run("H08, H26 a page for the person does not say that the worker was alone, nor why it was not made together, nor that a question is open", func(t *testing.T) {
		r := contactBench.Done(t, apart, theCorrection(), byJess)
		shown := shownTo(t, r, byAled)
		for _, word := range []string{`"lone`, "not-safe", "further", "forSafety", "talked-through", "marks\":", "mended"} {
			require.NotContains(t, withoutLeftOut(t, shown), word)
		}
		require.Contains(t, shown, "it all came up again", "it does hold their own words")
	})
}

// shownTo is what somebody is shown who reads for direct care.
func shownTo(t *testing.T, r peer.Contact, by peer.Actor) string {
	t.Helper()
	v, err := r.View(contactReaders.Reading(by, peer.ForCare))
	require.NoError(t, err)
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return string(b)
}

// withoutLeftOut is a view without the names of what was left out.
func withoutLeftOut(t *testing.T, shown string) string {
	t.Helper()
	var doc struct {
		Parts json.RawMessage `json:"parts"`
	}
	require.NoError(t, json.Unmarshal([]byte(shown), &doc))
	return string(doc.Parts)
}
