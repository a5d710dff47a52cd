package safeguard_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

func TestDiscriminationReading(t *testing.T) {
	records, inside := discriminationsOf(t), insideConduct(t)
	const hidden, named = "SAFE-18 not-authorised", "SAFE-12 consent-required"
	t.Run("SAFE-12 noted it is for whoever noted it", func(t *testing.T) {
		d := records[safeguard.DiscriminationNoted]
		readers.See(t, d, "practice", "garden", hidden, "jess")
		readers.See(t, d, "noted", "garden", hidden, "jess")
		readers.See(t, d, "named", "", named)
	})
	t.Run("SAFE-12 raised those who were told see what was passed on; the actor and those close never", func(t *testing.T) {
		d := records[safeguard.DiscriminationRaised]
		readers.See(t, d, "practice", "garden", hidden, "jess", "ines")
		readers.See(t, d, "noted", "", hidden, "jess")
		readers.See(t, d, "named", "", named)
		shown := steptest.Seen(t, d, readers.Reading(byInes, peer.ForSupervision))
		require.Contains(t, shown, "somebody was refused")
		require.NotContains(t, shown, "Siân")
		require.NotContains(t, shown, `"p4"`)
		for _, by := range []peer.Actor{byHannah, byKay} {
			shown := steptest.Seen(t, d, readers.Reading(by, peer.ForSupervision))
			require.NotContains(t, shown, "w4", "whoever noted it is protected")
			require.NotContains(t, shown, `"status"`)
		}
	})
	t.Run("SAFE-12 named they see who she is, until she says no", func(t *testing.T) {
		d := discriminations.Done(t, records[safeguard.DiscriminationRaised], safeguard.NamePerson{Says: peer.Say("Siân in the garden room")}, byJess, inside, consenting(peer.Yes))
		readers.See(t, d, "named", "garden", named, "jess", "ines")
		require.Contains(t, steptest.Seen(t, d, readers.Reading(byInes, peer.ForSupervision)), "Siân in the garden room")
		require.Contains(t, steptest.Seen(t, d, readers.Reading(byInes, peer.ForSupervision)), "somebody was refused")
		require.False(t, d.Sees("named", readers.Reading(byInes, peer.ForSupervision, consentToName(peer.No)...)))
		require.True(t, d.Sees("named", readers.Reading(byInes, peer.ForSupervision, consentToName(peer.Yes)...)))
		require.False(t, d.Sees("named", readers.Reading(byHannah, peer.ForSupervision, consentToName(peer.Yes)...)))
		again := discriminations.Done(t, d, safeguard.UnnamePerson{Says: peer.Say("somebody again")}, bySian, inside)
		require.NotContains(t, steptest.Seen(t, again, readers.Reading(byInes, peer.ForSupervision)), "Siân")
	})
	t.Run("SAFE-12 what came of it", func(t *testing.T) {
		readers.See(t, records[safeguard.DiscriminationOutcome], "outcome", "garden", hidden, "jess", "ines")
	})
}

func TestDiscriminationGetters(t *testing.T) {
	d := discriminationsOf(t)[safeguard.DiscriminationOutcome]
	require.Equal(t, []any{peer.ByStaff(jess, ""), sian, safeguard.OnWard, on(whenSaid), on("2026-06-02T08:00Z")}, []any{d.Noter(), d.Person(), d.Where(), d.Noted(), d.Happened()})
	require.Equal(t, "an interpreter comes to the garden room", d.Outcome().Says.Reveal())
	require.Equal(t, []safeguard.Characteristic{safeguard.ByRace}, d.Characteristics())
	require.Len(t, safeguard.Characteristic("").Terms(), 9, "Equality Act 2010")
	step := theNote()
	step.Characteristics = []safeguard.Characteristic{safeguard.BySex, safeguard.ByAge, safeguard.BySex}
	require.Equal(t, []safeguard.Characteristic{safeguard.ByAge, safeguard.BySex}, discriminations.Done(t, safeguard.Discrimination{}, step, byJess).Characteristics())
	d.NotTo().Subjects[0], d.Characteristics()[0], d.With()[0].Skipped[0].Staff, d.Versions()[0].Named, d.Taken()[0].By = "x", "x", "x", true, "x"
	require.Equal(t, discriminationsOf(t)[safeguard.DiscriminationOutcome].NotTo(), d.NotTo())
	require.Equal(t, hannah, d.With()[0].Skipped[0].Staff)
	require.False(t, d.Versions()[0].Named)
	require.Equal(t, ines, d.Taken()[0].By)
	require.Equal(t, safeguard.ByRace, d.Characteristics()[0])
}
