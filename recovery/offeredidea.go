package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// KindOfferedIdea is how an offered idea is stored.
const KindOfferedIdea peer.Kind = "offered-idea"

// Places an offered idea can be in.
const (
	// IdeaOffered: the worker has offered it. The person answers or does not, and
	// nothing follows from no answer.
	IdeaOffered peer.Status = "offered"
	// IdeaUseful: the person finds it useful. They may answer anew.
	IdeaUseful peer.Status = "useful"
	// IdeaNotForMe: the person says it is not for them. They may answer anew.
	IdeaNotForMe peer.Status = "not-for-me"
	// IdeaNotNow: the person says not now. They may answer anew.
	IdeaNotNow peer.Status = "not-now"
)

// OfferedIdea is an idea about a way towards something, offered by the worker from
// their own experience or as a known technique, on the person's invitation and after
// ideas of the person's own (REC-25). It stands outside problem solving, which has
// its own door (REC-39).
//
// It is short and about a way, not about the worker: there is no place in it for a
// story, and nothing of the worker's life belongs in its text (hazard H27). The zero
// value is no idea.
type OfferedIdea struct {
	head
	s offeredIdea
}

type offeredIdea struct {
	Person   peer.PersonID  `json:"person" ask:"required"`
	Worker   peer.StaffID   `json:"worker,omitzero"`
	About    peer.Ref       `json:"about"`
	OwnIdeas []peer.Words   `json:"ownIdeas,omitempty" ask:"items=20,max=500"`
	Invited  IdeaInvitation `json:"invited"`
	Basis    IdeaBasis      `json:"basis" ask:"required"`
	Idea     peer.Words     `json:"idea" ask:"required,max=300"`
	Offered  time.Time      `json:"offered" ask:"required"`
}

// IdeaInvitation says how the person invited an idea, and on which occasion: by its
// day, by the contact it was, or both. It is the occasion on which the idea was
// offered as well, so that no yes is kept for another time.
type IdeaInvitation struct {
	// How is empty when the person did not invite one.
	How IdeaInvited `json:"how,omitzero"`
	// On is a whole day.
	On peer.Date `json:"on,omitzero"`
	// Contact is the contact's id.
	Contact string `json:"contact,omitzero"`
}

// Person is the person it was offered to.
func (i OfferedIdea) Person() peer.PersonID { return i.s.Person }

// Worker is the peer support worker who offered it.
func (i OfferedIdea) Worker() peer.StaffID { return i.s.Worker }

// About is the record it would be a way towards, such as a goal; never a cycle of
// problem solving.
func (i OfferedIdea) About() peer.Ref { return i.s.About }

// OwnIdeas are the ideas the person had first, in their own words.
func (i OfferedIdea) OwnIdeas() []peer.Words { return slices.Clone(i.s.OwnIdeas) }

// Invited says how the person invited it, and when.
func (i OfferedIdea) Invited() IdeaInvitation { return i.s.Invited }

// Basis is what it rests on.
func (i OfferedIdea) Basis() IdeaBasis { return i.s.Basis }

// Idea is the idea in the worker's words, at most 300 characters.
func (i OfferedIdea) Idea() peer.Words { return i.s.Idea }

// Offered is when it was written down, in UTC.
func (i OfferedIdea) Offered() time.Time { return i.s.Offered }
