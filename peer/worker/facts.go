package worker

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Facts is what steps of this package rest on besides the record. What is not known is
// named by the reason that asked for it. FactsFrom makes them from records; who is what
// on the staff, and whose names must not stand somewhere, a host adds.
type Facts struct {
	// Policy in force on the day.
	Policy Policy
	// Lines are who the worker reports to on the day (PEER-11).
	Lines peer.Lines
	// Start is the worker's first day; zero: not known (PEER-03).
	Start peer.Date
	// Standing is how far the worker is with each training that the policy asks for; one
	// that is not in it is not known (PEER-05).
	Standing map[RequirementKind]Standing
	// Roles are roles of staff that the host has made sure of, by id: who leads peer
	// support, who may give supervision (PEER-12, PEER-13).
	Roles map[peer.StaffID]peer.Role
	// Open are the worker's relationships that hold a place (PEER-17, PEER-71).
	Open []peer.Relationship
	// Identifying are names and ids of people that the host knows and that must not
	// stand where nobody is named (PEER-09, PEER-15).
	Identifying []string
	// Diary is what else stands in the worker's diary around an entry (PEER-25).
	Diary Diary
}

// RoleHumanResources is who looks after employment. It may put down what belongs to it
// for every worker.
const RoleHumanResources peer.Role = "human-resources"

// FactsFrom makes the facts about a worker from what a host has stored: the worker, and
// among the records their trainings and relationships. Those of others are passed over.
func FactsFrom(m Member, records []peer.Record, p Policy, now time.Time) Facts {
	today := p.today(now)
	f := Facts{Policy: p, Lines: m.LinesOn(today), Start: m.s.Start, Standing: map[RequirementKind]Standing{}}
	for i := range p.section.Requirements {
		r := &p.section.Requirements[i]
		f.Standing[r.Kind] = standing(m.s.Worker, m.s.Start, records, r, today)
	}
	for _, v := range records {
		if r, ok := v.(peer.Relationship); ok && r.Worker() == m.s.Worker && r.Holds() {
			f.Open = append(f.Open, r)
		}
	}
	return f
}

func (f Facts) digest() peer.Digest { return f.Policy.Digest() }

func (f Facts) lines() peer.Lines { return f.Lines }

// roleOf is the role somebody on the staff is known to have; Unknown where the host has
// not said.
func (f Facts) roleOf(staff peer.StaffID) (peer.Role, peer.Tri) {
	role, known := f.Roles[staff]
	if !known {
		return "", peer.Unknown
	}
	return role, peer.Yes
}

// standsBehind answers whether somebody on the staff stands behind the worker: of their
// line, or in a role that leads here or looks after employment.
func (f Facts) standsBehind(staff peer.StaffID, lines peer.Lines) peer.Tri {
	for _, id := range [...]peer.StaffID{lines.LineManager, lines.Supervisor, f.Lines.LineManager, f.Lines.Supervisor} {
		if id == staff {
			return peer.Yes
		}
	}
	switch role, known := f.roleOf(staff); {
	case known != peer.Yes:
		return peer.Unknown
	case role == peer.RoleLineManager || role == peer.RoleTeamLead || role == peer.RolePeerSupportLead || role == RoleHumanResources:
		return peer.Yes
	}
	return peer.No
}
