package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"

	"github.com/towpath-care/towpath/examples/wasm/door"
)

// built makes both programs once for all tests.
var built = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "towpath-wasm-test-")
	if err != nil {
		return "", err
	}
	madeIn = dir
	for _, p := range programs {
		if err := p.build(context.Background(), dir); err != nil {
			return dir, err
		}
	}
	return dir, nil
})

var madeIn string // the folder, once a test has had them made

func TestMain(m *testing.M) {
	code := m.Run()
	if madeIn != "" {
		_ = os.RemoveAll(madeIn)
	}
	os.Exit(code)
}

// programAt is one of the two programs.
func programAt(t testing.TB, file string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("two programs are built, which takes a while; run without -short")
	}
	dir, err := built()
	require.NoError(t, err)
	return filepath.Join(dir, file)
}

// question is what is put to a door; Answer is what Go itself answers.
type question struct {
	Title    string `json:"-"`
	Door     string `json:"door"`
	Question string `json:"question"`
	Answer   string `json:"-"`
}

func asked(title, name, q string) question {
	return question{title, name, q, string(door.Answer(name, []byte(q)))}
}

// vectors are those under docs/vectors, whose answers Go still gives.
func vectors(t testing.TB, file string) (out []question) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("..", "..", "docs", "vectors", file))
	require.NoError(t, err)
	require.NotEmpty(t, names)
	for _, name := range names {
		b, err := os.ReadFile(name)
		require.NoError(t, err)
		var list []struct {
			Title, Door, Text string
			Question, Answer  json.RawMessage
		}
		require.NoError(t, json.Unmarshal(b, &list))
		for _, v := range list {
			if v.Question != nil {
				var packed bytes.Buffer
				require.NoError(t, json.Compact(&packed, v.Question))
				v.Text = packed.String()
			}
			q := asked(v.Title, v.Door, v.Text)
			require.JSONEq(t, string(v.Answer), q.Answer, v.Title)
			if slices.Contains(door.Names(), v.Door) { // any other has no function to call
				out = append(out, q)
			}
		}
	}
	return out
}

// storedRecords reads, shows and asks stored records that the packages keep as examples:
// every fourth, and all in long runs.
func storedRecords(t testing.TB) (out []question) {
	t.Helper()
	for _, pkg := range []string{"peer", "recovery", "safeguard", "signpost", "transition"} {
		names, err := filepath.Glob(filepath.Join("..", "..", pkg, "testdata", "v1", "*.json"))
		require.NoError(t, err)
		require.NotEmpty(t, names)
		for i, name := range names {
			if i%4 > 0 && !long() {
				continue
			}
			raw, err := os.ReadFile(name)
			require.NoError(t, err)
			var packed bytes.Buffer
			require.NoError(t, json.Compact(&packed, raw))
			for _, what := range []string{"decode", "view", "choices"} {
				out = append(out, asked(name, what, `{"record":`+packed.String()+`}`))
			}
		}
	}
	return out
}

// sizes are questions that are large, deep or many.
func sizes() []question {
	deep := strings.Repeat(`{"facts":`, 30000) + "1" + strings.Repeat("}", 30000)
	many := `{"now":"2026-03-04T10:00:00Z","records":[` + strings.TrimSuffix(strings.Repeat(`{},`, 20000), ",") + `]}`
	long := `{"kind":"goal","act":{"by":{"person":"` + strings.Repeat("x", 4<<20) + `"}}}`
	return []question{asked("deep", "choices", deep), asked("many", "due", many), asked("long", "choices", long)}
}

func long() bool { return os.Getenv("TOWPATH_LONG") != "" }

// same holds the answers of a build against Go's own, byte for byte.
func same(t testing.TB, want []question, got []string) {
	t.Helper()
	require.Len(t, got, len(want))
	for i, q := range want {
		require.True(t, q.Answer == got[i], "%s: %s\nGo:    %.300s\nbuild: %.300s", q.Title, q.Door, q.Answer, got[i])
	}
}

// node asks a build under Node.js.
func node(t *testing.T, file string, list []question, glue ...string) []string {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("Node.js is not installed here")
	}
	var b bytes.Buffer
	w := json.NewEncoder(&b)
	for _, q := range list {
		require.NoError(t, w.Encode(q))
	}
	dir := t.TempDir()
	in, out := filepath.Join(dir, "questions"), filepath.Join(dir, "answers")
	require.NoError(t, os.WriteFile(in, b.Bytes(), 0o600))
	said, err := exec.Command("node", append([]string{"--no-warnings", filepath.Join("testdata", "ask.mjs"), programAt(t, file), in, out}, glue...)...).CombinedOutput()
	require.NoError(t, err, string(said))
	text, err := os.ReadFile(out)
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	t.Log(file, lines[0])
	answers := make([]string, len(lines)-1)
	for i, line := range lines[1:] {
		require.NoError(t, json.Unmarshal([]byte(line), &answers[i]))
	}
	return answers
}

func TestTheBrowsersAnswersAreTheSameBytes(t *testing.T) {
	t.Parallel()
	script, err := glue(context.Background())
	require.NoError(t, err)
	list := append(append(vectors(t, "*.json"), storedRecords(t)...), sizes()...)
	same(t, list, node(t, "browser.wasm", list, script))
}

func TestTheAnswersAnywhereAreTheSameBytes(t *testing.T) {
	t.Parallel()
	list := append(append(vectors(t, "*.json"), storedRecords(t)...), sizes()...)
	same(t, list, node(t, "anywhere.wasm", list))
}

// wasm is the reactor in a runtime that is written in Go.
type wasm struct {
	ctx context.Context
	mod api.Module
}

func start(t testing.TB) wasm {
	t.Helper()
	b, err := os.ReadFile(programAt(t, "anywhere.wasm"))
	require.NoError(t, err)
	config := wazero.NewRuntimeConfigInterpreter() // starts soon, answers slowly
	if long() {
		config = wazero.NewRuntimeConfig()
	}
	w := wasm{ctx: context.Background()}
	began := time.Now()
	r := wazero.NewRuntimeWithConfig(w.ctx, config)
	t.Cleanup(func() { _ = r.Close(w.ctx) })
	wasi_snapshot_preview1.MustInstantiate(w.ctx, r)
	compiled, err := r.CompileModule(w.ctx, b)
	require.NoError(t, err)
	took := time.Since(began)
	w.mod, err = r.InstantiateModule(w.ctx, compiled, wazero.NewModuleConfig().WithStartFunctions("_initialize"))
	require.NoError(t, err)
	t.Logf("anywhere.wasm in wazero: read in %v, started in %v", took.Round(time.Millisecond), (time.Since(began) - took).Round(time.Millisecond))
	return w
}

func (w wasm) call(t testing.TB, name string, args ...uint64) uint64 {
	t.Helper()
	out, err := w.mod.ExportedFunction(name).Call(w.ctx, args...)
	require.NoError(t, err, "%s: an error, never a trap", name)
	if len(out) == 0 {
		return 0
	}
	return out[0]
}

func (w wasm) ask(t testing.TB, name string, q []byte) string {
	t.Helper()
	at := w.call(t, "room", uint64(len(q)))
	require.True(t, w.mod.Memory().Write(uint32(at), q))
	packed := w.call(t, name, at, uint64(len(q)))
	answer, ok := w.mod.Memory().Read(uint32(packed>>32), uint32(packed))
	require.True(t, ok)
	out := string(answer)
	w.call(t, "done", packed>>32)
	return out
}

func TestAnswersInAnotherRuntimeAreTheSameBytes(t *testing.T) {
	list := vectors(t, "hostile.json")
	for i, q := range vectors(t, "*.json") {
		if long() || i%12 == 0 {
			list = append(list, q)
		}
	}
	w := start(t)
	var got []string
	for _, q := range list {
		got = append(got, w.ask(t, q.Door, []byte(q.Question)))
	}
	same(t, list, got)
	t.Run("bytes that are no text", func(t *testing.T) {
		q := []byte("{\"kind\":\"\xff\xfe\"}")
		require.Equal(t, string(door.Answer("choices", q)), w.ask(t, "choices", q))
	})
	t.Run("room that nobody asked for holds no question", func(t *testing.T) {
		none := string(door.Answer("choices", nil))
		for _, at := range []uint64{0, 8, 1 << 31, 1<<32 - 1} {
			packed := w.call(t, "choices", at, 1<<20)
			answer, ok := w.mod.Memory().Read(uint32(packed>>32), uint32(packed))
			require.True(t, ok)
			require.Equal(t, none, string(answer), fmt.Sprint(at))
		}
	})
	t.Run("a length beyond the room is the room", func(t *testing.T) {
		q := `{"kind":"teapot"}`
		at := w.call(t, "room", uint64(len(q)))
		require.True(t, w.mod.Memory().Write(uint32(at), []byte(q)))
		packed := w.call(t, "choices", at, 1<<31)
		answer, _ := w.mod.Memory().Read(uint32(packed>>32), uint32(packed))
		require.Equal(t, string(door.Answer("choices", []byte(q))), string(answer))
	})
}
