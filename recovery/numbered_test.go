package recovery_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/internal/witness"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// takes is a step that has to be allowed.
func takes[R peer.Record, S, F any](t testing.TB, kind steptest.Kind[R, S, F], r R, step any, by peer.Actor, at, id string, f F) R {
	t.Helper()
	s := step.(S)
	if !r.Exists() {
		next, _, err := kind.New(s, act(by, at, id, nil), f)
		require.NoError(t, err)
		return next
	}
	next, _, err := kind.Do(r, s, act(by, at, id, r), f)
	require.NoError(t, err)
	return next
}

// hearing is a case in which these rules are heard too when this field does not fit.
func hearing[R peer.Record, S, F any](c steptest.Case[R, S, F], path string, rules ...peer.Rule) steptest.Case[R, S, F] {
	if c.Hears = maps.Clone(c.Hears); c.Hears == nil {
		c.Hears = map[string][]peer.Rule{}
	}
	c.Hears[path] = rules
	return c
}

// storedOnce holds the stored form of records against their files, which are never
// edited: what was stored once is read for ever.
func storedOnce[R peer.Record, S, F any](t *testing.T, kind steptest.Kind[R, S, F], records map[peer.Status]R) {
	t.Helper()
	for _, status := range slices.Sorted(maps.Keys(records)) {
		r := records[status]
		require.Equal(t, status, r.Status())
		b, err := peer.Encode(r)
		require.NoError(t, err)
		var laidOut bytes.Buffer
		require.NoError(t, json.Indent(&laidOut, b, "", "  "))
		laidOut.WriteByte('\n')
		steptest.Golden(t, "v1/"+string(kind.Table.Kind)+"-"+string(status)+".json", laidOut.Bytes())
		back, err := kind.Decode(laidOut.Bytes())
		require.NoError(t, err, status)
		again, err := peer.Encode(back)
		require.NoError(t, err)
		require.Equal(t, string(b), string(again), status)
	}
}

// spoiltAt puts one member of a stored record differently and checks that it is not
// read, and where the fault lies.
func spoiltAt[R peer.Record, S, F any](t *testing.T, kind steptest.Kind[R, S, F], r R, path string, value any, heard string) {
	t.Helper()
	b, err := peer.Encode(r)
	require.NoError(t, err)
	var doc any
	require.NoError(t, json.Unmarshal(b, &doc))
	put(doc, strings.Split(path, "/")[1:], value)
	b, err = json.Marshal(doc)
	require.NoError(t, err)
	back, err := kind.Decode(b)
	var refusal *peer.Refusal
	require.ErrorAs(t, err, &refusal, "%s=%v", path, value)
	require.False(t, back.Exists())
	var paths []string
	for _, x := range refusal.Unmet() {
		require.True(t, strings.HasPrefix(x.Rule.Row, "DOC-"), path)
		paths = append(paths, x.Path)
	}
	require.Contains(t, paths, heard, "%s=%v", path, value)
}

// spoiltAnywhere spoils stored records in one place at random: they are not read, or
// they store and read back the same.
func spoiltAnywhere[R peer.Record, S, F any](t *testing.T, kind steptest.Kind[R, S, F], r R) {
	t.Helper()
	defer witness.Pause()()
	rng := rand.New(rand.NewPCG(20260217, 42))
	whole, err := peer.Encode(r)
	require.NoError(t, err)
	for range 300 {
		b := spoil(rng, whole)
		back, err := kind.Decode(b)
		if err != nil {
			var refusal *peer.Refusal
			require.ErrorAs(t, err, &refusal)
			require.NotContains(t, err.Error(), "tablets")
			require.False(t, back.Exists())
			continue
		}
		first, err := peer.Encode(back)
		require.NoError(t, err)
		again, err := kind.Decode(first)
		require.NoError(t, err, "%s", b)
		second, err := peer.Encode(again)
		require.NoError(t, err)
		require.Equal(t, string(first), string(second))
	}
}

func TestChoiceRecordsSpoilt(t *testing.T) {
	spoiltAnywhere(t, optionTalkKind, tellOptionTalk(t).through)
	spoiltAnywhere(t, choiceKind, tellChoice(t).putUpon)
	spoiltAnywhere(t, meetingPrepKind, tellMeeting(t).over)
	spoiltAnywhere(t, selfAdvocacyKind, tellAdvocacy(t).done)
}

func TestChoiceListsAreClosed(t *testing.T) {
	closed(t, recovery.SourceOwnUse)
	closed(t, recovery.OptionWait)
	closed(t, recovery.ThoughtWorry)
	closed(t, recovery.ImposedByCourt)
	closed(t, recovery.OfferAdvocacy)
	closed(t, recovery.EventFoodBank)
	closed(t, recovery.SpeakerAdvocate)
	closed(t, recovery.AnswerAdvice)
	closed(t, recovery.RouteQualifiedStaff)
	closed(t, recovery.AskedOfOther)
	closed(t, recovery.WantsAdvocate)
	closed(t, recovery.SkillSayNo)
}

// walkChoices is walk with answers of its own for some fields; the rest is given.
func walkChoices[R peer.Record, S, F any](t *testing.T, kind steptest.Kind[R, S, F], steps int, facts func(steptest.Draw) F,
	own func(draw steptest.Draw, r R, path string, now time.Time) any, holds func(t require.TestingT, r R, c peer.Change)) {
	t.Helper()
	defer witness.Pause()()
	var tally steptest.Tally
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "draw") }
		watched := kind
		watched.Do = func(r R, s S, a peer.Act, f F) (R, peer.Change, error) {
			next, c, err := kind.Do(r, s, a, f)
			if err == nil {
				holds(rt, next, c)
			}
			return next, c, err
		}
		watched.New = func(s S, a peer.Act, f F) (R, peer.Change, error) {
			next, c, err := kind.New(s, a, f)
			if err == nil {
				holds(rt, next, c)
			}
			return next, c, err
		}
		steptest.Walk[R, S, F]{Kind: watched, Steps: steps, From: on("2026-02-01T22:30Z"),
			Who:   func(draw steptest.Draw, _ R, party peer.Party) peer.Actor { return someone(draw, party) },
			Facts: func(draw steptest.Draw, _ R) F { return facts(draw) },
			Give: func(draw steptest.Draw, r R, now time.Time) steptest.Give {
				rest := given(draw, now)
				var give steptest.Give
				give = func(path string, f peer.Field) any {
					if v := own(draw, r, path, now); v != nil {
						return v
					}
					if f.Kind == peer.FieldGroup && !f.Repeats {
						return steptest.Fill(f.Fields, give)
					}
					return rest(path, f)
				}
				return give
			},
		}.Run(rt, draw, &tally)
	})
	tally.Check(t, kind.Table)
}

// seesParts checks which parts of a record a reader sees; the others are left out
// under REC-50.
func seesParts[R interface {
	View(peer.Reading) (peer.Viewed, error)
	Sees(string, peer.Reading) bool
}](t *testing.T, r R, by peer.Reading, want ...string) string {
	t.Helper()
	v, err := r.View(by)
	require.NoError(t, err)
	for _, part := range want {
		require.True(t, v.Sees(part), part)
		require.True(t, r.Sees(part, by), part)
	}
	for _, out := range v.LeftOut {
		require.NotContains(t, want, out.Name)
		require.Equal(t, "REC-50 consent-required", out.Rule.String())
	}
	b, err := json.Marshal(v)
	require.NoError(t, err)
	var parts struct{ Parts map[string]any }
	require.NoError(t, json.Unmarshal(b, &parts))
	require.Len(t, parts.Parts, len(want))
	return string(b)
}
