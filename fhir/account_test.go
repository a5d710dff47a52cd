package fhir_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/recovery"
)

// staysOf is why something of a record stays here, by what it is.
func staysOf(a fhir.Account) map[string]string {
	out := map[string]string{}
	for _, s := range a.Stays {
		out[s.What] = s.Because
	}
	return out
}

func TestAccountFor(t *testing.T) {
	t.Run("FHIR-12 what goes of a goal, and what stays and why", func(t *testing.T) {
		a := fhir.AccountFor(wanted(t, func(g *recovery.ProposeGoal) { g.Why, g.FirstStep = say("it is quiet there"), say("find the key") }, agree, start), tamarside(t))
		require.Len(t, a.Goes, 1)
		require.Equal(t, "Goal", a.Goes[0].Document.Type)
		require.Subset(t, a.Goes[0].What, []string{"status", "person", "words: text", "started"})
		require.NotContains(t, a.Goes[0].What, "going", "nobody has said how it is going")
		require.NotContains(t, a.Goes[0].What, "why")
		require.Equal(t, "These words are between the person and their worker.", staysOf(a)["why"])
		require.Equal(t, "These words are between the person and their worker.", staysOf(a)["first step"])
	})
	t.Run("REC-50 without the person's yes all of it stays", func(t *testing.T) {
		a := fhir.AccountFor(wanted(t, func(g *recovery.ProposeGoal) {}, recovery.WhoMaySee{Audience: recovery.Team}), tamarside(t))
		require.Empty(t, a.Goes)
		require.Contains(t, staysOf(a)["Goal"], "Needed: The person has said that the goal may go into the care record.")
	})
	t.Run("FHIR-12 a kind without a home says why", func(t *testing.T) {
		s, _, err := recovery.NewSetback(recovery.RecordSetback{ID: "s1", Person: aled, Worker: jess, Happened: say("back to bed")}, (&requests{}).act(byAled, 0), recovery.Facts{})
		require.NoError(t, err)
		require.Equal(t, fhir.Account{Record: s.Ref(), Stays: []fhir.Stays{{What: "all of it", Because: fhir.WhyNotSent(recovery.KindSetback)}}}, fhir.AccountFor(s, tamarside(t)))
	})
	t.Run("REC-44 a contribution goes into the service's plan where the site edits it", func(t *testing.T) {
		in := tamarside(t)
		in.Site.PlanEdits = true
		require.Empty(t, fhir.AccountFor(someContribution(t), in).Goes, "nobody has accepted it")
		require.Contains(t, staysOf(fhir.AccountFor(someContribution(t), in))["CarePlan"], "once the plan's owner has accepted it")
	})
	t.Run("FHIR-12 an account holds no words of anybody", func(t *testing.T) {
		goal := wanted(t, nil, agree, start)
		a := fhir.AccountFor(goal, tamarside(t))
		body, err := json.Marshal(a)
		require.NoError(t, err)
		text := string(body) + strings.Join(a.Lines(), "\n")
		require.NotContains(t, text, goal.Words().Text.Reveal())
		require.NotContains(t, text, "9990001014")
		require.True(t, slices.IsSortedFunc(a.Lines()[:1], strings.Compare))
		require.Equal(t, "Of goal g1:", a.Lines()[0])
	})
}

func TestFieldsIn(t *testing.T) {
	contact := happened(t, nil)
	t.Run("FHIR-12 without a body: the elements of that type, and of no other", func(t *testing.T) {
		f, err := fhir.FieldsIn(contact, "Appointment", nil)
		require.NoError(t, err)
		require.NotEmpty(t, f.Sent)
		for _, sent := range f.Sent {
			for _, e := range sent.Elements {
				require.True(t, strings.HasPrefix(e, "Appointment."), e)
			}
		}
	})
	t.Run("FHIR-12 with a body: the elements that something stands in, and a field is told of once", func(t *testing.T) {
		r, err := fhir.ToEncounter(contact, tamarside(t))
		require.NoError(t, err)
		f, err := fhir.FieldsIn(contact, r.Type, r.Body)
		require.NoError(t, err)
		told := map[string]bool{}
		for _, sent := range f.Sent {
			require.False(t, told[sent.Field])
			told[sent.Field] = true
			require.NotContains(t, strings.Join(sent.Elements, " "), "Appointment.")
		}
		for _, stays := range f.Stays {
			require.False(t, told[stays.Field])
			told[stays.Field] = true
			require.NotEmpty(t, stays.Because)
		}
		f, err = fhir.FieldsIn(contact, r.Type, []byte(`{"resourceType":"Encounter","status":""}`))
		require.NoError(t, err)
		require.Empty(t, f.Sent, "nothing stands in it")
	})
	t.Run("FHIR-08 an edit writes activity and contributor and nothing else", func(t *testing.T) {
		f, err := fhir.FieldsInEdit(someContribution(t))
		require.NoError(t, err)
		var elements []string
		for _, sent := range f.Sent {
			elements = append(elements, sent.Elements...)
		}
		require.ElementsMatch(t, []string{"CarePlan.activity.id", "CarePlan.contributor", "CarePlan.activity.detail.description"}, elements)
	})
}
