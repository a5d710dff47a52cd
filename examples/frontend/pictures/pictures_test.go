package pictures_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/examples/frontend/pictures"
)

var began = time.Date(2026, 2, 17, 12, 0, 0, 0, time.UTC)

// TestLines: whatever was said and when, nothing lies outside the picture, no point lies
// on another, and the first and the last are labelled.
func TestLines(t *testing.T) {
	require.Nil(t, pictures.Lines(nil))
	rapid.Check(t, func(t *rapid.T) {
		var points []pictures.Point
		at := began
		for range rapid.IntRange(1, 12).Draw(t, "how many") {
			points = append(points, pictures.Point{At: at, Value: rapid.IntRange(0, 10).Draw(t, "value")})
			at = at.Add(time.Duration(rapid.IntRange(0, 2000).Draw(t, "hours")) * time.Hour)
		}
		for _, l := range pictures.Lines(points) {
			require.Len(t, l.Dots, len(points))
			for i, d := range l.Dots {
				require.GreaterOrEqual(t, d.X, l.Left)
				require.LessOrEqual(t, d.X, l.Right)
				require.GreaterOrEqual(t, d.Y, l.Top)
				require.LessOrEqual(t, d.Y, l.Bottom)
				require.Less(t, d.LabelY, l.Height)
				require.Greater(t, d.LabelY, 10.0)
				if i > 0 {
					require.Greater(t, d.X-l.Dots[i-1].X, 15.0, "on the same day they stand side by side")
				}
			}
			require.True(t, l.Dots[len(points)-1].TickText)
		}
	})
}

func TestLinesPlaces(t *testing.T) {
	l := pictures.Lines([]pictures.Point{{At: began, Value: 0}, {At: began.AddDate(0, 0, 10), Value: 10}})[0]
	require.Equal(t, l.Bottom, l.Dots[0].Y)
	require.Equal(t, l.Top, l.Dots[1].Y)
	dip := pictures.Lines([]pictures.Point{{At: began, Value: 6}, {At: began.AddDate(0, 0, 5), Value: 3}, {At: began.AddDate(0, 0, 10), Value: 7}})[0]
	require.Greater(t, dip.Dots[1].LabelY, dip.Dots[1].Y, "the number of a dip stands below the line")
	require.Less(t, dip.Dots[0].LabelY, dip.Dots[0].Y)
}

func TestClimb(t *testing.T) {
	l := pictures.Climb([]string{"a", "b", "c"}, 1)
	require.Equal(t, []bool{true, true, false}, []bool{l.Rises[0].Reached, l.Rises[1].Reached, l.Rises[2].Reached})
	require.True(t, l.Rises[1].Here)
	require.Less(t, l.Rises[2].Y, l.Rises[0].Y, "it goes up")
	require.False(t, pictures.Climb([]string{"a"}, -1).Rises[0].Reached)
}
