package peer_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// policyWith is the policy of these tests with members of it put anew.
func policyWith(t testing.TB, set func(map[string]any)) []byte {
	t.Helper()
	var doc map[string]any
	require.NoError(t, json.Unmarshal([]byte(policyJSON), &doc))
	set(doc)
	b, err := json.Marshal(doc)
	require.NoError(t, err)
	return b
}

func opened(b []byte) (peer.PolicyFile, error) { return peer.OpenPolicy(b, time.LoadLocation) }

func TestOpenPolicy(t *testing.T) {
	t.Run("POL-01 what a policy says", func(t *testing.T) {
		p := policyFile(t)
		require.Equal(t, peer.OrgID("A"), p.Organisation())
		require.Equal(t, "2026", p.Version())
		require.Equal(t, "Europe/London", p.Calendar().Zone().String())
		require.True(t, p.Example(), "H29 example values say so")
		require.Equal(t, []peer.Date{peer.MustDate("2026-01-01"), peer.MustDate("2026-12-31")}, []peer.Date{p.From(), p.Until()})
		on, err := opened(policyWith(t, func(d map[string]any) { delete(d, "until") }))
		require.NoError(t, err)
		require.True(t, on.Until().IsZero(), "it goes on")
	})
	t.Run("POL-01 a policy file reads as it did", func(t *testing.T) {
		steptest.Golden(t, "v1/policy.json", []byte(policyJSON+"\n"))
		require.Equal(t, peer.Digest("sha256:7f2297825a7cf22cb7129ec53ad0671bdc218aa0d9a64ef8edbefff92b7e2465"), policyFile(t).Digest())
	})
	t.Run("POL-01 whatever a policy leaves out is named, all at once", func(t *testing.T) {
		_, err := opened([]byte(`{}`))
		require.ErrorIs(t, err, peer.ErrPolicyIncomplete)
		require.Subset(t, pathsOf(t, err), []string{"/schema", "/organisation", "/version", "/from", "/calendar/zone"})
		for _, member := range []string{"schema", "organisation", "version", "from", "calendar"} {
			_, err := opened(policyWith(t, func(d map[string]any) { delete(d, member) }))
			require.ErrorIs(t, err, peer.ErrPolicyIncomplete)
			require.True(t, strings.HasPrefix(pathsOf(t, err)[0], "/"+member))
		}
	})
	t.Run("POL-01 a policy ends on a day that is not before its first", func(t *testing.T) {
		for until, ok := range map[string]bool{"2025-12-31": false, "2026-01-01": true, "2026": false, "2026-12": false} {
			_, err := opened(policyWith(t, func(d map[string]any) { d["until"] = until }))
			require.Equal(t, ok, err == nil, until)
			if !ok {
				require.Equal(t, []string{"/until"}, pathsOf(t, err))
			}
		}
		_, err := opened(policyWith(t, func(d map[string]any) { d["from"] = "2026-01" }))
		require.Contains(t, pathsOf(t, err), "/from")
	})
	t.Run("POL-01 a zone that is none", func(t *testing.T) {
		nowhere := func(string) (*time.Location, error) { return nil, errors.New(storedCanary) }
		lost := func(string) (*time.Location, error) { return nil, nil }
		for _, zone := range []func(string) (*time.Location, error){nowhere, lost} {
			_, err := peer.OpenPolicy([]byte(policyJSON), zone)
			require.Equal(t, []string{"/calendar/zone"}, pathsOf(t, err))
			steptest.Silent(t, storedCanary, err)
		}
	})
	t.Run("POL-01 a newer policy is never guessed at", func(t *testing.T) {
		for _, set := range []func(map[string]any){
			func(d map[string]any) { d["schema"] = 2 },
			func(d map[string]any) { d["schema"] = 2; d["somethingNew"] = storedCanary },
			func(d map[string]any) { d["schema"] = 2; d["calendar"] = "elsewhere" },
		} {
			_, err := opened(policyWith(t, set))
			require.ErrorIs(t, err, peer.ErrNewerSchema)
			refusedDocument(t, "newer", err)
		}
	})
	t.Run("POL-01 every place of a policy with every sort of wrong value", func(t *testing.T) {
		everyPlace([]byte(policyJSON), func(path string, was any, put func(any) []byte) {
			for _, v := range []any{dropped{}, nil, storedCanary, "", -1, 1.5, 1e19, true, []any{}, map[string]any{}, map[string]any{storedCanary: 1}} {
				if path == "/" && v == (dropped{}) {
					continue
				}
				file, err := opened(put(v))
				if err == nil {
					_, err = peer.PolicyFrom(file)
				}
				if err != nil {
					refusedDocument(t, path, err)
				}
			}
		})
	})
	t.Run("POL-01 hostile bytes", func(t *testing.T) {
		for _, b := range [][]byte{nil, []byte("null"), []byte("[]"), []byte(policyJSON + "x"), []byte(`{"schema":1,"schema":2}`),
			[]byte(`{"schema":1e5000000}`), []byte(strings.Repeat("[", 100_000)), []byte(policyJSON + strings.Repeat(" ", 1<<20))} {
			_, err := opened(b)
			require.ErrorIs(t, err, peer.ErrSchema)
		}
	})
	t.Run("POL-01 laid out anew it is the same policy, with one word changed another", func(t *testing.T) {
		same, err := opened(policyWith(t, func(map[string]any) {}))
		require.NoError(t, err)
		require.Equal(t, policyFile(t).Digest(), same.Digest())
		other, err := opened(policyWith(t, func(d map[string]any) { d["version"] = "2026b" }))
		require.NoError(t, err)
		require.NotEqual(t, policyFile(t).Digest(), other.Digest())
	})
}

func TestPolicyFrom(t *testing.T) {
	with := func(name string, v any) error {
		file, err := opened(policyWith(t, func(d map[string]any) {
			section := d["peer"].(map[string]any)
			if section[name] = v; v == nil {
				delete(section, name)
			}
		}))
		require.NoError(t, err)
		_, err = peer.PolicyFrom(file)
		return err
	}
	t.Run("POL-01 each member of the section has to be there", func(t *testing.T) {
		for _, name := range []string{"recordWithin", "reviewAfter", "longestContactMinutes"} {
			err := with(name, nil)
			require.ErrorIs(t, err, peer.ErrPolicyIncomplete)
			require.Equal(t, []string{"/peer/" + name}, pathsOf(t, err))
		}
		_, err := peer.PolicyFrom(peer.PolicyFile{})
		require.ErrorIs(t, err, peer.ErrPolicyIncomplete)
	})
	t.Run("POL-04 a contact is at most a day long, whatever an organisation says", func(t *testing.T) {
		for n, ok := range map[int]bool{-1: false, 1: true, 1440: true, 1441: false} {
			err := with("longestContactMinutes", n)
			require.Equal(t, ok, err == nil, n)
			if !ok {
				turnedDown(t, err, peer.ErrPolicyTooWeak)
			}
		}
	})
	t.Run("POL-01 a member nobody knows, or of another shape", func(t *testing.T) {
		for name, v := range map[string]any{"recordWithn": 1, "recordWithin": "soon", "reviewAfter": map[string]any{"moons": 3}} {
			err := with(name, v)
			require.Error(t, err)
			require.True(t, strings.HasPrefix(pathsOf(t, err)[0], "/peer/"), err.Error())
		}
	})
	t.Run("POL-01 the example of the section reads", func(t *testing.T) {
		file, err := opened(policyWith(t, func(d map[string]any) { d["peer"] = json.RawMessage(peer.ExamplePolicy()) }))
		require.NoError(t, err)
		p, err := peer.PolicyFrom(file)
		require.NoError(t, err)
		require.True(t, p.Known())
		require.Equal(t, file.Digest(), p.Digest())
		require.False(t, peer.Policy{}.Known())
		peer.ExamplePolicy()[0] = 'x'
		require.Equal(t, byte('{'), peer.ExamplePolicy()[0])
	})
}

func TestPolicies(t *testing.T) {
	dated := func(version, from, until string) peer.PolicyFile {
		file, err := opened(policyWith(t, func(d map[string]any) {
			d["version"], d["from"], d["until"] = version, from, until
			if until == "" {
				delete(d, "until")
			}
		}))
		require.NoError(t, err)
		return file
	}
	first, second := dated("a", "2025-01-01", "2025-12-31"), dated("b", "2026-01-01", "")
	t.Run("POL-03 one policy is in force on a day", func(t *testing.T) {
		all, err := peer.NewPolicies(second, first)
		require.NoError(t, err)
		for day, version := range map[string]string{"2025-01-01": "a", "2025-12-31": "a", "2026-01-01": "b", "2040-06-01": "b", "2024-12-31": ""} {
			p, err := all.On(peer.MustDate(day))
			require.Equal(t, version, p.Version(), day)
			if version == "" {
				turnedDown(t, err, peer.ErrNoPolicyInForce)
			}
		}
		p, ok := all.ByDigest(first.Digest())
		require.True(t, ok)
		require.Equal(t, "a", p.Version())
		_, ok = all.ByDigest("sha256:0")
		require.False(t, ok)
	})
	t.Run("POL-02 two in force on the same day are none", func(t *testing.T) {
		for _, list := range [][]peer.PolicyFile{
			{first, dated("c", "2025-12-31", "")}, {second, dated("c", "2030-01-01", "")}, {second, second},
			{dated("c", "2020-01-01", "2030-01-01"), first, dated("d", "2027-01-01", "")},
		} {
			slices.Reverse(list)
			_, err := peer.NewPolicies(list...)
			turnedDown(t, err, peer.ErrDuplicate)
		}
	})
	t.Run("POL-03 a policy that was never opened is never in force", func(t *testing.T) {
		require.False(t, peer.PolicyFile{}.InForce(peer.MustDate("2026-01-01")))
		_, err := peer.Policies{}.On(peer.MustDate("2026-01-01"))
		require.ErrorIs(t, err, peer.ErrNoPolicyInForce)
	})
}
