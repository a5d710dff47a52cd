package sharing_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/sharing"
)

var offLimitsKind = steptest.Kind[sharing.OffLimits, sharing.OffLimitsStep, sharing.Facts]{
	Table: sharing.OffLimitsTable(), New: sharing.NewOffLimits, CheckNew: sharing.CheckNewOffLimits, Starts: sharing.OffLimitsStarts,
	Do: sharing.OffLimits.Do, Check: sharing.OffLimits.Check, Choices: sharing.OffLimits.Choices,
	Decode: sharing.DecodeOffLimits, EncodeStep: sharing.EncodeOffLimitsStep, DecodeStep: sharing.DecodeOffLimitsStep,
}

func theOffLimits() sharing.SetOffLimits {
	return sharing.SetOffLimits{ID: "o1", Worker: jess, Themes: []sharing.Theme{sharing.Violence, sharing.Childhood, sharing.Violence}}
}

func TestOffLimitsEveryRow(t *testing.T) {
	type step = sharing.OffLimitsStep
	kept := done(t, offLimitsKind, sharing.OffLimits{}, step(theOffLimits()), byJess)
	whose := []peer.Rule{rule("PEER-40", peer.ErrNotAuthorised)}
	steptest.Plan[sharing.OffLimits, sharing.OffLimitsStep, sharing.Facts]{
		Kind: offLimitsKind, Anybody: anybody(peer.PartyNobody), Records: map[peer.Status]sharing.OffLimits{sharing.OffLimitsKept: kept},
		Cases: []steptest.Case[sharing.OffLimits, sharing.OffLimitsStep, sharing.Facts]{
			planned("PEER-40 the worker says what they never share", sharing.OffLimits{}, step(theOffLimits()), byJess, sharing.OffLimitsKept, map[string][]peer.Rule{"/worker": whose}),
			planned("PEER-40 and says it anew", kept, step(sharing.ChangeOffLimits{}), byJess, sharing.OffLimitsKept, nil),
		},
	}.Run(t)
	t.Run("PEER-40 each theme once", func(t *testing.T) {
		require.Equal(t, []sharing.Theme{sharing.Childhood, sharing.Violence}, kept.Themes())
		kept.Themes()[0] = sharing.Money
		require.Equal(t, []sharing.Theme{sharing.Childhood, sharing.Violence}, kept.Themes())
		require.Equal(t, jess, kept.Worker())
		require.Empty(t, done(t, offLimitsKind, kept, step(sharing.ChangeOffLimits{}), byJess).Themes())
	})
	t.Run("PEER-40, H27 nobody else changes it, not even the line manager", func(t *testing.T) {
		for _, by := range []peer.Actor{byHannah, byIris, byRowan, bySian} {
			only(t, tried(t, offLimitsKind, kept, step(sharing.ChangeOffLimits{}), by), "PEER-40 not-authorised", "")
		}
	})
	t.Run("PEER-40, H27 nobody else reads it", func(t *testing.T) {
		seen(t, kept, "themes", "PEER-40 not-authorised", "childhood", "jess")
	})
	t.Run("PEER-40 stored", func(t *testing.T) {
		records := map[peer.Status]sharing.OffLimits{sharing.OffLimitsKept: kept}
		goldens(t, sharing.DecodeOffLimits, records)
		unreadable(t, sharing.DecodeOffLimits, records, []hostile{
			{sharing.OffLimitsKept, "/worker", "", "/worker"},
			{sharing.OffLimitsKept, "/themes", []any{"violence", "childhood"}, "/themes"},
			{sharing.OffLimitsKept, "/themes", []any{"loss", "loss"}, "/themes"},
			{sharing.OffLimitsKept, "/themes", []any{"x"}, "/themes/0"},
			{sharing.OffLimitsKept, "/because", "x", "/because"},
		})
	})
}

func TestOffLimitsHistories(t *testing.T) {
	histories(t, offLimitsKind, func(t require.TestingT, o sharing.OffLimits, c peer.Change) {
		require.Equal(t, o.Worker(), c.By.Staff)
		require.Equal(t, peer.PartyWorker, c.As)
	})
}
