package peer_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

// alwaysMedia stay between two people who are together.
var alwaysMedia = []peer.Medium{peer.MediumVerbal, peer.MediumMemoryAid, peer.MediumKeepForMe}

const notUsable = "PEER-69 medium-not-usable"

func TestReach(t *testing.T) {
	cal := policy(t).Calendar()
	s := safeContactsOf(t)[peer.ContactSaid]
	for name, c := range map[string]struct {
		way   peer.Medium
		at    string
		met   peer.Tri
		where string
	}{
		"within the time":                     {peer.MediumPhone, "2026-05-04T08:00Z", peer.Yes, ""}, // Monday 09:00 in summer
		"in the last minute of it":            {peer.MediumPhone, "2026-05-05T10:59Z", peer.Yes, ""},
		"as it ends":                          {peer.MediumPhone, "2026-05-05T11:00Z", peer.No, "/at"},
		"a minute before it":                  {peer.MediumPhone, "2026-05-04T07:59Z", peer.No, "/at"},
		"on another day":                      {peer.MediumPhone, "2026-05-06T09:00Z", peer.No, "/at"},
		"before the clocks go forward":        {peer.MediumPhone, "2026-03-23T09:00Z", peer.Yes, ""},
		"the same hour after they went":       {peer.MediumPhone, "2026-03-30T08:00Z", peer.Yes, ""},
		"up to midnight":                      {peer.MediumPhone, "2026-05-09T22:59Z", peer.Yes, ""},
		"at midnight":                         {peer.MediumPhone, "2026-05-09T23:00Z", peer.No, "/at"},
		"any time":                            {peer.MediumText, "2026-05-10T02:00Z", peer.Yes, ""},
		"a way without a time is asked about": {peer.MediumEmail, "2026-05-04T09:00Z", peer.Unknown, "/at"},
		"a way that is not safe":              {peer.MediumLetter, "2026-05-04T09:00Z", peer.No, "/medium"},
		"never a message":                     {peer.MediumVoiceMessage, "2026-05-04T09:00Z", peer.No, "/medium"},
		"a way nobody spoke of":               {peer.MediumApp, "2026-05-04T09:00Z", peer.Unknown, "/medium"},
		"a way that is none":                  {"pigeon", "2026-05-04T09:00Z", peer.Unknown, "/medium"},
	} {
		t.Run("PEER-69, H09 "+name, func(t *testing.T) {
			d := s.Reach(c.way, steptest.On(c.at), cal)
			require.Equal(t, c.met == peer.Yes, d.Allowed())
			if c.met == peer.Yes {
				require.Empty(t, d.Unmet())
				require.NoError(t, peer.Sendable(s, peer.CommunicationNeeds{}, c.way, steptest.On(c.at), cal))
				return
			}
			steptest.Only(t, d, notUsable, c.where)
			require.Equal(t, c.met, d.Unmet()[0].Met)
			err := peer.Sendable(s, peer.CommunicationNeeds{}, c.way, steptest.On(c.at), cal)
			require.ErrorIs(t, err, peer.ErrMediumNotUsable)
			steptest.Silent(t, "allotment", err)
		})
	}
	t.Run("PEER-69, H09 without a calendar nobody knows what the clocks show", func(t *testing.T) {
		steptest.Only(t, s.Reach(peer.MediumPhone, steptest.On("2026-05-04T09:00Z"), peer.Calendar{}), notUsable, "/at")
		steptest.Open(t, s.Reach(peer.MediumText, steptest.On("2026-05-04T09:00Z"), peer.Calendar{}))
	})
	t.Run("PEER-69, H10 not known is never a yes: ask the worker", func(t *testing.T) {
		for _, m := range peer.Medium("").Terms() {
			d := peer.SafeContact{}.Reach(peer.Medium(m), steptest.On("2026-05-04T09:00Z"), cal)
			if strings.Contains("verbal memory-aid keep-for-me", m) {
				require.True(t, d.Allowed(), m)
				continue
			}
			steptest.Only(t, d, notUsable, "")
			require.Equal(t, peer.Unknown, d.Unmet()[0].Met)
			require.Contains(t, d.Unmet()[0].Fix, "Ask the worker")
		}
		steptest.Only(t, s.Reach(peer.MediumPhone, time.Time{}, cal), notUsable, "/at")
	})
	t.Run("PEER-69 nobody for now", func(t *testing.T) {
		not := safeContactsOf(t)[peer.ContactNotNow]
		d := not.Reach(peer.MediumText, steptest.On("2026-05-04T09:00Z"), cal)
		steptest.Only(t, d, notUsable, "")
		require.Equal(t, peer.No, d.Unmet()[0].Met)
		require.True(t, not.Reach(peer.MediumVerbal, time.Time{}, cal).Allowed(), "when they are together they talk")
	})
	t.Run("PEER-69, H09 what stays between two is open, unless they said otherwise", func(t *testing.T) {
		all := reachOf(t, peer.HowToReach{NeverInWriting: true, NeverLeaveMessage: true})
		for _, m := range alwaysMedia {
			require.True(t, all.Reach(m, time.Time{}, cal).Allowed(), m)
		}
		steptest.Only(t, reachOf(t, peer.HowToReach{NotSafe: alwaysMedia[:1]}).Reach(peer.MediumVerbal, time.Time{}, cal), notUsable, "/medium")
	})
}

func TestUnsafeMedia(t *testing.T) {
	t.Run("PEER-69, SIGN-13 never in writing is nothing that can be found", func(t *testing.T) {
		got := reachOf(t, peer.HowToReach{NeverInWriting: true}).UnsafeMedia()
		require.Equal(t, []peer.Medium{peer.MediumVoiceMessage, peer.MediumText, peer.MediumEmail, peer.MediumApp, peer.MediumLetter, peer.MediumWeb, peer.MediumPrint, peer.MediumEasyRead,
			peer.MediumLargePrint, peer.MediumBraille, peer.MediumAudio, peer.MediumSignVideo, peer.MediumViaStaff, peer.MediumHold}, got)
	})
	t.Run("PEER-69, SIGN-13 what was named, and no more", func(t *testing.T) {
		require.Equal(t, []peer.Medium{peer.MediumVoiceMessage, peer.MediumLetter, peer.MediumVisit}, safeContactsOf(t)[peer.ContactSaid].UnsafeMedia())
		require.Empty(t, peer.SafeContact{}.UnsafeMedia())
	})
	for _, m := range peer.Medium("").Terms() {
		require.True(t, peer.Medium(m).Known())
	}
	require.False(t, peer.Medium("").Known())
}

func TestSendable(t *testing.T) {
	cal, at := policy(t).Calendar(), steptest.On("2026-05-04T09:00Z")
	s := safeContactsOf(t)[peer.ContactSaid]
	use := func(how peer.Communication) peer.CommunicationNeeds {
		return needsLists.Done(t, peer.CommunicationNeeds{}, peer.SayNeeds{ID: "n", Person: aled, How: how}, byAled)
	}
	t.Run("PEER-39 a way the person cannot use", func(t *testing.T) {
		err := peer.Sendable(s, use(peer.Communication{Reads: peer.ReadsRatherNot}), peer.MediumText, at, cal)
		turnedDown(t, err, peer.ErrMediumNotUsable)
		require.ErrorContains(t, err, "PEER-39")
		require.NotContains(t, err.Error(), "PEER-69")
	})
	t.Run("PEER-39, PEER-69 both reasons are told", func(t *testing.T) {
		err := peer.Sendable(s, use(peer.Communication{CannotUse: []peer.Medium{peer.MediumLetter}}), peer.MediumLetter, at, cal)
		require.ErrorContains(t, err, "PEER-39")
		require.ErrorContains(t, err, "PEER-69")
	})
	t.Run("PEER-39 needs nobody asked about stop nothing", func(t *testing.T) {
		require.NoError(t, peer.Sendable(s, use(peer.Communication{}), peer.MediumText, at, cal))
		require.NoError(t, peer.Sendable(s, use(peer.Communication{Prefers: []peer.Medium{peer.MediumText}}), peer.MediumText, at, cal))
	})
	t.Run("PEER-69 a yes to needs is no yes to safety", func(t *testing.T) {
		err := peer.Sendable(peer.SafeContact{}, use(peer.Communication{Prefers: []peer.Medium{peer.MediumText}}), peer.MediumText, at, cal)
		require.ErrorIs(t, err, peer.ErrMediumNotUsable)
	})
	t.Run("PEER-69 two people's records", func(t *testing.T) {
		other := needsLists.Done(t, peer.CommunicationNeeds{}, peer.SayNeeds{ID: "n", Person: beatriz}, peer.ByPerson(beatriz))
		err := peer.Sendable(s, other, peer.MediumText, at, cal)
		var r *peer.Refusal
		require.True(t, errors.As(err, &r))
		steptest.Only(t, r.Decision, notUsable, "")
	})
}

func TestAvoids(t *testing.T) {
	s := safeContactsOf(t)[peer.ContactSaid]
	for text, want := range map[string]peer.Tri{
		"See you on Monday":           peer.Yes,
		"Your CLINIC appointment":     peer.No,
		"at the polyclinic":           peer.No,
		"the recovery college begins": peer.No,
		"":                            peer.Yes,
	} {
		t.Run("PEER-69, H09 "+text, func(t *testing.T) { require.Equal(t, want, s.Avoids(peer.Say(text))) })
	}
	require.Equal(t, peer.Unknown, peer.SafeContact{}.Avoids(peer.Say("x")))
	t.Run("PEER-69, H09 two words are two words, however far apart they stand", func(t *testing.T) {
		s := reachOf(t, peer.HowToReach{Avoid: []peer.Private{peer.Say("mental  health")}})
		for _, text := range []string{"mental health", "the Mental\nHealth team", "mental\u00a0health"} {
			require.Equal(t, peer.No, s.Avoids(peer.Say(text)), text)
		}
		require.Equal(t, peer.Yes, s.Avoids(peer.Say("see you on Monday")))
	})
}

func TestContactable(t *testing.T) {
	records := safeContactsOf(t)
	t.Run("H10 what goes along with a concern", func(t *testing.T) {
		answer, how := records[peer.ContactSaid].Contactable()
		require.Equal(t, peer.ContactableHow, answer)
		require.Equal(t, "Not safe: letter, visit. Never leave a message. By phone: mon, tue 09:00 to 12:00; sat 22:00 to 24:00. By text: at any time. By email: ask when. "+
			"Say it is: Jess from the allotment. Do not say: clinic, Recovery. In their words: “mornings, when I am by myself”", how.Text.Reveal())
		require.Equal(t, byAled, how.By)
		require.LessOrEqual(t, len(how.Text.Reveal()), 2000, "it fits beside a concern")
	})
	t.Run("H10 not yet, and not known", func(t *testing.T) {
		answer, how := records[peer.ContactNotNow].Contactable()
		require.Equal(t, peer.ContactableNotYet, answer)
		require.False(t, how.IsZero())
		answer, how = peer.SafeContact{}.Contactable()
		require.Empty(t, answer)
		require.Zero(t, how)
		require.True(t, peer.ContactableHow.Known() && peer.ContactableNotYet.Known() && !answer.Known())
	})
	t.Run("H10 without a way that is safe, the worker is asked, and what is not safe goes along", func(t *testing.T) {
		s := safeContacts.Done(t, records[peer.ContactSaid], peer.NarrowSafeContact{NeverInWriting: true, NotSafe: []peer.Medium{peer.MediumPhone}}, byHannah)
		answer, how := s.Contactable()
		require.Empty(t, answer)
		require.Contains(t, how.Text.Reveal(), "Never in writing.")
		require.Equal(t, peer.ByStaff(hannah, ""), how.By, "whoever wrote it down last")
		nothing, how := reachOf(t, peer.HowToReach{}).Contactable()
		require.Empty(t, nothing)
		require.Zero(t, how)
	})
	require.Equal(t, []string{"how", "not-yet"}, peer.ContactableHow.Terms())
}
