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
	// Resource is what is kept here; the zero value for New, but for an entry that was
	// retired here as closed and that the directory has changed since.
	Resource peer.Ref `json:"resource,omitzero"`
	// ID is the entry's id in the directory.
	ID string `json:"id"`
	// Listing is for signpost.Find or signpost.Amend: for New what the directory says,
	// for Changed and Unchanged what is kept here with what it says differently, so
	// that nothing which only this side knows is lost. It is the zero value for
	// NoLonger and Unreadable.
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
// retired and is passed over, unless it was retired as closed and the directory has
// changed it since that day: it may have opened again, as a new entry. What a directory
// leaves empty is no difference, but for an alert and a closure that ended; neither is
// what only this side knows, such as what there is not, or what the mapping of terms
// does not reach. Of a shallow entry only what a list item holds is compared.
//
// The order is new, changed, no longer there, unreadable, unchanged; each by id.
func Compare(known []signpost.Resource, feed Feed) []Difference {
	kept := make([]held, 0, len(known))
	for _, r := range known {
		kept = append(kept, holding(r))
	}
	return compare(kept, feed)
}

// held is what comparing and writing need of a resource.
type held struct {
	ref      peer.Ref
	status   peer.Status
	listing  signpost.Listing
	verified peer.Date
	changed  string // when the record last changed, RFC 3339
	shown    bool   // it was listed once
	why      signpost.RetiredReason
	retired  peer.Date // the day in UTC; zero: not known
}

func holding(r signpost.Resource) held {
	on, _ := r.LastVerified()
	h := held{ref: r.Ref(), status: r.Status(), listing: r.Listing(), verified: on, shown: !r.ListedAt().IsZero(), why: r.Why()}
	for _, c := range r.Recent() {
		h.changed = c.At.UTC().Format(plainjson.Millis)
		if c.To == signpost.Retired && c.From != c.To {
			h.retired = peer.Calendar{}.Day(c.At)
		}
	}
	return h
}

// mayOpen reports whether an entry was retired because it had closed, and when is known.
func (h held) mayOpen() bool { return h.why == signpost.Closed && !h.retired.IsZero() }

// opened reports whether the directory has changed it since.
func (h held) opened(e Entry) bool { return h.mayOpen() && e.Listing.Source.Changed.After(h.retired) }

func compare(known []held, feed Feed) []Difference {
	here, gone := map[string]held{}, map[string]held{}
	for _, h := range known {
		s := h.listing.Source
		if s.Directory != feed.Directory || s.ID == "" {
			continue
		}
		if h.status != signpost.Retired {
			here[s.ID] = h
		} else if old, was := gone[s.ID]; !was || old.mayOpen() && (!h.mayOpen() || h.retired.After(old.retired)) {
			gone[s.ID] = h
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
		} else if h, was := gone[e.ID]; e.Outcome == Imported && (!was || h.opened(e)) {
			out = append(out, Difference{Sort: New, ID: e.ID, Resource: h.ref, Listing: e.Listing})
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
	d.Listing = h.listing
	d.Listing.Source = e.Listing.Source
	for _, f := range fields {
		here, there := f.of(&h.listing), f.of(&e.Listing)
		if here == there || e.Shallow && !f.listed || !f.ends && there == f.of(&signpost.Listing{}) {
			continue
		}
		d.Fields = append(d.Fields, Field{f.name, peer.Say(here), peer.Say(there)})
		f.take(&d.Listing, &e.Listing)
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
	// of is the member as JSON; the same JSON is the same value.
	of   func(*signpost.Listing) string
	take func(to, from *signpost.Listing)
}

func compared[T any](name string, at func(*signpost.Listing) *T) field {
	return field{name: name, of: func(l *signpost.Listing) string {
		b, _ := plainjson.Value(*at(l)) // every field has a form: a test goes through them
		return string(b)
	}, take: func(to, from *signpost.Listing) { *at(to) = *at(from) }}
}

// inLists is a field that an item of a list has.
func (f field) inLists() field { f.listed = true; return f }

// thatEnds is one of which it is something when nothing is said any more.
func (f field) thatEnds() field { f.ends = true; return f }

var fields = []field{
	compared("name", func(l *signpost.Listing) *peer.Private { return &l.Name }).inLists(),
	compared("organisation", func(l *signpost.Listing) *string { return &l.Organisation }).inLists(),
	compared("organisationName", func(l *signpost.Listing) *peer.Private { return &l.OrganisationName }).inLists(),
	compared("kind", func(l *signpost.Listing) *signpost.ResourceKind { return &l.Kind }),
	compared("sector", func(l *signpost.Listing) *signpost.Sector { return &l.Sector }),
	compared("categories", func(l *signpost.Listing) *[]signpost.Category { return &l.Categories }),
	compared("topics", func(l *signpost.Listing) *[]signpost.Topic { return &l.Topics }),
	compared("offers", func(l *signpost.Listing) *peer.Private { return &l.Offers }),
	compared("contacts", func(l *signpost.Listing) *[]signpost.ContactPoint { return &l.Contacts }),
	compared("area", func(l *signpost.Listing) *string { return &l.Area }),
	compared("place", func(l *signpost.Listing) *signpost.Place { return &l.Place }),
	compared("hours", func(l *signpost.Listing) *[]signpost.Opening { return &l.Hours }),
	compared("cost", func(l *signpost.Listing) *signpost.Cost { return &l.Cost }),
	compared("languages", func(l *signpost.Listing) *[]string { return &l.Languages }),
	compared("features", func(l *signpost.Listing) *[]signpost.Feature { return &l.Features }),
	compared("sessions", func(l *signpost.Listing) *[]signpost.Session { return &l.Sessions.Days }),
	compared("reach/serves", func(l *signpost.Listing) *peer.Private { return &l.Reach.Serves }),
	compared("reach/threshold", func(l *signpost.Listing) *peer.Private { return &l.Reach.Threshold }),
	compared("reach/waiting", func(l *signpost.Listing) *peer.Private { return &l.Reach.Waiting }),
	compared("reach/minimumAge", func(l *signpost.Listing) *int { return &l.Reach.MinimumAge }).inLists(),
	compared("reach/maximumAge", func(l *signpost.Listing) *int { return &l.Reach.MaximumAge }).inLists(),
	compared("now/closed", func(l *signpost.Listing) *bool { return &l.Now.Closed }).inLists().thatEnds(),
	compared("now/alert", func(l *signpost.Listing) *peer.Private { return &l.Now.Alert }).inLists().thatEnds(),
}
