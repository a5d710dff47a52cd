package peer_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

var carerSaidBench = steptest.Bench[peer.CarerSaid, peer.CarerSaidStep, peer.Facts]{
	Kind: steptest.Kind[peer.CarerSaid, peer.CarerSaidStep, peer.Facts]{
		Table: peer.CarerSaidTable(), New: peer.NewCarerSaid, CheckNew: peer.CheckNewCarerSaid, Starts: peer.CarerSaidStarts,
		Do: peer.CarerSaid.Do, Check: peer.CarerSaid.Check, Choices: peer.CarerSaid.Choices,
		Decode: peer.DecodeCarerSaid, EncodeStep: peer.EncodeCarerSaidStep, DecodeStep: peer.DecodeCarerSaidStep,
	},
	Ground: ground(),
}

func meganSays(topic peer.CarerTopic, set ...func(*peer.ListenToCarer)) peer.ListenToCarer {
	c := peer.ListenToCarer{ID: "s1", Carer: megan, Person: aled, Worker: jess, Topic: topic, Words: steptest.Own(byMegan, "he sleeps in the garden")}
	for _, f := range set {
		f(&c)
	}
	return c
}

func carerSaidRecords(t testing.TB) map[peer.Status]peer.CarerSaid {
	t.Helper()
	heard := carerSaidBench.Done(t, peer.CarerSaid{}, meganSays(peer.AboutThePerson), byJess)
	return map[peer.Status]peer.CarerSaid{peer.CarerHeard: heard, peer.CarerTookBack: carerSaidBench.Done(t, heard, peer.TakeCarersWordsBack{}, byMegan)}
}

func TestCarerSaidEveryRow(t *testing.T) {
	records := carerSaidRecords(t)
	heard := records[peer.CarerHeard]
	whose, words := row("PEER-56", peer.ErrNotAuthorised), row("PEER-56", peer.ErrPersonsWordsOnly)
	steptest.Plan[peer.CarerSaid, peer.CarerSaidStep, peer.Facts]{
		Kind: carerSaidBench.Kind, Person: aled, Anybody: anybody(), Records: records,
		Cases: []steptest.Case[peer.CarerSaid, peer.CarerSaidStep, peer.Facts]{
			carerSaidBench.Planned(t, "PEER-56, H15 somebody listens", peer.CarerSaid{}, meganSays(peer.AboutThePerson), byJess, peer.CarerHeard,
				map[string][]peer.Rule{"/worker": {whose}, "/carer": {words}, "/words": {words}}),
			carerSaidBench.Planned(t, "PEER-56, H15 the carer writes it", peer.CarerSaid{}, meganSays(peer.AboutAWorry), byMegan, peer.CarerHeard,
				map[string][]peer.Rule{"/carer": {whose, words}}),
			carerSaidBench.Planned(t, "PEER-56 the question is answered", heard, peer.SettleWorry{Further: peer.Further{Answer: peer.Yes, Concern: "c-1"}}, byJess, peer.CarerHeard,
				map[string][]peer.Rule{"/further/concern": {}}),
			carerSaidBench.Planned(t, "PEER-56, H15 the person may read it", heard, peer.ShowThePerson{Show: true}, byMegan, peer.CarerHeard, nil),
			carerSaidBench.Planned(t, "PEER-56 taken back", heard, peer.TakeCarersWordsBack{}, byJess, peer.CarerTookBack, nil),
		},
	}.Run(t)
}

func TestCarerIsHeard(t *testing.T) {
	bare := func(f *peer.Facts) { *f = peer.Facts{} }
	t.Run("PEER-56, H15 listening needs nobody's yes, no link, no fact and no policy", func(t *testing.T) {
		for _, topic := range []peer.CarerTopic{peer.AboutThePerson, peer.AboutAWorry} {
			for _, by := range []peer.Actor{byJess, byMegan} {
				require.True(t, carerSaidBench.Tried(t, peer.CarerSaid{}, meganSays(topic), by, bare).Allowed())
			}
		}
	})
	t.Run("PEER-56, H02, H15 a worry is kept whatever becomes of the question", func(t *testing.T) {
		for name, c := range map[string]struct {
			further peer.Further
			signals []peer.SignalKind
		}{
			"not answered":           {peer.Further{}, []peer.SignalKind{peer.SignalSafetyQuestion}},
			"no, and not why":        {peer.Further{Answer: peer.No}, []peer.SignalKind{peer.SignalSafetyQuestion}},
			"no, and why":            {peer.Further{Answer: peer.No, Because: peer.AlreadyKnown}, nil},
			"yes, without a concern": {peer.Further{Answer: peer.Yes}, []peer.SignalKind{peer.SignalGoesFurther}},
			"yes, with a concern":    {peer.Further{Answer: peer.Yes, Concern: "c-1"}, nil},
		} {
			said, change := carerSaidBench.Changed(t, peer.CarerSaid{}, meganSays(peer.AboutAWorry, func(l *peer.ListenToCarer) { l.Further = c.further }), byJess)
			require.Equal(t, c.further, said.Further(), name)
			var got []peer.SignalKind
			for _, s := range change.Signals {
				require.Equal(t, aled, s.About)
				got = append(got, s.Kind)
			}
			require.Equal(t, c.signals, got, name)
		}
	})
	t.Run("H07 what is no worry asks nothing, and says so when it does go further", func(t *testing.T) {
		_, change := carerSaidBench.Changed(t, peer.CarerSaid{}, meganSays(peer.AboutThePerson), byJess)
		require.Empty(t, change.Signals)
		_, change = carerSaidBench.Changed(t, peer.CarerSaid{}, meganSays(peer.AboutThePerson, func(l *peer.ListenToCarer) { l.Further.Answer = peer.Yes }), byJess)
		require.Len(t, change.Signals, 1)
	})
	t.Run("PEER-56, H02 an answer is whole, and walking away leaves the question behind", func(t *testing.T) {
		heard := carerSaidRecords(t)[peer.CarerHeard]
		for further, path := range map[peer.Further]string{{}: "/further", {Answer: peer.No}: "/further", {Answer: peer.Yes}: "/further/concern"} {
			require.Equal(t, path, only(t, carerSaidBench.Tried(t, heard, peer.SettleWorry{Further: further}, byJess), "PEER-56 concern-required").Path)
			_, _, err := heard.Do(peer.SettleWorry{Further: further}, act(byJess, "2026-05-07T10:00Z", "x", heard), peer.Facts{})
			require.Len(t, turnedDown(t, err, peer.ErrConcernRequired).Signals, 1)
		}
		steptest.Open(t, carerSaidBench.Tried(t, heard, peer.SettleWorry{Further: peer.Further{Answer: peer.No, Because: peer.TalkedThrough}}, byJess))
	})
	t.Run("PEER-56 the words are the carer's", func(t *testing.T) {
		for name, c := range map[string]struct {
			by    peer.Actor
			words peer.Words
		}{
			"the worker's":             {byJess, steptest.Unsigned("seems at the end of her tether")},
			"the person's":             {byJess, steptest.Own(byAled, "I sleep in the garden")},
			"another carer's":          {byMegan, steptest.Own(peer.ByCarer("colin"), "he does")},
			"another carer's, by them": {byJess, steptest.Own(peer.ByCarer("colin"), "he does")},
		} {
			d := carerSaidBench.Tried(t, peer.CarerSaid{}, meganSays(peer.AboutThePerson, func(l *peer.ListenToCarer) { l.Words = c.words }), c.by)
			require.Equal(t, "/words", only(t, d, "PEER-56 persons-words-only").Path, name)
		}
		said := carerSaidBench.Done(t, peer.CarerSaid{}, meganSays(peer.AboutThePerson, func(l *peer.ListenToCarer) { l.Words = steptest.Unsigned("garden") }), byMegan)
		require.Equal(t, byMegan, said.Words().By)
		require.Equal(t, []any{megan, aled, jess, peer.AboutThePerson, on("2026-05-04T10:00Z")}, []any{said.Carer(), said.Person(), said.Worker(), said.Topic(), said.Said()})
	})
	t.Run("PEER-56 a carer speaks for nobody but themself", func(t *testing.T) {
		colin := peer.ByCarer("colin")
		heard := carerSaidRecords(t)[peer.CarerHeard]
		only(t, carerSaidBench.Tried(t, peer.CarerSaid{}, meganSays(peer.AboutThePerson), colin), "PEER-56 not-authorised")
		only(t, carerSaidBench.Tried(t, heard, peer.ShowThePerson{Show: true}, colin), "PEER-56 not-authorised")
		only(t, carerSaidBench.Tried(t, heard, peer.TakeCarersWordsBack{}, colin), "PEER-56 not-authorised")
	})
}

func TestCarerSaidReading(t *testing.T) {
	const rule = "PEER-56 consent-required"
	records := carerSaidRecords(t)
	t.Run("H15 without the carer's yes the person does not read it", func(t *testing.T) {
		consentReaders.See(t, records[peer.CarerHeard], "said", "garden", rule, "jess", "megan")
		consentReaders.See(t, records[peer.CarerTookBack], "said", "garden", rule, "jess", "megan")
	})
	t.Run("H15 with it they do, until the carer says otherwise", func(t *testing.T) {
		shown := carerSaidBench.Done(t, records[peer.CarerHeard], peer.ShowThePerson{Show: true}, byJess)
		require.True(t, shown.Shown())
		consentReaders.See(t, shown, "said", "garden", rule, "jess", "megan", "aled")
		consentReaders.See(t, carerSaidBench.Done(t, shown, peer.ShowThePerson{}, byMegan), "said", "garden", rule, "jess", "megan")
		consentReaders.See(t, carerSaidBench.Done(t, shown, peer.TakeCarersWordsBack{}, byMegan), "said", "garden", rule, "jess", "megan")
	})
}

// carerForm answers a form about what a carer says or needs.
func carerForm(draw steptest.Draw, _ time.Time) steptest.Give {
	return func(path string, f peer.Field) any {
		switch path {
		case "/id":
			return steptest.Mostly(draw, "s1", "", "x y")
		case "/person":
			return "p1"
		case "/worker":
			return steptest.Mostly(draw, "w4", "w5")
		case "/carer":
			return steptest.Mostly(draw, "megan", "colin")
		case "/words":
			return steptest.OneOf[any](draw, map[string]any{"text": "the garden", "by": map[string]any{"carer": "megan"}}, map[string]any{"text": "the garden", "by": map[string]any{"carer": "megan"}}, map[string]any{"text": "the garden"})
		case "/further":
			return map[string]any{"answer": steptest.OneOf(draw, "yes", "no", "unknown"), "concern": steptest.OneOf(draw, "c-1", ""), "because": "already-known"}
		case "/what":
			return steptest.OneOf(draw, "a-break", "carers-group")
		}
		switch {
		case f.Kind == peer.FieldChoice && f.Repeats:
			return []any{steptest.OneOf(draw, f.Options...), steptest.OneOf(draw, f.Options...)}
		case f.Kind == peer.FieldChoice:
			return steptest.OneOf(draw, f.Options...)
		case f.Kind == peer.FieldYesNo:
			return draw(2) == 0
		}
		return nil
	}
}

func TestCarerSaidHistories(t *testing.T) {
	carerSaidBench.Histories(t, carerForm, func(t require.TestingT, c peer.CarerSaid, change peer.Change) {
		require.Equal(t, peer.ByCarer(c.Carer()), c.Words().By)
		require.Equal(t, c.Shown(), c.Sees("said", consentReaders.Reading(byAled, peer.ForSupport)))
		open := c.Topic() == peer.AboutAWorry && c.Further().Settled() != peer.Yes
		require.True(t, change.Do != "listen" || !open || len(change.Signals) > 0, "an open question leaves a signal")
	})
}

func TestCarerSaidStored(t *testing.T) {
	records := carerSaidRecords(t)
	carerSaidBench.Goldens(t, records)
	carerSaidBench.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: "heard", Path: "/words/by", Value: map[string]any{"staff": "w4"}, Heard: "/words"},
		{Of: "heard", Path: "/carer", Value: "colin", Heard: "/words"},
		{Of: "heard", Path: "/words/text", Value: "", Heard: "/words"},
		{Of: "taken-back", Path: "/shown", Value: true, Heard: "/shown"},
		{Of: "heard", Path: "/topic", Value: "gossip", Heard: "/topic"},
		{Of: "heard", Path: "/further/because", Value: "nobody-cares", Heard: "/further/because"},
		{Of: "heard", Path: "/person", Heard: "/person"},
		{Of: "heard", Path: "/said", Heard: "/said"},
	})
}
