package worker_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

// What the tests about work and support share. Hannah is Jess's line manager, Iris leads
// peer support.
const (
	workFirst = "2026-05-04T10:00Z"
	workLater = "2026-05-06T10:00Z"

	workManager peer.StaffID = "hannah-voss"
	workLead    peer.StaffID = "iris-penhale"
)

var (
	workHannah = peer.ByStaff(workManager, peer.RoleLineManager)
	workIris   = peer.ByStaff(workLead, peer.RolePeerSupportLead)
)

func workDate(s string) peer.Date { return peer.MustDate(s) }

// workFacts are what a host that knows everything says.
func workFacts(t testing.TB) worker.Facts {
	return worker.Facts{Policy: policy(t), Lines: peer.Lines{LineManager: workManager, Supervisor: workLead}, Diary: worker.DiaryOf(nil),
		Roles:       map[peer.StaffID]peer.Role{workManager: peer.RoleLineManager, workLead: peer.RolePeerSupportLead, kay: peer.RoleCareCoordinator, rowan: peer.RolePeerWorker},
		Identifying: []string{"Siân Weller", "p4"}}
}

// workPolicy is the policy with one member of its section put differently; nil leaves it
// out.
func workPolicy(t testing.TB, member string, value any) (worker.Policy, error) {
	t.Helper()
	var section map[string]any
	require.NoError(t, json.Unmarshal(worker.ExamplePolicy(), &section))
	section[member] = value
	if value == nil {
		delete(section, member)
	}
	b, err := json.Marshal(section)
	require.NoError(t, err)
	return worker.PolicyFrom(policyFile(t, string(b)))
}

func workSaying(t testing.TB, member string, value any) worker.Policy {
	t.Helper()
	p, err := workPolicy(t, member, value)
	require.NoError(t, err)
	return p
}

// workAnybody are actors of every sort.
func workAnybody() []steptest.Someone {
	return []steptest.Someone{
		{Name: "a person", By: bySian, As: peer.PartyNobody},
		{Name: "a person with the worker's id", By: peer.ByPerson(peer.PersonID(jess)), As: peer.PartyNobody},
		{Name: "the worker", By: byJess, As: peer.PartyWorker},
		{Name: "another worker", By: byRowan, As: peer.PartyStaff},
		{Name: "the line manager", By: workHannah, As: peer.PartyStaff},
		{Name: "the peer support lead", By: workIris, As: peer.PartyStaff},
		{Name: "a nurse", By: byKay, As: peer.PartyStaff},
		{Name: "a carer", By: byMegan, As: peer.PartyCarer},
		{Name: "a carer with the worker's id", By: peer.ByCarer(peer.CarerID(jess)), As: peer.PartyCarer},
	}
}

type workKind[R peer.Record, S any] = steptest.Kind[R, S, worker.Facts]

// workDone takes a step that has to be allowed.
func workDone[R peer.Record, S any](t testing.TB, kind workKind[R, S], r R, step S, by peer.Actor, with ...func(*worker.Facts)) R {
	t.Helper()
	f := workFacts(t)
	for _, set := range with {
		set(&f)
	}
	var next R
	var err error
	if r.Exists() {
		next, _, err = kind.Do(r, step, act(by, workLater, fmt.Sprintf("a%d", r.Rev()+1), r), f)
	} else {
		next, _, err = kind.New(step, act(by, workFirst, "a1", nil), f)
	}
	require.NoError(t, err)
	return next
}

// workTried is what a step hears, on a record or on none.
func workTried[R peer.Record, S any](t testing.TB, kind workKind[R, S], r R, step S, by peer.Actor, with ...func(*worker.Facts)) peer.Decision {
	t.Helper()
	f := workFacts(t)
	for _, set := range with {
		set(&f)
	}
	if !r.Exists() {
		return kind.CheckNew(step, act(by, workFirst, "try", nil), f)
	}
	return kind.Check(r, step, act(by, workLater, "try", r), f)
}

// workCase is a case of a plan.
func workCase[R peer.Record, S any](t testing.TB, name string, r R, step S, by peer.Actor, to peer.Status, hears map[string][]peer.Rule) steptest.Case[R, S, worker.Facts] {
	at := workLater
	if !r.Exists() {
		at = workFirst
	}
	return steptest.Case[R, S, worker.Facts]{Name: name, Record: r, Step: step, Act: act(by, at, "", nil), Facts: workFacts(t), To: to, Hears: hears}
}

func workPlan[R peer.Record, S any](t *testing.T, kind workKind[R, S], records map[peer.Status]R, cases ...steptest.Case[R, S, worker.Facts]) {
	t.Helper()
	steptest.Plan[R, S, worker.Facts]{Kind: kind, Anybody: workAnybody(), Records: records, Cases: cases}.Run(t)
}

// workGiven answers a form about one worker.
func workGiven(draw steptest.Draw, now time.Time) steptest.Give {
	moment := func(from, to int) string {
		return now.Add(time.Duration(from+draw(to-from+1)) * time.Minute).Format(time.RFC3339)
	}
	return func(path string, f peer.Field) any {
		switch path {
		case "/id":
			return steptest.Mostly(draw, "r1", "", "x y")
		case "/worker":
			return steptest.Mostly(draw, "w4", "w5")
		case "/with":
			return steptest.OneOf(draw, "hannah-voss", "hannah-voss", "hannah-voss", "iris-penhale", "kay-orr", "w4")
		case "/on", "/until":
			return now.AddDate(0, 0, steptest.Mostly(draw, -1, 0, 3)).Format(time.DateOnly)
		case "/time/from", "/times/from":
			return moment(-60, 60)
		case "/time/to", "/times/expectedEnd":
			return moment(0, 180)
		case "/times/checkInDue":
			return moment(30, 240)
		case "/reference", "/title":
			return steptest.Mostly[any](draw, "the garden folder", steptest.Absent, "p4 said so")
		case "/minutes":
			return steptest.Mostly(draw, 60, 0, 1441)
		}
		switch f.Kind {
		case peer.FieldWords:
			if !f.Required && draw(2) == 0 {
				return steptest.Absent
			}
			w := map[string]any{"text": steptest.Mostly(draw, "the garden, and how it went", "Siân Weller and the garden"), "lang": "cy", "how": "written"}
			if by := steptest.Mostly[any](draw, nil, map[string]any{"staff": "w4"}, map[string]any{"staff": "hannah-voss"}, map[string]any{"person": "p4"}); by != nil {
				w["by"] = by
			}
			return w
		case peer.FieldChoice, peer.FieldAnswer:
			if !f.Required && draw(2) == 0 {
				return steptest.Absent
			}
			return steptest.OneOf(draw, append([]string(nil), f.Options...)...)
		case peer.FieldYesNo:
			return draw(3) == 0
		case peer.FieldGroup:
			return steptest.Fill(f.Fields, workGiven(draw, now))
		}
		return nil
	}
}

// workHistories takes many histories of one kind and checks what they came to.
func workHistories[R peer.Record, S any](t *testing.T, kind workKind[R, S], holds func(t require.TestingT, r R, c peer.Change)) {
	t.Helper()
	defer witness.Pause()()
	var tally steptest.Tally
	usual := workFacts(t)
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "draw") }
		watched := kind
		watched.Do = func(r R, s S, a peer.Act, f worker.Facts) (R, peer.Change, error) {
			next, c, err := kind.Do(r, s, a, f)
			if err == nil {
				holds(rt, next, c)
			}
			return next, c, err
		}
		watched.New = func(s S, a peer.Act, f worker.Facts) (R, peer.Change, error) {
			next, c, err := kind.New(s, a, f)
			if err == nil {
				holds(rt, next, c)
			}
			return next, c, err
		}
		steptest.Walk[R, S, worker.Facts]{Kind: watched, Steps: 10, From: on("2026-03-27T22:30Z"),
			Who: func(draw steptest.Draw, _ R, party peer.Party) peer.Actor {
				whose := byJess
				if party == peer.PartyStaff {
					whose = steptest.OneOf(draw, workHannah, workHannah, workHannah, workIris, byKay)
				}
				return steptest.Mostly(draw, whose, bySian, byJess, byRowan, workHannah, byMegan, peer.Actor{}, peer.Actor{Person: sian, Staff: jess})
			},
			Facts: func(draw steptest.Draw, _ R) worker.Facts { return steptest.Mostly(draw, usual, worker.Facts{}) },
			Give:  func(draw steptest.Draw, _ R, now time.Time) steptest.Give { return workGiven(draw, now) },
		}.Run(rt, draw, &tally)
	})
	tally.Check(t, kind.Table)
}

// workGoldens holds each record against its stored form, and reads it back.
func workGoldens[R peer.Record](t *testing.T, decode func([]byte) (R, error), records map[peer.Status]R) {
	t.Helper()
	for status, r := range records {
		b, err := peer.Encode(r)
		require.NoError(t, err)
		var laidOut bytes.Buffer
		require.NoError(t, json.Indent(&laidOut, b, "", "  "))
		laidOut.WriteByte('\n')
		steptest.Golden(t, fmt.Sprintf("v1/%s-%s.json", r.Ref().Kind, status), laidOut.Bytes())
		back, err := decode(laidOut.Bytes())
		require.NoError(t, err)
		again, err := peer.Encode(back)
		require.NoError(t, err)
		require.Equal(t, string(b), string(again))
		anyKind, err := worker.Decode(r.Ref().Kind, b)
		require.NoError(t, err)
		require.Equal(t, r.Ref(), anyKind.Ref())
	}
}

// workHostile is a document that no step could have written, and where its fault lies.
type workHostile struct {
	of    peer.Status
	path  string
	value any
	heard string
}

func workUnreadable[R peer.Record](t *testing.T, decode func([]byte) (R, error), records map[peer.Status]R, list []workHostile) {
	t.Helper()
	defer witness.Pause()()
	for _, c := range list {
		name := fmt.Sprintf("%s %s=%v", c.of, c.path, c.value)
		_, err := decode(workAnew(t, records[c.of], c.path, c.value))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, name)
		var paths []string
		for _, x := range r.Unmet() {
			require.True(t, strings.HasPrefix(x.Rule.Row, "DOC-"), name)
			paths = append(paths, x.Path)
		}
		require.Contains(t, paths, c.heard, name)
	}
	rng := rand.New(rand.NewPCG(20260504, 26))
	for _, status := range slices.Sorted(maps.Keys(records)) {
		whole, err := peer.Encode(records[status])
		require.NoError(t, err)
		for range 100 {
			r, err := decode(workBroken(rng, whole))
			if err != nil {
				var refusal *peer.Refusal
				require.ErrorAs(t, err, &refusal)
				require.NotContains(t, err.Error(), "garden")
				require.False(t, r.Exists())
				continue
			}
			first, err := peer.Encode(r)
			require.NoError(t, err)
			back, err := decode(first)
			require.NoError(t, err)
			second, err := peer.Encode(back)
			require.NoError(t, err)
			require.Equal(t, string(first), string(second))
		}
	}
}

// workAnew is the stored form of a record with one member put anew; nil takes it out.
func workAnew(t testing.TB, r peer.Record, path string, value any) []byte {
	t.Helper()
	b, err := peer.Encode(r)
	require.NoError(t, err)
	var doc map[string]any
	require.NoError(t, json.Unmarshal(b, &doc))
	at, parts := doc, strings.Split(path, "/")[1:]
	for _, p := range parts[:len(parts)-1] {
		inner, ok := at[p].(map[string]any)
		if !ok {
			inner = map[string]any{}
			at[p] = inner
		}
		at = inner
	}
	if at[parts[len(parts)-1]] = value; value == nil {
		delete(at, parts[len(parts)-1])
	}
	b, err = json.Marshal(doc)
	require.NoError(t, err)
	return b
}

// workBroken is a document with one byte or one member changed.
func workBroken(rng *rand.Rand, whole []byte) []byte {
	if rng.IntN(3) == 0 {
		b := bytes.Clone(whole)
		b[rng.IntN(len(b))] = byte(rng.IntN(256))
		return b
	}
	var doc map[string]any
	if err := json.Unmarshal(whole, &doc); err != nil {
		panic(err)
	}
	keys := slices.Sorted(maps.Keys(doc))
	values := []any{nil, "", "x", strings.Repeat("x", 9000), -1, 1e9, true, []any{}, []any{nil}, map[string]any{}, "2026", "w4", "worker", doc[keys[rng.IntN(len(keys))]]}
	doc[keys[rng.IntN(len(keys))]] = values[rng.IntN(len(values))]
	b, err := json.Marshal(doc)
	if err != nil {
		panic(err)
	}
	return b
}

// workReading is somebody who reads, with Hannah and Iris as Jess's line.
func workReading(by peer.Actor, purpose peer.Purpose) peer.Reading {
	return peer.Reading{By: by, Purpose: purpose, At: on("2026-05-10T09:00Z"), Lines: peer.Lines{LineManager: workManager, Supervisor: workLead}}
}

var workReaders = map[string]peer.Actor{"jess": byJess, "hannah": workHannah, "iris": workIris, "kay": byKay, "rowan": byRowan, "sian": bySian, "megan": byMegan,
	"a person with the worker's id": peer.ByPerson(peer.PersonID(jess)), "nobody": {}, "two at once": {Person: sian, Staff: jess}}

// workSeen checks that exactly these readers see a part, for every purpose but the
// record, and that everybody else hears of a rule and sees nothing.
func workSeen(t *testing.T, r interface {
	peer.Record
	View(peer.Reading) (peer.Viewed, error)
	Sees(string, peer.Reading) bool
}, part string, who ...string) {
	t.Helper()
	for name, by := range workReaders {
		for _, purpose := range []peer.Purpose{peer.ForSupport, peer.ForCare, peer.ForSupervision, peer.ForRecord} {
			may := slices.Contains(who, name) && purpose != peer.ForRecord
			v, err := r.View(workReading(by, purpose))
			require.NoError(t, err)
			require.Equal(t, may, v.Sees(part), "%s %s", name, purpose)
			require.Equal(t, may, r.Sees(part, workReading(by, purpose)), "%s %s", name, purpose)
			b, err := json.Marshal(v)
			require.NoError(t, err)
			if !may && len(v.LeftOut) == 1 {
				require.Equal(t, peer.ErrNotAuthorised, v.LeftOut[0].Rule.Code)
				require.NotContains(t, string(b), "garden")
				if strings.Contains(string(b), `"parts":{}`) {
					require.NotContains(t, string(b), `"status"`, "not even where it stands")
				}
			}
		}
	}
}
