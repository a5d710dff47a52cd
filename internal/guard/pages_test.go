package guard_test

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// named finds a name of ours in a page, such as `peer.Act.By`.
var named = regexp.MustCompile("`([a-z]+)((?:\\.[A-Z]\\w*)+)`")

// goPackages are those of Go itself that these pages name.
var goPackages = []string{"json"}

// unknownNames finds the names in a page that no file of their package has. The package
// is the folder of that name; a name that is only mentioned there passes too.
func unknownNames(content string, files []string, read func(string) string) (faults []string) {
	for _, m := range named.FindAllStringSubmatch(content, -1) {
		if slices.Contains(goPackages, m[1]) {
			continue
		}
		var code strings.Builder
		for _, f := range files {
			if path.Base(path.Dir(f)) == m[1] && strings.HasSuffix(f, ".go") && !strings.HasSuffix(f, "_test.go") {
				code.WriteString(read(f))
			}
		}
		for _, part := range strings.Split(m[2], ".")[1:] {
			if !regexp.MustCompile(`\b` + part + `\b`).MatchString(code.String()) {
				faults = append(faults, m[0]+" is not there")
			}
		}
	}
	return faults
}

// pagesOfNames are the pages written by hand that tell somebody what to call.
var pagesOfNames = []string{"docs/vendors.md", "examples/README.md", "examples/fixtures/README.md", "examples/deadlines/README.md", "examples/epr/README.md"}

func TestPagesNameWhatIsThere(t *testing.T) {
	read := func(name string) string { content, _ := text(t, name); return content }
	for _, page := range pagesOfNames {
		content := read(page)
		require.NotEmpty(t, content, page)
		none(t, unknownNames(content, files(t), read))
	}
}

func TestPagesOfNamesGuardDies(t *testing.T) {
	read := func(string) string { return "package peer\ntype Act struct{ By Actor }" }
	found(t, unknownNames("`peer.Act.By` `peer.Acts` `peer.Act.Whom` peer.Nothing", []string{"peer/act.go"}, read), "`peer.Acts`", "`peer.Act.Whom`")
}
