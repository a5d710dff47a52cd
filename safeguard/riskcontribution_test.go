package safeguard_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

type riskStep = safeguard.RiskContributionStep

var riskKind = steptest.Kind[safeguard.RiskContribution, riskStep, safeguard.Facts]{
	Table: safeguard.RiskContributionTable(), New: safeguard.NewRiskContribution, CheckNew: safeguard.CheckNewRiskContribution, Starts: safeguard.RiskContributionStarts,
	Do: safeguard.RiskContribution.Do, Check: safeguard.RiskContribution.Check, Choices: safeguard.RiskContribution.Choices,
	Decode: safeguard.DecodeRiskContribution, EncodeStep: safeguard.EncodeRiskContributionStep, DecodeStep: safeguard.DecodeRiskContributionStep,
}

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
	offered := recDone(t, riskKind, safeguard.RiskContribution{}, riskStep(theView()), byJess)
	mine := recDone(t, riskKind, safeguard.RiskContribution{}, riskStep(ownView()), byJess)
	return map[peer.Status]safeguard.RiskContribution{safeguard.RiskOffered: offered,
		safeguard.RiskTakenIn:    recDone(t, riskKind, offered, riskStep(safeguard.TakeRiskViewIn{Says: peer.Say("the garden is in it")}), recKay),
		safeguard.RiskNotTakenIn: recDone(t, riskKind, offered, riskStep(safeguard.LeaveRiskViewOut{Says: peer.Say("the garden is in another")}), recKay),
		safeguard.RiskWithdrawn:  recDone(t, riskKind, offered, riskStep(safeguard.WithdrawRiskView{}), byJess),
		safeguard.RiskFinished:   recDone(t, riskKind, mine, riskStep(safeguard.FinishAssessment{}), byJess)}
}

func TestRiskContributionEveryRow(t *testing.T) {
	records := risksOf(t)
	offered := records[safeguard.RiskOffered]
	mine := recDone(t, riskKind, safeguard.RiskContribution{}, riskStep(ownView()), byJess)
	two, words := row("SAFE-08", peer.ErrNotAuthorised), row("SAFE-08", peer.ErrPersonsWordsOnly)
	bySelf := theView()
	bySelf.WorkersView, bySelf.PersonsView = peer.Words{}, own(bySian, "I am safe in the garden")
	cases := []steptest.Case[safeguard.RiskContribution, riskStep, safeguard.Facts]{
		recPlanned(t, "SAFE-08 the worker offers both views", safeguard.RiskContribution{}, riskStep(theView()), byJess, safeguard.RiskOffered, map[string][]peer.Rule{
			"/person": {words}, "/worker": {two}, "/personsView": {words}}),
		recPlanned(t, "SAFE-08 the person offers theirs", safeguard.RiskContribution{}, riskStep(bySelf), bySian, safeguard.RiskOffered, map[string][]peer.Rule{
			"/person": {two, words}, "/workersView": {two}}),
		recPlanned(t, "SAFE-08 one of the worker's own", safeguard.RiskContribution{}, riskStep(ownView()), byJess, safeguard.RiskOffered, map[string][]peer.Rule{
			"/person": {words}, "/worker": {two}, "/personsView": {words}}),
		recPlanned(t, "SAFE-08 taken in", offered, riskStep(safeguard.TakeRiskViewIn{}), recKay, safeguard.RiskTakenIn, nil),
		recPlanned(t, "SAFE-08 not taken in, and why", offered, riskStep(safeguard.LeaveRiskViewOut{Says: peer.Say("x")}), recKay, safeguard.RiskNotTakenIn, nil),
		recPlanned(t, "SAFE-08 withdrawn", offered, riskStep(safeguard.WithdrawRiskView{}), byJess, safeguard.RiskWithdrawn, nil),
		recPlanned(t, "SAFE-08 the person withdraws their view", offered, riskStep(safeguard.WithdrawRiskView{}), bySian, safeguard.RiskWithdrawn, nil),
		recPlanned(t, "SAFE-08 finished", mine, riskStep(safeguard.FinishAssessment{}), byJess, safeguard.RiskFinished, nil),
	}
	steptest.Plan[safeguard.RiskContribution, riskStep, safeguard.Facts]{Kind: riskKind, Person: sian, Records: records, Cases: cases,
		Anybody: recAnybody(map[string]peer.Party{"a nurse": peer.PartyOwner})}.Run(t)
}

func TestRiskContributionIsSignedByAProfessional(t *testing.T) {
	const rule = "SAFE-08 wrong-role"
	none, offered := safeguard.RiskContribution{}, risksOf(t)[safeguard.RiskOffered]
	t.Run("SAFE-08 the worker signs the person's clinical assessment", func(t *testing.T) {
		only(t, recTried(t, riskKind, offered, riskStep(safeguard.FinishAssessment{}), byJess), rule, "")
		_, _, err := offered.Do(safeguard.FinishAssessment{}, act(byJess, recNext, "x", offered), facts(t))
		require.ErrorIs(t, err, peer.ErrWrongRole)
	})
	t.Run("SAFE-08 the worker owns it", func(t *testing.T) {
		v := theView()
		v.Owner = jess
		only(t, recTried(t, riskKind, none, riskStep(v), byJess), rule, "/owner")
	})
	t.Run("SAFE-08 its owner acts as a peer worker", func(t *testing.T) {
		for _, role := range []peer.Role{peer.RolePeerWorker, peer.RolePeerSupportLead} {
			only(t, recTried(t, riskKind, offered, riskStep(safeguard.TakeRiskViewIn{}), peer.ByStaff(kay, role)), rule, "")
			only(t, recTried(t, riskKind, offered, riskStep(safeguard.LeaveRiskViewOut{Says: peer.Say("x")}), peer.ByStaff(kay, role)), rule, "")
		}
	})
	for _, sort := range []safeguard.AssessmentSort{safeguard.AssessActivity, safeguard.AssessPlace, safeguard.AssessAlone} {
		t.Run("SAFE-08 the worker finishes their own: "+string(sort), func(t *testing.T) {
			v := ownView()
			v.Sort = sort
			mine := recDone(t, riskKind, none, riskStep(v), byJess)
			open(t, recTried(t, riskKind, mine, riskStep(safeguard.FinishAssessment{}), byJess))
			only(t, recTried(t, riskKind, mine, riskStep(safeguard.FinishAssessment{}), recKay), rule, "")
			v.Owner = kay
			theirs := recDone(t, riskKind, none, riskStep(v), byJess)
			only(t, recTried(t, riskKind, theirs, riskStep(safeguard.FinishAssessment{}), byJess), rule, "")
			open(t, recTried(t, riskKind, theirs, riskStep(safeguard.TakeRiskViewIn{}), peer.ByStaff(kay, peer.RolePeerWorker)))
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
		return recTried(t, riskKind, none, riskStep(v), by)
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
		open(t, recTried(t, riskKind, offered, riskStep(safeguard.WithdrawRiskView{}), bySian))
		only(t, recTried(t, riskKind, offered, riskStep(safeguard.WithdrawRiskView{}), recKay), "SAFE-08 not-authorised", "")
		v := theView()
		v.PersonsView = peer.Words{}
		workers := recDone(t, riskKind, none, riskStep(v), byJess)
		only(t, recTried(t, riskKind, workers, riskStep(safeguard.WithdrawRiskView{}), bySian), "SAFE-08 not-authorised", "")
		open(t, recTried(t, riskKind, workers, riskStep(safeguard.WithdrawRiskView{}), byJess))
		v.WorkersView, v.PersonsView = peer.Words{}, unsigned("x")
		persons := recDone(t, riskKind, none, riskStep(v), bySian)
		only(t, recTried(t, riskKind, persons, riskStep(safeguard.WithdrawRiskView{}), byJess), "SAFE-08 not-authorised", "")
		open(t, recTried(t, riskKind, persons, riskStep(safeguard.WithdrawRiskView{}), bySian))
	})
	t.Run("SAFE-08 it is for the two and the owner", func(t *testing.T) {
		recSeen(t, offered, "contribution", "SAFE-18 not-authorised", "sian", "jess", "kay")
	})
	r := risksOf(t)[safeguard.RiskNotTakenIn]
	require.Equal(t, []any{"ra1", safeguard.AssessPerson, kay, "is at ease in the garden", "I am safe in the garden", "the garden is in another", on(recBegun), on(recNext)},
		[]any{r.Assessment(), r.Sort(), r.Owner(), r.WorkersView().Text.Reveal(), r.PersonsView().Text.Reveal(), r.Says().Reveal(), r.Offered(), r.Over()})
}

func TestRiskContributionHistories(t *testing.T) {
	give := func(draw steptest.Draw) steptest.Give {
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
	recHistories(t, riskKind, give, func(t require.TestingT, r safeguard.RiskContribution, c peer.Change) {
		require.True(t, r.Sort() != safeguard.AssessPerson || r.Owner() != r.Worker())
		require.True(t, r.Status() != safeguard.RiskFinished || r.Sort() != safeguard.AssessPerson && r.Owner() == r.Worker())
		require.True(t, c.Do != "take-in" && c.Do != "leave-out" || c.As == peer.PartyOwner)
		require.True(t, r.PersonsView() == peer.Words{} || r.PersonsView().From(r.Person()))
		require.False(t, r.Sees("contribution", recReading(recKay, peer.ForRecord)))
	})
}

func TestRiskContributionStored(t *testing.T) {
	records := risksOf(t)
	recGoldens(t, safeguard.DecodeRiskContribution, records)
	recUnreadable(t, safeguard.DecodeRiskContribution, records, []recHostile{
		{safeguard.RiskOffered, "/workersView/by", map[string]any{"person": "p4"}, "/workersView"},
		{safeguard.RiskOffered, "/personsView/by", map[string]any{"staff": "w4"}, "/personsView"},
		{safeguard.RiskOffered, "/owner", "w4", "/owner"},
		{safeguard.RiskOffered, "/givenBy", "carer", "/givenBy"},
		{safeguard.RiskOffered, "/over", "2026-06-02T10:00:00.000Z", "/over"},
		{safeguard.RiskOffered, "/says", "x", "/says"},
		{safeguard.RiskOffered, "/score", 3, "/score"},
		{safeguard.RiskOffered, "/sort", "clinical", "/sort"},
		{safeguard.RiskTakenIn, "/over", nil, "/over"},
		{safeguard.RiskNotTakenIn, "/says", "", "/says"},
		{safeguard.RiskWithdrawn, "/says", "x", "/says"},
		{safeguard.RiskFinished, "/sort", "person", "/sort"},
		{safeguard.RiskFinished, "/owner", "kay-orr", "/sort"},
	})
	_, err := safeguard.DecodeRiskContribution(recPutAnew(t, records[safeguard.RiskTakenIn], "/owner", "w4"))
	require.ErrorIs(t, err, peer.ErrSchema)
}
