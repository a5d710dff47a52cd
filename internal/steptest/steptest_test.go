package steptest

import (
	"encoding/json"
	"errors"
	"flag"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
)

func TestMain(m *testing.M) {
	flag.Parse()
	fixSeed()
	m.Run()
}

// A kettle is the smallest record there is: filled by the person, then boiled.
type kettle struct {
	peer.Head
	s kettleData
}

type kettleData struct {
	Person peer.PersonID `json:"person" ask:"required"`
	Note   peer.Private  `json:"note,omitzero"`
}

// Stored, View and Sees make a kettle a record that is read.
func (k kettle) Stored() ([]byte, error)                   { return kettles.Encode(k) }
func (k kettle) View(by peer.Reading) (peer.Viewed, error) { return kettles.View(k, by) }
func (k kettle) Sees(part string, by peer.Reading) bool    { return kettles.Sees(k, part, by) }

type (
	fill struct {
		ID     string        `json:"id"`
		Person peer.PersonID `json:"person" ask:"required"`
	}
	boil struct {
		Cups int          `json:"cups" ask:"required,min=1,max=4"`
		Note peer.Private `json:"note,omitzero" ask:"max=40"`
	}
)

var (
	personOnly = peer.Asks{Rule: peer.Rule{Row: "TEA-01", Code: peer.ErrNotAuthorised}, Says: "The person makes it.", Fix: "Let them."}
	plugged    = peer.Open[kettle, peer.Tri]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "TEA-02", Code: peer.ErrConflict}, Says: "It is plugged in.", Fix: "Plug it in."},
		Met:  func(_ kettle, _ peer.Act, f peer.Tri) peer.Tri { return f },
	}
)

var kettles = peer.Machine[kettle, peer.Tri]{
	Kind: "kettle", Schema: 1, Says: "A kettle.", Moves: "TEA-03",
	States: []peer.State{{Status: "full", Says: "Full."}, {Status: "hot", Says: "Hot.", End: true}},
	Head:   func(k *kettle) *peer.Head { return &k.Head },
	Data:   func(k *kettle) any { return &k.s },
	Person: func(k kettle) peer.PersonID { return k.s.Person },
	Party: func(k kettle, a peer.Actor) peer.Party {
		if a.Person != "" && a.Person == k.s.Person {
			return peer.PartyPerson
		}
		return peer.PartyNobody
	},
	Legal: func(kettle) []peer.Reason { return nil },
	Parts: []peer.Part[kettle]{{Name: "note", May: []peer.Party{peer.PartyPerson}, Rule: personOnly.Rule, Says: "It is theirs.", Value: func(k kettle) any { return k.s.Note }}},
	Rows: []peer.Row[kettle, peer.Tri]{
		peer.Begins(peer.Row[kettle, peer.Tri]{Do: "fill", Says: "Fill it.", To: []peer.Status{"full"}, By: []peer.Party{peer.PartyPerson}, Else: personOnly, Form: "TEA-04"},
			func(c fill) string { return c.ID }, func(c fill) kettle { return kettle{s: kettleData{Person: c.Person}} },
			peer.Step[kettle, peer.Tri, fill]{Apply: func(k kettle, _ fill, _ *peer.Taken[peer.Tri]) kettle { return k }}),
		peer.Takes(peer.Row[kettle, peer.Tri]{Do: "boil", Says: "Boil it.", From: []peer.Status{"full"}, To: []peer.Status{"hot"}, By: []peer.Party{peer.PartyPerson},
			Else: personOnly, Form: "TEA-05", Open: []peer.Open[kettle, peer.Tri]{plugged}},
			peer.Step[kettle, peer.Tri, boil]{Apply: func(k kettle, c boil, _ *peer.Taken[peer.Tri]) kettle { k.s.Note = c.Note; return k }}),
	},
}

var noon = time.Date(2026, 2, 17, 12, 0, 0, 0, time.UTC)

// teaPlan is a plan for kettles in which nothing is wrong.
func teaPlan(t testing.TB) Plan[kettle, any, peer.Tri] {
	t.Helper()
	act := peer.Act{By: peer.ByPerson("p1"), At: noon, ID: "one"}
	full, _, err := kettles.New(fill{"k-1", "p1"}, act, peer.Yes)
	require.NoError(t, err)
	act.ID, act.Seen = "two", 1
	hot, _, err := kettles.Do(full, boil{Cups: 2}, act, peer.Yes)
	require.NoError(t, err)
	act = peer.Act{By: peer.ByPerson("p1"), At: noon.Add(time.Hour)}
	return Plan[kettle, any, peer.Tri]{
		Kind: Of(&kettles), Person: "p1", Records: map[peer.Status]kettle{"full": full, "hot": hot},
		Anybody: []Someone{{"the person", peer.ByPerson("p1"), peer.PartyPerson}, {"a nurse", peer.ByStaff("kay", ""), peer.PartyNobody}},
		Cases: []Case[kettle, any, peer.Tri]{
			{Name: "filling", Step: fill{"k-1", "p1"}, Act: act, Facts: peer.Yes, To: "full", Hears: map[string][]peer.Rule{"/person": {personOnly.Rule}}},
			{Name: "boiling", Record: full, Step: boil{Cups: 2}, Act: act, Facts: peer.Yes, To: "hot"},
		},
	}
}

// passes runs a plan out of sight and reports whether it passed.
func passes(p Plan[kettle, any, peer.Tri]) bool {
	all := func(string, string) (bool, error) { return true, nil }
	return testing.RunTests(all, []testing.InternalTest{{Name: "planted", F: p.Run}})
}

func TestPlanPasses(t *testing.T) { teaPlan(t).Run(t) }

// TestPlanNotices plants one fault at a time into what a package exports.
func TestPlanNotices(t *testing.T) {
	if !testing.Verbose() {
		t.Log("the faults below are planted")
	}
	for name, plant := range map[string]func(*Plan[kettle, any, peer.Tri]){
		"a Check that is kinder than Do": func(p *Plan[kettle, any, peer.Tri]) {
			p.Check = func(k kettle, s any, a peer.Act, _ peer.Tri) peer.Decision { return kettles.Check(k, s, a, peer.Yes) }
			p.Do = func(k kettle, s any, a peer.Act, _ peer.Tri) (kettle, peer.Change, error) {
				return kettles.Do(k, s, a, peer.No)
			}
		},
		"a choice that is open to everybody": func(p *Plan[kettle, any, peer.Tri]) {
			p.Choices = func(k kettle, a peer.Act, f peer.Tri) []peer.Choice {
				list := kettles.Choices(k, a, f)
				for i := range list {
					list[i].Open = true
				}
				return list
			}
		},
		"a choice that judges other facts": func(p *Plan[kettle, any, peer.Tri]) {
			p.Choices = func(k kettle, a peer.Act, _ peer.Tri) []peer.Choice { return kettles.Choices(k, a, peer.Unknown) }
		},
		"a step that forgets who took it": func(p *Plan[kettle, any, peer.Tri]) {
			p.Do = func(k kettle, s any, a peer.Act, f peer.Tri) (kettle, peer.Change, error) {
				next, c, err := kettles.Do(k, s, a, f)
				c.By = peer.Actor{}
				return next, c, err
			}
		},
		"a step that everybody may take": func(p *Plan[kettle, any, peer.Tri]) {
			p.New = func(s any, a peer.Act, f peer.Tri) (kettle, peer.Change, error) {
				a.By = peer.ByPerson("p1")
				return kettles.New(s, a, f)
			}
			p.CheckNew = func(s any, a peer.Act, f peer.Tri) peer.Decision {
				a.By = peer.ByPerson("p1")
				return kettles.CheckNew(s, a, f)
			}
		},
		"a record that does not read back": func(p *Plan[kettle, any, peer.Tri]) {
			p.Decode = func([]byte) (kettle, error) { return kettle{}, errors.New("no") }
		},
		"a record that reads back as another": func(p *Plan[kettle, any, peer.Tri]) {
			other := p.Records["hot"]
			p.Decode = func([]byte) (kettle, error) { return other, nil }
		},
		"a step that says what a person said": func(p *Plan[kettle, any, peer.Tri]) {
			p.Do = func(k kettle, s any, a peer.Act, f peer.Tri) (kettle, peer.Change, error) {
				next, c, err := kettles.Do(k, s, a, f)
				if b, ok := s.(boil); ok {
					c.Request = peer.RequestID(string(a.ID) + b.Note.Reveal())
				}
				return next, c, err
			}
		},
		"a form without its limit": func(p *Plan[kettle, any, peer.Tri]) {
			for i := range p.Table.Rows[1].Fields {
				p.Table.Rows[1].Fields[i].Max *= 2
			}
		},
		"a table without a rule's text": func(p *Plan[kettle, any, peer.Tri]) { p.Table.Rows[1].Open[0].Fix = "" },
		"a place that is no end":        func(p *Plan[kettle, any, peer.Tri]) { p.Table.States[1].End = false },
		"a place nothing leads to":      func(p *Plan[kettle, any, peer.Tri]) { p.Table.Rows[1].To[0] = "full" },
		"a row without a case":          func(p *Plan[kettle, any, peer.Tri]) { p.Cases = p.Cases[:1] },
		"a place without a record":      func(p *Plan[kettle, any, peer.Tri]) { delete(p.Records, "hot") },
		"a case that leads elsewhere":   func(p *Plan[kettle, any, peer.Tri]) { p.Cases[1].To = "full" },
		"a case that is not legal":      func(p *Plan[kettle, any, peer.Tri]) { p.Cases[1].Facts = peer.No },
		"an actor who is somebody else": func(p *Plan[kettle, any, peer.Tri]) { p.Anybody[1].As = peer.PartyPerson },
		"a consequence nobody expects":  func(p *Plan[kettle, any, peer.Tri]) { p.Cases[0].Hears = nil },
		"a consequence that is never heard": func(p *Plan[kettle, any, peer.Tri]) {
			p.Cases[1].Hears = map[string][]peer.Rule{"/cups": {plugged.Rule}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := teaPlan(t)
			plant(&p)
			require.False(t, passes(p), "the plan has not noticed")
		})
	}
}

// A note is a record that is never turned down.
type note struct {
	peer.Head
	s noteData
}

type noteData struct {
	By   peer.Actor   `json:"by" ask:"required"`
	Text peer.Private `json:"text,omitzero" ask:"max=20"`
}

// Stored makes a note a record.
func (n note) Stored() ([]byte, error) { return notes.Encode(n) }

type write struct {
	ID   string       `json:"id"`
	Text peer.Private `json:"text,omitzero" ask:"max=20"`
}

// notes mends what comes in as mend says.
var notes = noteTable(wellMended)

func wellMended(c write, a peer.Act) (write, peer.Act) {
	c, a = halfMended(c, a)
	if len(c.Text.Reveal()) > 20 {
		c.Text = peer.Say(c.Text.Reveal()[:20])
	}
	return c, a
}

// halfMended forgets the text.
func halfMended(c write, a peer.Act) (write, peer.Act) {
	if !a.By.Valid() {
		a.By = peer.ByStaff("nobody", "")
	}
	if a.At.Year() < 2000 || a.At.Year() > 2100 {
		a.At = noon
	}
	if a.ID == "" || len(a.ID) > 200 || !utf8.ValidString(string(a.ID)) {
		a.ID = "made"
	}
	if c.ID == "" || len(c.ID) > 20 || strings.ContainsAny(c.ID, " \n\x00ŵ") {
		c.ID = "made"
	}
	a.Seen = 0
	return c, a
}

func noteTable(mend func(write, peer.Act) (write, peer.Act)) *peer.Machine[note, peer.Tri] {
	return &peer.Machine[note, peer.Tri]{
		Kind: "note", Schema: 1, Says: "A note.", Moves: "NOTE-01",
		States: []peer.State{{Status: "there", Says: "There.", End: true}},
		Head:   func(n *note) *peer.Head { return &n.Head }, Data: func(n *note) any { return &n.s },
		Person: func(note) peer.PersonID { return "" }, Party: func(note, peer.Actor) peer.Party { return peer.PartyRaiser }, Legal: func(note) []peer.Reason { return nil },
		Rows: []peer.Row[note, peer.Tri]{
			peer.Begins(peer.Row[note, peer.Tri]{Do: "write", Says: "Write it.", To: []peer.Status{"there"}, By: []peer.Party{peer.PartyRaiser}, Form: "NOTE-02"},
				func(c write) string { return c.ID }, func(write) note { return note{} },
				peer.Step[note, peer.Tri, write]{Mend: mend, Apply: func(n note, c write, t *peer.Taken[peer.Tri]) note {
					n.s = noteData{t.Act.By, c.Text}
					return n
				}}),
		},
	}
}

func notePlan(t testing.TB, m *peer.Machine[note, peer.Tri]) Plan[note, any, peer.Tri] {
	t.Helper()
	act := peer.Act{By: peer.ByPerson("p1"), At: noon, ID: "one"}
	there, _, err := m.New(write{ID: "n-1"}, act, peer.Yes)
	require.NoError(t, err)
	return Plan[note, any, peer.Tri]{Kind: Of(m), Person: "p1", Records: map[peer.Status]note{"there": there}, Anybody: []Someone{{"a person", peer.ByPerson("p1"), peer.PartyRaiser}},
		Cases: []Case[note, any, peer.Tri]{{Name: "writing", Step: write{ID: "n-1", Text: peer.Say("x")}, Act: act, To: "there"}}}
}

// A row that is never turned down is tried with everything that another is turned down
// for.
func TestPlanOfARowThatIsNeverTurnedDown(t *testing.T) {
	notePlan(t, notes).Run(t)
	all := func(string, string) (bool, error) { return true, nil }
	for name, plant := range map[string]func(*Plan[note, any, peer.Tri]){
		"a door that asks who": func(p *Plan[note, any, peer.Tri]) {
			p.CheckNew = func(s any, a peer.Act, f peer.Tri) peer.Decision {
				if !a.By.Valid() {
					return kettles.CheckNew(fill{}, a, f)
				}
				return notes.CheckNew(s, a, f)
			}
		},
		"a door that asks when": func(p *Plan[note, any, peer.Tri]) {
			p.New = func(s any, a peer.Act, f peer.Tri) (note, peer.Change, error) {
				if a.At.IsZero() {
					return note{}, peer.Change{}, errors.New("no")
				}
				return notes.New(s, a, f)
			}
		},
		"a form nobody may send": func(p *Plan[note, any, peer.Tri]) {
			p.Starts = func(peer.Act, peer.Tri) []peer.Choice { return []peer.Choice{{Do: "write"}} }
		},
		"a table that says whose it is":     func(p *Plan[note, any, peer.Tri]) { p.Table.Rows[0].Else = personOnly },
		"a table that judges the form":      func(p *Plan[note, any, peer.Tri]) { p.Table.Rows[0].Form = []peer.Asks{plugged.Asks} },
		"a rule that turns it down":         func(p *Plan[note, any, peer.Tri]) { p.Table.Rows[0].Needs = []peer.Asks{plugged.Asks} },
		"a text that is kept and cannot be": func(p *Plan[note, any, peer.Tri]) { *p = notePlan(t, noteTable(halfMended)) },
		"something that is never twice alike": func(p *Plan[note, any, peer.Tri]) {
			n := 0
			*p = notePlan(t, noteTable(func(c write, a peer.Act) (write, peer.Act) {
				n++
				c, a = wellMended(c, a)
				c.Text = peer.Say(strings.Repeat("x", n%20))
				return c, a
			}))
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := notePlan(t, notes)
			plant(&p)
			require.False(t, testing.RunTests(all, []testing.InternalTest{{Name: "planted", F: p.Run}}), "the plan has not noticed")
		})
	}
	require.Empty(t, notes.Table().Rules()[1:], "a row that is never turned down has no rule that is heard")
}

func TestFill(t *testing.T) {
	fields := kettles.Table().Rows[1].Fields
	require.Equal(t, map[string]any{"cups": 1}, Fill(fields, Nothing), "what is required and no more")
	require.Equal(t, map[string]any{"cups": 3, "note": "strong"}, Fill(fields, func(path string, _ peer.Field) any {
		return map[string]any{"/cups": 3, "/note": "strong"}[path]
	}))
	require.Equal(t, map[string]any{}, Fill(fields, func(string, peer.Field) any { return Absent }))
	b := Post(peer.Choice{Do: "boil", Fields: fields}, Nothing)
	require.JSONEq(t, `{"do":"boil","cups":1}`, string(b))
	for _, kind := range []peer.FieldKind{peer.FieldText, peer.FieldWords, peer.FieldID, peer.FieldNumber, peer.FieldYesNo, peer.FieldAnswer, peer.FieldChoice,
		peer.FieldDate, peer.FieldMoment, peer.FieldClock, peer.FieldSpan, peer.FieldWhen, peer.FieldSomeone, peer.FieldGroup} {
		one := Fill([]peer.Field{{Name: "x", Path: "/x", Kind: kind, Required: true, Options: []string{"a"}}}, Nothing)["x"]
		require.NotNil(t, one, kind)
		list := Fill([]peer.Field{{Name: "x", Path: "/x", Kind: kind, Required: true, Repeats: true, Options: []string{"a"}}}, Nothing)["x"]
		require.Equal(t, []any{one}, list, kind)
	}
}

type spy struct{ Secret string }

func (s spy) Error() string { return "spy: " + s.Secret }

func TestShown(t *testing.T) {
	const secret = "the secret"
	for _, v := range []any{secret, spy{secret}, &spy{secret}, struct{ s string }{secret}, []string{secret}, map[string]string{"k": secret}, json.RawMessage(`"` + secret + `"`)} {
		require.Contains(t, Shown(v), secret, "%T", v)
	}
	sealed := testing.RunTests(func(string, string) (bool, error) { return true, nil }, []testing.InternalTest{{Name: "planted", F: func(t *testing.T) { Silent(t, secret, peer.Say(secret)) }}})
	require.True(t, sealed)
	require.False(t, testing.RunTests(func(string, string) (bool, error) { return true, nil }, []testing.InternalTest{{Name: "planted", F: func(t *testing.T) { Silent(t, secret, secret) }}}))
}

// reason is what witness reads.
type reason struct {
	rule peer.Rule
	met  bool
}

func (r reason) witness() (string, string, bool, bool) {
	return r.rule.Row, r.rule.Code.String(), r.met, true
}

func TestSuite(t *testing.T) {
	table := kettles.Table()
	rules := Suite{Tables: []peer.Table{table}}.rules()
	seeAll := func(but peer.Rule, metOnly, aloneOnly bool) *witness.Record {
		seen := witness.Watch()
		for _, a := range rules {
			if a.Rule != but || metOnly {
				witness.Decided([]reason{{a.Rule, true}}, reason.witness)
			}
			if a.Rule != but || aloneOnly {
				witness.Decided([]reason{{a.Rule, false}}, reason.witness)
			}
		}
		return seen
	}
	report := func(s Suite, seen *witness.Record) (string, bool) {
		var b strings.Builder
		s.Tables = []peer.Table{table}
		bad := s.Report(&b, seen)
		return b.String(), bad
	}
	t.Run("nothing is reported when every rule was seen both ways", func(t *testing.T) {
		text, bad := report(Suite{}, seeAll(peer.Rule{}, false, false))
		require.False(t, bad)
		require.Empty(t, text)
	})
	t.Run("a rule that was not seen is named, with what is missing and what to do", func(t *testing.T) {
		for want, seen := range map[string]*witness.Record{
			"never seen met, never seen alone in the way": seeAll(plugged.Rule, false, false),
			"never seen as the only thing in the way":     seeAll(plugged.Rule, true, false),
			"never seen met": seeAll(plugged.Rule, false, true),
		} {
			text, bad := report(Suite{}, seen)
			require.True(t, bad)
			require.Contains(t, text, "TEA-02 conflict  (It is plugged in.)\n      "+want+"\n      take a step on which")
			require.Equal(t, 1, strings.Count(text, "TEA-"))
		}
	})
	t.Run("two rules that are not met are not alone", func(t *testing.T) {
		seen := seeAll(plugged.Rule, true, false)
		witness.Decided([]reason{{plugged.Rule, false}, {personOnly.Rule, false}}, reason.witness)
		_, bad := report(Suite{}, seen)
		require.True(t, bad)
	})
	t.Run("an excuse has a reason, is needed and is of the table", func(t *testing.T) {
		missing, whole := seeAll(plugged.Rule, false, false), seeAll(peer.Rule{}, false, false)
		_, bad := report(Suite{Excused: map[peer.Rule]string{plugged.Rule: "there is no socket"}}, missing)
		require.False(t, bad)
		text, bad := report(Suite{Excused: map[peer.Rule]string{plugged.Rule: " "}}, missing)
		require.True(t, bad)
		require.Contains(t, text, "excused without a reason")
		text, bad = report(Suite{Excused: map[peer.Rule]string{plugged.Rule: "there is no socket"}}, whole)
		require.True(t, bad)
		require.Contains(t, text, "take it out of Excused")
		text, bad = report(Suite{Excused: map[peer.Rule]string{{Row: "TEA-99", Code: peer.ErrSchema}: "x"}}, whole)
		require.True(t, bad)
		require.Contains(t, text, "no table has it")
	})
	t.Run("rules beside the tables count too", func(t *testing.T) {
		text, bad := report(Suite{Rules: peer.CommonRules()}, seeAll(peer.Rule{}, false, false))
		require.True(t, bad)
		require.Equal(t, len(peer.CommonRules()), strings.Count(text, "STEP-"))
	})
}

func TestWhole(t *testing.T) {
	for name, part := range map[string]string{"run": "TestX", "skip": "TestX", "list": ".", "fuzz": "FuzzX", "count": "0"} {
		f := flag.Lookup("test." + name)
		was := f.Value.String()
		restore := func() { require.NoError(t, f.Value.Set(was)) }
		require.NoError(t, f.Value.Set(part))
		got := whole()
		restore()
		require.False(t, got, "-%s %s runs a part of the tests", name, part)
	}
}
