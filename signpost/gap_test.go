package signpost_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

type gapStep = signpost.GapStep

var gaps = steptest.BenchOf(ground, signpost.GapTable(), signpost.NewGap, signpost.CheckNewGap, signpost.GapStarts,
	signpost.DecodeGap, signpost.EncodeGapStep, signpost.DecodeGapStep)

func theGap() signpost.LogGap {
	return signpost.LogGap{ID: "g1", Category: signpost.SupportedEngagement, Topic: signpost.TopicCompany, Area: "a3", Barrier: signpost.BarrierTooFar,
		On: date("2026-05-02"), Note: peer.Say("somebody to go to the garden with")}
}

func gapsOf(t testing.TB) map[peer.Status]signpost.Gap {
	t.Helper()
	g := gaps.Done(t, signpost.Gap{}, theGap(), byJess)
	return map[peer.Status]signpost.Gap{signpost.GapLogged: g,
		signpost.GapFilled:   gaps.Done(t, g, signpost.FillGap{Resource: "r1"}, byKay),
		signpost.GapTakenOut: gaps.Done(t, g, signpost.TakeGapOut{}, byJess)}
}

func TestGapEveryRow(t *testing.T) {
	records := gapsOf(t)
	gaps.EveryRow(t, everybody(), records,
		gaps.Planned(t, "SIGN-07 log", signpost.Gap{}, theGap(), byJess, signpost.GapLogged, nil),
		gaps.Planned(t, "SIGN-07 fill", records[signpost.GapLogged], signpost.FillGap{Resource: "r1"}, byKay, signpost.GapFilled, nil),
		gaps.Planned(t, "SIGN-07 take out", records[signpost.GapLogged], signpost.TakeGapOut{}, byJess, signpost.GapTakenOut, nil),
	)
}

func TestGapNamesNobody(t *testing.T) {
	log := func(change func(*signpost.LogGap)) gapStep {
		c := theGap()
		change(&c)
		return c
	}
	for name, c := range map[string]struct {
		change     func(*signpost.LogGap)
		rule, path string
	}{
		"SIGN-07 an id in the note":         {func(c *signpost.LogGap) { c.Note = peer.Say("for p4") }, "SIGN-07 identifiable-content", "/note"},
		"SIGN-07 a name in the note":        {func(c *signpost.LogGap) { c.Note = peer.Say("SIÂN WELLER would go") }, "SIGN-07 identifiable-content", "/note"},
		"SIGN-07 an NHS number in the note": {func(c *signpost.LogGap) { c.Note = peer.Say("999 000 1049") }, "SIGN-07 identifiable-content", "/note"},
		"SIGN-07 somebody as the area":      {func(c *signpost.LogGap) { c.Area = "p4" }, "SIGN-07 identifiable-content", "/area"},
		"SIGN-07 an NHS number as the area": {func(c *signpost.LogGap) { c.Area = "9990001049" }, "SIGN-07 identifiable-content", "/area"},
		"SIGN-07 somebody in the gap's id":  {func(c *signpost.LogGap) { c.ID = "gap-p4-1" }, "SIGN-07 identifiable-content", "/id"},
		"SIGN-07 some time in the year":     {func(c *signpost.LogGap) { c.On = date("2026") }, "SIGN-07 required", "/on"},
		"SIGN-07 tomorrow":                  {func(c *signpost.LogGap) { c.On = date("2026-05-05") }, "SIGN-07 future-date", "/on"},
		"SIGN-07 a barrier of no list":      {func(c *signpost.LogGap) { c.Barrier = "motivation" }, "SIGN-07 unknown-code", "/barrier"},
	} {
		t.Run(name, func(t *testing.T) {
			d := gaps.Tried(t, signpost.Gap{}, log(c.change), byJess)
			only(t, d, c.rule, c.path)
			steptest.Silent(t, "9990001049", &peer.Refusal{Decision: d})
			steptest.Silent(t, "999 000 1049", &peer.Refusal{Decision: d})
			require.NotContains(t, (&peer.Refusal{Decision: d}).Error(), "p4") // too short for Silent: an address in memory may hold it
		})
	}
	for name, change := range map[string]func(*signpost.LogGap){
		"SIGN-07 a month alone": func(c *signpost.LogGap) { c.On = date("2026-05") }, "SIGN-07 nothing but what is counted": func(c *signpost.LogGap) { c.Topic, c.Note = "", peer.Private{} },
		"SIGN-07 an area called much the same": func(c *signpost.LogGap) { c.Area = "p40" },
	} {
		t.Run(name, func(t *testing.T) { open(t, gaps.Tried(t, signpost.Gap{}, log(change), byJess)) })
	}
	for name, by := range map[string]peer.Actor{"a person": bySian, "a carer": byMegan} {
		t.Run("SIGN-07 "+name+" does not log one: the staff do it for them, so that no change names them", func(t *testing.T) {
			only(t, gaps.Tried(t, signpost.Gap{}, theGap(), by), "SIGN-07 not-authorised", "")
		})
	}
	t.Run("SIGN-07 somebody as what is there now", func(t *testing.T) {
		only(t, gaps.Tried(t, gapsOf(t)[signpost.GapLogged], signpost.FillGap{Resource: "visits-p4"}, byJess), "SIGN-07 identifiable-content", "/resource")
	})
	t.Run("SIGN-07 no member of a stored gap is for a person", func(t *testing.T) {
		_, err := signpost.DecodeGapStep([]byte(`{"do":"log","person":"p4"}`))
		require.ErrorIs(t, err, peer.ErrSchema)
		b, err := peer.Encode(gapsOf(t)[signpost.GapLogged])
		require.NoError(t, err)
		require.NotContains(t, string(b), `"person"`)
	})
	t.Run("SIGN-07 what was taken out has lost its words", func(t *testing.T) {
		g := gapsOf(t)[signpost.GapTakenOut]
		require.True(t, g.Note().IsZero())
		b, err := peer.Encode(g)
		require.NoError(t, err)
		require.NotContains(t, string(b), "garden")
	})
	g := gapsOf(t)[signpost.GapFilled]
	require.Equal(t, []any{signpost.SupportedEngagement, signpost.TopicCompany, "a3", signpost.BarrierTooFar, date("2026-05-02"), "somebody to go to the garden with", "r1"},
		[]any{g.Category(), g.Topic(), g.Area(), g.Barrier(), g.On(), g.Note().Reveal(), g.Resource()})
}

func TestGapReading(t *testing.T) {
	t.Run("SIGN-07 a single gap is for the staff", func(t *testing.T) {
		readers.See(t, gapsOf(t)[signpost.GapLogged], "gap", "garden", "SIGN-07 not-authorised", "jess", "kay", "rowan")
	})
}

// notes answers a form about what is missing, and about links.
func notes(draw steptest.Draw, now time.Time) steptest.Give {
	return func(path string, f peer.Field) any {
		switch path {
		case "/id":
			return steptest.Mostly(draw, "g1", "", "p4")
		case "/on":
			return steptest.Mostly(draw, now.AddDate(0, 0, -draw(40)).Format(time.DateOnly), now.AddDate(0, 0, 3).Format(time.DateOnly), "2025-11", "2025")
		case "/area":
			return steptest.Mostly(draw, "a3", "p4")
		case "/note", "/about", "/what":
			return steptest.Mostly(draw, "a garden", "for Ahmed")
		case "/number":
			return 1 + draw(3)
		case "/contact/ways":
			return steptest.OneOf[any](draw, steptest.Absent, []any{map[string]any{"kind": "email", "value": steptest.Mostly(draw, "a@hill.example", "a")}})
		}
		if f.Kind == peer.FieldChoice && !f.Repeats {
			return steptest.OneOf(draw, append([]string(nil), f.Options...)...)
		}
		return nil
	}
}

func TestGapHistories(t *testing.T) {
	gaps.Histories(t, notes, func(t require.TestingT, g signpost.Gap, c peer.Change) {
		require.Equal(t, peer.PartyStaff, c.As)
		require.NotEmpty(t, c.By.Staff)
		require.Equal(t, "a3", g.Area())
		require.NotContains(t, g.Note().Reveal(), "Ahmed")
		require.False(t, g.On().After(date(c.At.Add(14*time.Hour).Format(time.DateOnly))))
	})
}

func TestGapStored(t *testing.T) {
	records := gapsOf(t)
	gaps.Goldens(t, records)
	gaps.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: signpost.GapLogged, Path: "/person", Value: "p4", Heard: "/person"},
		{Of: signpost.GapLogged, Path: "/category", Value: "therapy", Heard: "/category"},
		{Of: signpost.GapLogged, Path: "/topic", Value: "x", Heard: "/topic"},
		{Of: signpost.GapLogged, Path: "/barrier", Value: "", Heard: "/barrier"},
		{Of: signpost.GapLogged, Path: "/area", Value: "", Heard: "/area"},
		{Of: signpost.GapLogged, Path: "/on", Value: "2026", Heard: "/on"},
		{Of: signpost.GapLogged, Path: "/on", Value: "", Heard: "/on"},
		{Of: signpost.GapLogged, Path: "/on", Value: "2026-05-06", Heard: "/on"},
		{Of: signpost.GapLogged, Path: "/note", Value: strings.Repeat("x", 1001), Heard: "/note"},
		{Of: signpost.GapLogged, Path: "/note", Value: "for 999 000 1049", Heard: "/note"},
		{Of: signpost.GapLogged, Path: "/area", Value: "9990001049", Heard: "/note"},
		{Of: signpost.GapLogged, Path: "/logged", Value: nil, Heard: "/logged"},
		{Of: signpost.GapLogged, Path: "/resource", Value: "r1", Heard: "/resource"},
		{Of: signpost.GapFilled, Path: "/resource", Value: nil, Heard: "/resource"},
		{Of: signpost.GapTakenOut, Path: "/note", Value: "for somebody", Heard: "/note"},
	})
}

// logged are as many gaps as it says, in an area, of a category, on a day.
func logged(t testing.TB, n int, area string, category signpost.Category, day string) []signpost.Gap {
	t.Helper()
	c := theGap()
	c.Area, c.Category, c.On = area, category, date(day)
	g := gaps.Done(t, signpost.Gap{}, c, byJess)
	out := make([]signpost.Gap, n)
	for i := range out {
		out[i] = g
	}
	return out
}

func together(lists ...[]signpost.Gap) []signpost.Gap {
	var out []signpost.Gap
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

func cellsOf(list []signpost.Cell) string {
	var out []string
	for _, c := range list {
		out = append(out, c.Name+" "+c.Count.String())
	}
	return strings.Join(out, ", ")
}

func TestGapReport(t *testing.T) {
	const a, b = signpost.SupportedEngagement, signpost.Employment
	all := together(logged(t, 12, "a3", a, "2026-03-30"), logged(t, 7, "a1", b, "2026-04-02"), logged(t, 6, "a2", b, "2026-04"))
	r := signpost.GapReport(all, date("2026-03-15"), date("2026-04-01"), 5)
	t.Run("SIGN-07 it counts by area, category, barrier and month", func(t *testing.T) {
		require.Equal(t, "25", r.Total.String())
		require.Equal(t, "a3 12, a1 7, a2 6", cellsOf(r.Areas))
		require.Equal(t, "employment 13, supported-engagement 12", cellsOf(r.Categories))
		require.Equal(t, "too-far 25", cellsOf(r.Barriers))
		require.Equal(t, "2026-03 12, 2026-04 13", cellsOf(r.Months))
		require.Equal(t, []peer.Date{date("2026-03"), date("2026-04")}, []peer.Date{r.From, r.Until}, "in whole months")
	})
	t.Run("SIGN-07 of a time", func(t *testing.T) {
		for span, total := range map[[2]peer.Date]string{{}: "25", {date("2026-04-30"), {}}: "13", {{}, date("2026-03-01")}: "12", {date("2026"), date("2026")}: "25", {date("2026-05"), {}}: "fewer than 5", {date("2026-04"), date("2026-03")}: "fewer than 5"} {
			require.Equal(t, total, signpost.GapReport(all, span[0], span[1], 5).Total.String(), span)
		}
	})
	t.Run("SIGN-07 what was taken out is not counted, what was filled is, and nothing is not", func(t *testing.T) {
		records := gapsOf(t)
		require.Equal(t, "26", signpost.GapReport(append(all, records[signpost.GapFilled], records[signpost.GapTakenOut], signpost.Gap{}), peer.Date{}, peer.Date{}, 5).Total.String())
	})
	t.Run("SIGN-07 no caller goes below five", func(t *testing.T) {
		r := signpost.GapReport(all[:4], peer.Date{}, peer.Date{}, 0)
		require.Equal(t, signpost.Report{AtLeast: 5, Total: signpost.Count{FewerThan: 5}}, r, "so little names nothing at all")
		require.Equal(t, "5", signpost.GapReport(all[:5], peer.Date{}, peer.Date{}, -1).Total.String())
		require.Equal(t, "fewer than 30", signpost.GapReport(all, peer.Date{}, peer.Date{}, 30).Total.String())
	})
	for name, c := range map[string]struct {
		list  []signpost.Gap
		areas string
	}{
		"small ones are named, and not how small":    {together(logged(t, 9, "a1", a, "2026-03"), logged(t, 3, "a2", a, "2026-03"), logged(t, 2, "a3", a, "2026-03")), "a1 9, a2 fewer than 5, a3 fewer than 5"},
		"one small one would be what is left":        {together(logged(t, 9, "a1", a, "2026-03"), logged(t, 6, "a2", a, "2026-03"), logged(t, 1, "a3", a, "2026-03")), "a1 9,  7"},
		"two of one each would be what is left":      {together(logged(t, 9, "a1", a, "2026-03"), logged(t, 1, "a2", a, "2026-03"), logged(t, 1, "a3", a, "2026-03")), " 11"},
		"many of one each would be what is left":     {together(logged(t, 9, "a1", a, "2026-03"), logged(t, 1, "a2", a, "2026-03"), logged(t, 1, "a3", a, "2026-03"), logged(t, 1, "a4", a, "2026-03"), logged(t, 1, "a5", a, "2026-03"), logged(t, 1, "a6", a, "2026-03")), "a1 9,  5"},
		"all of them as large as a small one can be": {together(logged(t, 9, "a1", a, "2026-03"), logged(t, 4, "a2", a, "2026-03"), logged(t, 4, "a3", a, "2026-03")), "a1 9,  8"},
		"small ones that come to less than is shown": {together(logged(t, 9, "a1", a, "2026-03"), logged(t, 8, "a4", a, "2026-03"), logged(t, 2, "a2", a, "2026-03"), logged(t, 2, "a3", a, "2026-03")), "a1 9,  12"},
		"nothing but small ones":                     {together(logged(t, 3, "a1", a, "2026-03"), logged(t, 1, "a2", a, "2026-03"), logged(t, 2, "a3", a, "2026-03")), "a1 fewer than 5, a2 fewer than 5, a3 fewer than 5"},
		"nothing but two small ones":                 {together(logged(t, 1, "a1", a, "2026-03"), logged(t, 4, "a2", a, "2026-03")), "a1 fewer than 5, a2 fewer than 5"},
	} {
		t.Run("SIGN-07 "+name, func(t *testing.T) {
			r := signpost.GapReport(c.list, peer.Date{}, peer.Date{}, 5)
			require.Equal(t, c.areas, cellsOf(r.Areas))
			nobodyTold(t, r, c.list)
		})
	}
	t.Run("SIGN-07 to be read, and as a table", func(t *testing.T) {
		list := together(logged(t, 9, "=HYPERLINK(1)", a, "2026-03"), logged(t, 8, "a4", a, "2026-02"), logged(t, 1, "a2", b, "2026-01"))
		r := signpost.GapReport(list, date("2026"), date("2026"), 5)
		require.Equal(t, [][]string{{"of", "name", "count"}, {"all", "", "18"}, {"area", "'=HYPERLINK(1)", "9"}, {"area", "all others", "9"}, {"category", "all others", "18"},
			{"barrier", "too-far", "18"}, {"month", "2026-03", "9"}, {"month", "all others", "9"}}, r.Rows())
		require.Equal(t, "What was needed and was not there, from 2026-01, until 2026-12: 18.\n\nBy area:\n  =HYPERLINK(1): 9\n  all others: 9\n\nBy category:\n  all others: 18\n"+
			"\nBy barrier:\n  too-far: 18\n\nBy month:\n  2026-03: 9\n  all others: 9\n\nNumbers below 5 are not shown, so that nobody can be told by them.\n", r.Text())
		require.Equal(t, "What was needed and was not there: fewer than 5.\n\nNumbers below 5 are not shown, so that nobody can be told by them.\n", signpost.GapReport(nil, peer.Date{}, peer.Date{}, 5).Text())
		b, err := json.Marshal(r)
		require.NoError(t, err)
		require.NotContains(t, string(b), "w4", "not even who logged it")
	})
}
