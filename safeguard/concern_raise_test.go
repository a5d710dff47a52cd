package safeguard_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// raisedAnyway raises it through every door, does with it what is done with a concern,
// and gives it with its change.
func raisedAnyway(t require.TestingT, r safeguard.Raise, a peer.Act, f safeguard.Facts) (safeguard.Concern, peer.Change) {
	require.True(t, safeguard.CheckNewConcern(r, a, f).Allowed())
	c, change, err := safeguard.NewConcern(r, a, f)
	require.NoError(t, err)
	require.Equal(t, safeguard.Raised, c.Status())
	require.NoError(t, peer.VerifyChain([]peer.Change{change}))
	sealed, err := peer.Seal("", change)
	require.NoError(t, err)
	require.NoError(t, peer.VerifySealed([]peer.Sealed{sealed}))
	b, err := peer.Encode(c)
	require.NoError(t, err)
	back, err := safeguard.DecodeConcern(b)
	require.NoError(t, err)
	again, err := peer.Encode(back)
	require.NoError(t, err)
	require.Equal(t, string(b), string(again))
	same, twice, err := safeguard.NewConcern(r, a, f)
	require.NoError(t, err)
	require.Equal(t, c.Ref(), same.Ref(), "the same sent again is the same concern")
	require.Equal(t, change.Request, twice.Request)
	for _, made := range change.Made {
		child, err := peer.Encode(made.Record)
		require.NoError(t, err)
		_, err = safeguard.DecodeConcern(child)
		require.NoError(t, err)
	}
	safeguard.Escalate(c, safeguard.World{Roster: f.Roster}, c.Received().Add(time.Hour))
	return c, change
}

func marksOf(c safeguard.Concern) (out []string) {
	for _, m := range c.Marks() {
		out = append(out, string(m))
	}
	slices.Sort(out)
	return out
}

func TestRaiseIsNeverTurnedDown(t *testing.T) {
	f := facts(t)
	evening := act(byJess, "2026-03-13T17:42Z", "r0", nil)
	long := strings.Repeat("ŵ", 1_000_000)
	many := make([]peer.StaffID, 10_000)
	for i := range many {
		many[i] = peer.StaffID(fmt.Sprint("s", i))
	}
	noTime, noBody, nothing, ancient, faraway, longRequest := evening, evening, peer.Act{}, evening, evening, evening
	noTime.At, noBody.By, ancient.At, faraway.At = time.Time{}, peer.Actor{Staff: "a", Person: "b"}, on("1970-01-01T00:00Z"), time.Date(200_000, 1, 1, 0, 0, 0, 0, time.UTC)
	longRequest.ID = peer.RequestID(strings.Repeat("x", 201))
	for _, c := range []struct {
		name  string
		raise safeguard.Raise
		act   peer.Act
		facts safeguard.Facts
		marks []peer.Code
	}{
		{"SAFE-01, H01 with everything", theDisclosure(), evening, f, nil},
		{"SAFE-01, H01 with nothing at all", safeguard.Raise{}, nothing, safeguard.Facts{}, []peer.Code{safeguard.IDMade, safeguard.NoTime, safeguard.NobodyNamed, safeguard.NotInForce, safeguard.UnknownTrigger}},
		{"SAFE-01 a trigger nobody knows", safeguard.Raise{ID: "c", Trigger: "something-odd"}, evening, f, []peer.Code{safeguard.UnknownTrigger}},
		{"SAFE-01 a trigger that is somebody's words", safeguard.Raise{ID: "c", Trigger: safeguard.Trigger("CANARY-DISC-3X: he hits me " + long)}, evening, f, []peer.Code{safeguard.TextShortened, safeguard.UnknownTrigger}},
		{"SAFE-01, H28 noticed tomorrow", safeguard.Raise{ID: "c", Trigger: safeguard.Accident, NoticedAt: moment("2026-03-14T17:42:00Z")}, evening, f, []peer.Code{safeguard.NoticedLater}},
		{"SAFE-01, H28 noticed when there were no clocks", safeguard.Raise{ID: "c", Trigger: safeguard.Accident, NoticedAt: moment("0001-01-01T00:00:00.001Z")}, evening, f, nil},
		{"SAFE-01, H28 noticed at the end of all years, by nobody's clock", safeguard.Raise{ID: "c", Trigger: safeguard.Accident, NoticedAt: moment("9999-12-31T23:59:59Z")}, noTime, f, []peer.Code{safeguard.NoTime, safeguard.NoticedLater}},
		{"H28 a clock that was never set", safeguard.Raise{ID: "c", Trigger: safeguard.Accident}, ancient, f, []peer.Code{safeguard.NoTime}},
		{"H28 a clock in a year nobody can write", safeguard.Raise{ID: "c", Trigger: safeguard.Accident}, faraway, f, []peer.Code{safeguard.NoTime}},
		{"SAFE-01 by two at once", safeguard.Raise{ID: "c", Trigger: safeguard.Accident}, noBody, f, []peer.Code{safeguard.NobodyNamed}},
		{"SAFE-17 with a request nobody can keep", safeguard.Raise{ID: "c", Trigger: safeguard.Accident}, longRequest, f, []peer.Code{safeguard.IDMade}},
		{"SAFE-01, H01 an id that is a path", safeguard.Raise{ID: "../../etc", Trigger: safeguard.Accident}, evening, f, []peer.Code{safeguard.IDMade}},
		{"SAFE-18, H01 two megabytes of text", safeguard.Raise{ID: "c", Trigger: safeguard.Accident, Text: unsigned(long)}, evening, f, []peer.Code{safeguard.TextShortened}},
		{"SAFE-18, H01 half a million letters are kept whole", safeguard.Raise{ID: "c", Trigger: safeguard.Accident, Text: unsigned(long[:1_000_000])}, evening, f, nil},
		{"SAFE-01 a text that is none", safeguard.Raise{ID: "c", Trigger: safeguard.Accident, Text: unsigned("he said \xff\xfe no")}, evening, f, []peer.Code{safeguard.TextShortened}},
		{"SAFE-03 ten thousand who are not to be told", safeguard.Raise{ID: "c", Trigger: safeguard.Accident, NotTo: safeguard.NotTo{Subjects: many, Linked: many, Named: many}}, evening, f, []peer.Code{safeguard.ListShortened}},
		{"SAFE-03 one of them ten thousand times", safeguard.Raise{ID: "c", Trigger: safeguard.Accident, NotTo: safeguard.NotTo{Named: append(slices.Repeat([]peer.StaffID{kay}, 10_000), ines)}}, evening, f, nil},
		{"H01 a person with an impossible id", safeguard.Raise{ID: "c", Trigger: safeguard.Accident, About: peer.PersonID(strings.Repeat("p", 300)), With: "\xff"}, evening, f, []peer.Code{safeguard.LeftBeside, safeguard.TextShortened}},
		{"SAFE-01 answers that are on no list", safeguard.Raise{ID: "c", Trigger: safeguard.Accident, Where: "the moon", Contact: safeguard.SafeContact{Answer: "maybe"}, Danger: safeguard.Danger{Emergency: "later", Now: 9},
			Ground: safeguard.Ground{Basis: "a feeling"}, Talk: safeguard.SayTalked{Answer: "a bit"}, Age: 500}, evening, f, []peer.Code{safeguard.WordUnknown}},
		{"SAFE-01 words as nobody gives them", safeguard.Raise{ID: "c", Trigger: safeguard.Accident, Text: peer.Words{Text: peer.Say("x"), How: "sung", Lang: strings.Repeat("x", 40), By: peer.Actor{Staff: "a", Carer: "b"}}}, evening, f, []peer.Code{safeguard.WordUnknown}},
		{"SAFE-09, H11 not safe, and no day", safeguard.Raise{ID: "c", Trigger: safeguard.Accident, Talk: safeguard.SayTalked{Answer: safeguard.TalkNotSafe}}, evening, f, nil},
		{"SAFE-09 not safe, in the year 9999", safeguard.Raise{ID: "c", Trigger: safeguard.Accident, Talk: safeguard.SayTalked{Answer: safeguard.TalkNotSafe, LookAgain: peer.MustDate("9999-12-31")}}, evening, f, nil},
		{"SAFE-09 not safe, some time this year", safeguard.Raise{ID: "c", Trigger: safeguard.Accident, Talk: safeguard.SayTalked{Answer: safeguard.TalkNotSafe, LookAgain: peer.MustDate("2026")}}, evening, f, []peer.Code{safeguard.LeftBeside}},
		{"SAFE-09 about nobody, and about Siân", safeguard.Raise{ID: "c", Trigger: safeguard.Accident, About: sian, Talk: safeguard.SayTalked{Answer: safeguard.TalkNobodyToAsk}}, evening, f, []peer.Code{safeguard.WordUnknown}},
		{"SAFE-05, H12 a wish in the worker's words", safeguard.Raise{ID: "c", Trigger: safeguard.Accident, About: sian, Wants: own(byJess, "she wants to move")}, evening, f, []peer.Code{safeguard.NotTheirWords}},
		{"SAFE-05, H11 silence was promised", safeguard.Raise{ID: "c", Trigger: safeguard.Accident, Disclosure: safeguard.Disclosure{Promised: true}}, evening, f, []peer.Code{safeguard.SecrecyPromise}},
		{"SAFE-15 a ground without a reason", safeguard.Raise{ID: "c", Trigger: safeguard.Accident, Ground: safeguard.Ground{Basis: safeguard.BasisPublic}}, evening, f, nil},
		{"SAFE-04 under no policy", safeguard.Raise{ID: "c", Trigger: safeguard.Accident}, evening, safeguard.Facts{}, []peer.Code{safeguard.NotInForce}},
		{"SAFE-04 under the last policy", safeguard.Raise{ID: "c", Trigger: safeguard.Accident}, evening, safeguard.Facts{Policy: f.Policy, Outdated: true}, []peer.Code{safeguard.NotInForce}},
		{"SAFE-01 with marks from the device, one of them nobody's", safeguard.Raise{ID: "c", Trigger: safeguard.Accident, Marks: []safeguard.Mark{"no-time", "no-time", "CANARY"}, Given: peer.Say("x")}, evening, f, []peer.Code{safeguard.NoTime}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, change := raisedAnyway(t, c.raise, c.act, c.facts)
			var want []string
			for _, m := range c.marks {
				want = append(want, m.String())
			}
			slices.Sort(want)
			require.Equal(t, want, marksOf(got))
			require.False(t, got.Noticed().After(got.Received()))
			steptest.Silent(t, "CANARY", got, change)
			for _, f := range []safeguard.Facts{f, {}} {
				for _, start := range safeguard.ConcernStarts(c.act, f) {
					require.True(t, start.Open, "it is offered to everybody")
					require.Empty(t, start.Decision.Unmet())
				}
			}
		})
	}
}

func TestRaiseKeepsWhatCameIn(t *testing.T) {
	f, evening := facts(t), act(byJess, "2026-03-13T17:42Z", "r0", nil)
	t.Run("SAFE-01, H01 a word that is no trigger is kept beside the area of concern", func(t *testing.T) {
		c, _ := raisedAnyway(t, safeguard.Raise{Trigger: "He told me", Given: peer.Say("on the device")}, evening, f)
		require.Equal(t, []safeguard.Trigger{safeguard.AreaOfConcern, safeguard.AreaOfConcern}, []safeguard.Trigger{c.Trigger(), c.CoreTrigger()})
		require.Equal(t, "on the device / He told me", c.Given().Reveal())
		c, _ = raisedAnyway(t, safeguard.Raise{Trigger: "team-word"}, evening, f)
		require.Equal(t, "team-word", c.Given().Reveal())
	})
	t.Run("H01 what fits nowhere stands in the story", func(t *testing.T) {
		c, _ := raisedAnyway(t, safeguard.Raise{About: peer.PersonID("Siân, " + strings.Repeat("x", 200)), Where: "behind the shop", Wants: own(byMegan, "she wants to move"), Age: 200}, evening, f)
		for _, kept := range []string{"Siân", "behind the shop", "she wants to move", "200"} {
			require.Contains(t, c.Beside().Reveal(), kept)
		}
		require.True(t, c.Wants().IsZero())
	})
	t.Run("SAFE-05, H12 words without an author are the person's, and the worker's text is the worker's", func(t *testing.T) {
		c, _ := raisedAnyway(t, theDisclosure(), evening, f)
		require.Equal(t, []peer.Actor{bySian, bySian, bySian, {Staff: jess}}, []peer.Actor{c.Wants().By, c.Disclosure().Quoted.By, c.Contact().How.By, c.Text().By})
	})
	t.Run("SAFE-09, H11 what is not safe is looked at again, within the policy's time", func(t *testing.T) {
		for given, want := range map[string]string{"": "2026-03-27", "2026-03-20": "2026-03-20", "2027-03-20": "2026-03-27"} {
			talk := safeguard.SayTalked{Answer: safeguard.TalkNotSafe}
			if given != "" {
				talk.LookAgain = peer.MustDate(given)
			}
			c, _ := raisedAnyway(t, safeguard.Raise{Talk: talk}, evening, f)
			require.Equal(t, want, c.Talk().LookAgain.String())
		}
	})
	t.Run("H28 both times are kept", func(t *testing.T) {
		ahead := moment("2026-03-13T19:42:00+01:00")
		c, _ := raisedAnyway(t, safeguard.Raise{NoticedAt: ahead}, evening, f)
		require.Equal(t, []any{ahead, on("2026-03-13T17:42Z"), on("2026-03-13T17:42Z")}, []any{c.Device(), c.Noticed(), c.Received()})
	})
	t.Run("H28 without a clock everything is owed at once, and later times still count", func(t *testing.T) {
		a := evening
		a.At = time.Time{}
		c, _ := raisedAnyway(t, safeguard.Raise{NoticedAt: moment("9999-12-31T23:59:59Z")}, a, f)
		require.Equal(t, on("2000-01-01T00:00Z"), c.Received())
	})
	t.Run("SAFE-17 without an id the same request is the same concern, and two are two", func(t *testing.T) {
		a, b := evening, evening
		b.At = b.At.Add(time.Hour)
		one, _ := raisedAnyway(t, safeguard.Raise{}, a, f)
		two, _ := raisedAnyway(t, safeguard.Raise{Text: unsigned("the same request, sent when there was a signal again")}, b, f)
		require.Equal(t, one.Ref(), two.Ref())
		b.ID = "r1"
		three, _ := raisedAnyway(t, safeguard.Raise{}, b, f)
		require.NotEqual(t, one.Ref(), three.Ref())
		a.ID = ""
		four, _ := raisedAnyway(t, safeguard.Raise{Where: safeguard.AtHome}, a, f)
		five, _ := raisedAnyway(t, safeguard.Raise{Where: safeguard.OnWard}, a, f)
		require.NotEqual(t, four.Ref(), five.Ref())
	})
	t.Run("SAFE-01 raising is one thing, and an existing concern another", func(t *testing.T) {
		s := tellConcern(t)
		only(t, s.raised.check(byJess, safeguard.Raise{}), "SAFE-16 invalid-transition", "")
	})
}

func TestRaiseUnderAPolicy(t *testing.T) {
	own := `{"trigger": "found-alone", "as": "safeguarding-adult", "says": "Somebody is found alone.", "urgency": "immediate", "chain": "line"}`
	s := strings.Replace(string(safeguard.ExamplePolicy()), `"triggers": [`, `"triggers": [`+own+`,`, 1)
	p, err := safeguard.PolicyFrom(policyFile(t, s))
	require.NoError(t, err)
	evening := act(byJess, "2026-03-13T17:42Z", "r0", nil)
	t.Run("SAFE-01, SAFE-02 the organisation's own trigger stands for one of the core, with its floor", func(t *testing.T) {
		c, _ := raisedAnyway(t, safeguard.Raise{Trigger: "found-alone"}, evening, safeguard.Facts{Policy: p})
		require.Equal(t, []any{safeguard.Trigger("found-alone"), safeguard.SafeguardingAdult, safeguard.Immediate}, []any{c.Trigger(), c.CoreTrigger(), c.Urgency()})
		require.False(t, c.Marked(safeguard.UnknownTrigger))
		c, _ = raisedAnyway(t, safeguard.Raise{Trigger: "found-alone"}, evening, facts(t))
		require.Equal(t, safeguard.AreaOfConcern, c.Trigger(), "where the policy does not know it")
		weak := strings.Replace(s, `"says": "Somebody is found alone.", "urgency": "immediate"`, `"says": "Somebody is found alone.", "urgency": "soon"`, 1)
		_, err := safeguard.PolicyFrom(policyFile(t, weak))
		require.ErrorIs(t, err, peer.ErrPolicyTooWeak)
	})
	t.Run("SAFE-02 every core trigger has its urgency, and under no policy everything is Immediate", func(t *testing.T) {
		always := []safeguard.Trigger{safeguard.SafeguardingAdult, safeguard.SafeguardingChild, safeguard.AbuseDisclosure, safeguard.UntowardIncident, safeguard.UnusualOccurrence, safeguard.HighRiskSituation}
		for _, trigger := range safeguard.CoreTriggers() {
			c, _ := raisedAnyway(t, safeguard.Raise{Trigger: trigger}, evening, facts(t))
			require.Equal(t, trigger, c.CoreTrigger())
			if slices.Contains(always, trigger) {
				require.Equal(t, []any{safeguard.Immediate, on("2026-03-13T18:12Z")}, []any{c.Urgency(), c.NotifyBy()})
			}
			floor, _ := raisedAnyway(t, safeguard.Raise{Trigger: trigger}, evening, safeguard.Facts{})
			h := floor.Handling()
			require.Equal(t, []any{trigger, safeguard.Immediate, true, "999"}, []any{floor.Trigger(), floor.Urgency(), h.Floor, h.Telephone})
		}
	})
	t.Run("SAFE-04 it keeps the policy it was raised under", func(t *testing.T) {
		q, err := saying(t, map[string]any{"telephone": "01632 960999", "humanWithin": map[string]any{"hours": 1}})
		require.NoError(t, err)
		first := &path{t: t, facts: facts(t), at: "2026-03-13T17:42Z"}
		first.raise(theDisclosure(), byJess)
		frozen := first.concern.Handling()
		require.Equal(t, policy(t).Digest(), frozen.Policy)
		first.facts.Policy = q
		first.then(byJess, told(ode, "1.1")).then(byOde, theTaking())
		require.Equal(t, frozen, first.concern.Handling())
		require.Equal(t, q.Digest(), first.last().Policy, "the change says under which it was decided")
	})
	t.Run("SAFE-02, H07 a human within four hours is for what is Immediate", func(t *testing.T) {
		for trigger, want := range map[safeguard.Trigger]peer.Offset{safeguard.AbuseDisclosure: peer.Hours(4), safeguard.RiskToSelf: peer.Days(14), safeguard.FaultyEquipment: peer.Days(14)} {
			c, _ := raisedAnyway(t, safeguard.Raise{Trigger: trigger}, evening, facts(t))
			require.Equal(t, want, c.Handling().HumanWithin, trigger)
		}
	})
	t.Run("SAFE-07 what is of high risk is Immediate, and a prompt nobody answered goes along", func(t *testing.T) {
		for rule, danger := range map[string]safeguard.Danger{"intent-with-plan": {IntentWithPlan: peer.Yes}, "violence": {Violence: peer.Yes}, "danger-now": {Now: peer.Yes}} {
			c, _ := raisedAnyway(t, safeguard.Raise{Trigger: safeguard.RiskToSelf, Danger: danger}, evening, facts(t))
			require.Equal(t, []any{safeguard.Immediate, []string{rule}, safeguard.EmergencyUnanswered}, []any{c.Urgency(), c.Rules(), c.Minimal().Emergency})
			danger.Emergency = safeguard.EmergencyCalled
			c, _ = raisedAnyway(t, safeguard.Raise{Trigger: safeguard.RiskToSelf, Danger: danger}, evening, facts(t))
			require.Equal(t, safeguard.EmergencyCalled, c.Minimal().Emergency)
		}
		c, _ := raisedAnyway(t, safeguard.Raise{Trigger: safeguard.HighRiskSituation, Danger: safeguard.Danger{Emergency: safeguard.EmergencyUnanswered}}, evening, facts(t))
		require.Equal(t, safeguard.EmergencyUnanswered, c.Minimal().Emergency)
		require.Empty(t, marksOf(c)[1:], "it is no word to wonder about")
		c, _ = raisedAnyway(t, safeguard.Raise{Trigger: safeguard.FaultyEquipment}, evening, facts(t))
		require.Empty(t, c.Minimal().Emergency, "nobody was asked")
		c, _ = raisedAnyway(t, safeguard.Raise{Trigger: safeguard.RiskToSelf}, evening, facts(t))
		require.Equal(t, safeguard.Soon, c.Urgency(), "what nobody knows is asked, and is no alarm")
	})
	t.Run("SAFE-04 a rule asks who raised it, where, when and about whom", func(t *testing.T) {
		by := func(ask string, words ...string) map[string]any {
			return map[string]any{"id": "r", "says": "x", "urgency": "immediate", "when": map[string]any{"ask": ask, "isOneOf": words}}
		}
		minor := peer.Act{By: byJess, At: on("2026-03-13T17:42Z"), ID: "r"}
		as := func(a peer.Actor) peer.Act { return peer.Act{By: a, At: minor.At, ID: "r"} }
		for _, c := range []struct {
			rule  map[string]any
			act   peer.Act
			raise safeguard.Raise
			holds bool
		}{
			{by("raised-by", "worker"), minor, safeguard.Raise{}, true}, {by("raised-by", "worker"), as(byHannah), safeguard.Raise{}, false}, {by("raised-by", "staff"), as(byHannah), safeguard.Raise{}, true},
			{by("raised-by", "person"), as(bySian), safeguard.Raise{}, true}, {by("raised-by", "carer"), as(byMegan), safeguard.Raise{}, true}, {by("raised-by", "nobody-known"), as(peer.Actor{}), safeguard.Raise{}, true},
			{by("about-child", "yes"), minor, safeguard.Raise{Age: 17}, true}, {by("about-child", "yes"), minor, safeguard.Raise{Age: 18}, false}, {by("about-child", "unknown"), minor, safeguard.Raise{}, true},
			{by("asked-for-silence", "yes"), minor, safeguard.Raise{Disclosure: safeguard.Disclosure{Promised: true}}, true}, {by("asked-for-silence", "no"), minor, safeguard.Raise{}, false},
			{by("hours", "out-of-hours"), minor, safeguard.Raise{}, true}, {by("setting", "home"), minor, safeguard.Raise{Where: safeguard.AtHome}, true}, {by("setting", "home"), minor, safeguard.Raise{Where: safeguard.OnWard}, false},
			{by("trigger", "accident"), minor, safeguard.Raise{Trigger: safeguard.Accident}, true}, {by("urgency", "routine"), minor, safeguard.Raise{Trigger: safeguard.Accident}, true},
			{by("children-at-risk", "yes"), minor, safeguard.Raise{Disclosure: safeguard.Disclosure{Children: peer.Yes}}, true}, {by("told-the-person", "no"), minor, safeguard.Raise{Disclosure: safeguard.Disclosure{ToldPassedOn: peer.No}}, true},
		} {
			p, err := saying(t, map[string]any{"sooner": []any{c.rule}})
			require.NoError(t, err)
			got, _ := raisedAnyway(t, c.raise, c.act, safeguard.Facts{Policy: p})
			require.Equal(t, c.holds, slices.Contains(got.Rules(), "r"), "%v", c.rule)
			require.True(t, !c.holds || got.Urgency() == safeguard.Immediate)
		}
	})
}

func TestReadRaise(t *testing.T) {
	f, evening := facts(t), act(byJess, "2026-03-13T17:42Z", "r0", nil)
	read := func(text string) safeguard.Concern {
		c, change := raisedAnyway(t, safeguard.ReadRaise([]byte(text)), evening, f)
		steptest.Silent(t, "CANARY", c, change)
		return c
	}
	t.Run("SAFE-01 a form as it should be reads as the strict door reads it", func(t *testing.T) {
		r := theDisclosure()
		b, err := safeguard.EncodeConcernStep(r)
		require.NoError(t, err)
		strict, err := safeguard.DecodeConcernStep(b)
		require.NoError(t, err)
		require.Equal(t, strict, safeguard.ConcernStep(safeguard.ReadRaise(b)))
	})
	t.Run("SAFE-01, H01 what is no form is kept whole as the text", func(t *testing.T) {
		for sent, kept := range map[string]string{"CANARY he hits me": "CANARY he hits me", `"he hits me"`: "he hits me", "": "", "null": "", "[1,2]": "[1,2]", "42": "42",
			`{"text": {"text": "he hits`: `{"text": {"text": "he hits`, "\xef\xbb\xbfhe hits me\x00": "he hits me\x00", strings.Repeat("[", 50_000): strings.Repeat("[", 50_000)} {
			c := read(sent)
			require.Equal(t, kept, c.Text().Text.Reveal())
			require.True(t, c.Marked(safeguard.NoForm))
		}
		require.Len(t, read(strings.Repeat("x", 17<<20)).Text().Text.Reveal(), 500_000)
	})
	t.Run("SAFE-01, H01 a member is read where it can be", func(t *testing.T) {
		c := read(`{"do":"raise","id":"c9","trigger":"risk-to-others","about":"p4","age":"71","text":"he hits me","wants":"leave me alone","where":"home",
			"disclosure":{"children":true,"safe":false,"promised":"yes","quoted":{"text":7}},"danger":{"violence":"YES"},"notTo":{"named":"kay-orr","subjects":["a",7]},"talk":null,"noticedAt":"2026-03-13T17:40:00Z"}`)
		d := c.Disclosure()
		require.Equal(t, []any{"c9", safeguard.RiskToOthers, sian, 71, "he hits me", "leave me alone", safeguard.AtHome, peer.Yes, peer.No, true, "7", peer.Yes, on("2026-03-13T17:40Z")},
			[]any{c.Ref().ID, c.Trigger(), c.About(), c.Age(), c.Text().Text.Reveal(), c.Wants().Text.Reveal(), c.Where(), d.Children, d.Safe, d.Promised, d.Quoted.Text.Reveal(), c.Danger().Violence, c.Noticed()})
		require.Equal(t, safeguard.NotTo{Subjects: []peer.StaffID{"a", "7"}, Named: []peer.StaffID{kay}}, c.NotTo())
		require.Equal(t, []string{"secrecy-promise"}, marksOf(c))
	})
	t.Run("SAFE-01, H01 what fits nowhere stands beside, word for word", func(t *testing.T) {
		c := read(`{"id":"c9","trigger":"accident","details":"CANARY he hits me","age":"old","noticedAt":"yesterday","where":["home"],"danger":"yes","disclosure":{"children":"perhaps","who":{"a":1}},"notTo":{"named":[["x"]]},
			"text":"one","text":"two","wants":{"text":["a","b"],"by":{"staff":7,"odd":true}},"promised":1}`)
		for _, kept := range []string{"details: CANARY he hits me", "age: old", "noticedAt: yesterday", `where: ["home"]`, "danger: yes", "disclosure/children: perhaps", `disclosure/who: {"a":1}`, `notTo/named: [["x"]]`, "text: two", "wants/by/odd: true", `["a","b"]`} {
			require.Contains(t, c.Beside().Reveal(), kept)
		}
		require.Equal(t, "one", c.Text().Text.Reveal())
		require.Equal(t, []string{"left-beside", "not-their-words"}, marksOf(c))
	})
	t.Run("SAFE-01 a hundred thousand members nobody knows are too many to keep, and no reason", func(t *testing.T) {
		var b strings.Builder
		for i := range 100_000 {
			fmt.Fprintf(&b, `,"m%d":"x"`, i)
		}
		c := read(`{"id":"c9","trigger":"accident"` + b.String() + `}`)
		require.Equal(t, []string{"left-beside", "text-shortened"}, marksOf(c))
		require.Equal(t, safeguard.Accident, c.Trigger())
	})
}
