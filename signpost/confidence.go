package signpost

import (
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Confidence is how signposts to one entry went: counts and one day, nobody's name and
// no score (SIGN-16). What nobody knows counts as not known and as nothing else. Given
// is the sum of Accessed, NotAccessed, NeedsDifferent, NotKnown and Waiting.
//
// Where few people were shown an entry, the counts alone may tell of one of them: a
// host shows them to those who may see the signposts.
type Confidence struct {
	// Resource is the id of the entry.
	Resource string `json:"resource"`
	// Given is how often its details were given.
	Given int `json:"given"`
	// Accessed is how often somebody says they got there; of these, MetNeed how often
	// it met what they needed and NotMet how often it did not.
	Accessed int `json:"accessed"`
	MetNeed  int `json:"metNeed"`
	NotMet   int `json:"notMet"`
	// NotAccessed is how often somebody says they did not go, or not yet.
	NotAccessed int `json:"notAccessed"`
	// NeedsDifferent is how often somebody says it takes something else.
	NeedsDifferent int `json:"needsDifferent"`
	// NotKnown is how often it was left, or was asked as agreed, without a word of
	// what came of it; Waiting how often the word is still to come.
	NotKnown int `json:"notKnown"`
	Waiting  int `json:"waiting"`
	// LastAccessed is the latest day on which somebody said they had got there; zero:
	// nobody has.
	LastAccessed peer.Date `json:"lastAccessed,omitzero"`
}

// ConfidenceOf counts what came of signposts to one entry, as far as it was said by
// now.
func ConfidenceOf(resourceID string, list []Signpost, now time.Time) Confidence {
	c := Confidence{Resource: resourceID}
	for _, s := range list {
		if resourceID == "" || s.s.Chosen != resourceID || !s.handedOver() || s.s.Handed.First.After(now) {
			continue
		}
		c.Given++
		c.count(s, now)
	}
	return c
}

func (c *Confidence) count(s Signpost, now time.Time) {
	o := s.s.Outcome
	if o.At.After(now) {
		o = outcome{}
	}
	switch {
	case o.Result == OutcomeAccessed:
		c.Accessed++
		c.need(o)
	case o.Result == OutcomeNotAccessed:
		c.NotAccessed++
	case o.Result == OutcomeNeedsDifferent:
		c.NeedsDifferent++
	case s.s.Outcome.Result == "" && s.Status() != Given:
		c.NotKnown++
	default:
		c.Waiting++
	}
}

func (c *Confidence) need(o outcome) {
	switch o.MetNeed {
	case peer.Yes:
		c.MetNeed++
	case peer.No:
		c.NotMet++
	}
	if c.LastAccessed.IsZero() || o.On.After(c.LastAccessed) {
		c.LastAccessed = o.On
	}
}
