package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// onlyTheyName is what anybody but the person hears who names a fear.
var onlyTheyName = peer.Asks{Rule: peer.Rule{Row: "REC-26", Code: peer.ErrPersonsWordsOnly}, Says: "A fear is named by the person and nobody else.", Fix: "You could ask what stands in the way for them; whether they name it is theirs."}

var fearAnywhere = []peer.Status{FearNamed, FearWorking, FearEasier, FearParked}

// fears is the table of REC-26.
var fears = peer.Machine[Fear, Facts]{
	Kind:   KindFear,
	Schema: 1, // 1: the first form
	Says:   "Something the person is afraid of, named by them alone, and small steps about it.",
	Moves:  "REC-26",
	States: []peer.State{
		{Status: FearNamed, Says: "The person has named it. They work on it, say that it is easier, or park it."},
		{Status: FearWorking, Says: "The person is at it. They say that it is easier, or park it."},
		{Status: FearEasier, Says: "The person says that it is easier. They work on it again, or park it."},
		{Status: FearParked, Says: "The person leaves it for now. They take it up, or say that it is easier."},
	},
	Head:   func(e *Fear) *peer.Head { return &e.head },
	Data:   func(e *Fear) any { return &e.s },
	Person: Fear.Person,
	Party:  whose.Party[Fear],
	Policy: Facts.digest,
	Legal:  fearLegal,
	Parts:  fearParts,
	Rows: []row[Fear]{
		peer.Begins(row[Fear]{
			Do: "name", Says: "Name what you are afraid of.",
			To: []peer.Status{FearNamed}, By: whose.Person, Else: onlyTheyName, Form: "REC-26",
		}, func(s NameFear) string { return s.ID }, func(s NameFear) Fear { return Fear{s: fear{Person: s.Person, Worker: s.Worker}} },
			step[Fear, NameFear]{
				Needs: []need[Fear, NameFear]{
					whose.OwnWords[Facts, Fear]("REC-26", "/words", func(s NameFear) []peer.Words { return []peer.Words{s.Words} }),
					whose.OwnWords[Facts, Fear]("REC-26", "/stops", func(s NameFear) []peer.Words { return []peer.Words{s.Stops} }),
					whose.OwnWords[Facts, Fear]("REC-26", "/helps", func(s NameFear) []peer.Words { return []peer.Words{s.Helps} }),
					whose.OwnWords[Facts, Fear]("REC-26", "/smallSteps", func(s NameFear) []peer.Words { return s.SmallSteps }),
				},
				Apply: func(e Fear, s NameFear, t *taken) Fear {
					e.s.Words, e.s.Named = t.Own(s.Words), t.Now()
					return e.told(s.Stops, s.Helps, s.SmallSteps, t)
				},
			}),
		peer.Takes(row[Fear]{
			Do: "say-more", Says: "Say what it stops, what would help, and small steps.",
			From: fearAnywhere, Stays: fearAnywhere, By: whose.Person, Else: onlyTheyName, Form: "REC-26",
		}, step[Fear, SayMoreOfFear]{
			Needs: []need[Fear, SayMoreOfFear]{
				whose.OwnWords[Facts, Fear]("REC-26", "/stops", func(s SayMoreOfFear) []peer.Words { return []peer.Words{s.Stops} }),
				whose.OwnWords[Facts, Fear]("REC-26", "/helps", func(s SayMoreOfFear) []peer.Words { return []peer.Words{s.Helps} }),
				whose.OwnWords[Facts, Fear]("REC-26", "/smallSteps", func(s SayMoreOfFear) []peer.Words { return s.SmallSteps }),
			},
			Apply: func(e Fear, s SayMoreOfFear, t *taken) Fear { return e.told(s.Stops, s.Helps, s.SmallSteps, t) },
		}),
		fearMoves[WorkOnFear]("work-on", "Begin to do something about it.", FearWorking),
		fearMoves[FearIsEasier]("easier", "Say that it has become easier.", FearEasier),
		fearMoves[ParkFear]("park", "Leave it for now. No reason is asked.", FearParked),
	},
}

// fearMoves is a row that leads to one place from everywhere else.
func fearMoves[C any](do peer.Action, says string, to peer.Status) row[Fear] {
	from := slices.DeleteFunc(slices.Clone(fearAnywhere), func(s peer.Status) bool { return s == to })
	return peer.Takes(row[Fear]{
		Do: do, Says: says, From: from, To: []peer.Status{to}, By: whose.Person, Else: whose.ForPerson("REC-26"), Form: "REC-26",
	}, step[Fear, C]{Apply: func(e Fear, _ C, _ *taken) Fear { return e }})
}

// told notes what is given and leaves the rest as it was.
func (e Fear) told(stops, helps peer.Words, smallSteps []peer.Words, t *taken) Fear {
	if !stops.IsZero() {
		e.s.Stops = t.Own(stops)
	}
	if !helps.IsZero() {
		e.s.Helps = t.Own(helps)
	}
	if len(smallSteps) > 0 {
		e.s.SmallSteps = whose.Kept(smallSteps, t.Act.By)
	}
	return e
}

func fearLegal(e Fear) []peer.Reason {
	s := e.s
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, e, append([]peer.Words{s.Words, s.Stops, s.Helps}, s.SmallSteps...)...), "/words", "Every text of a fear is the person's own."),
	}
}

// fearParts: the person and the worker they named see it, and nobody else; it
// never goes into the record (hazard H20).
var fearParts = []peer.Part[Fear]{
	{Name: "fear", Rule: notShown, Says: "A fear is for the person and the worker alongside.",
		If: func(_ Fear, as peer.Party, by peer.Reading) bool {
			return whose.TwoRead(as, by)
		},
		Value: func(e Fear) any { return e.s }},
}
