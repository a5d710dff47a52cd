package transition_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

// met is a move on a day whose six checks are all met.
func metMove(t testing.TB, planned string) *path {
	t.Helper()
	step := theMove()
	step.Planned, step.Until = date(planned), peer.Date{}
	return begin(t, step, byJess, "2026-03-02T10:00Z").then(byJess, theServices()).then(byKay, theInformation()).then(byJess, theContinuity()).answers(transition.Met)
}

func unmetMove(t testing.TB, planned string) *path {
	t.Helper()
	return metMove(t, planned).then(bySian, transition.AnswerCheck{Check: transition.Notice, Answer: transition.NotMet})
}

func (p *path) assess(at time.Time) transition.Progress {
	return transition.Assess(p.move, p.facts.Policy, p.facts.Policy.Calendar(), at)
}

func stallsOf(p transition.Progress) (out []transition.Stall) {
	for _, w := range p.Why {
		out = append(out, w.Stall)
	}
	return out
}

func TestAssessAtTheFirstInstant(t *testing.T) {
	contact := func(day string) *path {
		return metMove(t, day).then(byKay, transition.Prepare{}).then(byKay, transition.StartTransfer{}).then(byKay, transition.Arrive{On: date(day)}, day+"T12:00Z")
	}
	transfer := func(day string) *path {
		return metMove(t, day).then(byKay, transition.Prepare{}).then(byKay, transition.StartTransfer{})
	}
	for name, c := range map[string]struct {
		p     *path
		stall transition.Stall
		first string
		by    string // when it has to have reached somebody
	}{
		"checks, on a Saturday":                    {unmetMove(t, "2026-03-23"), transition.StallChecks, "2026-03-21T00:00Z", "2026-03-23T17:00Z"},
		"checks, the day the clocks go forward":    {unmetMove(t, "2026-03-31"), transition.StallChecks, "2026-03-29T00:00Z", "2026-03-30T16:00Z"},
		"checks, the day after":                    {unmetMove(t, "2026-04-01"), transition.StallChecks, "2026-03-29T23:00Z", "2026-03-30T16:00Z"},
		"checks, on Good Friday":                   {unmetMove(t, "2026-04-05"), transition.StallChecks, "2026-04-02T23:00Z", "2026-04-07T16:00Z"},
		"checks, the day the clocks go back":       {unmetMove(t, "2026-10-27"), transition.StallChecks, "2026-10-24T23:00Z", "2026-10-26T17:00Z"},
		"checks, the day after they go back":       {unmetMove(t, "2026-10-28"), transition.StallChecks, "2026-10-26T00:00Z", "2026-10-26T17:00Z"},
		"day over, the eve of the change":          {metMove(t, "2026-03-28"), transition.StallDay, "2026-03-29T00:00Z", "2026-03-30T16:00Z"},
		"day over, the change itself":              {metMove(t, "2026-03-29"), transition.StallDay, "2026-03-29T23:00Z", "2026-03-30T16:00Z"},
		"day over, the eve of the change back":     {metMove(t, "2026-10-24"), transition.StallDay, "2026-10-24T23:00Z", "2026-10-26T17:00Z"},
		"day over, the change back itself":         {metMove(t, "2026-10-25"), transition.StallDay, "2026-10-26T00:00Z", "2026-10-26T17:00Z"},
		"day over, preparing":                      {metMove(t, "2026-06-01").then(byKay, transition.Prepare{}), transition.StallDay, "2026-06-01T23:00Z", "2026-06-02T16:00Z"},
		"day over, when some month was planned":    {metMove(t, "2026-03-23").then(byKay, transition.MoveDay{Planned: date("2026-05"), Told: date("2026-03-02")}), transition.StallDay, "2026-05-31T23:00Z", "2026-06-01T16:00Z"},
		"no contact, over the change":              {contact("2026-03-15"), transition.StallContact, "2026-03-29T23:00Z", "2026-03-30T16:00Z"},
		"no contact, over the change back":         {contact("2026-10-11"), transition.StallContact, "2026-10-26T00:00Z", "2026-10-26T17:00Z"},
		"no contact, counted from the day planned": {transfer("2026-06-01"), transition.StallContact, "2026-06-15T23:00Z", "2026-06-16T16:00Z"},
		"the person says so":                       {metMove(t, "2026-06-01").then(bySian, transition.SayStuck{}, "2026-03-05T10:00Z"), transition.StallPerson, "2026-03-05T10:00Z", "2026-03-05T17:00Z"},
		"the worker says so, after hours":          {metMove(t, "2026-06-01").then(byJess, transition.SayStuck{}, "2026-03-05T18:30Z"), transition.StallWorker, "2026-03-05T18:30Z", "2026-03-05T18:30Z"},
	} {
		t.Run("TRAN-15 "+name, func(t *testing.T) {
			first := on(c.first)
			before := c.p.assess(first.Add(-time.Millisecond))
			require.Equal(t, peer.Yes, before.Progressing)
			require.Empty(t, before.Why)
			require.Nil(t, before.Signal)
			at := c.p.assess(first)
			require.Equal(t, peer.No, at.Progressing)
			require.Equal(t, []transition.Stall{c.stall}, stallsOf(at))
			require.Equal(t, first, at.Why[0].Since)
			require.NotEmpty(t, at.Why[0].Says)
			require.Contains(t, at.Why[0].Otherwise, "would be progressing if")
			require.Equal(t, first, at.Signal.Noticed)
			require.Equal(t, on(c.by), at.By.Instant(c.p.facts.Policy.Calendar()))
			for _, later := range []time.Duration{time.Hour, 26 * time.Hour, 300 * time.Hour} {
				require.Equal(t, at.Signal.ID, c.p.assess(first.Add(later)).Signal.ID, "the same stall gives the same signal")
			}
		})
	}
}

func TestAssessNamesEveryReason(t *testing.T) {
	p := unmetMove(t, "2026-03-23").then(byJess, transition.SayStuck{}, "2026-03-22T10:00Z").then(bySian, transition.SayStuck{}, "2026-03-22T11:00Z")
	a := p.assess(on("2026-03-25T00:00Z"))
	require.Equal(t, []transition.Stall{transition.StallChecks, transition.StallWorker, transition.StallPerson, transition.StallDay}, stallsOf(a), "the oldest first")
	require.Equal(t, []transition.Check{transition.Notice}, a.Why[0].Checks)
	require.Equal(t, date("2026-03-23"), a.Why[0].Day)
	require.Equal(t, peer.SignalNotProgressing, a.Signal.Kind)
	require.Equal(t, sian, a.Signal.About)
	require.Equal(t, p.move.Ref(), a.Signal.From)
	_, err := json.Marshal(a)
	require.NoError(t, err)
	require.Equal(t, peer.No, transition.Assess(tellMove(t).settling.move, policy(t), policy(t).Calendar(), on("2026-05-01T00:00Z")).Progressing)
	for name, q := range map[string]*path{"completed": tellMove(t).completed, "cancelled": tellMove(t).cancelled} {
		require.Equal(t, transition.Progress{Progressing: peer.Yes}, q.assess(on("2026-12-01T00:00Z")), name)
	}
	require.Equal(t, peer.No, transition.Assess(transition.Transition{}, policy(t), peer.Calendar{}, on("2026-12-01T00:00Z")).Progressing)
}

func TestAssessAMoveThatWasMeantToBeOver(t *testing.T) {
	until := func(p *path) *path {
		return p.then(byKay, transition.MoveDay{Planned: date("2026-03-23"), Told: date("2026-03-02"), Until: date("2026-03-29")})
	}
	transfer := until(metMove(t, "2026-03-23")).then(byKay, transition.Prepare{}).then(byKay, transition.StartTransfer{}).then(byKay, transition.NewContact{On: date("2026-03-23")}, "2026-03-23T12:00Z")
	t.Run("TRAN-15 it was meant to be over, the new service was in touch and nobody has arrived", func(t *testing.T) {
		require.Empty(t, transfer.assess(on("2026-03-29T22:59Z")).Why)
		a := transfer.assess(on("2026-03-29T23:00Z"))
		require.Equal(t, []transition.Stall{transition.StallUntil}, stallsOf(a))
		require.Equal(t, date("2026-03-29"), a.Why[0].Day)
		require.Contains(t, a.Why[0].Otherwise, "would be progressing if")
	})
	t.Run("TRAN-15 of which nobody planned the day", func(t *testing.T) {
		step := theMove()
		step.Planned, step.Until = peer.Date{}, date("2026-03-29")
		p := begin(t, step, bySian, "2026-03-02T10:00Z")
		require.Equal(t, peer.Yes, p.assess(on("2026-03-29T22:59Z")).Progressing)
		require.Equal(t, []transition.Stall{transition.StallUntil}, stallsOf(p.assess(on("2026-03-29T23:00Z"))))
	})
	t.Run("TRAN-15 who has arrived is not asked for it", func(t *testing.T) {
		p := transfer.copyOf().then(byKay, transition.Arrive{On: date("2026-03-23")}, "2026-03-23T13:00Z")
		require.Equal(t, peer.Yes, p.assess(on("2026-05-29T23:00Z")).Progressing)
	})
}

func TestAssessTheSameStall(t *testing.T) {
	id := func(p *path, at string) string {
		t.Helper()
		a := p.assess(on(at))
		require.NotNil(t, a.Signal)
		return a.Signal.ID
	}
	t.Run("TRAN-15 answering a check the same way is no new stall, nor is saying it again", func(t *testing.T) {
		p := unmetMove(t, "2026-03-23")
		first := id(p, "2026-03-21T08:00Z")
		p.then(bySian, transition.AnswerCheck{Check: transition.Notice, Answer: transition.NotMet, Words: own(bySian, "still")}, "2026-03-21T09:00Z")
		p.then(bySian, transition.AnswerCheck{Check: transition.Offer, Answer: transition.NotMet}).then(bySian, transition.AnswerCheck{Check: transition.Notice, Answer: transition.Met}, "2026-03-21T10:00Z")
		p.then(byKay, transition.Prepare{}).then(byKay, transition.MoveDay{Planned: date("2026-03-23"), Told: date("2026-03-01")})
		require.Equal(t, first, id(p, "2026-03-21T11:00Z"))
		p.then(bySian, transition.AnswerCheck{Check: transition.Offer, Answer: transition.PartlyMet}, "2026-03-21T12:00Z")
		require.Equal(t, peer.Yes, p.assess(on("2026-03-21T12:00Z")).Progressing)
		p.then(bySian, transition.AnswerCheck{Check: transition.Offer, Answer: transition.NotMet}, "2026-03-21T13:00Z")
		require.NotEqual(t, first, id(p, "2026-03-21T13:00Z"), "it came open again")
		require.Equal(t, on("2026-03-21T13:00Z"), p.assess(on("2026-03-22T13:00Z")).Why[0].Since)
	})
	t.Run("TRAN-07 contested close to the day, it begins with the no", func(t *testing.T) {
		p := metMove(t, "2026-03-23").then(bySian, transition.SayNo{To: []transition.Passed{transition.PassedFamily}}, "2026-03-22T15:00Z")
		a := p.assess(on("2026-03-22T15:00Z"))
		require.Equal(t, []transition.Check{transition.Information}, a.Why[0].Checks)
		require.Equal(t, on("2026-03-22T15:00Z"), a.Why[0].Since)
	})
	t.Run("TRAN-15 what one of the two says is the signal that went with the change", func(t *testing.T) {
		for _, by := range []peer.Actor{bySian, byJess} {
			p := metMove(t, "2026-06-01").then(by, transition.SayStuck{}, "2026-03-05T10:00Z")
			sent := p.history[len(p.history)-1].Signals[0]
			a := p.assess(on("2026-03-06T10:00Z"))
			require.Equal(t, []any{sent.ID, sent.Kind, sent.Rule, sent.About, sent.From, sent.Rev, sent.Noticed}, []any{a.Signal.ID, a.Signal.Kind, a.Signal.Rule, a.Signal.About, a.Signal.From, a.Signal.Rev, a.Signal.Noticed})
			p.then(by, transition.SayStuck{}, "2026-03-07T10:00Z")
			require.Equal(t, sent.ID, id(p, "2026-03-08T10:00Z"))
		}
	})
	t.Run("TRAN-15 the worker's word never takes the place of the person's", func(t *testing.T) {
		p := metMove(t, "2026-06-01").then(bySian, transition.SayStuck{}, "2026-03-05T10:00Z").then(byJess, transition.SayStuck{}, "2026-03-05T11:00Z")
		require.Equal(t, []transition.Stall{transition.StallPerson, transition.StallWorker}, stallsOf(p.assess(on("2026-03-05T12:00Z"))))
	})
	t.Run("TRAN-04 another day ends it, and going back begins it anew", func(t *testing.T) {
		p := metMove(t, "2026-03-23").then(byKay, transition.Prepare{})
		first := id(p, "2026-03-25T08:00Z")
		p.then(byKay, transition.MoveDay{Planned: date("2026-04-13"), Told: date("2026-03-25")}, "2026-03-25T09:00Z")
		require.Equal(t, peer.Yes, p.assess(on("2026-04-10T09:00Z")).Progressing)
		require.NotEqual(t, first, id(p, "2026-04-13T23:00Z"))
		p.then(byKay, transition.StartTransfer{}, "2026-04-13T10:00Z").then(byKay, transition.GoBack{}, "2026-04-16T10:00Z")
		require.Equal(t, on("2026-04-16T10:00Z"), p.assess(on("2026-04-16T10:00Z")).Why[0].Since, "nobody is late for the days of the transfer")
	})
	t.Run("TRAN-15 a contact before the move is not one since", func(t *testing.T) {
		p := metMove(t, "2026-03-23").then(byKay, transition.Prepare{}).then(byKay, transition.StartTransfer{}).then(bySian, transition.NewContact{On: date("2026-03-10")}, "2026-03-11T10:00Z").
			then(byKay, transition.Arrive{On: date("2026-03-23")}, "2026-03-23T15:00Z")
		require.Equal(t, peer.No, p.assess(on("2026-04-06T23:00Z")).Progressing)
		p.then(bySian, transition.NewContact{On: date("2026-03-23")}, "2026-04-07T10:00Z")
		require.Equal(t, peer.Yes, p.assess(on("2026-04-07T10:00Z")).Progressing)
	})
}

func TestAssessAnswersAndHoldingBack(t *testing.T) {
	answer := func(day string) transition.AnswerStuck {
		return transition.AnswerStuck{Next: peer.Say("I ring them"), LookAgain: date(day)}
	}
	hold := func(day string) transition.HoldBack {
		return transition.HoldBack{Because: peer.Say("half-term"), Until: date(day)}
	}
	t.Run("TRAN-15 an answer quiets what stood, until the day to look again is over", func(t *testing.T) {
		p := unmetMove(t, "2026-03-25")
		first := p.assess(on("2026-03-23T00:00Z")).Signal.ID
		p.then(byKay, answer("2026-03-29"), "2026-03-23T10:00Z")
		a := p.assess(on("2026-03-24T10:00Z"))
		require.Equal(t, peer.Yes, a.Progressing)
		require.True(t, a.Why[0].Quiet)
		require.Equal(t, date("2026-03-29"), a.QuietUntil)
		require.False(t, a.HeldBack)
		b := p.assess(on("2026-03-26T00:00Z"))
		require.Equal(t, transition.StallDay, b.Why[1].Stall, "what came after the answer is loud")
		require.False(t, b.Why[1].Quiet)
		require.Equal(t, on("2026-03-26T00:00Z"), b.Signal.Noticed)
		p.then(byKay, transition.Prepare{}, "2026-03-25T10:00Z").then(byKay, transition.StartTransfer{})
		require.Equal(t, peer.Yes, p.assess(on("2026-03-29T22:59Z")).Progressing)
		c := p.assess(on("2026-03-29T23:00Z"))
		require.Equal(t, peer.No, c.Progressing)
		require.NotEqual(t, first, c.Signal.ID, "a new one")
		require.Equal(t, on("2026-03-29T23:00Z"), c.Signal.Noticed)
		require.Equal(t, on("2026-03-30T16:00Z"), c.By.Instant(p.facts.Policy.Calendar()), "and nobody is late for what was quiet")
		require.Equal(t, c.Signal.ID, p.assess(on("2026-04-05T23:00Z")).Signal.ID)
	})
	t.Run("TRAN-15 an answer ends what was said; said again it is a new one", func(t *testing.T) {
		p := metMove(t, "2026-06-01").then(bySian, transition.SayStuck{}, "2026-03-05T10:00Z")
		first := p.assess(on("2026-03-05T11:00Z")).Signal.ID
		p.then(byKay, answer("2026-03-12"), "2026-03-05T12:00Z")
		require.Empty(t, p.assess(on("2026-03-05T12:00Z")).Why)
		require.Equal(t, date("2026-03-12"), p.assess(on("2026-03-05T12:00Z")).QuietUntil)
		p.then(bySian, transition.SayStuck{}, "2026-03-06T10:00Z")
		a := p.assess(on("2026-03-06T10:00Z"))
		require.Equal(t, peer.No, a.Progressing)
		require.NotEqual(t, first, a.Signal.ID)
	})
	t.Run("TRAN-15 held back, it is shown with its reason and its end; what the two say never is", func(t *testing.T) {
		p := unmetMove(t, "2026-03-25").then(byJess, hold("2026-03-24"), "2026-03-22T10:00Z")
		a := p.assess(on("2026-03-24T23:59Z"))
		require.Equal(t, peer.Yes, a.Progressing)
		require.True(t, a.HeldBack)
		require.Equal(t, "half-term", a.Because.Reveal())
		require.Equal(t, date("2026-03-24"), a.QuietUntil)
		require.True(t, a.Why[0].Quiet)
		require.Equal(t, on("2026-03-25T00:00Z"), p.assess(on("2026-03-25T00:00Z")).Signal.Noticed)
		for by, stall := range map[peer.Actor]transition.Stall{bySian: transition.StallPerson, byJess: transition.StallWorker} {
			q := p.copyOf().then(by, transition.SayStuck{}, "2026-03-23T10:00Z")
			b := q.assess(on("2026-03-23T10:00Z"))
			require.Equal(t, peer.No, b.Progressing)
			require.Equal(t, on("2026-03-23T10:00Z"), b.Signal.Noticed)
			require.Equal(t, []transition.Stall{transition.StallChecks, stall}, stallsOf(b))
			require.False(t, b.Why[1].Quiet)
		}
		p.then(byKay, answer("2026-03-30"), "2026-03-24T10:00Z")
		require.Equal(t, date("2026-03-30"), p.assess(on("2026-03-24T11:00Z")).QuietUntil, "the later of the two")
	})
	t.Run("TRAN-15 a look back sees what was seen then", func(t *testing.T) {
		p := unmetMove(t, "2026-03-25").then(byKay, answer("2026-03-30"), "2026-03-24T10:00Z").then(bySian, transition.SayStuck{}, "2026-03-26T10:00Z")
		a := p.assess(on("2026-03-24T09:59Z"))
		require.Equal(t, []transition.Stall{transition.StallChecks}, stallsOf(a))
		require.False(t, a.Why[0].Quiet)
	})
}

func TestAssessWithoutPolicy(t *testing.T) {
	p := unmetMove(t, "2026-03-25")
	p.facts = transition.Facts{}
	require.Equal(t, transition.Progress{Progressing: peer.Unknown}, p.assess(on("2026-12-01T00:00Z")))
	p.then(bySian, transition.SayStuck{}, "2026-03-26T10:00Z")
	a := p.assess(on("2026-03-26T10:00Z"))
	require.Equal(t, peer.No, a.Progressing)
	require.NotNil(t, a.Signal)
	require.True(t, a.By.IsZero(), "nobody said by when")
}
