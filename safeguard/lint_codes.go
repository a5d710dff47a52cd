package safeguard

import "github.com/towpath-care/towpath/peer"

// Codes of what Lint finds. No step is ever turned down with one.
var (
	// LintNoRoute: a trigger has no chain, or one that tells nobody in hours (SAFE-03).
	LintNoRoute = peer.NewCode("lint-no-route", peer.AskField)
	// LintNoRouteOutOfHours: a chain tells nobody out of hours (SAFE-03).
	LintNoRouteOutOfHours = peer.NewCode("lint-no-route-out-of-hours", peer.AskField)
	// LintUnreachable: a step of a chain never tells anybody: nobody holds the role at
	// those hours, or everybody who does was told before (SAFE-03).
	LintUnreachable = peer.NewCode("lint-unreachable-step", peer.AskField)
	// LintShadowed: a chain names a role a second time (SAFE-03).
	LintShadowed = peer.NewCode("lint-shadowed-step", peer.AskField)
	// LintLoop: a chain goes round (SAFE-03).
	LintLoop = peer.NewCode("lint-chain-loops", peer.AskField)
	// LintNoEnd: nobody holds the role that every chain goes back to (SAFE-14).
	LintNoEnd = peer.NewCode("lint-chain-without-end", peer.AskField)
	// LintLate: a step comes after the time in which a human has it (SAFE-02).
	LintLate = peer.NewCode("lint-late-step", peer.AskField)
	// LintUnheld: a role of the policy that nobody holds (SAFE-03).
	LintUnheld = peer.NewCode("lint-role-nobody-holds", peer.AskField)
	// LintNobody: at some time nobody can be told (SAFE-03, hazard H03).
	LintNobody = peer.NewCode("lint-nobody-on-cover", peer.AskField)
	// LintNobodyHoliday: that is so on holidays only.
	LintNobodyHoliday = peer.NewCode("lint-nobody-on-a-holiday", peer.AskField)
	// LintNobodyClocks: that is so only on a day on which the clocks change (hazard H28).
	LintNobodyClocks = peer.NewCode("lint-nobody-at-a-clock-change", peer.AskField)
	// LintOneHuman: at some time one human alone can be told; a concern about them, or
	// by them, would find nobody (SAFE-03, hazard H04).
	LintOneHuman = peer.NewCode("lint-one-human", peer.AskField)
	// LintOneLink: at some time a chain has no two links with two humans in them (SAFE-03).
	LintOneLink = peer.NewCode("lint-one-link", peer.AskField)
	// LintNoSenior: nobody senior in a safeguarding chain (hazard H03).
	LintNoSenior = peer.NewCode("lint-no-senior", peer.AskField)
	// LintOverlap: two versions of the policy are in force on the same day (SAFE-04).
	LintOverlap = peer.NewCode("lint-versions-overlap", peer.AskField)
	// LintGap: no version of the policy is in force on some day (SAFE-04).
	LintGap = peer.NewCode("lint-version-gap", peer.AskField)
	// LintExampleLive: a policy that is live has a value that was only an example
	// (hazard H29).
	LintExampleLive = peer.NewCode("lint-example-live", peer.AskField)
	// LintCalendarEnds: the holidays are not known for all of the time (hazard H28).
	LintCalendarEnds = peer.NewCode("lint-calendar-ends", peer.AskField)
	// LintRosterEnds: the roster does not cover all of the time (SAFE-03).
	LintRosterEnds = peer.NewCode("lint-roster-ends", peer.AskField)
	// LintRosterOld: the roster is older than the policy allows (hazard H04).
	LintRosterOld = peer.NewCode("lint-roster-old", peer.AskField)
	// LintRosterOther: the roster is of another organisation (hazard H04).
	LintRosterOther = peer.NewCode("lint-roster-of-another", peer.AskField)
	// LintNever: a rule that no concern can meet (SAFE-07).
	LintNever = peer.NewCode("lint-rule-never-holds", peer.AskField)
	// LintAlways: a rule that every concern meets of which the answers are known
	// (SAFE-07).
	LintAlways = peer.NewCode("lint-rule-always-holds", peer.AskField)
	// LintOwnTrigger: a trigger of the organisation's own takes something away from the
	// core trigger it stands for (SAFE-01).
	LintOwnTrigger = peer.NewCode("lint-own-trigger-shadows", peer.AskField)
)

// flaw is a kind of finding: its rule, its weight and its two sentences.
type flaw struct {
	rule   peer.Rule
	weight LintWeight
	says   string
	fix    string
}

var (
	noRoute           = flaw{peer.Rule{Row: "SAFE-03", Code: LintNoRoute}, LintFault, "Nobody would hear of this trigger.", "Name a chain that has roles in hours."}
	noRouteOutOfHours = flaw{peer.Rule{Row: "SAFE-03", Code: LintNoRouteOutOfHours}, LintFault, "Nobody would hear of this trigger out of hours.", "Name the roles that are told out of hours."}
	neverHeld         = flaw{peer.Rule{Row: "SAFE-03", Code: LintUnreachable}, LintWarning, "Nobody holds this role at the hours in which its step can come.", "Put somebody on the roster at those hours, or name another role."}
	alwaysTold        = flaw{peer.Rule{Row: "SAFE-03", Code: LintUnreachable}, LintWarning, "Whoever holds this role at those hours was told by an earlier step already.", "Name a role that others hold, or leave the step out."}
	shadowed          = flaw{peer.Rule{Row: "SAFE-03", Code: LintShadowed}, LintWarning, "The chain names this role a second time; nobody is told by that.", "Leave the second mention out."}
	loops             = flaw{peer.Rule{Row: "SAFE-03", Code: LintLoop}, LintWarning, "The chain goes round and names the same roles again; it ends where it began.", "Name each role once; telling again is what the duty role is for."}
	noEnd             = flaw{peer.Rule{Row: "SAFE-14", Code: LintNoEnd}, LintFault, "The chains go back to a role that nobody on the roster holds.", "Put somebody on the roster in the duty role, or name another."}
	lateStep          = flaw{peer.Rule{Row: "SAFE-02", Code: LintLate}, LintWarning, "When the turn of this step comes, a human should have had it already.", "Shorten the time to take it on, or the chain."}
	unheld            = flaw{peer.Rule{Row: "SAFE-03", Code: LintUnheld}, LintFault, "Nobody on the roster holds this role.", "Put somebody on the roster in it, or name another role."}
	nobodyOnCover     = flaw{peer.Rule{Row: "SAFE-03", Code: LintNobody}, LintFault, "At some time nobody of this chain is on duty, and nobody in the duty role.", "Put somebody on the roster for that time."}
	nobodyOnHoliday   = flaw{peer.Rule{Row: "SAFE-03", Code: LintNobodyHoliday}, LintFault, "On a holiday nobody of this chain is on duty, and nobody in the duty role.", "Say in the shifts who works on holidays."}
	nobodyAtClocks    = flaw{peer.Rule{Row: "SAFE-03", Code: LintNobodyClocks}, LintFault, "Where the clocks change, nobody of this chain is on duty, and nobody in the duty role.", "Look at the shifts and absences of that night; say their offsets from UTC."}
	oneHuman          = flaw{peer.Rule{Row: "SAFE-03", Code: LintOneHuman}, LintFault, "At some time they alone can be told; a concern about them, or by them, would find nobody.", "Put somebody else on the roster for that time."}
	singleLink        = flaw{peer.Rule{Row: "SAFE-03", Code: LintOneLink}, LintFault, "At some time this chain has no two links with a different human in each.", "Put somebody on the roster in a second role of the chain for that time."}
	noSenior          = flaw{peer.Rule{Row: "SAFE-03", Code: LintNoSenior}, LintFault, "A safeguarding chain names no safeguarding lead and no senior clinician.", "Add one of the roles that the policy counts as senior."}
	versionOverlap    = flaw{peer.Rule{Row: "SAFE-04", Code: LintOverlap}, LintFault, "Two versions are in force on the same day; nobody could say which counts.", "End the earlier one the day before."}
	versionGap        = flaw{peer.Rule{Row: "SAFE-04", Code: LintGap}, LintFault, "No version is in force on some day; the last one would count, marked.", "Let one version follow on the other."}
	exampleLive       = flaw{peer.Rule{Row: "SAFE-04", Code: LintExampleLive}, LintFault, "The policy is live, and this number is one that reaches nobody: it is kept free for examples.", "Give the organisation's own number."}
	calendarEnds      = flaw{peer.Rule{Row: "SAFE-04", Code: LintCalendarEnds}, LintFault, "The calendar does not know the holidays of all of this time; from then on the weekday alone decides.", "Add the holidays, and the day until which they are known."}
	rosterEnds        = flaw{peer.Rule{Row: "SAFE-03", Code: LintRosterEnds}, LintFault, "The roster does not cover all of this time; outside of it nobody is on duty.", "Write the roster on."}
	rosterOld         = flaw{peer.Rule{Row: "SAFE-03", Code: LintRosterOld}, LintWarning, "It is longer ago than the policy allows that somebody looked the roster over.", "Look it over, and say when."}
	rosterOther       = flaw{peer.Rule{Row: "SAFE-03", Code: LintRosterOther}, LintFault, "The roster is of another organisation.", "Give the roster of the organisation whose policy it is."}
	neverHolds        = flaw{peer.Rule{Row: "SAFE-07", Code: LintNever}, LintFault, "No concern can meet this rule, whatever is known about it.", "Look at its condition; two parts of it rule each other out."}
	alwaysHolds       = flaw{peer.Rule{Row: "SAFE-07", Code: LintAlways}, LintWarning, "Every concern meets this rule once the answers are known.", "Look at its condition, or leave the rule out and make the triggers more urgent."}
	ownLessUrgent     = flaw{peer.Rule{Row: "SAFE-01", Code: LintOwnTrigger}, LintWarning, "This trigger is less urgent than the core trigger it stands for.", "Make it as urgent, or let it stand for another."}
	ownMissedByARule  = flaw{peer.Rule{Row: "SAFE-01", Code: LintOwnTrigger}, LintWarning, "A rule names a core trigger and not the organisation's own that stands for it, which slips past.", "Name both in the rule."}
)
