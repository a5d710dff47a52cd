package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// WordsForRecord says which words may stand in the care record about this, and no
// others do. Left empty, it takes back what was said before. Who may see it is
// said apart (REC-50).
type WordsForRecord struct {
	Words peer.Words `json:"words,omitzero" ask:"max=2000"`
}

// wordsForRecord is the row by which the person says what may stand in the care
// record. Its step interface names WordsForRecord among its steps.
func wordsForRecord[R whose.OfPerson, F any](rowID string, anywhere []peer.Status, set func(R, peer.Words) R) peer.Row[R, F] {
	return peer.Takes(peer.Row[R, F]{
		Do: "words-for-record", Says: "Say which words may stand in the care record.",
		From: anywhere, Stays: anywhere, By: whose.Person, Else: whose.ForPerson(rowID), Form: rowID,
	}, peer.Step[R, F, WordsForRecord]{
		Needs: []peer.Need[R, F, WordsForRecord]{
			whose.OwnWords[F, R](rowID, "/words", func(c WordsForRecord) []peer.Words { return []peer.Words{c.Words} }),
		},
		Apply: func(r R, c WordsForRecord, t *peer.Taken[F]) R { return set(r, t.Own(c.Words)) },
	})
}

// recordable is a record of which the care record holds words the person approved
// for it and nothing else.
type recordable interface {
	shown
	ForRecord() peer.Words
}

// recordPart is what of a record may stand in the care record.
func recordPart[R recordable]() peer.Part[R] {
	return peer.Part[R]{Name: "forRecord", Rule: notShown, Says: "The person says which words go into the care record, and who may see them.",
		If: func(r R, as peer.Party, by peer.Reading) bool {
			return !r.ForRecord().IsZero() && seenByAudience[R](peer.SharePlan)(r, as, by)
		},
		Value: func(r R) any {
			return struct {
				Words peer.Words `json:"words"`
			}{r.ForRecord()}
		}}
}
