package fhir_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/strict"
	"github.com/towpath-care/towpath/internal/kept"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/transition"
)

// pool grows records at random out of those that the packages keep: what is dropped,
// swapped, repeated or said otherwise stands where the record can still be read.
type pool struct {
	*rand.Rand
	seeds map[peer.Kind][][]byte
	// values are what stands in the records of a kind, by path.
	values map[peer.Kind]map[string][]any
}

func newPool(t testing.TB, kinds []peer.Kind) *pool {
	t.Helper()
	p := &pool{rand.New(rand.NewPCG(2026, 35)), map[peer.Kind][][]byte{}, map[peer.Kind]map[string][]any{}}
	files, err := filepath.Glob("../*/testdata/v1/*.json")
	require.NoError(t, err)
	for _, file := range files {
		body, err := os.ReadFile(file)
		require.NoError(t, err)
		p.add(t, body)
	}
	for _, kind := range kinds {
		body, err := peer.Encode(examples[kind](t).record)
		require.NoError(t, err)
		p.add(t, body)
	}
	return p
}

func (p *pool) add(t testing.TB, body []byte) {
	t.Helper()
	var members map[string]any
	require.NoError(t, json.Unmarshal(body, &members))
	name, _ := members["kind"].(string)
	if name == "" {
		return // a policy, or another file that is no record
	}
	kind := peer.Kind(name)
	p.seeds[kind] = append(p.seeds[kind], body)
	if p.values[kind] == nil {
		p.values[kind] = map[string][]any{}
	}
	for _, at := range placesIn(members) {
		p.values[kind][at.path] = append(p.values[kind][at.path], at.value)
	}
}

// place is a member or an item of a stored record.
type place struct {
	path  string // without indices
	value any
	put   func(any)
	drop  func()
}

// placesIn are the places of a record, in an order that does not change.
func placesIn(members map[string]any) (out []place) {
	for _, name := range slices.Sorted(maps.Keys(members)) {
		at := "/" + name
		out = append(out, place{at, members[name], func(v any) { members[name] = v }, func() { delete(members, name) }})
		list, _ := members[name].([]any)
		for i, item := range list {
			out = append(out, place{at + "/*", item, func(v any) { list[i] = v }, func() { members[name] = slices.Delete(slices.Clone(list), i, i+1) }})
			if inner, ok := item.(map[string]any); ok {
				out = append(out, below(at+"/*", inner)...)
			}
		}
		if inner, ok := members[name].(map[string]any); ok {
			out = append(out, below(at, inner)...)
		}
	}
	return out
}

func below(at string, members map[string]any) []place {
	out := placesIn(members)
	for i := range out {
		out[i].path = at + out[i].path
	}
	return out
}

// oddTexts are texts that somebody can say and a writer can stumble over.
var oddTexts = []string{"", " ", "\u0000", "a\x1b[0mb", "\u202eright to left", "<div>&amp;</div>", "]]>", `"\`, "line\nline\r\n\ttab",
	"Zoë's 🌱", strings.Repeat("long ", 400), "_", "a|b", "http://x y", "2026-02-30", "\ufeff", "\ufffe"}

// one is a random record of a kind.
func (p *pool) one(t testing.TB, kind peer.Kind) peer.Record {
	t.Helper()
	body := p.seeds[kind][len(p.seeds[kind])-1] // mostly the example of this package, of which most goes
	if p.IntN(2) == 0 {
		body = p.seeds[kind][p.IntN(len(p.seeds[kind]))]
	}
	r := decode(t, kind, body)
	for range p.IntN(25) {
		next := p.otherwise(t, kind, body)
		if other, err := tryDecode(kind, next); err == nil {
			r, body = other, next
		}
	}
	return r
}

// otherwise is a stored record with one thing in it changed.
func (p *pool) otherwise(t testing.TB, kind peer.Kind, body []byte) []byte {
	t.Helper()
	var members map[string]any
	require.NoError(t, json.Unmarshal(body, &members))
	places := slices.DeleteFunc(placesIn(members), func(at place) bool { return under("/kind", at.path) || under("/recent", at.path) })
	at := places[p.IntN(len(places))]
	_, text := at.value.(string)
	list, many := at.value.([]any)
	switch n := p.IntN(6); {
	case n == 0:
		at.drop()
	case n < 3 && text:
		at.put(oddTexts[p.IntN(len(oddTexts))])
	case n < 3 && many && len(list) > 0:
		at.put(append(slices.Clone(list), list[p.IntN(len(list))]))
	default:
		others := p.values[kind][at.path]
		at.put(others[p.IntN(len(others))])
	}
	next, err := json.Marshal(members)
	require.NoError(t, err)
	return next
}

// everySwitch is a site with everything on that can be, whatever it is.
func everySwitch(t testing.TB) fhir.Site {
	t.Helper()
	s := fhir.Site{ConsultationMechanism: "https://epr.example/mechanism", TherapyMode: "https://epr.example/mode", JobRoles: "https://epr.example/role", CarePlanTypes: carePlanTypes,
		Organisation: "A", Labels: fhir.LabelStatement{By: "records manager", On: peer.MustDate("2026-11-01")}}
	site := reflect.ValueOf(&s).Elem()
	for i := range site.NumField() {
		if f := site.Field(i); f.Kind() == reflect.Bool {
			f.SetBool(true)
		} else {
			require.True(t, !f.IsZero() || site.Type().Field(i).Name == "Identifiers", "%s is given too", site.Type().Field(i).Name)
		}
	}
	s.PlanEdits = false // a contribution is then a proposal of ours
	return s
}

// setting is what there is to build a random record with: nobody yet whom it names,
// and mostly a yes to everything.
func (p *pool) setting(t testing.TB, r peer.Record) fhir.Context {
	t.Helper()
	in := fhir.Context{Site: everySwitch(t), Stay: "Encounter/s1", ServicePlan: "CarePlan/cp1", At: clock, Calendar: safety(t).Calendar(),
		People:  fhir.People{Patients: map[peer.PersonID]fhir.Patient{}, Staff: map[peer.StaffID]fhir.Reference{}, Organisations: map[peer.OrgID]fhir.Reference{}},
		Shared:  map[peer.Ref]bool{r.Ref(): p.IntN(2) == 0},
		Records: map[peer.Ref]peer.Record{}, Stands: map[fhir.DocumentName]string{},
		Flags: map[peer.Ref]fhir.FlagDecision{r.Ref(): {By: p.decides(r), At: clock, SafeguardingLead: p.IntN(8) > 0}}}
	if about, ok := r.(interface{ Person() peer.PersonID }); ok {
		for _, scope := range peer.ConsentScope("").Terms() {
			in.Consents = append(in.Consents, saysYes(about.Person(), peer.ConsentScope(scope), []peer.Tri{peer.Yes, peer.Yes, peer.Yes, peer.No, peer.Unknown}[p.IntN(5)])...)
		}
	}
	return in
}

// decides is somebody who has decided on a flag, mostly one who may.
func (p *pool) decides(r peer.Record) peer.StaffID {
	by := []peer.StaffID{paul, kay}
	if move, ok := r.(transition.Transition); ok {
		_, told := move.ExtraSupport()
		by = []peer.StaffID{move.Organiser().Staff, told, paul}
	}
	return by[p.IntN(len(by))]
}

// found looks up what a document lacks, as a host does; some of it is not there.
func (p *pool) found(t testing.TB, in fhir.Context, m fhir.Missing, person peer.PersonID) {
	t.Helper()
	for i, id := range m.People {
		in.People.Patients[id] = fhir.Patient{Reference: fhir.Reference{Reference: fmt.Sprintf("Patient/p%d", i)}}
	}
	for i, id := range m.Staff {
		in.People.Staff[id] = fhir.Reference{Reference: fmt.Sprintf("Practitioner/w%d", i), Display: "Somebody <& else>"}
	}
	for i, id := range m.Organisations {
		in.People.Organisations[id] = []fhir.Reference{{}, {Reference: fmt.Sprintf("Organization/o%d", i)}}[p.IntN(2)]
	}
	for _, ref := range m.Records {
		in.Records[ref] = p.named(t, ref, person)
	}
	for i, name := range m.Documents {
		in.Stands[name] = []string{"", fmt.Sprintf("stands-%d", i)}[p.IntN(2)]
	}
}

// named is a random record of this name about this person, or none.
func (p *pool) named(t testing.TB, ref peer.Ref, person peer.PersonID) peer.Record {
	t.Helper()
	if len(p.seeds[ref.Kind]) == 0 || p.IntN(8) == 0 {
		return nil
	}
	body, err := peer.Encode(p.one(t, ref.Kind))
	require.NoError(t, err)
	var members map[string]any
	require.NoError(t, json.Unmarshal(body, &members))
	old, _ := members["person"].(string)
	members["id"] = ref.ID
	body, err = json.Marshal(members)
	require.NoError(t, err)
	if old != "" {
		body = bytes.ReplaceAll(body, []byte(`"`+old+`"`), []byte(`"`+person+`"`))
	}
	r, err := tryDecode(ref.Kind, body)
	if err != nil {
		return nil // a record remembers whom it was about
	}
	return r
}

// made is a document of a random record, built until nothing that can be looked up is
// missing.
func (p *pool) made(t testing.TB, name fhir.DocumentName, r peer.Record, in fhir.Context) (fhir.Resource, error) {
	t.Helper()
	var person peer.PersonID
	if about, ok := r.(interface{ Person() peer.PersonID }); ok {
		person = about.Person()
	}
	for range 12 {
		resource, missing, err := fhir.Build(name, r, in)
		if missing.None() {
			again, _, twice := fhir.Build(name, r, in)
			require.Equal(t, resource, again)
			require.Equal(t, fmt.Sprint(err), fmt.Sprint(twice))
			return resource, err
		}
		p.found(t, in, missing, person)
	}
	require.Fail(t, "there is always something missing", "%s", name)
	return fhir.Resource{}, nil
}

// codesOfBuild are all that Build answers with. peer.ErrSchema is not among them: R4
// itself would have refused what was made. onlyIDs has the one exception.
var codesOfBuild = []peer.Code{peer.ErrRequired, peer.ErrConsentRequired, peer.ErrInvalidTransition, peer.ErrWrongRole,
	fhir.ErrNotSent, fhir.ErrPatientNotFound, fhir.ErrUnmappable, fhir.ErrWrongRecord, fhir.ErrContributionOnly}

// onlyIDs reports whether a resource was refused for nothing but ids that R4 has no
// form for: what a record of the host's is called is the host's to choose.
func onlyIDs(refusal *peer.Refusal) bool {
	return !slices.ContainsFunc(refusal.Reasons, func(r peer.Reason) bool {
		return r.Rule.Code != peer.ErrSchema || !strings.HasSuffix(r.Path, "/value") || !strings.Contains(r.Path, "dentifier/")
	})
}

func TestBuildAnything(t *testing.T) {
	many := 30
	if os.Getenv("TOWPATH_LONG") == "1" {
		many = 300
	}
	kinds := slices.DeleteFunc(slices.Sorted(maps.Keys(examples)), func(k peer.Kind) bool { return len(fhir.DocumentTypes(k)) == 0 })
	require.Contains(t, kinds, recovery.KindGoal)
	p := newPool(t, slices.Sorted(maps.Keys(examples)))
	for _, kind := range kinds {
		t.Run("FHIR-01, FHIR-19 any "+string(kind)+" is built or refused", func(t *testing.T) {
			built, refusals := map[string]int{}, map[string]int{}
			for range many {
				r := p.one(t, kind)
				in := p.setting(t, r)
				require.Empty(t, notOn(in.Site, kind))
				for _, name := range fhir.Documents(r) {
					resource, err := p.made(t, name, r, in)
					var refusal *peer.Refusal
					if errors.As(err, &refusal) {
						require.NotEmpty(t, refusal.Codes())
						if !onlyIDs(refusal) {
							require.Subset(t, codesOfBuild, refusal.Codes(), "%v", refusal)
						}
						require.Zero(t, resource)
						refusals[name.Type]++
						continue
					}
					require.NoError(t, err)
					require.NoError(t, strict.Validate(resource.Body))
					require.Equal(t, name.Type, resource.Type)
					built[name.Type]++
					kept.Resource(t, resource.Body)
				}
			}
			t.Logf("built %v, refused %v", built, refusals)
			for _, typ := range fhir.DocumentTypes(kind) {
				require.NotZero(t, built[typ], "no %s was built", typ)
			}
		})
	}
}

// notOn are the kinds of documents that this site does not write of a kind of record.
func notOn(s fhir.Site, kind peer.Kind) []string {
	names, _ := s.NamesOf(peer.Ref{Kind: kind})
	return slices.DeleteFunc(fhir.DocumentTypes(kind), func(typ string) bool {
		return slices.ContainsFunc(names, func(n fhir.DocumentName) bool { return n.Type == typ })
	})
}
