package client

import (
	"slices"
	"strings"
)

// A scope is one of SMART App Launch 2 (section Scopes for requesting FHIR
// Resources): level/Type.letters?query, where the letters are of "cruds" in that
// order. Those of version 1 are read as what they came to mean.
type scope struct {
	level, typ, letters, query string
}

// parseScope reads a scope; ok is false for one that is of another kind.
func parseScope(text string) (s scope, ok bool) {
	rest, query, _ := strings.Cut(text, "?")
	level, rest, found := strings.Cut(rest, "/")
	typ, letters, dotted := strings.Cut(rest, ".")
	if !found || !dotted || level != "system" && level != "user" && level != "patient" || typ != "*" && !isType(typ) {
		return scope{}, false
	}
	switch letters {
	case "read":
		letters = "rs"
	case "write":
		letters = "cud"
	case "*":
		letters = "cruds"
	}
	at := 0
	for _, l := range letters {
		i := strings.IndexRune("cruds"[at:], l)
		if i < 0 {
			return scope{}, false
		}
		at += i + 1
	}
	return scope{level, typ, letters, query}, letters != ""
}

// without returns the letters of s that a granted scope leaves open.
func (s scope) without(g scope) string {
	if g.level != s.level || g.typ != "*" && g.typ != s.typ || g.query != "" && g.query != s.query {
		return s.letters
	}
	return strings.Map(func(l rune) rune {
		if strings.ContainsRune(g.letters, l) {
			return -1
		}
		return l
	}, s.letters)
}

// missing returns what was asked for and not granted, each as a scope of its own:
// of system/Goal.cruds, when system/Goal.rs was granted, system/Goal.cud.
func missing(asked, granted []string) []string {
	var out []string
	for _, a := range asked {
		if slices.Contains(granted, a) {
			continue
		}
		s, ok := parseScope(a)
		if !ok {
			out = append(out, a)
			continue
		}
		all := s.letters
		for _, g := range granted {
			if had, ok := parseScope(g); ok {
				s.letters = s.without(had)
			}
		}
		switch s.letters {
		case "":
		case all:
			out = append(out, a)
		default:
			out = append(out, s.String())
		}
	}
	return out
}

// String writes the scope as version 2 has it.
func (s scope) String() string {
	text := s.level + "/" + s.typ + "." + s.letters
	if s.query != "" {
		text += "?" + s.query
	}
	return text
}

// isScope reports whether s is one scope (RFC 6749 section 3.3).
func isScope(s string) bool {
	return s != "" && visible(s) && !strings.ContainsAny(s, " \"\\")
}

// spoken returns scopes as an error may name them: without their queries, and at
// most a few.
func spoken(scopes []string) []string {
	const most = 8
	var names []string
	for _, s := range scopes {
		name, _, _ := strings.Cut(s, "?")
		if !isScope(name) || len(name) > 80 || manyDigits(name) {
			continue
		}
		if len(names) == most {
			names = append(names, "and more")
			break
		}
		names = append(names, name)
	}
	return names
}
