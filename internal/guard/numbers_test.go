package guard_test

import (
	"fmt"
	"path"
	"regexp"
	"strings"
	"testing"
)

// tenDigits finds ten digits that stand alone, together or in the groups in
// which an NHS number is written: 3, 3 and 4 with a space or a hyphen.
var tenDigits = regexp.MustCompile(`(?:^|[^\pL\pN_.+])(\d{3}[ \x{a0}-]?\d{3}[ \x{a0}-]?\d{4})\b`)

// notNHSNumbers holds ten digits with a valid check digit that are something
// else, with what they are.
var notNHSNumbers = map[string]string{
	"0123456789": "the ten digits in their order",
	"0000000000": "ten zeros, which is nobody's number",
	"2147483648": "the smallest integer of FHIR, without its sign",
}

// foreignNumbers finds NHS numbers that could be somebody's: ten digits with a
// valid check digit outside the range that is kept for tests, 999 000 0000 to
// 999 999 9999.
func foreignNumbers(name, text string) []string {
	var faults []string
	line := 1
	for row := range strings.Lines(text) {
		// A number ends where the next may begin, so each match is looked for anew.
		for rest := row; ; {
			m := tenDigits.FindStringSubmatchIndex(rest)
			if m == nil {
				break
			}
			digits := onlyDigits(rest[m[2]:m[3]])
			if validNHSNumber(digits) && !strings.HasPrefix(digits, "999") && notNHSNumbers[digits] == "" {
				faults = append(faults, fmt.Sprintf("%s:%d holds a number that could be somebody's NHS number", name, line))
			}
			rest = rest[m[3]:]
		}
		line++
	}
	return faults
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// validNHSNumber checks the tenth digit of ten against the nine before it: their
// sum, weighted 10 to 2, taken from 11 by modulus 11 (NHS Data Dictionary).
func validNHSNumber(digits string) bool {
	sum := 0
	for i := range 9 {
		sum += int(digits[i]-'0') * (10 - i)
	}
	check := (11 - sum%11) % 11
	return check < 10 && byte(check) == digits[9]-'0'
}

func TestNHSNumbersAreFromTheTestRange(t *testing.T) {
	var faults []string
	for _, name := range files(t) {
		if path.Ext(name) == ".sum" {
			continue
		}
		if content, ok := text(t, name); ok {
			faults = append(faults, foreignNumbers(name, content)...)
		}
	}
	none(t, faults)
}

func TestNumberGuardDies(t *testing.T) {
	// Put together here, so that this file holds none itself.
	a, b, c := "943", "476", "5919"
	planted := strings.Join([]string{
		a + b + c,
		"nhs " + a + " " + b + " " + c + ".",
		`"` + a + "-" + b + "-" + c + `" and (` + a + b + c + `)`,
		a + "\u00a0" + b + "\u00a0" + c,
	}, "\n")
	found(t, foreignNumbers("x.json", planted), "x.json:1 ", "x.json:2 ", "x.json:3 ", "x.json:3 ", "x.json:4 ")
	for _, fine := range []string{
		"999 000 0018", "9990000018", // the test range
		a + b + "5918",    // its check digit is wrong
		"1" + a + b + c,   // eleven digits
		a + b + c + "0",   // eleven digits
		"x" + a + b + c,   // part of a word
		"0." + a + b + c,  // part of a fraction
		"+44" + a + b + c, // a telephone number
		a + b + c + "f",   // a digest
	} {
		found(t, foreignNumbers("x.json", fine))
	}
}
