package peer

import (
	"slices"

	"github.com/towpath-care/towpath/internal/terms"
)

// Medium is a way in which something reaches somebody, or a form in which they take it
// along (PEER-39, PEER-69, SIGN-13). Package signpost uses the same words.
type Medium string

// Media.
const (
	// MediumPhone: a call that somebody answers.
	MediumPhone Medium = "phone"
	// MediumVoiceMessage: a message left on a telephone.
	MediumVoiceMessage Medium = "voice-message"
	// MediumText: a text message.
	MediumText Medium = "text"
	// MediumEmail: an e-mail.
	MediumEmail Medium = "email"
	// MediumApp: a message in an app.
	MediumApp Medium = "app"
	// MediumVideo: a call with a picture.
	MediumVideo Medium = "video-call"
	// MediumLetter: by post, to where they live.
	MediumLetter Medium = "letter"
	// MediumVisit: somebody comes to where they live.
	MediumVisit Medium = "visit"
	// MediumWeb: a page on the web.
	MediumWeb Medium = "web"
	// MediumPrint: on paper, from hand to hand.
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
	// MediumVerbal: by word of mouth, spoken or signed, when they are together.
	MediumVerbal Medium = "verbal"
	// MediumMemoryAid: something of the person's own to remember it by.
	MediumMemoryAid Medium = "memory-aid"
	// MediumKeepForMe: the worker keeps it for them.
	MediumKeepForMe Medium = "keep-for-me"
	// MediumViaStaff: handed over by staff where the person is.
	MediumViaStaff Medium = "via-staff"
	// MediumHold: kept until they leave where they are.
	MediumHold Medium = "hold"
)

var mediumList = []Medium{MediumPhone, MediumVoiceMessage, MediumText, MediumEmail, MediumApp, MediumVideo, MediumLetter, MediumVisit,
	MediumWeb, MediumPrint, MediumEasyRead, MediumLargePrint, MediumBraille, MediumAudio, MediumSignVideo,
	MediumVerbal, MediumMemoryAid, MediumKeepForMe, MediumViaStaff, MediumHold}

// Known reports whether the medium is on the list.
func (m Medium) Known() bool { return slices.Contains(mediumList, m) }

// Terms returns the closed list.
func (Medium) Terms() []string { return terms.Of(mediumList) }

// betweenTwo reports whether it happens while somebody is with the person and stays
// with the two: nobody has to ask first (hazard H09).
func (m Medium) betweenTwo() bool {
	return m == MediumVerbal || m == MediumMemoryAid || m == MediumKeepForMe
}

// leavesTrace reports whether something can be found afterwards: writing, a recording,
// a thing in the hand.
func (m Medium) leavesTrace() bool {
	return m.Known() && !m.betweenTwo() && m != MediumPhone && m != MediumVideo && m != MediumVisit
}

// byStaff reports whether it is handed over by those who are there anyway.
func (m Medium) byStaff() bool { return m == MediumViaStaff || m == MediumHold }

// mediaOnce is a list of media as it is stored: each once, in the order of the closed list.
func mediaOnce(list []Medium) []Medium {
	var out []Medium
	for _, m := range mediumList {
		if slices.Contains(list, m) {
			out = append(out, m)
		}
	}
	return out
}
