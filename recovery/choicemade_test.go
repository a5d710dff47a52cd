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

func theChoice() recovery.MakeChoice {
	return recovery.MakeChoice{ID: "c1", Person: sian, Worker: jess, Goal: "g1", Chosen: recovery.Chosen{Talk: "t1", Option: 1, Words: own(bySian, "the choir"), Collaborative: peer.Yes},
		Whose: recovery.Whose{Active: peer.Yes, Says: own(bySian, "I have wanted to for years")}}
}

// written is the choice as the worker writes it down.
func written() recovery.MakeChoice {
	c := theChoice()
	c.Whose = recovery.Whose{}
	return c
}

func pressed() recovery.Whose {
	return recovery.Whose{Active: peer.No, ImposedBy: recovery.ImposedByProfessional, Says: own(bySian, "the consultant insisted")}
}

// choiceFacts knows the talk of optiontalk_test.go, talked through.
func choiceFacts(t testing.TB) recovery.ChoiceFacts {
	return recovery.ChoiceFacts{Facts: facts(t), Talk: recovery.TalkFactFrom(tellOptionTalk(t).through)}
}

var choices = steptest.BenchOf(groundOf(choiceFacts), recovery.ChoiceMadeTable(), recovery.NewChoiceMade, recovery.CheckNewChoiceMade, recovery.ChoiceMadeStarts,
	recovery.DecodeChoiceMade, recovery.EncodeChoiceMadeStep, recovery.DecodeChoiceMadeStep)

type choiceStory struct {
	noted, stands, putUpon, back recovery.ChoiceMade
}

func doChoice(t testing.TB, c recovery.ChoiceMade, step recovery.ChoiceMadeStep, by peer.Actor, id string) recovery.ChoiceMade {
	t.Helper()
	return choices.DoneAt(t, c, step, by, "2026-05-03T10:00Z", id)
}

func tellChoice(t testing.TB) choiceStory {
	t.Helper()
	var s choiceStory
	s.noted = doChoice(t, recovery.ChoiceMade{}, written(), byJess, "a1")
	s.stands = doChoice(t, s.noted, recovery.SayWhose{Whose: recovery.Whose{Active: peer.Yes}}, bySian, "a2")
	s.stands = doChoice(t, s.stands, recovery.WordsForRecord{Words: own(bySian, "I chose the choir")}, bySian, "a3")
	s.putUpon = doChoice(t, s.stands, recovery.SayWhose{Whose: pressed()}, bySian, "a4")
	s.back = doChoice(t, s.putUpon, recovery.TakeBackChoice{}, bySian, "a5")
	return s
}

func TestChoiceEveryRow(t *testing.T) {
	s, f := tellChoice(t), choiceFacts(t)
	type one = steptest.Case[recovery.ChoiceMade, recovery.ChoiceMadeStep, recovery.ChoiceFacts]
	step := func(name string, c recovery.ChoiceMade, step recovery.ChoiceMadeStep, by peer.Actor, to peer.Status) one {
		return one{Name: name, Record: c, Step: step, Act: act(by, "2026-05-04T09:00Z", "", nil), Facts: f, To: to}
	}
	whose, words, real := row("REC-42", peer.ErrNotAuthorised), row("REC-42", peer.ErrPersonsWordsOnly), row("REC-42", recovery.ErrChoiceNotReal)
	alone := written()
	alone.Chosen.Words = peer.Words{}
	byPerson := step("REC-42 the person chooses", recovery.ChoiceMade{}, alone, bySian, recovery.ChoiceStands).Hearing("/person", whose, real)
	byPerson = byPerson.Hearing("/chosen/talk", real)
	byWorker := step("REC-42 the worker writes it down", recovery.ChoiceMade{}, written(), byJess, recovery.ChoiceNoted).Hearing("/person", words, real)
	byWorker = byWorker.Hearing("/chosen/talk", real).Hearing("/chosen/words", words).Hearing("/worker", whose)
	byWorker = byWorker.Hearing("/whose/imposedBy", row("REC-42", peer.ErrPersonsChoiceOnly)).Hearing("/whose/says", row("REC-42", peer.ErrPersonsChoiceOnly), words)
	anew := step("REC-42 choose anew", s.putUpon, recovery.ReviseChoice{Chosen: recovery.Chosen{Words: own(bySian, "to stay in")}}, bySian, recovery.ChoiceStands).Hearing("/chosen/option", row("REC-42", peer.ErrRequired))
	choices.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.ChoiceMade{recovery.ChoiceNoted: s.noted, recovery.ChoiceStands: s.stands, recovery.ChoiceFeltPutUpon: s.putUpon, recovery.ChoiceTakenBack: s.back},
		byPerson, byWorker,
		step("REC-42 it is mine", s.noted, recovery.SayWhose{Whose: recovery.Whose{Active: peer.Yes}}, bySian, recovery.ChoiceStands),
		step("REC-42, H17 I was pressed", s.stands, recovery.SayWhose{Whose: pressed()}, bySian, recovery.ChoiceFeltPutUpon),
		step("REC-42 mine after all", s.putUpon, recovery.SayWhose{Whose: recovery.Whose{Active: peer.Yes}}, bySian, recovery.ChoiceStands),
		step("REC-42, H17 pressed into taking it back", s.back, recovery.SayWhose{Whose: pressed()}, bySian, recovery.ChoiceTakenBack),
		step("REC-42 talked through together", s.stands, recovery.SayTogether{Talk: "t1", Collaborative: peer.Yes}, bySian, recovery.ChoiceStands).Hearing("/talk", real, row("REC-42", peer.ErrDuplicate)),
		anew,
		step("REC-42 choose again", s.back, recovery.ReviseChoice{Chosen: recovery.Chosen{Talk: "t1", Option: 3}, Whose: pressed()}, bySian, recovery.ChoiceFeltPutUpon),
		step("REC-42 take it back", s.noted, recovery.TakeBackChoice{}, bySian, recovery.ChoiceTakenBack),
		step("REC-42 words for the record", s.putUpon, recovery.WordsForRecord{Words: own(bySian, "I felt put upon")}, bySian, recovery.ChoiceFeltPutUpon),
		step("REC-50 who may see it", s.back, recovery.WhoMaySee{Audience: recovery.OnlyMe}, bySian, recovery.ChoiceTakenBack),
	)
}

func TestChoiceIsThePersons(t *testing.T) {
	s, f := tellChoice(t), choiceFacts(t)
	for name, whose := range map[string]recovery.Whose{
		"yes":                  {Active: peer.Yes},
		"no":                   {Active: peer.No},
		"who put it upon them": {ImposedBy: recovery.ImposedByFamily},
		"how it was":           {Says: own(bySian, "they all wanted it")},
	} {
		t.Run("REC-42 the worker says whose it is: "+name, func(t *testing.T) {
			c := written()
			c.Whose = whose
			only(t, recovery.CheckNewChoiceMade(c, act(byJess, "2026-05-03T10:00Z", "r", nil), f), "REC-42 persons-choice-only", "/whose")
			for _, from := range []recovery.ChoiceMade{s.noted, s.stands, s.putUpon, s.back} {
				only(t, from.Check(recovery.SayWhose{Whose: whose}, act(byJess, "2026-05-04T10:00Z", "r", from), f), "REC-42 persons-choice-only", "")
			}
		})
	}
	t.Run("REC-42 the worker says yes where the person said no", func(t *testing.T) {
		_, _, err := s.putUpon.Do(recovery.SayWhose{Whose: recovery.Whose{Active: peer.Yes}}, act(byJess, "2026-05-04T10:00Z", "r", s.putUpon), f)
		require.ErrorIs(t, err, peer.ErrPersonsChoiceOnly)
	})
	t.Run("REC-42 in the worker's words", func(t *testing.T) {
		c := written()
		c.Chosen.Words = unsigned("she should sing")
		only(t, recovery.CheckNewChoiceMade(c, act(byJess, "2026-05-03T10:00Z", "r", nil), f), "REC-42 persons-words-only", "/chosen/words")
		w := pressed()
		w.Says = own(byJess, "seemed unsure")
		only(t, s.stands.Check(recovery.SayWhose{Whose: w}, act(bySian, "2026-05-04T10:00Z", "r", s.stands), f), "REC-42 persons-words-only", "/whose/says")
		only(t, s.stands.Check(recovery.WordsForRecord{Words: own(byJess, "engaged well")}, act(bySian, "2026-05-04T10:00Z", "r", s.stands), f), "REC-42 persons-words-only", "/words")
	})
	t.Run("REC-42 nothing was chosen", func(t *testing.T) {
		c := theChoice()
		c.Chosen = recovery.Chosen{Talk: "t1"}
		only(t, recovery.CheckNewChoiceMade(c, act(bySian, "2026-05-03T10:00Z", "r", nil), f), "REC-42 required", "/chosen/words")
		c.Chosen = recovery.Chosen{Option: 2}
		only(t, recovery.CheckNewChoiceMade(c, act(bySian, "2026-05-03T10:00Z", "r", nil), f), "REC-42 required", "/chosen/talk")
	})
	t.Run("REC-42 an option that is not in the talk", func(t *testing.T) {
		c := theChoice()
		c.Chosen.Option = 4
		only(t, recovery.CheckNewChoiceMade(c, act(bySian, "2026-05-03T10:00Z", "r", nil), f), "REC-42 out-of-range", "/chosen/option")
		c.Chosen.Collaborative = peer.Unknown
		open(t, recovery.CheckNewChoiceMade(c, act(bySian, "2026-05-03T10:00Z", "r", nil), recovery.ChoiceFacts{}))
	})
}

func TestChoiceMadeTogether(t *testing.T) {
	s, talk := tellChoice(t), tellOptionTalk(t)
	other := recovery.TalkFactFrom(talk.through)
	other.Person = beatriz
	another := recovery.TalkFactFrom(talk.through)
	another.ID = "t2"
	for name, c := range map[string]struct {
		talk recovery.TalkFact
		met  peer.Tri
	}{
		"nobody knows the talk":         {recovery.TalkFact{}, peer.Unknown},
		"no talk at all":                {recovery.TalkFactFrom(recovery.OptionTalk{}), peer.Unknown},
		"the talk is open":              {recovery.TalkFactFrom(talk.open), peer.No},
		"the talk is set aside":         {recovery.TalkFactFrom(talk.aside), peer.No},
		"the talk was somebody else's":  {other, peer.Unknown},
		"another talk was talked about": {another, peer.Unknown},
		"it was talked through":         {recovery.TalkFactFrom(talk.through), peer.Yes},
	} {
		t.Run("REC-42 "+name, func(t *testing.T) {
			f := recovery.ChoiceFacts{Facts: facts(t), Talk: c.talk}
			for path, d := range map[string]peer.Decision{
				"/chosen/collaborative": recovery.CheckNewChoiceMade(theChoice(), act(bySian, "2026-05-03T10:00Z", "r", nil), f),
				"/collaborative":        s.stands.Check(recovery.SayTogether{Collaborative: peer.Yes}, act(bySian, "2026-05-04T10:00Z", "r", s.stands), f),
			} {
				if c.met == peer.Yes {
					open(t, d)
					continue
				}
				only(t, d, "REC-42 choice-not-real", path)
				require.Equal(t, c.met, d.Unmet()[0].Met)
			}
			open(t, s.stands.Check(recovery.SayTogether{Collaborative: peer.No}, act(bySian, "2026-05-04T10:00Z", "r", s.stands), f))
		})
	}
	t.Run("REC-42 without a talk", func(t *testing.T) {
		c := theChoice()
		c.Chosen.Talk, c.Chosen.Option = "", 0
		only(t, recovery.CheckNewChoiceMade(c, act(bySian, "2026-05-03T10:00Z", "r", nil), choiceFacts(t)), "REC-42 choice-not-real", "/chosen/collaborative")
		c.Chosen.Collaborative = peer.Unknown
		open(t, recovery.CheckNewChoiceMade(c, act(bySian, "2026-05-03T10:00Z", "r", nil), recovery.ChoiceFacts{}))
	})
	t.Run("REC-42 two facts, apart", func(t *testing.T) {
		c := doChoice(t, s.putUpon, recovery.SayTogether{Talk: "t1", Collaborative: peer.No}, bySian, "b1")
		require.Equal(t, recovery.ChoiceFeltPutUpon, c.Status())
		require.Equal(t, s.putUpon.Said().Whose, c.Said().Whose)
		require.Equal(t, "t1", c.Said().Chosen.Talk)
		require.Equal(t, peer.No, c.Said().Chosen.Collaborative)
		c = doChoice(t, c, recovery.SayTogether{Talk: "t1", Collaborative: peer.Yes}, bySian, "b2")
		require.Equal(t, peer.Yes, c.Said().Chosen.Collaborative, "talked through, and yet not theirs")
		require.True(t, c.FeltPutUpon())
	})
}

func TestChoiceFeltPutUpon(t *testing.T) {
	s := tellChoice(t)
	offered := []recovery.ChoiceOffer{recovery.OfferRevisit, recovery.OfferAdvocacy, recovery.OfferPerspectiveBrief}
	for name, c := range map[string]struct {
		whose         recovery.Whose
		putUpon, self bool
	}{
		"nothing said":                        {recovery.Whose{}, false, false},
		"mine":                                {recovery.Whose{Active: peer.Yes}, false, true},
		"not mine":                            {recovery.Whose{Active: peer.No}, true, false},
		"a court chose":                       {recovery.Whose{ImposedBy: recovery.ImposedByCourt}, true, false},
		"my family chose, and it is not mine": {recovery.Whose{Active: peer.No, ImposedBy: recovery.ImposedByFamily}, true, false},
		"a court chose, and I stand by it":    {recovery.Whose{Active: peer.Yes, ImposedBy: recovery.ImposedByCourt}, false, false},
	} {
		t.Run("REC-42 "+name, func(t *testing.T) {
			said := doChoice(t, s.stands, recovery.SayWhose{Whose: c.whose}, bySian, "b1")
			first := theChoice()
			first.Whose = c.whose
			made := doChoice(t, recovery.ChoiceMade{}, first, bySian, "b2")
			anew := doChoice(t, s.back, recovery.ReviseChoice{Chosen: first.Chosen, Whose: c.whose}, bySian, "b3")
			for _, x := range []recovery.ChoiceMade{said, made, anew} {
				require.Equal(t, c.putUpon, x.FeltPutUpon())
				require.Equal(t, c.putUpon, x.Status() == recovery.ChoiceFeltPutUpon)
				require.Equal(t, c.self, x.SelfDefined())
				if c.putUpon {
					require.Equal(t, offered, x.Offers())
				} else {
					require.Empty(t, x.Offers())
				}
			}
		})
	}
	require.False(t, s.noted.SelfDefined(), "REC-42 what the worker wrote down waits for the person")
	require.False(t, s.back.SelfDefined())
	mine := doChoice(t, s.back, recovery.SayWhose{Whose: recovery.Whose{Active: peer.Yes}}, bySian, "b4")
	require.Equal(t, recovery.ChoiceTakenBack, mine.Status())
	require.False(t, mine.SelfDefined(), "what was taken back is chosen anew, not said to be theirs")
	s.putUpon.Offers()[0] = ""
	require.Equal(t, offered, s.putUpon.Offers())
	require.Empty(t, recovery.ChoiceMade{}.Offers())
	require.Zero(t, recovery.ChoiceMade{}.Said())
	require.Empty(t, recovery.ChoiceMade{}.Earlier())
}

func TestChoiceKeepsWhatWasSaidBefore(t *testing.T) {
	s := tellChoice(t)
	require.Len(t, s.putUpon.Earlier(), 2)
	require.Equal(t, "the choir", s.putUpon.Earlier()[0].Chosen.Words.Text.Reveal())
	require.Equal(t, peer.PartyWorker, s.putUpon.Earlier()[0].From)
	require.Equal(t, peer.Yes, s.putUpon.Earlier()[1].Whose.Active)
	require.Equal(t, 3, s.putUpon.Said().Number)
	require.Equal(t, on("2026-05-03T10:00Z"), s.putUpon.Said().At)
	require.Equal(t, recovery.ImposedByProfessional, s.putUpon.Said().Whose.ImposedBy)
	require.True(t, s.putUpon.Said().Whose.Says.From(sian))
	require.Equal(t, "t1", s.putUpon.Said().Chosen.Talk, "what was chosen stays when it is said whose it is")
	require.Equal(t, jess, s.putUpon.Worker())
	require.Equal(t, "g1", s.putUpon.Goal())
	s.putUpon.Earlier()[0] = recovery.ChoiceSaid{}
	require.Equal(t, 1, s.putUpon.Earlier()[0].Number)

	require.False(t, s.stands.ForRecord().IsZero())
	require.Zero(t, s.putUpon.ForRecord(), "REC-42 what was approved was about what held then")
	again := doChoice(t, s.stands, recovery.WordsForRecord{}, bySian, "b1")
	require.Zero(t, again.ForRecord())
	require.Zero(t, doChoice(t, s.stands, recovery.TakeBackChoice{}, bySian, "b2").ForRecord())

	c := s.stands
	for i := range 30 {
		c = doChoice(t, c, recovery.ReviseChoice{Chosen: recovery.Chosen{Words: own(bySian, fmt.Sprint("this, the time after ", i))}}, bySian, fmt.Sprint("c", i))
	}
	require.Equal(t, 32, c.Said().Number, "REC-42 it can be said anew however often")
	require.Len(t, c.Earlier(), 11)
	require.Equal(t, 21, c.Earlier()[0].Number)
	b, err := peer.Encode(c)
	require.NoError(t, err)
	_, err = recovery.DecodeChoiceMade(b)
	require.NoError(t, err)
	ground.Hears(t, c, steptest.Hostile{Path: "/said", Value: []any{}, Heard: "/said"})
	ground.Hears(t, c, steptest.Hostile{Path: "/said/0/number", Value: 20, Heard: "/said"})
}

func TestWhoSeesAChoice(t *testing.T) {
	s := tellChoice(t)
	set := func(c recovery.ChoiceMade, a recovery.Audience) recovery.ChoiceMade {
		return doChoice(t, c, recovery.WhoMaySee{Audience: a}, bySian, "b1")
	}
	person, worker, nurse, record := reading(bySian, peer.ForSupport), reading(byJess, peer.ForSupport), reading(byKay, peer.ForCare), reading(byKay, peer.ForRecord)
	all := []string{"choice", "earlier", "forRecord"}
	for a, want := range map[recovery.Audience][4][]string{ // the person, the worker, a nurse, an exporter
		recovery.OnlyMe:        {all, nil, nil, nil},
		recovery.MeAndMyWorker: {all, all, nil, nil},
		recovery.Team:          {all, all, {"choice", "forRecord"}, nil},
		recovery.CareRecord:    {all, all, {"choice", "forRecord"}, {"forRecord"}},
	} {
		t.Run("REC-42, REC-50 "+string(a), func(t *testing.T) {
			for i, by := range []peer.Reading{person, worker, nurse, record} {
				seesParts(t, set(s.stands, a), by, want[i]...)
			}
			seesParts(t, set(s.stands, a), reading(byMegan, peer.ForCare))
		})
	}
	require.Contains(t, seesParts(t, set(s.stands, recovery.CareRecord), record, "forRecord"), "I chose the choir")
	require.NotContains(t, seesParts(t, set(s.stands, recovery.CareRecord), record, "forRecord"), "t1", "nothing else of it")
	seesParts(t, set(s.putUpon, recovery.CareRecord), record)
	seesParts(t, set(s.stands, recovery.CareRecord), reading(byKay, peer.ForRecord, consent(peer.SharePlan, peer.ForRecord, peer.No)))
	require.Contains(t, seesParts(t, s.putUpon, worker, "choice", "earlier"), `"offers":["revisit","advocacy","perspective-brief"]`)
}

func choiceRecords(t testing.TB) map[peer.Status]peer.Record {
	s := tellChoice(t)
	return map[peer.Status]peer.Record{"choice-noted": s.noted, "choice-stands": s.stands, "choice-felt-put-upon": s.putUpon, "choice-taken-back": s.back}
}

func TestChoiceStored(t *testing.T) {
	first := theChoice()
	made := doChoice(t, recovery.ChoiceMade{}, first, bySian, "b1")
	records := choiceRecords(t)
	records["made"] = made
	ground.NeverRead(t, records, []steptest.Hostile{
		{Of: "made", Path: "/said/0/chosen/words/by", Value: map[string]any{"staff": "w4"}, Heard: "/said"},
		{Of: "made", Path: "/said/0/whose/says/by", Value: map[string]any{"staff": "w4"}, Heard: "/said"},
		{Of: "choice-stands", Path: "/forRecord/by", Value: map[string]any{"staff": "w4"}, Heard: "/said"},
		{Of: "made", Path: "/said/0/number", Value: 2, Heard: "/said"},
		{Of: "made", Path: "/said/0/number", Value: -1, Heard: "/said"},
		{Of: "made", Path: "/said/0/chosen", Value: map[string]any{"talk": "t1"}, Heard: "/said"},
		{Of: "made", Path: "/said/0/chosen", Value: map[string]any{"option": 1}, Heard: "/said"},
		{Of: "made", Path: "/said/0/chosen/talk", Value: "", Heard: "/said"},
		{Of: "made", Path: "/said/0/from", Value: "carer", Heard: "/said"},
		{Of: "made", Path: "/said/0/from", Value: "worker", Heard: "/said"},
		{Of: "made", Path: "/said/0/whose/active", Value: "no", Heard: "/status"},
		{Of: "made", Path: "/said/0/whose/imposedBy", Value: "the consultant", Heard: "/said/0/whose/imposedBy"},
		{Of: "made", Path: "/said", Value: []any{}, Heard: "/said"},
		{Of: "choice-noted", Path: "/said/0/from", Value: "person", Heard: "/status"},
		{Of: "choice-noted", Path: "/said/0/whose", Value: map[string]any{"active": "yes"}, Heard: "/said"},
		{Of: "choice-noted", Path: "/worker", Value: "", Heard: "/said"},
		{Of: "choice-noted", Path: "/forRecord", Value: map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, Heard: "/forRecord"},
		{Of: "choice-taken-back", Path: "/forRecord", Value: map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, Heard: "/forRecord"},
		{Of: "choice-stands", Path: "/audience", Value: "", Heard: "/audience"},
	})
	upon := first
	upon.Whose = pressed()
	ground.Hears(t, doChoice(t, recovery.ChoiceMade{}, upon, bySian, "b2"), steptest.Hostile{Path: "/said/0/whose", Value: map[string]any{"active": "yes"}, Heard: "/status"})
	together := first
	together.Chosen = recovery.Chosen{Words: own(bySian, "to stay in")}
	alone := doChoice(t, recovery.ChoiceMade{}, together, bySian, "b3")
	ground.Hears(t, alone, steptest.Hostile{Path: "/said/0/chosen/collaborative", Value: "yes", Heard: "/said"})
}

func TestChoiceHistories(t *testing.T) {
	known := recovery.TalkFactFrom(tellOptionTalk(t).through)
	opened := known
	opened.TalkedThrough = peer.No
	w := choices.Walks(20).Under(func(draw steptest.Draw) recovery.ChoiceFacts {
		return recovery.ChoiceFacts{Talk: steptest.Mostly(draw, known, opened, recovery.TalkFact{})}
	})
	w.Give = func(draw steptest.Draw, _ recovery.ChoiceMade, _ time.Time) steptest.Give {
		return func(path string, _ peer.Field) any {
			switch path {
			case "/chosen/talk", "/talk":
				return mostly[any](draw, "t1", steptest.Absent, "t2")
			case "/chosen/option":
				return mostly[any](draw, steptest.OneOf[any](draw, steptest.Absent, 1, 2), 3, 4)
			case "/whose/active":
				return steptest.OneOf[any](draw, steptest.Absent, "yes", "yes", "no")
			case "/whose/imposedBy":
				return mostly[any](draw, steptest.Absent, "family", "court")
			case "/whose":
				if draw(2) == 0 {
					return steptest.Absent
				}
			}
			return nil
		}
	}
	w.Hold(t, func(t require.TestingT, _, c recovery.ChoiceMade, by peer.Change) {
		all := append(c.Earlier(), c.Said())
		for _, x := range all {
			personsOwn(t, c.Person(), nil, x.Chosen.Words, x.Whose.Says)
			require.True(t, x.From == peer.PartyPerson || x.Number == 1 && x.Whose == recovery.Whose{}, "REC-42 whose it is was never said by the worker")
			require.True(t, x.Chosen.Collaborative != peer.Yes || x.Chosen.Talk == "t1")
		}
		require.LessOrEqual(t, len(all), 12)
		personsOwn(t, c.Person(), nil, c.ForRecord())
		if c.Rev() > 1 {
			require.Equal(t, peer.PartyPerson, by.As, "REC-42 only the person moves a choice")
		}
		if c.SelfDefined() {
			require.Equal(t, peer.Yes, c.Said().Whose.Active)
			require.False(t, c.FeltPutUpon())
		}
		require.Equal(t, c.FeltPutUpon(), len(c.Offers()) == 3)
	})
}
