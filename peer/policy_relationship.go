package peer

// relationshipRules are what an organisation says of relationships: how they rest and how they end.
type relationshipRules struct{}

func (r relationshipRules) faults() error { return nil }
