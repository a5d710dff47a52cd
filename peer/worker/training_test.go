package worker_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

type trainingStep = worker.TrainingStep

var trainingKind = kindOf[worker.Training, trainingStep]{
	Table: worker.TrainingTable(), New: worker.NewTraining, CheckNew: worker.CheckNewTraining, Starts: worker.TrainingStarts,
	Do: worker.Training.Do, Check: worker.Training.Check, Choices: worker.Training.Choices,
	Decode: worker.DecodeTraining, EncodeStep: worker.EncodeTrainingStep, DecodeStep: worker.DecodeTrainingStep,
}

// done is the tenth part of the Care Certificate, on the day the tests begin in.
func done() worker.RecordTraining {
	return worker.RecordTraining{ID: "t1", Worker: jess, Requirement: worker.CareCertificate, Part: 10, Edition: "2025", Result: worker.Passed, On: date("2026-02-12"), With: iris,
		Topics: []worker.Topic{worker.TopicSkills}, Evidence: "doc-12"}
}

func elsewhere() worker.AcceptEquivalent {
	return worker.AcceptEquivalent{ID: "t2", Worker: jess, Requirement: worker.PeerCertificate, Source: peer.Say("Recovery College, Voss Street"), On: date("2026-02-12"), Assessor: iris, Evidence: "doc-13"}
}

// early is that Jess began before these trainings.
func early(f *worker.Facts) { f.Start = date("2026-01-05") }

func trainingsOf(t testing.TB) (recorded, equivalent worker.Training, records map[peer.Status]worker.Training) {
	t.Helper()
	recorded = did(t, trainingKind, worker.Training{}, trainingStep(done()), byJess)
	equivalent = did(t, trainingKind, worker.Training{}, trainingStep(elsewhere()), byHannah)
	return recorded, equivalent, map[peer.Status]worker.Training{worker.TrainingRecorded: recorded,
		worker.TrainingInError: did(t, trainingKind, equivalent, trainingStep(worker.MarkTraining{}), byIris)}
}

func TestTrainingEveryRow(t *testing.T) {
	recorded, equivalent, records := trainingsOf(t)
	statutory := done()
	statutory.Requirement, statutory.Part, statutory.Edition, statutory.Subject = "", 0, "", worker.FireSafety
	ofPart := []peer.Rule{row("PEER-03", peer.ErrOutOfRange)}
	whose := []peer.Rule{row("PEER-05", peer.ErrNotAuthorised)}
	for1 := []peer.Rule{row("PEER-05", peer.ErrRequired)}
	notPassed := []peer.Rule{row("PEER-05", worker.ErrNotPassed)}
	hears := map[string][]peer.Rule{"/worker": whose, "/result": notPassed, "/subject": for1, "/edition": ofPart}
	type one = steptest.Case[worker.Training, trainingStep, worker.Facts]
	steptest.Plan[worker.Training, trainingStep, worker.Facts]{
		Kind: trainingKind, Anybody: anybody(), Records: records,
		Cases: []one{
			caseOf(t, "PEER-03 record", worker.Training{}, trainingStep(done()), byJess, worker.TrainingRecorded, hears, early),
			caseOf(t, "PEER-06 record a statutory subject", worker.Training{}, trainingStep(statutory), byJess, worker.TrainingRecorded,
				map[string][]peer.Rule{"/worker": whose, "/requirement": for1, "/part": {row("PEER-03", peer.ErrRequired)}}),
			caseOf(t, "PEER-03 complete", worker.Training{}, trainingStep(worker.CompleteTraining(done())), byJess, worker.TrainingRecorded, hears, early),
			caseOf(t, "PEER-05 accept an equivalent", worker.Training{}, trainingStep(elsewhere()), byHannah, worker.TrainingRecorded, map[string][]peer.Rule{"/requirement": {row("PEER-05", worker.ErrPriorNotAccepted)}}),
			caseOf(t, "PEER-05 mark in error", recorded, trainingStep(worker.MarkTraining{}), byHannah, worker.TrainingInError, nil),
			caseOf(t, "PEER-05 mark an equivalent in error", equivalent, trainingStep(worker.MarkTraining{}), byJess, worker.TrainingInError, nil),
		},
	}.Run(t)
}

func TestTrainingCounts(t *testing.T) {
	type edit = func(*worker.RecordTraining)
	fire := func(c *worker.RecordTraining) {
		c.Requirement, c.Part, c.Edition, c.With, c.Subject = "", 0, "", "", worker.FireSafety
	}
	of := func(kind worker.RequirementKind) edit {
		return func(c *worker.RecordTraining) { c.Requirement, c.Part, c.Edition, c.With = kind, 0, "", "" }
	}
	both := func(a, b edit) edit { return func(c *worker.RecordTraining) { a(c); b(c) } }
	for _, x := range []struct {
		name string
		edit edit
		rule string
		path string
		set  func(*worker.Facts)
		kept bool // written down all the same
	}{
		{"PEER-05 attended where it has to be passed", both(of(worker.PeerCertificate), func(c *worker.RecordTraining) { c.Result = worker.Attended }), "PEER-05 not-passed", "/result", early, true},
		{"PEER-05 not passed yet", func(c *worker.RecordTraining) { c.Result = worker.NotYetPassed }, "PEER-05 not-passed", "/result", early, true},
		{"PEER-03 self-certified where it is assessed", func(c *worker.RecordTraining) { c.Result = worker.SelfCertified }, "PEER-05 not-passed", "/result", early, true},
		{"PEER-03 nobody says who assessed it", func(c *worker.RecordTraining) { c.With = "" }, "PEER-03 required", "/with", early, true},
		{"PEER-03 assessed by themself", func(c *worker.RecordTraining) { c.With = jess }, "PEER-03 required", "/with", early, true},
		{"PEER-03 done before the start", func(*worker.RecordTraining) {}, "PEER-03 prior-not-accepted", "/on", func(*worker.Facts) {}, true},
		{"PEER-03 done before a start nobody knows", func(*worker.RecordTraining) {}, "PEER-03 prior-not-accepted", "/on", func(f *worker.Facts) { f.Start = peer.Date{} }, true},
		{"PEER-03 a part beyond the catalogue", func(c *worker.RecordTraining) { c.Part = 17 }, "PEER-03 out-of-range", "/part", early, true},
		{"PEER-03 a part of another edition", func(c *worker.RecordTraining) { c.Edition = "2015" }, "PEER-03 out-of-range", "/part", early, true},
		{"PEER-03 a part of what has none", both(of(worker.PeerCertificate), func(c *worker.RecordTraining) { c.Part = 1 }), "PEER-03 out-of-range", "/part", early, true},
		{"PEER-03 tomorrow", func(c *worker.RecordTraining) { c.On = date("2026-02-17") }, "PEER-03 future-date", "/on", early, false},
		{"PEER-06 a subject of no register", both(fire, func(c *worker.RecordTraining) { c.Subject = "first-aid" }), "PEER-06 unknown-code", "/subject", early, true},
		{"PEER-06 a subject that nobody can look up", both(fire, func(c *worker.RecordTraining) { c.Subject = worker.FireSafety }), "PEER-06 unknown-code", "/subject", func(f *worker.Facts) { f.Policy = worker.Policy{} }, true},
		{"PEER-06 a subject not done yet", both(fire, func(c *worker.RecordTraining) { c.Result = worker.NotYetPassed }), "PEER-06 not-passed", "/result", early, true},
		{"PEER-06 a part of a subject", both(fire, func(c *worker.RecordTraining) { c.Part = 1 }), "PEER-03 required", "/part", early, false},
		{"PEER-05 for nothing", both(fire, func(c *worker.RecordTraining) { c.Subject = "" }), "PEER-05 required", "/requirement", early, false},
		{"PEER-05 for two things at once", func(c *worker.RecordTraining) { c.Subject = worker.FireSafety }, "PEER-05 required", "/requirement", early, false},
		{"PEER-12 an induction held by a line manager", both(of(worker.Induction), func(c *worker.RecordTraining) { c.With = hannah }), "PEER-12 wrong-role", "/with", early, true},
		{"PEER-12 an induction held by nobody known", both(of(worker.Induction), func(c *worker.RecordTraining) { c.With = "somebody" }), "PEER-12 wrong-role", "/with", early, true},
	} {
		t.Run(x.name, func(t *testing.T) {
			c := done()
			x.edit(&c)
			only(t, heard(t, trainingKind, worker.Training{}, trainingStep(worker.CompleteTraining(c)), byJess, x.set), x.rule, x.path)
			d := heard(t, trainingKind, worker.Training{}, trainingStep(c), byJess, x.set)
			if !x.kept {
				only(t, d, x.rule, x.path)
				return
			}
			warned(t, d, x.rule, x.path)
		})
	}
	t.Run("PEER-06 a sentence is no subject", func(t *testing.T) {
		c := done()
		fire(&c)
		c.Subject = "Fire, with Sam"
		d := heard(t, trainingKind, worker.Training{}, trainingStep(c), byJess, early)
		only(t, d, "PEER-06 out-of-range", "/subject")
		for _, r := range d.Reasons {
			require.Empty(t, r.Args, "it is echoed nowhere")
		}
	})
	t.Run("PEER-06 nor is one that is too long", func(t *testing.T) {
		c := done()
		fire(&c)
		c.Subject = worker.Subject(strings.Repeat("x", 41))
		only(t, heard(t, trainingKind, worker.Training{}, trainingStep(c), byJess, early), "PEER-06 too-long", "/subject")
	})
	for name, edit := range map[string]edit{
		"PEER-03 a part":                                func(*worker.RecordTraining) {},
		"PEER-03 a part of the edition in force":        func(c *worker.RecordTraining) { c.Edition = "" },
		"PEER-03 all of it":                             func(c *worker.RecordTraining) { c.Part, c.Edition = 0, "2015" },
		"PEER-05 before the start, where that counts":   both(of(worker.PeerCertificate), func(c *worker.RecordTraining) { c.On = date("2019") }),
		"PEER-05 what the organisation does not ask":    both(of(worker.FrameworkTraining), func(c *worker.RecordTraining) { c.Result = worker.NotYetPassed }),
		"PEER-06 a statutory subject":                   fire,
		"PEER-06 a statutory subject, years ago":        both(fire, func(c *worker.RecordTraining) { c.On = date("2019-05") }),
		"PEER-12 an induction by the peer support lead": both(of(worker.Induction), func(c *worker.RecordTraining) { c.With, c.Result = iris, worker.Attended }),
	} {
		t.Run(name, func(t *testing.T) {
			c := done()
			edit(&c)
			open(t, heard(t, trainingKind, worker.Training{}, trainingStep(worker.CompleteTraining(c)), byJess, early))
		})
	}
}

func TestTrainingElsewhere(t *testing.T) {
	accept := func(edit func(*worker.AcceptEquivalent), set ...func(*worker.Facts)) peer.Decision {
		c := elsewhere()
		edit(&c)
		return heard(t, trainingKind, worker.Training{}, trainingStep(c), byHannah, set...)
	}
	t.Run("PEER-05 without an assessor, a date or a source", func(t *testing.T) {
		only(t, accept(func(c *worker.AcceptEquivalent) { c.Assessor = "" }), "PEER-05 required", "/assessor")
		only(t, accept(func(c *worker.AcceptEquivalent) { c.On = peer.Date{} }), "PEER-05 required", "/on")
		only(t, accept(func(c *worker.AcceptEquivalent) { c.Source = peer.Private{} }), "PEER-05 required", "/source")
	})
	t.Run("PEER-05 nobody accepts their own", func(t *testing.T) {
		only(t, accept(func(c *worker.AcceptEquivalent) { c.Assessor = jess }), "PEER-05 self-reference", "/assessor")
		only(t, heard(t, trainingKind, worker.Training{}, trainingStep(elsewhere()), byJess), "PEER-05 not-authorised", "")
	})
	t.Run("PEER-05 where nothing like it is accepted", func(t *testing.T) {
		only(t, accept(func(c *worker.AcceptEquivalent) { c.Requirement = worker.CareCertificate }), "PEER-05 prior-not-accepted", "/requirement")
		only(t, accept(func(c *worker.AcceptEquivalent) { c.Requirement = worker.FrameworkTraining }), "PEER-05 prior-not-accepted", "/requirement")
		d := accept(func(*worker.AcceptEquivalent) {}, func(f *worker.Facts) { f.Policy = worker.Policy{} })
		only(t, d, "PEER-05 prior-not-accepted", "/requirement")
		require.Equal(t, peer.Unknown, d.Unmet()[0].Met)
	})
	t.Run("PEER-03 tomorrow", func(t *testing.T) {
		only(t, accept(func(c *worker.AcceptEquivalent) { c.On = date("2026-02-17") }), "PEER-03 future-date", "/on")
	})
	t.Run("PEER-05 who puts it down", func(t *testing.T) {
		for _, by := range []peer.Actor{byKay, byRowan} {
			only(t, heard(t, trainingKind, worker.Training{}, trainingStep(elsewhere()), by), "PEER-05 not-authorised", "")
			only(t, heard(t, trainingKind, worker.Training{}, trainingStep(done()), by, early), "PEER-05 not-authorised", "")
		}
		assessor, source, is := did(t, trainingKind, worker.Training{}, trainingStep(elsewhere()), byNoor).Equivalent()
		require.Equal(t, iris, assessor)
		require.Equal(t, "Recovery College, Voss Street", source.Reveal())
		require.True(t, is)
	})
}

func TestTrainingReading(t *testing.T) {
	recorded, equivalent, records := trainingsOf(t)
	for _, r := range []worker.Training{recorded, equivalent, records[worker.TrainingInError]} {
		t.Run("PEER-06, H26 for the worker and their line", func(t *testing.T) {
			sees(t, r, "employment", "PEER-06 not-authorised", "jess", "hannah", "iris")
		})
	}
	require.Equal(t, []any{jess, worker.CareCertificate, worker.Subject(""), 10, "2025", worker.Passed, date("2026-02-12"), iris, []worker.Topic{worker.TopicSkills}, "doc-12"},
		[]any{recorded.Worker(), recorded.Requirement(), recorded.Subject(), recorded.Part(), recorded.Edition(), recorded.Result(), recorded.On(), recorded.With(), recorded.Topics(), recorded.Evidence()})
	_, _, is := recorded.Equivalent()
	require.False(t, is)
}

func TestTrainingHistories(t *testing.T) {
	walked(t, trainingKind, func(draw steptest.Draw, _ worker.Training, now time.Time) steptest.Give {
		return func(path string, f peer.Field) any {
			switch path {
			case "/id":
				return steptest.Mostly(draw, "t1", "", "x y")
			case "/worker":
				return "w4"
			case "/requirement":
				return steptest.Mostly[any](draw, "peer-certificate", "care-certificate", "induction", steptest.Absent)
			case "/subject":
				return steptest.Mostly[any](draw, steptest.Absent, "fire", "knitting")
			case "/part":
				return steptest.Mostly(draw, 0, 3, 61)
			case "/result":
				return steptest.Mostly(draw, "passed", "attended", "not-yet-passed")
			case "/on":
				return now.AddDate(0, 0, -draw(9)).Format(time.DateOnly)
			case "/with", "/assessor":
				return steptest.OneOf(draw, "iris-penhale", "w4")
			}
			return nil
		}
	}, func(t require.TestingT, r worker.Training, c peer.Change) {
		require.Equal(t, jess, r.Worker())
		require.True(t, (r.Requirement() == "") != (r.Subject() == ""))
		assessor, source, is := r.Equivalent()
		require.True(t, is == (r.Result() == "") && is == !source.IsZero() && assessor != jess)
		require.False(t, c.Do == "accept-equivalent" && c.As == peer.PartyWorker)
		require.False(t, r.On().After(peer.Calendar{}.Day(c.At.Add(14*time.Hour))))
	})
}

func TestTrainingStored(t *testing.T) {
	_, equivalent, records := trainingsOf(t)
	storedAs(t, worker.DecodeTraining, records)
	unread(t, worker.DecodeTraining, records, []forged{
		{worker.TrainingRecorded, "/worker", "", "/worker"},
		{worker.TrainingRecorded, "/requirement", "empathy", "/requirement"},
		{worker.TrainingRecorded, "/requirement", nil, "/requirement"},
		{worker.TrainingRecorded, "/subject", "fire", "/requirement"},
		{worker.TrainingRecorded, "/part", 61, "/part"},
		{worker.TrainingRecorded, "/edition", strings.Repeat("x", 21), "/edition"},
		{worker.TrainingRecorded, "/result", nil, "/result"},
		{worker.TrainingRecorded, "/result", "failed", "/result"},
		{worker.TrainingRecorded, "/on", nil, "/on"},
		{worker.TrainingRecorded, "/recorded", nil, "/recorded"},
		{worker.TrainingRecorded, "/source", "x", "/source"},
		{worker.TrainingRecorded, "/assessor", "iris-penhale", "/source"},
		{worker.TrainingRecorded, "/notes", "x", "/notes"},
	})
	unread(t, worker.DecodeTraining, map[peer.Status]worker.Training{"equivalent": equivalent}, []forged{
		{"equivalent", "/assessor", "", "/source"},
		{"equivalent", "/assessor", "w4", "/assessor"},
		{"equivalent", "/source", "", "/source"},
		{"equivalent", "/result", "passed", "/result"},
		{"equivalent", "/part", 2, "/assessor"},
		{"equivalent", "/with", "iris-penhale", "/assessor"},
		{"equivalent", "/topics", list{"recovery"}, "/assessor"},
	})
	subject := done()
	subject.Requirement, subject.Part, subject.Subject = "", 0, worker.FireSafety
	unread(t, worker.DecodeTraining, map[peer.Status]worker.Training{"subject": did(t, trainingKind, worker.Training{}, trainingStep(subject), byJess)}, []forged{
		{"subject", "/subject", "Fire, with Sam", "/subject"},
		{"subject", "/part", 1, "/part"},
		{"subject", "/subject", nil, "/requirement"},
	})
}
