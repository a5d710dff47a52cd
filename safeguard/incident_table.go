package safeguard

import (
	"github.com/towpath-care/towpath/peer"
)

// IncidentStep is a step of an incident. A step of another record does not compile here.
type IncidentStep interface{ incidentStep() }

// ReportIncident writes down what happened. No person is named in it: LinkPerson does
// that, where they were harmed or involved.
type ReportIncident struct {
	ID   string       `json:"id"`
	Sort IncidentSort `json:"sort" ask:"required"`
	What peer.Private `json:"what" ask:"required,max=10000"`
	// Happened is when it happened; missing: now.
	Happened      peer.Moment       `json:"happened,omitzero"`
	Where         Where             `json:"where,omitzero"`
	Physical      PhysicalHarm      `json:"physical,omitzero"`
	Psychological PsychologicalHarm `json:"psychological,omitzero"`
	// About are members of staff it is about; they do not read it.
	About []peer.StaffID `json:"about,omitempty" ask:"items=100"`
	// Concern is the concern that was raised. An untoward occurrence without one leaves
	// a signal: somebody has to know at once (SAFE-02).
	Concern peer.ConcernID `json:"concern,omitzero"`
}

// HasReceipt says that the organisation's system has it, under which receipt.
type HasReceipt struct {
	Receipt string `json:"receipt" ask:"required"`
}

// NotReceived says that it was tried to send it and nothing came back. It stays pending.
type NotReceived struct{}

// LinkPerson links it to a person who was harmed or involved.
type LinkPerson struct {
	Person peer.PersonID `json:"person" ask:"required"`
	Part   PersonsPart   `json:"part,omitzero"`
}

func (ReportIncident) incidentStep() {}
func (HasReceipt) incidentStep()     {}
func (NotReceived) incidentStep()    {}
func (LinkPerson) incidentStep()     {}

var (
	incidentStaff = []peer.Party{peer.PartyRaiser, peer.PartyStaff}

	staffReport = peer.Asks{Rule: peer.Rule{Row: "SAFE-11", Code: peer.ErrNotAuthorised}, Says: "An incident is for somebody on the staff whom it is not about.", Fix: "Ask somebody on the staff, or raise a concern; that anybody may do."}
)

// personHadPart: a person's record holds nothing of an incident unless they were harmed or
// involved.
var personHadPart = need[Incident, LinkPerson]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-11", Code: ErrWrongRecord}, Path: "/part", Says: "The person was harmed or involved.", Fix: "Leave it out of the person's record; what is about staff or equipment stays in the organisation's system."},
	Met: func(_ Incident, c LinkPerson, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(c.Part != "")
	},
}

// oneLink: an incident is linked to one person; for another there is another report.
var oneLink = open[Incident]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-11", Code: peer.ErrDuplicate}, Says: "No person is linked yet.", Fix: "Report it once more for somebody else, so that no record tells of another person."},
	Met:  func(i Incident, _ peer.Act, _ Facts) peer.Tri { return peer.Is(i.s.Person == "") },
}

// untowardIsTold: an untoward occurrence is told to somebody at once, beside its report.
var untowardIsTold = need[Incident, ReportIncident]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "SAFE-02", Code: peer.ErrConcernRequired}, Path: "/concern", Says: "An untoward occurrence has its concern.", Fix: "Raise a concern and name it here. What was written is kept.",
		Weight: peer.Raises, Raise: peer.SignalGoesFurther},
	Met: func(_ Incident, c ReportIncident, _ peer.Act, _ Facts) peer.Tri {
		return peer.Is(c.Sort != IncidentUntoward || c.Concern != "")
	},
}

// incidents is the table of SAFE-11.
var incidents = peer.Machine[Incident, Facts]{
	Kind:   KindIncident,
	Schema: 1, // 1: the first form
	Says:   "Something that happened which the organisation's system for incidents has to have.",
	Moves:  "SAFE-11",
	States: []peer.State{
		{Status: IncidentPending, Says: "The organisation's system has given no receipt yet. A receipt moves it on."},
		{Status: IncidentSent, Says: "The organisation's system has it. A person who was harmed or involved may be linked."},
	},
	Head:   func(i *Incident) *peer.Head { return &i.head },
	Data:   func(i *Incident) any { return &i.s },
	Person: Incident.Person,
	Party:  incidentParty,
	Policy: Facts.digest,
	Legal:  incidentLegal,
	Parts: []peer.Part[Incident]{
		{Name: "incident", If: incidentSeen, Rule: notShown, Says: "An incident is for whoever reported it and for the organisation's system.", Value: func(i Incident) any { return i.s }},
		{Name: "link", If: linkSeen, Rule: peer.Rule{Row: "SAFE-11", Code: ErrWrongRecord}, Says: "A person's record holds an incident only where they were harmed or involved.",
			Value: func(i Incident) any { l, _ := i.Link(); return l }},
	},
	Rows: []row[Incident]{
		peer.Begins(row[Incident]{
			Do: "report", Says: "Write down what happened.", To: []peer.Status{IncidentPending}, By: incidentStaff, Else: staffReport, Form: "SAFE-11",
		}, func(c ReportIncident) string { return c.ID }, func(c ReportIncident) Incident {
			return Incident{s: incident{Sort: c.Sort, What: c.What, Where: c.Where, Physical: c.Physical, Psychological: c.Psychological, About: c.About, Concern: c.Concern}}
		}, step[Incident, ReportIncident]{
			Needs: []need[Incident, ReportIncident]{untowardIsTold, happenedByNow[Incident]("SAFE-11", "/happened", func(c ReportIncident) peer.Moment { return c.Happened })},
			Apply: reportedIncident,
		}),
		peer.Takes(row[Incident]{
			Do: "not-received", Says: "Say that it was tried to send it and nothing came back.", From: []peer.Status{IncidentPending}, To: []peer.Status{IncidentPending}, By: incidentStaff, Else: staffReport, Form: "SAFE-11",
		}, step[Incident, NotReceived]{Apply: func(i Incident, _ NotReceived, t *taken) Incident {
			i.s.Tries, i.s.TriedAt = i.s.Tries+1, t.Now()
			return i
		}}),
		peer.Takes(row[Incident]{
			Do: "has-receipt", Says: "Say under which receipt the organisation's system has it.", From: []peer.Status{IncidentPending}, To: []peer.Status{IncidentSent}, By: incidentStaff, Else: staffReport, Form: "SAFE-11",
		}, step[Incident, HasReceipt]{Apply: func(i Incident, c HasReceipt, t *taken) Incident {
			i.s.Receipt, i.s.SentAt = c.Receipt, t.Now()
			return i
		}}),
		peer.Takes(row[Incident]{
			Do: "link-person", Says: "Link it to a person who was harmed or involved.", From: incidentAnywhere, Stays: incidentAnywhere, By: incidentStaff, Else: staffReport, Form: "SAFE-11", Open: []open[Incident]{oneLink},
		}, step[Incident, LinkPerson]{Needs: []need[Incident, LinkPerson]{personHadPart}, Apply: func(i Incident, c LinkPerson, _ *taken) Incident {
			i.s.Person, i.s.Part = c.Person, c.Part
			return i
		}}),
	},
}

// reportedIncident adds who reported it, and by when the organisation's system has it.
func reportedIncident(i Incident, c ReportIncident, t *taken) Incident {
	now, p := t.Now(), t.Facts.Policy
	i.s.Happened, i.s.Reported, i.s.Reporter = noticedAt(c.Happened, now), now, raiserOf(t.Act.By)
	rule, _ := triggerRule(c.Sort.trigger(), p)
	i.s.SendBy = p.handling(rule, rule.Urgency, now).NotifyBy
	return i
}

// incidentParty: whoever reported it, others on the staff; those it is about have no part
// in it.
func incidentParty(i Incident, a peer.Actor) peer.Party {
	switch {
	case i.s.Reporter.Valid() && sameHuman(a, i.s.Reporter):
		return peer.PartyRaiser
	case i.s.Reporter.Valid() && isOneOf(i.s.About, a.Staff):
		return peer.PartyNobody
	}
	return peer.PartyOf(a, i.s.Person, "")
}

func incidentSeen(_ Incident, as peer.Party, by peer.Reading) bool {
	return as == peer.PartyRaiser && by.Purpose != peer.ForRecord
}

// linkSeen: whoever reported it; the staff whom it is not about, for the person's care and
// their record.
func linkSeen(i Incident, as peer.Party, by peer.Reading) bool {
	forThem := by.Purpose == peer.ForCare || by.Purpose == peer.ForRecord
	return i.s.Person != "" && (as == peer.PartyRaiser || forThem && (as == peer.PartyStaff || as == peer.PartyLine))
}

// incidentLegal is what is so of every incident that a step made.
func incidentLegal(i Incident) []peer.Reason {
	s, sent := i.s, i.Status() == IncidentSent
	return []peer.Reason{
		peer.Holds(s.Reporter.Valid() && s.Reporter.Staff != "" && s.Reporter.Role == "", "/reporter", "Somebody on the staff reported it."),
		peer.Holds(upTo(s.Happened, s.Reported), "/happened", "It happened before it was written down, or then."),
		peer.Holds(!s.SendBy.Before(s.Reported), "/sendBy", "It is to be sent after it was written down."),
		peer.Holds(sent == (s.Receipt != ""), "/receipt", "What was sent has its receipt."),
		peer.Holds(sent == !s.SentAt.IsZero(), "/sentAt", "What was sent has its time."),
		peer.Holds((s.Tries > 0) == !s.TriedAt.IsZero(), "/triedAt", "A try has its time."),
		peer.Holds((s.Person == "") == (s.Part == ""), "/part", "A person is linked who was harmed or involved, and nobody else."),
	}
}
