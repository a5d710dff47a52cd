package client_test

import (
	"crypto/tls"
	"fmt"
	"math"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

func TestBaseAddress(t *testing.T) {
	for _, ok := range []string{
		"https://epr.example", "https://epr.example:8443/a/b/", "HTTPS://epr.example/r4",
		"http://127.0.0.1:8080/r4", "http://127.8.9.1", "http://[::1]:9/r4", "http://localhost/r4", "http://LOCALHOST",
	} {
		t.Run("FHIR-20 taken "+ok, func(t *testing.T) {
			_, err := client.New(client.Config{Base: ok})
			require.NoError(t, err)
		})
	}
	for _, bad := range []string{
		"http://epr.example", "http://127.0.0.1.evil.example", "http://localhost.evil.example", "http://localhost@evil.example",
		"https://user:" + canarySecret + "@epr.example", "https://epr.example?identifier=" + canaryNHS, "https://epr.example/r4?",
		"https://epr.example/#x", "https://epr.example/#", "ftp://epr.example", "epr.example", "//epr.example", "https://", "https:epr.example",
		"http://10.0.0.1", "http://0.0.0.0", "http://[::ffff:10.0.0.1]", "http://[::1%25eth0]", "http://127.1", "http://0x7f000001",
		"http://localhost.", "https://epr.example/a/../b", "https://epr.example/a//b", "https://epr.example/a%2fb", "https://epr.example/\n", "http://127.0.0.1 evil",
	} {
		t.Run(fmt.Sprintf("FHIR-20 insecure %q", bad), func(t *testing.T) {
			_, err := client.New(client.Config{Base: bad})
			require.ErrorIs(t, err, fhir.ErrInsecureURL)
			require.NotContains(t, err.Error(), canaryNHS)
			require.NotContains(t, err.Error(), canarySecret)
			require.NotContains(t, err.Error(), "evil")
		})
	}
	t.Run("FHIR-20 an address is needed, and every other fault is told with it", func(t *testing.T) {
		_, err := client.New(client.Config{Retries: 9, Timeout: -1, LongestWait: -1, AnswerLimit: -1, PageLimit: -1, EntryLimit: -1, MaxIdleConnsPerHost: -1,
			UserAgent: "a\r\nX: y", TokenFile: "/nowhere"})
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.Len(t, r.Reasons, 10)
	})
	t.Run("FHIR-20 an answer limit that would be none", func(t *testing.T) {
		_, err := client.New(client.Config{Base: base, AnswerLimit: math.MaxInt})
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.Equal(t, "/answerLimit", r.Reasons[0].Path)
	})
}

func TestLinksStayBelowTheBase(t *testing.T) {
	for link, inside := range map[string]bool{
		"https://epr.example/r4?_getpages=1":                     true,
		"https://EPR.example:443/r4/Goal?page=2":                 true,
		"Goal?page=2":                                            true,
		"?page=2":                                                true,
		"/r4/Goal?page=2":                                        true,
		"https://other.example/r4?page=2":                        false,
		"http://epr.example/r4?page=2":                           false,
		"https://epr.example:8443/r4?page=2":                     false,
		"https://epr.example/r40?page=2":                         false,
		"https://epr.example/r4/../admin?page=2":                 false,
		"https://epr.example/r4/%2e%2e/admin":                    false,
		"https://epr.example/r4/..%2fadmin":                      false,
		"https://epr.example@other.example/r4?page=2":            false,
		"https://user@epr.example/r4?page=2":                     false,
		"//other.example/r4?page=2":                              false,
		"/admin":                                                 false,
		"javascript:alert(1)":                                    false,
		"https://epr.example/r4/Goal/" + canaryNHS:               false,
		"https://epr.example/r4/?identifier=x%7C" + canaryNHS:    false,
		"https://epr.example/r4/Goal?bad=%zz":                    false,
		"":                                                       true, // the page itself: the page limit ends that
		"https://epr.example/r4/Goal/_search?_count=20&page=%31": true,
	} {
		t.Run("FHIR-20 next "+link, func(t *testing.T) {
			s := &server{}
			s.answer = func(n int, _ *http.Request) (*http.Response, error) {
				if n > 0 {
					return says(200, `{"resourceType":"Bundle","type":"searchset"}`), nil
				}
				return says(200, fmt.Sprintf(`{"resourceType":"Bundle","type":"searchset","link":[{"relation":"self","url":"https://x.example"},{"relation":"next","url":%q}]}`, link)), nil
			}
			_, errs := all(at(t, s), t, "Goal", byNumber())
			if inside {
				require.Empty(t, errs)
				require.Len(t, s.heard, 2)
				return
			}
			require.Len(t, errs, 1)
			failed(t, errs[0], client.OutsideBase)
			require.Len(t, s.heard, 1)
		})
	}
}

func TestLinksOfAServerWithoutAPath(t *testing.T) {
	for link, inside := range map[string]bool{
		"https://epr.example?_getpages=1": true, "https://epr.example/?_getpages=1": true, "https://epr.example/Goal?page=2": true, "?page=2": true,
		"https://epr.example//other.example?page=2": false, "https://epr.example/%2e%2e/x?page=2": false, "https://other.example?page=2": false,
	} {
		t.Run("FHIR-20 next "+link, func(t *testing.T) {
			s := &server{answer: in(page(link), page(""))}
			_, errs := all(at(t, s, func(c *client.Config) { c.Base = "https://epr.example" }), t, "Goal", byNumber())
			require.Equal(t, inside, len(errs) == 0, errs)
		})
	}
}

func TestOwnTransport(t *testing.T) {
	t.Run("FHIR-20 plain http goes to this machine and works", func(t *testing.T) {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "application/fhir+json; charset=utf-8")
			w.Write([]byte(goal))
		}))
		defer s.Close()
		c, err := client.New(client.Config{Base: s.URL})
		require.NoError(t, err)
		_, err = c.Read(t.Context(), "Goal", "g1")
		require.NoError(t, err)
	})
	t.Run("FHIR-20 TLS 1.1 is not spoken, whoever vouches for it", func(t *testing.T) {
		s := httptest.NewUnstartedServer(nil)
		s.Config.ErrorLog = nolog
		s.TLS = &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11}
		s.StartTLS()
		defer s.Close()
		c, err := client.New(client.Config{Base: s.URL, Retries: -1})
		require.NoError(t, err)
		_, err = c.Read(t.Context(), "Goal", "g1")
		failed(t, err, client.NoAnswer) // and not Untrusted: it came to no certificate
	})
	t.Run("FHIR-20 a certificate nobody vouches for ends the call, and nothing was sent", func(t *testing.T) {
		reached := 0
		s := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached++ }))
		s.Config.ErrorLog = nolog
		s.StartTLS()
		defer s.Close()
		c, err := client.New(client.Config{Base: s.URL})
		require.NoError(t, err)
		_, err = c.CreateAt(t.Context(), "Goal", "g1", []byte(goalOut))
		require.False(t, failed(t, err, client.Untrusted).Unknown)
		require.Zero(t, reached)
	})
	t.Run("FHIR-20 nobody listening: nothing was sent", func(t *testing.T) {
		s := httptest.NewServer(nil)
		s.Close()
		c, err := client.New(client.Config{Base: s.URL, Retries: -1, Timeout: 5 * time.Second})
		require.NoError(t, err)
		_, err = c.Create(t.Context(), "Goal", []byte(goalOut), client.Condition{})
		require.False(t, failed(t, err, client.NoAnswer).Unknown)
		require.False(t, client.MayHaveLanded(err))
	})
}
