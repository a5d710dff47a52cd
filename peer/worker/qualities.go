package worker

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// Quality is something that helps a peer support worker be who they are for others
// (PEER-10). It is for reflecting on, alone or in an appraisal: it is never measured, and
// never a gate.
type Quality string

// Qualities.
const (
	QualityEmpathy        Quality = "empathy"
	QualityListening      Quality = "listening"
	QualityResilience     Quality = "resilience"
	QualityPositive       Quality = "positive-attitude"
	QualityKindToSelf     Quality = "kindness-to-self"
	QualityKindToOthers   Quality = "kindness-to-others"
	QualityAcceptance     Quality = "acceptance"
	QualityNoAssumptions  Quality = "no-assumptions"
	QualityMotivating     Quality = "motivating"
	QualityRespectfulTalk Quality = "respect-and-tact"
	QualityTrustValues    Quality = "values-of-the-organisation"
	QualityEqualChances   Quality = "equal-opportunity"
)

var qualities = []Quality{QualityEmpathy, QualityListening, QualityResilience, QualityPositive, QualityKindToSelf, QualityKindToOthers,
	QualityAcceptance, QualityNoAssumptions, QualityMotivating, QualityRespectfulTalk, QualityTrustValues, QualityEqualChances}

// Known reports whether the quality is on the list.
func (q Quality) Known() bool { return slices.Contains(qualities, q) }

// Terms returns the closed list.
func (Quality) Terms() []string { return terms.Of(qualities) }

// ReflectionPrompt is an open question about a quality. Nobody has to answer it.
type ReflectionPrompt struct {
	Quality Quality `json:"quality"`
	Asks    string  `json:"asks"`
}

// ReflectionPrompts are the questions, one for each quality.
func ReflectionPrompts() []ReflectionPrompt { return slices.Clone(reflectionPrompts) }

var reflectionPrompts = []ReflectionPrompt{
	{QualityEmpathy, "When did you feel with somebody this week?"},
	{QualityListening, "What did you hear that nobody had asked about?"},
	{QualityResilience, "What helped you come back after a hard day?"},
	{QualityPositive, "What gave you hope, and who noticed?"},
	{QualityKindToSelf, "How were you kind to yourself?"},
	{QualityKindToOthers, "What small kindness went well?"},
	{QualityAcceptance, "Where did you let somebody be as they are?"},
	{QualityNoAssumptions, "What did you believe that turned out otherwise?"},
	{QualityMotivating, "How did somebody find their own reason to go on?"},
	{QualityRespectfulTalk, "How did you say something that was hard to say?"},
	{QualityTrustValues, "Where do your values and those of this place meet?"},
	{QualityEqualChances, "Who was left out, and what did you do?"},
}

// Enforceable is a *peer.Refusal with ErrNotEnforceable where something that is asked of
// a worker is a quality, and nil otherwise. A policy is read through it.
func Enforceable(asked RequirementKind) error {
	if !Quality(asked).Known() {
		return nil
	}
	return peer.Fault(peer.Rule{Row: "PEER-10", Code: ErrNotEnforceable}, "", "What is asked of a worker can be done or learnt.", "Leave the quality for reflection and appraisal.", peer.Word("quality", Quality(asked)))
}
