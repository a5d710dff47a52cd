package scenarios

import (
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// directoryPolicy is organisation A's policy with the section about signposts.
func directoryPolicy(t T) signpost.Policy {
	t.Helper()
	whole := strings.TrimSuffix(strings.TrimSpace(policyA), "}") + `, "signpost": ` + string(signpost.ExamplePolicy()) + "}"
	file, err := peer.OpenPolicy([]byte(whole), time.LoadLocation)
	require.NoError(t, err)
	p, err := signpost.PolicyFrom(file)
	require.NoError(t, err)
	return p
}

// directoryListing is an entry with what every one of them has.
func directoryListing(name string, sector signpost.Sector) signpost.Listing {
	return signpost.Listing{Name: peer.Say(name), OrganisationName: peer.Say("of " + name), Kind: signpost.Service, Sector: sector, Area: "a3",
		Categories: []signpost.Category{signpost.PracticalHelp}, Offers: peer.Say("what its name says"), Reach: signpost.Reach{NobodyLeftOut: true},
		Contacts: []signpost.ContactPoint{{Kind: signpost.ContactPhone, Value: peer.Say("01632 960010")}}}
}

// directoryStory keeps a directory as a host does: every entry by its id, and the fact
// whether another is like it asked at each step.
type directoryStory struct {
	story
	entries map[string]signpost.Resource
	policy  signpost.Policy
}

func (s *directoryStory) directory() signpost.Directory {
	var list []signpost.Resource
	for _, r := range s.entries {
		list = append(list, r)
	}
	return signpost.NewDirectory(list)
}

func (s *directoryStory) find(by peer.Actor, when, id string, l signpost.Listing) error {
	r, _, err := signpost.NewResource(signpost.Find{ID: id, Listing: l}, s.act(by, when, 0), signpost.Facts{Policy: s.policy, NoOther: s.directory().NoOther(l)})
	if err == nil {
		s.entries[id] = r
	}
	return err
}

func (s *directoryStory) do(by peer.Actor, when, id string, step signpost.ResourceStep) error {
	r := s.entries[id]
	next, _, err := r.Do(step, s.act(by, when, r.Rev()), signpost.Facts{Policy: s.policy})
	s.entries[id] = next
	return err
}

// listed takes an entry from found to listed, made sure of on a day.
func (s *directoryStory) listed(by peer.Actor, id, day string, l signpost.Listing) {
	s.t.Helper()
	when := day + "T12:00Z"
	require.NoError(s.t, s.find(by, when, id, l))
	for _, step := range []signpost.ResourceStep{signpost.Propose{}, signpost.Verify{On: peer.MustDate(day), How: signpost.ByPhone}, signpost.List{}} {
		require.NoError(s.t, s.do(by, when, id, step))
	}
}

// tellAT08Directory: the directory of Monday 20 April 2026, steps 1 and 2. Siân, who is
// supported, finds what is new; Jess looks after it.
func tellAT08Directory(t T) {
	const sian peer.PersonID = "p4"
	const today = "2026-04-20T10:00Z"
	s := &directoryStory{story: story{t: t}, entries: map[string]signpost.Resource{}, policy: directoryPolicy(t)}
	person, jess := peer.ByPerson(sian), peer.ByStaff(w4, peer.RolePeerWorker)
	shed := directoryListing("Harbour Craft Shed", signpost.SectorLocal)
	s.listed(jess, "r1", "2025-09-01", directoryListing("Fensway Food Pantry", signpost.SectorLocal))
	s.listed(jess, "r2", "2026-03-30", shed)
	s.listed(jess, "r3", "2026-02-01", directoryListing("Talk Any Time", signpost.SectorNational))

	t.Run("1, SIGN-01 the craft shed a second time, and an address on the web that is none", func(t T) {
		shed.OrganisationName = peer.Say("of HARBOUR  craft shed")
		require.Len(t, s.directory().Duplicates(shed), 3, "they share a telephone")
		refused(t, s.find(jess, today, "r7", shed), peer.ErrDuplicate)
		bad := directoryListing("Tide Café", signpost.SectorLocal)
		bad.Contacts = []signpost.ContactPoint{{Kind: signpost.ContactWeb, Value: peer.Say("https://tide cafe.example")}}
		r := refused(t, s.find(jess, today, "r9", bad), signpost.ErrInvalidContact)
		require.NotContains(t, r.Error(), "tide")
		bad.Contacts = nil
		refused(t, s.find(jess, today, "r9", bad), peer.ErrRequired)
	})

	t.Run("1, SIGN-02, SIGN-20 a forum says how to stay safe, and a category is one of the list", func(t T) {
		forum := directoryListing("Peers Online", signpost.SectorNational)
		forum.Kind, forum.Digital = signpost.Online, signpost.Digital{Given: true, Forum: true, Moderated: peer.Yes}
		refused(t, s.find(jess, today, "r4", forum), peer.ErrRequired)
		forum.Digital.Safety = peer.Say("moderators read along from nine to nine; use a name that is not yours")
		forum.Categories = []signpost.Category{"chat"}
		refused(t, s.find(jess, today, "r4", forum), peer.ErrUnknownCode)
		forum.Categories = []signpost.Category{signpost.PeerGroup}
		s.listed(jess, "r4", "2026-04-20", forum)
	})

	t.Run("1, SIGN-06 Siân proposes what she found; it is listed once somebody made sure", func(t T) {
		require.NoError(t, s.find(person, today, "r8", directoryListing("Sea Swimmers", signpost.SectorLocal)))
		require.NoError(t, s.do(person, today, "r8", signpost.Propose{}))
		refused(t, s.do(jess, today, "r8", signpost.List{}), signpost.ErrNotVerified)
		refused(t, s.do(person, today, "r8", signpost.Verify{On: peer.MustDate("2026-04-20"), How: signpost.ByVisit}), peer.ErrNotAuthorised)
		refused(t, s.do(jess, today, "r8", signpost.Verify{On: peer.MustDate("2026-04-21"), How: signpost.ByVisit}), peer.ErrFutureDate)
		require.NoError(t, s.do(jess, today, "r8", signpost.Verify{On: peer.MustDate("2026-04-20"), How: signpost.ByVisit}))
		require.NoError(t, s.do(jess, today, "r8", signpost.List{}))
		stands(t, signpost.Listed, s.entries["r8"])
		require.Equal(t, person, s.entries["r8"].Finder(), "the credit is hers")
		v, err := s.entries["r8"].View(peer.Reading{By: peer.ByPerson(p6), Purpose: peer.ForSupport, At: at(t, today)})
		require.NoError(t, err)
		b, err := v.MarshalJSON()
		require.NoError(t, err)
		require.NotContains(t, string(b), `"p4"`, "and nobody else is told")
	})

	fresh := func(id string) signpost.Freshness { return s.entries[id].Freshness(s.policy, at(t, today)) }
	t.Run("2, SIGN-03 what nobody made sure of for 231 days is stale, after 78 of 90 it is fresh", func(t T) {
		require.Equal(t, 231, peer.MustDate("2025-09-01").DaysUntil(peer.MustDate("2026-04-20")))
		require.Equal(t, signpost.Stale, fresh("r1"))
		require.Equal(t, signpost.Fresh, fresh("r3"))
		stale := s.directory().Stale(s.policy, at(t, today))
		require.Len(t, stale, 1)
		require.Equal(t, "r1", stale[0].Ref().ID)
		require.NoError(t, s.do(jess, today, "r1", signpost.Verify{On: peer.MustDate("2026-04-20"), How: signpost.ByPhone}))
		require.Equal(t, signpost.Fresh, fresh("r1"))
	})

	t.Run("2, SIGN-04 Siân says that the craft shed is not as described; made sure of again, it is back", func(t T) {
		require.NoError(t, s.do(person, today, "r2", signpost.Dispute{Reason: signpost.NotAsDescribed, Words: words("there is no bus any more")}))
		stands(t, signpost.Disputed, s.entries["r2"])
		refused(t, s.do(jess, today, "r2", signpost.Verify{On: peer.MustDate("2026-04-19"), How: signpost.ByPhone}), signpost.ErrNotVerified)
		require.NoError(t, s.do(jess, today, "r2", signpost.Verify{On: peer.MustDate("2026-04-20"), How: signpost.ByPhone}))
		stands(t, signpost.Listed, s.entries["r2"])
	})

	t.Run("5, 8, SIGN-07, SIGN-23 a gap and a link name nobody", func(t T) {
		facts := signpost.Facts{Policy: s.policy, Identifying: []string{"p4"}}
		gap := signpost.LogGap{ID: "g1", Category: signpost.SupportedEngagement, Area: "a3", Barrier: signpost.BarrierTooFar, On: peer.MustDate("2026-04"), Note: peer.Say("befriending for p4")}
		_, _, err := signpost.NewGap(gap, s.act(jess, today, 0), facts)
		refused(t, err, peer.ErrIdentifiableContent)
		gap.Note = peer.Say("befriending")
		g, _, err := signpost.NewGap(gap, s.act(jess, today, 0), facts)
		require.NoError(t, err)
		require.Equal(t, "fewer than 5", signpost.GapReport([]signpost.Gap{g}, peer.MustDate("2026-04"), peer.MustDate("2026-04"), 5).Total.String())
		link, _, err := signpost.NewCommunityLink(signpost.OpenLink{ID: "l1", Organisation: "harbour-crafts"}, s.act(jess, today, 0), facts)
		require.NoError(t, err)
		_, _, err = link.Do(signpost.Converse{On: peer.MustDate("2026-04-20"), About: peer.Say("a place for p4")}, s.act(jess, today, link.Rev()), facts)
		refused(t, err, peer.ErrIdentifiableContent)
	})
}
