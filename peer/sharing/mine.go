package sharing

import (
	"cmp"
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// TookPlace answers whether lived experience was shared at a contact. It is all that may
// cross onto a contact, and from there into a record where a site switched that on
// (PEER-40, PEER-41). A note that was taken back names no contact any more.
func TookPlace(notes []Note, contact string) bool {
	return slices.ContainsFunc(notes, func(n Note) bool { return contact != "" && n.Contact() == contact })
}

// ThemeUse is how often a worker shared a theme, and how often people said that it was
// useful to them.
type ThemeUse struct {
	Theme  Theme `json:"theme"`
	Times  int   `json:"times"`
	Useful int   `json:"useful,omitzero"`
}

// MyThemes counts the themes a worker shared, for that worker: notes of anybody but the
// reader are passed over, so that to everybody else there is nothing (hazard H27). In the
// order of the list of themes.
func MyThemes(notes []Note, reader peer.Actor) []ThemeUse {
	var out []ThemeUse
	for _, theme := range themes {
		use := ThemeUse{Theme: theme}
		for _, n := range notes {
			if n.Theme() != theme || !mine(n, reader) {
				continue
			}
			use.Times++
			if reaction, _ := n.Reaction(); reaction == Useful {
				use.Useful++
			}
		}
		if use.Times > 0 {
			out = append(out, use)
		}
	}
	return out
}

// mine reports whether something belongs to the worker who asks.
func mine(r ofWorker, reader peer.Actor) bool {
	return reader.Valid() && reader.Staff != "" && r.Worker() == reader.Staff
}

// AftercareDue lists what a worker may be asked how it was for them, the oldest first:
// each note of theirs, and each of their contacts that the host knows somebody was in
// distress at, one prompt for the two of a kind (PEER-42). What they have answered or left
// is not asked again. It is asked at once and never late: the deadlines have no end.
//
// The answer is for that worker alone: to any other reader there is nothing. That is why
// no Due of a team lists it.
func AftercareDue(values []peer.Record, distress []peer.Contact, reader peer.Actor, now time.Time) []peer.Deadline {
	var out []peer.Deadline
	done, noted := map[peer.Ref]bool{}, map[string]bool{}
	for _, v := range values {
		switch r := v.(type) {
		case Aftercare:
			if after, id := r.About(); mine(r, reader) {
				done[peer.Ref{Kind: peer.Kind(after), ID: id}] = true
			}
		case Note:
			if mine(r, reader) && r.Status() == Logged {
				noted[r.Contact()] = true
				out = append(out, prompt(r.Ref(), r.Worker(), r.Shared()))
			}
		}
	}
	for _, c := range distress {
		if w := c.What(); mine(c, reader) && c.Status() == peer.Recorded && w.Outcome == peer.Attended && !noted[c.Ref().ID] {
			out = append(out, prompt(c.Ref(), c.Worker(), w.End.UTC()))
		}
	}
	out = slices.DeleteFunc(out, func(d peer.Deadline) bool { return done[d.About] || d.Since.After(now) })
	slices.SortFunc(out, func(a, b peer.Deadline) int { return cmp.Or(a.Since.Compare(b.Since), cmp.Compare(a.ID, b.ID)) })
	return out
}

// prompt concerns nobody but the worker: it does not name the person.
func prompt(about peer.Ref, w peer.StaffID, since time.Time) peer.Deadline {
	return peer.Deadline{ID: "PEER-42." + about.String(), Rule: peer.Rule{Row: "PEER-42", Code: ErrAftercareDue}, About: about,
		Owes: peer.PartyWorker, Owner: peer.Actor{Staff: w}, Since: since, State: peer.DeadlineOpen}
}
