package peer_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"log/slog"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// structs are the exported struct types of the package, each with a value to
// fill. A new one has to be put here.
var structs = map[string]any{
	"AcceptSupport": peer.AcceptSupport{}, "Act": peer.Act{}, "Actor": peer.Actor{}, "Agreed": peer.Agreed{}, "AgreedNumber": peer.AgreedNumber{},
	"Agreement": peer.Agreement{}, "Allocate": peer.Allocate{}, "Arg": peer.Arg{}, "AskForSupport": peer.AskForSupport{}, "Asks": peer.Asks{},
	"Authority": peer.Authority{}, "Boundary": peer.Boundary{}, "Calendar": peer.Calendar{}, "CalendarSpec": peer.CalendarSpec{}, "Change": peer.Change{},
	"Choice": peer.Choice{}, "Clock": peer.Clock{}, "Code": peer.Code{}, "Confirm": peer.Confirm{}, "Consent": peer.Consent{}, "Contact": peer.Contact{},
	"ContactFacts": peer.ContactFacts{}, "Correct": peer.Correct{}, "Date": peer.Date{}, "Deadline": peer.Deadline{}, "Decision": peer.Decision{},
	"Decline": peer.Decline{}, "Earlier": peer.Earlier{}, "Facts": peer.Facts{}, "Field": peer.Field{}, "Further": peer.Further{}, "Happening": peer.Happening{}, "Head": peer.Head{},
	"HoursSpec": peer.HoursSpec{}, "LeftOut": peer.LeftOut{}, "Lines": peer.Lines{}, "Made": peer.Made{}, "MarkInError": peer.MarkInError{}, "Moment": peer.Moment{},
	"NHSNumber": peer.NHSNumber{}, "NotTaken": peer.NotTaken{}, "Offer": peer.Offer{}, "Offset": peer.Offset{}, "OpenHours": peer.OpenHours{}, "PartOf": peer.PartOf{},
	"Places": peer.Places{}, "PlanContact": peer.PlanContact{}, "Policies": peer.Policies{}, "Policy": peer.Policy{}, "PolicyFile": peer.PolicyFile{}, "Private": peer.Private{},
	"Propose": peer.Propose{}, "Readiness": peer.Readiness{}, "Reading": peer.Reading{}, "Reason": peer.Reason{}, "RecordContact": peer.RecordContact{},
	"RecordPlanned": peer.RecordPlanned{}, "Ref": peer.Ref{}, "Refusal": peer.Refusal{}, "Relationship": peer.Relationship{}, "RelationshipFacts": peer.RelationshipFacts{},
	"Right": peer.Right{}, "RightTold": peer.RightTold{}, "RowOf": peer.RowOf{}, "Rule": peer.Rule{}, "Sealed": peer.Sealed{}, "Signal": peer.Signal{},
	"State": peer.State{}, "SupportRequest": peer.SupportRequest{}, "Table": peer.Table{}, "TellRights": peer.TellRights{}, "TurnDownSupport": peer.TurnDownSupport{},
	"Viewed": peer.Viewed{}, "Waiver": peer.Waiver{}, "WelcomePerson": peer.WelcomePerson{}, "Welcoming": peer.Welcoming{}, "When": peer.When{},
	"Withdraw": peer.Withdraw{}, "Words": peer.Words{}, "World": peer.World{},
}

// generic are parts of a table: they hold no person's data. Records of other
// packages have a canary test of their own.
var generic = map[string]bool{"Machine": true, "Row": true, "Open": true, "Need": true, "Step": true, "Taken": true, "Part": true}

// exportedStructs reads the names of the package's exported struct types.
func exportedStructs(t *testing.T) (names []string) {
	t.Helper()
	files, err := filepath.Glob("*.go")
	require.NoError(t, err)
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		ast.Inspect(f, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok && spec.Name.IsExported() {
				if _, ok := spec.Type.(*ast.StructType); ok {
					names = append(names, spec.Name.Name)
				}
			}
			return true
		})
	}
	return names
}

func TestEveryExportedStructIsListed(t *testing.T) {
	t.Run("H26 a new type is listed before anything of it can leak", func(t *testing.T) {
		listed := map[string]bool{}
		for _, name := range exportedStructs(t) {
			listed[name] = true
			_, there := structs[name]
			require.True(t, there || generic[name], "put peer.%s into the list of canary_test.go", name)
		}
		for name, v := range structs {
			require.True(t, listed[name], "%s is no exported struct any more", name)
			require.Equal(t, name, reflect.TypeOf(v).Name())
		}
	})
}

// A filler puts a text into everything a value holds.
type filler struct {
	words, ids string
	raw        string     // JSON that stands as it is
	head       *peer.Head // stands in for the head of a record, which prints
}

func (f filler) fill(v reflect.Value, depth int) {
	if depth > 6 {
		return
	}
	if v.CanAddr() && !v.CanSet() {
		v = reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem()
	}
	switch v.Type() {
	case reflect.TypeFor[peer.Private]():
		v.Set(reflect.ValueOf(peer.Say(f.words)))
		return
	case reflect.TypeFor[peer.Head]():
		if f.head != nil {
			v.Set(reflect.ValueOf(*f.head))
			return
		}
	case reflect.TypeFor[time.Time]():
		v.Set(reflect.ValueOf(on(before)))
		return
	case reflect.TypeFor[json.RawMessage]():
		v.SetBytes([]byte(`"` + f.raw + `"`))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(f.ids)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int64:
		v.SetInt(1)
	case reflect.Uint8, reflect.Uint16:
		v.SetUint(1)
	case reflect.Struct:
		for i := range v.NumField() {
			f.fill(v.Field(i), depth+1)
		}
	case reflect.Pointer:
		if depth < 5 && v.Type() != reflect.TypeFor[*time.Location]() {
			v.Set(reflect.New(v.Type().Elem()))
			f.fill(v.Elem(), depth+1)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		f.fill(v.Index(0), depth+1)
	case reflect.Map:
		k, e := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		f.fill(k, depth+1)
		f.fill(e, depth+1)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(k, e)
	}
}

func filled(v any, f filler) any {
	p := reflect.New(reflect.TypeOf(v))
	f.fill(p.Elem(), 0)
	return p.Elem().Interface()
}

const wordsCanary, idsCanary = "canary-of-words", "canary-of-ids"

func TestCanary(t *testing.T) {
	t.Run("H26 no type shows a person's words", func(t *testing.T) {
		for name, v := range structs {
			full := filled(v, filler{words: wordsCanary, ids: "an-id"})
			if reflect.TypeOf(v).NumField() > 0 {
				require.NotEqual(t, v, full, "nothing of %s was filled", name)
			}
			p := reflect.New(reflect.TypeOf(v))
			p.Elem().Set(reflect.ValueOf(full))
			if name == "Viewed" {
				continue // its JSON is the door; the next test looks at the rest
			}
			steptest.Silent(t, wordsCanary, full, p.Interface())
		}
	})
	t.Run("H26 a view shows its parts in its JSON and nowhere else", func(t *testing.T) {
		v := filled(peer.Viewed{}, filler{ids: idsCanary, raw: wordsCanary})
		for _, s := range formatted(v) {
			require.NotContains(t, s, wordsCanary)
		}
		b, err := json.Marshal(v)
		require.NoError(t, err)
		require.Contains(t, string(b), wordsCanary)
	})
	// An id does show when a record lies in an unexported field: there fmt calls
	// no method. A person's words do not; they are behind a handle.
	t.Run("H26 a record shows nothing but its head, not even an id it holds", func(t *testing.T) {
		out, _, _ := walking(t)
		for _, v := range structs {
			if _, ok := v.(peer.Record); !ok {
				continue
			}
			p := reflect.New(reflect.TypeOf(v))
			filler{words: wordsCanary, ids: idsCanary, head: &out.Head}.fill(p.Elem(), 0)
			var log strings.Builder
			for _, x := range []any{p.Elem().Interface(), p.Interface()} {
				for _, h := range []slog.Handler{slog.NewTextHandler(&log, nil), slog.NewJSONHandler(&log, nil)} {
					slog.New(h).Info("shown", "record", x, "list", []any{x}, "open", struct{ Open any }{x})
				}
				_, err := json.Marshal(x)
				require.ErrorIs(t, err, peer.ErrSealed)
				shown := append(formatted(x), formatted(struct{ Open any }{x})...)
				require.NotContains(t, strings.Join(append(shown, log.String(), err.Error()), "\n"), idsCanary)
				steptest.Silent(t, wordsCanary, x)
			}
		}
	})
	t.Run("H26 the test itself can tell", func(t *testing.T) {
		type open struct{ Text string }
		require.Contains(t, steptest.Shown(open{wordsCanary}), wordsCanary)
		require.Contains(t, steptest.Shown(struct{ p *open }{&open{}}), "open")
		require.Contains(t, steptest.Shown(peer.ErrConflict), "conflict")
	})
}
