package safeguard

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// Ask is something that a condition can ask about a concern and what is around it.
type Ask string

// What can be asked. Three-valued answers are yes, no and unknown.
const (
	// AskTrigger: what was noticed. The policy says which words there are.
	AskTrigger Ask = "trigger"
	// AskUrgency: how soon somebody has to know. The policy says which words there
	// are.
	AskUrgency Ask = "urgency"
	// AskHours: in-hours or out-of-hours.
	AskHours Ask = "hours"
	// AskRaisedBy: person, worker, staff, carer or nobody-known.
	AskRaisedBy Ask = "raised-by"
	// AskSetting: home, community, ward, secure, custody, online, phone or other.
	AskSetting Ask = "setting"
	// AskAboutChild: whether it is about somebody under 18. Three-valued.
	AskAboutChild Ask = "about-child"
	// AskAge: the person's age in whole years, 0 to 150.
	AskAge Ask = "age"
	// AskChildrenAtRisk: whether children may be at risk (SAFE-05). Three-valued.
	AskChildrenAtRisk Ask = "children-at-risk"
	// AskImmediateDanger: whether somebody is in danger now (SAFE-07). Three-valued.
	AskImmediateDanger Ask = "immediate-danger"
	// AskIntentWithPlan: whether somebody spoke of an intent and has a plan
	// (SAFE-07). Three-valued.
	AskIntentWithPlan Ask = "intent-with-plan"
	// AskViolence: whether there was violence or a threat of it (SAFE-07).
	// Three-valued.
	AskViolence Ask = "violence"
	// AskToldThePerson: whether the person was told that it is passed on (SAFE-05).
	// Three-valued.
	AskToldThePerson Ask = "told-the-person"
	// AskAskedForSilence: whether the person asked that nobody is told (SAFE-05).
	// Three-valued.
	AskAskedForSilence Ask = "asked-for-silence"
	// AskMinutesSinceNoticed: whole minutes since it was noticed, up to ten years.
	AskMinutesSinceNoticed Ask = "minutes-since-noticed"
)

var asks = []Ask{AskTrigger, AskUrgency, AskHours, AskRaisedBy, AskSetting, AskAboutChild, AskAge, AskChildrenAtRisk, AskImmediateDanger,
	AskIntentWithPlan, AskViolence, AskToldThePerson, AskAskedForSilence, AskMinutesSinceNoticed}

// How many things can be asked, and how many of them, the first, have words that
// the policy says.
const (
	askCount  = 14
	openCount = 2
)

// Known reports whether a condition can ask it.
func (a Ask) Known() bool { return slices.Contains(asks, a) }

// Terms returns the closed list.
func (Ask) Terms() []string { return terms.Of(asks) }

type askKind uint8

const (
	askOpen   askKind = iota // a word of the policy's; the kind of what cannot be asked too
	askClosed                // a word of a closed list here
	askNumber
)

// unknownWord is the answer that is none.
const unknownWord = "unknown"

// yesNo stand in the order of peer.No and peer.Yes.
var (
	yesNo      = []string{"no", "yes"}
	hoursWords = []string{"in-hours", "out-of-hours"}
	raisers    = []string{"person", "worker", "staff", "carer", "nobody-known"}
	settings   = []string{"home", "community", "ward", "secure", "custody", "online", "phone", "other"}
)

func (a Ask) index() int { return slices.Index(asks, a) }

func (a Ask) kind() askKind {
	switch a {
	case AskAge, AskMinutesSinceNoticed:
		return askNumber
	case AskTrigger, AskUrgency, "":
		return askOpen
	}
	return askClosed
}

// Words are the answers that can be given to what is asked, beside unknown. There
// are none where the policy says the words and where the answer is a number.
func (a Ask) Words() []string { return slices.Clone(a.words()) }

func (a Ask) words() []string {
	switch {
	case a == AskHours:
		return hoursWords
	case a == AskRaisedBy:
		return raisers
	case a == AskSetting:
		return settings
	case a.Known() && a.kind() == askClosed:
		return yesNo
	}
	return nil
}

// takes reports whether a plain word can be the answer.
func (a Ask) takes(word string) bool {
	switch {
	case word == unknownWord:
		return true
	case a.kind() == askOpen:
		return plainWord(word)
	}
	return slices.Contains(a.words(), word)
}

// most is the largest number that can be an answer.
func (a Ask) most() int {
	if a == AskAge {
		return 150
	}
	return 10 * 366 * 24 * 60
}
