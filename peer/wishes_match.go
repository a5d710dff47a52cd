package peer

import (
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/internal/terms"
)

// WorkerOffer is what a worker offered to be known for matching, and nothing else: the
// host puts only those on the list who may be offered today. There is no place in it for
// whom a worker would rather not support (PEER-36). It prints as the worker's id.
type WorkerOffer struct {
	Worker StaffID `json:"worker"`
	Known  []Trait `json:"known,omitempty"`
}

// Format prints the worker's id, for every verb.
func (o WorkerOffer) Format(s fmt.State, _ rune) { io.WriteString(s, "offer of "+string(o.Worker)) }

// LogValue logs the worker's id.
func (o WorkerOffer) LogValue() slog.Value { return slog.StringValue("offer of " + string(o.Worker)) }

// Match is a worker who could walk alongside, and why. There is no number in it: people
// are not ranked.
type Match struct {
	Worker  StaffID   `json:"worker"`
	Reasons []WishMet `json:"reasons"` // wishes they meet, in the person's order
	NotMet  []WishMet `json:"notMet"`  // wishes of which nothing is known here
}

// WishMet says of one wish what is known of a worker. The wish itself is named by its
// place among the person's wishes.
type WishMet struct {
	Wish   int        `json:"wish"` // from 1
	Kind   TraitKind  `json:"kind"`
	Weight WishWeight `json:"weight"`
	Says   string     `json:"says"`
}

// SuggestWorkers lists who could walk alongside, each with the wishes that speak for
// them and those of which nothing is known. Whoever does not meet a must-have is left
// out. Those who meet every wish come first; otherwise they stand as they were given.
// Where the person was not asked there is nobody to suggest.
//
// A worker who did not offer something and one who offered something else look alike: a
// suggestion tells of nobody what they kept to themself.
func SuggestWorkers(w MatchWishes, offers []WorkerOffer) []Match {
	if !w.Exists() {
		return nil
	}
	var all, some []Match
	seen := map[StaffID]bool{"": true}
	for _, o := range offers {
		if seen[o.Worker] {
			continue
		}
		seen[o.Worker] = true
		m, fits := w.match(o)
		switch {
		case !fits:
		case len(m.NotMet) == 0:
			all = append(all, m)
		default:
			some = append(some, m)
		}
	}
	return append(all, some...)
}

// match holds one offer against the wishes; false when a must-have is not met.
func (w MatchWishes) match(o WorkerOffer) (Match, bool) {
	m, fits := Match{Worker: o.Worker, Reasons: []WishMet{}, NotMet: []WishMet{}}, true
	for i, wish := range w.s.Wishes {
		met := WishMet{Wish: i + 1, Kind: wish.Trait.Kind, Weight: wish.Weight}
		if slices.ContainsFunc(o.Known, wish.Trait.metBy) {
			met.Says = wishSays[wish.Trait.Kind]
			m.Reasons = append(m.Reasons, met)
			continue
		}
		met.Says = "Nothing is known here about this wish."
		m.NotMet = append(m.NotMet, met)
		fits = fits && wish.Weight != MustHave
	}
	return m, fits
}

var wishSays = map[TraitKind]string{
	OfExperience: "Has lived experience of the sort you would like.",
	OfLanguage:   "Uses the language you would like.",
	OfGender:     "Is of the gender you would like.",
	OfCulture:    "Knows the culture you would like from within.",
	OfFaith:      "Is of the faith you would like.",
}

// metBy reports whether something a worker offered is what was wished for. Capitals make
// no difference; a language meets a wish for it whatever its region.
func (t Trait) metBy(offered Trait) bool {
	want, have := strings.ToLower(t.Is.Reveal()), strings.ToLower(offered.Is.Reveal())
	return t.Kind == offered.Kind && want != "" && (want == have || t.Kind == OfLanguage && strings.HasPrefix(have, want+"-"))
}

// BiasTopic is something a first impression rests on without anybody noticing.
type BiasTopic string

// Topics to reflect on.
const (
	BiasFirstSight   BiasTopic = "first-impression"
	BiasLikeMe       BiasTopic = "somebody-like-me"
	BiasUnlikeMe     BiasTopic = "somebody-unlike-me"
	BiasOwnStory     BiasTopic = "my-own-story"
	BiasLanguage     BiasTopic = "language-and-accent"
	BiasNotes        BiasTopic = "what-others-wrote"
	BiasPower        BiasTopic = "power"
	BiasWhoIsMissing BiasTopic = "who-is-missing"
)

var biasTopics = []BiasTopic{BiasFirstSight, BiasLikeMe, BiasUnlikeMe, BiasOwnStory, BiasLanguage, BiasNotes, BiasPower, BiasWhoIsMissing}

// Known reports whether the topic is on the list.
func (b BiasTopic) Known() bool { return slices.Contains(biasTopics, b) }

// Terms returns the closed list.
func (BiasTopic) Terms() []string { return terms.Of(biasTopics) }

// BiasPrompt is an open question for a worker's own reflection (PEER-36). Nobody has to
// answer it, and no answer is asked for anywhere.
type BiasPrompt struct {
	Topic BiasTopic `json:"topic"`
	Asks  string    `json:"asks"`
}

// BiasPrompts are the questions, one for each topic.
func BiasPrompts() []BiasPrompt { return slices.Clone(biasPrompts) }

var biasPrompts = []BiasPrompt{
	{BiasFirstSight, "What did you think you knew before they spoke?"},
	{BiasLikeMe, "With whom is it easy, and what do you share with them?"},
	{BiasUnlikeMe, "With whom is it slow, and what would you like to know of them?"},
	{BiasOwnStory, "Where did you hear your own story in place of theirs?"},
	{BiasLanguage, "How did the way somebody speaks change how you listened?"},
	{BiasNotes, "What had you read about them, and what did they say themself?"},
	{BiasPower, "Where did your word count for more than theirs?"},
	{BiasWhoIsMissing, "Who never comes here, and what keeps them away?"},
}
