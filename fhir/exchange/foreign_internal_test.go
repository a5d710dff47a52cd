package exchange

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

func TestWhoseAContentIs(t *testing.T) {
	agreed, sent, other := digest([]byte("agreed")), digest([]byte("sent")), digest([]byte("other"))
	for _, c := range []struct {
		name    string
		link    Link
		content peer.Digest
		foreign bool
	}{
		{"FHIR-16 it was agreed on", Link{Base: agreed}, agreed, false},
		{"FHIR-16 it was sent, and nobody heard what became of it", Link{Base: agreed, Expected: []peer.Digest{sent}}, sent, false},
		{"FHIR-16 it was sent for the first time", Link{Expected: []peer.Digest{sent}}, sent, false},
		{"FHIR-16, FHIR-17 neither", Link{Base: agreed, Expected: []peer.Digest{sent}}, other, true},
		{"FHIR-16, FHIR-17 nothing was agreed on, and it is not what was sent", Link{Expected: []peer.Digest{sent}}, other, true},
		{"FHIR-16, FHIR-17 nobody can tell what it says, and nothing was agreed on", Link{Expected: []peer.Digest{sent}}, "", true},
		{"FHIR-16, FHIR-17 nobody can tell what it says", Link{Base: agreed}, "", true},
		{"FHIR-16 of what was never sent nobody can say", Link{}, other, false},
	} {
		t.Run(c.name, func(t *testing.T) { require.Equal(t, c.foreign, c.link.foreign(c.content)) })
	}
}
