package worker

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// DiaryKind says what a diary entry is for (PEER-25).
type DiaryKind string

// Kinds of diary entries.
const (
	DiaryContact DiaryKind = "contact"
	DiaryMeeting DiaryKind = "meeting"
	// DiaryProtected is time kept for supervision and peer support (PEER-18).
	DiaryProtected DiaryKind = "protected"
	DiaryTravel    DiaryKind = "travel"
	DiaryTraining  DiaryKind = "training"
	DiaryOther     DiaryKind = "other"
)

var diaryKinds = []DiaryKind{DiaryContact, DiaryMeeting, DiaryProtected, DiaryTravel, DiaryTraining, DiaryOther}

// Known reports whether the kind is on the list.
func (k DiaryKind) Known() bool { return slices.Contains(diaryKinds, k) }

// Terms returns the closed list.
func (DiaryKind) Terms() []string { return terms.Of(diaryKinds) }

// OutsideShift says why a contact lies outside the worker's shift.
type OutsideShift string

// Why a contact lies outside a shift.
const (
	OutsideSuitsPerson OutsideShift = "suits-the-person"
	OutsideEvent       OutsideShift = "event"
	OutsideSwapped     OutsideShift = "swapped-shift"
	OutsideUrgent      OutsideShift = "cannot-wait"
	OutsideOther       OutsideShift = "other"
)

var outsideShifts = []OutsideShift{OutsideSuitsPerson, OutsideEvent, OutsideSwapped, OutsideUrgent, OutsideOther}

// Known reports whether the reason is on the list.
func (o OutsideShift) Known() bool { return slices.Contains(outsideShifts, o) }

// Terms returns the closed list.
func (OutsideShift) Terms() []string { return terms.Of(outsideShifts) }
