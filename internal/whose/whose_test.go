package whose_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// two is a record of one person and one worker.
type two struct {
	person peer.PersonID
	worker peer.StaffID
}

func (r two) Person() peer.PersonID { return r.person }
func (r two) Worker() peer.StaffID  { return r.worker }

var (
	sian = peer.ByPerson("p4")
	jess = peer.ByStaff("w4", "")
	both = two{"p4", "w4"}
)

func TestWhoseWords(t *testing.T) {
	for name, c := range map[string]struct {
		r                         two
		by                        peer.Actor
		personal, workers, either bool
	}{
		"the person":                           {both, sian, true, false, true},
		"the worker":                           {both, jess, false, true, true},
		"another person":                       {both, peer.ByPerson("p6"), false, false, false},
		"another worker":                       {both, peer.ByStaff("w5", ""), false, false, false},
		"a person with the worker's id":        {both, peer.ByPerson("w4"), false, false, false},
		"a worker with the person's id":        {both, peer.ByStaff("p4", ""), false, false, false},
		"a carer with the person's id":         {both, peer.ByCarer("p4"), false, false, false},
		"both at once":                         {both, peer.Actor{Person: "p4", Staff: "w4"}, false, false, false},
		"nobody, where no worker is named":     {two{"p4", ""}, peer.Actor{}, false, false, false},
		"nobody, where nobody is named at all": {two{}, peer.Actor{}, false, false, false},
	} {
		require.Equal(t, c.personal, whose.Personal(c.r, c.by), name)
		require.Equal(t, c.workers, whose.Workers(c.r, c.by), name)
		require.Equal(t, c.either, whose.Either(c.r, c.by), name)
	}
	own := func(by peer.Actor) peer.Words { return peer.Words{Text: peer.Say("x"), By: by} }
	need := whose.OwnWords[struct{}, two]("REC-01", "/words", func(w peer.Words) []peer.Words { return []peer.Words{w} })
	for name, c := range map[string]struct {
		by    peer.Actor
		words peer.Words
		met   peer.Tri
	}{
		"the person's, said by them":      {sian, own(peer.Actor{}), peer.Yes},
		"the person's, written down":      {jess, own(sian), peer.Yes},
		"the worker's":                    {jess, own(peer.Actor{}), peer.No},
		"the worker's, passed on":         {sian, own(jess), peer.No},
		"nothing, whoever is named by it": {jess, peer.Words{By: jess}, peer.Yes},
	} {
		require.Equal(t, c.met, need.Met(both, c.words, peer.Act{By: c.by}, struct{}{}), name)
	}
	kept := whose.Kept([]peer.Words{own(peer.Actor{}), own(jess)}, peer.ByStaff("w5", peer.RolePeerWorker))
	require.Equal(t, []peer.Actor{peer.ByStaff("w5", ""), jess}, []peer.Actor{kept[0].By, kept[1].By}, "an author has no role")
	require.Nil(t, whose.Kept(nil, sian))
	require.True(t, whose.SilentOr(whose.Personal, both, own(sian), peer.Words{}))
	require.False(t, whose.SilentOr(whose.Personal, both, own(sian), own(jess)))
	require.False(t, whose.SilentOr(whose.Personal, both, peer.Words{By: sian}), "an author of nothing")
	require.Equal(t, peer.MustDate("2026-03-01"), whose.DayUTC(time.Date(2026, 3, 2, 0, 30, 0, 0, time.FixedZone("", 3600))))
}

func TestQuestion(t *testing.T) {
	raised, unnamed := peer.Further{Answer: peer.Yes, Concern: "c1"}, peer.Further{Answer: peer.Yes}
	settled, unsaid := peer.Further{Answer: peer.No, Because: peer.TalkedThrough}, peer.Further{Answer: peer.No}
	for name, c := range map[string]struct {
		q           whose.Question
		said, named peer.Tri
	}{
		"nothing to ask":       {whose.Question{Settled: true}, peer.Yes, peer.Yes},
		"nobody has answered":  {whose.Question{}, peer.Unknown, peer.Yes},
		"yes, with a concern":  {whose.Question{Further: raised}, peer.Yes, peer.Yes},
		"yes, without one":     {whose.Question{Further: unnamed}, peer.Yes, peer.No},
		"no, and why":          {whose.Question{Further: settled}, peer.Yes, peer.Yes},
		"no, and not why":      {whose.Question{Further: unsaid}, peer.Unknown, peer.Yes},
		"yes where none asked": {whose.Question{Settled: true, Further: unnamed}, peer.Yes, peer.No},
	} {
		require.Equal(t, c.said, c.q.Said(), name)
		require.Equal(t, c.named, c.q.Named(), name)
		require.Equal(t, c.said == peer.Yes && c.named == peer.Yes, c.q.Answered(), name)
	}
	of := func(two, peer.Further) whose.Question { return whose.Question{} }
	for _, n := range whose.AnsweredNow[struct{}]("REC-12", of) {
		require.Equal(t, peer.Blocks, n.Weight)
	}
	for _, n := range whose.KeptOpen[struct{}]("REC-12", of) {
		require.Equal(t, peer.Raises, n.Weight)
		require.NotEmpty(t, n.Raise)
	}
}
