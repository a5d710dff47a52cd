package signpost

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

func draftSignpost(c Consider) Signpost {
	return Signpost{s: signpost{Person: c.Person, Worker: c.Worker, About: About{Goal: c.About.Goal}}}
}

func consideredWays(s Signpost, c Consider, k *giving) Signpost {
	s.s.About.Circumstance = k.Own(c.About.Circumstance)
	return s.shown(c.Options, k)
}

// shown adds ways to choose, each with whether it stays between the two.
func (s Signpost) shown(list []Option, k *giving) Signpost {
	s.s.Options = slices.Clone(s.s.Options)
	for _, o := range list {
		o.Words = k.Own(o.Words)
		s.s.Options = append(s.s.Options, shownOption{o, k.Now(), k.Facts.sensitive(o.Resource)})
	}
	return s
}

// lookedAt says anew whether what was chosen stays between the two.
func (s Signpost) lookedAt(k *giving) Signpost {
	s.s.Options = slices.Clone(s.s.Options)
	for i := range s.s.Options {
		if o := &s.s.Options[i]; o.Option.Resource == s.s.Chosen {
			o.Sensitive = k.Facts.sensitive(s.s.Chosen)
		}
	}
	return s
}

func chosenAnew(s Signpost, c Choose, k *giving) Signpost {
	if s.s.Chosen != c.Resource {
		s.s.Ready = readiness{}
	}
	s.s.Chosen, s.s.ChosenAt = c.Resource, k.Now()
	return s.lookedAt(k)
}

func helpAsked(s Signpost, c AskHelp, k *giving) Signpost {
	s.s.Help = append(slices.Clone(s.s.Help), AccessHelp{Number: len(s.s.Help) + 1, Kind: c.Kind, Resource: s.s.Chosen, Until: c.Until,
		NextTimeAlone: k.Own(c.NextTimeAlone), Asked: k.Now()})
	return s
}

func (s Signpost) helpEnds(number int, k *giving, ends func(*AccessHelp, *giving)) Signpost {
	s.s.Help = slices.Clone(s.s.Help)
	ends(&s.s.Help[number-1], k)
	return s
}

// handOver keeps the first time the person had the details, and sets the day to ask by
// the policy of that day.
func handOver(s Signpost, c Give, k *giving) Signpost {
	f, h := k.Facts, &s.s.Handed
	h.Medium, h.Offered, h.By, h.ToldOld, h.SafetyTalk = c.Medium, c.Offered, k.Act.By, c.ToldOld, c.SafetyTalk
	r, _ := f.entry(s.s.Chosen)
	h.Verified, _ = r.LastVerified()
	if h.First.IsZero() {
		h.First, h.On = k.Now(), f.today(k.Now())
		s.s.FollowUp = f.followUp(k)
	}
	return s.lookedAt(k)
}

// followUp is when and how often it is asked how it went; without a policy nobody asks
// until the person sets a day.
func (f GivingFacts) followUp(k *giving) followUp {
	p := f.Policy
	if !p.Known() {
		return followUp{}
	}
	x := followUp{Since: k.Now(), Again: p.section.FollowUpAgain, AtMost: p.section.FollowUpAtMost, Policy: p.digest}
	if due, err := p.section.FollowUpAfter.AfterDate(f.today(k.Now()), p.calendar); err == nil {
		x.Next = due.Day(p.calendar)
	}
	return x
}

// asked counts an asking on a day it was due, and sets the next day while there is one.
func (s Signpost) asked(k *giving) Signpost {
	x, today := &s.s.FollowUp, k.Facts.today(k.Now())
	if x.Next.IsZero() || x.Next.After(today) {
		return s
	}
	x.Asked++
	x.Next, x.Since = peer.Date{}, k.Now()
	if x.Asked < x.times() {
		if due, err := x.Again.AfterDate(today, k.Facts.Policy.Calendar()); err == nil {
			x.Next = due.Day(k.Facts.Policy.Calendar())
		}
	}
	return s
}

func outcomeSaid(s Signpost, c RecordOutcome, k *giving) Signpost {
	s.s.Outcome = outcome{Result: c.Outcome, Words: k.Own(c.Words), MetNeed: c.MetNeed, Next: c.Next, Link: c.Link, At: k.Now(), On: k.Facts.today(k.Now())}
	s.s.Asked = s.s.Asked || c.asksFurther()
	s.s.Further = s.s.furtherAs(c.Further)
	s.s.NotKnown = notKnown{}
	return s
}

func challengeNamed(s Signpost, c NameChallenge, k *giving) Signpost {
	s.s.Challenges = append(slices.Clone(s.s.Challenges), Challenge{Number: len(s.s.Challenges) + 1, Kind: c.Kind, Words: k.Own(c.Words), Problem: c.Problem, Named: k.Now()})
	return s
}

func challengeTaken(s Signpost, c SolveChallenge, _ *giving) Signpost {
	s.s.Challenges = slices.Clone(s.s.Challenges)
	s.s.Challenges[c.Number-1].Problem = c.Problem
	return s
}

func signpostLegal(s Signpost) []peer.Reason {
	d, at := s.s, s.Status()
	own := []peer.Words{d.Ready.Words, d.Outcome.Words}
	for _, h := range d.Help {
		own = append(own, h.NextTimeAlone)
	}
	for _, c := range d.Challenges {
		own = append(own, c.Words)
	}
	told := []peer.Words{d.About.Circumstance}
	for _, o := range d.Options {
		told = append(told, o.Option.Words)
	}
	left, said := at == PersonClosed, d.Outcome.Result != ""
	return []peer.Reason{
		peer.Holds(d.About.Given(), "/about", "It is said what it is for."),
		peer.Holds(whose.SilentOr(whose.Personal, s, own...), "/outcome/words", "What the person says is in their own words."),
		peer.Holds(whose.SilentOr(whose.Either, s, told...), "/options", "What is told is in the words of one of the two."),
		peer.Holds(eachResourceOnce(s.Options()) && !slices.ContainsFunc(s.Options(), func(o Option) bool { return !s.inScope(o) }), "/options", "Each way stands there once, with information and its source, or guidance."),
		peer.Holds((d.Chosen == "") == d.ChosenAt.IsZero() && (d.Chosen == "" || slices.Contains(s.resources(), d.Chosen)), "/chosen", "What was chosen is one of the ways."),
		peer.Holds(left || (d.Chosen == "") == (at == Considered), "/chosen", "Something is chosen exactly when it is not only looked at."),
		peer.Holds((d.Ready == readiness{}) || d.Ready.Willing != "" && !d.Ready.At.IsZero() && d.Chosen != "", "/ready", "What the person said of being ready has its time, and is of what they chose."),
		peer.Holds(helpLegal(d.Help, s.resources()), "/help", "Help is numbered from 1, is for one of the ways, and ended once."),
		peer.Holds(d.Handed.legal() && (!s.handedOver() || d.Chosen != ""), "/handed", "Details that were given have their form, their giver and their day."),
		peer.Holds(left || s.handedOver() == slices.Contains(handedOver, at), "/handed", "Details are given before anything is said to have come of them."),
		peer.Holds(!s.handedOver() || d.Ready.Willing != WillingNo, "/ready/willing", "Nobody is given details who said no to them."),
		peer.Holds(d.FollowUp.legal(s.handedOver()) && (d.FollowUp.Next.IsZero() || !d.FollowUp.Next.Before(d.Handed.On)), "/followUp", "It is asked after the details were given, and no more once nobody is to."),
		peer.Holds(said != d.Outcome.At.IsZero() && said != d.Outcome.On.IsZero() && (said || d.Outcome == outcome{}), "/outcome", "An outcome has its time."),
		peer.Holds(!said || d.Outcome.Result.placeOf() == at || left, "/outcome/result", "The outcome is where it is."),
		peer.Holds(said || !slices.Contains([]peer.Status{Accessed, NotAccessed, NeedsDifferent}, at), "/outcome/result", "Nobody makes up an outcome."),
		peer.Holds(!said || s.handedOver() && (d.Outcome.Result != OutcomeNeedsDifferent || d.Outcome.Next != ""), "/outcome/next", "Where it takes something different, it is said what comes next."),
		peer.Holds(d.Asked || d.Further == (peer.Further{}) && d.Outcome.Next != NextConcern, "/further", "An answer stands where it was asked."),
		peer.Holds((d.NotKnown.Because == "") == d.NotKnown.At.IsZero() && (d.NotKnown.Because == "" || !said && (left || at == NotKnown) && s.handedOver()), "/notKnown", "What nobody knows has its reason and no outcome."),
		peer.Holds(at != NotKnown || d.NotKnown.Because != "", "/notKnown", "What nobody knows has its reason."),
		peer.Holds(numberedFromOne(len(d.Challenges), func(i int) int { return d.Challenges[i].Number }), "/challenges", "Challenges are numbered from 1."),
	}
}

// inScope reports whether what was told of a way could have been.
func (s Signpost) inScope(o Option) bool {
	switch o.Kind {
	case TellInformation:
		return o.Source.Given()
	case TellGuidance:
		return true
	}
	return o.Kind == "" && (o.Words.IsZero() || whose.Personal(s, o.Words.By))
}

func helpLegal(list []AccessHelp, ways []string) bool {
	wrong := slices.ContainsFunc(list, func(h AccessHelp) bool {
		return !h.Done.IsZero() && !h.Dropped.IsZero() || h.Resource != "" && !slices.Contains(ways, h.Resource)
	})
	return !wrong && numberedFromOne(len(list), func(i int) int { return list[i].Number })
}

func numberedFromOne(n int, number func(int) int) bool {
	for i := range n {
		if number(i) != i+1 {
			return false
		}
	}
	return true
}

func (h handed) legal() bool {
	if h.First.IsZero() {
		return h.Medium == "" && len(h.Offered) == 0 && h.By == (peer.Actor{}) && h.On.IsZero() && h.Verified.IsZero() && !h.ToldOld && !h.SafetyTalk
	}
	return h.Medium != "" && h.By.Valid() && h.On.Precision() == peer.ByDay
}

func (f followUp) legal(given bool) bool {
	if !given {
		return f == followUp{}
	}
	return !(f.Off && !f.Next.IsZero()) && f.Asked >= 0 && f.AtMost >= 0 && f.AtMost <= maxFollowUps && (f.Next.IsZero() || f.Next.Precision() == peer.ByDay && !f.Since.IsZero())
}
