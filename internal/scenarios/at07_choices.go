package scenarios

import (
	"fmt"
	"strings"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/recovery"
)

// Nadia Rehman (P2) and Carys Boon (W5), organisation B.
const (
	p2 peer.PersonID = "p2"
	w5 peer.StaffID  = "w5"
)

var (
	nadia = peer.ByPerson(p2)
	carys = peer.ByStaff(w5, peer.RolePeerWorker)
)

// recoveryB are facts under organisation B's policy: no duty to observe, and no
// ideas inside problem solving.
func recoveryB(t T) recovery.Facts {
	t.Helper()
	b := strings.NewReplacer(`"organisation": "A"`, `"organisation": "B"`, `"observations": true`, `"observations": false`).Replace(policyA)
	file, err := peer.OpenPolicy([]byte(b), time.LoadLocation)
	require.NoError(t, err)
	p, err := recovery.PolicyFrom(file)
	require.NoError(t, err)
	return recovery.Facts{Policy: p}
}

// said are words that somebody passes on for the person who said them.
func said(by peer.Actor, text string) peer.Words {
	w := words(text)
	w.By, w.By.Role = by, ""
	return w
}

// tellAT07Choices runs steps 1, 2 and 4: options, whose choice it is, and getting
// ready for a meeting.
func tellAT07Choices(t T) {
	s := &story{t: t}
	facts := recoveryB(t)
	var talk recovery.OptionTalk
	var imposed, own recovery.ChoiceMade

	t.Run("AT-07.1, REC-40 one option is no choice", func(t T) {
		var err error
		talk, _, err = recovery.NewOptionTalk(recovery.OpenOptionTalk{ID: "talk-1", Person: p2, Worker: w5, About: words("what to do on Mondays")}, s.act(carys, "2026-06-08T10:00Z", 0), facts)
		require.NoError(t, err)
		group := recovery.AddOption{Kind: recovery.OptionSomething, What: words("a skills group, eight people, ten Mondays"), Provider: peer.Say("the ward"), Access: peer.Say("the team puts your name down")}
		before := talk
		_, _, err = talk.Do(group, s.act(carys, "2026-06-08T10:02Z", talk.Rev()), facts)
		refused(t, err, peer.ErrSourceRequired)
		require.Equal(t, before, talk)
		group.Source = recovery.Source{Kind: recovery.SourceLeaflet, Name: peer.Say("Groups on the ward, spring"), On: peer.MustDate("2026-04")}
		talk, _, err = talk.Do(group, s.act(carys, "2026-06-08T10:03Z", talk.Rev()), facts)
		require.NoError(t, err)
		before = talk
		_, _, err = talk.Do(recovery.TalkedThrough{TeachBack: words("the group")}, s.act(nadia, "2026-06-08T10:04Z", talk.Rev()), facts)
		refused(t, err, recovery.ErrChoiceNotReal)
		require.Equal(t, before, talk)
	})

	t.Run("AT-07.1, REC-40, PEER-23 three options, one of them to wait, and what they come to in her words", func(t T) {
		var err error
		for _, option := range []recovery.AddOption{
			{Kind: recovery.OptionSomething, What: words("the allotment on Mondays"), Source: recovery.Source{Kind: recovery.SourceOwnUse, On: peer.MustDate("2025-08")}},
			{Kind: recovery.OptionWait, What: words("leave it until you are home")},
		} {
			talk, _, err = talk.Do(option, s.act(carys, "2026-06-08T10:10Z", talk.Rev()), facts)
			require.NoError(t, err)
		}
		talk, _, err = talk.Do(recovery.AskOfOption{Kind: recovery.ThoughtWorry, Option: 1, Words: said(nadia, "do I have to talk?")}, s.act(carys, "2026-06-08T10:12Z", talk.Rev()), facts)
		require.NoError(t, err)
		through := recovery.TalkedThrough{TeachBack: words("sit in a group, dig, or leave it till I am home")}
		before := talk
		_, _, err = talk.Do(through, s.act(carys, "2026-06-08T10:14Z", talk.Rev()), facts)
		refused(t, err, peer.ErrPersonsChoiceOnly, peer.ErrPersonsWordsOnly)
		require.Equal(t, before, talk)
		talk, _, err = talk.Do(through, s.act(nadia, "2026-06-08T10:15Z", talk.Rev()), facts)
		require.NoError(t, err)
		stands(t, recovery.OptionTalkThrough, talk)
		require.Len(t, talk.Options(), 3)
		require.True(t, talk.TeachBack().From(p2))
	})

	t.Run("AT-07.2, REC-42, SIGN-17, H17 collaborative and yet not hers", func(t T) {
		choice := recovery.MakeChoice{ID: "choice-1", Person: p2, Worker: w5, Chosen: recovery.Chosen{Talk: "talk-1", Option: 1, Collaborative: peer.Yes},
			Whose: recovery.Whose{Active: peer.No, ImposedBy: recovery.ImposedByProfessional, Says: words("the consultant insisted")}}
		unknown := recovery.ChoiceFacts{Facts: facts}
		_, _, err := recovery.NewChoiceMade(choice, s.act(nadia, "2026-06-09T10:00Z", 0), unknown)
		refused(t, err, recovery.ErrChoiceNotReal)
		known := recovery.ChoiceFacts{Facts: facts, Talk: recovery.TalkFactFrom(talk)}
		made, _, err := recovery.NewChoiceMade(choice, s.act(nadia, "2026-06-09T10:01Z", 0), known)
		require.NoError(t, err)
		stands(t, recovery.ChoiceFeltPutUpon, made)
		require.Equal(t, peer.Yes, made.Said().Chosen.Collaborative)
		require.Equal(t, peer.No, made.Said().Whose.Active)
		require.True(t, made.FeltPutUpon())
		require.False(t, made.SelfDefined())
		require.Equal(t, []recovery.ChoiceOffer{recovery.OfferRevisit, recovery.OfferAdvocacy, recovery.OfferPerspectiveBrief}, made.Offers())

		before := made
		_, _, err = made.Do(recovery.SayWhose{Whose: recovery.Whose{Active: peer.Yes}}, s.act(carys, "2026-06-09T10:05Z", made.Rev()), known)
		refused(t, err, peer.ErrPersonsChoiceOnly)
		require.Equal(t, before, made)

		made, _, err = made.Do(recovery.WordsForRecord{Words: words("I was pressed to join the group")}, s.act(nadia, "2026-06-09T10:10Z", made.Rev()), known)
		require.NoError(t, err)
		made, _, err = made.Do(recovery.WhoMaySee{Audience: recovery.CareRecord}, s.act(nadia, "2026-06-09T10:11Z", made.Rev()), known)
		require.NoError(t, err)
		exporter := peer.Reading{By: peer.ByStaff("exporter", ""), Purpose: peer.ForRecord, At: at(t, "2026-06-09T11:00Z")}
		require.True(t, made.Sees("forRecord", exporter))
		require.False(t, made.Sees("choice", exporter), "only the words she approved")
		imposed = made

		made, _, err = made.Do(recovery.ReviseChoice{Chosen: recovery.Chosen{Talk: "talk-1", Option: 2}, Whose: recovery.Whose{Active: peer.Yes}}, s.act(nadia, "2026-06-20T10:00Z", made.Rev()), known)
		require.NoError(t, err)
		require.True(t, made.SelfDefined())
		require.Equal(t, peer.No, made.Earlier()[0].Whose.Active, "what was said before can still be read")
		require.False(t, made.Sees("forRecord", exporter), "words about what held before go no further")
		own = made
	})
	at07Choice(t, imposed, own)

	t.Run("AT-07.4, REC-41, PEER-23 getting ready for a medication review", func(t T) {
		prepare := func(id, day string) (recovery.MeetingPrep, error) {
			m, _, err := recovery.NewMeetingPrep(recovery.PrepareMeeting{ID: id, Person: p2, Worker: w5, Event: recovery.EventMedicationReview, When: peer.DueOn(peer.MustDate(day))}, s.act(nadia, "2026-06-10T10:00Z", 0), facts)
			return m, err
		}
		_, err := prepare("meeting-0", "2026-06-01")
		refused(t, err, peer.ErrPastDate)
		m, err := prepare("meeting-1", "2026-06-15")
		require.NoError(t, err)
		for i, q := range []string{"what is it for?", "stop the tablets?", "can it be once a day?", "who do I ring?"} {
			m, _, err = m.Do(recovery.AddMeetingQuestion{Words: words(q), Treatment: i < 3}, s.act(nadia, fmt.Sprintf("2026-06-10T10:0%dZ", i+1), m.Rev()), facts)
			require.NoError(t, err)
		}
		m, _, err = m.Do(recovery.AddMeetingConcern{Words: said(nadia, "I sleep all day"), Treatment: true}, s.act(carys, "2026-06-10T10:06Z", m.Rev()), facts)
		require.NoError(t, err)

		answer := recovery.AnswerMeetingQuestion{Question: 2, Kind: recovery.AnswerAdvice, Words: words("I would")}
		before := m
		_, _, err = m.Do(answer, s.act(carys, "2026-06-10T10:10Z", m.Rev()), facts)
		r := refused(t, err, peer.ErrAdviceOutOfScope)
		require.Equal(t, "route", r.Unmet()[0].Args[0].Name())
		require.Equal(t, "qualified-staff", r.Unmet()[0].Args[0].Value())
		answer.Kind, answer.Words = recovery.AnswerInformation, words("the leaflet says what happens when people stop")
		_, _, err = m.Do(answer, s.act(carys, "2026-06-10T10:11Z", m.Rev()), facts)
		refused(t, err, peer.ErrSourceRequired)
		require.Equal(t, before, m)
		answer.Source = recovery.Source{Kind: recovery.SourceLeaflet, Name: peer.Say("the leaflet in the packet"), On: peer.MustDate("2025-11")}
		m, _, err = m.Do(answer, s.act(carys, "2026-06-10T10:12Z", m.Rev()), facts)
		require.NoError(t, err)
		require.Len(t, m.Answers(), 1)
		require.Len(t, m.Questions(), 4)
		require.Len(t, m.Concerns(), 1)
		questions, concerns := m.ForHealthProfessional()
		require.Len(t, questions, 3)
		require.Len(t, concerns, 1)
	})

	t.Run("AT-07, REC-43 nobody speaks for her without her yes to the words", func(t T) {
		a, _, err := recovery.NewSelfAdvocacy(recovery.PlanToAsk{ID: "ask-1", Person: p2, Worker: w5, Asks: words("to stop the group"), Of: recovery.AskedOfDoctor}, s.act(nadia, "2026-06-10T11:00Z", 0), facts)
		require.NoError(t, err)
		a, _, err = a.Do(recovery.ProposeWords{Words: words("Mondays are not working for her")}, s.act(carys, "2026-06-10T11:01Z", a.Rev()), facts)
		require.NoError(t, err)
		before := a
		_, _, err = a.Do(recovery.SpeakForPerson{Number: 1}, s.act(carys, "2026-06-10T11:02Z", a.Rev()), facts)
		refused(t, err, peer.ErrPersonHasNotAgreed)
		require.Equal(t, before, a)
		a, _, err = a.Do(recovery.AnswerWords{Number: 1, Agreed: peer.Yes}, s.act(nadia, "2026-06-10T11:03Z", a.Rev()), facts)
		require.NoError(t, err)
		_, _, err = a.Do(recovery.SpeakForPerson{Number: 1}, s.act(carys, "2026-06-15T10:00Z", a.Rev()), facts)
		require.NoError(t, err)
	})
}
