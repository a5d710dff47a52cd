package fhir_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/fhir"
	"github.com/towpath-care/towpath/peer"
)

// basis is what documents leave on.
type basis string

const (
	// byDuty: the organisation records the fact, whatever anybody has said yes to. Words of
	// the person's in it need their yes.
	byDuty basis = "by duty"
	// onAYes: only while the person's recorded yes to sharing it is in force.
	onAYes basis = "on a yes"
	// onTheirSay: only where the person has opened the record itself; a recorded no shuts it
	// again, and a recorded yes opens nothing.
	onTheirSay basis = "on their say"
	// forSafety: it tells those who look after somebody's safety, on the site's statement
	// about labels. Words of the person's in it need their yes.
	forSafety basis = "for safety"
	// ofNobody: it is about no person.
	ofNobody basis = "of nobody"
)

// leaving is what holds of the documents of one type that records of a kind feed.
type leaving struct {
	on basis
	// record is one of which everything leaves that can, with what only the host knows.
	record func(testing.TB) peer.Record
	with   func(testing.TB, *fhir.Context)
	// scope is what the recorded yes, or no, is about; words stand in the document on that
	// yes alone.
	scope peer.ConsentScope
	words []string
	// shut is the same where the person has not opened the record, and says with what.
	shut func(testing.TB) map[string]barred
	// narrower is the same where a part is not opened: what is gone then.
	narrower func(testing.TB) map[string]part
	// labels are records with the label that each of their documents carries; without any
	// it is the record above, and no document carries one.
	labels func(testing.TB) []labelledAs
}

type (
	barred struct {
		record peer.Record
		codes  []error
	}
	part struct {
		record peer.Record
		gone   string
	}
	labelledAs struct {
		record peer.Record
		label  string
	}
)

// Labels as meta.security has them.
const (
	unlabelled = ""
	restricted = "R"
	hidden     = "R,NOPAT" // from the person's own view too
)

// TestWhatLeaves walks every type of resource and every sort of document, and does what
// must not be: nothing of a person's leaves without their recorded yes, no resource about
// somebody's safety without the site's statement on labels, and none without the label
// that it needs.
func TestWhatLeaves(t *testing.T) {
	table := leavings()
	types := map[string]bool{}
	for _, kind := range everyKind() {
		for _, typ := range fhir.DocumentTypes(kind) {
			types[typ] = true
			home := string(kind) + " " + typ
			x, decided := table[home]
			delete(table, home)
			t.Run("REC-50, FHIR-12, FHIR-13 "+string(x.on)+": "+home, func(t *testing.T) {
				require.True(t, decided, "say on what basis it leaves, and what stops it")
				x.everythingLeaves(t, typ)
				x.nothingWithoutTheirYes(t, typ)
				x.nothingWithoutItsLabel(t, typ)
			})
		}
	}
	require.Empty(t, table, "these are no documents")
	for typ := range models {
		require.True(t, types[typ] && fhir.Allowed(typ), typ)
	}
}

// setting is where everything leaves that may: every switch of the site, somebody who
// answers for its labels, and no answer of the person's yet.
func (x leaving) setting(t testing.TB) fhir.Context {
	t.Helper()
	in := planned(t)
	in.Site, in.Calendar, in.ServicePlan = everySwitch(t), safety(t).Calendar(), "CarePlan/cp1"
	in.Consents = nil
	if x.with != nil {
		x.with(t, &in)
	}
	return in
}

// documents builds those of one type of a record, with everybody known who is looked for.
func documents(t testing.TB, typ string, r peer.Record, in fhir.Context) (made []fhir.Resource, errs []error) {
	t.Helper()
	for _, name := range fhir.Documents(r) {
		if name.Type != typ {
			continue
		}
		resource, missing, err := fhir.Build(name, r, in)
		for range 9 {
			if missing.None() {
				break
			}
			lookUp(in, missing)
			resource, missing, err = fhir.Build(name, r, in)
		}
		require.True(t, missing.None(), name)
		if err != nil {
			require.Empty(t, resource, "nothing half made")
			errs = append(errs, err)
			continue
		}
		made = append(made, resource)
	}
	require.NotEmpty(t, append(errs, make([]error, len(made))...), "the record of this test feeds a %s", typ)
	return made, errs
}

func lookUp(in fhir.Context, m fhir.Missing) {
	for _, id := range m.People {
		in.People.Patients[id] = fhir.Patient{Reference: fhir.Reference{Reference: "Patient/" + string(id)}}
	}
	for _, id := range m.Staff {
		in.People.Staff[id] = fhir.Reference{Reference: "Practitioner/" + string(id)}
	}
	for _, id := range m.Organisations {
		in.People.Organisations[id] = fhir.Reference{Reference: "Organization/" + strings.ToLower(string(id))}
	}
	for _, ref := range m.Records {
		in.Records[ref] = nil
	}
	for _, name := range m.Documents {
		in.Stands[name] = ""
	}
}

// leaves requires that every document goes, and is all that they say.
func (x leaving) leaves(t testing.TB, typ string, r peer.Record, consents []peer.Consent, why string) string {
	t.Helper()
	in := x.setting(t)
	in.Consents = consents
	made, errs := documents(t, typ, r, in)
	require.Empty(t, errs, why)
	var all strings.Builder
	for _, m := range made {
		require.False(t, m.TakesBack, why)
		all.Write(m.Body)
	}
	return all.String()
}

// stays requires that no document goes, for these reasons.
func (x leaving) stays(t testing.TB, typ string, r peer.Record, consents []peer.Consent, why string, codes ...error) {
	t.Helper()
	in := x.setting(t)
	in.Consents = consents
	made, errs := documents(t, typ, r, in)
	require.Empty(t, made, why)
	for _, err := range errs {
		refused(t, err, codes...)
	}
}

func (x leaving) everythingLeaves(t *testing.T, typ string) {
	r := x.record(t)
	for how, consents := range yeses(t, whoseIs(r), x.scope) {
		said := x.leaves(t, typ, r, consents, how)
		for _, words := range x.words {
			require.Contains(t, said, words, how)
		}
		if x.on == ofNobody {
			require.NotContains(t, said, "Patient/")
		}
	}
}

func (x leaving) nothingWithoutTheirYes(t *testing.T, typ string) {
	r := x.record(t)
	with := x.leaves(t, typ, r, yeses(t, whoseIs(r), x.scope)["a yes to everything"], "with it")
	for why, not := range notYeses(t, whoseIs(r), x.scope) {
		shuts := x.on == onAYes || x.on == onTheirSay && not.no && x.scope != ""
		if shuts {
			x.stays(t, typ, r, not.consents, why, peer.ErrConsentRequired)
			continue
		}
		said := x.leaves(t, typ, r, not.consents, why)
		for _, words := range x.words {
			require.NotContains(t, said, words, why)
		}
		if len(x.words) == 0 {
			require.Equal(t, with, said, "%s: it rests on no recorded answer", why)
		}
	}
	require.Equal(t, x.on == onTheirSay, x.shut != nil, "what the person opens, they can leave shut")
	if x.shut == nil {
		return
	}
	for why, s := range x.shut(t) {
		for how, consents := range yeses(t, whoseIs(r), x.scope) {
			x.stays(t, typ, s.record, consents, why+", "+how, s.codes...)
		}
	}
	x.lessWhereLessIsOpen(t, typ, with)
}

func (x leaving) lessWhereLessIsOpen(t *testing.T, typ, with string) {
	if x.narrower == nil {
		return
	}
	for why, p := range x.narrower(t) {
		require.Contains(t, with, p.gone, why)
		said := x.leaves(t, typ, p.record, yeses(t, whoseIs(p.record), x.scope)["a yes to everything"], why)
		require.NotContains(t, said, p.gone, why)
	}
}

func (x leaving) nothingWithoutItsLabel(t *testing.T, typ string) {
	cases := []labelledAs{{x.record(t), unlabelled}}
	if x.labels != nil {
		cases = x.labels(t)
	}
	require.True(t, x.on != forSafety || x.labels != nil, "say which label it carries")
	for _, c := range cases {
		why := fmt.Sprint(c.record.Ref(), " ", c.label)
		for _, statement := range []fhir.LabelStatement{{By: "information governance", On: peer.MustDate("2026-03-01")}, {}, {By: "somebody"}, {On: peer.MustDate("2026-03-01")}} {
			in := x.setting(t)
			in.Site.Labels = statement
			in.Consents = yeses(t, whoseIs(c.record), x.scope)["a yes to everything"]
			made, errs := documents(t, typ, c.record, in)
			if c.label != unlabelled && !statement.Stated() {
				require.Empty(t, made, why)
				for _, err := range errs {
					require.Equal(t, []string{"FHIR-13 required /site/labels"}, reasonsOf(t, err), why)
				}
				continue
			}
			require.Empty(t, errs, why)
			for _, m := range made {
				require.Equal(t, c.label, strings.Join(at(t, m, "meta.security.code"), ","), why)
			}
		}
	}
}

func reasonsOf(t testing.TB, err error) (out []string) {
	t.Helper()
	var refusal *peer.Refusal
	require.ErrorAs(t, err, &refusal)
	for _, r := range refusal.Reasons {
		out = append(out, r.Rule.String()+" "+r.Path)
	}
	return out
}

// whoseIs is whom a record is about; empty for one that is about nobody.
func whoseIs(r peer.Record) peer.PersonID {
	switch of := r.(type) {
	case interface{ Person() peer.PersonID }:
		return of.Person()
	case interface{ About() peer.PersonID }:
		return of.About()
	}
	return ""
}

// answer is one that somebody gave about something going into the care record here.
func answer(person peer.PersonID, scope peer.ConsentScope, given peer.Tri) peer.Consent {
	return peer.Consent{ID: "a-" + string(scope), Person: person, Scope: scope, Purpose: peer.ForRecord, Given: given, From: clock.AddDate(-1, 0, 0)}
}

// toEach gives the same answer about every scope but those left out.
func toEach(person peer.PersonID, given peer.Tri, but ...peer.ConsentScope) (all []peer.Consent) {
	for _, scope := range peer.ConsentScope("").Terms() {
		if !slices.Contains(but, peer.ConsentScope(scope)) {
			all = append(all, answer(person, peer.ConsentScope(scope), given))
		}
	}
	return all
}

// yeses are ways to have said yes to this and no more, and to everything.
func yeses(t testing.TB, person peer.PersonID, scope peer.ConsentScope) map[string][]peer.Consent {
	t.Helper()
	all := map[string][]peer.Consent{"a yes to everything": toEach(person, peer.Yes)}
	if scope != "" {
		all["a yes to this alone"] = []peer.Consent{answer(person, scope, peer.Yes)}
		all["a yes in the register"] = peer.Consents(peer.Here(), entered(t, person, scope, peer.Here()))
		over := answer(person, scope, peer.No)
		over.Until = clock
		all["a no that is over"] = []peer.Consent{over, answer(person, scope, peer.Yes)}
	}
	return all
}

// notYes is what somebody has said that is no yes; no: it is a no.
type notYes struct {
	consents []peer.Consent
	no       bool
}

// notYeses are the ways in which there is no yes to this going into the care record here.
func notYeses(t testing.TB, person peer.PersonID, scope peer.ConsentScope) map[string]notYes {
	t.Helper()
	yes := answer(person, scope, peer.Yes)
	later, over, care := yes, yes, yes
	later.From, over.Until, care.Purpose = clock.AddDate(1, 0, 0), clock.Add(time.Minute), peer.ForCare
	all := map[string]notYes{
		"nobody was asked":        {nil, false},
		"a no to everything":      {toEach(person, peer.No), true},
		"a no beside the yes":     {[]peer.Consent{yes, answer(person, scope, peer.No)}, true},
		"nobody knows":            {toEach(person, peer.Unknown), false},
		"a yes that begins later": {[]peer.Consent{later}, false},
		"a yes that is over":      {[]peer.Consent{over}, false},
		"a yes for another use":   {[]peer.Consent{care}, false},
		"somebody else's yes":     {toEach("p6", peer.Yes), false},
		"yes to everything else":  {toEach(person, peer.Yes, scope), false},
	}
	if scope == "" {
		return all
	}
	for _, to := range []peer.Recipient{{Kind: peer.RecipientService, ID: "s9"}, {Kind: peer.RecipientOrganisation, ID: "o9"}, {Kind: peer.RecipientProfessional, ID: "w9"}, peer.ToCarer(megan)} {
		all["a yes to "+string(to.Kind)] = notYes{peer.Consents(peer.Here(), entered(t, person, scope, to)), false}
	}
	all["withdrawn"] = notYes{peer.Consents(peer.Here(), entered(t, person, scope, peer.Here(), peer.WithdrawConsent{})), true}
	all["said under pressure"] = notYes{peer.Consents(peer.Here(), entered(t, person, scope, peer.Here(), peer.WasPressed{})), true}
	all["a yes to whom nobody knows"] = notYes{peer.Consents(peer.Recipient{}, entered(t, person, scope, peer.Here())), false}
	return all
}

// entered is somebody's yes in the register to this going into the care record of these,
// and then these steps.
func entered(t testing.TB, person peer.PersonID, scope peer.ConsentScope, to peer.Recipient, steps ...peer.ConsentEntryStep) peer.ConsentEntry {
	t.Helper()
	return asked(t, func(c *peer.GiveConsent) {
		c.Person, c.Scope, c.With, c.Purpose = person, scope, to, peer.ForRecord
	}, steps...)
}
