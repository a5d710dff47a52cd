package worker_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

// faultsOf are the faults of the example section with members put differently.
func faultsOf(t testing.TB, members obj) []peer.Reason {
	t.Helper()
	_, err := worker.PolicyFrom(policyFile(t, edited(t, members)))
	var r *peer.Refusal
	require.ErrorAs(t, err, &r)
	return r.Unmet()
}

// but is a copy of an object with some members put differently; nil leaves one out.
func but(o any, members obj) obj {
	b, err := json.Marshal(o)
	if err != nil {
		panic(err)
	}
	var out obj
	if err := json.Unmarshal(b, &out); err != nil {
		panic(err)
	}
	for name, value := range members {
		if out[name] = value; value == nil {
			delete(out, name)
		}
	}
	return out
}

func TestPolicy(t *testing.T) {
	p := policy(t)
	require.True(t, p.Known())
	require.NotEmpty(t, p.Digest())
	require.Equal(t, "Europe/London", p.Calendar().Zone().String())
	require.False(t, worker.Policy{}.Known())
	require.Len(t, p.Requirements(), 3)
	require.Equal(t, peer.Weeks(12), p.Requirements()[0].Within)
	require.Len(t, p.Statutory(), 6)
	example := worker.ExamplePolicy()
	example[0] = 'x'
	require.Equal(t, byte('{'), worker.ExamplePolicy()[0], "each gets their own")
	s, known := p.Service("early-psychosis")
	require.True(t, known)
	s.AnyOf[0] = worker.OfCaring
	again, _ := p.Service("early-psychosis")
	require.Equal(t, []worker.Experience{worker.OfPsychosis, worker.OfBipolar}, again.AnyOf, "each gets their own")
	_, known = p.Service("elsewhere")
	require.False(t, known)
	_, err := worker.PolicyFrom(peer.PolicyFile{})
	require.ErrorIs(t, err, peer.ErrPolicyIncomplete, "an organisation without this section")
	_, err = worker.PolicyFrom(policyFile(t, string(worker.ExamplePolicy())))
	require.NoError(t, err, "the example is whole")
}

func TestPolicyFaults(t *testing.T) {
	certificate := obj{"kind": "care-certificate", "when": "after-start", "within": obj{"weeks": 12}, "evidence": "assessed", "parts": 16, "edition": "2025", "gates": "autonomy"}
	fire, ward := obj{"subject": "fire", "every": obj{"months": 12}, "blocks": true}, servicesJSON[2]
	level, peers := obj{"qualification": "level-3-health-and-social-care", "weight": "desirable"}, obj{"kind": "peer", "every": obj{"months": 1}}
	requirements := func(members obj) obj { return obj{"requirements": list{but(certificate, members)}} }
	services := func(members obj) obj { return obj{"services": list{but(ward, members)}} }
	statutory := func(members obj) obj { return obj{"statutory": list{but(fire, members)}} }
	qualifications := func(members obj) obj { return obj{"qualifications": list{but(level, members)}} }
	incomplete, unknown, weak, twice := peer.ErrPolicyIncomplete, peer.ErrUnknownCode, peer.ErrPolicyTooWeak, peer.ErrDuplicate
	for _, x := range []struct {
		members obj
		path    string
		code    peer.Code
	}{
		{obj{"experience": obj{}}, "experience/anyOf", incomplete},
		{obj{"experience": obj{"anyOf": list{"wealth"}}}, "experience/anyOf/0", unknown},
		{obj{"services": nil}, "services", incomplete},
		{services(obj{"service": ""}), "services/0/service", incomplete},
		{services(obj{"setting": "cloud"}), "services/0/setting", unknown},
		{services(obj{"anyOf": nil}), "services/0/anyOf", incomplete},
		{services(obj{"anyOf": list{"psychosis", "x"}}), "services/0/anyOf/1", unknown},
		{services(obj{"secondaryServices": nil}), "services/0/secondaryServices", unknown},
		{services(obj{"ageFrom": -1}), "services/0/ageFrom", weak},
		{services(obj{"ageFrom": 65, "ageTo": 18}), "services/0/ageFrom", weak},
		{services(obj{"ageTo": 131}), "services/0/ageFrom", weak},
		{services(obj{"setting": "camhs", "ageTo": nil}), "services/0/ageTo", incomplete},
		{obj{"services": list{ward, ward}}, "services/1/service", twice},
		{obj{"requirements": nil}, "requirements", incomplete},
		{requirements(obj{"kind": "singing"}), "requirements/0/kind", unknown},
		{requirements(obj{"when": "later"}), "requirements/0/when", unknown},
		{requirements(obj{"within": nil}), "requirements/0/within", incomplete},
		{requirements(obj{"when": "before-start"}), "requirements/0/within", weak},
		{requirements(obj{"evidence": "charm"}), "requirements/0/evidence", unknown},
		{requirements(obj{"gates": nil}), "requirements/0/gates", unknown},
		{requirements(obj{"parts": -1}), "requirements/0/parts", weak},
		{requirements(obj{"parts": 61}), "requirements/0/parts", weak},
		{requirements(obj{"edition": strings.Repeat("2", 21)}), "requirements/0/edition", weak},
		{obj{"requirements": list{certificate, certificate}}, "requirements/1/kind", twice},
		{obj{"statutory": nil}, "statutory", incomplete},
		{statutory(obj{"subject": "Fire!"}), "statutory/0/subject", unknown},
		{statutory(obj{"subject": strings.Repeat("x", 41)}), "statutory/0/subject", unknown},
		{statutory(obj{"every": obj{"hours": 24}}), "statutory/0/every", weak},
		{statutory(obj{"every": obj{"days": 0}}), "statutory/0/every", weak},
		{obj{"statutory": list{fire, fire}}, "statutory/1/subject", twice},
		{obj{"check": obj{}}, "check/before", incomplete},
		{obj{"check": obj{"before": "not-submitted"}}, "check/before", unknown},
		{obj{"check": obj{"before": "cleared", "every": obj{"months": 0}}}, "check/every", weak},
		{obj{"qualifications": nil}, "qualifications", incomplete},
		{qualifications(obj{"qualification": "degree"}), "qualifications/0/qualification", unknown},
		{qualifications(obj{"weight": "nice"}), "qualifications/0/weight", unknown},
		{obj{"qualifications": list{level, level}}, "qualifications/1/qualification", twice},
		{obj{"supervision": nil}, "supervision", incomplete},
		{obj{"supervision": list{obj{"kind": "secret"}}}, "supervision/0/kind", unknown},
		{obj{"supervision": list{peers, peers}}, "supervision/1/kind", twice},
		{obj{"supervision": list{but(peers, obj{"every": obj{"minutes": 5}})}}, "supervision/0/every", weak},
		{obj{"peerSupervisors": list{}}, "peerSupervisors", incomplete},
		{obj{"peerSupervisors": list{""}}, "peerSupervisors", incomplete},
		{obj{"appraisalEvery": nil}, "appraisalEvery", incomplete},
		{obj{"appraisalEvery": obj{"months": 0}}, "appraisalEvery", weak},
		{obj{"developmentEvery": obj{"hours": 1}}, "developmentEvery", weak},
		{obj{"protectedTime": obj{"minutes": -1, "per": "week"}}, "protectedTime/minutes", peer.ErrOutOfRange},
		{obj{"protectedTime": obj{"minutes": 10081, "per": "week"}}, "protectedTime/minutes", peer.ErrOutOfRange},
		{obj{"protectedTime": obj{"minutes": 60}}, "protectedTime/per", unknown},
		{obj{"pauseWithoutCover": nil}, "pauseWithoutCover", incomplete},
		{obj{"pauseWithoutCover": obj{"days": 29}}, "pauseWithoutCover", weak},
		{obj{"pauseWithoutCover": obj{"months": 1}}, "pauseWithoutCover", weak},
		{obj{"pauseWithoutCover": obj{"hours": 673}}, "pauseWithoutCover", weak},
		{obj{"loneWorking": obj{"asked": true}}, "loneWorking/grace", incomplete},
		{obj{"loneWorking": obj{"asked": true, "grace": obj{"minutes": 121}}}, "loneWorking/grace", weak},
		{obj{"loneWorking": obj{"asked": true, "grace": obj{"days": 1}}}, "loneWorking/grace", weak},
		{obj{"reflectOnDilemmaWithin": nil}, "reflectOnDilemmaWithin", incomplete},
		{obj{"always": true}, "always", peer.ErrSchema},
	} {
		found := faultsOf(t, x.members)
		require.Len(t, found, 1, "%v %v", x.members, found)
		require.Equal(t, "/worker/"+x.path, found[0].Path, "%v", x.members)
		require.Equal(t, x.code.String(), found[0].Rule.Code.String(), "%v", x.members)
	}
	t.Run("PEER-10 a personal quality is never a requirement", func(t *testing.T) {
		for _, quality := range worker.Quality("").Terms() {
			for path, members := range map[string]obj{"requirements/0/kind": requirements(obj{"kind": quality}), "statutory/0/subject": statutory(obj{"subject": quality}),
				"qualifications/0/qualification": qualifications(obj{"qualification": quality})} {
				found := faultsOf(t, members)
				require.Len(t, found, 1)
				require.Equal(t, row("PEER-10", worker.ErrNotEnforceable).String(), found[0].Rule.String())
				require.Equal(t, "/worker/"+path, found[0].Path)
			}
		}
	})
	t.Run("POL-01 everything that is missing comes at once", func(t *testing.T) {
		_, err := worker.PolicyFrom(policyFile(t, `{}`))
		var r *peer.Refusal
		require.ErrorAs(t, err, &r)
		require.Len(t, r.Unmet(), 11)
	})
	t.Run("POL-01 what fits", func(t *testing.T) {
		for _, members := range []obj{
			{"experience": obj{"anyOf": list{"psychosis"}}}, {"services": list{}}, {"statutory": list{obj{"subject": "oliver-mcgowan", "blocks": false}}},
			{"requirements": list{obj{"kind": "accredited-training", "when": "before-start", "evidence": "passed", "gates": "contact"}}},
			{"requirements": list{but(certificate, obj{"parts": 60})}}, {"check": obj{"before": "submitted"}}, {"supervision": list{obj{"kind": "clinical"}}},
			{"developmentEvery": nil}, {"protectedTime": nil}, {"pauseWithoutCover": obj{"weeks": 4}}, {"pauseWithoutCover": obj{"hours": 672}}, {"pauseWithoutCover": obj{"workingDays": 28}},
			{"loneWorking": obj{"asked": false}}, {"loneWorking": obj{"asked": true, "grace": obj{"hours": 1}}},
			{"services": list{but(ward, obj{"ageFrom": 18, "ageTo": 18})}}, {"services": list{but(ward, obj{"ageFrom": nil, "ageTo": 130})}},
		} {
			policyWith(t, members)
		}
	})
}

// term is a closed list.
type term interface {
	Known() bool
	Terms() []string
}

func TestTerms(t *testing.T) {
	for _, list := range []term{worker.Experience(""), peer.Setting(""), worker.Asked(""), worker.RequirementKind(""), worker.When(""), worker.EvidenceKind(""), worker.Gate(""),
		worker.Result(""), worker.Topic(""), worker.CheckState(""), worker.Qualification(""), worker.Weight(""), worker.Quality(""), worker.Outside("")} {
		require.False(t, list.Known())
		require.NotEmpty(t, list.Terms())
		require.Len(t, slices.Compact(slices.Sorted(slices.Values(list.Terms()))), len(list.Terms()))
	}
	for _, word := range worker.RequirementKind("").Terms() {
		require.True(t, worker.RequirementKind(word).Known())
	}
	require.True(t, worker.Subject("fire").Known())
	for _, s := range []worker.Subject{"", "Fire", "fire safety", "f.ire", "fïre", worker.Subject(strings.Repeat("x", 41))} {
		require.False(t, s.Known(), s)
	}
}

func TestScope(t *testing.T) {
	t.Run("PEER-21 what is never a peer support worker's", func(t *testing.T) {
		for _, act := range worker.Outside("").Terms() {
			err := worker.OutsideScope(worker.Outside(act))
			require.ErrorIs(t, err, peer.ErrOutsideScopeOfPractice)
			var r *peer.Refusal
			require.ErrorAs(t, err, &r)
			require.Equal(t, act, r.Unmet()[0].Args[0].Value())
		}
	})
	t.Run("PEER-21 nobody is care co-ordinator and peer support worker at once", func(t *testing.T) {
		all := membersOf(t)
		for status, m := range all {
			err := worker.MayCoordinate(jess, []worker.Member{{}, m})
			if status == worker.Left {
				require.NoError(t, err)
				continue
			}
			require.ErrorIs(t, err, peer.ErrOutsideScopeOfPractice)
			require.NoError(t, worker.MayCoordinate(kay, []worker.Member{m}))
		}
		require.NoError(t, worker.MayCoordinate("", []worker.Member{{}}))
	})
	t.Run("PEER-21 no step and no field is there for any of it", func(t *testing.T) {
		for _, table := range worker.Tables() {
			for _, r := range table.Rows {
				for _, act := range worker.Outside("").Terms() {
					require.NotContains(t, string(r.Do), act)
				}
				for _, f := range r.Fields {
					require.NotContains(t, []string{"diagnosis", "medication", "history", "treatment", "content", "notes", "score", "rating"}, f.Name)
				}
			}
		}
	})
}

func TestServiceAges(t *testing.T) {
	p, now := policy(t), on("2026-03-10T10:00Z")
	for _, x := range []struct {
		service peer.ServiceID
		born    string
		met     peer.Tri
	}{
		{"community", "2008-03-10", peer.Yes}, {"community", "2008-03-11", peer.No}, {"community", "1930", peer.Yes},
		{"young", "2015-03-10", peer.Yes}, {"young", "2015-03-11", peer.No}, {"young", "2008-03-11", peer.Yes}, {"young", "2008-03-10", peer.No},
		{"community", "2008-03", peer.Unknown}, {"community", "2008-02", peer.Yes}, {"community", "2008", peer.Unknown}, {"community", "2027-01-01", peer.Unknown}, {"community", "", peer.Unknown},
		{"drop-in", "", peer.Yes},
	} {
		var born peer.Date
		if x.born != "" {
			born = date(x.born)
		}
		d := p.MayMeet(x.service, born, now)
		t.Run("PEER-27, H16 "+string(x.service)+" "+x.born, func(t *testing.T) {
			require.Equal(t, x.met == peer.Yes, d.Allowed())
			require.Equal(t, []peer.Tri{peer.Yes, x.met}, []peer.Tri{d.Reasons[0].Met, d.Reasons[1].Met})
			require.Equal(t, row("PEER-27", peer.ErrAgeOutsideService), d.Reasons[1].Rule)
		})
	}
	t.Run("PEER-27 a service that is not named, and no policy", func(t *testing.T) {
		d := p.MayMeet("elsewhere", date("1980-01-01"), now)
		require.Equal(t, []peer.Tri{peer.No, peer.Unknown}, []peer.Tri{d.Reasons[0].Met, d.Reasons[1].Met})
		require.Equal(t, peer.ErrUnknownCode, d.Reasons[0].Rule.Code)
		require.Equal(t, peer.Unknown, worker.Policy{}.MayMeet("community", date("1980-01-01"), now).Reasons[0].Met)
	})
	require.Equal(t, "17", p.MayMeet("young", date("1980-01-01"), now).Reasons[1].Args[1].Value())
}

// Both halves of the section are looked at in one go.
func TestPolicyFaultsAllAtOnce(t *testing.T) {
	t.Run("POL-01, PEER-10 entry, qualities and work", func(t *testing.T) {
		first := obj{"kind": "care-certificate", "when": "after-start", "within": obj{"weeks": 12}, "evidence": "assessed", "gates": "autonomy"}
		found := faultsOf(t, obj{"services": nil, "requirements": list{first, but(first, obj{"kind": "empathy"})}, "appraisalEvery": nil, "pauseWithoutCover": nil})
		got := map[string]string{}
		for _, r := range found {
			got[r.Path] = r.Rule.String()
		}
		incomplete := row("POL-01", peer.ErrPolicyIncomplete).String()
		require.Equal(t, map[string]string{"/worker/services": incomplete, "/worker/requirements/1/kind": row("PEER-10", worker.ErrNotEnforceable).String(),
			"/worker/appraisalEvery": incomplete, "/worker/pauseWithoutCover": incomplete}, got)
		require.Len(t, found, len(got))
	})
}
