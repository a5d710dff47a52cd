package recovery_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theHealthInfo() recovery.ShowHealthInfo {
	return recovery.ShowHealthInfo{ID: "h1", Person: sian, Worker: jess, About: recovery.HealthPhysical, Content: recovery.HealthInformation,
		Text: peer.Say("digging at an allotment is as good as a gym"), Source: peer.Say("leaflet 14, Fensway surgery"), SourceOn: peer.MustDate("2025-11")}
}

var healthInfos = steptest.BenchOf(ground, recovery.HealthInfoTable(), recovery.NewHealthInfo, recovery.CheckNewHealthInfo, recovery.HealthInfoStarts,
	recovery.DecodeHealthInfo, recovery.EncodeHealthInfoStep, recovery.DecodeHealthInfoStep)

func doHealthInfo(t testing.TB, h recovery.HealthInfo, step recovery.HealthInfoStep, at, id string) recovery.HealthInfo {
	t.Helper()
	return healthInfos.DoneAt(t, h, step, bySian, at, id)
}

func tellHealthInfo(t testing.TB) (shown, included, leftOut recovery.HealthInfo) {
	t.Helper()
	shown, _, err := recovery.NewHealthInfo(theHealthInfo(), act(byJess, "2026-03-02T10:00Z", "a1", nil), facts(t))
	require.NoError(t, err)
	included = doHealthInfo(t, shown, recovery.IncludeHealthInfo{}, "2026-03-02T10:05Z", "a2")
	return shown, included, doHealthInfo(t, shown, recovery.LeaveOutHealthInfo{}, "2026-03-02T10:05Z", "a3")
}

func TestHealthInfoEveryRow(t *testing.T) {
	shown, included, leftOut := tellHealthInfo(t)
	type one = steptest.Case[recovery.HealthInfo, recovery.HealthInfoStep, recovery.Facts]
	step := func(name string, h recovery.HealthInfo, step recovery.HealthInfoStep, by peer.Actor, to peer.Status) one {
		return one{Name: name, Record: h, Step: step, Act: act(by, "2026-05-01T09:00Z", "", nil), Facts: facts(t), To: to}
	}
	whose := []peer.Rule{row("REC-48", peer.ErrNotAuthorised)}
	byWorker := step("REC-48 the worker shows it", recovery.HealthInfo{}, theHealthInfo(), byJess, recovery.HealthInfoShown)
	byWorker.Hears = map[string][]peer.Rule{"/worker": whose}
	byPerson := step("REC-48 the person brings it", recovery.HealthInfo{}, theHealthInfo(), bySian, recovery.HealthInfoIncluded)
	byPerson.Hears = map[string][]peer.Rule{"/person": whose}
	healthInfos.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.HealthInfo{recovery.HealthInfoShown: shown, recovery.HealthInfoIncluded: included, recovery.HealthInfoLeftOut: leftOut},
		byWorker, byPerson,
		step("REC-48 include it", shown, recovery.IncludeHealthInfo{}, bySian, recovery.HealthInfoIncluded),
		step("REC-48 include it after all", leftOut, recovery.IncludeHealthInfo{}, bySian, recovery.HealthInfoIncluded),
		step("REC-48 leave it out", shown, recovery.LeaveOutHealthInfo{}, bySian, recovery.HealthInfoLeftOut),
		step("REC-48 leave it out after all", included, recovery.LeaveOutHealthInfo{}, bySian, recovery.HealthInfoLeftOut),
		step("REC-50 who may see it", leftOut, recovery.WhoMaySee{Audience: recovery.Team}, bySian, recovery.HealthInfoLeftOut),
	)
}

func TestHealthInfoIsInformationWithItsSource(t *testing.T) {
	try := func(by peer.Actor, spoil func(*recovery.ShowHealthInfo)) peer.Decision {
		step := theHealthInfo()
		spoil(&step)
		return recovery.CheckNewHealthInfo(step, act(by, "2026-03-02T10:00Z", "r", nil), facts(t))
	}
	for who, by := range map[string]peer.Actor{"the worker": byJess, "the person": bySian} {
		for name, source := range map[string]peer.Private{"nothing": {}, "blanks": peer.Say(" \t\n ")} {
			t.Run("REC-48 a source of "+name+" from "+who, func(t *testing.T) {
				only(t, try(by, func(s *recovery.ShowHealthInfo) { s.Source = source }), "REC-48 source-required", "/source")
			})
		}
		for _, content := range []recovery.HealthContent{recovery.HealthAdvice, recovery.HealthDiagnosis, recovery.HealthTreatment} {
			t.Run("REC-48, PEER-23 "+string(content)+" from "+who, func(t *testing.T) {
				only(t, try(by, func(s *recovery.ShowHealthInfo) { s.Content = content }), "REC-48 advice-out-of-scope", "/content")
			})
		}
	}
	t.Run("REC-48 nothing but information is offered", func(t *testing.T) {
		for _, f := range recovery.HealthInfoStarts(act(byJess, "2026-03-02T10:00Z", "r", nil), facts(t))[0].Fields {
			if f.Name == "content" {
				require.Equal(t, []string{"information"}, f.Options)
			}
		}
	})
	shown, included, leftOut := tellHealthInfo(t)
	for name, by := range map[string]peer.Actor{"the worker": byJess, "a nurse": byKay, "a carer": byMegan} {
		t.Run("REC-48 included by "+name, func(t *testing.T) {
			for _, h := range []recovery.HealthInfo{shown, leftOut} {
				only(t, h.Check(recovery.IncludeHealthInfo{}, act(by, "2026-05-01T09:00Z", "r", h), facts(t)), "REC-48 persons-choice-only", "")
			}
			only(t, included.Check(recovery.LeaveOutHealthInfo{}, act(by, "2026-05-01T09:00Z", "r", included), facts(t)), "REC-48 persons-choice-only", "")
		})
	}
	require.Equal(t, peer.PartyWorker, shown.From())
	require.Equal(t, recovery.HealthPhysical, shown.About())
	require.Equal(t, recovery.HealthInformation, shown.Content())
	require.Equal(t, "leaflet 14, Fensway surgery", shown.Source().Reveal())
	require.Equal(t, "2025-11", shown.SourceOn().String())
	require.Contains(t, shown.Text().Reveal(), "allotment")
	require.Equal(t, on("2026-03-02T10:00Z"), included.Shown())
	require.Equal(t, jess, shown.Worker())
}

func TestWhoSeesHealthInfo(t *testing.T) {
	shown, included, leftOut := tellHealthInfo(t)
	for i, a := range everyAudience {
		for name, h := range map[string]recovery.HealthInfo{"shown": shown, "included": included, "left out": leftOut} {
			set := doHealthInfo(t, h, recovery.WhoMaySee{Audience: a}, "2026-05-09T09:00Z", "b1")
			for _, r := range readers(peer.SharePlan) {
				t.Run("REC-50 "+name+" for "+string(a)+" read by "+r.name, func(t *testing.T) {
					v, err := set.View(r.by)
					require.NoError(t, err)
					may := i >= r.from && (r.two || name == "included")
					require.Equal(t, may, v.Sees("healthInformation"))
					b, err := json.Marshal(v)
					require.NoError(t, err)
					require.Equal(t, may, strings.Contains(string(b), "allotment"))
				})
			}
		}
	}
	require.Equal(t, recovery.MeAndMyWorker, shown.Audience(), "REC-50 what it starts with")
}

func TestHealthInfoHistories(t *testing.T) {
	healthInfos.Walks(12).Giving(func(draw steptest.Draw, _ time.Time) steptest.Give {
		return func(path string, _ peer.Field) any {
			switch path {
			case "/source":
				return mostly[any](draw, "leaflet 14", steptest.Absent)
			case "/content":
				return mostly(draw, "information", "advice", "treatment")
			}
			return nil
		}
	}).Hold(t, func(t require.TestingT, _, h recovery.HealthInfo, c peer.Change) {
		require.True(t, c.As == peer.PartyPerson || c.Do == "show" && c.To == recovery.HealthInfoShown, "REC-48 only the person includes it")
		require.NotEmpty(t, h.Source().Reveal())
		require.Equal(t, recovery.HealthInformation, h.Content())
	})
}

func healthInfoRecords(t testing.TB) map[peer.Status]peer.Record {
	shown, included, leftOut := tellHealthInfo(t)
	return map[peer.Status]peer.Record{"health-information-shown": shown, "health-information-included": included, "health-information-left-out": leftOut}
}

func TestHealthInfoStored(t *testing.T) {
	ground.NeverRead(t, healthInfoRecords(t), []steptest.Hostile{
		{Of: "health-information-included", Path: "/source", Value: "  ", Heard: "/source: where it is from"},
		{Of: "health-information-included", Path: "/source", Value: "", Heard: "/source"},
		{Of: "health-information-included", Path: "/content", Value: "treatment", Heard: "/content: nothing else"},
		{Of: "health-information-included", Path: "/content", Value: "prognosis", Heard: "/content"},
		{Of: "health-information-included", Path: "/about", Value: "risk", Heard: "/about"},
		{Of: "health-information-included", Path: "/text", Value: "", Heard: "/text"},
		{Of: "health-information-included", Path: "/audience", Value: "", Heard: "/audience"},
		{Of: "health-information-included", Path: "/worker", Value: "", Heard: "/from: names"},
		{Of: "health-information-included", Path: "/from", Value: "owner", Heard: "/from: names"},
		{Of: "health-information-shown", Path: "/from", Value: "person", Heard: "/from: waits"},
		{Of: "health-information-shown", Path: "/shown", Value: "0001-01-01T00:00:00.000Z", Heard: "/shown"},
	})
}
