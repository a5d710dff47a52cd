package sharing_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"log/slog"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/sharing"
)

// telling are words of the records and facts below that say something about somebody.
var telling = []string{"self-harm", "hospital-admission", "childhood", "returning-to-interests", "inspire-hope", "not-for-me", "brief", "shaken", "no-touch", "garden", "rel-4"}

// structs are the exported structs of the package: how quiet each is. A new one has to be
// put here.
var structs = map[string]string{
	"Note": "record", "Preferences": "record", "OffLimits": "record", "Aftercare": "record",
	"Facts": "facts", "Wishes": "facts", "Limits": "facts",
	"Log": "step", "SayReaction": "step", "SetPreferences": "step", "ChangePreferences": "step", "SetOffLimits": "step", "ChangeOffLimits": "step", "AnswerAftercare": "step", "AnswerAnew": "step",
	"Show": "empty of it", "Hide": "empty of it", "TakeBack": "empty of it", "OptOut": "empty of it", "HearAgain": "empty of it", "LeaveAftercare": "empty of it", "ForgetAnswer": "empty of it",
	"Comfort": "words are private", "RelatesTo": "an id", "ThemeUse": "the worker's own door",
}

func TestEveryStructIsListed(t *testing.T) {
	t.Run("H26 a new type is listed before anything of it can leak", func(t *testing.T) {
		files, err := filepath.Glob("*.go")
		require.NoError(t, err)
		found := map[string]bool{}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			require.NoError(t, err)
			ast.Inspect(f, func(n ast.Node) bool {
				if spec, ok := n.(*ast.TypeSpec); ok && spec.Name.IsExported() {
					if _, ok := spec.Type.(*ast.StructType); ok {
						found[spec.Name.Name] = true
						require.NotEmpty(t, structs[spec.Name.Name], "put %s into the list of canary_test.go", spec.Name.Name)
					}
				}
				return true
			})
		}
		require.Len(t, found, len(structs))
	})
}

func TestNothingPrints(t *testing.T) {
	_, _, written := notesOf(t)
	_, _, preferences := preferencesOf(t)
	_, _, aftercare := aftercareOf(t)
	records := []any{written[sharing.Logged], written[sharing.TakenBack], preferences[sharing.Hears], preferences[sharing.RatherNot], aftercare[sharing.Answered], lists()[1]}
	for _, r := range records {
		t.Run(fmt.Sprintf("H26, FHIR-12 %T shows its head and nothing else, wherever it lies", r), func(t *testing.T) {
			for _, word := range telling {
				steptest.Silent(t, word, r)
			}
			shown := fmt.Sprintf("%+v", r)
			require.Equal(t, r.(fmt.Stringer).String(), shown)
			_, err := json.Marshal(struct{ R any }{r})
			require.ErrorIs(t, err, peer.ErrSealed)
		})
	}
	f := facts()
	f.Modelled = nil
	for _, v := range []any{f, f.Wishes, f.Limits} {
		t.Run(fmt.Sprintf("H26 %T shows nobody's list", v), func(t *testing.T) {
			for _, word := range telling {
				steptest.Silent(t, word, v)
			}
			for _, id := range []string{"p4", "w4"} { // too short to look for among the digits of an address
				require.NotContains(t, fmt.Sprintf("%v %+v %#v %q", v, v, v, v), id)
			}
		})
	}
	note, answer := theNote(), theAnswer()
	steps := []any{note, sharing.SayReaction{Reaction: sharing.NotForMe}, thePreferences(), sharing.ChangePreferences{Avoid: []sharing.Theme{sharing.SelfHarm}},
		theOffLimits(), sharing.ChangeOffLimits{Themes: []sharing.Theme{sharing.Childhood}}, answer, sharing.AnswerAnew{Answer: sharing.Shaken}}
	for _, s := range steps {
		t.Run(fmt.Sprintf("H26 %T shows none of its codes", s), func(t *testing.T) {
			var out strings.Builder
			inside := struct{ Open any }{s}
			for _, x := range []any{s, []any{s}, inside, &inside} {
				for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
					fmt.Fprintf(&out, verb, x)
				}
				for _, h := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
					slog.New(h).Info("step", "step", x)
				}
				b, err := json.Marshal(x)
				require.ErrorIs(t, err, peer.ErrSealed)
				out.Write(b)
			}
			for _, word := range telling {
				require.NotContains(t, out.String(), word)
			}
			require.Contains(t, out.String(), "(private)")
		})
	}
	t.Run("H26 a change says what was done and not what was said", func(t *testing.T) {
		_, change, err := sharing.NewNote(note, act(byJess, whenSaid, "x", nil), facts())
		require.NoError(t, err)
		b, err := json.Marshal(change)
		require.NoError(t, err)
		for _, word := range telling {
			require.NotContains(t, string(b), word)
		}
	})
}

// What leaves for a record system is made by packages under fhir, and none of them can
// so much as name a note.
func TestNothingThatLeavesLeansOnSharing(t *testing.T) {
	t.Run("PEER-41, FHIR-12 no package under fhir imports this one", func(t *testing.T) {
		out, err := exec.Command("go", "list", "-deps", "github.com/towpath-care/towpath/fhir/...").Output()
		require.NoError(t, err)
		require.Contains(t, string(out), "towpath/fhir/exchange\n", "the list is the one that is meant")
		require.NotContains(t, string(out), "towpath/peer/sharing")
	})
}
