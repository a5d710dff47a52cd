package peer_test

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

func init() {
	maps.Copy(structs, map[string]any{
		"MatchWishes": peer.MatchWishes{}, "Wish": peer.Wish{}, "Trait": peer.Trait{}, "SayWishes": peer.SayWishes{}, "ChangeWishes": peer.ChangeWishes{},
		"ChooseWorker": peer.ChooseWorker{}, "ChooseNone": peer.ChooseNone{}, "WorkerOffer": peer.WorkerOffer{}, "Match": peer.Match{}, "WishMet": peer.WishMet{},
		"BiasPrompt": peer.BiasPrompt{},
	})
}

type wishStep = peer.MatchWishesStep

var wishLists = steptest.Bench[peer.MatchWishes, wishStep, peer.Facts]{
	Kind: steptest.Kind[peer.MatchWishes, wishStep, peer.Facts]{
		Table: peer.MatchWishesTable(), New: peer.NewMatchWishes, CheckNew: peer.CheckNewMatchWishes, Starts: peer.MatchWishesStarts,
		Do: peer.MatchWishes.Do, Check: peer.MatchWishes.Check, Choices: peer.MatchWishes.Choices,
		Decode: peer.DecodeMatchWishes, EncodeStep: peer.EncodeMatchWishesStep, DecodeStep: peer.DecodeMatchWishesStep,
	},
	Ground: ground(),
}

func trait(kind peer.TraitKind, is string) peer.Trait {
	return peer.Trait{Kind: kind, Is: peer.Say(is)}
}

func mustHave(kind peer.TraitKind, is string) peer.Wish {
	return peer.Wish{Trait: trait(kind, is), Weight: peer.MustHave}
}

func wouldLike(kind peer.TraitKind, is string) peer.Wish {
	return peer.Wish{Trait: trait(kind, is), Weight: peer.WouldLike}
}

func theWishes() peer.SayWishes {
	return peer.SayWishes{ID: "wl1", Person: aled, Wishes: []peer.Wish{mustHave(peer.OfLanguage, "cy"), wouldLike(peer.OfExperience, "psychosis"), wouldLike(peer.OfFaith, "chapel")},
		Words: steptest.Own(byAled, "somebody I can talk Welsh with in the greenhouse")}
}

func wishesOf(t testing.TB) map[peer.Status]peer.MatchWishes {
	t.Helper()
	said := wishLists.Done(t, peer.MatchWishes{}, theWishes(), byAled)
	chosen := wishLists.Done(t, said, peer.ChooseWorker{Worker: jess}, byAled)
	return map[peer.Status]peer.MatchWishes{peer.WishesSaid: said, peer.WorkerChosen: chosen, peer.NoneOfThem: wishLists.Done(t, chosen, peer.ChooseNone{}, byAled)}
}

func TestMatchWishesEveryRow(t *testing.T) {
	records := wishesOf(t)
	words, fit := []peer.Rule{row("PEER-36", peer.ErrPersonsWordsOnly)}, []peer.Rule{row("PEER-36", peer.ErrUnknownCode)}
	whose := append([]peer.Rule{row("PEER-36", peer.ErrNotAuthorised)}, words...)
	hears := func(more map[string][]peer.Rule) map[string][]peer.Rule {
		out := map[string][]peer.Rule{"/wishes/*/trait/kind": fit, "/wishes/*/trait/is": fit}
		maps.Copy(out, more)
		return out
	}
	staff := anybody()
	for i := range staff {
		if staff[i].By.Staff != "" {
			staff[i].As = peer.PartyStaff
		}
	}
	steptest.Plan[peer.MatchWishes, wishStep, peer.Facts]{
		Kind: wishLists.Kind, Person: aled, Anybody: staff, Records: records,
		Cases: []steptest.Case[peer.MatchWishes, wishStep, peer.Facts]{
			wishLists.Planned(t, "PEER-36 the person says it", peer.MatchWishes{}, theWishes(), byAled, peer.WishesSaid, hears(map[string][]peer.Rule{"/person": whose})),
			wishLists.Planned(t, "PEER-36 a colleague writes it down", peer.MatchWishes{}, theWishes(), byHannah, peer.WishesSaid, hears(map[string][]peer.Rule{"/person": words, "/words": words})),
			wishLists.Planned(t, "PEER-36 anybody is fine after all", records[peer.NoneOfThem], peer.ChangeWishes{}, byAled, peer.WishesSaid,
				hears(map[string][]peer.Rule{"/wishes": fit, "/wishes/*/weight": fit})),
			wishLists.Planned(t, "PEER-36 a colleague writes it down anew", records[peer.WorkerChosen], peer.ChangeWishes{Wishes: theWishes().Wishes, Words: theWishes().Words}, byHannah, peer.WishesSaid, hears(map[string][]peer.Rule{"/words": words})),
			wishLists.Planned(t, "PEER-36 the person chooses", records[peer.WishesSaid], peer.ChooseWorker{Worker: jess}, byAled, peer.WorkerChosen, nil),
			wishLists.Planned(t, "PEER-36 the person chooses none", records[peer.WishesSaid], peer.ChooseNone{}, byAled, peer.NoneOfThem, nil),
		},
	}.Run(t)
}

func TestMatchIsThePersonsChoice(t *testing.T) {
	records := wishesOf(t)
	for name, by := range map[string]peer.Actor{"the worker": byJess, "the line manager": byHannah, "a nurse": peer.ByStaff(kay, peer.RoleCareCoordinator), "a carer": byMegan, "another person": peer.ByPerson(beatriz)} {
		t.Run("PEER-36, PEER-37 "+name+" chooses for them", func(t *testing.T) {
			for _, step := range []wishStep{peer.ChooseWorker{Worker: rowan}, peer.ChooseNone{}} {
				steptest.Only(t, wishLists.Tried(t, records[peer.WishesSaid], step, by), "PEER-36 persons-choice-only", "")
			}
		})
	}
	t.Run("PEER-36 a colleague's own words, or none", func(t *testing.T) {
		for _, w := range []peer.Words{{}, steptest.Unsigned("wants a woman"), steptest.Own(byHannah, "wants a woman"), steptest.Own(byMegan, "would like a man")} {
			step := theWishes()
			step.Words = w
			steptest.Only(t, wishLists.Tried(t, peer.MatchWishes{}, step, byHannah), "PEER-36 persons-words-only", "/words")
			steptest.Only(t, wishLists.Tried(t, records[peer.WishesSaid], peer.ChangeWishes{Words: w}, byHannah), "PEER-36 persons-words-only", "/words")
		}
		steptest.Only(t, wishLists.Tried(t, peer.MatchWishes{}, theWishes(), byMegan), "PEER-36 not-authorised", "")
	})
	t.Run("PEER-36 a wish that names nothing of its sort", func(t *testing.T) {
		for _, w := range []peer.Wish{wouldLike(peer.OfExperience, "schizophrenia F20"), wouldLike(peer.OfGender, "f"), wouldLike(peer.OfLanguage, "welsh please")} {
			step := theWishes()
			step.Wishes = []peer.Wish{mustHave(peer.OfCulture, "romani"), w}
			steptest.Only(t, wishLists.Tried(t, peer.MatchWishes{}, step, byAled), "PEER-36 unknown-code", "/wishes")
		}
		for _, w := range []peer.Wish{mustHave(peer.OfExperience, "carer"), wouldLike(peer.OfGender, "non-binary"), wouldLike(peer.OfLanguage, "bfi"), wouldLike(peer.OfCulture, "romani"), mustHave(peer.OfFaith, "sikh")} {
			step := theWishes()
			step.Wishes = []peer.Wish{w}
			steptest.Open(t, wishLists.Tried(t, peer.MatchWishes{}, step, byAled))
		}
	})
	t.Run("PEER-36 it takes no facts to say it and to choose", func(t *testing.T) {
		none := func(f *peer.Facts) { *f = peer.Facts{} }
		steptest.Open(t, wishLists.Tried(t, peer.MatchWishes{}, theWishes(), byAled, none))
		steptest.Open(t, wishLists.Tried(t, records[peer.WishesSaid], peer.ChooseWorker{Worker: rowan}, byAled, none))
		steptest.Open(t, wishLists.Tried(t, records[peer.WorkerChosen], peer.ChooseNone{}, byAled, none))
	})
	t.Run("PEER-36 what was said and chosen", func(t *testing.T) {
		said, chosen := records[peer.WishesSaid], records[peer.WorkerChosen]
		require.Equal(t, theWishes().Wishes, said.Wishes())
		require.Equal(t, []any{aled, peer.StaffID(""), steptest.On("2026-05-04T10:00Z")}, []any{said.Person(), said.Chosen(), said.Said()})
		require.True(t, said.Words().From(aled))
		require.Equal(t, jess, chosen.Chosen())
		require.Empty(t, records[peer.NoneOfThem].Chosen())
		require.Equal(t, rowan, wishLists.Done(t, chosen, peer.ChooseWorker{Worker: rowan}, byAled).Chosen())
		again := wishLists.Done(t, chosen, peer.ChangeWishes{}, byAled)
		require.Empty(t, again.Chosen(), "whom they chose before no longer holds")
		require.Empty(t, again.Wishes())
		list := said.Wishes()
		list[0].Weight = peer.WouldLike
		require.Equal(t, peer.MustHave, said.Wishes()[0].Weight)
	})
}

func TestSuggestWorkers(t *testing.T) {
	wishes := wishesOf(t)[peer.WishesSaid]
	offers := []peer.WorkerOffer{
		{Worker: "a", Known: []peer.Trait{trait(peer.OfLanguage, "cy-GB"), trait(peer.OfGender, "woman")}},
		{Worker: "b", Known: []peer.Trait{trait(peer.OfLanguage, "en"), trait(peer.OfExperience, "psychosis"), trait(peer.OfFaith, "chapel")}},
		{Worker: "c", Known: []peer.Trait{trait(peer.OfLanguage, "CY"), trait(peer.OfExperience, "psychosis"), trait(peer.OfFaith, "Chapel")}},
		{Worker: "d"},
		{Worker: "e", Known: []peer.Trait{trait(peer.OfLanguage, "cym"), trait(peer.OfExperience, "cy")}},
		{Worker: "f", Known: []peer.Trait{trait(peer.OfLanguage, "cy"), trait(peer.OfFaith, "sikh")}},
		{Worker: "a"}, {Known: []peer.Trait{trait(peer.OfLanguage, "cy")}},
	}
	who := func(list []peer.Match) (out []peer.StaffID) {
		for _, m := range list {
			out = append(out, m.Worker)
		}
		return out
	}
	got := peer.SuggestWorkers(wishes, offers)
	t.Run("PEER-36 those who meet every wish come first, the others as they were given", func(t *testing.T) {
		require.Equal(t, []peer.StaffID{"c", "a", "f"}, who(got))
		swapped := slices.Clone(offers)
		swapped[0], swapped[5] = swapped[5], swapped[0]
		require.Equal(t, []peer.StaffID{"c", "f", "a"}, who(peer.SuggestWorkers(wishes, swapped)))
		require.Equal(t, got, peer.SuggestWorkers(wishes, offers))
	})
	t.Run("PEER-36 each says why, and of which wishes nothing is known", func(t *testing.T) {
		places := func(list []peer.WishMet) (out []int) {
			for _, w := range list {
				out = append(out, w.Wish)
				require.NotEmpty(t, w.Says)
				require.Equal(t, wishes.Wishes()[w.Wish-1].Weight, w.Weight)
				require.Equal(t, wishes.Wishes()[w.Wish-1].Trait.Kind, w.Kind)
			}
			return out
		}
		require.Equal(t, []int{1, 2, 3}, places(got[0].Reasons))
		require.Empty(t, got[0].NotMet)
		require.Equal(t, []int{1}, places(got[1].Reasons))
		require.Equal(t, []int{2, 3}, places(got[1].NotMet))
	})
	t.Run("PEER-36, H27 who said nothing and who said something else look alike", func(t *testing.T) {
		silent, other := got[1], got[2]
		other.Worker = silent.Worker
		require.Equal(t, silent, other)
		b, err := json.Marshal(got)
		require.NoError(t, err)
		for _, word := range []string{"sikh", "chapel", "woman", "psychosis", "score", "rank"} {
			require.NotContains(t, strings.ToLower(string(b)), word)
		}
	})
	t.Run("PEER-36 a must-have leaves out, a would-like does not", func(t *testing.T) {
		only := wishLists.Done(t, peer.MatchWishes{}, peer.SayWishes{ID: "w", Person: aled, Wishes: []peer.Wish{mustHave(peer.OfFaith, "sikh")}}, byAled)
		require.Equal(t, []peer.StaffID{"f"}, who(peer.SuggestWorkers(only, offers)))
		nice := wishLists.Done(t, only, peer.ChangeWishes{Wishes: []peer.Wish{wouldLike(peer.OfFaith, "sikh")}}, byAled)
		require.Equal(t, []peer.StaffID{"f", "a", "b", "c", "d", "e"}, who(peer.SuggestWorkers(nice, offers)))
	})
	t.Run("PEER-36 anybody is fine, and nobody asked", func(t *testing.T) {
		anyone := wishLists.Done(t, peer.MatchWishes{}, peer.SayWishes{ID: "w", Person: aled}, byAled)
		require.Equal(t, []peer.StaffID{"a", "b", "c", "d", "e", "f"}, who(peer.SuggestWorkers(anyone, offers)))
		require.Nil(t, peer.SuggestWorkers(peer.MatchWishes{}, offers))
		require.Empty(t, peer.SuggestWorkers(wishes, nil))
	})
	t.Run("PEER-36, H27 an offer holds categories and has no place for anything about the person", func(t *testing.T) {
		var fields []string
		for _, typ := range []reflect.Type{reflect.TypeFor[peer.WorkerOffer](), reflect.TypeFor[peer.Trait]()} {
			for i := range typ.NumField() {
				fields = append(fields, typ.Field(i).Name)
			}
		}
		require.Equal(t, []string{"Worker", "Known", "Kind", "Is"}, fields)
		steptest.Silent(t, "chapel", offers[1])
		require.Equal(t, "offer of b", formatted(offers[1])[0])
		require.NotContains(t, strings.Join(formatted(offers[1]), ""), "faith", "not even of what sort it is")
	})
}

func TestMatchWishesReading(t *testing.T) {
	for status, w := range wishesOf(t) {
		t.Run("PEER-36, H27 "+string(status)+": for the person and those who could offer a worker", func(t *testing.T) {
			saidReaders.See(t, w, "wishes", "greenhouse", "PEER-36 not-authorised", "aled", "hannah", "iris")
		})
	}
}

func TestMatchWishesHistories(t *testing.T) {
	give := func(draw steptest.Draw, _ time.Time) steptest.Give {
		return func(path string, f peer.Field) any {
			switch {
			case path == "/person":
				return steptest.Mostly(draw, "p1", "p6")
			case path == "/wishes":
				wish := map[string]any{"trait": map[string]any{"kind": steptest.OneOf(draw, "language", "faith", "gender"), "is": steptest.OneOf(draw, "cy", "man")}, "weight": "must-have"}
				return steptest.OneOf[any](draw, []any{wish}, steptest.Absent, steptest.Absent)
			case f.Kind == peer.FieldWords:
				return steptest.OneOf[any](draw, map[string]any{"text": "please", "by": map[string]any{"person": "p1"}}, steptest.Absent)
			}
			return nil
		}
	}
	wishLists.Histories(t, give, func(t require.TestingT, w peer.MatchWishes, c peer.Change) {
		require.Equal(t, w.Status() == peer.WorkerChosen, w.Chosen() != "")
		require.True(t, w.Words().IsZero() || w.Words().From(w.Person()))
		if c.Do == "choose" || c.Do == "choose-none" {
			require.Equal(t, peer.PartyPerson, c.As, "nobody chooses for them")
			require.Equal(t, peer.ByPerson(w.Person()), c.By)
		}
		for _, wish := range w.Wishes() {
			require.True(t, wish.Trait.Kind != peer.OfGender || wish.Trait.Is.Reveal() == "man")
		}
	})
}

func TestMatchWishesStored(t *testing.T) {
	records := wishesOf(t)
	wishLists.Goldens(t, records)
	wishLists.Unreadable(t, "greenhouse", records, []steptest.Hostile{
		{Of: peer.WishesSaid, Path: "/wishes/0/trait/is", Value: "welsh please", Heard: "/wishes"},
		{Of: peer.WishesSaid, Path: "/wishes/1/trait/is", Value: "F20", Heard: "/wishes"},
		{Of: peer.WishesSaid, Path: "/wishes/1/trait/kind", Value: "weight", Heard: "/wishes/1/trait/kind"},
		{Of: peer.WishesSaid, Path: "/wishes/0/weight", Value: "7", Heard: "/wishes/0/weight"},
		{Of: peer.WishesSaid, Path: "/words/by", Value: map[string]any{"staff": "hannah-voss"}, Heard: "/words"},
		{Of: peer.WishesSaid, Path: "/words/text", Value: "", Heard: "/words"},
		{Of: peer.WishesSaid, Path: "/person", Value: "p6", Heard: "/words"},
		{Of: peer.WishesSaid, Path: "/chosen", Value: "w4", Heard: "/chosen"},
		{Of: peer.WorkerChosen, Path: "/chosen", Value: nil, Heard: "/chosen"},
		{Of: peer.NoneOfThem, Path: "/chosen", Value: "w4", Heard: "/chosen"},
		{Of: peer.NoneOfThem, Path: "/said", Value: nil, Heard: "/said"},
		{Of: peer.NoneOfThem, Path: "/score", Value: 3, Heard: "/score"},
	})
}

func TestBiasPrompts(t *testing.T) {
	asked := map[peer.BiasTopic]string{}
	for _, p := range peer.BiasPrompts() {
		t.Run("PEER-36, PEER-15 "+string(p.Topic), func(t *testing.T) {
			require.True(t, p.Topic.Known())
			require.Empty(t, asked[p.Topic], "each topic is asked once")
			asked[p.Topic] = p.Asks
			require.True(t, strings.HasSuffix(p.Asks, "?"))
			require.LessOrEqual(t, len(strings.Fields(p.Asks)), 14, "short enough to keep in mind")
			for _, word := range []string{"should", "must", "failed", "patient", "fault", "wrong"} {
				require.NotContains(t, strings.ToLower(p.Asks), word)
			}
			for _, yesNo := range []string{"Did", "Do", "Are", "Is", "Have", "Was"} {
				require.NotEqual(t, yesNo, strings.Fields(p.Asks)[0], "an open question")
			}
		})
	}
	require.Len(t, asked, len(peer.BiasTopic("").Terms()))
	list := peer.BiasPrompts()
	list[0].Asks = "x"
	require.NotEqual(t, "x", peer.BiasPrompts()[0].Asks)
}
