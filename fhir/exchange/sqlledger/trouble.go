package sqlledger

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/towpath-care/towpath/peer"
)

// Codes of what keeps a store from working.
var (
	// ErrNewer: a newer version of this program has changed the store.
	ErrNewer = peer.NewCode("store-newer", peer.Stop)
	// ErrReadOnly: nothing can be written to the store.
	ErrReadOnly = peer.NewCode("store-read-only", peer.Stop)
	// ErrFull: the disk of the store is full.
	ErrFull = peer.NewCode("store-full", peer.Wait)
	// ErrBusy: others were writing to the store all the time.
	ErrBusy = peer.NewCode("store-busy", peer.Wait)
	// ErrNoAnswer: the store does not answer, or is not where it was looked for.
	ErrNoAnswer = peer.NewCode("store-no-answer", peer.Wait)
	// ErrNotLetIn: the store does not let this program in, or not do this.
	ErrNotLetIn = peer.NewCode("store-not-let-in", peer.Stop)
	// ErrNoStore: what was opened is no store, or is damaged.
	ErrNoStore = peer.NewCode("store-damaged", peer.Stop)
	// ErrStore: anything else that the database says.
	ErrStore = peer.NewCode("store-trouble", peer.Stop)
)

// Error is what keeps a store from working. Its text says what happened, that nothing
// is lost and what to do, and holds nothing of what the database said or of how it is
// reached. errors.Is finds its code, and the cause: a driver's error, whose own text may
// name hosts and users.
type Error struct {
	Code  peer.Code
	cause error
}

// Error says what happened, and what to do.
func (e *Error) Error() string { return "the ledger's store: " + says[e.Code.String()] }

// Unwrap gives the code and the cause.
func (e *Error) Unwrap() []error {
	if e.cause == nil {
		return []error{e.Code}
	}
	return []error{e.Code, e.cause}
}

const undone = " Nothing was noted in part, and what was noted before is kept. "

var says = map[string]string{
	ErrNewer.String():    "a newer version of this program has changed it, and this one would not understand what stands there. Nothing was read or written. Run the newer version, or open another store.",
	ErrReadOnly.String(): "it can be read and not written." + undone + "Let this program write to the file and its folder, or open the database that takes changes, and try again.",
	ErrFull.String():     "its disk is full." + undone + "Make room, and try again.",
	ErrBusy.String():     "others were writing to it all the time." + undone + "Try again; when it stays so, look for a program that keeps a transaction open.",
	ErrNoAnswer.String(): "it does not answer, or is not where it was looked for. What was under way was noted whole or not at all, and what was noted before is kept. Look at the address it is opened with and whether it runs, and try again.",
	ErrNotLetIn.String(): "it does not let this program in, or not do this." + undone + "Ask whoever looks after the database for the right to make and change tables, and look at the name and the password it is opened with.",
	ErrNoStore.String():  "what was opened is no database of this kind, or it is damaged. Nothing was changed. Look at the address; if it is right, take the newest copy that was put by: what it has forgotten is found again in the records and in the record system.",
	ErrStore.String():    "the database could not do it." + undone + "Ask whoever looks after it what it says about it.",
}

// trouble gives what the database said one of the codes. What ended with the context is
// given as it is, and so is what has a code already.
func trouble(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if over := ctx.Err(); over != nil {
		return over
	}
	var ours *Error
	var refusal *peer.Refusal
	if errors.As(err, &ours) || errors.As(err, &refusal) {
		return err
	}
	return &Error{codeOf(err), err}
}

func codeOf(err error) peer.Code {
	var state interface{ SQLState() string }
	if errors.As(err, &state) {
		return codeOfState(state.SQLState())
	}
	for _, known := range sqliteTexts {
		if strings.Contains(err.Error(), known.text) {
			return known.code
		}
	}
	var network net.Error
	if errors.As(err, &network) || errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) ||
		errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || strings.Contains(err.Error(), "failed to connect") {
		return ErrNoAnswer
	}
	return ErrStore
}

// sqliteTexts are the sentences of SQLite itself, which every driver of it passes on.
var sqliteTexts = []struct {
	text string
	code peer.Code
}{
	{"database is locked", ErrBusy},
	{"database table is locked", ErrBusy},
	{"readonly database", ErrReadOnly},
	{"disk is full", ErrFull},
	{"unable to open database file", ErrNoAnswer},
	{"file is not a database", ErrNoStore},
	{"malformed", ErrNoStore},
}

// codeOfState reads an SQLSTATE (PostgreSQL, appendix A).
func codeOfState(state string) peer.Code {
	switch {
	case state == "25006":
		return ErrReadOnly
	case state == "53100":
		return ErrFull
	case passing(state), state == "55P03":
		return ErrBusy
	case state == "42501", strings.HasPrefix(state, "28"):
		return ErrNotLetIn
	case state == "3D000", strings.HasPrefix(state, "08"), strings.HasPrefix(state, "53"), strings.HasPrefix(state, "57P"):
		return ErrNoAnswer
	case strings.HasPrefix(state, "XX"):
		return ErrNoStore
	}
	return ErrStore
}

// passing are the states of a transaction that was in another one's way, and does its
// work when it is tried again: serialisation, deadlock, and a row that somebody else has
// made in between.
func passing(state string) bool { return state == "40001" || state == "40P01" || state == "23505" }
