package transition

import (
	"cmp"
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// FollowUpRule is one version of the NHS rule that somebody discharged from an
// acute mental health ward is followed up within 72 hours (NHS Standard Contract,
// Schedule 4A; measures MHS78 to MHS80). It counts calendar days, not hours: the
// contact lies strictly after the day of discharge and at most Days later. Codes
// are those of the NHS Data Dictionary as MHSDS carries them. The conditions are
// those of the code by which NHS England counts, in the repository
// mental-health-monthly-statistics; it still lists destination 38, which the data
// dictionary has divided into 40 and 42 since, and so does this rule.
type FollowUpRule struct {
	Name    string    `json:"name"`
	Version string    `json:"version"`
	From    peer.Date `json:"from"`
	Until   peer.Date `json:"until,omitzero"` // the last day; zero: it goes on
	// Days is how many calendar days after the day of discharge still count.
	Days int `json:"days"`
	// Methods and Destinations take a discharge out of the rule; Beds are the
	// bed types it is about.
	Methods      []string `json:"methods"`
	Destinations []string `json:"destinations"`
	Beds         []string `json:"beds"`
	// Attended and Mechanisms are those of a contact that counts.
	Attended   []string `json:"attended"`
	Mechanisms []string `json:"mechanisms"`
}

// followUpRules are the versions, the oldest first.
var followUpRules = []FollowUpRule{{
	Name: "72-hour-follow-up", Version: "MHSDS 6", From: peer.MustDate("2024-04-01"), Days: 3,
	Methods:      []string{"4", "5"},
	Destinations: []string{"30", "37", "38", "40", "42", "48", "49", "50", "53", "79", "84", "87", "89"},
	Beds:         []string{"200", "201", "202", "205", "212", "213"},
	Attended:     []string{"5", "6"},
	Mechanisms:   []string{"01", "02", "04", "11"},
}}

// The codes that are known at all; any other, and one that says "not known", is
// named as unknown and never guessed.
var (
	dischargeMethods = []string{"1", "2", "3", "4", "5", "6", "7"}
	destinations     = []string{"19", "29", "30", "37", "38", "40", "42", "48", "49", "50", "51", "52", "53", "55", "56", "66", "79", "84", "87", "88", "89"}
	bedTypes         = []string{
		"200", "201", "202", "203", "204", "205", "206", "207", "208", "209", "210", "211", "212", "213",
		"300", "301", "302", "303", "304", "305", "306", "307", "308", "309", "310", "311",
	}
	attendances = []string{"0", "2", "3", "4", "5", "6", "7"}
	mechanisms  = []string{"01", "02", "04", "05", "09", "10", "11", "12", "13", "98"}
)

// FollowUpRules returns every version, the oldest first.
func FollowUpRules() []FollowUpRule {
	out := slices.Clone(followUpRules)
	for i := range out {
		r := &out[i]
		r.Methods, r.Destinations, r.Beds = slices.Clone(r.Methods), slices.Clone(r.Destinations), slices.Clone(r.Beds)
		r.Attended, r.Mechanisms = slices.Clone(r.Attended), slices.Clone(r.Mechanisms)
	}
	return out
}

// FollowUpRuleOn returns the version in force on the day of a discharge, and false
// where none of these is.
func FollowUpRuleOn(day peer.Date) (FollowUpRule, bool) {
	for _, r := range FollowUpRules() {
		if !day.Before(r.From) && (r.Until.IsZero() || !day.After(r.Until)) && day.Precision() == peer.ByDay {
			return r, true
		}
	}
	return FollowUpRule{}, false
}

// Spell is a stay on a ward that has ended, in the codes of the record it comes
// from. Providers are compared byte for byte: give each by the same code.
type Spell struct {
	Discharged  peer.Date  `json:"discharged"`
	Method      string     `json:"method"`      // METHOD OF DISCHARGE
	Destination string     `json:"destination"` // DESTINATION OF DISCHARGE
	Bed         string     `json:"bed"`         // bed type of the last ward stay
	Died        peer.Date  `json:"died,omitzero"`
	Provider    peer.OrgID `json:"provider"`
	// Receiving is the provider somebody was referred on to during the stay; it
	// follows up in the first one's place. Empty: none.
	Receiving peer.OrgID `json:"receiving,omitzero"`
	// NextSpell is the day on which another stay began, and NextAt the provider it
	// is with; zero: none. It counts as a follow-up as a contact of that provider
	// on that day would.
	NextSpell peer.Date  `json:"nextSpell,omitzero"`
	NextAt    peer.OrgID `json:"nextAt,omitzero"`
}

// responsible is the provider whose contact counts.
func (s Spell) responsible() peer.OrgID {
	if s.Receiving != "" {
		return s.Receiving
	}
	return s.Provider
}

// CareContact is a contact after a discharge, as it is submitted (MHS201). Who held
// it does not matter to the rule: one with a peer support worker counts.
type CareContact struct {
	ID string `json:"id"`
	// On is the local day of the contact.
	On         peer.Date  `json:"on"`
	Attendance string     `json:"attendance"` // ATTENDANCE STATUS
	Mechanism  string     `json:"mechanism"`  // CONSULTATION MECHANISM (MENTAL HEALTH)
	Provider   peer.OrgID `json:"provider"`
}

// FollowUpReason says why a discharge is outside the rule or nobody can tell, or
// why a contact does not count.
type FollowUpReason string

// Why a discharge is outside the rule.
const (
	OutsideMethod FollowUpReason = "discharge-method"
	OutsideDest   FollowUpReason = "discharge-destination"
	OutsideBed    FollowUpReason = "bed-type"
	DiedWithin    FollowUpReason = "died-within-the-days"
)

// Why nobody can tell whether a discharge is outside the rule.
const (
	NoRuleThatDay     FollowUpReason = "no-rule-that-day"
	UnknownWhenLeft   FollowUpReason = "day-of-discharge-not-known"
	UnknownMethod     FollowUpReason = "discharge-method-not-known"
	UnknownDest       FollowUpReason = "discharge-destination-not-known"
	UnknownBed        FollowUpReason = "bed-type-not-known"
	UnknownWhoFollows FollowUpReason = "provider-not-known"
	UnknownWhenDied   FollowUpReason = "day-of-death-not-known"
	// DiedBefore: the day of death lies before the day of discharge, so that one of
	// the two is wrong. Nobody is left without a follow-up for it.
	DiedBefore FollowUpReason = "died-before-the-discharge"
)

// Why a contact, or a new stay, does not count.
const (
	SameDayOrBefore FollowUpReason = "same-day-or-before"
	TooLate         FollowUpReason = "too-late"
	NotAttended     FollowUpReason = "not-attended"
	OtherMechanism  FollowUpReason = "mechanism"
	OtherProvider   FollowUpReason = "another-provider"
)

// Why nobody can tell whether a contact counts.
const (
	UnknownDay        FollowUpReason = "day-of-contact-not-known"
	UnknownAttendance FollowUpReason = "attendance-not-known"
	UnknownMechanism  FollowUpReason = "mechanism-not-known"
	UnknownWhose      FollowUpReason = "provider-of-contact-not-known"
	// StillAhead: its day has not come, so it cannot have taken place.
	StillAhead FollowUpReason = "day-still-ahead"
)

var followUpReasons = []FollowUpReason{
	OutsideMethod, OutsideDest, OutsideBed, DiedWithin,
	NoRuleThatDay, UnknownWhenLeft, UnknownMethod, UnknownDest, UnknownBed, UnknownWhoFollows, UnknownWhenDied, DiedBefore,
	SameDayOrBefore, TooLate, NotAttended, OtherMechanism, OtherProvider,
	UnknownDay, UnknownAttendance, UnknownMechanism, UnknownWhose, StillAhead,
}

// Known reports whether the reason is on the list.
func (r FollowUpReason) Known() bool { return slices.Contains(followUpReasons, r) }

// Terms returns the closed list.
func (FollowUpReason) Terms() []string { return terms.Of(followUpReasons) }

// FollowUp is the answer of FollowUp72.
type FollowUp struct {
	Rule    string `json:"rule"`
	Version string `json:"version"`
	// Counts answers whether the rule is about this discharge; unknown when what it
	// turns on is missing or not known. Because says why not.
	Counts  peer.Tri         `json:"counts"`
	Because []FollowUpReason `json:"because,omitempty"`
	// First and Last are the days on which a contact counts; zero where the rule is
	// not about the discharge, or none is in force.
	First peer.Date `json:"first,omitzero"`
	Last  peer.Date `json:"last,omitzero"`
	// Met answers whether there was a follow-up: yes with the contact that did it,
	// or with a new stay; no when the days are over; unknown while there is time,
	// where only one that may count is there, and where the rule is not about the
	// discharge.
	Met peer.Tri `json:"met"`
	// Contact is the id of the first contact that counts; empty: none does.
	Contact string `json:"contact,omitempty"`
	// NewSpell answers whether a new stay counts, and NewSpellBecause why not.
	NewSpell        peer.Tri         `json:"newSpell"`
	NewSpellBecause []FollowUpReason `json:"newSpellBecause,omitempty"`
	// Looked is every contact that was looked at, in the order of its day and id,
	// with all the reasons why it does not count; none for one that does.
	Looked []Looked `json:"looked,omitempty"`
}

// Looked is one contact and why it does not count.
type Looked struct {
	ID      string           `json:"id"`
	Because []FollowUpReason `json:"because,omitempty"`
}

// FollowUp72 answers whether somebody who left a ward was followed up under the rule
// in force on the day they left: pure, in whole days of the organisation's calendar.
// today is the local day on which it is asked; a contact on the last day still
// counts, and what is said to lie after today is not taken to have happened. Without
// today nothing is over. Contacts may come in any order.
func FollowUp72(s Spell, contacts []CareContact, today peer.Date) FollowUp {
	if s.Discharged.Precision() != peer.ByDay {
		return FollowUp{Because: []FollowUpReason{UnknownWhenLeft}}
	}
	rule, there := FollowUpRuleOn(s.Discharged)
	if !there {
		return FollowUp{Because: []FollowUpReason{NoRuleThatDay}}
	}
	out := FollowUp{Rule: rule.Name, Version: rule.Version}
	if out.Counts, out.Because = rule.counts(s); out.Counts == peer.No {
		return out
	}
	out.First, out.Last = s.Discharged.AddDays(1), s.Discharged.AddDays(rule.Days)
	out.Met, out.Contact, out.Looked = rule.look(s, contacts, today)
	out.NewSpell, out.NewSpellBecause = rule.newSpell(s, today)
	if out.Met = out.Met.Or(out.NewSpell); out.Met == peer.No && !today.After(out.Last) {
		out.Met = peer.Unknown
	}
	return out
}

// counts answers whether the rule is about a discharge. What takes it out for sure
// wins over what is not known.
func (r FollowUpRule) counts(s Spell) (peer.Tri, []FollowUpReason) {
	var q because
	q.code(s.Method, !slices.Contains(r.Methods, s.Method), dischargeMethods, OutsideMethod, UnknownMethod)
	q.code(s.Destination, !slices.Contains(r.Destinations, s.Destination), destinations, OutsideDest, UnknownDest)
	q.code(s.Bed, slices.Contains(r.Beds, s.Bed), bedTypes, OutsideBed, UnknownBed)
	switch last := s.Discharged.AddDays(r.Days); {
	case s.Died.IsZero() || s.Died.After(last):
	case s.Died.Before(s.Discharged):
		q.unknown = append(q.unknown, DiedBefore)
	case s.Died.Last().After(last):
		q.unknown = append(q.unknown, UnknownWhenDied)
	default:
		q.no = append(q.no, DiedWithin)
	}
	if s.responsible() == "" {
		q.unknown = append(q.unknown, UnknownWhoFollows)
	}
	return q.answer()
}

// look answers which contact counts, the first of its day and id.
func (r FollowUpRule) look(s Spell, contacts []CareContact, today peer.Date) (met peer.Tri, by string, looked []Looked) {
	list := slices.Clone(contacts)
	slices.SortFunc(list, func(a, b CareContact) int {
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Attendance, b.Attendance),
			cmp.Compare(a.Mechanism, b.Mechanism), cmp.Compare(a.Provider, b.Provider))
	})
	met = peer.No
	for _, c := range list {
		var q because
		r.day(&q, s, c.On, today)
		q.code(c.Attendance, slices.Contains(r.Attended, c.Attendance), attendances, NotAttended, UnknownAttendance)
		q.code(c.Mechanism, slices.Contains(r.Mechanisms, c.Mechanism), mechanisms, OtherMechanism, UnknownMechanism)
		q.provider(s, c.Provider)
		counts, why := q.answer()
		if counts == peer.Yes && met != peer.Yes {
			by = c.ID
		}
		met, looked = met.Or(counts), append(looked, Looked{c.ID, why})
	}
	return met, by, looked
}

// newSpell answers whether a new stay counts as the follow-up.
func (r FollowUpRule) newSpell(s Spell, today peer.Date) (peer.Tri, []FollowUpReason) {
	if s.NextSpell.IsZero() {
		return peer.No, nil
	}
	var q because
	r.day(&q, s, s.NextSpell, today)
	q.provider(s, s.NextAt)
	return q.answer()
}

// day asks whether a day lies strictly after the discharge and within the days
// that count. Of a day that is partly known it asks what holds for all it may mean.
func (r FollowUpRule) day(q *because, s Spell, day, today peer.Date) {
	last := s.Discharged.AddDays(r.Days)
	switch {
	case day.IsZero():
		q.unknown = append(q.unknown, UnknownDay)
	case !day.Last().After(s.Discharged):
		q.no = append(q.no, SameDayOrBefore)
	case day.After(last):
		q.no = append(q.no, TooLate)
	case day.Precision() != peer.ByDay:
		q.unknown = append(q.unknown, UnknownDay)
	case day.After(today):
		q.unknown = append(q.unknown, StillAhead)
	}
}

// because gathers what is so, and what is not known.
type because struct{ no, unknown []FollowUpReason }

func (q *because) code(value string, fits bool, known []string, otherwise, notKnown FollowUpReason) {
	switch {
	case !slices.Contains(known, value):
		q.unknown = append(q.unknown, notKnown)
	case !fits:
		q.no = append(q.no, otherwise)
	}
}

func (q *because) provider(s Spell, of peer.OrgID) {
	switch who := s.responsible(); {
	case who == "":
		q.unknown = append(q.unknown, UnknownWhoFollows)
	case of == "":
		q.unknown = append(q.unknown, UnknownWhose)
	case who != of:
		q.no = append(q.no, OtherProvider)
	}
}

// answer is yes without a reason against it, and no when one is for sure.
func (q because) answer() (peer.Tri, []FollowUpReason) {
	all := slices.Concat(q.no, q.unknown)
	switch {
	case len(q.no) > 0:
		return peer.No, all
	case len(all) > 0:
		return peer.Unknown, all
	}
	return peer.Yes, nil
}
