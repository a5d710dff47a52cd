package peer

import "slices"

// contactLegal is what is so of every contact: no stored document says otherwise.
func contactLegal(c Contact) []Reason {
	s := c.s
	return slices.Concat([]Reason{
		Holds(s.Person != "" || s.Headcount > 0, "/person", "It is said who it was with, or how many came."),
		Holds(s.anonymous(), "/person", "An anonymous drop-in names nobody, nor anybody's relationship or goals."),
		Holds(s.What.ends(), "/what/end", "The end lies after the start."),
		Holds(c.status != Recorded || !s.RecordedAt.IsZero() && s.What.Outcome != "", "/recordedAt", "What is written down says when it was and what became of it."),
		Holds(s.RecordedAt.IsZero() == (s.Validation.State == ""), "/validation/state", "An entry stands somewhere once the contact is written down."),
		Holds(c.status != EnteredInError || len(s.Before) > 0, "/before", "An entry made in error says why."),
		Holds(c.status != Planned || s.RecordedAt.IsZero() && len(s.Before) == 0 && len(s.Marks) == 0, "/recordedAt", "What is planned has not been written down."),
		Holds(!s.RecordedAt.IsZero() || c.unwritten(), "/recordedAt", "Nothing was said of what has not been written down."),
		Holds(s.Confirmed.IsZero() || s.What.Production == CoProduced, "/confirmed", "What the person confirmed counts as made together."),
	}, c.voicesLegal(), c.entryLegal(), c.validationLegal())
}

// unwritten reports whether nothing stands there that comes with or after the writing
// down. Of a plan that was taken back the person may say something, and the two may
// answer what was asked about somebody's safety.
func (c Contact) unwritten() bool {
	s := c.s
	return s.Entry.Note == (Words{}) && len(s.Entry.Did) == 0 && s.LateBecause == (Words{}) && s.Confirmed.IsZero() &&
		len(s.Marks) == 0 && !s.Distress.noted() && len(s.Given) == 0 && len(s.Learned) == 0 && (c.status != Planned || len(s.Statements) == 0 && s.Distress.Further == Further{})
}

// silentOr reports whether every text is empty, without an author, or has one who may be
// heard there.
func silentOr(may func(Actor) bool, list ...Words) bool {
	return !slices.ContainsFunc(list, func(w Words) bool {
		return w.IsZero() && w != (Words{}) || !w.IsZero() && !may(w.By)
	})
}

// voicesLegal: every text is in the words of whoever may say it.
func (c Contact) voicesLegal() []Reason {
	s := c.s
	taken := func(t TakenFromIt) bool { return silentOr(c.isEither, t.Words) }
	states := func(p PersonStatement) bool { return silentOr(c.isPerson, p.Words) }
	earlier := func(e Earlier) bool { return c.voiced(e.Entry) }
	given := func(g GivenContent) bool { return silentOr(c.isWorker, g.About) }
	return []Reason{
		Holds(c.voiced(s.Entry) && all(s.Before, earlier), "/entry", "The note is the worker's, what was done is in the words of one of the two, and what comes next is the person's."),
		Holds(silentOr(c.isPerson, s.Distress.PersonWords, s.Distress.HelpedBy), "/distress", "What was said, and what helped, is in the person's words."),
		Holds(silentOr(c.isWorker, s.LateBecause), "/lateBecause", "What held it up is in the worker's words."),
		Holds(all(s.Given, given), "/given", "What was given is in the worker's words."),
		Holds(all(s.Learned, taken), "/learned", "Each of the two says it for themself."),
		Holds(all(s.Statements, states), "/statements", "A statement is in the person's words."),
	}
}

// voiced reports whether every text of an entry has an author who may be heard there.
func (c Contact) voiced(e ContactEntry) bool {
	return silentOr(c.isWorker, e.Note) && silentOr(c.isEither, e.deeds()...) && silentOr(c.isPerson, e.Along.NextAlone)
}

func all[T any](list []T, so func(T) bool) bool {
	return !slices.ContainsFunc(list, func(x T) bool { return !so(x) })
}

// entryLegal: what a step never keeps.
func (c Contact) entryLegal() []Reason {
	s := c.s
	somebody := func(a Actor) bool { return a == (Actor{}) || a.Valid() }
	inScope := func(g GivenContent) bool {
		return g.Kind == ContentGuidance || g.Kind == ContentInformation && g.Source.Given()
	}
	return []Reason{
		Holds(somebody(s.Entry.Along.ChosenBy), "/entry/along/chosenBy", "One somebody chose it."),
		Holds(all(s.Given, inScope), "/given", "Information has a source, and advice is never given."),
	}
}

// validationLegal: only what is finished is looked at, and never by whoever wrote it.
func (c Contact) validationLegal() []Reason {
	v := c.s.Validation
	asker := func(q EntryQuery) bool {
		by := q.Asks.By
		return by.Staff != "" && by == ByStaff(by.Staff, "") && by.Staff != c.s.Worker && q.About != PartPersonsWords
	}
	seen := func(s EntrySight) bool { return (s.By == "") == s.At.IsZero() && (s.By == "" || s.By != c.s.Worker) }
	return []Reason{
		Holds((v.State == EntrySeen) == (v.Seen != EntrySight{}), "/validation/seen", "What was seen says by whom and when."),
		Holds(seen(v.Seen) && all(c.s.Before, func(e Earlier) bool { return seen(e.Seen) }), "/validation/seen", "Nobody validates what they wrote themself."),
		Holds(all(v.Queries, asker), "/validation/queries", "A question is in the words of somebody else on the staff than the worker, and is about the entry."),
		Holds(v.State != EntryQueried || len(v.Queries) > 0, "/validation/queries", "Where something was asked, the question stands there."),
		Holds((v.State == "") == v.Since.IsZero(), "/validation/since", "An entry stands where it does since some time."),
		Holds(v.Due.IsZero() || v.State != EntryWritten && v.State != EntrySeen && v.State != "", "/validation/due", "Something is owed only where somebody has still to do it."),
	}
}

// anonymous reports whether a headcount goes with nothing that tells who came.
func (s contact) anonymous() bool {
	return s.Headcount == 0 || s.Person == "" && s.Relationship == "" && len(s.What.Goals) == 0
}
