package recovery_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theReport() recovery.SaySelfReport {
	return recovery.SaySelfReport{ID: "sr1", Person: sian, Worker: jess, Domain: recovery.ReportHope, Words: own(bySian, "there are days at the allotment"),
		Rating: "6", Scale: recovery.ScaleNotAtAllToCompletely, Goal: "g1"}
}

// endsReport is a number between ends in the person's own words.
func endsReport() recovery.SaySelfReport {
	return recovery.SaySelfReport{ID: "sr2", Person: sian, Worker: jess, Domain: recovery.ReportOther, Rating: "0",
		LowEnd: own(bySian, "flat as the allotment in January"), HighEnd: own(bySian, "beans everywhere")}
}

var reports = steptest.BenchOf(ground, recovery.SelfReportTable(), recovery.NewSelfReport, recovery.CheckNewSelfReport, recovery.SelfReportStarts,
	recovery.DecodeSelfReport, recovery.EncodeSelfReportStep, recovery.DecodeSelfReportStep)

func doReport(t testing.TB, r recovery.SelfReport, step recovery.SelfReportStep, at, id string) recovery.SelfReport {
	t.Helper()
	return reports.DoneAt(t, r, step, bySian, at, id)
}

// tellReport gives one that was said and one that was taken back.
func tellReport(t testing.TB) (said, back recovery.SelfReport) {
	t.Helper()
	said, _, err := recovery.NewSelfReport(theReport(), act(bySian, "2026-05-03T16:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	return said, doReport(t, said, recovery.TakeBackSelfReport{}, "2026-05-04T09:00Z", "a2")
}

func TestSelfReportEveryRow(t *testing.T) {
	said, back := tellReport(t)
	type one = steptest.Case[recovery.SelfReport, recovery.SelfReportStep, recovery.Facts]
	person := func(name string, r recovery.SelfReport, step recovery.SelfReportStep, to peer.Status) one {
		return one{Name: name, Record: r, Step: step, Act: act(bySian, "2026-05-05T09:00Z", "", nil), Facts: facts(t), To: to}
	}
	whose, words := row("PEER-64", peer.ErrPersonsChoiceOnly), row("PEER-64", peer.ErrPersonsWordsOnly)
	twice := []peer.Rule{row("PEER-64", peer.ErrDuplicate)}
	first := person("PEER-64 the person says it", recovery.SelfReport{}, theReport(), recovery.SelfReportSaid)
	first.Hears = map[string][]peer.Rule{"/person": {whose, words}, "/lowEnd": twice, "/highEnd": twice}
	ends := person("PEER-64 between ends in own words", recovery.SelfReport{}, endsReport(), recovery.SelfReportSaid)
	ends.Hears = map[string][]peer.Rule{"/person": {whose, words}, "/scale": twice}
	inWords := theReport()
	inWords.Rating, inWords.Scale = "", ""
	reports.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.SelfReport{recovery.SelfReportSaid: said, recovery.SelfReportTakenBack: back},
		first, ends,
		person("PEER-64 take it back", said, recovery.TakeBackSelfReport{}, recovery.SelfReportTakenBack),
		person("REC-50 who may see it", said, recovery.WhoMaySee{Audience: recovery.CareRecord}, recovery.SelfReportSaid),
		person("REC-50 who may see what was taken back", back, recovery.WhoMaySee{Audience: recovery.OnlyMe}, recovery.SelfReportTakenBack),
	)
	open(t, recovery.CheckNewSelfReport(inWords, act(bySian, "2026-05-03T16:00Z", "r", nil), facts(t)))
}

func TestSelfReportIsThePersonsOwn(t *testing.T) {
	said, back := tellReport(t)
	for name, by := range map[string]peer.Actor{"the worker": byJess, "a nurse": byKay, "a carer": byMegan, "another person": peer.ByPerson(beatriz)} {
		t.Run("PEER-64 said by "+name, func(t *testing.T) {
			only(t, recovery.CheckNewSelfReport(theReport(), act(by, "2026-05-03T16:00Z", "r", nil), facts(t)), "PEER-64 persons-choice-only", "")
			only(t, said.Check(recovery.TakeBackSelfReport{}, act(by, "2026-05-04T09:00Z", "r", said), facts(t)), "PEER-64 persons-choice-only", "")
		})
	}
	for path, set := range map[string]func(*recovery.SaySelfReport, peer.Words){
		"/words":   func(s *recovery.SaySelfReport, w peer.Words) { s.Words = w },
		"/lowEnd":  func(s *recovery.SaySelfReport, w peer.Words) { s.LowEnd = w },
		"/highEnd": func(s *recovery.SaySelfReport, w peer.Words) { s.HighEnd = w },
	} {
		t.Run("PEER-64 "+path+" in the worker's words", func(t *testing.T) {
			step := endsReport()
			set(&step, own(byJess, "much improved"))
			only(t, recovery.CheckNewSelfReport(step, act(bySian, "2026-05-03T16:00Z", "r", nil), facts(t)), "PEER-64 persons-words-only", path)
		})
	}
	require.Equal(t, recovery.ReportHope, said.Domain())
	require.Equal(t, recovery.Rating("6"), said.Rating())
	require.Equal(t, recovery.ScaleNotAtAllToCompletely, said.Scale())
	low, high := said.Ends()
	require.Zero(t, low)
	require.Zero(t, high)
	low, high = ownEnds(t).Ends()
	require.Equal(t, "flat as the allotment in January", low.Text.Reveal())
	require.Equal(t, "beans everywhere", high.Text.Reveal())
	require.Empty(t, ownEnds(t).Scale())
	require.True(t, said.Words().From(sian))
	require.Equal(t, "g1", said.Goal())
	require.Equal(t, sian, back.Person())
	require.Equal(t, jess, said.Worker())
	require.Equal(t, recovery.MeAndMyWorker, said.Audience())
	require.Equal(t, on("2026-05-03T16:00Z"), said.Said())
}

func TestSelfReportNumberHasItsScale(t *testing.T) {
	words, scale := own(bySian, "so-so"), recovery.ScaleWorstToBest
	for name, c := range map[string]struct {
		step recovery.SaySelfReport
		rule string // empty: it is allowed
		path string
	}{
		"words only":                   {recovery.SaySelfReport{Words: words}, "", ""},
		"a number on a scale":          {recovery.SaySelfReport{Rating: "0", Scale: scale}, "", ""},
		"a number between own ends":    {recovery.SaySelfReport{Rating: "10", LowEnd: words, HighEnd: words}, "", ""},
		"words and a number":           {recovery.SaySelfReport{Words: words, Rating: "5", Scale: scale}, "", ""},
		"nothing at all":               {recovery.SaySelfReport{}, "PEER-64 required", "/words"},
		"nothing but an author":        {recovery.SaySelfReport{Words: peer.Words{By: bySian}, LowEnd: peer.Words{Lang: "cy"}}, "PEER-64 required", "/words"},
		"a number without a scale":     {recovery.SaySelfReport{Rating: "5"}, "PEER-64 required", "/scale"},
		"a number with a low end":      {recovery.SaySelfReport{Rating: "5", LowEnd: words}, "PEER-64 required", "/scale"},
		"a number with a high end":     {recovery.SaySelfReport{Rating: "5", HighEnd: words}, "PEER-64 required", "/scale"},
		"a scale without a number":     {recovery.SaySelfReport{Words: words, Scale: scale}, "PEER-64 required", "/rating"},
		"a scale alone":                {recovery.SaySelfReport{Scale: scale}, "PEER-64 required", "/rating"},
		"own ends without a number":    {recovery.SaySelfReport{Words: words, LowEnd: words, HighEnd: words}, "PEER-64 required", "/rating"},
		"two scales":                   {recovery.SaySelfReport{Rating: "5", Scale: scale, LowEnd: words, HighEnd: words}, "PEER-64 duplicate", "/scale"},
		"a scale and one end":          {recovery.SaySelfReport{Rating: "5", Scale: scale, HighEnd: words}, "PEER-64 duplicate", "/scale"},
		"a number that is none of 11":  {recovery.SaySelfReport{Rating: "11", Scale: scale}, "PEER-64 unknown-code", "/rating"},
		"a number between two numbers": {recovery.SaySelfReport{Rating: "6.5", Scale: scale}, "PEER-64 unknown-code", "/rating"},
		"a number below":               {recovery.SaySelfReport{Rating: "-1", Scale: scale}, "PEER-64 unknown-code", "/rating"},
		"the scale of a questionnaire": {recovery.SaySelfReport{Rating: "5", Scale: "honos"}, "PEER-64 unknown-code", "/scale"},
	} {
		t.Run("PEER-64 "+name, func(t *testing.T) {
			c.step.ID, c.step.Person, c.step.Domain = "sr3", sian, recovery.ReportControl
			d := recovery.CheckNewSelfReport(c.step, act(bySian, "2026-05-03T16:00Z", "r", nil), facts(t))
			if c.rule == "" {
				open(t, d)
				return
			}
			only(t, d, c.rule, c.path)
		})
	}
	for i, r := range recovery.Rating("").Terms() {
		n, ok := recovery.Rating(r).Number()
		require.True(t, ok)
		require.Equal(t, i, n)
	}
	require.Len(t, recovery.Rating("").Terms(), 11)
	for _, none := range []recovery.Rating{"", "11", "01", " 1"} {
		n, ok := none.Number()
		require.False(t, ok)
		require.Zero(t, n)
	}
}

// No number is made of numbers: nothing in the package takes or gives a list of
// reports or of ratings, and no report is about a worker or a service.
func TestSelfReportsAreNeverReckoned(t *testing.T) {
	said, _ := tellReport(t)
	require.Equal(t, []string{"audience", "domain", "goal", "id", "kind", "person", "rating", "recent", "rev", "said", "scale", "schema", "status", "words", "worker"}, members(t, said))
	for _, term := range recovery.ReportDomain("").Terms() {
		for _, never := range []string{"worker", "service", "support", "satisfaction", "symptom"} {
			require.NotContains(t, term, never)
		}
	}
	entries, err := os.ReadDir(".")
	require.NoError(t, err)
	looked := 0
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), e.Name(), nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		ast.Inspect(f, func(n ast.Node) bool {
			if fn, ok := n.(*ast.FuncType); ok {
				looked++
				ast.Inspect(fn, func(n ast.Node) bool {
					if list, ok := n.(*ast.ArrayType); ok {
						of, _ := list.Elt.(*ast.Ident)
						require.False(t, of != nil && (of.Name == "SelfReport" || of.Name == "Rating"), "PEER-64 %s takes or gives a list of %v", e.Name(), list.Elt)
					}
					return true
				})
			}
			return true
		})
	}
	require.Greater(t, looked, 100)
}

func TestWhoSeesASelfReport(t *testing.T) {
	said, back := tellReport(t)
	shows := func(r recovery.SelfReport) func(recovery.Audience) recovery.SelfReport {
		return func(a recovery.Audience) recovery.SelfReport {
			return doReport(t, r, recovery.WhoMaySee{Audience: a}, "2026-05-09T09:00Z", "b1")
		}
	}
	readBy(t, peer.ShareGoals, shows(said), map[string]shown{"rating": {beyond: true, record: true}, "words": {beyond: true}})
	readBy(t, peer.ShareGoals, shows(back), map[string]shown{"rating": {}, "words": {}})
	inWords := theReport()
	inWords.Rating, inWords.Scale = "", ""
	words, _, err := recovery.NewSelfReport(inWords, act(bySian, "2026-05-03T16:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	readBy(t, peer.ShareGoals, shows(words), map[string]shown{"rating": {beyond: true}, "words": {beyond: true}})
	t.Run("PEER-64, H27 the record gets a number and its scale, and no worker", func(t *testing.T) {
		b := steptest.Seen(t, shows(said)(recovery.CareRecord), reading(byKay, peer.ForRecord))
		require.Contains(t, b, `"rating":"6","scale":"not-at-all-to-completely"`)
		require.NotContains(t, b, "allotment")
		require.NotContains(t, b, string(jess))
	})
}

func TestSelfReportHistories(t *testing.T) {
	walkOwnLife(t, reports, 14, func(t require.TestingT, r recovery.SelfReport, c peer.Change) {
		low, high := r.Ends()
		personsOwn(t, r.Person(), nil, r.Words(), low, high)
		require.Equal(t, peer.PartyPerson, c.As, "PEER-64 the person alone says it")
		_, named := r.Rating().Number()
		require.Equal(t, named, r.Scale() != "" || !low.IsZero() && !high.IsZero(), "a number has its scale and no scale stands alone")
		require.True(t, named || !r.Words().IsZero())
	})
}
