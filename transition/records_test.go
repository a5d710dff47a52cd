package transition_test

import (
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// besides answers a form about one record of one move.
func besides(draw steptest.Draw, now time.Time) steptest.Give {
	text := func() any {
		by := steptest.Mostly[any](draw, map[string]any{"person": "p4"}, nil, map[string]any{"staff": "w4"}, map[string]any{"staff": "kay-orr"},
			map[string]any{"staff": "w5"}, map[string]any{"person": "p4", "staff": "w4"}, map[string]any{"person": "p6"})
		w := map[string]any{"text": "the garden door, and who has the key", "lang": "cy", "how": steptest.OneOf(draw, "said", "written", "signed")}
		if by != nil {
			w["by"] = by
		}
		return w
	}
	return func(path string, f peer.Field) any {
		switch path {
		case "/id":
			return steptest.Mostly(draw, "r1", "", "x y")
		case "/person":
			return steptest.Mostly(draw, "p4", "p6")
		case "/worker":
			return steptest.Mostly[any](draw, "w4", steptest.Absent, "w5")
		case "/transition":
			return "t1"
		case "/organiser/staff":
			return steptest.OneOf[any](draw, "kay-orr", "kay-orr", steptest.Absent, "w4")
		case "/organiser/role":
			return steptest.Mostly[any](draw, steptest.Absent, "care-coordinator", "peer-worker")
		case "/organiser/organisation":
			return steptest.OneOf[any](draw, steptest.Absent, "trust-a")
		case "/owner":
			return steptest.OneOf(draw, "person", "worker", "organiser", "organiser")
		}
		switch f.Kind {
		case peer.FieldWords:
			if !f.Required && draw(2) == 0 {
				return steptest.Absent
			}
			return text()
		case peer.FieldChoice, peer.FieldAnswer:
			return steptest.OneOf(draw, append([]string(nil), f.Options...)...)
		case peer.FieldYesNo:
			return draw(2) == 0
		case peer.FieldGroup:
			return steptest.Fill(f.Fields, besides(draw, now))
		}
		if f.Repeats {
			return steptest.OneOf[any](draw, steptest.Absent, []any{"g1", "g2"})
		}
		return nil
	}
}

// saidBySian checks that every text is the person's.
func saidBySian(t require.TestingT, person peer.PersonID, list ...peer.Words) {
	for _, w := range list {
		require.True(t, w == (peer.Words{}) || w.From(person), "nobody but the person gives these words")
	}
}
