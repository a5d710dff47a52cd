package steptest

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

// Shown prints a value in every way that a program might by accident: each verb
// of fmt, by value, by pointer, inside a list, a map and a struct, in a panic, in
// both handlers of slog, and by encoding/json with what its error says.
func Shown(v any) string {
	var b strings.Builder
	inside := struct {
		Open   any
		closed any
	}{v, v}
	for _, x := range []any{v, &v, []any{v}, map[string]any{"k": v}, inside, &inside} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
			fmt.Fprintf(&b, verb+"\n", x)
		}
	}
	b.WriteString(panicked(v))
	timeless := &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{} // its digits come and go
		}
		return a
	}}
	for _, h := range []slog.Handler{slog.NewTextHandler(&b, timeless), slog.NewJSONHandler(&b, timeless)} {
		slog.New(h).Error("shown", "v", v, "inside", inside, "list", []any{v}, "group", slog.GroupValue(slog.Any("v", v)))
	}
	for _, x := range []any{v, inside, []any{v}} {
		raw, err := json.Marshal(x)
		fmt.Fprintf(&b, "%s %v\n", raw, err)
	}
	if err, ok := v.(error); ok {
		b.WriteString(err.Error() + fmt.Errorf("wrapped: %w", err).Error())
	}
	return b.String()
}

func panicked(v any) (text string) {
	defer func() { text = fmt.Sprint(recover()) }()
	panic(v)
}

// Silent checks that a text is in none of the ways a value can be shown.
func Silent(t testing.TB, text string, values ...any) {
	t.Helper()
	for _, v := range values {
		shown := Shown(v)
		hex := fmt.Sprintf("%x", text)
		for _, form := range []string{text, hex, strings.ToUpper(hex)} {
			if i := strings.Index(shown, form); i >= 0 {
				t.Errorf("%T shows what is private: …%s…", v, shown[max(0, i-80):min(len(shown), i+len(form)+20)])
				break
			}
		}
	}
}
