package naming_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/naming"
)

func TestNames(t *testing.T) {
	known := []string{"Siân Weller", "p4", " Weller ", "x", ""}
	for text, found := range map[string]bool{
		"":                             false,
		"befriending in the valley":    false,
		"p4":                           true,
		"for P4, on Tuesdays":          true,
		"area p40":                     false,
		"step4 and p44":                false,
		"p44 but also p4":              true,
		"asked by siân weller":         true,
		"SIÂN WELLER":                  true,
		"Ms Weller's wish":             true,
		"Wellers":                      false,
		"x":                            false,
		"999 000 1049":                 true,
		"her number is 9990001049.":    true,
		"999-000-1049":                 true,
		"999 000 1048":                 false,
		"01632 960999":                 false,
		"flat 3, 999 000 1049":         true,
		"flat 3 999 000 1049":          true,
		"9990001049 1":                 true,
		"1 2 3 4 5 6 7 8 9":            false,
		"ring 19990001049":             false,
		"12 of them, 9990001049 again": true,
		"0000000000":                   false,
	} {
		require.Equal(t, found, naming.Names(text, known), text)
	}
	require.False(t, naming.Names("p4", nil))
	require.True(t, naming.Names("Éva", []string{"éva"}))
}
