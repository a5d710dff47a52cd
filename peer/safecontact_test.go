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
		"SafeContact": peer.SafeContact{}, "HowToReach": peer.HowToReach{}, "SafeWay": peer.SafeWay{}, "WeekTime": peer.WeekTime{},
		"SaySafeContact": peer.SaySafeContact{}, "ChangeSafeContact": peer.ChangeSafeContact{}, "NarrowSafeContact": peer.NarrowSafeContact{}, "NotNow": peer.NotNow{},
	})
}

type safeStep = peer.SafeContactStep

var safeContacts = steptest.Bench[peer.SafeContact, safeStep, peer.Facts]{
	Kind: steptest.Kind[peer.SafeContact, safeStep, peer.Facts]{
		Table: peer.SafeContactTable(), New: peer.NewSafeContact, CheckNew: peer.CheckNewSafeContact, Starts: peer.SafeContactStarts,
		Do: peer.SafeContact.Do, Check: peer.SafeContact.Check, Choices: peer.SafeContact.Choices,
		Decode: peer.DecodeSafeContact, EncodeStep: peer.EncodeSafeContactStep, DecodeStep: peer.DecodeSafeContactStep,
	},
	Ground: ground(),
}

// saidReaders are who may come along to read what a person said.
var saidReaders = steptest.Readers{
	Who: map[string]peer.Actor{"aled": byAled, "beatriz": peer.ByPerson(beatriz), "jess": byJess, "rowan": peer.ByStaff(rowan, peer.RolePeerWorker),
		"hannah": byHannah, "iris": peer.ByStaff(iris, peer.RolePeerSupportLead), "kay": peer.ByStaff(kay, peer.RoleCareCoordinator), "megan": byMegan,
		"nobody": {}, "two at once": {Person: aled, Staff: jess}, "carer with his id": peer.ByCarer(peer.CarerID(aled))},
	At: "2026-05-07T10:00Z", Lines: peer.Lines{LineManager: hannah, Supervisor: iris},
}

func weekTime(from, to string, days ...peer.Weekday) peer.WeekTime {
	return peer.WeekTime{Days: days, From: peer.MustClock(from), To: peer.MustClock(to)}
}

// theReach is how Aled may be reached: by phone on mornings, by text at any time.
func theReach() peer.HowToReach {
	return peer.HowToReach{
		Ways: []peer.SafeWay{
			{Medium: peer.MediumPhone, Times: []peer.WeekTime{weekTime("09:00", "12:00", peer.Monday, peer.Tuesday), weekTime("22:00", "24:00", peer.Saturday)}},
			{Medium: peer.MediumText, AnyTime: true},
			{Medium: peer.MediumEmail},
		},
		NotSafe:           []peer.Medium{peer.MediumLetter, peer.MediumVisit},
		NeverLeaveMessage: true,
		SayItIs:           peer.Say("Jess from the allotment"),
		Avoid:             []peer.Private{peer.Say("clinic"), peer.Say("Recovery ")},
		Words:             steptest.Own(byAled, "mornings, when I am by myself"),
	}
}

func theSafeContact() peer.SaySafeContact {
	return peer.SaySafeContact{ID: "sc1", Person: aled, Worker: jess, How: theReach()}
}

func safeContactsOf(t testing.TB) map[peer.Status]peer.SafeContact {
	t.Helper()
	said := safeContacts.Done(t, peer.SafeContact{}, theSafeContact(), byAled)
	return map[peer.Status]peer.SafeContact{peer.ContactSaid: said, peer.ContactNotNow: safeContacts.Done(t, said, peer.NotNow{}, byAled)}
}

// reachOf is a record of Aled's with this said.
func reachOf(t testing.TB, how peer.HowToReach) peer.SafeContact {
	t.Helper()
	return safeContacts.Done(t, peer.SafeContact{}, peer.SaySafeContact{ID: "sc1", Person: aled, Worker: jess, How: how}, byAled)
}

func TestSafeContactEveryRow(t *testing.T) {
	records := safeContactsOf(t)
	said, not := records[peer.ContactSaid], records[peer.ContactNotNow]
	words := []peer.Rule{row("PEER-69", peer.ErrPersonsWordsOnly)}
	whose := append([]peer.Rule{row("PEER-69", peer.ErrNotAuthorised)}, words...)
	once := append(words, row("PEER-69", peer.ErrDuplicate))
	everyWay := map[string][]peer.Rule{"/how/ways": once, "/how/words": words}
	for _, field := range []string{"/medium", "/times", "/times/*/days", "/times/*/from", "/times/*/to"} {
		everyWay["/how/ways/*"+field] = words
	}
	narrowed := peer.NarrowSafeContact{NotSafe: []peer.Medium{peer.MediumText}, NeverInWriting: true, Avoid: []peer.Private{peer.Say("ward")}}
	steptest.Plan[peer.SafeContact, safeStep, peer.Facts]{
		Kind: safeContacts.Kind, Person: aled, Anybody: anybody(), Records: records,
		Cases: []steptest.Case[peer.SafeContact, safeStep, peer.Facts]{
			safeContacts.Planned(t, "PEER-69 the person says it", peer.SafeContact{}, theSafeContact(), byAled, peer.ContactSaid, map[string][]peer.Rule{"/person": whose, "/how/ways": once[1:]}),
			safeContacts.Planned(t, "PEER-69 the worker writes it down", peer.SafeContact{}, theSafeContact(), byJess, peer.ContactSaid,
				map[string][]peer.Rule{"/person": words, "/worker": words, "/how/words": words, "/how/ways": once[1:]}),
			safeContacts.Planned(t, "PEER-69, H10 a colleague writes down what is not safe", peer.SafeContact{},
				peer.SaySafeContact{ID: "sc2", Person: aled, NotNow: true, How: peer.HowToReach{NotSafe: []peer.Medium{peer.MediumPhone}}}, byHannah, peer.ContactNotNow, everyWay),
			safeContacts.Planned(t, "PEER-69 the person says it anew", not, peer.ChangeSafeContact{How: theReach()}, byAled, peer.ContactSaid, map[string][]peer.Rule{"/how/ways": once[1:]}),
			safeContacts.Planned(t, "PEER-69 the worker writes it down anew", said, peer.ChangeSafeContact{Worker: rowan, How: theReach()}, byJess, peer.ContactSaid, map[string][]peer.Rule{"/how/words": words, "/how/ways": once[1:]}),
			safeContacts.Planned(t, "PEER-69 a colleague narrows it", said, narrowed, byHannah, peer.ContactSaid, nil),
			safeContacts.Planned(t, "PEER-69 the person narrows it", not, narrowed, byAled, peer.ContactNotNow, nil),
			safeContacts.Planned(t, "PEER-69 nobody for now", said, peer.NotNow{}, byHannah, peer.ContactNotNow, nil),
		},
		Give: safeGive,
	}.Run(t)
}

// safeGive fills a time of the week that ends after it begins.
func safeGive(path string, _ peer.Field) any {
	if strings.HasSuffix(path, "/to") {
		return "17:00"
	}
	return nil
}

func TestSafeContactIsThePersons(t *testing.T) {
	records := safeContactsOf(t)
	said := records[peer.ContactSaid]
	const words = "PEER-69 persons-words-only"
	with := func(w peer.Words) peer.HowToReach {
		h := theReach()
		h.Words = w
		return h
	}
	for name, c := range map[string]struct {
		by    peer.Actor
		words peer.Words
	}{
		"the worker without the person's words": {byJess, peer.Words{}},
		"the worker in their own words":         {byJess, steptest.Unsigned("prefers mornings")},
		"the worker as somebody else":           {byJess, steptest.Own(peer.ByPerson(beatriz), "mornings")},
		"the worker as two at once":             {byJess, steptest.Own(peer.Actor{Person: aled, Staff: jess}, "mornings")},
		"the worker as a carer":                 {byJess, steptest.Own(byMegan, "ring me instead")},
	} {
		t.Run("PEER-69 "+name+" widens it", func(t *testing.T) {
			anew := peer.ChangeSafeContact{How: with(c.words)}
			steptest.Only(t, safeContacts.Tried(t, peer.SafeContact{}, peer.SaySafeContact{ID: "x", Person: aled, Worker: jess, How: with(c.words)}, c.by), words, "/how/words")
			steptest.Only(t, safeContacts.Tried(t, said, anew, c.by), words, "/how/words")
		})
	}
	t.Run("PEER-69, H09 a colleague names a way that is safe", func(t *testing.T) {
		steptest.Only(t, safeContacts.Tried(t, peer.SafeContact{}, theSafeContact(), byHannah), words, "/how/words")
		steptest.Only(t, safeContacts.Tried(t, said, peer.ChangeSafeContact{How: theReach()}, byHannah), "PEER-69 not-authorised", "")
	})
	t.Run("PEER-69, H14 a carer says it, or says that nobody may", func(t *testing.T) {
		for _, step := range []safeStep{peer.ChangeSafeContact{How: theReach()}, peer.NarrowSafeContact{NotSafe: []peer.Medium{peer.MediumPhone}}, peer.NotNow{}} {
			steptest.Only(t, safeContacts.Tried(t, said, step, byMegan), "PEER-69 not-authorised", "")
		}
		steptest.Only(t, safeContacts.Tried(t, peer.SafeContact{}, theSafeContact(), byMegan), "PEER-69 not-authorised", "")
	})
	t.Run("PEER-69 it takes no facts to say it, to narrow it and to stop it", func(t *testing.T) {
		none := func(f *peer.Facts) { *f = peer.Facts{} }
		steptest.Open(t, safeContacts.Tried(t, peer.SafeContact{}, theSafeContact(), byAled, none))
		steptest.Open(t, safeContacts.Tried(t, said, peer.ChangeSafeContact{}, byAled, none))
		steptest.Open(t, safeContacts.Tried(t, said, peer.NarrowSafeContact{NeverInWriting: true}, peer.ByStaff(kay, peer.RoleCareCoordinator), none))
		steptest.Open(t, safeContacts.Tried(t, said, peer.NotNow{}, byAled, none))
	})
	t.Run("PEER-69 a way named twice, and a time that ends before it begins", func(t *testing.T) {
		twice, over := theReach(), theReach()
		twice.Ways = append(twice.Ways, peer.SafeWay{Medium: peer.MediumText})
		over.Ways[0].Times = append(over.Ways[0].Times, weekTime("22:00", "02:00", peer.Friday))
		empty := theReach()
		empty.Ways[0].Times[1] = weekTime("09:00", "09:00", peer.Friday)
		for _, how := range []peer.HowToReach{over, empty} {
			steptest.Only(t, safeContacts.Tried(t, said, peer.ChangeSafeContact{How: how}, byAled), "PEER-69 invalid-period", "/how/ways")
		}
		steptest.Only(t, safeContacts.Tried(t, said, peer.ChangeSafeContact{How: twice}, byAled), "PEER-69 duplicate", "/how/ways")
	})
	t.Run("PEER-69 more words to avoid than fit", func(t *testing.T) {
		var many []peer.Private
		for i := range 99 {
			many = append(many, peer.Say(strings.Repeat("x", i+1)))
		}
		full := safeContacts.Done(t, said, peer.NarrowSafeContact{Avoid: many[:98]}, byJess)
		require.Len(t, full.How().Avoid, 100)
		steptest.Only(t, safeContacts.Tried(t, full, peer.NarrowSafeContact{NotSafe: []peer.Medium{peer.MediumText}, Avoid: many}, byJess), "PEER-69 out-of-range", "/avoid")
		steptest.Open(t, safeContacts.Tried(t, full, peer.NarrowSafeContact{Avoid: many[:98]}, byJess))
	})
	t.Run("PEER-69 what was said", func(t *testing.T) {
		require.Equal(t, []any{aled, jess, steptest.On("2026-05-04T10:00Z")}, []any{said.Person(), said.Worker(), said.Said()})
		require.True(t, said.How().Words.From(aled))
		require.Equal(t, rowan, safeContacts.Done(t, said, peer.ChangeSafeContact{Worker: rowan}, byAled).Worker())
		anew := safeContacts.Done(t, said, peer.ChangeSafeContact{}, byAled)
		require.Equal(t, jess, anew.Worker(), "left out, it stays who it was")
		require.Zero(t, anew.How(), "what is left out no longer holds")
		require.Equal(t, steptest.On("2026-05-06T10:00Z"), anew.Said())
		require.Equal(t, steptest.On("2026-05-06T10:00Z"), records[peer.ContactNotNow].Said())
		how := said.How()
		how.Ways[0].Times[0].Days[0], how.NotSafe[0], how.Avoid[0], how.Ways[1].Medium = peer.Sunday, peer.MediumText, peer.Say("x"), peer.MediumVisit
		require.NotEqual(t, how, said.How(), "the record has its own lists")
		require.Equal(t, theReach().Ways[0], said.How().Ways[0])
	})
}

func TestNotSafeWins(t *testing.T) {
	t.Run("PEER-69, H09 a way on both lists is not safe", func(t *testing.T) {
		how := theReach()
		how.NotSafe = []peer.Medium{peer.MediumText, peer.MediumLetter, peer.MediumText}
		s := reachOf(t, how)
		require.Equal(t, []peer.Medium{peer.MediumText, peer.MediumLetter}, s.How().NotSafe)
		require.Len(t, s.How().Ways, 2, "phone and e-mail")
		steptest.Only(t, s.Reach(peer.MediumText, on("2026-05-04T09:00Z"), peer.Calendar{}), "PEER-69 medium-not-usable", "/medium")
	})
	t.Run("PEER-69, H09 what a colleague takes away is gone at once", func(t *testing.T) {
		said := safeContactsOf(t)[peer.ContactSaid]
		s := safeContacts.Done(t, said, peer.NarrowSafeContact{NotSafe: []peer.Medium{peer.MediumPhone}, Avoid: []peer.Private{peer.Say("clinic"), peer.Say("ward")}}, peer.ByStaff(kay, peer.RoleCareCoordinator))
		require.Equal(t, []peer.Medium{peer.MediumPhone, peer.MediumLetter, peer.MediumVisit}, s.How().NotSafe)
		require.Len(t, s.How().Avoid, 3)
		require.True(t, s.How().NeverLeaveMessage, "what was never stays so")
		require.False(t, s.How().NeverInWriting)
		require.Equal(t, said.How().Words, s.How().Words, "the person's words stay theirs")
		none := safeContacts.Done(t, s, peer.NarrowSafeContact{NeverInWriting: true, NeverLeaveMessage: true}, byJess)
		require.Empty(t, none.How().Ways, "no way that is safe is left")
		require.True(t, none.How().NeverInWriting)
	})
	t.Run("PEER-69 named times count and any time does not", func(t *testing.T) {
		how := peer.HowToReach{Ways: []peer.SafeWay{{Medium: peer.MediumPhone, AnyTime: true, Times: []peer.WeekTime{weekTime("09:00", "10:00", peer.Monday)}}}}
		require.False(t, reachOf(t, how).How().Ways[0].AnyTime)
	})
}

func TestSafeContactReading(t *testing.T) {
	for status, s := range safeContactsOf(t) {
		t.Run("PEER-69, H09 "+string(status)+": every sender reads it, no carer and no record does", func(t *testing.T) {
			saidReaders.See(t, s, "reach", "allotment", "PEER-69 not-authorised", "aled", "jess", "rowan", "hannah", "iris", "kay")
		})
	}
}

func TestSafeContactHistories(t *testing.T) {
	give := func(draw steptest.Draw, _ time.Time) steptest.Give {
		medium := func() any { return steptest.OneOf(draw, "phone", "text", "letter", "voice-message", "email") }
		return func(path string, f peer.Field) any {
			switch {
			case path == "/person":
				return steptest.Mostly(draw, "p1", "p6")
			case path == "/worker":
				return steptest.Mostly(draw, "w4", "w5")
			case path == "/how/ways":
				return steptest.OneOf[any](draw, []any{map[string]any{"medium": medium(), "anyTime": draw(2) == 0}}, steptest.Absent,
					[]any{map[string]any{"medium": medium(), "times": []any{map[string]any{"days": []any{"mon"}, "from": "09:00", "to": "10:00"}}}})
			case strings.HasSuffix(path, "otSafe"):
				return steptest.OneOf[any](draw, []any{medium(), medium()}, steptest.Absent)
			case f.Kind == peer.FieldYesNo:
				return draw(3) == 0
			case f.Kind == peer.FieldWords:
				return steptest.OneOf[any](draw, map[string]any{"text": "mornings", "by": map[string]any{"person": "p1"}}, steptest.Absent)
			}
			return nil
		}
	}
	safeContacts.Histories(t, give, func(t require.TestingT, s peer.SafeContact, c peer.Change) {
		how := s.How()
		require.True(t, how.Words.IsZero() || how.Words.From(s.Person()))
		for _, m := range how.NotSafe {
			for hour := range 24 {
				require.False(t, s.Reach(m, c.At.Add(time.Duration(hour)*time.Hour), peer.Calendar{}).Allowed(), "not safe wins")
			}
		}
		for _, m := range peer.Medium("").Terms() {
			way := peer.Medium(m)
			if s.Reach(way, c.At, peer.Calendar{}).Allowed() && !slices.Contains(alwaysMedia, way) {
				require.True(t, slices.ContainsFunc(how.Ways, func(w peer.SafeWay) bool { return w.Medium == way }), "only what was named is a yes")
				require.Equal(t, peer.ContactSaid, s.Status())
				require.NotContains(t, s.UnsafeMedia(), way)
			}
		}
		if c.As == peer.PartyStaff && c.Do == "say" {
			require.Empty(t, how.Ways)
		}
	})
}

func TestSafeContactStored(t *testing.T) {
	records := safeContactsOf(t)
	safeContacts.Goldens(t, records)
	safeContacts.Unreadable(t, "allotment", records, []steptest.Hostile{
		{Of: peer.ContactSaid, Path: "/how/words/by", Value: map[string]any{"staff": "w4"}, Heard: "/how/words"},
		{Of: peer.ContactSaid, Path: "/how/words/text", Value: "", Heard: "/how/words"},
		{Of: peer.ContactSaid, Path: "/person", Value: "p6", Heard: "/how/words"},
		{Of: peer.ContactSaid, Path: "/how/notSafe", Value: []any{"visit", "letter"}, Heard: "/how/notSafe"},
		{Of: peer.ContactSaid, Path: "/how/notSafe", Value: []any{"letter", "letter"}, Heard: "/how/notSafe"},
		{Of: peer.ContactSaid, Path: "/how/notSafe", Value: []any{"text"}, Heard: "/how/ways/1"},
		{Of: peer.ContactSaid, Path: "/how/neverInWriting", Value: true, Heard: "/how/ways/1"},
		{Of: peer.ContactSaid, Path: "/how/ways/0/medium", Value: "voice-message", Heard: "/how/ways/0"},
		{Of: peer.ContactSaid, Path: "/how/ways/0/medium", Value: "text", Heard: "/how/ways"},
		{Of: peer.ContactSaid, Path: "/how/ways/0/medium", Value: "pigeon", Heard: "/how/ways/0/medium"},
		{Of: peer.ContactSaid, Path: "/how/ways/0/anyTime", Value: true, Heard: "/how/ways/0"},
		{Of: peer.ContactSaid, Path: "/how/ways/0/times/0/to", Value: "08:00", Heard: "/how/ways"},
		{Of: peer.ContactSaid, Path: "/how/ways/0/times/0/days", Value: []any{}, Heard: "/how/ways/0/times/0/days"},
		{Of: peer.ContactSaid, Path: "/how/ways/0/times/0/from", Value: nil, Heard: "/how/ways/0/times/0/from"},
		{Of: peer.ContactNotNow, Path: "/said", Value: nil, Heard: "/said"},
		{Of: peer.ContactNotNow, Path: "/status", Value: "gone", Heard: "/status"},
	})
}
