package peer_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

type ideaStep = peer.ImprovementIdeaStep

func ideaBench() steptest.Bench[peer.ImprovementIdea, ideaStep, peer.UnnamedFacts] {
	return steptest.Bench[peer.ImprovementIdea, ideaStep, peer.UnnamedFacts]{Ground: unnamed(), Kind: steptest.Kind[peer.ImprovementIdea, ideaStep, peer.UnnamedFacts]{
		Table: peer.ImprovementIdeaTable(), New: peer.NewImprovementIdea, CheckNew: peer.CheckNewImprovementIdea, Starts: peer.ImprovementIdeaStarts,
		Do: peer.ImprovementIdea.Do, Check: peer.ImprovementIdea.Check, Choices: peer.ImprovementIdea.Choices,
		Decode: peer.DecodeImprovementIdea, EncodeStep: peer.EncodeImprovementIdeaStep, DecodeStep: peer.DecodeImprovementIdeaStep,
	}}
}

func theIdea() peer.RaiseIdea {
	return peer.RaiseIdea{ID: "idea-1", Theme: peer.IdeaCoproduction, Text: peer.Say("plan the ward garden with the people who sit in it")}
}

func ideasOf(t testing.TB) map[peer.Status]peer.ImprovementIdea {
	t.Helper()
	b := ideaBench()
	raised := b.Done(t, peer.ImprovementIdea{}, ideaStep(theIdea()), byJess)
	considered := b.Done(t, raised, ideaStep(peer.ConsiderIdea{}), byHannah)
	return map[peer.Status]peer.ImprovementIdea{peer.IdeaRaised: raised, peer.IdeaConsidered: considered,
		peer.IdeaActedOn:    b.Done(t, considered, ideaStep(peer.ActOnIdea{Reply: peer.Say("the garden group meets on Mondays")}), byHannah),
		peer.IdeaNotTakenUp: b.Done(t, considered, ideaStep(peer.LeaveIdea{Reply: peer.Say("the garden is being dug up until May")}), byHannah),
		peer.IdeaTakenBack:  b.Done(t, considered, ideaStep(peer.TakeIdeaBack{}), byJess)}
}

func TestIdeaEveryRow(t *testing.T) {
	b, records := ideaBench(), ideasOf(t)
	reply := peer.Say("yes")
	steptest.Plan[peer.ImprovementIdea, ideaStep, peer.UnnamedFacts]{
		Kind: b.Kind, Anybody: unlessWorker(), Records: records,
		Cases: []steptest.Case[peer.ImprovementIdea, ideaStep, peer.UnnamedFacts]{
			b.Planned(t, "PEER-62 raise", peer.ImprovementIdea{}, theIdea(), byJess, peer.IdeaRaised, nil),
			b.Planned(t, "PEER-62 consider", records[peer.IdeaRaised], peer.ConsiderIdea{}, byHannah, peer.IdeaConsidered, nil),
			b.Planned(t, "PEER-62 consider again", records[peer.IdeaNotTakenUp], peer.ConsiderIdea{}, byHannah, peer.IdeaConsidered, nil),
			b.Planned(t, "PEER-62 act on it", records[peer.IdeaRaised], peer.ActOnIdea{Reply: reply}, byHannah, peer.IdeaActedOn, nil),
			b.Planned(t, "PEER-62 leave it", records[peer.IdeaConsidered], peer.LeaveIdea{Reply: reply}, byHannah, peer.IdeaNotTakenUp, nil),
			b.Planned(t, "PEER-62 take it back", records[peer.IdeaRaised], peer.TakeIdeaBack{}, byJess, peer.IdeaTakenBack, nil),
		},
	}.Run(t)
}

func TestIdeaNamesNobody(t *testing.T) {
	b, records, none := ideaBench(), ideasOf(t), peer.ImprovementIdea{}
	const rule = "PEER-62 identifiable-content"
	for _, text := range []string{"ask Aled about the garden", "p1 said so", "for 999 000 1014", "ALED PROWSE"} {
		t.Run("AT-12.7, PEER-62 nobody can be told by it, case by case", func(t *testing.T) {
			step := theIdea()
			step.Text = peer.Say(text)
			steptest.Only(t, b.Tried(t, none, ideaStep(step), byJess), rule, "/text")
			steptest.Only(t, b.Tried(t, records[peer.IdeaConsidered], ideaStep(peer.ActOnIdea{Reply: step.Text}), byHannah), rule, "/reply")
			steptest.Only(t, b.Tried(t, records[peer.IdeaConsidered], ideaStep(peer.LeaveIdea{Reply: step.Text}), byHannah), rule, "/reply")
			_, _, err := peer.NewImprovementIdea(step, steptest.ActOn(byJess, "2026-05-04T10:00Z", "x", nil), unnamed().Facts(t))
			require.NotContains(t, err.Error(), "Aled")
		})
	}
	t.Run("PEER-62 not even by its id, or by whoever raises it", func(t *testing.T) {
		step := theIdea()
		step.ID = "idea-of-p1"
		steptest.Only(t, b.Tried(t, none, ideaStep(step), byJess), rule, "/id")
		for _, by := range []peer.Actor{byAled, peer.ByPerson(beatriz), byMegan} {
			steptest.Only(t, b.Tried(t, none, ideaStep(theIdea()), by), "PEER-62 not-authorised", "")
		}
		steptest.Open(t, b.Tried(t, none, ideaStep(theIdea()), byKay))
	})
	t.Run("PEER-62 nor by the id of the request", func(t *testing.T) {
		act := steptest.ActOn(byJess, "2026-05-04T10:00Z", "idea-of-p1", nil)
		steptest.Only(t, peer.CheckNewImprovementIdea(theIdea(), act, unnamed().Facts(t)), rule, "/id")
	})
	t.Run("PEER-62 somebody else answers, and whoever raised it takes it back", func(t *testing.T) {
		for _, step := range []ideaStep{peer.ConsiderIdea{}, peer.ActOnIdea{Reply: peer.Say("done")}, peer.LeaveIdea{Reply: peer.Say("no")}} {
			steptest.Only(t, b.Tried(t, records[peer.IdeaRaised], step, byJess), "PEER-62 not-authorised", "")
		}
		steptest.Only(t, b.Tried(t, records[peer.IdeaRaised], ideaStep(peer.TakeIdeaBack{}), byHannah), "PEER-62 not-authorised", "")
	})
	t.Run("PEER-62 it gets a reply, and may be considered again", func(t *testing.T) {
		text, by, at := records[peer.IdeaNotTakenUp].Reply()
		require.Equal(t, []any{"the garden is being dug up until May", hannah, on("2026-05-06T10:00Z")}, []any{text.Reveal(), by, at})
		again := b.Done(t, records[peer.IdeaNotTakenUp], ideaStep(peer.ConsiderIdea{}), byKay)
		require.Equal(t, peer.IdeaActedOn, b.Done(t, again, ideaStep(peer.ActOnIdea{Reply: peer.Say("it is May")}), byKay).Status())
		back := b.Done(t, again, ideaStep(peer.TakeIdeaBack{}), byJess)
		text, by, at = back.Reply()
		require.True(t, text.IsZero() && by == "" && at.IsZero() && back.Text().IsZero())
	})
	t.Run("PEER-62, H27 ideas are for the staff, whose idea it was for them and their line", func(t *testing.T) {
		for status, i := range records {
			if status == peer.IdeaTakenBack {
				readers.See(t, i, "idea", "", "PEER-62 not-authorised", "jess")
				continue
			}
			readers.See(t, i, "idea", garden, "PEER-62 not-authorised", "jess", "rowan", "kay", "hannah", "iris")
			readers.See(t, i, "raisedBy", "", "PEER-62 not-authorised", "jess", "hannah supervision", "iris supervision")
		}
	})
	i := records[peer.IdeaRaised]
	require.Equal(t, []any{jess, peer.IdeaCoproduction, on("2026-05-04T10:00Z")}, []any{i.RaisedBy(), i.Theme(), i.Raised()})
	require.True(t, strings.Contains(i.Text().Reveal(), garden))
}

func TestIdeaHistories(t *testing.T) {
	give := withTwo(func(draw steptest.Draw, _ time.Time, path string, _ peer.Field) any {
		if path == "/text" || path == "/reply" {
			return steptest.Mostly(draw, "plan it together", "ask Aled", "999 000 1014 knows")
		}
		return nil
	})
	ideaBench().Histories(t, give, func(t require.TestingT, i peer.ImprovementIdea, c peer.Change) {
		text, by, _ := i.Reply()
		require.NotContains(t, i.Text().Reveal()+text.Reveal(), "Aled")
		require.NotContains(t, i.Text().Reveal()+text.Reveal(), "1014")
		require.True(t, by == "" || by != i.RaisedBy())
		require.NotEmpty(t, c.By.Staff)
	})
}

func TestIdeaStored(t *testing.T) {
	b, records := ideaBench(), ideasOf(t)
	b.Goldens(t, records)
	b.Unreadable(t, garden, records, []steptest.Hostile{
		{Of: peer.IdeaRaised, Path: "/text", Value: "999 000 1014", Heard: "/text"},
		{Of: peer.IdeaActedOn, Path: "/reply", Value: "999 000 1014", Heard: "/text"},
		{Of: peer.IdeaRaised, Path: "/text", Value: nil, Heard: "/text"},
		{Of: peer.IdeaTakenBack, Path: "/text", Value: "still here", Heard: "/text"},
		{Of: peer.IdeaActedOn, Path: "/reply", Value: nil, Heard: "/reply"},
		{Of: peer.IdeaNotTakenUp, Path: "/replied", Value: nil, Heard: "/reply"},
		{Of: peer.IdeaRaised, Path: "/reply", Value: "x", Heard: "/reply"},
		{Of: peer.IdeaActedOn, Path: "/by", Value: "w4", Heard: "/by"},
		{Of: peer.IdeaRaised, Path: "/recent/0/by", Value: map[string]any{"person": "p1"}, Heard: "/recent"},
		{Of: peer.IdeaRaised, Path: "/person", Value: "p1", Heard: "/person"},
		{Of: peer.IdeaRaised, Path: "/theme", Value: "complaint", Heard: "/theme"},
	})
}
