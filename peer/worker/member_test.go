package worker_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/peer/worker"
)

type memberStep = worker.MemberStep

var members = steptest.BenchOf(ground, worker.MemberTable(), worker.NewMember, worker.CheckNewMember, worker.MemberStarts,
	worker.DecodeMember, worker.EncodeMemberStep, worker.DecodeMemberStep)

// nobodyYet is no member.
var nobodyYet worker.Member

func registering() worker.Register {
	return worker.Register{ID: "m4", Worker: jess, Title: peer.Say("Peer support worker"), Experience: []worker.Experience{worker.OfMentalHealth}, SecondaryServices: peer.Yes}
}

func lines() worker.SetLines {
	return worker.SetLines{From: date("2026-03-02"), LineManager: hannah, Supervisor: iris}
}

// then takes steps one after the other, each by whose it is.
func then(t testing.TB, m worker.Member, steps ...memberStep) worker.Member {
	t.Helper()
	for _, s := range steps {
		by := byHannah
		switch s.(type) {
		case worker.AgreeNumber, worker.DeclareExperience, worker.DeclarePause, worker.ComeBack:
			by = byJess
		}
		m = members.Done(t, m, s, by)
	}
	return m
}

// membersOf is Jess in every place.
func membersOf(t testing.TB) map[peer.Status]worker.Member {
	t.Helper()
	registered := then(t, nobodyYet, registering())
	active := then(t, registered, worker.SetStart{On: date("2026-03-02")}, lines(), worker.ProposeNumber{Max: 12}, worker.AgreeNumber{Max: 12}, worker.AssignTo{Service: "ward"}, worker.Activate{})
	return map[peer.Status]worker.Member{worker.Registered: registered, worker.Active: active,
		worker.Away: then(t, active, worker.DeclarePause{From: date("2026-03-16"), To: date("2026-03-20")}), worker.Left: then(t, active, worker.Leave{LastDay: date("2026-03-06")})}
}

func TestMemberEveryRow(t *testing.T) {
	all := membersOf(t)
	registered, active, away := all[worker.Registered], all[worker.Active], all[worker.Away]
	ready := then(t, registered, worker.SetStart{On: date("2026-03-02")}, lines(), worker.ProposeNumber{Max: 12}, worker.AgreeNumber{Max: 12})
	whole := registering()
	whole.Needs = []worker.MetNeed{{Service: "early-psychosis", ConfirmedBy: iris}}
	number := []peer.Rule{row("PEER-20", peer.ErrStaleVersion)}
	type one = steptest.Case[worker.Member, memberStep, worker.Facts]
	of := func(name string, r worker.Member, step memberStep, by peer.Actor, to peer.Status, hears map[string][]peer.Rule) one {
		return members.Planned(t, name, r, step, by, to, hears)
	}
	members.EveryRow(t, anybody(), all,
		of("PEER-01 register", nobodyYet, whole, byHannah, worker.Registered, nil),
		of("PEER-01 declare", active, worker.DeclareExperience{Experience: []worker.Experience{worker.OfPsychosis}}, byJess, worker.Active, nil),
		of("PEER-01 confirm a need", registered, worker.ConfirmNeed{Service: "ward", ConfirmedBy: iris}, byNoor, worker.Registered, nil),
		of("PEER-02 change the title", away, worker.ChangeTitle{Title: peer.Say("Peer coach")}, byIris, worker.Away, nil),
		of("PEER-03 set the first day", registered, worker.SetStart{On: date("2026-03-02")}, byHannah, worker.Registered, nil),
		of("PEER-11 set lines", registered, lines(), byNoor, worker.Registered, nil),
		of("PEER-20 propose a number", active, worker.ProposeNumber{Max: 10}, byJess, worker.Active, nil),
		of("PEER-20 agree a number", then(t, active, worker.ProposeNumber{Max: 10}), worker.AgreeNumber{Max: 10}, byJess, worker.Active, map[string][]peer.Rule{"/max": number}),
		of("PEER-01 assign", active, worker.AssignTo{Service: "community"}, byHannah, worker.Active, map[string][]peer.Rule{"/service": {row("PEER-27", peer.ErrUnknownCode)}}),
		of("PEER-01 leave a service", active, worker.LeaveService{Service: "ward"}, byHannah, worker.Active, map[string][]peer.Rule{"/service": {row("PEER-01", peer.ErrInvalidTransition)}}),
		of("PEER-11 activate", ready, worker.Activate{}, byIris, worker.Active, nil),
		of("PEER-17 declare a pause", active, worker.DeclarePause{From: date("2026-03-16"), To: date("2026-03-20")}, byJess, worker.Away, nil),
		of("PEER-17 declare another", away, worker.DeclarePause{}, byJess, worker.Away, nil),
		of("PEER-17 come back", away, worker.ComeBack{}, byJess, worker.Active, nil),
		of("PEER-71 give notice", active, worker.GiveNotice{LastDay: date("2026-04-30")}, byJess, worker.Active, nil),
		of("PEER-71 leave", away, worker.Leave{LastDay: date("2026-03-06")}, byHannah, worker.Left, nil),
	)
}

func TestMemberBringsLivedExperience(t *testing.T) {
	with := func(edit func(*worker.Register)) worker.Register {
		step := registering()
		edit(&step)
		return step
	}
	register := func(edit func(*worker.Register), set ...func(*worker.Facts)) peer.Decision {
		return members.Tried(t, nobodyYet, with(edit), byHannah, set...)
	}
	asking := func(f *worker.Facts) {
		f.Policy = policyWith(t, obj{"experience": obj{"anyOf": list{"psychosis", "bipolar"}}})
	}
	t.Run("PEER-01 none declared and no need confirmed", func(t *testing.T) {
		only(t, register(func(c *worker.Register) { c.Experience = nil }), "PEER-01 no-lived-experience", "/experience")
	})
	t.Run("PEER-01, H27 a confirmed need stands in place of the category", func(t *testing.T) {
		need := func(c *worker.Register) {
			c.Experience, c.Needs = nil, []worker.MetNeed{{Service: "community", ConfirmedBy: iris}}
		}
		open(t, register(need))
		open(t, register(need, asking))
		open(t, register(func(c *worker.Register) { need(c); c.Carer = true }))
	})
	t.Run("PEER-01 nobody confirms it for themself", func(t *testing.T) {
		only(t, register(func(c *worker.Register) { c.Needs = []worker.MetNeed{{Service: "community", ConfirmedBy: jess}} }), "PEER-01 self-reference", "/needs")
		only(t, members.Tried(t, membersOf(t)[worker.Active], worker.ConfirmNeed{Service: "community", ConfirmedBy: jess}, byHannah), "PEER-01 self-reference", "/confirmedBy")
	})
	t.Run("PEER-01 the organisation asks for another category", func(t *testing.T) {
		only(t, register(func(*worker.Register) {}, asking), "PEER-01 lived-experience-not-relevant", "/experience")
		open(t, register(func(c *worker.Register) { c.Experience = []worker.Experience{worker.OfCaring, worker.OfBipolar} }, asking))
	})
	t.Run("PEER-02 a carer title without the category", func(t *testing.T) {
		only(t, register(func(c *worker.Register) { c.Carer = true }), "PEER-02 lived-experience-not-relevant", "/carer")
		open(t, register(func(c *worker.Register) {
			c.Carer, c.Experience = true, []worker.Experience{worker.OfMentalHealth, worker.OfCaring}
		}))
		active := membersOf(t)[worker.Active]
		only(t, members.Tried(t, active, worker.ChangeTitle{Title: peer.Say("Carer peer support worker"), Carer: true}, byHannah), "PEER-02 lived-experience-not-relevant", "/carer")
		carer := then(t, active, worker.DeclareExperience{Experience: []worker.Experience{worker.OfCaring}}, worker.ChangeTitle{Title: peer.Say("Carer peer support worker"), Carer: true})
		require.True(t, carer.Carer())
		only(t, members.Tried(t, carer, worker.DeclareExperience{Experience: []worker.Experience{worker.OfBipolar}}, byJess), "PEER-02 lived-experience-not-relevant", "/carer")
	})
	t.Run("PEER-02 no title is no title", func(t *testing.T) {
		only(t, register(func(c *worker.Register) { c.Title = peer.Private{} }), "PEER-02 required", "/title")
	})
	t.Run("PEER-01, H27 the worker says it anew, nobody else, and may keep it to themself once a need is confirmed", func(t *testing.T) {
		active := membersOf(t)[worker.Active]
		less := memberStep(worker.DeclareExperience{})
		for _, by := range []peer.Actor{byHannah, byIris, byNoor, byKay, bySian} {
			only(t, members.Tried(t, active, worker.DeclareExperience{Experience: []worker.Experience{worker.OfBipolar}}, by), "PEER-01 not-authorised", "")
		}
		only(t, members.Tried(t, active, less, byJess), "PEER-01 no-lived-experience", "/experience")
		kept := then(t, active, worker.ConfirmNeed{Service: "ward", ConfirmedBy: iris}, worker.DeclareExperience{})
		require.Empty(t, kept.Experience())
		require.Equal(t, peer.Unknown, kept.SecondaryServices())
		require.Equal(t, []worker.MetNeed{{Service: "ward", ConfirmedBy: iris}}, kept.Needs())
		again := then(t, kept, worker.ConfirmNeed{Service: "ward", ConfirmedBy: kay})
		require.Equal(t, []worker.MetNeed{{Service: "ward", ConfirmedBy: kay}}, again.Needs(), "each service once")
	})
	t.Run("PEER-01, H26 nothing but a category has a place", func(t *testing.T) {
		for _, r := range worker.MemberTable().Rows {
			for _, f := range r.Fields {
				text := f.Kind == peer.FieldText || f.Kind == peer.FieldWords
				require.True(t, !text || f.Path == "/title", "%s %s", r.Do, f.Path)
			}
		}
	})
}

func TestMemberServices(t *testing.T) {
	active := membersOf(t)[worker.Active]
	assign := func(m worker.Member, to peer.ServiceID, set ...func(*worker.Facts)) peer.Decision {
		return members.Tried(t, m, worker.AssignTo{Service: to}, byHannah, set...)
	}
	silent := then(t, active, worker.DeclareExperience{Experience: []worker.Experience{worker.OfMentalHealth}}, worker.LeaveService{Service: "ward"})
	t.Run("PEER-01 a service that asks for another category", func(t *testing.T) {
		only(t, assign(active, "early-psychosis"), "PEER-01 lived-experience-not-relevant", "/service")
		open(t, assign(then(t, active, worker.DeclareExperience{Experience: []worker.Experience{worker.OfBipolar}}), "early-psychosis"))
		open(t, assign(then(t, active, worker.ConfirmNeed{Service: "early-psychosis", ConfirmedBy: iris}), "early-psychosis"))
		only(t, assign(then(t, active, worker.ConfirmNeed{Service: "ward", ConfirmedBy: iris}), "early-psychosis"), "PEER-01 lived-experience-not-relevant", "/service")
	})
	t.Run("PEER-01 secondary services are required, and nobody has said", func(t *testing.T) {
		only(t, assign(silent, "ward"), "PEER-01 lived-experience-not-relevant", "/service")
		open(t, assign(then(t, silent, worker.ConfirmNeed{Service: "ward", ConfirmedBy: iris}), "ward"))
	})
	t.Run("PEER-01 or would be good to have", func(t *testing.T) {
		steptest.Warns(t, assign(silent, "drop-in"), "PEER-01 lived-experience-not-relevant", "/service", peer.Warns)
		open(t, assign(active, "drop-in"))
	})
	t.Run("PEER-27 a service that the policy does not name, and none without a policy", func(t *testing.T) {
		only(t, assign(active, "elsewhere"), "PEER-27 unknown-code", "/service")
		d := assign(active, "community", func(f *worker.Facts) { f.Policy = worker.Policy{} })
		only(t, d, "PEER-27 unknown-code", "/service")
		require.Equal(t, peer.Unknown, d.Unmet()[0].Met)
	})
	t.Run("PEER-01 once, and off again", func(t *testing.T) {
		only(t, assign(active, "ward"), "PEER-01 duplicate", "/service")
		only(t, members.Tried(t, active, worker.LeaveService{Service: "community"}, byHannah), "PEER-01 invalid-transition", "/service")
		require.Equal(t, []peer.ServiceID{"ward"}, active.Services())
		require.Empty(t, silent.Services())
	})
}
