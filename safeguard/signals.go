package safeguard

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/towpath-care/towpath/peer"
)

// Unanswered owes every signal that no concern names as its origin and of which nobody
// recorded why none is needed, each once (hazard H02). Until its time it is owed as a
// question; when that is over, it is owed like a concern that nobody was told of, by the
// policy in force when it was noticed. ConcernFrom makes the concern.
func Unanswered(signals []peer.Signal, values []peer.Record, w World, now time.Time) []Owed {
	return unanswered(signals, values, w.at(now), now)
}

func unanswered(signals []peer.Signal, values []peer.Record, w worldAt, now time.Time) []Owed {
	answered := answeredBy(values)
	var out []Owed
	for _, s := range signals {
		if answered[s.ID] {
			continue
		}
		answered[s.ID] = true // each once
		out = append(out, signalOwed(s, w, now)...)
	}
	return out
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
func signalOwed(s peer.Signal, w worldAt, now time.Time) []Owed {
	p := w.policyAt(s.Noticed)
	c := concernOf(s, p)
	by := c.s.Received
	o := Owed{ID: "signal." + s.ID, Kind: OwedRaise, Concern: s.From, Urgency: c.s.Urgency, Since: s.Noticed, By: peer.DueAt(by), Telephone: w.telephone(), Why: []peer.Reason{raiseIt.because(peer.At("since", s.Noticed))}}
	if s.By.Staff != "" {
		o.To = []Recipient{{Staff: s.By.Staff}}
	}
	out := []Owed{o}
	if now.Before(by) {
		return out
	}
	for _, x := range c.escalated(Escalation{Concern: s.From, At: now}, w).Owed {
		x.ID, x.Concern = "signal."+s.ID+"."+x.Turn.String(), s.From
		out = append(out, x)
	}
	return out
}

// policyAt is the policy in force at a time, else the one in force now, else none.
func (w worldAt) policyAt(at time.Time) Policy {
	if file, err := w.Policies.On(w.Calendar.Day(at)); err == nil && file.Digest() != w.policy.Digest() {
		if p, err := PolicyFrom(file); err == nil {
			return p
		}
	}
	return w.policy
}

// ConcernFrom is the concern that answers a signal: an area of concern, or what its kind
// stands for, that names the signal as its origin. It holds no words. The same signal
// gives the same id, so that raising it twice is raising it once.
func ConcernFrom(s peer.Signal) Raise {
	sum := sha256.Sum256([]byte(s.ID))
	return Raise{ID: "signal-" + hex.EncodeToString(sum[:12]), Trigger: triggerOf(s.Kind), About: s.About, NoticedAt: peer.MomentOf(s.Noticed), Origin: []string{s.ID}}
}

// triggerOf is what a kind of signal stands for. What is about the work and not about
// safety goes to support, not along the safety chain (hazard H07).
func triggerOf(k peer.SignalKind) Trigger {
	switch k {
	case peer.SignalNotProgressing:
		return NotProgressing
	case peer.SignalOutsideAgreement, peer.SignalNotReady:
		return LimitOfCompetence
	case peer.SignalExtraSupport:
		return OtherRisk
	}
	return AreaOfConcern
}

// concernOf is the concern a signal would be if its question went unanswered: it comes in
// when the time to answer is over.
func concernOf(s peer.Signal, p Policy) Concern {
	minutes := peer.Minutes(30)
	if p.Known() {
		minutes = p.section.QuestionWithin
	}
	comes := after(minutes, s.Noticed, p.Calendar())
	rule, _ := triggerRule(triggerOf(s.Kind), p)
	c := Concern{s: concern{Core: coreOf(rule), Raiser: raiserOf(s.By), About: s.About, Noticed: comes, Received: comes}}
	return c.judged(rule, p)
}

var raiseIt = why{peer.Rule{Row: "SAFE-01", Code: ErrRaiseDue}, "Something may need to go further, and no concern names it.", "A concern that names it as its origin, or why none is needed."}
