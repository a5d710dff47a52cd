package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var (
	meetingAnywhere = []peer.Status{MeetingPrepared, MeetingOver, MeetingCalledOff}
	meetingAhead    = []peer.Status{MeetingPrepared}
	meetingBehind   = []peer.Status{MeetingOver}

	workerAnswers = peer.Asks{Rule: peer.Rule{Row: "REC-41", Code: peer.ErrNotAuthorised}, Says: "An answer here is the worker's alongside.", Fix: "Take the question along, or leave it to the worker."}
)

// meetingPreps is the table of REC-41.
var meetingPreps = peer.Machine[MeetingPrep, Facts]{
	Kind:   KindMeetingPrep,
	Schema: 1, // 1: the first form
	Says:   "What a person takes along to a meeting, a review, an appointment or an application, and what came of it.",
	Moves:  "REC-41",
	States: []peer.State{
		{Status: MeetingPrepared, Says: "It lies ahead. Either of the two prepares, moves it, says that it took place or that it was called off."},
		{Status: MeetingOver, Says: "It took place. What was decided can be written down; the person may say whether they felt heard."},
		{Status: MeetingCalledOff, Says: "It does not take place then. Given another day it is prepared again."},
	},
	Head:   func(m *MeetingPrep) *peer.Head { return &m.head },
	Data:   func(m *MeetingPrep) any { return &m.s },
	Person: MeetingPrep.Person,
	Party:  whose.Party[MeetingPrep],
	Policy: Facts.digest,
	Legal:  meetingPrepLegal,
	Parts:  meetingPrepParts,
	Rows: []row[MeetingPrep]{
		peer.Begins(row[MeetingPrep]{
			Do: "prepare", Says: "Begin to prepare.",
			To: meetingAhead, By: whose.Two, Else: whose.ForTwo("REC-41"), Form: "REC-41",
		}, func(c PrepareMeeting) string { return c.ID }, draftMeetingPrep, step[MeetingPrep, PrepareMeeting]{
			Needs: []need[MeetingPrep, PrepareMeeting]{meetingToCome(func(c PrepareMeeting) peer.When { return c.When })},
			Apply: func(m MeetingPrep, _ PrepareMeeting, _ *taken) MeetingPrep { return m },
		}),
		peer.Takes(row[MeetingPrep]{
			Do: "add-question", Says: "Add something you want to ask.",
			From: meetingAhead, To: meetingAhead, By: whose.Two, Else: whose.ForTwo("REC-41"), Form: "REC-41",
			Open: []open[MeetingPrep]{roomFor("REC-41", maxMeetingPoints, MeetingPrep.questionCount)},
		}, step[MeetingPrep, AddMeetingQuestion]{
			Needs: []need[MeetingPrep, AddMeetingQuestion]{whose.OwnWords[Facts, MeetingPrep]("REC-41", "/words", func(c AddMeetingQuestion) []peer.Words { return []peer.Words{c.Words} })},
			Apply: func(m MeetingPrep, c AddMeetingQuestion, t *taken) MeetingPrep {
				m.s.Questions = pointAdded(m.s.Questions, t.Own(c.Words), c.Treatment)
				return m
			},
		}),
		peer.Takes(row[MeetingPrep]{
			Do: "add-concern", Says: "Add something that troubles you.",
			From: meetingAhead, To: meetingAhead, By: whose.Two, Else: whose.ForTwo("REC-41"), Form: "REC-41",
			Open: []open[MeetingPrep]{roomFor("REC-41", maxMeetingPoints, func(m MeetingPrep) int { return len(m.s.Concerns) })},
		}, step[MeetingPrep, AddMeetingConcern]{
			Needs: []need[MeetingPrep, AddMeetingConcern]{whose.OwnWords[Facts, MeetingPrep]("REC-41", "/words", func(c AddMeetingConcern) []peer.Words { return []peer.Words{c.Words} })},
			Apply: func(m MeetingPrep, c AddMeetingConcern, t *taken) MeetingPrep {
				m.s.Concerns = pointAdded(m.s.Concerns, t.Own(c.Words), c.Treatment)
				return m
			},
		}),
		peer.Takes(row[MeetingPrep]{
			Do: "add-want", Says: "Add something you want to say, and how.",
			From: meetingAhead, To: meetingAhead, By: whose.Two, Else: whose.ForTwo("REC-41"), Form: "REC-41",
			Open: []open[MeetingPrep]{roomFor("REC-41", maxMeetingPoints, func(m MeetingPrep) int { return len(m.s.Wants) })},
		}, step[MeetingPrep, AddMeetingWant]{
			Needs: []need[MeetingPrep, AddMeetingWant]{
				whose.OwnWords[Facts, MeetingPrep]("REC-41", "/words", func(c AddMeetingWant) []peer.Words { return []peer.Words{c.Words} }),
				whose.OwnWords[Facts, MeetingPrep]("REC-41", "/how", func(c AddMeetingWant) []peer.Words { return []peer.Words{c.How} }),
			},
			Apply: func(m MeetingPrep, c AddMeetingWant, t *taken) MeetingPrep {
				m.s.Wants = append(slices.Clone(m.s.Wants), MeetingWant{Number: len(m.s.Wants) + 1, Words: t.Own(c.Words), How: t.Own(c.How)})
				return m
			},
		}),
		peer.Takes(row[MeetingPrep]{
			Do: "add-paper", Says: "Add something to bring.",
			From: meetingAhead, To: meetingAhead, By: whose.Two, Else: whose.ForTwo("REC-41"), Form: "REC-41",
			Open: []open[MeetingPrep]{roomFor("REC-41", maxMeetingPoints, MeetingPrep.paperCount)},
		}, step[MeetingPrep, AddMeetingPaper]{Apply: func(m MeetingPrep, c AddMeetingPaper, _ *taken) MeetingPrep {
			m.s.Papers = append(slices.Clone(m.s.Papers), MeetingPaper{Number: m.paperCount() + 1, What: c.What})
			return m
		}}),
		peer.Takes(row[MeetingPrep]{
			Do: "paper-ready", Says: "Say that a paper is there.",
			From: meetingAhead, To: meetingAhead, By: whose.Two, Else: whose.ForTwo("REC-41"), Form: "REC-41",
		}, step[MeetingPrep, MeetingPaperReady]{
			Needs: []need[MeetingPrep, MeetingPaperReady]{stands("REC-41", "/number", func(c MeetingPaperReady) int { return c.Number }, MeetingPrep.paperCount)},
			Apply: func(m MeetingPrep, c MeetingPaperReady, _ *taken) MeetingPrep {
				m.s.Papers = slices.Clone(m.s.Papers)
				m.s.Papers[c.Number-1].Ready = true
				return m
			},
		}),
		peer.Takes(row[MeetingPrep]{
			Do: "answer", Says: "Answer a question with information and its source, or with how something works.",
			From: meetingAhead, To: meetingAhead, By: []peer.Party{peer.PartyWorker}, Else: workerAnswers, Form: "REC-41",
			Open: []open[MeetingPrep]{roomFor("REC-41", maxMeetingAnswers, func(m MeetingPrep) int { return len(m.s.Answers) })},
		}, step[MeetingPrep, AnswerMeetingQuestion]{
			Needs:   answerRules,
			Apply:   questionAnswered,
			Options: offeredAnswers,
		}),
		peer.Takes(row[MeetingPrep]{
			Do: "who-speaks", Says: "Say who speaks.",
			From: meetingAhead, To: meetingAhead, By: whose.Person, Else: whose.ForPerson("REC-41"), Form: "REC-41",
		}, step[MeetingPrep, SayWhoSpeaks]{Apply: func(m MeetingPrep, c SayWhoSpeaks, _ *taken) MeetingPrep { m.s.Speaks = c.Speaks; return m }}),
		peer.Takes(row[MeetingPrep]{
			Do: "accompany", Says: "Say whether you want somebody to come along.",
			From: meetingAhead, To: meetingAhead, By: whose.Person, Else: whose.ForPerson("PEER-50"), Form: "PEER-50",
		}, step[MeetingPrep, SayAccompany]{Apply: func(m MeetingPrep, c SayAccompany, _ *taken) MeetingPrep { m.s.Accompany = c.Accompany; return m }}),
		peer.Takes(row[MeetingPrep]{
			Do: "move", Says: "Give it another day or time.",
			From: []peer.Status{MeetingPrepared, MeetingCalledOff}, To: meetingAhead, By: whose.Two, Else: whose.ForTwo("REC-41"), Form: "REC-41",
		}, step[MeetingPrep, MoveMeeting]{
			Needs: []need[MeetingPrep, MoveMeeting]{meetingToCome(func(c MoveMeeting) peer.When { return c.When })},
			Apply: func(m MeetingPrep, c MoveMeeting, _ *taken) MeetingPrep { m.s.When = c.When; return m },
		}),
		peer.Takes(row[MeetingPrep]{
			Do: "took-place", Says: "Say that it is over.",
			From: meetingAhead, To: meetingBehind, By: whose.Two, Else: whose.ForTwo("REC-41"), Form: "REC-41",
		}, step[MeetingPrep, MeetingTookPlace]{Apply: func(m MeetingPrep, _ MeetingTookPlace, _ *taken) MeetingPrep { return m }}),
		peer.Takes(row[MeetingPrep]{
			Do: "decided", Says: "Write down what was decided.",
			From: meetingBehind, To: meetingBehind, By: whose.Two, Else: whose.ForTwo("REC-41"), Form: "REC-41",
		}, step[MeetingPrep, SayWhatWasDecided]{
			Needs: []need[MeetingPrep, SayWhatWasDecided]{meetingWords(func(c SayWhatWasDecided) peer.Words { return c.Words }), personsAccount},
			Apply: func(m MeetingPrep, c SayWhatWasDecided, t *taken) MeetingPrep { m.s.Decided = t.Own(c.Words); return m },
		}),
		peer.Takes(row[MeetingPrep]{
			Do: "felt-heard", Says: "Say whether you felt heard, if you like.",
			From: meetingBehind, To: meetingBehind, By: whose.Person, Else: whose.ForPerson("REC-41"), Form: "REC-41",
		}, step[MeetingPrep, SayHeard]{
			Needs: []need[MeetingPrep, SayHeard]{whose.OwnWords[Facts, MeetingPrep]("REC-41", "/says", func(c SayHeard) []peer.Words { return []peer.Words{c.Says} })},
			Apply: func(m MeetingPrep, c SayHeard, t *taken) MeetingPrep {
				m.s.Heard, m.s.HeardSays = c.Heard, t.Own(c.Says)
				return m
			},
		}),
		peer.Takes(row[MeetingPrep]{
			Do: "call-off", Says: "Say that it does not take place then. No reason is asked.",
			From: meetingAhead, To: []peer.Status{MeetingCalledOff}, By: whose.Two, Else: whose.ForTwo("REC-41"), Form: "REC-41",
		}, step[MeetingPrep, CallOffMeeting]{Apply: func(m MeetingPrep, _ CallOffMeeting, _ *taken) MeetingPrep { return m }}),
		whoMaySee(meetingAnywhere, func(m MeetingPrep, a Audience) MeetingPrep { m.s.Audience = a; return m }),
	},
}

func draftMeetingPrep(c PrepareMeeting) MeetingPrep {
	return MeetingPrep{s: meetingPrep{Person: c.Person, Worker: c.Worker, Goal: c.Goal, Event: c.Event, When: c.When, Audience: MeAndMyWorker}}
}

func pointAdded(list []MeetingPoint, words peer.Words, treatment bool) []MeetingPoint {
	return append(slices.Clone(list), MeetingPoint{Number: len(list) + 1, Words: words, Treatment: treatment})
}
