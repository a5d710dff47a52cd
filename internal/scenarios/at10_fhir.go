package scenarios

import (
	"encoding/json"
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/safeguard"
)

type coded struct{ Code string }

// task is what is looked at of a Task.
type task struct {
	Meta                                 struct{ Security []coded }
	Status, Intent, Priority, AuthoredOn string
	Code, StatusReason                   struct{ Coding []coded }
	Restriction                          struct{ Period struct{ End string } }
	PartOf                               []struct{ Identifier struct{ Value string } }
}

func taskOf(t T, body []byte) (v task) {
	t.Helper()
	require.NoError(t, json.Unmarshal(body, &v))
	return v
}

func codes(list []coded) string {
	var out []string
	for _, c := range list {
		out = append(out, c.Code)
	}
	return strings.Join(out, ",")
}

func partsOf(v task) string {
	if len(v.PartOf) == 0 {
		return "first"
	}
	return v.PartOf[0].Identifier.Value
}

// tellAT10FHIR: what a record system gets of the disclosure of that Friday evening.
func tellAT10FHIR(t T) {
	h := newAT10(t, safeguard.Raise{Disclosure: safeguard.Disclosure{Quoted: words("CANARY-DISC-3X"), Children: peer.Yes}})
	h.run("2026-03-13T17:48Z")
	h.run("2026-03-13T18:48Z")
	h.takes(paul, "2026-03-13T19:05Z", ines)
	h.run("2026-03-13T19:06Z")
	for _, c := range []string{"c1", "c1-child"} {
		h.do(c, peer.ByStaff(ines, ""), "2026-03-16T09:10Z", safeguard.SetInHand{Next: peer.Say("write up"), Until: peer.MustMoment("2026-03-16T17:00:00Z")})
		h.do(c, peer.ByStaff(ines, ""), "2026-03-16T10:00Z", safeguard.Close{As: safeguard.ClosedResolved, Says: words("visited, and safe"), Raiser: peer.Say("we went there together"),
			Person: safeguard.PersonHeard{Told: peer.Say("what happens next"), By: ines, On: peer.MustDate("2026-03-16")}})
	}
	in := fhir.Context{Site: fhir.Site{Tasks: true, Labels: fhir.LabelStatement{By: "information governance", On: peer.MustDate("2026-01-05")}}, At: at(t, "2026-03-16T10:05Z"),
		People: fhir.People{Patients: map[peer.PersonID]fhir.Patient{p4: {Reference: fhir.Reference{Reference: "Patient/p4"}}}}}

	t.Run("FHIR-13, FHIR-14, SAFE-14 two concerns with two hops each: four Tasks", func(t T) {
		var got []string
		for _, c := range h.concerns {
			for _, name := range in.Site.Documents(c) {
				r, _, err := fhir.Build(name, c, in)
				require.NoError(t, err)
				sent(t, r.Body)
				v := taskOf(t, r.Body)
				require.NotContains(t, string(r.Body), "CANARY-DISC-3X")
				require.Equal(t, []string{"stat", "private-concern", "R,NOPAT", "order"}, []string{v.Priority, codes(v.Code.Coding), codes(v.Meta.Security), v.Intent})
				got = append(got, strings.Join([]string{r.Identifier.Value, v.Status, codes(v.StatusReason.Coding), v.AuthoredOn, v.Restriction.Period.End, partsOf(v)}, " "))
			}
		}
		require.Equal(t, []string{
			"c1.1-1 cancelled re-escalated 2026-03-13T17:42:00Z 2026-03-13T18:48:00Z first",
			"c1.1-2 completed  2026-03-13T18:48:00Z 2026-03-13T19:48:00Z c1.1-1",
			"c1-child.1-1 cancelled re-escalated 2026-03-13T17:42:00Z 2026-03-13T18:48:00Z first",
			"c1-child.1-2 completed  2026-03-13T18:48:00Z 2026-03-13T19:48:00Z c1-child.1-1",
		}, got)
	})
	t.Run("FHIR-13, H08 nobody has stated that the labels are enforced: none, and telling went on as ever", func(t T) {
		in.Site.Labels = fhir.LabelStatement{}
		for _, name := range in.Site.Documents(h.concerns[0]) {
			_, _, err := fhir.Build(name, h.concerns[0], in)
			require.ErrorIs(t, err, peer.ErrRequired)
		}
		require.Len(t, h.receipts, 6, "two hops and whoever was brought in, for two concerns")
	})
}
