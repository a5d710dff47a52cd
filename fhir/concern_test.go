package fhir_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/transition"
)

func init() {
	examples[safeguard.KindConcern] = concernExample
	sightings[safeguard.KindConcern] = func(t testing.TB) []sighting {
		full := passed(t, disclosure()).takes(paul, "19:05").inHand(ines, "19:30").closed(ines, "20:00", safeguard.ClosedResolved)
		return []sighting{{record: full.c, keeps: []string{"/origin"}, made: func(t testing.TB, r peer.Record) []fhir.Resource {
			in := atStated(t)
			in.Flags = map[peer.Ref]fhir.FlagDecision{r.Ref(): {By: paul, At: moment(t, "19:30"), SafeguardingLead: true}}
			return built(t, r, in)
		}}}
	}
}

// Those who are told. All are invented.
const (
	ode  peer.StaffID = "dr-ode"
	paul peer.StaffID = "paul-renwick"
	ines peer.StaffID = "ines-vale"
)

const tamarsideSafety = `{"schema": 1, "organisation": "A", "version": "2026", "from": "2026-01-01", "example": true, "calendar": {
  "zone": "Europe/London", "workingDays": ["mon","tue","wed","thu","fri"], "hours": {"from": "09:00", "to": "17:00"}, "holidays": [], "until": "2026-12-31"}, "safeguard": %s}`

// safety is organisation A's policy about concerns.
func safety(t testing.TB) safeguard.Policy {
	t.Helper()
	file, err := peer.OpenPolicy(fmt.Appendf(nil, tamarsideSafety, safeguard.ExamplePolicy()), time.LoadLocation)
	require.NoError(t, err)
	p, err := safeguard.PolicyFrom(file)
	require.NoError(t, err)
	return p
}

// labelsStated is a site that writes what concerns feed: somebody answers for its labels.
var labelsStated = fhir.Site{Tasks: true, Messages: true, Flags: true, Observations: true, Labels: fhir.LabelStatement{By: "information governance", On: peer.MustDate("2026-03-01")}}

func atStated(t testing.TB) fhir.Context {
	in := tamarside(t)
	in.Site, in.At, in.Calendar = labelsStated, clock, safety(t).Calendar()
	return in
}

// worry is a concern on its way; every step is an act of its own.
type worry struct {
	t testing.TB
	c safeguard.Concern
	n int
}

func (w *worry) act(by peer.Actor, when string) peer.Act {
	w.n++
	return peer.Act{By: by, At: moment(w.t, when), ID: peer.RequestID(fmt.Sprintf("r%d", w.n)), Seen: w.c.Rev()}
}

// moment reads a time of Friday 13 March 2026, or a whole one.
func moment(t testing.TB, when string) time.Time {
	t.Helper()
	if len(when) < 10 {
		when = "2026-03-13T" + when + ":00Z"
	}
	at, err := time.Parse(time.RFC3339, when)
	require.NoError(t, err)
	return at
}

func raised(t testing.TB, r safeguard.Raise, by peer.Actor) *worry {
	t.Helper()
	w := &worry{t: t}
	if r.ID == "" {
		r.ID, r.About = "c1", aled
	}
	if r.Trigger == "" {
		r.Trigger = safeguard.AbuseDisclosure
	}
	r.NoticedAt = peer.MustMoment("2026-03-13T17:40:00Z")
	c, _, err := safeguard.NewConcern(r, w.act(by, "17:42"), safeguard.Facts{Policy: safety(t)})
	require.NoError(t, err)
	w.c = c
	return w
}

func (w *worry) do(by peer.StaffID, when string, step safeguard.ConcernStep) *worry {
	w.t.Helper()
	next, _, err := w.c.Do(step, w.act(peer.ByStaff(by, ""), when), safeguard.Facts{Policy: safety(w.t)})
	require.NoError(w.t, err)
	w.c = next
	return w
}

func (w *worry) told(turn string, to peer.StaffID, role peer.Role, when string) *worry {
	return w.do(jess, when, safeguard.Sent{Turn: turn, To: to, Role: role, Receipt: "sms-" + turn})
}

func (w *worry) takes(by peer.StaffID, when string) *worry {
	return w.do(by, when, safeguard.Acknowledge{Next: peer.Say(canary + "-next"), Until: peer.MustMoment("2026-03-16T12:00:00Z"), Bring: []peer.StaffID{ines}})
}

func (w *worry) inHand(by peer.StaffID, when string) *worry {
	return w.do(by, when, safeguard.SetInHand{Next: peer.Say(canary + "-next"), Until: peer.MustMoment("2026-03-16T12:00:00Z")})
}

func (w *worry) closed(by peer.StaffID, when string, as safeguard.Closing) *worry {
	return w.do(by, when, safeguard.Close{As: as, Says: say(canary + "-says"), Raiser: peer.Say(canary + "-raiser"), Person: safeguard.PersonHeard{Told: peer.Say(canary + "-person"), NotYet: peer.Say(canary + "-not-yet"), By: by, On: peer.MustDate("2026-03-13")}})
}

// passed is a concern that was told in two links.
func passed(t testing.TB, r safeguard.Raise) *worry {
	return raised(t, r, byJess).told("1.1", ode, safeguard.RoleOnCallClinician, "17:48").told("1.2", paul, safeguard.RoleDutyManager, "18:48")
}

// tasks are the Tasks of a concern by the number of their hop.
func tasks(t testing.TB, c safeguard.Concern, in fhir.Context) map[string]fhir.Resource {
	t.Helper()
	out := map[string]fhir.Resource{}
	for _, name := range fhir.Documents(c) {
		if name.Type == "Task" {
			r, _, err := fhir.Build(name, c, in)
			require.NoError(t, err)
			out[name.Part] = r
		}
	}
	return out
}

func one(t testing.TB, r fhir.Resource, path string) string {
	t.Helper()
	return strings.Join(at(t, r, path), ",")
}

// disclosure is everything that can be said when a concern is raised.
func disclosure() safeguard.Raise {
	mark := func(field string) peer.Words { return say(canary + "-" + field) }
	return safeguard.Raise{ID: "c1", About: aled, Age: 17, Where: safeguard.AtHome, Text: mark("text"), Wants: mark("wants"),
		Contact: safeguard.SafeContact{Answer: safeguard.ContactHow, How: mark("how")}, Talk: safeguard.SayTalked{Answer: safeguard.TalkNotSafe, Because: peer.Say(canary + "-because")},
		Disclosure: safeguard.Disclosure{Quoted: mark("quoted"), SaidIn: peer.Say(canary + "-in"), Safe: peer.No, ToldPassedOn: peer.No, Promised: true},
		Danger:     safeguard.Danger{Now: peer.Yes, Violence: peer.Yes}, Ground: safeguard.Ground{Basis: safeguard.BasisVital, Because: peer.Say(canary + "-ground")},
		NotTo: safeguard.NotTo{Subjects: []peer.StaffID{"canary-subject"}, Linked: []peer.StaffID{"canary-linked"}, Named: []peer.StaffID{"canary-named"}},
		Given: peer.Say(canary + "-given"), Beside: peer.Say(canary + "-beside"), Origin: []string{"canary-signal"}, With: "canary-with"}
}

func concernExample(t testing.TB) example {
	in := atStated(t)
	var list []fhir.Resource
	add := func(c safeguard.Concern) {
		for _, name := range fhir.Documents(c) {
			if name.Type == "Flag" {
				in.Flags = map[peer.Ref]fhir.FlagDecision{c.Ref(): {By: paul, At: moment(t, "19:30"), SafeguardingLead: true, Ended: moment(t, "20:00")}}
			}
			r, _, err := fhir.Build(name, c, in)
			require.NoError(t, err)
			list = append(list, r)
		}
	}
	add(passed(t, disclosure()).takes(paul, "19:05").c)
	move := raised(t, safeguard.Raise{ID: "c2", About: aled, Trigger: safeguard.NotProgressing, Origin: []string{"s1"}}, byJess).told("1.1", paul, safeguard.RoleDutyManager, "17:48").takes(paul, "18:00")
	in.Signals = []peer.Signal{{ID: "s1", About: aled, From: peer.Ref{Kind: transition.KindTransition, ID: "t1"}}}
	add(move.c)
	return example{passed(t, disclosure()).takes(paul, "19:05").c, list}
}

func TestToConcernTask(t *testing.T) {
	t.Run("AT-10, FHIR-13, FHIR-14, SAFE-02, SAFE-14 two hops of a private concern", func(t *testing.T) {
		w := passed(t, safeguard.Raise{Disclosure: safeguard.Disclosure{Quoted: say("CANARY-DISC-3X")}}).takes(paul, "19:05")
		w.inHand(ines, "19:30").closed(ines, "20:00", safeguard.ClosedResolved)
		made := tasks(t, w.c, atStated(t))
		require.Len(t, made, 2)
		golden(t, "task-concern-passed-on", made["1-1"].Body)
		golden(t, "task-concern-completed", made["1-2"].Body)
		for part, want := range map[string][]string{
			"1-1": {"cancelled", "re-escalated", "2026-03-13T17:42:00Z", "2026-03-13T17:48:00Z", "2026-03-13T18:48:00Z", ""},
			"1-2": {"completed", "", "2026-03-13T18:48:00Z", "2026-03-13T18:48:00Z", "2026-03-13T19:48:00Z", "c1.1-1"},
		} {
			r := made[part]
			var got []string
			for _, path := range []string{"status", "statusReason.coding.code", "authoredOn", "restriction.period.start", "restriction.period.end", "partOf.identifier.value"} {
				got = append(got, one(t, r, path))
			}
			require.Equal(t, want, got, part)
			require.Equal(t, []string{"order", "stat", "private-concern", "R,NOPAT", "c1", "c1." + part}, []string{one(t, r, "intent"), one(t, r, "priority"), one(t, r, "code.coding.code"), one(t, r, "meta.security.code"), one(t, r, "groupIdentifier.value"), r.Identifier.Value})
			require.NotContains(t, string(r.Body), "CANARY-DISC-3X")
		}
	})
	t.Run("SAFE-14 Dr Ode answers late: his own accepted Task, and the running one ends", func(t *testing.T) {
		made := tasks(t, passed(t, safeguard.Raise{}).takes(ode, "18:55").c, atStated(t))
		require.Len(t, made, 3)
		require.Equal(t, "late-acknowledgement", one(t, made["1-2"], "statusReason.coding.code"))
		require.Equal(t, "cancelled", one(t, made["1-2"], "status"))
		require.Equal(t, "accepted", one(t, made["taken-1"], "status"))
		require.Equal(t, "c1.1-1", one(t, made["taken-1"], "partOf.identifier.value"))
		golden(t, "task-concern-late", made["taken-1"].Body)
	})
	t.Run("FHIR-14 every place a concern can be in, and every state of a hop", func(t *testing.T) {
		told := func() *worry { return raised(t, safeguard.Raise{}, byJess).told("1.1", ode, "", "17:48") }
		want := map[peer.Status]struct {
			w    *worry
			says string
		}{
			safeguard.Raised:          {raised(t, safeguard.Raise{}, byJess), ""},
			safeguard.Notified:        {told(), "requested"},
			safeguard.Acknowledged:    {told().takes(ode, "18:00"), "accepted"},
			safeguard.InHand:          {told().takes(ode, "18:00").inHand(ode, "18:05"), "in-progress"},
			safeguard.Resolved:        {told().takes(ode, "18:00").closed(ode, "18:05", safeguard.ClosedResolved), "completed"},
			safeguard.NoFurtherAction: {told().takes(ode, "18:00").closed(ode, "18:05", safeguard.ClosedNoFurther), "completed"},
			safeguard.Withdrawn:       {raised(t, safeguard.Raise{}, byJess).do(jess, "17:45", safeguard.TakeBack{}), ""},
		}
		require.Len(t, want, len(safeguard.ConcernTable().States))
		for status, x := range want {
			require.Equal(t, status, x.w.c.Status())
			made := tasks(t, x.w.c, atStated(t))
			if x.says == "" {
				require.Empty(t, made, status)
				continue
			}
			require.Equal(t, x.says, one(t, made["1-1"], "status"), status)
		}
		seen := map[safeguard.HopState]bool{}
		for _, w := range []*worry{told(), told().takes(ode, "18:00"), told().takes(ode, "18:00").inHand(ode, "18:05"), told().takes(ode, "18:00").closed(ode, "18:05", safeguard.ClosedResolved),
			passed(t, safeguard.Raise{}).takes(ode, "18:55"), told().told("1.1", ines, "", "17:49").takes(ines, "17:50")} {
			for _, h := range w.c.Hops(peer.Calendar{}) {
				require.NotEmpty(t, one(t, tasks(t, w.c, atStated(t))[h.Number], "status"))
				seen[h.State] = true
			}
		}
		require.Len(t, seen, len(safeguard.HopState("").Terms()))
	})
	t.Run("SAFE-01, H08 every trigger: its own code, or none that says what it is", func(t *testing.T) {
		for _, trigger := range safeguard.CoreTriggers() {
			w := raised(t, safeguard.Raise{ID: "c1", About: aled, Trigger: trigger}, byJess).told("1.1", ode, "on-call-clinician", "17:48")
			r, err := fhir.ToConcernTask(w.c, "1-1", atStated(t))
			if trigger == safeguard.WorkerWellbeing || trigger == safeguard.LoneWorkerOverdue {
				refused(t, err, fhir.ErrNotSent)
				continue
			}
			require.NoError(t, err)
			code, label, owner := string(trigger), "R", "on call clinician"
			if trigger.Private() {
				code, label, owner = "private-concern", "R,NOPAT", "Member of staff"
			}
			require.Equal(t, []string{code, label, owner}, []string{one(t, r, "code.coding.code"), one(t, r, "meta.security.code"), one(t, r, "owner.display")}, trigger)
			require.NotEmpty(t, one(t, r, "code.text"))
			require.True(t, !trigger.Private() || !strings.Contains(string(r.Body), string(trigger)))
		}
	})
	t.Run("H08, SAFE-05 what was said is private, however mild the trigger: no code, role or focus tells", func(t *testing.T) {
		in := atStated(t)
		in.ServicePlan = "CarePlan/77"
		in.Signals = []peer.Signal{{ID: "s1", About: aled, From: peer.Ref{Kind: transition.KindTransition, ID: "t1"}}}
		for name, r := range map[string]safeguard.Raise{
			"told of abuse":               {Trigger: safeguard.AreaOfConcern, Disclosure: safeguard.Disclosure{Quoted: say(canary)}},
			"a child at risk":             {Trigger: safeguard.MentalStateChange, Disclosure: safeguard.Disclosure{Children: peer.Yes}},
			"violence":                    {Trigger: safeguard.NotProgressing, Origin: []string{"s1"}, Danger: safeguard.Danger{Violence: peer.Yes}},
			"somebody who works here":     {Trigger: safeguard.LimitOfCompetence, NotTo: safeguard.NotTo{Subjects: []peer.StaffID{paul}}},
			"a word that nobody here has": {Trigger: "forced-marriage"},
		} {
			r.ID, r.About = "c1", aled
			w := raised(t, r, byJess).told("1.1", ode, safeguard.RoleSafeguardingLead, "17:48")
			require.False(t, w.c.CoreTrigger().Private())
			made := tasks(t, w.c, in)["1-1"]
			require.Equal(t, []string{"private-concern", "R,NOPAT", "Member of staff", ""}, []string{one(t, made, "code.coding.code"), one(t, made, "meta.security.code"), one(t, made, "owner.display"), one(t, made, "focus.type")}, name)
			require.NotContains(t, string(made.Body), string(w.c.CoreTrigger()))
			w.takes(ode, "18:00")
			_, err := fhir.ToFlag(w.c, fhir.FlagDecision{By: ode, At: moment(t, "18:30")}, in)
			refused(t, err, peer.ErrWrongRole)
			told, err := fhir.ToConcernMessage(w.c, "1-1", in)
			require.NoError(t, err)
			require.Equal(t, []string{"R,NOPAT", "Member of staff"}, []string{one(t, told, "meta.security.code"), one(t, told, "recipient.display")})
		}
	})
	t.Run("SAFE-02, TRAN-15 every urgency; a move that does not progress is urgent at least, and leads to its plan", func(t *testing.T) {
		for urgency, want := range map[safeguard.Urgency]string{safeguard.Routine: "routine", safeguard.Soon: "urgent", safeguard.Immediate: "stat"} {
			w := raised(t, safeguard.Raise{Trigger: safeguard.Accident}, byJess).told("1.1", ode, "", "17:48")
			if urgency != safeguard.Routine {
				w.do(jess, "17:49", safeguard.MoreUrgent{To: urgency})
			}
			require.Equal(t, urgency, w.c.Urgency())
			require.Equal(t, want, one(t, tasks(t, w.c, atStated(t))["1-1"], "priority"))
		}
		w := raised(t, safeguard.Raise{ID: "c1", About: aled, Trigger: safeguard.NotProgressing, Origin: []string{"s0", "s1"}}, byJess).told("1.1", ode, "", "17:48")
		in := atStated(t)
		require.Equal(t, []string{"urgent", ""}, []string{one(t, tasks(t, w.c, in)["1-1"], "priority"), one(t, tasks(t, w.c, in)["1-1"], "focus.type")})
		in.Signals = []peer.Signal{{ID: "s0", About: aled, From: peer.Ref{Kind: "contact", ID: "x"}}, {ID: "s1", About: "p2", From: peer.Ref{Kind: transition.KindTransition, ID: "t2"}},
			{ID: "s1", About: aled, From: peer.Ref{Kind: transition.KindTransition, ID: "t1"}}}
		made, missing, err := fhir.Build(fhir.DocumentName{Type: "Task", Record: w.c.Ref(), Part: "1-1"}, w.c, in)
		require.NoError(t, err)
		require.Equal(t, []string{"CarePlan", "t1"}, []string{one(t, made, "focus.type"), one(t, made, "focus.identifier.value")})
		require.Equal(t, []fhir.DocumentName{{Type: "CarePlan", Record: peer.Ref{Kind: transition.KindTransition, ID: "t1"}}}, missing.Documents)
		require.Equal(t, []peer.StaffID{ode}, missing.Staff)
		worse := raised(t, safeguard.Raise{ID: "c1", About: aled, Trigger: safeguard.MentalStateChange}, byJess).told("1.1", ode, "", "17:48")
		in.ServicePlan = "CarePlan/77"
		require.Equal(t, "CarePlan/77", one(t, tasks(t, worse.c, in)["1-1"], "focus.reference"))
		in.ServicePlan = "Task/77"
		_, err = fhir.ToConcernTask(worse.c, "1-1", in)
		refused(t, err, fhir.ErrUnmappable)
	})
	t.Run("SAFE-07, SAFE-09, H10 fixed sentences, each answer another", func(t *testing.T) {
		said := map[string]bool{}
		notes := func(r safeguard.Raise) string {
			r.ID, r.About, r.Trigger = "c1", aled, safeguard.RiskToSelf
			return one(t, tasks(t, raised(t, r, byJess).told("1.1", ode, "", "17:48").c, atStated(t))["1-1"], "note.text")
		}
		for _, answer := range append(safeguard.TalkedWith("").Terms(), "") {
			said[notes(safeguard.Raise{Talk: safeguard.SayTalked{Answer: safeguard.TalkedWith(answer), Because: peer.Say(canary)}})] = true
		}
		require.Len(t, said, len(safeguard.TalkedWith("").Terms()), "about nobody is no answer about a person")
		for answer, want := range map[safeguard.Contactable]string{"": "ask the worker first", safeguard.ContactHow: "ask the worker which", safeguard.ContactNotYet: "Do not get in touch"} {
			require.Contains(t, notes(safeguard.Raise{Contact: safeguard.SafeContact{Answer: answer}}), want)
		}
		require.Contains(t, notes(safeguard.Raise{Danger: safeguard.Danger{Now: peer.Yes}}), "Nobody has answered whether emergency help was called.")
		for _, answered := range safeguard.EmergencyAction("").Terms() {
			require.NotContains(t, notes(safeguard.Raise{Danger: safeguard.Danger{Now: peer.Yes, Emergency: safeguard.EmergencyAction(answered)}}), "emergency")
		}
	})
	t.Run("FHIR-14 who raised it: somebody on the staff or the person; a carer stands nowhere", func(t *testing.T) {
		for want, by := range map[string]peer.Actor{"Practitioner/w4": byJess, "Patient/p1": byAled, "": peer.ByCarer("megan")} {
			w := raised(t, safeguard.Raise{}, by)
			w.told("1.1", ode, "", "17:48")
			r := tasks(t, w.c, atStated(t))["1-1"]
			require.Equal(t, want, one(t, r, "requester.reference"))
			require.NotContains(t, string(r.Body), "megan")
		}
	})
	t.Run("FHIR-14 a recipient whom the record system knows, and one it does not: the hop happens all the same", func(t *testing.T) {
		in := atStated(t)
		in.People.Staff[ode] = fhir.Reference{Reference: "Practitioner/ode", Display: "Dr Ode"}
		made := tasks(t, passed(t, safeguard.Raise{Trigger: safeguard.RiskToSelf}).c, in)
		require.Equal(t, []string{"Practitioner/ode", "Dr Ode"}, []string{one(t, made["1-1"], "owner.reference"), one(t, made["1-1"], "owner.display")})
		require.Equal(t, []string{"", fhir.Canonical + "/id/staff", "paul-renwick", "duty manager"}, []string{one(t, made["1-2"], "owner.reference"), one(t, made["1-2"], "owner.identifier.system"), one(t, made["1-2"], "owner.identifier.value"), one(t, made["1-2"], "owner.display")})
	})
	t.Run("SAFE-02 told later than there was time: the end alone", func(t *testing.T) {
		r := tasks(t, raised(t, safeguard.Raise{}, byJess).told("1.1", ode, "", "20:00").c, atStated(t))["1-1"]
		require.Equal(t, []string{"", "2026-03-13T19:10:00Z"}, []string{one(t, r, "restriction.period.start"), one(t, r, "restriction.period.end")})
	})
	t.Run("SAFE-04 the policy, or the built-in floor", func(t *testing.T) {
		w := passed(t, safeguard.Raise{})
		require.Equal(t, fhir.Canonical+"/id/policy/"+strings.ReplaceAll(string(safety(t).Digest()), ":", "-"), one(t, tasks(t, w.c, atStated(t))["1-1"], "instantiatesUri"))
		c, _, err := safeguard.NewConcern(safeguard.Raise{ID: "c1", About: aled}, w.act(byJess, "17:42"), safeguard.Facts{})
		require.NoError(t, err)
		w.c = c
		w.told("1.1", ode, "", "17:48")
		require.Equal(t, fhir.Canonical+"/id/policy/floor", one(t, tasks(t, w.c, atStated(t))["1-1"], "instantiatesUri"))
	})
	t.Run("FHIR-02 the same concern gives the same bytes, and the smallest there is", func(t *testing.T) {
		w := raised(t, safeguard.Raise{Trigger: "a word nobody knows"}, peer.ByCarer("megan")).told("1.1", ode, "", "17:48")
		first, again := tasks(t, w.c, atStated(t)), tasks(t, w.c, atStated(t))
		require.Equal(t, first, again)
		golden(t, "task-concern-smallest", first["1-1"].Body)
	})
}
