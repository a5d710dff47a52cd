package peer

import "github.com/towpath-care/towpath/internal/strictjson"

// Rules of documents: stored records, steps as JSON, values in them, policies.
var (
	docShape  = Rule{"DOC-01", ErrSchema}
	docNewer  = Rule{"DOC-02", ErrNewerSchema}
	docLegal  = Rule{"DOC-03", ErrSchema}
	docRecord = Rule{"DOC-04", ErrRequired}
	docStep   = Rule{"DOC-05", ErrUnknownCode}
	docKind   = Asks{Rule: Rule{"DOC-07", ErrUnknownCode}, Path: "/kind", Says: "The kind is that of a record of this package.", Fix: "Name one of the kinds that Tables lists, or ask the package that has it."}

	policySaid   = Rule{"POL-01", ErrPolicyIncomplete}
	policyOne    = Rule{"POL-02", ErrDuplicate}
	policyThere  = Rule{"POL-03", ErrNoPolicyInForce}
	policyLimits = Rule{"POL-04", ErrPolicyTooWeak}
)

// DocumentRules are the rules that every document keeps to, for the catalogue. What
// a reason says is often closer: it speaks of the member at fault.
func DocumentRules() []Asks {
	return []Asks{
		{Rule: docShape, Says: "The document is JSON, as large and as deep as is read here, with no member twice and none that is not known.", Fix: "Put it right at the path, or send it as it was written."},
		{Rule: docNewer, Says: "The document was written by a version this one knows.", Fix: "Update this program before it reads the document."},
		{Rule: docLegal, Says: "A stored record is one that steps can have led to.", Fix: "Read the record from where it was stored; do not write one by hand."},
		{Rule: docRecord, Says: "There is a record to store.", Fix: "Store what a step or a decode returned."},
		{Rule: docStep, Says: "The step is one of this record's.", Fix: "Name one of the steps that Choices lists."},
		{Rule: Rule{"DOC-06", ErrSchema}, Says: "A date, an instant, a time of day and a text are written as they are.", Fix: "Write it in the form the reason shows."},
		{Rule: Rule{"DOC-06", ErrOutOfRange}, Says: "A date and a time stand in the calendar and on the clock.", Fix: "Look at the year, the month, the day and the time."},
		{Rule: Rule{"DOC-06", ErrUnknownCode}, Says: "An answer is yes, no or unknown.", Fix: "Say one of the three."},
		docKind,
		{Rule: policySaid, Says: "A policy says everything it has to say.", Fix: "Say it in the policy; the example section shows how."},
		{Rule: policyOne, Says: "One policy at a time is in force.", Fix: "End the earlier policy the day before."},
		{Rule: policyThere, Says: "A policy is in force that day.", Fix: "Give a policy for that time; what happened is recorded all the same."},
		{Rule: policyLimits, Says: "A policy stays within the floors and ceilings that no organisation moves.", Fix: "Choose a value within the limits."},
	}
}

// NoSuchKind is what Decode and DecodeStep of a package answer for a kind of record
// that it does not have: a *Refusal with ErrUnknownCode.
func NoSuchKind() error { return Fault(docKind.Rule, docKind.Path, docKind.Says, docKind.Fix) }

// shapeSays is what has to be so, for each way in which a document is not.
var shapeSays = map[strictjson.Kind]string{
	strictjson.TooLarge:       "The document is no larger than is read here.",
	strictjson.TooDeep:        "Objects and arrays stand no deeper inside each other than is read here.",
	strictjson.DuplicateKey:   "No member stands twice in one object.",
	strictjson.NumberTooLarge: "A number has no more digits and no larger exponent than is read here.",
	strictjson.NotJSON:        "The document is JSON.",
	strictjson.UnknownMember:  "Every member is known here; names are case-sensitive.",
	strictjson.WrongType:      "The value is of the type that belongs here.",
	strictjson.TrailingData:   "Nothing follows the end of the document.",
	strictjson.StringTooLong:  "A text is no longer than is read here.",
	strictjson.NotUTF8:        "A text is valid UTF-8.",
}
