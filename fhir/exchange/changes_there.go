package exchange

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// ErrNotThere: nothing of a document stands in the record system, and nothing of it was
// ever sent.
var ErrNotThere = peer.NewCode("not-there", peer.Wait)

// ChangesThere is what somebody has changed, in the record system, in a document of
// ours: facts for a person to look at. Printed or logged it shows which document and
// how many they are.
type ChangesThere struct {
	Name Name
	// ID is the resource's logical id there, ETag the version that was looked at and
	// LastUpdated when that was made (meta.lastUpdated); empty and zero where the
	// record system does not say.
	ID, ETag    string
	LastUpdated time.Time
	// Sent is the revision of the record that was last agreed on there, and Rev the
	// one that TheirChange.Ours is made from. Where Rev is higher, a difference may
	// also be of our own making: the ledger knows that somebody changed something, and
	// not what. Sent is 0 when the ledger knows nothing of the document; then nobody
	// can say who changed what.
	Sent, Rev peer.Rev
	// NotForThePerson: it is labelled, there or here, to be kept from the person's own
	// view (NOPAT). Do not show it where they, or somebody at home, may see it
	// (hazard H08).
	NotForThePerson bool
	// Changes are in the order of their paths; none when nobody has changed anything
	// that has not been looked at (Seen), or when both say the same by now.
	Changes []TheirChange
}

// TheirChange is one element of a document of ours that says something else there than
// the record does here. What it says is a person's words: Reveal gives it, as JSON, to
// be shown beside the other to whoever may see it.
type TheirChange struct {
	// Path is a JSON pointer to the element, with the id of an element in place of its
	// index in a list that others add to: /description, /activity/{id}.
	Path string
	// Owner is who decides about it (fhir.Members): ask them which of the two is right.
	Owner fhir.Owner
	// Change is what was done there: Added, Changed or Removed.
	Change FieldChange
	// Theirs and Ours are its value there and here; empty where it has none.
	Theirs, Ours peer.Private
}

// ChangedThere says what somebody has changed in the record system in a document of
// ours, such as one that is held with ErrChangedThere. It reads, and changes nothing,
// here or there: a record moves on by a step, and by nothing else. Show both to whoever
// decides. When theirs is right, take the step that says so here; when ours is to
// stand, say so with Seen.
//
// What others have put beside what is ours is theirs and no change. Nor are security
// labels and tags: a plan puts those right by itself. The narrative is made from the
// rest, often by the record system, and is listed only beside something else.
//
// The error is a *peer.Refusal when there is nothing to compare: ErrNotThere,
// ErrRemovedThere, ErrNotOurs where the resource is somebody else's by now,
// peer.ErrDuplicate where several are ours, fhir.ErrUnmappable where it says that it may
// mean something else than it seems to, peer.ErrPlanOwnership for an edit of a service's
// plan, and whatever keeps the record from being made into its document here, such as
// peer.ErrConsentRequired. It is a *client.Error when the resource cannot be read, and
// any other one is the host's own. Never take one for "nothing was changed".
func (x *Exchange) ChangedThere(ctx context.Context, server *client.Reader, name Name) (ChangesThere, error) {
	out := ChangesThere{Name: name}
	able, err := server.Capabilities(ctx)
	if err != nil {
		return out, err
	}
	p := planner{x, server, able, newWho(x.People, server), newRun(server)}
	record, err := p.load(ctx, name.Record)
	if err != nil {
		return out, err
	}
	if _, is := record.(recovery.Contribution); is && x.Site.PlanEdits {
		return out, peer.Fault(peer.Rule{Row: "REC-44", Code: peer.ErrPlanOwnership}, "", "The document is a resource of ours.", "It is an edit in a plan that a service owns: read the plan, and ask its owner.")
	}
	there, link, err := p.stands(ctx, name, x.Site.IdentifierOf(name))
	if err == nil && there.ID == "" {
		err = fault(ErrNotThere, "Something of the document stands in the record system.", "Nothing of it was sent yet; it is in the next plan.")
	}
	if err != nil {
		return out, err
	}
	out.ID, out.ETag, out.LastUpdated, out.Sent, out.Rev = there.ID, there.ETag, lastUpdated(there.Body), link.Rev, record.Rev()
	if out.NotForThePerson = hidden(there.Body); link.knows(contentDigest(name.Type, there.Body)) {
		return out, nil
	}
	if err := plain(there.Body); err != nil {
		return out, err
	}
	made, err := p.make(ctx, name, record, p)
	if err != nil {
		return out, err
	}
	out.NotForThePerson = out.NotForThePerson || hidden(made.resource.Body)
	out.Changes, err = theirChanges(name.Type, there.Body, made.resource.Body)
	return out, err
}

// hidden reports whether a resource is labelled to be kept from the person's own view.
func hidden(body []byte) bool {
	return slices.ContainsFunc(labelsOf(body), func(l json.RawMessage) bool { return labelIn(l).Code == "NOPAT" })
}

// lastUpdated is when the version was made; zero when it does not say.
func lastUpdated(body []byte) time.Time {
	var r struct {
		Meta struct {
			LastUpdated string `json:"lastUpdated"`
		} `json:"meta"`
	}
	_ = json.Unmarshal(body, &r) // what cannot be read does not say
	at, err := time.Parse(time.RFC3339, r.Meta.LastUpdated)
	if err != nil {
		return time.Time{}
	}
	return at
}

// plain reports whether what a resource says is what it seems to say.
func plain(body []byte) error {
	all, err := members(body)
	if err != nil {
		return err
	}
	for _, name := range []string{"modifierExtension", "implicitRules", "_implicitRules"} {
		if all[name] != nil {
			return peer.Fault(peer.Rule{Row: "FHIR-18", Code: fhir.ErrUnmappable}, "/"+name,
				"What the resource says is what it seems to say.", "Read it in the record system: it says that it may mean something else.")
		}
	}
	return nil
}

// fromThere is what was done there, of what a plan would do about it.
var fromThere = map[FieldChange]FieldChange{Added: Removed, Changed: Changed, Removed: Added}

// theirChanges are the differences, as seen from there, element by element.
func theirChanges(typ string, there, ours []byte) ([]TheirChange, error) {
	fields, err := differences(typ, there, ours)
	if fields = slices.DeleteFunc(fields, func(f Field) bool { return !inContent(f) }); err != nil || len(fields) == 0 {
		return nil, err
	}
	owners := fhir.Members(typ)
	var out []TheirChange
	for _, f := range fields {
		owner := owners[strings.TrimPrefix(f.Path, "/")]
		if owner == fhir.OwnerShared {
			out = append(out, elementChanges(f)...)
			continue
		}
		out = append(out, TheirChange{f.Path, owner, fromThere[f.Change], wordsOf(f.Before), wordsOf(f.After)})
	}
	told, differ, err := toldOtherwise(there, ours)
	if differ {
		out = append(out, told)
	}
	slices.SortStableFunc(out, func(a, b TheirChange) int { return strings.Compare(a.Path, b.Path) })
	return out, err
}

// elementChanges are the differences in a list that others add to: in elements of ours.
func elementChanges(f Field) []TheirChange {
	change := func(did FieldChange, id string, theirs, ours json.RawMessage) TheirChange {
		return TheirChange{f.Path + "/" + id, fhir.OwnerShared, did, wordsOf(theirs), wordsOf(ours)}
	}
	left := elementsOf(f.After)
	var out []TheirChange
	for _, e := range elementsOf(f.Before) {
		id := elementID(e)
		n := slices.IndexFunc(left, func(o json.RawMessage) bool { return elementID(o) == id })
		if n < 0 {
			out = append(out, change(Added, id, e, nil))
			continue
		}
		if !sameMeaning("", e, left[n]) {
			out = append(out, change(Changed, id, e, left[n]))
		}
		left = slices.Delete(left, n, n+1)
	}
	for _, e := range left {
		out = append(out, change(Removed, elementID(e), nil, e))
	}
	return out
}

// toldOtherwise says how the narratives differ.
func toldOtherwise(there, ours []byte) (TheirChange, bool, error) {
	theirs, err := members(there)
	if err != nil {
		return TheirChange{}, false, err
	}
	here, err := members(ours)
	a, b := theirs["text"], here["text"]
	told := TheirChange{"/text", fhir.OwnerNarrative, Changed, wordsOf(a), wordsOf(b)}
	switch {
	case b == nil:
		told.Change = Added
	case a == nil:
		told.Change = Removed
	}
	return told, err == nil && !(a == nil && b == nil) && !sameValue(a, b), err
}

func wordsOf(value json.RawMessage) peer.Private { return peer.Say(string(value)) }

// String says which document it is and how many changes there are.
func (c ChangesThere) String() string {
	return c.Name.String() + ": " + strconv.Itoa(len(c.Changes)) + " changed there"
}

// Format writes what String returns, for every verb.
func (c ChangesThere) Format(s fmt.State, _ rune) { io.WriteString(s, c.String()) }

// LogValue logs what String returns.
func (c ChangesThere) LogValue() slog.Value { return slog.StringValue(c.String()) }

// String says which element it is and what was done, and nothing of what it says.
func (c TheirChange) String() string { return string(c.Change) + " " + c.Path }

// Format writes what String returns, for every verb.
func (c TheirChange) Format(s fmt.State, _ rune) { io.WriteString(s, c.String()) }

// LogValue logs what String returns.
func (c TheirChange) LogValue() slog.Value { return slog.StringValue(c.String()) }
