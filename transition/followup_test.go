package transition_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

// day is a day of March 2026; they left on the 2nd, a Monday.
func day(n int) peer.Date { return peer.MustDate(fmt.Sprintf("2026-03-%02d", n)) }

func leftWard(set ...func(*transition.Spell)) transition.Spell {
	s := transition.Spell{Discharged: day(2), Method: "1", Destination: "19", Bed: "200", Provider: "trust-a"}
	for _, f := range set {
		f(&s)
	}
	return s
}

func metOn(d peer.Date, set ...func(*transition.CareContact)) transition.CareContact {
	c := transition.CareContact{ID: "c-" + d.String(), On: d, Attendance: "5", Mechanism: "01", Provider: "trust-a"}
	for _, f := range set {
		f(&c)
	}
	return c
}

func attended(code string) func(*transition.CareContact) {
	return func(c *transition.CareContact) { c.Attendance = code }
}
func by(code string) func(*transition.CareContact) {
	return func(c *transition.CareContact) { c.Mechanism = code }
}
func with(p peer.OrgID) func(*transition.CareContact) {
	return func(c *transition.CareContact) { c.Provider = p }
}
func called(id string) func(*transition.CareContact) {
	return func(c *transition.CareContact) { c.ID = id }
}

type why = []transition.FollowUpReason

// Asked on the 9th, when the days are over, unless the case says otherwise.
func TestFollowUp72(t *testing.T) {
	spell := func(f func(*transition.Spell)) transition.Spell { return leftWard(f) }
	next := func(d peer.Date, at peer.OrgID) transition.Spell {
		return spell(func(s *transition.Spell) { s.NextSpell, s.NextAt = d, at })
	}
	died := func(d string) transition.Spell {
		return spell(func(s *transition.Spell) { s.Died = peer.MustDate(d) })
	}
	left := func(d string) transition.Spell {
		return spell(func(s *transition.Spell) { s.Discharged = peer.MustDate(d) })
	}
	on1 := []transition.CareContact{metOn(day(3))}
	one := func(set ...func(*transition.CareContact)) []transition.CareContact {
		return []transition.CareContact{metOn(day(3), set...)}
	}
	at := func(d peer.Date) []transition.CareContact { return []transition.CareContact{metOn(d)} }
	cases := []struct {
		name     string
		spell    transition.Spell
		contacts []transition.CareContact
		today    peer.Date
		counts   peer.Tri
		because  why
		met      peer.Tri
		contact  string
		looked   []why // of each contact in order
	}{
		{"day 1", leftWard(), on1, day(9), peer.Yes, nil, peer.Yes, "c-2026-03-03", []why{nil}},
		{"day 2", leftWard(), at(day(4)), day(9), peer.Yes, nil, peer.Yes, "c-2026-03-04", []why{nil}},
		{"day 3", leftWard(), at(day(5)), day(9), peer.Yes, nil, peer.Yes, "c-2026-03-05", []why{nil}},
		{"day 4", leftWard(), at(day(6)), day(9), peer.Yes, nil, peer.No, "", []why{{transition.TooLate}}},
		{"the same day", leftWard(), at(day(2)), day(9), peer.Yes, nil, peer.No, "", []why{{transition.SameDayOrBefore}}},
		{"the day before", leftWard(), at(day(1)), day(9), peer.Yes, nil, peer.No, "", []why{{transition.SameDayOrBefore}}},
		{"no contact", leftWard(), nil, day(9), peer.Yes, nil, peer.No, "", nil},
		{"a contact of an unknown day", leftWard(), at(peer.Date{}), day(9), peer.Yes, nil, peer.Unknown, "", []why{{transition.UnknownDay}}},
		{"a contact in that month", leftWard(), at(peer.MustDate("2026-03")), day(9), peer.Yes, nil, peer.Unknown, "", []why{{transition.UnknownDay}}},
		{"a contact in that year", leftWard(), at(peer.MustDate("2026")), day(9), peer.Yes, nil, peer.Unknown, "", []why{{transition.UnknownDay}}},
		{"a contact in the month after", leftWard(), at(peer.MustDate("2026-04")), day(9), peer.Yes, nil, peer.No, "", []why{{transition.TooLate}}},
		{"a contact in the month before", leftWard(), at(peer.MustDate("2026-02")), day(9), peer.Yes, nil, peer.No, "", []why{{transition.SameDayOrBefore}}},

		{"attendance 6, late but seen", leftWard(), one(attended("6")), day(9), peer.Yes, nil, peer.Yes, "c-2026-03-03", []why{nil}},
		{"attendance 7, too late to be seen", leftWard(), one(attended("7")), day(9), peer.Yes, nil, peer.No, "", []why{{transition.NotAttended}}},
		{"attendance 2, called off by the person", leftWard(), one(attended("2")), day(9), peer.Yes, nil, peer.No, "", []why{{transition.NotAttended}}},
		{"attendance 3, nobody came", leftWard(), one(attended("3")), day(9), peer.Yes, nil, peer.No, "", []why{{transition.NotAttended}}},
		{"attendance 4, called off by the provider", leftWard(), one(attended("4")), day(9), peer.Yes, nil, peer.No, "", []why{{transition.NotAttended}}},
		{"attendance 0, still to come", leftWard(), one(attended("0")), day(9), peer.Yes, nil, peer.No, "", []why{{transition.NotAttended}}},
		{"attendance 1, no such code", leftWard(), one(attended("1")), day(9), peer.Yes, nil, peer.Unknown, "", []why{{transition.UnknownAttendance}}},
		{"attendance 05, no such code", leftWard(), one(attended("05")), day(9), peer.Yes, nil, peer.Unknown, "", []why{{transition.UnknownAttendance}}},
		{"attendance missing", leftWard(), one(attended("")), day(9), peer.Yes, nil, peer.Unknown, "", []why{{transition.UnknownAttendance}}},

		{"mechanism 02, telephone", leftWard(), one(by("02")), day(9), peer.Yes, nil, peer.Yes, "c-2026-03-03", []why{nil}},
		{"mechanism 04, talk type", leftWard(), one(by("04")), day(9), peer.Yes, nil, peer.Yes, "c-2026-03-03", []why{nil}},
		{"mechanism 11, video", leftWard(), one(by("11")), day(9), peer.Yes, nil, peer.Yes, "c-2026-03-03", []why{nil}},
		{"mechanism 05, e-mail", leftWard(), one(by("05")), day(9), peer.Yes, nil, peer.No, "", []why{{transition.OtherMechanism}}},
		{"mechanism 09, text message", leftWard(), one(by("09")), day(9), peer.Yes, nil, peer.No, "", []why{{transition.OtherMechanism}}},
		{"mechanism 10, instant messaging", leftWard(), one(by("10")), day(9), peer.Yes, nil, peer.No, "", []why{{transition.OtherMechanism}}},
		{"mechanism 12, message board", leftWard(), one(by("12")), day(9), peer.Yes, nil, peer.No, "", []why{{transition.OtherMechanism}}},
		{"mechanism 13, chat room", leftWard(), one(by("13")), day(9), peer.Yes, nil, peer.No, "", []why{{transition.OtherMechanism}}},
		{"mechanism 98, other", leftWard(), one(by("98")), day(9), peer.Yes, nil, peer.No, "", []why{{transition.OtherMechanism}}},
		{"mechanism 03, taken off the list", leftWard(), one(by("03")), day(9), peer.Yes, nil, peer.Unknown, "", []why{{transition.UnknownMechanism}}},
		{"mechanism 06, taken off the list", leftWard(), one(by("06")), day(9), peer.Yes, nil, peer.Unknown, "", []why{{transition.UnknownMechanism}}},
		{"mechanism 1, no such code", leftWard(), one(by("1")), day(9), peer.Yes, nil, peer.Unknown, "", []why{{transition.UnknownMechanism}}},
		{"mechanism missing", leftWard(), one(by("")), day(9), peer.Yes, nil, peer.Unknown, "", []why{{transition.UnknownMechanism}}},
		{"an unknown mechanism nobody attended", leftWard(), one(by("99"), attended("3")), day(9), peer.Yes, nil, peer.No, "", []why{{transition.NotAttended, transition.UnknownMechanism}}},
		{"everything against it", leftWard(), []transition.CareContact{metOn(day(6), attended("7"), by("05"), with("trust-b"))}, day(9), peer.Yes, nil, peer.No, "",
			[]why{{transition.TooLate, transition.NotAttended, transition.OtherMechanism, transition.OtherProvider}}},

		{"another provider", leftWard(), one(with("trust-b")), day(9), peer.Yes, nil, peer.No, "", []why{{transition.OtherProvider}}},
		{"a provider nobody named", leftWard(), one(with("")), day(9), peer.Yes, nil, peer.Unknown, "", []why{{transition.UnknownWhose}}},
		{"referred on, the receiving provider", spell(func(s *transition.Spell) { s.Receiving = "trust-b" }), one(with("trust-b")), day(9), peer.Yes, nil, peer.Yes, "c-2026-03-03", []why{nil}},
		{"referred on, the first provider", spell(func(s *transition.Spell) { s.Receiving = "trust-b" }), on1, day(9), peer.Yes, nil, peer.No, "", []why{{transition.OtherProvider}}},
		{"a ward whose provider nobody named", spell(func(s *transition.Spell) { s.Provider = "" }), on1, day(9), peer.Unknown, why{transition.UnknownWhoFollows}, peer.Unknown, "", []why{{transition.UnknownWhoFollows}}},
		{"neither provider named", spell(func(s *transition.Spell) { s.Provider = "" }), one(with("")), day(9), peer.Unknown, why{transition.UnknownWhoFollows}, peer.Unknown, "", []why{{transition.UnknownWhoFollows}}},
		{"only the receiving provider named", spell(func(s *transition.Spell) { s.Provider, s.Receiving = "", "trust-b" }), one(with("trust-b")), day(9), peer.Yes, nil, peer.Yes, "c-2026-03-03", []why{nil}},

		{"several, the first that counts", leftWard(), []transition.CareContact{metOn(day(5)), metOn(day(2)), metOn(day(4)), metOn(day(3), by("05"))}, day(9), peer.Yes, nil, peer.Yes, "c-2026-03-04",
			[]why{{transition.SameDayOrBefore}, {transition.OtherMechanism}, nil, nil}},
		{"two that day, by their ids", leftWard(), []transition.CareContact{metOn(day(3), called("b")), metOn(day(3), called("a"))}, day(9), peer.Yes, nil, peer.Yes, "a", []why{nil, nil}},
		{"one that may count before one that does", leftWard(), []transition.CareContact{metOn(day(3), attended("")), metOn(day(4))}, day(9), peer.Yes, nil, peer.Yes, "c-2026-03-04", []why{{transition.UnknownAttendance}, nil}},
		{"one that does before one that may", leftWard(), []transition.CareContact{metOn(day(3)), metOn(day(4), attended(""))}, day(9), peer.Yes, nil, peer.Yes, "c-2026-03-03", []why{nil, {transition.UnknownAttendance}}},
		{"one that may and one that does not", leftWard(), []transition.CareContact{metOn(day(3), attended("")), metOn(day(4), attended("3"))}, day(9), peer.Yes, nil, peer.Unknown, "", []why{{transition.UnknownAttendance}, {transition.NotAttended}}},

		{"died that day", died("2026-03-02"), on1, day(9), peer.No, why{transition.DiedWithin}, peer.Unknown, "", nil},
		{"died on day 1", died("2026-03-03"), on1, day(9), peer.No, why{transition.DiedWithin}, peer.Unknown, "", nil},
		{"died on day 2", died("2026-03-04"), nil, day(9), peer.No, why{transition.DiedWithin}, peer.Unknown, "", nil},
		{"died on day 3", died("2026-03-05"), nil, day(9), peer.No, why{transition.DiedWithin}, peer.Unknown, "", nil},
		{"died on day 4", died("2026-03-06"), nil, day(9), peer.Yes, nil, peer.No, "", nil},
		{"died, as it says, before they left", died("2026-03-01"), nil, day(9), peer.Unknown, why{transition.DiedBefore}, peer.No, "", nil},
		{"died, as it says, the year before", died("2025"), nil, day(9), peer.Unknown, why{transition.DiedBefore}, peer.No, "", nil},
		{"died that month", died("2026-03"), on1, day(9), peer.Unknown, why{transition.UnknownWhenDied}, peer.Yes, "c-2026-03-03", []why{nil}},
		{"died the month after", died("2026-04"), nil, day(9), peer.Yes, nil, peer.No, "", nil},
		{"died, and the method says so too", spell(func(s *transition.Spell) { s.Died, s.Method, s.Destination = day(2), "4", "79" }), nil, day(9), peer.No,
			why{transition.OutsideMethod, transition.OutsideDest, transition.DiedWithin}, peer.Unknown, "", nil},

		{"a new stay that day", next(day(2), "trust-a"), nil, day(9), peer.Yes, nil, peer.No, "", nil},
		{"a new stay on day 1", next(day(3), "trust-a"), nil, day(9), peer.Yes, nil, peer.Yes, "", nil},
		{"a new stay on day 3", next(day(5), "trust-a"), nil, day(9), peer.Yes, nil, peer.Yes, "", nil},
		{"a new stay on day 4", next(day(6), "trust-a"), nil, day(9), peer.Yes, nil, peer.No, "", nil},
		{"a new stay, and a contact", next(day(5), "trust-a"), on1, day(9), peer.Yes, nil, peer.Yes, "c-2026-03-03", []why{nil}},
		{"a new stay with another provider", next(day(3), "trust-b"), nil, day(9), peer.Yes, nil, peer.No, "", nil},
		{"a new stay with nobody knows whom", next(day(3), ""), nil, day(9), peer.Yes, nil, peer.Unknown, "", nil},
		{"a new stay that month", next(peer.MustDate("2026-03"), "trust-a"), nil, day(9), peer.Yes, nil, peer.Unknown, "", nil},
		{"a new stay outside the rule", spell(func(s *transition.Spell) { s.NextSpell, s.NextAt, s.Bed = day(3), "trust-a", "206" }), on1, day(9), peer.No, why{transition.OutsideBed}, peer.Unknown, "", nil},
		{"a new stay planned for tomorrow", next(day(4), "trust-a"), nil, day(3), peer.Yes, nil, peer.Unknown, "", nil},

		{"a method that is not known", spell(func(s *transition.Spell) { s.Method = "9" }), on1, day(9), peer.Unknown, why{transition.UnknownMethod}, peer.Yes, "c-2026-03-03", []why{nil}},
		{"a method left out", spell(func(s *transition.Spell) { s.Method = "" }), nil, day(9), peer.Unknown, why{transition.UnknownMethod}, peer.No, "", nil},
		{"a destination that is not known", spell(func(s *transition.Spell) { s.Destination = "99" }), nil, day(9), peer.Unknown, why{transition.UnknownDest}, peer.No, "", nil},
		{"a destination left out", spell(func(s *transition.Spell) { s.Destination = "" }), nil, day(9), peer.Unknown, why{transition.UnknownDest}, peer.No, "", nil},
		{"a bed of version 5", spell(func(s *transition.Spell) { s.Bed = "10" }), nil, day(9), peer.Unknown, why{transition.UnknownBed}, peer.No, "", nil},
		{"a bed left out", spell(func(s *transition.Spell) { s.Bed = "" }), nil, day(9), peer.Unknown, why{transition.UnknownBed}, peer.No, "", nil},
		{"nothing known but the day", transition.Spell{Discharged: day(2)}, nil, day(9), peer.Unknown, why{transition.UnknownMethod, transition.UnknownDest, transition.UnknownBed, transition.UnknownWhoFollows}, peer.No, "", nil},
		{"outside for sure, and something unknown", spell(func(s *transition.Spell) { s.Method, s.Bed = "4", "" }), nil, day(9), peer.No, why{transition.OutsideMethod, transition.UnknownBed}, peer.Unknown, "", nil},

		{"asked before the last day", leftWard(), nil, day(4), peer.Yes, nil, peer.Unknown, "", nil},
		{"asked on the last day", leftWard(), nil, day(5), peer.Yes, nil, peer.Unknown, "", nil},
		{"asked the day after", leftWard(), nil, day(6), peer.Yes, nil, peer.No, "", nil},
		{"asked on the day they left", leftWard(), nil, day(2), peer.Yes, nil, peer.Unknown, "", nil},
		{"asked on the last day, not attended so far", leftWard(), one(attended("3")), day(5), peer.Yes, nil, peer.Unknown, "", []why{{transition.NotAttended}}},
		{"asked at once after a contact", leftWard(), on1, day(3), peer.Yes, nil, peer.Yes, "c-2026-03-03", []why{nil}},
		{"a contact that is said to have been tomorrow", leftWard(), at(day(4)), day(3), peer.Yes, nil, peer.Unknown, "", []why{{transition.StillAhead}}},
		{"an appointment tomorrow", leftWard(), []transition.CareContact{metOn(day(4), attended("0"))}, day(3), peer.Yes, nil, peer.Unknown, "", []why{{transition.NotAttended, transition.StillAhead}}},
		{"asked without a day", leftWard(), nil, peer.Date{}, peer.Yes, nil, peer.Unknown, "", nil},
		{"asked in the month after", leftWard(), nil, peer.MustDate("2026-04"), peer.Yes, nil, peer.No, "", nil},
		{"asked in that month", leftWard(), nil, peer.MustDate("2026-03"), peer.Yes, nil, peer.Unknown, "", nil},

		{"left the day before the first rule", left("2024-03-31"), on1, day(9), peer.Unknown, why{transition.NoRuleThatDay}, peer.Unknown, "", nil},
		{"left on the day of the first rule", left("2024-04-01"), []transition.CareContact{metOn(peer.MustDate("2024-04-02"))}, day(9), peer.Yes, nil, peer.Yes, "c-2024-04-02", []why{nil}},
		{"left in a month", left("2026-03"), on1, day(9), peer.Unknown, why{transition.UnknownWhenLeft}, peer.Unknown, "", nil},
		{"left in a year", left("2023"), on1, day(9), peer.Unknown, why{transition.UnknownWhenLeft}, peer.Unknown, "", nil},
		{"left on an unknown day", spell(func(s *transition.Spell) { s.Discharged = peer.Date{} }), on1, day(9), peer.Unknown, why{transition.UnknownWhenLeft}, peer.Unknown, "", nil},
	}
	require.GreaterOrEqual(t, len(cases), 40)
	for _, c := range cases {
		t.Run("TRAN-14 "+c.name, func(t *testing.T) {
			f := transition.FollowUp72(c.spell, c.contacts, c.today)
			require.Equal(t, c.counts, f.Counts, "counts")
			require.Equal(t, c.because, why(f.Because))
			require.Equal(t, c.met, f.Met, "met")
			require.Equal(t, c.contact, f.Contact)
			require.Len(t, f.Looked, len(c.looked))
			for i, l := range f.Looked {
				require.Equal(t, c.looked[i], why(l.Because), l.ID)
			}
			for _, r := range f.Because {
				require.True(t, r.Known())
			}
			if f.Counts != peer.No && f.Rule != "" {
				require.Equal(t, c.spell.Discharged.AddDays(1), f.First)
				require.Equal(t, c.spell.Discharged.AddDays(3), f.Last)
				require.Equal(t, "72-hour-follow-up MHSDS 6", f.Rule+" "+f.Version)
			} else {
				require.True(t, f.First.IsZero() && f.Last.IsZero())
			}
		})
	}
}

func TestFollowUpEveryCode(t *testing.T) {
	rule, ok := transition.FollowUpRuleOn(day(2))
	require.True(t, ok)
	counts := func(set func(*transition.Spell)) (peer.Tri, []transition.FollowUpReason) {
		f := transition.FollowUp72(leftWard(set), nil, day(9))
		return f.Counts, f.Because
	}
	for name, c := range map[string]struct {
		in, out      string // codes that leave it inside the rule, and take it out
		set          func(*transition.Spell, string)
		why, unknown transition.FollowUpReason
	}{
		"method": {"1 2 3 6 7", "4 5", func(s *transition.Spell, v string) { s.Method = v }, transition.OutsideMethod, transition.UnknownMethod},
		"destination": {"19 29 51 52 55 56 66 88", "30 37 38 40 42 48 49 50 53 79 84 87 89", func(s *transition.Spell, v string) { s.Destination = v },
			transition.OutsideDest, transition.UnknownDest},
		"bed": {"200 201 202 205 212 213", "203 204 206 207 208 209 210 211 300 301 302 303 304 305 306 307 308 309 310 311", func(s *transition.Spell, v string) { s.Bed = v },
			transition.OutsideBed, transition.UnknownBed},
	} {
		in, out := strings.Fields(c.in), strings.Fields(c.out)
		for n := range 1000 {
			for _, code := range []string{fmt.Sprint(n), fmt.Sprintf("%02d", n)} {
				got, because := counts(func(s *transition.Spell) { c.set(s, code) })
				switch {
				case slices.Contains(in, code):
					require.Equal(t, peer.Yes, got, "TRAN-14 %s %s", name, code)
				case slices.Contains(out, code):
					require.Equal(t, peer.No, got, "TRAN-14 %s %s", name, code)
					require.Equal(t, why{c.why}, why(because))
				default:
					require.Equal(t, peer.Unknown, got, "TRAN-14 %s %s is never guessed", name, code)
					require.Equal(t, why{c.unknown}, why(because))
				}
			}
		}
	}
	require.Equal(t, strings.Fields("4 5"), rule.Methods)
	require.Equal(t, 3, rule.Days)
	require.Contains(t, rule.Destinations, "38", "the national code carries it")
	rule.Beds[0] = "999"
	again, _ := transition.FollowUpRuleOn(day(2))
	require.Equal(t, "200", again.Beds[0], "a rule is nobody's to change")
	_, ok = transition.FollowUpRuleOn(peer.MustDate("2026"))
	require.False(t, ok)
	require.Len(t, transition.FollowUpRules(), 1)
	for _, r := range transition.FollowUpReason("").Terms() {
		require.True(t, transition.FollowUpReason(r).Known())
	}
	require.False(t, transition.FollowUpReason("late").Known())
}

func TestFollowUpNewSpellSaysWhy(t *testing.T) {
	for _, c := range []struct {
		name  string
		next  peer.Date
		at    peer.OrgID
		today peer.Date
		is    peer.Tri
		why   why
	}{
		{"none", peer.Date{}, "", day(9), peer.No, nil},
		{"day 0", day(2), "trust-a", day(9), peer.No, why{transition.SameDayOrBefore}},
		{"day 1", day(3), "trust-a", day(9), peer.Yes, nil},
		{"day 3", day(5), "trust-a", day(9), peer.Yes, nil},
		{"day 4", day(6), "trust-a", day(9), peer.No, why{transition.TooLate}},
		{"elsewhere", day(3), "trust-b", day(9), peer.No, why{transition.OtherProvider}},
		{"nobody knows where", day(3), "", day(9), peer.Unknown, why{transition.UnknownWhose}},
		{"nobody knows when", peer.MustDate("2026"), "trust-a", day(9), peer.Unknown, why{transition.UnknownDay}},
		{"still ahead", day(5), "trust-a", day(4), peer.Unknown, why{transition.StillAhead}},
	} {
		t.Run("TRAN-14 "+c.name, func(t *testing.T) {
			f := transition.FollowUp72(leftWard(func(s *transition.Spell) { s.NextSpell, s.NextAt = c.next, c.at }), nil, c.today)
			require.Equal(t, c.is, f.NewSpell)
			require.Equal(t, c.why, why(f.NewSpellBecause))
		})
	}
}

func TestFollowUpAnyOrderGivesTheSame(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		pick := func(list ...string) string { return rapid.SampledFrom(list).Draw(rt, "code") }
		some := func() peer.Date {
			if n := rapid.IntRange(0, 8).Draw(rt, "day"); n > 0 {
				return day(n)
			}
			return rapid.SampledFrom([]peer.Date{{}, peer.MustDate("2026"), peer.MustDate("2026-03"), peer.MustDate("2026-02")}).Draw(rt, "date")
		}
		s := leftWard(func(s *transition.Spell) {
			s.Method, s.Destination, s.Bed = pick("1", "1", "1", "4", "", "x"), pick("19", "19", "19", "38", ""), pick("200", "200", "206", "")
			s.Receiving, s.Provider = peer.OrgID(pick("", "", "trust-b")), peer.OrgID(pick("trust-a", "trust-a", ""))
			if pick("", "", "x") != "" {
				s.Died = some()
			}
			if pick("", "", "x") != "" {
				s.NextSpell, s.NextAt = some(), peer.OrgID(pick("trust-a", "trust-b", ""))
			}
		})
		list := make([]transition.CareContact, rapid.IntRange(0, 5).Draw(rt, "n"))
		for i := range list {
			list[i] = transition.CareContact{ID: pick("a", "b", "c"), On: some(), Attendance: pick("5", "5", "6", "3", ""), Mechanism: pick("01", "11", "05", "x"), Provider: peer.OrgID(pick("trust-a", "trust-a", "trust-b", ""))}
		}
		today := some()
		before := slices.Clone(list)
		f := transition.FollowUp72(s, list, today)
		require.Equal(rt, before, list)
		first, err := json.Marshal(f)
		require.NoError(rt, err)
		var back transition.FollowUp
		require.NoError(rt, json.Unmarshal(first, &back))
		require.Equal(rt, f.Met, back.Met)

		rng := rand.New(rand.NewPCG(uint64(rapid.IntRange(0, 1000).Draw(rt, "seed")), 1))
		rng.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		again, err := json.Marshal(transition.FollowUp72(s, list, today))
		require.NoError(rt, err)
		require.Equal(rt, string(first), string(again))

		require.Equal(rt, f.Met == peer.Yes, f.Contact != "" || f.NewSpell == peer.Yes, "a yes names what did it")
		require.Equal(rt, f.Counts == peer.Yes, len(f.Because) == 0, "and whatever is not a yes says why")
		require.True(rt, f.Counts != peer.No || f.Met == peer.Unknown && f.Looked == nil)
		require.True(rt, f.Met != peer.No || today.After(f.Last), "nothing is over while there is time")
		if f.Counts != peer.No {
			require.Len(rt, f.Looked, len(list))
			for _, l := range f.Looked {
				require.True(rt, len(l.Because) > 0 || f.Met == peer.Yes)
			}
			// One more contact that counts makes it a yes, whatever else there is.
			if who := s.Receiving; who != "" || s.Provider != "" {
				if who == "" {
					who = s.Provider
				}
				require.Equal(rt, peer.Yes, transition.FollowUp72(s, append(list, metOn(day(4), with(who))), day(9)).Met)
			}
		}
	})
}

// A day later changes nothing that is sure: a yes stays, and a no stays.
func TestFollowUpTimeOnlySettles(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		list := make([]transition.CareContact, rapid.IntRange(0, 3).Draw(rt, "n"))
		for i := range list {
			list[i] = metOn(day(rapid.IntRange(1, 8).Draw(rt, "day")), attended(rapid.SampledFrom([]string{"5", "3", ""}).Draw(rt, "attended")))
		}
		last := peer.Unknown
		for n := 2; n < 12; n++ {
			met := transition.FollowUp72(leftWard(), list, day(n)).Met
			require.True(rt, last == peer.Unknown || met == last)
			last = met
		}
	})
}

// Contacts that share an id and a day are told apart by everything they hold.
func TestFollowUpSameIDs(t *testing.T) {
	first := metOn(day(3), called("a"), attended("3"))
	for _, second := range []transition.CareContact{
		metOn(day(3), called("a"), attended("")), metOn(day(3), called("a"), attended("3"), by("05")), metOn(day(3), called("a"), attended("3"), with("trust-b")),
	} {
		require.Equal(t, transition.FollowUp72(leftWard(), []transition.CareContact{first, second}, day(9)),
			transition.FollowUp72(leftWard(), []transition.CareContact{second, first}, day(9)))
	}
}

// What is pure answers the same at any time of the day and holds on to nothing.
func TestFollowUpZeroValues(t *testing.T) {
	f := transition.FollowUp72(transition.Spell{}, nil, peer.Date{})
	require.Equal(t, transition.FollowUp{Because: why{transition.UnknownWhenLeft}}, f)
	b, err := json.Marshal(f)
	require.NoError(t, err)
	require.JSONEq(t, `{"rule":"","version":"","counts":"unknown","because":["day-of-discharge-not-known"],"met":"unknown","newSpell":"unknown"}`, string(b))
}
