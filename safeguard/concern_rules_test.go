package safeguard_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

func TestConcernWhoTakesItOn(t *testing.T) {
	s := tellConcern(t)
	t.Run("SAFE-14 a role the policy lists takes it unasked: the roster says who has it, a claim does not", func(t *testing.T) {
		open(t, s.raised.check(byInes, theTaking(), "2026-03-16T10:00Z"))
		only(t, s.raised.check(byInes, theTaking(), "2026-03-15T10:00Z"), "SAFE-14 not-authorised", "")
		for _, by := range []peer.Actor{byRowan, byHannah, peer.ByStaff(rowan, safeguard.RoleSafeguardingLead)} {
			only(t, s.raised.check(by, theTaking(), "2026-03-16T10:00Z"), "SAFE-14 not-authorised", "")
			only(t, s.notified.check(by, safeguard.Work{}, "2026-03-16T10:00Z"), "SAFE-14 not-authorised", "")
		}
		p := s.raised.copyOf().then(byInes, theTaking(), "2026-03-16T10:00Z")
		require.Equal(t, safeguard.Acknowledged, p.concern.Status())
	})
	t.Run("SAFE-14, H06 everybody told so far takes it, late or not, and it is theirs then", func(t *testing.T) {
		p := s.notified.copyOf().then(byJess, told(paul, "1.2"), "2026-03-13T18:48Z").then(byPaul, theTaking(), "2026-03-13T18:50Z")
		p.then(byOde, theTaking(), "2026-03-13T18:55Z")
		taken := p.concern.Taken()
		require.Equal(t, []peer.StaffID{paul, ode}, []peer.StaffID{taken[0].By, taken[1].By})
		require.Equal(t, safeguard.Acknowledged, p.concern.Status())
		p.then(byPaul, safeguard.SetInHand{Next: peer.Say("ring"), Until: moment("2026-03-14T09:00:00Z")}, "2026-03-13T19:00Z")
		require.Equal(t, safeguard.InHand, p.concern.Status())
		p.then(byOde, theTaking(), "2026-03-13T19:05Z")
		require.Equal(t, safeguard.InHand, p.concern.Status(), "taking it over puts nothing back")
	})
	t.Run("SAFE-14 nothing is taken on once it is closed or taken back", func(t *testing.T) {
		for _, p := range []*path{s.resolved, s.noFurther, s.withdrawn} {
			for _, step := range []safeguard.ConcernStep{theTaking(), theClosing(), safeguard.Work{}, told(paul, "1.2"), safeguard.MoreUrgent{To: safeguard.Immediate}} {
				only(t, p.check(byOde, step, "2026-03-16T12:00Z"), "SAFE-16 invalid-transition", "")
			}
		}
	})
	t.Run("SAFE-14, H06 by when lies ahead, and not too far", func(t *testing.T) {
		for until, fits := range map[string]bool{"2026-03-13T19:00:00Z": false, "2026-03-13T19:00:00.001Z": true, "2026-04-13T19:00:00Z": true, "2026-04-13T19:00:00.001Z": false} {
			for _, c := range []struct {
				p    *path
				step safeguard.ConcernStep
			}{{s.notified, safeguard.Acknowledge{Next: peer.Say("ring"), Until: moment(until)}}, {s.acknowledged, safeguard.SetInHand{Next: peer.Say("ring"), Until: moment(until)}}} {
				d := c.p.check(byOde, c.step, "2026-03-13T19:00Z")
				if fits {
					open(t, d)
					continue
				}
				only(t, d, "SAFE-14 past-date", "/until")
			}
		}
	})
	t.Run("SAFE-16, H12 whoever raised it never takes it on and never closes it, not even when brought in or in another role", func(t *testing.T) {
		taking := theTaking()
		taking.Bring = []peer.StaffID{jess, ines}
		p := s.notified.copyOf().then(byOde, taking, "2026-03-13T18:30Z")
		require.Equal(t, []peer.StaffID{ines}, p.concern.Brought(), "whoever raised it knows already")
		for _, by := range []peer.Actor{byJess, peer.ByStaff(jess, safeguard.RoleSafeguardingLead)} {
			only(t, p.check(by, theTaking()), "SAFE-14 not-authorised", "")
			only(t, p.check(by, theClosing(), "2026-03-16T10:00Z"), "SAFE-16 not-authorised-to-close", "")
			only(t, p.check(by, safeguard.SetInHand{Next: peer.Say("x"), Until: moment("2026-03-16T12:00:00Z")}), "SAFE-14 not-authorised", "")
		}
		d := p.check(byOde, told(jess, "1.2"))
		require.True(t, d.Allowed())
		require.Equal(t, "SAFE-03 not-authorised", d.Unmet()[0].Rule.String())
		require.Equal(t, p.concern.Told(), p.copyOf().then(byOde, told(jess, "1.2")).concern.Told(), "being told again counts for nothing")
	})
	t.Run("SAFE-16 who closes was told, or has a role the policy names", func(t *testing.T) {
		closing := theClosing()
		closing.Person = safeguard.PersonHeard{NotYet: peer.Say("later")}
		p := s.raised.copyOf().then(byInes, theTaking(), "2026-03-16T10:00Z")
		only(t, p.check(byRowan, closing), "SAFE-16 not-authorised-to-close", "")
		only(t, p.check(byOde, closing), "SAFE-16 not-authorised-to-close", "")
		open(t, p.check(byInes, closing))
		q := s.notified.copyOf().then(byOde, theTaking())
		open(t, q.check(byInes, closing, "2026-03-16T10:00Z"))
		only(t, q.check(byInes, closing, "2026-03-15T10:00Z"), "SAFE-16 not-authorised-to-close", "")
		only(t, q.check(peer.ByStaff(rowan, safeguard.RoleSafeguardingLead), closing, "2026-03-16T10:00Z"), "SAFE-16 not-authorised-to-close", "")
	})
	t.Run("SAFE-16 it is taken back by whoever raised it, before anybody was told", func(t *testing.T) {
		open(t, s.raised.check(byJess, safeguard.TakeBack{}))
		only(t, s.raised.check(byOde, safeguard.TakeBack{}), "SAFE-16 not-authorised", "")
		only(t, s.notified.check(byJess, safeguard.TakeBack{}), "SAFE-16 invalid-transition", "")
		only(t, s.raised.copyOf().then(byInes, theTaking(), "2026-03-16T10:00Z").check(byJess, safeguard.TakeBack{}), "SAFE-16 invalid-transition", "")
	})
}

func TestConcernNotToBeTold(t *testing.T) {
	s := tellConcern(t)
	son := peer.ByStaff("her-son-works-here", safeguard.RoleSafeguardingLead)
	t.Run("SAFE-03, H04 whom it is about does nothing with it and reads nothing", func(t *testing.T) {
		only(t, s.notified.check(son, theTaking()), "SAFE-14 not-authorised", "")
		only(t, s.acknowledged.check(son, theClosing(), "2026-03-16T10:00Z"), "SAFE-16 not-authorised-to-close", "")
		only(t, s.acknowledged.check(son, safeguard.SayMore{}), "SAFE-16 not-authorised", "")
		only(t, s.notified.check(son, told(ode, "1.1")), "SAFE-17 not-authorised", "")
	})
	t.Run("SAFE-03, H04 a receipt that names them is kept and counts for nobody", func(t *testing.T) {
		p := s.raised.copyOf().then(byJess, told("her-son-works-here", "1.1"), "2026-03-13T17:45Z")
		require.Equal(t, safeguard.Raised, p.concern.Status())
		require.Empty(t, p.concern.Told())
		require.Zero(t, p.concern.Late())
		require.Equal(t, row("SAFE-03", peer.ErrNotAuthorised), p.last().Reasons[0].Rule)
		p.then(byJess, told(ode, "1.1"), "2026-03-13T18:25Z")
		require.Equal(t, safeguard.Notified, p.concern.Status())
		require.Equal(t, "15m0s", p.concern.Late().String())
	})
	t.Run("SAFE-03, H04 nobody brings them in", func(t *testing.T) {
		taking := theTaking()
		taking.Bring = []peer.StaffID{ines, kay}
		only(t, s.notified.check(byOde, taking), "SAFE-03 not-authorised", "/bring")
	})
	t.Run("SAFE-03, H04 the list only grows, and whoever has it and comes onto it has it no more", func(t *testing.T) {
		p := s.acknowledged.copyOf().then(byJess, safeguard.SayMore{NotTo: safeguard.NotTo{Linked: []peer.StaffID{ode, ode}, Subjects: []peer.StaffID{"her-son-works-here"}}}, "2026-03-13T19:00Z")
		require.Equal(t, safeguard.NotTo{Subjects: []peer.StaffID{"her-son-works-here"}, Linked: []peer.StaffID{ode}, Named: []peer.StaffID{kay}}, p.concern.NotTo())
		require.Equal(t, on("2026-03-13T19:00Z"), p.concern.Taken()[0].Until)
		only(t, p.check(byOde, theTaking()), "SAFE-14 not-authorised", "")
		again := p.copyOf().then(byInes, safeguard.SayMore{NotTo: safeguard.NotTo{}}, "2026-03-13T20:00Z")
		require.Equal(t, p.concern.NotTo(), again.concern.NotTo())
		require.Equal(t, p.concern.Taken(), again.concern.Taken(), "what is over stays over")
		back, err := safeguard.DecodeConcern(encode(t, again.concern))
		require.NoError(t, err)
		require.True(t, back.Exists())
		at := s.notified.copyOf().then(byOde, theTaking(), "2026-03-13T19:00Z").then(byJess, safeguard.SayMore{NotTo: safeguard.NotTo{Linked: []peer.StaffID{ode}}}, "2026-03-13T19:00Z")
		_, err = safeguard.DecodeConcern(encode(t, at.concern))
		require.NoError(t, err, "in the same instant too")
	})
	t.Run("SAFE-03 there is room for a great many, and nobody is left off in silence", func(t *testing.T) {
		many := func(n int, of string) (out []peer.StaffID) {
			for i := range n {
				out = append(out, peer.StaffID(fmt.Sprint(of, i)))
			}
			return out
		}
		p := s.notified.copyOf().then(byJess, safeguard.SayMore{NotTo: safeguard.NotTo{Named: many(499, "x")}})
		require.Len(t, p.concern.NotTo().Named, 500)
		only(t, p.check(byJess, safeguard.SayMore{NotTo: safeguard.NotTo{Named: many(1, "y")}}), "SAFE-03 out-of-range", "/notTo")
		open(t, p.check(byJess, safeguard.SayMore{NotTo: safeguard.NotTo{Named: many(499, "x")}}))
	})
}

func TestConcernReceipts(t *testing.T) {
	s := tellConcern(t)
	t.Run("SAFE-17 the same receipt is the same telling, whatever request brings it", func(t *testing.T) {
		p := s.notified.copyOf().then(byJess, told(ode, "1.1"), "2026-03-13T17:50Z")
		require.Len(t, p.concern.Told(), 1)
		require.Equal(t, on("2026-03-13T17:48Z"), p.concern.Told()[0].At)
		p.then(byJess, told(hannah, ""), "2026-03-13T17:51Z").then(byJess, told(hannah, ""), "2026-03-13T17:52Z")
		require.Len(t, p.concern.Told(), 2, "somebody told outside the plan is told once by a receipt")
	})
	t.Run("SAFE-02, SAFE-17 told later than now is kept as now; told earlier and written down later counts from then", func(t *testing.T) {
		late := told(ode, "1.1")
		late.At = moment("2026-03-13T18:48:00Z")
		d := s.raised.check(byJess, late, "2026-03-13T17:48Z")
		require.True(t, d.Allowed())
		require.Equal(t, "SAFE-17 future-date", d.Unmet()[0].Rule.String())
		p := s.raised.copyOf().then(byJess, late, "2026-03-13T18:25Z")
		require.Equal(t, on("2026-03-13T18:25Z"), p.concern.Told()[0].At)
		require.Equal(t, "15m0s", p.concern.Late().String())
		early := told(paul, "1.2")
		early.At = moment("2026-03-13T18:10:00Z")
		require.Zero(t, p.then(byJess, early).concern.Late())
	})
	t.Run("SAFE-14, H05 a turn that cannot have come is no turn: nobody counts as told ahead of the plan", func(t *testing.T) {
		for _, turn := range []string{"2.1", "7.1", "99999999.1", "1.5000", "1.again-30", "1.again-99999999", "0.1", "1.0", "x", "-1.2", "1.again--1"} {
			p := s.raised.copyOf().then(byJess, told(ode, turn), "2026-03-13T18:00Z")
			require.Equal(t, safeguard.Turn{}, p.concern.Told()[0].Turn, turn)
			_, err := safeguard.DecodeConcern(encode(t, p.concern))
			require.NoError(t, err, turn)
		}
		require.Equal(t, safeguard.Turn{Round: 2, Link: 1}, s.acknowledged.copyOf().then(byJess, told(paul, "2.1"), "2026-03-16T13:00Z").concern.Told()[1].Turn)
	})
	t.Run("SAFE-14 what is told again is kept once a human, with how often", func(t *testing.T) {
		p := s.notified.copyOf().then(byJess, told(paul, "1.again-1"), "2026-03-13T21:48Z").then(byJess, told(paul, "1.again-1"), "2026-03-13T21:49Z").then(byJess, told(paul, "1.again-2"), "2026-03-13T22:48Z")
		open(t, p.check(byPaul, theTaking()))
		require.Len(t, p.concern.Told(), 1)
		r := s.raised.copyOf().then(byJess, told(paul, "1.again-1"), "2026-03-13T18:25Z")
		require.Equal(t, safeguard.Notified, r.concern.Status())
		require.Equal(t, "15m0s", r.concern.Late().String(), "told is told")
	})
	t.Run("SAFE-14 a log that is full forgets no human", func(t *testing.T) {
		p := s.notified.copyOf().then(byJess, told(paul, ""), "2026-03-13T18:00Z")
		for i := range 420 {
			sent := told(hannah, "")
			sent.Receipt = fmt.Sprint("again-", i)
			p.then(byJess, sent)
		}
		require.Len(t, p.concern.Told(), 400)
		open(t, p.check(byOde, theTaking()))
		open(t, p.check(byPaul, theTaking()))
		for i := range 130 {
			p.then(byOde, safeguard.Acknowledge{Next: peer.Say("x"), Until: moment("2026-03-16T12:00:00Z")}).then(byOde, safeguard.Work{})
			_ = i
		}
		require.Len(t, p.concern.Taken(), 100)
		_, err := safeguard.DecodeConcern(encode(t, p.concern))
		require.NoError(t, err)
	})
}

func TestConcernUrgency(t *testing.T) {
	f := facts(t)
	begin := func(trigger safeguard.Trigger) *path {
		p := &path{t: t, facts: f, at: "2026-03-13T17:42Z"}
		return p.raise(safeguard.Raise{ID: "c1", Trigger: trigger, About: sian}, byJess)
	}
	t.Run("SAFE-16 it becomes more urgent and never less", func(t *testing.T) {
		for _, to := range []safeguard.Urgency{safeguard.Routine, safeguard.Soon, safeguard.Immediate} {
			only(t, begin(safeguard.AbuseDisclosure).check(byJess, safeguard.MoreUrgent{To: to}), "SAFE-16 downgrade", "/to")
		}
		p := begin(safeguard.FaultyEquipment)
		only(t, p.check(byJess, safeguard.MoreUrgent{To: safeguard.Routine}), "SAFE-16 downgrade", "/to")
		only(t, p.check(byHannah, safeguard.MoreUrgent{To: safeguard.Soon}), "SAFE-16 not-authorised", "")
		soon := p.copyOf().then(byJess, safeguard.MoreUrgent{To: safeguard.Soon}, "2026-03-13T18:00Z")
		require.Equal(t, on("2026-03-13T22:00Z"), soon.concern.NotifyBy())
		now := soon.copyOf().then(byJess, safeguard.MoreUrgent{To: safeguard.Immediate}, "2026-03-13T18:30Z")
		h := now.concern.Handling()
		require.Equal(t, on("2026-03-13T19:00Z"), h.NotifyBy)
		require.Equal(t, []peer.Offset{peer.Minutes(60), peer.Hours(4)}, []peer.Offset{h.AcknowledgeWithin, h.HumanWithin})
		require.Equal(t, p.concern.Handling().InHours, h.InHours, "the chain stays")
		_, err := safeguard.DecodeConcern(encode(t, now.concern))
		require.NoError(t, err)
		p.facts = safeguard.Facts{}
		h = p.then(byJess, safeguard.MoreUrgent{To: safeguard.Immediate}, "2026-03-13T18:30Z").concern.Handling()
		require.Equal(t, on("2026-03-13T19:00Z"), h.NotifyBy, "without a policy too")
	})
	t.Run("SAFE-02 a span of days never stays where minutes belong, however late in the day", func(t *testing.T) {
		var err error
		f.Policy, err = saying(t, map[string]any{"soon": map[string]any{"notifyWithin": map[string]any{"days": 1, "at": "09:00"}, "acknowledgeWithin": map[string]any{"days": 1, "at": "00:30"}}})
		require.NoError(t, err)
		p := begin(safeguard.RiskToSelf).then(byJess, safeguard.MoreUrgent{To: safeguard.Immediate}, "2026-03-13T23:55Z")
		require.Equal(t, peer.Minutes(60), p.concern.Handling().AcknowledgeWithin)
		_, err = safeguard.DecodeConcern(encode(t, p.concern))
		require.NoError(t, err)
		f = facts(t)
	})
	t.Run("SAFE-07, H16 what becomes known can only make it more urgent", func(t *testing.T) {
		p := begin(safeguard.RiskToSelf)
		require.Equal(t, safeguard.Soon, p.concern.Urgency())
		p.then(byJess, safeguard.SayMore{Danger: safeguard.Danger{IntentWithPlan: peer.Yes}}, "2026-03-13T18:00Z")
		require.Equal(t, safeguard.Immediate, p.concern.Urgency())
		require.Equal(t, []string{"intent-with-plan"}, p.concern.Rules())
		require.Equal(t, on("2026-03-13T18:30Z"), p.concern.NotifyBy())
		p.then(byJess, safeguard.SayMore{Danger: safeguard.Danger{IntentWithPlan: peer.No, Emergency: safeguard.EmergencyNotNeeded}}, "2026-03-13T18:10Z")
		require.Equal(t, safeguard.Immediate, p.concern.Urgency())
		require.Equal(t, on("2026-03-13T18:30Z"), p.concern.NotifyBy())
		young := begin(safeguard.AreaOfConcern).then(byJess, safeguard.SayMore{Age: 15}, "2026-03-13T18:00Z")
		require.Equal(t, safeguard.Immediate, young.concern.Urgency())
		require.Equal(t, []string{"child-in-an-area-of-concern"}, young.concern.Rules())
	})
}

func TestConcernWhatIsSaid(t *testing.T) {
	s := tellConcern(t)
	t.Run("SAFE-09, H11 where it was not talked about it is said why, and what is not safe is looked at again", func(t *testing.T) {
		why := peer.Say("her son was there")
		only(t, s.notified.check(byJess, safeguard.SayTalked{Answer: safeguard.TalkNotYet}), "SAFE-09 reason-required", "/because")
		only(t, s.notified.check(byJess, safeguard.SayTalked{Answer: safeguard.TalkNobodyToAsk}), "SAFE-09 reason-required", "/because")
		open(t, s.notified.check(byJess, safeguard.SayTalked{Answer: safeguard.Talked}))
		nobody := raise(t, safeguard.Raise{ID: "c2", Trigger: safeguard.FaultyEquipment}, byJess, "2026-03-13T17:42Z")
		open(t, nobody.check(byJess, safeguard.SayTalked{Answer: safeguard.TalkNobodyToAsk}))
		for day, fits := range map[string]bool{"": false, "2026-03": false, "2026-03-12": false, "2026-03-13": true, "2026-03-27": true, "2026-03-28": false} {
			step := safeguard.SayTalked{Answer: safeguard.TalkNotSafe, Because: why}
			if day != "" {
				step.LookAgain = peer.MustDate(day)
			}
			if d := s.notified.check(byJess, step); fits {
				open(t, d)
			} else {
				only(t, d, "SAFE-09 out-of-range", "/lookAgain")
			}
		}
		p := s.notified.copyOf().then(byJess, safeguard.SayTalked{Answer: safeguard.TalkNotYet, Because: why, LookAgain: peer.MustDate("2026-03-20")})
		require.True(t, p.concern.Talk().LookAgain.IsZero(), "only what is not safe has a day")
	})
	t.Run("SAFE-09 the worker's part is finished once it is said whether it was talked about", func(t *testing.T) {
		only(t, s.notified.check(byJess, safeguard.FinishPart{}), "SAFE-09 required", "")
		p := s.notified.copyOf().then(byJess, safeguard.SayTalked{Answer: safeguard.Talked})
		only(t, p.check(byOde, safeguard.FinishPart{}), "SAFE-16 not-authorised", "")
		require.False(t, p.then(byJess, safeguard.FinishPart{}).concern.PartDone().IsZero())
		require.Equal(t, safeguard.Notified, p.concern.Status(), "and it closes nothing")
	})
	t.Run("SAFE-05, H12 what the person wants is never in somebody else's words", func(t *testing.T) {
		for _, by := range []peer.Actor{byJess, peer.ByPerson(beatriz), byMegan} {
			only(t, s.notified.check(byJess, safeguard.SayMore{Wants: own(by, "to move out")}), "SAFE-05 persons-words-only", "/wants")
		}
		p := s.notified.copyOf().then(byJess, safeguard.SayMore{Wants: unsigned("a lock"), Contact: safeguard.SafeContact{Answer: safeguard.ContactNotYet, How: unsigned("wait")}})
		require.Equal(t, bySian, p.concern.Wants().By)
		require.Equal(t, bySian, p.concern.Contact().How.By)
		require.Equal(t, safeguard.ContactNotYet, p.concern.Contact().Answer)
		require.Equal(t, s.notified.concern.Disclosure(), p.concern.Disclosure(), "the rest stays")
	})
	t.Run("SAFE-05, H12 words of somebody nobody had named become theirs, and never the worker's", func(t *testing.T) {
		p := raise(t, safeguard.Raise{ID: "c2", Wants: unsigned("leave me alone"), Disclosure: safeguard.Disclosure{Quoted: unsigned("he hits me")}}, byJess, "2026-03-13T17:42Z")
		require.Equal(t, peer.Actor{}, p.concern.Wants().By)
		require.Equal(t, peer.Actor{}, p.concern.Disclosure().Quoted.By)
		open(t, p.check(byJess, safeguard.SayMore{About: sian, Wants: own(bySian, "leave me alone")}))
		only(t, p.check(byJess, safeguard.SayMore{About: sian, Wants: own(peer.ByPerson(beatriz), "leave me alone")}), "SAFE-05 persons-words-only", "/wants")
		p.then(byJess, safeguard.SayMore{About: sian})
		require.Equal(t, bySian, p.concern.Wants().By)
		require.Equal(t, bySian, p.concern.Disclosure().Quoted.By)
		only(t, p.check(byJess, safeguard.SayMore{About: beatriz}), "SAFE-01 conflict", "/about")
		open(t, p.check(byJess, safeguard.SayMore{About: sian}))
		self := raise(t, safeguard.Raise{ID: "c3", Wants: unsigned("somebody to talk to")}, bySian, "2026-03-13T17:42Z")
		require.Equal(t, bySian, self.concern.Wants().By)
	})
	t.Run("SAFE-15 a ground other than the person's yes has its reason, afterwards", func(t *testing.T) {
		only(t, s.notified.check(byJess, safeguard.SayMore{Ground: safeguard.Ground{Basis: safeguard.BasisVital}}), "SAFE-15 reason-required", "/ground/because")
		open(t, s.notified.check(byJess, safeguard.SayMore{Ground: safeguard.Ground{Basis: safeguard.BasisAgreed}}))
		p := s.notified.copyOf().then(byJess, safeguard.SayMore{Ground: safeguard.Ground{Basis: safeguard.BasisVital, Because: peer.Say("a")}}).then(byJess, safeguard.SayMore{Ground: safeguard.Ground{Because: peer.Say("b")}})
		require.Equal(t, safeguard.Ground{Basis: safeguard.BasisVital, Because: peer.Say("b")}, p.concern.Ground())
	})
	t.Run("SAFE-05, H11 a promise is marked, never hidden, and put right; another one is put right again", func(t *testing.T) {
		only(t, s.notified.check(byJess, safeguard.PutRight{}), "SAFE-05 invalid-transition", "")
		p := s.notified.copyOf().then(byJess, safeguard.SayMore{Disclosure: safeguard.MoreDisclosed{Promised: true}})
		require.True(t, p.concern.Marked(safeguard.SecrecyPromise))
		p.then(byOde, safeguard.PutRight{})
		only(t, p.check(byJess, safeguard.PutRight{}), "SAFE-05 invalid-transition", "")
		p.then(byJess, safeguard.SayMore{Disclosure: safeguard.MoreDisclosed{Promised: true}})
		open(t, p.check(byJess, safeguard.PutRight{}))
		require.Len(t, slices.DeleteFunc(p.concern.Marks(), func(m safeguard.Mark) bool { return string(m) != safeguard.SecrecyPromise.String() }), 1)
	})
	t.Run("SAFE-16 closing says what the person was told, or why not yet", func(t *testing.T) {
		with := func(p safeguard.PersonHeard) safeguard.Close {
			c := theClosing()
			c.Person = p
			return c
		}
		said := peer.Say("said")
		for _, heard := range []safeguard.PersonHeard{{}, {Told: said}, {Told: said, By: ines}, {Told: said, On: peer.MustDate("2026-03-16")}, {By: ines, On: peer.MustDate("2026-03-16")}, {Nobody: true}} {
			only(t, s.inHand.check(byInes, with(heard)), "SAFE-16 required", "/person")
		}
		open(t, s.inHand.check(byInes, with(safeguard.PersonHeard{NotYet: said})))
		nobody := raise(t, safeguard.Raise{ID: "c2", Trigger: safeguard.FaultyEquipment}, byJess, "2026-03-13T17:42Z").then(byJess, told(ode, "1.1")).then(byOde, theTaking())
		open(t, nobody.check(byOde, with(safeguard.PersonHeard{Nobody: true})))
		for day, fits := range map[string]bool{"2026-03-16": true, "2026-03-17": false} {
			if d := s.inHand.check(byInes, with(safeguard.PersonHeard{Told: said, By: ines, On: peer.MustDate(day)}), "2026-03-16T12:00Z"); fits {
				open(t, d)
			} else {
				only(t, d, "SAFE-16 future-date", "/person/on")
			}
		}
		away := s.inHand.copyOf()
		away.facts = safeguard.Facts{}
		open(t, away.check(byInes, with(safeguard.PersonHeard{Told: said, By: ines, On: peer.MustDate("2026-03-17")}), "2026-03-16T12:00Z"))
	})
	t.Run("H23 nothing but closing ends it, and adding to it goes on after that", func(t *testing.T) {
		for _, p := range []*path{s.resolved, s.noFurther} {
			open(t, p.check(byJess, safeguard.SayMore{Wants: unsigned("thank you")}))
			open(t, p.check(byJess, safeguard.SayTalked{Answer: safeguard.Talked}))
		}
	})
}
