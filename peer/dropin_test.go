package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// theOpenDoor is a drop-in to which two came who said who they are, and four who did not.
func theOpenDoor() peer.DropInSession {
	when := theSessionTime()
	return peer.DropInSession{ID: "c-9", Worker: jess, Service: team, Organisation: "A", When: when, Headcount: 4,
		Named: []peer.DropInGuest{{ID: "c-7", Person: aled, Relationship: "rel-1", Production: peer.CoProduced}, {ID: "c-8", Person: beatriz}}}
}

func TestDropInSession(t *testing.T) {
	contacts := func(set func(*peer.DropInSession)) ([]peer.RecordContact, error) {
		d := theOpenDoor()
		set(&d)
		return d.Contacts()
	}
	t.Run("PEER-45 each who is named has a contact of their own, and the others are counted", func(t *testing.T) {
		list, err := theOpenDoor().Contacts()
		require.NoError(t, err)
		require.Equal(t, 6, theOpenDoor().Came())
		require.Len(t, list, 3)
		var made []peer.Contact
		for _, step := range list {
			c, _, err := peer.NewContact(step, act(byJess, "2026-05-04T10:00Z", "x", nil), conFacts(t))
			require.NoError(t, err)
			require.Equal(t, peer.DropIn, c.Activity())
			require.Equal(t, theSessionTime().Start, c.What().Start)
			require.Equal(t, []any{jess, team, peer.OrgID("A"), 120}, []any{c.Worker(), c.Service(), c.Organisation(), c.What().Minutes()})
			made = append(made, c)
		}
		require.Equal(t, []any{aled, "rel-1", peer.CoProduced, 0}, []any{made[0].Person(), made[0].Relationship(), made[0].What().Production, made[0].Headcount()})
		require.Equal(t, beatriz, made[1].Person())
		require.Equal(t, []any{peer.PersonID(""), 4}, []any{made[2].Person(), made[2].Headcount()})
	})
	t.Run("PEER-45, H13 no contact mentions another's person", func(t *testing.T) {
		list, err := theOpenDoor().Contacts()
		require.NoError(t, err)
		for i, step := range list {
			b, err := peer.EncodeContactStep(step)
			require.NoError(t, err)
			for j, who := range []peer.PersonID{aled, beatriz} {
				if i != j {
					require.NotContains(t, string(b), `"`+string(who)+`"`)
				}
			}
		}
	})
	t.Run("PEER-45 all named, or all counted", func(t *testing.T) {
		list, err := contacts(func(d *peer.DropInSession) { d.Headcount = 0 })
		require.NoError(t, err)
		require.Len(t, list, 2)
		list, err = contacts(func(d *peer.DropInSession) { d.Named, d.Anonymous = nil, true })
		require.NoError(t, err)
		require.Len(t, list, 1)
		require.Empty(t, list[0].Person)
	})
	for name, c := range map[string]struct {
		code peer.Code
		path string
		set  func(*peer.DropInSession)
	}{
		"names somebody where nobody was to be named":   {peer.ErrIdentifiableContent, "/named", func(d *peer.DropInSession) { d.Anonymous = true }},
		"names somebody twice":                          {peer.ErrDuplicate, "/named", func(d *peer.DropInSession) { d.Named[1].Person = aled }},
		"writes two down in one place":                  {peer.ErrDuplicate, "/named", func(d *peer.DropInSession) { d.Named[1].ID = "c-7" }},
		"writes somebody down where others are counted": {peer.ErrDuplicate, "/named", func(d *peer.DropInSession) { d.Named[1].ID = "c-9" }},
		"counts nobody and names nobody":                {peer.ErrRequired, "/headcount", func(d *peer.DropInSession) { d.Headcount, d.Named = 0, nil }},
		"counts less than nobody":                       {peer.ErrRequired, "/headcount", func(d *peer.DropInSession) { d.Headcount = -1 }},
		"names somebody without a name":                 {peer.ErrRequired, "/headcount", func(d *peer.DropInSession) { d.Named[0].Person = "" }},
	} {
		t.Run("PEER-45 a drop-in that "+name, func(t *testing.T) {
			list, err := contacts(c.set)
			require.Empty(t, list)
			turnedDown(t, err, c.code)
			require.Equal(t, []string{c.path}, pathsOf(t, err))
			steptest.Silent(t, string(beatriz), err)
		})
	}
}
