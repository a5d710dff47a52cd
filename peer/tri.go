package peer

// Tri is the answer to a question that may not have been answered. A guard
// passes on Yes only. An escalation fires on Yes or Unknown: what nobody knows
// is never taken as good news.
type Tri uint8

const (
	// Unknown is the zero value: nobody has said.
	Unknown Tri = iota
	// No is a known no.
	No
	// Yes is a known yes.
	Yes
)

// Is turns a known bool into Yes or No.
func Is(b bool) Tri {
	if b {
		return Yes
	}
	return No
}

// And is Yes when both are Yes, No when either is No, and Unknown otherwise.
func (t Tri) And(u Tri) Tri {
	switch {
	case t == No || u == No:
		return No
	case t == Yes && u == Yes:
		return Yes
	}
	return Unknown
}

// Or is Yes when either is Yes, No when both are No, and Unknown otherwise.
func (t Tri) Or(u Tri) Tri {
	switch {
	case t == Yes || u == Yes:
		return Yes
	case t == No && u == No:
		return No
	}
	return Unknown
}

// Not turns Yes into No and No into Yes; Unknown stays Unknown.
func (t Tri) Not() Tri {
	switch t {
	case Yes:
		return No
	case No:
		return Yes
	}
	return Unknown
}

// String returns yes, no or unknown.
func (t Tri) String() string {
	switch t {
	case Yes:
		return "yes"
	case No:
		return "no"
	}
	return "unknown"
}

// MarshalText writes yes, no or unknown.
func (t Tri) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText reads yes, no or unknown. Anything else is a *Refusal with
// ErrUnknownCode: a misspelt answer is not a missing one.
func (t *Tri) UnmarshalText(b []byte) error {
	switch string(b) {
	case "yes":
		*t = Yes
	case "no":
		*t = No
	case "unknown", "":
		*t = Unknown
	default:
		return Fault(Rule{"DOC-06", ErrUnknownCode}, "", "The answer is yes, no or unknown.", "Say yes, no or unknown.")
	}
	return nil
}
