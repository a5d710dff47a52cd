package scenarios

import (
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

// People and staff of the scenarios.
const (
	p1 peer.PersonID = "p1" // Aled Prowse
	p6 peer.PersonID = "p6" // Beatriz Lund
	w4 peer.StaffID  = "w4" // Jess Tamblyn

	hannah peer.StaffID   = "hannah-voss"  // team leader
	iris   peer.StaffID   = "iris-penhale" // peer support lead
	kay    peer.StaffID   = "kay-orr"      // care co-ordinator, nurse
	megan  peer.CarerID   = "megan"        // P1's sister
	orgA   peer.OrgID     = "A"            // Tamarside
	team   peer.ServiceID = "tamarside-community"
)

// policyA is organisation A's policy, with the bank holidays of England in 2026.
var policyA = `{
  "schema": 1, "organisation": "A", "version": "2026", "from": "2026-01-01", "example": true,
  "calendar": {
    "zone": "Europe/London", "workingDays": ["mon","tue","wed","thu","fri"], "hours": {"from": "09:00", "to": "17:00"},
    "holidays": ["2026-01-01","2026-04-03","2026-04-06","2026-05-04","2026-05-25","2026-08-31","2026-12-25","2026-12-28"],
    "until": "2026-12-31"
  },
  "peer": ` + string(peer.ExamplePolicy()) + `,
  "recovery": {"stuckAfter": {"days": 42}, "copingReviewAfter": {"days": 60}, "problemDepth": 3,
    "ideas": {"outside": true, "outsideAfter": 1, "inside": false, "insideAfter": 3}, "workerLeadsPlanning": true,
    "observations": true, "advance": {"statement": true, "decision": true}, "highRisk": ["life", "child", "others"]}
}`

func policy(t T) peer.Policy {
	t.Helper()
	p, err := peer.PolicyFrom(policyFile(t))
	require.NoError(t, err)
	return p
}

func policyFile(t T) peer.PolicyFile {
	t.Helper()
	file, err := peer.OpenPolicy([]byte(policyA), time.LoadLocation)
	require.NoError(t, err)
	return file
}

// at reads an instant such as "2026-02-17T11:20Z".
func at(t T, s string) time.Time {
	t.Helper()
	v, err := time.Parse("2006-01-02T15:04Z07:00", s)
	require.NoError(t, err)
	return v
}

// story counts requests, so that every act has an id of its own.
type story struct {
	t T
	n int
}

func (s *story) act(by peer.Actor, when string, seen peer.Rev) peer.Act {
	s.n++
	return peer.Act{By: by, At: at(s.t, when), ID: peer.RequestID("r" + peer.Rev(s.n).String()), Seen: seen}
}

func words(text string) peer.Words {
	return peer.Words{Text: peer.Say(text), Lang: "en-GB", How: peer.Said}
}

// refused checks that a step was turned down with exactly these codes.
func refused(t T, err error, codes ...peer.Code) *peer.Refusal {
	t.Helper()
	var r *peer.Refusal
	require.ErrorAs(t, err, &r)
	require.ElementsMatch(t, codes, r.Codes(), r.Error())
	for _, why := range r.Unmet() {
		t.Shows(Shown{Kind: ShownNotYet, Says: why.Rule.String()})
	}
	return r
}
