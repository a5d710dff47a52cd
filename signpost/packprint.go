package signpost

import (
	"strconv"
	"strings"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Print is the pack as plain text for paper, lines of UTF-8 that end in "\n". Each
// entry has the day it was looked at, when it is open, whom it cannot serve (SIGN-05) and
// how to stay safe there (SIGN-20). One that nobody has made sure of lately, that
// somebody doubts, that is closed for now, over or there no more, carries a label; beside
// an entry of help at once so labelled stand the policy's own routes (hazard H24).
//
// Entries that stay between the two are in it only when the person said that they may
// be on paper; otherwise nothing shows that they were left out (hazards H08, H09). An
// entry that is not among the resources is left out as well.
func (p Pack) Print(resources []Resource, policy Policy, now time.Time) string {
	facts := GivingFacts{Policy: policy, Directory: resources}
	var b strings.Builder
	if title := onOneLine(p.s.Title); title != "" {
		b.WriteString(title + "\n")
	}
	b.WriteString("Printed on " + policy.Calendar().Day(now).String() + "\n")
	n := 0
	for _, e := range p.Entries() {
		r, known := facts.entry(e.Resource)
		if !known || !p.s.OnPaper && facts.sensitive(e.Resource) {
			continue
		}
		n++
		b.WriteString("\n" + strconv.Itoa(n) + ". " + strings.Join(printed(e, r, policy, now), "\n   ") + "\n")
	}
	return b.String()
}

// printed are the lines of one entry.
func printed(e PackEntry, r Resource, policy Policy, now time.Time) []string {
	l := r.s.Listing
	name := onOneLine(l.Name)
	if by := onOneLine(l.OrganisationName); by != "" {
		name += " (" + by + ")"
	}
	out := []string{name}
	if label := labelOf(r, policy, now); label != "" {
		out = append(out, label)
	}
	out = append(out, labelled("NOW: ", l.Now.Alert)...)
	out = append(out, onOneLine(l.Offers))
	out = append(out, labelled("Not there: ", l.OffersNot)...)
	out = append(out, labelled("Not for: ", l.Reach.CannotServe)...)
	out = append(out, labelled("Staying safe: ", l.Digital.Safety)...)
	if l.Access == AccessThroughProfessional {
		out = append(out, "A professional has to ask for you; the team knows who.")
	}
	for _, o := range l.Hours {
		out = append(out, "Open: "+weekdayWords[o.Day]+" "+o.From.String()+" to "+o.To.String())
	}
	for _, c := range l.Contacts {
		out = append(out, contactWords[c.Kind]+onOneLine(c.Value))
	}
	for _, c := range SecondRoutes(r, policy, now) {
		out = append(out, "Or: "+c.Says+", "+c.Telephone)
	}
	out = append(out, labelled("Note: ", e.Note.Text)...)
	return append(out, "Looked at together on "+e.LookedAt.String())
}

// labelOf is what stands over an entry that may not be as it was.
func labelOf(r Resource, policy Policy, now time.Time) string {
	switch r.Status() {
	case Listed:
	case Disputed:
		return "CHECK FIRST: somebody said that this is not as described."
	case Retired:
		return "NOT THERE ANY MORE."
	default:
		return "CHECK FIRST: nobody has made sure of this yet."
	}
	switch r.Freshness(policy, now) {
	case Stale:
		if on, _ := r.LastVerified(); !on.IsZero() {
			return "CHECK FIRST: nobody has made sure of this since " + on.String() + "."
		}
		return "CHECK FIRST: nobody has made sure of this yet."
	case Over:
		return "OVER: ask whether it begins again."
	}
	if r.s.Listing.Now.Closed {
		return "CLOSED FOR NOW: ask when it opens again."
	}
	return ""
}

var contactWords = map[ContactKind]string{ContactPhone: "Phone: ", ContactSMS: "Text: ", ContactEmail: "E-mail: ", ContactWeb: "Web: ", ContactApp: "App: ", ContactVisit: "Where: "}

var weekdayWords = map[Weekday]string{Monday: "Monday", Tuesday: "Tuesday", Wednesday: "Wednesday", Thursday: "Thursday", Friday: "Friday", Saturday: "Saturday", Sunday: "Sunday"}

// labelled is a line of its own, where there is anything to say.
func labelled(label string, text peer.Private) []string {
	if text.IsZero() {
		return nil
	}
	return []string{label + onOneLine(text)}
}

// onOneLine is a text on one line.
func onOneLine(p peer.Private) string { return strings.Join(strings.Fields(p.Reveal()), " ") }
