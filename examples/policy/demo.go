package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/towpath-care/towpath/examples/fixtures"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// The three organisations, and the one that thinks of a change.
var (
	organisations = []string{"tamarside", "broadwater", "soarfield"}
	withDraft     = "tamarside"
)

// Where the files of the example stand, for whoever goes on from here.
const exampleFiles = "examples/fixtures"

// one is everything that the example finds out about one organisation.
type one struct {
	bench
	found []finding
	why   explanation
	year  yearPlayed
	err   error
}

// exampleBench is one of the organisations with its roster.
func exampleBench(policy, roster string) (bench, error) {
	p, err := fs.ReadFile(fixtures.Policies(), policy+".json")
	if err != nil {
		return bench{}, err
	}
	r, err := fs.ReadFile(fixtures.Rosters(), roster+".json")
	if err != nil {
		return bench{}, err
	}
	return newBench(newDocument(exampleFiles+"/policies/"+policy+".json", p), r, peer.Date{}, peer.Date{})
}

// find works out what the example shows of one organisation.
func find(name string) (x one) {
	if x.bench, x.err = exampleBench(name, name); x.err != nil {
		return x
	}
	x.found = check(x.bench)
	at := onDay(x.file.Calendar(), exampleDay, "17:42")
	a, err := newAsked(safeguard.AreaOfConcern, map[string]string{"age": "15", "setting": "home"})
	if err != nil {
		x.err = err
		return x
	}
	if x.why, x.err = explain(x.bench, a, at); x.err == nil {
		x.year = playYear(x.bench)
	}
	return x
}

// exampleDay is the day of the example: a Friday before a working week.
var exampleDay = peer.MustDate("2026-03-13")

// demo does everything once on the three organisations and the draft.
func (s *session) demo(c demoCmd) error {
	dir, err := pagesDir(c.Out)
	if err != nil {
		return err
	}
	all, err := worked(s.ctx, findAll)
	if err != nil {
		return err
	}
	s.show.opening()
	for _, x := range all {
		s.show.header(x.bench)
		s.show.findings(x.found)
		s.show.explanation(x.why, x.bench)
		s.show.day(playDay(x.bench, exampleDay), x.bench)
		s.show.year(x.year, x.bench)
	}
	d, err := worked(s.ctx, findDraft)
	if err != nil {
		return err
	}
	s.show.header(d.bench)
	s.show.findings(d.found)
	s.show.comparison(d.changes, d.bench)
	return s.pages(dir, all, d)
}

// findAll works all organisations out, each beside the others.
func findAll() ([]one, error) {
	all := make([]one, len(organisations))
	var work sync.WaitGroup
	for i, name := range organisations {
		work.Go(func() { all[i] = find(name) })
	}
	work.Wait()
	for _, x := range all {
		if x.err != nil {
			return nil, x.err
		}
	}
	return all, nil
}

// drafted is what the example finds out about the draft.
type drafted struct {
	bench
	found   []finding
	changes comparison
	year    yearPlayed
}

func findDraft() (d drafted, err error) {
	var was bench
	if was, d.bench, err = draft(); err != nil {
		return d, err
	}
	d.found, d.year = check(d.bench), playYear(d.bench)
	d.changes, err = compare(was, d.bench)
	return d, err
}

// draft is the policy of one organisation and the one it thinks of, on the days of the
// second.
func draft() (was, now bench, err error) {
	if now, err = exampleBench("draft/"+withDraft, withDraft); err != nil {
		return was, now, err
	}
	now.until = peer.MustDate("2026-12-31")
	if was, err = exampleBench(withDraft, withDraft); err != nil {
		return was, now, err
	}
	was.from, was.until = now.from, now.until
	return was, now, nil
}

// pagesDir is the folder for the pages; without one, a new one for temporary files.
func pagesDir(dir string) (string, error) {
	var err error
	if dir == "" {
		dir, err = os.MkdirTemp("", "towpath-policy-")
	} else {
		err = os.MkdirAll(dir, 0o755)
	}
	if err != nil {
		return "", usage("the folder for the pages cannot be made")
	}
	return dir, nil
}

// pages writes a page of each organisation and says what to open.
func (s *session) pages(dir string, all []one, d drafted) error {
	for _, o := range all {
		if err := s.putPage(filepath.Join(dir, string(o.file.Organisation())+".html"), o.bench, o.found, o.year, nil); err != nil {
			return err
		}
	}
	if err := s.putPage(filepath.Join(dir, withDraft+"-draft.html"), d.bench, d.found, d.year, &d.changes); err != nil {
		return err
	}
	s.show.summary(faults(d.found), len(d.found))
	return s.ctx.Err()
}
