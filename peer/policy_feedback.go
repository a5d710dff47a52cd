package peer

// feedbackRules are what an organisation says of feedback: how many answers make a result.
type feedbackRules struct{}

func (f feedbackRules) faults() error { return nil }
