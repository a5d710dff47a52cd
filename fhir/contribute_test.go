package fhir_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

func contribution() fhir.Contribution {
	return fhir.Contribution{
		ID: "contribution-1", PlanID: "c1", PatientRef: "Patient/p1",
		Contributor: fhir.Reference{Reference: "Practitioner/worker", Display: "Sam"},
		Performer:   fhir.Reference{Reference: "Patient/p1"},
		Description: peer.Say("Walk to the canal & back <together>, \"twice\" a week é"),
		Status:      "not-started", Accepted: true, Seen: true,
	}
}

func TestContribute(t *testing.T) {
	t.Run("FHIR-08 one contributor and one activity, everything else as read", func(t *testing.T) {
		c := contribution()
		d := parse(t, with(`"contributor":[{"reference":"Practitioner/nurse"}], "activity": [ {"id":"x","detail":{"status":"completed"}} ]`))
		es, err := fhir.Contribute(d, c)
		require.NoError(t, err)
		e, err := prove(t, d, es, c.Expect())
		require.NoError(t, err)
		for _, member := range []string{"author", "status", "intent", "subject", "meta"} {
			was, _ := d.Get(fhir.Field(member))
			is, _ := e.Document.Get(fhir.Field(member))
			require.Equal(t, string(was), string(is))
		}
		contributors := e.Document.Elements(fhir.Field("contributor"))
		activities := e.Document.Elements(fhir.Field("activity"))
		require.Len(t, contributors, 2)
		require.Len(t, activities, 2)
		require.Equal(t, `{"reference":"Practitioner/nurse"}`, string(contributors[0]))
		var person struct{ ID, Reference, Display string }
		require.NoError(t, json.Unmarshal(contributors[1], &person))
		require.Regexp(t, `^towpath-[0-9a-f]{32}-contributor$`, person.ID)
		require.LessOrEqual(t, len(person.ID), 64)
		require.Equal(t, c.Contributor, fhir.Reference{Reference: person.Reference, Display: person.Display})
		var act struct {
			ID     string
			Detail map[string]any
		}
		require.NoError(t, json.Unmarshal(activities[1], &act))
		require.Regexp(t, `^towpath-[0-9a-f]{32}-activity$`, act.ID)
		require.Equal(t, map[string]any{"status": "not-started", "description": c.Description.Reveal(),
			"performer": []any{map[string]any{"reference": "Patient/p1"}}}, act.Detail)
		require.NotContains(t, string(activities[1]), "kind")
		require.Contains(t, string(activities[1]), "<together>")
		require.Equal(t, [][]string{{"/contributor/*"}, {"/activity/" + act.ID}}, [][]string{e.Spans[0].Paths, e.Spans[1].Paths})

		back, err := fhir.Edits{
			fhir.Remove(fhir.Field("activity"), fhir.Element(act.ID)),
			fhir.Remove(fhir.Field("contributor"), fhir.Element(person.ID)),
		}.Apply(e.Document, c.Expect())
		require.NoError(t, err)
		require.Equal(t, string(d.Bytes()), string(back.Document.Bytes()), "taken back by key")
	})
	t.Run("FHIR-08 into a plan that has neither list, and out again", func(t *testing.T) {
		c := contribution()
		d := parse(t, plan+"\n")
		es, err := fhir.Contribute(d, c)
		require.NoError(t, err)
		e, err := prove(t, d, es, c.Expect())
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(string(e.Document.Bytes()), strings.TrimSuffix(plan, "}")+`,"contributor":[{`))
		require.Len(t, e.Spans, 2)
	})
	t.Run("FHIR-19 what R4 does not take in a plan is not written into one", func(t *testing.T) {
		c := contribution()
		c.Performer.Reference = "Location/canal"
		_, err := fhir.Contribute(parse(t, plan), c)
		require.Equal(t, "/activity/0/detail/performer/0/reference", refused(t, err, peer.ErrSchema).Reasons[0].Path)
	})
	t.Run("FHIR-08 a worker who is named already is not named twice", func(t *testing.T) {
		for _, reference := range []string{"Practitioner/worker", "Practitioner/worker/_history/9"} {
			c := contribution()
			d := parse(t, with(`"contributor":[{"reference":"`+reference+`","display":"S. A."}]`))
			es, err := fhir.Contribute(d, c)
			require.NoError(t, err)
			e, err := prove(t, d, es, c.Expect())
			require.NoError(t, err)
			require.Len(t, e.Document.Elements(fhir.Field("contributor")), 1)
			require.Equal(t, "S. A.", textAt(e.Document, fhir.Field("contributor"), fhir.Referring("Practitioner/worker"), fhir.Field("display")))
		}
	})
	t.Run("FHIR-08 named by somebody else meanwhile: the same edits on the newer plan", func(t *testing.T) {
		c := contribution()
		es, err := fhir.Contribute(parse(t, plan), c)
		require.NoError(t, err)
		e, err := prove(t, parse(t, with(`"contributor":[{"reference":"Practitioner/worker"}]`)), es, c.Expect())
		require.NoError(t, err)
		require.Len(t, e.Document.Elements(fhir.Field("contributor")), 1)
	})
	t.Run("FHIR-08 two contributions of one worker; a change of one", func(t *testing.T) {
		one, two := contribution(), contribution()
		two.ID, two.Description = "contribution-2", peer.Say("Read together")
		d := parse(t, plan)
		for _, c := range []fhir.Contribution{one, two, one} {
			es, err := fhir.Contribute(d, c)
			require.NoError(t, err)
			e, err := prove(t, d, es, c.Expect())
			require.NoError(t, err)
			d = e.Document
		}
		require.Len(t, d.Elements(fhir.Field("contributor")), 1)
		require.Len(t, d.Elements(fhir.Field("activity")), 2)
		one.Description = peer.Say("Walk together, slowly")
		es, err := fhir.Contribute(d, one)
		require.NoError(t, err)
		e, err := prove(t, d, es, one.Expect())
		require.NoError(t, err)
		require.Len(t, e.Spans, 1)
		require.Len(t, e.Document.Elements(fhir.Field("activity")), 2)
	})
	t.Run("REC-44 what the owner makes of the activity is the owner's", func(t *testing.T) {
		c := contribution()
		d := parse(t, plan)
		es, err := fhir.Contribute(d, c)
		require.NoError(t, err)
		e, err := prove(t, d, es, c.Expect())
		require.NoError(t, err)
		begun := strings.Replace(string(e.Document.Bytes()), `"status":"not-started"`, `"status":"in-progress","location":{"display":"clinic"}`, 1)
		d = parse(t, begun)
		es, err = fhir.Contribute(d, c)
		require.NoError(t, err)
		again, err := prove(t, d, es, c.Expect())
		require.NoError(t, err)
		require.False(t, again.Changed(), "a status the owner set was set back")
		c.Description = peer.Say("Walk together, slowly")
		es, err = fhir.Contribute(d, c)
		require.NoError(t, err)
		reworded, err := prove(t, d, es, c.Expect())
		require.NoError(t, err)
		require.Contains(t, string(reworded.Document.Bytes()), `"status":"in-progress","location":{"display":"clinic"}`)
		require.Contains(t, string(reworded.Document.Bytes()), "Walk together, slowly")
	})
	t.Run("FHIR-17 rewritten by the server: nothing to send", func(t *testing.T) {
		c := contribution()
		d := parse(t, plan)
		es, err := fhir.Contribute(d, c)
		require.NoError(t, err)
		e, err := prove(t, d, es, c.Expect())
		require.NoError(t, err)
		var v any
		require.NoError(t, json.Unmarshal(e.Document.Bytes(), &v))
		rewritten, err := json.MarshalIndent(v, "", "\t") // other order, other white space, other escapes
		require.NoError(t, err)
		again, err := prove(t, parse(t, string(rewritten)), es, c.Expect())
		require.NoError(t, err)
		require.False(t, again.Changed())
	})
	t.Run("FHIR-08 without a performer", func(t *testing.T) {
		c := contribution()
		c.Performer = fhir.Reference{}
		es, err := fhir.Contribute(parse(t, plan), c)
		require.NoError(t, err)
		e, err := prove(t, parse(t, plan), es, c.Expect())
		require.NoError(t, err)
		require.NotContains(t, string(e.Document.Bytes()), "performer")
	})
}

func textAt(d fhir.Document, path ...fhir.Step) (s string) {
	raw, _ := d.Get(path...)
	_ = json.Unmarshal(raw, &s)
	return s
}

func TestContributeSaysNo(t *testing.T) {
	swap := func(old, new string) string { return strings.Replace(plan, old, new, 1) }
	for name, c := range map[string]struct {
		plan  string
		alter func(*fhir.Contribution)
		codes []error
	}{
		"FHIR-02 another type":                {swap("CarePlan", "Goal"), nil, []error{fhir.ErrWrongResourceType}},
		"FHIR-15 another plan":                {swap(`"c1"`, `"c2"`), nil, []error{fhir.ErrWrongRecord}},
		"FHIR-15 about somebody else":         {swap("Patient/p1", "Patient/"+canary), nil, []error{fhir.ErrWrongRecord}},
		"FHIR-08 about nobody":                {swap(`"subject":{"reference":"Patient/p1"},`, ""), nil, []error{fhir.ErrWrongRecord, peer.ErrRequired}},
		"REC-44 completed":                    {swap(`"active"`, `"completed"`), nil, []error{fhir.ErrNotEditable}},
		"REC-44 revoked":                      {swap(`"active"`, `"revoked"`), nil, []error{fhir.ErrNotEditable}},
		"REC-44 unknown":                      {swap(`"active"`, `"unknown"`), nil, []error{fhir.ErrNotEditable}},
		"REC-44 no status":                    {swap(`"status":"active",`, ``), nil, []error{fhir.ErrNotEditable}},
		"REC-44 status of no list":            {swap(`"active"`, `"`+canary+`"`), nil, []error{fhir.ErrNotEditable}},
		"FHIR-17 entered in error":            {swap(`"active"`, `"entered-in-error"`), nil, []error{fhir.ErrNotEditable}},
		"FHIR-17 implicitRules":               {with(`"implicitRules":"https://example.org/` + canary + `"`), nil, []error{fhir.ErrNotEditable}},
		"FHIR-17 implicitRules, twin alone":   {with(`"_implicitRules":{"id":"x"}`), nil, []error{fhir.ErrNotEditable}},
		"FHIR-17 modifierExtension":           {with(`"modifierExtension":[{"url":"` + canary + `","valueBoolean":true}]`), nil, []error{fhir.ErrNotEditable}},
		"FHIR-08 worker is the author":        {swap("Practitioner/doctor", "Practitioner/worker"), nil, []error{peer.ErrPlanOwnership}},
		"FHIR-08 worker is the author, dated": {swap("Practitioner/doctor", "Practitioner/worker/_history/1"), nil, []error{peer.ErrPlanOwnership}},
		"REC-44 owner has not accepted":       {plan, func(c *fhir.Contribution) { c.Accepted = false }, []error{fhir.ErrContributionOnly}},
		"REC-44 person has not seen it":       {plan, func(c *fhir.Contribution) { c.Seen = false }, []error{peer.ErrPersonHasNotAgreed}},
		"FHIR-08 no id":                       {plan, func(c *fhir.Contribution) { c.ID = "" }, []error{peer.ErrRequired}},
		"FHIR-08 no description":              {plan, func(c *fhir.Contribution) { c.Description = peer.Say(" \n") }, []error{peer.ErrRequired}},
		"FHIR-08 description is not UTF-8":    {plan, func(c *fhir.Contribution) { c.Description = peer.Say(canary + "\xff") }, []error{fhir.ErrUnmappable}},
		"FHIR-08 description with a bell":     {plan, func(c *fhir.Contribution) { c.Description = peer.Say(canary + "\a") }, []error{fhir.ErrUnmappable}},
		"FHIR-08 no status":                   {plan, func(c *fhir.Contribution) { c.Status = "" }, []error{peer.ErrUnknownCode}},
		"FHIR-08 status of no list":           {plan, func(c *fhir.Contribution) { c.Status = canary }, []error{peer.ErrUnknownCode}},
		"FHIR-08 no worker":                   {plan, func(c *fhir.Contribution) { c.Contributor = fhir.Reference{} }, []error{fhir.ErrUnmappable}},
		"FHIR-08 worker as a role":            {plan, func(c *fhir.Contribution) { c.Contributor.Reference = "PractitionerRole/" + canary }, []error{fhir.ErrUnmappable}},
		"FHIR-08 worker's id with a space":    {plan, func(c *fhir.Contribution) { c.Contributor.Reference = "Practitioner/a " + canary }, []error{fhir.ErrUnmappable}},
		"REC-44 everything at once": {swap(`"active"`, `"revoked"`), func(c *fhir.Contribution) { *c = fhir.Contribution{} },
			[]error{fhir.ErrWrongRecord, fhir.ErrNotEditable, fhir.ErrContributionOnly, peer.ErrPersonHasNotAgreed, peer.ErrRequired, peer.ErrUnknownCode, fhir.ErrUnmappable}},
	} {
		t.Run(name, func(t *testing.T) {
			in := contribution()
			if c.alter != nil {
				c.alter(&in)
			}
			es, err := fhir.Contribute(parse(t, c.plan), in)
			refused(t, err, c.codes...)
			require.Empty(t, es)
		})
	}
	t.Run("FHIR-17 a plan that was never read", func(t *testing.T) {
		_, err := fhir.Contribute(fhir.Document{}, contribution())
		require.ErrorIs(t, err, fhir.ErrWrongResourceType)
	})
	t.Run("FHIR-17 a modifierExtension on our own activity by another hand", func(t *testing.T) {
		c := contribution()
		es, err := fhir.Contribute(parse(t, plan), c)
		require.NoError(t, err)
		e, err := es.Apply(parse(t, plan), c.Expect())
		require.NoError(t, err)
		touched := strings.Replace(string(e.Document.Bytes()), `-activity",`, `-activity","modifierExtension":[{"url":"u"}],`, 1)
		_, err = es.Apply(parse(t, touched), c.Expect())
		refused(t, err, fhir.ErrNotEditable)
	})
}
