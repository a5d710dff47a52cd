package openreferral

import (
	"maps"
	"slices"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// Codes of reading a directory. A note with any other code is one of packages peer and
// signpost.
var (
	// TermUnmapped: a term of a taxonomy comes to nothing here.
	TermUnmapped = peer.NewCode("term-unmapped", peer.AskField)
	// AreaUnmapped: a service area is none of ours; it is kept in words.
	AreaUnmapped = peer.NewCode("area-unmapped", peer.AskField)
	// DateOld: a date is so long ago that nobody can rely on it, or what it belongs to
	// is over.
	DateOld = peer.NewCode("date-old", peer.Wait)
	// OtherCountry: the address is in another country.
	OtherCountry = peer.NewCode("other-country", peer.AskField)
	// NotKept: something cannot be said in a listing, and is left away or kept in
	// words.
	NotKept = peer.NewCode("not-kept", peer.AskField)
	// ZoneDropped: a time of day came with a zone and is read as the clock there
	// shows it.
	ZoneDropped = peer.NewCode("zone-dropped", peer.AskField)
	// Shortened: a text or a list was longer than what is kept.
	Shortened = peer.NewCode("shortened", peer.AskField)
)

// Outcome says what became of a service.
type Outcome string

// Outcomes.
const (
	// Imported: there is a listing.
	Imported Outcome = "imported"
	// Gone: the directory says that it is there no more.
	Gone Outcome = "gone"
	// LeftOut: it cannot be read; the notes say why.
	LeftOut Outcome = "left-out"
)

var outcomes = []Outcome{Imported, Gone, LeftOut}

// Known reports whether the outcome is on the list.
func (o Outcome) Known() bool { return slices.Contains(outcomes, o) }

// Entry is one service of a directory.
type Entry struct {
	// Pointer says where in the document it stands: "/contents/3" on a page, "/3" in
	// a list or as a line, empty for a document of its own.
	Pointer string `json:"pointer"`
	// ID is the service's id in the directory; empty when it has none that can be
	// read.
	ID      string  `json:"id"`
	Outcome Outcome `json:"outcome"`
	// Shallow: it is an item of a list without what belongs to it (times, places,
	// costs). Fetch the service for that.
	Shallow bool `json:"shallow,omitzero"`
	// Listing is the zero value but for Imported.
	Listing signpost.Listing `json:"-"`
	// Notes are what was found on the way, each under its JSON path from the start of
	// the service. Those that stop are why it was left out.
	Notes []peer.Reason `json:"notes,omitempty"`
	// Unmapped are the terms that come to nothing here, as the directory calls them.
	Unmapped []string `json:"unmapped,omitempty"`
}

// Report counts what was read.
type Report struct {
	Services int `json:"services"`
	Imported int `json:"imported"`
	Shallow  int `json:"shallow"`
	Gone     int `json:"gone"`
	LeftOut  int `json:"leftOut"`
	// Notes counts the notes by their code, those that stop apart from those that
	// warn.
	Stops map[string]int `json:"stops,omitempty"`
	Warns map[string]int `json:"warns,omitempty"`
	// Unmapped counts the terms that come to nothing here; at most mostUnmapped of
	// them are told apart.
	Unmapped map[string]int `json:"unmapped,omitempty"`
}

const mostUnmapped = 1000

func (r *Report) add(e Entry) {
	if r.Stops == nil {
		r.Stops, r.Warns, r.Unmapped = map[string]int{}, map[string]int{}, map[string]int{}
	}
	r.Services++
	switch e.Outcome {
	case Imported:
		r.Imported++
	case Gone:
		r.Gone++
	default:
		r.LeftOut++
	}
	if e.Shallow {
		r.Shallow++
	}
	for _, n := range e.Notes {
		if n.Stops() {
			r.Stops[n.Rule.Code.String()]++
		} else {
			r.Warns[n.Rule.Code.String()]++
		}
	}
	for _, name := range e.Unmapped {
		if _, there := r.Unmapped[name]; there || len(r.Unmapped) < mostUnmapped {
			r.Unmapped[name]++
		}
	}
}

func (r Report) clone() Report {
	r.Stops, r.Warns, r.Unmapped = maps.Clone(r.Stops), maps.Clone(r.Warns), maps.Clone(r.Unmapped)
	return r
}
