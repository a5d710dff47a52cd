package recovery

import (
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// documentRows are the steps that both tables have: what a person does with what
// they have written. confirm are the rules of the person's yes.
func documentRows[R document[R]](confirm ...advanceOpen[R]) []advanceRow[R] {
	return []advanceRow[R]{
		peer.Takes(advanceRow[R]{
			Do: "confirm", Says: "Say that this is what you want.",
			From: []peer.Status{AdvanceDraft}, To: advanceInForce, By: whose.Person, Else: advanceMine, Form: "REC-47", Open: confirm,
		}, advanceStep[R, ConfirmAdvance]{
			Apply: func(r R, _ ConfirmAdvance, t *advanceTaken) R {
				p := r.paper()
				p.Confirmed = t.Now()
				return r.with(p)
			},
			To: func(r R, _ ConfirmAdvance) peer.Status { return inForce(r) },
		}),
		peer.Takes(advanceRow[R]{
			Do: "share", Says: "Give it to somebody.",
			From: advanceLive, To: []peer.Status{AdvanceShared}, Stays: []peer.Status{AdvanceDraft}, By: whose.Person, Else: advanceMine, Form: "REC-47",
		}, advanceStep[R, ShareAdvance]{
			Needs: sharing[R](),
			Apply: func(r R, c ShareAdvance, t *advanceTaken) R {
				p := r.paper()
				s := Share{Number: len(p.Shares) + 1, With: c.With.plain(), Draft: r.Status() == AdvanceDraft, At: t.Now()}
				p.Shares = append(p.Shares[:len(p.Shares):len(p.Shares)], s)
				return r.with(p)
			},
		}),
		peer.Takes(advanceRow[R]{
			Do: "take-back", Says: "Take back what somebody was given.",
			From: []peer.Status{AdvanceDraft, AdvanceShared}, To: advanceInForce, Stays: []peer.Status{AdvanceDraft}, By: whose.Person, Else: advanceMine, Form: "REC-47",
		}, advanceStep[R, TakeBackShare]{
			Needs: []advanceNeed[R, TakeBackShare]{shareThere[R]()},
			Apply: func(r R, c TakeBackShare, t *advanceTaken) R {
				return r.with(r.paper().endShares(t.Now(), func(s Share) bool { return s.Number == c.Number }))
			},
			To: func(r R, _ TakeBackShare) peer.Status { return inForce(r) },
		}),
		peer.Takes(advanceRow[R]{
			Do: "say-where", Says: "Say where it is kept and whom to ask about it.",
			From: advanceLive, Stays: advanceLive, By: whose.Two, Else: twoWrite, Form: "REC-47",
		}, advanceStep[R, SayWhere]{
			Needs: []advanceNeed[R, SayWhere]{
				whose.OwnWords[AdvanceFacts, R]("REC-47", "/where", func(c SayWhere) []peer.Words { return []peer.Words{c.Where} }),
				whose.OwnWords[AdvanceFacts, R]("REC-47", "/ask", func(c SayWhere) []peer.Words { return []peer.Words{c.Ask} }),
			},
			Apply: func(r R, c SayWhere, t *advanceTaken) R {
				p := r.paper()
				p.Where, p.Ask = t.Own(c.Where), t.Own(c.Ask)
				return r.with(p)
			},
		}),
		peer.Takes(advanceRow[R]{
			Do: "review-on", Says: "Choose a day to look at it again, or none.",
			From: advanceLive, Stays: advanceLive, By: whose.Person, Else: advanceMine, Form: "REC-47",
		}, advanceStep[R, ReviewAdvanceOn]{
			Needs: []advanceNeed[R, ReviewAdvanceOn]{reviewToCome[R]()},
			Apply: func(r R, c ReviewAdvanceOn, _ *advanceTaken) R {
				p := r.paper()
				p.ReviewOn = c.On
				return r.with(p)
			},
		}),
		peer.Takes(advanceRow[R]{
			Do: "withdraw", Says: "Take it back, without a reason.",
			From: advanceLive, To: []peer.Status{AdvanceWithdrawn}, By: whose.Person, Else: advanceMine, Form: "REC-47",
		}, advanceStep[R, WithdrawAdvance]{Apply: func(r R, _ WithdrawAdvance, t *advanceTaken) R { return r.with(r.paper().over(t.Now())) }}),
		whoMaySeeUnder[AdvanceFacts](advanceAnywhere, R.seenBy),
	}
}

// inForce is where a confirmed document stands: shared while somebody has it.
func inForce[R document[R]](r R) peer.Status {
	if len(r.paper().shared()) > 0 {
		return AdvanceShared
	}
	return AdvanceConfirmed
}
