package safeguard

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"
	"unicode/utf8"

	"github.com/towpath-care/towpath/peer"
)

// Most that is kept of what comes in. More is shortened and marked, never turned down.
const (
	mostText   = 500_000 // characters
	mostWords  = 10_000
	mostNote   = 2000
	mostGiven  = 200
	mostPlace  = 500
	mostPeople = 100
	mostOrigin = 200
	mostID     = 200 // bytes
)

// Nobody is who raised a concern when nobody knows who it was.
var Nobody = peer.ByStaff("nobody-known", "")

// longAgo is when a concern came in when nobody knows: at once everything is owed.
var longAgo = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// mended puts right what a concern cannot be without. It looks at nothing but what came
// in, so that the same thing sent again is the same concern.
func mended(c Raise, a peer.Act) (Raise, peer.Act) {
	c.Marks = slices.DeleteFunc(slices.Clone(c.Marks), func(m Mark) bool { return !m.Known() })
	a.Seen = 0
	if !a.By.Valid() {
		a.By = Nobody
		c.mark(NobodyNamed)
	}
	if year := a.At.UTC().Year(); a.At.IsZero() || year < 2 || year > 9998 {
		a.At = c.NoticedAt.UTC()
		if a.At.IsZero() {
			a.At = longAgo
		}
		c.mark(NoTime)
	}
	if c.NoticedAt.UTC().After(a.At) {
		c.mark(NoticedLater)
	}
	c = c.withTrigger().withinLists().withinTexts()
	if !plainID(c.ID) {
		c.ID = "concern-" + fingerprint(c, a)
	}
	if a.ID == "" || len(a.ID) > mostID || !utf8.ValidString(string(a.ID)) {
		a.ID = peer.RequestID("raise-" + fingerprint(c, a))
	}
	return c, a
}

func (c *Raise) mark(code peer.Code) {
	if m := Mark(code.String()); !slices.Contains(c.Marks, m) {
		c.Marks = append(slices.Clone(c.Marks), m)
	}
}

// withTrigger keeps a word that cannot be a trigger beside the area of concern it
// becomes. Whether the policy knows it is seen when it is raised.
func (c Raise) withTrigger() Raise {
	if plainWord(string(c.Trigger)) {
		return c
	}
	if c.Trigger != "" {
		c.Given = peer.Say(cut(string(c.Trigger), mostGiven))
	}
	c.Trigger = AreaOfConcern
	c.mark(UnknownTrigger)
	return c
}

// withinLists leaves out words of no list and what is over the length of a list.
func (c Raise) withinLists() Raise {
	word := func(known bool, clear func()) {
		if !known {
			clear()
			c.mark(WordUnknown)
		}
	}
	word(c.Where == "" || c.Where.Known(), func() { c.Where = "" })
	word(c.Contact.Answer == "" || c.Contact.Answer.Known(), func() { c.Contact.Answer = "" })
	word(c.Talk.Answer == "" || c.Talk.Answer.Known(), func() { c.Talk.Answer = "" })
	word(c.Danger.Emergency == "" || c.Danger.Emergency.Known(), func() { c.Danger.Emergency = "" })
	word(c.Ground.Basis == "" || c.Ground.Basis.Known(), func() { c.Ground.Basis = "" })
	word(c.Age >= 0 && c.Age <= 130, func() { c.Age = 0 })
	word(len(c.About) <= mostID && utf8.ValidString(string(c.About)), func() { c.About = "" })
	c.NotTo.Subjects = c.ids(c.NotTo.Subjects)
	c.NotTo.Linked = c.ids(c.NotTo.Linked)
	c.NotTo.Named = c.ids(c.NotTo.Named)
	c.Origin = shortened(&c, c.Origin, mostOrigin)
	word(len(c.With) <= mostID && utf8.ValidString(c.With), func() { c.With = "" })
	return c
}

func (c *Raise) ids(list []peer.StaffID) []peer.StaffID { return shortened(c, list, mostPeople) }

// shortened leaves out what is no id, and what stands beyond the length of a list.
func shortened[T ~string](c *Raise, list []T, most int) []T {
	var out []T
	for _, id := range list {
		if len(out) < most && id != "" && len(id) <= mostID && utf8.ValidString(string(id)) {
			out = append(out, id)
		}
	}
	if len(out) < len(list) {
		c.mark(ListShortened)
	}
	return out
}

// withinTexts keeps the beginning of a text that is longer than anything that can be
// kept, and of words how they were given only where that is known.
func (c Raise) withinTexts() Raise {
	c.Text = c.words(c.Text, mostText)
	c.Wants = c.words(c.Wants, mostWords)
	c.Contact.How = c.words(c.Contact.How, mostNote)
	c.Disclosure.Quoted = c.words(c.Disclosure.Quoted, mostText)
	c.Disclosure.SaidIn = c.text(c.Disclosure.SaidIn, mostPlace)
	c.Given = c.text(c.Given, mostGiven)
	c.Talk.Because = c.text(c.Talk.Because, mostNote)
	c.Ground.Because = c.text(c.Ground.Because, mostNote)
	return c
}

func (c *Raise) words(w peer.Words, most int) peer.Words {
	w.Text = c.text(w.Text, most)
	if w.How != "" && !w.How.Known() {
		w.How = ""
		c.mark(WordUnknown)
	}
	if len(w.Lang) > 35 || !utf8.ValidString(w.Lang) {
		w.Lang = ""
		c.mark(WordUnknown)
	}
	if w.By != (peer.Actor{}) && !w.By.Valid() {
		w.By = peer.Actor{}
		c.mark(WordUnknown)
	}
	return w
}

func (c *Raise) text(p peer.Private, most int) peer.Private {
	s := p.Reveal()
	short := cut(s, most)
	if short == s {
		return p
	}
	if utf8.ValidString(s) {
		c.mark(TextShortened)
	}
	return peer.Say(short)
}

// cut is the beginning of a text, in whole characters.
func cut(s string, most int) string {
	if !utf8.ValidString(s) {
		s = string([]rune(s)) // what is no character becomes the sign for one
	}
	if len(s) <= most {
		return s
	}
	n := 0
	for i := range s {
		if n == most {
			return s[:i]
		}
		n++
	}
	return s
}

// fingerprint makes an id of what came in.
func fingerprint(c Raise, a peer.Act) string {
	b, _ := json.Marshal([]any{c.ID, c.Trigger, c.Given.Reveal(), c.About, c.Text.Text.Reveal(), c.Disclosure.Quoted.Text.Reveal(), c.NoticedAt, a.By, a.At.UTC(), a.ID})
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:12])
}

// plainID keeps ids to what can stand in a file name and a URL, as the engine does.
func plainID(id string) bool {
	if id == "" || len(id) > mostID || id[0] == '.' {
		return false
	}
	for _, c := range []byte(id) {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.') {
			return false
		}
	}
	return true
}
