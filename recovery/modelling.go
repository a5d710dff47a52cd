package recovery

import (
	"slices"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// modelled are the kinds of records that a worker can show by example: ways of
// coping and skills of looking after oneself (REC-14, REC-20).
var modelled = []peer.Kind{KindCopingStrategy, KindSkill}

// Modelable answers whether a record of this person is one that a sharing of lived
// experience may name as what it models, and points at it. Any other record, and
// any record of somebody else, is none (REC-24). Neither is one that the person keeps
// to themself (REC-50).
func Modelable(person peer.PersonID, r peer.Record) (peer.Ref, bool) {
	of, about := r.(whose.OfPerson)
	if !about || person == "" || of.Person() != person || !r.Exists() || !slices.Contains(modelled, r.Ref().Kind) {
		return peer.Ref{}, false
	}
	if s, says := r.(shown); says && !s.Audience().Allows(MeAndMyWorker) {
		return peer.Ref{}, false
	}
	return r.Ref(), true
}

// Modelled gives those of the records that a sharing with this person may name when
// its purpose is to model self-management. Where there is none it is a
// *peer.Refusal with peer.ErrRequired: without a skill or a way of coping of the
// person's there is nothing that is modelled, and nothing is scored in its place
// (REC-24).
func Modelled(person peer.PersonID, records []peer.Record) ([]peer.Ref, error) {
	var out []peer.Ref
	for _, r := range records {
		if ref, ok := Modelable(person, r); ok && !slices.Contains(out, ref) {
			out = append(out, ref)
		}
	}
	if len(out) == 0 {
		return nil, peer.Fault(peer.Rule{Row: "REC-24", Code: peer.ErrRequired}, "", "A skill or a way of coping of the person's is named.", "Name the one that the sharing is about, or share for another purpose.")
	}
	return out, nil
}
