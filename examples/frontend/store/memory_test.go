package store_test

import (
	"testing"

	"github.com/towpath-care/towpath/examples/frontend/store"
	"github.com/towpath-care/towpath/examples/frontend/store/storetest"
	"github.com/towpath-care/towpath/recovery"
)

func TestMemory(t *testing.T) {
	storetest.Run(t, func() store.Store { return store.NewMemory(recovery.Decode) })
}
