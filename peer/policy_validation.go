package peer

// validationRules are what an organisation says of validation: who looks at a worker's entry, and by when.
type validationRules struct{}

func (v validationRules) faults() error { return nil }
