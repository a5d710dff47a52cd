package fhir_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

func TestWithID(t *testing.T) {
	for name, c := range map[string][2]string{
		"FHIR-16 as it is built":                     {`{"resourceType":"Goal","id":"a","x":4.10}`, `{"resourceType":"Goal","id":"there","x":4.10}`},
		"FHIR-16 as a saved plan has it":             {"{\n \"resourceType\": \"Goal\",\n \"id\": \"a\"\n}", "{\n \"resourceType\": \"Goal\",\n \"id\": \"there\"\n}"},
		"FHIR-16 white space before the colon":       {`{"resourceType":"Goal","id" :	"a"}`, `{"resourceType":"Goal","id" :	"there"}`},
		"FHIR-16 the name is escaped":                {`{"resourceType":"Goal","\u0069d":"a"}`, `{"resourceType":"Goal","\u0069d":"there"}`},
		"FHIR-16 an element before it has the id":    {`{"resourceType":"Goal","note":[{"id":"a"}],"id":"a"}`, `{"resourceType":"Goal","note":[{"id":"a"}],"id":"there"}`},
		"FHIR-16 words before it look like the id":   {`{"resourceType":"Goal","d":"\"id\":\"a\"","id":"a"}`, `{"resourceType":"Goal","d":"\"id\":\"a\"","id":"there"}`},
		"FHIR-16 words behind it look like the id":   {`{"resourceType":"Goal","id":"a","d":"say \"id\":\"a\""}`, `{"resourceType":"Goal","id":"there","d":"say \"id\":\"a\""}`},
		"FHIR-16 it is the last member, and escaped": {`{"resourceType":"Goal","id":"\u0061"}`, `{"resourceType":"Goal","id":"there"}`},
	} {
		t.Run(name, func(t *testing.T) {
			body := []byte(c[0])
			got, err := fhir.WithID(body, "there")
			require.NoError(t, err)
			require.Equal(t, c[1], string(got))
			require.Equal(t, c[0], string(body), "the body given is left alone")
		})
	}
	for name, c := range map[string]struct{ body, id string }{
		"FHIR-16 no id":                 {`{"resourceType":"Goal"}`, "there"},
		"FHIR-16 an id of another kind": {`{"resourceType":"Goal","id":7}`, "there"},
		"FHIR-16 no id to give":         {`{"resourceType":"Goal","id":"a"}`, ""},
		"FHIR-16 an id that breaks out": {`{"resourceType":"Goal","id":"a"}`, `x","status":"y`},
		"FHIR-16 no resource":           {``, "there"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := fhir.WithID([]byte(c.body), c.id)
			require.ErrorIs(t, err, peer.ErrRequired)
		})
	}
}

func TestCarries(t *testing.T) {
	ours := fhir.Identifier{System: "s", Value: "v"}
	for body, want := range map[string]bool{
		`{"resourceType":"Goal","identifier":[{"system":"s","value":"v"}]}`:                             true,
		`{"resourceType":"Goal","identifier":[{"value":"v"},{"use":"usual","value":"v","system":"s"}]}`: true,
		`{"resourceType":"Goal","identifier":[{"system":"s","value":"V"}]}`:                             false,
		`{"resourceType":"Goal","identifier":[{"system":"s"},{"value":"v"}]}`:                           false,
		`{"resourceType":"Goal","identifier":{"system":"s","value":"v"}}`:                               false,
		`{"resourceType":"Goal","contained":[{"identifier":[{"system":"s","value":"v"}]}]}`:             false,
		`{"resourceType":"Goal","description":{"text":"\"identifier\":[{\"system\":\"s\"}]"}}`:          false,
		`{"resourceType":"Goal"}`: false,
		`{`:                       false,
		``:                        false,
	} {
		require.Equal(t, want, fhir.Carries([]byte(body), ours), body)
		require.False(t, fhir.Carries([]byte(body), fhir.Identifier{}), "nothing carries no identifier")
	}
}

func TestIDIn(t *testing.T) {
	for reference, want := range map[string]string{
		"Patient/p1":                        "p1",
		"https://epr.example/r4/Patient/p1": "p1",
		"Patient/p1/_history/3":             "p1",
		"Practitioner/p1":                   "",
		"Patient/":                          "",
		"Patient":                           "",
		"p1":                                "",
		"":                                  "",
		"#p1":                               "",
		"Patient/../Practitioner/x":         "",
		"Patient/p 1":                       "",
		"urn:uuid:c757873d-ec9a-4326-a141-556f43239520": "",
	} {
		require.Equal(t, want, fhir.IDIn(reference, "Patient"), reference)
	}
}

func TestIdentifierOf(t *testing.T) {
	named := func(resource string, kind peer.Kind, part string) fhir.DocumentName {
		return fhir.DocumentName{Type: resource, Record: peer.Ref{Kind: kind, ID: "1"}, Part: part}
	}
	at := fhir.Site{Identifiers: "https://trust.example/id"}
	for want, name := range map[fhir.Identifier]fhir.DocumentName{
		{System: "https://trust.example/id/goal", Value: "1"}:               named("Goal", "goal", ""),
		{System: "https://trust.example/id/contact", Value: "1"}:            named("Encounter", "contact", ""),
		{System: "https://trust.example/id/contact/provenance", Value: "1"}: named("Provenance", "contact", ""),
		{System: "https://trust.example/id/contact", Value: "1.2"}:          named("Encounter", "contact", "2"),
	} {
		require.Equal(t, want, at.IdentifierOf(name), "FHIR-16")
	}
	require.NotEqual(t, at.IdentifierOf(named("Goal", "goal", "")), fhir.Site{}.IdentifierOf(named("Goal", "goal", "")))
}
