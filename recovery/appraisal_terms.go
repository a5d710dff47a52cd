package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// Verdict is what a person thinks of something they do to cope (REC-21). It is
// about the thing and never about them, and it is no number.
type Verdict string

// Verdicts.
const (
	Works       Verdict = "works"
	Sometimes   Verdict = "sometimes"
	DoesNotWork Verdict = "does-not-work"
)

var verdicts = []Verdict{Works, Sometimes, DoesNotWork}

// Known reports whether the verdict is on the list.
func (v Verdict) Known() bool { return slices.Contains(verdicts, v) }

// Terms returns the closed list.
func (Verdict) Terms() []string { return terms.Of(verdicts) }

// AppraisalOf says what kind of thing an appraisal is about.
type AppraisalOf string

// What an appraisal can be about.
const (
	OfCopingStrategy AppraisalOf = "coping-strategy"
	OfSkill          AppraisalOf = "self-management-skill"
)

var appraised = []AppraisalOf{OfCopingStrategy, OfSkill}

// Known reports whether it is on the list.
func (o AppraisalOf) Known() bool { return slices.Contains(appraised, o) }

// Terms returns the closed list.
func (AppraisalOf) Terms() []string { return terms.Of(appraised) }

// kind is the kind of record; each word of the list is one.
func (o AppraisalOf) kind() peer.Kind { return peer.Kind(o) }
