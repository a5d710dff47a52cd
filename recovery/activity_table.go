package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var (
	activityMoves = whose.ForPerson("REC-17")
	personMeans   = peer.Asks{Rule: peer.Rule{Row: "REC-17", Code: peer.ErrPersonsWordsOnly}, Says: "What it gives is for the person to say.", Fix: "Ask them what it gives them, and let them say it."}
)

// activityAnywhere are all the places of an activity, activityOpen those in which
// it has not come to an end.
var (
	activityAnywhere = []peer.Status{ActivityWanted, ActivityGoingOn, ActivityResting, ActivityOver, ActivityDropped}
	activityOpen     = []peer.Status{ActivityWanted, ActivityGoingOn, ActivityResting}
)

// activities is the table of REC-17, with PEER-59.
var activities = peer.Machine[Activity, Facts]{
	Kind:   KindActivity,
	Schema: 1, // 1: the first form
	Says:   "Something that matters to a person and that they do or would like to do, moved by nobody but them.",
	Moves:  "REC-17",
	States: []peer.State{
		{Status: ActivityWanted, Says: "It has been named. The person begins it or drops it."},
		{Status: ActivityGoingOn, Says: "The person does it. They let it rest, say that it is over or drop it."},
		{Status: ActivityResting, Says: "It rests. The person picks it up, says that it is over or drops it."},
		{Status: ActivityOver, Says: "The person says that it is over. They can pick it up again."},
		{Status: ActivityDropped, Says: "The person has put it down. They can pick it up again."},
	},
	Head:   func(a *Activity) *peer.Head { return &a.head },
	Data:   func(a *Activity) any { return &a.s },
	Person: Activity.Person,
	Party:  whose.Party[Activity],
	Policy: Facts.digest,
	Legal:  activityLegal,
	Parts:  activityParts,
	Rows: []row[Activity]{
		peer.Begins(row[Activity]{
			Do: "name", Says: "Name an activity, or write down the one the person named.",
			To: []peer.Status{ActivityWanted}, By: whose.Two, Else: whose.ForTwo("REC-17"), Form: "REC-17",
		}, func(c NameActivity) string { return c.ID }, draftActivity, step[Activity, NameActivity]{
			Needs: []need[Activity, NameActivity]{
				whose.OwnWords[Facts, Activity]("REC-17", "/words", func(c NameActivity) []peer.Words { return []peer.Words{c.Words} }),
				whose.OwnWords[Facts, Activity]("REC-17", "/meaning", func(c NameActivity) []peer.Words { return []peer.Words{c.Meaning} }),
				whose.OwnWords[Facts, Activity]("REC-17", "/schedule", func(c NameActivity) []peer.Words { return []peer.Words{c.Schedule} }),
				givesSaid,
				leaderNamed(func(c NameActivity) (bool, LedBy) { return c.InGroup, c.LedBy }),
				planOfOthers(func(c NameActivity) []PlanActivity { return c.Plans }),
			},
			Apply: activityNamed,
		}),
		activityMove[BeginActivity]("begin", "Say that you do it now.", []peer.Status{ActivityWanted}, ActivityGoingOn),
		activityMove[RestActivity]("rest", "Let it rest for as long as you like.", []peer.Status{ActivityGoingOn}, ActivityResting),
		activityMove[PickUp]("pick-up", "Take it up again.", []peer.Status{ActivityResting, ActivityOver, ActivityDropped}, ActivityGoingOn),
		activityMove[ActivityIsOver]("say-it-is-over", "Say that it is over.", []peer.Status{ActivityGoingOn, ActivityResting}, ActivityOver),
		activityMove[DropActivity]("drop", "Put it down. No reason is asked.", activityOpen, ActivityDropped),
		peer.Takes(row[Activity]{
			Do: "say-what-it-gives", Says: "Say what it gives you.",
			From: activityAnywhere, Stays: activityAnywhere, By: whose.Person, Else: personMeans, Form: "REC-17",
		}, step[Activity, SayWhatItGives]{
			Needs: []need[Activity, SayWhatItGives]{
				whose.OwnWords[Facts, Activity]("REC-17", "/meaning", func(c SayWhatItGives) []peer.Words { return []peer.Words{c.Meaning} }),
			},
			Apply: func(a Activity, c SayWhatItGives, t *taken) Activity {
				a.s.Gives, a.s.Meaning = c.Gives, t.Own(c.Meaning)
				return a
			},
		}),
		peer.Takes(row[Activity]{
			Do: "arrange", Says: "Say when it is and who leads it.",
			From: activityOpen, Stays: activityOpen, By: whose.Person, Else: activityMoves, Form: "REC-17",
		}, step[Activity, ArrangeActivity]{
			Needs: []need[Activity, ArrangeActivity]{
				whose.OwnWords[Facts, Activity]("REC-17", "/schedule", func(c ArrangeActivity) []peer.Words { return []peer.Words{c.Schedule} }),
				leaderNamed(func(c ArrangeActivity) (bool, LedBy) { return c.InGroup, c.LedBy }),
			},
			Apply: func(a Activity, c ArrangeActivity, t *taken) Activity {
				a.s.Schedule, a.s.When, a.s.InGroup, a.s.LedBy = t.Own(c.Schedule), c.When, c.InGroup, c.LedBy
				return a
			},
		}),
		peer.Takes(row[Activity]{
			Do: "tie", Says: "Say which goals, part of life or plan it belongs to.",
			From: activityAnywhere, Stays: activityAnywhere, By: whose.Person, Else: activityMoves, Form: "REC-17",
		}, step[Activity, TieActivity]{
			Needs: []need[Activity, TieActivity]{planOfOthers(func(c TieActivity) []PlanActivity { return c.Plans })},
			Apply: func(a Activity, c TieActivity, _ *taken) Activity {
				a.s.Goals, a.s.Domain, a.s.Plans = c.Goals, c.Domain, c.Plans
				return a
			},
		}),
		whoMaySee(activityAnywhere, func(a Activity, to Audience) Activity { a.s.Audience = to; return a }),
	},
}

// activityMove is a row by which the person moves an activity: nothing is asked
// and nothing stands in the way.
func activityMove[C any](do peer.Action, says string, from []peer.Status, to peer.Status) row[Activity] {
	return peer.Takes(row[Activity]{
		Do: do, Says: says, From: from, To: []peer.Status{to}, By: whose.Person, Else: activityMoves, Form: "REC-17",
	}, step[Activity, C]{Apply: func(a Activity, _ C, t *taken) Activity { return a.moved(t) }})
}

func draftActivity(c NameActivity) Activity {
	return Activity{s: activity{Person: c.Person, Worker: c.Worker, What: c.What, Gives: c.Gives, When: c.When, InGroup: c.InGroup, LedBy: c.LedBy,
		Goals: c.Goals, Domain: c.Domain, Plans: c.Plans, Audience: MeAndMyWorker}}
}

func activityNamed(a Activity, c NameActivity, t *taken) Activity {
	a.s.Words, a.s.Meaning, a.s.Schedule = t.Own(c.Words), t.Own(c.Meaning), t.Own(c.Schedule)
	return a.moved(t)
}

// moved notes the day of a move from one status to another.
func (a Activity) moved(t *taken) Activity {
	a.s.StatusOn = whose.DayUTC(t.Now())
	return a
}
