package peer_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

func init() {
	maps.Copy(structs, map[string]any{
		"Keeping": peer.Keeping{}, "Seen": peer.Seen{}, "Sent": peer.Sent{}, "KeptAbout": peer.KeptAbout{}, "Kept": peer.Kept{}, "Wrote": peer.Wrote{},
		"SeenBy": peer.SeenBy{}, "SentTo": peer.SentTo{},
	})
}

// twoSided is a record that keeps what people say of it apart.
type twoSided struct {
	peer.CommunicationNeeds
	said []peer.Words
}

func (r twoSided) Statements() []peer.Words { return r.said }

// unread is a record that its person sees nothing of, such as a concern.
type unread struct{ peer.TeamStyle }

func (unread) Person() peer.PersonID { return aled }

// withPast is a record with a past of its own.
type withPast struct {
	peer.CommunicationNeeds
	recent []peer.Change
}

func (r withPast) Recent() []peer.Change { return r.recent }

// unwritable is a record whose parts cannot be written.
type unwritable struct{ peer.SafeContact }

var errUnwritable = errors.New("no form for it")

func (unwritable) View(peer.Reading) (peer.Viewed, error) { return peer.Viewed{}, errUnwritable }

// requested is a request for support by somebody.
func requested(t testing.TB, id string, by peer.Actor, when string) peer.SupportRequest {
	t.Helper()
	r, _, err := peer.NewSupportRequest(peer.AskForSupport{ID: id, Person: aled, Service: team}, act(by, when, id, nil), relFacts(t))
	require.NoError(t, err)
	return r
}

// theKeeping is what is kept about Aled: a request of Hannah's that he said yes to, what
// he needs, how he may be reached, and his wishes.
func theKeeping(t testing.TB) peer.Keeping {
	t.Helper()
	request := requested(t, "req-1", byHannah, "2026-02-05T09:00Z")
	request, _, err := request.Do(peer.AcceptSupport{}, act(byAled, "2026-02-06T09:00Z", "q2", request), relFacts(t))
	require.NoError(t, err)
	needs, reach := request.Ref(), peer.Ref{Kind: peer.KindSafeContact, ID: "sc1"}
	return peer.Keeping{
		Tables:  peer.Tables(),
		Records: []peer.Record{request, needsOf(t)[peer.NeedsSaid], safeContactsOf(t)[peer.ContactNotNow], wishesOf(t)[peer.WishesSaid]},
		Seen: []peer.Seen{
			{Of: needs, By: peer.ByStaff(kay, peer.RoleCareCoordinator), Purpose: peer.ForCare, At: on("2026-02-09T09:00Z")},
			{Of: needs, By: byHannah, Purpose: "an-inquiry", At: on("2026-02-08T09:00Z")},
			{Of: needs, By: peer.ByStaff("ines-vale", "safeguarding-lead"), Purpose: peer.ForCare, At: on("2026-02-07T09:00Z"), Apart: true},
			{Of: needs, By: byAled, Purpose: peer.ForSupport, At: on("2026-02-07T10:00Z")},
			{Of: reach, By: byJess, Purpose: peer.ForSupport, At: on("2026-05-07T09:00Z")},
			{Of: peer.Ref{Kind: "concern", ID: "c1"}, By: byHannah, Purpose: peer.ForCare, At: on("2026-02-07T09:00Z")},
		},
		Sent: []peer.Sent{
			{Of: needs, To: "trust-b", At: on("2026-02-11T09:00Z"), Because: peer.SentOnYes},
			{Of: needs, To: "trust-a", At: on("2026-02-10T09:00Z"), Because: peer.SentAsDuty},
			{Of: needs, To: "trust-c", At: on("2026-02-12T09:00Z"), Because: "because"},
		},
	}
}

func keptFor(t testing.TB, k peer.Keeping) peer.KeptAbout {
	t.Helper()
	got, err := peer.KeptAboutMe(aled, k, reading(byAled, peer.ForSupport))
	require.NoError(t, err)
	return got
}

func keptJSON(t testing.TB, k peer.KeptAbout) string {
	t.Helper()
	b, err := json.MarshalIndent(k, "", "  ")
	require.NoError(t, err)
	return string(b) + "\n"
}

func entryOf(t testing.TB, k peer.KeptAbout, kind peer.Kind) peer.Kept {
	t.Helper()
	i := slices.IndexFunc(k.Entries, func(e peer.Kept) bool { return e.Of.Kind == kind })
	require.GreaterOrEqual(t, i, 0, kind)
	return k.Entries[i]
}

func TestKeptAboutMe(t *testing.T) {
	keeping := theKeeping(t)
	got := keptFor(t, keeping)
	t.Run("PEER-70 every record, the newest first, whatever the order they came in", func(t *testing.T) {
		var kinds []peer.Kind
		for _, e := range got.Entries {
			kinds = append(kinds, e.Of.Kind)
		}
		require.Equal(t, []peer.Kind{peer.KindSafeContact, peer.KindCommunicationNeeds, peer.KindMatchWishes, peer.KindSupportRequest}, kinds)
		turned := keeping
		turned.Records, turned.Seen, turned.Sent = slices.Clone(keeping.Records), slices.Clone(keeping.Seen), slices.Clone(keeping.Sent)
		slices.Reverse(turned.Records)
		slices.Reverse(turned.Seen)
		slices.Reverse(turned.Sent)
		require.Equal(t, keptJSON(t, got), keptJSON(t, keptFor(t, turned)))
	})
	t.Run("PEER-70 the JSON a front end draws", func(t *testing.T) { steptest.Golden(t, "kept-about-me.json", []byte(keptJSON(t, got))) })
	t.Run("PEER-70 who wrote it, in plain words", func(t *testing.T) {
		request := entryOf(t, got, peer.KindSupportRequest)
		require.Equal(t, "Somebody asks for peer support for a person, and the person answers.", request.What)
		require.Equal(t, []peer.Wrote{
			{At: on("2026-02-05T09:00Z"), By: peer.ByStaff(hannah, ""), As: peer.PartyStaff, Did: "Ask for peer support for a person."},
			{At: on("2026-02-06T09:00Z"), By: byAled, As: peer.PartyPerson, Did: "Say yes to peer support."},
		}, request.Wrote)
		require.Zero(t, request.Earlier)
	})
	t.Run("PEER-70 who saw it, and for what", func(t *testing.T) {
		require.Equal(t, []peer.SeenBy{
			{At: on("2026-02-08T09:00Z"), By: peer.ByStaff(hannah, "")},
			{At: on("2026-02-09T09:00Z"), By: peer.ByStaff(kay, ""), Says: "For your care."},
		}, entryOf(t, got, peer.KindSupportRequest).Seen)
	})
	t.Run("PEER-70 what went to a record, and why", func(t *testing.T) {
		sent := entryOf(t, got, peer.KindSupportRequest).Sent
		require.Equal(t, []peer.OrgID{"trust-a", "trust-b", "trust-c"}, []peer.OrgID{sent[0].To, sent[1].To, sent[2].To})
		require.Contains(t, sent[0].Says, "has to keep")
		require.Equal(t, "You said yes to it.", sent[1].Says)
		require.Empty(t, sent[2].Says)
	})
	t.Run("PEER-70 without its table a record goes by the name of its kind", func(t *testing.T) {
		bare := keeping
		bare.Tables = nil
		request := entryOf(t, keptFor(t, bare), peer.KindSupportRequest)
		require.Equal(t, "support request", request.What)
		require.Equal(t, "ask for support", request.Wrote[0].Did)
	})
	t.Run("PEER-70 steps that the record no longer tells of are counted", func(t *testing.T) {
		r := needsOf(t)[peer.NeedsSaid]
		for range peer.Remembered {
			r, _, _ = r.Do(peer.ChangeNeeds{}, act(byAled, "2026-05-06T10:00Z", fmt.Sprint("many", r.Rev()), r), peer.Facts{})
		}
		e := entryOf(t, keptFor(t, peer.Keeping{Records: []peer.Record{r}}), peer.KindCommunicationNeeds)
		require.Equal(t, 1, e.Earlier)
		require.Len(t, e.Wrote, peer.Remembered)
	})
}

func TestKeptMySide(t *testing.T) {
	said := []peer.Words{steptest.Own(byJess, "he was late again"), steptest.Own(byAled, "the bus did not come"), steptest.Own(byMegan, "he told me so")}
	record := twoSided{needsOf(t)[peer.NeedsSaid], said}
	t.Run("PEER-70, PEER-35 my side is mine, and nobody else's", func(t *testing.T) {
		text := keptJSON(t, keptFor(t, peer.Keeping{Records: []peer.Record{record}}))
		require.Contains(t, text, "mySide")
		require.Contains(t, text, "the bus did not come")
		require.NotContains(t, text, "late again")
		require.NotContains(t, text, "told me so")
		require.Equal(t, steptest.Own(byJess, "he was late again"), record.said[0], "the record's list stays as it was")
	})
	t.Run("PEER-70 where nothing was said nothing stands", func(t *testing.T) {
		require.NotContains(t, keptJSON(t, keptFor(t, peer.Keeping{Records: []peer.Record{twoSided{record.CommunicationNeeds, said[:1]}}})), "mySide")
	})
}

func TestKeptLeavesOut(t *testing.T) {
	keeping := theKeeping(t)
	text := keptJSON(t, keptFor(t, keeping))
	other := needsLists.Done(t, peer.CommunicationNeeds{}, peer.SayNeeds{ID: "n9", Person: beatriz, How: peer.Communication{Helps: steptest.Own(peer.ByPerson(beatriz), "canary")}}, peer.ByPerson(beatriz))
	for name, r := range map[string]peer.Record{
		"H26 a record the person sees nothing of":   unread{stylesOf(t)[peer.StyleSaid]},
		"H27 a worker's own":                        stylesOf(t)[peer.StyleSaid],
		"H13 another person's":                      other,
		"H14, H15 one that a carer began":           requested(t, "req-9", byMegan, "2026-02-04T09:00Z"),
		"H26 no record at all":                      peer.CommunicationNeeds{},
		"H26 no record at all, and not even a kind": nil,
	} {
		t.Run("PEER-70, "+name+" leaves no trace", func(t *testing.T) {
			more := keeping
			more.Records = append(slices.Clone(keeping.Records), r)
			if r != nil {
				more.Seen = append(slices.Clone(keeping.Seen), peer.Seen{Of: r.Ref(), By: byHannah, Purpose: peer.ForCare, At: on("2026-02-08T09:00Z")})
				more.Sent = append(slices.Clone(keeping.Sent), peer.Sent{Of: r.Ref(), To: "trust-a", At: on("2026-02-08T09:00Z"), Because: peer.SentOnYes})
			}
			require.Equal(t, text, keptJSON(t, keptFor(t, more)))
		})
	}
	t.Run("PEER-56, H15 what a carer did is the carer's; what they did for the person is the person's", func(t *testing.T) {
		r := needsOf(t)[peer.NeedsSaid]
		first := r.Recent()[0]
		then := func(rev peer.Rev, by peer.Actor, as peer.Party) peer.Change {
			c := first
			c.Rev, c.By, c.As = rev, by, as
			return c
		}
		entries := func(recent ...peer.Change) []peer.Kept {
			return keptFor(t, peer.Keeping{Records: []peer.Record{withPast{r, recent}}}).Entries
		}
		require.Len(t, entries(first, then(2, byMegan, peer.PartyCarer))[0].Wrote, 1)
		for _, began := range [][]peer.Change{{then(1, byMegan, peer.PartyCarer), then(2, byAled, peer.PartyPerson)}, {}} {
			require.Empty(t, entries(began...), "what a carer began stays theirs")
		}
		acted := entries(then(1, byMegan, peer.PartyPerson))[0]
		require.Equal(t, []peer.Wrote{{At: first.At, By: byMegan, As: peer.PartyPerson, Did: "say"}}, acted.Wrote)
		later := entries(then(4, byMegan, peer.PartyCarer), then(5, byAled, peer.PartyPerson))[0]
		require.Len(t, later.Wrote, 1)
		require.Equal(t, 3, later.Earlier)
	})
	t.Run("PEER-70, H08 a reading that would tell of something else", func(t *testing.T) {
		require.NotContains(t, text, "ines-vale")
		require.NotContains(t, text, "safeguarding")
		require.NotContains(t, text, "an-inquiry")
		for _, e := range keptFor(t, keeping).Entries {
			for _, w := range e.Wrote {
				require.Empty(t, w.By.Role, "what somebody is here for is not told")
			}
			for _, s := range e.Seen {
				require.Empty(t, s.By.Role)
			}
		}
		require.NotContains(t, text, "concern")
	})
	t.Run("PEER-69, H09 how to be reached opens on a page of its own", func(t *testing.T) {
		e := entryOf(t, keptFor(t, keeping), peer.KindSafeContact)
		require.True(t, e.OwnPage)
		require.Len(t, e.Wrote, 2)
		require.Len(t, e.Seen, 1)
		for _, w := range e.Wrote {
			require.Empty(t, w.Did, "not even that a way is not safe")
		}
		for _, word := range []string{"not-now", "notSafe", "allotment", "clinic", "letter", "mornings"} {
			require.NotContains(t, text, word)
		}
	})
	t.Run("PEER-70, H26 what is never told is named whether or not there is any", func(t *testing.T) {
		none, full := keptFor(t, peer.Keeping{}), keptFor(t, keeping)
		require.Equal(t, none.Never, full.Never)
		require.Len(t, none.Never, 3)
		require.Contains(t, keptJSON(t, none), `"entries": []`)
		full.Never[0].Says = "x"
		require.NotEqual(t, "x", keptFor(t, keeping).Never[0].Says)
	})
	t.Run("PEER-70 what a part is left out for is told, where every record of the kind leaves it out", func(t *testing.T) {
		rel := keptFor(t, peer.Keeping{Records: []peer.Record{tellRel(t).active}, Tables: peer.Tables()})
		v, err := tellRel(t).active.View(reading(byAled, peer.ForSupport))
		require.NoError(t, err)
		b, err := json.Marshal(v)
		require.NoError(t, err)
		var got struct {
			Entries []struct {
				View json.RawMessage `json:"view"`
			} `json:"entries"`
		}
		require.NoError(t, json.Unmarshal([]byte(keptJSON(t, rel)), &got))
		require.JSONEq(t, string(b), string(got.Entries[0].View), "it is the record's own view")
	})
}

func TestKeptIsToldToThePerson(t *testing.T) {
	keeping := theKeeping(t)
	for name, by := range map[string]peer.Actor{"the worker": byJess, "a carer": byMegan, "another person": peer.ByPerson(beatriz), "staff with the person's id": peer.ByStaff(peer.StaffID(aled), ""),
		"a carer with the person's id": peer.ByCarer(peer.CarerID(aled)), "nobody": {}, "two at once": {Person: aled, Staff: jess}} {
		t.Run("PEER-70, H14 "+name, func(t *testing.T) {
			got, err := peer.KeptAboutMe(aled, keeping, reading(by, peer.ForSupport))
			turnedDown(t, err, peer.ErrNotAuthorised)
			require.Zero(t, got)
		})
	}
	t.Run("PEER-70 about nobody", func(t *testing.T) {
		_, err := peer.KeptAboutMe("", keeping, reading(peer.Actor{}, peer.ForSupport))
		turnedDown(t, err, peer.ErrNotAuthorised)
	})
	t.Run("PEER-70 whatever purpose is given, it is their own", func(t *testing.T) {
		got, err := peer.KeptAboutMe(aled, keeping, reading(byAled, peer.ForRecord))
		require.NoError(t, err)
		require.Equal(t, keptJSON(t, keptFor(t, keeping)), keptJSON(t, got))
	})
	t.Run("PEER-70 a part that cannot be written is an error", func(t *testing.T) {
		_, err := peer.KeptAboutMe(aled, peer.Keeping{Records: []peer.Record{unwritable{safeContactsOf(t)[peer.ContactSaid]}}}, reading(byAled, peer.ForSupport))
		require.ErrorIs(t, err, errUnwritable)
	})
}

func TestKeptShowsWordsInItsJSONOnly(t *testing.T) {
	got := keptFor(t, theKeeping(t))
	require.Contains(t, keptJSON(t, got), "greenhouse")
	t.Run("H26 printed or logged it shows whose answer it is", func(t *testing.T) {
		var log strings.Builder
		for _, v := range []any{got, &got, got.Entries, got.Entries[2], struct{ closed any }{got}} {
			logger := slog.New(slog.NewTextHandler(&log, nil))
			logger.Info("shown", "v", v)
			require.NotContains(t, strings.Join(formatted(v), "\n"), "greenhouse")
			require.NotContains(t, strings.Join(formatted(v), "\n"), fmt.Sprintf("%x", "greenhouse"))
		}
		require.NotContains(t, log.String(), "greenhouse")
		require.Equal(t, "kept about p1", fmt.Sprint(got))
		require.Equal(t, "kept: wish-list/wl1", fmt.Sprint(got.Entries[2]))
		require.Equal(t, "kept about p1", got.LogValue().String())
		require.Equal(t, "kept: wish-list/wl1", got.Entries[2].LogValue().String())
	})
}
