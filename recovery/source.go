package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// SourceKind says where information comes from (PEER-23).
type SourceKind string

// Kinds of sources.
const (
	// SourceProvider: whoever provides it said so.
	SourceProvider SourceKind = "provider"
	// SourceProfessional: a qualified member of staff said so.
	SourceProfessional SourceKind = "professional"
	// SourceLeaflet: a leaflet, a letter, a poster, a book.
	SourceLeaflet SourceKind = "leaflet"
	// SourceWebsite: a page of a known body.
	SourceWebsite SourceKind = "website"
	// SourceDirectory: an entry of the directory of resources.
	SourceDirectory SourceKind = "directory"
	// SourceOwnUse: "I have used it myself, on …". It needs its date and no name.
	SourceOwnUse SourceKind = "own-use"
)

var sourceKinds = []SourceKind{SourceProvider, SourceProfessional, SourceLeaflet, SourceWebsite, SourceDirectory, SourceOwnUse}

// Known reports whether the kind is on the list.
func (k SourceKind) Known() bool { return slices.Contains(sourceKinds, k) }

// Terms returns the closed list.
func (SourceKind) Terms() []string { return terms.Of(sourceKinds) }

// Source says where information comes from and of when it is (PEER-23, REC-40).
type Source struct {
	Kind SourceKind `json:"kind,omitzero"`
	// Name is what it is called, such as the title of a leaflet. Somebody's own use
	// needs none.
	Name peer.Private `json:"name,omitzero" ask:"max=300"`
	// On is the day, month or year of the information, or of somebody's own use.
	On peer.Date `json:"on,omitzero"`
}

// Given reports whether it is a source: one that is named, or somebody's own use
// with its date. A word that is not on the list is none.
func (s Source) Given() bool {
	if s.Kind == SourceOwnUse {
		return !s.On.IsZero()
	}
	return s.Kind.Known() && !s.Name.IsZero()
}

// ofOthers is the source as others than the two see it: that somebody has used it
// themself is theirs to tell (hazard H27).
func (s Source) ofOthers() Source {
	if s.Kind == SourceOwnUse {
		return Source{}
	}
	return s
}

// sourceGiven is the rule that what is told says where it is from. asked answers
// whether this step tells anything that needs a source, and which.
func sourceGiven[R, C any](row string, told func(R, C) (source Source, needed bool)) need[R, C] {
	return need[R, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrSourceRequired}, Path: "/source", Says: "It is said where this is from.", Fix: "Name the leaflet, the page or who said so; or say when you used it yourself."},
		Met: func(r R, c C, _ peer.Act, _ Facts) peer.Tri {
			source, needed := told(r, c)
			return peer.Is(!needed || source.Given())
		},
	}
}

// sourceNotAhead is the rule that information is not dated later than today.
func sourceNotAhead[R, C any](source func(C) Source) need[R, C] {
	return need[R, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-23", Code: peer.ErrFutureDate}, Path: "/source/on", Says: "The date of the information has come.", Fix: "Look at the date, or leave it out."},
		Met: func(_ R, c C, a peer.Act, f Facts) peer.Tri {
			return peer.Is(!source(c).On.After(f.Policy.calendar.LastDay(a.At)))
		},
	}
}
