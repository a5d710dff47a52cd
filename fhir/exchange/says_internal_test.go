package exchange

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the expectation file anew")

// oddBodies are resources that are written otherwise than ours, or are none.
var oddBodies = map[string]string{
	"what encoding/json escapes":          `{"resourceType":"Goal","description":{"text":"<b>M\u00f2d</b> & \"kin\"\\ \u2028 \u2029 \ud83c\udf31 \u0007 \u007f \t"},"x<y":1}`,
	"numbers as they are written":         `{"resourceType":"Observation","valueInteger":4.10,"category":[1e2,-0.0,1E+2]}`,
	"null, true and nothing":              `{"resourceType":"Goal","description":null,"target":[null,true,{},[]],"note":null}`,
	"white space and another order":       " {\n\t\"subject\" : { \"reference\" : \"Patient/p\" } , \"lifecycleStatus\" : \"active\",\"resourceType\":\"Goal\" }\n",
	"a member that stands there twice":    `{"resourceType":"Goal","lifecycleStatus":"active","lifecycleStatus":"completed","description":{"text":"a","text":"b"}}`,
	"a name with an escape in it":         `{"resourceType":"Goal","lifecycle\u0053tatus":"active","Description":{"text":"a"}}`,
	"half a surrogate pair":               `{"resourceType":"Goal","description":{"text":"\ud83c"},"lifecycleStatus":"active"}`,
	"bytes that are not UTF-8":            "{\"resourceType\":\"Goal\",\"description\":{\"text\":\"\xff\"}}",
	"deeper than a document of ours":      `{"resourceType":"Goal","description":` + strings.Repeat("[", 65) + strings.Repeat("]", 65) + `}`,
	"ours and theirs in a list, shuffled": `{"resourceType":"Goal","note":[{"id":"towpath-00000000000000000000000000000002-note","text":"b"},{"text":"theirs"},"text",{"id":7},{"text":"a","id":"towpath-00000000000000000000000000000001-note"}]}`,
	"two elements of one id":              `{"resourceType":"Goal","note":[{"id":"towpath-00000000000000000000000000000002-note","text":"b"},{"id":"towpath-00000000000000000000000000000002-note","text":"a"}]}`,
	"theirs alone in a list":              `{"resourceType":"Goal","note":[{"text":"theirs"}]}`,
	"no list where there is to be one":    `{"resourceType":"Goal","note":{"id":"towpath-00000000000000000000000000000002-note"}}`,
	"references to documents of ours":     `{"resourceType":"Communication","about":[{"type":"Task","reference":"https://epr.example/Task/1","identifier":{"system":"s","value":"v"}},{"type":"Task","reference":"Task/1"},{"type":"Patient","reference":"Patient/1","identifier":{"system":"s","value":"v"}}]}`,
	"a list that is not compared":         `{"resourceType":"Goal","identifier":[{"value":"theirs"}],"text":{"div":"x"},"meta":{"versionId":"3"}}`,
	"a type of theirs":                    `{"resourceType":"Patient","name":[{"family":"Example"}]}`,
	"an empty object":                     `{}`,
	"null":                                `null`,
	"no object":                           `[]`,
	"something behind its end":            `{"resourceType":"Goal","lifecycleStatus":"active"} {}`,
	"cut short":                           `{"resourceType":"Goal","lifecycleStatus":"act`,
	"nothing":                             ``,
}

// TestWhatAResourceSaysKeepsItsDigest: the ledgers of hosts hold these digests. One that
// changed would make everything that stands there look as if somebody had changed it.
func TestWhatAResourceSaysKeepsItsDigest(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "testdata", "*.json"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	bodies := maps.Clone(oddBodies)
	for _, file := range files {
		body, err := os.ReadFile(file)
		require.NoError(t, err)
		bodies[strings.TrimSuffix(filepath.Base(file), ".json")] = string(body)
	}
	var got strings.Builder
	for _, name := range slices.Sorted(maps.Keys(bodies)) {
		var head struct{ ResourceType string }
		if json.Unmarshal([]byte(bodies[name]), &head) != nil || head.ResourceType == "" {
			head.ResourceType = "Goal"
		}
		fmt.Fprintf(&got, "%s: %s\n", name, contentDigest(head.ResourceType, []byte(bodies[name])))
	}
	golden := filepath.Join("testdata", "digests.txt")
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(got.String()), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	require.Equal(t, string(want), got.String())
}
