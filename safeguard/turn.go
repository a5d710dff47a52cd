package safeguard

import (
	"strconv"
	"strings"
	"time"
)

// Turn names one step of an escalation for good, so that doing it twice is doing it
// once: which round (a new one begins each time that somebody's "I have it" lapses),
// and which link of the chain, or which telling again after it. A telling again is
// named by the minute of the round in which it came due, the first being 1: whatever
// becomes known later, no two have the same name, and a later one has a higher number.
// The zero value is no turn: somebody was told outside the plan.
type Turn struct {
	Round int `json:"round,omitzero" ask:"min=1,max=1000000"` // from 1
	Link  int `json:"link,omitzero" ask:"min=1,max=1000"`     // from 1; 0: told again
	Again int `json:"again,omitzero" ask:"min=1,max=1000000000"`
}

// The most that the numbers of a turn can be.
const (
	mostRounds = 1_000_000
	mostTurns  = 1000
	mostAgain  = 1_000_000_000
)

// String returns the turn as it stands in ids, such as "1.2" or "1.again-181".
func (t Turn) String() string {
	if t.Link == 0 {
		return strconv.Itoa(t.Round) + ".again-" + strconv.Itoa(t.Again)
	}
	return strconv.Itoa(t.Round) + "." + strconv.Itoa(t.Link)
}

// ParseTurn reads what String wrote; anything else is the zero Turn.
func ParseTurn(s string) Turn {
	round, rest, _ := strings.Cut(s, ".")
	again, told := strings.CutPrefix(rest, "again-")
	n, _ := strconv.Atoi(round)
	m, _ := strconv.Atoi(again)
	t := Turn{Round: n, Link: m}
	if told {
		t = Turn{Round: n, Again: m}
	}
	if t.String() != s || n < 1 || n > mostRounds || m < 1 || t.Link > mostTurns || t.Again > mostAgain {
		return Turn{}
	}
	return t
}

// again is the turn of a telling again that comes due at a time of this round.
func (r round) again(at time.Time) Turn {
	minutes := (at.UnixMilli()-r.from.UnixMilli())/time.Minute.Milliseconds() + 1
	return Turn{Round: r.number, Again: int(min(max(minutes, 1), mostAgain))}
}
