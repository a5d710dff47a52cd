package signpost

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindNeed is what a safety question asked while matching is from.
const KindNeed peer.Kind = "need"

// Need is what somebody is looking for, as they said it (SIGN-08, SIGN-10). It is a
// question, not a record: nothing in it is stored here.
type Need struct {
	// ID names this question, Person whose it is, By who asks the directory. They
	// stand in the signal when the safety question is left open.
	ID     string        `json:"id,omitzero"`
	Person peer.PersonID `json:"person,omitzero"`
	By     peer.Actor    `json:"by,omitzero"`
	// Goals and Wishes are ids of what the person wants it for; Topics and Categories
	// what it should be about. One of the four, a preferred topic or a situation is
	// needed. A need that says what it is for and nothing of what it should be about
	// leaves nothing out.
	Goals      []string    `json:"goals,omitempty"`
	Wishes     []string    `json:"wishes,omitempty"`
	Topics     []Topic     `json:"topics,omitempty"`
	Categories []Category  `json:"categories,omitempty"`
	Prefers    Preferences `json:"prefers,omitzero"`
	// Distress is the person's own description.
	Distress Distress `json:"distress,omitzero"`
	Willing  Willing  `json:"willing,omitzero"`
	// Access is what they need to be able to use it; Languages, BCP 47, are those
	// they would like to use it in, where that matters.
	Access    []AccessNeed `json:"access,omitempty"`
	Languages []string     `json:"languages,omitempty"`
	// Age in years, as AgeOn gives it; 0: not known, and then nobody is left out for
	// their age.
	Age int `json:"age,omitzero"`
	// Area is the id of the area to look in; empty: any.
	Area string `json:"area,omitzero"`
	// From is where they set out from, MaxDistance the furthest they said, in metres;
	// 0: any.
	From        Place `json:"from,omitzero"`
	MaxDistance int   `json:"maxDistance,omitzero"`
	// Setting is where they are, Media the ways to get in touch that they use; none:
	// not said.
	Setting Setting  `json:"setting,omitzero"`
	Media   []Medium `json:"media,omitempty"`
	// Online answers whether they get online.
	Online peer.Tri `json:"online,omitzero"`
	// Occasions in which an advocate is always offered. A setting where something is
	// kept from the person is one by itself.
	Occasions []AdvocacyOccasion `json:"occasions,omitempty"`
	// Further answers the safety question. It is asked at high distress, and of whoever
	// began to answer it.
	Further peer.Further `json:"further,omitzero"`
}

// Preferences are what somebody likes: it brings an entry to the front and leaves none
// out.
type Preferences struct {
	Topics   []Topic      `json:"topics,omitempty"`
	Features []AccessNeed `json:"features,omitempty"`
}

// Matched is the answer of Match. It is valid beside an error: help at once is in it
// whatever else is missing.
type Matched struct {
	// Crisis are the routes to help at once, CrisisResources what the directory has
	// of it. They come at high distress and when something has to go further, before
	// and without any question. Crisis is then never empty.
	Crisis          []CrisisRoute    `json:"crisis,omitempty"`
	CrisisResources []CrisisResource `json:"crisisResources,omitempty"`
	// CrisisThrough is how help at once is reached from where a call is kept from the
	// person; staff are always among it. Empty: by a call.
	CrisisThrough []Medium `json:"crisisThrough,omitempty"`
	// Candidates are what may suit, in the order of Candidate.Compare, then by name
	// and id.
	Candidates []Candidate `json:"candidates,omitempty"`
	// Explained are about what the person wished for, and something stands in the
	// way; each says what. They are in the same order.
	Explained []Candidate `json:"explained,omitempty"`
	// Elsewhere counts the listed entries that are about something else. Explain
	// says of each why.
	Elsewhere int `json:"elsewhere"`
	// NotNow is always true: doing nothing for now is one of the ways (SIGN-11).
	NotNow bool `json:"notNow"`
	// Reasons are about the need as a whole.
	Reasons []peer.Reason `json:"reasons,omitempty"`
	// Signals are left behind by a safety question that is open. The host stores
	// them, whether there is an error or not.
	Signals []peer.Signal `json:"signals,omitempty"`
}

// Match lists what may suit a need, each with its reasons and with what stands against
// it (SIGN-08, SIGN-10). It is pure: the same need, entries, policy and time give the
// same answer, in whatever order the entries come. Entries that are not listed or
// disputed are passed over. There is no score: Candidate.Compare tells the order.
//
// At high distress the routes to help at once come back in any case, before and
// without any question. Everything else then waits until it is said whether it needs
// to go further, as it does at any distress once somebody began to answer that: the error is a *peer.Refusal with peer.ErrConcernRequired and the
// open signal. A need without goal or wish is peer.ErrRequired; all faults come at
// once. Read Matched also when there is an error.
func Match(need Need, resources []Resource, p Policy, now time.Time) (Matched, error) {
	out := Matched{NotNow: true}
	s := newSearch(need, p, now)
	if s.crisisFirst() {
		out.Crisis, out.CrisisThrough = p.Crisis(), s.crisisThrough()
		out.CrisisResources = s.crisisResources(resources)
	}
	wrong := need.faults(now)
	if (s.high() || need.Further != peer.Further{}) && need.Further.Settled() != peer.Yes {
		wrong = append(wrong, because(ruleQuestion, need.Further.Settled()))
		out.Signals = []peer.Signal{need.signal(now)}
	}
	if len(wrong) > 0 {
		return out, &peer.Refusal{Decision: peer.Decision{Reasons: wrong}, Signals: out.Signals}
	}
	list := make([]judged, 0, 64)
	for i := range resources {
		r := &resources[i]
		if r.Status() != Listed && r.Status() != Disputed || s.crisisFirst() && r.Crisis() {
			continue
		}
		j := s.judge(r)
		if !j.matches {
			out.Elsewhere++
			continue
		}
		list = append(list, j)
	}
	slices.SortFunc(list, judged.compare)
	out.Candidates, out.Explained = s.candidates(list)
	out.Reasons = s.whole(list)
	return out, nil
}

// Explain says of one entry how it answers a need, whatever it is about and wherever
// it stands: why it is in the list, or why it is not. A need with faults is judged as
// far as it goes.
func Explain(need Need, r Resource, p Policy, now time.Time) Candidate {
	s := newSearch(need, p, now)
	j := s.about(&r)
	s.weigh(&j)
	return s.candidate(j)
}

// anything reports whether the need says what it is for and nothing of what it should
// be about: then nothing is about something else.
func (n Need) anything() bool {
	return len(n.Topics)+len(n.Categories)+len(n.Prefers.Topics) == 0 && len(n.Goals)+len(n.Wishes) > 0
}

// said reports whether the person said what they are looking for.
func (n Need) said() bool {
	return len(n.Goals)+len(n.Wishes)+len(n.Topics)+len(n.Categories)+len(n.Prefers.Topics)+len(n.Occasions) > 0
}

// signal says that the safety question is open. The same question gives the same
// signal.
func (n Need) signal(now time.Time) peer.Signal {
	kind := peer.SignalSafetyQuestion
	if n.Further.Answer == peer.Yes {
		kind = peer.SignalGoesFurther
	}
	out := peer.Signal{Kind: kind, Rule: ruleQuestion.Rule, About: n.Person, From: peer.Ref{Kind: KindNeed}, Noticed: now.UTC().Truncate(time.Millisecond), By: n.By}
	if plainID(n.ID) {
		out.From.ID = n.ID
	}
	out.ID = string(KindNeed) + "." + out.From.ID + "." + string(kind)
	if out.From.ID == "" {
		out.ID += "." + out.Noticed.Format("20060102T150405.000Z")
	}
	return out
}

// plainID keeps an id to what can stand in a file name; anything else may be words.
func plainID(id string) bool {
	odd := func(c rune) bool {
		return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.')
	}
	return id != "" && len(id) <= 200 && !slices.ContainsFunc([]rune(id), odd)
}

// whole are reasons about the need and not about one entry.
func (s *search) whole(all []judged) []peer.Reason {
	var out []peer.Reason
	if s.need.Willing != "" {
		out = append(out, because(ruleWilling, peer.Is(s.need.Willing != WillingNo)))
		out = append(out, because(ruleSupport, peer.Is(s.need.Willing != WillingUnsure)))
	}
	if len(s.need.Occasions) > 0 {
		there := slices.ContainsFunc(all, func(j judged) bool { return j.advocate && !j.stops })
		r := because(ruleAdvocate, peer.Is(there))
		for _, x := range s.need.Occasions {
			r.Args = append(r.Args, peer.Word("situation", x))
		}
		out = append(out, r)
	}
	return out
}
