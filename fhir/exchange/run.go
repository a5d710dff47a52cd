package exchange

import (
	"cmp"
	"context"
	"errors"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

// mostSilent and mostTurned are how many documents of a kind, one after the other,
// may get no answer, and may be turned away, until the rest of that kind is not
// tried any more.
const (
	mostSilent = 3
	mostTurned = 2
)

// run is what one Plan or Apply has learned of the record system on the way. What
// concerns all documents is found out once, said once, and not tried again with
// every document that is still to come.
type run struct {
	server *client.Reader
	said   []peer.Reason
	dead   error
	ways   map[door]*way
	stops  map[deed]error
	// heeds: the server has been seen to heed If-Match.
	heeds bool
}

// door is one kind of thing that is asked of a record system.
type door struct {
	deed deed
	typ  string
}

// deed is what is done to a resource, as it stands in a sentence.
type deed string

const (
	reads   deed = "read"
	creates deed = "create"
	changes deed = "change"
)

// way is what came of asking for one kind of thing.
type way struct {
	through bool // something was let through
	silent  int  // in a row
	turned  []Name
	last    *client.Error // of the last that was turned away
	shut    error
}

func newRun(server *client.Reader) *run {
	return &run{server: server, ways: map[door]*way{}, stops: map[deed]error{}}
}

func (r *run) way(d door) *way {
	if r.ways[d] == nil {
		r.ways[d] = &way{}
	}
	return r.ways[d]
}

// shutFor gives the reason why a document that needs these doors is not tried; nil
// when it is.
func (r *run) shutFor(doors ...door) error {
	if r.dead != nil {
		return r.dead
	}
	for _, d := range doors {
		if why := cmp.Or(r.stops[d.deed], r.way(d).shut); why != nil {
			return why
		}
	}
	return nil
}

// heard notes how it went with one document, and gives what is to be said of it:
// err itself, or the reason that holds for all that are still to come. doors are
// those it went through when err is nil.
func (r *run) heard(ctx context.Context, n Name, err error, doors ...door) error {
	if err == nil {
		for _, d := range doors {
			w := r.way(d)
			w.through, w.silent = true, 0
		}
		return nil
	}
	var answer *client.Error
	switch {
	case errors.Is(err, client.Forbidden) && errors.As(err, &answer):
		return r.turnedAway(n, err, answer)
	case silent(err) && ctx.Err() == nil:
		return r.silence(ctx, n, err, doors[len(doors)-1])
	}
	return err
}

// silent reports whether nobody can say how it went.
func silent(err error) bool { return mute(err) || errors.Is(err, ErrOutcomeUnknown) }

// silence asks a server that did not answer for the least that any server gives. One
// that does not give that either is given up on, whatever else was to be asked.
func (r *run) silence(ctx context.Context, n Name, err error, d door) error {
	if _, probe := r.server.Capabilities(ctx); silent(probe) {
		r.dead = r.says(fault(ErrGivenUp, "The record system answers.", "It gave no answer, not even about itself, and was given up on for this run. Nothing is lost: what was not written is in the next plan. Plan again when it answers."))
		return either(err, r.dead)
	}
	w := r.way(d)
	if w.silent++; w.silent >= mostSilent && w.shut == nil {
		w.shut = r.says(fault(ErrGivenUp, "The record system answers about resources of type "+n.Type+".",
			"It gave no answer for several of them, one after the other, and the rest was not tried in this run. Nothing is lost: it is in the next plan. Plan again later."))
	}
	return err
}

// turnedAway tells a document that nobody may touch from a token that is not enough:
// the second document of a kind that is turned away, with none let through.
// What was asked once and is remembered for several documents counts once.
func (r *run) turnedAway(n Name, err error, answer *client.Error) error {
	d := doorOf(answer)
	w := r.way(d)
	if w.through || w.last == answer {
		return err
	}
	w.turned, w.last = append(w.turned, n), answer
	if len(w.turned) < mostTurned && !r.onlyTurned(d) {
		return err
	}
	if w.shut == nil {
		w.shut = r.says(fault(ErrNotLetIn, "The client may "+string(d.deed)+" resources of type "+d.typ+".",
			"It was turned away each time, so the rest was not tried in this run. Nothing is lost: it is in the next plan. Have it permitted by whoever runs the record system, then plan again."))
	}
	return w.shut
}

// onlyTurned reports whether another door for the same deed was shut in our face and
// none let us through: then it is about the token, and one more try is enough.
func (r *run) onlyTurned(d door) bool {
	found := false
	for other, w := range r.ways {
		if other.deed == d.deed && other != d {
			if w.through {
				return false
			}
			found = found || errors.Is(w.shut, ErrNotLetIn)
		}
	}
	return found
}

// turned are the documents that were turned away before it was known to be about
// all of them.
func (r *run) turned() []Name {
	var out []Name
	for _, w := range r.ways {
		if errors.Is(w.shut, ErrNotLetIn) {
			out = append(out, w.turned...)
		}
	}
	return out
}

// doorOf is what was asked when an answer was given.
func doorOf(e *client.Error) door {
	switch e.Op {
	case "create", "create-at":
		return door{creates, e.Type}
	case "update":
		return door{changes, e.Type}
	}
	return door{reads, e.Type}
}

// says notes what is said of the record system as a whole.
func (r *run) says(err error) error {
	r.said = append(r.said, reasonsFor(err)...)
	return err
}

// stop ends what is done to resources of any type.
func (r *run) stop(why error, deeds ...deed) {
	why = r.says(why)
	for _, d := range deeds {
		r.stops[d] = why
	}
}

// either keeps what is not known of one document's write; for a document that was
// only looked at, the reason that holds for all says more.
func either(one, all error) error {
	if errors.Is(one, ErrOutcomeUnknown) {
		return one
	}
	return all
}
