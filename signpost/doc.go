// Package signpost is about showing somebody the way to what there is, and finding
// out with them whether they got there.
//
// A [Resource] is an entry of the directory: what it offers and what it does not,
// whom it is for, how to reach it, and when somebody last made sure. [Match] lists
// what may suit a need, each with its reasons and what stands against it; nothing is
// hidden and nothing is scored. A [Signpost] is one person's way to one of them: they
// choose, they take the details along in a form they can use and keep safe, and
// what came of it is theirs to say. It is never a referral: the person holds the next
// move.
//
// Beside them stand a [Pack] made together, what somebody would like to hear of
// ([Interest]), what a place is really like from one who was there ([FirstHand]), what
// there is not ([Gap]) and who keeps in touch with whom ([CommunityLink]). [Due] lists
// what is owed and by when. Package openreferral beneath reads and writes directories
// in the shape of Open Referral UK.
//
//	found, change, err := signpost.NewResource(signpost.Find{ID: "r1", Listing: listing}, act, facts)
//	matched, err := signpost.Match(need, directory, policy, now) // help at once is in it whatever the error
//	way, change, err := signpost.NewSignpost(signpost.Consider{ID: "s1", Person: "p4", Worker: "w4"}, act, giving)
//
// docs/rules/signpost.md lists every rule. Values of this package may be shared
// between goroutines.
package signpost
