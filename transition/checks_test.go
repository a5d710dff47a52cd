package transition_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

var sixChecks = []transition.Check{transition.Notice, transition.Reason, transition.Opinion, transition.Timescale, transition.Offer, transition.Information}

func TestChecksRestOnSomething(t *testing.T) {
	bare := begin(t, transition.Announce{ID: "m2", Person: sian, Worker: jess, Organiser: organiser, Move: transition.TeamChange}, bySian, "2026-03-02T10:00Z")
	with := func(steps ...transition.TransitionStep) *path {
		p := bare.copyOf()
		for _, s := range steps {
			p.then(byKay, s)
		}
		return p
	}
	day := func(s string) transition.TransitionStep {
		return transition.MoveDay{Planned: date(s), Told: date("2026-03-02")}
	}
	service := func(x transition.Service) transition.TransitionStep {
		x.Name = peer.Say("the team")
		return transition.NameServices{Services: []transition.Service{x}}
	}
	told := func(change func(*transition.SayInformation)) transition.TransitionStep {
		x := theInformation()
		change(&x)
		return x
	}
	for name, c := range map[string]struct {
		p     *path
		check transition.Check
		rule  string // heard with met; empty: none
	}{
		"TRAN-04 notice rests on nothing else":               {bare, transition.Notice, ""},
		"TRAN-05 a yes is enough for the reason":             {bare, transition.Reason, ""},
		"TRAN-05 a yes is enough for the opinion":            {bare, transition.Opinion, ""},
		"TRAN-06 no day":                                     {bare, transition.Timescale, "TRAN-06 evidence-required"},
		"TRAN-06 some month":                                 {with(day("2026-04")), transition.Timescale, "TRAN-06 evidence-required"},
		"TRAN-06 a day":                                      {with(day("2026-04-01")), transition.Timescale, ""},
		"TRAN-06 no service":                                 {bare, transition.Offer, "TRAN-06 evidence-required"},
		"TRAN-06 a service without first day or contact":     {with(service(transition.Service{})), transition.Offer, "TRAN-06 evidence-required"},
		"TRAN-06 a service with its first day":               {with(service(transition.Service{First: date("2026-04-02")})), transition.Offer, ""},
		"TRAN-06 a service with a contact":                   {with(service(transition.Service{Contact: peer.Say("the duty line")})), transition.Offer, ""},
		"TRAN-07 nothing written down":                       {bare, transition.Information, "TRAN-07 evidence-required"},
		"TRAN-07 both halves and talked about":               {with(theInformation()), transition.Information, ""},
		"TRAN-07 only what is passed on":                     {with(told(func(x *transition.SayInformation) { x.WillNot = nil })), transition.Information, "TRAN-07 evidence-required"},
		"TRAN-07 only what is not":                           {with(told(func(x *transition.SayInformation) { x.Will = nil })), transition.Information, "TRAN-07 evidence-required"},
		"TRAN-07 everything is passed on, and that was said": {with(told(func(x *transition.SayInformation) { x.WillNot, x.Everything = nil, true })), transition.Information, ""},
		"TRAN-07 nothing is passed on, and that was said":    {with(told(func(x *transition.SayInformation) { x.Will, x.Nothing = nil, true })), transition.Information, ""},
		"TRAN-07 not talked about":                           {with(told(func(x *transition.SayInformation) { x.Discussed = peer.No })), transition.Information, "TRAN-07 evidence-required"},
		"TRAN-07 nobody knows whether it was talked about":   {with(told(func(x *transition.SayInformation) { x.Discussed = peer.Unknown })), transition.Information, "TRAN-07 evidence-required"},
	} {
		t.Run(name, func(t *testing.T) {
			d := c.p.check(bySian, transition.AnswerCheck{Check: c.check, Answer: transition.Met}, "2026-03-03T10:00Z")
			if c.rule == "" {
				open(t, d)
			} else {
				only(t, d, c.rule, "/answer")
			}
			for _, a := range []transition.Answer{transition.PartlyMet, transition.NotMet} {
				open(t, c.p.check(bySian, transition.AnswerCheck{Check: c.check, Answer: a}, "2026-03-03T10:00Z"))
				open(t, c.p.check(byJess, transition.ViewCheck{Check: c.check, Answer: a}, "2026-03-03T10:00Z"))
			}
		})
	}
	t.Run("TRAN-05 nobody says for the person that they know why, or had their chance", func(t *testing.T) {
		for _, c := range []transition.Check{transition.Reason, transition.Opinion} {
			view := transition.ViewCheck{Check: c, Answer: transition.Met}
			only(t, bare.check(byJess, view, "2026-03-03T10:00Z"), "TRAN-05 evidence-required", "/answer")
			open(t, bare.copyOf().then(bySian, transition.AnswerCheck{Check: c, Answer: transition.PartlyMet}).check(byJess, view, "2026-03-03T10:00Z"))
		}
		silent := bare.copyOf().then(bySian, transition.GiveOpinion{})
		open(t, silent.check(byJess, transition.ViewCheck{Check: transition.Opinion, Answer: transition.Met}, "2026-03-03T10:00Z"))
		only(t, silent.check(byJess, transition.ViewCheck{Check: transition.Reason, Answer: transition.Met}, "2026-03-03T10:00Z"), "TRAN-05 evidence-required", "/answer")
	})
}

func TestChecksThePersonWins(t *testing.T) {
	p := tellMove(t).preparing.copyOf().then(byJess, transition.ViewCheck{Check: transition.Notice, Answer: transition.Met}, "2026-03-04T09:00Z")
	a := p.move.Answers()
	require.Len(t, a, 6)
	for i, c := range sixChecks {
		require.Equal(t, c, a[i].Check, "in the order they are asked")
	}
	require.Equal(t, transition.CheckAnswer{Check: transition.Notice, Answer: transition.Met, From: peer.PartyWorker, At: on("2026-03-04T09:00Z")}, a[0])
	p.then(bySian, transition.AnswerCheck{Check: transition.Notice, Answer: transition.NotMet}, "2026-03-04T10:00Z")
	p.then(byJess, transition.ViewCheck{Check: transition.Notice, Answer: transition.Met}, "2026-03-04T11:00Z")
	require.Equal(t, transition.CheckAnswer{Check: transition.Notice, Answer: transition.NotMet, From: peer.PartyPerson, At: on("2026-03-04T10:00Z")}, p.move.Answers()[0])
	p.then(byKay, transition.ExplainCheck{Check: transition.Notice, Because: peer.Say("the bed is needed")})
	require.True(t, p.move.Answers()[0].Explained)
	require.Equal(t, transition.NotMet, p.move.Answers()[0].Answer, "a reason changes no answer")
}

func TestChecksOfAMoveThatIsDone(t *testing.T) {
	s := tellMove(t)
	// settled is the move on the other side, with everything but the answers.
	settled := s.preparing.copyOf().then(byJess, theServices()).then(byKay, theInformation()).then(byJess, theContinuity()).
		then(byKay, transition.StartTransfer{}, "2026-03-20T09:00Z").then(byKay, transition.Arrive{On: date("2026-03-23")}, "2026-03-23T15:00Z").
		then(byKay, transition.NewContact{On: date("2026-03-23")})
	complete := func(p *path) peer.Decision { return p.check(byKay, transition.Complete{}, "2026-05-20T09:00Z") }
	named := func(t *testing.T, d peer.Decision, want ...transition.Check) {
		t.Helper()
		only(t, d, "TRAN-03 checklist-open", "")
		var got []transition.Check
		for _, a := range d.Unmet()[0].Args {
			got = append(got, transition.Check(a.Value()))
		}
		require.Equal(t, want, got)
	}
	t.Run("TRAN-03 no answer at all names all six", func(t *testing.T) { named(t, complete(settled), sixChecks...) })
	t.Run("TRAN-03 all met", func(t *testing.T) { open(t, complete(settled.copyOf().answers(transition.Met))) })
	for _, c := range sixChecks {
		for _, a := range []transition.Answer{transition.PartlyMet, transition.NotMet} {
			p := settled.copyOf().answers(transition.Met).then(bySian, transition.AnswerCheck{Check: c, Answer: a})
			t.Run("TRAN-03 "+string(c)+" "+string(a)+" needs the organiser's reason", func(t *testing.T) {
				named(t, complete(p), c)
				open(t, complete(p.copyOf().then(byKay, transition.ExplainCheck{Check: c, Because: peer.Say("the bed is needed")})))
			})
			t.Run("TRAN-03 "+string(c)+" "+string(a)+" needs the person's answer", func(t *testing.T) {
				q := settled.copyOf()
				for _, other := range sixChecks {
					if other != c {
						q.then(bySian, transition.AnswerCheck{Check: other, Answer: transition.Met})
					}
				}
				q.then(byJess, transition.ViewCheck{Check: c, Answer: a}).then(byKay, transition.ExplainCheck{Check: c, Because: peer.Say("the bed is needed")})
				if c == transition.Notice {
					open(t, complete(q)) // it can no longer be mended: the reason is enough
					return
				}
				named(t, complete(q), c)
			})
		}
	}
	t.Run("TRAN-03 a reason is no answer", func(t *testing.T) {
		q := settled.copyOf()
		for _, other := range sixChecks[1:] {
			q.then(bySian, transition.AnswerCheck{Check: other, Answer: transition.Met})
		}
		named(t, complete(q.then(byKay, transition.ExplainCheck{Check: transition.Notice, Because: peer.Say("the bed is needed")})), transition.Notice)
	})
	t.Run("TRAN-07 contested, it is not met whatever was answered", func(t *testing.T) {
		q := settled.copyOf().answers(transition.Met).then(bySian, transition.SayNo{To: []transition.Passed{transition.PassedCarePlan}})
		named(t, complete(q), transition.Information)
		open(t, complete(q.then(byKay, transition.ExplainCheck{Check: transition.Information, Because: peer.Say("the law asks for it")})))
	})
	t.Run("TRAN-03 afterwards the person may change every answer, and the record is read again", func(t *testing.T) {
		q := s.completed.copyOf().answers(transition.NotMet)
		b, err := peer.Encode(q.move)
		require.NoError(t, err)
		back, err := transition.DecodeTransition(b)
		require.NoError(t, err)
		require.Equal(t, transition.NotMet, back.Answers()[0].Answer)
	})
}
