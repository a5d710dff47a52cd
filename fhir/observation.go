package fhir

import (
	"strconv"

	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

var observationHomes = []home{
	{kind: recovery.KindObservation, resource: "Observation", on: func(s Site) bool { return s.Observations }, build: whole(ToObservation)},
	{kind: recovery.KindSelfReport, resource: "Observation", on: func(s Site) bool { return s.Observations }, build: whole(ToOwnRating)},
}

type observation struct {
	ResourceType string `json:"resourceType"`
	ID           string `json:"id"`
	Status       string `json:"status"`
	*r4.OtherObservation
}

// observationStatuses are R4 ObservationStatus: preliminary until a professional has
// seen it (PEER-48).
var observationStatuses = map[peer.Status]string{
	recovery.ObservationQuestionOpen: "preliminary",
	recovery.ObservationRecorded:     "preliminary",
	recovery.ObservationQueried:      "preliminary",
	recovery.ObservationValidated:    "final",
}

const whatWasNoticed = "What was noticed"

// ToObservation makes an Observation of what a worker saw or heard, where that duty is
// given (REC-49).
//
// Its elements are identifier, status, code what-was-noticed, subject, effectiveDateTime
// (the day), performer (the worker), valueString (the worker's words) and, on the
// person's recorded yes, note with how the person sees it in their own words. It is
// labelled R, and made only where somebody has stated that the record system enforces its
// labels. It has no interpretation, score or member; neither what it is about nor how it
// was beside usual is a code of it, and what a professional asked and whether it went
// further stay here.
//
// ErrNotSent where nothing is written of what was noticed; peer.ErrConsentRequired where
// its door is shut; peer.ErrRequired without the site's statement or for a worker whom
// in.People does not have; ErrPatientNotFound; ErrUnmappable for words that FHIR cannot
// hold and for a status that has no code.
func ToObservation(o recovery.Observation, in Context) (Resource, error) {
	switch {
	case !o.Exists():
		return Resource{}, peer.Fault(peer.Rule{Row: "REC-49", Code: peer.ErrRequired}, "", "There is an observation to send.", "Pass what a step or a decode returned.")
	case !o.Sees("observation", in.reading()):
		return Resource{}, peer.Fault(peer.Rule{Row: "REC-49", Code: peer.ErrConsentRequired}, "", "An observation is for those who care for the person.", "It stays here.")
	case o.Saw().IsZero():
		return Resource{}, notSent("REC-49", "Something is written of what was noticed.", "It stays here until it is.")
	}
	x, id, err := in.observation(o)
	if err != nil {
		return Resource{}, err
	}
	return finish(id, x)
}

func (in Context) observation(o recovery.Observation) (observation, Identifier, error) {
	id, badID := in.identify(DocumentName{Type: "Observation", Record: o.Ref()})
	label, unstated := in.restricted(false)
	person, badPerson := in.patient(o.Person())
	worker, badWorker := in.practitioner(o.Worker(), "/worker")
	var own peer.Words
	if o.Sees("ownView", in.reading()) {
		own = o.OwnView()
	}
	saw := o.Saw().Text.Reveal()
	status, known := observationStatuses[o.Status()]
	err := peer.Faults(badID, unstated, badPerson, badWorker, sayable("REC-49", "/saw", saw), sayable("REC-49", "/ownView", own.Text.Reveal()),
		unless(known, "REC-49", ErrUnmappable, "/status", "The status of an observation has a code.", "Use a version of this library that knows it."))
	return observation{"Observation", ResourceID(id), status, &r4.OtherObservation{
		Meta:              label,
		Text:              told(whatWasNoticed+" on "+o.On().String()+": "+saw, ownViewText(own)),
		Identifier:        []r4.Identifier{id.r4()},
		Code:              concept(whatWasNoticed, coding(NoticedSystem, "what-was-noticed", whatWasNoticed)),
		Subject:           person,
		EffectiveDateTime: text(o.On().String()),
		Performer:         []r4.Reference{*worker},
		ValueString:       text(saw),
		Note:              notedBy(person, o.Ref().String(), own),
	}}, id, err
}

func ownViewText(own peer.Words) string {
	if own.IsZero() {
		return ""
	}
	return "In the person's own words: " + own.Text.Reveal()
}

var (
	ratedTexts = map[recovery.ReportDomain]string{
		recovery.ReportAcceptance:    "Acceptance",
		recovery.ReportHope:          "Hope",
		recovery.ReportEsteem:        "Self-esteem",
		recovery.ReportControl:       "Being in control of their own life",
		recovery.ReportUnderstanding: "Understanding of themself",
		recovery.ReportSkills:        "Skills",
		recovery.ReportStigma:        "What they have taken in of what others think",
		recovery.ReportOther:         "Something in their own life",
	}
	scaleTexts = map[recovery.RatingScale]string{
		recovery.ScaleNotAtAllToCompletely: "0 is not at all, 10 is completely",
		recovery.ScaleNeverToAlways:        "0 is never, 10 is always",
		recovery.ScaleHardToEasy:           "0 is very hard, 10 is very easy",
		recovery.ScaleWorstToBest:          "0 is the worst, 10 is the best",
		ownScale:                           "from 0 to 10, by ends of their own",
	}
)

// ownScale is a scale whose ends the person put in their own words.
const ownScale recovery.RatingScale = "own"

// ToOwnRating makes an Observation of a number from 0 to 10 that a person named for
// something in their own life (PEER-64), where they have said that it may go into the
// care record and no recorded no of theirs stands against it.
//
// Its elements are identifier, status final, category survey, code (what they rated, and
// the scale it was named on), subject, effectiveDateTime, performer, which is the person,
// and valueInteger. There are no words: neither what they said nor what they call the
// ends of a scale. Nothing is reckoned from it, it has no interpretation and no range,
// and it is about no worker.
//
// What the person has taken back is entered-in-error, holds neither the number nor what
// it was about, and has Resource.TakesBack. It needs no yes, because it only takes away.
//
// peer.ErrConsentRequired where the person has not said so or named no number;
// ErrPatientNotFound; ErrUnmappable for something rated, or a scale, that has no code.
func ToOwnRating(r recovery.SelfReport, in Context) (Resource, error) {
	if !r.Exists() {
		return Resource{}, peer.Fault(peer.Rule{Row: "PEER-64", Code: peer.ErrRequired}, "", "There is a rating to send.", "Pass what a step or a decode returned.")
	}
	if r.Status() == recovery.SelfReportTakenBack {
		return in.ratingTakenBack(r)
	}
	if !r.Sees("rating", in.reading()) {
		return Resource{}, peer.Fault(peer.Rule{Row: "REC-50", Code: peer.ErrConsentRequired}, "/audience",
			"The person has said that a number they named may go into the care record.", "It stays here. Ask them if they would like it there.")
	}
	id, badID := in.identify(DocumentName{Type: "Observation", Record: r.Ref()})
	person, badPerson := in.patient(r.Person())
	code, badCode := ratedOn(r)
	number, named := r.Rating().Number()
	if err := peer.Faults(badID, badPerson, badCode, unless(named, "PEER-64", peer.ErrRequired, "/rating", "A number was named.", "It stays here.")); err != nil {
		return Resource{}, err
	}
	return finish(id, observation{"Observation", ResourceID(id), "final", &r4.OtherObservation{
		Text:              told(*code.Text + ": " + strconv.Itoa(number) + ", as the person named it."),
		Identifier:        []r4.Identifier{id.r4()},
		Category:          []r4.CodeableConcept{survey},
		Code:              code,
		Subject:           person,
		EffectiveDateTime: text(instant(r.Said())),
		Performer:         []r4.Reference{*person},
		ValueInteger:      &number,
	}})
}

// ratingTakenBack is a rating of which nothing stands any more.
func (in Context) ratingTakenBack(r recovery.SelfReport) (Resource, error) {
	id, badID := in.identify(DocumentName{Type: "Observation", Record: r.Ref()})
	person, badPerson := in.patient(r.Person())
	if err := peer.Faults(badID, badPerson); err != nil {
		return Resource{}, err
	}
	const says = "A rating that the person has taken back"
	out, err := finish(id, observation{"Observation", ResourceID(id), "entered-in-error", &r4.OtherObservation{
		Text:              told(says + "."),
		Identifier:        []r4.Identifier{id.r4()},
		Category:          []r4.CodeableConcept{survey},
		Code:              concept(says),
		Subject:           person,
		EffectiveDateTime: text(instant(r.Said())),
		Performer:         []r4.Reference{*person},
	}})
	out.TakesBack = err == nil
	return out, err
}

var survey = concept("Survey", coding(systemObservation, "survey", "Survey"))

// ratedOn is what a person rated, and the scale that the number is read on.
func ratedOn(r recovery.SelfReport) (r4.CodeableConcept, error) {
	scale := r.Scale()
	if scale == "" {
		scale = ownScale
	}
	rated, knownDomain := ratedTexts[r.Domain()]
	ends, knownScale := scaleTexts[scale]
	return concept(rated+": "+ends, coding(OwnRatingSystem, r.Domain(), rated), coding(OwnScaleSystem, scale, ends)),
		unless(knownDomain && knownScale, "PEER-64", ErrUnmappable, "/domain", "What was rated, and its scale, have codes.", "Use a version of this library that knows them.")
}
