package r4schema

import "strings"

// The forms of primitives, as R4 has them (datatypes.html), but for what is said
// beside them. All patterns are read the same by ECMA-262 and RE2, and take time that
// grows with the length of the text alone.
const (
	year = `([0-9]([0-9]([0-9][1-9]|[1-9]0)|[1-9]00)|[1-9]000)`
	// leapYear is divisible by 4, and by 400 when it is by 100.
	leapYear = `([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)`
	// day is a day of the calendar; R4's own form has a 31 April.
	day = `(` + year + `-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|` + leapYear + `-02-29)`
	// clock admits a leap second, as R4 does.
	clock  = `([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?`
	offset = `(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))`
	// base64 may have white space between its groups.
	base64 = `^\s*(([A-Za-z0-9+/]\s*){4})*(([A-Za-z0-9+/]\s*){2}=\s*=\s*|([A-Za-z0-9+/]\s*){3}=\s*)?$`
	// printable has something to read, and no control characters but tab, line feed
	// and carriage return.
	printable = `^[\t\n\r ]*[^\x00-\x20][^\x00-\x08\x0B\x0C\x0E-\x1F]*$`
	// literal is a reference as it may be sent: to something contained, to another
	// entry of the Bundle, to a resource by its type and id here or elsewhere, or to
	// the one that a search finds. R4 admits any URL; one that ends otherwise leads
	// to no resource.
	literal = `^(#[A-Za-z0-9.-]{0,64}|urn:(uuid:[0-9a-f-]{36}|oid:[0-9.]+)|(https?://\S+/)?[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}(/_history/[A-Za-z0-9.-]{1,64})?|[A-Z][A-Za-z]+\?\S+)$`
	// largest is the longest text, in characters; R4 says 1 MiB.
	largest = 1 << 20
)

// wholeFormat is a number written without fraction and exponent: JSON Schema takes
// 1.0 for an integer, R4 does not.
const wholeFormat = "fhir-whole"

func form(pattern string) obj { return obj{"type": "string", "pattern": pattern} }

func whole(from int) obj {
	return obj{"type": "integer", "format": wholeFormat, "minimum": from, "maximum": 1<<31 - 1}
}

var readable = obj{"type": "string", "pattern": printable, "maxLength": largest}

var primitives = obj{
	"boolean":      obj{"type": "boolean"},
	"integer":      whole(-1 << 31),
	"unsignedInt":  whole(0),
	"positiveInt":  whole(1),
	"decimal":      obj{"type": "number"},
	"string":       readable,
	"markdown":     readable,
	"code":         form(`^[^\s\x00-\x20]+(\s[^\s\x00-\x20]+)*$`),
	"id":           form(`^[A-Za-z0-9.-]{1,64}$`),
	"uri":          form(`^[^\s\x00-\x20]+$`),
	"url":          form(`^[^\s\x00-\x20]+$`),
	"canonical":    form(`^[^\s\x00-\x20]+$`),
	"oid":          form(`^urn:oid:[0-2](\.(0|[1-9][0-9]*))+$`),
	"uuid":         form(`^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`),
	"date":         form(`^(` + day + `|` + year + `(-(0[1-9]|1[0-2]))?)$`),
	"dateTime":     form(`^(` + day + `(T` + clock + offset + `)?|` + year + `(-(0[1-9]|1[0-2]))?)$`),
	"instant":      form(`^` + day + `T` + clock + offset + `$`),
	"time":         form(`^` + clock + `$`),
	"base64Binary": form(base64),
	"xhtml":        obj{"type": "string", "minLength": 1, "maxLength": largest},
}

// additions are definitions that the table has no type for.
var additions = obj{
	"elementId": form(`^[^\s\x00-\x20]+$`),
}

// elsewhere are the forms of codes that HL7 does not list, because others keep them.
var elsewhere = map[string]obj{
	"currencies": form(`^[A-Z]{3}$`),                                            // ISO 4217
	"mimetypes":  form(`^[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+( ?;.*)?$`), // BCP 13
}

// target is a reference to one of these types. What is contained, and what another
// entry of the Bundle is, is looked up before.
func target(types []string) string {
	any := `(` + strings.Join(types, "|") + `)`
	return `^(#.*|urn:.*|(https?://\S+/)?` + any + `/[^/?]+(/_history/[^/]+)?|` + any + `\?.*)$`
}
