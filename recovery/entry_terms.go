package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// EntryKind says what something is said as. Four kinds are the worker's, two are
// the person's (REC-39).
type EntryKind string

// Kinds of entries.
const (
	// What a worker says.
	EntryQuestion      EntryKind = "question"
	EntryReflection    EntryKind = "reflection" // what the worker heard, said back
	EntrySummary       EntryKind = "summary"
	EntryEncouragement EntryKind = "encouragement"

	// What a person says.
	EntryNote  EntryKind = "note"
	EntryTried EntryKind = "tried" // something they have tried

	// EntrySuggestion and EntrySolution are known so that they can be answered,
	// are never offered and never taken: ErrDirective.
	EntrySuggestion EntryKind = "suggestion"
	EntrySolution   EntryKind = "solution"
)

var (
	workerEntries    = []EntryKind{EntryQuestion, EntryReflection, EntrySummary, EntryEncouragement}
	personEntries    = []EntryKind{EntryNote, EntryTried}
	directiveEntries = []EntryKind{EntrySuggestion, EntrySolution}
	offeredEntries   = []EntryKind{EntryQuestion, EntryReflection, EntrySummary, EntryEncouragement, EntryNote, EntryTried}
	entryKinds       = []EntryKind{EntryQuestion, EntryReflection, EntrySummary, EntryEncouragement, EntryNote, EntryTried, EntrySuggestion, EntrySolution}
)

// Known reports whether the kind is on the list.
func (k EntryKind) Known() bool { return slices.Contains(entryKinds, k) }

// Terms returns the closed list.
func (EntryKind) Terms() []string { return terms.Of(entryKinds) }

func (k EntryKind) workers() bool   { return slices.Contains(workerEntries, k) }
func (k EntryKind) persons() bool   { return slices.Contains(personEntries, k) }
func (k EntryKind) directive() bool { return slices.Contains(directiveEntries, k) }
