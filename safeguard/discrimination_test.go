package safeguard_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

var discriminations = steptest.BenchOf(recordGround, safeguard.DiscriminationTable(), safeguard.NewDiscrimination, safeguard.CheckNewDiscrimination, safeguard.DiscriminationStarts,
	safeguard.DecodeDiscrimination, safeguard.EncodeDiscriminationStep, safeguard.DecodeDiscriminationStep)

// conductFacts: Hannah leads the team, and after her comes Ines; the host knows Siân's
// name. Kay is close to Hannah.
func conductFacts(f *safeguard.Facts) {
	f.Identifying = []string{"Siân Weller", "999 000 1049"}
}

// insideConduct is facts in which the conduct chain is Hannah, then Ines.
func insideConduct(t testing.TB) func(*safeguard.Facts) {
	t.Helper()
	conductRead.Do(func() { conductPolicy = conductSection(t) })
	return func(f *safeguard.Facts) { f.Policy = conductPolicy; conductFacts(f) }
}

var (
	conductRead   sync.Once
	conductPolicy safeguard.Policy
)

func conductSection(t testing.TB) safeguard.Policy {
	t.Helper()
	p, err := saying(t, map[string]any{"chains": []any{
		map[string]any{"chain": "safeguarding", "inHours": []string{"team-lead", "safeguarding-lead"}, "outOfHours": []string{"on-call-clinician", "duty-manager"}},
		map[string]any{"chain": "line", "inHours": []string{"team-lead", "peer-support-lead"}, "outOfHours": []string{"on-call-clinician", "duty-manager"}},
		map[string]any{"chain": "care", "inHours": []string{"care-coordinator", "team-lead"}, "outOfHours": []string{"on-call-clinician", "duty-manager"}},
		map[string]any{"chain": "support", "inHours": []string{"peer-support-lead", "team-lead"}, "outOfHours": []string{"duty-manager", "on-call-clinician"}},
		map[string]any{"chain": "conduct", "inHours": []string{"team-lead", "safeguarding-lead"}, "outOfHours": []string{"duty-manager", "on-call-clinician"}},
	}})
	require.NoError(t, err)
	return p
}

func consenting(given peer.Tri) func(*safeguard.Facts) {
	return func(f *safeguard.Facts) { f.Consents = consentToName(given) }
}

func theNote() safeguard.NoteDiscrimination {
	return safeguard.NoteDiscrimination{ID: "d1", Person: sian, Words: unsigned("Siân was refused an interpreter in the garden room"), Characteristics: []safeguard.Characteristic{safeguard.ByRace},
		Where: safeguard.OnWard, Happened: moment("2026-06-02T08:00:00Z"), NotTo: safeguard.NotTo{Subjects: []peer.StaffID{hannah}, Linked: []peer.StaffID{kay}}}
}

func raisesIt() safeguard.RaiseDiscrimination {
	return safeguard.RaiseDiscrimination{Says: peer.Say("somebody was refused an interpreter in the garden room")}
}

func takesOn() safeguard.TakeDiscrimination {
	return safeguard.TakeDiscrimination{Next: peer.Say("talk with the team about the garden room"), Until: onThursday}
}

func noted(t testing.TB) safeguard.Discrimination {
	t.Helper()
	return discriminations.Done(t, safeguard.Discrimination{}, theNote(), byJess, insideConduct(t))
}

func discriminationsOf(t testing.TB) map[peer.Status]safeguard.Discrimination {
	t.Helper()
	note := noted(t)
	raised := discriminations.Done(t, note, raisesIt(), byJess, insideConduct(t))
	taken := discriminations.Done(t, raised, takesOn(), byInes, insideConduct(t))
	return map[peer.Status]safeguard.Discrimination{safeguard.DiscriminationNoted: note, safeguard.DiscriminationRaised: raised, safeguard.DiscriminationAcknowledged: taken,
		safeguard.DiscriminationOutcome: discriminations.Done(t, taken, safeguard.SayOutcome{Says: peer.Say("an interpreter comes to the garden room"), Noter: peer.Say("it is put right")}, byInes)}
}

func TestDiscriminationEveryRow(t *testing.T) {
	records := discriminationsOf(t)
	note, raised, taken := records[safeguard.DiscriminationNoted], records[safeguard.DiscriminationRaised], records[safeguard.DiscriminationAcknowledged]
	yes, inside := consenting(peer.Yes), insideConduct(t)
	named := safeguard.NamePerson{Says: peer.Say("Siân Weller was refused an interpreter")}
	raisedNamed := discriminations.Done(t, raised, named, byJess, inside, yes)
	anybody := everybody(map[string]peer.Party{"the worker": peer.PartyRaiser, "a nurse": "left out", "another person": "left out", "a person with the worker's id": "left out"})
	discriminations.EveryRow(t, anybody, records,
		discriminations.Planned(t, "SAFE-12 note", safeguard.Discrimination{}, theNote(), byJess, safeguard.DiscriminationNoted, nil, inside),
		discriminations.Planned(t, "SAFE-12 raise with the next of the chain", note, raisesIt(), byJess, safeguard.DiscriminationRaised, map[string][]peer.Rule{
			"/to": nil}, inside),
		discriminations.Planned(t, "SAFE-12 raise with somebody in particular", note, safeguard.RaiseDiscrimination{To: iris, Says: peer.Say("x")}, byJess, safeguard.DiscriminationRaised, nil, inside),
		discriminations.Planned(t, "SAFE-12 raise with the next one", raised, safeguard.RaiseDiscrimination{}, byJess, safeguard.DiscriminationRaised, nil, inside),
		discriminations.Planned(t, "SAFE-12 name the person", raised, named, byJess, safeguard.DiscriminationRaised, nil, inside, yes),
		discriminations.Planned(t, "SAFE-12 the person names themself", taken, named, bySian, safeguard.DiscriminationAcknowledged, nil, inside, yes),
		discriminations.Planned(t, "SAFE-12 without them again", raisedNamed, safeguard.UnnamePerson{Says: peer.Say("somebody was")}, bySian, safeguard.DiscriminationRaised, nil, inside),
		discriminations.Planned(t, "SAFE-12 acknowledge", raised, takesOn(), byInes, safeguard.DiscriminationAcknowledged, nil),
		discriminations.Planned(t, "SAFE-12 outcome", taken, safeguard.SayOutcome{Says: peer.Say("x"), Noter: peer.Say("y")}, byInes, safeguard.DiscriminationOutcome, nil),
	)
}

func TestDiscriminationRoute(t *testing.T) {
	note, inside := noted(t), insideConduct(t)
	routed := func(d safeguard.Discrimination, at string, with ...func(*safeguard.Facts)) (safeguard.Recipient, []safeguard.Skipped) {
		f := facts(t)
		inside(&f)
		for _, set := range with {
			set(&f)
		}
		return safeguard.RouteDiscrimination(d, f.Policy, f.Roster, on(at))
	}
	t.Run("SAFE-12, H04 the actor is passed over and it goes to the next", func(t *testing.T) {
		to, skipped := routed(note, whenNext)
		require.Equal(t, safeguard.Recipient{Staff: ines, Role: safeguard.RoleSafeguardingLead}, to)
		require.Equal(t, []safeguard.Skipped{{Staff: hannah, Role: peer.RoleTeamLead, Because: safeguard.SkipSubject}}, skipped)
		raised := discriminations.Done(t, note, raisesIt(), byJess, inside)
		require.Equal(t, []safeguard.RaisedWith{{Staff: ines, Role: safeguard.RoleSafeguardingLead, At: on(whenNext), Skipped: skipped}}, raised.With())
	})
	for name, c := range map[string]struct {
		notTo safeguard.NotTo
		by    peer.Actor
		to    peer.StaffID
		why   safeguard.SkipReason
	}{
		"those close to the actor":      {safeguard.NotTo{Linked: []peer.StaffID{ines}}, byJess, hannah, ""},
		"those close, before the next":  {safeguard.NotTo{Linked: []peer.StaffID{hannah}}, byJess, ines, safeguard.SkipLinked},
		"whom the noter does not want":  {safeguard.NotTo{Named: []peer.StaffID{hannah}}, byJess, ines, safeguard.SkipNamed},
		"whoever noted it":              {safeguard.NotTo{}, byHannah, ines, safeguard.SkipRaiser},
		"nobody":                        {safeguard.NotTo{}, byJess, hannah, ""},
		"both, and so whoever has duty": {safeguard.NotTo{Subjects: []peer.StaffID{hannah, ines}}, byJess, paul, safeguard.SkipSubject},
	} {
		t.Run("SAFE-12 passed over: "+name, func(t *testing.T) {
			step := theNote()
			step.NotTo = c.notTo
			d := discriminations.Done(t, safeguard.Discrimination{}, step, c.by, inside)
			to, skipped := routed(d, whenNext)
			require.Equal(t, c.to, to.Staff)
			require.Equal(t, c.why != "", len(skipped) > 0)
			if c.why != "" {
				require.Equal(t, c.why, skipped[0].Because)
			}
		})
	}
	t.Run("SAFE-12 whom is named and may not be told is passed over, and it goes to the next", func(t *testing.T) {
		for _, to := range []peer.StaffID{hannah, kay, jess} {
			step := raisesIt()
			step.To = to
			steptest.Warns(t, discriminations.Tried(t, note, step, byJess, inside), "SAFE-12 not-authorised", "/to", peer.Warns)
			d := discriminations.Done(t, note, step, byJess, inside)
			require.Equal(t, ines, d.With()[0].Staff)
			require.Equal(t, to, d.With()[0].Skipped[0].Staff)
		}
	})
	t.Run("SAFE-12 who was told is passed over the next time, and may be told again by name", func(t *testing.T) {
		raised := discriminationsOf(t)[safeguard.DiscriminationRaised]
		to, skipped := routed(raised, whenNext)
		require.Equal(t, paul, to.Staff)
		require.Equal(t, safeguard.SkipToldNow, skipped[1].Because)
		again := discriminations.Done(t, raised, safeguard.RaiseDiscrimination{To: ines}, byJess, inside)
		require.Len(t, again.With(), 2)
		require.Equal(t, ines, again.With()[1].Staff)
		require.Len(t, again.Versions(), 1, "the text of the last time")
	})
	t.Run("SAFE-12 out of hours it is the chain of that hour", func(t *testing.T) {
		to, _ := routed(note, "2026-06-02T20:00Z")
		require.Equal(t, safeguard.Recipient{Staff: paul, Role: safeguard.RoleDutyManager}, to)
	})
	t.Run("SAFE-12, H03 where nobody can be told it stays noted, and says so", func(t *testing.T) {
		empty := func(f *safeguard.Facts) { f.Roster = safeguard.Roster{} }
		to, skipped := routed(note, whenNext, empty)
		require.Empty(t, to)
		require.Len(t, skipped, 3)
		require.Equal(t, safeguard.SkipNobodyOn, skipped[0].Because)
		only(t, discriminations.Tried(t, note, raisesIt(), byJess, inside, empty), "SAFE-12 no-recipient", "/to")
		open(t, discriminations.Tried(t, note, safeguard.RaiseDiscrimination{To: "somebody-trusted", Says: peer.Say("x")}, byJess, inside, empty))
	})
	t.Run("SAFE-04 without a policy it is the built-in floor", func(t *testing.T) {
		to, _ := routed(note, whenNext, func(f *safeguard.Facts) { f.Policy = safeguard.Policy{} })
		require.Empty(t, to, "nobody is on call by that name")
	})
}

func TestDiscriminationConsent(t *testing.T) {
	note, inside := noted(t), insideConduct(t)
	const rule = "SAFE-12 consent-required"
	for name, step := range map[string]safeguard.RaiseDiscrimination{
		"her name":       {Says: peer.Say("Siân Weller was refused an interpreter")},
		"her NHS number": {Says: peer.Say("999 000 1049 was refused an interpreter")},
		"another's NHS number, whom nobody knows here": {Says: peer.Say("9990001057 was refused an interpreter")},
		"her id":                       {Says: peer.Say("p4 was refused an interpreter")},
		"words that say it themselves": {Says: peer.Say("the woman in room three was refused an interpreter"), Named: true},
	} {
		t.Run("SAFE-12 "+name+", without her yes", func(t *testing.T) {
			for _, given := range []func(*safeguard.Facts){consenting(peer.No), consenting(peer.Unknown), func(*safeguard.Facts) {}} {
				only(t, discriminations.Tried(t, note, step, byJess, inside, given), rule, "/says")
			}
		})
		t.Run("SAFE-12 "+name+", on her yes", func(t *testing.T) {
			open(t, discriminations.Tried(t, note, step, byJess, inside, consenting(peer.Yes)))
			d := discriminations.Done(t, note, step, byJess, inside, consenting(peer.Yes))
			require.True(t, d.Named())
		})
	}
	t.Run("SAFE-12 without who it was nobody has to be asked", func(t *testing.T) {
		open(t, discriminations.Tried(t, note, raisesIt(), byJess, inside))
		require.False(t, discriminations.Done(t, note, raisesIt(), byJess, inside).Named())
	})
	t.Run("SAFE-12 a yes to something else, of somebody else or long over is none", func(t *testing.T) {
		step := safeguard.RaiseDiscrimination{Says: peer.Say("x"), Named: true}
		for name, spoil := range map[string]func(*peer.Consent){
			"goals":         func(c *peer.Consent) { c.Scope = peer.ShareGoals },
			"care record":   func(c *peer.Consent) { c.Purpose = peer.ForRecord },
			"somebody else": func(c *peer.Consent) { c.Person = beatriz },
			"over":          func(c *peer.Consent) { c.Until = on("2026-06-01T00:00Z") },
		} {
			only(t, discriminations.Tried(t, note, step, byJess, inside, func(f *safeguard.Facts) {
				f.Consents = consentToName(peer.Yes)
				spoil(&f.Consents[0])
			}), rule, "/says")
			_ = name
		}
	})
	t.Run("SAFE-12 nothing to pass on", func(t *testing.T) {
		only(t, discriminations.Tried(t, note, safeguard.RaiseDiscrimination{}, byJess, inside), "SAFE-12 required", "/says")
		only(t, discriminations.Tried(t, note, safeguard.RaiseDiscrimination{Named: true}, byJess, inside), "SAFE-12 required", "/says")
	})
	t.Run("SAFE-12 whoever raises it for themself says yes by that", func(t *testing.T) {
		step := theNote()
		step.Words = unsigned("they would not give me an interpreter")
		d := discriminations.Done(t, safeguard.Discrimination{}, step, bySian, inside)
		require.True(t, d.Words().From(sian))
		open(t, discriminations.Tried(t, d, safeguard.RaiseDiscrimination{Says: peer.Say("Siân Weller"), Named: true}, bySian, inside))
	})
	raised := discriminationsOf(t)[safeguard.DiscriminationRaised]
	named := safeguard.NamePerson{Says: peer.Say("Siân Weller was refused an interpreter in the garden room")}
	t.Run("SAFE-12 a later yes gives the version with her in it", func(t *testing.T) {
		only(t, discriminations.Tried(t, raised, named, byJess, inside), rule, "/says")
		only(t, discriminations.Tried(t, raised, safeguard.NamePerson{Says: peer.Say("x")}, byJess, inside), rule, "/says")
		d := discriminations.Done(t, raised, named, byJess, inside, consenting(peer.Yes))
		require.Len(t, d.Versions(), 2)
		require.Equal(t, []bool{false, true}, []bool{d.Versions()[0].Named, d.Versions()[1].Named})
		only(t, discriminations.Tried(t, d, safeguard.UnnamePerson(named), byJess, inside), "SAFE-12 identifiable-content", "/says")
		only(t, discriminations.Tried(t, raised, safeguard.UnnamePerson{Says: peer.Say("x")}, byJess, inside), "SAFE-12 invalid-transition", "")
		back := discriminations.Done(t, d, safeguard.UnnamePerson{Says: peer.Say("somebody")}, bySian, inside)
		require.False(t, back.Named())
	})
	t.Run("SAFE-12 where nobody is named there is nobody to ask", func(t *testing.T) {
		step := theNote()
		step.Person = ""
		d := discriminations.Done(t, safeguard.Discrimination{}, step, byJess, inside)
		open(t, discriminations.Tried(t, d, raisesIt(), byJess, inside))
		only(t, discriminations.Tried(t, d, safeguard.RaiseDiscrimination{Says: peer.Say("Siân Weller")}, byJess, inside, consenting(peer.Yes)), rule, "/says")
	})
}

func TestDiscriminationWhose(t *testing.T) {
	records, inside := discriminationsOf(t), insideConduct(t)
	raised, taken := records[safeguard.DiscriminationRaised], records[safeguard.DiscriminationAcknowledged]
	const rule = "SAFE-12 not-authorised"
	t.Run("SAFE-12 anybody notes it, also the actor of another day and somebody nobody knows", func(t *testing.T) {
		for _, by := range []peer.Actor{bySian, byJess, byMegan, byHannah, byKay, peer.ByPerson(beatriz)} {
			open(t, discriminations.Tried(t, safeguard.Discrimination{}, theNote(), by, inside))
			d := discriminations.Done(t, safeguard.Discrimination{}, theNote(), by, inside)
			open(t, discriminations.Tried(t, d, raisesIt(), by, inside))
		}
		d := discriminations.Tried(t, safeguard.Discrimination{}, theNote(), peer.Actor{}, inside)
		require.False(t, d.Allowed())
	})
	t.Run("SAFE-12 only those who were told take it on or say what came of it", func(t *testing.T) {
		for _, by := range []peer.Actor{byJess, byHannah, byKay, byPaul, bySian, byMegan, byRowan} {
			only(t, discriminations.Tried(t, raised, takesOn(), by), rule, "")
			only(t, discriminations.Tried(t, taken, safeguard.SayOutcome{Says: peer.Say("x"), Noter: peer.Say("y")}, by), rule, "")
		}
	})
	t.Run("SAFE-12 those who are told are no part of it, and raise nothing with anybody", func(t *testing.T) {
		for _, by := range []peer.Actor{byHannah, byKay, byInes, bySian} {
			only(t, discriminations.Tried(t, records[safeguard.DiscriminationNoted], raisesIt(), by, inside), rule, "")
		}
		only(t, discriminations.Tried(t, raised, safeguard.NamePerson{Says: peer.Say("x")}, byInes, inside, consenting(peer.Yes)), rule, "")
	})
	t.Run("H06 by when lies ahead, and another who was told takes it over", func(t *testing.T) {
		step := takesOn()
		step.Until = moment("2026-06-02T10:00:00Z")
		only(t, discriminations.Tried(t, raised, step, byInes), "SAFE-12 past-date", "/until")
		require.Equal(t, ines, taken.Has(on(whenNext)).By)
		require.Zero(t, taken.Has(onThursday.UTC()))
		both := discriminations.Done(t, raised, safeguard.RaiseDiscrimination{}, byJess, inside)
		both = discriminations.Done(t, both, takesOn(), byInes)
		open(t, discriminations.Tried(t, both, takesOn(), byPaul))
	})
	t.Run("SAFE-12 words that name two authors are those of whoever notes them", func(t *testing.T) {
		step := theNote()
		step.Words = own(peer.Actor{Person: sian, Staff: jess}, "x")
		require.Equal(t, peer.ByStaff(jess, ""), discriminations.Done(t, safeguard.Discrimination{}, step, byJess).Words().By)
		step.Words = own(bySian, "x")
		require.True(t, discriminations.Done(t, safeguard.Discrimination{}, step, byJess).Words().From(sian))
	})
	t.Run("SAFE-12 the person raised it for themself, so they are asked no more", func(t *testing.T) {
		open(t, discriminations.Tried(t, raised, safeguard.NamePerson{Says: peer.Say("Siân Weller")}, bySian, inside))
	})
	t.Run("SAFE-12 a time to come is the time it came in", func(t *testing.T) {
		step := theNote()
		step.Happened = moment("2026-06-03T10:00:00Z")
		steptest.Warns(t, discriminations.Tried(t, safeguard.Discrimination{}, step, byJess), "SAFE-12 future-date", "/happened", peer.Warns)
		require.Equal(t, on(whenSaid), discriminations.Done(t, safeguard.Discrimination{}, step, byJess).Happened())
	})
}

func TestDiscriminationHistories(t *testing.T) {
	give := func(draw steptest.Draw, _ time.Time) steptest.Give {
		return func(path string, f peer.Field) any {
			switch path {
			case "/person":
				return steptest.Mostly[any](draw, "p4", steptest.Absent)
			case "/to":
				return steptest.OneOf[any](draw, "ines-vale", "ines-vale", "paul-renwick", steptest.Absent, "hannah-voss")
			case "/notTo/subjects":
				return steptest.Mostly[any](draw, []any{"hannah-voss"}, steptest.Absent, []any{"ines-vale"})
			case "/characteristics":
				return steptest.OneOf[any](draw, steptest.Absent, []any{"sex", "age", "sex"})
			}
			return nil
		}
	}
	discriminations.Histories(t, give, func(t require.TestingT, d safeguard.Discrimination, c peer.Change) {
		n := d.NotTo()
		for _, w := range d.With() {
			require.False(t, slices.Contains(n.Subjects, w.Staff) || slices.Contains(n.Linked, w.Staff) || slices.Contains(n.Named, w.Staff), "H04")
			require.NotEqual(t, d.Noter().Staff, w.Staff)
		}
		for _, staff := range n.Subjects {
			by := peer.ByStaff(staff, "")
			require.True(t, d.Noter() == by || !d.Sees("practice", readers.Reading(by, peer.ForSupervision)), "whoever noted it is protected")
		}
		if c.Do == "unname-person" {
			require.False(t, d.Named())
		}
		require.False(t, d.Sees("practice", readers.Reading(byInes, peer.ForRecord)))
	})
}

func TestDiscriminationStored(t *testing.T) {
	records := discriminationsOf(t)
	discriminations.Goldens(t, records)
	discriminations.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: safeguard.DiscriminationNoted, Path: "/noter", Value: map[string]any{"staff": "w4", "role": "peer-worker"}, Heard: "/noter"},
		{Of: safeguard.DiscriminationNoted, Path: "/noter", Value: map[string]any{"staff": "w4", "person": "p4"}, Heard: "/noter"},
		{Of: safeguard.DiscriminationNoted, Path: "/words/by", Value: nil, Heard: "/words"},
		{Of: safeguard.DiscriminationNoted, Path: "/happened", Value: "2026-06-03T09:00:00.000Z", Heard: "/happened"},
		{Of: safeguard.DiscriminationNoted, Path: "/raiseBy", Value: "2026-06-01T09:00:00.000Z", Heard: "/raiseBy"},
		{Of: safeguard.DiscriminationNoted, Path: "/characteristics", Value: []string{"age", "age"}, Heard: "/characteristics"},
		{Of: safeguard.DiscriminationNoted, Path: "/characteristics", Value: []string{"accent"}, Heard: "/characteristics/0"},
		{Of: safeguard.DiscriminationNoted, Path: "/acknowledgeBy", Value: "2026-06-04T09:00:00.000Z", Heard: "/with"},
		{Of: safeguard.DiscriminationNoted, Path: "/versions", Value: []any{map[string]any{"says": "x", "at": "2026-06-02T10:00:00.000Z"}}, Heard: "/with"},
		{Of: safeguard.DiscriminationRaised, Path: "/with/0/staff", Value: "hannah-voss", Heard: "/with"},
		{Of: safeguard.DiscriminationRaised, Path: "/with/0/staff", Value: "kay-orr", Heard: "/with"},
		{Of: safeguard.DiscriminationRaised, Path: "/with/0/staff", Value: "w4", Heard: "/with"},
		{Of: safeguard.DiscriminationRaised, Path: "/with", Value: []any{}, Heard: "/with"},
		{Of: safeguard.DiscriminationRaised, Path: "/versions", Value: []any{}, Heard: "/with"},
		{Of: safeguard.DiscriminationRaised, Path: "/acknowledgeBy", Value: nil, Heard: "/with"},
		{Of: safeguard.DiscriminationRaised, Path: "/versions", Value: []any{map[string]any{"says": "x", "at": "2026-06-02T10:00:00.000Z"}, map[string]any{"says": "x", "at": "2026-06-01T10:00:00.000Z"}}, Heard: "/versions"},
		{Of: safeguard.DiscriminationAcknowledged, Path: "/taken/0/by", Value: "paul-renwick", Heard: "/taken"},
		{Of: safeguard.DiscriminationAcknowledged, Path: "/taken/0/until", Value: "2026-06-01T10:00:00.000Z", Heard: "/taken"},
		{Of: safeguard.DiscriminationAcknowledged, Path: "/taken/0/inHand", Value: true, Heard: "/taken"},
		{Of: safeguard.DiscriminationAcknowledged, Path: "/taken", Value: []any{}, Heard: "/taken"},
		{Of: safeguard.DiscriminationAcknowledged, Path: "/outcome/says", Value: "x", Heard: "/outcome"},
		{Of: safeguard.DiscriminationAcknowledged, Path: "/outcome/by", Value: "ines-vale", Heard: "/outcome"},
		{Of: safeguard.DiscriminationOutcome, Path: "/outcome/by", Value: "hannah-voss", Heard: "/outcome"},
		{Of: safeguard.DiscriminationOutcome, Path: "/outcome/at", Value: nil, Heard: "/outcome"},
		{Of: safeguard.DiscriminationOutcome, Path: "/outcome/noter", Value: "", Heard: "/outcome"},
	})
}
