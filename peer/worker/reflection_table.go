package worker

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// reflections is the table of PEER-15.
var reflections = peer.Machine[Reflection, Facts]{
	Kind:   KindReflection,
	Schema: 1, // 1: the first form
	Says:   "A worker's own note, or a dilemma for supervision. Nobody reads it whom they have not chosen.",
	Moves:  "PEER-15",
	States: []peer.State{
		{Status: ReflectionKept, Says: "The worker wrote it. They may share it, take it to supervision and put it away."},
		{Status: ReflectionAway, Says: "The worker put it away.", End: true},
	},
	Head:   func(r *Reflection) *peer.Head { return &r.head },
	Data:   func(r *Reflection) any { return &r.s },
	Person: nobodys[Reflection],
	Party:  party[Reflection],
	Policy: Facts.digest,
	Line:   workLines,
	Legal:  reflectionLegal,
	Parts: []peer.Part[Reflection]{{Name: "reflection", If: func(r Reflection, as peer.Party, by peer.Reading) bool { return workPrivate(as, by, r.s.Shared) },
		Rule: peer.Rule{Row: "PEER-15", Code: peer.ErrNotAuthorised}, Says: "A reflection is for the worker and for whom they share it with.",
		Value: func(r Reflection) any { return r.s }}},
	Rows: []row[Reflection]{
		peer.Begins(row[Reflection]{
			Do: "write", Says: "Write a note or a dilemma for yourself.", To: []peer.Status{ReflectionKept}, By: workOwn, Else: workOnly("PEER-15"), Form: "PEER-15",
		}, func(c Reflect) string { return c.ID }, func(c Reflect) Reflection {
			return Reflection{s: reflection{Worker: c.Worker, Dilemma: c.Dilemma}}
		}, step[Reflection, Reflect]{
			Needs: append([]need[Reflection, Reflect]{
				workWords[Reflection]("PEER-15", "/words", func(c Reflect) []peer.Words { return []peer.Words{c.Words} }),
				workUnnamed[Reflection]("PEER-15", "/words", func(c Reflect) []peer.Private { return []peer.Private{c.Words.Text} }),
			}, whose.KeptOpen[Facts]("PEER-15", func(_ Reflection, c Reflect) whose.Question {
				return whose.Question{Settled: !c.Dilemma.Known(), Further: c.Further}
			})...),
			Apply: func(r Reflection, c Reflect, k *taken) Reflection {
				r.s.Words, r.s.Further, r.s.Written = k.Own(c.Words), c.Further, k.Now()
				return r
			},
		}),
		peer.Takes(row[Reflection]{
			Do: "answer-question", Says: "Say whether it needs to go further.", From: []peer.Status{ReflectionKept}, To: []peer.Status{ReflectionKept},
			By: workOwn, Else: workOnly("PEER-15"), Form: "PEER-15",
		}, step[Reflection, AnswerReflection]{
			Needs: whose.AnsweredNow[Facts]("PEER-15", func(_ Reflection, c AnswerReflection) whose.Question { return whose.Question{Further: c.Further} }),
			Apply: func(r Reflection, c AnswerReflection, _ *taken) Reflection {
				r.s.Further = c.Further
				return r
			},
		}),
		peer.Takes(row[Reflection]{
			Do: "share", Says: "Let a colleague read it.", From: []peer.Status{ReflectionKept}, To: []peer.Status{ReflectionKept},
			By: workOwn, Else: workOnly("PEER-15"), Form: "PEER-15",
		}, step[Reflection, ShareReflection]{
			Needs: workShareable("PEER-15", func(r Reflection) []peer.StaffID { return r.s.Shared }, func(c ShareReflection) peer.StaffID { return c.With }),
			Apply: func(r Reflection, c ShareReflection, _ *taken) Reflection {
				r.s.Shared = workShares(r.s.Shared, c.With)
				return r
			},
		}),
		peer.Takes(row[Reflection]{
			Do: "stop-sharing", Says: "Let them no longer read it.", From: []peer.Status{ReflectionKept}, To: []peer.Status{ReflectionKept},
			By: workOwn, Else: workOnly("PEER-15"), Form: "PEER-15",
		}, step[Reflection, StopSharingReflection]{Apply: func(r Reflection, c StopSharingReflection, _ *taken) Reflection {
			r.s.Shared = workUnshares(r.s.Shared, c.With)
			return r
		}}),
		peer.Takes(row[Reflection]{
			Do: "take-to-supervision", Says: "Say that you talked about it in supervision.", From: []peer.Status{ReflectionKept}, To: []peer.Status{ReflectionKept},
			By: workOwn, Else: workOnly("PEER-15"), Form: "PEER-15",
		}, step[Reflection, TakeToSupervision]{
			Needs: []need[Reflection, TakeToSupervision]{hasHappened[Reflection]("PEER-15", "/on", func(c TakeToSupervision) peer.Date { return c.On })},
			Apply: func(r Reflection, c TakeToSupervision, k *taken) Reflection {
				r.s.Taken, r.s.TakenAt = c.On, k.Now()
				return r
			},
		}),
		peer.Takes(row[Reflection]{
			Do: "put-away", Says: "Put it away.", From: []peer.Status{ReflectionKept}, To: []peer.Status{ReflectionAway},
			By: workOwn, Else: workOnly("PEER-15"), Form: "PEER-15",
		}, step[Reflection, PutReflectionAway]{Apply: func(r Reflection, _ PutReflectionAway, _ *taken) Reflection {
			r.s.Shared = nil
			return r
		}}),
	},
}

func reflectionLegal(r Reflection) []peer.Reason {
	s := r.s
	return []peer.Reason{
		peer.Holds(whose.SilentOr(workVoice, r, s.Words), "/words", "A reflection is in the worker's own words."),
		peer.Holds(workShared(r, s.Shared), "/shared", "It is shared with colleagues, each named once."),
		peer.Holds(r.Status() == ReflectionKept || len(s.Shared) == 0, "/shared", "What was put away is the worker's alone."),
		peer.Holds(s.Taken.IsZero() == s.TakenAt.IsZero(), "/taken", "What was taken to supervision says when."),
	}
}
