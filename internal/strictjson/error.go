package strictjson

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// Kind says what is wrong with a document.
type Kind string

// The kinds of fault, as they stand in errors and in logs.
const (
	// TooLarge: the document has more bytes than Limits.Size.
	TooLarge Kind = "too-large"
	// TooDeep: objects and arrays stand inside each other more than
	// Limits.Depth times.
	TooDeep Kind = "too-deep"
	// DuplicateKey: an object names the same member twice, escapes undone.
	DuplicateKey Kind = "duplicate-key"
	// NumberTooLarge: a number has more than 40 bytes or an exponent beyond
	// ±100.
	NumberTooLarge Kind = "number-too-large"
	// NotJSON: the bytes are not JSON as RFC 8259 has it. A byte order mark is
	// not JSON.
	NotJSON Kind = "not-json"
	// UnknownMember: an object has a member that is not asked for, or one whose
	// name differs by case from one that is.
	UnknownMember Kind = "unknown-member"
	// WrongType: a value is not of the type asked for, or outside its range.
	WrongType Kind = "wrong-type"
	// TrailingData: something other than white space follows the value.
	TrailingData Kind = "trailing-data"
	// StringTooLong: a string or a member name has more bytes than
	// Limits.String.
	StringTooLong Kind = "string-too-long"
	// NotUTF8: a string holds bytes that are not UTF-8, or half a surrogate
	// pair.
	NotUTF8 Kind = "not-utf8"
)

var says = map[Kind]string{
	TooLarge:       "the document is larger than is read here",
	TooDeep:        "objects and arrays stand too deep inside each other",
	DuplicateKey:   "the same member stands twice in one object",
	NumberTooLarge: "a number has too many digits or too large an exponent",
	NotJSON:        "this is not JSON",
	UnknownMember:  "this member is not known here; names are case-sensitive",
	WrongType:      "this value is not of the type that belongs here",
	TrailingData:   "something follows the end of the document",
	StringTooLong:  "a text is longer than is read here",
	NotUTF8:        "a text is not valid UTF-8",
}

// Says returns one plain sentence without a capital or a full stop that says
// what is wrong.
func (k Kind) Says() string { return says[k] }

// Error is one fault in a document. Its text is safe to show and to log.
type Error struct {
	Kind Kind
	// Path is a JSON pointer (RFC 6901) to the value at fault; empty is the
	// document itself. Names that are not short plain identifiers are "*".
	Path string
	// Offset is the byte of the document at which the fault was seen.
	Offset int

	cause error
}

// Error gives kind, place and what is wrong. It holds no value of the document.
func (e *Error) Error() string {
	where := e.Path
	if where == "" {
		where = "the document"
	}
	return fmt.Sprintf("%s at %s (byte %d): %s", e.Kind, where, e.Offset, e.Kind.Says())
}

// Unwrap returns what the type's own UnmarshalJSON or UnmarshalText answered, or
// nil. That text is not ours: it may quote the value, so show it only when it is
// known to be safe.
func (e *Error) Unwrap() error { return e.cause }

// Errors are several faults of one document, in its order.
type Errors []*Error

// Error gives every fault, one after the other.
func (es Errors) Error() string {
	texts := make([]string, len(es))
	for i, e := range es {
		texts[i] = e.Error()
	}
	return strings.Join(texts, "; ")
}

// Unwrap returns the faults for errors.Is and errors.As.
func (es Errors) Unwrap() []error {
	out := make([]error, len(es))
	for i, e := range es {
		out[i] = e
	}
	return out
}

// All returns every fault that err holds, in the order of the document; none
// when err comes from elsewhere.
func All(err error) []*Error {
	if several := (Errors)(nil); errors.As(err, &several) {
		return several
	}
	if one := (*Error)(nil); errors.As(err, &one) {
		return []*Error{one}
	}
	return nil
}

// step leads from a value into one inside it.
type step struct {
	name  []byte // nil: into an array
	index int
}

// path writes steps as a JSON pointer.
func path(steps []step) string {
	var b strings.Builder
	for _, s := range steps {
		b.WriteByte('/')
		if s.name == nil {
			b.WriteString(strconv.Itoa(s.index))
			continue
		}
		b.WriteString(Token(string(s.name)))
	}
	return b.String()
}

const longestName = 32

// Token returns a member name as it may stand in a JSON pointer that is shown:
// itself when it is a short plain identifier, "*" when it is anything else.
func Token(name string) string {
	if len(name) == 0 || len(name) > longestName {
		return "*"
	}
	for i := range len(name) {
		c := name[i]
		letter := c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return "*"
		}
	}
	return name
}
