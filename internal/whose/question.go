package whose

import "github.com/towpath-care/towpath/peer"

// Question is the safety question beside an entry: does this need to go further?
// It has two halves: that it is answered, and that a yes names the concern that was
// raised.
type Question struct {
	Settled bool // nothing has to be asked here
	Further peer.Further
}

// Said is Unknown while the question stands open.
func (q Question) Said() peer.Tri {
	if q.Settled || q.Further.Answer == peer.Yes {
		return peer.Yes
	}
	return q.Further.Settled()
}

// Named is No when somebody said yes and there is no concern.
func (q Question) Named() peer.Tri {
	return peer.Is(q.Further.Answer != peer.Yes || q.Further.Concern != "")
}

// Answered reports whether both halves are there.
func (q Question) Answered() bool { return q.Said().And(q.Named()) == peer.Yes }

// AnsweredNow asks the question of a step that answers it, under /further: it is
// not taken without. Walked away from, it leaves its signal behind (hazard H02).
func AnsweredNow[F, R, C any](row string, of func(R, C) Question) []peer.Need[R, F, C] {
	return []peer.Need[R, F, C]{
		{Asks: peer.AskFurther(row, "/further"), Met: func(r R, c C, _ peer.Act, _ F) peer.Tri { return of(r, c).Said() }},
		{Asks: concernNamed(row), Met: func(r R, c C, _ peer.Act, _ F) peer.Tri { return of(r, c).Named() }},
	}
}

// KeptOpen asks the question of an entry that is kept whatever the answer: the
// signal goes with the change, and the question stays open.
func KeptOpen[F, R, C any](row string, of func(R, C) Question) []peer.Need[R, F, C] {
	out := AnsweredNow[F](row, of)
	for i := range out {
		out[i].Weight = peer.Raises
	}
	return out
}

func concernNamed(row string) peer.Asks {
	return peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrConcernRequired}, Path: "/further/concern", Says: "What needs to go further has its concern.", Fix: "Raise a concern and name it here. What was written is kept.", Raise: peer.SignalGoesFurther}
}
