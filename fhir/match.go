package fhir

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"unicode"

	"github.com/towpath-care/towpath/peer"
)

// Person is what a person is found by in a record system: a reference that the
// host keeps, or an NHS number, and a second identifier that has to agree.
// Printing or logging it shows nothing of them.
type Person struct {
	// Reference is the server's own, such as "Patient/p1", where the host keeps
	// one; empty: the person is found by NHSNumber.
	Reference string
	NHSNumber peer.NHSNumber
	// BirthDate is compared first, Family where there is no whole day to compare
	// on one side. At least one of them is needed.
	BirthDate peer.Date
	Family    peer.Private
}

const personHidden = "a person to be found"

// Format writes that this is a person, for every verb.
func (p Person) Format(s fmt.State, _ rune) { io.WriteString(s, personHidden) }

// LogValue logs what Format writes.
func (p Person) LogValue() slog.Value { return slog.StringValue(personHidden) }

// MatchPatient finds a person among the Patients that a record system answered
// with, each as its bytes, and returns the reference to them (FHIR-15, hazard
// H19). It trusts no search: a Patient counts only when it carries the number
// itself, has the id that was asked for, or took the place of one that does. One
// that is not in use, or was merged into another, does not count. Nothing is written here, and no Patient is ever
// made.
//
// The codes are ErrPatientNotFound and ErrPatientAmbiguous; ErrPatientMerged when
// an entry was merged into one that is not among those given: read that one too;
// ErrPatientMismatch when the second identifier does not agree, or another NHS
// number stands there; ErrWrongResourceType, ErrNotEditable and the codes of
// ParseDocument for an entry that cannot be relied on, by its index; and
// peer.ErrRequired for a person who is named by too little.
func MatchPatient(entries [][]byte, want Person) (Reference, error) {
	if err := want.check(); err != nil {
		return Reference{}, err
	}
	all, err := entriesAmong(entries)
	if err != nil {
		return Reference{}, err
	}
	fits := followed(all, want)
	known := byID(all)
	if slices.ContainsFunc(fits, func(p entry) bool { return p.leadsOutside(known) }) {
		return Reference{}, peer.Fault(matchRule(ErrPatientMerged), "",
			"The entry that a merged one was put into has been read.", "Read the Patient that replaces it, and match again with both.")
	}
	fits = slices.DeleteFunc(fits, entry.outOfUse)
	switch len(fits) {
	case 0:
		return Reference{}, peer.Fault(matchRule(ErrPatientNotFound), "",
			"The record system knows the person.", "Ask whoever runs it to look them up. No entry is made from here.")
	case 1:
		if err := fits[0].agrees(want); err != nil {
			return Reference{}, err
		}
		return Reference{Reference: "Patient/" + fits[0].id}, nil
	default:
		return Reference{}, peer.Fault(matchRule(ErrPatientAmbiguous), "",
			"The record system knows one person by that number.", "Ask whoever runs it to put the entries together.", peer.Number("entries", len(fits)))
	}
}

func matchRule(code peer.Code) peer.Rule { return peer.Rule{Row: "FHIR-15", Code: code} }

func (p Person) check() error {
	return peer.Faults(
		unless(p.Reference != "" || !p.NHSNumber.IsZero(), "FHIR-15", peer.ErrRequired, "/nhsNumber",
			"A person is found by NHS number or by the record system's own reference.", "Give one of them."),
		unless(p.Reference == "" || refersTo(p.Reference, "Patient"), "FHIR-15", ErrUnmappable, "/reference",
			"A person is named as a Patient.", "Give a reference such as Patient/ and the id."),
		unless(p.BirthDate.Precision() == peer.ByDay || letters(p.Family.Reveal()) != "", "FHIR-15", peer.ErrRequired, "/birthDate",
			"A second identifier has to agree before anything is written.", "Give the whole birth date, the family name or both."),
	)
}

// entry is a Patient as it was read, its id, and the ids it was merged into.
type entry struct {
	doc  Document
	id   string
	into []string
}

func newEntry(d Document) entry { return entry{d, d.ID(), replacements(d)} }

// entriesAmong reads the entries, each Patient once. An OperationOutcome is what
// a server has to say about a search, and no answer to it.
func entriesAmong(entries [][]byte) ([]entry, error) {
	var all []entry
	var faults []error
	seen := map[string]bool{}
	for i, b := range entries {
		d, err := ParseDocument(b)
		if err == nil && d.ResourceType() == "OperationOutcome" {
			continue
		}
		if err == nil {
			err = peer.Faults(
				unless(d.ResourceType() == "Patient", "FHIR-02", ErrWrongResourceType, "/resourceType",
					"This is another kind of resource than was asked for.", "Ask for Patients."),
				unless(isID(d.ID()), "FHIR-15", peer.ErrRequired, "/id",
					"A Patient can be referred to.", "Ask whoever runs the record system to look at this entry."),
				Editable(d))
		}
		faults = append(faults, peer.Under(fmt.Sprintf("/%d", i), err))
		if p := newEntry(d); !seen[p.id] {
			seen[p.id] = true
			all = append(all, p)
		}
	}
	return all, peer.Faults(faults...)
}

// followed are the entries that were asked for, and those they were merged into.
func followed(all []entry, want Person) []entry {
	fits := slices.DeleteFunc(slices.Clone(all), func(p entry) bool { return !p.is(want) })
	known, taken := byID(all), byID(fits)
	for i := 0; i < len(fits); i++ {
		for _, id := range fits[i].into {
			p, there := known[id]
			if _, twice := taken[id]; there && !twice {
				taken[id] = p
				fits = append(fits, p)
			}
		}
	}
	return fits
}

func byID(entries []entry) map[string]entry {
	m := make(map[string]entry, len(entries))
	for _, p := range entries {
		m[p.id] = p
	}
	return m
}

// is reports whether this is the entry that was asked for.
func (p entry) is(want Person) bool {
	if want.Reference != "" {
		return IDIn(want.Reference, "Patient") == p.id
	}
	return slices.Contains(p.numbers(), want.NHSNumber)
}

// numbers are the NHS numbers that are in use on this entry. One that is no NHS
// number at all is none.
func (p entry) numbers() (list []peer.NHSNumber) {
	for _, raw := range p.doc.Elements(Field("identifier")) {
		m := membersOf(raw)
		if textOf(m["system"]) != NHSNumberSystem || textOf(m["use"]) == "old" {
			continue
		}
		if n, err := peer.ParseNHSNumber(textOf(m["value"])); err == nil {
			list = append(list, n)
		}
	}
	return list
}

// replacements are the ids of the entries this one was merged into. One that leads
// nowhere is there all the same, as an empty text.
func replacements(d Document) (list []string) {
	for _, raw := range d.Elements(Field("link")) {
		if m := membersOf(raw); textOf(m["type"]) == "replaced-by" {
			list = append(list, IDIn(textOf(membersOf(m["other"])["reference"]), "Patient"))
		}
	}
	return list
}

// MergedInto are the ids of the Patients that replace this one (R4 Patient.link,
// replaced-by), in its order; none when it was not merged into another, or is no
// Patient. A link that leads nowhere is an empty text.
func MergedInto(patient []byte) []string {
	d, err := ParseDocument(patient)
	if err != nil || d.ResourceType() != "Patient" {
		return nil
	}
	return replacements(d)
}

// leadsOutside reports whether the entry was merged into one that is not among
// those that were read.
func (p entry) leadsOutside(known map[string]entry) bool {
	return slices.ContainsFunc(p.into, func(id string) bool {
		_, there := known[id]
		return !there
	})
}

func (p entry) outOfUse() bool {
	active, _ := p.doc.Get(Field("active"))
	return string(active) == "false" || len(p.into) > 0
}

// agrees compares what else is known of the person with what stands there: the
// birth date where both sides have the whole day, else the family name. Nothing to
// compare is no agreement.
func (p entry) agrees(want Person) error {
	numbers := p.numbers()
	other := len(numbers) > 0 && !want.NHSNumber.IsZero() && !slices.Contains(numbers, want.NHSNumber)
	return unless(!other && p.second(want), "FHIR-15", ErrPatientMismatch, "",
		"Birth date or family name are the same here and in the record system.", "Stop, and check whose record this is; nothing is written until somebody has.")
}

func (p entry) second(want Person) bool {
	born, err := peer.ParseDate(p.doc.Text("birthDate"))
	if err == nil && born.Precision() == peer.ByDay && want.BirthDate.Precision() == peer.ByDay {
		return born == want.BirthDate
	}
	if err == nil && (born.Before(want.BirthDate) || born.After(want.BirthDate)) {
		return false
	}
	family := letters(want.Family.Reveal())
	return family != "" && slices.ContainsFunc(p.doc.Elements(Field("name")), func(raw json.RawMessage) bool {
		return letters(textOf(membersOf(raw)["family"])) == family
	})
}

// letters are the letters of a name in one case, so that an apostrophe or a hyphen
// written in another way makes no stranger of anybody.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}
