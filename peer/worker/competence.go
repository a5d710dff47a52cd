package worker

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/peer"
)

// CatalogueVersion is the version of the catalogue that evidence is kept under now.
const CatalogueVersion = 1

// CompetenceCode names one piece of knowledge, skill or behaviour: K1 to K58, S1 to S50,
// B1 to B5 (PEER-09).
type CompetenceCode string

// Competence is one entry of the catalogue, with a short label of ours.
type Competence struct {
	Code  CompetenceCode `json:"code"`
	Label string         `json:"label"`
}

// Catalogue is a version of the catalogue in its own order; an unknown version is empty.
func Catalogue(version int) []Competence {
	if version != CatalogueVersion {
		return nil
	}
	return slices.Clone(catalogue1)
}

// Known reports whether the code is in the catalogue.
func (c CompetenceCode) Known() bool { return slices.Contains(c.Terms(), string(c)) }

// Terms returns the codes of the catalogue in its order.
func (CompetenceCode) Terms() []string {
	out := make([]string, len(catalogue1))
	for i, c := range catalogue1 {
		out[i] = string(c.Code)
	}
	return out
}

// ProofKind says what sort of evidence it is.
type ProofKind string

// Sorts of evidence.
const (
	ProofPractice   ProofKind = "practice"
	ProofLearning   ProofKind = "learning"
	ProofReflection ProofKind = "reflection"
	ProofFeedback   ProofKind = "feedback"
	ProofObserved   ProofKind = "observed"
	ProofElsewhere  ProofKind = "elsewhere"
)

var proofKinds = []ProofKind{ProofPractice, ProofLearning, ProofReflection, ProofFeedback, ProofObserved, ProofElsewhere}

// Known reports whether the sort is on the list.
func (k ProofKind) Known() bool { return slices.Contains(proofKinds, k) }

// Terms returns the closed list.
func (ProofKind) Terms() []string { return terms.Of(proofKinds) }

// KindEvidence is how a piece of evidence is stored.
const KindEvidence peer.Kind = "competence-evidence"

// Places a piece of evidence can be in.
const (
	// EvidenceKept: the worker keeps it. They may take it out again.
	EvidenceKept peer.Status = "kept"
	// EvidenceOut: the worker took it out. Nothing leads on.
	EvidenceOut peer.Status = "taken-out"
)

// Evidence is something that shows a competence of a worker (PEER-09). It is about the
// worker and names nobody who is supported: there is no field for one, and a reference
// from which somebody can be told is turned down. It is a help for learning, never a
// measure of anybody. The zero value is none.
type Evidence struct {
	head
	s evidence
}

type evidence struct {
	Worker    peer.StaffID   `json:"worker" ask:"required"`
	Catalogue int            `json:"catalogue" ask:"min=1,max=1"`
	Code      CompetenceCode `json:"code" ask:"required"`
	Sort      ProofKind      `json:"sort" ask:"required"`
	On        peer.Date      `json:"on" ask:"required"`
	Reference peer.Private   `json:"reference,omitzero" ask:"max=500"`
	Kept      time.Time      `json:"kept" ask:"required"`
}

// Worker is whose evidence it is.
func (e Evidence) Worker() peer.StaffID { return e.s.Worker }

// Catalogue is the version of the catalogue its code is from.
func (e Evidence) Catalogue() int { return e.s.Catalogue }

// Code is the competence it shows.
func (e Evidence) Code() CompetenceCode { return e.s.Code }

// Sort is what sort of evidence it is.
func (e Evidence) Sort() ProofKind { return e.s.Sort }

// On is the day it is from.
func (e Evidence) On() peer.Date { return e.s.On }

// Reference says where it is found; empty: nobody said.
func (e Evidence) Reference() peer.Private { return e.s.Reference }

// Kept is when it was written down, in UTC.
func (e Evidence) Kept() time.Time { return e.s.Kept }

// EvidenceStep is a step of a piece of evidence. A step of another record does not
// compile here.
type EvidenceStep interface{ evidenceStep() }

// KeepEvidence keeps something that shows a competence.
type KeepEvidence struct {
	ID     string         `json:"id"`
	Worker peer.StaffID   `json:"worker" ask:"required"`
	Code   CompetenceCode `json:"code" ask:"required"`
	Sort   ProofKind      `json:"sort" ask:"required"`
	On     peer.Date      `json:"on" ask:"required"`
	// Reference says where it is found, without anybody who is supported.
	Reference peer.Private `json:"reference,omitzero" ask:"max=500"`
}

// TakeEvidenceOut takes it out again. No reason is asked.
type TakeEvidenceOut struct{}

func (KeepEvidence) evidenceStep()    {}
func (TakeEvidenceOut) evidenceStep() {}

// evidences is the table of PEER-09.
var evidences = peer.Machine[Evidence, Facts]{
	Kind:   KindEvidence,
	Schema: 1, // 1: the first form
	Says:   "Something that shows a competence of a worker. It names nobody who is supported.",
	Moves:  "PEER-09",
	States: []peer.State{
		{Status: EvidenceKept, Says: "The worker keeps it, and may take it out."},
		{Status: EvidenceOut, Says: "The worker took it out.", End: true},
	},
	Head:   func(e *Evidence) *peer.Head { return &e.head },
	Data:   func(e *Evidence) any { return &e.s },
	Person: nobodys[Evidence],
	Party:  party[Evidence],
	Policy: Facts.digest,
	Line:   workLines,
	Legal: func(e Evidence) []peer.Reason {
		return []peer.Reason{peer.Holds(e.s.Catalogue == CatalogueVersion, "/catalogue", "The code is from a version of the catalogue that is known here.")}
	},
	Parts: []peer.Part[Evidence]{{Name: "evidence", If: func(e Evidence, as peer.Party, by peer.Reading) bool {
		return workSeen(as, by, "") && (e.Status() == EvidenceKept || as == peer.PartyWorker)
	},
		Rule: peer.Rule{Row: "PEER-09", Code: peer.ErrNotAuthorised}, Says: "What a worker keeps as evidence is for them and their line.",
		Value: func(e Evidence) any { return e.s }}},
	Rows: []row[Evidence]{
		peer.Begins(row[Evidence]{
			Do: "keep", Says: "Keep something that shows a competence.", To: []peer.Status{EvidenceKept}, By: workOwn, Else: workOnly("PEER-09"), Form: "PEER-09",
		}, func(c KeepEvidence) string { return c.ID }, func(c KeepEvidence) Evidence {
			return Evidence{s: evidence{Worker: c.Worker, Catalogue: CatalogueVersion, Code: c.Code, Sort: c.Sort, On: c.On}}
		}, step[Evidence, KeepEvidence]{
			Needs: []need[Evidence, KeepEvidence]{
				workUnnamed[Evidence]("PEER-09", "/reference", func(c KeepEvidence) []peer.Private { return []peer.Private{c.Reference} }),
				hasHappened[Evidence]("PEER-09", "/on", func(c KeepEvidence) peer.Date { return c.On }),
			},
			Apply: func(e Evidence, c KeepEvidence, k *taken) Evidence {
				e.s.Reference, e.s.Kept = c.Reference, k.Now()
				return e
			},
		}),
		peer.Takes(row[Evidence]{
			Do: "take-out", Says: "Take it out again.", From: []peer.Status{EvidenceKept}, To: []peer.Status{EvidenceOut}, By: workOwn, Else: workOnly("PEER-09"), Form: "PEER-09",
		}, step[Evidence, TakeEvidenceOut]{Apply: func(e Evidence, _ TakeEvidenceOut, _ *taken) Evidence { return e }}),
	},
}

// Covered is a competence for which a worker keeps evidence: how many pieces, and the
// day of the latest.
type Covered struct {
	Competence
	Pieces int       `json:"pieces"`
	Latest peer.Date `json:"latest"`
}

// CompetenceGaps says for which competences of a version of the catalogue a worker keeps
// evidence and for which they keep none, both in the order of the catalogue. It is for
// the worker and their line, and never a score. An unknown version has neither.
func CompetenceGaps(version int, worker peer.StaffID, all []Evidence) (covered []Covered, gaps []Competence) {
	for _, c := range Catalogue(version) {
		found := Covered{Competence: c}
		for _, e := range all {
			if e.Status() != EvidenceKept || e.s.Worker != worker || e.s.Catalogue != version || e.s.Code != c.Code {
				continue
			}
			found.Pieces++
			if e.s.On.Last().Compare(found.Latest.Last()) > 0 {
				found.Latest = e.s.On
			}
		}
		if found.Pieces == 0 {
			gaps = append(gaps, c)
			continue
		}
		covered = append(covered, found)
	}
	return covered, gaps
}
