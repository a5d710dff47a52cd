package fhir_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/signpost"
)

func init() {
	examples[signpost.KindSignpost] = func(t testing.TB) example {
		e := signpostExample(t)
		e.resources = append(e.resources, planOf(t, everything(t)...), planOf(t, dropped(t)))
		return e
	}
}

// yes is Aled's yes to his plan going into the care record.
var yes = peer.Consent{ID: "yes", Person: aled, Scope: peer.SharePlan, Purpose: peer.ForRecord, Given: peer.Yes, From: clock.AddDate(-1, 0, 0)}

// allAgreed is a site that writes fullListing, and the person said yes.
func allAgreed(t testing.TB) fhir.Context {
	in := labelled(t)
	in.Consents = []peer.Consent{yes}
	return in
}

// going is a way of Aled's to an entry after these steps, each by whoever may take it.
func going(t testing.TB, to signpost.Resource, change func(*signpost.Consider, *signpost.GivingFacts), steps ...signpost.SignpostStep) signpost.Signpost {
	t.Helper()
	f := signpost.GivingFacts{Policy: signpostPolicy(t), Directory: []signpost.Resource{to}, Suitable: 1, Eligible: peer.Yes, Setting: signpost.SettingHome, RelationshipEnded: peer.Yes}
	for _, m := range signpost.Medium("").Terms() {
		f.Usable = append(f.Usable, signpost.Medium(m))
	}
	first := signpost.Consider{ID: "s1", Person: aled, Worker: jess, About: signpost.About{Goal: "g1", Circumstance: say("the garden is empty now")},
		Options: []signpost.Option{{Resource: to.Ref().ID, Words: say("I went past it")}}}
	if change != nil {
		change(&first, &f)
	}
	ask := &requests{}
	s, _, err := signpost.NewSignpost(first, ask.act(byAled, 0), f)
	require.NoError(t, err)
	for _, step := range steps {
		by := byAled
		switch step.(type) {
		case signpost.LeaveNotKnown, signpost.NoteAsked, signpost.AnswerFurther:
			by = byJess
		}
		s, _, err = s.Do(step, ask.act(by, s.Rev()), f)
		require.NoError(t, err)
	}
	return s
}

func theShed(t testing.TB) signpost.Resource {
	return entry(t, shed(func(l *signpost.Listing) { l.Topics = []signpost.Topic{signpost.TopicHandsOn} }), toListed...)
}

var (
	chooseIt = signpost.Choose{Resource: "e1"}
	ready    = signpost.SayReady{Willing: signpost.WillingYes, Able: signpost.AbleYes, Words: say("I like the bench")}
	byText   = signpost.Give{Medium: signpost.MediumText}
	toGiven  = []signpost.SignpostStep{chooseIt, ready, byText}
)

func after(steps ...signpost.SignpostStep) []signpost.SignpostStep {
	return append(toGiven[:3:3], steps...)
}

func said(outcome signpost.Outcome, next signpost.NextStep) signpost.SignpostStep {
	return signpost.RecordOutcome{Outcome: outcome, Words: say("lovely there"), MetNeed: peer.Yes, Next: next}
}

func signpostExample(t testing.TB) example {
	s := going(t, theShed(t), nil, after(signpost.NameChallenge{Kind: signpost.ChallengeTravel, Words: say("the bus")}, signpost.AskHelp{Kind: signpost.HelpTravel, NextTimeAlone: say("the way back")},
		said(signpost.OutcomeNeedsDifferent, signpost.NextGap))...)
	return example{s, handedAndAsked(t, s, allAgreed(t))}
}

// handedAndAsked are the two resources of a signpost.
func handedAndAsked(t testing.TB, s signpost.Signpost, in fhir.Context) (out []fhir.Resource) {
	t.Helper()
	for _, name := range fhir.Documents(s) {
		r, _, err := fhir.Build(name, s, in)
		require.NoError(t, err)
		out = append(out, r)
	}
	require.Len(t, out, 2)
	return out
}

// stoodTask is agreed where the Task stands already.
func stoodTask(t testing.TB) fhir.Context {
	in := allAgreed(t)
	in.Stands = map[fhir.DocumentName]string{{Type: "Task", Record: peer.Ref{Kind: signpost.KindSignpost, ID: "s1"}}: "t1"}
	return in
}

func TestSignposted(t *testing.T) {
	t.Run("SIGN-13, SIGN-15 full and smallest", func(t *testing.T) {
		s := going(t, theShed(t), nil, toGiven...)
		two := handedAndAsked(t, s, allAgreed(t))
		golden(t, "communication-handed-over", two[0].Body)
		golden(t, "task-follow-up", two[1].Body)
		in := stoodTask(t)
		in.Site.Directory = false
		least := handedAndAsked(t, going(t, theShed(t), func(c *signpost.Consider, _ *signpost.GivingFacts) { c.Worker = "" }, after(signpost.NoFollowUp{})...), in)
		golden(t, "communication-handed-over-smallest", least[0].Body)
		golden(t, "task-follow-up-smallest", least[1].Body)
		require.Equal(t, fhir.Canonical+"/id/signpost", two[0].Identifier.System)
		require.Equal(t, fhir.Canonical+"/id/signpost/task", two[1].Identifier.System)
	})
	t.Run("SIGN-13, FHIR-14 about the entry, where the site writes its directory", func(t *testing.T) {
		s, in := going(t, theShed(t), nil, toGiven...), allAgreed(t)
		in.Stands = map[fhir.DocumentName]string{named("HealthcareService"): "h1"}
		r, err := fhir.ToHandedOver(s, in)
		require.NoError(t, err)
		require.Equal(t, []string{"HealthcareService/h1"}, at(t, r, "about.reference"))
		require.Equal(t, []string{"instruction"}, at(t, r, "category.coding.code"))
		require.Equal(t, []string{"2026-12-01"}, at(t, r, "sent"))
	})
	t.Run("SIGN-13, H09 every form, and none that tells of the person", func(t *testing.T) {
		want := map[string]string{"text": "text", "email": "email", "app": "app", "web": "web", "phone": "phone", "print": "print", "easy-read": "print", "large-print": "print", "braille": "print",
			"audio": "recording", "sign-video": "recording", "verbal": "verbal", "memory-aid": "verbal", "keep-for-me": "verbal", "via-staff": "in-person", "hold": ""}
		require.Len(t, want, len(signpost.Medium("").Terms()))
		for form, code := range want {
			r, err := fhir.ToHandedOver(going(t, theShed(t), nil, chooseIt, ready, signpost.Give{Medium: signpost.Medium(form)}), allAgreed(t))
			if code == "" {
				turnedDown(t, r, err, "SIGN-13 not-sent", "")
				continue
			}
			require.NoError(t, err, form)
			require.Equal(t, code, at(t, r, "medium.coding.code")[0])
			require.Len(t, at(t, r, "medium.coding.code"), 2)
			require.Contains(t, form+code, code)
			if form != code {
				require.NotContains(t, string(r.Body), form)
			}
		}
	})
	t.Run("FHIR-02 the same signpost gives the same bytes", func(t *testing.T) {
		one, again := signpostExample(t), signpostExample(t)
		for i := range one.resources {
			require.Equal(t, one.resources[i].Body, again.resources[i].Body)
		}
	})
}

func TestSignpostStates(t *testing.T) {
	ways := map[peer.Status][]signpost.SignpostStep{
		signpost.Considered:     nil,
		signpost.Chosen:         {chooseIt},
		signpost.Given:          toGiven,
		signpost.Accessed:       after(said(signpost.OutcomeAccessed, "")),
		signpost.NotAccessed:    after(said(signpost.OutcomeNotAccessed, "")),
		signpost.NeedsDifferent: after(said(signpost.OutcomeNeedsDifferent, signpost.NextNothing)),
		signpost.NotKnown:       after(signpost.LeaveNotKnown{Because: signpost.SupportEnded}),
		signpost.PersonClosed:   after(signpost.NotNow{}),
	}
	want := map[peer.Status]string{signpost.Given: "requested", signpost.Accessed: "completed", signpost.NotAccessed: "completed", signpost.NeedsDifferent: "completed",
		signpost.NotKnown: "cancelled", signpost.PersonClosed: "cancelled"}
	require.Len(t, ways, len(signpost.SignpostTable().States))
	for status, steps := range ways {
		t.Run("SIGN-14, SIGN-15, SIGN-16 "+string(status), func(t *testing.T) {
			s := going(t, theShed(t), nil, steps...)
			require.Equal(t, status, s.Status())
			if want[status] == "" {
				handed, err := fhir.ToHandedOver(s, stoodTask(t))
				rule := map[peer.Status]string{signpost.Considered: "SIGN-14 consent-required", signpost.Chosen: "SIGN-13 not-sent"}[status]
				turnedDown(t, handed, err, rule, "")
				task, err := fhir.ToFollowUp(s, stoodTask(t))
				require.Error(t, err)
				require.Empty(t, task)
				return
			}
			two := handedAndAsked(t, s, stoodTask(t))
			require.Equal(t, []string{"completed", want[status], "plan"}, []string{at(t, two[0], "status")[0], at(t, two[1], "status")[0], at(t, two[1], "intent")[0]})
			require.Equal(t, []string{"2026-12-15"}, at(t, two[1], "restriction.period.end"))
			require.Equal(t, []string{"Practitioner/w4"}, at(t, two[1], "owner.reference"))
		})
	}
	t.Run("SIGN-15 nobody asks: over where it stands, and not made anew", func(t *testing.T) {
		for _, steps := range [][]signpost.SignpostStep{after(signpost.NoFollowUp{}), after(signpost.NotNow{}), after(signpost.LeaveNotKnown{Because: signpost.SupportEnded})} {
			s := going(t, theShed(t), nil, steps...)
			r, err := fhir.ToFollowUp(s, stoodTask(t))
			require.NoError(t, err)
			require.Equal(t, []string{"cancelled"}, at(t, r, "status"))
			r, missing, err := fhir.Build(fhir.Documents(s)[1], s, allAgreed(t))
			turnedDown(t, r, err, "SIGN-15 not-sent", "")
			require.Equal(t, fhir.Documents(s)[1:], missing.Documents)
		}
	})
	t.Run("SIGN-14 a way that was left before anybody had details is not sent", func(t *testing.T) {
		s := going(t, theShed(t), nil, chooseIt, signpost.NotNow{})
		r, err := fhir.ToHandedOver(s, stoodTask(t))
		turnedDown(t, r, err, "SIGN-13 not-sent", "")
		r, err = fhir.ToFollowUp(s, stoodTask(t))
		turnedDown(t, r, err, "SIGN-15 not-sent", "")
	})
	t.Run("SIGN-15 a day that the person set", func(t *testing.T) {
		r, err := fhir.ToFollowUp(going(t, theShed(t), nil, after(signpost.ChangeFollowUp{On: peer.MustDate("2026-12-20")})...), allAgreed(t))
		require.NoError(t, err)
		require.Equal(t, []string{"2026-12-20"}, at(t, r, "restriction.period.end"))
	})
}

// bothStay requires that neither resource of a signpost leaves.
func bothStay(t testing.TB, s signpost.Signpost, in fhir.Context, rule, path string) {
	t.Helper()
	for _, name := range fhir.Documents(s) {
		r, missing, err := fhir.Build(name, s, in)
		turnedDown(t, r, err, rule, path)
		if rule == "SIGN-14 consent-required" {
			require.True(t, missing.None(), "nobody is even looked for")
		}
	}
}

func TestSignpostRefusals(t *testing.T) {
	t.Run("SIGN-14, H08 never a sensitive topic of the policy's list, even with a general yes", func(t *testing.T) {
		tried := 0
		for _, topic := range signpost.Topic("").Terms() {
			to := entry(t, shed(func(l *signpost.Listing) { l.Topics = []signpost.Topic{signpost.TopicHandsOn, signpost.Topic(topic)} }), toListed...)
			s := going(t, to, nil, toGiven...)
			if signpostPolicy(t).Sensitive(signpost.Topic(topic)) {
				tried++
				bothStay(t, s, stoodTask(t), "SIGN-14 consent-required", "")
				bothStay(t, going(t, to, nil, after(said(signpost.OutcomeAccessed, ""))...), stoodTask(t), "SIGN-14 consent-required", "")
				continue
			}
			handedAndAsked(t, s, allAgreed(t))
		}
		require.Equal(t, 6, tried)
	})
	t.Run("SIGN-14, H08 what nobody knows enough of is sensitive", func(t *testing.T) {
		bothStay(t, going(t, entry(t, shed(nil), toListed...), nil, toGiven...), allAgreed(t), "SIGN-14 consent-required", "")
	})
	t.Run("SIGN-13, SIGN-15 nothing goes without the person's yes to this and for this", func(t *testing.T) {
		s := going(t, theShed(t), nil, toGiven...)
		for name, list := range map[string][]peer.Consent{
			"none": nil, "a no": {no(yes)}, "a yes and a no": {yes, no(yes)},
			"for something else": {changed(yes, func(c *peer.Consent) { c.Scope = peer.ShareGoals })}, "for another purpose": {changed(yes, func(c *peer.Consent) { c.Purpose = peer.ForCare })},
			"another person's": {changed(yes, func(c *peer.Consent) { c.Person = "p2" })}, "over": {changed(yes, func(c *peer.Consent) { c.Until = clock })},
		} {
			in := allAgreed(t)
			in.Consents = list
			require.NotEmpty(t, name)
			bothStay(t, s, in, "SIGN-14 consent-required", "")
		}
	})
	t.Run("SIGN-13, SIGN-15 only where the site has turned it on", func(t *testing.T) {
		s, in := going(t, theShed(t), nil, toGiven...), allAgreed(t)
		require.Len(t, in.Site.Documents(s), 2)
		in.Site.Messages = false
		require.Equal(t, fhir.Documents(s)[1:], in.Site.Documents(s))
		in.Site.Tasks = false
		bothStay(t, s, in, "FHIR-01 not-sent", "")
	})
	t.Run("FHIR-15, FHIR-05 somebody whom the record system does not know", func(t *testing.T) {
		s, in := going(t, theShed(t), nil, toGiven...), allAgreed(t)
		delete(in.People.Staff, jess)
		r, err := fhir.ToFollowUp(s, in)
		turnedDown(t, r, err, "FHIR-05 required", "/worker")
		delete(in.People.Patients, aled)
		r, err = fhir.ToHandedOver(s, in)
		turnedDown(t, r, err, "FHIR-15 patient-not-found", "/person")
	})
	t.Run("FHIR-01 no signpost", func(t *testing.T) {
		r, err := fhir.ToHandedOver(signpost.Signpost{}, allAgreed(t))
		turnedDown(t, r, err, "FHIR-01 required", "")
		r, err = fhir.ToFollowUp(signpost.Signpost{}, allAgreed(t))
		turnedDown(t, r, err, "FHIR-01 required", "")
	})
}

func no(c peer.Consent) peer.Consent {
	return changed(c, func(c *peer.Consent) { c.Given = peer.No })
}

func changed(c peer.Consent, change func(*peer.Consent)) peer.Consent {
	change(&c)
	return c
}

// keptBySignpost are ids that have to fit together, and what no signpost that goes has.
var keptBySignpost = []string{"/person", "/options/option/resource", "/chosen", "/help/resource", "/about/goal", "/options/option/source/name", "/options/option/words/lang"}

func signpostSightings(t testing.TB) []sighting {
	in := allAgreed(t)
	in.People.Staff["w4"] = fhir.Reference{Reference: "Practitioner/w4"}
	return []sighting{
		{record: signpostExample(t).record, keeps: keptBySignpost, made: func(t testing.TB, r peer.Record) []fhir.Resource { return handedAndAsked(t, r.(signpost.Signpost), in) }},
		{record: signpostExample(t).record, keeps: keptBySignpost, made: inPlanOf(aled), within: recovery.KindPlan},
	}
}

func TestSignpostNeverSays(t *testing.T) {
	t.Run("SIGN-13, SIGN-15, SIGN-24, FHIR-03, FHIR-12 no words, and only what the table names", func(t *testing.T) {
		e := signpostExample(t)
		to := theShed(t)
		s := marked(t, e.record, keptBySignpost...).(signpost.Signpost)
		in := allAgreed(t)
		in.People.Staff["w4"] = fhir.Reference{Reference: "Practitioner/w4"}
		for _, r := range handedAndAsked(t, s, in) {
			for _, never := range []string{"payload", "note", "sender", "reasonCode", "input", "output", "description", "businessStatus", "needs-different", "ServiceRequest", "extension", "contained"} {
				require.NotContains(t, string(r.Body), `"`+never)
			}
			require.NotContains(t, at(t, r, "text.div")[0], to.Listing().Name.Reveal())
		}
	})
}
