package recovery

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

func (m MeetingPrep) questionCount() int { return len(m.s.Questions) }

func (m MeetingPrep) paperCount() int { return len(m.s.Papers) }

// aboutTreatment reports whether a question is marked so.
func (m MeetingPrep) aboutTreatment(question int) bool {
	return question >= 1 && question <= m.questionCount() && m.s.Questions[question-1].Treatment
}

// passed reports whether a day or an instant is over. A day is over as the target
// of a goal is.
func (p Policy) passed(w peer.When, at time.Time) bool {
	if w.IsDay() {
		return w.Day(p.calendar).Before(p.calendar.FirstDay(at))
	}
	return w.Over(at, p.calendar)
}

// meetingToCome: what is prepared for lies ahead.
func meetingToCome[C any](when func(C) peer.When) need[MeetingPrep, C] {
	return need[MeetingPrep, C]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-41", Code: peer.ErrPastDate}, Path: "/when", Says: "The day it is planned for is not over yet.", Fix: "Give the day it is planned for now, or leave it open."},
		Met: func(_ MeetingPrep, c C, a peer.Act, f Facts) peer.Tri {
			return peer.Is(!f.Policy.passed(when(c), a.At))
		},
	}
}

// meetingWords: what stands at /words was said by one of the two.
func meetingWords[C any](words func(C) peer.Words) need[MeetingPrep, C] {
	return whose.Said[Facts](peer.Asks{
		Rule: whose.ForTwo("REC-41").Rule, Path: "/words",
		Says: "These are the words of the person or of the worker alongside.", Fix: "Name the one of the two who said it.",
	}, whose.Either[MeetingPrep], func(c C) []peer.Words { return []peer.Words{words(c)} })
}

// personsAccount: what the person said was decided the worker does not write over
// in their own words.
var personsAccount = need[MeetingPrep, SayWhatWasDecided]{
	Asks: peer.Asks{Rule: peer.Rule{Row: "REC-41", Code: peer.ErrPersonsWordsOnly}, Path: "/words", Says: "What the person said was decided stays in their words.", Fix: "Ask them whether they would like to say it anew."},
	Met: func(m MeetingPrep, c SayWhatWasDecided, a peer.Act, _ Facts) peer.Tri {
		over := !c.Words.IsZero() && whose.Party(m, a.By) == peer.PartyWorker && whose.Workers(m, c.Words.Author(a.By))
		return peer.Is(!over || !m.s.Decided.From(m.s.Person))
	},
}

// answerRules are the rules of an answer. Advice is nobody's here, and the reason
// says where the question goes.
var answerRules = []need[MeetingPrep, AnswerMeetingQuestion]{
	stands("REC-41", "/question", func(c AnswerMeetingQuestion) int { return c.Question }, MeetingPrep.questionCount),
	{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-41", Code: peer.ErrAdviceOutOfScope}, Path: "/kind", Says: "What somebody should do is for qualified staff to say.", Fix: "Take the question to qualified staff together; you could help to put it into words."},
		Met: func(_ MeetingPrep, c AnswerMeetingQuestion, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(c.Kind != AnswerAdvice)
		},
		Args: toQualifiedStaff,
	},
	{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-41", Code: peer.ErrAdviceOutOfScope}, Path: "/kind", Says: "A question about treatment goes to a health professional; here it gets information with its source and nothing else.", Fix: "Keep the question for a health professional, or hand over a leaflet and name it."},
		Met: func(m MeetingPrep, c AnswerMeetingQuestion, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(c.Kind != AnswerGuidance || !m.aboutTreatment(c.Question))
		},
		Args: toQualifiedStaff,
	},
	sourceGiven("PEER-23", func(_ MeetingPrep, c AnswerMeetingQuestion) (Source, bool) {
		return c.Source, c.Kind == AnswerInformation
	}),
	{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-23", Code: peer.ErrSourceRequired}, Path: "/source/kind", Says: "Information about treatment comes from those who know it, not from somebody's own use.", Fix: "Hand over a leaflet and name it, or keep the question for a health professional."},
		Met: func(m MeetingPrep, c AnswerMeetingQuestion, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(c.Source.Kind != SourceOwnUse || !m.aboutTreatment(c.Question))
		},
	},
	sourceNotAhead[MeetingPrep](func(c AnswerMeetingQuestion) Source { return c.Source }),
	whose.Said[Facts](peer.Asks{
		Rule: workerAnswers.Rule, Path: "/words",
		Says: "These are the words of the worker alongside.", Fix: "Answer in your own words; what somebody else said is information with its source.",
	}, whose.Workers[MeetingPrep], func(c AnswerMeetingQuestion) []peer.Words { return []peer.Words{c.Words} }),
}

func toQualifiedStaff(MeetingPrep, AnswerMeetingQuestion, peer.Act, Facts) []peer.Arg {
	return []peer.Arg{peer.Word("route", RouteQualifiedStaff)}
}

// offeredAnswers leaves out the kind that is never taken.
var offeredAnswers = map[string]func(MeetingPrep) []string{"/kind": func(MeetingPrep) []string {
	return terms.Of(slices.DeleteFunc(slices.Clone(answerKinds), func(k AnswerKind) bool { return k == AnswerAdvice }))
}}

func questionAnswered(m MeetingPrep, c AnswerMeetingQuestion, t *taken) MeetingPrep {
	m.s.Answers = append(slices.Clone(m.s.Answers), MeetingAnswer{Question: c.Question, Kind: c.Kind, Words: t.Own(c.Words), Source: c.Source, At: t.Now()})
	return m
}

func meetingPrepLegal(m MeetingPrep) []peer.Reason {
	s, at := m.s, m.Status()
	point := func(p MeetingPoint) []peer.Words { return []peer.Words{p.Words} }
	number := func(p MeetingPoint) int { return p.Number }
	own := slices.Concat(each(s.Questions, point), each(s.Concerns, point),
		each(s.Wants, func(w MeetingWant) []peer.Words { return []peer.Words{w.Words, w.How} }), []peer.Words{s.HeardSays})
	answers := each(s.Answers, func(a MeetingAnswer) []peer.Words { return []peer.Words{a.Words} })
	inScope := func(a MeetingAnswer) bool {
		treatment := m.aboutTreatment(a.Question)
		return a.Kind == AnswerInformation && a.Source.Given() && !(treatment && a.Source.Kind == SourceOwnUse) || a.Kind == AnswerGuidance && !treatment
	}
	every := func(fits func(MeetingAnswer) bool) bool {
		return !slices.ContainsFunc(s.Answers, func(a MeetingAnswer) bool { return !fits(a) })
	}
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, m, own...), "/questions", "Questions, concerns, what to say and how it was are the person's own words."),
		peer.Holds(whose.SilentOr(whose.Workers, m, answers...), "/answers", "Answers are in the words of the worker alongside."),
		peer.Holds(whose.SilentOr(whose.Either, m, s.Decided), "/decided", "What was decided is in the words of the person or the worker."),
		peer.Holds(counted(s.Questions, 1, number), "/questions", "Questions are numbered from 1, one by one."),
		peer.Holds(counted(s.Concerns, 1, number), "/concerns", "Concerns are numbered from 1, one by one."),
		peer.Holds(counted(s.Wants, 1, func(w MeetingWant) int { return w.Number }), "/wants", "What to say is numbered from 1, one by one."),
		peer.Holds(counted(s.Papers, 1, func(p MeetingPaper) int { return p.Number }), "/papers", "Papers are numbered from 1, one by one."),
		peer.Holds(every(func(a MeetingAnswer) bool { return a.Question >= 1 && a.Question <= m.questionCount() }), "/answers", "An answer is to a question of the sheet."),
		peer.Holds(every(inScope), "/answers", "An answer is information with its source or guidance, and only the first to a question about treatment."),
		peer.Holds(at == MeetingOver || s.Decided.IsZero() && s.Heard == peer.Unknown && s.HeardSays.IsZero(), "/decided", "What came of it is there when it is over."),
	}
}

// meetingPrepParts: for whoever the person says. The care record may know what is
// prepared for and when; what is on the sheet stays here, and what the worker has
// used themself stays between the two (hazard H27).
var meetingPrepParts = []peer.Part[MeetingPrep]{
	{Name: "meeting", If: seenByAudience[MeetingPrep](peer.SharePlan), Rule: notShown, Says: "The person says who may see what they prepare for.",
		Value: func(m MeetingPrep) any {
			return struct {
				Person   peer.PersonID `json:"person"`
				Event    MeetingEvent  `json:"event"`
				When     peer.When     `json:"when,omitzero"`
				Audience Audience      `json:"audience"`
			}{m.s.Person, m.s.Event, m.s.When, m.s.Audience}
		}},
	{Name: "sheet", If: besideRecord[MeetingPrep](peer.SharePlan), Rule: notShown, Says: "The person says who may see what they take along; it never goes into the care record.",
		Value: func(m MeetingPrep) any {
			s := m.s
			s.Answers = m.Answers()
			for i := range s.Answers {
				s.Answers[i].Source = s.Answers[i].Source.ofOthers()
			}
			return s
		}},
	{Name: "ownUse", If: betweenTwo[MeetingPrep], Rule: notShown, Says: "What the worker has used themself is between the two.",
		Value: func(m MeetingPrep) any {
			return slices.DeleteFunc(m.Answers(), func(a MeetingAnswer) bool { return a.Source.Kind != SourceOwnUse })
		}},
}
