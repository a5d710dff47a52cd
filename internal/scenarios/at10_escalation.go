package scenarios

import (
	"slices"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// Those who are told in AT-10. Hannah leads the team and is there in hours.
const (
	p4   peer.PersonID = "p4"           // Siân Weller
	ode  peer.StaffID  = "dr-ode"       // on-call senior clinician
	paul peer.StaffID  = "paul-renwick" // duty manager
	ines peer.StaffID  = "ines-vale"    // safeguarding lead
)

// rosterA is who is on duty at Tamarside in March 2026.
const rosterA = `{
  "schema": 1, "organisation": "A", "version": "2026-03", "updated": "2026-03-02T09:00:00Z", "from": "2026-03-01", "until": "2026-04-30",
  "people": [{"staff": "hannah-voss"}, {"staff": "ines-vale"}, {"staff": "dr-ode"}, {"staff": "paul-renwick"}],
  "shifts": [
    {"staff": "hannah-voss", "role": "team-lead", "days": ["mon","tue","wed","thu","fri"], "from": "09:00", "to": "17:00", "holidays": "not"},
    {"staff": "ines-vale", "role": "safeguarding-lead", "days": ["mon","tue","wed","thu","fri"], "from": "09:00", "to": "17:00", "holidays": "not"},
    {"staff": "dr-ode", "role": "on-call-clinician", "days": ["mon","tue","wed","thu","fri","sat","sun"], "from": "17:00", "to": "09:00"},
    {"staff": "dr-ode", "role": "on-call-clinician", "days": ["sat","sun"], "from": "09:00", "to": "17:00"},
    {"staff": "paul-renwick", "role": "duty-manager", "days": ["mon","tue","wed","thu","fri","sat","sun"], "from": "17:00", "to": "09:00"},
    {"staff": "paul-renwick", "role": "duty-manager", "days": ["sat","sun"], "from": "09:00", "to": "17:00"}
  ]
}`

// evening is the host of AT-10: it keeps the concerns and sends each telling once.
type evening struct {
	*story
	facts    safeguard.Facts
	world    safeguard.World
	concerns []safeguard.Concern
	receipts map[string]string // by key, as the channel gives them
}

func newAT10(t T, raise safeguard.Raise) *evening {
	t.Helper()
	whole := strings.TrimSuffix(strings.TrimSpace(policyA), "}") + `, "safeguard": ` + string(safeguard.ExamplePolicy()) + "}"
	file, err := peer.OpenPolicy([]byte(whole), time.LoadLocation)
	require.NoError(t, err)
	policies, err := peer.NewPolicies(file)
	require.NoError(t, err)
	roster, err := safeguard.OpenRoster([]byte(rosterA), file.Calendar())
	require.NoError(t, err)
	h := &evening{story: &story{t: t}, receipts: map[string]string{}}
	h.world = safeguard.World{World: peer.World{Policies: policies, Calendar: file.Calendar()}, Roster: roster, LastRun: at(t, "2026-03-13T17:40Z")}
	h.facts = safeguard.FactsOn(policies, roster, file.Calendar(), at(t, "2026-03-13T17:42Z"))
	raise.ID, raise.Trigger, raise.About, raise.NoticedAt = "c1", safeguard.AbuseDisclosure, p4, peer.MustMoment("2026-03-13T17:40:00Z")
	c, change, err := safeguard.NewConcern(raise, h.act(jess, "2026-03-13T17:42Z", 0), h.facts)
	require.NoError(t, err)
	h.concerns = append(h.concerns, c)
	for _, made := range change.Made {
		h.concerns = append(h.concerns, made.Record.(safeguard.Concern))
	}
	return h
}

// hops are the links of the chains that are owed at a time, each as "turn who".
func (h *evening) hops(when string) []string {
	var out []string
	for _, c := range h.concerns {
		for _, o := range safeguard.Escalate(c, h.world, h.time(when)).Owed {
			for _, to := range o.To {
				if o.Kind == safeguard.OwedTell && o.Turn.Link > 0 {
					out = append(out, c.Ref().ID+" "+o.Turn.String()+" "+string(to.Staff))
				}
			}
		}
	}
	return out
}

// time also reads seconds.
func (h *evening) time(when string) time.Time {
	v, err := time.Parse(time.RFC3339, when)
	if err != nil {
		return at(h.t, when)
	}
	return v
}

// run sends what is owed at a time, each key once, and stores the receipts.
func (h *evening) run(when string) []safeguard.Message {
	h.t.Helper()
	var owed []safeguard.Owed
	for _, c := range h.concerns {
		owed = append(owed, safeguard.Escalate(c, h.world, h.time(when)).Owed...)
	}
	messages := safeguard.Messages(owed, h.world.Calendar)
	for _, m := range messages {
		for _, x := range m.Tellings {
			h.sent(x.Key, x.Concern.ID, x.Turn, m.To, when)
		}
	}
	return messages
}

func (h *evening) sent(key, concern string, turn safeguard.Turn, to safeguard.Recipient, when string) {
	h.t.Helper()
	if h.receipts[key] == "" {
		h.receipts[key] = "receipt-" + peer.Rev(len(h.receipts)+1).String()
	}
	step := safeguard.Sent{To: to.Staff, Role: to.Role, Receipt: h.receipts[key], At: peer.MomentOf(h.time(when))}
	if turn != (safeguard.Turn{}) {
		step.Turn = turn.String()
	}
	h.do(concern, jess, when, step)
}

func (h *evening) concern(id string) *safeguard.Concern {
	return &h.concerns[slices.IndexFunc(h.concerns, func(c safeguard.Concern) bool { return c.Ref().ID == id })]
}

func (h *evening) do(id string, by peer.Actor, when string, step safeguard.ConcernStep) {
	h.t.Helper()
	c := h.concern(id)
	next, _, err := c.Do(step, h.act(by, when, c.Rev()), h.facts)
	require.NoError(h.t, err)
	*c = next
}

// takes lets somebody say that they have both concerns.
func (h *evening) takes(who peer.StaffID, when string, bring ...peer.StaffID) {
	h.t.Helper()
	for _, c := range slices.Clone(h.concerns) {
		h.do(c.Ref().ID, peer.ByStaff(who, ""), when, safeguard.Acknowledge{Next: peer.Say("visit on Monday with Ines Vale"), Until: peer.MustMoment("2026-03-16T12:00:00Z"), Bring: bring})
	}
}

// grandchild is the disclosure of the scenario: a child is at risk.
var grandchild = safeguard.Raise{Disclosure: safeguard.Disclosure{Children: peer.Yes}}

func tellAT10Escalation(t T) {
	h := newAT10(t, grandchild)
	t.Run("1, SAFE-02, SAFE-05 two concerns with the same times", func(t T) {
		require.Len(t, h.concerns, 2)
		for _, c := range h.concerns {
			due(t, "somebody knows of "+c.Ref().String(), "2026-03-13T18:10:00Z", c.NotifyBy().Format(time.RFC3339))
			stands(t, safeguard.Raised, c)
		}
	})
	t.Run("3, SAFE-03, SAFE-14, SAFE-17 out of hours it is Dr Ode: one message with both, told once however often it is sent", func(t T) {
		require.Equal(t, []string{"c1 1.1 dr-ode", "c1-child 1.1 dr-ode"}, h.hops("2026-03-13T17:46Z"))
		messages := h.run("2026-03-13T17:48Z")
		require.Len(t, messages, 1)
		require.Equal(t, safeguard.Recipient{Staff: ode, Role: safeguard.RoleOnCallClinician}, messages[0].To)
		require.Equal(t, []string{"concern/c1/1.1/dr-ode", "concern/c1-child/1.1/dr-ode"}, []string{messages[0].Tellings[0].Key, messages[0].Tellings[1].Key})
		require.Equal(t, at(t, "2026-03-13T18:10Z"), messages[0].By)
		for _, c := range h.concerns {
			stands(t, safeguard.Notified, c)
			require.Zero(t, c.Late())
			e := safeguard.Escalate(c, h.world, at(t, "2026-03-13T17:48Z"))
			require.Equal(t, at(t, "2026-03-13T18:48Z"), e.Next)
			i := slices.IndexFunc(e.Owed, func(o safeguard.Owed) bool { return o.Kind == safeguard.OwedTake })
			due(t, "somebody takes on "+c.Ref().String(), "2026-03-13T18:48:00Z", e.Owed[i].By.Shown(h.world.Calendar))
		}
		before := h.concern("c1").Told()
		h.sent("concern/c1/1.1/dr-ode", "c1", safeguard.Turn{Round: 1, Link: 1}, safeguard.Recipient{Staff: ode}, "2026-03-13T17:50Z")
		require.Equal(t, before, h.concern("c1").Told())
		require.Len(t, h.receipts, 2)
	})
	t.Run("4, SAFE-14 the tick that changes nothing, and the one that tells Paul", func(t T) {
		h.do("c1", jess, "2026-03-13T18:30Z", safeguard.SayMore{Ground: safeguard.Ground{Basis: safeguard.BasisSafeguarding, Because: peer.Say("a child may be in danger")}})
		require.Empty(t, h.hops("2026-03-13T18:47:59Z"))
		require.Empty(t, h.run("2026-03-13T18:47:59Z"))
		require.Equal(t, []string{"c1 1.2 paul-renwick", "c1-child 1.2 paul-renwick"}, h.hops("2026-03-13T18:48Z"))
		messages := h.run("2026-03-13T18:48Z")
		require.Len(t, messages, 1)
		require.Equal(t, safeguard.Recipient{Staff: paul, Role: safeguard.RoleDutyManager}, messages[0].To)
		require.Len(t, messages[0].Tellings, 2)
	})
	t.Run("9, EX-08 the two hops, and run again nothing new", func(t T) {
		for range 2 {
			require.Empty(t, h.hops("2026-03-13T18:48Z"))
			require.Empty(t, h.run("2026-03-13T18:48Z"))
		}
		require.Len(t, h.receipts, 4, "two concerns, two hops")
	})
	t.Run("4, SAFE-14 Hannah was never told and is in no listed role", func(t T) {
		c := h.concern("c1")
		step := safeguard.Acknowledge{Next: peer.Say("look into it"), Until: peer.MustMoment("2026-03-16T12:00:00Z")}
		_, _, err := c.Do(step, h.act(peer.ByStaff(hannah, peer.RoleTeamLead), "2026-03-13T19:00Z", c.Rev()), h.facts)
		refused(t, err, peer.ErrNotAuthorised)
	})
	t.Run("4, SAFE-14 Paul has it until Monday noon and brings Ines Vale in", func(t T) {
		h.takes(paul, "2026-03-13T19:05Z", ines)
		e := safeguard.Escalate(*h.concern("c1"), h.world, at(t, "2026-03-13T19:05Z"))
		require.Equal(t, paul, e.Has.By)
		require.Equal(t, at(t, "2026-03-16T12:00Z"), e.Next)
		require.Empty(t, h.hops("2026-03-15T12:00Z"))
		messages := h.run("2026-03-13T19:06Z")
		require.Len(t, messages, 1, "whom he brought in is told, once")
		require.Equal(t, ines, messages[0].To.Staff)
		require.Empty(t, h.run("2026-03-13T19:07Z"))
	})
	t.Run("4, SAFE-14 and when Monday noon passes in silence it begins again in hours", func(t T) {
		require.Empty(t, h.hops("2026-03-16T11:59:59Z"))
		require.Equal(t, []string{"c1 2.1 hannah-voss", "c1-child 2.1 hannah-voss"}, h.hops("2026-03-16T12:00Z"))
	})
	t.Run("5, SAFE-16 Ines Vale set it in hand and closed it: nothing more is owed", func(t T) {
		h.do("c1", peer.ByStaff(ines, ""), "2026-03-16T09:10Z", safeguard.SetInHand{Next: peer.Say("write up"), Until: peer.MustMoment("2026-03-16T17:00:00Z")})
		h.do("c1", peer.ByStaff(ines, ""), "2026-03-16T10:00Z", safeguard.Close{As: safeguard.ClosedResolved, Says: words("visited, and safe"), Raiser: peer.Say("we went there together"),
			Person: safeguard.PersonHeard{Told: peer.Say("what happens next"), By: ines, On: peer.MustDate("2026-03-16")}})
		require.Empty(t, safeguard.Escalate(*h.concern("c1"), h.world, at(t, "2026-05-16T12:00Z")).Owed)
	})
}

func tellAT10EscalationVariants(t T) {
	t.Run("4, SAFE-14 Dr Ode answers late at 18:55 and has it; Paul's hop ends", func(t T) {
		h := newAT10(t, grandchild)
		h.run("2026-03-13T17:48Z")
		h.run("2026-03-13T18:48Z")
		h.takes(ode, "2026-03-13T18:55Z")
		for _, c := range h.concerns {
			e := safeguard.Escalate(c, h.world, at(t, "2026-03-13T19:48Z"))
			require.Equal(t, ode, e.Has.By)
			require.False(t, slices.ContainsFunc(e.Owed, func(o safeguard.Owed) bool { return o.Kind.Sends() || o.Kind == safeguard.OwedTake }))
		}
	})
	t.Run("6, SAFE-03 a concern about Dr Ode starts at Paul and says why", func(t T) {
		h := newAT10(t, safeguard.Raise{NotTo: safeguard.NotTo{Subjects: []peer.StaffID{ode}}})
		require.Equal(t, []string{"c1 1.1 paul-renwick"}, h.hops("2026-03-13T17:46Z"))
		o := safeguard.Escalate(*h.concern("c1"), h.world, at(t, "2026-03-13T17:46Z")).Owed[0]
		require.Equal(t, []safeguard.Skipped{{Staff: ode, Role: safeguard.RoleOnCallClinician, Because: safeguard.SkipSubject}}, o.Skipped)
		h.run("2026-03-13T17:48Z")
		for when := at(t, "2026-03-13T17:48Z"); when.Before(at(t, "2026-03-15T17:48Z")); when = when.Add(20 * time.Minute) {
			for _, m := range h.run(when.Format("2006-01-02T15:04Z07:00")) {
				require.Equal(t, paul, m.To.Staff, "whatever the hour")
			}
		}
	})
	t.Run("7, SAFE-02 sent at 18:25 it is kept and 15 minutes late, and the hop after it comes at 19:25", func(t T) {
		h := newAT10(t, grandchild)
		require.Equal(t, []string{"c1 1.1 dr-ode", "c1-child 1.1 dr-ode"}, h.hops("2026-03-13T18:24Z"), "it stays owed")
		h.run("2026-03-13T18:25Z")
		require.Equal(t, 15*time.Minute, h.concern("c1").Late())
		stands(t, safeguard.Notified, h.concern("c1"))
		require.Empty(t, h.hops("2026-03-13T19:24:59Z"))
		require.Equal(t, []string{"c1 1.2 paul-renwick", "c1-child 1.2 paul-renwick"}, h.hops("2026-03-13T19:25Z"))
	})
	t.Run("9, SAFE-14 asleep until the next morning: each link once, and nobody is told twice", func(t T) {
		h := newAT10(t, grandchild)
		messages := h.run("2026-03-14T08:00Z")
		require.Len(t, messages, 2)
		for _, m := range messages {
			require.Len(t, m.Tellings, 2, "one turn of each concern")
		}
		require.Empty(t, h.run("2026-03-14T08:00Z"))
	})
}
