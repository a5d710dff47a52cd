package safeguard

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Codes that what is owed to the records beside concerns is named by. No step is ever
// turned down with one.
var (
	// ErrSendDue: the organisation's system has to have an incident (SAFE-11).
	ErrSendDue = peer.NewCode("send-due", peer.Wait)
	// ErrOutcomeDue: it has to be said what came of something (SAFE-06, SAFE-12).
	ErrOutcomeDue = peer.NewCode("outcome-due", peer.Wait)
)

// mentalStateDue lists what is owed to a report: that it is said whether somebody is told;
// that one of the qualified staff has it; that they do what they said.
func mentalStateDue(m MentalStateReport, cal peer.Calendar, p Policy) []peer.Deadline {
	s := m.s
	d := peer.Deadline{About: m.Ref(), Person: s.Person, Owes: peer.PartyStaff}
	switch m.Status() {
	case ReportQuestionOpen:
		minutes := peer.Minutes(30) // as the built-in floor has it
		if p.Known() {
			minutes = p.section.QuestionWithin
		}
		d.Rule.Code, d.Owes, d.Owner, d.Since, d.Due = ErrAnswerDue, peer.PartyWorker, peer.ByStaff(s.Worker, ""), s.Reported, peer.DueAt(after(minutes, s.Reported, cal))
	case Reported:
		d.Rule.Code, d.Owner, d.Since, d.Due = ErrTakeDue, peer.Actor{Staff: s.To}, s.Decided, s.By
	case ReportAcknowledged:
		has := s.Taken[len(s.Taken)-1]
		d.Rule.Code, d.Owner, d.Since, d.Due = ErrOutcomeDue, peer.ByStaff(has.By, ""), has.At, peer.DueAt(has.Until)
	default:
		return nil
	}
	return owedFor("SAFE-06", d, p)
}

// incidentDue lists that the organisation's system has to have an incident.
func incidentDue(i Incident, p Policy) []peer.Deadline {
	if i.Status() != IncidentPending {
		return nil
	}
	return owedFor("SAFE-11", peer.Deadline{Rule: peer.Rule{Code: ErrSendDue}, About: i.Ref(), Owes: peer.PartyStaff, Owner: i.s.Reporter, Since: i.s.Reported, Due: peer.DueAt(i.s.SendBy)}, p)
}

// discriminationDue lists what is owed to it: that it is raised; that one of those who
// were told takes it on; that they do what they said. It names no person.
func discriminationDue(d Discrimination, p Policy) []peer.Deadline {
	s := d.s
	out := peer.Deadline{About: d.Ref(), Owes: peer.PartyRecipient}
	switch d.Status() {
	case DiscriminationNoted:
		out.Rule.Code, out.Owes, out.Owner, out.Since, out.Due = ErrRaiseDue, peer.PartyRaiser, s.Noter, s.Noted, peer.DueAt(s.RaiseBy)
	case DiscriminationRaised:
		with := s.With[len(s.With)-1]
		out.Rule.Code, out.Owner, out.Since, out.Due = ErrTakeDue, peer.ByStaff(with.Staff, with.Role), with.At, peer.DueAt(s.AcknowledgeBy)
	case DiscriminationAcknowledged:
		has := s.Taken[len(s.Taken)-1]
		out.Rule.Code, out.Owner, out.Since, out.Due = ErrOutcomeDue, peer.ByStaff(has.By, ""), has.At, peer.DueAt(has.Until)
	default:
		return nil
	}
	return owedFor("SAFE-12", out, p)
}

// owedFor is one deadline of a record; its id says which.
func owedFor(row string, d peer.Deadline, p Policy) []peer.Deadline {
	d.Rule.Row, d.Policy = row, p.Digest()
	d.ID = row + "." + d.About.String() + "." + d.Rule.Code.String()
	return []peer.Deadline{d}
}

// beside lists what is owed to a record that is no concern; nothing for any other kind.
func beside(v peer.Record, cal peer.Calendar, p Policy) []peer.Deadline {
	switch r := v.(type) {
	case MentalStateReport:
		return mentalStateDue(r, cal, p)
	case Incident:
		return incidentDue(r, p)
	case Discrimination:
		return discriminationDue(r, p)
	}
	return nil
}

// signalsBeside are the signals that records which are no concerns give at a time: a
// report that qualified staff hear now and nobody has, and what was added to a concern
// after it was closed.
func signalsBeside(values []peer.Record, now time.Time) []peer.Signal {
	var out []peer.Signal
	added := map[string][]Addition{}
	for _, v := range values {
		switch r := v.(type) {
		case MentalStateReport:
			if s, open := r.Signal(now); open {
				out = append(out, s)
			}
		case Addition:
			added[r.s.Concern] = append(added[r.s.Concern], r)
		}
	}
	for _, v := range values {
		if c, ok := v.(Concern); ok {
			out = append(out, c.AddedLate(added[c.Ref().ID])...)
		}
	}
	return out
}
