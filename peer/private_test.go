package peer_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// formatted prints a value with every verb.
func formatted(v any) []string {
	var out []string
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		out = append(out, fmt.Sprintf(verb, v))
	}
	return out
}

func TestPrivate(t *testing.T) {
	const secret = "the words themselves"
	p := peer.Say(secret)
	t.Run("H26 a private text does not print, log or marshal", func(t *testing.T) {
		steptest.Silent(t, secret, p, &p, []peer.Private{p}, map[string]peer.Private{"k": p}, struct{ P peer.Private }{p}, struct{ p peer.Private }{p},
			struct{ p *peer.Private }{&p}, own(secret), peer.Boundary{Words: own(secret)})
		require.Equal(t, "(private)", p.String())
		require.Equal(t, "(private)", fmt.Sprintf("%#v", p))
		require.Equal(t, "(private)", p.LogValue().String())
	})
	t.Run("H26 marshalling is an error that names the doors", func(t *testing.T) {
		for _, v := range []any{p, &p, own(secret), theProposal(), []any{p}} {
			_, err := json.Marshal(v)
			require.ErrorIs(t, err, peer.ErrSealed)
			require.ErrorContains(t, err, "Encode")
		}
	})
	t.Run("only Reveal tells", func(t *testing.T) {
		require.Equal(t, secret, p.Reveal())
		require.Empty(t, peer.Private{}.Reveal())
		require.True(t, peer.Say("").IsZero())
		require.Equal(t, peer.Say(secret), p, "texts can be compared")
		require.NotEqual(t, peer.Say("others"), p)
	})
	t.Run("it reads a text and nothing else", func(t *testing.T) {
		var got peer.Private
		require.NoError(t, json.Unmarshal([]byte(`"the words themselves"`), &got))
		require.Equal(t, p, got)
		for _, bad := range []string{`7`, `{}`, `["x"]`, `true`} {
			err := got.UnmarshalJSON([]byte(bad))
			require.ErrorIs(t, err, peer.ErrSchema)
		}
	})
	t.Run("an NHS number is in no error", func(t *testing.T) {
		for _, number := range []string{"9990000018", "999 000 0018", "9990000019", "9990001015"} {
			_, err := peer.ParseNHSNumber(number)
			if err != nil {
				steptest.Silent(t, number, err)
			}
			_, err = peer.DecodeContactStep([]byte(`{"do":"record","person":` + fmt.Sprintf("%q", number) + `,"nhsNumber":"` + number + `","` + number + `":1}`))
			require.Error(t, err)
			steptest.Silent(t, number, err)
		}
	})
	t.Run("PEER-47 words keep whose they are", func(t *testing.T) {
		w := own("hello")
		require.False(t, w.From(aled), "words nobody has taken are nobody's")
		w.By = byAled
		require.True(t, w.From(aled))
		require.False(t, w.From(beatriz))
		require.False(t, peer.Words{}.From(""))
		w.By = byJess
		require.False(t, w.From(peer.PersonID(jess)))
	})
}

func TestHead(t *testing.T) {
	rel := tellRel(t).active
	t.Run("H26 a record prints as its kind, id, revision and status", func(t *testing.T) {
		for _, s := range formatted(rel) {
			require.Equal(t, "relationship/rel-1@5 active", s)
		}
		require.Equal(t, "[kind=relationship id=rel-1 rev=5 status=active]", rel.LogValue().String())
	})
}
