package signpost

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Directory is an index of resources, made once and never changed. Whatever order they
// come in, everything it lists stands in the order its comment names. It holds what it
// was given, also what is retired or not listed yet: to show people only what is listed
// is for whoever shows it.
//
// The zero value is no directory: it has no entries, and whether something stands there
// twice is unknown.
type Directory struct {
	entries []Resource // by id
	byID    map[string]int
	byName  map[nameInArea][]int
	byWay   map[string][]int
}

// NewDirectory makes the index of a list: the host's whole directory, for NoOther to be
// true. Of several revisions of an entry the newest counts; what is no entry is passed
// over.
func NewDirectory(list []Resource) Directory {
	entries := slices.DeleteFunc(slices.Clone(list), func(r Resource) bool { return !r.Exists() })
	slices.SortFunc(entries, func(a, b Resource) int {
		return cmp.Or(cmp.Compare(a.Ref().ID, b.Ref().ID), cmp.Compare(b.Rev(), a.Rev()))
	})
	d := Directory{byID: map[string]int{}, byName: map[nameInArea][]int{}, byWay: map[string][]int{}}
	d.entries = slices.CompactFunc(entries, func(a, b Resource) bool { return a.Ref() == b.Ref() })
	for i, r := range d.entries {
		d.byID[r.Ref().ID] = i
		if r.Status() == Retired {
			continue // one that comes back is a new entry
		}
		at := r.s.Listing.place()
		d.byName[at] = append(d.byName[at], i)
		for _, way := range r.s.Listing.ways() {
			d.byWay[way] = append(d.byWay[way], i)
		}
	}
	return d
}

// Len is how many entries it has.
func (d Directory) Len() int { return len(d.entries) }

// All gives every entry, by id.
func (d Directory) All() iter.Seq[Resource] { return slices.Values(d.entries) }

// Find gives the entry with an id, and false when there is none.
func (d Directory) Find(id string) (Resource, bool) {
	i, ok := d.byID[id]
	if !ok {
		return Resource{}, false
	}
	return d.entries[i], true
}

// NoOther answers whether no entry has the same organisation, name and area: a fact for
// Find and Amend (SIGN-01). Entries with the ids of but are passed over, such as the one
// that is amended, and so are those that are retired. Capitals and spaces make no
// difference. It is Unknown without a directory.
func (d Directory) NoOther(l Listing, but ...string) peer.Tri {
	if d.byID == nil {
		return peer.Unknown
	}
	return peer.Is(!slices.ContainsFunc(d.byName[l.place()], func(i int) bool {
		return d.entries[i].s.Listing.sameEntry(l) && !slices.Contains(but, d.entries[i].Ref().ID)
	}))
}

// Duplicates lists what may be the same thing, by id: the same name in the same area,
// or the same telephone number, e-mail address or place on the web. Many services share
// a telephone, so somebody looks at them; entries with the ids of but are passed over,
// and those that are retired.
func (d Directory) Duplicates(l Listing, but ...string) []peer.Ref {
	alike := slices.Clone(d.byName[l.place()])
	for _, way := range l.ways() {
		alike = append(alike, d.byWay[way]...)
	}
	slices.Sort(alike)
	var out []peer.Ref
	for _, i := range slices.Compact(alike) {
		if ref := d.entries[i].Ref(); !slices.Contains(but, ref.ID) {
			out = append(out, ref)
		}
	}
	return out
}

// Stale lists what people are shown and is not fresh: crisis help first (hazard H24),
// then what nobody has made sure of for longest, then by id. A course that is over is
// among them, to be retired or given its new days.
func (d Directory) Stale(p Policy, now time.Time) []Resource {
	var out []Resource
	for _, r := range d.entries {
		if r.shown() && r.Freshness(p, now) != Fresh {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b Resource) int {
		if a.Crisis() != b.Crisis() {
			if a.Crisis() {
				return -1
			}
			return 1
		}
		return a.s.Verified.On.Compare(b.s.Verified.On)
	})
	return out
}

// shown reports whether people are shown it.
func (r Resource) shown() bool { return r.Status() == Listed || r.Status() == Disputed }

// ways are its ways to get in touch, written in one manner each, to be compared.
func (l Listing) ways() []string {
	var out []string
	for _, c := range l.Contacts {
		switch v := folded(c.Value.Reveal()); c.Kind {
		case ContactPhone, ContactSMS:
			out = append(out, "number:"+numberOf(v))
		case ContactEmail:
			out = append(out, "address:"+v)
		case ContactWeb:
			_, rest, _ := strings.Cut(v, "://")
			out = append(out, "web:"+strings.TrimSuffix(strings.TrimPrefix(rest, "www."), "/"))
		}
	}
	return out
}

// numberOf leaves the digits of a telephone number. One with the country's own number,
// 44, is the same as without.
func numberOf(v string) string {
	digits := strings.Map(func(c rune) rune {
		if c < '0' || c > '9' {
			return -1
		}
		return c
	}, v)
	if abroad, ok := strings.CutPrefix(digits, "0044"); ok {
		return "0" + strings.TrimPrefix(abroad, "0")
	}
	if abroad, ok := strings.CutPrefix(digits, "44"); ok && strings.HasPrefix(v, "+") {
		return "0" + strings.TrimPrefix(abroad, "0")
	}
	return digits
}
