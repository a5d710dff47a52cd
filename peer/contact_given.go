package peer

import (
	"slices"
	"time"

	"github.com/towpath-care/towpath/internal/terms"
)

// ContentKind says what was given to a person (PEER-23).
type ContentKind string

// What is given.
const (
	// ContentInformation: facts, with their source.
	ContentInformation ContentKind = "information"
	// ContentGuidance: how to use a service or a process.
	ContentGuidance ContentKind = "guidance"
	// ContentAdvice: what somebody should do. It is known so that it can be answered,
	// is never offered and never taken: ErrAdviceOutOfScope.
	ContentAdvice ContentKind = "advice"
)

var contentKinds = []ContentKind{ContentInformation, ContentGuidance, ContentAdvice}

// Known reports whether the kind is on the list.
func (k ContentKind) Known() bool { return slices.Contains(contentKinds, k) }

// Terms returns the closed list.
func (ContentKind) Terms() []string { return terms.Of(contentKinds) }

// ContentSource says where information comes from and of when it is.
type ContentSource struct {
	Kind ContentSourceKind `json:"kind,omitzero" ask:"row=PEER-23"`
	// Name is what it is called, such as the title of a leaflet. Somebody's own use
	// needs none.
	Name Private `json:"name,omitzero" ask:"max=300,row=PEER-23"`
	// On is the day, month or year of the information, or of somebody's own use.
	On Date `json:"on,omitzero"`
}

// ContentSourceKind is a kind of source.
type ContentSourceKind string

// Kinds of sources.
const (
	FromProvider     ContentSourceKind = "provider"     // whoever provides it said so
	FromProfessional ContentSourceKind = "professional" // a qualified member of staff said so
	FromLeaflet      ContentSourceKind = "leaflet"      // a leaflet, a letter, a poster, a book
	FromWebsite      ContentSourceKind = "website"      // a page of a known body
	FromDirectory    ContentSourceKind = "directory"    // an entry of the directory of resources
	FromOwnUse       ContentSourceKind = "own-use"      // "I have used it myself, on …": its date and no name
)

var contentSourceKinds = []ContentSourceKind{FromProvider, FromProfessional, FromLeaflet, FromWebsite, FromDirectory, FromOwnUse}

// Known reports whether the kind is on the list.
func (k ContentSourceKind) Known() bool { return slices.Contains(contentSourceKinds, k) }

// Terms returns the closed list.
func (ContentSourceKind) Terms() []string { return terms.Of(contentSourceKinds) }

// Given reports whether it is a source: one that is named, or somebody's own use with
// its date.
func (s ContentSource) Given() bool {
	if s.Kind == FromOwnUse {
		return !s.On.IsZero()
	}
	return s.Kind.Known() && !s.Name.IsZero()
}

// GivenContent is information or guidance that a person was given.
type GivenContent struct {
	Kind   ContentKind   `json:"kind" ask:"required"`
	About  Words         `json:"about" ask:"required,max=2000"`
	Source ContentSource `json:"source,omitzero"`
	At     time.Time     `json:"at" ask:"required"`
}

// GiveContent says what was given, in the worker's words. Information has a source.
// Advice is turned down always: the reason's argument "route" is RouteLimit.
type GiveContent struct {
	Kind   ContentKind   `json:"kind" ask:"required"`
	About  Words         `json:"about" ask:"required,max=2000"`
	Source ContentSource `json:"source,omitzero"`
}

func (GiveContent) contactStep() {}

// LimitRoute is where somebody turns who is asked for more than is theirs to give.
type LimitRoute string

// RouteLimit: say that a limit was reached, which takes it to those who are qualified for
// it (SAFE-10).
const RouteLimit LimitRoute = "limit-reached"

// Known reports whether the route is on the list.
func (r LimitRoute) Known() bool { return r == RouteLimit }

// Terms returns the closed list.
func (LimitRoute) Terms() []string { return []string{string(RouteLimit)} }

// contentRules are the rules of what is given.
var contentRules = []conNeed[GiveContent]{
	{
		Asks: Asks{Rule: Rule{"PEER-23", ErrAdviceOutOfScope}, Path: "/kind", Says: "What somebody should do is theirs to decide, and for qualified staff to advise on.", Fix: "Say that a limit was reached and go together to somebody who can; you could help to put the question into words."},
		Met:  func(_ Contact, p GiveContent, _ Act, _ ContactFacts) Tri { return Is(p.Kind != ContentAdvice) },
		Args: func(Contact, GiveContent, Act, ContactFacts) []Arg { return []Arg{Word("route", RouteLimit)} },
	},
	{
		Asks: Asks{Rule: Rule{"PEER-23", ErrSourceRequired}, Path: "/source", Says: "It is said where information is from.", Fix: "Name the leaflet, the page or who said so; or say when you used it yourself."},
		Met: func(_ Contact, p GiveContent, _ Act, _ ContactFacts) Tri {
			return Is(p.Kind != ContentInformation || p.Source.Given())
		},
	},
	{
		Asks: Asks{Rule: Rule{"PEER-23", ErrFutureDate}, Path: "/source/on", Says: "The date of the information has come.", Fix: "Look at the date, or leave it out."},
		Met: func(_ Contact, p GiveContent, a Act, f ContactFacts) Tri {
			return Is(!p.Source.On.First().After(f.latestToday(a.At)))
		},
	},
	sayNeed(Asks{Rule: Rule{"PEER-23", ErrNotAuthorised}, Path: "/about", Says: "It is in the words of the worker who gave it.", Fix: "Say it in your own words; what somebody else said is information with its source."},
		Contact.isWorker, func(p GiveContent) Words { return p.About }),
}

// latestToday is the latest day it can be: that of the organisation, or without a policy
// the day of the zone that is furthest ahead.
func (f ContactFacts) latestToday(at time.Time) Date {
	if f.Policy.Known() {
		return f.Policy.calendar.Day(at)
	}
	return Calendar{}.Day(at.Add(14 * time.Hour))
}

// offeredContent leaves out the kind that is never taken.
var offeredContent = map[string]func(Contact) []string{"/kind": func(Contact) []string {
	return terms.Of(slices.DeleteFunc(slices.Clone(contentKinds), func(k ContentKind) bool { return k == ContentAdvice }))
}}

var contentRow = Takes(conRow{
	Do: "give", Says: "Say what information or guidance was given.",
	From: justRecorded, Stays: justRecorded, By: []Party{PartyWorker}, Else: ownContact, Form: "PEER-23",
}, conStep[GiveContent]{
	Needs: contentRules, Options: offeredContent,
	Apply: func(c Contact, p GiveContent, t *conTaken) Contact {
		c.s.Given = append(slices.Clone(c.s.Given), GivenContent{p.Kind, t.Own(p.About), p.Source, t.Now()})
		return c
	},
})
