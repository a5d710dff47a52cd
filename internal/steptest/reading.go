package steptest

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

// Viewed is a record as a reader meets it.
type Viewed interface {
	View(peer.Reading) (peer.Viewed, error)
	Sees(string, peer.Reading) bool
}

// Readers are who may come along to read, by name; each reads for every purpose.
type Readers struct {
	Who map[string]peer.Actor
	// At is when they read, as On reads it, Lines who the worker's line are then.
	At    string
	Lines peer.Lines
}

// purposes of reading.
var purposes = []peer.Purpose{peer.ForSupport, peer.ForCare, peer.ForSupervision, peer.ForRecord}

// Reading is how somebody reads, under these consents.
func (l Readers) Reading(by peer.Actor, purpose peer.Purpose, yes ...peer.Consent) peer.Reading {
	return peer.Reading{By: by, Purpose: purpose, At: On(l.At), Consents: yes, Lines: l.Lines}
}

// See checks that exactly these readers see a part: by name for every purpose but the
// care record, or by name and purpose, as "kay direct-care". Everybody else hears the
// rule, and where words are given they are nowhere in what such a reader is shown.
func (l Readers) See(t *testing.T, r Viewed, part, words, rule string, who ...string) {
	t.Helper()
	for alone, by := range l.Who {
		for _, purpose := range purposes {
			name, reading := alone+" "+string(purpose), l.Reading(by, purpose)
			may := slices.Contains(who, name) || slices.Contains(who, alone) && purpose != peer.ForRecord
			v, err := r.View(reading)
			require.NoError(t, err)
			require.Equal(t, may, v.Sees(part), name)
			require.Equal(t, may, r.Sees(part, reading), name)
			if may {
				continue
			}
			i := slices.IndexFunc(v.LeftOut, func(x peer.LeftOut) bool { return x.Name == part })
			require.GreaterOrEqual(t, i, 0, name)
			require.Equal(t, rule, v.LeftOut[i].Rule.String(), name)
			shown, err := json.Marshal(v)
			require.NoError(t, err)
			require.True(t, words == "" || !strings.Contains(string(shown), words), "%s is shown the words", name)
		}
	}
}
