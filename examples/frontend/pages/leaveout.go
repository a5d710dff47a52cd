package pages

import (
	"net/http"
	"slices"

	"github.com/towpath-care/towpath/examples/frontend/forms"
	"github.com/towpath-care/towpath/peer"
)

// leaveOut is the question what the person would rather leave out of a note, with what
// was answered.
type leaveOut struct {
	Parts []picked
	Rules []safetyRule
	Told  bool
}

// safetyRule is why something is kept all the same, in the words to be said first.
type safetyRule struct {
	picked
	Says string
}

func leavable(posted forms.Posted) *leaveOut {
	out := &leaveOut{Parts: pick(peer.DraftPart("").Terms(), posted["leave-out"]), Told: len(posted["leave-out-told"]) > 0}
	for _, r := range peer.SafetyRule("").Terms() {
		out.Rules = append(out.Rules, safetyRule{picked{r, slices.Contains(posted["leave-out-rule"], r)}, peer.SafetyRule(r).Plain()})
	}
	return out
}

// leaving is what the posted form asks to leave out. A part that a safety rule needs is
// asked for too: the library answers that the person hears the rule first.
func leaving(r *http.Request) []peer.LeavingOut {
	rule := peer.SafetyRule(r.PostFormValue("leave-out-rule"))
	var out []peer.LeavingOut
	for _, part := range r.PostForm["leave-out"] {
		out = append(out, peer.LeavingOut{Part: peer.DraftPart(part), Rule: rule, Keep: rule != "", Told: r.PostFormValue("leave-out-told") != ""})
	}
	return out
}
