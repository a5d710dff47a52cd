package safeguard_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// codes are the codes of deadlines, each once, in order.
func codes(list []peer.Deadline) []string {
	var out []string
	for _, d := range list {
		out = append(out, d.Rule.Code.String())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// list is the due list at a time, which was run a minute before.
func (h house) list(t testing.TB, when string, values ...peer.Record) []peer.Deadline {
	t.Helper()
	h.LastRun = at(when).Add(-time.Minute)
	list, err := safeguard.Due(values, h.World, at(when))
	require.NoError(t, err)
	return list
}

func TestDueSignals(t *testing.T) {
	h := newHouse(t, usual())
	s := signal(1, at("2026-03-13T17:40Z")) // goes-further
	h.Signals = []peer.Signal{s, s}
	t.Run("H02 a question that is walked away from is asked, then escalates like a concern that nobody was told of", func(t *testing.T) {
		d := h.list(t, "2026-03-13T18:09Z")
		require.Equal(t, []string{"raise-due"}, codes(d))
		require.Len(t, d, 1, "stored twice it is owed once")
		require.Equal(t, peer.DeadlineDueToday, d[0].State)
		require.Equal(t, peer.DueAt(at("2026-03-13T18:10Z")), d[0].Due)
		require.Equal(t, peer.ByStaff("w4", ""), d[0].Owner)
		require.Equal(t, peer.PersonID("p4"), d[0].Person)
		require.Equal(t, s.From, d[0].About)
		d = h.list(t, "2026-03-13T18:10Z")
		require.Equal(t, []string{"raise-due", "tell-due"}, codes(d))
		require.Equal(t, "signal/"+s.ID+"/1.1/dr-ode", d[1].ID)
		require.Equal(t, []string{"1.1 dr-ode", "1.2 paul-renwick", "1.again-2281 dr-ode", "1.again-2281 paul-renwick"}[:2], sends(safeguard.Unanswered(h.Signals, nil, h.World, at("2026-03-16T08:10Z")))[:2])
	})
	t.Run("H02 a concern that names it ends that, and one that was taken back does not", func(t *testing.T) {
		c := answers(t, h, s, at("2026-03-13T18:00Z"))
		require.NotContains(t, codes(h.list(t, "2026-03-13T19:00Z", c)), "raise-due")
		c, _, err := c.Do(safeguard.TakeBack{}, peer.Act{By: byRaiser, At: at("2026-03-13T18:01Z"), ID: "back", Seen: c.Rev()}, h.facts)
		require.NoError(t, err)
		require.Contains(t, codes(h.list(t, "2026-03-13T19:00Z", c)), "raise-due")
	})
	t.Run("H02 why none is needed ends it too, until it is opened again", func(t *testing.T) {
		n := noneNeeded(t, h, s, at("2026-03-13T18:00Z"))
		require.Empty(t, h.list(t, "2026-03-14T19:00Z", n))
		n, _, err := n.Do(safeguard.OpenAgain{}, peer.Act{By: byRaiser, At: at("2026-03-13T18:10Z"), ID: "open", Seen: n.Rev()}, h.facts)
		require.NoError(t, err)
		require.Contains(t, codes(h.list(t, "2026-03-14T19:00Z", n)), "raise-due")
	})
	t.Run("H02, H28 a signal with a time to come, with none or without an id hides nothing", func(t *testing.T) {
		for name, spoil := range map[string]func(*peer.Signal){
			"years ahead": func(s *peer.Signal) { s.Noticed = at("2099-01-01T00:00Z") },
			"no time":     func(s *peer.Signal) { s.Noticed = time.Time{} },
		} {
			h, s := h, s
			spoil(&s)
			h.Signals = []peer.Signal{s}
			d := h.list(t, "2026-03-13T18:00Z")
			require.Equal(t, []string{"raise-due", "tell-due"}, codes(d), name)
			require.Equal(t, peer.DeadlineOverdue, d[0].State, name)
		}
		a, b := signal(1, s.Noticed), signal(2, s.Noticed)
		a.ID, b.ID = "", ""
		owed := safeguard.Unanswered([]peer.Signal{a, b, a}, nil, h.World, at("2026-03-13T18:00Z"))
		require.Len(t, owed, 2)
		require.NotEqual(t, owed[0].ID, owed[1].ID)
		require.Len(t, safeguard.Unanswered([]peer.Signal{a, b}, []peer.Record{answers(t, h, a, at("2026-03-13T18:00Z"))}, h.World, at("2026-03-13T18:00Z")), 1)
	})
	t.Run("H02, SAFE-04 without a policy in force it is the last one, else the floor", func(t *testing.T) {
		bare := house{World: safeguard.World{Signals: []peer.Signal{s}, LastRun: at("2026-03-13T18:09Z")}}
		list, err := safeguard.Due(nil, bare.World, at("2026-03-13T18:10Z"))
		require.ErrorIs(t, err, peer.ErrNoPolicyInForce)
		require.Equal(t, []string{"nobody-reachable", "raise-due"}, codes(list))
		for _, o := range safeguard.Unanswered(bare.Signals, nil, bare.World, at("2026-03-13T18:10Z")) {
			require.Equal(t, "999", o.Telephone)
		}
		over, err := peer.NewPolicies(houseFile(t, `"until": "2026-03-12",`, `"questionWithin": {"minutes": 30}`, `"questionWithin": {"minutes": 10}`))
		require.NoError(t, err)
		ended := h
		ended.Policies = over
		list, err = safeguard.Due(nil, ended.World, at("2026-03-13T17:50Z"))
		require.ErrorIs(t, err, peer.ErrNoPolicyInForce)
		require.Equal(t, []string{"raise-due", "run-due", "tell-due"}, codes(list), "told by the chains of the last one, in its ten minutes")
		o := safeguard.Unanswered(h.Signals, nil, ended.World, at("2026-03-13T17:50Z"))
		require.Equal(t, "01632 960100", o[0].Telephone)
		require.Equal(t, []string{"1.1 dr-ode"}, sends(o))
		require.Equal(t, h.facts.Policy.Emergency(), h.raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{}).c.Standing(ended.World, at("2026-03-13T17:50Z")).Emergency)
	})
	t.Run("H07 what is about the work and not about safety goes to support", func(t *testing.T) {
		for kind, trigger := range map[peer.SignalKind]safeguard.Trigger{peer.SignalSafetyQuestion: safeguard.AreaOfConcern, peer.SignalGoesFurther: safeguard.AreaOfConcern, peer.SignalOutsideAgreement: safeguard.LimitOfCompetence,
			peer.SignalNotReady: safeguard.LimitOfCompetence, peer.SignalNotProgressing: safeguard.NotProgressing, peer.SignalExtraSupport: safeguard.OtherRisk,
			peer.SignalLoneWorkerOverdue: safeguard.LoneWorkerOverdue} {
			require.Equal(t, trigger, safeguard.ConcernFrom(peer.Signal{ID: "s", Kind: kind}).Trigger)
		}
		require.Len(t, peer.SignalKinds(), 7)
	})
}

func TestDueNobodyToTell(t *testing.T) {
	for name, roster := range map[string]func(h house) safeguard.Roster{
		"no roster at all": func(house) safeguard.Roster { return safeguard.Roster{} },
		"nobody on that hour": func(h house) safeguard.Roster {
			return rosterOf(t, h, `[{"staff": "dr-ode"}]`, shift(ode, clinician, "09:00", "10:00", ""))
		},
		"a role nobody knows": func(h house) safeguard.Roster {
			return rosterOf(t, h, `[{"staff": "dr-ode"}]`, shift(ode, "gardener", "00:00", "24:00", ""))
		},
		"a roster that is over": func(h house) safeguard.Roster {
			r, err := safeguard.OpenRoster([]byte(`{"schema": 1, "organisation": "A", "version": "2", "updated": "2026-03-01T09:00:00Z", "from": "2026-01-01", "until": "2026-03-12", "people": [{"staff": "dr-ode"}], "shifts": [`+shift(ode, clinician, "00:00", "24:00", "")+`]}`), h.Calendar)
			require.NoError(t, err)
			return r
		},
	} {
		t.Run("SAFE-03, H03 "+name+": somebody rings the number, now and again, and it is no error", func(t *testing.T) {
			h := newHouse(t, usual())
			h.Roster = roster(h)
			w := h.raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{})
			seen := map[string]bool{}
			for when := at("2026-03-13T17:42Z"); when.Before(at("2026-03-14T00:42Z")); when = when.Add(20 * time.Minute) {
				d := h.due(t, when.Format(time.RFC3339), safeguard.ErrNobodyReachable, w.c)
				require.Len(t, d, 1, "at %s", when)
				require.Equal(t, peer.DeadlineOverdue, d[0].State)
				require.Empty(t, d[0].Owner)
				seen[d[0].ID] = true
			}
			require.Len(t, seen, 7, "every hour anew")
			s := w.c.Standing(h.World, at("2026-03-13T17:42Z"))
			require.False(t, s.Told)
			require.False(t, s.Reachable)
			require.Equal(t, "01632 960100", s.Telephone)
		})
	}
	t.Run("H03 somebody rang, and still nobody can be reached: the raiser sees that", func(t *testing.T) {
		h := newHouse(t, usual())
		h.Roster = safeguard.Roster{}
		w := h.raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{}).told("1.again-1", "switchboard", "", "2026-03-13T17:45Z")
		require.Empty(t, h.due(t, "2026-03-13T17:50Z", safeguard.ErrNobodyReachable, w.c))
		require.False(t, w.c.Standing(h.World, at("2026-03-13T17:50Z")).Reachable)
		w.told("1.again-61", "switchboard", "", "2026-03-13T17:55Z")
		require.Empty(t, h.due(t, "2026-03-13T18:41Z", safeguard.ErrNobodyReachable, w.c), "and a call is no call less because it came early")
		require.Len(t, h.due(t, "2026-03-13T19:42Z", safeguard.ErrNobodyReachable, w.c), 1)
	})
}

func TestDueTheWrongPerson(t *testing.T) {
	h := newHouse(t, append(usual(), shift(lee, clinician, "00:00", "24:00", "")))
	w := h.raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{NotTo: safeguard.NotTo{Subjects: []peer.StaffID{ode}, Linked: []peer.StaffID{hannah}, Named: []peer.StaffID{paul}}})
	t.Run("SAFE-03, H04 at no hour of a fortnight is anything owed by, or to, those who are not told", func(t *testing.T) {
		for when := at("2026-03-13T17:42Z"); when.Before(at("2026-03-27T17:42Z")); when = when.Add(47 * time.Minute) {
			for _, d := range h.list(t, when.Format(time.RFC3339), w.c) {
				require.NotContains(t, []peer.StaffID{ode, hannah, paul}, d.Owner.Staff)
			}
			w.send(when.Format(time.RFC3339))
		}
		require.NotEmpty(t, w.c.Told())
	})
	t.Run("SAFE-03, H04 that one of them was told by mistake settles nothing", func(t *testing.T) {
		w := h.raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{NotTo: safeguard.NotTo{Subjects: []peer.StaffID{ode}}}).told("1.1", ode, clinician, "2026-03-13T17:43Z")
		require.Equal(t, []string{"1.1 dr-lee"}, w.owes("2026-03-13T17:44Z"))
	})
	t.Run("H04 it names people, never a mailbox: what has no human is the telephone", func(t *testing.T) {
		for _, d := range h.list(t, "2026-03-28T22:00Z", w.c) {
			require.NotEmpty(t, d.Owner.Staff)
		}
	})
}

func TestDueNobodyWasTold(t *testing.T) {
	h := newHouse(t, usual())
	w := h.raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{})
	t.Run("H05 handed to a sender it is not told: without a receipt it stays owed", func(t *testing.T) {
		safeguard.Messages(w.escalate("2026-03-13T17:43Z").Owed, h.Calendar)
		require.Equal(t, []string{"1.1 dr-ode"}, w.owes("2026-03-13T17:44Z"))
		s := w.c.Standing(h.World, at("2026-03-13T17:44Z"))
		require.False(t, s.Told)
		require.Empty(t, s.Has)
		require.Equal(t, "01632 960100", s.Telephone, "the raiser sees that nobody has it, and the number")
		require.True(t, s.Reachable)
	})
	t.Run("H05 told is not had", func(t *testing.T) {
		told := toOde(t)
		s := told.c.Standing(h.World, at("2026-03-13T17:50Z"))
		require.True(t, s.Told)
		require.Empty(t, s.Has)
		require.NotEmpty(t, s.Telephone)
		s = told.takes(ode, "2026-03-13T18:00Z", "2026-03-13T22:00Z").c.Standing(h.World, at("2026-03-13T18:00Z"))
		require.Equal(t, ode, s.Has)
		require.Empty(t, s.Telephone)
		require.Empty(t, told.c.Standing(h.World, at("2026-03-13T22:00Z")).Has, "and lapsed it is not had")
	})
	run := func(last, now string) []peer.Deadline {
		h := h
		h.LastRun = time.Time{}
		if last != "" {
			h.LastRun = at(last)
		}
		list, err := safeguard.Due([]peer.Record{w.c}, h.World, at(now))
		require.NoError(t, err)
		require.Equal(t, slices.ContainsFunc(list, func(d peer.Deadline) bool { return d.Rule.Code == safeguard.ErrRunDue }), w.c.Standing(h.World, at(now)).ClockLate)
		return slices.DeleteFunc(list, func(d peer.Deadline) bool { return d.Rule.Code != safeguard.ErrRunDue })
	}
	t.Run("SAFE-20, H05 the due list says when it was last looked at", func(t *testing.T) {
		require.Empty(t, run("2026-03-13T17:50Z", "2026-03-13T18:00Z"))
		late := run("2026-03-13T17:50Z", "2026-03-13T18:00:01Z")
		require.Len(t, late, 1)
		require.Equal(t, at("2026-03-13T17:50Z"), late[0].Since)
		require.Equal(t, peer.DueAt(at("2026-03-13T18:00Z")), late[0].Due)
		require.Equal(t, peer.DeadlineOverdue, late[0].State)
	})
	t.Run("SAFE-20 never run, or run at a time to come, is late", func(t *testing.T) {
		require.Equal(t, peer.DeadlineOverdue, run("", "2026-03-13T18:00Z")[0].State)
		require.Len(t, run("2026-05-13T18:00Z", "2026-03-13T18:00Z"), 1)
		require.Empty(t, run("2026-03-13T18:00:20Z", "2026-03-13T18:00Z"), "two clocks differ")
	})
}

func TestDueTakenOnAndDropped(t *testing.T) {
	t.Run("SAFE-14, H06 silence after \"I have it\" is owed like no answer at all", func(t *testing.T) {
		w := toOde(t).takes(ode, "2026-03-13T18:00Z", "2026-03-13T22:00Z")
		d := w.due(t, "2026-03-13T21:00Z", safeguard.ErrNextDue, w.c)
		require.Len(t, d, 1)
		require.Equal(t, peer.ByStaff(ode, ""), d[0].Owner)
		require.Empty(t, w.due(t, "2026-03-13T21:59Z", safeguard.ErrTellDue, w.c))
		require.Len(t, w.due(t, "2026-03-13T22:00Z", safeguard.ErrTellDue, w.c), 1)
	})
	t.Run("SAFE-14, H06 everybody told so far can take it, late or not", func(t *testing.T) {
		for _, who := range []peer.StaffID{ode, paul} {
			w := toOde(t).told("1.2", paul, dutyManager, "2026-03-13T18:48Z").takes(who, "2026-03-14T12:00Z", "2026-03-14T15:00Z")
			require.Empty(t, w.due(t, "2026-03-14T12:01Z", safeguard.ErrTellDue, w.c))
		}
	})
	t.Run("SAFE-16, H06 closed, the person still hears what came of it", func(t *testing.T) {
		w := toOde(t).takes(ode, "2026-03-13T18:00Z", "2026-03-13T22:00Z")
		w.do(ode, "2026-03-13T19:00Z", safeguard.Close{As: safeguard.ClosedResolved, Says: peer.Words{Text: peer.Say("seen to")}, Raiser: peer.Say("it was seen to"), Person: safeguard.PersonHeard{NotYet: peer.Say("not home yet")}})
		d := w.due(t, "2026-03-20T19:00Z", safeguard.ErrTellPersonDue, w.c)
		require.Len(t, d, 1)
		require.Equal(t, ode, d[0].Owner.Staff)
		require.Equal(t, safeguard.ClosedResolved, w.c.Standing(w.World, at("2026-03-20T19:00Z")).Closed)
	})
}

func TestDueFatigue(t *testing.T) {
	h := newHouse(t, usual())
	disclosed := safeguard.Raise{Trigger: safeguard.AbuseDisclosure, About: "p4"}
	t.Run("SAFE-05, H07 children at risk unknown is a question with a time, and no second alarm", func(t *testing.T) {
		w := &worry{t: t, house: h}
		c, change, err := safeguard.NewConcern(safeguard.Raise{ID: "c1", Trigger: safeguard.AbuseDisclosure, About: "p4"}, w.act(byRaiser, at("2026-03-13T17:42Z")), h.facts)
		require.NoError(t, err)
		require.Empty(t, change.Made)
		d := h.due(t, "2026-03-13T17:43Z", safeguard.ErrAnswerDue, c)
		require.Len(t, d, 1)
		require.Equal(t, peer.DueAt(at("2026-03-13T18:12Z")), d[0].Due)
		require.Equal(t, byRaiser.Staff, d[0].Owner.Staff)
	})
	t.Run("H07 questions and paperwork never use the channel of alarms", func(t *testing.T) {
		disclosed.Disclosure.Promised = true
		w := h.raiseAt(t, "2026-03-13T17:42Z", disclosed).told("1.1", ode, clinician, "2026-03-13T17:43Z").takes(ode, "2026-03-13T18:00Z", "2026-04-13T18:00Z")
		e := w.escalate("2026-04-10T12:00Z")
		require.GreaterOrEqual(t, len(e.Owed), 3)
		require.Empty(t, safeguard.Messages(e.Owed, h.Calendar))
	})
	t.Run("SAFE-05, H07 the concern about a child goes with the other in one message", func(t *testing.T) {
		w := &worry{t: t, house: h}
		disclosed.ID, disclosed.Disclosure = "c1", safeguard.Disclosure{Children: peer.Yes}
		c, change, err := safeguard.NewConcern(disclosed, w.act(byRaiser, at("2026-03-13T17:42Z")), h.facts)
		require.NoError(t, err)
		child := change.Made[0].Record.(safeguard.Concern)
		now := at("2026-03-13T17:42Z")
		got := safeguard.Messages(append(safeguard.Escalate(c, h.World, now).Owed, safeguard.Escalate(child, h.World, now).Owed...), h.Calendar)
		require.Len(t, got, 1)
		require.Len(t, got[0].Tellings, 2)
	})
	t.Run("H07 nobody is rung at midnight because a working day is over", func(t *testing.T) {
		w := h.raiseAt(t, "2026-03-13T16:00Z", safeguard.Raise{Trigger: safeguard.FaultyEquipment}).told("1.1", hannah, peer.RoleTeamLead, "2026-03-13T16:10Z")
		told := 0
		for when := at("2026-03-13T16:10Z"); when.Before(at("2026-03-27T16:10Z")); when = when.Add(29 * time.Minute) {
			if owed := sends(safeguard.Escalate(w.c, h.World, when).Owed); len(owed) > 0 {
				told += len(owed)
				require.True(t, h.Calendar.InHours(when), "%s", when)
				w.send(when.Format(time.RFC3339))
			}
		}
		require.Greater(t, told, 2, "and in hours they are told")
	})
	t.Run("SAFE-03, H07 but what nobody was told of yet is rung up at any hour", func(t *testing.T) {
		h := newHouse(t, usual())
		h.Roster = safeguard.Roster{}
		w := h.raiseAt(t, "2026-03-13T23:00Z", safeguard.Raise{Trigger: safeguard.FaultyEquipment})
		require.Equal(t, []string{"1.again-1 telephone"}, w.owes("2026-03-13T23:00Z"))
		w.told("1.again-1", "switchboard", "", "2026-03-13T23:05Z")
		require.Empty(t, w.owes("2026-03-14T12:00Z"))
		require.Equal(t, at("2026-03-16T09:00Z"), w.escalate("2026-03-14T12:00Z").Next)
	})
	t.Run("H07 each deadline stands there once", func(t *testing.T) {
		seen := map[string]bool{}
		for _, d := range h.list(t, "2026-03-16T09:30Z", manyConcerns(t, h, 500)...) {
			require.False(t, seen[d.ID], d.ID)
			seen[d.ID] = true
		}
		list := h.list(t, "2026-03-16T09:30Z", manyConcerns(t, h, 500)...)
		sorted := slices.Clone(list)
		peer.SortDeadlines(sorted, h.Calendar)
		require.Equal(t, sorted, list, "the soonest first")
	})
}

func TestDueWhoeverLeaves(t *testing.T) {
	h := newHouse(t, usual())
	w := h.raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{About: "p4"})
	asked, _, err := peer.NewSupportRequest(peer.AskForSupport{ID: "q1", Person: "p4", Service: "tamarside"}, peer.Act{By: peer.ByPerson("p4"), At: at("2026-03-01T12:00Z"), ID: "ask"}, peer.RelationshipFacts{})
	require.NoError(t, err)
	before := h.list(t, "2026-03-13T20:00Z", w.c)
	t.Run("SAFE-16, H23 that the person leaves peer support closes nothing", func(t *testing.T) {
		left, _, err := asked.Do(peer.TurnDownSupport{}, peer.Act{By: peer.ByPerson("p4"), At: at("2026-03-13T18:00Z"), ID: "left", Seen: asked.Rev()}, peer.RelationshipFacts{})
		require.NoError(t, err)
		require.Equal(t, before, h.list(t, "2026-03-13T20:00Z", left, w.c, left))
	})
	t.Run("H22 a worker who is on no roster any more takes no concern along", func(t *testing.T) {
		require.Empty(t, h.Roster.Telephone("w4"))
		require.Equal(t, []string{"1.1 dr-ode", "1.2 paul-renwick"}, w.owes("2026-03-13T20:00Z"))
	})
	t.Run("H22 who has it and goes off duty has it until they said, and no longer", func(t *testing.T) {
		h := newHouse(t, []string{shift(ode, clinician, "17:00", "20:00", ""), shift(lee, clinician, "20:00", "17:00", ""), shift(paul, dutyManager, "00:00", "24:00", "")})
		w := h.raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{}).told("1.1", ode, clinician, "2026-03-13T17:43Z").takes(ode, "2026-03-13T18:00Z", "2026-03-13T21:00Z")
		require.Empty(t, w.owes("2026-03-13T20:59Z"))
		require.Equal(t, []string{"2.1 dr-lee"}, w.owes("2026-03-13T21:00Z"))
	})
}

func TestDueWhenTimeIsWrong(t *testing.T) {
	h := newHouse(t, usual())
	t.Run("SAFE-14, H28 a clock that goes back halts nothing: the latest time seen counts, and the host hears of it", func(t *testing.T) {
		w := toOde(t).told("1.2", paul, dutyManager, "2026-03-13T18:48Z").told("1.again-127", paul, dutyManager, "2026-03-13T20:00Z")
		then, back := w.escalate("2026-03-13T20:00Z"), w.escalate("1970-01-01T00:00Z")
		require.True(t, back.Backwards)
		require.False(t, then.Backwards)
		back.Backwards = false
		require.Equal(t, then, back)
		require.Equal(t, then, w.escalate("2026-03-13T20:00:00Z"))

		list, err := safeguard.Due([]peer.Record{w.c, toOde(t).c}, w.World, at("1970-01-01T00:00Z"))
		require.ErrorIs(t, err, peer.ErrNoPolicyInForce)
		require.Contains(t, codes(list), safeguard.ErrClockWentBack.String())
		var world safeguard.World = w.World
		world.LastRun = at("2026-03-13T19:00Z")
		list, err = safeguard.Due([]peer.Record{w.c}, world, at("2026-03-13T19:00Z"))
		require.NoError(t, err)
		require.Equal(t, []string{"clock-went-back"}, codes(list))
		require.Equal(t, at("2026-03-13T20:00Z"), list[0].Since)
		list, err = safeguard.Due([]peer.Record{w.c}, world, at("2026-03-13T19:59:30Z"))
		require.NoError(t, err)
		require.NotContains(t, codes(list), "clock-went-back", "two clocks differ")
	})
	t.Run("SAFE-14, H28 what was owed when the clock was right is owed when it has gone back", func(t *testing.T) {
		w := toOde(t).do("w4", "2026-03-13T20:30Z", safeguard.SayMore{Age: 30})
		require.Equal(t, w.owes("2026-03-13T20:30Z"), w.owes("2026-03-13T17:00Z"))
		world := w.World
		world.LastRun = at("2026-03-13T17:00Z")
		list, err := safeguard.Due([]peer.Record{w.c}, world, at("2026-03-13T17:00Z"))
		require.NoError(t, err)
		i := slices.IndexFunc(list, func(d peer.Deadline) bool { return d.Rule.Code == safeguard.ErrTellDue })
		require.Equal(t, peer.DeadlineOverdue, list[i].State)
	})
	t.Run("SAFE-14, H28 one concern that has seen a later hour changes nothing for the others", func(t *testing.T) {
		morning := h.raiseAt(t, "2026-03-13T10:00Z", safeguard.Raise{ID: "a"})
		evening := h.raiseAt(t, "2026-03-13T19:00Z", safeguard.Raise{ID: "b"})
		for _, values := range [][]peer.Record{{morning.c, evening.c, morning.c}, {evening.c, morning.c}} {
			world := h.World
			world.LastRun = at("2026-03-13T10:05Z")
			list, err := safeguard.Due(values, world, at("2026-03-13T10:05Z"))
			require.NoError(t, err)
			for _, d := range list {
				if d.Rule.Code == safeguard.ErrTellDue {
					require.Equal(t, map[string]peer.StaffID{"a": hannah, "b": ode}[d.About.ID], d.Owner.Staff)
				}
			}
		}
	})
	t.Run("SAFE-14, H28 the clocks change in the night: an hour is an hour", func(t *testing.T) {
		spring := h.raiseAt(t, "2026-03-29T00:30Z", safeguard.Raise{}).told("1.1", ode, clinician, "2026-03-29T00:40Z")
		require.Empty(t, spring.owes("2026-03-29T01:39Z"))
		require.NotEmpty(t, spring.owes("2026-03-29T01:40Z"))
		autumn := h.raiseAt(t, "2026-10-25T00:30Z", safeguard.Raise{}).told("1.1", ode, clinician, "2026-10-25T00:40Z")
		require.Empty(t, autumn.owes("2026-10-25T01:39Z"))
		require.NotEmpty(t, autumn.owes("2026-10-25T01:40Z"))
	})
	t.Run("H28 beyond the calendar and beyond the years there are, an answer comes at once", func(t *testing.T) {
		for _, trigger := range []safeguard.Trigger{safeguard.UntowardIncident, safeguard.FaultyEquipment} {
			w := h.raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{Trigger: trigger})
			for _, now := range []time.Time{at("2027-06-01T12:00Z"), at("9998-01-01T00:00Z"), time.Unix(1<<40, 0), {}} {
				e := safeguard.Escalate(w.c, w.World, now)
				require.NotEmpty(t, e.Owed)
				for _, o := range e.Owed {
					require.Equal(t, o.Turn, safeguard.ParseTurn(o.Turn.String()))
				}
			}
		}
	})
	t.Run("SAFE-04, H01 no policy in force: everything is owed under the one that was frozen, and the fault is told", func(t *testing.T) {
		w := h.raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{})
		world := w.World
		world.Policies = peer.Policies{}
		list, err := safeguard.Due([]peer.Record{w.c}, world, at("2026-03-13T17:43Z"))
		require.ErrorIs(t, err, peer.ErrNoPolicyInForce)
		require.Contains(t, codes(list), "tell-due")
		require.Equal(t, h.facts.Policy.Digest(), list[len(list)-1].Policy)
	})
	t.Run("SAFE-14 no concern at all owes nothing", func(t *testing.T) {
		require.Empty(t, safeguard.Escalate(safeguard.Concern{}, h.World, at("2026-03-13T17:43Z")).Owed)
		require.Empty(t, h.list(t, "2026-03-13T17:43Z", safeguard.Concern{}, safeguard.NoneNeeded{}))
	})
}
