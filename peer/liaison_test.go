package peer_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

type liaisonStep = peer.LiaisonContactStep

func liaisonBench() steptest.Bench[peer.LiaisonContact, liaisonStep, peer.LiaisonFacts] {
	g := ground()
	return steptest.Bench[peer.LiaisonContact, liaisonStep, peer.LiaisonFacts]{
		Ground: steptest.Ground[peer.LiaisonFacts]{
			Facts: func(t testing.TB) peer.LiaisonFacts { return peer.LiaisonFacts{Policy: policy(t), Basis: peer.Yes} },
			Said:  g.Said, Next: g.Next, Usual: g.Usual, Others: g.Others, Decode: g.Decode,
			Drawn: func(draw steptest.Draw, f peer.LiaisonFacts) peer.LiaisonFacts {
				f.Basis = steptest.OneOf(draw, peer.Yes, peer.Yes, peer.No, peer.Unknown)
				return f
			},
		},
		Kind: steptest.Kind[peer.LiaisonContact, liaisonStep, peer.LiaisonFacts]{
			Table: peer.LiaisonContactTable(), New: peer.NewLiaisonContact, CheckNew: peer.CheckNewLiaisonContact, Starts: peer.LiaisonContactStarts,
			Do: peer.LiaisonContact.Do, Check: peer.LiaisonContact.Check, Choices: peer.LiaisonContact.Choices,
			Decode: peer.DecodeLiaisonContact, EncodeStep: peer.EncodeLiaisonContactStep, DecodeStep: peer.DecodeLiaisonContactStep,
		}}
}

func theLiaison() peer.PlanLiaison {
	return peer.PlanLiaison{ID: "l-1", Worker: jess, Agency: "housing-office", With: peer.TeamSocialWorker, Mode: peer.Phone, About: aled, Disclosure: "disc-1", On: peer.MustDate("2026-05-06")}
}

// talked is that Jess talked with them already.
func talked() peer.RecordLiaison {
	p := theLiaison()
	return peer.RecordLiaison{ID: p.ID, Worker: p.Worker, Agency: p.Agency, With: p.With, Mode: p.Mode, About: p.About, Disclosure: p.Disclosure, On: peer.MustDate("2026-05-04")}
}

func liaisonsOf(t testing.TB) map[peer.Status]peer.LiaisonContact {
	t.Helper()
	b := liaisonBench()
	planned := b.Done(t, peer.LiaisonContact{}, liaisonStep(theLiaison()), byJess)
	held := b.Done(t, planned, liaisonStep(peer.HoldLiaison{}), byJess)
	return map[peer.Status]peer.LiaisonContact{peer.LiaisonPlanned: planned, peer.LiaisonHeld: held,
		peer.LiaisonCalledOff: b.Done(t, planned, liaisonStep(peer.CallLiaisonOff{}), byJess),
		peer.EnteredInError:   b.Done(t, held, liaisonStep(peer.MarkLiaisonInError{}), byAled)}
}

func TestLiaisonEveryRow(t *testing.T) {
	b, records := liaisonBench(), liaisonsOf(t)
	worker := row("PEER-60", peer.ErrNotAuthorised)
	steptest.Plan[peer.LiaisonContact, liaisonStep, peer.LiaisonFacts]{
		Kind: b.Kind, Person: aled, Anybody: anybody(), Records: records,
		Cases: []steptest.Case[peer.LiaisonContact, liaisonStep, peer.LiaisonFacts]{
			b.Planned(t, "PEER-60 plan", peer.LiaisonContact{}, theLiaison(), byJess, peer.LiaisonPlanned, map[string][]peer.Rule{
				"/worker": {worker}, "/with": {row("PEER-60", peer.ErrUnknownCode)}}),
			b.Planned(t, "PEER-60 record", peer.LiaisonContact{}, talked(), byJess, peer.LiaisonHeld, map[string][]peer.Rule{
				"/worker": {worker}, "/with": {row("PEER-60", peer.ErrUnknownCode)}}),
			b.Planned(t, "PEER-60 hold", records[peer.LiaisonPlanned], peer.HoldLiaison{}, byJess, peer.LiaisonHeld, nil),
			b.Planned(t, "PEER-60 call off", records[peer.LiaisonPlanned], peer.CallLiaisonOff{}, byJess, peer.LiaisonCalledOff, nil),
			b.Planned(t, "PEER-60 in error", records[peer.LiaisonHeld], peer.MarkLiaisonInError{}, byAled, peer.EnteredInError, nil),
		},
	}.Run(t)
}

func TestLiaisonHasABasis(t *testing.T) {
	b, none := liaisonBench(), peer.LiaisonContact{}
	basis := func(a peer.Tri) func(*peer.LiaisonFacts) { return func(f *peer.LiaisonFacts) { f.Basis = a } }
	const rule = "PEER-60 consent-required"
	for _, a := range answers {
		t.Run("AT-12.7, PEER-60 talking about a person, and whether there is a basis is "+a.name, func(t *testing.T) {
			d := b.Tried(t, none, liaisonStep(theLiaison()), byJess, basis(a.answer))
			require.Equal(t, a.answer == peer.Yes, d.Allowed())
			if a.answer != peer.Yes {
				steptest.Only(t, d, rule, "")
			}
		})
		t.Run("H21, PEER-60 what happened is written down, goes to supervision, and the basis is "+a.name, func(t *testing.T) {
			planned := liaisonsOf(t)[peer.LiaisonPlanned]
			for _, c := range []struct {
				r    peer.LiaisonContact
				step liaisonStep
			}{{none, talked()}, {planned, peer.HoldLiaison{}}} {
				next, change := b.Changed(t, c.r, c.step, byJess, basis(a.answer))
				require.Equal(t, peer.LiaisonHeld, next.Status())
				require.Equal(t, a.answer == peer.Yes, len(change.Signals) == 0)
				if a.answer != peer.Yes {
					require.Equal(t, peer.SignalOutsideAgreement, change.Signals[0].Kind)
					require.Equal(t, aled, change.Signals[0].About)
					warned(t, b.Tried(t, c.r, c.step, byJess, basis(a.answer)), rule)
				}
			}
		})
	}
	t.Run("AT-12.7, PEER-60 a basis has a name", func(t *testing.T) {
		step := theLiaison()
		step.Disclosure = ""
		steptest.Only(t, b.Tried(t, none, liaisonStep(step), byJess), rule, "")
	})
	t.Run("PEER-60 about nobody it needs none, whatever is known", func(t *testing.T) {
		step := theLiaison()
		step.About, step.Disclosure = "", ""
		for _, a := range answers {
			steptest.Open(t, b.Tried(t, none, liaisonStep(step), byJess, basis(a.answer)))
		}
		l := b.Done(t, none, liaisonStep(step), byJess)
		require.Empty(t, l.Person())
		readers.See(t, l, "liaison", "", rule, "jess", "hannah supervision", "iris supervision")
	})
	t.Run("PEER-60 a basis is for somebody; what was held is kept all the same", func(t *testing.T) {
		steptest.Only(t, b.Tried(t, none, liaisonStep(peer.PlanLiaison{ID: "l", Worker: jess, Agency: "a", Disclosure: "d"}), byJess), "PEER-60 required", "/about")
		held := liaisonStep(peer.RecordLiaison{ID: "l", Worker: jess, Agency: "a", Disclosure: "d"})
		warned(t, b.Tried(t, none, held, byJess), "PEER-60 required")
		require.Equal(t, "d", b.Done(t, none, held, byJess).Disclosure())
	})
	t.Run("PEER-60 there is no place for what was said", func(t *testing.T) {
		for _, row := range peer.LiaisonContactTable().Rows {
			for _, f := range row.Fields {
				require.NotContains(t, []peer.FieldKind{peer.FieldText, peer.FieldWords}, f.Kind, f.Path)
			}
		}
	})
	t.Run("PEER-60 roles are codes, and what was held is not in the future", func(t *testing.T) {
		plan, record := theLiaison(), talked()
		plan.With, record.With = "Dr Sam Ode", "Dr Sam Ode"
		steptest.Only(t, b.Tried(t, none, liaisonStep(plan), byJess), "PEER-60 unknown-code", "/with")
		steptest.Only(t, b.Tried(t, none, liaisonStep(record), byJess), "PEER-60 unknown-code", "/with")
		record = talked()
		record.On = peer.MustDate("2026-05-20")
		steptest.Only(t, b.Tried(t, none, liaisonStep(record), byJess), "PEER-60 future-date", "/on")
		steptest.Only(t, b.Tried(t, liaisonsOf(t)[peer.LiaisonPlanned], liaisonStep(peer.HoldLiaison{On: record.On}), byJess), "PEER-60 future-date", "/on")
		plan = theLiaison()
		plan.On = record.On
		steptest.Open(t, b.Tried(t, none, liaisonStep(plan), byJess))
	})
	t.Run("PEER-60 put right by a clock that went back, it can be read again", func(t *testing.T) {
		held := liaisonsOf(t)[peer.LiaisonHeld]
		l, _, err := held.Do(peer.MarkLiaisonInError{}, steptest.ActOn(byJess, "2026-05-03T10:00Z", "x", held), b.Ground.Facts(t))
		require.NoError(t, err)
		doc, err := peer.Encode(l)
		require.NoError(t, err)
		_, err = peer.DecodeLiaisonContact(doc)
		require.NoError(t, err)
	})
	t.Run("PEER-35, PEER-60 the person sees with whom it was talked about them, and may put it right", func(t *testing.T) {
		for _, l := range liaisonsOf(t) {
			readers.See(t, l, "liaison", "", rule, "aled", "jess", "hannah supervision", "iris supervision")
		}
		steptest.Open(t, b.Tried(t, liaisonsOf(t)[peer.LiaisonHeld], liaisonStep(peer.MarkLiaisonInError{}), byAled))
	})
	l := liaisonsOf(t)[peer.LiaisonHeld]
	require.Equal(t, []any{aled, jess, "housing-office", peer.TeamSocialWorker, peer.Phone, "disc-1", "2026-05-06"},
		[]any{l.Person(), l.Worker(), l.Agency(), l.With(), l.Mode(), l.Disclosure(), l.On().String()})
}

func TestLiaisonHistories(t *testing.T) {
	give := withTwo(func(draw steptest.Draw, _ time.Time, path string, _ peer.Field) any {
		switch path {
		case "/about":
			return steptest.OneOf[any](draw, "p1", "p1", steptest.Absent)
		case "/disclosure":
			return steptest.OneOf[any](draw, "disc-1", "disc-1", steptest.Absent)
		case "/with":
			return steptest.Mostly[any](draw, "nurse", "the nurse on nights")
		}
		return nil
	})
	liaisonBench().Histories(t, give, func(t require.TestingT, l peer.LiaisonContact, c peer.Change) {
		require.True(t, c.Do != "plan" || l.Person() == "" || l.Disclosure() != "")
		require.True(t, c.Do != "plan" || l.Person() != "" || l.Disclosure() == "")
		require.True(t, l.Status() != peer.LiaisonHeld || !l.On().IsZero())
	})
}

func TestLiaisonStored(t *testing.T) {
	b, records := liaisonBench(), liaisonsOf(t)
	b.Goldens(t, records)
	b.Unreadable(t, "", records, []steptest.Hostile{
		{Of: peer.LiaisonPlanned, Path: "/disclosure", Value: nil, Heard: "/disclosure"},
		{Of: peer.LiaisonCalledOff, Path: "/disclosure", Value: nil, Heard: "/disclosure"},
		{Of: peer.LiaisonHeld, Path: "/disclosure", Value: nil},
		{Of: peer.LiaisonPlanned, Path: "/about", Value: nil, Heard: "/disclosure"},
		{Of: peer.LiaisonHeld, Path: "/on", Value: nil, Heard: "/on"},
		{Of: peer.LiaisonHeld, Path: "/on", Value: "2026-05-20", Heard: "/on"},
		{Of: peer.LiaisonHeld, Path: "/with", Value: "the nurse", Heard: "/with"},
		{Of: peer.EnteredInError, Path: "/agency", Value: "", Heard: "/agency"},
	})
}
