package fhirtest

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
)

// planned is what a transaction has settled for an entry before it is carried
// out: what its condition finds, and the id of what it creates.
type planned struct {
	found []*item
	id    string
}

// batch does each entry by itself; one that is turned down leaves the others be.
// Entries that depend on each other are turned down, because a batch may have
// none such.
func (c *call) batch(entries []*entry) answer {
	targets := map[string]int{}
	made := map[string]bool{}
	for _, e := range entries {
		if e.changes() && e.id != "" {
			targets[e.resourceType+"/"+e.id]++
		}
		if e.r.Method == http.MethodPost && e.fullURL != "" {
			made[e.fullURL] = true
		}
	}
	if c.bent.wholeBatch {
		return c.allOrNothing(entries, targets, made)
	}
	c.eachAlone(entries, targets, made)
	return c.responses("batch-response", entries)
}

// allOrNothing is a batch as some servers have it: one entry that is turned down turns
// down all.
func (c *call) allOrNothing(entries []*entry, targets map[string]int, made map[string]bool) answer {
	var failed *entry
	c.attempt(func() bool {
		c.eachAlone(entries, targets, made)
		if n := slices.IndexFunc(entries, func(e *entry) bool { return e.done.status >= 400 }); n >= 0 {
			failed = entries[n]
		}
		return failed == nil
	})
	if failed == nil {
		return c.responses("batch-response", entries)
	}
	issues := slices.Clone(failed.done.issues)
	for n := range issues {
		if c.bent.nameless {
			issues[n].Expression = nil
		}
	}
	return refuse(failed.done.status, issues...)
}

// eachAlone does the entries of a batch, each by itself.
func (c *call) eachAlone(entries []*entry, targets map[string]int, made map[string]bool) {
	for _, e := range inOrder(entries) {
		switch {
		case e.changes() && targets[e.resourceType+"/"+e.id] > 1:
			e.done = refuse(http.StatusBadRequest, fault("duplicate", "Several entries change this resource; in a batch none may depend on another.", e.at("")))
		case e.refersTo(made):
			e.done = refuse(http.StatusBadRequest, fault("invalid", "This refers to what another entry creates, which only a transaction can do.", e.at("resource")))
		}
		e.run()
	}
}

// inOrder sorts entries as R4 has them processed.
func inOrder(entries []*entry) []*entry {
	return slices.SortedStableFunc(slices.Values(entries), func(a, b *entry) int { return cmp.Compare(a.rank(), b.rank()) })
}

// transaction does all entries or none.
func (c *call) transaction(entries []*entry) answer {
	var failed *answer
	c.attempt(func() bool {
		failed = c.carryOut(inOrder(entries))
		return failed == nil
	})
	if failed != nil {
		return *failed
	}
	return c.responses("transaction-response", entries)
}

// carryOut goes through the steps of R4: DELETE, POST, PUT and PATCH, then the
// conditional references, then what only reads. What a condition finds is settled
// once the deletions are made, so that references can be rewritten before
// anything is stored; at the end every condition must still find the same, so
// that the outcome cannot hang on the order of the entries.
func (c *call) carryOut(entries []*entry) *answer {
	reads := slices.IndexFunc(entries, func(e *entry) bool { return !e.changes() })
	if reads < 0 {
		reads = len(entries)
	}
	writes := entries[:reads]
	deletes := slices.IndexFunc(writes, func(e *entry) bool { return e.rank() > 1 })
	if deletes < 0 {
		deletes = len(writes)
	}
	for _, step := range []func() *answer{
		func() *answer { return runAll(writes[:deletes]) },
		func() *answer { return planAll(writes) },
		func() *answer { return c.rewrite(writes[deletes:]) },
		func() *answer { return runAll(writes[deletes:]) },
		func() *answer { return findReferences(writes[deletes:]) },
		func() *answer { return stillSo(writes[deletes:]) },
		func() *answer { return runAll(entries[reads:]) },
	} {
		if no := step(); no != nil {
			return no
		}
	}
	return nil
}

// runAll does the entries one after the other; the first that is turned down
// turns down the transaction.
func runAll(entries []*entry) *answer {
	for _, e := range entries {
		if e.run(); e.done.status >= 400 {
			no := refuse(e.done.status, e.done.issues...)
			return &no
		}
	}
	return nil
}

// planAll settles what each entry is about, and that no two are about the same.
func planAll(entries []*entry) *answer {
	targets := map[string]bool{}
	for _, e := range entries {
		if no := e.plan(); no != nil {
			again := refuse(no.status, e.placed(no.issues)...)
			return &again
		}
		if targets[e.target] {
			no := refuse(http.StatusBadRequest, fault("duplicate", "Another entry of the transaction creates, changes or deletes the same resource.", e.at("")))
			return &no
		}
		targets[e.target] = e.target != ""
	}
	return nil
}

// plan settles the target of an entry. One that has a fault gets none, and is
// turned down when it is run.
func (e *entry) plan() (no *answer) {
	if e.done.status >= 400 {
		return nil
	}
	if e.rank() == 1 || e.id != "" {
		e.target = e.resourceType + "/" + e.id
		return nil
	}
	if e.r.Method == http.MethodPost {
		e.criteria, no = e.ifNoneExist()
	} else {
		e.criteria, no = e.call.target()
	}
	if no != nil {
		return no
	}
	e.planned = &planned{}
	if e.criteria != nil && !e.bent.ignoreIfNoneExist {
		e.planned.found = e.matches(e.criteria)
	}
	own, _ := e.ownID()
	switch {
	case len(e.planned.found) > 0:
		e.target = e.planned.found[0].address()
	case e.r.Method == http.MethodPut && own != "":
		e.target = e.resourceType + "/" + own
	default:
		e.planned.id = e.freshID(e.resourceType)
		e.target = e.resourceType + "/" + e.planned.id
	}
	return nil
}

// stillSo asks every condition again: it may find what its entry made, and what
// it found before, and nothing that another entry made.
func stillSo(entries []*entry) *answer {
	for _, e := range entries {
		if e.criteria == nil || e.bent.ignoreIfNoneExist {
			continue
		}
		for _, i := range e.matches(e.criteria) {
			if i.address() != e.target {
				no := refuse(http.StatusBadRequest, fault("duplicate", "The condition of this entry also finds what another entry makes.", e.at("request")))
				return &no
			}
		}
	}
	return nil
}

// links are the addresses that entries go by in a Bundle, and where what they
// stand for is on this server.
type links map[string]*entry

// rewrite puts addresses on this server where a resource of the Bundle refers to
// another of it.
func (c *call) rewrite(entries []*entry) *answer {
	to := links{}
	for _, e := range entries {
		moved := e.r.Method == http.MethodPost || e.r.Method == http.MethodPut && !strings.HasPrefix(e.fullURL, c.base+"/")
		if moved && e.fullURL != "" {
			to[e.fullURL] = e
		}
	}
	var lost []issue
	for _, e := range entries {
		if e.r.Method == http.MethodPatch || e.done.status != 0 {
			continue
		}
		edits, dangling := to.edits(e)
		if dangling {
			lost = append(lost, fault("not-found", "A reference in this resource leads to no entry of the Bundle.", e.at("resource")))
		}
		e.body = splice(e.body, edits)
	}
	if len(lost) > 0 {
		no := refuse(http.StatusBadRequest, lost...)
		return &no
	}
	return nil
}

// findReferences puts an address where a resource refers to another by a search,
// Patient?identifier=…: R4 does this last, so that it finds what was just made.
func findReferences(entries []*entry) *answer {
	for _, e := range entries {
		if !e.done.wrote || e.r.Method == http.MethodPatch {
			continue
		}
		i := e.item(cutAddress(e.target))
		edits, no := e.searched(i.now().Bytes)
		if no != nil {
			return no
		}
		if len(edits) == 0 {
			continue
		}
		data := splice(i.now().Bytes, edits)
		doc, err := decode(data)
		if err != nil {
			panic("fhirtest: " + err.Error()) // only texts in it were changed
		}
		e.amend(i, data, doc)
		if e.prefer.content == "representation" {
			e.done.body = i.now().Bytes
		}
	}
	return nil
}

func cutAddress(address string) (resourceType, id string) {
	resourceType, id, _ = strings.Cut(address, "/")
	return resourceType, id
}
