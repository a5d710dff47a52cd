package exchange

import (
	"maps"
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// waves are the documents that go the short way, in the order they are sent. One that
// names the place of another that is not there yet goes in a later Bundle; or, where
// that takes fewer requests, in one with it that is done whole or not at all.
func (h *hand) waves() (waves [][]*job, together bool) {
	jobs := h.unsent()
	waves, tied := inOrder(jobs)
	if len(waves) < 2 || !h.able.Transaction {
		return waves, false
	}
	persons, others := map[peer.PersonID][]*job{}, []*job(nil)
	for _, j := range jobs {
		if tied[j.Name] {
			persons[j.person] = append(persons[j.person], j)
		} else {
			others = append(others, j)
		}
	}
	if len(persons)+min(1, len(others)) >= len(waves) {
		return waves, false
	}
	waves = nil
	for _, id := range slices.Sorted(maps.Keys(persons)) {
		waves = append(waves, persons[id])
	}
	if len(others) > 0 {
		waves = append(waves, others)
	}
	return waves, true
}

// inOrder puts documents behind those whose places they name and that are not there
// yet. tied are those on either side of that.
func inOrder(jobs []*job) (waves [][]*job, tied map[Name]bool) {
	fresh, order := map[Name]bool{}, map[Name]int{}
	tied = map[Name]bool{}
	for _, j := range jobs {
		fresh[j.Name] = j.item.Do == Create
	}
	for _, j := range jobs { // the ledger gives first what others refer to
		n := 0
		for _, s := range j.item.Stands {
			if s.ID == "" || s.Name == j.Name || !fresh[s.Name] {
				continue
			}
			j.after, tied[s.Name], tied[j.Name] = append(j.after, s.Name), true, true
			n = max(n, order[s.Name]+1)
		}
		order[j.Name] = n
		for len(waves) <= n {
			waves = append(waves, nil)
		}
		waves[n] = append(waves[n], j)
	}
	return waves, tied
}
