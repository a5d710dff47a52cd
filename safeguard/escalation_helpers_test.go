package safeguard_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// Those who are told. All are invented.
const (
	lee  peer.StaffID = "dr-lee"    // another
	rita peer.StaffID = "rita-moon" // another
)

// house is an organisation: its policy, its roster and what the host keeps besides.
type house struct {
	safeguard.World
	facts safeguard.Facts
}

// everyDay is a roster's list of all weekdays.
const everyDay = `["mon","tue","wed","thu","fri","sat","sun"]`

// shift is one line of a roster.
func shift(staff peer.StaffID, role peer.Role, from, to, more string) string {
	return fmt.Sprintf(`{"staff": %q, "role": %q, "days": %s, "from": %q, "to": %q%s}`, staff, role, everyDay, from, to, more)
}

// hours is a line of somebody who is there on working days from nine to five.
func hours(staff peer.StaffID, role peer.Role) string {
	return fmt.Sprintf(`{"staff": %q, "role": %q, "days": ["mon","tue","wed","thu","fri"], "from": "09:00", "to": "17:00", "holidays": "not"}`, staff, role)
}

// usual are the duties of organisation A: Hannah and Ines Vale in hours, Dr Ode and Paul
// at every hour.
func usual() []string {
	return []string{hours(hannah, peer.RoleTeamLead), hours(ines, safeguard.RoleSafeguardingLead),
		shift(ode, safeguard.RoleOnCallClinician, "00:00", "24:00", ""), shift(paul, safeguard.RoleDutyManager, "00:00", "24:00", "")}
}

const houseCalendar = `{
  "zone": "Europe/London", "workingDays": ["mon","tue","wed","thu","fri"], "hours": {"from": "09:00", "to": "17:00"},
  "holidays": ["2026-01-01","2026-04-03","2026-04-06","2026-05-04","2026-05-25","2026-08-31","2026-12-25","2026-12-28"], "until": "2026-12-31"
}`

// houseFile is the example policy from the beginning of 2026 on, with more in its
// envelope and the pairs of texts put one for the other in its section.
func houseFile(t testing.TB, more string, instead ...string) peer.PolicyFile {
	t.Helper()
	section := strings.NewReplacer(instead...).Replace(string(safeguard.ExamplePolicy()))
	doc := fmt.Sprintf(`{"schema": 1, "organisation": "A", "version": "2026", "from": "2026-01-01", %s "example": true, "calendar": %s, "safeguard": %s}`, more, houseCalendar, section)
	file, err := peer.OpenPolicy([]byte(doc), time.LoadLocation)
	require.NoError(t, err)
	return file
}

// newHouse is an organisation with these shifts and the example policy, in which the
// pairs of texts are put one for the other.
func newHouse(t testing.TB, shifts []string, instead ...string) house {
	t.Helper()
	file := houseFile(t, "", instead...)
	policies, err := peer.NewPolicies(file)
	require.NoError(t, err)
	var people []string
	for _, who := range []peer.StaffID{hannah, ines, ode, lee, paul, rita} {
		people = append(people, fmt.Sprintf(`{"staff": %q}`, who))
	}
	roster := fmt.Sprintf(`{"schema": 1, "organisation": "A", "version": "1", "updated": "2026-03-01T09:00:00Z", "from": "2026-01-01", "until": "2026-12-31",
		"people": [%s], "shifts": [%s], "absences": []}`, strings.Join(people, ","), strings.Join(shifts, ","))
	duty, err := safeguard.OpenRoster([]byte(roster), file.Calendar())
	require.NoError(t, err)
	w := safeguard.World{World: peer.World{Policies: policies, Calendar: file.Calendar()}, Roster: duty, LastRun: steptest.On("2026-03-01T00:00Z")}
	return house{w, safeguard.FactsOn(policies, duty, file.Calendar(), steptest.On("2026-03-02T00:00Z"))}
}

// worry is a concern on its way: every step has an act of its own.
type worry struct {
	t testing.TB
	house
	c safeguard.Concern
	n int
}

// raiseAt raises a concern of which nothing is left to be asked.
func (h house) raiseAt(t testing.TB, when string, raise safeguard.Raise) *worry {
	t.Helper()
	w := &worry{t: t, house: h}
	if raise.ID == "" {
		raise.ID = "c1"
	}
	if raise.Trigger == "" {
		raise.Trigger = safeguard.UntowardIncident
	}
	if raise.Danger.Emergency == "" {
		raise.Danger.Emergency = safeguard.EmergencyNotNeeded
	}
	if raise.Disclosure.Children == peer.Unknown {
		raise.Disclosure.Children = peer.No
	}
	by := peer.ByStaff("w4", peer.RolePeerWorker)
	c, _, err := safeguard.NewConcern(raise, w.act(by, at(when)), h.facts)
	require.NoError(t, err)
	w.c = c
	return w
}

// at reads an instant with or without seconds.
func at(when string) time.Time {
	if v, err := time.Parse(time.RFC3339, when); err == nil {
		return v
	}
	return steptest.On(when)
}

func (w *worry) act(by peer.Actor, when time.Time) peer.Act {
	w.n++
	return peer.Act{By: by, At: when, ID: peer.RequestID(fmt.Sprintf("r%d", w.n)), Seen: w.c.Rev()}
}

// do takes a step that is allowed.
func (w *worry) do(who peer.StaffID, when string, step safeguard.ConcernStep) *worry {
	w.t.Helper()
	next, _, err := w.c.Do(step, w.act(peer.ByStaff(who, ""), at(when)), w.facts)
	require.NoError(w.t, err)
	w.c = next
	return w
}

// told says that somebody was told in a turn at a time, and stores it then or later.
func (w *worry) told(turn string, to peer.StaffID, role peer.Role, when string, stored ...string) *worry {
	w.t.Helper()
	return w.do("w4", append(stored, when)[0], safeguard.Sent{Turn: turn, To: to, Role: role, Receipt: turn + string(to), At: peer.MomentOf(at(when))})
}

// takes lets somebody say that they have it until a time.
func (w *worry) takes(who peer.StaffID, when, until string) *worry {
	w.t.Helper()
	return w.do(who, when, safeguard.Acknowledge{Next: peer.Say("visit"), Until: peer.MomentOf(at(until))})
}

func (w *worry) escalate(when string) safeguard.Escalation {
	return safeguard.Escalate(w.c, w.World, at(when))
}

// owes are what has to be sent or rung at a time, each as "turn who".
func (w *worry) owes(when string) []string { return sends(w.escalate(when).Owed) }

// sends are the tellings among what is owed, each as "turn who", in order.
func sends(owed []safeguard.Owed) []string {
	var out []string
	for _, o := range owed {
		if o.Kind == safeguard.OwedTelephone {
			out = append(out, o.Turn.String()+" telephone")
		}
		for _, to := range o.To {
			if o.Kind.Sends() {
				out = append(out, o.Turn.String()+" "+string(to.Staff))
			}
		}
	}
	slices.Sort(out)
	return out
}

// send tells everybody who is owed it, and stores it.
func (w *worry) send(when string) *worry {
	w.t.Helper()
	for _, o := range w.escalate(when).Owed {
		for _, to := range o.To {
			if o.Kind.Sends() {
				w.told(turnOf(o), to.Staff, to.Role, when)
			}
		}
	}
	return w
}

func turnOf(o safeguard.Owed) string {
	if o.Turn == (safeguard.Turn{}) {
		return ""
	}
	return o.Turn.String()
}

// due are the deadlines under one code.
func (h house) due(t testing.TB, when string, code peer.Code, values ...peer.Record) []peer.Deadline {
	t.Helper()
	list, err := safeguard.Due(values, h.World, at(when))
	require.NoError(t, err)
	return slices.DeleteFunc(list, func(d peer.Deadline) bool { return d.Rule.Code != code })
}

// book writes down hour by hour what is owed to whom and why.
type book struct {
	*strings.Builder
	w *worry
}

func newBook(title string, w *worry) book {
	b := book{&strings.Builder{}, w}
	fmt.Fprintln(b, title)
	return b
}

func (b book) at(when time.Time) string {
	return when.In(b.w.Calendar.Zone()).Format("Mon _2 Jan 15:04 MST")
}

// look writes what is owed at a time.
func (b book) look(when time.Time) {
	e := safeguard.Escalate(b.w.c, b.w.World, when)
	fmt.Fprintf(b, "\n%s\n", b.at(when))
	slices.SortStableFunc(e.Owed, func(x, y safeguard.Owed) int { return cmp.Compare(x.ID, y.ID) })
	for _, o := range e.Owed {
		fmt.Fprintf(b, "  %s%s, by %s\n", strings.TrimSpace(string(o.Kind)+" "+turnOf(o)), names(o), b.at(o.By.Instant(b.w.Calendar)))
		for _, s := range o.Skipped {
			fmt.Fprintf(b, "    %s\n", passedOver(s))
		}
		b.because(o.Why)
	}
	if len(e.Owed) == 0 {
		fmt.Fprintln(b, "  nothing is owed")
	}
	if len(e.Silent) > 0 {
		fmt.Fprintln(b, "  silence")
		b.because(e.Silent)
	}
}

func passedOver(s safeguard.Skipped) string {
	if s.Because == safeguard.SkipOldRoster {
		return "the roster is older than the policy allows"
	}
	return "passed over: " + strings.TrimSpace(string(s.Staff)+" "+string(s.Role)) + " (" + string(s.Because) + ")"
}

func (b book) because(why []peer.Reason) {
	for _, r := range why {
		fmt.Fprintf(b, "    %s: %s", r.Rule, r.Says)
		for _, a := range r.Args {
			value := a.Value()
			if v, err := time.Parse(time.RFC3339, value); err == nil {
				value = b.at(v)
			}
			fmt.Fprintf(b, " [%s %s]", a.Name(), value)
		}
		fmt.Fprintf(b, "\n      otherwise: %s\n", r.Fix)
	}
}

// names are those who are owed it; of nobody, the number that is rung.
func names(o safeguard.Owed) string {
	if len(o.To) == 0 {
		return " -> ring " + o.Telephone
	}
	out := ""
	for _, to := range o.To {
		out += " -> " + strings.TrimSpace(string(to.Staff)+" "+string(to.Role))
	}
	return out
}

// note writes down what happened, and does it.
func (b book) note(when, says string, happens func(*worry)) {
	fmt.Fprintf(b, "\n%s\n  * %s\n", b.at(at(when)), says)
	if happens != nil {
		happens(b.w)
	}
}

// hourly looks every hour from one time until another.
func (b book) hourly(from, until string) {
	for when := at(from); !when.After(at(until)); when = when.Add(time.Hour) {
		b.look(when)
	}
}
