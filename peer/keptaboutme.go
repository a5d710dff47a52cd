package peer

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/towpath-care/towpath/internal/plainjson"
	"github.com/towpath-care/towpath/internal/terms"
)

// Keeping is what a host gives to answer what is kept about somebody (PEER-70).
type Keeping struct {
	// Records of any package. Those about other people do no harm.
	Records []Record
	// Tables of those packages: they say in plain words what a record is and what a
	// step does. Without its table a record goes by the name of its kind.
	Tables []Table
	// Seen is who read what, Sent what went to a record system.
	Seen []Seen
	Sent []Sent
}

// Seen is that somebody read a record.
type Seen struct {
	Of      Ref       `json:"of"`
	By      Actor     `json:"by"`
	Purpose Purpose   `json:"purpose"`
	At      time.Time `json:"at"`
	// Apart: to tell of this reading would tell of something that is on no page of the
	// person's, such as a concern that somebody looks into. It is left out (hazard H08).
	Apart bool `json:"apart,omitzero"`
}

// Sent is that something of a record went to a record system.
type Sent struct {
	Of      Ref         `json:"of"`
	To      OrgID       `json:"to"` // whose record system
	At      time.Time   `json:"at"`
	Because SentBecause `json:"because"`
}

// SentBecause says why something went to a record system.
type SentBecause string

// Why something goes to a record system.
const (
	// SentAsDuty: the organisation has to keep the fact of a contact.
	SentAsDuty SentBecause = "duty"
	// SentOnYes: the person said yes.
	SentOnYes SentBecause = "persons-yes"
)

var sentBecauses = []SentBecause{SentAsDuty, SentOnYes}

// Known reports whether the reason is on the list.
func (b SentBecause) Known() bool { return slices.Contains(sentBecauses, b) }

// Terms returns the closed list.
func (SentBecause) Terms() []string { return terms.Of(sentBecauses) }

// KeptAbout is the one answer to what is kept about somebody, for them and nobody else.
// Only its JSON shows the words; printed or logged it shows whose answer it is.
type KeptAbout struct {
	Person  PersonID `json:"person"`
	Entries []Kept   `json:"entries"`
	// Never says what is never in this answer, whether or not there is any of it: to
	// name a thing only where it is there would tell of it (hazard H26).
	Never []LeftOut `json:"never"`
}

// Kept is one record in the answer. Only its JSON shows the words.
type Kept struct {
	Of Ref
	// What it is, in plain words.
	What string
	// Wrote is who took which step, the oldest first; Earlier counts the steps before
	// those, of which the record itself no longer says who took them.
	Wrote   []Wrote
	Earlier int
	// Seen is who read it, Sent where it went and why, each the oldest first.
	Seen []SeenBy
	Sent []SentTo
	// OwnPage: what it holds is not in this answer; it opens on a page of its own, so
	// that nobody reads along who looks at this one (hazard H09).
	OwnPage bool

	// The view and the person's own statements as JSON: behind a handle, so that fmt
	// shows no more than that they are there.
	view, mine Private
}

// Wrote is a step somebody took on a record.
type Wrote struct {
	At time.Time `json:"at"`
	By Actor     `json:"by"` // without a role
	As Party     `json:"as"` // what they are to the record; "person" is you
	// Did is what the step does in plain words; empty where only that it was written is
	// told.
	Did string `json:"did,omitzero"`
}

// SeenBy is somebody who read a record.
type SeenBy struct {
	At time.Time `json:"at"`
	By Actor     `json:"by"`
	// Says is what for, in plain words; empty when that is not known here.
	Says string `json:"says,omitzero"`
}

// SentTo is a record system that something went to, and why in plain words.
type SentTo struct {
	At   time.Time `json:"at"`
	To   OrgID     `json:"to"`
	Says string    `json:"says,omitzero"`
}

var keptOnlyTheirs = Asks{Rule: Rule{"PEER-70", ErrNotAuthorised}, Path: "/by", Says: "What is kept about somebody is told to them.", Fix: "Let the person ask themself, or go through it together on their page."}

var keptNever = []LeftOut{
	{"others", Rule{"PEER-70", ErrNotAuthorised}, "What is about other people, and what others told the staff in confidence, is never in this answer, whether or not there is any."},
	{"carers", Rule{"PEER-56", ErrNotAuthorised}, "What carers say is theirs, and is never in this answer, whether or not there is any."},
	{"workers", Rule{"PEER-15", ErrNotAuthorised}, "What workers keep about their own work is theirs, and is never in this answer, whether or not there is any."},
}

// keptRecord is what a record needs to be told about. Records about nobody who is
// supported, such as a worker's own, do not have it.
type keptRecord interface {
	Record
	Person() PersonID
	Recent() []Change
	View(Reading) (Viewed, error)
}

// statements is what a record has that keeps the person's own side of it apart. What is
// not in the person's own words is passed over.
type statements interface{ Statements() []Words }

// KeptAboutMe tells a person everything that is kept about them: each record they may
// see something of, who wrote it, who saw it, what went to a record system and why, and
// their own side of it where the record has a method Statements() []Words, the newest
// first (PEER-70). What a record holds is shown as its own View shows it. A record of
// which they see nothing, and one that a carer began, leave no trace in it. Anybody but
// the person gets a *Refusal with ErrNotAuthorised; whatever purpose is given, they read
// for their own support.
func KeptAboutMe(person PersonID, k Keeping, by Reading) (KeptAbout, error) {
	if person == "" || !sameHuman(by.By, ByPerson(person)) {
		return KeptAbout{}, &Refusal{Decision: Decision{[]Reason{keptOnlyTheirs.reason(No)}}}
	}
	by.Purpose = ForSupport
	out := KeptAbout{Person: person, Entries: []Kept{}, Never: slices.Clone(keptNever)}
	newest := map[Ref]time.Time{}
	for _, r := range k.Records {
		record, ok := r.(keptRecord)
		if !ok || !record.Exists() || record.Person() != person {
			continue
		}
		recent := record.Recent()
		if len(recent) == 0 || carerBegan(recent) {
			continue
		}
		view, err := record.View(by)
		if err != nil {
			return KeptAbout{}, err
		}
		if len(view.parts) == 0 {
			continue
		}
		entry, err := k.entry(record, recent, view)
		if err != nil {
			return KeptAbout{}, err
		}
		newest[entry.Of] = recent[len(recent)-1].At
		out.Entries = append(out.Entries, entry)
	}
	slices.SortStableFunc(out.Entries, func(a, b Kept) int {
		return cmp.Or(newest[b.Of].Compare(newest[a.Of]), cmp.Compare(a.Of.String(), b.Of.String()))
	})
	return out, nil
}

// carerBegan reports whether the first step was a carer's own, and not one they took for
// the person under an authority.
func carerBegan(recent []Change) bool { return recent[0].Rev == 1 && recent[0].As == PartyCarer }

// entry is what is told of one record.
func (k Keeping) entry(r keptRecord, recent []Change, v Viewed) (Kept, error) {
	table := k.tableOf(r.Ref().Kind)
	e := Kept{Of: r.Ref(), What: table.Says, Earlier: int(recent[0].Rev) - 1, OwnPage: r.Ref().Kind == KindSafeContact}
	for _, c := range recent {
		if c.As == PartyCarer {
			continue
		}
		w := Wrote{At: c.At, By: plainActor(c.By), As: c.As}
		if !e.OwnPage {
			w.Did = table.did(c.Do)
		}
		e.Wrote = append(e.Wrote, w)
	}
	e.Seen, e.Sent = k.seenOf(r), k.sentOf(e.Of)
	if e.OwnPage {
		return e, nil
	}
	return e, e.hold(v, r)
}

// seenOf is who read a record, but for the person.
func (k Keeping) seenOf(r keptRecord) []SeenBy {
	var out []SeenBy
	for _, s := range k.Seen {
		if s.Of == r.Ref() && !s.Apart && !sameHuman(s.By, ByPerson(r.Person())) {
			out = append(out, SeenBy{s.At.UTC(), plainActor(s.By), seenSays[s.Purpose]})
		}
	}
	slices.SortStableFunc(out, func(a, b SeenBy) int { return a.At.Compare(b.At) })
	return out
}

// sentOf is where something of a record went.
func (k Keeping) sentOf(of Ref) []SentTo {
	var out []SentTo
	for _, s := range k.Sent {
		if s.Of == of {
			out = append(out, SentTo{s.At.UTC(), s.To, sentSays[s.Because]})
		}
	}
	slices.SortStableFunc(out, func(a, b SentTo) int { return a.At.Compare(b.At) })
	return out
}

// hold keeps the view and the person's statements as JSON.
func (e *Kept) hold(v Viewed, r keptRecord) error {
	shown, err := v.MarshalJSON()
	if err != nil {
		return err
	}
	e.view = Say(string(shown))
	side, ok := r.(statements)
	if !ok {
		return nil
	}
	own := slices.DeleteFunc(slices.Clone(side.Statements()), func(w Words) bool { return !w.From(r.Person()) })
	if len(own) == 0 {
		return nil
	}
	mine, err := plainjson.Value(own)
	e.mine = Say(string(mine))
	return err
}

// tableOf is the table of a kind, or one that says as much as the kind's name does.
func (k Keeping) tableOf(kind Kind) Table {
	if i := slices.IndexFunc(k.Tables, func(t Table) bool { return t.Kind == kind }); i >= 0 {
		return k.Tables[i]
	}
	return Table{Kind: kind, Says: strings.ReplaceAll(string(kind), "-", " ")}
}

func (t Table) did(do Action) string {
	if i := slices.IndexFunc(t.Rows, func(r RowOf) bool { return r.Do == do }); i >= 0 {
		return t.Rows[i].Says
	}
	return strings.ReplaceAll(string(do), "-", " ")
}

// plainActor leaves the role out: what somebody is here for can tell of what else there
// is.
func plainActor(a Actor) Actor {
	a.Role = ""
	return a
}

var seenSays = map[Purpose]string{
	ForSupport:     "For the support the two of you do together.",
	ForCare:        "For your care.",
	ForSupervision: "For the supervision of whoever walks alongside you.",
	ForRecord:      "To put it into your care record.",
}

var sentSays = map[SentBecause]string{
	SentAsDuty: "The organisation has to keep that a contact took place.",
	SentOnYes:  "You said yes to it.",
}

// Format prints whose answer it is, for every verb.
func (k KeptAbout) Format(s fmt.State, _ rune) { io.WriteString(s, "kept about "+string(k.Person)) }

// LogValue logs whose answer it is.
func (k KeptAbout) LogValue() slog.Value { return slog.StringValue("kept about " + string(k.Person)) }

// Format prints which record it is, for every verb.
func (e Kept) Format(s fmt.State, _ rune) { io.WriteString(s, "kept: "+e.Of.String()) }

// LogValue logs which record it is.
func (e Kept) LogValue() slog.Value { return slog.StringValue("kept: " + e.Of.String()) }

// MarshalJSON writes {"of":…,"what":…,"wrote":[…],"earlier":…,"seen":[…],"sent":[…],
// "mySide":[…],"view":{…}}, with the words in it. The view is what View of the record
// gives; "ownPage" stands there in its place where it opens on a page of its own.
func (e Kept) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Of      Ref             `json:"of"`
		What    string          `json:"what"`
		Wrote   []Wrote         `json:"wrote"`
		Earlier int             `json:"earlier,omitzero"`
		Seen    []SeenBy        `json:"seen"`
		Sent    []SentTo        `json:"sent"`
		MySide  json.RawMessage `json:"mySide,omitempty"`
		OwnPage bool            `json:"ownPage,omitzero"`
		View    json.RawMessage `json:"view,omitempty"`
	}{e.Of, e.What, full(e.Wrote), e.Earlier, full(e.Seen), full(e.Sent), json.RawMessage(e.mine.Reveal()), e.OwnPage, json.RawMessage(e.view.Reveal())})
}

// full is a list that is written as [] when there is nothing in it.
func full[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
