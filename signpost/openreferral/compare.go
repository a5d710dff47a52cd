package openreferral

import (
	"cmp"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/internal/plainjson"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// Feed is what a directory said: its entries, as a Reader gave them.
type Feed struct {
	// Directory is the Options.Directory they were read with.
	Directory string
	Entries   []Entry
	// Whole: they are all the directory has. What is kept here and not among them is
	// then gone from it.
	Whole bool
}

// Sort says how an entry differs.
type Sort string

// Ways to differ.
const (
	// New: it is not kept here.
	New Sort = "new"
	// Changed: the directory says something else than is kept here.
	Changed Sort = "changed"
	// Unchanged: it says the same.
	Unchanged Sort = "unchanged"
	// NoLonger: the directory says that it is there no more, or has it no more.
	NoLonger Sort = "no-longer"
	// Unreadable: the directory has it, and it cannot be read. What is kept here
	// stays.
	Unreadable Sort = "unreadable"
)

var sorts = []Sort{New, Changed, NoLonger, Unreadable, Unchanged}

// Known reports whether the word is on the list.
func (s Sort) Known() bool { return slices.Contains(sorts, s) }

// Difference is one entry beside what is kept here. It changes nothing: somebody looks
// at it and takes the step.
type Difference struct {
	Sort Sort `json:"sort"`
	// Resource is what is kept here; the zero value for New.
	Resource peer.Ref `json:"resource,omitzero"`
	// ID is the entry's id in the directory.
	ID string `json:"id"`
	// Listing is what the directory says; the zero value for NoLonger and
	// Unreadable.
	Listing signpost.Listing `json:"-"`
	// Fields are what it says differently.
	Fields []Field `json:"fields,omitempty"`
	// Assured is a day on which the directory made sure of it, later than the last
	// day somebody here did.
	Assured peer.Date `json:"assured,omitzero"`
	// HereNewer: somebody here made sure of it after the directory last changed it.
	HereNewer bool `json:"hereNewer,omitzero"`
}

// Field is one member of a listing that differs. Here and There are its JSON.
type Field struct {
	Name  string       `json:"name"`
	Here  peer.Private `json:"-"`
	There peer.Private `json:"-"`
}

// Compare puts what a directory says beside the entries that were read from it before.
// Entries are known by Source.Directory and Source.ID; what was retired here stays
// retired and is passed over. What a directory leaves empty is no difference, but for
// an alert and a closure that ended; neither is what only this side knows, such as
// what there is not, or what the mapping of terms does not reach. Of a shallow entry
// only what a list item holds is compared.
//
// The order is new, changed, no longer there, unreadable, unchanged; each by id.
func Compare(known []signpost.Resource, feed Feed) []Difference {
	kept := make([]held, 0, len(known))
	for _, r := range known {
		if r.Status() != signpost.Retired {
			kept = append(kept, holding(r))
		}
	}
	retired := map[string]bool{}
	for _, r := range known {
		if r.Status() == signpost.Retired && r.Listing().Source.Directory == feed.Directory {
			retired[r.Listing().Source.ID] = true
		}
	}
	return compare(kept, retired, feed)
}

// held is what comparing and writing need of a resource.
type held struct {
	ref      peer.Ref
	status   peer.Status
	listing  signpost.Listing
	verified peer.Date
	changed  string // when the record last changed, RFC 3339
}

func holding(r signpost.Resource) held {
	on, _ := r.LastVerified()
	h := held{ref: r.Ref(), status: r.Status(), listing: r.Listing(), verified: on}
	if recent := r.Recent(); len(recent) > 0 {
		h.changed = recent[len(recent)-1].At.UTC().Format(plainjson.Millis)
	}
	return h
}

func compare(known []held, retired map[string]bool, feed Feed) []Difference {
	here := map[string]held{}
	for _, h := range known {
		if s := h.listing.Source; s.Directory == feed.Directory && s.ID != "" {
			here[s.ID] = h
		}
	}
	seen := map[string]bool{}
	var out []Difference
	for _, e := range feed.Entries {
		if e.ID == "" || seen[e.ID] {
			continue
		}
		seen[e.ID] = true
		if h, there := here[e.ID]; there {
			out = append(out, h.beside(e))
		} else if e.Outcome == Imported && !retired[e.ID] {
			out = append(out, Difference{Sort: New, ID: e.ID, Listing: e.Listing})
		}
	}
	for id, h := range here {
		if feed.Whole && !seen[id] {
			out = append(out, Difference{Sort: NoLonger, ID: id, Resource: h.ref})
		}
	}
	slices.SortFunc(out, func(a, b Difference) int {
		return cmp.Or(cmp.Compare(slices.Index(sorts, a.Sort), slices.Index(sorts, b.Sort)), strings.Compare(a.ID, b.ID))
	})
	return out
}

// beside compares what is kept with what the directory says.
func (h held) beside(e Entry) Difference {
	d := Difference{Resource: h.ref, ID: e.ID}
	switch e.Outcome {
	case Gone:
		d.Sort = NoLonger
		return d
	case LeftOut:
		d.Sort = Unreadable
		return d
	}
	d.Listing = e.Listing
	for _, f := range fields {
		here, there := f.of(h.listing), f.of(e.Listing)
		if here == there || e.Shallow && !f.listed || !f.says(e.Listing) {
			continue
		}
		d.Fields = append(d.Fields, Field{f.name, peer.Say(here), peer.Say(there)})
	}
	if d.Sort = Unchanged; len(d.Fields) > 0 {
		d.Sort = Changed
	}
	src := e.Listing.Source
	if src.Assured.After(h.verified) || h.verified.IsZero() {
		d.Assured = src.Assured
	}
	d.HereNewer = h.verified.After(src.Changed) && !src.Changed.IsZero()
	return d
}

// field is one member that a directory speaks of.
type field struct {
	name   string
	listed bool // an item of a list has it
	ends   bool // that it says nothing is something too
	get    func(signpost.Listing) any
}

var fields = []field{
	{"name", true, false, func(l signpost.Listing) any { return l.Name }},
	{"organisation", true, false, func(l signpost.Listing) any { return l.Organisation }},
	{"organisationName", true, false, func(l signpost.Listing) any { return l.OrganisationName }},
	{"kind", false, false, func(l signpost.Listing) any { return l.Kind }},
	{"sector", false, false, func(l signpost.Listing) any { return l.Sector }},
	{"categories", false, false, func(l signpost.Listing) any { return l.Categories }},
	{"topics", false, false, func(l signpost.Listing) any { return l.Topics }},
	{"offers", false, false, func(l signpost.Listing) any { return l.Offers }},
	{"contacts", false, false, func(l signpost.Listing) any { return l.Contacts }},
	{"area", false, false, func(l signpost.Listing) any { return l.Area }},
	{"place", false, false, func(l signpost.Listing) any { return l.Place }},
	{"hours", false, false, func(l signpost.Listing) any { return l.Hours }},
	{"cost", false, false, func(l signpost.Listing) any { return l.Cost }},
	{"languages", false, false, func(l signpost.Listing) any { return l.Languages }},
	{"features", false, false, func(l signpost.Listing) any { return l.Features }},
	{"sessions", false, false, func(l signpost.Listing) any { return l.Sessions.Days }},
	{"reach/serves", false, false, func(l signpost.Listing) any { return l.Reach.Serves }},
	{"reach/threshold", false, false, func(l signpost.Listing) any { return l.Reach.Threshold }},
	{"reach/waiting", false, false, func(l signpost.Listing) any { return l.Reach.Waiting }},
	{"reach/minimumAge", true, false, func(l signpost.Listing) any { return l.Reach.MinimumAge }},
	{"reach/maximumAge", true, false, func(l signpost.Listing) any { return l.Reach.MaximumAge }},
	{"now/closed", true, true, func(l signpost.Listing) any { return l.Now.Closed }},
	{"now/alert", true, true, func(l signpost.Listing) any { return l.Now.Alert }},
}

// of is the member as JSON; the same JSON is the same value.
func (f field) of(l signpost.Listing) string {
	b, _ := plainjson.Value(f.get(l)) // every field has a form: a test goes through them
	return string(b)
}

// says reports whether the directory says anything of it.
func (f field) says(l signpost.Listing) bool { return f.ends || f.of(l) != f.of(signpost.Listing{}) }
