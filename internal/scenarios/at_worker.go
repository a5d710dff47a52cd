package scenarios

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

// workPolicy is organisation A's policy with the section about workers, in which peer and
// line supervision are held as often as an organisation says.
func workPolicy(t T, peerEvery, lineEvery map[string]any) worker.Policy {
	t.Helper()
	var section map[string]any
	require.NoError(t, json.Unmarshal(worker.ExamplePolicy(), &section))
	section["supervision"] = []any{map[string]any{"kind": "peer", "every": peerEvery}, map[string]any{"kind": "line", "every": lineEvery}}
	b, err := json.Marshal(section)
	require.NoError(t, err)
	whole := strings.TrimSuffix(strings.TrimSpace(policyA), "}") + `, "worker": ` + string(b) + "}"
	file, err := peer.OpenPolicy([]byte(whole), time.LoadLocation)
	require.NoError(t, err)
	p, err := worker.PolicyFrom(file)
	require.NoError(t, err)
	return p
}

// workFactsA are what organisation A knows of Jess: Hannah is her line manager, Iris leads
// peer support.
func workFactsA(t T) worker.Facts {
	return worker.Facts{Policy: workPolicy(t, map[string]any{"days": 42}, map[string]any{"days": 42}), Lines: peer.Lines{LineManager: hannah, Supervisor: iris},
		Roles:       map[peer.StaffID]peer.Role{hannah: peer.RoleLineManager, iris: peer.RolePeerSupportLead},
		Identifying: []string{"Aled Prowse", "Aled", "p1"}, Diary: worker.DiaryOf(nil)}
}

// workPeerDue is the deadline of the next peer supervision.
func workPeerDue(t T, who worker.Employed, held []worker.Supervision, p worker.Policy, when string) peer.Deadline {
	t.Helper()
	for _, d := range worker.SupervisionDue([]worker.Employed{who}, held, p, at(t, when)) {
		if strings.Contains(d.ID, ".peer.") {
			return d
		}
	}
	require.Fail(t, "no peer supervision is due")
	return peer.Deadline{}
}

// tellAT02Supervision is step 6 of AT-02: Leo at Soarfield, where peer supervision is held
// each calendar month.
func tellAT02Supervision(t T) {
	const leo, rob, lead peer.StaffID = "w6", "rob-ashdown", "peer-lead"
	s := &story{t: t}
	f := worker.Facts{Policy: workPolicy(t, map[string]any{"months": 1}, map[string]any{"days": 42}), Lines: peer.Lines{LineManager: rob, Supervisor: lead},
		Roles: map[peer.StaffID]peer.Role{rob: peer.RoleLineManager, lead: peer.RolePeerSupportLead}}
	who := worker.Employed{Of: peer.Ref{Kind: "member", ID: "w6"}, Worker: leo, Start: peer.MustDate("2026-01-05"), Lines: f.Lines}
	record := func(id string, with peer.StaffID, day, when string, by peer.Actor) (worker.Supervision, error) {
		r, _, err := worker.NewSupervision(worker.RecordSupervision{ID: id, Worker: leo, Sort: worker.SupervisionPeer, With: with, On: peer.MustDate(day), Form: worker.OneToOne}, s.act(by, when, 0), f)
		return r, err
	}
	january, err := record("s1", lead, "2026-01-31", "2026-01-31T16:00Z", peer.ByStaff(leo, peer.RolePeerWorker))
	require.NoError(t, err)
	d := workPeerDue(t, who, []worker.Supervision{january}, f.Policy, "2026-02-01T09:00Z")
	due(t, "peer supervision", "2026-02-28", d.Due.String())
	february, err := record("s2", lead, "2026-02-20", "2026-02-20T16:00Z", peer.ByStaff(lead, peer.RolePeerSupportLead))
	require.NoError(t, err)
	both := []worker.Supervision{january, february}
	due(t, "peer supervision", "2026-03-20", workPeerDue(t, who, both, f.Policy, "2026-03-01T09:00Z").Due.String())
	require.Equal(t, peer.DeadlineDueToday, workPeerDue(t, who, both, f.Policy, "2026-03-20T23:59Z").State)
	require.Equal(t, peer.DeadlineOverdue, workPeerDue(t, who, both, f.Policy, "2026-03-21T00:00Z").State)
	_, err = record("s3", rob, "2026-03-18", "2026-03-18T16:00Z", peer.ByStaff(rob, peer.RoleLineManager))
	refused(t, err, peer.ErrWrongRole)
	_, err = record("s3", lead, "2026-03-18", "2026-03-18T16:00Z", peer.ByStaff(rob, peer.RolePeerSupportLead))
	refused(t, err, peer.ErrWrongRole)
	t.Run("AT-02, FHIR-12 no supervision in any resource", func(t T) { stayHere(t, january, february) })
}

// jessWrote is a reflective note of Jess's, and her wellness plan.
func jessWrote(t T, s *story) (worker.Reflection, worker.WellnessPlan) {
	t.Helper()
	f := workFactsA(t)
	note, _, err := worker.NewReflection(worker.Reflect{ID: "note-1", Worker: w4, Words: words("CANARY-REFL-7Q")}, s.act(jess, "2026-03-09T17:00Z", 0), f)
	require.NoError(t, err)
	plan, _, err := worker.NewWellnessPlan(worker.WriteWellness{ID: "plan-1", Worker: w4, Says: worker.Wellness{KeepsWell: words("CANARY-WELL-8R")}}, s.act(jess, "2026-03-09T17:05Z", 0), f)
	require.NoError(t, err)
	return note, plan
}

// tellAT03WorkersOwn is step 4 of AT-03: what Jess writes for herself.
func tellAT03WorkersOwn(t T) {
	s := &story{t: t}
	f := workFactsA(t)
	reading := func(by peer.StaffID) peer.Reading {
		return peer.Reading{By: peer.ByStaff(by, ""), Purpose: peer.ForSupervision, At: at(t, "2026-03-10T10:00Z"), Lines: f.Lines}
	}
	unread := func(v peer.Viewed, err error) {
		t.Helper()
		require.NoError(t, err)
		require.Equal(t, peer.ErrNotAuthorised, v.LeftOut[0].Rule.Code)
		b, err := json.Marshal(v)
		require.NoError(t, err)
		require.NotContains(t, string(b), "CANARY")
	}
	note, plan := jessWrote(t, s)
	unread(note.View(reading(hannah)))
	unread(plan.View(reading(hannah)))
	unread(plan.View(reading(iris)))
	plan, _, err := plan.Do(worker.ShareWellness{With: iris}, s.act(jess, "2026-03-09T17:10Z", plan.Rev()), f)
	require.NoError(t, err)
	v, err := plan.View(reading(iris))
	require.NoError(t, err)
	b, err := json.Marshal(v)
	require.NoError(t, err)
	require.Contains(t, string(b), "CANARY-WELL-8R")
	unread(plan.View(reading(hannah)))
	plan, _, err = plan.Do(worker.StopSharingWellness{With: iris}, s.act(jess, "2026-03-09T17:15Z", plan.Rev()), f)
	require.NoError(t, err)
	unread(plan.View(reading(iris)))
	require.False(t, plan.Sees("plan", peer.Reading{By: jess, Purpose: peer.ForRecord}), "never exported")
	require.False(t, note.Sees("reflection", peer.Reading{By: jess, Purpose: peer.ForRecord}), "never exported")
}

// tellAT12Worker are steps 5 to 7 of AT-12, as far as they are about Jess: her time, her
// reflection, her supervision and her appraisal.
func tellAT12Worker(t T) {
	s := &story{t: t}
	f := workFactsA(t)
	hannahActs, irisActs := peer.ByStaff(hannah, peer.RoleTeamLead), peer.ByStaff(iris, peer.RolePeerSupportLead)
	book := func(id string, sort worker.DiaryKind, from, to string, by peer.Actor, giveUp bool) (worker.DiaryEntry, error) {
		e, _, err := worker.NewDiaryEntry(worker.BookEntry{ID: id, Worker: w4, Sort: sort, Time: worker.DiaryTime{From: peer.MustMoment(from), To: peer.MustMoment(to), GivesUp: giveUp}}, s.act(by, "2026-06-15T10:00Z", 0), f)
		return e, err
	}

	t.Run("5, PEER-18, FHIR-12 booking over protected time on 23 June at two", func(t T) {
		kept, err := book("kept", worker.DiaryProtected, "2026-06-23T14:00:00+01:00", "2026-06-23T16:00:00+01:00", jess, false)
		require.NoError(t, err)
		f.Diary = worker.DiaryOf([]worker.DiaryEntry{kept})
		for _, by := range []peer.Actor{jess, hannahActs} {
			_, err = book("visit", worker.DiaryContact, "2026-06-23T14:00:00+01:00", "2026-06-23T15:00:00+01:00", by, false)
			refused(t, err, worker.ErrProtectedTime)
		}
		_, err = book("visit", worker.DiaryContact, "2026-06-23T14:00:00+01:00", "2026-06-23T15:00:00+01:00", hannahActs, true)
		refused(t, err, worker.ErrProtectedTime)
		visit, err := book("visit", worker.DiaryContact, "2026-06-23T14:00:00+01:00", "2026-06-23T15:00:00+01:00", jess, true)
		require.NoError(t, err)
		stayHere(t, kept, visit)
		require.Equal(t, worker.ProtectedUse{From: peer.MustDate("2026-06-22"), To: peer.MustDate("2026-06-28"), Entitled: 120, Kept: 60, GivenUp: 60},
			worker.ProtectedTimeOf([]worker.DiaryEntry{kept, visit}, w4, peer.MustDate("2026-06-23"), f.Policy))
	})

	t.Run("6, PEER-15 a reflective note with an id of a person", func(t T) {
		_, _, err := worker.NewReflection(worker.Reflect{ID: "note-2", Worker: w4, Words: words("p1 would not look at me")}, s.act(jess, "2026-06-02T17:00Z", 0), f)
		refused(t, err, peer.ErrIdentifiableContent)
	})

	t.Run("6, PEER-13, FHIR-12 peer supervision not held since 20 April", func(t T) {
		who := worker.Employed{Of: peer.Ref{Kind: "member", ID: "w4"}, Worker: w4, Start: peer.MustDate("2025-01-06"), Lines: f.Lines}
		held, _, err := worker.NewSupervision(worker.RecordSupervision{ID: "s1", Worker: w4, Sort: worker.SupervisionPeer, With: iris, On: peer.MustDate("2026-04-20")}, s.act(irisActs, "2026-04-20T16:00Z", 0), f)
		require.NoError(t, err)
		d := workPeerDue(t, who, []worker.Supervision{held}, f.Policy, "2026-06-01T12:00Z")
		require.Equal(t, []any{"2026-06-01", peer.DeadlineDueToday, peer.PartyLine, peer.ByStaff(iris, "")}, []any{d.Due.String(), d.State, d.Owes, d.Owner})
		require.Equal(t, peer.DeadlineOverdue, workPeerDue(t, who, []worker.Supervision{held}, f.Policy, "2026-06-01T23:00Z").State, "2 June begins at 23:00 UTC")
		stayHere(t, held)
	})

	t.Run("7, PEER-14 the appraisal is the line manager's", func(t T) {
		record := func(with peer.StaffID, by peer.Actor) (worker.Appraisal, error) {
			a, _, err := worker.NewAppraisal(worker.RecordAppraisal{ID: "appraisal-1", Worker: w4, With: with, On: peer.MustDate("2026-06-24")}, s.act(by, "2026-06-24T15:00Z", 0), f)
			return a, err
		}
		_, err := record(iris, irisActs)
		refused(t, err, peer.ErrWrongRole)
		held, err := record(hannah, hannahActs)
		require.NoError(t, err)
		who := worker.Employed{Of: peer.Ref{Kind: "member", ID: "w4"}, Worker: w4, Start: peer.MustDate("2025-01-06"), Lines: f.Lines}
		due(t, "the next appraisal", "2027-06-24", worker.AppraisalDue([]worker.Employed{who}, []worker.Appraisal{held}, f.Policy, at(t, "2026-06-25T10:00Z"))[0].Due.String())
	})

	t.Run("7, PEER-09 competence evidence", func(t T) {
		keep := func(code worker.CompetenceCode, reference string) error {
			_, _, err := worker.NewEvidence(worker.KeepEvidence{ID: "e1", Worker: w4, Code: code, Sort: worker.ProofPractice, On: peer.MustDate("2026-06-24"), Reference: peer.Say(reference)}, s.act(jess, "2026-06-24T16:00Z", 0), f)
			return err
		}
		refused(t, keep("K59", "the June workshop"), peer.ErrUnknownCode)
		refused(t, keep("K12", "what I told Aled"), peer.ErrIdentifiableContent)
		refused(t, keep("K12", "see 999 000 1014"), peer.ErrIdentifiableContent)
		require.NoError(t, keep("K12", "the June workshop"))
	})

	t.Run("7, PEER-25 two diary entries over each other", func(t T) {
		f.Diary = worker.DiaryOf(nil)
		meeting, err := book("meeting", worker.DiaryMeeting, "2026-06-24T10:00:00+01:00", "2026-06-24T11:00:00+01:00", jess, false)
		require.NoError(t, err)
		f.Diary = worker.DiaryOf([]worker.DiaryEntry{meeting})
		_, err = book("visit-2", worker.DiaryContact, "2026-06-24T10:30:00+01:00", "2026-06-24T11:30:00+01:00", jess, false)
		refused(t, err, worker.ErrDiaryConflict)
	})
}
