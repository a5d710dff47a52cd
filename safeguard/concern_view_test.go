package safeguard_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

var concernParts = []string{"concern", "handling", "story", "log", "outcome"}

func TestConcernViews(t *testing.T) {
	s := tellConcern(t)
	ofPerson := raise(t, safeguard.Raise{ID: "c2", About: sian}, bySian, "2026-03-13T17:42Z")
	ofCarer := raise(t, safeguard.Raise{ID: "c3", About: sian}, byMegan, "2026-03-13T17:42Z")
	consent := []peer.Consent{{ID: "c", Person: sian, Scope: peer.ShareContacts, Purpose: peer.ForCare, Given: peer.Yes, From: on("2026-01-01T00:00Z")}}
	for _, c := range []struct {
		name string
		p    *path
		by   peer.Actor
		sees string
	}{
		{"SAFE-18, H08, H09 the person never sees it on a page", s.resolved, bySian, ""},
		{"SAFE-18, H09 the person who raised it neither", ofPerson, bySian, ""},
		{"SAFE-18 a carer who raised it neither", ofCarer, byMegan, ""},
		{"SAFE-18 whoever raised it sees all but who was told", s.resolved, byJess, "concern handling story outcome"},
		{"SAFE-18 somebody who was told sees everything", s.resolved, byOde, "concern handling story log outcome"},
		{"SAFE-18 somebody who was brought in too", s.acknowledged, byInes, "concern handling story log outcome"},
		{"SAFE-18 nobody else on the staff, whatever they say they are", s.resolved, peer.ByStaff(rowan, safeguard.RoleSafeguardingLead), ""},
		{"SAFE-18 a manager who was not told", s.resolved, byHannah, ""},
		{"SAFE-03, H04 whom it is about", s.resolved, peer.ByStaff("her-son-works-here", ""), ""},
		{"SAFE-18 another person", s.resolved, peer.ByPerson(beatriz), ""},
		{"SAFE-18 a carer", s.resolved, byMegan, ""},
		{"SAFE-18 two at once", s.resolved, peer.Actor{Staff: ode, Person: sian}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, purpose := range []peer.Purpose{"", peer.ForSupport, peer.ForCare, peer.ForSupervision, peer.ForRecord} {
				by := peer.Reading{By: c.by, Purpose: purpose, Consents: consent, At: on("2026-03-17T10:00Z"), Lines: peer.Lines{}}
				v, err := c.p.concern.View(by)
				require.NoError(t, err)
				want := strings.Fields(c.sees)
				if purpose == peer.ForRecord {
					want = nil // nothing of it is for the care record
				}
				var seen []string
				for _, part := range concernParts {
					require.Equal(t, v.Sees(part), c.p.concern.Sees(part, by))
					if v.Sees(part) {
						seen = append(seen, part)
					}
				}
				require.Equal(t, strings.Join(want, " "), strings.Join(seen, " "), purpose)
				require.Len(t, v.LeftOut, len(concernParts)-len(want))
				b, err := json.Marshal(v)
				require.NoError(t, err)
				require.Equal(t, len(want) > 0, strings.Contains(string(b), `"status"`), "to others it does not even tell where it stands")
			}
		})
	}
	t.Run("SAFE-03, H04 whoever comes onto the list reads it no more", func(t *testing.T) {
		p := s.notified.copyOf()
		require.True(t, p.concern.Sees("story", peer.Reading{By: byOde}))
		p.then(byJess, safeguard.SayMore{NotTo: safeguard.NotTo{Linked: []peer.StaffID{ode}}})
		require.False(t, p.concern.Sees("concern", peer.Reading{By: byOde}))
	})
}

func TestConcernMinimal(t *testing.T) {
	t.Run("SAFE-18 the least: short, with how the person may be reached and what they want", func(t *testing.T) {
		r := theDisclosure()
		r.Text = unsigned(strings.Repeat("ŵ", 281))
		m := raise(t, r, byJess, "2026-03-13T17:42Z").concern.Minimal()
		require.Equal(t, []any{safeguard.AbuseDisclosure, safeguard.Immediate, "2026-03-13T17:40:00.000Z", "2026-03-13T17:42:00.000Z", safeguard.AtHome, sian, safeguard.ContactHow, "by telephone, in the morning only", "do not tell my son", jess, strings.Repeat("ŵ", 280), true},
			[]any{m.Trigger, m.Urgency, m.Noticed, m.Received, m.Where, m.About, m.Contact, m.How.Reveal(), m.Wants.Reveal(), m.Raiser.Staff, m.Text.Reveal(), m.More})
		b, err := safeguard.EncodeConcernStep(safeguard.Raise{})
		require.NoError(t, err)
		require.NotEmpty(t, b)
	})
	t.Run("SAFE-18 what is whole says that there is no more", func(t *testing.T) {
		r := safeguard.Raise{ID: "c2", Trigger: safeguard.Accident, Text: unsigned("a fall")}
		require.False(t, raise(t, r, byJess, "2026-03-13T17:42Z").concern.Minimal().More)
		r.Where = "behind the shop"
		require.True(t, raise(t, r, byJess, "2026-03-13T17:42Z").concern.Minimal().More, "something stands beside")
	})
	t.Run("SAFE-18 what was said is in nothing but the story", func(t *testing.T) {
		const said = "CANARY-DISC-3X"
		r := theDisclosure()
		r.Disclosure.Quoted, r.Disclosure.Children = unsigned(said), peer.Yes
		p := raise(t, r, byJess, "2026-03-13T17:42Z")
		_, _, err := p.concern.Do(theClosing(), act(byJess, "2026-03-13T18:00Z", "r", p.concern), p.facts)
		require.Error(t, err)
		steptest.Silent(t, said, p.concern, p.last(), err, p.concern.Minimal(), p.concern.Handling(), p.concern.Disclosure(), r, safeguard.Escalate(p.concern, safeguard.World{Roster: p.facts.Roster}, on("2026-03-13T18:00Z")))
		b, err := json.Marshal(p.last())
		require.NoError(t, err)
		require.NotContains(t, string(b), said)
		for _, made := range p.last().Made {
			require.NotContains(t, string(encode(t, made.Record)), said, "nor in the concern about the child")
		}
	})
}

func TestConcernLetsNothingOut(t *testing.T) {
	c := fully(t).concern
	before := encode(t, c)
	c.Told()[0].To, c.Taken()[0].By, c.Brought()[0], c.Marks()[0], c.Origin()[0], c.Rules()[0] = "x", "x", "x", "x", "x", "x"
	c.NotTo().Named[0], c.Handling().InHours[0] = "x", "x"
	require.Equal(t, before, encode(t, c), "what a caller does with a list does not reach the record")
	require.Equal(t, []any{safeguard.AreaOfConcern, 71, safeguard.AtHome, "he-told-me", "c1-child", "", peer.Say("a grandchild visits")},
		[]any{c.Trigger(), c.Age(), c.Where(), c.Given().Reveal(), c.Child(), c.With(), c.Ground().Because})
	require.True(t, c.Open())
	require.False(t, tellConcern(t).resolved.concern.Open())
	require.Equal(t, ines, tellConcern(t).resolved.concern.Outcome().By)
}
