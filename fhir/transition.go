package fhir

import (
	"encoding/json"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

// The wrappers hide what the models would say by themselves: a status "draft" or
// "not-started" and an intent "proposal" that nobody set.
type (
	movePlan struct {
		ResourceType string         `json:"resourceType"`
		ID           string         `json:"id"`
		Status       string         `json:"status"`
		Intent       string         `json:"intent"`
		Activity     []moveActivity `json:"activity"`
		*r4.OtherCarePlan
	}
	moveActivity struct {
		ID       string          `json:"id"`
		Progress []r4.Annotation `json:"progress,omitempty"`
		Detail   moveDetail      `json:"detail"`
	}
	moveDetail struct {
		Code            r4.CodeableConcept `json:"code"`
		Status          string             `json:"status"`
		ScheduledPeriod *r4.Period         `json:"scheduledPeriod,omitempty"`
		Description     string             `json:"description"`
	}
)

var transitionHomes = []home{{kind: transition.KindTransition, resource: "CarePlan", build: whole(ToTransition)}}

// moveStatuses are R4 RequestStatus for where a move is.
var moveStatuses = map[peer.Status]string{
	transition.Announced:  "active",
	transition.Preparing:  "active",
	transition.InTransfer: "active",
	transition.Settling:   "active",
	transition.Completed:  "completed",
	transition.Cancelled:  "revoked",
}

// checkTexts are what people read of each check: its code's words, and what it asks.
var checkTexts = map[transition.Check]struct{ says, asks string }{
	transition.Notice:      {"Notice", "As much notice of the move as is practical."},
	transition.Reason:      {"Reason", "The person can say why they move."},
	transition.Opinion:     {"Opinion", "The person had the chance to say what they think of the move."},
	transition.Timescale:   {"Timescale", "The person knows when what will happen."},
	transition.Offer:       {"Services", "The person knows what there will be on the other side."},
	transition.Information: {"Information", "The person knows what will and what will not be passed on."},
}

// answerTexts are the answers as they stand in progress.
var answerTexts = map[transition.Answer]string{
	transition.Met:       "Met.",
	transition.PartlyMet: "Partly met.",
	transition.NotMet:    "Not met.",
}

// ToTransition makes a CarePlan of a move between services (TRAN-01 to 07). Its
// elements are identifier, status, intent plan, category transition, subject, period
// from the day the person was told to the day all of it is meant to be over, author,
// contributor and six activities. The category of a move to adult services has the
// national type beside ours where the site has CarePlanTypes; of no other move does the
// plan say what kind it is.
//
// The author is who organises the move: the named professional, or their organisation
// where none is named; never the worker, who contributes (FHIR-04). An activity is one
// of the six checks: its code, what it asks, a status that says where it stands, and
// the day of the move with the timescale. The answer that counts stands in its
// progress, in one of three fixed words: the person's by the person, else the worker's
// by the worker.
//
// What the person says of a check, and what they think of the move, stand there in
// their words on their yes that their plan may go into the record, their opinion only
// where they want it sent. Each is asked of the move's own door. Never in it: how the
// worker sees it beside the person's answer, why a check is not met, feelings, issues,
// what is passed on, who or what there is on the other side, what holds the move up,
// that extra support is needed, and any act of organising.
//
// The codes are peer.ErrConsentRequired, ErrUnmappable for a status, a check or an
// answer that has no code and for words that FHIR cannot hold, ErrPatientNotFound and
// peer.ErrRequired for somebody whom in.People does not have.
func ToTransition(t transition.Transition, in Context) (Resource, error) {
	if !t.Exists() {
		return Resource{}, peer.Fault(peer.Rule{Row: "TRAN-01", Code: peer.ErrRequired}, "",
			"There is a move to send.", "Pass what a step or a decode returned.")
	}
	if !t.Sees("move", in.reading()) {
		return Resource{}, peer.Fault(peer.Rule{Row: "TRAN-01", Code: peer.ErrConsentRequired}, "",
			"Where a move stands is for the record.", "It stays here.")
	}
	plan, id, err := in.movePlan(t)
	if err != nil {
		return Resource{}, err
	}
	return finish(id, plan)
}

func (in Context) movePlan(t transition.Transition) (movePlan, Identifier, error) {
	status, known := moveStatuses[t.Status()]
	id, badID := in.identify(DocumentName{Type: "CarePlan", Record: t.Ref()})
	person, badPerson := in.patient(t.Person())
	author, badAuthor := in.organiser(t.Organiser())
	contributor, badWorker := in.supporter(t.Worker())
	activities, badCheck := in.checks(t, person)
	return movePlan{"CarePlan", ResourceID(id), status, "plan", activities, &r4.OtherCarePlan{
		Text:        toldOfMove(status, activities, person),
		Identifier:  []r4.Identifier{id.r4()},
		Category:    planCategory("transition", in.Site.moveType(t.Move())...),
		Subject:     *person,
		Period:      days(t.Told(), t.Until()),
		Author:      author,
		Contributor: contributor,
	}}, id, peer.Faults(badID, badPerson, badAuthor, badWorker, badCheck, moveFault(known, "/status"))
}

func moveFault(known bool, path string) error {
	return unless(known, "TRAN-03", ErrUnmappable, path, "Where a move stands has a code.", "Use a version of this library that knows it.")
}

// organiser is the author: the named professional, else the organisation.
func (in Context) organiser(o transition.Organiser) (*r4.Reference, error) {
	if o.Staff != "" {
		return in.practitioner(o.Staff, "/organiser/staff")
	}
	return in.provider(o.Organisation)
}

// supporter is the worker beside the person, where one is named.
func (in Context) supporter(worker peer.StaffID) ([]r4.Reference, error) {
	if worker == "" {
		return nil, nil
	}
	who, err := in.practitioner(worker, "/worker")
	return []r4.Reference{*who}, err
}

// days is a period of days; nil when neither end is known.
func days(from, until peer.Date) *r4.Period {
	if from.IsZero() && until.IsZero() {
		return nil
	}
	return &r4.Period{Start: text(from.String()), End: text(until.String())}
}

func (in Context) checks(t transition.Transition, person *r4.Reference) ([]moveActivity, error) {
	words, err := in.wordsOfChecks(t)
	faults := []error{err}
	var list []moveActivity
	for _, a := range t.Answers() {
		status, bad := checkStatus(a, t.Open())
		progress, badSayer := in.progress(t, a, person)
		x := moveActivity{ID: elementID(t.Ref().String()+"."+string(a.Check), "activity"), Detail: moveDetail{
			Code: concept(checkTexts[a.Check].says, coding(TransitionCheckSystem, a.Check, checkTexts[a.Check].says)), Status: status, Description: checkTexts[a.Check].asks,
		}}
		if a.Check == transition.Timescale {
			x.Detail.ScheduledPeriod = days(t.Planned(), peer.Date{})
		}
		x.Progress = append(progress, saidThen(byPerson(person, words[a.Check]), a)...)
		if opinion, _, _ := t.Opinion(); a.Check == transition.Opinion && t.Sees("opinion", in.reading()) {
			x.Progress = append(x.Progress, byPerson(person, opinion)...)
			faults = append(faults, sayable("TRAN-05", "/opinion/words", opinion.Text.Reveal()))
		}
		list = append(list, x)
		faults = append(faults, bad, badSayer, sayable("TRAN-03", "/checks", words[a.Check].Text.Reveal()))
	}
	return list, peer.Faults(faults...)
}

// saidThen is what the person says of a check, with the time of their answer to it.
func saidThen(words []r4.Annotation, a transition.CheckAnswer) []r4.Annotation {
	for i := range words {
		words[i].Time = text(instant(a.At))
	}
	return words
}

// checkStatus is R4 CarePlanActivityStatus for where a check stands. A check that is
// not met when the move is over is stopped.
func checkStatus(a transition.CheckAnswer, open bool) (string, error) {
	_, knownCheck := checkTexts[a.Check]
	_, knownAnswer := answerTexts[a.Answer]
	bad := moveFault(knownCheck && (knownAnswer || a.Answer == ""), "/checks")
	switch {
	case a.Answer == "":
		return "not-started", bad
	case a.Answer == transition.Met:
		return "completed", bad
	case a.Answer == transition.NotMet && !open:
		return "stopped", bad
	}
	return "in-progress", bad
}

// progress is the answer that counts, by whose it is. Where something is passed on
// against the person's no the check is not met whatever they answered: that is
// nobody's answer, and none is put into anybody's mouth.
func (in Context) progress(t transition.Transition, a transition.CheckAnswer, person *r4.Reference) ([]r4.Annotation, error) {
	by := person
	switch {
	case a.Contested || a.From == "":
		return nil, nil
	case a.From == peer.PartyWorker:
		worker, err := in.practitioner(t.Worker(), "/worker")
		if err != nil {
			return nil, err
		}
		by = worker
	}
	return []r4.Annotation{{AuthorReference: by, Time: text(instant(a.At)), Text: answerTexts[a.Answer]}}, nil
}

// wordsOfChecks are what the person says of each check, as the move's own door gives
// them to whoever writes the record; none while it is shut.
func (in Context) wordsOfChecks(t transition.Transition) (map[transition.Check]peer.Words, error) {
	view, err := t.View(in.reading())
	if err != nil {
		return nil, err
	}
	body, err := json.Marshal(view)
	if err != nil {
		return nil, err
	}
	var seen struct {
		Parts struct {
			Words []struct {
				Check transition.Check `json:"check"`
				Words peer.Words       `json:"words"`
			} `json:"words"`
		} `json:"parts"`
	}
	if err := json.Unmarshal(body, &seen); err != nil {
		return nil, err
	}
	out := map[transition.Check]peer.Words{}
	for _, w := range seen.Parts.Words {
		out[w.Check] = w.Words
	}
	return out, nil
}

var moveTexts = map[string]string{
	"active":    "A move between services is under way.",
	"completed": "A move between services is done.",
	"revoked":   "A move between services is not going to happen.",
}

// toldOfMove is the narrative: what each activity says, and who said it.
func toldOfMove(status string, activities []moveActivity, person *r4.Reference) *r4.Narrative {
	lines := []string{moveTexts[status]}
	for _, a := range activities {
		lines = append(lines, *a.Detail.Code.Text+": "+a.Detail.Description)
		for _, said := range a.Progress {
			who := "The worker: "
			if said.AuthorReference == person {
				who = "The person: "
			}
			lines = append(lines, who+said.Text)
		}
	}
	return told(lines...)
}
