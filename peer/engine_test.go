package peer_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

// A plot is a record whose table uses what walks leave out: a policy, a line, what is to
// be said of a rule that is not met, a step that is mended, and parts.
type plot struct {
	peer.Head
	s plotData
}

type plotData struct {
	Person peer.PersonID `json:"person" ask:"required"`
	Rows   []string      `json:"rows,omitempty"`
}

// Stored makes a plot a record.
func (p plot) Stored() ([]byte, error) { return plots().Encode(p) }

type plotFacts struct {
	Frost  peer.Tri
	Digest peer.Digest
	Lines  peer.Lines
	Burst  any // what Apply comes to grief with
}

type (
	rent struct {
		ID     string        `json:"id"`
		Person peer.PersonID `json:"person" ask:"required"`
	}
	sow struct {
		Row string `json:"row" ask:"required"`
	}
	dig struct{}
)

type (
	plotRow  = peer.Row[plot, plotFacts]
	plotOpen = peer.Open[plot, plotFacts]
)

var plotElse = peer.Asks{Rule: peer.Rule{Row: "PLOT-01", Code: peer.ErrNotAuthorised}, Says: "The person gardens.", Fix: "Let them."}

func plotRows() []plotRow {
	free := func(row string) plotOpen {
		return plotOpen{Asks: peer.Asks{Rule: peer.Rule{Row: row, Code: peer.ErrOutOfRange}, Says: "It is free.", Fix: "Wait."}, Met: func(plot, peer.Act, plotFacts) peer.Tri { return peer.Yes }}
	}
	thawed := plotOpen{Asks: peer.Asks{Rule: peer.Rule{Row: "PLOT-02", Code: peer.ErrOutOfRange}, Says: "The frost is over.", Fix: "Wait.", Audience: peer.WorkerAndLine},
		Met: func(_ plot, _ peer.Act, f plotFacts) peer.Tri { return f.Frost },
		Args: func(p plot, a peer.Act, f plotFacts) []peer.Arg {
			return []peer.Arg{peer.Number("rows", len(p.s.Rows))}
		},
		Because: func(plot, peer.Act, plotFacts) []peer.Reason {
			return []peer.Reason{{Rule: peer.Rule{Row: "PLOT-03", Code: peer.ErrRequired}, Says: "It is April."}}
		}}
	from := []peer.Status{"let"}
	return []plotRow{
		peer.Begins(plotRow{Do: "rent", Says: "Rent.", To: from, By: []peer.Party{peer.PartyPerson}, Else: plotElse, Form: "PLOT-04"},
			func(c rent) string { return c.ID }, func(c rent) plot { return plot{s: plotData{Person: c.Person}} },
			peer.Step[plot, plotFacts, rent]{Apply: func(p plot, _ rent, _ *peer.Taken[plotFacts]) plot { return p }}),
		peer.Takes(plotRow{Do: "sow", Says: "Sow.", From: from, Stays: from, By: []peer.Party{peer.PartyPerson, peer.PartyStaff}, Else: plotElse, Form: "PLOT-04", Open: []plotOpen{free("PLOT-05"), thawed}},
			peer.Step[plot, plotFacts, sow]{
				Needs: []peer.Need[plot, plotFacts, sow]{
					{Asks: peer.Asks{Rule: peer.Rule{Row: "PLOT-06", Code: peer.ErrRequired}, Path: "/row", Says: "It is no weed.", Fix: "Sow another."}, Met: func(_ plot, c sow, _ peer.Act, _ plotFacts) peer.Tri { return peer.Is(c.Row != "dock") }},
					{Asks: peer.Asks{Rule: peer.Rule{Row: "PLOT-07", Code: peer.ErrOutOfRange}, Path: "/row", Says: "There is room.", Fix: "Dig."}, Met: func(p plot, _ sow, _ peer.Act, _ plotFacts) peer.Tri { return peer.Is(len(p.s.Rows) < 2) },
						Args: func(p plot, _ sow, _ peer.Act, _ plotFacts) []peer.Arg {
							return []peer.Arg{peer.Number("rows", len(p.s.Rows))}
						}},
				},
				Apply: func(p plot, c sow, t *peer.Taken[plotFacts]) plot {
					if t.Facts.Burst != nil {
						panic(t.Facts.Burst)
					}
					p.s.Rows = append(append([]string(nil), p.s.Rows...), c.Row+" by "+string(t.As)+" at "+t.Now().Format("15:04"))
					return p
				},
			}),
	}
}

func plots(more ...plotRow) *peer.Machine[plot, plotFacts] {
	return &peer.Machine[plot, plotFacts]{
		Kind: "plot", Schema: 1, Says: "A plot.", Moves: "PLOT-08",
		States: []peer.State{{Status: "let", Says: "Let."}},
		Head:   func(p *plot) *peer.Head { return &p.Head },
		Data:   func(p *plot) any { return &p.s },
		Person: func(p plot) peer.PersonID { return p.s.Person },
		Party:  func(p plot, a peer.Actor) peer.Party { return peer.PartyOf(a, p.s.Person, "") },
		Policy: func(f plotFacts) peer.Digest { return f.Digest },
		Line:   func(f plotFacts) peer.Lines { return f.Lines },
		Legal:  func(plot) []peer.Reason { return nil },
		Rows:   append(plotRows(), more...),
	}
}

var warm = plotFacts{Frost: peer.Yes, Digest: "d-1"}

func rented(t testing.TB, m *peer.Machine[plot, plotFacts]) plot {
	t.Helper()
	p, change, err := m.New(rent{"plot-1", aled}, act(byAled, before, "p1", nil), warm)
	require.NoError(t, err)
	require.Equal(t, peer.Digest("d-1"), change.Policy)
	return p
}

// A machine is read once, whoever asks first; everybody gets the same answers.
func TestAMachineIsAskedByManyAtFirst(t *testing.T) {
	p, m := rented(t, plots()), plots()
	want := plots().Choices(p, act(byAled, after, "", p), warm)
	var all sync.WaitGroup
	got := make([]error, 16)
	for i := range got {
		all.Go(func() {
			a := act(byAled, after, fmt.Sprintf("r%d", i), p)
			next, _, err := m.Do(p, sow{"peas"}, a, warm)
			stored, bad := m.Encode(next)
			back, worse := m.Decode(stored)
			if len(m.Choices(p, a, warm)) != len(want) || len(back.s.Rows) != 1 {
				worse = errors.New("another answer")
			}
			got[i] = errors.Join(err, bad, worse)
		})
	}
	all.Wait()
	require.NoError(t, errors.Join(got...))
}

func TestAStepSeesWhatItIsGiven(t *testing.T) {
	m := plots()
	p := rented(t, m)
	next, change, err := m.Do(p, sow{"peas"}, act(byAled, after, "p2", p), warm)
	require.NoError(t, err)
	require.Equal(t, []string{"peas by person at " + on(after).UTC().Format("15:04")}, next.s.Rows)
	require.Equal(t, peer.Digest("d-1"), change.Policy)
	require.Empty(t, p.s.Rows, "the record that was given is as it was")
	other, _, err := m.Do(p, sow{"kale"}, act(byAled, after, "p3", p), warm)
	require.NoError(t, err)
	require.Len(t, other.s.Rows, 1)
	require.Contains(t, next.s.Rows[0], "peas", "two steps from one record know nothing of each other")
}

func TestWhatIsSaidOfARuleThatIsNotMet(t *testing.T) {
	m := plots()
	p := rented(t, m)
	p, _, err := m.Do(p, sow{"peas"}, act(byAled, after, "p2", p), warm)
	require.NoError(t, err)
	reason := func(d peer.Decision, row string) (peer.Reason, bool) {
		for _, r := range d.Reasons {
			if r.Rule.Row == row {
				return r, true
			}
		}
		return peer.Reason{}, false
	}
	staff := peer.Actor{Staff: "omar", Role: "team-lead"}
	facts := plotFacts{Frost: peer.Unknown, Lines: peer.Lines{LineManager: "omar"}}
	t.Run("the rule of its own row and place", func(t *testing.T) {
		d := m.Check(p, sow{"kale"}, act(staff, after, "x", p), facts)
		frost, ok := reason(d, "PLOT-02")
		require.True(t, ok, "the line hears what is for the line")
		require.Equal(t, []peer.Arg{peer.Number("rows", 1)}, frost.Args)
		_, ok = reason(d, "PLOT-03")
		require.True(t, ok, "and what stands behind it")
		free, _ := reason(d, "PLOT-05")
		require.Empty(t, free.Args)
		met, _ := reason(d, "PLOT-07")
		require.Empty(t, met.Args, "nothing more is said of a rule that is met")
	})
	t.Run("a need, with its numbers", func(t *testing.T) {
		full, _, err := m.Do(p, sow{"kale"}, act(byAled, nextDay, "p4", p), warm)
		require.NoError(t, err)
		room, _ := reason(m.Check(full, sow{"dock"}, act(byAled, nextDay, "x", full), warm), "PLOT-07")
		require.Equal(t, []peer.Arg{peer.Number("rows", 2)}, room.Args)
		require.Equal(t, peer.No, room.Met)
	})
}

// What goes wrong in a table is a fault of ours: it reaches the caller as it is, and the
// record is as it was.
func TestAnApplyThatComesToGrief(t *testing.T) {
	m := plots()
	p := rented(t, m)
	facts, fault := warm, errors.New("of ours")
	facts.Burst = fault
	require.PanicsWithValue(t, fault, func() { _, _, _ = m.Do(p, sow{"peas"}, act(byAled, after, "p2", p), facts) })
	require.Equal(t, peer.Rev(1), p.Rev())
	next, _, err := m.Do(p, sow{"peas"}, act(byAled, after, "p2", p), warm)
	require.NoError(t, err)
	require.Equal(t, peer.Rev(2), next.Rev())
}

// A step is found by its type: a row without one, and two rows with the same, are faults.
func TestRowsCanBeToldApart(t *testing.T) {
	row := plotRow{Do: "dig", Says: "Dig.", From: []peer.Status{"let"}, Stays: []peer.Status{"let"}, By: []peer.Party{peer.PartyPerson}, Else: plotElse, Form: "PLOT-04"}
	another := row
	another.Do = "dig-over"
	apply := func(p plot, _ dig, _ *peer.Taken[plotFacts]) plot { return p }
	step := peer.Step[plot, plotFacts, dig]{Apply: apply}
	ask := func(m *peer.Machine[plot, plotFacts]) func() { return func() { m.Choices(plot{}, peer.Act{}, warm) } }
	require.NotPanics(t, ask(plots(peer.Takes(row, step))))
	require.PanicsWithValue(t, "peer: plot dig has no step: use Takes or Begins", ask(plots(row)))
	require.PanicsWithValue(t, "peer: plot dig-over cannot be told from dig", ask(plots(peer.Takes(row, step), peer.Takes(another, step))))
	row.Do = "sow"
	require.PanicsWithValue(t, "peer: plot sow cannot be told from sow", ask(plots(peer.Takes(row, step))))
	none := plots()
	none.Rows = nil
	require.Empty(t, none.Choices(plot{}, act(byAled, after, "", nil), warm))
	only(t, none.CheckNew(rent{"plot-1", aled}, act(byAled, after, "x", nil), warm), "STEP-07 required")
}
