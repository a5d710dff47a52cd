package recovery_test

import (
	"slices"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// mostly draws the first value, and one of the others now and then: a form has
// many fields, and most histories have to go on.
func mostly[T any](draw steptest.Draw, usual T, others ...T) T {
	if draw(12) > 0 {
		return usual
	}
	return steptest.OneOf(draw, others...)
}

// someone draws whose step it is, and now and then anybody else.
func someone(draw steptest.Draw, party peer.Party) peer.Actor {
	usual := map[peer.Party]peer.Actor{peer.PartyPerson: bySian, peer.PartyWorker: byJess, peer.PartyOwner: byKay}[party]
	return mostly(draw, usual, bySian, byJess, byRowan, byKay, byMegan, peer.ByPerson(beatriz), peer.Actor{}, peer.Actor{Person: sian, Staff: jess})
}

// said draws words, mostly the person's.
func said(draw steptest.Draw, text string) any {
	by := mostly[any](draw, map[string]any{"person": "p4"}, map[string]any{"staff": "w4"}, map[string]any{"staff": "w5"}, map[string]any{"person": "p4", "staff": "w4"}, nil)
	w := map[string]any{"text": text, "lang": "cy", "how": steptest.OneOf(draw, "said", "written", "signed")}
	if by != nil {
		w["by"] = by
	}
	return w
}

// given answers a form about one record of one person, but for its groups.
func given(draw steptest.Draw, now time.Time) steptest.Give {
	return func(path string, f peer.Field) any {
		switch path {
		case "/id":
			return mostly(draw, "r1", "", "x y")
		case "/into":
			if draw(2) == 0 {
				return steptest.Absent
			}
		case "/into/id":
			return mostly(draw, "r2", "r1", "")
		case "/person":
			return mostly(draw, "p4", "p6")
		case "/worker":
			return mostly[any](draw, "w4", steptest.Absent, "w5")
		case "/goal":
			return mostly[any](draw, "g1", steptest.Absent)
		case "/plan/owner":
			return mostly(draw, "kay-orr", "w4")
		case "/concern", "/further/concern":
			return steptest.OneOf[any](draw, steptest.Absent, "c1")
		}
		switch f.Kind {
		case peer.FieldWords:
			switch {
			case !f.Required && draw(2) == 0:
				return steptest.Absent
			case f.Repeats:
				return []any{said(draw, "my hands"), said(draw, "two buses")}
			}
			return said(draw, "the gate, the shed, the beans")
		case peer.FieldChoice, peer.FieldAnswer:
			one := steptest.OneOf(draw, slices.Clone(f.Options)...)
			if f.Repeats {
				return []any{one}
			}
			return one
		case peer.FieldDate:
			return mostly[any](draw, steptest.Absent, now.AddDate(0, 0, draw(9)-2).Format(time.DateOnly), now.Format("2006-01"), now.Format("2006"))
		case peer.FieldYesNo:
			return draw(2) == 0
		}
		return nil
	}
}

// personsOwn checks that every text is the person's, or of one of the others who
// may be heard there.
func personsOwn(t require.TestingT, person peer.PersonID, others []peer.Actor, list ...peer.Words) {
	for _, w := range list {
		if !w.IsZero() && !w.From(person) {
			require.Contains(t, others, w.By)
			require.NotEqual(t, peer.ByStaff("", ""), w.By)
		}
	}
}
