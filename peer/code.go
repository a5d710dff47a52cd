package peer

// Code names one way a step or a document can be turned down. It is an error,
// so that errors.Is(err, peer.ErrConflict) answers which it was. A code is
// stable: once published it is never renamed and never means anything else.
//
// A code lives in the package whose requirement rows name it; one that several
// packages name lives here. The zero Code names nothing.
type Code struct {
	name string
	kind CodeKind
}

// NewCode makes a code. Only packages that declare rules call it, once for
// each code, at package level. The name is lower-case with hyphens.
func NewCode(name string, kind CodeKind) Code { return Code{name, kind} }

// Error returns the code's name, such as "stale-version".
func (c Code) Error() string { return c.name }

// String returns the code's name.
func (c Code) String() string { return c.name }

// Kind says what a front end does about the code.
func (c Code) Kind() CodeKind { return c.kind }

// Is reports whether target is the same code. Codes are compared by name, so
// that one read back from JSON equals the one it was written from.
func (c Code) Is(target error) bool {
	t, ok := target.(Code)
	return ok && t.name == c.name
}

// MarshalText writes the code's name.
func (c Code) MarshalText() ([]byte, error) { return []byte(c.name), nil }

// UnmarshalText reads a code's name. The kind is not in the name: a Reason
// carries it beside the code and puts both together again.
func (c *Code) UnmarshalText(b []byte) error { c.name = string(b); return nil }

// CodeKind groups codes by what a front end does when it meets one.
type CodeKind uint8

const (
	// Stop: this is not done here, by anyone, whatever is filled in. Show why,
	// and what there is instead. It is the zero value, the safest reading of a
	// code nobody here knows.
	Stop CodeKind = iota
	// AskField: something on the form is missing or cannot be so. Show the
	// words beside the field the path names.
	AskField
	// ShowWhose: it is somebody else's to do. Show whose turn it is.
	ShowWhose
	// Wait: it can be done later, when what the reason names has happened.
	Wait
	// ReadAgain: the record has moved on, or the document is out of date. Read
	// it again and show what changed.
	ReadAgain
)

var codeKinds = [...]string{Stop: "stop", AskField: "ask-field", ShowWhose: "show-whose", Wait: "wait", ReadAgain: "read-again"}

// String returns the kind as it stands in JSON: stop, ask-field, show-whose,
// wait or read-again.
func (k CodeKind) String() string {
	if int(k) < len(codeKinds) {
		return codeKinds[k]
	}
	return codeKinds[Stop]
}

// MarshalText writes the kind as String gives it.
func (k CodeKind) MarshalText() ([]byte, error) { return []byte(k.String()), nil }

// UnmarshalText reads a kind. An unknown one is read as Stop.
func (k *CodeKind) UnmarshalText(b []byte) error {
	*k = Stop
	for i, s := range codeKinds {
		if s == string(b) {
			*k = CodeKind(i)
		}
	}
	return nil
}
