package signpost_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// with is the listing with something changed.
func with(change func(*signpost.Listing)) signpost.Listing {
	l := theListing()
	change(&l)
	return l
}

func reach(kind signpost.ContactKind, value string) func(*signpost.Listing) {
	return func(l *signpost.Listing) {
		l.Contacts = append(l.Contacts, signpost.ContactPoint{Kind: kind, Value: peer.Say(value)})
	}
}

// Every fault of a listing is heard alone, at its path, when it is found and when it is
// amended.
func TestListing(t *testing.T) {
	listed := resourcesOf(t)[signpost.Listed]
	for name, c := range map[string]struct {
		change     func(*signpost.Listing)
		rule, path string
	}{
		"SIGN-01 nowhere to get in touch":            {func(l *signpost.Listing) { l.Contacts = nil }, "SIGN-01 required", "/listing/contacts"},
		"SIGN-01 an address on the web that is none": {reach(signpost.ContactWeb, "hill.example"), "SIGN-01 invalid-contact", "/listing/contacts"},
		"SIGN-01 half a place":                       {func(l *signpost.Listing) { l.Place.Longitude = 0 }, "SIGN-01 required", "/listing/place"},
		"SIGN-01 the other half":                     {func(l *signpost.Listing) { l.Place.Latitude = 0 }, "SIGN-01 required", "/listing/place"},
		"SIGN-02 a category of no list":              {func(l *signpost.Listing) { l.Categories = []signpost.Category{"therapy"} }, "SIGN-02 unknown-code", "/listing/categories/0"},
		"SIGN-02 no category":                        {func(l *signpost.Listing) { l.Categories = nil }, "SIGN-02 required", "/listing/categories"},
		"SIGN-04 nothing said of what there is":      {func(l *signpost.Listing) { l.Offers = peer.Private{} }, "SIGN-04 required", "/listing/offers"},
		"SIGN-05 ages the wrong way round":           {func(l *signpost.Listing) { l.Reach.MinimumAge, l.Reach.MaximumAge = 60, 18 }, "SIGN-05 out-of-range", "/listing/reach/maximumAge"},
		"SIGN-08 the same need twice": {func(l *signpost.Listing) {
			l.Features = append(l.Features, signpost.Feature{Need: signpost.NeedStepFree, Has: peer.Yes})
		}, "SIGN-08 duplicate", "/listing/features"},
		"SIGN-20 online, and nothing said of staying safe":      {func(l *signpost.Listing) { l.Kind, l.Digital.Safety = signpost.Online, peer.Private{} }, "SIGN-20 required", "/listing/digital/safety"},
		"SIGN-20 used online, and nothing said of staying safe": {func(l *signpost.Listing) { l.Digital.Safety = peer.Private{} }, "SIGN-20 required", "/listing/digital/safety"},
		"SIGN-20 a forum of what is not used online":            {func(l *signpost.Listing) { l.Digital = signpost.Digital{Forum: true} }, "SIGN-20 required", "/listing/digital/given"},
		"SIGN-20 online, and nobody says so":                    {func(l *signpost.Listing) { l.Kind, l.Digital.Given = signpost.Online, false }, "SIGN-20 required", "/listing/digital/given"},
		"SIGN-25 a course without a session":                    {func(l *signpost.Listing) { l.Kind, l.Sessions.Days = signpost.Course, nil }, "SIGN-25 required", "/listing/sessions/days"},
		"SIGN-01, H13 somebody by an id":                        {func(l *signpost.Listing) { l.Offers = peer.Say("ask for P4") }, "SIGN-01 identifiable-content", "/listing"},
		"SIGN-01, H13 somebody by a number":                     {func(l *signpost.Listing) { l.Now.Alert = peer.Say("for 999 000 1049 only") }, "SIGN-01 identifiable-content", "/listing"},
	} {
		t.Run(name, func(t *testing.T) {
			only(t, resources.Tried(t, signpost.Resource{}, found(with(c.change)), bySian), c.rule, c.path)
			only(t, resources.Tried(t, listed, signpost.Amend{Listing: with(c.change)}, byJess), c.rule, c.path)
		})
	}
	t.Run("SIGN-01, H13 no text of it names anybody", func(t *testing.T) {
		who := peer.Say("Siân Weller's favourite")
		for _, change := range []func(*signpost.Listing){
			func(l *signpost.Listing) { l.Offers = who }, func(l *signpost.Listing) { l.OffersNot = who }, func(l *signpost.Listing) { l.Cost.Note = who },
			func(l *signpost.Listing) { l.Reach.Serves = who }, func(l *signpost.Listing) { l.Reach.CannotServe = who }, func(l *signpost.Listing) { l.Reach.Responsible = who },
			func(l *signpost.Listing) { l.Reach.Waiting = who }, func(l *signpost.Listing) { l.Reach.Ends = who }, func(l *signpost.Listing) { l.Reach.Threshold = who },
			func(l *signpost.Listing) { l.Digital.Privacy = who }, func(l *signpost.Listing) { l.Digital.Safety = who },
			func(l *signpost.Listing) { l.Sessions.Enrol = who }, func(l *signpost.Listing) { l.Sessions.Help = who }, func(l *signpost.Listing) { l.Now.Alert = who },
		} {
			d := resources.Tried(t, signpost.Resource{}, found(with(change)), bySian)
			only(t, d, "SIGN-01 identifiable-content", "/listing")
			steptest.Silent(t, "favourite", &peer.Refusal{Decision: d})
		}
		hall := with(func(l *signpost.Listing) {
			l.Name, l.OrganisationName = peer.Say("Siân Weller Hall"), peer.Say("Friends of Siân Weller")
		})
		open(t, resources.Tried(t, signpost.Resource{}, found(hall), bySian))
	})
	for name, c := range map[string]struct {
		change     func(*signpost.Listing)
		rule, path string
	}{
		"SIGN-05 nobody knows whom it cannot serve": {func(l *signpost.Listing) { l.Reach = signpost.Reach{Serves: peer.Say("anybody")} }, "SIGN-05 limits-unknown", "/listing/reach"},
		"SIGN-25 a course that is over": {func(l *signpost.Listing) {
			l.Kind, l.Sessions.Days = signpost.Course, []signpost.Session{{On: date("2026-05-03")}, {On: date("2026-04-26")}}
		}, "SIGN-25 stale-resource", "/listing/sessions/days"},
	} {
		t.Run(name+" is kept and marked", func(t *testing.T) {
			for _, d := range []peer.Decision{resources.Tried(t, signpost.Resource{}, found(with(c.change)), bySian),
				resources.Tried(t, listed, signpost.Amend{Listing: with(c.change)}, byJess)} {
				require.True(t, d.Allowed())
				require.Len(t, d.Unmet(), 1)
				require.Equal(t, c.rule, d.Unmet()[0].Rule.String())
				require.Equal(t, c.path, d.Unmet()[0].Path)
			}
			_, change, err := signpost.NewResource(found(with(c.change)), act(bySian, whenSaid, "a1", nil), facts(t))
			require.NoError(t, err)
			require.Len(t, change.Reasons, 1)
		})
	}
	for name, change := range map[string]func(*signpost.Listing){
		"SIGN-05 it serves everybody": func(l *signpost.Listing) { l.Reach = signpost.Reach{NobodyLeftOut: true} },
		"SIGN-05 a threshold":         func(l *signpost.Listing) { l.Reach = signpost.Reach{Threshold: peer.Say("a letter")} },
		"SIGN-05 the youngest alone":  func(l *signpost.Listing) { l.Reach = signpost.Reach{MinimumAge: 60} },
		"SIGN-05 the oldest alone":    func(l *signpost.Listing) { l.Reach = signpost.Reach{MaximumAge: 25} },
		"SIGN-05 one age only":        func(l *signpost.Listing) { l.Reach.MinimumAge, l.Reach.MaximumAge = 18, 18 },
		"SIGN-01 no place":            func(l *signpost.Listing) { l.Place = signpost.Place{} },
		"SIGN-20 nothing online":      func(l *signpost.Listing) { l.Digital = signpost.Digital{} },
		"SIGN-20 a forum":             func(l *signpost.Listing) { l.Kind, l.Digital.Forum = signpost.Online, true },
		"SIGN-25 a course of this month": func(l *signpost.Listing) {
			l.Kind, l.Sessions.Days = signpost.Course, []signpost.Session{{On: date("2026-05")}}
		},
		"SIGN-25 a course that ends today": func(l *signpost.Listing) { l.Sessions.Days = []signpost.Session{{On: date("2026-05-04")}} },
	} {
		t.Run(name, func(t *testing.T) {
			open(t, resources.Tried(t, signpost.Resource{}, found(with(change)), bySian))
		})
	}
	t.Run("SIGN-25 where no policy names a zone, a day is over when it is over everywhere", func(t *testing.T) {
		course := found(with(func(l *signpost.Listing) { l.Sessions.Days = []signpost.Session{{On: date("2026-05-03")}} }))
		for at, unmet := range map[string]int{"2026-05-04T11:59Z": 0, "2026-05-04T12:00Z": 1} {
			require.Len(t, signpost.CheckNewResource(course, act(bySian, at, "x", nil), signpost.Facts{NoOther: peer.Yes}).Unmet(), unmet, at)
		}
	})
}

func TestContacts(t *testing.T) {
	for kind, c := range map[signpost.ContactKind]struct{ good, bad []string }{
		signpost.ContactPhone: {[]string{"999", "116 123", "0800 1111", "+44 (0)1632 960-001", "01234567890123456789"},
			[]string{"99", "01632 960001 ext 4", "012345678901234567890", "call", "0+1632", "01632.960001", "01632\u00a0960001", "tel:01632960001", "٣٤٥٦", "+", "( ) -"}},
		signpost.ContactSMS: {[]string{"85258"}, []string{"SHOUT"}},
		signpost.ContactEmail: {[]string{"hello@hill.example", "a.b+c'd@x.hill.example", "tê@hill.example", "x@bücher.example"},
			[]string{"hill.example", "@hill.example", "a@hill", "a@@hill.example", "a@b@hill.example", "a @hill.example", "a@hill.example\n", "a@.example", "a@hill.", "a@-hill.example", "a@hill-.example",
				"Hill <a@hill.example>", "a@hill.example,b@hill.example", "mailto:a@hill.example", "a@hi_ll.example", ".a@hill.example", "a.@hill.example", "a..b@hill.example", strings.Repeat("a", 65) + "@hill.example", "a@" + strings.Repeat("h", 64) + ".example"}},
		signpost.ContactWeb: {[]string{"https://hill.example", "http://www.hill.example:8080/garden?day=2#times", "https://bücher.example/gärten", "HTTPS://hill.example/"},
			[]string{"hill.example", "www.hill.example", "//hill.example", "ftp://hill.example", "javascript:alert(1)", "https:hill.example", "https://", "https:///garden", "https://hill", "https://hill.example/the garden",
				"https://me:secret@hill.example", "https://me@hill.example", "https://hill.example\u202e/", "https://hill.example/\t", "https://hill.example/\xff", "https://[::1]/", "https://hill.example:port/", "data:text/html,x", "https://hill..example", "https://hill.example/<script>", `https://hill.example/"x`, " https://hill.example"}},
		signpost.ContactApp:   {[]string{"Garden, in your app store"}, nil},
		signpost.ContactVisit: {[]string{"1 Hill Road,\nHilltown"}, nil},
	} {
		for _, v := range c.good {
			t.Run("SIGN-01 "+string(kind)+" "+v, func(t *testing.T) {
				open(t, resources.Tried(t, signpost.Resource{}, found(with(reach(kind, v))), bySian))
			})
		}
		for _, v := range c.bad {
			t.Run("SIGN-01 no "+string(kind)+" "+v, func(t *testing.T) {
				d := resources.Tried(t, signpost.Resource{}, found(with(reach(kind, v))), bySian)
				only(t, d, "SIGN-01 invalid-contact", "/listing/contacts")
				require.Equal(t, []peer.Arg{peer.Number("item", 2)}, d.Unmet()[0].Args, "which of them it is")
			})
		}
	}
}
