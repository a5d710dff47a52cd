package main

import (
	"os"
	"sync/atomic"
	"time"

	"github.com/towpath-care/towpath/fhir/exchange"
)

// spot is a place at which a program is killed.
type spot string

// The spots of a life. Those of a Push have its own names.
const (
	beforeCommit  spot = "before-commit"   // a record and its mark are written, and not committed
	afterCommit   spot = "after-commit"    // they are committed, and nobody has heard of it
	expected      spot = "expected"        // what is about to be sent is noted
	inTheServer   spot = "in-the-server"   // a write has been sent, and the server has not begun
	served        spot = "served"          // the server has done it, and not answered
	landed        spot = "landed"          // its answer has arrived, and nobody has read it
	pageRead      spot = "page-read"       // a page of a search has arrived
	beforeArrive  spot = "before-arrive"   // what was found there is about to be stored
	afterArrive   spot = "after-arrive"    // it is stored with its checkpoint
	afterHostTook spot = "after-host-took" // the host has stored what arrived, and not said so
)

// spots are where the host's program is killed, in the order they are come to.
var spots = []spot{
	beforeCommit, afterCommit,
	spot(exchange.PointClaimed), spot(exchange.PointMade), expected, spot(exchange.PointBeforeSend),
	inTheServer, served, landed,
	spot(exchange.PointAnswered), spot(exchange.PointBeforeSettle), spot(exchange.PointAfterSettle), spot(exchange.PointResting),
	pageRead, beforeArrive, afterArrive, afterHostTook,
}

// byTheServer reports whether it is the record system that sees the program come there.
func (s spot) byTheServer() bool { return s == inTheServer || s == served }

// killer ends the program it is part of, with SIGKILL, when it comes to a spot for the
// nth time.
type killer struct {
	at   spot
	hit  int64
	seen atomic.Int64
}

func (k *killer) reach(s spot) {
	if s != k.at || k.seen.Add(1) != k.hit {
		return
	}
	if me, err := os.FindProcess(os.Getpid()); err == nil {
		_ = me.Kill()
	}
	time.Sleep(time.Minute) // nothing more is done while the signal is on its way
}
