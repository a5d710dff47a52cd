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

var trainings = steptest.BenchOf(ground, worker.TrainingTable(), worker.NewTraining, worker.CheckNewTraining, worker.TrainingStarts,
	worker.DecodeTraining, worker.EncodeTrainingStep, worker.DecodeTrainingStep)

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
	recorded = trainings.Done(t, worker.Training{}, done(), byJess)
	equivalent = trainings.Done(t, worker.Training{}, elsewhere(), byHannah)
	return recorded, equivalent, map[peer.Status]worker.Training{worker.TrainingRecorded: recorded,
		worker.TrainingInError: trainings.Done(t, equivalent, worker.MarkTraining{}, byIris)}
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
	trainings.EveryRow(t, anybody(), records,
		trainings.Planned(t, "PEER-03 record", worker.Training{}, done(), byJess, worker.TrainingRecorded, hears, early),
		trainings.Planned(t, "PEER-06 record a statutory subject", worker.Training{}, statutory, byJess, worker.TrainingRecorded,
			map[string][]peer.Rule{"/worker": whose, "/requirement": for1, "/part": {row("PEER-03", peer.ErrRequired)}}),
		trainings.Planned(t, "PEER-03 complete", worker.Training{}, worker.CompleteTraining(done()), byJess, worker.TrainingRecorded, hears, early),
		trainings.Planned(t, "PEER-05 accept an equivalent", worker.Training{}, elsewhere(), byHannah, worker.TrainingRecorded, map[string][]peer.Rule{"/requirement": {row("PEER-05", worker.ErrPriorNotAccepted)}}),
		trainings.Planned(t, "PEER-05 mark in error", recorded, worker.MarkTraining{}, byHannah, worker.TrainingInError, nil),
		trainings.Planned(t, "PEER-05 mark an equivalent in error", equivalent, worker.MarkTraining{}, byJess, worker.TrainingInError, nil),
	)
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
			only(t, trainings.Tried(t, worker.Training{}, worker.CompleteTraining(c), byJess, x.set), x.rule, x.path)
			d := trainings.Tried(t, worker.Training{}, c, byJess, x.set)
			if !x.kept {
				only(t, d, x.rule, x.path)
				return
			}
			steptest.Warns(t, d, x.rule, x.path, peer.Warns)
		})
	}
	t.Run("PEER-06 a sentence is no subject", func(t *testing.T) {
		c := done()
		fire(&c)
		c.Subject = "Fire, with Sam"
		d := trainings.Tried(t, worker.Training{}, c, byJess, early)
		only(t, d, "PEER-06 out-of-range", "/subject")
		for _, r := range d.Reasons {
			require.Empty(t, r.Args, "it is echoed nowhere")
		}
	})
	t.Run("PEER-06 nor is one that is too long", func(t *testing.T) {
		c := done()
		fire(&c)
		c.Subject = worker.Subject(strings.Repeat("x", 41))
		only(t, trainings.Tried(t, worker.Training{}, c, byJess, early), "PEER-06 too-long", "/subject")
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
			open(t, trainings.Tried(t, worker.Training{}, worker.CompleteTraining(c), byJess, early))
		})
	}
}

func TestTrainingElsewhere(t *testing.T) {
	accept := func(edit func(*worker.AcceptEquivalent), set ...func(*worker.Facts)) peer.Decision {
		c := elsewhere()
		edit(&c)
		return trainings.Tried(t, worker.Training{}, c, byHannah, set...)
	}
	t.Run("PEER-05 without an assessor, a date or a source", func(t *testing.T) {
		only(t, accept(func(c *worker.AcceptEquivalent) { c.Assessor = "" }), "PEER-05 required", "/assessor")
		only(t, accept(func(c *worker.AcceptEquivalent) { c.On = peer.Date{} }), "PEER-05 required", "/on")
		only(t, accept(func(c *worker.AcceptEquivalent) { c.Source = peer.Private{} }), "PEER-05 required", "/source")
	})
	t.Run("PEER-05 nobody accepts their own", func(t *testing.T) {
		only(t, accept(func(c *worker.AcceptEquivalent) { c.Assessor = jess }), "PEER-05 self-reference", "/assessor")
		only(t, trainings.Tried(t, worker.Training{}, elsewhere(), byJess), "PEER-05 not-authorised", "")
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
			only(t, trainings.Tried(t, worker.Training{}, elsewhere(), by), "PEER-05 not-authorised", "")
			only(t, trainings.Tried(t, worker.Training{}, done(), by, early), "PEER-05 not-authorised", "")
		}
		assessor, source, is := trainings.Done(t, worker.Training{}, elsewhere(), byNoor).Equivalent()
		require.Equal(t, iris, assessor)
		require.Equal(t, "Recovery College, Voss Street", source.Reveal())
		require.True(t, is)
	})
}

func TestTrainingReading(t *testing.T) {
	recorded, equivalent, records := trainingsOf(t)
	for _, r := range []worker.Training{recorded, equivalent, records[worker.TrainingInError]} {
		t.Run("PEER-06, H26 for the worker and their line", func(t *testing.T) {
			readers.See(t, r, "employment", "", "PEER-06 not-authorised", "jess", "hannah", "iris")
		})
	}
	require.Equal(t, []any{jess, worker.CareCertificate, worker.Subject(""), 10, "2025", worker.Passed, date("2026-02-12"), iris, []worker.Topic{worker.TopicSkills}, "doc-12"},
		[]any{recorded.Worker(), recorded.Requirement(), recorded.Subject(), recorded.Part(), recorded.Edition(), recorded.Result(), recorded.On(), recorded.With(), recorded.Topics(), recorded.Evidence()})
	_, _, is := recorded.Equivalent()
	require.False(t, is)
}

func TestTrainingHistories(t *testing.T) {
	trainings.Histories(t, func(draw steptest.Draw, now time.Time) steptest.Give {
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
	trainings.Goldens(t, records)
	trainings.Unreadable(t, "Voss", records, []steptest.Hostile{
		{Of: worker.TrainingRecorded, Path: "/worker", Value: "", Heard: "/worker"},
		{Of: worker.TrainingRecorded, Path: "/requirement", Value: "empathy", Heard: "/requirement"},
		{Of: worker.TrainingRecorded, Path: "/requirement", Value: nil, Heard: "/requirement"},
		{Of: worker.TrainingRecorded, Path: "/subject", Value: "fire", Heard: "/requirement"},
		{Of: worker.TrainingRecorded, Path: "/part", Value: 61, Heard: "/part"},
		{Of: worker.TrainingRecorded, Path: "/edition", Value: strings.Repeat("x", 21), Heard: "/edition"},
		{Of: worker.TrainingRecorded, Path: "/result", Value: nil, Heard: "/result"},
		{Of: worker.TrainingRecorded, Path: "/result", Value: "failed", Heard: "/result"},
		{Of: worker.TrainingRecorded, Path: "/on", Value: nil, Heard: "/on"},
		{Of: worker.TrainingRecorded, Path: "/recorded", Value: nil, Heard: "/recorded"},
		{Of: worker.TrainingRecorded, Path: "/source", Value: "x", Heard: "/source"},
		{Of: worker.TrainingRecorded, Path: "/assessor", Value: "iris-penhale", Heard: "/source"},
		{Of: worker.TrainingRecorded, Path: "/notes", Value: "x", Heard: "/notes"},
	})
	trainings.Unreadable(t, "Voss", map[peer.Status]worker.Training{"equivalent": equivalent}, []steptest.Hostile{
		{Of: "equivalent", Path: "/assessor", Value: "", Heard: "/source"},
		{Of: "equivalent", Path: "/assessor", Value: "w4", Heard: "/assessor"},
		{Of: "equivalent", Path: "/source", Value: "", Heard: "/source"},
		{Of: "equivalent", Path: "/result", Value: "passed", Heard: "/result"},
		{Of: "equivalent", Path: "/part", Value: 2, Heard: "/assessor"},
		{Of: "equivalent", Path: "/with", Value: "iris-penhale", Heard: "/assessor"},
		{Of: "equivalent", Path: "/topics", Value: list{"recovery"}, Heard: "/assessor"},
	})
	subject := done()
	subject.Requirement, subject.Part, subject.Subject = "", 0, worker.FireSafety
	trainings.Unreadable(t, "Voss", map[peer.Status]worker.Training{"subject": trainings.Done(t, worker.Training{}, subject, byJess)}, []steptest.Hostile{
		{Of: "subject", Path: "/subject", Value: "Fire, with Sam", Heard: "/subject"},
		{Of: "subject", Path: "/part", Value: 1, Heard: "/part"},
		{Of: "subject", Path: "/subject", Value: nil, Heard: "/requirement"},
	})
}
