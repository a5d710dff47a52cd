package recovery_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theIdea() recovery.OfferIdea {
	return recovery.OfferIdea{ID: "i1", Person: sian, Worker: jess, About: aboutGoal, OwnIdeas: []peer.Words{own(bySian, "go on Sunday"), own(bySian, "ask my neighbour")},
		Invited: recovery.IdeaInvitation{How: recovery.InvitedAsked, On: peer.MustDate("2026-03-10"), Contact: "c7"},
		Basis:   recovery.BasisExperience, Idea: own(byJess, "some people leave their boots by the door")}
}

type ideaStory struct {
	offered, useful, notForMe, notNow recovery.OfferedIdea
}

func tellIdea(t testing.TB) ideaStory {
	t.Helper()
	var s ideaStory
	var err error
	s.offered, _, err = recovery.NewOfferedIdea(theIdea(), act(byJess, "2026-03-10T12:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	answer := func(a recovery.IdeaAnswer, id string) recovery.OfferedIdea {
		next, change, err := s.offered.Do(recovery.AnswerIdea{Answer: a}, act(bySian, "2026-03-11T09:00Z", id, s.offered), recovery.Facts{})
		require.NoError(t, err, "an answer waits for no fact")
		require.Empty(t, change.Signals)
		return next
	}
	s.useful, s.notForMe, s.notNow = answer(recovery.AnswerUseful, "a2"), answer(recovery.AnswerNotForMe, "a3"), answer(recovery.AnswerNotNow, "a4")
	return s
}

var offeredIdeas = steptest.BenchOf(ground, recovery.OfferedIdeaTable(), recovery.NewOfferedIdea, recovery.CheckNewOfferedIdea, recovery.OfferedIdeaStarts,
	recovery.DecodeOfferedIdea, recovery.EncodeOfferedIdeaStep, recovery.DecodeOfferedIdeaStep)

func TestOfferedIdeaEveryRow(t *testing.T) {
	s, f := tellIdea(t), facts(t)
	type one = steptest.Case[recovery.OfferedIdea, recovery.OfferedIdeaStep, recovery.Facts]
	whose, words := row("REC-25", peer.ErrNotAuthorised), row("REC-25", peer.ErrPersonsWordsOnly)
	answer := func(name string, i recovery.OfferedIdea, a recovery.IdeaAnswer, to peer.Status) one {
		return one{Name: name, Record: i, Step: recovery.AnswerIdea{Answer: a}, Act: act(bySian, "2026-03-12T09:00Z", "", nil), Facts: f, To: to}
	}
	steptest.Plan[recovery.OfferedIdea, recovery.OfferedIdeaStep, recovery.Facts]{
		Kind: offeredIdeas.Kind, Person: sian, Anybody: anybody(peer.PartyStaff),
		Records: map[peer.Status]recovery.OfferedIdea{recovery.IdeaOffered: s.offered, recovery.IdeaUseful: s.useful, recovery.IdeaNotForMe: s.notForMe, recovery.IdeaNotNow: s.notNow},
		Cases: []one{
			{Name: "REC-25 offered", Step: theIdea(), Act: act(byJess, "2026-03-10T12:00Z", "", nil), Facts: f, To: recovery.IdeaOffered,
				Hears: map[string][]peer.Rule{"/person": {words}, "/worker": {whose}, "/ownIdeas": {words}}},
			answer("REC-25 useful", s.offered, recovery.AnswerUseful, recovery.IdeaUseful),
			answer("REC-25 not for me", s.offered, recovery.AnswerNotForMe, recovery.IdeaNotForMe),
			answer("REC-25 not now", s.offered, recovery.AnswerNotNow, recovery.IdeaNotNow),
			answer("REC-25 useful, when they come back to it", s.notNow, recovery.AnswerUseful, recovery.IdeaUseful),
			answer("REC-25 not for me, once tried", s.useful, recovery.AnswerNotForMe, recovery.IdeaNotForMe),
		},
	}.Run(t)
}

func TestOfferedIdeaIsInvited(t *testing.T) {
	check := func(put func(*recovery.OfferIdea)) peer.Decision {
		step := theIdea()
		put(&step)
		return recovery.CheckNewOfferedIdea(step, act(byJess, "2026-03-10T12:00Z", "r", nil), facts(t))
	}
	day := peer.MustDate("2026-03-10")
	for name, in := range map[string]recovery.IdeaInvitation{
		"not at all":                         {},
		"without an occasion":                {How: recovery.InvitedAsked},
		"on a day, nobody asked":             {On: day},
		"in a contact, not asked":            {Contact: "c7"},
		"some time this month":               {How: recovery.InvitedSaidYes, On: peer.MustDate("2026-03")},
		"some time this month, in a contact": {How: recovery.InvitedSaidYes, On: peer.MustDate("2026-03"), Contact: "c7"},
		"tomorrow":                           {How: recovery.InvitedSaidYes, On: peer.MustDate("2026-03-11"), Contact: "c7"},
	} {
		t.Run("REC-25 invited "+name, func(t *testing.T) {
			only(t, check(func(s *recovery.OfferIdea) { s.Invited = in }), "REC-25 not-invited", "/invited")
		})
	}
	for name, in := range map[string]recovery.IdeaInvitation{
		"they asked, today":                                      {How: recovery.InvitedAsked, On: day},
		"they said yes in a contact":                             {How: recovery.InvitedSaidYes, Contact: "c7"},
		"yesterday, when it was offered, and written down today": {How: recovery.InvitedAsked, On: peer.MustDate("2026-03-09")},
	} {
		t.Run("REC-25 "+name, func(t *testing.T) { open(t, check(func(s *recovery.OfferIdea) { s.Invited = in })) })
	}
	t.Run("REC-25 late in the evening, the day is the policy's", func(t *testing.T) {
		step := theIdea()
		step.Invited.On = peer.MustDate("2026-07-02")
		open(t, recovery.CheckNewOfferedIdea(step, act(byJess, "2026-07-01T23:30Z", "r", nil), facts(t)))
		i, _, err := recovery.NewOfferedIdea(step, act(byJess, "2026-07-01T23:30Z", "r", nil), facts(t))
		require.NoError(t, err)
		b, err := peer.Encode(i)
		require.NoError(t, err)
		_, err = recovery.DecodeOfferedIdea(b)
		require.NoError(t, err)
	})
}

func TestOfferedIdeaAsksForOwnIdeasFirst(t *testing.T) {
	after := func(n any) recovery.Facts {
		p, err := policyOf(t, saying(t, "ideas/outsideAfter", n))
		require.NoError(t, err)
		return recovery.Facts{Policy: p}
	}
	ideas := func(texts ...string) []peer.Words {
		var out []peer.Words
		for _, text := range texts {
			out = append(out, own(bySian, text))
		}
		return out
	}
	for _, c := range []struct {
		name  string
		after int
		ideas []peer.Words
		fits  bool
	}{
		{"none where none is asked for", 0, nil, true},
		{"none where one is", 1, nil, false},
		{"one where one is", 1, ideas("go on Sunday"), true},
		{"two where three are", 3, ideas("go on Sunday", "ask my neighbour"), false},
		{"the same again in other capitals and spaces", 2, ideas("go on Sunday", " Go  on sunday "), false},
		{"three where three are", 3, ideas("go on Sunday", "ask my neighbour", "take the dog"), true},
		{"twenty where twenty are", 20, ideas(strings.Split("abcdefghijklmnopqrst", "")...), true},
	} {
		t.Run("REC-25 "+c.name, func(t *testing.T) {
			step := theIdea()
			step.OwnIdeas = c.ideas
			d := recovery.CheckNewOfferedIdea(step, act(byJess, "2026-03-10T12:00Z", "r", nil), after(c.after))
			if c.fits {
				open(t, d)
				return
			}
			only(t, d, "REC-25 directive", "/ownIdeas")
			r := d.Unmet()[0]
			require.Equal(t, "You could ask what they have already thought of.", r.Fix)
			require.Equal(t, "first", r.Args[1].Name())
			require.Equal(t, peer.Number("", c.after).Value(), r.Args[1].Value())
		})
	}
	t.Run("REC-25 nothing but spaces", func(t *testing.T) {
		step := theIdea()
		step.OwnIdeas = ideas("  ")
		d := recovery.CheckNewOfferedIdea(step, act(byJess, "2026-03-10T12:00Z", "r", nil), after(1))
		require.Len(t, d.Unmet(), 2)
		require.Equal(t, "/ownIdeas/0", d.Unmet()[0].Path)
		require.Equal(t, "REC-25 directive", d.Unmet()[1].Rule.String())
	})
	for name, words := range map[string]peer.Words{
		"the worker's own": unsigned("take a taxi"), "the worker's, named": own(byJess, "take a taxi"),
		"a carer's": own(byMegan, "take a taxi"), "another person's": own(peer.ByPerson(beatriz), "take a taxi"),
	} {
		t.Run("REC-25 among the person's own ideas, "+name, func(t *testing.T) {
			step := theIdea()
			step.OwnIdeas = append(step.OwnIdeas, words)
			only(t, recovery.CheckNewOfferedIdea(step, act(byJess, "2026-03-10T12:00Z", "r", nil), facts(t)), "REC-25 persons-words-only", "/ownIdeas")
		})
	}
}

func TestOfferedIdeaStaysOutsideProblemSolving(t *testing.T) {
	check := func(f recovery.Facts, by peer.Actor, put func(*recovery.OfferIdea)) peer.Decision {
		step := theIdea()
		put(&step)
		return recovery.CheckNewOfferedIdea(step, act(by, "2026-03-10T12:00Z", "r", nil), f)
	}
	asIs := func(*recovery.OfferIdea) {}
	t.Run("REC-25, REC-39 about a cycle of problem solving", func(t *testing.T) {
		for _, id := range []string{"ps1", "g1"} {
			d := check(facts(t), byJess, func(s *recovery.OfferIdea) { s.About = peer.Ref{Kind: "problem-solving", ID: id} })
			only(t, d, "REC-25 directive", "/about/kind")
			require.Equal(t, "You could ask what they have already thought of.", d.Unmet()[0].Fix)
		}
	})
	t.Run("REC-25 about nothing", func(t *testing.T) {
		for _, about := range []peer.Ref{{}, {ID: "g1"}, {Kind: recovery.KindGoal}} {
			only(t, check(facts(t), byJess, func(s *recovery.OfferIdea) { s.About = about }), "REC-25 required", "/about")
		}
	})
	t.Run("REC-25 V8 where the organisation lets none be offered", func(t *testing.T) {
		p, err := policyOf(t, saying(t, "ideas/outside", false))
		require.NoError(t, err)
		d := check(recovery.Facts{Policy: p}, byJess, asIs)
		only(t, d, "REC-25 directive", "")
		require.Empty(t, d.Missing())
	})
	t.Run("REC-25 V8 where nobody knows the policy", func(t *testing.T) {
		d := check(recovery.Facts{}, byJess, func(s *recovery.OfferIdea) { s.Invited.On = peer.MustDate("2026-03-09") })
		only(t, d, "REC-25 directive", "")
		require.Len(t, d.Missing(), 1, "the fact to find out is named")
		starts := recovery.OfferedIdeaStarts(act(byJess, "2026-03-10T12:00Z", "r", nil), recovery.Facts{})
		require.False(t, starts[0].Open)
	})
	t.Run("REC-25 offered in the person's words", func(t *testing.T) {
		only(t, check(facts(t), byJess, func(s *recovery.OfferIdea) { s.Idea = own(bySian, "boots by the door") }), "REC-25 not-authorised", "/idea")
	})
	for name, by := range map[string]peer.Actor{"the person": bySian, "a colleague": byRowan, "a carer": byMegan} {
		t.Run("REC-25 offered by "+name, func(t *testing.T) { only(t, check(facts(t), by, asIs), "REC-25 not-authorised", "") })
	}
	t.Run("REC-25 what the worker would recommend has no place", func(t *testing.T) {
		require.Equal(t, []string{"own-experience", "known-technique"}, recovery.IdeaBasis("").Terms())
		only(t, check(facts(t), byJess, func(s *recovery.OfferIdea) { s.Basis = "recommendation" }), "REC-25 unknown-code", "/basis")
	})
	t.Run("REC-25, H27 there is no room for a story", func(t *testing.T) {
		only(t, check(facts(t), byJess, func(s *recovery.OfferIdea) { s.Idea = unsigned(strings.Repeat("ŵ", 301)) }), "REC-25 too-long", "/idea/text")
		open(t, check(facts(t), byJess, func(s *recovery.OfferIdea) { s.Idea = unsigned(strings.Repeat("ŵ", 300)) }))
	})
}

func TestOfferedIdeaAnswers(t *testing.T) {
	s := tellIdea(t)
	for name, by := range map[string]peer.Actor{"the worker": byJess, "a colleague": byRowan} {
		t.Run("REC-25 answered by "+name, func(t *testing.T) {
			only(t, s.offered.Check(recovery.AnswerIdea{Answer: recovery.AnswerUseful}, act(by, "2026-03-11T09:00Z", "r", s.offered), facts(t)), "REC-25 persons-choice-only", "")
		})
	}
	require.Len(t, s.offered.OwnIdeas(), 2)
	s.offered.OwnIdeas()[0] = peer.Words{}
	require.True(t, s.offered.OwnIdeas()[0].From(sian))
	require.Equal(t, peer.ByStaff(jess, ""), s.offered.Idea().By)
	require.Equal(t, recovery.BasisExperience, s.offered.Basis())
	require.Equal(t, theIdea().Invited, s.offered.Invited())
	require.Equal(t, aboutGoal, s.offered.About())
	require.Equal(t, on("2026-03-10T12:00Z"), s.offered.Offered())
	require.Equal(t, jess, s.offered.Worker())
	closed(t, recovery.BasisTechnique)
	closed(t, recovery.InvitedAsked)
	closed(t, recovery.AnswerNotNow)
}

func TestWhoSeesAnOfferedIdea(t *testing.T) { onlyTheTwo(t, tellIdea(t).offered, "idea") }

func TestOfferedIdeaHistories(t *testing.T) {
	p := policy(t)
	mine, hers := map[string]any{"text": "boots by the door"}, map[string]any{"text": "go on Sunday", "by": map[string]any{"person": "p4"}}
	offeredIdeas.Walks(10).Under(func(draw steptest.Draw) recovery.Facts {
		return recovery.Facts{Policy: mostly(draw, p, recovery.Policy{})}
	}).Giving(func(draw steptest.Draw, now time.Time) steptest.Give {
		return func(path string, _ peer.Field) any {
			switch path {
			case "/about":
				return map[string]any{"kind": mostly(draw, "goal", "problem-solving", ""), "id": mostly(draw, "g1", "")}
			case "/invited":
				return map[string]any{"how": mostly(draw, "asked", "said-yes", ""), "contact": mostly(draw, "c1", ""), "on": mostly(draw, now.Format(time.DateOnly), now.AddDate(0, 0, 2).Format(time.DateOnly), "2026")}
			case "/idea":
				return mostly[any](draw, mine, hers, said(draw, "x"))
			case "/ownIdeas":
				return mostly[any](draw, []any{hers}, []any{}, []any{mine}, []any{hers, said(draw, "x")})
			}
			return nil
		}
	}).Hold(t, func(t require.TestingT, _, i recovery.OfferedIdea, c peer.Change) {
		personsOwn(t, i.Person(), nil, i.OwnIdeas()...)
		require.NotEmpty(t, i.OwnIdeas(), "REC-25 the person's own come first")
		require.Equal(t, peer.ByStaff(i.Worker(), ""), i.Idea().By)
		require.NotEmpty(t, i.Worker())
		require.NotEqual(t, peer.Kind("problem-solving"), i.About().Kind)
		require.NotEmpty(t, i.Invited().How)
		require.True(t, (c.As == peer.PartyPerson) == (i.Status() != recovery.IdeaOffered), "REC-25 the answer is the person's")
	})
}

func ideaRecords(t testing.TB) map[peer.Status]peer.Record {
	s := tellIdea(t)
	return map[peer.Status]peer.Record{"offered-idea-offered": s.offered, "offered-idea-useful": s.useful, "offered-idea-not-for-me": s.notForMe, "offered-idea-not-now": s.notNow}
}

func TestOfferedIdeaStored(t *testing.T) {
	ground.NeverRead(t, ideaRecords(t), []steptest.Hostile{
		{Of: "offered-idea-offered", Path: "/about/kind", Value: "problem-solving", Heard: "/about/kind"},
		{Of: "offered-idea-offered", Path: "/about/kind", Value: "", Heard: "/about"},
		{Of: "offered-idea-offered", Path: "/about/id", Value: "", Heard: "/about"},
		{Of: "offered-idea-offered", Path: "/ownIdeas/0/by", Value: map[string]any{"staff": "w4"}, Heard: "/ownIdeas"},
		{Of: "offered-idea-offered", Path: "/person", Value: "p6", Heard: "/ownIdeas"},
		{Of: "offered-idea-offered", Path: "/worker", Value: "", Heard: "/idea"},
		{Of: "offered-idea-offered", Path: "/worker", Value: "w5", Heard: "/idea"},
		{Of: "offered-idea-offered", Path: "/idea/by", Value: map[string]any{"person": "p4"}, Heard: "/idea"},
		{Of: "offered-idea-offered", Path: "/idea/text", Value: strings.Repeat("x", 301), Heard: "/idea/text"},
		{Of: "offered-idea-offered", Path: "/idea/text", Value: "", Heard: "/idea"},
		{Of: "offered-idea-offered", Path: "/invited/how", Value: "", Heard: "/invited"},
		{Of: "offered-idea-offered", Path: "/invited/how", Value: "always", Heard: "/invited/how"},
		{Of: "offered-idea-offered", Path: "/invited", Value: map[string]any{"how": "asked"}, Heard: "/invited"},
		{Of: "offered-idea-offered", Path: "/invited/on", Value: "2026-03", Heard: "/invited"},
		{Of: "offered-idea-offered", Path: "/invited/on", Value: "2026-03-12", Heard: "/invited/on"},
		{Of: "offered-idea-offered", Path: "/basis", Value: "recommendation", Heard: "/basis"},
		{Of: "offered-idea-offered", Path: "/basis", Value: "", Heard: "/basis"},
		{Of: "offered-idea-offered", Path: "/offered", Value: "0001-01-01T00:00:00.000Z", Heard: "/offered"},
		{Of: "offered-idea-offered", Path: "/story", Value: "x", Heard: "/story"},
	})
	require.False(t, slices.ContainsFunc(recovery.OfferedIdeaTable().Rows, func(r peer.RowOf) bool {
		return slices.ContainsFunc(r.Fields, func(f peer.Field) bool { return strings.Contains(f.Name, "story") })
	}))
}
