package transition_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

func world(t testing.TB) peer.World {
	t.Helper()
	file := policyFile(t, string(transition.ExamplePolicy()))
	all, err := peer.NewPolicies(file)
	require.NoError(t, err)
	return peer.World{Policies: all, Calendar: file.Calendar()}
}

// owed are the deadlines under one code.
func owed(t testing.TB, at string, code peer.Code, values ...peer.Record) []peer.Deadline {
	t.Helper()
	list, err := transition.Due(values, world(t), on(at))
	require.NoError(t, err)
	var out []peer.Deadline
	for _, d := range list {
		if d.Rule.Code == code {
			out = append(out, d)
		}
	}
	return out
}

func TestDueFirstContact(t *testing.T) {
	s := tellMove(t)
	for at, state := range map[string]peer.DeadlineState{"2026-03-25T12:00Z": peer.DeadlineOpen, "2026-03-26T00:00Z": peer.DeadlineDueToday,
		"2026-03-26T23:59Z": peer.DeadlineDueToday, "2026-03-27T00:00Z": peer.DeadlineOverdue} {
		d := owed(t, at, transition.ErrFirstContactDue, s.settling.move)
		require.Len(t, d, 1)
		require.Equal(t, peer.Deadline{ID: "TRAN-14.transition/m1.first-contact-due", Rule: row("TRAN-14", transition.ErrFirstContactDue), About: s.settling.move.Ref(), Person: sian,
			Owes: peer.PartyWorker, Owner: peer.ByStaff(jess, ""), Since: on("2026-03-23T00:00Z"), Due: peer.DueOn(date("2026-03-26")), State: state, Policy: policy(t).Digest()}, d[0], at)
	}
	require.Len(t, owed(t, "2026-03-24T12:00Z", transition.ErrFirstContactDue, s.inTransfer.move), 1, "counted from the day planned until they have arrived")
	require.Len(t, owed(t, "2026-06-24T12:00Z", transition.ErrFirstContactDue, s.completed.move), 1, "a move that is done does not end it")
	require.Empty(t, owed(t, "2026-03-24T12:00Z", transition.ErrFirstContactDue, s.preparing.move, s.cancelled.move, transition.Transition{}))
	met := func(day string) peer.DeadlineState {
		return owed(t, "2026-04-01T12:00Z", transition.ErrFirstContactDue, s.settling.copyOf().then(byJess, transition.MetAfter{On: date(day)}, "2026-04-01T10:00Z").move)[0].State
	}
	require.Equal(t, peer.DeadlineMet, met("2026-03-26"))
	require.Equal(t, peer.DeadlineMetLate, met("2026-03-27"))
	require.Equal(t, peer.DeadlineOverdue, met("2026-03-22"), "before the discharge is not after it")
	other := theMove()
	other.Move = transition.TeamChange
	p := begin(t, other, bySian, "2026-03-02T10:00Z").then(byKay, transition.Prepare{}).then(byJess, theContinuity()).then(byKay, transition.StartTransfer{})
	require.Empty(t, owed(t, "2026-03-24T12:00Z", transition.ErrFirstContactDue, p.move))
}

func TestDueCheckIn(t *testing.T) {
	s := tellMove(t)
	require.Empty(t, owed(t, "2026-03-24T12:00Z", transition.ErrCheckInDue, s.preparing.move), "TRAN-02 the person says how much, and nothing is owed before")
	p := s.preparing.copyOf().then(bySian, transition.CloserContact{Every: peer.Days(3)}, "2026-03-10T23:30Z")
	d := owed(t, "2026-03-13T12:00Z", transition.ErrCheckInDue, p.move)
	require.Len(t, d, 1)
	require.Equal(t, "2026-03-13", d[0].Due.String())
	require.Equal(t, peer.DeadlineDueToday, d[0].State)
	contact := func(id, day string, outcome peer.Outcome) peer.Record {
		c, _, err := peer.NewContact(peer.RecordContact{ID: id, Person: sian, Worker: jess, Relationship: "rel-1", Kind: peer.OneToOne, What: peer.Happening{
			Mode: peer.FaceToFace, Place: peer.AtClinic, Outcome: outcome, Start: peer.MustMoment(day + "T11:00:00Z"), End: peer.MustMoment(day + "T11:30:00Z"), Production: peer.CoProduced}},
			act(byJess, day+"T12:00Z", id, nil), peer.ContactFacts{})
		require.NoError(t, err)
		return c
	}
	values := []peer.Record{p.move, contact("c1", "2026-03-12", peer.Attended), contact("c2", "2026-03-11", peer.Attended), contact("c3", "2026-03-16", peer.Attended)}
	require.Equal(t, "2026-03-15", owed(t, "2026-03-13T12:00Z", transition.ErrCheckInDue, values...)[0].Due.String(), "from the last time they met")
	require.Empty(t, owed(t, "2026-03-13T12:00Z", transition.ErrCheckInDue, p.copyOf().then(bySian, transition.CloserContact{}, "2026-03-11T10:00Z").move), "as before")
	require.Empty(t, owed(t, "2026-03-13T12:00Z", transition.ErrCheckInDue, p.copyOf().then(byKay, transition.Cancel{}, "2026-03-11T10:00Z").move))
}

func TestDueEscalation(t *testing.T) {
	p := unmetMove(t, "2026-03-25")
	require.Empty(t, owed(t, "2026-03-22T23:59Z", transition.ErrEscalationDue, p.move))
	d := owed(t, "2026-03-23T08:00Z", transition.ErrEscalationDue, p.move)
	require.Len(t, d, 1)
	signal := p.assess(on("2026-03-23T08:00Z")).Signal
	require.Equal(t, signal.ID, d[0].ID, "the deadline and the signal are about the same stall")
	require.Equal(t, "2026-03-23T17:00:00.000Z", d[0].Due.String())
	require.Equal(t, jess, d[0].Owner.Staff)
	require.Equal(t, peer.DeadlineOverdue, owed(t, "2026-03-23T17:00Z", transition.ErrEscalationDue, p.move)[0].State)
	step := theMove()
	step.Worker = ""
	alone := begin(t, step, bySian, "2026-03-02T10:00Z").then(bySian, transition.SayStuck{})
	d = owed(t, "2026-03-03T08:00Z", transition.ErrEscalationDue, alone.move)
	require.Equal(t, peer.PartyOrganiser, d[0].Owes, "where nobody is alongside")
	require.Equal(t, kay, d[0].Owner.Staff)

	t.Run("POL-03 without a policy, what the two say is owed an answer all the same", func(t *testing.T) {
		w := world(t)
		w.Policies = peer.Policies{}
		list, err := transition.Due([]peer.Record{p.copyOf().then(bySian, transition.SayStuck{}, "2026-03-05T10:00Z").move, tellMove(t).settling.copyOf().then(bySian, transition.SayEffect{Effect: transition.Ends}).move}, w, on("2026-04-23T08:00Z"))
		require.ErrorIs(t, err, peer.ErrNoPolicyInForce)
		require.Len(t, list, 1)
		require.Equal(t, transition.ErrEscalationDue, list[0].Rule.Code)
		require.True(t, list[0].Due.IsZero())
	})
}

func TestDueAgreementAndConsents(t *testing.T) {
	s := tellMove(t)
	require.Empty(t, owed(t, "2026-03-10T08:00Z", transition.ErrAgreementReviewDue, s.preparing.move))
	p := s.preparing.copyOf().then(bySian, transition.SayEffect{Effect: transition.GoesOn}, "2026-03-04T09:00Z")
	d := owed(t, "2026-03-24T08:00Z", transition.ErrAgreementReviewDue, p.move)
	require.Len(t, d, 1)
	require.Equal(t, "2026-03-23", d[0].Due.String())
	require.Equal(t, peer.DeadlineOverdue, d[0].State)
	require.Equal(t, peer.DeadlineOverdue, owed(t, "2026-06-24T08:00Z", transition.ErrAgreementReviewDue, s.completed.copyOf().move, p.move)[0].State)
	require.Empty(t, owed(t, "2026-03-24T08:00Z", transition.ErrAgreementReviewDue, p.copyOf().then(bySian, transition.SayEffect{Effect: transition.Ends}).move))

	young := theMove()
	young.Move = transition.ToAdultServices
	q := begin(t, young, bySian, "2026-03-02T10:00Z")
	t.Run("H16 before a move to services for adults, what others agreed to is looked at with the person", func(t *testing.T) {
		d := owed(t, "2026-03-24T08:00Z", transition.ErrConsentsDue, q.move)
		require.Len(t, d, 1)
		require.Equal(t, peer.DeadlineOverdue, d[0].State)
		require.Equal(t, peer.DeadlineMet, owed(t, "2026-03-24T08:00Z", transition.ErrConsentsDue, q.copyOf().then(byJess, transition.LookAtConsents{}, "2026-03-10T09:00Z").move)[0].State)
		require.Empty(t, owed(t, "2026-03-24T08:00Z", transition.ErrConsentsDue, s.preparing.move))
	})
}

// Days that are partly known, or were said around midnight, lose no deadline.
func TestDueOfDaysThatAreHardToTell(t *testing.T) {
	s := tellMove(t)
	t.Run("TRAN-14 who arrived in some month is met soon after it", func(t *testing.T) {
		p := s.inTransfer.copyOf().then(byKay, transition.Arrive{On: date("2026-03")}, "2026-03-23T15:00Z")
		d := owed(t, "2026-03-24T12:00Z", transition.ErrFirstContactDue, p.move)
		require.Len(t, d, 1)
		require.Equal(t, "2026-04-03", d[0].Due.String())
	})
	t.Run("TRAN-14 a meeting in some month may have been before the discharge", func(t *testing.T) {
		p := s.settling.copyOf().then(byJess, transition.MetAfter{On: date("2026-03")}, "2026-04-01T10:00Z")
		require.Equal(t, peer.DeadlineOverdue, owed(t, "2026-04-01T12:00Z", transition.ErrFirstContactDue, p.move)[0].State)
		p.then(byJess, transition.MetAfter{On: date("2026-04")}, "2026-04-02T10:00Z")
		require.Equal(t, peer.DeadlineMetLate, owed(t, "2026-04-02T12:00Z", transition.ErrFirstContactDue, p.move)[0].State)
	})
	t.Run("TRAN-02 asked for after local midnight in summer, it counts from that day", func(t *testing.T) {
		p := s.preparing.copyOf().then(bySian, transition.CloserContact{Every: peer.Days(3)}, "2026-06-10T23:30Z")
		require.Equal(t, "2026-06-14", owed(t, "2026-06-11T12:00Z", transition.ErrCheckInDue, p.move)[0].Due.String())
	})
	t.Run("TRAN-16 where nobody said that peer support ends, the agreement is looked at once they have arrived", func(t *testing.T) {
		d := owed(t, "2026-03-24T12:00Z", transition.ErrAgreementReviewDue, s.settling.move)
		require.Len(t, d, 1)
		require.Equal(t, "2026-03-23", d[0].Due.String())
		step := theMove()
		step.Worker = ""
		alone := begin(t, step, bySian, "2026-03-02T10:00Z").then(bySian, transition.SayEffect{Effect: transition.GoesOn})
		require.Empty(t, owed(t, "2026-03-24T12:00Z", transition.ErrAgreementReviewDue, alone.move), "nobody is alongside")
	})
	t.Run("H16 a move to adult services of which nobody planned the day", func(t *testing.T) {
		step := theMove()
		step.Move, step.Planned, step.Until = transition.ToAdultServices, peer.Date{}, peer.Date{}
		p := begin(t, step, bySian, "2026-03-02T10:00Z").then(byKay, transition.Prepare{}).then(byJess, theContinuity()).then(byKay, transition.StartTransfer{})
		require.Len(t, owed(t, "2026-03-03T12:00Z", transition.ErrConsentsDue, p.move), 1)
		require.Empty(t, owed(t, "2026-03-03T12:00Z", transition.ErrConsentsDue, begin(t, step, bySian, "2026-03-02T10:00Z").move), "nothing is dated yet")
	})
}
