package requirements_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/requirements"
)

func TestTestsFindsWhereARowIsTried(t *testing.T) {
	got, err := requirements.Tests("testdata/tree")
	require.NoError(t, err)
	require.Equal(t, map[string][]requirements.TestRef{
		"PEER-20": {
			{File: "one/one_test.go", Line: 7, Func: "TestRoom", Name: "PEER-20 no room is left"},
			{File: "one/one_test.go", Line: 22, Func: "TestTable", Name: "PEER-20, REC-05 somebody else decides"},
		},
		"REC-05":  {{File: "one/one_test.go", Line: 22, Func: "TestTable", Name: "PEER-20, REC-05 somebody else decides"}},
		"REC-30":  {{File: "internal/scenarios/told.go", Line: 5, Func: "TestTold", Name: "REC-30 told"}},
		"AT-01.3": {{File: "one/one_test.go", Line: 13, Func: "TestTable", Name: "AT-01.3 the third step"}},
		"H05":     {{File: "one/two_test.go", Line: 9, Func: "FuzzClock", Name: "H05 nobody runs the clock"}},
	}, got)
}

func TestEnforcedFindsWhereARowIsARule(t *testing.T) {
	got, err := requirements.Enforced("testdata/tree")
	require.NoError(t, err)
	require.Equal(t, map[string][]string{
		"PEER-20": {"one/one.go", "two/two.go"},
		"REC-05":  {"two/two.go"},
	}, got)
}

func TestAFileThatDoesNotParseIsNamedAndTheRestIsRead(t *testing.T) {
	root := t.TempDir()
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(root, name), []byte(text), 0o600))
	}
	write("bad.go", "package x\nfunc {")
	write("bad_test.go", "package x\nfunc {")
	write("good.go", "package x\n\nvar row = \"REC-05\"\n")
	write("good_test.go", "package x\n\nfunc TestX() { run(\"REC-05 good\") }\n")

	rules, err := requirements.Enforced(root)
	require.ErrorContains(t, err, "bad.go:2")
	require.Contains(t, rules, "REC-05")

	tests, err := requirements.Tests(root)
	require.ErrorContains(t, err, "bad_test.go:2")
	require.Contains(t, tests, "REC-05")
}

func TestAFolderThatIsNotThereIsAnError(t *testing.T) {
	_, err := requirements.Tests("testdata/nowhere")
	require.ErrorIs(t, err, os.ErrNotExist)
}
