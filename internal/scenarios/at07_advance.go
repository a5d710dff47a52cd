package scenarios

import (
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// People of AT-07.
const (
	advanceP2 peer.PersonID = "p2" // Nadia Rehman, born 1994-11-30, on a ward of B
	advanceP5 peer.PersonID = "p5" // Kit Marlowe, born 2009-09-05
	advanceW5 peer.StaffID  = "w5" // Carys Boon
	advanceAB peer.StaffID  = "amit-bose"
	advanceB  peer.OrgID    = "B" // Broadwater
)

// broadwater is organisation B's policy: no duty to observe, both documents.
func broadwater(t T) recovery.Policy {
	t.Helper()
	text := strings.NewReplacer(`"organisation": "A"`, `"organisation": "B"`, `"observations": true`, `"observations": false`).Replace(policyA)
	file, err := peer.OpenPolicy([]byte(text), time.LoadLocation)
	require.NoError(t, err)
	p, err := recovery.PolicyFrom(file)
	require.NoError(t, err)
	return p
}

func advanceConsent(purpose peer.Purpose, from time.Time) peer.Consent {
	return peer.Consent{ID: "consent-1", Person: advanceP2, Scope: peer.SharePlan, Purpose: purpose, Given: peer.Yes, From: from}
}

func saidBy(p peer.PersonID, text string) peer.Words {
	w := words(text)
	w.By = peer.ByPerson(p)
	return w
}

// tellAT07AdvanceStatement is step 5 of the scenario.
func tellAT07AdvanceStatement(t T) {
	s := &story{t: t}
	nadia, carys, nurse := peer.ByPerson(advanceP2), peer.ByStaff(advanceW5, peer.RolePeerWorker), peer.ByStaff(advanceAB, peer.RoleCareCoordinator)
	facts := recovery.AdvanceFacts{Policy: broadwater(t), Born: peer.MustDate("1994-11-30")}
	team := recovery.Recipient{Kind: recovery.ToCrisisTeam, Organisation: advanceB}
	var shared, v1, v2 recovery.AdvanceStatement
	crisis := func(at string) recovery.CrisisView {
		return recovery.InCrisis([]peer.Record{v1, v2}, peer.Reading{By: nurse, Purpose: peer.ForCare, At: s.act(nurse, at, 0).At, Consents: facts.Consents})
	}

	t.Run("AT-07.5, REC-47 the worker writes down what she says, in her words and nobody else's", func(t T) {
		write := recovery.WriteStatement{ID: "st-1", Person: advanceP2, Worker: advanceW5, Text: recovery.StatementText{Wishes: words("a window that opens")}}
		_, _, err := recovery.NewAdvanceStatement(write, s.act(carys, "2026-06-16T09:00Z", 0), facts)
		refused(t, err, peer.ErrPersonsWordsOnly)
		write.Text.Wishes = saidBy(advanceP2, "a window that opens")
		v1, _, err = recovery.NewAdvanceStatement(write, s.act(carys, "2026-06-16T09:00Z", 0), facts)
		require.NoError(t, err)
		stands(t, recovery.AdvanceDraft, v1)
	})

	t.Run("AT-07.5, REC-47 nobody but the person confirms it", func(t T) {
		before := v1
		_, _, err := v1.Do(recovery.ConfirmAdvance{}, s.act(carys, "2026-06-16T09:30Z", v1.Rev()), facts)
		refused(t, err, peer.ErrPersonsChoiceOnly)
		require.Equal(t, before, v1)
		v1, _, err = v1.Do(recovery.ConfirmAdvance{}, s.act(nadia, "2026-06-16T10:00Z", v1.Rev()), facts)
		require.NoError(t, err)
		stands(t, recovery.AdvanceConfirmed, v1)
		require.Empty(t, crisis("2026-06-16T10:00Z").Documents)
	})

	t.Run("AT-07.5, REC-47 shared with the crisis team on her consent, and not before", func(t T) {
		_, _, err := v1.Do(recovery.ShareAdvance{With: team}, s.act(nadia, "2026-06-16T10:05Z", v1.Rev()), facts)
		refused(t, err, peer.ErrConsentRequired)
		stands(t, recovery.AdvanceConfirmed, v1)
		facts.Consents = []peer.Consent{advanceConsent(peer.ForCare, at(t, "2026-06-16T10:06Z"))}
		v1, _, err = v1.Do(recovery.ShareAdvance{With: team}, s.act(nadia, "2026-06-16T10:06Z", v1.Rev()), facts)
		require.NoError(t, err)
		stands(t, recovery.AdvanceShared, v1)
		found := crisis("2026-06-16T11:00Z")
		require.Equal(t, recovery.NotChecked, found.Says)
		require.Equal(t, v1.Ref(), found.Documents[0].Document)
		shared = v1
	})

	t.Run("AT-07.5, REC-47, H18 an edit is a new version; the old is superseded and nobody has it any more", func(t T) {
		edit := recovery.EditStatement{ID: "st-2", Text: recovery.StatementText{Wishes: saidBy(advanceP2, "a window that opens, and my own blanket")}}
		_, _, err := v1.Do(edit, s.act(carys, "2026-06-17T09:00Z", v1.Rev()), facts)
		refused(t, err, peer.ErrPersonsChoiceOnly)
		var change peer.Change
		v1, change, err = v1.Do(edit, s.act(nadia, "2026-06-17T09:00Z", v1.Rev()), facts)
		require.NoError(t, err)
		stands(t, recovery.AdvanceSuperseded, v1)
		require.Empty(t, v1.SharedWith())
		require.Equal(t, "st-2", v1.ReplacedBy())
		v2 = change.Made[0].Record.(recovery.AdvanceStatement)
		require.Equal(t, 2, v2.Version())
		require.Equal(t, recovery.AdvanceConfirmed, v2.Status(), "she confirmed it with the edit: there is no day without one")
		require.Empty(t, crisis("2026-06-17T09:01Z").Documents, "the new one is hers to share")
	})

	t.Run("AT-07.5, REC-47 version 2 is shared again, on the consent that is in force", func(t T) {
		var err error
		v2, _, err = v2.Do(recovery.ShareAdvance{With: team}, s.act(nadia, "2026-06-17T09:05Z", v2.Rev()), facts)
		require.NoError(t, err)
		stands(t, recovery.AdvanceShared, v2)
		require.Equal(t, v2.Ref(), crisis("2026-06-17T10:00Z").Documents[0].Document)
		facts.Consents[0].Until = at(t, "2026-06-18T09:00Z")
		require.Empty(t, crisis("2026-06-18T09:00Z").Documents, "H14 withdrawn is withdrawn at once")
	})
	at07Statement(t, shared, v1, v2)
}

// tellAT07AdvanceDecision is step 6 of the scenario.
func tellAT07AdvanceDecision(t T) {
	s := &story{t: t}
	nadia, carys, nurse := peer.ByPerson(advanceP2), peer.ByStaff(advanceW5, peer.RolePeerWorker), peer.ByStaff(advanceAB, peer.RoleCareCoordinator)
	facts := recovery.AdvanceFacts{Policy: broadwater(t), Born: peer.MustDate("1994-11-30"), Professionals: []peer.StaffID{advanceAB}}
	write := recovery.WriteDecision{ID: "ad-1", Person: advanceP2, Worker: advanceW5, Stance: recovery.StanceRefuses,
		Text: recovery.DecisionText{Treatment: saidBy(advanceP2, "treatment X"), Circumstances: saidBy(advanceP2, "in circumstances Y")}}
	var d recovery.AdvanceDecision

	t.Run("AT-07.6, REC-47 a refusal of treatment X in circumstances Y is a draft, and formalities are a professional's to look at", func(t T) {
		var err error
		d, _, err = recovery.NewAdvanceDecision(write, s.act(carys, "2026-06-16T11:00Z", 0), facts)
		require.NoError(t, err)
		stands(t, recovery.AdvanceDraft, d)
		lines := d.Formalities()
		require.Len(t, lines, 5)
		for _, line := range lines {
			require.False(t, line.Noted)
			require.True(t, line.Ask.Known())
		}
		d, _, err = d.Do(recovery.NoteFormalities{Noted: []recovery.Formality{recovery.FormalityWritten}}, s.act(nurse, "2026-06-16T14:00Z", d.Rev()), facts)
		require.NoError(t, err)
		require.Equal(t, advanceAB, d.LookedAt().By)
		stands(t, recovery.AdvanceDraft, d)
	})

	t.Run("AT-07.6, REC-47, H17 nobody certifies it", func(t T) {
		before := d
		for _, by := range []peer.Actor{carys, nurse, nadia} {
			for _, certificate := range []recovery.Certificate{recovery.CertificateValid, recovery.CertificateCapacity} {
				_, _, err := d.Do(recovery.NoteFormalities{Certificate: certificate}, s.act(by, "2026-06-16T15:00Z", d.Rev()), facts)
				refused(t, err, peer.ErrWrongRole)
			}
		}
		require.Equal(t, before, d)
	})

	t.Run("AT-07.6, REC-47 'I want Z given' is no advance decision", func(t T) {
		wants := write
		wants.ID, wants.Stance = "ad-2", recovery.StanceWants
		_, _, err := recovery.NewAdvanceDecision(wants, s.act(carys, "2026-06-16T11:30Z", 0), facts)
		refused(t, err, recovery.ErrNotARefusal)
	})

	t.Run("AT-07.6, REC-47, H16 P5 is sixteen: a statement yes, a decision no; age not known: the same", func(t T) {
		for _, born := range []peer.Date{peer.MustDate("2009-09-05"), {}} {
			young := facts
			young.Born = born
			kit := write
			kit.Person = advanceP5
			kit.Text = recovery.DecisionText{Treatment: saidBy(advanceP5, "treatment X"), Circumstances: saidBy(advanceP5, "in circumstances Y")}
			_, _, err := recovery.NewAdvanceDecision(kit, s.act(carys, "2026-06-16T11:00Z", 0), young)
			refused(t, err, peer.ErrAgeOutsideScope)
			_, _, err = recovery.NewAdvanceStatement(recovery.WriteStatement{ID: "st-5", Person: advanceP5, Text: recovery.StatementText{Wishes: saidBy(advanceP5, "my headphones")}},
				s.act(peer.ByPerson(advanceP5), "2026-06-16T11:00Z", 0), young)
			require.NoError(t, err)
		}
	})

	t.Run("AT-07.6, REC-47, H18 she is told what it can do and what it cannot, under detention too, before she confirms", func(t T) {
		_, _, err := d.Do(recovery.ConfirmAdvance{}, s.act(nadia, "2026-06-16T16:00Z", d.Rev()), facts)
		require.Len(t, refused(t, err, recovery.ErrStepIncomplete).Unmet()[0].Args, len(recovery.DecisionLimit("").Terms()))
	})

	t.Run("AT-07.6, H18 nothing is sent of the draft", func(t T) {
		d, _, err := d.Do(recovery.WhoMaySee{Audience: recovery.CareRecord}, s.act(nadia, "2026-06-16T16:10Z", d.Rev()), facts)
		require.NoError(t, err)
		require.False(t, d.Sees("decision", peer.Reading{By: nurse, Purpose: peer.ForRecord, At: at(t, "2026-06-16T17:00Z")}))
		require.Empty(t, recovery.InCrisis([]peer.Record{d}, peer.Reading{By: nurse, Purpose: peer.ForCare, At: at(t, "2026-06-16T17:00Z")}).Documents)
	})

	at07Decision(t, d)

	t.Run("AT-07.6, REC-47 the document of the reformed Act is known and not made yet", func(t T) {
		require.ErrorIs(t, recovery.AdvanceProvided(recovery.ChoiceDocument, peer.MustDate("2026-06-16")), recovery.ErrNotProvided)
	})
}
