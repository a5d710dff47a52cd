package fhir_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

func init() {
	examples[peer.KindConsent] = consentExample
	sightings[peer.KindConsent] = func(t testing.TB) (out []sighting) {
		for _, e := range []peer.ConsentEntry{consentExample(t).record.(peer.ConsentEntry), meganSaysYes(t, nil)} {
			out = append(out, seenIn(e, func(r peer.Record) (fhir.Resource, error) { return fhir.ToConsent(r.(peer.ConsentEntry), labelled(t)) }, "/person", "/with/id")...)
		}
		return out
	}
}

const megan peer.CarerID = "megan"

// labelled is a site that writes everything of this sort, and has stated that its labels
// are enforced.
func labelled(t testing.TB) fhir.Context {
	in := tamarside(t)
	in.Site = fhir.Site{Consents: true, Papers: true, Messages: true, Tasks: true, Directory: true, Labels: fhir.LabelStatement{By: "records manager", On: peer.MustDate("2026-11-01")}}
	in.At = clock.Add(time.Hour)
	return in
}

// turnedDown requires a refusal for this reason and no other, with nothing made.
func turnedDown(t testing.TB, r fhir.Resource, err error, rule, path string) {
	t.Helper()
	var refusal *peer.Refusal
	require.ErrorAs(t, err, &refusal)
	require.Len(t, refusal.Reasons, 1, err)
	require.Equal(t, rule+" "+path, refusal.Reasons[0].Rule.String()+" "+refusal.Reasons[0].Path)
	require.NotContains(t, err.Error(), canary)
	require.Empty(t, r)
}

var adult = peer.ConsentFacts{Born: peer.MustDate("1988-04-12"), Policy: peer.Policy{}}

// asked is Aled's yes to sharing his goals with the team for his care, with some of it
// put differently, and then these steps.
func asked(t testing.TB, change func(*peer.GiveConsent), steps ...peer.ConsentEntryStep) peer.ConsentEntry {
	t.Helper()
	first := peer.GiveConsent{ID: "k1", Person: aled, Worker: jess, Scope: peer.ShareGoals, With: peer.Here(), Purpose: peer.ForCare,
		Yes: peer.ConsentYes{Present: []peer.InTheRoom{peer.NobodyElse}}}
	if change != nil {
		change(&first)
	}
	ask := &requests{}
	e, _, err := peer.NewConsentEntry(first, ask.act(byJess, 0), adult)
	require.NoError(t, err)
	for _, step := range steps {
		e, _, err = e.Do(step, ask.act(byJess, e.Rev()), adult)
		require.NoError(t, err)
	}
	return e
}

func withRecipient(to peer.Recipient) func(*peer.GiveConsent) {
	return func(c *peer.GiveConsent) { c.With = to }
}

// meganSaysYes is a yes in Aled's place, under a power of Megan's.
func meganSaysYes(t testing.TB, change func(*peer.GiveConsent, *peer.Authority)) peer.ConsentEntry {
	t.Helper()
	first := peer.GiveConsent{ID: "k2", Person: aled, Worker: jess, Scope: peer.ShareGoals, With: peer.Here(), Purpose: peer.ForCare,
		Yes: peer.ConsentYes{Present: []peer.InTheRoom{peer.NobodyElse}, Holder: megan}}
	f := adult
	f.Authority = peer.Authority{ID: "right-1", Kind: peer.AuthorityHealthAndWelfare, Holder: peer.ByCarer(megan), For: aled, Scope: []peer.AuthorityScope{peer.MayShare}, From: clock.Add(-time.Hour), CannotDecide: "kay"}
	f.Ability = peer.AbilityRecorded{Decision: peer.MayShare, Can: peer.No, By: "kay", On: peer.MustDate("2026-11-20")}
	if change != nil {
		change(&first, &f.Authority)
	}
	e, _, err := peer.NewConsentEntry(first, (&requests{}).act(byJess, 0), f)
	require.NoError(t, err)
	return e
}

func consentExample(t testing.TB) example {
	e := asked(t, func(c *peer.GiveConsent) { c.With, c.Yes.Until = peer.ToCarer(megan), peer.MustDate("2026-12-31") })
	r, err := fhir.ToConsent(e, labelled(t))
	require.NoError(t, err)
	return example{e, []fhir.Resource{r}}
}

func TestToConsent(t *testing.T) {
	t.Run("FHIR-24, PEER-57, PEER-56 full and smallest", func(t *testing.T) {
		golden(t, "consent-carer", consentExample(t).resources[0].Body)
		r, err := fhir.ToConsent(asked(t, nil), labelled(t))
		require.NoError(t, err)
		golden(t, "consent-here", r.Body)
		require.Equal(t, fhir.Identifier{System: fhir.Canonical + "/id/consent", Value: "k1"}, r.Identifier)
	})
	t.Run("FHIR-24, PEER-57 every place", func(t *testing.T) {
		want := map[peer.Status][2]string{
			peer.ConsentGiven: {"active", "permit"}, peer.ConsentSaidNo: {"active", "deny"},
			peer.ConsentWithdrawn: {"inactive", "deny"}, peer.ConsentReopened: {"inactive", "deny"},
		}
		steps := map[peer.Status][]peer.ConsentEntryStep{peer.ConsentGiven: nil, peer.ConsentSaidNo: {peer.SayNo{}}, peer.ConsentWithdrawn: {peer.WithdrawConsent{}}, peer.ConsentReopened: {peer.WasPressed{}}}
		require.Len(t, want, len(peer.ConsentEntryTable().States))
		for _, state := range peer.ConsentEntryTable().States {
			e := asked(t, nil, steps[state.Status]...)
			require.Equal(t, state.Status, e.Status())
			r, err := fhir.ToConsent(e, labelled(t))
			require.NoError(t, err)
			require.Equal(t, want[state.Status], [2]string{at(t, r, "status")[0], at(t, r, "provision.type")[0]}, state.Status)
			require.Equal(t, e.InForce(clock.Add(time.Hour)) == peer.Yes, at(t, r, "provision.type")[0] == "permit")
		}
	})
	t.Run("PEER-57 what and for what, each with a policy of its own", func(t *testing.T) {
		policies := map[string]bool{}
		for _, scope := range peer.ConsentScope("").Terms() {
			for _, purpose := range peer.Purpose("").Terms() {
				r, err := fhir.ToConsent(asked(t, func(c *peer.GiveConsent) { c.Scope, c.Purpose = peer.ConsentScope(scope), peer.Purpose(purpose) }), labelled(t))
				require.NoError(t, err)
				require.Equal(t, []string{"IDSCL", scope}, at(t, r, "category.coding.code"))
				require.Equal(t, []string{fhir.SharingPolicy + "/" + scope + "/" + purpose}, at(t, r, "policy.uri"))
				require.Equal(t, []string{"disclose"}, at(t, r, "provision.action.coding.code"))
				policies[at(t, r, "policy.uri")[0]+at(t, r, "provision.action.text")[0]] = true
				require.Equal(t, scope == "concerns", strings.Contains(string(r.Body), `"security"`), "concerns are not spoken of at home")
			}
		}
		require.Len(t, policies, 20)
	})
	t.Run("PEER-57, FHIR-24 the same entry gives the same bytes", func(t *testing.T) {
		one, err := fhir.ToConsent(asked(t, nil), labelled(t))
		require.NoError(t, err)
		again, err := fhir.ToConsent(asked(t, nil), labelled(t))
		require.NoError(t, err)
		require.Equal(t, one.Body, again.Body)
	})
}

func TestConsentRecipients(t *testing.T) {
	id := func(kind string) string { return fhir.Canonical + "/id/recipient-" + kind }
	for name, c := range map[string]struct {
		with                           peer.Recipient
		reference, system, value, kind string
	}{
		"here":                      {peer.Here(), "", "", "", "Organization"},
		"a service":                 {peer.Recipient{Kind: peer.RecipientService, ID: "s1"}, "", id("service"), "s1", "Organization"},
		"an organisation known":     {peer.Recipient{Kind: peer.RecipientOrganisation, ID: "A"}, "Organization/a", "", "", ""},
		"an organisation not known": {peer.Recipient{Kind: peer.RecipientOrganisation, ID: "B"}, "", id("organisation"), "B", "Organization"},
		"a professional known":      {peer.Recipient{Kind: peer.RecipientProfessional, ID: string(iris)}, "Practitioner/iris", "", "", ""},
		"a professional not known":  {peer.Recipient{Kind: peer.RecipientProfessional, ID: "dr"}, "", id("professional"), "dr", "Practitioner"},
		"a carer":                   {peer.ToCarer(megan), "", id("carer"), "megan", "RelatedPerson"},
	} {
		t.Run("PEER-57, FHIR-24 "+name, func(t *testing.T) {
			for _, steps := range [][]peer.ConsentEntryStep{nil, {peer.SayNo{}}} {
				r, err := fhir.ToConsent(asked(t, withRecipient(c.with), steps...), labelled(t))
				require.NoError(t, err)
				actor := func(path string) string { return strings.Join(at(t, r, "provision.actor."+path), ",") }
				require.Equal(t, []string{c.reference, c.system, c.value, c.kind},
					[]string{actor("reference.reference"), actor("reference.identifier.system"), actor("reference.identifier.value"), actor("reference.type")})
				require.NotEmpty(t, actor("reference.display"))
				require.Equal(t, "IRCP", actor("role.coding.code"))
			}
		})
	}
	t.Run("FHIR-24 whom nobody looked for is missing, and holds nothing up", func(t *testing.T) {
		for kind, with := range map[string]peer.Recipient{"org": {Kind: peer.RecipientOrganisation, ID: "B"}, "staff": {Kind: peer.RecipientProfessional, ID: "dr"}} {
			e := asked(t, withRecipient(with))
			_, missing, err := fhir.Build(fhir.Documents(e)[0], e, labelled(t))
			require.NoError(t, err)
			require.Equal(t, map[string]fhir.Missing{"org": {Organisations: []peer.OrgID{"B"}}, "staff": {Staff: []peer.StaffID{"dr"}}}[kind], missing)
		}
	})
	t.Run("FHIR-24 a reference of another type is not written", func(t *testing.T) {
		in := labelled(t)
		in.People.Organisations["B"], in.People.Staff["dr"] = fhir.Reference{Reference: "Patient/" + canary}, fhir.Reference{Reference: "PractitionerRole/" + canary}
		for _, with := range []peer.Recipient{{Kind: peer.RecipientOrganisation, ID: "B"}, {Kind: peer.RecipientProfessional, ID: "dr"}} {
			r, err := fhir.ToConsent(asked(t, withRecipient(with)), in)
			turnedDown(t, r, err, "FHIR-24 unmappable", "/with/id")
		}
	})
}

func TestConsentPeriods(t *testing.T) {
	built := func(e peer.ConsentEntry) fhir.Resource {
		r, err := fhir.ToConsent(e, labelled(t))
		require.NoError(t, err)
		return r
	}
	t.Run("PEER-57 the last instant is before the end", func(t *testing.T) {
		r := built(asked(t, func(c *peer.GiveConsent) {
			c.Yes.From, c.Yes.Until = peer.MustDate("2026-12-03"), peer.MustDate("2026-12-03")
		}))
		require.Equal(t, []string{"2026-12-03T00:00:00Z"}, at(t, r, "provision.period.start"))
		require.Equal(t, []string{"2026-12-03T23:59:59.999Z"}, at(t, r, "provision.period.end"))
	})
	t.Run("PEER-57 time alone changes nothing", func(t *testing.T) {
		e, in := asked(t, func(c *peer.GiveConsent) { c.Yes.Until = peer.MustDate("2026-12-03") }), labelled(t)
		in.At = clock.AddDate(2, 0, 0)
		later, err := fhir.ToConsent(e, in)
		require.NoError(t, err)
		require.Equal(t, built(e).Body, later.Body)
	})
	t.Run("PEER-57 what was said before stays here", func(t *testing.T) {
		r := built(asked(t, nil, peer.SayNo{}, peer.WithdrawConsent{}))
		require.Equal(t, []string{"2026-12-01T09:03:00Z"}, at(t, r, "provision.period.start"))
		require.NotContains(t, string(r.Body), "2026-12-01T09:01")
	})
	t.Run("PEER-56, FHIR-24 a yes that ends before it begins permits nothing", func(t *testing.T) {
		e := meganSaysYes(t, func(c *peer.GiveConsent, a *peer.Authority) {
			c.Yes.From, a.Until = peer.MustDate("2026-12-20"), clock.Add(48*time.Hour)
		})
		require.Equal(t, peer.ConsentGiven, e.Status())
		r := built(e)
		require.Equal(t, []string{"inactive"}, at(t, r, "status"))
		require.Equal(t, []string{"deny"}, at(t, r, "provision.type"))
		require.Empty(t, at(t, r, "provision.period.end"))
	})
}

func TestConsentPerformer(t *testing.T) {
	performer := func(e peer.ConsentEntry) []string {
		r, err := fhir.ToConsent(e, labelled(t))
		require.NoError(t, err)
		require.NotContains(t, string(r.Body), "megan")
		require.NotContains(t, string(r.Body), "right-1")
		return at(t, r, "performer.reference")
	}
	take := func(e peer.ConsentEntry, step peer.ConsentEntryStep) peer.ConsentEntry {
		e, _, err := e.Do(step, (&requests{n: 50}).act(byJess, e.Rev()), adult)
		require.NoError(t, err)
		return e
	}
	t.Run("PEER-56, FHIR-24 the person, of their own answer and of one taken back", func(t *testing.T) {
		for _, steps := range [][]peer.ConsentEntryStep{nil, {peer.SayNo{}}, {peer.WithdrawConsent{}}, {peer.WasPressed{}}} {
			require.Equal(t, []string{"Patient/p1"}, performer(asked(t, nil, steps...)))
		}
		require.Equal(t, []string{"Patient/p1"}, performer(take(meganSaysYes(t, nil), peer.SayNo{})), "the no is their own")
	})
	t.Run("PEER-56, FHIR-24 nobody, of what somebody else said in their place", func(t *testing.T) {
		require.Empty(t, performer(meganSaysYes(t, nil)))
		require.Empty(t, performer(take(meganSaysYes(t, nil), peer.WithdrawConsent{})))
	})
}

func TestConsentRefusals(t *testing.T) {
	t.Run("FHIR-13, PEER-56, H08 a carer and concerns need the site's statement on labels", func(t *testing.T) {
		for _, change := range []func(*peer.GiveConsent){withRecipient(peer.ToCarer(megan)), func(c *peer.GiveConsent) { c.Scope = peer.ShareConcerns }} {
			in := labelled(t)
			r, err := fhir.ToConsent(asked(t, change), in)
			require.NoError(t, err)
			require.Equal(t, []string{"R"}, at(t, r, "meta.security.code"))
			for _, half := range []fhir.LabelStatement{{}, {By: "x"}, {On: peer.MustDate("2026-11-01")}} {
				in.Site.Labels = half
				r, err = fhir.ToConsent(asked(t, change), in)
				turnedDown(t, r, err, "FHIR-13 required", "/site/labels")
			}
		}
		in := labelled(t)
		in.Site.Labels = fhir.LabelStatement{}
		_, err := fhir.ToConsent(asked(t, nil), in)
		require.NoError(t, err, "others need none")
	})
	t.Run("FHIR-24 only where the site has turned it on", func(t *testing.T) {
		e, in := asked(t, nil), labelled(t)
		require.Equal(t, []fhir.DocumentName{{Type: "Consent", Record: e.Ref()}}, in.Site.Documents(e))
		in.Site.Consents = false
		require.Empty(t, in.Site.Documents(e))
		r, _, err := fhir.Build(fhir.Documents(e)[0], e, in)
		turnedDown(t, r, err, "FHIR-01 not-sent", "")
	})
	t.Run("FHIR-24, FHIR-15 no entry, and a person whom the record system does not know", func(t *testing.T) {
		r, err := fhir.ToConsent(peer.ConsentEntry{}, labelled(t))
		turnedDown(t, r, err, "FHIR-24 required", "")
		r, err = fhir.ToConsent(asked(t, func(c *peer.GiveConsent) { c.Person = "p9" }), labelled(t))
		turnedDown(t, r, err, "FHIR-15 patient-not-found", "/person")
	})
}

func TestConsentNeverSays(t *testing.T) {
	t.Run("FHIR-24, PEER-57, FHIR-12 only what the table names", func(t *testing.T) {
		for _, e := range []peer.ConsentEntry{consentExample(t).record.(peer.ConsentEntry), meganSaysYes(t, nil)} {
			r, err := fhir.ToConsent(e, labelled(t))
			require.NoError(t, err)
			for _, never := range []string{"verification", "data", "dataPeriod", "organization", "source", "contained", "note", "family", "nobody-else", "w4", "kay", "direct-care-basis", "6(1)"} {
				require.NotContains(t, string(r.Body), `"`+never+`"`)
			}
		}
	})
}
