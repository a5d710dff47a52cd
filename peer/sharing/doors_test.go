package sharing_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/sharing"
)

func TestEveryKindIsRead(t *testing.T) {
	for _, table := range sharing.Tables() {
		t.Run("DOC-07 "+string(table.Kind), func(t *testing.T) {
			r, err := sharing.Decode(table.Kind, []byte(`{"kind":"`+string(table.Kind)+`"}`))
			require.Nil(t, r, "what is not whole is no record")
			require.ErrorIs(t, err, peer.ErrSchema)
			_, err = sharing.DecodeStep(table.Kind, []byte(`{"do":"no-such-step"}`))
			require.ErrorIs(t, err, peer.ErrUnknownCode)
			for _, row := range table.Rows {
				step, err := sharing.DecodeStep(table.Kind, []byte(`{"do":"`+string(row.Do)+`"}`))
				require.NoError(t, err)
				require.NotNil(t, step)
			}
		})
	}
	for _, kind := range []peer.Kind{"", "no-such-kind"} {
		r, err := sharing.Decode(kind, []byte(`{}`))
		require.Nil(t, r)
		require.Equal(t, peer.NoSuchKind().Error(), err.Error())
		_, err = sharing.DecodeStep(kind, []byte(`{}`))
		require.ErrorIs(t, err, peer.ErrUnknownCode)
	}
}
