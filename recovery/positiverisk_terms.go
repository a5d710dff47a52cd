package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// RiskDecision is what the person decides about something they want to do
// (REC-16). There is no word for somebody else's no.
type RiskDecision string

// What the person decides.
const (
	RiskGoAhead  RiskDecision = "go-ahead"
	RiskOtherWay RiskDecision = "go-ahead-another-way"
	RiskNotNow   RiskDecision = "not-now"
	RiskLeaveIt  RiskDecision = "leave-it"
)

var riskDecisions = []RiskDecision{RiskGoAhead, RiskOtherWay, RiskNotNow, RiskLeaveIt}

// Known reports whether the word is on the list.
func (d RiskDecision) Known() bool { return slices.Contains(riskDecisions, d) }

// Terms returns the closed list.
func (RiskDecision) Terms() []string { return terms.Of(riskDecisions) }

// ViewOf is whose view of it stands beside the others (REC-16).
type ViewOf string

// Whose view.
const (
	ViewOfPerson ViewOf = "person"
	ViewOfWorker ViewOf = "worker"
	ViewOfTeam   ViewOf = "team"
	ViewOfCarer  ViewOf = "carer"
)

var viewsOf = []ViewOf{ViewOfPerson, ViewOfWorker, ViewOfTeam, ViewOfCarer}

// Known reports whether the word is on the list.
func (v ViewOf) Known() bool { return slices.Contains(viewsOf, v) }

// Terms returns the closed list.
func (ViewOf) Terms() []string { return terms.Of(viewsOf) }
