package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// HealthTopic is what health information is on (REC-48).
type HealthTopic string

// Topics.
const (
	HealthMental    HealthTopic = "mental-health"
	HealthPhysical  HealthTopic = "physical-health"
	HealthPromotion HealthTopic = "health-promotion"
)

var healthTopics = []HealthTopic{HealthMental, HealthPhysical, HealthPromotion}

// Known reports whether the topic is on the list.
func (t HealthTopic) Known() bool { return slices.Contains(healthTopics, t) }

// Terms returns the closed list.
func (HealthTopic) Terms() []string { return terms.Of(healthTopics) }

// HealthContent says what a piece of health information is. Only information is
// ever taken (REC-48, PEER-23).
type HealthContent string

// What it is.
const (
	// HealthInformation: what somebody with knowledge of it has published.
	HealthInformation HealthContent = "information"
	// HealthAdvice, HealthDiagnosis and HealthTreatment are known so that they can
	// be answered, are never offered and never taken: peer.ErrAdviceOutOfScope.
	HealthAdvice    HealthContent = "advice"
	HealthDiagnosis HealthContent = "diagnosis"
	HealthTreatment HealthContent = "treatment"
)

var healthContents = []HealthContent{HealthInformation, HealthAdvice, HealthDiagnosis, HealthTreatment}

// Known reports whether the word is on the list.
func (c HealthContent) Known() bool { return slices.Contains(healthContents, c) }

// Terms returns the closed list.
func (HealthContent) Terms() []string { return terms.Of(healthContents) }
