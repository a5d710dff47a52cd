package recovery_test

import (
	"fmt"
	"time"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// Siân misses morning appointments. She names it, has the ideas, chooses and plans;
// Jess asks, and writes down what Siân says.
func Example_problemSolving() {
	sian, jess := peer.ByPerson("sian"), peer.ByStaff("jess", peer.RolePeerWorker)
	words := func(text string) peer.Words { return peer.Words{Text: peer.Say(text), How: peer.Said} }
	day := time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC)
	var problem recovery.ProblemSolving
	act := func(by peer.Actor) peer.Act {
		return peer.Act{By: by, At: day, ID: peer.RequestID("step-" + (problem.Rev() + 1).String()), Seen: problem.Rev()}
	}
	take := func(by peer.Actor, step recovery.ProblemSolvingStep) {
		next, _, err := problem.Do(step, act(by), recovery.Facts{})
		if err != nil {
			fmt.Println(err)
		}
		problem = next
	}

	problem, _, _ = recovery.NewProblemSolving(recovery.StartProblemSolving{ID: "ps1", Person: "sian", Worker: "jess", Explained: true}, act(sian), recovery.Facts{})
	take(sian, recovery.SelectProblem{Words: words("I miss morning appointments"), Relevant: peer.Yes, Important: peer.Yes, Achievable: peer.Yes})
	take(sian, recovery.Specify{Statement: words("the bus is too full for me")})
	take(sian, recovery.SetGoal{Goal: "g1", Words: words("get the 09:40 on Thursdays"), Resources: []peer.Words{words("my neighbour")}, NoneSeen: true})
	take(jess, recovery.AddIdea{Words: words("take a taxi")}) // not Jess's turn
	take(sian, recovery.AddIdea{Words: words("go with my neighbour")})
	take(sian, recovery.CloseIdeas{})
	take(sian, recovery.ChooseIdeas{Ideas: []recovery.WeighedIdea{{Idea: 1, For: words("she is kind")}}})
	take(sian, recovery.PlanSolution{Steps: []recovery.PlannedStep{{What: words("ask her"), When: words("tonight")}}})
	fmt.Println(problem)
	// Output:
	// not yet: [REC-34 directive] /words: needed: The ideas are the person's; it is their turn. You could ask what they have already thought of.
	// problem-solving/ps1@8 planned
}
