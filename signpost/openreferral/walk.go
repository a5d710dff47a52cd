package openreferral

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
	"github.com/towpath-care/towpath/signpost"
)

// span is where a value stands in the service's JSON.
type span = strictjson.Span

// walk goes through one service, which has passed the check, and knows where it is.
type walk struct {
	data  []byte
	most  int // items of a list that are looked at
	steps []place
	notes []peer.Reason
}

// place is a member or an item that the walk is in.
type place struct {
	name  []byte // nil: an item
	index int
}

// mostNotes bounds what is said of one service.
const mostNotes = 100

// Reasons of reading. The path is where the walk is.
var (
	askSound    = warns(peer.ErrSchema, "The service is sound JSON.", "Tell whoever keeps the directory.")
	askType     = warns(peer.ErrSchema, "The value is of the type that belongs here.", "Tell whoever keeps the directory.")
	askThere    = warns(peer.ErrRequired, "This is filled in.", "Tell whoever keeps the directory, or fill it in here.")
	askWord     = warns(peer.ErrUnknownCode, "The word is one of those on the list.", "Tell whoever keeps the directory.")
	askRange    = warns(peer.ErrOutOfRange, "The number is within its limits.", "Look it up and fill it in here.")
	askDate     = warns(peer.ErrSchema, "A date is written as year, month and day.", "Look it up and fill it in here.")
	askTime     = warns(peer.ErrSchema, "A time of day is written as hours and minutes.", "Look it up and fill it in here.")
	askShort    = warns(Shortened, "A text and a list are no longer than what is kept here.", "Read it where it comes from.")
	askKept     = warns(NotKept, "This can be said in a listing.", "Read it where it comes from.")
	askRecent   = warns(DateOld, "The date is recent, and what it belongs to is not over.", "Make sure of the entry.")
	askZone     = warns(ZoneDropped, "A time of day comes without a zone.", "Ask which clock they mean.")
	askTerm     = warns(TermUnmapped, "The term of the taxonomy is known here.", "Say in the mapping what it comes to.")
	askArea     = warns(AreaUnmapped, "The service area is one of ours.", "Say in the mapping which it is.")
	askCountry  = warns(OtherCountry, "The address is in the United Kingdom.", "Look it up and fill it in here.")
	askContact  = warns(signpost.ErrInvalidContact, "A way to get in touch has the shape it must have.", "Look it up where it comes from, and tell whoever keeps the directory.")
	askUUID     = warns(peer.ErrSchema, "An id is a UUID.", "Tell whoever keeps the directory.")
	askLanguage = warns(peer.ErrUnknownCode, "A language has a code.", "Fill it in here.")
)

func warns(code peer.Code, says, fix string) peer.Reason {
	return peer.Reason{Rule: peer.Rule{Row: "SIGN-01", Code: code}, Says: says, Fix: fix, Met: peer.No, Weight: peer.Warns}
}

// stops is a reason why a service is left out.
func stops(r peer.Reason, row string) peer.Reason {
	r.Weight, r.Rule.Row = peer.Blocks, row
	return r
}

// note keeps what was found where the walk is, or at a path of the service.
func (w *walk) note(r peer.Reason, path ...string) {
	if len(w.notes) == mostNotes && !r.Stops() {
		return
	}
	if r.Path = w.path(); len(path) > 0 {
		r.Path = path[0]
	}
	w.notes = append(w.notes, r)
}

func (w *walk) path() string {
	var b strings.Builder
	for _, s := range w.steps {
		b.WriteByte('/')
		if s.name == nil {
			b.WriteString(strconv.Itoa(s.index))
		} else {
			b.WriteString(strictjson.Token(string(s.name)))
		}
	}
	return b.String()
}

// null reports whether nothing is said.
func (w *walk) null(v span) bool { return w.data[v.From] == 'n' }

// object goes through an object's members.
func (w *walk) object(v span, each func(name []byte, v span)) {
	if w.data[v.From] != '{' {
		w.mistyped(v)
		return
	}
	strictjson.Members(w.data, v.From, func(m strictjson.Member) bool {
		w.steps = append(w.steps, place{name: m.Name})
		each(m.Name, m.Value)
		w.steps = w.steps[:len(w.steps)-1]
		return true
	})
}

// list goes through a list's items.
func (w *walk) list(v span, each func(v span)) {
	if w.data[v.From] != '[' {
		w.mistyped(v)
		return
	}
	strictjson.Elements(w.data, v.From, func(i int, item span) bool {
		if i == w.most {
			w.note(askShort)
			return false
		}
		w.steps = append(w.steps, place{index: i})
		each(item)
		w.steps = w.steps[:len(w.steps)-1]
		return true
	})
}

// objects goes through a list of objects.
func (w *walk) objects(v span, each func(name []byte, v span), after func()) {
	w.list(v, func(item span) {
		w.object(item, each)
		if after != nil {
			after()
		}
	})
}

func (w *walk) mistyped(v span) {
	if !w.null(v) {
		w.note(askType)
	}
}

// text is a string without the white space around it.
func (w *walk) text(v span) string {
	s, ok := strictjson.Text(w.data[v.From:v.To])
	if !ok {
		w.mistyped(v)
	}
	return strings.TrimSpace(s)
}

// number is a number, also one that is written as a text.
func (w *walk) number(v span) (float64, bool) {
	raw := string(w.data[v.From:v.To])
	if s, ok := strictjson.Text(w.data[v.From:v.To]); ok {
		if raw = strings.TrimSpace(s); raw == "" {
			return 0, false
		}
	}
	n, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		w.mistyped(v)
		return 0, false
	}
	return n, true
}

// date is a day, or nothing when it is written in another way. Of an instant it is the
// day that stands there.
func (w *walk) date(v span) peer.Date {
	s := w.text(v)
	if s == "" {
		return peer.Date{}
	}
	day, _, _ := strings.Cut(s, "T")
	d, err := peer.ParseDate(day)
	if err != nil || d.Precision() != peer.ByDay {
		w.note(askDate)
		return peer.Date{}
	}
	return d
}

// clock is a time of day. Seconds are left away; a zone is too, and that is noted: the
// clock there shows what is written.
func (w *walk) clock(v span) peer.Clock {
	s := w.text(v)
	if s == "" {
		return peer.Clock{}
	}
	if i := strings.IndexAny(s, "Zz+-"); i > 0 {
		w.note(askZone)
		s = s[:i]
	}
	if len(s) == len("10:00:00") && s[5] == ':' {
		s = s[:5]
	}
	k, err := peer.ParseClock(s)
	if err != nil {
		w.note(askTime)
		return peer.Clock{}
	}
	return k
}

// sound reports whether a way to get in touch is one that the directory here takes.
func sound(kind signpost.ContactKind, value string) bool {
	return len(value) <= 300 && signpost.ContactPoint{Kind: kind, Value: peer.Say(value)}.Sound()
}

// kept shortens a text to what a field holds.
func (w *walk) kept(s string, most int, path string) peer.Private {
	if utf8.RuneCountInString(s) > most {
		w.note(askShort, path)
		s = strings.TrimSpace(string([]rune(s)[:most-1])) + "…"
	}
	return peer.Say(s)
}
