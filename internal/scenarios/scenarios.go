package scenarios

// All are the scenarios, in their order.
func All() []Scenario {
	return []Scenario{at01(), at02(), at03(), at04(), at06(), at07(), at08(), at10(), at12(), at15(), move(), aboutMe()}
}

func at01() Scenario {
	return Scenario{"AT-01", "From request to first contact", []Part{
		{"step by step", tellAT01}, {"a boundary that was crossed", tellAT01Crossing}, {"the record system", tellAT01FHIR}}}
}

func at02() Scenario {
	return Scenario{"AT-02", "Who may work, and by when", []Part{
		{"training and checks", tellAT02Training}, {"supervision", tellAT02Supervision}}}
}

func at03() Scenario {
	return Scenario{"AT-03", "Sharing lived experience on purpose, and what is never kept", []Part{
		{"what is shared", tellAT03Sharing}, {"what is the worker's own", tellAT03WorkersOwn}}}
}

func at04() Scenario {
	return Scenario{"AT-04", "Problem solving, end to end, non-directive", []Part{
		{"step by step", tellAT04}, {"an invited idea", tellAT04InvitedIdea}, {"in the person's words", tellAT04Words}}}
}

func at06() Scenario {
	return Scenario{"AT-06", "Coping, an optional wellbeing plan, meaningful activity", []Part{
		{"coping", tellAT06Coping}, {"the wellbeing plan", tellAT06Plans}, {"in the person's words", tellAT06Words},
		{"an activity", tellAT06Activity}, {"somebody comes along", tellAT06Along}}}
}

func at07() Scenario {
	return Scenario{"AT-07", "Options, real choice, preparing for a meeting, advance wishes", []Part{
		{"choices", tellAT07Choices}, {"a brief that is used", tellAT07Brief}, {"an advance statement", tellAT07AdvanceStatement},
		{"an advance decision", tellAT07AdvanceDecision}, {"what she agreed to", tellAT07ConsentRegister}}}
}

func at08() Scenario {
	return Scenario{"AT-08", "Signposting, good and bad", []Part{
		{"the directory", tellAT08Directory}, {"what suits", tellAT08Match}, {"a signpost and its follow-up", tellAT08Signpost}}}
}

func at10() Scenario {
	return Scenario{"AT-10", "A disclosure of abuse on a Friday evening", []Part{
		{"the concern", tellAT10AConcern}, {"who has to be told", tellAT10Escalation}, {"had it gone otherwise", tellAT10EscalationVariants},
		{"the visit", tellAT10Visit}, {"the record system", tellAT10FHIR}}}
}

func at12() Scenario {
	return Scenario{"AT-12", "An incident, discrimination, looking after the worker", []Part{
		{"incidents and discrimination", tellAT12Safeguard}, {"the worker", tellAT12Worker}, {"the team", tellAT12Alongside},
		{"what they agreed to", tellAT12ConsentRegister}, {"the record system", tellAT12FHIRPause}}}
}

func at15() Scenario {
	return Scenario{"AT-15", "A synchronisation that can be run twice", []Part{
		{"all of it", tellAT15FHIR}, {"and what goes wrong", tellAT15SyncThatCanBeRunTwice}, {"after an export", tellAT15AfterAnExport}}}
}

func move() Scenario {
	return Scenario{"AT-move", "A discharge that stalls and is put right", []Part{{"step by step", tellTransition}}}
}

func aboutMe() Scenario {
	return Scenario{"AT-kept", "What is kept about me", []Part{{"asked by the person", tellKeptAboutMe}, {"said once, used everywhere", tellSaidOnceUsedEverywhere}}}
}
