package fhir

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// The proof of a patch is only worth something if it finds what is wrong.
func TestPatchIsProved(t *testing.T) {
	before := []byte(`{"a":[{"id":"x","n":1.0},{"id":"y"}],"b":"c"}`)
	after := []byte(`{"b":"c","a":[{"id":"x","n":1.0},{"id":"z"},{"id":"y","m":2}],"d":1}`)
	op := func(op, path, value string) operation { return newOperation(op, path, []byte(value)) }
	patch := func() []operation {
		return []operation{
			op("test", "/a/1/id", `"y"`), op("add", "/a/1/m", `2`), op("add", "/a/1", `{"id":"z"}`), op("add", "/d", `1`),
			op("add", "/a/-", `7`), op("replace", "/a/3", `8`), op("remove", "/a/3", ``), op("add", "/e", `1`), op("remove", "/e", ``),
			op("replace", "/b", `"q"`), op("replace", "/b", `"c"`), op("test", "/a/0", `{"n":1.0,"id":"x"}`),
		}
	}
	require.NoError(t, leadsTo(before, patch(), after))
	for name, forge := range map[string]func([]operation) []operation{
		"one too few":                    func(p []operation) []operation { return p[1:3] },
		"a neighbour":                    func(p []operation) []operation { p[1].Path = "/a/0/m"; return p },
		"another value":                  func(p []operation) []operation { p[1].Value = []byte(`3`); return p },
		"a number of other digits":       func(p []operation) []operation { p[11].Value = []byte(`{"n":1.00,"id":"x"}`); return p },
		"a test of what is not so":       func(p []operation) []operation { p[0].Value = []byte(`"x"`); return p },
		"a test of what is not there":    func(p []operation) []operation { p[0].Path = "/a/1/none"; return p },
		"an index behind the end":        func(p []operation) []operation { p[2].Path = "/a/3"; return p },
		"through an index at the end":    func(p []operation) []operation { p[1].Path = "/a/2/m"; return p },
		"an index that is none":          func(p []operation) []operation { p[2].Path = "/a/x"; return p },
		"an index below the first":       func(p []operation) []operation { p[2].Path = "/a/-1"; return p },
		"through what is no list":        func(p []operation) []operation { p[1].Path = "/b/1/m"; return p },
		"remove of what is not there":    func(p []operation) []operation { return append(p, op("remove", "/e", ``)) },
		"replace of what is not there":   func(p []operation) []operation { p[3].Op = "replace"; return p },
		"add over what is there":         func(p []operation) []operation { p[10].Op = "add"; return p },
		"an operation of no list":        func(p []operation) []operation { return append(p, op("move", "/d", `1`)) },
		"an operation of no list, in it": func(p []operation) []operation { return append(p, op("move", "/a/0", `1`)) },
		"behind the end by a test":       func(p []operation) []operation { return append(p, op("test", "/a/-", `1`)) },
	} {
		t.Run("FHIR-17 "+name, func(t *testing.T) {
			require.ErrorIs(t, leadsTo(before, forge(patch()), after), ErrForeignBytes)
		})
	}
	t.Run("FHIR-17 a patch that does another thing than the edit is not handed out", func(t *testing.T) {
		d, err := ParseDocument([]byte(`{"resourceType":"Location","id":"l","meta":{"versionId":"1"},"name":"n"}`))
		require.NoError(t, err)
		e, err := Edits{Set([]byte(`"m"`), Field("name"))}.Apply(d, Expect{ResourceType: "Location", ID: "l"})
		require.NoError(t, err)
		e.how.inner.patch[0].Path = "/alias"
		_, err = e.Patch("")
		require.ErrorIs(t, err, ErrForeignBytes)
		_, err = e.Update("")
		require.NoError(t, err, "the update is sound")
	})
}
