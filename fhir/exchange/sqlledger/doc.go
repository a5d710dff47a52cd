// Package sqlledger keeps an exchange.Ledger in a database of the host's: in a file of
// SQLite, or in PostgreSQL. It links no driver; the host opens the database with the one
// it has.
//
//	db, err := sql.Open("sqlite", "file:ledger.db") // modernc.org/sqlite, for one
//	ledger, err := sqlledger.Open(ctx, db, sqlledger.SQLite, sqlledger.Options{})
//
// A host whose own records are in the same database marks what it changes in the same
// transaction, so that a record and the note of it are stored together or not at all:
//
//	tx, err := db.BeginTx(ctx, nil)
//	// … the host's own changes
//	err = ledger.In(tx).MarkDirty(ctx, "epr", wanted...)
//	err = tx.Commit()
//
// What was answered without an error is on the disk: SQLite is told to wait for it
// (synchronous FULL), and so is a PostgreSQL that was told not to. No transaction stays
// open while the caller does something: what is read to the end is read page by page.
//
// Several programs may use one store at once. With PostgreSQL they share the work without
// waiting for each other; with SQLite one writes at a time, on one machine.
//
// The tables belong to this package, and their names begin with a prefix that the host
// can choose. They hold ids, times and codes, and no words of a person. A store is brought
// up to the version of the program that opens it, never back.
package sqlledger
