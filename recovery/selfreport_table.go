package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var (
	personReports = peer.Asks{Rule: peer.Rule{Row: "PEER-64", Code: peer.ErrPersonsChoiceOnly}, Says: "How something in somebody's life is, they say themself.", Fix: "Ask whether they would like to say; nobody has to."}

	selfReportAnywhere = []peer.Status{SelfReportSaid, SelfReportTakenBack}
)

// selfReports is the table of PEER-64.
var selfReports = peer.Machine[SelfReport, Facts]{
	Kind:   KindSelfReport,
	Schema: 1, // 1: the first form
	Says:   "What a person says about how something in their own life is; nothing is reckoned from it.",
	Moves:  "PEER-64",
	States: []peer.State{
		{Status: SelfReportSaid, Says: "The person has said it. They may take it back."},
		{Status: SelfReportTakenBack, Says: "The person has taken it back. They still say whether the worker may read it."},
	},
	Head:   func(r *SelfReport) *peer.Head { return &r.head },
	Data:   func(r *SelfReport) any { return &r.s },
	Person: SelfReport.Person,
	Party:  whose.Party[SelfReport],
	Policy: Facts.digest,
	Legal:  selfReportLegal,
	Parts:  selfReportParts,
	Rows: []row[SelfReport]{
		peer.Begins(row[SelfReport]{
			Do: "say", Says: "Say how it is, in words or as a number.",
			To: []peer.Status{SelfReportSaid}, By: whose.Person, Else: personReports, Form: "PEER-64",
		}, func(c SaySelfReport) string { return c.ID }, draftSelfReport, step[SelfReport, SaySelfReport]{
			Needs: []need[SelfReport, SaySelfReport]{
				whose.OwnWords[Facts, SelfReport, SaySelfReport]("PEER-64", "/words", func(c SaySelfReport) []peer.Words { return []peer.Words{c.Words} }),
				whose.OwnWords[Facts, SelfReport, SaySelfReport]("PEER-64", "/lowEnd", func(c SaySelfReport) []peer.Words { return []peer.Words{c.LowEnd} }),
				whose.OwnWords[Facts, SelfReport, SaySelfReport]("PEER-64", "/highEnd", func(c SaySelfReport) []peer.Words { return []peer.Words{c.HighEnd} }),
				somethingReported, numberNamed, scaleNamed, scaleNamedOnce,
			},
			Apply: func(r SelfReport, c SaySelfReport, t *taken) SelfReport {
				r.s.Words, r.s.LowEnd, r.s.HighEnd = t.Own(c.Words), t.Own(c.LowEnd), t.Own(c.HighEnd)
				r.s.Said = t.Now()
				return r
			},
		}),
		peer.Takes(row[SelfReport]{
			Do: "take-back", Says: "Take it back. No reason is asked.",
			From: []peer.Status{SelfReportSaid}, To: []peer.Status{SelfReportTakenBack}, By: whose.Person, Else: personReports, Form: "PEER-64",
		}, step[SelfReport, TakeBackSelfReport]{Apply: func(r SelfReport, _ TakeBackSelfReport, _ *taken) SelfReport { return r }}),
		whoMaySee(selfReportAnywhere, func(r SelfReport, a Audience) SelfReport { r.s.Audience = a; return r }),
	},
}

func draftSelfReport(c SaySelfReport) SelfReport {
	return SelfReport{s: selfReport{Person: c.Person, Worker: c.Worker, Domain: c.Domain, Rating: c.Rating, Scale: c.Scale,
		Goal: c.Goal, Audience: MeAndMyWorker}}
}
