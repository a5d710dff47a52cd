package worker

import (
	"slices"
	"strconv"

	"github.com/towpath-care/towpath/peer"
)

// Floors and ceilings that no organisation moves. They are ours.
const (
	maxParts      = 60 // parts of a training
	maxAge        = 130
	maxUncovered  = 28 // days that a pause goes without cover
	maxEdition    = 20 // letters of what an edition is called
	maxServiceIDs = 200
)

// faults gathers what is wrong with a section, so that a program shows all of it at
// once.
type faults struct{ list []error }

func (f *faults) add(ok bool, rule peer.Rule, path, says, fix string, args ...peer.Arg) {
	if !ok {
		f.list = append(f.list, peer.Fault(rule, "/worker/"+path, says, fix, args...))
	}
}

func (f *faults) said(ok bool, path, says string) {
	f.add(ok, peer.Rule{Row: "POL-01", Code: peer.ErrPolicyIncomplete}, path, says, "Say it in the policy; the example section shows how.")
}

func (f *faults) listed(ok bool, row, path string) {
	f.add(ok, peer.Rule{Row: row, Code: peer.ErrUnknownCode}, path, "The word is one of those on the list.", "Use a word of the list.")
}

func (f *faults) within(ok bool, path, says, fix string, args ...peer.Arg) {
	f.add(ok, peer.Rule{Row: "POL-04", Code: peer.ErrPolicyTooWeak}, path, says, fix, args...)
}

func (f *faults) once(ok bool, path string) {
	f.add(ok, peer.Rule{Row: "POL-01", Code: peer.ErrDuplicate}, path, "Each stands there once.", "Leave one of the two out.")
}

// gate looks at a word that names a training, a subject or a qualification: a personal
// quality is none (PEER-10).
func (f *faults) gate(word string, known bool, path string) {
	quality := Enforceable(RequirementKind(word))
	f.list = append(f.list, peer.Under("/worker/"+path, quality))
	f.listed(quality != nil || known, "POL-01", path)
}

// repeats looks at how often something comes round: a day at the least.
func (f *faults) repeats(o peer.Offset, path string) {
	f.within(comesRound(o), path, "It comes round in whole days, weeks or months: one at the least.", "Choose a day or more.", peer.Number("days", 1))
}

// comesRound reports whether a span that is said can come round day by day.
func comesRound(o peer.Offset) bool {
	_, timed := o.Fixed()
	return o.IsZero() || !timed && o.Count() >= 1
}

// check is what the part about entry and readiness leaves out or takes too far, all at
// once.
func (s policySection) check() error {
	var f faults
	s.checkEntry(&f)
	s.checkRequirements(&f)
	s.checkRegister(&f)
	s.checkCover(&f)
	return peer.Faults(f.list...)
}

func (s policySection) checkEntry(f *faults) {
	f.said(s.Experience.AnyOf != nil, "experience/anyOf", "The policy says which categories of lived experience count; an empty list is any.")
	checkWords(f, s.Experience.AnyOf, "experience/anyOf")
	f.said(s.Services != nil, "services", "The policy says which services there are.")
	f.within(len(s.Services) <= maxServiceIDs, "services", "There are no more than 200 services in one policy.", "Leave out what is not in use.", peer.Number("services", maxServiceIDs))
	for i, v := range s.Services {
		at := "services/" + strconv.Itoa(i)
		f.said(v.Service != "", at+"/service", "A service has its id.")
		f.once(!slices.ContainsFunc(s.Services[:i], func(o Service) bool { return o.Service == v.Service }), at+"/service")
		f.listed(v.Setting.Known(), "PEER-27", at+"/setting")
		f.said(v.AnyOf != nil, at+"/anyOf", "A service says which categories of lived experience it asks for; an empty list is any.")
		checkWords(f, v.AnyOf, at+"/anyOf")
		f.listed(v.SecondaryServices.Known(), "POL-01", at+"/secondaryServices")
		f.said(v.Setting != peer.SettingYoung || v.AgeFrom > 0 && v.AgeTo > 0, at+"/ageTo", "A service for children and young people says for which ages.")
		inOrder := v.AgeFrom >= 0 && v.AgeTo >= 0 && v.AgeFrom <= maxAge && v.AgeTo <= maxAge && (v.AgeTo == 0 || v.AgeFrom <= v.AgeTo)
		f.within(inOrder, at+"/ageFrom", "The ages lie between 0 and 130, the first before the last.", "Look at the ages again.")
	}
}

func checkWords(f *faults, list []Experience, path string) {
	for i, e := range list {
		f.listed(e.Known(), "PEER-01", path+"/"+strconv.Itoa(i))
	}
}

func (s policySection) checkRequirements(f *faults) {
	f.said(s.Requirements != nil, "requirements", "The policy says which trainings have a time; an empty list is none.")
	for i, r := range s.Requirements {
		at := "requirements/" + strconv.Itoa(i)
		f.gate(string(r.Kind), r.Kind.Known(), at+"/kind")
		f.once(!slices.ContainsFunc(s.Requirements[:i], func(o Requirement) bool { return o.Kind == r.Kind }), at+"/kind")
		f.listed(r.When.Known(), "POL-01", at+"/when")
		f.said(r.When != AfterStart || !r.Within.IsZero(), at+"/within", "A training after the start has a time.")
		f.within(r.When != BeforeStart || r.Within.IsZero(), at+"/within", "A training that is there before the start has no time after it.", "Leave the time out, or ask for it after the start.")
		f.listed(r.Evidence.Known(), "POL-01", at+"/evidence")
		f.listed(r.Gates.Known(), "POL-01", at+"/gates")
		f.within(r.Parts >= 0 && r.Parts <= maxParts, at+"/parts", "A training has no more than 60 parts.", "Choose a number from 0 to 60.", peer.Number("parts", maxParts))
		f.within(len(r.Edition) <= maxEdition, at+"/edition", "An edition has a short name.", "Use a year, such as 2025.", peer.Number("letters", maxEdition))
	}
}

// checkRegister looks at what is refreshed: statutory subjects, the check, and at
// qualifications.
func (s policySection) checkRegister(f *faults) {
	f.said(s.Statutory != nil, "statutory", "The policy says which subjects are statutory; an empty list is none.")
	for i, x := range s.Statutory {
		at := "statutory/" + strconv.Itoa(i)
		f.gate(string(x.Subject), x.Subject.Known(), at+"/subject")
		f.once(!slices.ContainsFunc(s.Statutory[:i], func(o Statutory) bool { return o.Subject == x.Subject }), at+"/subject")
		f.repeats(x.Every, at+"/every")
	}
	f.said(s.Check.Before != "", "check/before", "The policy says where a check has to be before somebody meets people.")
	f.listed(s.Check.Before == "" || s.Check.Before.Known(), "PEER-07", "check/before")
	f.repeats(s.Check.Every, "check/every")
	f.said(s.Qualified != nil, "qualifications", "The policy says which qualifications count; an empty list is none.")
	for i, q := range s.Qualified {
		at := "qualifications/" + strconv.Itoa(i)
		f.gate(string(q.Qualification), q.Qualification.Known(), at+"/qualification")
		f.once(!slices.ContainsFunc(s.Qualified[:i], func(o Qualified) bool { return o.Qualification == q.Qualification }), at+"/qualification")
		f.listed(q.Weight.Known(), "PEER-08", at+"/weight")
	}
}

// checkCover looks at how long people wait when a worker pauses.
func (s policySection) checkCover(f *faults) {
	f.said(!s.Uncovered.IsZero(), "pauseWithoutCover", "The policy says how long people wait for cover when a worker pauses.")
	f.within(workDays(s.Uncovered) <= maxUncovered, "pauseWithoutCover", "Nobody waits for cover for more than 28 days.", "Choose 28 days or fewer; no organisation goes beyond that.", peer.Number("days", maxUncovered))
}
