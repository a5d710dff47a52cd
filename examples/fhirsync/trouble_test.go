package main

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"database/sql"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
	"github.com/towpath-care/towpath/fhir/fhirtest"
)

// secret writes a file that only its owner can read.
func secret(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "secret")
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	return file
}

// tokenServer answers every request for a token in one way.
func tokenServer(t *testing.T, answer http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	return s.URL
}

func anECKey(t *testing.T) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	require.NoError(t, err)
	der, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	return secret(t, string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})))
}

// saysHow is what every sentence about trouble has: what became of the rest, and what
// to do.
func saysHow(t *testing.T, text string, puts string) {
	t.Helper()
	lower := strings.ToLower(text)
	kept := false
	for _, says := range []string{"nothing is lost", "nothing was", "what was noted before is kept", "is not lost"} {
		kept = kept || strings.Contains(lower, says)
	}
	require.True(t, kept, "it does not say what became of the rest: %s", text)
	require.Contains(t, text, puts, "it does not say what to do")
	for _, c := range canaries {
		require.NotContains(t, text, c)
	}
}

func TestTheStoreIsNotAsItShouldBe(t *testing.T) {
	folder := t.TempDir()
	newer := filepath.Join(folder, "newer.db")
	x := newSite(t, fhirtest.Config{})
	x.store = newer
	_, code := x.run(t, "plan")
	require.Equal(t, exitPending, code)
	db, err := sql.Open("sqlite", "file:"+newer)
	require.NoError(t, err)
	_, err = db.Exec("update towpath_schema set version = 99")
	require.NoError(t, err)
	require.NoError(t, db.Close())
	other := filepath.Join(folder, "other.db")
	require.NoError(t, os.WriteFile(other, []byte(strings.Repeat("not a database ", 500)), 0o600))
	kept := filepath.Join(folder, "kept.db")
	x.store = kept
	_, code = x.run(t, "plan")
	require.Equal(t, exitPending, code)

	for name, c := range map[string]struct {
		store, puts string
		code        int
	}{
		"wrong DSN: no address":             {"postgres:", "give a file, such as sync.db, or postgres://", exitUsage},
		"wrong DSN: another database":       {"mysql://host/db", "give a file, such as sync.db, or postgres://", exitUsage},
		"wrong DSN: a folder not there":     {filepath.Join(folder, "none", "sync.db"), "Look at the address", exitNotDone},
		"wrong DSN: nobody answers":         {"postgres://towpath@127.0.0.1:1/towpath?connect_timeout=2", "Look at the address", exitNotDone},
		"wrong DSN: a file of another kind": {other, "Look at the address", exitUsage},
		"a password for all to see":         {"postgres://towpath:" + canaryToken + "@127.0.0.1/towpath", "give --store-file", exitUsage},
		"a password in other words":         {"host=127.0.0.1 user=towpath password=" + canaryToken, "give --store-file", exitUsage},
		"a store from a newer version":      {newer, "Run the newer version", exitUsage},
		"a read-only disk":                  {"file:" + kept + "?mode=ro", "Let this program write", exitUsage},
		"a full disk":                       {"file:" + filepath.Join(folder, "full.db") + "?_pragma=max_page_count(3)", "Make room", exitNotDone},
	} {
		t.Run("EX-02 "+name, func(t *testing.T) {
			x := *x
			x.store = c.store
			writes := x.epr.Writes()
			out, code := x.run(t, "sync", "--once")
			require.Equal(t, c.code, code, out)
			saysHow(t, out, c.puts)
			require.Equal(t, writes, x.epr.Writes())
		})
	}
	t.Run("EX-02 a password in a file that others can read, or in two places", func(t *testing.T) {
		file := secret(t, "postgres://towpath:"+canaryToken+"@127.0.0.1:1/towpath?connect_timeout=2\n")
		for _, mode := range []os.FileMode{0o600, 0o644} {
			require.NoError(t, os.Chmod(file, mode))
			err := runAt(context.Background(), []string{"status", "--store-file", file}, io.Discard, time.Now)
			require.Equal(t, mode != 0o600, exitCode(err) == exitUsage, err)
			saysHow(t, err.Error(), map[os.FileMode]string{0o600: "Look at the address", 0o644: "chmod 600"}[mode])
		}
	})
	for name, c := range map[string]struct {
		args []string
		puts string
	}{
		"two stores":                  {[]string{"status", "--store", kept, "--store-file", other}, "give one"},
		"a store file that is empty":  {[]string{"status", "--store-file", secret(t, "\n")}, "look at its name"},
		"no store":                    {[]string{"sync", "--server", x.base, "--records", x.records}, "--store"},
		"a store without a server":    {[]string{"plan", "--store", kept}, "--server"},
		"figures for the whole world": {[]string{"sync", "--store", kept, "--server", x.base, "--metrics", "0.0.0.0:9464"}, "127.0.0.1"},
	} {
		t.Run("EX-02 "+name, func(t *testing.T) {
			err := runAt(context.Background(), c.args, io.Discard, time.Now)
			require.Equal(t, exitUsage, exitCode(err))
			saysHow(t, err.Error(), c.puts)
		})
	}
	t.Run("FHIR-16 a store that knows another record system by this name", func(t *testing.T) {
		other := newSite(t, fhirtest.Config{})
		other.store = kept
		out, code := other.run(t, "sync", "--once")
		require.Equal(t, exitUsage, code)
		saysHow(t, out, "--target")
		require.Zero(t, other.epr.Writes())
		_, code = other.run(t, "sync", "--once", "--target", "other")
		require.Zero(t, code)
	})
}

func TestTheRecordSystemIsNotAsItShouldBe(t *testing.T) {
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it was followed") }))
	defer elsewhere.Close()
	commands := [][]string{{"plan"}, {"pull"}, {"sync", "--once"}}
	for name, c := range map[string]struct {
		fault fhirtest.Fault
		puts  []string
		codes []int
	}{
		"it answers HTML": {fhirtest.Fault{Status: 200, Body: fhirtest.HTMLPage},
			[]string{"check the base address", "check the base address", "check the base address"}, []int{exitNotDone, exitSomeHeld, exitNotDone}},
		"a redirect to another host": {fhirtest.Fault{Status: 307, Header: map[string]string{"Location": elsewhere.URL + "/fhir"}},
			[]string{"correct the base address", "correct the base address", "correct the base address"}, []int{exitUsage, exitUsage, exitNotLetIn}},
		"it lets nobody in": {fhirtest.Fault{Status: 401},
			[]string{"check the client id", "check the client id", "check the client id"}, []int{exitNotLetIn, exitNotLetIn, exitNotLetIn}},
		"it asks to be left alone": {fhirtest.Fault{Status: 429, RetryAfter: "120"},
			[]string{"come back in 2m0s", "come back in 2m0s", "left alone for a while"}, []int{exitNotDone, exitNotDone, exitNotDone}},
	} {
		for n, command := range commands {
			t.Run("FHIR-20 "+name+": "+command[0], func(t *testing.T) {
				x := newSite(t, fhirtest.Config{})
				_, code := x.run(t, "sync", "--once")
				require.Zero(t, code)
				x.later(time.Hour)
				writes := x.epr.Writes()
				x.epr.Fail(func(*http.Request) *fhirtest.Fault { return &c.fault })
				out, code := x.run(t, command...)
				require.Equal(t, c.codes[n], code, out)
				saysHow(t, out, c.puts[n])
				require.Equal(t, writes, x.epr.Writes())
			})
		}
	}
}

func TestTheTokenServerIsNotAsItShouldBe(t *testing.T) {
	x := newSite(t, fhirtest.Config{Token: canaryToken})
	narrow := tokenServer(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"access_token":%q,"token_type":"Bearer","expires_in":300,"scope":"system/Goal.rs"}`, canaryToken)
	})
	late := tokenServer(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Date", time.Now().Add(time.Hour).UTC().Format(http.TimeFormat))
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		_, _ = io.WriteString(w, `{"error":"invalid_client"}`)
	})
	whole := tokenServer(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprintf(w, `{"access_token":%q,"token_type":"Bearer","expires_in":300,"scope":"system/*.cruds"}`, canaryToken)
	})
	withSecret := func(url string) []string {
		return []string{"--client-id", "peer-support", "--client-secret-file", secret(t, canaryToken), "--token-url", url, "--scope", "system/Goal.cruds"}
	}
	withKey := func(url string) []string {
		return []string{"--client-id", "peer-support", "--key-file", anECKey(t), "--key-id", "k1", "--token-url", url, "--scope", "system/Goal.cruds"}
	}
	for name, c := range map[string]struct {
		args []string
		puts string
	}{
		"a token server that drops the scope": {withSecret(narrow), "have this granted, or ask for less: system/Goal.cud"},
		"a clock an hour off":                 {withKey(late), "set this machine's clock"},
	} {
		t.Run("FHIR-20 "+name, func(t *testing.T) {
			x := newSite(t, fhirtest.Config{Token: canaryToken})
			for _, command := range [][]string{{"plan"}, {"sync", "--once"}} {
				out, code := x.run(t, append(command, c.args...)...)
				require.Equal(t, exitNotLetIn, code, out)
				saysHow(t, out, c.puts)
			}
			require.Zero(t, x.epr.Writes())
		})
	}
	for name, args := range map[string][]string{"a secret": withSecret(whole), "a key": withKey(whole)} {
		t.Run("FHIR-20 let in with "+name, func(t *testing.T) {
			_, code := x.run(t, append([]string{"plan"}, args...)...)
			require.Equal(t, exitPending, code)
		})
	}
	for name, c := range map[string]struct {
		args []string
		puts string
	}{
		"a client id and nothing else": {[]string{"--client-id", "peer-support"}, "--key-file"},
		"an API key that is not there": {[]string{"--api-key-file", filepath.Join(t.TempDir(), "none"), "--key-file", anECKey(t)}, "--api-key-file"},
		"two credentials":              {append(withSecret(whole), "--token-file", secret(t, canaryToken)), "one"},
	} {
		t.Run("FHIR-20 "+name, func(t *testing.T) {
			var out bytes.Buffer
			err := x.under(context.Background(), &out, append([]string{"plan"}, c.args...)...)
			require.Equal(t, exitUsage, exitCode(err), err)
			require.Contains(t, err.Error(), c.puts)
			require.NotContains(t, err.Error(), canaryToken)
		})
	}
}

func TestARecordThatCannotGo(t *testing.T) {
	t.Run("FHIR-15 two patients for one number", func(t *testing.T) {
		x := newSite(t, fhirtest.Config{})
		b, ok := x.epr.Bytes("Patient", "aled-prowse")
		require.True(t, ok)
		require.NoError(t, x.epr.Seed(bytes.ReplaceAll(b, []byte(`"aled-prowse"`), []byte(`"aled-again"`))))
		_, code := x.run(t, "sync", "--once")
		require.Equal(t, exitSomeHeld, code)
		require.Zero(t, x.epr.Writes())
		out, _ := x.run(t, "parked")
		require.Contains(t, out, "patient-ambiguous")
		require.Contains(t, out, "For: whoever runs the record system.")
	})
	t.Run("EX-02 a record whose policy is missing, and is put there", func(t *testing.T) {
		x := newSite(t, fhirtest.Config{})
		folder := t.TempDir()
		known, err := fixtures.PolicyFile()
		require.NoError(t, err)
		policy, err := fixtures.Policy()
		require.NoError(t, err)
		changed := bytes.Replace(policy, []byte(`"version": "`), []byte(`"version": "other `), 1)
		require.NotEqual(t, policy, changed)
		require.NoError(t, os.WriteFile(filepath.Join(folder, "a.json"), changed, 0o600))
		_, code := x.run(t, "sync", "--once", "--policies", folder)
		require.Equal(t, exitSomeHeld, code)
		require.Zero(t, x.epr.Writes())
		out, _ := x.run(t, "parked")
		require.Contains(t, out, "! goal/g-1:Goal\n        [FHIR-16 no-policy-in-force] Needed: The policy that the record was made under")
		saysHow(t, out, "Put the file of "+string(known.Digest())[:len("sha256:")+8]+"… into the folder")
		require.NoError(t, os.WriteFile(filepath.Join(folder, "a.json"), policy, 0o600))
		_, code = x.run(t, "parked", "retry", "--all", "--policies", folder)
		require.Zero(t, code)
		out, code = x.run(t, "sync", "--once", "--policies", folder)
		require.Zero(t, code, out)
		require.Len(t, x.epr.IDs("Encounter"), 2)
	})
	t.Run("EX-02 a folder without policies, or with something else", func(t *testing.T) {
		x := newSite(t, fhirtest.Config{})
		folder := t.TempDir()
		_, code := x.run(t, "plan", "--policies", folder)
		require.Equal(t, exitUsage, code)
		require.NoError(t, os.WriteFile(filepath.Join(folder, "a.json"), []byte("{}"), 0o600))
		out, code := x.run(t, "plan", "--policies", folder)
		require.Equal(t, exitUsage, code)
		require.Contains(t, out, "policy-incomplete")
	})
}

func TestAPlanForAnotherServer(t *testing.T) {
	x, other := newSite(t, fhirtest.Config{}), newSite(t, fhirtest.Config{})
	file := filepath.Join(t.TempDir(), "plan.json")
	_, code := x.run(t, "plan", "--out", file)
	require.Equal(t, exitPending, code)
	out, code := other.run(t, "apply", file)
	require.Equal(t, exitUsage, code)
	saysHow(t, out, "lan")
	require.Zero(t, other.epr.Writes())
}

func TestStoreAddresses(t *testing.T) {
	for dsn, want := range map[string]string{
		"sync.db": "sqlite file:sync.db", "/var/lib/a b?#.db": "sqlite file:/var/lib/a b%3f%23.db", "file:x.db?mode=ro": "sqlite file:x.db?mode=ro",
		"sqlite:x.db": "sqlite file:x.db", "sqlite:///var/x.db": "sqlite file:/var/x.db", "postgres://u@h/db": "pgx postgres://u@h/db",
		"postgresql://u@h/db": "pgx postgresql://u@h/db", "host=h user=u": "pgx host=h user=u",
		"": "", "postgres:": "", "postgres://": "", "mysql://h/db": "", "file:": "", "sqlite:": "", "c:": "",
	} {
		driver, _, address, err := spoken(dsn)
		require.Equal(t, want == "", errors.Is(err, errNoDSN), dsn)
		require.Equal(t, want, strings.TrimSpace(driver+" "+address), dsn)
	}
	for dsn, has := range map[string]bool{
		"postgres://u:p@h/db": true, "host=h password=p": true, "postgres://u@h/db?password=p": true, "PASSWORD = p": true,
		"postgres://u@h/db": false, "host=h passfile=f": false, "sync.db": false, "file:password.db": false,
	} {
		require.Equal(t, has, hasPassword(dsn), dsn)
	}
	require.Equal(t, exitNotDone, exitCode(ended(&sqlledger.Error{Code: sqlledger.ErrBusy})))
	require.Equal(t, exitUsage, exitCode(ended(&sqlledger.Error{Code: sqlledger.ErrReadOnly})))
}
