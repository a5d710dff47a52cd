package signpost

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// Medium is a form in which somebody takes details along, or in which a resource reaches them (SIGN-09, SIGN-13).
type Medium string

// Forms.
const (
	// MediumText: a text message.
	MediumText Medium = "text"
	// MediumEmail: an e-mail.
	MediumEmail Medium = "email"
	// MediumApp: an app.
	MediumApp Medium = "app"
	// MediumWeb: a page on the web.
	MediumWeb Medium = "web"
	// MediumPhone: a call.
	MediumPhone Medium = "phone"
	// MediumPrint: on paper.
	MediumPrint Medium = "print"
	// MediumEasyRead: on paper in easy read.
	MediumEasyRead Medium = "easy-read"
	// MediumLargePrint: on paper in large print.
	MediumLargePrint Medium = "large-print"
	// MediumBraille: in Braille.
	MediumBraille Medium = "braille"
	// MediumAudio: a recording.
	MediumAudio Medium = "audio"
	// MediumSignVideo: a film in sign language.
	MediumSignVideo Medium = "sign-video"
	// MediumVerbal: by word of mouth; it is always allowed when the person wants it.
	MediumVerbal Medium = "verbal"
	// MediumMemoryAid: something of the person's own to remember it by; always allowed.
	MediumMemoryAid Medium = "memory-aid"
	// MediumKeepForMe: the worker keeps it for them; always allowed.
	MediumKeepForMe Medium = "keep-for-me"
	// MediumViaStaff: handed over by staff where the person is.
	MediumViaStaff Medium = "via-staff"
	// MediumHold: kept until they leave where they are.
	MediumHold Medium = "hold"
)

var media = []Medium{MediumText, MediumEmail, MediumApp, MediumWeb, MediumPhone, MediumPrint, MediumEasyRead, MediumLargePrint, MediumBraille, MediumAudio, MediumSignVideo, MediumVerbal, MediumMemoryAid, MediumKeepForMe, MediumViaStaff, MediumHold}

// Known reports whether the word is on the list.
func (m Medium) Known() bool { return slices.Contains(media, m) }

// Terms returns the closed list.
func (Medium) Terms() []string { return terms.Of(media) }

// Setting is a place with limits on what may reach somebody there (SIGN-09). The policy says which.
type Setting string

// Settings.
const (
	// SettingInpatient: an open ward.
	SettingInpatient Setting = "inpatient"
	// SettingSecure: a secure ward.
	SettingSecure Setting = "secure"
	// SettingCustody: prison or police custody.
	SettingCustody Setting = "custody"
	// SettingSupported: supported housing with rules of its own.
	SettingSupported Setting = "supported-housing"
	// SettingHome: at home, or anywhere without limits.
	SettingHome Setting = "home"
)

var settings = []Setting{SettingInpatient, SettingSecure, SettingCustody, SettingSupported, SettingHome}

// Known reports whether the word is on the list.
func (s Setting) Known() bool { return slices.Contains(settings, s) }

// Terms returns the closed list.
func (Setting) Terms() []string { return terms.Of(settings) }

// ContactKind is a way to get in touch with a resource.
type ContactKind string

// Ways to get in touch.
const (
	// ContactPhone: a telephone number.
	ContactPhone ContactKind = "phone"
	// ContactSMS: a number to text.
	ContactSMS ContactKind = "text"
	// ContactEmail: an e-mail address.
	ContactEmail ContactKind = "email"
	// ContactWeb: an address on the web, http or https.
	ContactWeb ContactKind = "web"
	// ContactApp: the name of an app.
	ContactApp ContactKind = "app"
	// ContactVisit: a place to go to.
	ContactVisit ContactKind = "visit"
)

var contactKinds = []ContactKind{ContactPhone, ContactSMS, ContactEmail, ContactWeb, ContactApp, ContactVisit}

// Known reports whether the word is on the list.
func (c ContactKind) Known() bool { return slices.Contains(contactKinds, c) }

// Terms returns the closed list.
func (ContactKind) Terms() []string { return terms.Of(contactKinds) }

// AccessRoute is how somebody gets to use a resource.
type AccessRoute string

// Routes.
const (
	// AccessDropIn: just go.
	AccessDropIn AccessRoute = "drop-in"
	// AccessContact: get in touch first.
	AccessContact AccessRoute = "get-in-touch"
	// AccessBook: book a place.
	AccessBook AccessRoute = "book"
	// AccessJoin: become a member.
	AccessJoin AccessRoute = "join"
	// AccessThroughProfessional: a professional refers; that is their act, not a signpost (SIGN-24).
	AccessThroughProfessional AccessRoute = "through-professional"
)

var accessRoutes = []AccessRoute{AccessDropIn, AccessContact, AccessBook, AccessJoin, AccessThroughProfessional}

// Known reports whether the word is on the list.
func (a AccessRoute) Known() bool { return slices.Contains(accessRoutes, a) }

// Terms returns the closed list.
func (AccessRoute) Terms() []string { return terms.Of(accessRoutes) }

// CostKind says what a resource costs.
type CostKind string

// Costs.
const (
	CostFree CostKind = "free"
	// CostLow: no more than a few pounds.
	CostLow  CostKind = "low"
	CostPaid CostKind = "paid"
	// CostDonation: what somebody likes to give.
	CostDonation CostKind = "donation"
)

var costKinds = []CostKind{CostFree, CostLow, CostPaid, CostDonation}

// Known reports whether the word is on the list.
func (c CostKind) Known() bool { return slices.Contains(costKinds, c) }

// Terms returns the closed list.
func (CostKind) Terms() []string { return terms.Of(costKinds) }

// AccessNeed is something somebody needs, or that makes it easier, to use a resource; a resource says whether it has it (SIGN-08).
type AccessNeed string

// Needs.
const (
	// NeedShortTravel: no long or awkward way there.
	NeedShortTravel AccessNeed = "short-travel"
	// NeedNoCost: nothing to pay.
	NeedNoCost AccessNeed = "no-cost"
	// NeedStepFree: no steps.
	NeedStepFree     AccessNeed = "step-free"
	NeedHearingLoop  AccessNeed = "hearing-loop"
	NeedSignLanguage AccessNeed = "sign-language"
	// NeedLowSensory: quiet, little light and noise.
	NeedLowSensory AccessNeed = "low-sensory"
	NeedLargePrint AccessNeed = "large-print"
	NeedEasyRead   AccessNeed = "easy-read"
	// NeedOtherLanguage: in a language of theirs.
	NeedOtherLanguage AccessNeed = "other-language"
	// NeedChildcare: children looked after, or welcome.
	NeedChildcare AccessNeed = "childcare"
	// NeedCaringDuties: times that leave room for caring for somebody.
	NeedCaringDuties AccessNeed = "caring-duties"
	NeedEvenings     AccessNeed = "evenings"
	NeedDaytime      AccessNeed = "daytime"
	// NeedSmallGroup: few people.
	NeedSmallGroup AccessNeed = "small-group"
	NeedOneToOne   AccessNeed = "one-to-one"
	// NeedSomebodyAlong: somebody may come along.
	NeedSomebodyAlong AccessNeed = "somebody-along"
	NeedWomenOnly     AccessNeed = "women-only"
	NeedMenOnly       AccessNeed = "men-only"
	// NeedNotOnline: can be used without being online.
	NeedNotOnline AccessNeed = "not-online"
	// NeedOnline: can be used from home.
	NeedOnline  AccessNeed = "online"
	NeedToilets AccessNeed = "accessible-toilets"
)

var accessNeeds = []AccessNeed{NeedShortTravel, NeedNoCost, NeedStepFree, NeedHearingLoop, NeedSignLanguage, NeedLowSensory, NeedLargePrint, NeedEasyRead, NeedOtherLanguage, NeedChildcare, NeedCaringDuties, NeedEvenings, NeedDaytime, NeedSmallGroup, NeedOneToOne, NeedSomebodyAlong, NeedWomenOnly, NeedMenOnly, NeedNotOnline, NeedOnline, NeedToilets}

// Known reports whether the word is on the list.
func (a AccessNeed) Known() bool { return slices.Contains(accessNeeds, a) }

// Terms returns the closed list.
func (AccessNeed) Terms() []string { return terms.Of(accessNeeds) }
