package peer

// Codes that more than one package names, and those of the peer rows.
var (
	// ErrRequired: something that has to be there is missing.
	ErrRequired = NewCode("required", AskField)
	// ErrTooLong: a text is longer than its field holds.
	ErrTooLong = NewCode("too-long", AskField)
	// ErrUnknownCode: a word is not on its closed list.
	ErrUnknownCode = NewCode("unknown-code", AskField)
	// ErrOutOfRange: a number, a date or a list is outside its limits.
	ErrOutOfRange = NewCode("out-of-range", AskField)
	// ErrDuplicate: the same thing stands there twice, or a request id was
	// used for another step.
	ErrDuplicate = NewCode("duplicate", AskField)
	// ErrSchema: a document does not have the shape it must have.
	ErrSchema = NewCode("schema", Stop)
	// ErrNewerSchema: a document was written by a newer version than this one.
	ErrNewerSchema = NewCode("newer-schema", Stop)
	// ErrConflict: the record has moved on since it was read.
	ErrConflict = NewCode("conflict", ReadAgain)
	// ErrInvalidTransition: the step does not lead on from where the record is.
	ErrInvalidTransition = NewCode("invalid-transition", ReadAgain)
	// ErrNotAuthorised: the step belongs to somebody else.
	ErrNotAuthorised = NewCode("not-authorised", ShowWhose)
	// ErrPersonsChoiceOnly: only the person chooses this.
	ErrPersonsChoiceOnly = NewCode("persons-choice-only", ShowWhose)
	// ErrPersonsWordsOnly: only the person says this.
	ErrPersonsWordsOnly = NewCode("persons-words-only", ShowWhose)
	// ErrPersonHasNotAgreed: the person's own yes is missing.
	ErrPersonHasNotAgreed = NewCode("person-has-not-agreed", Wait)
	// ErrReasonRequired: a reason has to be given.
	ErrReasonRequired = NewCode("reason-required", AskField)
	// ErrConcernRequired: a safety question is open.
	ErrConcernRequired = NewCode("concern-required", AskField)
	// ErrPlanOwnership: a service's plan is its owner's, and the owner is never a
	// peer support worker (REC-44, FHIR-08).
	ErrPlanOwnership = NewCode("plan-ownership", Stop)
	// ErrNextStepRequired: what did not help needs a next choice, and stopping is
	// one (REC-37, SIGN-16).
	ErrNextStepRequired = NewCode("next-step-required", AskField)
	// ErrSourceRequired: information says where it is from (PEER-23, REC-40, SIGN-11).
	ErrSourceRequired = NewCode("source-required", AskField)
	// ErrAdviceOutOfScope: what somebody should do is not a peer support worker's to
	// say; the reason says who can (PEER-23, REC-41).
	ErrAdviceOutOfScope = NewCode("advice-out-of-scope", Stop)
	// ErrWrongRole: this belongs to another role (PEER-13, PEER-48, REC-47).
	ErrWrongRole = NewCode("wrong-role", ShowWhose)
	// ErrAgeOutsideScope: the law or the service keeps this for another age
	// (PEER-27, REC-47).
	ErrAgeOutsideScope = NewCode("age-outside-scope", Stop)
	// ErrAgeOutsideService: the service is for another age (PEER-27).
	ErrAgeOutsideService = NewCode("age-outside-service", Stop)
	// ErrIdentifiableContent: what is kept here would tell who somebody is (PEER-09,
	// PEER-45, SIGN-07, SIGN-23, SAFE-12, SAFE-13).
	ErrIdentifiableContent = NewCode("identifiable-content", AskField)
	// ErrMediumNotUsable: the person cannot use this way, or said it is not safe
	// (PEER-39, PEER-69, SIGN-13).
	ErrMediumNotUsable = NewCode("medium-not-usable", AskField)
	// ErrOutsideScopeOfPractice: this is no act of a peer support worker (PEER-21,
	// PEER-58, FHIR-04).
	ErrOutsideScopeOfPractice = NewCode("outside-scope-of-practice", Stop)
	// ErrLoneWorkingPlanMissing: who works alone does so with somebody who knows where
	// they are (PEER-26, TRAN-14).
	ErrLoneWorkingPlanMissing = NewCode("lone-working-plan-missing", AskField)
	// ErrEndingNotPrepared: an ending that is not the person's own has a plan, or a
	// reason and the offer of another worker (PEER-55, TRAN-16).
	ErrEndingNotPrepared = NewCode("ending-not-prepared", Wait)
	// ErrConsentRequired: there is no basis for sharing this.
	ErrConsentRequired = NewCode("consent-required", Wait)
	// ErrAuditBroken: a chain of changes has been altered or has a gap.
	ErrAuditBroken = NewCode("audit-broken", Stop)
	// ErrClockWentBack: the time given lies before what is already recorded.
	ErrClockWentBack = NewCode("clock-went-back", Wait)
	// ErrNotAvailableToday: what somebody reads in place of a reason that is
	// not theirs to know.
	ErrNotAvailableToday = NewCode("not-available-today", Wait)

	// ErrInvalidPeriod: the end does not lie after the start.
	ErrInvalidPeriod = NewCode("invalid-period", AskField)
	// ErrFutureDate: what has happened cannot lie in the future.
	ErrFutureDate = NewCode("future-date", AskField)
	// ErrPastDate: what is planned cannot lie in the past.
	ErrPastDate = NewCode("past-date", AskField)
	// ErrAmbiguousLocalTime: the clock showed this time twice that night.
	ErrAmbiguousLocalTime = NewCode("ambiguous-local-time", AskField)
	// ErrNonexistentLocalTime: the clock never showed this time.
	ErrNonexistentLocalTime = NewCode("nonexistent-local-time", AskField)
	// ErrInvalidNHSNumber: ten digits with a matching check digit are needed.
	ErrInvalidNHSNumber = NewCode("invalid-nhs-number", AskField)

	// ErrPolicyIncomplete: a policy leaves out what it has to say.
	ErrPolicyIncomplete = NewCode("policy-incomplete", AskField)
	// ErrPolicyTooWeak: a policy goes below a floor or above a ceiling that no
	// organisation moves.
	ErrPolicyTooWeak = NewCode("policy-too-weak", AskField)
	// ErrNoPolicyInForce: no policy covers that day.
	ErrNoPolicyInForce = NewCode("no-policy-in-force", Stop)
)
