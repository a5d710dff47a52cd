package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// inDistress is a contact with somebody in distress and this answer.
func inDistress(f peer.Further) peer.RecordContact {
	p := theWhole()
	p.Distress.Further = f
	return p
}

var goesFurther = peer.Further{Answer: peer.Yes, Concern: "concern-1"}

func TestDistress(t *testing.T) {
	b := contactBench
	t.Run("PEER-43, H02 it is stored with the question open, whatever the answer, and somebody may need to know", func(t *testing.T) {
		for name, c := range map[string]struct {
			further peer.Further
			signal  peer.SignalKind
			path    string
		}{
			"not answered":         {peer.Further{}, peer.SignalSafetyQuestion, "/distress/further"},
			"a no without why":     {peer.Further{Answer: peer.No}, peer.SignalSafetyQuestion, "/distress/further"},
			"why without a no":     {peer.Further{Because: peer.TalkedThrough}, peer.SignalSafetyQuestion, "/distress/further"},
			"a yes and no concern": {peer.Further{Answer: peer.Yes}, peer.SignalGoesFurther, "/distress/further/concern"},
		} {
			r, change := b.Changed(t, peer.Contact{}, inDistress(c.further), byJess)
			require.True(t, r.QuestionOpen(), name)
			require.Len(t, change.Signals, 1, name)
			require.Equal(t, c.signal, change.Signals[0].Kind, name)
			require.Equal(t, aled, change.Signals[0].About)
			require.Equal(t, row("PEER-43", peer.ErrConcernRequired), change.Signals[0].Rule)
			require.Equal(t, []string{"PEER-43 concern-required", c.path}, []string{change.Reasons[0].Rule.String(), change.Reasons[0].Path})
			require.Equal(t, "it all came up again", r.Distress().PersonWords.Text.Reveal())
		}
	})
	t.Run("PEER-43 answered, nothing is open", func(t *testing.T) {
		for _, f := range []peer.Further{talkedThrough, goesFurther, {Answer: peer.No, Because: peer.AlreadyKnown}} {
			r, change := b.Changed(t, peer.Contact{}, inDistress(f), byJess)
			require.False(t, r.QuestionOpen())
			require.Empty(t, change.Signals)
			require.Equal(t, f, r.Distress().Further)
		}
	})
	t.Run("PEER-43, H02 a contact about somebody's safety asks it too", func(t *testing.T) {
		p := theRecord()
		p.ForSafety = true
		r, change := b.Changed(t, peer.Contact{}, p, byJess)
		require.True(t, r.QuestionOpen())
		require.Equal(t, peer.SignalSafetyQuestion, change.Signals[0].Kind)
		p.ForSafety, p.Distress.Further = false, peer.Further{Answer: peer.Yes}
		r, change = b.Changed(t, peer.Contact{}, p, byJess)
		require.True(t, r.QuestionOpen(), "a yes says what it is about")
		require.Equal(t, peer.SignalGoesFurther, change.Signals[0].Kind)
	})
	t.Run("PEER-43, H02 one word of it is enough for the question", func(t *testing.T) {
		for name, d := range map[string]peer.DistressSupport{
			"that somebody was": {InDistress: true}, "what they said": {PersonWords: steptest.Own(byAled, "no more")}, "what helped": {HelpedBy: steptest.Own(byAled, "tea")},
			"who was there": {WhoWasThere: []peer.OtherKind{peer.OtherCarer}}, "that somebody stayed": {StayedWith: peer.Yes}, "that nobody stayed": {StayedWith: peer.No},
		} {
			p := theRecord()
			p.Distress = d
			require.True(t, b.Done(t, peer.Contact{}, p, byJess).QuestionOpen(), name)
		}
	})
	t.Run("PEER-43, H02 walking away leaves the question behind", func(t *testing.T) {
		p := inDistress(peer.Further{})
		p.What.End = p.What.Start // a face-to-face contact that cannot have been so
		_, _, err := peer.NewContact(p, act(byJess, after, "x", nil), conFacts(t))
		refusal := turnedDown(t, err, peer.ErrInvalidPeriod)
		require.Len(t, refusal.Signals, 1)
		require.Equal(t, peer.SignalSafetyQuestion, refusal.Signals[0].Kind)
	})
	t.Run("PEER-44, H22 distress waits for no agreement, no readiness and no relationship", func(t *testing.T) {
		p := inDistress(talkedThrough)
		r, change := b.Changed(t, peer.Contact{}, p, byJess, func(f *peer.ContactFacts) {
			f.Agreed = peer.Agreed{Known: true, Person: aled, Worker: jess, Ended: true}
		})
		require.Empty(t, r.Marks())
		require.Empty(t, change.Signals)
	})
	t.Run("PEER-43 what was said, and what helped, is in the person's own words", func(t *testing.T) {
		for _, set := range []func(*peer.DistressSupport, peer.Words){
			func(d *peer.DistressSupport, w peer.Words) { d.PersonWords = w }, func(d *peer.DistressSupport, w peer.Words) { d.HelpedBy = w },
		} {
			for _, w := range []peer.Words{own("seemed very low"), steptest.Own(byMegan, "he shouted"), steptest.Own(peer.ByPerson(beatriz), "x")} {
				p := inDistress(talkedThrough)
				set(&p.Distress, w)
				steptest.Only(t, b.Tried(t, peer.Contact{}, p, byJess), "PEER-43 persons-words-only", "/distress/personWords")
			}
		}
	})
	t.Run("PEER-43 it can be noted afterwards, once, and what was answered stands", func(t *testing.T) {
		r := b.Done(t, peer.Contact{}, theRecord(), byJess)
		require.False(t, r.QuestionOpen())
		noted, change := b.Changed(t, r, peer.NoteDistress{}, byAled)
		require.True(t, noted.Distress().InDistress)
		require.True(t, noted.QuestionOpen())
		require.Len(t, change.Signals, 1)
		require.Len(t, b.Tried(t, noted, peer.NoteDistress{Distress: theDistress()}, byJess).Unmet(), 1)
		steptest.Only(t, b.Tried(t, noted, peer.NoteDistress{Distress: theDistress()}, byJess), "PEER-43 immutable", "")

		p := theRecord()
		p.ForSafety, p.Distress.Further = true, goesFurther
		r = b.Done(t, b.Done(t, peer.Contact{}, p, byJess), peer.NoteDistress{Distress: theDistress()}, byJess)
		require.Equal(t, goesFurther, r.Distress().Further, "a no that comes later takes no yes back")
		p.Distress.Further = talkedThrough
		r = b.Done(t, b.Done(t, peer.Contact{}, p, byJess), peer.NoteDistress{Distress: peer.DistressSupport{StayedWith: peer.Yes}}, byJess)
		require.Equal(t, talkedThrough, r.Distress().Further)
		require.False(t, r.QuestionOpen())
	})
}

func TestAnswerDistress(t *testing.T) {
	b := contactBench
	open := b.Done(t, peer.Contact{}, inDistress(peer.Further{}), byJess)
	t.Run("PEER-43 either of the two answers, also of an entry made in error", func(t *testing.T) {
		wrong := b.Done(t, open, peer.MarkInError{Because: own("twice")}, byJess)
		require.True(t, wrong.QuestionOpen(), "H23 taking an entry back closes no safety work")
		for _, r := range []peer.Contact{open, wrong} {
			for _, by := range []peer.Actor{byAled, byJess} {
				next := b.Done(t, r, peer.AnswerDistress{Further: goesFurther}, by)
				require.False(t, next.QuestionOpen())
				require.Equal(t, r.Status(), next.Status())
			}
		}
	})
	t.Run("PEER-43, H02 half an answer is none, and leaves its signal behind", func(t *testing.T) {
		for _, c := range []struct {
			further peer.Further
			path    string
			signal  peer.SignalKind
		}{
			{peer.Further{}, "/further", peer.SignalSafetyQuestion}, {peer.Further{Answer: peer.No}, "/further", peer.SignalSafetyQuestion},
			{peer.Further{Answer: peer.Yes}, "/further/concern", peer.SignalGoesFurther},
		} {
			steptest.Only(t, b.Tried(t, open, peer.AnswerDistress{Further: c.further}, byJess), "PEER-43 concern-required", c.path)
			_, _, err := open.Do(peer.AnswerDistress{Further: c.further}, act(byJess, nextDay, "x", open), conFacts(t))
			refusal := turnedDown(t, err, peer.ErrConcernRequired)
			require.Len(t, refusal.Signals, 1)
			require.Equal(t, c.signal, refusal.Signals[0].Kind)
		}
	})
	t.Run("PEER-43 a no can become a yes, a yes is not taken back", func(t *testing.T) {
		no := b.Done(t, open, peer.AnswerDistress{Further: talkedThrough}, byJess)
		yes := b.Done(t, no, peer.AnswerDistress{Further: goesFurther}, byAled)
		steptest.Only(t, b.Tried(t, yes, peer.AnswerDistress{Further: talkedThrough}, byJess), "PEER-43 immutable", "/further/answer")
		another := b.Done(t, yes, peer.AnswerDistress{Further: peer.Further{Answer: peer.Yes, Concern: "concern-2"}}, byJess)
		require.Equal(t, peer.ConcernID("concern-2"), another.Distress().Further.Concern)
	})
	t.Run("PEER-43 where nobody was in distress nothing is asked", func(t *testing.T) {
		r := b.Done(t, peer.Contact{}, theRecord(), byJess)
		steptest.Only(t, b.Tried(t, r, peer.AnswerDistress{Further: goesFurther}, byJess), "PEER-43 invalid-transition", "")
	})
}
