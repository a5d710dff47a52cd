package signpost_test

import (
	"errors"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// begun is what a first step hears.
func begun(t testing.TB, by peer.Actor, step signpost.Consider, edits ...func(*signpost.GivingFacts)) peer.Decision {
	t.Helper()
	return signpost.CheckNewSignpost(step, act(by, considered, "try", nil), givingFacts(t, edits...))
}

func suits(n int) func(*signpost.GivingFacts) {
	return func(f *signpost.GivingFacts) { f.Suitable = n }
}

func TestSignpostTwoWaysToChoose(t *testing.T) {
	const rule = "SIGN-11 one-option"
	t.Run("SIGN-11 one way where matching found two", func(t *testing.T) {
		for _, n := range []int{2, 3, 40} {
			only(t, begun(t, byJess, lookAt(shed), suits(n)), rule, "/options")
		}
		d := begun(t, byJess, lookAt(shed), suits(2))
		require.Equal(t, "2", d.Unmet()[0].Args[0].Value())
	})
	t.Run("SIGN-11 nobody looked how many there are: kept and marked, and another is added later", func(t *testing.T) {
		d := begun(t, byJess, lookAt(shed), suits(0))
		steptest.Warns(t, d, rule, "/options", peer.Warns)
		require.Equal(t, peer.Unknown, d.Unmet()[0].Met)
		steptest.Warns(t, begun(t, byJess, lookAt(line), func(f *signpost.GivingFacts) { *f = signpost.GivingFacts{} }), rule, "/options", peer.Warns)
	})
	t.Run("SIGN-11, H24 what nobody supplied may be help at once", func(t *testing.T) {
		open(t, begun(t, byJess, lookAt(line), func(f *signpost.GivingFacts) { f.Directory = nil }))
	})
	t.Run("SIGN-11 matching found no other", func(t *testing.T) { open(t, begun(t, byJess, lookAt(shed), suits(1))) })
	t.Run("SIGN-11 two", func(t *testing.T) { open(t, begun(t, byJess, lookAt(shed, pantry), suits(0))) })
	t.Run("SIGN-11 what the person brings along needs no second one", func(t *testing.T) {
		open(t, begun(t, bySian, lookAt(shed), suits(7)))
	})
	t.Run("SIGN-11, H24 help at once waits for no other way", func(t *testing.T) {
		open(t, begun(t, byJess, lookAt(line), suits(7)))
	})
	t.Run("SIGN-11 the same way twice is one", func(t *testing.T) {
		only(t, begun(t, byJess, lookAt(shed, shed), suits(7)), "SIGN-11 duplicate", "/options")
		w := beginWay(t, byJess, lookAt(shed, pantry))
		only(t, w.hears(byJess, signpost.AddOption{Option: tellOf(pantry)}), "SIGN-11 duplicate", "/option/resource")
		require.Equal(t, []signpost.Option{tellOf(shed), tellOf(pantry), tellOf(course)}, w.then(byJess, signpost.AddOption{Option: tellOf(course)}).s.Options())
	})
	t.Run("SIGN-11 twenty ways are many", func(t *testing.T) {
		c := lookAt()
		for i := range 20 {
			c.Options = append(c.Options, tellOf("r"+strconv.Itoa(i)))
		}
		w := beginWay(t, byJess, c)
		only(t, w.hears(byJess, signpost.AddOption{Option: tellOf("one-more")}), "SIGN-11 out-of-range", "")
	})
}

func TestSignpostWhatIsTold(t *testing.T) {
	for name, c := range map[string]struct {
		by   peer.Actor
		edit func(*signpost.Option)
		rule string
	}{
		"advice":                          {byJess, func(o *signpost.Option) { o.Kind = signpost.TellAdvice }, "SIGN-11 advice-out-of-scope"},
		"advice that somebody else gave":  {bySian, func(o *signpost.Option) { o.Kind = signpost.TellAdvice }, "SIGN-11 advice-out-of-scope"},
		"information from nowhere":        {byJess, func(o *signpost.Option) { o.Source = signpost.ToldSource{} }, "SIGN-11 source-required"},
		"information without its leaflet": {byJess, func(o *signpost.Option) { o.Source.Kind = signpost.FromLeaflet }, "SIGN-11 source-required"},
		"own use without a date":          {byJess, func(o *signpost.Option) { o.Source.Kind = signpost.FromOwnUse }, "SIGN-11 source-required"},
		"the worker does not say what":    {byJess, func(o *signpost.Option) { o.Kind, o.Words = "", unsigned("it is nice") }, "SIGN-11 required"},
		"in the nurse's words":            {byJess, func(o *signpost.Option) { o.Words = own(byKay, "it is nice") }, "SIGN-11 not-authorised"},
		"in two people's words at once":   {byJess, func(o *signpost.Option) { o.Words = own(peer.Actor{Person: sian, Staff: jess}, "x") }, "SIGN-11 not-authorised"},
	} {
		t.Run("SIGN-11, PEER-23 "+name, func(t *testing.T) {
			step := lookAt(shed, pantry)
			c.edit(&step.Options[1])
			only(t, begun(t, c.by, step), c.rule, "/options")
			more := tellOf(course)
			c.edit(&more)
			only(t, beginWay(t, byJess, lookAt(shed, pantry)).hears(c.by, signpost.AddOption{Option: more}), c.rule, "/option")
		})
	}
	for name, edit := range map[string]func(*signpost.Option){
		"guidance": func(o *signpost.Option) { o.Kind, o.Source = signpost.TellGuidance, signpost.ToldSource{} },
		"a leaflet by its name": func(o *signpost.Option) {
			o.Source = signpost.ToldSource{Kind: signpost.FromLeaflet, Name: peer.Say("Out and about")}
		},
		"own use with its date":    func(o *signpost.Option) { o.Source = signpost.ToldSource{Kind: signpost.FromOwnUse, On: day("2024")} },
		"nothing":                  func(o *signpost.Option) { *o = signpost.Option{Resource: o.Resource} },
		"what the person has seen": func(o *signpost.Option) { o.Kind, o.Words = "", own(bySian, "I walked past it") },
	} {
		t.Run("SIGN-11, PEER-23 "+name+" is fine", func(t *testing.T) {
			step := lookAt(shed, pantry)
			edit(&step.Options[1])
			open(t, begun(t, byJess, step))
		})
	}
	t.Run("SIGN-11, SAFE-10 advice says where it is given", func(t *testing.T) {
		step := lookAt(shed, pantry)
		step.Options[0].Kind = signpost.TellAdvice
		require.Equal(t, "qualified-staff", begun(t, byJess, step).Unmet()[0].Args[0].Value())
	})
	t.Run("SIGN-14 what it is for", func(t *testing.T) {
		step := lookAt(shed, pantry)
		step.About = signpost.About{}
		only(t, begun(t, byJess, step), "SIGN-14 required", "/about")
		step.About = signpost.About{Goal: "g1"}
		open(t, begun(t, byJess, step))
		step.About = signpost.About{Circumstance: own(byJess, "she would like company")}
		open(t, begun(t, byJess, step))
		step.About.Circumstance = own(byKay, "isolated")
		only(t, begun(t, byJess, step), "SIGN-14 not-authorised", "/about/circumstance")
	})
}

func TestSignpostIsThePersonsChoice(t *testing.T) {
	w := beginWay(t, byJess, lookAt(shed, pantry))
	for name, by := range map[string]peer.Actor{"worker": byJess, "nurse": byKay, "carer": byMegan} {
		t.Run("SIGN-11 the "+name+" chooses", func(t *testing.T) {
			only(t, w.hears(by, signpost.Choose{Resource: shed}), "SIGN-11 persons-choice-only", "")
		})
		t.Run("SIGN-12 the "+name+" says that the person is ready", func(t *testing.T) {
			only(t, w.copyOf().then(bySian, signpost.Choose{Resource: shed}).hears(by, signpost.SayReady{Willing: signpost.WillingYes}), "SIGN-12 persons-words-only", "")
		})
		t.Run("SIGN-18 the "+name+" asks for help", func(t *testing.T) {
			only(t, w.hears(by, signpost.AskHelp{Kind: signpost.HelpForm}), "SIGN-18 persons-choice-only", "")
		})
	}
	t.Run("SIGN-11 something that is not there", func(t *testing.T) {
		only(t, w.hears(bySian, signpost.Choose{Resource: money}), "SIGN-11 unknown-code", "/resource")
	})
	t.Run("SIGN-11 not now is always there, without a reason", func(t *testing.T) {
		for status, w := range everyWay(t) {
			if status != signpost.PersonClosed {
				open(t, w.hears(bySian, signpost.NotNow{}, func(f *signpost.GivingFacts) { *f = signpost.GivingFacts{} }))
				only(t, w.hears(byJess, signpost.NotNow{}), "SIGN-14 persons-choice-only", "")
			}
		}
	})
	t.Run("SIGN-14 what was left may be chosen again, unless the details were given", func(t *testing.T) {
		again := w.copyOf().then(bySian, signpost.NotNow{}).then(bySian, signpost.Choose{Resource: pantry})
		require.Equal(t, signpost.Chosen, again.s.Status())
		only(t, everyWay(t)[signpost.PersonClosed].hears(bySian, signpost.Choose{Resource: pantry}), "SIGN-14 invalid-transition", "")
	})
	t.Run("SIGN-12 another choice is asked anew", func(t *testing.T) {
		c := chosenWay(t, shed)
		same := c.copyOf().then(bySian, signpost.Choose{Resource: shed})
		willing, _, _ := same.s.Ready()
		require.Equal(t, signpost.WillingYes, willing)
		willing, able, words := c.copyOf().then(bySian, signpost.Choose{Resource: pantry}).s.Ready()
		require.Empty(t, willing)
		require.Empty(t, able)
		require.True(t, words.IsZero())
	})
	t.Run("SIGN-12, SIGN-16, SIGN-18, SIGN-19 words are the person's own", func(t *testing.T) {
		c, g := chosenWay(t, shed), givenWay(t)
		for rule, d := range map[string]peer.Decision{
			"SIGN-12 persons-words-only /words":         c.hears(bySian, signpost.SayReady{Willing: signpost.WillingYes, Words: own(byJess, "keen")}),
			"SIGN-18 persons-words-only /nextTimeAlone": c.hears(bySian, signpost.AskHelp{Kind: signpost.HelpForm, NextTimeAlone: own(byJess, "all of it")}),
			"SIGN-16 persons-words-only /words":         g.hears(bySian, signpost.RecordOutcome{Outcome: signpost.OutcomeAccessed, Words: own(byJess, "went well")}),
			"SIGN-19 persons-words-only /words":         g.hears(byJess, signpost.NameChallenge{Kind: signpost.ChallengeTravel, Words: unsigned("anxious")}),
		} {
			u := d.Unmet()
			require.Len(t, u, 1, rule)
			require.Equal(t, rule, u[0].Rule.String()+" "+u[0].Path)
		}
		open(t, g.hears(byJess, signpost.NameChallenge{Kind: signpost.ChallengeTravel, Words: own(bySian, "two buses")}))
	})
}

func TestSignpostHelp(t *testing.T) {
	w := chosenWay(t, shed).then(bySian, signpost.AskHelp{Kind: signpost.HelpGoAlong, Until: day("2026-04-28")})
	t.Run("SIGN-18 a day that is over", func(t *testing.T) {
		only(t, w.hears(bySian, signpost.AskHelp{Kind: signpost.HelpForm, Until: day("2026-04-19")}), "SIGN-18 past-date", "/until")
		for _, until := range []string{"2026-04-20", "2026-04", "2026-12-31"} {
			open(t, w.hears(bySian, signpost.AskHelp{Kind: signpost.HelpForm, Until: day(until)}))
		}
		nobody := func(f *signpost.GivingFacts) { f.Policy = signpost.Policy{} }
		open(t, w.copyOf(nobody).hears(bySian, signpost.AskHelp{Kind: signpost.HelpForm, Until: day("2026-04-20")}))
		w.copyOf(nobody).then(bySian, signpost.AskHelp{Kind: signpost.HelpForm, Until: day("2026-04-20")}, "2026-04-21T11:59Z")
	})
	t.Run("SIGN-18 a number that is not there", func(t *testing.T) {
		only(t, w.hears(byJess, signpost.HelpDone{Number: 2}), "SIGN-18 out-of-range", "/number")
		only(t, w.hears(bySian, signpost.DropHelp{Number: 2}), "SIGN-18 out-of-range", "/number")
	})
	t.Run("SIGN-18 help ends once", func(t *testing.T) {
		done := w.copyOf().then(byJess, signpost.HelpDone{Number: 1})
		require.False(t, done.s.Help()[0].Open())
		only(t, done.hears(bySian, signpost.DropHelp{Number: 1}), "SIGN-18 invalid-transition", "/number")
		dropped := w.copyOf().then(bySian, signpost.DropHelp{Number: 1})
		require.False(t, dropped.s.Help()[0].Open())
		only(t, dropped.hears(byJess, signpost.HelpDone{Number: 1}), "SIGN-18 invalid-transition", "/number")
		only(t, w.hears(byJess, signpost.DropHelp{Number: 1}), "SIGN-18 persons-choice-only", "")
	})
	t.Run("SIGN-18 it is numbered and knows what it is for", func(t *testing.T) {
		h := w.copyOf().then(bySian, signpost.AskHelp{Kind: signpost.HelpOnline}).s.Help()
		require.Equal(t, []int{1, 2}, []int{h[0].Number, h[1].Number})
		require.Equal(t, shed, h[1].Resource)
		require.Equal(t, on("2026-04-20T10:10Z"), h[1].Asked)
	})
	t.Run("SIGN-18, SIGN-19 as much as fits", func(t *testing.T) {
		full := w.copyOf()
		for range 19 {
			full.then(bySian, signpost.AskHelp{Kind: signpost.HelpForm})
		}
		only(t, full.hears(bySian, signpost.AskHelp{Kind: signpost.HelpForm}), "SIGN-18 out-of-range", "")
		for range 30 {
			full.then(bySian, signpost.NameChallenge{Kind: signpost.ChallengeForms})
		}
		only(t, full.hears(bySian, signpost.NameChallenge{Kind: signpost.ChallengeForms}), "SIGN-19 out-of-range", "")
	})
}

func TestSignpostChallenges(t *testing.T) {
	w := givenWay(t).then(byJess, signpost.NameChallenge{Kind: signpost.ChallengeTravel, Words: own(bySian, "two buses")})
	t.Run("SIGN-19 no challenge has that number", func(t *testing.T) {
		only(t, w.hears(byJess, signpost.SolveChallenge{Number: 2, Problem: "ps-1"}), "SIGN-19 out-of-range", "/number")
	})
	t.Run("SIGN-19 it leads to problem solving", func(t *testing.T) {
		next := w.copyOf().then(byJess, signpost.SolveChallenge{Number: 1, Problem: "ps-1"})
		require.Equal(t, "ps-1", next.s.Challenges()[0].Problem)
		require.Empty(t, w.s.Challenges()[0].Problem)
	})
	t.Run("SIGN-19 a kind that is on no list", func(t *testing.T) {
		only(t, w.hears(bySian, signpost.NameChallenge{Kind: "laziness"}), "SIGN-19 unknown-code", "/kind")
	})
	t.Run("SIGN-19 practical, or what others may think", func(t *testing.T) {
		stigma := 0
		for _, k := range signpost.ChallengeKind("").Terms() {
			if signpost.ChallengeKind(k).Stigma() {
				stigma++
			}
		}
		require.Equal(t, 4, stigma)
		require.False(t, signpost.ChallengeTravel.Stigma())
		require.True(t, signpost.ChallengeJudged.Stigma())
	})
}

func TestSignpostIsNoReferral(t *testing.T) {
	t.Run("SIGN-24 it is never a referral, and says who can make one", func(t *testing.T) {
		for _, s := range []signpost.Signpost{{}, givenWay(t).s} {
			err := signpost.ReferralOf(s)
			var r *peer.Refusal
			require.ErrorAs(t, err, &r)
			require.ErrorIs(t, err, signpost.ErrReferralOutOfScope)
			require.Equal(t, "professional-by-team-request", r.Reasons[0].Args[0].Value())
			require.Equal(t, peer.Stop, r.Codes()[0].Kind())
		}
	})
	t.Run("SIGN-24 no step refers anybody", func(t *testing.T) {
		for _, r := range signpost.SignpostTable().Rows {
			require.NotContains(t, string(r.Do), "refer")
		}
		_, err := signpost.DecodeSignpostStep([]byte(`{"do":"refer"}`))
		require.True(t, errors.Is(err, peer.ErrUnknownCode))
	})
	t.Run("H09 a reminder says nothing of what it is about", func(t *testing.T) {
		for _, text := range []string{signpost.Reminder(), signpost.Notice{Resource: refuge}.Says()} {
			require.NotRegexp(t, `(?i)peer|support|sign|health|help|group|service|worker|recovery|refuge|appointment`, text)
		}
	})
}
