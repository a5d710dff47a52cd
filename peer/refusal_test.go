package peer_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

func aRefusal(t testing.TB) *peer.Refusal {
	t.Helper()
	facts := relFacts(t)
	facts.Places.Held, facts.PersonAgreed = 12, peer.Unknown
	offer := theOffer()
	offer.Service = ""
	_, _, err := peer.NewRelationship(offer, act(byHannah, "2026-02-09T10:00Z", "x", nil), facts)
	var r *peer.Refusal
	require.ErrorAs(t, err, &r)
	return r
}

func TestRefusal(t *testing.T) {
	r := aRefusal(t)
	t.Run("its JSON goes as it is into problem+json", func(t *testing.T) {
		b, err := json.MarshalIndent(r, "", "  ")
		require.NoError(t, err)
		steptest.Golden(t, "refusal.json", append(b, '\n'))
	})
	t.Run("H02 its JSON holds the signals it leaves behind", func(t *testing.T) {
		out, _, _ := walking(t)
		_, _, err := walks.Do(out, goOn{Stop: "bridge"}, act(byAled, after, "x", out), fine)
		b, marshalErr := json.MarshalIndent(err, "", "  ")
		require.NoError(t, marshalErr)
		steptest.Golden(t, "refusal-with-signal.json", append(b, '\n'))
	})
	t.Run("its text says every reason, what is needed and what would put it right", func(t *testing.T) {
		for _, reason := range r.Reasons {
			if reason.Stops() {
				require.Contains(t, r.Error(), reason.Rule.String())
				require.Contains(t, r.Error(), reason.Says)
				require.Contains(t, r.Error(), reason.Fix)
			}
		}
	})
	t.Run("errors.Is finds the codes that stand in the way, and no others", func(t *testing.T) {
		wrapped := fmt.Errorf("offering: %w", r)
		for _, code := range []peer.Code{peer.ErrCaseloadExceeded, peer.ErrPersonHasNotAgreed, peer.ErrRequired} {
			require.ErrorIs(t, wrapped, code)
		}
		require.NotErrorIs(t, wrapped, peer.ErrWorkerNotReady, "a reason that is met does not stand in the way")
		require.NotErrorIs(t, wrapped, errors.New("caseload-exceeded"))
		require.Equal(t, []peer.Code{peer.ErrPersonHasNotAgreed, peer.ErrCaseloadExceeded, peer.ErrRequired}, r.Codes())
	})
	t.Run("a decision says the same in JSON and back", func(t *testing.T) {
		b, err := json.Marshal(r.Decision)
		require.NoError(t, err)
		var back peer.Decision
		require.NoError(t, json.Unmarshal(b, &back))
		require.Equal(t, r.Unmet(), back.Unmet())
		require.Equal(t, r.Decision, back)
	})
	t.Run("H27 an audit entry of a step that was not taken holds ids and rules", func(t *testing.T) {
		a := act(byHannah, "2026-02-09T10:00Z", "x", nil)
		e := r.Entry(peer.Ref{Kind: "relationship", ID: "rel-1"}, a)
		require.Equal(t, peer.NotTaken{Of: peer.Ref{Kind: "relationship", ID: "rel-1"}, Request: "x", By: byHannah, At: on("2026-02-09T10:00Z"),
			Rules: []peer.Rule{row("PEER-24", peer.ErrPersonHasNotAgreed), row("PEER-20", peer.ErrCaseloadExceeded), row("PEER-24", peer.ErrRequired)}}, e)
	})
	t.Run("a decision without reasons allows nothing", func(t *testing.T) {
		require.False(t, peer.Decision{}.Allowed())
		require.True(t, peer.Decision{Reasons: []peer.Reason{{Met: peer.Yes}}}.Allowed())
		require.True(t, peer.Decision{Reasons: []peer.Reason{{Met: peer.No, Weight: peer.Warns}, {Weight: peer.Raises}}}.Allowed())
		require.False(t, peer.Decision{Reasons: []peer.Reason{{}, {Met: peer.Yes}}}.Allowed(), "the zero reason is not known and blocks")
	})
}

func TestFaults(t *testing.T) {
	one := peer.Fault(row("A-01", peer.ErrRequired), "/a", "A is there.", "Give it.", peer.Number("max", 3))
	two := peer.Fault(row("A-02", peer.ErrTooLong), "/b", "B fits.", "Shorten it.")
	t.Run("faults join and are heard at once", func(t *testing.T) {
		require.NoError(t, peer.Faults())
		require.NoError(t, peer.Faults(nil, nil))
		turnedDown(t, peer.Faults(one, nil, fmt.Errorf("reading: %w", two)), peer.ErrRequired, peer.ErrTooLong)
		plain := errors.New("disk")
		err := peer.Faults(one, plain)
		require.ErrorIs(t, err, plain)
		require.ErrorIs(t, err, peer.ErrRequired)
	})
	t.Run("a fault inside a larger document says where it lies", func(t *testing.T) {
		err := peer.Under("/peer", peer.Faults(one, two))
		require.Equal(t, []string{"/peer/a", "/peer/b"}, pathsOf(t, err))
		require.Equal(t, []string{"/a"}, pathsOf(t, one), "the fault itself is as it was")
		plain := errors.New("disk")
		require.Equal(t, plain, peer.Under("/peer", plain))
		require.NoError(t, peer.Under("/peer", nil))
	})
}

func TestWordsOfReasons(t *testing.T) {
	t.Run("an argument takes no text that is not on a list", func(t *testing.T) {
		require.Equal(t, "one-to-one", peer.Word("kind", peer.OneToOne).Value())
		require.Empty(t, peer.Word("kind", peer.ActivityKind("my brother hit me")).Value())
		require.Equal(t, "12", peer.Number("max", 12).Value())
		require.Equal(t, "-3", peer.Number("max", -3).Value())
		require.Equal(t, "2026-02", peer.On("day", peer.MustDate("2026-02")).Value())
		require.Equal(t, "2026-02-16T10:00:00.000Z", peer.At("at", on(before)).Value())
	})
	t.Run("an argument reads back as it was written", func(t *testing.T) {
		for _, a := range []peer.Arg{peer.Number("max", 0), peer.Number("max", 7), peer.Word("kind", peer.DropIn), peer.On("day", peer.MustDate("2026")), peer.At("at", on(before)), peer.Word("kind", peer.Mode("x"))} {
			b, err := json.Marshal(a)
			require.NoError(t, err)
			var back peer.Arg
			require.NoError(t, json.Unmarshal(b, &back))
			require.Equal(t, a, back, string(b))
		}
	})
	t.Run("a code is the same read back, and of its kind beside a reason", func(t *testing.T) {
		for _, kind := range []peer.CodeKind{peer.Stop, peer.AskField, peer.ShowWhose, peer.Wait, peer.ReadAgain} {
			reason := peer.Reason{Rule: row("A-01", peer.NewCode("some-code", kind)), Weight: peer.Warns, Audience: peer.WorkerAndLine}
			b, err := json.Marshal(reason)
			require.NoError(t, err)
			var back peer.Reason
			require.NoError(t, json.Unmarshal(b, &back))
			require.Equal(t, reason, back)
			require.Equal(t, kind, back.Rule.Code.Kind())
		}
		var kind peer.CodeKind
		require.NoError(t, kind.UnmarshalText([]byte("something-new")))
		require.Equal(t, peer.Stop, kind, "a kind nobody knows is the safest one")
		require.Equal(t, "stop", peer.CodeKind(99).String())
		require.Equal(t, "raises", peer.Weight(99).String())
	})
	t.Run("PEER-30 an illegal move says from where and which step", func(t *testing.T) {
		s := tellRel(t)
		_, _, err := s.ended.Do(theProposal(), act(byAled, "2026-04-10T11:00Z", "x", s.ended), relFacts(t))
		args := turnedDown(t, err, peer.ErrInvalidTransition).Unmet()[0].Args
		require.Equal(t, "ended", args[0].Value())
		require.Equal(t, "propose", args[1].Value())
	})
}

func TestTri(t *testing.T) {
	y, n, u := peer.Yes, peer.No, peer.Unknown
	t.Run("what nobody knows is never taken as good news", func(t *testing.T) {
		for _, c := range []struct{ a, b, and, or peer.Tri }{
			{y, y, y, y}, {y, n, n, y}, {y, u, u, y}, {n, n, n, n}, {n, u, n, u}, {u, u, u, u},
		} {
			require.Equal(t, c.and, c.a.And(c.b))
			require.Equal(t, c.and, c.b.And(c.a))
			require.Equal(t, c.or, c.a.Or(c.b))
			require.Equal(t, c.or, c.b.Or(c.a))
			require.Equal(t, c.a, c.a.Not().Not())
		}
		require.Equal(t, u, u.Not())
		require.Equal(t, y, peer.Is(true))
		require.Equal(t, n, peer.Is(false))
	})
	t.Run("a misspelt answer is not a missing one", func(t *testing.T) {
		for text, want := range map[string]peer.Tri{"yes": y, "no": n, "unknown": u, "": u} {
			var got peer.Tri
			require.NoError(t, got.UnmarshalText([]byte(text)))
			require.Equal(t, want, got)
		}
		for _, text := range []string{"Yes", "ja", "true", "1", " yes"} {
			var got peer.Tri
			require.ErrorIs(t, got.UnmarshalText([]byte(text)), peer.ErrUnknownCode)
			require.Equal(t, u, got)
		}
	})
}
