package main

import (
	"bytes"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/fhir/exchange"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// seen is what stands in the stores at one moment: nothing that the program under test
// says of itself.
type seen struct {
	records map[peer.Ref]peer.Rev
	dirty   map[exchange.Name]peer.Rev
	parked  map[exchange.Name]exchange.Parked
	// copies are the ids under which a goal stands in the record system.
	copies map[string][]string
}

// look reads the host's records, the ledger and the record system.
func (r *run) look(ctx context.Context) (seen, error) {
	s := seen{map[peer.Ref]peer.Rev{}, map[exchange.Name]peer.Rev{}, map[exchange.Name]exchange.Parked{}, map[string][]string{}}
	for key, err := range r.host.Keys(ctx) {
		if err != nil {
			return s, err
		}
		s.records[key.Ref] = key.Rev
	}
	for w, err := range r.host.ledger.Dirty(ctx, target) {
		if err != nil {
			return s, err
		}
		s.dirty[w.Name] = w.Rev
	}
	for p, err := range r.host.ledger.Parked(ctx, target) {
		if err != nil {
			return s, err
		}
		s.parked[p.Name] = p
	}
	for _, id := range r.epr.IDs("Goal") {
		body, _ := r.epr.Bytes("Goal", id)
		for ref := range s.records {
			if ref.Kind == recovery.KindGoal && fhir.Carries(body, identifierOf(ref.ID)) {
				s.copies[ref.ID] = append(s.copies[ref.ID], id)
			}
		}
	}
	return s, nil
}

// check holds what is seen to what must be, after every life; end: nothing is left to do.
func (r *run) check(ctx context.Context, end bool) error {
	r.epr.mu.Lock()
	defer r.epr.mu.Unlock()
	s, err := r.look(ctx)
	if err != nil {
		return err
	}
	r.lost(s)
	r.histories()
	r.reasons(s)
	if !end {
		return nil
	}
	for _, ids := range s.copies {
		r.Doubled += len(ids) - 1
	}
	r.arrivals(s)
	return r.heard(ctx, s)
}

// lost counts what somebody was told is kept, and that neither stands there nor is on
// its way nor waits for somebody.
func (r *run) lost(s seen) {
	settled := 0
	for ref, rev := range r.told {
		name := goalName(ref.ID)
		name.Record.Kind = ref.Kind
		if ref.Kind == recovery.KindContribution {
			name.Type = "CarePlan"
		}
		waits := max(s.dirty[name], s.parked[name].Rev) >= rev
		switch {
		case s.records[ref] < rev:
			r.Lost++
			r.note("lost: %v revision %d, of which %d is stored", ref, rev, s.records[ref])
		case r.naive || waits: // the naive strategy keeps no ledger
		case name.Type == "CarePlan":
			settled++
		case r.standing(ref, s) < rev:
			r.Lost++
			r.note("lost: %v revision %d, and %d stands there", ref, rev, r.standing(ref, s))
		}
	}
	if n := settled - r.contributions(); n > 0 {
		r.Lost += n
		r.note("lost: %d contributions of %d", n, settled)
	}
}

// contributions are how many stand in the service's plan. All have the same words.
func (r *run) contributions() int {
	body, _ := r.epr.Bytes("CarePlan", servicePlan)
	return bytes.Count(body, []byte("walk to the allotment together on Tuesdays"))
}

// standing is the newest revision of a goal that stands in the record system.
func (r *run) standing(ref peer.Ref, s seen) peer.Rev {
	var newest peer.Rev
	for _, id := range s.copies[ref.ID] {
		body, _ := r.epr.Bytes("Goal", id)
		newest = max(newest, revIn(body))
	}
	return newest
}

func revIn(goal []byte) peer.Rev {
	d, err := fhir.ParseDocument(goal)
	if err != nil {
		return 0
	}
	return revOn(d.Text("statusDate"))
}

// histories goes through the versions of every resource that it has not been through: a
// revision never goes back, and what others have put in or changed stays.
func (r *run) histories() {
	for _, typ := range []string{"Goal", "CarePlan"} {
		for _, id := range r.epr.IDs(typ) {
			at := typ + "/" + id
			for _, v := range r.epr.Versions(typ, id)[r.read[at].versions:] {
				now := readings{r.read[at].versions + 1, revIn(v.Bytes), bytes.Count(v.Bytes, []byte(`"x-note-`)), theirWords(v.Bytes)}
				if was := r.read[at]; was.versions > 0 {
					r.compare(at, was, now)
				}
				r.read[at] = now
			}
		}
	}
	r.Overwritten += r.epr.undone
	r.epr.undone = 0
}

// readings is what one version of a resource said.
type readings struct {
	versions int
	rev      peer.Rev
	notes    int
	theirs   int
}

func (r *run) compare(at string, was, now readings) {
	if now.rev < was.rev {
		r.Stale++
		r.note("stale: %s version %d went from revision %d to %d", at, now.versions, was.rev, now.rev)
	}
	if gone := max(0, was.notes-now.notes) + min(1, max(0, was.theirs-now.theirs)); gone > 0 {
		r.Overwritten += gone
		r.note("overwritten: %s version %d has %d notes of %d, and words %d of %d", at, now.versions, now.notes, was.notes, now.theirs, was.theirs)
	}
}

// theirWords is the number in what somebody there has made of our words.
func theirWords(goal []byte) int {
	_, rest, found := bytes.Cut(goal, []byte("as they say there, "))
	if !found {
		return 0
	}
	digits := rest[:max(0, bytes.IndexFunc(rest, func(c rune) bool { return c < '0' || c > '9' }))]
	n, _ := strconv.Atoi(string(digits))
	return n
}

// reasons counts what is parked, and what of it says what happened, what would put it
// right and whose turn it is.
func (r *run) reasons(s seen) {
	for _, p := range s.parked {
		r.Parked++
		if len(p.Why) > 0 && p.Owner.Known() && !slices.ContainsFunc(p.Why, func(why peer.Reason) bool { return why.Says == "" || why.Fix == "" }) {
			r.Sentences++
		}
	}
}

// arrivals counts the records that stand there as they are, of those that nobody there
// has changed and that it takes; and whether what it does not take waits for somebody.
func (r *run) arrivals(s seen) {
	contributions := 0
	for ref, rev := range s.records {
		name := goalName(ref.ID)
		switch {
		case strings.HasPrefix(ref.ID, "p-"), slices.Contains(tGoals, ref.ID):
			if _, waits := s.parked[name]; !waits && len(s.copies[ref.ID]) == 0 && !r.naive {
				r.Lost++
				r.note("lost at the end: %v", ref)
			}
			continue
		case ref.Kind == recovery.KindContribution:
			contributions++
			continue
		}
		r.Healthy++
		if r.standing(ref, s) == rev {
			r.Arrived++
		} else {
			r.note("not arrived: %v revision %d, there %d; dirty %d, parked %v", ref, rev, r.standing(ref, s), s.dirty[name], s.parked[name].Why)
		}
	}
	found := r.contributions()
	r.Healthy += contributions
	r.Arrived += min(found, contributions)
	r.Doubled += max(0, found-contributions)
	if found != contributions {
		r.note("contributions: %d of %d", found, contributions)
	}
}

// heard counts the goals in which somebody there changed what is ours, by whether the
// last of the changes has reached the host: it has arrived, or somebody is told of it.
func (r *run) heard(ctx context.Context, s seen) error {
	for _, goal := range tGoals {
		for _, id := range s.copies[goal] {
			if r.epr.theirs[id] == 0 {
				continue
			}
			hears, err := r.hears(ctx, id)
			if err != nil {
				return err
			}
			told, err := r.toldOf(ctx, goal)
			if err != nil {
				return err
			}
			if hears || told {
				r.Heard++
			} else if !r.naive {
				r.Missed++
				r.note("missed: %s", goal)
			}
		}
	}
	return nil
}

// toldOf reports whether somebody is told, in what is parked, that it was changed there.
func (r *run) toldOf(ctx context.Context, goal string) (bool, error) {
	for p, err := range r.host.ledger.Parked(ctx, target) {
		if err != nil {
			return false, err
		}
		if p.Name == goalName(goal) && slices.ContainsFunc(p.Why, func(why peer.Reason) bool { return why.Rule.Code.Is(exchange.ErrChangedThere) }) {
			return true, nil
		}
	}
	return false, nil
}

// hears reports whether a version with their last words, or a later one, has been taken.
func (r *run) hears(ctx context.Context, id string) (bool, error) {
	last := 0
	for _, v := range r.epr.Versions("Goal", id) {
		if theirWords(v.Bytes) < r.epr.theirs[id] {
			last = version(`W/"` + v.ID + `"`)
		}
	}
	rows, err := r.host.db.QueryContext(ctx, r.host.store.bind("select etag from host_taken where type = ? and id = ?"), "Goal", id)
	if err != nil {
		return false, err
	}
	defer rows.Close()
	for rows.Next() {
		var etag string
		if err := rows.Scan(&etag); err != nil {
			return false, err
		}
		if version(etag) > last {
			return true, nil
		}
	}
	return false, rows.Err()
}

// version is the number in an ETag of the record system.
func version(etag string) int {
	n, _ := strconv.Atoi(strings.Trim(strings.TrimPrefix(etag, "W/"), `"`))
	return n
}
