package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// eachGoalOnce: a connection names each goal it supports once.
func eachGoalOnce[C any](goals func(C) []string) need[Connection, C] {
	return need[Connection, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-10", Code: peer.ErrDuplicate}, Path: "/goals", Says: "Each goal stands there once.", Fix: "Leave out the one that stands there twice."},
		Met:  func(_ Connection, c C, _ peer.Act, _ Facts) peer.Tri { return peer.Is(noneTwice(goals(c))) },
	}
}

func noneTwice(list []string) bool {
	for i, id := range list {
		if slices.Contains(list[:i], id) {
			return false
		}
	}
	return true
}

func connectionLegal(c Connection) []peer.Reason {
	s := c.s
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, c, s.Words), "/words", "What is said about a connection is in the person's own words."),
		peer.Holds(noneTwice(s.Goals), "/goals", "Each goal stands there once."),
	}
}

// connectionParts: others see the kind and nothing else, where the person says so.
// The words may name somebody, a wish to mend tells of a quarrel, and a resource of
// what it is for (hazards H08, H13).
var connectionParts = []peer.Part[Connection]{
	{Name: "kind", If: shownWhile[Connection](ConnectionChosen, peer.SharePlan),
		Rule: notShown, Says: "The person says who may see what kind of connection it is.",
		Value: func(c Connection) any {
			return struct {
				Who ConnectionKind `json:"who"`
			}{c.s.Who}
		}},
	{Name: "words", If: betweenTwo[Connection],
		Rule: notShown, Says: "Who it is, and what the person would like of them, is for the person and the worker alongside.",
		Value: func(c Connection) any {
			return struct {
				Person   peer.PersonID  `json:"person"`
				Worker   peer.StaffID   `json:"worker,omitzero"`
				Wish     ConnectionWish `json:"wish"`
				Domain   LifeDomain     `json:"domain,omitzero"`
				Words    peer.Words     `json:"words,omitzero"`
				Goals    []string       `json:"goals,omitempty"`
				Resource string         `json:"resource,omitzero"`
				Audience Audience       `json:"audience"`
				Said     time.Time      `json:"said"`
			}{c.s.Person, c.s.Worker, c.s.Wish, c.s.Domain, c.s.Words, c.s.Goals, c.s.Resource, c.s.Audience, c.s.Said}
		}},
}
