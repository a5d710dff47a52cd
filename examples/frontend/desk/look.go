package desk

import (
	"context"
	"sync"

	"github.com/towpath-care/towpath/examples/frontend/store"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// looked remembers how many entries the last search for somebody found: choosing from
// one where there were more is refused by the library (SIGN-11), and this is the fact
// it asks for. The search itself is kept nowhere.
type looked struct {
	mu    sync.Mutex
	count map[peer.PersonID]int
}

func (l *looked) found(p peer.PersonID) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.count[p]
}

func (l *looked) note(p peer.PersonID, n int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.count == nil {
		l.count = map[peer.PersonID]int{}
	}
	l.count[p] = n
}

// Found is what a search found, with the entries it speaks of.
type Found struct {
	signpost.Matched
	Entries map[string]signpost.Resource
}

// Look searches the directory. Whatever else is missing, help at once is in the answer.
func (d *Desk) Look(ctx context.Context, who Who, need signpost.Need) (Found, error) {
	a, err := d.around(ctx, who)
	if err != nil {
		return Found{}, err
	}
	need.ID, need.Person, need.By = d.NewID(), who.Person, who.Actor
	need.Setting, need.Media = signpost.SettingHome, usable
	matched, err := signpost.Match(need, a.listed, a.ways, a.now)
	if len(matched.Signals) > 0 {
		if failed := d.Store.Save(ctx, store.Saving{Signals: matched.Signals}); failed != nil {
			return Found{}, failed
		}
	}
	d.looked.note(who.Person, len(matched.Candidates))
	out := Found{matched, map[string]signpost.Resource{}}
	for _, r := range a.listed {
		out.Entries[r.Ref().ID] = r
	}
	return out, err
}

// Entries are the listed entries of the directory by id.
func (d *Desk) Entries(ctx context.Context) (map[string]signpost.Resource, error) {
	kept, err := d.Store.About(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]signpost.Resource{}
	for _, r := range kept.Records {
		if x, ok := r.(signpost.Resource); ok {
			out[x.Ref().ID] = x
		}
	}
	return out, nil
}
