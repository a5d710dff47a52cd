package guard_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// exactVersion is one release, or one commit, of a module.
var exactVersion = regexp.MustCompile(`^v\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+incompatible)?$`)

// looseModule finds what would let a build of go.mod differ from the next one: a
// replaced module, or a version that is not exact.
func looseModule(t testing.TB, goMod string) []string {
	t.Helper()
	out, err := exec.Command("go", "mod", "edit", "-json", goMod).Output()
	require.NoError(t, err)
	var mod struct {
		Go      string
		Require []struct{ Path, Version string }
		Replace []struct{ Old struct{ Path string } }
	}
	require.NoError(t, json.Unmarshal(out, &mod))
	var faults []string
	if strings.Count(mod.Go, ".") != 2 {
		faults = append(faults, "go "+mod.Go+" names no exact version")
	}
	for _, r := range mod.Require {
		if !exactVersion.MatchString(r.Version) {
			faults = append(faults, r.Path+" "+r.Version+" is no exact version")
		}
	}
	for _, r := range mod.Replace {
		faults = append(faults, r.Old.Path+" is replaced, which nobody who imports this module would get")
	}
	return faults
}

// floating finds tools and actions in the checks that are not one version.
var floating = regexp.MustCompile(`@(latest|main|master|HEAD|upgrade)\b`)

func TestVersionsAreExact(t *testing.T) {
	none(t, looseModule(t, filepath.Join(root(t), "go.mod")))
	var faults []string
	for _, name := range files(t) {
		if !within(name, ".ci") && !within(name, ".github") {
			continue
		}
		content, _ := text(t, name)
		for _, m := range floating.FindAllString(content, -1) {
			faults = append(faults, name+" uses "+m)
		}
	}
	none(t, faults)
}

func TestVersionGuardDies(t *testing.T) {
	goMod := filepath.Join(t.TempDir(), "go.mod")
	require.NoError(t, os.WriteFile(goMod, []byte("module x\n\ngo 1.26\n\nrequire example.com/a v1.2.3\n\nreplace example.com/a => ../a\n"), 0o600))
	found(t, looseModule(t, goMod), "go 1.26 names", "example.com/a is replaced")
	for _, version := range []string{"latest", "v1", "v1.2", "master", ">=v1.2.3"} {
		require.NotRegexp(t, exactVersion, version)
	}
	require.Regexp(t, exactVersion, "v0.0.0-20180116102854-5a71ef0e047d")
	require.Regexp(t, floating, "go run example.com/tool@"+"latest ./...")
	require.NotRegexp(t, floating, "go run example.com/tool@v1.0.0")
}

// dumps lists file and folder names that say nothing about what is inside.
var dumps = []string{"util", "utils", "helper", "helpers", "common", "misc", "stuff"}

// namesNothing finds files and folders with such a name.
func namesNothing(names []string) []string {
	var faults []string
	for _, name := range names {
		if path.Ext(name) != ".go" {
			continue
		}
		for part := range strings.SplitSeq(strings.TrimSuffix(strings.TrimSuffix(name, ".go"), "_test"), "/") {
			if slices.Contains(dumps, part) {
				faults = append(faults, name+" does not say what is inside")
			}
		}
	}
	return faults
}

func TestFilesSayWhatIsInside(t *testing.T) { none(t, namesNothing(files(t))) }

func TestFileNameGuardDies(t *testing.T) {
	found(t, namesNothing([]string{"peer/util.go", "peer/helpers_test.go", "internal/common/time.go", "peer/period.go", "docs/misc.md"}),
		"peer/util.go", "peer/helpers_test.go", "internal/common/time.go")
}

// outsiders lists what belongs to a machine and not to the project: the folder
// the project lies in, and the hosts its modules come through. Words about who
// typed the text do not belong here either; they are put together from halves so
// that this file does not hold them.
func outsiders(t testing.TB, dir string) []*regexp.Regexp {
	t.Helper()
	words := []string{"sub" + "agents?", "L" + "LMs?"}
	out := []*regexp.Regexp{regexp.MustCompile(`(?i)\b(` + strings.Join(words, "|") + `)\b`)}
	if above := filepath.Dir(dir); above != filepath.Dir(above) && above != filepath.Clean(os.TempDir()) {
		out = append(out, regexp.MustCompile(`(^|[^\w./-])`+regexp.QuoteMeta(filepath.ToSlash(above))+`/`))
	}
	proxies, err := exec.Command("go", "env", "GOPROXY").Output()
	require.NoError(t, err)
	for _, m := range regexp.MustCompile(`https?://([^/,|\s]+)`).FindAllStringSubmatch(string(proxies), -1) {
		out = append(out, regexp.MustCompile(regexp.QuoteMeta(m[1])))
	}
	return out
}

// machineTraces finds them in a text.
func machineTraces(patterns []*regexp.Regexp, name, text string) []string {
	var faults []string
	line := 1
	for row := range strings.Lines(text) {
		for _, p := range patterns {
			if m := p.FindString(row); m != "" {
				faults = append(faults, fmt.Sprintf("%s:%d holds %q", name, line, strings.TrimSpace(m)))
			}
		}
		line++
	}
	return faults
}

func TestNothingHereComesFromAMachine(t *testing.T) {
	patterns := outsiders(t, root(t))
	var faults []string
	for _, name := range files(t) {
		if path.Ext(name) == ".sum" {
			continue
		}
		if content, ok := text(t, name); ok {
			faults = append(faults, machineTraces(patterns, name, content)...)
		}
	}
	none(t, faults)
}

func TestMachineTraceGuardDies(t *testing.T) {
	patterns := outsiders(t, "/home/somebody/towpath")
	planted := "see /home/somebody/notes.txt\nand also/home/somebody/x\nby a Sub" + "agent\nan L" + "LM\nfilm\n"
	found(t, machineTraces(patterns, "x.md", planted), "x.md:1 ", "x.md:3 ", "x.md:4 ")
	require.Empty(t, machineTraces(outsiders(t, filepath.Join(os.TempDir(), "towpath")), "x.md", "mkdir "+os.TempDir()+"/out"))
}
