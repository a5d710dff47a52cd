package sqlledger

import (
	"database/sql"
	"strings"
)

// Dialect is the kind of database a ledger lives in.
type Dialect string

// The dialects. A program links the driver it opens the database with; this package
// links none.
const (
	// SQLite, 3.38 or later: one file, for one machine. It is set to WAL, and every
	// change to synchronous FULL.
	SQLite Dialect = "sqlite"
	// PostgreSQL, 13 or later: many workers on many machines.
	PostgreSQL Dialect = "postgresql"
)

// speech is what the dialects say differently.
type speech struct {
	// ready is said to a connection before a transaction, begin starts one.
	ready, begin string
	// forUpdate keeps rows of w from everybody else, skipLocked passes over those that
	// somebody keeps; empty where a transaction has the database to itself anyway.
	forUpdate, skipLocked string
	// next is a new number of waiting, in the order of j.n.
	next string
	// through is the order in which rows of s are written.
	through string
	// rows makes a table of a parameter that is a list in JSON.
	rows func(param, columns string) string
	// alone: one transaction writes at a time.
	alone bool
	// atOnce is a condition that always holds, under which a statement that is a
	// transaction by itself is on the disk when it ends, and is given up when somebody
	// else keeps a row; empty where that needs nothing.
	atOnce string
	// migrate keeps others from changing the tables; there counts the tables of a name.
	migrate, there string
}

var speeches = map[Dialect]speech{
	SQLite: {
		ready:   "pragma synchronous = full",
		begin:   "begin immediate",
		through: "s.n",
		next:    "(select coalesce(max(seq), 0) from {prefix}waiting) + j.n + 1",
		rows:    sqliteRows,
		alone:   true,
		there:   "select count(*) from sqlite_master where type = 'table' and name = ?1",
	},
	PostgreSQL: {
		begin: "begin isolation level read committed read write; " +
			"select set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off'",
		forUpdate:  " for update of w",
		skipLocked: " for update skip locked",
		through:    "s.target, s.type, s.kind, s.id, s.part",
		next:       "nextval('{prefix}waiting_order')",
		rows:       postgresRows,
		atOnce: "(select set_config('synchronous_commit', case current_setting('synchronous_commit') when 'off' then 'on' else current_setting('synchronous_commit') end, true) <> '')" +
			" and (select set_config('lock_timeout', '20ms', true) <> '')",
		migrate: "select pg_advisory_xact_lock(hashtextextended('{prefix}schema', 0))",
		// Not to_regclass: it remembers that there was none, also once the lock is had.
		there: "select count(*) from pg_catalog.pg_class where relname = ?1 and relkind = 'r' and pg_catalog.pg_table_is_visible(oid)",
	},
}

// sqliteRows takes columns as "name type, name type".
func sqliteRows(param, columns string) string {
	var parts []string
	for column := range strings.SplitSeq(columns, ", ") {
		name, _, _ := strings.Cut(column, " ")
		parts = append(parts, "value ->> '$."+name+"' as "+name)
	}
	return "(select " + strings.Join(parts, ", ") + " from json_each(" + param + "))"
}

func postgresRows(param, columns string) string {
	return "(select * from json_to_recordset(" + param + "::text::json) as r(" + columns + "))"
}

// text is a statement in this dialect: the prefix of the tables put in, and the
// parameters as it writes them.
func (l *Ledger) text(statement string) string {
	statement = strings.ReplaceAll(statement, "{prefix}", l.prefix)
	if l.dialect == PostgreSQL {
		statement = strings.ReplaceAll(statement, "?", "$")
	}
	return statement
}

// rows gives a list in JSON as a table; see speech.
func (l *Ledger) rows(param, columns string) string { return speeches[l.dialect].rows(param, columns) }

// connection is what statements are said to: a connection, or a transaction of the host.
type connection interface {
	execer
	querier
}

var _ connection = (*sql.Tx)(nil)
