package peer_test

import (
	"maps"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

func init() {
	maps.Copy(structs, map[string]any{
		"ActOnIdea": peer.ActOnIdea{}, "AgreeOutcome": peer.AgreeOutcome{}, "AnswerCrossing": peer.AnswerCrossing{}, "ApproveBrief": peer.ApproveBrief{},
		"AskForFeedback": peer.AskForFeedback{}, "BoundaryCrossing": peer.BoundaryCrossing{}, "BriefUse": peer.BriefUse{}, "CallLiaisonOff": peer.CallLiaisonOff{},
		"CallReviewOff": peer.CallReviewOff{}, "CloseFeedback": peer.CloseFeedback{}, "ConsiderIdea": peer.ConsiderIdea{}, "CountDeclined": peer.CountDeclined{},
		"DrawResult": peer.DrawResult{}, "Feedback": peer.Feedback{}, "FeedbackAnswers": peer.FeedbackAnswers{}, "FeedbackCount": peer.FeedbackCount{},
		"FeedbackFacts": peer.FeedbackFacts{}, "FeedbackRequest": peer.FeedbackRequest{}, "FeedbackResult": peer.FeedbackResult{}, "GiveFeedback": peer.GiveFeedback{},
		"HoldLiaison": peer.HoldLiaison{}, "ImprovementIdea": peer.ImprovementIdea{}, "LeaveIdea": peer.LeaveIdea{}, "LetOfferGo": peer.LetOfferGo{},
		"LiaisonContact": peer.LiaisonContact{}, "LiaisonFacts": peer.LiaisonFacts{}, "LifeEvent": peer.LifeEvent{}, "LogCrossing": peer.LogCrossing{},
		"MarkLiaisonInError": peer.MarkLiaisonInError{}, "MarkMeetingInError": peer.MarkMeetingInError{}, "MeetingAttendance": peer.MeetingAttendance{},
		"OpenReview": peer.OpenReview{}, "PassInReview": peer.PassInReview{}, "PerspectiveBrief": peer.PerspectiveBrief{}, "PlanLiaison": peer.PlanLiaison{},
		"ProposeOutcome": peer.ProposeOutcome{}, "RaiseIdea": peer.RaiseIdea{}, "RecordLiaison": peer.RecordLiaison{}, "RecordMeeting": peer.RecordMeeting{},
		"Review": peer.Review{}, "ReviewPart": peer.ReviewPart{}, "RewriteBrief": peer.RewriteBrief{}, "SayInReview": peer.SayInReview{}, "SignFeedback": peer.SignFeedback{},
		"TakeBriefBack": peer.TakeBriefBack{}, "TakeComplaintOn": peer.TakeComplaintOn{}, "TakeFeedbackBack": peer.TakeFeedbackBack{}, "TakeIdeaBack": peer.TakeIdeaBack{},
		"TakeLifeEventBack": peer.TakeLifeEventBack{}, "TakeOffer": peer.TakeOffer{}, "TakeToSupervision": peer.TakeToSupervision{}, "TellBack": peer.TellBack{},
		"TellLifeEvent": peer.TellLifeEvent{}, "UnnamedFacts": peer.UnnamedFacts{}, "UseBrief": peer.UseBrief{}, "WriteBrief": peer.WriteBrief{},
	})
}

// readers are who may come along to read these records. Hannah and Iris are Jess's line.
var readers = steptest.Readers{
	Who: map[string]peer.Actor{"aled": byAled, "beatriz": peer.ByPerson(beatriz), "jess": byJess, "rowan": byRowan, "kay": byKay, "hannah": byHannah, "iris": byIris,
		"megan": byMegan, "nobody": {}, "two at once": {Person: aled, Staff: jess}},
	At: "2026-05-10T09:00Z", Lines: peer.Lines{LineManager: hannah, Supervisor: iris},
}

// garden stands in everybody's words, so that a test can tell whether they are shown.
const garden = "garden"

// withTwo answers a form about one record of Aled and Jess; special goes first.
func withTwo(special func(steptest.Draw, time.Time, string, peer.Field) any) func(steptest.Draw, time.Time) steptest.Give {
	return func(draw steptest.Draw, now time.Time) steptest.Give {
		return func(path string, f peer.Field) any {
			if special != nil {
				if v := special(draw, now, path, f); v != nil {
					return v
				}
			}
			switch path {
			case "/id":
				return steptest.Mostly(draw, "r-1", "", "x y")
			case "/person", "/about":
				return steptest.Mostly(draw, "p1", "p6")
			case "/worker":
				return steptest.Mostly[any](draw, "w4", "w5", steptest.Absent)
			case "/on":
				return steptest.Mostly[any](draw, steptest.Absent, "2026-02-01", "2027-01-01")
			}
			if f.Kind == peer.FieldGroup && !f.Repeats {
				return steptest.Fill(f.Fields, withTwo(special)(draw, now))
			}
			return besides(draw, f)
		}
	}
}

// besides answers a field by its kind.
func besides(draw steptest.Draw, f peer.Field) any {
	switch f.Kind {
	case peer.FieldWords:
		if f.Repeats {
			return steptest.OneOf[any](draw, steptest.Absent, []any{someWords(draw)})
		}
		if !f.Required && draw(3) == 0 {
			return steptest.Absent
		}
		return someWords(draw)
	case peer.FieldChoice, peer.FieldAnswer:
		if len(f.Options) == 0 {
			return steptest.Absent
		}
		return steptest.OneOf(draw, append([]string(nil), f.Options...)...)
	case peer.FieldYesNo:
		return draw(2) == 0
	}
	return nil
}

// someWords are words of one of the two, mostly without a name, now and then of others.
func someWords(draw steptest.Draw) any {
	w := map[string]any{"text": "what grows in the garden", "lang": "cy", "how": "said"}
	if by := steptest.OneOf[any](draw, nil, nil, nil, nil, nil, nil, map[string]any{"person": "p1"}, map[string]any{"staff": "w4"}, map[string]any{"person": "p6"}, map[string]any{"person": "p1", "staff": "w4"}); by != nil {
		w["by"] = by
	}
	return w
}

func TestDaysThatHaveBegun(t *testing.T) {
	t.Run("H28 a day counts as begun from when it begins anywhere on earth", func(t *testing.T) {
		b := meetingBench()
		for day, ok := range map[string]bool{"2026-05-04": true, "2026-05-05": true, "2026-05-06": false, "2020-01-01": true} {
			step := theMeeting()
			step.On = peer.MustDate(day)
			require.Equal(t, ok, b.Tried(t, peer.MeetingAttendance{}, peer.MeetingAttendanceStep(step), byJess).Allowed(), day)
		}
	})
}
