package peer_test

import (
	"encoding/json"
	"maps"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

func init() {
	maps.Copy(structs, map[string]any{
		"AbilityRecorded": peer.AbilityRecorded{}, "AddMySide": peer.AddMySide{}, "AddWhy": peer.AddWhy{}, "AnswerCarerOffer": peer.AnswerCarerOffer{},
		"Carer": peer.Carer{}, "CarerItem": peer.CarerItem{}, "CarerOffer": peer.CarerOffer{}, "CarerSaid": peer.CarerSaid{}, "CarersRight": peer.CarersRight{},
		"CarerSupport": peer.CarerSupport{}, "ConfirmAlone": peer.ConfirmAlone{}, "ConsentAnswer": peer.ConsentAnswer{}, "ConsentEntry": peer.ConsentEntry{},
		"ConsentFacts": peer.ConsentFacts{}, "ConsentYes": peer.ConsentYes{}, "Disclose": peer.Disclose{}, "Disclosed": peer.Disclosed{}, "Disclosure": peer.Disclosure{},
		"EndAuthority": peer.EndAuthority{}, "EndCarerSupport": peer.EndCarerSupport{}, "GiveAgain": peer.GiveAgain{}, "GiveConsent": peer.GiveConsent{},
		"HeldAuthority": peer.HeldAuthority{}, "InformCarer": peer.InformCarer{}, "LinkCarer": peer.LinkCarer{}, "LinkCarerAgain": peer.LinkCarerAgain{},
		"ListenToCarer": peer.ListenToCarer{}, "LogDisclosure": peer.LogDisclosure{}, "MarkDisclosureInError": peer.MarkDisclosureInError{}, "NoteAuthority": peer.NoteAuthority{},
		"OfferCarer": peer.OfferCarer{}, "PersonTold": peer.PersonTold{}, "Recipient": peer.Recipient{}, "SayCarersNeeds": peer.SayCarersNeeds{}, "SayNo": peer.SayNo{},
		"SayNoToSharing": peer.SayNoToSharing{}, "SayPersonTold": peer.SayPersonTold{}, "SettleWorry": peer.SettleWorry{}, "ShowThePerson": peer.ShowThePerson{},
		"SupportCarer": peer.SupportCarer{}, "SupportCarerAgain": peer.SupportCarerAgain{}, "TakeCarersWordsBack": peer.TakeCarersWordsBack{}, "UnlinkCarer": peer.UnlinkCarer{},
		"WasPressed": peer.WasPressed{}, "WithdrawConsent": peer.WithdrawConsent{},
	})
}

// Aled is an adult, unless a test says otherwise.
var bornAled = peer.MustDate("1988-04-12")

// Days on which somebody is of an age, as the tests have 2026-05-04 for today.
var bornFifteen, bornSeventeen = peer.MustDate("2010-09-05"), peer.MustDate("2008-09-05")

// consentGround is what the tests of records on peer.ConsentFacts share.
func consentGround() steptest.Ground[peer.ConsentFacts] {
	g := ground()
	return steptest.Ground[peer.ConsentFacts]{
		Facts: func(t testing.TB) peer.ConsentFacts {
			f := g.Facts(t)
			return peer.ConsentFacts{Policy: f.Policy, Lines: f.Lines, Born: bornAled}
		},
		Said: g.Said, Next: g.Next, Usual: g.Usual, Others: append(g.Others, byMegan, peer.ByCarer("colin")), Decode: g.Decode,
		Drawn: func(draw steptest.Draw, f peer.ConsentFacts) peer.ConsentFacts {
			f.Policy = steptest.Mostly(draw, f.Policy, peer.Policy{})
			f.Born = steptest.Mostly(draw, bornAled, bornFifteen, peer.Date{})
			f.Authority = steptest.OneOf(draw, peer.Authority{}, megansRight(peer.AuthorityHealthAndWelfare))
			return f
		},
	}
}

// megansRight is an authority of Megan's to share something about Aled.
func megansRight(kind peer.AuthorityKind) peer.Authority {
	a := peer.Authority{ID: "right-1", Kind: kind, Holder: byMegan, For: aled, Scope: []peer.AuthorityScope{peer.MayShare}, From: on("2026-01-01T00:00Z")}
	if kind == peer.AuthorityHealthAndWelfare {
		a.CannotDecide = kay
	}
	return a
}

// kayRecorded is what Kay recorded about Aled's decision to share something.
func kayRecorded(can peer.Tri) peer.AbilityRecorded {
	return peer.AbilityRecorded{Decision: peer.MayShare, Can: can, By: kay, On: peer.MustDate("2026-04-20")}
}

// sharingPolicy is the policy with members of its part about sharing put anew; nil
// leaves one out.
func sharingPolicy(t testing.TB, set map[string]any) (peer.Policy, error) {
	t.Helper()
	file, err := opened(policyWith(t, func(d map[string]any) {
		var sharing map[string]any
		b, err := json.Marshal(d["peer"].(map[string]any)["sharing"])
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(b, &sharing))
		for name, v := range set {
			if sharing[name] = v; v == nil {
				delete(sharing, name)
			}
		}
		d["peer"].(map[string]any)["sharing"] = sharing
	}))
	require.NoError(t, err)
	return peer.PolicyFrom(file)
}

// forTheYoung lets young people and their parents say yes.
func forTheYoung(t testing.TB) peer.Policy {
	t.Helper()
	both := []string{"person", "parental-responsibility"}
	p, err := sharingPolicy(t, map[string]any{"under16": both, "from16": both})
	require.NoError(t, err)
	return p
}

// consentReaders are who may come along to read.
var consentReaders = steptest.Readers{
	Who: map[string]peer.Actor{"aled": byAled, "jess": byJess, "kay": peer.ByStaff(kay, peer.RoleCareCoordinator), "rowan": peer.ByStaff(rowan, peer.RolePeerWorker),
		"hannah": byHannah, "megan": byMegan, "colin": peer.ByCarer("colin"), "beatriz": peer.ByPerson(beatriz), "nobody": {}, "two at once": {Person: aled, Staff: jess}},
	At: "2026-05-10T09:00Z", Lines: peer.Lines{LineManager: hannah, Supervisor: iris},
}
