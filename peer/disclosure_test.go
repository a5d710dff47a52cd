package peer_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// registerGiven is a register in which Aled said yes to his plan going to the crisis
// team, for care.
func registerGiven(t testing.TB) []peer.ConsentEntry {
	t.Helper()
	step := sharePlan("k1", crisisTeam)
	return []peer.ConsentEntry{madeEntry(peer.NewConsentEntry(step, act(byAled, "2026-05-01T09:00Z", "a1", nil), peer.ConsentFacts{Policy: policy(t), Born: bornAled}))}
}

func disclosureGround() steptest.Ground[peer.ConsentFacts] {
	g := consentGround()
	facts, drawn := g.Facts, g.Drawn
	g.Facts = func(t testing.TB) peer.ConsentFacts {
		f := facts(t)
		f.Register = registerGiven(t)
		return f
	}
	g.Drawn = func(draw steptest.Draw, f peer.ConsentFacts) peer.ConsentFacts {
		f = drawn(draw, f)
		if draw(4) == 0 {
			f.Register = nil
		}
		return f
	}
	return g
}

var disclosureBench = steptest.Bench[peer.Disclosure, peer.DisclosureStep, peer.ConsentFacts]{
	Kind: steptest.Kind[peer.Disclosure, peer.DisclosureStep, peer.ConsentFacts]{
		Table: peer.DisclosureTable(), New: peer.NewDisclosure, CheckNew: peer.CheckNewDisclosure, Starts: peer.DisclosureStarts,
		Do: peer.Disclosure.Do, Check: peer.Disclosure.Check, Choices: peer.Disclosure.Choices,
		Decode: peer.DecodeDisclosure, EncodeStep: peer.EncodeDisclosureStep, DecodeStep: peer.DecodeDisclosureStep,
	},
	Ground: disclosureGround(),
}

// Things that go to the crisis team, on each basis.
var (
	planOnYes = peer.Disclosed{Person: aled, Scope: peer.SharePlan, With: crisisTeam, Purpose: peer.ForCare, Basis: peer.BasisConsent}
	factOfIt  = peer.Disclosed{Person: aled, Scope: peer.ShareContacts, With: crisisTeam, Purpose: peer.ForCare, Basis: peer.BasisDirectCare, Because: peer.Say("the garden gate was open")}
	forSafety = peer.Disclosed{Person: aled, Scope: peer.ShareConcerns, With: crisisTeam, Purpose: peer.ForCare, Basis: peer.BasisSafeguarding, Concern: "c-1", Because: peer.Say("the garden gate was open")}
	byLaw     = peer.Disclosed{Person: aled, Scope: peer.ShareConcerns, With: peer.Recipient{Kind: peer.RecipientOrganisation, ID: "court"}, Purpose: peer.ForCare, Basis: peer.BasisLegalDuty, Because: peer.Say("the garden gate was open")}
)

func disclose(d peer.Disclosed, set ...func(*peer.Disclosed)) peer.Disclose {
	for _, f := range set {
		f(&d)
	}
	return peer.Disclose{ID: "d1", Worker: jess, What: d}
}

func logIt(d peer.Disclosed, set ...func(*peer.Disclosed)) peer.LogDisclosure {
	return peer.LogDisclosure{ID: "d1", Worker: jess, What: disclose(d, set...).What, Went: on("2026-05-03T18:00Z")}
}

func disclosureRecords(t testing.TB) map[peer.Status]peer.Disclosure {
	t.Helper()
	d := disclosureBench.Done(t, peer.Disclosure{}, disclose(forSafety), byJess)
	return map[peer.Status]peer.Disclosure{peer.DisclosureLogged: d, peer.EnteredInError: disclosureBench.Done(t, d, peer.MarkDisclosureInError{Because: peer.Say("never left the garden")}, byJess)}
}

func TestDisclosureEveryRow(t *testing.T) {
	records := disclosureRecords(t)
	logged := records[peer.DisclosureLogged]
	nothing := disclosureBench.Done(t, peer.Disclosure{}, logIt(forSafety, func(d *peer.Disclosed) { d.Basis, d.Concern, d.Because = "", "", peer.Private{} }), byJess)
	whose, none := row("PEER-57", peer.ErrNotAuthorised), row("PEER-57", peer.ErrConsentRequired)
	other := []peer.Rule{none}
	yes := map[string][]peer.Rule{"/worker": {whose}, "/what/person": other, "/what/scope": other, "/what/purpose": other, "/what/with/kind": other, "/what/with/id": other, "/what/basis": other}
	safety := map[string][]peer.Rule{"/worker": {whose}, "/what/basis": other}
	steptest.Plan[peer.Disclosure, peer.DisclosureStep, peer.ConsentFacts]{
		Kind: disclosureBench.Kind, Person: aled, Anybody: anybody(), Records: records,
		Cases: []steptest.Case[peer.Disclosure, peer.DisclosureStep, peer.ConsentFacts]{
			disclosureBench.Planned(t, "PEER-57 share on a yes", peer.Disclosure{}, disclose(planOnYes), byJess, peer.DisclosureLogged, yes),
			disclosureBench.Planned(t, "PEER-57 share for somebody's safety", peer.Disclosure{}, disclose(forSafety), byJess, peer.DisclosureLogged, safety),
			disclosureBench.Planned(t, "PEER-57, H21 log what went", peer.Disclosure{}, logIt(forSafety), byJess, peer.DisclosureLogged, safety),
			disclosureBench.Planned(t, "PEER-57 add why", nothing, peer.AddWhy{Because: peer.Say("the gate")}, byJess, peer.DisclosureLogged, map[string][]peer.Rule{"/basis": other}),
			disclosureBench.Planned(t, "PEER-57, H11 they were told", logged, peer.SayPersonTold{Answer: peer.ToldThem}, byHannah, peer.DisclosureLogged, nil),
			disclosureBench.Planned(t, "PEER-57, H11 it is not safe", logged, peer.SayPersonTold{Answer: peer.NotSafeToTell, LookAgain: peer.MustDate("2026-05-12")}, byJess, peer.DisclosureLogged, nil),
			disclosureBench.Planned(t, "PEER-35 the person's side", logged, peer.AddMySide{Words: steptest.Own(byAled, "I had locked it")}, byJess, peer.DisclosureLogged,
				map[string][]peer.Rule{"/words": {row("PEER-35", peer.ErrPersonsWordsOnly)}}),
			disclosureBench.Planned(t, "PEER-35, PEER-49 in error, says the person", logged, peer.MarkDisclosureInError{Because: peer.Say("it never went")}, byAled, peer.EnteredInError, nil),
		},
	}.Run(t)
}

func TestDisclosureNeedsABasis(t *testing.T) {
	said := registerGiven(t)
	answered := func(step peer.ConsentEntryStep) []peer.ConsentEntry {
		e, _, err := said[0].Do(step, act(byAled, "2026-05-02T09:00Z", "a2", said[0]), peer.ConsentFacts{Policy: policy(t), Born: bornAled})
		require.NoError(t, err)
		return []peer.ConsentEntry{e}
	}
	later, over := withFamily, withFamily
	later.From, over.Until = peer.MustDate("2026-05-20"), peer.MustDate("2026-05-03")
	no := madeEntry(peer.NewConsentEntry(peer.SayNoToSharing{ID: "k9", Person: aled, Scope: peer.ShareContacts, With: crisisTeam, Purpose: peer.ForCare}, act(byAled, "2026-05-01T09:00Z", "a1", nil), peer.ConsentFacts{}))
	carer := func(d *peer.Disclosed) { d.With = peer.ToCarer(megan) }
	for _, c := range []struct {
		name     string
		what     peer.Disclosed
		set      func(*peer.Disclosed)
		register []peer.ConsentEntry
		code     peer.Code
		path     string
		mark     peer.DisclosureMark
		signal   peer.SignalKind
	}{
		{"on a yes", planOnYes, nil, said, peer.Code{}, "", "", ""},
		{"on no basis", planOnYes, func(d *peer.Disclosed) { d.Basis = "" }, said, peer.ErrConsentRequired, "/basis", peer.MarkNoBasis, peer.SignalOutsideAgreement},
		{"nobody has asked", planOnYes, nil, nil, peer.ErrConsentRequired, "/basis", peer.MarkNoBasis, peer.SignalOutsideAgreement},
		{"a yes to somebody else", planOnYes, func(d *peer.Disclosed) { d.With.ID = "ward" }, said, peer.ErrConsentRequired, "/basis", peer.MarkNoBasis, peer.SignalOutsideAgreement},
		{"a yes of somebody else", planOnYes, func(d *peer.Disclosed) { d.Person = beatriz }, said, peer.ErrConsentRequired, "/basis", peer.MarkNoBasis, peer.SignalOutsideAgreement},
		{"a yes to something else", planOnYes, func(d *peer.Disclosed) { d.Scope = peer.ShareGoals }, said, peer.ErrConsentRequired, "/basis", peer.MarkNoBasis, peer.SignalOutsideAgreement},
		{"a yes for something else", planOnYes, func(d *peer.Disclosed) { d.Purpose = peer.ForRecord }, said, peer.ErrConsentRequired, "/basis", peer.MarkNoBasis, peer.SignalOutsideAgreement},
		{"they said no", planOnYes, nil, answered(peer.SayNo{}), peer.ErrPersonSaidNo, "", peer.MarkSaidNo, peer.SignalOutsideAgreement},
		{"they took it back", planOnYes, nil, answered(peer.WithdrawConsent{}), peer.ErrPersonSaidNo, "", peer.MarkSaidNo, peer.SignalOutsideAgreement},
		{"H17 they had been pressed", planOnYes, nil, answered(peer.WasPressed{}), peer.ErrConsentNotInForce, "/basis", peer.MarkNotInForce, peer.SignalOutsideAgreement},
		{"before it begins", planOnYes, nil, answered(peer.GiveAgain{Yes: later}), peer.ErrConsentNotInForce, "/basis", peer.MarkNotInForce, peer.SignalOutsideAgreement},
		{"after it has ended", planOnYes, nil, answered(peer.GiveAgain{Yes: over}), peer.ErrConsentNotInForce, "/basis", peer.MarkNotInForce, peer.SignalOutsideAgreement},
		{"direct care, as the policy says", factOfIt, nil, nil, peer.Code{}, "", "", ""},
		{"direct care, and they said no", factOfIt, nil, []peer.ConsentEntry{no}, peer.ErrPersonSaidNo, "", peer.MarkSaidNo, peer.SignalOutsideAgreement},
		{"direct care, beyond the policy", factOfIt, func(d *peer.Disclosed) { d.Scope = peer.SharePlan }, nil, peer.ErrConsentRequired, "/basis", peer.MarkNoBasis, peer.SignalOutsideAgreement},
		{"direct care, for something else", factOfIt, func(d *peer.Disclosed) { d.Purpose = peer.ForSupport }, nil, peer.ErrConsentRequired, "/basis", peer.MarkNoBasis, peer.SignalOutsideAgreement},
		{"H14 direct care to a carer", factOfIt, carer, nil, peer.ErrConsentRequired, "/basis", peer.MarkNoBasis, peer.SignalOutsideAgreement},
		{"direct care without a reason", factOfIt, func(d *peer.Disclosed) { d.Because = peer.Private{} }, nil, peer.ErrRequired, "/because", peer.MarkNoReason, ""},
		{"safety, with a concern", forSafety, nil, nil, peer.Code{}, "", "", ""},
		{"safety, with a signal", forSafety, func(d *peer.Disclosed) { d.Concern, d.Signal = "", "s-1" }, nil, peer.Code{}, "", "", ""},
		{"safety, although they said no", forSafety, func(d *peer.Disclosed) { d.Scope = peer.ShareContacts }, []peer.ConsentEntry{no}, peer.Code{}, "", "", ""},
		{"safety, to a carer", forSafety, carer, nil, peer.Code{}, "", "", ""},
		{"safety without a concern", forSafety, func(d *peer.Disclosed) { d.Concern = "" }, nil, peer.ErrConcernRequired, "/concern", peer.MarkNoConcern, peer.SignalGoesFurther},
		{"safety without a reason", forSafety, func(d *peer.Disclosed) { d.Because = peer.Private{} }, nil, peer.ErrRequired, "/because", peer.MarkNoReason, ""},
		{"the law", byLaw, nil, nil, peer.Code{}, "", "", ""},
		{"the law, although they said no", byLaw, func(d *peer.Disclosed) { d.Scope, d.With = peer.ShareContacts, crisisTeam }, []peer.ConsentEntry{no}, peer.Code{}, "", "", ""},
		{"the law without a reason", byLaw, func(d *peer.Disclosed) { d.Because = peer.Private{} }, nil, peer.ErrRequired, "/because", peer.MarkNoReason, ""},
		{"to nobody who can be told", forSafety, func(d *peer.Disclosed) { d.With.ID = "" }, nil, peer.ErrRequired, "/with/id", peer.MarkToWhom, ""},
	} {
		t.Run("PEER-57 "+c.name, func(t *testing.T) {
			if c.set == nil {
				c.set = func(*peer.Disclosed) {}
			}
			step := disclose(c.what, c.set)
			facts := func(f *peer.ConsentFacts) { f.Register = c.register }
			f := peer.ConsentFacts{Policy: policy(t), Register: c.register}
			d, plain := disclosureBench.Tried(t, peer.Disclosure{}, step, byJess, facts), peer.CheckDisclosure(step.What, on("2026-05-04T10:00Z"), f)
			if c.code == (peer.Code{}) {
				steptest.Open(t, d)
				steptest.Open(t, plain)
				require.Empty(t, disclosureBench.Done(t, peer.Disclosure{}, logIt(c.what, c.set), byJess, facts).Marks())
				return
			}
			rule := "PEER-57 " + c.code.String()
			require.Equal(t, "/what"+c.path, only(t, d, rule).Path)
			require.Equal(t, c.path, only(t, plain, rule).Path)
			// What has gone is in the log all the same (hazard H21).
			went := logIt(c.what, c.set)
			went.Went = on("2026-05-04T09:00Z")
			kept, change := disclosureBench.Changed(t, peer.Disclosure{}, went, byJess, facts)
			require.Equal(t, []peer.DisclosureMark{c.mark}, kept.Marks())
			require.Len(t, change.Reasons, 1)
			require.Equal(t, rule, change.Reasons[0].Rule.String())
			require.Equal(t, c.signal != "", len(change.Signals) == 1)
			if c.signal != "" {
				require.Equal(t, []any{c.signal, step.What.Person}, []any{change.Signals[0].Kind, change.Signals[0].About})
			}
		})
	}
	t.Run("H02 a step for somebody's safety that is not taken leaves the question behind", func(t *testing.T) {
		_, _, err := peer.NewDisclosure(disclose(forSafety, func(d *peer.Disclosed) { d.Concern = "" }), act(byJess, "2026-05-04T10:00Z", "x", nil), peer.ConsentFacts{Policy: policy(t)})
		r := turnedDown(t, err, peer.ErrConcernRequired)
		require.Len(t, r.Signals, 1)
		require.Equal(t, peer.SignalGoesFurther, r.Signals[0].Kind)
	})
	t.Run("PEER-57 without a policy nobody knows what direct care may have", func(t *testing.T) {
		d := peer.CheckDisclosure(factOfIt, on("2026-05-04T10:00Z"), peer.ConsentFacts{})
		only(t, d, "PEER-57 consent-required")
		require.Len(t, d.Missing(), 1)
		require.True(t, peer.CheckDisclosure(forSafety, on("2026-05-04T10:00Z"), peer.ConsentFacts{}).Allowed(), "safety waits for none")
	})
	t.Run("PEER-57 nothing goes of which nobody says what it is", func(t *testing.T) {
		d := peer.CheckDisclosure(peer.Disclosed{Basis: peer.BasisLegalDuty, Because: peer.Say("x")}, on("2026-05-04T10:00Z"), peer.ConsentFacts{})
		var paths []string
		for _, r := range d.Unmet() {
			paths = append(paths, r.Path)
		}
		require.ElementsMatch(t, []string{"/person", "/scope", "/with/kind", "/purpose"}, paths)
	})
	t.Run("PEER-57 a yes that stands is what Consented says yes to", func(t *testing.T) {
		for _, list := range [][]peer.ConsentEntry{said, answered(peer.SayNo{}), answered(peer.WasPressed{}), answered(peer.GiveAgain{Yes: later}), append(answered(peer.WasPressed{}), said...), append(said, answered(peer.WithdrawConsent{})...), {no}} {
			for at := on("2026-04-30T09:00Z"); at.Before(on("2026-05-25T09:00Z")); at = at.Add(6 * time.Hour) {
				yes := peer.Consented(peer.Consents(crisisTeam, list...), aled, peer.SharePlan, peer.ForCare, at) == peer.Yes
				require.Equal(t, yes, peer.CheckDisclosure(planOnYes, at, peer.ConsentFacts{Register: list}).Allowed(), at)
			}
		}
	})
}

func TestDisclosureIsLogged(t *testing.T) {
	t.Run("PEER-57 what went, to whom, on what, when, and on which yes", func(t *testing.T) {
		d := disclosureBench.Done(t, peer.Disclosure{}, disclose(planOnYes), byJess)
		require.Equal(t, []any{aled, jess, planOnYes, on("2026-05-04T10:00Z"), on("2026-05-04T10:00Z"), "k1"}, []any{d.Person(), d.Worker(), d.What(), d.Went(), d.Logged(), d.Consent()})
		require.Empty(t, d.Marks())
		require.Empty(t, disclosureBench.Done(t, peer.Disclosure{}, disclose(forSafety), byJess).Consent())
	})
	t.Run("PEER-57, H25 withdrawing stops what comes after, and leaves the log as it is", func(t *testing.T) {
		d := disclosureBench.Done(t, peer.Disclosure{}, disclose(planOnYes), byJess)
		gone := func(f *peer.ConsentFacts) {
			e, _, err := f.Register[0].Do(peer.WithdrawConsent{}, act(byAled, "2026-05-04T09:59Z", "a2", f.Register[0]), peer.ConsentFacts{})
			require.NoError(t, err)
			f.Register = []peer.ConsentEntry{e}
		}
		only(t, disclosureBench.Tried(t, peer.Disclosure{}, disclose(planOnYes), byJess, gone), "PEER-57 person-said-no")
		require.Equal(t, "k1", d.Consent())
		before := logIt(planOnYes)
		kept := disclosureBench.Done(t, peer.Disclosure{}, before, byJess, gone)
		require.Empty(t, kept.Marks(), "it had gone while the yes counted")
		require.Equal(t, "k1", kept.Consent())
		require.Equal(t, on("2026-05-03T18:00Z"), kept.Went())
	})
	t.Run("PEER-57 what is still to go is not in the log", func(t *testing.T) {
		step := logIt(forSafety)
		step.Went = on("2026-05-04T10:01Z")
		require.Equal(t, "/went", only(t, disclosureBench.Tried(t, peer.Disclosure{}, step, byJess), "PEER-57 future-date").Path)
		step.Went = on("2026-05-04T10:00Z")
		steptest.Open(t, disclosureBench.Tried(t, peer.Disclosure{}, step, byJess))
	})
	t.Run("PEER-57 what was left out is added, and nothing is altered", func(t *testing.T) {
		empty := disclosureBench.Done(t, peer.Disclosure{}, logIt(forSafety, func(d *peer.Disclosed) { d.Basis, d.Concern, d.Because = "", "", peer.Private{} }), byJess)
		all := peer.AddWhy{Basis: peer.BasisSafeguarding, Signal: "s-1", Concern: "c-1", Because: peer.Say("the gate")}
		full := disclosureBench.Done(t, empty, all, byJess)
		want := forSafety
		want.Signal, want.Because = "s-1", peer.Say("the gate")
		require.Equal(t, want, full.What())
		require.Equal(t, []peer.DisclosureMark{peer.MarkNoBasis}, full.Marks(), "what was noticed stays")
		for _, again := range []peer.AddWhy{{Basis: peer.BasisLegalDuty}, {Signal: "s-2"}, {Concern: "c-2"}, {Because: peer.Say("another gate")}} {
			only(t, disclosureBench.Tried(t, full, again, byJess), "PEER-57 immutable")
		}
		part := disclosureBench.Done(t, empty, peer.AddWhy{Because: peer.Say("the gate")}, byJess)
		require.Empty(t, part.What().Basis)
	})
	t.Run("PEER-57 a basis that is added had been there", func(t *testing.T) {
		empty := disclosureBench.Done(t, peer.Disclosure{}, logIt(planOnYes, func(d *peer.Disclosed) { d.Basis = "" }), byJess)
		yes := disclosureBench.Done(t, empty, peer.AddWhy{Basis: peer.BasisConsent}, byJess)
		require.Equal(t, "k1", yes.Consent())
		for _, set := range []func(*peer.ConsentFacts){
			func(f *peer.ConsentFacts) { f.Register = nil },
			func(f *peer.ConsentFacts) {
				e := f.Register[0]
				e, _, err := e.Do(peer.WasPressed{}, act(byAled, "2026-05-02T09:00Z", "a2", e), peer.ConsentFacts{})
				require.NoError(t, err)
				f.Register = []peer.ConsentEntry{e}
			},
		} {
			require.Equal(t, "/basis", only(t, disclosureBench.Tried(t, empty, peer.AddWhy{Basis: peer.BasisConsent}, byJess, set), "PEER-57 consent-required").Path)
		}
		only(t, disclosureBench.Tried(t, empty, peer.AddWhy{Basis: peer.BasisDirectCare}, byJess), "PEER-57 consent-required")
	})
}

func TestThePersonIsTold(t *testing.T) {
	logged := disclosureRecords(t)[peer.DisclosureLogged]
	t.Run("PEER-57, H11 not safe has a day near on which it is looked at again", func(t *testing.T) {
		for day, ok := range map[string]bool{"": true, "2026-05-05": false, "2026-05-06": true, "2026-05-20": true, "2026-05-21": false, "2026": false, "2026-05": false} {
			step := peer.SayPersonTold{Answer: peer.NotSafeToTell}
			if day != "" {
				step.LookAgain = peer.MustDate(day)
			}
			d := disclosureBench.Tried(t, logged, step, byJess)
			require.Equal(t, ok, d.Allowed(), day)
			if !ok {
				require.Equal(t, "/lookAgain", only(t, d, "PEER-57 out-of-range").Path)
			}
		}
		d := disclosureBench.Done(t, logged, peer.SayPersonTold{Answer: peer.NotSafeToTell}, byHannah)
		require.Equal(t, peer.PersonTold{Answer: peer.NotSafeToTell, LookAgain: peer.MustDate("2026-05-20"), By: peer.ByStaff(hannah, ""), At: on("2026-05-06T10:00Z")}, d.Told())
		only(t, disclosureBench.Tried(t, logged, peer.SayPersonTold{Answer: peer.NotSafeToTell}, byJess, func(f *peer.ConsentFacts) { f.Policy = peer.Policy{} }), "PEER-57 out-of-range")
	})
	t.Run("PEER-57 a day is for what is not safe, and told ends it", func(t *testing.T) {
		step := peer.SayPersonTold{Answer: peer.NotYetTold, LookAgain: peer.MustDate("2026-05-12")}
		d := disclosureBench.Done(t, logged, step, byJess)
		require.True(t, d.Told().LookAgain.IsZero())
		require.True(t, d.Owed())
		require.False(t, disclosureBench.Done(t, d, peer.SayPersonTold{Answer: peer.ToldThem}, byJess).Owed())
	})
	t.Run("PEER-57 on their yes nothing is owed; on no basis it is", func(t *testing.T) {
		for what, owed := range map[peer.Disclosed]bool{planOnYes: false, factOfIt: false, forSafety: true, byLaw: true, {Person: aled, Scope: peer.SharePlan, With: crisisTeam, Purpose: peer.ForCare}: true} {
			require.Equal(t, owed, disclosureBench.Done(t, peer.Disclosure{}, logIt(what), byJess).Owed(), what.Basis)
		}
		require.False(t, disclosureRecords(t)[peer.EnteredInError].Owed())
	})
	t.Run("PEER-35 the side of the person is in their own words", func(t *testing.T) {
		for name, c := range map[string]struct {
			by    peer.Actor
			words peer.Words
			ok    bool
		}{
			"the person":                  {byAled, steptest.Unsigned("I had locked it"), true},
			"the worker writes it down":   {byJess, steptest.Own(byAled, "I had locked it"), true},
			"the worker's own":            {byJess, steptest.Unsigned("he says he had"), false},
			"the person passes on Jess's": {byAled, steptest.Own(byJess, "he had"), false},
			"somebody else's":             {byJess, steptest.Own(peer.ByPerson(beatriz), "he had"), false},
		} {
			d := disclosureBench.Tried(t, logged, peer.AddMySide{Words: c.words}, c.by)
			require.Equal(t, c.ok, d.Allowed(), name)
			if !c.ok {
				require.Equal(t, "/words", only(t, d, "PEER-35 persons-words-only").Path)
			}
		}
		long, sung := steptest.Own(byAled, strings.Repeat("x", 4001)), steptest.Own(byAled, "I had locked it")
		sung.How = "sung"
		only(t, disclosureBench.Tried(t, logged, peer.AddMySide{Words: long}, byJess), "PEER-35 too-long")
		only(t, disclosureBench.Tried(t, logged, peer.AddMySide{Words: sung}, byJess), "PEER-35 unknown-code")
		d := disclosureBench.Done(t, logged, peer.AddMySide{Words: steptest.Unsigned("I had locked it")}, byAled)
		require.True(t, d.Side().From(aled))
	})
}
