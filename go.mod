module github.com/towpath-care/towpath

go 1.26.0

// Every version is exact, and each line says what it earns its place for.
// docs/decisions/0006-dependencies.md has the measurements behind the choices.
//
// The five domain packages use none of these: a program that imports only peer
// or recovery links the standard library and nothing else.

require (
	// Signed assertions for token servers: JWS with a crypto.Signer, so that a key
	// store can hold the key. Apache-2.0, no dependencies.
	github.com/go-jose/go-jose/v4 v4.1.8
	// Retries over HTTP, its unsafe defaults replaced in fhir/client. MPL-2.0.
	github.com/hashicorp/go-retryablehttp v0.7.8
	// R4 structs for the resources we create. Apache-2.0, no dependencies.
	github.com/samply/golang-fhir-models/fhir-models v0.3.2
	// Draft-07 validation: of every resource before it is sent (fhir/strict), and in
	// tests of steps against their published schemas. Apache-2.0, no dependencies.
	github.com/santhosh-tekuri/jsonschema/v5 v5.3.1
	// Tokens for record systems. BSD-3-Clause.
	golang.org/x/oauth2 v0.37.0
	// How many requests a second a record system is sent. BSD-3-Clause, no dependencies.
	golang.org/x/time v0.16.0
)

require (
	// Command lines of the examples: flag, environment and file in that order. MIT.
	github.com/alecthomas/kong v1.17.0
	// OpenAPI 3.1 and problem+json of the front end example, from its Go types. MIT.
	github.com/danielgtaylor/huma/v2 v2.38.0
	// Progress bars of the examples. Unlicense.
	github.com/vbauerster/mpb/v8 v8.13.0
)

require (
	// Tests only, and fhir/exchange/exchangetest: whether what several workers were
	// answered at once has an order. MIT, no dependencies.
	github.com/anishathalye/porcupine v1.3.1
	// Tests only, where a browser is named: the front end example in a real one. Both MIT.
	github.com/chromedp/cdproto v0.159.0
	github.com/chromedp/chromedp v0.23.0
	// Tests and examples: the driver for PostgreSQL. fhir/exchange/sqlledger links no
	// driver. MIT.
	github.com/jackc/pgx/v5 v5.12.0
	// Tests, and the scenarios that examples/quickstart tells: require. MIT.
	github.com/stretchr/testify v1.12.1
	// Tests only: that no goroutine is left behind. MIT.
	go.uber.org/goleak v1.3.0
	// Tests and examples: SQLite without a C compiler, and its driver. BSD-3-Clause.
	modernc.org/sqlite v1.60.0
	// Tests only: property tests that replay from a seed. MPL-2.0.
	pgregory.net/rapid v1.3.0
)

require (
	// Tests only: how large examples/wasm is when a browser fetches it. MIT.
	github.com/andybalholm/brotli v1.2.8
	// Tests only: a runtime for WebAssembly that examples/wasm is asked in. Apache-2.0.
	github.com/tetratelabs/wazero v1.12.0
)

require (
	github.com/VividCortex/ewma v1.2.0 // indirect
	github.com/acarl005/stripansi v0.0.0-20180116102854-5a71ef0e047d // indirect
	github.com/clipperhouse/uax29/v2 v2.7.0 // indirect
	github.com/dustin/go-humanize v1.0.1 // indirect
	github.com/go-json-experiment/json v0.0.0-20260213210345-44df1a37e875 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/hashicorp/go-cleanhttp v0.5.2 // indirect
	github.com/jackc/pgpassfile v1.0.0 // indirect
	github.com/jackc/pgservicefile v0.0.0-20240606120523-5a60cdf6a761 // indirect
	github.com/jackc/puddle/v2 v2.2.3 // indirect
	github.com/mattn/go-isatty v0.0.24 // indirect
	github.com/mattn/go-runewidth v0.0.24 // indirect
	github.com/ncruces/go-strftime v1.0.0 // indirect
	github.com/remyoudompheng/bigfft v0.0.0-20230129092748-24d4a6f8daec // indirect
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	golang.org/x/sync v0.23.0 // indirect
	golang.org/x/sys v0.48.0 // indirect
	golang.org/x/text v0.41.0 // indirect
	modernc.org/libc v1.77.1 // indirect
	modernc.org/mathutil v1.7.1 // indirect
	modernc.org/memory v1.12.1 // indirect
)
