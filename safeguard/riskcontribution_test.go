package safeguard_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

type riskStep = safeguard.RiskContributionStep

var risks = steptest.BenchOf(recordGround, safeguard.RiskContributionTable(), safeguard.NewRiskContribution, safeguard.CheckNewRiskContribution, safeguard.RiskContributionStarts,
	safeguard.DecodeRiskContribution, safeguard.EncodeRiskContributionStep, safeguard.DecodeRiskContributionStep)

func theView() safeguard.OfferRiskView {
	return safeguard.OfferRiskView{ID: "v1", Person: sian, Worker: jess, Assessment: "ra1", Sort: safeguard.AssessPerson, Owner: kay,
		WorkersView: unsigned("is at ease in the garden"), PersonsView: own(bySian, "I am safe in the garden")}
}

// ownView is about an assessment of the worker's own.
func ownView() safeguard.OfferRiskView {
	v := theView()
	v.Sort, v.Owner = safeguard.AssessActivity, jess
	return v
}

func risksOf(t testing.TB) map[peer.Status]safeguard.RiskContribution {
	t.Helper()
	offered := risks.Done(t, safeguard.RiskContribution{}, theView(), byJess)
	mine := risks.Done(t, safeguard.RiskContribution{}, ownView(), byJess)
	return map[peer.Status]safeguard.RiskContribution{safeguard.RiskOffered: offered,
		safeguard.RiskTakenIn:    risks.Done(t, offered, safeguard.TakeRiskViewIn{Says: peer.Say("the garden is in it")}, byKay),
		safeguard.RiskNotTakenIn: risks.Done(t, offered, safeguard.LeaveRiskViewOut{Says: peer.Say("the garden is in another")}, byKay),
		safeguard.RiskWithdrawn:  risks.Done(t, offered, safeguard.WithdrawRiskView{}, byJess),
		safeguard.RiskFinished:   risks.Done(t, mine, safeguard.FinishAssessment{}, byJess)}
}

func TestRiskContributionEveryRow(t *testing.T) {
	records := risksOf(t)
	offered := records[safeguard.RiskOffered]
	mine := risks.Done(t, safeguard.RiskContribution{}, ownView(), byJess)
	two, words := row("SAFE-08", peer.ErrNotAuthorised), row("SAFE-08", peer.ErrPersonsWordsOnly)
	bySelf := theView()
	bySelf.WorkersView, bySelf.PersonsView = peer.Words{}, own(bySian, "I am safe in the garden")
	cases := []steptest.Case[safeguard.RiskContribution, riskStep, safeguard.Facts]{
		risks.Planned(t, "SAFE-08 the worker offers both views", safeguard.RiskContribution{}, theView(), byJess, safeguard.RiskOffered, map[string][]peer.Rule{
			"/person": {words}, "/worker": {two}, "/personsView": {words}}),
		risks.Planned(t, "SAFE-08 the person offers theirs", safeguard.RiskContribution{}, bySelf, bySian, safeguard.RiskOffered, map[string][]peer.Rule{
			"/person": {two, words}, "/workersView": {two}}),
		risks.Planned(t, "SAFE-08 one of the worker's own", safeguard.RiskContribution{}, ownView(), byJess, safeguard.RiskOffered, map[string][]peer.Rule{
			"/person": {words}, "/worker": {two}, "/personsView": {words}}),
		risks.Planned(t, "SAFE-08 taken in", offered, safeguard.TakeRiskViewIn{}, byKay, safeguard.RiskTakenIn, nil),
		risks.Planned(t, "SAFE-08 not taken in, and why", offered, safeguard.LeaveRiskViewOut{Says: peer.Say("x")}, byKay, safeguard.RiskNotTakenIn, nil),
		risks.Planned(t, "SAFE-08 withdrawn", offered, safeguard.WithdrawRiskView{}, byJess, safeguard.RiskWithdrawn, nil),
		risks.Planned(t, "SAFE-08 the person withdraws their view", offered, safeguard.WithdrawRiskView{}, bySian, safeguard.RiskWithdrawn, nil),
		risks.Planned(t, "SAFE-08 finished", mine, safeguard.FinishAssessment{}, byJess, safeguard.RiskFinished, nil),
	}
	steptest.Plan[safeguard.RiskContribution, riskStep, safeguard.Facts]{Kind: risks.Kind, Person: sian, Records: records, Cases: cases,
		Anybody: everybody(map[string]peer.Party{"a nurse": peer.PartyOwner})}.Run(t)
}

func TestRiskContributionIsSignedByAProfessional(t *testing.T) {
	const rule = "SAFE-08 wrong-role"
	none, offered := safeguard.RiskContribution{}, risksOf(t)[safeguard.RiskOffered]
	t.Run("SAFE-08 the worker signs the person's clinical assessment", func(t *testing.T) {
		only(t, risks.Tried(t, offered, safeguard.FinishAssessment{}, byJess), rule, "")
		_, _, err := offered.Do(safeguard.FinishAssessment{}, act(byJess, whenNext, "x", offered), facts(t))
		require.ErrorIs(t, err, peer.ErrWrongRole)
	})
	t.Run("SAFE-08 the worker owns it", func(t *testing.T) {
		v := theView()
		v.Owner = jess
		only(t, risks.Tried(t, none, v, byJess), rule, "/owner")
	})
	t.Run("SAFE-08 its owner acts as a peer worker", func(t *testing.T) {
		for _, role := range []peer.Role{peer.RolePeerWorker, peer.RolePeerSupportLead} {
			only(t, risks.Tried(t, offered, safeguard.TakeRiskViewIn{}, peer.ByStaff(kay, role)), rule, "")
			only(t, risks.Tried(t, offered, safeguard.LeaveRiskViewOut{Says: peer.Say("x")}, peer.ByStaff(kay, role)), rule, "")
		}
	})
	for _, sort := range []safeguard.AssessmentSort{safeguard.AssessActivity, safeguard.AssessPlace, safeguard.AssessAlone} {
		t.Run("SAFE-08 the worker finishes their own: "+string(sort), func(t *testing.T) {
			v := ownView()
			v.Sort = sort
			mine := risks.Done(t, none, v, byJess)
			open(t, risks.Tried(t, mine, safeguard.FinishAssessment{}, byJess))
			only(t, risks.Tried(t, mine, safeguard.FinishAssessment{}, byKay), rule, "")
			v.Owner = kay
			theirs := risks.Done(t, none, v, byJess)
			only(t, risks.Tried(t, theirs, safeguard.FinishAssessment{}, byJess), rule, "")
			open(t, risks.Tried(t, theirs, safeguard.TakeRiskViewIn{}, peer.ByStaff(kay, peer.RolePeerWorker)))
		})
	}
	t.Run("SAFE-08 no score, level or sign-off exists", func(t *testing.T) {
		for _, r := range safeguard.RiskContributionTable().Rows {
			for _, f := range r.Fields {
				require.NotEqual(t, peer.FieldNumber, f.Kind)
				require.NotContains(t, []string{"score", "level", "severity", "rating", "signed"}, f.Name)
			}
		}
	})
}

func TestRiskContributionViews(t *testing.T) {
	none := safeguard.RiskContribution{}
	with := func(by peer.Actor, workers, persons peer.Words) peer.Decision {
		v := theView()
		v.WorkersView, v.PersonsView = workers, persons
		return risks.Tried(t, none, v, by)
	}
	only(t, with(byJess, peer.Words{}, peer.Words{}), "SAFE-08 required", "/workersView")
	only(t, with(byJess, unsigned("x"), unsigned("x")), "SAFE-08 persons-words-only", "/personsView")
	only(t, with(byJess, own(bySian, "x"), peer.Words{}), "SAFE-08 not-authorised", "/workersView")
	only(t, with(byJess, own(byRowan, "x"), peer.Words{}), "SAFE-08 not-authorised", "/workersView")
	only(t, with(bySian, unsigned("x"), peer.Words{}), "SAFE-08 not-authorised", "/workersView")
	open(t, with(byJess, unsigned("x"), peer.Words{}))
	open(t, with(byJess, peer.Words{}, own(bySian, "x")))
	offered := risksOf(t)[safeguard.RiskOffered]
	t.Run("SAFE-08 whoever gave it withdraws it, and the person their view", func(t *testing.T) {
		open(t, risks.Tried(t, offered, safeguard.WithdrawRiskView{}, bySian))
		only(t, risks.Tried(t, offered, safeguard.WithdrawRiskView{}, byKay), "SAFE-08 not-authorised", "")
		v := theView()
		v.PersonsView = peer.Words{}
		workers := risks.Done(t, none, v, byJess)
		only(t, risks.Tried(t, workers, safeguard.WithdrawRiskView{}, bySian), "SAFE-08 not-authorised", "")
		open(t, risks.Tried(t, workers, safeguard.WithdrawRiskView{}, byJess))
		v.WorkersView, v.PersonsView = peer.Words{}, unsigned("x")
		persons := risks.Done(t, none, v, bySian)
		only(t, risks.Tried(t, persons, safeguard.WithdrawRiskView{}, byJess), "SAFE-08 not-authorised", "")
		open(t, risks.Tried(t, persons, safeguard.WithdrawRiskView{}, bySian))
	})
	t.Run("SAFE-08 it is for the two and the owner", func(t *testing.T) {
		readers.See(t, offered, "contribution", "garden", "SAFE-18 not-authorised", "sian", "jess", "kay")
	})
	r := risksOf(t)[safeguard.RiskNotTakenIn]
	require.Equal(t, []any{"ra1", safeguard.AssessPerson, kay, "is at ease in the garden", "I am safe in the garden", "the garden is in another", on(whenSaid), on(whenNext)},
		[]any{r.Assessment(), r.Sort(), r.Owner(), r.WorkersView().Text.Reveal(), r.PersonsView().Text.Reveal(), r.Says().Reveal(), r.Offered(), r.Over()})
}

func TestRiskContributionHistories(t *testing.T) {
	give := func(draw steptest.Draw, _ time.Time) steptest.Give {
		return func(path string, _ peer.Field) any {
			switch path {
			case "/owner":
				return steptest.OneOf(draw, "kay-orr", "w4")
			case "/workersView":
				return steptest.Mostly[any](draw, map[string]any{"text": "the garden", "by": map[string]any{"staff": "w4"}}, steptest.Absent)
			case "/personsView":
				return steptest.Mostly[any](draw, map[string]any{"text": "the garden", "by": map[string]any{"person": "p4"}}, steptest.Absent)
			}
			return nil
		}
	}
	risks.Histories(t, give, func(t require.TestingT, r safeguard.RiskContribution, c peer.Change) {
		require.True(t, r.Sort() != safeguard.AssessPerson || r.Owner() != r.Worker())
		require.True(t, r.Status() != safeguard.RiskFinished || r.Sort() != safeguard.AssessPerson && r.Owner() == r.Worker())
		require.True(t, c.Do != "take-in" && c.Do != "leave-out" || c.As == peer.PartyOwner)
		require.True(t, r.PersonsView() == peer.Words{} || r.PersonsView().From(r.Person()))
		require.False(t, r.Sees("contribution", readers.Reading(byKay, peer.ForRecord)))
	})
}

func TestRiskContributionStored(t *testing.T) {
	records := risksOf(t)
	risks.Goldens(t, records)
	risks.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: safeguard.RiskOffered, Path: "/workersView/by", Value: map[string]any{"person": "p4"}, Heard: "/workersView"},
		{Of: safeguard.RiskOffered, Path: "/personsView/by", Value: map[string]any{"staff": "w4"}, Heard: "/personsView"},
		{Of: safeguard.RiskOffered, Path: "/owner", Value: "w4", Heard: "/owner"},
		{Of: safeguard.RiskOffered, Path: "/givenBy", Value: "carer", Heard: "/givenBy"},
		{Of: safeguard.RiskOffered, Path: "/over", Value: "2026-06-02T10:00:00.000Z", Heard: "/over"},
		{Of: safeguard.RiskOffered, Path: "/says", Value: "x", Heard: "/says"},
		{Of: safeguard.RiskOffered, Path: "/score", Value: 3, Heard: "/score"},
		{Of: safeguard.RiskOffered, Path: "/sort", Value: "clinical", Heard: "/sort"},
		{Of: safeguard.RiskTakenIn, Path: "/over", Value: nil, Heard: "/over"},
		{Of: safeguard.RiskNotTakenIn, Path: "/says", Value: "", Heard: "/says"},
		{Of: safeguard.RiskWithdrawn, Path: "/says", Value: "x", Heard: "/says"},
		{Of: safeguard.RiskFinished, Path: "/sort", Value: "person", Heard: "/sort"},
		{Of: safeguard.RiskFinished, Path: "/owner", Value: "kay-orr", Heard: "/sort"},
	})
	_, err := safeguard.DecodeRiskContribution(steptest.PutAnew(t, records[safeguard.RiskTakenIn], "/owner", "w4"))
	require.ErrorIs(t, err, peer.ErrSchema)
}
