package recovery

import (
	"strings"

	"github.com/towpath-care/towpath/internal/terms"
	"github.com/towpath-care/towpath/internal/whose"
	"github.com/towpath-care/towpath/peer"
)

var (
	twoShowHealth  = whose.ForTwo("REC-48")
	personIncludes = whose.ForPerson("REC-48")
	healthAnywhere = []peer.Status{HealthInfoShown, HealthInfoIncluded, HealthInfoLeftOut}
)

// healthInfos is the table of REC-48.
var healthInfos = peer.Machine[HealthInfo, Facts]{
	Kind:   KindHealthInfo,
	Schema: 1, // 1: the first form
	Says:   "Information on health with where it is from, which a person may include in their plan.",
	Moves:  "REC-48",
	States: []peer.State{
		{Status: HealthInfoShown, Says: "The worker showed it. The person includes it or leaves it out."},
		{Status: HealthInfoIncluded, Says: "The person chose to have it in their plan. They may leave it out after all."},
		{Status: HealthInfoLeftOut, Says: "The person would rather not have it. They may include it after all."},
	},
	Head:   func(h *HealthInfo) *peer.Head { return &h.head },
	Data:   func(h *HealthInfo) any { return &h.s },
	Person: HealthInfo.Person,
	Party:  whose.Party[HealthInfo],
	Policy: Facts.digest,
	Legal:  healthInfoLegal,
	Parts:  healthInfoParts,
	Rows: []row[HealthInfo]{
		peer.Begins(row[HealthInfo]{
			Do: "show", Says: "Show a piece of health information and where it is from.",
			To: []peer.Status{HealthInfoShown, HealthInfoIncluded}, By: whose.Two, Else: twoShowHealth, Form: "REC-48",
		}, func(c ShowHealthInfo) string { return c.ID }, draftHealthInfo, step[HealthInfo, ShowHealthInfo]{
			Needs: []need[HealthInfo, ShowHealthInfo]{healthInfoSourced, healthInfoOnly},
			Apply: func(h HealthInfo, _ ShowHealthInfo, t *taken) HealthInfo {
				h.s.From, h.s.Shown = t.As, t.Now()
				return h
			},
			To: func(h HealthInfo, _ ShowHealthInfo) peer.Status {
				if h.s.From == peer.PartyPerson {
					return HealthInfoIncluded
				}
				return HealthInfoShown
			},
			Options: map[string]func(HealthInfo) []string{"/content": func(HealthInfo) []string {
				return terms.Of([]HealthContent{HealthInformation})
			}},
		}),
		peer.Takes(row[HealthInfo]{
			Do: "include", Says: "Have it in your plan.",
			From: []peer.Status{HealthInfoShown, HealthInfoLeftOut}, To: []peer.Status{HealthInfoIncluded}, By: whose.Person, Else: personIncludes, Form: "REC-48",
		}, step[HealthInfo, IncludeHealthInfo]{Apply: func(h HealthInfo, _ IncludeHealthInfo, _ *taken) HealthInfo { return h }}),
		peer.Takes(row[HealthInfo]{
			Do: "leave-out", Says: "Leave it out. No reason is asked.",
			From: []peer.Status{HealthInfoShown, HealthInfoIncluded}, To: []peer.Status{HealthInfoLeftOut}, By: whose.Person, Else: personIncludes, Form: "REC-48",
		}, step[HealthInfo, LeaveOutHealthInfo]{Apply: func(h HealthInfo, _ LeaveOutHealthInfo, _ *taken) HealthInfo { return h }}),
		whoMaySee(healthAnywhere, func(h HealthInfo, a Audience) HealthInfo { h.s.Audience = a; return h }),
	},
}

func draftHealthInfo(c ShowHealthInfo) HealthInfo {
	return HealthInfo{s: healthInfo{Person: c.Person, Worker: c.Worker, About: c.About, Content: c.Content, Text: c.Text,
		Source: c.Source, SourceOn: c.SourceOn, Audience: MeAndMyWorker}}
}

var (
	healthInfoSourced = need[HealthInfo, ShowHealthInfo]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-48", Code: peer.ErrSourceRequired}, Path: "/source", Says: "Health information says where it is from.", Fix: "Name the leaflet, the page or the organisation."},
		Met: func(_ HealthInfo, c ShowHealthInfo, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(sourceNamed(c.Source))
		},
	}
	healthInfoOnly = need[HealthInfo, ShowHealthInfo]{
		Asks: peer.Asks{Rule: peer.Rule{Row: "REC-48", Code: peer.ErrAdviceOutOfScope}, Path: "/content", Says: "It is information, and what to make of it is the person's.", Fix: "Bring what somebody published; for advice go together to qualified staff."},
		Met: func(_ HealthInfo, c ShowHealthInfo, _ peer.Act, _ Facts) peer.Tri {
			return peer.Is(!c.Content.Known() || c.Content == HealthInformation)
		},
	}
)

// sourceNamed reports whether a source is more than blanks.
func sourceNamed(source peer.Private) bool { return strings.TrimSpace(source.Reveal()) != "" }

func healthInfoLegal(h HealthInfo) []peer.Reason {
	s := h.s
	return []peer.Reason{
		peer.Holds(sourceNamed(s.Source), "/source", "Health information says where it is from."),
		peer.Holds(s.Content == HealthInformation, "/content", "It is information and nothing else."),
		peer.Holds(s.From == peer.PartyPerson || s.From == peer.PartyWorker && s.Worker != "", "/from", "It was brought by the person or by the worker it names."),
		peer.Holds(h.Status() != HealthInfoShown || s.From == peer.PartyWorker, "/from", "Only what the worker showed waits for the person."),
	}
}

// healthInfoParts: as the person set it; beyond the two only what they included.
var healthInfoParts = []peer.Part[HealthInfo]{
	{Name: "healthInformation", Rule: notShown, Says: "The person says who may see it, once they have included it.",
		If: func(h HealthInfo, as peer.Party, by peer.Reading) bool {
			return seenByAudience[HealthInfo](peer.SharePlan)(h, as, by) && (whose.TwoRead(as, by) || h.Status() == HealthInfoIncluded)
		},
		Value: func(h HealthInfo) any { return h.s }},
}
