package peer_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

var carerBench = steptest.Bench[peer.Carer, peer.CarerStep, peer.ConsentFacts]{
	Kind: steptest.Kind[peer.Carer, peer.CarerStep, peer.ConsentFacts]{
		Table: peer.CarerTable(), New: peer.NewCarer, CheckNew: peer.CheckNewCarer, Starts: peer.CarerStarts,
		Do: peer.Carer.Do, Check: peer.Carer.Check, Choices: peer.Carer.Choices,
		Decode: peer.DecodeCarer, EncodeStep: peer.EncodeCarerStep, DecodeStep: peer.DecodeCarerStep,
	},
	Ground: consentGround(),
}

var (
	linkMegan = peer.LinkCarer{ID: "l1", Person: aled, Carer: megan, Worker: jess, Relation: peer.CarerSibling}
	lasting   = peer.NoteAuthority{Authority: "right-1", Kind: peer.AuthorityHealthAndWelfare, Scope: []peer.AuthorityScope{peer.MayShare, peer.MayArrange}}
	parental  = peer.NoteAuthority{Authority: "right-2", Kind: peer.AuthorityParental, Scope: []peer.AuthorityScope{peer.MayShare}}
)

func carerRecords(t testing.TB) map[peer.Status]peer.Carer {
	t.Helper()
	linked := carerBench.Done(t, carerBench.Done(t, peer.Carer{}, linkMegan, byAled), lasting, byKay)
	return map[peer.Status]peer.Carer{peer.CarerLinked: linked, peer.CarerUnlinked: carerBench.Done(t, linked, peer.UnlinkCarer{}, byAled)}
}

func TestCarerEveryRow(t *testing.T) {
	records := carerRecords(t)
	linked, unlinked := records[peer.CarerLinked], records[peer.CarerUnlinked]
	whose := row("PEER-56", peer.ErrNotAuthorised)
	second := parental
	second.Kind = peer.AuthorityHealthAndWelfare
	steptest.Plan[peer.Carer, peer.CarerStep, peer.ConsentFacts]{
		Kind: carerBench.Kind, Person: aled, Anybody: anybody(), Records: records,
		Cases: []steptest.Case[peer.Carer, peer.CarerStep, peer.ConsentFacts]{
			carerBench.Planned(t, "PEER-56 the person names a carer", peer.Carer{}, linkMegan, byAled, peer.CarerLinked, map[string][]peer.Rule{"/person": {whose}}),
			carerBench.Planned(t, "PEER-56 the worker writes it down", peer.Carer{}, linkMegan, byJess, peer.CarerLinked, map[string][]peer.Rule{"/worker": {whose}}),
			carerBench.Planned(t, "PEER-56 no longer close", linked, peer.UnlinkCarer{}, byAled, peer.CarerUnlinked, nil),
			carerBench.Planned(t, "PEER-56 close after all", unlinked, peer.LinkCarerAgain{}, byAled, peer.CarerLinked, nil),
			carerBench.Planned(t, "PEER-56 note an authority", linked, second, byKay, peer.CarerLinked, nil),
			carerBench.Planned(t, "PEER-56 note an authority of somebody no longer close", unlinked, second, byKay, peer.CarerUnlinked, nil),
			carerBench.Planned(t, "PEER-56 an authority is over", linked, peer.EndAuthority{Authority: "right-1"}, byAled, peer.CarerLinked, map[string][]peer.Rule{"/authority": {row("PEER-56", peer.ErrUnknownCode)}}),
			carerBench.Planned(t, "PEER-56 an authority is over, also of somebody no longer close", unlinked, peer.EndAuthority{Authority: "right-1"}, byHannah, peer.CarerUnlinked, map[string][]peer.Rule{"/authority": {row("PEER-56", peer.ErrUnknownCode)}}),
		},
	}.Run(t)
}

func TestCarerAuthority(t *testing.T) {
	linked := carerBench.Done(t, peer.Carer{}, linkMegan, byAled)
	cal, may, now := policy(t).Calendar(), peer.MayShare, on("2026-05-07T10:00Z")
	t.Run("PEER-56, H17 a peer support worker does not judge what the law lets somebody do", func(t *testing.T) {
		only(t, carerBench.Tried(t, linked, lasting, peer.ByStaff(rowan, peer.RolePeerWorker)), "PEER-56 wrong-role")
		only(t, carerBench.Tried(t, linked, lasting, byJess), "PEER-56 not-authorised")
		steptest.Open(t, carerBench.Tried(t, linked, lasting, byKay))
	})
	t.Run("PEER-56, H14 a power for health and welfare counts with what a professional has recorded", func(t *testing.T) {
		c := carerBench.Done(t, linked, lasting, byKay)
		got := c.Authority(may, kayRecorded(peer.No), now, cal)
		require.Equal(t, peer.Authority{ID: "right-1", Kind: peer.AuthorityHealthAndWelfare, Holder: byMegan, For: aled, Scope: []peer.AuthorityScope{may}, From: on("2026-05-06T10:00Z"), CannotDecide: kay}, got)
		require.True(t, got.Covers(byMegan, aled, may, now))
		byTheWorker := kayRecorded(peer.No)
		byTheWorker.By = jess
		for name, a := range map[string]peer.AbilityRecorded{"nothing": {}, "they can": kayRecorded(peer.Yes), "the worker says so": byTheWorker} {
			require.Zero(t, c.Authority(may, a, now, cal), name)
		}
		require.Zero(t, c.Authority(peer.MayArrange, kayRecorded(peer.No), now, cal), "it was recorded about another decision")
		require.Zero(t, c.Authority(peer.MayCorrect, kayRecorded(peer.No), now, cal), "the authority is in other matters")
		require.Zero(t, c.Authority(may, kayRecorded(peer.No), on("2026-05-06T09:59Z"), cal))
		require.Zero(t, peer.Carer{}.Authority(may, kayRecorded(peer.No), now, cal))
	})
	t.Run("PEER-56, H16 parental responsibility ends at eighteen", func(t *testing.T) {
		born := func(day string) func(*peer.ConsentFacts) {
			return func(f *peer.ConsentFacts) {
				if f.Born = (peer.Date{}); day != "" {
					f.Born = peer.MustDate(day)
				}
			}
		}
		for day, ok := range map[string]bool{"2008-09-05": true, "2008-05-07": true, "2008-05-06": false, "1988-04-12": false, "": false, "2008": false, "2008-05": false, "2008-06": true, "2009": true, "2027-01-01": false} {
			d := carerBench.Tried(t, linked, parental, byKay, born(day))
			require.Equal(t, ok, d.Allowed(), day)
			if !ok {
				require.Equal(t, "/kind", only(t, d, "PEER-56 age-outside-scope").Path)
			}
		}
		c := carerBench.Done(t, linked, parental, byKay, born("2008-09-05"))
		require.Equal(t, on("2026-09-04T23:00Z"), c.Authorities()[0].Until)
		require.NotZero(t, c.Authority(may, peer.AbilityRecorded{}, on("2026-09-04T22:59Z"), cal))
		require.Zero(t, c.Authority(may, peer.AbilityRecorded{}, on("2026-09-04T23:00Z"), cal))
		sooner := parental
		sooner.Until = peer.MustDate("2026-06-30")
		require.Equal(t, on("2026-06-30T23:00Z"), carerBench.Done(t, linked, sooner, byKay, born("2008-09-05")).Authorities()[0].Until)
	})
	t.Run("PEER-56 it is noted once, for a time that is not over", func(t *testing.T) {
		c := carerBench.Done(t, linked, lasting, byKay)
		require.Equal(t, "/authority", only(t, carerBench.Tried(t, c, lasting, byKay), "PEER-56 duplicate").Path)
		days := func(from, until string) peer.NoteAuthority {
			n := lasting
			if from != "" {
				n.From = peer.MustDate(from)
			}
			if until != "" {
				n.Until = peer.MustDate(until)
			}
			return n
		}
		for _, n := range []peer.NoteAuthority{days("", "2026-05-05"), days("2026-07-01", "2026-06-30"), days("2020-01-01", "2025-01-01")} {
			require.Equal(t, "/until", only(t, carerBench.Tried(t, linked, n, byKay), "PEER-56 invalid-period").Path)
		}
		old := carerBench.Done(t, linked, days("2020-01-01", "2026-05-06"), byKay).Authorities()[0]
		require.Equal(t, []time.Time{on("2020-01-01T00:00Z"), on("2026-05-06T23:00Z")}, []time.Time{old.From, old.Until})
		require.Equal(t, peer.ByStaff(kay, ""), old.By)
	})
	t.Run("PEER-56, H14 it is over at once", func(t *testing.T) {
		c := carerBench.Done(t, linked, lasting, byKay)
		for _, by := range []peer.Actor{byAled, byJess, byHannah} {
			over := carerBench.Done(t, c, peer.EndAuthority{Authority: "right-1"}, by)
			require.Zero(t, over.Authority(may, kayRecorded(peer.No), on("2026-05-06T10:00Z"), cal))
			require.NotZero(t, c.Authority(may, kayRecorded(peer.No), on("2026-05-06T10:00Z"), cal))
			only(t, carerBench.Tried(t, over, peer.EndAuthority{Authority: "right-1"}, by), "PEER-56 unknown-code")
		}
		only(t, carerBench.Tried(t, c, peer.EndAuthority{Authority: "right-9"}, byAled), "PEER-56 unknown-code")
	})
	t.Run("PEER-56 it does not go with the link", func(t *testing.T) {
		require.NotZero(t, carerRecords(t)[peer.CarerUnlinked].Authority(may, kayRecorded(peer.No), now, cal))
	})
	t.Run("PEER-56 a caller has lists of their own", func(t *testing.T) {
		c := carerBench.Done(t, linked, lasting, byKay)
		c.Authorities()[0].Scope[0] = peer.MayCorrect
		require.Equal(t, peer.MayShare, c.Authorities()[0].Scope[0])
		open := carerBench.Choices(c, peer.Act{By: byAled, At: now, Seen: c.Rev()}, peer.ConsentFacts{})
		require.Equal(t, []string{"right-1"}, open[len(open)-1].Fields[0].Options)
	})
}

func TestCarerIsLinked(t *testing.T) {
	records := carerRecords(t)
	linked := records[peer.CarerLinked]
	t.Run("PEER-56 who is linked", func(t *testing.T) {
		require.Equal(t, []any{aled, megan, jess, peer.CarerSibling, on("2026-05-04T10:00Z")}, []any{linked.Person(), linked.Carer(), linked.Worker(), linked.Relation(), linked.Linked()})
	})
	t.Run("PEER-56 a carer ends their own link and no other", func(t *testing.T) {
		steptest.Open(t, carerBench.Tried(t, linked, peer.UnlinkCarer{}, byMegan))
		only(t, carerBench.Tried(t, linked, peer.UnlinkCarer{}, peer.ByCarer("colin")), "PEER-56 not-authorised")
		only(t, carerBench.Tried(t, records[peer.CarerUnlinked], peer.LinkCarerAgain{}, byMegan), "PEER-56 not-authorised")
	})
	t.Run("H13, H14 the link tells a carer nothing", func(t *testing.T) {
		for _, part := range []string{"link", "authorities"} {
			consentReaders.See(t, linked, part, "", "PEER-57 consent-required", "aled", "aled care-record", "jess", "jess care-record", "kay direct-care", "rowan direct-care", "hannah direct-care")
		}
	})
}

func TestShareWithCarer(t *testing.T) {
	linked := carerRecords(t)[peer.CarerLinked]
	give := sharePlan("k1", peer.ToCarer(megan))
	give.Purpose = peer.ForSupport
	said := consentBench.Done(t, peer.ConsentEntry{}, give, byAled)
	at := on("2026-05-07T10:00Z")
	share := func(c peer.Carer, item peer.CarerItem, register ...peer.ConsentEntry) peer.Decision {
		return peer.ShareWithCarer(c, item, at, peer.ConsentFacts{Policy: policy(t), Register: register})
	}
	t.Run("PEER-56, H15 general information needs nobody's yes", func(t *testing.T) {
		for _, item := range peer.CarerInformation("").Terms() {
			steptest.Open(t, share(linked, peer.CarerItem{General: peer.CarerInformation(item)}))
			steptest.Open(t, share(peer.Carer{}, peer.CarerItem{General: peer.CarerInformation(item)}))
		}
	})
	t.Run("PEER-56, H14 what is about the person goes on their yes to this carer", func(t *testing.T) {
		plan := peer.CarerItem{About: peer.SharePlan}
		only(t, share(linked, plan), "PEER-57 consent-required")
		steptest.Open(t, share(linked, plan, said))
		only(t, share(linked, peer.CarerItem{About: peer.ShareGoals}, said), "PEER-57 consent-required")
		only(t, share(linked, plan, consentBench.Done(t, said, peer.WithdrawConsent{}, byAled)), "PEER-57 person-said-no")
		other := linkMegan
		other.Carer = "colin"
		only(t, share(carerBench.Done(t, peer.Carer{}, other, byAled), plan, said), "PEER-57 consent-required")
	})
	t.Run("PEER-56 a yes for the person's care is no yes to a carer", func(t *testing.T) {
		care := consentBench.Done(t, peer.ConsentEntry{}, sharePlan("k1", peer.ToCarer(megan)), byAled)
		only(t, share(linked, peer.CarerItem{About: peer.SharePlan}, care), "PEER-57 consent-required")
	})
	t.Run("PEER-56, H14 who is no longer close hears nothing, whatever stands in the register", func(t *testing.T) {
		require.Equal(t, "/with", only(t, share(carerRecords(t)[peer.CarerUnlinked], peer.CarerItem{About: peer.SharePlan}, said), "PEER-56 consent-required").Path)
		require.False(t, share(peer.Carer{}, peer.CarerItem{About: peer.SharePlan}, said).Allowed())
		what := peer.Disclosed{Person: aled, Scope: peer.SharePlan, With: peer.ToCarer(megan), Purpose: peer.ForSupport, Basis: peer.BasisConsent}
		for name, c := range map[string]peer.Carer{
			"nobody knows the link": {},
			"no longer close":       carerRecords(t)[peer.CarerUnlinked],
			"another carer":         carerBench.Done(t, peer.Carer{}, peer.LinkCarer{ID: "l2", Person: aled, Carer: "colin", Relation: peer.CarerFriend}, byAled),
			"another person's":      carerBench.Done(t, peer.Carer{}, peer.LinkCarer{ID: "l2", Person: beatriz, Carer: megan, Relation: peer.CarerFriend}, peer.ByPerson(beatriz)),
		} {
			only(t, disclosureBench.Tried(t, peer.Disclosure{}, disclose(what), byJess, func(f *peer.ConsentFacts) {
				f.Register, f.Carer = []peer.ConsentEntry{consentBench.Done(t, peer.ConsentEntry{}, give, byAled)}, c
			}), "PEER-56 consent-required")
			t.Log(name)
		}
		steptest.Open(t, disclosureBench.Tried(t, peer.Disclosure{}, disclose(what), byJess, func(f *peer.ConsentFacts) {
			f.Register, f.Carer = []peer.ConsentEntry{consentBench.Done(t, peer.ConsentEntry{}, give, byAled)}, linked
		}))
	})
	t.Run("PEER-56 it is one thing", func(t *testing.T) {
		for _, item := range []peer.CarerItem{{}, {General: "his-diagnosis"}, {General: peer.AboutServices, About: peer.SharePlan}} {
			require.Equal(t, "/general", only(t, share(linked, item, said), "PEER-56 consent-required").Path)
		}
		require.False(t, share(linked, peer.CarerItem{About: "everything"}, said).Allowed())
	})
	t.Run("PEER-56 the rights of carers say where they stand", func(t *testing.T) {
		for _, r := range peer.CarersRights() {
			require.True(t, strings.HasPrefix(r.Says, "You ") || strings.HasPrefix(r.Says, "If you "), r.Says)
			require.Regexp(t, ` (Act 20\d\d|Act 1\d\d\d)`, r.Law)
		}
		peer.CarersRights()[0].Says = ""
		require.NotEmpty(t, peer.CarersRights()[0].Says)
	})
}

func TestCarerHistories(t *testing.T) {
	form := func(draw steptest.Draw, now time.Time) steptest.Give {
		return func(path string, f peer.Field) any {
			switch path {
			case "/id":
				return steptest.Mostly(draw, "l1", "", "x y")
			case "/person":
				return steptest.Mostly(draw, "p1", "p6")
			case "/worker":
				return steptest.Mostly[any](draw, "w4", steptest.Absent, "w5")
			case "/carer":
				return steptest.Mostly(draw, "megan", "colin")
			case "/authority":
				return steptest.OneOf(draw, "right-1", "right-2", "right-3")
			case "/scope":
				return []any{"sharing"}
			case "/from", "/until":
				return steptest.OneOf[any](draw, steptest.Absent, now.AddDate(0, 0, draw(4)).Format(time.DateOnly))
			}
			if f.Kind == peer.FieldChoice {
				return steptest.OneOf(draw, f.Options...)
			}
			return nil
		}
	}
	carerBench.Histories(t, form, func(t require.TestingT, c peer.Carer, change peer.Change) {
		for _, h := range c.Authorities() {
			require.True(t, h.Kind != peer.AuthorityParental || !h.Until.IsZero())
			require.True(t, h.By.Staff != "" && h.By.Staff != rowan)
		}
		require.False(t, c.Sees("link", consentReaders.Reading(byMegan, peer.ForSupport)))
	})
}

func TestCarerStored(t *testing.T) {
	records := carerRecords(t)
	carerBench.Goldens(t, records)
	all := map[peer.Status]peer.Carer{"young": carerBench.Done(t, carerBench.Done(t, peer.Carer{}, linkMegan, byAled), parental, byKay, func(f *peer.ConsentFacts) { f.Born = bornFifteen })}
	for status, c := range records {
		all[status] = c
	}
	again := map[string]any{"id": "right-1", "kind": "health-and-welfare", "scope": []any{"sharing"}, "from": "2026-05-06T10:00:00Z", "by": map[string]any{"staff": "kay-orr"}, "at": "2026-05-06T10:00:00Z"}
	carerBench.Unreadable(t, "", all, []steptest.Hostile{
		{Of: "linked", Path: "/authorities", Value: []any{again, again}, Heard: "/authorities/1/id"},
		{Of: "young", Path: "/authorities/0/until", Heard: "/authorities/0/until"},
		{Of: "linked", Path: "/authorities/0/by", Value: map[string]any{"carer": "megan"}, Heard: "/authorities/0/by"},
		{Of: "linked", Path: "/authorities/0/by", Value: map[string]any{"staff": "w4", "role": "peer-worker"}, Heard: "/authorities/0/by"},
		{Of: "linked", Path: "/authorities/0/kind", Value: "next-of-kin", Heard: "/authorities/0/kind"},
		{Of: "linked", Path: "/authorities/0/scope", Value: []any{"goals"}, Heard: "/authorities/0/scope/0"},
		{Of: "linked", Path: "/authorities/0/scope", Value: []any{}, Heard: "/authorities/0/scope"},
		{Of: "linked", Path: "/authorities/0/cannotDecide", Value: "w4", Heard: "/authorities/0/cannotDecide"},
		{Of: "linked", Path: "/relation", Value: "owner", Heard: "/relation"},
		{Of: "linked", Path: "/carer", Heard: "/carer"},
		{Of: "linked", Path: "/linked", Heard: "/linked"},
	})
}
