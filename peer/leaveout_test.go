package peer_test

import (
	"encoding/json"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
)

func TestLeaveOut(t *testing.T) {
	without := map[peer.DraftPart]func(*peer.RecordContact){
		peer.DraftGoals:    func(p *peer.RecordContact) { p.What.Goals = nil },
		peer.DraftOthers:   func(p *peer.RecordContact) { p.What.Others = nil },
		peer.DraftReason:   func(p *peer.RecordContact) { p.What.NotMet = "" },
		peer.DraftNote:     func(p *peer.RecordContact) { p.Entry.Note = peer.Words{} },
		peer.DraftDid:      func(p *peer.RecordContact) { p.Entry.Did = nil },
		peer.DraftAlong:    func(p *peer.RecordContact) { p.Entry.Along = peer.GoingAlong{} },
		peer.DraftDistress: func(p *peer.RecordContact) { p.ForSafety, p.Distress = false, peer.DistressSupport{} },
	}
	whole := theWhole()
	whole.ForSafety, whole.What.NotMet = true, peer.Travel
	t.Run("PEER-67 every part can be left out, and no trace says that it was there", func(t *testing.T) {
		for _, name := range peer.DraftPart("").Terms() {
			part := peer.DraftPart(name)
			draft, err := peer.LeaveOut(whole, peer.LeavingOut{Part: part})
			require.NoError(t, err, part)
			never := whole
			without[part](&never)
			require.Equal(t, peer.ContactStep(never), draft, part)
			require.NotEqual(t, peer.ContactStep(whole), draft, part)
			asked, change := contactBench.Changed(t, peer.Contact{}, draft, byJess)
			plain, same := contactBench.Changed(t, peer.Contact{}, never, byJess)
			require.Equal(t, encoded(t, plain), encoded(t, asked), part)
			require.Equal(t, marshalled(t, same), marshalled(t, change), part)
		}
	})
	t.Run("PEER-67 so it is with what became of a plan", func(t *testing.T) {
		p := peer.RecordPlanned{What: theTime(), Entry: theEntry(), Distress: theDistress()}
		draft, err := peer.LeaveOut(p, peer.LeavingOut{Part: peer.DraftDistress})
		require.NoError(t, err)
		p.Distress = peer.DistressSupport{}
		require.Equal(t, peer.ContactStep(p), draft)
	})
	t.Run("PEER-67 nobody keeps it without a rule", func(t *testing.T) {
		for _, told := range []bool{false, true} {
			draft, err := peer.LeaveOut(whole, peer.LeavingOut{Part: peer.DraftNote, Keep: true, Told: told})
			turnedDown(t, err, peer.ErrPersonsChoiceOnly)
			require.Nil(t, draft, "and there is nothing to send")
		}
	})
	t.Run("PEER-67, H11 a safety rule is told in plain words first, and then it is kept", func(t *testing.T) {
		for _, name := range peer.SafetyRule("").Terms() {
			rule := peer.SafetyRule(name)
			draft, err := peer.LeaveOut(whole, peer.LeavingOut{Part: peer.DraftNote, Rule: rule})
			require.Contains(t, turnedDown(t, err, peer.ErrTellFirst).Error(), rule.Plain())
			require.Nil(t, draft)
			for _, keep := range []bool{false, true} {
				draft, err = peer.LeaveOut(whole, peer.LeavingOut{Part: peer.DraftNote, Rule: rule, Told: true, Keep: keep})
				require.NoError(t, err)
				require.Equal(t, peer.ContactStep(whole), draft)
			}
			require.Less(t, 40, len(rule.Plain()))
			for _, word := range []string{"confidentiality", "safeguarding", "disclosure", "policy", "risk", "must"} {
				require.NotContains(t, strings.ToLower(rule.Plain()), word, "words people use")
			}
		}
		require.Empty(t, peer.SafetyRule("curiosity").Plain())
	})
	t.Run("PEER-67, H02 distress that has or may have to go further is not lost on the way", func(t *testing.T) {
		for _, f := range []peer.Further{{}, {Answer: peer.No}, {Answer: peer.Yes}, goesFurther, {Because: peer.TalkedThrough}} {
			p := inDistress(f)
			_, err := peer.LeaveOut(p, peer.LeavingOut{Part: peer.DraftDistress})
			require.Contains(t, turnedDown(t, err, peer.ErrTellFirst).Error(), peer.RuleSeriousHarm.Plain())
			draft, err := peer.LeaveOut(p, peer.LeavingOut{Part: peer.DraftDistress, Told: true})
			require.NoError(t, err)
			require.Equal(t, peer.ContactStep(p), draft)
			_, err = peer.LeaveOut(p, peer.LeavingOut{Part: peer.DraftNote})
			require.NoError(t, err, "what else there is may go")
		}
		_, err := peer.LeaveOut(theRecord(), peer.LeavingOut{Part: peer.DraftDistress})
		require.NoError(t, err, "where nobody was in distress there is nothing to tell")
	})
	t.Run("PEER-67 what is no draft, no part and no rule", func(t *testing.T) {
		for _, step := range []peer.ContactStep{nil, thePlan(), theCorrection(), peer.ConfirmTogether{}} {
			_, err := peer.LeaveOut(step, peer.LeavingOut{Part: peer.DraftNote})
			turnedDown(t, err, peer.ErrRequired)
		}
		_, err := peer.LeaveOut(whole, peer.LeavingOut{Part: "that-it-took-place"})
		turnedDown(t, err, peer.ErrUnknownCode)
		_, err = peer.LeaveOut(whole, peer.LeavingOut{Part: peer.DraftNote, Rule: "curiosity", Told: true})
		turnedDown(t, err, peer.ErrUnknownCode)
	})
	t.Run("PEER-67 the wish itself leaves no trace where something prints or stores it", func(t *testing.T) {
		ask := peer.LeavingOut{Part: peer.DraftDistress, Rule: peer.RuleChild, Told: true}
		var log strings.Builder
		for _, h := range []slog.Handler{slog.NewTextHandler(&log, nil), slog.NewJSONHandler(&log, nil)} {
			slog.New(h).Info("shown", "ask", ask, "list", []any{ask}, "open", struct{ Open any }{ask})
		}
		shown := log.String() + strings.Join(slices.Concat(formatted(ask), formatted(&ask), formatted(struct{ Open any }{ask})), "\n")
		for _, word := range []string{"distress", "child", "true"} {
			require.NotContains(t, shown, word)
		}
		_, err := json.Marshal(ask)
		require.ErrorIs(t, err, peer.ErrSealed)
	})
	t.Run("PEER-67 the draft that was asked about is as it was", func(t *testing.T) {
		p := theWhole()
		_, err := peer.LeaveOut(p, peer.LeavingOut{Part: peer.DraftDid})
		require.NoError(t, err)
		require.Equal(t, theWhole(), p)
	})
}

func encoded(t testing.TB, r peer.Record) string {
	t.Helper()
	b, err := peer.Encode(r)
	require.NoError(t, err)
	return string(b)
}

func marshalled(t testing.TB, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return string(b)
}
