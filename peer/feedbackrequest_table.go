package peer

import (
	"cmp"
	"slices"
	"time"
)

// ErrTooFewResponses: too few answers have come in since the last result for one that
// tells nobody who said what (PEER-52).
var ErrTooFewResponses = NewCode("too-few-responses", Wait)

type (
	roundRow         = Row[FeedbackRequest, FeedbackFacts]
	roundStep[C any] = Step[FeedbackRequest, FeedbackFacts, C]
	roundTaken       = Taken[FeedbackFacts]
)

var (
	workerOrStaff = []Party{PartyWorker, PartyStaff}
	roundOpen     = []Status{FeedbackAsking}

	roundStaff = Asks{Rule: Rule{"PEER-52", ErrNotAuthorised}, Says: "A round is for the worker and their colleagues.", Fix: "Ask one of them; an answer may be given at any time."}
	// countedByStaff: an act of the person's own would tell who said no.
	countedByStaff = Asks{Rule: Rule{"PEER-52", ErrIdentifiableContent}, Says: "The worker or a colleague counts it, so that nothing tells who it was.", Fix: "Send it as the act of a member of staff, with nobody's id."}

	enoughAnswers = Asks{Rule: Rule{"PEER-52", ErrTooFewResponses}, Says: "Enough answers have come in since the last result.", Fix: "Wait for more. A result of few answers would tell who gave them."}
)

// feedbackRequests is the table of PEER-52 for a round of asking.
var feedbackRequests = Machine[FeedbackRequest, FeedbackFacts]{
	Kind:   KindFeedbackRequest,
	Schema: 1, // 1: the first form
	Says:   "One round of asking how the support was; who would rather not is a number.",
	Moves:  "PEER-52",
	States: []State{
		{FeedbackAsking, "Answers come in. A result is drawn when there are enough; the round is closed.", false},
		{FeedbackClosed, "No more answers are asked for.", true},
	},
	Head:   func(r *FeedbackRequest) *Head { return &r.head },
	Data:   func(r *FeedbackRequest) any { return &r.s },
	Person: func(FeedbackRequest) PersonID { return "" }, // it is about nobody who is supported
	Party:  func(r FeedbackRequest, a Actor) Party { return PartyOf(a, "", r.s.Worker) },
	Policy: func(f FeedbackFacts) Digest { return f.Policy.Digest() },
	Line:   func(f FeedbackFacts) Lines { return f.Lines },
	Legal:  feedbackRequestLegal,
	Parts: []Part[FeedbackRequest]{
		{Name: "round", If: func(_ FeedbackRequest, as Party, by Reading) bool {
			return slices.Contains([]Party{PartyWorker, PartyLine, PartyStaff}, as) && by.Purpose != ForRecord
		}, Rule: Rule{"PEER-52", ErrNotAuthorised}, Says: "That feedback is asked for is for the staff.", Value: FeedbackRequest.shown},
		{Name: "results", If: func(_ FeedbackRequest, as Party, by Reading) bool { return workerAndLine(as, by) },
			Rule: Rule{"PEER-52", ErrNotAuthorised}, Says: "Results are for the worker and, in supervision, for their line.", Value: func(r FeedbackRequest) any { return r.s.Results }},
	},
	Rows: []roundRow{
		Begins(roundRow{
			Do: "ask", Says: "Begin a round of asking for feedback.", To: roundOpen, By: workerOrStaff, Else: roundStaff, Form: "PEER-52",
		}, func(c AskForFeedback) string { return c.ID }, func(c AskForFeedback) FeedbackRequest {
			return FeedbackRequest{s: feedbackRequest{Worker: c.Worker, Of: c.Of, Group: c.Group}}
		}, roundStep[AskForFeedback]{
			Needs: []Need[FeedbackRequest, FeedbackFacts, AskForFeedback]{{
				Asks: Asks{Rule: Rule{"PEER-52", ErrIdentifiableContent}, Path: "/group", Says: "Where people are asked one by one, nothing tells whom.", Fix: "Leave the group out, or say that a group or a team is asked."},
				Met:  func(r FeedbackRequest, _ AskForFeedback, _ Act, _ FeedbackFacts) Tri { return Is(r.ofNobody()) },
			}},
			Apply: func(r FeedbackRequest, _ AskForFeedback, t *roundTaken) FeedbackRequest {
				r.s.Asked, r.s.Minimum = t.Now(), t.Facts.Policy.feedbackMinimum()
				return r
			},
		}),
		Takes(roundRow{
			Do: "count-declined", Says: "Count one who would rather not.", From: roundOpen, To: roundOpen, By: workerOrStaff, Else: countedByStaff, Form: "PEER-52",
		}, roundStep[CountDeclined]{Apply: func(r FeedbackRequest, _ CountDeclined, _ *roundTaken) FeedbackRequest {
			r.s.Declined++
			return r
		}}),
		Takes(roundRow{
			Do: "draw-result", Says: "Draw a result from the answers that came in.", From: roundOpen, To: roundOpen, By: workerOrStaff, Else: roundStaff, Form: "PEER-52",
			Open: []Open[FeedbackRequest, FeedbackFacts]{{
				Asks: enoughAnswers,
				Met: func(r FeedbackRequest, _ Act, f FeedbackFacts) Tri {
					least := r.least(f.Policy)
					if least == 0 {
						return Unknown // no policy says how many
					}
					return Is(len(r.waiting(f.Answers)) >= least)
				},
				Args: func(r FeedbackRequest, _ Act, f FeedbackFacts) []Arg {
					return []Arg{Number("minimum", r.least(f.Policy))}
				},
			}},
		}, roundStep[DrawResult]{Apply: drawResult}),
		Takes(roundRow{
			Do: "close", Says: "Ask for no more answers.", From: roundOpen, To: []Status{FeedbackClosed}, By: workerOrStaff, Else: roundStaff, Form: "PEER-52",
		}, roundStep[CloseFeedback]{Apply: func(r FeedbackRequest, _ CloseFeedback, _ *roundTaken) FeedbackRequest { return r }}),
	},
}

// ofNobody reports whether a round of people one by one names no group: an id there would
// be somebody's.
func (r FeedbackRequest) ofNobody() bool { return r.s.Of != FromPeople || r.s.Group == "" }

// least is how many answers make a result: as it was said for this round, or else as the
// policy says now.
func (r FeedbackRequest) least(p Policy) int {
	if r.s.Minimum > 0 {
		return r.s.Minimum
	}
	return p.feedbackMinimum()
}

// waiting are the answers of this round that no result was drawn from yet, each once, in
// an order that tells nothing about who was first.
func (r FeedbackRequest) waiting(all []Feedback) []Feedback {
	drawn := map[string]bool{}
	for _, id := range r.s.Drawn {
		drawn[id] = true
	}
	var out []Feedback
	for _, f := range all {
		if f.counts() && f.s.Request == r.ref.ID && f.s.Worker == r.s.Worker && !drawn[f.ref.ID] {
			drawn[f.ref.ID] = true
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(a, b Feedback) int { return cmp.Compare(a.ref.ID, b.ref.ID) })
	return out
}

func drawResult(r FeedbackRequest, _ DrawResult, t *roundTaken) FeedbackRequest {
	result := FeedbackResult{Declined: r.s.Declined}
	r.s.Drawn = slices.Clone(r.s.Drawn)
	for _, f := range r.waiting(t.Facts.Answers) {
		result.Answered++
		result.Listened.add(f.s.Answers.Listened)
		result.Chosen.add(f.s.Answers.Chosen)
		result.Helped.add(f.s.Answers.Helped)
		result.Again.add(f.s.Answers.Again)
		r.s.Drawn = append(r.s.Drawn, f.ref.ID)
	}
	r.s.Minimum = r.least(t.Facts.Policy)
	r.s.Results = append(slices.Clone(r.s.Results), result)
	return r
}

// shown is what is seen of a round before there is a result: not how many have answered,
// nor how many would rather not, which would tell what one person just did.
func (r FeedbackRequest) shown() any {
	return struct {
		Worker  StaffID      `json:"worker"`
		Of      FeedbackFrom `json:"of"`
		Group   string       `json:"group,omitzero"`
		Asked   time.Time    `json:"asked"`
		Minimum int          `json:"minimum,omitzero"`
	}{r.s.Worker, r.s.Of, r.s.Group, r.s.Asked, r.s.Minimum}
}

func feedbackRequestLegal(r FeedbackRequest) []Reason {
	s, answered := r.s, 0
	out := []Reason{
		Holds(r.ofNobody(), "/group", "Where people are asked one by one, no group is named."),
		Holds(s.Minimum == 0 || s.Minimum >= feedbackFewest, "/minimum", "A result is of at least three answers."),
		Holds(s.Declined >= 0, "/declined", "A count is not less than nothing."),
		Holds(len(s.Results) == 0 || s.Minimum > 0, "/results", "Where nobody said how many answers make a result, there is none."),
	}
	for i, x := range s.Results {
		at := "/results/" + Rev(i).String()
		answered += x.Answered
		whole := !slices.ContainsFunc([]FeedbackCount{x.Listened, x.Chosen, x.Helped, x.Again}, func(c FeedbackCount) bool {
			return c.total() != x.Answered || min(c.Yes, c.Partly, c.No, c.NotSaid) < 0
		})
		out = append(out,
			Holds(x.Answered >= s.Minimum, at+"/answered", "Each result is of enough answers."),
			Holds(whole, at, "Every answer is counted once for each question."),
			Holds(x.Declined >= 0 && x.Declined <= s.Declined, at+"/declined", "No more were counted by then than are now."))
	}
	once := slices.Compact(slices.Sorted(slices.Values(s.Drawn)))
	return append(out, Holds(len(once) == len(s.Drawn) && len(s.Drawn) == answered, "/drawn", "Each answer came into one result."))
}
