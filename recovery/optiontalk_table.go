package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// talkAnywhere are all the places of an options talk.
var talkAnywhere = []peer.Status{OptionTalkOpen, OptionTalkThrough, OptionTalkSetAside}

// optionTalks is the table of REC-40.
var optionTalks = peer.Machine[OptionTalk, Facts]{
	Kind:   KindOptionTalk,
	Schema: 1, // 1: the first form
	Says:   "What there is to choose from, told as information, with what the person asks and worries about.",
	Moves:  "REC-40",
	States: []peer.State{
		{Status: OptionTalkOpen, Says: "The two collect options, questions and worries. The person says when it is talked through, or sets it aside."},
		{Status: OptionTalkThrough, Says: "The person says that it is talked through. They open it again or set it aside."},
		{Status: OptionTalkSetAside, Says: "The person has put it away. They open it again."},
	},
	Head:   func(o *OptionTalk) *peer.Head { return &o.head },
	Data:   func(o *OptionTalk) any { return &o.s },
	Person: OptionTalk.Person,
	Party:  whose.Party[OptionTalk],
	Policy: Facts.digest,
	Legal:  optionTalkLegal,
	Parts:  optionTalkParts,
	Rows: []row[OptionTalk]{
		peer.Begins(row[OptionTalk]{
			Do: "open-talk", Says: "Begin to talk through what there is to choose from.",
			To: []peer.Status{OptionTalkOpen}, By: whose.Two, Else: whose.ForTwo("REC-40"), Form: "REC-40",
		}, func(c OpenOptionTalk) string { return c.ID }, draftOptionTalk, step[OptionTalk, OpenOptionTalk]{
			Needs: []need[OptionTalk, OpenOptionTalk]{talkedBy("/about", func(c OpenOptionTalk) peer.Words { return c.About })},
			Apply: func(o OptionTalk, c OpenOptionTalk, t *taken) OptionTalk { o.s.About = t.Own(c.About); return o },
		}),
		peer.Takes(row[OptionTalk]{
			Do: "add-option", Says: "Add an option, as information.",
			From: []peer.Status{OptionTalkOpen}, To: []peer.Status{OptionTalkOpen}, By: whose.Two, Else: whose.ForTwo("REC-40"), Form: "REC-40",
			Open: []open[OptionTalk]{roomFor("REC-40", maxOptions, OptionTalk.optionCount)},
		}, step[OptionTalk, AddOption]{
			Needs: []need[OptionTalk, AddOption]{
				optionSaid,
				talkedBy("/what", func(c AddOption) peer.Words { return c.What }),
				sourceGiven("REC-40", func(_ OptionTalk, c AddOption) (Source, bool) { return c.Source, c.Kind == OptionSomething }),
				sourceDated,
				sourceNotAhead[OptionTalk](func(c AddOption) Source { return c.Source }),
			},
			Apply: optionAdded,
		}),
		peer.Takes(row[OptionTalk]{
			Do: "ask-or-worry", Says: "Say what you ask or worry about.",
			From: talkAnywhere, Stays: talkAnywhere, By: whose.Two, Else: whose.ForTwo("REC-40"), Form: "REC-40",
			Open: []open[OptionTalk]{roomFor("REC-40", maxThoughts, func(o OptionTalk) int { return len(o.s.Thoughts) })},
		}, step[OptionTalk, AskOfOption]{
			Needs: []need[OptionTalk, AskOfOption]{
				stands("REC-40", "/option", func(c AskOfOption) int { return c.Option }, OptionTalk.optionCount),
				whose.OwnWords[Facts, OptionTalk]("REC-40", "/words", func(c AskOfOption) []peer.Words { return []peer.Words{c.Words} }),
			},
			Apply: func(o OptionTalk, c AskOfOption, t *taken) OptionTalk {
				o.s.Thoughts = append(slices.Clone(o.s.Thoughts), TalkThought{Kind: c.Kind, Option: c.Option, Words: t.Own(c.Words)})
				return o
			},
		}),
		peer.Takes(row[OptionTalk]{
			Do: "talked-through", Says: "Say that the options are talked through, and what they come to in your own words.",
			From: []peer.Status{OptionTalkOpen}, To: []peer.Status{OptionTalkThrough}, By: whose.Person, Else: whose.ForPerson("REC-40"), Form: "REC-40",
			Open: []open[OptionTalk]{somethingToChoose, waitingIsAnOption},
		}, step[OptionTalk, TalkedThrough]{
			Needs: []need[OptionTalk, TalkedThrough]{
				whose.OwnWords[Facts, OptionTalk]("REC-40", "/teachBack", func(c TalkedThrough) []peer.Words { return []peer.Words{c.TeachBack} }),
				taughtBack,
			},
			Apply: func(o OptionTalk, c TalkedThrough, t *taken) OptionTalk { o.s.TeachBack = t.Own(c.TeachBack); return o },
		}),
		peer.Takes(row[OptionTalk]{
			Do: "reopen", Says: "Open it again.",
			From: []peer.Status{OptionTalkThrough, OptionTalkSetAside}, To: []peer.Status{OptionTalkOpen}, By: whose.Person, Else: whose.ForPerson("REC-40"), Form: "REC-40",
		}, step[OptionTalk, ReopenOptionTalk]{Apply: func(o OptionTalk, _ ReopenOptionTalk, _ *taken) OptionTalk { return o }}),
		peer.Takes(row[OptionTalk]{
			Do: "set-aside", Says: "Put it away, without a reason.",
			From: []peer.Status{OptionTalkOpen, OptionTalkThrough}, To: []peer.Status{OptionTalkSetAside}, By: whose.Person, Else: whose.ForPerson("REC-40"), Form: "REC-40",
		}, step[OptionTalk, SetOptionTalkAside]{Apply: func(o OptionTalk, _ SetOptionTalkAside, _ *taken) OptionTalk { return o }}),
		whoMaySee(talkAnywhere, func(o OptionTalk, a Audience) OptionTalk { o.s.Audience = a; return o }),
	},
}

func draftOptionTalk(c OpenOptionTalk) OptionTalk {
	return OptionTalk{s: optionTalk{Person: c.Person, Worker: c.Worker, Goal: c.Goal, Audience: MeAndMyWorker}}
}

func optionAdded(o OptionTalk, c AddOption, t *taken) OptionTalk {
	o.s.Options = append(slices.Clone(o.s.Options), TalkOption{Number: o.optionCount() + 1, Kind: c.Kind, What: t.Own(c.What),
		Provider: c.Provider, Access: c.Access, Source: c.Source, From: t.As})
	return o
}
