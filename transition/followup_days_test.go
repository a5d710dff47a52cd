package transition_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

// A host has instants: Calendar.Day gives the local day of each. What counts is the
// day the clocks show, on both sides of midnight and of a clock change.
func TestFollowUpInLocalDays(t *testing.T) {
	cal := policy(t).Calendar()
	for _, c := range []struct {
		name, left, met string
		is              peer.Tri
	}{
		{"winter: a minute to midnight is the same day", "2026-02-02T10:00Z", "2026-02-02T23:59Z", peer.No},
		{"winter: midnight is day 1", "2026-02-02T10:00Z", "2026-02-03T00:00Z", peer.Yes},
		{"winter: left a minute to midnight, met two minutes later", "2026-02-02T23:59Z", "2026-02-03T00:01Z", peer.Yes},
		{"winter: the last minute of day 3", "2026-02-02T10:00Z", "2026-02-05T23:59Z", peer.Yes},
		{"winter: 73 hours on, still day 3", "2026-02-02T01:00Z", "2026-02-05T02:00Z", peer.Yes},
		{"winter: midnight after day 3", "2026-02-02T23:59Z", "2026-02-06T00:00Z", peer.No},
		{"summer: a minute to midnight is the same day", "2026-07-06T10:00Z", "2026-07-06T22:59Z", peer.No},
		{"summer: midnight is day 1, though UTC has the day before", "2026-07-06T10:00Z", "2026-07-06T23:00Z", peer.Yes},
		{"summer: left after midnight, though UTC has the day before", "2026-07-05T23:30Z", "2026-07-06T10:00Z", peer.No},
		{"summer: the last minute of day 3", "2026-07-06T10:00Z", "2026-07-09T22:59Z", peer.Yes},
		{"summer: midnight after day 3", "2026-07-06T10:00Z", "2026-07-09T23:00Z", peer.No},
		{"clocks go forward: left the evening before, met after midnight", "2026-03-28T23:30Z", "2026-03-29T00:30Z", peer.Yes},
		{"clocks go forward: left that day, met in its last minute", "2026-03-29T00:30Z", "2026-03-29T22:59Z", peer.No},
		{"clocks go forward: left that day, midnight comes an hour sooner", "2026-03-29T00:30Z", "2026-03-29T23:00Z", peer.Yes},
		{"clocks go forward: the last minute of day 3", "2026-03-27T10:00Z", "2026-03-30T22:59Z", peer.Yes},
		{"clocks go forward: midnight after day 3", "2026-03-27T10:00Z", "2026-03-30T23:00Z", peer.No},
		{"clocks go back: left after midnight, met in the hour that comes twice", "2026-10-24T23:30Z", "2026-10-25T01:30Z", peer.No},
		{"clocks go back: left that day, met in its last minute", "2026-10-25T00:30Z", "2026-10-25T23:59Z", peer.No},
		{"clocks go back: left that day, midnight comes an hour later", "2026-10-25T00:30Z", "2026-10-26T00:00Z", peer.Yes},
		{"clocks go back: the last minute of day 3", "2026-10-23T10:00Z", "2026-10-26T23:59Z", peer.Yes},
		{"clocks go back: midnight after day 3", "2026-10-23T10:00Z", "2026-10-27T00:00Z", peer.No},
	} {
		t.Run("TRAN-14 "+c.name, func(t *testing.T) {
			s := leftWard(func(s *transition.Spell) { s.Discharged = cal.Day(on(c.left)) })
			f := transition.FollowUp72(s, []transition.CareContact{metOn(cal.Day(on(c.met)))}, cal.Day(on(c.left).AddDate(0, 0, 9)))
			require.Equal(t, peer.Yes, f.Counts)
			require.Equal(t, c.is, f.Met)
		})
	}
}
