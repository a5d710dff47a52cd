package signpost

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// Where a signpost can be when there is a choice to make, when there is an outcome to
// give, and when it has not been left.
var (
	choosing   = []peer.Status{Considered, Chosen}
	handedOver = []peer.Status{Given, Accessed, NotAccessed, NeedsDifferent, NotKnown, PersonClosed}
	notLeft    = []peer.Status{Considered, Chosen, Given, Accessed, NotAccessed, NeedsDifferent, NotKnown}
)

var (
	theirReadiness = peer.Asks{Rule: peer.Rule{Row: "SIGN-12", Code: peer.ErrPersonsWordsOnly}, Says: "Whether they want to and can is for the person to say.", Fix: "Ask them; they may also leave it open."}
	theirOutcome   = peer.Asks{Rule: peer.Rule{Row: "SIGN-16", Code: peer.ErrPersonsWordsOnly}, Says: "What came of it is for the person to say.", Fix: "Ask them on the day you agreed; they may also leave it open."}
	workerAnswers  = peer.Asks{Rule: peer.Rule{Row: "SIGN-16", Code: peer.ErrNotAuthorised}, Says: "The worker alongside answers what is open between them.", Fix: "Tell the worker alongside, or say what came of it anew; a worry can be told to somebody at any time."}
	workerAsks     = peer.Asks{Rule: peer.Rule{Row: "SIGN-15", Code: peer.ErrNotAuthorised}, Says: "The worker alongside asks, and notes it.", Fix: "Leave it to the worker alongside."}
	workerLeaves   = peer.Asks{Rule: peer.Rule{Row: "SIGN-16", Code: peer.ErrNotAuthorised}, Says: "The worker alongside leaves it as not known, or somebody on the staff once peer support is over; the person may say, or leave it.", Fix: "Say what came of it, or leave it to the staff."}
)

// signposts is the table of SIGN-11 to SIGN-16, SIGN-18, SIGN-19 and SIGN-24.
var signposts = peer.Machine[Signpost, GivingFacts]{
	Kind:   KindSignpost,
	Schema: 1, // 1: the first form
	Says:   "One person's way to something there is: chosen by them, given in a form they can keep, and what came of it in their word.",
	Moves:  "SIGN-14",
	States: []peer.State{
		{Status: Considered, Says: "There are ways to choose from. The person chooses one, or leaves it."},
		{Status: Chosen, Says: "The person chose one. They say whether they are ready, the details are given, or they leave it."},
		{Status: Given, Says: "The person has the details. They say what came of it, or leave it; the worker may leave it as not known."},
		{Status: Accessed, Says: "The person says they got there. They may put it right, or leave it."},
		{Status: NotAccessed, Says: "The person says they did not go, or not yet. They may put it right, or leave it."},
		{Status: NeedsDifferent, Says: "The person says it takes something else. They may put it right, or leave it."},
		{Status: NotKnown, Says: "Nobody knows what came of it. The person may still say, or leave it."},
		{Status: PersonClosed, Says: "The person left it. They may choose again, or say what came of details they have."},
	},
	Head:   func(s *Signpost) *peer.Head { return &s.head },
	Data:   func(s *Signpost) any { return &s.s },
	Person: Signpost.Person,
	Party:  whose.Party[Signpost],
	Policy: GivingFacts.digest,
	Legal:  signpostLegal,
	Parts:  signpostParts,
	Rows: []givingRow[Signpost]{
		peer.Begins(givingRow[Signpost]{
			Do: "consider", Says: "Look together at ways to choose from.",
			To: []peer.Status{Considered}, By: whose.Two, Else: whose.ForTwo("SIGN-11"), Form: "SIGN-11",
		}, func(c Consider) string { return c.ID }, draftSignpost, givingStep[Signpost, Consider]{
			Needs: append(toldOf("/options", func(c Consider) []Option { return c.Options }), aboutSaid, aboutWords, twoWays, otherLooked, optionsOnce),
			Apply: consideredWays,
		}),
		peer.Takes(givingRow[Signpost]{
			Do: "add-option", Says: "Add a way to choose.",
			From: choosing, Stays: choosing, By: whose.Two, Else: whose.ForTwo("SIGN-11"), Form: "SIGN-11",
			Open: []givingOpen[Signpost]{roomFor("SIGN-11", maxOptions, func(s signpost) int { return len(s.Options) })},
		}, givingStep[Signpost, AddOption]{
			Needs: append(toldOf("/option", func(c AddOption) []Option { return []Option{c.Option} }), notThereYet),
			Apply: func(s Signpost, c AddOption, k *giving) Signpost { return s.shown([]Option{c.Option}, k) },
		}),
		peer.Takes(givingRow[Signpost]{
			Do: "choose", Says: "Choose one.",
			From: []peer.Status{Considered, Chosen, PersonClosed}, To: []peer.Status{Chosen}, By: whose.Person, Else: whose.ForPerson("SIGN-11"), Form: "SIGN-11",
			Open: []givingOpen[Signpost]{notHandedYet},
		}, givingStep[Signpost, Choose]{
			Needs:   []givingNeed[Signpost, Choose]{oneOfThem},
			Apply:   chosenAnew,
			Options: map[string]func(Signpost) []string{"/resource": Signpost.resources},
		}),
		peer.Takes(givingRow[Signpost]{
			Do: "not-now", Says: "Leave it, now or for good. No reason is asked.",
			From: notLeft, To: []peer.Status{PersonClosed}, By: whose.Person, Else: whose.ForPerson("SIGN-14"), Form: "SIGN-14",
		}, givingStep[Signpost, NotNow]{Apply: func(s Signpost, _ NotNow, _ *giving) Signpost { return s }}),
		peer.Takes(givingRow[Signpost]{
			Do: "say-ready", Says: "Say whether you want to and can.",
			From: []peer.Status{Chosen}, Stays: []peer.Status{Chosen}, By: whose.Person, Else: theirReadiness, Form: "SIGN-12",
		}, givingStep[Signpost, SayReady]{
			Needs: []givingNeed[Signpost, SayReady]{whose.OwnWords[GivingFacts, Signpost]("SIGN-12", "/words", func(c SayReady) []peer.Words { return []peer.Words{c.Words} })},
			Apply: func(s Signpost, c SayReady, k *giving) Signpost {
				s.s.Ready = readiness{c.Willing, c.Able, k.Own(c.Words), k.Now()}
				return s
			},
		}),
		peer.Takes(givingRow[Signpost]{
			Do: "ask-help", Says: "Ask for practical help, as you have agreed it.",
			From: notLeft, Stays: notLeft, By: whose.Person, Else: whose.ForPerson("SIGN-18"), Form: "SIGN-18",
			Open: []givingOpen[Signpost]{roomFor("SIGN-18", maxHelp, func(s signpost) int { return len(s.Help) })},
		}, givingStep[Signpost, AskHelp]{
			Needs: []givingNeed[Signpost, AskHelp]{helpAhead, whose.OwnWords[GivingFacts, Signpost]("SIGN-18", "/nextTimeAlone", func(c AskHelp) []peer.Words { return []peer.Words{c.NextTimeAlone} })},
			Apply: helpAsked,
		}),
		ofHelp("help-done", "Say that help took place.", whose.Two, whose.ForTwo("SIGN-18"), func(c HelpDone) int { return c.Number },
			func(h *AccessHelp, k *giving) { h.Done = k.Now() }),
		ofHelp("drop-help", "Say that help is not wanted any more. No reason is asked.", whose.Person, whose.ForPerson("SIGN-18"), func(c DropHelp) int { return c.Number },
			func(h *AccessHelp, k *giving) { h.Dropped = k.Now() }),
		peer.Takes(givingRow[Signpost]{
			Do: "give", Says: "Hand the details over, or take them along.",
			From: []peer.Status{Chosen, Given}, To: []peer.Status{Given}, By: whose.Two, Else: whose.ForTwo("SIGN-13"), Form: "SIGN-13",
		}, givingStep[Signpost, Give]{Needs: giveRules, Apply: handOver}),
		peer.Takes(givingRow[Signpost]{
			Do: "change-follow-up", Says: "Set the day on which you would like to be asked how it went.",
			From: []peer.Status{Given}, Stays: []peer.Status{Given}, By: whose.Person, Else: whose.ForPerson("SIGN-15"), Form: "SIGN-15",
		}, givingStep[Signpost, ChangeFollowUp]{
			Needs: []givingNeed[Signpost, ChangeFollowUp]{afterGiven},
			Apply: func(s Signpost, c ChangeFollowUp, k *giving) Signpost {
				s.s.FollowUp.Next, s.s.FollowUp.Since, s.s.FollowUp.Off = c.On.Last(), k.Now(), false
				return s
			},
		}),
		peer.Takes(givingRow[Signpost]{
			Do: "no-follow-up", Says: "Say that nobody is to ask. No reason is asked.",
			From: []peer.Status{Given}, Stays: []peer.Status{Given}, By: whose.Person, Else: whose.ForPerson("SIGN-15"), Form: "SIGN-15",
		}, givingStep[Signpost, NoFollowUp]{Apply: func(s Signpost, _ NoFollowUp, _ *giving) Signpost {
			s.s.FollowUp.Next, s.s.FollowUp.Off = peer.Date{}, true
			return s
		}}),
		peer.Takes(givingRow[Signpost]{
			Do: "note-asked", Says: "Note that you asked how it went.",
			From: []peer.Status{Given}, Stays: []peer.Status{Given}, By: []peer.Party{peer.PartyWorker}, Else: workerAsks, Form: "SIGN-15",
			Open: []givingOpen[Signpost]{askingWelcome},
		}, givingStep[Signpost, NoteAsked]{Apply: func(s Signpost, _ NoteAsked, k *giving) Signpost { return s.asked(k) }}),
		peer.Takes(givingRow[Signpost]{
			Do: "record-outcome", Says: "Say what came of it.",
			From: handedOver, To: []peer.Status{Accessed, NotAccessed, NeedsDifferent}, By: whose.Person, Else: theirOutcome, Form: "SIGN-16",
			Open: []givingOpen[Signpost]{wasHanded},
		}, givingStep[Signpost, RecordOutcome]{
			Needs: append([]givingNeed[Signpost, RecordOutcome]{
				nextSaid, whose.OwnWords[GivingFacts, Signpost]("SIGN-16", "/words", func(c RecordOutcome) []peer.Words { return []peer.Words{c.Words} }),
			}, whose.KeptOpen[GivingFacts]("SIGN-16", furtherBeside)...),
			Apply: outcomeSaid,
			To:    func(_ Signpost, c RecordOutcome) peer.Status { return c.Outcome.placeOf() },
		}),
		peer.Takes(givingRow[Signpost]{
			Do: "answer-further", Says: "Say whether it needs to go further.",
			From: handedOver, Stays: handedOver, By: []peer.Party{peer.PartyWorker}, Else: workerAnswers, Form: "SIGN-16",
		}, givingStep[Signpost, AnswerFurther]{
			Needs: append(whose.AnsweredNow[GivingFacts]("SIGN-16", func(_ Signpost, c AnswerFurther) whose.Question { return whose.Question{Further: c.Further} }), furtherOpen),
			Apply: func(s Signpost, c AnswerFurther, _ *giving) Signpost { s.s.Further = c.Further; return s },
		}),
		peer.Takes(givingRow[Signpost]{
			Do: "leave-not-known", Says: "Leave it as not known.",
			From: []peer.Status{Given}, To: []peer.Status{NotKnown}, By: []peer.Party{peer.PartyWorker, peer.PartyStaff}, Else: workerLeaves, Form: "SIGN-16",
		}, givingStep[Signpost, LeaveNotKnown]{
			Needs: []givingNeed[Signpost, LeaveNotKnown]{askedEnough, leftByStaff},
			Apply: func(s Signpost, c LeaveNotKnown, k *giving) Signpost {
				s.s.NotKnown = notKnown{c.Because, k.Now()}
				return s
			},
		}),
		peer.Takes(givingRow[Signpost]{
			Do: "name-challenge", Says: "Name something that makes it hard to get there.",
			From: notLeft, Stays: notLeft, By: whose.Two, Else: whose.ForTwo("SIGN-19"), Form: "SIGN-19",
			Open: []givingOpen[Signpost]{roomFor("SIGN-19", maxChallenges, func(s signpost) int { return len(s.Challenges) })},
		}, givingStep[Signpost, NameChallenge]{
			Needs: []givingNeed[Signpost, NameChallenge]{whose.OwnWords[GivingFacts, Signpost]("SIGN-19", "/words", func(c NameChallenge) []peer.Words { return []peer.Words{c.Words} })},
			Apply: challengeNamed,
		}),
		peer.Takes(givingRow[Signpost]{
			Do: "solve-challenge", Says: "Name the problem solving that was begun about a challenge.",
			From: notLeft, Stays: notLeft, By: whose.Two, Else: whose.ForTwo("SIGN-19"), Form: "SIGN-19",
		}, givingStep[Signpost, SolveChallenge]{
			Needs: []givingNeed[Signpost, SolveChallenge]{numbered("SIGN-19", func(c SolveChallenge) int { return c.Number }, func(s signpost) int { return len(s.Challenges) })},
			Apply: challengeTaken, Options: map[string]func(Signpost) []string{"/number": Signpost.challengeNumbers},
		}),
	},
}

// ofHelp is a row about one piece of help.
func ofHelp[C any](do peer.Action, says string, by []peer.Party, otherwise peer.Asks, number func(C) int, ends func(*AccessHelp, *giving)) givingRow[Signpost] {
	return peer.Takes(givingRow[Signpost]{Do: do, Says: says, From: notLeft, Stays: notLeft, By: by, Else: otherwise, Form: "SIGN-18"}, givingStep[Signpost, C]{
		Needs:   []givingNeed[Signpost, C]{numbered("SIGN-18", number, func(s signpost) int { return len(s.Help) }), helpOpen(number)},
		Apply:   func(s Signpost, c C, k *giving) Signpost { return s.helpEnds(number(c), k, ends) },
		Options: map[string]func(Signpost) []string{"/number": Signpost.openHelp},
	})
}
