package signpost_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

func worldOfSignposts(t testing.TB) peer.World {
	t.Helper()
	file := policyFile(t, string(signpost.ExamplePolicy()))
	all, err := peer.NewPolicies(file)
	require.NoError(t, err)
	return peer.World{Policies: all, Calendar: file.Calendar()}
}

// owedOn are the deadlines under one code.
func owedOn(t testing.TB, at string, code peer.Code, values ...peer.Record) []peer.Deadline {
	t.Helper()
	list, err := signpost.Due(values, worldOfSignposts(t), on(at))
	require.NoError(t, err)
	var out []peer.Deadline
	for _, d := range list {
		if d.Rule.Code == code {
			out = append(out, d)
		}
	}
	return out
}

func TestDueFollowUps(t *testing.T) {
	g := givenWay(t)
	t.Run("SIGN-15 due on its day, and overdue after it", func(t *testing.T) {
		for at, state := range map[string]peer.DeadlineState{"2026-05-05T22:59Z": peer.DeadlineOpen, "2026-05-05T23:00Z": peer.DeadlineDueToday,
			"2026-05-06T22:59Z": peer.DeadlineDueToday, "2026-05-06T23:00Z": peer.DeadlineOverdue, "2026-11-01T10:00Z": peer.DeadlineOverdue} {
			d := owedOn(t, at, signpost.ErrFollowUpDue, g.s)
			require.Equal(t, []peer.Deadline{{ID: "SIGN-15.signpost/s1.1", Rule: row("SIGN-15", signpost.ErrFollowUpDue), About: g.s.Ref(), Person: sian, Owes: peer.PartyWorker,
				Owner: peer.ByStaff(jess, ""), Since: on("2026-04-22T10:00Z"), Due: peer.DueOn(day("2026-05-06")), State: state, Policy: policy(t).Digest()}}, d, at)
		}
	})
	t.Run("SIGN-15 whom to ask today", func(t *testing.T) {
		w := worldOfSignposts(t)
		require.Empty(t, signpost.DueFollowUps([]peer.Record{g.s}, w, on("2026-05-05T22:59Z")))
		w.Policies = peer.Policies{}
		for _, at := range []string{"2026-05-05T23:00Z", "2026-05-09T10:00Z"} {
			helped := g.copyOf().then(bySian, signpost.AskHelp{Kind: signpost.HelpForm, Until: day("2026-05-01")})
			list := signpost.DueFollowUps([]peer.Record{helped.s, listedEntry(shed)}, w, on(at))
			require.Len(t, list, 1)
			require.Equal(t, signpost.ErrFollowUpDue, list[0].Rule.Code)
		}
	})
	t.Run("SIGN-15 asked, it is due again after a week, three times in all", func(t *testing.T) {
		w := g.copyOf().then(byJess, signpost.NoteAsked{}, "2026-05-07T09:00Z")
		d := owedOn(t, "2026-05-07T10:00Z", signpost.ErrFollowUpDue, w.s)
		require.Equal(t, []any{"SIGN-15.signpost/s1.2", "2026-05-14", on("2026-05-07T09:00Z")}, []any{d[0].ID, d[0].Due.String(), d[0].Since})
		w.then(byJess, signpost.NoteAsked{}, "2026-05-14T09:00Z").then(byJess, signpost.NoteAsked{}, "2026-05-21T09:00Z")
		require.Empty(t, owedOn(t, "2026-09-01T10:00Z", signpost.ErrFollowUpDue, w.s), "reminders end")
	})
	t.Run("SIGN-15 on the day the person set, or never", func(t *testing.T) {
		w := g.copyOf().then(bySian, signpost.ChangeFollowUp{On: day("2026-06-01")}, "2026-04-23T10:00Z")
		d := owedOn(t, "2026-05-07T10:00Z", signpost.ErrFollowUpDue, w.s)
		require.Equal(t, []any{"2026-06-01", peer.DeadlineOpen, on("2026-04-23T10:00Z")}, []any{d[0].Due.String(), d[0].State, d[0].Since})
		require.Empty(t, owedOn(t, "2026-05-07T10:00Z", signpost.ErrFollowUpDue, w.then(bySian, signpost.NoFollowUp{}).s))
	})
	t.Run("SIGN-15 nothing where there is a word, or nothing to ask of", func(t *testing.T) {
		for status, w := range everyWay(t) {
			if status != signpost.Given {
				require.Empty(t, owedOn(t, "2026-05-07T10:00Z", signpost.ErrFollowUpDue, w.s), status)
			}
		}
		require.Empty(t, owedOn(t, "2026-05-07T10:00Z", signpost.ErrFollowUpDue, signpost.Signpost{}))
	})
	t.Run("SIGN-15, SIGN-16 nobody is asked once peer support is over", func(t *testing.T) {
		left := relationshipOf(t, sian, jess, peer.Decline{})
		require.Empty(t, owedOn(t, "2026-05-07T10:00Z", signpost.ErrFollowUpDue, g.s, left))
		require.Len(t, owedOn(t, "2026-05-07T10:00Z", signpost.ErrFollowUpDue, g.s, left, relationshipOf(t, sian, jess)), 1)
		require.Len(t, owedOn(t, "2026-05-07T10:00Z", signpost.ErrFollowUpDue, g.s, relationshipOf(t, sian, rowan, peer.Decline{})), 1)
	})
	t.Run("SIGN-15 where nobody is alongside it is a reminder, and never late", func(t *testing.T) {
		step := lookAt(shed, pantry)
		step.Worker = ""
		step.Options[0].Words, step.Options[1].Words = peer.Words{}, peer.Words{}
		w := beginWay(t, bySian, step).then(bySian, signpost.Choose{Resource: shed}).then(bySian, signpost.SayReady{Willing: signpost.WillingYes, Able: signpost.AbleYes}).
			then(bySian, signpost.Give{Medium: signpost.MediumPrint})
		d := owedOn(t, "2026-07-07T10:00Z", signpost.ErrFollowUpDue, w.s)
		require.Equal(t, []any{peer.PartyPerson, bySian, peer.DeadlineOpen}, []any{d[0].Owes, d[0].Owner, d[0].State})
		require.Len(t, signpost.DueFollowUps([]peer.Record{w.s}, worldOfSignposts(t), on("2026-07-07T10:00Z")), 1)
	})
}

func TestDueHelp(t *testing.T) {
	w := chosenWay(t, shed).then(bySian, signpost.AskHelp{Kind: signpost.HelpForm}).then(bySian, signpost.AskHelp{Kind: signpost.HelpGoAlong, Until: day("2026-04-28")})
	t.Run("SIGN-18 by the day it is meant to take place", func(t *testing.T) {
		d := owedOn(t, "2026-04-29T10:00Z", signpost.ErrHelpDue, w.s)
		require.Len(t, d, 1)
		require.Equal(t, []any{"SIGN-18.signpost/s1.2", "2026-04-28", peer.DeadlineOverdue, peer.PartyWorker, jess, on("2026-04-20T10:10Z")},
			[]any{d[0].ID, d[0].Due.String(), d[0].State, d[0].Owes, d[0].Owner.Staff, d[0].Since})
	})
	t.Run("SIGN-18 not once it took place, is not wanted, or was left", func(t *testing.T) {
		for _, next := range []*way{w.copyOf().then(byJess, signpost.HelpDone{Number: 2}), w.copyOf().then(bySian, signpost.DropHelp{Number: 2}), w.copyOf().then(bySian, signpost.NotNow{})} {
			require.Empty(t, owedOn(t, "2026-04-29T10:00Z", signpost.ErrHelpDue, next.s))
		}
		require.Empty(t, owedOn(t, "2026-04-29T10:00Z", signpost.ErrHelpDue, w.s, relationshipOf(t, sian, jess, peer.Decline{})))
		given := w.copyOf().then(byJess, signpost.Give{Medium: signpost.MediumText})
		require.Len(t, owedOn(t, "2026-04-29T10:00Z", signpost.ErrHelpDue, given.s), 1)
	})
	t.Run("SIGN-15, SIGN-18 the soonest first", func(t *testing.T) {
		given := w.copyOf().then(byJess, signpost.Give{Medium: signpost.MediumText})
		list, err := signpost.Due([]peer.Record{given.s}, worldOfSignposts(t), on("2026-04-29T10:00Z"))
		require.NoError(t, err)
		require.Equal(t, []peer.Code{signpost.ErrHelpDue, signpost.ErrFollowUpDue}, []peer.Code{list[0].Rule.Code, list[1].Rule.Code})
	})
}

func TestDueWithoutAPolicy(t *testing.T) {
	w := worldOfSignposts(t)
	w.Policies = peer.Policies{}
	g := givenWay(t)
	t.Run("POL-03 what was frozen needs none", func(t *testing.T) {
		list, err := signpost.Due([]peer.Record{g.s}, w, on("2026-05-06T10:00Z"))
		require.NoError(t, err)
		require.Len(t, list, 1)
	})
	t.Run("POL-03 an entry does, and the rest comes all the same", func(t *testing.T) {
		list, err := signpost.Due([]peer.Record{g.s, listedEntry(shed)}, w, on("2026-05-06T10:00Z"))
		require.ErrorIs(t, err, peer.ErrNoPolicyInForce)
		require.NotEmpty(t, list)
		_, err = signpost.Due([]peer.Record{g.s, listedEntry(shed)}, worldOfSignposts(t), on("2027-05-06T10:00Z"))
		require.ErrorIs(t, err, peer.ErrNoPolicyInForce)
		_, err = signpost.Due([]peer.Record{g.s, listedEntry(shed)}, worldOfSignposts(t), on("2026-05-06T10:00Z"))
		require.NoError(t, err)
	})
}

func TestConfidence(t *testing.T) {
	ways := everyWay(t)
	var list []signpost.Signpost
	for _, w := range ways {
		list = append(list, w.s)
	}
	again := ways[signpost.Given].copyOf().then(bySian, signpost.RecordOutcome{Outcome: signpost.OutcomeAccessed, MetNeed: peer.No}, "2026-06-10T23:30Z")
	unsure := ways[signpost.Given].copyOf().then(bySian, signpost.RecordOutcome{Outcome: signpost.OutcomeAccessed}, "2026-05-08T10:00Z")
	left := again.copyOf().then(bySian, signpost.NotNow{})
	list = append(list, again.s, unsure.s, chosenWay(t, line).then(byJess, signpost.Give{Medium: signpost.MediumText}).s)
	t.Run("SIGN-16 counts and a day", func(t *testing.T) {
		require.Equal(t, signpost.Confidence{Resource: shed, Given: 8, Accessed: 3, MetNeed: 1, NotMet: 1, NotAccessed: 1, NeedsDifferent: 1, NotKnown: 2, Waiting: 1, LastAccessed: day("2026-06-11")},
			signpost.ConfidenceOf(shed, list, on("2026-07-01T10:00Z")))
	})
	t.Run("SIGN-16 what was said by then", func(t *testing.T) {
		require.Equal(t, signpost.Confidence{Resource: shed, Given: 8, Accessed: 1, MetNeed: 1, NotAccessed: 1, NeedsDifferent: 1, NotKnown: 2, Waiting: 3, LastAccessed: day("2026-05-06")},
			signpost.ConfidenceOf(shed, list, on("2026-05-06T10:00Z")))
		require.Equal(t, signpost.Confidence{Resource: shed}, signpost.ConfidenceOf(shed, list, on("2026-04-22T09:59Z")))
	})
	t.Run("SIGN-16 what was said stays said when the person leaves it", func(t *testing.T) {
		require.Equal(t, signpost.Confidence{Resource: shed, Given: 1, Accessed: 1, NotMet: 1, LastAccessed: day("2026-06-11")}, signpost.ConfidenceOf(shed, []signpost.Signpost{left.s}, on("2026-07-01T10:00Z")))
	})
	t.Run("SIGN-16 of another entry, and of none", func(t *testing.T) {
		require.Equal(t, signpost.Confidence{Resource: line, Given: 1, Waiting: 1}, signpost.ConfidenceOf(line, list, on("2026-07-01T10:00Z")))
		require.Equal(t, signpost.Confidence{Resource: pantry}, signpost.ConfidenceOf(pantry, list, on("2026-07-01T10:00Z")))
		require.Equal(t, signpost.Confidence{}, signpost.ConfidenceOf("", append(list, signpost.Signpost{}), on("2026-07-01T10:00Z")))
	})
}

func TestAdvocacyReview(t *testing.T) {
	dir, cal, now := entriesOfTests(), policy(t).Calendar(), on("2026-05-20T10:00Z")
	of := peer.Ref{Kind: "choice", ID: "c1"}
	situation := func(at string) signpost.AdvocacySituation {
		return signpost.AdvocacySituation{Occasion: signpost.OccasionImposed, Of: of, Person: sian, At: on(at)}
	}
	shown := beginWay(t, byJess, lookAt(advocates, shed)).s
	review := func(at string, offers []signpost.AdvocacyOffer, ways ...signpost.Signpost) signpost.AdvocacyReviewed {
		list := signpost.AdvocacyReview([]signpost.AdvocacySituation{situation(at)}, offers, ways, dir, cal, now)
		require.Len(t, list, 1)
		require.Equal(t, list[0].Offered.IsZero(), list[0].Reason.Met == peer.No)
		return list[0]
	}
	t.Run("SIGN-17 nobody offered one", func(t *testing.T) {
		for _, o := range signpost.AdvocacyOccasion("").Terms() {
			x := situation("2026-04-20T09:00Z")
			x.Occasion = signpost.AdvocacyOccasion(o)
			got := signpost.AdvocacyReview([]signpost.AdvocacySituation{x}, nil, []signpost.Signpost{givenWay(t).s}, dir, cal, now)[0]
			require.Equal(t, row("SIGN-17", signpost.AdvocacyNotOffered), got.Reason.Rule)
			require.Equal(t, []any{peer.No, peer.Warns, false, o, "2026-04-20"}, []any{got.Reason.Met, got.Reason.Weight, got.Reason.Stops(), got.Reason.Args[0].Value(), got.Reason.Args[1].Value()})
			require.Equal(t, x, got.Situation)
		}
	})
	t.Run("SIGN-17 shown among the ways, that day or after", func(t *testing.T) {
		require.Equal(t, on(considered), review("2026-04-20T09:00Z", nil, shown).Offered)
		require.Equal(t, on(considered), review("2026-04-20T18:00Z", nil, shown).Offered, "in the same talk")
		require.Equal(t, on(considered), review("2026-03-01T18:00Z", nil, givenWay(t).s, shown).Offered)
		require.True(t, review("2026-04-20T23:00Z", nil, shown).Offered.IsZero(), "before it, it was not about this")
		later := beginWay(t, byJess, lookAt(shed, pantry)).then(byJess, signpost.AddOption{Option: tellOf(advocates)}, "2026-04-24T10:00Z").s
		require.Equal(t, on("2026-04-24T10:00Z"), review("2026-04-22T09:00Z", nil, later).Offered)
		require.Equal(t, on(considered), review("2026-03-01T18:00Z", nil, later, shown).Offered, "the first counts")
	})
	t.Run("SIGN-17 to somebody else it was not offered to her", func(t *testing.T) {
		other := situation("2026-04-20T09:00Z")
		other.Person = beatriz
		require.Equal(t, peer.No, signpost.AdvocacyReview([]signpost.AdvocacySituation{other}, nil, []signpost.Signpost{shown}, dir, cal, now)[0].Reason.Met)
	})
	t.Run("SIGN-17 offered by other ways", func(t *testing.T) {
		require.Equal(t, on("2026-05-01T10:00Z"), review("2026-04-20T09:00Z", []signpost.AdvocacyOffer{{Situation: of, At: on("2026-05-01T10:00Z")}}).Offered)
		require.True(t, review("2026-04-20T09:00Z", []signpost.AdvocacyOffer{{Situation: peer.Ref{Kind: "choice", ID: "c2"}, At: on("2026-05-01T10:00Z")}}).Offered.IsZero())
		require.True(t, review("2026-04-20T09:00Z", []signpost.AdvocacyOffer{{Situation: of, At: on("2026-05-21T10:00Z")}}).Offered.IsZero(), "it lies ahead")
	})
	t.Run("SIGN-17 a situation that lies ahead", func(t *testing.T) {
		require.Empty(t, signpost.AdvocacyReview([]signpost.AdvocacySituation{situation("2026-05-20T10:01Z")}, nil, nil, dir, cal, now))
	})
	t.Run("SIGN-17 whom to offer, those made sure of lately first", func(t *testing.T) {
		is := func(l *signpost.Listing) { l.Categories = []signpost.Category{signpost.Advocacy} }
		list := signpost.AdvocacyOffers([]signpost.Resource{entryIn("a-old", signpost.Listed, "2025-01-01", is), listedEntry("c", is), entryIn("doubted", signpost.Disputed, "2026-03-30", is), listedEntry(shed), listedEntry("b", is)}, policy(t), now)
		var ids []string
		for _, r := range list {
			ids = append(ids, r.Ref().ID)
		}
		require.Equal(t, []string{"b", "c", "a-old"}, ids)
	})
}
