package exchange_test

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
)

func TestAServerThatIgnoresPreconditionsInABundle(t *testing.T) {
	t.Run("FHIR-16, FHIR-17 If-Match: it is found out with one document, said, and all go by themselves", func(t *testing.T) {
		b := proved(t, fhirtest.Config{UpdateCreate: true}, 12)
		b.epr.Fail(toBase(fhirtest.Fault{IgnoreIfMatch: true}))
		id := b.epr.IDs("Goal")[7]
		require.NoError(t, b.epr.Edit("Goal", id, func(body []byte) []byte {
			return bytes.Replace(body, []byte(`"resourceType"`), []byte(`"x-note":"theirs","resourceType"`), 1)
		}))
		r := b.push(t, exchange.PushOptions{})
		require.Equal(t, map[exchange.Do]int{exchange.Update: 12}, r.Did)
		require.Equal(t, 1, r.Bundles, "the one it was found out with")
		require.Equal(t, []string{"ignores-in-bundles"}, codes(r.Said))
		body, _ := b.epr.Bytes("Goal", id)
		require.Contains(t, string(body), `"x-note":"theirs"`)
		require.Zero(t, b.plan(t).Writes())
	})
	t.Run("FHIR-16 one that heeds it is asked once in a run", func(t *testing.T) {
		b := proved(t, fhirtest.Config{UpdateCreate: true}, 12)
		r := b.push(t, exchange.PushOptions{Entries: 3})
		require.Equal(t, 12, r.Writes())
		require.Empty(t, r.Said)
	})
	t.Run("FHIR-16, H25 somebody was in between when it was found out: that is noticed", func(t *testing.T) {
		b := proved(t, fhirtest.Config{UpdateCreate: true}, 12)
		bundles := 0
		b.epr.Fail(func(r *http.Request) *fhirtest.Fault {
			if !strings.HasSuffix(r.URL.Path, "/fhir") {
				return nil
			}
			if bundles++; bundles == 1 {
				for _, id := range b.epr.IDs("Goal") {
					if len(b.epr.Versions("Goal", id)) == 2 {
						require.NoError(t, b.epr.Edit("Goal", id, func(body []byte) []byte {
							return bytes.Replace(body, []byte(`"resourceType"`), []byte(`"x-note":"theirs","resourceType"`), 1)
						}))
					}
				}
			}
			return &fhirtest.Fault{IgnoreIfMatch: true}
		})
		r := b.push(t, exchange.PushOptions{})
		require.Equal(t, 11, r.Did[exchange.Update])
		parked := b.parked(t)
		require.Len(t, parked, 1)
		require.Equal(t, []string{"written-over"}, codes(parked[0].Why))
	})
	t.Run("FHIR-16 If-None-Exist: the copy is noticed, and nothing more is created", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{})
		b.Records = goals(t, 12)[8:]
		b.push(t, exchange.PushOptions{})
		b.forget() // and with it where they stand
		b.Records = goals(t, 12)
		b.epr.Fail(toBase(fhirtest.Fault{IgnoreIfNoneExist: true}))
		r := b.push(t, exchange.PushOptions{})
		require.Contains(t, codes(r.Said), "ignores-if-none-exist")
		require.NotEmpty(t, b.parked(t))
		for _, p := range b.parked(t) {
			require.Equal(t, []string{"duplicate"}, codes(p.Why))
		}
	})
}

func TestBundlesGrowAndShrink(t *testing.T) {
	t.Run("FHIR-16 413: fewer go, and all arrive", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true, MaxEntries: 9})
		b.Records = goals(t, 100)
		most := 0
		r := b.push(t, exchange.PushOptions{Trace: func(e exchange.Event) {
			if e.Point == exchange.PointAnswered && e.Trouble == "" {
				most = max(most, e.Documents)
			}
		}})
		require.Equal(t, map[exchange.Do]int{exchange.Create: 100}, r.Did)
		require.LessOrEqual(t, most, 9)
		require.GreaterOrEqual(t, most, 7)
		require.Less(t, len(b.epr.Log()), 30)
	})
	t.Run("FHIR-16 no Bundle is larger than it may be", func(t *testing.T) {
		b := newBench(t, fhirtest.Config{UpdateCreate: true})
		b.Records = goals(t, 60)
		b.push(t, exchange.PushOptions{Bytes: 8 << 10})
		largest := 0
		for _, r := range b.epr.Log() {
			largest = max(largest, r.BytesIn)
		}
		require.Positive(t, largest)
		require.LessOrEqual(t, largest, 8<<10)
	})
}
