package peer

import "strings"

// feedbackRules are what an organisation says of feedback: how many answers make a result,
// and where a complaint goes.
type feedbackRules struct {
	// Minimum is how many answers make a result that staff may see (PEER-52).
	Minimum int `json:"minimum"`
	// Argument says in words why fewer than five are enough here.
	Argument string `json:"argument,omitzero"`
	// ComplaintsTo is the role that answers for the complaints path (PEER-52).
	ComplaintsTo Role `json:"complaintsTo"`
	// ComplaintWithin is how soon somebody in that role takes a complaint on.
	ComplaintWithin Offset `json:"complaintWithin"`
}

// How many answers make a result: fewer than the first need an argument, and fewer than
// the second would tell those who answered about each other.
const (
	feedbackUnargued = 5
	feedbackFewest   = 3
)

func (f feedbackRules) faults() error {
	argued := strings.TrimSpace(f.Argument) != "" && len(f.Argument) <= 2000
	return Faults(
		said(f.Minimum != 0, "/peer/feedback/minimum", "The policy says how many answers make a result."),
		within(f.Minimum == 0 || f.Minimum >= feedbackUnargued || argued, "/peer/feedback/minimum", "Results that staff see need at least five answers, or an argument in words for fewer."),
		within(f.Minimum == 0 || f.Minimum >= feedbackFewest && f.Minimum <= 1000, "/peer/feedback/minimum", "A result needs at least three answers, whatever is argued, and at most a thousand."),
		said(f.ComplaintsTo != "", "/peer/feedback/complaintsTo", "The policy says which role answers for complaints."),
		within(shortText(string(f.ComplaintsTo)), "/peer/feedback/complaintsTo", "The name of a role has at most 200 bytes."),
		said(!f.ComplaintWithin.IsZero(), "/peer/feedback/complaintWithin", "The policy says how soon a complaint is taken on."),
	)
}

// feedbackMinimum is how many answers make a result; 0 without a policy.
func (p Policy) feedbackMinimum() int { return p.section.Feedback.Minimum }

// complaintsTo is the role that answers for complaints; empty without a policy.
func (p Policy) complaintsTo() Role { return p.section.Feedback.ComplaintsTo }
