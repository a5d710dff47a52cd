package recovery_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// Siân says what she wants; Jess walks alongside, asks, and moves nothing.
func Example() {
	sian, jess := peer.ByPerson("sian"), peer.ByStaff("jess", peer.RolePeerWorker)
	day := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
	act := func(by peer.Actor, of peer.Record) peer.Act {
		day = day.AddDate(0, 0, 7)
		return peer.Act{By: by, At: day, ID: peer.RequestID(day.Format(time.DateOnly)), Seen: of.Rev()}
	}
	words := func(text string) peer.Words { return peer.Words{Text: peer.Say(text), By: sian, How: peer.Said} }
	facts := recovery.Facts{}

	goal, _, _ := recovery.NewGoal(recovery.ProposeGoal{ID: "g1", Person: "sian", Worker: "jess",
		Words: words("get back to the allotment")}, act(jess, recovery.Goal{}), facts)
	goal, _, _ = goal.Do(recovery.AgreeGoal{}, act(sian, goal), facts)
	goal, _, _ = goal.Do(recovery.StartGoal{}, act(sian, goal), facts)

	setback, change, _ := recovery.NewSetback(recovery.RecordSetback{ID: "s1", Person: "sian", Worker: "jess", Goal: "g1",
		Happened: words("I stayed in all week"), Rest: true, Worse: peer.Yes}, act(jess, recovery.Setback{}), facts)
	fmt.Println(setback, "–", change.Signals[0].Kind)

	_, _, err := goal.Do(recovery.LetGo{}, act(jess, goal), facts)
	fmt.Println("Jess lets it go:", errors.Is(err, peer.ErrPersonsChoiceOnly), "–", goal)

	goal, _, _ = goal.Do(recovery.SayHowItGoes{Going: recovery.GoingImproving}, act(sian, goal), facts)
	fmt.Println(goal, "–", goal.Going(), "–", goal.Words().Text)
	// Output:
	// setback/s1@1 question-open – safety-question-open
	// Jess lets it go: true – goal/g1@3 active
	// goal/g1@4 active – improving – (private)
}
