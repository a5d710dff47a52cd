package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theAppraisal() recovery.Appraise {
	return recovery.Appraise{ID: "v1", Person: sian, Worker: jess, About: recovery.OfCopingStrategy, Of: "w1", Verdict: recovery.DoesNotWork,
		When: own(bySian, "in the afternoon"), Why: own(bySian, "worse by evening")}
}

func appraise(t testing.TB, step recovery.Appraise, at string) recovery.Appraisal {
	t.Helper()
	a, _, err := recovery.NewAppraisal(step, act(bySian, at, "r-"+step.ID, nil), facts(t))
	require.NoError(t, err)
	return a
}

// verdict is one said about something at a time.
func verdict(t testing.TB, id string, about recovery.AppraisalOf, of string, v recovery.Verdict, at string) recovery.Appraisal {
	t.Helper()
	return appraise(t, recovery.Appraise{ID: id, Person: sian, Worker: jess, About: about, Of: of, Verdict: v, DontKnow: true}, at)
}

func takenBack(t testing.TB, a recovery.Appraisal, at string) recovery.Appraisal {
	t.Helper()
	a, _, err := a.Do(recovery.TakeBackAppraisal{}, act(bySian, at, "b-"+at, a), facts(t))
	require.NoError(t, err)
	return a
}

var appraisals = steptest.BenchOf(ground, recovery.AppraisalTable(), recovery.NewAppraisal, recovery.CheckNewAppraisal, recovery.AppraisalStarts,
	recovery.DecodeAppraisal, recovery.EncodeAppraisalStep, recovery.DecodeAppraisalStep)

func TestAppraisalEveryRow(t *testing.T) {
	given := appraise(t, theAppraisal(), "2026-03-09T10:00Z")
	back := takenBack(t, given, "2026-03-10T10:00Z")
	type one = steptest.Case[recovery.Appraisal, recovery.AppraisalStep, recovery.Facts]
	person := func(name string, a recovery.Appraisal, step recovery.AppraisalStep, to peer.Status) one {
		return one{Name: name, Record: a, Step: step, Act: act(bySian, "2026-03-11T10:00Z", "", nil), Facts: facts(t), To: to}
	}
	say := person("REC-21 the person says that it does not work", recovery.Appraisal{}, theAppraisal(), recovery.AppraisalGiven)
	say.Hears = map[string][]peer.Rule{"/person": {row("REC-21", peer.ErrPersonsChoiceOnly), row("REC-21", peer.ErrPersonsWordsOnly)}}
	appraisals.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.Appraisal{recovery.AppraisalGiven: given, recovery.AppraisalTakenBack: back},
		say,
		person("REC-21 take it back", given, recovery.TakeBackAppraisal{}, recovery.AppraisalTakenBack),
		person("REC-50 who may see it", given, recovery.WhoMaySee{Audience: recovery.OnlyMe}, recovery.AppraisalGiven),
		person("REC-50 who may see what was taken back", back, recovery.WhoMaySee{Audience: recovery.Team}, recovery.AppraisalTakenBack),
	)
}

func TestVerdictsAreThePersons(t *testing.T) {
	check := func(by peer.Actor, spoil func(*recovery.Appraise)) peer.Decision {
		step := theAppraisal()
		spoil(&step)
		return recovery.CheckNewAppraisal(step, act(by, "2026-03-09T10:00Z", "r", nil), facts(t))
	}
	as := func(*recovery.Appraise) {}
	for name, by := range map[string]peer.Actor{"the worker": byJess, "a nurse": byKay, "a carer": byMegan, "another person": peer.ByPerson(beatriz)} {
		t.Run("REC-21 a verdict by "+name, func(t *testing.T) { only(t, check(by, as), "REC-21 persons-choice-only", "") })
	}
	for name, c := range map[string]struct {
		spoil func(*recovery.Appraise)
		rule  string
		path  string
	}{
		"it does not work, without a why": {func(s *recovery.Appraise) { s.Why = peer.Words{} }, "REC-21 required", "/why"},
		"a why of the worker's":           {func(s *recovery.Appraise) { s.Why = own(byJess, "avoidance") }, "REC-21 persons-words-only", "/why"},
		"a when of the worker's":          {func(s *recovery.Appraise) { s.When = own(byJess, "weekdays") }, "REC-21 persons-words-only", "/when"},
		"a verdict of another kind":       {func(s *recovery.Appraise) { s.Verdict = "worsening" }, "REC-21 unknown-code", "/verdict"},
		"of something else":               {func(s *recovery.Appraise) { s.About = "setback" }, "REC-21 unknown-code", "/about"},
		"of nothing":                      {func(s *recovery.Appraise) { s.Of = "" }, "REC-21 required", "/of"},
	} {
		t.Run("REC-21 "+name, func(t *testing.T) { only(t, check(bySian, c.spoil), c.rule, c.path) })
	}
	for name, spoil := range map[string]func(*recovery.Appraise){
		"they do not know why":           func(s *recovery.Appraise) { s.Why, s.DontKnow = peer.Words{}, true },
		"it works, and no more":          func(s *recovery.Appraise) { s.Verdict, s.Why, s.When = recovery.Works, peer.Words{}, peer.Words{} },
		"sometimes, and no more":         func(s *recovery.Appraise) { s.Verdict, s.Why, s.When = recovery.Sometimes, peer.Words{}, peer.Words{} },
		"in words that name no author":   func(s *recovery.Appraise) { s.Why = unsigned("worse by evening") },
		"of a skill":                     func(s *recovery.Appraise) { s.About = recovery.OfSkill },
		"nobody is named beside them":    func(s *recovery.Appraise) { s.Worker = "" },
		"they do not know, and yet say.": func(s *recovery.Appraise) { s.DontKnow = true },
	} {
		t.Run("REC-21 "+name, func(t *testing.T) { open(t, check(bySian, spoil)) })
	}
	a := appraise(t, theAppraisal(), "2026-03-09T10:00Z")
	require.Equal(t, peer.Ref{Kind: recovery.KindCopingStrategy, ID: "w1"}, a.Of())
	require.Equal(t, "worse by evening", a.Why().Text.Reveal())
	require.Equal(t, "in the afternoon", a.When().Text.Reveal())
	require.Equal(t, jess, a.Worker())
	require.Equal(t, on("2026-03-09T10:00Z"), a.Said())
	require.False(t, a.DontKnow())
	step := theAppraisal()
	step.Why, step.When, step.DontKnow = unsigned("worse by evening"), unsigned("afternoons"), true
	a = appraise(t, step, "2026-03-09T10:00Z")
	require.True(t, a.Why().From(sian) && a.When().From(sian) && a.DontKnow())
	require.Zero(t, recovery.Appraisal{}.Of())
	require.False(t, recovery.Appraisal{}.Counts() || recovery.Appraisal{}.Reinforces())
	t.Run("REC-21 the worker takes one back", func(t *testing.T) {
		only(t, a.Check(recovery.TakeBackAppraisal{}, act(byJess, "2026-03-10T10:00Z", "r", a), facts(t)), "REC-21 persons-choice-only", "")
	})
}

func TestWhatWorksIsSomethingToBuildOn(t *testing.T) {
	for v, builds := range map[recovery.Verdict]bool{recovery.Works: true, recovery.Sometimes: false, recovery.DoesNotWork: false} {
		t.Run("REC-21 "+string(v), func(t *testing.T) {
			a := verdict(t, "v1", recovery.OfCopingStrategy, "w1", v, "2026-03-09T10:00Z")
			require.Equal(t, v, a.Verdict())
			require.Equal(t, builds, a.Reinforces())
			require.False(t, takenBack(t, a, "2026-03-10T10:00Z").Reinforces(), "taken back it says nothing any more")
		})
	}
}

// Verdicts stand in their order, each beside the one before it, and nothing is made
// of them.
func TestVerdictsThroughTime(t *testing.T) {
	walk := tellCoping(t).told
	skill := newSkill(t, theSkill(), bySian)
	first := verdict(t, "v1", recovery.OfCopingStrategy, "w1", recovery.Works, "2026-03-09T10:00Z")
	second := verdict(t, "v2", recovery.OfCopingStrategy, "w1", recovery.DoesNotWork, "2026-04-09T10:00Z")
	same := verdict(t, "v0", recovery.OfCopingStrategy, "w1", recovery.Sometimes, "2026-04-09T10:00Z")
	back := takenBack(t, verdict(t, "v3", recovery.OfCopingStrategy, "w1", recovery.Works, "2026-04-01T10:00Z"), "2026-04-02T10:00Z")
	other := verdict(t, "v4", recovery.OfCopingStrategy, "w2", recovery.Works, "2026-04-01T10:00Z")
	named := verdict(t, "v5", recovery.OfSkill, "w1", recovery.Works, "2026-04-01T10:00Z")
	of := verdict(t, "v6", recovery.OfSkill, "k1", recovery.Sometimes, "2026-04-01T10:00Z")
	foreign, _, err := recovery.NewAppraisal(recovery.Appraise{ID: "v7", Person: beatriz, About: recovery.OfCopingStrategy, Of: "w1", Verdict: recovery.Works},
		act(peer.ByPerson(beatriz), "2026-04-01T10:00Z", "r", nil), facts(t))
	require.NoError(t, err)
	all := []recovery.Appraisal{second, same, first, back, other, named, of, foreign, {}}
	t.Run("REC-23 in their order, whatever order they come in", func(t *testing.T) {
		require.Equal(t, []recovery.VerdictThen{
			{Appraisal: first.Ref(), Said: on("2026-03-09T10:00Z"), Verdict: recovery.Works},
			{Appraisal: same.Ref(), Said: on("2026-04-09T10:00Z"), Verdict: recovery.Sometimes, Before: recovery.Works},
			{Appraisal: second.Ref(), Said: on("2026-04-09T10:00Z"), Verdict: recovery.DoesNotWork, Before: recovery.Sometimes},
		}, walk.Verdicts(all))
	})
	t.Run("REC-14 those of a skill", func(t *testing.T) {
		require.Equal(t, []recovery.VerdictThen{{Appraisal: of.Ref(), Said: on("2026-04-01T10:00Z"), Verdict: recovery.Sometimes}}, skill.Verdicts(all))
	})
	require.Empty(t, recovery.CopingStrategy{}.Verdicts(all))
	require.Empty(t, walk.Verdicts(nil))
}

func TestWhoSeesAnAppraisal(t *testing.T) {
	a := appraise(t, theAppraisal(), "2026-03-09T10:00Z")
	yes := func(p peer.Purpose) peer.Consent { return consent(peer.SharePlan, p, peer.Yes) }
	for _, r := range []struct {
		name string
		by   peer.Reading
		from int
	}{
		{"the person", reading(bySian, peer.ForSupport), 0}, {"the worker", reading(byJess, peer.ForSupport), 1},
		{"a nurse, for care", reading(byKay, peer.ForCare), 2}, {"a nurse, against a recorded no", reading(byKay, peer.ForCare, consent(peer.SharePlan, peer.ForCare, peer.No)), 4},
		{"an exporter on a yes", reading(byKay, peer.ForRecord, yes(peer.ForRecord)), 4}, {"the worker, for the record", reading(byJess, peer.ForRecord), 4},
		{"the person, for the record", reading(bySian, peer.ForRecord), 4}, {"a carer on a yes", reading(byMegan, peer.ForCare, yes(peer.ForCare)), 4},
	} {
		for i, to := range everyAudience {
			t.Run("REC-50 "+string(to)+" read by "+r.name, func(t *testing.T) {
				set, _, err := a.Do(recovery.WhoMaySee{Audience: to}, act(bySian, "2026-03-10T10:00Z", "b", a), facts(t))
				require.NoError(t, err)
				v, err := set.View(r.by)
				require.Equal(t, i >= r.from, sees(t, v, err, "REC-50 consent-required", "appraisal"))
			})
		}
	}
}
