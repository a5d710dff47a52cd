package exchange_test

import (
	"bytes"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/fhirtest"
)

var aReference = regexp.MustCompile(`"reference":"([A-Za-z]+)/([^"]+)"`)

// tooEarly lists the references to what did not stand there yet when they were sent, and
// stands there in the end.
func (b *bench) tooEarly(t *testing.T, o exchange.PushOptions) (early []string) {
	var missing [][2]string
	b.through(t, func(r *http.Request) (*http.Response, error) {
		if isWrite(r) && r.Body != nil {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				return nil, err
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
			for _, m := range aReference.FindAllStringSubmatch(string(body), -1) {
				if _, there := b.epr.Bytes(m[1], m[2]); !there {
					missing = append(missing, [2]string{m[1], m[2]})
				}
			}
		}
		return http.DefaultTransport.RoundTrip(r)
	})
	b.push(t, o)
	for _, m := range missing {
		if _, there := b.epr.Bytes(m[0], m[1]); there {
			early = append(early, strings.Join(m[:], "/"))
		}
	}
	return slices.Compact(slices.Sorted(slices.Values(early)))
}

func TestWhatOthersReferToIsThereFirst(t *testing.T) {
	for name, config := range map[string]fhirtest.Config{
		"FHIR-16 ids chosen by us":            {UpdateCreate: true, Without: []string{"transaction"}},
		"FHIR-16 created under a condition":   {Without: []string{"transaction"}},
		"FHIR-16 a server without Bundles":    {UpdateCreate: true, Without: []string{"batch", "transaction"}},
		"FHIR-16 a server without conditions": {UpdateCreate: true, BlindUpdates: true, Without: []string{"transaction"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := concernBench(t, config)
			require.Empty(t, b.tooEarly(t, exchange.PushOptions{}))
			require.Empty(t, b.parked(t))
			require.Zero(t, b.plan(t).Writes())
		})
	}
}
