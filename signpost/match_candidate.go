package signpost

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// Candidate is an entry beside a need. What it says of itself, a front end reads from
// the entry: name, hours, cost, alert.
type Candidate struct {
	Resource peer.Ref `json:"resource"`
	// Topics and Categories are what of the person's wishes it is about, Likes and
	// Features what of their preferences it meets.
	Topics     []Topic      `json:"topics,omitempty"`
	Categories []Category   `json:"categories,omitempty"`
	Likes      []Topic      `json:"likes,omitempty"`
	Features   []AccessNeed `json:"features,omitempty"`
	// Eases are what makes it easier to begin, for somebody who is not sure.
	Eases []Ease `json:"eases,omitempty"`
	// Fit is how it answers what they need to be able to use it; Ways has a way round
	// for each need that is not met.
	Fit  Fit        `json:"fit"`
	Ways []WayRound `json:"ways,omitempty"`
	Away Away       `json:"away"`
	// Freshness is as of the time of the question. CheckFirst: nobody made sure of it
	// lately enough, and the person is told.
	Freshness  Freshness `json:"freshness"`
	CheckFirst bool      `json:"checkFirst,omitzero"`
	// Closed for now, and Alert: its organisation put something over everything else.
	Closed bool `json:"closed,omitzero"`
	Alert  bool `json:"alert,omitzero"`
	// Offline: it is online, and the person is not.
	Offline bool `json:"offline,omitzero"`
	// Blocked are ways to get in touch with it that do not reach the person where
	// they are, Instead what does.
	Blocked []Medium `json:"blocked,omitempty"`
	Instead []Medium `json:"instead,omitempty"`
	// Reasons are all that was looked at and could have been different, met or not.
	Reasons []peer.Reason `json:"reasons"`
}

// Open reports whether nothing stands in the way.
func (c Candidate) Open() bool { return !slices.ContainsFunc(c.Reasons, peer.Reason.Stops) }

// Compare is the order candidates stand in, from what each of them shows: fresh before
// others; what can be used without being online, for somebody who is not; more wishes
// met; more preferences met; more that makes it easier to begin; fewer needs unmet;
// fewer needs unknown; nearer, for somebody who said where they set out: what is used
// from home is nearest, and what lies nobody knows where is furthest. The first that differs decides. Between equals Match
// goes by name and by id.
func (c Candidate) Compare(d Candidate) int { return c.order().compare(d.order()) }

func (c Candidate) order() order {
	return order{
		count(c.Freshness != Fresh), count(c.Offline), -len(c.Topics) - len(c.Categories), -len(c.Likes) - len(c.Features),
		-len(c.Eases), len(c.Fit.Unmet), len(c.Fit.Unknown), c.Away.order(),
	}
}

// candidates turns what was judged, in order, into what is shown.
func (s *search) candidates(list []judged) (open, explained []Candidate) {
	stopped := 0
	for _, j := range list {
		stopped += count(j.stops)
	}
	open, explained = make([]Candidate, 0, len(list)-stopped), make([]Candidate, 0, stopped)
	for _, j := range list {
		if j.stops {
			explained = append(explained, s.candidate(j))
		} else {
			open = append(open, s.candidate(j))
		}
	}
	return open, explained
}

func (s *search) candidate(j judged) Candidate {
	l := &j.r.s.Listing
	c := Candidate{
		Resource: j.r.Ref(), Topics: both(s.need.Topics, l.Topics), Categories: both(s.need.Categories, l.Categories), Likes: both(s.need.Prefers.Topics, l.Topics),
		Away: j.away, Freshness: j.fresh, CheckFirst: j.fresh != Fresh, Closed: l.Now.Closed, Alert: !l.Now.Alert.IsZero(), Offline: s.offline(l),
	}
	for _, n := range s.need.Prefers.Features {
		if l.answers(n, s.need.Languages) == peer.Yes {
			c.Features = append(c.Features, n)
		}
	}
	for _, e := range eases {
		if s.eases(l, e) {
			c.Eases = append(c.Eases, e)
		}
	}
	s.fit(l, &c)
	s.reach(l, &c)
	c.Reasons = s.reasons(j, &c)
	return c
}

// both are what of a stands in b.
func both[T comparable](a, b []T) []T {
	var out []T
	for _, v := range a {
		if slices.Contains(b, v) {
			out = append(out, v)
		}
	}
	return out
}

func (s *search) fit(l *Listing, c *Candidate) {
	for _, n := range s.need.Access {
		switch l.answers(n, s.need.Languages) {
		case peer.Yes:
			c.Fit.Met = append(c.Fit.Met, n)
		case peer.No:
			c.Fit.Unmet = append(c.Fit.Unmet, n)
			c.Ways = append(c.Ways, WayRound{n, waysRound[n]})
		default:
			c.Fit.Unknown = append(c.Fit.Unknown, n)
		}
	}
}

// reach finds the ways to get in touch that do not reach the person where they are.
func (s *search) reach(l *Listing, c *Candidate) {
	if len(s.here.Blocks) == 0 {
		return
	}
	for i := range l.Contacts {
		m := l.Contacts[i].Kind.medium()
		if slices.Contains(s.here.Blocks, m) && !slices.Contains(c.Blocked, m) {
			c.Blocked = append(c.Blocked, m)
		}
	}
	if len(c.Blocked) > 0 {
		c.Instead = slices.Clone(s.here.Instead)
	}
}

// reasons are every rule that had something to say about this entry and this need.
func (s *search) reasons(j judged, c *Candidate) []peer.Reason {
	l := &j.r.s.Listing
	var kept [16]peer.Reason // no more rules than that; the reasons are copied once
	out := s.standing(j, kept[:0])
	about := len(c.Topics)+len(c.Categories)+len(c.Likes) > 0
	if about || !j.matches {
		out = append(out, because(ruleAsked, peer.Is(about)))
	}
	if j.advocate {
		out = append(out, because(ruleAdvocate, peer.Yes))
	}
	if j.talk {
		out = append(out, because(ruleTalk, peer.Yes))
	}
	out = append(out, because(ruleFresh, peer.Is(j.fresh == Fresh)), because(ruleLimits, peer.Is(l.Reach.LimitsKnown())))
	return slices.Clone(s.using(l, c, s.limits(l, j.away, out)))
}

// standing is about the entry by itself.
func (s *search) standing(j judged, out []peer.Reason) []peer.Reason {
	l := &j.r.s.Listing
	if status := j.r.Status(); status != Listed && status != Disputed {
		out = append(out, because(ruleListed, peer.No))
	}
	if j.r.Status() == Disputed {
		out = append(out, because(ruleClear, peer.No, peer.Word("doubt", j.r.lastDoubt())))
	}
	if l.Now.Closed {
		out = append(out, because(ruleOpen, peer.No))
	}
	if len(l.Sessions.Days) > 0 {
		out = append(out, because(ruleNotOver, peer.Is(j.fresh != Over)))
	}
	return out
}

// limits are whom and where it serves.
func (s *search) limits(l *Listing, a Away, out []peer.Reason) []peer.Reason {
	if low, high := l.Reach.MinimumAge, l.Reach.MaximumAge; low != 0 || high != 0 {
		r := because(ruleAge, s.age(l))
		if low != 0 {
			r.Args = append(r.Args, peer.Number("min", low))
		}
		if high != 0 {
			r.Args = append(r.Args, peer.Number("max", high))
		}
		out = append(out, knownOnly(r))
	}
	if s.need.Area != "" && l.Area != "" {
		out = append(out, because(ruleArea, s.area(l)))
	}
	if s.need.MaxDistance > 0 && !l.fromHome() && l.Kind != Crisis {
		r := because(ruleDistance, s.within(l, a))
		if a.Known {
			r.Args = []peer.Arg{peer.Number("metres", a.Metres), peer.Number("max", s.need.MaxDistance)}
		}
		out = append(out, knownOnly(r))
	}
	return out
}

// knownOnly: what nobody knows keeps nobody out.
func knownOnly(r peer.Reason) peer.Reason {
	if r.Met == peer.Unknown {
		r.Weight = peer.Warns
	}
	return r
}

// using is about how the person gets in touch with it and uses it.
func (s *search) using(l *Listing, c *Candidate, out []peer.Reason) []peer.Reason {
	if len(s.here.Blocks) > 0 && len(l.Contacts) > 0 {
		r := because(ruleReaches, peer.Yes)
		if len(c.Blocked) > 0 {
			r = blockedReason(s.need.Setting, c.Blocked, c.Instead)
		}
		out = append(out, warned(r))
	}
	if len(s.need.Media) > 0 {
		mine := func(p ContactPoint) bool { m := p.Kind.medium(); return m == "" || slices.Contains(s.need.Media, m) }
		out = append(out, because(ruleUsable, peer.Is(slices.ContainsFunc(l.Contacts, mine))))
	}
	if l.onlineOnly() {
		out = append(out, because(ruleOnline, s.need.Online))
	}
	if l.Access == AccessThroughProfessional {
		out = append(out, because(ruleOwnMove, peer.No))
	}
	return out
}

// lastDoubt is what was doubted last and is still open.
func (r Resource) lastDoubt() DoubtReason {
	for _, d := range slices.Backward(r.s.Doubts) {
		if d.open() {
			return d.Reason
		}
	}
	return ""
}
