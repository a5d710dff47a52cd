package signpost

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Codes that deadlines are named by. No step is ever turned down with one.
var (
	// ErrFollowUpDue: the day has come on which the person is asked how it went
	// (SIGN-15).
	ErrFollowUpDue = peer.NewCode("follow-up-due", peer.Wait)
	// ErrHelpDue: help the person asked for is meant to take place (SIGN-18).
	ErrHelpDue = peer.NewCode("help-due", peer.Wait)
)

// Due lists what is owed on signposts and on entries of the directory, and by when:
// pure, from the records, the policies, the calendar and the time. Relationships among
// the records say where peer support is over: nobody is asked any more. Records of
// other kinds are passed over. Deadlines come with the soonest first.
//
// It is the worker alongside who asks. Where nobody is named it is a reminder to the
// person: it stays open and is never overdue, for nobody is late in their own life.
//
// What a signpost owes was frozen when the details were given. What an entry owes goes
// by the policy in force; where there is none, what could be worked out comes back
// together with a *peer.Refusal with peer.ErrNoPolicyInForce.
//
//	SIGN-03  somebody makes sure of an entry of the directory
//	SIGN-15  the person is asked how it went, at most as often as the policy says
//	SIGN-18  help the person asked for takes place by its day
func Due(values []peer.Record, w peer.World, now time.Time) ([]peer.Deadline, error) {
	var out []peer.Deadline
	relationships := relationshipsIn(values)
	p, fault := policyOn(w, now)
	entries := false
	for _, v := range values {
		switch r := v.(type) {
		case Signpost:
			out = append(out, r.due(relationships)...)
		case Resource:
			entries = true
			out = append(out, directoryDue(r, p, w.Calendar, now)...)
		}
	}
	for i := range out {
		if out[i] = out[i].At(now, w.Calendar); out[i].Owes == peer.PartyPerson && out[i].State == peer.DeadlineOverdue {
			out[i].State = peer.DeadlineOpen
		}
	}
	peer.SortDeadlines(out, w.Calendar)
	if !entries {
		return out, nil // nothing but an entry asks for a policy
	}
	return out, fault
}

// policyOn is what this package says of a day.
func policyOn(w peer.World, now time.Time) (Policy, error) {
	file, err := w.Policies.On(w.Calendar.Day(now))
	if err != nil {
		return Policy{}, err
	}
	return PolicyFrom(file)
}

// DueFollowUps are the follow-ups of Due whose day has come: whom to ask today
// (SIGN-15).
func DueFollowUps(values []peer.Record, w peer.World, now time.Time) []peer.Deadline {
	ways := slices.DeleteFunc(slices.Clone(values), func(v peer.Record) bool { _, entry := v.(Resource); return entry })
	list, _ := Due(ways, w, now) // nothing but an entry asks for a policy
	today := w.Calendar.Day(now)
	return slices.DeleteFunc(list, func(d peer.Deadline) bool {
		return d.Rule.Code != ErrFollowUpDue || d.Due.Day(w.Calendar).After(today)
	})
}

func relationshipsIn(values []peer.Record) []peer.Relationship {
	var out []peer.Relationship
	for _, v := range values {
		if r, ok := v.(peer.Relationship); ok {
			out = append(out, r)
		}
	}
	return out
}

func (s Signpost) due(relationships []peer.Relationship) []peer.Deadline {
	if !s.Exists() || supportOver(s, relationships) == peer.Yes {
		return nil
	}
	var out []peer.Deadline
	if x := s.s.FollowUp; s.Status() == Given && !x.Next.IsZero() {
		d := s.owed(ErrFollowUpDue, "SIGN-15", x.Since, x.Next, x.Asked+1)
		d.Policy = x.Policy
		out = append(out, d)
	}
	if !slices.Contains(notLeft, s.Status()) {
		return out
	}
	for _, h := range s.s.Help {
		if h.Open() && !h.Until.IsZero() {
			out = append(out, s.owed(ErrHelpDue, "SIGN-18", h.Asked, h.Until, h.Number))
		}
	}
	return out
}

// owed is a deadline of this signpost: the number tells several apart.
func (s Signpost) owed(code peer.Code, row string, since time.Time, on peer.Date, number int) peer.Deadline {
	d := peer.Deadline{ID: row + "." + s.Ref().String() + "." + peer.Rev(number).String(), Rule: peer.Rule{Row: row, Code: code}, About: s.Ref(), Person: s.s.Person,
		Owes: peer.PartyWorker, Owner: peer.Actor{Staff: s.s.Worker}, Since: since, Due: peer.DueOn(on)}
	if s.s.Worker == "" {
		d.Owes, d.Owner = peer.PartyPerson, peer.ByPerson(s.s.Person)
	}
	return d
}
