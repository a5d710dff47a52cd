package peer_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

var consentBench = steptest.Bench[peer.ConsentEntry, peer.ConsentEntryStep, peer.ConsentFacts]{
	Kind: steptest.Kind[peer.ConsentEntry, peer.ConsentEntryStep, peer.ConsentFacts]{
		Table: peer.ConsentEntryTable(), New: peer.NewConsentEntry, CheckNew: peer.CheckNewConsentEntry, Starts: peer.ConsentEntryStarts,
		Do: peer.ConsentEntry.Do, Check: peer.ConsentEntry.Check, Choices: peer.ConsentEntry.Choices,
		Decode: peer.DecodeConsentEntry, EncodeStep: peer.EncodeConsentEntryStep, DecodeStep: peer.DecodeConsentEntryStep,
	},
	Ground: consentGround(),
}

var (
	crisisTeam = peer.Recipient{Kind: peer.RecipientService, ID: "crisis-team"}
	saidAlone  = peer.ConsentYes{Present: []peer.InTheRoom{peer.NobodyElse}}
	withFamily = peer.ConsentYes{Present: []peer.InTheRoom{peer.FamilyInTheRoom}}
)

// sharePlan is Aled's yes to his plan going to a recipient for care.
func sharePlan(id string, with peer.Recipient) peer.GiveConsent {
	return peer.GiveConsent{ID: id, Person: aled, Worker: jess, Scope: peer.SharePlan, With: with, Purpose: peer.ForCare, Yes: withFamily}
}

// consentStory is one entry in each place.
type consentStory struct{ given, saidNo, withdrawn, reopened peer.ConsentEntry }

func tellConsent(t testing.TB) consentStory {
	t.Helper()
	given := consentBench.Done(t, peer.ConsentEntry{}, sharePlan("k1", crisisTeam), byAled)
	return consentStory{given, consentBench.Done(t, given, peer.SayNo{}, byAled),
		consentBench.Done(t, given, peer.WithdrawConsent{}, byAled), consentBench.Done(t, given, peer.WasPressed{}, byAled)}
}

func (s consentStory) records() map[peer.Status]peer.ConsentEntry {
	return map[peer.Status]peer.ConsentEntry{peer.ConsentGiven: s.given, peer.ConsentSaidNo: s.saidNo, peer.ConsentWithdrawn: s.withdrawn, peer.ConsentReopened: s.reopened}
}

func TestConsentEntryEveryRow(t *testing.T) {
	s := tellConsent(t)
	whose, required, held := row("PEER-57", peer.ErrNotAuthorised), row("PEER-57", peer.ErrRequired), row("PEER-56", peer.ErrNotAuthorised)
	no := peer.SayNoToSharing{ID: "k2", Person: aled, Worker: jess, Scope: peer.ShareGoals, With: peer.Here(), Purpose: peer.ForRecord}
	here := []peer.Rule{required}
	first := map[string][]peer.Rule{"/person": {whose}, "/yes/holder": {held}}
	written := map[string][]peer.Rule{"/worker": {whose}, "/yes/holder": {held}}
	again := map[string][]peer.Rule{"/yes/present": {required}, "/yes/holder": {held}}
	notAlone := row("PEER-57", peer.ErrPersonHasNotAgreed)
	pressed := map[string][]peer.Rule{"/yes/present": {required, notAlone}, "/yes/holder": {held, notAlone}}
	steptest.Plan[peer.ConsentEntry, peer.ConsentEntryStep, peer.ConsentFacts]{
		Kind: consentBench.Kind, Person: aled, Anybody: anybody(), Records: s.records(),
		Cases: []steptest.Case[peer.ConsentEntry, peer.ConsentEntryStep, peer.ConsentFacts]{
			consentBench.Planned(t, "PEER-57 the person says yes", peer.ConsentEntry{}, sharePlan("k1", crisisTeam), byAled, peer.ConsentGiven, first),
			consentBench.Planned(t, "PEER-57 the worker writes a yes down", peer.ConsentEntry{}, sharePlan("k1", crisisTeam), byJess, peer.ConsentGiven, written),
			consentBench.Planned(t, "PEER-57 yes after a no", s.saidNo, peer.GiveAgain{Yes: saidAlone}, byAled, peer.ConsentGiven, again),
			consentBench.Planned(t, "H17 yes again after being pressed", s.reopened, peer.GiveAgain{Yes: saidAlone}, byAled, peer.ConsentGiven, pressed),
			consentBench.Planned(t, "PEER-57 yes for longer", s.given, peer.GiveAgain{Yes: withFamily}, byJess, peer.ConsentGiven, map[string][]peer.Rule{"/yes/holder": {held}}),
			consentBench.Planned(t, "PEER-57 no", peer.ConsentEntry{}, no, byAled, peer.ConsentSaidNo, map[string][]peer.Rule{"/person": {whose}, "/with/id": here}),
			consentBench.Planned(t, "PEER-57 anybody on the staff writes a no down", peer.ConsentEntry{}, no, byHannah, peer.ConsentSaidNo, map[string][]peer.Rule{"/with/id": here}),
			consentBench.Planned(t, "PEER-57 no after all", s.given, peer.SayNo{}, byAled, peer.ConsentSaidNo, nil),
			consentBench.Planned(t, "PEER-57, H14 taken back", s.given, peer.WithdrawConsent{}, byAled, peer.ConsentWithdrawn, nil),
			consentBench.Planned(t, "PEER-57, H14 taken back, to anybody on the staff", s.given, peer.WithdrawConsent{}, byHannah, peer.ConsentWithdrawn, nil),
			consentBench.Planned(t, "H17 was pressed", s.given, peer.WasPressed{}, byAled, peer.ConsentReopened, nil),
			consentBench.Planned(t, "H14 said again alone", s.given, peer.ConfirmAlone{}, byJess, peer.ConsentGiven, nil),
		},
	}.Run(t)
}

func TestConsentIsTakenBackAtOnce(t *testing.T) {
	s := tellConsent(t)
	bare := func(f *peer.ConsentFacts) { *f = peer.ConsentFacts{} }
	t.Run("PEER-57, H14 saying no and taking back depend on no fact and no policy, from every place", func(t *testing.T) {
		for _, e := range s.records() {
			for _, by := range []peer.Actor{byAled, byJess, byHannah, peer.ByStaff(rowan, peer.RolePeerWorker)} {
				for _, step := range []peer.ConsentEntryStep{peer.SayNo{}, peer.WithdrawConsent{}, peer.WasPressed{}} {
					require.True(t, consentBench.Tried(t, e, step, by, bare).Allowed())
				}
			}
		}
		no := peer.SayNoToSharing{ID: "k2", Person: aled, Scope: peer.ShareGoals, With: peer.Here(), Purpose: peer.ForRecord}
		require.True(t, consentBench.Tried(t, peer.ConsentEntry{}, no, byAled, bare).Allowed())
	})
	t.Run("PEER-57, H25 it stops our sharing at that instant, and what was shared before stays", func(t *testing.T) {
		before, after := on("2026-05-05T10:00Z"), on("2026-05-06T10:00Z")
		for name, e := range map[string]peer.ConsentEntry{"no": s.saidNo, "withdrawn": s.withdrawn, "reopened": s.reopened} {
			list := peer.Consents(crisisTeam, e)
			require.Equal(t, peer.Yes, peer.Consented(list, aled, peer.SharePlan, peer.ForCare, before), name)
			require.Equal(t, peer.Yes, peer.Consented(list, aled, peer.SharePlan, peer.ForCare, after.Add(-time.Millisecond)), name)
			require.Equal(t, peer.No, peer.Consented(list, aled, peer.SharePlan, peer.ForCare, after), name)
			require.Equal(t, peer.No, e.InForce(after), name)
		}
	})
	t.Run("H14, H17 a second entry does not open what the person closed", func(t *testing.T) {
		second := consentBench.Done(t, peer.ConsentEntry{}, sharePlan("k2", crisisTeam), byJess)
		for _, e := range []peer.ConsentEntry{s.saidNo, s.withdrawn, s.reopened} {
			for _, list := range [][]peer.ConsentEntry{{e, second}, {second, e}} {
				require.Equal(t, peer.No, peer.Consented(peer.Consents(crisisTeam, list...), aled, peer.SharePlan, peer.ForCare, on("2026-05-07T10:00Z")))
			}
		}
	})
	t.Run("H17 whoever was pressed is asked again alone", func(t *testing.T) {
		for name, c := range map[string]struct {
			yes peer.ConsentYes
			ok  bool
		}{
			"nobody else":                   {saidAlone, true},
			"an interpreter":                {peer.ConsentYes{Present: []peer.InTheRoom{peer.InterpreterInTheRoom, peer.AdvocateInTheRoom, peer.ColleagueInTheRoom}}, true},
			"family":                        {withFamily, false},
			"a friend":                      {peer.ConsentYes{Present: []peer.InTheRoom{peer.FriendInTheRoom}}, false},
			"somebody":                      {peer.ConsentYes{Present: []peer.InTheRoom{peer.OtherInTheRoom}}, false},
			"an interpreter, beside family": {peer.ConsentYes{Present: []peer.InTheRoom{peer.InterpreterInTheRoom, peer.FamilyInTheRoom}}, false},
		} {
			d := consentBench.Tried(t, s.reopened, peer.GiveAgain{Yes: c.yes}, byJess)
			require.Equal(t, c.ok, d.Allowed(), name)
			if !c.ok {
				require.Equal(t, "/yes/present", only(t, d, "PEER-57 person-has-not-agreed").Path)
			}
		}
		held := func(f *peer.ConsentFacts) {
			f.Authority, f.Ability = megansRight(peer.AuthorityHealthAndWelfare), kayRecorded(peer.No)
		}
		theirs := saidAlone
		theirs.Holder = megan
		only(t, consentBench.Tried(t, s.reopened, peer.GiveAgain{Yes: theirs}, byJess, held), "PEER-57 person-has-not-agreed")
		steptest.Open(t, consentBench.Tried(t, s.given, peer.GiveAgain{Yes: theirs}, byJess, held))
		alone := consentBench.Done(t, s.reopened, peer.GiveAgain{Yes: saidAlone}, byJess)
		require.Equal(t, peer.Yes, alone.InForce(on("2026-05-06T10:00Z")))
		require.Equal(t, on("2026-05-06T10:00Z"), alone.Answers()[2].Alone)
	})
}

func TestConsentKeepsHowItWasAsked(t *testing.T) {
	s := tellConsent(t)
	t.Run("H14 who was in the room is kept", func(t *testing.T) {
		for _, room := range [][]peer.InTheRoom{nil, {peer.NobodyElse, peer.FamilyInTheRoom}} {
			step := sharePlan("k1", crisisTeam)
			step.Yes.Present = room
			require.Equal(t, "/yes/present", only(t, consentBench.Tried(t, peer.ConsentEntry{}, step, byAled), "PEER-57 required").Path)
		}
		a := s.given.Answers()[0]
		require.Equal(t, []peer.InTheRoom{peer.FamilyInTheRoom}, a.Present)
		require.True(t, a.Alone.IsZero())
		a.Present[0] = peer.NobodyElse
		require.Equal(t, peer.FamilyInTheRoom, s.given.Answers()[0].Present[0], "a caller has their own")
	})
	t.Run("H14 the person can say it again alone", func(t *testing.T) {
		again := consentBench.Done(t, s.given, peer.ConfirmAlone{}, byAled)
		require.Equal(t, on("2026-05-06T10:00Z"), again.Answers()[0].Alone)
		require.True(t, s.given.Answers()[0].Alone.IsZero())
		require.Equal(t, peer.Yes, again.InForce(on("2026-05-06T10:00Z")))
	})
	t.Run("PEER-57 a yes says whose and who wrote it down", func(t *testing.T) {
		e := consentBench.Done(t, peer.ConsentEntry{}, sharePlan("k1", crisisTeam), byJess)
		require.Equal(t, peer.ByStaff(jess, ""), e.Answers()[0].By)
		require.Empty(t, e.Answers()[0].Holder)
		require.Equal(t, []any{aled, jess, peer.SharePlan, crisisTeam, peer.ForCare}, []any{e.Person(), e.Worker(), e.Scope(), e.With(), e.Purpose()})
	})
	t.Run("PEER-57 it is clear with whom", func(t *testing.T) {
		for _, with := range []peer.Recipient{{Kind: peer.RecipientHere, ID: "x"}, {Kind: peer.RecipientCarer}, {Kind: peer.RecipientOrganisation}} {
			require.Equal(t, "/with/id", only(t, consentBench.Tried(t, peer.ConsentEntry{}, sharePlan("k1", with), byAled), "PEER-57 required").Path)
		}
		steptest.Open(t, consentBench.Tried(t, peer.ConsentEntry{}, sharePlan("k1", peer.Here()), byAled))
	})
}

func TestConsentCountsFromTo(t *testing.T) {
	give := func(from, until string) peer.GiveConsent {
		step := sharePlan("k1", crisisTeam)
		if from != "" {
			step.Yes.From = peer.MustDate(from)
		}
		if until != "" {
			step.Yes.Until = peer.MustDate(until)
		}
		return step
	}
	for name, c := range map[string]struct{ from, until, rule, path string }{
		"from yesterday":           {"2026-05-03", "", "PEER-57 past-date", "/yes/from"},
		"until yesterday":          {"", "2026-05-03", "PEER-57 invalid-period", "/yes/until"},
		"until before it begins":   {"2026-06-01", "2026-05-31", "PEER-57 invalid-period", "/yes/until"},
		"from today":               {"2026-05-04", "", "", ""},
		"this month":               {"2026-05", "2026-05", "", ""},
		"one day":                  {"2026-06-01", "2026-06-01", "", ""},
		"until the end of the day": {"", "2026-05-04", "", ""},
	} {
		t.Run("PEER-57 "+name, func(t *testing.T) {
			d := consentBench.Tried(t, peer.ConsentEntry{}, give(c.from, c.until), byAled)
			if c.rule == "" {
				steptest.Open(t, d)
				return
			}
			require.Equal(t, c.path, only(t, d, c.rule).Path)
		})
	}
	e := consentBench.Done(t, peer.ConsentEntry{}, give("2026-06-01", "2026-06-30"), byAled)
	t.Run("PEER-57 days are those of the place", func(t *testing.T) {
		for at, want := range map[string]peer.Tri{"2026-05-31T22:59Z": peer.Unknown, "2026-05-31T23:00Z": peer.Yes, "2026-06-30T22:59Z": peer.Yes, "2026-06-30T23:00Z": peer.Unknown} {
			require.Equal(t, want, e.InForce(on(at)), at)
		}
	})
	t.Run("PEER-57 it never counts before it was written down", func(t *testing.T) {
		now := consentBench.Done(t, peer.ConsentEntry{}, give("2026-05-04", ""), byAled)
		require.Equal(t, peer.Unknown, now.InForce(on("2026-05-04T09:59Z")))
		require.Equal(t, peer.Yes, now.InForce(on("2026-05-04T10:00Z")))
	})
	t.Run("PEER-57 taken back before it began it never begins", func(t *testing.T) {
		gone := consentBench.Done(t, e, peer.WithdrawConsent{}, byAled)
		require.Equal(t, peer.No, gone.InForce(on("2026-06-10T10:00Z")))
		longer := consentBench.Done(t, e, peer.GiveAgain{Yes: withFamily}, byAled)
		require.Equal(t, peer.Yes, longer.InForce(on("2026-08-10T10:00Z")))
	})
}

func TestConsents(t *testing.T) {
	carer, other := peer.ToCarer(megan), peer.ToCarer("colin")
	toTeam, toMegan := consentBench.Done(t, peer.ConsentEntry{}, sharePlan("k1", crisisTeam), byAled), consentBench.Done(t, peer.ConsentEntry{}, sharePlan("k2", carer), byAled)
	at, plan := on("2026-05-05T10:00Z"), peer.SharePlan
	ask := func(to peer.Recipient, list ...peer.ConsentEntry) peer.Tri {
		return peer.Consented(peer.Consents(to, list...), aled, plan, peer.ForCare, at)
	}
	t.Run("PEER-57, H14 a yes to one recipient is a yes to no other", func(t *testing.T) {
		require.Equal(t, []peer.Tri{peer.Yes, peer.Unknown, peer.Unknown, peer.Unknown},
			[]peer.Tri{ask(carer, toMegan), ask(other, toMegan), ask(crisisTeam, toMegan), ask(peer.Here(), toMegan)})
	})
	t.Run("PEER-57 where nobody knows who it goes to only a no counts", func(t *testing.T) {
		require.Equal(t, peer.Unknown, ask(peer.Recipient{}, toTeam, toMegan))
		no := consentBench.Done(t, toMegan, peer.SayNo{}, byAled)
		at = on("2026-05-07T10:00Z")
		require.Equal(t, peer.No, ask(peer.Recipient{}, toTeam, no))
		require.Equal(t, peer.Yes, ask(crisisTeam, toTeam, no), "a no to one is no no to another")
	})
	t.Run("PEER-57 they open what a reading opens", func(t *testing.T) {
		rel, step := tellRel(t).active, sharePlan("k3", peer.Here())
		step.Scope = peer.ShareAgreement
		e := consentBench.Done(t, peer.ConsentEntry{}, step, byAled)
		nurse := peer.Reading{By: peer.ByStaff(kay, peer.RoleCareCoordinator), Purpose: peer.ForCare, At: at, Consents: peer.Consents(peer.Here(), e)}
		require.True(t, rel.Sees("agreements", nurse))
		gone := consentBench.Done(t, e, peer.WithdrawConsent{}, byHannah)
		nurse.Consents = peer.Consents(peer.Here(), gone)
		require.False(t, rel.Sees("agreements", nurse))
	})
	t.Run("PEER-57 each answer has an id of its own", func(t *testing.T) {
		list := peer.Consents(crisisTeam, consentBench.Done(t, toTeam, peer.WithdrawConsent{}, byAled))
		require.Len(t, list, 2)
		require.Equal(t, []string{"k1.1", "k1.2"}, []string{list[0].ID, list[1].ID})
		require.Empty(t, peer.Consents(crisisTeam))
	})
}

func TestConsentEntryReading(t *testing.T) {
	s := tellConsent(t)
	t.Run("PEER-57 the answer is for those who keep to it", func(t *testing.T) {
		consentReaders.See(t, s.given, "answer", "", "PEER-57 consent-required", "aled", "aled care-record", "jess", "jess care-record", "hannah", "hannah care-record",
			"kay direct-care", "kay care-record", "rowan direct-care", "rowan care-record")
	})
	t.Run("H14 who was there is for the two and supervision", func(t *testing.T) {
		consentReaders.See(t, s.given, "how", `"present"`, "PEER-57 consent-required", "aled", "aled care-record", "jess", "jess care-record", "hannah", "hannah care-record")
	})
	t.Run("PEER-57 the answer as it is shown", func(t *testing.T) {
		v, err := s.withdrawn.View(consentReaders.Reading(peer.ByStaff(kay, peer.RoleCareCoordinator), peer.ForCare))
		require.NoError(t, err)
		b, err := json.Marshal(v)
		require.NoError(t, err)
		require.Contains(t, string(b), `{"person":"p1","scope":"plan","with":{"kind":"service","id":"crisis-team"},"purpose":"direct-care","says":"withdrawn","from":"2026-05-06T10:00:00.000Z"}`)
	})
}

// consentForm answers a form about one entry.
func consentForm(draw steptest.Draw, now time.Time) steptest.Give {
	return func(path string, f peer.Field) any {
		switch path {
		case "/id":
			return steptest.Mostly(draw, "k1", "", "x y")
		case "/person":
			return steptest.Mostly(draw, "p1", "p6")
		case "/worker":
			return steptest.Mostly[any](draw, "w4", steptest.Absent, "w5")
		case "/with":
			return steptest.OneOf[any](draw, map[string]any{"kind": "here"}, map[string]any{"kind": "carer", "id": "megan"}, map[string]any{"kind": "carer", "id": "megan"})
		case "/yes":
			yes := map[string]any{"present": steptest.OneOf(draw, []any{"nobody-else"}, []any{"nobody-else"}, []any{"family"}, []any{})}
			if draw(3) == 0 {
				yes["until"] = now.AddDate(0, 0, draw(3)).Format(time.DateOnly)
			}
			if draw(4) == 0 {
				yes["from"] = now.AddDate(0, 0, draw(2)).Format(time.DateOnly)
			}
			if draw(4) == 0 {
				yes["holder"] = "megan"
			}
			return yes
		}
		if f.Kind == peer.FieldChoice {
			return steptest.OneOf(draw, f.Options...)
		}
		return nil
	}
}

func TestConsentEntryHistories(t *testing.T) {
	consentBench.Histories(t, consentForm, func(t require.TestingT, e peer.ConsentEntry, c peer.Change) {
		answers := e.Answers()
		last := answers[len(answers)-1]
		require.Equal(t, e.Status(), last.Says)
		if e.Status() != peer.ConsentGiven {
			require.Equal(t, peer.No, e.InForce(c.At), "nothing but a yes opens anything")
		}
		require.False(t, c.Do == "withdraw" && e.InForce(c.At) == peer.Yes)
		for i, a := range answers {
			require.True(t, i == len(answers)-1 || !a.Until.IsZero(), "one answer stands")
			require.True(t, i == 0 || a.Says != peer.ConsentGiven || answers[i-1].Says != peer.ConsentReopened || a.Holder == "" && !a.Alone.IsZero(), "whoever was pressed answered alone")
		}
	})
}

func TestConsentEntryStored(t *testing.T) {
	s := tellConsent(t)
	consentBench.Goldens(t, s.records())
	again := consentBench.Done(t, s.reopened, peer.GiveAgain{Yes: saidAlone}, byAled)
	theirs := withFamily
	theirs.Holder = megan
	held := consentBench.Done(t, s.given, peer.GiveAgain{Yes: theirs}, byJess, func(f *peer.ConsentFacts) {
		f.Authority, f.Born, f.Policy, f.Ability = megansRight(peer.AuthorityParental), bornFifteen, forTheYoung(t), kayRecorded(peer.No)
	})
	records := s.records()
	records["again"], records["held"] = again, held
	consentBench.Unreadable(t, "", records, []steptest.Hostile{
		{Of: "given", Path: "/answers", Value: []any{}, Heard: "/answers"},
		{Of: "given", Path: "/answers/0/says", Value: "said-no", Heard: "/answers"},
		{Of: "withdrawn", Path: "/answers/0/says", Value: "maybe", Heard: "/answers/0/says"},
		{Of: "withdrawn", Path: "/answers/1/says", Value: "given", Heard: "/answers"},
		{Of: "withdrawn", Path: "/answers/1/present", Value: []any{"family"}, Heard: "/answers/1"},
		{Of: "withdrawn", Path: "/answers/1/holder", Value: "megan", Heard: "/answers/1"},
		{Of: "withdrawn", Path: "/answers/1/alone", Value: "2026-05-06T10:00:00Z", Heard: "/answers/1"},
		{Of: "withdrawn", Path: "/answers/1/until", Value: "2026-05-06T10:00:00Z", Heard: "/answers/1/until"},
		{Of: "withdrawn", Path: "/answers/0/until", Heard: "/answers/0/until"},
		{Of: "given", Path: "/answers/0/present", Heard: "/answers/0/present"},
		{Of: "given", Path: "/answers/0/present", Value: []any{"nobody-else", "family"}, Heard: "/answers/0/present"},
		{Of: "given", Path: "/answers/0/present/0", Value: "megan", Heard: "/answers/0/present/0"},
		{Of: "again", Path: "/answers/2/present", Value: []any{"family"}, Heard: "/answers/2/present"},
		{Of: "given", Path: "/answers/0/holder", Value: "megan", Heard: "/answers/0/authority"},
		{Of: "given", Path: "/answers/0/lapses", Value: "2026-09-05", Heard: "/answers/0/lapses"},
		{Of: "held", Path: "/answers/1/lapses", Heard: "/answers/1/lapses"},
		{Of: "held", Path: "/answers/1/until", Heard: "/answers/1/lapses"},
		{Of: "held", Path: "/answers/1/kind", Heard: "/answers/1/authority"},
		{Of: "held", Path: "/answers/1/authority", Heard: "/answers/1/authority"},
		{Of: "held", Path: "/answers/1/kind", Value: "next-of-kin", Heard: "/answers/1/kind"},
		{Of: "held", Path: "/answers/1/ability/by", Value: "w4", Heard: "/answers/1/ability"},
		{Of: "held", Path: "/answers/1/ability/by", Heard: "/answers/1/ability"},
		{Of: "held", Path: "/answers/1/ability/decision", Value: "arrangements", Heard: "/answers/1/ability"},
		{Of: "held", Path: "/answers/1/ability/on", Value: "2026", Heard: "/answers/1/ability"},
		{Of: "given", Path: "/answers/0/by", Value: map[string]any{"staff": "w4", "person": "p1"}, Heard: "/answers/0/by"},
		{Of: "given", Path: "/answers/0/by", Value: map[string]any{"staff": "w4", "role": "peer-worker"}, Heard: "/answers/0/by"},
		{Of: "given", Path: "/with", Value: map[string]any{"kind": "service"}, Heard: "/with"},
		{Of: "given", Path: "/with", Value: map[string]any{"kind": "here", "id": "x"}, Heard: "/with"},
		{Of: "given", Path: "/person", Heard: "/person"},
		{Of: "given", Path: "/scope", Value: "everything", Heard: "/scope"},
		{Of: "given", Path: "/purpose", Value: "curiosity", Heard: "/purpose"},
		{Of: "given", Path: "/condition", Value: "not the part about work", Heard: "/condition"},
	})
}
