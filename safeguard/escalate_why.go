package safeguard

import (
	"github.com/towpath-care/towpath/peer"
)

// why is a fixed sentence that an escalation rests on.
type why struct {
	rule peer.Rule
	says string
	fix  string
}

// because is the sentence as a reason that holds, with its numbers and times.
func (w why) because(args ...peer.Arg) peer.Reason {
	return peer.Reason{Rule: w.rule, Says: w.says, Fix: w.fix, Args: args, Weight: peer.Warns, Met: peer.Yes}
}

// Codes that what is owed is named by. No step is ever turned down with one.
var (
	// ErrTellDue: a human has to be told (SAFE-02, SAFE-14).
	ErrTellDue = peer.NewCode("tell-due", peer.Wait)
	// ErrTakeDue: somebody who was told has to take it on (SAFE-14).
	ErrTakeDue = peer.NewCode("take-due", peer.Wait)
	// ErrNextDue: whoever has it has to say what is next (SAFE-14).
	ErrNextDue = peer.NewCode("next-due", peer.Wait)
	// ErrNobodyReachable: nobody is on duty; somebody rings the policy's number (SAFE-03).
	ErrNobodyReachable = peer.NewCode("nobody-reachable", peer.Wait)
	// ErrAnswerDue: a question inside a concern has to be answered (SAFE-05).
	ErrAnswerDue = peer.NewCode("answer-due", peer.Wait)
	// ErrLookAgainDue: it has to be looked at again whether it is safe to tell the
	// person (SAFE-09).
	ErrLookAgainDue = peer.NewCode("look-again-due", peer.Wait)
	// ErrPutRightDue: a promise has to be put right with the person (SAFE-05).
	ErrPutRightDue = peer.NewCode("put-right-due", peer.Wait)
	// ErrGroundDue: the ground on which it was passed on has to be said (SAFE-15).
	ErrGroundDue = peer.NewCode("ground-due", peer.Wait)
	// ErrTellPersonDue: the person has to be told what came of it (SAFE-16).
	ErrTellPersonDue = peer.NewCode("tell-person-due", peer.Wait)
	// ErrRaiseDue: a signal that no concern names has to be raised (hazard H02).
	ErrRaiseDue = peer.NewCode("raise-due", peer.Wait)
	// ErrRunDue: the due list has to be run (SAFE-20).
	ErrRunDue = peer.NewCode("run-due", peer.Wait)
	// ErrClockWentBack: the clock stands before something that has happened (SAFE-14,
	// hazard H28).
	ErrClockWentBack = peer.NewCode("clock-went-back", peer.Wait)
)

var (
	inTurn   = why{peer.Rule{Row: "SAFE-03", Code: ErrTellDue}, "It is this role's turn in the chain of this hour.", "Another chain in the policy, somebody else on duty, or somebody taking it on before."}
	onTime   = why{peer.Rule{Row: "SAFE-02", Code: ErrTellDue}, "Somebody has to have been told by then.", "Another time in the policy when it was raised."}
	passedOn = why{peer.Rule{Row: "SAFE-14", Code: ErrTellDue}, "The link before did not take it on in time.", "Somebody who was told saying that they have it, before then."}
	lapsed   = why{peer.Rule{Row: "SAFE-14", Code: ErrTellDue}, "Whoever had it said by when, and that time passed in silence.", "Whoever has it saying what is next, before then."}
	notTaken = why{peer.Rule{Row: "SAFE-14", Code: ErrTellDue}, "Nobody has it.", "Somebody who was told saying that they have it."}
	ended    = why{peer.Rule{Row: "SAFE-14", Code: ErrTellDue}, "Nobody is left in the chain of this hour who could be told for the first time.", "Somebody who was told saying that they have it."}
	humanDue = why{peer.Rule{Row: "SAFE-02", Code: ErrTellDue}, "The time in which a human has it is over.", "Somebody who was told saying that they have it."}
	nobodyOn = why{peer.Rule{Row: "SAFE-03", Code: ErrNobodyReachable}, "Nobody who may be told is on duty.", "Somebody on duty in a role of the chain at this hour."}
	hasIt    = why{peer.Rule{Row: "SAFE-14", Code: ErrNextDue}, "Somebody has it, and their time is not over.", "Their time passing in silence."}
	brought  = why{peer.Rule{Row: "SAFE-14", Code: ErrTellDue}, "Whoever has it brought somebody in, who has not been told.", "Their having been told."}
	waits    = why{peer.Rule{Row: "SAFE-14", Code: ErrTakeDue}, "Somebody was told, and their time to take it on is not over.", "Their time passing."}
	working  = why{peer.Rule{Row: "SAFE-14", Code: ErrTellDue}, "Somebody who was told is at work on it, so that nobody is told again now.", "Nothing being heard of them, or the time in which a human has it."}
	allTold  = why{peer.Rule{Row: "SAFE-14", Code: ErrTellDue}, "Everybody who is on duty and may be told was told, and it is not yet time to tell them again.", "That time, or somebody else coming on duty."}
	notYet   = why{peer.Rule{Row: "SAFE-14", Code: ErrTellDue}, "The time to take it on is over, and the next turn comes when the working day begins.", "A time in the policy that is counted in minutes or hours."}
	isOver   = why{peer.Rule{Row: "SAFE-16", Code: ErrTellDue}, "It is closed, or was taken back.", "Something new, which is a concern of its own."}
)

// whyTell are the reasons of a turn.
func (l *line) whyTell(x link) []peer.Reason {
	if l.w.brief {
		return nil
	}
	out := []peer.Reason{inTurn.because(peer.Number("link", x.turn.Link), peer.At("since", x.from))}
	switch {
	case x.turn.Link > 1:
		out = append(out, passedOn.because(peer.At("until", x.from)))
	case x.turn.Round > 1:
		out = append(out, lapsed.because(peer.At("until", l.r.from)))
	default:
		out = append(out, onTime.because(peer.At("by", x.by)))
	}
	return append(out, notTaken.because())
}

func (l *line) whyAgain(s slot) []peer.Reason {
	switch {
	case l.w.brief:
		return nil
	case s.late:
		return []peer.Reason{humanDue.because(peer.At("by", l.r.human)), notTaken.because()}
	}
	return []peer.Reason{ended.because(peer.At("since", s.from)), notTaken.because()}
}
