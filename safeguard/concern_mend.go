package safeguard

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/towpath-care/towpath/peer"
)

// Most that is kept of what comes in. More is shortened and marked, never turned down.
const (
	mostText   = 500_000 // characters
	mostBeside = 20_000
	mostWords  = 10_000
	mostNote   = 2000
	mostGiven  = 400
	mostPlace  = 500
	mostPeople = 500
	mostOrigin = 200
	mostID     = 200 // bytes
	mostAge    = 130 // years
	mostLang   = 35  // bytes
)

// Nobody is who raised a concern when nobody knows who it was.
var Nobody = peer.ByStaff("nobody-known", "")

// longAgo is when a concern came in when nobody knows: at once everything is owed.
var longAgo = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// mended puts right what a concern cannot be without. It looks at nothing but what came
// in, so that the same thing sent again is the same concern.
func mended(c Raise, a peer.Act) (Raise, peer.Act) {
	c.Marks = slices.DeleteFunc(slices.Clone(c.Marks), func(m Mark) bool { return !m.Known() })
	slices.Sort(c.Marks)
	c.Marks = slices.Compact(c.Marks)
	as := came(c, a)
	a.Seen, a.For = 0, peer.Authority{}
	if !a.By.Valid() {
		a.By = Nobody
		c.mark(NobodyNamed)
	}
	// A clock that shows another century counts as none: every later time would lie
	// before it, and nothing would ever be due (hazard H28).
	if year := a.At.UTC().Year(); year < 2000 || year > 2199 {
		a.At = longAgo
		c.mark(NoTime)
	}
	if c.NoticedAt.UTC().After(a.At) {
		c.mark(NoticedLater)
	}
	c = c.withTrigger().withinLists().withinAnswers().withinTexts()
	if !plainID(c.ID) {
		c.ID = "concern-" + as
		c.mark(IDMade)
	}
	if !requestFits(a) {
		a.ID = peer.RequestID("raise-" + as)
		c.mark(IDMade)
	}
	return c, a
}

// came names what came in: by its request where it has one, so that the same request
// sent later is the same concern, else by all there is.
func came(c Raise, a peer.Act) string {
	of := []byte("request " + string(a.By.Person) + "\x00" + string(a.By.Staff) + "\x00" + string(a.By.Carer) + "\x00" + string(a.ID))
	if !requestFits(a) {
		of, _ = ownDoor.written(c)
		of = append(of, "\x00"+string(a.By.Person)+"\x00"+string(a.By.Staff)+"\x00"+string(a.By.Carer)+"\x00"+a.At.UTC().Format(time.RFC3339Nano)...)
	}
	return fingerprint(of)
}

func requestFits(a peer.Act) bool {
	return a.ID != "" && len(a.ID) <= mostID && utf8.ValidString(string(a.ID))
}

func fingerprint(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:12])
}

func (c *Raise) mark(code peer.Code) {
	if m := markOf(code); !slices.Contains(c.Marks, m) {
		c.Marks = append(slices.Clone(c.Marks), m)
	}
}

// leave keeps what fits nowhere beside the rest, where whoever reads the story finds it.
func (c *Raise) leave(name, value string, why peer.Code) {
	c.mark(why)
	if value != "" {
		c.Beside = peer.Say(c.Beside.Reveal() + c.line(name, value))
	}
}

// line is one line of what stands beside.
func (c *Raise) line(name, value string) string {
	return c.text(peer.Say(name), mostGiven).Reveal() + ": " + c.text(peer.Say(value), mostWords).Reveal() + "\n"
}

// keepWord keeps a word that is no trigger, behind one that was kept on the way.
func (c *Raise) keepWord(word string) {
	c.mark(UnknownTrigger)
	if given := c.Given.Reveal(); given != "" && word != "" && given != word {
		word = given + " / " + word
	}
	if word != "" {
		c.Given = c.text(peer.Say(word), mostGiven)
	}
}

// withTrigger keeps a word that cannot be a trigger beside the area of concern it
// becomes. Whether the policy knows it is seen when it is raised.
func (c Raise) withTrigger() Raise {
	if !plainWord(string(c.Trigger)) {
		c.keepWord(string(c.Trigger))
		c.Trigger = AreaOfConcern
	}
	return c
}

// withinLists leaves out words of no list, ids that are none, and what is over the
// length of a list.
func (c Raise) withinLists() Raise {
	if c.Danger.Emergency == EmergencyUnanswered {
		c.Danger.Emergency = ""
	}
	word(&c, "where", &c.Where)
	word(&c, "contact", &c.Contact.Answer)
	word(&c, "talk", &c.Talk.Answer)
	word(&c, "emergency", &c.Danger.Emergency)
	word(&c, "ground", &c.Ground.Basis)
	if c.Age < 0 || c.Age > mostAge {
		c.leave("age", strconv.Itoa(c.Age), WordUnknown)
		c.Age = 0
	}
	name(&c, "about", &c.About)
	name(&c, "with", &c.With)
	c.NotTo.Subjects = names(&c, c.NotTo.Subjects, mostPeople)
	c.NotTo.Linked = names(&c, c.NotTo.Linked, mostPeople)
	c.NotTo.Named = names(&c, c.NotTo.Named, mostPeople)
	c.Origin = names(&c, c.Origin, mostOrigin)
	return c
}

// word leaves out a word that is not on its list.
func word[T interface {
	~string
	Known() bool
}](c *Raise, member string, at *T) {
	if *at != "" && !(*at).Known() {
		c.leave(member, string(*at), WordUnknown)
		*at = ""
	}
}

// name leaves out an id that cannot be stored.
func name[T ~string](c *Raise, member string, at *T) {
	if len(*at) > mostID || !utf8.ValidString(string(*at)) {
		c.leave(member, string(*at), LeftBeside)
		*at = ""
	}
}

// names keeps each id once, and no more than a list holds.
func names[T ~string](c *Raise, list []T, most int) []T {
	var out []T
	seen := make(map[T]bool, min(len(list), most))
	for _, id := range list {
		switch {
		case id == "" || seen[id]:
		case len(id) > mostID || !utf8.ValidString(string(id)):
			c.mark(ListShortened)
		case len(out) == most:
			c.mark(ListShortened)
			return out
		default:
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

// withinAnswers keeps answers that fit each other.
func (c Raise) withinAnswers() Raise {
	for _, t := range []*peer.Tri{&c.Disclosure.Safe, &c.Disclosure.Children, &c.Disclosure.ToldPassedOn, &c.Danger.Now, &c.Danger.IntentWithPlan, &c.Danger.Violence} {
		*t = t.Not().Not() // anything else is unknown
	}
	if c.Talk.Answer == TalkNobodyToAsk && c.About != "" {
		c.leave("talk", string(c.Talk.Answer), WordUnknown)
		c.Talk.Answer = ""
	}
	if day := c.Talk.LookAgain; !day.IsZero() && (c.Talk.Answer != TalkNotSafe || day.Precision() != peer.ByDay) {
		c.leave("lookAgain", day.String(), LeftBeside)
		c.Talk.LookAgain = peer.Date{}
	}
	if w := c.Wants; !w.IsZero() && !ownWish(w.By, c.About) {
		c.leave("wants", w.Text.Reveal(), NotTheirWords)
		c.Wants = peer.Words{}
	}
	return c
}

// ownWish reports whether words can be a person's own: nobody is named as their author,
// or the person it is about.
func ownWish(by peer.Actor, about peer.PersonID) bool {
	by.Role = ""
	return by == peer.Actor{} || by.Person != "" && (about == "" || by == peer.ByPerson(about))
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
	c.Beside = c.text(c.Beside, mostBeside)
	return c
}

func (c *Raise) words(w peer.Words, most int) peer.Words {
	w.Text = c.text(w.Text, most)
	if w.How != "" && !w.How.Known() {
		w.How = ""
		c.mark(WordUnknown)
	}
	if len(w.Lang) > mostLang || !utf8.ValidString(w.Lang) {
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
	c.mark(TextShortened)
	return peer.Say(short)
}

// cut is the beginning of a text, in whole characters. What is no character becomes the
// sign for one.
func cut(s string, most int) string {
	if !utf8.ValidString(s) {
		s = string([]rune(s))
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
