package fhir

import (
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/transition"
)

// Sentences that hold for whole records of several kinds.
const (
	becauseTheTwo    = "It is between the person and the worker alongside."
	becauseOwnTalk   = "It is how the two get somewhere together; the record needs what comes of it."
	becauseOwnView   = "It is the person's own view of their life, and nobody measures it."
	becauseConcern   = "Words about a concern are for those who were told of it; a record has a Task for each whose turn it was, and nothing of what was said."
	becauseCarer     = "A carer's own matters are never in the record of the person they care for."
	becauseGroup     = "A group and who belongs to it are in nobody's record."
	becauseFeedback  = "What people say of the support is for the service, and nobody's record shows that they were asked."
	becauseDirectory = "It belongs to those who look after the directory, and no entry shows it."
)

// wholeRecords are the kinds of records that feed no document, each with the reason.
var wholeRecords = []Mapping{
	stays(peer.KindSupportRequest, "", "Asking for peer support is not yet a contact, and a no is nobody's business."),

	stays(peer.KindDisclosure, "", "It is the log of what left and why; whoever received it has their own."),
	stays(peer.KindCarer, "", becauseCarer),
	stays(peer.KindCarerSaid, "", becauseCarer),
	stays(peer.KindCarerSupport, "", becauseCarer),
	stays(peer.KindSafeContact, "", "How somebody may be reached is for senders; a record that may be seen at home does not show it."),
	stays(peer.KindCommunicationNeeds, "", "Patient.communication is read, not written."),
	stays(peer.KindTeamStyle, "", "It is about a colleague."),
	stays(peer.KindMatchWishes, "", "What somebody would like of a worker is for them and those who could offer one."),
	stays(peer.KindGroup, "", becauseGroup),
	stays(peer.KindGroupPlace, "", becauseGroup),
	stays(peer.KindGroupSession, "", becauseGroup),
	stays(peer.KindReview, "", becauseTheTwo),
	stays(peer.KindBoundaryCrossing, "", "It is for supervision and in nobody's record."),
	stays(peer.KindLifeEvent, "", "What changes in somebody's life is between the two, and no record is shown it."),
	stays(peer.KindFeedbackRequest, "", becauseFeedback),
	stays(peer.KindFeedback, "", becauseFeedback),
	stays(peer.KindLiaisonContact, "", "Working with others is no contact with the person."),
	stays(peer.KindMeetingAttendance, "", "Working with others is no contact with the person."),
	stays(peer.KindImprovementIdea, "", "It is about the service and names nobody."),

	stays(recovery.KindSetback, "", "A setback is between the person and whom they told; it changes nothing in the record."),
	stays(recovery.KindGoalOrder, "", "An order of goals would read as if the last one did not matter."),
	stays(recovery.KindEntry, "", becauseOwnTalk),
	stays(recovery.KindBelief, "", becauseTheTwo),
	stays(recovery.KindOfferedIdea, "", becauseOwnTalk),

	stays(recovery.KindMeaning, "", becauseTheTwo),
	stays(recovery.KindValuedRole, "", becauseOwnView),

	stays(recovery.KindAppraisal, "", "What works for somebody is their own verdict, and is held against nobody."),
	stays(recovery.KindFear, "", becauseTheTwo),
	stays(recovery.KindTakingPart, "", "Whether somebody took part is never scored, and nobody reads it as attendance."),
	stays(recovery.KindObstacle, "", becauseOwnTalk),

	stays(recovery.KindOptionTalk, "", becauseOwnTalk),

	stays(recovery.KindCoproductionCheck, "", becauseOwnTalk),
	stays(safeguard.KindAddition, "", becauseConcern),
	stays(safeguard.KindNoneNeeded, "", becauseConcern),
	stays(safeguard.KindRiskContribution, "", "A risk assessment is its owner's, and no RiskAssessment is ever written; the views stand beside it here."),
	stays(safeguard.KindLimitReached, "", "The concern that it makes has a Task; what was asked never leaves."),
	stays(safeguard.KindIncident, "", "It belongs to the organisation's incident system and to nobody's record."),
	stays(safeguard.KindDiscrimination, "", "It stands in no person's record."),
	stays(safeguard.KindChallengeNote, "", "It names nobody and is for supervision and the service."),
	stays(signpost.KindGap, "", becauseDirectory),
	stays(signpost.KindCommunityLink, "", becauseDirectory),
	stays(signpost.KindFirstHand, "", "What a place is like is for the next one who thinks of going there."),
	stays(signpost.KindPack, "", "The person takes it along themself."),
	stays(signpost.KindInterest, "", "What somebody would like to hear of is theirs."),
	stays(transition.KindFeeling, "", becauseTheTwo),
	stays(transition.KindIssue, "", becauseOwnTalk),
	stays(transition.KindBarrier, "", becauseTheTwo),
	stays(transition.KindSkillWork, "", becauseTheTwo),
	stays(transition.KindPassportEntry, "", "The person takes it along themself."),
}
