package fhir_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func init() {
	examples[recovery.KindObservation] = observationExample
	examples[recovery.KindSelfReport] = ownRatingExample
	sightings[recovery.KindObservation] = func(t testing.TB) []sighting {
		return seenIn(everyObservation(t), func(r peer.Record) (fhir.Resource, error) {
			return fhir.ToObservation(r.(recovery.Observation), withPlan(atStated(t), peer.Yes))
		})
	}
	sightings[recovery.KindSelfReport] = func(t testing.TB) []sighting {
		return seenIn(rated(t, ownEnds), func(r peer.Record) (fhir.Resource, error) {
			return fhir.ToOwnRating(r.(recovery.SelfReport), atStated(t))
		})
	}
}

// everyObservation is one with every text that it can have.
func everyObservation(t testing.TB) recovery.Observation {
	return noticed(t, func(c *recovery.RecordObservation) { c.Further = peer.Further{Answer: peer.Yes, Concern: "c1"} }, queried, recovery.AmendObservation{}, recovery.ValidateObservation{})
}

// duty are the facts under which a worker describes how somebody is.
func duty(t testing.TB) recovery.ObservationFacts {
	t.Helper()
	section := strings.Replace(string(recovery.ExamplePolicy()), `"observations": false`, `"observations": true`, 1)
	file, err := peer.OpenPolicy(fmt.Appendf(nil, strings.Replace(tamarsideSafety, `"safeguard"`, `"recovery"`, 1), section), time.LoadLocation)
	require.NoError(t, err)
	p, err := recovery.PolicyFrom(file)
	require.NoError(t, err)
	return recovery.ObservationFacts{Policy: p, Named: peer.Yes, Professionals: []peer.StaffID{iris}}
}

func written(by peer.Actor, text string) peer.Words {
	w := say(text)
	w.By = by
	return w
}

// noticed is an observation after these steps, each by whoever it is for.
func noticed(t testing.TB, change func(*recovery.RecordObservation), steps ...recovery.ObservationStep) recovery.Observation {
	t.Helper()
	first := recovery.RecordObservation{ID: "o1", Person: aled, Worker: jess, Saw: written(peer.ByStaff(jess, ""), "he laughed twice & stayed the <whole> hour"), OwnView: written(byAled, "a good day, for once"),
		About: []recovery.Aspect{recovery.AspectMood, recovery.AspectMentalState}, Compared: recovery.ComparedWorse, On: peer.MustDate("2026-11-30"), Further: peer.Further{Answer: peer.No, Because: peer.TalkedThrough}}
	if change != nil {
		change(&first)
	}
	ask := &requests{}
	o, _, err := recovery.NewObservation(first, ask.act(peer.ByStaff(jess, ""), 0), duty(t))
	require.NoError(t, err)
	for _, step := range steps {
		by := peer.ByStaff(iris, "")
		if _, amends := step.(recovery.AmendObservation); amends {
			by = peer.ByStaff(jess, "")
		}
		o, _, err = o.Do(step, ask.act(by, o.Rev()), duty(t))
		require.NoError(t, err)
	}
	return o
}

// withPlan is the person's yes to their own view going into the record.
func withPlan(in fhir.Context, given peer.Tri) fhir.Context {
	in.Consents = []peer.Consent{{ID: "k1", Person: aled, Scope: peer.SharePlan, Purpose: peer.ForRecord, Given: given, From: clock.Add(-time.Hour)}}
	return in
}

var queried = recovery.QueryObservation{Asks: written(peer.ByStaff(iris, ""), "which hour was it?")}

func observationExample(t testing.TB) example {
	o := noticed(t, nil, queried, recovery.AmendObservation{}, recovery.ValidateObservation{})
	r, err := fhir.ToObservation(o, withPlan(atStated(t), peer.Yes))
	require.NoError(t, err)
	return example{o, []fhir.Resource{r}}
}

func TestToObservation(t *testing.T) {
	t.Run("REC-49, SAFE-06 full and smallest", func(t *testing.T) {
		golden(t, "observation-noticed", observationExample(t).resources[0].Body)
		r, err := fhir.ToObservation(noticed(t, func(c *recovery.RecordObservation) {
			c.OwnView, c.About, c.Compared, c.On, c.Further = peer.Words{}, nil, recovery.ComparedSame, peer.Date{}, peer.Further{}
		}), atStated(t))
		require.NoError(t, err)
		golden(t, "observation-noticed-smallest", r.Body)
		require.Equal(t, "2026-12-01", one(t, r, "effectiveDateTime"), "the day it was written down")
	})
	t.Run("REC-49, PEER-48 preliminary until a professional has seen it", func(t *testing.T) {
		want := map[peer.Status]struct {
			o    recovery.Observation
			says string
		}{
			recovery.ObservationQuestionOpen: {noticed(t, func(c *recovery.RecordObservation) { c.Further = peer.Further{} }), "preliminary"},
			recovery.ObservationRecorded:     {noticed(t, nil), "preliminary"},
			recovery.ObservationQueried:      {noticed(t, nil, queried), "preliminary"},
			recovery.ObservationValidated:    {noticed(t, nil, recovery.ValidateObservation{}), "final"},
		}
		require.Len(t, want, len(recovery.ObservationTable().States))
		for status, x := range want {
			require.Equal(t, status, x.o.Status())
			r, err := fhir.ToObservation(x.o, atStated(t))
			require.NoError(t, err)
			require.Equal(t, []string{x.says, "what-was-noticed", "R", "Practitioner/w4", "he laughed twice & stayed the <whole> hour"},
				[]string{one(t, r, "status"), one(t, r, "code.coding.code"), one(t, r, "meta.security.code"), one(t, r, "performer.reference"), one(t, r, "valueString")})
		}
	})
	t.Run("REC-50 the person's own view on their yes, and on nothing less", func(t *testing.T) {
		for _, in := range []fhir.Context{atStated(t), withPlan(atStated(t), peer.No), withPlan(atStated(t), peer.Unknown)} {
			r, err := fhir.ToObservation(noticed(t, nil), in)
			require.NoError(t, err)
			require.NotContains(t, string(r.Body), "a good day")
			require.NotContains(t, string(r.Body), "own words")
		}
		r, err := fhir.ToObservation(noticed(t, nil), withPlan(atStated(t), peer.Yes))
		require.NoError(t, err)
		require.Equal(t, []string{"a good day, for once", "Patient/p1"}, []string{one(t, r, "note.text"), one(t, r, "note.authorReference.reference")})
	})
	t.Run("FHIR-13, REC-49 without the statement, the switch, the words, the worker, the observation", func(t *testing.T) {
		o, in := noticed(t, nil), atStated(t)
		in.Site.Labels = fhir.LabelStatement{}
		_, err := fhir.ToObservation(o, in)
		require.Equal(t, "/site/labels", refused(t, err, peer.ErrRequired).Reasons[0].Path)
		_, _, err = fhir.Build(fhir.DocumentName{Type: "Observation", Record: o.Ref()}, o, tamarside(t))
		refused(t, err, fhir.ErrNotSent)
		_, err = fhir.ToObservation(noticed(t, func(c *recovery.RecordObservation) { c.Saw = peer.Words{} }), atStated(t))
		refused(t, err, fhir.ErrNotSent)
		in = atStated(t)
		in.People.Staff = nil
		_, err = fhir.ToObservation(o, in)
		require.Equal(t, "/worker", refused(t, err, peer.ErrRequired).Reasons[0].Path)
		_, err = fhir.ToObservation(recovery.Observation{}, atStated(t))
		refused(t, err, peer.ErrRequired)
	})
	t.Run("REC-49 words that FHIR cannot hold", func(t *testing.T) {
		bad := noticed(t, func(c *recovery.RecordObservation) {
			c.Saw, c.OwnView = written(peer.ByStaff(jess, ""), canary+"\a"), written(byAled, canary+"\a")
		})
		_, err := fhir.ToObservation(bad, atStated(t))
		refused(t, err, fhir.ErrUnmappable)
		_, err = fhir.ToObservation(bad, withPlan(atStated(t), peer.Yes))
		require.Len(t, refused(t, err, fhir.ErrUnmappable).Reasons, 2)
	})
	t.Run("FHIR-12, REC-49 what was seen and how the person sees it, and nothing else", func(t *testing.T) {
		full := everyObservation(t)
		r, err := fhir.ToObservation(full, withPlan(atStated(t), peer.Yes))
		require.NoError(t, err)
		var members map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(r.Body, &members))
		for _, never := range []string{"interpretation", "hasMember", "component", "valueCodeableConcept", "referenceRange", "method", "derivedFrom", "category", "dataAbsentReason"} {
			require.NotContains(t, members, never)
		}
		for _, never := range []string{"worse", "mood", "mental"} {
			require.NotContains(t, string(r.Body), never)
		}
	})
}

// rated is what a person says of something in their own life; it may go into the care
// record unless a step says otherwise.
func rated(t testing.TB, change func(*recovery.SaySelfReport), steps ...recovery.SelfReportStep) recovery.SelfReport {
	t.Helper()
	first := recovery.SaySelfReport{ID: "r1", Person: aled, Worker: jess, Domain: recovery.ReportHope, Words: say(canary), Rating: "6", Scale: recovery.ScaleNotAtAllToCompletely, Goal: "canary-goal"}
	if change != nil {
		change(&first)
	}
	ask := &requests{}
	r, _, err := recovery.NewSelfReport(first, ask.act(byAled, 0), recovery.Facts{})
	require.NoError(t, err)
	for _, step := range append([]recovery.SelfReportStep{recovery.WhoMaySee{Audience: recovery.CareRecord}}, steps...) {
		r, _, err = r.Do(step, ask.act(byAled, r.Rev()), recovery.Facts{})
		require.NoError(t, err)
	}
	return r
}

func ownEnds(c *recovery.SaySelfReport) {
	c.Scale, c.Domain, c.Rating, c.LowEnd, c.HighEnd = "", recovery.ReportOther, "0", say(canary+"-low"), say(canary+"-high")
}

func ownRatingExample(t testing.TB) example {
	r, err := fhir.ToOwnRating(rated(t, nil), atStated(t))
	require.NoError(t, err)
	goal, err := fhir.ToGoal(wanted(t, nil), withRatings(t, ratedFor(t, "r1", "g1")))
	require.NoError(t, err)
	return example{rated(t, nil), []fhir.Resource{r, goal}}
}

func TestToOwnRating(t *testing.T) {
	t.Run("PEER-64 a number, and one between ends of their own", func(t *testing.T) {
		golden(t, "observation-rating", ownRatingExample(t).resources[0].Body)
		r, err := fhir.ToOwnRating(rated(t, ownEnds), tamarside(t))
		require.NoError(t, err)
		golden(t, "observation-rating-own-ends", r.Body)
		require.Equal(t, []string{"0"}, at(t, r, "valueInteger"), "0 is a number like any")
	})
	t.Run("PEER-64 every number, every part of life and every scale", func(t *testing.T) {
		for _, number := range recovery.Rating("").Terms() {
			for _, domain := range recovery.ReportDomain("").Terms() {
				for _, scale := range recovery.RatingScale("").Terms() {
					r, err := fhir.ToOwnRating(rated(t, func(c *recovery.SaySelfReport) {
						c.Rating, c.Domain, c.Scale = recovery.Rating(number), recovery.ReportDomain(domain), recovery.RatingScale(scale)
					}), tamarside(t))
					require.NoError(t, err)
					require.Equal(t, []string{"final", "survey", domain + "," + scale, number, "Patient/p1", "Patient/p1"},
						[]string{one(t, r, "status"), one(t, r, "category.coding.code"), one(t, r, "code.coding.code"), one(t, r, "valueInteger"), one(t, r, "performer.reference"), one(t, r, "subject.reference")})
				}
			}
		}
	})
	t.Run("PEER-64, H20, H25 taken back, whoever may see it: it ends what stands there, with nothing of what was said", func(t *testing.T) {
		for _, r := range []recovery.SelfReport{rated(t, nil, recovery.TakeBackSelfReport{}), rated(t, ownEnds, recovery.WhoMaySee{Audience: recovery.OnlyMe}, recovery.TakeBackSelfReport{})} {
			made, err := fhir.ToOwnRating(r, tamarside(t))
			require.NoError(t, err)
			require.True(t, made.TakesBack)
			require.Equal(t, []string{"entered-in-error", "Patient/p1", "", "", "A rating that the person has taken back"},
				[]string{one(t, made, "status"), one(t, made, "subject.reference"), one(t, made, "valueInteger"), one(t, made, "code.coding.code"), one(t, made, "code.text")})
		}
		_, err := fhir.ToOwnRating(rated(t, nil, recovery.TakeBackSelfReport{}), fhir.Context{})
		refused(t, err, fhir.ErrPatientNotFound)
		made, err := fhir.ToOwnRating(rated(t, nil), tamarside(t))
		require.NoError(t, err)
		require.False(t, made.TakesBack)
	})
	t.Run("PEER-64, REC-50 without their yes, with a no and without a number nothing goes", func(t *testing.T) {
		require.Len(t, recovery.SelfReportTable().States, 2)
		shut := []recovery.SelfReport{rated(t, func(c *recovery.SaySelfReport) { c.Rating, c.Scale = "", "" })}
		for _, audience := range []recovery.Audience{recovery.OnlyMe, recovery.MeAndMyWorker, recovery.Team} {
			shut = append(shut, rated(t, nil, recovery.WhoMaySee{Audience: audience}))
		}
		for _, r := range shut {
			_, err := fhir.ToOwnRating(r, atStated(t))
			refused(t, err, peer.ErrConsentRequired)
		}
		in := atStated(t)
		in.Consents = []peer.Consent{{ID: "k1", Person: aled, Scope: peer.ShareGoals, Purpose: peer.ForRecord, Given: peer.No, From: clock.Add(-time.Hour)}}
		_, err := fhir.ToOwnRating(rated(t, nil), in)
		refused(t, err, peer.ErrConsentRequired)
	})
	t.Run("PEER-64 the switch, the person, the report", func(t *testing.T) {
		r := rated(t, nil)
		_, _, err := fhir.Build(fhir.DocumentName{Type: "Observation", Record: r.Ref()}, r, tamarside(t))
		refused(t, err, fhir.ErrNotSent)
		_, err = fhir.ToOwnRating(r, fhir.Context{})
		refused(t, err, fhir.ErrPatientNotFound)
		_, err = fhir.ToOwnRating(recovery.SelfReport{}, atStated(t))
		refused(t, err, peer.ErrRequired)
	})
	t.Run("FHIR-12, PEER-64 the number and no word, no worker, no goal", func(t *testing.T) {
		r, err := fhir.ToOwnRating(marked(t, rated(t, ownEnds)).(recovery.SelfReport), atStated(t))
		require.NoError(t, err)
		for _, never := range []string{"interpretation", "referenceRange", "component", "note", "derivedFrom", "w4", "canary-goal"} {
			require.NotContains(t, string(r.Body), never)
		}
	})
}
