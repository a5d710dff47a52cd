package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// Origins says who was the origin of each idea, goal and choice of one cycle
// (REC-39). It holds nobody's words.
type Origins struct {
	Ideas   Origin
	Goals   Origin
	Choices Origin
}

// Origin is whose the first was, the second, and so on: the person's or the
// worker's.
type Origin []peer.Party

// Person is how many were the person's.
func (o Origin) Person() int { return o.count(peer.PartyPerson) }

// Worker is how many were the worker's.
func (o Origin) Worker() int { return o.count(peer.PartyWorker) }

func (o Origin) count(of peer.Party) int {
	n := 0
	for _, p := range o {
		if p == of {
			n++
		}
	}
	return n
}

// OriginReport answers who was the origin of what in one cycle. It is for the worker
// to look at their own way of working, and for the supervisor they chose, in
// supervision; to anybody else it is a *peer.Refusal. It takes one cycle: what a
// worker did with one person is never added up with what they did with another
// (REC-39, hazard H27). What the person keeps to themself it does not count either.
func OriginReport(p ProblemSolving, by peer.Reading) (Origins, error) {
	if !p.originFor(by) {
		return Origins{}, peer.Fault(peer.Rule{Row: "REC-39", Code: peer.ErrNotAuthorised}, "", "This report is for the worker and the supervisor they chose.", "Ask the worker, if there is something to talk about.")
	}
	var o Origins
	for _, i := range p.s.Ideas {
		o.Ideas = append(o.Ideas, i.Origin)
	}
	for _, g := range p.s.Goals {
		o.Goals = append(o.Goals, p.origin(g.Words.By))
	}
	for _, c := range p.s.Choices {
		o.Choices = append(o.Choices, p.origin(c.By))
	}
	return o, nil
}

// origin is what an author is to the cycle.
func (p ProblemSolving) origin(a peer.Actor) peer.Party { return whose.Party(p, a) }

func (p ProblemSolving) originFor(by peer.Reading) bool {
	a := by.By
	if !p.Exists() || !a.Valid() || !p.s.Audience.Allows(MeAndMyWorker) {
		return false
	}
	return whose.Party(p, a) == peer.PartyWorker && by.Purpose != peer.ForRecord ||
		a.Staff != "" && a.Staff == by.Lines.Supervisor && by.Purpose == peer.ForSupervision
}
