package app_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var request = regexp.MustCompile(`name="request" value="([^"]+)"`)
var revision = regexp.MustCompile(`name="seen" value="([^"]+)"`)

// step opens the form of a step and sends it with these answers.
func (s *site) step(path string, code int, pairs ...string) (page, at string) {
	s.t.Helper()
	form := s.get(path, 200)
	sent := []string{"request", "journey-" + path, "seen", "0"}
	if m := revision.FindStringSubmatch(form); m != nil {
		sent[3] = m[1]
	}
	if m := request.FindStringSubmatch(form); m != nil {
		sent[1] = m[1]
	}
	return s.send(path, code, append(sent, pairs...)...)
}

// TestBeginning: Beatriz and Jess meet, agree, and Beatriz says a goal.
func TestBeginning(t *testing.T) {
	person := open(t, "beatriz")
	worker := person.as("jess-beatriz")
	require.Contains(t, person.get("/together", 200), "A worker has been offered")
	worker.step("/do/relationship/rel-beatriz/welcome", 200, "participants", "person:beatriz", "introducedAsPeer", "yes", "orientation", "the-place")

	page, _ := person.step("/do/relationship/rel-beatriz/propose", 422, "modes", "phone")
	require.Contains(t, page, "Why we meet", "the summary names the field")
	require.Contains(t, page, `value="phone" checked`, "what was answered stays")
	person.step("/do/relationship/rel-beatriz/propose", 200, "purpose", "somebody who gets it", "activities", "one-to-one", "modes", "phone", "boundaries/0/words", "not before ten", "endingNamed", "yes")
	require.Contains(t, worker.get("/together", 200), "not before ten")

	page, _ = worker.step("/do/relationship/rel-beatriz/confirm", 422)
	require.Contains(t, page, "error-summary", "PEER-32 rights are explained first")
	told := []string{}
	for i := range 6 {
		told = append(told, "topics/"+strconv.Itoa(i)+"/told", "explained")
	}
	worker.step("/do/relationship/rel-beatriz/tell-rights", 200, told...)
	page, _ = worker.step("/do/relationship/rel-beatriz/confirm", 200)
	require.Contains(t, page, "What we agreed (version 1)")
}

// TestNote: a contact note with its times and one sentence, and what the person would
// rather leave out.
func TestNote(t *testing.T) {
	s := open(t, "jess-aled")
	form := s.get("/new/contact/record", 200)
	require.Equal(t, 2, strings.Count(form, ">When and how</legend>"), "the times and the rest of them, and no part of the note")
	require.Contains(t, form, ">Where to <")
	times := []string{"activity", "one-to-one", "what/mode", "face-to-face", "what/place", "community", "what/production", "co-produced", "what/start", "2026-03-16T09:00", "what/end", "2026-03-16T09:30"}
	page, at := s.step("/new/contact/record", 200, append(times, "entry/note", "We had tea.", "entry/note/by", "me")...)
	require.Contains(t, at, "/notes/")
	require.Contains(t, page, "We had tea.")
	require.Contains(t, page, "in the words of Jess")
	require.Contains(t, s.as("aled").get(at, 200), "We had tea.")

	t.Run("PEER-67 what the person would rather leave out is gone", func(t *testing.T) {
		page, _ := s.step("/new/contact/record", 200, append(times, "entry/note", "He spoke of his brother.", "entry/note/by", "me", "leave-out", "note")...)
		require.NotContains(t, page, "brother")
	})
	t.Run("PEER-67 unless a safety rule needs it, which the person hears first", func(t *testing.T) {
		kept := append(times, "entry/note", "He spoke of a fall.", "entry/note/by", "me", "leave-out", "note", "leave-out-rule", "serious-harm")
		page, _ := s.step("/new/contact/record", 422, kept...)
		require.Contains(t, page, "I cannot keep it to myself")
		page, _ = s.step("/new/contact/record", 200, append(kept, "leave-out-told", "yes")...)
		require.Contains(t, page, "a fall")
	})
	t.Run("PEER-44 an end before the start is refused, and every answer stays", func(t *testing.T) {
		page, _ := s.step("/new/contact/record", 422, "activity", "one-to-one", "what/start", "2026-03-16T09:00", "what/end", "2026-03-16T08:00", "entry/note", "We had cake.", "entry/note/by", "me")
		require.Contains(t, page, "We had cake.")
		require.Contains(t, page, "f-what-end-fault")
	})
}

// TestGoal: in the person's words, moved by nobody but them.
func TestGoal(t *testing.T) {
	s := open(t, "aled")
	page, at := s.step("/new/goal/propose", 200, "words", "cook for Megan", "why", "she cooked for me")
	require.Contains(t, page, "cook for Megan")
	require.Contains(t, s.as("jess-aled").get(at, 200), "cook for Megan")
	_, _ = s.send("/new/self-report/say", 200, "request", "sure-1", "seen", "0", "domain", "hope", "rating", "8", "scale", "not-at-all-to-completely", "goal", "g-1", "back", "/goals/g-1")
	page = s.get("/goals/g-1", 200)
	require.Contains(t, page, "It is at 8 out of 10 on Monday 16 March")
	require.Contains(t, page, "<title id=", "the picture has a title")
	require.Contains(t, page, "idea of Jess")
	require.Contains(t, page, "idea of Aled")
}

// TestPlace: looked for, kept to choose from, chosen, given, and what came of it.
func TestPlace(t *testing.T) {
	s := open(t, "aled")
	page := s.get("/places?look=1&topic=hands-on", 200)
	require.Contains(t, page, "Harbour Craft Shed")
	require.Contains(t, page, "Why it may suit")
	_, at := s.send("/new/signpost/consider", 200, "request", "place-1", "seen", "0",
		"about/goal", "g-1", "options/0/resource", "shed", "options/0/kind", "information", "options/0/source/kind", "directory",
		"options/1/kind", "information", "options/1/source/kind", "directory",
		"options/2/resource", "plots", "options/2/kind", "information", "options/2/source/kind", "directory")
	do := "/do/signpost/" + at[len("/ways/"):]
	s.step(do+"/choose", 200, "resource", "shed")
	page, _ = s.as("jess-aled").step(do+"/give", 422, "medium", "email")
	require.Contains(t, page, "error-summary", "SIGN-13 a form the person cannot use")
	s.step(do+"/say-ready", 200, "willing", "yes", "able", "yes")
	s.as("jess-aled").step(do+"/give", 200, "medium", "print")
	s.step(do+"/record-outcome", 200, "outcome", "accessed", "metNeed", "yes")
	require.Contains(t, s.get(at, 200), "Got there")
	t.Run("SIGN-10, H24 help at once comes before any question", func(t *testing.T) {
		page := s.get("/places?look=1&topic=company&distress=high", 200)
		require.Contains(t, page, "01632 960999")
	})
}

// TestMove: six questions that the person answers, and only they.
func TestMove(t *testing.T) {
	s := open(t, "aled")
	s.step("/do/transition/move-1/answer-check", 200, "check", "timescale", "answer", "not-met", "words", "nobody has said when")
	page := s.as("jess-aled").get("/moves/move-1", 200)
	require.Contains(t, page, "nobody has said when")
	page, _ = s.as("jess-aled").send("/do/transition/move-1/answer-check", 422, "request", "m", "seen", "8", "check", "offer", "answer", "met")
	require.Contains(t, page, "error-summary")
	page, at := s.step("/new/feeling/say", 200, "words", "I lie awake")
	require.Contains(t, page, "I lie awake")
	require.Contains(t, at, "/record/feeling/")
}

// TestTelling: raised in seconds, and what came of it.
func TestTelling(t *testing.T) {
	s := open(t, "jess-aled")
	page, at := s.send("/new/concern/raise", 200, "request", "tell-1", "seen", "0")
	require.Contains(t, at, "/tell/", "H01 with nothing filled in")
	require.Contains(t, s.get("/tell", 200), "What you noticed", "a field is called as its own record calls it")
	require.Contains(t, page, "Nobody has this yet.")
	require.Contains(t, page, "01632 960100", "H05 with the number to ring")
	s.step("/do/concern"+at[len("/tell"):]+"/sent", 200, "turn", "1.1", "to", "hannah", "receipt", "call at ten")
	require.Contains(t, s.get(at, 200), "Somebody was told.")
	require.Contains(t, s.get("/tell/con-1", 200), "The light and the rail are mended.")
	require.Contains(t, s.get("/", 200), "Say why it was passed on")
	require.Contains(t, s.get("/do/concern/con-2/say-more", 200), "On which ground", "what is due can be done")
}

// TestWords: every page in each language; a person's own words stay as they are.
func TestWords(t *testing.T) {
	for _, words := range []string{"en", "easy", "cy"} {
		s := open(t, "aled")
		s.send("/words", 200, "words", words, "back", "/")
		for _, p := range append(aledsPages, "/kept") {
			s.get(p, 200)
		}
		page := s.get("/goals/g-1", 200)
		require.Contains(t, page, "get back to the allotment", words)
		if words == "cy" {
			require.Contains(t, page, `<html lang="cy">`)
			require.Contains(t, page, "Drafft")
			require.Contains(t, s.get("/help", 200), "999", "H30 words that matter in danger stay in a language that was read")
			require.Contains(t, page, `<span lang="en-GB">Help now</span>`)
		}
	}
}
