package peer_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// robot is a front end that knows only the field descriptors, and whom it is about, as
// one does that was opened from somebody's page.
func robot(about ...string) steptest.Robot {
	r := steptest.Robot{IDs: []string{"rel-1", "another", "a-third"}, Knows: map[string][]any{"person": {aled}, "worker": {jess}, "carer": {megan}, "group": {"allotment"}}}
	for _, name := range about {
		r.Knows[name] = []any{aled}
	}
	return r
}

// A front end that draws the choices of any record and fills their forms gets through
// every table, and nothing is taken that Choices did not offer.
func TestARobotGetsThroughEveryTable(t *testing.T) {
	c, e, rel, g, p, s, round := tellCon(t), tellEntry(t), tellRel(t), tellGroup(t), tellPlace(t), tellSession(t), tellRound(t)
	late := contactBench.Done(t, peer.Contact{}, theLate(), byJess)
	offers := relBench
	offers.Ground = steptest.Ground[peer.RelationshipFacts]{Facts: relFacts, Said: before, Next: "2026-04-02T10:00Z", Usual: ground().Usual, Others: ground().Others}
	for name, walk := range map[string]func(*testing.T){
		"PEER-30 relationship": func(t *testing.T) {
			offers.Robot(t, robot(), []peer.Relationship{rel.active}, map[peer.Action]string{"hand-over": "it takes the relationship that it goes on from as a fact"})
		},
		"PEER-44 contact": func(t *testing.T) {
			contactBench.Robot(t, robot(), []peer.Contact{c.planned, e.draft, e.written, e.awaiting, e.queried, e.seen, late}, map[peer.Action]string{"amend": "it gives the entry whole, the person's words in it as they were, and a form begins empty"})
		},
		"PEER-34 boundary crossing": func(t *testing.T) { crossingBench().Robot(t, robot(), nil, nil) },
		"PEER-36 wishes":            func(t *testing.T) { wishLists.Robot(t, robot(), nil, nil) },
		"PEER-39 communication":     func(t *testing.T) { needsLists.Robot(t, robot(), nil, nil) },
		"PEER-39 team style":        func(t *testing.T) { teamStyles.Robot(t, robot(), nil, nil) },
		"PEER-51 review":            func(t *testing.T) { reviewBench().Robot(t, robot(), nil, nil) },
		"PEER-52 feedback": func(t *testing.T) {
			feedbackBench().Robot(t, robot(), slices.Collect(maps.Values(feedbacksOf(t))), map[peer.Action]string{"give": "who hands an answer in must not be who gave it, and no form says so"})
		},
		"PEER-52 asking":        func(t *testing.T) { roundBench().Robot(t, robot(), []peer.FeedbackRequest{round.asking}, nil) },
		"PEER-53 life event":    func(t *testing.T) { lifeBench().Robot(t, robot(), nil, nil) },
		"PEER-56 carer":         func(t *testing.T) { carerBench.Robot(t, robot(), nil, nil) },
		"PEER-56 carer said":    func(t *testing.T) { carerSaidBench.Robot(t, robot(), nil, nil) },
		"PEER-56 carer support": func(t *testing.T) { carerSupportBench.Robot(t, robot(), nil, nil) },
		"PEER-57 consent": func(t *testing.T) {
			consentBench.Robot(t, robot(), nil, map[peer.Action]string{"give-again": "somebody else's yes rests on a right that the facts hold, not the form"})
		},
		"PEER-57 disclosure": func(t *testing.T) { disclosureBench.Robot(t, robot(), nil, nil) },
		"PEER-58 group":      func(t *testing.T) { groups.Robot(t, robot(), []peer.Group{g.begun, g.proposed, g.agreed}, nil) },
		"PEER-58 place": func(t *testing.T) {
			groupPlaces.Robot(t, robot(), []peer.GroupPlace{p.waiting, p.offered, p.joined}, nil)
		},
		"PEER-58 session": func(t *testing.T) {
			facilitated := robot()
			facilitated.Knows["staff"] = []any{jess}
			groupSessions.Robot(t, facilitated, []peer.GroupSession{s.planned, s.recorded}, nil)
		},
		"PEER-58 attendance":   func(t *testing.T) { groupAttendances.Robot(t, robot(), nil, nil) },
		"PEER-60 liaison":      func(t *testing.T) { liaisonBench().Robot(t, robot("about"), nil, nil) },
		"PEER-60 meeting":      func(t *testing.T) { meetingBench().Robot(t, robot(), nil, nil) },
		"PEER-61 brief":        func(t *testing.T) { briefBench().Robot(t, robot(), nil, nil) },
		"PEER-62 idea":         func(t *testing.T) { ideaBench().Robot(t, robot(), nil, nil) },
		"PEER-69 safe contact": func(t *testing.T) { safeContacts.Robot(t, robot(), nil, nil) },
	} {
		t.Run(name, walk)
	}
}
