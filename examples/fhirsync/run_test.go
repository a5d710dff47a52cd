package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/fhirtest"
)

var update = flag.Bool("update", false, "write the expectation files anew")

// fhirsync runs the program in process and returns what it printed and its exit code.
func fhirsync(t *testing.T, args ...string) (string, int) {
	t.Helper()
	var out bytes.Buffer
	err := run(context.Background(), args, &out)
	return out.String(), exitCode(err)
}

func lastLine(t *testing.T, out string) summary {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(out), "\n")
	var s summary
	require.NoError(t, json.Unmarshal([]byte(lines[len(lines)-1]), &s))
	require.Equal(t, "summary", s.Type)
	return s
}

func TestTheTranscriptIsAsExpected(t *testing.T) {
	out, code := fhirsync(t)
	require.Zero(t, code)
	file := filepath.Join("testdata", "demo.txt")
	if *update {
		require.NoError(t, os.WriteFile(file, []byte(out), 0o644))
	}
	want, err := os.ReadFile(file)
	require.NoError(t, err)
	require.Equal(t, string(want), out, "go test ./examples/fhirsync -update writes it anew")
}

func TestTheReadmeShowsTheLastLine(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	require.NoError(t, err)
	out, _ := fhirsync(t)
	lines := strings.Split(strings.TrimSpace(out), "\n")
	require.Contains(t, string(readme), lines[len(lines)-1])
	require.LessOrEqual(t, strings.Count(string(readme), "\n"), 60)
}

func TestDemo(t *testing.T) {
	out, code := fhirsync(t, "--json")
	require.Zero(t, code)
	s := lastLine(t, out)
	require.GreaterOrEqual(t, s.Created, 5)
	require.GreaterOrEqual(t, s.Updated, 1)
	require.Zero(t, s.Held+s.Failed+s.Conflicts)
	require.Zero(t, s.SecondRunWrites)
	require.Zero(t, s.ForeignBytesChanged)
	for line := range strings.Lines(out) {
		var v map[string]any
		require.NoError(t, json.Unmarshal([]byte(line), &v), line)
		require.NotEmpty(t, v["type"])
	}
	t.Run("H26 values are shown only when somebody asks", func(t *testing.T) {
		for _, canary := range []string{"allotment", "9990001014", "Prowse", "Tamblyn"} {
			require.NotContains(t, out, canary)
		}
		shown, _ := fhirsync(t, "--json", "--show-values")
		require.Contains(t, shown, "allotment")
	})
}

func TestOfficialExamples(t *testing.T) {
	shared := os.Getenv("TOWPATH_SHARED")
	if shared == "" {
		t.Skip("TOWPATH_SHARED is not set: the official HL7 R4 examples are not here")
	}
	out, code := fhirsync(t, "--epr", filepath.Join(shared, "cases", "hl7-r4"), "--json")
	require.Equal(t, exitSomeHeld, code)
	var edited, named, plans int
	contained := false
	for line := range strings.Lines(out) {
		var v struct {
			Type     string
			Do       string
			Rules    []string
			Loaded   int
			Returned int `json:"returned_byte_for_byte"`
			Members  []string
			Others   int `json:"members_others"`
			Kept     int `json:"members_kept"`
		}
		require.NoError(t, json.Unmarshal([]byte(line), &v))
		switch v.Type {
		case "record_system":
			require.Equal(t, 182, v.Loaded)
			require.Equal(t, 182, v.Returned, "FHIR-17 every document comes back byte for byte")
		case "document":
			plans++
			switch v.Do {
			case "edit":
				edited++
			case "hold":
				require.NotEmpty(t, v.Rules)
				named++
			}
		case "proof":
			require.Equal(t, v.Others, v.Kept)
			contained = strings.Contains(strings.Join(v.Members, " "), "contained")
		}
	}
	t.Run("FHIR-17 every plan is edited, or named with its rule", func(t *testing.T) {
		require.Equal(t, 11, plans)
		require.Equal(t, plans, edited+named)
		require.Positive(t, edited)
		require.True(t, contained, "one of the edited plans has contained resources")
		s := lastLine(t, out)
		require.Zero(t, s.ForeignBytesChanged)
		require.Zero(t, s.SecondRunWrites)
		require.Equal(t, edited, s.Updated)
	})
}

func TestPlanThenApply(t *testing.T) {
	file := filepath.Join(t.TempDir(), "plan.json")
	out, code := fhirsync(t, "plan", "--out", file, "--json")
	require.Equal(t, exitPending, code)
	require.Equal(t, 6, lastLine(t, out).Pending)
	info, err := os.Stat(file)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm(), "a saved plan is its owner's")

	out, code = fhirsync(t, "apply", file, "--json")
	require.Zero(t, code)
	require.Equal(t, 5, lastLine(t, out).Created)
	require.Equal(t, 1, lastLine(t, out).Updated)

	t.Run("FHIR-16 a plan edited by hand is not applied", func(t *testing.T) {
		b, err := os.ReadFile(file)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(file, bytes.Replace(b, []byte("allotment"), []byte("garden"), 1), 0o600))
		var text bytes.Buffer
		err = run(context.Background(), []string{"apply", file}, &text)
		require.Equal(t, exitUsage, exitCode(err))
		require.ErrorContains(t, err, "plan-altered")
		require.NotContains(t, err.Error(), "garden")
	})
}

func TestAgainstAServer(t *testing.T) {
	local, err := startEPR("")
	require.NoError(t, err)
	defer local.stop()
	records := filepath.Join("..", "fixtures", "records")
	file := filepath.Join(t.TempDir(), "plan.json")
	out, code := fhirsync(t, "plan", "--server", local.base, "--records", records, "--out", file, "--json")
	require.Equal(t, exitPending, code)
	require.Equal(t, 6, lastLine(t, out).Pending)
	require.Zero(t, local.server.Writes(), "a plan writes nothing")

	t.Run("FHIR-16 a plan made against another server is not applied", func(t *testing.T) {
		other := fhirtest.New(fhirtest.Config{UpdateCreate: true})
		base, stop := other.Start()
		defer stop()
		_, code := fhirsync(t, "apply", file, "--server", base, "--records", records)
		require.Equal(t, exitUsage, code)
		require.Zero(t, other.Writes())
	})
	_, code = fhirsync(t, "apply", file, "--server", local.base)
	require.Equal(t, exitUsage, code, "FHIR-16 the records are asked again")
	out, code = fhirsync(t, "apply", file, "--server", local.base, "--records", records, "--json")
	require.Zero(t, code)
	require.Equal(t, 5, lastLine(t, out).Created)
	out, code = fhirsync(t, "plan", "--server", local.base, "--records", records, "--json")
	require.Zero(t, code, "nothing is pending any more")
	require.Equal(t, 6, lastLine(t, out).Unchanged)
}

func TestBadInput(t *testing.T) {
	records := filepath.Join("..", "fixtures", "records")
	broken := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(broken, "goal"), 0o755))
	people, err := os.ReadFile(filepath.Join(records, "people.json"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(broken, "people.json"), people, 0o644))
	goal, err := os.ReadFile(filepath.Join(records, "goal", "g-1.json"))
	require.NoError(t, err)
	write := func(text string) {
		require.NoError(t, os.WriteFile(filepath.Join(broken, "goal", "g-1.json"), []byte(text), 0o644))
	}
	newer := strings.Replace(string(goal), `"schema": 1`, `"schema": 9`, 1)
	cases := []struct {
		name, goal string
		args       []string
		says       string
		code       int
	}{
		{"FHIR-20 http to another host", "", []string{"plan", "--server", "http://epr.example", "--records", records}, "insecure-url", exitUsage},
		{"EX-02 a server without records", "", []string{"--server", "https://epr.example"}, "--records", exitUsage},
		{"EX-02 a server that nobody has planned for", "", []string{"--server", "https://epr.example", "--records", records}, "apply", exitUsage},
		{"EX-02 a server and a folder to fill it with", "", []string{"--server", "https://epr.example", "--epr", "x"}, "--epr", exitUsage},
		{"EX-02 a plan that is not there", "", []string{"apply", filepath.Join(broken, "none.json")}, "plan", exitUsage},
		{"EX-02 a place where nothing can be saved", "", []string{"plan", "--out", filepath.Join(broken, "none", "p.json")}, "saved", exitUsage},
		{"EX-02 a token file that is not there", "", []string{"plan", "--server", "https://epr.example", "--records", records, "--token-file", filepath.Join(broken, "none")}, "/tokenFile", exitUsage},
		{"EX-02 a misspelt command", "", []string{"pln"}, "did you mean", exitUsage},
		{"EX-02 a folder without people.json", "", []string{"plan", "--records", t.TempDir()}, "people.json", exitUsage},
		{"EX-02 a folder without R4 JSON", "", []string{"--epr", t.TempDir()}, "no .json", exitUsage},
		{"FHIR-16 a record of a newer version", newer, []string{"plan", "--records", broken}, "newer-schema", exitSomeHeld},
		{"FHIR-16 a record that says something twice", strings.Replace(string(goal), `"rev": 5,`, `"rev": 5, "rev": 5,`, 1), []string{"plan", "--records", broken}, "goal/g-1", exitSomeHeld},
		{"FHIR-16 a record with a huge number", strings.Replace(string(goal), `"rev": 5,`, `"rev": 1e5000000,`, 1), []string{"plan", "--records", broken}, "goal/g-1", exitSomeHeld},
		{"FHIR-16 a record nested a hundred deep", strings.Replace(string(goal), `"rev": 5,`, `"rev": 5, "x": `+strings.Repeat("[", 100)+strings.Repeat("]", 100)+`,`, 1), []string{"plan", "--records", broken}, "goal/g-1", exitSomeHeld},
		{"FHIR-16 a record with a text of a megabyte", strings.Replace(string(goal), "get back to the allotment", strings.Repeat("long ", 220_000), 1), []string{"plan", "--records", broken}, "goal/g-1", exitSomeHeld},
		{"FHIR-16 a record of another kind", strings.Replace(string(goal), `"kind": "goal",`, `"kind": "contact",`, 1), []string{"plan", "--records", broken}, "goal/g-1", exitSomeHeld},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if c.goal != "" {
				write(c.goal)
			}
			var out bytes.Buffer
			err := run(context.Background(), c.args, &out)
			require.Equal(t, c.code, exitCode(err), "%v", err)
			require.Contains(t, err.Error()+out.String(), c.says)
			for _, canary := range []string{"allotment", "9990001014", "Prowse", "long long"} {
				require.NotContains(t, err.Error()+out.String(), canary)
			}
		})
	}
}

func TestFlagBeatsEnvironmentBeatsFile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "settings.json")
	require.NoError(t, os.WriteFile(file, []byte(`{"json": true, "epr": "nowhere"}`), 0o600))
	read := func(args ...string) options {
		o, _, _, err := parse(args, &bytes.Buffer{})
		require.NoError(t, err)
		return o
	}
	require.Equal(t, "nowhere", read("--config", file).EPR)
	require.True(t, read("--config="+file).JSON)
	t.Setenv("TOWPATH_EPR", "here")
	require.Equal(t, "here", read("--config", file).EPR)
	require.Equal(t, "there", read("--config", file, "--epr", "there").EPR)
	require.NoError(t, os.WriteFile(file, []byte(`{"jsn": true}`), 0o600))
	_, _, _, err := parse([]string{"--config", file}, &bytes.Buffer{})
	require.ErrorContains(t, err, "no setting")
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	require.Equal(t, exitInterrupted, exitCode(run(ctx, nil, &bytes.Buffer{})))
}
