package recovery_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func theFear() recovery.NameFear {
	return recovery.NameFear{ID: "e1", Person: sian, Worker: jess, Words: own(bySian, "that I will be stared at"), Stops: own(bySian, "getting on the bus"),
		Helps: own(bySian, "somebody beside me"), SmallSteps: []peer.Words{own(bySian, "stand at the stop"), own(bySian, "ride one stop")}}
}

func newFear(t testing.TB, step recovery.NameFear) recovery.Fear {
	t.Helper()
	return fears.DoneAt(t, recovery.Fear{}, step, bySian, "2026-03-02T10:00Z", "a1")
}

func doFear(t testing.TB, e recovery.Fear, step recovery.FearStep, at string) recovery.Fear {
	t.Helper()
	return fears.DoneAt(t, e, step, bySian, at, "r-"+at)
}

// tellFear is one fear in every place it can be in.
func tellFear(t testing.TB) map[peer.Status]recovery.Fear {
	t.Helper()
	named := newFear(t, theFear())
	working := doFear(t, named, recovery.WorkOnFear{}, "2026-03-09T10:00Z")
	return map[peer.Status]recovery.Fear{recovery.FearNamed: named, recovery.FearWorking: working,
		recovery.FearEasier: doFear(t, working, recovery.FearIsEasier{}, "2026-04-09T10:00Z"),
		recovery.FearParked: doFear(t, working, recovery.ParkFear{}, "2026-04-09T10:00Z")}
}

var fears = steptest.BenchOf(ground, recovery.FearTable(), recovery.NewFear, recovery.CheckNewFear, recovery.FearStarts,
	recovery.DecodeFear, recovery.EncodeFearStep, recovery.DecodeFearStep)

func TestFearEveryRow(t *testing.T) {
	at := tellFear(t)
	type one = steptest.Case[recovery.Fear, recovery.FearStep, recovery.Facts]
	person := func(name string, from peer.Status, step recovery.FearStep, to peer.Status) one {
		return one{Name: name, Record: at[from], Step: step, Act: act(bySian, "2026-05-01T10:00Z", "", nil), Facts: facts(t), To: to}
	}
	first := person("REC-26 the person names it", "", theFear(), recovery.FearNamed)
	first.Hears = map[string][]peer.Rule{"/person": {row("REC-26", peer.ErrPersonsWordsOnly)}}
	fears.EveryRow(t, anybody(peer.PartyStaff), at,
		first,
		person("REC-26 say more", recovery.FearWorking, recovery.SayMoreOfFear{Helps: own(bySian, "music")}, recovery.FearWorking),
		person("REC-26 work on it", recovery.FearNamed, recovery.WorkOnFear{}, recovery.FearWorking),
		person("REC-26 work on it again", recovery.FearEasier, recovery.WorkOnFear{}, recovery.FearWorking),
		person("REC-26 take up what was parked", recovery.FearParked, recovery.WorkOnFear{}, recovery.FearWorking),
		person("REC-26 it is easier", recovery.FearWorking, recovery.FearIsEasier{}, recovery.FearEasier),
		person("REC-26 it became easier by itself", recovery.FearParked, recovery.FearIsEasier{}, recovery.FearEasier),
		person("REC-26 park it", recovery.FearWorking, recovery.ParkFear{}, recovery.FearParked),
		person("REC-26 park it before anything was done", recovery.FearNamed, recovery.ParkFear{}, recovery.FearParked),
	)
}

func TestFearIsNamedByThePerson(t *testing.T) {
	name := func(by peer.Actor, spoil func(*recovery.NameFear)) peer.Decision {
		step := theFear()
		spoil(&step)
		return recovery.CheckNewFear(step, act(by, "2026-03-02T10:00Z", "r", nil), facts(t))
	}
	for who, by := range map[string]peer.Actor{"the worker, as the person's": byJess, "a nurse": byKay, "a carer": byMegan, "another person": peer.ByPerson(beatriz)} {
		t.Run("REC-26 named by "+who, func(t *testing.T) { only(t, name(by, func(*recovery.NameFear) {}), "REC-26 persons-words-only", "") })
	}
	t.Run("REC-26 named by the worker in words of their own", func(t *testing.T) {
		_, _, err := recovery.NewFear(recovery.NameFear{ID: "e2", Person: sian, Worker: jess, Words: unsigned("of getting well")}, act(byJess, "2026-03-02T10:00Z", "r", nil), facts(t))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.Equal(t, []peer.Code{peer.ErrPersonsWordsOnly}, r.Codes())
	})
	worker := own(byJess, "of getting well")
	for path, spoil := range map[string]func(*recovery.NameFear){
		"/words": func(s *recovery.NameFear) { s.Words = worker }, "/stops": func(s *recovery.NameFear) { s.Stops = worker },
		"/helps": func(s *recovery.NameFear) { s.Helps = worker }, "/smallSteps": func(s *recovery.NameFear) { s.SmallSteps = append(s.SmallSteps, worker) },
	} {
		t.Run("REC-26 "+path+" in the worker's words", func(t *testing.T) { only(t, name(bySian, spoil), "REC-26 persons-words-only", path) })
	}
	e := tellFear(t)[recovery.FearNamed]
	for path, step := range map[string]recovery.SayMoreOfFear{"/stops": {Stops: worker}, "/helps": {Helps: worker}, "/smallSteps": {SmallSteps: []peer.Words{worker}}} {
		t.Run("REC-26 more of it in the worker's words "+path, func(t *testing.T) {
			only(t, e.Check(step, act(bySian, "2026-05-01T10:00Z", "r", e), facts(t)), "REC-26 persons-words-only", path)
		})
	}
	t.Run("REC-26 more of it by the worker", func(t *testing.T) {
		step := recovery.SayMoreOfFear{Helps: own(bySian, "music")}
		only(t, e.Check(step, act(byJess, "2026-05-01T10:00Z", "r", e), facts(t)), "REC-26 persons-words-only", "")
	})
	for who, step := range map[string]recovery.FearStep{"work on it": recovery.WorkOnFear{}, "easier": recovery.FearIsEasier{}, "park": recovery.ParkFear{}} {
		t.Run("REC-26 moved by the worker: "+who, func(t *testing.T) {
			only(t, e.Check(step, act(byJess, "2026-05-01T10:00Z", "r", e), facts(t)), "REC-26 persons-choice-only", "")
		})
	}
	require.Equal(t, "that I will be stared at", e.Words().Text.Reveal())
	require.Equal(t, on("2026-03-02T10:00Z"), e.Named())
	require.Equal(t, jess, e.Worker())
	e.SmallSteps()[0] = peer.Words{}
	require.Equal(t, "stand at the stop", e.SmallSteps()[0].Text.Reveal())
	plain := newFear(t, recovery.NameFear{ID: "e3", Person: sian, Words: unsigned("the dark")})
	require.True(t, plain.Words().From(sian))
	more := doFear(t, plain, recovery.SayMoreOfFear{Stops: unsigned("sleep"), Helps: unsigned("a lamp"), SmallSteps: []peer.Words{unsigned("the landing light")}}, "2026-03-03T10:00Z")
	personsOwn(t, sian, nil, append(more.SmallSteps(), more.Stops(), more.Helps())...)
	require.Len(t, more.SmallSteps(), 1)
	again := doFear(t, more, recovery.SayMoreOfFear{Stops: unsigned("going to bed")}, "2026-03-04T10:00Z")
	require.Equal(t, "going to bed", again.Stops().Text.Reveal())
	require.Equal(t, more.Helps(), again.Helps(), "what is left out stays")
	require.Equal(t, more.SmallSteps(), again.SmallSteps())
	require.Equal(t, "sleep", more.Stops().Text.Reveal())
	for _, choice := range e.Choices(act(bySian, "2026-05-01T10:00Z", "r", e), recovery.Facts{}) {
		require.True(t, choice.Open && choice.Yours, "%s waits for no fact", choice.Do)
	}
}

func TestWhoSeesAFear(t *testing.T) {
	alone := theFear()
	alone.Worker = ""
	e, own := newFear(t, theFear()), newFear(t, alone)
	record, care := consent(peer.SharePlan, peer.ForRecord, peer.Yes), consent(peer.SharePlan, peer.ForCare, peer.Yes)
	for _, r := range []struct {
		name       string
		by         peer.Reading
		both, hers bool
	}{
		{"the person", reading(bySian, peer.ForSupport), true, true},
		{"the worker", reading(byJess, peer.ForSupport), true, false},
		{"the person, for the record", reading(bySian, peer.ForRecord, record), false, false},
		{"the worker, for the record", reading(byJess, peer.ForRecord, record), false, false},
		{"a nurse on a yes", reading(byKay, peer.ForCare, care), false, false},
		{"an exporter on a yes", reading(byKay, peer.ForRecord, record), false, false},
		{"a colleague for supervision", reading(byRowan, peer.ForSupervision), false, false},
		{"a carer on a yes", reading(byMegan, peer.ForCare, care), false, false},
		{"another person", reading(peer.ByPerson(beatriz), peer.ForSupport), false, false},
	} {
		t.Run("REC-26, H20 read by "+r.name, func(t *testing.T) {
			v, err := e.View(r.by)
			require.Equal(t, r.both, sees(t, v, err, "REC-50 consent-required", "fear"))
			v, err = own.View(r.by)
			require.Equal(t, r.hers, sees(t, v, err, "REC-50 consent-required", "fear"))
		})
	}
}
