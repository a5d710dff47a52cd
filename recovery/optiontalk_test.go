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

func theOptionTalk() recovery.OpenOptionTalk {
	return recovery.OpenOptionTalk{ID: "t1", Person: sian, Worker: jess, Goal: "g1", About: own(bySian, "what to do on Wednesdays")}
}

func aLeaflet() recovery.Source {
	return recovery.Source{Kind: recovery.SourceLeaflet, Name: peer.Say("What is on in the village hall"), On: peer.MustDate("2026-01")}
}

func theOption() recovery.AddOption {
	return recovery.AddOption{Kind: recovery.OptionSomething, What: own(byJess, "a choir, everybody welcome"), Provider: peer.Say("the village hall"),
		Access: peer.Say("just turn up at seven"), Source: aLeaflet()}
}

var waiting = recovery.AddOption{Kind: recovery.OptionWait}

var optionTalks = steptest.BenchOf(ground, recovery.OptionTalkTable(), recovery.NewOptionTalk, recovery.CheckNewOptionTalk, recovery.OptionTalkStarts,
	recovery.DecodeOptionTalk, recovery.EncodeOptionTalkStep, recovery.DecodeOptionTalkStep)

type optionTalkStory struct {
	empty, open, through, aside recovery.OptionTalk
}

func tellOptionTalk(t testing.TB) optionTalkStory {
	t.Helper()
	n := 0
	do := func(o recovery.OptionTalk, step recovery.OptionTalkStep, by peer.Actor) recovery.OptionTalk {
		t.Helper()
		n++
		return optionTalks.DoneAt(t, o, step, by, "2026-05-01T10:00Z", fmt.Sprint("a", n))
	}
	used := recovery.AddOption{Kind: recovery.OptionSomething, What: own(byJess, "the walking group"), Source: recovery.Source{Kind: recovery.SourceOwnUse, On: peer.MustDate("2025-09")}}
	var s optionTalkStory
	s.empty = do(recovery.OptionTalk{}, theOptionTalk(), byJess)
	s.open = do(do(do(s.empty, theOption(), byJess), used, byJess), waiting, bySian)
	s.open = do(s.open, recovery.AskOfOption{Kind: recovery.ThoughtWorry, Option: 1, Words: own(bySian, "I cannot sing")}, byJess)
	s.through = do(s.open, recovery.TalkedThrough{TeachBack: own(bySian, "a choir, a walk, or leave it till June")}, bySian)
	s.aside = do(s.through, recovery.SetOptionTalkAside{}, bySian)
	return s
}

func TestOptionTalkEveryRow(t *testing.T) {
	s := tellOptionTalk(t)
	type one = steptest.Case[recovery.OptionTalk, recovery.OptionTalkStep, recovery.Facts]
	step := func(name string, o recovery.OptionTalk, step recovery.OptionTalkStep, by peer.Actor, to peer.Status) one {
		return one{Name: name, Record: o, Step: step, Act: act(by, "2026-05-02T09:00Z", "", nil), Facts: facts(t), To: to}
	}
	whose, words := row("REC-40", peer.ErrNotAuthorised), row("REC-40", peer.ErrPersonsWordsOnly)
	added := step("REC-40 the worker adds an option", s.open, theOption(), byJess, recovery.OptionTalkOpen)
	added = added.Hearing("/source/kind", row("REC-40", peer.ErrSourceRequired))
	optionTalks.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.OptionTalk{recovery.OptionTalkOpen: s.open, recovery.OptionTalkThrough: s.through, recovery.OptionTalkSetAside: s.aside},
		step("REC-40 the person begins", recovery.OptionTalk{}, theOptionTalk(), bySian, recovery.OptionTalkOpen).Hearing("/person", whose),
		step("REC-40 the worker begins", recovery.OptionTalk{}, theOptionTalk(), byJess, recovery.OptionTalkOpen).Hearing("/person", whose).Hearing("/worker", whose),
		added,
		step("REC-40 the person adds that they could wait", s.open, waiting, bySian, recovery.OptionTalkOpen),
		step("REC-40 the worker writes down a worry", s.open, recovery.AskOfOption{Kind: recovery.ThoughtWorry, Option: 2, Words: own(bySian, "two buses")}, byJess, recovery.OptionTalkOpen).Hearing("/words", words),
		step("REC-40 a question when it is talked through", s.through, recovery.AskOfOption{Kind: recovery.ThoughtQuestion, Words: own(bySian, "what if I change my mind?")}, bySian, recovery.OptionTalkThrough),
		step("REC-40 a question when it is put away", s.aside, recovery.AskOfOption{Kind: recovery.ThoughtQuestion, Words: own(bySian, "is it still on?")}, bySian, recovery.OptionTalkSetAside),
		step("REC-40 talked through", s.open, recovery.TalkedThrough{TeachBack: own(bySian, "sing, walk or wait")}, bySian, recovery.OptionTalkThrough),
		step("REC-40 opened again", s.through, recovery.ReopenOptionTalk{}, bySian, recovery.OptionTalkOpen),
		step("REC-40 taken out again", s.aside, recovery.ReopenOptionTalk{}, bySian, recovery.OptionTalkOpen),
		step("REC-40 set aside", s.open, recovery.SetOptionTalkAside{}, bySian, recovery.OptionTalkSetAside),
		step("REC-50 who may see it", s.through, recovery.WhoMaySee{Audience: recovery.OnlyMe}, bySian, recovery.OptionTalkThrough),
	)
}

func TestOptionsAreInformation(t *testing.T) {
	s := tellOptionTalk(t)
	try := func(spoil func(*recovery.AddOption), by peer.Actor) peer.Decision {
		step := theOption()
		spoil(&step)
		return s.empty.Check(step, act(by, "2026-05-02T09:00Z", "r", s.empty), facts(t))
	}
	for name, source := range map[string]recovery.Source{
		"none":                 {},
		"a kind and no name":   {Kind: recovery.SourceProvider, On: peer.MustDate("2026-01")},
		"a name and no kind":   {Name: peer.Say("a leaflet"), On: peer.MustDate("2026-01")},
		"own use with no date": {Kind: recovery.SourceOwnUse},
		"own use and its name": {Kind: recovery.SourceOwnUse, Name: peer.Say("I was there")},
	} {
		t.Run("REC-40, PEER-23 a source is "+name, func(t *testing.T) {
			only(t, try(func(o *recovery.AddOption) { o.Source = source }, byJess), "REC-40 source-required", "/source")
		})
	}
	for _, kind := range recovery.SourceKind("").Terms() {
		t.Run("REC-40, PEER-23 a source is "+kind, func(t *testing.T) {
			source := recovery.Source{Kind: recovery.SourceKind(kind), Name: peer.Say("x"), On: peer.MustDate("2026-05-01")}
			require.True(t, source.Given())
			open(t, try(func(o *recovery.AddOption) { o.Source = source }, byJess))
		})
	}
	t.Run("REC-40 a source without its date is noted and holds nothing up", func(t *testing.T) {
		d := try(func(o *recovery.AddOption) { o.Source.On = peer.Date{} }, byJess)
		require.True(t, d.Allowed())
		require.Len(t, d.Unmet(), 1)
		require.Equal(t, "REC-40 required", d.Unmet()[0].Rule.String())
	})
	t.Run("REC-40 to wait or to take none needs no words and no source", func(t *testing.T) {
		for _, kind := range []recovery.OptionKind{recovery.OptionWait, recovery.OptionNone} {
			open(t, try(func(o *recovery.AddOption) { *o = recovery.AddOption{Kind: kind} }, byJess))
		}
	})
	t.Run("REC-40 an option says what it is", func(t *testing.T) {
		only(t, try(func(o *recovery.AddOption) { o.What = peer.Words{} }, byJess), "REC-40 required", "/what")
	})
	for name, by := range map[string]peer.Actor{"a colleague": byRowan, "a nurse": byKay, "a carer": byMegan, "another person": peer.ByPerson(beatriz)} {
		t.Run("REC-40 in the words of "+name, func(t *testing.T) {
			only(t, try(func(o *recovery.AddOption) { o.What = own(by, "you should come") }, byJess), "REC-40 not-authorised", "/what")
			about := theOptionTalk()
			about.About = own(by, "what to do with her")
			only(t, recovery.CheckNewOptionTalk(about, act(byJess, "2026-05-02T09:00Z", "r", nil), facts(t)), "REC-40 not-authorised", "/about")
		})
	}
	t.Run("PEER-23 information of a day to come", func(t *testing.T) {
		for _, c := range []struct {
			on, at         string
			known, unknown bool
		}{
			{"2026-06-11", "2026-06-10T23:00Z", true, true}, // midnight in London
			{"2026-06-11", "2026-06-10T22:59Z", false, true},
			{"2026-06-11", "2026-06-10T10:00Z", false, true}, // the 11th already at UTC+14
			{"2026-06-11", "2026-06-10T09:59Z", false, false},
			{"2026-06", "2026-06-01T09:00Z", true, true},
			{"2027", "2026-06-01T09:00Z", false, false},
		} {
			step := theOption()
			step.Source.On = peer.MustDate(c.on)
			for _, p := range []recovery.Policy{policy(t), {}} {
				d := s.empty.Check(step, act(byJess, c.at, "r", s.empty), recovery.Facts{Policy: p})
				if p.Known() && c.known || !p.Known() && c.unknown {
					open(t, d)
					continue
				}
				only(t, d, "PEER-23 future-date", "/source/on")
			}
		}
	})
}

func TestOptionTalkIsAboutARealChoice(t *testing.T) {
	f := facts(t)
	through := recovery.TalkedThrough{TeachBack: own(bySian, "this or that")}
	with := func(steps ...recovery.AddOption) recovery.OptionTalk {
		o := optionTalks.DoneAt(t, recovery.OptionTalk{}, theOptionTalk(), bySian, "2026-05-01T10:00Z", "b")
		for i, step := range steps {
			o = optionTalks.DoneAt(t, o, step, byJess, "2026-05-01T10:00Z", fmt.Sprint("b", i))
		}
		return o
	}
	none := recovery.AddOption{Kind: recovery.OptionNone}
	for name, o := range map[string]recovery.OptionTalk{
		"one option":              with(theOption()),
		"two and none to wait":    with(theOption(), theOption()),
		"to wait and no more":     with(waiting),
		"to wait or to take none": with(waiting, none),
	} {
		t.Run("REC-40 "+name, func(t *testing.T) {
			d := o.Check(through, act(bySian, "2026-05-02T09:00Z", "r", o), f)
			only(t, d, "REC-40 choice-not-real", "")
			require.Equal(t, fmt.Sprint(len(o.Options())), d.Unmet()[0].Args[0].Value())
		})
	}
	empty := with()
	_, _, err := empty.Do(through, act(bySian, "2026-05-02T09:00Z", "r", empty), f)
	require.ErrorIs(t, err, recovery.ErrChoiceNotReal)
	for name, o := range map[string]recovery.OptionTalk{"something or wait": with(theOption(), waiting), "none of two": with(theOption(), theOption(), none)} {
		t.Run("REC-40 "+name, func(t *testing.T) {
			open(t, o.Check(through, act(bySian, "2026-05-02T09:00Z", "r", o), f))
			t.Run("REC-40 said by the worker", func(t *testing.T) {
				only(t, o.Check(through, act(byJess, "2026-05-02T09:00Z", "r", o), f), "REC-40 persons-choice-only", "")
			})
		})
	}
	t.Run("REC-40 how clear it was is in the person's words", func(t *testing.T) {
		s := tellOptionTalk(t)
		d := s.open.Check(recovery.TalkedThrough{TeachBack: own(byJess, "she has understood")}, act(bySian, "2026-05-02T09:00Z", "r", s.open), f)
		only(t, d, "REC-40 persons-words-only", "/teachBack")
		d = s.open.Check(recovery.TalkedThrough{}, act(bySian, "2026-05-02T09:00Z", "r", s.open), f)
		require.True(t, d.Allowed(), "nobody is examined")
		require.Equal(t, "REC-40 required", d.Unmet()[0].Rule.String())
		again := optionTalks.DoneAt(t, s.through, recovery.ReopenOptionTalk{}, bySian, "2026-05-02T09:00Z", "c1")
		require.False(t, again.TeachBack().IsZero())
		again = optionTalks.DoneAt(t, again, recovery.TalkedThrough{}, bySian, "2026-05-02T09:00Z", "c2")
		require.Zero(t, again.TeachBack(), "what it came to then is not what it comes to now")
	})
	t.Run("REC-40 a worry about an option that is not there", func(t *testing.T) {
		s := tellOptionTalk(t)
		worry := recovery.AskOfOption{Kind: recovery.ThoughtWorry, Option: 4, Words: own(bySian, "that one")}
		only(t, s.open.Check(worry, act(bySian, "2026-05-02T09:00Z", "r", s.open), f), "REC-40 out-of-range", "/option")
	})
	t.Run("REC-40 a worry in the worker's words", func(t *testing.T) {
		s := tellOptionTalk(t)
		worry := recovery.AskOfOption{Kind: recovery.ThoughtWorry, Words: unsigned("seems anxious")}
		only(t, s.open.Check(worry, act(byJess, "2026-05-02T09:00Z", "r", s.open), f), "REC-40 persons-words-only", "/words")
	})
	t.Run("REC-40 a sheet has an end", func(t *testing.T) {
		o := with()
		for i := range 20 {
			o = optionTalks.DoneAt(t, o, waiting, bySian, "2026-05-01T10:00Z", fmt.Sprint("d", i))
		}
		d := o.Check(waiting, act(bySian, "2026-05-02T09:00Z", "r", o), f)
		only(t, d, "REC-40 out-of-range", "")
		require.Equal(t, "20", d.Unmet()[0].Args[0].Value())
		ask := recovery.AskOfOption{Kind: recovery.ThoughtQuestion, Words: own(bySian, "and then?")}
		for i := range 40 {
			o = optionTalks.DoneAt(t, o, ask, bySian, "2026-05-01T10:00Z", fmt.Sprint("e", i))
		}
		only(t, o.Check(ask, act(bySian, "2026-05-02T09:00Z", "r", o), f), "REC-40 out-of-range", "")
	})
}

func TestOptionTalkKeepsWhatWasSaid(t *testing.T) {
	s := tellOptionTalk(t)
	o := s.through
	require.Equal(t, sian, o.Person())
	require.Equal(t, jess, o.Worker())
	require.Equal(t, "g1", o.Goal())
	require.True(t, o.About().From(sian))
	require.Len(t, o.Options(), 3)
	for i, x := range o.Options() {
		require.Equal(t, i+1, x.Number)
	}
	require.Equal(t, []peer.Party{peer.PartyWorker, peer.PartyWorker, peer.PartyPerson}, []peer.Party{o.Options()[0].From, o.Options()[1].From, o.Options()[2].From})
	require.Equal(t, "the village hall", o.Options()[0].Provider.Reveal())
	require.Equal(t, "just turn up at seven", o.Options()[0].Access.Reveal())
	require.Equal(t, aLeaflet(), o.Options()[0].Source)
	require.True(t, o.Options()[2].Kind.Waiting())
	require.Equal(t, recovery.ThoughtWorry, o.Thoughts()[0].Kind)
	require.Equal(t, 1, o.Thoughts()[0].Option)
	require.True(t, o.TeachBack().From(sian))
	require.Equal(t, recovery.MeAndMyWorker, o.Audience())
	o.Options()[0], o.Thoughts()[0] = recovery.TalkOption{}, recovery.TalkThought{}
	require.Equal(t, 1, o.Options()[0].Number)
	require.False(t, o.Thoughts()[0].Words.IsZero())
}

func TestWhoSeesAnOptionTalk(t *testing.T) {
	s := tellOptionTalk(t)
	set := func(a recovery.Audience) recovery.OptionTalk {
		return optionTalks.DoneAt(t, s.through, recovery.WhoMaySee{Audience: a}, bySian, "2026-05-02T09:00Z", "b1")
	}
	nurse, record, worker, person := reading(byKay, peer.ForCare), reading(byKay, peer.ForRecord), reading(byJess, peer.ForSupport), reading(bySian, peer.ForSupport)
	for a, want := range map[recovery.Audience][3][]string{ // the person, the worker, a nurse
		recovery.OnlyMe:        {{"talk", "ownUse"}, nil, nil},
		recovery.MeAndMyWorker: {{"talk", "ownUse"}, {"talk", "ownUse"}, nil},
		recovery.Team:          {{"talk", "ownUse"}, {"talk", "ownUse"}, {"talk"}},
		recovery.CareRecord:    {{"talk", "ownUse"}, {"talk", "ownUse"}, {"talk"}},
	} {
		t.Run("REC-50 "+string(a), func(t *testing.T) {
			seesParts(t, set(a), person, want[0]...)
			seesParts(t, set(a), worker, want[1]...)
			seesParts(t, set(a), nurse, want[2]...)
			for _, by := range []peer.Actor{byKay, byJess, bySian} {
				seesParts(t, set(a), reading(by, peer.ForRecord))
			}
			seesParts(t, set(a), reading(byMegan, peer.ForCare))
		})
	}
	seesParts(t, set(recovery.CareRecord), record)
	t.Run("H27 that the worker has used it stays between the two", func(t *testing.T) {
		require.Contains(t, seesParts(t, set(recovery.Team), worker, "talk", "ownUse"), "2025-09")
		team := seesParts(t, set(recovery.Team), nurse, "talk")
		require.NotContains(t, team, "2025-09")
		require.NotContains(t, team, "own-use")
		require.Contains(t, team, "village hall")
	})
	seesParts(t, set(recovery.Team), reading(byKay, peer.ForCare, consent(peer.SharePlan, peer.ForCare, peer.No)))
	for name, by := range map[string]peer.Actor{"the worker": byJess, "a nurse": byKay} {
		t.Run("REC-50 widened by "+name, func(t *testing.T) {
			only(t, s.open.Check(recovery.WhoMaySee{Audience: recovery.Team}, act(by, "2026-05-09T09:00Z", "r", s.open), facts(t)), "REC-50 persons-choice-only", "")
		})
	}
}

func optionTalkRecords(t testing.TB) map[peer.Status]peer.Record {
	s := tellOptionTalk(t)
	return map[peer.Status]peer.Record{"option-talk-open": s.open, "option-talk-talked-through": s.through, "option-talk-set-aside": s.aside}
}

func TestOptionTalkStored(t *testing.T) {
	s := tellOptionTalk(t)
	ground.NeverRead(t, optionTalkRecords(t), []steptest.Hostile{
		{Of: "option-talk-talked-through", Path: "/about/by", Value: map[string]any{"staff": "w5"}, Heard: "/options"},
		{Of: "option-talk-talked-through", Path: "/about/text", Value: "", Heard: "/about"},
		{Of: "option-talk-talked-through", Path: "/options/0/what/by", Value: map[string]any{"carer": "megan"}, Heard: "/options"},
		{Of: "option-talk-talked-through", Path: "/options/0/what/text", Value: "", Heard: "/options"},
		{Of: "option-talk-talked-through", Path: "/options/0/source", Value: map[string]any{}, Heard: "/options"},
		{Of: "option-talk-talked-through", Path: "/options/0/source/kind", Value: "own-mind", Heard: "/options/0/source/kind"},
		{Of: "option-talk-talked-through", Path: "/options/0/number", Value: 2, Heard: "/options"},
		{Of: "option-talk-talked-through", Path: "/options/0/from", Value: "carer", Heard: "/options"},
		{Of: "option-talk-talked-through", Path: "/options/0/recommended", Value: true, Heard: "/options/0/recommended"},
		{Of: "option-talk-talked-through", Path: "/options", Value: []any{}, Heard: "/options"},
		{Of: "option-talk-talked-through", Path: "/worker", Value: "", Heard: "/options"},
		{Of: "option-talk-talked-through", Path: "/thoughts/0/words/by", Value: map[string]any{"staff": "w4"}, Heard: "/thoughts"},
		{Of: "option-talk-talked-through", Path: "/thoughts/0/option", Value: 4, Heard: "/thoughts"},
		{Of: "option-talk-talked-through", Path: "/teachBack/by", Value: map[string]any{"staff": "w4"}, Heard: "/thoughts"},
		{Of: "option-talk-talked-through", Path: "/audience", Value: "", Heard: "/audience"},
		{Of: "option-talk-talked-through", Path: "/person", Value: "p6", Heard: "/thoughts"},
	})
	onlyWaiting := optionTalks.DoneAt(t, s.empty, waiting, bySian, "2026-05-02T09:00Z", "b1")
	ground.Hears(t, s.through, steptest.Hostile{Path: "/options", Value: []any{map[string]any{"number": 1, "kind": "wait", "from": "person"}}, Heard: "/options"})
	ground.Hears(t, onlyWaiting, steptest.Hostile{Path: "/options/0/from", Value: "worker-bee", Heard: "/options"})
	ground.Hears(t, s.through, steptest.Hostile{Path: "/options", Value: []any{map[string]any{"number": 1, "kind": "something", "from": "person",
		"what": map[string]any{"text": "x", "by": map[string]any{"person": "p4"}}, "source": map[string]any{"kind": "leaflet", "name": "x"}}}, Heard: "/options"})
}

func TestOptionTalkHistories(t *testing.T) {
	w := optionTalks.Walks(22).Often(2)
	w.Give = func(draw steptest.Draw, o recovery.OptionTalk, _ time.Time) steptest.Give {
		return func(path string, _ peer.Field) any {
			switch path {
			case "/option":
				return mostly[any](draw, steptest.Absent, 1, 2, len(o.Options()), len(o.Options())+1)
			case "/source/kind":
				return mostly[any](draw, "leaflet", "own-use", steptest.Absent)
			case "/source/name":
				return mostly[any](draw, "the leaflet", steptest.Absent)
			case "/source/on":
				return mostly[any](draw, "2026-01", steptest.Absent, "2027")
			case "/what":
				return said(draw, "a choir")
			}
			return nil
		}
	}
	w.Hold(t, func(t require.TestingT, _, o recovery.OptionTalk, c peer.Change) {
		personsOwn(t, o.Person(), nil, o.TeachBack())
		for i, x := range o.Options() {
			require.Equal(t, i+1, x.Number)
			personsOwn(t, o.Person(), []peer.Actor{peer.ByStaff(o.Worker(), "")}, x.What)
			require.True(t, x.Kind.Waiting() || x.Source.Given())
		}
		for _, x := range o.Thoughts() {
			require.True(t, x.Words.From(o.Person()))
			require.LessOrEqual(t, x.Option, len(o.Options()))
		}
		if c.From != c.To && c.From != "" {
			require.Equal(t, peer.PartyPerson, c.As, "REC-40 only the person moves it")
		}
		if o.Status() == recovery.OptionTalkThrough {
			require.GreaterOrEqual(t, len(o.Options()), 2)
		}
	})
}
