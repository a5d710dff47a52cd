package recovery

import (
	"time"

	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

// rated is a number and what it stands on.
type rated struct {
	rating    Rating
	scale     RatingScale
	low, high peer.Words
}

func (c SaySelfReport) rated() rated { return rated{c.Rating, c.Scale, c.LowEnd, c.HighEnd} }
func (s selfReport) rated() rated    { return rated{s.Rating, s.Scale, s.LowEnd, s.HighEnd} }

// anyEnd reports whether there is an end in own words.
func (x rated) anyEnd() bool { return !x.low.IsZero() || !x.high.IsZero() }

// numbered: a scale stands there only beside a number.
func (x rated) numbered() bool { return x.rating != "" || x.scale == "" && !x.anyEnd() }

// scaled: a number has its scale; ends in own words are two.
func (x rated) scaled() bool {
	return x.rating == "" || x.scale != "" || !x.low.IsZero() && !x.high.IsZero()
}

// once: the scale is named in one way.
func (x rated) once() bool { return x.scale == "" || !x.anyEnd() }

// reportHolds is a rule about what stands in a report.
func reportHolds(code peer.Code, path, says, fix string, holds func(SaySelfReport) bool) need[SelfReport, SaySelfReport] {
	return need[SelfReport, SaySelfReport]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "PEER-64", Code: code}, Path: path, Says: says, Fix: fix},
		Met:  func(_ SelfReport, c SaySelfReport, _ peer.Act, _ Facts) peer.Tri { return peer.Is(holds(c)) },
	}
}

var (
	somethingReported = reportHolds(peer.ErrRequired, "/words", "Words, or a number with its scale, are there.", "Say it in words, or name a number and its scale.",
		func(c SaySelfReport) bool { return !c.Words.IsZero() || c.Rating != "" || !c.rated().numbered() })
	numberNamed = reportHolds(peer.ErrRequired, "/rating", "A scale stands beside the number it is for.", "Name the number, or leave out the scale.",
		func(c SaySelfReport) bool { return c.rated().numbered() })
	scaleNamed = reportHolds(peer.ErrRequired, "/scale", "It is said what 0 and 10 stand for.", "Choose a scale, or say in your own words what 0 and what 10 stand for.",
		func(c SaySelfReport) bool { return c.rated().scaled() })
	scaleNamedOnce = reportHolds(peer.ErrDuplicate, "/scale", "What 0 and 10 stand for is said in one way.", "Keep the scale of the list or the ends in your own words.",
		func(c SaySelfReport) bool { return c.rated().once() })
)

func selfReportLegal(r SelfReport) []peer.Reason {
	s, x := r.s, r.s.rated()
	return []peer.Reason{
		peer.Holds(whose.SilentOr(whose.Personal, r, s.Words, s.LowEnd, s.HighEnd), "/words", "Every text of a report is the person's own."),
		peer.Holds(!s.Words.IsZero() || s.Rating != "", "/words", "Words, or a number with its scale, are there."),
		peer.Holds(x.numbered() && x.scaled() && x.once(), "/scale", "A number has its scale, named in one way, and no scale stands alone."),
	}
}

// selfReportParts: the number with its scale by the audience, without the worker, to
// whom it says nothing; the words by the audience too, and never for the record.
var selfReportParts = []peer.Part[SelfReport]{
	{Name: "rating", If: ratingRead,
		Rule: notShown, Says: "The person says who may see a number they named.",
		Value: func(r SelfReport) any {
			return struct {
				Person   peer.PersonID `json:"person"`
				Domain   ReportDomain  `json:"domain"`
				Rating   Rating        `json:"rating,omitzero"`
				Scale    RatingScale   `json:"scale,omitzero"`
				LowEnd   peer.Words    `json:"lowEnd,omitzero"`
				HighEnd  peer.Words    `json:"highEnd,omitzero"`
				Goal     string        `json:"goal,omitzero"`
				Audience Audience      `json:"audience"`
				Said     time.Time     `json:"said"`
			}{r.s.Person, r.s.Domain, r.s.Rating, r.s.Scale, r.s.LowEnd, r.s.HighEnd, r.s.Goal, r.s.Audience, r.s.Said}
		}},
	{Name: "words", If: reportRead,
		Rule: notShown, Says: "The person says who may see what they said; the words never go into the record.",
		Value: func(r SelfReport) any {
			return struct {
				Words peer.Words `json:"words,omitzero"`
			}{r.s.Words}
		}},
}

var reportShown = shownWhile[SelfReport](SelfReportSaid, peer.ShareGoals)

func ratingRead(r SelfReport, as peer.Party, by peer.Reading) bool {
	return (by.Purpose != peer.ForRecord || r.s.Rating != "") && reportShown(r, as, by)
}

func reportRead(r SelfReport, as peer.Party, by peer.Reading) bool {
	return by.Purpose != peer.ForRecord && reportShown(r, as, by)
}
