package safeguard_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// dueOf is what Due lists of one record, but for its own clock.
func dueOf(t *testing.T, now string, values ...peer.Record) []peer.Deadline {
	t.Helper()
	file := policyFile(t, string(safeguard.ExamplePolicy()))
	w := safeguard.World{World: peer.World{Policies: policies(t, file), Calendar: file.Calendar()}, Roster: roster(t), LastRun: on(now)}
	out, err := safeguard.Due(values, w, on(now))
	require.NoError(t, err)
	return out
}

func one(t *testing.T, list []peer.Deadline) peer.Deadline {
	t.Helper()
	require.Len(t, list, 1)
	return list[0]
}

func TestDueBesideConcerns(t *testing.T) {
	said, things := reportsOf(t), incidentsOf(t)
	practices := discriminationsOf(t)
	today := reports.Done(t, safeguard.MentalStateReport{}, reportWith(func(r *safeguard.ReportMentalState) { r.Decision, r.To = safeguard.TellToday, kay }), byJess)
	for name, c := range map[string]struct {
		of    peer.Record
		now   string
		row   string
		code  peer.Code
		owes  peer.Party
		owner peer.StaffID
		due   peer.When
		since string
		state peer.DeadlineState
	}{
		"SAFE-06, H02 the question, within the policy's minutes": {said[safeguard.ReportQuestionOpen], "2026-06-02T09:30Z", "SAFE-06", safeguard.ErrAnswerDue, peer.PartyWorker, jess, peer.DueAt(on("2026-06-02T09:35Z")), whenSaid, peer.DeadlineDueToday},
		"SAFE-06 the question, after them":                       {said[safeguard.ReportQuestionOpen], "2026-06-02T09:35Z", "SAFE-06", safeguard.ErrAnswerDue, peer.PartyWorker, jess, peer.DueAt(on("2026-06-02T09:35Z")), whenSaid, peer.DeadlineOverdue},
		"SAFE-06 today":                                          {today, "2026-06-02T20:00Z", "SAFE-06", safeguard.ErrTakeDue, peer.PartyStaff, kay, peer.DueOn(peer.MustDate("2026-06-02")), whenSaid, peer.DeadlineDueToday},
		"SAFE-06 today, and it is over":                          {today, "2026-06-02T23:00Z", "SAFE-06", safeguard.ErrTakeDue, peer.PartyStaff, kay, peer.DueOn(peer.MustDate("2026-06-02")), whenSaid, peer.DeadlineOverdue},
		"H06 who has it does what they said":                     {said[safeguard.ReportAcknowledged], "2026-06-03T09:00Z", "SAFE-06", safeguard.ErrOutcomeDue, peer.PartyStaff, kay, peer.DueAt(onThursday.UTC()), whenNext, peer.DeadlineOpen},
		"SAFE-11 the system has to have it":                      {things[safeguard.IncidentPending], "2026-06-03T09:00Z", "SAFE-11", safeguard.ErrSendDue, peer.PartyStaff, jess, peer.DueAt(on("2026-06-03T23:00Z")), whenSaid, peer.DeadlineDueToday},
		"SAFE-11 and it has it not":                              {things[safeguard.IncidentPending], "2026-06-03T23:00Z", "SAFE-11", safeguard.ErrSendDue, peer.PartyStaff, jess, peer.DueAt(on("2026-06-03T23:00Z")), whenSaid, peer.DeadlineOverdue},
		"SAFE-12 noted it is to be raised":                       {practices[safeguard.DiscriminationNoted], "2026-06-02T10:00Z", "SAFE-12", safeguard.ErrRaiseDue, peer.PartyRaiser, jess, peer.DueAt(on("2026-06-03T23:00Z")), whenSaid, peer.DeadlineOpen},
		"SAFE-12 raised it is to be taken on":                    {practices[safeguard.DiscriminationRaised], "2026-06-04T10:00Z", "SAFE-12", safeguard.ErrTakeDue, peer.PartyRecipient, ines, peer.DueAt(on("2026-06-04T23:00Z")), whenNext, peer.DeadlineDueToday},
		"SAFE-12, H06 who has it does what is said":              {practices[safeguard.DiscriminationAcknowledged], "2026-06-04T12:00Z", "SAFE-12", safeguard.ErrOutcomeDue, peer.PartyRecipient, ines, peer.DueAt(onThursday.UTC()), whenNext, peer.DeadlineOverdue},
	} {
		t.Run(name, func(t *testing.T) {
			d := one(t, dueOf(t, c.now, c.of))
			require.Equal(t, []any{row(c.row, c.code), c.of.Ref(), c.owes, c.owner, c.due, on(c.since), c.state, policy(t).Digest()}, []any{d.Rule, d.About, d.Owes, d.Owner.Staff, d.Due, d.Since, d.State, d.Policy})
			require.Equal(t, c.row+"."+c.of.Ref().String()+"."+c.code.String(), d.ID)
			if c.row == "SAFE-12" {
				require.Empty(t, d.Person, "a list of deadlines names nobody to whom it was done")
			}
		})
	}
	t.Run("SAFE-06, SAFE-11, SAFE-12 what is over or kept is owed no more", func(t *testing.T) {
		require.Empty(t, dueOf(t, "2026-06-20T10:00Z", said[safeguard.ReportKept], said[safeguard.PlanReviewed], said[safeguard.NoChange],
			things[safeguard.IncidentSent], practices[safeguard.DiscriminationOutcome], challengesOf(t)[safeguard.ChallengeNoted], risksOf(t)[safeguard.RiskOffered]))
	})
	t.Run("SAFE-04 without a policy the built-in floor asks", func(t *testing.T) {
		floor := reports.Done(t, safeguard.MentalStateReport{}, reportWith(func(r *safeguard.ReportMentalState) { r.Decision = "" }), byJess, func(f *safeguard.Facts) { f.Policy = safeguard.Policy{} })
		out, err := safeguard.Due([]peer.Record{floor}, safeguard.World{LastRun: on(whenSaid)}, on(whenSaid))
		require.ErrorIs(t, err, peer.ErrNoPolicyInForce)
		require.Equal(t, peer.DueAt(on(whenSaid).Add(30*time.Minute)), one(t, out).Due)
	})
}

func TestDueOfSignalsBeside(t *testing.T) {
	said := reportsOf(t)
	signals := func(list []peer.Deadline) []string {
		var out []string
		for _, d := range list {
			if d.Rule.Code.Is(safeguard.ErrRaiseDue) || d.Rule.Code.Is(safeguard.ErrTellDue) {
				out = append(out, d.Rule.Code.String()+" "+string(d.Owner.Staff))
			}
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	t.Run("SAFE-06 now, and nobody has it: it goes on like a concern nobody was told of", func(t *testing.T) {
		require.Equal(t, []string{"raise-due w4"}, signals(dueOf(t, "2026-06-02T09:30Z", said[safeguard.Reported])))
		require.Contains(t, signals(dueOf(t, "2026-06-02T09:36Z", said[safeguard.Reported])), "tell-due hannah-voss")
		require.Empty(t, signals(dueOf(t, "2026-06-02T10:36Z", said[safeguard.ReportAcknowledged])))
	})
	t.Run("SAFE-06, H02 a concern that names the signal answers it", func(t *testing.T) {
		s, ok := said[safeguard.Reported].Signal(on("2026-06-02T09:36Z"))
		require.True(t, ok)
		c, _, err := safeguard.NewConcern(safeguard.ConcernFrom(s), act(byJess, "2026-06-02T09:36Z", "x", nil), facts(t))
		require.NoError(t, err)
		require.NotContains(t, signals(dueOf(t, "2026-06-02T09:37Z", said[safeguard.Reported], c)), "raise-due w4")
	})
	t.Run("H23 what is added to a closed concern is owed a reader", func(t *testing.T) {
		running, closed := closedConcern(t)
		a := added(t, byRowan)
		require.Contains(t, signals(dueOf(t, "2026-06-02T09:10Z", a, closed)), "raise-due w5")
		require.NotContains(t, signals(dueOf(t, "2026-06-02T09:10Z", a, running)), "raise-due w5")
	})
}
