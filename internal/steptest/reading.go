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
	// Yes are consents that everybody reads under.
	Yes []peer.Consent
}

// purposes of reading.
var purposes = []peer.Purpose{peer.ForSupport, peer.ForCare, peer.ForSupervision, peer.ForRecord}

// Reading is how somebody reads, under these consents too.
func (l Readers) Reading(by peer.Actor, purpose peer.Purpose, yes ...peer.Consent) peer.Reading {
	return peer.Reading{By: by, Purpose: purpose, At: On(l.At), Consents: slices.Concat(l.Yes, yes), Lines: l.Lines}
}

// Every is how everybody reads for every purpose, by name and purpose, as "kay
// direct-care".
func (l Readers) Every() map[string]peer.Reading {
	out := map[string]peer.Reading{}
	for name, by := range l.Who {
		for _, purpose := range purposes {
			out[name+" "+string(purpose)] = l.Reading(by, purpose)
		}
	}
	return out
}

// See checks that exactly these readers see a part: by name for every purpose but the
// care record, or by name and purpose. Everybody else hears the rule. Where words are
// given they are in what the former are shown, and nowhere in what the latter are.
func (l Readers) See(t *testing.T, r Viewed, part, words, rule string, who ...string) {
	t.Helper()
	for name, reading := range l.Every() {
		alone := strings.TrimSuffix(name, " "+string(reading.Purpose))
		may := slices.Contains(who, name) || slices.Contains(who, alone) && reading.Purpose != peer.ForRecord
		v, err := r.View(reading)
		require.NoError(t, err)
		require.Equal(t, may, v.Sees(part), name)
		require.Equal(t, may, r.Sees(part, reading), name)
		shown := Seen(t, r, reading)
		require.True(t, words == "" || may == strings.Contains(shown, words), "%s and the words", name)
		require.False(t, strings.Contains(shown, `"parts":{}`) && strings.Contains(shown, `"status"`), "%s sees nothing, and not where it stands either", name)
		if may {
			continue
		}
		i := slices.IndexFunc(v.LeftOut, func(x peer.LeftOut) bool { return x.Name == part })
		require.GreaterOrEqual(t, i, 0, name)
		require.Equal(t, rule, v.LeftOut[i].Rule.String(), name)
	}
}

// Seen is what a reader is shown of a record, as JSON.
func Seen(t testing.TB, r interface {
	View(peer.Reading) (peer.Viewed, error)
}, by peer.Reading) string {
	t.Helper()
	v, err := r.View(by)
	require.NoError(t, err)
	shown, err := json.Marshal(v)
	require.NoError(t, err)
	return string(shown)
}
