package transition

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

func draftTransition(c Announce) Transition {
	return Transition{s: transition{Person: c.Person, Worker: c.Worker, Organiser: c.Organiser, Kind: c.Move, From: c.From, To: c.To,
		Told: c.Told, Planned: c.Planned, Until: c.Until}}
}

func announced(t Transition, c Announce, k *taken) Transition {
	t.s.Announced = k.Now()
	if !c.Planned.IsZero() {
		t.s.DaySet = k.Now()
	}
	if c.CouldNotManage {
		t = t.flagged(c.Informed, k)
	}
	return t.since(k)
}

// since notes when the move came to where it is.
func (t Transition) since(k *taken) Transition {
	t.s.Since = k.Now()
	return t
}

func (t Transition) flagged(informed peer.StaffID, k *taken) Transition {
	if !t.s.Extra.needed() {
		t.s.Extra = extraSupport{Since: k.Now()}
	}
	if informed != "" && informed != t.s.Worker {
		t.s.Extra.Informed, t.s.Extra.At = informed, k.Now()
	}
	return t
}

func informed(t Transition, c SayInformation, k *taken) Transition {
	list := func(told []Told) []Item {
		var out []Item
		for _, x := range told {
			out = append(out, Item{What: x.What, Text: x.Text})
		}
		return out
	}
	next := t
	next.s.Information = information{list(c.Will), c.Nothing && len(c.Will) == 0, list(c.WillNot), c.Everything && len(c.WillNot) == 0, c.Discussed, k.Now()}
	return next.contest(k.Act, k.Facts).reopened(t, k)
}

// contest marks what a service passes on against the person's no.
func (t Transition) contest(a peer.Act, f Facts) Transition {
	no := t.refusals(a, f)
	list := slices.Clone(t.s.Information.Will)
	for i := range list {
		list[i].Contested = slices.Contains(no, list[i].What)
	}
	t.s.Information.Will = list
	return t
}

// refusals is what the person said no to, here or in the consent register.
func (t Transition) refusals(a peer.Act, f Facts) []Passed {
	out := slices.Clone(t.s.SaidNo)
	if peer.Consented(f.Consents, t.s.Person, peer.ShareContacts, peer.ForCare, a.At) == peer.No && !slices.Contains(out, PassedPeerNotes) {
		out = append(out, PassedPeerNotes)
	}
	return out
}

func saidStuck(t Transition, _ SayStuck, k *taken) Transition {
	said := &t.s.Stuck.Worker
	if k.As == peer.PartyPerson {
		said = &t.s.Stuck.Person
	}
	if said.At.IsZero() { // said again, it is the same stall
		*said = saidAt{k.Act.By.Staff, k.Now(), t.Rev() + 1}
	}
	k.Raise(peer.SignalNotProgressing, stallRule)
	return t
}

func answeredStuck(t Transition, c AnswerStuck, k *taken) Transition {
	t.s.Stuck = stuck{Episode: t.s.Stuck.Episode + 1, Answered: k.Now(), Next: c.Next, LookAgain: c.LookAgain}
	return t
}

func transitionLegal(t Transition) []peer.Reason {
	s, at := t.s, t.Status()
	return slices.Concat(checksLegal(t), []peer.Reason{
		peer.Holds(s.Organiser.Given() && s.Organiser.Role != peer.RolePeerWorker && (s.Organiser.Staff == "" || s.Organiser.Staff != s.Worker), "/organiser", "A professional or a service organises the move."),
		peer.Holds(!s.Told.After(s.Planned) && !s.Planned.After(s.Until), "/told", "The days stand in order."),
		peer.Holds(s.Planned.IsZero() == s.DaySet.IsZero(), "/daySet", "The day of the move was set at some time."),
		peer.Holds(whose.SilentOr(whose.Personal, t, s.Opinion.Words), "/opinion/words", "What the person thinks is in their own words."),
		peer.Holds(s.Opinion.At.IsZero() == (s.Opinion == opinion{}), "/opinion/at", "What the person thinks has its time."),
		peer.Holds((at == Settling || at == Completed) != s.Arrived.IsZero(), "/arrived", "Who has arrived has a day, and nobody else."),
		peer.Holds(at != Completed || !slices.ContainsFunc(t.Answers(), func(a CheckAnswer) bool { return a.From == "" }), "/checks", "A move that is done has an answer to each check."),
		peer.Holds(s.OpenAgain.IsZero() || len(t.openChecks()) > 0, "/openAgain", "A check came open only while one is."),
		peer.Holds(s.Information.legal(s.SaidNo), "/information", "What is passed on has its time, and stands as contested where the person said no."),
		peer.Holds(s.Extra.legal(s.Worker), "/extra", "Extra support has its time, and who was told is not the worker."),
		peer.Holds(s.Stuck.legal(t.Rev()), "/stuck", "What was said of a move that stands still has its time."),
		peer.Holds((s.HeldBack == heldBack{}) || !s.HeldBack.Because.IsZero() && s.HeldBack.Until.Precision() == peer.ByDay && !s.HeldBack.At.IsZero(), "/heldBack", "What is held back has its reason and its end."),
		peer.Holds((s.Effect == "") == s.EffectOn.IsZero(), "/effectOn", "What the move does to peer support has its day."),
		peer.Holds(s.CloserEvery.IsZero() || s.CloserFrom.Precision() == peer.ByDay, "/closerFrom", "Closer contact has its first day."),
	})
}

func (e extraSupport) legal(worker peer.StaffID) bool {
	if e.Since.IsZero() {
		return e == extraSupport{}
	}
	return (e.Informed == "") == e.At.IsZero() && (e.Informed == "" || e.Informed != worker)
}

func (i information) legal(no []Passed) bool {
	if i.At.IsZero() {
		return len(i.Will)+len(i.WillNot) == 0 && !i.Nothing && !i.Everything && i.Discussed == peer.Unknown
	}
	as := func(x Item) bool { return x.Contested == slices.Contains(no, x.What) || x.What == PassedPeerNotes }
	wrong := slices.ContainsFunc(i.Will, func(x Item) bool { return !as(x) }) || slices.ContainsFunc(i.WillNot, func(x Item) bool { return x.Contested })
	return !wrong && !(i.Nothing && len(i.Will) > 0) && !(i.Everything && len(i.WillNot) > 0)
}

func (s stuck) legal(rev peer.Rev) bool {
	said := func(x saidAt) bool { return x.At.IsZero() == (x.Rev == 0) && x.Rev <= rev }
	answered := (s.Episode == 0) == s.Answered.IsZero() && s.Answered.IsZero() == s.LookAgain.IsZero() && s.Answered.IsZero() == s.Next.IsZero()
	own := s.Person.By == "" && (s.Worker.By == "") == s.Worker.At.IsZero()
	return said(s.Person) && said(s.Worker) && own && answered && s.Episode >= 0 && peer.Rev(s.Episode) <= rev
}

func checksLegal(t Transition) []peer.Reason {
	var out []peer.Reason
	seen := map[Check]bool{}
	for _, x := range t.s.Checks {
		out = append(out,
			peer.Holds(!seen[x.Check], "/checks", "Each check stands there once."),
			peer.Holds(whose.SilentOr(whose.Personal, t, x.Words), "/checks", "What the person says of a check is in their own words."),
			peer.Holds((x.Person == "") == x.PersonAt.IsZero() && (x.Worker == "") == x.WorkerAt.IsZero() && x.Because.IsZero() == x.BecauseAt.IsZero(), "/checks", "Each answer has its time."),
			peer.Holds(x.Person != "" || x.Words.IsZero(), "/checks", "Words stand with an answer."))
		seen[x.Check] = true
	}
	return out
}
