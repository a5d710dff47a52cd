package worker_test

import (
	"testing"
	"time"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

// When the records of entry and readiness are begun and moved on, and when those of work
// and support are.
const (
	firstSaid = "2026-02-16T10:00Z"
	nextSaid  = "2026-03-10T10:00Z"
	workFirst = "2026-05-04T10:00Z"
	workLater = "2026-05-06T10:00Z"
)

// ground is that of the records of entry and readiness.
var ground = steptest.Ground[worker.Facts]{Facts: facts, Said: firstSaid, Next: nextSaid, From: "2026-02-16T22:30Z", Steps: 25,
	Usual:  map[peer.Party]peer.Actor{peer.PartyWorker: byJess, peer.PartyStaff: byHannah},
	Others: []peer.Actor{byJess, byHannah, byIris, byNoor, byKay, byRowan, bySian, byMegan, {Person: sian, Staff: jess}},
	Drawn: func(draw steptest.Draw, f worker.Facts) worker.Facts {
		return steptest.Mostly(draw, f, worker.Facts{}, worker.Facts{Policy: f.Policy}, worker.Facts{Roles: f.Roles})
	},
	Odd: list{"passed"}, Decode: worker.Decode,
}

// workGround is that of the records of work and support.
var workGround = steptest.Ground[worker.Facts]{Facts: workFacts, Said: workFirst, Next: workLater, From: "2026-03-27T22:30Z",
	Who: func(draw steptest.Draw, _ peer.Record, party peer.Party) peer.Actor {
		whose := byJess
		if party == peer.PartyStaff {
			whose = steptest.OneOf(draw, byHannah, byHannah, byHannah, byIris, byKay)
		}
		return steptest.Mostly(draw, whose, bySian, byJess, byRowan, byHannah, byMegan, peer.Actor{}, peer.Actor{Person: sian, Staff: jess})
	},
	Drawn: func(draw steptest.Draw, f worker.Facts) worker.Facts { return steptest.Mostly(draw, f, worker.Facts{}) },
	Odd:   list{"w4"}, Decode: worker.Decode,
}

var readers = steptest.Readers{At: "2026-05-10T09:00Z", Lines: peer.Lines{LineManager: hannah, Supervisor: iris},
	Who: map[string]peer.Actor{"sian": bySian, "jess": byJess, "hannah": byHannah, "iris": byIris, "noor": byNoor, "kay": byKay, "rowan": byRowan, "megan": byMegan,
		"a person with the worker's id": peer.ByPerson(peer.PersonID(jess)), "nobody": {}, "two at once": {Person: sian, Staff: jess}}}

// workFacts are what a host that knows everything says.
func workFacts(t testing.TB) worker.Facts {
	return worker.Facts{Policy: policy(t), Lines: peer.Lines{LineManager: hannah, Supervisor: iris}, Diary: worker.DiaryOf(nil),
		Roles:       map[peer.StaffID]peer.Role{hannah: peer.RoleLineManager, iris: peer.RolePeerSupportLead, kay: peer.RoleCareCoordinator, rowan: peer.RolePeerWorker},
		Identifying: []string{"Siân Weller", "p4"}}
}

// workGiven answers a form about one worker.
func workGiven(draw steptest.Draw, now time.Time) steptest.Give {
	moment := func(from, to int) string {
		return now.Add(time.Duration(from+draw(to-from+1)) * time.Minute).Format(time.RFC3339)
	}
	return func(path string, f peer.Field) any {
		switch path {
		case "/id":
			return steptest.Mostly(draw, "r1", "", "x y")
		case "/worker":
			return steptest.Mostly(draw, "w4", "w5")
		case "/with":
			return steptest.OneOf(draw, "hannah-voss", "hannah-voss", "hannah-voss", "iris-penhale", "kay-orr", "w4")
		case "/on", "/until":
			return now.AddDate(0, 0, steptest.Mostly(draw, -1, 0, 3)).Format(time.DateOnly)
		case "/time/from", "/times/from":
			return moment(-60, 60)
		case "/time/to", "/times/expectedEnd":
			return moment(0, 180)
		case "/times/checkInDue":
			return moment(30, 240)
		case "/reference", "/title":
			return steptest.Mostly[any](draw, "the garden folder", steptest.Absent, "p4 said so")
		case "/minutes":
			return steptest.Mostly(draw, 60, 0, 1441)
		}
		switch f.Kind {
		case peer.FieldWords:
			if !f.Required && draw(2) == 0 {
				return steptest.Absent
			}
			w := map[string]any{"text": steptest.Mostly(draw, "the garden, and how it went", "Siân Weller and the garden"), "lang": "cy", "how": "written"}
			if by := steptest.Mostly[any](draw, nil, map[string]any{"staff": "w4"}, map[string]any{"staff": "hannah-voss"}, map[string]any{"person": "p4"}); by != nil {
				w["by"] = by
			}
			return w
		case peer.FieldChoice, peer.FieldAnswer:
			if !f.Required && draw(2) == 0 {
				return steptest.Absent
			}
			return steptest.OneOf(draw, append([]string(nil), f.Options...)...)
		case peer.FieldYesNo:
			return draw(3) == 0
		case peer.FieldGroup:
			return steptest.Fill(f.Fields, workGiven(draw, now))
		}
		return nil
	}
}
