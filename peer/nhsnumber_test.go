package peer_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/towpath-care/towpath/peer"
	"pgregory.net/rapid"
)

func parseNHSNumber(s string) error { _, err := peer.ParseNHSNumber(s); return err }

func TestParseNHSNumber(t *testing.T) {
	for _, text := range []string{"9990001014", "999 000 1014", "999-000-1014", " 9990001014 ", "9 9 9 0 0 0 1 0 1 4",
		"999 000 1022", "999 000 1030", "999 000 1049", "999 000 1057", "999 000 1065", "999 000 1073", "999 000 1081", "999 000 1103"} {
		t.Run("FHIR-15 "+text, func(t *testing.T) {
			n, err := peer.ParseNHSNumber(text)
			require.NoError(t, err)
			require.Equal(t, strings.NewReplacer(" ", "", "-", "").Replace(text), n.Reveal())
			require.True(t, n.IsTest())
			require.False(t, n.IsZero())
		})
	}
	words := fixedWords(t, parseNHSNumber, "x")
	for name, text := range map[string]string{
		"AT-15.4 the check digit":      "999 000 1015",
		"a result of 10":               "9990000000",
		"nine digits":                  "999000101",
		"eleven digits":                "99900010141",
		"nothing":                      "",
		"a letter":                     "999000101O",
		"two numbers":                  "9990001014 9990001022",
		"digits of another script":     "٩٩٩٠٠٠١٠١٤",
		"wide digits":                  "９９９０００１０１４",
		"a space that does not break":  "999\u00a0000\u00a01014",
		"a line break":                 "999000\n1014",
		"a sign":                       "+9990001014",
		"dots":                         "999.000.1014",
		"ten zeros":                    "0000000000",
		"a name":                       "Aled Prowse",
		"ten digits and endless space": "9990001014" + strings.Repeat(" ", 1<<20),
		"endless digits":               strings.Repeat("9990001014", 1<<17),
		"broken text":                  "\xff\xfe9990001014",
	} {
		t.Run("FHIR-15 not "+name, func(t *testing.T) {
			n, err := peer.ParseNHSNumber(text)
			refused(t, err, peer.ErrInvalidNHSNumber)
			require.Contains(t, words, wordsOf(t, err), "nothing of what was sent")
			require.Zero(t, n)
		})
	}
	t.Run("FHIR-15 digits change places or value", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			digits := []byte("9990001014")
			i := rapid.IntRange(0, 9).Draw(t, "i")
			if j := rapid.IntRange(0, 9).Draw(t, "j"); digits[i] != digits[j] && (i == j+1 || j == i+1) {
				digits[i], digits[j] = digits[j], digits[i]
			} else {
				digits[i] = '0' + (digits[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
			}
			refused(t, parseNHSNumber(string(digits)), peer.ErrInvalidNHSNumber)
		})
	})
	t.Run("FHIR-15 one number in eleven has no check digit, the others have one", func(t *testing.T) {
		none := 0
		for first := 999_000_000; first < 999_000_110; first++ {
			valid := 0
			for last := range 10 {
				if parseNHSNumber(fmt.Sprintf("%d%d", first, last)) == nil {
					valid++
				}
			}
			require.LessOrEqual(t, valid, 1)
			none += 1 - valid
		}
		require.Equal(t, 10, none)
	})
}

func TestNHSNumberNeverShows(t *testing.T) {
	n, err := peer.ParseNHSNumber("999 000 1014")
	require.NoError(t, err)
	type inside struct {
		Number peer.NHSNumber
		hidden peer.NHSNumber
	}
	in := inside{n, n}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "%p", "%c", "%U", "%T", "%10v", "%!"} {
		fmt.Fprintf(&out, verb+"\n", n)
		fmt.Fprintf(&out, verb+"\n", &n)
		fmt.Fprintf(&out, verb+"\n", in)
		fmt.Fprintf(&out, verb+"\n", []any{n, &in, map[string]peer.NHSNumber{"a": n}})
	}
	fmt.Fprintln(&out, n, in, n.String(), fmt.Errorf("about %v", n))
	for _, h := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
		slog.New(h).Info("x", "n", n, "p", &n, "in", in, "list", []peer.NHSNumber{n}, "key", map[peer.NHSNumber]int{n: 1})
	}
	_, err = json.Marshal(map[peer.NHSNumber]int{n: 1})
	require.Error(t, err)
	fmt.Fprintln(&out, err)
	for _, v := range []any{n, &n, in, []peer.NHSNumber{n}} {
		_, err := json.Marshal(v)
		require.ErrorIs(t, err, peer.ErrSealed)
		fmt.Fprintln(&out, err)
	}
	_, err = xml.Marshal(in)
	require.ErrorIs(t, err, peer.ErrSealed)
	_, err = n.MarshalText()
	require.ErrorIs(t, err, peer.ErrSealed)
	require.Contains(t, out.String(), "(nhs number)")
	for _, shown := range []string{"9990001014", "999 000 1014", "0001014", "39393930303031303134"} {
		require.NotContains(t, out.String(), shown)
	}
	_ = in.hidden
}

func TestNHSNumberValue(t *testing.T) {
	a, err := peer.ParseNHSNumber("999 000 1014")
	require.NoError(t, err)
	b, err := peer.ParseNHSNumber("999-000-1014")
	require.NoError(t, err)
	require.True(t, a == b)
	var c peer.NHSNumber
	require.True(t, c.IsZero())
	require.False(t, c.IsTest())
	require.Empty(t, c.Reveal())
	require.NoError(t, json.Unmarshal([]byte(`"9990001014"`), &c))
	require.True(t, a == c)
	refused(t, json.Unmarshal([]byte(`"9990001015"`), &c), peer.ErrInvalidNHSNumber)
	err = json.Unmarshal([]byte(`9990001014`), &c)
	require.Error(t, err)
	require.NotContains(t, err.Error(), "9990001014")
}

func FuzzParseNHSNumber(f *testing.F) {
	for _, s := range []string{"9990001014", "999 000 1014", "999 000 1015", "", "0000000000", "----------", "９９９０００１０１４"} {
		f.Add(s)
	}
	words := fixedWords(f, parseNHSNumber, "x")
	f.Fuzz(func(t *testing.T, s string) {
		n, err := peer.ParseNHSNumber(s)
		if err != nil {
			require.Contains(t, words, wordsOf(t, err))
			require.True(t, n.IsZero())
			return
		}
		require.Len(t, n.Reveal(), 10)
		again, err := peer.ParseNHSNumber(n.Reveal())
		require.NoError(t, err)
		require.True(t, n == again)
	})
}
