package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

func sharingDue(t testing.TB, at string, values ...peer.Record) []peer.Deadline {
	t.Helper()
	out, err := peer.Due(values, world(t), on(at))
	require.NoError(t, err)
	return out
}

func TestDisclosureDue(t *testing.T) {
	logged := disclosureBench.Done(t, peer.Disclosure{}, disclose(forSafety), byJess)
	t.Run("PEER-57, H11 the person hears of it by the end of the next working day", func(t *testing.T) {
		// 4 May 2026 is a bank holiday.
		for at, state := range map[string]peer.DeadlineState{"2026-05-04T11:00Z": peer.DeadlineOpen, "2026-05-05T09:00Z": peer.DeadlineDueToday, "2026-05-05T23:00Z": peer.DeadlineOverdue} {
			require.Equal(t, []peer.Deadline{{ID: "PEER-57.disclosure/d1.tell", Rule: row("PEER-57", peer.ErrTellPersonDue), About: logged.Ref(), Person: aled, Owes: peer.PartyWorker,
				Owner: peer.ByStaff(jess, ""), Since: on("2026-05-04T10:00Z"), Due: peer.DueOn(peer.MustDate("2026-05-05")), State: state, Policy: policyFile(t).Digest()}}, sharingDue(t, at, logged))
		}
		require.Len(t, sharingDue(t, "2026-05-07T10:00Z", disclosureBench.Done(t, logged, peer.SayPersonTold{Answer: peer.NotYetTold}, byJess)), 1, "not yet is owed all the same")
		require.Empty(t, sharingDue(t, "2026-05-07T10:00Z", disclosureBench.Done(t, logged, peer.SayPersonTold{Answer: peer.ToldThem}, byJess)))
		require.Empty(t, sharingDue(t, "2026-05-07T10:00Z", disclosureRecords(t)[peer.EnteredInError]))
	})
	t.Run("PEER-57, H11 where it was not safe it is looked at again, and needs no policy for that", func(t *testing.T) {
		d := disclosureBench.Done(t, logged, peer.SayPersonTold{Answer: peer.NotSafeToTell, LookAgain: peer.MustDate("2026-05-12")}, byHannah)
		want := []peer.Deadline{{ID: "PEER-57.disclosure/d1.look", Rule: row("PEER-57", peer.ErrSafeToTellDue), About: d.Ref(), Person: aled, Owes: peer.PartyWorker,
			Owner: peer.ByStaff(jess, ""), Since: on("2026-05-06T10:00Z"), Due: peer.DueOn(peer.MustDate("2026-05-12")), State: peer.DeadlineOverdue}}
		require.Equal(t, want, sharingDue(t, "2026-05-12T23:00Z", d))
		list, err := peer.Due([]peer.Record{d}, peer.World{Calendar: world(t).Calendar}, on("2026-05-12T23:00Z"))
		require.NoError(t, err)
		require.Equal(t, want, list)
	})
	t.Run("PEER-57 what was left out is asked for", func(t *testing.T) {
		for name, c := range map[string]struct {
			what peer.Disclosed
			set  func(*peer.Disclosed)
			owed []string
		}{
			"no basis":    {factOfIt, func(d *peer.Disclosed) { d.Basis = "" }, []string{"tell", "why"}},
			"no reason":   {factOfIt, func(d *peer.Disclosed) { d.Because = peer.Private{} }, []string{"why"}},
			"no concern":  {forSafety, func(d *peer.Disclosed) { d.Concern = "" }, []string{"tell", "why"}},
			"on a yes":    {planOnYes, func(*peer.Disclosed) {}, nil},
			"direct care": {factOfIt, func(*peer.Disclosed) {}, nil},
			"the law":     {byLaw, func(*peer.Disclosed) {}, []string{"tell"}},
		} {
			d := disclosureBench.Done(t, peer.Disclosure{}, logIt(c.what, c.set), byJess)
			var ids []string
			for _, x := range sharingDue(t, "2026-05-04T11:00Z", d) {
				ids = append(ids, x.ID)
				require.Equal(t, "2026-05-05", x.Due.String())
			}
			var want []string
			for _, tail := range c.owed {
				want = append(want, "PEER-57.disclosure/d1."+tail)
			}
			require.Equal(t, want, ids, name)
		}
		notSafe := disclosureBench.Done(t, disclosureBench.Done(t, peer.Disclosure{}, logIt(forSafety, func(d *peer.Disclosed) { d.Because = peer.Private{} }), byJess),
			peer.SayPersonTold{Answer: peer.NotSafeToTell, LookAgain: peer.MustDate("2026-05-12")}, byJess)
		require.Len(t, sharingDue(t, "2026-05-07T11:00Z", notSafe), 2, "both are owed")
	})
	t.Run("POL-03 a policy that is missing is named", func(t *testing.T) {
		w := world(t)
		w.Policies = peer.Policies{}
		list, err := peer.Due([]peer.Record{logged, tellRel(t).active}, w, on("2026-05-07T11:00Z"))
		turnedDown(t, err, peer.ErrNoPolicyInForce)
		require.Len(t, list, 1)
	})
}

func TestConsentDue(t *testing.T) {
	step := sharePlan("k1", crisisTeam)
	step.Yes.Holder = megan
	theirs := consentBench.Done(t, peer.ConsentEntry{}, step, byJess, func(f *peer.ConsentFacts) {
		f.Policy, f.Born, f.Authority = forTheYoung(t), bornFifteen, megansRight(peer.AuthorityParental)
	})
	t.Run("PEER-57, H16 before a parent's yes lapses the young person is asked themself", func(t *testing.T) {
		for at, state := range map[string]peer.DeadlineState{"2026-05-05T09:00Z": peer.DeadlineOpen, "2026-08-08T09:00Z": peer.DeadlineDueToday, "2026-08-08T23:00Z": peer.DeadlineOverdue, "2026-10-01T09:00Z": peer.DeadlineOverdue} {
			require.Equal(t, []peer.Deadline{{ID: "PEER-57.consent/k1.ask", Rule: row("PEER-57", peer.ErrAskThemselfDue), About: theirs.Ref(), Person: aled, Owes: peer.PartyWorker,
				Owner: peer.ByStaff(jess, ""), Since: on("2026-05-04T10:00Z"), Due: peer.DueOn(peer.MustDate("2026-08-08")), State: state, Policy: policyFile(t).Digest()}}, sharingDue(t, at, theirs))
		}
	})
	t.Run("PEER-57 their own answer ends it, whatever it is", func(t *testing.T) {
		able := func(f *peer.ConsentFacts) {
			f.Policy, f.Born, f.Ability = forTheYoung(t), bornFifteen, kayRecorded(peer.Yes)
		}
		require.Empty(t, sharingDue(t, "2026-08-08T09:00Z", consentBench.Done(t, theirs, peer.GiveAgain{Yes: saidAlone}, byAled, able)))
		for _, step := range []peer.ConsentEntryStep{peer.SayNo{}, peer.WithdrawConsent{}, peer.WasPressed{}} {
			require.Empty(t, sharingDue(t, "2026-08-08T09:00Z", consentBench.Done(t, theirs, step, byAled)))
		}
	})
	t.Run("PEER-57 an adult's yes is asked about by nobody", func(t *testing.T) {
		for _, e := range tellConsent(t).records() {
			require.Empty(t, sharingDue(t, "2026-08-08T09:00Z", e))
		}
	})
	t.Run("POL-03 a policy that is missing is named", func(t *testing.T) {
		_, err := peer.Due([]peer.Record{theirs}, peer.World{Calendar: world(t).Calendar}, on("2026-05-07T11:00Z"))
		turnedDown(t, err, peer.ErrNoPolicyInForce)
	})
}
