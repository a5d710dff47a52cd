package sharing_test

import (
	"slices"
	"strings"
	"time"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// given answers a form about one record.
func given(draw steptest.Draw, now time.Time) steptest.Give {
	return func(path string, f peer.Field) any {
		switch path {
		case "/id":
			return steptest.Mostly(draw, "r1", "", "x y")
		case "/person":
			return steptest.Mostly[any](draw, "p4", steptest.Absent, "p6")
		case "/worker":
			return steptest.Mostly[any](draw, "w4", "w5", steptest.Absent)
		case "/relationship":
			return steptest.Mostly[any](draw, "rel-4", steptest.Absent, "he was always there")
		case "/group":
			return steptest.Mostly[any](draw, steptest.Absent, "g")
		case "/shared":
			return now.Add(time.Duration(draw(30)-24) * time.Hour).Format(time.RFC3339)
		case "/relatesTo/id":
			return steptest.Mostly[any](draw, "k1", steptest.Absent)
		case "/recommends":
			return draw(10) == 0
		case "/to":
			return "iris-penhale"
		}
		switch f.Kind {
		case peer.FieldWords:
			if draw(2) == 0 {
				return steptest.Absent
			}
			w := map[string]any{"text": "by the garden door", "lang": "cy", "how": "said"}
			if draw(6) == 0 {
				w["by"] = steptest.OneOf[any](draw, map[string]any{"person": "p4"}, map[string]any{"staff": "w4"})
			}
			return w
		case peer.FieldChoice, peer.FieldAnswer:
			one := steptest.OneOf(draw, slices.Clone(f.Options)...)
			if f.Repeats && !strings.HasSuffix(path, "/*") {
				return []any{one, steptest.OneOf(draw, slices.Clone(f.Options)...)}
			}
			return one
		case peer.FieldYesNo:
			return draw(2) == 0
		case peer.FieldGroup:
			return steptest.Fill(f.Fields, given(draw, now))
		}
		return nil
	}
}
