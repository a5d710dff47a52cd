package sharing

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindNote is how a note is stored.
const KindNote peer.Kind = "sharing-note"

// Places a note can be in.
const (
	// Logged: the worker wrote it. The person says how they took it; the worker shows it
	// to a supervisor or not, and may take it back.
	Logged peer.Status = "logged"
	// TakenBack: the worker took it back, and what it said is gone. What the person said
	// of it themself stays. Nothing leads on.
	TakenBack peer.Status = "taken-back"
)

// Note is one occasion on which a worker shared lived experience: when, what for, on
// which theme, and how the person took it (PEER-22, PEER-40, PEER-41). It never holds the
// story. It belongs to the worker; the person sees it too and says alone how they took
// it. The zero value is no note.
type Note struct {
	head
	s kept[note]
}

type note struct {
	Person       peer.PersonID `json:"person,omitzero"`
	Worker       peer.StaffID  `json:"worker" ask:"required"`
	Relationship string        `json:"relationship,omitzero"`
	Group        string        `json:"group,omitzero"`
	Contact      string        `json:"contact,omitzero"`
	Shared       time.Time     `json:"shared,omitzero"`
	Purpose      Purpose       `json:"purpose,omitzero"`
	Theme        Theme         `json:"theme,omitzero"`
	RelatesTo    RelatesTo     `json:"relatesTo,omitzero"`
	Depth        Depth         `json:"depth,omitzero"`
	Asked        peer.Tri      `json:"asked,omitzero"`
	Reaction     Reaction      `json:"reaction,omitzero"`
	// OwnReaction: the person said it themself.
	OwnReaction bool         `json:"ownReaction,omitzero"`
	Again       peer.Tri     `json:"again,omitzero"`
	ShownTo     peer.StaffID `json:"shownTo,omitzero"`
	Logged      time.Time    `json:"logged" ask:"required"`
}

// RelatesTo is what in the person's life a sharing relates to: a record of theirs, by its
// id.
type RelatesTo struct {
	Kind Relation `json:"kind,omitzero"`
	ID   string   `json:"id,omitzero"`
}

func (r RelatesTo) whole() bool { return r.Kind != "" && r.ID != "" }

// Person is whom it was shared with; empty in a group.
func (n Note) Person() peer.PersonID { return n.s.get().Person }

// Worker is who shared it, and whose note it is.
func (n Note) Worker() peer.StaffID { return n.s.get().Worker }

// Relationship is the id of the relationship it was shared in; empty in a group.
func (n Note) Relationship() string { return n.s.get().Relationship }

// Group is the id of the group it was shared in; empty in a relationship.
func (n Note) Group() string { return n.s.get().Group }

// Contact is the id of the contact at which it was shared; empty when nobody has said.
func (n Note) Contact() string { return n.s.get().Contact }

// Shared is when it was shared, in UTC; zero once the note was taken back.
func (n Note) Shared() time.Time { return n.s.get().Shared }

// Purpose is what it was shared for; empty once the note was taken back.
func (n Note) Purpose() Purpose { return n.s.get().Purpose }

// Theme is what it was about; empty once the note was taken back.
func (n Note) Theme() Theme { return n.s.get().Theme }

// RelatesTo is what in the person's life it relates to; it may be zero in a group.
func (n Note) RelatesTo() RelatesTo { return n.s.get().RelatesTo }

// Depth is how much the worker chose beforehand to tell.
func (n Note) Depth() Depth { return n.s.get().Depth }

// Asked answers whether the person was asked first, and said yes, that time.
func (n Note) Asked() peer.Tri { return n.s.get().Asked }

// Reaction is how the person took it; own reports whether they said so themself.
func (n Note) Reaction() (reaction Reaction, own bool) {
	s := n.s.get()
	return s.Reaction, s.OwnReaction
}

// Again is the worker's own thought whether to share it again.
func (n Note) Again() peer.Tri { return n.s.get().Again }

// ShownTo is the supervisor the worker shows it to; empty: nobody.
func (n Note) ShownTo() peer.StaffID { return n.s.get().ShownTo }

// Logged is when the note was written, in UTC.
func (n Note) Logged() time.Time { return n.s.get().Logged }

// with is the note with something else in it; the note it is called on stays as it was.
func (n Note) with(change func(*note)) Note {
	s := n.s.get()
	change(&s)
	n.s = keep(s)
	return n
}
