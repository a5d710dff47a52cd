package signpost

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Rules of matching an entry with a need.
var (
	ruleListed   = peer.Asks{Rule: peer.Rule{Row: "SIGN-06", Code: ErrNotVerified}, Says: "It is listed in the directory.", Fix: "Look at where the entry stands; somebody makes sure of it before it is listed."}
	ruleClear    = peer.Asks{Rule: peer.Rule{Row: "SIGN-04", Code: ErrDisputedResource}, Says: "It is as described, as far as anybody has said.", Fix: "Have somebody make sure of it again."}
	ruleNotOver  = peer.Asks{Rule: peer.Rule{Row: "SIGN-25", Code: ErrStaleResource}, Says: "A session is still to come.", Fix: "Ask when it runs again."}
	ruleOpen     = peer.Asks{Rule: peer.Rule{Row: "SIGN-03", Code: ClosedForNow}, Says: "It is open, as far as its organisation says.", Fix: "Ask when it opens again."}
	ruleAge      = peer.Asks{Rule: peer.Rule{Row: "SIGN-08", Code: ErrNotEligible}, Path: "/age", Says: "It serves people of the person's age.", Fix: "Look for one that serves their age."}
	ruleArea     = peer.Asks{Rule: peer.Rule{Row: "SIGN-08", Code: OutOfReach}, Path: "/area", Says: "It serves the area the person asked for.", Fix: "Ask whether it makes exceptions, or look in another area."}
	ruleDistance = peer.Asks{Rule: peer.Rule{Row: "SIGN-08", Code: OutOfReach}, Path: "/maxDistance", Says: "It is no further away than the person said.", Fix: "Ask how they would get there, and whether further away would do."}
	ruleAsked    = peer.Asks{Rule: peer.Rule{Row: "SIGN-10", Code: NotAskedFor}, Says: "It is about something the person wished for or likes.", Fix: "Add what they would like, when they would like this."}
	ruleTalk     = peer.Asks{Rule: peer.Rule{Row: "SIGN-10", Code: NotAskedFor}, Says: "It is somebody to talk to, beside much distress.", Fix: "Leave it aside when the person does not want it."}
	ruleAdvocate = peer.Asks{Rule: peer.Rule{Row: "SIGN-17", Code: AdvocacyNotOffered}, Says: "An advocate is offered where something is imposed.", Fix: "Look for an advocate outside the directory, and tell whoever keeps it.", Weight: peer.Warns}
	ruleFresh    = peer.Asks{Rule: peer.Rule{Row: "SIGN-03", Code: ErrStaleResource}, Says: "Somebody made sure of it lately enough.", Fix: "Check first.", Weight: peer.Warns}
	ruleLimits   = peer.Asks{Rule: peer.Rule{Row: "SIGN-05", Code: LimitsUnknown}, Says: "It is known whom it cannot serve.", Fix: "Ask them before somebody goes there for nothing.", Weight: peer.Warns}
	ruleUsable   = peer.Asks{Rule: peer.Rule{Row: "SIGN-13", Code: peer.ErrMediumNotUsable}, Path: "/media", Says: "One of the ways to get in touch is one the person uses.", Fix: "Offer to get in touch together.", Weight: peer.Warns}
	ruleOnline   = peer.Asks{Rule: peer.Rule{Row: "SIGN-20", Code: peer.ErrMediumNotUsable}, Path: "/online", Says: "It can be used without being online, or the person is online.", Fix: "Look at the ones that are not online first, or offer help to get online.", Weight: peer.Warns}
	ruleOwnMove  = peer.Asks{Rule: peer.Rule{Row: "SIGN-24", Code: ErrReferralOutOfScope}, Says: "The person can turn to it without a professional.", Fix: "Ask the professional; a referral is theirs to make.", Weight: peer.Warns}
)

// Rules of a need as a whole.
var (
	ruleWish     = peer.Asks{Rule: peer.Rule{Row: "SIGN-10", Code: peer.ErrRequired}, Path: "/goals", Says: "The person said what they are looking for: a goal, a wish, a topic or a category.", Fix: "Ask what they would like."}
	ruleNow      = peer.Asks{Rule: peer.Rule{Row: "SIGN-03", Code: peer.ErrRequired}, Path: "/at", Says: "The time is given.", Fix: "Pass the host's clock."}
	ruleWords    = peer.Asks{Rule: peer.Rule{Row: "SIGN-10", Code: peer.ErrUnknownCode}, Says: "The word is one of those on the list.", Fix: "Use a word of the list."}
	ruleRange    = peer.Asks{Rule: peer.Rule{Row: "SIGN-10", Code: peer.ErrOutOfRange}, Says: "The number is within its limits.", Fix: "Look at the number."}
	ruleItems    = peer.Asks{Rule: peer.Rule{Row: "SIGN-10", Code: peer.ErrOutOfRange}, Says: "The list is no longer than is read here.", Fix: "Name what matters most."}
	ruleWilling  = peer.Asks{Rule: peer.Rule{Row: "SIGN-12", Code: peer.ErrPersonHasNotAgreed}, Path: "/willing", Says: "The person would like to go somewhere.", Fix: "Not now is one of the ways. Ask again another day, if they like.", Weight: peer.Warns}
	ruleSupport  = peer.Asks{Rule: peer.Rule{Row: "SIGN-12", Code: ErrSupportRequired}, Path: "/willing", Says: "The person is sure, or help to get there is talked about.", Fix: "Ask what would make it easier.", Weight: peer.Warns}
	ruleQuestion = peer.AskFurther("SIGN-10", "/further")
)

// MatchRules are the rules of matching, for the catalogue: they belong to no table.
func MatchRules() []peer.Asks {
	return []peer.Asks{ruleWish, ruleNow, ruleWords, ruleRange, ruleItems, ruleQuestion, ruleWilling, ruleSupport, ruleAdvocate,
		ruleListed, ruleClear, ruleNotOver, ruleOpen, ruleAge, ruleArea, ruleDistance, ruleAsked, ruleTalk,
		ruleFresh, ruleLimits, ruleReaches, ruleUsable, ruleOnline, ruleOwnMove}
}

// because is the answer to a rule.
func because(a peer.Asks, met peer.Tri, args ...peer.Arg) peer.Reason {
	return peer.Reason{Rule: a.Rule, Path: a.Path, Says: a.Says, Fix: a.Fix, Args: args, Weight: a.Weight, Met: met}
}

// warned is the same reason, kept and shown, but in nobody's way.
func warned(r peer.Reason) peer.Reason { r.Weight = peer.Warns; return r }

const (
	mostInNeed  = 200 // items of each list of a need
	oldest      = 120
	furthestOut = 40_100_000 // metres: once around
)

// faults are what is wrong with a need, all of it.
func (n Need) faults(now time.Time) []peer.Reason {
	var out []peer.Reason
	not := func(ok bool, a peer.Asks, path string) {
		if ok {
			return
		}
		if path != "" {
			a.Path = path
		}
		out = append(out, because(a, peer.No))
	}
	not(!now.IsZero(), ruleNow, "")
	not(n.said(), ruleWish, "")
	not(n.Age >= 0 && n.Age <= oldest, ruleRange, "/age")
	not(n.MaxDistance >= 0 && n.MaxDistance <= furthestOut, ruleRange, "/maxDistance")
	not(n.From.onEarth(), ruleRange, "/from")
	not(n.Distress == "" || n.Distress.Known(), ruleWords, "/distress")
	not(n.Willing == "" || n.Willing.Known(), ruleWords, "/willing")
	not(n.Setting == "" || n.Setting.Known(), ruleWords, "/setting")
	out = append(out, unknownWords("/topics", n.Topics)...)
	out = append(out, unknownWords("/categories", n.Categories)...)
	out = append(out, unknownWords("/prefers/topics", n.Prefers.Topics)...)
	out = append(out, unknownWords("/prefers/features", n.Prefers.Features)...)
	out = append(out, unknownWords("/access", n.Access)...)
	out = append(out, unknownWords("/occasions", n.Occasions)...)
	out = append(out, unknownWords("/media", n.Media)...)
	not(len(n.Languages) <= mostInNeed, ruleItems, "/languages")
	return out
}

func unknownWords[T peer.Term](path string, list []T) []peer.Reason {
	var out []peer.Reason
	bad := ruleWords
	if bad.Path = path; slices.ContainsFunc(list, func(w T) bool { return !w.Known() }) {
		out = append(out, because(bad, peer.No))
	}
	long := ruleItems
	if long.Path = path; len(list) > mostInNeed {
		out = append(out, because(long, peer.No))
	}
	return out
}
