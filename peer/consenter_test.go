package peer_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// Who says yes to sharing, by age and by what a professional has recorded.
func TestWhoSaysYes(t *testing.T) {
	young := forTheYoung(t)
	const whose = "PEER-57 not-authorised"
	for _, c := range []struct {
		name     string
		born     peer.Date
		recorded peer.Tri
		// Heard when the person says it, when a parent does, and when an attorney or a
		// deputy does; empty: open.
		own, parental, welfare string
	}{
		{"an adult", bornAled, peer.Unknown, "", whose, ""},
		{"an adult who cannot make this decision", bornAled, peer.No, whose, whose, ""},
		{"an adult who can", bornAled, peer.Yes, "", whose, ""},
		{"seventeen", bornSeventeen, peer.Unknown, "", whose, ""},
		{"seventeen, who cannot make this decision", bornSeventeen, peer.No, whose, "", ""},
		{"seventeen, who can", bornSeventeen, peer.Yes, "", whose, ""},
		{"fifteen", bornFifteen, peer.Unknown, whose, "", whose},
		{"fifteen, who cannot make this decision", bornFifteen, peer.No, whose, "", whose},
		{"fifteen, who can", bornFifteen, peer.Yes, "", whose, whose},
		{"nobody knows how old", peer.Date{}, peer.Unknown, whose, whose, whose},
		{"born some day of this year eighteen years ago", peer.MustDate("2008"), peer.Unknown, whose, whose, whose},
		{"born in this month sixteen years ago", peer.MustDate("2010-05"), peer.Yes, whose, whose, whose},
	} {
		t.Run("PEER-57, H16 "+c.name, func(t *testing.T) {
			with := func(a peer.Authority) func(*peer.ConsentFacts) {
				return func(f *peer.ConsentFacts) {
					f.Policy, f.Born, f.Authority, f.Ability = young, c.born, a, kayRecorded(c.recorded)
					if c.recorded == peer.Unknown {
						f.Ability = peer.AbilityRecorded{}
					}
				}
			}
			theirs := sharePlan("k1", crisisTeam)
			theirs.Yes.Holder = megan
			for i, heard := range []string{c.own, c.parental, c.welfare} {
				step := []peer.GiveConsent{sharePlan("k1", crisisTeam), theirs, theirs}[i]
				set := with([]peer.Authority{{}, megansRight(peer.AuthorityParental), megansRight(peer.AuthorityHealthAndWelfare)}[i])
				d := consentBench.Tried(t, peer.ConsentEntry{}, step, byJess, set)
				if heard == "" {
					steptest.Open(t, d)
					continue
				}
				require.Equal(t, "/yes", only(t, d, heard).Path, fmt.Sprint(i))
			}
		})
	}
}

func TestAnOrganisationForAdults(t *testing.T) {
	theirs := sharePlan("k1", crisisTeam)
	theirs.Yes.Holder = megan
	for name, born := range map[string]peer.Date{"fifteen": bornFifteen, "seventeen": bornSeventeen} {
		for _, p := range []peer.Policy{policy(t), {}} {
			t.Run("PEER-57, H16 nobody says yes for somebody of "+name+" unless the policy lets them", func(t *testing.T) {
				for _, can := range []peer.Tri{peer.Yes, peer.No} {
					set := func(f *peer.ConsentFacts) {
						f.Policy, f.Born, f.Ability, f.Authority = p, born, kayRecorded(can), megansRight(peer.AuthorityParental)
					}
					only(t, consentBench.Tried(t, peer.ConsentEntry{}, sharePlan("k1", crisisTeam), byJess, set), "PEER-57 not-authorised")
					only(t, consentBench.Tried(t, peer.ConsentEntry{}, theirs, byJess, set), "PEER-57 not-authorised")
				}
				require.True(t, consentBench.Tried(t, peer.ConsentEntry{}, peer.SayNoToSharing{ID: "k2", Person: aled, Scope: peer.SharePlan, With: crisisTeam, Purpose: peer.ForCare}, byAled,
					func(f *peer.ConsentFacts) { f.Policy, f.Born = p, born }).Allowed(), "a no is theirs at any age")
			})
		}
	}
	t.Run("PEER-57 each is let in by itself", func(t *testing.T) {
		p, err := sharingPolicy(t, map[string]any{"under16": []string{"parental-responsibility"}, "from16": []string{"person"}})
		require.NoError(t, err)
		set := func(born peer.Date, can peer.Tri) func(*peer.ConsentFacts) {
			return func(f *peer.ConsentFacts) {
				f.Policy, f.Born, f.Ability, f.Authority = p, born, kayRecorded(can), megansRight(peer.AuthorityParental)
			}
		}
		only(t, consentBench.Tried(t, peer.ConsentEntry{}, sharePlan("k1", crisisTeam), byJess, set(bornFifteen, peer.Yes)), "PEER-57 not-authorised")
		steptest.Open(t, consentBench.Tried(t, peer.ConsentEntry{}, theirs, byJess, set(bornFifteen, peer.No)))
		steptest.Open(t, consentBench.Tried(t, peer.ConsentEntry{}, sharePlan("k1", crisisTeam), byJess, set(bornSeventeen, peer.Yes)))
		only(t, consentBench.Tried(t, peer.ConsentEntry{}, theirs, byJess, set(bornSeventeen, peer.No)), "PEER-57 not-authorised")
	})
}

func TestCarerSaysYesUnderAnAuthority(t *testing.T) {
	const none = "PEER-56 not-authorised"
	cannot := func(f *peer.ConsentFacts) { f.Ability = kayRecorded(peer.No) }
	right := megansRight(peer.AuthorityHealthAndWelfare)
	theirs, own := sharePlan("k1", crisisTeam), sharePlan("k1", crisisTeam)
	theirs.Yes.Holder = megan
	t.Run("PEER-56, H14 without an authority nobody says it for them", func(t *testing.T) {
		for _, by := range []peer.Actor{byMegan, peer.ByCarer("colin")} {
			require.Equal(t, "/yes/holder", only(t, consentBench.Tried(t, peer.ConsentEntry{}, own, by), none).Path)
		}
		only(t, consentBench.Tried(t, peer.ConsentEntry{}, theirs, byJess), none)
	})
	t.Run("PEER-56, H14 an authority has to cover it", func(t *testing.T) {
		for name, spoil := range map[string]func(*peer.Authority){
			"of another carer":    func(a *peer.Authority) { a.Holder = peer.ByCarer("colin") },
			"for another person":  func(a *peer.Authority) { a.For = beatriz },
			"in other matters":    func(a *peer.Authority) { a.Scope = []peer.AuthorityScope{peer.MayArrange, peer.MayCorrect} },
			"that has not begun":  func(a *peer.Authority) { a.From = on("2026-05-05T10:00Z") },
			"that is over":        func(a *peer.Authority) { a.Until = on("2026-05-04T10:00Z") },
			"nobody has recorded": func(a *peer.Authority) { a.CannotDecide = "" },
		} {
			a := right
			spoil(&a)
			only(t, consentBench.Tried(t, peer.ConsentEntry{}, theirs, byJess, cannot, func(f *peer.ConsentFacts) { f.Authority = a }), none)
			d := peer.CheckNewConsentEntry(own, peer.Act{By: byMegan, For: a, At: on("2026-05-04T10:00Z"), ID: "x"}, peer.ConsentFacts{Policy: policy(t), Born: bornAled})
			t.Log(name)
			only(t, d, none)
		}
	})
	t.Run("PEER-56 with one the carer says it themself, or the worker writes it down", func(t *testing.T) {
		holds := func(f *peer.ConsentFacts) { f.Authority = right }
		until := right
		until.Until = on("2026-12-01T00:00Z")
		f := peer.ConsentFacts{Policy: policy(t), Born: bornAled, Ability: kayRecorded(peer.No)}
		for name, e := range map[string]peer.ConsentEntry{
			"the worker":        consentBench.Done(t, peer.ConsentEntry{}, theirs, byJess, cannot, holds),
			"the carer":         consentBench.Done(t, peer.ConsentEntry{}, own, byMegan, cannot, holds),
			"the carer, by act": madeEntry(peer.NewConsentEntry(own, peer.Act{By: byMegan, For: until, At: on("2026-05-04T10:00Z"), ID: "x"}, f)),
		} {
			a := e.Answers()[0]
			require.Equal(t, []any{megan, "right-1", peer.AuthorityHealthAndWelfare, kayRecorded(peer.No)}, []any{a.Holder, a.Authority, a.Kind, a.Ability}, name)
			require.True(t, a.Alone.IsZero() && a.Lapses.IsZero(), "of an adult nothing lapses")
			require.Equal(t, name == "the carer, by act", a.Until.Equal(until.Until), name)
		}
	})
	t.Run("PEER-56 a carer says it for themself alone, and the person passes on nobody's", func(t *testing.T) {
		other := own
		other.Yes.Holder = "colin"
		for _, by := range []peer.Actor{byMegan, byAled} {
			only(t, consentBench.Tried(t, peer.ConsentEntry{}, other, by, cannot, func(f *peer.ConsentFacts) {
				f.Authority, f.Ability = right, kayRecorded(peer.No)
				f.Authority.Holder = peer.ByCarer("colin")
			}), none)
		}
	})
	t.Run("PEER-56 a carer takes back the yes that they gave, and no other", func(t *testing.T) {
		e := consentBench.Done(t, peer.ConsentEntry{}, theirs, byJess, cannot, func(f *peer.ConsentFacts) { f.Authority = right })
		bare := func(f *peer.ConsentFacts) { *f = peer.ConsentFacts{} }
		steptest.Open(t, consentBench.Tried(t, e, peer.WithdrawConsent{}, byMegan, bare))
		only(t, consentBench.Tried(t, e, peer.WithdrawConsent{}, peer.ByCarer("colin"), bare), none)
		only(t, consentBench.Tried(t, tellConsent(t).given, peer.WithdrawConsent{}, byMegan, bare), none)
		only(t, consentBench.Tried(t, e, peer.ConfirmAlone{}, byAled), "PEER-57 person-has-not-agreed")
	})
	t.Run("PEER-56 nobody acts for the person beyond this list", func(t *testing.T) {
		require.Equal(t, []string{"arrangements", "corrections", "sharing"}, peer.AuthorityScope("").Terms(), "no words, no goals, no endings")
		require.Equal(t, []string{"health-and-welfare", "parental-responsibility"}, peer.AuthorityKind("").Terms())
	})
}

func madeEntry[R any](r R, _ peer.Change, err error) R {
	if err != nil {
		panic(err)
	}
	return r
}

func TestConsentLapses(t *testing.T) {
	young := forTheYoung(t)
	give := func(born peer.Date, at string, kind peer.AuthorityKind, can peer.Tri) peer.ConsentEntry {
		step := sharePlan("k1", crisisTeam)
		step.Yes.Holder = megan
		right := megansRight(kind)
		right.From = on("2020-01-01T00:00Z")
		f := peer.ConsentFacts{Policy: young, Born: born, Authority: right, Ability: kayRecorded(can)}
		f.Ability.On = peer.MustDate("2019-01-01")
		return madeEntry(peer.NewConsentEntry(step, peer.Act{By: byJess, At: on(at), ID: "x"}, f))
	}
	for name, c := range map[string]struct{ born, at, lapses, last, over string }{
		"at sixteen":                           {"2010-09-05", "2026-05-04T10:00Z", "2026-09-05", "2026-09-04T22:59Z", "2026-09-04T23:00Z"},
		"at eighteen":                          {"2008-09-05", "2026-05-04T10:00Z", "2026-09-05", "2026-09-04T22:59Z", "2026-09-04T23:00Z"},
		"sixteen on 29 February":               {"2012-02-29", "2026-05-04T10:00Z", "2028-02-29", "2028-02-28T23:59Z", "2028-02-29T00:00Z"},
		"eighteen, born on 29 February":        {"2008-02-29", "2025-05-04T10:00Z", "2026-03-01", "2026-02-28T23:59Z", "2026-03-01T00:00Z"},
		"the earliest day that may be it":      {"2011", "2026-05-04T10:00Z", "2027-01-01", "2026-12-31T23:59Z", "2027-01-01T00:00Z"},
		"a month in which the birthday may be": {"2010-09", "2026-05-04T10:00Z", "2026-09-01", "2026-08-31T22:59Z", "2026-08-31T23:00Z"},
	} {
		t.Run("PEER-57, H16 a parent's yes lapses "+name, func(t *testing.T) {
			e := give(peer.MustDate(c.born), c.at, peer.AuthorityParental, peer.No)
			require.Equal(t, c.lapses, e.Answers()[0].Lapses.String())
			require.Equal(t, peer.Yes, e.InForce(on(c.last)))
			require.Equal(t, peer.Unknown, e.InForce(on(c.over)))
		})
	}
	t.Run("PEER-57, H16 so does a deputy's for somebody under eighteen", func(t *testing.T) {
		require.Equal(t, "2026-09-05", give(bornSeventeen, "2026-05-04T10:00Z", peer.AuthorityHealthAndWelfare, peer.No).Answers()[0].Lapses.String())
	})
	t.Run("PEER-57 what ends sooner ends sooner", func(t *testing.T) {
		step := sharePlan("k1", crisisTeam)
		step.Yes.Holder, step.Yes.Until = megan, peer.MustDate("2026-06-30")
		e := consentBench.Done(t, peer.ConsentEntry{}, step, byJess, func(f *peer.ConsentFacts) {
			f.Policy, f.Born, f.Authority = young, bornFifteen, megansRight(peer.AuthorityParental)
		})
		require.Equal(t, peer.Unknown, e.InForce(on("2026-06-30T23:00Z")))
		require.Equal(t, "2026-09-05", e.Answers()[0].Lapses.String())
	})
}

func TestAbilityRecorded(t *testing.T) {
	set := func(spoil func(*peer.AbilityRecorded)) func(*peer.ConsentFacts) {
		return func(f *peer.ConsentFacts) {
			f.Policy, f.Born, f.Ability = forTheYoung(t), bornFifteen, kayRecorded(peer.Yes)
			spoil(&f.Ability)
		}
	}
	step := sharePlan("k1", crisisTeam)
	steptest.Open(t, consentBench.Tried(t, peer.ConsentEntry{}, step, byJess, set(func(*peer.AbilityRecorded) {})))
	for name, spoil := range map[string]func(*peer.AbilityRecorded){
		"about another decision":     func(a *peer.AbilityRecorded) { a.Decision = peer.MayArrange },
		"about everything":           func(a *peer.AbilityRecorded) { a.Decision = "" },
		"by nobody":                  func(a *peer.AbilityRecorded) { a.By = "" },
		"by the worker alongside":    func(a *peer.AbilityRecorded) { a.By = jess },
		"on no day":                  func(a *peer.AbilityRecorded) { a.On = peer.Date{} },
		"some time this year":        func(a *peer.AbilityRecorded) { a.On = peer.MustDate("2026") },
		"tomorrow":                   func(a *peer.AbilityRecorded) { a.On = peer.MustDate("2026-05-05") },
		"that is neither yes nor no": func(a *peer.AbilityRecorded) { a.Can = peer.Unknown },
	} {
		t.Run("PEER-57, H17 what is recorded "+name+" is nothing", func(t *testing.T) {
			only(t, consentBench.Tried(t, peer.ConsentEntry{}, step, byJess, set(spoil)), "PEER-57 not-authorised")
			e, _, err := peer.NewConsentEntry(step, peer.Act{By: byJess, At: on("2026-05-04T10:00Z"), ID: "x"}, func() peer.ConsentFacts {
				f := peer.ConsentFacts{Policy: policy(t)}
				set(spoil)(&f)
				f.Born = bornAled
				return f
			}())
			require.NoError(t, err, "an adult is taken to be able")
			require.Zero(t, e.Answers()[0].Ability, "and it is not kept")
		})
	}
	t.Run("PEER-57, H17 the only words there are", func(t *testing.T) {
		require.Equal(t, "A professional has recorded that the person can make this decision, on 2026-04-20.", kayRecorded(peer.Yes).Sentence())
		require.Equal(t, "A professional has recorded that the person cannot make this decision, on 2026-04-20.", kayRecorded(peer.No).Sentence())
		for _, a := range []peer.AbilityRecorded{{}, kayRecorded(peer.Unknown), {Can: peer.No, By: kay}, {Can: peer.No, On: peer.MustDate("2026-04-20")}} {
			require.Empty(t, a.Sentence())
		}
	})
	t.Run("H17 no step takes a word about what somebody is able to decide", func(t *testing.T) {
		for _, table := range peer.Tables() {
			for _, r := range table.Rows {
				for _, f := range r.Fields {
					require.NotContains(t, []string{"ability", "capacity", "competent", "can", "cannotDecide"}, f.Name, "%s %s", table.Kind, r.Do)
				}
			}
		}
	})
}
