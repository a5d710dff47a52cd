package signpost_test

import (
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// What the tests of signposts, packs and interests share.

var day = peer.MustDate

// The entries of these tests: a craft shed, a food pantry, a course, a refuge, a forum,
// a money desk for those over sixty, a helpline, and one that a professional opens.
const (
	shed, pantry, course, refuge = "shed", "pantry", "course", "refuge"
	forum, money, line, clinic   = "forum", "money", "line", "clinic"
	advocates                    = "advocates"
)

// listing is a local service, with some of it put differently.
func listing(name string, edits ...func(*signpost.Listing)) signpost.Listing {
	l := signpost.Listing{Name: peer.Say(name), Kind: signpost.Service, Sector: signpost.SectorLocal, Categories: []signpost.Category{signpost.LeisureGroup},
		Topics: []signpost.Topic{signpost.TopicHandsOn, signpost.TopicCompany}, Offers: peer.Say("what there is at " + name),
		Contacts: []signpost.ContactPoint{{Kind: signpost.ContactPhone, Value: peer.Say("01632 960123")}}}
	for _, edit := range edits {
		edit(&l)
	}
	return l
}

// entry is one that was listed, and made sure of three weeks ago.
func listedEntry(id string, edits ...func(*signpost.Listing)) signpost.Resource {
	return entryIn(id, signpost.Listed, "2026-03-30", edits...)
}

func entryIn(id string, status peer.Status, verified string, edits ...func(*signpost.Listing)) signpost.Resource {
	return signpost.MakeResource(signpost.Entered{ID: id, Listing: listing(id, edits...), Status: status, Verified: day(verified), At: on("2026-04-01T09:00Z")})
}

func helpAtOnce(l *signpost.Listing) {
	l.Kind, l.Sector, l.Categories, l.Topics = signpost.Crisis, signpost.SectorNational, []signpost.Category{signpost.EmotionalSupport}, []signpost.Topic{signpost.TopicMentalHealth}
}

func entriesOfTests() []signpost.Resource { return slices.Clone(entriesOnce()) }

var entriesOnce = sync.OnceValue(func() []signpost.Resource {
	return []signpost.Resource{
		listedEntry(shed), entryIn(pantry, signpost.Listed, "2025-09-01"),
		listedEntry(course, func(l *signpost.Listing) {
			l.Kind, l.Sessions = signpost.Course, signpost.Sessions{Days: []signpost.Session{{On: day("2026-04-17")}, {On: day("2026-04-21")}}}
		}),
		listedEntry(refuge, func(l *signpost.Listing) {
			l.Topics = []signpost.Topic{signpost.TopicHousing, signpost.TopicDomesticAbuse}
		}),
		listedEntry(forum, func(l *signpost.Listing) {
			l.Kind, l.Digital = signpost.Online, signpost.Digital{Given: true, Forum: true, Safety: peer.Say("do not give your name")}
		}),
		listedEntry(money, func(l *signpost.Listing) { l.Reach = signpost.Reach{MinimumAge: 60} }),
		entryIn(line, signpost.Listed, "2026-04-10", helpAtOnce),
		listedEntry(clinic, func(l *signpost.Listing) { l.Access = signpost.AccessThroughProfessional }),
		listedEntry(advocates, func(l *signpost.Listing) { l.Categories = []signpost.Category{signpost.Advocacy} }),
	}
})

// givingFacts are facts under which everything that can be known is, with some of it
// put differently.
func givingFacts(t testing.TB, edits ...func(*signpost.GivingFacts)) signpost.GivingFacts {
	t.Helper()
	f := signpost.GivingFacts{Policy: policy(t), Directory: entriesOfTests(), Suitable: 3, Eligible: peer.Yes, Setting: signpost.SettingHome,
		Usable: []signpost.Medium{signpost.MediumText, signpost.MediumPrint, signpost.MediumWeb}, RelationshipEnded: peer.No}
	for _, edit := range edits {
		edit(&f)
	}
	return f
}

// replaced puts an entry in the place of the one with its id.
func replaced(r signpost.Resource) func(*signpost.GivingFacts) {
	return func(f *signpost.GivingFacts) {
		f.Directory = slices.Clone(f.Directory)
		for i, x := range f.Directory {
			if x.Ref() == r.Ref() {
				f.Directory[i] = r
			}
		}
	}
}

// tellOf is a way to choose with information from the directory.
func tellOf(id string) signpost.Option {
	return signpost.Option{Resource: id, Kind: signpost.TellInformation, Words: own(byJess, "open on Tuesdays"), Source: signpost.ToldSource{Kind: signpost.FromEntry}}
}

// lookAt is a signpost Jess begins with Siân, with ways to choose from.
func lookAt(ids ...string) signpost.Consider {
	c := signpost.Consider{ID: "s1", Person: sian, Worker: jess, About: signpost.About{Goal: "g1", Circumstance: own(bySian, "the garden is empty now")}}
	for _, id := range ids {
		c.Options = append(c.Options, tellOf(id))
	}
	return c
}

// way takes steps of one signpost one after the other.
type way struct {
	t       testing.TB
	s       signpost.Signpost
	facts   signpost.GivingFacts
	at      string
	n       int
	history []peer.Change
}

const considered = "2026-04-20T10:00Z"

func beginWay(t testing.TB, by peer.Actor, step signpost.Consider, edits ...func(*signpost.GivingFacts)) *way {
	t.Helper()
	w := &way{t: t, facts: givingFacts(t, edits...), at: considered}
	s, c, err := signpost.NewSignpost(step, act(by, w.at, "r0", nil), w.facts)
	require.NoError(t, err)
	w.s, w.history = s, []peer.Change{c}
	return w
}

// then takes the step as whoever it is, at the way's time or at another.
func (w *way) then(by peer.Actor, step signpost.SignpostStep, at ...string) *way {
	w.t.Helper()
	if len(at) > 0 {
		w.at = at[0]
	}
	w.n++
	s, c, err := w.s.Do(step, act(by, w.at, "r"+strconv.Itoa(w.n), w.s), w.facts)
	require.NoError(w.t, err)
	w.s, w.history = s, append(w.history, c)
	return w
}

// last is the change of the last step.
func (w *way) last() peer.Change { return w.history[len(w.history)-1] }

// copyOf goes on from the same place without touching it, under other facts.
func (w *way) copyOf(edits ...func(*signpost.GivingFacts)) *way {
	c := *w
	c.history = slices.Clone(w.history)
	for _, edit := range edits {
		edit(&c.facts)
	}
	return &c
}

// hears is what a step would hear.
func (w *way) hears(by peer.Actor, step signpost.SignpostStep, edits ...func(*signpost.GivingFacts)) peer.Decision {
	f := w.facts
	for _, edit := range edits {
		edit(&f)
	}
	return w.s.Check(step, act(by, w.at, "try", w.s), f)
}

// chosenWay is a way whose person chose an entry and is ready.
func chosenWay(t testing.TB, id string, edits ...func(*signpost.GivingFacts)) *way {
	t.Helper()
	return beginWay(t, byJess, lookAt(shed, pantry, course, refuge, forum, money, line, clinic), edits...).
		then(bySian, signpost.Choose{Resource: id}, "2026-04-20T10:10Z").
		then(bySian, signpost.SayReady{Willing: signpost.WillingYes, Able: signpost.AbleYes, Words: own(bySian, "I like the garden bench they have")})
}

// givenWay is one of which the person has the details, on 22 April.
func givenWay(t testing.TB, edits ...func(*signpost.GivingFacts)) *way {
	t.Helper()
	return chosenWay(t, shed, edits...).then(byJess, signpost.Give{Medium: signpost.MediumText}, "2026-04-22T10:00Z")
}

// everyWay is a signpost in every place it can be in.
func everyWay(t testing.TB) map[peer.Status]*way {
	t.Helper()
	begun, given := beginWay(t, byJess, lookAt(shed, pantry)), givenWay(t)
	said := func(o signpost.Outcome, next signpost.NextStep) *way {
		return given.copyOf().then(bySian, signpost.RecordOutcome{Outcome: o, Words: own(bySian, "the garden there is lovely"), MetNeed: peer.Yes, Next: next}, "2026-05-06T10:00Z")
	}
	return map[peer.Status]*way{
		signpost.Considered: begun, signpost.Chosen: chosenWay(t, shed), signpost.Given: given,
		signpost.Accessed:       said(signpost.OutcomeAccessed, ""),
		signpost.NotAccessed:    said(signpost.OutcomeNotAccessed, signpost.NextHelp),
		signpost.NeedsDifferent: said(signpost.OutcomeNeedsDifferent, signpost.NextConcern),
		signpost.NotKnown: given.copyOf(func(f *signpost.GivingFacts) { f.RelationshipEnded = peer.Yes }).
			then(byJess, signpost.LeaveNotKnown{Because: signpost.SupportEnded}, "2026-05-06T10:00Z"),
		signpost.PersonClosed: given.copyOf().then(bySian, signpost.NotNow{}, "2026-05-06T10:00Z"),
	}
}

func signpostsOf(ways map[peer.Status]*way) map[peer.Status]signpost.Signpost {
	out := map[peer.Status]signpost.Signpost{}
	for status, w := range ways {
		out[status] = w.s
	}
	return out
}

var allMedia = func() []signpost.Medium {
	var out []signpost.Medium
	for _, m := range signpost.Medium("").Terms() {
		out = append(out, signpost.Medium(m))
	}
	return out
}()

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

// relationshipOf is one that was offered, and what the person did then.
func relationshipOf(t testing.TB, person peer.PersonID, worker peer.StaffID, then ...peer.RelationshipStep) peer.Relationship {
	t.Helper()
	f := peer.RelationshipFacts{PersonAgreed: peer.Yes, NoOther: peer.Yes, Lines: peer.Lines{LineManager: kay}, Ready: peer.Readiness{Verdict: peer.Ready},
		Places: peer.Places{Agreed: peer.Yes, Max: 12}}
	r, _, err := peer.NewRelationship(peer.Offer{ID: "rel-1", Person: person, Worker: worker, Service: "tamarside"}, act(byKay, "2026-02-09T10:00Z", "o", nil), f)
	require.NoError(t, err)
	for _, step := range then {
		r, _, err = r.Do(step, act(peer.ByPerson(person), "2026-04-30T10:00Z", "d", r), f)
		require.NoError(t, err)
	}
	return r
}
