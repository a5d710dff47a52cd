package peer_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

func TestDraft(t *testing.T) {
	b, s := contactBench, tellEntry(t)
	t.Run("PEER-46 the fact is in, the rest is finished with the person", func(t *testing.T) {
		v := s.draft.Validation()
		require.Equal(t, peer.Recorded, s.draft.Status())
		require.Equal(t, peer.EntryDraft, v.State)
		require.Equal(t, "2026-03-03", v.Due.String(), "fourteen days")
		require.Empty(t, s.draft.Marks())
		steptest.Open(t, b.Tried(t, peer.Contact{}, theDraft(), byJess))
	})
	t.Run("PEER-46, PEER-48 finished, it waits to be looked at", func(t *testing.T) {
		r := b.Done(t, s.draft, peer.FinishDraft{Entry: theEntry(), Production: peer.CoProduced}, byJess)
		require.Equal(t, peer.EntryAwaiting, r.Validation().State)
		require.Equal(t, peer.CoProduced, r.What().Production)
		require.Equal(t, s.draft.What().Start, r.What().Start)
		require.Equal(t, theEntry().Along, r.Entry().Along)
		require.Empty(t, r.Before(), "a draft is no version")
		require.Equal(t, s.draft.RecordedAt(), r.RecordedAt())
	})
	t.Run("PEER-47 finished, it is said how far it was made together", func(t *testing.T) {
		reason := warned(t, b.Tried(t, s.draft, peer.FinishDraft{}, byJess), "PEER-47 coproduction-status-required")
		require.Equal(t, "/production", reason.Path)
		reason = warned(t, b.Tried(t, s.draft, peer.FinishDraft{Production: peer.NotCoProduced}, byJess), "PEER-47 required")
		require.Equal(t, "/notTogether", reason.Path)
	})
	t.Run("PEER-46 only a draft is finished", func(t *testing.T) {
		for _, r := range []peer.Contact{s.written, s.awaiting, s.queried, s.seen} {
			steptest.Only(t, b.Tried(t, r, peer.FinishDraft{Entry: theEntry(), Production: peer.CoProduced}, byJess), "PEER-46 invalid-transition", "")
		}
	})
	t.Run("PEER-47 a draft the person had confirmed is not confirmed as it was finished", func(t *testing.T) {
		r := b.Done(t, s.draft, peer.ConfirmTogether{}, byAled)
		require.Equal(t, on(nextDay), r.Confirmed())
		require.Zero(t, b.Done(t, r, peer.FinishDraft{Production: peer.SharedLater}, byJess).Confirmed())
	})
}

func TestEntryWords(t *testing.T) {
	b, s := contactBench, tellEntry(t)
	t.Run("PEER-47 the note is the worker's, what was done is in the words of one of the two", func(t *testing.T) {
		for path, c := range map[string]struct {
			set func(*peer.ContactEntry, peer.Words)
			bad []peer.Actor
		}{
			"/entry/note": {func(e *peer.ContactEntry, w peer.Words) { e.Note = w }, []peer.Actor{byAled, byKay, byMegan}},
			"/entry/did": {func(e *peer.ContactEntry, w peer.Words) {
				e.Did = []peer.ActivityDone{{What: w, LedBy: peer.LeaderMembers}}
			}, []peer.Actor{peer.ByPerson(beatriz), byKay, byMegan}},
		} {
			for _, by := range c.bad {
				e := theEntry()
				c.set(&e, steptest.Own(by, "something"))
				p := theWhole()
				p.Entry = e
				steptest.Only(t, b.Tried(t, peer.Contact{}, p, byJess), "PEER-47 not-authorised", path)
				steptest.Only(t, b.Tried(t, s.draft, peer.FinishDraft{Entry: e, Production: peer.CoProduced}, byJess), "PEER-47 not-authorised", path)
				a := theAmendment()
				a.Entry = e
				steptest.Only(t, b.Tried(t, s.awaiting, a, byJess), "PEER-47 not-authorised", path)
			}
		}
		r := b.Done(t, peer.Contact{}, theWhole(), byJess)
		require.Equal(t, peer.ByStaff(jess, ""), r.Entry().Note.By)
		require.True(t, r.Entry().Did[0].What.From(aled))
	})
	t.Run("PEER-59 it is asked who led, and kept where nobody says", func(t *testing.T) {
		p := theWhole()
		p.Entry.Did = append(slices.Clone(p.Entry.Did), peer.ActivityDone{What: own("walked back")})
		require.Equal(t, "/entry/did", warned(t, b.Tried(t, peer.Contact{}, p, byJess), "PEER-59 required").Path)
		r := b.Done(t, peer.Contact{}, p, byJess)
		require.Equal(t, []peer.ActivityLeader{peer.LeaderPerson, ""}, []peer.ActivityLeader{r.Entry().Did[0].LedBy, r.Entry().Did[1].LedBy})
		require.Equal(t, jess, r.Entry().Did[0].SupportedBy)
		p.Entry.Did[1].LedBy = "worker"
		steptest.Only(t, b.Tried(t, peer.Contact{}, p, byJess), "PEER-59 unknown-code", "/entry/did/1/ledBy")
	})
	t.Run("PEER-49 amending needs a reason, and the whole entry is put anew", func(t *testing.T) {
		a := theAmendment()
		a.Because = peer.Words{}
		steptest.Only(t, b.Tried(t, s.awaiting, a, byJess), "PEER-49 required", "/because")
		a = theAmendment()
		a.Entry.Did = nil
		r := b.Done(t, s.awaiting, a, byJess)
		require.Empty(t, r.Entry().Did)
		require.Equal(t, peer.SharedLater, r.What().Production)
		require.Equal(t, peer.CoProduced, r.Before()[0].What.Production)
		warned(t, b.Tried(t, s.awaiting, peer.AmendEntry{Entry: theEntry(), Because: own("x")}, byJess), "PEER-47 coproduction-status-required")
	})
	t.Run("PEER-47 what the person said stays in their words, whoever puts the rest anew", func(t *testing.T) {
		for _, w := range []peer.Words{{}, steptest.Own(byAled, "take a taxi")} {
			a := theAmendment()
			a.Entry.Along.NextAlone = w
			d := b.Tried(t, s.awaiting, a, byJess)
			steptest.Only(t, d, "PEER-47 immutable", "/entry/along/nextAlone")
		}
		p := theWhole()
		p.Entry.Along.NextAlone = peer.Words{}
		none := b.Done(t, peer.Contact{}, p, byJess)
		require.True(t, b.Done(t, none, theAmendment(), byJess).Entry().Along.NextAlone.From(aled), "what nobody had said may be added")
	})
	t.Run("PEER-35 the worker's entry is the worker's to amend", func(t *testing.T) {
		for _, by := range []peer.Actor{byAled, byKay, byMegan} {
			steptest.Only(t, b.Tried(t, s.awaiting, theAmendment(), by), "PEER-44 not-authorised", "")
		}
	})
	t.Run("PEER-49 what comes out of a contact is the caller's own", func(t *testing.T) {
		r := b.Done(t, s.queried, theAmendment(), byJess)
		r.Entry().Did[0].LedBy, r.Before()[0].Entry.Did[0].LedBy, r.Before()[0].What.Others[0] = "x", "x", "x"
		r.What().Others[0], r.Validation().Queries[0].About, r.Distress().WhoWasThere[0] = "x", "x", "x"
		require.Equal(t, peer.LeaderPerson, r.Entry().Did[0].LedBy)
		require.Equal(t, peer.LeaderPerson, r.Before()[0].Entry.Did[0].LedBy)
		require.Equal(t, []peer.OtherKind{peer.OtherFriend}, slices.Concat(r.What().Others, r.Before()[0].What.Others, r.Distress().WhoWasThere)[:1])
		require.Equal(t, peer.OtherFriend, r.Before()[0].What.Others[0])
		require.Equal(t, peer.OtherFriend, r.Distress().WhoWasThere[0])
		require.Equal(t, peer.PartNote, r.Validation().Queries[0].About)
	})
}
