package sharing_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/sharing"
)

// logs is what Jess hears of a note with something changed.
func logs(t testing.TB, change func(*sharing.Log), with ...func(*sharing.Facts)) peer.Decision {
	t.Helper()
	step := theNote()
	change(&step)
	return notes.Tried(t, sharing.Note{}, step, byJess, with...)
}

func asItIs(*sharing.Log) {}

func TestSharingIsAgreed(t *testing.T) {
	for _, a := range []peer.Tri{peer.No, peer.Unknown} {
		t.Run("PEER-40 without an agreement: "+a.String(), func(t *testing.T) {
			d := logs(t, asItIs, func(f *sharing.Facts) { f.Agreed = a })
			only(t, d, "PEER-40 boundaries-not-agreed", "/relationship")
			require.Equal(t, a, d.Unmet()[0].Met)
		})
	}
	t.Run("PEER-40 in a relationship with the person, or in a group, and never both", func(t *testing.T) {
		for _, change := range []func(*sharing.Log){
			func(c *sharing.Log) { c.Relationship = "" },
			func(c *sharing.Log) { c.Group = "g" },
			func(c *sharing.Log) { c.Person = "" },
			func(c *sharing.Log) { c.Person, c.Group = "", "g" },
			func(c *sharing.Log) { c.Relationship, c.Group = "", "g" },
		} {
			only(t, logs(t, change), "PEER-40 required", "/relationship")
		}
		open(t, notes.Tried(t, sharing.Note{}, inGroup(), byJess))
	})
	t.Run("PEER-41 what has not been is not written down", func(t *testing.T) {
		only(t, logs(t, func(c *sharing.Log) { c.Shared = on("2026-05-04T10:01Z") }), "PEER-41 future-date", "/shared")
		open(t, logs(t, func(c *sharing.Log) { c.Shared = on(whenSaid) }))
	})
}

func TestSharingIsForThePerson(t *testing.T) {
	t.Run("PEER-40 without a purpose", func(t *testing.T) {
		only(t, logs(t, func(c *sharing.Log) { c.Purpose = "" }), "PEER-40 purpose-required", "/purpose")
	})
	t.Run("PEER-40 for the worker's own need: other places for it are named", func(t *testing.T) {
		d := logs(t, func(c *sharing.Log) { c.Purpose = sharing.OwnNeed })
		only(t, d, "PEER-40 purpose-not-for-person", "/purpose")
		require.Contains(t, d.Unmet()[0].Fix, "supervision")
	})
	t.Run("PEER-40 a purpose that is never taken is never offered", func(t *testing.T) {
		for _, f := range sharing.NoteStarts(act(byJess, whenSaid, "x", nil), facts())[0].Fields {
			if f.Path == "/purpose" {
				require.Equal(t, []string{"inspire-hope", "normalise", "model-self-management", "show-a-way", "build-connection"}, f.Options)
			}
		}
		require.True(t, sharing.OwnNeed.Known())
	})
	t.Run("PEER-22, REC-25 put as what to do", func(t *testing.T) {
		only(t, logs(t, func(c *sharing.Log) { c.Recommends = true }), "PEER-22 advice-out-of-scope", "/recommends")
	})
	t.Run("PEER-22 it says how the person took it", func(t *testing.T) {
		only(t, logs(t, func(c *sharing.Log) { c.Reaction = "" }), "PEER-22 required", "/reaction")
		open(t, logs(t, func(c *sharing.Log) { c.Reaction = sharing.NotAsked }))
	})
	t.Run("PEER-40 it relates to something of theirs", func(t *testing.T) {
		for _, r := range []sharing.RelatesTo{{}, {Kind: sharing.ToGoal}, {ID: "g1"}} {
			only(t, logs(t, func(c *sharing.Log) { c.RelatesTo = r }), "PEER-40 required", "/relatesTo")
		}
		for _, kind := range sharing.Relation("").Terms() {
			open(t, logs(t, func(c *sharing.Log) { c.RelatesTo.Kind = sharing.Relation(kind) }))
		}
		for _, r := range []sharing.RelatesTo{{Kind: sharing.ToGoal}, {ID: "g1"}} {
			group := inGroup()
			group.RelatesTo = r
			only(t, notes.Tried(t, sharing.Note{}, group, byJess), "PEER-40 required", "/relatesTo")
		}
	})
}

func TestSharingModels(t *testing.T) {
	model := func(r sharing.RelatesTo) func(*sharing.Log) {
		return func(c *sharing.Log) { c.Purpose, c.RelatesTo = sharing.ModelSelfManagement, r }
	}
	skill := sharing.RelatesTo{Kind: sharing.ToSkill, ID: "k1"}
	for name, r := range map[string]sharing.RelatesTo{"nothing": {}, "a goal": {Kind: sharing.ToGoal, ID: "k1"}, "a skill without an id": {Kind: sharing.ToSkill},
		"a skill the worker may not see": {Kind: sharing.ToSkill, ID: "k2"}} {
		t.Run("REC-24, PEER-40 modelling "+name, func(t *testing.T) {
			d := logs(t, model(r))
			require.False(t, d.Allowed())
			for _, code := range d.Unmet() {
				require.ErrorIs(t, code.Rule.Code, peer.ErrRequired)
				require.Equal(t, "/relatesTo", code.Path)
			}
		})
	}
	t.Run("REC-24 a skill or a way of coping of the person's", func(t *testing.T) {
		open(t, logs(t, model(skill)))
		only(t, logs(t, model(sharing.RelatesTo{})), "REC-24 required", "/relatesTo")
		open(t, logs(t, model(skill), func(f *sharing.Facts) { f.Modelled = []peer.Ref{{Kind: "coping-strategy", ID: "k1"}} }))
		only(t, logs(t, model(skill), func(f *sharing.Facts) { f.Modelled = []peer.Ref{} }), "REC-24 required", "/relatesTo")
		unknown := logs(t, model(skill), func(f *sharing.Facts) { f.Modelled = nil })
		only(t, unknown, "REC-24 required", "/relatesTo")
		require.Len(t, unknown.Missing(), 1, "nobody has looked")
		open(t, logs(t, asItIs, func(f *sharing.Facts) { f.Modelled = nil }))
	})
}

func TestWishesAndLimits(t *testing.T) {
	theme := func(t sharing.Theme) func(*sharing.Log) { return func(c *sharing.Log) { c.Theme = t } }
	t.Run("PEER-38 a topic the person wants left alone", func(t *testing.T) {
		only(t, logs(t, theme(sharing.SelfHarm)), "PEER-38 topic-avoided", "/theme")
		only(t, logs(t, func(c *sharing.Log) { c.Theme, c.Asked = sharing.SelfHarm, peer.Yes }), "PEER-38 topic-avoided", "/theme")
	})
	for _, a := range []peer.Tri{peer.No, peer.Unknown} {
		t.Run("PEER-38 a topic to ask about first, and the answer is "+a.String(), func(t *testing.T) {
			only(t, logs(t, func(c *sharing.Log) { c.Theme, c.Asked = sharing.HospitalAdmission, a }), "PEER-38 permission-required", "/asked")
		})
	}
	t.Run("PEER-38 with a yes that time it is kept with its yes", func(t *testing.T) {
		step := theNote()
		step.Theme, step.Asked = sharing.HospitalAdmission, peer.Yes
		require.Equal(t, peer.Yes, notes.Done(t, sharing.Note{}, step, byJess).Asked())
	})
	t.Run("PEER-40 a topic the worker never shares", func(t *testing.T) {
		only(t, logs(t, theme(sharing.Childhood)), "PEER-40 topic-off-limits", "/theme")
	})
	t.Run("PEER-40 a person who would rather not hear", func(t *testing.T) {
		_, out, _ := preferencesOf(t)
		only(t, logs(t, asItIs, func(f *sharing.Facts) { f.Wishes = sharing.WishesOf([]peer.Record{out}, sian) }), "PEER-40 sharing-declined", "")
		again := preferences.Done(t, out, sharing.HearAgain{}, bySian)
		open(t, logs(t, asItIs, func(f *sharing.Facts) { f.Wishes = sharing.WishesOf([]peer.Record{again}, sian) }))
	})
	t.Run("PEER-38, PEER-40 what nobody has looked up stands in the way", func(t *testing.T) {
		missing := func(with func(*sharing.Facts)) (out []string) {
			d := logs(t, asItIs, with)
			require.False(t, d.Allowed())
			for _, r := range d.Missing() {
				out = append(out, r.Rule.String())
			}
			require.Len(t, d.Unmet(), len(out))
			return out
		}
		wishes := []string{"PEER-40 sharing-declined", "PEER-38 topic-avoided", "PEER-38 permission-required"}
		for _, w := range []sharing.Wishes{{}, sharing.WishesOf(lists()), sharing.WishesOf(lists(), beatriz), sharing.WishesOf(lists(), sian, "")} {
			require.Equal(t, wishes, missing(func(f *sharing.Facts) { f.Wishes = w }))
		}
		for _, l := range []sharing.Limits{{}, sharing.LimitsOf(lists(), ""), sharing.LimitsOf(lists(), rowan)} {
			require.Equal(t, []string{"PEER-40 topic-off-limits"}, missing(func(f *sharing.Facts) { f.Limits = l }))
		}
	})
	t.Run("PEER-38, H26 nobody learns from a refusal what is on somebody's list", func(t *testing.T) {
		_, out, _ := preferencesOf(t)
		for _, by := range []peer.Actor{bySian, byHannah, byIris, byRowan, byMegan} {
			for _, th := range []sharing.Theme{sharing.SelfHarm, sharing.HospitalAdmission, sharing.Childhood} {
				step := theNote()
				step.Theme = th
				d := notes.Tried(t, sharing.Note{}, step, by, func(f *sharing.Facts) { f.Wishes = sharing.WishesOf([]peer.Record{out}, sian) })
				require.Len(t, d.Unmet(), 1)
				only(t, d, "PEER-41 not-authorised", "")
			}
		}
	})
	t.Run("PEER-40 before a form is filled the worker sees whether sharing is open", func(t *testing.T) {
		_, out, _ := preferencesOf(t)
		a, f := act(byJess, whenSaid, "x", nil), facts()
		require.True(t, sharing.NoteStarts(a, f)[0].Open)
		f.Wishes = sharing.WishesOf([]peer.Record{out}, sian)
		require.False(t, sharing.NoteStarts(a, f)[0].Open)
	})
}

// step is the JSON of a note with members added.
func step(t testing.TB, add map[string]any) []byte {
	t.Helper()
	b, err := sharing.EncodeNoteStep(theNote())
	require.NoError(t, err)
	var doc map[string]any
	require.NoError(t, json.Unmarshal(b, &doc))
	for k, v := range add {
		doc[k] = v
	}
	b, err = json.Marshal(doc)
	require.NoError(t, err)
	return b
}

func TestNoStoryGetsIn(t *testing.T) {
	const canary = "CANARY-of-the-winter"
	type obj = map[string]any
	for name, b := range map[string][]byte{
		"in a map":                step(t, obj{"metadata": obj{"story": canary}}),
		"as an extension":         step(t, obj{"extension": []any{obj{"url": "x", "valueString": canary}}}),
		"as a story":              step(t, obj{"story": canary}),
		"as a diagnosis":          step(t, obj{"workerDiagnosis": canary}),
		"as a number":             step(t, obj{"diagnosisCode": 42}),
		"as nothing":              step(t, obj{"notes": nil}),
		"beside what it is on":    step(t, obj{"relatesTo": obj{"kind": "goal", "id": "g1", "text": canary}}),
		"in other letters":        step(t, obj{"Theme": canary}),
		"in the name itself":      step(t, obj{canary: 1}),
		"among other faults":      step(t, obj{"story": canary, "depth": 7}),
		"with the reaction":       []byte(`{"do":"say-reaction","reaction":"useful","because":"` + canary + `"}`),
		"with whom it is shown":   []byte(`{"do":"show","to":"iris","note":"` + canary + `"}`),
		"with hiding it":          []byte(`{"do":"hide","note":"` + canary + `"}`),
		"with taking it back":     []byte(`{"do":"take-back","why":"` + canary + `"}`),
		"with nothing else in it": []byte(`{"do":"log","x":{"y":["` + canary + `"]}}`),
	} {
		t.Run("PEER-41 a story "+name, func(t *testing.T) {
			_, err := sharing.DecodeNoteStep(b)
			require.ErrorIs(t, err, sharing.ErrNarrativeNotAllowed)
			var r *peer.Refusal
			require.ErrorAs(t, err, &r)
			require.Len(t, r.Unmet(), 1)
			require.Equal(t, "PEER-41 narrative-not-allowed", r.Unmet()[0].Rule.String())
			require.NotContains(t, err.Error(), canary)
			j, jerr := json.Marshal(r)
			require.NoError(t, jerr)
			require.NotContains(t, string(j), canary)
			_, again := sharing.DecodeStep(sharing.KindNote, b)
			require.Equal(t, err, again)
		})
	}
	t.Run("PEER-41 other faults are heard as they are", func(t *testing.T) {
		_, err := sharing.DecodeNoteStep(step(t, obj{"depth": 7, "asked": "perhaps"}))
		require.NotErrorIs(t, err, sharing.ErrNarrativeNotAllowed)
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		var paths []string
		for _, x := range r.Unmet() {
			paths = append(paths, x.Path)
		}
		require.ElementsMatch(t, []string{"/depth", "/asked"}, paths)
		_, err = sharing.DecodeNoteStep([]byte(`{"do":"hide","do":"hide"}`))
		require.ErrorIs(t, err, peer.ErrSchema)
		back, err := sharing.DecodeNoteStep(step(t, nil))
		require.NoError(t, err)
		require.Equal(t, theNote(), back)
	})
	for path, put := range map[string]func(*sharing.Log, string){
		"/relationship": func(c *sharing.Log, s string) { c.Relationship = s },
		"/contact":      func(c *sharing.Log, s string) { c.Contact = s },
		"/relatesTo/id": func(c *sharing.Log, s string) { c.RelatesTo.ID = s },
		"/group": func(c *sharing.Log, s string) {
			*c = inGroup()
			c.Group = s
		},
	} {
		for _, text := range []string{"it was winter", "it\u00a0was", "it\twas", "it\u200bwas", "it\u2028was", "a\x00b"} {
			t.Run("PEER-41 a story where an id stands: "+path, func(t *testing.T) {
				d := logs(t, func(c *sharing.Log) { put(c, text) })
				only(t, d, "PEER-41 narrative-not-allowed", path)
				require.NotContains(t, (&peer.Refusal{Decision: d}).Error(), text)
			})
		}
		open(t, logs(t, func(c *sharing.Log) { put(c, "urn:uuid:00c1-ŵ/x_y.z") }))
	}
	t.Run("PEER-41 the longest id there is holds no more than an id", func(t *testing.T) {
		only(t, logs(t, func(c *sharing.Log) { c.Contact = strings.Repeat("x", 201) }), "PEER-40 too-long", "/contact")
	})
}
