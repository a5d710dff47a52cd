package sqlledger

import (
	"context"
	"database/sql"
	"regexp"
	"time"

	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
)

// Options are what a host may decide about a ledger. The zero value is usable.
type Options struct {
	// Prefix is what the names of its tables begin with; empty: "towpath_". A letter,
	// then letters, digits and underscores, all lower-case, 30 at most. Two ledgers with
	// different prefixes know nothing of each other.
	Prefix string
	// Now is the clock of what it notes; nil: time.Now.
	Now func() time.Time
	// Patience is how long it waits while others write, and for the end of a
	// transaction; 0: ten seconds.
	Patience time.Duration
}

// Ledger is an exchange.Ledger in a database that the host has opened. It is safe for
// concurrent use, by several programs too. It keeps no connection for itself and starts
// no goroutine, so there is nothing to close; the database is the host's to close.
type Ledger struct {
	db       *sql.DB
	dialect  Dialect
	prefix   string
	now      func() time.Time
	patience time.Duration
	// turn is held by whoever writes, where only one can.
	turn  chan struct{}
	group together
}

var _ exchange.Ledger = (*Ledger)(nil)

var prefixes = regexp.MustCompile(`^[a-z][a-z0-9_]{0,29}$`)

// Open gives the ledger that is kept in a database, and makes its tables, or brings them
// up to this version, when somebody else has not done so: several programs may open one
// store at once. Input that cannot be right is a *peer.Refusal; what keeps the store from
// working, here and in every method, is an *Error.
func Open(ctx context.Context, db *sql.DB, dialect Dialect, options Options) (*Ledger, error) {
	l := &Ledger{db: db, dialect: dialect, prefix: options.Prefix, now: options.Now, patience: options.Patience, turn: make(chan struct{}, 1)}
	if l.prefix == "" {
		l.prefix = "towpath_"
	}
	if l.now == nil {
		l.now = time.Now
	}
	if l.patience == 0 {
		l.patience = 10 * time.Second
	}
	if err := l.check(); err != nil {
		return nil, err
	}
	if err := l.migrate(ctx); err != nil {
		return nil, trouble(ctx, err)
	}
	return l, nil
}

func (l *Ledger) check() error {
	var faults []error
	bad := func(code peer.Code, path, says, fix string) {
		faults = append(faults, peer.Fault(peer.Rule{Row: "FHIR-16", Code: code}, path, says, fix))
	}
	if l.db == nil {
		bad(peer.ErrRequired, "/db", "A database is given.", "Open one with sql.Open and a driver.")
	}
	if _, known := speeches[l.dialect]; !known {
		bad(peer.ErrUnknownCode, "/dialect", "The dialect is one that is known.", "Give sqlledger.SQLite or sqlledger.PostgreSQL.")
	}
	if !prefixes.MatchString(l.prefix) {
		bad(peer.ErrOutOfRange, "/prefix", "The prefix is a letter and then letters, digits and underscores, all lower-case, 30 at most.", "Give another one, or none.")
	}
	if l.patience < 0 {
		bad(peer.ErrOutOfRange, "/patience", "The patience is not negative.", "Give how long to wait while others write, or 0.")
	}
	return peer.Faults(faults...)
}

// In is the part of the ledger that belongs into the host's own transaction: what is
// marked through it stands when the host commits, and is gone when it does not. The
// transaction is of the same database; with SQLite it is best begun as immediate, and on
// a connection that is set to synchronous FULL. It may be in the way of another one,
// which the host then does again, as with any transaction of its own.
func (l *Ledger) In(tx *sql.Tx) exchange.Marker { return inside{l, tx} }

type inside struct {
	ledger *Ledger
	tx     *sql.Tx
}

// MarkDirty notes documents as part of the transaction.
func (i inside) MarkDirty(ctx context.Context, target string, wanted ...exchange.Wanted) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	marks, err := i.ledger.marks(target, wanted)
	if err != nil {
		return err
	}
	return trouble(ctx, i.ledger.mark(ctx, i.tx, marks, always))
}
