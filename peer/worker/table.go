package worker

import "github.com/towpath-care/towpath/peer"

// What the tables of this package are made of.
type (
	row[R any]     = peer.Row[R, Facts]
	open[R any]    = peer.Open[R, Facts]
	need[R, C any] = peer.Need[R, Facts, C]
	step[R, C any] = peer.Step[R, Facts, C]
	taken          = peer.Taken[Facts]
)

// head is embedded unexported, so that only this package changes it.
type head = peer.Head
