package guard_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A layer is a folder with the folders below it, the other layers it may lean
// on, directly or through others, and the modules of other people it may name.
// A package belongs to the layer with the longest folder that holds it.
type layer struct {
	folder  string
	on      []string
	modules []string
}

var siblings = []string{"recovery", "signpost", "transition", "safeguard"}

// layers is the one-way order of the project. Records that leave it go through
// fhir; a worker's own records and what was shared never do, so neither
// peer/worker nor peer/sharing stands under anything that fhir leans on.
var layers = []layer{
	{folder: "peer"},
	{folder: "peer/worker", on: []string{"peer"}},
	{folder: "peer/sharing", on: []string{"peer"}},
	{folder: "recovery", on: []string{"peer"}},
	{folder: "signpost", on: []string{"peer"}},
	{folder: "transition", on: []string{"peer"}},
	{folder: "safeguard", on: []string{"peer"}},
	{folder: "fhir/strict", on: []string{"peer"}, modules: []string{"github.com/santhosh-tekuri/jsonschema/v5"}},
	{folder: "fhir", on: append([]string{"peer", "fhir/strict"}, siblings...), modules: []string{
		"github.com/samply/golang-fhir-models/fhir-models"}},
	{folder: "fhir/client", on: append([]string{"peer", "fhir", "fhir/strict"}, siblings...), modules: []string{
		"github.com/go-jose/go-jose/v4", "github.com/hashicorp/go-retryablehttp", "golang.org/x/oauth2", "golang.org/x/time", "github.com/samply/golang-fhir-models/fhir-models"}},
	{folder: "fhir/exchange", on: append([]string{"peer", "fhir", "fhir/strict", "fhir/client"}, siblings...), modules: []string{
		"github.com/samply/golang-fhir-models/fhir-models"}},
	{folder: "fhir/exchange/exchangetest", on: append([]string{"peer", "fhir", "fhir/strict", "fhir/client", "fhir/exchange"}, siblings...), modules: []string{
		"github.com/anishathalye/porcupine", "github.com/stretchr/testify", "pgregory.net/rapid"}},
	{folder: "fhir/fhirtest", on: append([]string{"peer", "fhir", "fhir/strict"}, siblings...)},
	{folder: "examples", on: everything, modules: []string{anyModule}},
	{folder: "internal", on: everything, modules: []string{anyModule}},
}

var (
	everything = []string{"*"}
	anyModule  = "*"
)

// unlinked lists packages that must not be linked into a program by a folder,
// each with the reason.
var unlinked = map[string]map[string]string{
	"domain": {
		"net":          "the domain reaches no network",
		"net/http":     "the domain reaches no network",
		"crypto/tls":   "the domain reaches no network",
		"os/exec":      "the domain starts no program",
		"database/sql": "values are kept in the host's own tables",
		"regexp":       "it weighs more in a browser than the rules do",
		"testing":      "test code does not belong in a vendor's program",
	},
	"fhir": {
		"net/http":     "mapping is pure; fhir/client sends",
		"crypto/tls":   "mapping is pure; fhir/client sends",
		"os/exec":      "mapping is pure",
		"database/sql": "mapping is pure; fhir/exchange keeps the ledger",
	},
}

// leans holds packages that may lean where the order says they may not:
// "from → to" with the reason.
var leans = map[string]string{}

// graph is what each package imports, by import path, without tests.
type graph map[string][]string

// reaches returns every package that from imports, directly or through others,
// each with the package through which it was first met.
func (g graph) reaches(from string) map[string]string {
	via := map[string]string{}
	for todo := []string{from}; len(todo) > 0; todo = todo[1:] {
		for _, next := range g[todo[0]] {
			if _, seen := via[next]; !seen && next != from {
				via[next] = todo[0]
				todo = append(todo, next)
			}
		}
	}
	return via
}

// own returns the folder of a package of this module.
func own(pkg string) (folder string, ok bool) {
	if pkg == module {
		return ".", true
	}
	return strings.CutPrefix(pkg, module+"/")
}

func layerOf(folder string) (layer, bool) {
	var out layer
	for _, l := range layers {
		if within(folder, l.folder) && len(l.folder) > len(out.folder) {
			out = l
		}
	}
	return out, out.folder != ""
}

// allows reports whether a package of the layer may lean on a folder.
func (l layer) allows(folder string) bool {
	to, ok := layerOf(folder)
	return ok && (to.folder == l.folder || to.folder == "internal" || slices.Contains(l.on, to.folder) || slices.Equal(l.on, everything))
}

// admits reports whether a package of the layer may name a package of others.
func (l layer) admits(pkg string) bool {
	return slices.ContainsFunc(l.modules, func(m string) bool { return m == anyModule || within(pkg, m) })
}

// stray finds packages that lean where they may not.
func stray(g graph) []string {
	var faults []string
	for _, pkg := range slices.Sorted(maps.Keys(g)) {
		folder, ok := own(pkg)
		if !ok {
			continue
		}
		l, ok := layerOf(folder)
		if !ok {
			faults = append(faults, folder+" stands in no layer; give it its place in the order")
			continue
		}
		via := g.reaches(pkg)
		for _, to := range slices.Sorted(maps.Keys(via)) {
			target, ours := own(to)
			if ours && !l.allows(target) && leans[folder+" → "+target] == "" {
				faults = append(faults, fmt.Sprintf("%s leans on %s, through %s", folder, target, via[to]))
			}
			if !ours && foreign(to) && via[to] == pkg && !l.admits(to) {
				faults = append(faults, fmt.Sprintf("%s names %s, which is not for this folder", folder, to))
			}
		}
		faults = append(faults, linked(folder, via)...)
	}
	return faults
}

// linked finds what a domain or mapping package must not bring into a program.
func linked(folder string, via map[string]string) []string {
	kind := ""
	switch l, _ := layerOf(folder); {
	case inDomain(folder) && !strings.HasSuffix(folder, "test"):
		kind = "domain"
	case l.folder == "fhir", l.folder == "fhir/strict":
		kind = "fhir"
	}
	var faults []string
	for _, to := range slices.Sorted(maps.Keys(via)) {
		if why := unlinked[kind][to]; why != "" {
			faults = append(faults, fmt.Sprintf("%s links %s through %s: %s", folder, to, via[to], why))
		}
		if kind == "domain" && foreign(to) {
			if _, ours := own(to); !ours {
				faults = append(faults, fmt.Sprintf("%s links %s through %s: the domain links the standard library only", folder, to, via[to]))
			}
		}
	}
	return faults
}

// foreign reports whether a package is not of the standard library.
func foreign(pkg string) bool {
	first, _, _ := strings.Cut(pkg, "/")
	return strings.Contains(first, ".")
}

// listGraph asks the go command for every package of the module and what it
// leans on.
func listGraph(t testing.TB) graph {
	t.Helper()
	cmd := exec.Command("go", "list", "-e", "-deps", "-json=ImportPath,Imports", "./...")
	cmd.Dir = root(t)
	out, err := cmd.Output()
	require.NoError(t, err)
	g := graph{}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var pkg struct {
			ImportPath string
			Imports    []string
		}
		err := d.Decode(&pkg)
		if errors.Is(err, io.EOF) {
			return g
		}
		require.NoError(t, err)
		g[pkg.ImportPath] = pkg.Imports
	}
}

func TestImportsRunOneWay(t *testing.T) {
	g := listGraph(t)
	require.Contains(t, g, module+"/peer")
	none(t, stray(g))
	for lean, why := range leans {
		require.NotEmpty(t, why, lean)
	}
}

func TestImportsGuardDies(t *testing.T) {
	ours := func(folders ...string) (out []string) {
		for _, f := range folders {
			out = append(out, module+"/"+f)
		}
		return out
	}
	cases := []struct {
		name  string
		from  string
		also  graph
		to    []string
		fault []string
	}{
		{name: "peer knows no sibling", from: "peer", to: ours("recovery"), fault: []string{"peer leans on recovery"}},
		{name: "siblings do not know each other", from: "signpost", to: ours("recovery"), fault: []string{"signpost leans on recovery"}},
		{name: "nor through a back door", from: "signpost", to: ours("internal/door"),
			also: graph{module + "/internal/door": ours("recovery")}, fault: []string{"signpost leans on recovery, through " + module + "/internal/door"}},
		{name: "nor from a folder below", from: "recovery/wishes", to: ours("safeguard"), fault: []string{"recovery/wishes leans on safeguard"}},
		{name: "a worker's records do not leave", from: "fhir", to: ours("peer/worker"), fault: []string{"fhir leans on peer/worker"}},
		{name: "nor what was shared", from: "fhir/exchange", to: ours("peer/sharing"), fault: []string{"fhir/exchange leans on peer/sharing"}},
		{name: "nor below them", from: "fhir/client", to: ours("peer/worker/diary"), fault: []string{"fhir/client leans on peer/worker/diary"}},
		{name: "a strict reader knows no record", from: "fhir/strict", to: ours("recovery"), fault: []string{"fhir/strict leans on recovery"}},
		{name: "a strict reader fetches nothing", from: "fhir/strict", to: []string{"net/http"}, fault: []string{"fhir/strict links net/http"}},
		{name: "mapping does not send", from: "fhir", to: ours("fhir/client"), fault: []string{"fhir leans on fhir/client"}},
		{name: "sending does not plan", from: "fhir/client", to: ours("fhir/exchange"), fault: []string{"fhir/client leans on fhir/exchange"}},
		{name: "the test server knows mapping only", from: "fhir/fhirtest", to: ours("fhir/client"), fault: []string{"fhir/fhirtest leans on fhir/client"}},
		{name: "the domain knows no mapping", from: "safeguard", to: ours("fhir"), fault: []string{"safeguard leans on fhir"}},
		{name: "the domain links nobody else", from: "peer", to: []string{"github.com/stretchr/testify/require"},
			fault: []string{"peer names github.com/stretchr/testify", "peer links github.com/stretchr/testify"}},
		{name: "the domain reaches no network", from: "peer", to: []string{"net/mail"}, also: graph{"net/mail": {"net"}},
			fault: []string{"peer links net through net/mail"}},
		{name: "a command line is for the examples", from: "fhir/exchange", to: []string{"github.com/alecthomas/kong"},
			fault: []string{"fhir/exchange names github.com/alecthomas/kong"}},
		{name: "mapping keeps no database", from: "fhir", to: []string{"database/sql"}, fault: []string{"fhir links database/sql"}},
		{name: "every folder has its place", from: "helpers", fault: []string{"helpers stands in no layer"}},

		{name: "this is how it runs", from: "fhir/exchange", to: ours("fhir/client", "fhir", "recovery", "internal/strictjson")},
		{name: "an example may use all of it", from: "examples/fhirsync", to: append(ours("fhir/exchange", "peer/worker"), "github.com/alecthomas/kong")},
		{name: "the client uses its own", from: "fhir/client", to: []string{"golang.org/x/oauth2/clientcredentials", "net/http"}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			g := graph{module + "/" + c.from: c.to}
			maps.Copy(g, c.also)
			found(t, stray(g), c.fault...)
		})
	}
}
