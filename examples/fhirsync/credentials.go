package main

import (
	"errors"
	"os"
	"strings"

	"github.com/towpath-care/towpath/fhir/client"
)

// credentials are how the program is let in: a token, a secret or a key, each in a
// file, and by no flag that others on the machine could read.
type credentials struct {
	TokenFile        string   `placeholder:"FILE" env:"TOWPATH_TOKEN_FILE" help:"A file that holds the access token."`
	ClientID         string   `placeholder:"ID" env:"TOWPATH_CLIENT_ID" help:"Who this program is to the token server."`
	ClientSecretFile string   `placeholder:"FILE" env:"TOWPATH_CLIENT_SECRET_FILE" help:"A file that holds the client secret (OAuth 2.0 client credentials)."`
	KeyFile          string   `placeholder:"FILE" env:"TOWPATH_KEY_FILE" help:"A private key as PEM (SMART Backend Services, or with --api-key-file the NHS England API platform)."`
	KeyID            string   `placeholder:"KID" env:"TOWPATH_KEY_ID" help:"The name that the key is registered under."`
	APIKeyFile       string   `name:"api-key-file" placeholder:"FILE" env:"TOWPATH_API_KEY_FILE" help:"A file that holds the application's API key of the NHS England API platform."`
	TokenURL         string   `name:"token-url" placeholder:"URL" env:"TOWPATH_TOKEN_URL" help:"The token server."`
	Scope            []string `placeholder:"SCOPE" env:"TOWPATH_SCOPE" help:"What is asked for, such as system/Goal.cruds. Less is not taken for enough."`
	PerSecond        float64  `placeholder:"N" env:"TOWPATH_PER_SECOND" help:"Requests a second that the record system allows. Without it 4."`
}

// config says how to speak to a record system. Which credentials are meant shows in
// the files that are named; client.New turns down two at once.
func (c credentials) config(base string) (client.Config, error) {
	out := client.Config{Base: base, TokenFile: c.TokenFile, Pace: client.Pace{PerSecond: c.PerSecond}}
	key := client.SigningKey{ID: c.KeyID, File: c.KeyFile}
	if c.ClientSecretFile != "" {
		out.ClientCredentials = client.ClientCredentials{TokenURL: c.TokenURL, ClientID: c.ClientID, SecretFile: c.ClientSecretFile, Scopes: c.Scope}
	}
	switch {
	case c.APIKeyFile != "":
		apiKey, err := os.ReadFile(c.APIKeyFile)
		if err != nil {
			return out, errors.New("the file of the API key cannot be read; nothing was sent: look at --api-key-file")
		}
		out.NHS = client.NHSSignedJWT{APIKey: strings.TrimSpace(string(apiKey)), Key: key, TokenURL: c.TokenURL}
	case c.KeyFile != "":
		out.Backend = client.BackendServices{ClientID: c.ClientID, Key: key, TokenURL: c.TokenURL, Scopes: c.Scope}
	case c.ClientSecretFile == "" && (c.ClientID != "" || c.KeyID != "" || c.TokenURL != "" || len(c.Scope) > 0):
		return out, errors.New("the settings of a token server need --client-secret-file or --key-file beside them; nothing was sent")
	}
	return out, nil
}

// way says in words how the program is let in.
func (c credentials) way() string {
	switch {
	case c.APIKeyFile != "":
		return "a signed assertion of the NHS England API platform"
	case c.KeyFile != "":
		return "a signed assertion (SMART Backend Services)"
	case c.ClientSecretFile != "":
		return "a client id and secret"
	case c.TokenFile != "":
		return "a token from a file"
	}
	return "no token"
}
