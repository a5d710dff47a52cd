package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theSkill() recovery.ListSkill {
	return recovery.ListSkill{ID: "k1", Person: sian, Worker: jess, Words: own(bySian, "breathing out for longer than in"), Code: "breathing"}
}

func theProgress() recovery.SayHowSkillGoes {
	return recovery.SayHowSkillGoes{Useful: peer.Yes, When: own(bySian, "on the bus"), Progress: own(bySian, "I get to the third stop now"),
		Rating: recovery.SkillRating{Number: "6", Scale: recovery.ScaleHardToEasy}}
}

func newSkill(t testing.TB, step recovery.ListSkill, by peer.Actor) recovery.Skill {
	t.Helper()
	return skills.DoneAt(t, recovery.Skill{}, step, by, "2026-03-02T10:00Z", "a1")
}

func doSkill(t testing.TB, k recovery.Skill, step recovery.SkillStep, at string) recovery.Skill {
	t.Helper()
	return skills.DoneAt(t, k, step, bySian, at, "r-"+at)
}

// tellSkill gives one that is listed, one that was tried and one set aside.
func tellSkill(t testing.TB) (listed, tried, aside recovery.Skill) {
	t.Helper()
	listed = newSkill(t, theSkill(), byJess)
	tried = doSkill(t, listed, theProgress(), "2026-03-12T10:00Z")
	return listed, tried, doSkill(t, tried, recovery.SetSkillAside{}, "2026-04-12T10:00Z")
}

var skills = steptest.BenchOf(ground, recovery.SkillTable(), recovery.NewSkill, recovery.CheckNewSkill, recovery.SkillStarts,
	recovery.DecodeSkill, recovery.EncodeSkillStep, recovery.DecodeSkillStep)

func TestSkillEveryRow(t *testing.T) {
	listed, tried, aside := tellSkill(t)
	type one = steptest.Case[recovery.Skill, recovery.SkillStep, recovery.Facts]
	person := func(name string, k recovery.Skill, step recovery.SkillStep, to peer.Status) one {
		return one{Name: name, Record: k, Step: step, Act: act(bySian, "2026-05-01T10:00Z", "", nil), Facts: facts(t), To: to}
	}
	words, whose := row("REC-14", peer.ErrPersonsWordsOnly), row("REC-14", peer.ErrNotAuthorised)
	first := person("REC-14 the person lists it", recovery.Skill{}, theSkill(), recovery.SkillListed)
	first.Hears = map[string][]peer.Rule{"/person": {whose, words}}
	second := person("REC-14 the worker writes it down", recovery.Skill{}, theSkill(), recovery.SkillListed)
	second.Act.By = byJess
	second.Hears = map[string][]peer.Rule{"/person": {words}, "/worker": {whose}, "/words": {words}}
	bare := person("REC-14 and says no more", listed, recovery.SayHowSkillGoes{}, recovery.SkillTried)
	bare.Hears = map[string][]peer.Rule{"/rating/number": {row("REC-14", peer.ErrRequired)}, "/rating/scale": {row("REC-14", peer.ErrRequired)}}
	skills.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.Skill{recovery.SkillListed: listed, recovery.SkillTried: tried, recovery.SkillSetAside: aside},
		first, second,
		person("REC-14 the person has tried it", listed, theProgress(), recovery.SkillTried),
		bare,
		person("REC-14 says again how it goes", tried, theProgress(), recovery.SkillTried),
		person("REC-14 set aside", tried, recovery.SetSkillAside{}, recovery.SkillSetAside),
		person("REC-14 set aside untried", listed, recovery.SetSkillAside{}, recovery.SkillSetAside),
		person("REC-14 take up", aside, recovery.TakeUpSkill{}, recovery.SkillTried),
		person("REC-14 take up what was never tried", doSkill(t, listed, recovery.SetSkillAside{}, "2026-04-12T10:00Z"), recovery.TakeUpSkill{}, recovery.SkillListed),
		person("REC-50 who may see it", aside, recovery.WhoMaySee{Audience: recovery.OnlyMe}, recovery.SkillSetAside),
	)
}

func TestSkillIsThePersons(t *testing.T) {
	list := func(by peer.Actor, spoil func(*recovery.ListSkill)) peer.Decision {
		step := theSkill()
		spoil(&step)
		return recovery.CheckNewSkill(step, act(by, "2026-03-02T10:00Z", "r", nil), facts(t))
	}
	for name, c := range map[string]struct {
		by    peer.Actor
		spoil func(*recovery.ListSkill)
		rule  string
		path  string
	}{
		"in the worker's words":                    {byJess, func(s *recovery.ListSkill) { s.Words = unsigned("try yoga") }, "REC-14 persons-words-only", "/words"},
		"the worker's words passed on":             {bySian, func(s *recovery.ListSkill) { s.Words = own(byJess, "try yoga") }, "REC-14 persons-words-only", "/words"},
		"a code the worker picks":                  {byJess, func(s *recovery.ListSkill) { s.Words = peer.Words{} }, "REC-14 persons-choice-only", "/code"},
		"nothing at all":                           {bySian, func(s *recovery.ListSkill) { s.Words, s.Code = peer.Words{}, "" }, "REC-14 required", "/words"},
		"by somebody who does not walk beside her": {byRowan, func(*recovery.ListSkill) {}, "REC-14 not-authorised", ""},
	} {
		t.Run("REC-14 "+name, func(t *testing.T) { only(t, list(c.by, c.spoil), c.rule, c.path) })
	}
	open(t, list(bySian, func(s *recovery.ListSkill) { s.Words = peer.Words{} }))
	open(t, list(bySian, func(s *recovery.ListSkill) { s.Words, s.Code = unsigned("counting trees"), "" }))
	open(t, list(byJess, func(s *recovery.ListSkill) { s.Code = "" }))

	listed, tried, aside := tellSkill(t)
	for name, step := range map[string]recovery.SayHowSkillGoes{
		"a rating":              {Rating: recovery.SkillRating{Number: "3", Scale: recovery.ScaleHardToEasy}},
		"progress in her words": {Progress: own(bySian, "better")},
		"that it is of use":     {Useful: peer.Yes},
		"that it was tried":     {},
	} {
		t.Run("REC-14 entered by the worker: "+name, func(t *testing.T) {
			only(t, listed.Check(step, act(byJess, "2026-03-12T10:00Z", "r", listed), facts(t)), "REC-14 persons-words-only", "")
		})
	}
	goes := func(spoil func(*recovery.SayHowSkillGoes)) peer.Decision {
		step := theProgress()
		spoil(&step)
		return listed.Check(step, act(bySian, "2026-03-12T10:00Z", "r", listed), facts(t))
	}
	for name, c := range map[string]struct {
		spoil func(*recovery.SayHowSkillGoes)
		rule  string
		path  string
	}{
		"a when of the worker's":     {func(s *recovery.SayHowSkillGoes) { s.When = own(byJess, "daily") }, "REC-14 persons-words-only", "/when"},
		"progress of the worker's":   {func(s *recovery.SayHowSkillGoes) { s.Progress = own(byJess, "good") }, "REC-14 persons-words-only", "/progress"},
		"a number without its scale": {func(s *recovery.SayHowSkillGoes) { s.Rating.Scale = "" }, "REC-14 required", "/rating"},
		"a number off the scale":     {func(s *recovery.SayHowSkillGoes) { s.Rating.Number = "11" }, "REC-14 unknown-code", "/rating/number"},
		"a number below the scale":   {func(s *recovery.SayHowSkillGoes) { s.Rating.Number = "-1" }, "REC-14 unknown-code", "/rating/number"},
	} {
		t.Run("REC-14 "+name, func(t *testing.T) { only(t, goes(c.spoil), c.rule, c.path) })
	}
	t.Run("REC-14 nought is a number too, and none is none", func(t *testing.T) {
		k := doSkill(t, listed, recovery.SayHowSkillGoes{Rating: recovery.SkillRating{Number: "0", Scale: recovery.ScaleHardToEasy}}, "2026-03-12T10:00Z")
		require.False(t, k.Rating().IsZero())
		b, err := peer.Encode(k)
		require.NoError(t, err)
		require.Contains(t, string(b), `"rating":{"number":"0","scale":"very-hard-to-very-easy"}`)
		back, err := recovery.DecodeSkill(b)
		require.NoError(t, err)
		require.Equal(t, k.Rating(), back.Rating())
		require.True(t, doSkill(t, k, recovery.SayHowSkillGoes{}, "2026-03-13T10:00Z").Rating().IsZero())
	})
	for name, k := range map[string]recovery.Skill{"set aside": tried, "taken up": aside} {
		t.Run("REC-14 by the worker: "+name, func(t *testing.T) {
			step := map[string]recovery.SkillStep{"set aside": recovery.SetSkillAside{}, "taken up": recovery.TakeUpSkill{}}[name]
			only(t, k.Check(step, act(byJess, "2026-05-01T10:00Z", "r", k), facts(t)), "REC-14 persons-choice-only", "")
		})
	}
	require.False(t, listed.Tried())
	require.True(t, tried.Tried() && aside.Tried())
	require.Equal(t, on("2026-03-02T10:00Z"), listed.Listed())
	require.Equal(t, on("2026-03-12T10:00Z"), tried.SaidAt())
	require.Equal(t, peer.Yes, tried.Useful())
	require.Equal(t, "on the bus", tried.When().Text.Reveal())
	require.Equal(t, "I get to the third stop now", tried.Progress().Text.Reveal())
	require.Equal(t, recovery.SkillRating{Number: "6", Scale: recovery.ScaleHardToEasy}, tried.Rating())
	require.Equal(t, "breathing", tried.Code())
	require.True(t, tried.Words().From(sian))
	require.Equal(t, jess, tried.Worker())
	require.Equal(t, recovery.MeAndMyWorker, tried.Audience())
	plain := doSkill(t, tried, recovery.SayHowSkillGoes{When: unsigned("mornings"), Progress: unsigned("so so")}, "2026-03-20T10:00Z")
	require.True(t, plain.When().From(sian) && plain.Progress().From(sian))
	require.Equal(t, peer.Unknown, plain.Useful(), "what she says now stands in place of what she said")
	for _, choice := range listed.Choices(act(bySian, "2026-05-01T10:00Z", "r", listed), recovery.Facts{}) {
		require.True(t, choice.Open && choice.Yours, "%s waits for no fact", choice.Do)
	}
}

func TestWhoSeesASkill(t *testing.T) {
	_, tried, _ := tellSkill(t)
	for _, r := range []struct {
		name string
		by   peer.Reading
		from int
	}{
		{"the person", reading(bySian, peer.ForSupport), 0}, {"the worker", reading(byJess, peer.ForSupport), 1},
		{"a nurse, for care", reading(byKay, peer.ForCare), 2}, {"an exporter", reading(byKay, peer.ForRecord), 3},
		{"an exporter against a recorded no", reading(byKay, peer.ForRecord, consent(peer.SharePlan, peer.ForRecord, peer.No)), 4},
		{"a carer", reading(byMegan, peer.ForCare), 4},
	} {
		for i, to := range everyAudience {
			t.Run("REC-50 "+string(to)+" read by "+r.name, func(t *testing.T) {
				v, err := doSkill(t, tried, recovery.WhoMaySee{Audience: to}, "2026-05-01T10:00Z").View(r.by)
				require.Equal(t, i >= r.from, sees(t, v, err, "REC-50 consent-required", "skill", "progress"))
			})
		}
	}
}
