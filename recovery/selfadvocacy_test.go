package recovery_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theOccasion() recovery.PlanToAsk {
	return recovery.PlanToAsk{ID: "o1", Person: sian, Worker: jess, Goal: "g1", Asks: own(bySian, "appointments after eleven"), Of: recovery.AskedOfCareTeam}
}

var advocacies = steptest.BenchOf(ground, recovery.SelfAdvocacyTable(), recovery.NewSelfAdvocacy, recovery.CheckNewSelfAdvocacy, recovery.SelfAdvocacyStarts,
	recovery.DecodeSelfAdvocacy, recovery.EncodeSelfAdvocacyStep, recovery.DecodeSelfAdvocacyStep)

type advocacyStory struct {
	empty, planned, done, left recovery.SelfAdvocacy
}

func doAdvocacy(t testing.TB, a recovery.SelfAdvocacy, step recovery.SelfAdvocacyStep, by peer.Actor, id string) recovery.SelfAdvocacy {
	t.Helper()
	return advocacies.DoneAt(t, a, step, by, "2026-05-12T10:00Z", id)
}

// tellAdvocacy has two words to say: the person said yes to the first, and has not
// answered to the second.
func tellAdvocacy(t testing.TB) advocacyStory {
	t.Helper()
	var s advocacyStory
	s.empty = doAdvocacy(t, recovery.SelfAdvocacy{}, theOccasion(), byJess, "a0")
	s.planned = s.empty
	for i, c := range []struct {
		step recovery.SelfAdvocacyStep
		by   peer.Actor
	}{
		{recovery.SaySupportWanted{Support: recovery.WantsAlongside}, bySian},
		{recovery.PractiseSkills{Skills: []recovery.AdvocacySkill{recovery.SkillSayNo, recovery.SkillAskForTime}}, byJess},
		{recovery.ProposeWords{Words: own(bySian, "mornings do not work for me")}, byJess},
		{recovery.ProposeWords{Words: own(byJess, "she misses more than she makes")}, byJess},
		{recovery.AnswerWords{Number: 1, Agreed: peer.Yes}, bySian},
		{recovery.WordsForRecord{Words: own(bySian, "I asked for later appointments")}, bySian},
	} {
		s.planned = doAdvocacy(t, s.planned, c.step, c.by, fmt.Sprint("a", i+1))
	}
	spoken := doAdvocacy(t, s.planned, recovery.SpeakForPerson{Number: 1}, byJess, "b1")
	s.done = doAdvocacy(t, spoken, recovery.SayAdvocacyResult{Result: own(bySian, "they wrote it on the card")}, byJess, "b2")
	s.left = doAdvocacy(t, s.planned, recovery.LeaveOccasion{}, bySian, "b3")
	return s
}

func TestSelfAdvocacyEveryRow(t *testing.T) {
	s := tellAdvocacy(t)
	type one = steptest.Case[recovery.SelfAdvocacy, recovery.SelfAdvocacyStep, recovery.Facts]
	step := func(name string, a recovery.SelfAdvocacy, step recovery.SelfAdvocacyStep, by peer.Actor, to peer.Status) one {
		return one{Name: "REC-43 " + name, Record: a, Step: step, Act: act(by, "2026-05-13T09:00Z", "", nil), Facts: facts(t), To: to}
	}
	whose, words := row("REC-43", peer.ErrNotAuthorised), row("REC-43", peer.ErrPersonsWordsOnly)
	advocacies.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.SelfAdvocacy{recovery.AdvocacyPlanned: s.planned, recovery.AdvocacyDone: s.done, recovery.AdvocacyLeft: s.left},
		step("the person plans", recovery.SelfAdvocacy{}, theOccasion(), bySian, recovery.AdvocacyPlanned).Hearing("/person", whose, words),
		step("the worker writes it down", recovery.SelfAdvocacy{}, theOccasion(), byJess, recovery.AdvocacyPlanned).Hearing("/person", words).Hearing("/worker", whose).Hearing("/asks", words),
		step("the support they want", s.planned, recovery.SaySupportWanted{Support: recovery.WantsAdvocate}, bySian, recovery.AdvocacyPlanned),
		step("what they practise", s.planned, recovery.PractiseSkills{Skills: []recovery.AdvocacySkill{recovery.SkillAskWhy}}, byJess, recovery.AdvocacyPlanned),
		step("words to say", s.planned, recovery.ProposeWords{Words: own(byJess, "could it be after eleven?")}, byJess, recovery.AdvocacyPlanned),
		step("a yes to words", s.planned, recovery.AnswerWords{Number: 2, Agreed: peer.Yes}, bySian, recovery.AdvocacyPlanned),
		step("a yes taken back when it is over", s.done, recovery.AnswerWords{Number: 1, Agreed: peer.No}, bySian, recovery.AdvocacyDone),
		step("a yes taken back when it was let be", s.left, recovery.AnswerWords{Number: 1, Agreed: peer.No}, bySian, recovery.AdvocacyLeft),
		step("the worker speaks", s.planned, recovery.SpeakForPerson{Number: 1}, byJess, recovery.AdvocacyPlanned),
		step("what came of it", s.planned, recovery.SayAdvocacyResult{Result: own(bySian, "half past eleven")}, byJess, recovery.AdvocacyDone).Hearing("/result", words),
		step("it is over, and nothing to say", s.planned, recovery.SayAdvocacyResult{}, bySian, recovery.AdvocacyDone),
		step("more of what came of it", s.done, recovery.SayAdvocacyResult{Result: own(bySian, "and it held")}, bySian, recovery.AdvocacyDone),
		step("let it be", s.planned, recovery.LeaveOccasion{}, bySian, recovery.AdvocacyLeft),
		step("take it up", s.left, recovery.TakeUpOccasion{}, bySian, recovery.AdvocacyPlanned),
		step("take it up once more", s.done, recovery.TakeUpOccasion{}, bySian, recovery.AdvocacyPlanned),
		step("words for the record", s.done, recovery.WordsForRecord{Words: own(bySian, "I asked")}, bySian, recovery.AdvocacyDone),
		step("REC-50 who may see it", s.left, recovery.WhoMaySee{Audience: recovery.OnlyMe}, bySian, recovery.AdvocacyLeft),
	)
}

func TestNobodySpeaksForThePersonUnasked(t *testing.T) {
	s, f := tellAdvocacy(t), facts(t)
	speak := func(a recovery.SelfAdvocacy, number int, by peer.Actor) peer.Decision {
		return a.Check(recovery.SpeakForPerson{Number: number}, act(by, "2026-05-13T09:00Z", "r", a), f)
	}
	answered := func(a recovery.SelfAdvocacy, number int, agreed peer.Tri, id string) recovery.SelfAdvocacy {
		return doAdvocacy(t, a, recovery.AnswerWords{Number: number, Agreed: agreed}, bySian, id)
	}
	t.Run("REC-43 words the person has not answered to", func(t *testing.T) {
		d := speak(s.planned, 2, byJess)
		only(t, d, "REC-43 person-has-not-agreed", "/number")
		require.Equal(t, peer.Unknown, d.Unmet()[0].Met)
		_, _, err := s.planned.Do(recovery.SpeakForPerson{Number: 2}, act(byJess, "2026-05-13T09:00Z", "r", s.planned), f)
		require.ErrorIs(t, err, peer.ErrPersonHasNotAgreed)
	})
	t.Run("REC-43 words the person said no to", func(t *testing.T) {
		only(t, speak(answered(s.planned, 2, peer.No, "c1"), 2, byJess), "REC-43 person-has-not-agreed", "/number")
	})
	t.Run("REC-43 a yes to other words", func(t *testing.T) {
		open(t, speak(s.planned, 1, byJess))
		more := doAdvocacy(t, s.planned, recovery.ProposeWords{Words: own(bySian, "mornings do not work for me")}, bySian, "c1")
		require.Equal(t, 3, more.ToSay()[2].Number)
		only(t, speak(more, 3, byJess), "REC-43 person-has-not-agreed", "/number")
	})
	t.Run("REC-43 a yes that was taken back", func(t *testing.T) {
		spoken := doAdvocacy(t, s.planned, recovery.SpeakForPerson{Number: 1}, byJess, "c1")
		open(t, speak(spoken, 1, byJess))
		back := answered(spoken, 1, peer.No, "c2")
		only(t, speak(back, 1, byJess), "REC-43 person-has-not-agreed", "/number")
		require.Equal(t, on("2026-05-12T10:00Z"), back.ToSay()[0].SpokenAt, "what was said was said")
		require.Equal(t, on("2026-05-12T10:00Z"), back.ToSay()[0].AnsweredAt)
		open(t, speak(answered(back, 1, peer.Yes, "c3"), 1, byJess))
		require.Equal(t, peer.Yes, s.planned.ToSay()[0].Agreed)
	})
	t.Run("REC-43 words that are not there", func(t *testing.T) {
		only(t, speak(s.planned, 3, byJess), "REC-43 out-of-range", "/number")
		only(t, s.planned.Check(recovery.AnswerWords{Number: 3, Agreed: peer.Yes}, act(bySian, "2026-05-13T09:00Z", "r", s.planned), f), "REC-43 out-of-range", "/number")
	})
	for name, by := range map[string]peer.Actor{"a colleague": byRowan, "a nurse": byKay, "a carer": byMegan, "the person": bySian} {
		t.Run("REC-43 spoken by "+name, func(t *testing.T) { only(t, speak(s.planned, 1, by), "REC-43 not-authorised", "") })
	}
	for name, step := range map[string]recovery.SelfAdvocacyStep{
		"says yes for the person":          recovery.AnswerWords{Number: 2, Agreed: peer.Yes},
		"says what support they want":      recovery.SaySupportWanted{Support: recovery.WantsAlongside},
		"lets it be":                       recovery.LeaveOccasion{},
		"approves words for the record":    recovery.WordsForRecord{Words: own(bySian, "I asked")},
		"says who may see it (hazard H14)": recovery.WhoMaySee{Audience: recovery.Team},
	} {
		t.Run("REC-43 the worker "+name, func(t *testing.T) {
			_, _, err := s.planned.Do(step, act(byJess, "2026-05-13T09:00Z", "r", s.planned), f)
			require.ErrorIs(t, err, peer.ErrPersonsChoiceOnly)
		})
	}
}

func TestSelfAdvocacyWords(t *testing.T) {
	s, f := tellAdvocacy(t), facts(t)
	check := func(a recovery.SelfAdvocacy, step recovery.SelfAdvocacyStep, by peer.Actor) peer.Decision {
		return a.Check(step, act(by, "2026-05-13T09:00Z", "r", a), f)
	}
	plan := theOccasion()
	plan.Asks = unsigned("a better routine")
	only(t, recovery.CheckNewSelfAdvocacy(plan, act(byJess, "2026-05-12T10:00Z", "r", nil), f), "REC-43 persons-words-only", "/asks")
	only(t, check(s.planned, recovery.SayAdvocacyResult{Result: own(byJess, "went well")}, bySian), "REC-43 persons-words-only", "/result")
	only(t, check(s.planned, recovery.WordsForRecord{Words: own(byJess, "was assertive")}, bySian), "REC-43 persons-words-only", "/words")
	only(t, check(s.planned, recovery.ProposeWords{Words: own(byKay, "she agrees with us")}, byJess), "REC-43 not-authorised", "/words")
	t.Run("REC-43 it has an end", func(t *testing.T) {
		a := s.planned
		for i := range 18 {
			a = doAdvocacy(t, a, recovery.ProposeWords{Words: own(bySian, "and")}, bySian, fmt.Sprint("c", i))
		}
		only(t, check(a, recovery.ProposeWords{Words: own(bySian, "and")}, bySian), "REC-43 out-of-range", "")
	})
	require.Equal(t, jess, s.done.Worker())
	require.Equal(t, "g1", s.done.Goal())
	require.True(t, s.done.Asks().From(sian))
	require.Equal(t, recovery.AskedOfCareTeam, s.done.Of())
	require.Equal(t, recovery.WantsAlongside, s.done.Support())
	require.Equal(t, []recovery.AdvocacySkill{recovery.SkillSayNo, recovery.SkillAskForTime}, s.done.Skills())
	require.True(t, s.done.Result().From(sian))
	silent := doAdvocacy(t, s.done, recovery.SayAdvocacyResult{}, byJess, "d1")
	require.Equal(t, s.done.Result(), silent.Result(), "nothing said takes nothing back")
	skills := recovery.PractiseSkills{Skills: []recovery.AdvocacySkill{recovery.SkillAskWhy}}
	a := doAdvocacy(t, s.planned, skills, bySian, "d2")
	skills.Skills[0], a.Skills()[0], a.ToSay()[0] = "", "", recovery.WordsToSay{}
	require.Equal(t, recovery.SkillAskWhy, a.Skills()[0])
	require.Equal(t, 1, a.ToSay()[0].Number)
	require.Zero(t, doAdvocacy(t, s.planned, recovery.WordsForRecord{}, bySian, "d3").ForRecord())
}

func TestWhoSeesSelfAdvocacy(t *testing.T) {
	s := tellAdvocacy(t)
	set := func(a recovery.SelfAdvocacy, to recovery.Audience) recovery.SelfAdvocacy {
		return doAdvocacy(t, a, recovery.WhoMaySee{Audience: to}, bySian, "c1")
	}
	all := []string{"occasion", "forRecord"}
	for a, want := range map[recovery.Audience][4][]string{ // the person, the worker, a nurse, an exporter
		recovery.OnlyMe:        {all, nil, nil, nil},
		recovery.MeAndMyWorker: {all, all, nil, nil},
		recovery.Team:          {all, all, all, nil},
		recovery.CareRecord:    {all, all, all, {"forRecord"}},
	} {
		t.Run("REC-43, REC-50 "+string(a), func(t *testing.T) {
			for i, by := range []peer.Reading{reading(bySian, peer.ForSupport), reading(byJess, peer.ForSupport), reading(byKay, peer.ForCare), reading(byKay, peer.ForRecord)} {
				seesParts(t, set(s.planned, a), by, want[i]...)
			}
			seesParts(t, set(s.planned, a), reading(byMegan, peer.ForCare))
		})
	}
	bare := doAdvocacy(t, s.planned, recovery.WordsForRecord{}, bySian, "c2")
	seesParts(t, set(bare, recovery.CareRecord), reading(byKay, peer.ForRecord))
}

func advocacyRecords(t testing.TB) map[peer.Status]peer.Record {
	s := tellAdvocacy(t)
	return map[peer.Status]peer.Record{"self-advocacy-planned": s.planned, "self-advocacy-done": s.done, "self-advocacy-left": s.left}
}

func TestSelfAdvocacyStored(t *testing.T) {
	s := tellAdvocacy(t)
	worker := map[string]any{"staff": "w4"}
	ground.NeverRead(t, advocacyRecords(t), []steptest.Hostile{
		{Of: "self-advocacy-done", Path: "/asks/by", Value: worker, Heard: "/asks"},
		{Of: "self-advocacy-done", Path: "/result/by", Value: worker, Heard: "/asks"},
		{Of: "self-advocacy-done", Path: "/forRecord/by", Value: worker, Heard: "/asks"},
		{Of: "self-advocacy-done", Path: "/toSay/0/words/by", Value: map[string]any{"staff": "w5"}, Heard: "/toSay"},
		{Of: "self-advocacy-done", Path: "/toSay/0/number", Value: 2, Heard: "/toSay"},
		{Of: "self-advocacy-done", Path: "/toSay/0/agreed", Value: "unknown", Heard: "/toSay"},
		{Of: "self-advocacy-done", Path: "/toSay/0/answeredAt", Value: "0001-01-01T00:00:00.000Z", Heard: "/toSay"},
		{Of: "self-advocacy-done", Path: "/of", Value: "dr-ode", Heard: "/of"},
		{Of: "self-advocacy-done", Path: "/support", Value: "chaperone", Heard: "/support"},
		{Of: "self-advocacy-done", Path: "/audience", Value: "", Heard: "/audience"},
	})
	alone := theOccasion()
	alone.Worker = ""
	a := doAdvocacy(t, recovery.SelfAdvocacy{}, alone, bySian, "c1")
	a = doAdvocacy(t, a, recovery.ProposeWords{Words: own(bySian, "later, please")}, bySian, "c2")
	ground.Hears(t, a, steptest.Hostile{Path: "/toSay/0/spokenAt", Value: "2026-05-12T10:00:00.000Z", Heard: "/toSay"})
	a = doAdvocacy(t, a, recovery.AnswerWords{Number: 1, Agreed: peer.Yes}, bySian, "c3")
	ground.Hears(t, a, steptest.Hostile{Path: "/toSay/0/spokenAt", Value: "2026-05-12T10:00:00.000Z", Heard: "/toSay"})
	unanswered := doAdvocacy(t, s.empty, recovery.ProposeWords{Words: own(bySian, "later, please")}, bySian, "c4")
	ground.Hears(t, unanswered, steptest.Hostile{Path: "/toSay/0/spokenAt", Value: "2026-05-12T10:00:00.000Z", Heard: "/toSay"})
}

func TestSelfAdvocacyHistories(t *testing.T) {
	w := advocacies.Walks(20).Often(2)
	w.Give = func(draw steptest.Draw, a recovery.SelfAdvocacy, _ time.Time) steptest.Give {
		return func(path string, _ peer.Field) any {
			switch path {
			case "/number":
				return mostly[any](draw, max(1, draw(1+len(a.ToSay()))), 1, len(a.ToSay())+1)
			case "/skills":
				return mostly[any](draw, []any{"say-no", "ask-why"}, []any{}, []any{"dance"})
			case "/agreed":
				return steptest.OneOf[any](draw, "yes", "yes", "no", "unknown")
			}
			return nil
		}
	}
	w.Hold(t, func(t require.TestingT, _, a recovery.SelfAdvocacy, c peer.Change) {
		personsOwn(t, a.Person(), nil, a.Asks(), a.Result(), a.ForRecord())
		for i, w := range a.ToSay() {
			require.Equal(t, i+1, w.Number)
			personsOwn(t, a.Person(), []peer.Actor{peer.ByStaff(a.Worker(), "")}, w.Words)
			if c.Do == "speak-for-person" && w.SpokenAt.Equal(c.At) {
				require.Equal(t, peer.Yes, w.Agreed, "REC-43 nothing was said for the person without their yes to it")
			}
		}
		if c.Do == "answer-words" || c.Do == "support-wanted" || c.Do == "words-for-record" {
			require.Equal(t, peer.PartyPerson, c.As)
		}
	})
}
