package recovery_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/internal/steptest"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

func statementText() recovery.StatementText {
	return recovery.StatementText{Wishes: own(bySian, "somebody to feed the cat, and the light left on"), Helps: own(bySian, "the radio, low"), RatherNot: own(bySian, "being asked to sit in the day room")}
}

func theStatement() recovery.WriteStatement {
	return recovery.WriteStatement{ID: "st1", Person: sian, Worker: jess, Text: statementText()}
}

func theEdit() recovery.EditStatement {
	return recovery.EditStatement{ID: "st2", Text: recovery.StatementText{Wishes: own(bySian, "the cat to my sister, and the light left on")}}
}

type statementStory struct {
	draft, confirmed, shared, superseded, withdrawn, next recovery.AdvanceStatement
}

func doStatement(t testing.TB, s recovery.AdvanceStatement, step recovery.AdvanceStatementStep, at, id string) recovery.AdvanceStatement {
	t.Helper()
	return statements.DoneAt(t, s, step, bySian, at, id)
}

func tellStatement(t testing.TB) statementStory {
	t.Helper()
	var s statementStory
	var err error
	s.draft, _, err = recovery.NewAdvanceStatement(theStatement(), act(byJess, "2026-06-16T09:00Z", "a1", nil), advanceFacts(t))
	require.NoError(t, err)
	s.confirmed = doStatement(t, s.draft, recovery.ConfirmAdvance{}, "2026-06-16T10:00Z", "a2")
	s.shared = doStatement(t, s.confirmed, recovery.SayWhere{Where: own(bySian, "in the tea tin"), Ask: own(bySian, "my sister")}, "2026-06-16T10:05Z", "a3")
	s.shared = doStatement(t, s.shared, recovery.ReviewAdvanceOn{On: peer.MustDate("2027-06")}, "2026-06-16T10:06Z", "a4")
	s.shared = doStatement(t, s.shared, recovery.ShareAdvance{With: crisisTeam}, "2026-06-16T10:10Z", "a5")
	var change peer.Change
	s.superseded, change, err = s.shared.Do(theEdit(), act(bySian, "2026-06-18T09:00Z", "a6", s.shared), advanceFacts(t))
	require.NoError(t, err)
	s.next = change.Made[0].Record.(recovery.AdvanceStatement)
	s.withdrawn = doStatement(t, s.shared, recovery.WithdrawAdvance{}, "2026-06-18T09:00Z", "a6")
	return s
}

var statements = steptest.BenchOf(groundOf(advanceFacts), recovery.AdvanceStatementTable(), recovery.NewAdvanceStatement, recovery.CheckNewAdvanceStatement, recovery.AdvanceStatementStarts,
	recovery.DecodeAdvanceStatement, recovery.EncodeAdvanceStatementStep, recovery.DecodeAdvanceStatementStep)

func TestAdvanceStatementEveryRow(t *testing.T) {
	s, f := tellStatement(t), advanceFacts(t)
	type one = steptest.Case[recovery.AdvanceStatement, recovery.AdvanceStatementStep, recovery.AdvanceFacts]
	case1 := func(name string, r recovery.AdvanceStatement, step recovery.AdvanceStatementStep, by peer.Actor, to peer.Status) one {
		return one{Name: "REC-47 " + name, Record: r, Step: step, Act: act(by, "2026-06-20T09:00Z", "", nil), Facts: f, To: to}
	}
	person := func(name string, r recovery.AdvanceStatement, step recovery.AdvanceStatementStep, to peer.Status) one {
		return case1(name, r, step, bySian, to)
	}
	whose, words := row("REC-47", peer.ErrNotAuthorised), row("REC-47", peer.ErrPersonsWordsOnly)
	texts := []string{"/text/wishes", "/text/helps", "/text/ratherNot"}
	written := case1("the worker writes down what the person says", recovery.AdvanceStatement{}, theStatement(), byJess, recovery.AdvanceDraft)
	written.Hears = heardBeside(words, append(texts, "/person")...)
	written.Hears["/worker"] = []peer.Rule{whose}
	alone := theStatement()
	alone.Confirm = true
	byPerson := person("the person writes and confirms it", recovery.AdvanceStatement{}, alone, recovery.AdvanceConfirmed)
	byPerson.Hears = map[string][]peer.Rule{"/person": {whose, words}}
	rewritten := case1("it is put in other words", s.draft, recovery.RewriteStatement{Text: statementText()}, byJess, recovery.AdvanceDraft)
	rewritten.Hears = heardBeside(words, texts...)
	edited := person("a new version", s.shared, theEdit(), recovery.AdvanceSuperseded)
	edited.Hears = map[string][]peer.Rule{"/id": {row("REC-47", peer.ErrRequired)}}
	toTeam := person("shared", s.confirmed, recovery.ShareAdvance{With: crisisTeam}, recovery.AdvanceShared)
	toTeam.Hears = heardBeside(row("REC-47", peer.ErrConsentRequired), "/with/kind")
	early := person("edited before anybody has it", s.confirmed, recovery.EditStatement{ID: "st9", Text: statementText()}, recovery.AdvanceSuperseded)
	early.Hears = edited.Hears
	further := person("shared further", s.shared, recovery.ShareAdvance{With: theWard}, recovery.AdvanceShared)
	further.Hears = toTeam.Hears
	draftOut := person("a draft, as the person asked", s.draft, recovery.ShareAdvance{With: theSister, AsDraft: true}, recovery.AdvanceDraft)
	draftOut.Hears = map[string][]peer.Rule{"/with/kind": {row("REC-47", peer.ErrConsentRequired), row("REC-47", peer.ErrRequired)}}
	where := case1("where it is kept", s.confirmed, recovery.SayWhere{Where: own(bySian, "in the drawer"), Ask: own(bySian, "my sister")}, byJess, recovery.AdvanceConfirmed)
	where.Hears = heardBeside(words, "/where", "/ask")
	taken := person("taken back", s.shared, recovery.TakeBackShare{Number: 1}, recovery.AdvanceConfirmed)
	taken.Hears = heardBeside(row("REC-47", peer.ErrOutOfRange), "/number")
	statements.EveryRow(t, anybody(peer.PartyStaff), map[peer.Status]recovery.AdvanceStatement{recovery.AdvanceDraft: s.draft, recovery.AdvanceConfirmed: s.confirmed, recovery.AdvanceShared: s.shared,
		recovery.AdvanceSuperseded: s.superseded, recovery.AdvanceWithdrawn: s.withdrawn},
		written, byPerson, rewritten, edited, toTeam, draftOut, where, taken,
		person("confirmed", s.draft, recovery.ConfirmAdvance{}, recovery.AdvanceConfirmed),
		early, further,
		person("a day to look at it again", s.shared, recovery.ReviewAdvanceOn{On: peer.MustDate("2026-12-01")}, recovery.AdvanceShared),
		person("withdrawn while it is a draft", s.draft, recovery.WithdrawAdvance{}, recovery.AdvanceWithdrawn),
		person("withdrawn", s.shared, recovery.WithdrawAdvance{}, recovery.AdvanceWithdrawn),
		person("who may see it", s.withdrawn, recovery.WhoMaySee{Audience: recovery.OnlyMe}, recovery.AdvanceWithdrawn),
	)
}

func TestAdvanceStatementIsThePersons(t *testing.T) {
	s, f := tellStatement(t), advanceFacts(t)
	for path, set := range map[string]func(*recovery.StatementText, peer.Words){
		"/text/wishes":    func(x *recovery.StatementText, w peer.Words) { x.Wishes = w },
		"/text/helps":     func(x *recovery.StatementText, w peer.Words) { x.Helps = w },
		"/text/ratherNot": func(x *recovery.StatementText, w peer.Words) { x.RatherNot = w },
	} {
		for name, w := range map[string]peer.Words{"the worker's": unsigned("to be kept calm"), "a carer's": own(byMegan, "to be kept in")} {
			t.Run("REC-47 "+path+" in "+name+" words", func(t *testing.T) {
				step := theStatement()
				set(&step.Text, w)
				only(t, recovery.CheckNewAdvanceStatement(step, act(byJess, "2026-06-16T09:00Z", "r", nil), f), "REC-47 persons-words-only", path)
				only(t, s.draft.Check(recovery.RewriteStatement{Text: step.Text}, act(byJess, "2026-06-16T09:30Z", "r", s.draft), f), "REC-47 persons-words-only", path)
				edit := recovery.EditStatement{ID: "st9", Text: step.Text}
				set(&edit.Text, own(byJess, "to be kept calm"))
				only(t, s.confirmed.Check(edit, act(bySian, "2026-06-16T12:00Z", "r", s.confirmed), f), "REC-47 persons-words-only", path)
			})
		}
	}
	for _, by := range []peer.Actor{byJess, byKay, byMegan} {
		for name, step := range map[string]recovery.AdvanceStatementStep{"edits": theEdit(), "withdraws": recovery.WithdrawAdvance{}, "takes back": recovery.TakeBackShare{Number: 1},
			"shares": recovery.ShareAdvance{With: theWard}, "dates": recovery.ReviewAdvanceOn{}} {
			t.Run("REC-47 "+string(by.Role)+" "+name, func(t *testing.T) {
				only(t, s.shared.Check(step, act(by, "2026-06-17T09:00Z", "r", s.shared), f), "REC-47 persons-choice-only", "")
			})
		}
	}
	t.Run("REC-47 the worker confirms", func(t *testing.T) {
		only(t, s.draft.Check(recovery.ConfirmAdvance{}, act(byJess, "2026-06-16T10:00Z", "r", s.draft), f), "REC-47 persons-choice-only", "")
		step := theStatement()
		step.Confirm = true
		only(t, recovery.CheckNewAdvanceStatement(step, act(byJess, "2026-06-16T09:00Z", "r", nil), f), "REC-47 persons-choice-only", "/confirm")
	})
	t.Run("REC-47 what the person writes and withdraws waits for no fact", func(t *testing.T) {
		g, _, err := recovery.NewAdvanceStatement(theStatement(), act(bySian, "2026-06-16T09:00Z", "r", nil), recovery.AdvanceFacts{})
		require.NoError(t, err, "without a policy, and whatever their age")
		for _, c := range s.shared.Choices(act(bySian, "2026-06-17T09:00Z", "r", s.shared), recovery.AdvanceFacts{}) {
			require.True(t, c.Open && c.Yours, c.Do)
		}
		require.True(t, g.Check(recovery.WithdrawAdvance{}, act(bySian, "2026-06-16T10:00Z", "q", g), recovery.AdvanceFacts{}).Allowed())
	})
	t.Run("REC-47 an organisation that makes none", func(t *testing.T) {
		p, err := policyOf(t, saying(t, "advance/statement", false))
		require.NoError(t, err)
		only(t, recovery.CheckNewAdvanceStatement(theStatement(), act(bySian, "2026-06-16T09:00Z", "r", nil), recovery.AdvanceFacts{Policy: p}), "REC-47 not-provided", "")
	})
	t.Run("REC-47 before the Act was in force", func(t *testing.T) {
		only(t, recovery.CheckNewAdvanceStatement(theStatement(), act(bySian, "2007-09-29T09:00Z", "r", nil), f), "REC-47 not-provided", "")
	})
}

func TestAdvanceStatementSharing(t *testing.T) {
	s := tellStatement(t)
	share := func(r recovery.AdvanceStatement, step recovery.ShareAdvance, consents ...peer.Consent) peer.Decision {
		return r.Check(step, act(bySian, "2026-06-17T09:00Z", "r", r), recovery.AdvanceFacts{Consents: consents})
	}
	care, support := consent(peer.SharePlan, peer.ForCare, peer.Yes), consent(peer.SharePlan, peer.ForSupport, peer.Yes)
	other, goals, over, early := care, care, care, care
	other.Person, goals.Scope = beatriz, peer.ShareGoals
	over.Until, early.From = on("2026-06-17T09:00Z"), on("2026-06-17T09:01Z")
	for name, consents := range map[string][]peer.Consent{"none": nil, "a no": {consent(peer.SharePlan, peer.ForCare, peer.No)}, "a no beside a yes": {care, consent(peer.SharePlan, peer.ForCare, peer.No)},
		"somebody else's": {other}, "for goals": {goals}, "withdrawn": {over}, "not begun": {early}, "for support only": {support}} {
		t.Run("REC-47, H14 to the crisis team on consent: "+name, func(t *testing.T) {
			only(t, share(s.confirmed, recovery.ShareAdvance{With: crisisTeam}, consents...), "REC-47 consent-required", "/with")
		})
	}
	t.Run("H14 a yes to care is no yes to carers", func(t *testing.T) {
		only(t, share(s.confirmed, recovery.ShareAdvance{With: theSister}, care), "REC-47 consent-required", "/with")
		open(t, share(s.confirmed, recovery.ShareAdvance{With: theSister}, support))
		only(t, share(s.confirmed, recovery.ShareAdvance{With: recovery.Recipient{Kind: recovery.ToOther, Organisation: "x"}}, care), "REC-47 consent-required", "/with")
	})
	for _, kind := range []recovery.RecipientKind{recovery.ToCrisisTeam, recovery.ToCareTeam, recovery.ToWard, recovery.ToGP} {
		open(t, share(s.confirmed, recovery.ShareAdvance{With: recovery.Recipient{Kind: kind, Organisation: "org-a"}}, care))
		t.Run("REC-47 without an organisation: "+string(kind), func(t *testing.T) {
			only(t, share(s.confirmed, recovery.ShareAdvance{With: recovery.Recipient{Kind: kind, Carer: megan}}, care), "REC-47 required", "/with/organisation")
		})
	}
	t.Run("REC-47 without a carer", func(t *testing.T) {
		only(t, share(s.confirmed, recovery.ShareAdvance{With: recovery.Recipient{Kind: recovery.ToCarer, Organisation: "org-a"}}, support), "REC-47 required", "/with/carer")
	})
	t.Run("REC-47 twice to the same", func(t *testing.T) {
		only(t, share(s.shared, recovery.ShareAdvance{With: recovery.Recipient{Kind: recovery.ToCrisisTeam, Organisation: "org-a", Carer: megan}}, care), "REC-47 duplicate", "/with")
		open(t, share(s.shared, recovery.ShareAdvance{With: recovery.Recipient{Kind: recovery.ToCrisisTeam, Organisation: "org-b"}}, care))
	})
	t.Run("REC-47, H18 a draft stays here unless the person asks", func(t *testing.T) {
		only(t, share(s.draft, recovery.ShareAdvance{With: crisisTeam}, care), "REC-47 person-has-not-agreed", "/asDraft")
		only(t, s.draft.Check(recovery.ShareAdvance{With: crisisTeam, AsDraft: true}, act(byJess, "2026-06-17T09:00Z", "r", s.draft), advanceFacts(t)), "REC-47 persons-choice-only", "")
		out := doStatement(t, s.draft, recovery.ShareAdvance{With: crisisTeam, AsDraft: true}, "2026-06-16T09:30Z", "b1")
		require.Equal(t, recovery.AdvanceDraft, out.Status())
		require.True(t, out.SharedWith()[0].Draft)
		back := doStatement(t, out, recovery.TakeBackShare{Number: 1}, "2026-06-16T09:40Z", "b2")
		require.Equal(t, recovery.AdvanceDraft, back.Status())
		require.Equal(t, recovery.AdvanceConfirmed, doStatement(t, back, recovery.ConfirmAdvance{}, "2026-06-16T09:50Z", "b3").Status())
		require.Equal(t, recovery.AdvanceShared, doStatement(t, out, recovery.ConfirmAdvance{}, "2026-06-16T09:50Z", "b3").Status(), "they have it already")
	})
	t.Run("REC-47 what is taken back stays in the list with its end", func(t *testing.T) {
		two := doStatement(t, s.shared, recovery.ShareAdvance{With: theSister}, "2026-06-17T09:00Z", "b1")
		require.False(t, two.Shares()[1].Draft)
		one := doStatement(t, two, recovery.TakeBackShare{Number: 1}, "2026-06-17T10:00Z", "b2")
		require.Equal(t, recovery.AdvanceShared, one.Status())
		require.Len(t, one.Shares(), 2)
		require.Equal(t, on("2026-06-17T10:00Z"), one.Shares()[0].Ended)
		require.Equal(t, []recovery.Share{{Number: 2, With: theSister, At: on("2026-06-17T09:00Z")}}, one.SharedWith())
		require.Len(t, two.SharedWith(), 2, "the record before is as it was")
		only(t, one.Check(recovery.TakeBackShare{Number: 1}, act(bySian, "2026-06-17T11:00Z", "r", one), advanceFacts(t)), "REC-47 out-of-range", "/number")
		again := doStatement(t, one, recovery.ShareAdvance{With: crisisTeam}, "2026-06-17T11:00Z", "b3")
		require.Equal(t, 3, again.SharedWith()[1].Number, "numbers are not used again")
		none := doStatement(t, one, recovery.TakeBackShare{Number: 2}, "2026-06-17T12:00Z", "b4")
		require.Equal(t, recovery.AdvanceConfirmed, none.Status())
		require.True(t, none.Check(recovery.TakeBackShare{Number: 1}, act(bySian, "2026-06-17T13:00Z", "r", none), advanceFacts(t)).Unmet()[0].Rule.Code.Is(peer.ErrInvalidTransition))
	})
	t.Run("REC-47 a hundred times at most", func(t *testing.T) {
		r := s.confirmed
		for i := range 100 {
			r = doStatement(t, r, recovery.ShareAdvance{With: recovery.Recipient{Kind: recovery.ToGP, Organisation: peer.OrgID("g" + strconv.Itoa(i))}}, "2026-06-17T09:00Z", "m"+strconv.Itoa(i))
		}
		only(t, share(r, recovery.ShareAdvance{With: crisisTeam}, care), "REC-47 out-of-range", "")
	})
}

func TestAdvanceStatementVersions(t *testing.T) {
	s, f := tellStatement(t), advanceFacts(t)
	t.Run("REC-47 a new version takes the place of the old at once", func(t *testing.T) {
		require.Equal(t, recovery.AdvanceSuperseded, s.superseded.Status())
		require.Equal(t, "st2", s.superseded.ReplacedBy())
		require.Equal(t, on("2026-06-18T09:00Z"), s.superseded.Over())
		require.Equal(t, recovery.AdvanceConfirmed, s.next.Status())
		require.Equal(t, 2, s.next.Version())
		require.Equal(t, "st1", s.next.Replaces())
		require.Equal(t, on("2026-06-18T09:00Z"), s.next.Confirmed())
		require.Equal(t, "the cat to my sister, and the light left on", s.next.Text().Wishes.Text.Reveal())
		require.Equal(t, "somebody to feed the cat, and the light left on", s.superseded.Text().Wishes.Text.Reveal(), "what was said stays as it was")
		require.Equal(t, jess, s.next.Worker())
	})
	t.Run("H18 superseded is removed everywhere it was shared", func(t *testing.T) {
		require.Empty(t, s.superseded.SharedWith())
		require.Len(t, s.superseded.Shares(), 1)
		require.Empty(t, s.next.Shares(), "the new one is shared anew")
		require.Empty(t, s.withdrawn.SharedWith())
	})
	t.Run("REC-47 who may see it and whom to ask go over; where the old paper lies does not", func(t *testing.T) {
		hidden := doStatement(t, s.shared, recovery.WhoMaySee{Audience: recovery.OnlyMe}, "2026-06-17T09:00Z", "b1")
		_, change, err := hidden.Do(theEdit(), act(bySian, "2026-06-18T09:00Z", "b2", hidden), f)
		require.NoError(t, err)
		next := change.Made[0].Record.(recovery.AdvanceStatement)
		require.Equal(t, recovery.OnlyMe, next.Audience())
		require.Equal(t, "my sister", next.Ask().Text.Reveal())
		require.Zero(t, next.Where())
		require.Zero(t, next.ReviewOn())
		require.NoError(t, peer.VerifyChain([]peer.Change{*change.Made[0].Change}))
		b, err := peer.Encode(next)
		require.NoError(t, err)
		_, err = recovery.DecodeAdvanceStatement(b)
		require.NoError(t, err)
		third, change, err := next.Do(recovery.EditStatement{ID: "st3", Text: statementText()}, act(bySian, "2026-06-19T09:00Z", "b3", next), f)
		require.NoError(t, err)
		require.Equal(t, "st3", third.ReplacedBy())
		require.Equal(t, 3, change.Made[0].Record.(recovery.AdvanceStatement).Version())
	})
	try := func(spoil func(*recovery.EditStatement)) peer.Decision {
		step := theEdit()
		spoil(&step)
		return s.shared.Check(step, act(bySian, "2026-06-18T09:00Z", "r", s.shared), f)
	}
	t.Run("REC-47 under its own id", func(t *testing.T) {
		only(t, try(func(c *recovery.EditStatement) { c.ID = "st1" }), "REC-47 duplicate", "/id")
	})
	t.Run("REC-47 under an id that cannot be stored", func(t *testing.T) {
		only(t, try(func(c *recovery.EditStatement) { c.ID = "a b" }), "REC-47 required", "/id")
	})
	t.Run("REC-47 without wishes", func(t *testing.T) {
		only(t, try(func(c *recovery.EditStatement) { c.Text.Wishes = peer.Words{} }), "REC-47 required", "/text/wishes")
	})
	t.Run("REC-47 where none are made any more", func(t *testing.T) {
		p, err := policyOf(t, saying(t, "advance/statement", false))
		require.NoError(t, err)
		only(t, s.shared.Check(theEdit(), act(bySian, "2026-06-18T09:00Z", "r", s.shared), recovery.AdvanceFacts{Policy: p}), "REC-47 not-provided", "")
	})
	t.Run("REC-47 a draft is put in other words, and is no version", func(t *testing.T) {
		again := doStatement(t, s.draft, recovery.RewriteStatement{Text: recovery.StatementText{Wishes: unsigned("the light left on")}}, "2026-06-16T09:30Z", "b1")
		require.Equal(t, 1, again.Version())
		require.True(t, again.Text().Wishes.From(sian))
		require.Zero(t, again.Text().Helps)
	})
	t.Run("REC-47 a day that is over", func(t *testing.T) {
		only(t, s.shared.Check(recovery.ReviewAdvanceOn{On: peer.MustDate("2026-06-17")}, act(bySian, "2026-06-18T09:00Z", "r", s.shared), f), "REC-47 past-date", "/on")
		open(t, s.shared.Check(recovery.ReviewAdvanceOn{On: peer.MustDate("2026-06-18")}, act(bySian, "2026-06-18T09:00Z", "r", s.shared), f))
		require.Zero(t, doStatement(t, s.shared, recovery.ReviewAdvanceOn{}, "2026-06-18T09:00Z", "b1").ReviewOn())
	})
	t.Run("REC-47 where it is kept, in somebody else's words", func(t *testing.T) {
		only(t, s.shared.Check(recovery.SayWhere{Where: unsigned("on the system")}, act(byJess, "2026-06-18T09:00Z", "r", s.shared), f), "REC-47 persons-words-only", "/where")
		only(t, s.shared.Check(recovery.SayWhere{Ask: unsigned("me")}, act(byJess, "2026-06-18T09:00Z", "r", s.shared), f), "REC-47 persons-words-only", "/ask")
	})
}

func TestWhoSeesAnAdvanceStatement(t *testing.T) {
	s := tellStatement(t)
	out := doStatement(t, s.draft, recovery.ShareAdvance{With: crisisTeam, AsDraft: true}, "2026-06-16T09:30Z", "b1")
	toCarer := doStatement(t, s.draft, recovery.ShareAdvance{With: theSister, AsDraft: true}, "2026-06-16T09:30Z", "b1")
	see := func(r recovery.AdvanceStatement, a recovery.Audience, by peer.Actor, purpose peer.Purpose) (bool, bool) {
		set := doStatement(t, r, recovery.WhoMaySee{Audience: a}, "2026-06-19T09:00Z", "c1")
		return set.Sees("statement", reading(by, purpose)), set.Sees("shares", reading(by, purpose))
	}
	for _, c := range []struct {
		name         string
		r            recovery.AdvanceStatement
		a            recovery.Audience
		by           peer.Actor
		purpose      peer.Purpose
		text, shares bool
	}{
		{"the person, nobody else", s.shared, recovery.OnlyMe, bySian, peer.ForSupport, true, true},
		{"the worker, nobody else", s.shared, recovery.OnlyMe, byJess, peer.ForSupport, false, false},
		{"the worker", s.shared, recovery.MeAndMyWorker, byJess, peer.ForSupport, true, true},
		{"a nurse, the two", s.shared, recovery.MeAndMyWorker, byKay, peer.ForCare, false, false},
		{"a nurse, the team", s.shared, recovery.Team, byKay, peer.ForCare, true, false},
		{"a nurse, the team, for supervision", s.shared, recovery.Team, byKay, peer.ForSupervision, false, false},
		{"a nurse, a draft", s.draft, recovery.Team, byKay, peer.ForCare, false, false},
		{"a nurse, a draft the person sent out", out, recovery.Team, byKay, peer.ForCare, true, false},
		{"H14 a nurse, a draft the person gave a carer", toCarer, recovery.CareRecord, byKay, peer.ForCare, false, false},
		{"the worker, a draft", s.draft, recovery.MeAndMyWorker, byJess, peer.ForSupport, true, true},
		{"an exporter, a draft", s.draft, recovery.CareRecord, byKay, peer.ForRecord, false, false},
		{"the worker exports a draft", s.draft, recovery.CareRecord, byJess, peer.ForRecord, false, false},
		{"an exporter, a draft the person sent out", out, recovery.CareRecord, byKay, peer.ForRecord, true, false},
		{"an exporter", s.shared, recovery.CareRecord, byKay, peer.ForRecord, true, false},
		{"an exporter, the team", s.shared, recovery.Team, byKay, peer.ForRecord, false, false},
		{"a nurse, superseded", s.superseded, recovery.CareRecord, byKay, peer.ForCare, false, false},
		{"a nurse, withdrawn", s.withdrawn, recovery.CareRecord, byKay, peer.ForCare, false, false},
		{"an exporter, withdrawn: it is made inactive", s.withdrawn, recovery.CareRecord, byKay, peer.ForRecord, true, false},
		{"the person, withdrawn", s.withdrawn, recovery.OnlyMe, bySian, peer.ForSupport, true, true},
		{"a carer", s.shared, recovery.CareRecord, byMegan, peer.ForCare, false, false},
	} {
		t.Run("REC-50 "+c.name, func(t *testing.T) {
			text, shares := see(c.r, c.a, c.by, c.purpose)
			require.Equal(t, c.text, text)
			require.Equal(t, c.shares, shares)
		})
	}
	require.Equal(t, recovery.MeAndMyWorker, s.draft.Audience())
	require.False(t, recovery.AdvanceStatement{}.Sees("statement", reading(bySian, peer.ForSupport)))
}
