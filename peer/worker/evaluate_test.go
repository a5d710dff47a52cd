package worker_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

// kept writes down a training whatever it is worth.
func kept(t testing.TB, edit func(*worker.RecordTraining)) worker.Training {
	t.Helper()
	c := worker.RecordTraining{ID: "t", Worker: jess, Result: worker.Passed, With: iris}
	edit(&c)
	r, _, err := worker.NewTraining(c, act(byHannah, "2027-01-01T00:00Z", "t", nil), worker.Facts{Lines: peer.Lines{LineManager: hannah}})
	require.NoError(t, err)
	return r
}

func of(t testing.TB, kind worker.RequirementKind, part int, day string) worker.Training {
	return kept(t, func(c *worker.RecordTraining) { c.Requirement, c.Part, c.On = kind, part, date(day) })
}

func refreshed(t testing.TB, subject worker.Subject, day string) worker.Training {
	return kept(t, func(c *worker.RecordTraining) { c.Subject, c.On = subject, date(day) })
}

// clearedOn is a check that was cleared on a day, under a policy that sets its renewal.
func clearedOn(t testing.TB, day string) worker.Check {
	t.Helper()
	return decidedOn(t, worker.ClearCheck{On: date(day), DecidedBy: noor}, day)
}

// decidedOn is a check with a decision on it; nil: none yet.
func decidedOn(t testing.TB, decision worker.CheckStep, submitted string) worker.Check {
	t.Helper()
	f := facts(t)
	c, _, err := worker.NewCheck(worker.AskForCheck{ID: "c", Worker: jess}, act(byHannah, "2026-01-01T00:00Z", "1", nil), f)
	require.NoError(t, err)
	for i, step := range []worker.CheckStep{worker.SubmitCheck{Reference: "1", On: date(submitted)}, decision} {
		if step == nil {
			break
		}
		c, _, err = c.Do(step, act(byNoor, "2027-01-01T00:00Z", fmt.Sprint(i+2), c), f)
		require.NoError(t, err)
	}
	return c
}

// everything is all that Jess needs to work on her own.
func everything(t testing.TB) []peer.Record {
	t.Helper()
	out := []peer.Record{clearedOn(t, "2026-02-20"), kept(t, func(c *worker.RecordTraining) {
		c.Requirement, c.Result, c.On = worker.Induction, worker.Attended, date("2026-03-05")
	}), of(t, worker.PeerCertificate, 0, "2026-03-06")}
	for part := 1; part <= 16; part++ {
		out = append(out, of(t, worker.CareCertificate, part, fmt.Sprintf("2026-03-%02d", 2+part%5)))
	}
	for _, s := range policy(t).Statutory() {
		out = append(out, refreshed(t, s.Subject, "2026-02-27"))
	}
	return out
}

// without leaves the records out that match.
func without(all []peer.Record, match func(peer.Record) bool) []peer.Record {
	return slices.DeleteFunc(slices.Clone(all), match)
}

func isTraining(kind worker.RequirementKind, subject worker.Subject) func(peer.Record) bool {
	return func(r peer.Record) bool {
		t, ok := r.(worker.Training)
		return ok && t.Requirement() == kind && t.Subject() == subject
	}
}

const evaluated = "2026-03-10T10:00Z"

// unmet are the reasons that are not met, as rules.
func unmet(r peer.Readiness) []string {
	var out []string
	for _, x := range r.Reasons {
		if x.Met != peer.Yes {
			out = append(out, x.Rule.String())
		}
	}
	return out
}

// args are the details of the reason under a rule that is not met.
func args(r peer.Readiness, rule string) []string {
	var out []string
	for _, x := range r.Reasons {
		if x.Met == peer.Yes || x.Rule.String() != rule {
			continue
		}
		for _, a := range x.Args {
			out = append(out, a.Name()+" "+a.Value())
		}
	}
	return out
}

func TestEvaluate(t *testing.T) {
	all, jessIn, p := everything(t), membersOf(t), policy(t)
	active := jessIn[worker.Active]
	ready := worker.Evaluate(active, all, p, on(evaluated))
	t.Run("PEER-16 ready, with every reason and no detail", func(t *testing.T) {
		require.Equal(t, peer.Ready, ready.Verdict)
		require.Len(t, ready.Reasons, 12)
		for _, r := range ready.Reasons {
			require.Equal(t, peer.Yes, r.Met)
			require.Equal(t, peer.WorkerAndLine, r.Audience)
			require.Empty(t, r.Args)
			require.True(t, r.Says != "" && r.Fix != "" && r.Path == "")
		}
	})
	asking := func(members obj) worker.Policy { return policyWith(t, members) }
	held := credentialsOf(t)
	contact := asking(obj{"requirements": list{obj{"kind": "peer-certificate", "when": "after-start", "within": obj{"months": 6}, "evidence": "passed", "gates": "contact"}}})
	essential := asking(obj{"qualifications": list{obj{"qualification": "level-3-health-and-social-care", "weight": "essential"}}})
	for _, x := range []struct {
		name    string
		m       worker.Member
		records []peer.Record
		p       worker.Policy
		at      string
		verdict peer.Verdict
		rule    string
		args    []string
	}{
		{"PEER-07 no check", active, without(all, func(r peer.Record) bool { _, ok := r.(worker.Check); return ok }), p, evaluated, peer.NotReady, "PEER-07 dbs-missing", nil},
		{"PEER-07 a check that is due again", active, all, p, "2029-02-21T00:00Z", peer.NotReady, "", nil},
		{"PEER-04 parts are missing", active, without(all, func(r peer.Record) bool {
			tr, ok := r.(worker.Training)
			return ok && tr.Requirement() == worker.CareCertificate && tr.Part() > 14
		}), p, evaluated, peer.SupervisedOnly, "PEER-04 supervised-only", []string{"requirement care-certificate", "due 2026-05-25", "done 14", "parts 16"}},
		{"PEER-12 no induction", active, without(all, isTraining(worker.Induction, "")), p, evaluated, peer.SupervisedOnly, "PEER-04 supervised-only", []string{"requirement induction", "due 2026-03-16"}},
		{"PEER-05 no certificate, and nothing waits for it", active, without(all, isTraining(worker.PeerCertificate, "")), p, evaluated, peer.Ready, "PEER-05 training-open", []string{"requirement peer-certificate", "due 2026-09-02"}},
		{"PEER-05 long overdue, and nothing waits for it", active, append(without(all, isTraining(worker.PeerCertificate, "")), refreshed(t, "fire", "2026-12-01")), p, "2026-12-30T10:00Z", peer.Ready, "PEER-05 training-open", []string{"requirement peer-certificate", "due 2026-09-02"}},
		{"PEER-05 a certificate that contact waits for", active, without(all, isTraining(worker.PeerCertificate, "")), contact, evaluated, peer.NotReady, "PEER-05 training-open", []string{"requirement peer-certificate", "due 2026-09-02"}},
		{"PEER-06 a subject that nobody works without", active, without(all, isTraining("", worker.FireSafety)), p, evaluated, peer.NotReady, "PEER-06 mandatory-training-expired", []string{"subject fire"}},
		{"PEER-06 another subject", active, without(all, isTraining("", worker.MovingAndHandling)), p, evaluated, peer.Ready, "PEER-06 mandatory-training-expired", []string{"subject moving-and-handling"}},
		{"PEER-08 an essential qualification", active, all, essential, evaluated, peer.NotReady, "PEER-08 required", []string{"qualification level-3-health-and-social-care"}},
		{"PEER-08 one that was entered in error", active, append(slices.Clone(all), held[worker.CredentialInError]), essential, evaluated, peer.NotReady, "PEER-08 required", []string{"qualification level-3-health-and-social-care"}},
		{"PEER-17 away", jessIn[worker.Away], all, p, "2026-03-16T00:00Z", peer.NotReady, "PEER-17 not-available-today", []string{"until 2026-03-20"}},
		{"PEER-16 before the first day", active, all, p, "2026-03-01T23:59Z", peer.NotReady, "", nil},
		{"PEER-16 on the books and not begun", members.Done(t, jessIn[worker.Registered], lines(), byNoor), all, p, evaluated, peer.NotReady, "PEER-16 worker-not-ready", nil},
		{"PEER-16 after the last day", jessIn[worker.Left], all, p, evaluated, peer.NotReady, "PEER-16 worker-not-ready", []string{"start 2026-03-02"}},
		{"PEER-01 another category than the organisation asks for", active, all, asking(obj{"experience": obj{"anyOf": list{"bipolar"}}}), evaluated, peer.NotReady, "PEER-01 lived-experience-not-relevant", nil},
	} {
		t.Run(x.name, func(t *testing.T) {
			r := worker.Evaluate(x.m, x.records, x.p, on(x.at))
			require.Equal(t, x.verdict, r.Verdict, "%v", unmet(r))
			require.Equal(t, x.verdict, worker.VerdictOn(x.m, x.records, x.p, on(x.at)))
			if x.rule != "" {
				require.Equal(t, []string{x.rule}, unmet(r))
				require.Equal(t, x.args, args(r, x.rule))
			}
		})
	}
	t.Run("PEER-08 what is there, or only desirable, stands in nobody's way", func(t *testing.T) {
		require.Equal(t, peer.Ready, worker.Evaluate(active, append(slices.Clone(all), held[worker.CredentialHeld]), essential, on(evaluated)).Verdict)
		require.NotContains(t, fmt.Sprint(ready.Reasons), "PEER-08")
	})
	t.Run("PEER-11 the line manager is the only thing missing", func(t *testing.T) {
		m := then(t, active, worker.SetStart{On: date("2026-02-27")})
		r := worker.Evaluate(m, all, p, on("2026-02-28T10:00Z"))
		require.Contains(t, unmet(r), "PEER-11 no-line-manager")
		require.Equal(t, peer.NotReady, r.Verdict)
	})
	t.Run("PEER-16 nobody is ready who is nobody", func(t *testing.T) {
		r := worker.Evaluate(worker.Member{}, nil, p, on(evaluated))
		require.Equal(t, peer.NotReady, r.Verdict)
		require.Contains(t, unmet(r), "PEER-01 no-lived-experience")
	})
	t.Run("PEER-16 without a policy nobody knows", func(t *testing.T) {
		r := worker.Evaluate(active, all, worker.Policy{}, on(evaluated))
		require.Equal(t, peer.Unknown, r.MayPlan())
		require.Equal(t, []string{"PEER-16 no-policy-in-force", "PEER-01 lived-experience-not-relevant"}, unmet(r))
		require.Equal(t, peer.NotReady, worker.VerdictOn(jessIn[worker.Left], all, worker.Policy{}, on(evaluated)), "what is known is known")
	})
	t.Run("PEER-16 somebody else's records say nothing", func(t *testing.T) {
		other := registering()
		other.Worker, other.ID = rowan, "m5"
		m := members.Done(t, nobodyYet, other, byHannah)
		r := worker.Evaluate(m, all, p, on(evaluated))
		require.Contains(t, unmet(r), "PEER-07 dbs-missing")
		require.Equal(t, []string{"requirement care-certificate", "done 0", "parts 16", "requirement induction"}, args(r, "PEER-04 supervised-only"))
	})
	t.Run("PEER-16 each training is called by its name", func(t *testing.T) {
		said := map[string]bool{}
		for _, kind := range worker.RequirementKind("").Terms() {
			one := asking(obj{"requirements": list{obj{"kind": kind, "when": "after-start", "within": obj{"days": 1}, "evidence": "attended", "gates": "nothing"}}})
			for _, r := range worker.Evaluate(active, nil, one, on(evaluated)).Reasons {
				if r.Rule.Code.Is(worker.ErrTrainingOpen) {
					said[r.Says] = true
				}
			}
		}
		require.Len(t, said, 5)
	})
	t.Run("PEER-16 the last day is one of them", func(t *testing.T) {
		require.Equal(t, peer.Ready, worker.VerdictOn(jessIn[worker.Left], all, p, on("2026-03-06T23:59Z")))
		require.Equal(t, peer.NotReady, worker.VerdictOn(jessIn[worker.Left], all, p, on("2026-03-07T00:00Z")))
	})
	t.Run("PEER-17 a pause without an end", func(t *testing.T) {
		r := worker.Evaluate(then(t, active, worker.DeclarePause{}), all, p, on(evaluated))
		require.Equal(t, []string{"PEER-17 not-available-today"}, unmet(r))
		require.Empty(t, args(r, "PEER-17 not-available-today"))
	})
	t.Run("PEER-16 supervision and appraisal are not asked", func(t *testing.T) {
		long := worker.Evaluate(active, all, p, on("2026-12-30T10:00Z"))
		require.NotContains(t, fmt.Sprint(long.Reasons, long.Verdict), "upervision")
	})
}

func TestEvaluateChecks(t *testing.T) {
	m, p := membersOf(t)[worker.Active], policy(t)
	rest := without(everything(t), func(r peer.Record) bool { _, ok := r.(worker.Check); return ok })
	decline := func(day string) worker.CheckStep {
		return worker.DeclineCheck{On: date(day), DecidedBy: noor}
	}
	verdict := func(p worker.Policy, at string, list ...peer.Record) peer.Verdict {
		return worker.VerdictOn(m, append(slices.Clone(rest), list...), p, on(at))
	}
	submitted := policyWith(t, obj{"check": obj{"before": "submitted"}})
	under := decidedOn(t, nil, "2026-02-20")
	inError := clearedOn(t, "2026-02-20")
	inError = checks.Done(t, inError, worker.MarkCheck{}, byNoor)
	over := decidedOn(t, worker.ClearCheck{On: date("2026-02-20"), DecidedBy: noor, Renewal: date("2026-03-01")}, "2026-02-20")
	again := decidedOn(t, nil, "2026-03-02")
	for name, x := range map[string]struct {
		p       worker.Policy
		at      string
		list    []peer.Record
		verdict peer.Verdict
	}{
		"PEER-07 submitted is not cleared":                         {p, evaluated, []peer.Record{under}, peer.NotReady},
		"PEER-07 submitted is enough where the organisation says":  {submitted, evaluated, []peer.Record{under}, peer.Ready},
		"PEER-07 and not before it was":                            {submitted, "2026-03-02T10:00Z", []peer.Record{decidedOn(t, nil, "2026-03-03")}, peer.NotReady},
		"PEER-07 cleared, and not yet that day":                    {p, "2026-03-04T23:59Z", []peer.Record{clearedOn(t, "2026-03-05")}, peer.NotReady},
		"PEER-07 cleared":                                          {p, "2026-03-05T00:00Z", []peer.Record{clearedOn(t, "2026-03-05")}, peer.SupervisedOnly},
		"PEER-07 not cleared":                                      {p, evaluated, []peer.Record{decidedOn(t, decline("2026-03-05"), "2026-02-20")}, peer.NotReady},
		"PEER-07 a later no ends it":                               {p, evaluated, []peer.Record{decidedOn(t, decline("2026-03-06"), "2026-03-01"), clearedOn(t, "2026-02-20")}, peer.NotReady},
		"PEER-07 of two on one day the no":                         {p, evaluated, []peer.Record{decidedOn(t, decline("2026-03-05"), "2026-03-05"), clearedOn(t, "2026-03-05")}, peer.NotReady},
		"PEER-07 of two on one day the no, whichever comes first":  {p, evaluated, []peer.Record{clearedOn(t, "2026-03-05"), decidedOn(t, decline("2026-03-05"), "2026-03-05")}, peer.NotReady},
		"PEER-07 a later yes ends the no":                          {p, evaluated, []peer.Record{clearedOn(t, "2026-03-06"), decidedOn(t, decline("2026-03-05"), "2026-02-20")}, peer.Ready},
		"PEER-07 one under way does not end the no":                {submitted, evaluated, []peer.Record{under, decidedOn(t, decline("2026-03-05"), "2026-02-20")}, peer.NotReady},
		"PEER-07 entered in error":                                 {p, evaluated, []peer.Record{inError}, peer.NotReady},
		"PEER-07 nothing but a record that is none":                {p, evaluated, []peer.Record{worker.Check{}}, peer.NotReady},
		"PEER-07 over, and a new one under way":                    {p, evaluated, []peer.Record{again, over}, peer.NotReady},
		"PEER-07 asked for and nothing more":                       {submitted, evaluated, []peer.Record{checksOf(t)[worker.CheckOpen]}, peer.NotReady},
		"PEER-07 one that is over and was submitted again is fine": {submitted, evaluated, []peer.Record{again, over}, peer.Ready},
		"PEER-07 over, and nothing new":                            {submitted, evaluated, []peer.Record{over}, peer.NotReady},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, x.verdict, verdict(x.p, x.at, x.list...))
		})
	}
	t.Run("PEER-07 it counts on its last day, and no longer", func(t *testing.T) {
		c := peer.Record(clearedOn(t, "2026-02-20"))
		due := func(at string) []string {
			return args(worker.Evaluate(m, []peer.Record{c}, p, on(at)), "PEER-07 dbs-missing")
		}
		require.Empty(t, due("2029-02-20T23:59Z"))
		require.Equal(t, []string{"renewal 2029-02-20"}, due("2029-02-21T00:00Z"))
	})
	t.Run("PEER-07 one that says no renewal day is counted by the policy in force", func(t *testing.T) {
		f := facts(t)
		f.Policy = worker.Policy{}
		c, _, err := decidedOn(t, nil, "2026-02-20").Do(cleared(), act(byNoor, nextSaid, "9", decidedOn(t, nil, "2026-02-20")), f)
		require.NoError(t, err)
		require.Zero(t, c.Renewal())
		require.Equal(t, []string{"renewal 2029-03-05"}, args(worker.Evaluate(m, []peer.Record{c}, p, on("2029-03-06T00:00Z")), "PEER-07 dbs-missing"))
	})
}

func TestStanding(t *testing.T) {
	m := membersOf(t)[worker.Active]
	standing := func(p worker.Policy, kind worker.RequirementKind, at string, list ...peer.Record) worker.Standing {
		return worker.FactsFrom(m, list, p, on(at)).Standing[kind]
	}
	p := policy(t)
	three := policyWith(t, obj{"requirements": list{obj{"kind": "care-certificate", "when": "after-start", "within": obj{"weeks": 12}, "evidence": "assessed", "parts": 3, "edition": "2025", "gates": "autonomy"}}})
	part := func(n int, day string) peer.Record { return of(t, worker.CareCertificate, n, day) }
	t.Run("PEER-03 parts are shown and count when all are there", func(t *testing.T) {
		require.Equal(t, worker.Standing{There: peer.No, Parts: 2, Of: 3}, standing(three, worker.CareCertificate, evaluated, part(1, "2026-03-03"), part(3, "2026-03-04"), part(1, "2026-03-05")))
		all := []peer.Record{part(2, "2026-03-06"), part(1, "2026-03-03"), part(1, "2026-03-09"), part(3, "2026-03-04"), part(2, "2026-03-05")}
		require.Equal(t, worker.Standing{There: peer.Yes, On: date("2026-03-05"), Parts: 3, Of: 3}, standing(three, worker.CareCertificate, evaluated, all...), "on the day the last was first there")
		require.Equal(t, peer.No, standing(three, worker.CareCertificate, "2026-03-04T10:00Z", all...).There, "as it stood then")
		require.Equal(t, peer.No, standing(three, worker.CareCertificate, evaluated, part(1, "2026-03-03"), part(2, "2026-03-03"), part(4, "2026-03-03")).There, "a part there is none of")
	})
	t.Run("PEER-03 all of it at once, and the sooner of the two", func(t *testing.T) {
		require.Equal(t, date("2026-03-04"), standing(three, worker.CareCertificate, evaluated, part(0, "2026-03-05"), part(0, "2026-03-04"), part(1, "2026-03-02"), part(2, "2026-03-06"), part(3, "2026-03-03")).On)
	})
	t.Run("PEER-03 another edition counts as a whole and not in parts", func(t *testing.T) {
		old := func(n int) peer.Record {
			return kept(t, func(c *worker.RecordTraining) {
				c.Requirement, c.Part, c.On, c.Edition = worker.CareCertificate, n, date("2026-03-03"), "2015"
			})
		}
		require.Equal(t, 0, standing(three, worker.CareCertificate, evaluated, old(1), old(2)).Parts)
		require.Equal(t, peer.Yes, standing(three, worker.CareCertificate, evaluated, old(0)).There)
	})
	with := func(kind worker.RequirementKind, result worker.Result, by peer.StaffID, day string) peer.Record {
		return kept(t, func(c *worker.RecordTraining) { c.Requirement, c.Result, c.With, c.On = kind, result, by, date(day) })
	}
	evidence := func(word string) worker.Policy {
		return policyWith(t, obj{"requirements": list{obj{"kind": "peer-certificate", "when": "after-start", "within": obj{"months": 6}, "evidence": word, "gates": "nothing"}}})
	}
	t.Run("PEER-05 what counts is the policy's", func(t *testing.T) {
		for word, counts := range map[string][]worker.Result{"self-certified": {worker.SelfCertified, worker.Attended, worker.Passed}, "attended": {worker.Attended, worker.Passed}, "assessed": {worker.Passed}, "passed": {worker.Passed}} {
			for _, r := range worker.Result("").Terms() {
				got := standing(evidence(word), worker.PeerCertificate, evaluated, with(worker.PeerCertificate, worker.Result(r), iris, "2026-03-05"))
				may := slices.Contains(counts, worker.Result(r))
				require.Equal(t, may, got.There == peer.Yes, "%s %s", word, r)
				require.Equal(t, !may, got.NotPassed, "%s %s", word, r)
			}
		}
	})
	t.Run("PEER-03 what is assessed says who looked at it", func(t *testing.T) {
		for by, there := range map[peer.StaffID]peer.Tri{iris: peer.Yes, jess: peer.No, "": peer.No} {
			require.Equal(t, there, standing(evidence("assessed"), worker.PeerCertificate, evaluated, with(worker.PeerCertificate, worker.Passed, by, "2026-03-05")).There)
			require.Equal(t, peer.Yes, standing(evidence("passed"), worker.PeerCertificate, evaluated, with(worker.PeerCertificate, worker.Passed, by, "2026-03-05")).There)
		}
	})
	t.Run("PEER-03 what was done before the start, where it counts and where not", func(t *testing.T) {
		require.Equal(t, peer.No, standing(p, worker.CareCertificate, evaluated, part(0, "2026-03-01")).There)
		require.Equal(t, peer.Yes, standing(p, worker.CareCertificate, evaluated, part(0, "2026-03-02")).There)
		require.Equal(t, peer.Yes, standing(p, worker.PeerCertificate, evaluated, of(t, worker.PeerCertificate, 0, "2023-05-10")).There)
	})
	t.Run("PEER-05 what was accepted from elsewhere, where that is accepted", func(t *testing.T) {
		like := peer.Record(trainings.Done(t, worker.Training{}, elsewhere(), byHannah))
		require.Equal(t, worker.Standing{There: peer.Yes, On: date("2026-02-12")}, standing(p, worker.PeerCertificate, evaluated, like))
		require.Equal(t, peer.No, standing(evidence("passed"), worker.PeerCertificate, evaluated, like).There)
	})
	t.Run("PEER-03 what was entered in error, or is still to come, counts for nothing", func(t *testing.T) {
		wrong := peer.Record(trainings.Done(t, of(t, worker.PeerCertificate, 0, "2026-03-05"), worker.MarkTraining{}, byJess))
		require.Equal(t, peer.No, standing(p, worker.PeerCertificate, evaluated, wrong).There)
		require.Equal(t, peer.No, standing(p, worker.PeerCertificate, evaluated, of(t, worker.PeerCertificate, 0, "2026-03-11")).There)
	})
	t.Run("PEER-05 facts from records", func(t *testing.T) {
		all := []peer.Record{supports(t, "r1", jess, sian), supports(t, "r2", rowan, beatriz), m}
		f := worker.FactsFrom(m, all, p, on(evaluated))
		require.Len(t, f.Open, 1)
		require.Equal(t, peer.Lines{LineManager: hannah, Supervisor: iris}, f.Lines)
		require.Empty(t, worker.FactsFrom(m, all, worker.Policy{}, on(evaluated)).Standing)
	})
}

// As every property of readiness: what stops is what makes somebody not ready, whatever
// is left out.
func TestEvaluateSaysWhy(t *testing.T) {
	all, jessIn, p := everything(t), membersOf(t), policy(t)
	for i := range 400 {
		some := without(all, func(peer.Record) bool { i = i*1103515245 + 12345; return i>>16&7 == 0 })
		m := jessIn[[]peer.Status{worker.Active, worker.Active, worker.Away, worker.Left}[i>>20&3]]
		at := on("2026-03-01T00:00Z").Add(time.Duration(i>>8&1023) * 24 * time.Hour)
		r := worker.Evaluate(m, some, p, at)
		stops := slices.ContainsFunc(r.Reasons, peer.Reason.Stops)
		limits := slices.ContainsFunc(r.Reasons, func(x peer.Reason) bool {
			return x.Met != peer.Yes && x.Rule == row("PEER-04", peer.ErrSupervisedOnly)
		})
		want := map[bool]peer.Verdict{true: peer.SupervisedOnly, false: peer.Ready}[limits]
		if stops {
			want = peer.NotReady
		}
		require.Equal(t, want, r.Verdict)
		require.Equal(t, want, worker.VerdictOn(m, some, p, at))
	}
}

func TestEvaluateAllocates(t *testing.T) {
	all, m, p, now := everything(t), membersOf(t)[worker.Active], policy(t), on(evaluated)
	require.Zero(t, testing.AllocsPerRun(50, func() { worker.VerdictOn(m, all, p, now) }), "nothing for the verdict")
	require.LessOrEqual(t, testing.AllocsPerRun(50, func() { worker.Evaluate(m, all, p, now) }), 1.0, "one list for all reasons that are met")
}
