package safeguard_test

import (
	"errors"
	"fmt"
	"time"
	_ "time/tzdata"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// On a Friday evening Siân tells Jess something that Jess cannot keep to herself. Jess
// raises it from the doorstep. Dr Ode is on call and does not answer; Paul takes it on.
func Example() {
	jess, paul := peer.ByStaff("jess", peer.RolePeerWorker), peer.ByStaff("paul", safeguard.RoleDutyManager)
	file, _ := peer.OpenPolicy([]byte(`{"schema": 1, "organisation": "A", "version": "2026", "from": "2026-01-01", "example": true,
		"calendar": {"zone": "Europe/London", "workingDays": ["mon","tue","wed","thu","fri"], "hours": {"from": "09:00", "to": "17:00"}, "holidays": ["2026-04-03"], "until": "2026-12-31"},
		"safeguard": `+string(safeguard.ExamplePolicy())+`}`), time.LoadLocation)
	policies, _ := peer.NewPolicies(file)
	roster, _ := safeguard.OpenRoster([]byte(`{"schema": 1, "organisation": "A", "version": "March", "updated": "2026-03-01T09:00:00Z", "from": "2026-03-01", "until": "2026-03-31",
		"people": [{"staff": "dr-ode"}, {"staff": "paul"}],
		"shifts": [{"staff": "dr-ode", "role": "on-call-clinician", "days": ["mon","tue","wed","thu","fri","sat","sun"], "from": "00:00", "to": "24:00"},
			{"staff": "paul", "role": "duty-manager", "days": ["mon","tue","wed","thu","fri","sat","sun"], "from": "00:00", "to": "24:00"}]}`), file.Calendar())
	world := safeguard.World{World: peer.World{Policies: policies, Calendar: file.Calendar()}, Roster: roster}
	at := func(clock string) time.Time { t, _ := time.Parse("15:04", clock); return t.AddDate(2026, 2, 12) }
	facts := safeguard.FactsOn(policies, roster, file.Calendar(), at("17:42"))

	// Almost nothing is needed, and nothing turns it down.
	concern, _, _ := safeguard.NewConcern(safeguard.Raise{ID: "c1", Trigger: safeguard.AbuseDisclosure, About: "sian", NoticedAt: peer.MustMoment("2026-03-13T17:40:00Z"),
		Wants: peer.Words{Text: peer.Say("do not tell my son")}}, peer.Act{By: jess, At: at("17:42"), ID: "raise"}, facts)
	fmt.Println("17:42", concern, concern.Urgency(), "– somebody is told by", concern.NotifyBy().Format("15:04"))

	do := func(clock string, by peer.Actor, step safeguard.ConcernStep) error {
		next, _, err := concern.Do(step, peer.Act{By: by, At: at(clock), ID: peer.RequestID(clock), Seen: concern.Rev()}, facts)
		concern = next
		return err
	}
	owed := func(clock string) {
		e := safeguard.Escalate(concern, world, at(clock))
		for _, o := range e.Owed {
			if o.Kind.Sends() {
				fmt.Println(clock, o.Kind, o.To[0].Staff, "as", o.To[0].Role)
			}
		}
		if e.Has.By != "" {
			fmt.Println(clock, e.Has.By, "has it until", e.Has.Until.Format("Monday 15:04"))
		}
	}
	owed("17:46")
	_ = do("17:48", jess, safeguard.Sent{Turn: "1.1", To: "dr-ode", Role: safeguard.RoleOnCallClinician, Receipt: "m-1"})
	owed("18:48")
	_ = do("18:49", jess, safeguard.Sent{Turn: "1.2", To: "paul", Role: safeguard.RoleDutyManager, Receipt: "m-2"})
	_ = do("19:05", paul, safeguard.Acknowledge{Next: peer.Say("visit with Ines"), Until: peer.MustMoment("2026-03-16T12:00:00Z")})
	owed("19:06")

	var refusal *peer.Refusal
	if errors.As(do("19:10", jess, safeguard.Close{As: safeguard.ClosedResolved, Says: peer.Words{Text: peer.Say("sorted")}, Raiser: peer.Say("sorted"), Person: safeguard.PersonHeard{NotYet: peer.Say("tomorrow")}}), &refusal) {
		fmt.Println("19:10 Jess closes it:", refusal.Unmet()[0].Says, refusal.Unmet()[0].Fix)
	}
	// Output:
	// 17:42 concern/c1@1 raised immediate – somebody is told by 18:10
	// 17:46 tell dr-ode as on-call-clinician
	// 18:48 tell paul as duty-manager
	// 19:06 paul has it until Monday 12:00
	// 19:10 Jess closes it: Somebody who was told of the concern closes it, or a role the policy names; never whoever raised it. Leave it open; whoever has it closes it and tells you what came of it.
}
