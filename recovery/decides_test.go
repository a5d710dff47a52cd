package recovery_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// notThePersonAlone are the rows that somebody besides the person may take, as
// "kind step", each with the reason why it decides nothing of theirs.
var notThePersonAlone = map[string]string{
	"celebration celebrate":             "from the worker it is an offer, which counts when the person accepts it",
	"contribution contribute":           "a proposal beside a service's plan; without the person's yes it goes nowhere",
	"contribution accept":               "the plan is its owner's, and the person's own yes comes first",
	"contribution decline":              "the plan is its owner's",
	"contribution withdraw":             "either of the two takes back what they meant to add",
	"goal propose":                      "the worker writes down what the person said; the goal begins with the person's yes",
	"setback record":                    "the worker writes down what the person said; the goal stays as it was",
	"setback answer-further":            "a question about safety, which either of the two answers",
	"vision say":                        "the worker writes down what the person said, and they may take it back",
	"strength name":                     "from the worker it is an offer, which counts when the person accepts it",
	"meaning say":                       "the worker writes down what the person said, and they may take it back",
	"valued-role name":                  "the worker writes down what the person said, and they may put it down",
	"activity name":                     "the worker writes down what the person said, who alone begins it or drops it",
	"belief say":                        "the worker writes down what the person said",
	"belief plan-try":                   "the worker writes down what the person said",
	"belief try":                        "the worker writes down what the person said",
	"belief say-result":                 "the worker writes down what the person said",
	"coping-strategy tell":              "the worker writes down what the person said, who alone judges it",
	"coping-strategy consider":          "the worker writes down what the person said, who alone goes on from there",
	"coping-strategy name-resources":    "the worker writes down what the person said",
	"coping-strategy look-again":        "the two look at it together, and the verdict is the person's",
	"coproduction-check check":          "each of the two answers for themself",
	"coproduction-check say":            "each of the two answers for themself",
	"entry write":                       "each of the two speaks for themself; the worker asks, reflects, sums up and encourages",
	"goal-order offer":                  "an offer to put goals in order, which the person takes or leaves",
	"graded-plan come-along":            "the worker's yes is about their own time",
	"graded-plan cannot-come-along":     "the worker's no is about their own time",
	"health-information show":           "it is shown; only the person includes it",
	"obstacle name":                     "the worker writes down what the person said, who says what comes next",
	"offered-idea offer":                "the person asked for it, and says what they make of it",
	"recovery-plan open":                "a draft, in which only what the person accepts counts",
	"recovery-plan invite-to-look":      "an invitation, which the person takes or leaves",
	"recovery-plan add-item":            "what the worker proposes counts when the person accepts it",
	"problem-solving start":             "either of the two explains; the person's own yes is asked",
	"problem-solving specify":           "the worker writes down what the person said",
	"problem-solving add-idea":          "the worker writes down what the person said; an idea of the worker's is turned down",
	"problem-solving offer-idea":        "the person asked for it; whether it is chosen is theirs",
	"problem-solving take-on":           "the worker's yes is about what they do themself",
	"problem-solving try":               "the worker writes down what the person said",
	"problem-solving answer-further":    "a question about safety, which either of the two answers",
	"setback led-to":                    "it names what the two began because of it",
	"self-management-skill list":        "the worker writes down what the person said",
	"taking-part tell":                  "the worker writes down what the person said, and nobody scores it",
	"wellbeing-plan offer":              "an offer, which the person takes or leaves",
	"wellbeing-plan offer-again":        "an offer on the day the person named",
	"advance-decision write":            "the worker writes down what the person said; they alone confirm it",
	"advance-decision rewrite":          "the worker writes down what the person said, while it is a draft",
	"advance-decision say-where":        "where the document lies is a fact that either of the two knows",
	"advance-decision tell-limits":      "what was told is noted; it decides nothing",
	"advance-decision note-formalities": "what is there is noted; nobody certifies anything",
	"advance-statement write":           "the worker writes down what the person said; they alone confirm it",
	"advance-statement rewrite":         "the worker writes down what the person said, while it is a draft",
	"advance-statement say-where":       "where the document lies is a fact that either of the two knows",
	"choice choose":                     "the worker writes down what the person chose; whether it was their own only they say",
	"meeting-prep prepare":              "the worker writes down what the person said",
	"meeting-prep add-question":         "the worker writes down what the person said",
	"meeting-prep add-concern":          "the worker writes down what the person said",
	"meeting-prep add-want":             "the worker writes down what the person said",
	"meeting-prep add-paper":            "a paper that is needed is a fact",
	"meeting-prep paper-ready":          "that a paper is there is a fact",
	"meeting-prep answer":               "the worker answers with information or guidance; advice is turned down",
	"meeting-prep move":                 "when a meeting is, somebody else decides",
	"meeting-prep call-off":             "that a meeting is off, somebody else decides",
	"meeting-prep took-place":           "that it took place is a fact",
	"meeting-prep decided":              "the worker writes down what the person said",
	"observation record":                "what the worker saw, where they have that duty; the person's view stands beside it",
	"observation answer-further":        "a question about safety, which either of the two answers",
	"observation validate":              "a professional has seen the worker's entry; the person's own words are not theirs to alter",
	"observation query":                 "a professional asks the worker about the worker's entry",
	"observation amend":                 "the worker puts their own entry anew",
	"option-talk open-talk":             "either of the two opens a talk",
	"option-talk add-option":            "information, with its source; nothing is recommended",
	"option-talk ask-or-worry":          "the worker writes down what the person said",
	"positive-risk talk":                "the worker writes down what the person said",
	"positive-risk add":                 "what came up is added; the decision is the person's at any time",
	"positive-risk give-view":           "each gives their own view, which stands beside the others and decides nothing",
	"positive-risk answer-further":      "a question about safety, which either of the two answers",
	"positive-risk review-on":           "a day to look at it again, which holds nothing up",
	"self-advocacy plan-to-ask":         "the worker writes down what the person said",
	"self-advocacy practise":            "practising is done together",
	"self-advocacy propose-words":       "a proposal; only words the person approved are spoken",
	"self-advocacy speak-for-person":    "the worker says that they spoke, with the person's yes to those words",
	"self-advocacy result":              "the worker writes down what the person said",
	"wellbeing-plan add-section":        "the worker writes down what the person said, in a plan the person has accepted",
}

// openToOthers are those of them that the staff or a carer may take.
var openToOthers = []string{"advance-decision note-formalities", "observation validate", "observation query", "positive-risk give-view"}

func TestThePersonDecides(t *testing.T) {
	used := map[string]bool{}
	for _, table := range recovery.Tables() {
		for _, row := range table.Rows {
			name := string(table.Kind) + " " + string(row.Do)
			t.Run("REC-05 "+name, func(t *testing.T) {
				require.Empty(t, row.For, "PEER-56 nobody acts for the person here")
				others := slices.Contains(row.By, peer.PartyCarer) || slices.Contains(row.By, peer.PartyStaff)
				require.True(t, !others || slices.Contains(openToOthers, name), "H14 nobody besides the two takes part in it")
				require.NotContains(t, row.By, peer.PartyNobody)
				if slices.Equal(row.By, []peer.Party{peer.PartyPerson}) {
					require.Contains(t, []peer.Code{peer.ErrPersonsChoiceOnly, peer.ErrPersonsWordsOnly}, row.Else.Rule.Code, "others hear whose it is")
					require.NotContains(t, notThePersonAlone, name, "it is the person's alone, and needs no reason")
					return
				}
				used[name] = true
				require.NotEmpty(t, notThePersonAlone[name], "open to others than the person: say why it decides nothing of theirs, or take it from them")
			})
		}
	}
	for name := range notThePersonAlone {
		require.True(t, used[name], "no table has the row %q", name)
	}
}

// Whatever somebody's right to act for the person, no step of this package is taken
// under it.
func TestNobodyActsForThePerson(t *testing.T) {
	holder := peer.ByCarer("an-attorney")
	right := func(kind peer.AuthorityKind) peer.Authority {
		return peer.Authority{ID: "authority-1", Kind: kind, Holder: holder, For: sian, CannotDecide: kay,
			Scope: []peer.AuthorityScope{peer.MayArrange, peer.MayCorrect}, From: on("2026-01-01T00:00Z")}
	}
	said, _ := tellVision(t)
	offered, _, _ := tellStrengths(t)
	chosen, _ := tellConnection(t)
	report, _ := tellReport(t)
	active := tellGoal(t).active
	for _, kind := range []peer.AuthorityKind{peer.AuthorityHealthAndWelfare, peer.AuthorityParental} {
		a := act(holder, "2026-05-05T09:00Z", "r", nil)
		a.For = right(kind)
		seen := func(r peer.Record) peer.Act { a := a; a.Seen = r.Rev(); return a }
		for name, c := range map[string]struct {
			d    peer.Decision
			rule string
		}{
			"says what recovery means": {recovery.CheckNewVision(theVision(), a, facts(t)), "REC-01 not-authorised"},
			"takes back a vision":      {said.Check(recovery.TakeBackVision{}, seen(said), facts(t)), "REC-01 persons-choice-only"},
			"accepts a strength":       {offered.Check(recovery.AcceptStrength{}, seen(offered), facts(t)), "REC-02 persons-choice-only"},
			"makes sense of it":        {recovery.CheckNewMeaning(theMeaning(), a, facts(t)), "REC-03 not-authorised"},
			"lets go of a goal":        {active.Check(recovery.LetGo{}, seen(active), facts(t)), "REC-05 persons-choice-only"},
			"opens a goal to the team": {active.Check(recovery.WhoMaySee{Audience: recovery.Team}, seen(active), facts(t)), "REC-50 persons-choice-only"},
			"says a role":              {recovery.CheckNewValuedRole(theRole(), a, facts(t)), "REC-06 not-authorised"},
			"chooses a support":        {recovery.CheckNewConnection(theConnection(), a, facts(t)), "REC-10 persons-choice-only"},
			"puts down a connection":   {chosen.Check(recovery.PutConnectionDown{}, seen(chosen), facts(t)), "REC-10 persons-choice-only"},
			"names a number":           {recovery.CheckNewSelfReport(theReport(), a, facts(t)), "PEER-64 persons-choice-only"},
			"takes back a number":      {report.Check(recovery.TakeBackSelfReport{}, seen(report), facts(t)), "PEER-64 persons-choice-only"},
		} {
			t.Run("PEER-56 under "+string(kind)+" somebody "+name, func(t *testing.T) { only(t, c.d, c.rule, "") })
		}
	}
}
