package main

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/fhirtest"
)

// inPostgreSQL keeps the store of a site in the PostgreSQL that TOWPATH_POSTGRES names,
// in a schema of its own.
func inPostgreSQL(t *testing.T, x *site) {
	t.Helper()
	dsn := os.Getenv("TOWPATH_POSTGRES")
	if dsn == "" {
		t.Skip("TOWPATH_POSTGRES names no PostgreSQL to try this on; .ci/postgres starts one.")
	}
	db, err := sql.Open("pgx", dsn)
	require.NoError(t, err)
	schema := fmt.Sprintf("fhirsync_%d", os.Getpid())
	_, err = db.Exec("create schema " + schema)
	require.NoError(t, err)
	t.Cleanup(func() {
		_, err := db.Exec("drop schema " + schema + " cascade")
		require.NoError(t, err)
		require.NoError(t, db.Close())
	})
	x.store = dsn + " search_path=" + schema
}

func TestSeveralOnOnePostgreSQLShareTheWork(t *testing.T) {
	x := newSite(t, fhirtest.Config{})
	inPostgreSQL(t, x)
	done := make(chan error)
	for range 3 {
		go func() { done <- x.under(context.Background(), io.Discard, "sync", "--once") }()
	}
	for range 3 {
		require.NoError(t, <-done)
	}
	require.Len(t, x.epr.IDs("Goal"), 4, "FHIR-16 each is made once")
	require.Len(t, x.epr.IDs("Encounter"), 2)
	out, code := x.run(t, "status")
	require.Zero(t, code)
	require.Contains(t, out, "6 stand there")
	_, code = x.run(t, "plan")
	require.Zero(t, code)
}
