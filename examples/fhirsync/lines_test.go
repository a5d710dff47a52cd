package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/fhir/strict"
	"github.com/towpath-care/towpath/peer"
)

var ourRecords = filepath.Join("..", "fixtures", "records")

// lineMembers are the members that a line of each type may have; those behind "?"
// are not always there.
var lineMembers = map[string]string{
	"record_system": "loaded returned_byte_for_byte",
	"document":      "do record ? resource fields rules says owner",
	"result":        "did record ? resource rules says",
	"said":          "rule says",
	"account":       "do record ? where sent stays says",
	"proof":         "untouched edited members_kept members_others ? members",
	"second_run":    "writes unchanged",
	"saved":         "file",
	"progress":      "done total",
	"pulled":        "pages arrived removed marked merged unread",
	"arrived":       "resource removed ? document",
	"pushed":        "did parked put_off bundles alone",
	"resting":       "until rules says",
	"trouble":       "says",
	"status":        "standing dirty claimed waiting parked dismissed oldest settled",
	"waiting":       "document due rules says",
	"parked":        "document rules says owner dismissed",
	"released":      "document",
	"seen":          "document",
	"dismissed":     "document",
	"finding":       "how about says",
	"summary":       "created updated unchanged held failed conflicts stays_here pending second_run_writes foreign_bytes_changed",
}

func requireLines(t *testing.T, out string, values bool) (seen map[string]int) {
	t.Helper()
	seen = map[string]int{}
	for line := range strings.Lines(out) {
		var v map[string]any
		require.NoError(t, json.Unmarshal([]byte(line), &v), line)
		typ, _ := v["type"].(string)
		members, known := lineMembers[typ]
		require.True(t, known, "a line of a type that is not in the table: %s", line)
		seen[typ]++
		needed, more, _ := strings.Cut(members, "?")
		for _, name := range strings.Fields(needed) {
			require.Contains(t, v, name, line)
		}
		for name := range v {
			require.True(t, name == "type" || slices.Contains(append(strings.Fields(needed), strings.Fields(more)...), name), "%s in %s", name, line)
		}
		fields, _ := v["fields"].([]any)
		for _, f := range fields {
			for name := range f.(map[string]any) {
				require.True(t, name == "path" || name == "change" || values && name == "after", line)
			}
		}
	}
	return seen
}

func TestEveryLineIsInTheTable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "plan.json")
	seen := map[string]int{}
	for _, args := range [][]string{{}, {"plan", "--out", file}, {"apply", file}, {"--show-values"}, {"--account"}} {
		out, _ := fhirsync(t, append(args, "--json")...)
		for typ, n := range requireLines(t, out, slices.Contains(args, "--show-values")) {
			seen[typ] += n
		}
		require.Equal(t, "summary", lastLine(t, out).Type)
	}
	var out bytes.Buffer
	b := printer{out: &out, json: true}.progress(2)
	b.said = time.Time{}
	b.done(exchange.Result{}, 2)
	b.end()
	printer{out: &out, json: true}.said([]peer.Reason{{Rule: peer.Rule{Row: "FHIR-16", Code: exchange.ErrGivenUp}, Says: "It answers."}})
	for typ, n := range requireLines(t, out.String(), false) {
		seen[typ] += n
	}
	for _, typ := range []string{"record_system", "document", "result", "said", "account", "proof", "second_run", "saved", "progress", "summary"} {
		require.Positive(t, seen[typ], "no %s line was printed", typ)
	}
}

func TestProgress(t *testing.T) {
	t.Run("EX-02 without a terminal: a line now and then, and not for every document", func(t *testing.T) {
		var out bytes.Buffer
		b := printer{out: &out}.progress(3)
		b.done(exchange.Result{}, 3)
		require.Empty(t, out.String())
		b.said = b.said.Add(-every)
		b.done(exchange.Result{}, 3)
		b.done(exchange.Result{}, 3)
		b.end()
		require.Equal(t, "  2 of 3\n", out.String())
	})
	t.Run("EX-02 on a terminal: a bar, also one that is broken off", func(t *testing.T) {
		null, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
		require.NoError(t, err)
		defer null.Close()
		for _, done := range []int{0, 2} {
			b := printer{out: null}.progress(2)
			require.NotNil(t, b.one)
			for range done {
				b.done(exchange.Result{}, 2)
			}
			b.end()
		}
	})
	t.Run("EX-02 a file is no terminal", func(t *testing.T) {
		f, err := os.Create(filepath.Join(t.TempDir(), "out"))
		require.NoError(t, err)
		defer f.Close()
		require.False(t, isTerminal(f))
	})
}

const canaryToken = "canary-token-81723"

// canaries are what no line, error or log may show: a number, names, words, a token.
var canaries = []string{"9990001014", "Prowse", "Aled", "Tamblyn", "1988-04-12", "allotment", "ring Megan", "sleep before one", canaryToken}

// guarded is a record system that lets nobody in without the token, and a file that
// holds it.
func guarded(t *testing.T) (local *fhirtest.Server, base, token string) {
	t.Helper()
	local = fhirtest.New(fhirtest.Config{UpdateCreate: true, Token: canaryToken, ReadOnly: []string{"Patient"}, Validate: strict.Validate})
	docs, err := readDocuments(fixtures.EPR())
	require.NoError(t, err)
	for _, d := range docs {
		require.NoError(t, local.Seed(d.body))
	}
	base, stop := local.Start()
	t.Cleanup(stop)
	token = filepath.Join(t.TempDir(), "token")
	require.NoError(t, os.WriteFile(token, []byte(canaryToken+"\n"), 0o600))
	return local, base, token
}

func TestNothingIsShownThatIsAPersons(t *testing.T) {
	local, base, token := guarded(t)
	file := filepath.Join(t.TempDir(), "plan.json")
	wrong := filepath.Join(t.TempDir(), "wrong")
	require.NoError(t, os.WriteFile(wrong, []byte("another-"+canaryToken), 0o600))
	plan := []string{"plan", "--server", base, "--records", ourRecords, "--token-file", token, "--out", file}
	apply := []string{"apply", file, "--server", base, "--records", ourRecords, "--token-file", token}
	steps := []struct {
		name  string
		args  []string
		fails func(*http.Request) *fhirtest.Fault
		code  int
	}{
		{"H26 FHIR-20 a token that is not the right one", append(slices.Clone(plan[:5]), "--token-file", wrong), nil, exitNotLetIn},
		{"H26 a plan", plan, nil, exitPending},
		{"H26 FHIR-20 nobody is let in any more", apply, func(*http.Request) *fhirtest.Fault { return &fhirtest.Fault{Status: 401} }, exitNotLetIn},
		{"H26 FHIR-20 known, and not let in", plan, func(*http.Request) *fhirtest.Fault { return &fhirtest.Fault{Status: 403} }, exitNotLetIn},
		{"H26 asked to be left alone", apply, func(*http.Request) *fhirtest.Fault { return &fhirtest.Fault{Status: 429, RetryAfter: "60"} }, exitNotDone},
		{"H26 a server that takes no goals", apply, func(r *http.Request) *fhirtest.Fault {
			if r.Method == http.MethodPut && strings.Contains(r.URL.Path, "/Goal/") {
				return &fhirtest.Fault{Status: 422}
			}
			return nil
		}, exitSomeHeld},
		{"H26 the rest", apply, nil, exitDone},
		{"H26 nothing more to do", plan, nil, exitDone},
	}
	for _, s := range steps {
		for _, how := range [][]string{nil, {"--json"}} {
			if len(how) > 0 && s.code == exitDone && s.args[0] == "apply" {
				continue // it has been done
			}
			t.Run(s.name+strings.Join(how, ""), func(t *testing.T) {
				local.Fail(s.fails)
				var out bytes.Buffer
				err := run(context.Background(), append(slices.Clone(s.args), how...), &out)
				require.Equal(t, s.code, exitCode(err), "%v\n%s", err, out.String())
				text := out.String() + fmt.Sprintf("%v %+v %#v", err, err, errors.Unwrap(err))
				for _, c := range canaries {
					require.NotContains(t, text, c)
				}
			})
		}
	}
	for _, r := range local.Log() {
		for _, c := range canaries {
			require.NotContains(t, fmt.Sprintf("%+v", r), c, "H26 in an address")
		}
	}
}

func TestWhatIsHeldSaysWhy(t *testing.T) {
	local, base, token := guarded(t)
	file := filepath.Join(t.TempDir(), "plan.json")
	at := []string{"--server", base, "--token-file", token}
	_, code := fhirsync(t, append([]string{"plan", "--records", ourRecords, "--out", file}, at...)...)
	at = append(at, "--records", ourRecords)
	require.Equal(t, exitPending, code)
	local.Fail(func(r *http.Request) *fhirtest.Fault {
		if r.Method == http.MethodPut && strings.Contains(r.URL.Path, "/Goal/") {
			return &fhirtest.Fault{Status: 422}
		}
		return nil
	})
	t.Run("EX-02 while a plan is applied", func(t *testing.T) {
		out, code := fhirsync(t, append([]string{"apply", file}, at...)...)
		require.Equal(t, exitSomeHeld, code)
		require.Contains(t, out, "goal/g-1 is held\n        [FHIR-16 server-says-no] Needed: The record system takes it.")
		require.Contains(t, out, "failed 3")
		out, _ = fhirsync(t, append([]string{"apply", file, "--json"}, at...)...)
		require.Equal(t, 3, strings.Count(out, `"rules":["FHIR-16 server-says-no"]`))
		require.Equal(t, 3, lastLine(t, out).Failed)
	})
	t.Run("EX-02 somebody changed what was written in the meantime", func(t *testing.T) {
		local.Fail(nil)
		_, code := fhirsync(t, append([]string{"apply", file}, at...)...)
		require.Zero(t, code)
		for _, id := range local.IDs("Goal") {
			require.NoError(t, local.Edit("Goal", id, func(b []byte) []byte {
				return bytes.ReplaceAll(b, []byte("back to the allotment"), []byte("back to the garden"))
			}))
		}
		out, code := fhirsync(t, append([]string{"apply", file, "--json"}, at...)...)
		require.Equal(t, exitSomeHeld, code)
		require.Equal(t, 1, lastLine(t, out).Conflicts)
	})
	t.Run("EX-02 a plan in which all that is left is held is not done", func(t *testing.T) {
		folder := t.TempDir()
		require.NoError(t, os.CopyFS(folder, os.DirFS(ourRecords)))
		for _, name := range []string{"goal/g-1.json", "goal/g-2.json"} {
			require.NoError(t, os.WriteFile(filepath.Join(folder, name), []byte("{"), 0o600))
		}
		out, code := fhirsync(t, append([]string{"plan", "--records", folder, "--json"}, at[:4]...)...)
		require.Equal(t, exitSomeHeld, code)
		require.Equal(t, 2, lastLine(t, out).Held)
		require.Equal(t, 4, lastLine(t, out).Unchanged, "one record that cannot be read hides no other")
	})
}

func TestInterruptedWhileWriting(t *testing.T) {
	local, base, token := guarded(t)
	file := filepath.Join(t.TempDir(), "plan.json")
	at := []string{"--server", base, "--token-file", token, "--json"}
	fhirsync(t, append([]string{"plan", "--records", ourRecords, "--out", file}, at...)...)
	ctx, cancel := context.WithCancel(context.Background())
	writes := 0
	local.Fail(func(r *http.Request) *fhirtest.Fault {
		if r.Method == http.MethodPut {
			if writes++; writes == 3 {
				cancel()
				return &fhirtest.Fault{Drop: true}
			}
		}
		return nil
	})
	var out bytes.Buffer
	err := run(ctx, append([]string{"apply", file, "--records", ourRecords}, at...), &out)
	require.Equal(t, exitInterrupted, exitCode(err))
	require.ErrorContains(t, err, "nothing is half-written")
	require.Equal(t, 2, lastLine(t, out.String()).Created, "what was done by then is told")
}

func TestAFolderOfPlans(t *testing.T) {
	folder := t.TempDir()
	require.NoError(t, os.CopyFS(folder, fixtures.EPR()))
	out, code := fhirsync(t, "--epr", folder)
	require.Zero(t, code, out)
	require.Contains(t, out, "created 0, updated 1")
	t.Run("FHIR-15 a plan about nobody is held", func(t *testing.T) {
		body, err := os.ReadFile(filepath.Join(folder, "careplan-service.json"))
		require.NoError(t, err)
		body = bytes.ReplaceAll(bytes.ReplaceAll(body, []byte("CP-SVC-77"), []byte("CP-2")), []byte("Patient/aled-prowse"), []byte("Patient/nobody"))
		require.NoError(t, os.WriteFile(filepath.Join(folder, "two.json"), body, 0o600))
		out, code := fhirsync(t, "--epr", folder, "--json")
		require.Equal(t, exitSomeHeld, code)
		require.Equal(t, 1, lastLine(t, out).Held)
	})
	for name, text := range map[string]string{"EX-02 no id": `{"resourceType":"Goal"}`, "EX-02 no JSON": `{`, "EX-02 no type it has": `{"resourceType":"Nothing","id":"x"}`} {
		t.Run(name, func(t *testing.T) {
			require.NoError(t, os.WriteFile(filepath.Join(folder, "bad.json"), []byte(text), 0o600))
			_, code := fhirsync(t, "--epr", folder)
			require.Equal(t, exitUsage, code)
		})
	}
}

func TestPeopleFile(t *testing.T) {
	for name, c := range map[string]struct{ text, says string }{
		"EX-02 no JSON":                        {`{`, "people.json"},
		"FHIR-15 a number that is none":        {`{"persons":{"aled":{"nhsNumber":"9990001015"}}}`, "invalid-nhs-number"},
		"EX-02 a member nobody knows":          {`{"persons":{"aled":{"nhs":"9990001014"}}}`, "people.json"},
		"EX-02 a person twice":                 {`{"persons":{"aled":{},"aled":{}}}`, "people.json"},
		"FHIR-15 H26 a birth date that is not": {`{"persons":{"aled":{"birthDate":"Prowse"}}}`, "people.json"},
	} {
		t.Run(name, func(t *testing.T) {
			folder := t.TempDir()
			require.NoError(t, os.WriteFile(filepath.Join(folder, "people.json"), []byte(c.text), 0o600))
			err := run(context.Background(), []string{"plan", "--records", folder}, &bytes.Buffer{})
			require.Equal(t, exitUsage, exitCode(err))
			require.ErrorContains(t, err, c.says)
			for _, canary := range canaries {
				require.NotContains(t, err.Error(), canary)
			}
		})
	}
	t.Run("FHIR-15 who is not in it is held by name of the file", func(t *testing.T) {
		folder := t.TempDir()
		require.NoError(t, os.CopyFS(folder, os.DirFS(ourRecords)))
		for text, rule := range map[string]string{
			`{}`: "FHIR-15 patient-not-found",
			`{"persons":{"aled":{"nhsNumber":"9990001014","birthDate":"1988-04-12"}}}`:                                                            "FHIR-05 required",
			`{"persons":{"aled":{"nhsNumber":"9990001014","birthDate":"1988-04-12"}},"staff":{"jess":{"reference":"Practitioner/jess-tamblyn"}}}`: "FHIR-05 required",
		} {
			require.NoError(t, os.WriteFile(filepath.Join(folder, "people.json"), []byte(text), 0o600))
			out, _ := fhirsync(t, "plan", "--records", folder)
			require.Contains(t, out, "contact/c-1 is held\n        ["+rule+"]")
			require.Contains(t, out, "people.json")
		}
	})
}

func TestExitCodes(t *testing.T) {
	require.Equal(t, exitNotDone, exitCode(errors.New("x")))
	require.Equal(t, exitInterrupted, exitCode(fmt.Errorf("x: %w", context.Canceled)))
	require.Empty(t, exit{code: exitPending}.Error())
	require.Equal(t, exitNotLetIn, exitCode(ended(&client.Error{Kind: client.NoToken})))
	require.ErrorIs(t, ended(&client.Error{Kind: client.Forbidden}), client.Forbidden)
	var out bytes.Buffer
	require.NoError(t, run(context.Background(), []string{"--help"}, &out))
	require.Contains(t, out.String(), "--token-file")
}
