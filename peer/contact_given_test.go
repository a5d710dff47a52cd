package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

func TestGiveContent(t *testing.T) {
	b := contactBench
	r := b.Done(t, peer.Contact{}, theRecord(), byJess)
	tried := func(set func(*peer.GiveContent)) peer.Decision {
		p := theInformation()
		set(&p)
		return b.Tried(t, r, p, byJess)
	}
	t.Run("PEER-23 advice is turned down always, and the reason says where to turn", func(t *testing.T) {
		for _, set := range []func(*peer.GiveContent){
			func(p *peer.GiveContent) { p.Kind = peer.ContentAdvice },
			func(p *peer.GiveContent) { p.Kind, p.Source = peer.ContentAdvice, peer.ContentSource{} },
		} {
			d := tried(set)
			steptest.Only(t, d, "PEER-23 advice-out-of-scope", "/kind")
			require.Equal(t, []peer.Arg{peer.Word("route", peer.RouteLimit)}, d.Unmet()[0].Args)
		}
		_, _, err := r.Do(peer.GiveContent{Kind: peer.ContentAdvice, About: own("stop the tablets")}, act(byJess, nextDay, "x", r), conFacts(t))
		require.NotContains(t, turnedDown(t, err, peer.ErrAdviceOutOfScope).Error(), "tablets")
		for _, c := range r.Choices(act(byJess, nextDay, "x", r), conFacts(t)) {
			if c.Do == "give" {
				require.Equal(t, []string{"information", "guidance"}, c.Fields[0].Options, "and it is never offered")
			}
		}
	})
	t.Run("PEER-23 information has a source", func(t *testing.T) {
		for name, s := range map[string]peer.ContentSource{
			"none": {}, "a name without a kind": {Name: peer.Say("a leaflet")}, "a kind without a name": {Kind: peer.FromLeaflet},
			"own use without a date": {Kind: peer.FromOwnUse}, "own use with a name for a date": {Kind: peer.FromOwnUse, Name: peer.Say("me")},
		} {
			t.Log(name)
			steptest.Only(t, tried(func(p *peer.GiveContent) { p.Source = s }), "PEER-23 source-required", "/source")
		}
	})
	t.Run("PEER-23 I have used it myself, on that day, is a source", func(t *testing.T) {
		for _, on := range []string{"2024", "2024-05", "2024-05-03"} {
			steptest.Open(t, tried(func(p *peer.GiveContent) {
				p.Source = peer.ContentSource{Kind: peer.FromOwnUse, On: peer.MustDate(on)}
			}))
		}
		for _, kind := range peer.ContentSourceKind("").Terms() {
			steptest.Open(t, tried(func(p *peer.GiveContent) { p.Source.Kind = peer.ContentSourceKind(kind) }))
		}
	})
	t.Run("PEER-23 guidance says how something works and needs no source", func(t *testing.T) {
		steptest.Open(t, tried(func(p *peer.GiveContent) { p.Kind, p.Source = peer.ContentGuidance, peer.ContentSource{} }))
	})
	t.Run("PEER-23 information of a day to come", func(t *testing.T) {
		for on, open := range map[string]bool{"2026-02-18": true, "2026-02": true, "2026": true, "2026-02-19": false, "2026-03": false, "2027": false} {
			d := tried(func(p *peer.GiveContent) { p.Source.On = peer.MustDate(on) })
			require.Equal(t, open, d.Allowed(), on)
			if !open {
				steptest.Only(t, d, "PEER-23 future-date", "/source/on")
			}
		}
		p := theInformation()
		p.Source.On = peer.MustDate("2026-02-19") // begun where days begin first
		require.True(t, r.Check(p, act(byJess, "2026-02-18T10:00Z", "x", r), peer.ContactFacts{}).Allowed())
		require.False(t, r.Check(p, act(byJess, "2026-02-18T09:59Z", "x", r), peer.ContactFacts{}).Allowed())
	})
	t.Run("PEER-23 in the worker's words, and kept as what was given", func(t *testing.T) {
		for _, by := range []peer.Actor{byAled, byKay} {
			steptest.Only(t, tried(func(p *peer.GiveContent) { p.About = steptest.Own(by, "x") }), "PEER-23 not-authorised", "/about")
		}
		next := b.Done(t, b.Done(t, r, theInformation(), byJess), peer.GiveContent{Kind: peer.ContentGuidance, About: own("how to ask")}, byJess)
		list := next.Given()
		require.Len(t, list, 2)
		require.Equal(t, peer.ByStaff(jess, ""), list[1].About.By)
		require.Equal(t, theInformation().Source, list[0].Source)
		require.Equal(t, on(nextDay), list[0].At)
		list[0].Kind = "x"
		require.Equal(t, peer.ContentInformation, next.Given()[0].Kind)
	})
}
