package peer

// groupRules are what an organisation says of groups: who may lead which kind.
type groupRules struct{}

func (g groupRules) faults() error { return nil }
