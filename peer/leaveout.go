package peer

import (
	"fmt"
	"io"
	"log/slog"
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// LeavingOut is the person's wish, before something is written down, that a part of it
// be left out (PEER-67). It is a question about a draft and not a record: nothing takes
// it, stores it or sends it, and it prints, logs and marshals as nothing, so that no
// trace says that somebody asked.
type LeavingOut struct {
	// Part of the draft they would rather leave out.
	Part DraftPart
	// Rule is the safety rule that needs it all the same; empty: none does.
	Rule SafetyRule
	// Told: the person has heard that rule in plain words.
	Told bool
	// Keep: somebody means to keep it. Without a rule nobody may.
	Keep bool
}

// DraftPart is a part of a draft that can be left out. That a contact took place, when and
// in what way is the organisation's duty to write down, and is none of them.
type DraftPart string

// Parts of a draft.
const (
	DraftGoals    DraftPart = "goals"       // which goals it served
	DraftOthers   DraftPart = "others"      // who else was there
	DraftReason   DraftPart = "not-met"     // why it did not take place
	DraftNote     DraftPart = "note"        // what the worker would write
	DraftDid      DraftPart = "activities"  // what was done
	DraftAlong    DraftPart = "going-along" // where somebody went along
	DraftDistress DraftPart = "distress"    // that somebody was in distress
)

var draftParts = []DraftPart{DraftGoals, DraftOthers, DraftReason, DraftNote, DraftDid, DraftAlong, DraftDistress}

// Known reports whether the part is on the list.
func (p DraftPart) Known() bool { return slices.Contains(draftParts, p) }

// Terms returns the closed list.
func (DraftPart) Terms() []string { return terms.Of(draftParts) }

// SafetyRule is why something is kept although the person would rather leave it out: the
// limits of confidentiality that were explained at the beginning (PEER-32). The list is
// closed.
type SafetyRule string

// Safety rules.
const (
	RuleSeriousHarm SafetyRule = "serious-harm"
	RuleChild       SafetyRule = "child-or-adult-at-risk"
	RuleLaw         SafetyRule = "law"
)

var safetyRules = []SafetyRule{RuleSeriousHarm, RuleChild, RuleLaw}

// Known reports whether the rule is on the list.
func (r SafetyRule) Known() bool { return slices.Contains(safetyRules, r) }

// Terms returns the closed list.
func (SafetyRule) Terms() []string { return terms.Of(safetyRules) }

// Plain is the rule in words for the person, to be said before anything is kept; empty
// for a rule that is none.
func (r SafetyRule) Plain() string {
	switch r {
	case RuleSeriousHarm:
		return "If you or somebody else could come to serious harm, I cannot keep it to myself. I write down as little as I can, I tell those who can help, and I would like to do that together with you."
	case RuleChild:
		return "If a child, or an adult who cannot keep safe, could be in danger, I have to pass that on. I write down as little as I can, and I tell you what I pass on and to whom."
	case RuleLaw:
		return "The law asks me to pass this on. I write down no more than it asks for, and I tell you what that is."
	}
	return ""
}

// ErrTellFirst: a safety rule needs it, and the person has not heard that rule in plain
// words (PEER-67).
var ErrTellFirst = NewCode("tell-first", Wait)

// LeaveOut answers what may be written down where the person would rather leave a part of
// a draft out. The draft is a RecordContact or a RecordPlanned that nobody has sent yet. It
// is pure and stores nothing; what it returns is the draft to send.
//
// Without a safety rule the part is gone from that draft, which is then the draft that never
// had it, and to keep it all the same is ErrPersonsChoiceOnly. Where a rule needs it, the
// person hears that rule first (ErrTellFirst, with the words to say); once they have, the
// draft comes back whole. Distress that has, or may have, to go further rests on
// RuleSeriousHarm whether or not somebody names a rule.
//
// ErrUnknownCode is a part or a rule that is not on its list, ErrRequired a draft of another
// kind. With an error there is no draft: nothing is written down before it is settled. To
// raise a concern waits for none of this.
func LeaveOut(draft ContactStep, ask LeavingOut) (ContactStep, error) {
	var without ContactStep
	switch d := draft.(type) {
	case RecordContact:
		ask.Rule = ask.ruleFor(d.Distress)
		d.What, d.Entry, d.Distress = ask.Part.outOf(d.What, d.Entry, d.Distress)
		d.ForSafety = d.ForSafety && ask.Part != DraftDistress
		without = d
	case RecordPlanned:
		ask.Rule = ask.ruleFor(d.Distress)
		d.What, d.Entry, d.Distress = ask.Part.outOf(d.What, d.Entry, d.Distress)
		without = d
	}
	if err := ask.faults(without != nil); err != nil {
		return nil, err
	}
	if ask.Rule != "" {
		return draft, nil
	}
	return without, nil
}

// outOf takes the part out of what a draft holds.
func (p DraftPart) outOf(h Happening, e ContactEntry, d DistressSupport) (Happening, ContactEntry, DistressSupport) {
	switch p {
	case DraftGoals:
		h.Goals = nil
	case DraftOthers:
		h.Others = nil
	case DraftReason:
		h.NotMet = ""
	case DraftNote:
		e.Note = Words{}
	case DraftDid:
		e.Did = nil
	case DraftAlong:
		e.Along = GoingAlong{}
	case DraftDistress:
		d = DistressSupport{}
	}
	return h, e, d
}

// ruleFor is the rule that needs the part: the one that was named, and that of serious harm
// where it is about distress that may have to go further.
func (l LeavingOut) ruleFor(d DistressSupport) SafetyRule {
	open := d.Further.Answer != No || d.Further.Settled() != Yes
	if l.Rule == "" && l.Part == DraftDistress && d.noted() && open {
		return RuleSeriousHarm
	}
	return l.Rule
}

func (l LeavingOut) faults(aDraft bool) error {
	fault := func(ok bool, code Code, path, says, fix string) error {
		if ok {
			return nil
		}
		return Fault(Rule{"PEER-67", code}, path, says, fix)
	}
	return Faults(
		fault(aDraft, ErrRequired, "", "There is a draft of something that took place.", "Ask before it is sent, with the step that would write it down."),
		fault(l.Part.Known(), ErrUnknownCode, "/part", "The part is one of those on the list.", "Name one of the parts of a draft."),
		fault(l.Rule == "" || l.Rule.Known(), ErrUnknownCode, "/rule", "The rule is one of those on the list.", "Name one of the safety rules, or none."),
		fault(!l.Keep || l.Rule != "", ErrPersonsChoiceOnly, "/keep", "What the person would rather leave out is left out, unless a safety rule needs it.", "Leave it out."),
		fault(l.Rule == "" || l.Told, ErrTellFirst, "/told", "The person has heard in plain words why it is kept.", "Say this first: "+l.Rule.Plain()),
	)
}

// Format writes "(private)" for every verb.
func (LeavingOut) Format(s fmt.State, _ rune) { io.WriteString(s, sealed) }

// LogValue logs "(private)".
func (LeavingOut) LogValue() slog.Value { return slog.StringValue(sealed) }

// MarshalJSON is always ErrSealed.
func (LeavingOut) MarshalJSON() ([]byte, error) { return nil, ErrSealed }
