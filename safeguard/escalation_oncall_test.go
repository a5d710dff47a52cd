package safeguard_test

import (
	"testing"
	"time"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// Six nights on which on-call tools went wrong (facts/other-systems.md, section 0 item
// 5), and what happens here. Read the files: testdata/oncall.
func TestOnCallNights(t *testing.T) {
	for name, night := range map[string]func(*testing.T) book{
		"local-hours":        localHours,
		"bank-holiday":       bankHoliday,
		"nobody-on-call":     nobodyOnCall,
		"after-a-restart":    afterARestart,
		"unreachable-steps":  unreachableSteps,
		"an-old-alert":       anOldAlert,
		"a-lapsed-i-have-it": lapsed,
	} {
		t.Run("SAFE-14 "+name, func(t *testing.T) {
			steptest.Golden(t, "oncall/"+name+".txt", []byte(night(t).String()))
		})
	}
}

func tells(when string) func(*worry) { return func(w *worry) { w.send(when) } }

func localHours(t *testing.T) book {
	w := newHouse(t, usual()).raiseAt(t, "2026-03-27T16:30Z", safeguard.Raise{})
	b := newBook("Hours are local. The clocks go forward in the night to Sunday 29 March: half past four in UTC is in\nhours on Friday and out of hours on Monday. (A tool that knew UTC only rang the wrong desk.)", w)
	b.look(at("2026-03-27T16:30Z"))
	b.look(at("2026-03-27T17:00Z"))
	b.note("2026-03-30T16:30Z", "the same on Monday, at the same hour in UTC", func(w *worry) {
		*w = *w.raiseAt(t, "2026-03-30T16:30Z", safeguard.Raise{ID: "c2"})
	})
	b.look(at("2026-03-30T16:30Z"))
	return b
}

func bankHoliday(t *testing.T) book {
	w := newHouse(t, usual()).raiseAt(t, "2026-04-02T15:50Z", safeguard.Raise{Trigger: safeguard.FaultyEquipment})
	b := newBook("Good Friday and Easter Monday are no working days. What has working days waits for them; what is\nImmediate goes along the chain that is there. (The most repeated wish on one on-call tool.)", w)
	b.look(at("2026-04-02T15:50Z"))
	b.note("2026-04-02T15:51Z", "Hannah is told; she has two working days", tells("2026-04-02T15:51Z"))
	for _, when := range []string{"2026-04-03T10:00Z", "2026-04-06T10:00Z", "2026-04-07T23:00Z", "2026-04-08T22:59Z", "2026-04-08T23:00Z", "2026-04-09T07:59Z", "2026-04-09T08:00Z"} {
		b.look(at(when))
	}
	b.note("2026-04-03T10:00Z", "something Immediate on Good Friday, at eleven in the morning", func(w *worry) {
		*w = *w.raiseAt(t, "2026-04-03T10:00Z", safeguard.Raise{ID: "c2"})
	})
	b.look(at("2026-04-03T10:00Z"))
	return b
}

func nobodyOnCall(t *testing.T) book {
	h := newHouse(t, []string{hours(hannah, peer.RoleTeamLead), shift(ode, safeguard.RoleOnCallClinician, "06:00", "22:00", ""), shift(paul, safeguard.RoleDutyManager, "07:30", "23:00", "")})
	w := h.raiseAt(t, "2026-03-14T00:20Z", safeguard.Raise{})
	b := newBook("Nobody is on call from eleven at night until six. Somebody rings the number, again every hour, and\nwhoever comes on duty first is told at once. (A tool told nobody, and said nothing.)", w)
	b.hourly("2026-03-14T00:20Z", "2026-03-14T02:20Z")
	b.note("2026-03-14T02:30Z", "somebody rings the number and says so", func(w *worry) {
		w.told(w.escalate("2026-03-14T02:30Z").Owed[0].Turn.String(), "switchboard", "", "2026-03-14T02:30Z")
	})
	b.look(at("2026-03-14T02:31Z"))
	b.hourly("2026-03-14T03:20Z", "2026-03-14T05:20Z")
	b.look(at("2026-03-14T06:00Z"))
	b.note("2026-03-14T06:01Z", "Dr Ode is told", tells("2026-03-14T06:01Z"))
	b.look(at("2026-03-14T06:20Z"))
	b.look(at("2026-03-14T07:30Z"))
	return b
}

func afterARestart(t *testing.T) book {
	w := newHouse(t, usual()).raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{})
	b := newBook("The host is off from Friday evening until Tuesday morning. Nothing lived in a timer: each link is owed\nonce, and one telling again for all the hours. (A tool lost every chain that was waiting.)", w)
	b.note("2026-03-13T17:48Z", "Dr Ode is told, and the host goes off", tells("2026-03-13T17:48Z"))
	b.look(at("2026-03-17T10:05Z"))
	b.note("2026-03-17T10:05Z", "everybody who is owed it is told", tells("2026-03-17T10:05Z"))
	b.look(at("2026-03-17T10:05Z"))
	b.hourly("2026-03-17T10:45Z", "2026-03-17T11:45Z")
	return b
}

func unreachableSteps(t *testing.T) book {
	shifts := []string{shift(ode, safeguard.RoleOnCallClinician, "00:00", "24:00", ""), shift(lee, safeguard.RoleOnCallClinician, "00:00", "24:00", ""), shift(lee, safeguard.RoleDutyManager, "00:00", "24:00", ""),
		shift(rita, safeguard.RoleDutyManager, "00:00", "24:00", "")}
	w := newHouse(t, shifts).raiseAt(t, "2026-03-16T10:00Z", safeguard.Raise{NotTo: safeguard.NotTo{Subjects: []peer.StaffID{ode}, Linked: []peer.StaffID{rita}}})
	b := newBook("In hours nobody holds a role of the chain; Dr Ode is whom it is about and Rita is close to him. Steps that\nreach nobody are passed over at once and shown, and Dr Lee is told. (A tool waited at each of them.)", w)
	b.look(at("2026-03-16T10:00Z"))
	b.note("2026-03-16T10:01Z", "Dr Lee is told", tells("2026-03-16T10:01Z"))
	b.hourly("2026-03-16T10:30Z", "2026-03-16T11:30Z")
	b.look(at("2026-03-16T17:00Z"))
	return b
}

func anOldAlert(t *testing.T) book {
	w := newHouse(t, usual()).raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{})
	b := newBook("Somebody had it and closed it. Months later, whatever the host does, it tells nobody. (A tool paged people\nabout an alert that had been taken on months before.)", w)
	b.note("2026-03-13T17:48Z", "Dr Ode is told", tells("2026-03-13T17:48Z"))
	b.note("2026-03-13T18:00Z", "Dr Ode has it until Monday noon", func(w *worry) { w.takes(ode, "2026-03-13T18:00Z", "2026-03-16T12:00Z") })
	b.look(at("2026-03-13T18:48Z"))
	b.note("2026-03-16T11:00Z", "Dr Ode closes it", func(w *worry) {
		w.do(ode, "2026-03-16T11:00Z", safeguard.Close{As: safeguard.ClosedResolved, Says: steptest.Unsigned("seen to"), Raiser: peer.Say("it was seen to"), Person: safeguard.PersonHeard{Nobody: true}})
	})
	b.look(at("2026-03-16T12:00Z"))
	b.look(at("2026-08-16T12:00Z"))
	return b
}

func lapsed(t *testing.T) book {
	w := newHouse(t, usual()).raiseAt(t, "2026-03-13T17:42Z", safeguard.Raise{})
	b := newBook("Somebody had it and fell silent. It lapses when they said, not months later, and the chain of that hour\nbegins anew, under ids of its own.", w)
	b.note("2026-03-13T17:48Z", "Dr Ode is told", tells("2026-03-13T17:48Z"))
	b.note("2026-03-13T18:00Z", "Dr Ode has it until Monday noon", func(w *worry) { w.takes(ode, "2026-03-13T18:00Z", "2026-03-16T12:00Z") })
	b.look(at("2026-03-16T12:00Z").Add(-time.Second))
	b.look(at("2026-03-16T12:00Z"))
	b.note("2026-03-16T12:01Z", "Hannah is told", tells("2026-03-16T12:01Z"))
	b.hourly("2026-03-16T13:01Z", "2026-03-16T14:01Z")
	return b
}
