package peer_test

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// A walk is a record of these tests alone. Its table uses what the tables of this
// package do not, as other packages do: signals that a refusal leaves behind,
// options read from the record, a way that forks.
type walk struct {
	peer.Head
	s walkData
}

type walkData struct {
	Person peer.PersonID `json:"person" ask:"required"`
	Stops  []string      `json:"stops,omitempty"`
}

// Stored makes a walk a record.
func (w walk) Stored() ([]byte, error) { return walks.Encode(w) }

type walkFacts struct {
	Weather peer.Tri
	Shoes   peer.Tri
	Why     []peer.Reason
	Other   peer.Decision
}

type (
	setOut struct {
		ID     string        `json:"id"`
		Person peer.PersonID `json:"person" ask:"required"`
	}
	goOn struct {
		Stop    string          `json:"stop" ask:"required,max=12"`
		Further peer.Further    `json:"further,omitzero"`
		Back    bool            `json:"back,omitzero"`
		Lost    bool            `json:"lost,omitzero"`
		Pace    int             `json:"pace,omitzero" ask:"min=2,max=5"`
		Dry     peer.Tri        `json:"dry,omitzero"`
		Day     peer.Date       `json:"day,omitzero"`
		Start   peer.Moment     `json:"start,omitzero"`
		Clock   peer.Clock      `json:"clock,omitzero"`
		Rest    peer.Offset     `json:"rest,omitzero"`
		Until   peer.When       `json:"until,omitzero"`
		With    []peer.Actor    `json:"with,omitempty" ask:"items=3"`
		Note    peer.Private    `json:"note,omitzero" ask:"max=20"`
		Said    []peer.Words    `json:"said,omitempty" ask:"items=2,max=30"`
		Inner   inner           `json:"inner,omitzero"`
		Inners  []inner         `json:"inners,omitempty" ask:"items=2"`
		Places  []peer.Place    `json:"places,omitempty"`
		Codes   []peer.PersonID `json:"codes,omitempty" ask:"items=2,max=8"`
	}
	inner struct {
		Kind peer.Place `json:"kind,omitzero" ask:"row=WALK-07"`
		Text peer.Words `json:"text,omitzero" ask:"max=5"`
	}
	turnBack struct{}
)

var (
	walkElse = peer.Asks{Rule: peer.Rule{Row: "WALK-01", Code: peer.ErrNotAuthorised}, Says: "The person walks.", Fix: "Let them."}
	dry      = peer.Open[walk, walkFacts]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "WALK-02", Code: peer.ErrOutOfRange}, Says: "It is dry.", Fix: "Take a coat.",
			Weight: peer.Raises, Raise: peer.SignalGoesFurther},
		Met: func(_ walk, _ peer.Act, f walkFacts) peer.Tri { return f.Weather },
	}
	shod = peer.Open[walk, walkFacts]{
		Asks:    peer.Asks{Rule: peer.Rule{Row: "WALK-03", Code: peer.ErrOutOfRange}, Says: "There are shoes.", Fix: "Find some.", Weight: peer.Warns},
		Met:     func(_ walk, _ peer.Act, f walkFacts) peer.Tri { return f.Shoes },
		Because: func(_ walk, _ peer.Act, f walkFacts) []peer.Reason { return f.Why },
	}
	further = peer.Need[walk, walkFacts, goOn]{
		Asks: peer.AskFurther("WALK-04", "/further"),
		Met:  func(_ walk, c goOn, _ peer.Act, _ walkFacts) peer.Tri { return c.Further.Settled() },
	}
)

const (
	atHome  peer.Status = "at-home"
	onPath  peer.Status = "on-the-path"
	onWayTo peer.Status = "on-the-way-back"
)

var walks = peer.Machine[walk, walkFacts]{
	Kind: "walk", Schema: 1, Says: "A walk.", Moves: "WALK-05",
	States: []peer.State{{Status: onPath, Says: "Out."}, {Status: onWayTo, Says: "Nearly back."}, {Status: atHome, Says: "Home.", End: true}},
	Head:   func(w *walk) *peer.Head { return &w.Head },
	Data:   func(w *walk) any { return &w.s },
	Person: func(w walk) peer.PersonID { return w.s.Person },
	Party: func(w walk, a peer.Actor) peer.Party {
		switch {
		case a.Person != "" && a.Person == w.s.Person:
			return peer.PartyPerson
		case a.Staff != "":
			return peer.PartyStaff
		case a.Carer != "":
			return peer.PartyCarer
		}
		return peer.PartyNobody
	},
	Legal: func(walk) []peer.Reason { return nil },
	Rows: []peer.Row[walk, walkFacts]{
		peer.Begins(peer.Row[walk, walkFacts]{Do: "set-out", Says: "Set out.", To: []peer.Status{onPath}, By: []peer.Party{peer.PartyPerson}, Else: walkElse, Form: "WALK-06", Open: []peer.Open[walk, walkFacts]{dry}},
			func(c setOut) string { return c.ID }, func(c setOut) walk { return walk{s: walkData{Person: c.Person}} },
			peer.Step[walk, walkFacts, setOut]{Apply: func(w walk, _ setOut, _ *peer.Taken[walkFacts]) walk { return w }}),
		peer.Takes(peer.Row[walk, walkFacts]{Do: "go-on", Says: "Go on.", From: []peer.Status{onPath, onWayTo}, To: []peer.Status{onWayTo, onPath},
			By: []peer.Party{peer.PartyPerson, peer.PartyStaff}, For: peer.MayArrange, Else: walkElse, Form: "WALK-06", Makes: "picnic", Open: []peer.Open[walk, walkFacts]{dry, shod}},
			peer.Step[walk, walkFacts, goOn]{
				Needs: []peer.Need[walk, walkFacts, goOn]{further},
				Also:  func(_ walk, _ goOn, _ peer.Act, f walkFacts) peer.Decision { return f.Other },
				Apply: func(w walk, c goOn, t *peer.Taken[walkFacts]) walk {
					w.s.Stops = append(append([]string(nil), w.s.Stops...), c.Stop)
					if c.Further.Answer == peer.Yes {
						t.Raise(peer.SignalGoesFurther, further.Rule)
					}
					return w
				},
				To: func(_ walk, c goOn) peer.Status {
					switch {
					case c.Lost:
						return atHome
					case c.Back:
						return onWayTo
					}
					return onPath
				},
				Options: map[string]func(walk) []string{"/stop": func(w walk) []string { return append([]string{"bridge"}, w.s.Stops...) }},
			}),
		peer.Takes(peer.Row[walk, walkFacts]{Do: "turn-back", Says: "Go home.", From: []peer.Status{onPath, onWayTo}, To: []peer.Status{atHome},
			By: []peer.Party{peer.PartyPerson}, Else: walkElse, Form: "WALK-06"},
			peer.Step[walk, walkFacts, turnBack]{Apply: func(w walk, _ turnBack, _ *peer.Taken[walkFacts]) walk { return w }}),
	},
}

var fine = walkFacts{Weather: peer.Yes, Shoes: peer.Yes}

func anywhere() goOn {
	return goOn{Stop: "bridge", Further: peer.Further{Answer: peer.No, Because: peer.NotAboutSafety}}
}

func walking(t testing.TB) (out, back, home walk) {
	t.Helper()
	var err error
	out, _, err = walks.New(setOut{"walk-1", aled}, act(byAled, before, "w1", nil), fine)
	require.NoError(t, err)
	step := anywhere()
	step.Back = true
	back, _, err = walks.Do(out, step, act(byAled, after, "w2", out), fine)
	require.NoError(t, err)
	home, _, err = walks.Do(back, turnBack{}, act(byAled, nextDay, "w3", back), fine)
	require.NoError(t, err)
	return out, back, home
}

func TestSketchEveryRow(t *testing.T) {
	out, back, home := walking(t)
	full := anywhere()
	full.Pace, full.Dry, full.Note, full.Said = 3, peer.Yes, peer.Say("a heron"), []peer.Words{own("look")}
	full.Day, full.Start, full.Clock = peer.MustDate("2026-02"), peer.MustMoment("2026-02-17T11:30:00Z"), peer.MustClock("09:00")
	full.Rest, full.Until = peer.Minutes(10), peer.DueOn(peer.MustDate("2026-03-01"))
	full.With, full.Inners = []peer.Actor{byMegan}, []inner{{Kind: peer.AtHome}}
	unsettled := []peer.Rule{further.Rule}
	type one = steptest.Case[walk, any, walkFacts]
	steptest.Plan[walk, any, walkFacts]{
		Kind: steptest.Of(&walks), Person: aled, Anybody: staffOnly(),
		Records: map[peer.Status]walk{onPath: out, onWayTo: back, atHome: home},
		Cases: []one{
			{Name: "a walk begins", Step: setOut{"walk-1", aled}, Act: act(byAled, before, "", nil), Facts: fine, To: onPath,
				Hears: map[string][]peer.Rule{"/person": {walkElse.Rule}}},
			{Name: "a walk goes on", Record: out, Step: anywhere(), Act: act(byAled, after, "", nil), Facts: fine, To: onPath,
				Hears: map[string][]peer.Rule{"/further/because": unsettled}},
			{Name: "a walk goes on with every field filled", Record: back, Step: full, Act: act(byAled, nextDay, "", nil), Facts: fine, To: onPath,
				Hears: map[string][]peer.Rule{"/further/because": unsettled}},
			{Name: "a walk ends", Record: back, Step: turnBack{}, Act: act(byAled, nextDay, "", nil), Facts: fine, To: atHome},
		},
	}.Run(t)
}

func TestSignals(t *testing.T) {
	out, _, _ := walking(t)
	take := func(step goOn, facts walkFacts) (walk, peer.Change, error) {
		return walks.Do(out, step, act(byAled, after, "x", out), facts)
	}
	t.Run("PEER-43 walking away from a safety question leaves the question behind", func(t *testing.T) {
		step := anywhere()
		step.Further = peer.Further{}
		for _, half := range []peer.Further{{}, {Answer: peer.Yes}, {Answer: peer.No}, {Answer: peer.No, Because: "tired"}, {Concern: "c-1"}, {Because: peer.TalkedThrough}} {
			step.Further = half
			_, _, err := take(step, fine)
			var r *peer.Refusal
			require.ErrorAs(t, err, &r)
			require.ErrorIs(t, err, peer.ErrConcernRequired)
			require.Len(t, r.Signals, 1)
			s := r.Signals[0]
			require.Equal(t, peer.Signal{ID: s.ID, Kind: peer.SignalSafetyQuestion, Rule: further.Rule, About: aled, From: out.Ref(), Rev: 1, Noticed: on(after), By: byAled}, s)
			require.NotEmpty(t, s.ID)
			_, _, again := take(step, fine)
			require.Equal(t, err, again, "the same step leaves the same signal")
		}
	})
	t.Run("PEER-43 an answer lets the step go on", func(t *testing.T) {
		for _, answer := range []peer.Further{{Answer: peer.Yes, Concern: "c-1"}, {Answer: peer.No, Because: peer.TalkedThrough}} {
			step := anywhere()
			step.Further = answer
			_, change, err := take(step, fine)
			require.NoError(t, err)
			require.Equal(t, answer.Answer == peer.Yes, len(change.Signals) == 1, "what the step raises goes with the change")
		}
	})
	t.Run("PEER-43 a half answer is not known, never a no", func(t *testing.T) {
		require.Equal(t, peer.Unknown, peer.Further{Answer: peer.Yes}.Settled())
		require.Equal(t, peer.Unknown, peer.Further{Answer: peer.No}.Settled())
		require.Equal(t, peer.Yes, peer.Further{Answer: peer.Yes, Concern: "c"}.Settled())
	})
	t.Run("a rule that raises stops nothing and its signal goes with the change", func(t *testing.T) {
		for _, a := range answers {
			facts := fine
			facts.Weather = a.answer
			next, change, err := take(anywhere(), facts)
			require.NoError(t, err)
			if a.answer == peer.Yes {
				require.Empty(t, change.Signals)
				continue
			}
			require.Len(t, change.Signals, 1, a.name)
			require.Equal(t, peer.SignalGoesFurther, change.Signals[0].Kind)
			require.Equal(t, next.Rev(), change.Signals[0].Rev)
			require.Equal(t, a.answer, change.Reasons[0].Met)
		}
	})
	t.Run("two signals of one step have ids of their own", func(t *testing.T) {
		facts, step := fine, anywhere()
		facts.Weather, step.Further = peer.No, peer.Further{Answer: peer.Yes, Concern: "c-1"}
		_, change, err := take(step, facts)
		require.NoError(t, err)
		require.Len(t, change.Signals, 2)
		require.NotEqual(t, change.Signals[0].ID, change.Signals[1].ID)
	})
	t.Run("H02 what was noticed about a step that was not taken is not left behind", func(t *testing.T) {
		step, facts := theRecord(), conFacts(t)
		step.What.End, facts.Ready.Verdict = step.What.Start, peer.NotReady
		_, _, err := peer.NewContact(step, act(byJess, after, "x", nil), facts)
		require.Empty(t, turnedDown(t, err, peer.ErrInvalidPeriod).Signals)
	})
	t.Run("H26 a signal of a step without an id that can be stored repeats nothing that was sent", func(t *testing.T) {
		_, _, err := walks.New(setOut{"he told me about his brother", aled}, act(byAled, before, "w1", nil), walkFacts{})
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.NotEmpty(t, r.Signals)
		steptest.Silent(t, "brother", err, r.Signals)
	})
}

func TestReasonsBehindARule(t *testing.T) {
	out, _, _ := walking(t)
	facts := walkFacts{Weather: peer.Yes, Shoes: peer.No, Why: []peer.Reason{{Rule: peer.Rule{Row: "SHOP-01", Code: peer.ErrRequired}, Says: "The shop is open.", Met: peer.No}}}
	t.Run("what stands behind a warning stops nothing either", func(t *testing.T) {
		_, change, err := walks.Do(out, anywhere(), act(byAled, after, "x", out), facts)
		require.NoError(t, err)
		require.Len(t, change.Reasons, 2)
	})
	t.Run("what stands behind a rule is not asked for while the rule is met", func(t *testing.T) {
		facts.Shoes = peer.Yes
		require.Empty(t, walks.Check(out, anywhere(), act(byAled, after, "x", out), facts).Unmet())
	})
}

func TestAlso(t *testing.T) {
	out, _, _ := walking(t)
	t.Run("what another machine says stands in the way too, once", func(t *testing.T) {
		facts := fine
		no := peer.Reason{Rule: peer.Rule{Row: "SHOP-02", Code: peer.ErrRequired}, Says: "There is cake.", Met: peer.No}
		facts.Other = peer.Decision{Reasons: []peer.Reason{no, {Rule: dry.Rule, Says: dry.Says, Met: peer.Yes}}}
		d := walks.Check(out, anywhere(), act(byAled, after, "x", out), facts)
		only(t, d, "SHOP-02 required")
		n := 0
		for _, r := range d.Reasons {
			if r.Rule == dry.Rule {
				n++
			}
		}
		require.Equal(t, 1, n)
	})
}

func TestMachineIsMadeRight(t *testing.T) {
	out, _, _ := walking(t)
	apply := func(w walk, _ turnBack, _ *peer.Taken[walkFacts]) walk { return w }
	type made = peer.Step[walk, walkFacts, turnBack]
	r := peer.Row[walk, walkFacts]{Do: "x", To: []peer.Status{onPath}, Form: "X"}
	moving := r
	moving.From = []peer.Status{onPath}
	forked := moving
	forked.To = []peer.Status{onPath, atHome}
	id, draft := func(turnBack) string { return "" }, func(turnBack) walk { return walk{} }

	t.Run("a step that leads where its row does not say is a fault of ours, not the caller's", func(t *testing.T) {
		step := anywhere()
		step.Lost = true
		require.PanicsWithValue(t, "peer: walk go-on led to at-home, which its row does not name", func() {
			_, _, _ = walks.Do(out, step, act(byAled, after, "x", out), fine)
		})
	})
	t.Run("a row is moving or creating, never both", func(t *testing.T) {
		require.Panics(t, func() { peer.Takes(r, made{Apply: apply}) })
		require.Panics(t, func() { peer.Begins(moving, id, draft, made{Apply: apply}) })
	})
	t.Run("a row has an Apply, and a To exactly when its way forks", func(t *testing.T) {
		to := func(walk, turnBack) peer.Status { return onPath }
		require.Panics(t, func() { peer.Takes(moving, made{}) })
		require.Panics(t, func() { peer.Takes(forked, made{Apply: apply}) })
		require.Panics(t, func() { peer.Takes(moving, made{Apply: apply, To: to}) })
		require.NotPanics(t, func() { peer.Takes(forked, made{Apply: apply, To: to}) })
	})
	t.Run("a form has a member for every field and no words nobody knows", func(t *testing.T) {
		type hidden struct {
			inside string
		}
		type bare struct{ Name string }
		type odd struct {
			Name string `json:"name" ask:"requird"`
		}
		type float struct {
			N float64 `json:"n"`
		}
		require.Panics(t, func() { takes(moving, hidden{inside: "x"}) })
		require.Panics(t, func() { takes(moving, bare{}) })
		require.Panics(t, func() { takes(moving, odd{}) })
		require.Panics(t, func() { takes(moving, float{}) })
	})
	t.Run("a step that is nobody's", func(t *testing.T) {
		for _, step := range []any{nil, "go-on", &goOn{}, peer.Confirm{Version: 1}, struct{}{}} {
			_, _, err := walks.Do(out, step, act(byAled, after, "x", out), fine)
			turnedDown(t, err, peer.ErrRequired)
			only(t, walks.Check(out, step, act(byAled, after, "x", out), fine), "STEP-07 required")
			_, err = walks.EncodeStep(step)
			require.ErrorIs(t, err, peer.ErrRequired)
		}
		only(t, peer.CheckNewRelationship(nil, act(byAled, after, "x", nil), peer.RelationshipFacts{}), "STEP-07 required")
	})
	t.Run("the zero value of a record allows nothing", func(t *testing.T) {
		var none walk
		require.Empty(t, walks.Choices(none, act(byAled, after, "x", nil), fine))
		_, _, err := walks.Do(none, anywhere(), act(byAled, after, "x", nil), fine)
		turnedDown(t, err, peer.ErrInvalidTransition)
		_, err = peer.Encode(none)
		require.ErrorIs(t, err, peer.ErrRequired)
		_, err = peer.Encode(nil)
		require.ErrorIs(t, err, peer.ErrRequired)
		require.Equal(t, "no record", none.String())
		require.False(t, none.Exists())
	})
}

func takes[C any](row peer.Row[walk, walkFacts], _ C) {
	peer.Takes(row, peer.Step[walk, walkFacts, C]{Apply: func(w walk, _ C, _ *peer.Taken[walkFacts]) walk { return w }})
}

func TestTable(t *testing.T) {
	table := walks.Table()
	t.Run("the diagram is drawn from the table", func(t *testing.T) {
		require.Equal(t, `stateDiagram-v2
    state "on-the-path" as on_the_path
    state "on-the-way-back" as on_the_way_back
    state "at-home" as at_home
    [*] --> on_the_path : set-out (person)
    on_the_path --> on_the_way_back : go-on (person, staff)
    on_the_path --> on_the_path : go-on (person, staff)
    on_the_way_back --> on_the_way_back : go-on (person, staff)
    on_the_way_back --> on_the_path : go-on (person, staff)
    on_the_path --> at_home : turn-back (person)
    on_the_way_back --> at_home : turn-back (person)
    at_home --> [*]
`, table.Diagram())
	})
	t.Run("PEER-33 the diagram shows that the second yes makes it active", func(t *testing.T) {
		drawn := peer.RelationshipTable().Diagram()
		require.Contains(t, drawn, "    agreeing --> active : confirm (person, worker)\n")
		require.NotContains(t, drawn, "offered --> active")
	})
	t.Run("every rule is listed, once for each thing it says", func(t *testing.T) {
		seen, said := map[peer.Rule]bool{}, map[string]bool{}
		for _, a := range table.Rules() {
			require.False(t, said[a.Rule.String()+a.Says], a.Rule.String())
			seen[a.Rule], said[a.Rule.String()+a.Says] = true, true
		}
		for _, rule := range []peer.Rule{dry.Rule, shod.Rule, further.Rule, walkElse.Rule, {Row: "WALK-05", Code: peer.ErrInvalidTransition}, {Row: "WALK-06", Code: peer.ErrTooLong}, {Row: "WALK-07", Code: peer.ErrUnknownCode}} {
			require.True(t, seen[rule], rule.String())
		}
	})
	t.Run("the tables write their JSON", func(t *testing.T) {
		for _, table := range []peer.Table{table, peer.RelationshipTable(), peer.SupportRequestTable(), peer.ContactTable()} {
			b, err := json.Marshal(table)
			require.NoError(t, err)
			require.True(t, json.Valid(b))
		}
	})
}

func TestTimeOfAStep(t *testing.T) {
	out, _, _ := walking(t)
	t.Run("PEER-46 a time is kept in UTC to the millisecond, whatever zone it came in", func(t *testing.T) {
		at := time.Date(2026, 6, 17, 14, 0, 0, 123_456_789, timeZone(t, "Europe/London"))
		_, change, err := walks.Do(out, anywhere(), peer.Act{By: byAled, At: at, ID: "x", Seen: 1}, fine)
		require.NoError(t, err)
		require.Equal(t, time.Date(2026, 6, 17, 13, 0, 0, 123_000_000, time.UTC), change.At)
	})
	t.Run("H28 a clock that went back stops nothing, and is noted", func(t *testing.T) {
		d := walks.Check(out, anywhere(), act(byAled, "2026-02-16T09:59Z", "x", out), fine)
		warned(t, d, "STEP-05 clock-went-back")
		require.Empty(t, walks.Check(out, anywhere(), act(byAled, before, "x", out), fine).Unmet(), "the same instant is not back")
	})
	t.Run("H28 a time that cannot be written down is no time", func(t *testing.T) {
		for _, at := range []time.Time{{}, time.Date(10_000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(0, 12, 31, 0, 0, 0, 0, time.UTC)} {
			_, _, err := walks.New(setOut{"walk-1", aled}, peer.Act{By: byAled, At: at, ID: "x"}, fine)
			turnedDown(t, err, peer.ErrRequired)
		}
	})
}

// Stored makes a stair a record.
func (s stair) Stored() ([]byte, error) { return stairs.Encode(s) }

// A stair has steps that follow each other.
type stair struct {
	peer.Head
	s struct {
		Person peer.PersonID `json:"person"`
	}
}

type (
	first struct {
		ID string `json:"id"`
	}
	second struct{}
	third  struct{}
)

func stairRow(do peer.Action, from, to peer.Status) peer.Row[stair, struct{}] {
	r := peer.Row[stair, struct{}]{Do: do, Says: "Up.", To: []peer.Status{to}, By: []peer.Party{peer.PartyPerson}, Else: walkElse, Form: "STAIR-01"}
	if from != "" {
		r.From = []peer.Status{from}
	}
	return r
}

func climb[C any](s stair, _ C, _ *peer.Taken[struct{}]) stair { return s }

var stairs = peer.Machine[stair, struct{}]{
	Kind: "stair", Schema: 1, Moves: "STAIR-01",
	States: []peer.State{{Status: "one"}, {Status: "two"}, {Status: "three", End: true}},
	Early:  peer.Asks{Rule: peer.Rule{Row: "STAIR-02", Code: peer.ErrSelfReference}, Says: "The step before it has been taken.", Fix: "Take that first."},
	First: func(s stair, do peer.Action) peer.Action {
		if s.Status() == "one" && do == "third" {
			return "second"
		}
		return ""
	},
	Head: func(s *stair) *peer.Head { return &s.Head }, Data: func(s *stair) any { return &s.s },
	Person: func(stair) peer.PersonID { return "p1" },
	Party:  func(_ stair, a peer.Actor) peer.Party { return peer.PartyOf(a, "p1", "") },
	Policy: func(struct{}) peer.Digest { return "" }, Legal: func(stair) []peer.Reason { return nil },
	Rows: []peer.Row[stair, struct{}]{
		peer.Begins(stairRow("first", "", "one"), func(c first) string { return c.ID }, func(first) stair { return stair{} }, peer.Step[stair, struct{}, first]{Apply: climb[first]}),
		peer.Takes(stairRow("second", "one", "two"), peer.Step[stair, struct{}, second]{Apply: climb[second]}),
		peer.Takes(stairRow("third", "two", "three"), peer.Step[stair, struct{}, third]{Apply: climb[third]}),
	},
}

func TestAStepThatComesTooEarly(t *testing.T) {
	by := func(id string, seen peer.Rev) peer.Act {
		return peer.Act{By: peer.ByPerson("p1"), At: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), ID: peer.RequestID(id), Seen: seen}
	}
	s, _, err := stairs.New(first{ID: "s1"}, by("a1", 0), struct{}{})
	require.NoError(t, err)
	d := stairs.Check(s, third{}, by("a2", 1), struct{}{})
	require.Len(t, d.Unmet(), 1)
	require.Equal(t, "STAIR-02 self-reference", d.Unmet()[0].Rule.String(), "it names the step that comes first")
	require.Equal(t, "need", d.Unmet()[0].Args[0].Name())
	require.Equal(t, "second", d.Unmet()[0].Args[0].Value())
	s, _, err = stairs.Do(s, second{}, by("a2", 1), struct{}{})
	require.NoError(t, err)
	require.Equal(t, peer.ErrInvalidTransition, stairs.Check(s, second{}, by("a3", 2), struct{}{}).Unmet()[0].Rule.Code, "what is over does not come too early")
	require.Equal(t, peer.ErrInvalidTransition, stairs.Check(stair{}, third{}, by("a3", 0), struct{}{}).Unmet()[0].Rule.Code, "nor does anything on no record")
	d = stairs.Check(s, third{}, by("a3", 2), struct{}{})
	require.True(t, d.Allowed())
	require.True(t, slices.ContainsFunc(d.Reasons, func(r peer.Reason) bool { return r.Rule.Row == "STAIR-02" && r.Met == peer.Yes }))
	require.Len(t, stairs.Choices(s, by("", 2), struct{}{}), 1, "only what leads on from here is a choice")
	require.True(t, slices.ContainsFunc(stairs.Table().Rules(), func(a peer.Asks) bool { return a.Rule.Row == "STAIR-02" }))
}
