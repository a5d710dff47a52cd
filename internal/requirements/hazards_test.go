package requirements_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/requirements"
)

func TestHazards(t *testing.T) {
	list := requirements.Hazards()
	require.Len(t, list, 30)
	for i, h := range list {
		require.Equal(t, fmt.Sprintf("H%02d", i+1), h.ID)
		require.True(t, strings.HasSuffix(h.Text, ".") && len(h.Text) <= 120, h.ID)
	}
}
