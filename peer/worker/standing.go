package worker

import (
	"math/bits"

	"github.com/towpath-care/towpath/peer"
)

// Standing is how far a worker is with a training that the policy asks for.
type Standing struct {
	// There answers whether it is there; Unknown in the zero value: nobody has looked.
	There peer.Tri
	// On is the day on which all of it was there.
	On peer.Date
	// Parts are how many of its parts are done, of those it has. They are shown, and
	// count for nothing until all are.
	Parts, Of int
	// NotPassed: it was taken, and what came of it is not what is asked for yet.
	NotPassed bool
}

// standing reads a worker's trainings as they stood on a day.
func standing(worker peer.StaffID, start peer.Date, records []peer.Record, r *Requirement, day peer.Date) Standing {
	out := Standing{There: peer.No, Of: r.Parts}
	var done [maxParts + 1]peer.Date // the first day of each part
	var parts uint64
	whole := func(on peer.Date) {
		if out.There == peer.No || on.Before(out.On) {
			out.There, out.On = peer.Yes, on
		}
	}
	for i := range records {
		t, ok := records[i].(Training)
		if !ok || t.s.Worker != worker || t.s.Requirement != r.Kind || t.Status() != TrainingRecorded || t.s.On.After(day) {
			continue
		}
		on := t.s.On.Last()
		switch t.countsFor(r, start) {
		case counts:
			if n := t.s.Part; n == 0 {
				whole(on)
			} else if parts&(1<<n) == 0 || on.Before(done[n]) {
				parts, done[n] = parts|1<<n, on
			}
		case notPassedYet:
			out.NotPassed = true
		}
	}
	if out.Parts = bits.OnesCount64(parts); out.Parts > 0 && out.Parts == r.Parts {
		last := peer.Date{}
		for _, on := range done[1 : r.Parts+1] {
			if on.After(last) || last.IsZero() {
				last = on
			}
		}
		whole(last)
	}
	if out.There == peer.Yes {
		out.Parts = out.Of
	}
	return out
}

// counting is whether a training counts for a requirement.
type counting uint8

const (
	countsNot counting = iota
	counts
	notPassedYet
)

func (t *Training) countsFor(r *Requirement, start peer.Date) counting {
	switch s := &t.s; {
	case s.Assessor != "":
		if r.Equivalence {
			return counts
		}
		return countsNot
	case r.When == AfterStart && !r.Prior && s.On.Before(start):
		return countsNot
	case !t.partOf(*r) || !t.assessedFor(*r):
		return countsNot
	case !r.Evidence.accepts(s.Result):
		return notPassedYet
	}
	return counts
}

// refreshed is the day on which a worker last did a statutory subject, as it stood on a
// day; zero: never.
func refreshed(worker peer.StaffID, records []peer.Record, subject Subject, day peer.Date) peer.Date {
	var last peer.Date
	for i := range records {
		t, ok := records[i].(Training)
		if !ok || t.s.Worker != worker || t.s.Subject != subject || t.Status() != TrainingRecorded || t.s.Result == NotYetPassed || t.s.On.After(day) {
			continue
		}
		// Of a day that is partly known the first counts: it is refreshed sooner.
		if on := t.s.On.First(); last.IsZero() || on.After(last) {
			last = on
		}
	}
	return last
}
