package exchange

import (
	"context"
	"iter"
)

// mostAtOnce is how many arrivals are looked up at a time.
const mostAtOnce = 50

// Arrived gives what was found to have changed in the record system and has not been
// taken yet, in the order it arrived. What has turned out since to be a write of ours,
// whose answer came later than the Pull that found it, is taken and not given.
//
// For each of them the host looks at what is there now: at a document of ours
// (Arrival.Ours) with Exchange.ChangedThere, and at what others keep with fhir.Import,
// which shows it to the two people whom it is about. A Patient that arrives was merged,
// or put apart again: the host's directory is to say who stands for the person now. Then
// it says Ledger.Take. One that is not taken is given again, so what a host does with it
// has to bear being done twice. Nothing here changes a record of the host's.
func (x *Exchange) Arrived(ctx context.Context) iter.Seq2[Arrival, error] {
	return func(yield func(Arrival, error) bool) {
		var some []Arrival
		for a, err := range x.Ledger.Arrived(ctx, x.Target) {
			if err != nil {
				yield(Arrival{}, err)
				return
			}
			if some = append(some, a); len(some) < mostAtOnce {
				continue
			}
			if !x.giveArrived(ctx, some, yield) {
				return
			}
			some = nil
		}
		x.giveArrived(ctx, some, yield)
	}
}

// giveArrived gives those that are not ours, and reports whether to go on.
func (x *Exchange) giveArrived(ctx context.Context, some []Arrival, yield func(Arrival, error) bool) bool {
	places := make([]Place, 0, len(some))
	for _, a := range some {
		places = append(places, a.Place)
	}
	if len(places) == 0 {
		return true
	}
	links, err := x.Ledger.Standing(ctx, x.Target, places...)
	if err != nil {
		yield(Arrival{}, err)
		return false
	}
	written := map[version]bool{}
	for _, l := range links {
		written[version{l.place(), l.ETag}] = l.ETag != ""
	}
	for _, a := range some {
		if !written[a.version()] {
			if !yield(a, nil) {
				return false
			}
		} else if err := x.Ledger.Take(ctx, x.Target, a); err != nil {
			yield(Arrival{}, err)
			return false
		}
	}
	return true
}
