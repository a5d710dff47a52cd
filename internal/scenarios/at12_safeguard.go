package scenarios

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// conductPolicy is organisation A's policy with the section about safety: what is about
// conduct goes to the team leader, and from there to the safeguarding lead.
func conductPolicy(t T) safeguard.Policy {
	t.Helper()
	section := strings.Replace(string(safeguard.ExamplePolicy()), `{"chain": "conduct", "inHours": ["team-lead", "service-manager"]`, `{"chain": "conduct", "inHours": ["team-lead", "safeguarding-lead"]`, 1)
	whole := strings.TrimSuffix(strings.TrimSpace(policyA), "}") + `, "safeguard": ` + section + "}"
	file, err := peer.OpenPolicy([]byte(whole), time.LoadLocation)
	require.NoError(t, err)
	p, err := safeguard.PolicyFrom(file)
	require.NoError(t, err)
	return p
}

// conductRoster has Hannah Voss and Ines Vale on duty by day, Paul Renwick always.
func conductRoster(t T, c peer.Calendar) safeguard.Roster {
	t.Helper()
	r, err := safeguard.OpenRoster([]byte(`{
	  "schema": 1, "organisation": "A", "version": "2026-06", "updated": "2026-06-01T09:00:00Z", "from": "2026-06-01", "until": "2026-12-31",
	  "people": [{"staff": "hannah-voss"}, {"staff": "ines-vale"}, {"staff": "paul-renwick"}],
	  "shifts": [
	    {"staff": "hannah-voss", "role": "team-lead", "days": ["mon","tue","wed","thu","fri"], "from": "09:00", "to": "17:00"},
	    {"staff": "ines-vale", "role": "safeguarding-lead", "days": ["mon","tue","wed","thu","fri"], "from": "09:00", "to": "17:00"},
	    {"staff": "paul-renwick", "role": "duty-manager", "days": ["mon","tue","wed","thu","fri","sat","sun"], "from": "00:00", "to": "24:00"}
	  ]}`), c)
	require.NoError(t, err)
	return r
}

// incidentSystem is the organisation's system for incidents, which may be down.
type incidentSystem struct {
	down error
	sent []peer.Ref
}

func (s *incidentSystem) Receive(_ context.Context, i safeguard.Incident) (string, error) {
	if s.down != nil {
		return "", s.down
	}
	s.sent = append(s.sent, i.Ref())
	return "INC-000481", nil
}

func tellAT12Safeguard(t T) {
	const (
		p8   peer.PersonID = "p8" // Fatou Reed
		vale peer.StaffID  = "ines-vale"
	)
	s := &story{t: t}
	p := conductPolicy(t)
	facts := safeguard.Facts{Policy: p, Roster: conductRoster(t, p.Calendar()), Identifying: []string{"Fatou Reed", "999 000 1081", "Hannah Voss"}}
	var acts []peer.Change // everything that was done, as a host stores it
	var records []peer.Record

	t.Run("1, SAFE-11 the panic alarm in room 3: pending while the system is down, then its receipt; no person's record holds it", func(t T) {
		i, change, err := safeguard.NewIncident(safeguard.ReportIncident{ID: "alarm-3", Sort: safeguard.IncidentEquipment, What: peer.Say("the panic alarm in room 3 is dead"), Where: safeguard.OnWard},
			s.act(jess, "2026-06-02T09:05Z", 0), facts)
		require.NoError(t, err)
		acts = append(acts, change)
		system := &incidentSystem{down: errors.New("the system does not answer")}
		i, change, err = safeguard.SendIncident(t.Context(), system, i, s.act(jess, "2026-06-02T09:10Z", i.Rev()), facts)
		require.ErrorIs(t, err, system.down)
		acts = append(acts, change)
		stands(t, safeguard.IncidentPending, i)
		require.Equal(t, 1, i.Tries())

		_, _, err = i.Do(safeguard.LinkPerson{Person: p8}, s.act(jess, "2026-06-02T09:15Z", i.Rev()), facts)
		refused(t, err, safeguard.ErrWrongRecord)

		system.down = nil
		i, change, err = safeguard.SendIncident(t.Context(), system, i, s.act(jess, "2026-06-02T10:20Z", i.Rev()), facts)
		require.NoError(t, err)
		acts = append(acts, change)
		stands(t, safeguard.IncidentSent, i)
		require.Equal(t, "INC-000481", i.Receipt())
		_, linked := i.Link()
		require.False(t, linked)
		records = append(records, i)
	})

	t.Run("2, SAFE-13 people like him, at handover: a note that names nobody", func(t T) {
		note := safeguard.WriteChallenge{ID: "handover-1", What: peer.Say("at handover: people like him never change"), Challenged: peer.Say("said what he has done since March"), Result: peer.Say("it went quiet")}
		written, change, err := safeguard.NewChallengeNote(note, s.act(jess, "2026-06-02T10:40Z", 0), facts)
		require.NoError(t, err)
		acts, records = append(acts, change), append(records, written)
		note.ID, note.What = "handover-2", peer.Say("Hannah Voss at handover: people like him never change")
		_, _, err = safeguard.NewChallengeNote(note, s.act(jess, "2026-06-02T10:45Z", 0), facts)
		refused(t, err, peer.ErrIdentifiableContent)
	})

	t.Run("3, SAFE-12 an interpreter turned down for Fatou by the team leader: Ines Vale hears of it, and who it was on Fatou's yes", func(t T) {
		d, change, err := safeguard.NewDiscrimination(safeguard.NoteDiscrimination{ID: "interpreter", Person: p8, Words: words("Hannah would not book an interpreter for Fatou"),
			Characteristics: []safeguard.Characteristic{safeguard.ByRace}, NotTo: safeguard.NotTo{Subjects: []peer.StaffID{hannah}}}, s.act(jess, "2026-06-02T11:00Z", 0), facts)
		require.NoError(t, err)
		acts = append(acts, change)
		do := func(by peer.Actor, when string, step safeguard.DiscriminationStep) error {
			next, change, err := d.Do(step, s.act(by, when, d.Rev()), facts)
			if err == nil {
				d, acts = next, append(acts, change)
			}
			return err
		}
		stands(t, safeguard.DiscriminationNoted, d)

		refused(t, do(jess, "2026-06-02T11:05Z", safeguard.RaiseDiscrimination{To: hannah, Says: peer.Say("Fatou Reed was not given an interpreter")}), peer.ErrConsentRequired)
		require.NoError(t, do(jess, "2026-06-02T11:06Z", safeguard.RaiseDiscrimination{To: hannah, Says: peer.Say("somebody on the team's list was not given an interpreter")}))
		stands(t, safeguard.DiscriminationRaised, d)
		require.Equal(t, vale, d.With()[0].Staff)
		require.Equal(t, safeguard.Skipped{Staff: hannah, Because: safeguard.SkipSubject}, d.With()[0].Skipped[0])
		require.False(t, d.Named())
		read := func(by peer.StaffID) peer.Reading {
			return peer.Reading{By: peer.ByStaff(by, ""), Purpose: peer.ForSupervision, At: at(t, "2026-06-05T09:00Z")}
		}
		require.True(t, d.Sees("practice", read(vale)))
		require.False(t, d.Sees("practice", read(hannah)))
		v, err := d.View(read(vale))
		require.NoError(t, err)
		shown, err := json.Marshal(v)
		require.NoError(t, err)
		require.NotContains(t, string(shown), "Fatou")

		require.NoError(t, do(peer.ByStaff(vale, safeguard.RoleSafeguardingLead), "2026-06-02T14:00Z", safeguard.TakeDiscrimination{Next: peer.Say("talk with the team"), Until: peer.MustMoment("2026-06-09T16:00:00Z")}))
		stands(t, safeguard.DiscriminationAcknowledged, d)

		refused(t, do(jess, "2026-06-03T09:00Z", safeguard.NamePerson{Says: peer.Say("Fatou Reed was not given an interpreter")}), peer.ErrConsentRequired)
		facts.Consents = []peer.Consent{{ID: "yes-1", Person: p8, Scope: peer.ShareConcerns, Purpose: peer.ForSupervision, Given: peer.Yes, From: at(t, "2026-06-04T10:00Z")}}
		refused(t, do(jess, "2026-06-04T09:59Z", safeguard.NamePerson{Says: peer.Say("Fatou Reed was not given an interpreter")}), peer.ErrConsentRequired)
		require.NoError(t, do(jess, "2026-06-04T10:05Z", safeguard.NamePerson{Says: peer.Say("Fatou Reed was not given an interpreter")}))
		require.True(t, d.Named())
		require.True(t, d.Sees("named", read(vale)))
		require.False(t, d.Sees("named", read(hannah)))

		require.NoError(t, do(peer.ByStaff(vale, safeguard.RoleSafeguardingLead), "2026-06-09T10:00Z", safeguard.SayOutcome{Says: peer.Say("interpreters are booked by default"), Noter: peer.Say("it is put right")}))
		stands(t, safeguard.DiscriminationOutcome, d)
		records = append(records, d)
	})

	t.Run("FHIR-12 steps 1 to 3: no resource, whatever the site has turned on", func(t T) {
		nothingSent(t, records...)
		stayHere(t, records...)
	})

	t.Run("8, SAFE-19 the audit of June for W4: every act in order, and one that was tampered with shows", func(t T) {
		var chain []peer.Sealed
		var before peer.Digest
		for _, c := range acts {
			sealed, err := peer.Seal(before, c)
			require.NoError(t, err)
			chain, before = append(chain, sealed), sealed.Hash
		}
		log, err := safeguard.AuditSealed(chain, before)
		require.NoError(t, err)
		june := safeguard.AuditQuery{Staff: w4, From: at(t, "2026-05-31T23:00Z"), Until: at(t, "2026-06-30T23:00Z")}
		var did []string
		for _, c := range log.Query(june) {
			did = append(did, string(c.Of.Kind)+" "+string(c.Do))
		}
		require.Equal(t, []string{"incident report", "incident not-received", "incident has-receipt", "challenge-note write", "discrimination note", "discrimination raise", "discrimination name-person"}, did)

		out, err := log.Export(june, []byte("a key of thirty-two bytes or more"))
		require.NoError(t, err)
		for _, list := range []any{log.Query(june), out} {
			b, err := json.Marshal(list)
			require.NoError(t, err)
			for _, word := range []string{"Fatou", "Hannah", "alarm in room", "interpreter was", "handover:", "INC-000481"} {
				require.NotContains(t, string(b), word, "codes and ids only")
			}
		}
		b, err := json.Marshal(out)
		require.NoError(t, err)
		require.NotContains(t, string(b), `"w4"`)

		chain[2].Change.By = peer.ByStaff(hannah, "")
		_, err = safeguard.AuditSealed(chain, before)
		refused(t, err, peer.ErrAuditBroken)
	})
}
