package safeguard

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var (
	reportOpen   = []peer.Status{ReportQuestionOpen, Reported, ReportAcknowledged}
	reportTaken  = []peer.Status{Reported, ReportAcknowledged}
	reportSettle = []peer.Status{ReportAcknowledged}

	workerReports = peer.Asks{Rule: peer.Rule{Row: "SAFE-06", Code: peer.ErrNotAuthorised}, Says: "A change is reported by the worker alongside who noticed it.", Fix: "Leave it to them, or raise a concern; that anybody may do."}
	takesReport   = peer.Asks{Rule: peer.Rule{Row: "SAFE-06", Code: peer.ErrWrongRole}, Says: "Qualified staff take it on and look at the care plan.", Fix: "Ask the care co-ordinator, or whoever is on duty."}
)

// mentalStateReports is the table of SAFE-06.
var mentalStateReports = peer.Machine[MentalStateReport, Facts]{
	Kind:   KindMentalStateReport,
	Schema: 1, // 1: the first form
	Says:   "That somebody is worse than they usually are, or up and down, so that the care plan can be kept up to date.",
	Moves:  "SAFE-06",
	States: []peer.State{
		{Status: ReportQuestionOpen, Says: "It is written down; the worker says whether qualified staff are told."},
		{Status: ReportKept, Says: "The worker decided that nobody needs to be told, and why. They may decide otherwise."},
		{Status: Reported, Says: "Qualified staff are to know. One of them takes it on."},
		{Status: ReportAcknowledged, Says: "One of the qualified staff has it. They say what came of the care plan."},
		{Status: PlanReviewed, Says: "The care plan was looked at and is up to date.", End: true},
		{Status: NoChange, Says: "The care plan stays as it is.", End: true},
	},
	Head:   func(m *MentalStateReport) *peer.Head { return &m.head },
	Data:   func(m *MentalStateReport) any { return &m.s },
	Person: MentalStateReport.Person,
	Party:  whose.Party[MentalStateReport],
	Policy: Facts.digest,
	Legal:  reportLegal,
	Parts:  reportParts,
	Rows: []row[MentalStateReport]{
		peer.Begins(row[MentalStateReport]{
			Do: "report", Says: "Write down that somebody is worse, or up and down, and whether qualified staff are told.",
			To: []peer.Status{Reported, ReportKept, ReportQuestionOpen}, By: justWorker, Else: workerReports, Form: "SAFE-06",
		}, func(c ReportMentalState) string { return c.ID }, func(c ReportMentalState) MentalStateReport {
			return MentalStateReport{s: mentalState{Person: c.Person, Worker: c.Worker, Change: c.Change, Observation: c.Observation}}
		}, step[MentalStateReport, ReportMentalState]{
			Needs: reportNeeds, Apply: writtenDown,
			To: func(m MentalStateReport, _ ReportMentalState) peer.Status { return m.s.waits() },
		}),
		peer.Takes(row[MentalStateReport]{
			Do: "decide", Says: "Say whether qualified staff are told.",
			From: []peer.Status{ReportQuestionOpen, ReportKept}, To: []peer.Status{Reported, ReportKept}, By: justWorker, Else: workerReports, Form: "SAFE-06",
		}, step[MentalStateReport, DecideTelling]{
			Needs: decideNeeds,
			Apply: func(m MentalStateReport, c DecideTelling, t *taken) MentalStateReport { return m.decided(c, t) },
			To:    func(m MentalStateReport, _ DecideTelling) peer.Status { return m.s.waits() },
		}),
		peer.Takes(row[MentalStateReport]{
			Do: "acknowledge", Says: "Say that you have it, what you do next and by when.",
			From: reportTaken, To: reportSettle, By: justStaff, Else: takesReport, Form: "SAFE-06", Open: []open[MentalStateReport]{isQualified},
		}, step[MentalStateReport, TakeReport]{
			Needs: []need[MentalStateReport, TakeReport]{untilAhead[MentalStateReport]("SAFE-06", func(c TakeReport) peer.Moment { return c.Until })},
			Apply: func(m MentalStateReport, c TakeReport, t *taken) MentalStateReport {
				m.s.Taken = lastOf(m.s.Taken, mostTakings, Taken{By: t.Act.By.Staff, At: t.Now(), Next: c.Next, Until: c.Until.UTC()})
				return m
			},
		}),
		peer.Takes(row[MentalStateReport]{
			Do: "review-plan", Says: "Say that the care plan was looked at and is up to date.",
			From: reportSettle, To: []peer.Status{PlanReviewed}, By: justStaff, Else: takesReport, Form: "SAFE-06", Open: []open[MentalStateReport]{isQualified},
		}, step[MentalStateReport, ReviewPlan]{Apply: func(m MentalStateReport, c ReviewPlan, t *taken) MentalStateReport {
			return m.found(c.Plan, c.Found, t)
		}}),
		peer.Takes(row[MentalStateReport]{
			Do: "leave-plan", Says: "Say that the care plan stays as it is, and why.",
			From: reportSettle, To: []peer.Status{NoChange}, By: justStaff, Else: takesReport, Form: "SAFE-06", Open: []open[MentalStateReport]{isQualified},
		}, step[MentalStateReport, LeavePlan]{Apply: func(m MentalStateReport, c LeavePlan, t *taken) MentalStateReport {
			return m.found(c.Plan, c.Found, t)
		}}),
	},
}

// mostTakings is how many takings a record beside a concern keeps; what it drops stands in
// its changes.
const mostTakings = 50
