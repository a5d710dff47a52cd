package worker_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

func TestMemberReading(t *testing.T) {
	all := membersOf(t)
	var everybody []string
	for name, by := range readers.Who {
		if by.Valid() {
			everybody = append(everybody, name, name+" "+string(peer.ForRecord))
		}
	}
	for _, status := range []peer.Status{worker.Registered, worker.Active, worker.Away, worker.Left} {
		t.Run("PEER-16, H26 "+string(status), func(t *testing.T) {
			readers.See(t, all[status], "availability", "", "PEER-16 not-authorised", everybody...)
			readers.See(t, all[status], "employment", "", "PEER-11 not-authorised", "jess", "hannah", "iris")
			readers.See(t, all[status], "experience", "", "PEER-01 not-authorised", "jess", "hannah", "iris")
		})
	}
	shown := func(m worker.Member, by peer.Reading) string { return steptest.Seen(t, m, by) }
	t.Run("PEER-16, H26 others read that somebody is away and nothing else", func(t *testing.T) {
		for _, by := range []peer.Actor{bySian, byRowan, byMegan} {
			seen := shown(all[worker.Away], peer.Reading{By: by, Purpose: peer.ForSupport, At: on("2026-03-10T09:00Z")})
			require.Contains(t, seen, `"parts":{"availability":{"away":true}}`)
			for _, hidden := range []string{"mental-health", "Peer support", "2026-03-1", "hannah", "ward"} {
				require.NotContains(t, seen, hidden)
			}
		}
	})
	t.Run("PEER-01 employment does not show what somebody brings", func(t *testing.T) {
		var doc struct{ Parts map[string]json.RawMessage }
		require.NoError(t, json.Unmarshal([]byte(shown(all[worker.Active], peer.Reading{By: byHannah, Purpose: peer.ForSupervision, At: on("2026-03-10T09:00Z")})), &doc))
		require.NotContains(t, string(doc.Parts["employment"]), "mental-health")
		require.Contains(t, string(doc.Parts["experience"]), "mental-health")
	})
	require.Equal(t, "Peer support worker", all[worker.Active].Title().Reveal())
	t.Run("PEER-11 the line is who it is that day", func(t *testing.T) {
		m := then(t, all[worker.Active], worker.SetLines{From: date("2026-06-01"), LineManager: kay, Supervisor: iris})
		at := func(by peer.Actor, when string) bool {
			return m.Sees("employment", peer.Reading{By: by, Purpose: peer.ForSupervision, At: on(when)})
		}
		require.True(t, at(byHannah, "2026-05-31T09:00Z") && !at(byHannah, "2026-06-01T09:00Z"))
		require.True(t, !at(byKay, "2026-05-31T09:00Z") && at(byKay, "2026-06-01T09:00Z"))
	})
	t.Run("PEER-01, H26 who reads why a service is not for somebody", func(t *testing.T) {
		d := members.Tried(t, all[worker.Active], worker.AssignTo{Service: "early-psychosis"}, byNoor)
		require.Equal(t, []string{"not-available-today"}, codes(d), "human resources is not of the line")
	})
}

// Whoever tries a step that cannot be theirs hears whose it is, and learns nothing of the
// worker.
func TestMemberTellsOthersNothing(t *testing.T) {
	active, registered := membersOf(t)[worker.Active], membersOf(t)[worker.Registered]
	open := func(f *worker.Facts) { f.Open = []peer.Relationship{supports(t, "r1", jess, sian)} }
	for name, x := range map[string]struct {
		m    worker.Member
		step memberStep
	}{
		"PEER-01 which service is not for them": {active, worker.AssignTo{Service: "early-psychosis"}},
		"PEER-01 which one they work for":       {active, worker.AssignTo{Service: "ward"}},
		"PEER-02 what they have not declared":   {active, worker.ChangeTitle{Title: peer.Say("x"), Carer: true}},
		"PEER-11 who stood behind them":         {active, worker.SetLines{From: date("2026-01-01"), LineManager: kay}},
		"PEER-11 what is missing":               {registered, worker.Activate{}},
		"PEER-17 how many people they support":  {active, worker.DeclarePause{}},
		"PEER-71 how many they leave":           {active, worker.Leave{}},
		"PEER-01 what would be left":            {active, worker.DeclareExperience{}},
	} {
		t.Run(name+", H26", func(t *testing.T) {
			for _, by := range []peer.Actor{bySian, byKay, byRowan, byMegan} {
				d := members.Tried(t, x.m, x.step, by, open)
				require.Len(t, d.Unmet(), 1, "%v", d.Unmet())
				require.Equal(t, peer.ErrNotAuthorised, d.Unmet()[0].Rule.Code)
			}
		})
	}
}

func TestMemberHistories(t *testing.T) {
	words := list{"mental-health", "psychosis", "bipolar", "carer"}
	walks := members.Walks(25)
	walks.Give = func(draw steptest.Draw, m worker.Member, now time.Time) steptest.Give {
		return func(path string, f peer.Field) any {
			day := func(from, to int) string { return now.AddDate(0, 0, from+draw(to-from+1)).Format(time.DateOnly) }
			switch path {
			case "/id":
				return steptest.Mostly(draw, "m4", "", "x y")
			case "/worker":
				return "w4"
			case "/carer":
				return draw(6) == 0
			case "/experience":
				return steptest.Mostly[any](draw, list{words[draw(len(words))], "carer"}, steptest.Absent, list{"psychosis"})
			case "/secondaryServices":
				return steptest.OneOf[any](draw, "yes", "no", steptest.Absent)
			case "/needs":
				return steptest.OneOf[any](draw, steptest.Absent, nil, list{obj{"service": "ward", "confirmedBy": "iris-penhale"}})
			case "/supervisor":
				return steptest.OneOf[any](draw, steptest.Absent, "iris-penhale", "w4", "iris-penhale")
			case "/service":
				return steptest.OneOf(draw, "community", "ward", "drop-in", "early-psychosis", "none")
			case "/confirmedBy":
				return steptest.Mostly(draw, "iris-penhale", "w4")
			case "/on", "/from":
				return day(-3, 3)
			case "/to":
				return steptest.OneOf[any](draw, day(0, 9), steptest.Absent)
			case "/lastDay":
				return steptest.OneOf[any](draw, day(-3, 9), steptest.Absent)
			case "/lineManager":
				return steptest.Mostly(draw, "hannah-voss", "", "w4")
			case "/max":
				return steptest.Mostly(draw, max(m.AgreedNumber().Max, 12), 13, 0)
			}
			return nil
		}
	}
	walks.Likely = likelyOfMember
	walks.Hold(t, func(t require.TestingT, _, m worker.Member, c peer.Change) {
		require.Equal(t, jess, m.Worker())
		require.True(t, len(m.Experience()) > 0 || len(m.Needs()) > 0, "PEER-01")
		for _, l := range m.Lines() {
			require.True(t, l.LineManager != "" && l.LineManager != jess && l.Supervisor != jess, "PEER-11")
		}
		if m.Status() == worker.Active || m.Status() == worker.Away {
			require.True(t, len(m.Lines()) > 0 && !m.Start().IsZero(), "PEER-11")
			n := m.AgreedNumber()
			require.True(t, n.WorkerAgreed && n.ManagerAgreed && n.Max > 0, "PEER-20")
		}
		require.True(t, c.Do != "declare-pause" && c.Do != "come-back" && c.Do != "declare-experience" || c.As == peer.PartyWorker)
		_, _, declared := m.Pause()
		require.Equal(t, m.Status() == worker.Away, declared)
		require.True(t, m.Status() != worker.Left || !m.LastDay().IsZero())
	})
}

// likelyOfMember has what leads on come up more often.
func likelyOfMember(_ steptest.Draw, m worker.Member, c peer.Choice) int {
	if m.Status() != worker.Registered {
		return 1 + map[peer.Action]int{"declare-pause": 4, "come-back": 2, "leave": 1}[c.Do]
	}
	missing := map[peer.Action]bool{"set-start": m.Start().IsZero(), "set-lines": len(m.Lines()) == 0, "propose-number": m.AgreedNumber().Max == 0,
		"agree-number": m.AgreedNumber().Max > 0 && peer.PlacesOf(m.AgreedNumber(), nil).Agreed != peer.Yes}
	if missing[c.Do] {
		return 21
	}
	return 1 + map[peer.Action]int{"activate": 8}[c.Do]
}

func TestMemberStored(t *testing.T) {
	all := membersOf(t)
	members.Goldens(t, all)
	with := obj{"service": "ward", "confirmedBy": "w4"}
	members.Unreadable(t, "Voss", all, []steptest.Hostile{
		{Of: worker.Registered, Path: "/worker", Value: "", Heard: "/worker"},
		{Of: worker.Registered, Path: "/title", Value: "", Heard: "/title"},
		{Of: worker.Registered, Path: "/experience", Value: nil, Heard: "/experience"},
		{Of: worker.Registered, Path: "/experience", Value: list{"diagnosis"}, Heard: "/experience/0"},
		{Of: worker.Registered, Path: "/diagnosis", Value: "x", Heard: "/diagnosis"},
		{Of: worker.Registered, Path: "/carer", Value: true, Heard: "/carer"},
		{Of: worker.Registered, Path: "/needs", Value: list{with}, Heard: "/needs"},
		{Of: worker.Registered, Path: "/start", Value: "2026-03", Heard: "/start"},
		{Of: worker.Registered, Path: "/lastDay", Value: "2026-03-10", Heard: "/lastDay"},
		{Of: worker.Active, Path: "/lastDay", Value: "2026-03-10", Heard: "/lastDaySaid"},
		{Of: worker.Left, Path: "/lastDaySaid", Value: nil, Heard: "/lastDaySaid"},
		{Of: worker.Registered, Path: "/number", Value: obj{"max": 3}, Heard: "/number"},
		{Of: worker.Registered, Path: "/proposed", Value: obj{"max": 3, "at": "2026-03-01T00:00:00Z"}, Heard: "/proposed"},
		{Of: worker.Registered, Path: "/proposed", Value: obj{"max": 3, "by": "w4", "at": "2026-03-01T00:00:00Z"}, Heard: "/proposed"},
		{Of: worker.Registered, Path: "/proposed", Value: obj{"max": 3, "by": "w4", "byWorker": true}, Heard: "/proposed"},
		{Of: worker.Registered, Path: "/proposed", Value: obj{"by": "w4", "byWorker": true, "at": "2026-03-01T00:00:00Z"}, Heard: "/proposed"},
		{Of: worker.Registered, Path: "/pause", Value: obj{"from": "2026-03-01", "declared": "2026-03-01T00:00:00Z"}, Heard: "/pause"},
		{Of: worker.Registered, Path: "/services", Value: list{"ward", "ward"}, Heard: "/services"},
		{Of: worker.Active, Path: "/start", Value: nil, Heard: "/start"},
		{Of: worker.Active, Path: "/lines", Value: nil, Heard: "/lines"},
		{Of: worker.Active, Path: "/number", Value: nil, Heard: "/number"},
		{Of: worker.Active, Path: "/number/max", Value: 101, Heard: "/number/max"},
		{Of: worker.Active, Path: "/lastDay", Value: "2026", Heard: "/lastDay"},
		{Of: worker.Active, Path: "/lines/0/lineManager", Value: "w4", Heard: "/lines"},
		{Of: worker.Active, Path: "/lines/0/lineManager", Value: "", Heard: "/lines/0/lineManager"},
		{Of: worker.Active, Path: "/lines/0/supervisor", Value: "w4", Heard: "/lines"},
		{Of: worker.Active, Path: "/lines/0/from", Value: "2026-03", Heard: "/lines"},
		{Of: worker.Away, Path: "/pause", Value: nil, Heard: "/pause"},
		{Of: worker.Away, Path: "/pause/from", Value: "2026-03", Heard: "/pause"},
		{Of: worker.Away, Path: "/pause/to", Value: "2026-03-01", Heard: "/pause"},
		{Of: worker.Away, Path: "/pause/to", Value: "2026-04", Heard: "/pause"},
		{Of: worker.Away, Path: "/pause/declared", Value: nil, Heard: "/pause"},
		{Of: worker.Left, Path: "/lastDay", Value: nil, Heard: "/lastDay"},
	})
	two := members.Done(t, all[worker.Active], worker.SetLines{From: date("2026-04-01"), LineManager: kay, Supervisor: iris}, byNoor)
	members.Unreadable(t, "Voss", map[peer.Status]worker.Member{worker.Active: two}, []steptest.Hostile{{Of: worker.Active, Path: "/lines/1/from", Value: "2026-03-01", Heard: "/lines"}})
}
