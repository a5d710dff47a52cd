package sharing

import (
	"slices"
	"strings"
	"unicode"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// toWorker gives an answer that rests on somebody's list to the worker who writes the
// note. To anybody else it would tell of the list: they hear only whose step it is.
func toWorker(n Note, a peer.Act, met peer.Tri) peer.Tri {
	nobodyYet := n.s.get() == note{} // the list of steps that begin one
	if nobodyYet || whose.Party(n, a.By) == peer.PartyWorker {
		return met
	}
	return peer.Yes
}

// What has to be so before any note is written.
var (
	agreed = open[Note]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-40", Code: peer.ErrBoundariesNotAgreed}, Path: "/relationship", Says: "The two, or the group, had agreed what they do together when it was shared.", Fix: "Agree first. Until then lived experience can wait."},
		Met:  func(_ Note, _ peer.Act, f Facts) peer.Tri { return f.Agreed },
	}
	hears = open[Note]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-40", Code: ErrSharingDeclined}, Says: "The person likes to hear lived experience.", Fix: "Listen, and leave your own story out. They may change their mind; nobody asks them to."},
		Met: func(n Note, a peer.Act, f Facts) peer.Tri {
			return toWorker(n, a, f.Wishes.of(n, func(w wishes) bool { return !w.ratherNot }))
		},
	}
)

// logged is a rule about what a worker writes down.
func logged(row string, code peer.Code, path, says, fix string, met func(Note, Log, peer.Act, Facts) peer.Tri) need[Note, Log] {
	return need[Note, Log]{Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: code}, Path: path, Says: says, Fix: fix}, Met: met}
}

func is(met func(Log) bool) func(Note, Log, peer.Act, Facts) peer.Tri {
	return func(_ Note, c Log, _ peer.Act, _ Facts) peer.Tri { return peer.Is(met(c)) }
}

var whereShared = logged("PEER-40", peer.ErrRequired, "/relationship", "It was shared with a person in a relationship, or in a group.",
	"Name the person and the relationship, or the group and nobody in it.",
	is(func(c Log) bool { return where(c.Person, c.Relationship, c.Group) }))

// where reports whether it is one of the two. Of a group no member is named.
func where(person peer.PersonID, relationship, group string) bool {
	two := person != "" && relationship != "" && group == ""
	return two || person == "" && relationship == "" && group != ""
}

// What it was for.
var (
	forSomething = logged("PEER-40", ErrPurposeRequired, "/purpose", "It is said what it was shared for.", "Choose what the person was meant to gain by it.",
		is(func(c Log) bool { return c.Purpose != "" }))
	forPerson = logged("PEER-40", ErrPurposeNotForPerson, "/purpose", "It was shared for the person.",
		"What you need yourself is as good a need, and has its own places: supervision, a colleague, your wellness plan.",
		is(func(c Log) bool { return c.Purpose != OwnNeed }))
	asWorkedForMe = logged("PEER-22", peer.ErrAdviceOutOfScope, "/recommends", "It was put as what helped the worker, and not as what to do.",
		"Say what helped you, and leave it to them; a professional can say what is advised.",
		is(func(c Log) bool { return !c.Recommends }))
	relates = logged("PEER-40", peer.ErrRequired, "/relatesTo", "It relates to something of the person's.", "Name the goal, the fear, the step or the skill it was about.",
		is(func(c Log) bool {
			return c.RelatesTo.whole() || c.RelatesTo == RelatesTo{} && (c.Group != "" || c.Purpose == ModelSelfManagement)
		}))
	modelled = logged("REC-24", peer.ErrRequired, "/relatesTo", "What is modelled is a skill or a way of coping of the person's that the worker may see.",
		"Name the skill or the way of coping, or share for another purpose.",
		func(_ Note, c Log, _ peer.Act, f Facts) peer.Tri {
			switch {
			case c.Purpose != ModelSelfManagement:
				return peer.Yes
			case c.RelatesTo.Kind != ToSkill || c.RelatesTo.ID == "":
				return peer.No
			case f.Modelled == nil:
				return peer.Unknown
			}
			return peer.Is(slices.ContainsFunc(f.Modelled, func(r peer.Ref) bool { return r.ID == c.RelatesTo.ID }))
		})
)

// What the person wants left alone, and what the worker does.
var (
	notAvoided = logged("PEER-38", ErrTopicAvoided, "/theme", "The person does not mind the topic.", "Leave this topic alone. Nobody asks why.",
		func(n Note, c Log, a peer.Act, f Facts) peer.Tri {
			return toWorker(n, a, f.Wishes.of(n, func(w wishes) bool { return !slices.Contains(w.avoid, c.Theme) }))
		})
	permitted = logged("PEER-38", ErrPermissionRequired, "/asked", "The person was asked first, and said yes this time.", "Ask them before you share it, each time. A no needs no reason.",
		func(n Note, c Log, a peer.Act, f Facts) peer.Tri {
			return toWorker(n, a, f.Wishes.of(n, func(w wishes) bool { return c.Asked == peer.Yes || !slices.Contains(w.askFirst, c.Theme) }))
		})
	withinLimits = logged("PEER-40", ErrTopicOffLimits, "/theme", "The topic is one the worker shares.", "You decided beforehand to keep this to yourself. You can change your list; take your time, and talk it over in supervision if you like.",
		func(n Note, c Log, a peer.Act, f Facts) peer.Tri { return toWorker(n, a, f.Limits.allow(n, c.Theme)) })
)

var hasBeen = logged("PEER-41", peer.ErrFutureDate, "/shared", "It has been shared.", "Give the time at which it was shared.",
	func(_ Note, c Log, a peer.Act, _ Facts) peer.Tri { return peer.Is(!c.Shared.After(a.At)) })

// noNarrative is heard wherever a text is brought along.
var noNarrative = peer.Asks{Rule: peer.Rule{Row: "PEER-41", Code: ErrNarrativeNotAllowed}, Says: "A note holds codes and ids, and no text.", Fix: "Leave the story out: it is the worker's, and there is no place for it here."}

// idOnly: what stands where an id stands is one, and not a sentence.
func idOnly[C any](path string, id func(C) string) need[Note, C] {
	asks := noNarrative
	asks.Path = path
	return need[Note, C]{Asks: asks, Met: func(_ Note, c C, _ peer.Act, _ Facts) peer.Tri { return peer.Is(plain(id(c))) }}
}

// plain reports whether a text has nothing in it that parts words, seen or unseen.
func plain(id string) bool {
	return !strings.ContainsFunc(id, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsGraphic(r) })
}

// personsReaction: how they took it is theirs, once it has been said. In a group nobody
// is named who could say so.
var personsReaction = open[Note]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-22", Code: peer.ErrPersonsChoiceOnly}, Says: "The person says how they took it.", Fix: "Ask them; they change it themself."},
	Met: func(n Note, a peer.Act, _ Facts) peer.Tri {
		s := n.s.get()
		return peer.Is(whose.Party(n, a.By) != peer.PartyWorker || s.Person == "" || s.Reaction == NotAsked && !s.OwnReaction)
	},
}

// offered leaves out the purpose that is never taken.
func offered(Note) []string { return terms.Of(offeredPurposes) }

// seenByTwo: the worker whose note it is, and the person it was shared with; in
// supervision whom the worker shows it to. Nobody else, and no record.
func seenByTwo(n Note, as peer.Party, by peer.Reading) bool {
	return whose.TwoRead(as, by) || shownTo(n, by)
}

// seenByWorker: what the worker thinks of it.
func seenByWorker(n Note, as peer.Party, by peer.Reading) bool {
	return workersEyes(n, as, by) || shownTo(n, by)
}

func shownTo(n Note, by peer.Reading) bool {
	to := n.ShownTo()
	return to != "" && by.By.Staff == to && by.Purpose == peer.ForSupervision
}

func noteLegal(n Note) []peer.Reason {
	s := n.s.get()
	out := []peer.Reason{
		peer.Holds(where(s.Person, s.Relationship, s.Group), "/relationship", "It was shared in a relationship, or in a group."),
		peer.Holds(!s.OwnReaction || s.Reaction != "" && s.Person != "", "/ownReaction", "Where the person said how they took it, it is there."),
		peer.Holds(plain(s.Relationship) && plain(s.Group) && plain(s.Contact) && plain(s.RelatesTo.ID), "/relationship", "An id is an id and not a sentence."),
	}
	if n.Status() == TakenBack {
		return append(out, peer.Holds(s == left(s), "/purpose", "Of a note that was taken back nothing stays but what the person said themself."))
	}
	model := s.Purpose == ModelSelfManagement
	return append(out,
		peer.Holds(s.Purpose != "" && s.Purpose != OwnNeed, "/purpose", "It was shared for the person."),
		peer.Holds(s.Theme != "", "/theme", "It has a theme."),
		peer.Holds(s.Depth != "", "/depth", "It is said how much was told."),
		peer.Holds(s.Reaction != "", "/reaction", "It is said how the person took it."),
		peer.Holds(!s.Shared.IsZero() && !s.Shared.After(s.Logged), "/shared", "It was shared before the note was written."),
		peer.Holds(s.RelatesTo.whole() || s.RelatesTo == RelatesTo{} && s.Group != "" && !model, "/relatesTo", "It relates to something of the person's."),
		peer.Holds(!model || s.RelatesTo.Kind == ToSkill, "/relatesTo", "What is modelled is a skill."),
	)
}

// left is what stays of a note that was taken back.
func left(s note) note {
	out := note{Person: s.Person, Worker: s.Worker, Relationship: s.Relationship, Group: s.Group, Logged: s.Logged}
	if s.OwnReaction {
		out.Reaction, out.OwnReaction = s.Reaction, true
	}
	return out
}
