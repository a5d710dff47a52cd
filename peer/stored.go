package peer

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"

	"github.com/towpath-care/towpath/internal/plainjson"
	"github.com/towpath-care/towpath/internal/strictjson"
)

// How large and how deep a document may be.
var (
	docLimits = strictjson.Limits{Size: 1 << 20, Depth: 32}
	// recordLimits leave room for what a record keeps of its own past. What a
	// step wrote has to be readable ever after.
	recordLimits = strictjson.Limits{Size: 16 << 20, Depth: 32}
	// partLimits are for members of a document that has passed its limits: written
	// out anew they may take more bytes.
	partLimits = strictjson.Limits{Size: 8 * recordLimits.Size, Depth: 32}
)

// storedHead is the head as it is stored. The rest of the record stands beside
// it in the same object.
type storedHead struct {
	Kind   Kind      `json:"kind"`
	Schema int       `json:"schema"`
	ID     string    `json:"id"`
	Rev    Rev       `json:"rev"`
	Status Status    `json:"status"`
	Recent []*Change `json:"recent"`
}

var headMembers = []string{"kind", "schema", "id", "rev", "status", "recent"}

func (e *engine) encode(r any) ([]byte, error) {
	h := e.head(r)
	return plainjson.Object(storedHead{e.kind, e.schema, h.ref.ID, h.rev, h.status, h.recent}, e.data(r))
}

func (e *engine) decode(b []byte) (any, error) {
	members, err := openObject(b, recordLimits)
	if err != nil {
		return nil, err
	}
	head, rest, err := e.splitHead(members)
	if errors.Is(err, ErrNewerSchema) {
		return nil, err
	}
	r := e.fresh()
	if err := Faults(err, decodeInto(rest, e.data(r))); err != nil {
		return nil, err
	}
	*e.head(r) = head
	if reasons := e.faults(r); len(reasons) > 0 {
		return nil, &Refusal{Decision: Decision{reasons}}
	}
	return r, nil
}

// openObject checks hostile JSON and takes an object's members apart.
func openObject(b []byte, limits strictjson.Limits) (map[string]json.RawMessage, error) {
	if err := strictjson.Check(b, limits); err != nil {
		return nil, shapeFault(err)
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(b, &members); err != nil || members == nil {
		return nil, Fault(docShape, "", "The document is a JSON object.", "Send the object as it was stored or listed.")
	}
	return members, nil
}

// decodeInto decodes members into a struct, refusing those it does not know.
func decodeInto(members map[string]json.RawMessage, into any) error {
	b, err := json.Marshal(members)
	if err != nil {
		return Fault(docShape, "", "The document is valid JSON.", "Send it as it was written.")
	}
	return shapeFault(strictjson.Decode(b, into, partLimits))
}

// shapeFault turns what strictjson found into a refusal with every fault. What a
// type of ours found wrong with a value stands under the value's path.
func shapeFault(err error) error {
	if err == nil {
		return nil
	}
	const fix = "Put the document right there, or send it as it was written."
	var all []error
	for _, bad := range strictjson.All(err) {
		var own *Refusal
		if errors.As(bad.Unwrap(), &own) {
			all = append(all, Under(bad.Path, own))
			continue
		}
		all = append(all, Fault(docShape, bad.Path, shapeSays[bad.Kind], fix))
	}
	if len(all) == 0 {
		return Fault(docShape, "", "The document has the shape it must have.", fix)
	}
	return Faults(all...)
}

func (e *engine) splitHead(members map[string]json.RawMessage) (Head, map[string]json.RawMessage, error) {
	top := map[string]json.RawMessage{}
	for _, name := range headMembers {
		if raw, ok := members[name]; ok {
			top[name] = raw
			delete(members, name)
		}
	}
	if err := newerThan(e.schema, top); err != nil {
		return Head{}, nil, err
	}
	var s storedHead
	if err := decodeInto(top, &s); err != nil {
		return Head{}, members, err
	}
	return Head{Ref{s.Kind, s.ID}, s.Rev, s.Status, s.Recent}, members, e.headFaults(s)
}

// newerThan says so of a document whose schema number nobody here knows, before
// anything else in it is looked at.
func newerThan(known int, members map[string]json.RawMessage) error {
	var schema int
	if json.Unmarshal(members["schema"], &schema) != nil || schema <= known {
		return nil
	}
	return Fault(docNewer, "/schema", "The document was written by a version this one knows.", "Update this program before it reads the document.",
		Number("schema", schema), Number("known", known))
}

func (e *engine) headFaults(s storedHead) error {
	bad := func(ok bool, path, says string) error {
		if ok {
			return nil
		}
		return Fault(docLegal, path, says, "Read the record from where it was stored; do not write one by hand.")
	}
	known := slices.ContainsFunc(e.states, func(x State) bool { return x.Status == s.Status })
	return Faults(
		bad(s.Kind == e.kind, "/kind", "The document is of the kind that is read."),
		bad(s.Schema >= 1, "/schema", "The document has a schema number."),
		bad(plainID(s.ID), "/id", "The record has an id of letters, digits, dots, hyphens and underscores."),
		bad(s.Rev >= 1, "/rev", "The record has taken at least one step."),
		bad(known, "/status", "The status is one the record can have."),
		bad(e.remembers(s), "/recent", "The last changes are this record's own and lead to where it is."),
	)
}

// remembers checks the last changes: of this record, without a gap, the newest
// leading to the record's revision and status.
func (e *engine) remembers(s storedHead) bool {
	n := len(s.Recent)
	if n == 0 || n > Remembered || n > int(s.Rev) {
		return false
	}
	for i, c := range s.Recent {
		if c == nil || !c.By.Valid() || !c.As.Known() || c.At.IsZero() || c.Of != (Ref{s.Kind, s.ID}) || c.Rev != s.Rev-Rev(n-1-i) || c.Request == "" || !e.hasRow(c) {
			return false
		}
		if i > 0 && c.From != s.Recent[i-1].To {
			return false
		}
	}
	return s.Recent[n-1].To == s.Status
}

// hasRow reports whether the table has a step that does what the change says.
func (e *engine) hasRow(c *Change) bool {
	return slices.ContainsFunc(e.rows, func(row engineRow) bool {
		from := len(row.from) == 0 && c.Rev == 1 && c.From == "" || slices.Contains(row.from, c.From)
		if slices.Contains(row.stays, c.From) && c.Rev > 1 {
			return row.do == c.Do && c.To == c.From
		}
		return row.do == c.Do && from && slices.Contains(row.to, c.To)
	})
}

// faults are what is wrong with the rest of a decoded record.
func (e *engine) faults(r any) []Reason {
	data := reflect.Indirect(reflect.ValueOf(e.data(r)))
	var out []Reason
	for _, reason := range e.storedForm().judge(data.Interface(), nil) {
		if reason.Met != Yes {
			out = append(out, reason)
		}
	}
	for _, reason := range e.legal(r) {
		if reason.Met != Yes {
			reason.Rule, reason.Fix = docLegal, "Read the record from where it was stored; do not write one by hand."
			out = append(out, reason)
		}
	}
	return out
}

// storedForm is the shape of what is stored. Two goroutines that ask at first may
// both read it; they read the same.
func (e *engine) storedForm() *form {
	if f := e.stored.Load(); f != nil {
		return f
	}
	f := formOf(reflect.TypeOf(e.data(e.fresh())).Elem(), docLegal.Row)
	e.stored.Store(&f)
	return &f
}

// Holds is one thing that is so of every record of a kind, for Machine.Legal.
func Holds(ok bool, path, says string) Reason {
	return Reason{Rule: docLegal, Path: path, Says: says, Met: Is(ok)}
}

// stepName is the member of a step's JSON that says which step it is.
const stepName = "do"

func (e *engine) encodeStep(step any) ([]byte, error) {
	row := e.rowOf(step)
	if row == nil {
		return nil, Fault(ruleStep.Rule, "", ruleStep.Says, ruleStep.Fix)
	}
	return plainjson.Object(struct {
		Do Action `json:"do"`
	}{row.do}, step)
}

func (e *engine) decodeStep(b []byte) (any, error) {
	members, err := openObject(b, docLimits)
	if err != nil {
		return nil, err
	}
	var do Action
	if json.Unmarshal(members[stepName], &do) != nil {
		do = ""
	}
	delete(members, stepName)
	i := slices.IndexFunc(e.rows, func(row engineRow) bool { return row.do == do })
	if i < 0 {
		return nil, Fault(docStep, "/"+stepName, "The step is one of this record's.", "Name one of the steps that Choices lists.")
	}
	into := reflect.New(e.rows[i].payload.typ)
	if err := decodeInto(members, into.Interface()); err != nil {
		return nil, err
	}
	return into.Elem().Interface(), nil
}
