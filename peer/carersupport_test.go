package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

var carerSupportBench = steptest.Bench[peer.CarerSupport, peer.CarerSupportStep, peer.Facts]{
	Kind: steptest.Kind[peer.CarerSupport, peer.CarerSupportStep, peer.Facts]{
		Table: peer.CarerSupportTable(), New: peer.NewCarerSupport, CheckNew: peer.CheckNewCarerSupport, Starts: peer.CarerSupportStarts,
		Do: peer.CarerSupport.Do, Check: peer.CarerSupport.Check, Choices: peer.CarerSupport.Choices,
		Decode: peer.DecodeCarerSupport, EncodeStep: peer.EncodeCarerSupportStep, DecodeStep: peer.DecodeCarerSupportStep,
	},
	Ground: ground(),
}

var supportMegan = peer.SupportCarer{ID: "u1", Carer: megan, Worker: jess, Needs: []peer.CarerNeed{peer.NeedsABreak, peer.NeedsWork}, Words: steptest.Own(byMegan, "an evening in the garden")}

func carerSupportRecords(t testing.TB) map[peer.Status]peer.CarerSupport {
	t.Helper()
	open := carerSupportBench.Done(t, carerSupportBench.Done(t, peer.CarerSupport{}, supportMegan, byMegan), peer.OfferCarer{What: peer.OfferBreak}, byJess)
	open = carerSupportBench.Done(t, open, peer.InformCarer{Told: []peer.CarerInformation{peer.AboutCarersRights, peer.AboutCarerStrategy}}, byJess)
	return map[peer.Status]peer.CarerSupport{peer.CarerSupported: open, peer.CarerSupportOver: carerSupportBench.Done(t, open, peer.EndCarerSupport{}, byMegan)}
}

func TestCarerSupportEveryRow(t *testing.T) {
	records := carerSupportRecords(t)
	open, over := records[peer.CarerSupported], records[peer.CarerSupportOver]
	whose, words := row("PEER-56", peer.ErrNotAuthorised), row("PEER-56", peer.ErrPersonsWordsOnly)
	nobodys := anybody()
	for i := range nobodys {
		if nobodys[i].As == peer.PartyPerson {
			nobodys[i].As = peer.PartyNobody // it is about nobody a carer supports
		}
	}
	steptest.Plan[peer.CarerSupport, peer.CarerSupportStep, peer.Facts]{
		Kind: carerSupportBench.Kind, Anybody: nobodys, Records: records,
		Cases: []steptest.Case[peer.CarerSupport, peer.CarerSupportStep, peer.Facts]{
			carerSupportBench.Planned(t, "PEER-56 begin", peer.CarerSupport{}, supportMegan, byMegan, peer.CarerSupported, map[string][]peer.Rule{"/carer": {whose, words}}),
			carerSupportBench.Planned(t, "PEER-56 the worker begins", peer.CarerSupport{}, supportMegan, byJess, peer.CarerSupported, map[string][]peer.Rule{"/worker": {whose}, "/carer": {words}, "/words": {words}}),
			carerSupportBench.Planned(t, "PEER-56 other needs", open, peer.SayCarersNeeds{Needs: []peer.CarerNeed{peer.NeedsMoney}}, byMegan, peer.CarerSupported, nil),
			carerSupportBench.Planned(t, "PEER-56 general information", open, peer.InformCarer{Told: []peer.CarerInformation{peer.AboutPeerSupport}}, byJess, peer.CarerSupported, nil),
			carerSupportBench.Planned(t, "PEER-56 an offer", open, peer.OfferCarer{What: peer.OfferAssessment}, byJess, peer.CarerSupported, nil),
			carerSupportBench.Planned(t, "PEER-56 an answer", open, peer.AnswerCarerOffer{What: peer.OfferBreak, Take: true}, byMegan, peer.CarerSupported, nil),
			carerSupportBench.Planned(t, "PEER-56 it is over", open, peer.EndCarerSupport{}, byMegan, peer.CarerSupportOver, nil),
			carerSupportBench.Planned(t, "PEER-56 they come back", over, peer.SupportCarerAgain{}, byJess, peer.CarerSupported, nil),
		},
	}.Run(t)
}

func TestCarerIsSupported(t *testing.T) {
	open := carerSupportRecords(t)[peer.CarerSupported]
	t.Run("PEER-56, H13 it names nobody whom they support", func(t *testing.T) {
		for _, r := range carerSupportBench.Table.Rows {
			for _, f := range r.Fields {
				require.NotEqual(t, "person", f.Name)
			}
		}
		_, change := carerSupportBench.Changed(t, open, peer.EndCarerSupport{}, byMegan)
		require.Empty(t, change.For)
		require.Equal(t, []any{megan, jess, on("2026-05-04T10:00Z")}, []any{open.Carer(), open.Worker(), open.Since()})
	})
	t.Run("PEER-56 each thing is offered once and answered as often as they like", func(t *testing.T) {
		require.Equal(t, "/what", only(t, carerSupportBench.Tried(t, open, peer.OfferCarer{What: peer.OfferBreak}, byJess), "PEER-56 duplicate").Path)
		require.Equal(t, "/what", only(t, carerSupportBench.Tried(t, open, peer.AnswerCarerOffer{What: peer.OfferAdvocate}, byMegan), "PEER-56 required").Path)
		require.Equal(t, peer.Unknown, open.Offers()[0].Answer)
		taken := carerSupportBench.Done(t, open, peer.AnswerCarerOffer{What: peer.OfferBreak, Take: true}, byMegan)
		require.Equal(t, peer.Yes, taken.Offers()[0].Answer)
		require.Equal(t, peer.No, carerSupportBench.Done(t, taken, peer.AnswerCarerOffer{What: peer.OfferBreak}, byJess).Offers()[0].Answer)
	})
	t.Run("PEER-56 what they were told stands there once", func(t *testing.T) {
		told := carerSupportBench.Done(t, open, peer.InformCarer{Told: []peer.CarerInformation{peer.AboutCarersRights, peer.AboutServices}}, byJess).Told()
		require.Equal(t, []peer.CarerInformation{peer.AboutCarersRights, peer.AboutCarerStrategy, peer.AboutServices}, told)
	})
	t.Run("PEER-56 their needs are in their own words", func(t *testing.T) {
		for _, by := range []peer.Actor{byJess, byMegan} {
			for _, w := range []peer.Words{steptest.Own(byJess, "worn out"), steptest.Own(byAled, "she needs a break")} {
				require.Equal(t, "/words", only(t, carerSupportBench.Tried(t, open, peer.SayCarersNeeds{Words: w}, by), "PEER-56 persons-words-only").Path)
			}
		}
		again := carerSupportBench.Done(t, open, peer.SayCarersNeeds{Needs: []peer.CarerNeed{peer.NeedsMoney}}, byMegan)
		require.Equal(t, []peer.CarerNeed{peer.NeedsMoney}, again.Needs())
		require.Zero(t, again.Words())
		require.Equal(t, byMegan, open.Words().By)
	})
	t.Run("PEER-56 a carer speaks for nobody but themself", func(t *testing.T) {
		for _, step := range []peer.CarerSupportStep{peer.SayCarersNeeds{}, peer.AnswerCarerOffer{What: peer.OfferBreak}, peer.EndCarerSupport{}} {
			only(t, carerSupportBench.Tried(t, open, step, peer.ByCarer("colin")), "PEER-56 not-authorised")
		}
	})
	t.Run("PEER-56, H13 it is for the carer and whoever supports them", func(t *testing.T) {
		consentReaders.See(t, open, "support", "garden", "PEER-56 not-authorised", "jess", "megan")
	})
}

func TestCarerSupportHistories(t *testing.T) {
	carerSupportBench.Histories(t, carerForm, func(t require.TestingT, c peer.CarerSupport, change peer.Change) {
		require.True(t, c.Words().IsZero() || c.Words().By == peer.ByCarer(c.Carer()))
		seen := map[peer.CarerOfferKind]bool{}
		for _, o := range c.Offers() {
			require.False(t, seen[o.What])
			seen[o.What] = true
		}
		require.Empty(t, change.Signals)
	})
}

func TestCarerSupportStored(t *testing.T) {
	records := carerSupportRecords(t)
	carerSupportBench.Goldens(t, records)
	break1 := map[string]any{"what": "a-break", "at": "2026-05-06T10:00:00Z", "answer": "yes"}
	carerSupportBench.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: "open", Path: "/words/by", Value: map[string]any{"person": "p1"}, Heard: "/words"},
		{Of: "open", Path: "/words/text", Value: "", Heard: "/words"},
		{Of: "open", Path: "/offers", Value: []any{break1, break1}, Heard: "/offers"},
		{Of: "open", Path: "/told", Value: []any{"carers-rights", "carers-rights"}, Heard: "/told"},
		{Of: "open", Path: "/offers/0/what", Value: "his-room", Heard: "/offers/0/what"},
		{Of: "open", Path: "/person", Value: "p1", Heard: "/person"},
		{Of: "open", Path: "/carer", Heard: "/carer"},
		{Of: "open", Path: "/since", Heard: "/since"},
	})
}
