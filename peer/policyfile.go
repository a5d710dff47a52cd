package peer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/strictjson"
)

// Digest names exact bytes: "sha256:" and 64 hexadecimal digits.
type Digest string

// policySchema is the schema number of the envelope.
//
//	1  organisation, version, from, until, example, calendar, sections
const policySchema = 1

var policySize = strictjson.Limits{Size: 1 << 20, Depth: 24}

// PolicyFile is one organisation's policy for a time: everything that differs
// between organisations and that no constant may hold. It is opened and checked
// once and never changes. Each package reads its own section from it.
type PolicyFile struct {
	envelope envelope
	sections map[string]json.RawMessage
	calendar Calendar
	digest   Digest
}

type envelope struct {
	Schema       int          `json:"schema"`
	Organisation OrgID        `json:"organisation"`
	Version      string       `json:"version"`
	From         Date         `json:"from"`
	Until        Date         `json:"until,omitzero"`
	Example      bool         `json:"example,omitzero"`
	Calendar     CalendarSpec `json:"calendar"`
}

// Sections are the packages that have a section in a policy.
func Sections() []string {
	return []string{"peer", "recovery", "safeguard", "signpost", "transition", "worker"}
}

// OpenPolicy reads an organisation's policy: the envelope, the calendar and the
// sections as they stand. zone finds a time zone by name; a host passes
// time.LoadLocation. Every fault of the envelope is in the *Refusal: a missing
// member is ErrPolicyIncomplete.
func OpenPolicy(b []byte, zone func(name string) (*time.Location, error)) (PolicyFile, error) {
	members, err := openObject(b, policySize)
	if err != nil {
		return PolicyFile{}, err
	}
	p := PolicyFile{sections: map[string]json.RawMessage{}}
	for _, name := range Sections() {
		if raw, ok := members[name]; ok {
			p.sections[name] = raw
			delete(members, name)
		}
	}
	if err := newerThan(policySchema, members); err != nil {
		return PolicyFile{}, err
	}
	if err := decodeInto(members, &p.envelope); err != nil {
		return PolicyFile{}, err
	}
	if err := p.open(zone); err != nil {
		return PolicyFile{}, err
	}
	p.digest, err = canonicalDigest(b)
	return p, err
}

func (p *PolicyFile) open(zone func(string) (*time.Location, error)) error {
	e := p.envelope
	missing := func(ok bool, path, says string) error {
		if ok {
			return nil
		}
		return Fault(policySaid, path, says, "Say it in the policy.")
	}
	where, err := zone(e.Calendar.Zone)
	if err != nil || where == nil || e.Calendar.Zone == "" {
		where = nil
	}
	faults := []error{
		missing(e.Schema > 0, "/schema", "The policy has a schema number."),
		missing(e.Organisation != "", "/organisation", "The policy says whose it is."),
		missing(e.Version != "", "/version", "The policy has a version."),
		missing(e.From.Precision() == ByDay, "/from", "The policy says from which day it is in force."),
		missing(e.Until.IsZero() || e.Until.Precision() == ByDay && !e.Until.Before(e.From), "/until", "The policy ends on a day that is not before its first, or goes on."),
		missing(where != nil, "/calendar/zone", "The calendar names a time zone this machine knows."),
	}
	if where != nil {
		var bad error
		p.calendar, bad = e.Calendar.Calendar(where)
		faults = append(faults, Under("/calendar", bad))
	}
	return Faults(faults...)
}

// canonicalDigest hashes the document with its members in order and without
// white space, so that laying it out anew does not make it another policy.
func canonicalDigest(b []byte) (Digest, error) {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return "", Fault(docShape, "", "The policy is valid JSON.", "Send it as it was written.")
	}
	canonical, err := json.Marshal(v)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(canonical)
	return Digest("sha256:" + hex.EncodeToString(sum[:])), nil
}

// Organisation is whose policy it is.
func (p PolicyFile) Organisation() OrgID { return p.envelope.Organisation }

// Version is what the organisation calls this version.
func (p PolicyFile) Version() string { return p.envelope.Version }

// From is the first day on which the policy is in force.
func (p PolicyFile) From() Date { return p.envelope.From }

// Until is the last day on which the policy is in force; zero: it goes on.
func (p PolicyFile) Until() Date { return p.envelope.Until }

// Digest names the policy's exact content.
func (p PolicyFile) Digest() Digest { return p.digest }

// Calendar is the organisation's calendar.
func (p PolicyFile) Calendar() Calendar { return p.calendar }

// Example reports whether the policy is marked as example values, which must not
// go live (hazard H29).
func (p PolicyFile) Example() bool { return p.envelope.Example }

// InForce reports whether the policy covers a day.
func (p PolicyFile) InForce(d Date) bool {
	return p.digest != "" && !d.Before(p.envelope.From) && (p.envelope.Until.IsZero() || !d.After(p.envelope.Until))
}

// Section decodes a package's section into a struct. Members the struct does not
// have are a fault; a section that is not there is ErrPolicyIncomplete. Paths
// start with the section's name.
func (p PolicyFile) Section(name string, into any) error {
	raw, ok := p.sections[name]
	if !ok {
		return Fault(policySaid, "/"+name, "The policy has a section for this package.", "Start from the package's example section.")
	}
	return Under("/"+name, shapeFault(strictjson.Decode(raw, into, policySize)))
}

// Policies are an organisation's policies over the years. What an act creates is
// computed under the policy in force then and frozen with its digest; what
// recurs uses the policy in force.
type Policies struct{ files []PolicyFile }

// NewPolicies puts policies in order. Two in force on the same day are a *Refusal
// with ErrDuplicate: nobody could say which counts.
func NewPolicies(files ...PolicyFile) (Policies, error) {
	out := slices.Clone(files)
	slices.SortFunc(out, func(a, b PolicyFile) int { return a.envelope.From.Compare(b.envelope.From) })
	for i := 1; i < len(out); i++ {
		if out[i-1].InForce(out[i].envelope.From) {
			return Policies{}, Fault(policyOne, "/from", "One policy at a time is in force.", "End the earlier policy the day before.", On("from", out[i].envelope.From))
		}
	}
	return Policies{out}, nil
}

// On returns the policy in force on a day, or a *Refusal with
// ErrNoPolicyInForce.
func (p Policies) On(d Date) (PolicyFile, error) {
	for _, f := range p.files {
		if f.InForce(d) {
			return f, nil
		}
	}
	return PolicyFile{}, Fault(policyThere, "", "A policy is in force that day.", "Give a policy for that time; what happened is recorded all the same.", On("day", d))
}

// UpTo returns the policies that began on a day or before it, the last first: the one
// in force that day, if there is one, and those before it, for what cannot wait until
// there is one again (SAFE-04).
func (p Policies) UpTo(d Date) []PolicyFile {
	out := slices.Clone(p.files)
	out = slices.DeleteFunc(out, func(f PolicyFile) bool { return f.digest == "" || f.envelope.From.After(d) })
	slices.Reverse(out)
	return out
}

// ByDigest returns the policy that a change or a deadline was computed under, and
// false when it is not among these.
func (p Policies) ByDigest(d Digest) (PolicyFile, bool) {
	i := slices.IndexFunc(p.files, func(f PolicyFile) bool { return f.digest == d })
	if i < 0 {
		return PolicyFile{}, false
	}
	return p.files[i], true
}

// World is what a due list is computed from besides records: the policies over
// the years, and the calendar in which the list is read.
type World struct {
	Policies Policies
	Calendar Calendar
}
