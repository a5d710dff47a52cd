package peer

// sharingRules are what an organisation says of sharing: on which bases something leaves.
type sharingRules struct{}

func (s sharingRules) faults() error { return nil }
