package transition

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// Where a move can be while it is under way, and before it is done.
var (
	underWay   = []peer.Status{Announced, Preparing, InTransfer, Settling}
	everywhere = []peer.Status{Announced, Preparing, InTransfer, Settling, Completed, Cancelled}
)

// Who takes part in a move.
var (
	allThree  = []peer.Party{peer.PartyPerson, peer.PartyWorker, peer.PartyOrganiser, peer.PartyStaff}
	organises = []peer.Party{peer.PartyOrganiser, peer.PartyStaff}

	forOrganiser = peer.Asks{Rule: peer.Rule{Row: "TRAN-01", Code: ErrPSWCannotOrganise}, Says: "A professional or a service organises the move.", Fix: "Ask whoever organises the move; the peer support worker stands beside the person."}
	forThree     = peer.Asks{Rule: peer.Rule{Row: "TRAN-01", Code: peer.ErrNotAuthorised}, Says: "This is for the person, the worker and whoever organises the move.", Fix: "Ask one of them."}
	worksBeside  = peer.Asks{Rule: peer.Rule{Row: "TRAN-03", Code: peer.ErrNotAuthorised}, Says: "How the worker sees it is for the worker to say.", Fix: "Leave it to the worker beside the person."}
	theirView    = peer.Asks{Rule: peer.Rule{Row: "TRAN-05", Code: peer.ErrPersonsWordsOnly}, Says: "What the person thinks of the move is theirs to say.", Fix: "Ask them; they may also leave it."}
	holdsBack    = peer.Asks{Rule: peer.Rule{Row: "TRAN-15", Code: peer.ErrNotAuthorised}, Says: "Holding it back is for the worker and for whoever organises the move.", Fix: "Ask one of them; what you say yourself is never held back."}
	answersStuck = peer.Asks{Rule: peer.Rule{Row: "TRAN-15", Code: peer.ErrNotAuthorised}, Says: "What happens next is for whoever organises the move, or for the worker's supervisor.", Fix: "Ask one of them; it stays open until they have answered."}
	liftsExtra   = peer.Asks{Rule: peer.Rule{Row: "TRAN-08", Code: peer.ErrWrongRole}, Says: "Whoever organises the move, or the professional who was told, says when extra support is not needed any more.", Fix: "Talk with one of them."}
)

// transitions is the table of TRAN-01 to TRAN-08 and TRAN-13 to TRAN-16.
var transitions = peer.Machine[Transition, Facts]{
	Kind:   KindTransition,
	Schema: 1, // 1: the first form
	Says:   "A move between services as the person meets it; somebody else organises it.",
	Moves:  "TRAN-03",
	States: []peer.State{
		{Status: Announced, Says: "The person has been told. The organiser prepares it or calls it off."},
		{Status: Preparing, Says: "Both sides get ready. The organiser starts the transfer or calls it off."},
		{Status: InTransfer, Says: "Care goes from one side to the other. The organiser says when the person has arrived, goes back or calls it off."},
		{Status: Settling, Says: "The person has arrived. The organiser completes it or goes back."},
		{Status: Completed, Says: "Every check has its answer. The person may still change theirs."},
		{Status: Cancelled, Says: "It is not going to happen."},
	},
	Head:   func(t *Transition) *peer.Head { return &t.head },
	Data:   func(t *Transition) any { return &t.s },
	Person: Transition.Person,
	Party:  transitionParty,
	Policy: Facts.digest,
	Legal:  transitionLegal,
	Parts:  transitionParts,
	Rows: []row[Transition]{
		peer.Begins(row[Transition]{
			Do: "announce", Says: "Write down that a move is coming.",
			To: []peer.Status{Announced}, By: allThree, Else: forThree, Form: "TRAN-02",
			Open: []open[Transition]{takesPart},
		}, func(c Announce) string { return c.ID }, draftTransition, step[Transition, Announce]{
			Needs: append(organiserSaid(func(c Announce) Organiser { return c.Organiser }), toldBefore, endsAfter, extraTold),
			Apply: announced,
		}),
		moves("prepare", "Begin to get ready.", []peer.Status{Announced}, Preparing, step[Transition, Prepare]{Apply: kept[Prepare]}),
		moves("start-transfer", "Begin to hand care over.", []peer.Status{Preparing}, InTransfer,
			step[Transition, StartTransfer]{Apply: kept[StartTransfer]}, extraKnown, continuityConsidered),
		moves("arrive", "Say that the person is on the other side.", []peer.Status{InTransfer}, Settling, step[Transition, Arrive]{
			Needs: []need[Transition, Arrive]{happened("/on", func(c Arrive) peer.Date { return c.On })},
			Apply: func(t Transition, c Arrive, k *taken) Transition { t.s.Arrived = c.On; return t.since(k) },
		}, endingWarned),
		moves("go-back", "Go back: something has to be put right first.", []peer.Status{InTransfer, Settling}, "", step[Transition, GoBack]{
			Apply: func(t Transition, _ GoBack, k *taken) Transition {
				t.s.Arrived, t.s.Back = peer.Date{}, k.Now()
				return t.since(k)
			},
			To: func(t Transition, _ GoBack) peer.Status {
				if t.Status() == Settling {
					return InTransfer
				}
				return Preparing
			},
		}),
		moves("complete", "Say that the move is done.", []peer.Status{Settling}, Completed,
			step[Transition, Complete]{Apply: kept[Complete]}, checksAnswered, progresses, endingPrepared),
		moves("cancel", "Say that it is not going to happen.", []peer.Status{Announced, Preparing, InTransfer}, Cancelled,
			step[Transition, Cancel]{Apply: kept[Cancel]}),
		stays("change-organiser", "Say who organises the move from now on.", "TRAN-01", underWay, allThree, forThree, step[Transition, ChangeOrganiser]{
			Needs: organiserSaid(func(c ChangeOrganiser) Organiser { return c.Organiser }),
			Apply: func(t Transition, c ChangeOrganiser, _ *taken) Transition { t.s.Organiser = c.Organiser; return t },
		}, takesPart),
		stays("name-worker", "Say who stands beside you from now on.", "TRAN-13", underWay, whose.Person, whose.ForPerson("TRAN-13"), step[Transition, NameWorker]{
			Needs: []need[Transition, NameWorker]{besideOnly},
			Apply: func(t Transition, c NameWorker, _ *taken) Transition { t.s.Worker = c.Worker; return t },
		}),
		stays("move-day", "Set the day of the move.", "TRAN-04", []peer.Status{Announced, Preparing, InTransfer}, organises, forOrganiser, step[Transition, MoveDay]{
			Needs: []need[Transition, MoveDay]{toldBeforeDay, endsAfterDay},
			Apply: func(t Transition, c MoveDay, k *taken) Transition {
				if c.Planned != t.s.Planned {
					t.s.DaySet = k.Now()
				}
				t.s.Planned, t.s.Told, t.s.Until = c.Planned, c.Told, c.Until
				return t
			},
		}, organisesIt),
		stays("answer-check", "Say how it is for you.", "TRAN-03", everywhere, whose.Person, whose.ForPerson("TRAN-03"), step[Transition, AnswerCheck]{
			Needs: append(evidence(func(_ Transition, c AnswerCheck) (Check, Answer, bool) { return c.Check, c.Answer, true }),
				whose.OwnWords[Facts, Transition]("TRAN-03", "/words", func(c AnswerCheck) []peer.Words { return []peer.Words{c.Words} })),
			Apply: func(t Transition, c AnswerCheck, k *taken) Transition {
				return t.with(c.Check, func(x *checked) { x.Person, x.Words, x.PersonAt = c.Answer, k.Own(c.Words), k.Now() }).reopened(t, k)
			},
		}),
		stays("view-check", "Say how you see it, beside the person's own answer.", "TRAN-03", underWay, []peer.Party{peer.PartyWorker}, worksBeside, step[Transition, ViewCheck]{
			Needs: evidence(func(t Transition, c ViewCheck) (Check, Answer, bool) {
				return c.Check, c.Answer, t.check(c.Check).Person != ""
			}),
			Apply: func(t Transition, c ViewCheck, k *taken) Transition {
				return t.with(c.Check, func(x *checked) { x.Worker, x.Note, x.WorkerAt = c.Answer, c.Note, k.Now() }).reopened(t, k)
			},
		}),
		stays("explain-check", "Say why it is not met, or only partly.", "TRAN-03", underWay, organises, forOrganiser, step[Transition, ExplainCheck]{
			Apply: func(t Transition, c ExplainCheck, k *taken) Transition {
				return t.with(c.Check, func(x *checked) { x.Because, x.BecauseAt = c.Because, k.Now() })
			},
		}, organisesIt),
		stays("give-opinion", "Say what you think of the move, or leave it.", "TRAN-05", everywhere, whose.Person, theirView, step[Transition, GiveOpinion]{
			Needs: []need[Transition, GiveOpinion]{whose.OwnWords[Facts, Transition]("TRAN-05", "/words", func(c GiveOpinion) []peer.Words { return []peer.Words{c.Words} })},
			Apply: func(t Transition, c GiveOpinion, k *taken) Transition {
				t.s.Opinion = opinion{k.Own(c.Words), c.Send, c.Objects, k.Now()}
				return t
			},
		}),
		stays("name-services", "Say what there will be on the other side.", "TRAN-06", underWay, allThree, forThree, step[Transition, NameServices]{
			Apply: func(t Transition, c NameServices, _ *taken) Transition {
				t.s.Offered = slices.Clone(c.Services)
				return t
			},
		}, takesPart),
		stays("say-information", "Write down what will and what will not be passed on.", "TRAN-07", underWay, allThree, forThree, step[Transition, SayInformation]{
			Needs: []need[Transition, SayInformation]{notesOnlyWithYes},
			Apply: informed,
		}, takesPart),
		stays("say-no", "Say what is not to be passed on.", "TRAN-07", underWay, whose.Person, whose.ForPerson("TRAN-07"), step[Transition, SayNo]{
			Apply: func(t Transition, c SayNo, k *taken) Transition {
				next := t
				next.s.SaidNo = slices.Clone(c.To)
				return next.contest(k.Act, k.Facts).reopened(t, k)
			},
		}),
		stays("flag-extra", "Say that extra support is needed during the move.", "TRAN-08", underWay, allThree, forThree, step[Transition, FlagExtra]{
			Needs: []need[Transition, FlagExtra]{flagTold},
			Apply: func(t Transition, c FlagExtra, k *taken) Transition { return t.flagged(c.Informed, k) },
		}, takesPart),
		stays("inform-extra", "Say which professional has been told.", "TRAN-08", underWay, allThree, forThree, step[Transition, InformExtra]{
			Needs: []need[Transition, InformExtra]{informsAnother},
			Apply: func(t Transition, c InformExtra, k *taken) Transition {
				t.s.Extra.Informed, t.s.Extra.At = c.Staff, k.Now()
				return t
			},
		}, takesPart, extraThere),
		stays("lift-extra", "Say that extra support is not needed any more.", "TRAN-08", underWay, organises, liftsExtra, step[Transition, LiftExtra]{
			Apply: func(t Transition, _ LiftExtra, k *taken) Transition { t.s.Extra.Lifted = k.Now(); return t },
		}, mayLift, extraThere),
		stays("plan-continuity", "Say whether the same worker goes along.", "TRAN-13", underWay, allThree, forThree, step[Transition, PlanContinuity]{
			Apply: func(t Transition, c PlanContinuity, _ *taken) Transition { t.s.Continuity = c.Continuity; return t },
		}, takesPart),
		stays("say-effect", "Say what the move does to peer support.", "TRAN-16", underWay, whose.Two, whose.ForTwo("TRAN-16"), step[Transition, SayEffect]{
			Apply: func(t Transition, c SayEffect, k *taken) Transition {
				t.s.Effect, t.s.EffectOn = c.Effect, k.Facts.Policy.today(k.Now())
				return t
			},
		}),
		stays("plan-bridge", "Plan how you go along from the ward.", "TRAN-14", underWay, whose.Two, whose.ForTwo("TRAN-14"), step[Transition, PlanBridge]{
			Needs: []need[Transition, PlanBridge]{homeVisitsPlanned},
			Apply: func(t Transition, c PlanBridge, _ *taken) Transition { t.s.Bridge = c.Bridge; return t },
		}),
		stays("new-contact", "Say when the new service was in touch.", "TRAN-15", underWay, allThree, forThree, step[Transition, NewContact]{
			Needs: []need[Transition, NewContact]{happened("/on", func(c NewContact) peer.Date { return c.On })},
			Apply: func(t Transition, c NewContact, _ *taken) Transition { t.s.NewContact = c.On; return t },
		}, takesPart),
		stays("met-after", "Say when the two of you met after the discharge.", "TRAN-14", everywhere, whose.Two, whose.ForTwo("TRAN-14"), step[Transition, MetAfter]{
			Needs: []need[Transition, MetAfter]{happened("/on", func(c MetAfter) peer.Date { return c.On })},
			Apply: func(t Transition, c MetAfter, _ *taken) Transition { t.s.AfterMet = c.On; return t },
		}),
		stays("say-stuck", "Say that the move does not progress.", "TRAN-15", underWay, whose.Two, whose.ForTwo("TRAN-15"), step[Transition, SayStuck]{Apply: saidStuck}),
		stays("answer-stuck", "Say what happens next, and when you look again.", "TRAN-15", underWay, organises, answersStuck, step[Transition, AnswerStuck]{
			Needs: []need[Transition, AnswerStuck]{soon("/lookAgain", func(c AnswerStuck) peer.Date { return c.LookAgain })},
			Apply: answeredStuck,
		}, looksAfter),
		stays("hold-back", "Hold back for a while what the rules say.", "TRAN-15", underWay, []peer.Party{peer.PartyWorker, peer.PartyOrganiser, peer.PartyStaff}, holdsBack, step[Transition, HoldBack]{
			Needs: []need[Transition, HoldBack]{heldForReason, soon("/until", func(c HoldBack) peer.Date { return c.Until })},
			Apply: func(t Transition, c HoldBack, k *taken) Transition {
				t.s.HeldBack = heldBack{c.Because, c.Until, k.Act.By.Staff, k.Now()}
				return t
			},
		}, mayHold),
		stays("look-at-consents", "Say that you have looked together at what others agreed to for the person.", "TRAN-02", underWay, whose.Two, whose.ForTwo("TRAN-02"), step[Transition, LookAtConsents]{
			Apply: func(t Transition, _ LookAtConsents, k *taken) Transition { t.s.ConsentsAt = k.Now(); return t },
		}),
		stays("closer-contact", "Say how often you would like to be in touch meanwhile.", "TRAN-02", underWay, whose.Person, whose.ForPerson("TRAN-02"), step[Transition, CloserContact]{
			Apply: func(t Transition, c CloserContact, k *taken) Transition {
				t.s.CloserEvery, t.s.CloserFrom = c.Every, k.Facts.Policy.today(k.Now())
				return t
			},
		}),
	},
}

// moves is a row by which the organiser takes the move on.
func moves[C any](do peer.Action, says string, from []peer.Status, to peer.Status, s step[Transition, C], rules ...open[Transition]) row[Transition] {
	r := row[Transition]{Do: do, Says: says, From: from, By: organises, Else: forOrganiser, Form: "TRAN-03", Open: forThose(append([]open[Transition]{organisesIt}, rules...))}
	if r.To = []peer.Status{to}; to == "" {
		r.To = []peer.Status{Preparing, InTransfer}
	}
	return peer.Takes(r, s)
}

// stays is a row that leaves the move where it is.
func stays[C any](do peer.Action, says, form string, from []peer.Status, by []peer.Party, otherwise peer.Asks, s step[Transition, C], rules ...open[Transition]) row[Transition] {
	return peer.Takes(row[Transition]{Do: do, Says: says, From: from, Stays: from, By: by, Else: otherwise, Form: form, Open: forThose(rules)}, s)
}

// transitionParty: the professional who organises it is a party of their own. Of an
// organisation that organises, a fact says who acts for it.
func transitionParty(t Transition, a peer.Actor) peer.Party {
	as := whose.Party(t, a)
	if as == peer.PartyStaff && a.Staff == t.s.Organiser.Staff {
		return peer.PartyOrganiser
	}
	return as
}

func kept[C any](t Transition, _ C, k *taken) Transition { return t.since(k) }
