package door

import (
	"errors"
	"strings"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

// ErrFaultOfOurs: nothing was wrong with the question, and there is no answer all the
// same. It is a fault of this library.
var ErrFaultOfOurs = peer.NewCode("fault-of-ours", peer.Stop)

const fix = "Put the question right there; docs/vectors shows how it is asked."

func ours() error {
	return peer.Fault(peer.Rule{Row: "DOC-01", Code: ErrFaultOfOurs}, "", "Every question has an answer.", "Nothing was done. Tell whoever looks after this library which question it was.")
}

func noDoor() error {
	return peer.Fault(peer.Rule{Row: "DOC-01", Code: peer.ErrUnknownCode}, "", "The door is one of decode, view, choices, check, do and due.", "Ask one of the six.")
}

func missing(path, says string) error {
	return peer.Fault(peer.Rule{Row: "DOC-01", Code: peer.ErrRequired}, path, says, fix)
}

func misshapen(path, says string) error {
	return peer.Fault(peer.Rule{Row: "DOC-01", Code: peer.ErrSchema}, path, says, fix)
}

// shape turns what strictjson found into a refusal with every fault.
func shape(err error) error {
	if err == nil {
		return nil
	}
	var all []error
	for _, bad := range strictjson.All(err) {
		var own *peer.Refusal
		if errors.As(bad.Unwrap(), &own) {
			all = append(all, peer.Under(bad.Path, own))
			continue
		}
		says := bad.Kind.Says()
		all = append(all, peer.Fault(peer.Rule{Row: "DOC-01", Code: peer.ErrSchema}, bad.Path, "The question has the shape it must have.", strings.ToUpper(says[:1])+says[1:]+". "+fix))
	}
	if len(all) == 0 {
		return misshapen("", "The question has the shape it must have.")
	}
	return peer.Faults(all...)
}

// refused is the answer to what was turned down.
type refused struct {
	Errors  []peer.Reason `json:"errors"`
	Signals []peer.Signal `json:"signals,omitempty"`
}

// turnedDown gives the reasons that stand in the way. An error that is no refusal does
// not come from the domain.
func turnedDown(err error) refused {
	var r *peer.Refusal
	if !errors.As(err, &r) {
		errors.As(ours(), &r)
	}
	out := refused{Errors: []peer.Reason{}, Signals: r.Signals}
	for _, reason := range r.Reasons {
		if reason.Stops() {
			out.Errors = append(out.Errors, reason)
		}
	}
	return out
}
