package signpost_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// ready is a way whose person chose an entry and said this of being ready.
func ready(t testing.TB, id string, willing signpost.Willing, able signpost.Able) *way {
	t.Helper()
	return chosenWay(t, id).then(bySian, signpost.SayReady{Willing: willing, Able: able})
}

func TestGiveWaitsForThePersonsYes(t *testing.T) {
	give := signpost.Give{Medium: signpost.MediumText}
	const no, help = "SIGN-12 person-has-not-agreed", "SIGN-12 support-required"
	t.Run("SIGN-12 nobody asked", func(t *testing.T) {
		w := beginWay(t, byJess, lookAt(shed, pantry)).then(bySian, signpost.Choose{Resource: shed})
		only(t, w.hears(byJess, give), no, "")
		require.Equal(t, peer.Unknown, w.hears(byJess, give).Unmet()[0].Met)
	})
	for _, able := range []signpost.Able{"", signpost.AbleYes, signpost.AbleWithHelp, signpost.AbleNo} {
		t.Run("SIGN-12 they do not want to, able="+string(able), func(t *testing.T) {
			only(t, ready(t, shed, signpost.WillingNo, able).hears(byJess, give), no, "")
		})
	}
	for _, c := range []struct {
		willing signpost.Willing
		able    signpost.Able
	}{{signpost.WillingUnsure, signpost.AbleYes}, {signpost.WillingUnsure, ""}, {signpost.WillingYes, signpost.AbleWithHelp}, {signpost.WillingYes, signpost.AbleNo}, {signpost.WillingYes, ""}} {
		t.Run(fmt.Sprintf("SIGN-12, SIGN-18 willing=%s able=%s waits for help", c.willing, c.able), func(t *testing.T) {
			w := ready(t, shed, c.willing, c.able)
			only(t, w.hears(byJess, give), help, "")
			w.then(bySian, signpost.AskHelp{Kind: signpost.HelpGoAlong})
			open(t, w.hears(byJess, give))
			open(t, w.copyOf().then(byJess, signpost.HelpDone{Number: 1}).hears(byJess, give))
			only(t, w.copyOf().then(bySian, signpost.DropHelp{Number: 1}).hears(byJess, give), help, "")
		})
	}
	t.Run("SIGN-18 help for another place is none for this one", func(t *testing.T) {
		w := chosenWay(t, pantry).then(bySian, signpost.AskHelp{Kind: signpost.HelpGoAlong}).
			then(bySian, signpost.Choose{Resource: shed}).then(bySian, signpost.SayReady{Willing: signpost.WillingYes, Able: signpost.AbleWithHelp})
		only(t, w.hears(byJess, give), help, "")
	})
	t.Run("SIGN-18 help that was asked for before a choice is for any", func(t *testing.T) {
		w := beginWay(t, byJess, lookAt(shed, pantry)).then(bySian, signpost.AskHelp{Kind: signpost.HelpPhone}).
			then(bySian, signpost.Choose{Resource: shed}).then(bySian, signpost.SayReady{Willing: signpost.WillingUnsure})
		open(t, w.hears(byJess, give))
	})
	t.Run("SIGN-12, SIGN-18 who takes them along says yes by it and needs no help, but after a no says so first", func(t *testing.T) {
		open(t, beginWay(t, byJess, lookAt(shed, pantry)).then(bySian, signpost.Choose{Resource: shed}).hears(bySian, give))
		open(t, ready(t, shed, signpost.WillingUnsure, signpost.AbleNo).hears(bySian, give))
		only(t, ready(t, shed, signpost.WillingNo, "").hears(bySian, give), no, "")
	})
	t.Run("SIGN-12 whether they can, nobody has said", func(t *testing.T) {
		require.Equal(t, peer.Unknown, ready(t, shed, signpost.WillingYes, "").hears(byJess, give).Unmet()[0].Met)
	})
}

func TestGiveOfTheEntry(t *testing.T) {
	give := signpost.Give{Medium: signpost.MediumText}
	in := func(status peer.Status, verified string) func(*signpost.GivingFacts) {
		return replaced(entryIn(shed, status, verified))
	}
	closed := replaced(listedEntry(shed, func(l *signpost.Listing) { l.Now.Closed = true }))
	w := chosenWay(t, shed)
	for name, c := range map[string]struct {
		edit func(*signpost.GivingFacts)
		rule string
		path string
	}{
		"SIGN-04 somebody doubts it":            {in(signpost.Disputed, "2026-03-30"), "SIGN-04 disputed-resource", ""},
		"SIGN-06 only found":                    {in(signpost.Found, "2026-03-30"), "SIGN-06 not-verified", ""},
		"SIGN-06 only proposed":                 {in(signpost.Proposed, "2026-03-30"), "SIGN-06 not-verified", ""},
		"SIGN-06 not listed":                    {in(signpost.Verified, "2026-03-30"), "SIGN-06 not-verified", ""},
		"SIGN-03 it is there no more":           {in(signpost.Retired, "2026-03-30"), "SIGN-03 stale-resource", ""},
		"SIGN-03 nobody made sure lately":       {in(signpost.Listed, "2025-09-01"), "SIGN-03 stale-resource", "/toldOld"},
		"SIGN-03 nobody ever did":               {replaced(signpost.MakeResource(signpost.Entered{ID: shed, Listing: listing(shed)})), "SIGN-03 stale-resource", "/toldOld"},
		"SIGN-03 nobody supplied the entry":     {func(f *signpost.GivingFacts) { f.Directory = nil }, "SIGN-03 stale-resource", ""},
		"SIGN-08 it does not serve this person": {func(f *signpost.GivingFacts) { f.Eligible = peer.No }, "SIGN-08 not-eligible", ""},
		"SIGN-03 closed for now":                {closed, "SIGN-03 closed-for-now", "/toldOld"},
	} {
		t.Run(name, func(t *testing.T) { only(t, w.hears(byJess, give, c.edit), c.rule, c.path) })
	}
	t.Run("SIGN-03 an old one, and the person was told to check first", func(t *testing.T) {
		told := give
		told.ToldOld = true
		open(t, w.hears(byJess, told, in(signpost.Listed, "2025-09-01")))
		open(t, w.hears(byJess, told, closed))
		only(t, w.hears(byJess, told, in(signpost.Retired, "2026-03-30")), "SIGN-03 stale-resource", "")
		only(t, w.hears(byJess, told, in(signpost.Disputed, "2025-09-01")), "SIGN-04 disputed-resource", "")
	})
	t.Run("SIGN-03 the last day of six months", func(t *testing.T) {
		at := w.copyOf(in(signpost.Listed, "2025-10-22"))
		at.at = "2026-04-20T22:59Z"
		open(t, at.hears(byJess, give))
		at.at = "2026-04-20T23:00Z"
		only(t, at.hears(byJess, give), "SIGN-03 stale-resource", "/toldOld")
	})
	t.Run("SIGN-25 a course that is over, whatever the person was told", func(t *testing.T) {
		c := chosenWay(t, course)
		open(t, c.hears(byJess, give))
		c.at = "2026-04-22T10:00Z"
		only(t, c.hears(byJess, signpost.Give{Medium: signpost.MediumText, ToldOld: true}), "SIGN-25 stale-resource", "")
	})
	t.Run("SIGN-08 where nobody knows whether it serves, nobody is left out", func(t *testing.T) {
		unknown := func(f *signpost.GivingFacts) { f.Eligible = peer.Unknown }
		for _, by := range []peer.Actor{byJess, bySian} {
			steptest.Warns(t, w.hears(by, give, unknown), "SIGN-08 not-eligible", "", peer.Warns)
		}
		d := w.hears(byJess, give, func(f *signpost.GivingFacts) { f.Eligible = peer.No })
		require.Len(t, d.Unmet(), 1, "a no is known")
	})
	t.Run("SIGN-24 of a door that a professional opens the person may know, and whom to ask", func(t *testing.T) {
		d := chosenWay(t, clinic).hears(byJess, give)
		steptest.Warns(t, d, "SIGN-24 referral-out-of-scope", "", peer.Warns)
		require.Equal(t, "professional-by-team-request", d.Unmet()[0].Args[0].Value())
	})
	t.Run("SIGN-20 a forum without a talk about staying safe", func(t *testing.T) {
		f := chosenWay(t, forum)
		only(t, f.hears(byJess, give), "SIGN-20 required", "/safetyTalk")
		open(t, f.hears(byJess, signpost.Give{Medium: signpost.MediumText, SafetyTalk: true}))
	})
}

func TestGiveInAFormTheyCanKeep(t *testing.T) {
	w := chosenWay(t, shed)
	const lasting, usable = "SIGN-13 not-lasting", "SIGN-13 medium-not-usable"
	for _, m := range []signpost.Medium{signpost.MediumVerbal, signpost.MediumMemoryAid, signpost.MediumKeepForMe} {
		t.Run("SIGN-13 "+string(m)+" with nothing lasting offered", func(t *testing.T) {
			only(t, w.hears(byJess, signpost.Give{Medium: m}), lasting, "/offered")
			only(t, w.hears(byJess, signpost.Give{Medium: m, Offered: []signpost.Medium{signpost.MediumVerbal, signpost.MediumKeepForMe, signpost.MediumPhone}}), lasting, "/offered")
		})
		t.Run("SIGN-13, H09 "+string(m)+" is fine once something was offered, whatever is known", func(t *testing.T) {
			step := signpost.Give{Medium: m, Offered: []signpost.Medium{signpost.MediumEmail}}
			for _, edit := range []func(*signpost.GivingFacts){
				func(f *signpost.GivingFacts) { f.Usable = nil }, func(f *signpost.GivingFacts) { f.Unsafe = allMedia },
				func(f *signpost.GivingFacts) { f.Setting = signpost.SettingCustody }, func(f *signpost.GivingFacts) { f.Setting = "" },
			} {
				open(t, w.hears(byJess, step, edit))
				open(t, w.hears(bySian, step, edit))
			}
			open(t, w.hears(bySian, signpost.Give{Medium: m}, func(f *signpost.GivingFacts) {
				*f = signpost.GivingFacts{Policy: f.Policy, Directory: f.Directory, Eligible: peer.Yes}
			}))
		})
	}
	t.Run("SIGN-13 a call lasts no longer than it takes", func(t *testing.T) {
		calls := func(f *signpost.GivingFacts) { f.Usable = []signpost.Medium{signpost.MediumPhone} }
		only(t, w.hears(byJess, signpost.Give{Medium: signpost.MediumPhone}, calls), lasting, "/offered")
		open(t, w.hears(byJess, signpost.Give{Medium: signpost.MediumPhone, Offered: []signpost.Medium{signpost.MediumPrint}}, calls))
	})
	t.Run("H09 where nothing that lasts is safe, nothing that lasts has to be offered", func(t *testing.T) {
		open(t, w.hears(byJess, signpost.Give{Medium: signpost.MediumVerbal}, func(f *signpost.GivingFacts) { f.Unsafe = allMedia }))
	})
	t.Run("SIGN-13 a form she does not use", func(t *testing.T) {
		only(t, w.hears(byJess, signpost.Give{Medium: signpost.MediumEmail}), usable, "/medium")
		open(t, w.hears(bySian, signpost.Give{Medium: signpost.MediumEmail}))
	})
	t.Run("SIGN-13 nobody asked what she uses", func(t *testing.T) {
		nobody := func(f *signpost.GivingFacts) { f.Usable = nil }
		d := w.hears(byJess, signpost.Give{Medium: signpost.MediumText}, nobody)
		only(t, d, usable, "/medium")
		require.Equal(t, peer.Unknown, d.Unmet()[0].Met)
		open(t, w.hears(bySian, signpost.Give{Medium: signpost.MediumText}, nobody))
	})
	t.Run("H09 a form that is not safe, from nobody's hand", func(t *testing.T) {
		unsafe := func(f *signpost.GivingFacts) {
			f.Unsafe = []signpost.Medium{signpost.MediumText, signpost.MediumViaStaff}
		}
		for _, by := range []peer.Actor{byJess, bySian} {
			only(t, w.hears(by, signpost.Give{Medium: signpost.MediumText}, unsafe), usable, "/medium")
			only(t, w.hears(by, signpost.Give{Medium: signpost.MediumViaStaff}, unsafe), usable, "/medium")
		}
	})
	t.Run("SIGN-13 the same details again, in another form", func(t *testing.T) {
		g := givenWay(t)
		again := g.copyOf().then(bySian, signpost.Give{Medium: signpost.MediumPrint}, "2026-04-30T10:00Z")
		medium, first := again.s.Handed()
		require.Equal(t, []any{signpost.MediumPrint, day("2026-04-22"), day("2026-05-06")}, []any{medium, first, again.s.FollowUp()}, "asked when it would have been")
	})
}

func TestGiveWhereThePersonIs(t *testing.T) {
	w := chosenWay(t, shed)
	is := func(s signpost.Setting) func(*signpost.GivingFacts) {
		return func(f *signpost.GivingFacts) { f.Setting = s }
	}
	const rule = "SIGN-09 restricted-setting"
	t.Run("SIGN-09 a link in a secure ward, and what there is instead", func(t *testing.T) {
		d := w.hears(byJess, signpost.Give{Medium: signpost.MediumWeb}, is(signpost.SettingSecure))
		only(t, d, rule, "/medium")
		var said []string
		for _, a := range d.Unmet()[0].Args {
			said = append(said, a.Name()+"="+a.Value())
		}
		require.Equal(t, []string{"setting=secure", "medium=web", "instead=print", "instead=via-staff", "instead=hold"}, said)
		only(t, w.hears(bySian, signpost.Give{Medium: signpost.MediumWeb}, is(signpost.SettingSecure)), rule, "/medium")
	})
	t.Run("SIGN-09, H24 nowhere is a dead end", func(t *testing.T) {
		for _, name := range signpost.Setting("").Terms() {
			s := signpost.Setting(name)
			for _, m := range append(policy(t).Restriction(s).Instead, signpost.MediumViaStaff, signpost.MediumHold, signpost.MediumVerbal) {
				step := signpost.Give{Medium: m, Offered: []signpost.Medium{signpost.MediumPrint}}
				open(t, w.hears(byJess, step, is(s)))
			}
		}
	})
	t.Run("SIGN-09 nobody said where the person is", func(t *testing.T) {
		d := w.hears(byJess, signpost.Give{Medium: signpost.MediumText}, is(""))
		only(t, d, rule, "/medium")
		require.Equal(t, peer.Unknown, d.Unmet()[0].Met)
		open(t, w.hears(byJess, signpost.Give{Medium: signpost.MediumPrint}, is("")))
		open(t, w.hears(bySian, signpost.Give{Medium: signpost.MediumText}, is(""))) // what reaches her is hers to know
	})
	t.Run("SIGN-09, POL-03 without a policy nobody knows what reaches a ward", func(t *testing.T) {
		none := w.copyOf(func(f *signpost.GivingFacts) { f.Policy = signpost.Policy{} })
		step := signpost.Give{Medium: signpost.MediumPrint, ToldOld: true}
		for _, s := range []signpost.Setting{"", signpost.SettingInpatient} {
			d := none.hears(byJess, step, is(s))
			only(t, d, rule, "/medium")
			require.Equal(t, peer.Unknown, d.Unmet()[0].Met)
		}
		open(t, none.hears(byJess, step, is(signpost.SettingHome)))
		without := none.then(byJess, step)
		require.True(t, without.s.FollowUp().IsZero(), "and nobody asks until the person sets a day")
	})
}

// Help at once is kept from nobody, whatever is known or not: only their own no holds.
func TestHelpAtOnceIsNeverWithheld(t *testing.T) {
	defer witness.Pause()()
	tri := []peer.Tri{peer.Unknown, peer.No, peer.Yes}
	worst := func(l *signpost.Listing) {
		helpAtOnce(l)
		l.Now.Closed = true
		l.Access, l.Digital.Forum, l.Reach.MinimumAge = signpost.AccessThroughProfessional, true, 90
		l.Sessions.Days = []signpost.Session{{On: day("2026-01-01")}}
	}
	n := 0
	for _, status := range []peer.Status{signpost.Found, signpost.Proposed, signpost.Verified, signpost.Listed, signpost.Disputed} {
		for _, verified := range []string{"2020-01-01", "2026-04-19"} {
			for _, setting := range append(signpost.Setting("").Terms(), "") {
				for _, eligible := range tri {
					for _, known := range []signpost.Policy{policy(t), {}} {
						w := beginWay(t, byJess, lookAt(line), func(f *signpost.GivingFacts) {
							*f = signpost.GivingFacts{Policy: known, Eligible: eligible, Setting: signpost.Setting(setting), Unsafe: allMedia,
								Directory: []signpost.Resource{entryIn(line, status, verified, worst)}}
						}).then(bySian, signpost.Choose{Resource: line})
						d := w.hears(byJess, signpost.Give{Medium: signpost.MediumVerbal})
						require.True(t, d.Allowed(), "%v", d.Unmet())
						for _, willing := range []signpost.Willing{signpost.WillingYes, signpost.WillingUnsure} {
							require.True(t, w.copyOf().then(bySian, signpost.SayReady{Willing: willing}).hears(byJess, signpost.Give{Medium: signpost.MediumVerbal}).Allowed())
						}
						n++
					}
				}
			}
		}
	}
	t.Logf("%d sets of facts", n)
}

func TestHelpAtOnce(t *testing.T) {
	step := signpost.Give{Medium: signpost.MediumText}
	old := replaced(entryIn(line, signpost.Listed, "2026-02-01", helpAtOnce))
	doubted := replaced(entryIn(line, signpost.Disputed, "2026-04-10", helpAtOnce))
	shut := func(l *signpost.Listing) { helpAtOnce(l); l.Now.Closed = true }
	w := chosenWay(t, line)
	t.Run("H24 an old one goes, and is marked", func(t *testing.T) {
		open(t, w.hears(byJess, step))
		for rule, edit := range map[string]func(*signpost.GivingFacts){"SIGN-03 stale-resource": old, "SIGN-04 disputed-resource": doubted,
			"SIGN-03 closed-for-now": replaced(entryIn(line, signpost.Listed, "2026-04-10", shut))} {
			steptest.Warns(t, w.hears(byJess, step, edit), rule, "", peer.Warns)
			c := w.copyOf(edit).then(byJess, step).last()
			require.Equal(t, rule, c.Reasons[0].Rule.String(), "and stands in the change")
		}
	})
	t.Run("H24 nobody has to say whether they are ready first, but their no holds", func(t *testing.T) {
		at := beginWay(t, byJess, lookAt(line)).then(bySian, signpost.Choose{Resource: line})
		open(t, at.hears(byJess, step))
		only(t, at.then(bySian, signpost.SayReady{Willing: signpost.WillingNo}).hears(byJess, step), "SIGN-12 person-has-not-agreed", "")
	})
	t.Run("H24, H09 not in a form that is not safe: by word of mouth", func(t *testing.T) {
		unsafe := func(f *signpost.GivingFacts) { f.Unsafe = allMedia }
		only(t, w.hears(byJess, step, unsafe), "SIGN-13 medium-not-usable", "/medium")
		open(t, w.hears(byJess, signpost.Give{Medium: signpost.MediumVerbal}, unsafe))
	})
	t.Run("H24 one that is there no more is no help; the policy's routes are", func(t *testing.T) {
		only(t, w.hears(byJess, step, replaced(entryIn(line, signpost.Retired, "2026-04-10", helpAtOnce))), "SIGN-03 stale-resource", "")
	})
	t.Run("H24 a second route stands beside what may not be so", func(t *testing.T) {
		p, now := policy(t), on(considered)
		require.Empty(t, signpost.SecondRoutes(entryIn(line, signpost.Listed, "2026-04-10", helpAtOnce), p, now))
		require.Empty(t, signpost.SecondRoutes(entryIn(shed, signpost.Disputed, "2020-01-01"), p, now))
		for _, r := range []signpost.Resource{entryIn(line, signpost.Listed, "2026-02-01", helpAtOnce), entryIn(line, signpost.Disputed, "2026-04-10", helpAtOnce), entryIn(line, signpost.Found, "2026-04-10", helpAtOnce),
			entryIn(line, signpost.Retired, "2026-04-10", helpAtOnce), entryIn(line, signpost.Listed, "2026-04-10", shut)} {
			require.Equal(t, p.Crisis(), signpost.SecondRoutes(r, p, now))
		}
		require.NotEmpty(t, signpost.SecondRoutes(entryIn(line, signpost.Listed, "2026-04-10", helpAtOnce), signpost.Policy{}, now), "without a policy nothing is fresh")
	})
}

func TestGivingFactsOf(t *testing.T) {
	w, p, now := chosenWay(t, money), policy(t), on(considered)
	eligible := func(born string, edit func(*signpost.Listing)) peer.Tri {
		around := signpost.Around{Directory: []signpost.Resource{listedEntry(money, edit)}}
		if born != "" {
			around.Born = day(born)
		}
		return signpost.GivingFactsOf(w.s, p, around, now).Eligible
	}
	over60 := func(l *signpost.Listing) { l.Reach.MinimumAge = 60 }
	young := func(l *signpost.Listing) { l.Reach.MinimumAge, l.Reach.MaximumAge = 16, 25 }
	for name, c := range map[string]struct {
		born string
		edit func(*signpost.Listing)
		want peer.Tri
	}{
		"56 for those over 60":               {"1969-07-21", over60, peer.No},
		"70 for those over 60":               {"1956-03-02", over60, peer.Yes},
		"60 tomorrow":                        {"1966-04-21", over60, peer.No},
		"60 today":                           {"1966-04-20", over60, peer.Yes},
		"60 some time this year":             {"1966", over60, peer.Unknown},
		"60 by now in any case":              {"1965", over60, peer.Yes},
		"nobody knows the age":               {"", over60, peer.Unknown},
		"no age is stated":                   {"", func(*signpost.Listing) {}, peer.Yes},
		"25 until the next birthday":         {"2000-04-21", young, peer.Yes},
		"26 since today":                     {"2000-04-20", young, peer.No},
		"15, or 16 already":                  {"2010-04", young, peer.Unknown},
		"15 for sure":                        {"2010-05", young, peer.No},
		"between 25 and 26 within the month": {"2000-04", young, peer.Unknown},
	} {
		t.Run("SIGN-08 "+name+", as matching says", func(t *testing.T) {
			require.Equal(t, c.want, eligible(c.born, c.edit))
			age := 0
			if c.born != "" {
				age = signpost.AgeOn(day(c.born), day("2026-04-20"))
			}
			got := signpost.Explain(signpost.Need{Age: age}, listedEntry(money, c.edit), p, now)
			stated := slices.ContainsFunc(got.Reasons, func(r peer.Reason) bool { return r.Rule.Code == signpost.ErrNotEligible && r.Met == c.want })
			require.True(t, stated || c.want == peer.Yes || age == 0, age)
		})
	}
	t.Run("SIGN-08 an age is whole years, and not guessed", func(t *testing.T) {
		for born, age := range map[string]int{"1969-07-21": 56, "1966-04-20": 60, "1966-04-21": 59, "1965": 0, "2000-04": 0, "2008-02-29": 18, "2026-04-20": 0, "2027-01-01": 0} {
			require.Equal(t, age, signpost.AgeOn(day(born), day("2026-04-20")), born)
		}
		require.Equal(t, []int{0, 0, 17}, []int{signpost.AgeOn(peer.Date{}, day("2026-04-20")), signpost.AgeOn(day("1969-07-21"), peer.Date{}), signpost.AgeOn(day("2008-02-29"), day("2026-02-28"))})
	})
	t.Run("SIGN-08 it is refused when forced", func(t *testing.T) {
		around := signpost.Around{Directory: entriesOfTests(), Suitable: 2, Born: day("1969-07-21"), Setting: signpost.SettingHome, Usable: []signpost.Medium{signpost.MediumText}}
		step := signpost.Give{Medium: signpost.MediumText}
		a := act(byJess, "2026-04-20T10:30Z", "try", w.s)
		d := w.s.Check(step, a, signpost.GivingFactsOf(w.s, p, around, now))
		only(t, d, "SIGN-08 not-eligible", "")
		around.Born = day("1956-03-02")
		f := signpost.GivingFactsOf(w.s, p, around, now)
		open(t, w.s.Check(step, a, f))
		require.Equal(t, []any{2, signpost.SettingHome, around.Usable}, []any{f.Suitable, f.Setting, f.Usable})
	})
	t.Run("SIGN-16 peer support is over", func(t *testing.T) {
		of := func(list ...peer.Relationship) peer.Tri {
			return signpost.GivingFactsOf(w.s, p, signpost.Around{Relationships: list}, now).RelationshipEnded
		}
		offered, left := relationshipOf(t, sian, jess), relationshipOf(t, sian, jess, peer.Decline{})
		require.Equal(t, []peer.Tri{peer.Unknown, peer.No, peer.Yes, peer.No, peer.Unknown, peer.Unknown, peer.Unknown},
			[]peer.Tri{of(), of(offered), of(left), of(left, offered), of(relationshipOf(t, beatriz, jess, peer.Decline{})), of(relationshipOf(t, sian, rowan, peer.Decline{})), of(peer.Relationship{})})
	})
	t.Run("before there is a signpost", func(t *testing.T) {
		f := signpost.GivingFactsOf(signpost.Signpost{}, p, signpost.Around{Directory: entriesOfTests()}, now)
		require.Equal(t, []any{peer.Unknown, peer.Unknown}, []any{f.Eligible, f.RelationshipEnded})
		require.True(t, slices.ContainsFunc(f.Directory, func(r signpost.Resource) bool { return r.Ref().ID == shed }))
	})
}
