package transition_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

// check asks the record of a path.
func (p *path) check(by peer.Actor, step transition.TransitionStep, at string) peer.Decision {
	p.t.Helper()
	return p.move.Check(step, act(by, at, "asked", p.move), p.facts)
}

func TestTransitionIsOrganisedBySomebodyElse(t *testing.T) {
	s := tellMove(t)
	announce := func(by peer.Actor, o transition.Organiser, f transition.Facts) peer.Decision {
		step := theMove()
		step.Organiser = o
		return transition.CheckNewTransition(step, act(by, "2026-03-02T10:00Z", "r", nil), f)
	}
	t.Run("TRAN-01 nobody organises", func(t *testing.T) {
		only(t, announce(bySian, transition.Organiser{}, facts(t)), "TRAN-01 required", "/organiser")
		only(t, announce(byJess, transition.Organiser{Role: "nurse"}, facts(t)), "TRAN-01 required", "/organiser")
	})
	t.Run("TRAN-01 the worker organises", func(t *testing.T) {
		for _, o := range []transition.Organiser{{Staff: jess}, {Staff: rowan, Role: peer.RolePeerWorker}, {Organisation: "A", Role: peer.RolePeerWorker}} {
			only(t, announce(bySian, o, facts(t)), "TRAN-01 psw-cannot-organise", "/organiser")
		}
		d := announce(byRowan, transition.Organiser{Staff: rowan}, facts(t))
		require.ErrorIs(t, &peer.Refusal{Decision: d}, transition.ErrPSWCannotOrganise, "another peer worker says that they organise it")
	})
	organising := map[string]struct {
		p    *path
		step transition.TransitionStep
	}{
		"prepare": {s.announced, transition.Prepare{}}, "transfer": {s.preparing.copyOf().then(byJess, theContinuity()), transition.StartTransfer{}},
		"arrive": {s.inTransfer, transition.Arrive{On: peer.MustDate("2026-03-23")}}, "go back": {s.inTransfer, transition.GoBack{}},
		"complete": {s.settling.copyOf().then(byKay, transition.NewContact{On: peer.MustDate("2026-03-25")}, "2026-03-25T15:00Z"), transition.Complete{}},
		"cancel":   {s.announced, transition.Cancel{}}, "move the day": {s.announced, transition.MoveDay{Planned: peer.MustDate("2026-04-01"), Told: peer.MustDate("2026-03-02")}},
		"explain": {s.announced, transition.ExplainCheck{Check: transition.Notice, Because: peer.Say("x")}},
	}
	for name, c := range organising {
		for _, by := range []peer.Actor{byJess, bySian, byRowan, byMegan} {
			t.Run("TRAN-01 "+name, func(t *testing.T) {
				only(t, c.p.check(by, c.step, "2026-03-25T16:00Z"), "TRAN-01 psw-cannot-organise", "")
			})
		}
		open(t, c.p.check(byKay, c.step, "2026-03-25T16:00Z"))
		only(t, c.p.check(peer.ByStaff(kay, peer.RolePeerWorker), c.step, "2026-03-25T16:00Z"), "TRAN-01 psw-cannot-organise", "")
	}
	t.Run("TRAN-01 where only an organisation is named, a fact says who acts for it", func(t *testing.T) {
		step := theMove()
		step.Organiser = transition.Organiser{Organisation: "A"}
		p := begin(t, step, bySian, "2026-03-02T10:00Z")
		for _, organises := range []peer.Tri{peer.Unknown, peer.No} {
			p.facts.Organises = organises
			d := p.check(byKay, transition.Prepare{}, "2026-03-03T10:00Z")
			only(t, d, "TRAN-01 psw-cannot-organise", "")
			require.Equal(t, organises == peer.Unknown, len(d.Missing()) == 1)
		}
		p.facts.Organises = peer.Yes
		open(t, p.check(byKay, transition.Prepare{}, "2026-03-03T10:00Z"))
		only(t, p.check(byJess, transition.Prepare{}, "2026-03-03T10:00Z"), "TRAN-01 psw-cannot-organise", "")
		only(t, p.check(byRowan, transition.Prepare{}, "2026-03-03T10:00Z"), "TRAN-01 psw-cannot-organise", "")
		named := s.announced.copyOf()
		named.facts.Organises = peer.Yes
		only(t, named.check(peer.ByStaff("dr-lowe", "doctor"), transition.Prepare{}, "2026-03-03T10:00Z"), "TRAN-01 psw-cannot-organise", "")
	})
	t.Run("TRAN-01 those who have no part learn nothing of the move", func(t *testing.T) {
		p := s.preparing.copyOf().then(byJess, transition.FlagExtra{})
		_, _, err := p.move.Do(transition.StartTransfer{}, act(byMegan, "2026-03-20T09:00Z", "x", p.move), p.facts)
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.Equal(t, []peer.Code{transition.ErrPSWCannotOrganise}, r.Codes())
		require.Empty(t, r.Signals)
	})
	t.Run("TRAN-01 another of the staff takes no part", func(t *testing.T) {
		only(t, s.preparing.check(byRowan, theServices(), "2026-03-04T09:00Z"), "TRAN-01 not-authorised", "")
	})
}

func TestTransitionDays(t *testing.T) {
	set := func(told, planned, until string) peer.Decision {
		step := theMove()
		step.Told, step.Planned, step.Until = date(told), date(planned), date(until)
		return transition.CheckNewTransition(step, act(bySian, "2026-03-02T10:00Z", "r", nil), facts(t))
	}
	s := tellMove(t)
	move := func(told, planned, until string) peer.Decision {
		return s.announced.check(byKay, transition.MoveDay{Told: date(told), Planned: date(planned), Until: date(until)}, "2026-03-03T10:00Z")
	}
	for name, ask := range map[string]func(told, planned, until string) peer.Decision{"announced": set, "moved": move} {
		t.Run("TRAN-04 told after the day, "+name, func(t *testing.T) {
			only(t, ask("2026-03-24", "2026-03-23", ""), "TRAN-04 invalid-period", "/told")
			open(t, ask("2026-03-23", "2026-03-23", ""))
			open(t, ask("2026-03", "2026-03-23", ""))
		})
		t.Run("TRAN-02 over before the day, "+name, func(t *testing.T) {
			only(t, ask("2026-03-02", "2026-03-23", "2026-03-22"), "TRAN-02 invalid-period", "/until")
			open(t, ask("2026-03-02", "2026-03-23", "2026-03-23"))
		})
	}
	t.Run("TRAN-04 the days of notice are shown and asked about, never a verdict", func(t *testing.T) {
		p := s.announced.copyOf()
		days, known := p.move.NoticeDays()
		require.True(t, known)
		require.Equal(t, 21, days)
		require.Equal(t, peer.No, p.move.ShortNotice(p.facts.Policy))
		require.Equal(t, peer.Unknown, p.move.ShortNotice(transition.Policy{}))
		p.then(bySian, transition.AnswerCheck{Check: transition.Notice, Answer: transition.Met}, "2026-03-03T09:00Z")
		for day, short := range map[string]peer.Tri{"2026-03-16": peer.No, "2026-03-15": peer.Yes, "2026-03": peer.Unknown} {
			moved := p.copyOf().then(byKay, transition.MoveDay{Planned: date(day), Told: date("2026-03-02")}, "2026-03-04T09:00Z")
			require.Equal(t, short, moved.move.ShortNotice(p.facts.Policy), day)
			a := moved.move.Answers()[0]
			require.Equal(t, transition.Met, a.Answer, "what the person said stands")
			require.True(t, a.Changed, "and they are asked again")
		}
		same := p.copyOf().then(byKay, transition.MoveDay{Planned: date("2026-03-23"), Told: date("2026-03-01")}, "2026-03-04T09:00Z")
		require.False(t, same.move.Answers()[0].Changed)
	})
	t.Run("TRAN-03 what is told of has taken place", func(t *testing.T) {
		for day, fits := range map[string]bool{"2026-03-23": true, "2026-03-24": false, "2026-03": true, "2026-04": false} {
			for _, c := range []struct {
				p    *path
				by   peer.Actor
				step transition.TransitionStep
			}{{s.inTransfer, byKay, transition.Arrive{On: date(day)}}, {s.settling, byKay, transition.NewContact{On: date(day)}}, {s.settling, byJess, transition.MetAfter{On: date(day)}}} {
				d := c.p.check(c.by, c.step, "2026-03-23T23:59Z")
				if fits {
					open(t, d)
					continue
				}
				only(t, d, "TRAN-03 future-date", "/on")
			}
		}
		p := s.inTransfer.copyOf()
		p.facts = transition.Facts{}
		open(t, p.check(byKay, transition.Arrive{On: date("2026-03-24")}, "2026-03-23T10:00Z"))
		only(t, p.check(byKay, transition.Arrive{On: date("2026-03-24")}, "2026-03-23T09:59Z"), "TRAN-03 future-date", "/on")
	})
}

func date(s string) peer.Date {
	if s == "" {
		return peer.Date{}
	}
	return peer.MustDate(s)
}

func TestTransitionOpinionIsThePersons(t *testing.T) {
	s := tellMove(t)
	only(t, s.preparing.check(byJess, transition.GiveOpinion{Words: own(bySian, "fine")}, "2026-03-04T09:00Z"), "TRAN-05 persons-words-only", "")
	only(t, s.preparing.check(bySian, transition.GiveOpinion{Words: own(byJess, "fine")}, "2026-03-04T09:00Z"), "TRAN-05 persons-words-only", "/words")
	open(t, s.preparing.check(bySian, transition.GiveOpinion{Words: unsigned("fine")}, "2026-03-04T09:00Z"))
	only(t, s.preparing.check(bySian, transition.AnswerCheck{Check: transition.Notice, Answer: transition.Met, Words: own(byKay, "enough")}, "2026-03-04T09:00Z"), "TRAN-03 persons-words-only", "/words")
	only(t, s.preparing.check(byJess, transition.AnswerCheck{Check: transition.Notice, Answer: transition.Met}, "2026-03-04T09:00Z"), "TRAN-03 persons-choice-only", "")
	only(t, s.preparing.check(byKay, transition.ViewCheck{Check: transition.Notice, Answer: transition.Met}, "2026-03-04T09:00Z"), "TRAN-03 not-authorised", "")
	only(t, s.preparing.check(byJess, transition.SayNo{}, "2026-03-04T09:00Z"), "TRAN-07 persons-choice-only", "")
	only(t, s.preparing.check(byJess, transition.CloserContact{Every: peer.Days(1)}, "2026-03-04T09:00Z"), "TRAN-02 persons-choice-only", "")
	for rule, step := range map[string]transition.TransitionStep{"TRAN-16": transition.SayEffect{Effect: transition.Ends}, "TRAN-14": transition.PlanBridge{},
		"TRAN-15": transition.SayStuck{}, "TRAN-02": transition.LookAtConsents{}} {
		only(t, s.preparing.check(byKay, step, "2026-03-04T09:00Z"), rule+" not-authorised", "")
	}
	t.Run("TRAN-05 an objection leads to advocacy", func(t *testing.T) {
		require.NotContains(t, s.preparing.move.Offers(), transition.AlongAdvocacy)
		p := s.preparing.copyOf().then(bySian, transition.GiveOpinion{Objects: true}, "2026-03-04T09:00Z")
		require.Equal(t, []transition.Along{transition.AlongAdvocacy, transition.AlongTalk, transition.AlongCloser, transition.AlongFirst}, p.move.Offers())
		require.Empty(t, s.cancelled.copyOf().then(bySian, transition.GiveOpinion{Objects: true}, "2026-03-05T09:00Z").move.Offers())
	})
}

func TestTransitionInformation(t *testing.T) {
	s := tellMove(t)
	notes := transition.SayInformation{Will: []transition.Told{{What: transition.PassedPeerNotes}}}
	consent := func(given peer.Tri) []peer.Consent {
		return []peer.Consent{{ID: "c1", Person: sian, Scope: peer.ShareContacts, Purpose: peer.ForCare, Given: given, From: on("2026-01-01T00:00Z")}}
	}
	t.Run("TRAN-07 peer notes go only if the person says so", func(t *testing.T) {
		p := s.preparing.copyOf()
		d := p.check(byKay, notes, "2026-03-04T09:00Z")
		only(t, d, "TRAN-07 person-said-no", "/will")
		require.Len(t, d.Missing(), 1, "nobody knows")
		p.facts.Consents = consent(peer.No)
		only(t, p.check(byKay, notes, "2026-03-04T09:00Z"), "TRAN-07 person-said-no", "/will")
		p.facts.Consents = consent(peer.Yes)
		open(t, p.check(byKay, notes, "2026-03-04T09:00Z"))
		p.then(bySian, transition.SayNo{To: []transition.Passed{transition.PassedPeerNotes}}, "2026-03-04T09:00Z")
		only(t, p.check(byKay, notes, "2026-03-04T10:00Z"), "TRAN-07 person-said-no", "/will")
	})
	t.Run("TRAN-07 what the person said no to is kept, contested and not met", func(t *testing.T) {
		for name, p := range map[string]*path{
			"no first": s.preparing.copyOf().then(bySian, transition.SayNo{To: []transition.Passed{transition.PassedFamily}}, "2026-03-04T09:00Z").then(byKay, theInformation()),
			"no after": s.inTransfer.copyOf().then(bySian, transition.SayNo{To: []transition.Passed{transition.PassedFamily}}, "2026-03-21T09:00Z"),
		} {
			require.Len(t, p.move.Will(), 2, name)
			require.False(t, p.move.Will()[0].Contested)
			require.True(t, p.move.Will()[1].Contested)
			p.then(bySian, transition.AnswerCheck{Check: transition.Information, Answer: transition.Met})
			a := p.move.Answers()[5]
			require.Equal(t, transition.NotMet, a.Answer)
			require.True(t, a.Contested)
			require.Contains(t, p.move.Offers(), transition.AlongAdvocacy)
			p.then(bySian, transition.SayNo{})
			require.Equal(t, transition.Met, p.move.Answers()[5].Answer, "a no may be taken back")
		}
	})
}

func TestTransitionExtraSupport(t *testing.T) {
	step := theMove()
	step.CouldNotManage = true
	t.Run("TRAN-08, H02 the flag is kept at once, and who has to know is asked after", func(t *testing.T) {
		for _, told := range []peer.StaffID{"", jess} {
			step.Informed = told
			p := begin(t, step, byKay, "2026-03-02T10:00Z")
			needed, informed := p.move.ExtraSupport()
			require.True(t, needed)
			require.Empty(t, informed, "the worker is nobody to be told")
			require.Equal(t, peer.SignalExtraSupport, p.history[0].Signals[0].Kind)
			require.Equal(t, "TRAN-08 concern-required", p.history[0].Reasons[0].Rule.String())
			p.then(byKay, transition.Prepare{}).then(byJess, theContinuity())
			_, _, err := p.move.Do(transition.StartTransfer{}, act(byKay, "2026-03-20T09:00Z", "x", p.move), p.facts)
			var r *peer.Refusal
			require.ErrorAs(t, err, &r)
			only(t, r.Decision, "TRAN-08 concern-required", "")
			require.Equal(t, peer.SignalExtraSupport, r.Signals[0].Kind, "the refusal leaves it behind")
			p.then(byJess, transition.InformExtra{Staff: "dr-lowe"})
			open(t, p.check(byKay, transition.StartTransfer{}, "2026-03-20T09:00Z"))
		}
	})
	step.Informed = "dr-lowe"
	p := begin(t, step, byKay, "2026-03-02T10:00Z")
	require.Empty(t, p.history[0].Signals)
	t.Run("TRAN-08 flagged later", func(t *testing.T) {
		q := tellMove(t).preparing.copyOf().then(bySian, transition.FlagExtra{}, "2026-03-04T09:00Z")
		require.Equal(t, peer.SignalExtraSupport, q.history[len(q.history)-1].Signals[0].Kind)
		only(t, q.check(byJess, transition.InformExtra{Staff: jess}, "2026-03-04T10:00Z"), "TRAN-08 wrong-role", "/staff")
		q.then(bySian, transition.FlagExtra{Informed: kay})
		require.Empty(t, q.history[len(q.history)-1].Signals)
		_, informed := q.move.ExtraSupport()
		require.Equal(t, kay, informed)
	})
	t.Run("TRAN-08 the worker does not lift it, nor does the person, nor another peer worker who was told", func(t *testing.T) {
		for _, by := range []peer.Actor{byJess, bySian, byRowan} {
			only(t, p.check(by, transition.LiftExtra{}, "2026-03-04T09:00Z"), "TRAN-08 wrong-role", "")
		}
		q := p.copyOf().then(byJess, transition.InformExtra{Staff: rowan})
		only(t, q.check(byRowan, transition.LiftExtra{}, "2026-03-04T09:00Z"), "TRAN-08 wrong-role", "")
		lifted := p.copyOf().then(peer.ByStaff("dr-lowe", "doctor"), transition.LiftExtra{}, "2026-03-04T09:00Z")
		needed, _ := lifted.move.ExtraSupport()
		require.False(t, needed)
		only(t, lifted.check(byKay, transition.LiftExtra{}, "2026-03-05T09:00Z"), "TRAN-08 invalid-transition", "")
		only(t, lifted.check(byKay, transition.InformExtra{Staff: "dr-lowe"}, "2026-03-05T09:00Z"), "TRAN-08 invalid-transition", "")
		again := lifted.then(byJess, transition.FlagExtra{}, "2026-03-05T09:00Z")
		needed, informed := again.move.ExtraSupport()
		require.True(t, needed)
		require.Empty(t, informed, "who was told the first time is asked again")
	})
}

func TestTransitionContinuity(t *testing.T) {
	s := tellMove(t)
	good := theContinuity().Continuity
	for name, c := range map[string]struct {
		spoil func(*transition.Continuity)
		fits  bool
	}{
		"a plan":                       {func(*transition.Continuity) {}, true},
		"nothing said":                 {func(c *transition.Continuity) { *c = transition.Continuity{} }, false},
		"a plan without an end":        {func(c *transition.Continuity) { c.Until = peer.Date{} }, false},
		"a plan until some month":      {func(c *transition.Continuity) { c.Until = peer.MustDate("2026-05") }, false},
		"a plan without contacts":      {func(c *transition.Continuity) { c.Before, c.After = 0, 0 }, false},
		"one service has not agreed":   {func(c *transition.Continuity) { c.FromAgrees = peer.Unknown }, false},
		"the other has not agreed":     {func(c *transition.Continuity) { c.ToAgrees = peer.No }, false},
		"not possible, without a word": {func(c *transition.Continuity) { c.Possible = peer.No }, false},
		"not possible, and no other":   {func(c *transition.Continuity) { c.Possible, c.Because = peer.No, peer.Say("too far") }, false},
		"not possible, and no reason":  {func(c *transition.Continuity) { c.Possible, c.Instead = peer.No, peer.Say("a handover walk") }, false},
		"not possible, and what instead": {func(c *transition.Continuity) {
			*c = transition.Continuity{Possible: peer.No, Because: peer.Say("too far"), Instead: peer.Say("a handover walk")}
		}, true},
	} {
		t.Run("TRAN-13 "+name, func(t *testing.T) {
			plan := good
			c.spoil(&plan)
			p := s.preparing.copyOf().then(byJess, transition.PlanContinuity{Continuity: plan})
			d := p.check(byKay, transition.StartTransfer{}, "2026-03-20T09:00Z")
			if c.fits {
				open(t, d)
				return
			}
			only(t, d, "TRAN-13 continuity-not-considered", "")
		})
	}
	t.Run("TRAN-13 where nobody is alongside there is nothing to go on", func(t *testing.T) {
		step := theMove()
		step.Worker = ""
		open(t, begin(t, step, bySian, "2026-03-02T10:00Z").then(byKay, transition.Prepare{}).check(byKay, transition.StartTransfer{}, "2026-03-20T09:00Z"))
	})
}

func TestTransitionEnding(t *testing.T) {
	s := tellMove(t)
	ends := s.settling.copyOf().then(bySian, transition.SayEffect{Effect: transition.Ends}, "2026-03-24T09:00Z").then(byKay, transition.NewContact{On: date("2026-03-24")})
	complete := func(planned peer.Tri, last string) peer.Decision {
		p := ends.copyOf()
		p.facts.EndingPlanned, p.facts.EndingOn = planned, date(last)
		return p.check(byKay, transition.Complete{}, "2026-05-20T09:00Z")
	}
	t.Run("TRAN-16, H22 the ending is planned, and not before the worker stops going along", func(t *testing.T) {
		open(t, complete(peer.Yes, "2026-05-15"))
		only(t, complete(peer.Yes, "2026-05-14"), "TRAN-16 ending-not-prepared", "")
		only(t, complete(peer.No, "2026-05-15"), "TRAN-16 ending-not-prepared", "")
		for _, d := range []peer.Decision{complete(peer.Unknown, "2026-05-15"), complete(peer.Yes, "")} {
			only(t, d, "TRAN-16 ending-not-prepared", "")
			require.Len(t, d.Missing(), 1)
		}
	})
	t.Run("TRAN-16 who has arrived has arrived: it is kept and marked", func(t *testing.T) {
		p := s.inTransfer.copyOf().then(bySian, transition.SayEffect{Effect: transition.Ends}, "2026-03-21T09:00Z").then(byKay, transition.Arrive{On: date("2026-03-23")}, "2026-03-23T15:00Z")
		require.Equal(t, "TRAN-16 ending-not-prepared", p.history[len(p.history)-1].Reasons[0].Rule.String())
	})
	t.Run("TRAN-16 where it goes on, no ending is asked for", func(t *testing.T) {
		p := ends.copyOf().then(bySian, transition.SayEffect{Effect: transition.GoesOn})
		open(t, p.check(byKay, transition.Complete{}, "2026-05-20T09:00Z"))
	})
}

func TestTransitionBridge(t *testing.T) {
	s := tellMove(t)
	visits := transition.PlanBridge{Bridge: transition.Bridge{HomeVisits: true}}
	p := s.preparing.copyOf()
	for _, plan := range []peer.Tri{peer.Unknown, peer.No} {
		p.facts.LoneWorking = plan
		only(t, p.check(byJess, visits, "2026-03-04T09:00Z"), "TRAN-14 lone-working-plan-missing", "/bridge/homeVisits")
		require.Equal(t, "PEER-16 not-available-today", stopsOf(p.check(bySian, visits, "2026-03-04T09:00Z")), "it belongs to the worker and their line")
	}
	p.facts.LoneWorking = peer.Yes
	open(t, p.check(byJess, visits, "2026-03-04T09:00Z"))
}

func stopsOf(d peer.Decision) (out string) {
	for _, r := range d.Reasons {
		if r.Stops() {
			out += r.Rule.String()
		}
	}
	return out
}

func TestTransitionStuckIsAnswered(t *testing.T) {
	s := tellMove(t)
	stuck := s.preparing.copyOf().then(bySian, transition.SayStuck{}, "2026-03-04T09:00Z")
	require.Equal(t, peer.SignalNotProgressing, stuck.history[len(stuck.history)-1].Signals[0].Kind)
	answer := func(day string) transition.AnswerStuck {
		return transition.AnswerStuck{Next: peer.Say("I ring them today"), LookAgain: date(day)}
	}
	t.Run("TRAN-15 the organiser answers, or the supervisor the facts name, and nobody of the two", func(t *testing.T) {
		open(t, stuck.check(byKay, answer("2026-03-10"), "2026-03-05T09:00Z"))
		for _, by := range []peer.Actor{bySian, byJess, byRowan} {
			only(t, stuck.check(by, answer("2026-03-10"), "2026-03-05T09:00Z"), "TRAN-15 not-authorised", "")
		}
		p := stuck.copyOf()
		p.facts.Supervisor = rowan
		open(t, p.check(byRowan, answer("2026-03-10"), "2026-03-05T09:00Z"))
		p.facts.Supervisor = jess
		only(t, p.check(byJess, answer("2026-03-10"), "2026-03-05T09:00Z"), "TRAN-15 not-authorised", "")
	})
	t.Run("TRAN-15 holding back has a reason", func(t *testing.T) {
		for _, by := range []peer.Actor{byJess, byKay} {
			only(t, stuck.check(by, transition.HoldBack{Until: date("2026-03-10")}, "2026-03-05T09:00Z"), "TRAN-15 reason-required", "/because")
		}
		for _, by := range []peer.Actor{bySian, byRowan} {
			only(t, stuck.check(by, transition.HoldBack{Because: peer.Say("x"), Until: date("2026-03-10")}, "2026-03-05T09:00Z"), "TRAN-15 not-authorised", "")
		}
	})
	for day, fits := range map[string]bool{"2026-03-04": false, "2026-03-05": true, "2026-04-05": true, "2026-04-06": false, "2026-03": false} {
		for path, step := range map[string]transition.TransitionStep{"/lookAgain": answer(day), "/until": transition.HoldBack{Because: peer.Say("x"), Until: date(day)}} {
			t.Run("TRAN-15 "+path+" "+day, func(t *testing.T) {
				d := stuck.check(byKay, step, "2026-03-05T09:00Z")
				if fits {
					open(t, d)
					return
				}
				only(t, d, "TRAN-15 out-of-range", path)
			})
		}
	}
}

func TestTransitionComplete(t *testing.T) {
	s := tellMove(t)
	ready := s.settling.copyOf().then(byKay, transition.NewContact{On: date("2026-03-25")}, "2026-03-25T15:00Z")
	t.Run("TRAN-15 what does not progress is not done", func(t *testing.T) {
		only(t, s.settling.check(byKay, transition.Complete{}, "2026-04-10T09:00Z"), "TRAN-15 checklist-open", "")
		only(t, ready.copyOf().then(bySian, transition.SayStuck{}, "2026-04-01T09:00Z").check(byKay, transition.Complete{}, "2026-04-10T09:00Z"), "TRAN-15 checklist-open", "")
		held := s.settling.copyOf().then(byKay, transition.HoldBack{Because: peer.Say("they are on leave"), Until: date("2026-04-30")}, "2026-04-09T09:00Z")
		only(t, held.check(byKay, transition.Complete{}, "2026-04-10T09:00Z"), "TRAN-15 checklist-open", "")
		p := ready.copyOf()
		p.facts = transition.Facts{}
		d := p.check(byKay, transition.Complete{}, "2026-04-10T09:00Z")
		only(t, d, "TRAN-15 checklist-open", "")
		require.Len(t, d.Missing(), 1, "nobody can judge without a policy")
	})
	t.Run("TRAN-03 stopping waits for nothing", func(t *testing.T) {
		for _, p := range []*path{s.announced, s.preparing, s.inTransfer} {
			q := p.copyOf()
			q.facts = transition.Facts{}
			open(t, q.check(byKay, transition.Cancel{}, "2026-04-10T09:00Z"))
		}
		require.Equal(t, []string{"TRAN-03 invalid-transition"}, []string{stopsOf(s.settling.check(byKay, transition.Cancel{}, "2026-04-10T09:00Z"))})
	})
	t.Run("H20 going back is no word about the person", func(t *testing.T) {
		p := s.settling.copyOf().then(byKay, transition.GoBack{}, "2026-03-24T09:00Z").then(byKay, transition.GoBack{})
		require.Equal(t, transition.Preparing, p.move.Status())
		require.Zero(t, p.move.Arrived())
	})
}

// A person who has lost patience is told whose turn it is, never that it is theirs.
func TestTransitionRefusalsAreKind(t *testing.T) {
	for _, r := range transition.TransitionTable().Rows {
		for _, list := range [][]peer.Asks{{r.Else}, r.Open, r.Needs} {
			for _, a := range list {
				for _, text := range []string{a.Says, a.Fix} {
					require.NotRegexp(t, `(?i)\b(must|fail|refus|complian|you stand)`, text)
				}
			}
		}
	}
	steptest.Silent(t, "half-term", tellMove(t).preparing.copyOf().then(byJess, transition.HoldBack{Because: peer.Say("half-term"), Until: date("2026-03-20")}).move)
}

func TestTransitionGoesOnWhenTheOrganiserLeft(t *testing.T) {
	s := tellMove(t)
	byLowe := peer.ByStaff("dr-lowe", "doctor")
	lowe := transition.ChangeOrganiser{Organiser: transition.Organiser{Staff: "dr-lowe", Role: "doctor"}}
	ready := s.settling.copyOf().then(byKay, transition.NewContact{On: date("2026-03-25")}, "2026-03-25T15:00Z")
	for name, by := range map[string]peer.Actor{"the person": bySian, "the worker": byJess, "the organiser": byKay} {
		t.Run("TRAN-01 "+name+" says who organises now, and the move ends", func(t *testing.T) {
			for _, p := range []*path{s.announced, s.preparing, s.inTransfer, s.settling} {
				open(t, p.check(by, lowe, "2026-03-25T16:00Z"))
			}
			p := ready.copyOf().then(by, lowe, "2026-03-26T09:00Z")
			require.Equal(t, lowe.Organiser, p.move.Organiser())
			only(t, p.check(byKay, transition.Complete{}, "2026-03-26T10:00Z"), "TRAN-01 psw-cannot-organise", "")
			only(t, p.check(byKay, transition.ChangeOrganiser{Organiser: organiser}, "2026-03-26T10:00Z"), "TRAN-01 not-authorised", "")
			require.False(t, p.move.Sees("reasons", peer.Reading{By: byKay, Purpose: peer.ForCare, At: on("2026-03-26T10:00Z")}))
			require.True(t, p.move.Sees("reasons", peer.Reading{By: byLowe, Purpose: peer.ForCare, At: on("2026-03-26T10:00Z")}))
			p.then(byLowe, transition.Complete{}, "2026-03-26T11:00Z")
		})
	}
	t.Run("TRAN-01 never the worker, and somebody", func(t *testing.T) {
		for _, o := range []transition.Organiser{{Staff: jess}, {Staff: rowan, Role: peer.RolePeerWorker}, {Organisation: "A", Role: peer.RolePeerWorker}} {
			for _, by := range []peer.Actor{bySian, byJess, byKay} {
				only(t, s.preparing.check(by, transition.ChangeOrganiser{Organiser: o}, "2026-03-04T09:00Z"), "TRAN-01 psw-cannot-organise", "/organiser")
			}
		}
		only(t, s.preparing.check(bySian, transition.ChangeOrganiser{}, "2026-03-04T09:00Z"), "TRAN-01 required", "/organiser")
	})
	t.Run("TRAN-01 nobody else says so", func(t *testing.T) {
		for _, by := range []peer.Actor{byRowan, byLowe, byMegan, peer.ByPerson(beatriz), peer.ByStaff(kay, peer.RolePeerWorker)} {
			only(t, s.preparing.check(by, lowe, "2026-03-04T09:00Z"), "TRAN-01 not-authorised", "")
		}
	})
	t.Run("TRAN-01 of a service, a fact says who hands it over", func(t *testing.T) {
		p := s.preparing.copyOf().then(bySian, transition.ChangeOrganiser{Organiser: transition.Organiser{Organisation: "B"}}, "2026-03-04T09:00Z")
		only(t, p.check(byLowe, lowe, "2026-03-04T10:00Z"), "TRAN-01 not-authorised", "")
		p.facts.Organises = peer.Yes
		open(t, p.check(byLowe, lowe, "2026-03-04T10:00Z"))
		only(t, p.check(byRowan, lowe, "2026-03-04T10:00Z"), "TRAN-01 not-authorised", "")
	})
	t.Run("TRAN-15 what was said stays open with whoever organises now", func(t *testing.T) {
		p := s.preparing.copyOf().then(bySian, transition.SayStuck{}, "2026-03-04T09:00Z")
		first := p.assess(on("2026-03-04T10:00Z")).Signal.ID
		p.then(bySian, lowe, "2026-03-04T11:00Z")
		require.Equal(t, first, p.assess(on("2026-03-04T12:00Z")).Signal.ID)
		p.then(byLowe, transition.AnswerStuck{Next: peer.Say("I ring them today"), LookAgain: date("2026-03-10")}, "2026-03-04T13:00Z")
		require.Equal(t, peer.Yes, p.assess(on("2026-03-04T13:00Z")).Progressing)
	})
}

// Faults found by somebody who tried to break it.
func TestTransitionSignalsAreNeitherLostNorDoubled(t *testing.T) {
	t.Run("TRAN-08, H02 an announcement that is turned down leaves that nobody was told", func(t *testing.T) {
		step := theMove()
		step.CouldNotManage, step.Organiser = true, transition.Organiser{}
		_, _, err := transition.NewTransition(step, act(byJess, "2026-03-02T10:00Z", "r", nil), facts(t))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.Equal(t, peer.SignalExtraSupport, r.Signals[0].Kind)
	})
	t.Run("TRAN-08, H07 asked for again while a professional knows, it is no new signal", func(t *testing.T) {
		p := tellMove(t).preparing.copyOf().then(bySian, transition.FlagExtra{Informed: kay}, "2026-03-04T09:00Z").then(byJess, transition.FlagExtra{}, "2026-03-05T09:00Z")
		require.Empty(t, p.history[len(p.history)-1].Signals)
		_, informed := p.move.ExtraSupport()
		require.Equal(t, kay, informed)
		p.then(byKay, transition.LiftExtra{}, "2026-03-06T09:00Z").then(byJess, transition.FlagExtra{}, "2026-03-07T09:00Z")
		require.Len(t, p.history[len(p.history)-1].Signals, 1, "lifted and asked for anew")
	})
}

func TestTransitionANoIsHeard(t *testing.T) {
	p := tellMove(t).preparing.copyOf().then(bySian, transition.SayNo{To: []transition.Passed{transition.PassedFamily}}, "2026-03-04T09:00Z")
	v, err := p.move.View(peer.Reading{By: byKay, Purpose: peer.ForCare, At: on("2026-03-05T10:00Z")})
	require.NoError(t, err)
	b, err := json.Marshal(v)
	require.NoError(t, err)
	require.Contains(t, string(b), "family-and-carers", "TRAN-07 before anything is written down, so that it can be heeded")
	_, there := p.move.ContestedIssue("i1")
	require.False(t, there)
	p.then(byKay, theInformation())
	v, err = p.move.View(peer.Reading{By: byKay, Purpose: peer.ForCare, At: on("2026-03-05T10:00Z")})
	require.NoError(t, err)
	b, err = json.Marshal(v)
	require.NoError(t, err)
	require.Contains(t, string(b), `"information":{"will":[`)
	t.Run("TRAN-07 what is contested is the organiser's to see to, in the words of whoever names it", func(t *testing.T) {
		step, there := p.move.ContestedIssue("i1")
		require.True(t, there)
		_, _, err := transition.NewIssue(step, act(byJess, "2026-03-05T10:00Z", "i", nil), p.facts)
		require.ErrorIs(t, err, peer.ErrRequired, "nobody's words are made up")
		step.Words = own(bySian, "not my brother")
		for _, by := range []peer.Actor{bySian, byJess} {
			i, _, err := transition.NewIssue(step, act(by, "2026-03-05T10:00Z", "i", nil), p.facts)
			require.NoError(t, err)
			require.Equal(t, []any{peer.PartyOrganiser, transition.IssueInformation, p.move.Ref().ID, p.move.Organiser()}, []any{i.Owner(), i.Sort(), i.Transition(), i.Organiser()})
			require.True(t, i.Sees("issue", peer.Reading{By: byKay, Purpose: peer.ForCare, At: on("2026-03-05T11:00Z")}))
		}
		_, there = p.copyOf().then(byKay, transition.Cancel{}).move.ContestedIssue("i1")
		require.False(t, there)
	})
}

// When a worker leaves in the middle of a move, the person says who stands beside
// them now; nothing of the move is lost.
func TestWhoStandsBesideThePerson(t *testing.T) {
	s := tellMove(t)
	for _, p := range []*path{s.announced, s.preparing, s.inTransfer, s.settling} {
		for name, by := range map[string]peer.Actor{"the worker": byJess, "the worker to be": byRowan, "the organiser": byKay, "a carer": byMegan} {
			t.Run("TRAN-13, H22 "+name+" names the worker while it is "+string(p.move.Status()), func(t *testing.T) {
				only(t, p.check(by, transition.NameWorker{Worker: rowan}, "2026-03-25T16:00Z"), "TRAN-13 persons-choice-only", "")
			})
		}
		open(t, p.check(bySian, transition.NameWorker{Worker: rowan}, "2026-03-25T16:00Z"))
		open(t, p.check(bySian, transition.NameWorker{}, "2026-03-25T16:00Z"))
	}
	t.Run("TRAN-01 never whoever organises it", func(t *testing.T) {
		only(t, s.preparing.check(bySian, transition.NameWorker{Worker: kay}, "2026-03-25T16:00Z"), "TRAN-01 psw-cannot-organise", "/worker")
	})
	t.Run("TRAN-08 nor the professional who was told", func(t *testing.T) {
		p := s.preparing.copyOf().then(bySian, transition.FlagExtra{Informed: "dr-lowe"}, "2026-03-25T15:00Z")
		only(t, p.check(bySian, transition.NameWorker{Worker: "dr-lowe"}, "2026-03-25T16:00Z"), "TRAN-01 psw-cannot-organise", "/worker")
	})
	t.Run("H22 the new worker goes on, the old one sees nothing of it any more", func(t *testing.T) {
		p := s.preparing.copyOf().then(bySian, transition.NameWorker{Worker: rowan}, "2026-03-25T16:00Z")
		require.Equal(t, rowan, p.move.Worker())
		read := func(by peer.Actor) peer.Reading {
			return peer.Reading{By: by, Purpose: peer.ForSupport, At: on("2026-03-25T17:00Z")}
		}
		require.True(t, p.move.Sees("beside", read(byRowan)))
		require.False(t, p.move.Sees("beside", read(byJess)))
		open(t, p.check(byRowan, transition.SayStuck{}, "2026-03-25T17:00Z"))
	})
	t.Run("TRAN-15, H22 what a worker said stays theirs when another stands there", func(t *testing.T) {
		p := s.preparing.copyOf().then(byJess, transition.SayStuck{}, "2026-03-04T09:00Z")
		before := p.assess(on("2026-03-04T10:00Z")).Signal
		p.then(bySian, transition.NameWorker{Worker: rowan}, "2026-03-04T11:00Z")
		require.Equal(t, before, p.assess(on("2026-03-04T12:00Z")).Signal)
	})
}
