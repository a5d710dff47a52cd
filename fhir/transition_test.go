package fhir_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

func move(t testing.TB, status string, with map[string]any) transition.Transition {
	t.Helper()
	return stored[transition.Transition](t, "transition/transition-"+status, with)
}

// activity is one of the six as it stands in the plan.
type activity struct {
	ID       string
	Progress []struct {
		AuthorReference struct{ Reference string }
		Text            string
	}
	Detail struct {
		Status string
		Code   struct {
			Coding []struct{ System, Code string }
		}
	}
}

func activitiesOf(t testing.TB, r fhir.Resource) map[string]activity {
	t.Helper()
	var plan struct{ Activity []activity }
	require.NoError(t, json.Unmarshal(r.Body, &plan))
	out := map[string]activity{}
	for _, a := range plan.Activity {
		require.True(t, fhir.IsElementOfOurs(a.ID))
		require.Equal(t, fhir.TransitionCheckSystem, a.Detail.Code.Coding[0].System)
		out[a.Detail.Code.Coding[0].Code] = a
	}
	require.Len(t, plan.Activity, 6)
	require.Len(t, out, 6)
	return out
}

func TestToTransition(t *testing.T) {
	t.Run("TRAN-01, TRAN-03, TRAN-05 with the person's yes", func(t *testing.T) {
		r, err := fhir.ToTransition(everyMove(t), sharing(t))
		require.NoError(t, err)
		golden(t, "careplan-transition", r.Body)
		again, err := fhir.ToTransition(everyMove(t), sharing(t))
		require.NoError(t, err)
		require.Equal(t, r.Body, again.Body)
	})
	t.Run("TRAN-01 the least", func(t *testing.T) {
		r, err := fhir.ToTransition(move(t, "announced", map[string]any{"worker": nil, "planned": nil, "daySet": nil, "told": nil, "until": nil, "checks": nil,
			"organiser": put(t, `{"organisation":"A"}`)}), tamarsideOf(t, "p4"))
		require.NoError(t, err)
		golden(t, "careplan-transition-least", r.Body)
	})
	t.Run("TRAN-02, TRAN-03 every status", func(t *testing.T) {
		want := map[string]string{"announced": "active", "preparing": "active", "in-transfer": "active", "settling": "active", "completed": "completed", "cancelled": "revoked"}
		require.Len(t, want, len(transition.TransitionTable().States))
		for _, state := range transition.TransitionTable().States {
			m := move(t, string(state.Status), nil)
			require.Equal(t, state.Status, m.Status())
			r, err := fhir.ToTransition(m, sharing(t))
			require.NoError(t, err)
			require.Equal(t, []string{want[string(state.Status)], "plan"}, append(at(t, r, "status"), at(t, r, "intent")...))
			require.Equal(t, []string{"transition"}, at(t, r, "category.coding.code"))
			activitiesOf(t, r)
		}
	})
	t.Run("TRAN-01, FHIR-04 the author is who organises it, and never the worker", func(t *testing.T) {
		for organiser, want := range map[string]string{
			`{"staff":"kay-orr","role":"care-coordinator","organisation":"A"}`: "Practitioner/kay",
			`{"staff":"kay-orr"}`:  "Practitioner/kay",
			`{"organisation":"A"}`: "Organization/a",
		} {
			r, err := fhir.ToTransition(move(t, "announced", map[string]any{"organiser": put(t, organiser)}), sharing(t))
			require.NoError(t, err)
			require.Equal(t, []string{want}, at(t, r, "author.reference"))
			require.Equal(t, []string{"Practitioner/w4"}, at(t, r, "contributor.reference"))
		}
		in := sharing(t)
		delete(in.People.Staff, "kay-orr")
		_, err := fhir.ToTransition(move(t, "announced", nil), in)
		require.Equal(t, "/organiser/staff", refused(t, err, peer.ErrRequired).Reasons[0].Path, "the organisation does not take their place")
	})
}

// tamarsideOf is tamarside where this person is known, and nothing is said yes to.
func tamarsideOf(t testing.TB, person peer.PersonID) fhir.Context {
	in := tamarside(t)
	in.People.Patients[person] = fhir.Patient{Reference: fhir.Reference{Reference: "Patient/" + string(person)}}
	in.People.Staff["kay-orr"] = fhir.Reference{Reference: "Practitioner/kay"}
	return in
}

func TestChecks(t *testing.T) {
	check := func(body string) map[string]any {
		return map[string]any{"checks": put(t, `[{"check":"notice",`+body+`}]`), "openAgain": nil, "opinion": map[string]any{}}
	}
	const when = `"2026-03-03T09:00:00.000Z"`
	t.Run("TRAN-03 every answer, whoever gave it, while it is open and when it is over", func(t *testing.T) {
		status := map[string][2]string{"met": {"completed", "completed"}, "partly-met": {"in-progress", "in-progress"}, "not-met": {"in-progress", "stopped"}}
		says := map[string]string{"met": "Met.", "partly-met": "Partly met.", "not-met": "Not met."}
		require.Len(t, status, len(transition.Answer("").Terms()))
		for _, answer := range transition.Answer("").Terms() {
			for from, c := range map[string][2]string{"person": {"personAt", "Patient/p4"}, "worker": {"workerAt", "Practitioner/w4"}} {
				for i, at := range []string{"preparing", "cancelled"} {
					r, err := fhir.ToTransition(move(t, at, check(`"`+from+`":"`+answer+`","`+c[0]+`":`+when)), sharing(t))
					require.NoError(t, err)
					a := activitiesOf(t, r)["notice"]
					require.Equal(t, status[answer][i], a.Detail.Status)
					require.Len(t, a.Progress, 1)
					require.Equal(t, []string{says[answer], c[1]}, []string{a.Progress[0].Text, a.Progress[0].AuthorReference.Reference})
				}
			}
		}
	})
	t.Run("TRAN-03 nobody has answered", func(t *testing.T) {
		for _, at := range []string{"preparing", "cancelled"} {
			r, err := fhir.ToTransition(move(t, at, map[string]any{"checks": nil, "openAgain": nil, "opinion": map[string]any{}}), sharing(t))
			require.NoError(t, err)
			for _, a := range activitiesOf(t, r) {
				require.Equal(t, "not-started", a.Detail.Status)
				require.Empty(t, a.Progress)
			}
		}
	})
	t.Run("TRAN-03 the person's answer wins, and the worker's stays beside it here", func(t *testing.T) {
		r, err := fhir.ToTransition(move(t, "preparing", check(`"person":"not-met","personAt":`+when+`,"worker":"met","workerAt":`+when+`,"note":"`+canary+`"`)), sharing(t))
		require.NoError(t, err)
		a := activitiesOf(t, r)["notice"]
		require.Equal(t, "in-progress", a.Detail.Status)
		require.Len(t, a.Progress, 1)
		require.Equal(t, "Patient/p4", a.Progress[0].AuthorReference.Reference)
		require.NotContains(t, string(r.Body), canary)
		require.NotContains(t, string(r.Body), `"Met.`)
	})
	t.Run("TRAN-07 what is passed on against the person's no is not met, and is nobody's answer", func(t *testing.T) {
		r, err := fhir.ToTransition(everyMove(t), sharing(t))
		require.NoError(t, err)
		a := activitiesOf(t, r)["information"]
		require.Equal(t, "in-progress", a.Detail.Status)
		require.Empty(t, a.Progress, "they said that it was met: no other word is put into their mouth")
	})
	t.Run("TRAN-05 words and opinion each under their own door", func(t *testing.T) {
		const words, opinion = "CANARY words", "CANARY opinion"
		for name, c := range map[string]struct {
			consents []peer.Consent
			send     bool
			want     [2]bool
		}{
			"yes, and send it":         {saysYes("p4", peer.SharePlan, peer.Yes), true, [2]bool{true, true}},
			"yes, but not the opinion": {saysYes("p4", peer.SharePlan, peer.Yes), false, [2]bool{true, false}},
			"no":                       {saysYes("p4", peer.SharePlan, peer.No), true, [2]bool{}},
			"nobody asked":             {nil, true, [2]bool{}},
			"a yes to something else":  {saysYes("p4", peer.ShareGoals, peer.Yes), true, [2]bool{}},
			"somebody else's yes":      {saysYes(aled, peer.SharePlan, peer.Yes), true, [2]bool{}},
		} {
			in := sharing(t)
			in.Consents = c.consents
			m := move(t, "announced-all", map[string]any{"opinion": map[string]any{"words": put(t, `{"text":"CANARY opinion","by":{"person":"p4"}}`), "send": c.send, "at": "2026-03-02T10:00:00.000Z"}})
			r, err := fhir.ToTransition(m, in)
			require.NoError(t, err, name)
			body := string(r.Body)
			require.Equal(t, c.want, [2]bool{strings.Contains(body, words), strings.Contains(body, opinion)}, name)
			require.Equal(t, []string{"active"}, at(t, r, "status"), "the fact goes without asking")
			for id, a := range activitiesOf(t, r) {
				for _, said := range a.Progress {
					require.Equal(t, "Patient/p4", said.AuthorReference.Reference)
					require.Equal(t, id == "notice" || said.Text != words, true)
					require.Equal(t, id == "opinion" || said.Text != opinion, true)
				}
			}
		}
	})
}

func TestTransitionRefusals(t *testing.T) {
	t.Run("TRAN-01, FHIR-15 everything at once", func(t *testing.T) {
		r, err := fhir.ToTransition(move(t, "announced", nil), fhir.Context{Site: fhir.Site{Identifiers: "x y"}})
		require.Empty(t, r)
		refused(t, err, fhir.ErrUnmappable, fhir.ErrPatientNotFound, peer.ErrRequired)
		_, err = fhir.ToTransition(transition.Transition{}, sharing(t))
		refused(t, err, peer.ErrRequired)
	})
	t.Run("TRAN-05 words that FHIR cannot hold", func(t *testing.T) {
		bad := put(t, `{"text":"`+canary+`\u001b","by":{"person":"p4"}}`)
		for path, with := range map[string]map[string]any{
			"/checks":        {"checks": []any{map[string]any{"check": "notice", "person": "met", "personAt": "2026-03-02T10:00:00.000Z", "words": bad}}, "openAgain": nil},
			"/opinion/words": {"opinion": map[string]any{"words": bad, "send": true, "at": "2026-03-02T10:00:00.000Z"}},
		} {
			_, err := fhir.ToTransition(move(t, "announced-all", with), sharing(t))
			require.Equal(t, path, refused(t, err, fhir.ErrUnmappable).Reasons[0].Path)
		}
	})
}

func TestTransitionNeverSays(t *testing.T) {
	t.Run("TRAN-01, TRAN-08, TRAN-09, TRAN-10 no act of organising, no feeling, no issue, no reason", func(t *testing.T) {
		r, err := fhir.ToTransition(everyMove(t), sharing(t))
		require.NoError(t, err)
		var members map[string]json.RawMessage
		require.NoError(t, json.Unmarshal(r.Body, &members))
		for _, never := range []string{"addresses", "goal", "note", "supportingInfo", "description", "title", "careTeam", "basedOn", "partOf", "encounter"} {
			require.NotContains(t, members, never)
		}
		body := strings.ToLower(string(r.Body))
		for _, word := range []string{"discharge", "ward-4", "tamarside-community", "duty line", "dr-lowe", "extra", "family", "canary note", "canary because", "canary next", "canary held",
			"statusreason", `"kind"`, "performer", "reasoncode", "outcome"} {
			require.NotContains(t, body, word)
		}
	})
}
