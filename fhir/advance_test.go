package fhir_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func init() {
	examples[recovery.KindAdvanceStatement] = statementExample
	examples[recovery.KindAdvanceDecision] = decisionExample
	sightings[recovery.KindAdvanceStatement] = func(t testing.TB) []sighting {
		return []sighting{{record: statementExample(t).record, keeps: []string{"/person"}, made: bothPapers}}
	}
	sightings[recovery.KindAdvanceDecision] = func(t testing.TB) []sighting {
		return []sighting{{record: decisionExample(t).record, keeps: []string{"/person"}, made: bothPapers}}
	}
}

var (
	crisisTeam = recovery.Recipient{Kind: recovery.ToCrisisTeam, Organisation: "A"}
	intoRecord = recovery.WhoMaySee{Audience: recovery.CareRecord}
)

// inAdvance are facts under which a decision is made and shared. The policy is an
// example, and the person is fifty-seven.
func inAdvance(t testing.TB) recovery.AdvanceFacts {
	t.Helper()
	return recovery.AdvanceFacts{Policy: recoveryPolicy(t), Born: peer.MustDate("1969-07-21"), Professionals: []peer.StaffID{"kay"},
		Consents: []peer.Consent{{ID: "k", Person: aled, Scope: peer.SharePlan, Purpose: peer.ForCare, Given: peer.Yes, From: clock.AddDate(-1, 0, 0)}}}
}

func recoveryPolicy(t testing.TB) recovery.Policy {
	t.Helper()
	p, err := recovery.PolicyFrom(policyFile(t))
	require.NoError(t, err)
	return p
}

// statement is Aled's after these steps, and the version made last if one was.
func statement(t testing.TB, steps ...recovery.AdvanceStatementStep) (recovery.AdvanceStatement, recovery.AdvanceStatement) {
	t.Helper()
	ask, f := &requests{}, inAdvance(t)
	text := recovery.StatementText{Wishes: say("the light left on"), Helps: say("the radio, low"), RatherNot: say("the day room & <noise>")}
	s, _, err := recovery.NewAdvanceStatement(recovery.WriteStatement{ID: "st1", Person: aled, Worker: jess, Text: text}, ask.act(byAled, 0), f)
	require.NoError(t, err)
	var made recovery.AdvanceStatement
	for _, step := range steps {
		next, change, err := s.Do(step, ask.act(byAled, s.Rev()), f)
		require.NoError(t, err)
		if s = next; len(change.Made) > 0 {
			made = change.Made[0].Record.(recovery.AdvanceStatement)
		}
	}
	return s, made
}

func decision(t testing.TB, steps ...recovery.AdvanceDecisionStep) recovery.AdvanceDecision {
	t.Helper()
	ask, f := &requests{}, inAdvance(t)
	told := recovery.TellLimits{}
	for _, topic := range recovery.DecisionLimit("").Terms() {
		told.Topics = append(told.Topics, recovery.DecisionLimit(topic))
	}
	text := recovery.DecisionText{Treatment: say("no electric treatment"), Circumstances: say("when I cannot say"), Why: say("it took my memories"), LifeAtRisk: say("even then")}
	d, _, err := recovery.NewAdvanceDecision(recovery.WriteDecision{ID: "de1", Person: aled, Worker: jess, Stance: recovery.StanceRefuses, Text: text, Told: told.Topics}, ask.act(byAled, 0), f)
	require.NoError(t, err)
	for _, step := range steps {
		d, _, err = d.Do(step, ask.act(byAled, d.Rev()), f)
		require.NoError(t, err)
	}
	return d
}

func statementExample(t testing.TB) example {
	s, _ := statement(t, intoRecord, recovery.ConfirmAdvance{}, recovery.SayWhere{Where: say("in the tea tin"), Ask: say("my sister")}, recovery.ReviewAdvanceOn{On: peer.MustDate("2027-06")}, recovery.ShareAdvance{With: crisisTeam})
	return example{s, bothPapers(t, s)}
}

func decisionExample(t testing.TB) example {
	d := decision(t, intoRecord, recovery.ConfirmAdvance{}, recovery.SayWhere{Where: say("in the tea tin"), Ask: say("my sister")}, recovery.NoteFormalities{Noted: []recovery.Formality{recovery.FormalitySigned}})
	return example{d, bothPapers(t, d)}
}

// bothPapers are the two resources of an advance document.
func bothPapers(t testing.TB, r peer.Record) (out []fhir.Resource) {
	t.Helper()
	for _, name := range fhir.Documents(r) {
		made, _, err := fhir.Build(name, r, labelled(t))
		require.NoError(t, err)
		out = append(out, made)
	}
	require.Len(t, out, 2)
	return out
}

func TestAdvanceWishes(t *testing.T) {
	t.Run("FHIR-24, REC-47 AT-07 a statement and a decision in force, and the text of each", func(t *testing.T) {
		for name, e := range map[string]example{"statement": statementExample(t), "decision": decisionExample(t)} {
			golden(t, "consent-"+name, e.resources[0].Body)
			golden(t, "documentreference-"+name, e.resources[1].Body)
			require.Equal(t, fhir.Canonical+"/id/advance-"+name, e.resources[0].Identifier.System)
			require.Equal(t, fhir.Canonical+"/id/advance-"+name+"/documentreference", e.resources[1].Identifier.System)
			require.Equal(t, at(t, e.resources[0], "patient.reference"), at(t, e.resources[0], "performer.reference"))
			require.Equal(t, at(t, e.resources[1], "subject.reference"), at(t, e.resources[1], "author.reference"))
			require.Equal(t, []string{e.resources[1].Identifier.Value}, at(t, e.resources[0], "sourceReference.identifier.value"))
		}
	})
	t.Run("FHIR-24, H18 nobody has checked it, wherever it stands", func(t *testing.T) {
		for _, r := range append(bothPapers(t, decisionExample(t).record), bothPapers(t, statementExample(t).record)...) {
			require.Contains(t, at(t, r, "text.div")[0], recovery.NotChecked)
			if r.Type == "DocumentReference" {
				require.Equal(t, []string{recovery.NotChecked}, at(t, r, "description"))
				require.Contains(t, plain(t, at(t, r, "content.attachment.data")[0]), recovery.NotChecked)
			}
		}
	})
	t.Run("FHIR-24, REC-47 without papers there is no source", func(t *testing.T) {
		s, _ := statement(t, intoRecord, recovery.ConfirmAdvance{})
		in := labelled(t)
		in.Site.Papers = false
		r, missing, err := fhir.Build(fhir.Documents(s)[0], s, in)
		require.NoError(t, err)
		golden(t, "consent-statement-smallest", r.Body)
		require.True(t, missing.None())
		require.Equal(t, fhir.Documents(s)[:1], in.Site.Documents(s))
	})
	t.Run("FHIR-24, REC-47 the source is where it stands", func(t *testing.T) {
		s, _ := statement(t, intoRecord, recovery.ConfirmAdvance{})
		in := labelled(t)
		in.Stands = map[fhir.DocumentName]string{fhir.Documents(s)[1]: "d7"}
		r, err := fhir.ToStatementConsent(s, in)
		require.NoError(t, err)
		require.Equal(t, []string{"DocumentReference/d7"}, at(t, r, "sourceReference.reference"))
	})
	t.Run("FHIR-02 the same document gives the same bytes", func(t *testing.T) {
		one, again := statementExample(t), statementExample(t)
		for i := range one.resources {
			require.Equal(t, one.resources[i].Body, again.resources[i].Body)
		}
	})
}

// states are what the two resources say: status, dateTime there, status, docStatus, and
// whether the text is in it.
type states struct {
	consent, paper, docStatus string
	dated, text               bool
}

func statesOf(t testing.TB, r peer.Record) states {
	t.Helper()
	two := bothPapers(t, r)
	return states{at(t, two[0], "status")[0], at(t, two[1], "status")[0], at(t, two[1], "docStatus")[0],
		len(at(t, two[0], "dateTime")) > 0, len(at(t, two[1], "content.attachment.data")) > 0}
}

func TestAdvanceStates(t *testing.T) {
	draftOut := recovery.ShareAdvance{With: crisisTeam, AsDraft: true}
	edit := recovery.EditStatement{ID: "st2", Text: recovery.StatementText{Wishes: say("the cat to my sister")}}
	statements := map[peer.Status][]recovery.AdvanceStatementStep{
		recovery.AdvanceDraft:      {intoRecord, draftOut},
		recovery.AdvanceConfirmed:  {intoRecord, recovery.ConfirmAdvance{}},
		recovery.AdvanceShared:     {intoRecord, recovery.ConfirmAdvance{}, recovery.ShareAdvance{With: crisisTeam}},
		recovery.AdvanceSuperseded: {intoRecord, recovery.ConfirmAdvance{}, edit},
		recovery.AdvanceWithdrawn:  {intoRecord, recovery.ConfirmAdvance{}, recovery.WithdrawAdvance{}},
	}
	decisions := map[peer.Status][]recovery.AdvanceDecisionStep{
		recovery.AdvanceDraft:      {intoRecord, draftOut},
		recovery.AdvanceConfirmed:  {intoRecord, recovery.ConfirmAdvance{}},
		recovery.AdvanceShared:     {intoRecord, recovery.ConfirmAdvance{}, recovery.ShareAdvance{With: crisisTeam}},
		recovery.AdvanceSuperseded: {intoRecord, recovery.ConfirmAdvance{}, recovery.EditDecision{ID: "de2", Stance: recovery.StanceRefuses, Text: recovery.DecisionText{Treatment: say("a"), Circumstances: say("b")}}},
		recovery.AdvanceWithdrawn:  {intoRecord, recovery.ConfirmAdvance{}, recovery.WithdrawAdvance{}},
	}
	want := map[peer.Status]states{
		recovery.AdvanceDraft:      {"draft", "current", "preliminary", false, true},
		recovery.AdvanceConfirmed:  {"active", "current", "final", true, true},
		recovery.AdvanceShared:     {"active", "current", "final", true, true},
		recovery.AdvanceSuperseded: {"inactive", "superseded", "final", true, false},
		recovery.AdvanceWithdrawn:  {"inactive", "superseded", "final", true, false},
	}
	require.Len(t, want, len(recovery.AdvanceStatementTable().States))
	require.Len(t, want, len(recovery.AdvanceDecisionTable().States))
	for status, codes := range want {
		t.Run("FHIR-24, REC-47 "+string(status), func(t *testing.T) {
			s, _ := statement(t, statements[status]...)
			d := decision(t, decisions[status]...)
			require.Equal(t, []peer.Status{status, status}, []peer.Status{s.Status(), d.Status()})
			require.Equal(t, codes, statesOf(t, s))
			require.Equal(t, codes, statesOf(t, d))
		})
	}
	t.Run("FHIR-24, REC-47 AT-07 version two is active, version one is not and holds its text no more", func(t *testing.T) {
		old, made := statement(t, statements[recovery.AdvanceSuperseded]...)
		require.Equal(t, "active", statesOf(t, made).consent)
		for _, r := range bothPapers(t, old) {
			require.NotContains(t, string(r.Body), "light left on")
		}
	})
	t.Run("H18, REC-47 what is over ends what stands there, whoever may see it by now", func(t *testing.T) {
		hidden := recovery.WhoMaySee{Audience: recovery.OnlyMe}
		s, _ := statement(t, intoRecord, recovery.ConfirmAdvance{}, recovery.WithdrawAdvance{}, hidden)
		old, _ := statement(t, intoRecord, recovery.ConfirmAdvance{}, edit, hidden)
		for _, r := range []peer.Record{s, old, decision(t, intoRecord, recovery.ConfirmAdvance{}, recovery.WithdrawAdvance{}, hidden)} {
			for i, name := range fhir.Documents(r) {
				in := labelled(t)
				_, missing, err := fhir.Build(name, r, in)
				refused(t, err, peer.ErrConsentRequired)
				require.Equal(t, []fhir.DocumentName{name}, missing.Documents, "whether it stands there is asked")
				in.Stands = map[fhir.DocumentName]string{name: "x7"}
				made, _, err := fhir.Build(name, r, in)
				require.NoError(t, err)
				require.True(t, made.TakesBack)
				require.Equal(t, []string{[]string{"inactive", "superseded"}[i]}, at(t, made, "status"))
				require.Empty(t, at(t, made, "content.attachment.data"))
			}
		}
		inForce, _ := statement(t, intoRecord, recovery.ConfirmAdvance{}, hidden)
		in := labelled(t)
		in.Stands = map[fhir.DocumentName]string{fhir.Documents(inForce)[0]: "x7"}
		_, err := fhir.ToStatementConsent(inForce, in)
		refused(t, err, peer.ErrConsentRequired)
		shown, _ := statement(t, statements[recovery.AdvanceWithdrawn]...)
		made, err := fhir.ToStatementConsent(shown, labelled(t))
		require.NoError(t, err)
		require.False(t, made.TakesBack)
	})
	t.Run("REC-47, H18 a draft that went out and is taken back is over there too", func(t *testing.T) {
		s, _ := statement(t, intoRecord, draftOut, recovery.WithdrawAdvance{})
		require.Equal(t, states{"inactive", "superseded", "preliminary", false, false}, statesOf(t, s))
	})
}

func TestAdvanceRefusals(t *testing.T) {
	none := func(t *testing.T, r peer.Record, in fhir.Context, rule, path string) {
		t.Helper()
		for _, name := range fhir.Documents(r) {
			made, _, err := fhir.Build(name, r, in)
			turnedDown(t, made, err, rule, path)
		}
	}
	t.Run("REC-47, FHIR-24, H18 a draft stays here, shared with a carer or not", func(t *testing.T) {
		s, _ := statement(t, intoRecord)
		none(t, s, labelled(t), "REC-47 consent-required", "/audience")
		none(t, decision(t, intoRecord), labelled(t), "REC-47 consent-required", "/audience")
		back, _ := statement(t, intoRecord, recovery.ShareAdvance{With: crisisTeam, AsDraft: true}, recovery.TakeBackShare{Number: 1})
		none(t, back, labelled(t), "REC-47 consent-required", "/audience")
		never, _ := statement(t, intoRecord, recovery.WithdrawAdvance{})
		none(t, never, labelled(t), "REC-47 consent-required", "/audience")
	})
	t.Run("REC-47, REC-50 nothing goes without the person's yes, whoever else has it", func(t *testing.T) {
		for _, audience := range []recovery.Audience{recovery.OnlyMe, recovery.MeAndMyWorker, recovery.Team} {
			s, _ := statement(t, recovery.ConfirmAdvance{}, recovery.ShareAdvance{With: crisisTeam}, recovery.WhoMaySee{Audience: audience})
			none(t, s, labelled(t), "REC-47 consent-required", "/audience")
		}
		in := labelled(t)
		in.Consents = []peer.Consent{{ID: "no", Person: aled, Scope: peer.SharePlan, Purpose: peer.ForRecord, Given: peer.No, From: clock}}
		none(t, statementExample(t).record, in, "REC-47 consent-required", "/audience")
		none(t, decisionExample(t).record, in, "REC-47 consent-required", "/audience")
	})
	t.Run("FHIR-24 only where the site has turned it on", func(t *testing.T) {
		in := labelled(t)
		in.Site.Consents, in.Site.Papers = false, false
		none(t, statementExample(t).record, in, "FHIR-01 not-sent", "")
	})
	t.Run("FHIR-24, FHIR-15 no document, and a person whom the record system does not know", func(t *testing.T) {
		r, err := fhir.ToStatementConsent(recovery.AdvanceStatement{}, labelled(t))
		turnedDown(t, r, err, "FHIR-24 required", "")
		r, err = fhir.ToDecisionPaper(recovery.AdvanceDecision{}, labelled(t))
		turnedDown(t, r, err, "FHIR-24 required", "")
		in := labelled(t)
		delete(in.People.Patients, aled)
		none(t, statementExample(t).record, in, "FHIR-15 patient-not-found", "/person")
	})
	t.Run("FHIR-24, REC-47 nobody certifies: whoever asks the record to is turned down, and no element says so", func(t *testing.T) {
		d := decisionExample(t).record.(recovery.AdvanceDecision)
		for _, certificate := range []recovery.Certificate{recovery.CertificateValid, recovery.CertificateCapacity} {
			for _, by := range []peer.Actor{byAled, byJess, peer.ByStaff("kay", peer.RoleCareCoordinator)} {
				_, _, err := d.Do(recovery.NoteFormalities{Certificate: certificate}, (&requests{n: 90}).act(by, d.Rev()), inAdvance(t))
				require.ErrorIs(t, err, peer.ErrWrongRole)
			}
		}
		looked, _, err := d.Do(recovery.NoteFormalities{Noted: []recovery.Formality{recovery.FormalitySigned, recovery.FormalityWitnessed}}, (&requests{n: 90}).act(peer.ByStaff("kay", peer.RoleCareCoordinator), d.Rev()), inAdvance(t))
		require.NoError(t, err)
		for i, r := range bothPapers(t, looked) {
			require.Equal(t, string(bothPapers(t, d)[i].Body), string(r.Body), "who looked changes nothing")
			for _, never := range []string{"verification", "authenticator", "provision", "kay", "witnessed", "signed", "policyRule"} {
				require.NotContains(t, string(r.Body), `"`+never+`"`)
			}
		}
	})
}

func TestAdvanceNeverSays(t *testing.T) {
	t.Run("FHIR-12, REC-47 only what the table names", func(t *testing.T) {
		for kind, e := range map[peer.Kind]example{recovery.KindAdvanceStatement: statementExample(t), recovery.KindAdvanceDecision: decisionExample(t)} {
			seen := onlyWhereMapped(t, kind, bothPapers(t, marked(t, e.record, "/person")))
			want := map[peer.Kind]int{recovery.KindAdvanceStatement: 5, recovery.KindAdvanceDecision: 6}
			require.Len(t, seen, want[kind])
			for _, path := range seen {
				require.True(t, strings.HasPrefix(path, "/text/") || path == "/document/where/text" || path == "/document/ask/text", path)
			}
		}
	})
	t.Run("FHIR-24 words that FHIR cannot hold", func(t *testing.T) {
		s, _ := statement(t, intoRecord, recovery.RewriteStatement{Text: recovery.StatementText{Wishes: say(canary + "\x1b[0m")}}, recovery.ConfirmAdvance{})
		r, err := fhir.ToStatementPaper(s, labelled(t))
		turnedDown(t, r, err, "REC-47 unmappable", "/text/wishes")
		_, err = fhir.ToStatementConsent(s, labelled(t))
		require.NoError(t, err, "it holds none of them")
	})
}
