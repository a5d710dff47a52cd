package safeguard

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Unanswered owes every signal that no concern names as its origin and of which nobody
// recorded why none is needed, each once (hazard H02). Until its time it is owed as a
// question; when that is over, it is owed besides like a concern that nobody was told of,
// by the policy in force when it was noticed, else by the last that was. Of that nothing
// can be stored, so it goes on until somebody raises a concern that names it: ConcernFrom
// makes the step. Concern is the record the signal comes from.
func Unanswered(signals []peer.Signal, values []peer.Record, w World, now time.Time) []Owed {
	var out []Owed
	unanswered(signals, values, w.at(now), func(_ peer.Signal, _ peer.Digest, o Owed) { out = append(out, o) })
	return out
}

func unanswered(signals []peer.Signal, values []peer.Record, w *worldAt, owe func(peer.Signal, peer.Digest, Owed)) {
	if len(signals) == 0 {
		return
	}
	answered := answeredBy(values)
	for _, s := range signals {
		id := signalID(s)
		if answered[id] {
			continue
		}
		answered[id] = true // each once
		p := w.policyOn(earliest(s.Noticed, w.now))
		for _, o := range signalOwed(s, id, p, w) {
			owe(s, p.Digest(), o)
		}
	}
}

// signalID is the signal's id, and of one that has lost it where it comes from.
func signalID(s peer.Signal) string {
	if s.ID != "" {
		return s.ID
	}
	return s.From.String() + "@" + s.Rev.String() + "." + string(s.Kind)
}

// answeredBy are the signals that a concern names, or that somebody said need none.
func answeredBy(values []peer.Record) map[string]bool {
	out := map[string]bool{}
	for _, v := range values {
		switch r := v.(type) {
		case Concern:
			if r.Status() == Withdrawn {
				continue
			}
			for _, id := range r.s.Origin {
				out[id] = true
			}
		case NoneNeeded:
			if r.Status() == NoneNeededSaid {
				out[r.s.Signal] = true
			}
		}
	}
	return out
}

// signalOwed is the question until its time, and from then on what the concern would owe.
func signalOwed(s peer.Signal, id string, p Policy, w *worldAt) []Owed {
	c := concernOf(s, p, w)
	by := c.s.Received
	o := Owed{ID: "signal/" + id, Kind: OwedRaise, Concern: s.From, Urgency: c.s.Urgency, Since: s.Noticed, By: peer.DueAt(by), Telephone: c.s.Handling.Telephone, Why: w.because(raiseIt, peer.At("since", s.Noticed))}
	if s.By.Staff != "" {
		o.To = []Recipient{{Staff: s.By.Staff}}
	}
	out := []Owed{o}
	if w.now.Before(by) {
		return out
	}
	for _, x := range escalated(&c.s, Escalation{Concern: s.From, At: w.now}, w).Owed {
		x.ID = o.ID + "/" + x.Turn.String()
		out = append(out, x)
	}
	return out
}

// ConcernFrom is the concern that answers a signal: an area of concern, or what its kind
// stands for, that names the signal as its origin. It holds no words. The same signal
// gives the same id, so that raising it twice is raising it once.
func ConcernFrom(s peer.Signal) Raise {
	id := signalID(s)
	sum := sha256.Sum256([]byte(id))
	return Raise{ID: "signal-" + hex.EncodeToString(sum[:12]), Trigger: triggerOf(s.Kind), About: s.About, NoticedAt: peer.MomentOf(s.Noticed), Origin: []string{id}}
}

// triggerOf is what a kind of signal stands for. What is about the work and not about
// safety goes to support, not along the safety chain (hazard H07).
func triggerOf(k peer.SignalKind) Trigger {
	switch k {
	case peer.SignalNotProgressing:
		return NotProgressing
	case peer.SignalOutsideAgreement, peer.SignalNotReady:
		return LimitOfCompetence
	case peer.SignalLoneWorkerOverdue:
		return LoneWorkerOverdue
	case peer.SignalExtraSupport:
		return OtherRisk
	}
	return AreaOfConcern
}

// concernOf is the concern a signal would be if its question went unanswered: it comes in
// when the time to answer is over. Where nobody can say when that is, it is over.
func concernOf(s peer.Signal, p Policy, w *worldAt) Concern {
	within := peer.Minutes(30)
	if p.Known() {
		within = p.section.QuestionWithin
	}
	comes := w.after(within, s.Noticed)
	switch {
	case s.Noticed.IsZero():
		comes = longAgo
	case s.Noticed.After(w.now.Add(mostQuestion)):
		comes = w.now // nobody notices something in time to come
	}
	rule, _ := triggerRule(triggerOf(s.Kind), p)
	c := Concern{s: concern{Core: coreOf(rule), Raiser: raiserOf(s.By), About: s.About, Noticed: comes, Received: comes}}
	return c.judged(rule, p)
}

var raiseIt = why{peer.Rule{Row: "SAFE-01", Code: ErrRaiseDue}, "Something may need to go further, and no concern names it.", "A concern that names it as its origin, or why none is needed."}
