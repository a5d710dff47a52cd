package stepschema

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/towpath-care/towpath/peer"
)

// Declarations gives TypeScript types of everything that has a schema here: for each
// kind of record what is stored and what may be posted, and the decisions.
func Declarations(tables []peer.Table) string {
	var b strings.Builder
	b.WriteString("// Generated from the code by go generate ./...; do not edit.\n\n")
	for _, name := range slices.Sorted(maps.Keys(decisions()["definitions"].(schema))) {
		declare(&b, name, decisions()["definitions"].(schema)[name].(schema))
	}
	declare(&b, titleWords, stored.words(peer.Field{}))
	declare(&b, titleSpan, posted.span(peer.Field{}))
	for _, t := range tables {
		declare(&b, pascal(t.Kind)+"Record", record(t))
		declare(&b, pascal(t.Kind)+"Step", steps(t))
	}
	byKind(&b, "Records", "Every kind of record by its name.", tables, "Record")
	byKind(&b, "Steps", "The steps of every kind of record by its name.", tables, "Step")
	return b.String()
}

// pascal is a kind as TypeScript names a type: problem-solving becomes ProblemSolving.
func pascal(k peer.Kind) string {
	var b strings.Builder
	for part := range strings.SplitSeq(string(k), "-") {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}

func byKind(b *strings.Builder, name, says string, tables []peer.Table, suffix string) {
	fmt.Fprintf(b, "/** %s */\nexport interface %s {\n", says, name)
	for _, t := range tables {
		fmt.Fprintf(b, "  %q: %s%s;\n", t.Kind, pascal(t.Kind), suffix)
	}
	b.WriteString("}\n")
}

func declare(b *strings.Builder, name string, s schema) {
	comment(b, "", s)
	if s["type"] == "object" {
		fmt.Fprintf(b, "export interface %s %s\n\n", name, members(s, ""))
		return
	}
	fmt.Fprintf(b, "export type %s =%s;\n\n", name, typeOf(s, ""))
}

func comment(b *strings.Builder, indent string, s schema) {
	if says, _ := s["description"].(string); says != "" {
		fmt.Fprintf(b, "%s/** %s */\n", indent, strings.ReplaceAll(says, "*/", "* /"))
	}
}

// typeOf is a schema as a type.
func typeOf(s schema, indent string) string {
	switch s["title"] {
	case titleActor, titleWords, titleSpan:
		return s["title"].(string)
	}
	for _, name := range []string{"oneOf", "anyOf"} {
		if of, ok := s[name].([]any); ok && s["type"] == nil {
			return union(of, indent)
		}
	}
	switch at, _ := s["$ref"].(string); {
	case at != "":
		return at[strings.LastIndex(at, "/")+1:]
	case s["const"] != nil:
		return literal(s["const"])
	case s["enum"] != nil:
		return oneOf(s["enum"].([]string))
	}
	switch s["type"] {
	case "object":
		return members(s, indent)
	case "array":
		return "Array<" + typeOf(s["items"].(schema), indent) + ">"
	case "string":
		return "string"
	case "integer":
		return "number"
	case "boolean":
		return "boolean"
	case "null":
		return "null"
	}
	return "unknown"
}

func union(of []any, indent string) string {
	var b strings.Builder
	for _, s := range of {
		b.WriteString("\n" + indent + "  | " + typeOf(s.(schema), indent+"    "))
	}
	if text := b.String(); !strings.Contains(text, "{") { // short enough for a line
		return strings.ReplaceAll(strings.TrimPrefix(text, "\n"+indent+"  | "), "\n"+indent+"  ", " ")
	}
	return b.String()
}

// oneOf are the words of a closed list. An empty list, whose words the record gives, is
// any text.
func oneOf(words []string) string {
	if len(words) == 0 {
		return "string"
	}
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = literal(w)
	}
	return strings.Join(out, " | ")
}

func literal(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("stepschema: " + err.Error()) // a schema of ours holds texts and numbers only
	}
	return string(b)
}

// members is an object as a type; the members that tell one kind or step from another
// stand first.
func members(s schema, indent string) string {
	all, _ := s["properties"].(schema)
	if len(all) == 0 {
		return "Record<string, " + map[bool]string{true: "never", false: "unknown"}[s["additionalProperties"] == false] + ">"
	}
	needed, _ := s["required"].([]string)
	names := slices.SortedFunc(maps.Keys(all), func(a, b string) int {
		if first := rank(a) - rank(b); first != 0 {
			return first
		}
		return strings.Compare(a, b)
	})
	var b strings.Builder
	b.WriteString("{\n")
	for _, name := range names {
		member := all[name].(schema)
		comment(&b, indent+"  ", member)
		fmt.Fprintf(&b, "%s  %s%s: %s;\n", indent, name, map[bool]string{true: "", false: "?"}[slices.Contains(needed, name)], typeOf(member, indent+"  "))
	}
	b.WriteString(indent + "}")
	return b.String()
}

func rank(member string) int {
	if at := slices.Index([]string{"do", "kind", "schema", "id", "rev", "status", "recent"}, member); at >= 0 {
		return at
	}
	return 100
}
