package sharing_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/sharing"
)

var offLimits = steptest.BenchOf(ground, sharing.OffLimitsTable(), sharing.NewOffLimits, sharing.CheckNewOffLimits, sharing.OffLimitsStarts,
	sharing.DecodeOffLimits, sharing.EncodeOffLimitsStep, sharing.DecodeOffLimitsStep)

func theOffLimits() sharing.SetOffLimits {
	return sharing.SetOffLimits{ID: "o1", Worker: jess, Themes: []sharing.Theme{sharing.Violence, sharing.Childhood, sharing.Violence}}
}

func TestOffLimitsEveryRow(t *testing.T) {
	kept := offLimits.Done(t, sharing.OffLimits{}, theOffLimits(), byJess)
	whose := []peer.Rule{rule("PEER-40", peer.ErrNotAuthorised)}
	offLimits.EveryRow(t, anybody(peer.PartyNobody), map[peer.Status]sharing.OffLimits{sharing.OffLimitsKept: kept},
		offLimits.Planned(t, "PEER-40 the worker says what they never share", sharing.OffLimits{}, theOffLimits(), byJess, sharing.OffLimitsKept, map[string][]peer.Rule{"/worker": whose}),
		offLimits.Planned(t, "PEER-40 and says it anew", kept, sharing.ChangeOffLimits{}, byJess, sharing.OffLimitsKept, nil),
	)
	t.Run("PEER-40 each theme once", func(t *testing.T) {
		require.Equal(t, []sharing.Theme{sharing.Childhood, sharing.Violence}, kept.Themes())
		kept.Themes()[0] = sharing.Money
		require.Equal(t, []sharing.Theme{sharing.Childhood, sharing.Violence}, kept.Themes())
		require.Equal(t, jess, kept.Worker())
		require.Empty(t, offLimits.Done(t, kept, sharing.ChangeOffLimits{}, byJess).Themes())
	})
	t.Run("PEER-40, H27 nobody else changes it, not even the line manager", func(t *testing.T) {
		for _, by := range []peer.Actor{byHannah, byIris, byRowan, bySian} {
			only(t, offLimits.Tried(t, kept, sharing.ChangeOffLimits{}, by), "PEER-40 not-authorised", "")
		}
	})
	t.Run("PEER-40, H27 nobody else reads it", func(t *testing.T) {
		readers.See(t, kept, "themes", "childhood", "PEER-40 not-authorised", "jess")
	})
	t.Run("PEER-40 stored", func(t *testing.T) {
		records := map[peer.Status]sharing.OffLimits{sharing.OffLimitsKept: kept}
		offLimits.Goldens(t, records)
		offLimits.Unreadable(t, "garden", records, []steptest.Hostile{
			{Of: sharing.OffLimitsKept, Path: "/worker", Value: "", Heard: "/worker"},
			{Of: sharing.OffLimitsKept, Path: "/themes", Value: []any{"violence", "childhood"}, Heard: "/themes"},
			{Of: sharing.OffLimitsKept, Path: "/themes", Value: []any{"loss", "loss"}, Heard: "/themes"},
			{Of: sharing.OffLimitsKept, Path: "/themes", Value: []any{"x"}, Heard: "/themes/0"},
			{Of: sharing.OffLimitsKept, Path: "/because", Value: "x", Heard: "/because"},
		})
	})
}

func TestOffLimitsHistories(t *testing.T) {
	offLimits.Histories(t, given, func(t require.TestingT, o sharing.OffLimits, c peer.Change) {
		require.Equal(t, o.Worker(), c.By.Staff)
		require.Equal(t, peer.PartyWorker, c.As)
	})
}
