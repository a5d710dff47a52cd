package signpost_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

type linkStep = signpost.CommunityLinkStep

var links = steptest.BenchOf(ground, signpost.CommunityLinkTable(), signpost.NewCommunityLink, signpost.CheckNewCommunityLink, signpost.CommunityLinkStarts,
	signpost.DecodeCommunityLink, signpost.EncodeCommunityLinkStep, signpost.DecodeCommunityLinkStep)

func thePartner() signpost.Partner {
	return signpost.Partner{Name: peer.Say("Ada Holm"), Role: peer.Say("keeps the garden"), Ways: []signpost.ContactPoint{
		{Kind: signpost.ContactVisit, Value: peer.Say("1 Hill Road")}, {Kind: signpost.ContactEmail, Value: peer.Say("ada@hill.example")}}}
}

func theLink() signpost.OpenLink {
	return signpost.OpenLink{ID: "l1", Organisation: "org-1", Contact: thePartner()}
}

func theAgreement() signpost.MakeAgreement {
	return signpost.MakeAgreement{What: peer.Say("two places in the garden each Tuesday"), Until: date("2026-12-31")}
}

func linksOf(t testing.TB) map[peer.Status]signpost.CommunityLink {
	t.Helper()
	l := links.Done(t, signpost.CommunityLink{}, theLink(), byJess)
	l = links.Done(t, l, signpost.Converse{On: date("2026-05-05"), About: peer.Say("the greenhouse")}, byKay)
	l = links.Done(t, l, theAgreement(), byJess)
	l = links.Done(t, l, signpost.MakeAgreement{What: peer.Say("a key")}, byJess)
	return map[peer.Status]signpost.CommunityLink{signpost.LinkKept: l, signpost.LinkRetired: links.Done(t, l, signpost.RetireLink{}, byJess)}
}

func TestCommunityLinkEveryRow(t *testing.T) {
	records := linksOf(t)
	kept := records[signpost.LinkKept]
	links.EveryRow(t, everybody(), records,
		links.Planned(t, "SIGN-23 open", signpost.CommunityLink{}, theLink(), byJess, signpost.LinkKept, nil),
		links.Planned(t, "SIGN-23 change the contact", kept, signpost.ChangePartner{Contact: thePartner()}, byKay, signpost.LinkKept, nil),
		links.Planned(t, "SIGN-23 talk", kept, signpost.Converse{On: date("2026-05-06"), About: peer.Say("tea")}, byRowan, signpost.LinkKept, nil),
		links.Planned(t, "SIGN-23 agree", kept, theAgreement(), byJess, signpost.LinkKept, nil),
		links.Planned(t, "SIGN-23 end an agreement", kept, signpost.EndAgreement{Number: 1}, byJess, signpost.LinkKept, map[string][]peer.Rule{"/number": {row("SIGN-23", peer.ErrOutOfRange)}}),
		links.Planned(t, "SIGN-23 retire", kept, signpost.RetireLink{}, byJess, signpost.LinkRetired, nil),
	)
}

func TestCommunityLinkNamesNobody(t *testing.T) {
	kept := linksOf(t)[signpost.LinkKept]
	card := func(change func(*signpost.Partner)) signpost.Partner {
		p := thePartner()
		change(&p)
		return p
	}
	for name, c := range map[string]struct {
		change     func(*signpost.Partner)
		rule, path string
	}{
		"as the contact":        {func(p *signpost.Partner) { p.Name = peer.Say("Siân Weller") }, "SIGN-23 identifiable-content", "/contact"},
		"in the contact's role": {func(p *signpost.Partner) { p.Role = peer.Say("brother of p4") }, "SIGN-23 identifiable-content", "/contact"},
		"in an address":         {func(p *signpost.Partner) { p.Ways[1].Value = peer.Say("p4@hill.example") }, "SIGN-23 identifiable-content", "/contact"},
		"address of no shape":   {func(p *signpost.Partner) { p.Ways[1].Value = peer.Say("ada") }, "SIGN-23 invalid-contact", "/contact/ways"},
	} {
		t.Run("SIGN-23, H13 somebody "+name, func(t *testing.T) {
			opened := theLink()
			opened.Contact = card(c.change)
			only(t, links.Tried(t, signpost.CommunityLink{}, opened, byJess), c.rule, c.path)
			d := links.Tried(t, kept, signpost.ChangePartner{Contact: card(c.change)}, byJess)
			only(t, d, c.rule, c.path)
			steptest.Silent(t, "Weller", &peer.Refusal{Decision: d})
		})
	}
	t.Run("SIGN-23 which way to get in touch has no shape", func(t *testing.T) {
		d := links.Tried(t, kept, signpost.ChangePartner{Contact: card(func(p *signpost.Partner) { p.Ways[1].Value = peer.Say("ada") })}, byJess)
		require.Equal(t, []peer.Arg{peer.Number("item", 1)}, d.Unmet()[0].Args)
	})
	t.Run("SIGN-23 a telephone number is nobody's NHS number", func(t *testing.T) {
		for _, kind := range []signpost.ContactKind{signpost.ContactPhone, signpost.ContactSMS} {
			open(t, links.Tried(t, kept, signpost.ChangePartner{Contact: card(func(p *signpost.Partner) {
				p.Ways = []signpost.ContactPoint{{Kind: kind, Value: peer.Say("999 000 1049")}}
			})}, byJess))
		}
		open(t, links.Tried(t, kept, signpost.ChangePartner{}, byJess))
	})
	for path, step := range map[string]linkStep{
		"/about": signpost.Converse{On: date("2026-05-05"), About: peer.Say("whether p4 may come")}, "/what": signpost.MakeAgreement{What: peer.Say("a place for Siân Weller")},
	} {
		t.Run("SIGN-23, H13 somebody at "+path, func(t *testing.T) {
			only(t, links.Tried(t, kept, step, byJess), "SIGN-23 identifiable-content", path)
		})
	}
	for path, change := range map[string]func(*signpost.OpenLink){"/id": func(c *signpost.OpenLink) { c.ID = "link-p4" }, "/organisation": func(c *signpost.OpenLink) { c.Organisation = "p4" }} {
		t.Run("SIGN-23, H13 somebody at "+path, func(t *testing.T) {
			step := theLink()
			change(&step)
			only(t, links.Tried(t, signpost.CommunityLink{}, step, byJess), "SIGN-23 identifiable-content", path)
		})
	}
	for name, by := range map[string]peer.Actor{"a person": bySian, "a carer": byMegan} {
		t.Run("SIGN-23 "+name, func(t *testing.T) {
			only(t, links.Tried(t, signpost.CommunityLink{}, theLink(), by), "SIGN-23 not-authorised", "")
		})
	}
}

func TestCommunityLinkKeeps(t *testing.T) {
	l := linksOf(t)[signpost.LinkKept]
	t.Run("SIGN-23 who keeps in touch talked with them last", func(t *testing.T) {
		require.Equal(t, jess, links.Done(t, signpost.CommunityLink{}, theLink(), byJess).Keeper())
		require.Equal(t, kay, l.Keeper())
		require.Equal(t, signpost.Conversation{On: date("2026-05-05"), About: peer.Say("the greenhouse")}, l.LastTalked())
		require.Equal(t, []any{"org-1", thePartner()}, []any{l.Organisation(), l.Contact()})
	})
	t.Run("SIGN-23 tomorrow's conversation has not been", func(t *testing.T) {
		only(t, links.Tried(t, l, signpost.Converse{On: date("2026-05-07")}, byJess), "SIGN-23 future-date", "/on")
	})
	t.Run("SIGN-23 agreements are numbered, and no number comes again", func(t *testing.T) {
		next := links.Done(t, l, signpost.EndAgreement{Number: 2}, byJess)
		only(t, links.Tried(t, next, signpost.EndAgreement{Number: 2}, byJess), "SIGN-23 out-of-range", "/number")
		next = links.Done(t, next, signpost.MakeAgreement{What: peer.Say("a shed")}, byJess)
		require.Equal(t, []signpost.Agreement{{Number: 1, What: theAgreement().What, Until: date("2026-12-31")}, {Number: 3, What: peer.Say("a shed")}}, next.Agreements())
		require.Len(t, l.Agreements(), 2, "the record before is as it was")
		for _, c := range next.Choices(act(byJess, whenNext, "x", next), facts(t)) {
			if c.Do == "end-agreement" {
				require.Equal(t, []string{"1", "3"}, c.Fields[0].Options)
			}
		}
	})
	t.Run("SIGN-23 twenty run at a time", func(t *testing.T) {
		next := l
		for range 18 {
			next = links.Done(t, next, theAgreement(), byJess)
		}
		only(t, links.Tried(t, next, theAgreement(), byJess), "SIGN-23 out-of-range", "/what")
		next = links.Done(t, next, signpost.EndAgreement{Number: 7}, byJess)
		open(t, links.Tried(t, next, theAgreement(), byJess))
	})
	t.Run("SIGN-23 it gives copies", func(t *testing.T) {
		l.Contact().Ways[0], l.Agreements()[0] = signpost.ContactPoint{}, signpost.Agreement{}
		require.Equal(t, thePartner(), l.Contact())
		require.Equal(t, 1, l.Agreements()[0].Number)
	})
	t.Run("SIGN-23 it is for the staff", func(t *testing.T) {
		readers.See(t, l, "link", "garden", "SIGN-23 not-authorised", "jess", "kay", "rowan")
	})
}

func TestCommunityLinkHistories(t *testing.T) {
	links.Histories(t, notes, func(t require.TestingT, l signpost.CommunityLink, c peer.Change) {
		require.Equal(t, peer.PartyStaff, c.As)
		require.NotEmpty(t, l.Keeper())
		last := 0
		for _, a := range l.Agreements() {
			require.Greater(t, a.Number, last)
			require.NotContains(t, a.What.Reveal(), "Ahmed")
			last = a.Number
		}
		require.NotContains(t, l.LastTalked().About.Reveal(), "Ahmed")
	})
}

func TestCommunityLinkStored(t *testing.T) {
	records := linksOf(t)
	links.Goldens(t, records)
	links.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: signpost.LinkKept, Path: "/organisation", Value: "", Heard: "/organisation"},
		{Of: signpost.LinkKept, Path: "/keeper", Value: "", Heard: "/keeper"},
		{Of: signpost.LinkKept, Path: "/opened", Value: nil, Heard: "/opened"},
		{Of: signpost.LinkKept, Path: "/person", Value: "p4", Heard: "/person"},
		{Of: signpost.LinkKept, Path: "/contact/ways/1/value", Value: "ada", Heard: "/contact/ways"},
		{Of: signpost.LinkKept, Path: "/contact/name", Value: strings.Repeat("x", 201), Heard: "/contact/name"},
		{Of: signpost.LinkKept, Path: "/contact/role", Value: "knows 999 000 1049", Heard: "/contact"},
		{Of: signpost.LinkKept, Path: "/talked/about", Value: "a place for 999 000 1049", Heard: "/contact"},
		{Of: signpost.LinkKept, Path: "/agreements/1/what", Value: "a place for 999 000 1049", Heard: "/contact"},
		{Of: signpost.LinkKept, Path: "/talked/on", Value: nil, Heard: "/talked"},
		{Of: signpost.LinkKept, Path: "/agreements/0/number", Value: 2, Heard: "/agreements"},
		{Of: signpost.LinkKept, Path: "/agreements/0/number", Value: 3, Heard: "/agreements"},
		{Of: signpost.LinkKept, Path: "/agreements/0/number", Value: 0, Heard: "/agreements/0/number"},
		{Of: signpost.LinkKept, Path: "/agreements/1/what", Value: "", Heard: "/agreements/1/what"},
		{Of: signpost.LinkKept, Path: "/agreed", Value: 1, Heard: "/agreements"},
		{Of: signpost.LinkKept, Path: "/agreed", Value: -1, Heard: "/agreed"},
	})
}
