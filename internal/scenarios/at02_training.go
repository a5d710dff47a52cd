package scenarios

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
	"github.com/towpath-care/towpath/safeguard"
)

// Who may work, and by when: the workers of three organisations. Grace, Hannah and Rob are
// line managers; Lena and Iris lead peer support.
const (
	trainW1  peer.StaffID = "w1" // Callum Dyer, B
	trainW2  peer.StaffID = "w2" // Morag Finlay, A
	trainW3  peer.StaffID = "w3" // Dev Pike, C
	trainW6  peer.StaffID = "w6" // Leo Hart, C
	trainRob peer.StaffID = "rob-ashdown"

	trainGrace peer.StaffID = "grace-tindall"
	trainLena  peer.StaffID = "lena-moss"
)

// trainSection is an organisation's section of the policy about its workers.
func trainSection(requirements, every string) string {
	return `{"experience": {"anyOf": []},
  "services": [
    {"service": "community", "setting": "community-team", "ageFrom": 18, "anyOf": [], "secondaryServices": "not-asked"},
    {"service": "early-psychosis", "setting": "assertive-outreach", "ageFrom": 18, "anyOf": ["psychosis", "bipolar"], "secondaryServices": "not-asked"}
  ],
  "requirements": [` + requirements + `{"kind": "induction", "when": "after-start", "within": {"days": 14}, "evidence": "attended", "prior": false, "equivalence": false, "gates": "autonomy"}],
  "statutory": [
    {"subject": "fire", "every": {"months": 12}, "blocks": true}, {"subject": "safeguarding-adults", "every": {"months": 12}, "blocks": true},
    {"subject": "moving-and-handling", "every": {"months": 24}, "blocks": false}
  ],
  "check": {"before": "cleared", "every": {"months": 36}},
  "qualifications": [{"qualification": "level-3-health-and-social-care", "weight": "desirable"}],
  "supervision": [{"kind": "peer", "every": ` + every + `}, {"kind": "line", "every": ` + every + `}],
  "peerSupervisors": ["peer-support-lead"], "appraisalEvery": {"months": 12}, "protectedTime": {"minutes": 0},
  "pauseWithoutCover": {"days": 14}, "loneWorking": {"asked": true, "grace": {"minutes": 15}}, "reflectOnDilemmaWithin": {"days": 14}}`
}

const (
	trainA = `{"kind": "care-certificate", "when": "after-start", "within": {"months": 6}, "evidence": "self-certified", "parts": 15, "edition": "2015", "prior": true, "equivalence": false, "gates": "nothing"},
    {"kind": "framework-training", "when": "after-start", "within": {"months": 6}, "evidence": "attended", "prior": true, "equivalence": false, "gates": "nothing"},`
	trainB = `{"kind": "care-certificate", "when": "after-start", "within": {"weeks": 12}, "evidence": "assessed", "parts": 15, "edition": "2015", "prior": false, "equivalence": false, "gates": "autonomy"},
    {"kind": "peer-certificate", "when": "after-start", "within": {"months": 6}, "evidence": "passed", "prior": true, "equivalence": true, "gates": "nothing"},`
	trainC = `{"kind": "accredited-training", "when": "before-start", "evidence": "passed", "prior": true, "equivalence": true, "gates": "contact"},`
)

// trainPolicy is the policy of organisation A, B or C, with or without another edition.
func trainPolicy(t T, org string, edit ...string) worker.Policy {
	t.Helper()
	section := map[string]string{"A": trainSection(trainA, `{"days": 42}`), "B": trainSection(trainB, `{"months": 1}`), "C": trainSection(trainC, `{"months": 1}`)}[org]
	section = strings.NewReplacer(edit...).Replace(section)
	whole := strings.Replace(strings.TrimSuffix(strings.TrimSpace(policyA), "}"), `"organisation": "A"`, `"organisation": "`+org+`"`, 1) + `, "worker": ` + section + "}"
	file, err := peer.OpenPolicy([]byte(whole), time.LoadLocation)
	require.NoError(t, err)
	p, err := worker.PolicyFrom(file)
	require.NoError(t, err)
	return p
}

// trainStory is one worker on their way: the member, their records and who stands behind
// them.
type trainStory struct {
	*story
	id      peer.StaffID
	manager peer.Actor
	lead    peer.StaffID
	p       worker.Policy
	m       worker.Member
	records []peer.Record
}

func (s *trainStory) facts(when string) worker.Facts {
	f := worker.FactsFrom(s.m, s.records, s.p, at(s.t, when))
	f.Roles = map[peer.StaffID]peer.Role{s.manager.Staff: peer.RoleLineManager, s.lead: peer.RolePeerSupportLead}
	return f
}

// do takes a step of the member, the worker's own as the worker.
func (s *trainStory) do(when string, step worker.MemberStep) error {
	by := s.manager
	switch step.(type) {
	case worker.AgreeNumber, worker.DeclarePause:
		by = peer.ByStaff(s.id, peer.RolePeerWorker)
	}
	var next worker.Member
	var err error
	if s.m.Exists() {
		next, _, err = s.m.Do(step, s.act(by, when, s.m.Rev()), s.facts(when))
	} else {
		next, _, err = worker.NewMember(step, s.act(by, when, 0), s.facts(when))
	}
	if err == nil {
		s.m = next
	}
	return err
}

// trainBegan is a worker who has all that somebody needs to be active.
func trainBegan(t T, org string, id peer.StaffID, manager, lead peer.StaffID, start string) *trainStory {
	t.Helper()
	s := &trainStory{story: &story{t: t}, id: id, manager: peer.ByStaff(manager, peer.RoleLineManager), lead: lead, p: trainPolicy(t, org)}
	for _, step := range []worker.MemberStep{
		worker.Register{ID: "m-" + string(id), Worker: id, Title: peer.Say("Peer support worker"), Experience: []worker.Experience{worker.OfMentalHealth}},
		worker.SetStart{On: peer.MustDate(start)}, worker.SetLines{From: peer.MustDate(start), LineManager: manager, Supervisor: lead},
		worker.ProposeNumber{Max: 10}, worker.AgreeNumber{Max: 10}, worker.Activate{},
	} {
		require.NoError(t, s.do(start+"T08:00Z", step))
	}
	return s
}

func (s *trainStory) took(when string, step worker.TrainingStep) error {
	r, _, err := worker.NewTraining(step, s.act(s.manager, when, 0), s.facts(when))
	if err == nil {
		s.records = append(s.records, r)
	}
	return err
}

// done puts a training forward as what is asked for.
func (s *trainStory) done(kind worker.RequirementKind, part int, result worker.Result, on string) error {
	return s.took(on+"T16:00Z", worker.CompleteTraining{ID: fmt.Sprintf("%s-%s-%d", s.id, kind, part), Worker: s.id, Requirement: kind, Part: part, Result: result, On: peer.MustDate(on), With: s.lead})
}

func (s *trainStory) learnt(subject worker.Subject, on string) {
	require.NoError(s.t, s.took(on+"T16:00Z", worker.CompleteTraining{ID: string(subject) + on, Worker: s.id, Subject: subject, Result: worker.Attended, On: peer.MustDate(on)}))
}

// checked takes the check to where it is cleared; without a day it stays submitted.
func (s *trainStory) checked(submitted, cleared string) {
	when := submitted + "T09:00Z"
	c, _, err := worker.NewCheck(worker.AskForCheck{ID: "check-" + string(s.id), Worker: s.id}, s.act(s.manager, when, 0), s.facts(when))
	require.NoError(s.t, err)
	c, _, err = c.Do(worker.SubmitCheck{Reference: "001234567890", On: peer.MustDate(submitted)}, s.act(s.manager, when, c.Rev()), s.facts(when))
	require.NoError(s.t, err)
	if cleared != "" {
		c, _, err = c.Do(worker.ClearCheck{On: peer.MustDate(cleared), DecidedBy: s.manager.Staff}, s.act(s.manager, cleared+"T09:00Z", c.Rev()), s.facts(cleared+"T09:00Z"))
		require.NoError(s.t, err)
	}
	s.records = slices.DeleteFunc(s.records, func(r peer.Record) bool { return r.Ref() == c.Ref() })
	s.records = append(s.records, c)
}

func (s *trainStory) ready(when string) peer.Readiness {
	return worker.Evaluate(s.m, s.records, s.p, at(s.t, when))
}

// due is what is owed under a requirement, by its name.
func (s *trainStory) due(when, name string) peer.Deadline {
	list := worker.TrainingDue(s.m, s.records, s.p, at(s.t, when))
	i := slices.IndexFunc(list, func(d peer.Deadline) bool { return strings.HasSuffix(d.ID, "."+name) })
	require.GreaterOrEqual(s.t, i, 0)
	return list[i]
}

// plans plans a contact of the worker's for the next day.
func (s *trainStory) plans(when string, supervisedBy peer.StaffID) (peer.Contact, error) {
	next := at(s.t, when).Add(24 * time.Hour)
	what := peer.Happening{Mode: peer.FaceToFace, Place: peer.OnWard, SupervisedBy: supervisedBy, Start: peer.MomentOf(next), End: peer.MomentOf(next.Add(time.Hour))}
	facts := peer.ContactFacts{Policy: policy(s.t), Ready: s.ready(when), Lines: s.facts(when).Lines, Age: peer.Yes,
		Agreed: peer.Agreed{Known: true, Person: p1, Worker: s.id, Active: true, Activities: []peer.ActivityKind{peer.OneToOne}, Modes: []peer.Mode{peer.FaceToFace}}}
	c, _, err := peer.NewContact(peer.PlanContact{ID: "c-" + string(s.id), Person: p1, Worker: s.id, Relationship: "rel-1", Organisation: orgA, Kind: peer.OneToOne, What: what}, s.act(peer.ByStaff(s.id, peer.RolePeerWorker), when, 0), facts)
	return c, err
}

func trainUnmet(r peer.Readiness) []string {
	var out []string
	for _, x := range r.Reasons {
		if x.Met != peer.Yes {
			out = append(out, x.Rule.String())
		}
	}
	return out
}

// tellAT02Training runs steps 1 to 5, 7 and 8 of the scenario.
func tellAT02Training(t T) {
	callum := func(t T) *trainStory {
		s := trainBegan(t, "B", trainW1, trainGrace, trainLena, "2026-03-02")
		s.learnt(worker.FireSafety, "2026-03-02")
		s.learnt(worker.SafeguardingAdults, "2026-03-02")
		s.learnt(worker.MovingAndHandling, "2026-03-02")
		return s
	}
	t.Run("AT-02.1, PEER-03, PEER-05, PEER-12 what W1 owes, and by when", func(t T) {
		s := callum(t)
		for _, owed := range [][2]string{{"induction", "2026-03-16"}, {"care-certificate", "2026-05-25"}, {"peer-certificate", "2026-09-02"}} {
			due(t, owed[0], owed[1], s.due("2026-03-02T10:00Z", owed[0]).Due.String())
		}
	})

	t.Run("AT-02.2, PEER-04, PEER-07, PEER-16 no contact before the check, and not alone before the certificate", func(t T) {
		s := callum(t)
		s.checked("2026-02-20", "")
		r := s.ready("2026-03-02T10:00Z")
		require.Equal(t, peer.NotReady, r.Verdict)
		require.Equal(t, []string{"PEER-07 dbs-missing", "PEER-04 supervised-only", "PEER-05 training-open", "PEER-04 supervised-only"}, trainUnmet(r))
		_, err := s.plans("2026-03-02T10:00Z", "")
		refused(t, err, peer.ErrWorkerNotReady, worker.ErrDBSMissing)
		_, _, err = safeguard.NewConcern(safeguard.Raise{ID: "concern-1", Trigger: safeguard.AreaOfConcern, Text: words("not sure")}, s.act(peer.ByStaff(trainW1, peer.RolePeerWorker), "2026-03-03T10:00Z", 0), safeguard.Facts{})
		require.NoError(t, err, "raising a concern asks nobody's readiness")

		s.checked("2026-02-20", "2026-03-05")
		require.NoError(t, s.done(worker.Induction, 0, worker.Attended, "2026-03-05"))
		r = s.ready("2026-03-09T10:00Z")
		require.Equal(t, peer.SupervisedOnly, r.Verdict)
		require.Equal(t, []string{"PEER-04 supervised-only", "PEER-05 training-open"}, trainUnmet(r))
		_, err = s.plans("2026-03-09T10:00Z", "")
		refused(t, err, peer.ErrSupervisedOnly)
		c, err := s.plans("2026-03-09T10:00Z", w5)
		require.NoError(t, err)
		what := c.What()
		what.Outcome, what.Production = peer.Attended, peer.CoProduced
		c, _, err = c.Do(peer.RecordPlanned{What: what}, s.act(peer.ByStaff(trainW1, peer.RolePeerWorker), "2026-03-10T12:00Z", c.Rev()),
			peer.ContactFacts{Policy: policy(t), Ready: s.ready("2026-03-10T12:00Z"), Agreed: peer.Agreed{Known: true, Person: p1, Worker: trainW1, Active: true, Activities: []peer.ActivityKind{peer.OneToOne}, Modes: []peer.Mode{peer.FaceToFace}}})
		require.NoError(t, err)
		require.Empty(t, c.Marks())
		at02Supervised(t, c, append([]peer.Record{s.m}, s.records...)...)
	})

	t.Run("AT-02.3, PEER-03 part by part, in time on the last day, and late on the next", func(t T) {
		ready := func(last string, edit ...string) *trainStory {
			s := callum(t)
			s.p = trainPolicy(t, "B", edit...)
			s.checked("2026-02-20", "2026-03-05")
			require.NoError(t, s.done(worker.Induction, 0, worker.Attended, "2026-03-05"))
			for part := 1; part <= 14; part++ {
				require.NoError(t, s.done(worker.CareCertificate, part, worker.Passed, "2026-05-20"))
			}
			require.Equal(t, peer.DeadlineOpen, s.due("2026-05-20T18:00Z", "care-certificate").State)
			require.Equal(t, peer.SupervisedOnly, s.ready("2026-05-20T18:00Z").Verdict)
			require.NoError(t, s.done(worker.CareCertificate, 15, worker.Passed, last))
			return s
		}
		s := ready("2026-05-25")
		require.Equal(t, peer.DeadlineMet, s.due("2026-05-25T18:00Z", "care-certificate").State)
		r := s.ready("2026-05-25T18:00Z")
		require.Equal(t, peer.Ready, r.Verdict)
		require.Equal(t, []string{"PEER-05 training-open"}, trainUnmet(r))

		s = ready("2026-05-26")
		require.Equal(t, peer.DeadlineDueToday, s.due("2026-05-25T22:59Z", "care-certificate").State)
		require.Equal(t, peer.DeadlineMetLate, s.due("2026-05-26T18:00Z", "care-certificate").State)
		s.records = slices.DeleteFunc(s.records, func(r peer.Record) bool { tr, ok := r.(worker.Training); return ok && tr.Part() == 15 })
		require.Equal(t, peer.DeadlineOverdue, s.due("2026-05-25T23:00Z", "care-certificate").State, "midnight in London")

		s = ready("2026-05-25", `"parts": 15, "edition": "2015"`, `"parts": 16, "edition": "2025"`)
		require.Equal(t, peer.DeadlineDueToday, s.due("2026-05-25T18:00Z", "care-certificate").State)
		require.Equal(t, peer.SupervisedOnly, s.ready("2026-05-25T18:00Z").Verdict)
		refused(t, s.done(worker.CareCertificate, 17, worker.Passed, "2026-05-25"), peer.ErrOutOfRange)
	})

	t.Run("AT-02.4, PEER-03 six months from the end of August, and what came before the start", func(t T) {
		s := trainBegan(t, "A", trainW2, hannah, iris, "2025-08-31")
		for when, state := range map[string]peer.DeadlineState{"2026-02-27T12:00Z": peer.DeadlineOpen, "2026-02-28T12:00Z": peer.DeadlineDueToday, "2026-03-01T00:00Z": peer.DeadlineOverdue} {
			d := s.due(when, "care-certificate")
			require.Equal(t, "2026-02-28", d.Due.String())
			require.Equal(t, state, d.State, when)
		}
		prior := worker.CompleteTraining{ID: "prior", Worker: trainW2, Requirement: worker.CareCertificate, Result: worker.SelfCertified, On: peer.MustDate("2023-05-10")}
		require.NoError(t, s.took("2025-09-01T10:00Z", prior))
		require.Equal(t, peer.DeadlineMet, s.due("2026-03-01T00:00Z", "care-certificate").State)
		b := trainBegan(t, "B", trainW2, trainGrace, trainLena, "2025-08-31")
		prior.Result, prior.With = worker.Passed, trainLena
		refused(t, b.took("2025-09-01T10:00Z", prior), worker.ErrPriorNotAccepted)
	})

	t.Run("AT-02.5, PEER-05 W3 starts when the training is there, or one like it", func(t T) {
		s := &trainStory{story: &story{t: t}, id: trainW3, manager: peer.ByStaff(trainRob, peer.RoleLineManager), lead: trainRob, p: trainPolicy(t, "C")}
		require.NoError(t, s.do("2025-11-03T10:00Z", worker.Register{ID: "m-w3", Worker: trainW3, Title: peer.Say("Peer support worker"), Experience: []worker.Experience{worker.OfMentalHealth}}))
		start := worker.SetStart{On: peer.MustDate("2026-01-05")}
		refused(t, s.do("2025-12-01T10:00Z", start), worker.ErrTrainingBeforeStart)
		require.Zero(t, s.m.Start())
		refused(t, s.done(worker.AccreditedTraining, 0, worker.Attended, "2025-12-01"), worker.ErrNotPassed)
		require.NoError(t, s.took("2025-12-01T16:00Z", worker.RecordTraining{ID: "course", Worker: trainW3, Requirement: worker.AccreditedTraining, Result: worker.Attended, On: peer.MustDate("2025-12-01")}))
		refused(t, s.do("2025-12-02T10:00Z", start), worker.ErrNotPassed)
		like := worker.AcceptEquivalent{ID: "like", Worker: trainW3, Requirement: worker.AccreditedTraining, Source: peer.Say("another organisation's course"), On: peer.MustDate("2025-12-10")}
		refused(t, s.took("2025-12-10T10:00Z", like), peer.ErrRequired)
		like.Assessor = trainRob
		require.NoError(t, s.took("2025-12-10T10:05Z", like))
		require.NoError(t, s.do("2025-12-10T10:10Z", start))
		require.Equal(t, peer.MustDate("2026-01-05"), s.m.Start())
	})

	t.Run("AT-02.7, PEER-01, PEER-02, PEER-21 what a worker brings, and what they never are", func(t T) {
		s := &trainStory{story: &story{t: t}, id: "w9", manager: peer.ByStaff(trainGrace, peer.RoleLineManager), lead: trainLena, p: trainPolicy(t, "B")}
		refused(t, s.do("2026-03-02T10:00Z", worker.Register{ID: "m-w9", Worker: "w9", Title: peer.Say("Peer support worker")}), worker.ErrNoLivedExperience)
		w := callum(t)
		refused(t, w.do("2026-03-03T10:00Z", worker.AssignTo{Service: "early-psychosis"}), worker.ErrLivedExperienceNotRelevant)
		carer := worker.ChangeTitle{Title: peer.Say("Carer peer support worker"), Carer: true}
		refused(t, w.do("2026-03-03T10:00Z", carer), worker.ErrLivedExperienceNotRelevant)
		leo := &trainStory{story: &story{t: t}, id: trainW6, manager: peer.ByStaff(trainRob, peer.RoleLineManager), lead: trainRob, p: trainPolicy(t, "C")}
		require.NoError(t, leo.do("2026-03-02T10:00Z", worker.Register{ID: "m-w6", Worker: trainW6, Title: carer.Title, Carer: true, Experience: []worker.Experience{worker.OfCaring, worker.OfMentalHealth}}))
		four := trainBegan(t, "A", w4, hannah, iris, "2025-03-03")
		r := refused(t, worker.MayCoordinate(w4, []worker.Member{w.m, four.m}), peer.ErrOutsideScopeOfPractice)
		require.Equal(t, "lead-carer", r.Unmet()[0].Args[0].Value())
		require.NoError(t, worker.MayCoordinate(kay, []worker.Member{w.m, four.m}))
	})

	t.Run("AT-02.8, PEER-06, PEER-08, PEER-11, PEER-20 what is out of date, who stands behind them, and how many", func(t T) {
		s := trainBegan(t, "A", trainW2, hannah, iris, "2025-08-31")
		s.checked("2025-07-01", "2025-08-01")
		require.NoError(t, s.done(worker.Induction, 0, worker.Attended, "2025-09-02"))
		for _, kind := range []worker.RequirementKind{worker.CareCertificate, worker.FrameworkTraining} {
			require.NoError(t, s.done(kind, 0, worker.Attended, "2025-10-01"))
		}
		s.learnt(worker.SafeguardingAdults, "2026-02-02")
		s.learnt(worker.MovingAndHandling, "2024-05-01")
		s.learnt(worker.FireSafety, "2025-05-01")
		require.Equal(t, peer.Ready, s.ready("2026-05-01T22:59Z").Verdict)
		_, err := s.plans("2026-05-02T10:00Z", "")
		refused(t, err, peer.ErrWorkerNotReady, worker.ErrMandatoryTrainingExpired)
		s.learnt(worker.FireSafety, "2026-05-02")
		require.Equal(t, []string{"PEER-06 mandatory-training-expired"}, trainUnmet(s.ready("2026-05-02T17:00Z")), "moving and handling only warns")
		_, err = s.plans("2026-05-02T17:00Z", "")
		require.NoError(t, err, "and a level 3 that is good to have changes nothing")

		none := &trainStory{story: &story{t: t}, id: trainW2, manager: s.manager, lead: iris, p: s.p}
		for _, step := range []worker.MemberStep{worker.Register{ID: "m-2", Worker: trainW2, Title: peer.Say("Peer support worker"), Experience: []worker.Experience{worker.OfCaring}}, worker.SetStart{On: peer.MustDate("2026-05-04")}} {
			require.NoError(t, none.do("2026-05-01T10:00Z", step))
		}
		require.ErrorIs(t, none.do("2026-05-01T10:00Z", worker.Activate{}), worker.ErrNoLineManager)
		require.Contains(t, trainUnmet(none.ready("2026-05-04T10:00Z")), "PEER-11 no-line-manager")
		refused(t, none.do("2026-05-01T10:00Z", worker.SetLines{From: peer.MustDate("2026-05-04"), LineManager: hannah, Supervisor: trainW2}), peer.ErrSelfReference)
		require.NoError(t, none.do("2026-05-01T10:00Z", worker.SetLines{From: peer.MustDate("2026-05-04"), LineManager: hannah, Supervisor: iris}))
		require.NoError(t, none.do("2026-05-01T10:00Z", worker.ProposeNumber{Max: 12}))
		refused(t, none.do("2026-05-01T10:00Z", worker.Activate{}), peer.ErrNoCaseloadAgreement)
		offer := jessReady(t, 0)
		offer.Places = peer.PlacesOf(none.m.AgreedNumber(), nil)
		_, _, err = peer.NewRelationship(peer.Offer{ID: "rel-9", Person: p1, Worker: trainW2, Service: team}, none.act(voss, "2026-05-04T10:00Z", 0), offer)
		refused(t, err, peer.ErrNoCaseloadAgreement)
	})
}
