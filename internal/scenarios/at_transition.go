package scenarios

import (
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

// movePolicy is organisation A's policy with the section about moves.
func movePolicy(t T) transition.Policy {
	t.Helper()
	whole := strings.TrimSuffix(strings.TrimSpace(policyA), "}") + `, "transition": ` + string(transition.ExamplePolicy()) + "}"
	file, err := peer.OpenPolicy([]byte(whole), time.LoadLocation)
	require.NoError(t, err)
	p, err := transition.PolicyFrom(file)
	require.NoError(t, err)
	return p
}

// tellTransition: a discharge that stalls and is put right. Aled leaves the ward on
// Tuesday 31 March; Kay organises it, Jess stands beside him.
func tellTransition(t T) {
	s := &story{t: t}
	orr := peer.ByStaff(kay, peer.RoleCareCoordinator)
	facts := transition.Facts{Policy: movePolicy(t), LoneWorking: peer.Yes, Supervisor: iris}
	cal := facts.Policy.Calendar()
	var move transition.Transition
	do := func(by peer.Actor, when string, step transition.TransitionStep) (peer.Change, error) {
		before := move
		next, change, err := move.Do(step, s.act(by, when, move.Rev()), facts)
		if err != nil {
			require.Equal(t, before, next)
			return change, err
		}
		move = next
		return change, nil
	}
	done := func(by peer.Actor, when string, step transition.TransitionStep) peer.Change {
		change, err := do(by, when, step)
		require.NoError(t, err)
		return change
	}
	assess := func(when string) transition.Progress { return transition.Assess(move, facts.Policy, cal, at(t, when)) }
	day := peer.MustDate

	t.Run("1, TRAN-01, TRAN-08 announced on 9 March: never organised by the peer worker, extra support without why", func(t T) {
		step := transition.Announce{ID: "move-1", Person: p1, Worker: w4, Organiser: transition.Organiser{Staff: w4, Role: peer.RolePeerWorker}, Move: transition.Discharge,
			To: team, Told: day("2026-03-09"), Planned: day("2026-03-31"), CouldNotManage: true}
		_, _, err := transition.NewTransition(step, s.act(jess, "2026-03-09T10:00Z", 0), facts)
		refused(t, err, transition.ErrPSWCannotOrganise)
		step.Organiser = transition.Organiser{}
		_, _, err = transition.NewTransition(step, s.act(jess, "2026-03-09T10:00Z", 0), facts)
		refused(t, err, peer.ErrRequired)
		step.Organiser = transition.Organiser{Staff: kay, Organisation: orgA}
		var change peer.Change
		move, change, err = transition.NewTransition(step, s.act(jess, "2026-03-09T10:05Z", 0), facts)
		require.NoError(t, err)
		require.Equal(t, peer.SignalExtraSupport, change.Signals[0].Kind)
		days, _ := move.NoticeDays()
		require.Equal(t, 22, days)
		require.Equal(t, peer.No, move.ShortNotice(facts.Policy))
	})

	t.Run("2, TRAN-03, TRAN-05, TRAN-06 preparing from 10 March: the person's answers, and what they rest on", func(t T) {
		_, err := do(jess, "2026-03-10T09:00Z", transition.Prepare{})
		refused(t, err, transition.ErrPSWCannotOrganise)
		done(orr, "2026-03-10T09:05Z", transition.Prepare{})
		done(aled, "2026-03-10T11:00Z", transition.AnswerCheck{Check: transition.Reason, Answer: transition.Met})
		done(aled, "2026-03-10T11:01Z", transition.AnswerCheck{Check: transition.Notice, Answer: transition.Met})
		_, err = do(aled, "2026-03-10T11:02Z", transition.AnswerCheck{Check: transition.Offer, Answer: transition.Met})
		refused(t, err, transition.ErrEvidenceRequired)
		_, err = do(jess, "2026-03-10T11:03Z", transition.GiveOpinion{Words: words("he is fine with it")})
		refused(t, err, peer.ErrPersonsWordsOnly)
		done(aled, "2026-03-10T11:04Z", transition.GiveOpinion{Words: words("too soon for me"), Send: true, Objects: true})
		require.Contains(t, move.Offers(), transition.AlongAdvocacy)
		require.True(t, move.Sees("opinion", peer.Reading{By: orr, Purpose: peer.ForCare, At: at(t, "2026-03-10T12:00Z")}))
	})

	t.Run("3, TRAN-15 stuck from 29 March, the day the clocks change: raised once, by Monday at five", func(t T) {
		require.Equal(t, peer.Yes, assess("2026-03-28T23:59Z").Progressing)
		p := assess("2026-03-29T00:00Z")
		require.Equal(t, peer.No, p.Progressing)
		require.Equal(t, []transition.Check{transition.Opinion, transition.Timescale, transition.Offer, transition.Information}, p.Why[0].Checks)
		due(t, "somebody knows that "+move.Ref().String()+" does not progress", "2026-03-30T17:00:00+01:00", p.By.Shown(cal))
		require.Equal(t, p.Signal.ID, assess("2026-03-30T08:00Z").Signal.ID)
	})

	t.Run("4, TRAN-08, TRAN-13 on 30 March nobody starts the transfer while nobody was told and nobody thought of Jess", func(t T) {
		_, err := do(orr, "2026-03-30T09:00Z", transition.StartTransfer{})
		r := refused(t, err, peer.ErrConcernRequired, transition.ErrContinuityNotConsidered)
		require.Equal(t, peer.SignalExtraSupport, r.Signals[0].Kind)
		done(jess, "2026-03-30T09:30Z", transition.InformExtra{Staff: kay})
		_, err = do(jess, "2026-03-30T09:31Z", transition.LiftExtra{})
		refused(t, err, peer.ErrWrongRole)
	})

	t.Run("5, TRAN-15 answered on 30 March by the supervisor, with another day", func(t T) {
		_, err := do(jess, "2026-03-30T10:00Z", transition.HoldBack{Until: day("2026-04-02")})
		refused(t, err, peer.ErrReasonRequired)
		done(peer.ByStaff(iris, peer.RolePeerSupportLead), "2026-03-30T10:30Z", transition.AnswerStuck{Next: peer.Say("Kay and Aled look at it together"), LookAgain: day("2026-04-07")})
		require.Equal(t, peer.Yes, assess("2026-03-30T10:30Z").Progressing)
		done(orr, "2026-03-30T11:00Z", transition.MoveDay{Planned: day("2026-04-14"), Told: day("2026-03-30")})
	})

	t.Run("6, TRAN-07 what is passed on: a no is kept and contested", func(t T) {
		_, err := do(orr, "2026-04-01T09:00Z", transition.SayInformation{Will: []transition.Told{{What: transition.PassedPeerNotes}}})
		refused(t, err, peer.ErrPersonSaidNo)
		done(orr, "2026-04-01T09:05Z", transition.SayInformation{Will: []transition.Told{{What: transition.PassedCarePlan}, {What: transition.PassedFamily}},
			WillNot: []transition.Told{{What: transition.PassedPeerNotes}}, Discussed: peer.Yes})
		done(aled, "2026-04-01T10:00Z", transition.AnswerCheck{Check: transition.Information, Answer: transition.Met})
		done(aled, "2026-04-02T10:00Z", transition.SayNo{To: []transition.Passed{transition.PassedFamily}})
		require.Equal(t, transition.NotMet, move.Answers()[5].Answer)
		require.Equal(t, []transition.Check{transition.Opinion, transition.Timescale, transition.Offer, transition.Information}, assess("2026-04-12T09:00Z").Why[0].Checks)
		done(orr, "2026-04-07T10:00Z", transition.SayInformation{Will: []transition.Told{{What: transition.PassedCarePlan}},
			WillNot: []transition.Told{{What: transition.PassedPeerNotes}, {What: transition.PassedFamily}}, Discussed: peer.Yes})
		require.Equal(t, transition.Met, move.Answers()[5].Answer)
	})

	t.Run("7, TRAN-06, TRAN-13, TRAN-14 the rest by 10 April, and over the bridge on the 14th", func(t T) {
		done(orr, "2026-04-08T10:00Z", transition.NameServices{Services: []transition.Service{{Name: peer.Say("Tamarside community team"), First: day("2026-04-15")}}})
		for _, check := range []transition.Check{transition.Opinion, transition.Timescale, transition.Offer} {
			done(aled, "2026-04-08T11:00Z", transition.AnswerCheck{Check: check, Answer: transition.Met})
		}
		done(jess, "2026-04-09T10:00Z", transition.PlanContinuity{Continuity: transition.Continuity{Possible: peer.Yes, Before: 1, After: 4, Until: day("2026-05-12"), FromAgrees: peer.Yes, ToAgrees: peer.Yes}})
		facts.LoneWorking = peer.Unknown
		_, err := do(jess, "2026-04-09T10:05Z", transition.PlanBridge{Bridge: transition.Bridge{InReach: true, HomeVisits: true}})
		refused(t, err, peer.ErrLoneWorkingPlanMissing)
		facts.LoneWorking = peer.Yes
		done(jess, "2026-04-09T10:10Z", transition.PlanBridge{Bridge: transition.Bridge{InReach: true, HomeVisits: true}})
		done(orr, "2026-04-10T09:00Z", transition.StartTransfer{})
		done(orr, "2026-04-14T15:00Z", transition.Arrive{On: day("2026-04-14")})
		done(jess, "2026-04-16T15:00Z", transition.MetAfter{On: day("2026-04-16")})
		require.Equal(t, peer.Yes, assess("2026-04-28T22:59Z").Progressing)
	})

	t.Run("8, TRAN-03, TRAN-15, TRAN-16 done on 12 May: not while the new service is silent, not without an ending", func(t T) {
		done(aled, "2026-04-20T10:00Z", transition.SayEffect{Effect: transition.Ends})
		_, err := do(orr, "2026-04-30T09:00Z", transition.Complete{})
		refused(t, err, transition.ErrChecklistOpen, peer.ErrEndingNotPrepared)
		done(aled, "2026-04-30T10:00Z", transition.NewContact{On: day("2026-04-30")})
		facts.EndingPlanned, facts.EndingOn = peer.Yes, day("2026-05-11")
		_, err = do(orr, "2026-05-12T09:00Z", transition.Complete{})
		refused(t, err, peer.ErrEndingNotPrepared)
		facts.EndingOn = day("2026-05-12")
		done(orr, "2026-05-12T09:05Z", transition.Complete{})
		stands(t, transition.Completed, move)
		require.Equal(t, peer.Yes, assess("2026-12-01T09:00Z").Progressing)
	})
}
