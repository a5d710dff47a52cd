package peer_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
)

func relFacts(t testing.TB) peer.RelationshipFacts {
	return peer.RelationshipFacts{
		Policy: policy(t), PersonAgreed: peer.Yes, NoOther: peer.Yes,
		Lines:        peer.Lines{LineManager: hannah, Supervisor: iris},
		Ready:        peer.Readiness{Verdict: peer.Ready},
		Places:       peer.Places{Agreed: peer.Yes, Max: 12, Held: 11},
		OtherOffered: peer.Yes,
		Ahead:        peer.Ahead{Known: true, Days: []peer.Date{peer.MustDate("2026-03-24"), peer.MustDate("2026-04-07"), peer.MustDate("2026-04-21")}},
	}
}

func theOffer() peer.Offer {
	return peer.Offer{ID: "rel-1", Person: aled, Worker: jess, Service: team, Request: "req-1"}
}

func theWelcome() peer.WelcomePerson {
	return peer.WelcomePerson{Participants: []peer.Actor{byAled, byMegan}, IntroducedAsPeer: true,
		Orientation: []peer.OrientationItem{peer.ShownPlace, peer.ShownPeople}, Helped: own("it was good to sit down")}
}

func theRights() peer.TellRights {
	var out peer.TellRights
	for _, topic := range peer.RightsTopics() {
		out.Topics = append(out.Topics, peer.Right{Topic: topic, Told: peer.Explained})
	}
	return out
}

func theProposal() peer.Propose {
	return peer.Propose{
		Purpose:    own("get back to the allotment"),
		Activities: []peer.ActivityKind{peer.OneToOne, peer.Accompaniment},
		Modes:      []peer.Mode{peer.FaceToFace, peer.Phone},
		Boundaries: []peer.Boundary{{Kind: peer.BoundaryHours, Words: own("not at weekends")}},
		Often:      own("once a week"), ReviewOn: peer.MustDate("2026-05-12"), EndingNamed: true,
	}
}

// relStory is one relationship in every place it can be in.
type relStory struct {
	offered, welcomed, told, agreeing, active, declined, ended peer.Relationship
	// paused by the person, onOurSide by the worker, ending as the worker planned it.
	paused, onOurSide, ending peer.Relationship
	history                   []peer.Change
}

func tellRel(t testing.TB) relStory {
	t.Helper()
	var s relStory
	facts := relFacts(t)
	do := func(r peer.Relationship, step peer.RelationshipStep, by peer.Actor, at, id string) peer.Relationship {
		t.Helper()
		next, change, err := r.Do(step, act(by, at, id, r), facts)
		require.NoError(t, err)
		s.history = append(s.history, change)
		return next
	}
	var err error
	var change peer.Change
	s.offered, change, err = peer.NewRelationship(theOffer(), act(byHannah, "2026-02-09T10:00Z", "a1", nil), facts)
	require.NoError(t, err)
	s.declined = do(s.offered, peer.Decline{}, byAled, "2026-02-09T12:00Z", "a2")
	s.history = []peer.Change{change}
	s.welcomed = do(s.offered, theWelcome(), byJess, "2026-02-10T14:45Z", "a3")
	s.told = do(s.welcomed, theRights(), byJess, "2026-02-10T15:00Z", "a4")
	s.agreeing = do(s.told, theProposal(), byAled, "2026-02-17T11:00Z", "a5")
	s.active = do(s.agreeing, peer.Confirm{Version: 1}, byJess, "2026-02-17T11:20Z", "a6")
	s.ended = do(s.active, peer.Withdraw{}, byAled, "2026-04-01T09:00Z", "a7")
	history := s.history
	s.paused = do(s.active, peer.Pause{}, byAled, "2026-03-02T09:00Z", "a8")
	s.onOurSide = do(s.active, thePause(), byJess, "2026-03-02T09:00Z", "a9")
	s.ending = do(s.active, theEnding(), byJess, "2026-03-10T11:00Z", "a10")
	s.history = history
	return s
}

func thePause() peer.PauseOnOurSide {
	return peer.PauseOnOurSide{Because: peer.PauseFamily, Until: peer.MustDate("2026-03-13"), Cover: rowan}
}

func theEnding() peer.PlanEnding {
	return peer.PlanEnding{LastDate: peer.MustDate("2026-04-21"), Feelings: own("I will miss our Tuesdays"), Gains: own("the plot is dug over"),
		OngoingSupports: []peer.Words{own("the allotment society"), own("a drop-in on Fridays")}, AfterContact: own("the team's desk, any weekday")}
}

// at takes a step that has to be allowed.
func at(t testing.TB, r peer.Relationship, step peer.RelationshipStep, by peer.Actor, when string, facts peer.RelationshipFacts) peer.Relationship {
	t.Helper()
	next, _, err := r.Do(step, act(by, when, "r"+r.Rev().String(), r), facts)
	require.NoError(t, err)
	return next
}

var relKind = steptest.Kind[peer.Relationship, peer.RelationshipStep, peer.RelationshipFacts]{
	Table: peer.RelationshipTable(), New: peer.NewRelationship, CheckNew: peer.CheckNewRelationship, Starts: peer.RelationshipStarts,
	Do: peer.Relationship.Do, Check: peer.Relationship.Check, Choices: peer.Relationship.Choices,
	Decode: peer.DecodeRelationship, EncodeStep: peer.EncodeRelationshipStep, DecodeStep: peer.DecodeRelationshipStep,
}

func row(id string, code peer.Code) peer.Rule { return peer.Rule{Row: id, Code: code} }

// offerUnder asks whether the offer may be made under changed facts.
func offerUnder(t *testing.T, change func(*peer.RelationshipFacts)) peer.Decision {
	t.Helper()
	facts := relFacts(t)
	change(&facts)
	return peer.CheckNewRelationship(theOffer(), act(byHannah, "2026-02-09T10:00Z", "x", nil), facts)
}

func TestOffer(t *testing.T) {
	for _, c := range []struct {
		name string
		rule string
		set  func(*peer.RelationshipFacts, peer.Tri)
	}{
		{"PEER-24 nobody is offered to a person who has not said yes", "PEER-24 person-has-not-agreed",
			func(f *peer.RelationshipFacts, a peer.Tri) { f.PersonAgreed = a }},
		{"PEER-11 nobody outside the worker's line makes the offer", "PEER-11 not-authorised",
			func(f *peer.RelationshipFacts, a peer.Tri) {
				f.Lines = map[peer.Tri]peer.Lines{peer.Yes: {LineManager: hannah}, peer.No: {LineManager: iris, Supervisor: kay}}[a]
			}},
		{"PEER-16 a worker who is not ready is not offered", "PEER-16 worker-not-ready",
			func(f *peer.RelationshipFacts, a peer.Tri) {
				f.Ready.Verdict = map[peer.Tri]peer.Verdict{peer.Yes: peer.Ready, peer.No: peer.NotReady}[a]
			}},
		{"PEER-20 nobody is offered before a number is agreed", "PEER-20 no-caseload-agreement",
			func(f *peer.RelationshipFacts, a peer.Tri) { f.Places.Agreed = a }},
		{"PEER-30 the two have one relationship at a time", "PEER-30 duplicate-relationship",
			func(f *peer.RelationshipFacts, a peer.Tri) { f.NoOther = a }},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, a := range answers {
				d := offerUnder(t, func(f *peer.RelationshipFacts) { c.set(f, a.answer) })
				if a.answer == peer.Yes {
					require.True(t, d.Allowed(), a.name)
					continue
				}
				reason := only(t, d, c.rule)
				require.Equal(t, a.answer, reason.Met, a.name)
				require.Equal(t, a.answer == peer.Unknown, len(d.Missing()) == 1, "what nobody knows is named")
			}
		})
	}

	t.Run("PEER-11 the supervisor may offer as well as the line manager", func(t *testing.T) {
		d := peer.CheckNewRelationship(theOffer(), act(peer.ByStaff(iris, ""), "2026-02-09T10:00Z", "x", nil), relFacts(t))
		require.True(t, d.Allowed())
	})
	t.Run("PEER-11 a role alone is nobody's line", func(t *testing.T) {
		d := peer.CheckNewRelationship(theOffer(), act(peer.ByStaff(kay, peer.RoleLineManager), "2026-02-09T10:00Z", "x", nil), relFacts(t))
		only(t, d, "PEER-11 not-authorised")
	})
	t.Run("PEER-11 the worker is not the person", func(t *testing.T) {
		offer := theOffer()
		offer.Person = peer.PersonID(jess)
		reason := only(t, peer.CheckNewRelationship(offer, act(byHannah, "2026-02-09T10:00Z", "x", nil), relFacts(t)), "PEER-11 self-reference")
		require.Equal(t, "/worker", reason.Path)
	})
	t.Run("PEER-16 a worker under supervision may be offered", func(t *testing.T) {
		require.True(t, offerUnder(t, func(f *peer.RelationshipFacts) { f.Ready.Verdict = peer.SupervisedOnly }).Allowed())
	})
	t.Run("PEER-16 the line reads why the worker is not ready", func(t *testing.T) {
		why := peer.Reason{Rule: row("PEER-07", peer.ErrRequired), Says: "Training is up to date.", Met: peer.No}
		fine := peer.Reason{Rule: row("PEER-05", peer.ErrRequired), Says: "The check is there.", Met: peer.Yes}
		d := offerUnder(t, func(f *peer.RelationshipFacts) {
			f.Ready = peer.Readiness{Verdict: peer.NotReady, Reasons: []peer.Reason{why, fine}}
		})
		require.Len(t, d.Unmet(), 2)
		require.Equal(t, why.Rule, d.Unmet()[1].Rule)
		require.Equal(t, peer.WorkerAndLine, d.Unmet()[1].Audience)
		require.Len(t, d.SeenBy(peer.PartyPerson).Unmet(), 1)
	})
	t.Run("PEER-20 nobody is offered beyond the agreed number", func(t *testing.T) {
		for held, open := range map[int]bool{0: true, 11: true, 12: false, 13: false} {
			d := offerUnder(t, func(f *peer.RelationshipFacts) { f.Places.Held = held })
			require.Equal(t, open, d.Allowed(), held)
			if !open {
				reason := only(t, d, "PEER-20 caseload-exceeded")
				require.Equal(t, []peer.Arg{peer.Number("max", 12)}, reason.Args)
			}
		}
	})
	t.Run("PEER-20 with no facts at all every fact is named", func(t *testing.T) {
		d := peer.CheckNewRelationship(theOffer(), act(byHannah, "2026-02-09T10:00Z", "x", nil), peer.RelationshipFacts{})
		require.Len(t, d.Missing(), 5)
		require.False(t, d.Allowed())
	})
}

func TestPlacesOf(t *testing.T) {
	s := tellRel(t)
	all := []peer.Relationship{s.offered, s.welcomed, s.agreeing, s.active, s.paused, s.ending, s.declined, s.ended, {}}
	t.Run("PEER-20, H22 an offer holds a place through pauses and planned endings, an ending gives it back", func(t *testing.T) {
		p := peer.PlacesOf(peer.AgreedNumber{Worker: jess, Max: 12, WorkerAgreed: true, ManagerAgreed: true}, all)
		require.Equal(t, peer.Places{Agreed: peer.Yes, Max: 12, Held: 6}, p)
		require.Zero(t, peer.PlacesOf(peer.AgreedNumber{Worker: rowan, Max: 3}, all).Held)
	})
	t.Run("PEER-20 a number counts when both have said yes", func(t *testing.T) {
		for _, n := range []peer.AgreedNumber{{Max: 12, WorkerAgreed: true}, {Max: 12, ManagerAgreed: true}, {WorkerAgreed: true, ManagerAgreed: true}, {}} {
			require.Equal(t, peer.No, peer.PlacesOf(n, nil).Agreed)
		}
	})
}

func TestWelcome(t *testing.T) {
	s, facts := tellRel(t), relFacts(t)
	check := func(w peer.WelcomePerson) peer.Decision {
		return s.offered.Check(w, act(byJess, "2026-02-10T14:45Z", "x", s.offered), facts)
	}
	t.Run("PEER-31 a worker who has not said that they are a peer has not welcomed anybody", func(t *testing.T) {
		w := theWelcome()
		w.IntroducedAsPeer = false
		require.Equal(t, "/introducedAsPeer", only(t, check(w), "PEER-31 role-not-disclosed").Path)
	})
	t.Run("PEER-31 a welcome without the person is none", func(t *testing.T) {
		for _, who := range [][]peer.Actor{{byMegan}, {peer.ByPerson(beatriz)}, {peer.ByStaff(peer.StaffID(aled), "")}} {
			w := theWelcome()
			w.Participants = who
			require.Equal(t, "/participants", only(t, check(w), "PEER-31 person-has-not-agreed").Path)
		}
	})
	t.Run("PEER-31 what is kept of it", func(t *testing.T) {
		w := s.welcomed.Welcome()
		require.Equal(t, on("2026-02-10T14:45Z"), w.At)
		require.Equal(t, []peer.Actor{byAled, byMegan}, w.Participants)
		require.Equal(t, peer.ByStaff(jess, ""), w.Helped.By, "words have an author, without a role")
		w.Participants[0] = byJess
		require.Equal(t, byAled, s.welcomed.Welcome().Participants[0], "nobody changes a record from outside")
	})
	t.Run("PEER-31 words that are passed on keep their author", func(t *testing.T) {
		w := theWelcome()
		w.Helped.By = byAled
		next, _, err := s.offered.Do(w, act(byJess, "2026-02-10T14:45Z", "x", s.offered), facts)
		require.NoError(t, err)
		require.True(t, next.Welcome().Helped.From(aled))
		require.False(t, next.Welcome().Helped.From(""))
	})
}

func TestRights(t *testing.T) {
	s, facts := tellRel(t), relFacts(t)
	tell := func(t *testing.T, r peer.Relationship, id string, topics ...peer.Right) peer.Relationship {
		t.Helper()
		next, _, err := r.Do(peer.TellRights{Topics: topics}, act(byJess, "2026-02-11T10:00Z", id, r), facts)
		require.NoError(t, err)
		return next
	}
	t.Run("PEER-32 the limits of confidentiality are not put off", func(t *testing.T) {
		for _, told := range []peer.Told{peer.PutOff, peer.NotWanted} {
			step := peer.TellRights{Topics: []peer.Right{{Topic: peer.RightVoluntary, Told: peer.Explained}, {Topic: peer.RightConfidentiality, Told: told}}}
			d := s.welcomed.Check(step, act(byJess, "2026-02-11T10:00Z", "x", s.welcomed), facts)
			require.Equal(t, "/topics", only(t, d, "PEER-32 rights-not-explained").Path)
		}
	})
	t.Run("PEER-32 nothing becomes active while a topic is untouched", func(t *testing.T) {
		r, _, err := s.welcomed.Do(theProposal(), act(byAled, "2026-02-11T11:00Z", "p", s.welcomed), facts)
		require.NoError(t, err)
		for i, topic := range peer.RightsTopics() {
			d := r.Check(peer.Confirm{Version: 1}, act(byJess, "2026-02-12T11:00Z", "x", r), facts)
			reason := only(t, d, "PEER-32 rights-not-explained")
			require.Equal(t, peer.Word("topic", topic), reason.Args[0], "what is left is named")
			require.Len(t, reason.Args, 6-i)
			told := peer.PutOff // put off is touched, save for confidentiality
			if topic == peer.RightConfidentiality {
				told = peer.Explained
			}
			r, _, err = r.Do(peer.TellRights{Topics: []peer.Right{{Topic: topic, Told: told}}},
				act(byJess, "2026-02-12T10:00Z", "t"+string(topic), r), facts)
			require.NoError(t, err)
		}
		require.True(t, r.Check(peer.Confirm{Version: 1}, act(byJess, "2026-02-12T11:00Z", "x", r), facts).Allowed())
	})
	t.Run("PEER-32 the newest word on a topic counts", func(t *testing.T) {
		r := tell(t, s.welcomed, "1", peer.Right{Topic: peer.RightToComplain, Told: peer.PutOff})
		r = tell(t, r, "2", peer.Right{Topic: peer.RightToComplain, Told: peer.Explained})
		require.Equal(t, map[peer.RightsTopic]peer.Told{peer.RightToComplain: peer.Explained}, r.Rights())
		require.Empty(t, s.welcomed.Rights())
	})
	t.Run("PEER-32 rights can be told again for years and the record still reads", func(t *testing.T) {
		r := s.active
		for i := range 60 {
			var err error
			r, _, err = r.Do(theRights(), act(byJess, "2026-03-11T10:00Z", "again"+peer.Rev(i).String(), r), facts)
			require.NoError(t, err)
		}
		b, err := peer.Encode(r)
		require.NoError(t, err)
		_, err = peer.DecodeRelationship(b)
		require.NoError(t, err)
	})
}

func TestAgreement(t *testing.T) {
	s, facts := tellRel(t), relFacts(t)
	confirm := func(r peer.Relationship, by peer.Actor, version int, facts peer.RelationshipFacts) peer.Decision {
		return r.Check(peer.Confirm{Version: version}, act(by, "2026-03-20T11:00Z", "x", r), facts)
	}
	propose := func(t *testing.T, r peer.Relationship, by peer.Actor, id string) peer.Relationship {
		t.Helper()
		next, _, err := r.Do(theProposal(), act(by, "2026-03-10T11:00Z", id, r), facts)
		require.NoError(t, err)
		return next
	}

	t.Run("PEER-33 one's own yes does not make it active", func(t *testing.T) {
		only(t, confirm(s.agreeing, byAled, 1, facts), "PEER-33 needs-both-parties")
		require.True(t, s.agreeing.Since().IsZero())
		_, in := s.agreeing.InForce()
		require.False(t, in)
	})
	t.Run("PEER-33 nobody says yes to an older version", func(t *testing.T) {
		r := propose(t, s.agreeing, byJess, "v2")
		for _, v := range []int{1, 3, 99} {
			only(t, confirm(r, byAled, v, facts), "PEER-33 stale-version")
		}
		require.True(t, confirm(r, byAled, 2, facts).Allowed())
		only(t, confirm(s.active, byAled, 1, facts), "PEER-33 needs-both-parties")
	})
	t.Run("PEER-35 a manager does not agree in anybody's place", func(t *testing.T) {
		only(t, confirm(s.agreeing, byHannah, 1, facts), "PEER-35 needs-both-parties")
		only(t, s.active.Check(theProposal(), act(byHannah, "2026-03-10T11:00Z", "x", s.active), facts), "PEER-35 needs-both-parties")
	})
	t.Run("PEER-35 both have the same right to propose and to say yes", func(t *testing.T) {
		for _, by := range []peer.Actor{byAled, byJess} {
			other := map[peer.Actor]peer.Actor{byAled: byJess, byJess: byAled}[by]
			r := propose(t, s.told, by, "v1")
			v, ok := r.OnTheTable()
			require.True(t, ok)
			require.Equal(t, by == byAled, !v.PersonYes.IsZero())
			require.Equal(t, by == byJess, !v.WorkerYes.IsZero())
			r, _, err := r.Do(peer.Confirm{Version: 1}, act(other, "2026-03-11T11:00Z", "y", r), facts)
			require.NoError(t, err)
			require.Equal(t, peer.Active, r.Status())
			require.Equal(t, on("2026-03-11T11:00Z"), r.Since())
		}
	})
	t.Run("PEER-34 a version that exists is not altered", func(t *testing.T) {
		for _, version := range []int{1, 3, -1} {
			step := theProposal()
			step.Version = version
			require.Equal(t, "/version", only(t, s.active.Check(step, act(byAled, "2026-03-10T11:00Z", "x", s.active), facts), "PEER-34 immutable").Path)
		}
		step := theProposal()
		step.Version = 2
		require.True(t, s.active.Check(step, act(byAled, "2026-03-10T11:00Z", "x", s.active), facts).Allowed())
	})
	t.Run("PEER-34 the old version stays in force until both have said yes to the new one", func(t *testing.T) {
		r := propose(t, s.active, byJess, "v2")
		v, ok := r.InForce()
		require.True(t, ok)
		require.Equal(t, 1, v.Version)
		require.Equal(t, peer.Active, r.Status())
		since := r.Since()
		r, _, err := r.Do(peer.Confirm{Version: 2}, act(byAled, "2026-03-11T11:00Z", "y", r), facts)
		require.NoError(t, err)
		v, _ = r.InForce()
		require.Equal(t, 2, v.Version)
		require.Equal(t, since, r.Since(), "it began when they first agreed")
		require.Len(t, r.Agreements(), 2)
		_, open := r.OnTheTable()
		require.False(t, open)
	})
	t.Run("PEER-34 what comes of one record twice has nothing in common", func(t *testing.T) {
		r := s.active
		for i := range 6 {
			b, err := peer.Encode(propose(t, r, byJess, "fork"))
			require.NoError(t, err)
			mine := propose(t, r, byJess, "fork")
			theirs := propose(t, r, byAled, "fork")
			again, err := peer.Encode(mine)
			require.NoError(t, err)
			require.Equal(t, string(b), string(again))
			v, _ := theirs.OnTheTable()
			require.Equal(t, peer.PartyPerson, v.ProposedBy)
			r = propose(t, r, byJess, "step"+peer.Rev(i).String())
		}
	})
	t.Run("PEER-51 the day to look back is still to come", func(t *testing.T) {
		for day, open := range map[string]bool{"2026-03-09": false, "2026-03-10": false, "2026-03-11": true} {
			step := theProposal()
			step.ReviewOn = peer.MustDate(day)
			d := s.active.Check(step, act(byAled, "2026-03-10T11:00Z", "x", s.active), facts)
			require.Equal(t, open, d.Allowed(), day)
			if !open {
				require.Equal(t, "/reviewOn", only(t, d, "PEER-51 past-date").Path)
			}
		}
	})
	t.Run("PEER-51 without a day the policy's usual one is taken", func(t *testing.T) {
		step := theProposal()
		step.ReviewOn = peer.Date{}
		r, change, err := s.told.Do(step, act(byAled, "2026-02-17T11:00Z", "x", s.told), facts)
		require.NoError(t, err)
		v, _ := r.OnTheTable()
		require.Equal(t, "2026-05-12", v.ReviewOn.String())
		require.Equal(t, facts.Policy.Digest(), change.Policy)
		r, _, err = s.told.Do(step, act(byAled, "2026-02-17T11:00Z", "x", s.told), peer.RelationshipFacts{})
		require.NoError(t, err, "an agreement does not wait for a policy")
		v, _ = r.OnTheTable()
		require.True(t, v.ReviewOn.IsZero())
	})
	t.Run("PEER-20 at activation the number is looked at once more", func(t *testing.T) {
		for _, a := range answers {
			facts := facts
			facts.Places.Agreed = a.answer
			d := confirm(s.agreeing, byJess, 1, facts)
			require.Equal(t, a.answer == peer.Yes, d.Allowed(), a.name)
			if a.answer != peer.Yes {
				only(t, d, "PEER-20 no-caseload-agreement")
			}
		}
		for held, open := range map[int]bool{12: true, 13: false} {
			facts := facts
			facts.Places.Held = held
			d := confirm(s.agreeing, byJess, 1, facts)
			require.Equal(t, open, d.Allowed(), held)
			if !open {
				only(t, d, "PEER-20 caseload-exceeded")
			}
		}
	})
	t.Run("PEER-20 a person is not told how many others the worker sees", func(t *testing.T) {
		r := propose(t, s.told, byJess, "v1")
		facts := facts
		facts.Places.Held = 13
		reason := only(t, confirm(r, byAled, 1, facts), "PEER-16 not-available-today")
		require.Empty(t, reason.Args)
	})
	t.Run("PEER-20 a new version of an active agreement asks for no room", func(t *testing.T) {
		r := propose(t, s.active, byJess, "v2")
		require.True(t, confirm(r, byAled, 2, peer.RelationshipFacts{Policy: facts.Policy}).Allowed())
	})
	t.Run("PEER-37 leaving asks for nothing and waits for nobody", func(t *testing.T) {
		d := s.active.Check(peer.Withdraw{}, act(byAled, "2026-03-10T11:00Z", "x", s.active), peer.RelationshipFacts{})
		require.True(t, d.Allowed())
		for _, c := range s.active.Choices(act(byAled, "2026-03-10T11:00Z", "x", s.active), peer.RelationshipFacts{}) {
			if c.Do == "withdraw" {
				require.True(t, c.Open && c.Yours)
				require.Len(t, c.Fields, 1, "no reason can be given")
				require.Equal(t, []string{"keep", "take-back"}, c.Fields[0].Options, "what becomes of the plan, if they want to say")
				require.False(t, c.Fields[0].Required)
			}
		}
		require.Equal(t, s.active.Agreements(), s.ended.Agreements(), "what was agreed stays readable")
		require.False(t, s.ended.Holds())
	})
	t.Run("PEER-37 nobody leaves on the person's behalf", func(t *testing.T) {
		for _, by := range []peer.Actor{byJess, byHannah, byMegan, peer.ByPerson(beatriz)} {
			_, _, err := s.active.Do(peer.Withdraw{}, act(by, "2026-03-10T11:00Z", "x", s.active), facts)
			turnedDown(t, err, peer.ErrPersonsChoiceOnly)
			_, _, err = s.agreeing.Do(peer.Decline{}, act(by, "2026-03-10T11:00Z", "x", s.agreeing), facts)
			turnedDown(t, err, peer.ErrPersonsChoiceOnly)
		}
	})
}
