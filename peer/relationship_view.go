package peer

import "time"

// relationshipParts: what the two say and agree is their own. Why a worker is away, or
// stepped back, is for them and their line; the person reads that there is a pause or
// that somebody else is being found (hazard H26).
var relationshipParts = []Part[Relationship]{
	{Name: "who", May: []Party{PartyPerson, PartyWorker}, Purposes: []Purpose{ForCare, ForSupervision, ForRecord},
		Rule: Rule{"PEER-57", ErrConsentRequired}, Says: "Who is alongside whom is for the two, the team and supervision.",
		Value: func(r Relationship) any {
			return struct {
				Person    PersonID  `json:"person"`
				Worker    StaffID   `json:"worker"`
				Service   ServiceID `json:"service"`
				Continues string    `json:"continues,omitzero"`
			}{r.s.Person, r.s.Worker, r.s.Service, r.s.Continues}
		}},
	{Name: "welcome", May: []Party{PartyPerson, PartyWorker}, Consent: ShareAgreement,
		Rule: Rule{"PEER-57", ErrConsentRequired}, Says: "The first meeting is the two's own, unless the person says who else may see it.",
		Value: func(r Relationship) any { return r.s.Welcome }},
	{Name: "rights", May: []Party{PartyPerson, PartyWorker, PartyLine},
		Rule: Rule{"PEER-57", ErrConsentRequired}, Says: "What was explained is for the two and for supervision.",
		Value: func(r Relationship) any { return r.s.Rights }},
	{Name: "agreements", May: []Party{PartyPerson, PartyWorker}, Consent: ShareAgreement,
		Rule: Rule{"PEER-57", ErrConsentRequired}, Says: "The agreement is the two's own, unless the person says who else may see it.",
		Value: func(r Relationship) any { return r.s.Agreements }},
	{Name: "pause", May: []Party{PartyPerson, PartyWorker, PartyLine}, Purposes: []Purpose{ForCare},
		Rule: Rule{"PEER-57", ErrConsentRequired}, Says: "That it rests or the worker is away, and who is there meanwhile, is for the two, the line and the team.",
		Value: pauseShown},
	{Name: "pause-reason", May: []Party{PartyWorker, PartyLine},
		Rule: Rule{"PEER-16", ErrNotAuthorised}, Says: "Why a worker is away is for the worker and their line.",
		Value: func(r Relationship) any { return r.s.Pause.Because }},
	{Name: "ending-plans", May: []Party{PartyPerson, PartyWorker}, Consent: ShareAgreement,
		Rule: Rule{"PEER-57", ErrConsentRequired}, Says: "How the two mean to end is their own, unless the person says who else may see it.",
		Value: func(r Relationship) any { return r.s.EndingPlans }},
	{Name: "wishes", May: []Party{PartyPerson, PartyWorker}, Purposes: []Purpose{ForCare, ForRecord},
		Rule: Rule{"PEER-57", ErrConsentRequired}, Says: "What becomes of what was written is for the two, and for those who write the record.",
		Value: func(r Relationship) any { return r.s.Wishes }},
	{Name: "ending", May: []Party{PartyPerson, PartyWorker, PartyLine},
		Rule: Rule{"PEER-55", ErrNotAuthorised}, Says: "How it ended is for the two and the line.",
		Value: func(r Relationship) any { return r.s.Ending }},
	{Name: "change", May: []Party{PartyPerson, PartyWorker, PartyLine},
		Rule: Rule{"PEER-68", ErrNotAuthorised}, Says: "That a change was asked for is for the two and the line.",
		Value: changeShown},
	{Name: "change-answered-by", May: []Party{PartyPerson, PartyLine},
		Rule: Rule{"PEER-68", ErrNotAuthorised}, Says: "By when somebody else is owed is for the person and the line.",
		Value: func(r Relationship) any {
			if !r.s.Change.At.IsZero() {
				return r.s.Change.AnswerBy
			}
			return r.s.StepBack.AnswerBy
		}},
	{Name: "step-back", May: []Party{PartyWorker, PartyLine},
		Rule: Rule{"PEER-36", ErrNotAuthorised}, Says: "Why a worker stepped back is for the worker and their line.",
		Value: func(r Relationship) any { return r.s.StepBack.Ground }},
	{Name: "care-coordinators", May: []Party{PartyPerson, PartyWorker}, Purposes: []Purpose{ForCare, ForSupervision, ForRecord},
		Rule: Rule{"PEER-57", ErrConsentRequired}, Says: "Who co-ordinates the person's care is for the two and the team.",
		Value: func(r Relationship) any { return r.s.Coordinators }},
}

// pauseShown is a pause without its reason, and the last word that the person had about
// who is there.
func pauseShown(r Relationship) any {
	p := r.s.Pause
	return struct {
		Since      time.Time `json:"since,omitzero"`
		OnOurSide  bool      `json:"onOurSide,omitzero"`
		Until      Date      `json:"until,omitzero"`
		WorkerBack time.Time `json:"workerBack,omitzero"`
		Word       WordGiven `json:"word,omitzero"`
	}{p.Since, p.OnOurSide(), p.Until, p.WorkerBack, r.s.Word}
}

// changeShown says that, and never why or by whom somebody else is being found: the
// worker reads no more than that a change was asked for.
func changeShown(r Relationship) any {
	return struct {
		Asked bool `json:"asked,omitzero"`
		Found bool `json:"somebodyElseIsBeingFound,omitzero"`
	}{!r.s.Change.At.IsZero(), !r.s.Change.At.IsZero() || !r.s.StepBack.At.IsZero()}
}
