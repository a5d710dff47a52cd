package signpost_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

var signposts = steptest.BenchOf(giving, signpost.SignpostTable(), signpost.NewSignpost, signpost.CheckNewSignpost, signpost.SignpostStarts,
	signpost.DecodeSignpost, signpost.EncodeSignpostStep, signpost.DecodeSignpostStep)

func TestSignpostEveryRow(t *testing.T) {
	ways, f := everyWay(t), givingFacts(t)
	type one = steptest.Case[signpost.Signpost, signpost.SignpostStep, signpost.GivingFacts]
	does := func(name string, by peer.Actor, w *way, step signpost.SignpostStep, to peer.Status, hears map[string][]peer.Rule) one {
		return one{Name: name, Record: w.s, Step: step, Act: act(by, "2026-05-06T11:00Z", "", nil), Facts: f, To: to, Hears: hears}
	}
	two := row("SIGN-11", peer.ErrNotAuthorised)
	about, duplicate, source := row("SIGN-14", peer.ErrNotAuthorised), row("SIGN-11", peer.ErrDuplicate), row("SIGN-11", peer.ErrSourceRequired)
	begins := func(name string, by peer.Actor, hears map[string][]peer.Rule) one {
		return one{Name: name, Step: lookAt(shed, pantry), Act: act(by, considered, "", nil), Facts: f, To: signpost.Considered, Hears: hears}
	}
	begun := func(hears map[string][]peer.Rule) map[string][]peer.Rule {
		out := map[string][]peer.Rule{"/options": {duplicate}, "/options/*/source/kind": {source}}
		for k, v := range hears {
			out[k] = v
		}
		return out
	}
	chosen, given := ways[signpost.Chosen], ways[signpost.Given]
	helped := chosen.copyOf().then(bySian, signpost.AskHelp{Kind: signpost.HelpGoAlong, NextTimeAlone: own(bySian, "the bus back")})
	named := given.copyOf().then(bySian, signpost.NameChallenge{Kind: signpost.ChallengeTravel, Words: own(bySian, "two buses")})
	asked := ways[signpost.NeedsDifferent]
	further := map[string][]peer.Rule{"/further/concern": {row("SIGN-16", peer.ErrConcernRequired)}, "/further/because": {row("SIGN-16", peer.ErrConcernRequired)}}
	steptest.Plan[signpost.Signpost, signpost.SignpostStep, signpost.GivingFacts]{
		Kind: signposts.Kind, Person: sian, Anybody: anybody(), Records: signpostsOf(ways),
		Cases: []one{
			begins("SIGN-11 the person looks", bySian, begun(map[string][]peer.Rule{"/person": {two, about}, "/worker": {two}})),
			begins("SIGN-11 the worker shows", byJess, begun(map[string][]peer.Rule{"/person": {about}, "/worker": {two}})),
			does("SIGN-11 one more", byJess, ways[signpost.Considered], signpost.AddOption{Option: tellOf(course)}, signpost.Considered, map[string][]peer.Rule{"/option/source/kind": {source}}),
			does("SIGN-11 choose", bySian, ways[signpost.Considered], signpost.Choose{Resource: pantry}, signpost.Chosen, map[string][]peer.Rule{"/resource": {row("SIGN-11", peer.ErrUnknownCode)}}),
			does("SIGN-14 not now", bySian, chosen, signpost.NotNow{}, signpost.PersonClosed, nil),
			does("SIGN-12 ready", bySian, chosen, signpost.SayReady{Willing: signpost.WillingUnsure, Able: signpost.AbleWithHelp, Words: own(bySian, "if somebody comes along")}, signpost.Chosen, nil),
			does("SIGN-18 ask for help", bySian, given, signpost.AskHelp{Kind: signpost.HelpTravel, Until: day("2026-05-20"), NextTimeAlone: own(bySian, "the way back")}, signpost.Given, nil),
			does("SIGN-18 help took place", byJess, helped, signpost.HelpDone{Number: 1}, signpost.Chosen, nil),
			does("SIGN-18 help is not wanted", bySian, helped, signpost.DropHelp{Number: 1}, signpost.Chosen, nil),
			does("SIGN-13 the worker gives", byJess, chosen, signpost.Give{Medium: signpost.MediumText, Offered: []signpost.Medium{signpost.MediumPrint}}, signpost.Given,
				map[string][]peer.Rule{"/medium": {row("SIGN-13", peer.ErrMediumNotUsable)}}),
			does("SIGN-13 by word of mouth, where something that lasts was offered", byJess, given, signpost.Give{Medium: signpost.MediumVerbal, Offered: []signpost.Medium{signpost.MediumPrint}}, signpost.Given,
				map[string][]peer.Rule{"/offered": {row("SIGN-13", signpost.ErrNotLasting)}, "/medium": {row("SIGN-13", peer.ErrMediumNotUsable)}}),
			does("SIGN-13 the person takes it along in another form", bySian, given, signpost.Give{Medium: signpost.MediumVerbal, Offered: []signpost.Medium{signpost.MediumPrint}}, signpost.Given, nil),
			does("SIGN-15 another day", bySian, given, signpost.ChangeFollowUp{On: day("2026-05-30")}, signpost.Given, nil),
			does("SIGN-15 nobody is to ask", bySian, given, signpost.NoFollowUp{}, signpost.Given, nil),
			does("SIGN-15 it was asked", byJess, given, signpost.NoteAsked{}, signpost.Given, nil),
			does("SIGN-16 the person got there", bySian, given, signpost.RecordOutcome{Outcome: signpost.OutcomeAccessed, Words: own(bySian, "good"), MetNeed: peer.Yes}, signpost.Accessed, further),
			does("SIGN-16 the person did not go", bySian, ways[signpost.NotKnown], signpost.RecordOutcome{Outcome: signpost.OutcomeNotAccessed}, signpost.NotAccessed, further),
			does("SIGN-16 something different", bySian, ways[signpost.PersonClosed], signpost.RecordOutcome{Outcome: signpost.OutcomeNeedsDifferent, Next: signpost.NextGap}, signpost.NeedsDifferent, further),
			does("SIGN-16 it goes further", byJess, asked, signpost.AnswerFurther{Further: peer.Further{Answer: peer.Yes, Concern: "c1"}}, signpost.NeedsDifferent, nil),
			does("SIGN-16 not known", byJess, given.copyOf().then(byJess, signpost.NoteAsked{}, "2026-05-06T09:00Z").then(byJess, signpost.NoteAsked{}, "2026-05-13T09:00Z").then(byJess, signpost.NoteAsked{}, "2026-05-20T09:00Z"),
				signpost.LeaveNotKnown{Because: signpost.AskedAsAgreed}, signpost.NotKnown, nil),
			does("SIGN-18 ask for help when nobody knows what came of it", bySian, ways[signpost.NotKnown], signpost.AskHelp{Kind: signpost.HelpForm}, signpost.NotKnown, nil),
			{Name: "SIGN-16 not known, once peer support is over", Record: given.s, Step: signpost.LeaveNotKnown{Because: signpost.SupportEnded}, Act: act(byKay, "2026-05-06T11:00Z", "", nil),
				Facts: givingFacts(t, func(f *signpost.GivingFacts) { f.RelationshipEnded = peer.Yes }), To: signpost.NotKnown, Hears: map[string][]peer.Rule{"/because": {row("SIGN-16", peer.ErrPersonsWordsOnly), row("SIGN-16", peer.ErrNotAuthorised)}}},
			does("SIGN-19 a challenge", bySian, given, signpost.NameChallenge{Kind: signpost.ChallengeJudged, Words: own(bySian, "they will stare")}, signpost.Given, nil),
			does("SIGN-19 problem solving", byJess, named, signpost.SolveChallenge{Number: 1, Problem: "ps-1"}, signpost.Given, nil),
		},
	}.Run(t)
}

func TestSignpostGetters(t *testing.T) {
	w := givenWay(t).then(bySian, signpost.AskHelp{Kind: signpost.HelpPhone}).then(bySian, signpost.NameChallenge{Kind: signpost.ChallengeSeen})
	before, err := peer.Encode(w.s)
	require.NoError(t, err)
	w.s.Options()[0], w.s.Help()[0], w.s.Challenges()[0] = signpost.Option{}, signpost.AccessHelp{}, signpost.Challenge{}
	after, err := peer.Encode(w.s)
	require.NoError(t, err)
	require.Equal(t, string(before), string(after))
	require.Equal(t, []any{sian, jess, shed, "g1"}, []any{w.s.Person(), w.s.Worker(), w.s.Chosen(), w.s.About().Goal})
	medium, first := w.s.Handed()
	require.Equal(t, []any{signpost.MediumText, day("2026-04-22"), day("2026-05-06"), 0}, []any{medium, first, w.s.FollowUp(), w.s.Asked()})
	willing, able, words := w.s.Ready()
	require.Equal(t, []any{signpost.WillingYes, signpost.AbleYes, true}, []any{willing, able, words.From(sian)})
	require.Equal(t, "no record", signpost.Signpost{}.String())
}
