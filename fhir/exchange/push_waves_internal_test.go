package exchange

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir/client"
	"github.com/towpath-care/towpath/peer"
)

// waiting are documents of people: "aled/plan<goal" is a plan of Aled's that names the
// place of his goal; one with a star stands there already.
func waiting(documents string) *hand {
	h := &hand{pusher: &pusher{planner: planner{able: client.Capabilities{Batch: true, Transaction: true}}}}
	name := func(person, id string) Name {
		return Name{Type: "Goal", Record: peer.Ref{Kind: "goal", ID: person + "/" + id}}
	}
	for one := range strings.FieldsSeq(documents) {
		one, stands := strings.CutSuffix(one, "*")
		person, what, _ := strings.Cut(one, "/")
		id, after, waits := strings.Cut(what, "<")
		j := &job{person: peer.PersonID(person), item: Item{Do: Create}}
		if stands {
			j.item.Do = Update
		}
		j.Name = name(person, id)
		if waits {
			j.item.Stands = []Stood{{name(person, after), "there"}, {j.Name, "itself"}, {name(person, "elsewhere"), "there"}}
		}
		h.jobs = append(h.jobs, j)
	}
	return h
}

func TestWhatGoesFirst(t *testing.T) {
	cases := []struct{ documents, want string }{
		{"aled/g beatriz/g jess/g", "[aled/g beatriz/g jess/g]"},
		{"aled/g aled/p<g", "together [aled/g aled/p]"},
		{"aled/g* aled/p<g", "[aled/g aled/p]"},
		{"aled/g aled/p<g beatriz/g beatriz/p<g", "[aled/g beatriz/g] [aled/p beatriz/p]"},
		{"aled/g aled/p<g jess/g", "[aled/g jess/g] [aled/p]"},
		{"aled/g aled/p<g aled/t<p jess/g", "together [aled/g aled/p aled/t] [jess/g]"},
		{"aled/g aled/p<g aled/t<p", "together [aled/g aled/p aled/t]"},
	}
	for _, c := range cases {
		t.Run("FHIR-16 "+c.documents, func(t *testing.T) {
			waves, together := waiting(c.documents).waves()
			require.Equal(t, c.want, spelt(waves, together))
		})
	}
	t.Run("FHIR-16 a server without transactions", func(t *testing.T) {
		h := waiting("aled/g aled/p<g")
		h.able.Transaction = false
		waves, together := h.waves()
		require.Equal(t, "[aled/g] [aled/p]", spelt(waves, together))
	})
	t.Run("FHIR-16 a place that nobody knows yet is not waited for", func(t *testing.T) {
		h := waiting("aled/g aled/p<g")
		h.jobs[1].item.Stands[0].ID = ""
		waves, together := h.waves()
		require.Equal(t, "[aled/g aled/p]", spelt(waves, together))
	})
}

func spelt(waves [][]*job, together bool) string {
	var out []string
	if together {
		out = append(out, "together")
	}
	for _, w := range waves {
		var ids []string
		for _, j := range w {
			ids = append(ids, j.Name.Record.ID)
		}
		out = append(out, fmt.Sprint(ids))
	}
	return strings.Join(out, " ")
}
