package peer_test

import (
	"maps"
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
		"Communication": peer.Communication{}, "Language": peer.Language{}, "CommunicationNeeds": peer.CommunicationNeeds{}, "TeamStyle": peer.TeamStyle{},
		"SayNeeds": peer.SayNeeds{}, "ChangeNeeds": peer.ChangeNeeds{}, "SayStyle": peer.SayStyle{}, "ChangeStyle": peer.ChangeStyle{},
	})
}

type (
	needsStep = peer.CommunicationNeedsStep
	styleStep = peer.TeamStyleStep
)

var needsLists = steptest.Bench[peer.CommunicationNeeds, needsStep, peer.Facts]{
	Kind: steptest.Kind[peer.CommunicationNeeds, needsStep, peer.Facts]{
		Table: peer.CommunicationNeedsTable(), New: peer.NewCommunicationNeeds, CheckNew: peer.CheckNewCommunicationNeeds, Starts: peer.CommunicationNeedsStarts,
		Do: peer.CommunicationNeeds.Do, Check: peer.CommunicationNeeds.Check, Choices: peer.CommunicationNeeds.Choices,
		Decode: peer.DecodeCommunicationNeeds, EncodeStep: peer.EncodeCommunicationNeedsStep, DecodeStep: peer.DecodeCommunicationNeedsStep,
	},
	Ground: ground(),
}

var teamStyles = steptest.Bench[peer.TeamStyle, styleStep, peer.Facts]{
	Kind: steptest.Kind[peer.TeamStyle, styleStep, peer.Facts]{
		Table: peer.TeamStyleTable(), New: peer.NewTeamStyle, CheckNew: peer.CheckNewTeamStyle, Starts: peer.TeamStyleStarts,
		Do: peer.TeamStyle.Do, Check: peer.TeamStyle.Check, Choices: peer.TeamStyle.Choices,
		Decode: peer.DecodeTeamStyle, EncodeStep: peer.EncodeTeamStyleStep, DecodeStep: peer.DecodeTeamStyleStep,
	},
	Ground: ground(),
}

func theHow(by peer.Actor) peer.Communication {
	return peer.Communication{
		Languages: []peer.Language{{Tag: "bfi", Interpreter: peer.Yes}, {Tag: "en-GB", Reads: peer.Yes}},
		Hears:     peer.HearsNot, Sees: peer.SeesWell, Reads: peer.ReadsEasy, Online: peer.OnlineWithHelp,
		Prefers: []peer.Medium{peer.MediumText, peer.MediumEasyRead, peer.MediumText}, CannotUse: []peer.Medium{peer.MediumEmail, peer.MediumPhone},
		Helps: steptest.Own(by, "face me, and one of you at a time in the garden room"),
	}
}

func theNeeds() peer.SayNeeds {
	return peer.SayNeeds{ID: "n1", Person: aled, Worker: jess, How: theHow(byAled)}
}

func needsOf(t testing.TB) map[peer.Status]peer.CommunicationNeeds {
	t.Helper()
	return map[peer.Status]peer.CommunicationNeeds{peer.NeedsSaid: needsLists.Done(t, peer.CommunicationNeeds{}, theNeeds(), byJess)}
}

func stylesOf(t testing.TB) map[peer.Status]peer.TeamStyle {
	t.Helper()
	return map[peer.Status]peer.TeamStyle{peer.StyleSaid: teamStyles.Done(t, peer.TeamStyle{}, peer.SayStyle{ID: "y1", Worker: jess, How: theHow(byJess)}, byJess)}
}

func TestCommunicationNeedsEveryRow(t *testing.T) {
	records := needsOf(t)
	words, tag := []peer.Rule{row("PEER-39", peer.ErrPersonsWordsOnly)}, []peer.Rule{row("PEER-39", peer.ErrUnknownCode)}
	both := append([]peer.Rule{row("PEER-39", peer.ErrNotAuthorised)}, words...)
	hears := func(more map[string][]peer.Rule) map[string][]peer.Rule {
		out := map[string][]peer.Rule{"/how/languages": tag, "/how/languages/*/tag": tag}
		maps.Copy(out, more)
		return out
	}
	steptest.Plan[peer.CommunicationNeeds, needsStep, peer.Facts]{
		Kind: needsLists.Kind, Person: aled, Anybody: anybody(), Records: records,
		Cases: []steptest.Case[peer.CommunicationNeeds, needsStep, peer.Facts]{
			needsLists.Planned(t, "PEER-39 the person says it", peer.CommunicationNeeds{}, theNeeds(), byAled, peer.NeedsSaid, hears(map[string][]peer.Rule{"/person": both})),
			needsLists.Planned(t, "PEER-39 the worker writes it down", peer.CommunicationNeeds{}, theNeeds(), byJess, peer.NeedsSaid,
				hears(map[string][]peer.Rule{"/person": words, "/worker": both[:1], "/how/helps": words})),
			needsLists.Planned(t, "PEER-39 they say it anew", records[peer.NeedsSaid], peer.ChangeNeeds{Worker: rowan, How: theHow(byAled)}, byAled, peer.NeedsSaid, hears(nil)),
		},
	}.Run(t)
}

func TestTeamStyleEveryRow(t *testing.T) {
	records := stylesOf(t)
	tag, whose := []peer.Rule{row("PEER-39", peer.ErrUnknownCode)}, []peer.Rule{row("PEER-39", peer.ErrNotAuthorised)}
	hears := map[string][]peer.Rule{"/how/languages": tag, "/how/languages/*/tag": tag}
	first := maps.Clone(hears)
	first["/worker"] = whose
	list := anybody()
	for i := range list {
		if list[i].As == peer.PartyPerson {
			list[i].As = peer.PartyNobody
		}
	}
	steptest.Plan[peer.TeamStyle, styleStep, peer.Facts]{
		Kind: teamStyles.Kind, Person: aled, Anybody: list, Records: records,
		Cases: []steptest.Case[peer.TeamStyle, styleStep, peer.Facts]{
			teamStyles.Planned(t, "PEER-39 a colleague says it", peer.TeamStyle{}, peer.SayStyle{ID: "y1", Worker: jess, How: theHow(byJess)}, byJess, peer.StyleSaid, first),
			teamStyles.Planned(t, "PEER-39 a colleague says it anew", records[peer.StyleSaid], peer.ChangeStyle{How: theHow(byJess)}, byJess, peer.StyleSaid, hears),
		},
	}.Run(t)
}

func TestCommunicationIsTheirs(t *testing.T) {
	needs, style := needsOf(t)[peer.NeedsSaid], stylesOf(t)[peer.StyleSaid]
	none := func(f *peer.Facts) { *f = peer.Facts{} }
	for name, w := range map[string]peer.Words{
		"the worker's own": steptest.Unsigned("is slow to follow"), "another person's": steptest.Own(peer.ByPerson(beatriz), "x"), "two at once": steptest.Own(peer.Actor{Person: aled, Staff: jess}, "x"),
	} {
		t.Run("PEER-39 "+name+" words", func(t *testing.T) {
			steptest.Only(t, needsLists.Tried(t, needs, peer.ChangeNeeds{How: peer.Communication{Helps: w}}, byJess), "PEER-39 persons-words-only", "/how/helps")
		})
	}
	t.Run("PEER-39 a colleague's words are theirs", func(t *testing.T) {
		for _, by := range []peer.Actor{byAled, byHannah, {Person: aled, Staff: jess}} {
			steptest.Only(t, teamStyles.Tried(t, style, peer.ChangeStyle{How: theHow(by)}, byJess), "PEER-39 not-authorised", "/how/helps")
		}
	})
	t.Run("PEER-39 a language that is none, or stands there twice", func(t *testing.T) {
		for _, tag := range []string{"english", "e", "en_GB", "en-", "-en", "1a", "en-abcdefghi", "en--GB", "cŵ"} {
			how := peer.Communication{Languages: []peer.Language{{Tag: tag}}}
			steptest.Only(t, needsLists.Tried(t, needs, peer.ChangeNeeds{How: how}, byAled), "PEER-39 unknown-code", "/how/languages")
			steptest.Only(t, teamStyles.Tried(t, style, peer.ChangeStyle{How: how}, byJess), "PEER-39 unknown-code", "/how/languages")
		}
		twice := peer.Communication{Languages: []peer.Language{{Tag: "cy"}, {Tag: "cy", Interpreter: peer.Yes}}}
		steptest.Only(t, needsLists.Tried(t, needs, peer.ChangeNeeds{How: twice}, byAled), "PEER-39 unknown-code", "/how/languages")
		twice.Languages[0].Tag = "CY"
		steptest.Only(t, needsLists.Tried(t, needs, peer.ChangeNeeds{How: twice}, byAled), "PEER-39 unknown-code", "/how/languages")
		for _, tag := range []string{"cy", "en-GB", "bfi", "zh-Hant-TW", "de-1996"} {
			steptest.Open(t, needsLists.Tried(t, needs, peer.ChangeNeeds{How: peer.Communication{Languages: []peer.Language{{Tag: tag}}}}, byAled, none))
		}
	})
	t.Run("PEER-39 what was said", func(t *testing.T) {
		how := needs.How()
		require.Equal(t, []peer.Medium{peer.MediumText, peer.MediumEasyRead}, how.Prefers, "each once, the first one first")
		require.Equal(t, []peer.Medium{peer.MediumPhone, peer.MediumEmail}, how.CannotUse)
		require.True(t, how.Helps.From(aled))
		require.Equal(t, []any{aled, jess, steptest.On("2026-05-04T10:00Z")}, []any{needs.Person(), needs.Worker(), needs.Said()})
		require.Equal(t, []any{jess, steptest.On("2026-05-04T10:00Z")}, []any{style.Worker(), style.Said()})
		require.Equal(t, []string{"bfi"}, how.Interpreters())
		how.Languages[0].Tag, how.Prefers[0], how.CannotUse[0] = "x", peer.MediumVisit, peer.MediumVisit
		require.NotEqual(t, how, needs.How())
		require.Equal(t, rowan, needsLists.Done(t, needs, peer.ChangeNeeds{Worker: rowan}, byAled).Worker())
		anew := needsLists.Done(t, needs, peer.ChangeNeeds{}, byJess)
		require.Equal(t, jess, anew.Worker())
		require.Zero(t, anew.How(), "what is left out no longer holds")
		require.Equal(t, peer.No, style.Usable(peer.MediumPhone))
		require.Equal(t, peer.ByStaff(jess, ""), style.How().Helps.By)
		require.Equal(t, steptest.On("2026-05-06T10:00Z"), teamStyles.Done(t, style, peer.ChangeStyle{}, byJess).Said())
	})
}

func TestUsable(t *testing.T) {
	media := func(list ...peer.Medium) []peer.Medium { return list }
	for name, c := range map[string]struct {
		how     peer.Communication
		yes, no []peer.Medium
	}{
		"nobody has asked":         {peer.Communication{}, nil, nil},
		"what they like":           {peer.Communication{Prefers: media(peer.MediumText, peer.MediumPrint)}, media(peer.MediumText, peer.MediumPrint), nil},
		"what is of no use":        {peer.Communication{CannotUse: media(peer.MediumApp)}, nil, media(peer.MediumApp)},
		"on both lists":            {peer.Communication{Prefers: media(peer.MediumApp), CannotUse: media(peer.MediumApp)}, nil, media(peer.MediumApp)},
		"hears well":               {peer.Communication{Hears: peer.HearsWell}, nil, nil},
		"hears with help":          {peer.Communication{Hears: peer.HearsWithHelp}, nil, nil},
		"not by ear":               {peer.Communication{Hears: peer.HearsNot}, nil, media(peer.MediumPhone, peer.MediumVoiceMessage, peer.MediumAudio)},
		"large print":              {peer.Communication{Sees: peer.SeesLarge}, media(peer.MediumLargePrint), media(peer.MediumLetter, peer.MediumPrint)},
		"not by eye":               {peer.Communication{Sees: peer.SeesNot}, nil, media(peer.MediumLetter, peer.MediumPrint, peer.MediumEasyRead, peer.MediumLargePrint, peer.MediumSignVideo)},
		"not by eye, but Braille":  {peer.Communication{Sees: peer.SeesNot, Prefers: media(peer.MediumBraille)}, media(peer.MediumBraille), media(peer.MediumLetter, peer.MediumPrint, peer.MediumEasyRead, peer.MediumLargePrint, peer.MediumSignVideo)},
		"easy read":                {peer.Communication{Reads: peer.ReadsEasy}, media(peer.MediumEasyRead), nil},
		"would rather not read":    {peer.Communication{Reads: peer.ReadsRatherNot}, nil, media(peer.MediumText, peer.MediumEmail, peer.MediumApp, peer.MediumLetter, peer.MediumWeb, peer.MediumPrint, peer.MediumEasyRead, peer.MediumLargePrint, peer.MediumBraille)},
		"rather not, but one text": {peer.Communication{Reads: peer.ReadsRatherNot, Sees: peer.SeesWell, Prefers: media(peer.MediumText)}, media(peer.MediumText), media(peer.MediumEmail, peer.MediumApp, peer.MediumLetter, peer.MediumWeb, peer.MediumPrint, peer.MediumEasyRead, peer.MediumLargePrint, peer.MediumBraille)},
		"not online":               {peer.Communication{Online: peer.NotOnline}, nil, media(peer.MediumEmail, peer.MediumApp, peer.MediumVideo, peer.MediumWeb)},
		"online with help":         {peer.Communication{Online: peer.OnlineWithHelp}, nil, nil},
		"not by ear nor online":    {peer.Communication{Hears: peer.HearsNot, Online: peer.NotOnline}, nil, media(peer.MediumPhone, peer.MediumVoiceMessage, peer.MediumEmail, peer.MediumApp, peer.MediumVideo, peer.MediumWeb, peer.MediumAudio)},
		"large print, rather not":  {peer.Communication{Sees: peer.SeesLarge, Reads: peer.ReadsRatherNot, CannotUse: media(peer.MediumHold, peer.MediumVerbal)}, nil, media(peer.MediumText, peer.MediumEmail, peer.MediumApp, peer.MediumLetter, peer.MediumWeb, peer.MediumPrint, peer.MediumEasyRead, peer.MediumLargePrint, peer.MediumBraille, peer.MediumHold, peer.MediumVerbal)},
	} {
		t.Run("PEER-39, SIGN-13 "+name, func(t *testing.T) {
			needs := needsLists.Done(t, peer.CommunicationNeeds{}, peer.SayNeeds{ID: "n", Person: aled, How: c.how}, byAled)
			for _, word := range peer.Medium("").Terms() {
				m := peer.Medium(word)
				want := peer.Unknown
				switch {
				case slices.Contains(c.no, m):
					want = peer.No
				case slices.Contains(c.yes, m) || slices.Contains(alwaysMedia, m) || m == peer.MediumViaStaff || m == peer.MediumHold:
					want = peer.Yes
				}
				require.Equal(t, want, needs.Usable(m), word)
				require.Equal(t, want == peer.Yes, needs.Suits(m).Allowed(), word)
				if want == peer.No {
					steptest.Only(t, needs.Suits(m), "PEER-39 medium-not-usable", "/medium")
				}
			}
			require.ElementsMatch(t, c.yes, needs.UsableMedia())
		})
	}
	t.Run("PEER-39 what they like best comes first", func(t *testing.T) {
		how := peer.Communication{Prefers: media(peer.MediumVerbal, peer.MediumPrint, peer.MediumText), Reads: peer.ReadsEasy}
		require.Equal(t, media(peer.MediumVerbal, peer.MediumPrint, peer.MediumText, peer.MediumEasyRead), how.UsableMedia())
		require.Equal(t, media(peer.MediumVerbal, peer.MediumPrint, peer.MediumText), how.Prefers, "the list is the caller's")
	})
	t.Run("PEER-39 whether they get online", func(t *testing.T) {
		for word, want := range map[peer.GoesOnline]peer.Tri{"": peer.Unknown, peer.OnlineAlone: peer.Yes, peer.OnlineWithHelp: peer.Yes, peer.NotOnline: peer.No} {
			require.Equal(t, want, peer.Communication{Online: word}.IsOnline())
		}
	})
	t.Run("PEER-39 without a record nobody has asked", func(t *testing.T) {
		require.Equal(t, peer.Unknown, peer.CommunicationNeeds{}.Usable(peer.MediumText))
		require.Equal(t, peer.Unknown, peer.TeamStyle{}.Usable(peer.MediumText))
		require.Empty(t, peer.CommunicationNeeds{}.UsableMedia())
	})
}

func TestCommunicationReading(t *testing.T) {
	t.Run("PEER-39 needs are for the person and those who speak with them", func(t *testing.T) {
		saidReaders.See(t, needsOf(t)[peer.NeedsSaid], "needs", "garden", "PEER-39 not-authorised", "aled", "jess", "rowan", "hannah", "iris", "kay")
	})
	t.Run("PEER-39, H27 a colleague's style is for the team", func(t *testing.T) {
		saidReaders.See(t, stylesOf(t)[peer.StyleSaid], "style", "garden", "PEER-39 not-authorised", "jess", "rowan", "hannah", "iris", "kay")
	})
}

func TestCommunicationHistories(t *testing.T) {
	give := func(draw steptest.Draw, _ time.Time) steptest.Give {
		return func(path string, f peer.Field) any {
			switch {
			case path == "/person":
				return steptest.Mostly(draw, "p1", "p6")
			case path == "/worker":
				return steptest.Mostly(draw, "w4", "w5")
			case strings.HasSuffix(path, "/languages"):
				return []any{map[string]any{"tag": steptest.Mostly(draw, "cy", "cy", "nonsense-tag-that-is-too-long")}}
			case f.Kind == peer.FieldWords:
				return steptest.OneOf[any](draw, map[string]any{"text": "slowly", "by": map[string]any{"person": "p1"}}, steptest.Absent, steptest.Absent)
			case f.Kind == peer.FieldChoice && f.Repeats:
				return []any{steptest.OneOf(draw, "text", "phone"), "text"}
			}
			return nil
		}
	}
	needsLists.Histories(t, give, func(t require.TestingT, n peer.CommunicationNeeds, c peer.Change) {
		how := n.How()
		require.True(t, how.Helps.IsZero() || how.Helps.From(n.Person()))
		require.Contains(t, []peer.Party{peer.PartyPerson, peer.PartyWorker}, c.As)
		for _, m := range how.CannotUse {
			require.Equal(t, peer.No, n.Usable(m))
		}
	})
	teamStyles.Histories(t, give, func(t require.TestingT, y peer.TeamStyle, c peer.Change) {
		require.Equal(t, y.Worker(), c.By.Staff, "every step is the colleague's")
		require.True(t, y.How().Helps.IsZero() || y.How().Helps.By == peer.ByStaff(y.Worker(), ""))
	})
}

func TestCommunicationStored(t *testing.T) {
	needs, styles := needsOf(t), stylesOf(t)
	needsLists.Goldens(t, needs)
	teamStyles.Goldens(t, styles)
	shape := func(of peer.Status) []steptest.Hostile {
		return []steptest.Hostile{
			{Of: of, Path: "/how/languages/0/tag", Value: "british sign", Heard: "/how/languages"},
			{Of: of, Path: "/how/languages/1/tag", Value: "bfi", Heard: "/how/languages"},
			{Of: of, Path: "/how/prefers", Value: []any{"text", "text"}, Heard: "/how/prefers"},
			{Of: of, Path: "/how/cannotUse", Value: []any{"email", "phone"}, Heard: "/how/cannotUse"},
			{Of: of, Path: "/how/hears", Value: "badly", Heard: "/how/hears"},
			{Of: of, Path: "/how/sees", Value: "badly", Heard: "/how/sees"},
			{Of: of, Path: "/how/reads", Value: "badly", Heard: "/how/reads"},
			{Of: of, Path: "/how/online", Value: "never", Heard: "/how/online"},
			{Of: of, Path: "/how/helps/text", Value: "", Heard: "/how/helps"},
			{Of: of, Path: "/how/helps/by", Value: map[string]any{"carer": "megan"}, Heard: "/how/helps"},
			{Of: of, Path: "/said", Value: nil, Heard: "/said"},
		}
	}
	needsLists.Unreadable(t, "garden", needs, append(shape(peer.NeedsSaid), steptest.Hostile{Of: peer.NeedsSaid, Path: "/person", Value: "p6", Heard: "/how/helps"}))
	teamStyles.Unreadable(t, "garden", styles, append(shape(peer.StyleSaid), steptest.Hostile{Of: peer.StyleSaid, Path: "/worker", Value: "w5", Heard: "/how/helps"},
		steptest.Hostile{Of: peer.StyleSaid, Path: "/person", Value: "p1", Heard: "/person"}))
}
