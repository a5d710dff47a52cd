package safeguard_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

func lintOf(t testing.TB, g ground) []safeguard.Finding {
	t.Helper()
	return safeguard.Lint([]peer.PolicyFile{g.file(t)}, g.rosterOf(t), proofFrom, proofUntil)
}

func TestLintIsSilent(t *testing.T) {
	for _, name := range proofOrganisations {
		t.Run("SAFE-03, SAFE-04 "+name, func(t *testing.T) {
			require.Empty(t, lintOf(t, groundOf(t, name)))
		})
	}
}

// TestLintIsSilentWhereNothingIsWrong: what looks like a plant and is none.
func TestLintIsSilentWhereNothingIsWrong(t *testing.T) {
	for name, p := range map[string][2]string{
		"SAFE-07 a rule about the urgency its trigger has": {"safeguard/sooner/+", `{"id":"x","says":"-","urgency":"immediate","when":{"allOf":[{"ask":"trigger","isOneOf":["abuse-disclosure"]},{"ask":"urgency","isOneOf":["immediate"]}]}}`},
		"SAFE-07 one year of age only":                     {"safeguard/sooner/+", `{"id":"x","says":"-","urgency":"soon","when":{"allOf":[{"ask":"age","isAtLeast":18},{"ask":"age","isBelow":19}]}}`},
		"SAFE-07 a rule for when nobody knows":             {"safeguard/sooner/+", `{"id":"x","says":"-","urgency":"soon","when":{"ask":"age","isOneOf":["unknown"]}}`},
		"SAFE-07 a rule for all but one place":             {"safeguard/sooner/+", `{"id":"x","says":"-","urgency":"soon","when":{"not":{"ask":"setting","isOneOf":["ward"]}}}`},
		"SAFE-01 an own trigger as urgent as its core":     {"safeguard/triggers/+", `{"trigger":"self-neglect","as":"risk-to-self","says":"-","urgency":"soon","chain":"line"}`},
		"SAFE-02 as many steps as there is time for":       {"safeguard/chains/0/inHours", `["team-lead","safeguarding-lead","peer-support-lead","care-coordinator"]`},
		"SAFE-03 a role that is held now and then":         {"roster:shifts/+", `{"staff":"moss","role":"team-lead","days":["mon"],"from":"12:00","to":"13:00"}`},
		"SAFE-03 somebody away when it is not their turn":  {"roster:absences/+", `{"staff":"kay-orr","from":"2026-03-10T17:00:00Z","to":"2026-03-11T09:00:00Z"}`},
		"SAFE-03, H28 a calendar that is known to the day": {"calendar/until", `"2027-01-01"`},
		"SAFE-03 a chain that no trigger uses":             {"safeguard/chains/+", `{"chain":"spare","inHours":["nobody","none"],"outOfHours":["nobody","none"]}`},
	} {
		t.Run(name, func(t *testing.T) {
			g := groundOf(t, "tamarside")
			g.plant(t, p[0], p[1])
			require.Empty(t, lintOf(t, g))
		})
	}
}

// plants are things that are wrong with Tamarside, one a line, and the one finding that
// each has to be.
var plants = []struct {
	name    string
	in      [][2]string // path and value, by plant
	code    peer.Code
	weight  safeguard.LintWeight
	path    string
	witness string
	trigger safeguard.Trigger
}{
	{"SAFE-03 a trigger without a route", [][2]string{{"safeguard/triggers/13/chain", `"nowhere"`}}, safeguard.LintNoRoute, safeguard.LintFault, "/safeguard/triggers/13/chain", "Thu 1 Jan 2026 00:00 GMT", "limit-of-competence"},
	{"SAFE-03 a chain that tells nobody in hours", [][2]string{{"safeguard/chains/3/inHours", `[]`}}, safeguard.LintNoRoute, safeguard.LintFault, "/safeguard/chains/3/inHours", "Fri 2 Jan 2026 09:00 GMT", "limit-of-competence"},
	{"SAFE-03 a chain that tells nobody out of hours", [][2]string{{"safeguard/chains/0/outOfHours", `[]`}}, safeguard.LintNoRouteOutOfHours, safeguard.LintFault, "/safeguard/chains/0/outOfHours", "Thu 1 Jan 2026 00:00 GMT", "safeguarding-adult"},
	{"SAFE-03 a chain of one", [][2]string{{"safeguard/chains/1/inHours", `["team-lead"]`}}, peer.ErrPolicyTooWeak, safeguard.LintFault, "/safeguard/chains/1/inHours", "Fri 2 Jan 2026 09:00 GMT", "lone-worker-overdue"},
	{"SAFE-03 a step nobody holds at its hours", [][2]string{{"safeguard/chains/4/inHours", `["team-lead","service-manager","on-call-clinician"]`}}, safeguard.LintUnreachable, safeguard.LintWarning, "/safeguard/chains/4/inHours/2", "Fri 2 Jan 2026 09:00 GMT", "discriminatory-practice"},
	{"SAFE-03 a step whose people were told before", [][2]string{{"safeguard/chains/1/inHours", `["team-lead","peer-support-lead","deputy"]`}, {"roster:shifts/+", `{"staff":"hannah","role":"deputy","days":["mon","tue","fri"],"from":"10:00","to":"12:00","holidays":"not"}`}},
		safeguard.LintUnreachable, safeguard.LintWarning, "/safeguard/chains/1/inHours/2", "Fri 2 Jan 2026 09:00 GMT", "lone-worker-overdue"},
	{"SAFE-03 a role named twice", [][2]string{{"safeguard/chains/1/inHours", `["team-lead","peer-support-lead","team-lead"]`}}, safeguard.LintShadowed, safeguard.LintWarning, "/safeguard/chains/1/inHours/2", "Fri 2 Jan 2026 09:00 GMT", "lone-worker-overdue"},
	{"SAFE-03 a chain that goes round", [][2]string{{"safeguard/chains/1/inHours", `["team-lead","peer-support-lead","team-lead","peer-support-lead"]`}}, safeguard.LintLoop, safeguard.LintWarning, "/safeguard/chains/1/inHours/2", "Fri 2 Jan 2026 09:00 GMT", "lone-worker-overdue"},
	{"SAFE-14 a chain without an end", [][2]string{{"safeguard/duty", `"night-manager"`}}, safeguard.LintNoEnd, safeguard.LintFault, "/safeguard/duty", "Thu 1 Jan 2026 00:00 GMT", ""},
	{"SAFE-02 a step after a human has to have it", [][2]string{{"safeguard/chains/0/inHours", `["team-lead","safeguarding-lead","peer-support-lead","care-coordinator","service-manager"]`}}, safeguard.LintLate, safeguard.LintWarning, "/safeguard/chains/0/inHours/4", "Fri 2 Jan 2026 09:00 GMT", "safeguarding-adult"},
	{"SAFE-03 a role nobody holds", [][2]string{{"safeguard/chains/4/inHours", `["team-lead","service-manager","quality-lead"]`}}, safeguard.LintUnheld, safeguard.LintFault, "/safeguard/chains/4/inHours/2", "Fri 2 Jan 2026 09:00 GMT", "discriminatory-practice"},
	{"SAFE-14 a role that nobody holds may take it", [][2]string{{"safeguard/take", `["safeguarding-lead","quality-lead"]`}}, safeguard.LintUnheld, safeguard.LintWarning, "/safeguard/take/1", "Thu 1 Jan 2026 00:00 GMT", ""},
	{"SAFE-16 a role that nobody holds may close it", [][2]string{{"safeguard/close", `["quality-lead"]`}}, safeguard.LintUnheld, safeguard.LintWarning, "/safeguard/close/0", "Thu 1 Jan 2026 00:00 GMT", ""},
	{"SAFE-03, H03 nobody on cover for one hour of the year", [][2]string{{"roster:absences/+", `{"staff":"dr-ode","from":"2026-03-10T02:00:00Z","to":"2026-03-10T03:00:00Z"}`}, {"roster:absences/+", `{"staff":"paul-renwick","from":"2026-03-10T02:00:00Z","to":"2026-03-10T03:00:00Z"}`}},
		safeguard.LintNobody, safeguard.LintFault, "/safeguard/chains/0/outOfHours", "Tue 10 Mar 2026 02:00 GMT", "safeguarding-adult"},
	{"SAFE-03, H03 nobody for one minute", [][2]string{{"roster:shifts/5/to", `"08:59"`}, {"roster:shifts/9/to", `"08:59"`}}, safeguard.LintNobody, safeguard.LintFault, "/safeguard/chains/0/outOfHours", "Thu 1 Jan 2026 08:59 GMT", "safeguarding-adult"},
	{"SAFE-03, H28 nobody on holidays only", [][2]string{{"roster:shifts/8/role", `"spare"`}, {"roster:shifts/12/role", `"spare"`}}, safeguard.LintNobodyHoliday, safeguard.LintFault, "/safeguard/chains/0/outOfHours", "Thu 1 Jan 2026 09:00 GMT", "safeguarding-adult"},
	{"SAFE-03, H28 nobody in the hour that comes twice", [][2]string{{"roster:absences/+", `{"staff":"dr-lindqvist","from":"2026-10-25T01:00:00Z","to":"2026-10-25T01:30:00Z"}`}, {"roster:absences/+", `{"staff":"greta","from":"2026-10-25T01:00:00Z","to":"2026-10-25T01:30:00Z"}`}},
		safeguard.LintNobodyClocks, safeguard.LintFault, "/safeguard/chains/0/outOfHours", "Sun 25 Oct 2026 01:00 GMT", "safeguarding-adult"},
	{"SAFE-03, H28 nobody where the clocks go forward", [][2]string{{"roster:absences/+", `{"staff":"dr-lindqvist","from":"2026-03-29T00:50:00Z","to":"2026-03-29T01:10:00Z"}`}, {"roster:absences/+", `{"staff":"greta","from":"2026-03-29T00:50:00Z","to":"2026-03-29T01:10:00Z"}`}},
		safeguard.LintNobodyClocks, safeguard.LintFault, "/safeguard/chains/0/outOfHours", "Sun 29 Mar 2026 00:50 GMT", "safeguarding-adult"},
	{"SAFE-03, H04 the subject would be the only one told", [][2]string{{"roster:absences/+", `{"staff":"paul-renwick","from":"2026-03-10T02:00:00Z","to":"2026-03-10T05:30:00Z"}`}}, safeguard.LintOneHuman, safeguard.LintFault, "/safeguard/chains/0/outOfHours", "Tue 10 Mar 2026 02:00 GMT", "safeguarding-adult"},
	{"SAFE-03, H03 two humans in one link", [][2]string{{"roster:shifts/+", `{"staff":"esra","role":"team-lead","days":["mon"],"from":"09:00","to":"17:00","holidays":"not"}`}, {"safeguard/chains/3/inHours", `["peer-support-lead","service-manager","team-lead"]`}, {"roster:absences/+", `{"staff":"moss","from":"2026-03-09T10:00:00Z","to":"2026-03-09T11:00:00Z"}`}},
		safeguard.LintOneLink, safeguard.LintFault, "/safeguard/chains/1/inHours", "Mon 9 Mar 2026 10:00 GMT", "lone-worker-overdue"},
	{"SAFE-03, H03 nobody senior in a safeguarding chain", [][2]string{{"safeguard/chains/0/inHours", `["team-lead","service-manager"]`}}, safeguard.LintNoSenior, safeguard.LintFault, "/safeguard/chains/0/inHours", "Fri 2 Jan 2026 09:00 GMT", "safeguarding-adult"},
	{"SAFE-04, H29 example values are live", [][2]string{{"example", `false`}, {"safeguard/live", `{"by":"esra","on":"2026-01-01"}`}}, safeguard.LintExampleLive, safeguard.LintFault, "/safeguard/telephone", "Thu 1 Jan 2026 00:00 GMT", ""},
	{"SAFE-04, H29 an example says it is live", [][2]string{{"safeguard/live", `{"by":"esra","on":"2026-01-01"}`}}, peer.ErrPolicyTooWeak, safeguard.LintFault, "/safeguard/live", "Thu 1 Jan 2026 00:00 GMT", ""},
	{"SAFE-04, H28 the calendar ends", [][2]string{{"calendar/until", `"2026-11-30"`}, {"calendar/holidays", `["2026-01-01","2026-04-03","2026-04-06","2026-05-04","2026-05-25","2026-08-31"]`}}, safeguard.LintCalendarEnds, safeguard.LintFault, "/calendar/until", "Tue 1 Dec 2026 00:00 GMT", ""},
	{"SAFE-03 the roster ends", [][2]string{{"roster:until", `"2026-12-30"`}}, safeguard.LintRosterEnds, safeguard.LintFault, "", "Thu 31 Dec 2026 00:00 GMT", ""},
	{"SAFE-03 the roster begins late", [][2]string{{"roster:from", `"2026-01-02"`}, {"roster:shifts/5/firstDay", `"2026-01-02"`}, {"roster:shifts/+", `{"staff":"dr-ode","role":"on-call-clinician","days":["fri"],"from":"00:00","to":"09:00","firstDay":"2026-01-02","lastDay":"2026-01-02"}`}, {"roster:shifts/+", `{"staff":"greta","role":"duty-manager","days":["fri"],"from":"00:00","to":"09:00","firstDay":"2026-01-02","lastDay":"2026-01-02"}`}},
		safeguard.LintRosterEnds, safeguard.LintFault, "", "Thu 1 Jan 2026 00:00 GMT", ""},
	{"SAFE-03, H04 the roster is old", [][2]string{{"roster:updated", `"2025-11-01T09:00:00Z"`}}, safeguard.LintRosterOld, safeguard.LintWarning, "", "Thu 1 Jan 2026 00:00 GMT", ""},
	{"SAFE-03, H04 the roster is another's", [][2]string{{"roster:organisation", `"B"`}}, safeguard.LintRosterOther, safeguard.LintFault, "", "Thu 1 Jan 2026 00:00 GMT", ""},
	{"SAFE-07 a rule that can never hold", [][2]string{{"safeguard/highRisk/+", `{"id":"both","when":{"allOf":[{"ask":"age","isBelow":18},{"ask":"age","isAtLeast":18}]}}`}}, safeguard.LintNever, safeguard.LintFault, "/safeguard/highRisk/3", "Thu 1 Jan 2026 00:00 GMT", ""},
	{"SAFE-07 a rule about an urgency its trigger never has", [][2]string{{"safeguard/sooner/+", `{"id":"twice","says":"-","urgency":"soon","when":{"allOf":[{"ask":"trigger","isOneOf":["accident"]},{"ask":"urgency","isOneOf":["immediate"]}]}}`}}, safeguard.LintNever, safeguard.LintFault, "/safeguard/sooner/1", "Thu 1 Jan 2026 00:00 GMT", ""},
	{"SAFE-07 a rule that always holds", [][2]string{{"safeguard/sooner/+", `{"id":"any","says":"-","urgency":"soon","when":{"anyOf":[{"ask":"hours","isOneOf":["in-hours"]},{"not":{"ask":"hours","isOneOf":["in-hours"]}}]}}`}}, safeguard.LintAlways, safeguard.LintWarning, "/safeguard/sooner/1", "Thu 1 Jan 2026 00:00 GMT", ""},
	{"SAFE-01 an own trigger is less urgent", [][2]string{{"safeguard/triggers/+", `{"trigger":"self-neglect","as":"risk-to-self","says":"-","urgency":"routine","chain":"line"}`}}, safeguard.LintOwnTrigger, safeguard.LintWarning, "/safeguard/triggers/20/urgency", "Thu 1 Jan 2026 00:00 GMT", "self-neglect"},
	{"SAFE-01 an own trigger slips past a rule", [][2]string{{"safeguard/triggers/+", `{"trigger":"not-sure","as":"area-of-concern","says":"-","urgency":"soon","chain":"line"}`}}, safeguard.LintOwnTrigger, safeguard.LintWarning, "/safeguard/sooner/0", "Thu 1 Jan 2026 00:00 GMT", "not-sure"},
	{"SAFE-02 a floor is lowered", [][2]string{{"safeguard/triggers/3/urgency", `"soon"`}}, peer.ErrPolicyTooWeak, safeguard.LintFault, "/safeguard/triggers/3/urgency", "Thu 1 Jan 2026 00:00 GMT", "untoward-incident"},
	{"SAFE-02 a ceiling is passed", [][2]string{{"safeguard/immediate/notifyWithin", `{"minutes":61}`}}, peer.ErrPolicyTooWeak, safeguard.LintFault, "/safeguard/immediate/notifyWithin", "Thu 1 Jan 2026 00:00 GMT", ""},
	{"SAFE-04 a core trigger is missing", [][2]string{{"safeguard/triggers/13", `{"trigger":"too-much","as":"limit-of-competence","says":"-","urgency":"routine","chain":"support"}`}}, peer.ErrPolicyIncomplete, safeguard.LintFault, "/safeguard/triggers/limit-of-competence", "Thu 1 Jan 2026 00:00 GMT", "limit-of-competence"},
	{"SAFE-04 a member nobody knows", [][2]string{{"safeguard/chainz", `[]`}}, peer.ErrSchema, safeguard.LintFault, "/safeguard/chainz", "Thu 1 Jan 2026 00:00 GMT", ""},
	{"SAFE-04 no section at all", [][2]string{{"safeguard", ``}}, peer.ErrPolicyIncomplete, safeguard.LintFault, "/safeguard", "Thu 1 Jan 2026 00:00 GMT", ""},
}

func TestLintFindsEachPlant(t *testing.T) {
	for _, x := range plants {
		t.Run(x.name, func(t *testing.T) {
			g := groundOf(t, "tamarside")
			for _, p := range x.in {
				g.plant(t, p[0], p[1])
			}
			found := lintOf(t, g)
			require.Len(t, found, 1, "%v", found)
			f := found[0]
			require.Equal(t, x.code, f.Rule.Code)
			require.Equal(t, []any{x.weight, x.path, x.witness, x.trigger}, []any{f.Weight, f.Path, f.Witness.Local, f.Witness.Trigger})
			require.NotEmpty(t, f.Fix)
			ours := strings.HasPrefix(f.Rule.Code.String(), "lint-")
			require.Equal(t, !ours, strings.HasPrefix(f.Says, "Needed: "), "what the policy has to say is told apart from what is so: %s", f.Says)
			require.False(t, f.Witness.At.IsZero())
		})
	}
}

func TestLintOfVersions(t *testing.T) {
	early, late := groundOf(t, "tamarside"), groundOf(t, "tamarside")
	version := func(g ground, name, from, until string) peer.PolicyFile {
		g.plant(t, "version", `"`+name+`"`)
		g.plant(t, "from", `"`+from+`"`)
		g.plant(t, "until", until)
		return g.file(t)
	}
	roster := early.rosterOf(t)
	lint := func(files ...peer.PolicyFile) []safeguard.Finding {
		return safeguard.Lint(files, roster, proofFrom, proofUntil)
	}
	shown := func(found []safeguard.Finding) (out []string) {
		for _, f := range found {
			days := ""
			if len(f.Args) > 0 {
				days = " " + f.Args[0].Value()
			}
			out = append(out, f.Rule.Code.String()+" "+f.Version+" "+f.Witness.Local+days)
		}
		return out
	}
	t.Run("SAFE-04 one follows the other", func(t *testing.T) {
		require.Empty(t, lint(version(early, "one", "2025-01-01", `"2026-06-30"`), version(late, "two", "2026-07-01", "")))
	})
	t.Run("SAFE-04 a gap", func(t *testing.T) {
		require.Equal(t, []string{"lint-version-gap  Wed 1 Jul 2026 00:00 BST 9"}, shown(lint(version(early, "one", "2025-01-01", `"2026-06-30"`), version(late, "two", "2026-07-10", ""))))
	})
	t.Run("SAFE-04 an overlap", func(t *testing.T) {
		require.Equal(t, []string{"lint-versions-overlap  Wed 1 Jul 2026 00:00 BST 10"}, shown(lint(version(early, "one", "2025-01-01", `"2026-07-10"`), version(late, "two", "2026-07-01", ""))))
	})
	t.Run("SAFE-04 no policy at all", func(t *testing.T) {
		require.Equal(t, []string{"lint-version-gap  Thu 1 Jan 2026 00:00 UTC 365"}, shown(lint()))
	})
	t.Run("SAFE-04 what is wrong in one version is said of that one, from its first day", func(t *testing.T) {
		late.plant(t, "safeguard/chains/0/inHours", `["team-lead","service-manager"]`)
		late.plant(t, "safeguard/duty", `"night-manager"`)
		require.Equal(t, []string{"lint-no-senior two Wed 1 Jul 2026 09:00 BST", "lint-chain-without-end two Wed 1 Jul 2026 00:00 BST"}, shown(lint(version(early, "one", "2025-01-01", `"2026-06-30"`), version(late, "two", "2026-07-01", ""))))
	})
	t.Run("SAFE-04 a version that is not in force in that time is looked at by itself", func(t *testing.T) {
		require.Equal(t, []string{"lint-no-senior two Fri 2 Jan 2026 09:00 GMT"}, shown(lint(version(early, "one", "2025-01-01", `"2026-12-31"`), version(late, "two", "2027-01-01", ""))))
	})
	t.Run("SAFE-03 no roster at all", func(t *testing.T) {
		require.Equal(t, []string{"lint-roster-ends one Thu 1 Jan 2026 00:00 GMT"}, shown(safeguard.Lint([]peer.PolicyFile{version(early, "one", "2025-01-01", "")}, safeguard.Roster{}, proofFrom, proofUntil)))
	})
}

// TestLintKeepsFaultsFirst: several things are wrong, and each is there once.
func TestLintKeepsFaultsFirst(t *testing.T) {
	g := groundOf(t, "broadwater")
	g.plant(t, "roster:updated", `"2025-10-01T09:00:00Z"`)
	g.plant(t, "roster:absences", `[{"staff":"duty-2","from":"2026-07-03T00:00:00+01:00","to":"2026-07-06T00:00:00+01:00"},{"staff":"site-2","from":"2026-02-01T00:00:00Z","to":"2026-02-01T03:00:00Z"}]`)
	g.plant(t, "safeguard/chains/1/outOfHours", `["site-coordinator","duty-manager","site-coordinator"]`)
	var got []string
	for _, f := range lintOf(t, g) {
		got = append(got, f.Rule.String()+" "+f.Path+" "+string(f.Staff))
	}
	require.Equal(t, []string{
		"SAFE-03 lint-one-human /safeguard/chains/1/outOfHours duty-2", // with site-2 away for three hours
		"SAFE-03 lint-shadowed-step /safeguard/chains/1/outOfHours/2 ",
		"SAFE-03 lint-roster-old  ",
	}, got)
}
