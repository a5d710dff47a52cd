package safeguard

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

// rosterSchema is the schema number of a roster.
//
//	1  organisation, version, updated, from, until, people, shifts, absences
const rosterSchema = 1

// Bounds of a roster: those of a trust with some thousand staff, several times over.
const (
	maxPeople   = 2_000
	maxList     = 10_000 // shifts, absences
	maxTurns    = 1_000_000
	rosterYears = 3
)

var rosterLimits = strictjson.Limits{Size: 8 << 20, Depth: 4, String: 200}

// rosterSpec is a roster as it is written. Days, times and words are text, so that
// every fault in them can be told at once.
type rosterSpec struct {
	Schema       int                 `json:"schema"`
	Organisation peer.OrgID          `json:"organisation"`
	Version      string              `json:"version"`
	Updated      string              `json:"updated"`
	From         string              `json:"from"`
	Until        string              `json:"until"`
	People       atMost[personSpec]  `json:"people"`
	Shifts       atMost[shiftSpec]   `json:"shifts"`
	Absences     atMost[absenceSpec] `json:"absences"`
}

type personSpec struct {
	Staff     peer.StaffID `json:"staff"`
	Telephone peer.Private `json:"telephone"`
}

type shiftSpec struct {
	Staff    peer.StaffID `json:"staff"`
	Role     peer.Role    `json:"role"`
	Days     []string     `json:"days"`
	From     string       `json:"from"`
	To       string       `json:"to"`
	Holidays string       `json:"holidays"`
	FirstDay string       `json:"firstDay"`
	LastDay  string       `json:"lastDay"`
}

type absenceSpec struct {
	Staff peer.StaffID `json:"staff"`
	From  string       `json:"from"`
	To    string       `json:"to"`
}

// atMost is a list that is counted before room is made for it: a few bytes of a
// hostile document are a struct each.
type atMost[T any] []T

// UnmarshalJSON reads the list as strictly as the document it stands in.
func (l *atMost[T]) UnmarshalJSON(b []byte) error {
	d := json.NewDecoder(bytes.NewReader(b))
	if open, err := d.Token(); err == nil && open == json.Delim('[') {
		var item json.RawMessage
		for n := 0; d.More(); n++ {
			if n == maxList {
				return tooMany("", maxList)
			}
			if err := d.Decode(&item); err != nil {
				return err
			}
		}
	}
	return strictjson.Decode(b, (*[]T)(l), rosterLimits)
}

func tooMany(path string, limit int) error {
	return rosterFault(peer.ErrOutOfRange, path, "A list of the roster has no more items than the limit.", "Leave out what is over, or write a roster for a shorter time.", peer.Number("max", limit))
}

func decodeRoster(b []byte) (rosterSpec, error) {
	var spec rosterSpec
	if err := strictjson.Check(b, rosterLimits); err != nil {
		return spec, rosterShape(err)
	}
	var known struct {
		Schema int `json:"schema"`
	}
	if json.Unmarshal(b, &known) == nil && known.Schema > rosterSchema {
		return spec, peer.Fault(peer.Rule{Row: "DOC-02", Code: peer.ErrNewerSchema}, "/schema", "The roster was written by a version this one knows.", "Update this program before it reads the roster.",
			peer.Number("schema", known.Schema), peer.Number("known", rosterSchema))
	}
	return spec, rosterShape(strictjson.Decode(b, &spec, rosterLimits))
}

// rosterShape turns what strictjson found into a refusal with every fault.
func rosterShape(err error) error {
	if err == nil {
		return nil
	}
	shape := func(path string) error {
		return peer.Fault(peer.Rule{Row: "DOC-01", Code: peer.ErrSchema}, path, "The roster is JSON, as large and as deep as is read here, with no member twice and none that is not known.", "Put the roster right there.")
	}
	var faults []error
	for _, bad := range strictjson.All(err) {
		var own *peer.Refusal
		if errors.As(bad.Unwrap(), &own) {
			faults = append(faults, peer.Under(bad.Path, own))
			continue
		}
		faults = append(faults, shape(bad.Path))
	}
	if len(faults) == 0 {
		return shape("")
	}
	return peer.Faults(faults...)
}

func rosterFault(code peer.Code, path, says, fix string, args ...peer.Arg) error {
	return peer.Fault(peer.Rule{Row: "SAFE-03", Code: code}, path, says, fix, args...)
}

// rosterPlan is a roster without a fault, before the calendar has placed it.
type rosterPlan struct {
	updated     time.Time
	from, until peer.Date
	people      []personSpec
	places      map[peer.StaffID]int32 // where somebody stands in people
	shifts      []shift
	away        [][]span // of each of the people, in order, apart from each other
}

// shift is who is on duty on which days from when to when.
type shift struct {
	who         int32
	role        peer.Role
	days        [7]bool // by time.Weekday
	holidays    holidayRule
	from, to    peer.Clock
	first, last peer.Date // last is zero when the shift goes on
}

// holidayRule says what a holiday does to a shift.
type holidayRule string

const (
	alsoHolidays holidayRule = "also"
	notHolidays  holidayRule = "not"
	onlyHolidays holidayRule = "only"
)

var weekdays = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

func (s rosterSpec) plan() (rosterPlan, error) {
	p := rosterPlan{people: s.People, places: make(map[peer.StaffID]int32, len(s.People))}
	// Shifts lean on the envelope and the names, absences on the names.
	err := peer.Faults(s.envelope(&p), s.named(&p), s.worked(&p), s.absent(&p))
	return p, err
}

func (s rosterSpec) envelope(p *rosterPlan) error {
	updated, badUpdated := written("/updated", s.Updated, "The roster says when somebody last looked it over.", peer.ParseMoment)
	from, badFrom := written("/from", s.From, "The roster says on which day it begins.", wholeDay)
	until, badUntil := written("/until", s.Until, "The roster says on which day it ends.", wholeDay)
	var span error
	switch longest := from.AddMonths(12 * rosterYears); {
	case until.Before(from):
		span = rosterFault(peer.ErrInvalidPeriod, "/until", "The roster ends on a day that is not before its first.", "Look at the two days.")
	case badFrom == nil && badUntil == nil && !until.Before(longest):
		span = rosterFault(peer.ErrOutOfRange, "/until", "The roster is no longer than the limit.", "Write a roster for each of the years.", peer.Number("years", rosterYears))
	}
	p.updated, p.from, p.until = updated.UTC(), from, until
	return peer.Faults(
		wanted(s.Schema > 0, "/schema", "The roster has a schema number."),
		wanted(s.Organisation != "", "/organisation", "The roster says whose it is."),
		wanted(s.Version != "", "/version", "The roster has a version."),
		badUpdated, badFrom, badUntil, span,
		wanted(len(s.People) > 0, "/people", "The roster names people."),
		wanted(len(s.Shifts) > 0, "/shifts", "The roster has shifts."),
	)
}

func (s rosterSpec) named(p *rosterPlan) error {
	var faults []error
	if len(s.People) > maxPeople {
		faults = append(faults, tooMany("/people", maxPeople))
	}
	for i, person := range s.People {
		path := item("/people", i) + "/staff"
		_, again := p.places[person.Staff]
		switch {
		case person.Staff == "":
			faults = append(faults, wanted(false, path, "Somebody on the roster is named."))
		case again:
			faults = append(faults, rosterFault(peer.ErrDuplicate, path, "Everybody is listed once.", "Leave the second one out."))
		default:
			p.places[person.Staff] = int32(i)
		}
	}
	return peer.Faults(faults...)
}

func (s rosterSpec) worked(p *rosterPlan) error {
	var faults []error
	for i, written := range s.Shifts {
		shift, err := written.read(p)
		p.shifts = append(p.shifts, shift)
		faults = append(faults, peer.Under(item("/shifts", i), err))
	}
	return peer.Faults(faults...)
}

func (s shiftSpec) read(p *rosterPlan) (shift, error) {
	out := shift{role: s.Role, holidays: holidayRule(s.Holidays)}
	var bad [7]error
	out.who, bad[0] = p.listed(s.Staff)
	out.days, bad[1] = s.weekdays()
	out.from, bad[2] = written("/from", s.From, "A shift has a time at which it begins.", startOfShift)
	out.to, bad[3] = written("/to", s.To, "A shift has a time at which it ends.", peer.ParseClock)
	out.first, out.last, bad[4] = s.run(p.from)
	bad[5] = wanted(s.Role != "", "/role", "A shift is worked in a role.")
	switch out.holidays {
	case "":
		out.holidays = alsoHolidays
	case alsoHolidays, notHolidays, onlyHolidays:
	default:
		bad[6] = rosterFault(peer.ErrUnknownCode, "/holidays", "A shift is worked on holidays also, not or only.", "Write one of the three, or leave it out.")
	}
	return out, peer.Faults(bad[:]...)
}

// weekdays reads the days; a shift on holidays alone has none.
func (s shiftSpec) weekdays() (days [7]bool, err error) {
	if only := holidayRule(s.Holidays) == onlyHolidays; only && len(s.Days) > 0 {
		return days, rosterFault(peer.ErrSchema, "/days", "A shift on holidays alone names no weekdays: it is worked on every holiday.", "Leave the days out, or give the shift on holidays for itself.")
	} else if only {
		return days, nil
	}
	faults := []error{wanted(len(s.Days) > 0, "/days", "A shift says on which weekdays it begins.")}
	for i, name := range s.Days[:min(len(s.Days), 8)] { // eight names hold a fault already
		day := slices.Index(weekdays[:], name)
		switch path := item("/days", i); {
		case day < 0:
			faults = append(faults, rosterFault(peer.ErrUnknownCode, path, "A day is one of mon, tue, wed, thu, fri, sat and sun.", "Write the weekday so."))
		case days[day]:
			faults = append(faults, rosterFault(peer.ErrDuplicate, path, "Every weekday of a shift is named once.", "Leave the second one out."))
		default:
			days[day] = true
		}
	}
	return days, peer.Faults(faults...)
}

// run is the first and the last day on which the shift may begin.
func (s shiftSpec) run(from peer.Date) (first, last peer.Date, err error) {
	var badFirst, badLast error
	first = from
	if s.FirstDay != "" {
		first, badFirst = wholeDay(s.FirstDay)
	}
	if s.LastDay != "" {
		last, badLast = wholeDay(s.LastDay)
	}
	if s.FirstDay != "" && last.Before(first) {
		return first, last, rosterFault(peer.ErrInvalidPeriod, "/lastDay", "The last day of a shift is not before its first.", "Look at the two days.")
	}
	return first, last, peer.Faults(peer.Under("/firstDay", badFirst), peer.Under("/lastDay", badLast))
}

func (s rosterSpec) absent(p *rosterPlan) error {
	var faults []error
	p.away = make([][]span, len(s.People))
	for i, a := range s.Absences {
		who, nobody := p.listed(a.Staff)
		from, badFrom := written("/from", a.From, "An absence has a beginning.", peer.ParseMoment)
		to, badTo := written("/to", a.To, "An absence has an end.", peer.ParseMoment)
		var backwards error
		if badFrom == nil && badTo == nil && !to.After(from) {
			backwards = rosterFault(peer.ErrInvalidPeriod, "/to", "An absence ends after it begins.", "Look at the two times and their offsets.")
		}
		if err := peer.Faults(nobody, badFrom, badTo, backwards); err != nil {
			faults = append(faults, peer.Under(item("/absences", i), err))
			continue
		}
		p.away[who] = append(p.away[who], span{from.UTC().UnixMilli(), to.UTC().UnixMilli()})
	}
	for who := range p.away {
		p.away[who] = union(p.away[who])
	}
	return peer.Faults(faults...)
}

// listed is where somebody stands in the list of people.
func (p *rosterPlan) listed(staff peer.StaffID) (int32, error) {
	who, ok := p.places[staff]
	switch {
	case staff == "":
		return 0, wanted(false, "/staff", "This says whose it is.")
	case !ok:
		return 0, rosterFault(peer.ErrUnknownCode, "/staff", "Whoever a shift or an absence names is in the list of people.", "List them, or look at how they are written.")
	}
	return who, nil
}

func wanted(there bool, path, says string) error {
	if there {
		return nil
	}
	return rosterFault(peer.ErrRequired, path, says, "Say it in the roster.")
}

// written reads a text that has to be there.
func written[T any](path, text, says string, parse func(string) (T, error)) (v T, err error) {
	if text == "" {
		return v, wanted(false, path, says)
	}
	v, err = parse(text)
	return v, peer.Under(path, err)
}

func wholeDay(text string) (peer.Date, error) {
	d, err := peer.ParseDate(text)
	if err == nil && d.Precision() != peer.ByDay {
		return peer.Date{}, rosterFault(peer.ErrSchema, "", "The date names a whole day.", "Give year, month and day, such as 2026-02-17.")
	}
	return d, err
}

func startOfShift(text string) (peer.Clock, error) {
	k, err := peer.ParseClock(text)
	if err == nil && k.Minutes() == 24*60 {
		return peer.Clock{}, rosterFault(peer.ErrOutOfRange, "", "A shift begins before the day is over.", "Write 00:00 of the next day.")
	}
	return k, err
}

// item is the JSON pointer of an item of a list.
func item(list string, i int) string { return list + "/" + strconv.Itoa(i) }
