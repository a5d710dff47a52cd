package peer_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// contactBench is the ground contacts stand on.
var contactBench = steptest.Bench[peer.Contact, peer.ContactStep, peer.ContactFacts]{Kind: conKind, Ground: steptest.Ground[peer.ContactFacts]{
	Facts: conFacts, Said: after, Next: nextDay,
	Usual:  map[peer.Party]peer.Actor{peer.PartyPerson: byAled, peer.PartyWorker: byJess, peer.PartyStaff: byKay, peer.PartyCarer: byMegan},
	Others: []peer.Actor{peer.ByPerson(beatriz), peer.ByStaff(rowan, peer.RolePeerWorker), byHannah},
	Drawn:  drawnContactFacts, Decode: peer.Decode,
}}

// alone is what Aled means to do alone next time.
var alone = steptest.Own(byAled, "take the bus myself")

func theAlong() peer.GoingAlong {
	return peer.GoingAlong{To: peer.AlongAppointment, ChosenBy: byAled, Goal: "goal-1", NextAlone: alone}
}

func theEntry() peer.ContactEntry {
	return peer.ContactEntry{Note: steptest.Own(byJess, "we took the bus to the allotment office"), Along: theAlong(),
		Did: []peer.ActivityDone{{What: steptest.Own(byAled, "asked for a plot"), LedBy: peer.LeaderPerson, SupportedBy: jess}}}
}

func theDistress() peer.DistressSupport {
	return peer.DistressSupport{InDistress: true, PersonWords: steptest.Own(byAled, "it all came up again"), HelpedBy: steptest.Own(byAled, "sitting by the water"),
		WhoWasThere: []peer.OtherKind{peer.OtherFriend}, StayedWith: peer.Yes, Further: talkedThrough}
}

// thePlanAlong plans to go along.
func thePlanAlong() peer.PlanContact {
	p := thePlan()
	p.Kind, p.Along = peer.Accompaniment, theAlong()
	return p
}

// theWhole is a contact with everything that can be written down at once.
func theWhole() peer.RecordContact {
	p := theRecord()
	p.Kind, p.Entry, p.Distress, p.LateBecause = peer.Accompaniment, theEntry(), theDistress(), steptest.Own(byJess, "the tablet was being mended")
	p.What.Setting, p.What.Others = peer.SettingCommunity, []peer.OtherKind{peer.OtherFriend}
	return p
}

// theDraft is a contact whose entry is to be finished with the person.
func theDraft() peer.RecordContact {
	p := theRecord()
	p.Draft, p.What.Production = true, ""
	return p
}

// theLate is a contact written up after its time.
func theLate() peer.RecordContact {
	p := theRecord()
	p.What.Start, p.What.End = peer.MustMoment("2026-02-13T11:30:00Z"), peer.MustMoment("2026-02-13T12:15:00Z")
	return p
}

// nobodyLooks are facts on which nobody is asked to look at entries.
func nobodyLooks(f *peer.ContactFacts) { f.Policy = peer.Policy{} }

// entryStory is one entry in every place it can be in.
type entryStory struct{ draft, written, awaiting, queried, seen peer.Contact }

func tellEntry(t testing.TB) (s entryStory) {
	t.Helper()
	b := contactBench
	s.draft = b.Done(t, peer.Contact{}, theDraft(), byJess)
	s.written = b.Done(t, peer.Contact{}, theWhole(), byJess, nobodyLooks)
	s.awaiting = b.Done(t, peer.Contact{}, theWhole(), byJess)
	s.queried = b.Done(t, s.awaiting, theQuery(), byKay)
	s.seen = b.Done(t, s.awaiting, peer.ValidateEntry{}, byKay)
	return s
}

func theQuery() peer.QueryEntry {
	return peer.QueryEntry{About: peer.PartNote, Asks: steptest.Own(byKay, "which office was it?")}
}

func theAmendment() peer.AmendEntry {
	e := theEntry()
	e.Note = steptest.Own(byJess, "we took the bus to the council's allotment office")
	return peer.AmendEntry{Entry: e, Production: peer.SharedLater, Because: own("to say which office")}
}

// rules are several codes of one row.
func rules(of string, codes ...peer.Code) (out []peer.Rule) {
	for _, c := range codes {
		out = append(out, row(of, c))
	}
	return out
}

// beside puts what is heard in one case beside what is heard in many.
func beside(all, these map[string][]peer.Rule) map[string][]peer.Rule {
	out := maps.Clone(all)
	maps.Copy(out, these)
	return out
}

func TestContactEveryRow(t *testing.T) {
	s, e, b := tellCon(t), tellEntry(t), contactBench
	late := b.Done(t, peer.Contact{}, theLate(), byJess)
	type heard = map[string][]peer.Rule
	noTimes, unlike, notMine := rules("PEER-44", peer.ErrInvalidPeriod), rules("PEER-33", peer.ErrNotAgreed), rules("PEER-44", peer.ErrNotAuthorised)
	long := append(rules("PEER-44", peer.ErrImplausibleLength), noTimes...) // without a start it is longer than any
	pair := rules("PEER-33", peer.ErrBoundariesNotAgreed, peer.ErrNotAgreed)
	alongTheirs, alongElse := rules("PEER-50", peer.ErrPersonsWordsOnly), rules("PEER-50", peer.ErrPersonsWordsOnly, peer.ErrPersonsChoiceOnly)
	distressTheirs, open := rules("PEER-43", peer.ErrPersonsWordsOnly), rules("PEER-43", peer.ErrConcernRequired)
	told := heard{"/entry/along/nextAlone": alongTheirs, "/distress/personWords": distressTheirs, "/distress/helpedBy": distressTheirs, "/distress/further/because": open}
	planned := heard{"/activity": unlike, "/what/mode": unlike, "/what/start": append(rules("PEER-25", peer.ErrPastDate), noTimes...), "/person": slices.Concat(pair, alongElse), "/worker": pair}
	whose := rules("PEER-35", peer.ErrNotAuthorised)
	noLeader := rules("PEER-59", peer.ErrRequired)
	plan := func(name string, step peer.ContactStep, by peer.Actor, hears map[string][]peer.Rule) steptest.Case[peer.Contact, peer.ContactStep, peer.ContactFacts] {
		return steptest.Case[peer.Contact, peer.ContactStep, peer.ContactFacts]{Name: name, Step: step, Act: act(by, before, "", nil), Facts: conFacts(t), To: peer.Planned, Hears: hears}
	}
	steptest.Plan[peer.Contact, peer.ContactStep, peer.ContactFacts]{
		Kind: conKind, Person: aled, Anybody: anybody(),
		Records: map[peer.Status]peer.Contact{peer.Planned: s.planned, peer.Recorded: e.awaiting, peer.EnteredInError: s.wrong},
		Cases: []steptest.Case[peer.Contact, peer.ContactStep, peer.ContactFacts]{
			plan("PEER-44, PEER-50 the worker plans", thePlanAlong(), byJess, beside(planned, heard{"/worker": slices.Concat(pair, whose), "/along/nextAlone": alongTheirs})),
			plan("PEER-35, PEER-44 the person plans", thePlanAlong(), byAled, beside(planned, heard{"/person": slices.Concat(pair, alongElse, whose)})),
			b.Planned(t, "PEER-44, PEER-43, PEER-50 what was not in the diary", peer.Contact{}, theWhole(), byJess, peer.Recorded, beside(told, heard{
				"/what/start": long, "/headcount": rules("PEER-45", peer.ErrIdentifiableContent),
				"/person": slices.Concat(distressTheirs, alongElse, rules("PEER-47", peer.ErrNotAuthorised)),
				"/worker": slices.Concat(notMine, rules("PEER-46", peer.ErrNotAuthorised), rules("PEER-47", peer.ErrNotAuthorised))})),
			b.Planned(t, "PEER-45 a drop-in that names nobody", peer.Contact{}, theDropIn(), byJess, peer.Recorded, heard{
				"/person": slices.Concat(unlike, rules("PEER-45", peer.ErrIdentifiableContent), rules("PEER-47", peer.ErrCoproductionStatusRequired)),
				"/worker": notMine, "/headcount": rules("PEER-44", peer.ErrRequired), "/what/start": long, "/entry/along/nextAlone": alongTheirs,
				"/relationship": rules("PEER-45", peer.ErrIdentifiableContent), "/what/goals": rules("PEER-45", peer.ErrIdentifiableContent),
				"/entry/did": noLeader, "/entry/did/*/what": noLeader, "/entry/did/*/supportedBy": noLeader,
				"/distress/personWords": append(distressTheirs, open...), "/distress/helpedBy": append(distressTheirs, open...), "/distress/whoWasThere": open}),
			b.Planned(t, "PEER-44 what became of a plan", s.planned, peer.RecordPlanned{What: theTime(), Entry: theEntry(), Distress: theDistress()}, byJess, peer.Recorded, beside(told, heard{"/what/start": long})),
			b.Planned(t, "PEER-44 what became of a plan, and not a word more", s.planned, peer.RecordPlanned{What: theTime(), Entry: peer.ContactEntry{Did: theEntry().Did}}, byJess, peer.Recorded, heard{
				"/what/mode": unlike, "/what/start": long, "/entry/along/nextAlone": append(alongTheirs, rules("PEER-50", peer.ErrRequired)...), "/entry/along/to": rules("PEER-50", peer.ErrRequired), "/entry/along/goal": rules("PEER-50", peer.ErrRequired),
				"/distress/personWords": append(distressTheirs, open...), "/distress/helpedBy": append(distressTheirs, open...), "/distress/whoWasThere": open}),
			b.Planned(t, "PEER-49 the person has it put right", e.awaiting, theCorrection(), byAled, peer.Recorded, heard{"/what/start": long}),
			b.Planned(t, "PEER-49 the worker takes a plan back", s.planned, peer.MarkInError{Because: own("wrong week")}, byJess, peer.EnteredInError, nil),
			b.Planned(t, "PEER-49 the person says it never was", e.awaiting, peer.MarkInError{Because: own("it was another day")}, byAled, peer.EnteredInError, nil),
			b.Planned(t, "PEER-46 a draft is finished", e.draft, peer.FinishDraft{Entry: theEntry(), Production: peer.CoProduced}, byJess, peer.Recorded, heard{"/entry/along/nextAlone": alongTheirs}),
			b.Planned(t, "PEER-49, PEER-48 the worker amends", e.queried, theAmendment(), byJess, peer.Recorded, heard{"/entry/along/nextAlone": append(alongTheirs, rules("PEER-47", peer.ErrImmutable)...)}),
			b.Planned(t, "PEER-35 what the person took from it", e.awaiting, peer.SayTakenFromIt{Words: steptest.Own(byAled, "I can ask")}, byAled, peer.Recorded, nil),
			b.Planned(t, "PEER-35 what the worker took from it", e.awaiting, peer.SayTakenFromIt{Words: steptest.Own(byJess, "to wait longer")}, byJess, peer.Recorded, nil),
			b.Planned(t, "PEER-47 the person sees it otherwise", e.awaiting, peer.AddStatement{Words: steptest.Own(byAled, "it was I who asked"), Disagrees: true}, byAled, peer.Recorded, nil),
			b.Planned(t, "PEER-47 the worker writes down what the person says", s.wrong, peer.AddStatement{Words: steptest.Own(byAled, "it did happen")}, byJess, peer.EnteredInError, heard{"/words": rules("PEER-47", peer.ErrPersonsWordsOnly)}),
			b.Planned(t, "PEER-47 the person confirms it", e.awaiting, peer.ConfirmTogether{}, byAled, peer.Recorded, nil),
			b.Planned(t, "PEER-46 why it was late", late, peer.SayWhyLate{Because: steptest.Own(byJess, "I was ill")}, byJess, peer.Recorded, nil),
			b.Planned(t, "PEER-43 distress noted afterwards", s.recorded, peer.NoteDistress{Distress: theDistress()}, byJess, peer.Recorded, heard{"/distress/personWords": distressTheirs, "/distress/helpedBy": distressTheirs, "/distress/further/because": open}),
			b.Planned(t, "PEER-43 the question is answered", e.awaiting, peer.AnswerDistress{Further: peer.Further{Answer: peer.Yes, Concern: "concern-1"}}, byAled, peer.Recorded, nil),
			b.Planned(t, "PEER-23 information", e.awaiting, theInformation(), byJess, peer.Recorded, heard{"/source/kind": rules("PEER-23", peer.ErrSourceRequired)}),
			b.Planned(t, "PEER-48 the worker submits", e.written, peer.SubmitEntry{}, byJess, peer.Recorded, nil),
			b.Planned(t, "PEER-48 a nurse has seen it", e.awaiting, peer.ValidateEntry{}, byKay, peer.Recorded, nil),
			b.Planned(t, "PEER-48 a nurse asks about it", e.awaiting, theQuery(), byKay, peer.Recorded, nil),
		},
	}.Run(t)
}

func theInformation() peer.GiveContent {
	return peer.GiveContent{Kind: peer.ContentInformation, About: steptest.Own(byJess, "how to ask for a plot"), Source: peer.ContentSource{Kind: peer.FromLeaflet, Name: peer.Say("Allotments in Tamarside"), On: peer.MustDate("2025-11")}}
}
