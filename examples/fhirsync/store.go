package main

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	_ "modernc.org/sqlite"             // the driver "sqlite"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
)

// stored is where the program remembers what it has sent.
type stored struct {
	Store     string `placeholder:"DSN" env:"TOWPATH_STORE" help:"What was sent and what waits: a file of SQLite (sync.db), or postgres://user@host/database. Without it, memory."`
	StoreFile string `placeholder:"FILE" env:"TOWPATH_STORE_FILE" help:"A file that holds the DSN, for one with a password in it."`
	Target    string `default:"epr" placeholder:"NAME" env:"TOWPATH_TARGET" help:"What the store calls the record system. Each one has a name of its own."`
}

// kept reports whether anything is remembered after the program ends.
func (o stored) kept() bool { return o.Store != "" || o.StoreFile != "" }

// open opens the ledger; close ends it. A store in PostgreSQL may be opened by any
// number of programs at once, which then share the work.
func (o stored) open(ctx context.Context, now func() time.Time) (l exchange.Ledger, end func(), err error) {
	if !o.kept() {
		return &exchange.MemoryLedger{Now: now}, func() {}, nil
	}
	dsn, err := o.dsn()
	if err != nil {
		return nil, nil, exit{exitUsage, err}
	}
	driver, dialect, dsn, err := spoken(dsn)
	if err != nil {
		return nil, nil, exit{exitUsage, err}
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		return nil, nil, exit{exitUsage, errNoDSN}
	}
	kept, err := sqlledger.Open(ctx, db, dialect, sqlledger.Options{Now: now})
	if err != nil {
		_ = db.Close()
		return nil, nil, ended(err)
	}
	return kept, func() { _ = db.Close() }, nil
}

var (
	errNoDSN = errors.New("the store is not an address that can be read, so nothing was opened, sent or changed: give a file, such as sync.db, or postgres://user@host/database")
	errShown = errors.New("the store's address has a password in it, which others on this machine could read; nothing was opened: put the address into a file that only you can read and give --store-file")
	errBoth  = errors.New("--store and --store-file both say where the store is; nothing was opened: give one")
	errOpen  = errors.New("the file that --store-file names holds a password, and others on this machine can read it; nothing was opened: let only its owner read it (chmod 600)")
	errFile  = errors.New("the file that --store-file names cannot be read, or is empty; nothing was opened: look at its name and who may read it")
)

// dsn is the address of the store. A password stands in a file and nowhere else.
func (o stored) dsn() (string, error) {
	if o.Store != "" && o.StoreFile != "" {
		return "", errBoth
	}
	if o.StoreFile == "" {
		if hasPassword(o.Store) {
			return "", errShown
		}
		return o.Store, nil
	}
	b, err := os.ReadFile(o.StoreFile)
	dsn := strings.TrimSpace(string(b))
	if err != nil || dsn == "" {
		return "", errFile
	}
	info, err := os.Stat(o.StoreFile)
	if err != nil || hasPassword(dsn) && info.Mode().Perm()&0o077 != 0 {
		return "", errOpen
	}
	return dsn, nil
}

var passwordIn = regexp.MustCompile(`(?i)(^|[\s?&])password\s*=`)

func hasPassword(dsn string) bool {
	if passwordIn.MatchString(dsn) {
		return true
	}
	u, err := url.Parse(dsn)
	if err != nil || u.User == nil {
		return false
	}
	_, has := u.User.Password()
	return has
}

var keywords = regexp.MustCompile(`^\s*[a-z_]+\s*=`)

// spoken says by which driver and dialect an address is opened.
func spoken(dsn string) (driver string, dialect sqlledger.Dialect, address string, err error) {
	scheme, rest, has := strings.Cut(dsn, ":")
	switch {
	case scheme == "postgres" || scheme == "postgresql":
		u, err := url.Parse(dsn)
		if err != nil || !strings.HasPrefix(rest, "//") || u.Path == "" && u.RawQuery == "" {
			return "", "", "", errNoDSN
		}
		return "pgx", sqlledger.PostgreSQL, dsn, nil
	case keywords.MatchString(dsn):
		return "pgx", sqlledger.PostgreSQL, dsn, nil
	case scheme == "file" && rest != "":
		return "sqlite", sqlledger.SQLite, dsn, nil
	case scheme == "sqlite" && rest != "":
		return "sqlite", sqlledger.SQLite, "file:" + escaped(strings.TrimPrefix(rest, "//")), nil
	case has && (len(scheme) > 1 || rest == "") || dsn == "":
		return "", "", "", errNoDSN
	}
	return "sqlite", sqlledger.SQLite, "file:" + escaped(dsn), nil
}

// escaped is a path as it stands in an address of SQLite, where ? and # end it.
func escaped(path string) string {
	return strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(filepath.ToSlash(path))
}

// serverKept is where a store remembers which record system a target is.
const serverKept = "fhirsync/server"

// bind makes sure that the store knows this target as this record system: what it says
// of another one would be taken for what was removed here.
func bind(ctx context.Context, l exchange.Ledger, target, base string) error {
	known, err := l.Checkpoint(ctx, target, serverKept)
	switch {
	case err != nil:
		return ended(err)
	case len(known) == 0:
		return ended(l.Arrive(ctx, target, nil, exchange.Checkpoint{Name: serverKept, Value: []byte(base)}))
	case string(known) != base:
		return exit{exitUsage, errors.New("the store knows another record system by the name of " + target + "; nothing was sent and nothing is lost: give --target a name that is new, or the server or the store that belong to it")}
	}
	return nil
}
