package fhir_test

import (
	"maps"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

func init() {
	maps.Copy(examples, map[peer.Kind]func(testing.TB) example{
		peer.KindContact: func(t testing.TB) example {
			in := sharing(t)
			in.Site.ConsultationMechanism, in.Site.UKCore, in.Site.WardAsStay, in.Site.ODSCodes = "https://epr.example/mechanism", true, true, true
			in.Stay = "Encounter/s1"
			supervised, err := fhir.ToEncounter(happened(t, func(c *peer.RecordContact) {
				c.What.Place, c.What.SupervisedBy, c.What.Present = peer.OnWard, iris, true
			}), in)
			require.NoError(t, err)
			waiting, err := fhir.ToEncounter(entryAt(t, "awaiting-validation", "co-produced"), in)
			require.NoError(t, err)
			c := fullContact(t, wasMet, wasOff)
			return example{c, append(built(t, c, in), append(built(t, missed(t, peer.Missed, peer.Travel), in), supervised, waiting)...)}
		},
		peer.KindGroupAttendance: func(t testing.TB) example {
			a := attended(t, nil)
			return example{a, built(t, a, sharing(t))}
		},
		peer.KindRelationship: func(t testing.TB) example {
			r := relationship(t, "ended")
			return example{r, append(built(t, r, sharing(t)), planOf(t, agreed(t)))}
		},
		transition.KindTransition: func(t testing.TB) example {
			m := everyMove(t)
			extra, err := fhir.ToExtraSupportTask(moving(t, nil, transition.FlagExtra{}, transition.InformExtra{Staff: ode}, transition.LiftExtra{}), atStated(t))
			require.NoError(t, err)
			return example{m, append(built(t, m, sharing(t)), extra)}
		},
	})
}
