package peer

// teamRules are what an organisation says of team: working with it and with others.
type teamRules struct{}

func (t teamRules) faults() error { return nil }
