package fhir_test

import (
	"html"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

func TestEncounterSaysWhatTheSiteAsks(t *testing.T) {
	made := func(t testing.TB, c peer.Contact, in fhir.Context) fhir.Resource {
		t.Helper()
		r, err := fhir.ToEncounter(c, in)
		require.NoError(t, err)
		return r
	}
	t.Run("FHIR-06 the therapy mode beside the kind", func(t *testing.T) {
		want := map[peer.ActivityKind]string{peer.Orientation: "1", peer.OneToOne: "1", peer.GroupActivity: "3", peer.DropIn: "", peer.Accompaniment: "1", peer.ReviewTalk: "1"}
		require.Len(t, want, len(peer.ActivityKind("").Terms()))
		for kind, mode := range want {
			in := tamarside(t)
			c := happened(t, func(c *peer.RecordContact) { c.Kind = kind })
			require.Equal(t, []string{string(kind)}, at(t, made(t, c, in), "type.coding.code"), "without being asked there is none")
			in.Site.TherapyMode = "https://epr.example/CodeSystem/therapy-mode"
			codes := []string{string(kind)}
			if mode != "" {
				codes = append(codes, mode)
			}
			require.Equal(t, codes, at(t, made(t, c, in), "type.coding.code"))
		}
		in := tamarside(t)
		in.Site.TherapyMode = "x y"
		_, err := fhir.ToEncounter(happened(t, nil), in)
		require.Equal(t, "/site/therapyMode", refused(t, err, fhir.ErrUnmappable).Reasons[0].Path)
	})
	t.Run("PEER-40, PEER-41, AT-03 that lived experience was shared, where the site asks and it was", func(t *testing.T) {
		c := happened(t, nil)
		for _, asks := range []bool{false, true} {
			for _, was := range []bool{false, true} {
				in := tamarside(t)
				in.Site.SharedFact = asks
				in.Shared = map[peer.Ref]bool{c.Ref(): was, {Kind: peer.KindContact, ID: "another"}: true}
				codes := []string{"one-to-one"}
				if asks && was {
					codes = append(codes, "lived-experience-shared")
				}
				r := made(t, c, in)
				require.Equal(t, codes, at(t, r, "type.coding.code"))
				if asks && was {
					golden(t, "encounter-shared", r.Body)
				}
			}
		}
	})
	t.Run("PEER-30, FHIR-05 the episode of the relationship, or the record system's own", func(t *testing.T) {
		c, in := happened(t, nil), sharing(t)
		episode := fhir.DocumentName{Type: "EpisodeOfCare", Record: peer.Ref{Kind: peer.KindRelationship, ID: "rel-1"}}
		r, missing, err := fhir.Build(fhir.DocumentName{Type: "Encounter", Record: c.Ref()}, c, in)
		require.NoError(t, err)
		require.Equal(t, []fhir.DocumentName{episode}, missing.Documents)
		require.Equal(t, []string{in.Site.IdentifierOf(episode).Value}, at(t, r, "episodeOfCare.identifier.value"))
		in.Stands = map[fhir.DocumentName]string{episode: "e1"}
		require.Equal(t, []string{"EpisodeOfCare/e1"}, at(t, made(t, c, in), "episodeOfCare.reference"))
		in.Episode = "EpisodeOfCare/theirs"
		require.Equal(t, []string{"EpisodeOfCare/e1"}, at(t, made(t, c, in), "episodeOfCare.reference"), "ours where the site has ours")
		none := happened(t, func(c *peer.RecordContact) { c.Relationship = "" })
		require.Empty(t, at(t, made(t, none, in), "episodeOfCare.reference"))

		in.Site.Episodes = false
		require.Equal(t, []string{"EpisodeOfCare/theirs"}, at(t, made(t, c, in), "episodeOfCare.reference"))
		in.Episode = ""
		require.Empty(t, at(t, made(t, c, in), "episodeOfCare.reference"))
		in.Episode = "Encounter/" + canary
		_, err = fhir.ToEncounter(c, in)
		require.Equal(t, "/episode", refused(t, err, fhir.ErrUnmappable).Reasons[0].Path)
	})
	t.Run("PEER-43, H08 distress is nowhere, whatever the person said yes to", func(t *testing.T) {
		c := fullContact(t, wasMet, wasOff)
		require.True(t, c.Distress().InDistress)
		in := sharing(t)
		require.False(t, c.Sees("distress", peer.Reading{By: peer.ByStaff("x", ""), Purpose: peer.ForRecord, At: in.At, Consents: in.Consents}))
		r := made(t, c, in)
		require.NotContains(t, string(r.Body), "reasonCode")
		require.NotContains(t, string(r.Body), "istress")
		calm := happened(t, nil)
		noted := take(t, calm, peer.NoteDistress{Distress: peer.DistressSupport{InDistress: true, StayedWith: peer.Yes}})
		require.Equal(t, string(made(t, calm, in).Body), string(made(t, noted, in).Body))
	})
	t.Run("PEER-50, TRAN-14 going along, at home and on a ward are a type and a class", func(t *testing.T) {
		for place, class := range map[peer.Place]string{peer.AtHome: "HH", peer.OnWard: "AMB", peer.InCommunity: "FLD"} {
			r := made(t, happened(t, func(c *peer.RecordContact) { c.Kind, c.What.Place = peer.Accompaniment, place }), tamarside(t))
			require.Equal(t, []string{"accompaniment", class}, append(at(t, r, "type.coding.code"), at(t, r, "class.code")...))
		}
	})
}

func TestEncounterTold(t *testing.T) {
	text := func(t testing.TB, in fhir.Context, change func(*peer.RecordContact)) string {
		r, err := fhir.ToEncounter(happened(t, change), in)
		require.NoError(t, err)
		return html.UnescapeString(at(t, r, "text.div")[0])
	}
	t.Run("FHIR-05 it says what the codes say, and names nobody", func(t *testing.T) {
		for place, says := range map[peer.Place]string{peer.AtClinic: "at a clinic or on a ward", peer.AtHome: "at the person's home", peer.InCommunity: "elsewhere", peer.OnWard: "at a clinic or on a ward"} {
			told := text(t, tamarside(t), func(c *peer.RecordContact) { c.What.Place = place })
			require.Contains(t, told, "In person, "+says)
			require.NotContains(t, told, "Tamblyn")
			require.NotContains(t, told, "9990001014")
		}
		told := text(t, tamarside(t), func(c *peer.RecordContact) { c.What.Mode = peer.Phone })
		require.Contains(t, told, "Not in person")
		require.NotContains(t, told, "By phone", "the class is the same for every way that is not in person")
		require.Contains(t, told, "From 17 February 2026, 11:30 (+00:00) to 17 February 2026, 12:15 (+00:00): 45 minutes.")
		in := tamarside(t)
		in.Site.WardAsStay, in.Stay = true, "Encounter/s1"
		require.Contains(t, text(t, in, func(c *peer.RecordContact) { c.What.Place = peer.OnWard }), "stay on a ward")
		for present, says := range map[bool]string{true: "was there", false: "answers for it"} {
			require.Contains(t, text(t, in, func(c *peer.RecordContact) { c.What.SupervisedBy, c.What.Present = iris, present }), "A supervising colleague "+says)
		}
		require.NotContains(t, text(t, in, nil), "supervising")
	})
	t.Run("FHIR-09 it says that nobody has looked yet", func(t *testing.T) {
		r, err := fhir.ToEncounter(entryAt(t, "awaiting-validation", "co-produced"), sharing(t))
		require.NoError(t, err)
		require.Contains(t, at(t, r, "text.div")[0], "No professional has looked")
		require.NotContains(t, text(t, tamarside(t), nil), "professional")
	})
}
