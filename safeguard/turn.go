package safeguard

import (
	"strconv"
	"strings"
)

// Turn names one step of an escalation for good, so that doing it twice is doing it
// once: which round (a new one begins each time that somebody's "I have it" lapses),
// and which link of the chain, or which telling again after the chain's end. The zero
// value is no turn: somebody was told outside the plan.
type Turn struct {
	Round int `json:"round,omitzero" ask:"min=1,max=1000000"` // from 1
	Link  int `json:"link,omitzero" ask:"min=1,max=1000"`     // from 1; 0: told again
	Again int `json:"again,omitzero" ask:"min=1,max=10000000"`
}

// String returns the turn as it stands in ids, such as "1.2" or "1.again-3".
func (t Turn) String() string {
	if t.Link == 0 {
		return strconv.Itoa(t.Round) + ".again-" + strconv.Itoa(t.Again)
	}
	return strconv.Itoa(t.Round) + "." + strconv.Itoa(t.Link)
}

// ParseTurn reads what String wrote; anything else is the zero Turn.
func ParseTurn(s string) Turn {
	round, rest, ok := strings.Cut(s, ".")
	n, err := strconv.Atoi(round)
	if !ok || err != nil {
		return Turn{}
	}
	again, told := strings.CutPrefix(rest, "again-")
	m, err := strconv.Atoi(again)
	switch {
	case err != nil || n < 1 || m < 1:
		return Turn{}
	case told:
		return Turn{Round: n, Again: m}
	}
	return Turn{Round: n, Link: m}
}
