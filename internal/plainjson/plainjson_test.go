package plainjson_test

import (
	"encoding/json"
	"errors"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/plainjson"
)

// secret is a text that encoding/json cannot write.
type secret struct{ text string }

func (s secret) Reveal() string             { return s.text }
func (secret) MarshalJSON() ([]byte, error) { return nil, errors.New("sealed") }

// named prints as something else than it is written as.
type named int

func (named) String() string { return "seven" }

type level uint8

func (l level) MarshalText() ([]byte, error) { return []byte("high"), nil }

type bad struct{}

func (bad) MarshalText() ([]byte, error) { return nil, errors.New("no form") }

type pair struct {
	Text secret    `json:"text"`
	At   time.Time `json:"at,omitzero"`
	List []secret  `json:"list,omitempty"`
}

func TestValue(t *testing.T) {
	at := time.Date(2026, 6, 17, 14, 0, 0, 123_456_789, time.FixedZone("", 3600))
	seven := 7
	for want, v := range map[string]any{
		`"said"`:                     secret{"said"},
		`"<b> & \"q\" \\ \n"`:        secret{"<b> & \"q\" \\ \n"},
		`"2026-06-17T13:00:00.123Z"`: at,
		`7`:                          named(7),
		`-9223372036854775808`:       int64(math.MinInt64),
		`18446744073709551615`:       uint64(math.MaxUint64),
		`"high"`:                     level(1),
		`true`:                       true,
		`null`:                       nil,
		`12`:                         &seven,
		`["a","b"]`:                  []string{"a", "b"},
		`[]`:                         []string(nil),
		`{"a":1,"b":2}`:              map[string]int{"b": 2, "a": 1},
		`{"text":"x"}`:               pair{Text: secret{"x"}},
		`{"text":"","list":["x"]}`:   pair{List: []secret{{"x"}}},
		`{"raw":1}`:                  json.RawMessage(`{"raw":1}`),
	} {
		if p, ok := v.(*int); ok {
			*p = 12
		}
		b, err := plainjson.Value(v)
		require.NoError(t, err)
		require.Equal(t, want, string(b))
		require.True(t, json.Valid(b))
	}
}

func TestValueWithoutAForm(t *testing.T) {
	for _, v := range []any{1.5, func() {}, make(chan int), bad{}, []any{bad{}}, map[string]bad{"k": {}}, map[int]int{1: 1}, struct {
		B bad `json:"b"`
	}{}, struct {
		N *named `json:"n"`
		I any    `json:"i"`
	}{}} {
		_, err := plainjson.Value(v)
		require.Error(t, err, "%T", v)
	}
}

func TestObject(t *testing.T) {
	t.Run("members of several structs stand in one object, in order", func(t *testing.T) {
		head := struct {
			Kind string `json:"kind"`
			Skip string `json:"-"`
			Bare string
			gone string
		}{"k", "s", "b", "g"}
		require.NotEmpty(t, head.gone)
		b, err := plainjson.Object(head, &pair{Text: secret{"x"}}, struct{}{})
		require.NoError(t, err)
		require.Equal(t, `{"kind":"k","text":"x"}`, string(b))
	})
	t.Run("what is empty is left out where the tag says so", func(t *testing.T) {
		b, err := plainjson.Object(struct {
			A string          `json:"a,omitempty"`
			B []int           `json:"b,omitempty"`
			C map[string]int  `json:"c,omitzero"`
			D struct{ X int } `json:"d,omitzero"`
			E []int           `json:"e"`
		}{B: []int{}, C: map[string]int{}})
		require.NoError(t, err)
		require.Equal(t, `{"e":[]}`, string(b))
	})
	t.Run("the same value gives the same bytes", func(t *testing.T) {
		m := map[string]int{}
		for i := range 50 {
			m[string(rune('a'+i%26))+string(rune('a'+i/26))] = i
		}
		first, err := plainjson.Value(m)
		require.NoError(t, err)
		for range 20 {
			again, err := plainjson.Value(m)
			require.NoError(t, err)
			require.Equal(t, first, again)
		}
	})
	t.Run("bytes that are no text are not written as they are", func(t *testing.T) {
		b, err := plainjson.Value(secret{"a\xffb"})
		require.NoError(t, err)
		require.True(t, json.Valid(b))
	})
}
