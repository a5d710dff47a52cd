package client_test

import (
	"bytes"
	"context"
	"crypto"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

func file(t *testing.T, content string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "secret")
	require.NoError(t, os.WriteFile(name, []byte(content), 0o600))
	return name
}

const tokens = "https://tokens.example/token"

// issuer answers token requests itself and passes the others on.
type issuer struct {
	server
	token func(n int) *http.Response
	asked []heard
}

func (s *issuer) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host != "tokens.example" {
		return s.server.RoundTrip(r)
	}
	body, _ := io.ReadAll(r.Body)
	s.asked = append(s.asked, heard{r.Method, r.URL.String(), string(body), r.Header})
	resp := s.token(len(s.asked) - 1)
	if words, ok := resp.Body.(text); ok {
		resp.Body = io.NopCloser(strings.NewReader(string(words)))
	}
	return resp, nil
}

// contextWith returns a context in which x/oauth2 speaks to s.
func contextWith(t *testing.T, s http.RoundTripper) context.Context {
	return context.WithValue(t.Context(), oauth2.HTTPClient, &http.Client{Transport: s})
}

func granting(n int) *http.Response {
	return says(200, fmt.Sprintf(`{"access_token":"%s-%d","token_type":"Bearer","expires_in":300}`, canaryToken, n), "Content-Type", "application/json")
}

func credentials(t *testing.T, scopes ...string) func(*client.Config) {
	return func(c *client.Config) {
		c.ClientCredentials = client.ClientCredentials{TokenURL: tokens, ClientID: "towpath-test", SecretFile: file(t, canarySecret+"\n"), Scopes: scopes}
	}
}

// by401 takes requests that carry one of these tokens and answers 401 to others.
func by401(good ...string) func(int, *http.Request) (*http.Response, error) {
	return func(_ int, r *http.Request) (*http.Response, error) {
		for _, g := range good {
			if r.Header.Get("Authorization") == "Bearer "+g {
				return says(200, goal), nil
			}
		}
		return says(401, outcome, "WWW-Authenticate", "Bearer "+canaryToken), nil
	}
}

func TestClientCredentials(t *testing.T) {
	read := func(c *client.Client) error {
		_, err := c.Read(context.Background(), "Goal", "g1")
		return err
	}
	t.Run("FHIR-20 one token for many requests, and the next when it expires", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := &issuer{token: granting}
			s.answer = by401(canaryToken+"-0", canaryToken+"-1")
			c := at(t, s, credentials(t, "a", "b"))
			for range 3 {
				require.NoError(t, read(c))
			}
			require.Len(t, s.asked, 1)
			asked, err := url.ParseQuery(s.asked[0].body)
			require.NoError(t, err)
			require.Equal(t, url.Values{"grant_type": {"client_credentials"}, "client_id": {"towpath-test"}, "client_secret": {canarySecret}, "scope": {"a b"}}, asked)
			require.Empty(t, s.asked[0].header.Get("Authorization"))
			time.Sleep(5 * time.Minute)
			require.NoError(t, read(c))
			require.Len(t, s.asked, 2)
		})
	})
	t.Run("FHIR-20 AT-15 401: one fresh token, and the write goes through with its body", func(t *testing.T) {
		s := &issuer{token: granting}
		s.answer = by401(canaryToken + "-1")
		_, err := at(t, s, credentials(t)).Create(t.Context(), "Goal", []byte(goalOut), client.Condition{})
		require.NoError(t, err)
		require.Len(t, s.asked, 2)
		require.Len(t, s.heard, 2)
		require.Equal(t, goalOut, s.heard[1].body)
		require.NotEqual(t, s.heard[0].header.Get("X-Request-ID"), s.heard[1].header.Get("X-Request-ID"))
	})
	t.Run("FHIR-20 AT-15 401 again: ErrUnauthorised", func(t *testing.T) {
		s := &issuer{token: granting}
		s.answer = by401()
		_, err := at(t, s, credentials(t)).Update(t.Context(), "Goal", "g1", []byte(goalOut), `W/"3"`)
		require.ErrorIs(t, err, fhir.ErrUnauthorised)
		e := failed(t, err, client.Unauthorised)
		require.False(t, e.Unknown)
		require.Equal(t, 401, e.Status)
		require.Len(t, s.asked, 2)
		require.Len(t, s.heard, 2)
	})
	t.Run("FHIR-20 one fresh token a call, however many tries it has", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := &issuer{token: granting}
			s.answer = in(says(401, ""), says(503, ""), says(401, ""))
			err := read(at(t, s, credentials(t)))
			failed(t, err, client.Unauthorised)
			require.Len(t, s.heard, 3)
			require.Len(t, s.asked, 2)
		})
	})
	t.Run("FHIR-20 many callers and one 401: one fresh token", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			var lock sync.Mutex
			s := &issuer{token: granting}
			s.answer = by401(canaryToken + "-1")
			c := at(t, lockstep{&lock, s}, credentials(t))
			var all sync.WaitGroup
			for range 20 {
				all.Go(func() { require.NoError(t, read(c)) })
			}
			all.Wait()
			require.Len(t, s.asked, 2)
		})
	})
	for name, c := range map[string]struct {
		scope string
		asked []string
		kind  client.Kind
	}{
		"none named":     {``, []string{"a", "b"}, 0},
		"all":            {`,"scope":"b c a"`, []string{"a", "b"}, 0},
		"fewer":          {`,"scope":"a"`, []string{"a", "b"}, client.NarrowScope},
		"nothing":        {`,"scope":""`, []string{"a"}, client.NarrowScope},
		"part of a word": {`,"scope":"ab"`, []string{"a"}, client.NarrowScope},
		"not a text":     {`,"scope":["a"]`, []string{"a"}, client.NarrowScope},
	} {
		t.Run("FHIR-20 granted "+name, func(t *testing.T) {
			s := &issuer{token: func(int) *http.Response {
				return says(200, `{"access_token":"`+canaryToken+`","token_type":"bearer"`+c.scope+`}`, "Content-Type", "application/json")
			}}
			s.answer = by401(canaryToken)
			err := read(at(t, s, credentials(t, c.asked...)))
			if c.kind == 0 {
				require.NoError(t, err)
				return
			}
			failed(t, err, c.kind)
			require.ErrorIs(t, err, fhir.ErrUnauthorised)
			require.Empty(t, s.heard)
		})
	}
	for name, c := range map[string]struct {
		answer *http.Response
		kind   client.Kind
		asked  int
	}{
		"400":             {says(400, `{"error":"invalid_client","error_description":"`+canarySecret+`"}`), client.Unauthorised, 1},
		"401":             {says(401, canarySecret), client.Unauthorised, 1},
		"500":             {says(500, canarySecret), client.NoToken, 3},
		"302":             {says(302, "", "Location", "https://evil.example/"+canarySecret), client.NoToken, 1},
		"html":            {says(200, "<html>"+canarySecret, "Content-Type", "text/html"), client.NoToken, 3},
		"no token":        {says(200, `{"token_type":"Bearer"}`), client.NoToken, 3},
		"another kind":    {says(200, `{"access_token":"`+canaryToken+`","token_type":"mac"}`), client.NoToken, 3},
		"a line too many": {says(200, `{"access_token":"`+canaryToken+`\r\nX: y","token_type":"Bearer"}`), client.NoToken, 3},
	} {
		t.Run("FHIR-20 the token server answers "+name+": said in our words", func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &issuer{token: func(int) *http.Response { copied := *c.answer; return &copied }}
				err := read(at(t, s, credentials(t)))
				require.Zero(t, failed(t, err, c.kind).Status)
				require.Len(t, s.asked, c.asked)
				require.Empty(t, s.heard)
				require.Equal(t, c.kind == client.Unauthorised, errors.Is(err, fhir.ErrUnauthorised))
			})
		})
	}
	t.Run("FHIR-20 a token server nobody vouches for is not asked again", func(t *testing.T) {
		s := &server{answer: func(int, *http.Request) (*http.Response, error) { return nil, x509.UnknownAuthorityError{} }}
		failed(t, read(at(t, s, credentials(t))), client.Untrusted)
		require.Len(t, s.heard, 1)
	})
	t.Run("FHIR-20 x/oauth2 as shipped prints the token server's answer", func(t *testing.T) {
		s := &issuer{token: func(int) *http.Response { return says(400, canarySecret) }}
		conf := clientcredentials.Config{ClientID: "x", ClientSecret: "y", TokenURL: tokens}
		_, err := conf.Token(contextWith(t, s))
		require.ErrorContains(t, err, canarySecret)
		require.Len(t, s.asked, 2, "and asks twice, to find out how to authenticate")
	})
	t.Run("FHIR-20 a token server that hangs: back at the deadline", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			hangs := &server{answer: func(_ int, r *http.Request) (*http.Response, error) {
				<-r.Context().Done()
				return nil, r.Context().Err()
			}}
			c := at(t, hangs, credentials(t))
			began := time.Now()
			var all sync.WaitGroup
			for range 3 { // one asks, the others wait for it
				all.Go(func() {
					ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
					defer cancel()
					_, err := c.Create(ctx, "Goal", []byte(goalOut), client.Condition{})
					require.ErrorIs(t, err, context.DeadlineExceeded)
					require.False(t, client.MayHaveLanded(err))
				})
			}
			all.Wait()
			require.Equal(t, 2*time.Second, time.Since(began))
		})
	})
}

// lockstep lets one request through at a time.
type lockstep struct {
	*sync.Mutex
	http.RoundTripper
}

func (l lockstep) RoundTrip(r *http.Request) (*http.Response, error) {
	time.Sleep(time.Millisecond) // in a bubble: all have started before the first is answered
	l.Lock()
	defer l.Unlock()
	return l.RoundTripper.RoundTrip(r)
}

func TestTokenFile(t *testing.T) {
	t.Run("FHIR-20 a token from a file, read again after a 401", func(t *testing.T) {
		name := file(t, "  old-token\n")
		s := &server{}
		s.answer = by401("new-token")
		c := at(t, s, func(c *client.Config) { c.TokenFile = name })
		_, err := c.Read(t.Context(), "Goal", "g1")
		require.ErrorIs(t, err, fhir.ErrUnauthorised)
		require.Len(t, s.heard, 1, "the same token is not sent twice")
		require.NoError(t, os.WriteFile(name, []byte("new-token"), 0o600))
		_, err = c.Read(t.Context(), "Goal", "g1")
		require.NoError(t, err)
	})
	dir := t.TempDir()
	for name, at := range map[string]string{
		"missing": filepath.Join(dir, "none"), "a folder": dir, "empty": file(t, " \n"), "two lines": file(t, "a\nb"), "binary": file(t, "a\x00b"),
		"too large": file(t, strings.Repeat("a", 16<<10+1)),
	} {
		t.Run("FHIR-20 a secret that cannot be read: "+name, func(t *testing.T) {
			_, err := client.New(client.Config{Base: base, TokenFile: at})
			require.ErrorIs(t, err, peer.ErrRequired)
			require.NotContains(t, err.Error(), at)
			_, err = client.New(client.Config{Base: base, ClientCredentials: client.ClientCredentials{TokenURL: tokens, ClientID: "x", SecretFile: at}})
			require.ErrorIs(t, err, peer.ErrRequired)
		})
	}
	t.Run("FHIR-20 the token server is reached over TLS too, and every fault is told", func(t *testing.T) {
		_, err := client.New(client.Config{Base: "http://epr.example", ClientCredentials: client.ClientCredentials{TokenURL: "http://tokens.example"}})
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.Len(t, r.Reasons, 4)
		require.ErrorIs(t, err, fhir.ErrInsecureURL)
	})
	t.Run("FHIR-20 one way to come by a token", func(t *testing.T) {
		_, err := client.New(client.Config{Base: base, TokenFile: file(t, "a"), Tokens: oauth2.StaticTokenSource(&oauth2.Token{AccessToken: "b"})})
		require.ErrorIs(t, err, peer.ErrDuplicate)
	})
}

type source func() (*oauth2.Token, error)

func (s source) Token() (*oauth2.Token, error) { return s() }

func TestTokenSource(t *testing.T) {
	t.Run("FHIR-20 a source of the host's, asked once more after a 401", func(t *testing.T) {
		n := 0
		s := &server{}
		s.answer = by401("t2")
		c := at(t, s, func(c *client.Config) {
			c.Tokens = source(func() (*oauth2.Token, error) { n++; return &oauth2.Token{AccessToken: fmt.Sprint("t", n)}, nil })
		})
		_, err := c.Read(t.Context(), "Goal", "g1")
		require.NoError(t, err)
		require.Equal(t, 2, n)
	})
	t.Run("FHIR-20 its error and its odd tokens go no further", func(t *testing.T) {
		for _, f := range []source{
			func() (*oauth2.Token, error) { return nil, errors.New(canaryToken) },
			func() (*oauth2.Token, error) { return nil, nil },
			func() (*oauth2.Token, error) { return &oauth2.Token{}, nil },
			func() (*oauth2.Token, error) { return &oauth2.Token{AccessToken: canaryToken + " x"}, nil },
		} {
			s := &server{}
			_, err := at(t, s, func(c *client.Config) { c.Tokens, c.Retries = f, -1 }).Read(t.Context(), "Goal", "g1")
			failed(t, err, client.NoToken)
			require.Empty(t, s.heard)
		}
	})
}

func TestRedirect(t *testing.T) {
	var elsewhere []string
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		elsewhere = append(elsewhere, r.Header.Get("Authorization"))
		w.Header().Set("Content-Type", "application/json")
		w.Write([]byte(goal))
	}))
	defer other.Close()
	first := httptest.NewServer(http.RedirectHandler(other.URL, http.StatusTemporaryRedirect))
	defer first.Close()
	source := oauth2.StaticTokenSource(&oauth2.Token{AccessToken: canaryToken})

	t.Run("FHIR-20 x/oauth2 as shipped takes the token along to another host", func(t *testing.T) {
		elsewhere = nil
		resp, err := oauth2.NewClient(t.Context(), source).Get(first.URL)
		require.NoError(t, err)
		resp.Body.Close()
		require.Equal(t, []string{"Bearer " + canaryToken}, elsewhere)
	})
	t.Run("FHIR-20 ours never goes there", func(t *testing.T) {
		elsewhere = nil
		c, err := client.New(client.Config{Base: first.URL, Tokens: source})
		require.NoError(t, err)
		_, err = c.Read(t.Context(), "Goal", "g1")
		require.Equal(t, 307, failed(t, err, client.Redirected).Status)
		_, err = c.Update(t.Context(), "Goal", "g1", []byte(goalOut), `W/"3"`)
		failed(t, err, client.Redirected)
		require.Empty(t, elsewhere)
	})
}

// printed is a key that gives itself away when it is printed, as those of the
// standard library do.
type printed struct {
	crypto.Signer
	Secret string
}

func TestNothingIsPrinted(t *testing.T) {
	c := client.Config{Base: base, Tokens: source(nil), TokenFile: canaryToken, UserAgent: canaryFamily,
		ClientCredentials: client.ClientCredentials{ClientID: canaryFamily, SecretFile: canarySecret, Scopes: []string{canaryNHS}}}
	made := at(t, &server{}, func(c *client.Config) { c.Tokens = oauth2.StaticTokenSource(&oauth2.Token{AccessToken: canaryToken}) })
	key := client.SigningKey{ID: canaryNHS, File: canarySecret, Signer: printed{curveKey(), canarySecret}}
	c.Backend = client.BackendServices{ClientID: canaryFamily, Key: key, TokenURL: tokens + "?" + canarySecret, Scopes: []string{canaryNHS}}
	c.NHS = client.NHSSignedJWT{APIKey: canarySecret, Key: key}
	values := []any{key, &key, c.Backend, &c.Backend, c.NHS, &c.NHS, c.ClientCredentials, &c.ClientCredentials,
		&client.Error{Op: "read", Kind: client.NarrowScope, Missing: []string{canaryNHS, "x?" + canaryFamily}}, c, &c, made, *made, made.Reader(), *made.Reader(), client.Client{}, client.Reader{}, client.Config{Base: "https://u:" + canarySecret + "@epr.example/r4"},
		client.Resource{Type: "Patient", ID: "p1", Body: []byte(canaryFamily)}, client.Outcome{Resource: client.Resource{Body: []byte(canaryFamily)}},
		&client.Error{Op: "read", Type: "Patient", ID: canaryNHS, Kind: client.NotFound, Issues: []client.Issue{{Expression: []string{canaryFamily}}}},
		[]any{c, made}, map[string]any{"c": made}}
	for _, v := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			t.Run(fmt.Sprintf("FHIR-20 %T %s", v, verb), func(t *testing.T) { quiet(t, fmt.Sprintf(verb, v)) })
		}
	}
	for _, v := range []any{key, &key, c.Backend, &c.Backend, c.NHS, c.ClientCredentials, c, &c, client.Resource{Body: []byte(canaryFamily)}, client.Outcome{Resource: client.Resource{Body: []byte(canaryFamily)}}} {
		t.Run(fmt.Sprintf("FHIR-20 JSON of %T is an error", v), func(t *testing.T) {
			_, err := json.Marshal(v)
			require.Error(t, err)
			quiet(t, err.Error())
		})
	}
	t.Run("FHIR-20 a logger writes none of it", func(t *testing.T) {
		var out bytes.Buffer
		for _, h := range []slog.Handler{slog.NewJSONHandler(&out, nil), slog.NewTextHandler(&out, nil)} {
			for _, v := range values {
				slog.New(h).Info("seen", "value", v, "list", []any{v})
			}
		}
		quiet(t, out.String())
	})
}
