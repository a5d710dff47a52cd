// Package naming finds what would tell who somebody is in a text where nobody is to
// be named. It finds what it is told of and NHS numbers, and promises no more: no
// software finds every name in prose.
package naming

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Names reports whether a text holds an NHS number, or one of these names and ids as
// words of their own. Capitals make no difference. A name of a single character is
// passed over.
func Names(text string, known []string) bool {
	return holdsNHSNumber(text) || holdsOne(text, known)
}

func holdsOne(text string, known []string) bool {
	text = strings.ToLower(text)
	for _, name := range known {
		name = strings.ToLower(strings.TrimSpace(name))
		if utf8.RuneCountInString(name) > 1 && holdsWord(text, name) {
			return true
		}
	}
	return false
}

// holdsWord looks for a word that does not go on before or after.
func holdsWord(text, word string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		from, to := at+i, at+i+len(word)
		before, _ := utf8.DecodeLastRuneInString(text[:from])
		after, _ := utf8.DecodeRuneInString(text[to:])
		if !inWord(before) && !inWord(after) {
			return true
		}
		at = from + 1
	}
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// holdsNHSNumber looks for ten digits with a matching check digit, in one piece or in
// pieces with a space or hyphen between them.
func holdsNHSNumber(text string) bool {
	var pieces []string
	for len(text) > 0 {
		n := digits(text)
		if n == 0 {
			if text[0] != ' ' && text[0] != '-' {
				pieces = pieces[:0]
			}
			text = text[1:]
			continue
		}
		pieces = append(pieces, text[:n])
		if endsInNumber(pieces) {
			return true
		}
		text = text[n:]
	}
	return false
}

func digits(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

// endsInNumber reports whether the last pieces together are an NHS number.
func endsInNumber(pieces []string) bool {
	joined := ""
	for i := len(pieces) - 1; i >= 0 && len(joined) < 10; i-- {
		joined = pieces[i] + joined
	}
	return NHSNumber(joined)
}

// NHSNumber reports whether these are the ten digits of an NHS number: not all of them
// zero, and the last one checks the others modulo 11. The first nine weigh 10 down to 2;
// a result of 11 stands for 0, and 10 matches no digit.
func NHSNumber(text string) bool {
	if len(text) != 10 || digits(text) != 10 || text == "0000000000" {
		return false
	}
	sum := 0
	for i := range 9 {
		sum += int(text[i]-'0') * (10 - i)
	}
	return (11-sum%11)%11 == int(text[9]-'0')
}
