package desk

import (
	"cmp"
	"slices"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/transition"
)

// door is one kind of record without its Go types: what a page needs that draws every
// kind in the same way.
type door struct {
	table      peer.Table
	decode     func([]byte) (peer.Record, error)
	decodeStep func([]byte) (any, error)
	starts     func(*around, peer.Act) []peer.Choice
	choices    func(*around, peer.Record, peer.Act) []peer.Choice
	begin      func(*around, any, peer.Act) (peer.Record, peer.Change, error)
	do         func(*around, peer.Record, any, peer.Act) (peer.Record, peer.Change, error)
	view       func(peer.Record, peer.Reading) (peer.Viewed, error)
}

// record is what every kind of record has, whatever its steps and facts.
type record[R, S, F any] interface {
	peer.Record
	Do(S, peer.Act, F) (R, peer.Change, error)
	Choices(peer.Act, F) []peer.Choice
	View(peer.Reading) (peer.Viewed, error)
}

// pack is a package of the domain by the functions that know all its kinds.
type pack struct {
	decode     func(peer.Kind, []byte) (peer.Record, error)
	decodeStep func(peer.Kind, []byte) (any, error)
}

// doorOf ties a kind's functions together; facts makes what its steps rest on: for
// the zero record what a new one rests on, without a step what Choices rests on.
func doorOf[R record[R, S, F], S, F any](p pack, t peer.Table, begin func(S, peer.Act, F) (R, peer.Change, error), starts func(peer.Act, F) []peer.Choice, facts func(*around, R, any) F) door {
	var none R
	return door{
		table:      t,
		decode:     func(b []byte) (peer.Record, error) { return p.decode(t.Kind, b) },
		decodeStep: func(b []byte) (any, error) { return p.decodeStep(t.Kind, b) },
		starts:     func(a *around, act peer.Act) []peer.Choice { return starts(act, facts(a, none, nil)) },
		choices: func(a *around, r peer.Record, act peer.Act) []peer.Choice {
			return r.(R).Choices(act, facts(a, r.(R), nil))
		},
		begin: func(a *around, step any, act peer.Act) (peer.Record, peer.Change, error) {
			return begin(step.(S), act, facts(a, none, step))
		},
		do: func(a *around, r peer.Record, step any, act peer.Act) (peer.Record, peer.Change, error) {
			return r.(R).Do(step.(S), act, facts(a, r.(R), step))
		},
		view: func(r peer.Record, by peer.Reading) (peer.Viewed, error) { return r.(R).View(by) },
	}
}

var (
	inPeer       = pack{peer.Decode, peer.DecodeStep}
	inRecovery   = pack{recovery.Decode, recovery.DecodeStep}
	inSignpost   = pack{signpost.Decode, signpost.DecodeStep}
	inTransition = pack{transition.Decode, transition.DecodeStep}
	inSafeguard  = pack{safeguard.Decode, safeguard.DecodeStep}
)

// doors are the kinds that this example holds. Another kind is one more line.
var doors = byKind(
	doorOf(inPeer, peer.SupportRequestTable(), peer.NewSupportRequest, peer.SupportRequestStarts, requestFacts),
	doorOf(inPeer, peer.RelationshipTable(), peer.NewRelationship, peer.RelationshipStarts, relationshipFacts),
	doorOf(inPeer, peer.ContactTable(), peer.NewContact, peer.ContactStarts, contactFacts),
	doorOf(inRecovery, recovery.GoalTable(), recovery.NewGoal, recovery.GoalStarts, recoveryFacts[recovery.Goal]),
	doorOf(inRecovery, recovery.ProblemSolvingTable(), recovery.NewProblemSolving, recovery.ProblemSolvingStarts, problemFacts),
	doorOf(inRecovery, recovery.SelfReportTable(), recovery.NewSelfReport, recovery.SelfReportStarts, recoveryFacts[recovery.SelfReport]),
	doorOf(inRecovery, recovery.SetbackTable(), recovery.NewSetback, recovery.SetbackStarts, recoveryFacts[recovery.Setback]),
	doorOf(inRecovery, recovery.ContributionTable(), recovery.NewContribution, recovery.ContributionStarts, recoveryFacts[recovery.Contribution]),
	doorOf(inSignpost, signpost.ResourceTable(), signpost.NewResource, signpost.ResourceStarts, resourceFacts),
	doorOf(inSignpost, signpost.SignpostTable(), signpost.NewSignpost, signpost.SignpostStarts, signpostFacts),
	doorOf(inTransition, transition.TransitionTable(), transition.NewTransition, transition.TransitionStarts, moveFacts[transition.Transition]),
	doorOf(inTransition, transition.FeelingTable(), transition.NewFeeling, transition.FeelingStarts, moveFacts[transition.Feeling]),
	doorOf(inTransition, transition.IssueTable(), transition.NewIssue, transition.IssueStarts, moveFacts[transition.Issue]),
	doorOf(inSafeguard, safeguard.ConcernTable(), safeguard.NewConcern, safeguard.ConcernStarts, concernFacts),
)

func byKind(list ...door) map[peer.Kind]door {
	out := map[peer.Kind]door{}
	for _, d := range list {
		out[d.table.Kind] = d
	}
	return out
}

// Decode reads a stored record of any kind that the desk holds; another kind is a
// *peer.Refusal.
func Decode(kind peer.Kind, b []byte) (peer.Record, error) {
	if d, ok := doors[kind]; ok {
		return d.decode(b)
	}
	return nil, peer.NoSuchKind()
}

// Tables describes the kinds that the desk holds, by name.
func Tables() []peer.Table {
	var out []peer.Table
	for _, d := range doors {
		out = append(out, d.table)
	}
	slices.SortFunc(out, func(a, b peer.Table) int { return cmp.Compare(a.Kind, b.Kind) })
	return out
}
