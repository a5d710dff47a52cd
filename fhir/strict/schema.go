package strict

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

//go:embed schema/*.json
var files embed.FS

// types are the resources that have a schema.
var types = []string{"Appointment", "Bundle", "CarePlan", "CareTeam", "Communication", "Consent", "DocumentReference",
	"Encounter", "EpisodeOfCare", "Flag", "Goal", "HealthcareService", "Location", "Observation", "OperationOutcome",
	"Organization", "Provenance", "Task"}

// compiled has for each type a function that compiles its schema once and gives it.
var compiled = func() map[string]func() *jsonschema.Schema {
	out := map[string]func() *jsonschema.Schema{}
	shared := sync.OnceValue(newShelf)
	for _, typ := range types {
		out[typ] = sync.OnceValue(func() *jsonschema.Schema { return shared().compile(typ) })
	}
	return out
}()

// shelf compiles schemas. What they share is compiled once; a schema that is compiled
// does not change any more and needs no lock.
type shelf struct {
	mu       sync.Mutex
	compiler *jsonschema.Compiler
	// straight are the schemas that straighten has been through.
	straight map[*jsonschema.Schema]bool
}

// base is where the schemas would be if they were anywhere: nothing is loaded from it.
const base = "https://schema.invalid/r4/"

func newShelf() *shelf {
	c := jsonschema.NewCompiler()
	c.Draft = jsonschema.Draft7
	c.AssertFormat = true
	c.Formats["fhir-whole"] = whole
	c.RegisterExtension("invariants", nil, invariantCompiler{})
	// The validator's own loader opens files and addresses.
	c.LoadURL = func(url string) (io.ReadCloser, error) {
		name, ours := strings.CutPrefix(url, base)
		text := Schema(strings.TrimSuffix(name, ".json"))
		if !ours || text == nil {
			return nil, fmt.Errorf("strict: no schema is loaded from outside")
		}
		return io.NopCloser(bytes.NewReader(text)), nil
	}
	return &shelf{compiler: c, straight: map[*jsonschema.Schema]bool{}}
}

func (s *shelf) compile(typ string) *jsonschema.Schema {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.straighten(s.compiler.MustCompile(base + typ + ".json"))
}

// whole reports whether a number is written as R4 writes integers.
func whole(v any) bool {
	n, ok := v.(json.Number)
	return !ok || !strings.ContainsAny(string(n), ".eE")
}

// invariantCompiler reads the keyword "invariants".
type invariantCompiler struct{}

// invariantSchema are the invariants at one place of a schema.
type invariantSchema []key

// Compile reads the keys of the invariants that can be judged at one place; those
// that need the whole resource are judged elsewhere.
func (invariantCompiler) Compile(_ jsonschema.CompilerContext, m map[string]any) (jsonschema.ExtSchema, error) {
	var out invariantSchema
	keys, _ := m["invariants"].([]any)
	for _, k := range keys {
		name, _ := k.(string)
		if invariants[key(name)].holds != nil {
			out = append(out, key(name))
		}
	}
	if out == nil {
		return nil, nil
	}
	return out, nil
}

// Validate judges them all. The keyword location of an error ends in the key.
func (keys invariantSchema) Validate(ctx jsonschema.ValidationContext, v any) error {
	var broken []error
	for _, k := range keys {
		if !invariants[k].holds(v) {
			broken = append(broken, ctx.Error("invariants/"+string(k), "not met"))
		}
	}
	if broken == nil {
		return nil
	}
	return jsonschema.ValidationError{}.Group(ctx.Error("invariants", "not met"), broken...)
}
