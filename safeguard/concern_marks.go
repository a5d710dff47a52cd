package safeguard

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// Marks of a concern beside those in codes.go.
var (
	// IDMade: the concern, or the request, came without an id that can be stored; one
	// was made from what came in.
	IDMade = peer.NewCode("id-made", peer.AskField)
	// NotTheirWords: what the person wants came in somebody else's words; it stands
	// beside, and the person is asked (hazard H12).
	NotTheirWords = peer.NewCode("not-their-words", peer.AskField)
	// NoForm: what came in was no form; all of it stands as the text.
	NoForm = peer.NewCode("no-form", peer.AskField)
	// LeftBeside: something came in that fits nowhere; it stands beside.
	LeftBeside = peer.NewCode("left-beside", peer.AskField)
)

// Mark is the name of one of the marks of a concern.
type Mark string

var marks = []peer.Code{UnknownTrigger, NoticedLater, TextShortened, NotInForce, SecrecyPromise, NobodyNamed, NoTime, WordUnknown, ListShortened,
	IDMade, NotTheirWords, NoForm, LeftBeside}

func markOf(code peer.Code) Mark { return Mark(code.String()) }

// Known reports whether the mark is one of them.
func (m Mark) Known() bool {
	return slices.ContainsFunc(marks, func(c peer.Code) bool { return markOf(c) == m })
}

// Terms returns the closed list.
func (Mark) Terms() []string {
	out := make([]string, len(marks))
	for i, c := range marks {
		out[i] = c.String()
	}
	return out
}
