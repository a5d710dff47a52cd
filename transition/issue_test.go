package transition_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/transition"
)

type issueStep = transition.IssueStep

var issues = steptest.BenchOf(ground, transition.IssueTable(), transition.NewIssue, transition.CheckNewIssue, transition.IssueStarts,
	transition.DecodeIssue, transition.EncodeIssueStep, transition.DecodeIssueStep)

func theIssue() transition.NameIssue {
	return transition.NameIssue{ID: "i1", Person: sian, Worker: jess, Transition: "t1",
		Organiser: transition.Organiser{Staff: kay, Role: peer.RoleCareCoordinator, Organisation: "trust-a"}, Kind: transition.IssuePractical,
		Words: own(bySian, "no bus goes to the garden any more"), Owner: transition.OwnerWorker, Next: own(byJess, "look at the timetable on Monday")}
}

// ofTrust is an issue of a move that an organisation organises, nobody by name.
func ofTrust() transition.NameIssue {
	i := theIssue()
	i.Organiser, i.Owner = transition.Organiser{Organisation: "trust-a"}, ""
	return i
}

// aboutPeople is an issue about somebody.
func aboutPeople() transition.NameIssue {
	i := theIssue()
	i.Kind, i.Owner, i.Words = transition.IssueRelational, "", own(bySian, "Kay talks over me in the garden")
	return i
}

func issuesOf(t testing.TB) map[peer.Status]transition.Issue {
	t.Helper()
	open := issues.Done(t, transition.Issue{}, theIssue(), byJess)
	return map[peer.Status]transition.Issue{transition.IssueOpen: open,
		transition.IssueSettled: issues.Done(t, open, transition.SettleIssue{}, bySian)}
}

func TestIssueEveryRow(t *testing.T) {
	records := issuesOf(t)
	words, part := row("TRAN-10", peer.ErrPersonsWordsOnly), row("TRAN-10", peer.ErrNotAuthorised)
	organise := row("TRAN-10", transition.ErrPSWCannotOrganise)
	byOrganiser := theIssue()
	byOrganiser.Words, byOrganiser.Next, byOrganiser.Organising, byOrganiser.Owner = own(byKay, "the referral lies in the garden office"), peer.Words{}, true, transition.OwnerOrganiser
	issues.EveryRow(t, anybody(peer.PartyOrganiser), records,
		issues.Planned(t, "TRAN-10 the person names it", transition.Issue{}, theIssue(), bySian, transition.IssueOpen, map[string][]peer.Rule{
			"/person": {part}, "/worker": {words}}),
		issues.Planned(t, "TRAN-10 the worker names it", transition.Issue{}, theIssue(), byJess, transition.IssueOpen, map[string][]peer.Rule{
			"/person": {words}, "/worker": {part, words}}),
		issues.Planned(t, "TRAN-10 the organiser names it", transition.Issue{}, byOrganiser, byKay, transition.IssueOpen, map[string][]peer.Rule{
			"/organiser/staff": {part}, "/owner": {organise}}),
		issues.Planned(t, "TRAN-10 the organiser sees to it", records[transition.IssueOpen], transition.SeeTo{Owner: transition.OwnerOrganiser, Next: unsigned("ring the bus company")}, byKay, transition.IssueOpen, nil),
		issues.Planned(t, "TRAN-10 the person sees to it", records[transition.IssueOpen], transition.SeeTo{Owner: transition.OwnerPerson}, bySian, transition.IssueOpen, nil),
		issues.Planned(t, "TRAN-10 settle", records[transition.IssueOpen], transition.SettleIssue{}, bySian, transition.IssueSettled, nil),
		issues.Planned(t, "TRAN-10 open again", records[transition.IssueSettled], transition.OpenIssueAgain{}, bySian, transition.IssueOpen, nil),
	)
}

func TestIssueIsNotOrganisedByTheWorker(t *testing.T) {
	none := transition.Issue{}
	change := func(f func(*transition.NameIssue)) issueStep { i := theIssue(); f(&i); return i }
	const rule = "TRAN-10 psw-cannot-organise"
	for name, owner := range map[string]transition.IssueOwner{"worker": transition.OwnerWorker, "person": transition.OwnerPerson} {
		t.Run("TRAN-10 organising, and the "+name+" sees to it", func(t *testing.T) {
			for _, by := range []peer.Actor{bySian, byJess} {
				only(t, issues.Tried(t, none, change(func(i *transition.NameIssue) { i.Organising, i.Owner = true, owner }), by), rule, "/owner")
			}
			organising := issues.Done(t, none, change(func(i *transition.NameIssue) { i.Organising, i.Owner = true, "" }), byJess)
			only(t, issues.Tried(t, organising, transition.SeeTo{Owner: owner}, byJess), rule, "/owner")
		})
	}
	t.Run("TRAN-10 organising is the organiser's when nobody says so", func(t *testing.T) {
		i := issues.Done(t, none, change(func(i *transition.NameIssue) { i.Organising, i.Owner = true, "" }), bySian)
		require.Equal(t, peer.PartyOrganiser, i.Owner())
		require.True(t, i.Organising())
	})
	t.Run("TRAN-10 else nobody sees to it yet", func(t *testing.T) {
		i := issues.Done(t, none, change(func(i *transition.NameIssue) { i.Owner = "" }), bySian)
		require.Empty(t, i.Owner())
	})
	t.Run("TRAN-01 the worker is named as the organiser", func(t *testing.T) {
		only(t, issues.Tried(t, none, change(func(i *transition.NameIssue) { i.Organiser.Staff = jess }), bySian), rule, "/organiser")
		only(t, issues.Tried(t, none, change(func(i *transition.NameIssue) { i.Organiser.Role = peer.RolePeerWorker }), bySian), rule, "/organiser")
	})
	t.Run("TRAN-10 a worker who is not there", func(t *testing.T) {
		alone := change(func(i *transition.NameIssue) { i.Worker, i.Next = "", peer.Words{} })
		only(t, issues.Tried(t, none, alone, bySian), "TRAN-10 required", "/owner")
		nobody := issues.Done(t, none, change(func(i *transition.NameIssue) { i.Worker, i.Next, i.Owner = "", peer.Words{}, "" }), bySian)
		only(t, issues.Tried(t, nobody, transition.SeeTo{Owner: transition.OwnerWorker}, bySian), "TRAN-10 required", "/owner")
	})
	for name, by := range map[string]peer.Actor{"worker": byJess, "organiser": byKay, "carer": byMegan} {
		t.Run("TRAN-10 the "+name+" says whether it is settled", func(t *testing.T) {
			records := issuesOf(t)
			only(t, issues.Tried(t, records[transition.IssueOpen], transition.SettleIssue{}, by), "TRAN-10 persons-choice-only", "")
			only(t, issues.Tried(t, records[transition.IssueSettled], transition.OpenIssueAgain{}, by), "TRAN-10 persons-choice-only", "")
		})
	}
}

func TestIssueWords(t *testing.T) {
	for _, c := range []struct {
		name  string
		by    peer.Actor
		words peer.Words
		fits  bool
	}{
		{"the person says it", bySian, unsigned("no bus"), true},
		{"the worker says it", byJess, unsigned("no bus"), true},
		{"the organiser says it", byKay, unsigned("no bus"), true},
		{"the worker writes down what the person says", byJess, own(bySian, "no bus"), true},
		{"the worker writes down what the organiser says", byJess, own(byKay, "no bus"), true},
		{"the person writes down what the organiser says", bySian, own(byKay, "no bus"), true},
		{"the organiser gives the person's words", byKay, own(bySian, "I am glad to go"), false},
		{"the worker names another worker", byJess, own(byRowan, "no bus"), false},
		{"the worker names another person", byJess, own(peer.ByPerson(beatriz), "no bus"), false},
		{"the worker names a carer", byJess, own(byMegan, "no bus"), false},
		{"the worker names two at once", byJess, own(peer.Actor{Person: sian, Staff: jess}, "no bus"), false},
		{"the worker names staff who are somebody else too", byJess, own(peer.Actor{Carer: megan, Staff: jess}, "no bus"), false},
	} {
		t.Run("TRAN-10 "+c.name, func(t *testing.T) {
			for _, put := range []func(*transition.NameIssue){
				func(i *transition.NameIssue) { i.Words, i.Next = c.words, peer.Words{} },
				func(i *transition.NameIssue) { i.Words, i.Next = unsigned("x"), c.words },
			} {
				step := theIssue()
				put(&step)
				d := issues.Tried(t, transition.Issue{}, step, c.by)
				if c.fits {
					open(t, d)
					continue
				}
				path := "/words"
				if !step.Next.IsZero() {
					path = "/next"
				}
				only(t, d, "TRAN-10 persons-words-only", path)
			}
		})
	}
}

func TestIssueOfAnOrganisation(t *testing.T) {
	none := transition.Issue{}
	answers := func(a peer.Tri) func(*transition.Facts) { return func(f *transition.Facts) { f.Organises = a } }
	step := ofTrust()
	step.Words, step.Next = unsigned("the letter"), peer.Words{}
	t.Run("TRAN-10 somebody who acts for it", func(t *testing.T) {
		open(t, issues.Tried(t, none, step, byKay, answers(peer.Yes)))
		i, _, err := transition.NewIssue(step, act(byKay, whenSaid, "a1", nil), transition.Facts{Policy: policy(t), Organises: peer.Yes})
		require.NoError(t, err)
		require.Equal(t, peer.OrgID("trust-a"), i.Organiser().Organisation)
		open(t, issues.Tried(t, i, transition.SeeTo{Owner: transition.OwnerOrganiser, Next: unsigned("send it again")}, peer.ByStaff("dr-lowe", "doctor"), answers(peer.Yes)))
	})
	t.Run("TRAN-01 nobody organises in the role of a peer worker, for a service or as the one who is named", func(t *testing.T) {
		only(t, issues.Tried(t, none, step, byRowan, answers(peer.Yes)), "TRAN-10 not-authorised", "")
		i := issues.Done(t, none, ofTrust(), bySian)
		only(t, issues.Tried(t, i, transition.SeeTo{Owner: transition.OwnerOrganiser}, byRowan, answers(peer.Yes)), "TRAN-10 not-authorised", "")
		named := theIssue()
		named.Organiser, named.Words, named.Next, named.Owner = transition.Organiser{Staff: rowan}, unsigned("x"), peer.Words{}, ""
		only(t, issues.Tried(t, none, named, byRowan), "TRAN-10 not-authorised", "")
	})
	for _, a := range []peer.Tri{peer.No, peer.Unknown} {
		t.Run("TRAN-10 somebody of whom it is "+a.String(), func(t *testing.T) {
			only(t, issues.Tried(t, none, step, byKay, answers(a)), "TRAN-10 not-authorised", "")
			i := issues.Done(t, none, ofTrust(), bySian)
			only(t, issues.Tried(t, i, transition.SeeTo{Owner: transition.OwnerOrganiser}, byKay, answers(a)), "TRAN-10 not-authorised", "")
		})
	}
	t.Run("TRAN-10 it does not open what a professional organises", func(t *testing.T) {
		only(t, issues.Tried(t, issuesOf(t)[transition.IssueOpen], transition.SeeTo{Owner: transition.OwnerOrganiser}, byRowan, answers(peer.Yes)), "TRAN-10 not-authorised", "")
	})
	t.Run("TRAN-10 nobody organises, as far as it says here", func(t *testing.T) {
		step := ofTrust()
		step.Organiser, step.Words, step.Next = transition.Organiser{}, unsigned("x"), peer.Words{}
		only(t, issues.Tried(t, none, step, byKay, func(f *transition.Facts) { f.Organises = peer.Yes }), "TRAN-10 not-authorised", "")
		open(t, issues.Tried(t, none, step, bySian))
	})
	t.Run("TRAN-10 they speak for themselves and name nobody else", func(t *testing.T) {
		step := ofTrust()
		step.Words, step.Next = own(byRowan, "x"), peer.Words{}
		only(t, issues.Tried(t, none, step, byKay, answers(peer.Yes)), "TRAN-10 persons-words-only", "/words")
		only(t, issues.Tried(t, none, step, byJess), "TRAN-10 persons-words-only", "/words")
	})
}

func TestIssueReading(t *testing.T) {
	const rule = "TRAN-10 consent-required"
	none := transition.Issue{}
	practical := issuesOf(t)[transition.IssueOpen]
	relational := issues.Done(t, none, aboutPeople(), bySian)
	given := issues.Done(t, relational, transition.SeeTo{Owner: transition.OwnerOrganiser}, bySian)
	t.Run("TRAN-10 those who take part", func(t *testing.T) { readers.See(t, practical, "issue", "garden", rule, "sian", "jess", "kay") })
	t.Run("TRAN-10 one about people is for the two", func(t *testing.T) {
		readers.See(t, relational, "issue", "garden", rule, "sian", "jess")
		only(t, issues.Tried(t, relational, transition.SeeTo{Owner: transition.OwnerOrganiser}, byKay), "TRAN-10 not-authorised", "")
	})
	t.Run("TRAN-10 until one of them gives it to the organiser", func(t *testing.T) {
		readers.See(t, given, "issue", "garden", rule, "sian", "jess", "kay")
		open(t, issues.Tried(t, given, transition.SeeTo{Owner: transition.OwnerOrganiser}, byKay))
	})
	t.Run("TRAN-10 the organiser sees what they said themself", func(t *testing.T) {
		step := aboutPeople()
		step.Words, step.Next = own(byKay, "two teams who do not talk about the garden"), peer.Words{}
		readers.See(t, issues.Done(t, none, step, byKay), "issue", "garden", rule, "sian", "jess", "kay")
	})
	t.Run("TRAN-10 others on the person's yes", func(t *testing.T) {
		for _, c := range []struct {
			issue  transition.Issue
			given  peer.Tri
			forWhy peer.Purpose
			may    bool
		}{
			{practical, peer.Yes, peer.ForCare, true}, {practical, peer.Yes, peer.ForRecord, true}, {practical, peer.No, peer.ForCare, false},
			{practical, peer.Unknown, peer.ForCare, false}, {relational, peer.Yes, peer.ForCare, false}, {relational, peer.Yes, peer.ForRecord, false},
			{given, peer.Yes, peer.ForCare, false}, {given, peer.Yes, peer.ForRecord, false},
		} {
			require.Equal(t, c.may, c.issue.Sees("issue", readers.Reading(byRowan, c.forWhy, sharesPlan(c.forWhy, c.given))))
			require.False(t, c.issue.Sees("issue", readers.Reading(byMegan, c.forWhy, sharesPlan(c.forWhy, c.given))))
			require.False(t, c.issue.Sees("issue", readers.Reading(byRowan, peer.ForSupport, sharesPlan(c.forWhy, c.given))))
		}
	})
	require.Equal(t, transition.IssuePractical, practical.Sort())
	require.Equal(t, "t1", practical.Transition())
	require.Equal(t, on(whenSaid), practical.Named())
	require.True(t, practical.Next().By == peer.ByStaff(jess, ""))
}

func TestIssueHistories(t *testing.T) {
	issues.Histories(t, besides, func(t require.TestingT, i transition.Issue, c peer.Change) {
		require.True(t, !i.Organising() || i.Owner() == peer.PartyOrganiser, "the organiser organises")
		require.NotEqual(t, peer.RolePeerWorker, i.Organiser().Role)
		require.True(t, i.Organiser().Staff == "" || i.Organiser().Staff != i.Worker())
		require.True(t, i.Owner() != peer.PartyWorker || i.Worker() != "")
		require.True(t, c.Do != "settle" && c.Do != "open-again" || c.As == peer.PartyPerson)
		if i.Rev() == 1 && i.Words().From(sian) {
			require.Contains(t, []peer.Party{peer.PartyPerson, peer.PartyWorker}, c.As, "nobody else gives the person's words")
		}
		require.False(t, i.Sort() == transition.IssueRelational && i.Sees("issue", readers.Reading(byRowan, peer.ForCare, sharesPlan(peer.ForCare, peer.Yes))) &&
			i.Worker() != rowan)
	})
}

func TestIssueStored(t *testing.T) {
	records := issuesOf(t)
	issues.Goldens(t, records)
	issues.Unreadable(t, "garden", records, []steptest.Hostile{
		{Of: transition.IssueOpen, Path: "/words/by", Value: map[string]any{"staff": "w5"}, Heard: "/words"},
		{Of: transition.IssueOpen, Path: "/words/by", Value: map[string]any{"staff": "w4", "carer": "megan"}, Heard: "/words"},
		{Of: transition.IssueOpen, Path: "/words/by", Value: map[string]any{"carer": "megan"}, Heard: "/words"},
		{Of: transition.IssueOpen, Path: "/next/by", Value: map[string]any{"person": "p6"}, Heard: "/words"},
		{Of: transition.IssueOpen, Path: "/words/text", Value: strings.Repeat("x", 2001), Heard: "/words/text"},
		{Of: transition.IssueOpen, Path: "/owner", Value: "carer", Heard: "/owner"},
		{Of: transition.IssueOpen, Path: "/owner", Value: "staff", Heard: "/owner"},
		{Of: transition.IssueOpen, Path: "/organising", Value: true, Heard: "/owner"},
		{Of: transition.IssueOpen, Path: "/worker", Value: nil, Heard: "/owner"},
		{Of: transition.IssueOpen, Path: "/organiser/staff", Value: "w4", Heard: "/organiser"},
		{Of: transition.IssueOpen, Path: "/organiser/role", Value: "peer-worker", Heard: "/organiser"},
		{Of: transition.IssueOpen, Path: "/sort", Value: "clinical", Heard: "/sort"},
		{Of: transition.IssueSettled, Path: "/named", Value: nil, Heard: "/named"},
		{Of: transition.IssueSettled, Path: "/transition", Value: nil, Heard: "/transition"},
	})
}
