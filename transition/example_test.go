package transition_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

// Siân leaves the ward on 23 March. Kay, the care co-ordinator, organises it; Jess
// stands beside Siân. It stalls, somebody looks, and it is put right.
func Example() {
	sian, jess, kay := peer.ByPerson("sian"), peer.ByStaff("jess", peer.RolePeerWorker), peer.ByStaff("kay", peer.RoleCareCoordinator)
	file, _ := peer.OpenPolicy([]byte(`{"schema": 1, "organisation": "A", "version": "2026", "from": "2026-01-01", "example": true,
		"calendar": {"zone": "Europe/London", "workingDays": ["mon","tue","wed","thu","fri"], "hours": {"from": "09:00", "to": "17:00"}, "holidays": ["2026-04-03"], "until": "2026-12-31"},
		"transition": `+string(transition.ExamplePolicy())+`}`), time.LoadLocation)
	policy, _ := transition.PolicyFrom(file)
	facts, cal := transition.Facts{Policy: policy}, policy.Calendar()
	at := func(day int) time.Time { return time.Date(2026, 3, day, 10, 0, 0, 0, time.UTC) }
	var move transition.Transition
	do := func(day int, by peer.Actor, step transition.TransitionStep) error {
		next, _, err := move.Do(step, peer.Act{By: by, At: at(day), ID: peer.RequestID(fmt.Sprint(move.Rev())), Seen: move.Rev()}, facts)
		move = next
		return err
	}

	move, _, _ = transition.NewTransition(transition.Announce{ID: "move-1", Person: "sian", Worker: "jess", Organiser: transition.Organiser{Staff: "kay"},
		Move: transition.Discharge, Told: peer.MustDate("2026-03-11"), Planned: peer.MustDate("2026-03-23")}, peer.Act{By: jess, At: at(11), ID: "new"}, facts)
	days, _ := move.NoticeDays()
	fmt.Println("2026-03-11", move, "–", days, "days of notice, short:", move.ShortNotice(policy))

	err := do(12, jess, transition.Prepare{})
	var refusal *peer.Refusal
	if errors.As(err, &refusal) {
		fmt.Println("2026-03-12 Jess prepares:", refusal.Unmet()[0].Says, refusal.Unmet()[0].Fix)
	}
	_ = do(12, kay, transition.Prepare{})
	_ = do(12, sian, transition.AnswerCheck{Check: transition.Notice, Answer: transition.PartlyMet})
	_ = do(12, sian, transition.AnswerCheck{Check: transition.Reason, Answer: transition.Met})

	stalled := transition.Assess(move, policy, cal, at(21))
	fmt.Println("2026-03-21 progressing:", stalled.Progressing, "–", stalled.Why[0].Says, stalled.Why[0].Checks)
	fmt.Println("2026-03-21 somebody knows by", cal.Local(stalled.By.Instant(cal)))

	_ = do(23, kay, transition.AnswerStuck{Next: peer.Say("we visit the team together"), LookAgain: peer.MustDate("2026-03-27")})
	_ = do(23, kay, transition.MoveDay{Planned: peer.MustDate("2026-03-30"), Told: peer.MustDate("2026-03-23")})
	_ = do(24, kay, transition.NameServices{Services: []transition.Service{{Name: peer.Say("Tamarside"), First: peer.MustDate("2026-03-31")}}})
	_ = do(24, kay, transition.SayInformation{Will: []transition.Told{{What: transition.PassedCarePlan}}, WillNot: []transition.Told{{What: transition.PassedPeerNotes}}, Discussed: peer.Yes})
	for _, check := range []transition.Check{transition.Opinion, transition.Timescale, transition.Offer, transition.Information} {
		_ = do(25, sian, transition.AnswerCheck{Check: check, Answer: transition.Met})
	}
	_ = do(25, jess, transition.PlanContinuity{Continuity: transition.Continuity{Possible: peer.Yes, Before: 1, After: 4, Until: peer.MustDate("2026-04-30"), FromAgrees: peer.Yes, ToAgrees: peer.Yes}})
	_ = do(28, kay, transition.StartTransfer{})
	_ = do(30, kay, transition.Arrive{On: peer.MustDate("2026-03-30")})
	_ = do(31, sian, transition.NewContact{On: peer.MustDate("2026-03-31")})
	fmt.Println("2026-03-31", move, "– progressing:", transition.Assess(move, policy, cal, at(31)).Progressing)

	if errors.As(do(31, kay, transition.Complete{}), &refusal) {
		open := refusal.Unmet()[0]
		fmt.Println("2026-03-31 Kay completes:", open.Says, open.Args[0].Value())
	}
	_ = do(31, kay, transition.ExplainCheck{Check: transition.Notice, Because: peer.Say("the bed was needed")})
	_ = do(31, kay, transition.Complete{})
	fmt.Println("2026-03-31", move)
	// Output:
	// 2026-03-11 transition/move-1@1 announced – 12 days of notice, short: yes
	// 2026-03-12 Jess prepares: A professional or a service organises the move. Ask whoever organises the move; the peer support worker stands beside the person.
	// 2026-03-21 progressing: no – Checks are open or not met, and the day is close. [opinion timescale offer information]
	// 2026-03-21 somebody knows by 2026-03-23T17:00:00.000Z
	// 2026-03-31 transition/move-1@16 settling – progressing: yes
	// 2026-03-31 Kay completes: Each of the six checks is met, or has the person's answer and the organiser's reason. notice
	// 2026-03-31 transition/move-1@18 completed
}
