package client

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/go-retryablehttp"
	"github.com/stretchr/testify/require"
)

func TestRepeatable(t *testing.T) {
	for name, c := range map[string]struct {
		method, header, value string
		search, want          bool
	}{
		"GET":                        {method: "GET", want: true},
		"POST _search":               {method: "POST", search: true, want: true},
		"POST":                       {method: "POST"},
		"POST If-None-Exist":         {method: "POST", header: "If-None-Exist", value: "identifier=a%7Cb", want: true},
		"POST If-Match":              {method: "POST", header: "If-Match", value: `W/"1"`},
		"PUT":                        {method: "PUT"},
		"PUT If-Match":               {method: "PUT", header: "If-Match", value: `W/"1"`, want: true},
		"PUT If-None-Match *":        {method: "PUT", header: "If-None-Match", value: "*", want: true},
		"PUT If-None-Match a tag":    {method: "PUT", header: "If-None-Match", value: `W/"1"`},
		"DELETE, which is not built": {method: "DELETE", header: "If-Match", value: `W/"1"`},
	} {
		t.Run("FHIR-20 "+name, func(t *testing.T) {
			k := &call{method: c.method, search: c.search, header: http.Header{}}
			k.header.Set(c.header, c.value)
			require.Equal(t, c.want, k.repeatable())
			again, _ := patience{longest: 1}.again(t.Context(), &http.Response{StatusCode: 503}, nil)
			require.False(t, again, "a request nobody knows is not sent again")
		})
	}
}

func TestDialLoopback(t *testing.T) {
	t.Run("FHIR-20 a name that leads elsewhere is not connected to over plain http", func(t *testing.T) {
		_, err := dialLoopback(t.Context(), "tcp", "192.0.2.1:80") // TEST-NET-1, RFC 5737
		require.ErrorContains(t, err, "not this machine")
		require.True(t, unsent(err))
	})
}

func TestWayToTokens(t *testing.T) {
	t.Run("FHIR-20 plain http to a token server is for this machine, TLS for anywhere", func(t *testing.T) {
		c := Config{}
		c.fill()
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		defer cancel()
		for scheme, here := range map[string]bool{"http": true, "https": false} {
			req, err := http.NewRequestWithContext(ctx, "GET", scheme+"://192.0.2.1/", nil) // TEST-NET-1, RFC 5737
			require.NoError(t, err)
			_, err = c.way().Transport.(*plain).RoundTrip(req)
			require.Error(t, err)
			require.Equal(t, here, strings.Contains(err.Error(), "not this machine"))
		}
	})
}

func TestNoLogger(t *testing.T) {
	t.Run("FHIR-20 as shipped every request is logged to stderr with its address, ours not at all", func(t *testing.T) {
		require.NotNil(t, retryablehttp.NewClient().Logger)
		c, err := New(Config{Base: "https://epr.example"})
		require.NoError(t, err)
		require.Nil(t, c.wire.tries.Logger)
	})
}

func TestIdleConnections(t *testing.T) {
	t.Run("FHIR-20 as shipped net/http keeps 2 connections to a server, ours 16 or as many as are asked for", func(t *testing.T) {
		require.Equal(t, 2, http.DefaultMaxIdleConnsPerHost)
		u, err := parseBase("https://epr.example")
		require.NoError(t, err)
		for given, want := range map[int]int{0: 16, 3: 3} {
			c := Config{MaxIdleConnsPerHost: given}
			c.fill()
			require.Equal(t, want, c.carrier(u).(*http.Transport).MaxIdleConnsPerHost)
		}
	})
}
