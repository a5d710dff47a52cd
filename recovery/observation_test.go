package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// observing are the facts under which the worker has the duty.
func observing(t testing.TB) recovery.ObservationFacts {
	t.Helper()
	p, err := policyOf(t, saying(t, "observations", true))
	require.NoError(t, err)
	return recovery.ObservationFacts{Policy: p, Named: peer.Yes, Professionals: []peer.StaffID{kay}}
}

func theObservation() recovery.RecordObservation {
	return recovery.RecordObservation{ID: "o1", Person: sian, Worker: jess, Saw: own(byJess, "she laughed twice and stayed the whole hour"), OwnView: own(bySian, "a good day, for once"),
		About: []recovery.Aspect{recovery.AspectMood, recovery.AspectProgress}, Compared: recovery.ComparedBetter, On: peer.MustDate("2026-05-02")}
}

func observedWorse(c recovery.Compared, further peer.Further) recovery.RecordObservation {
	o := theObservation()
	o.Compared, o.Further = c, further
	return o
}

type observationStory struct {
	asked, recorded, queried, validated recovery.Observation
}

func doObservation(t testing.TB, o recovery.Observation, step recovery.ObservationStep, by peer.Actor, at, id string) (recovery.Observation, peer.Change) {
	t.Helper()
	return observations.ChangedAt(t, o, step, by, at, id)
}

func newObservation(t testing.TB, step recovery.RecordObservation) (recovery.Observation, peer.Change) {
	t.Helper()
	return observations.ChangedAt(t, recovery.Observation{}, step, byJess, "2026-05-02T16:00Z", "a1")
}

func tellObservation(t testing.TB) observationStory {
	t.Helper()
	var s observationStory
	s.asked, _ = newObservation(t, observedWorse(recovery.ComparedWorse, peer.Further{}))
	s.recorded, _ = newObservation(t, theObservation())
	s.queried, _ = doObservation(t, s.recorded, recovery.QueryObservation{Asks: own(byKay, "which hour was it?")}, byKay, "2026-05-03T09:00Z", "a2")
	amended, _ := doObservation(t, s.queried, recovery.AmendObservation{Saw: own(byJess, "she laughed twice between ten and eleven")}, byJess, "2026-05-03T10:00Z", "a3")
	s.validated, _ = doObservation(t, amended, recovery.ValidateObservation{}, byKay, "2026-05-03T11:00Z", "a4")
	return s
}

var observations = steptest.BenchOf(groundOf(observing), recovery.ObservationTable(), recovery.NewObservation, recovery.CheckNewObservation, recovery.ObservationStarts,
	recovery.DecodeObservation, recovery.EncodeObservationStep, recovery.DecodeObservationStep)

func TestObservationEveryRow(t *testing.T) {
	s, f := tellObservation(t), observing(t)
	f.Professionals = append(f.Professionals, "another")
	type one = steptest.Case[recovery.Observation, recovery.ObservationStep, recovery.ObservationFacts]
	case1 := func(name string, o recovery.Observation, step recovery.ObservationStep, by peer.Actor, to peer.Status) one {
		return one{Name: "REC-49 " + name, Record: o, Step: step, Act: act(by, "2026-05-04T09:00Z", "", nil), Facts: f, To: to}
	}
	whose, words, question := row("REC-49", peer.ErrNotAuthorised), row("REC-49", peer.ErrPersonsWordsOnly), row("REC-49", peer.ErrConcernRequired)
	recorded := case1("the worker writes down what they saw", recovery.Observation{}, theObservation(), byJess, recovery.ObservationRecorded)
	recorded.Hears = map[string][]peer.Rule{"/person": {words}, "/worker": {whose}, "/compared": {question}, "/ownView": {words}}
	kept := case1("worse, and the question left open", recovery.Observation{}, observedWorse(recovery.ComparedFluctuating, peer.Further{}), byJess, recovery.ObservationQuestionOpen)
	kept.Hears = map[string][]peer.Rule{"/person": {words}, "/worker": {whose}, "/ownView": {words}}
	answered := case1("the question is answered", s.asked, recovery.AnswerFurther{Further: settled}, bySian, recovery.ObservationRecorded)
	answered.Hears = heardBeside(question, "/further/because")
	own1 := case1("the person's own view", s.validated, recovery.AddOwnView{OwnView: own(bySian, "I was tired, that was all")}, bySian, recovery.ObservationValidated)
	amended := case1("the worker amends", s.queried, recovery.AmendObservation{Saw: own(byJess, "between ten and eleven"), About: []recovery.Aspect{recovery.AspectMood}, Compared: recovery.ComparedSame}, byJess, recovery.ObservationRecorded)
	amended.Hears = heardBeside(question, "/compared")
	observations.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.Observation{recovery.ObservationQuestionOpen: s.asked, recovery.ObservationRecorded: s.recorded,
		recovery.ObservationQueried: s.queried, recovery.ObservationValidated: s.validated},
		recorded, kept, answered, own1,
		case1("a professional has seen it", s.recorded, recovery.ValidateObservation{}, byKay, recovery.ObservationValidated),
		case1("a professional asks", s.recorded, recovery.QueryObservation{Asks: unsigned("which hour was it?")}, byKay, recovery.ObservationQueried),
		amended,
	)
}

func TestObservationIsADuty(t *testing.T) {
	f := observing(t)
	off := policy(t)
	for name, c := range map[string]struct {
		policy recovery.Policy
		named  peer.Tri
		met    peer.Tri
	}{
		"the organisation gives none":      {off, peer.Yes, peer.No},
		"nobody knows a policy":            {recovery.Policy{}, peer.Yes, peer.Unknown},
		"the agreement does not name it":   {f.Policy, peer.No, peer.No},
		"nobody knows whether it is named": {f.Policy, peer.Unknown, peer.Unknown},
	} {
		facts := recovery.ObservationFacts{Policy: c.policy, Named: c.named}
		t.Run("REC-49 "+name, func(t *testing.T) {
			d := recovery.CheckNewObservation(theObservation(), act(byJess, "2026-05-02T16:00Z", "r", nil), facts)
			only(t, d, "REC-49 duty-not-given", "")
			require.Equal(t, c.met, d.Unmet()[0].Met)
			require.False(t, recovery.ObservationStarts(act(byJess, "2026-05-02T16:00Z", "r", nil), facts)[0].Open)
		})
		t.Run("REC-49, H02 the sign is left behind: "+name, func(t *testing.T) {
			for compared, signal := range map[recovery.Compared]int{recovery.ComparedWorse: 1, recovery.ComparedFluctuating: 1, "": 1, recovery.ComparedSame: 0, recovery.ComparedBetter: 0} {
				_, _, err := recovery.NewObservation(observedWorse(compared, peer.Further{}), act(byJess, "2026-05-02T16:00Z", "r", nil), facts)
				var r *peer.Refusal
				require.ErrorAs(t, err, &r)
				require.Len(t, r.Signals, signal, string(compared))
			}
		})
	}
	t.Run("REC-49 the person or a colleague writes it", func(t *testing.T) {
		for _, by := range []peer.Actor{bySian, byRowan, byKay, byMegan} {
			only(t, recovery.CheckNewObservation(theObservation(), act(by, "2026-05-02T16:00Z", "r", nil), f), "REC-49 not-authorised", "")
		}
	})
}

func TestObservationSafetyQuestion(t *testing.T) {
	yes := peer.Further{Answer: peer.Yes, Concern: "c1"}
	for _, c := range []struct {
		name     string
		compared recovery.Compared
		further  peer.Further
		status   peer.Status
		signals  []peer.SignalKind
	}{
		{"better", recovery.ComparedBetter, peer.Further{}, recovery.ObservationRecorded, nil},
		{"same", recovery.ComparedSame, peer.Further{}, recovery.ObservationRecorded, nil},
		{"worse", recovery.ComparedWorse, peer.Further{}, recovery.ObservationQuestionOpen, []peer.SignalKind{peer.SignalSafetyQuestion}},
		{"fluctuating", recovery.ComparedFluctuating, peer.Further{}, recovery.ObservationQuestionOpen, []peer.SignalKind{peer.SignalSafetyQuestion}},
		{"nobody says", "", peer.Further{}, recovery.ObservationQuestionOpen, []peer.SignalKind{peer.SignalSafetyQuestion}},
		{"worse, a no without a reason", recovery.ComparedWorse, peer.Further{Answer: peer.No}, recovery.ObservationQuestionOpen, []peer.SignalKind{peer.SignalSafetyQuestion}},
		{"worse, a no with a reason", recovery.ComparedWorse, settled, recovery.ObservationRecorded, nil},
		{"worse, a yes with its concern", recovery.ComparedWorse, yes, recovery.ObservationRecorded, nil},
		{"worse, a yes without one", recovery.ComparedWorse, peer.Further{Answer: peer.Yes}, recovery.ObservationQuestionOpen, []peer.SignalKind{peer.SignalGoesFurther}},
		{"better, a yes without one", recovery.ComparedBetter, peer.Further{Answer: peer.Yes}, recovery.ObservationQuestionOpen, []peer.SignalKind{peer.SignalGoesFurther}},
	} {
		t.Run("REC-49, H02 "+c.name, func(t *testing.T) {
			o, change := newObservation(t, observedWorse(c.compared, c.further))
			require.Equal(t, c.status, o.Status())
			var kinds []peer.SignalKind
			for _, s := range change.Signals {
				kinds = append(kinds, s.Kind)
				require.Equal(t, sian, s.About)
			}
			require.Equal(t, c.signals, kinds)
			if c.status == recovery.ObservationRecorded {
				return
			}
			require.True(t, o.Check(recovery.ValidateObservation{}, act(byKay, "2026-05-02T17:00Z", "q", o), observing(t)).Unmet()[0].Rule.Code.Is(peer.ErrInvalidTransition), "nobody signs over an open question")
			again, change := doObservation(t, o, recovery.AnswerFurther{Further: yes}, byJess, "2026-05-02T17:00Z", "a2")
			require.Equal(t, recovery.ObservationRecorded, again.Status())
			require.Equal(t, yes, again.Further())
			require.Empty(t, change.Signals)
		})
	}
	s := tellObservation(t)
	for name, c := range map[string]struct {
		further peer.Further
		path    string
		signal  peer.SignalKind
	}{
		"not answered":        {peer.Further{}, "/further", peer.SignalSafetyQuestion},
		"yes without concern": {peer.Further{Answer: peer.Yes}, "/further/concern", peer.SignalGoesFurther},
	} {
		t.Run("REC-49, H02 walking away: "+name, func(t *testing.T) {
			a := act(byJess, "2026-05-02T17:00Z", "r", s.asked)
			only(t, s.asked.Check(recovery.AnswerFurther{Further: c.further}, a, observing(t)), "REC-49 concern-required", c.path)
			_, _, err := s.asked.Do(recovery.AnswerFurther{Further: c.further}, a, observing(t))
			var r *peer.Refusal
			require.ErrorAs(t, err, &r)
			require.Len(t, r.Signals, 1)
			require.Equal(t, c.signal, r.Signals[0].Kind)
		})
	}
	t.Run("REC-49, H02 amended to worse, it is asked then", func(t *testing.T) {
		o, change := doObservation(t, s.queried, recovery.AmendObservation{Compared: recovery.ComparedWorse}, byJess, "2026-05-03T10:00Z", "b1")
		require.Equal(t, recovery.ObservationQuestionOpen, o.Status())
		require.Equal(t, peer.SignalSafetyQuestion, change.Signals[0].Kind)
		require.Equal(t, s.queried.Saw(), o.Saw(), "what is left out stays")
		require.Equal(t, s.queried.About(), o.About())
		o, change = doObservation(t, s.queried, recovery.AmendObservation{Compared: recovery.ComparedWorse, Further: settled}, byJess, "2026-05-03T10:00Z", "b1")
		require.Equal(t, recovery.ObservationRecorded, o.Status())
		require.Empty(t, change.Signals)
	})
	t.Run("REC-49 an answer given before stands", func(t *testing.T) {
		o, _ := doObservation(t, s.asked, recovery.AnswerFurther{Further: yes}, byJess, "2026-05-02T17:00Z", "b1")
		o, _ = doObservation(t, o, recovery.QueryObservation{Asks: unsigned("when?")}, byKay, "2026-05-03T09:00Z", "b2")
		o, change := doObservation(t, o, recovery.AmendObservation{Saw: unsigned("at ten")}, byJess, "2026-05-03T10:00Z", "b3")
		require.Equal(t, recovery.ObservationRecorded, o.Status())
		require.Equal(t, yes, o.Further())
		require.Empty(t, change.Signals)
	})
}

func TestObservationWords(t *testing.T) {
	s, f := tellObservation(t), observing(t)
	for name, w := range map[string]peer.Words{"the person's": own(bySian, "I felt flat"), "a colleague's": own(byRowan, "seemed low"), "a nurse's": own(byKay, "flat affect")} {
		t.Run("REC-49 seen in "+name+" words", func(t *testing.T) {
			step := theObservation()
			step.Saw = w
			only(t, recovery.CheckNewObservation(step, act(byJess, "2026-05-02T16:00Z", "r", nil), f), "REC-49 not-authorised", "/saw")
			only(t, s.queried.Check(recovery.AmendObservation{Saw: w}, act(byJess, "2026-05-03T10:00Z", "r", s.queried), f), "REC-49 not-authorised", "/saw")
		})
	}
	t.Run("REC-49 the person's view in the worker's words", func(t *testing.T) {
		step := theObservation()
		step.OwnView = unsigned("she agrees")
		only(t, recovery.CheckNewObservation(step, act(byJess, "2026-05-02T16:00Z", "r", nil), f), "REC-49 persons-words-only", "/ownView")
		only(t, s.validated.Check(recovery.AddOwnView{OwnView: own(byJess, "she agrees")}, act(bySian, "2026-05-03T16:00Z", "r", s.validated), f), "REC-49 persons-words-only", "/ownView")
		only(t, s.validated.Check(recovery.AddOwnView{OwnView: own(bySian, "fine")}, act(byJess, "2026-05-03T16:00Z", "r", s.validated), f), "REC-49 persons-words-only", "")
	})
	t.Run("REC-49 what is missing is noted and holds nothing up", func(t *testing.T) {
		for path, spoil := range map[string]func(*recovery.RecordObservation){
			"/saw": func(c *recovery.RecordObservation) { c.Saw = peer.Words{} }, "/about": func(c *recovery.RecordObservation) { c.About = nil },
			"/compared": func(c *recovery.RecordObservation) { c.Compared, c.Further = "", settled },
		} {
			step := theObservation()
			spoil(&step)
			o, change := newObservation(t, step)
			require.Equal(t, recovery.ObservationRecorded, o.Status())
			require.Len(t, change.Reasons, 1, path)
			require.Equal(t, "REC-49 required", change.Reasons[0].Rule.String())
			require.Equal(t, path, change.Reasons[0].Path)
		}
		o, _ := newObservation(t, recovery.RecordObservation{ID: "o2", Person: sian, Worker: jess})
		require.Equal(t, recovery.ObservationQuestionOpen, o.Status())
		require.Equal(t, "2026-05-02", o.On().String())
		require.Zero(t, recovery.Observation{}.On())
	})
	t.Run("REC-49 the person's view never blocks", func(t *testing.T) {
		step := theObservation()
		step.OwnView = peer.Words{}
		open(t, recovery.CheckNewObservation(step, act(byJess, "2026-05-02T16:00Z", "r", nil), f))
	})
	for day, fits := range map[string]bool{"2026-05-02": true, "2026-05-03": true, "2026-05-04": false, "2026-05": true, "2027": false} {
		t.Run("REC-49 noticed on "+day, func(t *testing.T) {
			step := theObservation()
			step.On = peer.MustDate(day)
			d := recovery.CheckNewObservation(step, act(byJess, "2026-05-02T16:00Z", "r", nil), f)
			require.True(t, d.Allowed())
			require.Equal(t, fits, len(d.Unmet()) == 0)
			if !fits {
				require.Equal(t, "REC-49 future-date", d.Unmet()[0].Rule.String())
			}
		})
	}
}

func TestObservationValidation(t *testing.T) {
	s, f := tellObservation(t), observing(t)
	for name, by := range map[string]peer.Actor{"the author": byJess, "the person": bySian, "a carer": byMegan, "a colleague who is not registered": byRowan} {
		for _, step := range []recovery.ObservationStep{recovery.ValidateObservation{}, recovery.QueryObservation{Asks: own(byKay, "when?")}} {
			t.Run("REC-49 looked at by "+name, func(t *testing.T) {
				_, _, err := s.recorded.Do(step, act(by, "2026-05-03T09:00Z", "r", s.recorded), f)
				require.ErrorIs(t, err, peer.ErrWrongRole)
			})
		}
	}
	t.Run("REC-49 the author, although the host calls them registered", func(t *testing.T) {
		f := f
		f.Professionals = []peer.StaffID{jess}
		only(t, s.recorded.Check(recovery.ValidateObservation{}, act(byJess, "2026-05-03T09:00Z", "r", s.recorded), f), "REC-49 wrong-role", "")
	})
	t.Run("REC-49 nobody knows who is registered", func(t *testing.T) {
		f := f
		f.Professionals = nil
		d := s.recorded.Check(recovery.ValidateObservation{}, act(byKay, "2026-05-03T09:00Z", "r", s.recorded), f)
		only(t, d, "REC-49 wrong-role", "")
		require.Equal(t, peer.Unknown, d.Unmet()[0].Met)
	})
	t.Run("REC-49 a question in somebody else's words", func(t *testing.T) {
		only(t, s.recorded.Check(recovery.QueryObservation{Asks: own(bySian, "when?")}, act(byKay, "2026-05-03T09:00Z", "r", s.recorded), f), "REC-49 wrong-role", "/asks")
	})
	t.Run("REC-49 it never alters anybody's words", func(t *testing.T) {
		after, _ := doObservation(t, s.recorded, recovery.ValidateObservation{}, byKay, "2026-05-03T09:00Z", "b1")
		require.Equal(t, s.recorded.OwnView(), after.OwnView())
		require.Equal(t, s.recorded.Saw(), after.Saw())
		require.Equal(t, recovery.LookedAt{By: kay, At: on("2026-05-03T09:00Z")}, after.Validated())
		require.Equal(t, s.recorded.OwnView(), s.queried.OwnView())
		require.Equal(t, s.recorded.OwnView(), s.validated.OwnView())
		require.Equal(t, "which hour was it?", s.validated.Query().Text.Reveal())
		require.Equal(t, on("2026-05-03T10:00Z"), s.validated.Amended())
		said, _ := doObservation(t, after, recovery.AddOwnView{OwnView: unsigned("tired, that was all")}, bySian, "2026-05-03T12:00Z", "b2")
		require.True(t, said.OwnView().From(sian))
		require.Equal(t, after.Saw(), said.Saw())
		require.Equal(t, recovery.ObservationValidated, said.Status())
	})
	require.Equal(t, []recovery.Aspect{recovery.AspectProgress, recovery.AspectMood}, s.recorded.About())
	require.Equal(t, recovery.ComparedBetter, s.recorded.Compared())
	require.Equal(t, on("2026-05-02T16:00Z"), s.recorded.Recorded())
	require.Equal(t, "2026-05-02", s.recorded.On().String())
	require.Equal(t, jess, s.recorded.Worker())
}

func TestWhoSeesAnObservation(t *testing.T) {
	s := tellObservation(t)
	yes := consent(peer.SharePlan, peer.ForCare, peer.Yes)
	for _, c := range []struct {
		name                       string
		by                         peer.Reading
		seen, view, query, further bool
	}{
		{"the person", reading(bySian, peer.ForSupport), true, true, false, false},
		{"the worker", reading(byJess, peer.ForSupport), true, true, true, true},
		{"a nurse", reading(byKay, peer.ForCare), true, false, true, true},
		{"a nurse on a yes", reading(byKay, peer.ForCare, yes), true, true, true, true},
		{"a nurse for supervision", reading(byKay, peer.ForSupervision, yes), false, false, false, false},
		{"an exporter", reading(byKay, peer.ForRecord, yes), true, false, false, false},
		{"a carer", reading(byMegan, peer.ForCare, yes), false, false, false, false},
		{"another person", reading(peer.ByPerson(beatriz), peer.ForCare, yes), false, false, false, false},
	} {
		t.Run("REC-49 "+c.name, func(t *testing.T) {
			for part, want := range map[string]bool{"observation": c.seen, "ownView": c.view, "query": c.query, "further": c.further} {
				require.Equal(t, want, s.validated.Sees(part, c.by), part)
			}
			v, err := s.validated.View(c.by)
			require.NoError(t, err)
			require.Equal(t, c.seen, v.Sees("observation"))
		})
	}
}
