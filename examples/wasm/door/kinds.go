package door

import (
	"path"
	"reflect"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/safeguard"
	"github.com/towpath-care/towpath/signpost"
	"github.com/towpath-care/towpath/transition"
)

// kind is where a kind of record begins: the functions of its package. A test holds the
// list against the tables.
type kind struct {
	create, check, starts any // New…, CheckNew… and …Starts of the record
	decode                func(peer.Kind, []byte) (peer.Record, error)
	step                  func(peer.Kind, []byte) (any, error)
}

// home is the name of the package.
func (k kind) home() string { return path.Base(reflect.TypeOf(k.create).Out(0).PkgPath()) }

var kinds = map[peer.Kind]kind{
	peer.KindBoundaryCrossing:       {peer.NewBoundaryCrossing, peer.CheckNewBoundaryCrossing, peer.BoundaryCrossingStarts, peer.Decode, peer.DecodeStep},
	peer.KindCarer:                  {peer.NewCarer, peer.CheckNewCarer, peer.CarerStarts, peer.Decode, peer.DecodeStep},
	peer.KindCarerSaid:              {peer.NewCarerSaid, peer.CheckNewCarerSaid, peer.CarerSaidStarts, peer.Decode, peer.DecodeStep},
	peer.KindCarerSupport:           {peer.NewCarerSupport, peer.CheckNewCarerSupport, peer.CarerSupportStarts, peer.Decode, peer.DecodeStep},
	peer.KindCommunicationNeeds:     {peer.NewCommunicationNeeds, peer.CheckNewCommunicationNeeds, peer.CommunicationNeedsStarts, peer.Decode, peer.DecodeStep},
	peer.KindConsent:                {peer.NewConsentEntry, peer.CheckNewConsentEntry, peer.ConsentEntryStarts, peer.Decode, peer.DecodeStep},
	peer.KindContact:                {peer.NewContact, peer.CheckNewContact, peer.ContactStarts, peer.Decode, peer.DecodeStep},
	peer.KindDisclosure:             {peer.NewDisclosure, peer.CheckNewDisclosure, peer.DisclosureStarts, peer.Decode, peer.DecodeStep},
	peer.KindFeedback:               {peer.NewFeedback, peer.CheckNewFeedback, peer.FeedbackStarts, peer.Decode, peer.DecodeStep},
	peer.KindFeedbackRequest:        {peer.NewFeedbackRequest, peer.CheckNewFeedbackRequest, peer.FeedbackRequestStarts, peer.Decode, peer.DecodeStep},
	peer.KindGroup:                  {peer.NewGroup, peer.CheckNewGroup, peer.GroupStarts, peer.Decode, peer.DecodeStep},
	peer.KindGroupAttendance:        {peer.NewGroupAttendance, peer.CheckNewGroupAttendance, peer.GroupAttendanceStarts, peer.Decode, peer.DecodeStep},
	peer.KindGroupPlace:             {peer.NewGroupPlace, peer.CheckNewGroupPlace, peer.GroupPlaceStarts, peer.Decode, peer.DecodeStep},
	peer.KindGroupSession:           {peer.NewGroupSession, peer.CheckNewGroupSession, peer.GroupSessionStarts, peer.Decode, peer.DecodeStep},
	peer.KindImprovementIdea:        {peer.NewImprovementIdea, peer.CheckNewImprovementIdea, peer.ImprovementIdeaStarts, peer.Decode, peer.DecodeStep},
	peer.KindLiaisonContact:         {peer.NewLiaisonContact, peer.CheckNewLiaisonContact, peer.LiaisonContactStarts, peer.Decode, peer.DecodeStep},
	peer.KindLifeEvent:              {peer.NewLifeEvent, peer.CheckNewLifeEvent, peer.LifeEventStarts, peer.Decode, peer.DecodeStep},
	peer.KindMatchWishes:            {peer.NewMatchWishes, peer.CheckNewMatchWishes, peer.MatchWishesStarts, peer.Decode, peer.DecodeStep},
	peer.KindMeetingAttendance:      {peer.NewMeetingAttendance, peer.CheckNewMeetingAttendance, peer.MeetingAttendanceStarts, peer.Decode, peer.DecodeStep},
	peer.KindPerspectiveBrief:       {peer.NewPerspectiveBrief, peer.CheckNewPerspectiveBrief, peer.PerspectiveBriefStarts, peer.Decode, peer.DecodeStep},
	peer.KindRelationship:           {peer.NewRelationship, peer.CheckNewRelationship, peer.RelationshipStarts, peer.Decode, peer.DecodeStep},
	peer.KindReview:                 {peer.NewReview, peer.CheckNewReview, peer.ReviewStarts, peer.Decode, peer.DecodeStep},
	peer.KindSafeContact:            {peer.NewSafeContact, peer.CheckNewSafeContact, peer.SafeContactStarts, peer.Decode, peer.DecodeStep},
	peer.KindSupportRequest:         {peer.NewSupportRequest, peer.CheckNewSupportRequest, peer.SupportRequestStarts, peer.Decode, peer.DecodeStep},
	peer.KindTeamStyle:              {peer.NewTeamStyle, peer.CheckNewTeamStyle, peer.TeamStyleStarts, peer.Decode, peer.DecodeStep},
	recovery.KindActivity:           {recovery.NewActivity, recovery.CheckNewActivity, recovery.ActivityStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindAdvanceDecision:    {recovery.NewAdvanceDecision, recovery.CheckNewAdvanceDecision, recovery.AdvanceDecisionStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindAdvanceStatement:   {recovery.NewAdvanceStatement, recovery.CheckNewAdvanceStatement, recovery.AdvanceStatementStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindAppraisal:          {recovery.NewAppraisal, recovery.CheckNewAppraisal, recovery.AppraisalStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindBelief:             {recovery.NewBelief, recovery.CheckNewBelief, recovery.BeliefStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindCelebration:        {recovery.NewCelebration, recovery.CheckNewCelebration, recovery.CelebrationStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindChoice:             {recovery.NewChoiceMade, recovery.CheckNewChoiceMade, recovery.ChoiceMadeStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindConnection:         {recovery.NewConnection, recovery.CheckNewConnection, recovery.ConnectionStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindContribution:       {recovery.NewContribution, recovery.CheckNewContribution, recovery.ContributionStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindCopingStrategy:     {recovery.NewCopingStrategy, recovery.CheckNewCopingStrategy, recovery.CopingStrategyStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindCoproductionCheck:  {recovery.NewCoproductionCheck, recovery.CheckNewCoproductionCheck, recovery.CoproductionCheckStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindEntry:              {recovery.NewEntry, recovery.CheckNewEntry, recovery.EntryStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindFear:               {recovery.NewFear, recovery.CheckNewFear, recovery.FearStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindGoal:               {recovery.NewGoal, recovery.CheckNewGoal, recovery.GoalStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindGoalOrder:          {recovery.NewGoalOrder, recovery.CheckNewGoalOrder, recovery.GoalOrderStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindGradedPlan:         {recovery.NewGradedPlan, recovery.CheckNewGradedPlan, recovery.GradedPlanStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindHealthInfo:         {recovery.NewHealthInfo, recovery.CheckNewHealthInfo, recovery.HealthInfoStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindMeaning:            {recovery.NewMeaning, recovery.CheckNewMeaning, recovery.MeaningStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindMeetingPrep:        {recovery.NewMeetingPrep, recovery.CheckNewMeetingPrep, recovery.MeetingPrepStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindObservation:        {recovery.NewObservation, recovery.CheckNewObservation, recovery.ObservationStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindObstacle:           {recovery.NewObstacle, recovery.CheckNewObstacle, recovery.ObstacleStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindOfferedIdea:        {recovery.NewOfferedIdea, recovery.CheckNewOfferedIdea, recovery.OfferedIdeaStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindOptionTalk:         {recovery.NewOptionTalk, recovery.CheckNewOptionTalk, recovery.OptionTalkStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindPlan:               {recovery.NewPlan, recovery.CheckNewPlan, recovery.PlanStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindPositiveRisk:       {recovery.NewPositiveRisk, recovery.CheckNewPositiveRisk, recovery.PositiveRiskStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindProblemSolving:     {recovery.NewProblemSolving, recovery.CheckNewProblemSolving, recovery.ProblemSolvingStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindSelfAdvocacy:       {recovery.NewSelfAdvocacy, recovery.CheckNewSelfAdvocacy, recovery.SelfAdvocacyStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindSelfReport:         {recovery.NewSelfReport, recovery.CheckNewSelfReport, recovery.SelfReportStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindSetback:            {recovery.NewSetback, recovery.CheckNewSetback, recovery.SetbackStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindSkill:              {recovery.NewSkill, recovery.CheckNewSkill, recovery.SkillStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindStrength:           {recovery.NewStrength, recovery.CheckNewStrength, recovery.StrengthStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindTakingPart:         {recovery.NewTakingPart, recovery.CheckNewTakingPart, recovery.TakingPartStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindValuedRole:         {recovery.NewValuedRole, recovery.CheckNewValuedRole, recovery.ValuedRoleStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindVision:             {recovery.NewVision, recovery.CheckNewVision, recovery.VisionStarts, recovery.Decode, recovery.DecodeStep},
	recovery.KindWellbeingPlan:      {recovery.NewWellbeingPlan, recovery.CheckNewWellbeingPlan, recovery.WellbeingPlanStarts, recovery.Decode, recovery.DecodeStep},
	signpost.KindCommunityLink:      {signpost.NewCommunityLink, signpost.CheckNewCommunityLink, signpost.CommunityLinkStarts, signpost.Decode, signpost.DecodeStep},
	signpost.KindFirstHand:          {signpost.NewFirstHand, signpost.CheckNewFirstHand, signpost.FirstHandStarts, signpost.Decode, signpost.DecodeStep},
	signpost.KindGap:                {signpost.NewGap, signpost.CheckNewGap, signpost.GapStarts, signpost.Decode, signpost.DecodeStep},
	signpost.KindInterest:           {signpost.NewInterest, signpost.CheckNewInterest, signpost.InterestStarts, signpost.Decode, signpost.DecodeStep},
	signpost.KindPack:               {signpost.NewPack, signpost.CheckNewPack, signpost.PackStarts, signpost.Decode, signpost.DecodeStep},
	signpost.KindResource:           {signpost.NewResource, signpost.CheckNewResource, signpost.ResourceStarts, signpost.Decode, signpost.DecodeStep},
	signpost.KindSignpost:           {signpost.NewSignpost, signpost.CheckNewSignpost, signpost.SignpostStarts, signpost.Decode, signpost.DecodeStep},
	transition.KindBarrier:          {transition.NewBarrier, transition.CheckNewBarrier, transition.BarrierStarts, transition.Decode, transition.DecodeStep},
	transition.KindFeeling:          {transition.NewFeeling, transition.CheckNewFeeling, transition.FeelingStarts, transition.Decode, transition.DecodeStep},
	transition.KindIssue:            {transition.NewIssue, transition.CheckNewIssue, transition.IssueStarts, transition.Decode, transition.DecodeStep},
	transition.KindPassportEntry:    {transition.NewPassportEntry, transition.CheckNewPassportEntry, transition.PassportEntryStarts, transition.Decode, transition.DecodeStep},
	transition.KindSkillWork:        {transition.NewSkillWork, transition.CheckNewSkillWork, transition.SkillWorkStarts, transition.Decode, transition.DecodeStep},
	transition.KindTransition:       {transition.NewTransition, transition.CheckNewTransition, transition.TransitionStarts, transition.Decode, transition.DecodeStep},
	safeguard.KindAddition:          {safeguard.NewAddition, safeguard.CheckNewAddition, safeguard.AdditionStarts, safeguard.Decode, safeguard.DecodeStep},
	safeguard.KindChallengeNote:     {safeguard.NewChallengeNote, safeguard.CheckNewChallengeNote, safeguard.ChallengeNoteStarts, safeguard.Decode, safeguard.DecodeStep},
	safeguard.KindConcern:           {safeguard.NewConcern, safeguard.CheckNewConcern, safeguard.ConcernStarts, safeguard.Decode, safeguard.DecodeStep},
	safeguard.KindDiscrimination:    {safeguard.NewDiscrimination, safeguard.CheckNewDiscrimination, safeguard.DiscriminationStarts, safeguard.Decode, safeguard.DecodeStep},
	safeguard.KindIncident:          {safeguard.NewIncident, safeguard.CheckNewIncident, safeguard.IncidentStarts, safeguard.Decode, safeguard.DecodeStep},
	safeguard.KindLimitReached:      {safeguard.NewLimitReached, safeguard.CheckNewLimitReached, safeguard.LimitReachedStarts, safeguard.Decode, safeguard.DecodeStep},
	safeguard.KindMentalStateReport: {safeguard.NewMentalStateReport, safeguard.CheckNewMentalStateReport, safeguard.MentalStateReportStarts, safeguard.Decode, safeguard.DecodeStep},
	safeguard.KindNoneNeeded:        {safeguard.NewNoneNeeded, safeguard.CheckNewNoneNeeded, safeguard.NoneNeededStarts, safeguard.Decode, safeguard.DecodeStep},
	safeguard.KindRiskContribution:  {safeguard.NewRiskContribution, safeguard.CheckNewRiskContribution, safeguard.RiskContributionStarts, safeguard.Decode, safeguard.DecodeStep},
}
