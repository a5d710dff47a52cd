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

var issueKind = steptest.Kind[transition.Issue, transition.IssueStep, transition.Facts]{
	Table: transition.IssueTable(), New: transition.NewIssue, CheckNew: transition.CheckNewIssue, Starts: transition.IssueStarts,
	Do: transition.Issue.Do, Check: transition.Issue.Check, Choices: transition.Issue.Choices,
	Decode: transition.DecodeIssue, EncodeStep: transition.EncodeIssueStep, DecodeStep: transition.DecodeIssueStep,
}

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
	open := done(t, issueKind, transition.Issue{}, issueStep(theIssue()), byJess)
	return map[peer.Status]transition.Issue{transition.IssueOpen: open,
		transition.IssueSettled: done(t, issueKind, open, issueStep(transition.SettleIssue{}), bySian)}
}

func TestIssueEveryRow(t *testing.T) {
	records := issuesOf(t)
	words, part := row("TRAN-10", peer.ErrPersonsWordsOnly), row("TRAN-10", peer.ErrNotAuthorised)
	organise := row("TRAN-10", transition.ErrPSWCannotOrganise)
	byOrganiser := theIssue()
	byOrganiser.Words, byOrganiser.Next, byOrganiser.Organising, byOrganiser.Owner = own(byKay, "the referral lies in the garden office"), peer.Words{}, true, transition.OwnerOrganiser
	steptest.Plan[transition.Issue, transition.IssueStep, transition.Facts]{
		Kind: issueKind, Person: sian, Anybody: anybody(peer.PartyOrganiser), Records: records,
		Cases: []steptest.Case[transition.Issue, transition.IssueStep, transition.Facts]{
			planned(t, "TRAN-10 the person names it", transition.Issue{}, issueStep(theIssue()), bySian, transition.IssueOpen, map[string][]peer.Rule{
				"/person": {part}, "/worker": {words}}),
			planned(t, "TRAN-10 the worker names it", transition.Issue{}, issueStep(theIssue()), byJess, transition.IssueOpen, map[string][]peer.Rule{
				"/person": {words}, "/worker": {part, words}}),
			planned(t, "TRAN-10 the organiser names it", transition.Issue{}, issueStep(byOrganiser), byKay, transition.IssueOpen, map[string][]peer.Rule{
				"/organiser/staff": {part}, "/owner": {organise}}),
			planned(t, "TRAN-10 the organiser sees to it", records[transition.IssueOpen], issueStep(transition.SeeTo{Owner: transition.OwnerOrganiser, Next: unsigned("ring the bus company")}), byKay, transition.IssueOpen, nil),
			planned(t, "TRAN-10 the person sees to it", records[transition.IssueOpen], issueStep(transition.SeeTo{Owner: transition.OwnerPerson}), bySian, transition.IssueOpen, nil),
			planned(t, "TRAN-10 settle", records[transition.IssueOpen], issueStep(transition.SettleIssue{}), bySian, transition.IssueSettled, nil),
			planned(t, "TRAN-10 open again", records[transition.IssueSettled], issueStep(transition.OpenIssueAgain{}), bySian, transition.IssueOpen, nil),
		},
	}.Run(t)
}

func TestIssueIsNotOrganisedByTheWorker(t *testing.T) {
	none := transition.Issue{}
	change := func(f func(*transition.NameIssue)) issueStep { i := theIssue(); f(&i); return i }
	const rule = "TRAN-10 psw-cannot-organise"
	for name, owner := range map[string]transition.IssueOwner{"worker": transition.OwnerWorker, "person": transition.OwnerPerson} {
		t.Run("TRAN-10 organising, and the "+name+" sees to it", func(t *testing.T) {
			for _, by := range []peer.Actor{bySian, byJess} {
				only(t, tried(t, issueKind, none, change(func(i *transition.NameIssue) { i.Organising, i.Owner = true, owner }), by), rule, "/owner")
			}
			organising := done(t, issueKind, none, change(func(i *transition.NameIssue) { i.Organising, i.Owner = true, "" }), byJess)
			only(t, tried(t, issueKind, organising, issueStep(transition.SeeTo{Owner: owner}), byJess), rule, "/owner")
		})
	}
	t.Run("TRAN-10 organising is the organiser's when nobody says so", func(t *testing.T) {
		i := done(t, issueKind, none, change(func(i *transition.NameIssue) { i.Organising, i.Owner = true, "" }), bySian)
		require.Equal(t, peer.PartyOrganiser, i.Owner())
		require.True(t, i.Organising())
	})
	t.Run("TRAN-10 else nobody sees to it yet", func(t *testing.T) {
		i := done(t, issueKind, none, change(func(i *transition.NameIssue) { i.Owner = "" }), bySian)
		require.Empty(t, i.Owner())
	})
	t.Run("TRAN-01 the worker is named as the organiser", func(t *testing.T) {
		only(t, tried(t, issueKind, none, change(func(i *transition.NameIssue) { i.Organiser.Staff = jess }), bySian), rule, "/organiser")
		only(t, tried(t, issueKind, none, change(func(i *transition.NameIssue) { i.Organiser.Role = peer.RolePeerWorker }), bySian), rule, "/organiser")
	})
	t.Run("TRAN-10 a worker who is not there", func(t *testing.T) {
		alone := change(func(i *transition.NameIssue) { i.Worker, i.Next = "", peer.Words{} })
		only(t, tried(t, issueKind, none, alone, bySian), "TRAN-10 required", "/owner")
		nobody := done(t, issueKind, none, change(func(i *transition.NameIssue) { i.Worker, i.Next, i.Owner = "", peer.Words{}, "" }), bySian)
		only(t, tried(t, issueKind, nobody, issueStep(transition.SeeTo{Owner: transition.OwnerWorker}), bySian), "TRAN-10 required", "/owner")
	})
	for name, by := range map[string]peer.Actor{"worker": byJess, "organiser": byKay, "carer": byMegan} {
		t.Run("TRAN-10 the "+name+" says whether it is settled", func(t *testing.T) {
			records := issuesOf(t)
			only(t, tried(t, issueKind, records[transition.IssueOpen], issueStep(transition.SettleIssue{}), by), "TRAN-10 persons-choice-only", "")
			only(t, tried(t, issueKind, records[transition.IssueSettled], issueStep(transition.OpenIssueAgain{}), by), "TRAN-10 persons-choice-only", "")
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
				d := tried(t, issueKind, transition.Issue{}, issueStep(step), c.by)
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
		open(t, tried(t, issueKind, none, issueStep(step), byKay, answers(peer.Yes)))
		i, _, err := transition.NewIssue(step, act(byKay, whenSaid, "a1", nil), transition.Facts{Policy: policy(t), Organises: peer.Yes})
		require.NoError(t, err)
		require.Equal(t, peer.OrgID("trust-a"), i.Organiser().Organisation)
		open(t, tried(t, issueKind, i, issueStep(transition.SeeTo{Owner: transition.OwnerOrganiser, Next: unsigned("send it again")}), peer.ByStaff("dr-lowe", "doctor"), answers(peer.Yes)))
	})
	t.Run("TRAN-01 nobody organises in the role of a peer worker, for a service or as the one who is named", func(t *testing.T) {
		only(t, tried(t, issueKind, none, issueStep(step), byRowan, answers(peer.Yes)), "TRAN-10 not-authorised", "")
		i := done(t, issueKind, none, issueStep(ofTrust()), bySian)
		only(t, tried(t, issueKind, i, issueStep(transition.SeeTo{Owner: transition.OwnerOrganiser}), byRowan, answers(peer.Yes)), "TRAN-10 not-authorised", "")
		named := theIssue()
		named.Organiser, named.Words, named.Next, named.Owner = transition.Organiser{Staff: rowan}, unsigned("x"), peer.Words{}, ""
		only(t, tried(t, issueKind, none, issueStep(named), byRowan), "TRAN-10 not-authorised", "")
	})
	for _, a := range []peer.Tri{peer.No, peer.Unknown} {
		t.Run("TRAN-10 somebody of whom it is "+a.String(), func(t *testing.T) {
			only(t, tried(t, issueKind, none, issueStep(step), byKay, answers(a)), "TRAN-10 not-authorised", "")
			i := done(t, issueKind, none, issueStep(ofTrust()), bySian)
			only(t, tried(t, issueKind, i, issueStep(transition.SeeTo{Owner: transition.OwnerOrganiser}), byKay, answers(a)), "TRAN-10 not-authorised", "")
		})
	}
	t.Run("TRAN-10 it does not open what a professional organises", func(t *testing.T) {
		only(t, tried(t, issueKind, issuesOf(t)[transition.IssueOpen], issueStep(transition.SeeTo{Owner: transition.OwnerOrganiser}), byRowan, answers(peer.Yes)), "TRAN-10 not-authorised", "")
	})
	t.Run("TRAN-10 nobody organises, as far as it says here", func(t *testing.T) {
		step := ofTrust()
		step.Organiser, step.Words, step.Next = transition.Organiser{}, unsigned("x"), peer.Words{}
		only(t, tried(t, issueKind, none, issueStep(step), byKay, func(f *transition.Facts) { f.Organises = peer.Yes }), "TRAN-10 not-authorised", "")
		open(t, tried(t, issueKind, none, issueStep(step), bySian))
	})
	t.Run("TRAN-10 they speak for themselves and name nobody else", func(t *testing.T) {
		step := ofTrust()
		step.Words, step.Next = own(byRowan, "x"), peer.Words{}
		only(t, tried(t, issueKind, none, issueStep(step), byKay, answers(peer.Yes)), "TRAN-10 persons-words-only", "/words")
		only(t, tried(t, issueKind, none, issueStep(step), byJess), "TRAN-10 persons-words-only", "/words")
	})
}

func TestIssueReading(t *testing.T) {
	const rule = "TRAN-10 consent-required"
	none := transition.Issue{}
	practical := issuesOf(t)[transition.IssueOpen]
	relational := done(t, issueKind, none, issueStep(aboutPeople()), bySian)
	given := done(t, issueKind, relational, issueStep(transition.SeeTo{Owner: transition.OwnerOrganiser}), bySian)
	t.Run("TRAN-10 those who take part", func(t *testing.T) { seen(t, practical, "issue", rule, "sian", "jess", "kay") })
	t.Run("TRAN-10 one about people is for the two", func(t *testing.T) {
		seen(t, relational, "issue", rule, "sian", "jess")
		only(t, tried(t, issueKind, relational, issueStep(transition.SeeTo{Owner: transition.OwnerOrganiser}), byKay), "TRAN-10 not-authorised", "")
	})
	t.Run("TRAN-10 until one of them gives it to the organiser", func(t *testing.T) {
		seen(t, given, "issue", rule, "sian", "jess", "kay")
		open(t, tried(t, issueKind, given, issueStep(transition.SeeTo{Owner: transition.OwnerOrganiser}), byKay))
	})
	t.Run("TRAN-10 the organiser sees what they said themself", func(t *testing.T) {
		step := aboutPeople()
		step.Words, step.Next = own(byKay, "two teams who do not talk about the garden"), peer.Words{}
		seen(t, done(t, issueKind, none, issueStep(step), byKay), "issue", rule, "sian", "jess", "kay")
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
			require.Equal(t, c.may, c.issue.Sees("issue", reader{byRowan, c.forWhy, sharesPlan(c.forWhy, c.given)}.reading()))
			require.False(t, c.issue.Sees("issue", reader{byMegan, c.forWhy, sharesPlan(c.forWhy, c.given)}.reading()))
			require.False(t, c.issue.Sees("issue", reader{byRowan, peer.ForSupport, sharesPlan(c.forWhy, c.given)}.reading()))
		}
	})
	require.Equal(t, transition.IssuePractical, practical.Sort())
	require.Equal(t, "t1", practical.Transition())
	require.Equal(t, on(whenSaid), practical.Named())
	require.True(t, practical.Next().By == peer.ByStaff(jess, ""))
}

func TestIssueHistories(t *testing.T) {
	histories(t, issueKind, func(t require.TestingT, i transition.Issue, c peer.Change) {
		require.True(t, !i.Organising() || i.Owner() == peer.PartyOrganiser, "the organiser organises")
		require.NotEqual(t, peer.RolePeerWorker, i.Organiser().Role)
		require.True(t, i.Organiser().Staff == "" || i.Organiser().Staff != i.Worker())
		require.True(t, i.Owner() != peer.PartyWorker || i.Worker() != "")
		require.True(t, c.Do != "settle" && c.Do != "open-again" || c.As == peer.PartyPerson)
		if i.Rev() == 1 && i.Words().From(sian) {
			require.Contains(t, []peer.Party{peer.PartyPerson, peer.PartyWorker}, c.As, "nobody else gives the person's words")
		}
		require.False(t, i.Sort() == transition.IssueRelational && i.Sees("issue", reader{byRowan, peer.ForCare, sharesPlan(peer.ForCare, peer.Yes)}.reading()) &&
			i.Worker() != rowan)
	})
}

func TestIssueStored(t *testing.T) {
	records := issuesOf(t)
	goldens(t, transition.DecodeIssue, records)
	unreadable(t, transition.DecodeIssue, records, []hostile{
		{transition.IssueOpen, "/words/by", map[string]any{"staff": "w5"}, "/words"},
		{transition.IssueOpen, "/words/by", map[string]any{"staff": "w4", "carer": "megan"}, "/words"},
		{transition.IssueOpen, "/words/by", map[string]any{"carer": "megan"}, "/words"},
		{transition.IssueOpen, "/next/by", map[string]any{"person": "p6"}, "/words"},
		{transition.IssueOpen, "/words/text", strings.Repeat("x", 2001), "/words/text"},
		{transition.IssueOpen, "/owner", "carer", "/owner"},
		{transition.IssueOpen, "/owner", "staff", "/owner"},
		{transition.IssueOpen, "/organising", true, "/owner"},
		{transition.IssueOpen, "/worker", nil, "/owner"},
		{transition.IssueOpen, "/organiser/staff", "w4", "/organiser"},
		{transition.IssueOpen, "/organiser/role", "peer-worker", "/organiser"},
		{transition.IssueOpen, "/sort", "clinical", "/sort"},
		{transition.IssueSettled, "/named", nil, "/named"},
		{transition.IssueSettled, "/transition", nil, "/transition"},
	})
}
