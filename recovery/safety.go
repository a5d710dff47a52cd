package recovery

import "github.com/towpath-care/towpath/peer"

// AnswerFurther answers the question that was left open: yes and the concern
// that was raised, or no and why.
type AnswerFurther struct {
	Further peer.Further `json:"further"`
}
