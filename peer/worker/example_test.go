package worker_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

// Jess begins as a peer support worker on 2 March. What she brings is one word, and nobody
// asks for more. Her check is not back yet, so her first contact cannot be planned, and
// the refusal says why. On the 9th it is cleared, and from then on she may.
func Example() {
	hannah, jess := peer.ByStaff("hannah", peer.RoleLineManager), peer.ByStaff("jess", peer.RolePeerWorker)
	at := func(day int) time.Time { return time.Date(2026, 3, day, 10, 0, 0, 0, time.UTC) }
	file, _ := peer.OpenPolicy([]byte(`{"schema": 1, "organisation": "A", "version": "2026", "from": "2026-01-01", "example": true,
		"calendar": {"zone": "Europe/London", "workingDays": ["mon","tue","wed","thu","fri"], "hours": {"from": "09:00", "to": "17:00"}, "holidays": [], "until": "2026-12-31"},
		"worker": {"experience": {"anyOf": []}, "statutory": [], "qualifications": [],
			"services": [{"service": "community", "setting": "community-team", "ageFrom": 18, "anyOf": [], "secondaryServices": "not-asked"}],
			"requirements": [{"kind": "care-certificate", "when": "after-start", "within": {"weeks": 12}, "evidence": "assessed", "prior": false, "equivalence": false, "gates": "nothing"}],
			"check": {"before": "cleared", "every": {"months": 36}}, "supervision": [{"kind": "peer", "every": {"months": 1}}], "peerSupervisors": ["peer-support-lead"],
			"appraisalEvery": {"months": 12}, "protectedTime": {"minutes": 0, "per": "week"}, "pauseWithoutCover": {"days": 14}, "loneWorking": {"asked": false}, "reflectOnDilemmaWithin": {"days": 14}}}`), time.LoadLocation)
	policies, _ := peer.NewPolicies(file)
	policy, _ := worker.PolicyFrom(file)
	facts := worker.Facts{Policy: policy, Lines: peer.Lines{LineManager: "hannah", Supervisor: "iris"}, Start: peer.MustDate("2026-03-02")}

	member, _, err := worker.NewMember(worker.Register{ID: "m1", Worker: "jess", Title: peer.Say("Peer Support Worker"), Experience: []worker.Experience{worker.OfMentalHealth}},
		peer.Act{By: hannah, At: at(1), ID: "r1"}, facts)
	for i, s := range []struct {
		by   peer.Actor
		step worker.MemberStep
	}{
		{hannah, worker.SetStart{On: peer.MustDate("2026-03-02")}},
		{hannah, worker.SetLines{From: peer.MustDate("2026-03-02"), LineManager: "hannah", Supervisor: "iris"}},
		{hannah, worker.ProposeNumber{Max: 12}},
		{jess, worker.AgreeNumber{Max: 12}},
		{hannah, worker.Activate{}},
	} {
		if err == nil {
			member, _, err = member.Do(s.step, peer.Act{By: s.by, At: at(2), ID: peer.RequestID(fmt.Sprint("s", i)), Seen: member.Rev()}, facts)
		}
	}
	fmt.Println(member, err)

	check, _, _ := worker.NewCheck(worker.AskForCheck{ID: "c1", Worker: "jess"}, peer.Act{By: hannah, At: at(1), ID: "r2"}, facts)
	check, _, _ = check.Do(worker.SubmitCheck{Reference: "001", On: peer.MustDate("2026-03-02")}, peer.Act{By: jess, At: at(2), ID: "r3", Seen: check.Rev()}, facts)
	owed, _ := worker.Due([]peer.Record{member, check}, peer.World{Policies: policies, Calendar: file.Calendar()}, at(3))
	for _, d := range owed {
		fmt.Println(d.Due, d.Rule, d.Owner.Staff, d.State)
	}

	agreed := peer.Agreed{Known: true, Person: "sian", Worker: "jess", Active: true, Activities: []peer.ActivityKind{peer.OneToOne}, Modes: []peer.Mode{peer.FaceToFace}}
	plan := func(ready peer.Readiness, day int) error {
		_, _, err := peer.NewContact(peer.PlanContact{ID: "k1", Person: "sian", Worker: "jess", Relationship: "rel-1", Kind: peer.OneToOne, What: peer.Happening{
			Mode: peer.FaceToFace, Place: peer.AtClinic, Start: peer.MustMoment("2026-03-12T10:00:00Z"), End: peer.MustMoment("2026-03-12T11:00:00Z")}},
			peer.Act{By: jess, At: at(day), ID: "r4"}, peer.ContactFacts{Ready: ready, Agreed: agreed, Age: policy.MayMeet("community", peer.MustDate("1969-07-21"), at(day)).Answer()})
		return err
	}
	var refusal *peer.Refusal
	if errors.As(plan(worker.Evaluate(member, []peer.Record{check}, policy, at(3)), 3), &refusal) {
		for _, r := range refusal.Unmet() {
			fmt.Println("3 March:", r.Rule, r.Says, r.Fix)
		}
	}

	check, _, _ = check.Do(worker.ClearCheck{On: peer.MustDate("2026-03-09"), DecidedBy: "noor"}, peer.Act{By: hannah, At: at(9), ID: "r5", Seen: check.Rev()}, facts)
	ready := worker.Evaluate(member, []peer.Record{check}, policy, at(9))
	fmt.Println("9 March:", ready.Verdict, plan(ready, 9))
	fmt.Println("the check is good until", check.Renewal())
	// Output:
	// peer-worker/m1@6 active <nil>
	// 2026-03-02 PEER-07 check-due hannah overdue
	// 2026-04-02 PEER-13 supervision-due iris open
	// 2026-05-25 PEER-03 training-open jess open
	// 2027-03-02 PEER-14 appraisal-due hannah open
	// 3 March: PEER-16 worker-not-ready The worker is ready to work. See what the worker still needs, or let a colleague meet the person.
	// 3 March: PEER-07 dbs-missing Their criminal-record check is where the organisation asks it to be. Wait for it, or ask for a new one where it is due again.
	// 3 March: PEER-03 training-open All of the Care Certificate is there. It has a day by which it is due; nothing waits for it.
	// 9 March: ready <nil>
	// the check is good until 2029-03-09
}
