package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var twoTalk = peer.Asks{Rule: peer.Rule{Row: "REC-16", Code: peer.ErrNotAuthorised}, Says: "This is for the person and the worker alongside.", Fix: "Leave it to the two of them; anybody can raise a concern."}

// eitherSays: what stands at a path was said by one of the two.
func eitherSays[C any](path string, words func(C) []peer.Words) need[PositiveRisk, C] {
	return whose.Said[Facts, PositiveRisk, C](peer.Asks{
		Rule: twoTalk.Rule, Path: path,
		Says: "These are the words of the person or of the worker alongside.", Fix: "Name the one of the two who said it; what somebody else thinks is a view.",
	}, whose.Either[PositiveRisk], words)
}

func harmWords(list []PossibleHarm) []peer.Words {
	var out []peer.Words
	for _, h := range list {
		out = append(out, h.Words)
	}
	return out
}

func keptHarm(list []PossibleHarm, by peer.Actor) []PossibleHarm {
	var out []PossibleHarm
	for _, h := range list {
		out = append(out, PossibleHarm{h.Kind, h.Words.Own(by)})
	}
	return out
}

// withHigh are the harms among these, and those noted before, at which a concern goes
// alongside under the policy of the day.
func (s positiveRisk) withHigh(list []PossibleHarm, p Policy) []Harm {
	var now []Harm
	for _, h := range list {
		if p.highRisk(h.Kind) {
			now = append(now, h.Kind)
		}
	}
	return onceInOrder(harms, slices.Concat(s.High, now))
}

// question is the safety question beside a talk.
func (s positiveRisk) question() whose.Question {
	return whose.Question{Settled: len(s.High) == 0, Further: s.Further}
}

// asked is the question as it stands once these harms have been added. One that
// asks for a concern asks anew, whatever was answered before; otherwise what has
// gone further is not unsaid.
func (s positiveRisk) asked(list []PossibleHarm, said peer.Further, p Policy) positiveRisk {
	s.High = s.withHigh(list, p)
	if anyHigh(list, p) || said != (peer.Further{}) && !s.passedOn() {
		s = s.answered(said)
	}
	return s
}

// answered keeps an answer, and every concern that was named.
func (s positiveRisk) answered(said peer.Further) positiveRisk {
	s.Further = said
	if s.passedOn() && !slices.Contains(s.Concerns, said.Concern) {
		s.Concerns = append(s.Concerns[:len(s.Concerns):len(s.Concerns)], said.Concern)
	}
	return s
}

func anyHigh(list []PossibleHarm, p Policy) bool {
	return slices.ContainsFunc(list, func(h PossibleHarm) bool { return p.highRisk(h.Kind) })
}

// besideHarm asks the safety question of what is kept whatever the answer, under
// the policy of the day. A step that neither adds such a harm nor says something
// about it asks nothing again.
func besideHarm[C any](of func(C) ([]PossibleHarm, peer.Further)) []need[PositiveRisk, C] {
	out := whose.KeptOpen[Facts]("REC-16", func(PositiveRisk, C) whose.Question { return whose.Question{} })
	for i, half := range []func(whose.Question) peer.Tri{whose.Question.Said, whose.Question.Named} {
		out[i].Met = func(p PositiveRisk, c C, _ peer.Act, f Facts) peer.Tri {
			list, said := of(c)
			if !anyHigh(list, f.Policy) && said == (peer.Further{}) {
				return peer.Yes
			}
			return half(p.s.asked(list, said, f.Policy).question())
		}
	}
	return out
}

// notPassedOn: what has gone further is not unsaid. That there is a concern is for
// the worker to know, and to tell the person where it is safe (hazard H26).
var notPassedOn = open[PositiveRisk]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-16", Code: peer.ErrInvalidTransition}, Says: "It has not gone further yet.", Fix: "Add to the concern that was raised.", Audience: peer.WorkerAndLine},
	Met:  func(p PositiveRisk, _ peer.Act, _ Facts) peer.Tri { return peer.Is(!p.s.passedOn()) },
}

func (s positiveRisk) passedOn() bool {
	return s.Further.Answer == peer.Yes && s.Further.Concern != ""
}

// roomInTalk: a talk holds thirty of each.
var roomInTalk = need[PositiveRisk, AddToTalk]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-16", Code: peer.ErrOutOfRange}, Says: "A talk holds thirty goods, thirty harms and thirty ways to make it safer.", Fix: "Begin another talk about it."},
	Met: func(p PositiveRisk, c AddToTalk, _ peer.Act, _ Facts) peer.Tri {
		s := p.s
		return peer.Is(max(len(s.Good)+len(c.Good), len(s.Harm)+len(c.Harm), len(s.Safer)+len(c.Safer)) <= maxRiskItems)
	},
}

// viewOf is what somebody is to a talk: whose view theirs would be.
func (p PositiveRisk) viewOf(a peer.Actor) ViewOf {
	a.Role = ""
	switch {
	case !a.Valid():
		return ""
	case whose.Personal(p, a):
		return ViewOfPerson
	case a.Staff != "" && a.Staff == p.s.Worker:
		return ViewOfWorker
	case a.Staff != "":
		return ViewOfTeam
	case a.Carer != "":
		return ViewOfCarer
	}
	return ""
}

func (p PositiveRisk) viewBy(holder peer.Actor) (int, RiskView) {
	i := slices.IndexFunc(p.s.Views, func(v RiskView) bool { return v.Holder == holder })
	if i < 0 {
		return i, RiskView{}
	}
	return i, p.s.Views[i]
}

// wasAsked: others than the two give a view when the person had them asked.
var wasAsked = open[PositiveRisk]{
	Asks: peer.Asks{Rule: twoTalk.Rule, Says: "Others than the two were asked how they see it.", Fix: "Tell the worker; they listen and can write it down. Anybody can raise a concern."},
	Met: func(p PositiveRisk, a peer.Act, _ Facts) peer.Tri {
		i, _ := p.viewBy(peer.Words{}.Author(a.By))
		return peer.Is(i >= 0 || slices.Contains(whose.Two, whose.Party(p, a.By)))
	},
}

// What a view has to keep to.
var viewRules = []need[PositiveRisk, GiveView]{
	{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-16", Code: peer.ErrPersonsWordsOnly}, Path: "/words", Says: "A view is in its holder's words, given by them or written down by the worker.", Fix: "Give your own view, or name whose words you write down."},
		Met: func(p PositiveRisk, c GiveView, a peer.Act, _ Facts) peer.Tri {
			if c.Words.IsZero() || whose.Party(p, a.By) == peer.PartyNobody {
				return peer.Yes // the form, or whose step it is, says so already
			}
			holder := c.Words.Author(a.By)
			own := holder == peer.Words{}.Author(a.By)
			return peer.Is(p.viewOf(holder) != "" && (own || whose.Party(p, a.By) == peer.PartyWorker))
		},
	},
	{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-16", Code: peer.ErrPersonsChoiceOnly}, Path: "/words", Says: "A view that was given is replaced by its holder.", Fix: "Ask them to say it anew."},
		Met: func(p PositiveRisk, c GiveView, a peer.Act, _ Facts) peer.Tri {
			holder := c.Words.Author(a.By)
			_, v := p.viewBy(holder)
			return peer.Is(v.Words.IsZero() || holder == peer.Words{}.Author(a.By))
		},
	},
	{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-16", Code: peer.ErrConsentRequired}, Path: "/showPerson", Says: "Whether the person reads a carer's view is for that carer to say.", Fix: "Leave it out; the carer can say yes at any time."},
		Met: func(p PositiveRisk, c GiveView, a peer.Act, _ Facts) peer.Tri {
			return peer.Is(!c.ShowPerson || slices.Contains([]peer.Party{peer.PartyCarer, peer.PartyNobody}, whose.Party(p, a.By)))
		},
	},
	{
		Asks: peer.Asks{Rule: roomInTalk.Rule, Path: "/words", Says: "A talk holds thirty views.", Fix: "Begin another talk about it."},
		Met: func(p PositiveRisk, c GiveView, a peer.Act, _ Facts) peer.Tri {
			i, _ := p.viewBy(c.Words.Author(a.By))
			return peer.Is(i >= 0 || len(p.s.Views) < maxRiskItems)
		},
	},
}

// Who can be asked.
var askRules = []need[PositiveRisk, AskView]{
	{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-16", Code: peer.ErrDuplicate}, Path: "/holder", Says: "They have not been asked yet.", Fix: "Nothing is needed; the worker says how they see it at any time."},
		Met: func(p PositiveRisk, c AskView, _ peer.Act, _ Facts) peer.Tri {
			i, _ := p.viewBy(peer.Words{}.Author(c.Holder))
			return peer.Is(c.Holder.Person != "" || i < 0 && p.viewOf(c.Holder) != ViewOfWorker)
		},
	},
	{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-16", Code: peer.ErrUnknownCode}, Path: "/holder", Says: "They are somebody on the staff or a carer.", Fix: "Name somebody of the team or a carer."},
		Met: func(_ PositiveRisk, c AskView, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(!c.Holder.Valid() || c.Holder.Person == "")
		},
	},
	{
		Asks: peer.Asks{Rule: roomInTalk.Rule, Path: "/holder", Says: "A talk holds thirty views.", Fix: "Begin another talk about it."},
		Met: func(p PositiveRisk, _ AskView, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(len(p.s.Views) < maxRiskItems)
		},
	},
}

var riskReviewToCome = need[PositiveRisk, ReviewRiskOn]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-16", Code: peer.ErrPastDate}, Path: "/on", Says: "The day to look at it again is not over yet.", Fix: "Choose a later day, a month or a year, or leave it out."},
	Met:  func(_ PositiveRisk, c ReviewRiskOn, a peer.Act, f Facts) peer.Tri { return toCome(c.On, f.Policy, a) },
}

// given puts a view in its holder's place, or behind the others.
func (p PositiveRisk) given(v RiskView) PositiveRisk {
	views := slices.Clone(p.s.Views)
	if i, _ := p.viewBy(v.Holder); i >= 0 {
		views[i] = v
	} else {
		views = append(views, v)
	}
	p.s.Views = views
	return p
}

func riskLegal(p PositiveRisk) []peer.Reason {
	s := p.s
	found := func(h Harm) bool {
		return slices.ContainsFunc(s.Harm, func(x PossibleHarm) bool { return x.Kind == h })
	}
	high := !slices.ContainsFunc(s.High, func(h Harm) bool { return !found(h) })
	for _, h := range alwaysHighRisk {
		high = high && found(h) == slices.Contains(s.High, h)
	}
	decided := p.Status() == RiskDecided
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, p, s.What, s.Why, s.Because), "/what", "What they want, why, and what they decide are the person's words."),
		peer.Holds(whose.SilentOr(whose.Either, p, slices.Concat(s.Good, s.Safer, harmWords(s.Harm))...), "/good", "What could come of it was said by the person or the worker."),
		peer.Holds(high && slices.Equal(s.High, onceInOrder(harms, s.High)), "/high", "The harms at which a concern goes alongside are among those that were named, and life and children are always."),
		peer.Holds(!s.passedOn() || slices.Contains(s.Concerns, s.Further.Concern), "/concerns", "Every concern that was named is listed."),
		peer.Holds(viewsLegal(p), "/views", "Each view is its holder's, in their words, and nobody has two."),
		peer.Holds(decided == (s.Decision != "") && decided == !s.DecidedOn.IsZero(), "/decision", "What was decided says what and on which day."),
		peer.Holds(s.DecidedOn.IsZero() || s.DecidedOn.Precision() == peer.ByDay, "/decidedOn", "The day of a decision is a whole day."),
		peer.Holds(decided || s.Because == (peer.Words{}), "/because", "What was said about a decision stands with one."),
	}
}

func viewsLegal(p PositiveRisk) bool {
	for i, v := range p.s.Views {
		first, _ := p.viewBy(v.Holder)
		words := v.Words == (peer.Words{}) || !v.Words.IsZero() && v.Words.By == v.Holder
		asked := !v.Words.IsZero() || v.Of == ViewOfTeam || v.Of == ViewOfCarer
		shown := !v.ShowPerson || v.Of == ViewOfCarer && !v.Words.IsZero()
		if first != i || v.Holder.Role != "" || v.Of != p.viewOf(v.Holder) || !words || !asked || !shown {
			return false
		}
	}
	return true
}
