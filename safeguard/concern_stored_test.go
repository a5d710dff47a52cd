package safeguard_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// everyConcern is a concern in every place, one of which everything has been said, and
// one under the built-in floor.
func everyConcern(t testing.TB) map[peer.Status]safeguard.Concern {
	t.Helper()
	s := tellConcern(t)
	floor := &path{t: t, at: "2026-03-13T17:42Z"}
	floor.raise(safeguard.Raise{ID: "c9", Trigger: "CANARY", About: sian}, bySian)
	return map[peer.Status]safeguard.Concern{"raised": s.raised.concern, "notified": s.notified.concern, "acknowledged": s.acknowledged.concern, "in-hand": s.inHand.concern,
		"resolved": s.resolved.concern, "no-further-action": s.noFurther.concern, "withdrawn": s.withdrawn.concern, "in-hand-all": fully(t).concern, "raised-floor": floor.concern}
}

// Documents that no step could have written are not read, and the fault names where it
// lies. Of what is read of a document spoilt anywhere the escalation can be worked out.
func TestConcernStored(t *testing.T) {
	records, f := everyConcern(t), facts(t)
	world := safeguard.World{Roster: f.Roster, World: peer.World{Policies: policies(t, policyFile(t, string(safeguard.ExamplePolicy()))), Calendar: f.Policy.Calendar()}}
	concerns.Goldens(t, records)
	const never, some, late = "0001-01-01T00:00:00.000Z", "2026-03-13T17:50:00.000Z", "2030-01-01T00:00:00.000Z"
	type list = []any
	telling := func(to, turn string) obj {
		round, link, _ := strings.Cut(turn, ".")
		return obj{"turn": obj{"round": json.Number(round), "link": json.Number(link)}, "to": to, "at": some, "receipt": "r"}
	}
	taking := func(by, at, until string) obj { return obj{"by": by, "at": at, "next": "x", "until": until} }
	var hostile []steptest.Hostile
	for _, c := range []struct {
		of    peer.Status
		path  string
		value any
		heard string
	}{
		{"raised", "/trigger", "", "/trigger"}, {"raised", "/trigger", "Words", "/core"}, {"raised", "/trigger", "accident", "/core"}, {"raised", "/trigger", "my-own", ""},
		{"raised", "/core", "my-own", "/core"}, {"raised", "/core", "", "/core"}, {"raised", "/core", "accident", "/core"},
		{"raised", "/urgency", "soon", "/urgency"}, {"raised", "/urgency", "now", "/urgency"}, {"raised", "/urgency", "", "/urgency"},
		{"raised", "/raiser", obj{}, "/raiser"}, {"raised", "/raiser/person", "p4", "/raiser"}, {"raised", "/raiser/role", "nurse", "/raiser"},
		{"raised", "/noticed", late, "/noticed"}, {"raised", "/noticed", never, "/noticed"}, {"raised", "/received", never, "/received"}, {"raised", "/received", "2026-03-13T17:39:00.000Z", "/noticed"},
		{"raised", "/about", strings.Repeat("x", 201), "/about"}, {"raised", "/age", 131, "/age"}, {"raised", "/age", -1, "/age"}, {"raised", "/where", "moon", "/where"},
		{"raised", "/given", strings.Repeat("x", 401), "/given"}, {"raised", "/beside", strings.Repeat("x", 20_001), "/beside"}, {"raised", "/rules", slices.Repeat(list{"x"}, 201), "/rules"}, {"raised", "/rules", list{""}, "/rules/0"},
		{"raised", "/text/text", strings.Repeat("x", 500_001), "/text/text"}, {"raised", "/text/how", "sung", "/text/how"}, {"raised", "/wants/by", obj{"staff": "w4"}, "/wants/by"}, {"raised", "/wants/by", obj{"carer": "m"}, "/wants/by"},
		{"raised", "/contact/answer", "maybe", "/contact/answer"}, {"raised", "/contact/how/text", strings.Repeat("x", 2001), "/contact/how/text"},
		{"raised", "/talk/answer", "maybe", "/talk/answer"}, {"raised", "/talk/answer", "not-safe", "/talk/lookAgain"}, {"raised", "/talk", obj{"answer": "not-safe", "lookAgain": "2026"}, "/talk/lookAgain"},
		{"raised", "/talk", obj{"answer": "yes", "lookAgain": "2026-03-20"}, "/talk/lookAgain"}, {"raised", "/disclosure/children", "perhaps", "/disclosure/children"}, {"raised", "/disclosure/promised", true, "/marks"},
		{"raised", "/danger/emergency", "unanswered", "/danger/emergency"}, {"raised", "/ground/basis", "x", "/ground/basis"}, {"raised", "/notTo/named", slices.Repeat(list{"x"}, 501), "/notTo/named"}, {"raised", "/notTo/linked", list{""}, "/notTo/linked/0"},
		{"raised", "/origin", slices.Repeat(list{"x"}, 201), "/origin"}, {"raised-floor", "/child", "c", "/child"}, {"raised", "/marks", list{"odd"}, "/marks/0"}, {"raised", "/marks", slices.Repeat(list{"no-time"}, 21), "/marks"},
		{"raised", "/handling/policy", "", "/handling/floor"}, {"raised", "/handling/floor", true, "/handling/floor"}, {"raised-floor", "/marks", list{}, "/handling/floor"}, {"raised-floor", "/handling/policy", "sha256:x", "/handling/floor"},
		{"raised", "/handling/notifyBy", never, "/handling/notifyBy"}, {"raised", "/handling/notifyBy", "2026-03-13T18:40:00.001Z", "/handling"}, {"raised", "/handling/notifyBy", "2026-03-13T18:40:00.000Z", ""},
		{"raised", "/handling/acknowledgeWithin", obj{"minutes": 121}, "/handling"}, {"raised", "/handling/acknowledgeWithin", obj{"days": 1}, "/handling"}, {"raised", "/handling/acknowledgeWithin", obj{"minutes": 0}, "/handling"},
		{"raised", "/handling/acknowledgeWithin", nil, "/handling/acknowledgeWithin"}, {"raised", "/handling/humanWithin", obj{"hours": 5}, "/handling"}, {"raised", "/handling/humanWithin", obj{"days": 1}, "/handling"},
		{"raised", "/handling/inHours", list{}, "/handling/inHours"}, {"raised", "/handling/inHours", list{"a"}, "/handling"}, {"raised", "/handling/outOfHours", list{"a", "a"}, "/handling"}, {"raised", "/handling/duty", "", "/handling/duty"},
		{"raised", "/handling/take", slices.Repeat(list{"a"}, 51), "/handling/take"}, {"raised", "/handling/telephone", "", "/handling/telephone"}, {"raised", "/handling/questionWithin", obj{"days": 0}, "/handling"},
		{"raised", "/handling/lookAgainWithin", obj{"weeks": 0}, "/handling"}, {"raised", "/handling/sharedLength", 79, "/handling"}, {"raised", "/handling/sharedLength", 1001, "/handling"},
		{"raised", "/firstTold", some, "/firstTold"}, {"raised", "/told", list{telling("dr-ode", "1.1")}, "/told"}, {"raised", "/taken", list{taking("dr-ode", some, late)}, "/told"}, {"raised", "/status", "notified", "/recent"},
		{"raised", "/earlier", 3, "/earlier"}, {"raised", "/earlier", -3, "/earlier"}, {"raised", "/partDone", some, "/partDone"}, {"raised", "/rightAt", some, "/rightAt"}, {"raised", "/outcome/says", obj{"text": "x"}, "/outcome/at"}, {"raised", "/outcome/at", some, "/outcome/at"},
		{"raised", "/brought", list{"w4"}, "/raiser"}, {"raised", "/brought", list{""}, "/brought/0"}, {"raised", "/odd", 1, "/odd"},
		{"notified", "/told", list{}, "/told"}, {"notified", "/firstTold", never, "/firstTold"}, {"notified", "/firstTold", late, "/told"}, {"notified", "/taken", list{taking("dr-ode", some, late)}, "/told"},
		{"notified", "/told/0/to", "", "/told/0/to"}, {"notified", "/told/0/to", "w4", "/raiser"}, {"notified", "/told/0/receipt", "", "/told/0/receipt"}, {"notified", "/told/0/at", never, "/told/0/at"}, {"notified", "/told/0/turn/round", 2, "/told"},
		{"notified", "/told/0/turn/again", 1, "/told"}, {"notified", "/told/0/turn/link", 0, "/told"}, {"notified", "/told/0/turn/round", -1, "/told/0/turn/round"}, {"notified", "/told", list{telling("dr-ode", "1.1"), telling("dr-ode", "1.1")}, "/told"}, {"notified", "/told", list{telling("dr-ode", "1.1"), telling("paul-renwick", "1.1")}, ""},
		{"notified", "/again", list{obj{"turn": obj{"round": 1, "link": 1}, "to": "x", "at": some, "receipt": "r", "times": 1}}, "/told"}, {"notified", "/again", list{obj{"turn": obj{"round": 1, "again": 1}, "to": "x", "at": some, "receipt": "r", "times": 0}}, "/again/0/times"},
		{"acknowledged", "/taken", list{}, "/taken"}, {"acknowledged", "/taken/0/by", "w4", "/raiser"}, {"acknowledged", "/taken/0/by", "", "/taken/0/by"}, {"acknowledged", "/taken/0/next", "", "/taken/0/next"}, {"acknowledged", "/taken/0/until", some, "/taken"}, {"acknowledged", "/taken/0/until", never, "/taken/0/until"},
		{"acknowledged", "/working", list{obj{"by": "", "at": some}}, "/working/0/by"}, {"in-hand", "/taken", list{}, "/taken"}, {"in-hand", "/outcome/by", "ines-vale", "/outcome/at"},
		{"in-hand-all", "/again/0/turn/round", 9, "/told"}, {"in-hand-all", "/again/0/to", "w4", "/raiser"}, {"in-hand-all", "/marks", list{"unknown-trigger"}, "/marks"}, {"in-hand-all", "/talk/answer", "", "/talk/lookAgain"}, {"in-hand-all", "/disclosure/children", "unknown", "/child"},
		{"resolved", "/outcome", obj{"person": obj{}}, "/outcome/at"}, {"resolved", "/outcome/says", obj{"text": ""}, "/outcome"}, {"resolved", "/outcome/raiser", "", "/outcome"}, {"resolved", "/outcome/by", "", "/outcome"}, {"resolved", "/outcome/by", "w4", "/outcome/by"},
		{"resolved", "/outcome/person", obj{}, "/outcome"}, {"resolved", "/outcome/person/by", "", "/outcome"}, {"resolved", "/outcome/person/on", "", "/outcome"}, {"resolved", "/outcome/at", never, "/outcome/at"}, {"resolved", "/taken", list{}, "/taken"},
		{"no-further-action", "/outcome/person/notYet", "", "/outcome"}, {"withdrawn", "/told", list{telling("dr-ode", "1.1")}, "/told"}, {"withdrawn", "/taken", list{taking("dr-ode", some, late)}, "/told"},
	} {
		hostile = append(hostile, steptest.Hostile{Of: c.of, Path: c.path, Value: c.value, Heard: c.heard})
	}
	concerns.Unreadable(t, "CANARY", records, hostile, func(c safeguard.Concern) {
		safeguard.Escalate(c, world, on("2026-03-16T10:00Z"))
		c.Standing(world, on("2026-03-16T10:00Z"))
	})
}

// Steps that no form would send. Raising has a lenient door beside this one.
func TestConcernHostileSteps(t *testing.T) {
	for _, bad := range []string{``, `null`, `[]`, `{}`, `{"do":"delete"}`, `{"do":"close","by":"w4"}`, `{"do":"sent","do":"close"}`, `{"do":"sent","to":7}`, `{"Do":"sent"}`, `{"do":"make-more-urgent","urgency":"soon"}`,
		`{"do":"close","says":{"text":["CANARY"]}}`, `{"do":"acknowledge","until":"CANARY"}`, "{\"do\":\"work\"}\x00"} {
		_, err := safeguard.DecodeConcernStep([]byte(bad))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, bad)
		require.NotContains(t, err.Error(), "CANARY")
	}
	_, _, err := safeguard.NewConcern(safeguard.Work{}, act(byJess, "2026-03-13T18:00Z", "r", nil), facts(t))
	require.ErrorIs(t, err, peer.ErrInvalidTransition)
	_, _, err = tellConcern(t).raised.concern.Do(nil, act(byJess, "2026-03-13T18:00Z", "r", nil), facts(t))
	require.ErrorIs(t, err, peer.ErrRequired)
}
