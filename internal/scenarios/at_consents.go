package scenarios

import (
	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
)

// tellAT07ConsentRegister is the consent of step 5, as the register keeps it.
func tellAT07ConsentRegister(t T) {
	s := &story{t: t}
	nadia, carys := peer.ByPerson(advanceP2), peer.ByStaff(advanceW5, peer.RolePeerWorker)
	facts := peer.ConsentFacts{Policy: policy(t), Born: peer.MustDate("1994-11-30")}
	crisisTeam := peer.Recipient{Kind: peer.RecipientService, ID: "broadwater-crisis"}
	team := recovery.Recipient{Kind: recovery.ToCrisisTeam, Organisation: advanceB}
	advance := recovery.AdvanceFacts{Policy: broadwater(t), Born: facts.Born}
	v1, _, err := recovery.NewAdvanceStatement(recovery.WriteStatement{ID: "st-1", Person: advanceP2, Worker: advanceW5, Text: recovery.StatementText{Wishes: saidBy(advanceP2, "a window that opens")}}, s.act(nadia, "2026-06-16T09:00Z", 0), advance)
	require.NoError(t, err)
	v1, _, err = v1.Do(recovery.ConfirmAdvance{}, s.act(nadia, "2026-06-16T10:00Z", v1.Rev()), advance)
	require.NoError(t, err)
	share := func(when string, register ...peer.ConsentEntry) error {
		advance.Consents = peer.Consents(crisisTeam, register...)
		_, _, err := v1.Do(recovery.ShareAdvance{With: team}, s.act(nadia, when, v1.Rev()), advance)
		return err
	}

	refused(t, share("2026-06-16T10:01Z"), peer.ErrConsentRequired)
	yes := peer.GiveConsent{ID: "yes-1", Person: advanceP2, Worker: advanceW5, Scope: peer.SharePlan, With: crisisTeam, Purpose: peer.ForCare, Yes: peer.ConsentYes{Present: []peer.InTheRoom{peer.NobodyElse}}}
	entry, _, err := peer.NewConsentEntry(yes, s.act(carys, "2026-06-16T10:05Z", 0), facts)
	require.NoError(t, err)

	t.Run("AT-07.5, PEER-57 to the crisis team on her yes to the crisis team", func(t T) {
		refused(t, share("2026-06-16T10:04Z", entry), peer.ErrConsentRequired)
		require.NoError(t, share("2026-06-16T10:06Z", entry))
		yes.ID, yes.With = "yes-2", peer.Recipient{Kind: peer.RecipientService, ID: "ward"}
		ward, _, err := peer.NewConsentEntry(yes, s.act(carys, "2026-06-16T10:05Z", 0), facts)
		require.NoError(t, err)
		refused(t, share("2026-06-16T10:06Z", ward), peer.ErrConsentRequired)
	})
	t.Run("AT-07.5, H17 she had been pressed: nothing goes until she is asked alone", func(t T) {
		pressed, _, err := entry.Do(peer.WasPressed{}, s.act(nadia, "2026-06-16T11:00Z", entry.Rev()), peer.ConsentFacts{})
		require.NoError(t, err)
		refused(t, share("2026-06-16T11:00Z", pressed), peer.ErrConsentRequired)
		again, _, err := pressed.Do(peer.GiveAgain{Yes: peer.ConsentYes{Present: []peer.InTheRoom{peer.NobodyElse}}}, s.act(nadia, "2026-06-16T12:00Z", pressed.Rev()), facts)
		require.NoError(t, err)
		require.NoError(t, share("2026-06-16T12:00Z", again))
	})
}

// tellAT12ConsentRegister is the consent of step 3 and the agency of step 7.
func tellAT12ConsentRegister(t T) {
	const p8 peer.PersonID = "p8" // Fatou Reed, born 1976-06-08
	s := &story{t: t}
	jess := peer.ByStaff(w4, peer.RolePeerWorker)
	facts := peer.ConsentFacts{Policy: policy(t), Born: peer.MustDate("1976-06-08")}
	t.Run("AT-12.3, PEER-57, SAFE-12 Fatou says on 4 June that she may be named", func(t T) {
		p := conductPolicy(t)
		raised := safeguard.Facts{Policy: p, Roster: conductRoster(t, p.Calendar())}
		d, _, err := safeguard.NewDiscrimination(safeguard.NoteDiscrimination{ID: "interpreter", Person: p8, Words: words("nobody booked an interpreter for her")}, s.act(jess, "2026-06-02T11:00Z", 0), raised)
		require.NoError(t, err)
		d, _, err = d.Do(safeguard.RaiseDiscrimination{To: hannah, Says: peer.Say("somebody was not given an interpreter")}, s.act(jess, "2026-06-02T11:06Z", d.Rev()), raised)
		require.NoError(t, err)
		name := func(when string) error {
			_, _, err := d.Do(safeguard.NamePerson{Says: peer.Say("Fatou Reed was not given an interpreter")}, s.act(jess, when, d.Rev()), raised)
			return err
		}
		refused(t, name("2026-06-03T09:00Z"), peer.ErrConsentRequired)
		entry, _, err := peer.NewConsentEntry(peer.GiveConsent{ID: "yes-1", Person: p8, Worker: w4, Scope: peer.ShareConcerns, With: peer.Here(), Purpose: peer.ForSupervision,
			Yes: peer.ConsentYes{Present: []peer.InTheRoom{peer.InterpreterInTheRoom}}}, s.act(peer.ByPerson(p8), "2026-06-04T10:00Z", 0), facts)
		require.NoError(t, err)
		raised.Consents = peer.Consents(peer.Here(), entry)
		refused(t, name("2026-06-04T09:59Z"), peer.ErrConsentRequired)
		require.NoError(t, name("2026-06-04T10:05Z"))
	})
	t.Run("AT-12.7, PEER-57, PEER-60 nothing about P1 goes to an outside agency without a basis", func(t T) {
		what := peer.Disclosed{Person: p1, Scope: peer.ShareContacts, With: peer.Recipient{Kind: peer.RecipientOrganisation, ID: "housing"}, Purpose: peer.ForSupport}
		_, _, err := peer.NewDisclosure(peer.Disclose{ID: "d1", Worker: w4, What: what}, s.act(jess, "2026-06-24T10:00Z", 0), facts)
		refused(t, err, peer.ErrConsentRequired)
		require.False(t, peer.CheckDisclosure(what, at(t, "2026-06-24T10:00Z"), facts).Allowed())
	})
}
