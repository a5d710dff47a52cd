package safeguard_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

// anyRaise draws everything that can come in.
func anyRaise(t *rapid.T) safeguard.Raise {
	text := rapid.OneOf(rapid.SampledFrom([]string{"", "x", "he hits me", "\xff\xfe", "a\x00b", strings.Repeat("ŵ", 3000)}), rapid.String())
	id := func(name string) string { return text.Draw(t, name) }
	who := func(name string) peer.Actor {
		return peer.Actor{Staff: peer.StaffID(id(name)), Person: peer.PersonID(rapid.SampledFrom([]string{"", "", "p4"}).Draw(t, name)), Carer: peer.CarerID(rapid.SampledFrom([]string{"", "", "", "m"}).Draw(t, name))}
	}
	words := func(name string) peer.Words {
		return peer.Words{Text: peer.Say(id(name)), By: rapid.SampledFrom([]peer.Actor{{}, {}, bySian, byJess, who(name)}).Draw(t, name), How: peer.How(rapid.SampledFrom([]string{"", "said", "sung"}).Draw(t, name)), Lang: id(name)}
	}
	tri := func(name string) peer.Tri { return peer.Tri(rapid.IntRange(0, 3).Draw(t, name)) }
	when := func(name string) peer.Moment {
		return rapid.SampledFrom([]peer.Moment{{}, moment("2026-03-13T17:40:00Z"), moment("9999-12-31T23:59:59Z"), moment("0001-01-01T00:00:00.001Z"), moment("2026-03-14T17:40:00+14:00")}).Draw(t, name)
	}
	list := func(name string) (out []peer.StaffID) {
		for range rapid.IntRange(0, 4).Draw(t, name) {
			out = append(out, peer.StaffID(id(name)))
		}
		return out
	}
	days := []peer.Date{{}, peer.MustDate("2026"), peer.MustDate("2026-03-20"), peer.MustDate("0001-01-01"), peer.MustDate("9999-12-31")}
	return safeguard.Raise{
		ID: rapid.SampledFrom([]string{"", "c1", id("id")}).Draw(t, "id"), Trigger: safeguard.Trigger(rapid.SampledFrom(append([]string{"", "odd-word", id("trigger")}, triggerWords()...)).Draw(t, "trigger")),
		About: peer.PersonID(rapid.SampledFrom([]string{"", "p4", id("about")}).Draw(t, "about")), Age: rapid.SampledFrom([]int{0, 15, 71, -1, 1 << 30}).Draw(t, "age"), NoticedAt: when("noticed"), Where: safeguard.Where(rapid.SampledFrom([]string{"", "home", "moon"}).Draw(t, "where")),
		Text: words("text"), Wants: words("wants"), Contact: safeguard.SafeContact{Answer: safeguard.Contactable(rapid.SampledFrom([]string{"", "how", "x"}).Draw(t, "contact")), How: words("how")},
		Talk:       safeguard.SayTalked{Answer: safeguard.TalkedWith(rapid.SampledFrom([]string{"", "yes", "not-safe", "about-nobody", "x"}).Draw(t, "talk")), Because: peer.Say(id("because")), LookAgain: rapid.SampledFrom(days).Draw(t, "day")},
		Disclosure: safeguard.Disclosure{Quoted: words("quoted"), SaidAt: when("said"), SaidIn: peer.Say(id("in")), Safe: tri("safe"), Children: tri("children"), ToldPassedOn: tri("told"), Promised: rapid.Bool().Draw(t, "promised")},
		Danger:     safeguard.Danger{Now: tri("now"), IntentWithPlan: tri("intent"), Violence: tri("violence"), Emergency: safeguard.EmergencyAction(rapid.SampledFrom([]string{"", "called", "unanswered", "x"}).Draw(t, "emergency"))},
		Ground:     safeguard.Ground{Basis: safeguard.Basis(rapid.SampledFrom([]string{"", "vital-interests", "x"}).Draw(t, "ground")), Because: peer.Say(id("why"))},
		NotTo:      safeguard.NotTo{Subjects: list("subjects"), Linked: list("linked"), Named: list("named")}, Origin: []string{id("origin")}, With: id("with"),
		Marks: []safeguard.Mark{safeguard.Mark(rapid.SampledFrom([]string{"no-time", "x"}).Draw(t, "mark"))}, Given: peer.Say(id("given")), Beside: peer.Say(id("beside")),
	}
}

func triggerWords() (out []string) {
	for _, t := range safeguard.CoreTriggers() {
		out = append(out, string(t))
	}
	return out
}

// Whatever comes in, a concern comes of it, and every mark has its cause.
func TestRaiseWhateverComesIn(t *testing.T) {
	defer witness.Pause()()
	known := facts(t)
	rapid.Check(t, func(t *rapid.T) {
		r := anyRaise(t)
		a := peer.Act{By: rapid.SampledFrom([]peer.Actor{byJess, bySian, byMegan, {}, {Staff: "a", Carer: "b"}}).Draw(t, "by"), ID: peer.RequestID(rapid.SampledFrom([]string{"r", "", "\xff"}).Draw(t, "request")), Seen: peer.Rev(rapid.IntRange(0, 2).Draw(t, "seen")),
			At: rapid.SampledFrom([]time.Time{on("2026-03-13T17:42Z"), {}, on("1970-01-01T00:00Z"), time.Date(12_000, 1, 1, 0, 0, 0, 0, time.UTC), on("2199-12-31T23:59Z")}).Draw(t, "at")}
		f := rapid.SampledFrom([]safeguard.Facts{known, {}, {Policy: known.Policy, Outdated: true}}).Draw(t, "facts")
		c, change := raisedAnyway(t, r, a, f)
		because := map[peer.Code]bool{
			safeguard.UnknownTrigger: c.Trigger() == safeguard.AreaOfConcern && r.Trigger != safeguard.AreaOfConcern, safeguard.NoticedLater: !r.NoticedAt.IsZero() && c.Noticed().Equal(c.Received()),
			safeguard.NotInForce: f.Outdated || !f.Policy.Known(), safeguard.SecrecyPromise: r.Disclosure.Promised, safeguard.NobodyNamed: !a.By.Valid(),
			safeguard.NoTime: c.Received().Year() == 2000 || slices.Contains(r.Marks, "no-time"), safeguard.IDMade: string(change.Request) != string(a.ID) || c.Ref().ID != r.ID,
			safeguard.NotTheirWords: c.Wants().IsZero() && !r.Wants.IsZero(), safeguard.LeftBeside: !c.Beside().IsZero(), safeguard.NoForm: false,
			safeguard.ListShortened: true, safeguard.WordUnknown: true, safeguard.TextShortened: true,
		}
		for code, cause := range because {
			require.True(t, cause || !c.Marked(code), "marked %s without a cause", code)
		}
		for code, cause := range map[peer.Code]bool{safeguard.NotInForce: because[safeguard.NotInForce], safeguard.SecrecyPromise: because[safeguard.SecrecyPromise],
			safeguard.NobodyNamed: because[safeguard.NobodyNamed], safeguard.IDMade: because[safeguard.IDMade], safeguard.UnknownTrigger: because[safeguard.UnknownTrigger]} {
			require.True(t, !cause || c.Marked(code), "%s is not marked", code)
		}
		require.Equal(t, c.Disclosure().Children == peer.Yes && c.CoreTrigger() != safeguard.SafeguardingChild, len(change.Made) == 1)
		require.Empty(t, c.Wants().By.Staff)
	})
}

// Whatever is sent as a form, a concern comes of it.
func FuzzReadRaise(f *testing.F) {
	known := facts(f)
	for _, seed := range []string{``, `{}`, `null`, `he hits me`, `{"do":"raise","trigger":"accident"}`, `{"text":["a"],"notTo":{"named":"x"},"disclosure":{"children":true}}`, `{"id":{},"marks":["x",7]}`, "{\"text\":\"\xff\"}", `{"talk":{"answer":"not-safe","lookAgain":"2026"}}`} {
		f.Add([]byte(seed))
	}
	full, err := safeguard.EncodeConcernStep(theDisclosure())
	require.NoError(f, err)
	f.Add(full)
	f.Fuzz(func(t *testing.T, b []byte) {
		c, change := raisedAnyway(t, safeguard.ReadRaise(b), act(byJess, "2026-03-13T17:42Z", "r0", nil), known)
		raw, err := json.Marshal(change)
		require.NoError(t, err)
		require.NotEmpty(t, raw)
		require.True(t, c.Exists())
		var refusal *peer.Refusal
		_, err = safeguard.DecodeConcernStep(b)
		require.True(t, err == nil || errors.As(err, &refusal))
	})
}
