package recovery_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theRisk() recovery.TalkRisk {
	return recovery.TalkRisk{ID: "pr1", Person: sian, Worker: jess, What: own(bySian, "swim in the quarry on my own"), Why: own(bySian, "nobody looks at me there"),
		Good: []peer.Words{own(bySian, "my head goes quiet"), own(byJess, "you slept well after it last year")},
		Harm: []recovery.PossibleHarm{{Kind: recovery.HarmHealth, Words: own(bySian, "it is cold")}}, Safer: []peer.Words{own(byJess, "say when you are back")}}
}

func riskWith(further peer.Further, kinds ...recovery.Harm) recovery.TalkRisk {
	c := theRisk()
	c.Further = further
	for _, k := range kinds {
		c.Harm = append(c.Harm, recovery.PossibleHarm{Kind: k})
	}
	return c
}

func newRisk(t testing.TB, step recovery.TalkRisk, by peer.Actor) (recovery.PositiveRisk, peer.Change) {
	t.Helper()
	return risks.ChangedAt(t, recovery.PositiveRisk{}, step, by, "2026-05-02T16:00Z", "a1")
}

func doRisk(t testing.TB, p recovery.PositiveRisk, step recovery.PositiveRiskStep, by peer.Actor, at, id string) (recovery.PositiveRisk, peer.Change) {
	t.Helper()
	return risks.ChangedAt(t, p, step, by, at, id)
}

type riskStory struct {
	talking, asked, views, decided recovery.PositiveRisk
}

func tellRisk(t testing.TB) riskStory {
	t.Helper()
	var s riskStory
	s.talking, _ = newRisk(t, theRisk(), byJess)
	s.asked, _ = newRisk(t, riskWith(peer.Further{}, recovery.HarmLife), byJess)
	view := func(p recovery.PositiveRisk, by peer.Actor, text, id string) recovery.PositiveRisk {
		p, _ = doRisk(t, p, recovery.GiveView{Words: own(by, text)}, by, "2026-05-03T09:00Z", id)
		return p
	}
	p, _ := doRisk(t, s.talking, recovery.AskView{Holder: byKay}, bySian, "2026-05-03T08:00Z", "v1")
	p, _ = doRisk(t, p, recovery.AskView{Holder: byMegan}, bySian, "2026-05-03T08:10Z", "v2")
	p = view(p, bySian, "I know the ledge", "v3")
	p = view(p, byJess, "I would want to know you were out", "v4")
	p = view(p, byKay, "not in winter", "v5")
	s.views = view(p, byMegan, "I am scared every time", "v6")
	s.decided, _ = doRisk(t, s.views, recovery.ReviewRiskOn{On: peer.MustDate("2026-09-01")}, byJess, "2026-05-03T10:00Z", "v7")
	s.decided, _ = doRisk(t, s.decided, recovery.DecideRisk{Decision: recovery.RiskOtherWay, Because: own(bySian, "with the phone on the bank")}, bySian, "2026-05-04T09:00Z", "v8")
	return s
}

var risks = steptest.BenchOf(ground, recovery.PositiveRiskTable(), recovery.NewPositiveRisk, recovery.CheckNewPositiveRisk, recovery.PositiveRiskStarts,
	recovery.DecodePositiveRisk, recovery.EncodePositiveRiskStep, recovery.DecodePositiveRiskStep)

func TestPositiveRiskEveryRow(t *testing.T) {
	s, f := tellRisk(t), facts(t)
	type one = steptest.Case[recovery.PositiveRisk, recovery.PositiveRiskStep, recovery.Facts]
	case1 := func(name string, p recovery.PositiveRisk, step recovery.PositiveRiskStep, by peer.Actor, to peer.Status) one {
		return one{Name: "REC-16 " + name, Record: p, Step: step, Act: act(by, "2026-05-05T09:00Z", "", nil), Facts: f, To: to}
	}
	whose, words, question := row("REC-16", peer.ErrNotAuthorised), row("REC-16", peer.ErrPersonsWordsOnly), row("REC-16", peer.ErrConcernRequired)
	begun := case1("the worker writes down what they talk about", recovery.PositiveRisk{}, theRisk(), byJess, recovery.RiskTalking)
	begun.Hears = heardBeside(words, "/what", "/why", "/person")
	begun.Hears["/worker"] = []peer.Rule{whose}
	begun.Hears["/person"] = []peer.Rule{words, whose}
	high := case1("a harm to life, and the question left open", recovery.PositiveRisk{}, riskWith(peer.Further{}, recovery.HarmLife), bySian, recovery.RiskTalking)
	high.Hears = map[string][]peer.Rule{"/person": {words, whose}, "/worker": {whose}}
	added := case1("more comes up", s.decided, recovery.AddToTalk{Good: []peer.Words{unsigned("the cold is half of it")}, Harm: []recovery.PossibleHarm{{Kind: recovery.HarmHome}}}, bySian, recovery.RiskDecided)
	added.Hears = map[string][]peer.Rule{"/good": {row("REC-16", peer.ErrOutOfRange)}, "/harm": {row("REC-16", peer.ErrOutOfRange)}, "/safer": {row("REC-16", peer.ErrOutOfRange)}}
	answered := case1("the question is answered", s.asked, recovery.AnswerFurther{Further: settled}, byJess, recovery.RiskTalking)
	answered.Hears = heardBeside(question, "/further/because")
	decided := case1("the person decides", s.talking, recovery.DecideRisk{Decision: recovery.RiskGoAhead}, bySian, recovery.RiskDecided)
	risks.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.PositiveRisk{recovery.RiskTalking: s.talking, recovery.RiskDecided: s.decided},
		begun, high, added, answered, decided,
		case1("somebody is asked", s.talking, recovery.AskView{Holder: byKay}, bySian, recovery.RiskTalking),
		case1("a view", s.talking, recovery.GiveView{Words: unsigned("I know the ledge")}, bySian, recovery.RiskTalking),
		case1("the worker writes down a view", s.talking, recovery.GiveView{Words: own(byMegan, "I am scared")}, byJess, recovery.RiskTalking),
		case1("a carer lets the person read theirs", s.decided, recovery.GiveView{Words: unsigned("I am scared, and I told her"), ShowPerson: true}, byMegan, recovery.RiskDecided),
		case1("the person decides anew", s.decided, recovery.DecideRisk{Decision: recovery.RiskNotNow, Because: own(bySian, "the frost")}, bySian, recovery.RiskDecided),
		case1("a day to look again", s.talking, recovery.ReviewRiskOn{On: peer.MustDate("2026-09")}, byJess, recovery.RiskTalking),
		case1("who may see it", s.decided, recovery.WhoMaySee{Audience: recovery.Team}, bySian, recovery.RiskDecided),
	)
}

func TestRiskIsThePersonsToDecide(t *testing.T) {
	s := tellRisk(t)
	for name, by := range map[string]peer.Actor{"the worker": byJess, "a nurse": byKay, "a carer": byMegan, "another person": peer.ByPerson(beatriz)} {
		for _, decision := range []recovery.RiskDecision{recovery.RiskGoAhead, recovery.RiskLeaveIt} {
			t.Run("REC-16, H12 decided by "+name, func(t *testing.T) {
				for _, p := range []recovery.PositiveRisk{s.talking, s.asked, s.decided} {
					only(t, p.Check(recovery.DecideRisk{Decision: decision}, act(by, "2026-05-05T09:00Z", "r", p), facts(t)), "REC-16 persons-choice-only", "")
				}
			})
		}
	}
	t.Run("REC-16 nobody's no can be written down", func(t *testing.T) {
		for _, word := range recovery.RiskDecision("").Terms() {
			require.NotContains(t, []string{"forbidden", "not-allowed", "stopped"}, word)
		}
		only(t, s.talking.Check(recovery.DecideRisk{Decision: "forbidden"}, act(bySian, "2026-05-05T09:00Z", "r", s.talking), facts(t)), "REC-16 unknown-code", "/decision")
	})
	t.Run("REC-16, H12 the decision waits for nobody's view, no answer and no fact", func(t *testing.T) {
		d, change, err := s.asked.Do(recovery.DecideRisk{Decision: recovery.RiskGoAhead}, act(bySian, "2026-05-02T16:01Z", "r", s.asked), recovery.Facts{})
		require.NoError(t, err)
		require.Empty(t, change.Reasons)
		require.Empty(t, change.Signals, "H07 what was raised is not raised again")
		require.True(t, d.QuestionOpen(), "and the question stays open")
		require.Equal(t, recovery.ViewOf("").Terms(), []string{"person", "worker", "team", "carer"})
		require.Len(t, d.NotHeard(), 4, "nobody asked is a valid entry")
	})
	t.Run("REC-16 in the worker's words", func(t *testing.T) {
		only(t, s.talking.Check(recovery.DecideRisk{Decision: recovery.RiskLeaveIt, Because: own(byJess, "too cold")}, act(bySian, "2026-05-05T09:00Z", "r", s.talking), facts(t)), "REC-16 persons-words-only", "/because")
	})
	require.Equal(t, recovery.RiskOtherWay, s.decided.Decision())
	require.Equal(t, "2026-05-04", s.decided.DecidedOn().String())
	require.Equal(t, "with the phone on the bank", s.decided.Because().Text.Reveal())
	require.Equal(t, "2026-09-01", s.decided.ReviewOn().String())
	require.Equal(t, on("2026-05-02T16:00Z"), s.decided.Told())
}

func TestRiskWords(t *testing.T) {
	for path, set := range map[string]func(*recovery.TalkRisk){
		"/what": func(c *recovery.TalkRisk) { c.What = unsigned("swim with the club") },
		"/why":  func(c *recovery.TalkRisk) { c.Why = unsigned("it is good for her") },
	} {
		t.Run("REC-16 "+path+" in the worker's words", func(t *testing.T) {
			step := theRisk()
			set(&step)
			only(t, recovery.CheckNewPositiveRisk(step, act(byJess, "2026-05-02T16:00Z", "r", nil), facts(t)), "REC-16 persons-words-only", path)
		})
	}
	s := tellRisk(t)
	for path, set := range map[string]func(*recovery.TalkRisk, *recovery.AddToTalk, peer.Words){
		"/good": func(c *recovery.TalkRisk, a *recovery.AddToTalk, w peer.Words) {
			c.Good, a.Good = append(c.Good, w), []peer.Words{w}
		},
		"/safer": func(c *recovery.TalkRisk, a *recovery.AddToTalk, w peer.Words) {
			c.Safer, a.Safer = append(c.Safer, w), []peer.Words{w}
		},
		"/harm": func(c *recovery.TalkRisk, a *recovery.AddToTalk, w peer.Words) {
			h := recovery.PossibleHarm{Kind: recovery.HarmMoney, Words: w}
			c.Harm, a.Harm = append(c.Harm, h), []recovery.PossibleHarm{h}
		},
	} {
		for name, by := range map[string]peer.Actor{"a nurse's": byKay, "a carer's": byMegan} {
			t.Run("REC-16 "+path+" in "+name+" words", func(t *testing.T) {
				step, add := theRisk(), recovery.AddToTalk{}
				set(&step, &add, own(by, "it is not safe"))
				only(t, recovery.CheckNewPositiveRisk(step, act(byJess, "2026-05-02T16:00Z", "r", nil), facts(t)), "REC-16 not-authorised", path)
				only(t, s.talking.Check(add, act(byJess, "2026-05-03T16:00Z", "r", s.talking), facts(t)), "REC-16 not-authorised", path)
			})
		}
	}
	t.Run("REC-16 what was said does not go away", func(t *testing.T) {
		p, _ := doRisk(t, s.talking, recovery.AddToTalk{Good: []peer.Words{unsigned("the kingfisher")}, Harm: []recovery.PossibleHarm{{Kind: recovery.HarmMoney}}, Safer: []peer.Words{unsigned("a whistle")}}, byJess, "2026-05-03T16:00Z", "b1")
		require.Len(t, p.Good(), 3)
		require.Len(t, p.Harm(), 2)
		require.Len(t, p.Safer(), 2)
		require.Equal(t, peer.ByStaff(jess, ""), p.Good()[2].By)
		require.Len(t, s.talking.Good(), 2)
	})
	for path, n := range map[string]func(int) recovery.AddToTalk{
		"goods": func(n int) recovery.AddToTalk {
			return recovery.AddToTalk{Good: slices.Repeat([]peer.Words{unsigned("x")}, n)}
		},
		"harms": func(n int) recovery.AddToTalk {
			return recovery.AddToTalk{Harm: slices.Repeat([]recovery.PossibleHarm{{Kind: recovery.HarmHome}}, n)}
		},
		"safety": func(n int) recovery.AddToTalk {
			return recovery.AddToTalk{Safer: slices.Repeat([]peer.Words{unsigned("x")}, n)}
		},
	} {
		t.Run("REC-16 thirty at most: "+path, func(t *testing.T) {
			p, _ := doRisk(t, s.talking, n(28), byJess, "2026-05-03T16:00Z", "b1")
			only(t, p.Check(n(3), act(byJess, "2026-05-03T17:00Z", "r", p), facts(t)), "REC-16 out-of-range", "")
		})
	}
}

func TestRiskSafetyQuestion(t *testing.T) {
	yes := peer.Further{Answer: peer.Yes, Concern: "c1"}
	others, err := policyOf(t, saying(t, "highRisk", []string{"money"}))
	require.NoError(t, err)
	for _, c := range []struct {
		name    string
		policy  recovery.Policy
		harm    recovery.Harm
		further peer.Further
		open    bool
		signals []peer.SignalKind
	}{
		{"life", policy(t), recovery.HarmLife, peer.Further{}, true, []peer.SignalKind{peer.SignalSafetyQuestion}},
		{"a child", policy(t), recovery.HarmChild, peer.Further{}, true, []peer.SignalKind{peer.SignalSafetyQuestion}},
		{"others, by this policy", policy(t), recovery.HarmOthers, peer.Further{}, true, []peer.SignalKind{peer.SignalSafetyQuestion}},
		{"others, by another policy", others, recovery.HarmOthers, peer.Further{}, false, nil},
		{"money, by another policy", others, recovery.HarmMoney, peer.Further{}, true, []peer.SignalKind{peer.SignalSafetyQuestion}},
		{"life, whatever a policy says", others, recovery.HarmLife, peer.Further{}, true, []peer.SignalKind{peer.SignalSafetyQuestion}},
		{"life, without a policy", recovery.Policy{}, recovery.HarmLife, peer.Further{}, true, []peer.SignalKind{peer.SignalSafetyQuestion}},
		{"money, without a policy", recovery.Policy{}, recovery.HarmMoney, peer.Further{}, true, []peer.SignalKind{peer.SignalSafetyQuestion}},
		{"life, a no with a reason", policy(t), recovery.HarmLife, settled, false, nil},
		{"life, a no without one", policy(t), recovery.HarmLife, peer.Further{Answer: peer.No}, true, []peer.SignalKind{peer.SignalSafetyQuestion}},
		{"life, a yes with its concern", policy(t), recovery.HarmLife, yes, false, nil},
		{"life, a yes without one", policy(t), recovery.HarmLife, peer.Further{Answer: peer.Yes}, true, []peer.SignalKind{peer.SignalGoesFurther}},
		{"money, a yes without one", policy(t), recovery.HarmMoney, peer.Further{Answer: peer.Yes}, true, []peer.SignalKind{peer.SignalGoesFurther}},
	} {
		t.Run("REC-16, H02 "+c.name, func(t *testing.T) {
			check := func(p recovery.PositiveRisk, change peer.Change) {
				require.Equal(t, c.open, p.QuestionOpen())
				var kinds []peer.SignalKind
				for _, s := range change.Signals {
					kinds = append(kinds, s.Kind)
				}
				require.Equal(t, c.signals, kinds)
			}
			f := recovery.Facts{Policy: c.policy}
			p, change, err := recovery.NewPositiveRisk(riskWith(c.further, c.harm), act(byJess, "2026-05-02T16:00Z", "a1", nil), f)
			require.NoError(t, err)
			check(p, change)
			p, _ = newRisk(t, theRisk(), byJess)
			p, change, err = p.Do(recovery.AddToTalk{Harm: []recovery.PossibleHarm{{Kind: c.harm}}, Further: c.further}, act(byJess, "2026-05-02T17:00Z", "a2", p), f)
			require.NoError(t, err, "later it is asked the same way")
			check(p, change)
		})
	}
	s := tellRisk(t)
	t.Run("REC-16, H02 walking away", func(t *testing.T) {
		a := act(byJess, "2026-05-02T17:00Z", "r", s.asked)
		only(t, s.asked.Check(recovery.AnswerFurther{}, a, facts(t)), "REC-16 concern-required", "/further")
		_, _, err := s.asked.Do(recovery.AnswerFurther{}, a, facts(t))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.Equal(t, peer.SignalSafetyQuestion, r.Signals[0].Kind)
		step := riskWith(peer.Further{}, recovery.HarmChild)
		step.What = unsigned("mind the children")
		_, _, err = recovery.NewPositiveRisk(step, act(byJess, "2026-05-02T17:00Z", "r", nil), facts(t))
		require.ErrorAs(t, err, &r)
		require.Equal(t, peer.SignalSafetyQuestion, r.Signals[0].Kind, "a sign is not lost with words that are not the person's")
	})
	t.Run("REC-16, H07 what adds no such harm asks nothing again", func(t *testing.T) {
		p, change := doRisk(t, s.asked, recovery.AddToTalk{Harm: []recovery.PossibleHarm{{Kind: recovery.HarmHome}}}, byJess, "2026-05-02T17:00Z", "b1")
		require.Empty(t, change.Signals)
		require.True(t, p.QuestionOpen())
	})
	t.Run("REC-16 another harm asks anew, and no concern is lost", func(t *testing.T) {
		p, _ := doRisk(t, s.asked, recovery.AnswerFurther{Further: yes}, byJess, "2026-05-02T17:00Z", "b1")
		require.False(t, p.QuestionOpen())
		only(t, p.Check(recovery.AnswerFurther{Further: settled}, act(byJess, "2026-05-02T18:00Z", "r", p), facts(t)), "REC-16 invalid-transition", "")
		d := p.Check(recovery.AnswerFurther{Further: settled}, act(bySian, "2026-05-02T18:00Z", "r", p), facts(t))
		require.False(t, d.Allowed())
		require.True(t, d.Unmet()[0].Rule.Code.Is(peer.ErrNotAvailableToday), "H26 no page for the person shows that there is a concern")
		same, _ := doRisk(t, p, recovery.AddToTalk{Further: settled}, byJess, "2026-05-02T18:00Z", "b2")
		require.Equal(t, yes, same.Further(), "what has gone further is not unsaid")
		p, change := doRisk(t, p, recovery.AddToTalk{Harm: []recovery.PossibleHarm{{Kind: recovery.HarmChild}}}, byJess, "2026-05-02T18:00Z", "b2")
		require.True(t, p.QuestionOpen())
		require.Len(t, change.Signals, 1)
		p, _ = doRisk(t, p, recovery.AnswerFurther{Further: peer.Further{Answer: peer.Yes, Concern: "c2"}}, bySian, "2026-05-02T19:00Z", "b3")
		require.Equal(t, []peer.ConcernID{"c1", "c2"}, p.Concerns())
		require.Equal(t, []recovery.Harm{recovery.HarmLife, recovery.HarmChild}, p.High())
	})
	t.Run("REC-16 a no can become a yes", func(t *testing.T) {
		p, _ := doRisk(t, s.asked, recovery.AnswerFurther{Further: settled}, byJess, "2026-05-02T17:00Z", "b1")
		p, _ = doRisk(t, p, recovery.AnswerFurther{Further: yes}, byJess, "2026-05-02T18:00Z", "b2")
		require.Equal(t, yes, p.Further())
	})
	require.False(t, recovery.PositiveRisk{}.QuestionOpen())
	require.Nil(t, recovery.PositiveRisk{}.NotHeard())
}
