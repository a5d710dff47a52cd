package signpost_test

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

var packs = steptest.BenchOf(giving, signpost.PackTable(), signpost.NewPack, signpost.CheckNewPack, signpost.PackStarts,
	signpost.DecodePack, signpost.EncodePackStep, signpost.DecodePackStep)

// packed is a pack after some steps, each two hours after the one before.
func packed(t testing.TB, r signpost.Pack, by peer.Actor, steps ...signpost.PackStep) signpost.Pack {
	t.Helper()
	f, start := givingFacts(t), on("2026-04-20T10:00Z")
	for _, step := range steps {
		a := peer.Act{By: by, At: start.Add(minutes(120 * int(r.Rev()))), ID: peer.RequestID("r" + strconv.Itoa(int(r.Rev()))), Seen: r.Rev()}
		var err error
		if r.Exists() {
			r, _, err = r.Do(step, a, f)
		} else {
			r, _, err = signpost.NewPack(step, a, f)
		}
		require.NoError(t, err)
	}
	return r
}

func aPack() signpost.StartPack {
	return signpost.StartPack{ID: "k1", Person: sian, Worker: jess, Title: peer.Say("For the first weeks")}
}

func packsOfTests(t testing.TB) map[peer.Status]signpost.Pack {
	t.Helper()
	open := packed(t, signpost.Pack{}, byJess, aPack(), signpost.AddToPack{Resource: shed, Note: own(byJess, "ask for Ted at the garden gate")}, signpost.AddToPack{Resource: pantry}, signpost.TakeFromPack{Number: 2})
	return map[peer.Status]signpost.Pack{signpost.PackOpen: open, signpost.PackPutAway: packed(t, open, bySian, signpost.PutPackAway{})}
}

func packHears(t testing.TB, r signpost.Pack, by peer.Actor, step signpost.PackStep) peer.Decision {
	t.Helper()
	return r.Check(step, act(by, "2026-04-21T10:00Z", "try", r), givingFacts(t))
}

func TestPackEveryRow(t *testing.T) {
	records, f := packsOfTests(t), givingFacts(t)
	type one = steptest.Case[signpost.Pack, signpost.PackStep, signpost.GivingFacts]
	does := func(name string, r signpost.Pack, step signpost.PackStep, by peer.Actor, to peer.Status, hears map[string][]peer.Rule) one {
		return one{Name: name, Record: r, Step: step, Act: act(by, "2026-04-21T10:00Z", "", nil), Facts: f, To: to, Hears: hears}
	}
	two, paper := row("SIGN-21", peer.ErrNotAuthorised), row("SIGN-21", peer.ErrPersonHasNotAgreed)
	open, away := records[signpost.PackOpen], records[signpost.PackPutAway]
	packs.EveryRow(t, anybody(), records,
		does("SIGN-21 the person begins", signpost.Pack{}, aPack(), bySian, signpost.PackOpen, map[string][]peer.Rule{"/person": {two}}),
		does("SIGN-21 the worker begins", signpost.Pack{}, aPack(), byJess, signpost.PackOpen, map[string][]peer.Rule{"/worker": {two}}),
		does("SIGN-21 add", open, signpost.AddToPack{Resource: money, Note: own(bySian, "Thursdays")}, byJess, signpost.PackOpen, map[string][]peer.Rule{"/resource": {paper}}),
		does("SIGN-21 look again", open, signpost.LookAgain{Number: 1}, bySian, signpost.PackOpen, nil),
		does("SIGN-21 take out", open, signpost.TakeFromPack{Number: 1}, byJess, signpost.PackOpen, nil),
		does("SIGN-21 on paper", away, signpost.AllowOnPaper{Allow: true}, bySian, signpost.PackPutAway, nil),
		does("SIGN-21 put away", open, signpost.PutPackAway{}, bySian, signpost.PackPutAway, nil),
		does("SIGN-21 open again", away, signpost.OpenPack{}, bySian, signpost.PackOpen, nil),
	)
}

func TestPackIsMadeTogether(t *testing.T) {
	r := packsOfTests(t)[signpost.PackOpen]
	t.Run("SIGN-21 each once, and one taken out may come back", func(t *testing.T) {
		only(t, packHears(t, r, byJess, signpost.AddToPack{Resource: shed}), "SIGN-21 duplicate", "/resource")
		back := packed(t, r, byJess, signpost.AddToPack{Resource: pantry})
		require.Equal(t, 3, back.Entries()[1].Number, "under a number of its own")
		for _, step := range []signpost.PackStep{signpost.LookAgain{Number: 2}, signpost.TakeFromPack{Number: 2}, signpost.LookAgain{Number: 4}, signpost.TakeFromPack{Number: 4}} {
			only(t, packHears(t, back, byJess, step), "SIGN-21 unknown-code", "/number")
		}
	})
	t.Run("SIGN-21, H09 what stays between the two goes on paper only when the person said so", func(t *testing.T) {
		const rule = "SIGN-21 person-has-not-agreed"
		for _, by := range []peer.Actor{byJess, bySian} {
			for _, id := range []string{refuge, "unheard-of"} {
				only(t, packHears(t, r, by, signpost.AddToPack{Resource: id}), rule, "/resource")
			}
		}
		for _, by := range []peer.Actor{byJess, byKay, byMegan} {
			only(t, packHears(t, r, by, signpost.AllowOnPaper{Allow: true}), "SIGN-21 persons-choice-only", "")
		}
		open(t, packHears(t, packed(t, r, bySian, signpost.AllowOnPaper{Allow: true}), byJess, signpost.AddToPack{Resource: refuge}))
	})
	t.Run("SIGN-21 a note in somebody else's words", func(t *testing.T) {
		only(t, packHears(t, r, byJess, signpost.AddToPack{Resource: money, Note: own(byKay, "try this")}), "SIGN-21 not-authorised", "/note")
	})
	t.Run("SIGN-21 as many as fit", func(t *testing.T) {
		full := packed(t, signpost.Pack{}, bySian, aPack(), signpost.AllowOnPaper{Allow: true})
		for i := range 100 {
			full = packed(t, full, bySian, signpost.AddToPack{Resource: "x" + strconv.Itoa(i)})
		}
		only(t, packHears(t, full, bySian, signpost.AddToPack{Resource: "one-more"}), "SIGN-21 out-of-range", "")
	})
	t.Run("SIGN-21 the day it was looked at", func(t *testing.T) {
		require.Equal(t, day("2026-04-20"), r.Entries()[0].LookedAt)
		r.Entries()[0] = signpost.PackEntry{}
		next, _, err := r.Do(signpost.LookAgain{Number: 1}, act(bySian, "2026-05-01T23:30Z", "x", r), givingFacts(t))
		require.NoError(t, err)
		require.Equal(t, []any{day("2026-05-02"), shed}, []any{next.Entries()[0].LookedAt, next.Entries()[0].Resource})
		require.Equal(t, []any{sian, jess, "For the first weeks", false}, []any{r.Person(), r.Worker(), r.Title().Reveal(), r.OnPaper()})
	})
}

func TestPackPrint(t *testing.T) {
	p, now := policy(t), on("2026-04-20T20:00Z")
	r := packed(t, signpost.Pack{}, bySian, aPack(), signpost.AllowOnPaper{Allow: true},
		signpost.AddToPack{Resource: shed, Note: own(byJess, "ask for\n 9. Ted")}, signpost.AddToPack{Resource: pantry}, signpost.AddToPack{Resource: refuge}, signpost.AddToPack{Resource: line},
		signpost.AddToPack{Resource: money}, signpost.TakeFromPack{Number: 5})
	t.Run("SIGN-21 plain text, stale ones labelled", func(t *testing.T) {
		require.Equal(t, `For the first weeks
Printed on 2026-04-20

1. shed
   what there is at shed
   Phone: 01632 960123
   Note: ask for 9. Ted
   Looked at together on 2026-04-20

2. pantry
   CHECK FIRST: nobody has made sure of this since 2025-09-01.
   what there is at pantry
   Phone: 01632 960123
   Looked at together on 2026-04-20

3. refuge
   what there is at refuge
   Phone: 01632 960123
   Looked at together on 2026-04-20

4. line
   what there is at line
   Phone: 01632 960123
   Looked at together on 2026-04-20
`, r.Print(entriesOfTests(), p, now))
	})
	t.Run("H08, H09 not on paper any more, and nothing shows it", func(t *testing.T) {
		text := packed(t, r, bySian, signpost.AllowOnPaper{}).Print(entriesOfTests(), p, now)
		require.NotContains(t, text, "refuge")
		require.Contains(t, text, "\n3. line\n")
		text = packed(t, r, bySian, signpost.AllowOnPaper{}).Print(entriesOfTests(), signpost.Policy{}, now)
		require.NotContains(t, text, "shed", "without a policy nobody knows what may lie about")
	})
	t.Run("SIGN-21, H24 what may not be so is labelled, and help at once has a second route", func(t *testing.T) {
		for _, c := range []struct {
			r     signpost.Resource
			says  string
			route bool
		}{
			{entryIn(shed, signpost.Disputed, "2026-03-30"), "CHECK FIRST: somebody said that this is not as described.", false},
			{entryIn(shed, signpost.Retired, "2026-03-30"), "NOT THERE ANY MORE.", false},
			{entryIn(shed, signpost.Found, "2026-03-30"), "CHECK FIRST: nobody has made sure of this yet.", false},
			{signpost.MakeResource(signpost.Entered{ID: shed, Listing: listing(shed)}), "CHECK FIRST: nobody has made sure of this yet.", false},
			{listedEntry(shed, func(l *signpost.Listing) { l.Sessions.Days = []signpost.Session{{On: day("2026-04-19")}} }), "OVER: ask whether it begins again.", false},
			{listedEntry(shed, func(l *signpost.Listing) { l.Now.Closed = true }), "CLOSED FOR NOW: ask when it opens again.", false},
			{entryIn(shed, signpost.Listed, "2026-04-10", func(l *signpost.Listing) { helpAtOnce(l); l.Now.Closed = true }), "CLOSED FOR NOW: ask when it opens again.", true},
			{entryIn(shed, signpost.Listed, "2026-02-01", helpAtOnce), "CHECK FIRST: nobody has made sure of this since 2026-02-01.", true},
			{entryIn(shed, signpost.Disputed, "2026-04-10", helpAtOnce), "CHECK FIRST: somebody said that this is not as described.", true},
		} {
			text := r.Print([]signpost.Resource{c.r}, p, now)
			require.Contains(t, text, "\n   "+c.says+"\n")
			require.Equal(t, c.route, strings.Contains(text, "\n   Or: In immediate danger, 999\n"), c.says)
		}
		require.NotContains(t, r.Print([]signpost.Resource{listedEntry(shed)}, p, now), "CHECK")
	})
	t.Run("SIGN-21 all there is to say of it", func(t *testing.T) {
		full := listedEntry(shed, func(l *signpost.Listing) {
			l.OrganisationName, l.OffersNot, l.Contacts = peer.Say("Harbour Trust"), peer.Say("no tools\nto lend"), nil
			l.Now.Alert, l.Reach.CannotServe, l.Digital, l.Access = peer.Say("mind the\nstep"), peer.Say("children"), signpost.Digital{Given: true, Safety: peer.Say("first names only")}, signpost.AccessThroughProfessional
			l.Hours = []signpost.Opening{{Day: signpost.Tuesday, From: peer.MustClock("10:00"), To: peer.MustClock("15:00")}}
			for _, k := range signpost.ContactKind("").Terms() {
				l.Contacts = append(l.Contacts, signpost.ContactPoint{Kind: signpost.ContactKind(k), Value: peer.Say("x")})
			}
		})
		require.Contains(t, r.Print([]signpost.Resource{full}, p, now), "1. shed (Harbour Trust)\n   NOW: mind the step\n   what there is at shed\n   Not there: no tools to lend\n   Not for: children\n   Staying safe: first names only\n"+
			"   A professional has to ask for you; the team knows who.\n   Open: Tuesday 10:00 to 15:00\n   Phone: x\n   Text: x\n   E-mail: x\n   Web: x\n   App: x\n   Where: x\n")
	})
	t.Run("SIGN-21 an empty one", func(t *testing.T) {
		require.Equal(t, "Printed on 2026-04-20\n", signpost.Pack{}.Print(nil, p, now))
	})
}

func TestPackReadingAndStored(t *testing.T) {
	records := packsOfTests(t)
	t.Run("SIGN-21 it is for the two", func(t *testing.T) {
		for _, r := range records {
			sharing(peer.Yes).See(t, r, "pack", "", "SIGN-21 consent-required", "sian", "jess")
		}
	})
	packs.Goldens(t, records)
	packs.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: signpost.PackOpen, Path: "/person", Value: "", Heard: "/person"},
		{Of: signpost.PackOpen, Path: "/begun", Value: nil, Heard: "/begun"},
		{Of: signpost.PackOpen, Path: "/entries/0/number", Value: 2, Heard: "/entries"},
		{Of: signpost.PackOpen, Path: "/entries/1/out", Value: "0001-01-01T00:00:00.000Z", Heard: ""},
		{Of: signpost.PackOpen, Path: "/entries/1/resource", Value: shed, Heard: ""},
		{Of: signpost.PackOpen, Path: "/entries/1", Value: map[string]any{"number": 2, "resource": shed, "lookedAt": "2026-04-20"}, Heard: "/entries"},
		{Of: signpost.PackOpen, Path: "/entries/0/note/by", Value: map[string]any{"staff": "kay-orr"}, Heard: "/entries"},
		{Of: signpost.PackOpen, Path: "/entries/0/lookedAt", Value: "", Heard: "/entries/0/lookedAt"},
		{Of: signpost.PackPutAway, Path: "/status", Value: "printed", Heard: "/status"},
	})
}

func TestPackHistories(t *testing.T) {
	f := givingFacts(t)
	packs.Histories(t, func(draw steptest.Draw, now time.Time) steptest.Give {
		give := answers(draw, now)
		return func(path string, f peer.Field) any {
			if path == "/resource" {
				return steptest.OneOf(draw, shed, pantry, money, refuge)
			}
			return give(path, f)
		}
	}, func(t require.TestingT, r signpost.Pack, c peer.Change) {
		require.True(t, r.OnPaper() || !strings.Contains(r.Print(f.Directory, f.Policy, c.At), refuge), "H09")
	})
}
