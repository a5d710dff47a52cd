package door

import (
	_ "embed"
	"encoding/json"
	"errors"
	"reflect"
	"time"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/transition"
)

// world is what stands around a decision, as it is sent.
type world struct {
	// Policies are documents that peer.OpenPolicy reads.
	Policies []json.RawMessage `json:"policies"`
	// Zones are time zones beside Europe/London and UTC: by name, the bytes of the
	// compiled file (RFC 8536) in base64.
	Zones map[string][]byte `json:"zones"`
	// Roster is a document that safeguard.OpenRoster reads, in the calendar of the
	// policy that is named last.
	Roster json.RawMessage `json:"roster"`
}

// opened is a world that has been read.
type opened struct {
	files    []peer.PolicyFile
	all      peer.Policies
	roster   safeguard.Roster
	rostered bool
	zones    map[string][]byte
}

//go:embed zone/Europe-London.tzif
var london []byte

var errNoZone = errors.New("door: no such zone")

// zone finds a time zone without asking the machine, so that every machine finds the
// same one.
func (o opened) zone(name string) (*time.Location, error) {
	switch data, given := o.zones[name]; {
	case given:
		return time.LoadLocationFromTZData(name, data)
	case name == "Europe/London":
		return time.LoadLocationFromTZData(name, london)
	case name == "UTC":
		return time.UTC, nil
	}
	return nil, errNoZone
}

func (w world) open() (opened, error) {
	o := opened{zones: w.Zones}
	var faults []error
	for i, raw := range w.Policies {
		p, err := peer.OpenPolicy(raw, o.zone)
		o.files, faults = append(o.files, p), append(faults, peer.Under("/policies/"+peer.Rev(i).String(), err))
	}
	if err := peer.Faults(faults...); err != nil {
		return o, err
	}
	all, err := peer.NewPolicies(o.files...)
	if err != nil {
		return o, peer.Under("/policies", err)
	}
	o.all = all
	if none(w.Roster) {
		return o, nil
	}
	o.roster, err = safeguard.OpenRoster(w.Roster, o.calendar())
	o.rostered = err == nil
	return o, peer.Under("/roster", err)
}

// calendar is that of the policy named last; without one, UTC.
func (o opened) calendar() peer.Calendar {
	if len(o.files) == 0 {
		return peer.Calendar{}
	}
	return o.files[len(o.files)-1].Calendar()
}

// on is the policy in force at a time.
func (o opened) on(at time.Time) (peer.PolicyFile, bool) {
	for _, f := range o.files {
		if f.InForce(f.Calendar().Day(at)) {
			return f, true
		}
	}
	return peer.PolicyFile{}, false
}

// policies puts into facts what comes from the world: the section of the policy in
// force, and for concerns the roster. Where no policy is in force nothing is known.
func (o opened) policies(facts reflect.Value, at time.Time) error {
	if facts.Type() == reflect.TypeFor[safeguard.Facts]() {
		facts.Set(reflect.ValueOf(safeguard.FactsOn(o.all, o.roster, o.calendar(), at)))
		return nil
	}
	file, known := o.on(at)
	if !known {
		return nil
	}
	var section any
	var err error
	field := facts.FieldByName("Policy")
	switch field.Interface().(type) {
	case peer.Policy:
		section, err = peer.PolicyFrom(file)
	case recovery.Policy:
		section, err = recovery.PolicyFrom(file)
	case signpost.Policy:
		section, err = signpost.PolicyFrom(file)
	case transition.Policy:
		section, err = transition.PolicyFrom(file)
	}
	if err == nil {
		field.Set(reflect.ValueOf(section))
	}
	return peer.Under("/policies", err)
}

// dueQuestion is what due is asked with.
type dueQuestion struct {
	Records []json.RawMessage `json:"records"`
	Now     time.Time         `json:"now"`
	// Signals are those the host has stored, LastRun when due was last asked.
	Signals []peer.Signal `json:"signals"`
	LastRun time.Time     `json:"lastRun"`
	world
}

func due(b []byte) (any, error) {
	var q dueQuestion
	if err := read(b, &q); err != nil {
		return nil, err
	}
	list, bad := records(q.Records, "/records")
	o, err := q.world.open()
	var late error
	if q.Now.IsZero() {
		late = missing("/now", "The time is given.")
	}
	if err := peer.Faults(bad, err, late); err != nil {
		return nil, err
	}
	out := owed{Deadlines: []peer.Deadline{}}
	for _, ask := range o.lists(q, list) {
		owes, err := ask()
		out.Deadlines = append(out.Deadlines, owes...)
		if err != nil {
			out.Errors = append(out.Errors, turnedDown(err).Errors...)
		}
	}
	peer.SortDeadlines(out.Deadlines, o.calendar())
	return out, nil
}

// lists are the due lists of the packages that some record is of; that of concerns also
// where there is something to be told or somebody to be told.
func (o opened) lists(q dueQuestion, list []peer.Record) []func() ([]peer.Deadline, error) {
	w := peer.World{Policies: o.all, Calendar: o.calendar()}
	of := map[string]func([]peer.Record, peer.World, time.Time) ([]peer.Deadline, error){
		"peer": peer.Due, "recovery": recovery.Due, "signpost": signpost.Due, "transition": transition.Due}
	var out []func() ([]peer.Deadline, error)
	for _, name := range []string{"peer", "recovery", "signpost", "transition"} {
		if holds(list, name) {
			out = append(out, func() ([]peer.Deadline, error) { return of[name](list, w, q.Now) })
		}
	}
	if o.rostered || len(q.Signals) > 0 || holds(list, "safeguard") {
		world := safeguard.World{World: w, Roster: o.roster, Signals: q.Signals, LastRun: q.LastRun}
		out = append(out, func() ([]peer.Deadline, error) { return safeguard.Due(list, world, q.Now) })
	}
	return out
}

// holds reports whether some record is of a package.
func holds(list []peer.Record, name string) bool {
	for _, r := range list {
		if kinds[r.Ref().Kind].home() == name {
			return true
		}
	}
	return false
}
