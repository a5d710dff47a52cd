package scenarios

import (
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
	"github.com/towpath-care/towpath/signpost"
)

const wayP4 peer.PersonID = "p4" // Siân Weller, born 1969-07-21; uses texts, no e-mail

var waySian = peer.ByPerson(wayP4)

// wayPolicy is organisation A's policy with the section about signposts.
func wayPolicy(t T) peer.PolicyFile {
	t.Helper()
	whole := strings.TrimSuffix(strings.TrimSpace(policyA), "}") + `, "signpost": ` + string(signpost.ExamplePolicy()) + "}"
	file, err := peer.OpenPolicy([]byte(whole), time.LoadLocation)
	require.NoError(t, err)
	return file
}

// wayListed is an entry of the directory that was made sure of and listed on a day.
func wayListed(t T, id, name, verified string, topics ...signpost.Topic) signpost.Resource {
	t.Helper()
	l := directoryListing(name, signpost.SectorLocal)
	l.Topics, l.Categories = topics, []signpost.Category{signpost.LeisureGroup}
	s := &directoryStory{story: story{t: t}, entries: map[string]signpost.Resource{}, policy: directoryPolicy(t)}
	s.listed(peer.ByStaff(w4, peer.RolePeerWorker), id, verified, l)
	return s.entries[id]
}

// wayOf is one signpost of AT-08 on its way.
type wayOf struct {
	*story
	signpost.Signpost
	around signpost.Around
	policy signpost.Policy
}

// take takes a step and goes on from there.
func (w *wayOf) take(by peer.Actor, when string, step signpost.SignpostStep) {
	w.t.Helper()
	next, _, err := w.Do(step, w.act(by, when, w.Rev()), w.facts(when))
	require.NoError(w.t, err)
	w.Signpost = next
}

// hears takes a step that is turned down with exactly these codes.
func (w *wayOf) hears(by peer.Actor, when string, step signpost.SignpostStep, codes ...peer.Code) *peer.Refusal {
	w.t.Helper()
	_, change, err := w.Do(step, w.act(by, when, w.Rev()), w.facts(when))
	require.Zero(w.t, change)
	return refused(w.t, err, codes...)
}

func (w *wayOf) facts(when string) signpost.GivingFacts {
	return signpost.GivingFactsOf(w.Signpost, w.policy, w.around, at(w.t, when))
}

// copyOf goes on from here without touching it.
func (w *wayOf) copyOf(t T) *wayOf {
	c := *w
	c.story = &story{t: t, n: w.n + 100}
	return &c
}

// tellAT08Signpost runs steps 4, 5 and 8: how the details are given, what came of it,
// and what a signpost is not.
func tellAT08Signpost(t T) {
	file := wayPolicy(t)
	policy, err := signpost.PolicyFrom(file)
	require.NoError(t, err)
	all, err := peer.NewPolicies(file)
	require.NoError(t, err)
	world := peer.World{Policies: all, Calendar: file.Calendar()}
	w := &wayOf{story: &story{t: t}, policy: policy, around: signpost.Around{Suitable: 2, Born: peer.MustDate("1969-07-21"), Setting: signpost.SettingHome,
		Usable: []signpost.Medium{signpost.MediumText, signpost.MediumPrint},
		Directory: []signpost.Resource{wayListed(t, "r1", "Fensway Food Pantry", "2026-04-20", signpost.TopicFood),
			wayListed(t, "r2", "Harbour Craft Shed", "2026-03-30", signpost.TopicHandsOn)}}}
	tell := func(id string) signpost.Option {
		return signpost.Option{Resource: id, Kind: signpost.TellInformation, Source: signpost.ToldSource{Kind: signpost.FromEntry}}
	}
	consider := signpost.Consider{ID: "way-1", Person: wayP4, Worker: w4, About: signpost.About{Goal: "goal-meet-people"}, Options: []signpost.Option{tell("r2")}}
	_, _, err = signpost.NewSignpost(consider, w.act(jess, "2026-04-20T10:00Z", 0), w.facts("2026-04-20T10:00Z"))
	refused(t, err, signpost.ErrOneOption)
	consider.Options = append(consider.Options, tell("r1"))
	w.Signpost, _, err = signpost.NewSignpost(consider, w.act(jess, "2026-04-20T10:01Z", 0), w.facts("2026-04-20T10:01Z"))
	require.NoError(t, err)
	w.hears(jess, "2026-04-20T10:05Z", signpost.Choose{Resource: "r2"}, peer.ErrPersonsChoiceOnly)
	w.take(waySian, "2026-04-20T10:06Z", signpost.Choose{Resource: "r2"})

	t.Run("AT-08.4, SIGN-12, SIGN-13, SIGN-18 given on 22 April in a form she uses, with help she asked for", func(t T) {
		w.take(waySian, "2026-04-22T10:00Z", signpost.SayReady{Willing: signpost.WillingYes, Able: signpost.AbleYes})
		verbal := signpost.Give{Medium: signpost.MediumVerbal}
		w.hears(jess, "2026-04-22T10:01Z", verbal, signpost.ErrNotLasting)
		verbal.Offered = []signpost.Medium{signpost.MediumText}
		w.copyOf(t).take(waySian, "2026-04-22T10:02Z", verbal)
		w.hears(jess, "2026-04-22T10:03Z", signpost.Give{Medium: signpost.MediumEmail}, peer.ErrMediumNotUsable)
		text := signpost.Give{Medium: signpost.MediumText}
		w.copyOf(t).take(jess, "2026-04-22T10:04Z", text)

		no := w.copyOf(t)
		no.take(waySian, "2026-04-22T10:05Z", signpost.SayReady{Willing: signpost.WillingNo})
		no.hears(jess, "2026-04-22T10:06Z", text, peer.ErrPersonHasNotAgreed)

		w.take(waySian, "2026-04-22T10:07Z", signpost.SayReady{Willing: signpost.WillingYes, Able: signpost.AbleWithHelp})
		w.hears(jess, "2026-04-22T10:08Z", text, signpost.ErrSupportRequired)
		w.hears(jess, "2026-04-22T10:09Z", signpost.AskHelp{Kind: signpost.HelpGoAlong}, peer.ErrPersonsChoiceOnly)
		w.take(waySian, "2026-04-22T10:10Z", signpost.AskHelp{Kind: signpost.HelpGoAlong, NextTimeAlone: words("the bus home")})
		w.take(jess, "2026-04-22T10:11Z", text)
		stands(t, signpost.Given, w)
	})
	at08Given(t, w.Signpost)

	t.Run("AT-08.5, SIGN-15, SIGN-16 asked on 6 May; what came of it is hers to say", func(t T) {
		owed := func(s signpost.Signpost, when string) []peer.Deadline {
			return signpost.DueFollowUps([]peer.Record{s}, world, at(t, when))
		}
		due(t, "the follow-up of "+w.Ref().String(), "2026-05-06", w.FollowUp().String())
		require.Empty(t, owed(w.Signpost, "2026-05-05T10:00Z"))
		require.Equal(t, w.Ref(), owed(w.Signpost, "2026-05-06T10:00Z")[0].About)

		early := w.copyOf(t)
		early.take(waySian, "2026-04-25T10:00Z", signpost.RecordOutcome{Outcome: signpost.OutcomeAccessed, MetNeed: peer.Yes})
		require.Empty(t, owed(early.Signpost, "2026-05-06T10:00Z"))

		w.hears(jess, "2026-05-06T11:00Z", signpost.RecordOutcome{Outcome: signpost.OutcomeAccessed}, peer.ErrPersonsWordsOnly)
		w.hears(waySian, "2026-05-06T11:01Z", signpost.RecordOutcome{Outcome: signpost.OutcomeNeedsDifferent}, peer.ErrNextStepRequired)
		w.take(waySian, "2026-05-06T11:02Z", signpost.NameChallenge{Kind: signpost.ChallengeTravel, Words: words("two buses")})
		w.take(waySian, "2026-05-06T11:03Z", signpost.RecordOutcome{Outcome: signpost.OutcomeNeedsDifferent, Words: words("somebody to go with"), Next: signpost.NextGap, Link: "gap-befriending-a3"})
		stands(t, signpost.NeedsDifferent, w)
		require.Equal(t, signpost.Confidence{Resource: "r2", Given: 1, NeedsDifferent: 1}, signpost.ConfidenceOf("r2", []signpost.Signpost{w.Signpost}, at(t, "2026-05-07T10:00Z")))
	})

	at08Ended(t, w.Signpost)

	t.Run("AT-08.8, SIGN-24 it is no referral", func(t T) {
		refused(t, signpost.ReferralOf(w.Signpost), signpost.ErrReferralOutOfScope)
	})

	t.Run("AT-08.8, SIGN-19, REC-30 two buses open problem solving", func(t T) {
		cycle, _, err := recovery.NewProblemSolving(recovery.StartProblemSolving{ID: "ps-buses", Person: wayP4, Worker: w4, Explained: true}, w.act(waySian, "2026-05-06T11:10Z", 0), recoveryFacts(t))
		require.NoError(t, err)
		w.take(jess, "2026-05-06T11:11Z", signpost.SolveChallenge{Number: 1, Problem: cycle.Ref().ID})
		require.Equal(t, "ps-buses", w.Challenges()[0].Problem)
	})

	t.Run("AT-08.8, SIGN-22, H09 she hears of what she asked for and of nothing else, in words that tell nothing", func(t T) {
		wants, _, err := signpost.NewInterest(signpost.Subscribe{ID: "interest-1", Person: wayP4, Of: signpost.WouldLike{Topics: []signpost.Topic{signpost.TopicHandsOn}}}, w.act(waySian, "2026-03-20T10:00Z", 0), signpost.Facts{Policy: policy})
		require.NoError(t, err)
		notices := func(list ...signpost.Interest) []signpost.Notice {
			return signpost.Notices(list, w.around.Directory, at(t, "2026-03-25T00:00Z"), at(t, "2026-04-20T10:00Z"))
		}
		require.Empty(t, notices())
		list := notices(wants)
		require.Len(t, list, 1)
		require.Equal(t, "r2", list[0].Resource)
		require.NotContains(t, list[0].Says()+signpost.Reminder(), "Craft")
		wants, _, err = wants.Do(signpost.Unsubscribe{}, w.act(waySian, "2026-04-20T11:00Z", wants.Rev()), signpost.Facts{Policy: policy})
		require.NoError(t, err)
		require.Empty(t, notices(wants))
	})

	t.Run("AT-08, H08 the care record sees what was chosen on her yes, and no words", func(t T) {
		by := peer.Reading{By: peer.ByStaff(kay, peer.RoleCareCoordinator), Purpose: peer.ForRecord, At: at(t, "2026-05-07T10:00Z")}
		require.False(t, w.Sees("activity", by))
		by.Consents = []peer.Consent{{ID: "c1", Person: wayP4, Scope: peer.SharePlan, Purpose: peer.ForRecord, Given: peer.Yes, From: at(t, "2026-03-02T10:00Z")}}
		require.True(t, w.Sees("activity", by))
		require.False(t, w.Sees("signpost", by))
	})
}
