package fhirtest

import "strings"

// matcher answers whether a value found in a document is the one asked for.
type matcher func(found any) bool

// kind is a search parameter type of R4 and how a value of it is read. read
// gets one alternative, still escaped, and the server's base URL; it returns nil
// when the value is not of its form.
type kind struct {
	name string
	form string
	read func(value, base string) matcher
}

var (
	token     = &kind{"token", "value, system|value, |value or system|", readToken}
	reference = &kind{"reference", "id, Type/id or the resource's address on this server", readReference}
	patient   = &kind{"reference", "id, Patient/id or the Patient's address on this server", readPatient}
	text      = &kind{"string", "how the name starts", readText}
	date      = &kind{"date", "a date or an instant, with one of eq, ne, gt, ge, lt, le, sa, eb before it or nothing", readDate}
)

// readToken matches an Identifier. Without a bar any system will do; with
// nothing before it there must be no system; with nothing after it any value of
// that system will do.
func readToken(value, _ string) matcher {
	parts := split(value, '|')
	if len(parts) > 2 || value == "|" {
		return nil
	}
	want := unescape(parts[len(parts)-1])
	anySystem := len(parts) == 1
	system := unescape(parts[0])
	return func(found any) bool {
		if id, ok := found.(string); ok {
			return anySystem && id == want
		}
		identifier, _ := found.(map[string]any)
		gotSystem, _ := identifier["system"].(string)
		got, has := identifier["value"].(string)
		return (anySystem || gotSystem == system) && has && (got == want || !anySystem && want == "")
	}
}

// identifierValues lists the values that a token parameter names; nil when one of
// its alternatives names a system only.
func identifierValues(parameter string) []string {
	var out []string
	for _, alternative := range split(parameter, ',') {
		parts := split(alternative, '|')
		value := unescape(parts[len(parts)-1])
		if value == "" {
			return nil
		}
		out = append(out, value)
	}
	return out
}

func readReference(value, base string) matcher {
	want := local(unescape(value), base)
	if want == "" {
		return nil
	}
	return func(found any) bool {
		got := referenceOf(found, base)
		if strings.Contains(want, "/") {
			return got == want
		}
		_, id, ok := strings.Cut(got, "/")
		return ok && id == want
	}
}

func readPatient(value, base string) matcher {
	want := local(unescape(value), base)
	if want == "" {
		return nil
	}
	if !strings.Contains(want, "/") {
		want = "Patient/" + want
	}
	return func(found any) bool {
		return strings.HasPrefix(want, "Patient/") && referenceOf(found, base) == want
	}
}

// referenceOf reads the literal reference of a Reference as Type/id.
func referenceOf(found any, base string) string {
	object, _ := found.(map[string]any)
	literal, _ := object["reference"].(string)
	return local(literal, base)
}

// local turns an address on this server into Type/id and drops a version.
func local(literal, base string) string {
	literal = strings.TrimPrefix(literal, base+"/")
	literal, _, _ = strings.Cut(literal, "/_history/")
	return literal
}

// readText matches the start of a string; case and the accents of the letters
// in plain do not count.
func readText(value, _ string) matcher {
	want := fold(unescape(value))
	return func(found any) bool {
		got, ok := found.(string)
		return ok && strings.HasPrefix(fold(got), want)
	}
}

var plain = strings.NewReplacer(
	"à", "a", "á", "a", "â", "a", "ã", "a", "ä", "a", "å", "a", "ą", "a", "ç", "c", "ć", "c", "č", "c",
	"è", "e", "é", "e", "ê", "e", "ë", "e", "ę", "e", "ì", "i", "í", "i", "î", "i", "ï", "i", "ł", "l",
	"ñ", "n", "ń", "n", "ò", "o", "ó", "o", "ô", "o", "õ", "o", "ö", "o", "ø", "o", "ś", "s", "š", "s",
	"ù", "u", "ú", "u", "û", "u", "ü", "u", "ŵ", "w", "ý", "y", "ŷ", "y", "ÿ", "y", "ź", "z", "ż", "z", "ž", "z",
)

func fold(s string) string { return plain.Replace(strings.ToLower(s)) }

// split cuts s at every sep that no backslash stands before.
func split(s string, sep byte) []string {
	var out []string
	start := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case sep:
			out = append(out, s[start:i])
			start = i + 1
		}
	}
	return append(out, s[start:])
}

// unescape takes away the backslashes that R4 puts before , | $ and \.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && strings.IndexByte(`\,|$`, s[i+1]) >= 0 {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
