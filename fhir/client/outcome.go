package client

import (
	"slices"
	"strings"
)

// severities and issueCodes are R4's required value sets of
// OperationOutcome.issue.severity and .code.
var (
	severities = []string{"fatal", "error", "warning", "information"}
	issueCodes = []string{
		"invalid", "structure", "required", "value", "invariant", "security", "login", "unknown",
		"expired", "forbidden", "suppressed", "processing", "not-supported", "duplicate",
		"multiple-matches", "not-found", "deleted", "too-long", "code-invalid", "extension",
		"too-costly", "business-rule", "conflict", "transient", "lock-error", "no-store",
		"exception", "timeout", "incomplete", "throttled", "informational",
	}
)

const (
	mostIssues      = 32
	mostExpressions = 8
)

// issuesOf reads the issues of an OperationOutcome: what stands on a closed
// list, and paths. diagnostics and details are left out, because servers quote
// the resource there.
func issuesOf(body piece) []Issue {
	if body.member("resourceType").text() != "OperationOutcome" {
		return nil
	}
	var out []Issue
	body.member("issue").each(func(p piece) bool {
		i := Issue{Severity: onList(severities, p.member("severity").text()), Code: onList(issueCodes, p.member("code").text())}
		p.member("expression").each(func(x piece) bool {
			if path := x.text(); isPath(path) {
				i.Expression = append(i.Expression, path)
			}
			return len(i.Expression) < mostExpressions
		})
		out = append(out, i)
		return len(out) < mostIssues
	})
	return out
}

func onList(list []string, word string) string {
	if slices.Contains(list, word) {
		return word
	}
	return ""
}

// isPath reports whether s is names and positions only, such as
// Bundle.entry[72].resource. A path with a function in it may quote a value.
func isPath(s string) bool {
	if len(s) > 200 {
		return false
	}
	for part := range strings.SplitSeq(s, ".") {
		name, position, indexed := strings.Cut(part, "[")
		if !isName(name) || indexed && !isPosition(position) {
			return false
		}
	}
	return true
}

func isName(s string) bool {
	return s != "" && len(s) <= 40 && strings.Trim(s[:1], "0123456789") != "" &&
		strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == "" && !manyDigits(s)
}

// manyDigits reports whether s could hold an identifying number.
func manyDigits(s string) bool {
	digits := 0
	for i := range len(s) {
		if s[i] >= '0' && s[i] <= '9' {
			digits++
		}
	}
	return digits > 3
}

func isPosition(s string) bool {
	digits, closed := strings.CutSuffix(s, "]")
	return closed && digits != "" && len(digits) <= 4 && strings.Trim(digits, "0123456789") == ""
}
