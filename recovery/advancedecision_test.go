package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func decisionText() recovery.DecisionText {
	return recovery.DecisionText{Treatment: own(bySian, "the tablets that made my hands shake"), Circumstances: own(bySian, "when I cannot say so myself"),
		Why: own(bySian, "I could not hold a trowel"), LifeAtRisk: own(bySian, "even if my life is at risk")}
}

func theDecision() recovery.WriteDecision {
	return recovery.WriteDecision{ID: "ad1", Person: sian, Worker: jess, Stance: recovery.StanceRefuses, Text: decisionText()}
}

func allLimits() []recovery.DecisionLimit {
	return []recovery.DecisionLimit{recovery.LimitOnlyRefuses, recovery.LimitWhenUnable, recovery.LimitCanChange, recovery.LimitWhatEndsIt, recovery.LimitLifeAtRisk, recovery.LimitDetention}
}

func theDecisionEdit() recovery.EditDecision {
	return recovery.EditDecision{ID: "ad2", Stance: recovery.StanceRefuses, Text: recovery.DecisionText{Treatment: own(bySian, "any of those tablets"), Circumstances: own(bySian, "whenever I cannot say so")}}
}

type decisionStory struct {
	draft, told, confirmed, shared, superseded, withdrawn, next recovery.AdvanceDecision
}

func doDecision(t testing.TB, d recovery.AdvanceDecision, step recovery.AdvanceDecisionStep, by peer.Actor, at, id string) recovery.AdvanceDecision {
	t.Helper()
	return decisions.DoneAt(t, d, step, by, at, id)
}

func tellDecision(t testing.TB) decisionStory {
	t.Helper()
	var s decisionStory
	var err error
	s.draft, _, err = recovery.NewAdvanceDecision(theDecision(), act(byJess, "2026-06-16T09:00Z", "a1", nil), advanceFacts(t))
	require.NoError(t, err)
	s.told = doDecision(t, s.draft, recovery.TellLimits{Topics: allLimits()}, byJess, "2026-06-17T09:00Z", "a2")
	s.confirmed = doDecision(t, s.told, recovery.ConfirmAdvance{}, bySian, "2026-06-17T10:00Z", "a3")
	s.shared = doDecision(t, s.confirmed, recovery.NoteFormalities{Noted: []recovery.Formality{recovery.FormalitySigned, recovery.FormalityWritten}}, byKay, "2026-06-17T11:00Z", "a4")
	s.shared = doDecision(t, s.shared, recovery.ShareAdvance{With: crisisTeam}, bySian, "2026-06-17T12:00Z", "a5")
	var change peer.Change
	s.superseded, change, err = s.shared.Do(theDecisionEdit(), act(bySian, "2026-06-18T09:00Z", "a6", s.shared), advanceFacts(t))
	require.NoError(t, err)
	s.next = change.Made[0].Record.(recovery.AdvanceDecision)
	s.withdrawn = doDecision(t, s.shared, recovery.WithdrawAdvance{}, bySian, "2026-06-18T09:00Z", "a6")
	return s
}

var decisions = steptest.BenchOf(groundOf(advanceFacts), recovery.AdvanceDecisionTable(), recovery.NewAdvanceDecision, recovery.CheckNewAdvanceDecision, recovery.AdvanceDecisionStarts,
	recovery.DecodeAdvanceDecision, recovery.EncodeAdvanceDecisionStep, recovery.DecodeAdvanceDecisionStep)

func TestAdvanceDecisionEveryRow(t *testing.T) {
	s, f := tellDecision(t), advanceFacts(t)
	type one = steptest.Case[recovery.AdvanceDecision, recovery.AdvanceDecisionStep, recovery.AdvanceFacts]
	case1 := func(name string, d recovery.AdvanceDecision, step recovery.AdvanceDecisionStep, by peer.Actor, to peer.Status) one {
		return one{Name: "REC-47 " + name, Record: d, Step: step, Act: act(by, "2026-06-20T09:00Z", "", nil), Facts: f, To: to}
	}
	whose, words := row("REC-47", peer.ErrNotAuthorised), row("REC-47", peer.ErrPersonsWordsOnly)
	texts := []string{"/text/treatment", "/text/circumstances", "/text/why", "/text/lifeAtRisk"}
	written := case1("the worker writes down what the person says", recovery.AdvanceDecision{}, theDecision(), byJess, recovery.AdvanceDraft)
	written.Hears = heardBeside(words, append(texts, "/person")...)
	written.Hears["/worker"] = []peer.Rule{whose}
	alone := theDecision()
	alone.Told, alone.Confirm = allLimits(), true
	byPerson := case1("the person writes and confirms it", recovery.AdvanceDecision{}, alone, bySian, recovery.AdvanceConfirmed)
	byPerson.Hears = map[string][]peer.Rule{"/person": {whose, words}, "/told": {row("REC-47", recovery.ErrStepIncomplete)}}
	rewritten := case1("it is put in other words", s.draft, recovery.RewriteDecision{Stance: recovery.StanceRefuses, Text: decisionText()}, byJess, recovery.AdvanceDraft)
	rewritten.Hears = heardBeside(words, texts...)
	edited := case1("a new version", s.shared, theDecisionEdit(), bySian, recovery.AdvanceSuperseded)
	edited.Hears = map[string][]peer.Rule{"/id": {row("REC-47", peer.ErrRequired)}}
	toTeam := case1("shared", s.confirmed, recovery.ShareAdvance{With: crisisTeam}, bySian, recovery.AdvanceShared)
	toTeam.Hears = heardBeside(row("REC-47", peer.ErrConsentRequired), "/with/kind")
	where := case1("where it is kept", s.confirmed, recovery.SayWhere{Where: own(bySian, "in the drawer")}, byJess, recovery.AdvanceConfirmed)
	where.Hears = heardBeside(words, "/where", "/ask")
	taken := case1("taken back", s.shared, recovery.TakeBackShare{Number: 1}, bySian, recovery.AdvanceConfirmed)
	taken.Hears = heardBeside(row("REC-47", peer.ErrOutOfRange), "/number")
	noted := case1("formalities, by the worker", s.draft, recovery.NoteFormalities{Noted: []recovery.Formality{recovery.FormalityWritten}, Certificate: recovery.CertificateNone}, byJess, recovery.AdvanceDraft)
	noted.Hears = heardBeside(row("REC-47", peer.ErrWrongRole), "/certificate")
	looked := case1("formalities, looked at by a professional", s.shared, recovery.NoteFormalities{}, byKay, recovery.AdvanceShared)
	looked.Hears = noted.Hears
	decisions.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.AdvanceDecision{recovery.AdvanceDraft: s.draft, recovery.AdvanceConfirmed: s.confirmed, recovery.AdvanceShared: s.shared,
		recovery.AdvanceSuperseded: s.superseded, recovery.AdvanceWithdrawn: s.withdrawn},
		written, byPerson, rewritten, edited, toTeam, where, taken, noted,
		case1("the worker tells the limits", s.draft, recovery.TellLimits{Topics: allLimits()[:2]}, byJess, recovery.AdvanceDraft),
		looked,
		case1("confirmed", s.told, recovery.ConfirmAdvance{}, bySian, recovery.AdvanceConfirmed),
		case1("a day to look at it again", s.shared, recovery.ReviewAdvanceOn{On: peer.MustDate("2026-12-01")}, bySian, recovery.AdvanceShared),
		case1("withdrawn", s.shared, recovery.WithdrawAdvance{}, bySian, recovery.AdvanceWithdrawn),
		case1("who may see it", s.superseded, recovery.WhoMaySee{Audience: recovery.OnlyMe}, bySian, recovery.AdvanceSuperseded),
	)
}

func TestAdvanceDecisionIsForAdults(t *testing.T) {
	s := tellDecision(t)
	for _, c := range []struct {
		name, born, at string
		met            peer.Tri
	}{
		{"not known", "", "2026-06-16T12:00Z", peer.Unknown},
		{"sixteen", "2009-09-05", "2026-06-16T12:00Z", peer.No},
		{"the day before", "2008-06-17", "2026-06-16T12:00Z", peer.No},
		{"the day itself", "2008-06-16", "2026-06-16T12:00Z", peer.Yes},
		{"the month before", "2008-07-01", "2026-06-16T12:00Z", peer.No},
		{"the month after", "2008-05-31", "2026-06-16T12:00Z", peer.Yes},
		{"still the day before in London", "2008-06-16", "2026-06-15T22:59Z", peer.No},
		{"midnight in London", "2008-06-16", "2026-06-15T23:00Z", peer.Yes},
		{"born on 29 February, 28 February", "2008-02-29", "2026-02-28T12:00Z", peer.No},
		{"born on 29 February, 1 March", "2008-02-29", "2026-03-01T12:00Z", peer.Yes},
		{"by the year alone, it may be", "2008", "2026-06-16T12:00Z", peer.Unknown},
		{"by the year alone, it is", "2007", "2026-06-16T12:00Z", peer.Yes},
		{"by the year alone, it is not", "2009", "2026-06-16T12:00Z", peer.No},
		{"by the month alone, it may be", "2008-06", "2026-06-16T12:00Z", peer.Unknown},
		{"by the month alone, it is", "2008-05", "2026-06-16T12:00Z", peer.Yes},
		{"not born yet", "2030-01-01", "2026-06-16T12:00Z", peer.No},
	} {
		t.Run("REC-47, H16 "+c.name, func(t *testing.T) {
			f := advanceFacts(t)
			f.Born = peer.Date{}
			if c.born != "" {
				f.Born = peer.MustDate(c.born)
			}
			for _, step := range []recovery.AdvanceDecisionStep{theDecision()} {
				d := recovery.CheckNewAdvanceDecision(step, act(byJess, c.at, "r", nil), f)
				if c.met == peer.Yes {
					open(t, d)
					return
				}
				only(t, d, "REC-47 age-outside-scope", "")
				require.Equal(t, c.met, d.Unmet()[0].Met)
			}
		})
	}
	for name, born := range map[string]peer.Date{"unknown": {}, "sixteen": peer.MustDate("2009-09-05")} {
		f := advanceFacts(t)
		f.Born = born
		t.Run("REC-47, H16 confirmed or edited, age "+name, func(t *testing.T) {
			only(t, s.told.Check(recovery.ConfirmAdvance{}, act(bySian, "2026-06-18T09:00Z", "r", s.told), f), "REC-47 age-outside-scope", "")
			only(t, s.shared.Check(theDecisionEdit(), act(bySian, "2026-06-18T09:00Z", "r", s.shared), f), "REC-47 age-outside-scope", "")
		})
		t.Run("REC-47 a statement asks nobody's age: "+name, func(t *testing.T) {
			open(t, recovery.CheckNewAdvanceStatement(theStatement(), act(byJess, "2026-06-16T09:00Z", "r", nil), f))
		})
		t.Run("REC-47 withdrawing waits for nothing: "+name, func(t *testing.T) {
			open(t, s.shared.Check(recovery.WithdrawAdvance{}, act(bySian, "2026-06-18T09:00Z", "r", s.shared), recovery.AdvanceFacts{Born: born}))
		})
	}
}

func TestAdvanceDecisionIsMadeHere(t *testing.T) {
	f := advanceFacts(t)
	off, err := policyOf(t, saying(t, "advance/decision", false))
	require.NoError(t, err)
	for name, p := range map[string]recovery.Policy{"nobody knows": {}, "none are made": off} {
		t.Run("REC-47 "+name, func(t *testing.T) {
			f := f
			f.Policy = p
			d := recovery.CheckNewAdvanceDecision(theDecision(), act(byJess, "2026-06-16T09:00Z", "r", nil), f)
			only(t, d, "REC-47 not-provided", "")
			require.Equal(t, p.Known(), d.Unmet()[0].Met == peer.No)
		})
	}
}

func TestAdvanceDecisionRefuses(t *testing.T) {
	s, f := tellDecision(t), advanceFacts(t)
	wanted := theDecision()
	wanted.Stance = recovery.StanceWants
	t.Run("REC-47 a wish for a treatment", func(t *testing.T) {
		only(t, recovery.CheckNewAdvanceDecision(wanted, act(byJess, "2026-06-16T09:00Z", "r", nil), f), "REC-47 not-a-refusal", "/stance")
		only(t, s.draft.Check(recovery.RewriteDecision{Stance: recovery.StanceWants, Text: decisionText()}, act(bySian, "2026-06-16T10:00Z", "r", s.draft), f), "REC-47 not-a-refusal", "/stance")
		edit := theDecisionEdit()
		edit.Stance = recovery.StanceWants
		only(t, s.shared.Check(edit, act(bySian, "2026-06-18T10:00Z", "r", s.shared), f), "REC-47 not-a-refusal", "/stance")
	})
	t.Run("REC-47 it is never offered, and no certificate is", func(t *testing.T) {
		never := func(choices []peer.Choice) {
			for _, c := range choices {
				for _, x := range c.Fields {
					require.NotContains(t, x.Options, "wants", c.Do)
					require.NotContains(t, x.Options, "valid", c.Do)
					require.NotContains(t, x.Options, "has-capacity", c.Do)
				}
			}
		}
		a := act(bySian, "2026-06-18T10:00Z", "r", nil)
		never(recovery.AdvanceDecisionStarts(a, f))
		for _, d := range []recovery.AdvanceDecision{s.draft, s.confirmed, s.shared} {
			a.Seen = d.Rev()
			never(d.Choices(a, f))
		}
	})
	for _, x := range []struct {
		path string
		set  func(*recovery.DecisionText, peer.Words)
	}{
		{"/text/treatment", func(x *recovery.DecisionText, w peer.Words) { x.Treatment = w }},
		{"/text/circumstances", func(x *recovery.DecisionText, w peer.Words) { x.Circumstances = w }},
		{"/text/why", func(x *recovery.DecisionText, w peer.Words) { x.Why = w }},
		{"/text/lifeAtRisk", func(x *recovery.DecisionText, w peer.Words) { x.LifeAtRisk = w }},
	} {
		t.Run("REC-47 "+x.path+" in the worker's words", func(t *testing.T) {
			step := theDecision()
			x.set(&step.Text, unsigned("no depot"))
			only(t, recovery.CheckNewAdvanceDecision(step, act(byJess, "2026-06-16T09:00Z", "r", nil), f), "REC-47 persons-words-only", x.path)
			only(t, s.draft.Check(recovery.RewriteDecision{Stance: recovery.StanceRefuses, Text: step.Text}, act(byJess, "2026-06-16T10:00Z", "r", s.draft), f), "REC-47 persons-words-only", x.path)
		})
	}
}

func TestAdvanceDecisionIsToldFirst(t *testing.T) {
	s, f := tellDecision(t), advanceFacts(t)
	for i, topic := range allLimits() {
		t.Run("REC-47, H18 confirmed without having been told: "+string(topic), func(t *testing.T) {
			rest := append(append([]recovery.DecisionLimit(nil), allLimits()[:i]...), allLimits()[i+1:]...)
			d := doDecision(t, s.draft, recovery.TellLimits{Topics: rest}, byJess, "2026-06-16T10:00Z", "b1")
			only(t, d.Check(recovery.ConfirmAdvance{}, act(bySian, "2026-06-16T11:00Z", "r", d), f), "REC-47 step-incomplete", "")
			args := d.Check(recovery.ConfirmAdvance{}, act(bySian, "2026-06-16T11:00Z", "r", d), f).Unmet()[0].Args
			require.Len(t, args, 1)
			require.Equal(t, string(topic), args[0].Value())
			step := theDecision()
			step.Told, step.Confirm = rest, true
			only(t, recovery.CheckNewAdvanceDecision(step, act(bySian, "2026-06-16T09:00Z", "r", nil), f), "REC-47 step-incomplete", "/told")
			step.Confirm = false
			open(t, recovery.CheckNewAdvanceDecision(step, act(bySian, "2026-06-16T09:00Z", "r", nil), f))
			d = doDecision(t, d, recovery.TellLimits{Topics: []recovery.DecisionLimit{topic, topic}}, byJess, "2026-06-16T11:00Z", "b2")
			require.Equal(t, allLimits(), d.ToldLimits())
			open(t, d.Check(recovery.ConfirmAdvance{}, act(bySian, "2026-06-16T12:00Z", "r", d), f))
		})
	}
	t.Run("REC-47 the worker confirms", func(t *testing.T) {
		only(t, s.told.Check(recovery.ConfirmAdvance{}, act(byJess, "2026-06-16T10:00Z", "r", s.told), f), "REC-47 persons-choice-only", "")
		step := theDecision()
		step.Told, step.Confirm = allLimits(), true
		only(t, recovery.CheckNewAdvanceDecision(step, act(byJess, "2026-06-16T09:00Z", "r", nil), f), "REC-47 persons-choice-only", "/confirm")
	})
	t.Run("REC-47 a nurse notes that they have been told", func(t *testing.T) {
		only(t, s.draft.Check(recovery.TellLimits{Topics: allLimits()}, act(byKay, "2026-06-16T10:00Z", "r", s.draft), f), "REC-47 not-authorised", "")
	})
}

func TestNobodyCertifies(t *testing.T) {
	s, f := tellDecision(t), advanceFacts(t)
	for name, by := range map[string]peer.Actor{"the person": bySian, "the worker": byJess, "a registered professional": byKay} {
		for _, certificate := range []recovery.Certificate{recovery.CertificateValid, recovery.CertificateCapacity} {
			t.Run("REC-47, H17 "+name+" certifies: "+string(certificate), func(t *testing.T) {
				before, err := peer.Encode(s.shared)
				require.NoError(t, err)
				a := act(by, "2026-06-18T09:00Z", "r", s.shared)
				only(t, s.shared.Check(recovery.NoteFormalities{Certificate: certificate}, a, f), "REC-47 wrong-role", "/certificate")
				next, _, err := s.shared.Do(recovery.NoteFormalities{Certificate: certificate}, a, f)
				require.ErrorIs(t, err, peer.ErrWrongRole)
				after, err := peer.Encode(next)
				require.NoError(t, err)
				require.Equal(t, string(before), string(after))
			})
		}
	}
	for name, c := range map[string]struct {
		by   peer.Actor
		list []peer.StaffID
		met  peer.Tri
	}{
		"a colleague who is not registered": {byRowan, f.Professionals, peer.No},
		"when nobody knows who is":          {byKay, nil, peer.Unknown},
	} {
		t.Run("REC-47 looked at by "+name, func(t *testing.T) {
			f := f
			f.Professionals = c.list
			d := s.shared.Check(recovery.NoteFormalities{}, act(c.by, "2026-06-18T09:00Z", "r", s.shared), f)
			only(t, d, "REC-47 wrong-role", "")
			require.Equal(t, c.met, d.Unmet()[0].Met)
		})
	}
	t.Run("REC-47 a carer notes formalities", func(t *testing.T) {
		_, _, err := s.shared.Do(recovery.NoteFormalities{}, act(byMegan, "2026-06-18T09:00Z", "r", s.shared), recovery.AdvanceFacts{Professionals: []peer.StaffID{""}})
		require.ErrorIs(t, err, peer.ErrWrongRole)
	})
	t.Run("REC-47 formalities are listed and routed", func(t *testing.T) {
		require.Equal(t, []recovery.FormalityLine{
			{Formality: recovery.FormalityWritten, Noted: true, Ask: recovery.ProfessionalCoordinator},
			{Formality: recovery.FormalityLifeAtRisk, Noted: true, Ask: recovery.ProfessionalDoctor},
			{Formality: recovery.FormalitySigned, Noted: true, Ask: recovery.ProfessionalCoordinator},
			{Formality: recovery.FormalityWitnessed, Ask: recovery.ProfessionalCoordinator},
			{Formality: recovery.FormalityWitnessSigned, Ask: recovery.ProfessionalCoordinator},
		}, s.shared.Formalities())
		require.Equal(t, recovery.LookedAt{By: kay, At: on("2026-06-17T11:00Z")}, s.shared.LookedAt())
		require.Nil(t, recovery.AdvanceDecision{}.Formalities())
		for i, line := range s.next.Formalities() {
			require.False(t, line.Noted, "%d: what was noted was about the old paper", i)
		}
		require.Zero(t, s.next.LookedAt())
	})
	t.Run("REC-47 the statement that it is to apply is the person's and is not noted for them", func(t *testing.T) {
		d := doDecision(t, s.next, recovery.NoteFormalities{Noted: []recovery.Formality{recovery.FormalityWitnessSigned, recovery.FormalityLifeAtRisk, recovery.FormalityWitnessSigned}}, byJess, "2026-06-19T09:00Z", "b1")
		require.False(t, d.Formalities()[1].Noted)
		require.True(t, d.Formalities()[4].Noted)
		require.Zero(t, d.LookedAt(), "the worker is no professional")
	})
}

func TestAdvanceDecisionVersions(t *testing.T) {
	s := tellDecision(t)
	require.Equal(t, recovery.AdvanceSuperseded, s.superseded.Status())
	require.Equal(t, "ad2", s.superseded.ReplacedBy())
	require.Empty(t, s.superseded.SharedWith())
	require.Equal(t, recovery.AdvanceConfirmed, s.next.Status())
	require.Equal(t, 2, s.next.Version())
	require.Equal(t, "ad1", s.next.Replaces())
	require.Equal(t, allLimits(), s.next.ToldLimits(), "what was told holds of the next version too")
	require.Equal(t, on("2026-06-18T09:00Z"), s.superseded.Over())
	require.Equal(t, on("2026-06-16T09:00Z"), s.superseded.Written())
	require.Equal(t, on("2026-06-17T10:00Z"), s.superseded.Confirmed())
	require.Len(t, s.withdrawn.Shares(), 1)
	require.Equal(t, jess, s.next.Worker())
	kept := doDecision(t, s.next, recovery.SayWhere{Where: own(bySian, "in the drawer"), Ask: own(bySian, "my sister")}, byJess, "2026-06-19T09:00Z", "b1")
	require.Equal(t, "in the drawer", kept.Where().Text.Reveal())
	require.Equal(t, "my sister", kept.Ask().Text.Reveal())
	require.Zero(t, kept.ReviewOn())
	t.Run("REC-47, H18 share without consent", func(t *testing.T) {
		only(t, s.next.Check(recovery.ShareAdvance{With: crisisTeam}, act(bySian, "2026-06-18T10:00Z", "r", s.next), recovery.AdvanceFacts{}), "REC-47 consent-required", "/with")
	})
	t.Run("REC-50 who sees it", func(t *testing.T) {
		require.True(t, s.shared.Sees("decision", reading(byJess, peer.ForSupport)))
		require.True(t, s.shared.Sees("shares", reading(byJess, peer.ForSupport)))
		require.False(t, s.shared.Sees("decision", reading(byKay, peer.ForCare)))
		team := doDecision(t, s.shared, recovery.WhoMaySee{Audience: recovery.Team}, bySian, "2026-06-19T09:00Z", "b1")
		require.True(t, team.Sees("decision", reading(byKay, peer.ForCare)))
		require.False(t, team.Sees("shares", reading(byKay, peer.ForCare)))
		require.Equal(t, recovery.Team, team.Audience())
	})
}
