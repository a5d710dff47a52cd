package transition

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// CheckAnswer is where one of the six stands. The person's own answer wins over the
// worker's view; information that is passed on against the person's no is not met,
// whatever was answered.
type CheckAnswer struct {
	Check  Check      `json:"check"`
	Answer Answer     `json:"answer,omitzero"` // empty: nobody has answered
	From   peer.Party `json:"from,omitzero"`   // whose answer it is
	// Contested: something is passed on that the person said no to.
	Contested bool `json:"contested,omitzero"`
	// Explained: the organiser has said why it is not met, or only partly.
	Explained bool `json:"explained,omitzero"`
	// Changed: the day, or what is passed on, was set anew after the answer: a
	// prompt to ask again, never a verdict.
	Changed bool      `json:"changed,omitzero"`
	At      time.Time `json:"at,omitzero"`
}

// open reports whether it has no answer, or is not met.
func (a CheckAnswer) open() bool { return a.Answer == "" || a.Answer == NotMet }

// Answers are the six, in the order they are asked.
func (t Transition) Answers() []CheckAnswer {
	out := make([]CheckAnswer, 0, len(checks))
	for _, c := range checks {
		out = append(out, t.answer(c))
	}
	return out
}

func (t Transition) answer(c Check) CheckAnswer {
	x := t.check(c)
	a := CheckAnswer{Check: c, Explained: !x.Because.IsZero()}
	switch {
	case x.Person != "":
		a.Answer, a.From, a.At = x.Person, peer.PartyPerson, x.PersonAt
	case x.Worker != "":
		a.Answer, a.From, a.At = x.Worker, peer.PartyWorker, x.WorkerAt
	}
	switch c {
	case Notice, Timescale:
		a.Changed = !a.At.IsZero() && a.At.Before(t.s.DaySet)
	case Information:
		a.Changed = !a.At.IsZero() && a.At.Before(t.s.Information.At)
		if t.s.Information.contested() {
			a.Answer, a.Contested = NotMet, true
		}
	}
	return a
}

// openChecks are those that have no answer, or are not met.
func (t Transition) openChecks() []Check {
	var out []Check
	for _, a := range t.Answers() {
		if a.open() {
			out = append(out, a.Check)
		}
	}
	return out
}

// reopened notes when a check came open after all were settled: from then on the
// move stands still for it, however often it is answered in the same way.
func (t Transition) reopened(before Transition, k *taken) Transition {
	switch was, is := len(before.openChecks()) > 0, len(t.openChecks()) > 0; {
	case is && !was:
		t.s.OpenAgain = k.Now()
	case !is:
		t.s.OpenAgain = time.Time{}
	}
	return t
}

// check is what is stored of one of the six; nothing yet is the zero value.
func (t Transition) check(c Check) checked {
	i := slices.IndexFunc(t.s.Checks, func(x checked) bool { return x.Check == c })
	if i < 0 {
		return checked{Check: c}
	}
	return t.s.Checks[i]
}

// with changes what is stored of one of the six, in a list of its own.
func (t Transition) with(c Check, change func(*checked)) Transition {
	list := slices.Clone(t.s.Checks)
	i := slices.IndexFunc(list, func(x checked) bool { return x.Check == c })
	if i < 0 {
		i, list = len(list), append(list, checked{Check: c})
	}
	change(&list[i])
	t.s.Checks = list
	return t
}

// evidence is what a check that counts as met rests on. spoken reports whether the
// person has said something of it themself.
func evidence[C any](of func(Transition, C) (c Check, a Answer, spoken bool)) []need[Transition, C] {
	asks := func(row, says, fix string, about ...Check) need[Transition, C] {
		return need[Transition, C]{
			Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: ErrEvidenceRequired}, Path: "/answer", Says: says, Fix: fix},
			Met: func(t Transition, c C, _ peer.Act, _ Facts) peer.Tri {
				check, answer, spoken := of(t, c)
				return peer.Is(answer != Met || !slices.Contains(about, check) || t.rests(check, spoken))
			},
		}
	}
	return []need[Transition, C]{
		asks("TRAN-05", "The person has answered for themself whether they know why, and had the chance to say what they think.", "Ask them; a yes is enough, and they may also say nothing.", Reason, Opinion),
		asks("TRAN-06", "The day is known, and a service on the other side with its first day or a contact.", "Ask whoever organises for the day or the service; it comes first.", Timescale, Offer),
		asks("TRAN-07", "It is written down what will be passed on and what will not, and that the person could talk about it.", "Write down both halves first, or that there is nothing in one, and talk about it.", Information),
	}
}

func (t Transition) rests(c Check, spoken bool) bool {
	switch c {
	case Reason:
		return spoken
	case Opinion:
		return spoken || !t.s.Opinion.At.IsZero()
	case Timescale:
		return t.s.Planned.Precision() == peer.ByDay
	case Offer:
		return slices.ContainsFunc(t.s.Offered, func(s Service) bool { return !s.First.IsZero() || !s.Contact.IsZero() })
	case Information:
		return t.s.Information.whole() && t.s.Information.Discussed == peer.Yes
	}
	return true
}

// checksAnswered is what a move that is done rests on (TRAN-03). A short notice
// cannot be mended any more: the organiser's reason is enough.
var checksAnswered = open[Transition]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "TRAN-03", Code: ErrChecklistOpen}, Says: "Each of the six checks is met, or has the person's answer and the organiser's reason.", Fix: "Ask the person about the checks that are named; whoever organises says why."},
	Met:  func(t Transition, _ peer.Act, _ Facts) peer.Tri { return peer.Is(len(t.stillOpen()) == 0) },
	Args: func(t Transition, _ peer.Act, _ Facts) []peer.Arg {
		var out []peer.Arg
		for _, c := range t.stillOpen() {
			out = append(out, peer.Word("check", c))
		}
		return out
	},
}

// stillOpen are the checks that keep a move from being done.
func (t Transition) stillOpen() []Check {
	var out []Check
	for _, a := range t.Answers() {
		own := t.check(a.Check).Person != ""
		settled := a.Answer == Met || a.Explained && (own || a.Check == Notice && a.Answer != "")
		if !settled {
			out = append(out, a.Check)
		}
	}
	return out
}
