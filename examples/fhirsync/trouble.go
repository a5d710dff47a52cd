package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/fhir/exchange/sqlledger"
	"github.com/towpath-care/towpath/peer"
)

// ended gives an error its exit code, and a sentence that says what became of the rest.
func ended(err error) error {
	if err == nil || errors.As(err, new(exit)) {
		return err
	}
	if errors.Is(err, context.Canceled) {
		return exit{exitInterrupted, errors.New("interrupted; nothing is half-written, and the same command can be given again")}
	}
	if e, ok := errors.AsType[*sqlledger.Error](err); ok {
		return exit{storeCode(e), err}
	}
	if e, ok := errors.AsType[*client.Error](err); ok {
		return exit{serverCode(e), fmt.Errorf("%w. Nothing is lost and nothing is half-written: when that is put right, give the same command again", err)}
	}
	for _, c := range []peer.Code{exchange.ErrOtherServer, exchange.ErrRulesChanged, exchange.ErrServerChanged} {
		if errors.Is(err, c) {
			return exit{exitUsage, err}
		}
	}
	return err
}

// storeCode tells a store that is not the right one from one that may do it later.
func storeCode(e *sqlledger.Error) int {
	if e.Code.Kind() == peer.Wait {
		return exitNotDone
	}
	return exitUsage
}

func serverCode(e *client.Error) int {
	switch {
	case errors.Is(e, fhir.ErrUnauthorised), e.Kind == client.NoToken, e.Kind == client.Forbidden:
		return exitNotLetIn
	case e.Kind == client.Redirected, e.Kind == client.NotR4:
		return exitUsage
	}
	return exitNotDone
}

// notLetIn is the end of a run in which the record system turned everything of a
// kind away.
func notLetIn(said []peer.Reason) error {
	if slices.ContainsFunc(said, func(r peer.Reason) bool { return r.Rule.Code.Is(exchange.ErrNotLetIn) }) {
		return exit{code: exitNotLetIn}
	}
	return nil
}
