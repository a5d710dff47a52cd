package transition_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

var skills = steptest.BenchOf(ground, transition.SkillWorkTable(), transition.NewSkillWork, transition.CheckNewSkillWork, transition.SkillWorkStarts,
	transition.DecodeSkillWork, transition.EncodeSkillWorkStep, transition.DecodeSkillWorkStep)

func theSkill() transition.BeginSkill {
	return transition.BeginSkill{ID: "k1", Person: sian, Worker: jess, Transition: "t1", Skill: transition.SkillSelfAdvocacy}
}

func skillsOf(t testing.TB) map[peer.Status]transition.SkillWork {
	t.Helper()
	offered := skills.Done(t, transition.SkillWork{}, theSkill(), byJess)
	up := skills.Done(t, offered, transition.TakeUp{Words: own(bySian, "to say no about the garden, out loud"), Goals: []string{"g1", "g2"}}, bySian)
	return map[peer.Status]transition.SkillWork{transition.SkillOffered: offered, transition.SkillTakenUp: up,
		transition.SkillEnough: skills.Done(t, up, transition.Enough{}, bySian),
		transition.SkillLeft:   skills.Done(t, up, transition.Leave{}, bySian)}
}

func TestSkillWorkEveryRow(t *testing.T) {
	records := skillsOf(t)
	type step = transition.SkillWorkStep
	whose := []peer.Rule{row("TRAN-12", peer.ErrNotAuthorised)}
	on := func(name string, from peer.Status, s step, to peer.Status) steptest.Case[transition.SkillWork, step, transition.Facts] {
		return skills.Planned(t, "TRAN-12 "+name, records[from], s, bySian, to, nil)
	}
	skills.EveryRow(t, anybody(peer.PartyStaff), records,
		skills.Planned(t, "TRAN-12 the person takes it up", transition.SkillWork{}, theSkill(), bySian, transition.SkillTakenUp, map[string][]peer.Rule{"/person": whose}),
		skills.Planned(t, "TRAN-12 the worker offers it", transition.SkillWork{}, theSkill(), byJess, transition.SkillOffered, map[string][]peer.Rule{"/worker": whose}),
		on("take up what was offered", transition.SkillOffered, transition.TakeUp{Goals: []string{"g1"}}, transition.SkillTakenUp),
		on("other goals", transition.SkillTakenUp, transition.TakeUp{Words: own(bySian, "the phone")}, transition.SkillTakenUp),
		on("take up again", transition.SkillEnough, transition.TakeUp{}, transition.SkillTakenUp),
		on("take up after all", transition.SkillLeft, transition.TakeUp{}, transition.SkillTakenUp),
		on("enough", transition.SkillTakenUp, transition.Enough{}, transition.SkillEnough),
		on("leave what was offered", transition.SkillOffered, transition.Leave{}, transition.SkillLeft),
		on("leave", transition.SkillTakenUp, transition.Leave{}, transition.SkillLeft),
	)
}

func TestSkillWorkIsOptional(t *testing.T) {
	records := skillsOf(t)
	type step = transition.SkillWorkStep
	for name, c := range map[string]struct {
		from peer.Status
		step step
	}{
		"takes up what they offered":    {transition.SkillOffered, transition.TakeUp{}},
		"takes up what the person left": {transition.SkillLeft, transition.TakeUp{}},
		"says it is enough":             {transition.SkillTakenUp, transition.Enough{}},
		"leaves it":                     {transition.SkillTakenUp, transition.Leave{}},
	} {
		t.Run("TRAN-12 the worker "+name, func(t *testing.T) {
			only(t, skills.Tried(t, records[c.from], c.step, byJess), "TRAN-12 persons-choice-only", "")
		})
	}
	t.Run("TRAN-12 the worker's aims", func(t *testing.T) {
		only(t, skills.Tried(t, records[transition.SkillOffered], transition.TakeUp{Words: own(byJess, "be more assertive")}, bySian), "TRAN-12 persons-words-only", "/words")
	})
	t.Run("TRAN-12 whose idea it was", func(t *testing.T) {
		require.False(t, records[transition.SkillTakenUp].Own())
		s := skills.Done(t, transition.SkillWork{}, theSkill(), bySian)
		require.True(t, s.Own())
		require.Equal(t, transition.SkillSelfAdvocacy, s.Skill())
		require.Equal(t, on(whenSaid), s.Begun())
		require.Equal(t, "t1", s.Transition())
		require.Zero(t, s.Words())
	})
	t.Run("TRAN-12 its goals are its own", func(t *testing.T) {
		s := records[transition.SkillEnough]
		s.Goals()[0] = "g9"
		require.Equal(t, []string{"g1", "g2"}, s.Goals())
	})
}

func TestSkillWorkReading(t *testing.T) {
	for status, s := range skillsOf(t) {
		if status == transition.SkillOffered {
			require.True(t, s.Sees("skill", readers.Reading(bySian, peer.ForSupport)))
			require.False(t, s.Sees("skill", readers.Reading(byKay, peer.ForCare)))
			continue
		}
		t.Run("TRAN-12 "+string(status), func(t *testing.T) { readers.See(t, s, "skill", "garden", "TRAN-12 consent-required", "sian", "jess") })
	}
}

func TestSkillWorkHistories(t *testing.T) {
	skills.Histories(t, besides, func(t require.TestingT, s transition.SkillWork, c peer.Change) {
		saidBySian(t, s.Person(), s.Words())
		if s.Status() != transition.SkillOffered {
			require.Equal(t, peer.PartyPerson, c.As, "beyond the offer all of it is the person's")
		} else {
			require.Equal(t, peer.PartyWorker, c.As)
			require.Empty(t, s.Goals())
		}
		require.False(t, slices.Contains(s.Goals(), ""))
	})
}

func TestSkillWorkStored(t *testing.T) {
	records := skillsOf(t)
	skills.Goldens(t, records)
	twenty := []any{}
	for range 21 {
		twenty = append(twenty, "g")
	}
	skills.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: transition.SkillTakenUp, Path: "/words/by", Value: map[string]any{"staff": "w4"}, Heard: "/words"},
		{Of: transition.SkillTakenUp, Path: "/words/text", Value: strings.Repeat("x", 1001), Heard: "/words/text"},
		{Of: transition.SkillTakenUp, Path: "/skill", Value: "obedience", Heard: "/skill"},
		{Of: transition.SkillTakenUp, Path: "/skill", Value: nil, Heard: "/skill"},
		{Of: transition.SkillTakenUp, Path: "/goals", Value: twenty, Heard: "/goals"},
		{Of: transition.SkillTakenUp, Path: "/begun", Value: nil, Heard: "/begun"},
		{Of: transition.SkillOffered, Path: "/goals", Value: []any{"g1"}, Heard: "/status"},
		{Of: transition.SkillOffered, Path: "/own", Value: true, Heard: "/status"},
		{Of: transition.SkillOffered, Path: "/words", Value: map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, Heard: "/status"},
	})
}
