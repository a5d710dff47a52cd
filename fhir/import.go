package fhir

import (
	"encoding/json"
	"errors"
	"iter"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// Asked is for whom something is read out of a record system, and what for.
type Asked struct {
	// Person is whose record it is, Worker the peer support worker alongside.
	Person peer.PersonID
	Worker peer.StaffID
	// Need is what it is needed for.
	Need recovery.PlanNeed
	// By is who reads: the person, or the worker on the person's yes.
	By peer.Reading
}

// Imported is what a record system says of one person, for the two to look at.
// Nothing in it moves a record here: a goal of a service stays a service's
// (REC-08), and what was changed there comes back as a fact.
type Imported struct {
	Plans      []TheirPlan
	Goals      []TheirGoal
	Encounters []TheirEncounter
	Episodes   []TheirEpisode
	// Skipped are the entries that were not read, with the reason; the others were
	// (FHIR-18).
	Skipped []Skipped
}

// Skipped is an entry that was not read. Type and ID are as it says itself, as far
// as it could be read; Index is its place among the entries, from 0.
type Skipped struct {
	Index    int
	Type, ID string
	Why      []peer.Reason
}

// importable are the kinds of resources that are read.
var importable = []string{"CarePlan", "Goal", "Encounter", "EpisodeOfCare"}

// Import reads what a record system answered about one person, each entry as its
// bytes (FHIR-18, 21). It keeps codes that it does not know as they are; but an
// entry whose status is not one of R4's is skipped, because what it says may be
// something else than it seems to, and so is one that is about somebody else, or of
// another kind, or labelled to be kept from the person's own view (NOPAT), because what
// is read here is for the two to look at: each with its id, and the rest is read. Skipped
// is for those who look after the program, and not for the person's page (hazard H08).
//
// It reads nothing, and its error is a *peer.Refusal, where the reader may not see
// it: peer.ErrConsentRequired without the person's yes, peer.ErrReasonRequired
// without a need, peer.ErrNotAuthorised for anybody but the person and the worker
// (recovery.PlanView.Look); ErrPatientNotFound for a person whom in.People does not
// have.
func Import(entries iter.Seq[[]byte], asked Asked, in Context) (Imported, error) {
	_, mayNot := recovery.PlanView{Person: asked.Person, Worker: asked.Worker}.Look(asked.Need, asked.By)
	person, unknown := in.patient(asked.Person)
	if err := peer.Faults(mayNot, unknown); err != nil {
		return Imported{}, err
	}
	var out Imported
	i := 0
	for body := range entries {
		d, err := in.importing(body, *person.Reference)
		if err == nil {
			err = out.take(d, in.Site)
		}
		if err != nil {
			out.Skipped = append(out.Skipped, Skipped{i, d.ResourceType(), d.ID(), reasonsOf(err)})
		}
		i++
	}
	return out, nil
}

// reasonsOf are the reasons of a refusal.
func reasonsOf(err error) []peer.Reason {
	var refusal *peer.Refusal
	if !errors.As(err, &refusal) {
		return nil
	}
	return refusal.Reasons
}

func importRule(code peer.Code) peer.Rule { return peer.Rule{Row: "FHIR-18", Code: code} }

// importing reads one entry and reports why it cannot be relied on, if so.
func (in Context) importing(body []byte, person string) (Document, error) {
	d, err := ParseDocument(body)
	if err != nil {
		return d, err
	}
	modified, _ := d.Get(Field("modifierExtension"))
	return d, peer.Faults(
		unless(slices.Contains(importable, d.ResourceType()), "FHIR-02", ErrWrongResourceType, "/resourceType",
			"The entry is a CarePlan, a Goal, an Encounter or an EpisodeOfCare.", "Ask for these alone."),
		unless(sameReference(d.Subject(), person), "FHIR-15", ErrWrongRecord, "/subject",
			"The entry is about the person who was asked for.", "Ask whoever runs the record system to look at this entry."),
		unless(len(modified) == 0 && d.Text("implicitRules") == "", "FHIR-18", ErrUnmappable, "",
			"What the entry says is what it seems to say.", "Read it where its owner keeps it: it says that it may mean something else."),
		unless(!slices.Contains(securityOf(body), "NOPAT"), "FHIR-13", peer.ErrNotAuthorised, "/meta/security",
			"The entry may be shown to the person.", "Leave it where its owner keeps it, and show nobody at home that there is one."),
	)
}

func (out *Imported) take(d Document, s Site) (err error) {
	t := readTree(d)
	switch d.ResourceType() {
	case "Goal":
		return takeOne(&out.Goals, t, s, theirGoal, "lifecycleStatus", goalStatuses)
	case "CarePlan":
		return takeOne(&out.Plans, t, s, theirPlan, "status", planStatuses)
	case "Encounter":
		return takeOne(&out.Encounters, t, s, theirEncounter, "status", encounterStatuses)
	default:
		return takeOne(&out.Episodes, t, s, theirEpisode, "status", episodeStatuses)
	}
}

func takeOne[T any](into *[]T, t tree, s Site, read func(tree, Site) T, status string, known []string) error {
	if !slices.Contains(known, t.text(status)) {
		return peer.Fault(importRule(ErrUnmappable), "/"+status, "The status is one that R4 has.", "Read it where its owner keeps it, and ask them to look at it.")
	}
	*into = append(*into, read(t, s))
	return nil
}

// Codes of the required bindings of R4 4.0.1: GoalLifecycleStatus, RequestStatus,
// EncounterStatus and EpisodeOfCareStatus.
var (
	goalStatuses      = []string{"proposed", "planned", "accepted", "active", "on-hold", "completed", "cancelled", "entered-in-error", "rejected"}
	planStatuses      = []string{"draft", "active", "on-hold", "revoked", "completed", "entered-in-error", "unknown"}
	encounterStatuses = []string{"planned", "arrived", "triaged", "in-progress", "onleave", "finished", "cancelled", "entered-in-error", "unknown"}
	episodeStatuses   = []string{"planned", "waitlist", "active", "onhold", "finished", "cancelled", "entered-in-error"}
)

// tree is a document to be read with small tolerance: what is not there, or is
// something else than R4 says, reads as nothing.
type tree map[string]any

func readTree(d Document) tree {
	var t tree
	_ = json.Unmarshal(d.raw(), &t) // it has been checked
	return t
}

func (t tree) text(path ...string) string {
	at := t
	for _, p := range path[:len(path)-1] {
		next, _ := at[p].(map[string]any)
		at = next
	}
	s, _ := at[path[len(path)-1]].(string)
	return s
}

func (t tree) in(member string) tree {
	m, _ := t[member].(map[string]any)
	return m
}

func (t tree) list(member string) (out []tree) {
	all, _ := t[member].([]any)
	for _, one := range all {
		if m, ok := one.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

// ours is the record of ours that an entry was made from; zero when somebody else
// made it.
func (t tree) ours(s Site) (peer.Ref, bool) {
	base := strings.TrimSuffix(s.identifierSystem(""), "/")
	for _, id := range t.list("identifier") {
		rest, ok := strings.CutPrefix(id.text("system"), base+"/")
		if kind, _, _ := strings.Cut(rest, "/"); ok && kind != "" {
			return peer.Ref{Kind: peer.Kind(kind), ID: id.text("value")}, true
		}
	}
	return peer.Ref{}, false
}
