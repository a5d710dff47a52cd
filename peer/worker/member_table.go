package worker

import (
	"slices"

	"github.com/towpath-care/towpath/peer"
)

// Where a member can be while they are on the books, and while they work.
var (
	onTheBooks = []peer.Status{Registered, Active, Away}
	working    = []peer.Status{Active, Away}
)

// members is the table of PEER-01, 02, 11, 17, 20 and 71.
var members = peer.Machine[Member, Facts]{
	Kind:   KindMember,
	Schema: 1, // 1: the first form
	Says:   "Somebody who works here as a peer support worker: what they bring, and who stands behind them.",
	Moves:  "PEER-11",
	States: []peer.State{
		{Status: Registered, Says: "They are on the books and have not begun. Those behind them activate it."},
		{Status: Active, Says: "They work here. The worker declares a pause; they, or those behind them, say when they leave."},
		{Status: Away, Says: "A pause is declared: they are away on its days. The worker says when they are back."},
		{Status: Left, Says: "They work here no more.", End: true},
	},
	Head:   func(m *Member) *peer.Head { return &m.head },
	Data:   func(m *Member) any { return &m.s },
	Person: nobodys[Member],
	Party:  party[Member],
	Policy: Facts.digest,
	Line:   Facts.lines,
	Legal:  memberLegal,
	Parts:  memberParts,
	Rows: []row[Member]{
		peer.Begins(row[Member]{
			Do: "register", Says: "Put somebody on the books as a peer support worker.",
			To: []peer.Status{Registered}, By: behindThem, Else: forThoseBehind("PEER-01"), Form: "PEER-01",
		}, func(c Register) string { return c.ID }, draftMember, step[Member, Register]{
			Needs: append(experienced(func(m Member, _ Register) Member { return m }),
				someoneElse[Member]("PEER-01", "/needs", "Somebody else than the worker confirms that they meet a need.", func(c Register) []peer.StaffID { return confirmers(c.Needs) })),
			Apply: func(m Member, _ Register, t *taken) Member { m.s.Registered = t.Now(); return m },
		}),
		ofTheirs("declare-experience", "Say which of your experience counts.", "PEER-01", onTheBooks, step[Member, DeclareExperience]{
			Needs: experienced(declared),
			Apply: func(m Member, c DeclareExperience, _ *taken) Member { return declared(m, c) },
		}),
		fromBehind("confirm-need", "Confirm that the worker meets a service's need.", "PEER-01", onTheBooks, step[Member, ConfirmNeed]{
			Needs: []need[Member, ConfirmNeed]{someoneElse[Member]("PEER-01", "/confirmedBy", "Somebody else than the worker confirms it.", func(c ConfirmNeed) []peer.StaffID { return []peer.StaffID{c.ConfirmedBy} })},
			Apply: func(m Member, c ConfirmNeed, _ *taken) Member {
				m.s.Needs = append(slices.DeleteFunc(slices.Clone(m.s.Needs), func(n MetNeed) bool { return n.Service == c.Service }), MetNeed(c))
				return m
			},
		}),
		fromBehind("change-title", "Change what the role is called.", "PEER-02", onTheBooks, step[Member, ChangeTitle]{
			Needs: []need[Member, ChangeTitle]{carerTitle},
			Apply: func(m Member, c ChangeTitle, _ *taken) Member { m.s.Title, m.s.Carer = c.Title, c.Carer; return m },
		}),
		fromBehind("set-start", "Set the first day.", "PEER-03", onTheBooks, step[Member, SetStart]{
			Needs: []need[Member, SetStart]{wholeStart, trainedBefore, passedBefore},
			Apply: func(m Member, c SetStart, _ *taken) Member { m.s.Start = c.On; return m },
		}),
		fromBehind("set-lines", "Say who the worker reports to.", "PEER-11", onTheBooks, step[Member, SetLines]{
			Needs: []need[Member, SetLines]{managerGiven, linesFollow,
				someoneElse[Member]("PEER-11", "/supervisor", "Who stands behind a worker is somebody else.", func(c SetLines) []peer.StaffID { return []peer.StaffID{c.LineManager, c.Supervisor} })},
			Apply: func(m Member, c SetLines, t *taken) Member {
				m.s.Lines = append(slices.Clone(m.s.Lines), DatedLines{c.From.First(), c.LineManager, c.Supervisor, t.Now()})
				return m
			},
		}),
		ofNumber("propose-number", "Say how many people you would agree to at once.", step[Member, ProposeNumber]{
			Apply: func(m Member, c ProposeNumber, t *taken) Member {
				m.s.Proposed = proposedNumber{c.Max, t.Act.By.Staff, t.As == peer.PartyWorker, t.Now()}
				return m
			},
		}),
		ofNumber("agree-number", "Say yes to the number that the other proposed.", step[Member, AgreeNumber]{
			Needs: []need[Member, AgreeNumber]{sameNumber},
			Apply: func(m Member, c AgreeNumber, t *taken) Member {
				m.s.Number, m.s.Proposed = agreedNumber{c.Max, t.Now()}, proposedNumber{}
				return m
			},
		}, othersProposal),
		fromBehind("assign-to", "Assign the worker to a service.", "PEER-01", onTheBooks, step[Member, AssignTo]{
			Needs: []need[Member, AssignTo]{serviceKnown, notAssigned, categoryFits, secondaryThere, secondaryLiked},
			Apply: func(m Member, c AssignTo, _ *taken) Member {
				m.s.Services = append(slices.Clone(m.s.Services), c.Service)
				return m
			},
		}),
		fromBehind("leave-service", "Take the worker off a service.", "PEER-01", onTheBooks, step[Member, LeaveService]{
			Needs: []need[Member, LeaveService]{isAssigned},
			Apply: func(m Member, c LeaveService, _ *taken) Member {
				m.s.Services = slices.DeleteFunc(slices.Clone(m.s.Services), func(id peer.ServiceID) bool { return id == c.Service })
				return m
			},
		}),
		peer.Takes(row[Member]{
			Do: "activate", Says: "Say that everything is there to begin.", From: []peer.Status{Registered}, To: []peer.Status{Active},
			By: behindThem, Else: forThoseBehind("PEER-11"), Form: "PEER-11",
			Open: append(hushedOpen(ownLines, startThere, lineManagerThere, supervisorThere, numberAgreed), behind("PEER-11", ownLines)),
		}, step[Member, Activate]{Apply: func(m Member, _ Activate, _ *taken) Member { return m }}),
		peer.Takes(row[Member]{
			Do: "declare-pause", Says: "Say that you need a pause. No reason is asked.", From: working, To: []peer.Status{Away},
			By: themself, Else: forThemself("PEER-17"), Form: "PEER-17", Open: hushedOpen(ownLines, pauseCovered),
		}, step[Member, DeclarePause]{
			Needs: []need[Member, DeclarePause]{pauseInOrder},
			Apply: func(m Member, c DeclarePause, t *taken) Member {
				m.s.Pause = c.days(t.Facts.Policy.today(t.Now()))
				m.s.Pause.Declared = t.Now()
				return m
			},
		}),
		peer.Takes(row[Member]{
			Do: "come-back", Says: "Say that you are back.", From: []peer.Status{Away}, To: []peer.Status{Active},
			By: themself, Else: forThemself("PEER-17"), Form: "PEER-17",
		}, step[Member, ComeBack]{Apply: func(m Member, _ ComeBack, _ *taken) Member { m.s.Pause = pause{}; return m }}),
		peer.Takes(row[Member]{
			Do: "give-notice", Says: "Say what the last day will be, or that they stay after all.", From: working, Stays: working,
			By: workerOr, Else: forWorkerOr("PEER-71"), Form: "PEER-71", Open: append(hushedOpen(ownLines, leaveCovered), behind("PEER-71", ownLines)),
		}, step[Member, GiveNotice]{Apply: func(m Member, c GiveNotice, t *taken) Member { return m.leaving(c.LastDay.Last(), t.Now()) }}),
		peer.Takes(row[Member]{
			Do: "leave", Says: "Say that the worker works here no more.", From: onTheBooks, To: []peer.Status{Left},
			By: workerOr, Else: forWorkerOr("PEER-71"), Form: "PEER-71", Open: append(hushedOpen(ownLines, leaveCovered), behind("PEER-71", ownLines)),
		}, step[Member, Leave]{
			Needs: []need[Member, Leave]{hasHappened[Member]("PEER-71", "/lastDay", func(c Leave) peer.Date { return c.LastDay })},
			Apply: func(m Member, c Leave, t *taken) Member {
				m.s.Pause = pause{}
				if c.LastDay.IsZero() {
					c.LastDay = t.Facts.Policy.today(t.Now())
				}
				return m.leaving(c.LastDay.Last(), t.Now())
			},
		}),
	},
}

func draftMember(c Register) Member {
	return Member{s: member{Worker: c.Worker, Title: c.Title, Carer: c.Carer, Experience: c.Experience, SecondaryServices: c.SecondaryServices, Needs: c.Needs}}
}

// declared is the member with what they say of themself.
func declared(m Member, c DeclareExperience) Member {
	m.s.Experience, m.s.SecondaryServices = c.Experience, c.SecondaryServices
	return m
}

// fromBehind is a row of those who stand behind the worker; it leaves them where they
// are.
func fromBehind[C any](do peer.Action, says, form string, from []peer.Status, s step[Member, C]) row[Member] {
	s.Needs = hushed(ownLines, s.Needs)
	return peer.Takes(row[Member]{Do: do, Says: says, From: from, Stays: from, By: behindThem, Else: forThoseBehind(form), Form: form, Open: []open[Member]{behind(form, ownLines)}}, s)
}

// ofTheirs is a row that is the worker's own.
func ofTheirs[C any](do peer.Action, says, form string, from []peer.Status, s step[Member, C]) row[Member] {
	s.Needs = hushed(ownLines, s.Needs)
	return peer.Takes(row[Member]{Do: do, Says: says, From: from, Stays: from, By: themself, Else: forThemself(form), Form: form}, s)
}

// ofNumber is a row of the two who agree the number.
func ofNumber[C any](do peer.Action, says string, s step[Member, C], rules ...open[Member]) row[Member] {
	s.Needs = hushed(ownLines, s.Needs)
	return peer.Takes(row[Member]{Do: do, Says: says, From: onTheBooks, Stays: onTheBooks, By: workerOr, Else: numberForBoth, Form: "PEER-20", Open: append([]open[Member]{managerNow}, rules...)}, s)
}
