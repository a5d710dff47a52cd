package mhsds

import (
	"iter"
	"strconv"

	"github.com/towpath-care/towpath/peer"
)

// GroupSession is a row of MHS301. It is about nobody: it has how many came and no id
// of theirs.
type GroupSession struct {
	Session      string // GROUP SESSION IDENTIFIER; required
	Date         string // GROUP SESSION DATE; required
	Commissioner string // ORGANISATION IDENTIFIER (CODE OF COMMISSIONER); required
	Minutes      string // CLINICAL CONTACT DURATION OF GROUP SESSION
	Type         string // GROUP SESSION TYPE: 01, 02 or 03
	Participants string // NUMBER OF GROUP SESSION PARTICIPANTS
	Location     string // ACTIVITY LOCATION TYPE CODE
	Site         string // ORGANISATION SITE IDENTIFIER
	Professional string // CARE PROFESSIONAL LOCAL IDENTIFIER of who wrote it up
	Lacks        []Lack
}

// GroupSessions gives the rows of the sessions that took place among the records, in
// their order.
func GroupSessions(records iter.Seq[peer.Record], s Site) iter.Seq[GroupSession] {
	return func(yield func(GroupSession) bool) {
		for r := range records {
			session, ok := r.(peer.GroupSession)
			if ok && session.Status() == peer.Recorded && !yield(s.ofSession(session)) {
				return
			}
		}
	}
}

func (s Site) ofSession(g peer.GroupSession) GroupSession {
	w := g.When()
	row := GroupSession{Session: g.Ref().ID, Commissioner: s.Commissioners[g.Service()], Minutes: strconv.Itoa(w.Minutes()),
		Type: s.SessionType[g.Group()], Location: s.location(w.Place), Site: s.Sites[g.Service()]}
	row.Date, _ = clocks(w.Start)
	if g.Headcount() > 0 {
		row.Participants = strconv.Itoa(g.Headcount())
	}
	if led := g.Facilitators(); len(led) > 0 {
		row.Professional = s.Professionals[led[0].Staff]
	}
	l := lacks{}
	l.unless(row.Commissioner != "", "OrgIDComm", "No commissioner has been named for the service.")
	l.unless(row.Type != "", "GroupSessType", "No national type has been named for the group.")
	l.unless(row.Participants != "", "NumberOfGroupSessParticip", "Nobody has said how many came.")
	l.unless(row.Location != "" || w.Mode != peer.FaceToFace, "ActLocTypeCode", "No national code has been named for that kind of place.")
	l.unless(row.Site != "", "SiteIDOfTreat", "No site has been named for the service.")
	l.unless(row.Professional != "", "CareProfLocalId", "No local identifier has been named for the worker.")
	row.Lacks = l
	return row
}
