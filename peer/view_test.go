package peer_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

func reading(by peer.Actor, purpose peer.Purpose, consents ...peer.Consent) peer.Reading {
	return peer.Reading{By: by, Purpose: purpose, At: on("2026-03-10T11:00Z"), Consents: consents}
}

func consent(given peer.Tri, set ...func(*peer.Consent)) peer.Consent {
	c := peer.Consent{ID: "k-1", Person: aled, Scope: peer.ShareAgreement, Purpose: peer.ForCare, Given: given, From: on("2026-01-01T00:00Z")}
	for _, f := range set {
		f(&c)
	}
	return c
}

func sees(t *testing.T, r interface {
	View(peer.Reading) (peer.Viewed, error)
}, by peer.Reading, parts ...string) peer.Viewed {
	t.Helper()
	v, err := r.View(by)
	require.NoError(t, err)
	var got []string
	for _, part := range []string{"who", "welcome", "rights", "agreements", "fact", "corrections", "marks", "request"} {
		if v.Sees(part) {
			got = append(got, part)
		}
	}
	require.Equal(t, parts, got)
	for _, out := range v.LeftOut {
		require.False(t, v.Sees(out.Name))
		require.NotEmpty(t, out.Rule.Row)
		require.NotEmpty(t, out.Says)
	}
	return v
}

func TestView(t *testing.T) {
	rel, con, req := tellRel(t).active, tellCon(t).recorded, tellReq(t).asked
	nurse := peer.ByStaff(kay, peer.RoleCareCoordinator)

	t.Run("PEER-35 the two see the same, save for why a worker is away and when the person is owed an answer", func(t *testing.T) {
		for by, kept := range map[peer.Actor][]string{byAled: {"pause-reason", "step-back"}, byJess: {"change-answered-by"}} {
			v := sees(t, rel, reading(by, peer.ForSupport), "who", "welcome", "rights", "agreements")
			var out []string
			for _, x := range v.LeftOut {
				out = append(out, x.Name)
			}
			require.Equal(t, kept, out)
		}
	})
	t.Run("PEER-57 the team sees who is alongside whom, and not a word of what they agreed", func(t *testing.T) {
		v := sees(t, rel, reading(nurse, peer.ForCare), "who")
		require.Equal(t, []peer.LeftOut{
			{Name: "welcome", Rule: row("PEER-57", peer.ErrConsentRequired), Says: v.LeftOut[0].Says},
			{Name: "rights", Rule: row("PEER-57", peer.ErrConsentRequired), Says: v.LeftOut[1].Says},
			{Name: "agreements", Rule: row("PEER-57", peer.ErrConsentRequired), Says: v.LeftOut[2].Says},
		}, v.LeftOut[:3])
		b, err := json.Marshal(v)
		require.NoError(t, err)
		require.NotContains(t, string(b), "allotment")
		require.Contains(t, string(b), "agreement is the two's own")
	})
	t.Run("PEER-57 on the person's yes for this purpose the agreement is shared", func(t *testing.T) {
		v := sees(t, rel, reading(nurse, peer.ForCare, consent(peer.Yes)), "who", "welcome", "agreements")
		b, err := json.Marshal(v)
		require.NoError(t, err)
		require.Contains(t, string(b), "get back to the allotment", "only its JSON shows the words")
		steptestSilent(t, v)
	})
	t.Run("PEER-57 a yes to something else opens nothing", func(t *testing.T) {
		for name, set := range map[string]func(*peer.Consent){
			"another purpose":    func(c *peer.Consent) { c.Purpose = peer.ForRecord },
			"another scope":      func(c *peer.Consent) { c.Scope = peer.ShareGoals },
			"another person":     func(c *peer.Consent) { c.Person = beatriz },
			"not yet":            func(c *peer.Consent) { c.From = on("2026-03-10T11:01Z") },
			"no longer":          func(c *peer.Consent) { c.Until = on("2026-03-10T11:00Z") },
			"an answer not said": func(c *peer.Consent) { c.Given = peer.Unknown },
			"a no":               func(c *peer.Consent) { c.Given = peer.No },
		} {
			t.Log(name)
			sees(t, rel, reading(nurse, peer.ForCare, consent(peer.Yes, set)), "who")
		}
	})
	t.Run("PEER-57 the narrower wins", func(t *testing.T) {
		for _, list := range [][]peer.Consent{{consent(peer.Yes), consent(peer.No)}, {consent(peer.No), consent(peer.Yes)}} {
			sees(t, rel, reading(nurse, peer.ForCare, list...), "who")
		}
		over := consent(peer.No, func(c *peer.Consent) { c.Until = on("2026-02-01T00:00Z") })
		sees(t, rel, reading(nurse, peer.ForCare, over, consent(peer.Yes)), "who", "welcome", "agreements")
	})
	t.Run("PEER-57 supervision sees the rights, not the words", func(t *testing.T) {
		sees(t, rel, ofTheLine(byHannah), "who", "rights")
	})
	t.Run("PEER-16 to say that it is for supervision makes nobody a supervisor", func(t *testing.T) {
		sees(t, con, reading(nurse, peer.ForSupervision), "fact")
		claims := ofTheLine(nurse)
		sees(t, con, claims, "fact")
		require.False(t, con.Sees("marks", claims))
		require.True(t, con.Sees("marks", ofTheLine(byHannah)))
	})
	t.Run("PEER-57 a purpose that is none opens nothing", func(t *testing.T) {
		for _, p := range []peer.Purpose{"", "curiosity", peer.ForSupport} {
			sees(t, rel, reading(nurse, p))
		}
	})
	t.Run("PEER-57 a carer, a stranger and nobody see nothing, whatever they say they read for", func(t *testing.T) {
		for _, by := range []peer.Actor{byMegan, peer.ByPerson(beatriz), {}, peer.ByCarer(peer.CarerID(aled))} {
			for _, p := range []peer.Purpose{peer.ForSupport, peer.ForCare, peer.ForSupervision, peer.ForRecord} {
				sees(t, rel, reading(by, p, consent(peer.Yes)))
				sees(t, con, reading(by, p, consent(peer.Yes)))
			}
		}
		sees(t, req, reading(byMegan, peer.ForCare))
		sees(t, req, reading(peer.ByPerson(beatriz), peer.ForCare))
	})
	t.Run("PEER-57 who may see nothing is not told where it stands", func(t *testing.T) {
		for by, told := range map[peer.Actor]bool{byMegan: false, peer.ByPerson(beatriz): false, byAled: true, nurse: true} {
			v, err := rel.View(reading(by, peer.ForCare))
			require.NoError(t, err)
			b, err := json.Marshal(v)
			require.NoError(t, err)
			require.Equal(t, told, strings.Contains(string(b), "active"))
		}
	})
	t.Run("PEER-57 two at once are nobody", func(t *testing.T) {
		sees(t, rel, reading(peer.Actor{Person: aled, Staff: kay}, peer.ForCare, consent(peer.Yes)))
		sees(t, rel, reading(peer.Actor{Person: beatriz, Staff: jess}, peer.ForCare))
	})
	t.Run("PEER-24 that somebody asked is for the person and the staff", func(t *testing.T) {
		sees(t, req, reading(byAled, peer.ForSupport), "request")
		sees(t, req, reading(nurse, peer.ForCare), "request")
	})
	t.Run("PEER-16 marks are for the worker and supervision, not for the person or the team", func(t *testing.T) {
		sees(t, con, reading(byJess, peer.ForSupport), "fact", "corrections", "marks")
		sees(t, con, ofTheLine(byHannah), "fact", "corrections", "marks")
		sees(t, con, reading(byAled, peer.ForSupport), "fact", "corrections")
		sees(t, con, reading(nurse, peer.ForCare), "fact")
		sees(t, con, reading(nurse, peer.ForRecord), "fact")
		sees(t, con, reading(peer.ByStaff(rowan, peer.RolePeerWorker), peer.ForSupport))
	})
	t.Run("PEER-57 what a view looks like", func(t *testing.T) {
		v, err := rel.View(reading(nurse, peer.ForCare))
		require.NoError(t, err)
		b, err := json.MarshalIndent(v, "", "  ")
		require.NoError(t, err)
		steptest.Golden(t, "view-of-the-team.json", append(b, '\n'))
	})
	t.Run("PEER-57 a view of nothing is empty, and a list all the same", func(t *testing.T) {
		v, err := peer.Relationship{}.View(reading(byAled, peer.ForSupport))
		require.NoError(t, err)
		require.Len(t, v.LeftOut, 13)
		b, err := json.Marshal(peer.Viewed{})
		require.NoError(t, err)
		require.JSONEq(t, `{"kind":"","id":"","parts":{},"leftOut":[]}`, string(b))
	})
}

// steptestSilent prints a view in every way but its JSON, which is its door.
func steptestSilent(t *testing.T, v peer.Viewed) {
	t.Helper()
	logged := v.LogValue().String()
	require.NotContains(t, logged, "allotment")
	require.Equal(t, "view of relationship/rel-1", logged)
	shown := v
	shown.LeftOut = nil
	for _, s := range formatted(shown) {
		require.NotContains(t, s, "allotment")
	}
}

func TestConsented(t *testing.T) {
	t.Run("PEER-57 without an answer nobody knows", func(t *testing.T) {
		require.Equal(t, peer.Unknown, peer.Consented(nil, aled, peer.ShareAgreement, peer.ForCare, time.Time{}))
	})
	t.Run("PEER-57 an answer counts from the instant it begins until the instant it ends", func(t *testing.T) {
		c := consent(peer.Yes, func(c *peer.Consent) { c.Until = on("2026-02-01T00:00Z") })
		for at, want := range map[string]peer.Tri{"2025-12-31T23:59Z": peer.Unknown, "2026-01-01T00:00Z": peer.Yes, "2026-01-31T23:59Z": peer.Yes, "2026-02-01T00:00Z": peer.Unknown} {
			require.Equal(t, want, peer.Consented([]peer.Consent{c}, aled, peer.ShareAgreement, peer.ForCare, on(at)), at)
		}
	})
}

// ofTheLine reads for supervision, where Hannah is known to be the worker's line
// manager.
func ofTheLine(by peer.Actor) peer.Reading {
	r := reading(by, peer.ForSupervision)
	r.Lines = peer.Lines{LineManager: hannah, Supervisor: iris}
	return r
}

func TestNobodyIsTwo(t *testing.T) {
	t.Run("PEER-57 two in one see no part", func(t *testing.T) {
		c := tellCon(t).recorded
		two := peer.Actor{Person: aled, Staff: jess}
		require.True(t, c.Sees("fact", peer.Reading{By: byAled}))
		require.False(t, c.Sees("fact", peer.Reading{By: two, Purpose: peer.ForCare}))
		require.False(t, c.Sees("no such part", peer.Reading{By: byAled}))
	})
	t.Run("STEP-01 an actor has an id and a role that can be stored", func(t *testing.T) {
		require.True(t, peer.ByStaff(jess, peer.RolePeerWorker).Valid())
		for _, a := range []peer.Actor{
			{}, {Person: aled, Carer: "megan"}, peer.ByPerson(peer.PersonID(strings.Repeat("x", 201))), peer.ByPerson("\xff"),
			peer.ByStaff(jess, peer.Role(strings.Repeat("x", 201))), peer.ByStaff(jess, "\xff"),
		} {
			require.False(t, a.Valid())
		}
	})
}
