package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// ReportDomain is what of their own life a person reports on (PEER-64). Nobody
// claims that peer support changes any of it, and no worker and no service is on the
// list.
type ReportDomain string

// What a person reports on.
const (
	ReportAcceptance    ReportDomain = "acceptance"
	ReportHope          ReportDomain = "hope"
	ReportEsteem        ReportDomain = "self-esteem"
	ReportControl       ReportDomain = "control"
	ReportUnderstanding ReportDomain = "self-understanding"
	ReportSkills        ReportDomain = "skills"
	ReportStigma        ReportDomain = "self-stigma" // what they have taken in of what others think
	ReportOther         ReportDomain = "other"
)

var reportDomains = []ReportDomain{ReportAcceptance, ReportHope, ReportEsteem, ReportControl, ReportUnderstanding, ReportSkills, ReportStigma, ReportOther}

// Known reports whether the domain is on the list.
func (d ReportDomain) Known() bool { return slices.Contains(reportDomains, d) }

// Terms returns the closed list.
func (ReportDomain) Terms() []string { return terms.Of(reportDomains) }
