package strict

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

// ErrInvalidChoice: an element that may be given in one of several ways is given in
// two (FHIR-03).
var ErrInvalidChoice = peer.NewCode("invalid-choice", peer.Stop)

const (
	// mostReasons is how many reasons are given before the rest is left out.
	mostReasons = 32
	// mostValues is how many values a resource may hold. The validator keeps
	// about a kilobyte for each one that is wrong.
	mostValues = 10_000
)

// Validate reports every reason why a resource may not be sent, as a *peer.Refusal;
// nil when there is none (FHIR-19). A reason has a JSON pointer and a rule, and no value
// of the resource. The codes are
//   - peer.ErrRequired for what is missing (FHIR-02),
//   - ErrInvalidChoice (FHIR-03),
//   - peer.ErrOutsideScopeOfPractice for a type that peer support does not write
//     (FHIR-04),
//   - peer.ErrDuplicate for a member that stands there twice, and peer.ErrOutOfRange for
//     what is beyond the limits of the package,
//   - peer.ErrSchema for everything else (FHIR-19); where it is an invariant of R4, the
//     reason names it.
//
// It may be called from several goroutines.
func Validate(resource []byte) error {
	r, err := Read(resource)
	if err != nil {
		return err
	}
	return r.Validate()
}

// Resource is a resource that was read, to be looked at and judged without being read
// again. It is for one goroutine at a time. The zero value is no resource, and is
// turned down.
type Resource struct{ root map[string]any }

// Read reads one resource, and judges no more of it than that it is JSON within the
// limits of the package. The codes are those of Validate.
func Read(resource []byte) (Resource, error) {
	if err := strictjson.Check(resource, strictjson.Document); err != nil {
		return Resource{}, unreadable(err)
	}
	root, ok := strictjson.Value(resource).(map[string]any)
	if !ok {
		return Resource{}, shape("", "A resource is one JSON object.").refused()
	}
	return Resource{root}, nil
}

// Text returns the string at the end of a chain of members, such as "period", "start";
// empty when it is not there or is no string.
func (r Resource) Text(members ...string) string {
	var at any = r.root
	for _, m := range members {
		node, _ := at.(map[string]any)
		at = node[m]
	}
	s, _ := at.(string)
	return s
}

// Identified reports whether the resource carries a business identifier.
func (r Resource) Identified(system, value string) bool {
	return slices.ContainsFunc(list(r.root, "identifier"), func(i map[string]any) bool {
		return text(i, "system") == system && text(i, "value") == value
	})
}

// Validate reports what the function Validate does.
func (r Resource) Validate() error {
	w := through(r.root)
	defer w.back()
	var found faults
	for _, one := range w.all {
		if len(found) >= mostReasons {
			break
		}
		found = append(found, judge(one)...)
	}
	return found.refusal()
}

func unreadable(err error) error {
	var found faults
	for _, e := range strictjson.All(err) {
		f := shape(e.Path, "The resource is JSON, valid UTF-8 and nothing after its end.")
		switch e.Kind {
		case strictjson.DuplicateKey:
			f.code, f.says = peer.ErrDuplicate, "No member stands twice in one object."
		case strictjson.TooLarge, strictjson.TooDeep, strictjson.NumberTooLarge:
			f.code, f.says = peer.ErrOutOfRange, "Size, depth and numbers are within what is read here."
		}
		found = append(found, f)
	}
	return found.refusal()
}

// judge gives the reasons that one resource has, without those of what stands in it.
func judge(r *resource) (found faults) {
	defer func() {
		if recover() != nil { // the validator's own limits, which are not all known
			found = faults{shape(r.path, "The resource can be judged.")}
		}
	}()
	typ, named := r.node["resourceType"].(string)
	switch {
	case !named:
		return faults{missing(r.path + "/resourceType")}
	case compiled[typ] == nil:
		return faults{{"FHIR-04", peer.ErrOutsideScopeOfPractice, r.path + "/resourceType",
			"Peer support writes this type of resource.", "Leave it to the profession whose resource it is.", ""}}
	case r.values > mostValues:
		return faults{{"FHIR-19", peer.ErrOutOfRange, r.path, "A resource holds no more values than are judged here.", "Send less in one resource.", ""}}
	}
	err := compiled[typ]().Validate(r.node)
	bad, ok := errors.AsType[*jsonschema.ValidationError](err)
	switch {
	case err == nil:
		return r.found
	case !ok:
		return faults{shape(r.path, "The resource can be judged.")}
	}
	return append(r.found, explain(bad, r.path)...)
}

// fault is a reason in the making. invariant is the key of the R4 invariant it is
// about, if it is about one.
type fault struct {
	row             string
	code            peer.Code
	path, says, fix string
	invariant       key
}

type faults []fault

const correct = "Correct what makes this resource; nothing of it is sent as it stands."

func shape(path, says string) fault {
	return fault{"FHIR-19", peer.ErrSchema, path, says, correct, ""}
}

func missing(path string) fault {
	return fault{"FHIR-02", peer.ErrRequired, path, "A resource has every element that R4 requires.", correct, ""}
}

func (f fault) refused() error {
	var args []peer.Arg
	if f.invariant != "" {
		args = append(args, peer.Word("invariant", f.invariant))
	}
	return peer.Fault(peer.Rule{Row: f.row, Code: f.code}, f.path, f.says, f.fix, args...)
}

// refusal joins the faults in the order of their paths, each once.
func (fs faults) refusal() error {
	slices.SortFunc(fs, func(a, b fault) int {
		return cmp.Or(strings.Compare(a.path, b.path), strings.Compare(a.says, b.says), strings.Compare(string(a.invariant), string(b.invariant)))
	})
	fs = slices.CompactFunc(fs, func(a, b fault) bool { return a.path == b.path && a.says == b.says && a.invariant == b.invariant })
	out := make([]error, 0, mostReasons)
	for _, f := range fs[:min(len(fs), mostReasons)] {
		out = append(out, f.refused())
	}
	return peer.Faults(out...)
}

// Types are the types of resources that can be judged, in order.
func Types() []string { return slices.Clone(types) }

// Schema returns the draft-07 schema of a type, or of the data types that all of them
// share under the name "types"; nil for any other name.
func Schema(name string) []byte {
	text, err := files.ReadFile(fmt.Sprintf("schema/%s.json", name))
	if err != nil {
		return nil
	}
	return text
}
