package safeguard

import (
	"errors"
	"slices"
	"strconv"

	"github.com/towpath-care/towpath/internal/strictjson"
	"github.com/towpath-care/towpath/peer"
)

// conditionReader reads one condition and keeps everything that is wrong with it.
type conditionReader struct {
	data   []byte
	faults []error
	leaves int
	words  int
	full   bool // there is more than is read here, and that has been said
}

// place is where a condition stands: its JSON pointer, its level, and whether a
// not stands above it.
type place struct {
	path  string
	depth int
	not   bool
}

func (p place) down(member string) place {
	return place{p.path + "/" + member, p.depth + 1, p.not || member == "not"}
}

func readCondition(b []byte) (Condition, error) {
	r := conditionReader{data: b}
	for _, e := range strictjson.All(strictjson.Check(b, strictjson.Limits{})) {
		r.fault(peer.ErrSchema, e.Path, "A condition is JSON in which no member stands twice, as large and as deep as is read here.", "Put it right there.")
	}
	if len(r.faults) > 0 {
		return Condition{}, peer.Faults(r.faults...)
	}
	c := r.condition(strictjson.Start(b), place{depth: 1})
	return c, peer.Faults(r.faults...)
}

func (r *conditionReader) fault(code peer.Code, path, says, fix string, args ...peer.Arg) {
	if len(r.faults) < maxConditionFaults {
		r.faults = append(r.faults, conditionFault(code, path, says, fix, args...))
	}
	r.full = r.full || len(r.faults) == maxConditionFaults
}

// more counts what is bounded over the whole condition. Beyond the bound it says
// so once and nothing more is read.
func (r *conditionReader) more(count *int, limit int, path, says string) bool {
	if *count++; *count > limit && !r.full {
		r.fault(peer.ErrOutOfRange, path, says, "Say less, or divide it among several rules.", peer.Number("max", limit))
		r.full = true
	}
	return !r.full
}

// readForms are the members that say of what form a condition is, in the order in
// which they are read.
var readForms = [...]struct {
	member string
	form   form
}{{"allOf", formAll}, {"anyOf", formAny}, {"not", formNot}, {"ask", formLeaf}}

var readTests = [...]struct {
	member string
	test   test
}{{"isOneOf", testOneOf}, {"isAtLeast", testAtLeast}, {"isBelow", testBelow}}

func (r *conditionReader) condition(at int, p place) (c Condition) {
	switch {
	case r.full:
		return c
	case p.depth > maxConditionDepth:
		r.fault(peer.ErrOutOfRange, p.path, "Conditions stand no deeper inside each other than is read here.", "Say it with fewer levels, or with several rules.", peer.Number("max", maxConditionDepth))
		return c
	case r.data[at] != '{':
		r.fault(peer.ErrSchema, p.path, "A condition is an object.", `Write it like {"ask":"violence","isOneOf":["yes"]}.`)
		return c
	}
	members := r.members(at, p)
	forms := 0
	for _, f := range readForms {
		if value, ok := members[f.member]; ok {
			forms++
			c.form = f.form
			r.read(&c, value, members, p, f.member)
		}
	}
	if forms != 1 {
		r.fault(peer.ErrSchema, p.path, "A condition has exactly one of allOf, anyOf, not and ask.", "Say one of them; several go into the list of allOf or anyOf.")
	}
	return c
}

// members are the object's members that a condition can have, and where their
// values begin.
func (r *conditionReader) members(at int, p place) map[string]int {
	found := map[string]int{}
	leaf := false
	strictjson.Members(r.data, at, func(m strictjson.Member) bool {
		if name := string(m.Name); knownMember(name) {
			found[name] = m.Value.From
			leaf = leaf || name == "ask"
		} else {
			r.fault(peer.ErrSchema, p.path+"/"+strictjson.Token(name), "Every member of a condition is known; names are case-sensitive.", "Leave it out, or write its name as it is.")
		}
		return !r.full
	})
	for _, t := range readTests {
		if _, there := found[t.member]; there && !leaf {
			r.fault(peer.ErrSchema, p.path+"/"+t.member, "An answer stands beside what is asked.", "Say with ask what is asked, or leave the answer out.")
		}
	}
	return found
}

func knownMember(name string) bool {
	for _, f := range readForms {
		if f.member == name {
			return true
		}
	}
	for _, t := range readTests {
		if t.member == name {
			return true
		}
	}
	return false
}

func (r *conditionReader) read(c *Condition, at int, members map[string]int, p place, member string) {
	switch inner := p.down(member); c.form {
	case formNot:
		c.kids = []Condition{r.condition(at, inner)}
	case formLeaf:
		c.leaf = r.leaf(at, members, p)
	default:
		c.kids = r.list(at, inner)
	}
}

func (r *conditionReader) list(at int, p place) (out []Condition) {
	if r.data[at] != '[' {
		r.fault(peer.ErrSchema, p.path, "allOf and anyOf list conditions.", "Put the conditions into a list.")
		return nil
	}
	n := 0
	strictjson.Elements(r.data, at, func(i int, s strictjson.Span) bool {
		n = i + 1
		out = append(out, r.condition(s.From, place{p.path + "/" + strconv.Itoa(i), p.depth, p.not}))
		return !r.full
	})
	if n == 0 {
		r.fault(peer.ErrOutOfRange, p.path, "allOf and anyOf list at least one condition.", "List what has to be so, or leave the condition out.", peer.Number("min", 1))
	}
	return out
}

func (r *conditionReader) leaf(at int, members map[string]int, p place) Leaf {
	l := Leaf{path: p.path}
	if !r.more(&r.leaves, maxConditionLeaves, p.path, "A condition asks no more than is read here.") {
		return l
	}
	word, text := strictjson.Text(r.data[at:strictjson.End(r.data, at)])
	l.ask = Ask(word)
	switch {
	case !text:
		r.fault(peer.ErrSchema, p.path+"/ask", "What is asked is a text.", "Name one of the things that a condition can ask.")
	case !l.ask.Known():
		r.fault(peer.ErrUnknownCode, p.path+"/ask", "What is asked is something a condition can ask.", "Name one that is on the list.")
		l.ask = ""
	}
	tests := 0
	for _, t := range readTests {
		value, ok := members[t.member]
		if !ok {
			continue
		}
		tests++
		l.test = t.test
		if path := p.path + "/" + t.member; t.test == testOneOf {
			l.words = r.oneOf(value, l.ask, place{path: path, not: p.not})
		} else {
			l.n = r.number(value, l, path)
		}
	}
	if tests != 1 {
		r.fault(peer.ErrSchema, p.path, "What is asked has exactly one of isOneOf, isAtLeast and isBelow.", "Say which answers count, in one of the three ways.")
	}
	return l
}

// oneOf reads the words that count. Nothing is held against a list when what is
// asked is not known; that is a fault already.
func (r *conditionReader) oneOf(at int, a Ask, p place) (out []string) {
	if r.data[at] != '[' {
		r.fault(peer.ErrSchema, p.path, "isOneOf lists words.", "Put the words into a list.")
		return nil
	}
	n := 0
	strictjson.Elements(r.data, at, func(i int, s strictjson.Span) bool {
		n = i + 1
		path := p.path + "/" + strconv.Itoa(i)
		if !r.more(&r.words, maxConditionWords, path, "A condition names no more words than are read here.") {
			return false
		}
		word, text := strictjson.Text(r.data[s.From:s.To])
		switch {
		case !text || !plainWord(word):
			r.fault(peer.ErrSchema, path, "A word is 1 to 80 lower-case letters, digits and hyphens.", "Write it as the list has it.")
		case slices.Contains(out, word):
			r.fault(peer.ErrDuplicate, path, "A word stands in a list once.", "Leave the second one out, or name the one that was meant.")
		case word == unknownWord && p.not:
			r.fault(peer.ErrPolicyTooWeak, path, "What is not known never keeps a rule quiet: unknown does not stand under not.", "List the words that are known to be harmless, or say it without not.")
		case word != unknownWord && a.kind() == askNumber:
			r.fault(peer.ErrSchema, path, "What is counted is held against a number; its only word is unknown.", "Use isAtLeast or isBelow.")
		case !a.takes(word):
			r.fault(peer.ErrUnknownCode, path, "The word is one of the answers there are.", "Name an answer that is on the list.")
		}
		out = append(out, word)
		return !r.full
	})
	if n == 0 {
		r.fault(peer.ErrOutOfRange, p.path, "isOneOf lists at least one word.", "List the words that count.", peer.Number("min", 1))
	}
	return out
}

func (r *conditionReader) number(at int, l Leaf, path string) int {
	if l.ask != "" && l.ask.kind() != askNumber {
		r.fault(peer.ErrSchema, path, "Only what is counted is held against a number.", "Use isOneOf with the words that count.")
		return 0
	}
	n, err := strconv.Atoi(string(r.data[at:strictjson.End(r.data, at)]))
	switch most := l.ask.most(); {
	case err != nil && !errors.Is(err, strconv.ErrRange):
		r.fault(peer.ErrSchema, path, "A number is a whole one.", "Give a whole number in digits.")
	case err != nil || n < 1 || l.ask != "" && n > most:
		r.fault(peer.ErrOutOfRange, path, "The number is one that makes a difference.", "Give a number within the limits.", peer.Number("min", 1), peer.Number("max", most))
	}
	return n
}

// plainWord reports whether a text is a word of a list: short, plain, and nothing
// a person said.
func plainWord(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-' {
			return false
		}
	}
	return len(s) >= 1 && len(s) <= 80
}
