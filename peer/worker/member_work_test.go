package worker_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

func TestMemberStart(t *testing.T) {
	before := func(f *worker.Facts) {
		f.Policy = policyWith(t, obj{"requirements": list{obj{"kind": "accredited-training", "when": "before-start", "evidence": "passed", "prior": true, "equivalence": true, "gates": "contact"}}})
	}
	registered := membersOf(t)[worker.Registered]
	start := func(s worker.Standing, set ...func(*worker.Facts)) peer.Decision {
		all := append([]func(*worker.Facts){before, func(f *worker.Facts) { f.Standing[worker.AccreditedTraining] = s }}, set...)
		return members.Tried(t, registered, worker.SetStart{On: date("2026-03-02")}, byHannah, all...)
	}
	t.Run("PEER-05 the training comes before the start", func(t *testing.T) {
		d := start(worker.Standing{There: peer.No})
		only(t, d, "PEER-05 training-before-start", "/on")
		require.Equal(t, "accredited-training", d.Unmet()[0].Args[0].Value())
		only(t, start(worker.Standing{There: peer.Yes, On: date("2026-03-03")}), "PEER-05 training-before-start", "/on")
		open(t, start(worker.Standing{There: peer.Yes, On: date("2026-03-02")}))
		open(t, start(worker.Standing{There: peer.Yes, On: date("2026-01-02"), NotPassed: true}))
	})
	t.Run("PEER-05 it was taken and not passed", func(t *testing.T) {
		d := start(worker.Standing{There: peer.No, NotPassed: true})
		only(t, d, "PEER-05 not-passed", "/on")
		require.Equal(t, "accredited-training", d.Unmet()[0].Args[0].Value())
	})
	t.Run("PEER-05 nobody has looked, and no policy says", func(t *testing.T) {
		d := start(worker.Standing{})
		only(t, d, "PEER-05 training-before-start", "/on")
		require.Equal(t, peer.Unknown, d.Unmet()[0].Met)
		d = start(worker.Standing{}, func(f *worker.Facts) { f.Policy = worker.Policy{} })
		require.False(t, d.Allowed())
		for _, r := range d.Unmet() {
			require.Equal(t, peer.Unknown, r.Met)
		}
	})
	t.Run("PEER-03 the first day is a whole day", func(t *testing.T) {
		only(t, members.Tried(t, registered, worker.SetStart{On: date("2026-03")}, byHannah), "PEER-03 out-of-range", "/on")
	})
	t.Run("PEER-05 the facts are made from the records", func(t *testing.T) {
		f := worker.FactsFrom(registered, nil, policy(t), on(nextSaid))
		require.Equal(t, worker.Standing{There: peer.No, Of: 16}, f.Standing[worker.CareCertificate])
		require.Equal(t, peer.Lines{}, f.Lines)
		require.Equal(t, date("2026-03-02"), worker.FactsFrom(membersOf(t)[worker.Active], nil, policy(t), on(nextSaid)).Start)
	})
}

func TestMemberActivation(t *testing.T) {
	begun := membersOf(t)[worker.Registered]
	steps := []memberStep{worker.SetStart{On: date("2026-03-02")}, lines(), worker.ProposeNumber{Max: 12}, worker.AgreeNumber{Max: 12}}
	activate := func(m worker.Member) peer.Decision {
		return members.Tried(t, m, worker.Activate{}, byHannah)
	}
	t.Run("PEER-20 the number", func(t *testing.T) {
		only(t, activate(then(t, begun, steps[:2]...)), "PEER-20 no-caseload-agreement", "")
		only(t, activate(then(t, begun, steps[:3]...)), "PEER-20 no-caseload-agreement", "")
	})
	t.Run("PEER-11 a supervisor", func(t *testing.T) {
		m := then(t, begun, steps[0], worker.SetLines{From: date("2026-03-02"), LineManager: hannah}, steps[2], steps[3])
		only(t, activate(m), "PEER-11 required", "")
	})
	t.Run("PEER-03 the first day", func(t *testing.T) {
		only(t, activate(then(t, begun, steps[1:]...)), "PEER-03 required", "")
	})
	t.Run("PEER-11 a line manager", func(t *testing.T) {
		open(t, activate(then(t, begun, steps...)))
		// Their first day is put back to one on which nobody stood behind them.
		m := then(t, begun, append(slices.Clone(steps), worker.SetStart{On: date("2026-02-02")})...)
		only(t, members.Check(m, worker.Activate{}, act(byNoor, "2026-02-27T10:00Z", "try", m), facts(t)), "PEER-11 no-line-manager", "")
	})
}

// codes are what stands in the way.
func codes(d peer.Decision) []string {
	var out []string
	for _, r := range d.Reasons {
		if r.Stops() {
			out = append(out, r.Rule.Code.String())
		}
	}
	return out
}

func TestMemberLines(t *testing.T) {
	active := membersOf(t)[worker.Active]
	set := func(c worker.SetLines) peer.Decision {
		return members.Tried(t, active, c, byHannah)
	}
	t.Run("PEER-11 somebody stands behind them", func(t *testing.T) {
		only(t, set(worker.SetLines{From: date("2026-04-01"), Supervisor: iris}), "PEER-11 no-line-manager", "/lineManager")
	})
	t.Run("PEER-11 and it is not themself", func(t *testing.T) {
		only(t, set(worker.SetLines{From: date("2026-04-01"), LineManager: jess, Supervisor: iris}), "PEER-11 self-reference", "/supervisor")
		only(t, set(worker.SetLines{From: date("2026-04-01"), LineManager: hannah, Supervisor: jess}), "PEER-11 self-reference", "/supervisor")
	})
	t.Run("PEER-11 who it was on an earlier day stays as it was", func(t *testing.T) {
		only(t, set(worker.SetLines{From: date("2026-03-01"), LineManager: kay, Supervisor: iris}), "PEER-11 invalid-period", "/from")
		m := then(t, active, worker.SetLines{From: date("2026-04"), LineManager: kay, Supervisor: iris}, worker.SetLines{From: date("2026-04-01"), LineManager: noor, Supervisor: iris})
		require.Equal(t, peer.Lines{}, m.LinesOn(date("2026-03-01")))
		require.Equal(t, hannah, m.LinesOn(date("2026-03-02")).LineManager)
		require.Equal(t, hannah, m.LinesOn(date("2026-03-31")).LineManager)
		require.Equal(t, noor, m.LinesOn(date("2026-04-01")).LineManager, "said anew on the same day")
		require.Equal(t, peer.Lines{LineManager: noor, Supervisor: iris}, m.LinesOn(date("2027-01-01")))
		require.Equal(t, peer.Lines{}, m.LinesOn(peer.Date{}))
		require.Len(t, m.Lines(), 3)
	})
	t.Run("PEER-11 who is of the line, and who nobody knows", func(t *testing.T) {
		step := memberStep(worker.ChangeTitle{Title: peer.Say("Peer coach")})
		for _, by := range []peer.Actor{byHannah, byIris, byNoor, peer.ByStaff("another-lead", peer.RolePeerSupportLead)} {
			open(t, members.Tried(t, active, step, by, func(f *worker.Facts) { f.Roles["another-lead"] = peer.RolePeerSupportLead }))
		}
		only(t, members.Tried(t, active, step, byKay), "PEER-02 not-authorised", "")
		d := members.Tried(t, active, step, peer.ByStaff("somebody", peer.RolePeerSupportLead))
		only(t, d, "PEER-02 not-authorised", "")
		require.Equal(t, peer.Unknown, d.Unmet()[0].Met, "a role is a claim until the host has made sure of it")
		open(t, members.Tried(t, active, step, byKay, func(f *worker.Facts) { f.Lines.Supervisor = kay }))
	})
}

func TestMemberNumber(t *testing.T) {
	active := membersOf(t)[worker.Active]
	asks := func(m worker.Member, step memberStep, by peer.Actor) peer.Decision {
		return members.Tried(t, m, step, by)
	}
	propose, agree := memberStep(worker.ProposeNumber{Max: 10}), memberStep(worker.AgreeNumber{Max: 10})
	proposed := members.Done(t, active, propose, byHannah)
	t.Run("PEER-20 it is for the two of them", func(t *testing.T) {
		for _, by := range []peer.Actor{byIris, byNoor, byKay, byRowan} {
			only(t, asks(active, propose, by), "PEER-20 needs-both-parties", "")
			only(t, asks(proposed, agree, by), "PEER-20 needs-both-parties", "")
		}
	})
	t.Run("PEER-20 nobody says the other's yes", func(t *testing.T) {
		only(t, asks(proposed, agree, byHannah), "PEER-20 needs-both-parties", "")
		only(t, asks(members.Done(t, active, propose, byJess), agree, byJess), "PEER-20 needs-both-parties", "")
		only(t, asks(active, agree, byJess), "PEER-20 needs-both-parties", "")
	})
	t.Run("PEER-20 another number than was proposed", func(t *testing.T) {
		only(t, asks(proposed, memberStep(worker.AgreeNumber{Max: 11}), byJess), "PEER-20 stale-version", "/max")
	})
	t.Run("PEER-20 the old number counts until both have said yes", func(t *testing.T) {
		require.Equal(t, peer.AgreedNumber{Worker: jess, Max: 12, WorkerAgreed: true, ManagerAgreed: true}, proposed.AgreedNumber())
		require.Equal(t, 10, members.Done(t, proposed, agree, byJess).AgreedNumber().Max)
		require.Equal(t, 10, members.Done(t, members.Done(t, active, propose, byJess), agree, byHannah).AgreedNumber().Max)
	})
	t.Run("PEER-20 one-sided, it gives no place", func(t *testing.T) {
		first := then(t, membersOf(t)[worker.Registered], worker.SetStart{On: date("2026-03-02")}, lines(), worker.ProposeNumber{Max: 10})
		require.Equal(t, peer.AgreedNumber{Worker: jess, Max: 10, ManagerAgreed: true}, first.AgreedNumber())
		require.Equal(t, peer.No, peer.PlacesOf(first.AgreedNumber(), nil).Agreed)
		other := members.Done(t, then(t, membersOf(t)[worker.Registered]), worker.ProposeNumber{Max: 10}, byJess)
		require.Equal(t, peer.AgreedNumber{Worker: jess, Max: 10, WorkerAgreed: true}, other.AgreedNumber())
		require.Equal(t, peer.AgreedNumber{Worker: jess}, membersOf(t)[worker.Registered].AgreedNumber())
		require.Equal(t, peer.Yes, peer.PlacesOf(active.AgreedNumber(), nil).Agreed)
	})
}

// supports is a relationship that Jess, or somebody else, has with somebody.
func supports(t testing.TB, id string, by peer.StaffID, person peer.PersonID) peer.Relationship {
	t.Helper()
	r, _, err := peer.NewRelationship(peer.Offer{ID: id, Person: person, Worker: by, Service: "community"}, act(byHannah, firstSaid, "offer-"+id, nil),
		peer.RelationshipFacts{PersonAgreed: peer.Yes, NoOther: peer.Yes, Lines: peer.Lines{LineManager: hannah, Supervisor: iris}, Ready: peer.Readiness{Verdict: peer.Ready}, Places: peer.Places{Agreed: peer.Yes, Max: 12}})
	require.NoError(t, err)
	return r
}

func TestMemberPauseAndLeaving(t *testing.T) {
	active := membersOf(t)[worker.Active]
	three := []peer.Relationship{supports(t, "r1", jess, sian), supports(t, "r2", rowan, beatriz), supports(t, "r3", jess, beatriz)}
	ended, _, err := supports(t, "r4", jess, "p8").Do(peer.Decline{}, act(peer.ByPerson("p8"), nextSaid, "no", supports(t, "r4", jess, "p8")), peer.RelationshipFacts{})
	require.NoError(t, err)
	left := func(f *worker.Facts) { f.Open = append(three, ended) }
	pause := memberStep(worker.DeclarePause{From: date("2026-03-16"), To: date("2026-03-20")})
	t.Run("PEER-17, H22 a pause is never turned down for the people it leaves, and names how many", func(t *testing.T) {
		d := members.Tried(t, active, pause, byJess, left)
		steptest.Warns(t, d, "PEER-17 pause-needs-cover", "", peer.Warns)
		require.Equal(t, "2", d.Unmet()[0].Args[0].Value())
		open(t, members.Tried(t, active, pause, byJess))
	})
	t.Run("PEER-71 nor is notice or leaving", func(t *testing.T) {
		steptest.Warns(t, members.Tried(t, active, worker.GiveNotice{LastDay: date("2026-04-30")}, byJess, left), "PEER-71 pause-needs-cover", "", peer.Warns)
		steptest.Warns(t, members.Tried(t, active, worker.Leave{}, byHannah, left), "PEER-71 pause-needs-cover", "", peer.Warns)
	})
	t.Run("PEER-17 it rests on no fact and no policy", func(t *testing.T) {
		next, _, err := active.Do(worker.DeclarePause{}, act(byJess, nextSaid, "now", active), worker.Facts{})
		require.NoError(t, err)
		from, to, declared := next.Pause()
		require.Equal(t, []any{date("2026-03-10"), peer.Date{}, true}, []any{from, to, declared})
		require.True(t, next.AwayOn(date("2027-03-10")), "until they say")
		back, _, err := next.Do(worker.ComeBack{}, act(byJess, nextSaid, "back", next), worker.Facts{})
		require.NoError(t, err)
		require.False(t, back.AwayOn(date("2027-03-10")))
	})
	t.Run("PEER-17 nobody declares it for them", func(t *testing.T) {
		away := membersOf(t)[worker.Away]
		for _, by := range []peer.Actor{byHannah, byIris, byNoor, byKay} {
			only(t, members.Tried(t, active, pause, by), "PEER-17 not-authorised", "")
			only(t, members.Tried(t, away, worker.ComeBack{}, by), "PEER-17 not-authorised", "")
		}
	})
	t.Run("PEER-17 its days are in order", func(t *testing.T) {
		only(t, members.Tried(t, active, worker.DeclarePause{From: date("2026-03-16"), To: date("2026-03-15")}, byJess), "PEER-17 invalid-period", "/to")
		only(t, members.Tried(t, active, worker.DeclarePause{To: date("2026-03-09")}, byJess), "PEER-17 invalid-period", "/to")
		m := then(t, active, worker.DeclarePause{From: date("2026-04"), To: date("2026-04")})
		for day, away := range map[string]bool{"2026-03-31": false, "2026-04-01": true, "2026-04-30": true, "2026-05-01": false} {
			require.Equal(t, away, m.AwayOn(date(day)), day)
		}
	})
	t.Run("PEER-71 a last day that has been", func(t *testing.T) {
		only(t, members.Tried(t, active, worker.Leave{LastDay: date("2026-03-11")}, byJess), "PEER-71 future-date", "/lastDay")
		require.Equal(t, date("2026-03-10"), then(t, active, worker.Leave{}).LastDay())
		require.Equal(t, date("2026-04-30"), then(t, active, worker.GiveNotice{LastDay: date("2026-04")}).LastDay())
		require.Zero(t, then(t, active, worker.GiveNotice{LastDay: date("2026-04-30")}, worker.GiveNotice{}).LastDay(), "they stay after all")
		only(t, members.Tried(t, active, worker.Leave{}, byKay), "PEER-71 not-authorised", "")
	})
	t.Run("PEER-71, H22 who needs cover, from when, by when, and who finds it", func(t *testing.T) {
		p, all := policy(t), append(slices.Clone(three), ended)
		require.Empty(t, worker.NeedsCover(active, all, p, on(nextSaid)))
		away := then(t, active, pause)
		cover := worker.NeedsCover(away, all, p, on(nextSaid))
		require.Equal(t, []worker.Cover{
			{Relationship: three[0].Ref(), Person: sian, Owner: hannah, From: date("2026-03-16"), Until: date("2026-03-20"), WordOn: date("2026-03-10"), By: date("2026-03-30")},
			{Relationship: three[2].Ref(), Person: beatriz, Owner: hannah, From: date("2026-03-16"), Until: date("2026-03-20"), WordOn: date("2026-03-10"), By: date("2026-03-30")},
		}, cover)
		require.Equal(t, cover, worker.NeedsCover(away, all, p, on("2026-03-20T23:59Z")), "the word is owed from the day it was said")
		require.Empty(t, worker.NeedsCover(away, all, p, on("2026-03-21T00:00Z")), "the pause is over")
		notice := then(t, away, worker.GiveNotice{LastDay: date("2026-04-30")})
		require.Equal(t, date("2026-05-01"), worker.NeedsCover(notice, all, p, on(nextSaid))[0].From, "leaving comes before a pause")
		require.Equal(t, date("2026-03-10"), worker.NeedsCover(notice, all, p, on("2026-04-10T10:00Z"))[0].WordOn)
		left, _, err := notice.Do(worker.Leave{LastDay: date("2026-04-30")}, act(byJess, "2026-05-02T10:00Z", "left", notice), facts(t))
		require.NoError(t, err)
		require.Equal(t, date("2026-03-10"), worker.NeedsCover(left, all, p, on("2026-05-02T10:00Z"))[0].WordOn, "leaving as it was said says nothing new")
		gone := worker.NeedsCover(membersOf(t)[worker.Left], all, worker.Policy{}, on(nextSaid))
		require.Len(t, gone, 2)
		require.Zero(t, gone[0].By, "no policy says")
		require.Equal(t, date("2026-03-07"), gone[0].From)
	})
}
