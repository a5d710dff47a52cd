package recovery

import "github.com/towpath-care/towpath/peer"

// AnswerFurther answers the question that was left open: yes and the concern
// that was raised, or no and why.
type AnswerFurther struct {
	Further peer.Further `json:"further"`
}

// question is the safety question beside an entry: does this need to go further?
// It has two halves: that it is answered, and that a yes names the concern that was
// raised.
type question struct {
	settled bool // nothing has to be asked here
	further peer.Further
}

// said is Unknown while the question stands open.
func (q question) said() peer.Tri {
	if q.settled || q.further.Answer == peer.Yes {
		return peer.Yes
	}
	return q.further.Settled()
}

// named is No when somebody said yes and there is no concern.
func (q question) named() peer.Tri {
	return peer.Is(q.further.Answer != peer.Yes || q.further.Concern != "")
}

// answered reports whether both halves are there.
func (q question) answered() bool { return q.said().And(q.named()) == peer.Yes }

// answeredNow asks the question of a step that answers it, under /further: it is
// not taken without. Walked away from, it leaves its signal behind (hazard H02).
func answeredNow[R, C any](row string, of func(R, C) question) []need[R, C] {
	return []need[R, C]{
		{Asks: peer.AskFurther(row, "/further"), Met: func(r R, c C, _ peer.Act, _ Facts) peer.Tri { return of(r, c).said() }},
		{Asks: concernNamed(row), Met: func(r R, c C, _ peer.Act, _ Facts) peer.Tri { return of(r, c).named() }},
	}
}

// keptOpen asks the question of an entry that is kept whatever the answer: the
// signal goes with the change, and the question stays open.
func keptOpen[R, C any](row string, of func(R, C) question) []need[R, C] {
	out := answeredNow(row, of)
	for i := range out {
		out[i].Weight = peer.Raises
	}
	return out
}

func concernNamed(row string) peer.Asks {
	return peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrConcernRequired}, Path: "/further/concern", Says: "What needs to go further has its concern.", Fix: "Raise a concern and name it here. What was written is kept.", Raise: peer.SignalGoesFurther}
}
