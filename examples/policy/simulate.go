package main

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// madeUp is a concern of the made-up day.
type madeUp struct {
	id, clock string
	by        string // one of raisers
	raise     safeguard.Raise
	// after is how long whoever is told takes to say that they have it, closes how long
	// until it is over after that.
	after, closes peer.Offset
}

// theDay is the made-up day: what somebody may have noticed in a community team, and that
// whoever is told in the evening does not answer in time.
var theDay = []madeUp{
	{"quiet-morning", "09:20", "worker", safeguard.Raise{Trigger: safeguard.MentalStateChange, Where: "home"}, peer.Minutes(40), peer.Hours(3)},
	{"too-much", "11:05", "worker", safeguard.Raise{Trigger: safeguard.LimitOfCompetence}, peer.Minutes(90), peer.Hours(4)},
	{"somebody-of-15", "14:30", "staff", safeguard.Raise{Trigger: safeguard.AreaOfConcern, Age: 15, Where: "community"}, peer.Minutes(20), peer.Hours(2)},
	{"disclosure", "17:42", "worker", safeguard.Raise{Trigger: safeguard.AbuseDisclosure, Where: "home", Disclosure: safeguard.Disclosure{Children: peer.Yes}}, peer.Minutes(75), peer.Hours(3)},
	{"with-a-plan", "21:15", "carer", safeguard.Raise{Trigger: safeguard.RiskToSelf, Where: "phone", Danger: safeguard.Danger{IntentWithPlan: peer.Yes}}, peer.Minutes(10), peer.Hours(5)},
	{"not-back-yet", "23:50", "staff", safeguard.Raise{Trigger: safeguard.LoneWorkerOverdue}, peer.Minutes(15), peer.Hours(1)},
}

// dayPlayed is what became of the made-up day.
type dayPlayed struct {
	Day  peer.Date
	From time.Time
	safeguard.Simulation
	Taken map[string]safeguard.Event // who had a concern first
}

// playDay plays the made-up day from nine until nine on the next.
func playDay(b bench, d peer.Date) dayPlayed {
	cal := b.file.Calendar()
	s := safeguard.Script{From: onDay(cal, d, "09:00"), Until: onDay(cal, d.AddDays(1), "09:00")}
	for _, x := range theDay {
		x.raise.ID = x.id
		s.Concerns = append(s.Concerns, safeguard.MadeUp{At: onDay(cal, d, x.clock), By: raisers[x.by], Raise: x.raise})
		s.Behaviours = append(s.Behaviours, safeguard.Behaviour{Concern: x.id, After: x.after, Closes: x.closes, For: peer.Hours(6)},
			safeguard.Behaviour{Concern: x.id + "-child", After: x.after, Closes: x.closes, For: peer.Hours(6)})
	}
	out := dayPlayed{Day: d, From: s.From, Simulation: safeguard.Simulate(b.policy, b.roster, s), Taken: map[string]safeguard.Event{}}
	for _, e := range out.Events {
		if _, had := out.Taken[e.Concern]; e.Kind == safeguard.LineTaken && !had {
			out.Taken[e.Concern] = e
		}
	}
	return out
}

// yearPlayed is what became of a made-up year.
type yearPlayed struct {
	From, Until peer.Date
	// Hours are the worst times over every hour, those with the same figures together.
	Hours []sameTimes
	// Raised is how many concerns the year had, Told and Taken the longest it took until
	// somebody was told and somebody had it, in minutes.
	Raised, Told, Taken int
	// Unheard counts the concerns of which nobody heard in that time.
	Unheard int
	Load    []load
}

// sameTimes are triggers for which a human hears after the same times.
type sameTimes struct {
	Triggers []safeguard.Trigger
	safeguard.TimeToHuman
}

// load is what a year asks of one person.
type load struct {
	Staff            peer.StaffID
	Messages, Nights int
	Most             int // in one week
	Week             peer.Date
}

// The made-up year: a concern every 33 hours, so that every hour of the day and every day
// of the week comes, each trigger in its turn. Most are taken on after twenty minutes; one
// in four after an hour and a half, one in ten after five hours.
const every = 33 * time.Hour

func yearScript(b bench) safeguard.Script {
	cal := b.file.Calendar()
	triggers := b.policy.Triggers()
	s := safeguard.Script{From: cal.StartOf(b.from), Until: cal.EndOf(b.until)}
	for i, at := 0, s.From; at.Before(s.Until); i, at = i+1, at.Add(every) {
		id, after := fmt.Sprint("made-up-", i+1), peer.Minutes(20)
		switch {
		case i%10 == 9:
			after = peer.Hours(5)
		case i%4 == 3:
			after = peer.Minutes(90)
		}
		s.Concerns = append(s.Concerns, safeguard.MadeUp{At: at, By: raisers["worker"], Raise: safeguard.Raise{ID: id, Trigger: triggers[i%len(triggers)].Trigger}})
		s.Behaviours = append(s.Behaviours, safeguard.Behaviour{Concern: id, After: after, Closes: peer.Hours(3)})
	}
	s.Behaviours = append(s.Behaviours, safeguard.Behaviour{After: peer.Minutes(20), Closes: peer.Hours(3)})
	return s
}

// playYear plays the made-up year, and tries every hour of it.
func playYear(b bench) yearPlayed {
	s := yearScript(b)
	sim := safeguard.Simulate(b.policy, b.roster, s)
	out := yearPlayed{From: b.from, Until: b.until, Hours: together(safeguard.WorstTimeToHuman(b.policy, b.roster, b.from, b.until)), Raised: len(sim.Concerns)}
	for _, c := range sim.Concerns {
		if c.Told < 0 {
			out.Unheard++
		}
		out.Told, out.Taken = max(out.Told, c.Told), max(out.Taken, c.Taken)
	}
	for _, a := range sim.Alarms {
		i := slices.IndexFunc(out.Load, func(l load) bool { return l.Staff == a.Staff })
		if i < 0 {
			i, out.Load = len(out.Load), append(out.Load, load{Staff: a.Staff})
		}
		l := &out.Load[i]
		l.Messages, l.Nights = l.Messages+a.Messages, l.Nights+a.Nights
		if a.Messages > l.Most {
			l.Most, l.Week = a.Messages, a.Week
		}
	}
	slices.SortStableFunc(out.Load, func(a, b load) int { return cmp.Or(b.Messages-a.Messages, cmp.Compare(a.Staff, b.Staff)) })
	return out
}

// together puts triggers with the same times together, those that wait longest first.
func together(list []safeguard.TimeToHuman) []sameTimes {
	same := func(a, b safeguard.Waits) bool {
		return a.Longest == b.Longest && a.Median == b.Median && a.NineInTen == b.NineInTen && a.Never == b.Never && slices.Equal(a.Spread, b.Spread)
	}
	var out []sameTimes
	for _, t := range list {
		i := slices.IndexFunc(out, func(x sameTimes) bool { return same(x.First, t.First) && same(x.Every, t.Every) })
		if i < 0 {
			i, out = len(out), append(out, sameTimes{TimeToHuman: t})
		}
		out[i].Triggers = append(out[i].Triggers, t.Trigger)
	}
	slices.SortStableFunc(out, func(a, b sameTimes) int {
		return cmp.Or(b.First.Never-a.First.Never, b.First.Longest-a.First.Longest, b.Every.Never-a.Every.Never, b.Every.Longest-a.Every.Longest)
	})
	return out
}
