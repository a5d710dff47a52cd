package strict_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/strict"
	"github.com/towpath-care/towpath/peer"
)

var validate = strict.Validate

func shared(t testing.TB, folder string) []string {
	t.Helper()
	root := os.Getenv("TOWPATH_SHARED")
	if root == "" {
		t.Skip("TOWPATH_SHARED is not set: the documents of others are not part of this project")
	}
	names, err := filepath.Glob(filepath.Join(root, "cases", folder, "*"))
	require.NoError(t, err)
	require.NotEmpty(t, names)
	return names
}

// TestHL7Examples: HL7's own examples of our types are accepted. Those that contain a
// resource peer support does not write are turned down for that and for nothing else.
func TestHL7Examples(t *testing.T) {
	accepted := 0
	var forType []string
	for _, file := range shared(t, "hl7-r4") {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		typ, _, _ := strings.Cut(name, "-")
		if !slices.Contains(strict.Types(), typ) {
			continue
		}
		body, err := os.ReadFile(file)
		require.NoError(t, err)
		err = strict.Validate(body)
		if err == nil {
			accepted++
			continue
		}
		var r *peer.Refusal
		require.ErrorAs(t, err, &r, name)
		require.Equal(t, []peer.Code{peer.ErrOutsideScopeOfPractice}, r.Codes(), "%s: %v", name, err)
		forType = append(forType, name)
	}
	require.GreaterOrEqual(t, accepted, 50)
	t.Logf("%d accepted; %d turned down for what they contain (FHIR-04): %s", accepted, len(forType), strings.Join(forType, ", "))
}

// holders say where a primitive is put to be judged.
var holders = map[string]string{
	"base64_binary": "valueBase64Binary", "boolean": "valueBoolean", "canonical": "valueCanonical", "code": "valueCode",
	"date": "valueDate", "date_time": "valueDateTime", "decimal": "valueDecimal", "id": "valueId", "instant": "valueInstant",
	"integer": "valueInteger", "markdown": "valueMarkdown", "oid": "valueOid", "positive_int": "valuePositiveInt",
	"reference": "valueReference", "string": "valueString", "time": "valueTime", "unsigned_int": "valueUnsignedInt",
	"uri": "valueUri", "url": "valueUrl", "uuid": "valueUuid",
}

// otherwise are values that are judged otherwise here than where they are from.
var otherwise = map[string]string{
	`xhtml "<div>text</div>"`:        "A narrative is in the namespace of XHTML (R4 narrative.html).",
	`xhtml ""`:                       "No text is empty, and a narrative has something to read (txt-2).",
	`reference {"reference": "#p1"}`: "It stands alone; in a resource something has to be contained for it (ref-1).",
}

// TestPrimitives judges values that the authors of another library call valid and
// invalid. They read null as a value that is not there; in what is sent there is none.
func TestPrimitives(t *testing.T) {
	accepted, refused := 0, 0
	for _, file := range shared(t, "fhir-primitives") {
		kind, rest, ok := strings.Cut(filepath.Base(file), ".")
		if !ok {
			continue
		}
		body, err := os.ReadFile(file)
		require.NoError(t, err)
		for line := range strings.Lines(string(body)) {
			line = strings.TrimSpace(line)
			if line == "" {
				continue
			}
			err := strict.Validate([]byte(flagWith(`"extension":[{"url":"u:x","` + holders[kind] + `":` + line + `}]`)))
			if kind == "xhtml" {
				err = strict.Validate([]byte(flagWith(`"text":{"status":"generated","div":` + line + `}`)))
			}
			valid := strings.HasPrefix(rest, "valid") && line != "null" && otherwise[kind+" "+line] == ""
			require.Equal(t, valid, err == nil, "%s %s: %v", kind, line, err)
			if valid {
				accepted++
			} else {
				refused++
			}
		}
	}
	t.Logf("%d accepted, %d turned down; %d otherwise than their authors, and null", accepted, refused, len(otherwise))
}
