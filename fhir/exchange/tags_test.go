package exchange_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
	"github.com/towpath-care/towpath/peer"
)

const theContact = "contact/c-1"

var theEncounter = exchange.Name{Type: "Encounter", Record: peer.Ref{Kind: peer.KindContact, ID: "c-1"}}

const theirTags = `"tag":[{"system":"https://pilot.example/tags","code":"awaiting-validation","display":"A tag of theirs"},`

// waiting is a bench whose record system has the contact as waiting for a professional,
// with a tag of somebody else's before ours and a label of theirs, and whose records
// have it as seen by now.
func waiting(t *testing.T, config fhirtest.Config) (b *bench, id string) {
	t.Helper()
	b = newBench(t, config)
	p := b.plan(t)
	for _, f := range itemNamed(t, p, theEncounter).Fields {
		require.NotContains(t, f.Path, "meta", "what is new is shown by what it says")
	}
	id = resultOf(t, b.apply(t, p), theContact).ID
	b.replaced(t, "Encounter", id, `"tag":[`, `"security":[{"system":"https://pilot.example/labels","code":"L"}],`+theirTags)
	require.Equal(t, []string{"awaiting-validation of theirs", "awaiting-validation"}, b.tags(t, id))
	b.Records = seen(t, b.Records.(exchange.Loaded))
	return b, id
}

// tags are the codes of the tags of an Encounter; the label of theirs has to be there.
func (b *bench) tags(t *testing.T, id string) []string {
	t.Helper()
	meta := b.stood(t, "Encounter", id)["meta"].(map[string]any)
	require.Len(t, meta["security"], 1)
	out := []string{}
	list, _ := meta["tag"].([]any)
	for _, one := range list {
		tag := one.(map[string]any)
		code := tag["code"].(string)
		if tag["system"] != fhir.EntryStateSystem {
			require.Equal(t, "A tag of theirs", tag["display"])
			code += " of theirs"
		}
		out = append(out, code)
	}
	return out
}

// sent are the writes to the contact's Encounter since the log had this length: the
// method, and what of an operation.
func (b *bench) sent(since int, id string) []string {
	out := []string{}
	for _, r := range b.epr.Log()[since:] {
		if at, under := strings.CutPrefix(r.Path, "/Encounter/"+id); under && r.Method != http.MethodGet {
			out = append(out, r.Method+at)
		}
	}
	return out
}

var manners = map[string]struct {
	tags fhirtest.Tags
	sent []string // when the tag is all there is to write
	left []string
	why  []string
}{
	"takes them as they are sent": {fhirtest.TagsAsSent, []string{"PUT"}, []string{"awaiting-validation of theirs"}, nil},
	"offers $meta-delete":         {fhirtest.TagsOperation, []string{"POST/$meta-delete"}, []string{"awaiting-validation of theirs"}, nil},
	"heeds the snapshot header":   {fhirtest.TagsSnapshot, []string{"PUT"}, []string{"awaiting-validation of theirs"}, nil},
	"carries them forward":        {fhirtest.TagsCarried, []string{"PUT"}, []string{"awaiting-validation of theirs", "awaiting-validation"}, []string{"tags-kept"}},
}

func TestATagThatGoes(t *testing.T) {
	for says, m := range manners {
		for _, chosen := range []bool{true, false} {
			t.Run("FHIR-09, FHIR-17 a server that "+says+map[bool]string{true: "", false: ", and chooses ids"}[chosen], func(t *testing.T) {
				b, id := waiting(t, fhirtest.Config{UpdateCreate: chosen, Tags: m.tags})
				p := b.plan(t)
				i := itemNamed(t, p, theEncounter)
				require.Equal(t, exchange.Update, i.Do)
				require.Len(t, i.Fields, 1, "the tag is the only difference")
				require.Equal(t, "removed /meta/tag", i.Fields[0].String())
				require.Contains(t, string(i.Fields[0].Before), fhir.EntryStateSystem)
				require.NotContains(t, string(i.Fields[0].Before), "theirs")
				require.Nil(t, i.Fields[0].After)

				since := len(b.epr.Log())
				r := resultOf(t, b.apply(t, p), theContact)
				require.Equal(t, exchange.Update, r.Did)
				require.Equal(t, m.sent, b.sent(since, id))
				require.Equal(t, m.left, b.tags(t, id))
				require.Equal(t, m.why, codes(r.Why))
				require.Equal(t, "GET", b.epr.Log()[len(b.epr.Log())-1].Method, "it was read back")

				link, _, err := b.Ledger.Link(t.Context(), "epr", theEncounter)
				require.NoError(t, err)
				require.Equal(t, i.Rev, link.Rev)
				require.Equal(t, b.newestOf("Encounter", id), link.ETag)
				require.NoError(t, b.Ledger.MarkDirty(t.Context(), "epr", exchange.Wanted{Name: theEncounter, Rev: i.Rev}))
				require.Zero(t, b.plan(t).Writes(), "a second run writes nothing")
			})
		}
	}
}

// newestOf is the ETag of a resource.
func (b *bench) newestOf(typ, id string) string {
	all := b.epr.Versions(typ, id)
	return `W/"` + all[len(all)-1].ID + `"`
}

func TestATagThatStays(t *testing.T) {
	b, id := waiting(t, fhirtest.Config{UpdateCreate: true, Tags: fhirtest.TagsCarried})
	r := resultOf(t, b.apply(t, b.plan(t)), theContact)
	t.Run("FHIR-09 it is said with its owner, and is no hold", func(t *testing.T) {
		requireReason(t, r.Why, "tags-kept", "The tag there says where the entry stands.", "Everything else stands as it should, and nothing is lost.")
		require.Equal(t, "FHIR-09", r.Why[0].Rule.Row)
		require.Equal(t, exchange.OwnerThere, r.Owner())
		require.False(t, r.Conflict())
		require.False(t, r.NotTaken())
		parked := all(t, b.Ledger.Parked(t.Context(), "epr"))
		require.Len(t, parked, 1)
		require.Equal(t, theEncounter, parked[0].Name)
		require.Equal(t, exchange.OwnerThere, parked[0].Owner)
		require.Equal(t, []string{"tags-kept"}, codes(parked[0].Why))
	})
	t.Run("FHIR-09 it is not tried and not said again, run after run", func(t *testing.T) {
		writes := b.epr.Writes()
		for range 3 {
			p := b.plan(t)
			require.Zero(t, p.Writes())
			for _, again := range b.apply(t, p).Results {
				require.NotEqual(t, theEncounter, again.Name)
			}
		}
		require.Equal(t, writes, b.epr.Writes())
		require.Len(t, all(t, b.Ledger.Parked(t.Context(), "epr")), 1)
	})
	t.Run("FHIR-09 once somebody has put it right there, it is released and stands", func(t *testing.T) {
		body := b.stoodBytes(t, "Encounter", id)
		at := bytes.Index(body, []byte(`,{"system":"`+fhir.EntryStateSystem))
		b.replaced(t, "Encounter", id, string(body[at:at+1+bytes.IndexByte(body[at:], '}')]), "")
		require.NoError(t, b.Ledger.Release(t.Context(), "epr", theEncounter))
		p := b.plan(t)
		require.Equal(t, exchange.Leave, itemNamed(t, p, theEncounter).Do)
		b.apply(t, p)
		require.Empty(t, all(t, b.Ledger.Parked(t.Context(), "epr")))
	})
}

func (b *bench) stoodBytes(t *testing.T, typ, id string) []byte {
	t.Helper()
	body, there := b.epr.Bytes(typ, id)
	require.True(t, there)
	return body
}

// inError are the records with a contact that was for somebody else.
func inError(t *testing.T, records exchange.Loaded) exchange.Loaded {
	t.Helper()
	out := exchange.Loaded{}
	for _, r := range records {
		if c, ok := r.(peer.Contact); ok && c.Ref().ID == "c-1" {
			next, _, err := c.Do(peer.MarkInError{Because: peer.Words{Text: peer.Say("wrong person")}},
				peer.Act{By: peer.ByStaff(fixtures.Worker, ""), At: time.Date(2026, 3, 10, 8, 0, 0, 0, time.UTC), ID: "oops", Seen: c.Rev()}, peer.ContactFacts{})
			require.NoError(t, err)
			r = next
		}
		out = append(out, r)
	}
	return out
}

func TestATagThatGoesWithOtherChanges(t *testing.T) {
	for says, m := range manners {
		t.Run("FHIR-09, PEER-49 a server that "+says+": the other changes are made whatever becomes of the tag", func(t *testing.T) {
			b, id := waiting(t, fhirtest.Config{UpdateCreate: true, Tags: m.tags})
			b.Records = inError(t, b.Records.(exchange.Loaded))
			p := b.plan(t)
			require.Len(t, itemNamed(t, p, theEncounter).Fields, 2)
			since := len(b.epr.Log())
			r := resultOf(t, b.apply(t, p), theContact)
			require.Equal(t, exchange.Update, r.Did)
			require.Equal(t, m.why, codes(r.Why))
			require.Equal(t, "entered-in-error", b.stood(t, "Encounter", id)["status"])
			require.Equal(t, m.left, b.tags(t, id))
			want := []string{"PUT"}
			if m.tags == fhirtest.TagsOperation {
				want = append(want, "POST/$meta-delete")
			}
			require.Equal(t, want, b.sent(since, id))
			require.Zero(t, b.plan(t).Writes())
		})
		t.Run("FHIR-09, FHIR-16 a server that "+says+": an answer that is lost, and a ledger that forgot", func(t *testing.T) {
			b, id := waiting(t, fhirtest.Config{UpdateCreate: true, Tags: m.tags})
			b.Records = inError(t, b.Records.(exchange.Loaded))
			p := b.plan(t)
			b.epr.Fail(fhirtest.Faults{Rules: []fhirtest.Rule{{Method: http.MethodPut, First: 1, Last: 3, Fault: fhirtest.Fault{Late: true, Drop: true}}}}.Script())
			r := resultOf(t, b.apply(t, p), theContact)
			b.epr.Fail(nil)
			require.Equal(t, exchange.Update, r.Did, "%v", r.Why)
			require.Equal(t, m.left, b.tags(t, id))
			require.Equal(t, m.why, codes(r.Why))
			b.forget()
			require.Equal(t, len(m.why), b.plan(t).Writes(), "without a ledger it is tried once more where it stayed")
		})
	}
}

func TestTheSnapshotHeader(t *testing.T) {
	asked := func(t *testing.T, manner fhirtest.Tags) map[string][]string {
		out := map[string][]string{}
		b, _ := waiting(t, fhirtest.Config{UpdateCreate: true, Tags: manner})
		b.Records = moved(t, inError(t, b.Records.(exchange.Loaded)))
		p := b.plan(t)
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if r.Method == http.MethodPut {
				out[strings.Split(r.URL.Path, "/")[2]] = r.Header.Values("X-Meta-Snapshot-Mode")
			}
			return nil
		})
		b.apply(t, p)
		return out
	}
	t.Run("FHIR-09 it is sent where a tag of ours is to go, and nowhere else", func(t *testing.T) {
		require.Equal(t, map[string][]string{"Encounter": {"TAG"}, "Goal": nil}, asked(t, fhirtest.TagsSnapshot))
	})
	t.Run("FHIR-09 it is not sent where the server offers $meta-delete", func(t *testing.T) {
		require.Equal(t, map[string][]string{"Encounter": nil, "Goal": nil}, asked(t, fhirtest.TagsOperation))
	})
}

func TestATagThatComes(t *testing.T) {
	for says, m := range manners {
		t.Run("FHIR-09 a server that "+says+": an ordinary update", func(t *testing.T) {
			b, id := waiting(t, fhirtest.Config{UpdateCreate: true, Tags: m.tags})
			body := b.stoodBytes(t, "Encounter", id)
			at := bytes.Index(body, []byte(`,{"system":"`+fhir.EntryStateSystem))
			b.replaced(t, "Encounter", id, string(body[at:at+1+bytes.IndexByte(body[at:], '}')]), "")
			require.Equal(t, []string{"awaiting-validation of theirs"}, b.tags(t, id))
			told, err := fixtures.Story()
			require.NoError(t, err)
			b.Records = exchange.Loaded(told.Records)
			b.forget()
			p := b.plan(t)
			require.Equal(t, 1, p.Writes())
			require.Equal(t, "added /meta/tag", itemNamed(t, p, theEncounter).Fields[0].String())
			since := len(b.epr.Log())
			r := resultOf(t, b.apply(t, p), theContact)
			require.Empty(t, r.Why)
			require.Equal(t, []string{"PUT"}, b.sent(since, id))
			require.Equal(t, []string{"awaiting-validation of theirs", "awaiting-validation"}, b.tags(t, id))
			b.forget()
			require.Zero(t, b.plan(t).Writes())
		})
	}
	t.Run("FHIR-09 a server that keeps no tags of ours: said once, and no loop", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		id := resultOf(t, b.apply(t, b.plan(t)), theContact).ID
		strip := func(body []byte) []byte {
			return bytes.ReplaceAll(body, []byte(fhir.EntryStateSystem), []byte("https://pilot.example/other"))
		}
		require.NoError(t, b.epr.Edit("Encounter", id, strip))
		b.forget()
		p := b.plan(t)
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, id) {
				require.NoError(t, b.epr.Edit("Encounter", id, strip))
			}
			return nil
		})
		require.Equal(t, []string{"tags-kept"}, codes(resultOf(t, b.apply(t, p), theContact).Why))
		b.epr.Fail(nil)
		require.Zero(t, b.plan(t).Writes())
	})
}
