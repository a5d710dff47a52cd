package fhir

import (
	r4 "github.com/samply/golang-fhir-models/fhir-models/fhir"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/signpost"
)

// planItem puts a record that a plan names into the plan.
type planItem func(*planMaking, peer.Record)

// planItems has a line for every kind of record that can stand in a plan, with the
// part of the record whose door is asked. A kind that is not here is left out, and
// Resource.LeftOut says so.
var planItems = map[peer.Kind]planItem{
	recovery.KindVision:           putWhere("vision", (*planMaking).putVision),
	recovery.KindGoal:             putWhere("goal", (*planMaking).putGoal),
	recovery.KindStrength:         putWhere("strength", (*planMaking).putStrength),
	recovery.KindProblemSolving:   doneWhere("problem", (*planMaking).solving),
	recovery.KindGradedPlan:       doneWhere("gradedPlan", (*planMaking).goingAlong),
	recovery.KindCopingStrategy:   doneWhere("coping", (*planMaking).coping),
	recovery.KindSkill:            doneWhere("skill", (*planMaking).skill),
	recovery.KindActivity:         doneWhere("activity", (*planMaking).doing),
	recovery.KindHealthInfo:       doneWhere("healthInformation", (*planMaking).information),
	recovery.KindChoice:           doneWhere("forRecord", (*planMaking).choosing),
	recovery.KindSelfAdvocacy:     doneWhere("forRecord", (*planMaking).speakingUp),
	recovery.KindPositiveRisk:     doneWhere("talk", (*planMaking).takingARisk),
	recovery.KindMeetingPrep:      doneWhere("meeting", (*planMaking).preparing),
	recovery.KindConnection:       doneWhere("kind", (*planMaking).support),
	signpost.KindSignpost:         doneWhere("activity", (*planMaking).signpost),
	peer.KindPerspectiveBrief:     putWhere("brief", (*planMaking).putBrief),
	peer.KindRelationship:         putWhere("agreements", (*planMaking).putPurpose),
	recovery.KindAdvanceStatement: putWhere("statement", putWishes[recovery.AdvanceStatement]),
	recovery.KindAdvanceDecision:  putWhere("decision", putWishes[recovery.AdvanceDecision]),
}

// theirs is a record of a person's with doors of its own.
type theirs interface {
	peer.Record
	Person() peer.PersonID
	Sees(part string, by peer.Reading) bool
}

// putWhere puts a record into a plan where the door of this part is open.
func putWhere[R theirs](part string, put func(*planMaking, R)) planItem {
	return func(m *planMaking, r peer.Record) {
		own, is := r.(R)
		switch {
		case !is || own.Person() != m.whose:
			m.fault(unless(false, "FHIR-15", ErrWrongRecord, m.at+"/record", "What a plan names is about the same person.",
				"Look the record up again, and take it out of the plan if it is somebody else's."))
		case !own.Sees(part, m.in.reading()):
			m.leave(r.Ref(), leftNotSaid)
		default:
			put(m, own)
		}
	}
}

// doneWhere puts a record into a plan as an activity.
func doneWhere[R theirs](part string, make func(*planMaking, R) planActivity) planItem {
	return putWhere(part, func(m *planMaking, r R) {
		a := make(m, r)
		a.ID = elementID(r.Ref().String(), "activity")
		a.Detail.Performer = []r4.Reference{*m.person}
		m.body.Activity = append(m.body.Activity, a)
	})
}

// named puts the record of an item into the plan.
func (m *planMaking) named(ref peer.Ref) {
	put, known := planItems[ref.Kind]
	if !known {
		says := WhyNotSent(ref.Kind)
		if says == "" {
			says = leftElse
		}
		m.leave(ref, says)
		return
	}
	r, there := m.in.record(ref)
	switch {
	case !there:
		m.leave(ref, leftNotThere)
	case r.Ref() != ref:
		m.fault(unless(false, "FHIR-15", ErrWrongRecord, m.at+"/record", "The record is the one that the plan names.", "Look it up again by its kind and id."))
	default:
		put(m, r)
	}
}

// said are words as they stand in FHIR text.
func (m *planMaking) said(w peer.Words) string { return m.words(w.Text) }

func (m *planMaking) words(text peer.Private) string {
	s := text.Reveal()
	m.fault(sayable("FHIR-11", m.at, s))
	return s
}

// note adds words of the person's (R4 CarePlan.note), with the time they were said
// where it is known.
func (m *planMaking) note(id string, w peer.Words, on string) {
	m.said(w)
	for _, a := range byPerson(m.person, w) {
		a.Id, a.Time = text(id), text(on)
		m.body.Note = append(m.body.Note, a)
	}
}

func (m *planMaking) putVision(v recovery.Vision) { m.vision = append(m.vision, m.said(v.Words())) }

func (m *planMaking) putGoal(g recovery.Goal) {
	m.body.Goal = append(m.body.Goal, m.in.referIn("goal", DocumentName{Type: "Goal", Record: g.Ref()}))
}

func (m *planMaking) putStrength(s recovery.Strength) {
	m.note(elementID(s.Ref().String(), "note"), s.Words(), instant(s.Said()))
}

// recordForum is how a person names the care record as a place where their brief may
// be read: the purpose of reading. A brief that names meetings only stays in them.
const recordForum = string(peer.ForRecord)

func (m *planMaking) putBrief(b peer.PerspectiveBrief) {
	if b.MayUse(recordForum) != peer.Yes {
		m.leave(b.Ref(), leftBrief)
		return
	}
	m.note(elementID(b.Ref().String(), "note"), b.Words(), instant(b.Approved()))
}

// putPurpose is what the two agreed to work on, where the words are the person's, and
// nothing else of an agreement (PEER-33).
func (m *planMaking) putPurpose(r peer.Relationship) {
	agreed, there := r.InForce()
	if !there || agreed.Purpose.By != peer.ByPerson(m.whose) {
		m.leave(r.Ref(), leftTheirs)
		return
	}
	m.note(elementID(r.Ref().String(), "note"), agreed.Purpose, instant(agreed.PersonYes))
}

// putWishes refers to the Consent that advance wishes are, where it is written. What
// is over is none that still holds.
func putWishes[R theirs](m *planMaking, r R) {
	switch {
	case !m.in.Site.Consents:
		m.leave(r.Ref(), leftOff)
	case r.Status() != recovery.AdvanceConfirmed && r.Status() != recovery.AdvanceShared:
		m.leave(r.Ref(), leftNotSaid)
	default:
		m.body.SupportingInfo = append(m.body.SupportingInfo, m.in.referIn("supporting", DocumentName{Type: "Consent", Record: r.Ref()}))
	}
}

// goals are the goals that an activity serves, those that may leave themselves.
func (m *planMaking) goals(ids ...string) (out []r4.Reference) {
	for _, id := range ids {
		ref := peer.Ref{Kind: recovery.KindGoal, ID: id}
		r, there := m.in.record(ref)
		goal, is := r.(recovery.Goal)
		if there && is && goal.Ref() == ref && goal.Person() == m.whose && goal.Sees("goal", m.in.reading()) {
			out = append(out, *m.in.refer(DocumentName{Type: "Goal", Record: ref}))
		}
	}
	return out
}
